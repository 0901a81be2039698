"""Where an army of another state was in a war that moved no border: known by places, for no front is drawn."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geo.earth.geodesy import distance_m
from geo.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import ArrayLike, NDArray

    from geo.atlas.tenure import Tenure
    from geo.atlas.zones import Zone
    from geo.files.schema import Row

__all__ = ["Army", "armies_about", "armies_at", "armies_besides", "armies_of", "armies_on"]


@dataclass(frozen=True, slots=True)
class Army:
    """An army that was in part of a zone, came and went, and left the zone to another state.

    Attributes
    ----------
    id : str
    zone : str
        The zone that it was in.
    state : str
        Whose army it was.
    places : tuple of str
        The places it is known of.
    lon, lat : float
        Their middle, in degrees.
    reach_km : float
        Within so many kilometres of it the army was, not everywhere and not all the time.
    start, end : datetime.date
        From the first day on which it may have been there up to, not including, that on which it had left.
    citation, known : str
        As of `geo.atlas.tenure.Event`.

    Examples
    --------
    >>> from geo import open_atlas
    >>> petsamo = open_atlas().on("1940-01-15").who(31.17, 69.53)
    >>> petsamo.tenure.holder, petsamo.army.state, petsamo.army.over
    ('Finland', 'USSR', '1939-11-30/1940-04-10')
    """

    id: str
    zone: str
    state: str
    places: tuple[str, ...]
    lon: float
    lat: float
    reach_km: float
    start: dt.date
    end: dt.date
    citation: str
    known: str

    @property
    def last(self) -> dt.date:
        """The last day on which it may have been there."""
        return self.end - dt.timedelta(days=1)

    def was_there(self, day: dt.date) -> bool:
        """Tell whether it may have been there on a day."""
        return self.start <= day < self.end

    def off_km(self, lon: ArrayLike, lat: ArrayLike) -> NDArray[np.float64]:
        """Return how far places lie from its middle, which it was near to within its reach."""
        return distance_m(lon, lat, self.lon, self.lat) / 1000.0

    @property
    def over(self) -> str:
        """Its days, the first and the last at most, as an EDTF interval."""
        return f"{self.start}/{self.last}"


def armies_of(rows: Iterable[Row]) -> tuple[Army, ...]:
    """Make armies of the rows of ``armies.csv``, in time.

    Raises
    ------
    DataError
        With file and line, for an army that left before it came.
    """
    read = list(rows)
    for row in read:
        if row["end_date"] <= row["start_date"]:
            msg = f"{row.where}: the army {row['army']} leaves on {row['end_date']}, before it comes"
            raise DataError(msg)
    armies = [
        Army(
            id=row["army"],
            zone=row["zone"],
            state=row["state"],
            places=row["places"],
            lon=row["lon"],
            lat=row["lat"],
            reach_km=row["reach_km"],
            start=row["start_date"],
            end=row["end_date"],
            citation=row["citation"],
            known=row["known"],
        )
        for row in read
    ]
    return tuple(sorted(armies, key=lambda army: (army.start, army.id)))


def armies_on(armies: Iterable[Army], day: dt.date, tenures: Iterable[Tenure]) -> tuple[Army, ...]:
    """Return those that were there on a day, but for land that their own state then held or occupied."""
    whose = {span.zone: {span.holder, span.occupier} for span in tenures}
    return tuple(army for army in armies if army.was_there(day) and army.state not in whose[army.zone])


def armies_at(
    armies: Sequence[Army],
    zones: Sequence[Zone],
    lon: NDArray[np.float64],
    lat: NDArray[np.float64],
    zone: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Find the army that was near each of some places; of several, that whose middle is nearer.

    Parameters
    ----------
    armies : sequence of Army
        Those of a day.
    zones : sequence of Zone
    lon, lat : ndarray of float
        The places, in degrees.
    zone : ndarray of int
        Number of the zone that each lies in; negative for none.

    Returns
    -------
    ndarray of int
        For each place the number of its army; -1 for none.
    """
    numbers = {one.id: k for k, one in enumerate(zones)}
    found = np.full(len(zone), -1)
    least = np.full(len(zone), np.inf)
    for k, army in enumerate(armies):
        at = np.flatnonzero(zone == numbers[army.zone])
        away = army.off_km(lon[at], lat[at])
        near = (away <= army.reach_km) & (away < least[at])
        found[at[near]], least[at[near]] = k, away[near]
    return found


def armies_about(armies: Iterable[Army], zone: Zone, lon: float, lat: float) -> tuple[Army, ...]:
    """Return every army that was near a place of a zone on any day, in time."""
    return tuple(army for army in armies if army.zone == zone.id and army.off_km(lon, lat) <= army.reach_km)


def armies_besides(
    armies: Iterable[Army],
    zone: str,
    lon: float,
    lat: float,
    days: Iterable[dt.date],
    *,
    than: Sequence[object],
) -> tuple[Army, ...]:
    """Return those that were near a place of a zone on some days; of several of a state that nearest to it.

    Parameters
    ----------
    armies : iterable of Army
    zone : str
        Its identifier.
    lon, lat : float
        The place, in degrees.
    days : iterable of datetime.date
    than : sequence of object
        States whose armies are told of already, or that held the land.

    Returns
    -------
    tuple of Army

    Examples
    --------
    >>> import datetime as dt
    >>> from geo import open_atlas
    >>> day = dt.date(1939, 9, 20)
    >>> armies = open_atlas().armies
    >>> (army,) = armies_besides(armies, "west_ukraine", 22.77, 49.78, [day], than=["Poland", "USSR"])
    >>> army.state, army.over
    ('Germany', '1939-09-09/1939-09-28')
    """
    asked = list(days)
    nearest: dict[str, tuple[float, Army]] = {}
    for army in armies:
        if army.zone != zone or army.state in than or not any(map(army.was_there, asked)):
            continue
        away_km = float(army.off_km(lon, lat))
        if away_km <= min(army.reach_km, nearest.get(army.state, (np.inf,))[0]):
            nearest[army.state] = away_km, army
    return tuple(army for _, army in nearest.values())
