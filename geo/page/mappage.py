"""The map page's own text: the panel beside the map, readable without it.

``assets/panel.html`` is the skeleton; this module fills it. Every text is
escaped here, and what has been filled in is never read as a template again.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from html import escape
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any, Final

from geo.files.numbers import LEAST_ERROR, NARROW, error_text, fixed
from geo.measures.summary import TOTAL
from geo.page.joining import bare
from geo.page.wording import lakes_share
from geo.page.words import area_text, number_words, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geo.atlas.views import View
    from geo.claims.assessed import Assessment
    from geo.measures.summary import RegionShift

__all__ = ["Contents", "page_text", "panel_text"]

_BEGIN: Final = "<!--said-->"
_END: Final = "<!--/said-->"
"""Between them stands what is said in the page's language."""
_ASSETS: Final = Path(__file__).resolve().parent / "assets"
_MODES: Final = ("before", "after", "both", "swipe", "fade")
_LAYERS: Final = ("change", "shift", "names")
"""Layers that stand in the panel at once; the others are folded away."""
_TABS: Final = ("legend", "figures", "story", "claims", "share")
_SHARED: Final = ("copy", "embed", "picture", "drawing", "print", "layers", "figures", "profile")


@dataclass(frozen=True, slots=True)
class Contents:
    """What a page has to say.

    Attributes
    ----------
    title, lead : str
        Its heading, and what was found, in a sentence.
    regions : mapping
        By region: its name, and its figures, none where nothing changed hands
        by the page's second day.
    total : RegionShift
    claims : sequence of Assessment
    layers : mapping
        What each layer is called, by the part of the page it is.
    views : sequence of View
        The pages there are; none where this one stands alone.
    view : View
        This one.
    days : bool
        Whether there are days to choose from.
    story : bool
        Whether there are events to tell.
    chapters : bool
        Whether it is told in chapters too.
    errors : bool
        Whether errors of the figures are known.
    attribution : str
    own : bool
        Whether that is in the page's language, as of files of the user's own.
    languages : mapping
        What each language that the page speaks calls itself, by its tag; none
        if it speaks but one.
    language : str
        The tag of this one.
    """

    title: str
    lead: str
    regions: Mapping[str, tuple[str, RegionShift | None]]
    total: RegionShift
    claims: Sequence[Assessment]
    layers: Mapping[str, str]
    views: Sequence[View]
    view: View
    days: bool
    story: bool
    chapters: bool
    errors: bool
    attribution: str
    own: bool
    languages: Mapping[str, str]
    language: str


def panel_text(words: Mapping[str, Any], contents: Contents) -> str:
    """Write the part of the page's text that another language takes the place of."""
    return page_text(words, contents, "").partition(_BEGIN)[2].partition(_END)[0]


def page_text(words: Mapping[str, Any], contents: Contents, sketch: str) -> str:
    """Write the boxes over the map.

    Parameters
    ----------
    words : mapping
        Texts by name; a translation is another mapping.
    contents : Contents
    sketch : str
        Markup of a picture for where no script runs.

    Returns
    -------
    str
        Markup, with every text escaped.
    """
    say = {name: escape(text) for name, text in words.items() if isinstance(text, str)}
    without = {"story": not contents.story, "claims": not contents.claims}
    tabs = [name for name in _TABS if not without.get(name)]
    lakes = lakes_share(words, contents.total)
    parts = {
        "_title": escape(contents.title),
        "_lead": escape(contents.lead),
        "_modes": "".join(_mode(say, mode) for mode in _MODES),
        "_layers": "".join(_layer(name, contents.layers[name]) for name in _LAYERS),
        "_more_layers": "".join(
            _layer(name, text) for name, text in contents.layers.items() if name not in _LAYERS
        ),
        "_early": bare((_ASSETS / "early.js").read_text(encoding="utf-8")),
        "_tab_names": ", ".join(say["tab_" + name] for name in tabs),
        "_tabs": "".join(_tab(name, say["tab_" + name], first=name == tabs[0]) for name in tabs),
        "_pages": _pages(say, contents.views, contents.view),
        "_rows": "".join(
            _row(words, figures, region, f'<button type="button">{escape(name)}</button>')
            for region, (name, figures) in contents.regions.items()
        ),
        "_total": _row(words, contents.total, TOTAL, say["total"]),
        "_lakes": escape(lakes),
        "_no_lakes": "" if lakes else " hidden",
        "_claims": "".join(_claim(say, words["verdicts"], claim) for claim in contents.claims),
        "_share": "".join(
            f'<button type="button" data-share="{name}">{say["share_" + name]}</button>' for name in _SHARED
        ),
        "_attribution": escape(contents.attribution),
        "_attributed_in": "" if contents.own else ' lang="en"',
        "_no_chapters": "" if contents.chapters else " hidden",
        "_no_time": "" if contents.days else " hidden",
        "_sigma": f'<th scope="col">{say["sigma"]}</th>' if contents.errors else "",
        "_sketch": sketch,
        "_speaks": " ".join(contents.languages),
        "_languages": _languages(say, contents),
    }
    return Template((_ASSETS / "panel.html").read_text(encoding="utf-8")).substitute(say, **parts)


def _languages(say: Mapping[str, str], contents: Contents) -> str:
    """Let the reader choose, if there is a choice; each language is called as it calls itself."""
    if not contents.languages:
        return ""
    options = "".join(
        f'<option value="{tag}" lang="{tag}"{" selected" * (tag == contents.language)}>{escape(name)}</option>'
        for tag, name in contents.languages.items()
    )
    return f'<select id="bs-lang" aria-label="{say["language"]}">{options}</select>\n' * bool(options)


def _mode(say: Mapping[str, str], mode: str) -> str:
    checked = " checked" if mode == "both" else ""
    return (
        f'<label><input type="radio" name="bs-view" value="{mode}"{checked}>'
        f'<span title="{say[mode + "_long"]}">{say[mode]}</span></label>'
    )


def _layer(name: str, text: str) -> str:
    return (
        f'<label><input type="checkbox" name="bs-layer" value="{escape(name)}" checked>{escape(text)}</label>'
    )


def _tab(name: str, text: str, *, first: bool) -> str:
    return (
        f'<button type="button" role="tab" id="bs-tab-{name}" aria-controls="bs-{name}-panel" '
        f'aria-selected="{str(first).lower()}" tabindex="{0 if first else -1}">{text}</button>'
    )


def _pages(say: Mapping[str, str], views: Iterable[View], shown: View) -> str:
    """Link to the other pages, which lie beside this one."""
    pages = tuple(views)
    links = "".join(
        f'<li><a href="{escape(view.id)}.html"{current}>{escape(view.title) or say["page_whole"]}</a></li>'
        for view in pages
        for current in [' aria-current="page"' if view == shown else ""]
    )
    if len(pages) < 2:  # noqa: PLR2004  (a page alone has nowhere to link to)
        return ""
    return f'<h2>{say["pages"]}</h2><nav aria-label="{say["pages"]}"><ul class="bs-pages">{links}</ul></nav>'


def _claim(say: Mapping[str, str], verdicts: Mapping[str, str], claim: Assessment) -> str:
    verdict, told = escape(claim.verdict), escape(verdicts.get(claim.verdict, claim.verdict))
    return (
        f"<li><blockquote>{escape(claim.says)}</blockquote>"
        f'<p><strong class="bs-verdict" data-verdict="{verdict}">{told}</strong></p>'
        f"<p>{escape(sentence(claim.why))}</p><details><summary>{say['claim_rule']}</summary>"
        f'<p class="bs-small">{escape(sentence(claim.rule))}</p></details></li>'
    )


def _row(words: Mapping[str, Any], figures: RegionShift | None, region: str, label: str) -> str:
    cells = ("–", "–", "–") if figures is None else [number_words(words, cell) for cell in _cells(figures)]
    kind = ' class="bs-none"' if figures is None else ""
    values = "".join(f"<td>{cell}</td>" for cell in cells)
    return f'<tr data-region="{escape(region)}"{kind}><th scope="row">{label}</th>{values}</tr>'


def _cells(region: RegionShift) -> tuple[str, str, str]:
    error = error_text(region.sigma_mean_km, least=LEAST_ERROR)
    sigma = f"<small> ± {error}</small>" if error else ""
    area = area_text(region.area_km2)
    mean, largest = (fixed(value, 1, gap=NARROW) for value in (region.mean_km, region.max_km))
    off = region.sigma_area_km2
    about = f"<small> ± {fixed(max(off, 1.0), 0, gap=NARROW)}</small>" if math.isfinite(off) else ""
    return f"{area}{about}", f"{mean}{sigma}", largest
