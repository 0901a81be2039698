"""Bad commands through the real command line: one sentence, exit status 2, nothing written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from asking import ask, one_sentence

pytestmark = pytest.mark.usefixtures("open_already")

ROOT = Path(__file__).resolve().parent.parent
DAY = ("--on", "1940-01-01")

COMMANDS: list[tuple[list[str], str]] = [
    (["who", "52", "24", "--on", ""], "'' is not a day of the form 1939-08-23; give a day from 1939-08-23"),
    (
        ["who", "52", "24", "--on", "1940-02-30"],
        "'1940-02-30' is a date that does not exist; give a day from",
    ),
    (["who", "52", "24", "--on", "30 Feb 1940"], "'30 Feb 1940' is a date that does not exist; "),
    (["who", "52", "24", "--on", "01.02.40"], "'01.02.40' has a year of two digits, "),
    (["who", "--date", "1940-01-01", "Lwów"], "No such option '--date'. Did you mean --on (which day, such"),
    (["who", "--country", "Poland", "Brody"], "Did you mean --in (its region, district or country)?"),
    (["measure", "--on", "1940-01-01"], "Did you mean --from (the day before, as 1939-09-17 or 17.9.1939) or "),
    (["measure", "--csv"], "Did you mean --format (table, csv, json, markdown, geojson)?"),
    (["compare", "--date", "1940", "a"], "or --and (the second day)?"),
    (["who", "--data", "1.1.1940", "Lwów"], "Directory '1.1.1940' does not exist. Did you mean --on? (see"),
    (["who", "--datum", "1940-01-01", "Lwów"], "Did you mean --on (which day, such as"),
    (
        ["measure", "--format", "xlsx"],
        "'geojson'. Did you mean -o FILE.xlsx? (see: bordershift measure --help)",
    ),
    (["who", "--dat", "x"], "Did you mean one of: '--data'"),
    (["distance"], "No such command 'distance'. Did you mean measure? (see: bordershift --help)"),
    (["changes", "--from", "ca. 1940"], "is a span of days (1940~), of which only the command who tells;"),
    (["who", "52", "24", "--on", "1951/1953"], "1951/1953 lies outside the atlas; give a day from 1939-08-23"),
    (["who", "52", "24", "--on", "19400101"], "'19400101' is not a day of the form"),
    (["who", "52", "24", "--on", "\u0661\u0669\u0664\u0660-01-01"], "is not a day of the form"),
    (["who", "52", "24", "--on", "9" * 9_000], "9999… is not a day of the form".replace("… ", "…' ")),
    (["who", "52", "24", "--on", "1945-05-09"], "1945-05-09 lies outside the atlas; give a day from"),
    (
        ["who", "34U", "FE", "12345", "67890"],
        "looks like coordinates of the military grid (MGRS), which are not",
    ),
    (["who", "34UFE1234567890"], "give latitude and longitude in degrees on WGS 84, such as 49.84 24.03."),
    (["who", "UTM 34N 612345 5512345"], "looks like coordinates of a grid in metres (UTM, Gauß-Krüger,"),
    (["who", "612345", "5512345"], "looks like coordinates of a grid in metres (UTM, Gauß-Krüger,"),
    (["who", "nan", "24", *DAY], "lat nan, lon 24 lies outside the atlas"),
    (["who", "52", "24", "--points", "x.csv", *DAY], "give a name, or a latitude and a longitude, or --points"),
    (
        ["changes", "--from", "1941-01-01", "--to", "1940-01-01"],
        "--from 1941-01-01 lies after --to 1940-01-01; swap",
    ),
    (["measure", "--region", "bessarabya"], "no region is called 'bessarabya'; did you mean bessarabia?"),
    (
        ["who", "Kowel", "Równe"],
        "places are called Kowel and Równe; ask for one at a time, or for a list with --names.",
    ),
    (["measure", "--state", "Fnland"], "no state is called 'Fnland'; did you mean Finland?"),
    (["measure", "--state", ""], "no state is called ''; choose from Bulgaria"),
    (["measure", "--state", "Rumunja"], "no state is called 'Rumunja'; did you mean Romania?"),
    (["measure", "--lang", "pl", "--state", "Rumunja"], "no state is called 'Rumunja'; did you mean Rumunia?"),
    (["measure", "--lang", "pl", "--state", "Mars"], "choose from Bułgaria, Gdańsk, Estonia, Finlandia,"),
    (["measure", "--lang", "de", "--region", "Bessarabienn"], "did you mean Bessarabien?"),
    (["measure", "--every", "nan"], "the spacing of parallels is nan degrees; give a number from 0.001 to 10."),
    (["measure", "--every", "1e-9"], "the spacing of parallels is 1e-09 degrees"),
    (["measure", "--chart", "chart.pdf"], "chart.pdf: a chart is written as .svg or .png"),
    (["map", "a.shp", "b.shp"], "(a.shp b.shp). Did you mean compare BEFORE AFTER --map F.html, which maps"),
    (["map", "--view", "nort"], "no page is called 'nort'; did you mean north?"),
    (["verify", "--data", "nowhere"], "Directory 'nowhere' does not exist."),
    (
        ["compare", "a", "b", "--name", "n", "--all-states", "--map", "x.html"],
        "--map shows one state; leave out",
    ),
    (["compare", "a", "b", "--out", "x.shp"], "land that passed is written as .geojson, .gpkg or .parquet"),
]
"""What is asked, and what must be said of it."""

QUESTIONS: list[tuple[list[str], str]] = [
    (["--name", "sate", "--state", "B"], "has no field 'sate'; did you mean state: name one with --name?"),
    (["--name", "geometry", "--state", "B"], "a field called 'geometry' cannot name states"),
    (["--name", "state", "--state", "Ruritania"], "holds a state 'Ruritania'; they hold A, B."),
    (["--name", "state", "--state", "B\n\x1b[31m"], "holds a state 'B\\n\\x1b[31m'"),
    (["--name", "state"], "holds several states; name the one to compare with --state: it holds A, B."),
    (["--all-states"], "--all-states needs --name, the field with the states' names ("),
    (
        ["--name", "state", "--name-after", "nation", "--all-states"],
        "it has state: name one with --name-after.",
    ),
    ([], "2 polygons with fields: polygons need --name, the field with the states' names (it has state)"),
    (
        ["--name", "state", "--state", "B", "--sigma", "-5"],
        "the position error is -5 m; give a number from 0",
    ),
    (["--name", "state", "--state", "B", "--sigma", "nan"], "the position error is nan m"),
    (["--name", "state", "--state", "B", "--every", "inf"], "the spacing of parallels is inf degrees"),
]
"""What is asked of two good layers with the field ``state``, and what must be said of it."""


@pytest.mark.parametrize(("arguments", "sentence"), COMMANDS, ids=lambda value: " ".join(value)[:40])
def test_commands(
    arguments: list[str],
    sentence: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    status, out, err = ask(arguments, capsys)
    assert (status, out) == (2, "")
    assert sentence in one_sentence(err)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("options", "sentence"), QUESTIONS, ids=lambda value: " ".join(value)[-40:])
def test_what_is_asked_of_good_files(
    options: list[str], sentence: str, later: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = ask(["compare", str(later), str(later), *options], capsys)
    assert (status, out) == (2, "")
    assert sentence in one_sentence(err)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("arguments", [["claims", "--help"], ["changes", "--format", "csv"]])
def test_full_output_is_one_sentence(arguments: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        found = subprocess.run(  # noqa: S603
            [sys.executable, "-m", "geo", *arguments],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert found.returncode == 2
    assert "No space left on device" in one_sentence(found.stderr)
