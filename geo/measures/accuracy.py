"""How far apart two drawings of the same border are.

Along the whole of either line, not at points of it: the distance to the other
line is known everywhere, so that mean, quantiles and the farthest place are
exact, and the share within a width is one for every width (Goodchild and Hunter
1997). Where the two run end to end they are walked at once (Fréchet), and the
land between them over the length is the width of the epsilon band. The bands of
both of one width, laid over each other, tell of lines that are there in one
drawing only (Tveite and Langaas 1999).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, ClassVar, Final

import numpy as np
import shapely

from geo.earth.bands import band
from geo.earth.chords import ChordIndex
from geo.earth.course import Apart, Course, apart
from geo.earth.geodesy import area_m2
from geo.errors import GeometryError, UnknownNameError
from geo.files.columns import Column, Result, Results, Table
from geo.files.names import choices
from geo.measures.distance import Nearest
from geo.measures.summary import TOTAL
from geo.measures.walks import Walk, walks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["Accuracy", "BufferOverlay", "BufferOverlays", "Drawing", "StretchAccuracy", "accuracy_of"]

_SERIES: Final = (1.0, 2.0, 5.0)
_SHARES: Final = (0.5, 0.95)
_LEAST_KM: Final = 1e-3
_MOST_KM: Final = 500.0
"""Wider bands are no longer drawn well in a plane."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A border as somebody drew it.

    Attributes
    ----------
    label : str
        What it is called in results: its file, or its day.
    lines : sequence of shapely.LineString
        In degrees on WGS 84.
    stretches : sequence of str
        Which stretch of the border each line is of.
    """

    label: str
    lines: Sequence[shapely.LineString] = field(repr=False)
    stretches: Sequence[str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class StretchAccuracy(Result):
    """How far apart two drawings of a stretch are.

    Attributes
    ----------
    stretch : str
        Its name in the first drawing, or total.
    ours_km, theirs_km : float
        Lengths that were measured: of the first drawing, and of what of the
        second is nearest to it.
    mean_km, median_km, p95_km, max_km : float
        Distance from the first drawing to the nearest of the second, over all
        its length.
    back_mean_km, back_median_km, back_p95_km, back_max_km : float
        The same from the second to the first.
    hausdorff_km : float
        The larger of the two greatest distances.
    frechet_km : float
        The Fréchet distance; NaN where the second drawing does not run from
        end to end of the first in one line.
    epsilon_km : float
        Width of the epsilon band: the land between the two over the length of
        the second; NaN as before.
    ours_left_out_km, theirs_left_out_km : float
        Lengths farther off than what was asked to be counted.

    Examples
    --------
    >>> StretchAccuracy("total", 10.0, 11.0, *(0.5,) * 8, 0.9, 1.0, 0.4, 0.0, 0.0).hausdorff_km
    0.9
    """

    stretch: str
    ours_km: float
    theirs_km: float
    mean_km: float
    median_km: float
    p95_km: float
    max_km: float
    back_mean_km: float
    back_median_km: float
    back_p95_km: float
    back_max_km: float
    hausdorff_km: float
    frechet_km: float
    epsilon_km: float
    ours_left_out_km: float
    theirs_left_out_km: float

    COLUMNS: ClassVar = (
        Column("stretch", "its name in OURS, or total"),
        Column("ours_km", "length of OURS that was measured", right=True),
        Column("theirs_km", "length of THEIRS that is nearest to it", right=True),
        Column("mean_km", "mean distance from OURS to THEIRS, all along", shown=2, right=True),
        Column("median_km", "median of it", shown=2, right=True),
        Column("p95_km", "5 % of the length is farther off", shown=2, right=True),
        Column("max_km", "the farthest that OURS lies from THEIRS", shown=2, right=True),
        Column("back_mean_km", "mean distance from THEIRS to OURS", shown=2, right=True),
        Column("back_median_km", "median of it", shown=2, right=True),
        Column("back_p95_km", "5 % of the length is farther off", shown=2, right=True),
        Column("back_max_km", "the farthest that THEIRS lies from OURS", shown=2, right=True),
        Column("hausdorff_km", "Hausdorff distance: the larger of the farthest", shown=2, right=True),
        Column("frechet_km", "Fréchet distance, where both run from end to end", shown=2, right=True),
        Column("epsilon_km", "epsilon band: land between them by length of THEIRS", shown=2, right=True),
        Column("ours_left_out_km", "length of OURS that --within leaves out", right=True),
        Column("theirs_left_out_km", "length of THEIRS that --within leaves out", right=True),
    )


@dataclass(frozen=True, slots=True)
class BufferOverlay(Result):
    """What two drawings share within a width.

    Attributes
    ----------
    width_km : float
        To either side of a line.
    ours_within, theirs_within : float
        The share of each that lies within that of the other, from 0 to 1:
        Goodchild and Hunter's curve, and its counterpart.
    both_km2, ours_only_km2, theirs_only_km2 : float
        Land within the width of both, and of one alone; NaN where bands were
        not drawn.
    displacement_km : float
        Tveite and Langaas's average displacement: π times the width times the
        share of the first drawing's band that is no part of the other's.
    pieces : int or None
        Parts of the first drawing's band that are no part of the other's.

    Examples
    --------
    >>> BufferOverlay(1.0, 0.9, 0.8, 180.0, 20.0, 40.0, 0.314, 7).pieces
    7
    """

    width_km: float
    ours_within: float
    theirs_within: float
    both_km2: float
    ours_only_km2: float
    theirs_only_km2: float
    displacement_km: float
    pieces: int | None

    COLUMNS: ClassVar = (
        Column("width_km", "width to either side", shown=None, right=True),
        Column("ours_within", "share of OURS so near to THEIRS, 0 to 1", shown=3, right=True),
        Column("theirs_within", "share of THEIRS so near to OURS", shown=3, right=True),
        Column("both_km2", "land that is so near to both", right=True),
        Column("ours_only_km2", "to OURS alone", right=True),
        Column("theirs_only_km2", "to THEIRS alone", right=True),
        Column("displacement_km", "average displacement by these areas", shown=2, right=True),
        Column("pieces", "parts of what is near to OURS alone", right=True),
    )


class BufferOverlays(Results[BufferOverlay]):
    """What two drawings share within several widths, the narrowest first.

    Examples
    --------
    >>> BufferOverlays([BufferOverlay(1.0, 0.9, 0.8, 180.0, 20.0, 40.0, 0.314, 7)]).frame()["pieces"].tolist()
    [7]
    """

    __slots__ = ()

    COLUMNS: ClassVar = BufferOverlay.COLUMNS


@dataclass(frozen=True, slots=True, repr=False)
class Accuracy(Result):
    """How far apart two drawings of a border are.

    Attributes
    ----------
    ours, theirs : str
        What the drawings are called.
    within_km : float or None
        Distance beyond which nothing was counted, if there was one.
    stretches : tuple of StretchAccuracy
        In the order of the first drawing.
    total : StretchAccuracy
    buffers : BufferOverlays
        Of the whole.
    farthest : tuple of Nearest
        The place of the first drawing that is farthest from the second, and
        the other way about.
    """

    ours: str
    theirs: str
    within_km: float | None
    stretches: tuple[StretchAccuracy, ...]
    total: StretchAccuracy
    buffers: BufferOverlays
    farthest: tuple[Nearest, Nearest]

    COLUMNS: ClassVar = StretchAccuracy.COLUMNS

    def table(self) -> Table:
        """Return the stretches as a table, the total last."""
        return Table.of(self.COLUMNS, (*self.stretches, self.total))

    def __repr__(self) -> str:
        """Say what it is in a line."""
        return f"<Accuracy of {self.ours} by {self.theirs}: mean {self.total.mean_km:.2f} km>"


def accuracy_of(
    ours: Drawing,
    theirs: Drawing,
    *,
    stretches: Sequence[str] = (),
    widths_km: Sequence[float] = (),
    within_km: float | None = None,
) -> Accuracy:
    """Measure how far apart two drawings of a border are.

    Parameters
    ----------
    ours, theirs : Drawing
        The one, which says which stretches there are, and the other.
    stretches : sequence of str
        Only these of the first; what of the second is nearest to others is
        left out then.
    widths_km : sequence of float
        Widths of bands, in kilometres. Unless they are given: widths from where
        few is near to where all is, and bands are drawn of one of them.
    within_km : float, optional
        Count only what lies within so many kilometres of the other drawing.

    Returns
    -------
    Accuracy

    Raises
    ------
    GeometryError
        If a width cannot be, or nothing is left to be counted.
    UnknownNameError
        If there is no such stretch.

    Examples
    --------
    >>> ours = Drawing("ours", [shapely.LineString([(24, 50), (24, 51)])], ["east"])
    >>> theirs = Drawing("theirs", [shapely.LineString([(24.1, 50), (24.1, 51)])], ["all"])
    >>> found = accuracy_of(ours, theirs)
    >>> found.total.mean_km, found.total.hausdorff_km, found.total.frechet_km
    (7.09..., 7.17..., 7.17...)
    """
    _check_asked(ours, stretches, widths_km, within_km)
    # 1. the distance all along either drawing, and which stretch of ours each place belongs to
    courses = Course.of(ours.lines), Course.of(theirs.lines)
    indices = [ChordIndex(course.start, course.end) for course in courses]
    names = np.array(ours.stretches, dtype=object)
    there, back = apart(*courses, indices[1]), apart(*courses[::-1], indices[0])
    sides = [_Way(there, names[there.line]), _Way(back, names[back.goal_line])]
    if stretches:
        sides = [side.only(np.isin(side.stretch, list(stretches))) for side in sides]
    whole = [side.apart.offsets.length for side in sides]
    kept = sides if within_km is None else [side.within(within_km * 1000.0) for side in sides]
    if not kept[0].apart.offsets.length or not kept[1].apart.offsets.length:
        why = "keep other stretches" if within_km is None else "give a larger --within"
        msg = f"nothing of {theirs.label} is near to what is measured of {ours.label}; {why}."
        raise GeometryError(msg)
    # 2. stretch by stretch, and all together
    told = [name for name in dict.fromkeys(ours.stretches) if not stretches or name in stretches]
    farthest_m = max(side.apart.offsets.farthest()[0] for side in kept)
    walked = walks(ours.lines, names, theirs.lines, told, farthest_m) if within_km is None else {}
    total = _row(TOTAL, sides, within_km, [walk for name in told for walk in walked.get(name, ())])
    rows = [
        replace(total, stretch=name)
        if len(told) == 1
        else _row(name, [side.only(side.stretch == name) for side in sides], within_km, walked.get(name, ()))
        for name in told
    ]
    # 3. bands about both
    widths = sorted(set(widths_km)) or _widths(kept)
    drawn = widths if widths_km else [_band_width(widths, total)]
    lines = [
        drawing.lines if abs(side.apart.offsets.length - length) < 1e-6 and not stretches else side.apart.lines()
        for drawing, side, length in zip((ours, theirs), kept, whole, strict=True)
    ]
    buffers = [_buffer(width, kept, lines if width in drawn else None) for width in widths]
    return Accuracy(
        ours.label,
        theirs.label,
        within_km,
        tuple(rows) if len(rows) > 1 or any(told) else (),
        total,
        BufferOverlays(buffers),
        (_farthest(kept[0].apart, theirs.label), _farthest(kept[1].apart, ours.label)),
    )


def _check_asked(
    ours: Drawing, stretches: Sequence[str], widths_km: Sequence[float], within_km: float | None
) -> None:
    for km, what in [*((width, "--buffer") for width in widths_km), (within_km, "--within")]:
        if km is not None and not _LEAST_KM <= km <= _MOST_KM:
            msg = f"{what} is {km:g} km; give a number from {_LEAST_KM:g} to {_MOST_KM:g}."
            raise GeometryError(msg)
    known = list(dict.fromkeys(ours.stretches))
    for name in stretches:
        if name not in known:
            offer = choices(name, known, "there are")
            msg = f"{ours.label} has no stretch '{name}'; {offer}"
            raise UnknownNameError(msg)


@dataclass(frozen=True, slots=True)
class _Way:
    """One drawing's distance to the other, and the stretch of every piece of it."""

    apart: Apart
    stretch: NDArray[np.object_]

    def only(self, which: NDArray[np.bool_]) -> _Way:
        return _Way(self.apart.only(which), self.stretch[which])

    def within(self, metres: float) -> _Way:
        """Keep what of every piece lies within so many metres."""
        clipped = replace(self.apart, offsets=self.apart.offsets.clipped(metres))
        return _Way(clipped, self.stretch).only(clipped.offsets.lengths > 0.0)


def _row(
    name: str, sides: Sequence[_Way], within_km: float | None, walked: Sequence[Walk | None]
) -> StretchAccuracy:
    kept = sides if within_km is None else [side.within(within_km * 1000.0) for side in sides]
    lengths = [side.apart.offsets.length / 1000.0 for side in sides]
    counted = [side.apart.offsets.length / 1000.0 for side in kept]
    figures: list[list[float]] = []
    for side in kept:
        found = side.apart.offsets
        if not found.length:
            figures.append([math.nan] * 4)
            continue
        metres = [found.mean(), *(found.quantile(share) for share in _SHARES), found.farthest()[0]]
        figures.append([value / 1000.0 for value in metres])
    leash = area = length = 0.0
    for walk in walked:
        leash = max(leash, walk.leash_m) if walk else math.nan
        area, length = (area + walk.area_m2, length + walk.theirs_m) if walk else (math.nan, math.nan)
    return StretchAccuracy(
        name,
        *counted,
        *figures[0],
        *figures[1],
        max(figures[0][3], figures[1][3]) if all(counted) else math.nan,
        leash / 1000.0 if walked and all(walked) else math.nan,
        area / length / 1000.0 if walked and all(walked) and length else math.nan,
        lengths[0] - counted[0],
        lengths[1] - counted[1],
    )


def _widths(kept: Sequence[_Way]) -> list[float]:
    """Choose round widths, from where a tenth of the one is so near to where all but a hundredth is."""
    offsets = kept[0].apart.offsets
    low, high = max(offsets.quantile(0.1) / 1000.0, _LEAST_KM), max(offsets.quantile(0.99) / 1000.0, _LEAST_KM)
    series = [step * 10.0**power for power in range(-3, 3) for step in _SERIES]
    first = max((k for k, width in enumerate(series) if width <= low), default=0)
    last = next((k for k, width in enumerate(series) if width >= high), len(series) - 1)
    return series[first : max(last, first) + 1]


def _band_width(widths: Sequence[float], total: StretchAccuracy) -> float:
    """Return the width of the bands that are drawn unasked: the least that nearly all of the line keeps within."""
    return next((width for width in widths if width >= total.p95_km), widths[-1])


def _buffer(
    width_km: float, kept: Sequence[_Way], lines: Sequence[Sequence[shapely.LineString]] | None
) -> BufferOverlay:
    shares = [side.apart.offsets.share_within(width_km * 1000.0) for side in kept]
    if lines is None:
        return BufferOverlay(width_km, *shares, *(math.nan,) * 4, None)
    ours, theirs = (band(some, width_km * 1000.0) for some in lines)
    alone = shapely.difference(ours, theirs)
    parts = [part for part in shapely.get_parts(alone) if part.geom_type == "Polygon"]
    ours_only, whole, other = (area_m2(land) / 1e6 for land in (alone, ours, theirs))
    both = whole - ours_only
    displacement = math.pi * width_km * ours_only / whole
    return BufferOverlay(width_km, *shares, both, ours_only, other - both, displacement, len(parts))


def _farthest(found: Apart, to: str) -> Nearest:
    _, piece, along = found.offsets.farthest()
    metres, here, there = found.nearest(piece, along)
    return Nearest(metres / 1000.0, math.nan, *here, *there, to)
