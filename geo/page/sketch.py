"""A small picture of two borders: what a page shows first, and all it shows where no script may run."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.export.drawing import Drawing, svg
from geo.page.sheet import Sheet, border_marks, change_marks, ground_marks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.measures.change import Change

__all__ = ["sketch"]

_WIDTH: Final = 480.0
_FINEST: Final = 2.0
"""Units within which it is drawn: a pixel of most screens, until the map itself is there."""
_LEAST_ACROSS: Final = 12.0
_LEAST_CHANGED: Final = 2.0
"""Units that an island is across at least, and one that changed hands."""


def sketch(found: Change, focus: Sequence[float], label: str) -> str:
    """Draw land, the land that changed hands, and the border of both days.

    Parameters
    ----------
    found : Change
    focus : sequence of float
        West, south, east and north of what the map first looks at, in degrees;
        the picture goes on some way around.
    label : str
        What it shows.

    Returns
    -------
    str
        An SVG element, on a Mercator map.
    """
    sheet = Sheet(_about(focus), width=_WIDTH, finest=_FINEST)
    marks = (
        *ground_marks(found, sheet, least=_LEAST_ACROSS),
        *(replace(mark, stroke="") for mark in change_marks(found, sheet, least=_LEAST_CHANGED)),
        *border_marks(found, sheet, others=False),
    )
    west, south, east, north = focus
    (left, upper), (right, lower) = sheet.places(np.array([[west, north], [east, south]])).tolist()
    shown = (left, upper, right - left, lower - upper)
    drawing = Drawing(_WIDTH, sheet.height, marks, label)
    return svg(drawing, decimals=0, attributes=' class="bs-sketch"', shown=shown)


def _about(focus: Sequence[float]) -> tuple[float, float, float, float]:
    west, south, east, north = focus
    wide, tall = (east - west) / 8, (north - south) / 12
    return max(west - wide, -180.0), max(south - tall, -85.0), min(east + wide, 180.0), min(north + tall, 85.0)
