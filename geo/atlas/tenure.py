"""Days, and who held which zone from which day to which.

Spans are half-open: a holder holds from ``start`` up to, not including,
``end``. A span that began before the atlas has no start; one that outlasts it
has no end.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from geo.atlas.schema import STATUSES
from geo.files.edtf import read_edtf

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.atlas.about import About
    from geo.files.schema import Row

__all__ = [
    "Event",
    "Tenure",
    "check_tenure",
    "events_of",
    "passing",
    "spans_of",
]


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
        occupation; ``unheld`` where no state holds it, and `holder` is empty;
        ``sea``, which nobody holds either, and no table says.
    start, end : datetime.date or None
        Half-open span; None for open.
    start_edtf : str
        The same start in EDTF: an interval where the transfer took days.
    event : str
        What began it, a key of ``events.csv``.
    occupier : str
        Who occupied the holder's own land.
    where : str
        File and line it was read from; empty if it was made otherwise.
    entry : datetime.date or None
        The day from which the holder's army was in part of the zone, where
        that is before `start`.

    Examples
    --------
    >>> from geo import open_atlas
    >>> span = open_atlas().on("1941-06-21").who(22.97, 59.82).tenure
    >>> span.holder, span.status, span.since
    ('USSR', 'leased', '1940-03-22')
    """

    zone: str
    holder: str
    status: str
    start: dt.date | None
    end: dt.date | None
    start_edtf: str
    event: str
    occupier: str
    where: str = field(default="", compare=False, repr=False)
    entry: dt.date | None = field(default=None, kw_only=True)

    @property
    def held(self) -> bool:
        """Whether a state holds the zone."""
        return self.status not in {"unheld", "sea"}

    @property
    def who(self) -> str:
        """The holder as a sentence names it: ``nobody`` where no state holds the zone."""
        return self.holder if self.held else "nobody"

    @property
    def since(self) -> str:
        """The first day in ISO 8601, empty where that lies before the atlas."""
        return self.start.isoformat() if self.start else ""

    @property
    def until(self) -> str:
        """The first day no more, empty where that lies after the atlas."""
        return self.end.isoformat() if self.end else ""

    @classmethod
    def of_nobody(cls, zone: str) -> Tenure:
        """Say that nobody holds a place: the open sea about a zone's islands."""
        return cls(zone, "", "sea", None, None, "", "", "")

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

    Examples
    --------
    >>> from geo import open_atlas
    >>> next(event.title for event in open_atlas().events if event.id == "winter_war")
    'The USSR invades Finland: the Winter War begins'
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


def passing(spans: Iterable[Tenure], day: dt.date) -> tuple[str, str] | None:
    """Say whether a day lies while land was passing from one state to another.

    Parameters
    ----------
    spans : iterable of Tenure
        Every holder of a zone, in time.
    day : datetime.date

    Returns
    -------
    tuple of (str, str), optional
        Over which days, as an EDTF interval, and to whom. To the day's own
        holder: a transfer under way, perhaps not yet of all of the land. To
        another: its army was in part of the land before the state held it.
        None where a title alone passed, and the holder stayed.

    Examples
    --------
    >>> import datetime as dt
    >>> from geo import open_atlas
    >>> atlas = open_atlas()
    >>> spans = atlas.history(atlas.on("1939-09-20").who(19.94, 50.06).zone)
    >>> passing(spans, dt.date(1939, 9, 20))
    ('1939-09-01/1939-09-27', 'Germany')
    >>> passing(spans, dt.date(1939, 10, 5))
    ('1939-09-28/1939-10-13', 'Germany')
    >>> passing(spans, dt.date(1939, 11, 15)) is None
    True
    """
    before = under_way = None
    for span in spans:
        # the next holder's army, though the land had passed to the day's own only before
        if span.entry and span.start and span.entry <= day < span.start:
            return f"{span.entry}/{span.start - dt.timedelta(days=1)}", span.who
        if span.start and span.covers(day) and before and before.holder != span.holder:
            over = span.start_edtf
            under_way = (over, span.who) if day <= read_edtf(over)[1] > span.start else None
        before = span
    return under_way


def events_of(rows: Iterable[Row]) -> tuple[Event, ...]:
    """Make events of the rows of ``events.csv``, in time; those of one day in the order of their names."""
    events = [
        Event(
            id=row["event"],
            date=row["date"],
            edtf=row["edtf"],
            title=row["title"],
            changed=row["changed"],
            lon=row["lon"],
            lat=row["lat"],
            citation=row["citation"],
            known=row["known"],
        )
        for row in rows
    ]
    return tuple(sorted(events, key=lambda event: (event.date, event.id)))


def spans_of(rows: Iterable[Row]) -> tuple[Tenure, ...]:
    """Make spans of the rows of ``tenure.csv``, zone by zone in the order of their names, each in time."""
    spans = [
        Tenure(
            zone=row["zone"],
            holder=row["holder"],
            status=row["status"],
            start=row["start_date"],
            end=row["end_date"],
            start_edtf=row["start_edtf"],
            event=row["event"],
            occupier=row["occupier"],
            where=row.where,
            entry=row["entry_date"],
        )
        for row in rows
    ]
    return tuple(sorted(spans, key=_in_time))


def _in_time(span: Tenure) -> tuple[str, dt.date]:
    return span.zone, span.start or dt.date.min


def check_tenure(spans: Iterable[Tenure], about: About) -> list[str]:
    """Find every gap, overlap and unknown status.

    Parameters
    ----------
    spans : iterable of Tenure
    about : About
        Whose days must be covered, from the first to the last.

    Returns
    -------
    list of str
        One sentence a fault, beginning with where the span was read; empty
        when there is none.
    """
    faults = []
    by_zone: dict[str, list[Tenure]] = defaultdict(list)
    for span in sorted(spans, key=_in_time):
        by_zone[span.zone].append(span)
        faults += _title_faults(span)
        if span.start and span.end and span.start >= span.end:
            faults.append(f"{_at(span)}{span.holder} ends on {span.end}, before it starts")
        if span.entry and not (span.start and span.entry < span.start):
            faults.append(f"{_at(span)}{span.holder} enters on {span.entry}, when it holds the land")
    for rows in by_zone.values():
        first, last = rows[0], rows[-1]
        if first.start is not None and first.start > about.first:
            faults.append(f"{_at(first)}nobody holds it from {about.first} to {first.start}")
        if last.end is not None and last.end <= about.last:
            faults.append(f"{_at(last)}nobody holds it from {last.end} to {about.last}")
        for before, after in pairwise(rows):
            if before.end is None or after.start is None or before.end > after.start:
                faults.append(f"{_at(after)}{before.holder} and {after.holder} overlap")
            elif before.end < after.start:
                faults.append(f"{_at(after)}nobody holds it from {before.end} to {after.start}")
    return faults


def _title_faults(span: Tenure) -> list[str]:
    if span.status not in STATUSES:
        return [f"{_at(span)}status {span.status!r} is none of {', '.join(STATUSES)}"]
    if span.held == bool(span.holder):
        return []
    which = "it has no holder" if span.held else f"it is unheld, and held by {span.holder}"
    return [f"{_at(span)}{which}; name a holder, or give the status unheld and none"]


def _at(span: Tenure) -> str:
    where = f"{span.where}: " if span.where else ""
    return f"{where}tenure of {span.zone}: "
