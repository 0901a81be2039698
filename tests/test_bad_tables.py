"""Bad tables of places through the real command line: one sentence, exit status 2, nothing said besides."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from asking import ask, one_sentence
from building import raw

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("open_already")

TABLES: list[tuple[str, bytes | str, str]] = [
    ("empty", "", "points.csv is empty; check that it was saved whole."),
    (
        "no columns",
        "a,b\n1,2\n",
        "its header is: a, b; name them so; a list of names is asked for with --names.",
    ),
    ("blanks", "lat place\n52 24\n", "its header is: lat place; name them so, parted by commas; a list"),
    (
        "decimal commas",
        "lat,lon\n52,1,24,1\n",
        "line 2: more fields than the header has (24, 1); quote its commas.",
    ),
    ("open quote", 'lat,lon,n\n52,24,"x\n', "line 2: unexpected end of data; mend the quotes."),
    ("a column twice", "lat,lon,lat\n52,24,5\n", "the column 'lat' stands twice in the header; rename one."),
    ("a quote that runs on", 'lat,lon,n\n52,24,a\n53,24,"b\n54,24,c\n', "line 3: unexpected end of data; mend"),
    ("UTF-16", "lat,lon\n52,24\n".encode("utf-16"), "is UTF-16 text; say --encoding utf-16, or save it"),
    (
        "Latin-1",
        "lat,lon,n\n52,24,\xe9\n".encode("latin-1"),
        "is not UTF-8 text (line 2, byte 16); name what it is with --encoding ('é' in cp1250, ",
    ),
    ("binary", b"lat,lon\n52,24\x00\n", "holds binary data; give a CSV file."),
    ("endless field", "lat,lon,n\n52,24," + "x" * 200_000, "line 2: a cell of more than 131 072 letters; mend"),
]
"""What is wrong, a table that is, and what must be said of it."""


@pytest.mark.parametrize(("content", "sentence"), [row[1:] for row in TABLES], ids=[row[0] for row in TABLES])
def test_tables(
    content: bytes | str, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = raw(tmp_path / "points.csv", content)
    status, out, err = ask(["who", "--points", str(path), "--on", "1940-01-01"], capsys)
    assert (status, out) == (2, "")
    assert sentence in one_sentence(err)


MARKED: list[tuple[str, str, str, str]] = [
    ("NaN", "lat,lon\nnan,24\n", "unreadable", "line 2: its coordinates are unreadable"),
    ("infinite", "lat,lon\ninf,24\n", "unreadable", "line 2: its coordinates are unreadable"),
    ("beyond the pole", "lat,lon\n\n100,24\n", "unreadable", "line 3: its coordinates are unreadable"),
    (
        "after a cell of three lines",
        'lat,lon,n\n52,24,"a\nb\nc"\n100,24,d\n',
        "unreadable",
        "line 5: its coordinates are unreadable",
    ),
    ("Python's own numbers", "lat,lon\n5_2,24\n", "unreadable", "line 2: its coordinates are unreadable"),
    ("empty cell", "lat,lon\n,24\n", "unreadable", "line 2: its coordinates are unreadable"),
    ("short row", "lat,lon\n52\n", "unreadable", "line 2: its coordinates are unreadable"),
    ("outside", "lat,lon,n\n52,24,a\n9,9,b\n", "outside", "line 3: lat 9, lon 9 lies outside the atlas"),
    (
        "swapped",
        "lat,lon,n\n24,52,b\n",
        "outside",
        "Of these 1 would lie in the atlas with latitude and longitude",
    ),
]
"""A row that cannot be answered is kept: what its status is, and what is said of it."""


@pytest.mark.parametrize(
    ("content", "status", "sentence"), [row[1:] for row in MARKED], ids=[r[0] for r in MARKED]
)
def test_rows_that_cannot_be_answered_are_marked(
    content: str, status: str, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = raw(tmp_path / "points.csv", content)
    code, out, err = ask(["who", "--points", str(path), "--on", "1940-01-01", "--format", "json"], capsys)
    last = json.loads(out)[-1]
    assert (code, last["status"], last["holder"], last["border_km"]) == (0, status, "", None)
    assert sentence in err
    assert ask(["who", "--points", str(path), "--on", "1940-01-01", "-q"], capsys)[2] == ""
