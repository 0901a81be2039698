"""Every table of a data folder: its columns, what their cells may hold, and what they refer to.

Said here once: the atlas reads its tables by it, `geo.measures.verify` follows
every name, and ``datapackage.json`` is written from it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from geo.atlas.about import OPTIONAL_TABLES
from geo.atlas.census import CENSUS_TABLES
from geo.atlas.event_tables import EVENT_TABLES, KNOWN
from geo.atlas.tested import TEST_TABLES
from geo.atlas.toponyms import ALSO_CALLED, NAME_TABLES, lonlat
from geo.errors import DataError
from geo.files.schema import (
    Reference,
    Row,
    Table,
    day,
    edtf,
    integer,
    names,
    number,
    read_rows,
    reference_faults,
    text,
)

if TYPE_CHECKING:
    from collections.abc import Container, Mapping
    from pathlib import Path

    _Read = Mapping[str, list[Row]]

__all__ = ["MEASURES", "POINTS", "RULES", "STATUSES", "TABLES", "read_checked"]

STATUSES: Final = ("sovereign", "annexed", "occupied", "leased", "ceded", "unheld")
MEASURES: Final = ("shift", "area", "foreign_land", "land_border", "coast", "along_rivers")
"""What can be measured for a claim."""
RULES: Final = ("mean_within", "within_errors_at_best_partly", "within_errors", "times_more", "times_less",
                "at_least", "none")  # fmt: skip
"""When a claim is upheld."""
_MOST: Final = 1e9

TABLES: Final[dict[str, Table]] = {
    "nodes": Table(
        "Places where arcs meet",
        (
            text("node", "name", required=True),
            *lonlat(),
            names("on", "tracks it lies on: with one, the nearest place; with several, their common vertex"),
            text("what", "what the place is"),
            text("known_from", "where that is known from"),
        ),
        key=("node",),
    ),
    "stretches": Table(
        "Stretches of frontier and what drew them",
        (
            text("stretch", "name", required=True),
            text("frontier", "the frontier it belongs to: its file in points and arcs", required=True),
            text("legal_basis", "treaty, award or act, with article"),
            text("citation", "where that was read, or that it was not"),
            number("sigma_times", "what the errors of its located points are multiplied by; empty: 1", 0.1, 10),
            text("note", "what a user should know"),
        ),
        key=("stretch",),
    ),
    "zones": Table(
        "Zones: pieces of land that never changed hands in parts",
        (
            text("zone", "name", required=True),
            text("name", "in words", required=True),
            text("region", "region it is counted in", refers="regions.region"),
            *lonlat(),
        ),
        key=("zone",),
    ),
    "tenure": Table(
        "Who held which zone from which day to which",
        (
            text("zone", "zone", required=True, refers="zones.zone"),
            text("holder", "state; empty: unheld"),
            text(
                "status", "sovereign, annexed, occupied, leased, ceded or unheld", required=True, among=STATUSES
            ),
            day("start_date", "first day; empty: before the atlas"),
            day("end_date", "first day no more; empty: beyond the atlas"),
            edtf("start_edtf", "the same day in EDTF, to the last day of it", around="start_date"),
            text("event", "what began it", refers="events.event"),
            text("occupier", "who occupied the holder's own land"),
            day("entry_date", "day from which its army was in part of the zone, if earlier", may_lack=True),
        ),
        key=("zone", "start_date"),
    ),
    **EVENT_TABLES,
    "places": Table(
        "Places with their holder on both days, from other sources than the lines",
        (
            text("place", "today's name", required=True),
            names("other_names", "others, parted by semicolons"),
            text("name_then", "official name on the first of the usual days, for labels; empty: not known"),
            text("name_then_from", "where that is known from; empty with it", may_lack=True),
            *lonlat(),
            number("sigma_m", "one-sigma error of the position, metres", 0, 1e6, required=True),
            text(
                "holder_before", "state on the first of the usual days", required=True, refers="tenure.holder"
            ),
            text("holder_after", "state on the second", required=True, refers="tenure.holder"),
            integer("rank", "size of its label, 1 the largest; 0 or empty: none", 0, 9),
            text("confidence", "high, medium or low", required=True, among=("high", "medium", "low")),
            text("source", "where coordinates and holders are known from"),
            text("note", "what the name does not tell, such as the parish", may_lack=True),
            integer("founded", "year it was founded, about, if after the atlas", 1, 9999, may_lack=True),
        ),
        key=("place", "lon", "lat"),
    ),
    **NAME_TABLES,
    **TEST_TABLES,
    **CENSUS_TABLES,
    "wikidata": Table(
        "Items of Wikidata for states, events and zones, where they are known",
        (
            text("kind", "state, event or zone", required=True, among=("state", "event", "zone")),
            text(
                "key",
                "the state, or the event as in events, or the zone as in zones",
                required=True,
                refers=(
                    Reference("tenure", "holder", when=("kind", "state")),
                    Reference("events", "event", when=("kind", "event")),
                    Reference("zones", "zone", when=("kind", "zone")),
                ),
            ),
            text("item", "its item", required=True),
            text("label", "what the item is called"),
            text("known_from", "where that is known from"),
        ),
        key=("kind", "key"),
    ),
    "other_names": Table(
        "Other names of states and regions, by which they are asked for, and lands that tell namesakes apart",
        (
            text("kind", "state, region or land", required=True, among=("state", "region", "land")),
            text(
                "key",
                "the state, or the region as in regions; of a land each zone that it has a part in, a row each",
                required=True,
                refers=(
                    Reference("tenure", "holder", when=("kind", "state")),
                    Reference("regions", "region", when=("kind", "region")),
                    Reference("zones", "zone", when=("kind", "land")),
                ),
            ),
            text("name", "the other name, or that of the land", required=True),
            names(
                "provinces",
                "today's, districts or towns with theirs, that are the land's part of that zone; empty: all",
                may_lack=True,
            ),
            names("in_part", "likewise, those that it had but a part in: where is not known", may_lack=True),
            text("known_from", "where what a land is made of is known from", may_lack=True),
        ),
        key=("kind", "key", "name"),
    ),
    "published": Table(
        "Published areas to compare with",
        (
            text("figure", "name", required=True),
            text("name", "what it counts", required=True),
            names("zones", "the zones it counts, parted by semicolons", required=True, refers="zones.zone"),
            number("km2", "published area", 1, _MOST, required=True),
            names(
                "lakes",
                "zones whose shares of Ladoga and Peipus it includes, parted by semicolons",
                refers="zones.zone",
            ),
            number("tolerance", "relative difference let pass", 0, 1, required=True),
            text("source", "where it was published"),
            KNOWN,
        ),
        key=("figure",),
    ),
    "views": Table(
        "Parts of the border that have a map page of their own",
        (
            text("view", "name of the page's file", required=True),
            text("title", "in words", required=True),
            names(
                "regions", "regions it is about, parted by semicolons", required=True, refers="regions.region"
            ),
        ),
        key=("view",),
    ),
    "chapters": Table(
        "Chapters of the story: what a lesson shows, one map after the other",
        (
            text("chapter", "name", required=True),
            text("title", "what it is called", required=True),
            text("says", "what there is to see, in a sentence or two", required=True),
            day("day", "the day that is shown", required=True),
            text("view", "single: that day; both: what changed by it", required=True, among=("single", "both")),
            *(
                number(side, f"{side}ern edge of what is shown, degrees", -180, 180, required=True)
                for side in ("west", "south", "east", "north")
            ),
            text("note", "what is written on the map", required=True),
            *lonlat(),
        ),
        key=("chapter",),
    ),
    "context": Table(
        "Courses of borders beyond the window that no border of today keeps: coarse, and only drawn",
        (
            text("course", "name", required=True),
            *lonlat(),
            number("sigma_m", "one-sigma position error, metres", 0, 1e6, required=True),
            text("what", "the towns on either side"),
            text("known_from", "where that is known from"),
        ),
        key=("course", "lon", "lat"),
    ),
    "regions": Table(
        "Regions the figures are given for, in the order they are listed: from north to south",
        (
            text("region", "name", required=True),
            text("name", "in words", required=True),
            text(
                "status_after",
                "title by which it is held on the second of the usual days",
                may_lack=True,
                among=STATUSES,
            ),
            text(
                "thin",
                "today's country, two letters, whose part of it the gazetteer knows by its post offices only",
                may_lack=True,
            ),
            text("label", "short name for the map; empty: none stands there", may_lack=True),
            text("together", "what it and other regions are called together on the map", may_lack=True),
        ),
        key=("region",),
    ),
    "islands": Table(
        "Islands that are kept whatever their size",
        (
            text("island", "name", required=True),
            text("local_name", "another"),
            *lonlat(),
            number("reach_km", "islets this near are kept too", 0, 1000, required=True),
            text("note", "where"),
        ),
        key=("island",),
    ),
    "lakes": Table(
        "Lakes by name, and reservoirs younger than the map",
        (
            text("lake", "name", required=True),
            *lonlat(),
            text("drawn", "yes or no", required=True, among=("yes", "no")),
            text("divided", "yes if a treaty divided it", required=True, among=("yes", "no")),
            text("why", "why so"),
        ),
        key=("lake",),
    ),
    "rivers": Table(
        "Rivers on the map, as waypoints through GSHHG's network",
        (
            text("river", "name", required=True),
            integer("rank", "1 shows first", 1, 9, required=True),
            names("waypoints", "lon lat, parted by semicolons; ~ placed by hand", required=True),
        ),
        key=("river",),
    ),
    "sources": Table(
        "Pinned packages that lines are cut from and towns are taken from",
        (
            text("source", "name", required=True),
            text("package", "on the Python package index", required=True),
            text("version", "pinned", required=True),
            text("file", "file in it", required=True),
            text("sha256", "of that file", required=True),
            text("publisher", "whose data", required=True),
            text("licence", "SPDX", required=True),
            text("attribution", "what must be said", required=True),
        ),
        key=("source",),
    ),
    "claims": Table(
        "Published claims, what is measured for each, and when it counts as upheld",
        (
            text("claim", "name", required=True),
            text("says", "what it says", required=True),
            text(
                "measure",
                "shift, area, foreign_land, land_border, coast or along_rivers",
                required=True,
                among=MEASURES,
            ),
            names(
                "scope",
                "regions, places, rivers, or west, south, east and north of a box; empty: the whole border",
                refers=(
                    *(Reference("regions", "region", when=("measure", one)) for one in ("shift", "area")),
                    Reference("places", "place", when=("measure", "foreign_land"), also=ALSO_CALLED),
                    Reference("rivers", "river", when=("measure", "along_rivers")),
                ),
            ),
            text("what", "what is measured, in words, where its scope does not say"),
            text("region", "of a border along rivers: the region that it bounds", refers="regions.region"),
            text("neighbour", "and the state beyond it", refers="tenure.holder"),
            day("from", "the day before", required=True),
            day("to", "the day after", required=True),
            number("low", "least that the claim says", -_MOST, _MOST),
            number("high", "most that it says", -_MOST, _MOST),
            text("unit", "of both", required=True),
            text(
                "rule",
                "when the claim is upheld: TABLES.md says what each asks for",
                required=True,
                among=RULES,
            ),
            number("upheld_at", "how much the rule asks for to be upheld", -_MOST, _MOST),
            number("partly_at", "and to be partly upheld", -_MOST, _MOST),
            names("alternatives", "other definitions the verdict is repeated under"),
            text("note", "what the numbers of the rule are"),
            text("cited_from", "where the claim was made"),
        ),
        key=("claim",),
    ),
}
"""Every table of the folder ``tables``, by its name.

Of regions, views, claims and published figures the order of rows is the order
in which they are listed, and changes no figure; of all others it means nothing."""

POINTS: Final = Table(
    "Located points",
    (
        text("stretch", "stretch the row belongs to", required=True, refers="stretches.stretch"),
        text("node", "node the place is, if it is one", refers="nodes.node"),
        *lonlat(required=False),
        text("follow", "track the line comes along from the row before; empty: straight"),
        text("kind", "land, river, lake or sea", among=("land", "river", "lake", "sea")),
        number("sigma_m", "one-sigma position error, metres", 0, 1e6, required=True),
        text("what", "what the place is"),
        text("known_from", "where that is known from"),
    ),
)
"""A table of the folder ``points``: its rows stand in the order of the line."""


def read_checked(
    tables: Path, *wanted: str, has: Container[str] = OPTIONAL_TABLES, known: _Read | None = None
) -> dict[str, list[Row]]:
    """Read tables of a data folder with those that they refer to, and follow every name.

    Parameters
    ----------
    tables : Path
        The folder ``tables`` of a data folder.
    *wanted : str
        Names of tables.
    has : container of str
        Those of `OPTIONAL_TABLES` that the atlas has; the others are empty.
    known : mapping
        Rows of tables that were read before, by their names.

    Returns
    -------
    dict
        Name to rows, in their files' order.

    Raises
    ------
    InputFileError, UnknownNameError
        If a file cannot be read as a table, or lacks a column.
    DataError
        With file and line, for the first cell, key or name that is not what it should be.
    """

    @cache
    def read(name: str) -> list[Row]:
        lacking = name in OPTIONAL_TABLES and name not in has
        return (known or {}).get(name) or ([] if lacking else read_rows(tables / f"{name}.csv", TABLES[name]))

    rows = {name: read(name) for name in wanted}
    for fault in reference_faults(TABLES, rows, read):
        raise DataError(fault)
    return rows
