"""Whose many places were on a day, in columns: a million cost little more than a table of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.atlas.answer import Answer
from geo.errors import GeometryError
from geo.files.columns import Column, Result, Table

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from geo.atlas.answer import Border
    from geo.atlas.armies import Army
    from geo.atlas.tenure import Tenure
    from geo.atlas.zones import Zone

__all__ = ["OUTSIDE", "UNREADABLE", "Answers"]

OUTSIDE: Final = "outside"
"""Status of a place that lies beyond what the atlas covers."""
UNREADABLE: Final = "unreadable"
"""Status of a place whose coordinates are none: missing, no numbers, or not on the globe."""

_POLE_DEG: Final = 90.0
_MEASURED: Final = ("border_km", "sigma_km", "shore_km")
"""Columns that differ from place to place; the others are the zone's."""


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Answers(Result):
    """Who held each of many places on a day.

    Attributes
    ----------
    day : datetime.date
    window : tuple of float
        West, south, east and north of what the atlas covers.
    zones : tuple of Zone
    tenures : tuple of Tenure
        Who held each zone on the day.
    borders : tuple of Border
        Those of the day.
    armies : tuple of Army
        Those of the day.
    lon, lat : ndarray of float
        The places, in degrees; NaN where there is none.
    zone : ndarray of int
        Number of the zone in `zones`; -1 outside the atlas.
    border : ndarray of int
        Number of the nearest border on land in `borders`; -1 where there is
        none.
    border_km, sigma_km, shore_km : ndarray of float
        As in `Answer`; NaN where there is none.
    army : ndarray of int
        Number of the army that was near in `armies`; -1 for none.

    Examples
    --------
    >>> from geo import open_atlas
    >>> answers = open_atlas().on("1940-01-01").who_each([28.86, 20.5, 100.0], [47.01, 58.9, 10.0])
    >>> answers.frame()[["holder", "status"]].values.tolist()
    [['Romania', 'sovereign'], ['', 'sea'], ['', 'outside']]
    >>> len(answers), answers[0].tenure.holder
    (3, 'Romania')
    """

    COLUMNS = Answer.COLUMNS

    day: dt.date
    window: tuple[float, float, float, float]
    zones: tuple[Zone, ...]
    tenures: tuple[Tenure, ...]
    borders: tuple[Border, ...]
    armies: tuple[Army, ...]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    zone: NDArray[np.int64]
    border: NDArray[np.int64]
    border_km: NDArray[np.float64]
    sigma_km: NDArray[np.float64]
    shore_km: NDArray[np.float64]
    army: NDArray[np.int64]

    @property
    def there(self) -> NDArray[np.bool_]:
        """Which of the places the atlas covers."""
        return self.zone >= 0

    def __len__(self) -> int:
        """Count the places."""
        return len(self.zone)

    def __getitem__(self, k: int) -> Answer:
        """Return the answer for one place.

        Raises
        ------
        GeometryError
            If the place lies outside the atlas.
        """
        if self.zone[k] < 0:
            west, south, east, north = self.window
            if abs(self.lat[k]) > _POLE_DEG:
                msg = (
                    f"there is no latitude {self.lat[k]:g}: they run from -90 to 90 (latitude comes first); "
                    f"the atlas covers {south:g} to {north:g} N and {west:g} to {east:g} E."
                )
                raise GeometryError(msg)
            msg = (
                f"lat {self.lat[k]:g}, lon {self.lon[k]:g} lies outside the atlas; "
                f"it covers {south:g} to {north:g} N and {west:g} to {east:g} E (latitude comes first)."
            )
            raise GeometryError(msg)
        border = self.borders[self.border[k]] if self.border[k] >= 0 else None
        zone, held = self.zones[self.zone[k]], self.tenures[self.zone[k]]
        at_sea = bool(np.isfinite(self.shore_km[k]))
        return Answer(
            zone,
            held.of_nobody(zone.id) if at_sea else held,
            float(self.border_km[k]),
            float(self.sigma_km[k]),
            border,
            float(self.shore_km[k]),
            held if at_sea else None,
            self.armies[self.army[k]] if self.army[k] >= 0 else None,
        )

    def __iter__(self) -> Iterator[Answer]:
        """Yield the answers in the order of the places."""
        return (self[k] for k in range(len(self)))

    def table(self) -> Table:
        """Return the answers as a table; a place without one has its reason for a status."""
        columns = [self._column(column) for column in self.COLUMNS]
        return Table(self.COLUMNS, list(zip(*columns, strict=True)))

    def _column(self, column: Column) -> list[object]:
        """Take a column's values; what the zone says is read once for all places in it."""
        if column.name in _MEASURED:
            return list(getattr(self, column.name).tolist())
        # 1. places of one zone that are alike, at sea or not; and those without an answer
        kind = np.where(self.there, 2 * self.zone + np.isfinite(self.shore_km), -1)
        kind[~np.isfinite(self.lon)] = -2
        _, first, which = np.unique(kind, return_index=True, return_inverse=True)
        # 2. what one of each kind says is said of all
        read = column.reader()
        said = [self._without_answer(column, k) if kind[k] < 0 else read(self[k]) for k in first.tolist()]
        return [said[k] for k in which.tolist()]

    def _without_answer(self, column: Column, k: int) -> str:
        if column.name != "status":
            return ""
        return OUTSIDE if np.isfinite(self.lon[k]) else UNREADABLE

    def __repr__(self) -> str:
        """Say what it is in a line."""
        return f"<Answers for {len(self)} places on {self.day}>"
