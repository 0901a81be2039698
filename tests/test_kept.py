"""What was made before is given again, and never when anything that it is made of has changed."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from asking import ROOT, ask
from toy import TENURE, write

import geo.files.kept
from geo.files.kept import FOLDER, Kept
from geo.page import border_map as pages

if TYPE_CHECKING:
    from pathlib import Path


class Maker:
    """Makes something else each time."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> dict[str, bytes]:
        self.times += 1
        return {"a.html": f"made {self.times}".encode(), "b": bytes(range(256))}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "atlas"
    (folder / "tables").mkdir(parents=True)
    (folder / "tables" / "zones.csv").write_text("zone\n", encoding="utf-8")
    return folder


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(FOLDER, str(tmp_path / "kept"))
    return tmp_path / "kept"


@pytest.mark.usefixtures("cache")
class TestKept:
    def test_the_same_question_has_the_same_answer_and_another_its_own(self, data: Path) -> None:
        make, kept = Maker(), Kept(data)
        first = kept.files(("page", None), make)
        assert Kept(data).files(("page", None), make) == first == {"a.html": b"made 1", "b": bytes(range(256))}
        assert kept.files(("page", "None"), make)["a.html"] == b"made 2"

    @pytest.mark.parametrize("change", ["content", "name", "more", "less"])
    def test_a_change_in_the_data_is_seen(self, data: Path, change: str) -> None:
        make, table = Maker(), data / "tables" / "zones.csv"
        Kept(data).files(("page",), make)
        as_before = table.stat()
        match change:
            case "content":  # of the same length, at the same moment: neither is asked
                table.write_text("zona\n", encoding="utf-8")
                os.utime(table, ns=(as_before.st_atime_ns, as_before.st_mtime_ns))
            case "name":
                table.rename(table.with_name("places.csv"))
            case "more":
                (data / "arcs").mkdir()
                (data / "arcs" / "a.geojson").touch()
            case "less":
                table.unlink()
        assert Kept(data).files(("page",), make)["a.html"] == b"made 2"

    def test_what_a_build_writes_among_the_data_is_no_change(self, data: Path) -> None:
        make = Maker()
        Kept(data).files(("page",), make)
        (data / "shapefiles").mkdir()
        (data / "shapefiles" / "states.geojson").touch()
        assert Kept(data).files(("page",), make)["a.html"] == b"made 1"

    def test_another_program_or_library_or_setting_is_seen(
        self, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        make = Maker()
        Kept(data).files(("page",), make)
        with monkeypatch.context() as patch:
            program = tmp_path / "program"
            shutil.copytree(ROOT / "geo", program)
            patch.setattr(geo.files.kept, "__file__", str(program / "files" / "kept.py"))
            assert Kept(data).files(("page",), make)["a.html"] == b"made 1"  # a copy is the same program
            with (program / "page" / "assets" / "map.css").open("a", encoding="utf-8") as style:
                style.write(" ")
            assert Kept(data).files(("page",), make)["a.html"] == b"made 2"
        (tmp_path / "site" / "numpy-99.dist-info").mkdir(parents=True)
        with monkeypatch.context() as patch:
            patch.syspath_prepend(tmp_path / "site")
            assert Kept(data).files(("page",), make)["a.html"] == b"made 3"
        monkeypatch.setenv("PROJ_NETWORK", "ON")
        assert Kept(data).files(("page",), make)["a.html"] == b"made 4"

    def test_what_changes_while_it_is_made_is_not_kept(self, data: Path) -> None:
        make, kept = Maker(), Kept(data)

        def disturbed() -> dict[str, bytes]:
            (data / "tables" / "zones.csv").write_text("zone,name\n", encoding="utf-8")
            return make()

        kept.files(("page",), disturbed)
        (data / "tables" / "zones.csv").write_text("zone\n", encoding="utf-8")
        assert kept.files(("page",), make)["a.html"] == b"made 2"

    def test_what_fails_is_not_kept(self, data: Path) -> None:
        def fails() -> dict[str, bytes]:
            raise KeyError

        with pytest.raises(KeyError):
            Kept(data).files(("page",), fails)
        assert Kept(data).files(("page",), Maker())["a.html"] == b"made 1"

    @pytest.mark.parametrize("at", [0, 60, -30])
    def test_what_is_damaged_is_made_again(self, data: Path, cache: Path, at: int) -> None:
        make = Maker()
        Kept(data).files(("page",), make)
        (entry,) = cache.iterdir()
        content = bytearray(entry.read_bytes())
        content[at] ^= 0xFF
        entry.write_bytes(content)
        assert Kept(data).files(("page",), make)["a.html"] in {b"made 1", b"made 2"}
        entry.write_bytes(content[:70])
        assert Kept(data).files(("page",), make)["b"] == bytes(range(256))

    def test_only_so_many_are_kept_those_used_last(
        self, data: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(geo.files.kept, "_MOST_KEPT", 2)
        make, kept = Maker(), Kept(data)
        kept.files((1,), make)
        kept.files((2,), make)
        for age, entry in enumerate(sorted(cache.iterdir(), key=lambda entry: entry.stat().st_mtime_ns)):
            os.utime(entry, (age, age))
        assert kept.files((1,), make)["a.html"] == b"made 1"  # used again: now the other is the oldest
        kept.files((3,), make)
        assert len(list(cache.iterdir())) == 2
        assert kept.files((1,), make)["a.html"] == b"made 1"
        assert kept.files((2,), make)["a.html"] == b"made 4"

    def test_a_folder_that_leads_into_itself_or_holds_a_pipe_is_no_trap(self, data: Path) -> None:
        make = Maker()
        (data / "tables" / "again").symlink_to(data)
        Kept(data).files(("page",), make)
        assert Kept(data).files(("page",), make)["a.html"] == b"made 1"
        if hasattr(os, "mkfifo"):
            os.mkfifo(data / "pipe")
            Kept(data).files(("page",), make)
            assert Kept(data).files(("page",), make)["a.html"] == b"made 3"


@pytest.mark.parametrize("folder", ["", "-", "{}/file/below"])
def test_where_nothing_can_be_kept_all_is_made(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv(FOLDER, folder.format(tmp_path))
    make = Maker()
    Kept(data).files(("page",), make)
    assert Kept(data).files(("page",), make)["a.html"] == b"made 2"


def test_commands_give_again_what_they_gave_until_the_atlas_is_another(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "toy"
    folder.mkdir()
    write(folder)

    def asked() -> list[tuple[str, list[tuple[str, bytes]]]]:
        told = []
        for number, command in enumerate(
            (
                ["measure", "--format", "json"],
                ["measure", "--chart", "{}.svg", "-q"],
                ["layers", "--on", "1940-07-01", "--out", "{}", "-q"],
                ["map", "-o", "{}.html", "-q"],
                ["build", "--out", "{}", "-q"],
            )
        ):
            where = tmp_path / "out" / str(number)
            shutil.rmtree(where.parent, ignore_errors=True)
            status, out, _ = ask([part.format(where) for part in (*command, "--data", str(folder))], capsys)
            assert status == 0
            written = sorted(path for path in where.parent.rglob("*") if path.is_file())
            told.append((out, [(path.name, path.read_bytes()) for path in written]))
        return told

    first = asked()
    assert all(out or written for out, written in first)
    kept = len(list(cache.iterdir()))
    with monkeypatch.context() as patch:
        patch.setattr(pages, "border_map", None)  # it is not called again
        assert asked() == first
    assert len(list(cache.iterdir())) == kept
    (folder / "tables" / "tenure.csv").write_text(TENURE.replace("occupied", "leased"), encoding="utf-8")
    later = asked()
    assert all(new[1] != old[1] for new, old in list(zip(later, first, strict=True))[2:])
    monkeypatch.setenv(FOLDER, "")
    assert asked() == later
