"""The atlas's own tables: rows in any order make the same atlas; what is wrong is told with its line."""

from __future__ import annotations

import csv
import io
import json
import random
import re
import shutil
import threading
from dataclasses import asdict
from itertools import islice
from typing import TYPE_CHECKING

import pytest
from building import raw
from toy import TENURE, write

import geo
from geo.atlas.bundled import data_folder
from geo.atlas.schema import TABLES
from geo.claims.assess import assess_claims
from geo.errors import DataError, InputFileError
from geo.export.layers import build_layers
from geo.files.edtf import read_edtf
from geo.files.tables import read_table
from geo.measures.verify import verify
from geo.sources.datapackage import describe

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from geo.atlas.places import Place

LISTED = ("regions", "views", "claims", "published")
"""Their rows are listed in their order."""
ANY_ORDER = ("tenure", "events", "places", "zones", "wikidata", "gazetteer")


def copy_of(folder: Path, tables: Callable[[str, str], str], *, settlements: int | None = 40) -> Path:
    """Make a data folder of the bundled one's lines and its tables, each made anew from its name and text.

    Of the gazetteer so many rows alone: all of them take longer than everything else.
    """
    (folder / "tables").mkdir(parents=True)
    for part in ("atlas.json", "arcs", "land", "points"):
        (folder / part).symlink_to(data_folder() / part)
    for table in (data_folder() / "tables").glob("*.csv"):
        with table.open(encoding="utf-8", newline="") as file:
            text = "".join(islice(file, settlements + 1 if settlements and table.stem == "gazetteer" else None))
        made = tables(table.stem, text)
        (folder / "tables" / table.name).write_text(made, encoding="utf-8", newline="")
    return folder


def reordered(seed: int, names: tuple[str, ...]) -> Callable[[str, str], str]:
    """Rows in another order: backwards, or in one that chance gives."""

    def make(name: str, text: str) -> str:
        head, *rows = csv.reader(io.StringIO(text, newline=""))
        if name in names:
            rows.reverse()
            if seed:
                random.Random(seed).shuffle(rows)  # noqa: S311  (no secret)
        out = io.StringIO(newline="")
        csv.writer(out, lineterminator="\n").writerows([head, *rows])
        return out.getvalue()

    return make


@pytest.fixture(scope="module")
def alike(tmp_path_factory: pytest.TempPathFactory) -> list[Place]:
    """The first settlements, in the order of the table."""
    folder = copy_of(tmp_path_factory.mktemp("alike") / "data", lambda _, text: text, settlements=2_000)
    return list(geo.open_atlas(folder).gazetteer)


def test_rows_in_any_order_make_the_same_atlas(tmp_path: Path, atlas: geo.Atlas, alike: list[Place]) -> None:
    other = geo.open_atlas(copy_of(tmp_path / "data", reordered(1, ANY_ORDER), settlements=2_000))
    assert other.tenure == atlas.tenure
    assert other.events == atlas.events
    assert other.places == atlas.places
    assert other.zones == atlas.zones
    assert [other.history(zone) for zone in other.zones] == [atlas.history(zone) for zone in atlas.zones]
    assert list(other.gazetteer) == alike
    vilnius = geo.history(other, 25.28, 54.69)
    assert vilnius.holders == ("Poland", "USSR", "Lithuania", "USSR")
    days = "1939-08-23", "1941-06-21"
    rows = [geo.changes(one.on(days[0]), one.on(days[1])).table().records() for one in (other, atlas)]
    assert rows[0] == rows[1]
    kept = data_folder() / "shapefiles"
    for path in build_layers(other.on(days[0]), other.on(days[1]), tmp_path):
        assert path.read_bytes() == (kept / path.name).read_bytes(), path.name


def test_the_order_of_the_listed_tables_orders_the_lists_and_no_more(tmp_path: Path, atlas: geo.Atlas) -> None:
    other = geo.open_atlas(copy_of(tmp_path / "data", reordered(0, LISTED)))
    assert list(other.regions.items()) == list(atlas.regions.items())[::-1]
    days = "1939-08-23", "1941-06-21"
    figures = [geo.shift(one.on(days[0]), one.on(days[1])) for one in (atlas, other)]
    # as text: a region too short for an interval has none, and NaN is not itself where each field is compared
    told = [[json.dumps(asdict(region)) for region in moved.regions] for moved in figures]
    assert told[1] == told[0][::-1]
    assert [str(claim) for claim in assess_claims(other)] == [str(claim) for claim in assess_claims(atlas)][
        ::-1
    ]


LEASE = "hanko,USSR,leased,1940-03-22,,1940-03-22"
SALLA = "1940-03-13/1940-03-20"
SPOILT: list[tuple[str, str, str, str, str]] = [
    (
        "tenure",
        "hanko_lease",
        "hanko_leese",
        "",
        "event names 'hanko_leese', which events.csv does not have; did",
    ),
    ("tenure", "hanko,USSR", "hunko,USSR", "", "zone names 'hunko', which zones.csv does not have"),
    (
        "tenure",
        LEASE,
        "hanko,USSR,leased,,,",
        "",
        "zone and start_date 'hanko' stands on line 15 too; keep one.",
    ),
    ("tenure", LEASE, LEASE.replace("22", "24"), "", "hanko: nobody holds it from 1940-03-22 to 1940-03-24"),
    ("tenure", LEASE, LEASE.replace("22", "20"), "", "tenure of hanko: Finland and USSR overlap"),
    ("tenure", "leased", "let", "", "status 'let' is none of sovereign, annexed, occupied, leased, ceded"),
    ("tenure", SALLA, "1940-03-13-20", "", "start_edtf '1940-03-13-20' is no EDTF date such as 1914-07-28, "),
    ("tenure", SALLA, "1940-03-14/1940-03-20", "", "/1940-03-20' does not hold start_date 1940-03-13"),
    ("zones", ",hanko,23.06", ",hunko,23.06", "", "region names 'hunko', which regions.csv does not have"),
    ("zones", "sweden,S", "norway,S", "", "zone 'norway' stands on line 5 too; keep one."),
    ("zones", "25.60,58.80", "25.60,158.80", "", "lat '158.80' does not lie between -90 and 90"),
    ("zones", "25.60,58.80", "25.20,56.90", "latvia,", "the point of latvia lies in the zone of estonia (line"),
    (
        "places",
        "700,Finland,",
        "700,Finlad,",
        "",
        "holder_before names 'Finlad', which tenure.csv does not have",
    ),
    ("events", "hanko_lease,", "pact,", "pact,1940", "event 'pact' stands on line 2 too; keep one."),
    (
        "events",
        "1939-10-12/1939-11-13",
        "1939-11-13/1939-10-12",
        "",
        "edtf '1939-11-13/1939-10-12' ends before",
    ),
    ("events", "1939-10-12,1939", "12.10.1939,1939", "", "date '12.10.1939' is no day of the form 1914-07-28"),
    ("armies", "1939-11-30,1940-04-11", "1940-11-30,1940-04-11", "", "leaves on 1940-04-11, before it comes"),
    ("armies", "petsamo_soviet,finland", "petsamo_soviet,petsamo", "", "zone names 'petsamo', which zones.csv"),
    ("events", "hanko_lease,1940", ",1940-03-22", "", "event is empty; fill it in."),
]
"""A table; what stands in it and what is put in its place; where that is told, if not there; what is said."""


def line_of(path: Path, found: str) -> int:
    """Line on which a row of a table begins, as an editor counts."""
    text = path.read_text(encoding="utf-8")
    return text.count("\n", 0, text.index(found)) + 1


@pytest.mark.parametrize(("table", "old", "new", "at", "told"), SPOILT)
def test_what_is_wrong_is_told_with_its_line(
    table: str, old: str, new: str, at: str, told: str, tmp_path: Path
) -> None:
    def spoil(name: str, text: str) -> str:
        assert name != table or old in text
        text = text.replace(old, new, 1) if name == table else text
        # a cell of three lines in the first row: lines are those of the file, not its rows
        first, of_three = {
            "zones": ("Soviet Union of 1939", '"Soviet Union\nof\n1939"'),
            "places": ("Bjørnevatn,", 'Bjørnevatn,"another\nand\nanother"'),
            "events": ("no border moves", '"no\nborder\nmoves"'),
        }.get(name, ("", ""))
        return text.replace(first, of_three, 1)

    folder = copy_of(tmp_path / "data", spoil)
    path = folder / "tables" / f"{table}.csv"
    line = line_of(path, at or new)
    with pytest.raises(DataError) as fault:
        geo.open_atlas(folder)
    assert str(fault.value).startswith(f"{path}, line {line}: ")
    assert told in str(fault.value)
    shown = f"tables/{table}.csv, line {line}: "
    assert any(shown in fault and told in fault for check in verify(folder) for fault in check.faults)


UNASKED = [
    (
        "views",
        "latvia;lithuania",
        "latvia;lithuanea",
        "regions names 'lithuanea', which regions.csv does not have",
    ),
    (
        "published",
        "vilnius;west_belarus;west_ukraine,201015",
        "vilna;west_ukraine,201015",
        "zones names 'vilna'",
    ),
    ("wikidata", "state,Danzig", "state,Dantzig", "key names 'Dantzig', which tenure.csv does not have"),
    ("wikidata", "event,pact", "event,pakt", "key names 'pakt', which events.csv does not have"),
    ("wikidata", "zone,bessarabia", "zone,bessarabie", "key names 'bessarabie', which zones.csv does not have"),
    ("claims", "shift,bessarabia", "shift,bessarabie", "names 'bessarabie', which regions.csv does not have"),
    ("claims", "Kyiv;Odesa", "Kyiv;Odessos", "names 'Odessos', which places.csv does not have"),
    ("claims", ",along_rivers,", ",along_roads,", "measure 'along_roads' is none of shift, area,"),
    ("claims", "Prut;Danube", "Prut;Danubius", "names 'Danubius', which rivers.csv does not have"),
    ("stretches", "norway_petsamo,", "norway_petsam,", "no arc is drawn for norway_petsam"),
    ("gazetteer", "24.51599", "east", "lon 'east' is no number; write 52.1."),
    ("nodes", "window_sw,", "window_se,", "node 'window_se' stands on line 2 too; keep one."),
]


@pytest.mark.parametrize(("table", "old", "new", "told"), UNASKED)
def test_verify_reads_the_tables_that_opening_does_not(
    table: str, old: str, new: str, told: str, tmp_path: Path
) -> None:
    folder = copy_of(tmp_path / "data", lambda name, text: text.replace(old, new, 1) if name == table else text)
    geo.open_atlas(folder)
    found = next(check for check in verify(folder) if check.name == "tables name what there is")
    line = line_of(folder / "tables" / f"{table}.csv", new) + (
        table == "nodes"
    )  # the second of the two is told
    assert any(
        fault.startswith(f"tables/{table}.csv, line {line}: ") and told in fault for fault in found.faults
    )


def test_an_arc_that_stands_twice_and_one_of_no_stretch_are_told(tmp_path: Path) -> None:
    folder = copy_of(tmp_path / "data", lambda _, text: text)
    (folder / "arcs").unlink()
    shutil.copytree(data_folder() / "arcs", folder / "arcs")
    path = folder / "arcs" / "moscow_1940.geojson"
    text = path.read_text(encoding="utf-8")
    assert '"karelia_1940"' in text
    raw(path, text.replace('"karelia_1940"', '"prut"', 1))
    with pytest.raises(DataError, match=r"the arc prut stands in moscow_1940\.geojson too; keep one\.$"):
        geo.open_atlas(folder)
    raw(path, text.replace('"karelia_1940"', '"carelia_1940"', 1))
    found = next(check for check in verify(folder) if check.name == "tables name what there is")
    first, second = found.faults
    assert (
        first == "the arc carelia_1940 of moscow_1940 belongs to no stretch of that frontier in stretches.csv"
    )
    assert second.endswith("no arc is drawn for karelia_1940")


def test_points_name_nodes_and_stretches(tmp_path: Path) -> None:
    folder = copy_of(tmp_path / "data", lambda _, text: text)
    (folder / "points").unlink()
    (folder / "points").mkdir()
    text = (data_folder() / "points" / "riga_1921.csv").read_text(encoding="utf-8")
    spoilt = text.replace("riga_belarus,dvina_latvia,", "riga_belorus,dvina_lettland,", 1)
    raw(folder / "points" / "riga_1921.csv", spoilt)
    found = next(check for check in verify(folder) if check.name == "tables name what there is")
    assert [fault.partition(", which")[0] for fault in found.faults] == [
        "points/riga_1921.csv, line 2: stretch names 'riga_belorus'",
        "points/riga_1921.csv, line 2: node names 'dvina_lettland'",
    ]


@pytest.mark.parametrize(
    "text",
    ["", "1939-9-17", "1939-13", "1939-02-30", "..", "../..", "/", "1939-09-17/1939-09-16", "1939/1940/1941"],
)
def test_what_is_no_edtf(text: str) -> None:
    with pytest.raises(ValueError, match=r"^is no EDTF date|^ends before"):
        read_edtf(text)


def test_opening_changes_nothing_in_the_process(tmp_path: Path) -> None:
    table = raw(tmp_path / "a.csv", 'a,b\n1,"' + "x" * 200_000 + '"\n')
    seen: list[int] = []

    def read() -> None:
        for _ in range(20):
            with pytest.raises(
                InputFileError, match=r"line 2: a cell of more than [\d ]+ letters; mend the quotes"
            ):
                read_table(table, ["a"])
            read_table(data_folder() / "tables" / "zones.csv", ["zone"])
            seen.append(csv.field_size_limit())

    kept = csv.field_size_limit()
    try:
        for limit in (kept, 10_000_000):  # as it was, and as another library may have set it
            csv.field_size_limit(limit)
            seen.clear()
            threads = [threading.Thread(target=read) for _ in range(4)]
            for thread in threads:
                thread.start()
            geo.open_atlas()
            for thread in threads:
                thread.join()
            assert seen == [limit] * 80
            assert csv.field_size_limit() == limit
    finally:
        csv.field_size_limit(kept)


def test_the_descriptor_says_what_the_reader_asks() -> None:
    package = json.loads((data_folder() / "datapackage.json").read_text(encoding="utf-8"))
    assert package == describe(data_folder())
    schemas = {resource["name"]: resource.get("schema", {}) for resource in package["resources"]}
    assert {name for name in TABLES if TABLES[name].key} == {
        name for name, schema in schemas.items() if "primaryKey" in schema
    }
    assert schemas["tenure"]["foreignKeys"] == [
        {"fields": "zone", "reference": {"resource": "zones", "fields": "zone"}},
        {"fields": "event", "reference": {"resource": "events", "fields": "event"}},
    ]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("hanko_lease,,\n", "hanko_leese,,\n", "foreign-key"),
        ("hanko,USSR,leased,1940-03-22", "hanko,USSR,leased,", "primary-key"),
    ],
)
def test_frictionless_finds_what_the_reader_finds(old: str, new: str, fault: str, tmp_path: Path) -> None:
    import frictionless  # noqa: PLC0415  (half a second that no other test needs)

    folder = copy_of(
        tmp_path / "data", lambda name, text: text.replace(old, new, 1) if name == "tenure" else text
    )
    package = describe(folder)
    package["resources"] = [
        {**resource, "path": str(folder / resource["path"])}
        for resource in package["resources"]
        if resource["name"] in {"tenure", "zones", "events", "regions"}
    ]
    with frictionless.system.use_context(trusted=True):
        report = frictionless.Package.from_descriptor(package).validate()
    assert fault in {error for (error,) in report.flatten(["type"])}


def test_a_table_of_ones_own_needs_no_more_than_it_says(tmp_path: Path) -> None:
    atlas = geo.open_atlas(write(tmp_path, tenure=re.sub(r"\n(west|east)(.*)", r"\n\1\2", TENURE)))
    assert [event.id for event in atlas.events] == ["first", "second", "third"]
