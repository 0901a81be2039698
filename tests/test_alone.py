"""What the command line loads only when it is asked for."""

from __future__ import annotations

import subprocess
import sys

import pytest

_FOLIUM: str = """
import sys
from geo.page.alone import load_folium
load_folium()
from geo.page.border_map import BorderMap
BorderMap([52.1, 23.7]).get_root().render()
import folium
page = folium.Map([52.1, 23.7])
folium.Marker([52.1, 23.7]).add_to(page)
assert "L.marker" in page.get_root().render()
assert not {"pandas", "pyarrow", "urllib3"} & sys.modules.keys(), "loaded"
import pandas, requests
assert folium.features.requests.get is requests.get
assert pandas.DataFrame([[1]]).size == 1
"""
_PYPROJ: str = """
import sys
from geo.later import SELDOM_USED, later
later(*SELDOM_USED)
import pyproj
import pyproj.sync
assert not {"importlib.metadata._meta", "http.client", "rich"} & sys.modules.keys(), "loaded"
assert pyproj.sync.urlretrieve("data:,there")[1]["Content-Length"] == "5"
import importlib.metadata, urllib.request
from urllib.request import urlopen
assert importlib.metadata.version("pyproj") == pyproj.__version__
assert urlopen is urllib.request.urlopen and "http.client" in sys.modules
"""


@pytest.mark.parametrize("code", [_FOLIUM, _PYPROJ])
def test_it_is_there_when_it_is_asked_for_and_not_before(code: str) -> None:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)  # noqa: S603
    assert (done.returncode, done.stderr) == (0, "")
