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
    from geo.atlas.atlas import Atlas, Snapshot, open_atlas
    from geo.atlas.gazetteer import find_places
    from geo.atlas.history import History, history
    from geo.claims.assess import Claims, assess_claims
    from geo.errors import BordershiftError
    from geo.export.layers import borders, states
    from geo.measures.change import Change, change
    from geo.measures.people import People, people
    from geo.measures.shift import Shift, shift
    from geo.own.compared import AllStates, Comparison
    from geo.own.comparison import compare_files, compare_states
    from geo.page.border_map import border_map

__all__ = [
    "AllStates",
    "Atlas",
    "BordershiftError",
    "Change",
    "Claims",
    "Comparison",
    "History",
    "People",
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
    "people",
    "shift",
    "states",
]

__version__ = "0.1.0"

_HOME = {
    "AllStates": "geo.own.compared",
    "Atlas": "geo.atlas.atlas",
    "BordershiftError": "geo.errors",
    "Change": "geo.measures.change",
    "Claims": "geo.claims.assess",
    "Comparison": "geo.own.compared",
    "History": "geo.atlas.history",
    "People": "geo.measures.people",
    "Shift": "geo.measures.shift",
    "Snapshot": "geo.atlas.atlas",
    "assess_claims": "geo.claims.assess",
    "border_map": "geo.page.border_map",
    "borders": "geo.export.layers",
    "change": "geo.measures.change",
    "compare_files": "geo.own.comparison",
    "compare_states": "geo.own.comparison",
    "find_places": "geo.atlas.gazetteer",
    "history": "geo.atlas.history",
    "open_atlas": "geo.atlas.atlas",
    "people": "geo.measures.people",
    "shift": "geo.measures.shift",
    "states": "geo.export.layers",
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
