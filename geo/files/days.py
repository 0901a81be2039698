"""Days as people write them: 17.09.1939, 17 September 1939, 17.IX.1939, September 1939, 1940.

What may be two days is refused, never guessed. A year or a month is the span of
its days; whoever asks says which of them is meant.
"""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from typing import Final

from geo.files.members import iso_day

__all__ = ["TwoDaysError", "said_days"]

_MONTHS: Final = (
    "january february march april may june july august september october november december",
    "januar februar märz april mai juni juli august september oktober november dezember",
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "i ii iii iv v vi vii viii ix x xi xii",
)
"""In English, German, Polish, Russian, Ukrainian, and as Roman numbers, each as it stands in a date."""
_LEAST: Final = 3
"""Letters that a month's name is cut to at the most."""
_WORD: Final = r"([^\W\d_]+)\.?"
_NUMBERS: Final = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})", re.ASCII)
_DAY_FIRST: Final = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th)?[.\s]?\s*(?:of\s+)?{_WORD},?\s*(\d{{4}})(?:\s*[rг]\.?)?"
)
_MONTH_FIRST: Final = re.compile(rf"{_WORD}\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})")
_MONTH: Final = re.compile(rf"{_WORD}\s+(\d{{4}})")
_YEAR: Final = re.compile(r"(\d{4})(?:-(\d{2}))?", re.ASCII)


class TwoDaysError(ValueError):
    """What was written may be either of two days; its text says which, without a full stop.

    Attributes
    ----------
    days : tuple of date
        The two.
    """

    def __init__(self, message: str, *days: dt.date) -> None:
        super().__init__(message)
        self.days = days


def said_days(text: str) -> tuple[dt.date, dt.date]:
    """Read a day, a month or a year as people write it.

    Parameters
    ----------
    text : str
        ISO 8601; numbers with dots, the day first; with strokes or dashes, if
        they are plain; a month's name in English, German, Polish, Russian or
        Ukrainian, whole or cut, or its Roman number.

    Returns
    -------
    tuple of datetime.date
        The first and the last of its days.

    Raises
    ------
    TwoDaysError
        If it may be two days.
    ValueError
        If it is none of these.

    Examples
    --------
    >>> said_days("17.09.1939") == said_days("17 September 1939") == said_days("Sept. 17, 1939")
    True
    >>> said_days("17. IX 1939")[0].isoformat(), said_days("February 1940")[1].isoformat()
    ('1939-09-17', '1940-02-29')
    >>> said_days("03/04/1940")
    Traceback (most recent call last):
        ...
    geo.files.days.TwoDaysError: '03/04/1940' may be 3 April or 4 March; write 1940-04-03 or 1940-03-04
    """
    said = " ".join(text.casefold().split())
    try:
        day = iso_day(said)
    except ValueError:
        pass
    else:
        return day, day
    if found := _NUMBERS.fullmatch(said):
        day = _of_numbers(text, int(found[1]), found[2], int(found[3]), int(found[4]))
        return day, day
    if found := _DAY_FIRST.fullmatch(said):
        day = dt.date(int(found[3]), _month(found[2]), int(found[1]))
        return day, day
    if found := _MONTH_FIRST.fullmatch(said):
        day = dt.date(int(found[3]), _month(found[1]), int(found[2]))
        return day, day
    if found := _MONTH.fullmatch(said):
        return _span(int(found[2]), _month(found[1]))
    if found := _YEAR.fullmatch(said):
        return _span(int(found[1]), int(found[2]) if found[2] else None)
    raise ValueError


def _of_numbers(text: str, one: int, mark: str, other: int, year: int) -> dt.date:
    """Tell day and month apart: with dots the day stands first; else only one order may be a day."""
    if mark == "." or one == other:
        return dt.date(year, other, one)
    months = range(1, 13)
    if one in months and other in months:
        first, second = dt.date(year, other, one), dt.date(year, one, other)
        msg = f"'{text}' may be {_told(first)} or {_told(second)}; write {first} or {second}"
        raise TwoDaysError(msg, first, second)
    return dt.date(year, other, one) if other in months else dt.date(year, one, other)


def _told(day: dt.date) -> str:
    return f"{day.day} {_MONTHS[0].split()[day.month - 1].capitalize()}"


def _month(word: str) -> int:
    """Return the number of a month by its name, whole or cut."""
    numbers = {
        number
        for names in _MONTHS
        for number, name in enumerate(names.split(), 1)
        if name == word or (len(word) >= _LEAST and name.startswith(word))
    }
    if len(numbers) != 1:
        raise ValueError
    return numbers.pop()


def _span(year: int, month: int | None) -> tuple[dt.date, dt.date]:
    last = month or 12
    return dt.date(year, month or 1, 1), dt.date(year, last, monthrange(year, last)[1])
