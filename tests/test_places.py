"""Places for other programs: Gramps shows the state of the day, GEDCOM and Linked Places keep others' rules."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import random
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from asking import ask, one_sentence
from building import raw
from ged4py.parser import GedcomReader

from geo import gedcom7, gramps_csv, gramps_xml, linked_places, places_of_atlas

if TYPE_CHECKING:
    from collections.abc import Callable

    from ged4py.model import Record

    from geo.atlas.atlas import Atlas
    from geo.export.dated_places import DatedPlace, DatedPlaces

pytestmark = pytest.mark.usefixtures("open_already")

GRAMPS = os.environ.get("BORDERSHIFT_GRAMPS", "")
"""A Python that has Gramps; see `.ci/run`."""
SHOWS = Path(__file__).with_name("gramps_shows.py")
MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
NAMESPACE = "{http://gramps-project.org/xml/1.7.1/}"


@pytest.fixture(scope="module")
def whole(atlas: Atlas) -> DatedPlaces:
    return places_of_atlas(atlas)


@pytest.fixture(scope="module")
def sample(atlas: Atlas, whole: DatedPlaces) -> list[tuple[DatedPlace, dt.date, str]]:
    """Two hundred places and days, with who held them by the map of the day."""
    chosen = random.Random(1939)  # noqa: S311  (a sample that is always the same)
    days = [whole.first + dt.timedelta(days=k) for k in range((whole.last - whole.first).days + 1)]
    drawn = [(chosen.choice(whole.places), chosen.choice(days)) for _ in range(200)]
    return [(one, day, atlas.on(day).who(one.place.lon, one.place.lat).tenure.holder) for one, day in drawn]


@pytest.mark.skipif(not GRAMPS, reason="set BORDERSHIFT_GRAMPS to a Python that has Gramps, as .ci/run does")
@pytest.mark.parametrize(("ending", "write"), [("gramps", gramps_xml), ("csv", gramps_csv)])
def test_gramps_shows_the_state_of_the_day(
    tmp_path: Path,
    whole: DatedPlaces,
    sample: list[tuple[DatedPlace, dt.date, str]],
    ending: str,
    write: Callable[[DatedPlaces], str],
) -> None:
    path = tmp_path / f"places.{ending}"
    path.write_text(write(whole), encoding="utf-8")
    events = [[one.place.lat, one.place.lon, day.isoformat()] for one, day, _ in sample]
    run = subprocess.run(  # noqa: S603  (our own script)
        [GRAMPS, str(SHOWS), str(path)],
        input=json.dumps(events),
        env={name: text for name, text in os.environ.items() if name != "PYTHONPATH"},
        capture_output=True,
        text=True,
        check=True,
    )
    told = json.loads(run.stdout[run.stdout.index("{") :])
    assert told["said"] == []
    assert told["places"] >= len(whole.places) + len(whole.states)
    assert [text.rpartition(", ")[2] for text in told["shown"]] == [holder for *_, holder in sample]
    assert told["notes"] == (len(whole.places) if ending == "gramps" else 0)


def test_gramps_xml_encloses_each_place_by_day(
    whole: DatedPlaces, sample: list[tuple[DatedPlace, dt.date, str]]
) -> None:
    """The same without Gramps: what encloses a place on a day, and that whatever is pointed to is there."""
    tree = ET.fromstring(gramps_xml(whole))  # noqa: S314  (our own text)
    objects = {node.get("handle"): node for node in tree.iter() if node.get("handle")}
    assert {node.get("hlink") for node in tree.iter() if node.get("hlink")} <= objects.keys()
    for one, day, holder in sample:
        spans = [
            (span.find(f"{NAMESPACE}datespan"), objects[span.get("hlink")])
            for span in objects[f"_{one.id.hex}"].iter(f"{NAMESPACE}placeref")
        ]
        enclosing = [
            state.find(f"{NAMESPACE}pname").get("value")  # type: ignore[union-attr]
            for span, state in spans
            if span is not None and span.get("start", "") <= day.isoformat() <= span.get("stop", "")
        ]
        assert enclosing == [holder] * bool(holder)


def said(record: Record, tags: str) -> str:
    node = record.sub_tag(tags)
    assert node is not None
    return str(node.value)


def test_gedcom_is_read_back(whole: DatedPlaces, sample: list[tuple[DatedPlace, dt.date, str]]) -> None:
    events: dict[tuple[str, str], list[tuple[dt.date, dt.date, str]]] = {}
    with GedcomReader(io.BytesIO(gedcom7(whole).encode())) as tree:
        (carrier,) = tree.records0("INDI")
        for event in carrier.sub_tags("EVEN"):
            date: Any = event.sub_tag_value("DATE")
            at = said(event, "PLAC/MAP/LATI"), said(event, "PLAC/MAP/LONG")
            first, last = (
                dt.date(one.year, MONTHS.index(one.month) + 1, one.day) for one in (date.date1, date.date2)
            )
            events.setdefault(at, []).append((first, last, said(event, "PLAC").rpartition(", ")[2]))
            assert said(event, "PLAC/NOTE").startswith("1939-08-23 to ")
        shared: dict[str, Any] = {str(record.xref_id): record for record in tree.records0("_LOC")}
        assert len(shared) == len(whole.places) + len(whole.states)
        names = {node.value[0] for record in shared.values() for node in record.sub_tags("NAME")}
    assert {"Lviv", "Lwów", "Viipuri", "USSR"} <= names
    for one, day, holder in sample:
        at = f"N{one.place.lat:.5f}", f"E{one.place.lon:.5f}"
        # two places may lie at one point
        assert {state for first, last, state in events[at] if first <= day <= last} == {holder}


WHEN = {
    "type": "object",
    "required": ["timespans"],
    "additionalProperties": False,
    "properties": {
        "timespans": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["start"],
                "additionalProperties": False,
                "properties": {
                    end: {
                        "type": "object",
                        "additionalProperties": False,
                        "minProperties": 1,
                        "properties": {
                            kind: {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
                            for kind in ("in", "earliest", "latest")
                        },
                    }
                    for end in ("start", "end")
                },
            },
        }
    },
}
CITED = {"type": "array", "items": {"type": "object", "required": ["label"], "minProperties": 1}}
FEATURE = {
    "type": "object",
    "required": ["@id", "type", "properties", "names", "geometry"],
    "additionalProperties": False,
    "properties": {
        "@id": {"type": "string", "pattern": "^urn:uuid:"},
        "type": {"const": "Feature"},
        "properties": {
            "type": "object",
            "required": ["title"],
            "properties": {
                "title": {"type": "string", "minLength": 1},
                "ccodes": {"type": "array", "items": {"type": "string", "pattern": "^[A-Z]{2}$"}},
            },
        },
        "names": {
            "type": "array",
            "minItems": 1,
            "contains": {"required": ["citations"]},
            "items": {
                "type": "object",
                "required": ["toponym"],
                "additionalProperties": False,
                "properties": {
                    "toponym": {"type": "string", "minLength": 1},
                    "lang": {"type": "string"},
                    "when": WHEN,
                    "citations": CITED,
                },
            },
        },
        "geometry": {
            "type": "object",
            "required": ["type", "geometries"],
            "properties": {
                "type": {"const": "GeometryCollection"},
                "geometries": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["type", "coordinates"],
                        "properties": {
                            "type": {"const": "Point"},
                            "coordinates": {
                                "type": "array", "minItems": 2, "maxItems": 2, "items": {"type": "number"},
                            },
                            "citations": CITED,
                            "certainty": {"enum": ["certain", "uncertain"]},
                        },
                    },
                },
            },
        },
        "relations": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["relationType", "relationTo", "label", "when"],
                "properties": {
                    "relationType": {"const": "gvp:broaderPartitive"},
                    "relationTo": {"type": "string", "pattern": "^(http://www.wikidata.org/entity/Q|urn:uuid:)"},
                    "label": {"type": "string", "minLength": 1},
                    "when": WHEN,
                    "citations": CITED,
                    "certainty": {"enum": ["certain", "uncertain"]},
                },
            },
        },
        "links": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["type", "identifier"],
                "properties": {"type": {"const": "exactMatch"}, "identifier": {"type": "string"}},
            },
        },
        "descriptions": {"type": "array", "items": {"type": "object", "required": ["value"]}},
    },
}  # fmt: skip
"""Linked Places 1.2 as its specification has it in words, and of that only what is written.

The schema that the World Historical Gazetteer checks with bears no licence, so it is not carried
here; this one allows nothing that it does not.
"""


def test_linked_places_keep_to_the_format(
    whole: DatedPlaces, sample: list[tuple[DatedPlace, dt.date, str]]
) -> None:
    told = json.loads(linked_places(whole))
    assert (told["type"], told["@context"].rpartition("/")[2]) == (
        "FeatureCollection",
        "linkedplaces-context-v1.1.jsonld",
    )
    check = jsonschema.Draft7Validator(FEATURE)
    assert [error.message for feature in told["features"] for error in check.iter_errors(feature)] == []
    features = {feature["@id"]: feature for feature in told["features"]}
    assert len(features) == len(whole.places)
    for one, day, holder in sample:
        states = [
            relation["label"].partition(" (")[0]
            for relation in features[one.id.urn].get("relations", ())
            for span in relation["when"]["timespans"]
            if min(span["start"].values()) <= day.isoformat() <= min(span["end"].values())
        ]
        assert states == [holder] * bool(holder)


def test_a_list_is_written_once_a_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = raw(
        tmp_path / "list.csv", 'place\nLwów\nLemberg\nBrody\nXqzwvu\n"Lwów <&"""\n\n"Husiatyn, Poland"\n'
    )
    out = tmp_path / "list.gramps"
    status, said, err = ask(["places", "--names", str(path), "-o", str(out)], capsys)
    assert (status, said) == (0, "")
    assert "3 of 7 names left out" in err
    assert "4 names that were found are 2 places: each is written once" in err
    tree = ET.parse(out)  # noqa: S314  (our own text)
    names = [
        [name.get("value") for name in place.iter(f"{NAMESPACE}pname")]
        for place in tree.iter(f"{NAMESPACE}placeobj")
        if place.get("type") == "Locality"
    ]
    assert len(names) == 2
    assert {"Lviv", "Lwów", "Lemberg"} <= set(names[0])


def test_a_state_that_came_back_is_another_row_of_the_table(whole: DatedPlaces) -> None:
    (vilnius,) = (one for one in whole.places if one.place.name == "Vilnius")
    rows = [row.split(",") for row in gramps_csv(whole).splitlines() if f"P{vilnius.id.hex[:12]}," in row]
    assert len({row[-2] for row in rows}) == len(rows) == 4


def test_settlements_of_a_region(capsys: pytest.CaptureFixture[str]) -> None:
    few, many = (
        json.loads(ask(["places", "--region", "karelia", "--as", "lpf", "-q", *more], capsys)[1])["features"]
        for more in ([], ["--settlements"])
    )
    assert {one["properties"]["region"] for one in many} == {"karelia"}
    assert {one["@id"] for one in few} < {one["@id"] for one in many}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["-o", "places.txt"], "its ending says not in which form"),
        ([], "in which form"),
        (["--as", "lpf", "-o", "a.gramps"], "ends otherwise than --as lpf"),
        (["--as", "lpf", "--region", "karlia"], "did you mean karelia"),
        (["--as", "lpf", "--in", "Poland"], "go with --names"),
        (["--as", "lpf", "--names", "a.csv", "--region", "karelia"], "go with the atlas's own places"),
        (["--as", "lpf", "--names", "missing.csv"], "missing.csv"),
    ],
)
def test_refused_in_a_sentence(
    arguments: list[str],
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    status, out, err = ask(["places", *arguments], capsys)
    assert (status, out, list(tmp_path.iterdir())) == (2, "", [])
    assert words in one_sentence(err)


def test_the_list_is_not_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = raw(tmp_path / "list.csv", "place\nLwów\n")
    status, _, err = ask(["places", "--names", str(path), "-o", str(path)], capsys)
    assert (status, path.read_text()) == (2, "place\nLwów\n")
    assert "read as input" in one_sentence(err)
