"""The map in a real browser, every request blocked: it shows what it is asked for, and fetches nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from browsing import MODES

from geo.atlas.views import views

if TYPE_CHECKING:
    from pathlib import Path

    from browsing import Tabs, Visit

    from geo.atlas.atlas import Atlas

pytestmark = pytest.mark.browser
LABEL_BOXES = """
bs.map.setView([53.6, 25.5], given[0], {animate: false});
await bs.settled();
const own = bs.map.getContainer().getBoundingClientRect();
return [...document.querySelectorAll('.bs-label')].map((el) => {
  const r = el.getBoundingClientRect();
  return [el.textContent, r.left - own.left, r.top - own.top, r.right - own.left, r.bottom - own.top];
});
"""
COLOURS = """
const seen = {};
for (const pane of ['ground', 'sheet', 'shift']) {
  const canvas = document.querySelector(`.leaflet-bs-${pane}-pane canvas`), ctx = canvas.getContext('2d');
  const data = ctx.getImageData(0, 0, canvas.width, canvas.height).data, colours = new Set();
  for (let k = 0; k < data.length; k += 4) {
    if (data[k + 3] === 255) colours.add([data[k], data[k + 1], data[k + 2]].join());
  }
  seen[pane] = [...colours];
}
return seen;
"""
PAGES = ("index", "north", "baltics", "belarus", "ukraine", "bessarabia")


@pytest.mark.parametrize("name", PAGES)
def test_each_page_is_silent_and_asks_for_nothing(tabs: Tabs, pages: Path, name: str) -> None:
    # what is clicked, and how it moves, is the same on each: they differ in their data
    whole = name == "index"
    visit = tabs.open(pages / f"{name}.html") if whole else tabs.share(pages / f"{name}.html")
    page = visit.page
    if not whole:
        visit.calm()
        visit.go_home()
    for mode in MODES:
        visit.mode(mode)
    for tab in ("figures", "story", "claims", "share", "legend"):
        visit.tab(tab)
    page.locator("#bs-time input").fill("300")
    if whole:
        visit.mode("both")
        for layer in ("change", "shift", "names"):
            page.locator(f"input[value={layer}]").uncheck()
            page.locator(f"input[value={layer}]").check()
        for step in ("on", "back", "play", "play"):
            page.locator(f"[data-step={step}]").click()
        page.locator("#bs-measure").click()
        page.mouse.click(600, 300)
        page.mouse.click(700, 400)
        page.get_by_role("button", name="Undo").click()
        page.get_by_role("button", name="Done").click()
    visit.tab("figures")
    page.locator("#bs-table summary").click()
    page.locator(".bs-figures tbody button").first.click()
    page.mouse.move(600, 300)
    page.mouse.wheel(0, -400)
    page.mouse.click(650, 320)
    page.locator("#bs-search input").fill("mi")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    visit.rest()
    assert page.locator("#bs-card").is_visible()
    visit.idle()
    assert visit.said == []
    beside = (pages / "bordershift-settlements.js").as_uri()
    if whole:
        assert visit.asked == [visit.address, beside]
    else:  # what it asked for as it was loaded was looked at then; the file it asks for once
        assert {*visit.asked} <= {beside}


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_small(pages: Path, name: str) -> None:
    # with all that it says in every language, a tenth of a megabyte
    assert (pages / f"{name}.html").stat().st_size <= (650_000 if name == "index" else 500_000)


def test_there_is_a_page_for_every_view(atlas: Atlas) -> None:
    assert tuple(view.id for view in views(atlas)) == PAGES


def test_each_mode_has_a_picture_of_its_own(visit: Visit) -> None:
    pictures = set()
    for mode in MODES:
        visit.mode(mode)
        pictures.add(visit.page.screenshot())
    assert len(pictures) == len(MODES)


def test_it_draws_land_sea_and_both_borders(visit: Visit) -> None:
    colours = visit.ask(COLOURS)
    assert "244,241,234" in colours["ground"]  # land
    for ink in ("11,79,138", "168,56,11"):  # the border of 1939, of 1941
        assert ink in colours["sheet"]
    assert colours["shift"]


@pytest.mark.parametrize(("divider", "shown"), [(0.95, [True, False]), (0.05, [False, True])])
def test_swipe_shows_one_day_on_either_side(visit: Visit, divider: float, shown: list[bool]) -> None:
    visit.mode("swipe")
    visit.ask(
        "bs.map.setView([53.2, 25.5], 6, {animate: false}); bs.set({divider: given[0]}); await bs.settled();",
        divider,
    )
    found = visit.ask(
        """
      const canvas = document.querySelector('.leaflet-bs-sheet-pane canvas'), ctx = canvas.getContext('2d');
      const box = canvas.getBoundingClientRect(), k = canvas.width / box.width;
      const at = Math.round((innerWidth * given[0] - box.left) * k);
      const [x, w] = given[0] > 0.5 ? [0, at - 2] : [at + 2, canvas.width - at - 2];
      const d = ctx.getImageData(x, 0, w, canvas.height).data;
      const has = ([r, g, b]) => {
        for (let i = 0; i < d.length; i += 4) if (d[i] === r && d[i + 1] === g && d[i + 2] === b) return true;
        return false;
      };
      return [[11, 79, 138], [168, 56, 11]].map(has);""",
        divider,
    )
    assert found == shown


@pytest.mark.parametrize("mode", ["both", "after", "swipe"])
def test_no_label_covers_another_or_is_cut(visit: Visit, mode: str) -> None:
    visit.mode(mode)
    size = visit.page.viewport_size
    assert size is not None
    for zoom in (4, 5, 6, 7.5, 9):
        boxes = visit.ask(LABEL_BOXES, zoom)
        assert boxes
        for k, (text, left, top, right, bottom) in enumerate(boxes):
            assert left >= 0, (zoom, text)
            assert top >= 0, (zoom, text)
            assert right <= size["width"], (zoom, text)
            assert bottom <= size["height"], (zoom, text)
            for other, *box in boxes[k + 1 :]:
                apart = right <= box[0] or left >= box[2] or bottom <= box[1] or top >= box[3]
                assert apart, f"{text} and {other} at zoom {zoom}"


def test_a_click_opens_the_card_of_the_place(visit: Visit) -> None:
    visit.ask("bs.map.setView([53.13, 23.6], 7, {animate: false}); await bs.settled();")
    x, y = visit.ask(
        "const p = bs.map.latLngToContainerPoint([53.13, 23.16]);"
        "const {left, top} = bs.map.getContainer().getBoundingClientRect(); return [p.x + left, p.y + top];"
    )
    if visit.phone:
        visit.page.touchscreen.tap(x, y) if visit.ask(
            "return 'ontouchstart' in window"
        ) else visit.page.mouse.click(x, y)
    else:
        visit.page.mouse.click(x, y)
    card = visit.page.locator("#bs-card")
    card.wait_for()
    text = card.inner_text()
    assert "Białystok" in text
    assert "USSR (annexed)" in text
    assert "28 September 1939" in text
    assert "Before" in text
    visit.ask("bs.set({day: '1939-08-23'}); await bs.settled();")
    assert "On 23 August 1939: Poland" in card.inner_text().replace("\n", "")
    card.get_by_role("button", name="Close").click()
    assert card.is_hidden()


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("lwow", "Lwów (Lviv)"),
        ("xqzvw", ""),
        ("vyborg", "Viipuri (Vyborg)"),
        ("гродно", "Grodno (Hrodna)"),  # a name that a settlement lends the place
        ("Viborg", "Viipuri (Vyborg)"),  # another spelling
        ("drohobitsch", "Drohobych"),
        ("lomza", "Łomża"),
        ("luck", "Łuck (Lutsk)"),
        ("Luniniec", "Łuniniec (Luninyets)"),
        ("lodz", "Łódź"),  # and not Włodzimierz, in which it only occurs
    ],
)
def test_search_by_keyboard_and_by_either_name(visit: Visit, typed: str, title: str) -> None:
    if typed != "lwow":  # one flies there, the others are there at once
        visit.calm()
    visit.seek(typed)
    box = visit.page.locator("#bs-search input")
    if not title:
        assert visit.page.locator("#bs-places [role=option]").count() == 0
        assert "No place of that name here." in visit.page.locator(".bs-count").inner_text()
        box.press("Escape")
        return
    box.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") == "bs-option-0"
    box.press("Enter")
    visit.rest()
    heading = visit.page.locator("#bs-card h2")
    assert heading.inner_text() == title
    assert heading.evaluate("(el) => document.activeElement === el")
    visit.page.keyboard.press("Escape")
    assert visit.page.locator("#bs-card").is_hidden()


def test_the_story_sets_the_day_and_goes_there(visit: Visit, atlas: Atlas) -> None:
    visit.tab("story")
    steps = visit.page.locator("#bs-story-list li")
    assert steps.count() == len(atlas.events)
    steps.filter(has_text="Peace of Moscow").get_by_role("button").click()
    visit.rest()
    assert visit.ask("return bs.state.day") == "1940-03-13"
    assert visit.ask("return bs.map.getBounds().contains([61.0, 29.5])") is True
    assert visit.page.locator("#bs-story-list [aria-current=step]").count() == 1
    assert "Peace of Moscow" in visit.page.locator(".bs-news").inner_text()


def test_the_slider_moves_the_map_the_sentence_and_the_figures(visit: Visit) -> None:
    slider = visit.page.locator("#bs-time input[type=range]")
    before = visit.page.screenshot()
    slider.fill("36")  # 28 September 1939
    visit.settle()
    assert visit.page.locator(".bs-day").inner_text() == "28 September 1939"
    assert "Boundary and Friendship" in visit.page.locator(".bs-news").inner_text()
    assert (slider.get_attribute("aria-valuetext") or "").startswith("28 September 1939: ")
    assert visit.page.screenshot() != before
    visit.page.locator("[data-step=on]").click()
    assert visit.ask("return bs.state.day") > "1939-09-28"
    visit.page.locator("[data-step=play]").click()
    visit.until("return bs.state.day > '1939-10-05'")
    visit.page.locator("[data-step=play]").click()
    stopped = visit.ask("return bs.state.day")
    visit.page.wait_for_timeout(150)  # a page that plays on shows the next day after 22 ms
    assert visit.ask("return bs.state.day") == stopped


def test_the_address_keeps_what_is_shown(tabs: Tabs, pages: Path) -> None:
    first = tabs.open(pages / "index.html")
    first.ask("""
      bs.set({view: 'swipe', day: '1940-06-20', divider: 0.6, shift: false});
      bs.map.setView([54.5, 25.25], 6.5, {animate: false}); bs.card.ask(54.69, 25.28);""")
    first.rest()
    again = tabs.open(first.page.url)
    state = again.ask(
        "return {...bs.state, zoom: bs.map.getZoom(), lat: bs.map.getCenter().lat, at: bs.card.at}"
    )
    assert (state["view"], state["day"], state["divider"]) == ("swipe", "1940-06-20", 0.6)
    assert (state["shift"], state["change"], state["zoom"]) == (False, True, 6.5)
    assert state["lat"] == pytest.approx(54.5, abs=0.01)
    assert state["at"]["lat"] == 54.69
    assert again.said == []


def test_an_address_of_nonsense_shows_the_whole(tabs: Tabs, pages: Path) -> None:
    nonsense = "#v=<img>&d=1066-10-14&m=a/b/c&l=%00&p=1e9,x&s=NaN&lang=xx"
    visit = tabs.open((pages / "index.html").as_uri() + nonsense)
    assert visit.ask("return [bs.state.view, bs.state.day]") == ["both", "1941-06-21"]
    assert visit.page.evaluate("document.documentElement.lang") == "en"
    assert visit.said == []


@pytest.mark.parametrize(("button", "end"), [("in", 13), ("out", 3)])
def test_zooming_ends_before_there_is_nothing_to_see(visit: Visit, button: str, end: float) -> None:
    control = visit.page.locator(f".leaflet-control-zoom-{button}")
    visit.ask("bs.map.setZoom(given[0], {animate: false}); await bs.settled();", 11 if button == "in" else 5)
    for _ in range(40):
        if "leaflet-disabled" in (control.get_attribute("class") or ""):
            break
        visit.ask(
            "const done = new Promise((zoomed) => bs.map.once('zoomend', zoomed));"
            "document.querySelector(given[0]).click(); await done; await bs.settled();",
            f".leaflet-control-zoom-{button}",
        )
    assert visit.ask("return bs.map.getZoom()") == end
    assert control.get_attribute("aria-disabled") == "true"
    colours = visit.ask(COLOURS)
    assert "244,241,234" in colours["ground"]  # land
    assert colours["sheet"]


def test_an_address_says_everything(tabs: Tabs, pages: Path) -> None:
    visit = tabs.open(f"{(pages / 'index.html').as_uri()}#p=54.69,25.28&v=fade&d=1940-01-01&l=names")
    page = visit.page
    assert page.locator("#bs-card").is_visible()
    page.evaluate("location.hash = '#v=swipe&d=1940-06-28&m=8/54/25'")
    visit.settle()
    assert page.locator("#bs-card").is_hidden()
    kept = "const { view, day, change, shift, names } = bs.state; return [view, day, change, shift, names]"
    assert visit.ask(kept) == ["swipe", "1940-06-28", True, True, True]
    assert visit.ask("return bs.map.getZoom()") == 8
    page.evaluate("location.hash = '#'")
    visit.settle()
    assert visit.ask(kept) == ["both", "1941-06-21", True, True, True]
    assert visit.ask("return bs.camera.home") is True
    assert page.locator("input[name=bs-view]:checked").get_attribute("value") == "both"
    assert page.locator("input[name=bs-layer]:checked").count() == 9
    assert visit.said == []
