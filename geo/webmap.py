"""The border map: one page, open anywhere, with no network.

`border_map` gives a folium map. Its page carries the atlas itself - arcs,
zones, tenure - and derives borders and states from them in the reader's
browser, as the package does here.
"""

from __future__ import annotations

import json
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from geo.displacement import shift
from geo.exchange import write_text
from geo.mapdata import map_data
from geo.offline import DataBlock, Markup, OfflineMap, Script, Style, stable_ids
from geo.tenure import DAY_1939, DAY_1941

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.atlas import Snapshot
    from geo.displacement import RegionShift, Shift

__all__ = ["BorderMap", "border_map"]

_ASSETS: Final = Path(__file__).resolve().parent / "assets"


@lru_cache(maxsize=1)
def _texts() -> dict[str, Any]:
    """Every text of the page; a translation is one file."""
    texts: dict[str, Any] = json.loads((_ASSETS / "texts.en.json").read_text(encoding="utf-8"))
    return texts


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
    before: Snapshot, after: Snapshot, *, state: str = "USSR", words: Mapping[str, str] | None = None
) -> BorderMap:
    """Make the map of how a state's border moved between two days.

    Parameters
    ----------
    before, after : Snapshot
        Two days of one atlas.
    state : str
        Whose border it is about.
    words : mapping, optional
        Texts of the page to put in place of its own, by their names in
        ``texts.en.json``.

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
    texts = {**_texts(), **_days_in_words(before, after), **(words or {})}
    moved = shift(before, after, state=state)
    head, blob = map_data(before, after, state=state)
    code = "\n".join(path.read_text(encoding="utf-8") for path in sorted(_ASSETS.glob("*.js")))
    with stable_ids():
        page = BorderMap(
            [56.5, 28.0],
            zoom_start=5,
            title=texts["title"],
            control_scale=False,
            description=_lead(texts, moved),
            min_zoom=3,
            max_zoom=12,
            zoom_snap=0.25,
            zoom_delta=0.5,
            zoom_control="bottomright",
            max_bounds=True,
            min_lat=16,
            max_lat=81,
            min_lon=-38,
            max_lon=116,
            world_copy_jump=False,
        )
        page.add_child(Style((_ASSETS / "map.css").read_text(encoding="utf-8")))
        page.add_child(Markup(_panel(texts, moved)))
        page.add_child(DataBlock("bs-data", head, blob))
        page.add_child(Script(f"{code}\nwindow.bordershift = start(map, {_json_in_script(texts)});"))
    return page


def _json_in_script(value: object) -> str:
    """JSON that can stand in a script: nothing in it can end the element."""
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c").replace("\u2028", "\\u2028")


def _days_in_words(before: Snapshot, after: Snapshot) -> dict[str, str]:
    """Texts that name the two days, where they are not those the page was written for."""
    if (before.day, after.day) == (DAY_1939, DAY_1941):
        return {}
    names = {"before": before.day.isoformat(), "after": after.day.isoformat()}
    return {
        **names,
        "title": f"Borders of {names['before']} and {names['after']}",
        "before_long": f"Borders of {names['before']}",
        "after_long": f"Borders of {names['after']}",
        "legend_before": f"Border of {names['before']}",
        "legend_after": f"Border of {names['after']}",
        "legend_gained": "Gained",
    }


def _lead(texts: dict[str, Any], moved: Shift) -> str:
    total = moved.total
    usual = (moved.start, moved.end) == (DAY_1939, DAY_1941)
    return str(texts["lead" if usual else "lead_plain"]).format(
        state=moved.state,
        mean=f"{total.mean_km:.0f}",
        max=f"{total.max_km:.0f}",
        near=total.max_near,
        area=f"{total.area_km2:,.0f}".replace(",", " "),
    )


def _panel(texts: dict[str, Any], moved: Shift) -> str:
    """Write the panel beside the map; its table holds the figures for those who cannot see the map."""
    say = {name: escape(text) for name, text in texts.items() if isinstance(text, str)}
    views = "".join(
        f'<label><input type="radio" name="bs-view" value="{view}"{" checked" if view == "both" else ""}>'
        f'<span title="{say[view + "_long"]}">{say[view]}</span></label>'
        for view in ("before", "both", "after")
    )
    layers = "".join(
        f'<label><input type="checkbox" name="bs-layer" value="{name}" checked>{say["layer_" + name]}</label>'
        for name in ("change", "shift", "names")
    )
    rows = "".join(_row(region) for region in moved.regions)
    return f"""<a class="bs-skip" href="#bs-figures">{say["skip"]}</a>
<aside id="bs-panel" aria-label="{say["open_panel"]}">
<button id="bs-fold" type="button" aria-expanded="false" aria-controls="bs-scroll">{say["open_panel"]}</button>
<div class="bs-scroll" id="bs-scroll">
<h1>{say["title"]}</h1>
<p class="bs-lead">{escape(_lead(texts, moved))}</p>
<fieldset class="bs-view"><legend class="bs-hidden">{say["view"]}</legend>{views}</fieldset>
<fieldset class="bs-layers"><legend class="bs-hidden">{say["layers"]}</legend>{layers}</fieldset>
<h2>{say["legend"]}</h2>
<ul id="bs-legend"></ul>
<h2 id="bs-figures" tabindex="-1">{say["figures"]}</h2>
<table class="bs-figures">
<thead><tr><th scope="col">{say["region"]}</th><th scope="col">{say["area"]}</th>
<th scope="col">{say["mean"]}</th><th scope="col">{say["largest"]}</th></tr></thead>
<tbody>{rows}</tbody>
<tfoot>{_row(moved.total, say["total"])}</tfoot>
</table>
<p class="bs-note">{say["figures_note"]}</p>
<p class="bs-note">{say["names_note"]}</p>
</div>
</aside>"""


def _row(region: RegionShift, label: str = "") -> str:
    name = label or f'<button type="button">{escape(region.name)}</button>'
    attribute = "" if label else f' data-region="{escape(region.region)}"'
    return (
        f'<tr{attribute}><th scope="row">{name}</th><td>{region.area_km2:,.0f}</td>'
        f"<td>{region.mean_km:.0f} <small>± {max(region.sigma_mean_km, 0.1):.1f}</small></td>"
        f"<td>{region.max_km:.0f}</td></tr>"
    ).replace(",", "\u202f")
