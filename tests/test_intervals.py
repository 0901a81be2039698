"""Pieces of parallels, each worked out on paper: where they lie and which edges end them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely

from geo.earth.edges import Edges, join_edges, line_edges
from geo.earth.intervals import FAR_EAST, Intervals, _by, _Strips, between_lines, inside, inside_both

if TYPE_CHECKING:
    from numpy.typing import NDArray


Piece = tuple[float, float, float, int, int, int, int]
"""Parallel, west and east; the tags of the edges that end it, and their numbers."""


def ring(*corners: tuple[float, float], tag: int = 0) -> Edges:
    """Edges round a polygon, its corners given counter-clockwise."""
    return line_edges(shapely.LineString([*corners, corners[0]]), tag)


def line(*vertices: tuple[float, float], tag: int = 0) -> Edges:
    return line_edges(shapely.LineString(vertices), tag)


def pieces(found: Intervals, lats: NDArray[np.float64]) -> list[Piece]:
    """Every column of the answer, with the parallel's latitude for its number."""
    rest = (found.west, found.east, found.west_tag, found.east_tag, found.west_edge, found.east_edge)
    return list(zip(lats[found.parallel].tolist(), *(column.tolist() for column in rest), strict=True))


def spans(found: Intervals, lats: NDArray[np.float64]) -> list[tuple[float, float, float]]:
    return [piece[:3] for piece in pieces(found, lats)]


TRIANGLE = ring((20, 50), (28, 50), (20, 58), tag=7)
EIGHTHS = np.arange(49.0, 60.0, 0.125)
"""Parallels that are exact in binary numbers, through the corners and between them."""


def test_a_triangle_from_its_foot_to_its_tip() -> None:
    # on its foot, and on its tip, there is nothing; the second edge runs north and ends it
    expected = [(lat, 20.0, 78.0 - lat, 7, 7, 2, 1) for lat in EIGHTHS.tolist() if 50 < lat < 58]
    assert pieces(inside(TRIANGLE, EIGHTHS), EIGHTHS) == expected
    assert len(expected) == 63
    # the edges of an area are counted before those of its mask
    everywhere = ring((0, 40), (40, 40), (40, 70), (0, 70), tag=9)
    assert pieces(inside_both(TRIANGLE, everywhere, EIGHTHS), EIGHTHS) == expected
    assert pieces(inside_both(everywhere, TRIANGLE, EIGHTHS), EIGHTHS) == [
        (lat, west, east, 7, 7, 6, 5) for lat, west, east, *_ in expected
    ]


def test_one_parallel_alone() -> None:
    for lat in (50.125, 54.0, 57.875):
        assert spans(inside(TRIANGLE, np.array([lat])), np.array([lat])) == [(lat, 20.0, 78.0 - lat)]


def test_no_parallel_and_no_edge() -> None:
    for lats in (np.array([]), np.array([49.0, 50.0, 59.0])):
        assert pieces(inside(TRIANGLE, lats), lats) == []
        assert pieces(inside(join_edges([]), lats), lats) == []
        assert [pieces(found, lats) for found in between_lines(TRIANGLE, TRIANGLE, lats)] == [[], []]


def test_two_that_lean_over_each_other_change_places_on_the_way() -> None:
    # t degrees up, the area lies from 20 + t to 24 + t, the mask from 28 - t to 32 - t
    area = ring((20, 50), (24, 50), (32, 58), (28, 58), tag=1)
    mask = ring((28, 50), (32, 50), (24, 58), (20, 58), tag=2)
    expected: list[Piece] = []
    for lat in EIGHTHS.tolist():
        t = lat - 50
        if (
            2 < t <= 4
        ):  # on the middle parallel both sides lie on each other: the later begins, the earlier ends
            expected.append((lat, 28 - t, 24 + t, 2, 1, 7, 1))
        elif 4 < t < 6:
            expected.append((lat, 20 + t, 32 - t, 1, 2, 3, 5))
    assert pieces(inside_both(area, mask, EIGHTHS), EIGHTHS) == expected


@pytest.mark.parametrize("lats", [[53.0, 53.5, 54.5], [53.5, 54.5, 55.0], [53.0, 54.0], [54.0, 55.0]])
def test_where_two_change_places_between_the_ends_of_a_strip(lats: list[float]) -> None:
    # a line that leans east and one that leans west, halfway up at 24
    parallels = np.array(lats)
    east, west = line((20, 50), (28, 58)), line((28, 50), (20, 58))
    gained, lost = between_lines(east, west, parallels)
    assert spans(gained, parallels) == [(lat, 78 - lat, lat - 30) for lat in lats if lat > 54]
    assert spans(lost, parallels) == [(lat, lat - 30, 78 - lat) for lat in lats if lat < 54]
    # as two parts of one line, which bounds what lies between them; the other lies beyond
    crossed, far = join_edges([east, west]), line((30, 50), (30, 58))
    assert spans(between_lines(crossed, far, parallels)[1], parallels) == [
        (lat, *sorted((78 - lat, lat - 30))) for lat in lats if lat != 54
    ]


def test_two_pieces_that_meet_on_the_last_parallel_of_their_strip_are_one_there() -> None:
    left = ring((20, 50), (23, 50), (24, 58), (20, 58))
    right = ring((25, 50), (28, 50), (28, 58), (24, 58))
    lats = np.array([52.0, 54.0, 58.0])
    gaps = (52, 0.75), (54, 0.5)
    apart = [(lat, *piece) for lat, gap in gaps for piece in ((20, 24 - gap), (24 + gap, 28))]
    for parts in ([left, right], [right, left]):
        assert spans(inside(join_edges(parts), lats), lats) == [*apart, (58, 20, 28)]


def test_a_line_that_is_crossed_four_times_and_five() -> None:
    winding = line((20, 50), (20, 54), (21, 54), (21, 50), (22, 50), (22, 54), (23, 54), (23, 50))
    lats = np.array([50.5, 53.5])
    far = line((30, 50), (30, 54))
    assert spans(between_lines(winding, far, lats)[1], lats) == [
        (lat, *piece) for lat in (50.5, 53.5) for piece in ((20.0, 21.0), (22.0, 23.0))
    ]
    longer = join_edges([winding, line((24, 50), (24, 54))])
    assert spans(between_lines(longer, far, lats)[1], lats) == [
        (lat, *piece) for lat in (50.5, 53.5) for piece in ((20.0, 21.0), (22.0, 23.0), (24.0, 30.0))
    ]


def test_a_line_that_leaves_and_enters_at_one_place_of_the_first_parallel_of_its_strip() -> None:
    # entered at 20 and left at 36; two of its parts between them cross at 26
    parts = [line((south, 50), (north, 58)) for south, north in ((20, 20), (22, 30), (30, 22), (36, 36))]
    lats = np.array([54.0, 55.0])
    lost = between_lines(join_edges(parts), line((40, 50), (40, 58)), lats)[1]
    assert spans(lost, lats) == [(54.0, 20.0, 36.0), (55.0, 20.0, 25.0), (55.0, 27.0, 36.0)]


def test_a_low_box_and_a_thin_one() -> None:
    lats = np.array([50.25])
    for height, width in ((0.5, 4.0), (4.0, 0.5)):
        box = ring((20, 50), (20 + width, 50), (20 + width, 50 + height), (20, 50 + height))
        assert spans(inside(box, lats), lats) == [(50.25, 20.0, 20.0 + width)]


def test_parallels_that_cross_the_same_edges_in_the_same_order_are_one_strip() -> None:
    def strips(first: Edges, second: Edges) -> int:
        return len(np.unique(_Strips(first, second, EIGHTHS)._begin))  # noqa: SLF001

    # edges that meet on its last parallel, or lie on each other all along, are in no other order
    assert strips(TRIANGLE, ring((0, 40), (40, 40), (40, 70), (0, 70))) == 3
    assert strips(TRIANGLE, TRIANGLE) == 1
    assert strips(TRIANGLE.chosen(np.array([0])), join_edges([])) == 0
    # two that change places between two parallels: halved again and again, one part is whole each time
    east, west = (
        ring((20, 50), (21, 50), (28.5, 58), (27.5, 58)),
        ring((28, 50), (29, 50), (20.5, 58), (19.5, 58)),
    )
    assert strips(east, west) < 20


def test_what_overlaps_touches_or_lies_within_is_one_piece() -> None:
    def box(west: float, east: float) -> Edges:
        return ring((west, 50), (east, 50), (east, 52), (west, 52))

    lats = np.array([51.0, 52.0])
    for others, expected in (
        ([(22, 26)], [(20.0, 26.0)]),
        ([(24, 26)], [(20.0, 26.0)]),
        ([(16, 20)], [(16.0, 24.0)]),
        ([(21, 23)], [(20.0, 24.0)]),
        ([(21, 23), (22, 30)], [(20.0, 30.0)]),
        ([(26, 28)], [(20.0, 24.0), (26.0, 28.0)]),
        ([(20, 24)], [(20.0, 24.0)]),
    ):
        found = inside(join_edges([box(20, 24), *(box(*other) for other in others)]), lats)
        assert spans(found, lats) == [(lat, *piece) for lat in (51.0, 52.0) for piece in expected], others


def test_between_an_upright_line_and_one_that_crosses_it() -> None:
    old, new = line((24, 50), (24, 58), tag=3), line((28, 58), (20, 50), tag=4)
    gained, lost = between_lines(old, new, EIGHTHS)
    within = [lat for lat in EIGHTHS.tolist() if 50 < lat <= 58]
    # west of the upright line as far as halfway up, east of it beyond; where they cross, nothing
    assert pieces(gained, EIGHTHS) == [(lat, lat - 30, 24.0, 4, 3, 1, 0) for lat in within if lat < 54]
    assert pieces(lost, EIGHTHS) == [(lat, 24.0, lat - 30, 3, 4, 0, 1) for lat in within if lat > 54]


def test_a_line_that_the_other_does_not_reach_is_closed_in_the_far_east() -> None:
    old, new = line((24, 50), (24, 54), tag=3), line((23, 52), (23, 56), tag=4)
    lats = np.array([51.0, 53.0, 55.0])
    gained, lost = between_lines(old, new, lats)
    assert pieces(gained, lats) == [(53.0, 23.0, 24.0, 4, 3, 1, 0), (55.0, 23.0, FAR_EAST, 4, 0, 1, -1)]
    assert pieces(lost, lats) == [(51.0, 24.0, FAR_EAST, 3, 0, 0, -1)]


def test_a_bend_is_entered_and_left_again() -> None:
    # northward at 22, back at 26, northward again at 30
    bent = line((22, 48), (22, 56), (26, 52), (26, 50), (30, 50), (30, 60))
    upright = line((24, 40), (24, 70))
    lats = np.array([49.0, 51.0, 53.0, 58.0])
    gained, lost = between_lines(upright, bent, lats)
    assert spans(gained, lats) == [(49.0, 22.0, 24.0), (51.0, 22.0, 24.0), (53.0, 22.0, 24.0)]
    assert spans(lost, lats) == [(51.0, 26.0, 30.0), (53.0, 25.0, 30.0), (58.0, 24.0, 30.0)]
    back = between_lines(bent, upright, lats)
    assert [spans(found, lats) for found in back] == [spans(lost, lats), spans(gained, lats)]
    # a line that comes back bounds what lies between; the other runs on beyond it
    hairpin, west = line((24, 50), (24, 60), (28, 60), (28, 50)), line((22, 50), (22, 60))
    gained, lost = between_lines(hairpin, west, lats[1:2])
    assert spans(gained, lats[1:2]) == [(51.0, 22.0, 24.0), (51.0, 28.0, FAR_EAST)]
    assert spans(lost, lats[1:2]) == []


def test_a_line_that_crosses_itself() -> None:
    loop, far = line((20, 50), (28, 58), (20, 58), (28, 50), tag=5), line((30, 50), (30, 58), tag=6)
    gained, lost = between_lines(loop, far, EIGHTHS)
    within = [lat for lat in EIGHTHS.tolist() if 50 < lat <= 58]
    assert pieces(gained, EIGHTHS) == [(lat, 30.0, FAR_EAST, 6, 0, 3, -1) for lat in within]
    assert pieces(lost, EIGHTHS) == [
        (lat, *((lat - 30, 78 - lat, 5, 5, 0, 2) if lat < 54 else (78 - lat, lat - 30, 5, 5, 2, 0)))
        for lat in within
        if lat != 54
    ]


def test_strips_come_from_south_to_north_though_some_are_halved() -> None:
    # two crosses one over the other, and a box beside them that is whole in one strip
    crosses = [line((20, south), (24, south + 4), (20, south + 4), (24, south)) for south in (50, 54)]
    lats = np.arange(50.5, 58.0)
    found = between_lines(line((30, 50), (30, 58)), join_edges(crosses), lats)[0]
    assert spans(found, lats) == [
        (lat, *sorted((lat - south - 30 + 50, 24 + south - lat)))
        for south in (50, 54)
        for lat in lats.tolist()
        if south < lat < south + 4
    ]


def test_crossings_are_ordered_whatever_their_numbers() -> None:
    rng = np.random.default_rng(3)
    for most in (5, 70_000, 3_000_000):
        parallel = rng.integers(0, most, 400)
        parallel[200:] = parallel[:200]  # many on one parallel, at one place
        lon = rng.integers(0, 3, 400).astype(np.float64)
        leaving = rng.integers(0, 2, 400).astype(bool)
        keys = zip(parallel.tolist(), lon.tolist(), leaving.tolist(), range(400), strict=True)
        assert _by(parallel, lon, leaving).tolist() == [key[3] for key in sorted(keys)]
