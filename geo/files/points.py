"""Tables of places, of any length, read piece by piece."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.files.sniffing import MOST_TABLE_BYTES, check_regular
from geo.files.tables import check_header, filled, records
from geo.files.text import read_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

__all__ = ["PointTable", "Points"]

_GLOBE: Final = (180.0, 90.0)
_ROWS: Final = 1 << 15
"""Rows to a piece: what is made of them stays within some fifty megabytes."""

_LAT: Final = ("lat", "latitude")
_LON: Final = ("lon", "lng", "longitude")


@dataclass(frozen=True, slots=True)
class Points:
    """Some rows of a table of places.

    Attributes
    ----------
    rows : list of list of str
        As they stand, in the order of the header.
    lines : list of int
        On which line of the file each begins.
    lonlat : ndarray of float, shape (n, 2)
        Degrees, longitude first; NaN where there are none that lie on the
        globe.
    """

    rows: list[list[str]]
    lines: list[int]
    lonlat: NDArray[np.float64]


class PointTable:
    r"""A CSV file with the columns ``lat`` and ``lon``, or ``latitude`` and ``longitude``.

    As spreadsheets write it in many countries, the columns may be parted by
    semicolons or tabs, and a number may have a decimal comma. The file is read
    through once to see that it is a table, so that nothing is answered of one
    that is not.

    Parameters
    ----------
    path : Path
        UTF-8, with or without a byte-order mark, any line ends.

    Attributes
    ----------
    header : list of str
    count : int
        How many rows there are.
    at : tuple of int
        Which columns hold longitude and latitude.

    Raises
    ------
    InputFileError
        If it is missing, is not UTF-8 text, or is no table.
    UnknownNameError
        If a column is missing.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from pathlib import Path
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder) / "places.csv"
    ...     _ = path.write_text("place;lat;lon\nBrest;52,1;23,7\nnowhere;;\n")
    ...     for piece in PointTable(path).pieces():
    ...         print(piece.rows, piece.lines, piece.lonlat.tolist())
    [['Brest', '52,1', '23,7'], ['nowhere', '', '']] [2, 3] [[23.7, 52.1], [nan, nan]]
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        check_regular(path, MOST_TABLE_BYTES)
        try:
            self._delimiter, self.header = self._begun()
            self.at = self._columns()
            self.count = sum(1 for _ in self._rows())
        except (UnicodeError, OSError):
            read_text(path)  # which says what is wrong, and where
            raise

    def _begun(self) -> tuple[str, list[str]]:
        """Tell how the columns are parted, and read the header."""
        with self.path.open("rb") as file:
            if file.read(2) in {b"\xff\xfe", b"\xfe\xff"}:
                read_text(self.path)  # which says what to do
        with self.path.open(encoding="utf-8-sig", newline="") as text:
            first = text.readline(1 << 20)
        delimiter = "," if "," in first else max(",;\t", key=first.count)
        _, header = next(records(self.path, [first], delimiter), (1, []))
        return delimiter, header

    def _columns(self) -> tuple[int, int]:
        named = {name.strip().casefold(): name for name in reversed(self.header)}
        found = [next((named[name] for name in names if name in named), names[0]) for names in (_LON, _LAT)]
        check_header(self.path, self.header, found[::-1])
        lon, lat = (self.header.index(name) for name in found)
        return lon, lat

    def _rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the rows, all as long as the header, each with its line."""
        with self.path.open(encoding="utf-8-sig", newline="") as text:
            found = records(self.path, text, self._delimiter)
            next(found, None)
            yield from filled(self.path, found, len(self.header))

    def pieces(self, rows: int = _ROWS) -> Iterator[Points]:
        """Yield the table piece by piece, in its order.

        Parameters
        ----------
        rows : int
            How many to a piece.
        """
        lines: list[int] = []
        kept: list[list[str]] = []
        for line, cells in self._rows():
            lines.append(line)
            kept.append(cells)
            if len(kept) == rows:
                yield Points(kept, lines, self._lonlat(kept))
                lines, kept = [], []
        if kept:
            yield Points(kept, lines, self._lonlat(kept))

    def _lonlat(self, rows: Sequence[Sequence[str]]) -> NDArray[np.float64]:
        lon, lat = self.at
        lonlat = np.array([[_number(row[lon]), _number(row[lat])] for row in rows])
        lonlat[~(np.abs(lonlat) <= _GLOBE).all(axis=1)] = np.nan  # so written, it catches NaN too
        return lonlat


def _number(text: str) -> float:
    """Read a number with a point or a comma; NaN if it is none. Python would also take ``5_2`` for one."""
    try:
        return np.nan if "_" in text else float(text.replace(",", "."))
    except ValueError:
        return np.nan
