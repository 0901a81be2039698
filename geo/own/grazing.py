"""Parallels that run along an edge of a file: moved off it, so that rounding is not measured."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.earth.edges import Edges

__all__ = ["Level"]

_HAIR_DEG: Final = 1e-5
"""A metre, as far as five decimals of a degree put a point off..."""
_HAIR_SHARE: Final = 1e-5
"""...or of how wide a piece is on average, if that is less."""
_LONG_DEG: Final = 1e-3
"""From which length on edges along one parallel are some that a parallel may graze, not a step of a river."""
_ALMOST: Final = 1.0 - 1e-6


class Level:
    """The latitudes on which edges of two drawings run along a parallel.

    What one file has exactly on a parallel another has a rounding off, on
    either side; where that parallel is cut, all of the edge would be land that
    changed hands.

    Parameters
    ----------
    edges : Edges
        Of both drawings.
    height_deg : float
        How far what is measured reaches from south to north: of what is small less is rounding.

    Examples
    --------
    >>> import shapely
    >>> from geo.earth.edges import line_edges
    >>> line = shapely.LineString([(20, 45), (20, 50), (20.0005, 50.000001), (20.001, 50), (20.001, 55)])
    >>> Level(line_edges(line), 10.0).clear(np.array([46.0, 50.0]), 45.0)
    array([46.     , 49.99998])
    """

    def __init__(self, edges: Edges, height_deg: float) -> None:
        # how far rounding may put an edge off
        self._hair = min(_HAIR_DEG, _HAIR_SHARE * max(height_deg, 0.0))
        low, high = np.minimum(edges.lat0, edges.lat1), np.maximum(edges.lat0, edges.lat1)
        flat = np.flatnonzero(high - low <= self._hair)
        flat = flat[np.argsort((low + high)[flat], kind="stable")]
        low, high, length = low[flat], high[flat], abs(edges.lon1 - edges.lon0)[flat]
        # one long edge, or a row of short ones: what runs along a parallel may have a vertex every few metres
        middle, so_far = (low + high) / 2.0, np.concatenate([[0.0], np.cumsum(length)])
        begins = np.searchsorted(middle, middle - self._hair)
        ends = np.searchsorted(middle, middle + self._hair, side="right")
        long = so_far[ends] - so_far[begins] >= _LONG_DEG * _ALMOST
        self._lats = np.unique(np.append(low[long], high[long]))

    def clear(self, lats: NDArray[np.float64], south: float) -> NDArray[np.float64]:
        """Move parallels that graze such an edge off it, to the land in the south of it.

        The land on a parallel is that in the south of it: so it is where
        nothing is rounded (see `geo.measures.profile.just_inside`).

        Parameters
        ----------
        lats : ndarray of float
            Ascending.
        south : float
            Where what is measured begins: what grazes that is moved into it.
        """
        if not len(self._lats):
            return lats
        # 1. an edge is as far off as its end that is nearest
        first = np.searchsorted(self._lats, lats - self._hair)
        grazes = np.append(self._lats, np.inf)[first] <= lats + self._hair
        # 2. beyond the rounding of both drawings, and never past the next parallel
        off = np.where(lats - 2.0 * self._hair > south, -2.0, 2.0) * self._hair
        return np.maximum.accumulate(np.where(grazes, lats + off, lats))
