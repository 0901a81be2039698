"""One habit for all commands: where answers go, how days and states are said, what comes in, what opens."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import sys
from typing import TYPE_CHECKING

import click
import openpyxl
import pytest
from asking import here, one_sentence
from vectors.days import WITHIN

from geo.atlas.bundled import data_folder
from geo.atlas.languages import language_of, languages
from geo.atlas.own_days import own_day
from geo.cli import main
from geo.files.columns import Column, Table
from geo.files.days import TwoDaysError, said_days
from geo.files.said_spans import said_span
from geo.files.workbook import sheet_rows

if TYPE_CHECKING:
    from pathlib import Path

    from geo.atlas.atlas import Atlas

pytestmark = pytest.mark.usefixtures("open_already")


def _commands() -> list[tuple[str, click.Command]]:
    assert isinstance(main, click.Group)
    return [(name, one) for name, one in main.commands.items() if not isinstance(one, click.Group)]


@pytest.mark.parametrize(
    ("name", "command"), _commands(), ids=lambda value: value if isinstance(value, str) else ""
)
def test_every_command_takes_out_data_and_quiet(name: str, command: click.Command) -> None:
    options = {option for parameter in command.params for option in parameter.opts}
    assert {"-o", "--out", "--data", "-q", "-v"} <= options, name


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("17.09.1939", "1939-09-17", "1939-09-17"),
        ("17.9.1939", "1939-09-17", "1939-09-17"),
        ("17 September 1939", "1939-09-17", "1939-09-17"),
        ("Sept. 17, 1939", "1939-09-17", "1939-09-17"),
        ("17 IX 1939", "1939-09-17", "1939-09-17"),
        ("17 września 1939 r.", "1939-09-17", "1939-09-17"),
        ("17 сентября 1939 г.", "1939-09-17", "1939-09-17"),
        ("9/17/1939", "1939-09-17", "1939-09-17"),
        ("17/9/1939", "1939-09-17", "1939-09-17"),
        ("4-4-1940", "1940-04-04", "1940-04-04"),
        ("February 1940", "1940-02-01", "1940-02-29"),
        ("1940-06", "1940-06-01", "1940-06-30"),
        ("11/1939", "1939-11-01", "1939-11-30"),
        ("grudzień 1939 r.", "1939-12-01", "1939-12-31"),
        ("декабрь 1939", "1939-12-01", "1939-12-31"),
        ("syyskuu 1939", "1939-09-01", "1939-09-30"),
        ("1940", "1940-01-01", "1940-12-31"),
        ("we wrześniu 1939 r.", "1939-09-01", "1939-09-30"),
        ("we wrzesniu 1939", "1939-09-01", "1939-09-30"),
        ("1939. gada decembrī", "1939-12-01", "1939-12-31"),
        ("1939 m. gruodžio mėn.", "1939-12-01", "1939-12-31"),
        ("gruodyje 1939", "1939-12-01", "1939-12-31"),
        ("в 1940 году", "1940-01-01", "1940-12-31"),
        ("dnia 17-go września 1939 r.", "1939-09-17", "1939-09-17"),
    ],
)
def test_days_as_people_write_them(text: str, first: str, last: str) -> None:
    assert [day.isoformat() for day in said_days(text)] == [first, last]


@pytest.mark.parametrize("month", range(1, 13))
def test_each_month_in_roman_numerals_and_in_every_language_of_the_atlas(month: int) -> None:
    roman = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")[month - 1]
    day = dt.date(1940, month, 3)
    for written in ("3 {} 1940", "3.{}.1940", "3. {}. 1940", "03-{}-1940", "3 {} 1940 r."):
        for number in (roman, roman.lower()):
            assert said_days(written.format(number)) == (day, day), (written, number)
    for written in (f"{roman} 1940", f"{roman.lower()}.1940", f"{month}/1940", f"{month:02}.1940"):
        assert said_days(written)[0] == day.replace(day=1), written
    for tag in languages(data_folder()):
        spoken = language_of(data_folder(), tag)
        for text in (spoken.day_in_words(day.isoformat()), spoken.day(day.isoformat())):
            assert said_days(text) == (day, day), text
        before, within = WITHIN[tag]
        assert said_days(f"{before} {within.split()[month - 1]} 1940")[0] == day.replace(day=1), tag


def test_what_somebody_wrote_is_told_as_it_was_written(atlas: Atlas) -> None:
    """Its points part no decimals, and why it is no day is said."""
    note, german = own_day(atlas, "01.02.40").note, language_of(data_folder(), "de")
    assert german.says(note) == "„01.02.40“ hat eine Jahreszahl mit zwei Ziffern; bitte alle vier schreiben"
    assert german.says(own_day(atlas, "1.2").note) == "„1.2“ ist kein Tag"
    assert own_day(atlas, "30 Feb 1940").note == "the date does not exist"
    told = "'14611' is no day; a spreadsheet has this number for 1940-01-01"
    assert own_day(atlas, "14611").note == told


@pytest.mark.parametrize(
    "text",
    ["17.9.39", "Mai 40", "31.2.1940", "17 Marshall 1939", "ma 1940", "13/13/1940", "\u0661.1.1940", ""],
)
def test_what_is_no_day_is_none(text: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011  (the sentence is the asker's)
        said_days(text)
    assert not isinstance(caught.value, TwoDaysError)


@pytest.mark.parametrize(
    ("text", "told", "loose"),
    [
        ("ca. 1940", "1940~", "about"),
        ("um Mai 1940", "1940-05~", "about"),
        ("około 1940", "1940~", "about"),
        ("ABT 1940", "1940~", "about"),
        ("1940?", "1940~", "about"),
        ("1939-1941", "1939/1941", ""),
        ("1939-41", "1939/1941", ""),
        ("1 IX 1939 - 5 X 1939", "1939-09-01/1939-10-05", ""),
        ("BET 1939 AND FEB 1941", "1939/1941-02", ""),
        ("zwischen 1939 und 1941", "1939/1941", ""),
        ("1940 lub 1941", "1940/1941", ""),
        ("bef. 1940", "../1939-12-31", "open"),
        ("после 17.9.1939", "1939-09-18/..", "open"),
        ("../1940-06", "../1940-06", "open"),
        ("1940/..", "1940/..", "open"),
        ("1940-06", "1940-06", ""),
        ("nach dem 1.1.1940", "1940-01-02/..", "open"),
        ("vom 1.9.1939 bis zum 5.10.1939", "1939-09-01/1939-10-05", ""),
        ("1.9.1939-5.10.1939", "1939-09-01/1939-10-05", ""),
        ("Ende 1939", "1939", ""),
        ("pod koniec września 1939", "1939-09", ""),
        ("między wrześniem 1939 a majem 1940", "1939-09/1940-05", ""),
        ("między 17 a 28 września 1939 r.", "1939-09-17/1939-09-28", ""),
        ("zwischen dem 17. und dem 28. September 1939", "1939-09-17/1939-09-28", ""),
        ("vom 17. bis zum 28. September 1939", "1939-09-17/1939-09-28", ""),
        ("od 17 września do 3 października 1939", "1939-09-17/1939-10-03", ""),
        ("с 17 по 28 сентября 1939", "1939-09-17/1939-09-28", ""),
        ("між 17 і 28 вересня 1939 року", "1939-09-17/1939-09-28", ""),
        ("паміж 17 і 28 верасня 1939", "1939-09-17/1939-09-28", ""),
        ("tarp 1939 m. rugsėjo 17 ir 28 d.", "1939-09-17/1939-09-28", ""),
        ("no 1939. gada 17. līdz 28. septembrim", "1939-09-17/1939-09-28", ""),
        ("17. ja 28. septembri 1939 vahel", "1939-09-17/1939-09-28", ""),
        ("17.–28. syyskuuta 1939", "1939-09-17/1939-09-28", ""),
        ("de la 17 la 28 septembrie 1939", "1939-09-17/1939-09-28", ""),
        ("between September 17 and 28, 1939", "1939-09-17/1939-09-28", ""),
        ("September 17-28, 1939", "1939-09-17/1939-09-28", ""),
        ("17.9.–28.9.1939", "1939-09-17/1939-09-28", ""),
        ("wrzesień–październik 1939", "1939-09/1939-10", ""),
        ("17/18 September 1939", "1939-09-17/1939-09-18", ""),
        ("tarp 1939 ir 1940", "1939/1940", ""),
        ("între 1939 și mai 1940", "1939/1940-05", ""),
        ("1940 jälkeen", "1941-01-01/..", "open"),
        ("in the summer of 1940", "1940-06/1940-08", ""),
        ("jesienią 1939", "1939-09/1939-11", ""),
        ("весной 1940 года", "1940-03/1940-05", ""),
        ("1940. gada vasarā", "1940-06/1940-08", ""),
        ("1940 m. vasarą", "1940-06/1940-08", ""),
        ("kesällä 1940", "1940-06/1940-08", ""),
        ("Winter 1939/40", "1939-12/1940-02", ""),
        ("the 1940s", "1940/1949", ""),
        ("1930er Jahre", "1930/1939", ""),
    ],
)
def test_spans_of_days_as_people_write_them(text: str, told: str, loose: str) -> None:
    span = said_span(text)
    assert (span.told, span.loose) == (told, loose)


@pytest.mark.parametrize(
    "text",
    [
        "winter 1940",
        "winter 1939/41",
        "summer 1939/40",
        "0000s",
        "1941-1939",
        "28 to 17 September 1939",
        "17/30 September 1939",  # one day in two calendars
        "17 to 31 September 1939",
        "17 and September 1939",
        "about",
        "ca. foo",
        "1939-13-1",
        "1940?~",
        "between 1939",
        "/",
        "",
    ],
)
def test_what_is_no_span_of_days_is_none(text: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011  (the sentence is the asker's)
        said_span(text)
    assert not isinstance(caught.value, TwoDaysError)


def test_a_day_that_may_be_two_is_refused_with_both() -> None:
    run = here("who", "52", "24", "--on", "3/4/1940")
    assert (run.returncode, run.stdout) == (2, "")
    assert "may be 3 April or 4 March; write 1940-04-03 or 1940-03-04." in one_sentence(run.stderr)


def test_a_year_is_read_as_a_day_that_is_told_however_often_it_is_asked() -> None:
    for _ in range(2):  # the second time the answer is one that was kept
        run = here("measure", "--from", "1939", "--to", "1940", "--every", "2", "--format", "json")
        assert {"from": "1939-08-23", "to": "1940-01-01"}.items() <= json.loads(run.stdout).items()
        assert "1939 is read as 1939-08-23, the day that this atlas calls so." in run.stderr
        assert "1940 is read as 1940-01-01; name another day of it if you mean that." in run.stderr


def test_states_and_regions_by_their_usual_names(atlas: Atlas) -> None:
    for name in ("ussr", "the Soviet Union", "U.S.S.R.", "Советский Союз", "Sowjetunion"):
        assert atlas.holder(name) == "USSR"
    assert (atlas.holder("Third Reich"), atlas.holder("românia")) == ("Germany", "Romania")
    for name in ("BESSARABIA", "Bessarabien", "Basarabia"):
        assert atlas.region(name) == "bessarabia"
    for region, words in atlas.regions.items():
        assert atlas.region(words.upper()) == atlas.region(region.replace("_", " ")) == region
    plain = ["measure", "--every", "2", "--format", "json"]
    told = here(*plain, "--region", "Bessarabien", "--state", "Soviet Union")
    assert told.stdout == here(*plain, "--region", "bessarabia").stdout


ANSWERS = [
    ["measure", "--every", "2"],
    ["claims"],
    ["changes", "--region", "Bessarabia"],
    ["people", "--region", "Bessarabia"],
    ["who", "Vilnius"],
    ["who", "54.69", "25.28", "--on", "1940"],
    ["who", "Brody"],
]


@pytest.mark.parametrize("command", ANSWERS, ids=" ".join)
def test_an_answer_goes_into_a_file_in_the_form_its_ending_tells(command: list[str], tmp_path: Path) -> None:
    for ending in ("csv", "json"):
        file = tmp_path / f"answer.{ending}"
        run = here(*command, "-o", str(file), "-q")
        assert (run.returncode, run.stdout) == (0, "")
        assert file.read_text(encoding="utf-8-sig") == here(*command, "--format", ending, "-q").stdout
    assert (tmp_path / "answer.csv").read_bytes().startswith(b"\xef\xbb\xbf")  # for Excel
    assert here(*command, "-o", str(tmp_path / "answer.xlsx"), "-q").returncode == 0
    (head, *_), (plain, *_) = (
        sheet_rows(tmp_path / "answer.xlsx"),
        csv.reader((tmp_path / "answer.csv").read_text(encoding="utf-8-sig").splitlines()),
    )
    assert head[1] == plain
    bad = here(*command, "-o", str(tmp_path / "answer.pdf"), "-q")
    assert (bad.returncode, bad.stdout) == (2, "")
    assert "end the name so." in bad.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["answer.csv", "answer.json", "answer.xlsx"]


def test_in_a_workbook_days_are_days_and_numbers_numbers(tmp_path: Path) -> None:
    file = tmp_path / "changes.xlsx"
    assert here("changes", "--region", "hanko", "-o", str(file), "-q").returncode == 0
    head, first, *others = openpyxl.load_workbook(file).active.values
    assert dict(zip(head, first, strict=True))["day"] == dt.datetime(1940, 3, 22)  # noqa: DTZ001
    assert others == []
    columns = (Column("day", "of it", is_day=True), Column("net_km", "net shift"))
    rows = [("1940-03-22", 1.25), ("", float("nan")), ("1815-06-09", 2.0)]
    file.write_bytes(Table(columns, rows).workbook())
    found = list(openpyxl.load_workbook(file).active.values)
    assert found[1:] == [(dt.datetime(1940, 3, 22), 1.25), (None, None), ("1815-06-09", 2)]  # noqa: DTZ001


def test_a_layer_comes_in_by_standard_input(later: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = ["--name", "state", "--state", "B", "--every", "0.5", "--format", "json"]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(later.read_bytes())))
    run = here("compare", "-", str(later), *asked)
    assert run.returncode == 0, run.stderr
    told = json.loads(run.stdout)
    assert told["from"] == "standard input"
    assert told["total"]["area_km2"] == 0
    assert "standard input holds one file; name the other." in here("compare", "-", "-", *asked).stderr
    tree = "0 HEAD\n1 CHAR UTF-8\n0 @I1@ INDI\n1 BIRT\n2 DATE 1 JAN 1940\n2 PLAC Vilnius\n0 TRLR\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(tree.encode())))
    assert "Lithuania" in here("who", "--gedcom", "-").stdout


def test_the_map_opens_in_the_browser(toy: Atlas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def refuse(address: str) -> bool:
        opened.append(address)
        return False

    monkeypatch.setattr("webbrowser.open", refuse)
    page = tmp_path / "a map.html"
    run = here("map", "--data", str(toy.folder), "--out", str(page), "--open")
    assert opened == [page.as_uri()]
    assert f"no browser could be started here; open {page} yourself." in run.stderr
    assert page.is_file()


def test_tables_are_as_wide_as_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    widths = {}
    for columns in (70, 110, 220):
        monkeypatch.setattr("geo.cli.group.screen", lambda columns=columns: columns)
        widths[columns] = max(map(len, here("changes").stdout.splitlines()))
    assert widths[70] <= 70 < widths[110] <= 110 < widths[220] <= 220
