"""What the commands on lists share: where a list is read from, and how its rows come back."""

# ruff: noqa: PLC0415  (heavy modules are imported by the command that needs them)
from __future__ import annotations

import codecs
import contextlib
import os
import re
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from geo.atlas.languages import Said
from geo.cli.group import answer, keep_inputs, say
from geo.errors import BordershiftError, InputFileError
from geo.files.columns import json_text
from geo.files.names import plain
from geo.files.numbers import fixed
from geo.files.sniffing import MOST_TABLE_BYTES
from geo.files.writing import check_target, write_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.atlas.languages import Language
    from geo.files.columns import Table

__all__ = ["Sheet", "came_in", "check_out", "in_utf8", "tell_renamed"]

_DASH: Final = Path("-")
_SAID: Final = "standard input"
_PIECE: Final = 1 << 20
_TOLD: Final = 4
_BOM: Final = "\N{ZERO WIDTH NO-BREAK SPACE}"
_FORMATS: Final = {".csv": "csv", ".json": "json", ".xlsx": "xlsx"}


@contextmanager
def _told_as(kept: Path, called: str) -> Iterator[None]:
    """Have faults tell of what was given, not of where it is kept."""
    try:
        yield
    except BordershiftError as error:
        raise type(error)(str(error).replace(str(kept), called)) from error


@contextmanager
def came_in(path: Path) -> Iterator[Path]:
    """Give the file that a list is read from; standard input is kept in one for as long as it is needed.

    Raises
    ------
    InputFileError
        If standard input is too long, or is what is written to.
    """
    if path != _DASH:
        _apart(path)
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="bordershift-") as folder:
        kept = Path(folder) / _SAID
        with kept.open("wb") as file:
            size = 0
            while piece := sys.stdin.buffer.read(_PIECE):
                size += len(piece)
                if size > MOST_TABLE_BYTES:
                    msg = (
                        f"{_SAID} has more than the {fixed(MOST_TABLE_BYTES / 1e6, 0)} MB that are read; "
                        "cut out the part you need."
                    )
                    raise InputFileError(msg)
                file.write(piece)
        with _told_as(kept, _SAID):
            yield kept


@contextmanager
def in_utf8(path: Path, encoding: str) -> Iterator[Path]:
    """Give a table of text as UTF-8, for as long as it is needed; a workbook, or without an encoding, as it is.

    Raises
    ------
    InputFileError
        If there is no such encoding, or the table is not written in it, or none is named and it is not UTF-8.
    """
    from geo.files.sniffing import check_regular
    from geo.files.workbook import is_workbook
    from geo.own.letters import check_encoding

    named = check_encoding(encoding) if encoding else ""
    check_regular(path, MOST_TABLE_BYTES)
    if is_workbook(path):
        yield path
        return
    if not named:
        _check_utf8(path)
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="bordershift-") as folder:
        kept = Path(folder) / path.name
        try:
            kept.write_bytes(path.read_bytes().decode(named).encode())
        except UnicodeError as error:
            msg = f"{path} is not written in {named}; name what it is in with --encoding."
            raise InputFileError(msg) from error
        with _told_as(kept, str(path)):
            yield kept


_CELL: Final = re.compile(rb"[^\x00-\x1f\x22,;|]*")
"""What stands in one cell, in any code page."""
_UTF16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def _check_utf8(path: Path) -> None:
    """Refuse text that is not UTF-8, and show what a cell of it would be in other encodings."""
    from geo.own.letters import offered

    content = path.read_bytes()
    if content.startswith(_UTF16):
        msg = f"{path} is UTF-16 text; say --encoding utf-16, or save it as UTF-8."
        raise InputFileError(msg)
    try:
        content.decode()
    except UnicodeDecodeError as error:
        begun = max(content.rfind(end, 0, error.start) for end in (b"\n", b"\r", b",", b";", b"\t", b"|", b'"'))
        cell = _CELL.match(content, begun + 1)
        line = content.count(b"\n", 0, error.start) + 1
        offers = offered(cell[0].strip()) if cell else ""
        msg = (
            f"{path} is not UTF-8 text (line {line}, byte {error.start}); "
            f"name what it is with --encoding{f' ({offers})' if offers else ''}, or save it as UTF-8."
        )
        raise InputFileError(msg) from error


def _apart(path: Path) -> None:
    """Refuse a list that standard output goes into: a shell has emptied it, or it would grow for ever."""
    with contextlib.suppress(OSError, ValueError, AttributeError):  # no real file stands behind it
        out = os.fstat(sys.stdout.fileno())
        if os.path.samestat(out, path.stat()):
            msg = f"{path} is read and cannot be written to as well; send the output into another file."
            raise _SameFileError(msg)


class _SameFileError(BordershiftError):
    """Not an OSError, so that it is not taken for a stream without a file."""


def check_out(out: Path | None, path: Path, form: str | None, data: Path | None) -> str:
    """Return in which form a list comes back: as its ending says, or as ``--format``.

    Raises
    ------
    InputFileError
        If it would be written over what is read.
    click.UsageError
        If the ending is none that is written, or says something else than ``--format``.
    """
    if out is None:
        return form or "csv"
    told = _FORMATS.get(out.suffix.lower(), "")
    if not told:
        msg = f"{out}: a list is written as .csv, .xlsx or .json; end the name so."
        raise click.UsageError(msg)
    if form not in {None, told}:
        msg = f"{out} ends otherwise than --format {form}; leave out the one or the other."
        raise click.UsageError(msg)
    keep_inputs(out, data=data)
    if path != _DASH:
        check_target(out, [path])
    return told


class Sheet:
    """A table that is written piece by piece: to standard output, or to a file when it is whole.

    Parameters
    ----------
    form : str
        ``csv``, ``json`` or ``xlsx``.
    out : Path or None
        The file; its CSV begins with a byte-order mark, by which Excel knows
        UTF-8. None for standard output, which has none: programs read it.
    """

    def __init__(self, form: str, out: Path | None) -> None:
        self._form, self._out = form, out
        self._texts: list[str] = []
        self._rows: list[Sequence[object]] = []
        self._names: list[str] = []
        self._any = False

    def head(self, table: Table) -> None:
        """Write what stands above the rows; the table has none yet."""
        self._names = table.names
        if self._form == "csv":
            self._put(table.csv())
        elif self._form == "json":
            self._put("[")

    def add(self, table: Table) -> None:
        """Write some rows."""
        if not table.rows:
            return
        if self._form == "csv":
            self._put(table.csv(head=False))
        elif self._form == "json":
            # what stands about the rows is written before the first piece and after the last
            self._put((",\n" if self._any else "\n") + json_text(table.records())[2:-3])
        else:
            self._rows += table.cells()
        self._any = True

    def end(self) -> None:
        """Write what stands below the rows, and the file."""
        if self._form == "json":
            self._put("\n]\n" if self._any else "]\n")
        if self._out is None:
            return
        if self._form == "xlsx":
            from geo.files.workbook import workbook_bytes

            write_bytes(self._out, workbook_bytes(self._names, self._rows))
        else:
            mark = _BOM if self._form == "csv" else ""
            write_bytes(self._out, (mark + "".join(self._texts)).encode("utf-8", "backslashreplace"))

    def _put(self, text: str) -> None:
        if self._out is None:
            answer(text)
        else:
            self._texts.append(text)


def tell_renamed(own: list[str], named: list[str], language: Language, *, quiet: bool) -> None:
    """Say which of a table's own columns are called otherwise now."""
    changed = [
        f"{plain(old)} \N{RIGHTWARDS ARROW} {plain(new)}"
        for old, new in zip(own, named, strict=True)
        if old != new
    ]
    if not changed:
        return
    listed = Said.of_names(changed[:_TOLD])
    if len(changed) > _TOLD:
        listed = Said.fill("{listed} and {n} more", listed=listed, n=len(changed) - _TOLD)
    told = Said.fill("The table's own columns are kept under other names: {names}.", names=listed)
    say(language.says(told), quiet=quiet)
