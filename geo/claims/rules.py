"""Rules of ``claims.csv``: by name, when a claim counts as upheld, and when as partly upheld.

A rule compares numbers that were measured: ``value``; ``sigma``, its standard
error; ``before``, the same on the earlier day; ``least_times`` and
``most_times``, how many times that it became by any definition; ``share``, of the parallels whose
shift is within what the claim says. Its own numbers stand in the row: ``low``
and ``high``, what the claim says; ``upheld_at`` and ``partly_at``, how much is
enough.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Final

from geo.atlas.languages import Said
from geo.errors import DataError
from geo.files.numbers import NARROW, fixed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from geo.files.schema import Row

__all__ = ["RULES", "SIGMAS", "Grade", "Rule", "rule_of"]

SIGMAS: Final = 2.0
"""Standard errors within which a value agrees with what is said."""


_LARGE: Final = 10_000
"""From which on the thousands of a number are parted."""


class Grade(IntEnum):
    """What a rule makes of the numbers."""

    UPHELD = 0
    PARTLY = 1
    NOT = 2
    UNTOLD = 3


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with the numbers of one claim.

    Attributes
    ----------
    name : str
        A key of `RULES`.
    low, high : float or None
        What the claim says.
    upheld_at, partly_at : float or None
        How much is enough to be upheld, and to be partly upheld.
    unit : str

    Examples
    --------
    >>> rule = Rule("at_least", 0.8, 1.0, 0.8, 0.5, "share")
    >>> rule.grade({"value": 0.6}).name
    'PARTLY'
    >>> print(rule)
    upheld from 80% on, partly upheld from 50% on
    """

    name: str
    low: float | None
    high: float | None
    upheld_at: float | None
    partly_at: float | None
    unit: str

    def grade(self, numbers: Mapping[str, float]) -> Grade:
        """Apply the rule to what was measured.

        Raises
        ------
        KeyError
            If the rule needs a number that was not measured.
        """
        upheld, partly = RULES[self.name].holds(self, numbers)
        if self.name == "none":
            return Grade.UNTOLD
        return Grade.UPHELD if upheld else Grade.PARTLY if partly else Grade.NOT

    def __str__(self) -> str:
        """Say the rule in words."""
        return self.said()

    def said(self) -> Said:
        """Say the rule in words that other languages can take up."""
        words = {name: "" if value is None else _number(value) for name, value in self._own().items()}
        shares = {f"{name}_share": f"{value or 0.0:.0%}" for name, value in self._own().items()}
        return Said.fill(RULES[self.name].words, **words, **shares, unit=self.unit, sigmas=f"{SIGMAS:g}")

    def _own(self) -> dict[str, float | None]:
        return {name: getattr(self, name) for name in ("low", "high", "upheld_at", "partly_at")}


def _number(value: float) -> str:
    return f"{value:g}" if abs(value) < _LARGE else fixed(value, 0, gap=NARROW)


@dataclass(frozen=True, slots=True)
class _Kind:
    """How a rule is said and asked.

    Attributes
    ----------
    needs : tuple of str
        Columns that the row must fill.
    words : str
    holds : callable
        Whether a claim is upheld, and whether it is partly.
    """

    needs: tuple[str, ...]
    words: str
    holds: Callable[[Rule, Mapping[str, float]], tuple[bool, bool]]


def _mean_within(rule: Rule, numbers: Mapping[str, float]) -> tuple[bool, bool]:
    within = _of(rule.low) <= numbers["value"] <= _of(rule.high)
    share = numbers["share"]
    return within and share >= _of(rule.upheld_at), within or share >= _of(rule.partly_at)


def _within_errors_at_best_partly(rule: Rule, numbers: Mapping[str, float]) -> tuple[bool, bool]:
    reach = SIGMAS * numbers["sigma"]
    return False, _of(rule.low) - reach <= numbers["value"] <= _of(rule.high) + reach


def _within_errors(rule: Rule, numbers: Mapping[str, float]) -> tuple[bool, bool]:
    low, high, off = _of(rule.low), _of(rule.high), _of(rule.partly_at)
    reach, value = SIGMAS * numbers["sigma"], numbers["value"]
    upheld = low - reach <= value <= high + reach
    return upheld, upheld or low * (1.0 - off) <= value <= high * (1.0 + off)


def _times_more(rule: Rule, numbers: Mapping[str, float]) -> tuple[bool, bool]:
    value, before = numbers["value"], numbers["before"]
    return value >= _of(rule.upheld_at) * before, min(
        value / before, numbers.get("least_times", math.inf)
    ) > 1.0


def _times_less(rule: Rule, numbers: Mapping[str, float]) -> tuple[bool, bool]:
    value, before = numbers["value"], numbers["before"]
    return value <= _of(rule.upheld_at) * before, max(value / before, numbers.get("most_times", 0.0)) < 1.0


def _at_least(rule: Rule, numbers: Mapping[str, float]) -> tuple[bool, bool]:
    return numbers["value"] >= _of(rule.upheld_at), numbers["value"] >= _of(rule.partly_at)


def _of(number: float | None) -> float:
    """Take a number that `rule_of` has seen to be there."""
    return float("nan") if number is None else number


RULES: Final[dict[str, _Kind]] = {
    "mean_within": _Kind(
        ("low", "high", "upheld_at", "partly_at"),
        "upheld if the mean lies between {low} and {high} {unit} and so do {upheld_at_share} of the parallels; "
        "partly upheld if the mean does, or {partly_at_share} of the parallels",
        _mean_within,
    ),
    "within_errors_at_best_partly": _Kind(
        ("low", "high"),
        "partly upheld, and no more, if it lies between {low} and {high} {unit}, "
        "give or take {sigmas} standard errors",
        _within_errors_at_best_partly,
    ),
    "within_errors": _Kind(
        ("low", "high", "partly_at"),
        "upheld if it lies between {low} and {high} {unit}, give or take {sigmas} standard errors; partly "
        "upheld if it is off by less than {partly_at_share}",
        _within_errors,
    ),
    "times_more": _Kind(
        ("upheld_at",),
        "upheld if it became at least {upheld_at} times what it was; partly upheld if it became more by every "
        "definition",
        _times_more,
    ),
    "times_less": _Kind(
        ("upheld_at",),
        "upheld if it became at most {upheld_at} times what it was; partly upheld if it became less by every "
        "definition",
        _times_less,
    ),
    "at_least": _Kind(
        ("upheld_at", "partly_at"),
        "upheld from {upheld_at_share} on, partly upheld from {partly_at_share} on",
        _at_least,
    ),
    "none": _Kind((), "no verdict: borders cannot tell", lambda _rule, _numbers: (False, False)),
}
"""Rules by the name that ``claims.csv`` gives them."""


def rule_of(row: Row) -> Rule:
    """Take the rule of a row of ``claims.csv``.

    Raises
    ------
    DataError
        With file and line, if a number that the rule needs is not filled in, or none that it can use.
    """
    low, high = row["low"], row["high"]
    if low is not None and high is not None and low > high:
        msg = f"{row.where}: high {high:g} is below low {low:g}; exchange them."
        raise DataError(msg)
    for name in RULES[row["rule"]].needs:
        if row[name] is None:
            msg = f"{row.where}: {name} is empty, which the rule {row['rule']} needs; fill it in."
            raise DataError(msg)
        if f"{{{name}_share}}" in RULES[row["rule"]].words and not 0.0 <= row[name] <= 1.0:
            msg = (
                f"{row.where}: {name} {row[name]:g} is no share from 0 to 1, which the rule {row['rule']} asks "
                "for; write 0.5 for 50 %."
            )
            raise DataError(msg)
    return Rule(row["rule"], row["low"], row["high"], row["upheld_at"], row["partly_at"], row["unit"])
