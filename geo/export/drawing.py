"""A drawing: shapes and texts on a sheet, whoever puts them on paper.

`svg` writes it as markup; `geo.text.raster` makes pixels of the same marks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["FONTS", "Drawing", "Mark", "Shape", "Text", "svg", "text_width", "together", "wrapped"]

FONTS: Final = ("system-ui", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "DejaVu Sans", "sans-serif")
_EM: Final = {False: 0.58, True: 0.64}
"""Mean width of a letter to its height, in plain and in bold: that of the widest of the fonts."""
_CAPITAL: Final = 1.2


@dataclass(frozen=True, slots=True)
class Shape:
    """Lines or outlines in one look.

    Attributes
    ----------
    lines : sequence of ndarray, each (n, 2)
        Places on the sheet, x to the right and y down.
    closed : bool
        Whether they are outlines; what lies within two of them is a hole.
    fill, stroke : str
        Colours, empty for none.
    alpha : float
        Of the filling.
    width : float
        Of the stroke.
    dash : tuple of float
        Lengths of dashes and gaps.
    """

    lines: Sequence[NDArray[np.float64]]
    closed: bool = False
    fill: str = ""
    stroke: str = ""
    alpha: float = 1.0
    width: float = 1.0
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text.

    Attributes
    ----------
    x, y : float
        Of its anchor, at the middle of the small letters' height.
    text : str
    size : float
    anchor : str
        ``start``, ``middle`` or ``end``: which part of it lies at x.
    colour : str
    bold, halo : bool
        Whether it is bold, and set off from what lies below it.
    spacing : float
        Between letters, to their size.
    """

    x: float
    y: float
    text: str
    size: float
    anchor: str = "start"
    colour: str = "#22262b"
    bold: bool = False
    halo: bool = False
    spacing: float = 0.0


Mark: TypeAlias = "Shape | Text"


@dataclass(frozen=True, slots=True)
class Drawing:
    """A sheet with marks on it, from the bottom.

    Attributes
    ----------
    width, height : float
    marks : tuple of Shape or Text
    title, description : str
        For those who do not see it.
    """

    width: float
    height: float
    marks: tuple[Mark, ...]
    title: str
    description: str = ""


def text_width(text: str, size: float, *, bold: bool = False, spacing: float = 0.0) -> float:
    """Return about how wide a text is, rather too much than too little.

    Examples
    --------
    >>> round(text_width("Brest", 10.0))
    30
    """
    em = sum(_CAPITAL if letter.isupper() else 1.0 for letter in text) * _EM[bold]
    return size * (em + spacing * len(text))


def together(text: str) -> list[str]:
    """Return the pieces of a text between which a line may end: a number is not parted from what it counts.

    Examples
    --------
    >>> together("by 167 km on 56° N")
    ['by', '167 km', 'on', '56° N']
    """
    return [piece for piece in re.split(r"(?<![\d°])[ \n]+", text) if piece]


def wrapped(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """Break a text into lines no wider than this, as far as its words allow.

    Examples
    --------
    >>> wrapped("the land between them", 10.0, 70.0)
    ['the land', 'between them']
    """
    lines: list[str] = []
    for word in together(text):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def svg(
    drawing: Drawing,
    *,
    decimals: int = 1,
    attributes: str = "",
    shown: tuple[float, float, float, float] | None = None,
) -> str:
    """Write a drawing as an SVG element.

    Parameters
    ----------
    drawing : Drawing
    decimals : int
        Of places on the sheet.
    attributes : str
        Further ones of the element, as markup.
    shown : tuple of float, optional
        Left, top, width and height of the part that has to be seen; the whole
        by default.

    Examples
    --------
    >>> square = np.array([[0, 0], [9, 0], [9, 9], [0, 0]])
    >>> svg(Drawing(9, 9, (Shape([square], closed=True, fill="#fff"),), "A < B"), decimals=0)
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" role="img" aria-label="A &lt; B"><path ...'
    """
    described = f"<desc>{escape(drawing.description)}</desc>" if drawing.description else ""
    marks = "".join(_text(mark) if isinstance(mark, Text) else _path(mark, decimals) for mark in drawing.marks)
    box = " ".join(_told(value, decimals) for value in shown or (0.0, 0.0, drawing.width, drawing.height))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" role="img" '
        f'aria-label="{escape(drawing.title)}"{attributes}>{described}{marks}</svg>'
    )


def _path(shape: Shape, decimals: int) -> str:
    d = "".join(_pen(line, decimals, close=shape.closed) for line in shape.lines)
    if not d:
        return ""
    look = [f'fill="{shape.fill or "none"}"']
    if shape.fill:
        look += ['fill-rule="evenodd"', *([f'fill-opacity="{shape.alpha:g}"'] if shape.alpha < 1 else [])]
    if shape.stroke:
        look += [f'stroke="{shape.stroke}" stroke-width="{shape.width:g}" stroke-linejoin="round"']
        look += [f'stroke-dasharray="{" ".join(f"{length:g}" for length in shape.dash)}"'] if shape.dash else []
    return f'<path {" ".join(look)} d="{d}"/>'


def _pen(line: NDArray[np.float64], decimals: int, *, close: bool) -> str:
    """Write steps from place to place, rounded so that no error adds up."""
    places = np.round(np.asarray(line, dtype=float) * 10.0**decimals).astype(int)
    steps = np.diff(places, axis=0)
    steps = steps[(steps != 0).any(axis=1)]
    if not len(steps):
        return ""

    scale = 10.0**decimals
    text = " ".join(_told(value / scale, decimals) for value in steps.ravel().tolist())
    x, y = (_told(value / scale, decimals) for value in places[0].tolist())
    return f"M{x} {y}l{text}{'z' if close else ''}".replace(" -", "-")


def _told(value: float, decimals: int) -> str:
    text = f"{value:.{decimals}f}"
    return text.rstrip("0").rstrip(".") if decimals else text


def _text(mark: Text) -> str:
    look = [f'x="{mark.x:.1f}" y="{mark.y:.1f}" font-size="{mark.size:g}" fill="{mark.colour}"']
    look += [f'text-anchor="{mark.anchor}"'] if mark.anchor != "start" else []
    look += ['font-weight="bold"'] if mark.bold else []
    look += [f'letter-spacing="{mark.spacing * mark.size:.1f}"'] if mark.spacing else []
    if mark.halo:
        look += [
            f'stroke="#fff" stroke-opacity=".85" stroke-width="{mark.size / 4:.1f}" stroke-linejoin="round"'
        ]
        look += ['paint-order="stroke"']
    family = escape(", ".join(f"'{font}'" if " " in font else font for font in FONTS))
    return f'<text {" ".join(look)} dy=".35em" font-family="{family}">{escape(mark.text)}</text>'
