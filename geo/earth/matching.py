"""Two lines walked at once, each from its start to its end and never back: the Fréchet distance.

It is the shortest leash that two walkers need, each at a pace of its own. Of
the diagram of both (`geo.earth.diagram`) only cells are looked at that some walk
as good as one already found may enter. All is plain geometry of straight lines
in space.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.earth.diagram import Diagonals, Rows, cells_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.earth.diagram import Line, Spans

__all__ = ["frechet"]

_BLOCK: Final = 16
"""Edges that are ruled out together."""

_MOST_CELLS: Final = 12_000_000
"""Cells that are kept in memory; lines that need more are thinned first."""

_AT_A_TIME: Final = 1 << 18
"""Cells whose edges are compared at a time."""

_NARROW: Final = 16
"""Cells to a vertex, as far as which it is quicker to go from cell to cell."""

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
    # leashes that grow, until one suffices: of that length only few cells are within reach
    low = max(ends, least)
    cap = np.inf if low > 0.0 else _greedy(one, other)
    most = low * _MORE if low > 0.0 else cap
    while low < cap:
        cells, thinned = _cells(one, other, most)
        within = max(within, thinned)
        found = _least(cells, low, most, within) if cells else np.inf
        if found < np.inf:
            return found
        cap = min(cap, _greedy(one, other))
        low, most = most, min(most * 2.0, cap * (1.0 + 1e-9) + 2.0 * thinned)
    return max(cap, ends)


def _cells(one: Line, other: Line, most: float) -> tuple[Diagonals | Rows | None, float]:
    """Find the cells that a leash reaches, if any, and by how much lines were thinned that have too many."""
    slack, thinned = most / _FINE, 0.0
    first, second, spans = one, other, _spans(one, other, most)
    while _count(spans) > _MOST_CELLS:
        first, second, thinned = _thinned(one, slack), _thinned(other, slack), slack
        spans, slack = _spans(first, second, most + 2.0 * slack), slack * 2.0
    narrow = _narrowed(first, second, most + 2.0 * thinned, spans)
    if narrow is None:
        return None, thinned
    kind = Rows if _count(narrow) <= _NARROW * (len(first) + len(second)) else Diagonals
    return kind.of(first, second, narrow), thinned


def _count(spans: Spans) -> int:
    return int((spans[1] - spans[0] + 1).sum())


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


def _least(cells: Diagonals | Rows, low: float, high: float, within: float) -> float:
    """Return the least leash from low to high with which there is a walk; infinity if there is none."""
    hair = max(within, 1e-12 * high)
    if cells.passes(low + hair):
        return low
    # no walk has less than what it needs to pass from cell to cell, whatever it does within them
    needed = cells.bottleneck()
    if needed > high:
        return float("inf")
    if needed > low and cells.passes(needed + hair):
        return needed
    low = max(low, needed)
    if not cells.passes(high + hair):
        return float("inf")
    while high - low > hair:
        middle = (low + high) / 2.0
        if middle in (low, high):
            break
        low, high = (low, middle) if cells.passes(middle) else (middle, high)
    return high


def _spans(one: Line, other: Line, most: float) -> Spans:
    """Find for each edge of one line from which to which of the other a walk within a leash may pass."""
    centres, radii = zip(*(_blocks(line) for line in (one, other)), strict=True)
    rows, columns = len(radii[0]), len(radii[1])
    # 1. blocks of edges that come near enough to each other
    near = np.zeros((rows, columns), dtype=bool)
    for k in range(0, rows, _BLOCK):
        some = slice(k, k + _BLOCK)
        square = sum((centres[0][some, axis, None] - centres[1][:, axis]) ** 2 for axis in range(3))
        near[some] = square <= (radii[0][some, None] + radii[1] + most * (1.0 + 1e-9)) ** 2
    # 2. of these only what is reached from the start, and from where the end is reached
    near &= _reached(near)
    near &= _reached(near[::-1, ::-1])[::-1, ::-1]
    # 3. the first and the last of every row, which never go back
    low, high = np.argmax(near, axis=1), columns - 1 - np.argmax(near[:, ::-1], axis=1)
    low, high = np.minimum.accumulate(low[::-1])[::-1], np.maximum.accumulate(high)
    edges, others = len(one) - 1, len(other) - 1
    rows_of = np.arange(edges) // _BLOCK
    return low[rows_of] * _BLOCK, np.minimum((high[rows_of] + 1) * _BLOCK, others) - 1


def _narrowed(one: Line, other: Line, most: float, spans: Spans) -> Spans | None:
    """Leave of spans only what comes near enough, edge by edge; None if no walk can be within the leash."""
    (centres, radii), (others, other_radii) = (
        ((line[1:] + line[:-1]) / 2.0, np.sqrt((np.diff(line, axis=0) ** 2).sum(axis=1)) / 2.0)
        for line in (one, other)
    )
    low, high = spans[0].copy(), spans[1].copy()
    ends = np.cumsum(high - low + 1)
    for begin, end in pairwise([0, *np.flatnonzero(np.diff(ends // _AT_A_TIME)).tolist(), len(low)]):
        if begin == end:
            continue
        i, j = cells_of((spans[0][begin:end], spans[1][begin:end]))
        i += begin
        square = sum((centres[i, axis] - others[j, axis]) ** 2 for axis in range(3))
        near = np.flatnonzero(square <= (radii[i] + other_radii[j] + most * (1.0 + 1e-9)) ** 2)
        rows, first = np.unique(i[near], return_index=True)
        if len(rows) < end - begin:
            return None
        low[begin:end], high[begin:end] = j[near[first]], j[near[np.append(first[1:], len(near)) - 1]]
    low, high = np.minimum.accumulate(low[::-1])[::-1], np.maximum.accumulate(high)
    return (low, high) if low[0] == 0 and high[-1] == len(other_radii) - 1 else None


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
