"""The pages of the command line load folium without pandas and requests."""

from __future__ import annotations

import subprocess
import sys

_LOADED = """
import sys
from geo.page.alone import load_folium
load_folium()
from geo.page.border_map import BorderMap
BorderMap([52.1, 23.7]).get_root().render()
assert not {"pandas", "pyarrow", "requests", "urllib3"} & sys.modules.keys(), "loaded"
import folium, pandas, requests
assert folium.features.requests.get is requests.get
assert pandas.DataFrame([[1]]).size == 1
"""


def test_a_page_needs_neither_pandas_nor_requests_and_hides_neither() -> None:
    done = subprocess.run([sys.executable, "-c", _LOADED], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
