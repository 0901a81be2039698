"""The shift on parallels: how wide what changed hands is on each, and which border moved.

This is the one place where stretches of parallels become kilometres. Where
the stretches come from is a sweep's concern (`geo.measures.pieces`). Step by
step:

1. a sweep cuts parallels into the stretches that changed hands, `Pieces`;
2. a stretch's width is its degrees of longitude times the length of a degree
   there, with the sign of gain or loss; those of a parallel add up to its net
   shift;
3. times the mean sine of the angles at which its two borders meet the
   parallel it is the shift across them;
4. a border with a one-sigma position error σ that meets the parallel at α
   moves its crossing by σ/sin α; the ends of all stretches add in squares;
5. what lies west of the core, the widest stretch held before and after, is the
   doing of the western border, what lies east of it that of the eastern one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, Final

import numpy as np

from geo.errors import GeometryError
from geo.files.columns import Column, Result, Table

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.measures.pieces import Pieces, Sweep

__all__ = [
    "EVERY_DEG",
    "BorderParts",
    "Profile",
    "border_parts",
    "check_spacing",
    "grid",
    "just_inside",
    "profile_of",
    "profile_on",
    "sides_of",
    "sigmas_km",
]

EVERY_DEG: Final = 0.25
"""Degrees between the parallels of a profile, unless told otherwise."""

_LEAST_DEG: Final = 0.001
"""A hundred metres: finer than any line here, and as many parallels as memory holds for the whole world."""

_MOST_DEG: Final = 10.0

_SLIVER_KM: Final = 0.001
"""Width of a stretch that the same line in other digits may make."""
_HAIR_DEG: Final = 1e-8
"""A millimetre."""


@dataclass(frozen=True, slots=True)
class BorderParts:
    """The net shift on parallels, parted by the border that moved.

    Attributes
    ----------
    west, east, apart : ndarray of float
        Kilometres; net is ``west - east + apart``.
    """

    west: NDArray[np.float64]
    east: NDArray[np.float64]
    apart: NDArray[np.float64]


@dataclass(frozen=True, slots=True, repr=False)
class Profile(Result):
    """Shift on parallels, from south to north.

    Attributes
    ----------
    lat : ndarray of float
        Degrees.
    gain_km, loss_km, net_km : ndarray of float
        Width gained, width lost, and the one less the other. NaN on a parallel
        that one of two border lines of your own does not reach, which is not
        the same as no change.
    normal_km : ndarray of float
        The net shift across the border instead of along the parallel.
    sigma_km : ndarray of float
        One-sigma error of the net shift, or NaN where no position error is
        known.
    end : tuple of str
        What the western end of the displacement is: ``land``, ``coast``,
        ``lake``, ``edge`` where the land goes on beyond the edge of the atlas, or
        empty where nothing changed. In files of your own it is
        ``land`` where a state of either file lies against it, ``coast`` where
        none does, ``gap`` where a line is missing.
    west_border_km, east_border_km, apart_km : ndarray of float
        How far the western border moved, how far the eastern one, both west
        positive, and what changed on a parallel without a core: the net shift
        is ``west_border_km - east_border_km + apart_km``. The core is the
        widest stretch of the parallel that the state held before and after;
        what was gained less what was lost west of it moved the western border,
        what was gained less what was lost east of it moved the eastern one
        (to the east, so that it counts negative). An enclave that was filled
        in or cut out counts with the border on whose side of the core it lies.
    """

    lat: NDArray[np.float64]
    gain_km: NDArray[np.float64]
    loss_km: NDArray[np.float64]
    net_km: NDArray[np.float64]
    normal_km: NDArray[np.float64]
    sigma_km: NDArray[np.float64]
    end: tuple[str, ...]
    west_border_km: NDArray[np.float64]
    east_border_km: NDArray[np.float64]
    apart_km: NDArray[np.float64]

    COLUMNS: ClassVar = (
        Column("lat", "the parallel, degrees north", shown=None, title="parallel", right=True),
        Column("gain_km", "width of the land gained", title="gained km", right=True),
        Column("loss_km", "width of the land lost", title="lost km", right=True),
        Column("net_km", "the one less the other", right=True),
        Column(
            "normal_km",
            "the same across the border instead of along the parallel",
            title="across the border km",
            right=True,
        ),
        Column("sigma_km", "one-sigma error of net_km", title="± km", right=True),
        Column(
            "end",
            "what the western end is: land, coast, lake, edge (of the atlas), gap, or empty",
            title="western end",
        ),
        Column("west_border_km", "how far the western border moved", title="western border km", right=True),
        Column(
            "east_border_km",
            "how far the eastern one moved, west positive",
            title="eastern border km",
            right=True,
        ),
        Column("apart_km", "what changed where nothing was held on both days", right=True),
    )

    def table(self) -> Table:
        """Return the profile as a table, one row a parallel.

        Examples
        --------
        >>> from geo import open_atlas, shift
        >>> atlas = open_atlas()
        >>> moved = shift(atlas.on("1939-08-23"), atlas.on("1941-06-21"), region="bessarabia")
        >>> bool(moved.profile.frame()["net_km"].max() > 150)
        True
        """
        values = [np.asarray(getattr(self, column.name)).tolist() for column in self.COLUMNS]
        return Table(self.COLUMNS, list(zip(*values, strict=True)), "On each parallel")

    def __repr__(self) -> str:
        """Say what it is in a line; its arrays would fill the screen."""
        return f"<Profile on {len(self.lat)} parallels>"


def check_spacing(every_deg: float) -> None:
    """Refuse a spacing of parallels that makes no profile.

    Raises
    ------
    GeometryError
        If it is no number, too small, or too large.
    """
    if not _LEAST_DEG <= every_deg <= _MOST_DEG:
        msg = (
            f"the spacing of parallels is {every_deg:g} degrees; "
            f"give a number from {_LEAST_DEG:g} to {_MOST_DEG:g}."
        )
        raise GeometryError(msg)


def grid(south: float, north: float, every_deg: float) -> NDArray[np.float64]:
    """Return the multiples of a spacing between two latitudes.

    Examples
    --------
    >>> grid(50.1, 51.2, 0.5)
    array([50.5, 51. ])
    """
    # a billionth of a step: bounds and multiples are rounded, and one on the other shall count
    first, last = np.ceil(south / every_deg - 1e-9), np.floor(north / every_deg + 1e-9)
    return np.round(np.arange(first, last + 1) * every_deg, 9)


def border_parts(pieces: Pieces, cores: NDArray[np.float64]) -> BorderParts:
    """Part the net shift on each parallel by the border that moved.

    Parameters
    ----------
    pieces : Pieces
    cores : ndarray of float
        From `Sweep.cores`, for the same parallels.
    """
    # 1. on which side of the core each stretch lies
    side = sides_of(pieces, cores)
    west, east = side < 0, side > 0
    # 2. growth in the west moves the western border west; growth in the east moves the eastern one east
    km = pieces.km
    return BorderParts(
        pieces.on_parallels(np.where(west, km, 0.0)),
        pieces.on_parallels(np.where(east, -km, 0.0)),
        pieces.on_parallels(np.where(west | east, 0.0, km)),
    )


def sides_of(pieces: Pieces, cores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Tell on which side of the core each stretch lies: -1 west, 1 east, 0 where there is no core.

    Parameters
    ----------
    pieces : Pieces
    cores : ndarray of float
        From `Sweep.cores`, for the same parallels.
    """
    # what changed hands never overlaps the core, so its middle tells on which side it lies
    away = (pieces.west + pieces.east) / 2.0 - cores[pieces.parallel]
    return np.sign(np.nan_to_num(away))


def sigmas_km(pieces: Pieces) -> NDArray[np.float64]:
    """One-sigma error of the net shift on each parallel: those of all ends, added in squares."""
    if not pieces.errors_known:
        return np.full(len(pieces.lats), np.nan)
    # the lines are drawn apart from one another, so the errors of all ends are independent
    west, east = pieces.sigmas_along_km
    return np.sqrt(pieces.on_parallels(west**2 + east**2))


def profile_on(sweep: Sweep, lats: NDArray[np.float64]) -> Profile:
    """Measure the shift on parallels, given in degrees and ascending."""
    inside = just_inside(sweep, lats)
    return replace(profile_of(sweep, sweep.pieces(inside), sweep.cores(inside)), lat=lats)


def just_inside(sweep: Sweep, lats: NDArray[np.float64]) -> NDArray[np.float64]:
    """Move a parallel on the southern edge of what changed hands, or a hair beyond either edge, just into it.

    An edge is crossed where one end lies south of the parallel and the other
    does not; on the southern edge none does, and what begins there would count
    as nothing.
    """
    south, north = sweep.bounds
    on_south = (lats <= south) & (lats > south - _HAIR_DEG)
    beyond_north = (lats > north) & (lats < north + _HAIR_DEG)
    return np.where(on_south, south + _HAIR_DEG, np.where(beyond_north, north - _HAIR_DEG, lats))


def profile_of(sweep: Sweep, pieces: Pieces, cores: NDArray[np.float64]) -> Profile:
    """Measure the shift on parallels that a sweep has cut already."""
    # 1. widths along the parallel, gained and lost; the one less the other is the net shift
    km = pieces.km
    gain = pieces.on_parallels(np.where(pieces.sign > 0, km, 0.0))
    loss = pieces.on_parallels(np.where(pieces.sign < 0, -km, 0.0))
    # 2. what ends each stretch, and so by which angle it is turned to lie across the border
    kinds = sweep.kinds(pieces)
    normal = pieces.on_parallels(km * _across(pieces, kinds))
    # 3. which border moved: another way to add up the same widths
    parts = border_parts(pieces, cores)
    return Profile(
        lat=pieces.lats,
        gain_km=gain,
        loss_km=loss,
        net_km=gain - loss,
        normal_km=normal,
        sigma_km=sigmas_km(pieces),
        end=_ends(pieces, kinds[0]),
        west_border_km=parts.west,
        east_border_km=parts.east,
        apart_km=parts.apart,
    )


def _across(pieces: Pieces, kinds: tuple[NDArray[np.str_], NDArray[np.str_]]) -> NDArray[np.float64]:
    """Sine that turns a shift along the parallel into one across the borders.

    The mean of the two ends; a shore is no border and does not count, nor is
    the edge of the atlas; between two of them the parallel stays the measure.
    """
    # sum and number of the ends that are borders, one for the western and one for the eastern
    total, count = np.zeros(len(pieces.parallel)), np.zeros(len(pieces.parallel))
    for kind, sine in zip(kinds, (pieces.west_sine, pieces.east_sine), strict=True):
        border = ~np.isin(kind, ("coast", "edge"))
        total[border] += sine[border]
        count[border] += 1
    return np.where(count > 0, total / np.maximum(count, 1), 1.0)


def _ends(pieces: Pieces, west_kinds: NDArray[np.str_]) -> tuple[str, ...]:
    """Say what the westernmost stretch of each parallel ends at in the west, but for slivers beside others."""
    # nothing changed, or nothing can be known; over this goes what is known
    ends = np.full(len(pieces.lats), "", dtype=object)
    ends[pieces.gap] = "gap"
    # by parallel and from the west, what only other digits make last: the first of each parallel is the
    # westernmost, gained or lost
    order = np.lexsort((pieces.west, np.abs(pieces.km) < _SLIVER_KM, pieces.parallel))
    found, first = np.unique(pieces.parallel[order], return_index=True)
    ends[found] = west_kinds[order][first]
    return tuple(ends.tolist())
