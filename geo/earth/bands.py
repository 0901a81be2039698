"""The land within a width of lines, on the ellipsoid.

Bands are drawn about runs of a line in a plane that is true in every direction,
each as wide as the plane's scale there makes its width, and put together.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.earth.conformal import ConformalPlane

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

__all__ = ["band"]

_CUT_DEG: Final = 0.02
_SHEET_DEG: Final = 40.0
"""Of latitude and of longitude, at the most, to one plane: its scale grows by a tenth at the corners."""

_SCALE: Final = 2e-3
"""By how much the scale may differ along a run, half of it up and half down from what is taken."""

_RUN: Final = (16, 4000)
_NEAR_RUN: Final = 600.0
"""Edges to a run, times the square of their length in widths. The buffers of longer runs cross themselves
more, and shorter ones have more to be put together."""

_ARC: Final = 8
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
    for lonlat, edge in _sheets(lines, width_m):
        plane = ConformalPlane.along(lonlat[edge])
        xy, scale = plane.forward(lonlat), plane.scale(lonlat)
        runs = list(_runs(edge, xy, scale, width_m))
        flat = [shapely.LineString(xy[begin:end]) for begin, end in runs]
        widths = [width_m * scale[begin:end].mean() for begin, end in runs]
        drawn = shapely.union_all(shapely.buffer(flat, widths, quad_segs=_ARC))
        parts.append(shapely.transform(drawn, plane.inverse))
    return parts[0] if len(parts) == 1 else shapely.union_all(parts)


def _sheets(
    lines: Sequence[BaseGeometry], width_m: float
) -> Iterator[tuple[NDArray[np.float64], NDArray[np.int64]]]:
    """Give vertices and, for one part of the earth after the other, from which of them edges lead on."""
    coarse = shapely.simplify(np.array(lines, dtype=object), width_m / _COARSE / 111_320.0)
    lonlat, line = shapely.get_coordinates(shapely.segmentize(coarse, _CUT_DEG), return_index=True)
    edge = np.flatnonzero(line[:-1] == line[1:])
    low, extent = lonlat.min(axis=0), np.ptp(lonlat, axis=0)
    count = np.maximum(np.ceil(extent / _SHEET_DEG), 1.0)
    row, column = np.minimum((lonlat[edge] - low) / np.maximum(extent, 1e-9) * count, count - 1.0).astype(int).T
    sheet = row * ceil(count[1]) + column
    for number in np.unique(sheet):
        yield lonlat, edge[sheet == number]


def _runs(
    edge: NDArray[np.int64], xy: NDArray[np.float64], scale: NDArray[np.float64], width_m: float
) -> Iterator[tuple[int, int]]:
    """Cut lines into runs: where each begins among the vertices, and where the next vertex is none of it."""
    widths = float(np.hypot(*(xy[edge + 1] - xy[edge]).T).mean()) / width_m
    edges = int(np.clip(_NEAR_RUN * widths**2, *_RUN))
    # a run ends where its line does, where the scale has changed, or when it is long enough
    logs = np.log(scale[edge])
    extent = np.ptp(logs)
    step = np.floor((logs - logs.min()) * ceil(extent / _SCALE) / max(extent * (1.0 + 1e-9), _SCALE))
    new = np.append(True, (np.diff(edge) != 1) | (np.diff(step) != 0.0))
    within = np.arange(len(edge)) - np.flatnonzero(new)[np.cumsum(new) - 1]
    first = np.flatnonzero(new | (within % edges == 0))
    last = np.append(first[1:], len(edge)) - 1
    yield from zip(edge[first].tolist(), (edge[last] + 2).tolist(), strict=True)
