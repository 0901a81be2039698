"""Packages that are named now and loaded later: when something in them is asked for, if ever.

Libraries load what few of their users need: pyproj what it downloads grids
with, folium what fetches GeoJSON. A command of this package asks for none of
it, and ends within a second, a tenth of which that would take.
"""

from __future__ import annotations

import importlib
import sys
from functools import partial
from types import ModuleType
from typing import Final

__all__ = ["SELDOM_USED", "later"]

SELDOM_USED: Final = ("importlib.metadata", "urllib.request")
"""What pyproj tells its version and downloads grids with."""

_FUNCTIONS: Final = {"urllib.request": ("urlretrieve",)}
"""Of a module, what is taken out of it when another is loaded, and called later if ever."""


def later(*names: str) -> None:
    """Let modules be loaded when something in them is asked for; one that is loaded stays as it is.

    For programs that this package begins: a module that stands for another is
    nothing to put into a user's own session.

    Parameters
    ----------
    *names : str
        Each with those of the packages that it lies in.

    Examples
    --------
    >>> import sys
    >>> later("wsgiref.handlers")
    >>> waits = sys.modules["wsgiref.handlers"]
    >>> import wsgiref.handlers
    >>> wsgiref.handlers is waits, wsgiref.handlers.CGIHandler.__name__
    (True, 'CGIHandler')
    >>> sys.modules["wsgiref.handlers"] is waits
    False
    """
    for name in names:
        if name in sys.modules:
            continue
        sys.modules[name] = stands = _Later(name)
        package, _, child = name.rpartition(".")
        if package:  # as an import leaves it
            setattr(importlib.import_module(package), child, stands)


class _Later(ModuleType):
    """Stands for a module that is not loaded yet.

    What `importlib.util.LazyLoader` puts there is loaded as soon as it is imported.
    """

    def __getattr__(self, name: str) -> object:
        """Load the module, and return what is called so in it."""
        taken = _FUNCTIONS.get(self.__name__, ())
        if taken and name == "__path__":  # an import looks for it first; none of them is a package
            raise AttributeError(name)
        if name in taken:
            return partial(_called, self.__name__, name)
        return getattr(_loaded(self.__name__), name)


def _called(module: str, name: str, *args: object, **options: object) -> object:
    return getattr(_loaded(module), name)(*args, **options)


def _loaded(name: str) -> ModuleType:
    """Load a module in the place of what stands for it, if that still does."""
    if isinstance(sys.modules.get(name), _Later):
        sys.modules.pop(name, None)
    return importlib.import_module(name)
