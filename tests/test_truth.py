"""Shapes and shifts that are known before they are measured."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyproj
import pytest
import shapely
from budgets import examples
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from geo.atlas.arrangement import Arc, arrange
from geo.atlas.atlas import Atlas, Snapshot, Tables
from geo.atlas.ground import Ground
from geo.atlas.open_atlas import open_atlas
from geo.atlas.tenure import Tenure
from geo.atlas.zones import Zone
from geo.earth import sweep
from geo.earth.edges import Edges, line_edges, polygon_edges
from geo.earth.geodesy import area_m2, parallel_m_per_degree
from geo.earth.intervals import FAR_EAST, Intervals, between_lines, inside, inside_both
from geo.earth.sweep import band_areas_m2, crossings, widths_deg
from geo.files.geojson import Feature
from geo.measures.change import change
from geo.measures.land import segments
from geo.measures.shift import shift

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

MILLIMETRE_KM = 1e-6
WEST, SOUTH, SIZE = 20, 50, 7
MIDDLES = np.linspace(SOUTH + 0.5, SOUTH + SIZE - 0.5, SIZE)
EVERYWHERE = polygon_edges(shapely.box(-180, -90, 180, 90))
CENTRIC = pyproj.Transformer.from_pipeline("+proj=cart +ellps=WGS84")

CHESSBOARDS = arrays(np.bool_, (SIZE, SIZE))
"""Squares of a degree that are land or not: islands, lakes, islands in lakes, squares that touch in
a point; all their edges run along parallels or along meridians, and every corner is on a parallel."""


def land(board: NDArray[np.bool_]) -> shapely.MultiPolygon:
    rows, columns = np.nonzero(board)
    whole = shapely.union_all(shapely.box(WEST + columns, SOUTH + rows, WEST + columns + 1, SOUTH + rows + 1))
    parts = [part for part in shapely.get_parts(whole) if isinstance(part, shapely.Polygon)]
    return shapely.MultiPolygon(parts)


def runs(board: NDArray[np.bool_]) -> list[tuple[int, float, float]]:
    """Row by row, where land begins and ends."""
    sides = np.diff(np.pad(board.astype(int), ((0, 0), (1, 1))), axis=1)
    starts, ends = np.argwhere(sides == 1), np.argwhere(sides == -1)
    return [
        (int(row), WEST + float(a), WEST + float(b))
        for (row, a), (_, b) in zip(starts.tolist(), ends.tolist(), strict=True)
    ]


def listed(found: Intervals) -> list[tuple[int, float, float]]:
    return list(zip(found.parallel.tolist(), found.west.tolist(), found.east.tolist(), strict=True))


@given(board=CHESSBOARDS)
def test_chessboards_on_parallels_through_the_squares(board: NDArray[np.bool_]) -> None:
    edges = polygon_edges(land(board))
    assert widths_deg(edges, MIDDLES).tolist() == board.sum(axis=1).tolist()
    assert listed(inside_both(edges, EVERYWHERE, MIDDLES)) == runs(board)


@given(board=CHESSBOARDS)
def test_chessboards_on_parallels_through_corners_and_along_edges(board: NDArray[np.bool_]) -> None:
    """There a parallel is what it is just south of it, whatever begins, ends or touches on it."""
    edges, limits = polygon_edges(land(board)), SOUTH + np.arange(SIZE + 1.0)
    below = np.vstack([np.zeros((1, SIZE), dtype=bool), board])
    assert widths_deg(edges, limits).tolist() == below.sum(axis=1).tolist()
    assert listed(inside_both(edges, EVERYWHERE, limits)) == runs(below)


@given(before=CHESSBOARDS, after=CHESSBOARDS)
def test_chessboards_before_and_after(before: NDArray[np.bool_], after: NDArray[np.bool_]) -> None:
    old, new = (polygon_edges(land(board)) for board in (before, after))
    assert listed(inside_both(old, new, MIDDLES)) == runs(before & after)


@given(board=CHESSBOARDS, cuts=st.integers(1, 40))
def test_chessboards_by_area(board: NDArray[np.bool_], cuts: int) -> None:
    edges, limits = polygon_edges(land(board)), np.linspace(SOUTH, SOUTH + SIZE, cuts + 1)
    square = [area_m2(shapely.box(WEST, SOUTH + row, WEST + 1, SOUTH + row + 1)) for row in range(SIZE)]
    assert band_areas_m2(edges, limits).sum() == pytest.approx(board.sum(axis=1) @ square, rel=1e-12, abs=1e-3)


def degrees(km: float, lat: NDArray[np.float64]) -> NDArray[np.float64]:
    """Longitude that makes so many kilometres on a parallel, by the parallel's radius in space."""
    x, y, _ = CENTRIC.transform(np.zeros(len(lat)), lat, np.zeros(len(lat)))
    return np.asarray(np.degrees(km * 1000.0 / np.hypot(x, y)))


def border(seed: int, *, salients: float) -> NDArray[np.float64]:
    """A border from 50 to 54° N; the more salients, the more often it turns back south.

    It has a vertex every few hundred metres: between two of them a border that
    is moved along each parallel is no longer straight.
    """
    rng = np.random.default_rng(seed)
    lat = np.linspace(50.0, 54.0, 25) + rng.uniform(-salients, salients, 25)
    lat[0], lat[-1] = 49.0, 55.0
    lon = 26.0 + rng.uniform(-2.0, 2.0, 25)
    line = shapely.segmentize(shapely.LineString(np.column_stack([lon, lat])), 0.004)
    return shapely.get_coordinates(line)


def moved(line: NDArray[np.float64], km: float) -> NDArray[np.float64]:
    return np.column_stack([line[:, 0] - degrees(km, line[:, 1]), line[:, 1]])


@given(seed=st.integers(0, 10_000), km=st.floats(-90.0, 90.0), salients=st.floats(0.0, 0.6))
def test_a_border_moved_along_each_parallel(seed: int, km: float, salients: float) -> None:
    lats = np.linspace(50.0, 54.0, 401)
    before = border(seed, salients=salients)
    old, new = (line_edges(shapely.LineString(line)) for line in (before, moved(before, km)))
    net = np.zeros(len(lats))
    for sign, found in zip((1, -1), between_lines(old, new, lats), strict=True):
        assert (found.east < FAR_EAST).all()
        width = (found.east - found.west) * parallel_m_per_degree(lats[found.parallel]) / 1000.0
        net += sign * np.bincount(found.parallel, weights=width, minlength=len(lats))
    assert net == pytest.approx(km, abs=MILLIMETRE_KM)


class Plain(Ground):
    """Land without end."""

    def __init__(self) -> None:
        super().__init__(Path())
        self._kept.update(coast=[Feature(shapely.box(0, 40, 60, 70), {})], lakes=[], around=[])


def arc(name: str, *lonlat: tuple[float, float] | NDArray[np.float64]) -> Arc:
    line = shapely.LineString(np.vstack(lonlat))
    return Arc(name, name, "land", "made up", "made up", 0.0, "", "", "", "", line)


def two_days(old: NDArray[np.float64], new: NDArray[np.float64]) -> tuple[Snapshot, Snapshot]:
    """An atlas of a state in the east that gained the land between two lines."""
    (south_old, north_old), (south_new, north_new) = ((line[0], line[-1]) for line in (old, new))
    arcs = (
        arc("old", old),
        arc("new", new),
        arc("south", south_new, south_old),
        arc("north", north_new, north_old),
        arc("west", south_new, (10, south_new[1]), (10, north_new[1]), north_new),
        arc("east", south_old, (40, south_old[1]), (40, north_old[1]), north_old),
    )
    arrangement = arrange(arcs)
    zones = tuple(
        Zone(name, name, "between" if name == "between" else "", face)
        for name, face in zip(("west", "between", "east"), arrangement.faces, strict=True)
    )
    day = dt.date(1939, 9, 17)
    tenure = (
        Tenure("west", "West", "sovereign", None, None, "", "", ""),
        Tenure("between", "West", "sovereign", None, day, "", "", ""),
        Tenure("between", "East", "sovereign", day, None, "", "", ""),
        Tenure("east", "East", "sovereign", None, None, "", "", ""),
    )
    tables = Tables(tenure, (), (), {"between": "Between"})
    atlas = Atlas(
        about=replace(open_atlas().about, border_of="East", articles=(), colours={}),
        arcs=arcs,
        arrangement=arrangement,
        zones=zones,
        tables=tables,
        ground=Plain(),
        folder=Path(),
    )
    return atlas.on("1939-09-16"), atlas.on("1939-09-17")


@examples(10)
@given(seed=st.integers(0, 10_000), km=st.floats(5.0, 300.0))
def test_an_atlas_whose_border_moved_along_each_parallel(seed: int, km: float) -> None:
    old = border(seed, salients=0.0)
    before, after = two_days(old, moved(old, km))
    found = shift(before, after, state="East", every_deg=0.05)
    lost = shift(before, after, state="West", every_deg=0.05)
    inside = (found.profile.lat > 49.0) & (found.profile.lat < 55.0)
    assert inside.sum() == 119
    assert found.profile.net_km[inside] == pytest.approx(km, abs=MILLIMETRE_KM)
    assert lost.profile.net_km[inside] == pytest.approx(-km, abs=MILLIMETRE_KM)
    assert found.total.mean_km == pytest.approx(km, abs=MILLIMETRE_KM)
    assert found.total.median_km == pytest.approx(km, abs=MILLIMETRE_KM)
    pieces = segments(change(before, after, state="East"), 0.5)
    assert {(piece.west_arc, piece.east_arc) for piece in pieces} == {("new", "old")}


@given(turns=st.integers(1, 40), parallels=st.integers(1, 30))
def test_a_spiral_is_crossed_twice_a_turn(turns: int, parallels: int) -> None:
    angle = np.linspace(0.0, 2 * np.pi * turns, 360 * turns + 1) + 0.1
    radius = angle / (2 * np.pi)
    spiral = shapely.LineString(np.column_stack([30 + radius * np.cos(angle), 55 + radius * np.sin(angle)]))
    lats = 55.0 + np.linspace(0.0, 1e-9, parallels)
    found = crossings(line_edges(spiral), lats)
    assert np.bincount(found.parallel, minlength=parallels).tolist() == [2 * turns] * parallels
    half_turns = np.arange(1, 2 * turns + 1)
    expected = np.sort(30 + half_turns / 2 * (-1.0) ** half_turns)
    assert np.sort(found.lon[found.parallel == 0]) == pytest.approx(expected, abs=0.002)


def one_by_one(edges: Edges, lats: NDArray[np.float64]) -> list[tuple[int, float, bool, int]]:
    found = []
    for number in range(len(edges)):
        (lon0, lat0), (lon1, lat1) = (
            (float(edges.lon0[number]), float(edges.lat0[number])),
            (float(edges.lon1[number]), float(edges.lat1[number])),
        )
        for parallel, lat in enumerate(lats.tolist()):
            if min(lat0, lat1) < lat <= max(lat0, lat1):
                lon = lon0 + (lat - lat0) / (lat1 - lat0) * (lon1 - lon0)
                found.append((parallel, lon, lat1 > lat0, number))
    return found


@given(seed=st.integers(0, 10_000), places=st.integers(1, 300), parallels=st.sampled_from([1, 40, 70_000]))
def test_crossings_that_share_a_place_are_ordered(seed: int, places: int, parallels: int) -> None:
    """Pieces come out as if the boxes on each parallel had been united, though many begin where others end."""
    rng = np.random.default_rng(seed)
    wests, widths = rng.integers(0, 8, places).astype(float), rng.integers(1, 4, places).astype(float)
    rows = rng.integers(0, parallels, places)
    step = 64.0 / 65_536  # no rounding: a parallel runs through the middle of its row
    south, north = rows * step, (rows + 1) * step
    numbers = np.arange(2 * places)
    edges = Edges(
        np.concatenate([wests, wests + widths]),
        np.concatenate([north, south]),
        np.concatenate([wests, wests + widths]),
        np.concatenate([south, north]),
        numbers,
    )
    found = inside(edges, np.arange(0.5, parallels) * step)
    expected = []
    for row in np.unique(rows).tolist():
        here = rows == row
        union = shapely.union_all(shapely.box(wests[here], 0, (wests + widths)[here], 1))
        expected += sorted((row, *shapely.bounds(part)[[0, 2]].tolist()) for part in shapely.get_parts(union))
    assert listed(found) == expected


@given(seed=st.integers(0, 10_000), corners=st.integers(3, 12), parallels=st.integers(1, 200))
def test_many_parallels_are_cut_as_each_of_them(seed: int, corners: int, parallels: int) -> None:
    """Edges that cross each other change places between two vertices, on a parallel or beside it."""
    rng = np.random.default_rng(seed)
    # corners on a coarse grid, so that edges meet and lie on each other, and parallels run through corners
    first, second = (
        np.round(rng.uniform((20.0, 50.0), (24.0, 54.0), (corners, 2)) * 2.0) / 2.0 for _ in range(2)
    )
    lats = np.unique(np.round(rng.uniform(49.5, 54.5, parallels), 2))
    area, mask = (polygon_edges(shapely.buffer(shapely.Polygon(ring), 0.0)) for ring in (first, second))
    old, new = (line_edges(shapely.LineString(line)) for line in (first, second))

    def of_each(cut: Callable[[NDArray[np.float64]], Intervals]) -> list[tuple[int, float, float]]:
        alone = (listed(cut(lats[k : k + 1])) for k in range(len(lats)))
        return [(k, west, east) for k, pieces in enumerate(alone) for _, west, east in pieces]

    assert listed(inside_both(area, mask, lats)) == of_each(lambda some: inside_both(area, mask, some))
    for which in (0, 1):
        assert listed(between_lines(old, new, lats)[which]) == of_each(
            partial(lambda which, some: between_lines(old, new, some)[which], which)
        )


@pytest.mark.parametrize("block", [1, 7, 50, 1_000])
def test_crossings_to_the_last_bit_whatever_the_block(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweep, "_BLOCK", block)
    rng = np.random.default_rng(7)
    corners = np.round(rng.uniform((20, 50), (26, 56), (40, 2)), 1)  # many on a parallel
    edges = line_edges(shapely.LineString([*corners, (23.0, 48.0), (23.0, 57.0), (25.0, 57.0)]))
    lats = np.round(np.arange(49.5, 56.5, 0.05), 2)
    found = crossings(edges, lats)
    columns = found.parallel, found.lon, found.leaving, found.edge
    assert list(zip(*(column.tolist() for column in columns), strict=True)) == one_by_one(edges, lats)
