"""Zones: the faces between arcs, each named by a point in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geo.files.schema import Row

__all__ = ["Zone", "zones_at", "zones_of"]


@dataclass(frozen=True, slots=True)
class Zone:
    """A piece of land that never changed hands in parts.

    Attributes
    ----------
    id, name : str
    region : str
        The region it is counted in, or empty.
    polygon : shapely.Polygon
        The zone with the sea that its islands lie in.

    Examples
    --------
    >>> from geo import open_atlas
    >>> zone = open_atlas().on("1940-01-01").who(25.28, 54.69).zone
    >>> zone.name, zone.region
    ('Vilnius land', 'lithuania')
    """

    id: str
    name: str
    region: str
    polygon: shapely.Polygon


def zones_of(rows: Sequence[Row], faces: Sequence[shapely.Polygon]) -> tuple[Zone, ...]:
    """Name faces by the points of ``zones.csv``.

    Parameters
    ----------
    rows : sequence of Row
        Of ``zones.csv``.
    faces : sequence of shapely.Polygon
        Those of an `Arrangement`.

    Returns
    -------
    tuple of Zone
        In the order of the faces.

    Raises
    ------
    DataError
        If not every face has one point of its own.
    """
    named: dict[int, Row] = {}
    for row in rows:
        point = shapely.Point(row["lon"], row["lat"])
        found = next((k for k, face in enumerate(faces) if face.contains(point)), None)
        if found is None:
            msg = (
                f"{row.where}: the point of {row['zone']} lies between zones or outside; move it into its own."
            )
            raise DataError(msg)
        if found in named:
            other = named[found]
            msg = (
                f"{row.where}: the point of {row['zone']} lies in the zone of {other['zone']} "
                f"(line {other.line}); move it into its own."
            )
            raise DataError(msg)
        named[found] = row
    if len(named) != len(faces):
        lon, lat = next(f for k, f in enumerate(faces) if k not in named).representative_point().coords[0]
        msg = f"{rows[0].path if rows else 'zones.csv'} names no zone at {lat:.3f} N {lon:.3f} E; add a row."
        raise DataError(msg)
    return tuple(
        Zone(named[k]["zone"], named[k]["name"], named[k]["region"], face) for k, face in enumerate(faces)
    )


def zones_at(zones: Sequence[Zone], lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.int64]:
    """Find the zone that each of some places lies in.

    Parameters
    ----------
    zones : sequence of Zone
    lon, lat : ndarray of float
        Degrees on WGS 84.

    Returns
    -------
    ndarray of int
        Its number, of a place on a line that of the first; -1 for a place in
        none.
    """
    found = np.full(len(lon), -1)
    boxes = shapely.bounds([zone.polygon for zone in zones]).tolist()
    for number, (zone, (west, south, east, north)) in enumerate(zip(zones, boxes, strict=True)):
        near = np.flatnonzero((found < 0) & (west <= lon) & (lon <= east) & (south <= lat) & (lat <= north))
        if len(near):
            shapely.prepare(zone.polygon)
            found[near[shapely.intersects_xy(zone.polygon, lon[near], lat[near])]] = number
    return found
