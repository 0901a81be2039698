"""Lines on the ellipsoid as chords in space, and how far from others they run.

Edges are straight in longitude and latitude, as everywhere in the package; cut
as short as here, they run beside their chords by centimetres. Distances between
chords become those of geodesics piece by piece.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.earth.chords import ChordIndex
from geo.earth.geodesy import GEOD, distance_m
from geo.earth.matching import frechet
from geo.earth.nearest import ellipsoid_xyz_m
from geo.earth.offsets import Offsets, offsets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["Apart", "Course", "apart", "leash_m"]

_CUT_DEG: Final = 0.01
"""An edge so long leaves its chord by two centimetres."""

_FAR_M: Final = 1000.0
"""A chord so long is a micrometre shorter than its geodesic."""

_WITHIN_M: Final = 0.01

_SAME_DEG: Final = 1e-9

_RADIUS: Final = (2.0 * GEOD.a + GEOD.b) / 3.0
"""Mean radius of the earth: with it a chord of 500 km makes a geodesic to a metre."""


@dataclass(frozen=True, slots=True)
class Course:
    """Lines, cut into short chords.

    Attributes
    ----------
    lonlat : ndarray of float, shape (n, 2, 2)
        Start and end of each chord, in degrees.
    line : ndarray of int
        Which line each is of.
    start, end : ndarray of float, shape (n, 3)
        The same ends in space, in metres.
    """

    lonlat: NDArray[np.float64]
    line: NDArray[np.int64]
    start: NDArray[np.float64]
    end: NDArray[np.float64]

    @classmethod
    def of(cls, lines: Sequence[shapely.LineString]) -> Course:
        """Cut lines, given in degrees."""
        cut = shapely.segmentize(np.array(lines, dtype=object), _CUT_DEG)
        lonlat, line = shapely.get_coordinates(cut, return_index=True)
        edge = np.flatnonzero((line[:-1] == line[1:]) & (lonlat[:-1] != lonlat[1:]).any(axis=1))
        xyz = ellipsoid_xyz_m(lonlat)
        return cls(np.stack([lonlat[edge], lonlat[edge + 1]], axis=1), line[edge], xyz[edge], xyz[edge + 1])

    def place(self, chord: NDArray[np.int64], along: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return where chords are so many metres from their starts: longitudes and latitudes."""
        length = np.sqrt(((self.end - self.start) ** 2).sum(axis=1))[chord]
        first, last = self.lonlat[chord, 0], self.lonlat[chord, 1]
        return np.asarray(first + (last - first) * (along / length)[:, None])


@dataclass(frozen=True, slots=True)
class Apart:
    """How far some lines run from others, all along them.

    Attributes
    ----------
    origin, target : Course
    offsets : Offsets
        In metres along geodesics; its chords are those of the one, its goals
        those of the other.
    """

    origin: Course
    target: Course
    offsets: Offsets

    @property
    def line(self) -> NDArray[np.int64]:
        """Which line each piece is of."""
        return self.origin.line[self.offsets.chord]

    @property
    def goal_line(self) -> NDArray[np.int64]:
        """Which of the other lines is nearest to each piece."""
        return self.target.line[self.offsets.goal]

    def only(self, which: NDArray[np.bool_]) -> Apart:
        """Keep some of the pieces."""
        return Apart(self.origin, self.target, self.offsets.only(which))

    def nearest(self, piece: int, along: float) -> tuple[float, tuple[float, float], tuple[float, float]]:
        """Return the way from a place of a piece to the other lines: metres, and its two ends."""
        chord = self.offsets.chord[[piece]]
        (here,) = self.origin.place(chord, np.array([along]))
        (there,) = self._there(self.offsets.goal[[piece]], ellipsoid_xyz_m(here[None]))
        metres = float(distance_m(*here, *there))
        return metres, (float(here[0]), float(here[1])), (float(there[0]), float(there[1]))

    def lines(self) -> list[shapely.LineString]:
        """Return the pieces as lines, those that follow on one another as one."""
        found = self.offsets
        first, last = (self.origin.place(found.chord, along) for along in (found.start, found.stop))
        follows = (self.line[1:] == self.line[:-1]) & (np.abs(first[1:] - last[:-1]).max(axis=1) < _SAME_DEG)
        begins = np.append(True, ~follows)
        # each run: where it begins, and the end of each of its pieces
        run = np.cumsum(begins) - 1
        at = np.flatnonzero(begins)
        lonlat, which = np.insert(last, at, first[at], axis=0), np.insert(run, at, run[at])
        return [shapely.LineString(part) for part in np.split(lonlat, np.flatnonzero(np.diff(which)) + 1)]

    def _there(self, goal: NDArray[np.int64], xyz: NDArray[np.float64]) -> NDArray[np.float64]:
        start, run = self.target.start[goal], (self.target.end - self.target.start)[goal]
        square = (run * run).sum(axis=1)
        share = np.clip(((xyz - start) * run).sum(axis=1) / square, 0.0, 1.0)
        first, last = self.target.lonlat[goal, 0], self.target.lonlat[goal, 1]
        return np.asarray(first + (last - first) * share[:, None])

    def on_the_ellipsoid(self) -> Apart:
        """Make geodesics of distances along chords, piece by piece."""
        found = self.offsets
        middle = (found.start + found.stop) / 2.0
        chords = found.at(middle)
        by = np.ones(len(chords))
        far = np.flatnonzero(chords > _FAR_M)
        here = self.origin.place(found.chord[far], middle[far])
        there = self._there(found.goal[far], ellipsoid_xyz_m(here))
        by[far] = distance_m(*here.T, *there.T) / chords[far]
        return Apart(self.origin, self.target, found.scaled(by))


def apart(origin: Course, target: Course, index: ChordIndex | None = None) -> Apart:
    """Measure how far some lines run from others.

    Parameters
    ----------
    origin, target : Course
    index : ChordIndex, optional
        That of the target's chords, if it was made before.

    Examples
    --------
    >>> straight = Course.of([shapely.LineString([(24, 50), (25, 50)])])
    >>> detour = Course.of([shapely.LineString([(24, 50), (24, 51), (25, 51), (25, 50)])])
    >>> round(apart(straight, detour).offsets.farthest()[0])
    35848
    >>> round(apart(detour, straight).offsets.mean())
    68960
    """
    index = index or ChordIndex(target.start, target.end)
    return Apart(origin, target, offsets(origin.start, origin.end, index)).on_the_ellipsoid()


def leash_m(one: shapely.LineString, other: shapely.LineString, *, least_m: float = 0.0) -> float:
    """Measure the Fréchet distance of two lines, both as they are drawn.

    Parameters
    ----------
    one, other : shapely.LineString
        In degrees.
    least_m : float
        What it is at least, if that is known: their Hausdorff distance.

    Returns
    -------
    float
        Metres.

    Examples
    --------
    >>> there = shapely.LineString([(24, 50), (25, 50)])
    >>> round(leash_m(there, there.reverse()))
    71695
    """
    lines = [shapely.get_coordinates(shapely.segmentize(line, _CUT_DEG)) for line in (one, other)]
    first, second = (ellipsoid_xyz_m(lonlat) for lonlat in lines)
    chord = frechet(first, second, least=_chord_m(least_m), within=_WITHIN_M)
    return max(_geodesic_m(chord), least_m)


def _chord_m(metres: float) -> float:
    """Return the chord of a geodesic, on a sphere."""
    return float(2.0 * _RADIUS * np.sin(min(metres / (2.0 * _RADIUS), np.pi / 2.0)))


def _geodesic_m(chord: float) -> float:
    return float(2.0 * _RADIUS * np.arcsin(min(chord / (2.0 * _RADIUS), 1.0)))
