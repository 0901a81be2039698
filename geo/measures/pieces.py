"""What a sweep gives: stretches of parallels that changed hands, and what ends them.

A `Sweep` knows where land or lines are: zones between coasts
(`geo.measures.land`), polygons of two layers, border lines of two layers
(`geo.own.sweeps`). It measures nothing; that is done in one place for all of
them, on parallels in `geo.measures.profile`, for sectors in
`geo.measures.summary`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from geo.earth.geodesy import parallel_m_per_degree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geo.earth.intervals import Intervals

__all__ = ["Pieces", "Sweep", "joined_pieces", "widest_from"]


@dataclass(frozen=True, slots=True)
class Pieces:
    """Stretches of parallels that changed hands; those of one parallel do not overlap.

    Attributes
    ----------
    lats : ndarray of float
        The parallels, in degrees, ascending.
    gap : ndarray of bool
        On which of them nothing can be measured, for a border line ends
        before it reaches them. No stretch lies there.
    sign : ndarray of int
        +1 for a stretch that was gained, -1 for one that was lost.
    parallel : ndarray of int
        Which parallel it lies on.
    west, east : ndarray of float
        Its ends, in degrees.
    west_tag, east_tag : ndarray of int
        What the sweep knows the lines by that end it.
    west_sine, east_sine : ndarray of float
        Sines of the angles between those lines and the parallel.
    west_sigma_km, east_sigma_km : ndarray of float
        One-sigma position errors of those lines, across them; NaN where none
        is known.
    errors_known : bool
        Whether the sweep knows any: otherwise there is no error even where
        nothing changed hands.
    """

    lats: NDArray[np.float64]
    gap: NDArray[np.bool_]
    sign: NDArray[np.int64]
    parallel: NDArray[np.int64]
    west: NDArray[np.float64]
    east: NDArray[np.float64]
    west_tag: NDArray[np.int64]
    east_tag: NDArray[np.int64]
    west_sine: NDArray[np.float64]
    east_sine: NDArray[np.float64]
    west_sigma_km: NDArray[np.float64]
    east_sigma_km: NDArray[np.float64]
    errors_known: bool = True

    @property
    def km(self) -> NDArray[np.float64]:
        """Widths, positive where gained and negative where lost."""
        degrees = self.east - self.west
        return self.sign * degrees * parallel_m_per_degree(self.lats[self.parallel]) / 1000.0

    @property
    def sigmas_along_km(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """One-sigma errors of the western and the eastern ends along the parallel: σ/sin α."""
        return self.west_sigma_km / self.west_sine, self.east_sigma_km / self.east_sine

    def on_parallels(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Add up a value of each stretch by parallel; a gap has no sum."""
        # one pass over all stretches of all parallels, in the order they come
        sums = np.bincount(self.parallel, weights=values, minlength=len(self.lats))
        return np.where(self.gap, np.nan, sums)


def joined_pieces(
    lats: NDArray[np.float64],
    gap: NDArray[np.bool_],
    parts: Sequence[tuple[int, Intervals, Sequence[NDArray[np.float64]], Sequence[NDArray[np.float64]]]],
    *,
    errors_known: bool,
) -> Pieces:
    """Put the stretches that were gained and those that were lost together.

    Parameters
    ----------
    lats, gap, errors_known
        As `Pieces` has them.
    parts : sequence of (sign, stretches, sines, sigmas_km)
        Sines and errors of the western and of the eastern ends.
    """
    # nothing may have been gained, or lost, or either: an empty column keeps the kind of number
    whole, real = np.zeros(0, dtype=np.int64), np.zeros(0)

    def column(name: str, nothing: NDArray[Any]) -> NDArray[Any]:
        return np.concatenate([*(getattr(found, name) for _, found, _, _ in parts), nothing])

    return Pieces(
        lats=lats,
        gap=gap,
        sign=np.concatenate([*(np.full(len(found.west), sign) for sign, found, _, _ in parts), whole]),
        parallel=column("parallel", whole),
        west=column("west", real),
        east=column("east", real),
        west_tag=column("west_tag", whole),
        east_tag=column("east_tag", whole),
        west_sine=np.concatenate([*(sines[0] for _, _, sines, _ in parts), real]),
        east_sine=np.concatenate([*(sines[1] for _, _, sines, _ in parts), real]),
        west_sigma_km=np.concatenate([*(sigmas[0] for _, _, _, sigmas in parts), real]),
        east_sigma_km=np.concatenate([*(sigmas[1] for _, _, _, sigmas in parts), real]),
        errors_known=errors_known,
    )


class Sweep(Protocol):
    """What changed hands, ready to be cut by parallels."""

    @property
    def bounds(self) -> tuple[float, float]:
        """Southern and northern end of what changed hands, in degrees; the first is larger if nothing did."""
        ...

    @property
    def areas_km2(self) -> tuple[float, float]:
        """Net area, and that of great lakes if it is not counted in; NaN where not known."""
        ...

    def pieces(self, lats: NDArray[np.float64]) -> Pieces:
        """Cut parallels, ascending, into the stretches that changed hands."""
        ...

    def cores(self, lats: NDArray[np.float64]) -> NDArray[np.float64]:
        """Find where the widest stretch held before and after begins in the west; NaN where there is none."""
        ...

    def kinds(self, pieces: Pieces) -> tuple[NDArray[np.str_], NDArray[np.str_]]:
        """Say what the western and the eastern ends of stretches are: ``land``, ``lake`` or ``coast``."""
        ...

    def band_areas_m2(self, limits: NDArray[np.float64]) -> NDArray[np.float64] | None:
        """Measure the net area between successive parallels; None where lines enclose none."""
        ...

    def place_near(self, lat: float, west: float) -> str | None:
        """Name the place nearest to where a parallel's change ends in the west; None if none is known."""
        ...


def widest_from(held: Intervals, count: int) -> NDArray[np.float64]:
    """Find on each parallel where the widest stretch begins in the west, the westernmost of equal ones.

    Parameters
    ----------
    held : Intervals
        Stretches that the state held before and after.
    count : int
        How many parallels there are.

    Returns
    -------
    ndarray of float
        Degrees; NaN where there is no stretch.
    """
    # by parallel, the widest first, and of equal ones the westernmost: the first of each parallel is the core
    order = np.lexsort((held.west, held.west - held.east, held.parallel))
    found, first = np.unique(held.parallel[order], return_index=True)
    cores = np.full(count, np.nan)
    cores[found] = held.west[order][first]
    return cores
