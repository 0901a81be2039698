"""The border map: one page, open anywhere, with no network.

`border_map` gives a folium map. Its page carries the atlas itself - arcs,
zones, tenure - and derives borders and states from them in the reader's
browser, as the package does here.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from geo.atlas.chapters import chapters
from geo.atlas.languages import ENGLISH, language_of, languages, read_language
from geo.atlas.views import WHOLE, views
from geo.claims.assess import assess_claims
from geo.export.inks import inks_of, state_colours
from geo.files.writing import write_text
from geo.measures.change import change
from geo.page.atlas_layers import AtlasLayer, GroundLayer, StatesLayer
from geo.page.joining import join_modules
from geo.page.leaflet import slim_css
from geo.page.line_layers import BorderLayer, SeaLinesLayer
from geo.page.mapdata import map_data
from geo.page.moved_layers import ChangeLayer, NamesLayer, ShiftLayer
from geo.page.movement import epochs_of
from geo.page.offline import DataBlock, Markup, OfflineMap, Script, Style
from geo.page.settlement_file import settlement_file
from geo.page.sketch import sketch
from geo.page.speech import Subject, pack_speeches, scripted, speech
from geo.page.words import tag

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from geo.atlas.about import About
    from geo.atlas.atlas import Atlas, Snapshot
    from geo.atlas.views import View
    from geo.claims.assessed import Assessment, Claims
    from geo.measures.change import Change

__all__ = ["BorderMap", "border_map"]

_ASSETS: Final = Path(__file__).resolve().parent / "assets"
_TILES: Final = "https://tile.opentopomap.org"
_SMALL_DEG: Final = 0.1


class BorderMap(OfflineMap):
    """A folium map of the borders of two days, made of the layers of `parts`.

    Whatever folium has can be added before it is saved: markers, popups,
    tooltips, vector layers, groups, a layer control that ticks the parts too.
    What would have to be fetched is refused, unless the map was made to go
    online.
    """

    _write_beside: Callable[[Path], Path] | None = None

    @property
    def parts(self) -> dict[str, AtlasLayer]:
        """The layers of the atlas that the page draws, by the part they are of it.

        Examples
        --------
        >>> import geo
        >>> atlas = geo.open_atlas()
        >>> page = geo.border_map(atlas.on("1939-08-23"), atlas.on("1941-06-21"))
        >>> page.parts["shift"].show = False  # not shown when the page is opened
        >>> list(page.parts)[-3:]
        ['sea', 'shift', 'names']
        """
        layers = [child for child in self._children.values() if isinstance(child, AtlasLayer)]
        return {layer.part: layer for layer in layers if layer.part}

    def save_settlements(self, folder: str | Path) -> Path | None:
        """Write the settlements that the page's search finds into the page's folder.

        They lie beside the page, and are the same for every page of an atlas.
        Without them the search finds the larger places, and says so.

        Parameters
        ----------
        folder : path
            Where the page lies; if they are there already nothing is written.

        Returns
        -------
        Path or None
            Their file; None if the atlas has no gazetteer.
        """
        return self._write_beside(Path(folder)) if self._write_beside else None

    def save(self, path: str | Path, *_args: object, **_kwargs: object) -> None:  # type: ignore[override]
        """Write the page, whole or not at all.

        Parameters
        ----------
        path : path
            Where it goes.

        Raises
        ------
        OutsideError
            If something was added that has to be fetched, and the map was not
            made to go online.
        """
        write_text(Path(path), self.get_root().render())


def border_map(  # noqa: PLR0913  (each is an option)
    before: Snapshot,
    after: Snapshot,
    *,
    state: str | None = None,
    view: View = WHOLE,
    words: Mapping[str, Any] | None = None,
    lang: str = "en",
    online: bool = False,
    linked: bool = False,
) -> BorderMap:
    """Make the map of how a state's border moved between two days.

    Parameters
    ----------
    before, after : Snapshot
        Two days of one atlas.
    state : str, optional
        Whose border it is about: that of the atlas, unless another is named.
    view : View
        The part that is shown first, from `geo.atlas.views.views`.
    words : mapping, optional
        Texts of the page in place of its own, by their names in
        ``geo/page/assets/texts.en.json``. Names in ``<>`` and ``{}`` are
        filled in; one that is not known stays as it is.
    lang : str
        The language of the page (BCP 47). An English page of the atlas's own
        days and words speaks the others too, as its reader chooses; one in another
        language speaks that alone. One that there is no catalogue of has
        English texts, or those of `words`, and is only told to screen readers
        and browsers.
    online : bool
        Whether tiles, plugins and pictures from elsewhere may be added. The
        page then asks those addresses and no others; otherwise it asks
        nobody, and they are refused when it is saved.
    linked : bool
        Whether it links to the pages of the atlas's other views: where they
        lie beside it, as `bordershift build` writes them.

    Returns
    -------
    BorderMap
        A `folium.Map`; its ``save`` writes one self-contained HTML file, and
        in a notebook it shows itself.

    Raises
    ------
    UnknownNameError
        If the atlas does not know the state, the page has no text of some
        name, or `lang` is no language's tag.

    Examples
    --------
    >>> from geo import open_atlas
    >>> atlas = open_atlas()
    >>> page = border_map(atlas.on("1939-08-23"), atlas.on("1941-06-21")).get_root().render()
    >>> page.count("<script src="), page.count("@import")
    (0, 0)
    """
    atlas, about = before.atlas, before.atlas.about
    found = change(before, after, state=state)
    usual = about.is_usual(before.day, after.day, found.state)
    own = language_of(atlas.folder, tag(lang))
    speaks = languages(atlas.folder) if usual and own is ENGLISH and not words else ()
    others = [read_language(atlas.folder, one) for one in speaks if one != own.tag]
    subject = Subject(
        found=found,
        epochs=epochs_of(before, found.state, view, since=min(before.day, after.day)),
        view=view,
        views=views(atlas) if linked and usual else (),
        claims=_claims(atlas, view) if usual else (),
        chapters=usual and bool(chapters(atlas)),
        languages=dict(sorted((one.tag, one.name) for one in (own, *others))) if others else {},
    )
    said = speech(subject, own, _LAYERS, words)
    texts, contents = said.words, said.contents
    story = chapters(atlas) if usual else ()
    head, blob = map_data(found, subject.epochs, texts, view=view, claims=subject.claims, story=story)
    panel = said.panel() if others else []
    spoken = {one.tag: speech(subject, one, _LAYERS).packed(said, panel, subject, head) for one in others}
    layers = _layers(found, texts)
    page = BorderMap(
        about.centre[::-1],
        zoom_start=5,
        title=contents.title,
        label=texts["map"],
        control_scale=False,
        description=contents.lead,
        lang=lang,
        images=(_TILES,),
        beside=head["settlements"] is not None,
        online=online,
        lacking=texts["lacking"],
        min_zoom=3,
        max_zoom=_finest(about),
        zoom_snap=1 / 16,
        zoom_delta=0.5,
        zoom_control=False,
        max_bounds=True,
        **_reach(about.window),
        world_copy_jump=False,
    )
    if beside := settlement_file(atlas):
        page._write_beside = beside.write  # noqa: SLF001
    page.described_by, page.skip = "bs-lead", ("bs-figures", texts["skip"])
    for sheet in ("map.css", "layout.css"):
        page.add_child(Style(_css(sheet)))
    if about.own:
        page.add_child(Style(f"html, body, .leaflet-container {{ background: {inks_of(atlas)['sea']}; }}"))
    first = sketch(found, head["focus"], texts["both_long"])  # type: ignore[arg-type]
    page.add_child(Markup(said.body(first)))
    page.add_child(DataBlock("bs-data", said.said(subject, head), blob, soon=True, mixed=True))
    if spoken:
        page.add_child(DataBlock("bs-languages", *pack_speeches(spoken)))
    page.add_child(Script(_code(texts, atlas)))
    for part, layer in layers.items():
        layer.part = part
        page.add_child(layer)
    return page


_LAYERS: Final = {
    "ground": "layer_ground",
    "states_before": "layer_states_before",
    "states_after": "layer_states_after",
    "change": "layer_change",
    "borders_before": "layer_borders_before",
    "borders_after": "layer_borders_after",
    "sea": "layer_sea_part",
    "shift": "layer_shift",
    "names": "layer_names",
}
"""What each of the page's layers is called, by the part of the page it is."""


def _layers(found: Change, texts: Mapping[str, Any]) -> dict[str, AtlasLayer]:
    """Make the page's layers, from the bottom; of the second day are those that follow the day chosen."""
    before, after, state = found.before, found.after, found.state
    names = {part: texts[name] for part, name in _LAYERS.items()}
    return {
        "ground": GroundLayer(before.atlas, name=names["ground"]),
        "states_before": StatesLayer(before, name=names["states_before"]),
        "states_after": StatesLayer(after, name=names["states_after"]),
        "change": ChangeLayer(before, after, state=state, name=names["change"]),
        "borders_before": BorderLayer(before, state=state, name=names["borders_before"]),
        "borders_after": BorderLayer(after, state=state, name=names["borders_after"]),
        "sea": SeaLinesLayer(after, state=state, name=names["sea"]),
        "shift": ShiftLayer(before, after, state=state, name=names["shift"]),
        "names": NamesLayer(before, name=names["names"]),
    }


def _finest(about: About) -> int:
    """Return how closely one can look: at fields of one's own to the metre, as their lines are."""
    west, south, east, north = about.window
    return 17 if about.own and max(east - west, north - south) < _SMALL_DEG else 13


def _reach(window: Sequence[float]) -> dict[str, float]:
    """Return how far one can go from the atlas: far enough to see where it lies."""
    west, south, east, north = window
    wide, tall = max(4 * (east - west), 120.0), max(north - south, 25.0)
    return {
        "min_lon": west - wide,
        "max_lon": east + wide,
        "min_lat": max(south - tall, -85.0),
        "max_lat": min(north + tall, 85.0),
    }


def _css(sheet: str) -> str:
    return slim_css((_ASSETS / sheet).read_text(encoding="utf-8"))


def _code(texts: Mapping[str, Any], atlas: Atlas) -> str:
    """Join the page's modules, and begin with its words, its colours and the looks of what they draw."""
    colours = {**inks_of(atlas), "states": state_colours(atlas)}
    start = f"window.bordershift = $main.start(map, {_in_script(scripted(texts))}, {_in_script(colours)});"
    return f'"use strict";\n{_looks()}\n{_modules()}\n{start}'


@cache
def _looks() -> str:
    """Style names, lines to them, tips and what is printed only when there is a script to draw them."""

    def put(where: str, sheet: str) -> str:
        style = f"{{ textContent: {_in_script(_css(sheet))} }}"
        return f"document.head.{where}(Object.assign(document.createElement('style'), {style}));"

    # what the other sheets overrule, and what overrules them
    return f"{put('prepend', 'drawn.css')}\n{put('append', 'print.css')}"


@cache
def _modules() -> str:
    return join_modules(_ASSETS, "main")


def _in_script(value: object) -> str:
    """Write JSON that can stand in a script: nothing in it can end the element."""
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c").replace("\u2028", "\\u2028")


def _claims(atlas: Atlas, view: View) -> tuple[Assessment, ...]:
    """Return the claims that a page puts to the test: of a shift, those about land that it shows."""
    told: Claims = atlas.derive("claims", assess_claims)
    shown = set(view.regions)
    return tuple(claim for claim in told if not (shown and claim.regions and shown.isdisjoint(claim.regions)))
