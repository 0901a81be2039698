"""The command line as a user meets it."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import shapely
from asking import ROOT, apart, ask, here
from building import layer

from geo.files.points import PointTable

if TYPE_CHECKING:
    from pathlib import Path

    from sharing import Built

    from geo.atlas.atlas import Atlas


pytestmark = pytest.mark.usefixtures("open_already")


@pytest.fixture(scope="module")
def document() -> dict[str, object]:
    run = here("measure", "--format", "json", "--every", "0.5")
    assert run.returncode == 0, run.stderr
    assert run.stderr == ""
    return dict(json.loads(run.stdout))


def test_help_reads_well() -> None:
    run = apart("--help")
    assert run.returncode == 0
    for command in ("build", "map", "measure", "who"):
        assert f"\n  {command} " in run.stdout
    assert "1939-08-23" in run.stdout


def test_measure_json_has_its_fields(document: dict[str, list[dict[str, object]]]) -> None:
    assert list(document) == ["from", "to", "state", "every_deg", "profile", "regions", "total", "coarse"]
    assert [one["region"] for one in document["coarse"]] == ["rybachy", "salla", "karelia"]
    assert set(document["profile"][0]) == {
        "lat", "gain_km", "loss_km", "net_km", "normal_km", "sigma_km", "end",
        "west_border_km", "east_border_km", "apart_km",
    }  # fmt: skip
    fields = {
        "region", "area_km2", "lake_km2", "mean_km", "median_km", "p05_km", "p95_km", "max_km", "max_lat",
        "max_near", "sigma_mean_km", "sigma_area_km2",
    }  # fmt: skip
    assert fields <= set(document["regions"][0])
    north_to_south = (
        "rybachy salla karelia gulf_islands hanko estonia latvia lithuania"
        " west_belarus west_ukraine north_bukovina bessarabia"
    )
    assert [region["region"] for region in document["regions"]] == north_to_south.split()


def test_measure_csv_is_the_same_profile(document: dict[str, list[dict[str, object]]]) -> None:
    text = here("measure", "--format", "csv", "--every", "0.5").stdout
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [float(row["net_km"]) for row in rows] == [row["net_km"] for row in document["profile"]]


def test_measure_table_and_markdown() -> None:
    table = here("measure", "--region", "bessarabia").stdout
    assert "Bessarabia" in table
    assert "46.5° N" in table
    assert here("measure", "--format", "markdown").stdout.count("\n| ") == 13


def test_a_region_is_the_total_of_its_own_document() -> None:
    run = here("measure", "--region", "north_bukovina", "--format", "json")
    assert json.loads(run.stdout)["total"]["region"] == "north_bukovina"


def refused(run: subprocess.CompletedProcess[str], sentence: str) -> None:
    assert run.returncode == 2
    assert run.stdout == ""
    assert run.stderr.startswith("bordershift: ")
    assert sentence in run.stderr
    assert run.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["measure", "--region", "crimea"], "no region is called 'crimea'; choose from rybachy,"),
        (["measure", "--state", "Ruritania"], "no state is called 'Ruritania'; choose from Bulgaria,"),
        (["measure", "--from", "1941-07-01"], "1941-07-01 lies outside the atlas; give a day from 1939-08-23"),
        (["measure", "--to", "yesterday"], "'yesterday' is not a day of the form 1939-08-23;"),
        (["measure", "--every", "0"], "the spacing of parallels is 0 degrees;"),
        (["measure", "--every", "wide"], "Invalid value for '--every': 'wide' is not a valid float."),
        (["who", "--points", "README.md"], "README.md lacks the column lat, lon;"),
        (
            ["who"],
            "give a name, or a latitude and a longitude, or --points or --names with a table, or --gedcom.",
        ),
        (
            ["who", "Xqzwvu"],
            "no place is called 'Xqzwvu'; give its latitude and longitude.",
        ),
        (["who", "Lwów", "--pick", "2"], "there is no place 2 of 1 called 'Lwów'; choose with --pick 1 to 1."),
        (["who", "52.1", "--on", "1940-01-01"], "give a latitude and a longitude, or --points with a table."),
        (["who", "23.7", "52.1", "--on", "1940-01-01"], "lat 23.7, lon 52.1 lies outside the atlas;"),
        (
            ["who", "Lwów", "1940-01-01"],
            "1940-01-01 stands among the words of the place; write --on 1940-01-01.",
        ),
        (
            ["who", "Wilno w maju 1940"],
            "w maju 1940 stands among the words of the place; write --on 'w maju 1940'.",
        ),
        (["who", "Enso before July 1940"], "write --on 'before July 1940'."),
        (["who", "Lwów summer 1940"], "write --on 'summer 1940'."),
        (["who", "nan", "23", "--on", "1940-01-01"], "lat nan, lon 23 lies outside the atlas;"),
        (
            ["who", "--points", "nowhere.csv", "--on", "1940-01-01"],
            "nowhere.csv does not exist; check the name.",
        ),
        (["who", "--points", "README.md", "--on", "1940-01-01"], "README.md"),
        (["who", "49", "84", "24", "03"], "'49 84 24 03' is no latitude and longitude that can be read in one"),
        (["conquer"], "No such command 'conquer'."),
    ],
)
def test_a_fault_is_one_sentence_and_status_2(
    arguments: list[str], sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    # the first one in a process of its own too
    for run in (here(*arguments), apart(*arguments)) if "crimea" in arguments else (here(*arguments),):
        refused(run, sentence)


def test_a_map_that_cannot_be_written_is_one_too(toy: Atlas) -> None:
    refused(here("map", "--data", str(toy.folder), "-o", "/proc/map.html"), "/proc/map.html cannot be written")


def test_a_bug_is_one_sentence_too_unless_more_is_asked_for() -> None:
    program = (
        "import geo.atlas.open_atlas; from geo.cli import main\n"
        "def spoilt(*_): raise ZeroDivisionError('a bug')\n"
        "geo.atlas.open_atlas.open_atlas = spoilt; main()"
    )

    def run(*more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603  (our own program)
            [sys.executable, "-c", program, "who", "52.1", "23.7", "--on", "1940-01-01", *more],
            capture_output=True,
            text=True,
            check=False,
        )

    brief = run()
    assert (brief.returncode, brief.stdout) == (70, "")
    assert "a fault of the program itself (ZeroDivisionError: a bug); say -v to see where" in brief.stderr
    assert brief.stderr.count("\n") == 1
    assert "in spoilt" in run("-v").stderr


def test_who_in_words_and_json() -> None:
    words = here("who", "52.10", "23.70", "--on", "1940-01-01")
    assert words.returncode == 0
    assert words.stdout.startswith("1940-01-01: USSR (annexed) since 1939-11-02: Western Belarus")
    answer = json.loads(here("who", "59.83", "22.97", "--on", "1941-06-21", "--format", "json").stdout)
    assert (answer["holder"], answer["status"], answer["since"], answer["until"]) == (
        "USSR", "leased", "1940-03-22", "",
    )  # fmt: skip
    assert 0 < answer["border_km"] < 20


def test_who_for_a_table(tmp_path: Path) -> None:
    table = tmp_path / "places.csv"
    table.write_bytes('\ufeffname,lat,lon\r\n"Brest, fortress",52.08,23.65\r\nVyborg,60.71,28.75\r\n'.encode())
    run = here("who", "--points", str(table), "--on", "1939-08-23", "--format", "csv")
    assert run.returncode == 0, run.stderr
    rows = list(csv.DictReader(io.StringIO(run.stdout)))
    assert list(rows[0]) == [
        "name", "lat", "lon", "holder", "status", "zone", "since", "until", "border_km", "sigma_km", "islands",
        "shore_km", "occupier", "day", "sure", "act", "passing", "passing_to", "border_day", "note",
        "on_land",
    ]  # fmt: skip
    assert [(row["name"], row["holder"]) for row in rows] == [
        ("Brest, fortress", "Poland"),
        ("Vyborg", "Finland"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "name;lat;lon\nBrest;52,08;23,65\n",
        "name\tLatitude\tLongitude\nBrest\t52.08\t23.65\n",
        'LAT,LNG\n"52,08",23.65\n',
        "name;lat;lon\nBrest;52 4 48;23°39' E\n",
        'name,Coordinates (WGS84)\nBrest,"52.08, 23.65"\n',
        "name,coord\nBrest,Point(23.65 52.08)\n",
    ],
)
def test_who_takes_the_tables_that_spreadsheets_write(tmp_path: Path, text: str) -> None:
    table = tmp_path / "places.csv"
    table.write_text(text, encoding="utf-8")
    run = here("who", "--points", str(table), "--on", "1939-08-23", "--format", "json")
    assert run.returncode == 0, run.stderr
    (row,) = json.loads(run.stdout)
    assert row["holder"] == "Poland"
    assert next(iter(row)) in text.splitlines()[0]  # its own columns stand first


@pytest.mark.parametrize("form", ["csv", "json", "text"])
def test_a_table_read_in_pieces_is_answered_as_a_whole(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "places.csv"
    table.write_text(
        "lon,lat,n\n" + "".join(f"{20 + k},{50 + k % 3},=n{k}\n" for k in range(11)), encoding="utf-8"
    )
    asked = ["who", "--points", str(table), "--on", "1939-08-23", "--format", form]
    whole = ask(asked, capsys)
    monkeypatch.setattr(PointTable.pieces, "__defaults__", (3,))
    assert ask(asked, capsys) == whole
    assert whole[0] == 0
    assert whole[1].count("1939-08-23: " if form == "text" else "=n") == 11


def test_who_agrees_with_the_truth_table() -> None:
    places = ROOT / "data" / "tables" / "places.csv"
    for day, truth in (("1939-08-23", "holder_before"), ("1941-06-21", "holder_after")):
        run = here("who", "--points", str(places), "--on", day)
        rows = [row for row in csv.DictReader(io.StringIO(run.stdout)) if row["confidence"] == "high"]
        assert len(rows) > 300
        assert [row["place"] for row in rows if row["holder"] != row[truth]] == []


def test_build_writes_everything(built: Built) -> None:
    assert "Bessarabia" in built.out
    assert "All regions" in built.out
    pages = sorted(path.name for path in (built.folder / "maps").iterdir())
    assert pages == [
        "baltics.html",
        "belarus.html",
        "bessarabia.html",
        "bordershift-settlements.js",
        "index.html",
        "north.html",
        "ukraine.html",
    ]
    assert built.err.count("wrote ") == 6 + len(pages)
    assert len(list((built.folder / "data" / "shapefiles").iterdir())) == 6
    assert (built.folder / "maps" / "index.html").stat().st_size > 300_000


def test_distances_both_ways(document: dict[str, list[dict[str, object]]]) -> None:
    assert "distance" not in document
    days = ["--from", "1940-06-27", "--to", "1940-07-04", "--every", "1"]
    told = json.loads(here("measure", *days, "--distance", "--format", "json").stdout)["distance"]
    assert set(told) == {"there", "back"}
    assert (told["there"]["start"], told["there"]["end"]) == ("1940-06-27", "1940-07-04")
    assert (told["back"]["start"], told["back"]["end"]) == ("1940-07-04", "1940-06-27")
    for way in told.values():
        assert 0 <= way["median_km"] <= way["p95_km"] <= way["farthest"]["km"]
        assert {"km", "sigma_km", "from_lon", "from_lat", "to_lon", "to_lat", "to"} == set(way["farthest"])
    table = here("measure", *days, "--distance").stdout
    assert "From the border of 1940-06-27 to that of 1940-07-04: mean " in table
    assert "From the border of 1940-07-04 to that of 1940-06-27: mean " in table
    refused = here("measure", "--distance", "--region", "hanko")
    assert refused.returncode == 2
    assert "leave out --region" in refused.stderr


def test_compare_tells_what_measure_tells(document: dict[str, list[dict[str, object]]], tmp_path: Path) -> None:
    for name, west in (("a", 24), ("b", 23)):
        layer(
            tmp_path / f"{name}.geojson",
            {"B": shapely.box(west, 50, 30, 52), "A": shapely.box(20, 50, west, 52)},
        )
    files = [str(tmp_path / "a.geojson"), str(tmp_path / "b.geojson"), "--name", "state", "--state", "B"]
    told = json.loads(here("compare", *files, "--format", "json", "--distance").stdout)
    assert set(told) == {*document, "areas", "distance", "notes", "tolerance_m"} - {"coarse"}
    assert (told["from"], told["to"]) == ("a.geojson", "b.geojson")
    assert [set(row) for row in told["profile"][:1]] == [set(document["profile"][0])]
    assert [set(row) for row in told["regions"]] == [set(document["regions"][0]) - {"people"}]
    unknown = {name for name, value in told["total"].items() if value is None}
    assert unknown == {"lake_km2", "max_near", "sigma_area_km2", "sigma_mean_km"}
    assert {row["sigma_km"] for row in told["profile"]} == {None}
    # a degree of longitude, but where the upright borders end the way round the corner is no longer
    assert told["distance"]["back"]["farthest"]["km"] == pytest.approx(71.7, abs=0.1)
    assert told["distance"]["back"]["farthest"]["sigma_km"] is None
    regions = here("compare", *files, "--format", "csv", "--rows", "regions").stdout
    rows = list(csv.DictReader(io.StringIO(regions)))
    assert [row["region"] for row in rows] == ["A", "total"]
    assert rows[1]["lake_km2"] == rows[1]["max_near"] == ""
    known = json.loads(here("compare", *files, "--format", "json", "--sigma", "1000").stdout)
    assert known["total"]["sigma_mean_km"] > 0
    assert {row["sigma_km"] for row in known["profile"]} != {None}
    table = here("compare", *files).stdout
    assert "a.geojson to b.geojson" in table
    assert "±" not in table
