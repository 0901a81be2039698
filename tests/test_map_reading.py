"""The map for every reader: by keyboard, by ear, large, small, on paper, without scripts; and taken along."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from browsing import MODES, SIZES

import geo
from geo.atlas.about import Credits
from geo.atlas.atlas import Atlas, Tables
from geo.atlas.places import Place
from geo.atlas.tenure import Event, Tenure
from geo.atlas.zones import Zone
from geo.claims.assessed import Alternatives, Assessment
from geo.export.inks import inks, state_colours

if TYPE_CHECKING:
    from pathlib import Path

    from browsing import Tabs, Visit
    from playwright.sync_api import Browser


pytestmark = pytest.mark.browser
HOSTILE = "{{7*7}}{% x %}<img src=x onerror=alert(1)></script>"


def test_axe_finds_nothing_in_any_mode(visit: Visit) -> None:
    # the panel of a phone is folded: what each mode writes into it is looked through on the desktop
    for mode in ("both", "swipe") if visit.phone else MODES:
        visit.mode(mode)
        assert visit.violations() == [], mode
    for tab in ("story", "claims", "share"):
        visit.tab(tab)
        assert visit.violations() == [], tab
    visit.tab("figures")
    visit.page.locator("#bs-table summary").click()
    visit.ask("bs.card.ask(53.13, 23.16); document.getElementById('bs-measure').click(); await bs.settled();")
    assert visit.violations() == []


def test_everything_is_reached_by_tab_and_the_focus_shows(visit: Visit) -> None:
    visit.open_panel()
    if visit.phone:
        visit.page.locator("#bs-show-profile").click()
    visit.mode("swipe")
    wanted = visit.ask("""
      const can = 'button, input, summary, a[href], [tabindex="0"]';
      const there = (el) => el.checkVisibility() && !el.disabled && el.tabIndex >= 0;
      window.told = (el) => (el.name === 'bs-view' ? 'bs-view' : el.outerHTML.slice(0, 80));
      return [...document.querySelectorAll(can)].filter(there).map(told);""")
    visit.page.evaluate("document.activeElement.blur()")
    reached, dim = set(), []
    for _ in range(len(wanted) + 30):
        visit.page.keyboard.press("Tab")
        what, outlined = visit.page.evaluate("""() => {
          const el = document.activeElement, shown = el.name === 'bs-view' ? el.nextElementSibling : el;
          const style = getComputedStyle(shown);
          return [told(el), style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2];
        }""")
        reached.add(what)
        if not outlined and not what.startswith(("<body", "<html")):
            dim.append(what)
    if visit.phone:
        visit.page.locator("#bs-show-profile").click()
    assert set(wanted) <= reached
    assert dim == []


def test_the_map_answers_to_keys(visit: Visit) -> None:
    visit.page.locator(".folium-map").focus()
    before = visit.ask("return bs.map.getCenter().lng")
    visit.page.keyboard.press("ArrowRight")
    visit.until("return bs.map.getCenter().lng > given[0] && !window.mapMoves", before)
    visit.page.keyboard.press("Enter")
    visit.settle()
    assert visit.page.locator("#bs-card").is_visible()
    visit.page.keyboard.press("Escape")
    assert visit.page.locator("#bs-card").is_hidden()
    assert visit.page.evaluate("document.activeElement.classList.contains('folium-map')")


def test_the_table_has_every_parallel(visit: Visit) -> None:
    visit.tab("figures")
    visit.page.locator("#bs-table summary").click()
    rows = visit.page.locator("#bs-table tbody tr")
    rows.first.wait_for()
    profile = visit.ask("return [...bs.shiftOn(bs.state.day).profile.values()].map((r) => [r.lat, r.net])")
    assert rows.count() == len(profile) > 150
    first = rows.first.locator("th, td").all_inner_texts()
    assert first[0] == f"{profile[-1][0]:.1f}° N"
    assert first[3] == f"{profile[-1][1]:.1f}"


def test_a_phone_has_no_sideways_scroll_and_an_open_map(visit: Visit) -> None:
    assert visit.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    free = visit.ask("""
      let free = 0, all = 0;
      for (let x = 5; x < innerWidth; x += 10) for (let y = 5; y < innerHeight; y += 10) {
        all += 1;
        if (bs.map.getContainer().contains(document.elementFromPoint(x, y))) free += 1;
      }
      return free / all;""")
    assert free > 0.5
    for control in ("input[name=bs-view]", "#bs-time input", "[data-step=play]"):
        hit = visit.page.locator(control).first.evaluate("""(el) => {
          const r = el.getBoundingClientRect();
          const at = document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2);
          return el === at || el.parentElement.contains(at);
        }""")
        assert hit, control


def test_text_at_twice_the_size(visit: Visit, request: pytest.FixtureRequest) -> None:
    visit.page.evaluate("document.documentElement.style.fontSize = '30px'")
    request.addfinalizer(lambda: visit.page.evaluate("document.documentElement.style.fontSize = ''"))
    visit.open_panel()
    for tab in ("figures", "story", "claims", "share", "legend"):
        visit.tab(tab)
        assert visit.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        cut = visit.page.evaluate("""() => {
          const told = '#bs-panel :is(button, h1, p, li, fieldset), #bs-time :is(button, p)';
          const hides = (el) => el.clientWidth > 1 && getComputedStyle(el).overflow !== 'visible';
          const all = [...document.querySelectorAll(told)];
          const cut = (el) => hides(el) && el.scrollWidth > el.clientWidth + 1;
          return all.filter(cut).map((el) => el.textContent);
        }""")
        assert cut == []
        over = visit.page.evaluate(
            "() => { const s = document.querySelector('.bs-scroll'); return s.scrollWidth - s.clientWidth; }"
        )
        assert over <= 1, tab


def test_less_motion_where_it_is_asked_for(tabs: Tabs, pages: Path) -> None:
    visit = tabs.share(pages / "index.html")
    visit.calm()
    page = visit.page
    page.locator("#bs-time input").fill("0")
    page.locator("[data-step=play]").click()
    visit.until("return bs.state.day !== bs.atlas.days.from")
    page.locator("[data-step=play]").click()
    assert visit.ask("return bs.atlas.events.some((e) => e.date === bs.state.day)") is True
    visit.tab("story")
    page.locator("#bs-story-list li").filter(has_text="Peace of Moscow").get_by_role("button").click()
    visit.settle()
    assert visit.ask("return bs.map.getBounds().contains([61.0, 29.5])") is True


def test_names_on_the_map_stand_out_from_every_ground(visit: Visit, atlas: Atlas) -> None:
    def luminance(rgb: Any) -> Any:  # noqa: ANN401
        share = np.asarray(rgb, dtype=float) / 255.0
        linear = np.where(share <= 0.03928, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
        return linear @ (0.2126, 0.7152, 0.0722)

    def colour(text: str) -> list[int]:
        return [int(text[k : k + 2], 16) for k in (1, 3, 5)]

    tint, alpha = np.array(colour(inks()["gained"]["fill"])), inks()["gained"]["alpha"]
    grounds = [np.array(colour(inks()[name])) for name in ("sea", "land", "lake")]
    grounds += [np.array(colour(ink)) for ink in state_colours(atlas).values()]
    grounds += [ground * (1 - alpha) + tint * alpha for ground in grounds]
    colours = visit.ask(
        "bs.map.setView([53, 25], 7, {animate: false}); await bs.settled();"
        "return [...document.querySelectorAll('.bs-label:not(.bs-km)')].map((el) => getComputedStyle(el).color)"
    )
    assert colours
    for text in set(colours):
        own = luminance([int(part) for part in re.findall(r"\d+", text)[:3]])
        for ground in grounds:
            light, dark = sorted((own, luminance(ground)), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (text, ground)


def test_the_address_can_be_copied(visit: Visit) -> None:
    visit.tab("share")
    visit.page.locator("[data-share=copy]").click()
    visit.until(
        "return document.getElementById('bs-say').innerText.includes('copied')"
        " || document.getElementById('bs-link').value.includes('#v=both&d=1941-06-21')"
    )


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_it_prints_on_one_page(visit: Visit, paper: str) -> None:
    printed = visit.page.pdf(format=paper, prefer_css_page_size=paper == "A4")
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1


def test_without_scripts_there_is_a_picture_and_the_table(browser: Browser, pages: Path) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=SIZES["desktop"])
    page = context.new_page()
    page.goto((pages / "index.html").as_uri())
    assert page.locator("svg.bs-sketch").is_visible()
    assert page.locator(".bs-figures").is_visible()
    assert page.locator(".bs-figures tbody tr").count() == 12
    assert page.locator("#bs-claims blockquote").first.is_visible()
    context.close()


def test_nothing_but_tiles_may_come_from_outside(tabs: Tabs, pages: Path) -> None:
    fresh = tabs.open(pages / "index.html")
    policy = fresh.page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content")
    assert policy == (
        "default-src 'none'; script-src 'unsafe-inline' 'self'; style-src 'unsafe-inline'; "
        "img-src data: blob: https://tile.opentopomap.org; base-uri 'none'; form-action 'none'"
    )
    fresh.open_panel()
    fresh.page.locator(".bs-tiles summary").click()
    assert "opentopomap" in fresh.page.locator(".bs-tiles").inner_text()
    own = len(fresh.asked)
    fresh.page.locator("[name=bs-tiles]").click()
    fresh.page.locator("#bs-tiles-said").wait_for()  # nothing can be reached from here
    asked = fresh.asked[own:]
    assert asked
    assert all(url.startswith("https://tile.opentopomap.org/") for url in asked)
    own = len(fresh.asked)
    assert not fresh.page.locator("[name=bs-tiles]").is_checked()
    fresh.ask("bs.map.setView([60, 30], 7, {animate: false}); await bs.settled();")
    fresh.page.wait_for_timeout(200)
    assert len(fresh.asked) == own


def test_it_shows_itself_in_a_notebook(browser: Browser, toy: Atlas, tmp_path: Path) -> None:
    path = tmp_path / "notebook.html"
    made = geo.border_map(toy.on("1939-08-23"), toy.on("1941-06-21"))
    path.write_text(made._repr_html_(), encoding="utf-8")
    page = browser.new_page(viewport=SIZES["desktop"])
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(path.as_uri())
    frame = page.frames[-1]
    day = frame.evaluate("window.pageReady.then(() => window.bordershift).then((bs) => bs.state.day)")
    assert day == "1941-06-21"
    frame.evaluate("window.bordershift.then((bs) => { bs.set({day: '1940-03-20'}); return bs.settled(); })")
    assert "20 March 1940" in frame.locator("#bs-time").inner_text()
    page.wait_for_timeout(300)  # the address, which a page in a page has not, is kept after 250 ms
    assert said == []
    page.close()


def hostile_atlas(atlas: Atlas) -> Atlas:
    """The atlas with every name that can be shown replaced."""
    holders = {holder: f"{HOSTILE}{k}" for k, holder in enumerate(atlas.holders) if holder != "USSR"}
    tenure = tuple(
        Tenure(
            s.zone, holders.get(s.holder, s.holder), s.status, s.start, s.end, s.start_edtf, s.event, HOSTILE
        )
        for s in atlas.tenure
    )
    events = tuple(
        Event(e.id, e.date, HOSTILE, HOSTILE, HOSTILE, e.lon, e.lat, HOSTILE, HOSTILE) for e in atlas.events
    )
    places = tuple(
        Place(HOSTILE, (HOSTILE,), HOSTILE, p.lon, p.lat, 100.0, "", "", p.rank, "", HOSTILE)
        for p in atlas.places
    )
    made = Atlas(
        about=replace(
            atlas.about, colours={}, title=HOSTILE, note=HOSTILE, credits=Credits("", HOSTILE, "", HOSTILE)
        ),
        arcs=atlas.arcs,
        arrangement=atlas.arrangement,
        zones=tuple(Zone(z.id, HOSTILE, z.region, z.polygon) for z in atlas.zones),
        tables=Tables(tenure, events, places, dict.fromkeys(atlas.regions, HOSTILE)),
        ground=atlas.ground,
        folder=atlas.folder,
    )
    claim = Assessment(
        HOSTILE,
        HOSTILE,
        HOSTILE,
        1.0,
        0.0,
        2.0,
        "km",
        HOSTILE,
        HOSTILE,
        HOSTILE,
        Alternatives(),
        ("bessarabia",),
        1.0,
        2.0,
        HOSTILE,
        HOSTILE,
        HOSTILE,
    )
    made.derive("claims", lambda _: [claim])
    return made


def test_hostile_names_are_text_wherever_they_appear(tabs: Tabs, atlas: Atlas, tmp_path: Path) -> None:
    hostile = hostile_atlas(atlas)
    path = tmp_path / "hostile.html"
    geo.border_map(hostile.on("1939-08-23"), hostile.on("1941-06-21")).save(path)
    visit = tabs.open(path)
    page = visit.page
    for tab, box in (("figures", ".bs-figures"), ("story", "#bs-story-list"), ("claims", "#bs-claims")):
        visit.tab(tab)
        assert HOSTILE in page.locator(box).inner_text(), tab
    visit.ask("bs.map.setView([53.5, 24], 6.5, {animate: false}); await bs.settled();")
    x, y = visit.ask(
        "const s = bs.arrows()[20], p = bs.map.latLngToContainerPoint([s.lat, (s.west + s.east) / 2]);"
        "return [p.x, p.y]"
    )
    page.mouse.move(x, y)
    visit.settle()
    visit.ask("bs.card.ask(53.13, 23.16); bs.set({lat: 53.1}); await bs.settled();")
    page.locator("#bs-search input").fill("img")
    for box in ("#bs-card", "#bs-places", ".bs-news", "#bs-lead", ".bs-profile-note"):
        assert HOSTILE in page.locator(box).inner_text(), box
    assert HOSTILE.casefold() in page.locator(".bs-labels").inner_text().casefold().replace("\n", " ")
    visit.settle()
    assert page.locator("main img, body img[src=x]").count() == 0
    # the settlements do not lie beside this page
    assert all("ERR_FILE_NOT_FOUND" in text for text in visit.said)
    assert visit.asked == [path.as_uri(), (tmp_path / "bordershift-settlements.js").as_uri()]
