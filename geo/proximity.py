"""How near: from one border to the other, and from a city to foreign land.

Distances from the old border to the new one and back are two different
things: a salient of the new border lies near to none of the old, and only the
way back shows it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.errors import GeometryError
from geo.geodesy import LineIndex, length_m

if TYPE_CHECKING:
    from geo.arrangement import Arc
    from geo.atlas import Snapshot

__all__ = ["BorderDistances", "Nearest", "border_distances", "foreign_land"]

_ON_LAND: Final = ("land", "river", "lake")


@dataclass(frozen=True, slots=True)
class Nearest:
    """The shortest way from a place to a line.

    Attributes
    ----------
    km, sigma_km : float
        Geodesic distance, and its one-sigma error.
    from_lon, from_lat, to_lon, to_lat : float
        Its two ends, in degrees.
    to : str
        What it leads to: an arc, or a state.
    """

    km: float
    sigma_km: float
    from_lon: float
    from_lat: float
    to_lon: float
    to_lat: float
    to: str


@dataclass(frozen=True, slots=True)
class BorderDistances:
    """Distances from points along one border to the nearest of another.

    Attributes
    ----------
    start, end : str
        The days of the one and of the other.
    count : int
        How many points.
    mean_km, median_km, p95_km : float
    farthest : Nearest
    """

    start: str
    end: str
    count: int
    mean_km: float
    median_km: float
    p95_km: float
    farthest: Nearest


def _borders_of(snapshot: Snapshot, state: str) -> list[Arc]:
    return [
        border.arc
        for border in snapshot.borders
        if state in {border.left.holder, border.right.holder} and border.arc.kind in _ON_LAND
    ]


def border_distances(
    before: Snapshot, after: Snapshot, *, state: str = "USSR", step_km: float = 5.0
) -> tuple[BorderDistances, BorderDistances]:
    """Measure from the border of before to that of after, and back.

    Parameters
    ----------
    before, after : Snapshot
    state : str
        Whose borders on land; coasts are no borders.
    step_km : float
        Kilometres between the points along a border.

    Returns
    -------
    there, back : BorderDistances
        From before to after, and from after to before.

    Raises
    ------
    UnknownNameError
        If the atlas does not know the state.
    GeometryError
        If the state has no border on land on one of the days.
    """
    state = before.atlas.holder(state)
    return _distances(before, after, state, step_km), _distances(after, before, state, step_km)


def _distances(origin: Snapshot, target: Snapshot, state: str, step_km: float) -> BorderDistances:
    arcs, goals = _borders_of(origin, state), _borders_of(target, state)
    if not arcs or not goals:
        msg = f"{state} has no border on land on {origin.day} or {target.day}; choose other days."
        raise GeometryError(msg)
    index = LineIndex([arc.line for arc in goals])
    found: list[Nearest] = []
    for arc in arcs:
        count = max(1, round(length_m(arc.line) / 1000.0 / step_km))
        for share in np.linspace(0.0, 1.0, count + 1):
            point = arc.line.interpolate(float(share), normalized=True)
            metres, which, (lon, lat) = index.nearest(point.x, point.y)
            sigma_m = float(np.hypot(arc.sigma_m, goals[which].sigma_m)) if metres else 0.0
            found.append(
                Nearest(metres / 1000.0, sigma_m / 1000.0, point.x, point.y, lon, lat, goals[which].id)
            )
    km = np.array([nearest.km for nearest in found])
    return BorderDistances(
        origin.day.isoformat(),
        target.day.isoformat(),
        len(found),
        float(km.mean()),
        float(np.median(km)),
        float(np.percentile(km, 95.0)),
        found[int(km.argmax())],
    )


def foreign_land(snapshot: Snapshot, lon: float, lat: float) -> Nearest:
    """Find the nearest land that another state holds.

    Parameters
    ----------
    snapshot : Snapshot
    lon, lat : float
        A place on land, in degrees, longitude first.

    Returns
    -------
    Nearest
        ``to`` is the state. Islands count; the window bounds what is known.

    Raises
    ------
    GeometryError
        If the place lies outside the atlas.

    Examples
    --------
    From Palace Square in Leningrad, before and after the Winter War:

    >>> from geo import open_atlas
    >>> atlas = open_atlas()
    >>> before = foreign_land(atlas.on("1939-08-23"), 30.3158, 59.9390)
    >>> after = foreign_land(atlas.on("1941-06-21"), 30.3158, 59.9390)
    >>> before.to, 28 < before.km < 36, 130 < after.km < 160
    ('Finland', True, True)
    """
    home = snapshot.who(lon, lat)
    lines: list[shapely.LineString] = []
    owners: list[str] = []
    for state in snapshot.holders:
        if state != home.tenure.holder:
            for part in shapely.get_parts(snapshot.territory(state)):
                lines.append(shapely.LineString(part.exterior.coords))
                owners.append(state)
    metres, which, place = LineIndex(lines).nearest(lon, lat)
    arcs = _borders_of(snapshot, owners[which])
    on_border, nearest_arc, _ = LineIndex([arc.line for arc in arcs]).nearest(*place)
    at_coast_m = 200.0
    sigma_m = arcs[nearest_arc].sigma_m if on_border < at_coast_m else at_coast_m
    return Nearest(metres / 1000.0, sigma_m / 1000.0, lon, lat, *place, owners[which])
