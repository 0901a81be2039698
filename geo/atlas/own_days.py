"""The day that a row of a list is asked on: as its own cell has it, or why there is none."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.atlas.answers import OUTSIDE, UNREADABLE
from geo.atlas.doubted import joined, merged
from geo.atlas.held import CELL, Held, held
from geo.atlas.languages import Said
from geo.atlas.titles import with_title
from geo.errors import DayError
from geo.files.days import NoSuchDayError, ShortYearError, TwoDaysError
from geo.files.names import plain
from geo.files.said_spans import said_span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from geo.atlas.atlas import Atlas
    from geo.atlas.tenure import Tenure

__all__ = [
    "LOOSE",
    "SAME",
    "SERIAL_FROM",
    "OwnDay",
    "OwnRows",
    "day_asked",
    "either_day",
    "held_on_own",
    "own_day",
    "short_year",
    "without_holder",
]

_CHANGED: Final = "changed"
"""The status of a place that had several holders or titles in the month or year of its row."""
_MOMENT: Final = re.compile(r"(?<=\d)(?:[ T]\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?)$", re.ASCII)
"""Written after a day by programs that know no days, only moments."""
_SERIAL: Final = re.compile(r"1\d{4}", re.ASCII)
SERIAL_FROM: Final = dt.date(1899, 12, 30)
"""By which a spreadsheet counts days: where a cell has lost its form it shows their number."""
LOOSE: Final = {
    "about": "the date is only about right, and taken as a year off at the most",
    "open": "the date is open to one side",
}
"""Why a day may be another, as of a family tree."""
SAME: Final = tuple(CELL[name] for name in ("holder", "status", "occupier", "since", "until", "islands"))
"""Cells that are the same on all days of a place's one holder and title."""


@dataclass(frozen=True, slots=True)
class OwnDay:
    """A day that is asked about.

    Attributes
    ----------
    days : tuple of str
        ``YYYY-MM-DD``; of a month, a year or a span the first and the last of its days, and those between on
        which an army came, or there was a border that was none on these two. None where no day is told.
    told : str
        The day, the month, the year or the span in EDTF.
    status : str
        Why there are none: ``unreadable``, or ``outside`` the atlas. Else empty.
    note : str
        The same as a sentence.
    doubt : str
        Why it may have been on another day than these; then nothing is sure.
    """

    days: tuple[str, ...]
    told: str = ""
    status: str = ""
    note: str = ""
    doubt: str = ""

    @property
    def is_day(self) -> bool:
        """Whether it is a day, not a span of them, nor one that is only about right."""
        return self.days == (self.told,)

    def one(
        self, rows: Sequence[tuple[object, ...]], spans: Sequence[Tenure] = ()
    ) -> tuple[tuple[object, ...] | None, str]:
        """Join what was told of a place on the first and on the last day, if it had one holder and title.

        Parameters
        ----------
        rows : sequence of tuple
            Cells under `Held.COLUMNS`, one for each of `days`.
        spans : sequence of Tenure
            Who held the place, in time: tells of those between the first and the last day too.

        Returns
        -------
        tuple or None
            Cells, sure if they are on each of the days; None where the holder or title changed.
        str
            What is to be noted.
        """
        first, last = rows[0], rows[-1]
        if any(row[k] != first[k] for row in rows for k in SAME):
            ends = [
                (*(row[CELL[name]] for name in ("holder", "status", "occupier")), day)
                for row, day in zip((first, last), (self.days[0], self.days[-1]), strict=True)
            ]
            between = [
                (span.holder, span.status, span.occupier, span.since)
                for span in spans
                if self.days[0] < span.since <= self.days[-1] and span.until and span.until <= self.days[-1]
            ]
            told = [
                Said.fill("{held} on {day}", held=with_title(*held), day=day)
                for *held, day in (ends[0], *between, ends[1])
            ]
            more = Said.fill("{told} is more than a day: {spans}", told=self.told, spans=Said.of_names(told))
            return None, joined(more, self.doubt)
        note = joined(self.doubt, merged(row[CELL["note"]] for row in rows))
        cells = list(first)
        cells[CELL["day"]], cells[CELL["note"]], cells[CELL["sure"]] = self.told, note, not note
        for name in ("passing", "passing_to"):
            cells[CELL[name]] = next((row[CELL[name]] for row in rows if row[CELL[name]]), "")
        return tuple(cells), note


def own_day(atlas: Atlas, text: str) -> OwnDay:
    """Read the day of a row.

    Parameters
    ----------
    atlas : Atlas
    text : str
        As people write days and spans of days: see `geo.files.said_spans.said_span`.

    Examples
    --------
    >>> from geo import open_atlas
    >>> atlas = open_atlas()
    >>> own_day(atlas, "17.09.1939").days, own_day(atlas, "June 1940").days
    (('1939-09-17',), ('1940-06-01', '1940-06-30'))
    >>> own_day(atlas, "December 1939").days  # on those between an army came
    ('1939-12-01', '1939-12-08', '1939-12-12', '1939-12-31')
    >>> own_day(atlas, "1889-02-30").status, own_day(atlas, "1951").note
    ('unreadable', '1951 lies outside the atlas, which covers 1939-08-23 to 1941-06-22')
    """
    about, said = atlas.about, _MOMENT.sub("", text.strip())
    if not said:
        return OwnDay((), status=UNREADABLE, note=Said.fill("no day"))
    try:
        span = said_span(said)
    except (ValueError, OverflowError) as error:
        return OwnDay((), status=UNREADABLE, note=_why(said, error))
    first, last = max(span.first, about.first), min(span.last, about.last)
    in_part = (first, last) != (span.first, span.last)
    if first > last:
        words = "{told} lies outside the atlas, which covers {first} to {last}"
        note = Said.fill(words, told=span.told, first=about.first, last=about.last)
        return OwnDay((), span.told, OUTSIDE, note)
    # 1. what is only about right, or open, or goes beyond the atlas, is told of the days that the atlas has
    words = LOOSE.get(span.loose, "part of the date lies beyond the atlas" if in_part else "")
    doubt = Said.fill(words) if words else ""
    # 2. between them a border may have come near, or an army, and left again
    days = dict.fromkeys(day.isoformat() for day in (first, *_telling_days(atlas, first, last), last))
    return OwnDay(tuple(days), span.told, doubt=doubt)


def _telling_days(atlas: Atlas, first: dt.date, last: dt.date) -> list[dt.date]:
    """Return the days between two on which a place may be less sure than on these."""
    telling = {army.start for army in atlas.armies}
    borders = atlas.derive("borders by their days", _borders)
    known = set().union(*(arcs for day, arcs in borders.items() if _last_to(borders, day, (first, last))))
    for day, arcs in borders.items():
        if first < day < last and not arcs <= known:
            telling.add(day)
            known |= arcs
    return sorted(day for day in telling if first < day < last)


def _last_to(borders: Iterable[dt.date], day: dt.date, ends: tuple[dt.date, ...]) -> bool:
    """Whether the borders of a day are still those of one of two others."""
    return any(day == max(other for other in borders if other <= end) for end in ends)


def _borders(atlas: Atlas) -> dict[dt.date, frozenset[int]]:
    """Return, by each day on which land changed hands, which arcs were borders from then on."""
    days = {span.start for span in chain(*atlas.spans.values()) if span.start}
    numbers = {id(arc): k for k, arc in enumerate(atlas.arcs)}
    return {
        day: frozenset(numbers[id(border.arc)] for border in atlas.on(day).borders)
        for day in sorted({atlas.about.first, *(day for day in days if day > atlas.about.first)})
    }


def day_asked(atlas: Atlas, text: str) -> OwnDay:
    """Read the day, the month, the year or the span that is asked about.

    Parameters
    ----------
    atlas : Atlas
    text : str
        As `own_day` reads it; or what one of the atlas's usual days is called.

    Raises
    ------
    DayError
        If it is none, may be two, or lies outside the atlas.

    Examples
    --------
    >>> from geo import open_atlas
    >>> atlas = open_atlas()
    >>> day_asked(atlas, "1939").told, day_asked(atlas, "1940").told, day_asked(atlas, "ca. 1940").told
    ('1939-08-23', '1940', '1940~')
    """
    about = atlas.about
    if about.usual_day(text) is None:
        day = own_day(atlas, text)
        if day.days:
            return day
        if day.status == OUTSIDE:
            msg = f"{day.told} lies outside the atlas; give a day from {about.first} to {about.last}."
            raise DayError(msg)
    one = about.day(text).isoformat()
    return OwnDay((one,), one)


def _why(said: str, error: Exception) -> Said:
    """Say why a text is no day."""
    if isinstance(error, TwoDaysError):
        return either_day(said, *error.days)
    if isinstance(error, NoSuchDayError):
        return Said.fill("the date does not exist")
    if isinstance(error, ShortYearError):
        return short_year(said)
    if _SERIAL.fullmatch(said):
        day = SERIAL_FROM + dt.timedelta(days=int(said))
        told = "'{said}' is no day; a spreadsheet has this number for {day}"
        return Said.fill(told, said=said, day=Said.fill(day.isoformat()))
    return Said.fill("'{said}' is no day", said=plain(said, 40))


def short_year(said: str) -> Said:
    """Say that a year has two digits, so that it may be of any century."""
    return Said.fill("'{said}' has a year of two digits; write all four", said=plain(said, 40))


def either_day(said: str, first: dt.date, second: dt.date) -> Said:
    """Say that a text may be either of two days, and how each is written without a doubt, in any language."""
    return Said.fill(
        "'{said}' may be either of two days; write {one} or {other}",
        said=plain(said, 40),
        one=Said.fill(first.isoformat()),
        other=Said.fill(second.isoformat()),
    )


@dataclass(frozen=True, slots=True)
class OwnRows:
    """Who held each of many places on days of its own.

    Attributes
    ----------
    which : tuple of int
        The place that each row is about.
    rows : tuple of tuple
        The cells, under `Held.COLUMNS`. Without a day that can be asked about,
        ``status`` is ``unreadable`` or ``outside``; it is ``changed`` of several
        holders or titles in a month, a year or a span.
    days : tuple of OwnDay
        What each row is asked on.
    at : tuple of int
        Which row of `held` each is taken from; -1 for none.
    held : Held
    """

    which: tuple[int, ...]
    rows: tuple[tuple[object, ...], ...]
    days: tuple[OwnDay, ...]
    at: tuple[int, ...]
    held: Held


def held_on_own(atlas: Atlas, lonlat: NDArray[np.float64], days: Sequence[Sequence[str]]) -> OwnRows:
    """Say who held each of many places, each on days of its own.

    Parameters
    ----------
    atlas : Atlas
    lonlat : ndarray of float, shape (n, 2)
        Degrees, longitude first; NaN for a place that is not known.
    days : sequence of sequence of str
        For each place its days, as people write them: a row each.

    Examples
    --------
    >>> import numpy as np
    >>> from geo import open_atlas
    >>> lviv = np.array([[24.03, 49.84]])
    >>> rows = held_on_own(open_atlas(), lviv, [["1.9.1939", "1940", "1939-09", "?"]]).rows
    >>> [row[0] for row in rows], rows[2][-1], rows[3][-1]
    (['Poland', 'USSR', '', ''], '1939-09 is more than a day: ... on 1939-09-30', "'?' is no day")
    """
    read = {text: own_day(atlas, text) for own in days for text in own}
    which = [k for k, own in enumerate(days) for _ in own]
    asked = [read[text] for own in days for text in own]
    lon, lat = np.asarray(lonlat, float)[which].T
    found = held(atlas, lon, lat, own_days=[day.days for day in asked])
    told: defaultdict[int, list[int]] = defaultdict(list)
    for row, k in enumerate(found.which.tolist()):
        told[k].append(row)
    zones = {zone.id: zone for zone in atlas.zones}
    rows, at = [], []
    for k, day in enumerate(asked):
        own = [found.rows[row] for row in told[k]]
        zone = zones.get(str(own[0][CELL["zone"]])) if own else None
        spans = atlas.history(zone) if zone else ()
        cells, note = day.one(own, spans) if day.days else (None, day.note)
        rows.append(cells or without_holder(day, note))
        at.append(told[k][0] if cells else -1)
    return OwnRows(tuple(which), tuple(rows), tuple(asked), tuple(at), found)


def without_holder(day: OwnDay, note: str) -> tuple[object, ...]:
    """Return the cells of a day that cannot be told of, or over which a place had several holders or titles."""
    known = {"status": day.status or _CHANGED, "day": day.told, "sure": False, "note": note}
    return tuple(known.get(name, "") for name in CELL)
