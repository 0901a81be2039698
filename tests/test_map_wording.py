"""What the map says of any state and any two days: nothing in it is written for one of them."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from browsing import SIZES
from building import EAST, LATER_EAST, LATER_WEST, WEST, layer

import geo
from geo.errors import UnknownNameError
from geo.own.overlay import own_snapshots
from geo.page import wire
from geo.page.words import fill, read_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from browsing import Tabs, Visit

    from geo.atlas.atlas import Atlas, Snapshot

TEXTS = Path(geo.__file__).parent / "page" / "assets" / "texts.en.json"
STATES = {
    "Finland": ("moved_lost", ["legend_lost", "legend_leased_out"]),
    "Estonia": ("lost", ["legend_lost"]),
    "Romania": ("lost", ["legend_lost"]),
    "Germany": ("gained", ["legend_gained"]),
}
MINUS = r"A minus means land lost: \u2212(\d+) km, the largest shift, is \1 km lost along one parallel\.$"
SENTENCES = {
    "moved_lost": r"the border of {state} moved west by \d+ km on average, up to \d+ km near .*, "
    r"and {state} lost .*\. " + MINUS,
    "moved": r"the border moved west by \d+ km on average, up to \d+ km near .* km² changed hands\.$",
    "lost": r"{state} lost [\d\u202f]+ km²; along the parallels that is [\d\u202f]+ km on average, up to .*\. "
    + MINUS,
    "gained": r"{state} gained [\d\u202f]+ km²; along the parallels that is [\d\u202f]+ km on average, up to",
}
WRITTEN = """
const seen = [], own = CanvasRenderingContext2D.prototype.fillText;
CanvasRenderingContext2D.prototype.fillText = function (text) { seen.push(text); own.apply(this, arguments); };
bs.profile.draw();
CanvasRenderingContext2D.prototype.fillText = own;
return seen;
"""
AXIS = """
const seen = [], own = CanvasRenderingContext2D.prototype.fillText;
CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
  if (y === 9) seen.push([text, x - this.measureText(text).width / 2, x + this.measureText(text).width / 2]);
  own.apply(this, arguments);
};
bs.profile.draw();
CanvasRenderingContext2D.prototype.fillText = own;
return seen;
"""


def texts_in(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value
    return [text for part in parts for text in texts_in(part)]  # type: ignore[attr-defined]


def test_no_text_names_a_state_or_a_day() -> None:
    texts = texts_in(json.loads(TEXTS.read_text(encoding="utf-8")))
    assert len(texts) > 150
    named = [text for text in texts if re.search(r"19\d\d|USSR|Soviet|Finland|Ladoga|Peipus", text)]
    assert named == []


def test_only_pages_that_lie_together_are_linked(pages: Path, before: Snapshot, after: Snapshot) -> None:
    linked = re.findall(r'<li><a href="([^"]+)"', (pages / "index.html").read_text(encoding="utf-8"))
    assert sorted(linked) == sorted(page.name for page in pages.glob("*.html"))
    assert 'class="bs-pages"' not in geo.border_map(before, after).get_root().render()


@pytest.mark.browser
@pytest.mark.parametrize("state", list(STATES))
def test_a_page_about_another_state(tabs: Tabs, page_about: Callable[[str], Path], state: str) -> None:
    visit = tabs.open(page_about(state))
    kind, legend = STATES[state]
    ended = f"The border of {state} (1939) and who held its land (1941)"
    assert visit.page.title() == (ended if state == "Estonia" else f"The border of {state}: 1939 and 1941")
    lead = visit.page.locator("#bs-lead").inner_text()
    assert re.search(
        "^Between 23 August 1939 and 21 June 1941 " + SENTENCES[kind].replace("{state}", state), lead
    )
    named = visit.page.locator(".bs-region").all_inner_texts()
    assert "Baltic states" not in named, named  # at most one of them is gained or lost here
    told = visit.page.locator("#bs-legend").inner_text()
    words = {f"legend_{name}": text for name, text in (
        ("gained", f"Gained by {state}"), ("leased", f"Leased to {state}"),
        ("lost", f"Lost by {state}"), ("leased_out", f"Leased out by {state}"),
    )}  # fmt: skip
    assert [name for name, text in words.items() if text in told] == legend
    assert "Soviet" not in visit.page.locator("#bs-panel").inner_text()
    labels = visit.ask(AXIS)
    assert len(labels) >= 2
    for (one, _, right), (other, left, _) in pairwise(labels):
        assert left - right >= 4, (one, other)
    visit.ask("bs.set({day: '1940-01-01'}); await bs.settled();")
    assert visit.page.locator("#bs-lead").inner_text().startswith("By 1 January 1940 ")
    assert visit.said == []


@pytest.mark.browser
def test_the_sentence_tells_of_the_day(visit: Visit, atlas: Atlas) -> None:
    lead = visit.page.locator("#bs-lead")
    own = lead.inner_text()
    assert own.startswith("Between 23 August 1939 and 21 June 1941 the border moved west by ")
    # beside the map there is no room for all of Bessarabia; upon a small map the chart has its own scale
    assert visit.phone or "↓ 45°" in visit.ask(WRITTEN)
    visit.page.locator("#bs-time input[type=range]").fill("131")
    visit.settle()
    total = geo.shift(atlas.on("1939-08-23"), atlas.on("1940-01-01")).total
    told = lead.inner_text()
    assert told.startswith(f"By 1 January 1940 the border had moved west by {total.mean_km:.0f} km on average")
    assert f"{total.max_km:.0f} km near {total.max_near}" in told
    assert f"{total.area_km2:,.0f}".replace(",", "\u202f") in told
    visit.ask("bs.set({day: '1939-09-01'}); await bs.settled();")
    assert lead.inner_text() == "By 1 September 1939 the USSR had neither gained nor lost land here."
    visit.ask("bs.set({day: '1941-06-21'}); await bs.settled();")
    assert lead.inner_text() == own


@pytest.mark.browser
@pytest.mark.parametrize("size", list(SIZES))
def test_two_files_of_ones_own(tabs: Tabs, tmp_path: Path, size: str) -> None:
    files = (
        layer(tmp_path / "then.geojson", {"A": WEST, "B": EAST}),
        layer(tmp_path / "now.geojson", {"A": LATER_WEST, "B": LATER_EAST}),
    )
    page = tmp_path / "own.html"
    geo.border_map(*own_snapshots(*files, name="state", state="B")).save(page)
    visit = tabs.open(page, size)
    assert visit.page.title() == "B: then and now"
    lead = visit.page.locator("#bs-lead").inner_text()
    moved = r"moved west by 6\d km on average, up to 7\d km; \d+\u202f\d+ km² changed hands\."
    assert re.fullmatch(f"From “then” to “now” the border {moved}", lead)
    visit.tab("figures")
    visit.page.locator("#bs-table summary").click()
    visit.ask(
        "bs.card.ask(52, 23.5); const [lat] = bs.shiftOn(bs.state.day).profile.keys();"
        "bs.set({lat}); await bs.settled();"
    )
    for tab in ("figures", "share", "legend"):
        visit.tab(tab)
        said = visit.page.locator("main").inner_text().replace(read_words()["tiles_note"], "")
        for never in ("±", "0001", "1939", "1941", "Ladoga", "GSHHG", "GeoNames", "USSR", "NaN", "null"):
            assert never not in said, never
    assert "your files" in visit.page.locator(".leaflet-control-attribution").inner_text()
    assert visit.page.locator("#bs-time").is_hidden()
    assert visit.page.locator("#bs-tab-story, #bs-tab-claims, .bs-pages").count() == 0
    assert visit.said == []


@pytest.mark.browser
def test_a_stray_brace_is_shown_and_breaks_nothing(
    tabs: Tabs, before: Snapshot, after: Snapshot, tmp_path: Path
) -> None:
    stray = "a { b {} } {unknown} {0} {b!r:>{c}} <d> {{x}} {"
    words = {name: f"{stray} {text}" for name, text in read_words().items() if isinstance(text, str)}
    page = tmp_path / "words.html"
    geo.border_map(before, after, words=words).save(page)
    visit = tabs.open(page)
    for day in ("1939-09-01", "1940-06-28", "1941-06-21"):
        visit.ask("bs.set({day: given[0]}); bs.card.ask(53.13, 23.16); await bs.settled();", day)
        for box in ("#bs-lead", "#bs-card", ".bs-news", "#bs-legend"):
            assert stray in visit.page.locator(box).inner_text(), box
    assert visit.said == []


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ({"legend_gaind": "x"}, "the page has no text called 'legend_gaind'; did you mean"),
        ({"total": 3}, "text 'total' cannot be 3; give a text"),
        ({"months": ["January"]}, "text 'months' cannot be"),
        ({"status": {"stolen": "x"}}, "text 'status' cannot be"),
        ({"status": "x"}, "text 'status' cannot be"),
    ],
)
def test_words_the_page_does_not_know_are_refused(
    before: Snapshot, after: Snapshot, words: dict[str, Any], fault: str
) -> None:
    with pytest.raises(UnknownNameError, match=fault):
        geo.border_map(before, after, words=words)


def test_some_texts_of_a_name_are_replaced_and_the_others_stay() -> None:
    words = read_words({"status": {"leased": "vuokrattu"}, "holders": {"Finland": "Suomi"}})
    assert (words["status"]["leased"], words["status"]["ceded"]) == ("vuokrattu", "ceded by treaty")
    assert words["holders"] == {"Finland": "Suomi"}
    assert fill("{a} {b}", {"a": "{b}", "b": 1}) == "{b} 1"


def test_a_page_says_its_language(toy: Atlas) -> None:
    before, after = toy.on(toy.about.first), toy.on(toy.about.last)
    page = geo.border_map(before, after, lang="fi").get_root().render()
    assert page.startswith('<!DOCTYPE html>\n<html lang="fi">')
    for lang in ("", "finnish language", '"><script>', "e"):
        with pytest.raises(UnknownNameError, match="is not the tag of a language; give one such as"):
            geo.border_map(before, after, lang=lang)


def test_a_row_of_another_length_does_not_travel() -> None:
    with pytest.raises(geo.errors.DataError, match="page's table rivers has 3 values; it needs name, rank"):
        wire.columns("rivers", [("Bug", 1), ("San", 2, 3)])


@pytest.mark.browser
def test_arrows_go_the_way_that_the_border_went(tabs: Tabs, page_about: Callable[[str], Path]) -> None:
    visit = tabs.open(page_about("Finland"))
    # the tip of an arrow is the first corner of its head
    drawn = visit.ask(
        """
        const tips = [], context = CanvasRenderingContext2D.prototype, {moveTo, lineTo, fill} = context;
        let corners = [];
        context.moveTo = function (x, y) { corners = [x]; moveTo.call(this, x, y); };
        context.lineTo = function (x, y) { corners.push(x); lineTo.call(this, x, y); };
        context.fill = function () {
          if (corners.length === 3) tips.push(corners);
          fill.apply(this, arguments);
        };
        bs.scene.shift.redraw();
        Object.assign(context, {moveTo, lineTo, fill});
        return tips;"""
    )
    assert len(drawn) > 2
    assert all(tip < root for tip, root, _ in drawn), "Finland's eastern border moved west"


@pytest.mark.browser
def test_the_slider_of_a_page_begins_on_its_first_day(tabs: Tabs, atlas: Atlas, tmp_path: Path) -> None:
    page = tmp_path / "summer.html"
    geo.border_map(atlas.on("1940-06-27"), atlas.on("1940-07-04")).save(page)
    visit = tabs.open(page)
    found = visit.ask(
        """
        const range = document.querySelector('#bs-time input[type=range]');
        range.value = range.min; range.dispatchEvent(new Event('input', {bubbles: true}));
        bs.chooseTab('bs-tab-story'); // the story is written when it is looked at
        await bs.settled();
        return [bs.state.day, document.querySelectorAll('#bs-story-list li')[0].dataset.day];"""
    )
    assert found[0] == "1940-06-27"
    assert found[1] >= "1940-06-27"
    assert "Lost by" not in visit.page.locator("#bs-legend").inner_text()
