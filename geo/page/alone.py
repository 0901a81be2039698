"""Loading folium without the packages that the pages of the command line have no use for.

folium takes tables of points that a user hands it from pandas, with which
pyarrow comes, and fetches GeoJSON from an address with requests. A command
does neither, and the two take twice as long to load as all else of a page, and
a third of its memory. folium itself goes without pandas where that is not
installed; requests it names, and loads it when something in it is asked for.
"""

from __future__ import annotations

import importlib
import sys
from typing import Any, Final

from geo.later import later

__all__ = ["load_folium"]

_TABLES: Final = "pandas"
_FETCHING: Final = "requests"


def load_folium() -> None:
    """Load folium for a program that hands it neither frames nor addresses: a command, not a user's session.

    What is loaded already stays as it is; whoever imports the packages
    afterwards finds them as ever.

    Examples
    --------
    >>> load_folium()
    >>> import folium
    >>> folium.Map([52.1, 23.7]).location
    [52.1, 23.7]
    """
    later(_FETCHING)
    modules: dict[str, Any] = sys.modules
    loaded = _TABLES in modules
    if not loaded:
        modules[_TABLES] = None  # stands for what is not installed
    try:
        importlib.import_module("folium")
    finally:
        if not loaded:
            del modules[_TABLES]
