"""Two lines walked at once, each from its start to its end and never back: the Fréchet distance.

It is the shortest leash that two walkers need, each at a pace of its own. In
the diagram whose cells are pairs of an edge of the one and an edge of the other
(Alt and Godau 1995) the walk goes from corner to corner, never left or down,
through what lies within the leash. Only cells that some walk as good as one
already found may enter are looked at, a diagonal of them at a time. All is
plain geometry of straight lines in space.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["frechet"]

_BLOCK: Final = 16
"""Edges that are ruled out together."""

_MOST_CELLS: Final = 12_000_000
"""Cells that are kept in memory; lines that need more are thinned first."""

_FINE: Final = 4000.0
"""Lines are thinned by such a part of the leash, and by more only if they still have too many cells."""

_MORE: Final = 1.25
"""Times the least leash that is tried first."""


def frechet(
    one: NDArray[np.float64], other: NDArray[np.float64], *, least: float = 0.0, within: float = 0.0
) -> float:
    """Measure the Fréchet distance of two lines, both walked as they are drawn.

    Parameters
    ----------
    one, other : ndarray of float, shape (n, 3) and (m, 3)
        Their vertices, at least one each.
    least : float
        What it is at least, if that is known, such as the Hausdorff distance:
        the nearer to it, the quicker.
    within : float
        How near to the true value; nought for as near as numbers are.

    Returns
    -------
    float
        In the unit of the coordinates. Of lines of many thousand edges that
        run far from each other it is exact to some thousandths.

    Examples
    --------
    The leash must span the detour that one of the walkers makes:

    >>> straight = np.array([[0.0, 0, 0], [4, 0, 0]])
    >>> detour = np.array([[0.0, 0, 0], [2, 3, 0], [4, 0, 0]])
    >>> frechet(straight, detour)
    3.0
    """
    ends = max(_distance(one[0], other[0]), _distance(one[-1], other[-1]))
    if min(len(one), len(other)) == 1:
        lone, line = (one, other) if len(one) == 1 else (other, one)
        return float(np.sqrt(((line - lone[0]) ** 2).sum(axis=1)).max())
    # 1. leashes that grow, until one suffices: of that length only few cells are within reach
    low, cap = max(ends, least), _greedy(one, other)
    if cap <= low + within:
        return max(cap, ends)
    most = min(low * _MORE, cap) if low > 0.0 else cap
    while True:
        cells, thinned = _cells(one, other, most)
        within = max(within, thinned)
        found = cells.least(low, most, within)
        if found < np.inf:
            return found
        low, most = most, min(most * 2.0, cap * (1.0 + 1e-9) + 2.0 * thinned)


def _cells(one: NDArray[np.float64], other: NDArray[np.float64], most: float) -> tuple[_Cells, float]:
    """Find the cells that a leash reaches, and by how much lines were thinned that have too many."""
    cells, slack, thinned = _Cells.about(one, other, most), most / _FINE, 0.0
    while cells is None:
        thin = _thinned(one, slack), _thinned(other, slack)
        cells, thinned, slack = _Cells.about(*thin, most + 2.0 * slack), slack, slack * 2.0
    return cells, thinned


def _distance(a: NDArray[np.float64], b: NDArray[np.float64]) -> float:
    return float(np.sqrt(((a - b) ** 2).sum()))


def _greedy(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """Walk from vertex to vertex, the next step always the one that ends nearest; the leash that takes."""
    first, second = one.tolist(), other.tolist()
    i = j = 0
    most = sum((a - b) ** 2 for a, b in zip(first[0], second[0], strict=True))
    last_i, last_j = len(first) - 1, len(second) - 1
    while i < last_i or j < last_j:
        steps = []
        for di, dj in ((1, 1), (1, 0), (0, 1)):
            if i + di <= last_i and j + dj <= last_j:
                (x, y, z), (u, v, w) = first[i + di], second[j + dj]
                steps.append(((x - u) ** 2 + (y - v) ** 2 + (z - w) ** 2, i + di, j + dj))
        square, i, j = min(steps)
        most = max(most, square)
    return float(np.sqrt(most))


def _thinned(line: NDArray[np.float64], slack: float) -> NDArray[np.float64]:
    """Leave out vertices that lie within a slack of the last one that was kept: the leash grows by no more."""
    kept = [0]
    for k, away in enumerate(line.tolist()):
        last = line[kept[-1]]
        if (away[0] - last[0]) ** 2 + (away[1] - last[1]) ** 2 + (away[2] - last[2]) ** 2 > slack**2:
            kept.append(k)
    return np.concatenate([line[kept], line[-1:]])


@dataclass(frozen=True, slots=True)
class _Cells:
    """The part of the diagram that a walk within a leash may enter, by diagonals.

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
    def about(cls, one: NDArray[np.float64], other: NDArray[np.float64], most: float) -> _Cells | None:
        """Find the cells; None if they are too many."""
        spans = _spans(one, other, most)
        if spans is None:
            return None
        low, high = spans
        rows = np.arange(len(low))
        # a diagonal k has the cells (i, k - i); i + low and i + high grow with i, so its rows are neighbours
        diagonals = np.arange(len(low) + len(other) - 2)
        first = np.searchsorted(rows + high, diagonals, side="left")
        after = np.searchsorted(rows + low, diagonals, side="right")
        count = np.maximum(after - first, 0)
        begin = np.append(0, np.cumsum(count))
        if begin[-1] > _MOST_CELLS:
            return None
        i = np.arange(begin[-1]) - np.repeat(begin[:-1] - first, count)
        j = np.repeat(diagonals, count) - i
        return cls(first, begin, _passing(one, other, i, j), _passing(other, one, j, i))

    def least(self, low: float, high: float, within: float) -> float:
        """Return the least leash from low to high with which there is a walk; infinity if there is none."""
        hair = max(within, 1e-12 * high)
        if self.passes(low + hair):
            return low
        # no walk has less than what it needs to pass from cell to cell, whatever it does within them
        needed = self.bottleneck()
        if needed > high:
            return float("inf")
        if needed > low and self.passes(needed + hair):
            return needed
        low = max(low, needed)
        if not self.passes(high + hair):
            return float("inf")
        while high - low > hair:
            middle = (low + high) / 2.0
            if middle in (low, high):
                break
            low, high = (low, middle) if self.passes(middle) else (middle, high)
        return high

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
            if k % _BLOCK == 0 and not (below.min() < inf or left.min() < inf):
                return False
        return bool(min(below[1], left[1]) < inf)


def _spans(
    one: NDArray[np.float64], other: NDArray[np.float64], most: float
) -> tuple[NDArray[np.int64], NDArray[np.int64]] | None:
    """Find for each edge of one line from which to which of the other a walk within a leash may pass."""
    centres, radii = zip(*(_blocks(line) for line in (one, other)), strict=True)
    rows, columns = len(radii[0]), len(radii[1])
    # 1. blocks of edges that come near enough to each other
    near = np.zeros((rows, columns), dtype=bool)
    for k in range(rows):
        away = np.sqrt(((centres[1] - centres[0][k]) ** 2).sum(axis=1))
        near[k] = away <= radii[0][k] + radii[1] + most * (1.0 + 1e-9)
    # 2. of these only what is reached from the start, and from where the end is reached
    near &= _reached(near)
    near &= _reached(near[::-1, ::-1])[::-1, ::-1]
    # 3. the first and the last of every row, which never go back
    low, high = np.argmax(near, axis=1), columns - 1 - np.argmax(near[:, ::-1], axis=1)
    low, high = np.minimum.accumulate(low[::-1])[::-1], np.maximum.accumulate(high)
    edges, others = len(one) - 1, len(other) - 1
    rows_of = np.arange(edges) // _BLOCK
    return low[rows_of] * _BLOCK, np.minimum((high[rows_of] + 1) * _BLOCK, others) - 1


def _blocks(line: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return a ball about every block of edges."""
    first = np.arange(0, len(line) - 1, _BLOCK)
    last = np.minimum(first + _BLOCK, len(line) - 1)
    low, high = np.minimum.reduceat(line, first, axis=0), np.maximum.reduceat(line, first, axis=0)
    low, high = np.minimum(low, line[last]), np.maximum(high, line[last])
    return (low + high) / 2.0, np.sqrt(((high - low) ** 2).sum(axis=1)) / 2.0


def _reached(near: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Say which blocks are reached from the first, going on in either line or in both."""
    reached = np.zeros_like(near)
    before = np.zeros(near.shape[1], dtype=bool)
    before[0] = True
    for k in range(len(near)):
        entered = before | np.append(False, before[:-1])
        row = near[k]
        # along the row from every block that is entered, as far as blocks are near without a gap
        run = np.cumsum(~row)
        last_entry = np.maximum.accumulate(np.where(row & entered, run, -1))
        reached[k] = row & (last_entry == run)
        before = reached[k]
    return reached


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
