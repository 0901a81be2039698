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
from types import ModuleType
from typing import Any, Final

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
    # None stands for what is not installed
    aside: dict[str, Any] = {_TABLES: None, _FETCHING: _Later(_FETCHING)}
    aside = {name: module for name, module in aside.items() if name not in sys.modules}
    sys.modules.update(aside)
    try:
        importlib.import_module("folium")
    finally:
        for name, module in aside.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]


class _Later(ModuleType):
    """A name for a package that is loaded when something in it is asked for."""

    def __getattr__(self, name: str) -> object:
        """Load the package, and return what is called so in it."""
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(importlib.import_module(self.__name__), name)
