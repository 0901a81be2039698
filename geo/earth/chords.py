"""The nearest chord in space, for one point or for a million.

Runs of neighbouring chords make a tree: each run keeps within so many metres of
the chord between its ends, which bounds how near it comes. For all points
together the tree is gone down level by level, and only runs that may hold the
nearest chord are opened. All is plain geometry of straight lines, in whatever
unit the coordinates have.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

__all__ = ["ChordIndex", "Chords", "components", "firsts"]

_FAN: Final = 4
"""Chords to a run, and runs to a longer run: fewer make more levels, more open too much at a time."""


@dataclass(frozen=True, slots=True)
class Chords:
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
    def between(cls, start: NDArray[np.float64], end: NDArray[np.float64]) -> Chords:
        """Take chords from their ends, each of shape (n, 3)."""
        run = end - start
        square = (run * run).sum(axis=1)
        scale = np.divide(1.0, square, out=np.zeros_like(square), where=square > 0.0)
        return cls(components(start), components(run), scale)

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
    chords : Chords
        From the start of the first neighbour to the end of the last.
    beside : ndarray of float
        How far from it the run comes at the most.
    whole : ndarray of bool
        Whether its neighbours follow end to start, so that the line comes as
        near to every place on the chord.
    children : int
        How many there are on the level below.
    """

    chords: Chords
    beside: NDArray[np.float64]
    whole: NDArray[np.bool_]
    children: int


@dataclass(frozen=True, slots=True)
class Near:
    """Pairs of points and chords that come near to them.

    Attributes
    ----------
    point, chord : ndarray of int
        Their numbers; pairs are in the order of the points.
    away : ndarray of float
        The distance between the two.
    share : ndarray of float
        How far along the chord its nearest place lies, from 0 to 1.
    """

    point: NDArray[np.int64]
    chord: NDArray[np.int64]
    away: NDArray[np.float64]
    share: NDArray[np.float64]


class ChordIndex:
    """Chords, ready to be asked which of them come near to a point.

    Parameters
    ----------
    start, end : ndarray of float, shape (n, 3)
        Their ends; neighbours of one line in the line's order.

    Examples
    --------
    >>> index = ChordIndex(np.array([[0.0, 0, 0], [9, 0, 0]]), np.array([[9.0, 0, 0], [9, 9, 0]]))
    >>> near = index.near(np.array([[4.0, 3, 0]]), lambda _point, least: least * 0)
    >>> near.chord.tolist(), near.away.tolist()
    ([0], [3.0])
    """

    def __init__(self, start: NDArray[np.float64], end: NDArray[np.float64]) -> None:
        self.chords = Chords.between(start, end)
        self._levels = _tree(start, end)

    def near(
        self,
        xyz: NDArray[np.float64],
        slack: Callable[[NDArray[np.int64], NDArray[np.float64]], NDArray[np.float64]],
    ) -> Near:
        """Find for each point the nearest chord, and all that come nearly as near.

        Parameters
        ----------
        xyz : ndarray of float, shape (n, 3)
        slack : callable
            How much farther off a chord may be than the nearest: a function of
            the points' numbers and of the least distances known of them.

        Returns
        -------
        Near
            Pairs in the order of the points.
        """
        places = components(xyz)
        # 1. level by level: keep the runs that may come as near as some run surely does, and open them
        top = len(self._levels[0].beside)
        point, which = np.repeat(np.arange(len(xyz)), top), np.tile(np.arange(top), len(xyz))
        for level in self._levels:
            away, _, to_start = level.chords.away(places, point, which)
            beside = level.beside[which]
            # a run's start lies on a line; so does, that near, every place on the chord of a whole run
            most = _least(point, np.where(level.whole[which], np.minimum(away + beside, to_start), to_start))
            keep = away - beside <= most + slack(point, most)
            point, which = _opened(point[keep], which[keep], level.children)
        # 2. what was opened last are chords: the nearest, and all that come as near
        away, share, _ = self.chords.away(places, point, which)
        least = _least(point, away)
        keep = away <= least + slack(point, least)
        return Near(point[keep], which[keep], away[keep], share[keep])


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
        chords, every = Chords.between(start[first], end[last]), np.arange(count)
        at_end = chords.away(components(end), every, group)[0]
        # (one that follows begins as far from it as the one before it ends, and the first begins on it)
        at_start = np.append(0.0, at_end[:-1])
        at_start[first] = 0.0
        alone = np.flatnonzero(~follows)
        at_start[alone] = chords.away(components(start[alone]), np.arange(len(alone)), group[alone])[0]
        beside = np.maximum.reduceat(np.maximum(at_start, at_end) + beside, first)
        levels.append(_Level(chords, beside, whole, count))
        start, end = start[first], end[last]
    return levels[::-1]


def components(vectors: NDArray[np.float64]) -> tuple[NDArray[np.float64], ...]:
    """Return vectors by components, each in one piece."""
    return tuple(np.ascontiguousarray(part) for part in vectors.T)


def firsts(point: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where the pairs of each point begin; pairs are in the order of the points."""
    return np.flatnonzero(np.diff(point, prepend=-1))


def _least(point: NDArray[np.int64], value: NDArray[np.float64]) -> NDArray[np.float64]:
    """For each pair the least value of its point."""
    first = firsts(point)
    return np.repeat(np.minimum.reduceat(value, first), np.diff(np.append(first, len(point))))


def _opened(
    point: NDArray[np.int64], run: NDArray[np.int64], children: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs of points with the children of their runs."""
    child = (run[:, None] * _FAN + np.arange(_FAN)).ravel()
    there = child < children
    return np.repeat(point, _FAN)[there], child[there]
