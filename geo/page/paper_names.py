"""Names of states and of regions on a picture, each on the land that it names."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.export.drawing import Text, text_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo.measures.change import Change
    from geo.page.sheet import Sheet

__all__ = [
    "LEADING",
    "REGION",
    "Taken",
    "boxed",
    "broken",
    "changed",
    "inner_places",
    "lines_at",
    "meet",
    "region_lands",
    "region_names",
    "state_names",
]

_GREAT: Final = 220.0
"""Units across, from which on a state is named in large letters."""
_SPACED: Final = 0.14
LEADING: Final = 1.2
"""From one line to the next, to their size."""
_STATE: Final = Text(0.0, 0.0, "", 15.0, "middle", "#46392f", halo=True, spacing=_SPACED)
REGION: Final = Text(0.0, 0.0, "", 15.0, "middle", "#5a2406", bold=True, halo=True)
_RIM: Final = 5.0
"""Units between a name and the edge of the map, at least."""
_STEP: Final = 11.0
"""Units from one place that is tried to the next."""
_WITHIN: Final = (1.0, 0.85, 0.6)
"""Shares of a name that lie on its land: the first for which there is a place is taken."""
_STRAYS: Final = 0.15
"""Share of a name that may lie on other land than its own: the rest stands out to sea."""


class Taken:
    """Where texts stand already."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.boxes: list[tuple[float, float, float, float]] = []
        self.arrows: list[tuple[float, float, float, float]] = []
        self.land: BaseGeometry = shapely.Polygon()
        """All land that is drawn, on the sheet."""

    def put(self, *lines: Text, must: bool = False, over: bool = False) -> bool:
        """Take the room of a text, if it is free and lies on the map; arrows it may stand over only if told."""
        boxes = [_box(line) for line in lines]
        open_ = all(
            self.free(box) and (over or not any(meet(box, arrow) for arrow in self.arrows)) for box in boxes
        )
        if must or open_:
            self.boxes += boxes
        return must or open_

    def free(self, box: tuple[float, float, float, float]) -> bool:
        """Tell whether a part of the map has no text yet."""
        left, top, right, low = box
        sheet = self.sheet
        return (
            left > sheet.left + _RIM
            and top > sheet.top + _RIM
            and right < sheet.left + sheet.width - _RIM
            and low < sheet.top + sheet.height - _RIM
            and not any(meet(box, other) for other in self.boxes)
        )


def _box(text: Text) -> tuple[float, float, float, float]:
    wide, tall = text_width(text.text, text.size, bold=text.bold, spacing=text.spacing), text.size * LEADING
    left = text.x - {"start": 0.0, "middle": wide / 2.0, "end": wide}[text.anchor]
    return left - 2.0, text.y - tall / 2.0, left + wide + 2.0, text.y + tall / 2.0


def boxed(way: shapely.LineString) -> list[tuple[float, float, float, float]]:
    """Return small boxes along a line, that nothing else may stand on."""
    steps = np.append(np.arange(0.0, way.length, _STEP / 2), way.length)
    at = shapely.get_coordinates(shapely.line_interpolate_point(way, steps))
    return [(x - 2.0, y - 2.0, x + 2.0, y + 2.0) for x, y in at.tolist()]


def meet(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    """Tell whether two boxes have a part in common."""
    return a[0] < b[2] and a[2] > b[0] and a[1] < b[3] and a[3] > b[1]


def changed(found: Change, sheet: Sheet) -> BaseGeometry:
    """Return the land that changed hands, as fine as it is drawn, in degrees."""
    lands = (transfer.territory for transfer in found.transfers)
    return shapely.union_all(sheet.cut(lands, found.before.atlas.about.centre))


def state_names(
    lands: Mapping[str, list[shapely.Polygon]],
    moved: BaseGeometry,
    names: Mapping[str, str],
    sheet: Sheet,
    taken: Taken,
) -> Iterator[Text]:
    """Name the states on their land, on what they kept if there is room, so that no border runs through a name.

    What is too small goes without.
    """
    for state, (land, *_) in sorted(
        ((state, parts) for state, parts in lands.items() if parts), key=lambda pair: -sheet.across(pair[1][0])
    ):
        kept = max(shapely.get_parts(shapely.difference(land, moved)), key=sheet.across, default=land)
        great = sheet.across(land) > _GREAT
        text, size = names[state].upper(), 20.0 if great else 15.0
        if text_width(text, size, spacing=_SPACED) > sheet.across(land) * 1.3:
            continue
        for area in (kept, land):
            lines = _placed([text], replace(_STATE, size=size), area, sheet, taken, own=land)
            if lines:
                yield from lines
                break


def region_lands(
    found: Change, labels: Mapping[str, str], standing: Iterable[str], sheet: Sheet
) -> dict[str, BaseGeometry]:
    """Return what changed hands by its regions' names, but for those that stand there as states."""
    named: dict[str, list[BaseGeometry]] = {}
    for transfer in found.transfers:
        name = labels.get(transfer.region, "")
        if name and name not in set(standing):
            named.setdefault(name, []).append(transfer.territory)
    lands = {}
    for name, territories in named.items():
        pieces = [
            piece
            for area in sheet.cut(territories, found.before.atlas.about.centre)
            for piece in shapely.get_parts(area)
        ]
        land = shapely.union_all(pieces)
        if not land.is_empty:
            lands[name] = land
    return lands


def region_names(lands: Mapping[str, BaseGeometry], sheet: Sheet, taken: Taken) -> dict[str, list[Text]]:
    """Name regions on their land, a word to a line, or a part of one; a name that has no room has no lines."""
    named: dict[str, list[Text]] = {}
    for name, land in lands.items():
        tries = (_placed(words, REGION, land, sheet, taken) for words in broken(name))
        named[name] = next((lines for lines in tries if lines), [])
    return named


def broken(name: str) -> list[list[str]]:
    """Return the lines that a name may have: its words, then what hyphens join apart too."""
    words = name.split(" ")
    parts = [part for word in words for part in re.split(r"(?<=-)(?=\w)", word)]
    return [words] if parts == words else [words, parts]


def lines_at(words: Sequence[str], look: Text, x: float, y: float) -> list[Text]:
    """Write words below each other, about a place on the sheet."""
    tops = y + (np.arange(len(words)) - (len(words) - 1) / 2) * look.size * LEADING
    return [replace(look, x=x, y=top, text=word) for word, top in zip(words, tops.tolist(), strict=True)]


def inner_places(area: BaseGeometry) -> NDArray[np.float64]:
    """Return places within an area on the sheet, the farthest from its rim first; at least one."""
    left, top, right, low = area.bounds
    xs, ys = np.meshgrid(np.arange(left, right, _STEP), np.arange(top, low, _STEP))
    inner = shapely.point_on_surface(area)
    at = np.vstack([np.column_stack([xs.ravel(), ys.ravel()]), [[inner.x, inner.y]]])
    at = at[shapely.contains_xy(area, at[:, 0], at[:, 1])]
    deep = shapely.distance(shapely.boundary(area), shapely.points(at))  # noqa: TID251  (on the sheet)
    return np.asarray(at[np.argsort(-deep, kind="stable")], dtype=np.float64)


def _placed(
    words: list[str],
    look: Text,
    land: BaseGeometry,
    sheet: Sheet,
    taken: Taken,
    *,
    own: BaseGeometry | None = None,
) -> list[Text]:
    """Find lines a place on their land, as far from its rim as there is room, and hardly on other land."""
    area = shapely.make_valid(shapely.transform(land, sheet.places))
    whole = area if own is None else shapely.make_valid(shapely.transform(own, sheet.places))
    wide = max(text_width(word, look.size, bold=look.bold, spacing=look.spacing) for word in words)
    tall = len(words) * look.size * LEADING
    at = inner_places(area)
    boxes = shapely.box(at[:, 0] - wide / 2, at[:, 1] - tall / 2, at[:, 0] + wide / 2, at[:, 1] + tall / 2)
    shares = _share(boxes, area)
    strays = _share(boxes, taken.land) - _share(boxes, whole)
    tried = strays > _STRAYS
    for within in _WITHIN:
        fits = (shares >= within - 1e-9) & ~tried
        tried |= fits
        for x, y in at[fits].tolist():
            lines = lines_at(words, look, x, y)
            if taken.put(*lines):
                return lines
    return []


def _share(boxes: NDArray[np.object_], land: BaseGeometry) -> NDArray[np.float64]:
    """Return how much of each box lies on a land."""
    shapely.prepare(land)
    on = shapely.area(shapely.intersection(boxes, land))  # noqa: TID251  (on the sheet)
    return np.asarray(on / shapely.area(boxes), dtype=np.float64)  # noqa: TID251
