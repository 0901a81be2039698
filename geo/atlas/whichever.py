"""What is sure of a day though several places bear a name: that all of them had one and the same holder."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from geo.atlas.held import CELL, held
from geo.atlas.languages import Said
from geo.files.edtf import read_day

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from geo.atlas.atlas import Atlas
    from geo.atlas.namesakes import Namesakes

__all__ = ["HeldByAll", "held_by_all", "held_otherwise", "one_holder", "surely_among"]


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
    holders = {str(row[CELL["holder"]]) for row in cells}
    if len(cells) < len(rows) or len(holders) != 1 or holders == {""}:
        return None
    titles = {str(row[CELL["status"]]) for row in cells}
    certain = all(bool(row[CELL["sure"]]) for row in cells)
    return HeldByAll(holders.pop(), titles.pop() if len(titles) == 1 else "", sure and certain, len(rows))


def surely_among(found: Namesakes) -> bool:
    """Tell whether a name surely means one of the places between which it does not decide.

    It may mean none of them where what was asked beside it points to none, or where all of them bear
    only what a neighbouring language makes of it.
    """
    return not found.unheeded and not all(one.cognate for one in found.undecided)


def held_otherwise(atlas: Atlas, regions: Collection[str], holder: str, days: Iterable[str]) -> bool:
    """Tell whether another state had land of some regions, called so, on one of some days."""
    asked = list(map(read_day, days))
    spans = chain.from_iterable(
        atlas.history(zone) for zone in atlas.zones if atlas.regions.get(zone.region) in regions
    )
    return any(span.holder != holder and any(map(span.covers, asked)) for span in spans)


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
    return one_holder(rows, sure=surely_among(found))
