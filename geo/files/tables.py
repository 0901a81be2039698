"""Tables, read and written as CSV; a cell never begins a formula."""

from __future__ import annotations

import csv
import io
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.errors import InputFileError, UnknownNameError
from geo.files.names import plain
from geo.files.text import read_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

__all__ = ["read_lines", "read_points", "read_table", "table_text"]

_GLOBE: Final = (180.0, 90.0)
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
    if "\0" in text:
        msg = f"{path} holds binary data; give a CSV file."
        raise InputFileError(msg)
    records = _records(path, text, delimiter)
    _, header = next(records, (1, []))
    _check_header(path, header, columns)
    rows = []
    for line, cells in records:
        if len(cells) > len(header):
            extra = plain(", ".join(cells[len(header) :]), 60)
            msg = f"{path}, line {line}: more fields than the header has ({extra}); quote its commas."
            raise InputFileError(msg)
        rows.append((line, dict(zip_longest(header, cells, fillvalue=""))))
    return rows


def _records(path: Path, text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Part a text into records, each with the line on which it begins; empty lines are passed over.

    The csv module's own limit of a cell is the whole process's: it is left
    alone, and a cell that is too long is found here.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=delimiter)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            reason = str(error)
            if reason.startswith("field larger"):
                reason = f"a cell of more than {min(csv.field_size_limit(), _MOST_LETTERS):,} letters"
            msg = f"{path}, line {line}: {reason}; mend the quotes."
            raise InputFileError(msg) from error
        if max(map(len, cells), default=0) > _MOST_LETTERS:
            msg = f"{path}, line {line}: a cell of more than {_MOST_LETTERS:,} letters; mend the quotes."
            raise InputFileError(msg)
        if cells:
            yield line, cells


def _check_header(path: Path, header: list[str], columns: Sequence[str]) -> None:
    missing = [name for name in columns if name not in header]
    if missing:
        shown = plain(", ".join(header), 160) or "empty"
        lacks = f"{path} lacks the column {', '.join(missing)}"
        msg = f"{lacks}; its header is: {shown}; name them so, parted by commas."
        raise UnknownNameError(msg)
    twice = [name for name in dict.fromkeys(header) if header.count(name) > 1]
    if twice:
        msg = f"{path}: the column {plain(twice[0], 60)!r} stands twice in the header; rename one."
        raise InputFileError(msg)


def table_text(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    r"""Write rows as CSV text with a header and ``\n`` line ends.

    Text that a spreadsheet would run as a formula is given an apostrophe in
    front; numbers stay as they are.

    Examples
    --------
    >>> table_text(["name", "km"], [["Brest, Litovsk", 1.5], ["Minsk", None], ["=cmd()", "-2"]])
    'name,km\n"Brest, Litovsk",1.5\nMinsk,\n\'=cmd(),-2\n'
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([_no_formula(name) for name in columns])
    writer.writerows([_no_formula(cell) for cell in row] for row in rows)
    return out.getvalue()


def _no_formula(cell: object) -> object:
    if not isinstance(cell, str) or not cell.lstrip().startswith(_FORMULA):
        return cell
    try:
        float(cell)
    except ValueError:
        return f"'{cell}"
    return cell


def read_points(path: Path) -> tuple[list[dict[str, str]], NDArray[np.float64]]:
    """Read a table of places with the columns ``lat`` and ``lon``, or ``latitude`` and ``longitude``.

    As spreadsheets write it in many countries, the columns may be parted by
    semicolons or tabs, and a number may have a decimal comma.

    Returns
    -------
    rows : list of dict
        The rows as they stand.
    lonlat : ndarray of float, shape (n, 2)
        Degrees, longitude first.

    Raises
    ------
    InputFileError
        If a coordinate is no number or lies outside the world.
    """
    first = next(iter(read_text(path).splitlines()), "")
    delimiter = "," if "," in first else max(",;\t", key=first.count)
    header = [name.strip('"') for name in first.split(delimiter)]
    named = {name.strip().casefold(): name for name in reversed(header)}
    lat_name, lon_name = (
        next((named[name] for name in names if name in named), names[0])
        for names in (("lat", "latitude"), ("lon", "lng", "longitude"))
    )
    lines = read_lines(path, [lat_name, lon_name], delimiter=delimiter)
    lonlat = np.empty((len(lines), 2))
    for k, (number, row) in enumerate(lines):
        try:
            lonlat[k] = [_number(row[name].replace(",", ".")) for name in (lon_name, lat_name)]
        except ValueError as error:
            lat, lon = (plain(row[name], 40) for name in (lat_name, lon_name))
            msg = f"{path}, line {number}: lat '{lat}', lon '{lon}' are not numbers in degrees; write 52.1."
            raise InputFileError(msg) from error
        if not (np.abs(lonlat[k]) <= _GLOBE).all():  # so written, it catches NaN too
            lon, lat = lonlat[k]
            msg = f"{path}, line {number}: lat {lat:g}, lon {lon:g} is not on the globe; give degrees."
            raise InputFileError(msg)
    return [row for _, row in lines], lonlat


def _number(text: str) -> float:
    """Read a number; Python would also take ``5_2`` for one."""
    if "_" in text:
        raise ValueError(text)
    return float(text)
