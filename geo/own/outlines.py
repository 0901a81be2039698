"""The borders of areas as lines, each with whose neighbour it parts them from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.earth.chords import ChordIndex
from geo.earth.nearest import ellipsoid_xyz_m
from geo.own.compared import NOBODY
from geo.own.holdings import state_polygons

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray

    from geo.own.sides import Side

__all__ = ["outlines"]

_CUT_DEG: Final = 0.02
_MEET_M: Final = 500.0
"""Outlines that run so near to each other are the border of two areas, though not drawn point for point."""

_ANTIMERIDIAN: Final = 180.0
_SAME_DEG: Final = 1e-9


def outlines(side: Side, keys: Collection[str], *, coasts: bool) -> tuple[list[shapely.LineString], list[str]]:
    """Take the borders of areas.

    Parameters
    ----------
    side : Side
        A layer of polygons.
    keys : collection of str
        Which states, taken together: their outline, in stretches by the
        neighbour. None for the borders between all of them, each once.
    coasts : bool
        Whether what parts a state from nobody is a border too: a coast, or the
        edge of what the layer shows. It is where there is but one territory.

    Returns
    -------
    lines : list of shapely.LineString
    stretches : list of str
        ``Poland``, or between all states ``Germany - Poland``; `NOBODY` stands
        for none.
    """
    owners = [frozenset(keys)] if keys else [frozenset({key}) for key in dict.fromkeys(side.frame["key"])]
    rings = [_edges(side, owner) for owner in owners]
    # 1. the outlines of all others, near which an edge parts two
    others = [*rings, *(_edges(side, {key}) for key in dict.fromkeys(side.frame["key"]) if key not in keys)]
    names = side.names
    called = [" + ".join(sorted(names[key] for key in owner)) for owner in owners]
    called += [names[key] for key in dict.fromkeys(side.frame["key"]) if key not in keys] if keys else []
    others = others if keys else rings
    lines: list[shapely.LineString] = []
    stretches: list[str] = []
    for number, edges in enumerate(rings):
        neighbour = _neighbours(edges, number, others)
        stretch = np.array([called[k] if k >= 0 else NOBODY for k in neighbour], dtype=object)
        keep = np.ones(len(edges), dtype=bool)
        if not keys:
            # 2. a border between two is kept once, as the first of the two has it
            keep &= (neighbour < 0) | (neighbour > number)
            # one territory may have no name
            own = f"{called[number]} - " if called[number] else ""
            stretch = np.array([f"{own}{name}" for name in stretch], dtype=object)
        if not coasts and len(others) > 1:
            keep &= neighbour >= 0
        for line, name in _lines(edges, stretch, keep):
            lines.append(line)
            stretches.append(name)
    return lines, stretches


def _edges(side: Side, owner: Collection[str]) -> NDArray[np.float64]:
    """Return the edges of a state's outline, start and end; the cut at 180° is none, nor is a pole."""
    outline = shapely.segmentize(shapely.boundary(state_polygons(side, owner)), _CUT_DEG)
    lonlat, ring = shapely.get_coordinates(shapely.get_parts(outline), return_index=True)
    edge = np.flatnonzero(ring[:-1] == ring[1:])
    edges = np.stack([lonlat[edge], lonlat[edge + 1]], axis=1)
    cut = (np.abs(edges[:, :, 0]) >= _ANTIMERIDIAN - _SAME_DEG).all(axis=1) | (
        np.abs(edges[:, :, 1]) >= _ANTIMERIDIAN / 2.0 - _SAME_DEG
    ).all(axis=1)
    return np.asarray(edges[~cut])


def _neighbours(
    edges: NDArray[np.float64], own: int, others: Sequence[NDArray[np.float64]]
) -> NDArray[np.int64]:
    """Return which other's outline runs along each edge; -1 for none."""
    found = np.full(len(edges), -1)
    near = [
        k
        for k, other in enumerate(others)
        if k != own and len(other) and len(edges) and _may_meet(edges, other)
    ]
    if not near:
        return found
    ends = np.concatenate([others[k] for k in near])
    whose = np.repeat(near, [len(others[k]) for k in near])
    index = ChordIndex(ellipsoid_xyz_m(ends[:, 0]), ellipsoid_xyz_m(ends[:, 1]))
    middle = ellipsoid_xyz_m(edges.mean(axis=1))
    for begin in range(0, len(middle), _AT_ONCE):
        pairs = index.near(middle[begin : begin + _AT_ONCE], lambda _point, least: least * 0.0)
        close = pairs.away <= _MEET_M
        # of neighbours that are as near the first in the file, whatever the order of their edges
        for point, chord in zip(pairs.point[close][::-1], pairs.chord[close][::-1], strict=True):
            found[begin + point] = whose[chord]
    return found


_AT_ONCE: Final = 1 << 12


def _may_meet(edges: NDArray[np.float64], other: NDArray[np.float64]) -> bool:
    """Whether the boxes about two outlines touch, or nearly."""
    slack = 0.02
    low, high = edges.min(axis=(0, 1)) - slack, edges.max(axis=(0, 1)) + slack
    return bool((other.min(axis=(0, 1)) <= high).all() and (other.max(axis=(0, 1)) >= low).all())


def _lines(
    edges: NDArray[np.float64], stretch: NDArray[np.object_], keep: NDArray[np.bool_]
) -> list[tuple[shapely.LineString, str]]:
    """Join edges of one stretch that follow on one another."""
    edges, stretch = edges[keep], stretch[keep]
    if not len(edges):
        return []
    parted = (stretch[1:] != stretch[:-1]) | (edges[1:, 0] != edges[:-1, 1]).any(axis=1)
    first = np.flatnonzero(np.append(True, parted))
    last = np.append(first[1:], len(edges))
    return [
        (shapely.LineString(np.concatenate([edges[a:b, 0], edges[b - 1 : b, 1]])), str(stretch[a]))
        for a, b in zip(first.tolist(), last.tolist(), strict=True)
    ]
