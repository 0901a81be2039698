"""When rows of a layer hold.

Dates come as days, months or years, of any century. Whether a row still holds
on its last date the format does not say: where another row of the same name
begins on that date it does not, where one begins on the next it does; and
where neither tells, and the answer hangs on it, the user is asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.errors import DayError, UnknownNameError
from geo.files.days import TwoDaysError, said_days
from geo.files.names import plain
from geo.own.saying import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = [
    "Dating",
    "Span",
    "date_fields",
    "day_asked",
    "read_span",
    "rows_on",
    "span_of",
    "turning_days",
    "undated",
    "written_day",
]

_PAIRS: Final = (
    ("start_date", "end_date"), ("startdate", "enddate"), ("date_start", "date_end"), ("start", "end"),
    ("from", "to"), ("from_date", "to_date"), ("date_from", "date_to"), ("fromdate", "todate"),
    ("valid_from", "valid_to"), ("validfrom", "validto"), ("valid_from", "valid_until"),
    ("begin", "end"), ("begins", "ends"), ("begin_date", "end_date"), ("since", "until"),
    ("start_year", "end_year"), ("startyear", "endyear"), ("year_from", "year_to"), ("from_year", "to_year"),
    ("year_start", "year_end"), ("yearfrom", "yearto"), ("begin_year", "end_year"),
    ("gwsdate", "gwedate"), ("gwsyear", "gweyear"), ("cowsdate", "cowedate"), ("cowsyear", "coweyear"),
)  # fmt: skip
"""Fields that name the first and the last date of a row, as data sets call them."""
_OPEN: Final = frozenset(
    {"", "..", "present", "now", "today", "none", "null", "nan", "nat", "-9999", "9999", "0"}
)
_SURE: Final = 9
"""Times as many rows that tell one thing as that tell the other."""
_BEFORE_ONE: Final = re.compile(r"\d\s*(?:B\.?C|v\.?\s?(?:Chr|u)|p\.?\s?n|до\s?н)", re.IGNORECASE)
"""Before Christ, or the common era, in some languages."""
_FAR: Final = np.iinfo(np.int64).max // 4
_ISO: Final = re.compile(r"(-?\d{1,6})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?(?:[T ].*)?[~?%]?", re.ASCII)
_WORDS: Final = re.compile(r"[^\W\d_TZ]")
_PACKED: Final = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Dating:
    """The days that are asked about.

    Attributes
    ----------
    days : tuple of str
        As they were asked for: two, or as many as a series has.
    fields : tuple of str, optional
        The fields with the first and the last date of a row, if they are
        named.
    ends : str
        ``inclusive`` if a row still holds on its last date, ``exclusive`` if
        it does not, empty if that is to be found.
    """

    days: tuple[str, ...]
    fields: tuple[str, str] | None = None
    ends: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """The first and the last day that a date may mean, as numbers of days."""

    first: int
    last: int


def read_span(text: str) -> Span:
    """Read a day, a month or a year.

    Raises
    ------
    ValueError
        If it is none.

    Examples
    --------
    >>> span = read_span("1918")
    >>> span.last - span.first
    364
    >>> read_span("1918-11-11").first == read_span("19181111").last
    True
    >>> read_span("-500").first < read_span("1").first
    True
    """
    found = _PACKED.fullmatch(text) or _ISO.fullmatch(text)
    if found is None:
        raise ValueError(text)
    year, month, day = (int(part) if part else 0 for part in found.groups())
    return span_of(year, month, day)


def span_of(year: int, month: int, day: int) -> Span:
    """Count days in the Gregorian calendar, whichever year; a month or day of 0 is not known."""
    if month > 12 or day > 31:  # noqa: PLR2004
        raise ValueError(year)
    first = np.datetime64(f"{year:05d}-{month or 1:02d}-{day or 1:02d}", "D")
    if day:
        return Span(int(first.astype(int)), int(first.astype(int)))
    months = first.astype("datetime64[M]") + np.timedelta64(1 if month else 12, "M")
    return Span(int(first.astype(int)), int(months.astype("datetime64[D]").astype(int)) - 1)


def day_asked(text: str, *, years: bool) -> int:
    """Read a day that is asked about; a year alone where all dates are years.

    Raises
    ------
    DayError
        If it is no day.
    """
    try:
        span = _said_span(text.strip())
    except TwoDaysError as error:
        msg = f"{plain(str(error), 160)}."
        raise DayError(msg) from error
    except ValueError as error:
        earlier = (
            "; a year before the year 1 has a minus, as in the file: -200" if _BEFORE_ONE.search(text) else ""
        )
        msg = f"'{plain(text, 40)}' is no day of the form 1914-07-28{earlier}."
        raise DayError(msg) from error
    if span.first != span.last and not years:
        msg = f"'{plain(text, 40)}' is no day, and there are dates within the year; give {text[:4]}-07-01."
        raise DayError(msg)
    return span.first


def _said_span(text: str) -> Span:
    """Read a day as people write it, or as files do, of any century."""
    try:
        first, last = (int(np.datetime64(day).astype(int)) for day in said_days(text))
    except TwoDaysError:
        raise
    except ValueError:
        if _WORDS.search(text):  # after a space files write the hour, people a month that is not known here
            raise
        return read_span(text)
    return Span(first, last)


def date_fields(label: str, known: Sequence[str], dating: Dating) -> tuple[str, str]:
    """Find the fields that hold the first and the last date of a row.

    Raises
    ------
    UnknownNameError
        If there are none, or those that are named are not there.
    """
    if dating.fields is not None:
        return dating.fields
    folded = {name.casefold(): name for name in reversed(known)}
    for start, end in _PAIRS:
        if start in folded and end in folded:
            return folded[start], folded[end]
    fields = ", ".join(plain(name, 40) for name in known[:20]) or "none"
    msg = (
        f"{label} has no fields of dates that are known (it has {fields}); name two with --dates FIRST,LAST, "
        "or one twice where a row holds on its own date alone."
    )
    raise UnknownNameError(msg)


def undated(known: Sequence[str], dates: Sequence[str]) -> tuple[str, ...]:
    """Return the fields that may hold names: all but those of dates, if there are others.

    Examples
    --------
    >>> undated(["country", "from", "to"], ["from", "to"]), undated(["from", "to"], ["from", "to"])
    (('country',), ('from', 'to'))
    """
    return tuple(one for one in known if one not in dates) or tuple(known)


def rows_on(
    label: str, names: Sequence[str], dates: tuple[Sequence[str], Sequence[str]], dating: Dating
) -> list[NDArray[np.bool_]]:
    """Find the rows that hold on each of some days.

    Parameters
    ----------
    label : str
        The file, for a sentence.
    names : sequence of str
        Whose row it is: rows of one name follow on one another.
    dates : tuple of sequence of str
        The first and the last date of each row; nothing, or the year 9999, is
        open.
    dating : Dating

    Raises
    ------
    DayError
        If a date cannot be read, no row holds on a day, or it is not plain
        whether one does.

    Examples
    --------
    >>> dates = ["1900", "1919"], ["1918", "1939"]
    >>> first, second = rows_on("a.gpkg", ["A", "A"], dates, Dating(("1918", "1919")))
    >>> first.tolist(), second.tolist()
    ([True, False], [False, True])
    """
    starts, ends = (
        [_read(label, text, k, number + 1) for number, text in enumerate(column)]
        for k, column in enumerate(dates)
    )
    years = all(one is None or one.last - one.first > 31 for one in (*starts, *ends))  # noqa: PLR2004
    start = np.array([-_FAR if one is None else one.first for one in starts])
    end_first = np.array([_FAR if one is None else one.first for one in ends])
    end_last = np.array([_FAR if one is None else one.last for one in ends])
    turned = np.flatnonzero(end_last < start)
    if len(turned):
        k = int(turned[0])
        msg = (
            f"{label}: feature {k + 1} ends ({plain(dates[1][k], 20)}) before it begins "
            f"({plain(dates[0][k], 20)}); mend its dates."
        )
        raise DayError(msg)
    inclusive = _inclusive(names, starts, ends, dating.ends)
    held = []
    for text in dating.days:
        day = day_asked(text, years=years)
        with_end, without = (start <= day) & (day <= end_last), (start <= day) & (day < end_first)
        if inclusive is None and (with_end != without).any():
            k = int(np.flatnonzero(with_end != without)[0])
            msg = (
                f"{label}: it is not plain whether rows hold on their last date, and feature {k + 1} "
                f"('{plain(names[k], 40)}') ends on {plain(dates[1][k], 20)}; "
                "give --ends inclusive or exclusive."
            )
            raise DayError(msg)
        holds = without if inclusive is False else with_end
        if not holds.any():
            known = [text for column in dates for text in column if text.casefold() not in _OPEN]
            told = f"; its dates run from {plain(min(known), 20)} to {plain(max(known), 20)}" if known else ""
            msg = f"{label} holds nothing on {plain(text, 40)}{told}."
            raise DayError(msg)
        held.append(np.asarray(holds, dtype=bool))
    return held


def turning_days(
    label: str,
    names: Sequence[str],
    dates: tuple[Sequence[str], Sequence[str]],
    dating: Dating,
    mine: NDArray[np.bool_],
) -> list[str]:
    """List the days on which some rows begin, or others of their name end, while any of them holds.

    Parameters
    ----------
    label, names, dates, dating
        As for `rows_on`; the days of `dating` bound what is listed.
    mine : ndarray of bool
        Which rows.

    Examples
    --------
    >>> dates = ["1900", "1919"], ["1918", "1939"]
    >>> turning_days("a.gpkg", ["A", "A"], dates, Dating(()), np.array([True, True]))
    ['1900-01-01', '1919-01-01']
    """
    starts, ends = (
        [_read(label, text, k, number + 1) for number, text in enumerate(column)]
        for k, column in enumerate(dates)
    )
    inclusive = _inclusive(names, starts, ends, dating.ends)
    begins = [-_FAR if one is None else one.first for one in starts]
    after = [_FAR if one is None else one.last + 1 if inclusive else one.first for one in ends]
    chosen = [(begins[k], after[k]) for k in np.flatnonzero(mine).tolist()]
    turns = {day for pair in chosen for day in pair if abs(day) < _FAR}
    bounds = [day_asked(text, years=True) for text in dating.days] or [-_FAR, _FAR]
    first, last = min(bounds), max(bounds)
    days = {first} if abs(first) < _FAR else set()
    days |= {day for day in turns if first <= day <= last}
    told = {day: any(one <= day < end for one, end in chosen) for day in sorted(days)}
    # a day on which none holds begins a gap, if one holds again later
    later = max((day for day, holds in told.items() if holds), default=first)
    for day in (day for day, holds in told.items() if not holds and day < later):
        until = min(other for other, holds in told.items() if holds and other > day)
        say(
            "{file} has no row of what was asked from {first} to {last}: the series leaps over that",
            file=label,
            first=written_day(day),
            last=written_day(until - 1),
        )
    return [written_day(day) for day, holds in told.items() if holds]


def only_years(dates: Sequence[str]) -> bool:
    """Whether dates tell nothing but years.

    Examples
    --------
    >>> only_years(["1900", "", "9999-12-31"]), only_years(["1900", "1918-11-11"])
    (True, False)
    """
    told = [text.strip() for text in dates if _read("", text, 0, 0) is not None]
    return bool(told) and all(re.fullmatch(r"-?\d{1,5}", text) for text in told)


def written_day(day: int) -> str:
    """Write a number of a day as ISO does."""
    return str(np.datetime64(day, "D"))


def _read(label: str, text: str, column: int, number: int) -> Span | None:
    """Read a date in a row; None for an open one."""
    if text.strip().casefold() in _OPEN or text.startswith("9999"):
        return None
    try:
        return read_span(text.strip())
    except ValueError as error:
        which = ("first", "last")[column]
        msg = f"{label}: feature {number} has '{plain(text, 40)}' as its {which} date; write it as 1914-07-28."
        raise DayError(msg) from error


def _inclusive(
    names: Sequence[str], starts: Sequence[Span | None], ends: Sequence[Span | None], said: str
) -> bool | None:
    """Tell by what follows rows whether they hold on their last date; None if nothing tells."""
    if said:
        return said == "inclusive"
    for whose in (names, ["" for _ in names]):  # rows of one name tell more than all together
        begun = {(who, start.first) for who, start in zip(whose, starts, strict=True) if start is not None}
        ended = [(who, end) for who, end in zip(whose, ends, strict=True) if end is not None]
        after = sum((who, end.last + 1) in begun for who, end in ended)
        on = sum((who, end.first) in begun for who, end in ended)
        # a row of one date alone would hold on no day at all
        alone = sum(s is not None and e is not None and s == e for s, e in zip(starts, ends, strict=True))
        on, after = on - alone, after + alone
        if max(on, after) > 0 and min(on, after) * _SURE <= max(on, after):
            return after > on
    return None
