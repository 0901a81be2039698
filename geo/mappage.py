"""The map page's own text: the panel beside the map, readable without it.

Everything a reader of the map is told stands here as plain HTML, escaped; the
page's scripts only bring it up to the chosen day.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.claims import Assessment
    from geo.displacement import RegionShift
    from geo.views import View

__all__ = ["Panel", "panel"]

_MODES: Final = ("before", "after", "both", "swipe", "fade")
_LAYERS: Final = ("change", "shift", "names")
_SHARED: Final = ("copy", "picture", "print", "layers", "figures", "profile")


class Panel:
    """The page's boxes over the map.

    Parameters
    ----------
    words : mapping
        Texts by name; a translation is another mapping.
    title, lead : str
        What the page is about, and what it found.
    """

    def __init__(self, words: Mapping[str, Any], title: str, lead: str) -> None:
        self.words = {name: escape(text) for name, text in words.items() if isinstance(text, str)}
        self.title, self.lead = escape(title), escape(lead)

    def head(self) -> str:
        """Title, what was found, search, and the choice of the view."""
        say = self.words
        modes = "".join(
            f'<label><input type="radio" name="bs-view" value="{mode}"{" checked" if mode == "both" else ""}>'
            f'<span title="{say[mode + "_long"]}">{say[mode]}</span></label>'
            for mode in _MODES
        )
        layers = "".join(
            f'<label><input type="checkbox" name="bs-layer" value="{name}" checked>{say["layer_" + name]}</label>'
            for name in _LAYERS
        )
        return f"""<h1>{self.title}</h1>
<p class="bs-lead" id="bs-lead" data-text="{self.lead}">{self.lead}</p>
<fieldset class="bs-view"><legend class="bs-hidden">{say["view"]}</legend>{modes}</fieldset>
<div class="bs-tools"><div id="bs-search"><input type="search" role="combobox" aria-expanded="false"
 aria-controls="bs-places" aria-autocomplete="list" autocomplete="off" spellcheck="false" aria-label="{say["search"]}"
 placeholder="{say["search"]}"><ul id="bs-places" role="listbox" aria-label="{say["search"]}" hidden></ul></div>
<button type="button" id="bs-measure" aria-pressed="false">{say["measure"]}</button></div>
<fieldset class="bs-layers"><legend class="bs-hidden">{say["layers"]}</legend>{layers}</fieldset>"""

    def legend(self, views: Sequence[View], shown: View) -> str:
        """Tab: legend, and the way to the other pages."""
        say = self.words
        links = "".join(
            f'<li><a href="{escape(view.id)}.html"{current}>{escape(view.title) or say["page_whole"]}</a></li>'
            for view in views
            for current in [' aria-current="page"' if view == shown else ""]
        )
        pages = f'<h2>{say["pages"]}</h2><nav aria-label="{say["pages"]}"><ul class="bs-pages">{links}</ul></nav>'
        note = f'<p class="bs-note">{say["names_note"]}</p>' if say["names_note"] else ""
        return f'<ul id="bs-legend"></ul>{note}{pages if len(views) > 1 else ""}'

    def figures(self, regions: Sequence[RegionShift], total: RegionShift) -> str:
        """Tab: the table of figures, and every parallel."""
        say = self.words
        rows = "".join(_row(region, escape(region.name)) for region in regions)
        heads = "".join(
            f'<th scope="col">{say[name]}</th>'
            for name in ("parallel", "gain", "loss", "net", "sigma", "end_column")
        )
        return f"""<h2 id="bs-figures" tabindex="-1">{say["figures"]}</h2>
<p class="bs-small" id="bs-figures-day"></p>
<table class="bs-figures">
<thead><tr><th scope="col">{say["region"]}</th><th scope="col">{say["area"]}</th>
<th scope="col">{say["mean"]}</th><th scope="col">{say["largest"]}</th></tr></thead>
<tbody>{rows}</tbody>
<tfoot>{_row(total, say["total"], button=False)}</tfoot>
</table>
<p class="bs-note">{say["figures_note"]}</p>
<details id="bs-table"><summary>{say["table"]}</summary><div class="bs-wide" tabindex="0" role="group"
 aria-label="{say["table"]}"><table><thead><tr>{heads}</tr></thead><tbody></tbody></table></div></details>"""

    def story(self) -> str:
        """Tab: the events, filled in by the page."""
        return f'<p class="bs-note">{self.words["story_note"]}</p><ol id="bs-story-list"></ol>'

    def claims(self, claims: Sequence[Assessment]) -> str:
        """Tab: published claims and their verdicts."""
        say = self.words
        items = "".join(
            f'<li><blockquote>{escape(claim.says)}</blockquote>'
            f'<p><strong class="bs-verdict" data-verdict="{escape(claim.verdict)}">{escape(claim.verdict)}</strong></p>'
            f'<p>{escape(claim.why)}</p><details><summary>{say["claim_rule"]}</summary>'
            f'<p class="bs-small">{escape(claim.rule)}</p></details></li>'
            for claim in claims
        )
        return f'<p class="bs-note">{say["claims_note"]}</p><ul id="bs-claims">{items}</ul>'

    def share(self, attribution: str) -> str:
        """Tab: take it along, and where it comes from."""
        say = self.words
        buttons = "".join(
            f'<button type="button" data-share="{name}">{say["share_" + name]}</button>' for name in _SHARED
        )
        return f"""<p class="bs-note">{say["share_note"]}</p><div class="bs-buttons">{buttons}</div>
<p hidden><label>{say["link"]} <input id="bs-link" type="text" readonly></label></p>
<p class="bs-tiles"><label><input type="checkbox" name="bs-tiles">{say["tiles"]}</label></p>
<p class="bs-note">{say["tiles_note"]}</p>
<h2>{say["credit_head"]}</h2><p class="bs-note">{escape(attribution)}</p>"""

    def time(self) -> str:
        """Slider over every day, and what had just happened."""
        say = self.words
        return f"""<section id="bs-time" aria-label="{say["time"]}">
<div class="bs-time-row"><strong class="bs-day"></strong>
<button type="button" data-step="back" aria-label="{say["back"]}" title="{say["back"]}">&#x2039;</button>
<button type="button" data-step="play" aria-pressed="false">{say["play"]}</button>
<button type="button" data-step="on" aria-label="{say["on"]}" title="{say["on"]}">&#x203A;</button>
<div class="bs-track"><div class="bs-marks" aria-hidden="true"></div>
<input type="range" min="0" step="1" aria-label="{say["slider"]}"></div></div>
<p class="bs-news"></p></section>"""

    def boxes(self) -> str:
        """Everything else over the map: profile, card, ruler, swipe and fade."""
        say = self.words
        return f"""<button type="button" id="bs-show-profile" aria-expanded="false" aria-controls="bs-profile">{say["show_profile"]}</button>
<section id="bs-profile" role="slider" tabindex="0" aria-label="{say["profile"]}" aria-orientation="vertical"
 aria-valuenow="0"><div class="bs-profile-head" aria-hidden="true">{say["profile"]}</div><canvas></canvas><p class="bs-profile-note" aria-hidden="true"></p></section>
<section id="bs-card" role="dialog" aria-label="{say["this_place"]}" hidden></section>
<div id="bs-ruler" role="group" aria-label="{say["measure"]}" hidden><output></output><button type="button" data-do="undo">{say["undo"]}</button><button type="button" data-do="done">{say["done"]}</button></div>
<div id="bs-fade" hidden><label><span>{say["before"]}</span><input type="range" min="0" max="100" aria-label="{say["fade"]}"><span id="bs-fade-after">{say["after"]}</span></label></div>
<div id="bs-divider" class="bs-swipe" role="slider" tabindex="0" aria-label="{say["divider"]}" aria-valuemin="2" aria-valuemax="98"
 aria-valuenow="50" hidden><div class="bs-divider-tags" aria-hidden="true"><span id="bs-tag-before"></span><span id="bs-tag-after"></span></div><i class="bs-handle" aria-hidden="true"></i></div>
<div id="bs-say" class="bs-hidden" role="status"></div><div id="bs-print" aria-hidden="true"></div>"""


def panel(words: Mapping[str, Any], title: str, lead: str, tabs: Mapping[str, str], fallback: str, *, time: bool) -> str:
    """Put the page's boxes together.

    Parameters
    ----------
    words : mapping
        Texts by name.
    title, lead : str
        Heading, and the sentence under it.
    tabs : mapping
        Markup of each tab by its name, in order.
    fallback : str
        What stands in for the map where scripts are switched off.
    time : bool
        Whether there are days to choose from.
    """
    boxes = Panel(words, title, lead)
    say = boxes.words
    buttons = "".join(
        f'<button type="button" role="tab" id="bs-tab-{name}" aria-controls="bs-{name}-panel" '
        f'aria-selected="{"false" if k else "true"}" tabindex="{-1 if k else 0}">{say["tab_" + name]}</button>'
        for k, name in enumerate(tabs)
    )
    bodies = "".join(
        f'<div role="tabpanel" id="bs-{name}-panel" aria-labelledby="bs-tab-{name}"{" hidden" if k else ""}>{body}</div>'
        for k, (name, body) in enumerate(tabs.items())
    )
    return f"""<a class="bs-skip" href="#bs-figures">{say["skip"]}</a>
<aside id="bs-panel" aria-label="{say["tabs"]}">
<button id="bs-fold" type="button" aria-expanded="false" aria-controls="bs-scroll"><span>{say["open_panel"]}</span><span hidden>{say["close_panel"]}</span></button>
<div class="bs-scroll" id="bs-scroll">
{boxes.head()}
<div role="tablist" aria-label="{say["tabs"]}">{buttons}</div>
{bodies}
</div></aside>
{boxes.boxes()}
{boxes.time() if time else ""}
<noscript><style>[role=tabpanel][hidden]{{display:block}}#bs-time,#bs-profile,#bs-show-profile,.bs-tools,.bs-view,.bs-layers,[role=tablist],#bs-legend{{display:none}}html,body{{overflow:auto}}.folium-map{{display:none}}</style>
<div class="bs-fallback"><p>{say["without_scripts"]}</p>{fallback}</div></noscript>"""


def _row(region: RegionShift, name: str, *, button: bool = True) -> str:
    label = f'<button type="button">{name}</button>' if button else name
    number = "total" if not button else escape(region.region)
    return (
        f'<tr data-region="{number}"><th scope="row">{label}</th><td>{_thousands(region.area_km2)}</td>'
        f"<td>{region.mean_km:.0f}<small> ± {max(region.sigma_mean_km, 0.1):.1f}</small></td>"
        f"<td>{region.max_km:.0f}</td></tr>"
    )


def _thousands(value: float) -> str:
    return f"{value:,.0f}".replace(",", "\u202f").replace("-", "\N{MINUS SIGN}")
