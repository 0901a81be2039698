"""The edges of polygons and lines, as columns.

What is swept along parallels are edges, not geometries: four columns of
degrees, and a tag that says whose edge it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.earth.geodesy import direction_deg, meridian_m_per_degree, parallel_m_per_degree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

__all__ = [
    "LEAST_SINE",
    "REACH_M",
    "Edges",
    "border_sines",
    "join_edges",
    "line_edges",
    "polygon_edges",
    "tagged_edges",
]

REACH_M: Final = 5_000.0

LEAST_SINE: Final = 0.05
"""Below 3° a border runs along the parallel, and where they meet is not a measure of anything."""


@dataclass(frozen=True, slots=True)
class Edges:
    """Straight edges of polygons, the inside on the left.

    Attributes
    ----------
    lon0, lat0, lon1, lat1 : ndarray of float
        Ends, in degrees.
    tag : ndarray of int
        What the caller wants to know an edge by.
    """

    lon0: NDArray[np.float64]
    lat0: NDArray[np.float64]
    lon1: NDArray[np.float64]
    lat1: NDArray[np.float64]
    tag: NDArray[np.int64]

    def __len__(self) -> int:
        """Count the edges."""
        return len(self.tag)

    def chosen(self, which: NDArray[np.int64]) -> Edges:
        """Return some of the edges, by number."""
        return Edges(self.lon0[which], self.lat0[which], self.lon1[which], self.lat1[which], self.tag[which])


def polygon_edges(geometry: BaseGeometry, tag: int = 0) -> Edges:
    """Edges of polygons, shells counter-clockwise and holes clockwise.

    Parameters
    ----------
    geometry : shapely.Geometry
        Polygons in degrees; anything else in a collection is left out.
    tag : int
        Given to every edge.
    """
    polygons = [part for part in shapely.get_parts(geometry) if part.geom_type == "Polygon"]
    return tagged_edges(polygons, [tag] * len(polygons))


def tagged_edges(polygons: Sequence[BaseGeometry], tags: Sequence[int]) -> Edges:
    """Edges of polygons as from `polygon_edges`, each polygon with a tag of its own."""
    rings, polygon = shapely.get_rings(
        shapely.orient_polygons(np.array(polygons, dtype=object)), return_index=True
    )
    return _edges(rings, np.array(tags, dtype=np.int64)[polygon])


def line_edges(geometry: BaseGeometry, tag: int = 0) -> Edges:
    """Edges of lines, in the direction they are drawn.

    Parameters
    ----------
    geometry : shapely.Geometry
        Lines in degrees; anything else in a collection is left out.
    tag : int
        Given to every edge.
    """
    lines = [part for part in shapely.get_parts(geometry) if part.geom_type == "LineString"]
    return _edges(np.array(lines, dtype=object), np.full(len(lines), tag))


def _edges(lines: NDArray[np.object_], tags: NDArray[np.int64]) -> Edges:
    lonlat, line = shapely.get_coordinates(lines, return_index=True)
    same = line[:-1] == line[1:]
    start, end = lonlat[:-1][same], lonlat[1:][same]
    return Edges(start[:, 0], start[:, 1], end[:, 0], end[:, 1], tags[line[:-1][same]])


def join_edges(parts: Sequence[Edges]) -> Edges:
    """Put sets of edges together, in order."""
    if not parts:
        nothing = np.empty(0)
        return Edges(nothing, nothing, nothing, nothing, np.empty(0, dtype=np.int64))
    names = ("lon0", "lat0", "lon1", "lat1", "tag")
    return Edges(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


def border_sines(edges: Edges, reach_m: float = REACH_M, *, on_its_side: bool = False) -> NDArray[np.float64]:
    """Sine of the angle between each edge's border and the parallel.

    Parameters
    ----------
    edges : Edges
        Edges of one tag that follow on one another are taken as one line.
    reach_m : float
        The border's direction at an edge is that of its chord over this far
        to either side: a meander is not a turn.
    on_its_side : bool
        Whether the globe was laid on its side, north to the west: the angle is
        then that with the meridian.

    Returns
    -------
    ndarray of float
        From `LEAST_SINE` to 1.
    """
    if not len(edges):
        return np.ones(0)
    # 1. where lines begin: an edge that does not follow on the one before it
    apart = (edges.lon1[:-1] != edges.lon0[1:]) | (edges.lat1[:-1] != edges.lat0[1:])
    first = np.append(True, apart | (edges.tag[:-1] != edges.tag[1:]))
    last = np.append(first[1:], True)
    line = np.cumsum(first) - 1
    # 2. how long each edge is, in metres on the ellipsoid
    starts, ends = (edges.lon0, edges.lat0), (edges.lon1, edges.lat1)
    if on_its_side:
        starts, ends = ((lat, -lon) for lon, lat in (starts, ends))
    middle_lat = (starts[1] + ends[1]) / 2.0
    length = np.hypot(
        (ends[0] - starts[0]) * parallel_m_per_degree(middle_lat),
        (ends[1] - starts[1]) * meridian_m_per_degree(middle_lat),
    )
    # 3. the lines laid end to end, a metre apart, so that one look-up serves them all
    end = np.cumsum(length) + line
    start = end - length
    middle = (start + end) / 2.0
    # 4. from the middle of each edge as far as it reaches to either side, but not beyond its line's ends
    reached = [np.clip(middle + reach, start[first][line], end[last][line]) for reach in (-reach_m, reach_m)]
    # 5. the places there, and the direction of the chord between them
    at_start = np.flatnonzero(first)
    along, lon, lat = (
        np.insert(at_ends, at_start, at_starts[first])
        for at_ends, at_starts in ((end, start), *zip(ends, starts, strict=True))
    )
    (lon0, lon1), (lat0, lat1) = ([np.interp(at, along, values) for at in reached] for values in (lon, lat))
    angle = np.radians(direction_deg(lon0, lat0, lon1, lat1))
    return np.maximum(np.cos(angle) if on_its_side else np.sin(angle), LEAST_SINE)
