"""Two drawings of a stretch that run from end to end, walked at once.

What is walked of the other drawing is all that is nearest to the stretch, as it
is for every other figure: so a stretch's walk does not depend on what else is
asked, and its leash is no shorter than the Hausdorff distance.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely
from shapely.ops import substring

from geo.earth.course import leash_m
from geo.earth.enclosed import enclosed_m2
from geo.earth.geodesy import distance_m, length_m
from geo.earth.nearest import LineIndex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geo.earth.course import Apart

__all__ = ["Walk", "walks"]

_SAME_SHARE: Final = 1e-9
"""Share of a ring's length within which two places on it are one."""


@dataclass(frozen=True, slots=True)
class Walk:
    """One line of a drawing, and the part of another that runs from end to end of it.

    Attributes
    ----------
    leash_m : float
        The Fréchet distance of the two.
    area_m2 : float
        The land between them.
    theirs_m : float
        Length of the other's part.
    """

    leash_m: float
    area_m2: float
    theirs_m: float


def walks(
    ours: Sequence[shapely.LineString],
    names: NDArray[np.object_],
    theirs: Sequence[shapely.LineString],
    beside: dict[str, Apart],
    farthest_m: float,
) -> dict[str, list[Walk | None]]:
    """Walk every line of stretches, and what of another drawing runs beside it.

    Parameters
    ----------
    ours : sequence of shapely.LineString
    names : ndarray of str
        The stretch of each.
    theirs : sequence of shapely.LineString
    beside : dict of str to Apart
        Which stretches, and what of the other drawing is nearest to each.
    farthest_m : float
        The Hausdorff distance of the whole.

    Returns
    -------
    dict
        By stretch, a `Walk` for each line that its pieces make; None where the
        other drawing does not lead from one end to the other.
    """
    goals = _merged(theirs)
    merged = {
        name: _merged([line for line, own in zip(ours, names, strict=True) if own == name]) for name in beside
    }
    # two single lines are walked whole, however their ends lie: one of several stretches is a part of its line
    if len(goals) == 1 and len(_merged(ours)) == 1 and set(names) == set(beside) and len(beside) == 1:
        ((name, lines),) = merged.items()
        (line,), (goal,) = lines, goals
        both = _turned(line, goal) if line.is_closed and goal.is_closed else (line, _directed(line, goal))
        return {name: [_walk(*both, farthest_m)]}
    index = LineIndex(goals)
    return {
        name: [
            _walk_beside(line, goals, index, runs)
            for line, runs in zip(lines, _runs(beside[name], lines), strict=True)
            if not line.is_empty
        ]
        for name, lines in merged.items()
    }


def _runs(found: Apart, lines: Sequence[shapely.LineString]) -> list[list[shapely.LineString]]:
    """Share out what of the other drawing is nearest to a stretch among the lines of the stretch."""
    if len(lines) == 1:
        return [found.lines()] if found.offsets.length else [[]]
    middle = found.origin.place(found.offsets.chord, (found.offsets.start + found.offsets.stop) / 2.0)
    which = LineIndex(lines).nearest_places(*middle.T).which if len(middle) else np.array([], dtype=int)
    return [found.only(which == k).lines() if (which == k).any() else [] for k in range(len(lines))]


def _merged(lines: Sequence[shapely.LineString]) -> list[shapely.LineString]:
    return list(shapely.get_parts(shapely.line_merge(shapely.MultiLineString(list(lines)))))


def _walk_beside(
    line: shapely.LineString,
    goals: Sequence[shapely.LineString],
    index: LineIndex,
    runs: Sequence[shapely.LineString],
) -> Walk | None:
    # 1. the line that most of what is nearest is of: at a node one of a neighbour may be as near
    if not runs:
        return None
    own = _of_goal(runs, index)
    which = int(np.argmax(np.bincount(own, [run.length for run in runs])))
    goal = goals[which]
    if line.is_closed:
        return _walk(*_turned(line, goal), 0.0) if goal.is_closed else None
    # 2. where the stretch's ends lie on it, and what is nearest to the stretch
    found = LineIndex([goal]).nearest_places(*shapely.get_coordinates(line)[[0, -1]].T)
    first, last = (
        float(shapely.line_locate_point(goal, shapely.Point(lon, lat)))
        for lon, lat in zip(found.lon, found.lat, strict=True)
    )
    spans = _spans(goal, [run for run, number in zip(runs, own, strict=True) if number == which])
    low, high = min(first, last), max(first, last)
    if not goal.is_closed:
        ends = np.array([low, high, *spans.ravel()])
        part = _part(goal, float(ends.min()), float(ends.max()))
        forward = first < last if first != last else _directed(line, part) is part
        return _walk(line, part if forward else part.reverse(), 0.0) if part.length else None
    if first == last:
        return None
    # round a ring there are two ways: the shorter of those that take in all that is nearest
    ways = [_round(goal, low, high, spans), _round(goal, high, low, spans)]
    if first > last:
        ways = [way.reverse() for way in ways]
    ways[1] = ways[1].reverse()
    return _walk(line, min(ways, key=length_m), 0.0)


def _of_goal(runs: Sequence[shapely.LineString], index: LineIndex) -> NDArray[np.int64]:
    """Return which line each piece was cut from."""
    middle = shapely.get_coordinates(shapely.line_interpolate_point(runs, 0.5, normalized=True))
    return index.nearest_places(*middle.T).which


def _spans(goal: shapely.LineString, runs: Sequence[shapely.LineString]) -> NDArray[np.float64]:
    """Return from where to where pieces of a line run, as shapely counts along it."""
    ends = np.array([shapely.get_coordinates(run)[[0, -1]] for run in runs]).reshape(-1, 2, 2)
    spans = np.sort(shapely.line_locate_point(goal, shapely.points(ends)), axis=1)
    if goal.is_closed and len(spans):
        # a ring's first point is its last too: the piece's own length tells which is meant
        whole, lengths = _extent(goal), np.array([run.length for run in runs])
        other = np.abs(spans[:, 1] - spans[:, 0] - lengths) > _SAME_SHARE * whole
        from_end = other & (spans[:, 0] < _SAME_SHARE * whole)
        to_start = other & ~from_end & (spans[:, 1] > whole - _SAME_SHARE * whole)
        spans[from_end] = np.column_stack([spans[from_end, 1], np.full(from_end.sum(), whole)])
        spans[to_start] = np.column_stack([np.zeros(to_start.sum()), spans[to_start, 0]])
    return np.asarray(spans, dtype=np.float64)


def _round(
    ring: shapely.LineString, first: float, last: float, spans: NDArray[np.float64]
) -> shapely.LineString:
    """Cut a way out of a ring, on from one place to another, and as far beyond either as its pieces need."""
    whole = _extent(ring)
    reach = (last - first) % whole
    # 1. where the pieces lie, counted on from the first place; one that passes it is two
    start = (spans[:, 0] - first) % whole
    stop = start + (spans[:, 1] - spans[:, 0])
    over = stop > whole
    held = [(0.0, reach), *zip(start, np.minimum(stop, whole), strict=True)]
    held += [(0.0, float(end)) for end in stop[over] - whole]
    # 2. the widest gap between them is left out
    gap = (whole, whole)
    end = 0.0
    for begin, until in [*sorted(held), (whole, whole)]:
        if begin - end > gap[1] - gap[0]:
            gap = (end, begin)
        end = max(end, until)
    # 3. from the gap's end to its beginning, over the ring's own start if need be
    begin, end = (first + gap[1]) % whole, (first + gap[0]) % whole
    if gap[0] == gap[1]:
        begin = end = first
    if begin < end:
        return _part(ring, begin, end)
    parts = [shapely.get_coordinates(substring(ring, *ends)) for ends in ((begin, whole), (0.0, end))]
    return shapely.LineString(np.concatenate(parts))


def _part(line: shapely.LineString, first: float, last: float) -> shapely.LineString:
    """Cut out a part of a line, as shapely counts along it; what has no length is a line all the same."""
    part = substring(line, first, last)
    return part if isinstance(part, shapely.LineString) else shapely.LineString([*part.coords, *part.coords])


def _extent(line: shapely.LineString) -> float:
    """Return the place of a line's end, as shapely counts along it; a ring's end is its start to shapely."""
    return float(np.hypot(*np.diff(shapely.get_coordinates(line), axis=0).T).sum())


def _directed(line: shapely.LineString, other: shapely.LineString) -> shapely.LineString:
    """Return the other line in the direction in which its ends lie nearer."""
    own, ends = (shapely.get_coordinates(one)[[0, -1]] for one in (line, other))
    as_drawn, reversed_ = (distance_m(*own.T, *some.T).max() for some in (ends, ends[::-1]))
    return other if as_drawn <= reversed_ else other.reverse()


def _turned(
    ring: shapely.LineString, other: shapely.LineString
) -> tuple[shapely.LineString, shapely.LineString]:
    """Open two rings where they come nearest to each other, and draw the second as the first is drawn."""
    if shapely.is_ccw(ring) != shapely.is_ccw(other):
        other = other.reverse()
    lonlat = shapely.get_coordinates(ring)
    found = LineIndex([other]).nearest_places(*lonlat[:-1].T)
    first = int(np.argmin(found.metres))
    at = float(shapely.line_locate_point(other, shapely.Point(found.lon[first], found.lat[first])))
    parts = [substring(other, at, _extent(other)), substring(other, 0.0, at)]
    turned = np.concatenate([lonlat[first:-1], lonlat[: first + 1]])
    return shapely.LineString(turned), shapely.LineString(
        np.concatenate([shapely.get_coordinates(part) for part in parts])
    )


def _walk(line: shapely.LineString, other: shapely.LineString, least_m: float) -> Walk:
    # there along the one and back along the other: of two rings too, which are joined where they were opened
    round_both = np.concatenate([shapely.get_coordinates(line), shapely.get_coordinates(other)[::-1]])
    return Walk(leash_m(line, other, least_m=least_m), enclosed_m2(round_both), length_m(other))
