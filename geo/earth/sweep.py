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

from geo.earth.geodesy import (
    GAUSS_W,
    GAUSS_X,
    area_density,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.earth.edges import Edges

__all__ = [
    "Crossings",
    "band_areas_m2",
    "crossings",
    "widths_deg",
]

_BLOCK: Final = 1 << 14
"""Crossings laid out at a time: a handful of arrays of this length fit a processor's cache."""


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
    # 1. the run of parallels that each edge crosses: those between the places of its two ends
    at0, at1 = (np.searchsorted(lats, lat, side="right") for lat in (edges.lat0, edges.lat1))
    hit = np.flatnonzero(at0 != at1)
    first, count = np.minimum(at0[hit], at1[hit]), np.abs(at1[hit] - at0[hit])
    # 2. where each run begins among all crossings: a crossing's parallel is its number less a shift of its edge
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
    # 3. block by block: name the parallel, and go along the edge as far as the parallel lies up it
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
    >>> import shapely
    >>> from geo.earth.edges import polygon_edges
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
    >>> import shapely
    >>> from geo.earth.edges import polygon_edges
    >>> square = polygon_edges(shapely.box(24, 50, 25, 52))
    >>> (band_areas_m2(square, np.array([50.0, 51.0, 52.0])) / 1e6).round(3)
    array([7892.219, 7725.7  ])
    """
    # 1. every edge from its southern end to its northern one; its direction only gives the sign
    north = edges.lat1 > edges.lat0
    low_lat, high_lat = np.minimum(edges.lat0, edges.lat1), np.maximum(edges.lat0, edges.lat1)
    low_lon, high_lon = np.where(north, edges.lon0, edges.lon1), np.where(north, edges.lon1, edges.lon0)
    # 2. cut each edge at the parallels it crosses: one piece more than parallels, none of a horizontal edge
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
    # 3. the area between each piece and one meridian, by five points of Gauss and Legendre
    reference = float(edges.lon0.mean()) if len(edges) else 0.0  # small numbers cancel better
    t = (GAUSS_X + 1.0) / 2.0
    lat = south[:, None] + (north_end - south)[:, None] * t
    lon = low_lon[edge][:, None] - reference + slope[:, None] * (lat - low_lat[edge][:, None])
    integrand = np.radians(lon) * area_density(np.radians(lat))
    piece = (integrand @ (GAUSS_W / 2.0)) * np.radians(north_end - south)
    # 4. northward edges bound in the east and add, southward ones bound in the west and take away
    signed = np.where(north[edge], piece, -piece)
    return np.bincount(upper - 1, weights=signed, minlength=len(limits) - 1).astype(np.float64)
