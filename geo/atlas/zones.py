"""Zones: the faces between arcs, each named by a point in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import shapely

from geo.errors import DataError
from geo.files.names import plain
from geo.files.tables import number_within, read_lines

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["Zone", "read_zones"]


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
    """

    id: str
    name: str
    region: str
    polygon: shapely.Polygon


def read_zones(path: Path, faces: Sequence[shapely.Polygon]) -> tuple[Zone, ...]:
    """Name faces by the points of ``zones.csv``.

    Parameters
    ----------
    path : Path
    faces : sequence of shapely.Polygon
        Those of an `Arrangement`.

    Returns
    -------
    tuple of Zone
        In the order of the faces.

    Raises
    ------
    DataError
        If a row cannot be read, or not every face has one point of its own.
    """
    named: dict[int, Zone] = {}
    for line, row in read_lines(path, ["zone", "name", "region", "lon", "lat"]):
        try:
            lon, lat = number_within(row["lon"], -180.0, 180.0), number_within(row["lat"], -90.0, 90.0)
        except ValueError as error:
            msg = f"zones.csv, line {line}: {plain(str(error), 80)}"
            raise DataError(msg) from error
        point = shapely.Point(lon, lat)
        found = [k for k, face in enumerate(faces) if face.contains(point)]
        if len(found) != 1 or found[0] in named:
            msg = f"zones.csv: the point of {row['zone']} does not name one face of its own"
            raise DataError(msg)
        named[found[0]] = Zone(row["zone"], row["name"], row["region"], faces[found[0]])
    if len(named) != len(faces):
        lon, lat = next(f for k, f in enumerate(faces) if k not in named).representative_point().coords[0]
        msg = f"zones.csv names no zone at {lat:.3f} N {lon:.3f} E"
        raise DataError(msg)
    return tuple(named[k] for k in range(len(faces)))
