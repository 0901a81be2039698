"""On which days the rows of a list are asked about: some that all have, or those that its own columns hold."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from geo.atlas.languages import Said
from geo.atlas.own_days import SERIAL_FROM, day_asked
from geo.cli.group import say
from geo.errors import DayError, UnknownNameError
from geo.files.days import TwoDaysError
from geo.files.names import choices, name_key, plain
from geo.files.said_spans import said_span

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from geo.atlas.atlas import Atlas
    from geo.atlas.languages import Language
    from geo.files.lists import ListTable

__all__ = ["RowDays", "row_days", "tell_unused"]

_LOOKED_AT: Final = 500
"""Rows by which it is told whether a column holds days."""


@dataclass(frozen=True, slots=True)
class RowDays:
    """What ``--on`` said.

    Attributes
    ----------
    words : tuple of int or str
        Days, ``YYYY-MM-DD``, spans of days as they were written, and the numbers of columns, in the
        order given.
    spans : frozenset of str
        Those of them that are months, years or other spans of days.
    counted : frozenset of int
        Columns whose days are the numbers by which a spreadsheet counts them.
    """

    words: tuple[int | str, ...]
    spans: frozenset[str] = frozenset()
    counted: frozenset[int] = frozenset()

    @property
    def common(self) -> list[str]:
        """The days that all rows have; only these where no column and no span is asked for."""
        return [word for word in self.words if isinstance(word, str) and word not in self.spans]

    @property
    def own(self) -> bool:
        """Whether a row has days of its own, or a span of them."""
        return len(self.common) < len(self.words)

    def of(self, row: Sequence[str]) -> list[str]:
        """Return the days of a row, as they stand there; of a number of a spreadsheet its day."""
        return [
            (word if isinstance(word, str) else _counted(row[word]) if word in self.counted else row[word])
            for word in self.words
        ]

    def tell_counted(self, table: ListTable, language: Language, *, quiet: bool) -> None:
        """Say of a column of numbers that they are read as days, and which one the first is."""
        for k in sorted(self.counted):
            first = next(row[k].strip() for _, row in table.rows() if row[k].strip())
            told = Said.fill(_COUNTED, head=plain(table.header[k], 60), said=first, day=_counted(first))
            say(language.says(told), quiet=quiet)


def row_days(atlas: Atlas, table: ListTable, words: Sequence[str]) -> RowDays:
    """Read days, spans of days and headings of columns.

    Parameters
    ----------
    atlas : Atlas
    table : ListTable
    words : sequence of str
        A word that is a day is one, also where a column is called so.

    Raises
    ------
    DayError
        If a day lies outside the atlas, or may be two.
    UnknownNameError
        If a word is neither a day nor the heading of a column.
    """
    keys = [name_key(name) for name in table.header]
    found: list[int | str] = []
    spans: set[str] = set()
    for word in words:
        key = name_key(word)
        try:
            day = day_asked(atlas, word)
        except DayError:
            if key in keys:
                found.append(keys.index(key))
            elif _days_in(word):
                raise
            else:
                known = choices(word, table.header, "its header is")
                msg = (
                    f"'{plain(word, 60)}' is neither a day of the form {atlas.about.first} "
                    f"nor a column of {table.path}; {known}"
                )
                raise UnknownNameError(msg) from None
        else:
            found.append(day.told if day.is_day else word)
            spans |= set() if day.is_day else {word}
    columns = {word for word in found if isinstance(word, int)}
    counted = frozenset(k for k in columns if _all_counted(table, k))
    return RowDays(tuple(dict.fromkeys(found)), frozenset(spans), counted)


def _all_counted(table: ListTable, column: int) -> bool:
    """Whether a column holds nothing but numbers by which a spreadsheet counts days, as far as is looked."""
    cells = [row[column].strip() for _, row in islice(table.rows(), _LOOKED_AT)]
    return any(cells) and all(_SERIAL.fullmatch(cell) for cell in cells if cell)


def _counted(cell: str) -> str:
    """Return the day of a number by which a spreadsheet counts days; any other text as it is.

    Examples
    --------
    >>> _counted("14505"), _counted(" 14505.0 "), _counted("1939")
    ('1939-09-17', '1939-09-17', '1939')
    """
    number = _SERIAL.fullmatch(cell.strip())
    return (SERIAL_FROM + dt.timedelta(days=int(number[1]))).isoformat() if number else cell


_SERIAL: Final = re.compile(r"([1-3]\d{4})(?:[.,]0+)?", re.ASCII)
_COUNTED: Final = "The numbers in the column '{head}' are read as a spreadsheet counts days: {said} is {day}."
_UNUSED: Final = "The days in the column '{head}' were not used; --on '{head}' asks each row on its own day."


def tell_unused(
    table: ListTable, days: RowDays, taken: Collection[int], language: Language, *, quiet: bool
) -> None:
    """Say that a column of days is not used, where no day is asked for.

    Parameters
    ----------
    table : ListTable
    days : RowDays
    taken : collection of int
        Columns that hold something else.
    language : Language
    quiet : bool
    """
    if days.words:
        return
    rows = [row for _, row in islice(table.rows(), _LOOKED_AT)]
    for k, name in enumerate(table.header):
        cells = [row[k] for row in rows if row[k].strip()]
        # years alone may be any numbers, so that half of the cells must be days
        if k not in taken and cells and 2 * [_days_in(cell) for cell in cells].count(1) >= len(cells):
            unused = Said.fill(_UNUSED, head=plain(name, 60))
            say(language.says(unused), quiet=quiet)
            return


def _days_in(text: str) -> int:
    """How many days a text means: a day one, a month, a year or a span all of its days, another text none."""
    try:
        span = said_span(text)
    except TwoDaysError:
        return 1
    except (ValueError, OverflowError):
        return 0
    return (span.last - span.first).days + 1
