"""What stands beside the map of a picture: the largest shift, the signs of the map, the regions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geo.export.drawing import Mark, Shape, Text, text_width, wrapped
from geo.export.inks import inks, ramp_colour, state_colours
from geo.measures.land import LandSweep
from geo.measures.summary import summary_of
from geo.page.sheet import hatching, stroked
from geo.page.wording import day_of
from geo.page.words import fill, lat_words, whole_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geo.measures.change import Change
    from geo.measures.summary import RegionShift

__all__ = ["REST", "SOFT", "beside_map"]

SOFT: Final = "#545a63"
"""Ink of what is said besides."""
_MOST_TINTS: Final = 3
"""That a sample of the legend shows."""
REST: Final = "#77716a"
"""Ink of the part of an arrow that is not counted."""


def beside_map(
    shown: Change,
    total: RegionShift,
    texts: Mapping[str, Any],
    *,
    across: tuple[float, float],
    y: float,
    on_map: Sequence[Mark],
) -> Iterator[Mark]:
    """Tell the largest shift, what the signs mean, and what a reader has to know.

    Parameters
    ----------
    shown : Change
        Between the two days, the part that is shown.
    total : RegionShift
        Of that part.
    texts : mapping
        From `geo.page.wording.page_words`, with what ``regions`` are called.
    across : tuple of float
        Where the column begins and ends.
    y : float
        Where it begins, from above.
    on_map : sequence of mark
        What is drawn on the map: signs that are not there are not explained.
    """
    x, right = across
    wide = right - x
    if shown.transfers:
        yield Text(x, y + 10.0, texts["most"], 20.0, colour=SOFT)
        km = fill(texts["km"], {"km": whole_words(texts, total.max_km)})
        yield Text(x, y + 56.0, km, 60.0, bold=True, colour=ramp_colour(total.max_km, total.max_km))
        where = fill(texts["on_parallel"], {"lat": lat_words(texts, total.max_lat, 2)})
        near = fill(texts["near"], {"place": total.max_near}) if total.max_near else ""
        for line in wrapped(", ".join(part for part in (where, near) if part), 20.0, wide):
            yield Text(x, y + 106.0, line, 20.0)
            y += 27.0
        y += 130.0
    for name, swatch in _swatches(shown, x, on_map).items():
        said = fill(texts[name], {"day": day_of(texts, shown.after)})
        lines = wrapped(said, 19.0, wide - 70.0)
        yield from (_moved(mark, y) for mark in swatch)
        for line in lines:
            yield Text(x + 66.0, y, line, 19.0)
            y += 25.0
        y += 13.0
    y += 14.0
    for note in (texts["names_note"], texts["picture_names"]):
        for line in wrapped(note, 16.0, wide) if note else ():
            yield Text(x, y, line, 16.0, colour=SOFT)
            y += 22.0
        y += 8.0
    if len(shown.regions) > 1:
        yield from _regions(shown, texts, across, y + 20.0)


def _regions(shown: Change, texts: Mapping[str, Any], across: tuple[float, float], y: float) -> Iterator[Mark]:
    """Tell the mean shift of each region."""
    x, right = across
    yield Text(x, y, texts["region"], 16.0, colour=SOFT)
    yield Text(right, y, texts["mean"], 16.0, "end", SOFT)
    for name in shown.regions:
        y += 27.0
        own = summary_of(LandSweep(shown.within(name)), name, texts["regions"][name])
        yield Shape([np.array([[x, y - 14.0], [right, y - 14.0]])], stroke="#d8d2c4", width=1.0)
        number = whole_words(texts, own.mean_km)
        room = right - x - text_width(number, 17.0, bold=True) - 12.0
        lines = wrapped(own.name, 17.0, room)
        yield from (Text(x, y + 21.0 * k, line, 17.0) for k, line in enumerate(lines))
        y += 21.0 * (len(lines) - 1)
        yield Text(right, y, number, 17.0, "end", bold=True)


def _moved(shape: Shape, y: float) -> Shape:
    lines = [line + np.array([0.0, y]) for line in shape.lines]
    return Shape(lines, shape.closed, shape.fill, shape.stroke, shape.alpha, shape.width, shape.dash)


def _side_by_side(tints: Sequence[str], x: float) -> tuple[Shape, ...]:
    """Fill a sample with the first of some tints."""
    parts = np.linspace(x, x + 52.0, min(len(tints), _MOST_TINTS) + 1)
    return tuple(
        Shape([np.array([[a, -11.0], [b, -11.0], [b, 11.0], [a, 11.0]])], closed=True, fill=tint)
        for a, b, tint in zip(parts, parts[1:], tints, strict=False)
    )


def _swatches(shown: Change, x: float, on_map: Sequence[Mark]) -> dict[str, tuple[Shape, ...]]:
    """Draw a sample of each sign that is on the map, by the name of its text."""
    colours = inks()
    drawn = [mark for mark in on_map if isinstance(mark, Shape) and mark.lines]
    areas = {mark.fill for mark in drawn}
    lines = {(mark.stroke, tuple(mark.dash)) for mark in drawn if not mark.closed}
    bar = [np.array([[x, 0.0], [x + 52.0, 0.0]])]
    box = np.array([[x, -11.0], [x + 52.0, -11.0], [x + 52.0, 11.0], [x, 11.0]])
    states = state_colours(shown.before.atlas)
    tints = [tint for tint in dict.fromkeys(states.values()) if tint in areas]
    swatches: dict[str, tuple[Shape, ...]] = {"legend_ground": _side_by_side(tints, x)}
    for name in ("still", "before", "after", "other"):
        if (colours[name]["color"], tuple(colours[name]["dash"])) in lines:
            swatches[f"legend_{name}"] = (stroked(bar, colours[name]),)
    for sign, name, leased in ((1, "gained", "leased"), (-1, "lost", "leased_out")):
        ink = colours[name]
        # as on the map it lies on the tints of those who held the land before
        held = [
            states[part.before.holder] for part in shown.transfers if part.sign == sign and part.before.held
        ]
        area = (
            *_side_by_side(list(dict.fromkeys(held)), x),
            Shape([box], closed=True, fill=ink["fill"], alpha=ink["alpha"], stroke=ink["edge"]),
        )
        if ink["fill"] in areas:
            swatches[f"legend_{name}"] = area
        if (ink["edge"], ()) in lines:  # the hatching
            swatches[f"legend_{leased}"] = (*area, Shape(hatching([box]), stroke=ink["edge"], width=1.2))
    shaft = [np.array([[x + 10.0, 0.0], [x + 52.0, 0.0]])]
    if shown.transfers:
        dark = ramp_colour(1.0, 1.0)
        head = np.array([[x, 0.0], [x + 14.0, -6.0], [x + 14.0, 6.0]])
        arrow = Shape(shaft, stroke=dark, width=2.5)
        swatches["legend_shift"] = (arrow, Shape([head], closed=True, fill=dark))
    if (REST, ()) in lines:
        swatches["legend_shift_rest"] = (Shape(bar, stroke=REST, width=2.0),)
    return swatches
