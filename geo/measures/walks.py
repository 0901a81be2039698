"""Two drawings of a stretch that run from end to end, walked at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

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

__all__ = ["Walk", "walks"]


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
    told: Sequence[str],
    farthest_m: float,
) -> dict[str, list[Walk | None]]:
    """Walk every line of stretches, and what of another drawing runs beside it.

    Parameters
    ----------
    ours : sequence of shapely.LineString
    names : ndarray of str
        The stretch of each.
    theirs : sequence of shapely.LineString
    told : sequence of str
        Which stretches.
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
        name: _merged([line for line, own in zip(ours, names, strict=True) if own == name]) for name in told
    }
    # two single lines are walked whole, however their ends lie
    if len(goals) == 1 and len(_merged(ours)) == 1 and len(told) == 1:
        ((name, lines),) = merged.items()
        (line,), (goal,) = lines, goals
        both = _turned(line, goal) if line.is_closed and goal.is_closed else (line, _directed(line, goal))
        return {name: [_walk(*both, farthest_m)]}
    index = LineIndex(goals)
    return {
        name: [_walk_beside(line, goals, index) for line in lines if not line.is_empty]
        for name, lines in merged.items()
    }


def _merged(lines: Sequence[shapely.LineString]) -> list[shapely.LineString]:
    return list(shapely.get_parts(shapely.line_merge(shapely.MultiLineString(list(lines)))))


def _walk_beside(
    line: shapely.LineString, goals: Sequence[shapely.LineString], index: LineIndex
) -> Walk | None:
    lonlat = shapely.get_coordinates(line)
    found = index.nearest_places(*lonlat[[0, -1]].T)
    if found.which[0] != found.which[1]:
        return None
    goal = goals[int(found.which[0])]
    if line.is_closed:
        return _walk(*_turned(line, goal), 0.0) if goal.is_closed else None
    first, last = (
        float(shapely.line_locate_point(goal, shapely.Point(lon, lat)))
        for lon, lat in zip(found.lon, found.lat, strict=True)
    )
    if first == last:
        return None
    part = _part(goal, first, last)
    if not goal.is_closed:
        return _walk(line, part, 0.0)
    # round a ring there are two ways: the one that takes the shorter leash
    low, high = min(first, last), max(first, last)
    outer = [shapely.get_coordinates(substring(goal, *ends)) for ends in ((high, _extent(goal)), (0.0, low))]
    other = shapely.LineString(np.concatenate(outer))
    other = other if first == high else other.reverse()
    return min((_walk(line, way, 0.0) for way in (part, other)), key=lambda walk: walk.leash_m)


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
