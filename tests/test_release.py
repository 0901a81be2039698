"""The data as one archive: whole, described, and readable by those it is made for."""

from __future__ import annotations

import hashlib
import io
import json
import xml.etree.ElementTree as ET
import zipfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from geo.sources.datapackage import data_version

if TYPE_CHECKING:
    from geo.atlas.atlas import Snapshot

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def files(archive: bytes) -> dict[str, bytes]:
    stem = f"bordershift-data-{data_version()}/"
    with zipfile.ZipFile(io.BytesIO(archive)) as packed:
        assert all(name.startswith(stem) for name in packed.namelist())
        return {name.removeprefix(stem): packed.read(name) for name in packed.namelist()}


def test_it_is_whole_and_bears_its_sums(files: dict[str, bytes]) -> None:
    sums = dict(line.split("  ")[::-1] for line in files["SHA256SUMS"].decode().splitlines())
    assert sums == {
        name: hashlib.sha256(content).hexdigest() for name, content in files.items() if name != "SHA256SUMS"
    }
    kept = {path.relative_to(ROOT / "data").as_posix() for path in (ROOT / "data").rglob("*") if path.is_file()}
    assert {name for name in kept if not name.endswith(".idx")} <= set(files)
    assert {"CITATION.cff", "LICENSES/ODbL-1.0.txt", "places.jsonld", "openhistoricalmap.osm"} <= set(files)


def test_its_descriptions_are_of_what_is_in_it(files: dict[str, bytes]) -> None:
    package, crumbs = (json.loads(files[name]) for name in ("datapackage.json", "croissant.json"))
    sums = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    assert {row["path"]: row["hash"] for row in package["resources"]} == {
        row["path"]: f"sha256:{sums[row['path']]}" for row in package["resources"]
    }
    assert {row["contentUrl"]: row["sha256"] for row in crumbs["distribution"]} == {
        row["path"]: sums[row["path"]] for row in package["resources"]
    }
    assert len({row["@id"] for row in crumbs["distribution"]}) == len(package["resources"])
    # each table's columns, read from the file that they are said to stand in
    names = {row["@id"]: row["contentUrl"] for row in crumbs["distribution"]}
    assert len(crumbs["recordSet"]) > 20
    for records in crumbs["recordSet"]:
        for field in records["field"]:
            table = files[names[field["source"]["fileObject"]["@id"]]]
            head = table.decode("utf-8").partition("\n")[0].split(",")
            assert field["source"]["extract"]["column"] in head, field["@id"]
    assert crumbs["version"] == package["version"] == data_version()


def test_states_close_and_border_ways_are_those_of_the_day(files: dict[str, bytes], after: Snapshot) -> None:
    root = ET.fromstring(files["openhistoricalmap.osm"])  # noqa: S314  (written by ourselves)
    nodes = {node.get("id") for node in root.findall("node")}
    ways = {way.get("id"): [nd.get("ref") for nd in way.findall("nd")] for way in root.findall("way")}
    assert nodes == {ref for refs in ways.values() for ref in refs}
    closed = set()
    for relation in root.findall("relation"):
        tags = {tag.get("k"): tag.get("v") for tag in relation.findall("tag")}
        ends = Counter(ways[member.get("ref")][end] for member in relation.findall("member") for end in (0, -1))
        odd = [node for node, count in ends.items() if count % 2]
        assert bool(odd) == ("note" in tags), tags  # a state that runs on beyond the window says so
        closed |= set() if odd else {tags["name"]}
    assert closed == {"Danzig", "Estonia", "Latvia", "Lithuania"}
    day = after.day.isoformat()
    there = set()
    for way in root.findall("way"):
        tags = {tag.get("k"): tag.get("v") for tag in way.findall("tag")}
        assert all(len(value or "") <= 255 for value in tags.values())
        if (tags.get("start_date") or "") <= day < (tags.get("end_date") or "9"):
            there.add(tags["bordershift:arc"])
    assert there == {border.arc.id for border in after.borders}
