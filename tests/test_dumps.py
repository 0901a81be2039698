"""Dumps of GeoNames that a user brings: taken in whole or not at all, and never without a sentence."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING

import pytest
from asking import ask, one_sentence

from geo.own.dumps import read_dumps

if TYPE_CHECKING:
    from pathlib import Path

WINDOW = (18.0, 43.0, 42.0, 71.0)


def line(number: int, name: str, lat: object, lon: object, *, names: str = "", **more: str) -> str:
    cells = [str(number), name, name, names, str(lat), str(lon), more.get("kind", "P"), more.get("code", "PPL")]
    cells += [more.get("country", "UA"), "", more.get("first", "22"), more.get("second", "1"), "", ""]
    return "\t".join([*cells, more.get("people", "0"), "", "200", "Europe/Kyiv", "2024-01-01"])


ADMIN = [
    line(1, "Ternopil Oblast", 49.5, 25.6, kind="A", code="ADM1", second=""),
    line(2, "Testing Raion", 49.5, 25.6, kind="A", code="ADM2"),
]
VILLAGES = [
    line(11, "Testivka", 49.25, 25.75, names="Testówka,Тестівка,https://x,TSTV"),
    line(12, "Testivka", 50.35, 29.61, country="UA", first="27", second=""),
    line(13, "Farivka", 10.0, 100.0),
    line(14, "Testivka Center", 49.2501, 25.7501, code="PPLX"),
    line(15, "Mount Test", 49.25, 25.75, kind="T", code="MT"),
]
GOOD = "\n".join([*ADMIN, *VILLAGES]) + "\n"
NAMES = "1\t11\tyi\tTestifke\t\t\t\t\t\t\n2\t11\tlink\thttps://example\t\t\t\t\t\t\n3\t99\ten\tElsewhere\t\t\t\t\t\t\n"


def packed(files: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return held.getvalue()


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep what is taken in apart from the user's own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "data" / "bordershift" / "gazetteer"


def written(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def test_what_is_taken_and_what_is_not(tmp_path: Path) -> None:
    zipped = written(tmp_path / "UA.zip", packed({"readme.txt": "about", "UA.txt": GOOD}))
    names = written(tmp_path / "alternateNamesV2.txt", NAMES)
    (dump,) = read_dumps([zipped, names], WINDOW)
    assert (dump.settlements, dump.countries, dump.names) == (2, {"UA": 2}, 1)
    first = dump.text.splitlines()[1]
    assert first == (
        'Testivka,Testifke;Testówka;Тестівка,25.75000,49.25000,900,"Testing Raion, Ternopil Oblast",UA,,11,dump'
    )
    assert read_dumps([written(tmp_path / "UA.txt", GOOD)], WINDOW)[0].text.count("\n") == 3


def test_a_village_is_found_after_its_dump_was_added(
    tmp_path: Path, own_folders: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dump = written(tmp_path / "UA.zip", packed({"UA.txt": GOOD}))
    assert ask(["who", "Testivka"], capsys)[0] == 2
    status, out, _ = ask(["gazetteer", "add", str(dump)], capsys)
    assert (status, out) == (0, "UA: 2 settlements (UA 2)\n")
    status, out, _ = ask(["who", "Тестівка", "--format", "json"], capsys)
    told = json.loads(out)
    assert [(one["lat"], one["history"]) for one in told["candidates"]] == [
        (49.25, "Poland, USSR from 1939-09-28"),
        (50.35, "USSR throughout"),
    ]
    status, out, _ = ask(["who", "Testówka", "--in", "Ternopil", "--on", "1939-08-23"], capsys)
    assert out.startswith("Testówka: Testivka, Testing Raion, Ternopil Oblast, today Ukraine, 49.2500° N")
    assert ask(["gazetteer", "list"], capsys)[1] == "UA: 2 settlements (UA 2)\n"
    assert ask(["gazetteer", "remove", "UA"], capsys)[1] == "UA: removed\n"
    assert list(own_folders.iterdir()) == []
    assert ask(["who", "Testivka"], capsys)[0] == 2


def test_a_dump_for_this_once_leaves_nothing_in_the_data_folder(
    tmp_path: Path, own_folders: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dump = written(tmp_path / "UA.txt", GOOD)
    for _ in range(2):  # made, and found
        status, out, _ = ask(["who", "Testivka", "--pick", "1", "--gazetteer", str(dump)], capsys)
        assert status == 0
        assert "50.3500° N 29.6100° E: " in out
    assert not own_folders.exists()


POSTAL = "UA\t48200\tHusiatyn\tTernopil\t22\t\t\t\t\t49.07\t26.2\t4\n"
BAD: list[tuple[str, str, str | bytes, str]] = [
    ("empty", "UA.txt", b"", "is empty; check that it was saved whole."),
    (
        "postal",
        "UA.txt",
        POSTAL,
        "line 1: a postal file, where a dump of GeoNames has 19 columns parted by tabs",
    ),
    ("another shape", "UA.txt", "a,b\n1,2\n", "line 1: 1 columns, where a dump of GeoNames has 19 columns"),
    (
        "cut off",
        "UA.txt",
        GOOD + GOOD[:40],
        "line 8: 6 columns, where a dump of GeoNames has 19 columns parted",
    ),
    ("cut zip", "UA.zip", packed({"UA.txt": GOOD})[:-60], "is a damaged zip archive"),
    ("spoilt zip", "UA.zip", b"PK\x03\x04" + b"\xff" * 80, "is a damaged zip archive"),
    (
        "no dump in it",
        "UA.zip",
        packed({"readme.txt": "x"}),
        "holds readme.txt; give an archive with the dump of",
    ),
    (
        "two dumps",
        "UA.zip",
        packed({"UA.txt": GOOD, "BY.txt": GOOD}),
        "holds UA.txt, BY.txt; give an archive with",
    ),
    ("a way out", "UA.zip", packed({"../UA.txt": GOOD}), "holds a name that leads out of its folder"),
    ("a bomb", "UA.zip", packed({"UA.txt": b"0" * 60_000_000}), "unpacks to 60 MB from 0.06 MB"),
    (
        "Latin-1",
        "UA.txt",
        "\n".join(ADMIN).encode() + b"\n\xe9\n",
        "line 3: it is not UTF-8 text; download the",
    ),
    ("UTF-16", "UA.txt", GOOD.encode("utf-16"), "line 1: it is not UTF-8 text; download the dump anew."),
    ("binary", "UA.txt", "1\t\0\t\n", "line 1: it holds binary data; that is no dump of GeoNames."),
    (
        "giant line",
        "UA.txt",
        "1\t" + "x" * 300_000,
        "line 1: it has more than 262 144 letters; that is no dump",
    ),
    (
        "elsewhere",
        "TH.txt",
        VILLAGES[2] + "\n",
        "holds no settlement between 43 and 71 N, 18 and 42 E; give the",
    ),
    ("no settlement", "UA.txt", "\n".join(ADMIN) + "\n", "holds no settlement between 43 and 71 N"),
    (
        "no degrees",
        "UA.txt",
        line(9, "Testivka", "north", 25) + "\n",
        "line 1: 'north' are no degrees; download",
    ),
    ("not a number", "UA.txt", line(9, "Testivka", "nan", 25) + "\n", "line 1: 'nan' are no degrees; download"),
    (
        "off the globe",
        "UA.txt",
        line(9, "Testivka", 95, 25) + "\n",
        "line 1: '95' are no degrees; download the",
    ),
    (
        "no number",
        "UA.txt",
        GOOD + GOOD.replace("11\t", "1l\t"),
        "line 10: '1l' is no number of GeoNames; download",
    ),
    ("names alone", "alternateNamesV2.txt", NAMES, "names alone; give the dump of a country with them."),
    (
        "gzip",
        "UA.txt.gz",
        b"\x1f\x8b\x08\x00" + b"\x00" * 40,
        "line 1: it is not UTF-8 text; download the dump",
    ),
    ("blank lines", "UA.txt", "\n\n\n", "holds no line; download it anew."),
    (
        "hostile name alone",
        "UA.txt",
        line(9, "=cmd()", 49, 25) + "\n",
        "holds no settlement between 43 and 71 N",
    ),
]
"""What is wrong, what the file is called, the dump, and what must be said of it."""


@pytest.mark.usefixtures("open_already")
@pytest.mark.parametrize(("name", "content", "sentence"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_a_bad_dump_gets_one_sentence_and_leaves_the_old_one(
    name: str, content: str | bytes, sentence: str, tmp_path: Path, own_folders: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    assert ask(["gazetteer", "add", str(written(tmp_path / "UA.txt", GOOD))], capsys)[0] == 0
    before = {path.name: path.read_bytes() for path in own_folders.iterdir()}
    status, out, err = ask(["gazetteer", "add", str(written(tmp_path / name, content))], capsys)
    assert (status, out) == (2, "")
    assert sentence in one_sentence(err)
    assert {path.name: path.read_bytes() for path in own_folders.iterdir()} == before


def test_hostile_cells_stay_harmless(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [
        line(21, "Testivka", 49.25, 25.75, names="=1+1,\x1b[31mRed,A;B,Testówka"),
        line(22, "Te\x1b[31mst", 49.25, 25.75),
        line(23, "@SUM(A1)", 49.25, 25.75),
        line(2, "=HYPERLINK()\x1b", 49.5, 25.6, kind="A", code="ADM2"),
    ]
    path = written(tmp_path / "UA.txt", "\n".join(lines) + "\n")
    assert ask(["gazetteer", "add", str(path)], capsys)[1] == "UA: 1 settlement (UA 1)\n"
    _, out, err = ask(["who", "Testivka", "--format", "csv"], capsys)
    assert "\x1b" not in out + err
    assert ",=HYPER" not in out


def test_what_was_never_taken_in_cannot_be_removed(capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = ask(["gazetteer", "remove", "XX"], capsys)
    assert status == 2
    assert "nothing that was taken in is called 'XX'; choose from none." in one_sentence(err)
    status, out, err = ask(["gazetteer", "list"], capsys)
    assert (status, out) == (0, "")
    assert "nothing was taken in yet" in err
