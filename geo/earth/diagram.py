"""The diagram of two lines, whose cells are pairs of an edge of the one and an edge of the other.

A walk along both goes from its first cell to its last, never left or down,
through what lies within a leash (Alt and Godau 1995). Of the diagram only spans
are kept, one to a row, that no walk within some leash leaves.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = ["Diagonals", "Rows", "cells_of"]

_OFTEN: Final = 16
"""Diagonals after which it is asked whether a walk goes on at all."""

Line: TypeAlias = NDArray[np.float64]
Spans: TypeAlias = tuple[NDArray[np.int64], NDArray[np.int64]]


@dataclass(frozen=True, slots=True)
class Diagonals:
    """The part of the diagram that a walk may enter, a diagonal of cells at a time.

    Attributes
    ----------
    first : ndarray of int
        Of each diagonal, the least number of an edge of the one line.
    begin : ndarray of int
        Where each diagonal begins among the cells, and where the last ends.
    enters : tuple of ndarray of float
        For each cell the squared quadratic of passing into it from below, by a
        vertex of the one line along an edge of the other: its value at the
        foot of the perpendicular, where that lies on the edge, and the edge's
        length.
    crosses : tuple of ndarray of float
        The same of passing into it from the left.
    """

    first: NDArray[np.int64]
    begin: NDArray[np.int64]
    enters: tuple[NDArray[np.float64], ...]
    crosses: tuple[NDArray[np.float64], ...]

    @classmethod
    def of(cls, one: Line, other: Line, spans: Spans) -> Diagonals:
        """Take the cells between two lines of which each edge of the one meets a span of the other's."""
        low, high = spans
        rows = np.arange(len(low))
        # a diagonal k has the cells (i, k - i); i + low and i + high grow with i, so its rows are neighbours
        diagonals = np.arange(len(low) + len(other) - 2)
        first = np.searchsorted(rows + high, diagonals, side="left")
        after = np.searchsorted(rows + low, diagonals, side="right")
        count = np.maximum(after - first, 0)
        begin = np.append(0, np.cumsum(count))
        i = np.arange(begin[-1]) - np.repeat(begin[:-1] - first, count)
        j = np.repeat(diagonals, count) - i
        return cls(first, begin, _passing(one, other, i, j), _passing(other, one, j, i))

    def bottleneck(self) -> float:
        """Return the least leash with which one can pass from cell to cell, each way through a cell free."""
        enters, crosses = (_least(passing) for passing in (self.enters, self.crosses))
        inf = np.inf
        # the cells of the diagonal before, by the edge of the one line, with nothing on either side
        need, at = np.array([inf, 0.0, inf]), int(self.first[0]) - 1
        for k in range(1, len(self.first)):
            begin, end, first = int(self.begin[k]), int(self.begin[k + 1]), int(self.first[k])
            below = need[max(first - 1 - at, 0) :][: end - begin]
            left = need[max(first - at, 0) :][: end - begin]
            step = np.full(end - begin + 2, inf)
            inner = step[1:-1]
            inner[: len(left)] = np.maximum(left, crosses[begin : begin + len(left)])
            np.minimum(
                inner[: len(below)],
                np.maximum(below, enters[begin : begin + len(below)]),
                out=inner[: len(below)],
            )
            need, at = step, first - 1
        return float(np.sqrt(need[1]))

    def passes(self, leash: float) -> bool:
        """Say whether there is a walk with a leash."""
        enter_low, enter_high = _free(self.enters, leash)
        cross_low, cross_high = _free(self.crosses, leash)
        inf = np.inf
        nothing = np.full(int(np.diff(self.begin).max(initial=0)) + 2, inf)
        # from where on one may have come: into each cell of the diagonal from below, and from the left
        below, left = np.array([inf, 0.0, inf]), np.array([inf, 0.0, inf])
        at = int(self.first[0]) - 1
        for k in range(1, len(self.first)):
            begin, end, first = int(self.begin[k]), int(self.begin[k + 1]), int(self.first[k])
            size = end - begin
            now_below, now_left = nothing[: size + 2].copy(), nothing[: size + 2].copy()
            # 1. into cell (i, j) from (i - 1, j): anywhere if that was entered from the left, else not before
            # where it was entered from below
            from_below, from_left = (
                below[max(first - 1 - at, 0) :][:size],
                left[max(first - 1 - at, 0) :][:size],
            )
            n = len(from_below)
            low = enter_low[begin : begin + n]
            reached = np.where(from_left < inf, low, np.maximum(low, from_below))
            now_below[1 : n + 1] = np.where(reached <= enter_high[begin : begin + n], reached, inf)
            # 2. from (i, j - 1) likewise
            from_below, from_left = below[max(first - at, 0) :][:size], left[max(first - at, 0) :][:size]
            n = len(from_left)
            low = cross_low[begin : begin + n]
            reached = np.where(from_below < inf, low, np.maximum(low, from_left))
            now_left[1 : n + 1] = np.where(reached <= cross_high[begin : begin + n], reached, inf)
            below, left, at = now_below, now_left, first - 1
            if k % _OFTEN == 0 and not (below.min() < inf or left.min() < inf):
                return False
        return bool(min(below[1], left[1]) < inf)


@dataclass(frozen=True, slots=True)
class Rows:
    """The part of the diagram that a walk may enter, cell by cell: quicker where few are side by side.

    Attributes
    ----------
    low, high : list of int
        Of each edge of the one line, the first and the last edge of the other that it may meet.
    enters, crosses : tuple of ndarray of float
        As of `Diagonals`, row by row.
    """

    low: list[int]
    high: list[int]
    enters: tuple[NDArray[np.float64], ...]
    crosses: tuple[NDArray[np.float64], ...]

    @classmethod
    def of(cls, one: Line, other: Line, spans: Spans) -> Rows:
        """Take the cells between two lines of which each edge of the one meets a span of the other's."""
        low, high = spans
        i, j = cells_of(spans)
        return cls(low.tolist(), high.tolist(), _passing(one, other, i, j), _passing(other, one, j, i))

    def bottleneck(self) -> float:
        """Return the least leash with which one can pass from cell to cell, each way through a cell free."""
        passing = (_least(passing).tolist() for passing in (self.enters, self.crosses))
        cells = zip(*passing, strict=True)
        inf = math.inf
        need, here = [inf] * (self.high[-1] + 1), inf
        next(cells)
        need[0] = 0.0
        for i, (low, high) in enumerate(zip(self.low, self.high, strict=True)):
            here = inf if i else 0.0
            for j in range(low if i else 1, high + 1):
                enters, crosses = next(cells)
                here = need[j] = min(max(need[j], enters), max(here, crosses))
        return math.sqrt(here)

    def passes(self, leash: float) -> bool:
        """Say whether there is a walk with a leash."""
        ways = (part.tolist() for passing in (self.enters, self.crosses) for part in _free(passing, leash))
        cells = zip(*ways, strict=True)
        inf = math.inf
        # from where on one may have come: into each cell of the row from below, and from the left
        below, left = ([inf] * (self.high[-1] + 1) for _ in range(2))
        next(cells)
        below[0] = left[0] = up = across = 0.0
        for i, (low, high) in enumerate(zip(self.low, self.high, strict=True)):
            up, across = (inf, inf) if i else (0.0, 0.0)
            entered = not i
            for j in range(low if i else 1, high + 1):
                enter_low, enter_high, cross_low, cross_high = next(cells)
                from_below, from_left = below[j], left[j]
                before, across_before, up, across = up, across, inf, inf
                # 1. from the row before: anywhere if that cell was entered from the left, else not before
                # where it was entered from below
                if from_left < inf:
                    up = enter_low if enter_low <= enter_high else inf
                elif from_below < inf:
                    start = max(enter_low, from_below)
                    up = start if start <= enter_high else inf
                # 2. from the cell before likewise
                if before < inf:
                    across = cross_low if cross_low <= cross_high else inf
                elif across_before < inf:
                    start = max(cross_low, across_before)
                    across = start if start <= cross_high else inf
                below[j], left[j] = up, across
                entered = entered or up < inf or across < inf
            if not entered:
                return False
        return up < inf or across < inf


def cells_of(spans: Spans) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the cells row by row: of each the edge of the one line, and that of the other."""
    low, high = spans
    count = high - low + 1
    i = np.repeat(np.arange(len(low)), count)
    return i, np.arange(len(i)) - np.repeat(np.cumsum(count) - count - low, count)


def _passing(
    points: NDArray[np.float64], line: NDArray[np.float64], i: NDArray[np.int64], j: NDArray[np.int64]
) -> tuple[NDArray[np.float64], ...]:
    """Return how vertices i lie to edges j: squared distance off their lines, foot, length."""
    run = np.diff(line, axis=0)
    length = np.sqrt((run * run).sum(axis=1))
    way = run / np.where(length > 0.0, length, 1.0)[:, None]
    foot, square = np.zeros(len(i)), np.zeros(len(i))
    seen = [points[i, axis] - line[j, axis] for axis in range(3)]
    for axis in range(3):
        foot += seen[axis] * way[j, axis]
    for axis in range(3):
        square += (seen[axis] - foot * way[j, axis]) ** 2
    return square, foot, length[j]


def _least(passing: tuple[NDArray[np.float64], ...]) -> NDArray[np.float64]:
    """Return the squared distance of vertices from edges."""
    square, foot, length = passing
    return np.asarray(square + (foot - np.clip(foot, 0.0, length)) ** 2)


def _free(
    passing: tuple[NDArray[np.float64], ...], leash: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return from where to where along edges vertices are within a leash; turned about if nowhere."""
    square, foot, length = passing
    left = leash**2 - square
    reach = np.sqrt(np.maximum(left, 0.0))
    low, high = np.maximum(foot - reach, 0.0), np.minimum(foot + reach, length)
    return low, np.where(left >= 0.0, high, -np.inf)
