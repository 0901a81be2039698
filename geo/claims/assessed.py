"""What claims came to, as tables."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from geo.files.columns import Column, Results

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["VERDICTS", "Alternative", "Alternatives", "Assessment", "Claims"]

VERDICTS: Final = ("upheld", "partly upheld", "not upheld", "not measurable from borders")
_QUOTED: Final = re.compile(r'"([^"]+)"')


@dataclass(frozen=True, slots=True)
class Alternative:
    """The verdict under another definition.

    Attributes
    ----------
    claim : str
        The one it is about.
    definition : str
    value : float
    verdict : str

    Examples
    --------
    >>> Alternative("poland_west", "median", 262.1, "partly upheld").verdict
    'partly upheld'
    """

    claim: str
    definition: str
    value: float
    verdict: str


class Alternatives(Results[Alternative]):
    """Verdicts under other definitions.

    Examples
    --------
    >>> Alternatives([Alternative("poland_west", "median", 262.1, "partly upheld")]).frame()["value"].tolist()
    [262.1]
    """

    __slots__ = ()

    COLUMNS: ClassVar = (
        Column("claim", "its key in data/tables/claims.csv"),
        Column("definition", "what is measured instead"),
        Column("value", "what that comes to, in the claim's unit", digits=3, right=True),
        Column("verdict", "the verdict that follows"),
    )


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
        Interval of two standard errors about the value; NaN where the error is
        not known, as that of a length, which tells more of the generalisation.
    unit : str
    verdict : str
        One of `VERDICTS`.
    why : str
        The reason, with the numbers.
    rule : str
        When the claim counts as upheld, in words.
    alternatives : Alternatives
        A tuple of `Alternative`.
    regions : tuple of str
        The regions whose shift was measured, if that is what was measured.
    stated_low, stated_high : float
        What the claim says of them, in its unit; NaN where it names no number.
    cited_from : str
    start, end : str
        The days between which it was measured, ISO 8601.

    Examples
    --------
    >>> import geo
    >>> geo.assess_claims(geo.open_atlas())[0].verdict in VERDICTS
    True
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
    alternatives: Alternatives
    regions: tuple[str, ...]
    stated_low: float
    stated_high: float
    cited_from: str
    start: str
    end: str

    @property
    def quotes(self) -> tuple[str, ...]:
        """The words in quotation marks, which stand where it was read; without any it is told in others."""
        return tuple(_QUOTED.findall(self.says))

    @property
    def citation(self) -> str:
        """Where it was read, with the words it is about, as they stand there.

        Examples
        --------
        >>> import geo
        >>> geo.assess_claims(geo.open_atlas())[0].citation
        'essay on Soviet diplomacy 1939-41: "was moved westward some 250 to 300 km"'
        """
        words = " … ".join(f'"{part}"' for part in self.quotes)
        if not words:
            return f"{self.cited_from}, in other words" if self.cited_from else ""
        return f"{self.cited_from}: {words}" if self.cited_from else words


class Claims(Results[Assessment]):
    """Claims that were put to the test, in the order of ``claims.csv``.

    Examples
    --------
    >>> import geo
    >>> told = geo.assess_claims(geo.open_atlas())
    >>> told.frame().query("unit == 'km'")[["claim", "verdict"]].values.tolist()[0]
    ['poland_west', 'partly upheld']
    """

    __slots__ = ()

    COLUMNS: ClassVar = (
        Column("claim", "its key in data/tables/claims.csv"),
        Column("says", "what is claimed", title="claim"),
        Column("measured", "what the value is, in words"),
        Column("value", "what was measured", digits=3, right=True),
        Column("low", "two standard errors below it", digits=3, right=True),
        Column("high", "two standard errors above it", digits=3, right=True),
        Column("unit", "of the value and its interval"),
        Column("verdict", "upheld, partly upheld, not upheld, not measurable from borders"),
        Column("why", "the reason, with the numbers"),
        Column("rule", "when it counts as upheld"),
        Column("regions", "those whose shift was measured, if that is what was measured"),
        Column("stated_low", "what it says itself, in its unit; empty where it names no number", right=True),
        Column("stated_high", "what it says itself, up to", right=True),
        Column("cited_from", "where it was read"),
        Column("citation", "the same with the words it is about, as they stand there"),
    )

    @property
    def alternatives(self) -> Alternatives:
        """The verdicts under other definitions, of every claim.

        Examples
        --------
        >>> import geo
        >>> others = geo.assess_claims(geo.open_atlas()).alternatives.frame()
        >>> others.loc[others["claim"] == "poland_west", "definition"].tolist()
        ['median', 'normal', 'land ends', 'middle']
        """
        return Alternatives(other for claim in self for other in claim.alternatives)

    def alternatives_frame(self) -> pd.DataFrame:
        """Return the same as a frame."""
        return self.alternatives.frame()

    def records(self) -> list[dict[str, object]]:
        """Return the claims as JSON holds them, each with its verdicts under other definitions."""
        told = ("definition", "value", "verdict")
        return [
            {**row, "alternatives": claim.alternatives.table().only(*told).records()}
            for claim, row in zip(self, self.table().records(), strict=True)
        ]

    def __repr__(self) -> str:
        """Say what it is in a line."""
        verdicts = (f"{sum(c.verdict == v for c in self)} {v}" for v in VERDICTS)
        return f"<Claims: {', '.join(verdicts)}>"

    def _repr_html_(self) -> str:
        """Show what is said, what was measured and the verdict in a notebook."""
        return self.table().only("says", "cited_from", "measured", "verdict").html()
