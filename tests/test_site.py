"""The site, from a folder below a host's root: links hold, axe finds nothing, nothing is asked of others."""

from __future__ import annotations

import shutil
import threading
import warnings
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browsing import found_by_axe
from sharing import share_atlas

import geo.sources.site
from geo.sources.site import write_site
from geo.sources.web import broken_links

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
HERE = "some/folder/site"
PAGES = (
    *("index.html", "gallery.html", "data.html", "frontiers/index.html", "frontiers/riga_1921.html"),
    *(
        "maps/index.html",
        "guide/index.html",
        "guide/guide.html",
        "guide/reference.html",
        "guide/contributing.html",
        "guide/changed_twice.html",
        "guide/search.html",
    ),
)

MOST_ENTRIES = 12
FEW = """(most) => {
  const entries = [...document.querySelectorAll('dl.py')].filter((one) => !one.parentElement.closest('dl.py'));
  const kinds = new Map();
  for (const one of entries) kinds.set(one.className, [...kinds.get(one.className) ?? [], one]);
  for (const alike of kinds.values()) alike.slice(most / kinds.size).forEach((one) => one.remove());
}"""
"""Of the reference axe looks at some entries of each kind: all are put together alike, and it takes minutes."""


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *told: object) -> None:
        """Say nothing of what is asked for."""


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory, pages: Path, archive: bytes) -> Path:
    build = pytest.importorskip("sphinx.cmd.build", reason="the docs extra is not installed")
    folder = tmp_path_factory.mktemp("host")
    site, told = folder / HERE, folder / "told"
    with pytest.MonkeyPatch.context() as patch, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the libraries of Sphinx, as in a process of its own
        share_atlas(patch)
        patch.chdir(ROOT)
        status = build.main(
            [
                *("--quiet", "--fail-on-warning", "--keep-going", "--warning-file", str(told)),
                *("-D", "played=0"),  # notebooks are run by a test of their own
                *("-d", str(folder / "doctrees"), str(ROOT / "docs"), str(site / "guide")),
            ]
        )
    assert status == 0, told.read_text(encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(geo.sources.site, "release_archive", lambda _: archive)
        write_site(site, pages)
    (folder / "favicon.ico").touch()  # a browser asks every host for one
    return folder


@pytest.fixture(scope="module")
def address(host: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(host)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/{HERE}/"
    server.shutdown()
    server.server_close()


def test_every_link_and_anchor_holds(host: Path, tmp_path: Path) -> None:
    assert list(broken_links(host / HERE)) == []
    site = shutil.copytree(host / HERE, tmp_path / "site")
    (site / "gallery" / "north.svg").unlink()
    (site / "index.html").write_text('<a href="data.html#nowhere">x</a><a href="../out.html">y</a>', "utf-8")
    assert [said for said in broken_links(site) if "guide" not in said] == [
        "gallery.html: gallery/north.svg leads to no file.",
        "gallery.html: gallery/north.svg leads to no file.",
        "index.html: data.html#nowhere leads to no place on that page.",
        "index.html: ../out.html leads to no file.",
    ]


def test_links_hold_in_a_folder_that_is_named_from_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As ``make site`` names it."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text('<a id="top" href="#top">x</a><a href="#no">y</a>', "utf-8")
    monkeypatch.chdir(tmp_path)
    assert list(broken_links(Path("site"))) == ["index.html: #no leads to no place on that page."]


def test_every_frontier_has_its_page(host: Path) -> None:
    for path in (ROOT / "data" / "points").glob("*.csv"):
        told = (host / HERE / "frontiers" / f"{path.stem}.html").read_text(encoding="utf-8")
        assert f"data/points/{path.name}" in told


def test_pages_work_from_a_folder_below(address: str, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("requestfailed", lambda request: said.append(request.url))
    page.on(
        "request",
        lambda asked: None if asked.url.startswith((address, "data:", "blob:")) else said.append(asked.url),
    )
    for name in PAGES:
        page.goto(f"{address}{name}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, name
        page.evaluate(FEW, MOST_ENTRIES)
        assert found_by_axe(page) == [], name
    page.goto(f"{address}frontiers/riga_1921.html")
    with page.expect_navigation():
        page.get_by_text("See it on the map").click()
    assert page.evaluate("window.bordershift.then(({map}) => map.getZoom())") == 8
    assert said == []
    page.close()
