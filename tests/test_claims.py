"""Claims, lengths, and how near."""

from __future__ import annotations

import csv
import io
import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.atlas import schema
from geo.atlas.bundled import data_folder
from geo.atlas.open_atlas import open_atlas
from geo.claims.assess import MEASURED, assess_claims
from geo.claims.assessed import VERDICTS, Claims
from geo.claims.rules import RULES, Grade, Rule
from geo.earth.geodesy import meridian_m_per_degree, parallel_m_per_degree
from geo.errors import DataError, GeometryError
from geo.measures.change import change
from geo.measures.distance import border_distances, farthest_km
from geo.measures.foreign_land import foreign_land
from geo.measures.lengths import border_lengths, coast_length_km, length_curve, share_near
from geo.measures.shift import shift
from geo.text.findings import claims_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.atlas.atlas import Atlas, Snapshot
    from geo.claims.assessed import Assessment

BALTIC = (18.0, 53.5, 31.0, 61.0)


@pytest.fixture(scope="module")
def assessed(atlas: Atlas) -> dict[str, Assessment]:
    return {claim.claim: claim for claim in assess_claims(atlas)}


def test_verdicts(assessed: dict[str, Assessment]) -> None:
    assert {name: claim.verdict for name, claim in assessed.items()} == {
        "poland_west": "partly upheld",
        "poland_200000": "upheld",
        "poland_131000": "not upheld",
        "leningrad_32": "partly upheld",
        "north_west": "upheld",
        "border_shorter": "not upheld",
        "baltic_access": "upheld",
        "bessarabia_200": "not upheld",
        "prut_danube": "upheld",
        "depth": "not measurable from borders",
    }


def test_claims_are_a_table_too(atlas: Atlas) -> None:
    told = assess_claims(atlas)
    table, others = told.frame(), told.alternatives.frame()
    assert table["verdict"].tolist() == [claim.verdict for claim in told]
    assert {"value", "low", "high", "unit", "cited_from"} <= set(table.columns)
    assert len(others) == sum(len(claim.alternatives) for claim in told)
    assert told._repr_html_().count("<tr") == len(told) + 1
    rows = list(csv.DictReader(io.StringIO(told.table().csv())))
    assert [row["verdict"] for row in rows] == table["verdict"].tolist()
    assert [row["stated_low"] == "" for row in rows] == table["stated_low"].isna().tolist()
    shown = claims_table(told)
    assert "\N{HORIZONTAL ELLIPSIS}" not in shown  # nothing is cut
    assert told[0].cited_from in shown


def test_a_claim_that_names_no_source_leaves_no_gap(atlas: Atlas) -> None:
    told = list(assess_claims(atlas, only="along_rivers"))
    quoted, plain = (replace(told[0], says=says, cited_from="") for says in ('It is "far".', "It is far."))
    assert (quoted.citation, plain.citation) == ('"far"', "")
    assert f"Cited from: {told[0].cited_from}; the words" in claims_table(Claims([*told, quoted, plain]))
    sourced = replace(plain, cited_from="a book")
    assert "\nCited from: a book. Rules" in claims_table(Claims([sourced]))
    assert claims_table(Claims([plain])).endswith("\nRules and reasons: --format csv or json.\n")


def test_the_mean_of_bessarabia_differs_from_the_tables_by_the_islands_alone(
    assessed: dict[str, Assessment], before: Snapshot, after: Snapshot
) -> None:
    """As the README says of the two numbers."""
    claim, moved = assessed["bessarabia_200"], shift(before, after, region="bessarabia")
    (islands,) = (one for one in moved.change.transfers if one.zone.id == "danube_islands")
    lacking = islands.area_km2 / moved.total.meridian_km
    assert claim.value == pytest.approx(moved.total.mean_km - lacking, abs=0.001)


def test_measured_values_are_those_first_measured_elsewhere(assessed: dict[str, Assessment]) -> None:
    assert assessed["bessarabia_200"].value == pytest.approx(119, abs=3)
    assert assessed["leningrad_32"].value == pytest.approx(31, abs=2.5)
    assert assessed["north_west"].value == pytest.approx(148, abs=5)
    middle = next(a for a in assessed["poland_west"].alternatives if a.definition == "middle")
    assert middle.value == pytest.approx(275, abs=10)


def test_every_claim_says_why_and_by_what_rule(assessed: dict[str, Assessment]) -> None:
    for claim in assessed.values():
        assert claim.verdict in VERDICTS
        # an error that is not known is not told as none
        assert claim.low < claim.value < claim.high or np.isnan([claim.low, claim.high]).all()
        assert claim.measured in claim.why
        assert claim.rule
        assert all(other.verdict in VERDICTS for other in claim.alternatives)


GRADED = [
    # rule, low, high, upheld_at, partly_at; what was measured; what it makes of it
    ("mean_within", 250, 300, 0.5, 0.25, {"value": 275, "share": 0.5}, Grade.UPHELD),
    ("mean_within", 250, 300, 0.5, 0.25, {"value": 275, "share": 0.49}, Grade.PARTLY),
    ("mean_within", 250, 300, 0.5, 0.25, {"value": 249, "share": 0.25}, Grade.PARTLY),
    ("mean_within", 250, 300, 0.5, 0.25, {"value": 301, "share": 0.24}, Grade.NOT),
    ("within_errors_at_best_partly", 30, 34, None, None, {"value": 32, "sigma": 1}, Grade.PARTLY),
    ("within_errors_at_best_partly", 30, 34, None, None, {"value": 28, "sigma": 1}, Grade.PARTLY),
    ("within_errors_at_best_partly", 30, 34, None, None, {"value": 36.1, "sigma": 1}, Grade.NOT),
    ("within_errors", 195, 205, None, 0.1, {"value": 206, "sigma": 0.5}, Grade.UPHELD),
    ("within_errors", 195, 205, None, 0.1, {"value": 206.1, "sigma": 0.5}, Grade.PARTLY),
    ("within_errors", 195, 205, None, 0.1, {"value": 175.5, "sigma": 0.5}, Grade.PARTLY),
    ("within_errors", 195, 205, None, 0.1, {"value": 225.6, "sigma": 0.5}, Grade.NOT),
    ("times_more", None, None, 2, None, {"value": 20, "before": 10}, Grade.UPHELD),
    ("times_more", None, None, 2, None, {"value": 19, "before": 10}, Grade.PARTLY),
    ("times_more", None, None, 2, None, {"value": 10, "before": 10}, Grade.NOT),
    ("times_less", None, None, 0.9, None, {"value": 9, "before": 10}, Grade.UPHELD),
    ("times_less", None, None, 0.9, None, {"value": 9.1, "before": 10}, Grade.PARTLY),
    ("times_less", None, None, 0.9, None, {"value": 10, "before": 10}, Grade.NOT),
    ("times_less", None, None, 0.9, None, {"value": 9.9, "before": 10, "most_times": 1.1}, Grade.NOT),
    ("times_more", None, None, 2, None, {"value": 10.1, "before": 10, "least_times": 0.9}, Grade.NOT),
    ("at_least", 0.8, 1, 0.8, 0.5, {"value": 0.8}, Grade.UPHELD),
    ("at_least", 0.8, 1, 0.8, 0.5, {"value": 0.5}, Grade.PARTLY),
    ("at_least", 0.8, 1, 0.8, 0.5, {"value": 0.49}, Grade.NOT),
    ("none", None, None, None, None, {"value": 1}, Grade.UNTOLD),
]


@pytest.mark.parametrize("case", GRADED, ids=lambda case: f"{case[0]} {case[6].name}")
def test_rules(case: tuple[str, float, float, float, float, dict[str, float], Grade]) -> None:
    name, low, high, upheld_at, partly_at, numbers, grade = case
    rule = Rule(name, low, high, upheld_at, partly_at, "km")
    assert rule.grade(numbers) == grade
    assert "{" not in str(rule)


def test_every_name_of_the_table_is_that_of_a_rule_or_a_measure() -> None:
    assert tuple(RULES) == schema.RULES
    assert tuple(MEASURED) == schema.MEASURES


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("times_less,0.9", "times_fewer,0.9", "line 7: rule 'times_fewer' is none of mean_within, "),
        (
            "times_less,0.9",
            "times_less,",
            "line 7: upheld_at is empty, which the rule times_less needs; fill",
        ),
        ("times_less,0.9", "times_less,x", "line 7: upheld_at 'x' is no number; write 52.1."),
        (
            "shift,bessarabia",
            "shift,bessarabie",
            "line 9: scope names 'bessarabie', which regions.csv does",
        ),
        (
            "195000,205000,km²",
            "51,53,%",
            "line 3: poland_200000 is in '%', and area is measured in km²; a share of a whole state",
        ),
        ("as_kept;at_1_km", "as_kept;at_2_km", "line 7: border_shorter cannot be measured ('at_2_km')"),
    ],
)
def test_a_row_that_cannot_be_assessed_is_told(old: str, new: str, told: str, tmp_path: Path) -> None:
    data = Path(shutil.copytree(data_folder(), tmp_path / "data"))
    table = data / "tables" / "claims.csv"
    text = table.read_text(encoding="utf-8")
    assert old in text
    table.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError, match=re.escape(told)):
        assess_claims(open_atlas(data))


def test_a_scope_is_the_whole_border_or_is_found_by_name(tmp_path: Path) -> None:
    folder = shutil.copytree(data_folder(), tmp_path / "mine")
    table = folder / "tables" / "claims.csv"
    head, *rows = csv.reader(io.StringIO(table.read_text(encoding="utf-8")))
    row = dict(zip(head, next(row for row in rows if "shift" in row), strict=True))

    def assess(**changed: str) -> Assessment:
        written = io.StringIO()
        csv.writer(written).writerows([head, list({**row, **changed}.values())])
        table.write_text(written.getvalue(), encoding="utf-8")
        (found,) = assess_claims(open_atlas(folder))
        return found

    atlas = open_atlas()
    whole = shift(atlas.on(row["from"]), atlas.on(row["to"])).total
    assert assess(scope="").value == pytest.approx(whole.mean_km, abs=0.001)
    with pytest.raises(DataError, match=r"claims\.csv, line 2: nothing changed hands there between the days"):
        assess(scope="karelia")  # in 1939
    # a city is found by any of its names
    by_names = [
        assess(measure="foreign_land", rule="none", upheld_at="", partly_at="", alternatives="", scope=name)
        for name in ("Saint Petersburg", "Leningrad")
    ]
    assert by_names[0].value == by_names[1].value
    assert by_names[0].measured == by_names[1].measured
    with pytest.raises(DataError, match=r"scope names 'Brest-Litovks', which places\.csv does not have"):
        assess(
            measure="foreign_land",
            rule="none",
            upheld_at="",
            partly_at="",
            alternatives="",
            scope="Brest-Litovks",
        )


def test_an_area_is_that_of_the_transfers_with_the_error_of_the_summary(
    atlas: Atlas, assessed: dict[str, Assessment]
) -> None:
    """It is what the whole border's change has, and of some regions the sum of theirs."""
    by_october = change(atlas.on("1939-08-23"), atlas.on("1939-10-01"))
    claim = assessed["poland_200000"]
    assert claim.value == pytest.approx(by_october.area_km2, abs=0.001)
    total = shift(atlas.on("1939-08-23"), atlas.on("1939-10-01")).total
    sigma = (claim.high - claim.low) / 4.0
    assert sigma == pytest.approx(total.sigma_mean_km * total.meridian_km, rel=0.01)
    by_winter = change(atlas.on("1939-08-23"), atlas.on("1939-12-01"))
    parts = {"west_belarus": 0.0, "west_ukraine": 0.0}
    for transfer in by_winter.transfers:
        parts[transfer.region] += transfer.area_km2
    assert assessed["poland_131000"].value == pytest.approx(sum(parts.values()), abs=0.001)


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
    assert (same.mean_km, same.farthest.km, same.farthest.sigma_km) == (0.0, 0.0, 0.0)


def test_the_farthest_place_does_not_depend_on_the_points(before: Snapshot, after: Snapshot) -> None:
    coarse, fine = (border_distances(before, after, step_km=step)[0].farthest for step in (40.0, 7.0))
    assert coarse.km == pytest.approx(fine.km, abs=0.01)


# one unit is one metre where the equator meets the meridian of Greenwich
METRE = 1.0 / parallel_m_per_degree(0.0), 1.0 / meridian_m_per_degree(0.0)


def hausdorff_m(first: Sequence[tuple[float, float]], second: Sequence[tuple[float, float]]) -> float:
    lines = [shapely.LineString(np.array(line) * METRE) for line in (first, second)]
    ways = (lines[:1], lines[1:]), (lines[1:], lines[:1])
    return max(farthest_km(*way, within_m=1e-4) for way in ways) * 1000


def test_published_hausdorff_distances() -> None:
    # GEOS's example, as in shapely's own tests: 22.4 at the vertices, 47.8 between them
    first, second = [(0, 0), (100, 0), (10, 100), (10, 100)], [(0, 100), (0, 10), (80, 10)]
    assert shapely.LineString(first).hausdorff_distance(shapely.LineString(second)) < 22.4
    assert hausdorff_m(first, second) == pytest.approx(47.8, abs=0.1)
    # the corner of a square to the same corner of one inside it
    square, within = [(0, 0), (0, 10), (10, 10), (10, 0), (0, 0)], [(1, 1), (1, 9), (9, 9), (9, 1), (1, 1)]
    assert hausdorff_m(square, within) == pytest.approx(2**0.5, abs=1e-3)
    # a case where the vertices say 4.95; the true value is 9.91 and some more
    first = [(26, 8), (13, -2), (13, 19), (10, 19), (10, 23), (1, 17)]
    second = [(15, 1), (28, 11), (13, 26), (1, 18)]
    assert shapely.LineString(first).hausdorff_distance(shapely.LineString(second)) < 4.96
    assert hausdorff_m(first, second) == pytest.approx(9.9177, abs=1e-3)


@given(seed=st.integers(0, 10_000))
def test_the_farthest_place_against_many_points(seed: int) -> None:
    rng = np.random.default_rng(seed)
    lines = [shapely.LineString(rng.uniform(0, 100, (6, 2)) * METRE) for _ in range(3)]
    found = farthest_km(lines[:1], lines[1:], within_m=0.1) * 1000
    points = shapely.MultiPoint(
        shapely.get_coordinates(shapely.segmentize(lines[0], 0.2 * METRE[0])) / METRE
    ).geoms
    goals = shapely.MultiLineString([shapely.get_coordinates(line) / METRE for line in lines[1:]])
    assert found == pytest.approx(max(point.distance(goals) for point in points), abs=0.2)


def test_a_state_without_borders_on_land(before: Snapshot, after: Snapshot) -> None:
    with pytest.raises(GeometryError, match="Estonia has no border on land on"):
        border_distances(before, after, state="Estonia")


def test_foreign_land_is_foreign(after: Snapshot) -> None:
    minsk = foreign_land(after, 27.5667, 53.9)
    assert minsk.to == "Germany"
    assert after.who(minsk.to_lon, minsk.to_lat).border_km < 0.5
