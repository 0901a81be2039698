"""The atlas on its two days, the toy atlas, and a browser with no network."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from browsing import SIZES, Visit
from building import LATER_EAST, LATER_WEST, layer
from hypothesis import settings
from toy import write

import geo
from geo.atlas.views import views

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from geo.atlas.atlas import Atlas, Snapshot

settings.register_profile("ci", derandomize=True, deadline=None, max_examples=60)
settings.load_profile("ci")

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
)


@pytest.fixture(scope="session")
def atlas() -> Atlas:
    return geo.open_atlas()


@pytest.fixture(scope="session")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    return geo.open_atlas(write(tmp_path_factory.mktemp("toy")))


@pytest.fixture(scope="session")
def before(atlas: Atlas) -> Snapshot:
    return atlas.on("1939-08-23")


@pytest.fixture(scope="session")
def after(atlas: Atlas) -> Snapshot:
    return atlas.on("1941-06-21")


@pytest.fixture
def later(tmp_path: Path) -> Path:
    """Write a layer of two states, to compare another with."""
    return layer(tmp_path / "later.geojson", {"A": LATER_WEST, "B": LATER_EAST})


@pytest.fixture(scope="session")
def pages(before: Snapshot, after: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every page of the map, in a folder with a space in its name."""
    folder = tmp_path_factory.mktemp("maps with space")
    for view in views(before.atlas):
        geo.border_map(before, after, view=view).save(folder / f"{view.id}.html")
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        reason = "no Chromium on this machine; install Debian's package chromium"
        if os.environ.get("BORDERSHIFT_REQUIRE_BROWSER"):
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="module", params=list(SIZES))
def shared(request: pytest.FixtureRequest, browser: Browser, pages: Path) -> Iterator[Visit]:
    """Open the map once for all tests of a module."""
    page = browser.new_page(viewport=SIZES[request.param])
    yield Visit(page, (pages / "index.html").as_uri())
    page.close()


@pytest.fixture
def visit(shared: Visit) -> Visit:
    shared.as_opened()
    return shared
