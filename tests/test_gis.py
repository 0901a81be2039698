"""The layers in each format of GIS: whole, described, licensed, styled, and the same every time."""

from __future__ import annotations

import json
import re
import sqlite3
import zipfile
from contextlib import closing
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
import shapely
from pyarrow import parquet
from rfc7946 import faults

from geo.errors import CRSError
from geo.export.gis import FORMATS, write_layers
from geo.export.layers import DATES, FIELDS, border_features, state_features, to_frame
from geo.export.ogr import SHORT
from geo.export.qgis import styles

if TYPE_CHECKING:
    from pathlib import Path

    from geo.atlas.atlas import Atlas, Snapshot

DAY = "1939-09-01"  # the border of 1921 has a citation longer than a Shapefile holds
LAYERS = {"states": state_features, "borders": border_features}


@pytest.fixture(scope="module")
def snapshot(atlas: Atlas) -> Snapshot:
    return atlas.on(DAY)


@pytest.fixture(scope="module")
def folder(snapshot: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("layers with space")
    for form in FORMATS:
        for path in write_layers(snapshot, out, form):
            assert path.is_file()
    return out


def source(folder: Path, form: str, name: str) -> tuple[Path, dict[str, str]]:
    return {
        "geojson": (folder / f"{name}_{DAY}.geojson", {}),
        "gpkg": (folder / f"bordershift_{DAY}.gpkg", {"layer": name}),
        "shp": (folder / f"{name}_{DAY}.shp.zip", {}),
        "geoparquet": (folder / f"{name}_{DAY}.parquet", {}),
        "flatgeobuf": (folder / f"{name}_{DAY}.fgb", {}),
    }[form]


def read(folder: Path, form: str, name: str) -> gpd.GeoDataFrame:
    path, options = source(folder, form, name)
    if form == "geoparquet":  # GDAL as pyogrio ships it has no Arrow
        return gpd.read_parquet(path)
    frame = gpd.read_file(path, engine="pyogrio", layer=options.get("layer"))
    assert isinstance(frame, gpd.GeoDataFrame)
    return frame


def in_parts(frame: gpd.GeoDataFrame) -> list[shapely.Geometry]:
    """Shapes as collections in normal form: a GeoPackage makes a polygon a multipolygon of one."""
    return [
        shapely.normalize(shapely.GeometryCollection(shapely.get_parts(shape).tolist()))
        for shape in frame.geometry
    ]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", LAYERS)
def test_every_format_holds_the_same_layer(snapshot: Snapshot, folder: Path, form: str, name: str) -> None:
    wanted, found = to_frame(LAYERS[name](snapshot)), read(folder, form, name)
    assert found.crs == "EPSG:4326"
    if form == "shp":
        assert max(map(len, found.columns[:-1])) <= 10
        found = found.rename(columns={short: whole for whole, short in SHORT.items()})
    assert list(found.columns) == list(wanted.columns)
    assert len(found) == len(wanted)
    assert shapely.equals_exact(in_parts(found), in_parts(wanted), 2e-5).all()
    for column in wanted.columns[:-1]:
        if column == "clipped":
            assert found[column].astype(bool).tolist() == wanted[column].tolist()
        elif pd.api.types.is_numeric_dtype(wanted[column]):
            assert found[column].tolist() == pytest.approx(wanted[column].tolist())
        elif column in DATES:  # as dates, of which open ones are null
            assert all(hasattr(day, "year") for day in found[column].dropna())
            days = [None if pd.isna(day) else str(day)[:10] for day in found[column]]
            assert days == [None if pd.isna(day) else str(day)[:10] for day in wanted[column]]
        else:  # an empty text may come back as none
            texts = ["" if pd.isna(value) else value for value in found[column]]
            for text, whole in zip(texts, wanted[column], strict=True):
                cut = form == "shp" and len(whole.encode()) > 254
                assert whole.startswith(text[:-1]) if cut else text == whole
                assert not cut or (text.endswith("…") and len(text.encode()) <= 254)


@pytest.mark.parametrize("name", LAYERS)
def test_pyogrio_reads_crs_encoding_and_counts(snapshot: Snapshot, folder: Path, name: str) -> None:
    for form in ("geojson", "gpkg", "shp", "flatgeobuf"):
        path, options = source(folder, form, name)
        info = pyogrio.read_info(path, **options)
        assert info["crs"] == "EPSG:4326"
        assert info["encoding"] == "UTF-8"
        assert info["features"] == len(LAYERS[name](snapshot))
        fields = list(to_frame(LAYERS[name](snapshot)).columns[:-1])
        assert list(info["fields"]) == (
            [SHORT.get(field, field) for field in fields] if form == "shp" else fields
        )
        assert set(fields) <= set(FIELDS)


@pytest.mark.parametrize("name", LAYERS)
def test_geojson_of_any_day_is_rfc_7946(folder: Path, name: str) -> None:
    assert faults((folder / f"{name}_{DAY}.geojson").read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("name", LAYERS)
def test_licence_and_citation_travel_inside(atlas: Atlas, folder: Path, name: str) -> None:
    owed = atlas.about.credits
    path, options = source(folder, "gpkg", name)
    inside = pyogrio.read_info(path, **options)["layer_metadata"]
    assert (inside["licence"], inside["attribution"], inside["citation"]) == (
        owed.licence,
        owed.attribution,
        owed.citation,
    )
    collection = json.loads(source(folder, "geojson", name)[0].read_text(encoding="utf-8"))
    assert (collection["licence"], collection["citation"]) == (owed.licence, owed.citation)
    assert collection["fields"]["start_date" if name == "states" else "sigma_m"]
    schema = parquet.read_schema(source(folder, "geoparquet", name)[0])
    assert schema.metadata[b"licence"].decode() == owed.licence
    assert schema.metadata[b"attribution"].decode() == owed.attribution
    assert json.loads(schema.metadata[b"geo"])["version"] == "1.1.0"
    with zipfile.ZipFile(source(folder, "shp", name)[0]) as archive:
        told = archive.read(f"{name}_{DAY}.txt").decode()
        assert archive.read(f"{name}_{DAY}.cpg") == b"UTF-8"
    assert all(text in told for text in (owed.licence, owed.attribution, owed.citation))


@pytest.mark.parametrize("name", LAYERS)
def test_fields_are_described(folder: Path, name: str) -> None:
    fields = list(pyogrio.read_info(folder / f"{name}_{DAY}.geojson")["fields"])
    with closing(sqlite3.connect(folder / f"bordershift_{DAY}.gpkg")) as database:
        rows = database.execute(
            "SELECT column_name, description FROM gpkg_data_columns WHERE table_name = ?", (name,)
        ).fetchall()
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert rows == [(field, FIELDS[field]) for field in fields]
    schema = parquet.read_schema(folder / f"{name}_{DAY}.parquet")
    assert [schema.field(field).metadata[b"description"].decode() for field in fields] == [
        FIELDS[field] for field in fields
    ]


@pytest.mark.parametrize("name", LAYERS)
def test_qgis_finds_style_and_metadata(snapshot: Snapshot, folder: Path, name: str) -> None:
    style = ET.fromstring((folder / f"{name}_{DAY}.qml").read_text(encoding="utf-8"))  # noqa: S314  (our own)
    symbols = {symbol.get("name") for symbol in style.iterfind("renderer-v2/symbols/symbol")}
    used = [*style.iterfind(".//category"), *style.iterfind(".//rule")]
    assert {entry.get("symbol") for entry in used} == symbols
    if name == "states":
        assert {entry.get("value") for entry in used} >= set(snapshot.holders)
    owed = snapshot.atlas.about.credits
    said = ET.fromstring((folder / f"{name}_{DAY}.qmd").read_text(encoding="utf-8"))  # noqa: S314
    assert (said.findtext("license"), said.findtext("rights")) == (owed.licence, owed.attribution)
    assert "area_km2: " in str(said.findtext("abstract")) or "sigma_m: " in str(said.findtext("abstract"))
    table = pyogrio.read_dataframe(folder / f"bordershift_{DAY}.gpkg", layer="layer_styles")
    row = table[table["f_table_name"] == name].iloc[0]
    assert row["styleQML"] == styles(snapshot.atlas)[name]
    assert bool(row["useAsDefault"])


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_day_gives_the_same_bytes(snapshot: Snapshot, folder: Path, tmp_path: Path, form: str) -> None:
    for path in write_layers(snapshot, tmp_path, form):
        assert path.read_bytes() == (folder / path.name).read_bytes(), path.name


def test_dates_are_those_of_the_extent_and_of_the_border(atlas: Atlas) -> None:
    states = to_frame(state_features(atlas.on("1939-12-01"))).set_index("state")
    assert [str(day)[:10] for day in states.loc["USSR", ["start_date", "end_date"]]] == [
        "1939-10-28",
        "1940-03-13",
    ]
    assert states.loc["Sweden", ["start_date", "end_date"]].isna().all()
    assert states.loc["Sweden", "wikidata"] == "Q34"
    borders = to_frame(border_features(atlas.on("1939-12-01")))
    between = borders[
        (borders["left"] + borders["right"]).isin(["USSRGermany", "GermanyUSSR"]) & (borders["kind"] != "sea")
    ]
    # the change from occupied to annexed in November moved no border
    assert set(between["start_date"].astype(str)) == {"1939-09-28"}


def test_items_name_states_and_events_of_the_atlas(atlas: Atlas) -> None:
    table = pd.read_csv(atlas.folder / "tables" / "wikidata.csv")
    known = {
        "state": set(atlas.holders),
        "event": {event.id for event in atlas.events},
        "zone": {zone.id for zone in atlas.zones},
    }
    for kind, keys in table.groupby("kind")["key"]:
        assert set(keys) <= known[str(kind)]
    assert table["item"].str.fullmatch(r"Q[1-9]\d*").all()
    assert table["item"].is_unique


@pytest.mark.parametrize("form", FORMATS)
def test_on_a_day_without_borders_the_states_are_written_alone(toy: Atlas, tmp_path: Path, form: str) -> None:
    alone = toy.on("1940-07-01")  # Eastland holds all of the toy
    assert not alone.borders
    written = [path.name for path in write_layers(alone, tmp_path, form)]
    assert written
    assert not any("borders" in name for name in written)
    if form == "gpkg":
        assert "borders" not in pyogrio.list_layers(tmp_path / written[0])[:, 0]


@pytest.mark.parametrize("form", FORMATS)
def test_two_days_are_layers_of_all_between(atlas: Atlas, tmp_path: Path, form: str) -> None:
    first, last = atlas.on("1940-06-27"), atlas.on("1940-07-04")
    written = {path.name for path in write_layers(first, tmp_path, form, until=last)}
    stem = "1940-06-27_1940-07-04"
    if form == "gpkg":
        assert written == {f"bordershift_{stem}.gpkg"}
        path = tmp_path / f"bordershift_{stem}.gpkg"
        names = {"tenure", "zones", "gained", "parallels", "places"}
        assert set(pyogrio.list_layers(path)[:, 0]) == {*names, "layer_styles"}
        frame = pyogrio.read_dataframe(path, layer="tenure")
        styled = pyogrio.read_dataframe(path, layer="layer_styles").set_index("f_table_name")["styleQML"]
        assert set(styled.index) == names  # none is left to random colours
        timed = ET.fromstring(styled["tenure"]).find("temporal")  # noqa: S314  (our own)
        assert timed is not None
        assert (timed.get("startField"), timed.get("endField")) == ("start_date", "end_date")
    else:
        ending = {"geojson": "geojson", "shp": "shp.zip", "flatgeobuf": "fgb", "geoparquet": "parquet"}[form]
        path = tmp_path / f"tenure_{stem}.{ending}"
        frame = gpd.read_parquet(path) if form == "geoparquet" else pyogrio.read_dataframe(path)
    # a style speaks of the fields that its file has
    for style in tmp_path.glob("*.qml"):
        layer = style.with_suffix("." + ending)
        fields = set((gpd.read_parquet if form == "geoparquet" else pyogrio.read_dataframe)(layer).columns)
        root = ET.fromstring(style.read_text(encoding="utf-8"))  # noqa: S314  (our own)
        named = [str(rule.get("filter")) for rule in root.iterfind(".//rule")]
        named += [f'"{text.get("fieldName")}"' for text in root.iterfind(".//text-style")]
        assert named
        assert set(re.findall(r'"(\w+)"', " ".join(named))) <= fields, style.name
    assert form == "gpkg" or len(list(tmp_path.glob("*.qml"))) == 5
    # of no other days, and places with who held them on these
    assert not (pd.to_datetime(frame["start_date"]) > pd.Timestamp("1940-07-04")).any()
    assert not (pd.to_datetime(frame["end_date"]) <= pd.Timestamp("1940-06-27")).any()
    if form == "gpkg":
        held = pyogrio.read_dataframe(path, layer="places").set_index("name")[["holder_before", "holder_after"]]
        assert [tuple(held.loc[name]) for name in ("Lviv", "Chișinău")] == [
            ("USSR", "USSR"),
            ("Romania", "USSR"),
        ]
    # who held each zone on a day is whoever's feature is shown on it
    day = pd.Timestamp("1940-06-30")
    starts, ends = (pd.to_datetime(frame[column]) for column in ("start_date", "end_date"))
    shown = frame[(starts.isna() | (starts <= day)) & (ends.isna() | (ends > day))]
    told = {
        zone.id: span.holder for zone, span in zip(atlas.zones, atlas.on("1940-06-30").tenures, strict=True)
    }
    assert dict(zip(shown["zone"], shown["holder"].fillna(""), strict=True)) == told


def test_layers_in_another_reference_system(atlas: Atlas, tmp_path: Path) -> None:
    first, last = atlas.on("1940-06-27"), atlas.on("1940-07-04")
    list(write_layers(first, tmp_path, "gpkg", until=last, crs="epsg:3035"))
    (path,) = tmp_path.iterdir()
    pieces = pyogrio.read_dataframe(path, layer="parallels")
    assert pieces.crs == "EPSG:3035"
    back = pieces.to_crs(4326)
    # a parallel stays one all along
    for lat, line in zip(back["lat"], back.geometry, strict=True):
        assert shapely.get_coordinates(line)[:, 1] == pytest.approx(lat, abs=1e-6)
    with pytest.raises(CRSError, match="GeoJSON is in WGS 84"):
        list(write_layers(first, tmp_path, "geojson", crs="EPSG:3035"))
    with pytest.raises(CRSError, match="no reference system is called 'EPSG:1'; name one such as"):
        list(write_layers(first, tmp_path, "gpkg", crs="EPSG:1"))


def test_a_layer_says_what_was_passing_on_its_day(atlas: Atlas) -> None:
    states = to_frame(state_features(atlas.on("1939-09-20"))).set_index("state")["passing"]
    assert "Land of the General Government to Germany (1939-09-01/1939-09-27)" in states["Poland"]
    assert "Western Ukraine to the USSR (1939-09-17/1939-09-27)" in states["USSR"]
    assert states["Finland"] == ""
