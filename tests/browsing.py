"""A page of the map in a browser: everything it says or asks for is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page, ViewportSize

SIZES: dict[str, ViewportSize] = {
    "desktop": {"width": 1280, "height": 800},
    "phone": {"width": 390, "height": 844},
}
MODES = ("before", "after", "both", "swipe", "fade")


class Visit:
    """A page, and everything it said or asked for."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.said: list[str] = []
        self.asked: list[str] = []
        own = address.split("#", maxsplit=1)[0]
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", lambda request: self.asked.append(request.url))
        page.route("**/*", lambda route: route.continue_() if route.request.url == own else route.abort())
        page.goto(address)
        page.evaluate("window.pageReady.then(() => window.bordershift).then(() => true)")

    @property
    def phone(self) -> bool:
        return self.page.viewport_size == SIZES["phone"]

    def ask(self, script: str, *arguments: object) -> Any:  # noqa: ANN401
        """Run a script with the page as ``bs`` and the arguments as ``given``, once it has drawn."""
        return self.page.evaluate(
            f"async (given) => {{ const bs = await window.bordershift; {script} }}", list(arguments)
        )

    def settle(self) -> None:
        """Wait until what was changed is drawn."""
        self.ask("await bs.settled(); await bs.settled();")

    def as_opened(self) -> None:
        """Show again what the page shows when it is opened."""
        self.ask("""
          bs.sheet.fold();
          bs.card.close(); bs.ruler.toggle(false); bs.timeline.stop();
          bs.set({view: 'both', day: bs.atlas.days.after, lat: null, focus: ''});
          bs.set({change: true, shift: true, names: true});
          bs.map.setView([56.5, 26], 5, {animate: false});
          await bs.settled();""")

    def open_panel(self) -> None:
        """Where there is little room the panel is folded; unfold it."""
        fold = self.page.locator("#bs-fold")
        if fold.is_visible() and fold.get_attribute("aria-expanded") == "false":
            fold.click()

    def tab(self, name: str) -> None:
        """Open a tab of the panel."""
        self.open_panel()
        self.page.locator(f"#bs-tab-{name}").click()

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
