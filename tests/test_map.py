"""The page in a real browser, every request blocked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import geo
from geo.offline import DataBlock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, ViewportSize

    from geo.atlas import Atlas, Snapshot

pytestmark = pytest.mark.browser
SIZES: dict[str, ViewportSize] = {
    "desktop": {"width": 1280, "height": 800},
    "phone": {"width": 390, "height": 844},
}
LABEL_BOXES = """
bs.map.setView([53.6, 25.5], given[0], {animate: false});
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


@pytest.fixture(scope="module")
def address(before: Snapshot, after: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> str:
    path: Path = tmp_path_factory.mktemp("maps with space") / "index.html"
    geo.border_map(before, after).save(path)
    return path.as_uri()


class Visit:
    """A page, and everything it said or asked for."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.said: list[str] = []
        self.asked: list[str] = []
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", lambda request: self.asked.append(request.url))
        page.route("**/*", lambda route: route.continue_() if route.request.url == address else route.abort())
        page.goto(address)
        page.evaluate("window.bordershift.then(() => true)")

    def ask(self, script: str, *arguments: object) -> Any:  # noqa: ANN401
        return self.page.evaluate(
            f"async (given) => {{ const bs = await window.bordershift; {script} }}", list(arguments)
        )


@pytest.fixture(params=list(SIZES))
def visit(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Visit]:
    page = browser.new_page(viewport=SIZES[request.param])
    yield Visit(page, address)
    page.close()


def test_it_is_silent_and_asks_for_nothing(visit: Visit, address: str) -> None:
    for view in ("before", "after", "both"):
        visit.page.locator(f"input[value={view}]").check(force=True)
    for name in ("change", "shift", "names"):
        visit.page.locator(f"input[value={name}]").uncheck()
        visit.page.locator(f"input[value={name}]").check()
    visit.page.mouse.move(380, 300)
    visit.page.mouse.wheel(0, -400)
    visit.page.wait_for_timeout(500)
    assert visit.said == []
    assert visit.asked == [address]


def test_each_year_can_be_switched(visit: Visit) -> None:
    pictures = set()
    for view in ("before", "after", "both"):
        visit.page.locator(f"input[value={view}]").check(force=True)
        assert visit.ask("return bs.state.view") == view
        visit.page.wait_for_timeout(50)
        pictures.add(visit.page.screenshot())
    assert len(pictures) == 3


def test_it_draws_land_sea_and_both_borders(visit: Visit) -> None:
    colours = visit.ask(COLOURS)
    assert "244,241,234" in colours["ground"]  # land
    for ink in ("11,79,138", "168,56,11"):  # the border of 1939, of 1941
        assert ink in colours["sheet"]
    assert colours["shift"]


@pytest.mark.parametrize("zoom", [4, 5, 6, 7, 8])
def test_no_label_covers_another_or_is_cut(visit: Visit, zoom: int) -> None:
    boxes = visit.ask(LABEL_BOXES, zoom)
    size = visit.page.viewport_size
    assert size is not None
    assert len(boxes) >= 5
    for k, (text, left, top, right, bottom) in enumerate(boxes):
        assert left >= 0, text
        assert top >= 0, text
        assert right <= size["width"], text
        assert bottom <= size["height"], text
        for other, *box in boxes[k + 1 :]:
            apart = right <= box[0] or left >= box[2] or bottom <= box[1] or top >= box[3]
            assert apart, f"{text} and {other}"


def test_no_sideways_scroll(visit: Visit) -> None:
    assert visit.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_figures_are_those_of_the_program(visit: Visit, before: Snapshot, after: Snapshot) -> None:
    every_deg = visit.ask("return bs.atlas.every")
    moved = geo.shift(before, after, every_deg=every_deg)
    table = visit.page.locator(".bs-figures").inner_text()
    for region in moved.regions:
        assert region.name in table
        assert f"{region.area_km2:,.0f}".replace(",", "\u202f") in table
    net = dict(zip(np.round(moved.profile.lat, 4).tolist(), moved.profile.net_km.tolist(), strict=True))
    shown = visit.ask("return bs.atlas.segments.map((s) => [s.lat, bs.atlas.profile.get(s.lat).net])")
    for lat, km in shown:
        assert km == pytest.approx(net[lat], abs=0.006)


def test_the_page_knows_who_held_a_place(visit: Visit, atlas: Atlas) -> None:
    rng = np.random.default_rng(11)
    places = rng.uniform((44.0, 19.0), (70.0, 41.0), (150, 2)).round(4).tolist()
    answers = visit.ask("return given[0].map(([lat, lon]) => bs.zoneAt(lat, lon).id)", places)
    snapshot = atlas.on("1940-07-01")
    for (lat, lon), zone in zip(places, answers, strict=True):
        answer = snapshot.who(lon, lat)
        assert zone == answer.zone.id or answer.border_km < 0.1


def test_a_region_is_shown_from_the_table(visit: Visit) -> None:
    if visit.page.viewport_size == SIZES["phone"]:
        visit.page.locator("#bs-fold").click()
    visit.page.get_by_role("button", name="Bessarabia").click()
    visit.page.wait_for_timeout(700)
    lat, lon = visit.ask("const c = bs.map.getBounds(); return [c.contains([46.9, 28.8]), bs.map.getZoom()]")
    assert lat is True
    assert lon >= 5


def test_hostile_names_are_text(browser: Browser, before: Snapshot, after: Snapshot, tmp_path: Path) -> None:
    hostile = "{{7*7}}{% x %}<img src=x onerror=alert(1)></script>"
    made = geo.border_map(before, after)
    block: Any = next(child for child in made._children.values() if isinstance(child, DataBlock))  # noqa: SLF001
    value = block._value  # noqa: SLF001
    for zone in value["zones"]:
        zone["name"] = hostile
    value["places"] = [[hostile, hostile, 25.0, 54.0, 1]]
    value["holders"] = [hostile for _ in value["holders"]]
    path = tmp_path / "hostile.html"
    made.save(path)
    visit = Visit(browser.new_page(viewport=SIZES["desktop"]), path.as_uri())
    visit.page.mouse.move(800, 400)
    visit.page.wait_for_timeout(200)
    assert visit.said == []
    assert visit.asked == [path.as_uri()]
    assert visit.page.locator("main img").count() == 0
    assert hostile in visit.page.locator(".bs-labels").inner_text().replace("\n", " ") or hostile.upper() in (
        visit.page.locator(".bs-labels").inner_text()
    )
    visit.page.close()
