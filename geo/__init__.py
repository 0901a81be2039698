"""The western border of the USSR from August 1939 to June 1941: lines, measures, maps.

>>> import geo
>>> atlas = geo.open_atlas()
>>> before, after = atlas.on("1939-08-23"), atlas.on("1941-06-21")
>>> geo.change(before, after, state="USSR").regions[0]
'rybachy'

The names below are loaded when first used, so that ``import geo`` is quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.atlas import Atlas, Snapshot, open_atlas
    from geo.chronicle import History, history
    from geo.claims import Claims, assess_claims
    from geo.displacement import Shift, shift
    from geo.errors import BordershiftError
    from geo.gazetteer import find_places
    from geo.layers import borders, states
    from geo.own.compared import AllStates, Comparison
    from geo.own.comparison import compare_files, compare_states
    from geo.page.webmap import border_map
    from geo.transfers import Change, change

__all__ = [
    "AllStates",
    "Atlas",
    "BordershiftError",
    "Change",
    "Claims",
    "Comparison",
    "History",
    "Shift",
    "Snapshot",
    "__version__",
    "assess_claims",
    "border_map",
    "borders",
    "change",
    "compare_files",
    "compare_states",
    "find_places",
    "history",
    "open_atlas",
    "shift",
    "states",
]

__version__ = "0.1.0"

_HOME = {
    "AllStates": "geo.own.compared",
    "Atlas": "geo.atlas",
    "BordershiftError": "geo.errors",
    "Change": "geo.transfers",
    "Claims": "geo.claims",
    "Comparison": "geo.own.compared",
    "History": "geo.chronicle",
    "Shift": "geo.displacement",
    "Snapshot": "geo.atlas",
    "assess_claims": "geo.claims",
    "border_map": "geo.page.webmap",
    "borders": "geo.layers",
    "change": "geo.transfers",
    "compare_files": "geo.own.comparison",
    "compare_states": "geo.own.comparison",
    "find_places": "geo.gazetteer",
    "history": "geo.chronicle",
    "open_atlas": "geo.atlas",
    "shift": "geo.displacement",
    "states": "geo.layers",
}


def __getattr__(name: str) -> object:
    """Load a public name from its module on first use (PEP 562)."""
    if name not in _HOME:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names."""
    return sorted(__all__)
