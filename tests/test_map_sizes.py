"""The map at every size, and resized from each to the next: the border is in sight, nothing is covered."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pytest
import shapely

from geo.atlas.chapters import chapters
from geo.atlas.views import views

if TYPE_CHECKING:
    from pathlib import Path

    from browsing import Tabs, Visit

    from geo.atlas.atlas import Atlas, Snapshot

pytestmark = pytest.mark.browser
SIZES: Final = (
    (320, 568), (360, 640), (560, 315), (640, 400), (800, 450), (844, 390), (1024, 768), (1280, 800),
    (1920, 1080),
)  # fmt: skip
PHONES: Final = ((320, 568), (360, 640), (390, 844))
SMALL: Final = ((360, 640), (390, 844), (640, 400))
LAYOUTS: Final = ((320, 568), (560, 315), (844, 390), (1024, 768))
"""The narrowest phone, a frame in another page, a phone turned, a tablet."""
POINTS: Final = 14
PAGES: Final = ("index", "north", "baltics", "belarus", "ukraine", "bessarabia")
FREE: Final = """
const own = bs.map.getContainer(), box = own.getBoundingClientRect();
return given[0].map(([lon, lat]) => {
  const { x, y } = bs.map.latLngToContainerPoint([lat, lon]);
  const hit = document.elementFromPoint(box.left + x, box.top + y);
  return Boolean(hit) && own.contains(hit) && !hit.closest('.leaflet-control');
});
"""
COVERED: Final = """
const boxes = '#bs-panel, #bs-panel > h1, #bs-panel > .bs-view, .bs-tools, #bs-fold, #bs-time, ' +
  '.bs-keys, .bs-track, #bs-profile, #bs-card, .bs-top > *, .leaflet-control, .bs-handle';
const seen = (el) => el.checkVisibility() && el.getBoundingClientRect().width > 1;
const name = (el) => el.id || el.className || el.tagName;
const found = [], all = [...document.querySelectorAll(boxes)].filter(seen);
for (const [k, one] of all.entries()) for (const other of all.slice(k + 1)) {
  if (one.contains(other) || other.contains(one)) continue;
  const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
  const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  if (wide > 1 && high > 1) found.push(`${name(one)} and ${name(other)}`);
}
const controls = 'button, select, input, summary, #bs-panel > h1, .bs-day, .bs-news';
for (const el of document.querySelectorAll(controls)) {
  const r = el.getBoundingClientRect(), at = [r.left + r.width / 2, r.top + r.height / 2];
  if (!seen(el) || getComputedStyle(el).position === 'absolute' && r.width < 2) continue;
  const rolls = ['.bs-scroll', '.bs-roll', '#bs-card'].map((box) => el.closest(box)?.getBoundingClientRect());
  if (rolls.some((roll) => roll && (at[1] < roll.top || at[1] > roll.bottom))) continue;
  const hit = document.elementFromPoint(...at);
  const own = hit && (el.contains(hit) || hit.closest('label')?.contains(el));
  if (!own) found.push(`${name(el)} lies under ${hit && name(hit)}`);
  if (r.left < -1 || r.right > innerWidth + 1) found.push(`${name(el)} is pushed off`);
}
return found;
"""


def sized(visit: Visit, size: tuple[int, int]) -> None:
    """Resize the window, and wait until the map has followed."""
    visit.page.set_viewport_size({"width": size[0], "height": size[1]})
    visit.until("return innerWidth === given[0] && innerHeight === given[1]", *size)
    visit.settle()
    visit.settle()


@pytest.fixture
def visit(tabs: Tabs, pages: Path) -> Visit:
    """The map of the whole border; every test gives it a size of its own."""
    shared = tabs.share(pages / "index.html")
    shared.go_home()
    return shared


@pytest.fixture
def undrawn(visit: Visit) -> None:
    """Draw nothing where it is asked of boxes alone where they lie, at many sizes."""
    visit.undrawn()


def points_of(border: Any, box: list[float]) -> list[list[float]]:  # noqa: ANN401
    """Take points evenly along the part of a border that a page is about."""
    part = shapely.line_merge(shapely.intersection(border, shapely.box(box[0], box[1], box[2], box[3])))
    share = (np.arange(POINTS) + 0.5) / POINTS
    pieces = list(shapely.get_parts(part))
    ends = np.cumsum([piece.length for piece in pieces])
    chosen = []
    for along in share * ends[-1]:
        k = int(np.searchsorted(ends, along))
        chosen.append(pieces[k].interpolate(along - (ends[k - 1] if k else 0.0)))
    return [[point.x, point.y] for point in chosen]


@pytest.fixture(scope="module")
def border(after: Snapshot) -> Any:  # noqa: ANN401
    lines = [
        b.arc.line for b in after.borders if "USSR" in {b.left.holder, b.right.holder} and b.arc.kind != "sea"
    ]
    return shapely.union_all(lines)


@pytest.mark.parametrize("name", PAGES)
def test_the_border_is_in_sight_at_every_size(tabs: Tabs, pages: Path, border: Any, name: str) -> None:  # noqa: ANN401
    visit = tabs.share(pages / f"{name}.html")
    visit.go_home()
    points = points_of(border, visit.ask("return bs.atlas.focus"))
    visit.undrawn()
    # the parts share all but their land: each is seen at every other size, and each size on two of them or more
    turn = PAGES.index(name)
    for size in (*SIZES, *reversed(SIZES)) if turn == 0 else SIZES[turn % 2 :: 2]:
        sized(visit, size)
        free = visit.ask(FREE, points)
        assert sum(free) >= 12, (size, free)
        assert visit.ask(COVERED) == [], size
        assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), size
    visit.as_opened()
    assert visit.violations() == []
    assert visit.said == []


def test_there_is_a_page_for_every_view(atlas: Atlas) -> None:
    assert tuple(view.id for view in views(atlas)) == PAGES


def test_axe_finds_nothing_in_any_layout(visit: Visit) -> None:
    """On the largest screens it looks above, and at the usual sizes where every mode and tab is opened."""
    for size in LAYOUTS:
        sized(visit, size)
        assert visit.violations() == [], size


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.usefixtures("undrawn")
def test_nothing_covers_anything_with_all_of_it_open(visit: Visit, size: tuple[int, int]) -> None:
    sized(visit, size)
    for mode in ("swipe", "fade"):
        visit.mode(mode)
        visit.ask("bs.ruler.toggle(true); bs.ruler.add(53, 23); bs.ruler.add(54, 25); await bs.settled();")
        assert visit.ask(COVERED) == [], mode
        visit.ask("bs.ruler.toggle(false); bs.card.ask(53.13, 23.16); await bs.settled();")
        assert visit.ask(COVERED) == [], mode
        visit.ask("bs.card.close();")
    show = visit.page.locator("#bs-show-profile")
    if show.is_visible():
        show.click()
        visit.settle()
        assert visit.ask(COVERED) == []
        show.click()


def test_a_map_that_somebody_moved_is_not_moved_back(visit: Visit) -> None:
    visit.ask("bs.map.setView([60, 30], 7, {animate: false}); await bs.settled();")
    sized(visit, (390, 844))
    assert visit.ask("return [bs.map.getZoom(), bs.camera.home]") == [7, False]
    visit.page.get_by_role("button", name="Whole view").click()
    visit.until("return bs.camera.home && bs.map.getZoom() < 6")
    visit.rest()
    assert visit.ask("return bs.camera.home") is True
    assert "m=" not in visit.page.evaluate("location.hash")


@pytest.mark.parametrize("size", PHONES)
@pytest.mark.usefixtures("undrawn")
def test_a_phone_asks_for_a_place_at_once(visit: Visit, size: tuple[int, int]) -> None:
    visit.calm()
    sized(visit, size)
    field = visit.page.locator("#bs-search input")
    assert visit.page.locator("#bs-fold").get_attribute("aria-expanded") == "false"
    field.click()
    visit.seek("Trochenbrod")
    field.press("Enter")
    visit.rest()
    assert visit.page.locator("#bs-card h2").inner_text() == "Trochenbrod"
    assert visit.ask(COVERED) == []


@pytest.mark.usefixtures("undrawn")
def test_tabs_views_and_figures_have_room_in_every_language(visit: Visit, atlas: Atlas) -> None:
    """The words of each language are put in place of the page's own: a page for each would take long."""
    names = [
        *(f"tab_{name}" for name in ("legend", "figures", "story", "claims", "share")),
        "both",
        "swipe",
        "fade",
    ]
    others = ("open_panel", "close_panel", "region", "area", "mean", "largest")
    said = [json.loads(path.read_text(encoding="utf-8")) for path in atlas.folder.glob("languages/*.json")]
    words = [[one["page"][name] for name in (*names, *others)] for one in said]
    for own, one in zip(words, said, strict=True):
        own += [*(one["texts"].get(region, region) for region in atlas.regions.values()), one["page"]["play"]]
    assert len(words) >= 10
    for size in (*PHONES, (560, 315), (1024, 768), (1280, 800)):
        sized(visit, size)
        visit.tab("figures")
        opened = """const { bottom } = document.querySelector('.bs-scroll').getBoundingClientRect();
          return bottom - document.getElementById('bs-figures').getBoundingClientRect().top;"""
        assert visit.ask(opened) > 20, size  # who opens it sees that
        wrapped = visit.ask(
            """
          const tabs = [...document.querySelectorAll('[role=tab]')];
          const views = [...document.querySelectorAll('.bs-view span')];
          const play = document.querySelector('[data-step=play]'), figures = document.querySelector('.bs-over');
          const others = '#bs-fold span, [data-step=play], .bs-figures thead th, .bs-figures tbody button';
          const all = [...tabs, ...views.slice(2), ...document.querySelectorAll(others)];
          const own = all.map((el) => el.textContent), found = [];
          const put = (words) => all.forEach((el, k) => (el.textContent = words[k]));
          const rows = (some) => new Set(some.map((el) => Math.round(el.getBoundingClientRect().top))).size;
          const lines = (el) => {
            const range = document.createRange();
            range.selectNodeContents(el);
            return new Set([...range.getClientRects()].map(({top}) => Math.round(top))).size;
          };
          for (const words of given[0]) {
            put(words);
            for (const some of [tabs, views]) if (rows(some) > 1) found.push(words.join());
            const cut = (el) => lines(el) > 1 || el.scrollWidth > el.clientWidth + 1;
            found.push(...[...tabs, ...views, play].filter(cut).map((el) => el.textContent));
            if (figures.scrollWidth > figures.clientWidth) found.push(figures.textContent);
          }
          put(own);
          return found;""",
            words,
        )
        assert wrapped == [], size


@pytest.mark.parametrize("size", SMALL)
def test_a_choice_in_the_sheet_shows_on_the_map(visit: Visit, size: tuple[int, int]) -> None:
    if size != SMALL[0]:  # at one size it flies there
        visit.calm()
    sized(visit, size)
    page = visit.page

    def in_sight(centre: list[float]) -> bool:
        visit.rest()
        folded = page.locator("#bs-fold").get_attribute("aria-expanded") == "false"
        return folded and visit.ask(FREE, [centre]) == [True]

    visit.tab("story")
    page.locator("#bs-story-list li").filter(has_text="Peace of Moscow").get_by_role("button").click()
    assert in_sight([29.5, 61.5])
    visit.tab("figures")
    page.get_by_role("button", name="Bessarabia", exact=True).click()
    box = "const z = bs.atlas.zones.filter((zone) => zone.region === 'bessarabia').map(({box}) => box);"
    centre = (
        "return [0, 1].map((k) => (Math.min(...z.map((b) => b[k])) + Math.max(...z.map((b) => b[k + 2]))) / 2)"
    )
    assert in_sight(visit.ask(box + centre))
    visit.seek("bialystok")
    page.locator("#bs-search input").press("ArrowDown")
    page.locator("#bs-search input").press("Enter")
    assert in_sight([23.16, 53.13])
    assert page.locator("#bs-card").is_visible()
    assert visit.ask(COVERED) == []


@pytest.mark.parametrize(("size", "calm"), [((320, 568), False), ((560, 315), True)])
def test_a_chapter_is_told_whole_and_shown(
    visit: Visit, atlas: Atlas, size: tuple[int, int], *, calm: bool
) -> None:
    if calm:
        visit.calm()
    sized(visit, size)
    for k, chapter in enumerate(chapters(atlas)):
        visit.tab("story")
        visit.page.locator("#bs-chapters button").nth(k).click()
        visit.rest()
        west, south, east, north = chapter.box
        assert visit.ask(FREE, [[(west + east) / 2, (south + north) / 2]]) == [True], chapter.title
        assert visit.ask(COVERED) == [], chapter.title
        news = visit.page.locator(".bs-news")
        assert news.inner_text() == chapter.says
        cut = "(el) => el.scrollHeight - el.clientHeight"
        assert news.evaluate(cut) <= 1, chapter.title


def test_the_profile_goes_along_while_the_map_is_dragged(visit: Visit) -> None:
    """It is drawn again when the map rests, or has gone farther than was drawn."""
    sized(visit, (1280, 800))
    drawn = visit.ask("""
      bs.map.setView([54, 26], 6, {animate: false}); await bs.settled(); await bs.settled();
      const { profile, map } = bs, draw = profile.draw.bind(profile), told = [];
      let count = 0;
      profile.draw = () => { count++; draw(); };
      for (const step of [40, 40, 80]) {
        L.DomUtil.setPosition(map.getPane('mapPane'), map._getMapPanePos().add([0, step])); // as a drag does
        map.fire('move');
        await bs.settled();
        const bars = profile.bars.getBoundingClientRect().top, top = profile.canvas.getBoundingClientRect().top;
        told.push([count, Math.round(bars - top + 120 - 17 - (profile.first - profile.top))]);
      }
      delete profile.draw;
      return told;""")
    assert drawn == [[0, 0], [0, 0], [1, 0]]


def test_the_profile_of_a_phone_has_every_latitude(visit: Visit) -> None:
    sized(visit, (360, 640))
    visit.ask("bs.map.setView([53, 25], 7, {animate: false}); await bs.settled();")
    visit.page.locator("#bs-show-profile").click()
    visit.settle()
    canvas = visit.page.locator("#bs-profile canvas").first.bounding_box()
    assert canvas is not None
    x, top, bottom = canvas["x"] + 60, canvas["y"] + 17, canvas["y"] + canvas["height"]
    pointed = set()
    for y in np.arange(top, bottom, 2.0):
        visit.page.mouse.move(x, y)
        pointed.add(visit.ask("return bs.state.lat"))
    rows = visit.ask("return [...bs.shiftOn(bs.state.day).profile.keys()]")
    assert min(rows) in pointed
    assert max(rows) in pointed
    visit.page.locator("#bs-show-profile").click()


@pytest.mark.parametrize("size", [(320, 568), (1280, 800)])
@pytest.mark.usefixtures("undrawn")
def test_text_of_twice_the_size_pushes_nothing_off(visit: Visit, size: tuple[int, int]) -> None:
    sized(visit, size)
    visit.page.evaluate("document.documentElement.style.fontSize = '30px'")
    visit.settle()
    visit.settle()
    found = visit.ask(COVERED)
    visit.page.evaluate("document.documentElement.style.fontSize = ''")
    visit.settle()
    assert found == []
