"""Claims, lengths, and how near."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import shapely

from geo.claims import VERDICTS, assess_claims, evaluate
from geo.errors import DataError, GeometryError
from geo.lengths import border_lengths, coast_length_km, length_curve, share_near
from geo.proximity import border_distances, foreign_land

if TYPE_CHECKING:
    from geo.atlas import Atlas, Snapshot
    from geo.claims import Assessment

BALTIC = (18.0, 53.5, 31.0, 61.0)


@pytest.fixture(scope="module")
def assessed(atlas: Atlas) -> dict[str, Assessment]:
    return {claim.claim: claim for claim in assess_claims(atlas)}


def test_verdicts(assessed: dict[str, Assessment]) -> None:
    assert {name: claim.verdict for name, claim in assessed.items()} == {
        "poland_west": "partly upheld",
        "leningrad_32": "partly upheld",
        "north_west": "upheld",
        "border_shorter": "partly upheld",
        "baltic_access": "upheld",
        "bessarabia_200": "not upheld",
        "prut_danube": "upheld",
        "depth": "not measurable from borders",
    }


def test_measured_values_are_those_first_measured_elsewhere(assessed: dict[str, Assessment]) -> None:
    assert assessed["bessarabia_200"].value == pytest.approx(119, abs=3)
    assert assessed["leningrad_32"].value == pytest.approx(31, abs=2.5)
    assert assessed["north_west"].value == pytest.approx(148, abs=5)
    middle = next(a for a in assessed["poland_west"].alternatives if a.definition == "middle")
    assert middle.value == pytest.approx(275, abs=10)


def test_every_claim_says_why_and_by_what_rule(assessed: dict[str, Assessment]) -> None:
    for claim in assessed.values():
        assert claim.verdict in VERDICTS
        assert claim.low <= claim.value <= claim.high
        assert claim.measured in claim.why
        assert claim.rule
        assert all(other.verdict in VERDICTS for other in claim.alternatives)


@pytest.mark.parametrize(
    "rule",
    [
        "__import__('os')",
        "value.real",
        "values > 1",
        "value >",
        "[value]",
        "value ** 2",
        "(lambda: 1)()",
        "not value",
    ],
)
def test_a_rule_can_do_nothing_but_compare(rule: str) -> None:
    with pytest.raises(DataError, match="the rule"):
        evaluate(rule, {"value": 1.0})


def test_lengths_shrink_with_generalisation(before: Snapshot, after: Snapshot) -> None:
    for snapshot in (before, after):
        km = [length.km for length in length_curve(snapshot, [0, 1_000, 5_000, 20_000])]
        assert km == sorted(km, reverse=True)
        assert km[-1] < 0.85 * km[0]


def test_neighbours_of_the_two_days(before: Snapshot, after: Snapshot) -> None:
    assert {x.neighbour for x in border_lengths(before)} == {
        "Finland",
        "Estonia",
        "Latvia",
        "Poland",
        "Romania",
    }
    assert {x.neighbour for x in border_lengths(after)} == {"Finland", "Germany", "Hungary", "Romania"}


def test_a_length_belongs_to_both_neighbours(before: Snapshot) -> None:
    ours = {x.neighbour: x.km for x in border_lengths(before, state="Poland")}
    theirs = {x.neighbour: x.km for x in border_lengths(before, state="Latvia")}
    assert ours["Latvia"] == pytest.approx(theirs["Poland"])


def test_the_coast_that_was_gained(before: Snapshot, after: Snapshot) -> None:
    assert coast_length_km(before, BALTIC) < 500
    assert coast_length_km(after, BALTIC) > 2_000


def test_share_of_a_line_near_another() -> None:
    line = shapely.LineString([(24, 50), (25, 50)])
    half = shapely.LineString([(24, 50), (24.5, 50)])
    assert share_near([line], [half], 100.0) == pytest.approx(0.5, abs=0.01)
    assert share_near([line], [line], 1.0) == 1.0


def test_distances_both_ways(before: Snapshot, after: Snapshot) -> None:
    there, back = border_distances(before, after, step_km=20.0)
    assert (there.start, back.start) == ("1939-08-23", "1941-06-21")
    assert 100 < there.mean_km < 200
    assert there.farthest.km >= there.p95_km >= there.median_km > 0
    same, _ = border_distances(before, before, step_km=50.0)
    assert same.farthest.km == pytest.approx(0.0, abs=2e-3)  # points between vertices are put on the line


def test_a_state_without_borders_on_land(before: Snapshot, after: Snapshot) -> None:
    with pytest.raises(GeometryError, match="Estonia has no border on land on"):
        border_distances(before, after, state="Estonia")


def test_foreign_land_is_foreign(after: Snapshot) -> None:
    minsk = foreign_land(after, 27.5667, 53.9)
    assert minsk.to == "Germany"
    assert after.who(minsk.to_lon, minsk.to_lat).border_km < 0.5
