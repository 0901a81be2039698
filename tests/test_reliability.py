"""Of places near a border as many are wrong as its error lets expect, with and without the points of a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geo.sources.reliability import Asked, ask_places, changes_sides, tally

if TYPE_CHECKING:
    from geo.atlas.arrangement import Arc
    from geo.atlas.atlas import Atlas


@pytest.fixture(scope="module")
def arc(atlas: Atlas) -> Arc:
    return atlas.arcs[0]


def asked(arc: Arc, border_km: float, *, wrong: bool = False, without: bool | None = None) -> Asked:
    return Asked("somewhere", arc, border_km, 1.0, wrong, without)


def test_chances_follow_the_normal_law(arc: Arc) -> None:
    chances = [asked(arc, km).chance for km in (0.0, 1.0, 1.959964)]
    assert chances == pytest.approx([0.5, 0.158655, 0.025], abs=1e-6)


def test_a_tally_adds_the_chances_of_the_near(arc: Arc) -> None:
    ones = [asked(arc, 0.0, wrong=True), asked(arc, 0.0), asked(arc, 1.5, without=True), asked(arc, 2.5)]
    drawn, without, hardest = (tally(ones, lines=lines) for lines in ("drawn", "without", "hardest"))
    assert (drawn.places, drawn.wrong) == (3, 1)
    assert drawn.expected == pytest.approx(1.0668, abs=1e-4)
    assert drawn.spread == pytest.approx((0.25 + 0.25 + 0.0668 * 0.9332) ** 0.5, abs=1e-4)
    assert (without.places, without.wrong) == (1, 1)
    assert (hardest.places, hardest.wrong) == (3, 2)
    assert tally(ones, within=1.0).places == 2


def test_of_forty_places_ten_should_be_wrong_and_five_to_fifteen_may_be(arc: Arc) -> None:
    by_chance = [
        wrong
        for wrong in range(41)
        if tally([asked(arc, 0.67449, wrong=k < wrong) for k in range(40)]).within_chance
    ]
    assert by_chance == list(range(5, 16))


def test_a_place_in_the_corner_that_is_cut_off_changes_sides() -> None:
    line = [(20.0, 50.0), (20.1, 50.1), (20.2, 50.0), (20.3, 50.1), (20.4, 50.1)]
    cases = {(20.1, 50.05): True, (20.2, 50.05): True, (20.15, 50.12): False, (20.39, 50.11): False}
    assert {place: changes_sides(line, (), *place) for place in cases} == cases
    assert changes_sides(line[:2], (), 20.05, 50.06) is None


def test_lines_that_a_point_decides_about_are_among_the_real_ones(atlas: Atlas) -> None:
    again = tally(ask_places(atlas), lines="without")
    assert again.places > 100
    assert 0 < again.wrong < again.expected + 2.0 * again.spread
