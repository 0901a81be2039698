"""Where parallels cross polygons.

The measures run along parallels. Here every parallel is swept across every
edge at once, in NumPy, with no geometry object for a parallel: each edge knows
which of the sorted parallels it crosses, and where.

An edge crosses a parallel when one of its ends lies below the parallel and the
other on or above it. So a vertex exactly on a parallel counts once where the
boundary passes through, and twice or not at all where it only touches; and a
horizontal edge counts never. Polygons are walked with their inside on the
left, so that on a parallel, from west to east, southward edges enter and
northward edges leave.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

__all__ = [
    "Crossings",
    "Edges",
    "Intervals",
    "crossings",
    "inside_both",
    "join_edges",
    "polygon_edges",
    "widths_deg",
]


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


@dataclass(frozen=True, slots=True)
class Crossings:
    """Where parallels cross edges, in no particular order.

    Attributes
    ----------
    parallel : ndarray of int
        Which parallel.
    lon : ndarray of float
        Where on it, in degrees.
    leaving : ndarray of bool
        Whether the inside ends there, going east.
    edge : ndarray of int
        Which edge.
    """

    parallel: NDArray[np.int64]
    lon: NDArray[np.float64]
    leaving: NDArray[np.bool_]
    edge: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Intervals:
    """Pieces of parallels inside an area, by parallel and then from west to east.

    Attributes
    ----------
    parallel : ndarray of int
    west, east : ndarray of float
        Ends, in degrees of longitude.
    west_tag, east_tag : ndarray of int
        Tags of the edges that end them.
    west_edge, east_edge : ndarray of int
        Those edges, counted through the first and then the second set.
    """

    parallel: NDArray[np.int64]
    west: NDArray[np.float64]
    east: NDArray[np.float64]
    west_tag: NDArray[np.int64]
    east_tag: NDArray[np.int64]
    west_edge: NDArray[np.int64]
    east_edge: NDArray[np.int64]


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
    rings = shapely.get_rings(shapely.orient_polygons(np.array(polygons, dtype=object)))
    lonlat, ring = shapely.get_coordinates(rings, return_index=True)
    same = ring[:-1] == ring[1:]
    start, end = lonlat[:-1][same], lonlat[1:][same]
    return Edges(start[:, 0], start[:, 1], end[:, 0], end[:, 1], np.full(len(start), tag))


def join_edges(parts: Sequence[Edges]) -> Edges:
    """Put sets of edges together, in order."""
    if not parts:
        nothing = np.empty(0)
        return Edges(nothing, nothing, nothing, nothing, np.empty(0, dtype=np.int64))
    names = ("lon0", "lat0", "lon1", "lat1", "tag")
    return Edges(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


def crossings(edges: Edges, lats: NDArray[np.float64]) -> Crossings:
    """Find every crossing of every parallel.

    Parameters
    ----------
    edges : Edges
    lats : ndarray of float
        Parallels in degrees, ascending.

    Notes
    -----
    Each edge crosses a run of consecutive parallels, found by two binary
    searches; the runs are then laid out one after the other. The cost is the
    number of edges and of crossings, not their product.
    """
    low, high = np.minimum(edges.lat0, edges.lat1), np.maximum(edges.lat0, edges.lat1)
    first = np.searchsorted(lats, low, side="right")
    count = np.searchsorted(lats, high, side="right") - first
    edge = np.repeat(np.arange(len(edges)), count)
    ends = np.cumsum(count)
    parallel = np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - count - first, count)
    share = (lats[parallel] - edges.lat0[edge]) / (edges.lat1[edge] - edges.lat0[edge])
    lon = edges.lon0[edge] + share * (edges.lon1[edge] - edges.lon0[edge])
    return Crossings(parallel, lon, (edges.lat1 > edges.lat0)[edge], edge)


def widths_deg(edges: Edges, lats: NDArray[np.float64]) -> NDArray[np.float64]:
    """Width of polygons on each parallel, all pieces added, in degrees of longitude.

    Parameters
    ----------
    edges : Edges
        Of polygons that do not overlap.
    lats : ndarray of float
        Parallels in degrees, ascending.

    Notes
    -----
    A piece from λ₁ to λ₂ adds λ₂ - λ₁: where the inside ends, longitude counts
    positive; where it begins, negative. So nothing needs to be sorted.

    Examples
    --------
    >>> square = polygon_edges(shapely.box(20, 50, 22, 52))
    >>> widths_deg(square, np.array([49.0, 51.0, 53.0]))
    array([0., 2., 0.])
    """
    hits = crossings(edges, lats)
    signed = np.where(hits.leaving, hits.lon, -hits.lon)
    return np.bincount(hits.parallel, weights=signed, minlength=len(lats)).astype(np.float64)


def inside_both(area: Edges, mask: Edges, lats: NDArray[np.float64]) -> Intervals:
    """Pieces of parallels inside an area and inside a mask, and what ends each.

    Parameters
    ----------
    area, mask : Edges
        Of polygons that do not overlap within either set.
    lats : ndarray of float
        Parallels in degrees, ascending.

    Examples
    --------
    A square whose eastern half is land:

    >>> square = polygon_edges(shapely.box(20, 50, 22, 52), tag=1)
    >>> land = polygon_edges(shapely.box(21, 40, 30, 60), tag=2)
    >>> piece = inside_both(square, land, np.array([51.0]))
    >>> piece.west, piece.west_tag, piece.east, piece.east_tag
    (array([21.]), array([2]), array([22.]), array([1]))
    """
    sets = (crossings(area, lats), crossings(mask, lats))
    parallel, lon, leaving = (
        np.concatenate([getattr(hits, name) for hits in sets]) for name in ("parallel", "lon", "leaving")
    )
    edge = np.concatenate([sets[0].edge, sets[1].edge + len(area)])
    tags = np.concatenate([area.tag, mask.tag])
    order = np.lexsort((leaving, lon, parallel))  # where one piece ends and another begins, begin first
    parallel, lon, leaving, edge = (values[order] for values in (parallel, lon, leaving, edge))
    step = np.where(leaving, -1, 1)
    of_mask = edge >= len(area)
    # each set is empty again at the end of every parallel, so one running count serves them all
    both = (np.cumsum(np.where(of_mask, 0, step)) > 0) & (np.cumsum(np.where(of_mask, step, 0)) > 0)
    turned_on = both & ~np.append(False, both[:-1])
    turned_off = ~both & np.append(False, both[:-1])
    on, off = np.flatnonzero(turned_on), np.flatnonzero(turned_off)
    keep = lon[off] > lon[on]
    on, off = on[keep], off[keep]
    return Intervals(parallel[on], lon[on], lon[off], tags[edge[on]], tags[edge[off]], edge[on], edge[off])
