"""Writing files whole or not at all, one by one or many together.

A file is written beside its place and then renamed: whatever stops the writer,
even a power cut, the old file or the new one stands there whole.

Many that belong together are written into a hidden folder first, and renamed
into place one after the other at the end. So all are old or all are new,
whatever stops the writer before that, with Ctrl-C and SIGTERM during it too;
and of two writers at once into one folder, all files are those of one. Only a
process that is killed outright (SIGKILL, a power cut) within the milliseconds
that the renaming takes leaves some old and some new, each of them whole. Locks
keep two writers apart on Unix; elsewhere, and where the file system knows
none, they may leave files of both. The hidden folder of a writer that was
killed is cleared away by the next.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import signal
import stat
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from geo.errors import InputFileError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

if sys.platform != "win32":
    import fcntl

__all__ = ["check_target", "together", "write_bytes", "write_text"]

_PREFIX: Final = ".bordershift-"

_WAITING: Final = (signal.SIGINT, signal.SIGTERM)


def write_text(path: Path, text: str) -> None:
    r"""Write a text file whole or not at all.

    Parameters
    ----------
    path : Path
        Where it goes; missing folders are made.
    text : str
        Written as UTF-8 with ``\n`` line ends.

    Raises
    ------
    InputFileError
        If the place cannot be written.
    """
    write_bytes(path, text.encode("utf-8", "backslashreplace"))


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file whole or not at all.

    Parameters
    ----------
    path : Path
        Where it goes; missing folders are made. A link is followed; a device
        or a pipe is written to as it stands.
    content : bytes

    Raises
    ------
    InputFileError
        If the place cannot be written.
    """
    try:
        target = path.resolve() if path.is_symlink() else path
        mode = _mode(target)
        if mode is not None and not stat.S_ISREG(mode):
            with target.open("wb") as device:
                device.write(content)
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.parent / f"{_PREFIX}{os.urandom(8).hex()}"
        file = beside.open("xb")  # with the rights that the process gives to new files
    except (OSError, RuntimeError) as error:  # RuntimeError for links that run in a circle
        raise _unwritable(path, error, "choose another place with --out or -o") from error
    try:
        with file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            beside.chmod(stat.S_IMODE(mode))
        beside.replace(target)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise _unwritable(path, error, "it was left as it was") from error
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _mode(target: Path) -> int | None:
    """Return the mode of what stands there; refuse a write-protected file, which renaming would pass over."""
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        return None
    if stat.S_ISREG(mode) and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return mode


def _unwritable(path: Path, error: Exception, remedy: str) -> InputFileError:
    reason = getattr(error, "strerror", None) or str(error)
    meant = Path(*(part for part in path.parts if not part.startswith(_PREFIX)))  # not where it is put together
    return InputFileError(f"{meant} cannot be written ({reason}); {remedy}.")


def check_target(path: Path, inputs: Iterable[Path]) -> None:
    """Refuse to write over what is read.

    Parameters
    ----------
    path : Path
        A file or a folder that is to be written.
    inputs : iterable of Path
        Files that are read, a Shapefile with all its parts; or folders,
        which are read whole.

    Raises
    ------
    InputFileError
        If it is one of them, or lies in one.
    """
    target = _real(path)
    for source in inputs:
        real = _real(source)
        parts = (
            target.suffix and target.with_suffix("") == real.with_suffix("") and real.suffix.lower() == ".shp"
        )
        if target == real or parts or (real.is_dir() and real in target.parents) or _same(path, source):
            msg = (
                f"{path} is read as input and will not be written over; choose another place with --out or -o."
            )
            raise InputFileError(msg)


def _same(path: Path, source: Path) -> bool:
    try:
        return path.samefile(source)  # hard links, and names that differ in case only
    except OSError:
        return False


def _real(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path.absolute()


@contextmanager
def together(folder: Path) -> Iterator[Path]:
    """Give a hidden folder to write into; at the end its files are moved into place together.

    Parameters
    ----------
    folder : Path
        Where the files go, under the same names and sub-folders; made if
        missing.

    Yields
    ------
    Path
        The hidden folder.

    Raises
    ------
    InputFileError
        If the folder or a file in it cannot be written; then all are left as
        they were.
    """
    from tempfile import mkdtemp  # noqa: PLC0415  (only many files at once need it)

    made = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _held(folder):
            _clear(folder)
            scratch = Path(mkdtemp(prefix=_PREFIX, dir=folder))
            owner = _lock(scratch, wait=False)
    except OSError as error:
        raise _unwritable(folder, error, "choose another place with --out or -o") from error
    try:
        yield scratch
        with _undisturbed():
            _move(scratch, folder)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
        if owner is not None:
            os.close(owner)
        if made:
            with contextlib.suppress(OSError):  # it holds files: all went well
                folder.rmdir()


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let Ctrl-C and a request to end wait until the block is through, which takes milliseconds.

    Python answers signals in the main thread alone, so no other needs it.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    asked: list[int] = []
    kept = {number: signal.signal(number, lambda got, _: asked.append(got)) for number in _WAITING}
    try:
        yield
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler or signal.SIG_DFL)
    if asked:
        signal.raise_signal(asked[0])


def _move(scratch: Path, folder: Path) -> None:
    from tempfile import TemporaryDirectory  # noqa: PLC0415  (only many files at once need it)

    files = sorted(path.relative_to(scratch) for path in scratch.rglob("*") if path.is_file())
    targets = {name: folder / name for name in files}
    for path in targets.values():  # before any is moved
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            mode = _mode(path)
            if mode is not None and stat.S_ISDIR(mode):
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
            if not os.access(path.parent, os.W_OK):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        except OSError as error:
            raise _unwritable(path, error, "nothing was changed") from error
    with _held(folder), TemporaryDirectory(prefix="old-", dir=scratch) as kept:
        moved: list[tuple[Path, Path]] = []
        try:
            for number, (name, path) in enumerate(targets.items()):
                moved.append((path, _keep(path, Path(kept, str(number)))))
                if path.is_symlink() or path.parent.stat().st_dev != scratch.stat().st_dev:
                    write_bytes(path, (scratch / name).read_bytes())
                else:
                    (scratch / name).replace(path)
        except OSError as error:  # Windows moves nothing onto a file that is open in another program
            _put_back(moved)
            raise _unwritable(moved[-1][0], error, "nothing was changed; close it where it is open") from error


def _keep(path: Path, old: Path) -> Path:
    """Keep a file under a second name, or a copy of it where there are no second names."""
    if path.is_file():
        try:
            os.link(path.resolve(), old)
        except OSError:
            shutil.copy2(path, old)
    return old


def _put_back(moved: list[tuple[Path, Path]]) -> None:
    """Undo renames; of the last one, which failed, nothing is to be undone."""
    for path, old in reversed(moved):
        with contextlib.suppress(OSError):
            if not old.exists():
                path.unlink(missing_ok=True)
            elif path.is_symlink():
                write_bytes(path, old.read_bytes())
            elif not path.is_file() or path.read_bytes() != old.read_bytes():
                old.replace(path)


def _clear(folder: Path) -> None:
    """Take away hidden folders whose owners are gone: a lock ends with its process."""
    for left in folder.glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError):  # its owner has just taken it away, or it is a file
            owner = _lock(left, wait=False)
            if owner is not None:
                shutil.rmtree(left, ignore_errors=True)
                os.close(owner)


def _lock(folder: Path, *, wait: bool) -> int | None:
    """Lock a folder until what is returned is closed; None if another has it, or there are no locks."""
    if sys.platform == "win32":
        return None
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        return None
    return handle


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Wait until no other process is in this block for the same folder."""
    handle = _lock(folder, wait=True)
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)
