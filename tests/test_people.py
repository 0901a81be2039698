"""People on the land that changed hands."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import shutil
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest
from asking import ask, one_sentence
from hypothesis import given
from hypothesis import strategies as st
from toy import write

import geo
from geo.atlas.bundled import data_folder
from geo.atlas.census import KINDS
from geo.errors import BordershiftError, DataError, UnknownNameError
from geo.measures.people import REST, people
from geo.sources.people import build_people

if TYPE_CHECKING:
    from pathlib import Path

    from geo.atlas.atlas import Atlas, Snapshot

pytestmark = pytest.mark.usefixtures("open_already")

HEADER = "zone,census,date,what,kind,group,people,interpolated_share,sigma,source,note\n"
TOY = (
    HEADER
    + """west,w,1931-12-09,census,all,all,1000,0.25,30,West,
west,w,1931-12-09,census,religion,Orthodox,600,0.5,20,West,
west,w,1931-12-09,census,religion,other,300,0,0,West,
west,old,1921,census,all,all,900,0,0,Old,
west,old,1921,census,language,Western,899,0,0,Old,
middle,m,1930,register,all,all,50,1,40,Middle,drowned since
"""
)


@pytest.fixture(scope="module")
def counted_toy(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    folder = write(tmp_path_factory.mktemp("peopled"))
    about = json.loads((folder / "atlas.json").read_text())
    (folder / "atlas.json").write_text(json.dumps({**about, "tables": [*about["tables"], "people"]}))
    (folder / "tables" / "people.csv").write_text(TOY)
    return geo.open_atlas(folder)


@pytest.mark.parametrize(
    ("region", "least", "most"),
    [
        ("rybachy", 150, 1_200),
        ("salla", 5_000, 6_000),
        ("karelia", 400_000, 450_000),
        ("gulf_islands", 2_000, 4_000),
        ("hanko", 7_000, 9_000),
        ("estonia", 1_126_413, 1_126_413),
        ("latvia", 1_950_502, 1_950_502),
        ("lithuania", 2_790_000, 2_940_000),
        ("west_belarus", 4_130_000, 4_250_000),
        ("west_ukraine", 7_250_000, 7_450_000),
        ("north_bukovina", 500_000, 580_000),
        ("bessarabia", 2_864_402, 2_864_402),
    ],
)
def test_every_region_has_a_figure_with_its_source(
    before: Snapshot, after: Snapshot, region: str, least: int, most: int
) -> None:
    total = people(before, after, region=region).total
    assert total.people is not None
    assert least <= total.people <= most
    assert total.source
    assert total.date


def test_poland_as_its_districts_add_up(before: Snapshot, after: Snapshot) -> None:
    polish = [row for row in people(before, after).zones if row.date == "1931-12-09"]
    assert {row.zone for row in polish} == {"vilnius", "west_belarus", "west_ukraine"}
    assert sum(row.people for row in polish) == pytest.approx(11_940_000, rel=0.01)
    vilnius = next(row for row in polish if row.zone == "vilnius")
    assert vilnius.people == pytest.approx(
        433_384, abs=vilnius.sigma
    )  # Lithuanian statistics, for the same land


def test_a_zone_without_a_figure_is_said(
    before: Snapshot, after: Snapshot, capsys: pytest.CaptureFixture[str]
) -> None:
    counted = people(before, after)
    assert [zone for _, zone, _ in counted.without_figure] == ["danube_islands"]
    assert counted.total.without_figure == ("danube_islands",)
    assert "Not counted, for there is no figure: Tătaru Mare in the Danube." in ask(["people"], capsys)[1]
    german = people(before, after, state="Germany")
    assert german.total.people is None
    assert "no figure" in ask(["people", "--state", "Germany"], capsys)[1]


@pytest.mark.parametrize("by", [None, *KINDS])
def test_swapped_days_turn_every_sign(before: Snapshot, after: Snapshot, by: str | None) -> None:
    there, back = people(before, after, by=by), people(after, before, by=by)
    assert [row.people for row in back.zones] == [-row.people for row in there.zones]
    assert back.total.people == -(there.total.people or 0)
    assert [row.sigma for row in back.regions] == [row.sigma for row in there.regions]


@pytest.mark.parametrize("by", KINDS)
def test_groups_add_up_to_all_whom_the_census_counted(atlas: Atlas, by: str) -> None:
    counted = people(atlas.on("1939-08-23"), atlas.on("1941-06-21"), by=by)
    sums: dict[str, int] = defaultdict(int)
    for row in counted.zones:
        sums[row.zone] += row.people
    assert sums
    for zone, people_there in sums.items():
        date = next(row.date for row in counted.zones if row.zone == zone)
        (whole,) = (
            count.people
            for count in atlas.people
            if (count.zone, count.date, count.kind) == (zone, date, "all")
        )
        assert people_there == pytest.approx(whole, abs=6)  # of the census's own rounding
    assert sum(row.people or 0 for row in counted.groups) == counted.total.people


def test_religions_of_poland_are_nearly_all_told(before: Snapshot, after: Snapshot) -> None:
    """Its census left one in a thousand without a religion."""
    counted = people(before, after, by="religion", region="west_ukraine")
    rest = next(row for row in counted.regions if row.group == REST)
    assert counted.total.people
    assert 0 < (rest.people or 0) < 0.001 * counted.total.people
    assert counted.regions[-1] is rest
    assert [row.group for row in counted.regions[:2]] == ["Greek Catholic", "Roman Catholic"]


@given(st.dates(dt.date(1939, 8, 23), dt.date(1941, 6, 21)))
def test_parts_sum_to_the_whole_on_any_day_between(atlas: Atlas, day: dt.date) -> None:
    start, end = atlas.on("1939-08-23"), atlas.on("1941-06-21")
    between = atlas.on(day)
    first = people(start, between)
    parts = [first.total.people or 0, people(between, end).total.people or 0]
    assert sum(parts) == people(start, end).total.people
    assert parts[0] == sum(row.people or 0 for row in first.regions)


def test_worked_out_on_paper(counted_toy: Atlas) -> None:
    before, after = counted_toy.on("1939-08-23"), counted_toy.on("1940-12-31")
    counted = people(before, after)
    assert counted.state == "Eastland"
    assert counted.total.people == 1050
    assert counted.total.sigma == 50.0
    assert counted.total.interpolated_share == pytest.approx((0.25 * 1000 + 50) / 1050)
    assert counted.total.date == "1930; 1931-12-09"
    assert people(before, after, state="Westland").total.people == -1050
    religion = people(before, after, by="religion")
    assert [(row.region, row.group, row.people) for row in religion.regions] == [
        ("centre", "all", None),
        ("west", "Orthodox", 600),
        ("west", "other", 300),
        ("west", REST, 100),
    ]
    assert religion.total.without_figure == ("middle",)
    language = people(before, after, by="language")  # the older census alone asked for it
    assert [(row.group, row.people, row.date) for row in language.zones] == [
        ("Western", 899, "1921"),
        (REST, 1, "1921"),
    ]
    later = people(counted_toy.on("1941-06-21"), counted_toy.on("1941-06-22"))
    assert (later.total.people, later.total.without_figure) == (None, ("east",))
    nothing = people(before, before)
    assert (nothing.total.people, nothing.without_figure, nothing.regions) == (None, (), ())
    assert "middle" not in religion.frame()["region"].tolist()
    assert religion.frame()["people"].sum() == 2000


def test_an_atlas_without_counts_says_so(toy: Atlas) -> None:
    with pytest.raises(BordershiftError, match="has no counts of people; give it"):
        people(toy.on("1939-08-23"), toy.on("1941-06-21"))


def test_what_people_are_not_counted_by(
    before: Snapshot, after: Snapshot, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(UnknownNameError, match=r"not counted by 'faith'; .*religion"):
        people(before, after, by="faith")
    status, out, err = ask(["people", "--region", "narnia"], capsys)
    assert (status, out) == (2, "")
    assert "no region is called 'narnia'" in one_sentence(err)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("west,v,1931,census,all,all,-1,0,0,,", "people '-1' does not lie between"),
        ("west,v,1931,census,all,all,1.5,0,0,,", "people '1.5' is no whole number"),
        ("west,v,1931,census,all,all,,0,0,,", "people is empty"),
        ("west,v,in 1931,census,all,all,1,0,0,,", "date 'in 1931' is no EDTF date"),
        ("west,v,1931,guess,all,all,1,0,0,,", "what 'guess' is none of census"),
        ("west,v,1931,census,faith,all,1,0,0,,", "kind 'faith' is none of all, religion"),
        ("west,v,1931,census,all,all,1,2,0,,", "'2' does not lie between 0 and 1"),
        ("north,v,1931,census,all,all,1,0,0,,", "zone names 'north', which zones.csv does not have"),
        ("west,v,1931,census,religion,Old,1,0,0,,", "1 people by religion, but no count of all"),
        ("west,v,1931,census,all,all,1,0,0,,\nwest,v,1931,census,all,all,1,0,0,,", "stands on line 8 too"),
        ("west,v,1931,census,all,all,9,0,0,,\nwest,v,1931,census,religion,Old,20,0,0,,", "but 9 people in all"),
    ],
)
def test_bad_tables_are_refused(counted_toy: Atlas, tmp_path: Path, row: str, said: str) -> None:
    shutil.copytree(counted_toy.folder, tmp_path / "toy")
    path = tmp_path / "toy" / "tables" / "people.csv"
    path.write_text(f"{TOY}{row}\n")
    with pytest.raises(DataError, match=rf"people\.csv, line \d+: .*{re.escape(said)}"):
        _ = geo.open_atlas(tmp_path / "toy").people


def test_the_table_is_built_from_the_units() -> None:
    tables = data_folder() / "tables"
    assert (tables / "people.csv").read_text("utf-8") == build_people(tables)


def test_units_and_counts_must_fit(tmp_path: Path) -> None:
    tables = tmp_path / "tables"
    tables.mkdir()
    for name in ("regions", "zones", "people_censuses", "people_units", "people_counts"):
        shutil.copy(data_folder() / "tables" / f"{name}.csv", tables)
    with (tables / "people_units.csv").open("a") as units:
        units.write("poland_1931,narnijski,west_ukraine,1,whole,,\n")
    with pytest.raises(DataError, match="differ: poland_1931, narnijski"):
        build_people(tables)


def test_no_unit_gives_more_than_it_has() -> None:
    shares: dict[tuple[str, str], float] = defaultdict(float)
    with (data_folder() / "tables" / "people_units.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            shares[row["census"], row["unit"]] += float(row["share"])
    assert len(shares) > 100
    assert max(shares.values()) < 1.0005


def test_json_and_csv_say_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads(ask(["people", "--format", "json"], capsys)[1])
    rows = list(csv.DictReader(io.StringIO(ask(["people", "--format", "csv"], capsys)[1])))
    assert [row["region"] for row in document["regions"]] == [row["region"] for row in rows[:-1]]
    assert [str(row["people"]) for row in (*document["regions"], document["total"])] == [
        row["people"] for row in rows
    ]
    assert {"region", "people", "date", "source", "interpolated_share"} <= set(document["regions"][0])
    assert document["total"]["people"] == sum(row["people"] for row in document["regions"])
    assert (document["from"], document["to"], document["state"], document["by"]) == (
        "1939-08-23",
        "1941-06-21",
        "USSR",
        None,
    )


def test_json_by_group(capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads(
        ask(["people", "--by", "language", "--region", "bessarabia", "--format", "json"], capsys)[1]
    )
    told = {row["group"]: row["people"] for row in document["regions"]}
    assert told["Romanian"] == 1_598_573
    assert sum(told.values()) == document["total"]["people"] == 2_864_402
    assert {row["group"]: row["people"] for row in document["total"]["groups"]} == told


def test_measure_tells_how_many_people(
    before: Snapshot, after: Snapshot, capsys: pytest.CaptureFixture[str]
) -> None:
    document = json.loads(ask(["measure", "--every", "2", "--format", "json"], capsys)[1])
    counted = people(before, after)
    assert {row["region"]: row["people"] for row in document["regions"]} == {
        row.region: row.people for row in counted.regions
    }
    assert document["total"]["people"] == counted.total.people


def test_an_atlas_of_ones_own_is_counted_too(counted_toy: Atlas, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["people", "--data", str(counted_toy.folder), "--to", "1940-12-31", "--format", "json"]
    document = json.loads(ask(arguments, capsys)[1])
    assert (document["state"], document["total"]["people"]) == ("Eastland", 1050)


def test_a_region_that_is_counted_in_part_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = ask(["people", "--by", "religion"], capsys)
    assert status == 0
    assert re.search(r"Lithuania with Vilnius \(in part\) +Roman Catholic", out)
    assert not re.search(r"Western Belarus \(in part\)", out)
