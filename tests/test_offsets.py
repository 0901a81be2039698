"""Two lines in the plane, where shapely knows how far apart they are; and rings that cross themselves."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from geo.earth.chords import ChordIndex
from geo.earth.diagram import Diagonals, Rows
from geo.earth.enclosed import enclosed_m2
from geo.earth.geodesy import (
    area_density,
)
from geo.earth.matching import frechet
from geo.earth.offsets import offsets

if TYPE_CHECKING:
    from numpy.typing import NDArray

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
