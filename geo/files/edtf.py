"""Days that are not known to the day: Extended Date/Time Format, as far as borders need it."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from typing import Final

__all__ = ["read_day", "read_edtf"]

_DAY: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_DATE: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?[?~%]?", re.ASCII)
_YEAR: Final = 12


def read_day(text: str) -> dt.date:
    """Read a day in ISO 8601, written with its dashes.

    Raises
    ------
    ValueError
        If it is none.

    Examples
    --------
    >>> read_day("1939-09-17")
    datetime.date(1939, 9, 17)
    """
    found = _DAY.fullmatch(text)
    try:
        return dt.date(*map(int, found.groups() if found else ()))
    except (TypeError, ValueError) as error:
        msg = "is no day of the form 1914-07-28"
        raise ValueError(msg) from error


def read_edtf(text: str) -> tuple[dt.date, dt.date]:
    """Read a date or an interval, and return the first and the last day it may mean.

    Parameters
    ----------
    text : str
        A day, a month or a year, each with ``?``, ``~`` or ``%`` if it is
        doubted; or two of them with a stroke between, of which one may be
        ``..``, open, or nothing, not known.

    Returns
    -------
    tuple of datetime.date
        An open end is the first or the last day that Python knows.

    Raises
    ------
    ValueError
        If it is no such thing, or ends before it begins.

    Examples
    --------
    >>> read_edtf("1939-09-17/1939-09-28")
    (datetime.date(1939, 9, 17), datetime.date(1939, 9, 28))
    >>> read_edtf("1940-02~")
    (datetime.date(1940, 2, 1), datetime.date(1940, 2, 29))
    >>> read_edtf("../1939-08-23")[1]
    datetime.date(1939, 8, 23)
    """
    first, stroke, last = text.partition("/")
    if {first, last} <= {"", ".."}:
        raise ValueError(_FAULT)
    if not stroke:
        return _span(text)
    begins = dt.date.min if first in {"", ".."} else _span(first)[0]
    ends = dt.date.max if last in {"", ".."} else _span(last)[1]
    if begins > ends:
        msg = "ends before it begins"
        raise ValueError(msg)
    return begins, ends


_FAULT: Final = "is no EDTF date such as 1914-07-28, 1914-07 or 1914-07-28/1914-08-04"


def _span(text: str) -> tuple[dt.date, dt.date]:
    """First and last day of a year, a month or a day."""
    found = _DATE.fullmatch(text)
    try:
        year, month, day = (int(part) if part else 0 for part in found.groups() if found)  # type: ignore[union-attr]
        first = dt.date(year, month or 1, day or 1)
        last_month = month or _YEAR
        return first, dt.date(year, last_month, day or monthrange(year, last_month)[1])
    except (AttributeError, ValueError) as error:
        raise ValueError(_FAULT) from error
