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


def later(name: str) -> None:
    """Let a module be loaded when something in it is asked for; one that is loaded stays as it is.

    For programs that this package begins: a module that stands for another is
    nothing to put into a user's own session.

    Parameters
    ----------
    name : str
        With those of the packages that it lies in.

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
    if name in sys.modules:
        return
    stands = _Later(name)
    sys.modules[name] = stands
    package, _, child = name.rpartition(".")
    if package:  # as an import leaves it
        setattr(importlib.import_module(package), child, stands)


class _Later(ModuleType):
    """Stands for a module that is not loaded yet."""

    def __getattr__(self, name: str) -> object:
        """Load the module, and return what is called so in it."""
        taken = _FUNCTIONS.get(self.__name__, ())
        if taken and name == "__path__":  # an import looks for it first; none of them is a package
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            if name in taken:
                return partial(_called, self.__name__, name)
            del sys.modules[self.__name__]
        return getattr(importlib.import_module(self.__name__), name)


def _called(module: str, name: str, *args: object, **options: object) -> object:
    stands = sys.modules.get(module)
    if isinstance(stands, _Later):
        del sys.modules[module]
    return getattr(importlib.import_module(module), name)(*args, **options)
