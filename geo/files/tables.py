"""Tables, read and written as CSV; a cell never begins a formula."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from geo.errors import InputFileError, UnknownNameError
from geo.files.names import plain
from geo.files.numbers import fixed
from geo.files.text import read_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

__all__ = ["check_header", "filled", "read_lines", "read_table", "records", "table_text"]

_MOST_LETTERS: Final = 1 << 17
"""Of a cell: more is an open quote that ran through the file."""

_FORMULA: Final = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet may take for the beginning of a formula."""


def read_table(path: Path, columns: Sequence[str]) -> list[dict[str, str]]:
    """Read a CSV file with a header into a list of rows.

    Parameters
    ----------
    path : Path
        UTF-8, with or without a byte-order mark, any line ends.
    columns : sequence of str
        Columns that must be there; others are kept too.

    Returns
    -------
    list of dict
        Column name to text. Short rows are filled with empty text.

    Raises
    ------
    InputFileError
        If the file is missing, is not UTF-8 text, or is no table.
    UnknownNameError
        If a column is missing.
    """
    return [row for _, row in read_lines(path, columns)]


def read_lines(path: Path, columns: Sequence[str], *, delimiter: str = ",") -> list[tuple[int, dict[str, str]]]:
    """Read a CSV file as `read_table` does, each row with the line on which it begins.

    Raises
    ------
    InputFileError, UnknownNameError
        As for `read_table`.
    """
    text = read_text(path)
    found = records(path, io.StringIO(text, newline=""), delimiter)
    _, header = next(found, (1, []))
    check_header(path, header, columns)
    return [(line, dict(zip(header, cells, strict=True))) for line, cells in filled(path, found, len(header))]


def filled(
    path: Path, found: Iterable[tuple[int, list[str]]], width: int, *, sheet_head: int = 0
) -> Iterator[tuple[int, list[str]]]:
    """Make all records as long as the header, short ones by empty cells.

    Raises
    ------
    InputFileError
        If one is longer.
    """
    for line, cells in found:
        if len(cells) > width:
            extra = plain(", ".join(cells[width:]), 60)
            msg = f"{path}, line {line}: more fields than the header has ({extra}); quote its commas."
            if sheet_head:  # of a sheet, whose title is above its heads
                msg = (
                    f"{path}, row {line}: more cells than there are heads ({extra}); "
                    f"row {sheet_head} is taken for the heads; delete the rows above them."
                )
            raise InputFileError(msg)
        yield line, cells if len(cells) == width else [*cells, *[""] * (width - len(cells))]


def records(path: Path, lines: Iterable[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Part lines of text into records, each with the line on which it begins; empty lines are passed over.

    The csv module's own limit of a cell is the whole process's: it is left
    alone, and a cell that is too long is found here.
    """
    reader = csv.reader(_textual(path, lines), strict=True, delimiter=delimiter)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            reason = str(error)
            if reason.startswith("field larger"):
                reason = f"a cell of more than {fixed(min(csv.field_size_limit(), _MOST_LETTERS), 0)} letters"
            msg = f"{path}, line {line}: {reason}; mend the quotes."
            raise InputFileError(msg) from error
        if max(map(len, cells), default=0) > _MOST_LETTERS:
            msg = (
                f"{path}, line {line}: a cell of more than {fixed(_MOST_LETTERS, 0)} letters; mend the quotes."
            )
            raise InputFileError(msg)
        if cells:
            yield line, cells


def _textual(path: Path, lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        if "\0" in line:
            msg = f"{path} holds binary data; give a CSV file."
            raise InputFileError(msg)
        yield line


def check_header(path: Path, header: list[str], columns: Sequence[str]) -> None:
    """Refuse a header that lacks a column, or has one twice.

    Raises
    ------
    InputFileError, UnknownNameError
        As for `read_table`.
    """
    missing = [name for name in columns if name not in header]
    if missing:
        shown = plain(", ".join(header), 160) or "empty"
        lacks = f"{path} lacks the column {', '.join(missing)}"
        parted = ", parted by commas" if len(header) == 1 else ""
        msg = f"{lacks}; its header is: {shown}; name them so{parted}."
        raise UnknownNameError(msg)
    twice = [name for name in dict.fromkeys(header) if header.count(name) > 1]
    if twice:
        msg = f"{path}: the column {plain(twice[0], 60)!r} stands twice in the header; rename one."
        raise InputFileError(msg)


def table_text(columns: Sequence[str], rows: Iterable[Sequence[object]], *, head: bool = True) -> str:
    r"""Write rows as CSV text, by default with a header, and ``\n`` line ends.

    Text that a spreadsheet would run as a formula is given an apostrophe in
    front; numbers stay as they are.

    Examples
    --------
    >>> table_text(["name", "km"], [["Brest, Litovsk", 1.5], ["Minsk", None], ["=cmd()", "-2"]])
    'name,km\n"Brest, Litovsk",1.5\nMinsk,\n\'=cmd(),-2\n'
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    if head:
        writer.writerow([_no_formula(name) for name in columns])
    writer.writerows(
        # most cells begin with a letter or a figure: they need no second look
        [cell if type(cell) is not str or not cell or cell[0].isalnum() else _no_formula(cell) for cell in row]
        for row in rows
    )
    return out.getvalue()


def _no_formula(cell: str) -> str:
    if not cell.lstrip().startswith(_FORMULA):
        return cell
    try:
        float(cell)
    except ValueError:
        return f"'{cell}"
    return cell
