"""The border map: one page, open anywhere, with no network.

`border_map` gives a folium map. Its page carries the atlas itself - arcs,
zones, tenure - and derives borders and states from them in the reader's
browser, as the package does here.
"""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from geo.atlas.views import WHOLE, views
from geo.claims.assess import assess_claims
from geo.export.inks import inks, state_colours
from geo.files.writing import write_text
from geo.measures.change import change
from geo.measures.land import LandSweep
from geo.measures.summary import TOTAL, summary_of
from geo.page.joining import join_modules
from geo.page.mapdata import map_data
from geo.page.mappage import Contents, page_text
from geo.page.offline import DataBlock, Markup, OfflineMap, Script, Style
from geo.page.sketch import sketch
from geo.page.wording import lead, page_words, title

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.atlas.atlas import Atlas, Snapshot
    from geo.atlas.views import View
    from geo.claims.assessed import Claims

__all__ = ["BorderMap", "border_map"]

_ASSETS: Final = Path(__file__).resolve().parent / "assets"
_TILES: Final = "https://tile.opentopomap.org"


class BorderMap(OfflineMap):
    """A folium map of the borders of two days.

    Folium's own vector layers can be added before it is saved.
    """

    def save(self, path: str | Path, *_args: object, **_kwargs: object) -> None:  # type: ignore[override]
        """Write the page, whole or not at all.

        Parameters
        ----------
        path : path
            Where it goes.
        """
        write_text(Path(path), self.get_root().render())


def border_map(
    before: Snapshot,
    after: Snapshot,
    *,
    state: str | None = None,
    view: View = WHOLE,
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

    Returns
    -------
    BorderMap
        A `folium.Map`; its ``save`` writes one self-contained HTML file, and
        in a notebook it shows itself.

    Examples
    --------
    >>> from geo import open_atlas
    >>> atlas = open_atlas()
    >>> page = border_map(atlas.on("1939-08-23"), atlas.on("1941-06-21")).get_root().render()
    >>> page.count("<script src="), page.count("@import")
    (0, 0)
    """
    atlas = before.atlas
    found = change(before, after, state=state)
    texts = page_words(found)
    shown = found.within(*view.regions) if view.regions else found
    usual = atlas.about.is_usual(before.day, after.day, found.state)
    claims = _claims(atlas) if usual else ()
    head, blob = map_data(before, after, state=found.state, view=view, claims=claims)
    total = summary_of(LandSweep(shown), TOTAL, view.title)
    heading, told = title(texts, found, view), lead(texts, shown, total, view)
    bounds = _margin(head["focus"])  # type: ignore[arg-type]
    contents = Contents(
        title=heading,
        lead=told,
        regions=tuple(
            summary_of(LandSweep(found.within(name)), name, atlas.regions.get(name, name))
            for name in shown.regions
        ),
        total=total,
        claims=claims,
        views=views(atlas) if usual else (),
        view=view,
        days=atlas.about.dated,
        story=bool(atlas.events),
        attribution=atlas.about.credits.attribution,
        sketch=sketch(found, bounds, inks(), escape(texts["both_long"])),
    )
    page = BorderMap(
        [56.5, 28.0],
        zoom_start=5,
        title=heading,
        label=texts["map"],
        control_scale=False,
        description=told,
        images=(_TILES,),
        min_zoom=3,
        max_zoom=13,
        zoom_snap=0.25,
        zoom_delta=0.5,
        zoom_control=False,
        max_bounds=True,
        min_lat=16,
        max_lat=81,
        min_lon=-38,
        max_lon=116,
        world_copy_jump=False,
    )
    page.add_child(Style((_ASSETS / "map.css").read_text(encoding="utf-8")))
    page.add_child(Markup(page_text(texts, contents)))
    page.add_child(DataBlock("bs-data", head, blob))
    page.add_child(Script(_code(texts, atlas)))
    return page


def _code(texts: Mapping[str, Any], atlas: Atlas) -> str:
    """Join the page's modules, and begin with its words and colours."""
    colours = {**inks(), "states": state_colours(atlas)}
    start = f"window.bordershift = $main.start(map, {_in_script(texts)}, {_in_script(colours)});"
    return "\n".join(['"use strict";', join_modules(_ASSETS, "main"), start])


def _in_script(value: object) -> str:
    """Write JSON that can stand in a script: nothing in it can end the element."""
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c").replace("\u2028", "\\u2028")


def _claims(atlas: Atlas) -> Claims:
    return atlas.derive("claims", assess_claims)


def _margin(focus: Sequence[float]) -> tuple[float, float, float, float]:
    west, south, east, north = focus
    wide, tall = (east - west) / 8, (north - south) / 12
    return max(west - wide, -180.0), max(south - tall, -85.0), min(east + wide, 180.0), min(north + tall, 85.0)
