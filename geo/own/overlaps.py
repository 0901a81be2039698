"""Land that two states of one layer hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.own.areas import areas_km2

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["overlapping"]

_LEAST_KM2: Final = 0.005
"""Half a hectare: less is the noise of two drawings of one border."""


def overlapping(land: NDArray[np.object_]) -> list[tuple[int, int, float]]:
    """Find pairs of states, by their numbers, that hold the same land, the largest overlap first.

    Parameters
    ----------
    land : ndarray of shapely.Geometry
        Each state's, in degrees.

    Returns
    -------
    list
        The two, and the area in km².

    Examples
    --------
    >>> overlapping(np.array([shapely.box(20, 50, 22, 51), shapely.box(21, 50, 23, 51)], dtype=object))
    [(0, 1, 7892.2...)]
    """
    if shapely.coverage_is_valid(land):
        return []
    # only states with an edge that fits no neighbour's come into question
    odd = np.flatnonzero(~shapely.is_empty(shapely.coverage_invalid_edges(land)))
    first, second = shapely.STRtree(land).query(land[odd], predicate="intersects")
    first = odd[first]
    once = (first < second) | ~np.isin(second, odd)
    once &= first != second
    first, second = first[once], second[once]
    km2 = areas_km2(shapely.intersection(land[first], land[second]))
    order = [k for k in np.argsort(-km2).tolist() if km2[k] >= _LEAST_KM2]
    return [(int(first[k]), int(second[k]), float(km2[k])) for k in order]
