"""How near a place lies to land that another state holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely

from geo.earth.nearest import LineIndex
from geo.errors import GeometryError
from geo.measures.distance import Nearest, borders_of

if TYPE_CHECKING:
    from geo.atlas.atlas import Atlas, Snapshot
    from geo.atlas.zones import Zone

__all__ = ["foreign_land"]


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
    home = snapshot.who(lon, lat)
    # what two foreign zones share lies behind what they show to the place, so no states are put together first
    ways = [
        (_shore_of(snapshot.atlas, zone).nearest(lon, lat), span.holder)
        for zone, span in zip(snapshot.atlas.zones, snapshot.tenures, strict=True)
        if span.held and span.holder != home.tenure.holder and not snapshot.atlas.territory(zone).is_empty
    ]
    if not ways:
        msg = f"no other state than {home.tenure.holder} holds land on {snapshot.day}; choose another day."
        raise GeometryError(msg)
    (metres, _, place), owner = min(ways, key=lambda way: way[0][0])
    sigma_m = snapshot.atlas.about.coast_sigma_m
    arcs = borders_of(snapshot, owner)
    if arcs:  # else its land ends at the sea alone
        on_border, nearest_arc, _ = LineIndex([arc.line for arc in arcs]).nearest(*place)
        sigma_m = arcs[nearest_arc].sigma_m if on_border < sigma_m else sigma_m
    return Nearest(metres / 1000.0, sigma_m / 1000.0, lon, lat, *place, owner)


def _shore_of(atlas: Atlas, zone: Zone) -> LineIndex:
    """Outlines of a zone's land, made once."""

    def make(_: Atlas) -> LineIndex:
        return LineIndex([part.exterior for part in shapely.get_parts(atlas.territory(zone))])

    return atlas.derive(f"outlines of {zone.id}", make)
