"""Loading folium without what the pages of the command line have no use for.

folium takes tables of points that a user hands it from pandas, with which
pyarrow comes, and fetches GeoJSON from an address with requests. A command does
neither, and the two take twice as long to load as all else of a page, and a
third of its memory. folium itself goes without pandas where that is not
installed; requests it names, and loads it when something in it is asked for.

Of what is left, three quarters is compiling the templates of all that can be on
a map, of which a page has a few: each is compiled when it is first used.
"""

from __future__ import annotations

import importlib
import sys
from contextlib import contextmanager
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Final

from geo.later import later

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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
    with _not_installed(_TABLES), _templates_unread():
        importlib.import_module("folium")


@contextmanager
def _not_installed(name: str) -> Iterator[None]:
    """Let a package that is not loaded seem not to be there."""
    modules: dict[str, Any] = sys.modules
    if name in modules:
        yield
        return
    modules[name] = None  # so Python has it
    try:
        yield
    finally:
        del modules[name]


@contextmanager
def _templates_unread() -> Iterator[None]:
    """Let templates that are made meanwhile be compiled when they are first used."""
    kind: Any = importlib.import_module("jinja2").Template
    made = vars(kind).get("__new__")
    kind.__new__ = staticmethod(_Unread)
    try:
        yield
    finally:
        if made is None:  # jinja2 may come to make them otherwise
            del kind.__new__
        else:
            kind.__new__ = made


class _Unread:
    """A template that is not compiled yet."""

    def __init__(self, kind: type, *source: object, **options: object) -> None:
        self._compile: Callable[[], object] = partial(kind, *source, **options)

    @cached_property
    def _template(self) -> object:
        return self._compile()

    def __getattr__(self, name: str) -> object:
        """Compile it once, and return what is called so in it."""
        return getattr(self._template, name)
