"""The story in chapters, and the map shown large to a class."""

from __future__ import annotations

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
    visit.page.locator("[data-step=back]").click()
    visit.settle()
    assert visit.ask(NOTE) == []


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
    visit.page.keyboard.press("ArrowRight")
    visit.settle()
    later = min(event.date for event in atlas.events if event.date > told[1].day)
    assert visit.ask("return bs.state.day") == later.isoformat()
    visit.page.keyboard.press("Escape")
    visit.settle()
    assert visit.page.locator("#bs-panel").is_visible()
    assert visit.said == []
