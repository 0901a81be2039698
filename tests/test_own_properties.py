"""What must not change the answer of `compare`, and what must turn its sign."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pytest
import shapely
from budgets import LONG, examples
from building import collection, feature, raw
from hypothesis import given
from hypothesis import strategies as st

import geo.own.holdings
from geo.own.comparison import compare_files
from geo.own.every_state import compare_states
from geo.own.meridians import compare_along_meridians
from geo.own.pair import Sources, open_sides

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geo.own.compared import Comparison

SEED = st.integers(0, 100_000 if LONG else 24)
"""Of a pair of states: few, so that one comparison of each serves every test."""


def star(rng: np.random.Generator, corners: int) -> shapely.Polygon:
    angle = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    radius = rng.uniform(0.6, 3.0, corners)
    # five decimals, as files have them, so that nothing below moves a vertex
    return shapely.Polygon(
        np.round(np.column_stack([25 + radius * np.cos(angle), 52 + radius * np.sin(angle)]), 5)
    )


def pair(seed: int) -> tuple[BaseGeometry, BaseGeometry]:
    """Draw a state twice: with salients, an enclave, an island."""
    rng = np.random.default_rng(seed)
    before, after = star(rng, int(rng.integers(4, 30))), star(rng, int(rng.integers(4, 30)))
    hole = shapely.box(25.05, 52.05, 25.15, 52.15)
    return shapely.difference(before, hole), shapely.union(after, shapely.box(29.5, 51, 29.75, 51.5))


def in_memory(parts: list[BaseGeometry]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"state": ["B"] * len(parts)}, geometry=parts, crs="EPSG:4326")


def compared(before: list[BaseGeometry], after: list[BaseGeometry]) -> Comparison:
    return compare_files(in_memory(before), in_memory(after), name="state", state="B", every_deg=0.2)


@cache
def as_drawn(seed: int) -> Comparison:
    """Compare a pair as it was drawn, from files; the other ways are held against it."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for name, part in zip(("before", "after"), pair(seed), strict=True):
            content = collection(feature(shapely.geometry.mapping(part)))
            paths.append(raw(Path(folder) / f"{name}.geojson", content))
        found = compare_files(paths[0], paths[1], name="state", state="B", every_deg=0.2)
        (every,) = compare_states(paths[0], paths[1], name="state")
    assert every.after_km2 - every.before_km2 == pytest.approx(found.total.area_km2, abs=1e-6)
    assert every.gained_km2 - every.lost_km2 == pytest.approx(found.total.area_km2, abs=1e-3)
    return found


def same(one: Comparison, other: Comparison) -> None:
    assert one.profile.lat == pytest.approx(other.profile.lat)
    for name in ("gain_km", "loss_km", "net_km"):
        assert getattr(one.profile, name) == pytest.approx(getattr(other.profile, name), abs=1e-6), name
    for name in ("area_km2", "mean_km", "max_km"):
        assert abs(getattr(one.total, name)) == pytest.approx(abs(getattr(other.total, name)), abs=1e-4), name


@given(seed=SEED)
@examples(8)
def test_swapped_files_turn_every_sign(seed: int) -> None:
    before, after = pair(seed)
    there, back = as_drawn(seed), compared([after], [before])
    assert back.total.area_km2 == pytest.approx(-there.total.area_km2, abs=1e-9)
    assert back.profile.net_km == pytest.approx(-there.profile.net_km, abs=1e-9)
    assert back.profile.gain_km == pytest.approx(there.profile.loss_km, abs=1e-9)
    assert back.profile.normal_km == pytest.approx(-there.profile.normal_km, abs=1e-9)
    assert back.total.mean_km == pytest.approx(-there.total.mean_km, abs=1e-9)


@given(seed=SEED, east=st.integers(-180_00, 150_00))
@examples(8)
def test_moved_along_the_parallels_nothing_changes(seed: int, east: int) -> None:
    states = pair(seed)
    moved = [shapely.affinity.translate(state, east / 100) for state in states]
    if any(state.bounds[0] < -180 or state.bounds[2] > 180 for state in moved):
        return
    same(as_drawn(seed), compared([moved[0]], [moved[1]]))


@given(seed=SEED)
@examples(8)
def test_split_into_features_nothing_changes(seed: int) -> None:
    before, after = pair(seed)
    halves = [shapely.box(15, 40, 25.3, 60), shapely.box(25.3, 40, 40, 60)]
    parts = [[shapely.intersection(state, half) for half in halves] for state in (before, after)]
    same(as_drawn(seed), compared(*parts))


@given(seed=SEED)
@examples(8)
def test_rings_reversed_doubled_and_begun_elsewhere_nothing_changes(seed: int) -> None:
    before, after = pair(seed)
    turned = [shapely.reverse(before), shapely.normalize(shapely.reverse(after))]
    once = as_drawn(seed)
    same(once, compared([turned[0]], [turned[1]]))
    same(once, compared([before, before], [turned[1], after]))


@given(seed=SEED, step=st.floats(0.05, 1.0))
@examples(8)
def test_vertices_added_on_edges_nothing_changes(seed: int, step: float) -> None:
    before, after = pair(seed)
    same(
        as_drawn(seed),
        compared([shapely.segmentize(before, step)], [shapely.segmentize(after, step)]),
    )


@given(seed=SEED)
@examples(8)
def test_the_same_twice_is_nothing(seed: int) -> None:
    state, _ = pair(seed)
    found = compared([state], [shapely.reverse(state)])
    assert found.areas == ()
    assert found.total.area_km2 == pytest.approx(0.0, abs=1e-9)
    assert not found.profile.net_km.any()


@given(seed=SEED)
@examples(8)
def test_overlaid_strip_by_strip_nothing_changes(seed: int) -> None:
    before, after = pair(seed)
    whole = as_drawn(seed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(geo.own.holdings, "_MOST_VERTICES", 10)
        strips = compared([before], [after])
    same(whole, strips)
    assert [area.before for area in strips.areas] == [area.before for area in whole.areas]
    assert [a.area_km2 for a in strips.areas] == pytest.approx([a.area_km2 for a in whole.areas], abs=1e-3)


@given(seed=SEED, east=st.floats(-2.5, 2.5), north=st.floats(-2.5, 2.5))
@examples(13)
def test_cut_to_where_they_differ_nothing_changes(seed: int, east: float, north: float) -> None:
    before, _ = pair(seed)
    spot = shapely.box(24.5 + east, 51.75 + north, 25.5 + east, 52.25 + north)
    after = shapely.symmetric_difference(before, spot)
    whole = compared([before], [after])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(geo.own.holdings, "_FEW_VERTICES", 0)
        patch.setattr(geo.own.holdings, "_MOST_WITHIN", 1.0)
        cut = compared([before], [after])
    same(whole, cut)
    assert [area.area_km2 for area in cut.areas] == pytest.approx([a.area_km2 for a in whole.areas], abs=1e-6)


@given(st.lists(st.floats(-2e-6, 2e-6), min_size=8, max_size=8))
@examples(15)
def test_a_parallel_along_an_edge_measures_no_rounding(off: list[float]) -> None:
    """Both drawings have the southern edge on 2 degrees, but for their digits; in the east land was gained."""
    corners = np.array([[10.0, 2.0], [19.0, 2.0], [19.0, 8.0], [10.0, 8.0]])
    gained = shapely.box(21, 1, 22, 9)
    again = shapely.Polygon(corners + np.reshape(off, (4, 2)))
    profile = compare_files(
        in_memory([shapely.Polygon(corners)]),
        in_memory([again, gained]),
        name="state",
        state="B",
        every_deg=1.0,
    ).profile
    degree_km = profile.gain_km[0] / np.cos(np.radians(profile.lat[0]))
    assert profile.lat.tolist() == list(range(1, 10))
    assert profile.gain_km == pytest.approx(degree_km * np.cos(np.radians(profile.lat)), abs=0.1)
    assert profile.loss_km == pytest.approx(0.0, abs=0.001)


@given(st.lists(st.floats(-2e-6, 2e-6), min_size=8, max_size=8))
@examples(15)
def test_a_parallel_along_a_line_measures_no_rounding(off: list[float]) -> None:
    """Both lines run along 50 degrees, but for their digits, and along 20 degrees east for whoever asks so."""
    corners = np.array([[20.0, 45.0], [20.0, 50.0], [25.0, 50.0], [25.0, 55.0]])
    drawn = [in_memory([shapely.LineString(one)]) for one in (corners, corners + np.reshape(off, (4, 2)))]
    net_km = compare_files(*drawn, every_deg=1.0).profile.net_km
    assert np.nan_to_num(net_km) == pytest.approx(0.0, abs=0.001)
    sides = open_sides(Sources.of([one.geometry.affine_transform([0, 1, 1, 0, 0, 0]) for one in drawn]))
    net_km = compare_along_meridians(sides, (), every_deg=1.0).profile.net_km
    assert np.nan_to_num(net_km) == pytest.approx(0.0, abs=0.001)


@given(st.integers(0, 2**32 - 1))
@examples(5)
def test_a_border_along_a_parallel_may_have_a_vertex_every_thirty_metres(seed: int) -> None:
    off = np.random.default_rng(seed).uniform(-2e-6, 2e-6, 2_500)
    line, again = (
        [(20.0, 45.0), *((20.0 + k * 0.0004, 50.0 + lat) for k, lat in enumerate(lats)), (21.0, 55.0)]
        for lats in (0.0 * off, off)
    )
    lines = [in_memory([shapely.LineString(one)]) for one in (line, again)]
    assert compare_files(*lines, every_deg=1.0).profile.net_km[1:-1] == pytest.approx(0.0, abs=0.001)
    lands = [in_memory([shapely.Polygon([*one, (10.0, 55.0), (10.0, 45.0)])]) for one in (line, again)]
    found = compare_files(*lands, name="state", state="B", every_deg=1.0)
    assert found.profile.net_km == pytest.approx(0.0, abs=0.001)


def test_where_all_that_passed_is_rounding_a_mean_over_it_is_told_to_be_of_that() -> None:
    drawn = [in_memory([shapely.box(20, 45, 25, top)]) for top in (50.0, 50.000001)]
    told = ("None of it is wider than 2 m: the border was drawn anew, or moved by less.",)
    assert compare_files(*drawn, name="state", state="B").notes[-1:] == told
    assert compare_along_meridians(open_sides(Sources.of(drawn, name="state")), ("B",)).notes[-1:] == told


@pytest.mark.parametrize("names", [("B", "B"), ("B", "C")])
def test_a_file_with_latitude_and_longitude_exchanged_is_told_of(names: tuple[str, str]) -> None:
    """Where another state lies in both, so that the files do not lie apart; no border moved north or south."""
    land, grown = shapely.box(20, 45, 30, 50), shapely.box(20, 45, 33, 51)
    turned = shapely.transform(grown, lambda lonlat: lonlat[:, ::-1])
    told = []
    for later in (turned, grown, shapely.box(31, 45, 40, 50)):
        drawn = zip((land, later), names, strict=True)
        files = [in_memory([one, shapely.box(0, 0, 60, 10)]).assign(state=[name, "Z"]) for one, name in drawn]
        notes = " ".join(compare_files(*files, name="state", state="=".join(names)).notes)
        assert "--along meridians" not in notes
        told.append("latitude and longitude look exchanged in one of the files" in notes)
    assert told == [True, False, False]
