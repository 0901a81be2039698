"""What is sure of a day though several places bear a name: that all of them had one and the same holder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.atlas.held import Held, held
from geo.atlas.languages import Said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.atlas.atlas import Atlas
    from geo.atlas.namesakes import Namesakes

__all__ = ["HeldByAll", "held_by_all", "one_holder"]

_CELL: Final = {column.name: k for k, column in enumerate(Held.COLUMNS)}


@dataclass(frozen=True, slots=True)
class HeldByAll:
    """The one holder that several places had on a day.

    Attributes
    ----------
    holder : str
    status : str
        Its title; empty where the places were held by several.
    sure : bool
        Whether it is certain of each of them.
    places : int
        How many they are.

    Examples
    --------
    >>> from geo import namesakes, open_atlas
    >>> from geo.atlas.whichever import held_by_all
    >>> atlas = open_atlas()
    >>> held_by_all(atlas, namesakes(atlas, "Stryj"), "1939-08-23")
    HeldByAll(holder='Poland', status='sovereign', sure=True, places=2)
    >>> held_by_all(atlas, namesakes(atlas, "Stryj"), "1940-01-01") is None
    True
    """

    holder: str
    status: str
    sure: bool
    places: int

    @property
    def told(self) -> str:
        """The holder with its title, and whether that is sure; other languages can say it."""
        words = "{holder} ({status})" if self.status else "{holder}"
        who = Said.fill(words, holder=self.holder, status=self.status)
        return who if self.sure else Said.of_names([who, "not sure"], "; ")


def one_holder(rows: Sequence[Sequence[object] | None], *, sure: bool = True) -> HeldByAll | None:
    """Tell which holder all of some places had.

    Parameters
    ----------
    rows : sequence of sequence, or None
        Of each place the cells under `Held.COLUMNS`; None of one that had several.
    sure : bool
        Whether one of these places is meant for certain.

    Returns
    -------
    HeldByAll or None
        None if they had several, or none.
    """
    cells = [row for row in rows if row is not None]
    holders = {str(row[_CELL["holder"]]) for row in cells}
    if len(cells) < len(rows) or len(holders) != 1 or holders == {""}:
        return None
    titles = {str(row[_CELL["status"]]) for row in cells}
    certain = all(bool(row[_CELL["sure"]]) for row in cells)
    return HeldByAll(holders.pop(), titles.pop() if len(titles) == 1 else "", sure and certain, len(rows))


def held_by_all(atlas: Atlas, found: Namesakes, day: str) -> HeldByAll | None:
    """Tell which holder all places had that a name may mean, where none of them is taken.

    Parameters
    ----------
    atlas : Atlas
    found : Namesakes
    day : str
        ``YYYY-MM-DD``.
    """
    ones = found.undecided
    if len({one.on(day).holder for one in ones}) != 1:
        return None
    lon, lat, sigma_km = zip(*((o.place.lon, o.place.lat, o.place.sigma_m / 1000.0) for o in ones), strict=True)
    rows = held(atlas, lon, lat, days=[day], place_sigma_km=sigma_km).rows
    return one_holder(rows, sure=not found.unheeded)
