"""Names of regions that find no room on their land, on a picture: beside it, with a line that leads to it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.export.drawing import Shape, text_width
from geo.page.paper_names import LEADING, REGION, boxed, broken, inner_places, lines_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo.export.drawing import Mark
    from geo.page.paper_names import Taken
    from geo.page.sheet import Sheet

__all__ = ["led_names"]

_LOOK: Final = replace(REGION, size=13.0)
_WAYS: Final = 32
"""Directions that are tried round a land."""
_NEAREST: Final = 14.0
_FARTHEST: Final = 190.0
_FARTHER: Final = 9.0
"""Units that a line is long, at least and at most, and from one try to the next."""
_BEGINNINGS: Final = 6
"""Places on the land that a line may lead to, the deepest first."""
_BEAD: Final = 2.2


def led_names(
    unnamed: Mapping[str, BaseGeometry],
    states: Mapping[str, Iterable[BaseGeometry]],
    moved: BaseGeometry,
    sheet: Sheet,
    taken: Taken,
) -> Iterator[Mark]:
    """Name lands beside themselves, where no border or coast runs through the name.

    Parameters
    ----------
    unnamed : mapping of str to shapely.Geometry
        Names and their lands, in degrees.
    states : mapping of str to shapely.Geometry
        The land of each, in degrees: its borders and coasts may not run through a name.
    moved : shapely.Geometry
        The land that changed hands, in degrees: its parts bear names of their own.
    sheet : Sheet
    taken : Taken
        Where texts stand already; what is named here stands there afterwards.

    Yields
    ------
    Shape or Text
        A line with a bead on the land, then the name. Nothing for a land that has no such place.
    """
    if not unnamed:
        return
    land = [part for parts in states.values() for part in parts]
    rims = shapely.transform(shapely.union_all(shapely.boundary(land)), sheet.places)
    gone = shapely.make_valid(shapely.transform(moved, sheet.places))
    shapely.prepare([rims, gone])
    for name, own in unnamed.items():
        area = shapely.make_valid(shapely.transform(own, sheet.places))
        for words in ([name], *broken(name)):
            marks = _led(words, area, rims, gone, taken)
            if marks:
                yield from marks
                break


def _led(
    words: list[str], area: BaseGeometry, rims: BaseGeometry, gone: BaseGeometry, taken: Taken
) -> list[Mark]:
    """Try the shortest lines first, from the deepest places of the land."""
    wide = max(text_width(word, _LOOK.size, bold=True) for word in words)
    tall = len(words) * _LOOK.size * LEADING
    turns = np.linspace(0.0, 2.0 * np.pi, _WAYS, endpoint=False)
    ways = np.column_stack([np.cos(turns), np.sin(turns)])
    # 1. a name's middle lies half its own width or height farther out than the end of its line
    beyond = np.minimum(
        (wide / 2.0 + 3.0) / np.maximum(np.abs(ways[:, 0]), 1e-9),
        (tall / 2.0 + 1.0) / np.maximum(np.abs(ways[:, 1]), 1e-9),
    )
    half, starts = np.array([wide, tall]) / 2.0, inner_places(area)[:_BEGINNINGS]
    stand = shapely.box(*np.array([*taken.boxes, *taken.arrows]).reshape(-1, 4).T)
    for far in np.arange(_NEAREST, _FARTHEST, _FARTHER):
        for start in starts:
            ends = start + ways * far
            middles = start + ways * (far + beyond)[:, None]
            low, high = middles - half, middles + half
            boxes = shapely.box(low[:, 0], low[:, 1], high[:, 0], high[:, 1])
            # 2. on one state's land or on water, and not on other land that changed hands
            open_ = ~(shapely.intersects(rims, boxes) | shapely.intersects(gone, boxes))
            for end, middle in zip(ends[open_], middles[open_], strict=True):
                way = shapely.LineString([start, end])
                lines = lines_at(words, _LOOK, *middle.tolist())
                if not np.any(shapely.intersects(stand, way)) and taken.put(*lines):
                    # the line is in the way of what is named after it
                    taken.boxes += boxed(way)
                    return [*_lead(start, end), *lines]
    return []


def _lead(start: NDArray[np.float64], end: NDArray[np.float64]) -> list[Shape]:
    """Draw a line, set off from what lies below it, with a bead where it begins."""
    turns = np.linspace(0.0, 2.0 * np.pi, 13)
    bead = start + _BEAD * np.column_stack([np.cos(turns), np.sin(turns)])
    way = [np.array([start, end])]
    return [
        Shape(way, stroke="#ffffff", width=3.0),
        Shape(way, stroke=_LOOK.colour, width=1.1),
        Shape([bead], closed=True, fill=_LOOK.colour),
    ]
