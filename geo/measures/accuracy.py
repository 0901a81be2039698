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
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.earth.bands import band
from geo.earth.chords import ChordIndex
from geo.earth.course import Apart, Course, apart
from geo.earth.geodesy import area_m2
from geo.errors import GeometryError, UnknownNameError
from geo.files.names import choices
from geo.measures.distance import Nearest
from geo.measures.drawings import Accuracy, BufferOverlay, BufferOverlays, StretchAccuracy
from geo.measures.summary import TOTAL
from geo.measures.walks import Walk, walks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geo.measures.drawings import Drawing

__all__ = ["accuracy_of"]

_SERIES: Final = (1.0, 2.0, 5.0)
_SHARES: Final = (0.5, 0.95)
_SAME_M: Final = 1e-6
_LEAST_KM: Final = 1e-3
_ROUNDED: Final = 0.005
"""A leash is measured on a sphere, which differs from the ellipsoid by less."""
_MOST_KM: Final = 500.0
"""Wider bands are no longer drawn well in a plane."""


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
    >>> from geo.measures.drawings import Drawing
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
    walked: dict[str, list[Walk | None]] = {}
    if within_km is None:
        beside = {name: kept[1].apart.only(kept[1].stretch == name) for name in told}
        walked = walks(ours.lines, names, theirs.lines, beside, farthest_m)
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
        drawing.lines
        if abs(side.apart.offsets.length - length) < _SAME_M and not stretches
        else side.apart.lines()
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
    there, back = (dict(zip(("mean_km", "median_km", "p95_km", "max_km"), row, strict=True)) for row in figures)
    hausdorff_km = max(there["max_km"], back["max_km"]) if all(counted) else math.nan
    # a walk that falls short of the farthest place has left out what was measured of the other drawing
    whole = bool(walked) and all(walked) and leash / 1000.0 >= hausdorff_km * (1.0 - _ROUNDED) - _LEAST_KM
    return StretchAccuracy(
        stretch=name,
        ours_km=counted[0],
        theirs_km=counted[1],
        **there,
        **{f"back_{column}": value for column, value in back.items()},
        hausdorff_km=hausdorff_km,
        frechet_km=max(leash / 1000.0, hausdorff_km) if whole else math.nan,
        epsilon_km=area / length / 1000.0 if whole and length else math.nan,
        ours_left_out_km=lengths[0] - counted[0],
        theirs_left_out_km=lengths[1] - counted[1],
    )


def _widths(kept: Sequence[_Way]) -> list[float]:
    """Choose round widths, from where a tenth of the one is so near to where all but a hundredth is."""
    offsets = kept[0].apart.offsets
    high = max(offsets.quantile(0.99) / 1000.0, _LEAST_KM)
    low = max(offsets.quantile(0.1) / 1000.0, high / 200.0, _LEAST_KM)
    series = [step * 10.0**power for power in range(-3, 3) for step in _SERIES]
    first = max((k for k, width in enumerate(series) if width <= low), default=0)
    last = next((k for k, width in enumerate(series) if width >= high), len(series) - 1)
    return series[first : max(last, first) + 1]


def _band_width(widths: Sequence[float], total: StretchAccuracy) -> float:
    """Return the width of the bands that are drawn unasked: the least that nearly all keeps within."""
    return next((width for width in widths if width >= total.p95_km), widths[-1])


def _buffer(
    width_km: float, kept: Sequence[_Way], lines: Sequence[Sequence[shapely.LineString]] | None
) -> BufferOverlay:
    first, second = (side.apart.offsets.share_within(width_km * 1000.0) for side in kept)
    if lines is None:
        return BufferOverlay(width_km, first, second, math.nan, math.nan, math.nan, math.nan, None)
    ours, theirs = (band(some, width_km * 1000.0) for some in lines)
    alone = shapely.difference(ours, theirs)
    parts = [part for part in shapely.get_parts(alone) if part.geom_type == "Polygon"]
    ours_only, whole, other = (area_m2(land) / 1e6 for land in (alone, ours, theirs))
    both = whole - ours_only
    displacement = math.pi * width_km * ours_only / whole
    return BufferOverlay(width_km, first, second, both, ours_only, other - both, displacement, len(parts))


def _farthest(found: Apart, to: str) -> Nearest:
    _, piece, along = found.offsets.farthest()
    metres, here, there = found.nearest(piece, along)
    return Nearest(metres / 1000.0, math.nan, *here, *there, to)
