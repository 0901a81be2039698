"""Dates as family trees write them: each the first and the last day that it may mean."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from dataclasses import dataclass
from typing import Final

from geo.atlas.languages import Said
from geo.atlas.own_days import either_day, short_year
from geo.files.days import ShortYearError, TwoDaysError
from geo.files.said_spans import EITHER_WAY, said_span

__all__ = ["Dated", "read_gedcom_date"]

_MONTHS: Final = {
    name: k
    for k, name in enumerate("JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(), 1)  # noqa: SIM905
}
_DATE: Final = re.compile(r"(?:(?:(\d{1,2}) )?([A-Z]{3}) )?(\d{3,4})", re.ASCII)
_CALENDAR: Final = re.compile(r"(?:@#D([A-Z ]+)@|(GREGORIAN|JULIAN|HEBREW|FRENCH_R))\s*")
_RANGE: Final = re.compile(r"(?:BET (.+) AND|FROM (.+) TO) (.+)")
_ABOUT: Final = ("ABT", "CAL", "EST")
_DAY: Final = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Dated:
    """When something was.

    Attributes
    ----------
    first, last : datetime.date
        The days it lies between, both with it; the first or the last that
        Python knows where that is open.
    loose : str
        Why it may lie beyond these or is not bounded: ``about`` or ``open``;
        empty where it does lie between them.
    """

    first: dt.date
    last: dt.date
    loose: str = ""


def read_gedcom_date(text: str) -> Dated:
    """Read the value of a DATE line.

    Parameters
    ----------
    text : str
        In the Gregorian or the Julian calendar, whose days are turned into
        Gregorian ones; or, as many programs let it stand, in the words of lists:
        see `geo.files.said_spans.said_span`.

    Raises
    ------
    ValueError
        If it is none that can be told: a phrase, or of another calendar; or may be two days.

    Examples
    --------
    >>> read_gedcom_date("17 SEP 1939").first
    datetime.date(1939, 9, 17)
    >>> one = read_gedcom_date("BET FEB 1940 AND 3 MAR 1940")
    >>> one.first.isoformat(), one.last.isoformat(), one.loose
    ('1940-02-01', '1940-03-03', '')
    >>> read_gedcom_date("@#DJULIAN@ 1 SEP 1939").first.isoformat()
    '1939-09-14'
    >>> read_gedcom_date("BEF 1940").last.isoformat(), read_gedcom_date("ABT 1940").loose
    ('1939-12-31', 'about')
    >>> read_gedcom_date("grudzień 1939").last.isoformat(), read_gedcom_date("17.09.1939").first.isoformat()
    ('1939-12-31', '1939-09-17')
    """
    try:
        return _as_gedcom(text)
    except _NoFormError as error:
        # not as GEDCOM has it, but perhaps as people write it
        try:
            span = said_span(text)
        except TwoDaysError as either:
            raise ValueError(either_day(text, *either.days)) from None
        except ShortYearError:
            raise ValueError(short_year(text)) from None
        except (ValueError, OverflowError):
            raise error from None
        return Dated(span.first, span.last, span.loose)


class _NoFormError(ValueError):
    """What was written has no form that GEDCOM knows."""


def _as_gedcom(text: str) -> Dated:
    """Read a date in the forms of GEDCOM."""
    said = " ".join(text.upper().split())
    head, _, rest = said.partition(" ")
    between = _RANGE.fullmatch(said)
    if between is not None:
        first, last = _span(between[1] or between[2])[0], _span(between[3])[1]
        if first > last:
            raise ValueError(Said.fill("the date ends before it begins"))
        return Dated(first, last)
    if head in {"BEF", "TO"}:
        begin, end = _span(rest)
        return Dated(dt.date.min, begin - _DAY if head == "BEF" else end, "open")
    if head in {"AFT", "FROM"}:
        begin, end = _span(rest)
        return Dated(end + _DAY if head == "AFT" else begin, dt.date.max, "open")
    if head in _ABOUT:
        begin, end = _span(rest)
        return Dated(begin - EITHER_WAY, end + EITHER_WAY, "about")
    if head == "INT":
        return Dated(*_span(rest.partition("(")[0]))
    return Dated(*_span(said))


def _span(text: str) -> tuple[dt.date, dt.date]:
    """First and last day of a day, a month or a year."""
    text = text.strip()
    calendar = _CALENDAR.match(text)
    kind = (calendar[1] or calendar[2]).strip() if calendar else "GREGORIAN"
    if kind not in {"GREGORIAN", "JULIAN"}:
        told = Said.fill("the date is of the calendar {kind}, which is not read", kind=kind.title())
        raise ValueError(told)
    found = _DATE.fullmatch(text[calendar.end() :] if calendar else text)
    if found is None or (found[2] and found[2] not in _MONTHS):
        told = Said.fill("the date is no date such as 17 SEP 1914, SEP 1914 or BET 1914 AND 1918")
        raise _NoFormError(told)
    year, month = int(found[3]), _MONTHS.get(found[2] or "", 0)
    first = dt.date(year, month or 1, int(found[1] or 1))
    end = month or 12
    last = dt.date(year, end, int(found[1] or monthrange(year, end)[1]))
    if kind == "JULIAN":
        behind = dt.timedelta(days=year // 100 - year // 400 - 2)
        first, last = first + behind, last + behind
    return first, last
