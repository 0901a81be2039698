"""Bad lists of names through the real command line: one sentence, exit status 2, every file as it was."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from asking import ask, one_sentence
from building import raw

from geo.files.workbook import workbook_bytes

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("open_already")
DAY = ("--on", "1940-01-01")


def packed(**members: bytes) -> bytes:
    """Pack an archive; ``__`` in a name stands for a stroke."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
    return out.getvalue()


BOOK = workbook_bytes(["place"], [["Lwów"]])
ENTITY = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bb">]><workbook>&b;</workbook>'

FILES: list[tuple[str, bytes | str, str]] = [
    ("empty", "", "list.csv is empty; check that it was saved whole."),
    (
        "no known column",
        "who;what\nA;B\n",
        "no column that is known to hold names of places; name it with --column",
    ),
    ("no header", "Lwów\nBrody\n", "or head it 'place': its header is: Lwów."),
    ("a column twice", "place,a,a\nLwów,1,2\n", "the column 'a' stands twice in the header; rename one."),
    (
        "commas in a table",
        "place,n\nHusiatyn, pow. Kopyczyńce,1\n",
        "line 2: more fields than the header has (1)",
    ),
    ("UTF-16", "place\nLwów\n".encode("utf-16"), "is UTF-16 text; say --encoding utf-16, or save"),
    (
        "cp1250",
        "place\nŁuck\n".encode("cp1250"),
        "is not UTF-8 text (line 2, byte 6); name what it is with --encoding ('Łuck' in cp1250, ",
    ),
    ("cp1251", "n;place\n1;Львов;\n".encode("cp1251"), "line 2, byte 10); name what it is with --encoding ("),
    ("cp1251's letters", "place\nЛьвов\n".encode("cp1251"), "'Львов' in cp1251, "),
    (
        "a title above the heads",
        workbook_bytes(["Parish of Brody", ""], [["no", "place", "year"], ["1", "Lwów", "1939"]]),
        "row 2: more cells than there are heads (place, year); row 1 is taken for the heads; delete the ",
    ),
    ("binary", b"place\nLw\x00w\n", "holds binary data; give a CSV file."),
    ("giant cell", "place,n\nLwów," + "x" * 200_000, "line 2: a cell of more than 131 072 letters; mend"),
    ("open quote", 'place,n\nLwów,"x\n', "line 2: unexpected end of data; mend the quotes."),
    ("old workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a workbook of the old kind (.xls)"),
    (
        "an archive of else",
        packed(content=b"<a/>"),
        "is an archive, but no workbook (.xlsx); save the table as",
    ),
    ("half a workbook", BOOK[: len(BOOK) // 2], "is a damaged workbook ("),
    ("empty workbook", packed(xl__workbook=b"<workbook/>"), "is a damaged workbook ("),
    ("entities", packed(xl__workbook=ENTITY), "declares entities of its own, as no spreadsheet does"),
    ("zip bomb", packed(xl__workbook=bytes(1 << 25)), "MB; unpack it yourself if you trust it."),
]
"""What is wrong, a file that is, and what must be said of it."""


@pytest.mark.parametrize(("content", "sentence"), [row[1:] for row in FILES], ids=[row[0] for row in FILES])
def test_files(content: bytes | str, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = raw(tmp_path / "list.csv", content)
    held = path.read_bytes()
    status, out, err = ask(["who", "--names", str(path), *DAY], capsys)
    assert (status, out) == (2, "")
    assert sentence in one_sentence(err)
    assert path.read_bytes() == held


QUESTIONS: list[tuple[list[str], str]] = [
    (["--column", "Ort"], "list.csv has no column 'Ort'; its header is"),
    (["-o", "{}/list.csv"], "list.csv is read as input and will not be written over; choose another place"),
    (["-o", "{}/held.ods"], "held.ods: a list is written as .csv, .xlsx or .json; end the name so."),
    (["-o", "{}/held.csv", "--format", "json"], "held.csv ends otherwise than --format json; leave out"),
    (["--pick", "2"], "--pick is for one name; --all lists the places that bear the names of a list."),
    (["--on", "km2"], "list.csv; did you mean km?"),
    (["--on", "1945-05-09"], "1945-05-09 lies outside the atlas; give a day from"),
    (
        ["--points", "x.csv"],
        "give a name, or a latitude and a longitude, or --points or --names with a table, or --gedcom.",
    ),
]
"""What is asked of a good list, and what must be said of it."""


@pytest.mark.parametrize(("asked", "sentence"), QUESTIONS)
def test_questions(asked: list[str], sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = raw(tmp_path / "list.csv", "place,km\nLwów,1\n")
    given = [word.format(tmp_path) for word in asked]
    status, out, err = ask(["who", "--names", str(path), *given], capsys)
    assert (status, out) == (2, "")
    assert sentence in one_sentence(err)
    assert [file.name for file in tmp_path.iterdir()] == ["list.csv"]
    assert path.read_bytes() == "place,km\nLwów,1\n".encode()


CELLS: list[tuple[str, str, str, str]] = [
    ("blank", "  ", "none", "no name"),
    ("a formula", "=HYPERLINK(A1)", "none", "no place is called so"),
    ("control codes", "\x1b[31m\x07", "none", "no place is called so"),
    ("a page of text", "Lwów " * 100, "none", "more than 300 letters: no name"),
    ("only signs", "?!", "none", "no place is called so"),
    ("namesakes", "Brody", "several", "USSR or Germany or Latvia"),
]
"""A name that cannot be answered is kept: how it matches, and what is noted."""


@pytest.mark.parametrize(("cell", "match", "note"), [row[1:] for row in CELLS], ids=[row[0] for row in CELLS])
def test_names_that_cannot_be_answered_are_marked(
    cell: str, match: str, note: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([["place", "n"], [cell, "1"], ["Lwów", "2"]])
    path = raw(tmp_path / "list.csv", text.getvalue())
    status, out, _ = ask(["who", "--names", str(path), *DAY], capsys)
    doubtful, sound = csv.DictReader(io.StringIO(out))
    assert status == 0
    assert (doubtful["match"], doubtful["note"], doubtful["holder"], doubtful["sure"]) == (
        match,
        note,
        "",
        "no",
    )
    assert doubtful["place"].removeprefix("'") == cell
    assert (sound["holder"], sound["sure"], sound["n"]) == ("USSR", "yes", "2")
