"""Longitudes that leave -180 to 180, and edges that cross the antimeridian.

Files draw a land that lies across 180° in four ways: cut there, with
longitudes that run on beyond it, from 0 to 360, or with an edge that seems to
run round the world. All become the first, where it is plain what is meant; a
land about a pole is closed along the pole. Where the land that is asked about
lies across 180°, the world is then cut elsewhere, so that its west lies west
of its east.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

__all__ = ["brought_home", "free_meridian", "longest_step", "strays", "turned"]

_HALF: Final = 180.0
_TURN: Final = 360.0
_POLE: Final = 90.0
_SLACK_DEG: Final = 1e-6
_PLAIN_DEG: Final = 270.0
"""An edge that long was meant to cross the antimeridian; a shorter one might run the long way."""
_NEAR_DEG: Final = 5.0
"""Lands that leave no wider gap across 180° are taken to lie about it."""
_FREE_DEG: Final = 1.0
"""Land that leaves no gap as wide as this runs round the world."""


def strays(geometry: NDArray[np.object_]) -> NDArray[np.bool_]:
    """Tell which geometries leave -180 to 180, or have an edge of more than half the world.

    An edge of the world's own frame, from -180 to 180, is none.
    """
    # 1. any vertex beyond: bounds tell
    bounds = shapely.bounds(geometry)
    with np.errstate(invalid="ignore"):
        beyond = (bounds[:, 0] < -_HALF - _SLACK_DEG) | (bounds[:, 2] > _HALF + _SLACK_DEG)
        wide = bounds[:, 2] - bounds[:, 0] > _HALF
    # 2. any edge that long: only what is that wide has one
    for k in np.flatnonzero(wide & ~beyond).tolist():
        beyond[k] = any(len(_jumps(ring[:, 0])) for ring in _runs(geometry[k]))
    return np.asarray(beyond, dtype=bool)


def _runs(geometry: BaseGeometry) -> Iterable[NDArray[np.float64]]:
    """Return the vertices of every ring and line."""
    for part in shapely.get_parts(geometry):
        lines = shapely.get_rings(part) if part.geom_type == "Polygon" else [part]
        for line in lines:
            yield shapely.get_coordinates(line)


def _jumps(lon: NDArray[np.float64]) -> NDArray[np.int64]:
    """Find the edges of more than half the world, but for those of its own frame.

    An edge from -180 to 180 is one of the frame, unless the line makes a small
    loop about the antimeridian when it is taken for a step of no width.
    """
    step = np.diff(lon)
    long = np.abs(step) > _HALF
    inner = np.minimum(np.abs(lon[1:]), np.abs(lon[:-1])) < _HALF - _SLACK_DEG
    if (long & ~inner).any():
        run = np.append(0.0, np.cumsum(np.where(long, step - _TURN * np.round(step / _TURN), step)))
        if abs(run[-1]) < _SLACK_DEG < np.ptp(run) < _HALF:
            return np.flatnonzero(long)
    return np.flatnonzero(long & inner)


def longest_step(geometry: BaseGeometry) -> tuple[float, float]:
    """Return the longitudes between which the longest edge runs, in degrees."""
    longest = (0.0, 0.0)
    for run in _runs(geometry):
        k = int(np.argmax(np.abs(np.diff(run[:, 0]))))
        longest = max(
            longest, (float(run[k, 0]), float(run[k + 1, 0])), key=lambda ends: abs(ends[1] - ends[0])
        )
    return longest


def brought_home(geometry: BaseGeometry) -> BaseGeometry | None:
    """Cut a geometry at the antimeridian and bring its parts into -180 to 180.

    Parameters
    ----------
    geometry : shapely.Geometry
        Polygons or lines in degrees.

    Returns
    -------
    shapely.Geometry or None
        None where it is not plain what is meant.

    Examples
    --------
    >>> square = shapely.Polygon([(179, 50), (-179, 50), (-179, 52), (179, 52)])
    >>> [part.bounds for part in shapely.get_parts(brought_home(square))]
    [(-180.0, 50.0, -179.0, 52.0), (179.0, 50.0, 180.0, 52.0)]
    """
    parts = []
    for part in shapely.get_parts(geometry):
        whole = _unrolled_polygon(part) if part.geom_type == "Polygon" else _unrolled_line(part)
        if whole is None:
            return None
        parts += _cut(whole, _HALF)
    return shapely.union_all(parts)


def _unrolled(lon: NDArray[np.float64]) -> NDArray[np.float64] | None:
    """Let longitudes run on where they jump; None where an edge might run either way."""
    step = np.diff(lon)
    long = np.abs(step) > _HALF
    frame = np.minimum(np.abs(lon[1:]), np.abs(lon[:-1])) >= _HALF - _SLACK_DEG
    if (long & ~frame & (np.abs(step) < _PLAIN_DEG)).any():
        return None
    step = np.where(long, step - _TURN * np.round(step / _TURN), step)
    run = lon[0] + np.append(0.0, np.cumsum(step))
    # sums round; a vertex is what the file says, but for whole turns
    return np.asarray(lon + _TURN * np.round((run - lon) / _TURN))


def _unrolled_line(line: BaseGeometry) -> BaseGeometry | None:
    lonlat = shapely.get_coordinates(line)
    lon = _unrolled(lonlat[:, 0])
    return None if lon is None else _near_home(shapely.LineString(np.column_stack([lon, lonlat[:, 1]])))


def _unrolled_polygon(polygon: BaseGeometry) -> BaseGeometry | None:
    shell, *holes = [_unrolled_ring(shapely.get_coordinates(ring)) for ring in shapely.get_rings(polygon)]
    if shell is None or any(hole is None for hole in holes):
        return None
    land = _near_home(shapely.make_valid(shapely.Polygon(shell)))
    west, _, east, _ = land.bounds
    for hole in holes:
        water = shapely.make_valid(shapely.Polygon(hole))
        if water.is_empty:
            continue
        # by whole turns to where it lies in the land
        middle = (water.bounds[0] + water.bounds[2]) / 2.0
        turns = [k for k in range(-2, 3) if west - _SLACK_DEG <= middle + k * _TURN <= east + _SLACK_DEG]
        for k in turns:
            land = shapely.difference(land, shapely.affinity.translate(water, k * _TURN))
    return land


def _unrolled_ring(lonlat: NDArray[np.float64]) -> NDArray[np.float64] | None:
    """Unroll a ring; one that runs round the world is closed along the pole that it is nearer to."""
    lon, lat = _unrolled(lonlat[:, 0]), lonlat[:, 1]
    if lon is None:
        return None
    round_by = lon[-1] - lon[0]
    if abs(round_by) < _SLACK_DEG:
        return np.column_stack([lon, lat])
    if abs(abs(round_by) - _TURN) > _SLACK_DEG or lat.min() * lat.max() < 0.0:  # about neither pole, or both
        return None
    pole = np.copysign(_POLE, lat.mean())
    return np.vstack([np.column_stack([lon, lat]), [[lon[-1], pole], [lon[0], pole], [lon[0], lat[0]]]])


def _near_home(geometry: BaseGeometry) -> BaseGeometry:
    """Move by whole turns so that its middle lies within -180 to 180."""
    if geometry.is_empty:
        return geometry
    middle = (geometry.bounds[0] + geometry.bounds[2]) / 2.0
    turns = float(np.floor((middle + _HALF) / _TURN))
    return shapely.affinity.translate(geometry, -turns * _TURN) if turns else geometry


def _cut(geometry: BaseGeometry, east: float) -> list[BaseGeometry]:
    """Cut a geometry into what lies within a turn west of a meridian and what lies beyond, moved there."""
    if geometry.is_empty:  # a ring without an inside, once it was made valid
        return []
    low, _, high, _ = geometry.bounds
    parts = []
    first, last = (int(np.floor((end - east + _TURN) / _TURN)) for end in (low, high))
    for k in range(first, last + 1):
        box = shapely.box(east + (k - 1) * _TURN, -_POLE, east + k * _TURN, _POLE)
        part = geometry if first == last else shapely.intersection(geometry, box)
        parts += [
            shapely.affinity.translate(leaf, -k * _TURN) if k else leaf
            for leaf in shapely.get_parts(part)
            if not leaf.is_empty and shapely.get_dimensions(leaf) == shapely.get_dimensions(geometry)
        ]
    return parts


def free_meridian(lands: Sequence[BaseGeometry]) -> float | None:
    """Find a meridian to cut the world at, where lands lie on both sides of 180° and close to it.

    Parameters
    ----------
    lands : sequence of shapely.Geometry
        In -180 to 180.

    Returns
    -------
    float or None
        Longitudes shall run from there to 360 beyond: it lies in the middle of
        the widest gap that the lands leave. None where the world may be cut
        at 180°, or where there is no gap.

    Examples
    --------
    >>> free_meridian([shapely.box(178, -17, 180, -16), shapely.box(-180, -17, -177, -16)])
    -359.5
    >>> free_meridian([shapely.box(20, 50, 22, 52)]) is None
    True
    """
    parts = shapely.get_parts(np.array(lands, dtype=object))
    if not len(parts):
        return None
    # 1. the gaps between the lands from west to east, the last of them across 180°
    bounds = shapely.bounds(parts)
    order = np.argsort(bounds[:, 0])
    west, east = bounds[order, 0], np.maximum.accumulate(bounds[order, 2])
    gaps = np.append(west[1:], west[0] + _TURN) - east
    widest = int(np.argmax(gaps))
    if gaps[-1] >= _NEAR_DEG or gaps[widest] < _FREE_DEG or widest == len(gaps) - 1:
        return None
    # 2. the middle of the widest, or a turn from there, so that the middle of the lands is near home
    meridian = float(east[widest] + west[widest + 1]) / 2.0
    middle = (float(west[widest + 1]) + float(east[widest]) + _TURN) / 2.0
    return meridian - _TURN if middle >= _HALF else meridian


def turned(geometry: NDArray[np.object_], meridian: float) -> NDArray[np.object_]:
    """Cut the world at another meridian than 180°.

    Parameters
    ----------
    geometry : ndarray of shapely.Geometry
        In -180 to 180.
    meridian : float
        Degrees; longitudes then run from it to 360 beyond it.
    """
    bounds = shapely.bounds(geometry)
    moved = geometry.copy()
    away = (bounds[:, 0] < meridian) | (bounds[:, 2] > meridian + _TURN)
    for k in np.flatnonzero(away).tolist():
        moved[k] = shapely.union_all(
            [part for whole in shapely.get_parts(geometry[k]) for part in _cut(whole, meridian + _TURN)]
        )
    return moved
