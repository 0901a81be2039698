"""Tables, read and written as CSV; a cell never begins a formula."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final, TypeVar

import numpy as np

from geo.errors import DataError, InputFileError, UnknownNameError
from geo.files.names import plain
from geo.files.text import read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

__all__ = ["number_within", "read_lines", "read_points", "read_rows", "read_table", "table_text"]

_GLOBE: Final = (180.0, 90.0)
_MOST_LETTERS: Final = 1 << 17
"""Of a cell: more is an open quote that ran through the file."""

_FORMULA: Final = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet may take for the beginning of a formula."""

T = TypeVar("T")


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
    """Read a CSV file as `read_table` does, each row with the line it ends on.

    Raises
    ------
    InputFileError, UnknownNameError
        As for `read_table`.
    """
    text = read_text(path)
    if "\0" in text:
        msg = f"{path} holds binary data; give a CSV file."
        raise InputFileError(msg)
    csv.field_size_limit(_MOST_LETTERS)  # which other libraries change for the whole process
    reader = csv.DictReader(io.StringIO(text, newline=""), restval="", strict=True, delimiter=delimiter)
    rows = []
    try:
        header = [name or "" for name in reader.fieldnames or []]
        _check_header(path, header, columns)
        for row in reader:
            if None in row:
                extra = plain(", ".join(row[None]), 60)
                where = f"{path}, line {reader.line_num}"
                msg = f"{where}: more fields than the header has ({extra}); quote its commas."
                raise InputFileError(msg)
            rows.append((reader.line_num, row))
    except csv.Error as error:
        msg = f"{path}, line {reader.reader.line_num}: {error}; mend the quotes."
        raise InputFileError(msg) from error
    return rows


def read_rows(path: Path, columns: Sequence[str], make: Callable[[dict[str, str]], T]) -> tuple[T, ...]:
    """Read a table of the atlas's own as `read_table` does, and make something of each row.

    Raises
    ------
    InputFileError, UnknownNameError
        As for `read_table`.
    DataError
        With its line, if a row makes a ValueError.
    """
    made = []
    for line, row in read_lines(path, columns):
        try:
            made.append(make(row))
        except ValueError as error:
            msg = f"{path}, line {line}: {plain(str(error), 80)}"
            raise DataError(msg) from error
    return tuple(made)


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


def number_within(text: str, least: float, most: float) -> float:
    """Read a number that must lie between two others.

    Raises
    ------
    ValueError
        If it is none, or does not.

    Examples
    --------
    >>> number_within("52.1", -90, 90)
    52.1
    >>> number_within("1,000", 0, 9999)  # a thousand, or one?
    Traceback (most recent call last):
        ...
    ValueError: could not convert string to float: '1,000'
    """
    number = _number(text)
    if not least <= number <= most:
        msg = f"{number:g} does not lie between {least:g} and {most:g}"
        raise ValueError(msg)
    return number
