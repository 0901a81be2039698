"""The files people open: fresh, and as RFC 7946 wants them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import geopandas as gpd
import pytest
import shapely
from rfc7946 import faults

from geo.export.layers import FIELDS, border_features, build_layers, gained_features, state_features, to_frame
from geo.measures.change import change

if TYPE_CHECKING:
    from pathlib import Path

    from geo.atlas.atlas import Atlas, Snapshot

DAYS = ("1939-08-23", "1941-06-21")
NAMES = (
    "borders_1939", "borders_1941", "states_1939", "states_1941", "gained_1939_1941", "shift_1939_1941",
)  # fmt: skip


@pytest.fixture(scope="module")
def built(atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("a folder with spaces")
    return {path.stem: path for path in build_layers(atlas.on(DAYS[0]), atlas.on(DAYS[1]), folder)}


def test_committed_layers_are_fresh(atlas: Atlas, built: dict[str, Path]) -> None:
    assert tuple(built) == NAMES
    for name, path in built.items():
        committed = atlas.folder / "shapefiles" / f"{name}.geojson"
        assert path.read_bytes() == committed.read_bytes(), f"run `make map` and commit {committed.name}"


@pytest.mark.parametrize("name", NAMES)
def test_rfc_7946(built: dict[str, Path], name: str) -> None:
    text = built[name].read_text(encoding="utf-8")
    assert faults(text) == []
    collection = json.loads(text)
    assert collection["licence"]
    assert "OpenStreetMap" in collection["attribution"]
    assert text.count("\n") == len(collection["features"]) + 2  # one feature a line
    for feature in collection["features"]:
        geometry = shapely.from_geojson(json.dumps(feature["geometry"]))
        assert geometry.is_valid
        assert set(feature["properties"]) <= set(FIELDS)


def test_land_that_changed_hands_has_the_day_it_did_and_the_title_of_the_second_day(atlas: Atlas) -> None:
    later = set()
    for feature in gained_features(change(atlas.on("1939-08-23"), atlas.on("1940-01-01"))):
        found = feature.properties
        told = {span.since: span for span in atlas.spans[str(found["zone"])] if span.since}
        assert told[str(found["start_date"])].holder == found["holder_after"]
        later |= {span.since for span in told.values() if span.status == found["status"] == "annexed"}
        assert told[str(found["start_date"])].status == "occupied"
    assert later == {"1939-11-01", "1939-11-02"}  # so the two must be told apart
    assert "the title on the second day" in FIELDS["status"]
    assert "the day it did, under whatever title" in FIELDS["start_date"]


def test_rfc_7946_is_put_to_the_test() -> None:
    square = [[20, 50], [21, 50], [21, 51], [20, 51], [20, 50]]
    good = {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [square]}}
    whole = {"type": "FeatureCollection", "features": [good]}
    assert faults(json.dumps(whole)) == []
    for ring, fault in (
        (square[::-1], "right-hand rule"),
        (square[:-1], "not closed"),
        ([[lat, lon] for lon, lat in square], "out of bounds"),
        ([[20.1234567, 50], *square[1:-1], [20.1234567, 50]], "decimals"),
    ):
        broken = {**good, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        assert fault in " ".join(faults(json.dumps({**whole, "features": [broken]})))
    assert faults(json.dumps({**whole, "crs": {}})) == ["member 'crs' (4, 7.1)"]


def test_borders_name_both_holders_and_keep_provenance(before: Snapshot) -> None:
    for feature in border_features(before):
        properties = feature.properties
        assert properties["left"] != properties["right"]
        assert all(properties[name] for name in ("source", "method", "legal_basis", "licence"))
        assert float(str(properties["length_km"])) > 0


def test_borders_run_between_the_states_they_name(before: Snapshot) -> None:
    states = {str(f.properties["state"]): f.geometry for f in state_features(before)}
    for feature in border_features(before):
        if feature.properties["kind"] in {"land", "river"}:
            middle = feature.geometry.interpolate(0.5, normalized=True)
            for side in ("left", "right"):
                assert states[str(feature.properties[side])].dwithin(middle, 1e-6), feature.properties["id"]


def test_gained_land_adds_up(before: Snapshot, after: Snapshot) -> None:
    found = change(before, after)
    features = gained_features(found)
    assert sum(float(str(f.properties["area_km2"])) for f in features) == pytest.approx(found.area_km2, abs=1.0)
    by_zone = {f.properties["zone"]: f.properties for f in features}
    assert by_zone["hanko"]["status"] == "leased"
    assert by_zone["vilnius"]["holder_before"] == "Poland"
    assert by_zone["vilnius"]["start_date"] == "1940-08-03"  # the last time it turned Soviet
    assert by_zone["bessarabia"]["start_edtf"] == "1940-06-28/1940-07-03"
    assert all(properties["act"] and properties["citation"] for properties in by_zone.values())
    assert by_zone["bessarabia"]["wikidata"] == "Q174994"
    assert by_zone["hertsa"]["wikidata"] == ""  # not known
    assert by_zone["hertsa"]["act_item"] == by_zone["bessarabia"]["act_item"] == "Q2266004"


def test_layers_open_in_geopandas(built: dict[str, Path], before: Snapshot) -> None:
    for name, path in built.items():
        frame = gpd.read_file(path)
        assert frame.crs == "EPSG:4326"
        assert len(frame) > 0, name
    frame = to_frame(state_features(before))
    assert list(frame.columns) == [
        *("state", "day", "start_date", "end_date", "boundary", "admin_level", "wikidata"),
        *("area_km2", "status", "passing", "clipped", "geometry"),
    ]
