"""Many days of one state: what is told of each, worked out by hand, and the map of all of them."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import geopandas as gpd
import pytest
import shapely
from asking import ask, here, one_sentence

from geo.earth.geodesy import area_m2, parallel_m_per_degree
from geo.errors import InputFileError
from geo.measures.change import change
from geo.measures.shift import measured
from geo.own.pair import Sources, open_sides
from geo.own.series import series_of
from geo.page.border_map import border_map
from geo.page.wording import page_words, sentence

if TYPE_CHECKING:
    from pathlib import Path

WEST = {"1900-01-01": 20.0, "1914-07-28": 19.5, "1919-06-28": 21.0, "1939-09-01": 19.0}
LAST = {
    "1900-01-01": "1914-07-27",
    "1914-07-28": "1919-06-27",
    "1919-06-28": "1939-08-31",
    "1939-09-01": "1945-05-08",
}


@pytest.fixture(scope="module")
def rows() -> gpd.GeoDataFrame:
    """A's western border stands elsewhere from each day on; B lies west of it, C ends before."""
    told = []
    for day, west in WEST.items():
        told.append(("A", day, LAST[day], shapely.box(west, 50, 24, 52)))
        told.append(("B", day, LAST[day], shapely.box(17, 50, west, 52)))
    told.append(("C", "1890-01-01", "1895-12-31", shapely.box(24, 50, 25, 52)))
    names, first, last, lands = zip(*told, strict=True)
    return gpd.GeoDataFrame({"name": names, "from": first, "to": last}, geometry=list(lands), crs="EPSG:4326")


def test_every_day_on_which_the_state_changed(rows: gpd.GeoDataFrame) -> None:
    found = series_of(Sources.of([rows], name="name", state="A"))
    assert [row.day for row in found.days] == list(WEST)
    per_degree = area_m2(shapely.box(20, 50, 21, 52)) / 1e6
    mean_km = per_degree / found.meridian_km
    assert mean_km == pytest.approx(parallel_m_per_degree(51) / 1000, rel=1e-3)
    for row, west in zip(found.days, WEST.values(), strict=True):
        assert row.area_km2 == pytest.approx((24 - west) * per_degree)
        assert row.west_border_km == pytest.approx((20 - west) * mean_km, abs=1e-6)
        assert (row.east_border_km, row.apart_km) == (0, 0)
    steps = [(row.gained_km2, row.lost_km2) for row in found.days]
    assert steps == [
        pytest.approx((gained * per_degree, lost * per_degree))
        for gained, lost in ((0, 0), (0.5, 0), (0, 1.5), (2, 0))
    ]
    # what is apart, and the identity of the parts with the area
    last = found.days[-1]
    whole = (last.west_border_km - last.east_border_km + last.apart_km) * found.meridian_km
    assert whole == pytest.approx(last.area_km2 - found.days[0].area_km2)


def test_its_fields_of_dates_may_be_named(rows: gpd.GeoDataFrame) -> None:
    named = rows.rename(columns={"from": "y0", "to": "y1"})
    found = series_of(Sources.of([named], name="name", state="A", dates=("y0", "y1")))
    assert [row.day for row in found.days] == list(WEST)
    with pytest.raises(InputFileError, match="ask for two days"):
        open_sides(Sources.of([named, named], name="name", state="A", dates=("y0", "y1")))


def test_a_span_without_a_row_is_told_of(rows: gpd.GeoDataFrame, caplog: pytest.LogCaptureFixture) -> None:
    series_of(Sources.of([rows[rows["from"] != "1914-07-28"]], name="name", state="A"))
    assert "no row of what was asked from 1914-07-28 to 1919-06-27" in caplog.text
    caplog.clear()
    series_of(Sources.of([rows], name="name", state="A"))
    assert "no row" not in caplog.text


def test_years_are_told_as_years(rows: gpd.GeoDataFrame) -> None:
    years = rows.assign(**{"from": rows["from"].str[:4], "to": rows["to"].str[:4]})
    found = series_of(Sources.of([years], name="name", state="A", ends="exclusive"))
    assert [row.day for row in found.days] == [day[:4] for day in WEST]
    assert "dates tell years alone" in found.notes[0]
    first, last = found.snapshots()
    assert (first.day.isoformat(), last.day.isoformat()) == ("1900-01-01", "1939-01-01")


def test_days_bound_it(rows: gpd.GeoDataFrame) -> None:
    found = series_of(Sources.of([rows], name="name", state="A", days=("1917-01-01", "1930-01-01")))
    assert [row.day for row in found.days] == ["1917-01-01", "1919-06-28"]


def test_a_folder_and_a_state_that_changed_its_name(rows: gpd.GeoDataFrame, tmp_path: Path) -> None:
    for day in WEST:
        frame = rows[(rows["from"] == day)]
        if day > "1919":
            frame = frame.assign(name=frame["name"].replace("A", "New A"))
        frame.to_file(tmp_path / f"states_{day}.geojson")
    told = json.loads(
        here(
            "compare", str(tmp_path), "--series", "--name", "name", "--state", "A=New A", "--format", "json"
        ).stdout
    )
    assert told["state"] == "A + New A"
    assert [row["source"] for row in told["series"]] == [f"states_{day}.geojson" for day in WEST]
    assert [row["west_border_km"] for row in told["series"]] == [
        pytest.approx(row.west_border_km, abs=1e-6)
        for row in series_of(Sources.of([rows], name="name", state="A")).days
    ]


def test_the_map_runs_over_all_days(rows: gpd.GeoDataFrame) -> None:
    first, last = series_of(Sources.of([rows], name="name", state="A")).snapshots()
    atlas = first.atlas
    assert (first.day.isoformat(), last.day.isoformat()) == ("1900-01-01", "1939-09-01")
    for day, west in WEST.items():
        snapshot = atlas.on(day)
        assert snapshot.who(west + 0.1, 51).tenure.holder == "A"
        assert snapshot.who(west - 0.1, 51).tenure.holder == "B"
    assert atlas.on("1919-06-27").who(20.0, 51).tenure.holder == "A"


def test_of_dates_that_are_years_the_map_names_years_and_no_day(rows: gpd.GeoDataFrame) -> None:
    years = rows.assign(**{column: rows[column].str[:4] for column in ("from", "to")})
    first, last = series_of(Sources.of([years[years["name"] != "C"]], name="name", state="A")).snapshots()
    for lang, told in (("en", "From “1900” to “1939” the border"), ("de", "Von „1900“ zu „1939“ verschob")):
        page = border_map(first, last, lang=lang).get_root().render()
        assert told in page
        assert "1900-01-01</" not in page
        assert not re.search(r"1\sJanuary|1[.]\sJanuar", page)
    found = change(first, first.atlas.on("1914-01-01"))
    words = page_words(found)
    assert words["days"]["1914-01-01"] == "1914"
    said = sentence(words, found, measured(found, "total", ""))
    assert said[0] == "From “1900” to “"
    assert said[1].startswith("” the border")
    # of days that are known each is said in the page's language
    before, after = series_of(Sources.of([rows], name="name", state="A")).snapshots()
    german = border_map(before, after, lang="de").get_root().render().replace("\N{NO-BREAK SPACE}", " ")
    assert "A: 1. Januar 1900 und 1. September 1939" in german


def test_command(rows: gpd.GeoDataFrame, tmp_path: Path) -> None:
    file, page, chart = (tmp_path / name for name in ("dated.gpkg", "series.html", "series.svg"))
    rows.to_file(file)
    asked = ["compare", str(file), "--series", "--name", "name", "--state", "A"]
    done = here(*asked, "--chart", str(chart), "--map", str(page))
    assert "1919-06-28" in done.stdout
    assert "western border" in chart.read_text(encoding="utf-8")
    assert "1900-01-01" in page.read_text(encoding="utf-8")
    assert here(*asked, "--format", "csv").stdout.count("\n") == 5


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--state", "A", "--every", "1"], "--every says nothing of a --series"),
        (["--state", "A", "--all-states"], "--all-states says nothing of a --series"),
        (["--state", "C"], "one day only"),
        (["--state", "D"], "no day has a state 'D'"),
        ([], "name the one to follow with --state"),
        (["--state", "A", "--chart", "x.jpg"], "chart is written as .svg or .png"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(
    options: list[str],
    says: str,
    rows: gpd.GeoDataFrame,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    rows.to_file(tmp_path / "dated.gpkg")
    capsys.readouterr()
    status, out, err = ask(
        ["compare", str(tmp_path / "dated.gpkg"), "--series", "--name", "name", *options], capsys
    )
    assert (status, out) == (2, "")
    assert says in one_sentence(err)
