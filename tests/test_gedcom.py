"""The states of a family tree's events: dates read honestly, notes that an independent parser reads back."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

import ansel
import pytest
from asking import ask, one_sentence
from building import raw
from ged4py.parser import GedcomReader

from geo.own.gedcom_dates import read_gedcom_date

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("open_already")

EVENTS: list[tuple[str, str, str, str]] = [
    ("17 SEP 1939", "Lwów", "unsure", "Poland (sovereign)"),  # on which an army entered
    ("15 NOV 1939", "Zbaraż", "sure", "USSR (annexed)"),  # whose title alone was passing
    ("MAR 1940", "Lwów", "sure", "USSR (annexed)"),
    ("@#DJULIAN@ 1 SEP 1939", "Zbaraż", "sure", "Poland (sovereign)"),
    ("BET 1 SEP 1939 AND 1 DEC 1939", "Lwów", "unsure", "Poland (sovereign);USSR (occupied);USSR (annexed)"),
    ("AUG 1939", "Lwów", "unsure", "Poland (sovereign)"),  # the month began before the atlas
    ("5 OCT 1939", "Tarnów, Lesser Poland", "unsure", "Germany (occupied)"),  # the land was passing
    ("ABT JUN 1941", "Lwów", "unsure", "USSR (annexed)"),
    ("AFT 1940", "Lwów", "unsure", "USSR (annexed)"),
    ("1 JUL 1940", "Kaunas", "sure", "Lithuania (occupied by USSR)"),
    ("3 MAR 1940", "Brody", "unknown", ""),
    ("3 MAR 1945", "Lwów", "unknown", ""),
    ("@#DHEBREW@ 2 TSH 5700", "Lwów", "unknown", ""),
    ("(in the war)", "Lwów", "unknown", ""),
    ("31 FEB 1940", "Lwów", "unknown", ""),
    ("3 MAR 1940", "Xqzwvu", "unknown", ""),
]
"""Date and place, and what is said of them."""


def tree_of(events: list[tuple[str, str, str, str]]) -> str:
    told = "".join(f"1 EVEN\n2 TYPE {k}\n2 DATE {e[0]}\n2 PLAC {e[1]}\n" for k, e in enumerate(events))
    head = "0 HEAD\n1 GEDC\n2 VERS 5.5.1\n2 FORM LINEAGE-LINKED\n1 CHAR UTF-8\n"
    return f"{head}0 @I1@ INDI\n1 NAME Jan /K/\n{told}0 TRLR\n"


def test_events(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = raw(tmp_path / "a.ged", tree_of(EVENTS))
    status, out, err = ask(["who", "--gedcom", str(path)], capsys)
    rows = list(csv.DictReader(io.StringIO(out)))
    assert status == 0
    assert [
        (row["date"].removeprefix("'"), row["place"], row["verdict"], row["states"]) for row in rows
    ] == EVENTS
    assert {row["record"] for row in rows} == {"I1"}
    assert err.splitlines()[0] == "16 dated, placed events: 4 sure, 6 unsure, 6 unknown."


def test_a_doubt_is_told_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = raw(tmp_path / "a.ged", tree_of([("3 OCT 1939", "Trembowla, Ruritania", "", "")]))
    (row,) = csv.DictReader(io.StringIO(ask(["who", "--gedcom", str(path)], capsys)[1]))
    passing = "the land passed over 1939-09-28/1939-10-13, perhaps not yet all of it"
    assert row["note"] == f"'Ruritania' was not understood, so all places of that name count; {passing}"


@pytest.mark.parametrize("place", ["2 PLAC Lwów", "2 PLAC L\n3 MAP\n4 LATI N49.84\n4 LONG E24.03"])
def test_an_army_in_the_land_is_told(place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """On each day that the date leaves, not the first alone; by name and by coordinates."""
    dated = "".join(
        f"1 EVEN\n2 DATE {date}\n{place}\n" for date in ("25 SEP 1939", "BET 10 SEP 1939 AND 20 SEP 1939")
    )
    path = raw(tmp_path / "a.ged", tree_of([]).replace("0 TRLR", f"{dated}0 TRLR"))
    rows = list(csv.DictReader(io.StringIO(ask(["who", "--gedcom", str(path)], capsys)[1])))
    taken = (
        "Poland until 28 September 1939, then USSR, whose army was in part of the land from 17 September 1939"
    )
    near = "an army of Germany was near, 9 to 28 September 1939"
    assert [(row["states"], row["verdict"], row["note"]) for row in rows] == [
        ("Poland (sovereign)", "unsure", told) for told in (f"{taken}; {near}", f"{near}; {taken}")
    ]
    path = raw(tmp_path / "b.ged", tree_of([("BET 20 NOV 1939 AND 2 DEC 1939", "Petsamo", "", "")]))
    (row,) = csv.DictReader(io.StringIO(ask(["who", "--gedcom", str(path)], capsys)[1]))
    near = "an army of the USSR was near, 30 November 1939 to 10 April 1940"
    assert (row["states"], row["verdict"], row["note"]) == ("Finland (sovereign)", "unsure", near)


def test_the_tree_is_read_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = raw(tmp_path / "a.ged", tree_of(EVENTS))
    once, twice = tmp_path / "b.ged", tmp_path / "c.ged"
    for before, after in ((path, once), (once, twice)):
        assert ask(["who", "--gedcom", str(before), "-o", str(after), "-q"], capsys) == (0, "", "")
    assert twice.read_bytes() == once.read_bytes()  # a note that is there already is not given again
    with GedcomReader(str(once)) as reader:
        (person,) = reader.records0("INDI")
        notes = [event.sub_tag_value("PLAC/NOTE") for event in person.sub_tags("EVEN")]
    for note, (_, _, verdict, states) in zip(notes, EVENTS, strict=True):
        if verdict == "unknown":
            assert note is None
        else:
            assert note.startswith(f"State then: {states.replace(';', ' or ')} ({verdict}")
    kept = [
        line for line in once.read_text(encoding="utf-8").splitlines() if line[:6] not in {"3 NOTE", "4 CONC"}
    ]
    assert kept == tree_of(EVENTS).splitlines()


@pytest.mark.parametrize(
    ("said", "encoding"),
    [
        ("ANSEL", "gedcom"),
        ("UNICODE", "utf-16"),
        ("UNICODE", "utf-16-be"),
        ("WINDOWS-1250", "cp1250"),
        ("cp1250", "cp1250"),
        ("ISO-8859-2", "iso8859-2"),
    ],
)
def test_old_letters_are_read_and_written_as_utf8(
    said: str, encoding: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ansel.register()
    text = tree_of([("1 SEP 1939", "Lwów", "", "")]).replace("Jan /K/", "Żółć /Świątek/").replace("UTF-8", said)
    path, out = raw(tmp_path / "a.ged", text.encode(encoding)), tmp_path / "b.ged"
    assert ask(["who", "--gedcom", str(path), "-o", str(out), "-q"], capsys)[0] == 0
    told = unicodedata.normalize("NFC", out.read_text(encoding="utf-8"))
    assert "1 CHAR UTF-8\n" in told
    assert "Żółć /Świątek/" in told
    assert "State then: Poland (sovereign) (sure)" in told


@pytest.mark.parametrize("text", ["BET 1940 AND 1939", "BEF", "1 XYZ 1940", "INT 1940 AD (so)", "", "40"])
def test_no_dates(text: str) -> None:
    with pytest.raises(ValueError, match=r"date|ends before"):
        read_gedcom_date(text)


@pytest.mark.parametrize(
    ("content", "more", "sentence"),
    [
        ("place\nLwów\n", [], "a.ged is no GEDCOM, which begins with the line '0 HEAD'; export the tree as"),
        (
            "0 HEAD\n1 CHAR UTF-8\n2 X \xe9".encode("latin-1"),
            [],
            "is not UTF-8 text (line 3, byte 24); save it",
        ),
        ("0 HEAD\n2 X \xe9".encode("latin-1"), [], "is not UTF-8 text (line 2, byte 11); save it"),
        (
            "0 HEAD\n1 CHAR ANSEL\n2 X \xaf\xff\xe0".encode("latin-1"),
            [],
            "its letters are none of it; export it as",
        ),
        ("0 HEAD\n1 CHAR ANSI\n2 X Lwów".encode("cp1250"), [], "('Lwów' in cp1250, "),
        (
            "0 HEAD\n1 CHAR IBMPC\n2 X Lwów".encode("cp852"),
            [],
            "name the right one in that line (2): 1 CHAR cp1250.",
        ),
        (b"\xff\xfe0\x00 \x00H", [], "begins as UTF-16 text and does not go on so"),
        ("0 HEAD\n", ["-o", "{}/a.ged"], "a.ged is read as input and will not be written over;"),
        ("0 HEAD\n", ["--on", "1940-01-01"], "--on does not go with --gedcom, whose events have places"),
    ],
)
def test_bad_trees(
    content: str | bytes, more: list[str], sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = raw(tmp_path / "a.ged", content)
    status, out, err = ask(["who", "--gedcom", str(path), *(word.format(tmp_path) for word in more)], capsys)
    assert (status, out) == (2, "")
    assert sentence in one_sentence(err)


def test_the_reasons_add_up_and_notes_are_whole_in_any_language(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = raw(tmp_path / "a.ged", tree_of(EVENTS)), tmp_path / "b.ged"
    many = Counter(verdict for _, _, verdict, _ in EVENTS)
    for tag, heads in (("en", [f"{many['unsure']} unsure"]), ("pl", [f"niepewne: {many['unsure']}"])):
        status, _, err = ask(["--lang", tag, "who", "--gedcom", str(path), "-o", str(out)], capsys)
        head, *reasons = err.splitlines()
        assert status == 0
        assert all(one in head for one in heads)
        counts = Counter[str]()
        for line in reasons:
            count, _, why = line.strip().partition(" ")
            counts[why.partition(":")[0]] += int(count)
        assert sorted(counts.values()) == sorted((many["unsure"], many["unknown"]))
        written = out.read_text(encoding="utf-8")
        marks = re.sub(r"\n\d CONC ", "", written).count("[bordershift]")
        assert written.count(" NOTE ") == marks == len(EVENTS) - many["unknown"]
        assert max(map(len, written.splitlines())) <= 255
        assert "\N{HORIZONTAL ELLIPSIS}" not in written
    assert "Ówczesne państwo: Polska (suwerenność) lub ZSRR (okupacja)" in written
