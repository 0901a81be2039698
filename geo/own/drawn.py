"""How fine a map of two layers is: what changed, and what is too small to be drawn."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple, Self

import numpy as np
import shapely

from geo.atlas.languages import Said
from geo.own.areas import areas_km2

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

__all__ = ["END_DEG", "NOBODY", "NOTHING", "Detail", "Without", "changed_pieces"]

NOBODY: Final = ""
"""The holder of land that a layer gives to no state."""
END_DEG: Final = 85.0
"""Where a map in Mercator's projection ends."""
_TOLD_KM2: Final = 0.05
"""Less than this is nothing in the figures of a map."""
_LEAST_KM2: Final = 0.5
"""Smaller pieces that changed hands are where two drawings of one border differ..."""
_LEAST_SHARE: Final = 0.01
"""... unless no piece is much larger: a hundredth of the largest is never lost."""
_SHARE_OF_WIDTH: Final = 1 / 4000
"""Of the window's width: finer than a screen shows."""
_SHARE_OF_CHANGE: Final = 1 / 4
"""Of the width of the largest piece, which a coarser line would swallow."""
_KM_PER_DEG: Final = 111.2
"""Of a meridian, as near as a choice of detail needs."""


@dataclass(frozen=True, slots=True)
class Detail:
    """How fine a map is.

    Attributes
    ----------
    state : str
        Whose border it is about.
    least_km2 : float
        Smaller pieces of its that changed hands are not on it.
    others_km2 : float
        Nor are smaller ones that others had of each other: as fine as a screen shows the window.
    tolerance_deg : float
        How far its lines may lie off.

    Examples
    --------
    A strip half a kilometre wide keeps its shape on a map that is a hundred degrees wide:

    >>> strip = np.array([shapely.box(24.0, 50.0, 24.007, 51.0)], dtype=object)
    >>> held = [np.array([holder], dtype=object) for holder in ("A", "B")]
    >>> round(Detail.of(strip, held, "A", (-30.0, 20.0, 70.0, 70.0)).tolerance_deg, 4)
    0.0017
    """

    state: str
    least_km2: float
    others_km2: float
    tolerance_deg: float

    @classmethod
    def of(
        cls,
        faces: NDArray[np.object_],
        held: Sequence[NDArray[np.object_]],
        state: str,
        window: tuple[float, float, float, float],
    ) -> Self:
        """As fine as a screen shows the window, and finer where the state's change is itself small.

        Parameters
        ----------
        faces : array of Polygon
        held : sequence of array of str
            Who holds each of them in every layer.
        state : str
            Whose border the map is about.
        window : tuple of float
            West, south, east and north of what is shown, in degrees.
        """
        cell = (window[2] - window[0]) * _SHARE_OF_WIDTH
        least = max(_LEAST_KM2, (cell * _KM_PER_DEG) ** 2 * math.cos(math.radians((window[1] + window[3]) / 2)))
        turned = [(old != new) & ((old == state) | (new == state)) for old, new in pairwise(held)]
        pieces = faces[np.any(turned, axis=0)]
        if not len(pieces):
            return cls(state, least, least, cell)
        km2 = areas_km2(pieces)
        largest = pieces[int(km2.argmax())]
        width = 2.0 * largest.area / largest.length
        finer = min(least, float(km2.max()) * _LEAST_SHARE)
        return cls(state, finer, least, min(cell, width * _SHARE_OF_CHANGE))

    def without_specks(
        self, faces: NDArray[np.object_], before: NDArray[np.object_], after: NDArray[np.object_]
    ) -> tuple[NDArray[np.object_], float]:
        """Let pieces too small for the map be held as they are afterwards, and tell what is lost by it.

        Returns
        -------
        before : array of str
            Who holds each piece on the map.
        left_out_km2 : float
            What the state gained and lost that the map does not show.

        Examples
        --------
        >>> faces = np.array([shapely.box(20, 50, 20.001, 50.001), shapely.box(21, 50, 22, 51)], dtype=object)
        >>> before, after = (np.array([holder] * 2, dtype=object) for holder in ("A", "B"))
        >>> kept, km2 = Detail("A", 0.5, 0.5, 0.01).without_specks(faces, before, after)
        >>> kept.tolist(), round(km2, 4)
        (['B', 'A'], 0.008)
        """
        passed = np.flatnonzero(before != after)
        own = (before[passed] == self.state) | (after[passed] == self.state)
        km2 = areas_km2(faces[passed])
        small = km2 < np.where(own, self.least_km2, self.others_km2)
        kept = before.copy()
        kept[passed[small]] = after[passed[small]]
        return kept, float(km2[small & own].sum())


def changed_pieces(lands: Sequence[BaseGeometry]) -> tuple[NDArray[np.object_], float]:
    """Return the pieces of land that one of a state's outlines has and the next has not, and the specks' km².

    Returns
    -------
    pieces : array of Polygon
        Those that a map can show.
    specks_km2 : float
        Area of all smaller ones.

    Examples
    --------
    >>> before, after = shapely.box(20, 50, 22, 52), shapely.box(20, 50, 23, 52)
    >>> pieces, specks_km2 = changed_pieces([before, after])
    >>> [piece.bounds for piece in pieces], specks_km2
    ([(22.0, 50.0, 23.0, 52.0)], 0.0)
    """
    differ = [shapely.symmetric_difference(old, new) for old, new in pairwise(lands)]
    pieces = shapely.get_parts(shapely.get_parts(np.array(differ, dtype=object)))
    pieces = pieces[(shapely.get_type_id(pieces) == shapely.GeometryType.POLYGON) & ~shapely.is_empty(pieces)]
    km2 = areas_km2(pieces)
    large = km2 >= min(_LEAST_KM2, km2.max(initial=0.0) * _LEAST_SHARE)
    return np.asarray(pieces[large]), float(km2[~large].sum())


class Without(NamedTuple):
    """What the figures of a map lack.

    Attributes
    ----------
    specks_km2 : float
        Pieces that are too small for it.
    polar : bool
        Whether land changed hands beyond its northern or southern end.

    Examples
    --------
    >>> Without(0.0, polar=True).told(Detail("A", 0.5, 0.5, 0.001))[:44]
    'The map and its figures end at 85° of latitu'
    """

    specks_km2: float
    polar: bool

    def told(self, detail: Detail) -> str:
        """Say it; nothing where that is nothing."""
        told = []
        if self.polar:
            told.append(
                Said.fill(
                    "The map and its figures end at 85° of latitude; the table of the comparison counts what "
                    "lies beyond."
                )
            )
        if self.specks_km2 >= _TOLD_KM2:
            told.append(
                Said.fill(
                    "The map leaves out pieces of land under {km2} km² that changed hands; the table of the "
                    "comparison counts them.",
                    km2=f"{float(f'{detail.least_km2:.2g}'):g}",
                )
            )
        return Said.of_names(told, " ") if told else ""


NOTHING: Final = Without(0.0, polar=False)
"""Of a map that lacks nothing."""
