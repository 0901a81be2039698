"""Files as other people write them: names, letters, layers, reference systems, longitudes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pytest
import shapely
from building import archive, collection, feature, layer, polygon, raw

from geo.errors import CRSError, GeometryError, InputFileError, UnknownNameError
from geo.own.changed_files import write_changed
from geo.own.comparison import compare_files, spacing_for
from geo.own.every_state import compare_states
from geo.own.gate import let_in
from geo.own.overlay import own_snapshots
from geo.own.wrapping import brought_home, strays

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

OLD, NEW = shapely.box(20, 50, 22, 52), shapely.box(19.5, 50, 22, 52)
GAINED = 7808.959
"""Square kilometres between them."""


def frame(states: Mapping[str, BaseGeometry], field: str = "state") -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({field: list(states)}, geometry=list(states.values()), crs="EPSG:4326")


def test_a_small_change_has_a_profile_of_its_own_spacing() -> None:
    found = compare_files(
        frame({"B": shapely.box(10, 46.05, 10.3, 46.2)}), frame({"B": shapely.box(9.95, 46.05, 10.3, 46.2)}),
        name="state", state="B",
    )  # fmt: skip
    assert found.every_deg == 0.01
    assert len(found.profile.lat) == 16
    assert found.profile.net_km == pytest.approx(3.865, abs=0.01)
    assert spacing_for(50, 50.0005) <= 0.0005 / 8


SHAPEFILE = {"\u0141\u0105ka": OLD, "B": shapely.box(22, 50, 24, 52)}


def shapefile(path: Path, encoding: str, *, cpg: str | None = None, language: int = 0) -> Path:
    """Write a Shapefile whose table is in some encoding, and says so beside it, in its head, or not."""
    frame({"x" * 12: OLD, "B": shapely.box(22, 50, 24, 52)}).to_file(path)
    table = path.with_suffix(".dbf")
    content = bytearray(table.read_bytes())
    at = content.index(b"x" * 12)
    content[at : at + 12] = next(iter(SHAPEFILE)).encode(encoding).ljust(12)
    content[29] = language
    table.write_bytes(content)
    path.with_suffix(".cpg").unlink()
    if cpg is not None:
        path.with_suffix(".cpg").write_text(cpg)
    return path


@pytest.mark.parametrize(
    ("written", "how"),
    [
        ("utf-8", {}),
        ("utf-8", {"cpg": "ISO-8859-1"}),  # valid UTF-8 is UTF-8
        ("cp1250", {"cpg": "1250"}),
        ("cp1250", {"cpg": "ANSI 1250"}),
        ("iso8859-2", {"cpg": "ISO 8859-2"}),
        ("cp1250", {"language": 200}),
        ("cp852", {"cpg": "LDID/31"}),
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_letters_are_read_as_written(
    tmp_path: Path, written: str, how: dict[str, Any], *, packed: bool
) -> None:
    path = shapefile(tmp_path / "a.shp", written, **how)
    if packed:
        path = archive(tmp_path / "a.zip", {part.name: part.read_bytes() for part in tmp_path.glob("a.*")})
    found = compare_files(path, path, name="state", state="\u0141\u0105ka")
    assert found.state == "\u0141\u0105ka"


def test_letters_that_nothing_tells_are_asked_for(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = shapefile(tmp_path / "a.shp", "cp1250")
    with pytest.raises(InputFileError, match=r"name it with --encoding \('\u0141\u0105ka' in cp1250, "):
        compare_files(path, path, name="state", state="B")
    assert compare_files(path, path, name="state", state="\u0141\u0105ka", encoding="cp1250").areas == ()
    # a field too is found by its letters in another case, whatever they are written in
    strange = frame({"B": OLD}, "ÓBSZAR")
    strange.to_file(tmp_path / "field.shp", encoding="cp1250")
    assert compare_files(tmp_path / "field.shp", strange, name="óbszar", state="B").areas == ()
    with pytest.raises(InputFileError, match="no encoding is called 'latin-77'"):
        compare_files(path, path, name="state", state="B", encoding="latin-77")
    ansi = shapefile(tmp_path / "b.shp", "cp1250", language=87)
    compare_files(ansi, ansi, name="state", state="B")
    assert "taken for Western European (cp1252), as in '\u00a3\u00b9ka'" in caplog.text


@pytest.mark.parametrize("ending", ["geojson", "gpkg", "fgb", "parquet"])
def test_formats_in_utf8_are_in_no_other(tmp_path: Path, caplog: pytest.LogCaptureFixture, ending: str) -> None:
    path = tmp_path / f"a.{ending}"
    if ending == "parquet":
        frame(SHAPEFILE).to_parquet(path)
    else:
        frame(SHAPEFILE).to_file(path)
    found = compare_files(path, path, name="state", state="\u0141\u0105ka", encoding="cp1250")
    assert found.state == "\u0141\u0105ka"
    assert f"{path}: in UTF-8, or in what the file says, which holds; --encoding is for files" in caplog.text
    plain = tmp_path / "plain.geojson"  # one that is not in UTF-8 is read as what was named
    frame(SHAPEFILE).to_file(plain)
    plain.write_bytes(plain.read_text(encoding="utf-8").encode("cp1250"))
    assert compare_files(plain, path, name="state", state="\u0141\u0105ka", encoding="cp1250").areas == ()
    # beside a file that takes it, each is read in its own letters: nothing was gained or lost
    other = shapefile(tmp_path / "b.shp", "cp1250")
    assert compare_files(path, other, name="state", state="\u0141\u0105ka", encoding="cp1250").areas == ()


def test_points_beside_areas_are_left_out(caplog: pytest.LogCaptureFixture) -> None:
    labelled = frame({"B": OLD, "B, the capital": shapely.Point(21, 51)})
    assert len(let_in(labelled, ["state"]).frame) == 1
    assert "1 feature left out, points beside areas" in caplog.text


def test_lines_beside_areas_are_left_out(caplog: pytest.LogCaptureFixture) -> None:
    rivers = frame({"B": OLD, "a river": shapely.LineString([(20, 50), (21, 51)])})
    assert let_in(rivers, ["state"]).frame["state"].tolist() == ["B"]
    assert "1 feature left out, lines beside areas" in caplog.text


def test_a_letter_cut_in_half_by_a_short_field(tmp_path: Path) -> None:
    path = shapefile(tmp_path / "a.shp", "utf-8")
    content = path.with_suffix(".dbf").read_bytes()
    path.with_suffix(".dbf").write_bytes(
        content.replace("\u0141\u0105ka".encode(), "\u0141\u0105k".encode() + b"\xc5")
    )
    assert let_in(path, ["state"]).frame["state"].tolist() == ["\u0141\u0105k", "B"]


def test_a_reference_system_for_files_that_name_none(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    metres = frame({"B": OLD}).to_crs(3857)
    plain = raw(tmp_path / "plain.geojson", collection(feature(shapely.geometry.mapping(metres.geometry[0]))))
    found = compare_files(plain, frame({"B": NEW}), name="state", state="B", crs="EPSG:3857")
    assert found.total.area_km2 == pytest.approx(GAINED, abs=0.001)
    assert not caplog.text
    named = layer(tmp_path / "named.gpkg", {"B": OLD})
    compare_files(named, frame({"B": NEW}), name="state", state="B", crs="EPSG:3857")
    assert "names its reference system, which holds" in caplog.text
    with pytest.raises(CRSError, match="no reference system is called 'EPSG:nix'"):
        compare_files(plain, plain, name="state", state="B", crs="EPSG:nix")
    metres.to_file(tmp_path / "none.shp")
    (tmp_path / "none.prj").unlink()
    with pytest.raises(CRSError, match=r"name it with --crs, EPSG:4326 .* do not look like degrees"):
        compare_files(tmp_path / "none.shp", named, name="state", state="B")
    with pytest.raises(CRSError, match="look like degrees, not like those of WGS 84 / Pseudo-Mercator"):
        compare_files(frame({"B": OLD}).set_crs(3857, allow_override=True), named, name="state", state="B")


def test_layers_of_a_file(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "a.gpkg"
    towns = gpd.GeoDataFrame({"state": ["B"]}, geometry=[shapely.Point(21, 51)], crs="EPSG:4326")
    for name, content in (
        ("towns", towns),
        ("roads", frame({"M1": OLD}, "number")),
        ("lands", frame({"B": OLD})),
        ("later", frame({"B": NEW})),
    ):
        content.to_file(path, layer=name)
    found = compare_files(path, frame({"B": NEW}), name="state", state="B")
    assert found.total.area_km2 == pytest.approx(GAINED, abs=0.001)
    assert "holds 4 layers; 'lands' is read, not towns, roads, later: --layer names another" in caplog.text
    assert compare_files(path, frame({"B": NEW}), name="state", state="B", layer="later").areas == ()
    with pytest.raises(UnknownNameError, match=r"has no layer 'latr'; did you mean later"):
        compare_files(path, path, name="state", state="B", layer="latr")
    with pytest.raises(
        UnknownNameError, match=r"has a field 'land' \(roads has number; lands has state|\(towns has"
    ):
        compare_files(path, path, name="land", state="B")


def test_the_layers_of_a_gpx_that_hold_nothing_are_not_read(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """It has five of them, whatever is in it; the routes, which nobody drew here, come before the tracks."""
    for name, east in (("old", 22.0), ("new", 21.0)):
        points = "".join(f'<trkpt lat="{lat}" lon="{east}"/>' for lat in (50, 51, 52))
        raw(
            tmp_path / f"{name}.gpx",
            f'<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>{points}</trkseg></trk></gpx>',
        )
    found = compare_files(tmp_path / "old.gpx", tmp_path / "new.gpx")
    assert found.total.mean_km == pytest.approx(70.2, abs=0.1)
    assert "holds 2 layers; 'tracks' is read, not track_points: --layer names another" in caplog.text


def test_geoparquet_is_read(tmp_path: Path) -> None:
    paths = []
    for name, land in (("old", OLD), ("new", NEW)):
        paths.append(tmp_path / f"{name}.parquet")
        frame({"B": land}).to_crs(3857).to_parquet(paths[-1])
    assert compare_files(*paths, name="state", state="B").total.area_km2 == pytest.approx(GAINED, abs=0.01)
    with pytest.raises(UnknownNameError, match=r"old.parquet has no field 'land'; it has state"):
        compare_files(*paths, name="land", state="B")
    raw(tmp_path / "cut.parquet", paths[0].read_bytes()[:300])
    with pytest.raises(InputFileError, match=r"cut.parquet cannot be read as GeoParquet \("):
        compare_files(paths[0], tmp_path / "cut.parquet", name="state", state="B")


def test_one_territory_needs_no_name(tmp_path: Path) -> None:
    bare = [
        raw(tmp_path / f"{k}.json", json.dumps(shapely.geometry.mapping(g))) for k, g in enumerate((OLD, NEW))
    ]
    found = compare_files(*bare)
    assert (found.state, round(found.total.area_km2, 3)) == ("the territory", GAINED)
    assert [(area.before, area.after) for area in found.areas] == [("", "the territory")]
    parts = gpd.GeoSeries([shapely.box(19.5, 50, 21, 52), shapely.box(21, 50, 22, 52)], crs="EPSG:4326")
    assert compare_files(bare[0], parts).total.area_km2 == pytest.approx(GAINED, abs=0.001)
    whole = frame({"Sova": shapely.box(10, 50, 19.5, 52), "Orla": NEW})
    mixed = compare_files(bare[0], whole, name_after="state", state="Orla")
    assert (mixed.state, round(mixed.total.area_km2, 3)) == ("Orla", GAINED)
    with pytest.raises(
        UnknownNameError, match=r"after holds 2 polygons with fields: polygons need --name.*it has state"
    ):
        compare_files(bare[0], whole)
    with pytest.raises(UnknownNameError, match="several states; name the one to compare with --state"):
        compare_files(whole, whole, name="state")
    other = compare_files(frame({"Orla": OLD}, "land"), whole, name="land", name_after="state", state="Orla")
    assert other.total.area_km2 == pytest.approx(GAINED, abs=0.001)


def test_a_field_that_is_empty_says_so() -> None:
    empty = gpd.GeoDataFrame({"state": [None], "land": ["B"]}, geometry=[OLD], crs="EPSG:4326")
    with pytest.raises(
        UnknownNameError, match="the field 'state' is empty in every feature; it has also land: name"
    ):
        compare_files(empty, empty, name="state", state="B")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("version https://git-lfs.github.com/spec/v1\noid sha256:4d\nsize 12\n", "a pointer to it in Git LFS"),
        ("/annex/objects/SHA256E-s12--4d.gpkg\n", "a pointer to it in git-annex"),
        ("<!DOCTYPE html>\n<html><body>Not found</body></html>", "it is a web page"),
    ],
)
def test_what_is_not_the_file_itself(tmp_path: Path, content: str, said: str) -> None:
    with pytest.raises(InputFileError, match=said):
        let_in(raw(tmp_path / "a.gpkg", content), [])
    path = layer(tmp_path / "b.shp", {"B": OLD})
    if "pointer" in said:
        path.with_suffix(".dbf").write_text(content)
        with pytest.raises(InputFileError, match=f"b.dbf is not the file itself but {said}"):
            let_in(path, [])


ISLES = polygon((179, -17), (-179, -17), (-179, -16), (179, -16), (179, -17))


@pytest.mark.parametrize(
    ("drawn", "west", "east"),
    [
        (ISLES, 179, 181),
        (polygon((179, -17), (181, -17), (181, -16), (179, -16), (179, -17)), 179, 181),
        (polygon((359, -17), (361, -17), (361, -16), (359, -16), (359, -17)), -1, 1),
        (polygon((359, -17), (1, -17), (1, -16), (359, -16), (359, -17)), -1, 1),
        (polygon((-181, -17), (-179, -17), (-179, -16), (-181, -16), (-181, -17)), 179, 181),
    ],
)
def test_longitudes_are_brought_home(drawn: dict[str, Any], west: float, east: float) -> None:
    shape = shapely.geometry.shape(drawn)
    home = let_in(gpd.GeoSeries([shape], crs="EPSG:4326"), []).frame.geometry.iloc[0]
    meant = [shapely.box(west, -17, min(east, 180), -16)]
    meant += [shapely.box(-180, -17, east - 360, -16)] if east > 180 else []
    assert shapely.equals(home, shapely.union_all(meant))


def test_land_about_a_pole_and_a_lake_across_the_antimeridian() -> None:
    lon = np.arange(0, 360, 10) % 360 - 180
    ring = [(float(one), -70.0 - abs(one) / 60) for one in (*lon, lon[0])]
    lake = [(178, -80), (-178, -80), (-178, -78), (178, -78), (178, -80)]
    home = let_in(gpd.GeoSeries([shapely.Polygon(ring, [lake])], crs="EPSG:4326"), []).frame.geometry.iloc[0]
    assert home.bounds[0::2] == (-180.0, 180.0)
    assert home.bounds[1] == -90.0
    assert not home.intersects(shapely.Point(179, -79))
    assert home.intersects(shapely.Point(10, -89.9))
    assert not home.intersects(shapely.Point(10, -60))


def test_broken_bystanders_are_left_out_and_the_state_itself_is_not(caplog: pytest.LogCaptureFixture) -> None:
    doubtful = shapely.Polygon([(-100, -17), (100, -17), (100, -16), (-100, -17)])
    off = shapely.Polygon([(20, 60), (21, 60), (21, 95), (20, 60)])
    before, after = (
        frame({"B": land, "Doubtful": doubtful, "Off": off, "Isles": shapely.geometry.shape(ISLES)})
        for land in (OLD, NEW)
    )
    found = compare_files(before, after, name="state", state="B")
    assert found.total.area_km2 == pytest.approx(GAINED, abs=0.001)
    assert (
        "before: 2 features that cannot be used left out, first 'Doubtful': feature 2 has an edge"
        in caplog.text
    )
    with pytest.raises(GeometryError, match="feature 2 has an edge from longitude -100 to 100; cut it"):
        compare_files(before, after, name="state", state="doubtful")
    assert {row.state for row in compare_states(before, after, name="state")} == {"B", "Isles"}


def test_a_land_across_180_has_its_west_in_the_west() -> None:
    def isles(east: float) -> gpd.GeoDataFrame:
        parts = shapely.MultiPolygon([shapely.box(178, -17, 180, -16), shapely.box(-180, -17, east, -16)])
        return frame({"Isles": parts, "Sova": shapely.box(-178, -17, -170, -16)})

    found = compare_files(isles(-179), isles(-178), name="state", state="Isles")
    assert found.total.west_border_km == pytest.approx(0.0, abs=1e-9)
    assert found.total.east_border_km == pytest.approx(-106.76, abs=0.01)
    piece = found.changed[0]
    assert (piece.before, piece.after) == ("", "Isles")
    assert piece.shape.bounds == pytest.approx((-179, -17, -178, -16))
    before, _ = own_snapshots(isles(-179), isles(-178), name="state", state="Isles")
    west, _, east, _ = before.atlas.window
    assert west < -179
    assert east > -178


@pytest.mark.parametrize("ending", ["geojson", "gpkg", "parquet"])
def test_the_land_that_passed_is_written(tmp_path: Path, ending: str) -> None:
    found = compare_files(
        frame({"Orla": OLD, "Sova": shapely.box(19, 50, 20, 52)}),
        frame({"Orla": NEW}),
        name="state",
        state="Orla",
    )
    path = tmp_path / f"passed.{ending}"
    write_changed(found.changed, path)
    read = gpd.read_parquet(path) if ending == "parquet" else gpd.read_file(path)
    assert read[["from", "to"]].to_numpy().tolist() == [["Sova", "Orla"]]
    assert read["area_km2"].tolist() == pytest.approx([GAINED], abs=0.001)
    assert shapely.equals(read.geometry.iloc[0], shapely.box(19.5, 50, 20, 52))
    with pytest.raises(InputFileError, match="choose such an ending"):
        write_changed(found.changed, tmp_path / "passed.shp")


def test_frames_at_fault_are_told_in_a_sentence() -> None:
    good: Any = frame({"B": OLD})
    bad: Any
    for bad, said in (
        (good.set_crs(None, allow_override=True), "before has no reference system; call its set_crs"),
        (good.rename(columns={"state": "land"}).assign(more=1), None),
        (gpd.GeoDataFrame({"state": ["B"]}), "before has no geometry set; call its set_geometry"),
        (42, "int is no layer; give a path, a GeoDataFrame or a GeoSeries"),
    ):
        if said is not None:
            with pytest.raises((CRSError, InputFileError), match=said):
                compare_files(bad, good, name="state", state="B")


def test_a_step_from_one_edge_of_the_world_to_the_other_has_no_width() -> None:
    """As 10-metre TopoJSON draws islands: an edge between vertices on either side of 180°."""
    island = shapely.Polygon(
        [(-180, -16.9), (180, -16.9), (179.8, -17), (179.8, -16.7), (180, -16.7), (-180, -16.7)]
    )
    frame = shapely.box(-180, -90, 180, -80)
    south = shapely.Polygon([(lon, -70) for lon in range(-180, 181, 10)] + [(180, -90), (-180, -90)])
    given = np.array([island, frame, south], dtype=object)
    assert strays(given).tolist() == [True, False, False]
    home = brought_home(island)
    assert home is not None
    assert home.bounds == (179.8, -17.0, 180.0, -16.7)


def test_land_that_two_states_hold_counts_once_with_the_first_of_the_file(
    caplog: pytest.LogCaptureFixture,
) -> None:
    before = gpd.GeoDataFrame(
        {"state": ["B", "A"]},
        geometry=[shapely.box(20, 50, 22, 51), shapely.box(21, 50, 23, 51)],
        crs="EPSG:4326",
    )
    after = gpd.GeoDataFrame(
        {"state": ["B", "A"]},
        geometry=[shapely.box(20, 50, 22, 51), shapely.box(22, 50, 23, 51)],
        crs="EPSG:4326",
    )
    told = {row.state: row for row in compare_states(before, after, name="state")}
    assert "it counts once, with 'B'" in caplog.text
    assert told["A"].before_km2 == pytest.approx(7892.2, abs=0.1)
    assert told["A"].gained_km2 == told["B"].gained_km2 == 0
