"""A place asked for by name, its history, and the habits of the command line about it."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stderr, redirect_stdout
from itertools import chain, combinations
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from asking import here

import geo
from geo.atlas.atlas import Snapshot
from geo.atlas.history import history
from geo.atlas.languages import language_of, languages
from geo.atlas.places import fold
from geo.atlas.search import find_places
from geo.cli import main
from geo.earth.geodesy import distance_m
from geo.errors import UnknownNameError
from geo.files.coordinates import read_coordinates

if TYPE_CHECKING:
    from pathlib import Path

    from geo.atlas.atlas import Atlas
    from geo.atlas.places import Place


pytestmark = pytest.mark.usefixtures("open_already")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("Lviv", "Lviv"),  # of today
        ("Lwów", "Lviv"),  # of 1939
        ("lwow", "Lviv"),  # as typed
        ("Husyatyn", "Husiatyn"),  # another spelling
        ("PRZEMYSL", "Przemyśl"),
        ("Nemyriv", "Nemyriv (Lviv)"),  # less its brackets
    ],
)
def test_either_name_finds_the_place(atlas: Atlas, asked: str, found: str) -> None:
    meant, _ = find_places(atlas.places, asked)
    assert [place.name for place in meant] == [found]


def test_every_place_is_found_by_each_of_its_names(atlas: Atlas) -> None:
    for place in atlas.places:
        for name in filter(None, (place.name, place.name_then, *place.other_names)):
            meant, besides = find_places(atlas.places, fold(name))
            assert place in (*meant, *besides), name


def test_names_are_names_and_remarks_are_notes(atlas: Atlas) -> None:
    for place in atlas.places:
        for name in (place.name, *filter(None, (place.name_then, *place.other_names))):
            assert name[0].isupper(), name
            assert not re.search(r"[,/;:\d]|\b(?:gmina|powiat|raion|station|near|site)\b", name), name
        spelt = [fold(name) for name in (place.name, *place.other_names)]
        assert len(spelt) == len(set(spelt)), place.name


def test_no_place_stands_twice(atlas: Atlas) -> None:
    namesakes: dict[str, list[Place]] = {}
    for place in atlas.places:
        namesakes.setdefault(fold(place.name), []).append(place)
    for one, other in chain.from_iterable(combinations(alike, 2) for alike in namesakes.values()):
        if distance_m(one.lon, one.lat, other.lon, other.lat) < 6000.0:
            assert one.note != other.note, one.name


def test_an_own_name_comes_before_another_name(atlas: Atlas) -> None:
    meant, besides = find_places(atlas.places, "Husiatyn")
    assert [place.name for place in meant] == ["Husiatyn"]
    assert [place.name for place in besides] == ["Husiatyn (east bank)"]
    with pytest.raises(UnknownNameError, match=r"no place is called 'Atlantis'.*give its latitude"):
        find_places(atlas.places, "Atlantis")


def test_history_is_tenure_from_end_to_end(atlas: Atlas) -> None:
    for place in atlas.places[::40]:
        told = history(atlas, place.lon, place.lat)
        assert [spell.tenure for spell in told.spells] == list(atlas.history(told.zone))
        if place.confidence == "high":
            assert (told.holders[0], told.holders[-1]) == (place.holder_before, place.holder_after), place.name
    vilnius = history(atlas, 25.28, 54.69, name="Vilnius")
    assert vilnius.sure
    frame = vilnius.frame()
    assert frame["edtf"].tolist()[1:3] == ["1939-09-28", "1939-10-28/1939-10-29"]
    assert frame["act"].tolist()[-1] == "The USSR annexes Lithuania"
    assert "The USSR cedes Vilnius to Lithuania" in vilnius._repr_html_()


def test_each_day_is_asked_once(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    asked, who = list[str](), Snapshot.who

    def counted(self: Snapshot, lon: float, lat: float) -> geo.Answer:
        asked.append(self.day.isoformat())
        return who(self, lon, lat)

    monkeypatch.setattr(Snapshot, "who", counted)
    assert [spell.border_day for spell in history(atlas, 25.28, 54.69).spells] == asked


def test_history_as_table_csv_and_json() -> None:
    table = here("who", "Vilnius").stdout
    told, title, *_ = table.splitlines()
    assert title == "Vilnius, 54.6892° N 25.2798° E: Vilnius land"
    assert told.startswith(
        "Vilnius: Vilnius, Vilniaus m. sav., Vilniaus apskritis, today Lithuania, 54.6892° N"
    )
    assert "1939-10-28/1939-10-29" in table
    rows = list(csv.DictReader(io.StringIO(here("who", "Vilnius", "--format", "csv").stdout)))
    assert [row["holder"] for row in rows] == ["Poland", "USSR", "Lithuania", "Lithuania", "USSR"]
    document = json.loads(here("who", "54.68916", "25.2798", "--format", "json").stdout)
    assert list(document) == [
        "place",
        "lat",
        "lon",
        "zone",
        "region",
        "sure",
        "history",
        "armies",
        "note",
        "on_land",
    ]
    assert [str(spell["since"]) for spell in document["history"]] == [row["since"] for row in rows]


def test_a_doubtful_place_is_said_to_be_doubtful() -> None:
    assert here("who", "60.46", "30.6").stdout.endswith("is too close to be sure.\n")


def test_namesakes_are_listed_and_one_is_picked() -> None:
    run = here("who", "Brody")
    rows = list(csv.DictReader(io.StringIO(here("who", "Brody", "--format", "csv").stdout)))
    assert len(rows) > 2
    assert run.returncode == 0
    assert run.stderr == (
        f"{len(rows)} places are called 'Brody'; choose with --pick 1 to {len(rows)} (or the id in brackets), "
        "--in REGION, DISTRICT or COUNTRY, --near PLACE, or by coordinates.\n"
    )
    listed = run.stdout.splitlines()
    assert [line.split()[0] for line in listed[:-1]] == [row["pick"] for row in rows]
    second = json.loads(here("who", "Brody", "--pick", "2", "--on", "1940-01-01", "--format", "json").stdout)
    assert (second["place"], second["holder"], second["taken_because"]) == ("Brody", "Germany", "picked")
    assert f"{second['lat']:.4f}° N {second['lon']:.4f}° E" in listed[1]


def test_quiet_and_verbose() -> None:
    assert "choose with" in here("who", "Husiatyn").stderr
    assert here("who", "Husiatyn", "-q").stderr == ""
    said = here("changes", "-v")
    assert said.stderr.splitlines()[-1].startswith("took ")
    assert said.stdout == here("changes").stdout


def on_a_terminal(*arguments: str, **environment: str) -> str:
    """What the program says when both of its streams are a terminal."""
    master, slave = pty.openpty()
    with ThreadPoolExecutor() as beside, pytest.MonkeyPatch.context() as patch:
        said = beside.submit(heard, master)  # as it is said, for a terminal holds little
        for name, text in {"TERM": "xterm", **environment}.items():
            patch.setenv(name, text)
        with (
            os.fdopen(slave, "w", encoding="utf-8") as terminal,
            redirect_stdout(terminal),
            redirect_stderr(terminal),
            pytest.raises(SystemExit),
        ):
            main(list(arguments), prog_name="bordershift")
        text = said.result()
    os.close(master)
    return text


def heard(master: int) -> str:
    """Read what a terminal is told until its other end is closed."""
    said = b""
    try:
        while more := os.read(master, 4096):
            said += more
    except OSError:  # how Linux tells that the other end is closed
        pass
    return said.decode()


def test_colour_and_progress_only_on_a_terminal() -> None:
    asked = ("who", "53", "26", "--on", "1940-01-01")
    assert "\x1b[36mUSSR\x1b[0m" in on_a_terminal(*asked)
    assert "\x1b[" not in on_a_terminal(*asked, NO_COLOR="1")
    assert "\x1b[" not in here(*asked).stdout
    assert "measuring" in on_a_terminal("measure")
    assert "measuring" not in on_a_terminal("measure", "-q")
    assert here("measure").stderr == ""


def test_tables_fit_the_terminal_and_are_the_same_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    wide, narrow = (on_a_terminal("who", "Hanko", "-q", COLUMNS=columns) for columns in ("140", "80"))
    assert "from         until        held by" in wide
    assert " held by               Finland\r\n" in narrow
    figures = on_a_terminal("measure", "-q", "--region", "hanko", COLUMNS="80").replace("\r", "")
    assert max(map(len, figures.splitlines()[2:])) <= 80
    piped = set()
    for columns in ("40", "200"):
        monkeypatch.setenv("COLUMNS", columns)
        piped.add(here("changes").stdout)
    assert len(piped) == 1
    assert "1939-10-28/1939-10-29" in piped.pop()


@pytest.mark.parametrize(
    "words", [["53.61,", "26.85"], ["53.61,26.85"], ["53,61", "26,85"], ["53°36'36\"N", "26°51'E"]]
)
def test_coordinates_as_maps_and_gazetteers_write_them(words: list[str]) -> None:
    asked = [here("who", *given, "--on", "1939-08-23") for given in (words, ["53.61", "26.85"])]
    assert asked[0].stdout.startswith("1939-08-23: Poland")
    assert asked[0].stdout == asked[1].stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["N", "53", "36", "36", "E", "26", "51", "0"], "Read as 53.6100° N 26.8500° E.\n"),
        (["POINT(26.85 53.61)"], "Read as 53.6100° N 26.8500° E: in POINT the longitude comes first.\n"),
        (["--lang", "de", "geo:53.61,26.85"], "Gelesen als 53,6100° N 26,8500° O.\n"),
        (["53.61", "26.85"], ""),
    ],
)
def test_it_is_said_how_coordinates_were_read_where_that_is_not_plain(words: list[str], told: str) -> None:
    run = here("who", *words, "--on", "1939-08-23", "--format", "json")
    assert (json.loads(run.stdout)["holder"], run.stderr) == ("Poland", told)


def test_coordinates_are_read_as_the_program_writes_them_in_every_language(atlas: Atlas) -> None:
    for tag in languages(atlas.folder):
        told = language_of(atlas.folder, tag).degrees("49.8383° N 24.0232° E")
        assert read_coordinates(told) == (49.8383, 24.0232), told


def test_coordinates_in_a_list_of_names_are_no_name(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(
        'place\nPOINT(24.03 49.84)\n"49.84, 24.03"\n34U FE 12345 67890\n', encoding="utf-8"
    )
    run = here("who", "--names", str(tmp_path / "list.csv"), "--on", "1939-08-23", "--format", "json")
    notes = {(row["match"], row["note"]) for row in json.loads(run.stdout)}
    assert notes == {("none", "coordinates and no name; --points asks for them")}


@pytest.mark.parametrize("odd", ["53 61 26 85", "N53 N26", "53°60'N 26°E", "N53N E26"])
def test_what_is_no_pair_of_angles_is_a_name(odd: str) -> None:
    assert read_coordinates(odd) is None


def test_a_reader_that_has_seen_enough_is_no_fault(tmp_path: Path) -> None:
    errors = tmp_path / "errors"
    with (
        errors.open("wb") as stderr,
        subprocess.Popen(
            [sys.executable, "-m", "geo", "measure", "--format", "csv", "--every", "0.002"],
            stdout=subprocess.PIPE,
            stderr=stderr,
        ) as run,
    ):
        assert run.stdout is not None
        assert run.stdout.readline().startswith(b"lat,")
        run.stdout.close()
    # what the figures need to be read with is told before them; that the pipe was closed is not
    assert all(line.startswith("Some of the borders") for line in errors.read_text().splitlines())


def test_completion_and_version() -> None:
    run = subprocess.run(
        [sys.executable, "-c", "from geo.cli import main; main(prog_name='bordershift')"],
        env={
            **os.environ,
            "_BORDERSHIFT_COMPLETE": "bash_complete",
            "COMP_WORDS": "bordershift me",
            "COMP_CWORD": "1",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stdout == "plain,measure\n"
    assert here("--version").stdout.startswith("bordershift, version ")


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("measure --region b", ["bessarabia"]),
        ("map --view b", ["baltics", "belarus", "bessarabia"]),
        ("map --state L", ["Latvia", "Lithuania"]),
        ("who -q drohobyc", ["Drohobych", "Drohobyczka"]),
        ("who -q husiaty", ["Husiatyn", "Husiatyn (east bank)"]),
    ],
)
def test_completion_offers_what_the_tables_hold(
    words: str, offered: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("_BORDERSHIFT_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", f"bordershift {words}")
    monkeypatch.setenv("COMP_CWORD", "3")
    assert here().stdout.splitlines() == [f"plain,{name}" for name in offered]


def test_land_that_was_passing_is_told_in_every_form(tmp_path: Path) -> None:
    """On a day of a transfer nothing is sure, nor of one to come; a title alone that passes is no doubt."""
    places = {
        "1939-10-05": ("1939-09-28/1939-10-13", "Germany", "no"),
        "1939-09-20": ("1939-09-01/1939-09-27", "Germany", "no"),
        "1939-10-14": ("", "", "yes"),
    }
    table = tmp_path / "list.csv"
    table.write_text("place,lat,lon\nTarnów,50.0138,20.9869\n", encoding="utf-8")
    for day, (over, to, sure) in places.items():
        told = json.loads(here("who", "50.0138", "20.9869", "--on", day, "--format", "json").stdout)
        assert (told["passing"], told["passing_to"], told["sure"]) == (over, to, sure == "yes")
        for which in ("--points", "--names"):
            (row,) = csv.DictReader(io.StringIO(here("who", which, str(table), "--on", day).stdout))
            assert (row["passing"], row["passing_to"], row["sure"], row["border_day"]) == (
                over,
                to,
                sure,
                day,
            )
    for day, begun in (
        (
            "1939-10-05",
            "Germany (occupied) since 1939-09-28; changing hands from 1939-09-28 to 1939-10-13 (Poland",
        ),
        (
            "1939-09-20",
            "Poland until 1939-09-28, then Germany (occupied), whose army was in part of the land from",
        ),
    ):
        told = here("who", "50.0138", "20.9869", "--on", day).stdout
        assert told.startswith(f"{day}: {begun} ")
        assert here("who", "--points", str(table), "--on", day, "--format", "text").stdout == told
    (first, last) = csv.DictReader(io.StringIO(here("who", "--points", str(table)).stdout))
    assert (first["passing"], first["border_day"]) == ("", "1939-08-23")
    assert (last["passing"], last["border_day"], last["sure"]) == ("1939-09-28/1939-10-13", "1939-09-28", "yes")
    told = here("who", "Zbaraż", "--on", "1939-11-15").stdout  # a title alone was passing
    assert ": USSR (annexed) since 1939-11-01" in told
    assert "changing hands" not in told
    war = [
        here("who", "60.19", "29.71", "--on", f"19{day}").stdout for day in ("39-11-29", "39-11-30", "40-03-12")
    ]
    assert ["whose army was in part" in told for told in war] == [False, True, True]  # Terijoki
    table.write_text("place\nZbaraż\n", encoding="utf-8")
    (row,) = csv.DictReader(io.StringIO(here("who", "--names", str(table), "--on", "1939-11-15").stdout))
    assert (row["holder"], row["passing"], row["sure"]) == ("USSR", "", "yes")


@pytest.mark.parametrize(
    ("lat", "lon", "day", "state"),
    [
        ("69.526", "31.17", "1939-11-29", ""),
        ("69.526", "31.17", "1940-01-15", "USSR"),
        ("69.526", "31.17", "1940-04-11", ""),
        ("69.67", "30.05", "1940-01-15", ""),  # Kirkenes, as near, in Norway
        ("60.17", "24.94", "1940-01-15", ""),  # Helsinki
        ("52.1", "23.7", "1939-09-15", "Germany"),  # Brest, before the other army came
        ("51.22", "24.7", "1939-09-16", "Germany"),  # Kovel
        ("53.84", "22.98", "1939-09-12", "Germany"),  # Augustów
        ("50.75", "25.33", "1939-09-16", ""),  # Lutsk
    ],
)
def test_an_army_that_left_is_told_in_every_form(
    lat: str, lon: str, day: str, state: str, tmp_path: Path
) -> None:
    told = json.loads(here("who", lat, lon, "--on", day, "--format", "json").stdout)
    assert (told["passing_to"], told["sure"], bool(told["army"])) == (state, not state, bool(state))
    said = here("who", lat, lon, "--on", day).stdout
    assert ("; an army of" in said, "Known from: " in said) == (bool(state), bool(state))
    table = tmp_path / "list.csv"
    table.write_text(f"lat,lon\n{lat},{lon}\n", encoding="utf-8")
    (row,) = csv.DictReader(io.StringIO(here("who", "--points", str(table), "--on", day).stdout))
    assert (row["passing"], row["passing_to"]) == (told["passing"], told["passing_to"])
    assert row["sure"] == ("no" if state else "yes")
    framed = geo.who_table(pd.DataFrame({"lat": [float(lat)], "lon": [float(lon)]}), day).iloc[0]
    assert (framed["passing"], framed["passing_to"], framed["sure"]) == (told["passing"], state, not state)
    past = json.loads(here("who", lat, lon, "--format", "json").stdout)["armies"]
    assert (state in {army["state"] for army in past}) == bool(state)
