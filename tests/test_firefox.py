"""The map in Firefox, spoken to by WebDriver BiDi: the same content as in Chromium."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from browsing import SIZES
from websockets.sync.client import connect

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from browsing import Tabs
    from websockets.sync.client import ClientConnection

pytestmark = pytest.mark.browser
WAIT_S = 60
CONTENT = """window.pageReady.then(() => window.bordershift).then((bs) => {
  bs.set({view: 'both', day: '1940-06-28'});
  return bs.search.load().then(() => bs.settled()).then(() => JSON.stringify({
    title: document.title, day: document.querySelector('.bs-day').textContent,
    news: document.querySelector('.bs-news').textContent, lead: document.getElementById('bs-lead').textContent,
    figures: document.querySelector('.bs-figures').textContent,
    net: [...bs.shiftOn(bs.state.day).profile.values()].map((row) => row.net.toFixed(6)),
    drawn: [...document.querySelectorAll('canvas.leaflet-zoom-animated')].map((canvas) =>
      canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.some((v) => v > 0)),
    labels: document.querySelectorAll('.bs-label').length > 10,
    villages: typeof bs.search.settlements,
  }));
})"""


class Firefox:
    """A Firefox that is told what to do in WebDriver BiDi."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.said: list[str] = []
        self._number = 0

    def do(self, method: str, **params: object) -> Any:  # noqa: ANN401
        """Send a command and wait for its answer; what the console says meanwhile is kept."""
        self._number += 1
        self.socket.send(json.dumps({"id": self._number, "method": method, "params": params}))
        while True:
            heard = json.loads(self.socket.recv(timeout=WAIT_S))
            if heard.get("method") == "log.entryAdded":
                self.said.append(heard["params"]["text"])
            if heard.get("id") == self._number:
                assert heard["type"] == "success", heard
                return heard["result"]


@pytest.fixture
def firefox(tmp_path: Path) -> Iterator[Firefox]:
    path = shutil.which("firefox-esr") or shutil.which("firefox")
    if path is None:
        reason = "no Firefox on this machine; install Debian's package firefox-esr"
        if os.environ.get("BORDERSHIFT_REQUIRE_BROWSER"):
            pytest.fail(reason)
        pytest.skip(reason)
    command = [path, "--headless", "--no-remote", "--profile", str(tmp_path), "--remote-debugging-port=0"]
    with subprocess.Popen(  # noqa: S603
        [*command, "about:blank"], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stderr is not None
        address = ""
        for line in process.stderr:
            if found := re.search(r"WebDriver BiDi listening on (ws://\S+)", line):
                address = found.group(1)
                break
        try:
            with connect(f"{address}/session", max_size=None) as socket:
                browser = Firefox(socket)
                browser.do("session.new", capabilities={})
                yield browser
                browser.do("browser.close")
        finally:
            process.terminate()
            process.wait(timeout=WAIT_S)


def test_firefox_shows_the_same(firefox: Firefox, tabs: Tabs, pages: Path) -> None:
    address = (pages / "index.html").as_uri()
    context = firefox.do("browsingContext.getTree")["contexts"][0]["context"]
    size = SIZES["desktop"]
    firefox.do("browsingContext.setViewport", context=context, viewport=dict(size))
    firefox.do("session.subscribe", events=["log.entryAdded"])
    firefox.do("browsingContext.navigate", context=context, url=address, wait="complete")
    answer = firefox.do("script.evaluate", expression=CONTENT, target={"context": context}, awaitPromise=True)
    assert answer["type"] == "success", answer
    found = json.loads(answer["result"]["value"])
    visit = tabs.open(address)
    assert found == json.loads(visit.page.evaluate(CONTENT))
    assert all(found["drawn"])
    assert found["villages"] == "object"  # from a file beside the page
    assert firefox.said == []
