"""Describe every data file: ``datapackage.json`` (Frictionless Data Package 1).

``python -m geo.sources.datapackage`` writes it anew, with sizes and SHA-256 of
the files as they are.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, Final

from geo import __version__
from geo.atlas.about import read_about
from geo.files.tables import read_table
from geo.files.writing import write_text

__all__ = ["describe", "main"]

_ROOT: Final = Path(__file__).resolve().parents[2]

ODBL: Final = {"name": "ODbL-1.0", "path": "LICENSES/ODbL-1.0.txt", "title": "Open Database License 1.0"}
LGPL: Final = {
    "name": "LGPL-3.0-or-later",
    "path": "LICENSES/LGPL-3.0-or-later.txt",
    "title": "GNU Lesser General Public License 3 or later",
}
CC_BY: Final = {
    "name": "CC-BY-4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
    "title": "Creative Commons Attribution 4.0 International",
}

Field = tuple[str, str, str]

_TEXT, _NUMBER, _INTEGER, _DATE = "string", "number", "integer", "date"
_LONLAT: Final[list[Field]] = [
    ("lon", _NUMBER, "longitude, degrees on WGS 84"),
    ("lat", _NUMBER, "latitude, degrees on WGS 84"),
]

TABLES: Final[dict[str, tuple[str, list[Field], dict[str, Any]]]] = {
    "nodes": (
        "Places where arcs meet",
        [
            ("node", _TEXT, "name"),
            *_LONLAT,
            ("on", _TEXT, "tracks it lies on: with one, the nearest place; with several, their common vertex"),
            ("what", _TEXT, "what the place is"),
            ("known_from", _TEXT, "where that is known from"),
        ],
        {"primaryKey": "node"},
    ),
    "stretches": (
        "Stretches of frontier and what drew them",
        [
            ("stretch", _TEXT, "name"),
            ("frontier", _TEXT, "the frontier it belongs to: its file in points and arcs"),
            ("legal_basis", _TEXT, "treaty, award or act, with article"),
            ("citation", _TEXT, "where that was read, or that it was not"),
            ("note", _TEXT, "what a user should know"),
        ],
        {"primaryKey": "stretch"},
    ),
    "zones": (
        "Zones: pieces of land that never changed hands in parts",
        [
            ("zone", _TEXT, "name"),
            ("name", _TEXT, "in words"),
            ("region", _TEXT, "region it is counted in"),
            *_LONLAT,
        ],
        {"primaryKey": "zone"},
    ),
    "tenure": (
        "Who held which zone from which day to which",
        [
            ("zone", _TEXT, "zone"),
            ("holder", _TEXT, "state"),
            ("status", _TEXT, "sovereign, annexed, occupied, leased or ceded"),
            ("start_date", _DATE, "first day; empty: before the atlas"),
            ("end_date", _DATE, "first day no more; empty: beyond the atlas"),
            ("start_edtf", _TEXT, "the start in EDTF: an interval where it took days"),
            ("event", _TEXT, "what began it"),
            ("occupier", _TEXT, "who occupied the holder's own land"),
        ],
        {"foreignKeys": [{"fields": "zone", "reference": {"resource": "zones", "fields": "zone"}}]},
    ),
    "events": (
        "Treaties, wars and decrees",
        [
            ("event", _TEXT, "name"),
            ("date", _DATE, "day it took effect"),
            ("edtf", _TEXT, "the same in EDTF"),
            ("title", _TEXT, "what happened"),
            ("changed", _TEXT, "what changed hands"),
            *_LONLAT,
            ("citation", _TEXT, "source"),
            ("known", _TEXT, "read, read in part, read about, or general knowledge"),
        ],
        {"primaryKey": "event"},
    ),
    "places": (
        "Places with their holder on both days, from other sources than the lines",
        [
            ("place", _TEXT, "today's name"),
            ("other_names", _TEXT, "others, parted by semicolons"),
            ("name_1939", _TEXT, "official name of 1939, for labels"),
            *_LONLAT,
            ("sigma_m", _NUMBER, "one-sigma error of the position, metres"),
            ("holder_1939", _TEXT, "state on 23 August 1939"),
            ("holder_1941", _TEXT, "state on 21 June 1941"),
            ("rank", _INTEGER, "size of its label, 1 the largest; empty: none"),
            ("confidence", _TEXT, "high, medium or low"),
            ("source", _TEXT, "where coordinates and holders are known from"),
            ("note", _TEXT, "what the name does not tell, such as the parish"),
        ],
        {},
    ),
    "gazetteer": (
        "Towns to be found by name, from GeoNames: in land that changed hands, and near the Soviet border",
        [
            ("place", _TEXT, "today's name"),
            ("other_names", _TEXT, "others, in Latin, Cyrillic and Hebrew script, parted by semicolons"),
            *_LONLAT,
            ("population", _INTEGER, "of today; empty: not known"),
            ("geonames", _INTEGER, "number in GeoNames"),
        ],
        {"primaryKey": "geonames"},
    ),
    "people": (
        "People by zone, as censuses counted them (made by `python -m geo.sources.people`)",
        [
            ("zone", _TEXT, "zone"),
            ("census", _TEXT, "census, as in people_censuses"),
            ("date", _TEXT, "when it counted, in EDTF"),
            ("what", _TEXT, "census, register or estimate"),
            ("kind", _TEXT, "all, religion, language or nationality"),
            ("group", _TEXT, "the census's own category"),
            ("people", _INTEGER, "how many"),
            ("interpolated_share", _NUMBER, "share of them that was shared out by area"),
            ("sigma", _NUMBER, "one-sigma error of carrying the count over, people"),
            ("source", _TEXT, "census, and where it was read"),
            ("note", _TEXT, "what a user should know"),
        ],
        {
            "primaryKey": ["zone", "census", "kind", "group"],
            "foreignKeys": [
                {"fields": "zone", "reference": {"resource": "zones", "fields": "zone"}},
                {"fields": "census", "reference": {"resource": "people_censuses", "fields": "census"}},
            ],
        },
    ),
    "people_censuses": (
        "Censuses, registers and estimates that people are taken from",
        [
            ("census", _TEXT, "name"),
            ("date", _TEXT, "when it counted, in EDTF"),
            ("what", _TEXT, "census, register or estimate"),
            ("title", _TEXT, "in words"),
            ("note", _TEXT, "what a user should know"),
            ("source", _TEXT, "where its counts were read, unless a count says otherwise"),
        ],
        {"primaryKey": "census"},
    ),
    "people_units": (
        "Units of the censuses, and what share of each lies in which zone",
        [
            ("census", _TEXT, "census"),
            ("unit", _TEXT, "district, county or country"),
            ("zone", _TEXT, "zone"),
            ("share", _NUMBER, "of the unit's people"),
            ("how", _TEXT, "whole, area (of the unit's area) or stated"),
            ("sigma", _NUMBER, "one-sigma error of the zone's part, people; empty: by the rule for areas"),
            ("note", _TEXT, "what a user should know"),
        ],
        {
            "primaryKey": ["census", "unit", "zone"],
            "foreignKeys": [
                {"fields": "census", "reference": {"resource": "people_censuses", "fields": "census"}},
                {"fields": "zone", "reference": {"resource": "zones", "fields": "zone"}},
            ],
        },
    ),
    "people_counts": (
        "What a census counted in each of its units",
        [
            ("census", _TEXT, "census"),
            ("unit", _TEXT, "unit, as in people_units"),
            ("kind", _TEXT, "all, religion, language or nationality"),
            ("group", _TEXT, "the census's own category"),
            ("people", _INTEGER, "how many in the whole unit"),
            ("sigma", _NUMBER, "one-sigma error of a figure not read in the census; empty: none known"),
            ("source", _TEXT, "where it was read; empty: as the census says"),
        ],
        {
            "primaryKey": ["census", "unit", "kind", "group"],
            "foreignKeys": [
                {"fields": "census", "reference": {"resource": "people_censuses", "fields": "census"}},
            ],
        },
    ),
    "wikidata": (
        "Items of Wikidata for states, events and zones, where they are known",
        [
            ("kind", _TEXT, "state, event or zone"),
            ("key", _TEXT, "the state, or the event as in events, or the zone as in zones"),
            ("item", _TEXT, "its item"),
            ("label", _TEXT, "what the item is called"),
            ("known_from", _TEXT, "where that is known from"),
        ],
        {"primaryKey": ["kind", "key"]},
    ),
    "published": (
        "Published areas to compare with",
        [
            ("figure", _TEXT, "name"),
            ("name", _TEXT, "what it counts"),
            ("zones", _TEXT, "the zones it counts, parted by semicolons"),
            ("km2", _NUMBER, "published area"),
            ("lakes", _TEXT, "zones whose shares of Ladoga and Peipus it includes"),
            ("tolerance", _NUMBER, "relative difference let pass"),
            ("source", _TEXT, "where it was published"),
            ("known", _TEXT, "read or general knowledge"),
        ],
        {"primaryKey": "figure"},
    ),
    "claims": (
        "Published claims, what is measured for each, and when it counts as upheld",
        [
            ("claim", _TEXT, "name"),
            ("says", _TEXT, "what it says"),
            ("measure", _TEXT, "shift, foreign_land, land_border, coast or along_rivers"),
            ("scope", _TEXT, "regions, places, a generalisation in metres, a box or rivers"),
            ("from", _DATE, "the day before"),
            ("to", _DATE, "the day after"),
            ("low", _NUMBER, "least that the claim says"),
            ("high", _NUMBER, "most that it says"),
            ("unit", _TEXT, "of both"),
            (
                "upheld_if",
                _TEXT,
                "rule over value, sigma, before, share, low and high; empty: borders cannot tell",
            ),
            ("partly_if", _TEXT, "rule for partly upheld, asked if the other does not hold"),
            ("alternatives", _TEXT, "other definitions the verdict is repeated under"),
            ("note", _TEXT, "what the numbers of the rule are"),
            ("cited_from", _TEXT, "where the claim was made"),
        ],
        {"primaryKey": "claim"},
    ),
    "comparisons": (
        "Distances of digitised stretches to references that are not shipped",
        [
            ("stretch", _TEXT, "stretch"),
            ("reference", _TEXT, "line it was compared with"),
            ("licence", _TEXT, "of the reference"),
            ("mean_km", _NUMBER, "mean distance of points every 500 m"),
            ("p90_km", _NUMBER, "90th percentile"),
            ("max_km", _NUMBER, "largest"),
            ("note", _TEXT, "where and why they differ"),
        ],
        {},
    ),
    "offsets": (
        "Distances of cut arcs to the lines they were cut from, and to lines made without them",
        [
            ("lines", _TEXT, "arcs"),
            ("against", _TEXT, "line they were compared with"),
            ("own", _TEXT, "yes: the line they were cut from"),
            ("points", _INTEGER, "points, every 500 m along the arcs"),
            ("mean_m", _NUMBER, "mean distance"),
            ("median_m", _NUMBER, "median"),
            ("p95_m", _NUMBER, "95th percentile"),
            ("max_m", _NUMBER, "largest"),
        ],
        {},
    ),
    "views": (
        "Parts of the border that have a map page of their own",
        [
            ("view", _TEXT, "name of the page's file"),
            ("title", _TEXT, "in words"),
            ("regions", _TEXT, "regions it is about"),
        ],
        {"primaryKey": "view"},
    ),
    "regions": (
        "Regions the figures are given for, from north to south",
        [
            ("region", _TEXT, "name"),
            ("name", _TEXT, "in words"),
            ("status_1941", _TEXT, "title of the USSR on 21 June 1941"),
        ],
        {"primaryKey": "region"},
    ),
    "islands": (
        "Islands that are kept whatever their size",
        [
            ("island", _TEXT, "name"),
            ("local_name", _TEXT, "another"),
            *_LONLAT,
            ("reach_km", _NUMBER, "islets this near are kept too"),
            ("note", _TEXT, "where"),
        ],
        {"primaryKey": "island"},
    ),
    "lakes": (
        "Lakes by name, and reservoirs younger than the map",
        [
            ("lake", _TEXT, "name"),
            *_LONLAT,
            ("drawn", _TEXT, "yes or no"),
            ("divided", _TEXT, "yes if a treaty divided it"),
            ("why", _TEXT, "why so"),
        ],
        {"primaryKey": "lake"},
    ),
    "rivers": (
        "Rivers on the map, as waypoints through GSHHG's network",
        [
            ("river", _TEXT, "name"),
            ("rank", _INTEGER, "1 shows first"),
            ("waypoints", _TEXT, "lon lat, parted by semicolons; ~ placed by hand"),
        ],
        {"primaryKey": "river"},
    ),
    "sources": (
        "Pinned packages that lines are cut from and towns are taken from",
        [
            ("source", _TEXT, "name"),
            ("package", _TEXT, "on the Python package index"),
            ("version", _TEXT, "pinned"),
            ("file", _TEXT, "file in it"),
            ("sha256", _TEXT, "of that file"),
            ("publisher", _TEXT, "whose data"),
            ("licence", _TEXT, "SPDX"),
            ("attribution", _TEXT, "what must be said"),
        ],
        {"primaryKey": "source"},
    ),
}

POINTS: Final[list[Field]] = [
    ("stretch", _TEXT, "stretch the row belongs to"),
    ("node", _TEXT, "node the place is, if it is one"),
    *_LONLAT,
    ("follow", _TEXT, "track the line comes along from the row before; empty: straight"),
    ("kind", _TEXT, "land, river, lake or sea"),
    ("sigma_m", _NUMBER, "one-sigma position error, metres"),
    ("what", _TEXT, "what the place is"),
    ("known_from", _TEXT, "where that is known from"),
]

TITLES: Final = {
    "arcs": "Frontier arcs: {stem}",
    "land": "Land and water: {stem}",
    "shapefiles": "Built layer: {stem}",
}


ABOUT: Final = "What the atlas is: its title, days, window, whose border it shows, and whom it credits"


def _resource(path: Path, folder: Path) -> dict[str, Any]:
    content = path.read_bytes()
    common = {
        "path": path.relative_to(folder).as_posix(),
        "bytes": len(content),
        "hash": "sha256:" + hashlib.sha256(content).hexdigest(),
        "encoding": "utf-8",
    }
    kind, stem = path.parent.name, path.stem
    if path.parent == folder:
        return {
            "name": stem,
            "title": ABOUT,
            "format": "json",
            "mediatype": "application/json",
            "licenses": [ODBL],
            **common,
        }
    if kind in TITLES:
        licences = [LGPL] if kind == "land" or stem.endswith("_wdbii") else [ODBL]
        licences = [ODBL, LGPL] if kind == "shapefiles" else licences
        title = TITLES[kind].format(stem=stem.replace("_", " "))
        return {
            "name": f"{kind}-{stem}".replace("_", "-"),
            "title": title,
            "format": "geojson",
            "mediatype": "application/geo+json",
            "licenses": licences,
            **common,
        }
    if kind == "points":
        title, fields = f"Located points: {stem.replace('_', ' ')}", POINTS
        keys: dict[str, Any] = {}
        name = f"points-{stem}".replace("_", "-")
    else:
        title, fields, keys = TABLES[stem]
        name = stem
    schema = {
        "fields": [{"name": n, "type": t, "description": d} for n, t, d in fields],
        "missingValues": [""],
        **keys,
    }
    return {
        "name": name,
        "title": title,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "licenses": [CC_BY] if stem == "gazetteer" else [ODBL],
        "schema": schema,
        **common,
    }


def describe(folder: Path) -> dict[str, Any]:
    """Describe a data folder as a data package.

    Parameters
    ----------
    folder : Path
        The data folder; ``atlas.json`` and every CSV and GeoJSON file in it
        become resources.
    """
    files = [folder / "atlas.json"]
    files += sorted(p for p in folder.rglob("*") if p.suffix in {".csv", ".geojson"})
    about = read_about(folder)
    sources = {row["package"]: row for row in read_table(folder / "tables" / "sources.csv", ["package"])}
    return {
        "profile": "data-package",
        "name": about.id,
        "title": about.title,
        "description": "Frontier arcs with their provenance and error, zones between them, "
        "who held each zone from which day to which, and the layers built from these.",
        "version": __version__,
        "licenses": [ODBL, LGPL, CC_BY],
        "sources": [
            {"title": f"{row['package']} {row['version']} ({row['publisher']}; {row['licence']})"}
            for row in sources.values()
        ],
        "resources": [_resource(path, folder) for path in files],
    }


def main() -> None:
    """Write the descriptor of the project's own data folder."""
    folder = _ROOT / "data"
    text = json.dumps(describe(folder), ensure_ascii=False, indent=1)
    write_text(folder / "datapackage.json", text + "\n")


if __name__ == "__main__":
    main()
