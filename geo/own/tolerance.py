"""Whether land that passed is more than two drawings of one border are apart.

A piece exceeds a tolerance if it is somewhere wider than that: if a circle of
that diameter fits into it. Slivers along a border that was drawn anew do not,
however long they are and whatever they add up to, nor does a point here or
there where two drawings differ by more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.earth.geodesy import meridian_m_per_degree, parallel_m_per_degree
from geo.errors import GeometryError
from geo.files.numbers import fixed
from geo.own.areas import areas_km2

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

__all__ = ["check_tolerance", "exceeding"]

_MOST_M: Final = 1_000_000.0
_CELL_DEG: Final = 1.0
"""Of a cell within which the earth is taken as flat: its metres are right to a hundredth."""
_QUARTER: Final = 32
"""Segments to a quarter of a circle: it is round to a thousandth of its radius."""


def check_tolerance(tolerance_m: float | None) -> None:
    """Refuse a tolerance that is none.

    Raises
    ------
    GeometryError
    """
    if tolerance_m is not None and not 0.0 < tolerance_m <= _MOST_M:
        msg = f"the tolerance is {tolerance_m:g} m; give a number above 0, to {fixed(_MOST_M, 0)}."
        raise GeometryError(msg)


def exceeding(pieces: Sequence[BaseGeometry], tolerance_m: float) -> NDArray[np.bool_]:
    """Tell which pieces are somewhere wider than a tolerance.

    Parameters
    ----------
    pieces : sequence of shapely.Polygon
        In degrees.
    tolerance_m : float
        Metres.

    Examples
    --------
    A strip 71 m wide, and one of 715 m:

    >>> exceeding([shapely.box(20, 50, 20.001, 51), shapely.box(20, 50, 20.01, 51)], 100.0)
    array([False,  True])
    """
    found = np.zeros(len(pieces), dtype=bool)
    if not len(pieces):
        return found
    whole = np.array(pieces, dtype=object)
    # 1. into any piece a circle fits whose radius is its area over its circumference: wide ones are plain
    areas_m2, bounds = areas_km2(whole) * 1e6, shapely.bounds(whole)
    for k, piece in enumerate(pieces):
        if areas_m2[k] > 1.1 * tolerance_m / 2.0 * _around_m(piece):
            found[k] = True
            continue
        # 2. of the others what is left when half the tolerance is taken off all round, cell by cell
        found[k] = any(_is_wider(part, tolerance_m) for part in _cells(piece, bounds[k], tolerance_m))
    return found


def _around_m(piece: BaseGeometry) -> float:
    """Length of all rings, in metres."""
    total = 0.0
    for ring in shapely.get_rings(piece):
        lon, lat = shapely.get_coordinates(ring).T
        middle = (lat[1:] + lat[:-1]) / 2.0
        east, north = np.diff(lon) * parallel_m_per_degree(middle), np.diff(lat) * meridian_m_per_degree(middle)
        total += float(np.hypot(east, north).sum())
    return total


def _cells(piece: BaseGeometry, bounds: NDArray[np.float64], tolerance_m: float) -> Iterator[BaseGeometry]:
    """Cut a piece that is too large to be taken as flat into cells that overlap by the tolerance."""
    west, south, east, north = bounds.tolist()
    columns, rows = (max(1, int(np.ceil(span / _CELL_DEG))) for span in (east - west, north - south))
    if columns == rows == 1:
        yield piece
        return
    more_y = tolerance_m / float(meridian_m_per_degree(0.0))
    for y in np.linspace(south, north, rows + 1)[:-1].tolist():
        top = y + (north - south) / rows
        more_x = tolerance_m / max(float(parallel_m_per_degree(max(abs(y), abs(top)))), 1.0)
        for x in np.linspace(west, east, columns + 1)[:-1].tolist():
            box = shapely.box(x - more_x, y - more_y, x + (east - west) / columns + more_x, top + more_y)
            cell = shapely.intersection(piece, box)
            if not cell.is_empty:
                yield cell


def _is_wider(part: BaseGeometry, tolerance_m: float) -> bool:
    west, south, east, north = part.bounds
    lon, lat = (west + east) / 2.0, (south + north) / 2.0
    scale = [float(parallel_m_per_degree(lat)), float(meridian_m_per_degree(lat))]
    metres = shapely.transform(part, lambda xy: (xy - [lon, lat]) * scale)
    return not shapely.buffer(metres, -tolerance_m / 2.0, quad_segs=_QUARTER).is_empty
