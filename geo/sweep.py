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
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.geodesy import (
    GAUSS_W,
    GAUSS_X,
    area_density,
    direction_deg,
    meridian_m_per_degree,
    parallel_m_per_degree,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

__all__ = [
    "FAR_EAST",
    "LEAST_SINE",
    "REACH_M",
    "Crossings",
    "Edges",
    "Intervals",
    "band_areas_m2",
    "border_sines",
    "crossings",
    "inside_both",
    "join_edges",
    "line_crossings",
    "line_edges",
    "only_in_second",
    "polygon_edges",
    "tagged_edges",
    "widths_deg",
]

_BLOCK: Final = 1 << 14
"""Crossings laid out at a time: a handful of arrays of this length fit a processor's cache."""

_SIXTEEN_BITS: Final = 0xFFFF

REACH_M: Final = 5_000.0

LEAST_SINE: Final = 0.05
"""Below 3° a border runs along the parallel, and where they meet is not a measure of anything."""

FAR_EAST: Final = 1_000.0
"""A longitude beyond the world, where what runs on to the east is closed."""


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
    number of edges and of crossings, not their product. Runs are laid out some
    thousands of crossings at a time, which stay in the processor's cache: a
    million parallels take half the time, with the same numbers to the last bit.
    """
    at0, at1 = (np.searchsorted(lats, lat, side="right") for lat in (edges.lat0, edges.lat1))
    hit = np.flatnonzero(at0 != at1)
    first, count = np.minimum(at0[hit], at1[hit]), np.abs(at1[hit] - at0[hit])
    lon0, lat0 = edges.lon0[hit], edges.lat0[hit]
    width, height = edges.lon1[hit] - lon0, edges.lat1[hit] - lat0
    ends = np.cumsum(count)
    shift = first - ends + count
    total = int(ends[-1]) if len(ends) else 0
    found = Crossings(
        np.empty(total, dtype=np.int64),
        np.empty(total),
        np.empty(total, dtype=np.bool_),
        np.empty(total, dtype=np.int64),
    )
    cuts = np.searchsorted(ends, np.arange(0, total, _BLOCK), side="right").tolist()
    begin = 0
    for start, stop in pairwise([*cuts, len(hit)]):
        if start == stop:  # one edge with many crossings fills several blocks
            continue
        runs, end = slice(start, stop), int(ends[stop - 1])
        here, repeats = slice(begin, end), count[runs]
        parallel = np.arange(begin, end) + np.repeat(shift[runs], repeats)
        lon = lats[parallel]
        lon -= np.repeat(lat0[runs], repeats)
        lon /= np.repeat(height[runs], repeats)
        lon *= np.repeat(width[runs], repeats)
        lon += np.repeat(lon0[runs], repeats)
        found.parallel[here] = parallel
        found.lon[here] = lon
        found.leaving[here] = np.repeat(height[runs] > 0.0, repeats)
        found.edge[here] = np.repeat(hit[runs], repeats)
        begin = end
    return found


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


def band_areas_m2(edges: Edges, limits: NDArray[np.float64]) -> NDArray[np.float64]:
    r"""Area of polygons between successive parallels, exactly.

    Each edge is cut at the parallels and :math:`\lambda\,M N\cos\varphi` is
    integrated along the pieces; nothing is sampled, so the bands add up to the
    whole however few they are.

    Parameters
    ----------
    edges : Edges
        Of polygons that do not overlap, all between the first and the last
        parallel.
    limits : ndarray of float
        Parallels in degrees, ascending.

    Returns
    -------
    ndarray of float
        Square metres of each band, south to north.

    Examples
    --------
    >>> square = polygon_edges(shapely.box(24, 50, 25, 52))
    >>> (band_areas_m2(square, np.array([50.0, 51.0, 52.0])) / 1e6).round(3)
    array([7892.219, 7725.7  ])
    """
    north = edges.lat1 > edges.lat0
    low_lat, high_lat = np.minimum(edges.lat0, edges.lat1), np.maximum(edges.lat0, edges.lat1)
    low_lon, high_lon = np.where(north, edges.lon0, edges.lon1), np.where(north, edges.lon1, edges.lon0)
    first = np.searchsorted(limits, low_lat, side="right")
    count = np.maximum(np.searchsorted(limits, high_lat, side="left") - first, 0) + 1
    count[high_lat == low_lat] = 0
    edge = np.repeat(np.arange(len(edges)), count)
    ends = np.cumsum(count)
    nth = np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - count, count)
    upper = first[edge] + nth  # the parallel a piece ends at, if it reaches that far
    padded = np.append(limits, np.inf)
    south = np.where(nth == 0, low_lat[edge], padded[upper - 1])
    north_end = np.minimum(high_lat[edge], padded[upper])
    slope = (high_lon - low_lon)[edge] / (high_lat - low_lat)[edge]
    reference = float(edges.lon0.mean()) if len(edges) else 0.0  # small numbers cancel better
    t = (GAUSS_X + 1.0) / 2.0
    lat = south[:, None] + (north_end - south)[:, None] * t
    lon = low_lon[edge][:, None] - reference + slope[:, None] * (lat - low_lat[edge][:, None])
    integrand = np.radians(lon) * area_density(np.radians(lat))
    piece = (integrand @ (GAUSS_W / 2.0)) * np.radians(north_end - south)
    signed = np.where(north[edge], piece, -piece)
    return np.bincount(upper - 1, weights=signed, minlength=len(limits) - 1).astype(np.float64)


def line_crossings(edges: Edges, lats: NDArray[np.float64]) -> Crossings:
    """Cross a border line that parts west from east; its inside is the east.

    Parameters
    ----------
    edges : Edges
        Of lines, walked either way.
    lats : ndarray of float
        Parallels in degrees, ascending.

    Returns
    -------
    Crossings
        Along each parallel every other crossing leaves the inside. Where the
        line is crossed an odd number of times the inside runs on to the east
        and is closed far outside the world, on edge -1.
    """
    hits = crossings(edges, lats)
    order = _from_the_west(hits.parallel, hits.lon, hits.leaving)
    parallel, lon, edge = hits.parallel[order], hits.lon[order], hits.edge[order]
    count = np.bincount(parallel, minlength=len(lats))
    first = np.cumsum(count) - count
    leaving = (np.arange(len(parallel)) - first[parallel]) % 2 == 1
    odd = np.flatnonzero(count % 2)
    return Crossings(
        np.concatenate([parallel, odd]),
        np.concatenate([lon, np.full(len(odd), FAR_EAST)]),
        np.concatenate([leaving, np.ones(len(odd), dtype=bool)]),
        np.concatenate([edge, np.full(len(odd), -1)]),
    )


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
    tags = np.concatenate([area.tag, mask.tag])
    return _pieces(crossings(area, lats), crossings(mask, lats), len(area), tags, np.logical_and)


def only_in_second(first: Crossings, second: Crossings) -> Intervals:
    """Pieces of parallels outside a first area and inside a second.

    Parameters
    ----------
    first, second : Crossings
        With the same parallels; from `crossings` or `line_crossings`.

    Examples
    --------
    A square that grew by one degree to the west:

    >>> lats = np.array([51.0])
    >>> before = crossings(polygon_edges(shapely.box(20, 50, 22, 52)), lats)
    >>> after = crossings(polygon_edges(shapely.box(19, 50, 22, 52)), lats)
    >>> gained = only_in_second(before, after)
    >>> gained.west, gained.east
    (array([19.]), array([20.]))
    """
    return _pieces(first, second, 0, None, lambda in_first, in_second: ~in_first & in_second)


def _from_the_west(
    parallel: NDArray[np.int64], lon: NDArray[np.float64], leaving: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """Order crossings by parallel, longitude, and whether they leave.

    Sorting by longitude and then by parallel, in steps of 16 bits that NumPy
    sorts by their digits, takes an eighth of the time of `numpy.lexsort`,
    which is left with the crossings that share a place.
    """
    order = np.argsort(lon)
    for shift in (0, 16):
        if shift == 0 or parallel.max(initial=0) >> shift:
            digits = (parallel[order] >> shift & _SIXTEEN_BITS).astype(np.uint16)
            order = order[np.argsort(digits, kind="stable")]
    ordered, lons = parallel[order], lon[order]
    as_next = (ordered[1:] == ordered[:-1]) & (lons[1:] == lons[:-1])
    shared = np.flatnonzero(np.append(as_next, False) | np.append(False, as_next))
    which = order[shared]
    order[shared] = which[np.lexsort((which, leaving[which], lon[which], parallel[which]))]
    return order


def _pieces(
    first: Crossings,
    second: Crossings,
    offset: int,
    tags: NDArray[np.int64] | None,
    wanted: Callable[[NDArray[np.bool_], NDArray[np.bool_]], NDArray[np.bool_]],
) -> Intervals:
    """Find where the insides of two sets stand as wanted; the second's edges count from `offset`."""
    of_second = np.arange(len(first.lon) + len(second.lon)) >= len(first.lon)
    parallel = np.concatenate([first.parallel, second.parallel])
    lon = np.concatenate([first.lon, second.lon])
    leaving = np.concatenate([first.leaving, second.leaving])
    edge = np.concatenate([first.edge, second.edge + offset])
    # where one piece ends and another begins, begin first: neighbours leave no gap between them
    order = _from_the_west(parallel, lon, leaving)
    parallel, lon, edge, of_second = parallel[order], lon[order], edge[order], of_second[order]
    step = np.where(leaving[order], -1, 1)
    # each set is empty again at the end of every parallel, so one running count serves them all
    in_first = np.cumsum(np.where(of_second, 0, step)) > 0
    in_second = np.cumsum(np.where(of_second, step, 0)) > 0
    stands = wanted(in_first, in_second)
    before = np.append(False, stands[:-1])
    on, off = np.flatnonzero(stands & ~before), np.flatnonzero(~stands & before)
    keep = lon[off] > lon[on]
    on, off = on[keep], off[keep]
    west_tag, east_tag = (
        np.zeros(len(at), dtype=np.int64) if tags is None else tags[edge[at]] for at in (on, off)
    )
    return Intervals(parallel[on], lon[on], lon[off], west_tag, east_tag, edge[on], edge[off])


def border_sines(edges: Edges, reach_m: float = REACH_M) -> NDArray[np.float64]:
    """Sine of the angle between each edge's border and the parallel.

    Parameters
    ----------
    edges : Edges
        Edges of one tag that follow on one another are taken as one line.
    reach_m : float
        The border's direction at an edge is that of its chord over this far
        to either side: a meander is not a turn.

    Returns
    -------
    ndarray of float
        From `LEAST_SINE` to 1.
    """
    if not len(edges):
        return np.ones(0)
    apart = (edges.lon1[:-1] != edges.lon0[1:]) | (edges.lat1[:-1] != edges.lat0[1:])
    first = np.append(True, apart | (edges.tag[:-1] != edges.tag[1:]))
    last = np.append(first[1:], True)
    line = np.cumsum(first) - 1
    middle_lat = (edges.lat0 + edges.lat1) / 2.0
    length = np.hypot(
        (edges.lon1 - edges.lon0) * parallel_m_per_degree(middle_lat),
        (edges.lat1 - edges.lat0) * meridian_m_per_degree(middle_lat),
    )
    # the lines are laid end to end, a metre apart, so that one look-up serves them all
    end = np.cumsum(length) + line
    start = end - length
    middle = (start + end) / 2.0
    reached = [np.clip(middle + reach, start[first][line], end[last][line]) for reach in (-reach_m, reach_m)]
    at_start = np.flatnonzero(first)
    along, lon, lat = (
        np.insert(at_ends, at_start, at_starts[first])
        for at_ends, at_starts in ((end, start), (edges.lon1, edges.lon0), (edges.lat1, edges.lat0))
    )
    (lon0, lon1), (lat0, lat1) = ([np.interp(at, along, values) for at in reached] for values in (lon, lat))
    return np.maximum(np.sin(np.radians(direction_deg(lon0, lat0, lon1, lat1))), LEAST_SINE)
