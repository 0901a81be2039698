"""What was made before, and would come out the same, is not made again.

A page or a table of the atlas depends on the program, on the libraries it runs
with, on the atlas's files and on what was asked, and on nothing else. All of
these are read whole and hashed: that is the key under which it is kept, in the
user's cache folder. A byte changed anywhere is another key, so nothing kept can
be out of date; and what is kept can be thrown away at any time.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Final

from geo.errors import InputFileError
from geo.files.writing import write_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

__all__ = ["FOLDER", "Kept"]

FOLDER: Final = "BORDERSHIFT_CACHE"
"""The environment's name for the folder to keep things in; empty, or a dash, keeps nothing."""

_NOWHERE: Final = ("", "-")
"""PowerShell and cmd take a variable that is set to nothing for one that is not set: they need a sign."""

_MOST_KEPT: Final = 60
"""The pages, layers and tables of some days; with more, those used longest ago are thrown away."""

_FORM: Final = "1"
_NOT_READ: Final = {"__pycache__", "shapefiles"}
"""Folders that nothing is made of: code made of code, and what a build writes."""
_HELD_BY: Final = ("PROJ_", "GDAL_", "GEOS_")
"""Beginnings of what the environment may tell the libraries."""
_MOST_READ: Final = 200_000_000
"""Bytes of data; the bundled ones are 18 million."""
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


class Kept:
    """Products of one program and one folder of data, or one file, by what was asked.

    Parameters
    ----------
    data : Path
        The folder, or the file, that they are made of.

    Examples
    --------
    What was made is given again; anything else that is asked is another thing:

    >>> import os, tempfile
    >>> from pathlib import Path
    >>> folder = Path(tempfile.mkdtemp())
    >>> os.environ["BORDERSHIFT_CACHE"] = str(folder / "kept")
    >>> kept = Kept(folder)
    >>> kept.files(("page", "north"), lambda: {"north.html": b"<p>"})
    {'north.html': b'<p>'}
    >>> kept.files(("page", "north"), lambda: {"north.html": b"not made again"})
    {'north.html': b'<p>'}
    >>> os.environ["BORDERSHIFT_CACHE"] = ""
    """

    def __init__(self, data: Path) -> None:
        self._data = data
        self._folder = _folder()
        self._made_of = self._hashed() if self._folder else None

    def files(self, asked: tuple[object, ...], make: Callable[[], Mapping[str, bytes]]) -> Mapping[str, bytes]:
        """Return files by name as they were made before, or make and keep them.

        Parameters
        ----------
        asked : tuple
            All that they depend on besides the program and the data; told
            apart by its ``repr``.
        make : callable
            Called if they are not kept. Where it raises, nothing is.
        """
        path = self._path(asked)
        if path is None:
            return make()
        found = _read(path)
        if found is not None:
            return found
        made = dict(make())
        # what was changed while it was being made may be in it or not
        if self._hashed() == self._made_of:
            _write(path, made)
        return made

    def has(self, asked: tuple[object, ...]) -> bool:
        """Tell whether something lies there that was made before; see `files`."""
        path = self._path(asked)
        return path is not None and path.is_file()

    def _path(self, asked: tuple[object, ...]) -> Path | None:
        """Return where something is kept; None where nothing is."""
        if self._folder is None or self._made_of is None:
            return None
        key = hashlib.sha256(self._made_of + repr(asked).encode("utf-8", "backslashreplace")).hexdigest()
        return self._folder / f"{key}.zip"

    def text(self, asked: tuple[object, ...], make: Callable[[], str]) -> str:
        """Return one text as it was made before, or make and keep it; see `files`."""
        return self.files(asked, lambda: {"text": make().encode("utf-8", "surrogatepass")})["text"].decode(
            "utf-8", "surrogatepass"
        )

    def _hashed(self) -> bytes | None:
        """Hash the program, its libraries by name and version, and the data, byte for byte.

        None if that cannot be done, or would take longer than is saved.
        """
        whole = hashlib.sha256(f"{_FORM}\0{sys.version}\0".encode())
        for line in (*_libraries(), *_environment()):
            whole.update(f"{line}\0".encode("utf-8", "backslashreplace"))
        read = 0
        try:
            for root in (Path(__file__).resolve().parents[1], self._data):
                for path in _files(root, set()):
                    if not path.is_file():  # a pipe would be waited for
                        return None
                    read += path.stat().st_size
                    if read > _MOST_READ:
                        return None
                    content = path.read_bytes()
                    name = path.relative_to(root).as_posix()
                    whole.update(f"{name}\0{len(content)}\0".encode("utf-8", "backslashreplace"))
                    whole.update(content)
        except OSError:
            return None
        return whole.digest()


def _folder() -> Path | None:
    """Return where things are kept; None where nothing is to be."""
    named = os.environ.get(FOLDER)
    if named is not None:
        return None if named in _NOWHERE else Path(named)
    from platformdirs import user_cache_path  # noqa: PLC0415  (not needed by every program that imports this)

    return user_cache_path("bordershift", appauthor=False) / "made"


def _libraries() -> Iterator[str]:
    """Name what is installed: a distribution's folder bears its name and version."""
    for folder in sys.path:
        with contextlib.suppress(OSError):
            yield from sorted(path.name for path in Path(folder).glob("*.dist-info"))


def _environment() -> list[str]:
    return sorted(f"{name}={value}" for name, value in os.environ.items() if name.startswith(_HELD_BY))


def _files(folder: Path, seen: set[Path]) -> Iterator[Path]:
    """List the files of a folder and of those in it, each folder once, wherever links lead; a file alone."""
    if not folder.is_dir():
        yield folder
        return
    seen.add(folder.resolve())
    for path in sorted(folder.iterdir()):
        if not path.is_dir():
            yield path
        elif path.name not in _NOT_READ and path.resolve() not in seen:
            yield from _files(path, seen)


def _read(path: Path) -> dict[str, bytes] | None:
    """Read what is kept; what is damaged is as if it were not there."""
    try:
        with zipfile.ZipFile(path) as kept:
            found = {name: kept.read(name) for name in kept.namelist()}  # each is checked by its sum
        os.utime(path)
    except (OSError, ValueError, zipfile.BadZipFile, zlib.error, EOFError):
        return None
    return found


def _write(path: Path, made: Mapping[str, bytes]) -> None:
    """Keep files whole or not at all; a folder that cannot be written to keeps nothing."""
    import io  # noqa: PLC0415

    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as kept:
        for name, content in made.items():
            kept.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    with contextlib.suppress(OSError, InputFileError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_bytes(path, whole.getvalue())
        by_use = sorted(path.parent.glob("*.zip"), key=lambda old: old.stat().st_mtime)
        for old in by_use[:-_MOST_KEPT]:
            old.unlink(missing_ok=True)
