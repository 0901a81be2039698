"""How near a place lies to land that another state holds."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.earth.nearest import LineIndex
from geo.errors import GeometryError
from geo.measures.distance import Nearest, borders_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo.atlas.atlas import Atlas, Snapshot
    from geo.atlas.zones import Zone

__all__ = ["foreign_land"]

_SPHERE_M: Final = 6_335_000.0
"""Radius of a sphere on which nothing is farther than on the ellipsoid: the least that it is curved with."""


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
        If the place lies outside the atlas, or no other state holds land.

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
    home = _holder_at(snapshot, lon, lat)
    # 1. foreign zones, those first that may come nearest
    # (what two of them share lies behind what they show to the place, so no states are put together)
    at_least = _at_least_m([zone.polygon for zone in snapshot.atlas.zones], lon, lat).tolist()
    foreign = [
        (metres, number)
        for number, (metres, span) in enumerate(zip(at_least, snapshot.tenures, strict=True))
        if span.held and span.holder != home
    ]
    # 2. the nearest land of each, until none of the others can be nearer
    nearest: tuple[float, tuple[float, float]] = math.inf, (lon, lat)
    owner = ""
    for at_least_m, number in sorted(foreign):
        zone = snapshot.atlas.zones[number]
        if at_least_m > nearest[0] or snapshot.atlas.territory(zone).is_empty:
            continue
        metres, _, place = _shore_of(snapshot.atlas, zone).nearest(lon, lat)
        if metres < nearest[0]:
            nearest, owner = (metres, place), snapshot.tenures[number].holder
    if not owner:
        msg = f"no other state than {home} holds land on {snapshot.day}; choose another day."
        raise GeometryError(msg)
    # 3. how well it is known: as the border it lies on, or as a coast
    metres, place = nearest
    sigma_m = snapshot.atlas.about.coast_sigma_m
    arcs = borders_of(snapshot, owner)
    near = _at_least_m([arc.line for arc in arcs], *place) < sigma_m
    arcs = [arcs[k] for k in np.flatnonzero(near).tolist()]
    if arcs:  # else its land ends there at the sea alone
        on_border, nearest_arc, _ = LineIndex([arc.line for arc in arcs]).nearest(*place)
        sigma_m = arcs[nearest_arc].sigma_m if on_border < sigma_m else sigma_m
    return Nearest(metres / 1000.0, sigma_m / 1000.0, lon, lat, *place, owner)


def _holder_at(snapshot: Snapshot, lon: float, lat: float) -> str:
    """Who held a place; in the open sea nobody. Which border is nearest, `Snapshot.who` would find out too."""
    atlas, where = snapshot.atlas, (np.array([lon]), np.array([lat]))
    zone = int(atlas.zones_at(*where)[0])
    if zone < 0:
        return snapshot.who(lon, lat).tenure.holder  # which says what the atlas covers
    return "" if np.isfinite(atlas.open_sea.off_km(*where)[0]) else snapshot.tenures[zone].holder


def _at_least_m(shapes: Sequence[BaseGeometry], lon: float, lat: float) -> NDArray[np.float64]:
    """Metres that a place is away from some shapes, or from the boxes about them, at the least.

    As on a sphere within the ellipsoid: along the meridian to the box's nearer
    parallel, or square across to the whole of its nearer meridian.
    """
    west, south, east, north = shapely.bounds(shapes).reshape(-1, 4).T
    up = np.radians(np.maximum(0.0, np.maximum(south - lat, lat - north)))
    across = np.radians(np.clip(np.maximum(west - lon, lon - east), 0.0, 90.0))
    return np.asarray(_SPHERE_M * np.maximum(up, np.arcsin(np.cos(np.radians(lat)) * np.sin(across))))


def _shore_of(atlas: Atlas, zone: Zone) -> LineIndex:
    """Outlines of a zone's land, made once."""

    def make(_: Atlas) -> LineIndex:
        return LineIndex([part.exterior for part in shapely.get_parts(atlas.territory(zone))])

    return atlas.derive(f"outlines of {zone.id}", make)
