"""Two drawings of one border: in the plane as shapely has it, on the ellipsoid as geodesics have it."""

from __future__ import annotations

import json
import math
from itertools import pairwise
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pytest
import shapely
from asking import ask, here, one_sentence
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

import geo
from geo.atlas.schema import TABLES
from geo.earth.bands import band
from geo.earth.chords import ChordIndex
from geo.earth.diagram import Diagonals, Rows
from geo.earth.enclosed import enclosed_m2
from geo.earth.geodesy import (
    GEOD,
    area_density,
    area_m2,
    distance_m,
    length_m,
    meridian_arc_m,
    parallel_m_per_degree,
)
from geo.earth.matching import frechet
from geo.earth.offsets import offsets
from geo.errors import BordershiftError
from geo.own.layer import Opening
from geo.own.outlines import outlines
from geo.own.sides import Naming, open_side
from geo.sources.league import league_rows

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from geo.atlas.atlas import Atlas, Snapshot
    from geo.earth.offsets import Offsets

Flat = st.integers(2, 12).flatmap(
    lambda n: arrays.arrays(float, (n, 2), elements=st.floats(-20, 20).map(lambda x: round(x, 2)))
)


def raised(xy: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.column_stack([xy, np.zeros(len(xy))])


def away(one: NDArray[np.float64], other: NDArray[np.float64]) -> Offsets:
    a, b = raised(one), raised(other)
    return offsets(a[:-1], a[1:], ChordIndex(b[:-1], b[1:]))


@given(Flat, Flat)
def test_in_the_plane_every_place_is_as_far_as_shapely_has_it(
    one: NDArray[np.float64], other: NDArray[np.float64]
) -> None:
    found = away(one, other)
    line, goal = shapely.LineString(one), shapely.LineString(other)
    assert found.length == pytest.approx(line.length, abs=1e-9)  # the plane has no degrees
    assume(found.length)
    # every piece at both ends and in between
    run = np.diff(one, axis=0)[found.chord]
    way = run / np.hypot(*run.T)[:, None]
    for share in (0.0, 0.31, 0.5, 1.0):
        along = found.start + share * found.lengths
        places = one[found.chord] + way * along[:, None]
        told = shapely.distance(shapely.points(places), goal)  # noqa: TID251  (the plane has no degrees)
        assert found.at(along) == pytest.approx(told, abs=1e-6)  # a root of what is nought to 1e-13
    # the pieces of every edge follow on one another, and their middles make the mean
    fine = np.concatenate([[found.at(found.start + t * found.lengths)] for t in np.linspace(0.005, 0.995, 100)])
    assert found.mean() == pytest.approx(
        float((fine.mean(axis=0) * found.lengths).sum()) / found.length, rel=2e-3, abs=1e-6
    )
    assert found.farthest()[0] >= fine.max() - 1e-6
    for share in (0.25, 0.5, 0.95):
        width = found.quantile(share)
        assert found.share_within(width + 1e-6) >= share - 1e-9
        assert width < 1e-5 or found.share_within(width * (1 - 1e-6) - 1e-6) <= share + 1e-6


def may_walk(one: NDArray[np.float64], other: NDArray[np.float64], leash: float) -> bool:
    """Alt and Godau's decision, cell by cell as it stands in the book."""

    def free(place: NDArray[np.float64], edge: NDArray[np.float64]) -> tuple[float, float]:
        start, run = edge[0], edge[1] - edge[0]
        length = float(np.hypot(*run))
        way = run / length if length else run
        foot = float((place - start) @ way)
        left = leash**2 - float(((place - start - foot * way) ** 2).sum())
        reach = math.sqrt(max(left, 0.0))
        low, high = max(foot - reach, 0.0), min(foot + reach, length)
        return (low, high) if left >= 0.0 and low <= high else (math.inf, -math.inf)

    if max(np.hypot(*(one[0] - other[0])), np.hypot(*(one[-1] - other[-1]))) > leash:
        return False
    below, left = {(0, 0): 0.0}, {(0, 0): 0.0}
    for i in range(len(one) - 1):
        for j in range(len(other) - 1):
            up, along = below.get((i, j), math.inf), left.get((i, j), math.inf)
            if min(up, along) == math.inf:
                continue
            low, high = free(one[i + 1], other[j : j + 2])
            if (entry := low if along < math.inf else max(low, up)) <= high:
                below[i + 1, j] = entry
            low, high = free(other[j + 1], one[i : i + 2])
            if (entry := low if up < math.inf else max(low, along)) <= high:
                left[i, j + 1] = entry
    return (len(one) - 2, len(other) - 2) in below.keys() | left.keys()


@given(Flat, Flat)
def test_the_leash_is_the_shortest_with_which_both_walk(
    one: NDArray[np.float64], other: NDArray[np.float64]
) -> None:
    assume(np.ptp(one, axis=0).any() and np.ptp(other, axis=0).any())
    leash = frechet(raised(one), raised(other))
    assert may_walk(one, other, leash * (1 + 1e-9) + 1e-9)
    assert not may_walk(one, other, leash * (1 - 1e-9) - 1e-9)
    assert leash >= max(away(one, other).farthest()[0], away(other, one).farthest()[0]) - 1e-6
    assert frechet(raised(other), raised(one)) == pytest.approx(leash, abs=1e-9)
    assert frechet(raised(one[::-1]), raised(other[::-1])) == pytest.approx(leash, abs=1e-9)
    least = max(away(one, other).farthest()[0], away(other, one).farthest()[0])
    assert frechet(raised(one), raised(other), least=least * (1 - 1e-9)) == pytest.approx(leash, abs=1e-6)


@given(Flat, Flat)
def test_a_walk_is_found_by_diagonals_as_cell_by_cell(
    one: NDArray[np.float64], other: NDArray[np.float64]
) -> None:
    all_of_them = np.zeros(len(one) - 1, dtype=int), np.full(len(one) - 1, len(other) - 2)
    cells = [kind.of(raised(one), raised(other), all_of_them) for kind in (Rows, Diagonals)]
    leashes = [part.bottleneck() for part in cells]
    assert leashes[0] == pytest.approx(leashes[1], rel=1e-12)
    for leash in (*leashes, leashes[0] * 1.1, leashes[0] * 2.0):
        assert cells[0].passes(leash + 1e-9) == cells[1].passes(leash + 1e-9)


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=3, max_size=12), st.integers(-80, 60))
def test_what_a_crossed_ring_goes_round(corners: list[tuple[int, int]], south: int) -> None:
    """Corners of a grid, so that edges run over each other, end on each other and turn back on themselves."""
    ring = np.array(corners) * 0.1 + [20.0, south]
    # apart, cell by cell: on a parallel the inside lies between every other edge that it meets
    inside = 0.0
    levels = np.linspace(0.0, 0.5, 161)
    for low, high in pairwise(levels):
        lat = (low + high) / 2.0 + south
        (x, y), (u, v) = ring.T, np.roll(ring, -1, axis=0).T
        met = (y > lat) != (v > lat)
        lons = np.sort(x[met] + (u - x)[met] * (lat - y[met]) / (v - y)[met])
        width = float((lons[1::2] - lons[::2]).sum())
        inside += math.radians(width) * float(area_density(np.radians([lat]))[0]) * math.radians(high - low)
    assert enclosed_m2(ring) == pytest.approx(float(inside), rel=2e-3, abs=2e5)


EVEN = [
    ([(0, 0), (10, 0)], [(0, 3), (10, 3)]),
    ([(0, 0), (10, 0)], [(0, -1), (10, 4)]),
    ([(0, 0), (4, 0), (4, 6)], [(1, 0), (5, 0), (5, 6)]),
    ([(0, 0), (3, 4), (6, 0)], [(0, 1), (3, 5), (6, 1)]),
    ([(0, 0), (1, 1), (2, 0), (3, 1)], [(0, 2), (1, 3), (2, 2), (3, 3)]),
]


@pytest.mark.parametrize(("one", "other"), EVEN)
def test_where_the_farthest_are_vertices_shapely_tells_the_same(
    one: list[tuple[float, float]], other: list[tuple[float, float]]
) -> None:
    a, b = np.array(one, dtype=float), np.array(other, dtype=float)
    lines = shapely.LineString(one), shapely.LineString(other)
    both = max(away(a, b).farthest()[0], away(b, a).farthest()[0])
    assert both == pytest.approx(shapely.hausdorff_distance(*lines), abs=1e-9)  # noqa: TID251  (a plane)
    assert frechet(raised(a), raised(b)) == pytest.approx(shapely.frechet_distance(*lines), abs=1e-9)


def test_hausdorff_is_not_that_of_vertices() -> None:
    parallel = [(0.0, 0.0), (1.0, 0.0)]
    detour = [(0.0, 0.0), (0.0, 1.0), (1.0, 1.0), (1.0, 0.0)]
    assert away(np.array(parallel), np.array(detour)).farthest()[0] == pytest.approx(0.5, abs=1e-12)


def test_a_leash_may_be_longer_than_any_gap() -> None:
    there = np.array([(0.0, 0.0), (10.0, 0.0)])
    back_and_forth = np.array([(0.0, 0.0), (8.0, 0.1), (2.0, 0.2), (10.0, 0.0)])
    assert away(back_and_forth, there).farthest()[0] == pytest.approx(0.2)
    # both walkers wait where the one turns: half the way back, aside by about as much as the other's height
    assert frechet(raised(there), raised(back_and_forth)) == pytest.approx(3.0037, abs=1e-3)


def lines(*lonlat: tuple[float, float]) -> gpd.GeoSeries:
    return gpd.GeoSeries([shapely.LineString(lonlat)], crs="EPSG:4326")


def inv(a: tuple[float, float], b: tuple[float, float]) -> float:
    return float(GEOD.inv(*a, *b)[2])


MERIDIANS = [(0.0, 1.0, 0.0), (0.2, 1.0, 40.0), (0.05, 2.0, 60.0), (1.0, 1.0, 65.0), (0.5, 3.0, -35.0)]


@pytest.mark.parametrize(("apart_deg", "tall_deg", "south"), MERIDIANS)
def test_two_meridians(apart_deg: float, tall_deg: float, south: float) -> None:
    """The nearest of a meridian lies where the geodesic meets it at a right angle."""
    north = south + tall_deg
    found = geo.accuracy(
        lines((24, south), (24, north)), lines((24 + apart_deg, south), (24 + apart_deg, north))
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
    found = geo.accuracy(lines((20, lat), (26, lat)), lines((20, lat + apart_deg), (26, lat + apart_deg))).total
    arc = meridian_arc_m(lat, lat + apart_deg)
    middle = geo.accuracy(
        lines((22, lat), (24, lat)), lines((20, lat + apart_deg), (26, lat + apart_deg)), within_km=500
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
    found = geo.accuracy(lines(*ours), lines(*theirs)).total
    if metres is None:  # across 180 degrees they are near
        metres = (inv((179.9, 10), (180.1, 10)), inv((179.9, 10), (180.1, 10)))
    assert found.max_km * 1000 == pytest.approx(metres[0], abs=1.0)
    assert found.back_max_km * 1000 == pytest.approx(metres[1], abs=1.0)
    assert found.hausdorff_km * 1000 == pytest.approx(max(metres), abs=1.0)


@pytest.mark.parametrize("width_m", [500.0, 5_000.0])
@pytest.mark.parametrize("lat", [0.0, 50.0, 69.0])
def test_a_band_has_the_area_of_its_length_and_two_half_rounds(width_m: float, lat: float) -> None:
    straight = shapely.LineString([(24, lat), (24, lat + 1)])
    round_ends = math.pi * width_m**2
    assert area_m2(band([straight], width_m)) == pytest.approx(
        2 * width_m * length_m(straight) + round_ends, rel=1e-3
    )


def test_bands_of_two_meridians_overlap_by_what_they_are_apart() -> None:
    """Two of a width of 10 km whose lines are 7.16 km apart."""
    found = geo.accuracy(lines((24, 50), (24, 54)), lines((24.1, 50), (24.1, 54)), widths_km=[10, 5])
    assert [row.width_km for row in found.buffers] == [5, 10]
    narrow, wide = found.buffers
    assert (narrow.ours_within, narrow.theirs_within, wide.ours_within, wide.theirs_within) == (0, 0, 1, 1)
    ours = wide.both_km2 + wide.ours_only_km2
    alone = area_m2(shapely.box(24, 50, 24.1, 54)) / 1e6  # a band moved over by as much leaves as much free
    assert wide.ours_only_km2 == pytest.approx(alone, rel=0.05)
    assert wide.displacement_km == pytest.approx(math.pi * 10 * wide.ours_only_km2 / ours)
    assert (narrow.pieces, wide.pieces) == (1, 1)


def test_stretches_take_of_the_other_what_is_nearest() -> None:
    ours = gpd.GeoDataFrame(
        {"part": ["south", "north"]},
        geometry=[shapely.LineString([(24, 50), (24, 51)]), shapely.LineString([(24, 51), (24, 52)])],
        crs="EPSG:4326",
    )
    theirs = lines((24.01, 50), (24.01, 51), (24.05, 51.2), (24.05, 52))
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
    beside = geo.accuracy(lines((22, 50), (22, 52)), moved, name="who", state="Bee")
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


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    for name, lon in (("ours", 24.0), ("theirs", 24.1)):
        frame = gpd.GeoDataFrame(
            {"part": ["x"]}, geometry=lines((lon, 50), (lon, 51)).to_list(), crs="EPSG:4326"
        )
        frame.to_file(tmp_path / f"{name}.geojson")
    return [str(tmp_path / f"{name}.geojson") for name in ("ours", "theirs")]


def test_command(files: list[str], tmp_path: Path) -> None:
    told = json.loads(here("accuracy", *files, "--format", "json").stdout)
    assert set(told) == {"ours", "theirs", "within_km", "stretches", "total", "buffers", "farthest"}
    assert told["total"]["mean_km"] == pytest.approx(7.09, abs=0.01)
    assert told["farthest"]["there"]["to"] == "theirs.geojson"
    rows = here("accuracy", *files, "--format", "csv", "--name", "part").stdout.splitlines()
    assert [row.split(",")[0] for row in rows] == ["stretch", "x", "total"]
    bands = here(
        "accuracy", *files, "--format", "csv", "--rows", "buffers", "--buffer", "8"
    ).stdout.splitlines()
    assert bands[1].startswith("8.0,1,1,") or bands[1].startswith("8.0,1.0,1.0,")
    out = tmp_path / "told.json"
    done = here("accuracy", *files, "-o", str(out))
    assert (done.returncode, done.stdout) == (0, "")
    assert json.loads(out.read_text()) == told


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["{0}"], "give two files"),
        (["{0}", "{1}", "--on", "1939-08-23"], "give one file"),
        (["{0}", "{1}", "--within", "0.1"], "give a larger --within"),
        (["{0}", "{1}", "--within", "nan"], "--within is nan km; give a number"),
        (["{0}", "{1}", "--buffer", "-1"], "--buffer is -1 km; give a number"),
        (["{0}", "{1}", "--name", "part", "--stretch", "y"], "no stretch 'y'"),
        (["{0}", "{1}", "--name", "nothing"], "nothing"),
        (["{0}", "{1}", "--name", "part", "--state", "y"], "holds no state 'y'"),
        (["{0}", "{1}", "-o", "{0}", "--name", "part"], "ours.geojson"),
        (["{0}", "none.geojson"], "none.geojson"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(
    arguments: list[str], says: str, files: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = ask(["accuracy", *(text.format(*files) for text in arguments)], capsys)
    assert (status, out) == (2, "")
    assert says in one_sentence(err)


def test_far_apart_files_are_refused() -> None:
    with pytest.raises(BordershiftError, match="lie apart"):
        geo.accuracy(lines((24, 50), (24, 51)), lines((124, 50), (124, 51)))
    with pytest.raises(BordershiftError, match="points"):
        geo.accuracy(gpd.GeoSeries([shapely.Point(24, 50)], crs=4326), lines((24, 50), (24, 51)))
