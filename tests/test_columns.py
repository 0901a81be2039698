"""One table type tells every result: whatever the form, the columns are the same."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click
import geopandas as gpd
import numpy as np
import pytest
import shapely
from click.testing import CliRunner

import geo
from geo.atlas.views import views
from geo.cli import main
from geo.cli.telling import Telling
from geo.files.columns import Column, Result, Table
from geo.files.numbers import NARROW, fixed, with_error
from geo.measures.distance import border_distances
from geo.measures.lengths import border_lengths, length_curve
from geo.measures.profile import Profile
from geo.measures.verify import Check, Checks, compare_published
from geo.own.compared import (
    AllStates,
    AreaChange,
    AreaChanges,
    ChangedLand,
    Comparison,
    Crosswalk,
    LandPassed,
    Match,
    StateAreas,
)
from geo.own.gedcom import TreeEvent
from geo.own.meridians import compare_along_meridians
from geo.own.pair import Sources, open_sides
from geo.own.series import series_of
from geo.own.tree_states import EventState
from geo.page.mapdata import map_data
from geo.page.movement import epochs_of
from geo.page.wording import page_words
from geo.text.answers import answer_sentence, history_text
from geo.text.figures import measured_csv, shift_json, shift_markdown, shift_tables
from geo.text.terminal import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.atlas.atlas import Atlas, Snapshot

pytestmark = pytest.mark.usefixtures("open_already")
NAN = float("nan")
UNITS = {"km", "km2", "m", "deg", "lat", "lon"}


def header(text: str) -> list[str]:
    return next(csv.reader(io.StringIO(text)))


def bordershift(*arguments: str) -> str:
    run = CliRunner().invoke(main, arguments)
    assert run.exit_code == 0, run.output
    return run.stdout


def subclasses(kind: type[Result]) -> Iterator[type[Result]]:
    for below in kind.__subclasses__():
        yield below
        yield from subclasses(below)


@pytest.fixture(scope="module")
def results(before: Snapshot, after: Snapshot) -> list[Result]:
    atlas = before.atlas
    summer = atlas.on("1940-06-27"), atlas.on("1940-07-04")
    moved = geo.shift(*summer, every_deg=1.0)
    claims = geo.assess_claims(atlas)
    event = TreeEvent("@I1@", "A", "BIRT", "1940", "Brody", None, None, 1, 1, 2)
    there, _ = border_distances(before, after, step_km=50.0)
    counted = geo.people(*summer)
    areas = AreaChanges([AreaChange("A", "", -3.0)])
    lands = [gpd.GeoSeries([shapely.box(20, 50, 22, top)], crs="EPSG:4326") for top in (52, 53)]
    along = compare_along_meridians(open_sides(Sources.of(lands)), ())
    drawn = geo.accuracy(*lands)
    dated = gpd.GeoDataFrame(
        {"name": ["A", "A"], "from": ["1900-01-01", "1910-01-01"], "to": ["1909-12-31", "1920-01-01"]},
        geometry=[shapely.box(20, 50, 22, top) for top in (52, 53)],
        crs="EPSG:4326",
    )
    return [
        drawn,
        drawn.total,
        drawn.buffers,
        drawn.buffers[0],
        series_of(Sources.of([dated], name="name", state="A")),
        before.who(26.0, 53.0),
        before.who_each([26.0, 20.5], [53.0, 58.9]),
        geo.history(atlas, 25.28, 54.69, name="Vilnius"),
        geo.held(atlas, [25.28, 100.0], [54.69, 10.0]),
        geo.namesakes(atlas, "Brody"),
        EventState(event, (), "unknown", "", None, "", "", "no date", "no date"),
        geo.Lookup(atlas).up(["Lwów", "Brody", ""]),
        geo.changes(before, after),
        geo.change(*summer),
        moved,
        moved.total,
        moved.profile,
        counted,
        counted.total,
        claims,
        claims.alternatives,
        there,
        there.farthest,
        border_lengths(after),
        length_curve(after, [5_000.0]),
        compare_published(atlas),
        Checks([Check("arcs", ("one is missing",), ""), Check("zones", (), "3 zones")]),
        along.profile,
        along.total,
        along,
        ChangedLand([LandPassed("A", "", 3.0, shapely.box(20, 50, 21, 51))]),
        Crosswalk([Match("A", "B", 3.0, 0.5, 1.0)]),
        AllStates([StateAreas("A", 10.0, 12.0, 2.0, 0.0)]),
        areas,
        Comparison("a.gpkg", "b.gpkg", "A", 1.0, moved.profile, areas, moved.regions, moved.total),
    ]


def test_none_is_forgotten(results: list[Result]) -> None:
    # by name: a dataclass with slots is made twice
    below = [kind for kind in subclasses(Result) if "COLUMNS" in vars(kind)]
    kinds = {f"{kind.__module__}.{kind.__name__}" for kind in below if kind.__module__.startswith("geo.")}
    assert len(kinds) > 15
    assert {f"{type(result).__module__}.{type(result).__name__}" for result in results} == kinds


def test_every_form_has_the_same_columns(results: list[Result]) -> None:
    for result in results:
        table, names = result.table(), [column.name for column in result.COLUMNS]
        frame = result.frame()
        told = [name for name in frame.columns if name != "geometry"]
        assert told == names, type(result)
        assert isinstance(frame, gpd.GeoDataFrame) == (table.shapes is not None)
        assert header(table.csv()) == names
        records = json.loads(table.json())
        assert len(records) == len(frame) > 0
        assert all(list(record) == names for record in records)
        heads = table.markdown().splitlines()[0].strip("| ").split(" | ")
        assert heads == [column.head for column in result.COLUMNS]
        assert result._repr_html_().startswith('<table class="dataframe">')
        assert re.findall(r"<th title[^>]*>(.*?)</th>", table.html()) == names


def test_values_are_the_same_but_for_rounding(results: list[Result]) -> None:
    for result in results:
        frame = result.frame()
        rows = list(csv.DictReader(io.StringIO(result.table().csv())))
        for column in result.COLUMNS:
            for value, record, row in zip(frame[column.name], result.table().records(), rows, strict=True):
                if isinstance(value, float | np.floating):
                    if np.isnan(value):
                        assert (record[column.name], row[column.name]) == (None, "")
                    else:
                        assert record[column.name] == pytest.approx(value, abs=10.0**-column.digits)
                        assert float(row[column.name]) == record[column.name]
                elif isinstance(value, str):
                    assert record[column.name] == value


def test_columns_say_what_they_mean_and_their_unit(results: list[Result]) -> None:
    for result in results:
        for column in result.COLUMNS:
            assert column.meaning
            assert not column.meaning.endswith(".")
            if (
                re.search(r"\b(distance|length|width|kilomet|area)", column.meaning)
                and column.right
                and "share" not in column.name
            ):
                assert set(column.name.split("_")) & UNITS, column.name


def test_the_command_line_writes_these_columns() -> None:
    def names(kind: type[Result]) -> list[str]:
        return [column.name for column in kind.COLUMNS]

    asked = ["place", "lat", "lon"]
    # what was asked for by name, and what was taken for it, follows
    taken = ["asked", "match", "district", "country", "place_sigma_km"]
    assert header(bordershift("who", "Vilnius", "--format", "csv")) == [*asked, *names(geo.History), *taken]
    single = bordershift("who", "53", "26", "--on", "1940-01-01", "--format", "json")
    told = ["day", "sure", "act", "passing", "passing_to", "border_day", "note", "army", "on_land"]
    assert list(json.loads(single)) == [*asked[1:], *names(geo.Answer), *told]
    (first, *_) = json.loads(bordershift("changes", "--format", "json"))
    assert list(first) == names(geo.Changes) == header(bordershift("changes", "--format", "csv"))
    (claim, *_) = json.loads(bordershift("claims", "--format", "json"))
    assert list(claim) == [*names(geo.Claims), "alternatives"]
    assert list(claim["alternatives"][0]) == ["definition", "value", "verdict"]


def test_measured_figures_have_them_too(before: Snapshot) -> None:
    atlas = before.atlas
    moved = geo.shift(atlas.on("1940-06-27"), atlas.on("1940-07-04"), every_deg=1.0)
    document = json.loads(shift_json(moved))
    profile, regions = [column.name for column in Profile.COLUMNS], [column.name for column in moved.COLUMNS]
    assert header(measured_csv(moved)) == profile == list(document["profile"][0])
    assert header(measured_csv(moved, rows="regions")) == regions == list(document["regions"][0])
    assert list(document["total"]) == regions
    assert document["total"]["region"] == "total"


def test_help_tells_every_column() -> None:
    told = 0
    for name, command in main.commands.items():
        if isinstance(command, Telling):
            context = click.Context(command, info_name=name, terminal_width=200, max_content_width=200)
            text = command.get_help(context)
            for column in command.columns():
                told += 1
                assert re.search(rf"^ +{column.name} +\S", text, re.MULTILINE), (name, column.name)
    assert told > 60


def test_what_is_not_known_is_null_or_empty_and_negative_kilometres_are_numbers() -> None:
    columns = Column("name", "a name"), Column("net_km", "a number", right=True), Column("ends", "some names")
    table = Table(columns, [("=1+1", -3.25, ("a", "b")), ("-x", NAN, ()), ("+", np.inf, ()), ("", -0.0, ())])
    assert table.csv() == "name,net_km,ends\n'=1+1,-3.25,a;b\n'-x,,\n'+,,\n,0.0,\n"
    assert table.records()[:2] == [
        {"name": "=1+1", "net_km": -3.25, "ends": ["a", "b"]},
        {"name": "-x", "net_km": None, "ends": []},
    ]
    assert "NaN" not in table.json()
    assert table.texts()[0] == ["=1+1", "\N{MINUS SIGN}3.2", "a, b"]
    assert np.isnan(table.frame()["net_km"][1])


def test_names_of_others_stay_in_their_cell() -> None:
    table = Table((Column("name", "a <b>name</b>"),), [("<script>|\n\x1b[31m",)])
    assert "<script>" not in table.html()
    assert "<b>" not in table.html()
    assert table.markdown().splitlines()[2] == "| &lt;script>\\|\\n\\x1b[31m |"
    assert "\x1b" not in shown(table)


def test_lands_that_were_lost_are_numbers_in_csv(before: Snapshot, after: Snapshot) -> None:
    back = geo.shift(after, before, every_deg=2.0)
    rows = list(csv.DictReader(io.StringIO(measured_csv(back))))
    assert min(float(row["net_km"]) for row in rows) < -100.0
    assert all(re.fullmatch(r"-?\d+\.\d+", row["net_km"]) for row in rows)
    assert "\N{MINUS SIGN}" in shift_tables(back)
    assert "'-" not in measured_csv(back)


def test_the_total_is_called_so_on_the_map_too(before: Snapshot, after: Snapshot) -> None:
    found = geo.change(before, after)
    for view in views(before.atlas)[:2]:
        epochs = epochs_of(before, found.state, view)
        tables: Any = map_data(found, epochs, page_words(found), view=view)[0]["tables"]
        figures = tables["figures"]
        assert {figures["region"][number] for number in tables["epochs"]["total"]} == {"total"}
        assert list(figures) == [column.name for column in geo.Shift.COLUMNS]


def test_no_error_is_shown_where_none_is_known(before: Snapshot) -> None:
    assert with_error(1234.5, NAN, 0, gap=NARROW) == f"1{NARROW}234"
    assert [with_error(NAN, 1.0), with_error(None, 1.0), fixed(None)] == ["", "", ""]
    assert with_error(2.0, None) == "2.0"
    answer = unsure(before.who(26.0, 53.0))
    told = geo.History("", 26.0, 53.0, answer.zone, (geo.Spell(answer, None),))
    for text in (repr(answer), answer_sentence(answer, "1939-08-23"), history_text(told)):
        assert "±" not in text
        assert "nan" not in text
    moved = geo.shift(before.atlas.on("1940-06-27"), before.atlas.on("1940-07-04"), every_deg=1.0)
    known, unknown = (shift_markdown(part) for part in (moved, without_errors(moved)))
    assert known.count("±") == 6  # of the areas and of the means
    assert "±" not in unknown


def unsure(answer: geo.Answer) -> geo.Answer:
    return replace(answer, sigma_km=NAN)


def without_errors(moved: geo.Shift) -> geo.Shift:
    *regions, total = (replace(part, sigma_mean_km=NAN) for part in (*moved.regions, moved.total))
    return replace(moved, regions=tuple(regions), total=total)


def test_a_long_frame_is_cut_in_a_notebook_alone() -> None:
    table = AllStates([StateAreas(f"S{k}", 1.0, 1.0, 0.0, 0.0) for k in range(100)])
    assert table._repr_html_().count("<tr>") == 61
    assert table._repr_html_().endswith("<p>60 of 100 rows</p>")
    assert table.table().html().count("<tr>") == 101


def test_changes_come_in_time_and_only_so(atlas: Atlas) -> None:
    days = "1939-08-23", "1941-06-22"
    turns = geo.changes(*(atlas.on(day) for day in days))
    assert [turn.after.since for turn in turns] == sorted(turn.after.since for turn in turns)
    assert all(turn.before.zone == turn.after.zone == turn.zone.id for turn in turns)
    with pytest.raises(geo.BordershiftError, match=r"^1941-06-22 lies after 1939-08-23; swap them\.$"):
        geo.changes(*(atlas.on(day) for day in reversed(days)))
