"""Two drawings of one border: on the ellipsoid as geodesics have it, by stretch, by neighbour."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pytest
import shapely
from building import drawn

import geo
from geo.atlas.schema import TABLES
from geo.earth.geodesy import (
    GEOD,
    area_m2,
    distance_m,
    meridian_arc_m,
    parallel_m_per_degree,
)
from geo.errors import BordershiftError
from geo.own.layer import Opening
from geo.own.outlines import outlines
from geo.own.sides import Naming, open_side
from geo.sources.league import league_rows

if TYPE_CHECKING:
    from pathlib import Path

    from geo.atlas.atlas import Atlas, Snapshot


def inv(a: tuple[float, float], b: tuple[float, float]) -> float:
    return float(GEOD.inv(*a, *b)[2])


MERIDIANS = [(0.0, 1.0, 0.0), (0.2, 1.0, 40.0), (0.05, 2.0, 60.0), (1.0, 1.0, 65.0), (0.5, 3.0, -35.0)]


@pytest.mark.parametrize(("apart_deg", "tall_deg", "south"), MERIDIANS)
def test_two_meridians(apart_deg: float, tall_deg: float, south: float) -> None:
    """The nearest of a meridian lies where the geodesic meets it at a right angle."""
    north = south + tall_deg
    found = geo.accuracy(
        drawn((24, south), (24, north)), drawn((24 + apart_deg, south), (24 + apart_deg, north))
    ).total

    def off(lat: float) -> float:
        if not apart_deg:
            return 0.0
        reach = np.linspace(max(lat - 1.0, south), min(lat + 1.0, north), 4001)
        metres = distance_m(24.0, lat, 24.0 + apart_deg, reach)
        return float(metres.min())

    each = np.array([off(lat) for lat in np.linspace(south, north, 81)])
    assert found.ours_km * 1000 == pytest.approx(meridian_arc_m(south, north), abs=1.0)
    assert found.hausdorff_km * 1000 == pytest.approx(each.max(), abs=1.0)
    assert found.mean_km * 1000 == pytest.approx(float(np.trapezoid(each, dx=1 / 80)), abs=1.0)
    assert found.median_km * 1000 == pytest.approx(float(np.quantile(each, 0.5)), abs=1.0 + 5e-4 * each.max())
    assert found.back_mean_km == pytest.approx(found.mean_km, abs=1e-6)
    # land between them, by the area of the quadrangle over its height
    between = area_m2(shapely.box(24, south, 24 + apart_deg, north)) if apart_deg else 0.0
    assert found.epsilon_km * 1000 == pytest.approx(between / meridian_arc_m(south, north), abs=1.0)


PARALLELS = [(0.0, 0.1), (30.0, 0.3), (52.0, 0.02), (60.0, 0.5), (69.5, 0.1), (-45.0, 1.0)]


@pytest.mark.parametrize(("lat", "apart_deg"), PARALLELS)
def test_two_parallels_are_a_stretch_of_meridian_apart(lat: float, apart_deg: float) -> None:
    found = geo.accuracy(drawn((20, lat), (26, lat)), drawn((20, lat + apart_deg), (26, lat + apart_deg))).total
    arc = meridian_arc_m(lat, lat + apart_deg)
    middle = geo.accuracy(
        drawn((22, lat), (24, lat)), drawn((20, lat + apart_deg), (26, lat + apart_deg)), within_km=500
    ).total
    # the way from the southern one is due north all along, but at the ends
    assert middle.mean_km * 1000 == pytest.approx(arc, abs=1.0)
    assert middle.max_km * 1000 == pytest.approx(arc, abs=1.0)
    assert found.hausdorff_km * 1000 == pytest.approx(arc, abs=1.0)
    assert found.frechet_km * 1000 == pytest.approx(arc, abs=1.0)
    assert found.ours_km * 1000 == pytest.approx(6 * float(parallel_m_per_degree(lat)), abs=1.0)


AWAY = [
    # a border and one that makes a detour, runs on, stops short, or is drawn the other way
    (((24, 50), (24, 51)), ((24, 50), (24, 51)), (0.0, 0.0)),
    (((24, 50), (24, 51)), ((24, 51), (24, 50)), (0.0, 0.0)),
    (((24, 50), (24, 51)), ((24, 50), (24, 50.25), (24, 50.5), (24, 51)), (0.0, 0.0)),
    (((24, 50), (24, 51)), ((24, 50), (24, 52)), (0.0, meridian_arc_m(51, 52))),
    (((24, 50), (24, 52)), ((24, 50), (24, 51)), (meridian_arc_m(51, 52), 0.0)),
    (((24, 0), (24, 1)), ((24, 0), (24.3, 0), (24, 0), (24, 1)), (0.0, inv((24, 0), (24.3, 0)))),
    (((179.9, 10), (179.9, 11)), ((-179.9, 10), (-179.9, 11)), None),
]


@pytest.mark.parametrize(("ours", "theirs", "metres"), AWAY)
def test_the_farthest_either_way(
    ours: tuple[tuple[float, float], ...],
    theirs: tuple[tuple[float, float], ...],
    metres: tuple[float, float] | None,
) -> None:
    found = geo.accuracy(drawn(*ours), drawn(*theirs)).total
    if metres is None:  # across 180 degrees they are near
        metres = (inv((179.9, 10), (180.1, 10)), inv((179.9, 10), (180.1, 10)))
    assert found.max_km * 1000 == pytest.approx(metres[0], abs=1.0)
    assert found.back_max_km * 1000 == pytest.approx(metres[1], abs=1.0)
    assert found.hausdorff_km * 1000 == pytest.approx(max(metres), abs=1.0)


def test_stretches_take_of_the_other_what_is_nearest() -> None:
    ours = gpd.GeoDataFrame(
        {"part": ["south", "north"]},
        geometry=[shapely.LineString([(24, 50), (24, 51)]), shapely.LineString([(24, 51), (24, 52)])],
        crs="EPSG:4326",
    )
    theirs = drawn((24.01, 50), (24.01, 51), (24.05, 51.2), (24.05, 52))
    found = geo.accuracy(ours, theirs, name="part")
    south, north = found.stretches
    assert (south.stretch, north.stretch) == ("south", "north")
    assert south.max_km < 0.75
    assert north.max_km == found.total.max_km > 2.5
    assert south.theirs_km + north.theirs_km == pytest.approx(found.total.theirs_km, abs=1e-9)
    assert found.total.frechet_km == max(south.frechet_km, north.frechet_km) >= found.total.max_km
    only = geo.accuracy(ours, theirs, name="part", stretches=["north"])
    assert [row.stretch for row in only.stretches] == ["north"]
    assert only.total.max_km == pytest.approx(north.max_km)


def test_areas_by_neighbour_and_against_lines() -> None:
    lands = gpd.GeoDataFrame(
        {"who": ["A", "B", "C"]},
        geometry=[shapely.box(20, 50, 22, 52), shapely.box(22, 50, 24, 52), shapely.box(20, 52, 24, 53)],
        crs="EPSG:4326",
    )
    moved = gpd.GeoDataFrame(
        {"who": ["a", "Bee", "C"]},
        geometry=[shapely.box(20, 50, 22.1, 52), shapely.box(22.1, 50, 24, 52), shapely.box(20, 52, 24, 53)],
        crs="EPSG:4326",
    )
    found = geo.accuracy(lands, moved, name="who", state="B=Bee")
    by_name = {row.stretch: row for row in found.stretches}
    assert set(by_name) == {"A", "C", "nobody"}
    assert by_name["A"].mean_km == pytest.approx(7.09, abs=0.1)
    assert by_name["C"].median_km == pytest.approx(0.0, abs=1e-6)
    # between all of them, each border once
    every = geo.accuracy(lands, moved, name="who")
    assert {row.stretch for row in every.stretches} == {
        "A - B", "A - C", "B - C", "A - nobody", "B - nobody", "C - nobody",
    }  # fmt: skip
    # beside a line, coasts and edges are no borders
    beside = geo.accuracy(drawn((22, 50), (22, 52)), moved, name="who", state="Bee")
    assert beside.total.theirs_km == pytest.approx(223 + 131, abs=10)


def test_a_state_that_one_layer_does_not_know_is_named_with_what_it_may_be() -> None:
    lands = [
        gpd.GeoDataFrame({"who": [name, "C"]}, geometry=[shapely.box(20, 50, 22, 52), rest], crs=4326)
        for name, rest in (("A", shapely.box(22, 50, 24, 52)), ("B", shapely.box(22, 50, 25, 52)))
    ]
    with pytest.raises(BordershiftError, match=r"'A' is only in ours; 100 % of it is 'B' in theirs: --state"):
        geo.accuracy(*lands, name="who", state="A")
    assert geo.accuracy(*lands, name="who", state="A=B").total.hausdorff_km == pytest.approx(0.0, abs=1e-6)


def test_a_pole_is_no_border() -> None:
    caps = [shapely.box(-180, 85, 180, 90), shapely.box(-180, -90, 180, -85)]
    frame = gpd.GeoDataFrame({"who": ["A", "B"]}, geometry=caps, crs=4326)
    lines, _ = outlines(open_side(frame, Naming("who", None), Opening()), (), coasts=True)
    assert {float(lat) for lat in shapely.get_coordinates(lines)[:, 1]} == {-85.0, 85.0}


def test_a_ring_is_opened_where_the_two_are_nearest() -> None:
    one = gpd.GeoSeries([shapely.box(20, 50, 22, 51)], crs="EPSG:4326")
    other = gpd.GeoSeries([shapely.Polygon([(22, 51), (20, 51), (20, 50), (22.1, 50)])], crs="EPSG:4326")
    found = geo.accuracy(one, other).total
    assert found.frechet_km == pytest.approx(found.hausdorff_km, abs=1e-3)
    assert found.hausdorff_km * 1000 == pytest.approx(inv((22, 50), (22.1, 50)), abs=1.0)


def test_the_atlas_on_a_day(before: Snapshot) -> None:
    """The atlas's own arcs, moved a hundredth of a degree east, lie off by at most that."""
    arcs = [border.arc for border in before.borders if border.arc.frontier == "riga_1921"]
    moved = gpd.GeoSeries([shapely.affinity.translate(arc.line, 0.01) for arc in arcs], crs="EPSG:4326")
    found = geo.accuracy(before, moved, stretches=["riga_1921"])
    assert found.ours == "USSR on 1939-08-23"
    assert 0.2 < found.total.mean_km < 0.01 * parallel_m_per_degree(48.5) / 1000
    assert found.total.hausdorff_km <= 0.01 * parallel_m_per_degree(48.5) / 1000 + 1e-6
    same = geo.accuracy(before, gpd.GeoSeries([arc.line for arc in arcs], crs="EPSG:4326"), within_km=1)
    (riga,) = (row for row in same.stretches if row.stretch == "riga_1921")
    assert riga.max_km < 1e-5
    assert same.total.ours_left_out_km > 1000


def test_the_league_counts_what_a_data_set_has_otherwise(toy: Atlas, tmp_path: Path) -> None:
    """The toy's own states, and the same moved a tenth of a degree east."""
    day = toy.about.before.day
    own = geo.states(toy.on(day))
    own.to_file(tmp_path / "own.geojson")
    own.assign(geometry=own.geometry.translate(0.1)).to_file(tmp_path / "moved.geojson")
    (tmp_path / "sets.csv").write_text(
        "data_set,licence,day,file,name,states,frontiers,within_km\n"
        f"own,CC0,{day},own.geojson,state,,,\nmoved,CC0,{day},moved.geojson,state,,,\n"
    )
    rows = list(league_rows(tmp_path / "sets.csv", {day.isoformat(): toy.on(day)}))
    names = [column.name for column in TABLES["league"].columns]
    told = [dict(zip(names, row, strict=True)) for row in rows if row[names.index("frontier")] == "all"]
    same, moved = told
    # the border goes on in a lake, which the states' land does not
    assert (same["back_mean_km"], same["back_p95_km"], same["area_km2"]) == (0, 0, 0)
    assert same["hausdorff_km"] > 100  # type: ignore[operator]
    assert same["places"] == same["right"]
    assert 3 < moved["back_mean_km"] < 7.2  # type: ignore[operator]
    assert moved["area_km2"] > 100  # type: ignore[operator]
