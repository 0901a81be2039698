"""The map under fingers, and within another page: touched, scrolled past, put there by its own code."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

import pytest
from browsing import FOLLOWED, WAIT_S, Visit

if TYPE_CHECKING:
    from pathlib import Path

    from browsing import Tabs
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


def test_fingers_find_what_they_touch(browser: Browser, pages: Path) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    visit = Visit(context.new_page(), (pages / "index.html").as_uri())
    visit.open_panel()
    small = visit.ask("""
      const can = [...document.querySelectorAll('main :is(button, select, input, summary, a)')];
      const target = (el) => el.closest('label') ?? el;
      const low = (el) => el.checkVisibility() && target(el).getBoundingClientRect().height < 43.5;
      // links within a text are as high as its lines
      const text = '.leaflet-control-attribution, .bs-skip';
      return can.filter((el) => low(el) && !el.closest(text)).map((el) => el.outerHTML.slice(0, 90));""")
    assert small == []
    context.close()


HOLDER: Final = """<!DOCTYPE html><title>Another page</title><body style="margin:0"><h1>Another page</h1>
<iframe src="{src}" width="700" height="480" style="border:0;display:block" title="map"></iframe>
<div style="height:3000px"></div>"""


def _state(page: Page) -> tuple[float, float, float]:
    frame = page.frames[-1]
    zoom, lat = frame.evaluate("window.bordershift.then((bs) => [bs.map.getZoom(), bs.map.getCenter().lat])")
    return page.evaluate("scrollY"), zoom, lat


def test_in_a_frame_a_wheel_and_one_finger_scroll_the_page_that_holds_it(
    browser: Browser, pages: Path, tmp_path: Path
) -> None:
    holder = tmp_path / "holder.html"
    holder.write_text(HOLDER.format(src=f"{(pages / 'index.html').as_uri()}#embed"), encoding="utf-8")
    context = browser.new_context(viewport={"width": 900, "height": 700}, has_touch=True)
    page = context.new_page()
    page.goto(holder.as_uri())
    page.frames[-1].evaluate(FOLLOWED)
    assert page.frames[-1].evaluate("document.documentElement.dataset.layout") == "short"
    _, zoom, lat = _state(page)
    page.mouse.move(350, 250)
    page.mouse.wheel(0, 200)
    page.wait_for_function("scrollY >= 195")
    scrolled, *looks = _state(page)
    assert scrolled == pytest.approx(200, abs=5)
    assert looks == [zoom, lat]
    page.keyboard.down("Control")
    page.mouse.wheel(0, -200)
    page.keyboard.up("Control")
    scrolled, closer, lat = _state(page)
    ends = time.monotonic() + WAIT_S
    # a look may fall before the map begins to move, or while it moves
    while closer <= zoom or page.frames[-1].evaluate("window.mapMoves"):
        assert time.monotonic() < ends
        page.wait_for_timeout(20)
        scrolled, closer, lat = _state(page)
    scrolled, closer, lat = _state(page)
    assert scrolled == pytest.approx(200, abs=5)
    assert closer > zoom
    finger = context.new_cdp_session(page)
    where = [{"x": 350, "y": 200}]
    finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": where})
    for y in range(190, 90, -10):
        finger.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": 350, "y": y}]})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_function("(before) => scrollY > before + 40", arg=scrolled)
    scrolled_on, still, lat_after = _state(page)
    assert scrolled_on > scrolled + 40
    assert (still, lat_after) == (closer, lat)
    context.close()


def test_the_code_to_embed_can_be_copied(tabs: Tabs, pages: Path) -> None:
    visit = tabs.open(pages / "index.html")
    visit.page.evaluate("navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed')); 0")
    visit.tab("share")
    visit.page.locator("[data-share=embed]").click()
    field = visit.page.locator("#bs-link")
    field.wait_for()
    code = field.input_value()
    assert code.startswith("<iframe ")
    assert "&amp;embed" in code
    assert "fullscreen" in code
    # the page lies on a disk: the code names the file alone, and what has to be done first is said
    name = visit.page.evaluate("location.pathname.split('/').pop()")
    assert f' src="{name}#' in code
    assert f"put {name} on a server" in visit.page.locator("#bs-shared").inner_text()
