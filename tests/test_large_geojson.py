"""GeoJSON that GDAL finds too large is read all the same, and just as GDAL reads it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import geopandas as gpd
import pyogrio
import pytest
import shapely
from building import EAST, TRIANGLE, archive, collection, feature, polygon, raw
from geopandas.testing import assert_geodataframe_equal

import geo.files.sniffing
import geo.own.large_geojson
from geo.earth.geodesy import area_m2
from geo.errors import InputFileError, UnknownNameError
from geo.own.comparison import compare_files
from geo.own.gate import read_layer
from geo.own.large_geojson import read_large

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

RING = [[20, 50], [30, 50], [30, 54], [20, 54], [20, 50]]
HOLE = [[22, 51], [22, 52], [23, 52], [22, 51]]
FAR = [[31, 50], [32, 50], [32, 51], [31, 50]]
LINE = [[24.25, 50], [24, 52.125, 9], [23, 54]]
IN_METRES = gpd.GeoSeries([EAST], crs="EPSG:4326").to_crs("EPSG:3035").iloc[0]

ALIKE = {
    "a hole": collection(feature({"type": "Polygon", "coordinates": [RING, HOLE]})),
    "parts": collection(feature({"type": "MultiPolygon", "coordinates": [[RING, HOLE], [FAR]]})),
    "a line with a height": collection(feature({"type": "LineString", "coordinates": LINE})),
    "lines": collection(feature({"type": "MultiLineString", "coordinates": [LINE, [[3, 5], [3, 6]]]})),
    "points": collection(
        feature({"type": "Point", "coordinates": [1, 2]}),
        feature({"type": "MultiPoint", "coordinates": [[3, 4], [5, 6]]}),
    ),
    "collections": collection(
        feature(
            {"type": "GeometryCollection", "geometries": [TRIANGLE, {"type": "Point", "coordinates": [1, 2]}]}
        )
    ),
    "an open ring": collection(feature(polygon((20, 50), (24, 50), (24, 54)))),
    "a ring that crosses itself": collection(
        feature(polygon((20, 50), (24, 54), (24, 50), (20, 54), (20, 50)))
    ),
    "no geometry, no name": collection(feature(None), feature(TRIANGLE, None), feature(TRIANGLE)),
    "numbers as names": collection(feature(TRIANGLE, 7), feature(polygon((3, 5), (4, 5), (4, 6), (3, 5)), 8)),
    "the type comes last": collection(feature(dict(reversed(TRIANGLE.items())))),
    "metres": collection(
        feature(shapely.geometry.mapping(IN_METRES)), crs={"type": "name", "properties": {"name": "EPSG:3035"}}
    ),
    "half a pair": collection(feature(TRIANGLE, "A\ud800")),
    "a byte-order mark": "\ufeff" + collection(feature(TRIANGLE)),
}


@pytest.fixture
def small_limit() -> Iterator[None]:
    """Let GDAL find a feature of a hundred bytes too large."""
    pyogrio.set_gdal_config_options({"OGR_GEOJSON_MAX_OBJ_SIZE": "0.0001"})
    yield
    pyogrio.set_gdal_config_options({"OGR_GEOJSON_MAX_OBJ_SIZE": None})


@pytest.mark.parametrize("content", ALIKE.values(), ids=ALIKE)
def test_both_readers_agree(content: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    path = raw(tmp_path / "a.geojson", content)
    by_gdal = read_layer(path, ["state"])
    request.getfixturevalue("small_limit")
    with pytest.raises(pyogrio.errors.DataSourceError, match="too complex/large"):  # GDAL gives up on it
        pyogrio.read_info(path)
    assert_geodataframe_equal(read_layer(path, ["state"]), by_gdal)


LEFT_TO_GDAL = {
    "metres",  # in another system than degrees
    "numbers as names",
}


@pytest.mark.parametrize("content", ALIKE.values(), ids=ALIKE)
def test_a_large_file_is_read_without_gdal(
    content: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    path = raw(tmp_path / "a.geojson", content)
    by_gdal = read_layer(path, ["state"])
    monkeypatch.setattr(geo.files.sniffing, "LARGE", 10)
    if request.node.callspec.id not in LEFT_TO_GDAL:
        monkeypatch.delattr("pyogrio.raw.read")
    assert_geodataframe_equal(read_layer(path, ["state"]), by_gdal)


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "LineString", "coordinates": [[24.25, 50], [24, 52.125], [2.3e1, -54]]},
        {"type": "Polygon", "coordinates": [RING, HOLE, FAR]},
        {"type": "Polygon", "coordinates": [[[*place, 12.5] for place in RING]]},
        {"type": "MultiPolygon", "coordinates": [[RING, HOLE], [FAR], [FAR, HOLE]]},
    ],
    ids=["line", "holes", "heights", "parts"],
)
def test_what_is_in_order_is_read_all_at_once(
    geometry: dict[str, object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr("geo.own.large_geojson._nested")
    (found,) = read_large(raw(tmp_path / "a.geojson", json.dumps(geometry, indent=1))).shapes
    assert found == shapely.force_2d(shapely.geometry.shape(geometry))


OTHERWISE_TYPED = ["1939-08-23", "1939/08/23", "12:00:00", 7, 7.5, True, [1, 2]]


@pytest.mark.parametrize("named", OTHERWISE_TYPED, ids=map(str, OTHERWISE_TYPED))
def test_what_gdal_gives_a_type_it_reads(
    named: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = raw(tmp_path / "a.geojson", collection(feature(TRIANGLE, named), feature(TRIANGLE, None)))
    by_gdal = read_layer(path, ["state"])
    monkeypatch.setattr(geo.files.sniffing, "LARGE", 10)
    assert_geodataframe_equal(read_layer(path, ["state"]), by_gdal)


def test_what_a_feature_is_numbered_by_is_a_field(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    features = [{**feature(TRIANGLE), "id": "A"}, {**feature(TRIANGLE), "properties": {"id": "B"}}]
    path = raw(tmp_path / "a.geojson", collection(*features))
    by_gdal = read_layer(path, ["id"])
    monkeypatch.setattr(geo.files.sniffing, "LARGE", 10)
    assert_geodataframe_equal(read_layer(path, ["id"]), by_gdal)
    assert by_gdal["id"].tolist() == ["A", "B"]


def test_a_spoilt_large_file_is_refused_as_a_small_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = raw(tmp_path / "a.geojson", collection(feature(TRIANGLE))[:-20])
    with pytest.raises(InputFileError) as by_gdal:
        read_layer(path, ["state"])
    monkeypatch.setattr(geo.files.sniffing, "LARGE", 10)
    with pytest.raises(InputFileError) as large:
        read_layer(path, ["state"])
    assert str(large.value) == str(by_gdal.value)


def test_a_property_may_be_called_coordinates_too(tmp_path: Path) -> None:
    properties = {"coordinates": [1, 2], "of": {"coordinates": [[3]]}, 'a "coordinates': [5], "n": "}"}
    one = {"type": "Feature", "properties": properties, "geometry": TRIANGLE}
    layer = read_large(
        raw(tmp_path / "a.geojson", json.dumps({"type": "FeatureCollection", "features": [one]}))
    )
    assert layer.properties == (properties,)
    assert layer.shapes == (shapely.geometry.shape(TRIANGLE),)


def test_what_two_files_have_in_common_is_held_once(tmp_path: Path) -> None:
    seen: dict[bytes, BaseGeometry] = {}
    other = polygon((3, 5), (4, 5), (4, 6), (3, 5))
    texts = (collection(feature(TRIANGLE, "A")), collection(feature(other), feature(TRIANGLE, "B")))
    first, second = (read_large(raw(tmp_path / f"{k}.geojson", text), seen) for k, text in enumerate(texts))
    assert second.shapes[1] is first.shapes[0]
    assert second.shapes[0] == shapely.geometry.shape(other)


@pytest.mark.parametrize(
    "content", [json.dumps(feature(TRIANGLE)), json.dumps(TRIANGLE)], ids=["feature", "bare"]
)
def test_one_large_feature_never_reaches_gdal(
    content: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = raw(tmp_path / "a.geojson", content)
    by_gdal = read_layer(path, [])
    monkeypatch.setattr(geo.files.sniffing, "SMALL", 10)
    monkeypatch.delattr("pyogrio.raw.read")
    assert_geodataframe_equal(read_layer(path, []), by_gdal)


@pytest.mark.parametrize(
    ("most_bytes", "sentence"),
    [(1 << 20, "cannot be read as GeoJSON .* saved whole"), (10, "one feature is too large for GeoJSON")],
    ids=["spoilt", "too large"],
)
def test_nor_does_one_that_cannot_be_read(
    most_bytes: int, sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = raw(tmp_path / "a.geojson", json.dumps(feature(TRIANGLE))[:-5])
    monkeypatch.setattr(geo.files.sniffing, "SMALL", 10)
    monkeypatch.setattr(geo.own.large_geojson, "MOST_TABLE_BYTES", most_bytes)
    monkeypatch.delattr("pyogrio.list_layers")
    with pytest.raises(InputFileError, match=sentence):
        read_layer(path, [])


ESRI = {
    "geometryType": "esriGeometryPolygon",
    "spatialReference": {"wkid": 4326},
    "fields": [{"name": "state", "type": "esriFieldTypeString"}],
    "features": [{"attributes": {"state": "B"}, "geometry": {"rings": TRIANGLE["coordinates"]}}],
}


def test_large_files_of_other_kinds_of_json_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = raw(tmp_path / "a.json", json.dumps(ESRI))
    monkeypatch.setattr(geo.files.sniffing, "SMALL", 10)
    assert read_layer(path, ["state"])["state"].tolist() == ["B"]


def test_large_features_on_lines_of_their_own_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = "\n".join(json.dumps(feature(TRIANGLE)) for _ in range(3))
    path = raw(tmp_path / "a.geojsonl", lines)
    monkeypatch.setattr(geo.files.sniffing, "SMALL", 10)
    assert len(read_layer(path, ["state"])) == len(lines.splitlines())


def without(member: str) -> str:
    return json.dumps({name: value for name, value in feature(TRIANGLE).items() if name != member})


SPOILT = {
    "cut short": collection(feature(TRIANGLE))[:-20],
    "a word for a number": collection(feature(polygon((20, 50), (24, 50), (24, 54)))).replace("54", '"x"'),
    "one number": collection(feature({"type": "Polygon", "coordinates": [[[20], [24], [20]]]})),
    "no rings": collection(feature({"type": "Polygon", "coordinates": 7})),
    "NaN": collection(feature(polygon((20, 50), (24, float("nan")), (24, 54)))),
    "a type that is none": collection(feature({"type": "Blob", "coordinates": RING})),
    "a type that is a list": collection(feature({"type": [], "coordinates": RING})),
    "a part that is none": collection(feature({"type": "GeometryCollection", "geometries": [{}]})),
    "no geometry": without("geometry"),
    "no properties": without("properties"),
    "no features": '{"type": "FeatureCollection"}',
    "a list": "[1, 2, 3]",
    "two rings for a line": collection(feature({"type": "LineString", "coordinates": [1]})).replace(
        "[1]", "[[20,50],[24,50]],[[1,2]]"
    ),
    "two areas for one": collection(feature({"type": "Polygon", "coordinates": [1]})).replace(
        "[1]", "[[[20,50],[24,50],[20,50]]],[[[20,50],[24,50],[20,50]]]"
    ),
    "two numbers for one": collection(feature({"type": "Polygon", "coordinates": [1]})).replace(
        "[1]", "[[[20 1,50],[24,50],[20,50]]]"
    ),
    "too deep": "[" * 100_000,
}


@pytest.mark.parametrize("content", SPOILT.values(), ids=SPOILT)
def test_what_is_spoilt_is_refused(content: str, tmp_path: Path) -> None:
    path = raw(tmp_path / "a.geojson", content)
    with pytest.raises(
        InputFileError, match=r"cannot be read as GeoJSON \(.+\); check that it was saved whole"
    ):
        read_large(path)


@pytest.mark.usefixtures("small_limit")
def test_a_missing_field(tmp_path: Path) -> None:
    path = raw(tmp_path / "a.geojson", collection(feature(TRIANGLE)))
    with pytest.raises(UnknownNameError, match="has no field 'nation'; it has state"):
        read_layer(path, ["nation"])


@pytest.mark.usefixtures("small_limit")
def test_in_a_zip_it_must_be_unpacked(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", {"a.geojson": collection(feature(TRIANGLE))})
    with pytest.raises(InputFileError, match="one feature is too large to be read in a zip; unpack it"):
        read_layer(path, ["state"])


def test_beyond_what_memory_bears(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(geo.own.large_geojson, "MOST_TABLE_BYTES", 100)
    path = raw(tmp_path / "a.geojson", collection(feature(TRIANGLE)))
    with pytest.raises(
        InputFileError, match="one feature is too large for GeoJSON; save the layer as GeoPackage"
    ):
        read_large(path)


@pytest.fixture
def two_files(tmp_path: Path) -> list[Path]:
    lands = (EAST, shapely.union_all([EAST, shapely.box(22, 50, 24, 54)]))
    texts = (collection(feature(shapely.geometry.mapping(land))) for land in lands)
    return [raw(tmp_path / f"{k}.geojson", content) for k, content in enumerate(texts)]


@pytest.mark.usefixtures("small_limit")
def test_they_are_compared(two_files: list[Path]) -> None:
    found = compare_files(two_files[0], two_files[1], name="state", state="B")
    assert found.total.area_km2 == pytest.approx(area_m2(shapely.box(22, 50, 24, 54)) / 1e6)
