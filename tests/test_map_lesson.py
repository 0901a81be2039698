"""The story in chapters, and the map shown large to a class."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from geo.atlas.chapters import chapters

if TYPE_CHECKING:
    from pathlib import Path

    from browsing import Tabs, Visit

    from geo.atlas.atlas import Atlas

pytestmark = pytest.mark.browser

NOTE = "return bs.scene.named.filter(({ kind }) => kind === 'note').map(({ text }) => text);"


@pytest.fixture
def visit(tabs: Tabs, pages: Path) -> Visit:
    return tabs.open(pages / "index.html", less_motion=True)


def test_each_chapter_shows_its_day_and_writes_on_the_map(visit: Visit, atlas: Atlas) -> None:
    told = chapters(atlas)
    assert 7 <= len(told) <= 9
    # a title that begins with a day is of the day that is shown
    dated = [(one.title, one.day) for one in told if one.title[0].isdigit()]
    assert dated
    assert all(f"{day:%-d %B %Y}" == title.partition(":")[0] for title, day in dated)
    visit.tab("story")
    for k, chapter in enumerate(told):
        visit.page.locator("#bs-chapters button").nth(k).click()
        visit.settle()
        assert visit.ask("return [bs.state.day, bs.state.view]") == [chapter.day.isoformat(), chapter.view]
        assert visit.ask(NOTE) == [chapter.note]
        assert visit.page.locator(".bs-news").inner_text() == chapter.says
        west, south, east, north = chapter.box
        middle = [(south + north) / 2, (west + east) / 2]
        assert visit.ask("return bs.camera.bounds.contains(given)", *middle)
        # what is written stands beside the land that has changed hands, with a line to it
        covered = visit.ask("""
          const { x, y, width, height, line } = bs.scene.named.find(({ kind }) => kind === 'note');
          const corners = [-0.4, 0, 0.4].map((k) => bs.map.containerPointToLatLng([x + k * width, y]));
          if (line) bs.chaptersLed = (bs.chaptersLed ?? 0) + 1;
          return line ? corners.map(({ lat, lng }) => [lng, lat]) : [];""")
        west, south, east, north = atlas.window
        inside = [(lon, lat) for lon, lat in covered if west < lon < east and south < lat < north]
        first, day = atlas.on("1939-08-23"), atlas.on(chapter.day)
        assert all(first.who(*at).tenure.holder == day.who(*at).tenure.holder for at in inside), chapter.title
    assert visit.ask("return bs.chaptersLed") >= len(told) - 1  # upon it where there is no room beside it
    visit.page.locator("[data-step=back]").click()
    visit.settle()
    assert visit.ask(NOTE) == []
    # on paper the map has its size also where boxes leave none of it free
    printed = visit.ask("""
        const room = { left: 300, top: 0, right: 280, bottom: 200 };
        Object.defineProperty(bs.camera, 'room', { value: room, configurable: true });
        window.dispatchEvent(new Event('beforeprint'));
        delete bs.camera.room;
        return document.getElementById('bs-print').innerHTML;""")
    assert "<path" in printed
    assert 'width="-' not in printed


def test_it_is_shown_large_and_stepped_by_keys(visit: Visit, atlas: Atlas) -> None:
    told = chapters(atlas)
    visit.tab("story")
    size = "return parseFloat(getComputedStyle(document.documentElement).fontSize);"
    usual = visit.ask(size)
    visit.page.locator("#bs-chapters button").first.click()
    visit.page.locator("#bs-lesson").click()
    visit.settle()
    assert visit.ask(size) == pytest.approx(1.6 * usual)
    assert visit.page.locator("#bs-panel, #bs-profile").filter(visible=True).count() == 0
    for key, chapter in (("PageDown", told[1]), ("PageDown", told[2]), ("PageUp", told[1])):
        visit.page.keyboard.press(key)
        visit.settle()
        assert visit.ask("return bs.lesson.now.title") == chapter.title
    # and by buttons, for a board that has no keys
    for way, number in (
        ("Next chapter", 2),
        ("Next chapter", 3),
        ("Chapter before", 2),
        ("Chapter before", 1),
    ):
        visit.page.get_by_role("button", name=way, exact=True).click()
        visit.settle()
        assert visit.ask("return bs.lesson.now.title") == told[number].title
        assert visit.page.locator("#bs-steps output").inner_text() == f"{number + 1}/{len(told)}"
    assert visit.page.locator("#bs-leave").inner_text() == "Close"
    visit.page.keyboard.press("ArrowRight")
    visit.settle()
    later = min(event.date for event in atlas.events if event.date > told[1].day)
    assert visit.ask("return bs.state.day") == later.isoformat()
    # which is told, dated in the legend, and gone to
    happened = next(event for event in atlas.events if event.date == later)
    assert happened.title in visit.page.locator(".bs-news").inner_text()
    assert visit.page.locator(".bs-news").is_visible()
    dated = visit.page.locator("#bs-signs [data-word=legend_after]")
    assert not dated.count() or f"{later.day} {later:%B %Y}" in dated.inner_text()
    # the whole map is drawn after each step to what was not drawn before, and where one goes on in flight
    visit.page.emulate_media(reduced_motion="no-preference")
    whole = (
        "return [bs.scene.ground, bs.scene.main].every((layer) => layer.stands(bs.map) && layer.covers(bs.map))"
    )
    visit.ask("bs.lesson.open(bs.atlas.chapters[4]); await bs.settled(); bs.lesson.open(bs.atlas.chapters[3]);")
    visit.settle()
    assert visit.ask(whole)
    visit.ask(
        "bs.camera.fly([[26, 56, 26.1, 56.1]]); await bs.settled(); bs.camera.fly([[24, 50, 24.1, 50.1]]);"
    )
    visit.settle()
    assert visit.ask(whole)
    visit.page.keyboard.press("Escape")
    visit.settle()
    assert visit.page.locator("#bs-panel").is_visible()
    assert visit.said == []


@pytest.mark.parametrize("size", [(320, 568), (390, 844), (560, 315), (1024, 768), (1280, 800)])
def test_what_is_told_large_is_seen_whole(visit: Visit, atlas: Atlas, size: tuple[int, int]) -> None:
    width, height = size
    visit.page.set_viewport_size({"width": width, "height": height})
    longest = max(range(len(chapters(atlas))), key=lambda k: len(chapters(atlas)[k].says))
    visit.page.locator("#bs-show-profile").evaluate("(button) => button.click()")  # it is away with the rest
    visit.ask("bs.lesson.project(true); bs.lesson.open(bs.atlas.chapters[given[0]]);", longest)
    visit.settle()
    chapter = chapters(atlas)[longest]
    news = visit.page.locator(".bs-news")
    room = visit.ask("const { top, bottom } = bs.camera.room; return bottom - top;")
    if width == 320 or height == 315:
        # on a small screen a line is told, and the rest at a touch: the map has its half
        assert visit.ask("return bs.scene.named.length") > 9
        assert room > 0.5 * height
        line = news.evaluate("(told) => [told.offsetHeight, parseFloat(getComputedStyle(told).fontSize)]")
        assert line[0] < 2.3 * line[1]
        assert not visit.page.locator("#bs-signs").is_visible()
        news.click()
        visit.settle()
    assert news.inner_text().split("\n") == [chapter.title, chapter.says]
    box = news.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= height
    assert news.evaluate(
        "(told) => told.scrollHeight <= told.clientHeight || getComputedStyle(told).overflowY === 'auto'"
    )
    # what tints, hatching and both borders mean is said, and of which day names are; most of the map is seen
    visit.ask("bs.lesson.open(bs.atlas.chapters.find(({day}) => day === '1940-07-03'));")
    visit.settle()
    if width == 320 or height == 315:
        news.click()
        visit.settle()
    signs = visit.page.locator("#bs-signs")
    assert signs.is_visible()
    if width == 1280:  # nor does it lie upon what the chapter shows
        visit.until("""
          const [w, s, e, n] = bs.lesson.now.box,
            key = document.querySelector('#bs-signs').getBoundingClientRect(),
            [a, b] = [[n, w], [s, e]].map((at) => bs.map.latLngToContainerPoint(at));
          return a.x >= key.right || b.x <= key.left || a.y >= key.bottom || b.y <= key.top;""")
    assert signs.evaluate("(key) => key.offsetHeight") < 0.45 * visit.ask("return bs.map.getSize().y;")
    boxes = [visit.page.locator(name).bounding_box() for name in ("#bs-signs", ".bs-news", "#bs-steps")]
    for one, other in combinations([box for box in boxes if box], 2):
        beside = one["x"] + one["width"] <= other["x"] or other["x"] + other["width"] <= one["x"]
        assert beside or one["y"] + one["height"] <= other["y"] or other["y"] + other["height"] <= one["y"]
    assert visit.ask(
        "return [...document.querySelectorAll('#bs-signs li')].map((line) => line.textContent)"
    ) == visit.ask(
        "return ['legend_ground', 'legend_before', 'legend_after', 'legend_gained', 'legend_passing'].map("
        "(word) => document.querySelector(`#bs-legend [data-word=${word}]`).textContent)"
    )


def test_the_legend_names_the_day_of_the_heading(visit: Visit) -> None:
    visit.ask("bs.set({day: '1940-08-20'}); await bs.settled(); bs.set({day: '1940-08-22'});")
    visit.settle()
    day = visit.page.locator("#bs-time .bs-day").inner_text()
    assert day in (visit.page.locator("#bs-legend [data-word=legend_after]").text_content() or "")
