"""The day that a row of a list is asked on: as its own cell has it, or why there is none."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.atlas.answers import OUTSIDE, UNREADABLE
from geo.atlas.held import CELL, Held, held
from geo.atlas.languages import Said
from geo.files.days import NoSuchDayError, ShortYearError, TwoDaysError
from geo.files.names import plain
from geo.files.said_spans import said_span

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geo.atlas.atlas import Atlas
    from geo.atlas.tenure import Tenure

__all__ = ["LOOSE", "OwnDay", "OwnRows", "held_on_own", "own_day"]

_CHANGED: Final = "changed"
"""The status of a place that had several holders or titles in the month or year of its row."""
_MIDNIGHT: Final = re.compile(r"[ T]00:00(?::00)?$")
"""Written after a day by programs that know no days, only moments."""
LOOSE: Final = {
    "about": "the date is only about right, and taken as a year off at the most",
    "open": "the date is open to one side",
}
"""Why a day may be another, as of a family tree."""
_SAME: Final = tuple(CELL[name] for name in ("holder", "status", "occupier", "since", "until", "islands"))


@dataclass(frozen=True, slots=True)
class OwnDay:
    """A day that is asked about.

    Attributes
    ----------
    days : tuple of str
        ``YYYY-MM-DD``; of a month or a year the first and the last of its days, and those between on
        which an army came. None where no day is told.
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
        if any(first[k] != last[k] for k in _SAME):
            ends = [
                (row[CELL["holder"]], row[CELL["status"]], day)
                for row, day in zip((first, last), (self.days[0], self.days[-1]), strict=True)
            ]
            between = [
                (span.holder, span.status, span.since)
                for span in spans
                if self.days[0] < span.since <= self.days[-1] and span.until and span.until <= self.days[-1]
            ]
            told = [
                Said.fill("{holder} ({status}) on {day}", holder=holder or "nobody", status=status, day=day)
                for holder, status, day in (ends[0], *between, ends[1])
            ]
            more = Said.fill("{told} is more than a day: {spans}", told=self.told, spans=Said.of_names(told))
            return None, Said.of_names([more, self.doubt], "; ") if self.doubt else more
        cells = list(first)
        cells[CELL["day"]] = self.told
        cells[CELL["sure"]] = all(row[CELL["sure"]] for row in rows) and not self.doubt
        for name in ("passing", "passing_to"):
            cells[CELL[name]] = next((row[CELL[name]] for row in rows if row[CELL[name]]), "")
        return tuple(cells), self.doubt


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
    about, said = atlas.about, _MIDNIGHT.sub("", text.strip())
    if not said:
        return OwnDay((), status=UNREADABLE, note=Said.fill("no day"))
    try:
        span = said_span(said)
    except (ValueError, OverflowError) as error:
        return OwnDay((), status=UNREADABLE, note=_why(said, error))
    first, last = max(span.first, about.first), min(span.last, about.last)
    in_part, loose = (first, last) != (span.first, span.last), span.loose or "/" in span.told
    if first > last or (in_part and not loose):
        words = (
            "part of {told} lies outside the atlas, which covers {first} to {last}"
            if first <= last
            else "{told} lies outside the atlas, which covers {first} to {last}"
        )
        note = Said.fill(words, told=span.told, first=about.first, last=about.last)
        return OwnDay((), span.told, OUTSIDE, note)
    # 1. what is only about right, or open, or goes beyond the atlas, is told of the days that the atlas has
    words = LOOSE.get(span.loose, "part of the date lies beyond the atlas" if in_part else "")
    doubt = Said.fill(words) if words else ""
    # 2. between them an army may have come, and left again
    came = sorted({army.start for army in atlas.armies if first < army.start < last})
    days = dict.fromkeys(day.isoformat() for day in (first, *came, last))
    return OwnDay(tuple(days), span.told, doubt=doubt)


def _why(said: str, error: Exception) -> Said:
    """Say why a text is no day."""
    if isinstance(error, TwoDaysError):
        return _either(said, *error.days)
    if isinstance(error, NoSuchDayError):
        return Said.fill("the date does not exist")
    if isinstance(error, ShortYearError):
        return Said.fill("'{said}' has a year of two digits; write all four", said=plain(said, 40))
    return Said.fill("'{said}' is no day", said=plain(said, 40))


def _either(said: str, first: dt.date, second: dt.date) -> Said:
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
        The cells, under `Held.COLUMNS`, and what is to be noted. Without a day
        that can be asked about, ``status`` is ``unreadable`` or ``outside``;
        it is ``changed`` of several holders or titles in a month or a year.
    at : tuple of int
        Which row of `held` each is taken from; -1 for none.
    held : Held
    """

    which: tuple[int, ...]
    rows: tuple[tuple[object, ...], ...]
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
        rows.append((*(cells or _blank(day)), note))
        at.append(told[k][0] if cells else -1)
    return OwnRows(tuple(which), tuple(rows), tuple(at), found)


def _blank(day: OwnDay) -> tuple[object, ...]:
    known = {"status": day.status or _CHANGED, "day": day.told, "sure": False}
    return tuple(known.get(name, "") for name in CELL)
