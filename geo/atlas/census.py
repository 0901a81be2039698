"""The tables of people: what censuses counted, in which units, and what share of each lies in which zone."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from geo.files.schema import Table, edtf, integer, number, text

__all__ = ["ALL", "CENSUS_TABLES", "KINDS"]

ALL: Final = "all"
"""The kind, and the one group, of a count of everybody."""

KINDS: Final = ("religion", "language", "nationality")
"""What people may be told apart by; a census asked for some of these, in its own words."""

_MOST: Final = 1e9

_COUNTED: Final = (
    replace(edtf("date", "when it counted, in EDTF", around=""), required=True),
    text("what", "what it was", required=True, among=("census", "register", "estimate")),
)
_GROUP: Final = (
    text("kind", "what they are told apart by", required=True, among=(ALL, *KINDS)),
    text("group", "the census's own category; all of the kind all", required=True),
)

CENSUS_TABLES: Final[dict[str, Table]] = {
    "people": Table(
        "People by zone, as censuses counted them: made from people_counts by people_units",
        (
            text("zone", "zone", required=True, refers="zones.zone"),
            text("census", "short name of the census", required=True),
            *_COUNTED,
            *_GROUP,
            integer("people", "how many", 0, 10**9, required=True),
            number("interpolated_share", "share of them that was shared out by area", 0, 1, required=True),
            number("sigma", "one-sigma error of carrying the count over, people", 0, _MOST, required=True),
            text("source", "census, and where it was read"),
            text("note", "what a user should know"),
        ),
        key=("zone", "census", "kind", "group"),
    ),
    "people_censuses": Table(
        "Censuses, registers and estimates that people are taken from",
        (
            text("census", "short name", required=True),
            *_COUNTED,
            text("title", "in words", required=True),
            text("note", "what a user should know"),
            text("source", "where its counts were read, unless a count says otherwise"),
        ),
        key=("census",),
    ),
    "people_units": Table(
        "Units of the censuses, and what share of each lies in which zone",
        (
            text("census", "census", required=True, refers="people_censuses.census"),
            text("unit", "district, county, country or a part of one", required=True),
            text("zone", "zone", required=True, refers="zones.zone"),
            number("share", "of the unit's people", 0, 1, required=True),
            text("how", "whole, by area, or stated", required=True, among=("whole", "area", "stated")),
            number("sigma", "one-sigma error of the zone's part; empty: by the rule for areas", 0, _MOST),
            text("note", "what a user should know"),
        ),
        key=("census", "unit", "zone"),
    ),
    "people_counts": Table(
        "What a census counted in each of its units",
        (
            text("census", "census", required=True, refers="people_censuses.census"),
            text("unit", "unit, as in people_units", required=True, refers="people_units.unit"),
            *_GROUP,
            integer("people", "how many in the whole unit", 0, 10**9, required=True),
            number("sigma", "one-sigma error of a figure not read in the census; empty: none known", 0, _MOST),
            text("source", "where it was read; empty: as the census says"),
        ),
        key=("census", "unit", "kind", "group"),
    ),
}
