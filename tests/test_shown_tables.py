"""Tables for the eye: no number is cut however narrow they are, and what must be known stands beside them."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from typing import TYPE_CHECKING, Literal

import pytest
import rich.box
import rich.console
import rich.table
from hypothesis import given
from hypothesis import strategies as st

import geo
from geo.files.columns import Column, Table
from geo.text.figures import measured_csv, shift_tables
from geo.text.terminal import shown

if TYPE_CHECKING:
    from geo.atlas.atlas import Atlas, Snapshot


@pytest.mark.parametrize("state", ["Estonia", "Romania"])
def test_no_number_is_cut_however_narrow_the_table(before: Snapshot, after: Snapshot, state: str) -> None:
    moved = geo.shift(before, after, state=state, every_deg=0.5)

    def numbers(width: int) -> Counter[str]:
        number = r"(?<![^\s])\N{MINUS SIGN}?\d+\.?\d*(?![^\s])"
        return Counter(re.findall(number, shift_tables(moved, width=width)))

    whole = numbers(400)
    assert sum(whole.values()) > 50
    for width in range(60, 180, 5):
        assert not whole - numbers(width), width


def test_nothing_changed_hands_is_said_and_has_no_error(before: Snapshot, after: Snapshot) -> None:
    for same in (geo.shift(before, before), geo.shift(before, after, state="Finland", region="bessarabia")):
        text = shift_tables(same)
        assert "Nothing changed hands." in text
        assert "\N{PLUS-MINUS SIGN}" not in text
        assert "On each parallel" not in text


def test_one_region_stands_once_in_csv_and_says_what_is_positive(before: Snapshot, after: Snapshot) -> None:
    moved = geo.shift(before, after, region="bessarabia")
    assert len(list(csv.DictReader(io.StringIO(measured_csv(moved, rows="regions"))))) == 1
    assert "gained less lost\n" in shift_tables(moved)
    assert "gained less lost; of borders, west positive\n" in shift_tables(
        geo.shift(before, after, state="Finland")
    )


def test_a_mean_beyond_that_of_each_region_says_why(atlas: Atlas) -> None:
    """Two regions side by side have the widths of both on the parallels they share; one alone has its own."""
    days = atlas.on("1939-09-01"), atlas.on("1939-12-01")
    whole, alone = geo.shift(*days), geo.shift(*days, region="west_belarus")
    assert whole.total.mean_km > max(part.mean_km for part in whole.regions)
    assert "\nWhere several lie side by side, their widths add up: so " in shift_tables(whole, profile=False)
    assert "side by side" not in shift_tables(alone, profile=False)


@given(
    st.data(),
    st.lists(st.sampled_from(["left", "right"]), min_size=1, max_size=4),
    st.booleans(),
)
def test_a_table_that_has_room_looks_as_rich_would_lay_it_out(
    data: st.DataObject,
    sides: list[Literal["left", "right"]],
    total: bool,  # noqa: FBT001  (hypothesis gives it)
) -> None:
    words = st.sampled_from(["a", "Brest", "Łódź", "東京", "", "12.5", "e\u0301", "1939-08-23", "two words"])
    rows = data.draw(st.lists(st.tuples(*(words for _ in sides)), max_size=4))
    columns = tuple(Column(f"c{k}", "", right=side == "right") for k, side in enumerate(sides))
    grid = rich.table.Table(box=rich.box.SIMPLE_HEAD, pad_edge=False)
    for k, side in enumerate(sides):
        grid.add_column(f"c{k}", justify=side, no_wrap=True)
    last = len(rows) - 1 if total and len(rows) > 1 else len(rows)
    for part in (rows[:last], rows[last:]):
        for row in part:
            grid.add_row(*row)
        grid.add_section()
    console = rich.console.Console(
        file=io.StringIO(), width=100, color_system=None, highlight=False, emoji=False
    )
    with console.capture() as laid:
        console.print(grid)
    assert shown(Table(columns, rows), width=100, total=total).splitlines() == [
        line.rstrip() for line in laid.get().splitlines()
    ]


def test_no_line_ends_within_a_number_and_its_unit() -> None:
    cells = ["at 46.00° N, Cahul", "some 1 234 km off", "29.5 ± 0.4 km away"]
    table = Table((Column("where", "a"), Column("what", "b")), [(cell, "x " * 30) for cell in cells])
    for width in range(24, 60):
        lines = [line.rstrip() for line in shown(table, width=width).splitlines()]
        assert not [line for line in lines if line.endswith(("°", "±", " 1", "0.4", "29.5", "234"))], width
        assert "\u02ff" not in "".join(lines)


def test_heads_that_stand_twice_are_told_apart_in_a_list() -> None:
    columns = (
        Column("a", "a", title="mean"),
        Column("b", "b", title="back: mean"),
        Column("c", "c", title="mean"),
    )
    told = shown(Table(columns, [("1", "2", "3")]), width=12).split("\n")
    assert [" ".join(line.split()) for line in told if line] == ["mean 1", "back: mean 2", "back: mean 3"]


def test_no_title_is_cut() -> None:
    title = "Romania: " + "a_long_name_of_a_file_" * 20
    assert shown(Table((Column("km", ""),), [(1.0,)], title), width=60).splitlines()[0] == title
