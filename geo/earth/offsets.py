"""How far from other lines a line runs, all along it, exactly.

The distance from a chord to the nearest of other chords is made of pieces. On
each the nearest place either stands, at an end of a chord, or moves evenly along
one, so that the squared distance is a quadratic in the way along: mean, share
within a width, quantiles and the farthest place follow in closed form, and
nothing between two samples can be missed. All is plain geometry of straight
lines in space or, with heights of nought, in the plane.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.earth.chords import ChordIndex, firsts

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Offsets", "offsets"]

_CHORDS: Final = 1 << 11
"""Chords that are measured from at a time."""

_TINY: Final = 1e-9
"""Of a chord's length: what is shorter joins the piece beside it."""

_NEAR: Final = 1e-12
"""Of a quantile: how near to it is near enough."""

_GAUSS_X, _GAUSS_W = np.polynomial.legendre.leggauss(10)
_SMOOTH: Final = 3.0
"""Half lengths of a piece that its nearest place must keep off for ten points to integrate it to 1e-15."""


@dataclass(frozen=True, slots=True)
class Offsets:
    """The distance to the nearest of other chords along chords, in pieces.

    Attributes
    ----------
    chord : ndarray of int
        The chord that a piece is part of.
    start, stop : ndarray of float
        Where on the chord it begins and ends, in the unit of the coordinates.
    square : ndarray of float, shape (3, n)
        The squared distance is ``square[0] + square[1] s + square[2] s²`` at s
        from the chord's start.
    goal : ndarray of int
        The nearest of the other chords.
    """

    chord: NDArray[np.int64]
    start: NDArray[np.float64]
    stop: NDArray[np.float64]
    square: NDArray[np.float64]
    goal: NDArray[np.int64]

    @property
    def lengths(self) -> NDArray[np.float64]:
        """The length of each piece."""
        return self.stop - self.start

    @property
    def length(self) -> float:
        """The length of all of them."""
        return float(self.lengths.sum())

    def only(self, which: NDArray[np.bool_]) -> Offsets:
        """Keep some of the pieces."""
        return Offsets(
            self.chord[which], self.start[which], self.stop[which], self.square[:, which], self.goal[which]
        )

    def scaled(self, by: NDArray[np.float64]) -> Offsets:
        """Multiply the distances of each piece."""
        return replace(self, square=self.square * by**2)

    def at(self, along: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the distance at a place of each piece, counted from the start of its chord."""
        c, b, a = self.square
        return np.asarray(np.sqrt(np.maximum(c + along * (b + along * a), 0.0)))

    def mean(self) -> float:
        """Return the mean distance; NaN of nothing."""
        return float(self._integrals().sum()) / self.length if self.length else float("nan")

    def _integrals(self) -> NDArray[np.float64]:
        """Integrate the distance over each piece."""
        c, b, a = self.square
        half, middle = self.lengths / 2.0, (self.start + self.stop) / 2.0
        # 1. ten points of each
        total = sum(w * self.at(middle + half * x) for x, w in zip(_GAUSS_X, _GAUSS_W, strict=True)) * half
        # 2. in closed form where the nearest place comes near to the piece, for there the distance has a bend
        bent = a > 0.0
        safe = np.where(bent, a, 1.0)
        turn = b / (2.0 * safe)
        least = np.sqrt(np.maximum(c / safe - turn**2, 0.0))
        bent &= np.hypot(middle + turn, least) < _SMOOTH * half
        total[bent] = np.sqrt(a[bent]) * (
            _root_integral(self.stop[bent] + turn[bent], least[bent])
            - _root_integral(self.start[bent] + turn[bent], least[bent])
        )
        return np.asarray(total)

    def within(self, width: float) -> NDArray[np.float64]:
        """Return how much of each piece lies within a width of the other chords."""
        return self.clipped(width).lengths

    def clipped(self, width: float) -> Offsets:
        """Keep of each piece what lies within a width; of some nothing is left but a length of nought."""
        c, b, a = self.square
        bent = a > 0.0
        safe = np.where(bent, a, 1.0)
        # within the width is what lies between the two roots; a piece that keeps its distance is in or out
        middle = -b / (2.0 * safe)
        root = middle**2 - (c - width**2) / safe
        reach = np.where(bent, np.sqrt(np.maximum(root, 0.0)), np.inf)
        inside = np.where(bent, root >= 0.0, c <= width**2)
        start, stop = np.maximum(self.start, middle - reach), np.minimum(self.stop, middle + reach)
        return replace(self, start=start, stop=np.where(inside, np.maximum(stop, start), start))

    def share_within(self, width: float) -> float:
        """Return the share that lies within a width of the other chords, from 0 to 1; NaN of nothing."""
        return float(self.within(width).sum()) / self.length if self.length else float("nan")

    def quantile(self, share: float) -> float:
        """Return the distance that a share of the length keeps within; NaN of nothing."""
        if not self.length:
            return float("nan")
        high = self.farthest()[0]
        low, least = 0.0, _NEAR * _NEAR * high
        wanted = share * self.length
        short, over = -wanted, self.length - wanted
        nearest, farthest = self._extremes()
        some = self
        # a line through the two ends tells where to look next; an end that stays counts half the next time
        while high - low > _NEAR * high + least:
            width = low - short * (high - low) / (over - short)
            if not low < width < high:
                width = (low + high) / 2.0
                if width in (low, high):
                    break
            got = float(some.within(width).sum()) - wanted
            if got >= 0.0:
                high, over, short = width, got, short / 2.0
            else:
                low, short, over = width, got, over / 2.0
            if got == 0.0:
                break
            # what lies within the lower end all along, or nowhere within the upper, is settled
            inside, outside = farthest <= low, nearest > high
            if 2 * np.count_nonzero(inside | outside) > len(farthest):
                wanted -= float(some.lengths[inside].sum())
                left = ~(inside | outside)
                some, nearest, farthest = some.only(left), nearest[left], farthest[left]
        return high

    def _extremes(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the least and the greatest distance of each piece."""
        _, b, a = self.square
        turn = np.where(a > 0.0, -b / (2.0 * np.where(a > 0.0, a, 1.0)), self.start)
        return self.at(np.clip(turn, self.start, self.stop)), np.maximum(
            self.at(self.start), self.at(self.stop)
        )

    def farthest(self) -> tuple[float, int, float]:
        """Return the greatest distance, on which piece, and where from its chord's start.

        On a piece the distance is that between a place that moves evenly and
        one that does or stands: a convex function, greatest at an end.
        """
        at_start, at_stop = self.at(self.start), self.at(self.stop)
        first, last = int(np.argmax(at_start)), int(np.argmax(at_stop))
        if at_start[first] >= at_stop[last]:
            return float(at_start[first]), first, float(self.start[first])
        return float(at_stop[last]), last, float(self.stop[last])


def _root_integral(u: NDArray[np.float64], k: NDArray[np.float64]) -> NDArray[np.float64]:
    """Integrate the root of u² + k² from 0."""
    bent = np.where(k > 0.0, k, 1.0)
    return (u * np.hypot(u, k) + np.where(k > 0.0, k**2 * np.arcsinh(u / bent), 0.0)) / 2.0


def offsets(start: NDArray[np.float64], end: NDArray[np.float64], goals: ChordIndex) -> Offsets:
    """Find the distance to the nearest of other chords all along chords.

    Parameters
    ----------
    start, end : ndarray of float, shape (n, 3)
        The ends of the chords that are gone along.
    goals : ChordIndex
        The others.

    Returns
    -------
    Offsets
        Its pieces in the order of the chords, and along each.

    Examples
    --------
    >>> across = ChordIndex(np.array([[0.0, -1, 0]]), np.array([[0.0, 1, 0]]))
    >>> found = offsets(np.array([[-1.0, 0, 0]]), np.array([[3.0, 0, 0]]), across)
    >>> found.mean(), found.quantile(0.5), found.farthest()[0], found.share_within(1.0)
    (1.25, 1.0, 3.0, 0.5)
    """
    parts = []
    for k in range(0, len(start), _CHORDS):
        part = _some(start[k : k + _CHORDS], end[k : k + _CHORDS], goals)
        parts.append(replace(part, chord=part.chord + k))
    if not parts:
        nothing = np.zeros(0, dtype=np.int64)
        return Offsets(nothing, np.zeros(0), np.zeros(0), np.zeros((3, 0)), nothing)
    columns = [[getattr(part, name) for part in parts] for name in ("chord", "start", "stop", "square", "goal")]
    chord, first, last, square, goal = (np.concatenate(column, axis=-1) for column in columns)
    order = np.lexsort((first, chord))
    return Offsets(chord[order], first[order], last[order], square[:, order], goal[order])


@dataclass(frozen=True, slots=True)
class _Reach:
    """Where along chords something is the nearest place of another chord, if no other is nearer.

    Attributes
    ----------
    low, high : ndarray of float
    square : ndarray of float, shape (3, n)
    goal : ndarray of int
    first, count : ndarray of int
        Which of them are of each chord.
    """

    low: NDArray[np.float64]
    high: NDArray[np.float64]
    square: NDArray[np.float64]
    goal: NDArray[np.int64]
    first: NDArray[np.int64]
    count: NDArray[np.int64]


def _some(start: NDArray[np.float64], end: NDArray[np.float64], goals: ChordIndex) -> Offsets:
    run = end - start
    length = np.sqrt((run * run).sum(axis=1))
    reach = _reaches(start, run, length, goals)
    # the lower envelope of the reaches: what is nearest in the middle of a stretch is so as far as to where
    # another becomes nearer on either side; what is left over on the two sides are stretches again
    found: list[Offsets] = []
    chord = np.flatnonzero(length > 0.0)
    low, high = np.zeros(len(chord)), length[chord]
    while len(chord):
        best, left, right = _nearest_about(reach, chord, low, high)
        tiny = _TINY * length[chord]
        left, right = np.where(left - low <= tiny, low, left), np.where(high - right <= tiny, high, right)
        some = right > left
        found.append(
            Offsets(chord[some], left[some], right[some], reach.square[:, best[some]], reach.goal[best[some]])
        )
        before, behind = left > low, high > right
        chord, low, high = (
            np.concatenate([chord[before], chord[behind]]),
            np.concatenate([low[before], right[behind]]),
            np.concatenate([left[before], high[behind]]),
        )
    columns = [[getattr(part, name) for part in found] for name in ("chord", "start", "stop", "square", "goal")]
    return Offsets(*(np.concatenate(column, axis=-1) for column in columns)) if found else _nothing()


def _nothing() -> Offsets:
    none = np.zeros(0, dtype=np.int64)
    return Offsets(none, np.zeros(0), np.zeros(0), np.zeros((3, 0)), none)


def _reaches(
    start: NDArray[np.float64], run: NDArray[np.float64], length: NDArray[np.float64], goals: ChordIndex
) -> _Reach:
    """Find what may be nearest to some place of each chord: ends and insides of others nearby."""
    # 1. what is nearest half a length off the middle is a length farther at most than the nearest
    near = goals.near(start + run / 2.0, lambda point, _least: length[point] * (1.0 + 1e-9) + 1e-9)
    chord, goal = near.point, near.chord
    # 2. the other chord's direction and length, and from where its start is seen
    other = np.stack([part[goal] for part in goals.chords.run], axis=1)
    other_length = np.sqrt((other * other).sum(axis=1))
    way = other / np.where(other_length > 0.0, other_length, 1.0)[:, None]
    safe = np.where(length > 0.0, length, 1.0)
    ahead = run[chord] / safe[chord][:, None]
    seen = start[chord] - np.stack([part[goal] for part in goals.chords.start], axis=1)
    # 3. the foot of the perpendicular moves evenly along the other chord's line: where does it enter and leave?
    foot, pace = (seen * way).sum(axis=1), (ahead * way).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        enters, leaves = -foot / pace, (other_length - foot) / pace
    still = pace == 0.0
    inf = np.full(len(foot), np.inf)
    enters = np.where(still, np.where(foot < 0.0, inf, -inf), enters)
    leaves = np.where(still, np.where(foot > other_length, -inf, inf), leaves)
    first, last = np.minimum(enters, leaves), np.maximum(enters, leaves)
    # a foot that stands before the start, or behind the end, never is inside
    at_start_low, at_start_high = np.where(pace < 0.0, enters, -inf), np.where(pace < 0.0, inf, enters)
    at_end_low, at_end_high = np.where(pace < 0.0, -inf, leaves), np.where(pace < 0.0, leaves, inf)
    outside = still & ((foot < 0.0) | (foot > other_length))
    at_start_low, at_start_high = (
        np.where(still, -inf, at_start_low),
        np.where(still, np.where(foot < 0.0, inf, -inf), at_start_high),
    )
    at_end_low, at_end_high = (
        np.where(still, -inf, at_end_low),
        np.where(still, np.where(foot > other_length, inf, -inf), at_end_high),
    )
    first, last = np.where(outside, inf, first), np.where(outside, -inf, last)
    # 4. from the start, from the end, and from the foot
    at_end = seen - other
    from_foot, turned = seen - foot[:, None] * way, ahead - pace[:, None] * way
    low = np.concatenate([at_start_low, at_end_low, first])
    high = np.concatenate([at_start_high, at_end_high, last])
    square = np.concatenate(
        [_squares(seen, ahead), _squares(at_end, ahead), _squares(from_foot, turned)], axis=1
    )
    whose, goal = np.tile(chord, 3), np.tile(goal, 3)
    # 5. what lies along the chord, in the chords' order
    low, high = np.maximum(low, 0.0), np.minimum(high, length[whose])
    order = np.flatnonzero(high > low)
    order = order[np.argsort(whose[order], kind="stable")]
    count = np.bincount(whose[order], minlength=len(length))
    return _Reach(low[order], high[order], square[:, order], goal[order], np.cumsum(count) - count, count)


def _squares(seen: NDArray[np.float64], pace: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the squared length of ``seen + s pace`` as a quadratic in s."""
    return np.stack([(seen * seen).sum(axis=1), 2.0 * (seen * pace).sum(axis=1), (pace * pace).sum(axis=1)])


def _nearest_about(
    reach: _Reach, chord: NDArray[np.int64], low: NDArray[np.float64], high: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
    """Find what is nearest in the middle of each stretch, and from where to where it is."""
    middle = (low + high) / 2.0
    # 1. each stretch with all that may be nearest on it
    count = reach.count[chord]
    stretch = np.repeat(np.arange(len(chord)), count)
    begin = np.cumsum(count) - count
    which = np.arange(len(stretch)) - np.repeat(begin - reach.first[chord], count)
    # 2. the nearest in the middle
    at = middle[stretch]
    c, b, a = (part[which] for part in reach.square)
    value = c + at * (b + at * a)
    there = (reach.low[which] <= at) & (at <= reach.high[which])
    told = np.where(there, value, np.inf)
    least = np.minimum.reduceat(told, begin)
    equal = np.flatnonzero(told == np.repeat(least, count))
    best_pair = equal[firsts(stretch[equal])]
    best = which[best_pair]
    # 3. the difference from it, as a quadratic about the middle, where the other is something at all
    own = np.repeat(best_pair, count)
    excess, slope, bend = value - value[own], (b + 2.0 * at * a) - (b + 2.0 * at * a)[own], a - a[own]
    size = (high - low)[stretch]
    noise = 1e-13 * (np.abs(value[own]) + size**2)
    alike = np.abs(excess) + np.abs(slope) * size + np.abs(bend) * size**2 <= noise
    right = _first_below((excess, slope, bend), reach.low[which] - at, reach.high[which] - at, noise)
    left = _first_below((excess, -slope, bend), at - reach.high[which], at - reach.low[which], noise)
    right, left = np.where(alike, np.inf, right), np.where(alike, np.inf, left)
    # 4. the first place on either side where another is nearer, or where it ends itself
    return (
        best,
        np.maximum(np.maximum(low, reach.low[best]), middle - np.minimum.reduceat(left, begin)),
        np.minimum(np.minimum(high, reach.high[best]), middle + np.minimum.reduceat(right, begin)),
    )


def _first_below(
    quadratic: tuple[NDArray[np.float64], ...],
    low: NDArray[np.float64],
    high: NDArray[np.float64],
    noise: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return where after 0 a quadratic that holds from low to high falls below 0; infinity if nowhere."""
    c, b, a = quadratic
    begin = np.maximum(low, 0.0)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        inner = b * b - 4.0 * a * c
        both = -(b + np.copysign(np.sqrt(np.maximum(inner, 0.0)), b)) / 2.0
        roots = [np.where((inner > 0.0) & np.isfinite(root), root, np.inf) for root in (both / a, c / both)]
    # a root counts where the quadratic goes down through it
    found = np.full(len(c), np.inf)
    for root in roots:
        finite = np.where(np.isfinite(root), root, 0.0)
        down = np.isfinite(root) & (root >= begin) & (root <= high) & (b + 2.0 * a * finite < 0.0)
        found = np.where(down, np.minimum(found, root), found)
    # where it begins it may be below already, or be about to fall, its root lost in rounding
    first, last = (c + at * (b + at * a) for at in (begin, high))
    falls = (b + 2.0 * a * begin < 0.0) | (last < -noise)
    below = ((first < -noise) | ((first <= noise) & falls)) & (begin < high)
    return np.where(below, begin, found)
