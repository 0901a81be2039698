"""A page of the map in a browser: everything it says or asks for is kept."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from axe_playwright_python.base import AXE_SCRIPT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import (
        Browser,
        BrowserContext,
        ConsoleMessage,
        Error,
        Page,
        Request,
        Route,
        ViewportSize,
    )

SIZES: dict[str, ViewportSize] = {
    "desktop": {"width": 1280, "height": 800},
    "phone": {"width": 390, "height": 844},
}
WAIT_S = 60
"""Before something that must come is given up; how long it takes is another matter."""
MODES = ("before", "after", "both", "swipe", "fade")

FOLLOWED = """window.pageReady.then(() => window.bordershift).then(({map}) => {
  map.on('movestart', () => { window.mapMoves = true; });
  map.on('moveend', () => { window.mapMoves = window.addressKept = false; });
  const keep = history.replaceState;
  history.replaceState = (...given) => { keep.apply(history, given); window.addressKept = true; };
})"""
"""Once the page has begun: whether its map moves, and whether the address has been written since."""

HELD = """{
  const held = (window.heldTasks = new Map());
  let number = 0;
  window.requestIdleCallback = (task) => held.set(++number, task) && number;
  window.cancelIdleCallback = (one) => held.delete(one);
}"""
"""What the page does when it has nothing else to do, it does when a test asks for it: see `Visit.idle`.

It draws more than is seen, and makes ready for the next zoom: much work, at which few tests look.
"""
UNDRAWN = """
const { ground, main, shift } = bs.scene;
for (const one of [ground, main, shift]) one.redraw = () => {};
bs.scene.nameAll = () => {};
"""


def found_by_axe(page: Page) -> list[tuple[str, str]]:
    """Return each rule that a page breaks with the first element that breaks it."""
    if not page.evaluate("'axe' in window"):  # anew each time, it would also be compiled each time
        page.evaluate(AXE_SCRIPT)
    # what passes is not put together
    found = page.evaluate("axe.run({resultTypes: ['violations']}).then((found) => found.violations)")
    return [(each["id"], each["nodes"][0]["html"]) for each in found]


class Visit:
    """A page, and everything it said or asked for."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.said: list[str] = []
        self.asked: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", self._error)
        page.on("request", self._request)
        page.route("**/*", self._allow)
        page.goto(address)
        page.evaluate(FOLLOWED)

    def _console(self, message: ConsoleMessage) -> None:
        if "willReadFrequently" not in message.text:  # it is the tests that read pictures back
            self.said.append(message.text)

    def _error(self, error: Error) -> None:
        self.said.append(str(error))

    def _request(self, request: Request) -> None:
        self.asked.append(request.url)

    def _allow(self, route: Route) -> None:
        """Let the page itself through, and the settlements that lie beside it; nothing else."""
        own = self.address.split("#", maxsplit=1)[0]
        beside = f"{own.rpartition('/')[0]}/bordershift-settlements.js"
        route.continue_() if route.request.url in {own, beside} else route.abort()

    def leave(self) -> None:
        """Hear no more of the page, for another is to be opened in its tab."""
        self.page.unroute("**/*", self._allow)
        for event, hears in (
            ("console", self._console),
            ("pageerror", self._error),
            ("request", self._request),
        ):
            self.page.remove_listener(event, hears)
        # an address that differs in what follows # alone would not be loaded anew
        self.page.goto("about:blank")

    def calm(self) -> None:
        """Have the page come where it goes at once, as for a reader who asks for less motion."""
        self.page.emulate_media(reduced_motion="reduce")

    def undrawn(self) -> None:
        """Draw and name nothing until it is shown `as_opened`: for what is asked of boxes alone."""
        self.ask(UNDRAWN)

    def idle(self, until: str = "return true") -> None:
        """Do what the page does when nobody waits for it, as it comes, until a script returns what is true."""
        self.until("return window.heldTasks.size > 0")
        self.until(f"""
          for (const [number, task] of window.heldTasks) {{
            window.heldTasks.delete(number);
            task();
          }}
          await bs.settled();
          {until}""")

    @property
    def phone(self) -> bool:
        return self.page.viewport_size == SIZES["phone"]

    def ask(self, script: str, *arguments: object) -> Any:  # noqa: ANN401
        """Run a script with the page as ``bs`` and the arguments as ``given``, once it has drawn."""
        return self.page.evaluate(
            f"async (given) => {{ const bs = await window.bordershift; {script} }}", list(arguments)
        )

    def violations(self) -> list[tuple[str, str]]:
        """Return what axe finds: each rule with the first element that breaks it."""
        return found_by_axe(self.page)

    def settle(self) -> None:
        """Wait until what was changed is drawn."""
        self.ask("await bs.settled(); await bs.settled();")

    def wait_for(self, come: Callable[[], object], what: str) -> None:
        """Look until something has come: a loaded machine takes longer."""
        ends = time.monotonic() + WAIT_S
        while not come():
            assert time.monotonic() < ends, f"not within {WAIT_S} s: {what}"
            self.page.wait_for_timeout(20)

    def until(self, script: str, *arguments: object) -> None:
        """Wait until a script, given as to `ask`, returns what is true."""
        self.wait_for(lambda: self.ask(script, *arguments), script)

    def rest(self) -> None:
        """Wait until the map, which was moved, stands still and the address says where."""
        self.settle()
        self.until("return !window.mapMoves && window.addressKept")

    def as_opened(self) -> None:
        """Show again what the page shows when it is opened."""
        self.ask("""
          const { scene } = bs, layers = [scene.ground, scene.main, scene.shift];
          const undrawn = Object.hasOwn(scene, 'nameAll');
          if (undrawn) for (const one of layers) delete one.redraw;
          delete scene.nameAll;
          bs.chooseTab('bs-tab-legend'); bs.sheet.fold();
          for (const more of document.querySelectorAll('details')) more.open = false;
          bs.search.fold(); bs.search.input.value = '';
          bs.card.close(); bs.ruler.toggle(false); bs.timeline.stop();
          bs.set({view: 'both', divider: 0.5, fade: 0.5, day: bs.atlas.days.after, lat: null, focus: ''});
          bs.set({change: true, shift: true, names: true, chapter: null});
          bs.map.setView([56.5, 26], 5, {animate: false});
          if (undrawn) {
            for (const one of layers) one.renew();
            scene.nameAll();
          }
          document.activeElement.blur();
          await bs.settled();""")
        self.said.clear()
        self.asked.clear()

    def go_home(self) -> None:
        """Show all that the page is about, as at first."""
        self.ask("bs.camera.goHome(false); await bs.settled();")

    def open_panel(self) -> None:
        """Where there is little room the panel is folded; unfold it."""
        fold = self.page.locator("#bs-fold")
        if fold.is_visible() and fold.get_attribute("aria-expanded") == "false":
            fold.click()

    def tab(self, name: str) -> None:
        """Open a tab of the panel."""
        self.open_panel()
        self.page.locator(f"#bs-tab-{name}").click()

    def seek(self, typed: str) -> None:
        """Type into the search, and wait until everything is searched."""
        field = self.page.locator("#bs-search input")
        if not field.is_visible():
            self.open_panel()
        field.fill(typed)
        self.ask("await bs.search.load(); await bs.settled();")

    def mode(self, name: str) -> None:
        """Choose a view."""
        self.page.locator(f"input[name=bs-view][value={name}]").check(force=True)
        self.settle()

    def take(self, what: str, folder: Path) -> Path:
        """Take a file along, under the name the page gives it."""
        self.tab("share")
        with self.page.expect_download() as waiting:
            self.page.locator(f"[data-share={what}]").click()
        path = folder / waiting.value.suggested_filename
        waiting.value.save_as(path)
        return path


class Tabs:
    """For each size of screen a tab that goes from page to page, and one for each page that stays.

    Either is a third of the work of a new tab for each test. All are of one window, so that what the browser
    has made of the page's scripts in one serves the others; the one that is asked for comes to the front, for
    a page that lies behind draws but once a second.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._window: BrowserContext | None = None
        self._opened: dict[str, Visit] = {}
        self._shared: dict[str, Visit] = {}

    def open(self, page: Path | str, size: str = "desktop", *, less_motion: bool = False) -> Visit:
        """Load a page, given as a path or as an address, as if nobody had been there before."""
        return self._load(self._opened, size, page, size, less_motion=less_motion)

    def share(self, page: Path, size: str = "desktop") -> Visit:
        """Show a page as `Visit.as_opened` leaves it, loaded only if it is not there already."""
        key = f"{page} {size}"
        visit = self._shared.get(key)
        if visit is None or visit.page.is_closed():
            visit = self._load(self._shared, key, page, size)
            assert visit.asked == [visit.address]
        visit.page.bring_to_front()
        visit.page.set_viewport_size(SIZES[size])
        visit.page.emulate_media(reduced_motion="no-preference")
        visit.as_opened()
        return visit

    def _load(
        self, visits: dict[str, Visit], key: str, page: Path | str, size: str, *, less_motion: bool = False
    ) -> Visit:
        last = visits.pop(key, None)
        if last is None or last.page.is_closed():
            if self._window is None:
                self._window = self._browser.new_context()
                self._window.add_init_script(HELD)
            tab = self._window.new_page()
        else:
            last.leave()
            tab = last.page
            tab.bring_to_front()
            tab.mouse.move(0, 0)
        tab.set_viewport_size(SIZES[size])
        tab.emulate_media(reduced_motion="reduce" if less_motion else "no-preference")
        visits[key] = Visit(tab, page if isinstance(page, str) else page.as_uri())
        return visits[key]
