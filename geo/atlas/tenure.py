"""Days, and who held which zone from which day to which.

Spans are half-open: a holder holds from ``start`` up to, not including,
``end``. A span that began before the atlas has no start; one that outlasts it
has no end.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geo.errors import DayError
from geo.files.names import plain
from geo.files.tables import number_within, read_rows

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = [
    "DAY_1939",
    "DAY_1941",
    "FIRST_DAY",
    "LAST_DAY",
    "STATUSES",
    "Event",
    "Tenure",
    "check_tenure",
    "parse_day",
    "read_events",
    "read_tenure",
]

FIRST_DAY: Final = dt.date(1939, 8, 23)
LAST_DAY: Final = dt.date(1941, 6, 22)
DAY_1939: Final = FIRST_DAY
"""The eve of the pact's taking effect on the ground: the borders "of 1939"."""
DAY_1941: Final = dt.date(1941, 6, 21)
"""The eve of the invasion: the borders "of 1941"."""

STATUSES: Final = ("sovereign", "annexed", "occupied", "leased", "ceded")


def parse_day(day: str | dt.date) -> dt.date:
    """Read a day the atlas covers.

    Parameters
    ----------
    day : str or datetime.date
        ISO 8601, such as ``1939-09-17``.

    Returns
    -------
    datetime.date

    Raises
    ------
    DayError
        If it is no day, or lies outside the atlas.

    Examples
    --------
    >>> parse_day("1940-06-28")
    datetime.date(1940, 6, 28)
    >>> parse_day("1945-05-09")
    Traceback (most recent call last):
        ...
    geo.errors.DayError: 1945-05-09 lies outside the atlas; give a day from 1939-08-23 to 1941-06-22.
    """
    remedy = f"give a day from {FIRST_DAY} to {LAST_DAY}."
    if isinstance(day, dt.datetime):
        day = day.date()
    if not isinstance(day, dt.date):
        try:
            day = dt.datetime.strptime(_ascii(day), "%Y-%m-%d").replace(tzinfo=dt.UTC).date()
        except (ValueError, TypeError) as error:
            msg = f"'{plain(str(day), 60)}' is not a day of the form 1939-08-23; {remedy}"
            raise DayError(msg) from error
    if not FIRST_DAY <= day <= LAST_DAY:
        msg = f"{day} lies outside the atlas; {remedy}"
        raise DayError(msg)
    return day


def _ascii(day: str) -> str:
    """Refuse the digits of other scripts, which Python would read."""
    if not day.isascii():
        raise ValueError(day)
    return day


@dataclass(frozen=True, slots=True)
class Tenure:
    """A zone's holder over a span of days.

    Attributes
    ----------
    zone, holder : str
        Who held what.
    status : str
        By what title: ``sovereign``; ``annexed`` by the holder's own act;
        ``ceded`` by treaty; ``leased``; ``occupied``, held without annexation
        or, where `occupier` is given, the holder's own land under another's
        occupation.
    start, end : datetime.date or None
        Half-open span; None for open.
    start_edtf : str
        The same start in EDTF: an interval where the transfer took days.
    event : str
        What began it, a key of ``events.csv``.
    occupier : str
        Who occupied the holder's own land.
    """

    zone: str
    holder: str
    status: str
    start: dt.date | None
    end: dt.date | None
    start_edtf: str
    event: str
    occupier: str

    @property
    def since(self) -> str:
        """The first day in ISO 8601, empty where that lies before the atlas."""
        return self.start.isoformat() if self.start else ""

    @property
    def until(self) -> str:
        """The first day no more, empty where that lies after the atlas."""
        return self.end.isoformat() if self.end else ""

    def covers(self, day: dt.date) -> bool:
        """Whether the span holds a day."""
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to the borders, or led to it.

    Attributes
    ----------
    id, title : str
    date : datetime.date
    edtf : str
        The same in EDTF: an interval where it took days.
    changed : str
        What changed hands, in words.
    lon, lat : float or None
        Where to look, in degrees.
    citation : str
    known : str
        ``read``, ``read in part``, ``read about`` or ``general knowledge``.
    """

    id: str
    date: dt.date
    edtf: str
    title: str
    changed: str
    lon: float | None
    lat: float | None
    citation: str
    known: str


def read_events(path: Path) -> tuple[Event, ...]:
    """Read ``events.csv`` in its order.

    Raises
    ------
    DataError
        If a row cannot be read.
    """
    columns = ["event", "date", "edtf", "title", "changed", "lon", "lat", "citation", "known"]
    return read_rows(path, columns, _event)


def _event(row: dict[str, str]) -> Event:
    lon, lat = (
        number_within(row[name], -most, most) if row[name] else None
        for name, most in (("lon", 180.0), ("lat", 90.0))
    )
    return Event(
        row["event"],
        dt.date.fromisoformat(row["date"]),
        row["edtf"],
        row["title"],
        row["changed"],
        lon,
        lat,
        row["citation"],
        row["known"],
    )


def read_tenure(path: Path) -> tuple[Tenure, ...]:
    """Read ``tenure.csv`` in its order.

    Raises
    ------
    DataError
        If a row cannot be read.
    """
    columns = ["zone", "holder", "status", "start_date", "end_date", "start_edtf", "event", "occupier"]
    return read_rows(path, columns, _tenure)


def _tenure(row: dict[str, str]) -> Tenure:
    start, end = (
        dt.date.fromisoformat(row[name]) if row[name] else None for name in ("start_date", "end_date")
    )
    return Tenure(
        row["zone"],
        row["holder"],
        row["status"],
        start,
        end,
        row["start_edtf"],
        row["event"],
        row["occupier"],
    )


def check_tenure(spans: Iterable[Tenure]) -> list[str]:
    """Find every gap, overlap and unknown status.

    Returns
    -------
    list of str
        One sentence a fault; empty when there is none.
    """
    faults = []
    by_zone: dict[str, list[Tenure]] = defaultdict(list)
    for span in spans:
        by_zone[span.zone].append(span)
        if span.status not in STATUSES:
            faults.append(f"tenure of {span.zone}: status {span.status!r} is none of {', '.join(STATUSES)}")
        if span.start and span.end and span.start >= span.end:
            faults.append(f"tenure of {span.zone}: {span.holder} ends on {span.end}, before it starts")
    for zone, rows in by_zone.items():
        rows.sort(key=lambda span: span.start or dt.date.min)
        if rows[0].start is not None and rows[0].start > FIRST_DAY:
            faults.append(f"tenure of {zone}: nobody holds it before {rows[0].start}")
        if rows[-1].end is not None and rows[-1].end <= LAST_DAY:
            faults.append(f"tenure of {zone}: nobody holds it from {rows[-1].end}")
        for before, after in pairwise(rows):
            if before.end is None or after.start is None or before.end > after.start:
                faults.append(f"tenure of {zone}: {before.holder} and {after.holder} overlap")
            elif before.end < after.start:
                faults.append(f"tenure of {zone}: nobody holds it from {before.end} to {after.start}")
    return faults
