"""Whose a place was on a day, and which border was nearest."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from geo.files.columns import Column, Result
from geo.files.numbers import with_error

if TYPE_CHECKING:
    from geo.atlas.armies import Army
    from geo.atlas.arrangement import Arc
    from geo.atlas.tenure import Tenure
    from geo.atlas.zones import Zone

__all__ = ["ASKED", "Answer", "Border"]

ASKED: Final = (
    Column("place", "its name, if it was asked for by name"),
    Column("lat", "degrees north", digits=9, shown=4, right=True),
    Column("lon", "degrees east", digits=9, shown=4, right=True),
)
"""What a table of answers begins with: the place that was asked about."""


@dataclass(frozen=True, slots=True)
class Border:
    """An arc on a day when its two sides had different holders.

    Examples
    --------
    >>> from geo import open_atlas
    >>> border = open_atlas().on("1940-01-01").who(22.77, 49.78).border
    >>> sorted([border.left.holder, border.right.holder])
    ['Germany', 'USSR']
    """

    arc: Arc
    left: Tenure
    right: Tenure


@dataclass(frozen=True, slots=True, repr=False)
class Answer(Result):
    """Who held a place on a day.

    Attributes
    ----------
    zone : Zone
    tenure : Tenure
        In the open sea that of nobody, with the status ``sea``.
    border_km : float
        To the nearest border on land of that day; NaN where no two states met
        on land.
    sigma_km : float
        One-sigma error of that border's position.
    border : Border or None
        The border meant.
    shore_km : float
        Distance to the nearest land in the open sea; NaN elsewhere.
    islands : Tenure or None
        In the open sea who holds the islands thereabouts; None elsewhere.
    army : Army or None
        An army of another state that was near on the day, which its holder kept, or got back.

    Examples
    --------
    >>> from geo import open_atlas
    >>> answer = open_atlas().on("1940-06-27").who(28.86, 47.01)
    >>> answer.tenure.holder, answer.tenure.status, answer.border.arc.frontier
    ('Romania', 'sovereign', 'romania_ussr_1918')
    >>> sea = open_atlas().on("1941-06-21").who(20.5, 58.9)
    >>> sea.ground, sea.tenure.holder, round(sea.shore_km), sea.islands.holder
    ('sea', '', 89, 'USSR')

    As a table it has one row; `pandas.concat` joins the frames of several
    places.

    >>> answer.frame()[["holder", "status", "since"]].values.tolist()
    [['Romania', 'sovereign', NaT]]
    """

    COLUMNS: ClassVar = (
        Column("holder", "the state; empty for nobody", of="tenure.holder"),
        Column(
            "status",
            "sovereign, annexed, occupied, leased or ceded; unheld; or sea: more than 20 km from any land; "
            "in a table of places also outside (the atlas), unreadable, and changed (within a month or year)",
            of="tenure.status",
        ),
        Column("zone", "the piece of land, as in data/tables/zones.csv", of="zone.id"),
        Column(
            "since",
            "first day of this holder under this title; empty where that lies before the atlas",
            of="tenure.since",
            is_day=True,
        ),
        Column(
            "until", "first day no more; empty where that lies beyond the atlas", of="tenure.until", is_day=True
        ),
        Column("border_km", "distance to the nearest border of the day", digits=3, right=True),
        Column(
            "sigma_km",
            "one-sigma error of that border: nearer than two of them, the answer is not sure",
            digits=3,
            shown=2,
            right=True,
        ),
        Column(
            "islands",
            "in the open sea, who holds the islands thereabouts",
            of=lambda answer: answer.islands.holder if answer.islands else "",
        ),
        Column("shore_km", "in the open sea, distance to the nearest land", digits=1, right=True),
        Column("occupier", "who occupied the holder's own land; status is occupied then", of="tenure.occupier"),
    )

    zone: Zone
    tenure: Tenure
    border_km: float
    sigma_km: float
    border: Border | None
    shore_km: float = math.nan
    islands: Tenure | None = None
    army: Army | None = None

    @property
    def ground(self) -> str:
        """Where the place lies: ``sea``, the open one; or ``land``, with lakes and the sea near a coast."""
        return "land" if self.islands is None else "sea"

    @property
    def sure(self) -> bool:
        """Whether the border is two standard errors away or more, or there was none on land that day."""
        return self.sure_within(0.0)

    def sure_within(self, place_sigma_km: float) -> bool:
        """Whether it is sure of a place that is known to lie here within so many kilometres, one sigma.

        Examples
        --------
        >>> from geo import open_atlas
        >>> answer = open_atlas().on("1939-08-23").who(26.0, 49.07)
        >>> answer.sure_within(0.5), answer.sure_within(15.0)
        (True, False)
        """
        return self.border is None or self.border_km >= 2.0 * math.hypot(self.sigma_km, place_sigma_km)

    def __repr__(self) -> str:
        """Say what it is in a line; its shapes would fill the screen."""
        held = "open sea" if self.islands else f"{self.tenure.who} ({self.tenure.status})"
        if self.border is None:
            return f"<Answer: {held}, no border on land>"
        return f"<Answer: {held}, border at {with_error(self.border_km, self.sigma_km, least=0.0)} km>"
