"""An atlas of other times goes through every command; nothing of the bundled one is left in what they say."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import great_war
import pyogrio
import pytest
from asking import ask, one_sentence

import geo
from geo.cli.group import main

if TYPE_CHECKING:
    from pathlib import Path

NOT_ITS_OWN = re.compile(r"1939|1941|USSR|Soviet|Lapland|GSHHG|GeoNames|OpenStreetMap contributors \(|Ladoga")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return great_war.write(tmp_path_factory.mktemp("other times") / "data")


@pytest.fixture
def run(data: Path, capsys: pytest.CaptureFixture[str]) -> object:
    def asked(*arguments: str) -> str:
        status, out, err = ask([*arguments, "--data", str(data)], capsys)
        assert status == 0, err
        assert not NOT_ITS_OWN.search(out + err)
        return str(out)

    return asked


def test_the_python_package_takes_days_and_state_from_the_atlas(data: Path) -> None:
    atlas = geo.open_atlas(data)
    before, after = atlas.on(atlas.about.before.day), atlas.on(atlas.about.after.day)
    moved = geo.shift(before, after)
    assert (moved.state, str(moved.start), str(moved.end)) == ("Republic", "1914-07-28", "1923-07-24")
    assert [region.region for region in moved.regions] == ["march", "heath"]
    assert (before.label, after.label) == ("1914", "1923")
    assert atlas.holders == ("Occident", "Orient", "Republic")


def test_land_that_nobody_holds_is_said_to_be_so(data: Path) -> None:
    atlas = geo.open_atlas(data)
    day = atlas.on("1920-01-01")
    answer = day.who(16.0, 47.0)
    assert (answer.tenure.held, answer.tenure.status, answer.tenure.holder) == (False, "unheld", "")
    assert day.holders == ("Occident", "Orient", "Republic")
    assert [str(state) for state in geo.states(day)["state"]] == ["Occident", "Orient", "Republic"]
    assert geo.change(atlas.on("1914-07-28"), day, state="Orient").area_km2 < 0


def test_who(run: object, tmp_path: Path) -> None:
    assert callable(run)
    assert json.loads(run("who", "47", "14", "--on", "1918-11-10", "--format", "json"))["holder"] == "Occident"
    assert run("who", "47", "16", "--on", "1920-01-01").startswith("1920-01-01: nobody")
    told = json.loads(run("who", "47", "16", "--format", "json"))
    assert [row["status"] for row in told["history"]] == ["sovereign", "unheld", "ceded"]
    assert "nobody" in run("who", "47", "16")
    points = tmp_path / "points.csv"
    points.write_text("lat,lon\n47,14\n47,16\n", encoding="utf-8")
    rows = run("who", "--points", str(points), "--on", "1923-07-24").splitlines()
    assert [row.split(",")[2] for row in rows] == ["holder", "Republic", "Republic"]


def test_who_by_a_name_that_no_table_holds(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = ask(["who", "Lviv", "--data", str(data)], capsys)
    assert (status, out) == (2, "")
    assert "no place is called 'Lviv'" in one_sentence(err)


@pytest.mark.parametrize("form", ["table", "csv", "json", "markdown", "geojson"])
def test_measure(run: object, form: str) -> None:
    assert callable(run)
    out = run("measure", "--format", form, "--every", "0.5")
    if form == "json":
        document = json.loads(out)
        assert (document["state"], document["from"], document["to"]) == ("Republic", "1914-07-28", "1923-07-24")
        assert {row["region"] for row in document["regions"]} == {"march", "heath"}
    if form == "geojson":
        document = json.loads(out)
        assert document["licence"] == "CC0-1.0"
        assert document["attribution"] == great_war.ABOUT["credits"]["attribution"]
        assert "citation" not in document


def test_measure_another_state_and_chart(run: object, tmp_path: Path) -> None:
    assert callable(run)
    chart = tmp_path / "chart.svg"
    out = run("measure", "--state", "orient", "--format", "json", "--chart", str(chart))
    assert json.loads(out)["total"]["area_km2"] < 0
    # What is read stands between tags; the coordinates of the strokes may hold any digits.
    read = "".join(ET.fromstring(chart.read_text(encoding="utf-8")).itertext())  # noqa: S314
    assert "Orient" in read
    assert not NOT_ITS_OWN.search(read)


def test_changes(run: object) -> None:
    assert callable(run)
    rows = json.loads(run("changes", "--format", "json"))
    assert [row["day"] for row in rows] == ["1918-03-03", "1918-11-11", "1921-03-18"]
    assert rows[0]["after"] == "nobody (unheld)"
    assert "Changes after 28 July 1914 and up to 24 July 1923" in run("changes")


@pytest.mark.parametrize("form", ["geojson", "gpkg", "shp", "geoparquet"])
def test_layers(run: object, tmp_path: Path, form: str) -> None:
    assert callable(run)
    run("layers", "--on", "1920-01-01", "--out", str(tmp_path), "--format", form)
    files = {path.name for path in tmp_path.iterdir()}
    assert files & {"great-war_1920-01-01.gpkg", "states_1920-01-01.geojson", "states_1920-01-01.shp.zip"} | {
        name for name in files if name.endswith(".parquet")
    }
    for path in tmp_path.iterdir():
        if path.suffix in {".geojson", ".qml", ".qmd"}:
            assert not NOT_ITS_OWN.search(path.read_text(encoding="utf-8")), path.name
    if form == "gpkg":
        told = pyogrio.read_info(tmp_path / "great-war_1920-01-01.gpkg", layer="states")["layer_metadata"]
        assert told["IDENTIFIER"] == "States on 1920-01-01, from the sea to the steppe"
    if form == "geojson":
        assert "Border of the Republic" in (tmp_path / "borders_1920-01-01.qml").read_text(encoding="utf-8")


def test_map(run: object, tmp_path: Path) -> None:
    assert callable(run)
    for name, more in (("own", ()), ("other", ("--from", "1918-01-01", "--state", "Orient"))):
        page = tmp_path / f"{name}.html"
        run("map", "-o", str(page), *more)
        html = page.read_text(encoding="utf-8")
        assert not NOT_ITS_OWN.search(html)
        assert "made up for the tests &lt;1914&gt;" in html
    assert "The border of the Orient, 1914 to 1923" in (tmp_path / "own.html").read_text(encoding="utf-8")


def test_build(run: object, tmp_path: Path) -> None:
    assert callable(run)
    run("build", "--out", str(tmp_path))
    made = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert made == {
        *(f"data/shapefiles/{name}_{year}.geojson" for name in ("borders", "states") for year in (1914, 1923)),
        *(f"data/shapefiles/{name}_1914_1923.geojson" for name in ("gained", "shift")),
        "maps/index.html",
    }


def test_verify(run: object) -> None:
    assert callable(run)
    assert all(line.startswith("ok ") for line in run("verify").splitlines())


def test_claims_that_are_not_there(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = ask(["claims", "--data", str(data)], capsys)
    assert (status, out) == (2, "")
    assert "has no claims" in one_sentence(err)


def test_its_own_files_are_kept(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("atlas.json", "tables/tenure.csv"):
        whole = (data / name).read_bytes()
        status, _, err = ask(["map", "--data", str(data), "-o", str(data / name)], capsys)
        assert status == 2
        one_sentence(err)
        assert (data / name).read_bytes() == whole


def test_completion_offers_its_own_names(data: Path) -> None:
    for command in ("measure", "map"):
        context = main.commands[command].make_context(command, ["--data", str(data)], resilient_parsing=True)
        option = next(option for option in main.commands[command].params if option.name == "state")
        assert [item.value for item in option.shell_complete(context, "R")] == ["Republic"]
    context = main.commands["who"].make_context("who", ["--data", str(data)], resilient_parsing=True)
    assert main.commands["who"].params[0].shell_complete(context, "Lv") == []


SAID: list[tuple[str, dict[str, object], str]] = [
    (
        "state",
        {"border_of": "Ruritania"},
        "no state is called 'Ruritania'; choose from Occident, Orient, Republic.",
    ),
    (
        "colour of a state",
        {"colours": {"Orientt": "#ddccbb"}},
        "no state is called 'Orientt'; did you mean Orient?",
    ),
    ("no colour", {"colours": {"Orient": "red"}}, "the colour of 'Orient' is 'red'; write it as #rrggbb."),
    (
        "window",
        {"window": [20, 46, 10, 49]},
        "window is 20, 46, 10, 49; give west, south, east, north in degrees.",
    ),
    ("numbers", {"window": [10, 46, 20, "49"]}, "window holds 49, which is no number from -180 to 180."),
    ("id", {"id": "../up"}, "id is '../up'; use small letters, digits, - and _."),
    ("table", {"tables": ["tenure"]}, "tables holds 'tenure'; choose from armies, chapters, cities"),
    ("missing table", {"tables": ["regions", "places"]}, "places.csv does not exist; check the name."),
    ("more", {"motto": "x"}, "it has motto, which nothing reads."),
    ("kind", {"title": 5}, "title is no text."),
    ("no days", {"days": {}}, "it lacks days.dated."),
    ("part", {"days": []}, "days is no object."),
    ("errors", {"position_errors": {"known": "yes"}}, "position_errors.known is neither true nor false."),
]
"""What is wrong, what the atlas says of itself, and what must be said of that."""


@pytest.mark.parametrize(("told", "sentence"), [row[1:] for row in SAID], ids=[row[0] for row in SAID])
def test_what_an_atlas_cannot_say(
    told: dict[str, object], sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = great_war.write(tmp_path / "data", **told)
    for command in (["measure"], ["who", "47", "14"], ["map", "-o", str(tmp_path / "x.html")]):
        status, out, err = ask([*command, "--data", str(folder)], capsys)
        assert (status, out) == (2, ""), err
        assert sentence in one_sentence(err)
    assert not (tmp_path / "x.html").exists()


DAYS: list[tuple[str, dict[str, str | dict[str, str]], str]] = [
    ("swapped", {"before": {"day": "1923-07-25", "label": "a"}}, "give them in time, before and after apart."),
    (
        "no day",
        {"first": "28 July 1914"},
        "days.first is '28 July 1914', which is no day of the form 1914-07-28.",
    ),
    ("one label", {"after": {"day": "1923-07-24", "label": "1914"}}, "both usual days are called '1914'"),
]


@pytest.mark.parametrize(("days", "sentence"), [row[1:] for row in DAYS], ids=[row[0] for row in DAYS])
def test_days_that_cannot_be(
    days: dict[str, object], sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = great_war.write(tmp_path / "data", days={**great_war.ABOUT["days"], **days})
    status, out, err = ask(["changes", "--data", str(folder)], capsys)
    assert (status, out) == (2, "")
    assert sentence in one_sentence(err)


@pytest.mark.parametrize(
    ("tenure", "sentence"),
    [
        (("sovereign,,,,,\nmarch", "sovereign,1915-01-01,,,,\nmarch"), "from 1914-07-28 to 1915-01-01"),
        (("sovereign,,,,,\nmarch", "sovereign,,1920-01-01,,,\nmarch"), "from 1920-01-01 to 1923-07-24"),
        (("heath,,unheld", "heath,Orient,unheld"), "it is unheld, and held by Orient; name a holder, or give"),
        (("heath,,unheld", "heath,,occupied"), "it has no holder; name a holder, or give the status unheld"),
    ],
)  # fmt: skip
def test_days_outside_tenure_and_land_of_nobody(
    tenure: tuple[str, str], sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = great_war.write(tmp_path / "data")
    path = folder / "tables" / "tenure.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(*tenure), encoding="utf-8")
    status, out, err = ask(["measure", "--data", str(folder)], capsys)
    assert (status, out) == (2, "")
    assert sentence in one_sentence(err)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "atlas.json does not exist; check the name."),
        ("", "atlas.json is empty; check that it was saved whole."),
        ("{", "atlas.json is not JSON ("),
        ('{"id": "a", "id": "b"}', "'id' stands twice"),
        ("[1]", "what it holds is no object."),
        ('{"id": NaN}', "NaN is no number"),
        ("[" * 100_000, "atlas.json is not JSON ("),
    ],
)
def test_a_spoilt_file(
    content: str | None, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = great_war.write(tmp_path / "data")
    path = folder / "atlas.json"
    path.unlink()
    if content is not None:
        path.write_text(content, encoding="utf-8")
    for command in (["measure"], ["layers", "--on", "1920-01-01", "--out", str(tmp_path / "out")]):
        status, out, err = ask([*command, "--data", str(folder)], capsys)
        assert (status, out) == (2, "")
        assert sentence in one_sentence(err)
    assert not (tmp_path / "out").exists()
    status, out, err = ask(["verify", "--data", str(folder)], capsys)
    assert (status, err) == (1, "")
    assert sentence.rstrip(".") in out


def test_people_that_are_not_counted(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = ask(["people", "--data", str(data)], capsys)
    assert (status, out) == (2, "")
    assert "this atlas has no counts of people" in one_sentence(err)
