"""Files are the old one or the new one, whole, whatever happens to the writer."""

from __future__ import annotations

import errno
import os
import resource
import signal
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from geo.errors import InputFileError
from geo.files.writing import check_target, together, write_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
NAMES = ("a.txt", "maps/b.txt", "maps/c.txt")


def fill(folder: Path, text: str, *names: str) -> None:
    for name in names or NAMES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"{text} {name}", encoding="utf-8")


def found(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in files}


@pytest.fixture
def old(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    fill(folder, "old")
    return folder


def all_are(folder: Path, text: str) -> bool:
    return found(folder) == {name: f"{text} {name}" for name in NAMES}


def test_all_are_moved_together(old: Path) -> None:
    with together(old) as hidden:
        fill(hidden, "new")
        assert {name: (old / name).read_text(encoding="utf-8") for name in NAMES} == {
            name: f"old {name}" for name in NAMES
        }
    assert all_are(old, "new")


@pytest.mark.parametrize("fault", [KeyboardInterrupt, OSError, MemoryError, SystemExit])
def test_what_stops_a_writer_leaves_the_old(old: Path, fault: type[BaseException]) -> None:
    def stopped() -> None:
        with together(old) as hidden:
            fill(hidden, "new")
            raise fault

    with pytest.raises(fault):
        stopped()
    assert all_are(old, "old")


def test_a_folder_in_the_way_stops_all(old: Path) -> None:
    (old / "maps" / "c.txt").unlink()
    (old / "maps" / "c.txt").mkdir()
    with (
        pytest.raises(
            InputFileError, match=r"c\.txt cannot be written \(Is a directory\); nothing was changed"
        ),
        together(old) as hidden,
    ):
        fill(hidden, "new")
    assert found(old) == {name: f"old {name}" for name in NAMES[:2]}


def test_a_full_disk_names_the_file_and_leaves_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    out = tmp_path / "out"
    with (
        pytest.raises(InputFileError, match=rf"^{out}/maps/a\.txt cannot be written \(No space left"),
        together(out) as hidden,
    ):
        write_bytes(hidden / "maps" / "a.txt", b"new")
    assert not out.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="locks of this kind are Unix's")
def test_what_a_killed_run_left_is_cleared_and_a_living_one_is_not_disturbed(old: Path) -> None:
    (old / ".bordershift-dead" / "maps").mkdir(parents=True)
    with together(old) as first:
        assert not (old / ".bordershift-dead").exists()
        with together(old) as second:
            assert first.is_dir()
            fill(second, "second")
        fill(first, "first")
    assert all_are(old, "first")


def test_two_at_once_leave_one_whole_result(old: Path) -> None:
    code = (
        "import sys, pathlib; from geo.files.writing import together\n"
        "for k in range(150):\n"
        " with together(pathlib.Path(sys.argv[1])) as hidden:\n"
        "  for name in sys.argv[3:]:\n"
        "   (hidden / name).parent.mkdir(exist_ok=True); (hidden / name).write_text(sys.argv[2] + ' ' + name)\n"
    )
    writers = [
        subprocess.Popen([sys.executable, "-c", code, str(old), text, *NAMES], cwd=ROOT)  # noqa: S603
        for text in ("one", "two")
    ]
    assert [writer.wait() for writer in writers] == [0, 0]
    assert all_are(old, "one") or all_are(old, "two")


def test_a_killed_command_leaves_the_old(tmp_path: Path) -> None:
    arguments = [sys.executable, "-m", "geo", "layers", "--on", "1940-01-01", "--out", str(tmp_path)]
    names = {"states_1940-01-01.geojson", "borders_1940-01-01.geojson"}
    for name in names:
        (tmp_path / name).write_text("old", encoding="utf-8")
    for how, status in ((signal.SIGKILL, -signal.SIGKILL), (signal.SIGINT, 130)):
        left = set(tmp_path.glob(".bordershift-*/*"))
        run = subprocess.Popen(arguments, cwd=ROOT, stderr=subprocess.PIPE, text=True)  # noqa: S603
        while run.poll() is None and not set(tmp_path.glob(".bordershift-*/*")) - left:
            time.sleep(0.01)
        run.send_signal(how)
        said = run.communicate()[1]
        assert run.returncode in {status, 0}
        assert said.lstrip() in {
            "",
            "bordershift: stopped; every file is whole, the old one or the new one.\n",
        } or (run.returncode == 0)
        texts = {(tmp_path / name).read_text(encoding="utf-8") == "old" for name in names}
        assert len(texts) == 1  # all or none


def test_no_room_is_one_sentence_and_leaves_the_old(tmp_path: Path) -> None:
    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    (tmp_path / "states_1940-01-01.geojson").write_text("old", encoding="utf-8")
    run = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "geo", "layers", "--on", "1940-01-01", "--out", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=small,
    )
    assert (run.returncode, run.stdout) == (2, "")
    assert "cannot be written (File too large); it was left as it was." in run.stderr
    assert run.stderr.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["states_1940-01-01.geojson"]
    assert (tmp_path / "states_1940-01-01.geojson").read_text(encoding="utf-8") == "old"


def test_a_disk_that_fails_at_any_step_leaves_the_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.txt"
    target.write_bytes(b"old")

    def failing(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    for owner, step in ((os, "fsync"), (Path, "replace"), (Path, "chmod"), (Path, "open")):
        with monkeypatch.context() as patch:
            patch.setattr(owner, step, failing)
            with pytest.raises(InputFileError, match="No space left on device"):
                write_bytes(target, b"new")
        assert target.read_bytes() == b"old"
        assert [path.name for path in tmp_path.iterdir()] == ["a.txt"], step


@pytest.mark.parametrize("links", [True, False])
def test_a_file_open_elsewhere_leaves_all_as_they_were(
    old: Path, monkeypatch: pytest.MonkeyPatch, *, links: bool
) -> None:
    """As on Windows, where nothing is moved onto a file that another program has open."""
    move = Path.replace

    def refusing(path: Path, target: Path) -> Path:
        if target == old / "maps" / "c.txt":
            raise PermissionError(13, "Permission denied")
        return move(path, target)

    def no_links(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(Path, "replace", refusing)
    if not links:
        monkeypatch.setattr(os, "link", no_links)
    said = r"c\.txt cannot be written \(Permission denied\); nothing was changed; close it where it is open\."
    with pytest.raises(InputFileError, match=said), together(old) as hidden:
        fill(hidden, "new", *NAMES, "a new one.txt")
    assert all_are(old, "old")


def test_redirected_output_has_the_same_bytes_on_every_system() -> None:
    """As with a code page that knows neither ł nor –, and line ends of two bytes."""
    program = (
        "import sys; sys.stdout.reconfigure(encoding='cp1252', newline='\\r\\n');"
        "from geo.cli import main; main(['who', 'Lwów', '--format', 'csv'])"
    )
    run = subprocess.run(  # noqa: S603
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=False
    )
    assert run.returncode == 0, run.stderr
    assert "Lwów" in run.stdout.decode("utf-8")
    assert b"\r" not in run.stdout


def test_a_new_file_has_the_rights_of_new_files(tmp_path: Path) -> None:
    (tmp_path / "plain.txt").touch()
    for number in range(3):
        write_bytes(tmp_path / f"{number}.txt", b"new")
    assert {path.stat().st_mode for path in tmp_path.iterdir()} == {(tmp_path / "plain.txt").stat().st_mode}


def test_ctrl_c_while_files_are_moved_lets_them_all_be_moved(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    move = Path.replace

    def slow(path: Path, target: Path) -> Path:
        if path.name == "a.txt":
            signal.raise_signal(signal.SIGINT)
            time.sleep(0.2)
        return move(path, target)

    monkeypatch.setattr(Path, "replace", slow)
    # where the tests run in the background Ctrl-C is deaf
    as_before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt), together(old) as hidden:
            fill(hidden, "new")
    finally:
        signal.signal(signal.SIGINT, as_before)
    assert all_are(old, "new")


def test_links_modes_and_devices(tmp_path: Path) -> None:
    real, link = tmp_path / "real.txt", tmp_path / "link.txt"
    real.write_bytes(b"old")
    real.chmod(0o640)
    link.symlink_to(real)
    write_bytes(link, b"new")
    assert link.is_symlink()
    assert (real.read_bytes(), stat.S_IMODE(real.stat().st_mode)) == (b"new", 0o640)
    write_bytes(Path("/dev/null"), b"new")
    assert Path("/dev/null").is_char_device()
    with pytest.raises(InputFileError, match=r"/dev/full cannot be written \(No space left on device\)"):
        write_bytes(Path("/dev/full"), b"new")


@pytest.fixture
def own_folder() -> Iterator[Path]:
    """Give a folder to one who may not write everywhere: root, who may, becomes nobody for a while."""
    root, nobody = os.geteuid() == 0, 65_534
    with tempfile.TemporaryDirectory() as name:
        if root:
            os.chown(name, nobody, nobody)
            os.setresuid(nobody, nobody, 0)
        try:
            yield Path(name)
        finally:
            if root:
                os.setresuid(0, 0, 0)


@pytest.mark.skipif(sys.platform == "win32", reason="rights of this kind are Unix's")
def test_a_write_protected_file_stays(own_folder: Path) -> None:
    target = own_folder / "a.txt"
    target.write_bytes(b"old")
    target.chmod(0o444)
    with pytest.raises(InputFileError, match="Permission denied"):
        write_bytes(target, b"new")
    assert target.read_bytes() == b"old"


def test_what_is_read_is_not_written_over(tmp_path: Path) -> None:
    source, folder = tmp_path / "a.geojson", tmp_path / "data"
    source.write_text("{}", encoding="utf-8")
    folder.mkdir()
    shape = tmp_path / "states.shp"
    (tmp_path / "hard.geojson").hardlink_to(source)
    (tmp_path / "soft.geojson").symlink_to(source)
    for target, inputs in (
        (source, [source]),
        (tmp_path / "x" / ".." / "a.geojson", [source]),
        (tmp_path / "hard.geojson", [source]),
        (tmp_path / "soft.geojson", [source]),
        (shape.with_suffix(".dbf"), [shape]),
        (folder / "new" / "a.txt", [folder]),
        (folder, [folder]),
    ):
        with pytest.raises(InputFileError, match="is read as input and will not be written over"):
            check_target(target, inputs)
    check_target(tmp_path / "b.geojson", [source, folder, shape])
