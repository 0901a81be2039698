"""Small changes, borders that were drawn anew, and land that moved as a whole."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pytest
import shapely

from geo.atlas.views import WHOLE
from geo.earth.geodesy import meridian_m_per_degree, parallel_m_per_degree
from geo.errors import GeometryError
from geo.measures.change import change
from geo.own.comparison import compare_files
from geo.own.every_state import compare_states
from geo.own.overlay import own_snapshots
from geo.own.tolerance import exceeding
from geo.page.border_map import border_map
from geo.page.mapdata import map_data
from geo.page.movement import epochs_of
from geo.page.wording import page_words
from geo.text.findings import comparison_json, comparison_table

if TYPE_CHECKING:
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry


def frame(land: BaseGeometry, state: str = "B") -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"state": [state]}, geometry=[land], crs="EPSG:4326")


def drawn(seed: int, sigma_m: float, west: float = 20.0) -> shapely.Polygon:
    """Draw a land whose western border is off by some metres at every vertex."""
    lat = np.arange(50.0, 51.0001, 0.01)
    lon = west + np.random.default_rng(seed).normal(0.0, sigma_m, len(lat)) / parallel_m_per_degree(lat)
    return shapely.Polygon([*np.column_stack([lon, lat]), (22, 51), (22, 50)])


def test_a_border_drawn_anew_is_told_from_one_that_moved() -> None:
    anew = compare_files(frame(drawn(1, 60)), frame(drawn(2, 60)), name="state", state="B", tolerance_m=300)
    assert len(anew.changed) > 30
    assert {area.exceeds_tolerance for area in anew.areas} == {False}
    assert "None of it is wider than 300 m" in comparison_table(anew)
    moved = compare_files(
        frame(drawn(1, 60)), frame(drawn(2, 60, west=19.99)), name="state", state="B", tolerance_m=300
    )
    assert [area.exceeds_tolerance for area in moved.areas] == [True]
    told = json.loads(comparison_json(moved))
    assert (told["tolerance_m"], told["areas"][0]["exceeds_tolerance"]) == (300, True)
    # nothing is said of it where none was asked for
    plain = compare_files(frame(drawn(1, 60)), frame(drawn(2, 60)), name="state", state="B")
    assert {area.exceeds_tolerance for area in plain.areas} == {None}
    assert "exceeds" not in comparison_table(plain)
    with pytest.raises(GeometryError, match="the tolerance is -1 m; give a number above 0"):
        compare_files(frame(drawn(1, 60)), frame(drawn(2, 60)), name="state", state="B", tolerance_m=-1)


@pytest.mark.parametrize("lat", [0.0, 50.0, 70.0])
@pytest.mark.parametrize("along", ["meridian", "parallel"])
def test_a_strip_exceeds_what_is_narrower(lat: float, along: str) -> None:
    east, north = (
        500 / float(metres(lat + (0.0 if along == "parallel" else 1.5)))
        for metres in (parallel_m_per_degree, meridian_m_per_degree)
    )
    # long enough to be cut into cells
    strip = (
        shapely.box(20, lat, 20 + east, lat + 3)
        if along == "meridian"
        else shapely.box(20, lat, 23, lat + north)
    )
    assert exceeding([strip, strip], 470.0).all()
    assert not exceeding([strip], 530.0).any()


def test_a_border_that_was_written_anew_did_not_move() -> None:
    """Hairs along all of it hang on the land that passed, and would draw out the parallels it lies between."""
    before = shapely.box(20, 50, 22, 54)
    after = shapely.union(before, shapely.box(19, 51, 20, 53))
    # as another reference system, or fewer decimals, leave it
    anew = shapely.transform(after, lambda lonlat: lonlat - [4e-7, 0.0])
    clean, found = (
        compare_files(frame(before), frame(one), name="state", state="B").total for one in (after, anew)
    )
    assert (found.lat_from, found.lat_to) == pytest.approx((51, 53), abs=1e-4)
    assert found.mean_km == pytest.approx(clean.mean_km, abs=1e-3)


def test_metres_where_kilometres_are_too_coarse() -> None:
    # a glacier that lost a strip 30 m wide
    before, after = (shapely.box(10.0, 46.0, 10.0 + wide, 46.004) for wide in (0.005, 0.00461))
    found = compare_files(frame(before), frame(after), name="state", state="B")
    assert found.total.east_border_km == pytest.approx(0.0302, abs=1e-4)
    assert len(found.profile.lat) >= 8
    (area,) = found.areas
    assert area.area_km2 == pytest.approx(-0.0134, abs=1e-4)
    text = comparison_table(found)
    assert "metres along the parallel" in text
    assert "\N{MINUS SIGN}30.2" in text
    assert "\N{MINUS SIGN}0.013" in text


def test_a_parcel_of_some_square_metres_is_no_noise_of_a_small_land() -> None:
    before = shapely.box(10.0, 46.0, 10.005, 46.004)
    corner = shapely.box(10.005, 46.0, 10.0052, 46.0002)  # 15 m by 22 m
    found = compare_files(frame(before), frame(shapely.union(before, corner)), name="state", state="B")
    assert found.areas[0].area_km2 == pytest.approx(344e-6, rel=0.01)


def test_a_land_that_moved_as_a_whole_is_told_so(tmp_path: Path) -> None:
    page = tmp_path / "moved.html"
    lands = frame(shapely.box(20, 50, 22, 52), "Orla"), frame(shapely.box(19, 50, 21, 52), "Orla")
    border_map(*own_snapshots(*lands, name="state", state="Orla")).save(page)
    html = page.read_text(encoding="utf-8")
    assert "Orla moved: its western border west by 70 km on average, its eastern border west by 70 km" in html
    assert "the balance is" not in html


def test_one_polygon_is_the_same_alone_and_in_a_collection() -> None:
    land = shapely.box(20, 50, 22, 52)
    turned = shapely.Polygon(np.roll(np.array(land.exterior.coords)[:-1], 2, axis=0)[::-1])
    for other in (shapely.MultiPolygon([land]), turned):
        (row,) = compare_states(frame(land), frame(other), name="state")
        assert (row.gained_km2, row.lost_km2) == (0.0, 0.0)


def test_a_map_is_about_what_changed_and_as_fine_as_that() -> None:
    """A border that moved by some hundred metres, beside noise an ocean away, then beside change there."""
    isle, noise = shapely.box(-60, 5, -59, 6), shapely.box(-59, 5, -58.9995, 5.0005)
    orla = shapely.box(20, 50, 24.006, 52)

    def states(orla: BaseGeometry, isle: BaseGeometry, border: float) -> gpd.GeoDataFrame:
        lands = [shapely.union(orla, isle), shapely.box(border, 50, 26, 52)]
        return gpd.GeoDataFrame({"state": ["Orla", "Sova"]}, geometry=lands, crs="EPSG:4326")

    old = states(shapely.box(20, 50, 24, 52), isle, 24.0)
    for far in (shapely.union(isle, noise), shapely.box(-61, 5, -59, 6)):
        before, after = own_snapshots(old, states(orla, far, 24.006), name="state", state="Orla")
        found = change(before, after, state="Orla").table().frame().set_index("region")
        assert found.loc["Sova to Orla", "area_km2"] == pytest.approx(93.71, abs=0.01)
        assert (before.atlas.window[0] > 20) == (len(found) == 1)


def test_noise_among_others_is_not_drawn() -> None:
    """A thousand slivers along a far coast are no zones of a map about another state."""
    slivers = [shapely.box(-60 + k / 100, 5, -59.995 + k / 100, 4.99) for k in range(100)]
    coast = shapely.box(-60, 5, -59, 6)

    def states(border: float, coast: BaseGeometry) -> gpd.GeoDataFrame:
        lands = [shapely.box(-70, 50, border, 52), shapely.box(border, 50, 40, 52), coast]
        return gpd.GeoDataFrame({"state": ["Orla", "Sova", "Vrana"]}, geometry=lands, crs="EPSG:4326")

    wide = states(24.0, coast), states(-60.0, shapely.union_all([coast, *slivers]))
    before, _ = own_snapshots(*wide, name="state", state="Orla")
    assert [zone.region for zone in before.atlas.zones if zone.region] == ["Orla to Sova"]


def test_land_that_two_states_claim_is_on_the_map_whose_the_figures_say() -> None:
    """Orla, that is asked about, has it before, though Sova claims it too and stands first."""
    strip, names = shapely.box(24, 50, 24.1, 52), ["Sova", "Orla"]
    sova, orla = shapely.box(24, 50, 26, 52), shapely.box(20, 50, 24, 52)
    old, new = (
        gpd.GeoDataFrame({"state": names}, geometry=lands, crs="EPSG:4326")
        for lands in ([sova, shapely.union(orla, strip)], [sova, orla])
    )
    for state, regions in (("Orla", ["Orla to Sova"]), ("Sova", [])):
        found = compare_files(old, new, name="state", state=state)
        before, after = own_snapshots(old, new, name="state", state=state)
        told = change(before, after, state=state).table().frame()
        assert told["region"].tolist() == regions
        assert told["area_km2"].sum() == pytest.approx(found.total.area_km2, abs=0.01)


def test_the_map_tells_of_less_than_a_kilometre(tmp_path: Path) -> None:
    lands = frame(shapely.box(20, 50, 22, 52), "Orla"), frame(shapely.box(19.993, 50, 22, 52), "Orla")
    border_map(*own_snapshots(*lands, name="state", state="Orla")).save(tmp_path / "small.html")
    told = "moved west by 0.49 km on average, up to 0.50 km; 109 km² changed hands"
    assert told in (tmp_path / "small.html").read_text(encoding="utf-8").replace(
        "\N{NARROW NO-BREAK SPACE}", " "
    )


def test_a_field_is_shown_to_the_metre_and_its_area_is_not_nothing() -> None:
    lands = [
        gpd.GeoDataFrame(
            {"state": ["N", "S"]},
            geometry=[shapely.box(10, 50, east, 50.001), shapely.box(east, 50, 10.002, 50.001)],
            crs="EPSG:4326",
        )
        for east in (10.001, 10.0012)
    ]
    before, after = own_snapshots(*lands, name="state", state="N")
    made = border_map(before, after)
    page = made.get_root().render()
    assert "0.0016 km² changed hands" in page
    assert "<td>0.0016</td>" in page
    assert made.options["max_zoom"] == 17
    found = change(before, after)
    head, _ = map_data(found, epochs_of(before, "N", WHOLE), page_words(found), view=WHOLE)
    lines = json.loads(json.dumps(head["lines"]))
    assert lines["coast"]["steps"] == lines["arcs"]["steps"]


def test_a_border_that_moved_north_is_told_how_it_is_measured() -> None:
    north = compare_files(frame(shapely.box(22, 50, 24, 52)), frame(shapely.box(22, 50, 24, 53)))
    assert "--along meridians measures" in north.notes[-1]
    west = compare_files(frame(shapely.box(22, 50, 24, 52)), frame(shapely.box(21, 50, 24, 52)))
    assert west.notes == ()


def test_a_border_that_went_to_and_fro_is_told_to_look_redrawn() -> None:
    """A border in steps, and the same without them; one that moved is not told so."""
    lats = np.linspace(50.0, 52.0, 25)
    steps = [(22.0 + (0.02 if k % 2 else -0.02), lat) for k, lat in enumerate(np.repeat(lats, 2)[1:-1])]

    def states(line: list[tuple[float, float]]) -> gpd.GeoDataFrame:
        lands = [shapely.Polygon([*line, (far, 52.0), (far, 50.0)]).buffer(0) for far in (20.0, 24.0)]
        return gpd.GeoDataFrame({"state": ["A", "B"]}, geometry=lands, crs="EPSG:4326")

    fine, coarse = states(steps), states([(22.0, 50.0), (22.0, 52.0)])
    (note,) = compare_files(fine, coarse, name="state", state="A").notes
    assert note.startswith("'A' and 'B' gained land from each other in ")
    assert "--tolerance" in note
    assert compare_files(coarse, states([(23.0, 50.0), (23.0, 52.0)]), name="state", state="A").notes == ()
    assert compare_files(fine, coarse, name="state", state="A", tolerance_m=3000.0).notes == ()


def test_slivers_that_make_a_mean_smaller_are_told_with_their_number() -> None:
    before = shapely.box(20, 50, 24, 54)
    after = shapely.union_all([before, shapely.box(24, 50, 26, 51), shapely.box(24, 53, 24.001, 53.9)])
    found = compare_files(frame(before), frame(after), name="state", state="B")
    (note,) = found.notes
    assert note == (
        "1 of the pieces that passed, 6.7 km² in all, lie where the others do not reach: means are taken over "
        "434 km from south to north, while 99% of the land lies on 111 km"
    )
    assert found.total.mean_km == pytest.approx(found.total.area_km2 / 434, rel=0.01)


def test_the_western_end_is_that_of_what_moved_and_of_no_sliver() -> None:
    """A coast that is some centimetres off, as in another system, is a sliver west of the border that moved."""
    lands = [
        gpd.GeoDataFrame(
            {"state": ["A", "B"]},
            geometry=[
                shapely.Polygon([(20, 50), (border, 50), (border, 51), (coast, 51)]),
                shapely.box(border, 50, 24, 51),
            ],
            crs="EPSG:4326",
        )
        for coast, border in ((19.0, 23.0), (19.0 + 2e-6, 22.0))
    ]
    assert set(compare_files(*lands, name="state", state="A").profile.end) == {"land"}
