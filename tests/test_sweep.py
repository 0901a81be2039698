"""Parallels across polygons, against shapely cutting them one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.earth.edges import join_edges, polygon_edges
from geo.earth.intervals import inside_both
from geo.earth.sweep import crossings, widths_deg

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

EVERYWHERE = polygon_edges(shapely.box(-180, -90, 180, 90), tag=9)


def cut_one_by_one(geometry: BaseGeometry, lats: NDArray[np.float64]) -> NDArray[np.float64]:
    widths = []
    for lat in lats:
        piece = shapely.intersection(geometry, shapely.LineString([(-180, lat), (180, lat)]))
        widths.append(
            sum(part.bounds[2] - part.bounds[0] for part in shapely.get_parts(piece) if not part.is_empty)
        )
    return np.array(widths)


def star(seed: int, corners: int) -> shapely.Polygon:
    rng = np.random.default_rng(seed)
    angle = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    radius = rng.uniform(0.2, 2.0, corners)
    return shapely.Polygon(np.column_stack([25 + radius * np.cos(angle), 52 + radius * np.sin(angle)]))


@given(seed=st.integers(0, 10_000), corners=st.integers(3, 60))
def test_salients_and_notches(seed: int, corners: int) -> None:
    polygon = star(seed, corners)
    lats = np.linspace(49.9, 54.1, 101)
    assert widths_deg(polygon_edges(polygon), lats) == pytest.approx(cut_one_by_one(polygon, lats), abs=1e-9)


@given(seed=st.integers(0, 10_000), corners=st.integers(3, 40))
def test_intervals_add_up_to_the_width(seed: int, corners: int) -> None:
    edges = polygon_edges(star(seed, corners), tag=1)
    lats = np.linspace(49.9, 54.1, 101)
    pieces = inside_both(edges, EVERYWHERE, lats)
    width = np.bincount(pieces.parallel, weights=pieces.east - pieces.west, minlength=len(lats))
    assert width == pytest.approx(widths_deg(edges, lats), abs=1e-12)
    assert (pieces.west_tag == 1).all()


@given(seed=st.integers(0, 10_000))
def test_inside_both_is_the_intersection(seed: int) -> None:
    area, mask = star(seed, 25), shapely.affinity.translate(star(seed + 1, 25), 0.7, 0.3)
    lats = np.linspace(49.93, 54.17, 97)
    pieces = inside_both(polygon_edges(area), polygon_edges(mask), lats)
    width = np.bincount(pieces.parallel, weights=pieces.east - pieces.west, minlength=len(lats))
    assert width == pytest.approx(cut_one_by_one(shapely.intersection(area, mask), lats), abs=1e-9)


def test_holes_islands_and_lakes() -> None:
    land = (
        shapely.box(20, 50, 30, 60).difference(shapely.box(22, 52, 28, 58)).union(shapely.box(24, 54, 26, 56))
    )
    assert widths_deg(polygon_edges(land), np.array([51.0, 53.0, 55.0])).tolist() == [10.0, 4.0, 6.0]


def test_a_vertex_on_a_parallel_counts_once() -> None:
    diamond = shapely.Polygon([(20, 50), (21, 51), (20, 52), (19, 51)])
    widths = widths_deg(polygon_edges(diamond), np.array([50.0, 50.5, 51.0, 51.5, 52.0]))
    assert widths.tolist() == [0.0, 1.0, 2.0, 1.0, 0.0]


def test_a_horizontal_edge_counts_never() -> None:
    step = shapely.Polygon([(20, 50), (24, 50), (24, 51), (22, 51), (22, 52), (20, 52)])
    on_the_step = widths_deg(polygon_edges(step), np.array([51.0]))[0]
    assert on_the_step in {2.0, 4.0}  # either side of the step, never anything between


def test_pieces_that_touch_in_a_point() -> None:
    touching = shapely.MultiPolygon([shapely.box(20, 50, 21, 51), shapely.box(21, 51, 22, 52)])
    lats = np.array([50.5, 51.5])
    assert widths_deg(polygon_edges(touching), lats).tolist() == [1.0, 1.0]


def test_neighbours_leave_no_gap_between_them() -> None:
    left, right = polygon_edges(shapely.box(20, 50, 21, 51), 1), polygon_edges(shapely.box(21, 50, 22, 51), 2)
    pieces = inside_both(join_edges([left, right]), EVERYWHERE, np.array([50.5]))
    assert (pieces.west.tolist(), pieces.east.tolist()) == ([20.0], [22.0])


def test_a_spiral_crossed_many_times() -> None:
    turns = np.linspace(0, 20 * np.pi, 4000)
    out = np.column_stack([30 + 0.05 * turns * np.cos(turns), 55 + 0.05 * turns * np.sin(turns)])
    spiral = shapely.LineString(out).buffer(0.02, cap_style="flat")
    lats = np.linspace(52.1, 57.9, 61)
    assert isinstance(spiral, shapely.Polygon)
    assert widths_deg(polygon_edges(spiral), lats) == pytest.approx(cut_one_by_one(spiral, lats), abs=1e-9)
    assert len(crossings(polygon_edges(spiral), np.array([55.0])).lon) >= 40


def test_nothing_gives_nothing() -> None:
    lats = np.array([50.0, 51.0])
    assert widths_deg(join_edges([]), lats).tolist() == [0.0, 0.0]
    assert len(inside_both(join_edges([]), EVERYWHERE, lats).west) == 0
