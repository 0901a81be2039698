"""Two days of one layer with dated rows, and of many files with dates in their names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pytest
import shapely
from asking import ask, one_sentence
from building import layer

from geo.errors import DayError, InputFileError, UnknownNameError
from geo.own.comparison import compare_files
from geo.own.dates import Dating, rows_on

if TYPE_CHECKING:
    from pathlib import Path

OLD, NEW = shapely.box(20, 50, 22, 52), shapely.box(19, 50, 22, 52)
GAINED = 15617.918


def rows(dates: list[tuple[Any, Any]], fields: tuple[str, str] = ("from", "to")) -> gpd.GeoDataFrame:
    """Two of Orla in time, and of its neighbour."""
    lands = [OLD, NEW, shapely.box(18, 50, 20, 52), shapely.box(18, 50, 19, 52)][: len(dates)]
    columns = {"land": ["Orla", "Orla", "Sova", "Sova"][: len(dates)]}
    columns |= {field: [pair[k] for pair in dates] for k, field in enumerate(fields)}
    return gpd.GeoDataFrame(columns, geometry=lands, crs="EPSG:4326")


INCLUSIVE = [("1900", "1918"), ("1919", "1939")] * 2
HALF_OPEN = [("1900-05-01", "1918-11-11"), ("1918-11-11", "")] * 2


@pytest.mark.parametrize(
    ("dates", "fields", "days"),
    [
        (INCLUSIVE, ("from", "to"), ("1918-12-31", "1919-01-01")),
        (INCLUSIVE, ("Start_Year", "End_Year"), ("1900", "1939")),
        (HALF_OPEN, ("start_date", "end_date"), ("1918-11-10", "1918-11-11")),
        (
            [("1900-05-01", "1918-11-10"), ("1918-11-11", "9999-12-31")] * 2,
            ("gwsdate", "gwedate"),
            ("1918-11-10", "1918-11-11"),
        ),
        ([(19000501, 19181110), (19181111, 99991231)] * 2, ("begin", "end"), ("1918-11-10", "1950-01-01")),
        ([("-0500", "-0200"), ("-0199", "..")] * 2, ("start", "end"), ("-300", "14")),
        ([("1900-05~", "1918-10"), ("1918-11", None)] * 2, ("since", "until"), ("1918-10-31", "1918-11-01")),
    ],
)
def test_two_days_of_dated_rows(
    dates: list[tuple[Any, Any]], fields: tuple[str, str], days: tuple[str, str]
) -> None:
    found = compare_files(rows(dates, fields), name="land", state="Orla", days=days)
    assert [(area.before, area.after) for area in found.areas] == [("Sova", "Orla")]
    assert found.total.area_km2 == pytest.approx(GAINED, abs=0.001)
    assert (found.before, found.after) == days


def test_a_last_date_that_may_or_may_not_count_is_asked_about() -> None:
    single = rows([("1900", "1918"), ("1925", "1939")])
    assert compare_files(single, name="land", state="Orla", days=("1910", "1930")).areas != ()
    with pytest.raises(
        DayError, match=r"feature 1 \('Orla'\) ends on 1918; give --ends inclusive or exclusive"
    ):
        compare_files(single, name="land", state="Orla", days=("1918", "1930"))
    assert compare_files(single, name="land", state="Orla", days=("1918", "1930"), ends="inclusive").areas != ()
    with pytest.raises(DayError, match="holds nothing on 1918; its dates run from 1900 to 1939"):
        compare_files(single, name="land", state="Orla", days=("1918", "1930"), ends="exclusive")


def test_one_year_alone_is_no_empty_row() -> None:
    first, second = rows_on("a", ["A", "B"], (["1910", "1900"], ["1910", "1939"]), Dating(("1910", "1911")))
    assert (first.tolist(), second.tolist()) == ([True, True], [False, True])


@pytest.mark.parametrize(
    ("frame", "days", "fault"),
    [
        (
            rows(INCLUSIVE),
            ("200 BC", "1930-01-01"),
            "'200 BC' is no day of the form 1914-07-28; a year before the",
        ),
        (rows(INCLUSIVE), ("1910-02-30", "1930-01-01"), "'1910-02-30' is no day of the form 1914-07-28"),
        (rows(HALF_OPEN), ("1910", "1930-01-01"), "'1910' is no day, and there are dates within the year"),
        (
            rows([("1900", "11.11.1918"), ("1919", "1939")]),
            ("1910", "1930"),
            "feature 1 has '11.11.1918' as its last date",
        ),
        (
            rows([("1918", "1900"), ("1919", "1939")]),
            ("1910", "1930"),
            r"feature 1 ends \(1900\) before it begins \(1918\)",
        ),
        (
            rows(INCLUSIVE, ("a", "b")),
            ("1910", "1930"),
            r"no fields of dates that are known \(it has land, a, b\)",
        ),
    ],
)
def test_dates_at_fault(frame: gpd.GeoDataFrame, days: tuple[str, str], fault: str) -> None:
    with pytest.raises((DayError, UnknownNameError), match=fault):
        compare_files(frame, name="land", state="Orla", days=days)


def test_fields_that_are_named() -> None:
    found = compare_files(
        rows(INCLUSIVE, ("a", "b")), name="land", state="Orla", days=("1910", "1930"), dates=("a", "b")
    )
    assert found.total.area_km2 == pytest.approx(GAINED, abs=0.001)


def test_files_with_dates_in_their_names(tmp_path: Path) -> None:
    for name, land in (("world_bc500", OLD), ("world_1914", OLD), ("world_1920", NEW), ("readme", NEW)):
        layer(tmp_path / f"{name}.geojson", {"Orla": land})
    found = compare_files(tmp_path, name="state", state="Orla", days=("1914-07-28", "1938-01-01"))
    assert (found.before, found.after) == ("world_1914.geojson", "world_1920.geojson")
    assert found.total.area_km2 == pytest.approx(GAINED, abs=0.001)
    listed = [tmp_path / f"world_{year}.geojson" for year in ("bc500", "1920")]
    assert (
        compare_files(listed, name="state", state="Orla", days=("-499", "1920")).before == "world_bc500.geojson"
    )
    for days, fault in (
        (("1914", "1919"), "world_1914.geojson is the latest file on both days"),
        (("-1000", "1919"), "no file is of -1000 or before; the first is .*world_bc500"),
    ):
        with pytest.raises(DayError, match=fault):
            compare_files(tmp_path, name="state", state="Orla", days=days)
    layer(tmp_path / "other_1920.geojson", {"Orla": NEW})
    with pytest.raises(InputFileError, match="are of one date"):
        compare_files(tmp_path, name="state", state="Orla", days=("1914", "1920"))


def test_what_is_asked_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = str(tmp_path / "rows.gpkg")
    rows(INCLUSIVE).to_file(file)
    asked = ["compare", file, "--name", "land", "--state", "Orla"]
    status, out, _ = ask(
        [*asked, "--on", "1914-07-01", "--and", "1920-07-01", "--rows", "regions", "--format", "csv"], capsys
    )
    assert (status, out.splitlines()[1].split(",")[0]) == (0, "Sova")
    # the field is found by the state that stands in it; dates that are years are told as years
    status, out, err = ask(["compare", file, "--series", "--state", "Orla", "--format", "csv"], capsys)
    assert (status, "'Orla' stands in 'land', which is taken for --name" in err) == (0, True)
    for more, fault in (
        ([], "one layer was given; give two to compare, or two days with --on and --and"),
        (["--on", "1914"], "two days are compared: give both --on and --and"),
        (["--on", "1914", "--and", "1920", "--dates", "from"], "--dates names two fields, parted by a comma"),
    ):
        status, out, err = ask([*asked, *more], capsys)
        assert (status, out) == (2, "")
        assert fault in one_sentence(err)
