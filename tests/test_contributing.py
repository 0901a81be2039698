"""What CONTRIBUTING tells people to type finds, makes and changes what it says."""

from __future__ import annotations

import csv
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from asking import ROOT, here
from building import shortened

from geo.atlas.schema import TABLES
from geo.sources.__main__ import main as rebuild
from geo.sources.datapackage import main as describe
from geo.sources.sea import main as sea

if TYPE_CHECKING:
    from pathlib import Path

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"`([^`\n]+)`", TEXT)
RECIPES = {part.partition("\n")[0]: part for part in TEXT.split("\n## ")[1:]}
PROGRAMS = {"geo.sources.sea": sea, "geo.sources.datapackage": describe}


def typed(recipe: str) -> list[list[str]]:
    """List the commands of a recipe's blocks, and those between its words."""
    blocks = "\n".join(re.findall(r"```sh\n(.*?)```", recipe, re.DOTALL))
    lines = [line.partition(" # ")[0].strip() for line in blocks.splitlines()]
    return [shlex.split(line) for line in lines if line]


def run(command: list[str], patch: pytest.MonkeyPatch) -> str:
    """Run a command of a recipe in this process; return what it tells."""
    program, *arguments = command
    if program == ".venv/bin/bordershift":
        answer = here(*arguments)
        assert answer.returncode == (0 if arguments[0] != "verify" else answer.returncode), answer.stderr
        return answer.stdout + answer.stderr
    assert program == ".venv/bin/python", command
    if arguments[0] == "-m":
        patch.setattr(sys, "argv", arguments[1:])
        PROGRAMS[arguments[1]]()
        return ""
    done = subprocess.run(  # noqa: S603  (our own program)
        [sys.executable, str(ROOT / arguments[0]), *arguments[1:]], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def put_rows(recipe: str, data: Path) -> list[str]:
    """Put the rows that a recipe shows into their tables; return which tables those are."""
    shown = re.findall(r"`data/tables/(\w+)\.csv`[^`]*```text\n(.*?)```", recipe, re.DOTALL)
    for name, text in shown:
        path, keys = data / "tables" / f"{name}.csv", TABLES[name].key or ("zone", "start_date")
        new = list(csv.DictReader(io.StringIO(text)))
        with path.open(encoding="utf-8", newline="") as file:
            rows = {tuple(row[key] for key in keys): row for row in csv.DictReader(file)}
        assert new[0].keys() == next(iter(rows.values())).keys()
        rows |= {tuple(row[key] for key in keys): row for row in new}
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, new[0], lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows.values())
    return [name for name, _ in shown]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a copy of the data, in which commands are typed."""
    shutil.copytree(ROOT / "data", tmp_path / "mine", ignore=shutil.ignore_patterns("points", "shapefiles"))
    shortened(tmp_path / "mine" / "tables" / "gazetteer.csv")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_grep_finds_a_village_that_a_row_names() -> None:
    (command,) = (one for one in COMMANDS if one.startswith("grep "))
    _, _, village, pattern = shlex.split(command)
    assert any(village in path.read_text(encoding="utf-8") for path in ROOT.glob(pattern))


def test_its_question_is_answered() -> None:
    (command,) = (one for one in COMMANDS if one.startswith(".venv/bin/bordershift who"))
    run = here(*shlex.split(command)[1:])
    assert run.returncode == 0
    assert "nearest border" in run.stdout


def test_recipes_are_tried_on_a_copy_and_recorded(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parts = [RECIPES[f"Add {what}"] for what in ("a region", "a claim", "an event")]
    tables = [name for part in parts for name in put_rows(part, folder / "mine")]
    assert tables == ["regions", "zones", "claims", "events", "tenure"]
    commands = [command for part in parts for command in typed(part)]
    checks = [command for command in commands if command[1] == "verify"]
    assert ".venv/bin/python -m geo.sources.datapackage" in COMMANDS
    told = "".join(run(command, monkeypatch) for command in commands if command not in checks)
    for words in ("In Karelia the border moved", "A protocol on the new limit is signed", "Hertsa"):
        assert words in told
    run([".venv/bin/python", "-m", "geo.sources.datapackage", "--data", "mine"], monkeypatch)
    assert "FAILED" not in (checked := run(checks[0], monkeypatch))
    assert "ok     checksums" in checked


def test_an_atlas_of_another_war(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    told = [run(command, monkeypatch) for command in typed(RECIPES["Draw an atlas of another war"])]
    assert "March" in told[1]
    assert "unheld" in told[2]
    assert (tmp_path / "other.html").is_file()
    assert len(told) == 7
    assert "FAILED" not in told[-1]
    assert "ok     checksums" in told[-1]


def test_one_frontier_is_cut_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One of located points alone, which needs none of the packages."""
    shutil.copytree(ROOT / "data", tmp_path / "data", ignore=shutil.ignore_patterns("shapefiles", "land"))
    arcs, table = tmp_path / "data" / "arcs", tmp_path / "data" / "points" / "danzig.csv"
    before = {path.name: path.read_bytes() for path in arcs.iterdir()}
    monkeypatch.setattr(sys, "argv", ["sources", "--data", str(tmp_path / "data"), "--only", "danzig"])
    assert rebuild() == 0
    assert {path.name: path.read_bytes() for path in arcs.iterdir()} == before
    text = table.read_text(encoding="utf-8")
    moved = re.sub(r"^([^,]+,,\d+\.\d)", r"\g<1>1", text, count=1, flags=re.MULTILINE)
    assert moved != text
    table.write_text(moved, encoding="utf-8")
    assert rebuild() == 0
    assert [name for name, old in before.items() if (arcs / name).read_bytes() != old] == ["danzig.geojson"]


def test_a_point_with_its_degrees_exchanged_is_told_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data", ignore=shutil.ignore_patterns("shapefiles", "land"))
    table = tmp_path / "data" / "points" / "danzig.csv"
    text = table.read_text(encoding="utf-8")
    found = re.search(r"^[^,\n]+,,(\d+\.\d+),(\d+\.\d+)", text, re.MULTILINE)
    assert found is not None
    exchanged = found[0].replace(f"{found[1]},{found[2]}", f"{found[2]},{found[1]}")
    table.write_text(text.replace(found[0], exchanged), encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["sources", "--data", str(tmp_path / "data"), "--only", "danzig"])
    assert rebuild() == 2
    said = capsys.readouterr().err
    assert f"danzig.csv, line {text[: found.start()].count(chr(10)) + 1}: " in said
    assert "km from the row before; see that lon and lat of both are not in each other's place" in said


def test_no_frontier_of_that_name_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["sources", "--data", str(ROOT / "data"), "--only", "riga"])
    assert rebuild() == 2
    said = "no frontier is called 'riga'; did you mean riga_1921 or riga_1920_latvia?"
    assert capsys.readouterr().err == f"bordershift: {said}\n"


def test_every_target_of_make_is_there() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    typed_too = [" ".join(command) for recipe in RECIPES.values() for command in typed(recipe)]
    named = {
        word
        for one in (*COMMANDS, *typed_too)
        if one.startswith("make ")
        for word in one.split()[1:]
        if "=" not in word
    }
    assert named
    assert named <= targets
    quick = re.search(r"^quick:.*\n\t(.*)$", makefile, re.MULTILINE)
    assert quick is not None
    for path in re.findall(r"tests/\S+\.py", quick[1]):
        assert (ROOT / path).is_file(), path


@pytest.mark.skipif(not shutil.which("make"), reason="needs make")
def test_make_installs_once_and_says_so(tmp_path: Path) -> None:
    """With a Python in the place of the real one that writes down what it is asked for."""
    for name in ("Makefile", "pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, tmp_path)
    asked, python = tmp_path / "asked", tmp_path / "python"
    python.write_text(
        f'#!/bin/sh\necho "$@" >>{shlex.quote(str(asked))}\n'
        '[ "$2" = venv ] && mkdir -p .venv/bin && cp "$0" .venv/bin/python\nexit 0\n',
        encoding="utf-8",
    )
    python.chmod(0o755)

    def make() -> tuple[str, list[str]]:
        asked.write_text("", encoding="utf-8")
        command = ["make", "data", "FRONTIER=danzig", f"PYTHON={python}"]
        done = subprocess.run(  # noqa: S603  (our own Makefile)
            command, cwd=tmp_path, capture_output=True, text=True, check=True
        )
        return done.stdout, [line for line in asked.read_text(encoding="utf-8").splitlines() if "pip" in line]

    told, installed = make()
    assert "a minute or two" in told
    assert [line.rpartition(" ")[2] for line in installed] == [".[charts,spreadsheets]", ".[data]"]
    # as a checkout leaves it: newer, and the same
    later = time.time() + 60.0
    os.utime(tmp_path / "pyproject.toml", (later, later))
    assert make()[1] == []
    with (tmp_path / "requirements.lock").open("a", encoding="utf-8") as lock:
        lock.write("# another\n")
    os.utime(tmp_path / "requirements.lock", (later, later))
    assert len(make()[1]) == 2
