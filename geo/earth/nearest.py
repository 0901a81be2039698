"""The nearest place on lines, for one point or for a million.

Edges stand as chords in three dimensions, where the nearest is a matter of
plain arithmetic for every pair of point and edge at once, at the poles and
across the date line too. Runs of neighbouring edges make a tree: each run keeps
within so many metres of the chord between its ends, which bounds how near it
comes. For all points together the tree is gone down level by level, and only
runs that may hold the nearest edge are opened. What is left, two or three edges
a point, is then measured along geodesics on the ellipsoid.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.earth.geodesy import GEOD, meridian_m_per_degree, parallel_m_per_degree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray
    from shapely.geometry.base import BaseGeometry

__all__ = ["LineIndex", "NearestPlaces", "ellipsoid_xyz_m"]

_STEP_DEG: Final = 0.02
"""Edges are straight in degrees; cut so short, they run less than a decimetre beside their chords."""

_FAN: Final = 4
"""Edges to a run, and runs to a longer run: fewer make more levels, more open too much at a time."""

_POINTS: Final = 1 << 12
"""Points asked for at a time: the pairs that they make stay within a processor's cache."""

_BESIDE_M: Final = 0.25
"""How far two edges' distances along chords may be out of order because edges run beside their chords."""

_TURNS: Final = 3
"""Times that the foot of a geodesic is bettered: each leaves a thousandth of its error at 500 km."""


def ellipsoid_xyz_m(lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
    """Place points of the ellipsoid in three dimensions.

    Parameters
    ----------
    lonlat : ndarray of float, shape (n, 2)
        Degrees on WGS 84, longitude first.

    Returns
    -------
    ndarray of float, shape (n, 3)
        Metres from the earth's centre: towards (0° E, 0° N), (90° E, 0° N) and
        the north pole.

    Examples
    --------
    >>> ellipsoid_xyz_m(np.array([[0.0, 0.0], [90.0, 0.0]])).round(1)
    array([[6378137.,       0.,       0.],
           [      0., 6378137.,       0.]])
    """
    lam, phi = np.radians(lonlat).T
    prime_vertical = GEOD.a / np.sqrt(1.0 - GEOD.es * np.sin(phi) ** 2)
    ring = prime_vertical * np.cos(phi)
    up = prime_vertical * (1.0 - GEOD.es) * np.sin(phi)
    return np.column_stack([ring * np.cos(lam), ring * np.sin(lam), up])


@dataclass(frozen=True, slots=True)
class NearestPlaces:
    """For each point the nearest place on any of the lines.

    Attributes
    ----------
    metres : ndarray of float
        Geodesic distance.
    which : ndarray of int
        The line's number.
    lon, lat : ndarray of float
        The place, in degrees.
    """

    metres: NDArray[np.float64]
    which: NDArray[np.int64]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Chords:
    """Chords in space, by components: a column is gathered several times as fast as a row.

    Attributes
    ----------
    start : tuple of ndarray of float
        Where each begins, in metres.
    run : tuple of ndarray of float
        From there to its end.
    scale : ndarray of float
        One over its squared length; 0 for a chord of no length.
    """

    start: tuple[NDArray[np.float64], ...]
    run: tuple[NDArray[np.float64], ...]
    scale: NDArray[np.float64]

    @classmethod
    def between(cls, start: NDArray[np.float64], end: NDArray[np.float64]) -> _Chords:
        """Take chords from their ends, each of shape (n, 3)."""
        run = end - start
        square = (run * run).sum(axis=1)
        scale = np.divide(1.0, square, out=np.zeros_like(square), where=square > 0.0)
        return cls(_components(start), _components(run), scale)

    def away(
        self, xyz: Sequence[NDArray[np.float64]], point: NDArray[np.int64], which: NDArray[np.int64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
        """Metres from points to chords, the share of the chord where the foot lies, and metres to its start."""
        (x, y, z), (dx, dy, dz) = (
            (part[point] - begin[which] for part, begin in zip(xyz, self.start, strict=True)),
            (part[which] for part in self.run),
        )
        to_start = np.sqrt(x * x + y * y + z * z)
        share = np.clip((x * dx + y * dy + z * dz) * self.scale[which], 0.0, 1.0)
        x, y, z = x - share * dx, y - share * dy, z - share * dz
        return np.sqrt(x * x + y * y + z * z), share, to_start


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of the tree: runs of `_FAN` neighbours, the last perhaps of fewer.

    Attributes
    ----------
    chords : _Chords
        From the start of the first neighbour to the end of the last.
    beside_m : ndarray of float
        How far from it the run comes at the most.
    whole : ndarray of bool
        Whether its neighbours follow end to start, so that the line comes as
        near to every place on the chord.
    children : int
        How many there are on the level below.
    """

    chords: _Chords
    beside_m: NDArray[np.float64]
    whole: NDArray[np.bool_]
    children: int


class LineIndex:
    """Lines, ready to be asked which of them is nearest to a point.

    Parameters
    ----------
    lines : sequence of shapely.LineString
        In degrees; at least one.

    Notes
    -----
    Which of two edges is nearer is told by chords first. A chord of c metres
    is c³/24r² shorter than its geodesic, and r differs by direction and
    latitude by less than a hundredth; edges that near to the best are all
    measured along geodesics. So the distance is exact to a millimetre up to
    1,000 km.

    Examples
    --------
    >>> index = LineIndex([shapely.LineString([(24, 49), (24, 51)])])
    >>> metres, which, place = index.nearest(25.0, 50.0)
    >>> round(metres / 1000, 2), which
    (71.69, 0)
    >>> index.nearest_places([25.0, 26.0], [50.0, 50.0]).metres.round(-1)
    array([ 71690., 143370.])
    """

    def __init__(self, lines: Sequence[BaseGeometry]) -> None:
        cut = shapely.segmentize(np.array(lines, dtype=object), _STEP_DEG)
        lonlat, line = shapely.get_coordinates(cut, return_index=True)
        edge = np.flatnonzero(line[:-1] == line[1:])
        self._line = line[edge]
        self._start, self._end = lonlat[edge], lonlat[edge + 1]
        xyz = ellipsoid_xyz_m(lonlat)
        self._chords = _Chords.between(xyz[edge], xyz[edge + 1])
        self._levels = _tree(xyz[edge], xyz[edge + 1])

    def nearest(self, lon: float, lat: float) -> tuple[float, int, tuple[float, float]]:
        """Find the nearest place on the lines.

        Parameters
        ----------
        lon, lat : float
            The point, in degrees.

        Returns
        -------
        metres : float
            Geodesic distance.
        which : int
            The line's number.
        place : tuple of float
            Longitude and latitude of the place.
        """
        found = self.nearest_places([lon], [lat])
        return float(found.metres[0]), int(found.which[0]), (float(found.lon[0]), float(found.lat[0]))

    def nearest_places(self, lon: ArrayLike, lat: ArrayLike) -> NearestPlaces:
        """Find the nearest place on the lines for each of many points.

        Parameters
        ----------
        lon, lat : array_like of float
            The points, in degrees.

        Returns
        -------
        NearestPlaces
            In the order of the points.
        """
        lonlat = np.column_stack([np.asarray(lon, dtype=float), np.asarray(lat, dtype=float)])
        parts = [self._some(lonlat[k : k + _POINTS]) for k in range(0, len(lonlat), _POINTS)]
        if not parts:
            return NearestPlaces(np.zeros(0), np.zeros(0, dtype=np.int64), np.zeros(0), np.zeros(0))
        names = ("metres", "which", "lon", "lat")
        return NearestPlaces(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))

    def _some(self, lonlat: NDArray[np.float64]) -> NearestPlaces:
        xyz = _components(ellipsoid_xyz_m(lonlat))
        # 1. level by level: keep the runs that may come as near as some run surely does, and open them
        top = len(self._levels[0].beside_m)
        point, which = np.repeat(np.arange(len(lonlat)), top), np.tile(np.arange(top), len(lonlat))
        for level in self._levels:
            away, _, to_start = level.chords.away(xyz, point, which)
            beside = level.beside_m[which]
            # a run's start lies on a line; so does, that near, every place on the chord of a whole run
            most = _least(point, np.where(level.whole[which], np.minimum(away + beside, to_start), to_start))
            keep = away - beside <= most + _out_of_order(most)
            point, which = _opened(point[keep], which[keep], level.children)
        # 2. what was opened last are edges: the nearest along chords, and all that come as near
        edge = which
        away, share, _ = self._chords.away(xyz, point, edge)
        least = _least(point, away)
        keep = away <= least + _out_of_order(least)
        point, edge, share = point[keep], edge[keep], share[keep]
        # 3. these along geodesics, and of each point the best; of equals the first
        metres, place = self._along_geodesics(lonlat[point], edge, share)
        order = np.lexsort((edge, metres, point))
        first = order[_firsts(point[order])]
        return NearestPlaces(metres[first], self._line[edge[first]], *place[first].T)

    def _along_geodesics(
        self, lonlat: NDArray[np.float64], edge: NDArray[np.int64], share: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Better the feet of the perpendiculars on edges, and measure to them.

        A geodesic of s metres that meets an edge at an angle α reaches it about
        s·cos α before the foot of its perpendicular.
        """
        start, run = self._start[edge], self._end[edge] - self._start[edge]
        for _ in range(_TURNS):
            place = start + share[:, None] * run
            _, back, metres = GEOD.inv(*lonlat.T, *place.T)
            east = run[:, 0] * parallel_m_per_degree(place[:, 1])
            north = run[:, 1] * meridian_m_per_degree(place[:, 1])
            length = np.hypot(east, north)
            turn = np.radians(back) - np.arctan2(east, north)
            ahead = np.asarray(metres) * np.cos(turn) / np.where(length > 0.0, length, 1.0)
            share = np.clip(share + ahead, 0.0, 1.0)
        place = start + share[:, None] * run
        return np.asarray(GEOD.inv(*lonlat.T, *place.T)[2]), place


def _tree(start: NDArray[np.float64], end: NDArray[np.float64]) -> list[_Level]:
    """Levels of runs of neighbours, the longest runs first."""
    levels: list[_Level] = []
    beside, whole = np.zeros(len(start)), np.ones(len(start), dtype=bool)
    while not levels or len(start) > _FAN:
        count = len(start)
        first = np.arange(0, count, _FAN)
        last = np.append(first[1:], count) - 1
        group = np.arange(count) // _FAN
        # 1. neighbours follow each other if each begins where the one before it ends
        follows = np.append(True, (start[1:] == end[:-1]).all(axis=1))
        follows[first] = True
        whole = np.logical_and.reduceat(whole & follows, first)
        # 2. on a chord the farthest is an end, and beside the chord it may be farther by its own width
        chords, every = _Chords.between(start[first], end[last]), np.arange(count)
        reach = [chords.away(_components(ends), every, group)[0] for ends in (start, end)]
        beside = np.maximum.reduceat(np.maximum(*reach) + beside, first)
        levels.append(_Level(chords, beside, whole, count))
        start, end = start[first], end[last]
    return levels[::-1]


def _components(vectors: NDArray[np.float64]) -> tuple[NDArray[np.float64], ...]:
    return tuple(np.ascontiguousarray(part) for part in vectors.T)


def _out_of_order(metres: NDArray[np.float64]) -> NDArray[np.float64]:
    """By how much chords of about that length may tell the wrong one of two edges for the nearer."""
    return _BESIDE_M + 0.02 * metres**3 / (24.0 * GEOD.b**2)


def _firsts(point: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where the pairs of each point begin; pairs are in the order of the points."""
    return np.flatnonzero(np.diff(point, prepend=-1))


def _least(point: NDArray[np.int64], value: NDArray[np.float64]) -> NDArray[np.float64]:
    """For each pair the least value of its point."""
    first = _firsts(point)
    return np.repeat(np.minimum.reduceat(value, first), np.diff(np.append(first, len(point))))


def _opened(
    point: NDArray[np.int64], run: NDArray[np.int64], children: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs of points with the children of their runs."""
    child = (run[:, None] * _FAN + np.arange(_FAN)).ravel()
    there = child < children
    return np.repeat(point, _FAN)[there], child[there]
