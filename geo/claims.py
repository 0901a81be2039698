"""Published claims about the border, put to the test.

A claim says something; ``claims.csv`` says beforehand what is measured for it
and when it is upheld, partly upheld, or not. This module measures and applies
the rule; it holds no threshold of its own.

A rule is an expression over named numbers: ``value``, ``sigma`` its standard
error, ``before`` the same on the earlier day, ``share``, and ``low`` and
``high`` of the claim. Alternatives repeat the verdict under other reasonable
definitions.
"""

from __future__ import annotations

import ast
import operator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.displacement import parallels
from geo.errors import DataError
from geo.exchange import read_table
from geo.lengths import border_lengths, coast_length_km, share_near
from geo.names import plain
from geo.proximity import Nearest, foreign_land
from geo.transfers import change

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from geo.atlas import Atlas, Snapshot
    from geo.places import Place

__all__ = ["VERDICTS", "Alternative", "Assessment", "assess_claims", "evaluate"]

VERDICTS: Final = ("upheld", "partly upheld", "not upheld", "not measurable from borders")
_SIGMAS: Final = 2.0


@dataclass(frozen=True, slots=True)
class Alternative:
    """The verdict under another definition.

    Attributes
    ----------
    definition : str
    value : float
    verdict : str
    """

    definition: str
    value: float
    verdict: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """A claim, what was measured for it, and the verdict.

    Attributes
    ----------
    claim, says : str
    measured : str
        What the value is, in words.
    value : float
    low, high : float
        Interval of two standard errors about the value.
    unit : str
    verdict : str
        One of `VERDICTS`.
    why : str
        The reason, with the numbers.
    rule : str
        When the claim counts as upheld, as the data say.
    alternatives : tuple of Alternative
    regions : tuple of str
        The regions whose shift was measured, if that is what was measured.
    stated_low, stated_high : float
        What the claim says of them, in its unit; NaN where it names no number.
    cited_from : str
    """

    claim: str
    says: str
    measured: str
    value: float
    low: float
    high: float
    unit: str
    verdict: str
    why: str
    rule: str
    alternatives: tuple[Alternative, ...]
    regions: tuple[str, ...]
    stated_low: float
    stated_high: float
    cited_from: str


@dataclass(frozen=True, slots=True)
class _Measured:
    """Numbers a rule may name, and words for them."""

    numbers: Mapping[str, float]
    words: str
    variants: Mapping[str, Mapping[str, float]]


_OPERATORS: Final[dict[type[ast.AST], Callable[..., float | bool]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
"""What a rule may do; KeyError names the rest."""


def evaluate(rule: str, numbers: Mapping[str, float]) -> bool:
    """Apply a rule of ``claims.csv``.

    Parameters
    ----------
    rule : str
        Comparisons and sums of named numbers, joined by ``and`` and ``or``;
        ``no`` is never true.
    numbers : mapping
        What the names stand for.

    Raises
    ------
    DataError
        If the rule is anything else, or names an unknown number.

    Examples
    --------
    >>> evaluate("low <= value <= high or share >= 0.25", {"low": 1, "high": 2, "value": 3, "share": 0.3})
    True
    """
    try:
        return bool(_value(ast.parse(rule, mode="eval").body, numbers))
    except (
        SyntaxError,
        TypeError,
        KeyError,
        ValueError,
        ArithmeticError,
        RecursionError,
        MemoryError,
    ) as error:
        msg = f"the rule {plain(rule, 80)!r} cannot be read ({plain(str(error), 80)})"
        raise DataError(msg) from error


def _value(node: ast.expr, numbers: Mapping[str, float]) -> float | bool:
    """Value of a part of a rule; TypeError for what a rule may not hold."""
    match node:
        case ast.Constant(value=int() | float() as number):
            result: float | bool = number
        case ast.Name(id=name) if name in numbers:
            result = numbers[name]
        case ast.Name(id="no"):
            result = False
        case ast.BinOp(left=left, op=op, right=right):
            result = _OPERATORS[type(op)](_value(left, numbers), _value(right, numbers))
        case ast.BoolOp(op=op, values=values):
            parts = [bool(_value(part, numbers)) for part in values]
            result = all(parts) if isinstance(op, ast.And) else any(parts)
        case ast.Compare(left=left, ops=ops, comparators=rights):
            chain = [_value(part, numbers) for part in (left, *rights)]
            result = all(
                bool(_OPERATORS[type(op)](a, b)) for op, (a, b) in zip(ops, pairwise(chain), strict=True)
            )
        case _:
            msg = f"{ast.unparse(node)} is no number of the claim"
            raise TypeError(msg)
    return result


def assess_claims(atlas: Atlas) -> list[Assessment]:
    """Measure every claim of ``claims.csv`` and give its verdict, in the table's order.

    Raises
    ------
    DataError
        If the table names a measure that does not exist, or a rule cannot be read.
    """
    columns = [
        "claim", "says", "measure", "scope", "from", "to", "low", "high", "unit", "upheld_if", "partly_if",
        "alternatives", "note", "cited_from",
    ]  # fmt: skip
    rows = read_table(atlas.folder / "tables" / "claims.csv", columns)
    return [_claim(atlas, row) for row in rows]


def _claim(atlas: Atlas, row: dict[str, str]) -> Assessment:
    """Assess a claim; say which one it is that cannot be."""
    try:
        return _assess(atlas, row)
    except (ValueError, KeyError, IndexError, ArithmeticError) as error:
        msg = f"claims.csv: {plain(row['claim'], 60)} cannot be measured ({plain(str(error), 120)})"
        raise DataError(msg) from error


def _assess(atlas: Atlas, row: dict[str, str]) -> Assessment:
    try:
        measure = _MEASURES[row["measure"]]
    except KeyError as error:
        msg = f"claims.csv: {row['claim']} names the unknown measure {row['measure']!r}"
        raise DataError(msg) from error
    bounds = {name: float(row[name]) for name in ("low", "high") if row[name]}
    measured = measure(atlas, row, bounds)
    numbers = {**bounds, **measured.numbers}
    verdict = _verdict(row, numbers)
    alternatives = tuple(
        Alternative(
            name.replace("_", " "),
            round(measured.variants[name]["value"], 3),
            _verdict(row, {**numbers, **measured.variants[name]}),
        )
        for name in row["alternatives"].split(";")
        if name
    )
    value, sigma = numbers["value"], numbers.get("sigma", 0.0)
    return Assessment(
        claim=row["claim"],
        says=row["says"],
        measured=measured.words,
        value=round(value, 3),
        low=round(value - _SIGMAS * sigma, 3),
        high=round(value + _SIGMAS * sigma, 3),
        unit=row["unit"],
        verdict=verdict,
        why=f"{measured.words}. {row['note']}",
        rule=row["upheld_if"] or "none: borders cannot tell",
        alternatives=alternatives,
        regions=tuple(row["scope"].split(";")) if row["measure"] == "shift" else (),
        stated_low=bounds.get("low", float("nan")),
        stated_high=bounds.get("high", float("nan")),
        cited_from=row["cited_from"],
    )


def _verdict(row: dict[str, str], numbers: Mapping[str, float]) -> str:
    if not row["upheld_if"] and not row["partly_if"]:
        return VERDICTS[3]
    if evaluate(row["upheld_if"], numbers):
        return VERDICTS[0]
    return VERDICTS[1] if evaluate(row["partly_if"], numbers) else VERDICTS[2]


def _shift(atlas: Atlas, row: dict[str, str], bounds: Mapping[str, float]) -> _Measured:
    """Net shift on the parallels of some regions together, each measured on its own land."""
    found = change(atlas.on(row["from"]), atlas.on(row["to"]))
    regions = [atlas.region(name) for name in row["scope"].split(";")]
    profile, mean = parallels(found.within(*regions))
    net, low, high = profile.net_km, bounds["low"], bounds["high"]

    def numbers(values: NDArray[np.float64], value: float) -> dict[str, float]:
        return {"value": float(value), "share": float(((values >= low) & (values <= high)).mean())}

    ends = np.array(profile.end) == "land"
    quarter = len(net) // 4
    middle = net[quarter : len(net) - quarter]
    variants = {
        "median": {"value": float(np.median(net))},
        "normal": numbers(profile.normal_km, float(profile.normal_km.mean())),
        "land_ends": numbers(net[ends], float(net[ends].mean())),
        "middle": numbers(middle, float(middle.mean())),
    }
    main = {**numbers(net, mean.mean_km), "sigma": mean.sigma_mean_km}
    words = (
        f"mean net shift {mean.mean_km:.0f} ± {max(mean.sigma_mean_km, 0.1):.1f} km "
        f"(5 % to 95 % of the parallels: {mean.p05_km:.0f} to {mean.p95_km:.0f} km); "
        f"{main['share']:.0%} of the parallels lie between {low:g} and {high:g} km"
    )
    return _Measured(main, words, variants)


def _city(atlas: Atlas, name: str) -> Place:
    try:
        return next(place for place in atlas.places if place.name == name)
    except StopIteration as error:
        msg = f"claims.csv: no place is called {name!r}"
        raise DataError(msg) from error


def _foreign_land(atlas: Atlas, row: dict[str, str], _bounds: Mapping[str, float]) -> _Measured:
    """Distance of cities to the nearest land that another state held."""
    before, after = atlas.on(row["from"]), atlas.on(row["to"])
    words, first = [], None
    for name in row["scope"].split(";"):
        city = _city(atlas, name)
        near = [foreign_land(day, city.lon, city.lat) for day in (before, after)]
        first = first or near
        label = city.name_1939 or city.name
        words.append(_distance_words(label, near, same_day=before.day == after.day))
    if first is None:
        msg = f"claims.csv: {row['claim']} names no place"
        raise DataError(msg)
    numbers = {"value": first[1].km, "sigma": first[1].sigma_km, "before": first[0].km}
    return _Measured(numbers, "; ".join(words), {})


def _distance_words(label: str, near: list[Nearest], *, same_day: bool) -> str:
    one = f"{label} to the nearest foreign land: {near[0].km:.0f} km ({near[0].to})"
    return one if same_day else f"{one} before, {near[1].km:.0f} km ({near[1].to}) after"


def _ratio(
    what: str, measure: Callable[[Snapshot, float], float], atlas: Atlas, row: dict[str, str]
) -> _Measured:
    """Set a length on two days side by side, at 5 km and at other generalisations."""
    days = atlas.on(row["from"]), atlas.on(row["to"])
    at = {
        name: [measure(day, tolerance) for day in days]
        for name, tolerance in (("as_kept", 0.0), ("at_1_km", 1e3), ("at_5_km", 5e3), ("at_20_km", 2e4))
    }
    before, after = at["at_5_km"]
    variants = {name: {"before": pair[0], "value": pair[1]} for name, pair in at.items()}
    words = f"{what}: {before:,.0f} km before, {after:,.0f} km after, at a generalisation of 5 km"
    return _Measured({"value": after, "before": before}, words, variants)


def _land_border(atlas: Atlas, row: dict[str, str], _bounds: Mapping[str, float]) -> _Measured:
    def measure(day: Snapshot, tolerance: float) -> float:
        return sum(part.km for part in border_lengths(day, tolerance_m=tolerance))

    return _ratio("border on land from the Barents to the Black Sea", measure, atlas, row)


def _coast(atlas: Atlas, row: dict[str, str], _bounds: Mapping[str, float]) -> _Measured:
    west, south, east, north = map(float, row["scope"].split())

    def measure(day: Snapshot, tolerance: float) -> float:
        return coast_length_km(day, (west, south, east, north), tolerance_m=tolerance)

    return _ratio("Soviet Baltic coast with its islands", measure, atlas, row)


def _along_rivers(atlas: Atlas, row: dict[str, str], _bounds: Mapping[str, float]) -> _Measured:
    """Share of the border between Bessarabia and Romania that lies along some rivers."""
    names = row["scope"].split(";")
    kept = atlas.ground.features("rivers")
    rivers = [river.geometry for river in kept if river.properties["name"] in names]
    snapshot = atlas.on(row["to"])
    bessarabian = {k for k, zone in enumerate(atlas.zones) if zone.region == "bessarabia"}
    sides = zip(atlas.arcs, atlas.arrangement.left, atlas.arrangement.right, strict=True)
    touching = {arc.id for arc, left, right in sides if {left, right} & bessarabian}
    lines = [
        border.arc.line
        for border in snapshot.borders
        if border.arc.id in touching
        and {border.left.holder, border.right.holder} == {"USSR", "Romania"}
        and border.arc.kind != "sea"
    ]
    share = share_near(lines, rivers, 1_000.0)
    rivers_named = " or the ".join(names)
    words = f"{share:.0%} of the border between Bessarabia and Romania lies within 1 km of the {rivers_named}"
    return _Measured({"value": share}, words, {})


_MEASURES: Final[dict[str, Callable[[Atlas, dict[str, str], Mapping[str, float]], _Measured]]] = {
    "shift": _shift,
    "foreign_land": _foreign_land,
    "land_border": _land_border,
    "coast": _coast,
    "along_rivers": _along_rivers,
}
