"""Play, ruler, card, switches: what a reader does without being told how."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from browsing import Tabs, Visit

pytestmark = pytest.mark.browser


@pytest.fixture
def visit(tabs: Tabs, pages: Path) -> Visit:
    return tabs.share(pages / "index.html")


def at(visit: Visit, lat: float, lon: float) -> tuple[float, float]:
    x, y = visit.ask("const p = bs.map.latLngToContainerPoint(given); return [p.x, p.y]", lat, lon)
    return x, y


@pytest.mark.parametrize(
    ("start", "first"),
    [("1939-08-23", "1939-08-23"), ("1940-03-01", "1940-03-01"), ("1941-06-21", "1939-08-23")],
)
def test_play_plays_at_the_first_press(visit: Visit, start: str, first: str) -> None:
    visit.ask("bs.set({day: given[0]}); await bs.settled();", start)
    play = visit.page.locator("[data-step=play]")
    # the days are noted in the page: how late one looks from outside says nothing of how it plays
    visit.ask("""
      window.days = [bs.state.day];
      const look = () => {
        if (bs.state.day !== window.days.at(-1)) window.days.push(bs.state.day);
        if (window.days.length < 5) requestAnimationFrame(look);
      };
      look();""")
    play.click()
    visit.until("return window.days.length > 4")
    assert play.inner_text() == "Pause"
    days = visit.page.evaluate("window.days")[2:]
    assert first < days[0] < days[1] < days[2] < "1940-12-01"
    play.click()
    stood = visit.ask("return bs.state.day")
    visit.page.wait_for_timeout(150)
    assert visit.ask("return bs.state.day") == stood


def test_play_rests_on_the_second_usual_day_and_takes_half_a_minute(visit: Visit) -> None:
    whole = visit.ask("""
      const { timeline } = bs, end = timeline.first + 668;
      return timeline.run(timeline.first, end).reduce((sum, step) => sum + step.ms, 0);""")
    assert whole == pytest.approx(30_000)
    visit.page.locator("#bs-time select").select_option("4")
    visit.ask("bs.set({day: '1941-06-10'}); await bs.settled();")
    play = visit.page.locator("[data-step=play]")
    play.click()
    visit.until("return bs.state.day === '1941-06-21'")
    visit.page.wait_for_timeout(300)
    assert play.inner_text() == "Play"
    assert visit.ask("return bs.state.day") == "1941-06-21"  # and not the last day of the slider
    visit.page.locator("#bs-time select").select_option("1")


def test_the_ruler_shows_its_length_while_drawing_and_ends_at_a_double_click(visit: Visit) -> None:
    page, told = visit.page, visit.page.locator("#bs-ruler output")
    page.locator("#bs-measure").click()
    page.mouse.click(*at(visit, 55.0, 25.0))
    page.mouse.move(*at(visit, 55.0, 27.0))
    visit.settle()
    length = visit.ask("return bs.inverse(25, 55, 27, 55).metres / 1000")
    assert float(told.inner_text().split()[0]) == pytest.approx(length, rel=0.02)
    page.mouse.click(*at(visit, 55.0, 27.0))
    zoom = visit.ask("return bs.map.getZoom()")
    page.mouse.dblclick(*at(visit, 53.0, 27.0))
    visit.settle()
    assert len(visit.ask("return bs.ruler.points")) == 3
    assert visit.ask("return bs.ruler.drawing") is False
    assert visit.ask("return bs.map.getZoom()") == zoom
    by_legs = told.inner_text()
    assert by_legs.count(" + ") == 1
    page.mouse.move(*at(visit, 57.0, 22.0))
    visit.settle()
    assert told.inner_text() == by_legs
    page.get_by_role("button", name="Done").click()


def test_elsewhere_a_double_click_only_zooms(visit: Visit) -> None:
    zoom = visit.ask("return bs.map.getZoom()")
    visit.page.mouse.dblclick(*at(visit, 55.0, 27.0))
    visit.until("return bs.map.getZoom() > given[0] && !window.mapMoves", zoom)
    assert visit.page.locator("#bs-card").is_hidden()


def test_switches_that_do_nothing_are_not_live(visit: Visit) -> None:
    def live() -> set[str]:
        found: list[str] = visit.page.locator("[name=bs-layer]:enabled").evaluate_all(
            "(all) => all.map((x) => x.value)"
        )
        return set(found)

    always = {"names", "ground", "sea", "states_before", "borders_before"}
    assert live() == {*always, "change", "shift", "borders_after"}
    visit.mode("swipe")
    assert live() == {*always, "states_after", "borders_after"}
    visit.mode("before")
    assert live() == always
    visit.mode("both")


def test_a_base_map_that_cannot_be_reached_says_so(visit: Visit) -> None:
    page, said = visit.page, visit.page.locator("#bs-tiles-said")
    page.locator(".bs-tiles summary").click()
    page.locator("[name=bs-tiles]").click()
    said.wait_for()
    assert "cannot be reached" in said.inner_text()
    assert not page.locator("[name=bs-tiles]").is_checked()
    assert visit.ask("return bs.state.tiles") is False
    visit.said.clear()  # Chromium told of every tile
    page.locator(".bs-tiles summary").click()


def test_the_card_leads_to_the_same_place_on_other_days(visit: Visit) -> None:
    visit.ask("bs.card.ask(53.13, 23.16); await bs.settled();")
    card = visit.page.locator("#bs-card")
    before = card.get_by_role("link", name="Before")
    address = before.get_attribute("href") or ""
    assert "d=1939-08-23" in address
    assert "p=53.1300,23.1600" in address
    before.click()
    visit.settle()
    assert visit.ask("return bs.state.day") == "1939-08-23"
    assert "On 23 August 1939: Poland" in card.inner_text().replace("\n", "")
    assert before.evaluate("(el) => document.activeElement === el")
    card.get_by_role("button", name="Copy a link").click()
    said = visit.page.locator("#bs-say", has_text="cop")
    said.wait_for(state="attached")
    card.get_by_role("button", name="Close").click()


def test_a_chosen_day_is_found_again(visit: Visit) -> None:
    """The buttons of the two days lead away from it, and back to it; from the first day the views, too."""
    day = "return [bs.state.view, bs.state.day];"
    visit.ask("bs.set({view: 'both', day: '1940-02-01'}); await bs.settled();")
    visit.mode("after")
    assert visit.ask(day) == ["single", "1941-06-21"]
    visit.page.go_back()
    visit.until("return bs.state.day === '1940-02-01'")
    assert visit.ask(day) == ["both", "1940-02-01"]
    visit.mode("before")
    visit.mode("swipe")
    assert visit.ask(day) == ["swipe", "1940-02-01"]
    visit.mode("before")
    visit.ask("bs.set({day: '1939-09-01'}); bs.set({day: bs.atlas.days.before});")  # the day is chosen anew
    visit.mode("both")
    assert visit.ask(day) == ["both", "1941-06-21"]


def test_the_map_has_a_name_and_a_summary_that_follows_the_day(visit: Visit) -> None:
    chart = visit.page.locator(".folium-map")
    assert (chart.get_attribute("aria-label") or "").startswith("Map of the borders")
    told = visit.page.locator(f"#{chart.get_attribute('aria-describedby')}")
    before = told.inner_text()
    visit.ask("bs.set({day: '1940-01-01'}); await bs.settled();")
    assert told.inner_text() != before
    assert told.inner_text().startswith("By 1 January 1940")


def test_the_first_stop_of_the_tab_key_skips_the_map(visit: Visit) -> None:
    page = visit.page
    page.evaluate("document.activeElement.blur(); getSelection().removeAllRanges(); window.focus(); 0")
    first = page.evaluate("[...document.querySelectorAll('a, button, input, [tabindex]')][0].className")
    assert first == "bs-skip"
    page.locator(".bs-skip").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "bs-figures"


def test_the_legend_of_a_phone_is_that_of_the_map_beneath_it(tabs: Tabs, pages: Path) -> None:
    visit = tabs.open(pages / "index.html", "phone")
    visit.settle()
    visit.open_panel()
    visit.settle()
    told = visit.page.locator("#bs-legend").inner_text()
    for line in ("on both days", "Border of the USSR, 23 August 1939", "Border of the USSR, 21 June 1941"):
        assert line in told
