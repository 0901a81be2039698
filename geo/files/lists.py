"""Tables that people keep, as their spreadsheets write them: read row by row, columns found by their heads."""

from __future__ import annotations

import contextlib
import re
from typing import TYPE_CHECKING, Final

from geo.errors import InputFileError, UnknownNameError
from geo.files.names import choices, name_key, plain
from geo.files.sniffing import MOST_TABLE_BYTES, check_regular
from geo.files.tables import check_header, filled, records
from geo.files.text import read_text
from geo.files.workbook import is_workbook, sheet_rows

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Sequence
    from pathlib import Path

__all__ = ["ListTable", "free_names"]

_DELIMITERS: Final = ",;\t|"
_NONE: Final = "\x1f"
"""Parts the columns of a table that has only one: no list holds it, so commas belong to the names."""
_LINE_END: Final = re.compile(r"\r\n|\r|\n")
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")


class ListTable:
    r"""A table with a header: CSV, its columns parted in any way, or the first sheet of a workbook (.xlsx).

    It is read through once to see that it is a table, so that nothing is
    answered of one that is not. The columns of text are parted by what stands
    most often in the header: commas, semicolons, tabs or bars. A header of one
    word has one column, and commas then belong to what stands in it.

    Parameters
    ----------
    path : Path
        UTF-8, with or without a byte-order mark, any line ends.

    Attributes
    ----------
    header : list of str
        A column without a head is called ``column_3``, by its place.
    count : int
        How many rows there are.

    Raises
    ------
    InputFileError
        If it is missing, is not UTF-8 text, or is no table.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from pathlib import Path
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder) / "places.csv"
    ...     _ = path.write_text("Ort;\nBrody;x\nHusiatyn, pow. Kopyczyńce\n", encoding="utf-8")
    ...     table = ListTable(path)
    ...     print(table.header, table.count, list(table.rows()))
    ['Ort', 'column_2'] 2 [(2, ['Brody', 'x']), (3, ['Husiatyn, pow. Kopyczyńce', ''])]
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        check_regular(path, MOST_TABLE_BYTES)
        self._is_sheet = False
        try:
            self._is_sheet = is_workbook(path)
            self._delimiter = _NONE if self._is_sheet else self._told_delimiter()
            _, begun = next(self._records(), (1, []))
            self.header = [name if name.strip() else f"column_{k}" for k, name in enumerate(begun, 1)]
            check_header(path, self.header, [])
            self.count = sum(1 for _ in self.rows())
        except InputFileError:
            raise
        except (UnicodeError, OSError):
            read_text(path)  # which says what is wrong, and where
            raise

    def _told_delimiter(self) -> str:
        """Tell how the columns are parted."""
        with self.path.open("rb") as file:
            if file.read(2) in _UTF16:
                read_text(self.path)  # which says what to do
        with self.path.open(encoding="utf-8-sig", newline="") as text:
            first = text.readline(1 << 20)
        found = max(_DELIMITERS, key=first.count)
        return found if found in first else _NONE

    def _records(self) -> Generator[tuple[int, list[str]], None, None]:
        if self._is_sheet:
            with contextlib.closing(sheet_rows(self.path)) as rows:
                yield from rows
            return
        with self.path.open(encoding="utf-8-sig", newline="") as text:
            yield from records(self.path, text, self._delimiter)

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the rows, all as long as the header, each with the line on which it begins."""
        with contextlib.closing(self._records()) as found:
            head, _ = next(found, (0, []))
            rows = filled(self.path, found, len(self.header), sheet_head=head if self._is_sheet else 0)
            yield from _with_blanks(rows, head + 1) if self._delimiter == _NONE and not self._is_sheet else rows

    def column(self, heads: Sequence[str], what: str, *, option: str = "", named: str = "") -> int:
        """Find a column by its head.

        Parameters
        ----------
        heads : sequence of str
            What it may be called, in any case; of two that are there the first here is meant.
        what : str
            What it holds, for a sentence.
        option : str
            The option that names it, for a sentence; none if empty.
        named : str
            What the user said it is called; it then must be there.

        Raises
        ------
        UnknownNameError
            If there is none, with what to do.
        """
        keys = [name_key(name) for name in self.header]
        wanted = [named] if named else heads
        found = next((keys.index(name_key(head)) for head in wanted if name_key(head) in keys), None)
        if found is not None:
            return found
        if named:
            known = choices(named, self.header, "its header is")
            msg = f"{self.path} has no column '{plain(named, 60)}'; {known}"
        else:
            shown = plain(", ".join(self.header), 160) or "empty"
            how = f"name it with {option}, or head it '{heads[0]}'" if option else f"head it '{heads[0]}'"
            msg = f"{self.path} has no column that is known to hold {what}; {how}: its header is: {shown}."
        raise UnknownNameError(msg)


def _with_blanks(rows: Iterable[tuple[int, list[str]]], due: int) -> Iterator[tuple[int, list[str]]]:
    """Put an empty line between two others back as a row: of a table of one column it is an empty cell."""
    for line, cells in rows:
        yield from ((missing, [""]) for missing in range(due, line))
        yield line, cells
        due = line + 1 + sum(len(_LINE_END.findall(cell)) for cell in cells)


def free_names(own: Sequence[str], taken: Sequence[str]) -> list[str]:
    """Name a table's own columns so that none is called as one that is added: ``match_1`` for ``match``.

    So the results of one run can be fed into the next, and both are kept.

    Examples
    --------
    >>> free_names(["name", "match", "match_1"], ["match", "holder"])
    ['name', 'match_2', 'match_1']
    """
    used = {*own, *taken}
    named = []
    for name in own:
        free, k = name, 0
        while name in taken and free in used:
            k += 1
            free = f"{name}_{k}"
        used.add(free)
        named.append(free)
    return named
