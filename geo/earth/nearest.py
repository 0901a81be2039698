"""The nearest place on lines, for one point or for a million.

Edges stand as chords in three dimensions, where the nearest is a matter of
plain arithmetic for every pair of point and edge at once, at the poles and
across the date line too (`geo.earth.chords`). What is left, two or three edges
a point, is then measured along geodesics on the ellipsoid.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.earth.chords import ChordIndex, firsts
from geo.earth.geodesy import GEOD, meridian_m_per_degree, parallel_m_per_degree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray
    from shapely.geometry.base import BaseGeometry

__all__ = ["LineIndex", "NearestPlaces", "ellipsoid_xyz_m"]

_STEP_DEG: Final = 0.02
"""Edges are straight in degrees; cut so short, they run less than a decimetre beside their chords."""

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
        self._index = ChordIndex(xyz[edge], xyz[edge + 1])

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
        # 1. the nearest along chords, and all that come as near
        near = self._index.near(ellipsoid_xyz_m(lonlat), lambda _point, least: _out_of_order(least))
        point, edge = near.point, near.chord
        # 2. these along geodesics, and of each point the best; of equals the first
        metres, place = self._along_geodesics(lonlat[point], edge, near.share)
        order = np.lexsort((edge, metres, point))
        first = order[firsts(point[order])]
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


def _out_of_order(metres: NDArray[np.float64]) -> NDArray[np.float64]:
    """By how much chords of about that length may tell the wrong one of two edges for the nearer."""
    return _BESIDE_M + 0.02 * metres**3 / (24.0 * GEOD.b**2)
