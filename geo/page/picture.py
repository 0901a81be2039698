"""The picture of how a border moved: a map with title, legend, scale, credit and the largest shift.

It is made of marks, which `geo.export.drawing.svg` writes as SVG and
`geo.text.raster` as PNG; no browser is needed.
"""

from __future__ import annotations

from collections import Counter
from itertools import product
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from geo.atlas.languages import language_of
from geo.atlas.views import WHOLE
from geo.export.drawing import Drawing, Mark, Shape, Text, text_width, wrapped
from geo.measures.change import change
from geo.measures.land import LandSweep
from geo.measures.summary import TOTAL, summary_of
from geo.page.beside import SOFT, beside_map
from geo.page.movement import focus
from geo.page.paper_arrows import arrows_of, kilometres
from geo.page.paper_leads import led_names
from geo.page.paper_names import Taken, changed, meet, region_lands, region_names, state_names
from geo.page.sheet import (
    Sheet,
    border_marks,
    change_marks,
    edge,
    edge_marks,
    ground_marks,
    state_lands,
    state_marks,
    water_marks,
)
from geo.page.wording import lead, page_words, region_labels, title
from geo.page.words import fill, lat_words, whole_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from geo.atlas.atlas import Snapshot
    from geo.atlas.places import Place
    from geo.atlas.views import View
    from geo.measures.change import Change
    from geo.measures.summary import RegionShift

__all__ = ["picture"]

WIDTH: Final = 1500.0
_PAD: Final = 40.0
_MAP_WIDE: Final = 960.0
_MAP_TALL: Final = (820.0, 1480.0)
"""The least and the greatest height of the map; within them it is as high as what it shows."""
_COLUMN: Final = 36.0
_TITLES: Final = (40.0, 36.0, 32.0)
"""Sizes of a title, of which the largest is taken that has room."""
_TOWN: Final = 15.0
_AROUND: Final = ((9.0, 0.0, "start"), (-9.0, 0.0, "end"), (0.0, -14.0, "middle"), (0.0, 14.0, "middle"))
"""Where the name of a town may stand to its dot."""
_SCALES_KM: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


def picture(
    before: Snapshot,
    after: Snapshot,
    *,
    state: str | None = None,
    view: View = WHOLE,
    words: Mapping[str, Any] | None = None,
    lang: str = "en",
) -> Drawing:
    """Draw how a state's border moved between two days.

    Parameters
    ----------
    before, after : Snapshot
        Two days of one atlas.
    state : str, optional
        Whose border it is about: that of the atlas, unless another is named.
    view : View
        The part that is shown, from `geo.atlas.views.views`.
    words : mapping, optional
        Texts in place of the page's own; see `geo.border_map`.
    lang : str
        The language of its texts.

    Returns
    -------
    Drawing

    Raises
    ------
    UnknownNameError
        If the atlas does not know the state, or there is no text of some name.

    Examples
    --------
    >>> from geo import open_atlas
    >>> from geo.export.drawing import svg
    >>> atlas = open_atlas()
    >>> drawn = picture(atlas.on("1939-08-23"), atlas.on("1941-06-21"))
    >>> drawn.title, "449 km" in svg(drawn)
    ('The western border of the USSR, 1939 to 1941', True)
    """
    whole = change(before, after, state=state)
    shown = whole.within(*view.regions) if view.regions else whole
    total = summary_of(LandSweep(shown), TOTAL, TOTAL)
    language = language_of(before.atlas.folder, lang)
    texts = page_words(whole, words, language)
    texts["regions"] = {region: language.says(name) for region, name in whole.region_names.items()}
    # from afar what has a name together with others that moved goes by that
    labels = region_labels(before.atlas)
    moved = Counter(labels[region][1] for region in whole.regions if region in labels)
    texts["labels"] = {
        region: language.says(together if together and moved[together] > 1 and not view.regions else own)
        for region, (own, together) in labels.items()
    }
    states = {texts["holders"].get(state, state) for state in before.atlas.holders}
    texts["groups"] = {
        language.says(together) for own, together in labels.values() if language.says(own) in states
    }
    heading, said = title(texts, whole, view, language), lead(texts, shown, total)
    # 1. above the map what it is, and in a sentence what was found
    marks: list[Mark] = []
    y = _PAD
    room = WIDTH - 2 * _PAD
    size = next((size for size in _TITLES if text_width(heading, size, bold=True) <= room), _TITLES[-1])
    for line in wrapped(heading, size, room, bold=True):
        marks.append(Text(_PAD, y + 24.0, line, size, bold=True))
        y += 50.0
    for line in wrapped(said, 22.0, WIDTH - 2 * _PAD):
        marks.append(Text(_PAD, y + 18.0, line, 22.0, colour=SOFT))
        y += 30.0
    y += 22.0
    # 2. the map
    bounds = _margin(focus(shown))
    tall = Sheet(bounds, width=_MAP_WIDE).height
    height = float(np.clip(tall, *_MAP_TALL))
    sheet = Sheet(bounds, left=_PAD, top=y, width=_MAP_WIDE, height=height)
    on_map = list(_map(whole, shown, sheet, total, texts))
    marks += on_map
    # 3. beside it the largest shift and the legend; below it whose work it is
    across = (_PAD + _MAP_WIDE + _COLUMN, WIDTH - _PAD)
    marks += beside_map(shown, total, texts, across=across, y=y, on_map=on_map)
    y += height + 26.0
    for line in wrapped(before.atlas.about.credits.attribution, 15.0, WIDTH - 2 * _PAD):
        marks.append(Text(_PAD, y, line, 15.0, colour=SOFT))
        y += 21.0
    paper = np.array([[0.0, 0.0], [WIDTH, 0.0], [WIDTH, y + 12.0], [0.0, y + 12.0]])
    return Drawing(WIDTH, y + 12.0, (Shape([paper], closed=True, fill="#fffdf8"), *marks), heading, said)


def _margin(bounds: list[float]) -> tuple[float, float, float, float]:
    west, south, east, north = bounds
    wide, tall = max(east - west, 0.2) / 8, max(north - south, 0.2) / 14
    return west - wide, max(south - tall, -84.0), east + wide, min(north + tall, 84.0)


def _map(
    whole: Change, shown: Change, sheet: Sheet, total: RegionShift, texts: Mapping[str, Any]
) -> Iterator[Mark]:
    yield from ground_marks(whole, sheet)
    lands = state_lands(whole.before, sheet)
    yield from state_marks(lands, whole.before.atlas, sheet)
    yield from change_marks(whole, sheet)
    yield from water_marks(whole, sheet)
    yield from edge_marks(whole, sheet)
    yield from border_marks(whole, sheet, others=True)
    taken = Taken(sheet)
    ground = shapely.union_all([part for parts in lands.values() for part in parts])
    taken.land = shapely.make_valid(shapely.transform(ground, sheet.places))
    # first what has to stand, then the regions, which no arrow but the largest crosses
    arrows = arrows_of(whole, shown, sheet, total)
    taken.arrows = [arrow.along for arrow in arrows if arrow.most]
    most = list(kilometres([arrow for arrow in arrows if arrow.most], total, texts, taken))
    scale = list(_scale(sheet, texts, taken))
    towns = sorted((place for place in whole.before.atlas.places if place.rank), key=lambda place: place.rank)
    taken.boxes += [_dot_box(place, sheet) for place in towns if place.rank == 1]
    holders = {state: texts["holders"].get(state, state) for state in lands}
    before = len(taken.boxes)
    named = region_lands(shown, texts["labels"], holders.values(), sheet)
    # those that are states of their own stand on the land that they have together
    groups = {name: named.pop(name) for name in texts["groups"] & named.keys()}
    regions = region_names(named, sheet, taken)
    crossed = {
        arrow.piece.lat
        for arrow in arrows
        if not arrow.most and any(meet(arrow.along, box) for box in taken.boxes[before:])
    }
    arrows = [arrow for arrow in arrows if arrow.piece.lat not in crossed]
    taken.arrows = [arrow.along for arrow in arrows]
    for arrow in arrows:
        yield from arrow.rest()
    for arrow in arrows:
        yield from arrow.marks(total)
    yield from (*most, *scale, *(line for lines in regions.values() for line in lines))
    yield from _edges(whole, sheet, texts, taken)
    moved = changed(whole, sheet)
    yield from state_names(lands, moved, holders, sheet, taken)
    named, grouped = named | groups, region_names(groups, sheet, taken)
    yield from (line for lines in grouped.values() for line in lines)
    yield from _towns([place for place in towns if place.rank == 1], sheet, taken)
    yield from kilometres([arrow for arrow in arrows if not arrow.most], total, texts, taken)
    unnamed = {name: named[name] for name, lines in (regions | grouped).items() if not lines}
    yield from led_names(unnamed, lands, moved, sheet, taken)
    yield from _towns([place for place in towns if place.rank > 1], sheet, taken)
    left, top, right, low = sheet.left, sheet.top, sheet.left + sheet.width, sheet.top + sheet.height
    frame = np.array([[left, top], [right, top], [right, low], [left, low]])
    yield Shape([frame], closed=True, stroke="#8d887c", width=1.5)


def _edges(found: Change, sheet: Sheet, texts: Mapping[str, Any], taken: Taken) -> Iterator[Text]:
    """Say where the atlas ends, beside its western and its eastern edge."""
    west, _, east, _ = edge(found.before.atlas)
    for lon, out, anchor in ((west, -8.0, "end"), (east, 8.0, "start")):
        ((x, _),) = sheet.places(np.array([[lon, sheet.middle_lat]])).tolist()
        room = (x - sheet.left if out < 0 else sheet.left + sheet.width - x) - 14.0
        lines = wrapped(texts["edge"], 13.0, room) if room > 0 else []
        for share in (0.5, 0.4, 0.6, 0.3, 0.7):
            top = sheet.top + share * sheet.height
            said = [Text(x + out, top + 16.0 * k, line, 13.0, anchor, SOFT) for k, line in enumerate(lines)]
            if all(taken.put(line) for line in said):
                yield from said
                break


def _towns(places: Iterable[Place], sheet: Sheet, taken: Taken) -> Iterator[Mark]:
    """Name towns where there is room, as they were called then."""
    for place in places:
        ((x, y),) = sheet.places(np.array([[place.lon, place.lat]])).tolist()
        dot = _dot_box(place, sheet)
        if dot not in taken.boxes and not taken.free(dot):
            continue
        name = place.name_then or place.name
        # the most important stand over an arrow rather than not at all
        for over, (dx, dy, anchor) in product((False, True) if place.rank == 1 else (False,), _AROUND):
            label = Text(x + dx, y + dy, name, _TOWN, anchor, bold=place.rank == 1, halo=True)
            if taken.put(label, over=over):
                taken.boxes.append(dot)
                yield Shape([_dot(x, y, 4.6)], closed=True, fill="#ffffff")
                yield Shape([_dot(x, y, 3.2)], closed=True, fill="#23282e")
                yield label
                break


def _dot_box(place: Place, sheet: Sheet) -> tuple[float, float, float, float]:
    ((x, y),) = sheet.places(np.array([[place.lon, place.lat]])).tolist()
    return x - 5.0, y - 5.0, x + 5.0, y + 5.0


def _dot(x: float, y: float, radius: float) -> np.ndarray[Any, np.dtype[np.float64]]:
    turn = np.linspace(0.0, 2.0 * np.pi, 17)
    return np.column_stack([x + radius * np.cos(turn), y + radius * np.sin(turn)])


def _scale(sheet: Sheet, texts: Mapping[str, Any], taken: Taken) -> Iterator[Mark]:
    """Draw a bar of round kilometres and say on which parallel it is true: Mercator stretches northward."""
    km = max((km for km in _SCALES_KM if km * 1000.0 / sheet.unit_m <= sheet.width / 4.0), default=1)
    wide = km * 1000.0 / sheet.unit_m
    x, y = sheet.left + 24.0, sheet.top + sheet.height - 26.0
    said = fill(
        texts["scale_at"],
        {"km": whole_words(texts, km), "lat": lat_words(texts, sheet.middle_lat, 0)},
    )
    label = Text(x, y - 20.0, said, 15.0, halo=True)
    taken.put(label, must=True)
    taken.boxes.append((x - 4.0, y - 12.0, x + wide + 4.0, y + 6.0))
    bar = np.array([[x, y - 8.0], [x, y], [x + wide, y], [x + wide, y - 8.0]])
    yield Shape([bar], stroke="#ffffff", width=5.0)
    yield Shape([bar], stroke="#22262b", width=2.0)
    yield label
