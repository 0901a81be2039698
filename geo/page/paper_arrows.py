"""Arrows on a picture, from where the border was to where it went, and their kilometres."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geo.export.drawing import Shape, Text
from geo.export.inks import ramp_colour
from geo.measures.land import LandSweep, segments, segments_of
from geo.measures.profile import just_inside
from geo.page.beside import REST
from geo.page.words import fill, whole_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geo.measures.change import Change
    from geo.measures.land import Segment
    from geo.measures.summary import RegionShift
    from geo.page.paper_names import Taken
    from geo.page.sheet import Sheet

__all__ = ["Arrow", "arrows_of", "kilometres"]

_STEPS_DEG: Final = (0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0)
_APART: Final = 34.0
_HEAD: Final = 10.0
_LEAST: Final = 0.02
"""Of the largest shift: shorter arrows go without a number."""
_NEARLY: Final = 0.98
"""Of a parallel's kilometres, from which on an arrow is as good as all of it."""
_HAIR: Final = 1e-6
"""Degrees that two places may be apart and be the same."""
_THICK: Final = (2.0, 4.5)
"""Units across, of any arrow and of the largest."""


@dataclass(frozen=True, slots=True)
class Arrow:
    """A piece of a parallel that changed hands, and the whole way of the border over it.

    Attributes
    ----------
    piece : Segment
        The part that is counted: what of it lies in the regions shown.
    run : Segment
        From border to border.
    sheet : Sheet
    most : bool
        Whether it is on the parallel of the largest shift.
    """

    piece: Segment
    run: Segment
    sheet: Sheet
    most: bool

    @property
    def whole(self) -> bool:
        """Whether all of the way is counted."""
        return _same(self.piece.west, self.run.west) and _same(self.piece.east, self.run.east)

    @property
    def along(self) -> tuple[float, float, float, float]:
        """Where it lies on the sheet: left, top, right and lower end."""
        west, y, east = self._ends(self.run)
        return west, y - 2.0, east, y + 2.0

    def ends(self) -> tuple[float, float, float]:
        """Where what is counted begins, on which height, and where it ends."""
        return self._ends(self.piece)

    def rest(self) -> Iterator[Shape]:
        """Draw the whole way, if a part of it is not counted; what is, of this and of others, lies on it."""
        if not self.whole:
            yield from self._drawn(self.run, REST, _THICK[0], head=self._arrives(self.run))

    def marks(self, total: RegionShift) -> Iterator[Shape]:
        """Draw it with its head where the border went; where a border came or went, a line without a head."""
        colour = ramp_colour(self.piece.km, total.max_km)
        yield from self._drawn(self.piece, colour, _THICK[self.most], head=self._arrives(self.piece))

    def _arrives(self, part: Segment) -> bool:
        """Whether the border stopped where a part ends, and that is on the map."""
        tips = [(part.west, self.run.west), (part.east, self.run.east)]
        tip, stop = tips[0 if part.westward >= 0 else 1]
        west, _, east, _ = self.sheet.bounds
        return bool(part.westward) and _same(tip, stop) and west < tip < east

    def _ends(self, part: Segment) -> tuple[float, float, float]:
        left, _, right, _ = self.sheet.bounds
        lons = np.clip([part.west, part.east], left, right)
        (west, y), (east, _) = self.sheet.places(np.column_stack([lons, [part.lat] * 2])).tolist()
        return west, y, east

    def _drawn(self, part: Segment, colour: str, width: float, *, head: bool) -> Iterator[Shape]:
        west, y, east = self._ends(part)
        tail, tip = (east, west) if part.westward >= 0 else (west, east)
        way = float(np.sign(tip - tail))
        long = min(_HEAD + width, abs(tip - tail) * 0.6) if head else 0.0
        shaft = np.array([[tail, y], [tip - way * long * 0.8, y]])
        yield Shape([shaft], stroke="#ffffff", width=width + 2.4)
        yield Shape([shaft], stroke=colour, width=width)
        if head:
            half, base = long * 0.45, tip - way * long
            points = np.array([[tip, y], [base, y - half], [base, y + half]])
            yield Shape([points], closed=True, fill=colour)


def arrows_of(whole: Change, shown: Change, sheet: Sheet, total: RegionShift) -> list[Arrow]:
    """Choose parallels that there is room for, and that of the largest shift; none stands close to it.

    Parameters
    ----------
    whole, shown : Change
        Everything that changed hands, and the part that is counted.
    sheet : Sheet
    total : RegionShift
        Of that part.
    """
    if not shown.transfers:
        return []
    apart_deg = _APART / sheet.scale * float(np.cos(np.radians(sheet.middle_lat)))
    every = next((step for step in _STEPS_DEG if step >= apart_deg), _STEPS_DEG[-1])
    most = total.max_lat
    pieces = [
        piece
        for piece in segments(shown, every, also=[most])
        if _same(piece.lat, most) or abs(piece.lat - most) > every * 0.6
    ]
    runs = pieces if len(shown.transfers) == len(whole.transfers) else _on(whole, pieces)
    return [Arrow(piece, _run_of(piece, runs), sheet, _same(piece.lat, most)) for piece in pieces]


def _on(whole: Change, pieces: Sequence[Segment]) -> list[Segment]:
    """Cut everything that changed hands along the same parallels."""
    lats = np.unique([piece.lat for piece in pieces])
    sweep = LandSweep(whole)
    cut = sweep.pieces(just_inside(sweep, lats))
    return segments_of(sweep.atlas, lats, cut, sweep.cores(cut.lats))


def _run_of(piece: Segment, runs: Sequence[Segment]) -> Segment:
    """Return what a piece has most in common with; a region's edge may be cut a hair apart from the whole's."""

    def common(run: Segment) -> float:
        return min(piece.east, run.east) - max(piece.west, run.west)

    same = [run for run in runs if run.lat == piece.lat and np.sign(run.km) == np.sign(piece.km)]
    return max(same, key=common, default=piece)


def _same(a: float, b: float) -> bool:
    return abs(a - b) < _HAIR


def kilometres(
    arrows: Sequence[Arrow], total: RegionShift, texts: Mapping[str, Any], taken: Taken
) -> Iterator[Text]:
    """Write the kilometres of each arrow by it, the largest first, where there is room.

    The widest on the parallel of the largest shift is in large letters, and tells both where others add to it.
    """
    widest = sorted(arrows, key=lambda arrow: (not arrow.most, -abs(arrow.piece.km)))
    for number, arrow in enumerate(widest):
        largest = arrow.most and not number
        west, y, east = arrow.ends()
        if not largest and abs(arrow.piece.km) < _LEAST * abs(total.max_km):
            continue
        piece, km = whole_words(texts, arrow.piece.km), whole_words(texts, total.max_km)
        whole = not largest or abs(arrow.piece.km) >= _NEARLY * abs(total.max_km)
        told = {"km": km if largest else piece, "piece": piece}
        text = fill(texts["km" if whole else "km_whole"], told)
        size = (26.0 if whole else 19.0) if largest else 15.0
        colour = ramp_colour(arrow.piece.km, total.max_km)
        over = [((east + west) / 2.0, y + way * size * 0.85, "middle") for way in (-1.0, 1.0)]
        beside = [(east + 9.0, y, "start"), (west - 9.0, y, "end")]
        # beside an arrow that goes on beyond what is counted, the number would stand on that
        for x, at, anchor in (*(beside if arrow.whole else ()), *over):
            label = Text(x, at, text, size, anchor, colour, bold=True, halo=True)
            if taken.put(label):
                yield label
                break
