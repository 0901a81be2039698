"""The land within a width of lines, on the ellipsoid.

Bands are drawn about short runs of a line in a plane that touches the ellipsoid
nearby, true in distance from there, and put together in degrees.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pyproj
import shapely

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

__all__ = ["band"]

_CUT_DEG: Final = 0.02
_CELL_DEG: Final = 1.0
"""Of latitude, and as wide as high: 80 km from where the plane touches, scales are off by three millionths."""

_RUN: Final = 16
"""Edges to a run: the buffers of longer ones cross themselves more, and of shorter ones are more."""

_ARC: Final = 12
"""Chords to a quarter of a circle."""

_COARSE: Final = 200.0
"""Part of the width by which a line may be drawn with fewer vertices."""


def band(lines: Sequence[BaseGeometry], width_m: float) -> BaseGeometry:
    """Draw the land within a width of lines.

    Parameters
    ----------
    lines : sequence of shapely.LineString
        In degrees; longitudes may run on beyond 180.
    width_m : float
        To either side, in metres: at most a few hundred kilometres.

    Returns
    -------
    shapely.Geometry
        Polygons in degrees. Their area is right to a thousandth.

    Examples
    --------
    >>> from geo.earth.geodesy import area_m2
    >>> straight = shapely.LineString([(24, 50), (24, 51)])
    >>> round(area_m2(band([straight], 1000.0)) / 1e6)  # 111.2 km long, with two half rounds
    226
    """
    parts: list[BaseGeometry] = []
    for run in _cells(lines, width_m):
        lonlat, runs = shapely.get_coordinates(run, return_index=True)
        centre = (lonlat.min(axis=0) + lonlat.max(axis=0)) / 2.0
        plane = pyproj.Proj(proj="aeqd", lon_0=centre[0], lat_0=centre[1], ellps="WGS84")
        x, y = plane(lonlat[:, 0], lonlat[:, 1])
        flat = shapely.linestrings(np.column_stack([x, y]), indices=runs)
        drawn = shapely.union_all(shapely.buffer(flat, width_m, quad_segs=_ARC))
        parts.append(shapely.transform(drawn, _Degrees(plane, float(centre[0]))))
    return shapely.union_all(parts)


class _Degrees:
    """Turn a plane's coordinates into degrees, longitudes near its centre's."""

    def __init__(self, plane: pyproj.Proj, centre_lon: float) -> None:
        self._plane, self._centre_lon = plane, centre_lon

    def __call__(self, xy: NDArray[np.float64]) -> NDArray[np.float64]:
        x, y = xy.T
        lon, lat = self._plane(x, y, inverse=True)
        lon = self._centre_lon + (np.asarray(lon) - self._centre_lon + 180.0) % 360.0 - 180.0
        return np.column_stack([lon, lat])


def _cells(lines: Sequence[BaseGeometry], width_m: float) -> list[list[shapely.LineString]]:
    """Cut lines into short runs, and put those of one neighbourhood together."""
    coarse = shapely.simplify(np.array(lines, dtype=object), width_m / _COARSE / 111_320.0)
    lonlat, line = shapely.get_coordinates(shapely.segmentize(coarse, _CUT_DEG), return_index=True)
    cell = np.floor(lonlat / _CELL_DEG * [np.cos(np.radians(lonlat[:, 1].mean())), 1.0])
    # a run ends where its line or its neighbourhood does, or when it is long enough; the next begins there
    new = np.append(True, (line[1:] != line[:-1]) | (cell[1:] != cell[:-1]).any(axis=1))
    group = np.cumsum(new) - 1
    within = np.arange(len(line)) - np.flatnonzero(new)[group]
    first = np.flatnonzero(new | (within % _RUN == 0))
    cells: dict[tuple[float, ...], list[shapely.LineString]] = {}
    for begin, end in zip(first.tolist(), [*first[1:].tolist(), len(line)], strict=True):
        stop = end + 1 if end < len(line) and line[end] == line[begin] else end
        if stop - begin > 1:
            cells.setdefault(tuple(cell[begin].tolist()), []).append(shapely.LineString(lonlat[begin:stop]))
    return list(cells.values())
