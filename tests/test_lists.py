"""Lists of names and tables of places: found by their heads, answered row by row, and written back whole."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING

import geopandas as gpd
import pytest
import shapely
from asking import ask, one_sentence
from building import raw

from geo.atlas.bundled import data_folder
from geo.atlas.history import history
from geo.atlas.languages import Language, languages
from geo.cli.speaking import SaidCells
from geo.files.columns import Column
from geo.files.lists import ListTable
from geo.files.workbook import sheet_rows, workbook_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from geo.atlas.atlas import Atlas

pytestmark = pytest.mark.usefixtures("open_already")
CONTRACT = [
    "match", "candidates", "found", "district", "lat", "lon", "sigma_km", "holder", "status", "zone", "since",
    "until", "border_km", "border_sigma_km", "sure",
]  # fmt: skip


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_a_row_a_name_and_day(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = raw(tmp_path / "a.csv", "Person;miejscowość\nA;Lwów\nB;Wyborg\n")
    days = ["1939-08-23", "1941-06-21"]
    status, out, err = ask(["who", "--names", str(path), "--on", days[0], "--on", days[1]], capsys)
    rows = rows_of(out)
    assert (status, [(row["Person"], row["day"]) for row in rows]) == (
        0,
        [(p, day) for p in "AB" for day in days],
    )
    assert [row["holder"] for row in rows] == ["Poland", "USSR", "Finland", "USSR"]
    assert [name for name in rows[0] if name in CONTRACT] == CONTRACT
    assert err == "2 names: 2 found.\n"


def test_who_occupies_is_told_in_every_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As the single question tells it."""
    names = raw(tmp_path / "a.csv", "place\nKaunas\nLviv\n")
    points = raw(tmp_path / "b.csv", "lat,lon\n54.9,23.9\n49.84,24.03\n")
    for asked in (["--names", str(names)], ["--points", str(points)]):
        status, out, _ = ask(["who", *asked, "--on", "1.7.1940"], capsys)
        told = [(row["holder"], row["status"], row["occupier"]) for row in rows_of(out)]
        assert (status, told) == (0, [("Lithuania", "occupied", "USSR"), ("USSR", "annexed", "")])
    alone = ask(["who", "Kaunas", "--on", "1.7.1940", "--format", "json"], capsys)[1]
    assert json.loads(alone)["occupier"] == "USSR"


def test_without_a_day_as_the_history_has_it(
    atlas: Atlas, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = history(atlas, 25.28, 54.69).spells
    wanted = [
        (one.tenure.holder, one.tenure.status, one.tenure.since, one.tenure.until, one.act) for one in told
    ]
    points = raw(tmp_path / "p.csv", "Y,X\n54.69,25.28\n")
    names = raw(tmp_path / "n.csv", "name\nVilnius\n")
    for asked in (["--points", str(points)], ["--names", str(names)]):
        rows = rows_of(ask(["who", *asked, "-q"], capsys)[1])
        found = [tuple(row[name] for name in ("holder", "status", "since", "until", "act")) for row in rows]
        assert found == wanted


@pytest.mark.parametrize(
    "head",
    [
        "Lat,Long",
        "Y;X",
        "Breite\tLänge",
        "szerokość|długość",
        "Широта;Долгота",
        "latitude,lng",
        "POINT_Y,POINT_X",
        "Lat (WGS84);Lon (WGS84)",
        "latitude_wgs84,longitude_wgs84",
        "coord_y,coord_x",
    ],
)
def test_heads_of_points(head: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    delimiter = next(letter for letter in ",;\t|" if letter in head)
    path = raw(tmp_path / "p.csv", f"{head}\n49.84{delimiter}24.03\n")
    (row,) = rows_of(ask(["who", "--points", str(path), "--on", "1939-08-23"], capsys)[1])
    assert row["holder"] == "Poland"


def test_every_namesake_has_a_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = raw(tmp_path / "a.csv", "place\nBrody\n")
    (one,) = rows_of(ask(["who", "--names", str(path), "--on", "1940-01-01"], capsys)[1])
    rows = rows_of(ask(["who", "--names", str(path), "--on", "1940-01-01", "--all"], capsys)[1])
    assert (one["match"], one["holder"], one["candidates"]) == ("several", "", str(len(rows)))
    assert [row["pick"] for row in rows] == [str(k) for k in range(1, len(rows) + 1)]
    assert {"USSR", "Germany"} <= {row["holder"] for row in rows}


def test_one_run_is_fed_into_the_next(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = raw(tmp_path / "a.csv", "place,note\nLwów,mine\n")
    names = [path, tmp_path / "b.xlsx", tmp_path / "c.csv"]
    for before, after, day in zip(names, names[1:], ["1939-08-23", "1940-01-01"], strict=False):
        assert ask(["who", "--names", str(before), "--on", day, "-o", str(after), "-q"], capsys) == (0, "", "")
    assert names[2].read_bytes().startswith(b"\xef\xbb\xbf")  # by which Excel knows UTF-8
    (row,) = rows_of(names[2].read_text(encoding="utf-8-sig"))
    assert (row["holder_1"], row["holder"], row["note_1"], row["day_1"]) == (
        "Poland",
        "USSR",
        "mine",
        "1939-08-23",
    )
    again = json.loads(ask(["who", "--points", str(names[2]), "--format", "json", "-q"], capsys)[1])
    assert [one["holder"] for one in again] == ["Poland", "USSR", "USSR"]
    assert {(one["holder_2"], one["holder_1"]) for one in again} == {("USSR", "Poland")}


def test_a_workbook_is_read_as_its_csv(tmp_path: Path) -> None:
    rows = [["place", "n"], ["Lwów", "1"], ["=1+1", ""], ["", "3"]]
    book = tmp_path / "a.xlsx"
    book.write_bytes(workbook_bytes(rows[0], rows[1:]))
    text = raw(tmp_path / "a.csv", "place,n\nLwów,1\n=1+1,\n,3\n")
    assert [row for _, row in ListTable(book).rows()] == [row for _, row in ListTable(text).rows()] == rows[1:]
    assert next(sheet_rows(book)) == (1, ["place", "n"])


def test_a_name_that_none_bears_there_is_not_borne_by_several(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = raw(tmp_path / "names.csv", "place\nTrembowla\nBrody\nSoroca\n")
    words = ["who", "--names", str(path), "--on", "1940-01-01", "--in", "Bessarabia"]
    status, out, err = ask(words, capsys)
    found = rows_of(out)
    assert (status, err) == (0, "3 names: 1 found, 2 not found.\n")
    assert [(row["match"], row["holder"], row["candidates"]) for row in found] == [
        ("none", "", "1"),
        ("none", "", "14"),
        ("exact", "Romania", "2"),
    ]
    assert found[0]["note"] == "none of that name lies there: 'Bessarabia'; elsewhere 1"


def test_an_empty_line_of_a_list_is_a_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Else the answers would not stand beside the names they are of."""
    path = tmp_path / "names.csv"
    path.write_text('name\n\nLwów\n\n"a\nb"\nBrest\n\n', encoding="utf-8")
    status, out, _ = ask(["who", "--names", str(path), "--on", "1940-01-01", "--format", "json"], capsys)
    assert status == 0
    assert [row["name"] for row in json.loads(out)] == ["", "Lwów", "", "a\nb", "Brest"]


def test_a_layer_of_points_is_a_table_of_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In another reference system, with a field called as a coordinate, and a point that lies nowhere."""
    towns = gpd.GeoDataFrame(
        {"town": ['Brest "Litovsk"', "Rome", "none"], "LAT": [1, 2, 3]},
        geometry=shapely.from_wkt(["POINT (23.7 52.1)", "POINT (12.5 41.9)", None]),
        crs="EPSG:4326",
    )
    for name, system in (("towns.gpkg", "EPSG:3857"), ("towns.geojson", "EPSG:4326")):
        towns.to_crs(system).to_file(tmp_path / name)
        asked = ["who", "--points", str(tmp_path / name), "--on", "1940-01-01"]
        status, out, err = ask(asked, capsys)
        rows = rows_of(out)
        assert (status, [row["town"] for row in rows]) == (0, towns["town"].tolist())
        assert [row["holder"] for row in rows] == ["USSR", "", ""]
        assert [row["status"] for row in rows[1:]] == ["outside", "unreadable"]
        assert "the first, feature 2: lat 41.9, lon 12.5 lies outside" in err
    towns.set_geometry([shapely.box(23, 52, 24, 53)] * 3).to_file(tmp_path / "lands.geojson")
    status, _, err = ask(["who", "--points", str(tmp_path / "lands.geojson")], capsys)
    assert (status, "feature 1 is a Polygon, and places are points" in err) == (2, True)


def test_of_several_layers_the_one_with_points_is_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "survey.gpkg"
    land = gpd.GeoDataFrame({"land": ["A"]}, geometry=[shapely.box(20, 50, 22, 52)], crs=4326)
    land.to_file(path, layer="lands")
    land.to_file(path, layer="more")
    status, out, err = ask(["who", "--points", str(path), "--on", "1939-10-20"], capsys)
    assert (status, out) == (2, "")
    assert "no layer of" in one_sentence(err)
    gpd.GeoDataFrame({"town": ["Brest"]}, geometry=[shapely.Point(23.7, 52.1)], crs=4326).to_file(
        path, layer="towns"
    )
    status, out, err = ask(["who", "--points", str(path), "--on", "1939-10-20", "--format", "csv"], capsys)
    assert (status, "'towns' is read, not lands, more: --layer names another" in err) == (0, True)
    assert out.splitlines()[1].startswith("Brest,52.1,23.7,USSR")
    (row,) = rows_of(out)
    assert row["on_land"] == "yes"
    gpd.GeoDataFrame({"town": ["at sea"]}, geometry=[shapely.Point(22.6, 58.0)], crs=4326).to_file(
        path, layer="buoys"
    )
    asked = ["who", "--points", str(path), "--on", "1939-10-20", "--layer"]
    status, out, err = ask([*asked, "buoys"], capsys)
    (row,) = rows_of(out)
    assert (status, err, row["town"], row["holder"], row["on_land"]) == (0, "", "at sea", "Estonia", "no")
    assert "it has lands, more, towns, buoys." in one_sentence(ask([*asked, "ships"], capsys)[2])
    table = raw(tmp_path / "list.csv", "lat,lon\n52,24\n")
    told = one_sentence(ask(["who", "--points", str(table), "--layer", "x"], capsys)[2])
    assert "are for map layers" in told
    assert "save it as a layer of points" in told
    metres = raw(tmp_path / "metres.csv", "y,x\n5500000,500000\n")
    assert "than degrees are read from a map layer" in ask(["who", "--points", str(metres)], capsys)[2]
    assert "goes with --points" in one_sentence(ask(["who", "Lwów", "--crs", "EPSG:4326"], capsys)[2])


def test_a_layer_of_no_reference_system_is_given_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    towns = gpd.GeoDataFrame({"town": ["Brest"]}, geometry=[shapely.Point(2638000, 6822000)], crs=3857)
    towns.to_file(tmp_path / "p.shp")
    (tmp_path / "p.prj").unlink()
    asked = ["who", "--points", str(tmp_path / "p.shp"), "--on", "1939-10-20"]
    assert "name it with --crs" in one_sentence(ask(asked, capsys)[2])
    status, out, _ = ask([*asked, "--crs", "EPSG:3857"], capsys)
    assert (status, rows_of(out)[0]["holder"]) == (0, "USSR")


def test_each_row_is_asked_on_its_own_day(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cells = ["1 IX 1939", "1.1.1940", "1940", "1939-09", "", "3/4/1940", "1889"]
    told = ["Poland", "USSR", "USSR", "", "", "", ""]
    days = ["1939-09-01", "1940-01-01", "1940", "1939-09", "", "", "1889"]
    lines = "".join(f"Lwów;49,84;24,03;{cell}\n" for cell in cells)
    path = raw(tmp_path / "list.csv", f"place;lat;lon;Born\n{lines}")
    for kind in ("--names", "--points"):
        status, out, _ = ask(["who", kind, str(path), "--on", "born"], capsys)
        rows = rows_of(out)
        assert status == 0
        assert [row["Born"] for row in rows] == cells
        assert [row["holder"] for row in rows] == told
        assert [row["day"] for row in rows] == days
        assert [bool(row["note"]) for row in rows] == [not holder for holder in told]
        assert all(row["sure"] == ("yes" if row["holder"] else "no") for row in rows)
    rows = rows_of(ask(["who", "--names", str(path), "--on", "Born", "--on", "1941-01-01"], capsys)[1])
    assert [row["holder"] for row in rows] == [holder for one in told for holder in (one, "USSR")]


def test_of_a_span_what_is_sure_is_told_and_what_is_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cells = ["1 I 1940 - 3 V 1940", "1940/1941", "ca. 1940", "1939-1941", "bef. 1900", "um 3/4/1940"]
    lines = "".join(f"Wilno;54,69;25,28;{cell}\n" for cell in cells)
    path = raw(tmp_path / "list.csv", f"place;lat;lon;Born\n{lines}Lwów;49,84;24,03;after 1940-01-01\n")
    for kind in ("--names", "--points"):
        rows = rows_of(ask(["who", kind, str(path), "--on", "born"], capsys)[1])
        assert [row["holder"] for row in rows] == ["Lithuania", "", "", "", "", "", "USSR"]
        assert [row["sure"] for row in rows] == ["yes", *["no"] * 6]
        assert [row["day"] for row in rows[1:5]] == ["1940/1941", "1940~", "1939/1941", "../1899-12-31"]
        # all of them, also those between the first day and the last
        told = rows[3]["note"]
        assert (
            "Poland (sovereign) on 1939-08-23, USSR (occupied) on 1939-09-28, Lithuania (ceded) on 1939-"
            in told
        )
        assert told.endswith("USSR (annexed) on 1941-06-22; part of the date lies beyond the atlas")
        assert "the date is only about right" in rows[2]["note"]
        assert "../1899-12-31 lies outside the atlas" in rows[4]["note"]
        assert "may be either of two days; write 1940-04-03" in rows[5]["note"]
        assert rows[6]["note"] == "the date is open to one side"


def test_both_armies_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = raw(tmp_path / "a.csv", "place\nPrzemyśl\nKobryń\n")
    rows = list(
        csv.DictReader(io.StringIO(ask(["who", "--names", str(path), "--on", "1939-09-20"], capsys)[1]))
    )
    for row in rows:
        assert (row["holder"], row["sure"], row["passing_to"]) == ("Poland", "no", "USSR")
        for state in ("the USSR", "Germany"):
            assert f"an army of {state} was in part of the land over 1939-09-" in row["note"]


@pytest.mark.parametrize("kind", ["--names", "--points"])
def test_an_army_that_came_and_left_within_a_span_is_told(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spans = ["1939-11-01/1939-11-29", "1939-11-01/1940-05-01", "1940-04-11/1940-05-01"]
    lines = "".join(f"Petsamo;69.53;31.17;{span}\n" for span in spans)
    path = raw(tmp_path / "list.csv", f"place;lat;lon;then\n{lines}")
    rows = rows_of(ask(["who", kind, str(path), "--on", "then"], capsys)[1])
    assert [row["holder"] for row in rows] == ["Finland"] * 3
    assert [row["sure"] for row in rows] == ["yes", "no", "yes"]
    assert [row["passing"] for row in rows] == ["", "1939-11-30/1940-04-10", ""]


@pytest.mark.parametrize("kind", ["--names", "--points"])
def test_days_that_are_not_used_are_told(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = raw(tmp_path / "list.csv", "place;lat;lon;year;born\nLwów;49,84;24,03;1931;1 IX 1939\n")
    unused = "The days in the column 'born' were not used; --on 'born' asks each row on its own day.\n"
    assert unused in ask(["who", kind, str(path)], capsys)[2]
    path = raw(tmp_path / "list.csv", "place;lat;lon;holder;born\nLwów;49,84;24,03;X;1 IX 1939\n")
    err = ask(["--lang", "pl", "who", kind, str(path)], capsys)[2]
    assert "Dni z kolumny 'born' nie zostały użyte" in err
    assert "mają teraz inne nazwy: " in err
    assert "holder → holder_1" in err
    assert "not used" not in ask(["who", kind, str(path), "--on", "1940-01-01"], capsys)[2]


def test_only_those_that_may_be_meant_are_told_to_share_a_history(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = raw(tmp_path / "a.csv", 'place\n"Turka, stanisławowskie"\n')
    (one,) = rows_of(ask(["who", "--names", str(path), "--on", "1940-01-01"], capsys)[1])
    rows = rows_of(ask(["who", "--names", str(path), "--on", "1940-01-01", "--all"], capsys)[1])
    assert one["note"].startswith("one of 2, all with the same history")
    assert [row["pick"] for row in rows if "one of 2" in row["note"]] == ["1", "2"]


@pytest.mark.parametrize("tag", languages(data_folder())[1:])
def test_a_list_is_said_in_a_language(tag: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["Lwów", "Brody", "Xqzwvu", "Trakai", "Brest, Narnia", "Husiatin"]
    path = raw(tmp_path / "a.csv", "Ort;d\n" + "".join(f"{word};1939-10-05\n" for word in words))
    asked = ["who", "--names", str(path), "--on", "d"]
    english = ask(asked, capsys)
    status, out, err = ask(["--lang", tag, *asked], capsys)
    ours, theirs = (rows_of(text) for text in (english[1], out))
    assert status == 0
    assert list(ours[0]) == list(theirs[0])
    said = {"holder", "status", "act", "note", "passing_to", "country"}
    for own, one in zip(ours, theirs, strict=True):
        assert all(own[name] == one[name] for name in own if name not in said)
        assert all(not own[name] or own[name] != one[name] for name in said - {"country"})
    assert not re.search(r" (or|of|one|none|places|found) |in English", out + err)


def test_what_a_language_lacks_is_said_once(capsys: pytest.CaptureFixture[str]) -> None:
    language = Language("pl", "polski", told={"annexed": "aneksja"})
    for word, lacks in (("annexed", 0), ("leased", 1)):
        cells = SaidCells([Column("status", ""), Column("found", "")], language)
        rows = list(cells.of([(word, "Lwów")] * 3))
        cells.tell(quiet=False)
        assert rows[0][1] == "Lwów"
        assert capsys.readouterr().err.count("in polski and stand in English") == lacks


def test_a_list_and_a_table_of_points_are_read_in_the_encoding_that_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names, points = tmp_path / "names.csv", tmp_path / "points.csv"
    names.write_bytes("Ort\nŁuck\n".encode("cp1250"))
    points.write_bytes("Ort;lat;lon\nŁuck;50.75;25.35\n".encode("cp1250"))
    for given in (["--names", str(names)], ["--points", str(points)]):
        status, out, _ = ask(["who", *given, "--encoding", "cp1250", "--on", "1940-01-01"], capsys)
        assert (status, out.splitlines()[1].split(",")[0]) == (0, "Łuck")
        status, _, err = ask(["who", *given, "--encoding", "ascii"], capsys)
        assert status != 0
        assert "is not written in ascii" in err


@pytest.mark.parametrize(("last", "told"), [("14611,0", "1940-01-01"), ("1.1.1940", "")])
def test_a_column_of_a_spreadsheets_numbers_is_read_as_days_and_that_is_said(
    last: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "births.csv"
    path.write_text(f"Ort;birth\nLwów;14505\nLwów;\nWilno;{last}\n", encoding="utf-8")
    status, out, err = ask(["who", "--names", str(path), "--on", "birth"], capsys)
    days = [row["day"] for row in rows_of(out)]
    said = "The numbers in the column 'birth' are read as a spreadsheet counts days: 14505 is 1939-09-17."
    assert status == 0
    assert (days, said in err) == (["1939-09-17", "", told] if told else ["", "", "1940-01-01"], bool(told))
