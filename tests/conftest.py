"""The atlas on its two days, the toy atlas, and a browser with no network."""

from __future__ import annotations

import gc
import os
import shutil
import sys
from typing import TYPE_CHECKING

import pytest
from _pytest.doctest import DoctestModule
from asking import ROOT
from browsing import SIZES, Tabs, Visit
from budgets import EXAMPLES, examples
from building import LATER_EAST, LATER_WEST, layer
from hypothesis import settings
from processor_times import ProcessorTimes
from sharing import Built, Examples, Once, bundled, share_atlas
from toy import write

import geo
import geo.files.kept
from geo.sources.release import release_archive

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from geo.atlas.atlas import Atlas, Snapshot

settings.register_profile("ci", examples(EXAMPLES), derandomize=True, deadline=None)
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
    # a page is seldom used for so long that it is worth while to compile its scripts better than well
    "--js-flags=--no-turbofan",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    help_ = "list the N tests and files that take most processor time"
    parser.addoption("--processor-times", type=int, metavar="N", help=help_)


def pytest_configure(config: pytest.Config) -> None:
    if listed := config.getoption("--processor-times"):
        config.pluginmanager.register(ProcessorTimes(listed))
    config.pluginmanager.register(Examples())  # registered, as it concerns tests in other folders too
    # else each worker and each process that a test starts would compile the same modules again
    sys.dont_write_bytecode = False
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


@pytest.hookimpl(wrapper=True)
def pytest_collect_file() -> Generator[None, list[pytest.Collector], list[pytest.Collector]]:
    """Look for examples in what is tested alone: those of tests are tests."""
    found = yield
    return [one for one in found if not isinstance(one, DoctestModule)]


def pytest_collection_finish() -> None:
    # what is loaded by now stays; else it is looked through again whenever Python looks for what can go
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def nothing_brought(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Ask without the settlements that whoever runs the tests has brought."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data home")))
        # nor is anything kept: a test that changes the program as it runs would be told what it was before
        patch.setenv(geo.files.kept.FOLDER, "")
        yield


@pytest.fixture(scope="session")
def atlas() -> Atlas:
    return bundled()


@pytest.fixture
def open_already(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have commands take the atlas of the other tests instead of opening it anew."""
    share_atlas(monkeypatch)


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
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    return Once(tmp_path_factory.getbasetemp())


@pytest.fixture(scope="session")
def built(once: Once) -> Built:
    """What ``bordershift build`` writes and says: every layer, every page."""
    found = Built.of(once)
    assert found.status == 0, found.err
    return found


@pytest.fixture(scope="session")
def pages(built: Built) -> Path:
    """Every page of the map, in a folder with a space in its name."""
    return built.folder / "maps"


@pytest.fixture(scope="session")
def archive(once: Once) -> bytes:
    """The data as ``make release`` packs them."""
    packed = once("release", lambda folder: (folder / "a.zip").write_bytes(release_archive(ROOT)))
    return (packed / "a.zip").read_bytes()


@pytest.fixture(scope="session")
def page_about(once: Once, before: Snapshot, after: Snapshot) -> Callable[[str], Path]:
    """Return a function that gives the page about a state's border."""

    def page(state: str) -> Path:
        return (
            once(state, lambda folder: geo.border_map(before, after, state=state).save(folder / "page.html"))
            / "page.html"
        )

    return page


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


@pytest.fixture(scope="session")
def tabs(browser: Browser) -> Tabs:
    return Tabs(browser)


@pytest.fixture(params=list(SIZES))
def visit(request: pytest.FixtureRequest, tabs: Tabs, pages: Path) -> Iterator[Visit]:
    """The map as it is when opened; it is loaded once for all tests, and must say nothing in any."""
    shared = tabs.share(pages / "index.html", request.param)
    yield shared
    assert shared.said == []
