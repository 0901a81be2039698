"""Files of the user's own: every format, every system, and what is wrong with them."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pytest
import shapely

from geo.cli import main
from geo.earth.geodesy import GEOD
from geo.errors import CRSError, GeometryError, InputFileError, UnknownNameError
from geo.export.layers import state_features, to_frame
from geo.own.comparison import compare_files
from geo.own.every_state import compare_states
from geo.own.gate import read_layer
from geo.own.overlay import own_snapshots
from geo.page.border_map import border_map
from geo.text.findings import comparison_table

if TYPE_CHECKING:
    from pathlib import Path

    from geo.atlas.atlas import Snapshot

WEST = shapely.box(20, 50, 24, 54)
EAST = shapely.box(24, 50, 30, 54)
MOVED_KM = 50.0


def layer(path: Path, states: dict[str, Any]) -> Path:
    frame = gpd.GeoDataFrame({"state": list(states)}, geometry=list(states.values()), crs="EPSG:4326")
    frame.to_file(path)
    return path


def moved_border(lats: np.ndarray, km: float) -> list[tuple[float, float]]:
    """A meridian moved west by so many kilometres along each parallel, measured by short geodesics."""
    steps = np.linspace(0.0, 1.0, 10_001)
    lons = [24.0 - km * 1000 / GEOD.line_length(steps, np.full(len(steps), lat)) for lat in lats]
    return list(zip(lons, lats.tolist(), strict=True))


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    return (
        layer(tmp_path / "before.geojson", {"A": WEST, "B": EAST}),
        layer(tmp_path / "after.geojson", {"A": shapely.box(20, 50, 23, 54), "B": shapely.box(23, 50, 30, 54)}),
    )


def test_a_line_moved_along_each_parallel_measures_what_it_was_moved(tmp_path: Path) -> None:
    # chords between points on parallels: measured where the points are, they are exact
    lats = np.round(np.arange(50.0, 54.01, 0.25), 2)
    border = moved_border(lats, MOVED_KM)
    after = shapely.Polygon([*border, (30, 54), (30, 50)])
    old = layer(tmp_path / "old.gpkg", {"B": EAST})
    new = layer(tmp_path / "new.gpkg", {"B": after})
    profile = compare_files(old, new, name="state", state="B").profile
    inside = (profile.lat > 50) & (profile.lat < 54)
    assert profile.net_km[inside] == pytest.approx(MOVED_KM, abs=1e-6)  # a millimetre


def test_polygons(files: tuple[Path, Path]) -> None:
    found = compare_files(*files, name="state", state="b")
    assert found.state == "B"
    assert [(a.before, a.after) for a in found.areas] == [("A", "B")]
    assert found.areas[0].area_km2 == pytest.approx(found.total.area_km2)
    assert set(found.profile.end[1:-1]) == {"land"}
    assert np.isnan(found.profile.sigma_km).all()
    with_error = compare_files(*files, name="state", state="B", sigma_m=1000.0)
    assert with_error.profile.sigma_km[3] == pytest.approx(np.sqrt(2.0), rel=1e-3)  # two ends, each 1 km


def test_the_other_state_lost_what_this_one_gained(files: tuple[Path, Path]) -> None:
    ours, theirs = (compare_files(*files, name="state", state=state) for state in "BA")
    assert theirs.profile.net_km == pytest.approx(-ours.profile.net_km)
    assert theirs.total.area_km2 == pytest.approx(-ours.total.area_km2)
    back = compare_files(*reversed(files), name="state", state="B")
    assert back.profile.net_km == pytest.approx(-ours.profile.net_km)


@pytest.mark.parametrize(
    ("name", "crs"),
    [
        ("a.gpkg", "EPSG:3035"),
        ("a.gpkg", "EPSG:3857"),
        ("a.shp", "EPSG:4326"),
        ("a.shp.zip", "EPSG:32635"),
        ("a.fgb", "EPSG:4258"),
    ],
)
def test_formats_and_systems(files: tuple[Path, Path], tmp_path: Path, name: str, crs: str) -> None:
    dense = gpd.read_file(files[1])
    dense["geometry"] = dense.geometry.segmentize(0.01)  # so that edges keep to their parallels
    path = tmp_path / name
    dense.to_crs(crs).to_file(path)
    found = compare_files(files[0], path, name="state", state="B")
    plain = compare_files(*files, name="state", state="B")
    inside = [(one.lat > 50) & (one.lat < 54) for one in (found.profile, plain.profile)]
    assert found.profile.lat[inside[0]].tolist() == plain.profile.lat[inside[1]].tolist()
    assert found.profile.net_km[inside[0]] == pytest.approx(plain.profile.net_km[inside[1]], abs=0.02)
    assert found.total.mean_km == pytest.approx(plain.total.mean_km, abs=0.02)


def test_the_field_in_which_the_state_stands_is_found(
    files: tuple[Path, Path], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    asked = compare_files(*files, name="state", state="B")
    assert compare_files(*files, state="B").total.area_km2 == asked.total.area_km2
    assert "'B' stands in 'state', which is taken for --name" in caplog.text
    twice = gpd.read_file(files[0])
    twice.assign(admin=twice["state"]).to_file(tmp_path / "twice.geojson")
    with pytest.raises(UnknownNameError, match=r"'B' stands in several fields \(state, admin\); name one"):
        compare_files(tmp_path / "twice.geojson", tmp_path / "twice.geojson", state="B")
    assert "is given twice: it is set against itself" in caplog.text


def test_states_joined_by_a_plus_are_asked_for_one_by_one(files: tuple[Path, Path]) -> None:
    with pytest.raises(UnknownNameError, match="one by one: --state 'A=A' --state 'A=B'"):
        compare_files(*files, name="state", state="A=A+B")


def test_a_likely_partner_is_told_above_the_figures(tmp_path: Path) -> None:
    old, new = (layer(tmp_path / f"{name}.geojson", {name: EAST}) for name in ("Россия", "Rossiya"))
    both = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="")
    with redirect_stdout(both), redirect_stderr(both), pytest.raises(SystemExit):
        main(["compare", str(old), str(new), "--name", "state", "--state", "Россия"])
    both.seek(0)
    first, *rest = both.read().splitlines()
    assert first.endswith("--state 'Россия=Rossiya'")
    assert not any("--state" in line for line in rest[1:])


@pytest.mark.parametrize("ending", ["geojson", "gpkg", "shp"])
def test_states_that_a_layer_says_are_cut_off(
    files: tuple[Path, Path], tmp_path: Path, caplog: pytest.LogCaptureFixture, ending: str
) -> None:
    path = tmp_path / f"cut.{ending}"
    gpd.read_file(files[0]).assign(clipped=[True, False]).to_file(path)
    assert len(compare_states(path, files[1], name="state")) == 2
    assert caplog.messages == [
        f"cut off at the window's edge in {path}: A; areas and shares are of what is shown"
    ]


def test_three_dimensions_and_parts(tmp_path: Path, files: tuple[Path, Path]) -> None:
    parts = shapely.force_3d(
        shapely.MultiPolygon([shapely.box(23, 50, 26, 54), shapely.box(26, 50, 30, 54)]), 120.0
    )
    path = layer(tmp_path / "z.gpkg", {"B": shapely.union_all([parts])})
    assert compare_files(files[0], path, name="state", state="B").total.area_km2 > 0


def test_border_lines_and_their_gaps(tmp_path: Path) -> None:
    old = layer(tmp_path / "old.geojson", {"x": shapely.LineString([(24, 50), (24, 54)])})
    bent = shapely.LineString([(23, 50.6), (23, 52), (22, 52.1), (25, 52.2), (23, 52.3), (23, 54)])
    new = layer(tmp_path / "new.geojson", {"x": bent})
    profile = compare_files(old, new).profile
    end = dict(zip(profile.lat.tolist(), profile.end, strict=True))
    assert end[50.25] == "gap"
    assert np.isnan(profile.net_km[profile.lat == 50.25]).all()
    assert profile.net_km[profile.lat == 53.0] == pytest.approx(GEOD.inv(23, 53, 24, 53)[2] / 1000, abs=0.01)


def test_every_state(files: tuple[Path, Path]) -> None:
    rows = {row[0]: row for row in compare_states(*files, name="state")}
    assert rows["A"][4] == pytest.approx(rows["B"][3])
    assert rows["A"][3] == rows["B"][4] == 0.0


def test_comparisons_are_tables_too(files: tuple[Path, Path]) -> None:
    found = compare_files(str(files[0]), str(files[1]), name="state", state="B")
    total = found.frame().set_index("region")
    assert total.index.tolist() == ["A", "total"]
    assert total.loc["total", "mean_km"] == found.total.mean_km
    assert found.areas_frame().to_numpy().tolist() == [["A", "B", found.areas[0].area_km2, None]]
    profile = found.profile.frame()
    assert profile["net_km"].tolist() == found.profile.net_km.tolist()
    assert found._repr_html_().count("<table") == 2
    assert repr(found).startswith("<Comparison of B, before.geojson to after.geojson: mean ")
    assert repr(found.profile) == f"<Profile on {len(profile)} parallels>"
    assert found.profile._repr_html_().count("<tr") == len(profile) + 1
    assert "NaN" not in found.profile._repr_html_()  # no position error was named
    every = compare_states(*files, name="state")
    assert every.frame()["state"].tolist() == [row.state for row in every]
    assert repr(every) == "<AllStates: 2 states>"
    assert every._repr_html_().count("<tr") == 3


def test_the_table_shows_the_error_where_one_was_named(files: tuple[Path, Path]) -> None:
    plain, known = (
        comparison_table(compare_files(*files, name="state", state="B", sigma_m=sigma)) for sigma in (None, 1e3)
    )
    assert "±" not in plain
    assert "net km   ± km" in known


def test_border_lines_have_a_table_of_no_areas(tmp_path: Path) -> None:
    lines = [
        layer(tmp_path / f"{lon}.geojson", {"x": shapely.LineString([(lon, 50), (lon, 54)])})
        for lon in (24, 23)
    ]
    found = compare_files(*lines)
    assert found.areas_frame().columns.tolist() == ["before", "after", "area_km2", "exceeds_tolerance"]
    assert found.areas_frame().empty
    assert "nan" not in found._repr_html_().casefold()


def test_the_atlas_itself_as_files(before: Snapshot, after: Snapshot, tmp_path: Path) -> None:
    paths = [tmp_path / f"{s.day}.gpkg" for s in (before, after)]
    for snapshot, path in zip((before, after), paths, strict=True):
        to_frame(state_features(snapshot)).to_file(path)
    found = compare_files(*paths, name="state", state="USSR")
    import geo  # noqa: PLC0415

    own = geo.shift(before, after)
    net = dict(zip(own.profile.lat.tolist(), own.profile.net_km.tolist(), strict=True))
    for lat, km in zip(found.profile.lat.tolist(), found.profile.net_km.tolist(), strict=True):
        assert km == pytest.approx(net.get(lat, 0.0), abs=0.05), lat
    assert found.total.area_km2 == pytest.approx(own.total.area_km2 + own.total.lake_km2, rel=1e-5)


def test_a_map_of_ones_own(files: tuple[Path, Path], tmp_path: Path) -> None:
    page = tmp_path / "own.html"
    border_map(*own_snapshots(*files, name="state", state="B")).save(page)
    html = page.read_text(encoding="utf-8")
    assert "B: before and after" in html
    border_map(*own_snapshots(files[0], files[0], name="state", state="B")).save(page)
    assert "neither gained nor lost land" in page.read_text(encoding="utf-8")


def broken(path: Path, feature: dict[str, Any]) -> Path:
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    return path


def ring(*corners: tuple[float, float]) -> dict[str, Any]:
    coordinates = [[list(c) for c in corners]]
    return {
        "type": "Feature",
        "properties": {"state": "B"},
        "geometry": {"type": "Polygon", "coordinates": coordinates},
    }


class TestFaults:
    def test_missing_file(self, tmp_path: Path) -> None:
        with pytest.raises(InputFileError, match="does not exist; check the name"):
            read_layer(tmp_path / "no.geojson", [])

    @pytest.mark.parametrize("content", [b"", b"not a map", b"\x00\xff\x00", b'{"type": "FeatureCollection"'])
    def test_not_a_layer(self, tmp_path: Path, content: bytes) -> None:
        path = tmp_path / "junk.geojson"
        path.write_bytes(content)
        with pytest.raises(InputFileError, match=r"cannot be read as a map layer|is empty; check"):
            read_layer(path, [])

    def test_a_table_without_geometry(self, tmp_path: Path) -> None:
        path = tmp_path / "t.csv"
        path.write_text("a,b\n1,2\n", encoding="utf-8")
        with pytest.raises(InputFileError, match="table without geometry"):
            read_layer(path, [])

    def test_no_reference_system(self, tmp_path: Path) -> None:
        path = layer(tmp_path / "a.shp", {"B": EAST})
        path.with_suffix(".prj").unlink()
        with pytest.raises(CRSError, match="has no reference system; name it with --crs"):
            read_layer(path, ["state"])

    def test_metres_passed_off_as_degrees(self, tmp_path: Path) -> None:
        path = broken(tmp_path / "a.geojson", ring((3e5, 5e6), (4e5, 5e6), (4e5, 6e6), (3e5, 5e6)))
        with pytest.raises(CRSError, match="set the reference system it really has"):
            read_layer(path, ["state"])

    def test_swapped_axes(self, tmp_path: Path) -> None:
        path = broken(tmp_path / "a.geojson", ring((50, 120), (54, 120), (54, 130), (50, 120)))
        with pytest.raises(CRSError, match="latitude and longitude look swapped"):
            read_layer(path, ["state"])

    def test_self_crossing_rings_are_mended_and_said(
        self, tmp_path: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        path = broken(tmp_path / "a.geojson", ring((20, 50), (24, 54), (24, 50), (20, 54), (20, 50)))
        frame = read_layer(path, ["state"])
        assert frame.geometry.is_valid.all()
        assert "rings that cross or touch themselves mended in 1 feature" in caplog.text

    def test_only_empty_geometries(self, tmp_path: Path) -> None:
        path = broken(
            tmp_path / "a.geojson", {"type": "Feature", "properties": {"state": "B"}, "geometry": None}
        )
        with pytest.raises((GeometryError, InputFileError)):
            read_layer(path, ["state"])

    def test_points(self, tmp_path: Path, files: tuple[Path, Path]) -> None:
        path = layer(tmp_path / "p.geojson", {"B": shapely.Point(24, 50)})
        with pytest.raises(GeometryError, match="points or mixed collections; give polygons"):
            compare_files(path, files[1], name="state", state="B")

    def test_polygons_against_lines(self, tmp_path: Path, files: tuple[Path, Path]) -> None:
        path = layer(tmp_path / "l.geojson", {"B": shapely.LineString([(24, 50), (24, 54)])})
        with pytest.raises(GeometryError, match=r"holds polygons and .* holds lines; give two of a kind"):
            compare_files(files[0], path, name="state", state="B")

    def test_the_first_layer_of_two_has_the_field_and_no_geometry(self, tmp_path: Path) -> None:
        square = "<gml:posList>20 50 24 50 24 54 20 54 20 50</gml:posList>"
        shape = (
            f"<gml:Polygon><gml:exterior><gml:LinearRing>{square}</gml:LinearRing></gml:exterior></gml:Polygon>"
        )
        path = tmp_path / "two.gml"
        path.write_text(
            '<f:FeatureCollection xmlns:f="f" xmlns:gml="http://www.opengis.net/gml">'
            "<gml:featureMember><f:table><f:state>B</f:state></f:table></gml:featureMember>"
            f"<gml:featureMember><f:map><f:nation>B</f:nation><f:g>{shape}</f:g></f:map></gml:featureMember>"
            "</f:FeatureCollection>",
            encoding="utf-8",
        )
        with pytest.raises(UnknownNameError, match="has no field 'state'; it has nation"):
            read_layer(path, ["state"])

    def test_names(self, files: tuple[Path, Path]) -> None:
        with pytest.raises(UnknownNameError, match="has no field 'nation'; it has state"):
            compare_files(*files, name="nation", state="B")
        with pytest.raises(UnknownNameError, match="holds a state 'Ruritania'; they hold A, B"):
            compare_files(*files, name="state", state="Ruritania")
        with pytest.raises(UnknownNameError, match="polygons need --name"):
            compare_files(*files)
