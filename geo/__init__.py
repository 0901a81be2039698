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
    from geo.atlas.about import About as About
    from geo.atlas.about import Credits as Credits
    from geo.atlas.about import UsualDay as UsualDay
    from geo.atlas.answer import Answer as Answer
    from geo.atlas.answer import Border as Border
    from geo.atlas.answers import Answers as Answers
    from geo.atlas.armies import Army as Army
    from geo.atlas.arrangement import Arc as Arc
    from geo.atlas.arrangement import Arrangement as Arrangement
    from geo.atlas.atlas import Atlas as Atlas
    from geo.atlas.atlas import Snapshot as Snapshot
    from geo.atlas.bearers import Bearer as Bearer
    from geo.atlas.bearers import Found as Found
    from geo.atlas.candidates import Candidate as Candidate
    from geo.atlas.changes import Changes as Changes
    from geo.atlas.changes import Turn as Turn
    from geo.atlas.changes import changes as changes
    from geo.atlas.gazetteer import Gazetteer as Gazetteer
    from geo.atlas.ground import Ground as Ground
    from geo.atlas.ground import OpenSea as OpenSea
    from geo.atlas.held import Held as Held
    from geo.atlas.held import held as held
    from geo.atlas.history import History as History
    from geo.atlas.history import Spell as Spell
    from geo.atlas.history import history as history
    from geo.atlas.listed import Listed as Listed
    from geo.atlas.listed import ListedName as ListedName
    from geo.atlas.listed import Lookup as Lookup
    from geo.atlas.namesakes import Namesakes as Namesakes
    from geo.atlas.namesakes import namesakes as namesakes
    from geo.atlas.open_atlas import open_atlas as open_atlas
    from geo.atlas.people import Count as Count
    from geo.atlas.places import Place as Place
    from geo.atlas.reach import Beside as Beside
    from geo.atlas.search import find_places as find_places
    from geo.atlas.tenure import Event as Event
    from geo.atlas.tenure import Tenure as Tenure
    from geo.atlas.views import View as View
    from geo.atlas.views import views as views
    from geo.atlas.whichever import HeldByAll as HeldByAll
    from geo.atlas.who_table import who_table as who_table
    from geo.atlas.zones import Zone as Zone
    from geo.claims.assess import assess_claims as assess_claims
    from geo.claims.assessed import Alternative as Alternative
    from geo.claims.assessed import Alternatives as Alternatives
    from geo.claims.assessed import Assessment as Assessment
    from geo.claims.assessed import Claims as Claims
    from geo.errors import BordershiftError as BordershiftError
    from geo.export.dated_places import DatedPlace as DatedPlace
    from geo.export.dated_places import DatedPlaces as DatedPlaces
    from geo.export.dated_places import HeldSpan as HeldSpan
    from geo.export.dated_places import places_of_atlas as places_of_atlas
    from geo.export.dated_places import places_of_list as places_of_list
    from geo.export.gedcom7 import gedcom7 as gedcom7
    from geo.export.gramps import gramps_csv as gramps_csv
    from geo.export.gramps import gramps_xml as gramps_xml
    from geo.export.layers import borders as borders
    from geo.export.layers import states as states
    from geo.export.linked_places import linked_places as linked_places
    from geo.export.spans import gazetteer as gazetteer
    from geo.export.spans import places as places
    from geo.export.spans import segments as segments
    from geo.export.spans import tenure as tenure
    from geo.export.spans import zones as zones
    from geo.files.columns import Column as Column
    from geo.files.columns import Table as Table
    from geo.files.geojson import Feature as Feature
    from geo.measures.change import Change as Change
    from geo.measures.change import Transfer as Transfer
    from geo.measures.change import change as change
    from geo.measures.distance import BorderDistances as BorderDistances
    from geo.measures.distance import Nearest as Nearest
    from geo.measures.drawings import Accuracy as Accuracy
    from geo.measures.drawings import BufferOverlay as BufferOverlay
    from geo.measures.drawings import BufferOverlays as BufferOverlays
    from geo.measures.drawings import StretchAccuracy as StretchAccuracy
    from geo.measures.people import People as People
    from geo.measures.people import RegionPeople as RegionPeople
    from geo.measures.people import ZonePeople as ZonePeople
    from geo.measures.people import people as people
    from geo.measures.profile import Profile as Profile
    from geo.measures.shift import Shift as Shift
    from geo.measures.shift import shift as shift
    from geo.measures.summary import RegionShift as RegionShift
    from geo.own.accuracy import accuracy as accuracy
    from geo.own.compared import AllStates as AllStates
    from geo.own.compared import AreaChange as AreaChange
    from geo.own.compared import AreaChanges as AreaChanges
    from geo.own.compared import ChangedLand as ChangedLand
    from geo.own.compared import Comparison as Comparison
    from geo.own.compared import Crosswalk as Crosswalk
    from geo.own.compared import LandPassed as LandPassed
    from geo.own.compared import Match as Match
    from geo.own.compared import StateAreas as StateAreas
    from geo.own.comparison import compare_files as compare_files
    from geo.own.every_state import EveryState as EveryState
    from geo.own.every_state import compare_every_state as compare_every_state
    from geo.own.every_state import compare_states as compare_states
    from geo.page.atlas_layers import AtlasLayer as AtlasLayer
    from geo.page.atlas_layers import GroundLayer as GroundLayer
    from geo.page.atlas_layers import StatesLayer as StatesLayer
    from geo.page.border_map import BorderMap as BorderMap
    from geo.page.border_map import border_map as border_map
    from geo.page.line_layers import BorderLayer as BorderLayer
    from geo.page.line_layers import SeaLinesLayer as SeaLinesLayer
    from geo.page.moved_layers import ChangeLayer as ChangeLayer
    from geo.page.moved_layers import NamesLayer as NamesLayer
    from geo.page.moved_layers import ShiftLayer as ShiftLayer
    from geo.text.charts import profile_chart as profile_chart

__version__ = "0.1.0"

# type checkers read the imports above, the interpreter this table; a test holds them together
_HOME = {
    name: module
    for module, names in {
        "geo.atlas.about": ("About", "Credits", "UsualDay"),
        "geo.atlas.answer": ("Answer", "Border"),
        "geo.atlas.answers": ("Answers",),
        "geo.atlas.armies": ("Army",),
        "geo.atlas.arrangement": ("Arc", "Arrangement"),
        "geo.atlas.atlas": ("Atlas", "Snapshot"),
        "geo.atlas.open_atlas": ("open_atlas",),
        "geo.atlas.changes": ("Changes", "Turn", "changes"),
        "geo.atlas.bearers": ("Bearer", "Found"),
        "geo.atlas.gazetteer": ("Gazetteer",),
        "geo.atlas.listed": ("Listed", "ListedName", "Lookup"),
        "geo.atlas.candidates": ("Candidate",),
        "geo.atlas.namesakes": ("Namesakes", "namesakes"),
        "geo.atlas.reach": ("Beside",),
        "geo.atlas.search": ("find_places",),
        "geo.atlas.ground": ("Ground", "OpenSea"),
        "geo.atlas.held": ("Held", "held"),
        "geo.atlas.history": ("History", "Spell", "history"),
        "geo.atlas.people": ("Count",),
        "geo.atlas.places": ("Place",),
        "geo.atlas.tenure": ("Event", "Tenure"),
        "geo.atlas.views": ("View", "views"),
        "geo.atlas.whichever": ("HeldByAll",),
        "geo.atlas.who_table": ("who_table",),
        "geo.atlas.zones": ("Zone",),
        "geo.claims.assess": ("assess_claims",),
        "geo.claims.assessed": ("Alternative", "Alternatives", "Assessment", "Claims"),
        "geo.errors": ("BordershiftError",),
        "geo.export.dated_places": (
            "DatedPlace",
            "DatedPlaces",
            "HeldSpan",
            "places_of_atlas",
            "places_of_list",
        ),
        "geo.export.gedcom7": ("gedcom7",),
        "geo.export.gramps": ("gramps_csv", "gramps_xml"),
        "geo.export.layers": ("borders", "states"),
        "geo.export.spans": ("gazetteer", "places", "segments", "tenure", "zones"),
        "geo.export.linked_places": ("linked_places",),
        "geo.files.columns": ("Column", "Table"),
        "geo.files.geojson": ("Feature",),
        "geo.measures.change": ("Change", "Transfer", "change"),
        "geo.measures.distance": ("BorderDistances", "Nearest"),
        "geo.measures.drawings": ("Accuracy", "BufferOverlay", "BufferOverlays", "StretchAccuracy"),
        "geo.measures.people": ("People", "RegionPeople", "ZonePeople", "people"),
        "geo.measures.profile": ("Profile",),
        "geo.measures.shift": ("Shift", "shift"),
        "geo.measures.summary": ("RegionShift",),
        "geo.own.accuracy": ("accuracy",),
        "geo.own.compared": (
            "AllStates",
            "AreaChange",
            "AreaChanges",
            "ChangedLand",
            "Comparison",
            "Crosswalk",
            "LandPassed",
            "Match",
            "StateAreas",
        ),
        "geo.own.comparison": ("compare_files",),
        "geo.own.every_state": ("EveryState", "compare_every_state", "compare_states"),
        "geo.page.atlas_layers": ("AtlasLayer", "GroundLayer", "StatesLayer"),
        "geo.page.border_map": ("BorderMap", "border_map"),
        "geo.page.line_layers": ("BorderLayer", "SeaLinesLayer"),
        "geo.page.moved_layers": ("ChangeLayer", "NamesLayer", "ShiftLayer"),
        "geo.text.charts": ("profile_chart",),
    }.items()
    for name in names
}

__all__ = ["__version__", *_HOME]  # noqa: PLE0604  (names, every one)


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
