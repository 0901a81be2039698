"""Days as people write them: 17.09.1939, 17 September 1939, 17.IX.1939, September 1939, 1940.

What may be two days is refused, never guessed. A year or a month is the span of
its days; whoever asks says which of them is meant.
"""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from typing import TYPE_CHECKING, Final

from geo.files.months import month_of, unmarked

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["NoSuchDayError", "ShortYearError", "TwoDaysError", "said_days"]

_IN: Final = re.compile(
    r"(?:(?:in|im|am|on|den|the|w|we|dnia|в|во|у|на|la|vuonna|vuoden|aastal)\s+)*"
    r"(?:(?:month|year|monat|jahre?|dniu|roku|miesiacu|году|годзе|месяце|році|місяці|luna|anul)\s+(?:of\s+)?)?"
)
"""What stands before a date within a sentence."""
_WORD: Final = r"([^\W\d_]+)\.?"
_OF_YEAR: Final = r"(?:\s*(?:[rгрmga]\.?|roku|год[ау]?|годзе|року|році|metais|metu|gada|aasta|aastal))?"
_NUMBERS: Final = re.compile(r"(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4})\.?", re.ASCII)
_DAY_FIRST: Final = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th|\s?-?go|\s?-?го)?\s?[./-]?\s*(?:of\s+)?{_WORD}(?:\s?[,/-])?\s*(\d{{4}}){_OF_YEAR}"
)
_MONTH_FIRST: Final = re.compile(
    rf"{_WORD}\s+(\d{{1,2}})(?:st|nd|rd|th|\.?\s?(?:paivana|paiva|pna))?,?\s+(\d{{4}})"
)
_YEAR_FIRST: Final = re.compile(rf"(\d{{4}})\s?(?:m\.|metu)\s*{_WORD}(?:\s*(\d{{1,2}})(?:\s*d\.?)?|\s*men\.?)?")
"""As Lithuanian has it."""
_BALTIC: Final = re.compile(rf"(\d{{4}})\.?\s?(?:gada|g\.|aasta|a\.)\s*(?:(\d{{1,2}})\.?\s*)?{_WORD}")
"""As Latvian and Estonian have it."""
_MONTH: Final = re.compile(rf"{_WORD}(?:\s+(?:of\s+)?|(?<=\.)|\s?[/-]\s?)(\d{{4}}){_OF_YEAR}")
_MONTH_NUMBER: Final = re.compile(r"(\d{1,2})\s?[./-]\s?(\d{4})", re.ASCII)
_YEAR: Final = re.compile(rf"(\d{{4}})(?:-(\d{{2}})|{_OF_YEAR})", re.ASCII)
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_SHORT_YEAR: Final = re.compile(
    rf"(?:[0-9]{{1,2}}\s?[./-]\s?[0-9]{{1,2}}\s?[./-]|(?:[0-9]{{1,2}}\.?\s?)?{_WORD})\s?['’]?[0-9]{{2}}"
)


class NoSuchDayError(ValueError):
    """What was written is a day in form alone, as is 30 February."""


class ShortYearError(ValueError):
    """The year of what was written has two digits, so that it may be of any century."""


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
        they are plain; a month's name in any language that the atlas speaks, as in
        a date, by itself or within a sentence ("w grudniu 1939"), whole or cut, with
        its marks or without them, or its number, also Roman.

    Returns
    -------
    tuple of datetime.date
        The first and the last of its days.

    Raises
    ------
    TwoDaysError
        If it may be two days.
    NoSuchDayError
        If it has the form of a day that no calendar has.
    ShortYearError
        If its year has two digits.
    ValueError
        If it is none of these.

    Examples
    --------
    >>> said_days("17.09.1939") == said_days("17 September 1939") == said_days("Sept. 17, 1939")
    True
    >>> said_days("17. IX 1939")[0].isoformat(), said_days("February 1940")[1].isoformat()
    ('1939-09-17', '1940-02-29')
    >>> said_days("3.VII.1940")[0].isoformat(), said_days("grudzień 1939") == said_days("12.1939")
    ('1940-07-03', True)
    >>> said_days("w grudniu 1939 r.") == said_days("joulukuussa 1939")
    True
    >>> said_days("03/04/1940")
    Traceback (most recent call last):
        ...
    geo.files.days.TwoDaysError: '03/04/1940' may be 3 April or 4 March; write 1940-04-03 or 1940-03-04
    """
    said = _IN.sub("", " ".join(unmarked(text).split()), count=1)
    for form, read in _FORMS:
        if found := form.fullmatch(said):
            return read(found)
    short = _SHORT_YEAR.fullmatch(said)
    if short and (not short[1] or month_of(short[1])):
        raise ShortYearError
    raise ValueError


def _day(year: str, month: int, day: str | int) -> tuple[dt.date, dt.date]:
    try:
        one = dt.date(int(year), month, int(day))
    except ValueError:
        raise NoSuchDayError from None
    return one, one


def _inmonth_of(year: str, month: int, day: str | None) -> tuple[dt.date, dt.date]:
    return _day(year, month, day) if day else _span(year, month)


def _of_numbers(found: re.Match[str]) -> tuple[dt.date, dt.date]:
    """Tell day and month apart: with dots the day stands first; else only one order may be a day."""
    one, mark, other, year = int(found[1]), found[2], int(found[3]), found[4]
    if mark == "." or one == other:
        return _day(year, other, one)
    months = range(1, 13)
    if one in months and other in months:
        (first, _), (second, _) = _day(year, other, one), _day(year, one, other)
        msg = f"'{found.string}' may be {_told(first)} or {_told(second)}; write {first} or {second}"
        raise TwoDaysError(msg, first, second)
    return _day(year, other, one) if other in months else _day(year, one, other)


def _told(day: dt.date) -> str:
    return f"{day.day} {day:%B}"


def _span(year: str, month: int | None) -> tuple[dt.date, dt.date]:
    (first, _), last = _day(year, month or 1, 1), month or 12
    return first, first.replace(month=last, day=monthrange(first.year, last)[1])


_FORMS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], tuple[dt.date, dt.date]]], ...]] = (
    (_ISO, lambda at: _day(at[1], int(at[2]), at[3])),
    (_NUMBERS, _of_numbers),
    (_DAY_FIRST, lambda at: _day(at[3], month_of(at[2]), at[1])),
    (_MONTH_FIRST, lambda at: _day(at[3], month_of(at[1]), at[2])),
    (_YEAR_FIRST, lambda at: _inmonth_of(at[1], month_of(at[2]), at[3])),
    (_BALTIC, lambda at: _inmonth_of(at[1], month_of(at[3]), at[2])),
    (_MONTH, lambda at: _span(at[2], month_of(at[1]))),
    (_MONTH_NUMBER, lambda at: _span(at[2], int(at[1]))),
    (_YEAR, lambda at: _span(at[1], int(at[2]) if at[2] else None)),
)
"""How what was written in each form is read."""
