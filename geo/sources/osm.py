"""Borders of today from OpenStreetMap, as two packages carry them.

``timezonefinder-data`` holds the world's time zones, whose limits are national
borders wherever a border parts two zones; neighbours share their vertices
exactly. ``omim-data-borders`` holds provinces as Osmosis polygon files.
"""

from __future__ import annotations

import tarfile
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from geo.errors import UnknownNameError

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

__all__ = ["national_rings", "provincial_rings"]


@cache
def national_rings(zone: str) -> tuple[NDArray[np.float64], ...]:
    """Rings of a time zone, such as ``Europe/Minsk``: its land and territorial sea.

    Returns
    -------
    tuple of ndarray, each (n, 2)
        Closed rings in degrees, longitude first, seven decimals.

    Raises
    ------
    UnknownNameError
        If there is no such zone.
    """
    from timezonefinder import TimezoneFinder  # noqa: PLC0415  (an extra; slow to import)

    finder = _finder(TimezoneFinder)
    if zone not in finder.timezone_names:
        msg = f"no time zone is called {zone!r}"
        raise UnknownNameError(msg)
    polygons = finder.get_geometry(tz_name=zone, coords_as_pairs=True)
    rings = (np.round(np.asarray(ring, dtype=float), 7) for polygon in polygons for ring in polygon)
    return tuple(_closed(ring) for ring in rings)


@cache
def _finder(maker):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    return maker(in_memory=True)


def _closed(ring: NDArray[np.float64]) -> NDArray[np.float64]:
    return ring if np.array_equal(ring[0], ring[-1]) else np.vstack([ring, ring[:1]])


@cache
def _members(archive: Path) -> dict[str, str]:
    """Texts of the polygon files, by the region's name."""
    with tarfile.open(archive) as tar:
        return {
            member.name.rsplit("/", 1)[-1].removesuffix(".poly"): tar.extractfile(member).read().decode()  # type: ignore[union-attr]
            for member in tar
            if member.name.endswith(".poly")
        }


@cache
def provincial_rings(archive: Path, province: str) -> tuple[NDArray[np.float64], ...]:
    """Rings of a province, such as ``Ukraine_Ternopil Oblast``.

    Reads the Osmosis polygon format: a name, then sections of coordinates each
    closed by ``END``.

    Returns
    -------
    tuple of ndarray, each (n, 2)
        Closed rings in degrees, longitude first.

    Raises
    ------
    UnknownNameError
        If there is no such province.
    """
    try:
        lines = _members(archive)[province].splitlines()[1:]
    except KeyError as error:
        msg = f"no province is called {province!r}"
        raise UnknownNameError(msg) from error
    rings: list[NDArray[np.float64]] = []
    section: list[tuple[float, float]] = []
    for line in lines:
        fields = line.split()
        if len(fields) == 2:
            section.append((float(fields[0]), float(fields[1])))
        elif section:
            rings.append(_closed(np.asarray(section)))
            section = []
    return tuple(rings)
