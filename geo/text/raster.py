"""A drawing as pixels."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geo.export.drawing import Drawing, Shape, Text
from geo.files.extras import needing

with needing("matplotlib", "A picture of pixels (.png)"):
    import matplotlib as mpl
    from matplotlib.figure import Figure
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path
    from matplotlib.patheffects import withStroke

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["PIXELS", "png"]

PIXELS: Final = 3000
"""Width of a picture for print: 25 cm at 300 dots to the inch."""
_DPI: Final = 72.0
"""At this many dots to the inch a point, in which matplotlib measures, is a unit of the drawing."""


def png(drawing: Drawing, *, pixels: int = PIXELS) -> bytes:
    """Make pixels of a drawing; the same drawing gives the same bytes.

    Parameters
    ----------
    drawing : Drawing
    pixels : int
        Its width.

    Returns
    -------
    bytes
        A PNG file.

    Examples
    --------
    >>> square = np.array([[1.0, 1.0], [8.0, 1.0], [8.0, 8.0]])
    >>> png(Drawing(9, 9, (Shape([square], closed=True, fill="#000"),), "a square"), pixels=90)[1:4]
    b'PNG'
    """
    figure = Figure(figsize=(drawing.width / _DPI, drawing.height / _DPI))
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set(xlim=(0.0, drawing.width), ylim=(drawing.height, 0.0))
    axes.axis("off")
    for order, mark in enumerate(drawing.marks):
        (_write if isinstance(mark, Text) else _draw)(axes, mark, order)  # type: ignore[arg-type]
    out = io.BytesIO()
    with mpl.rc_context({"font.family": "DejaVu Sans", "path.simplify": False}):
        told = {"Software": None, "Title": drawing.title, "Description": drawing.description}
        figure.savefig(out, format="png", dpi=_DPI * pixels / drawing.width, metadata=told)
    return out.getvalue()


def _draw(axes: Axes, shape: Shape, order: int) -> None:
    parts, codes = [], []
    for line in shape.lines:
        if len(line) > 1:
            parts.append(np.vstack([line, line[:1]]) if shape.closed else line)
            steps = np.full(len(parts[-1]), Path.LINETO, dtype=Path.code_type)
            steps[0] = Path.MOVETO
            if shape.closed:
                steps[-1] = Path.CLOSEPOLY
            codes.append(steps)
    if not parts:
        return
    path = Path(np.vstack(parts), np.concatenate(codes))
    if shape.fill:
        axes.add_artist(PathPatch(path, fc=shape.fill, alpha=shape.alpha, lw=0.0, zorder=order))
    if shape.stroke:
        dashes = (0.0, tuple(length / shape.width for length in shape.dash)) if shape.dash else "solid"
        line_look = {
            "ec": shape.stroke,
            "lw": shape.width,
            "ls": dashes,
            "joinstyle": "round",
            "capstyle": "butt",
        }
        axes.add_artist(PathPatch(path, fc="none", zorder=order, **line_look))


def _write(axes: Axes, mark: Text, order: int) -> None:
    spaced = "\u200a".join(mark.text) if mark.spacing else mark.text
    look: dict[str, Any] = {
        "color": mark.colour,
        "fontsize": mark.size,
        "weight": "bold" if mark.bold else "normal",
    }
    align = {"start": "left", "middle": "center", "end": "right"}[mark.anchor]
    written = axes.text(mark.x, mark.y, spaced, ha=align, va="center_baseline", zorder=order, **look)
    if mark.halo:
        written.set_path_effects([withStroke(linewidth=mark.size / 4.0, foreground="#ffffffd9")])
