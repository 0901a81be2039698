"""The day that a row of a list is asked on: as its own cell has it, or why there is none."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.atlas.answers import OUTSIDE, UNREADABLE
from geo.atlas.held import Held, held
from geo.atlas.languages import Said
from geo.files.days import TwoDaysError, said_days
from geo.files.names import plain

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geo.atlas.about import About
    from geo.atlas.atlas import Atlas

__all__ = ["OwnDay", "OwnRows", "held_on_own", "own_day"]

_CHANGED: Final = "changed"
"""The status of a place that had several holders or titles in the month or year of its row."""
_MIDNIGHT: Final = re.compile(r"[ T]00:00(?::00)?$")
"""Written after a day by programs that know no days, only moments."""
_CELL: Final = {column.name: k for k, column in enumerate(Held.COLUMNS)}
_SAME: Final = tuple(_CELL[name] for name in ("holder", "status", "since", "until", "islands"))


@dataclass(frozen=True, slots=True)
class OwnDay:
    """A day that is asked about.

    Attributes
    ----------
    days : tuple of str
        ``YYYY-MM-DD``; of a month or a year the first and the last of its days.
        None where no day is told.
    told : str
        The day, the month or the year in ISO 8601.
    status : str
        Why there are none: ``unreadable``, or ``outside`` the atlas. Else empty.
    note : str
        The same as a sentence.
    """

    days: tuple[str, ...]
    told: str = ""
    status: str = ""
    note: str = ""

    def one(self, rows: Sequence[tuple[object, ...]]) -> tuple[tuple[object, ...] | None, str]:
        """Join what was told of a place on the first and on the last day, if it had one holder and title.

        Parameters
        ----------
        rows : sequence of tuple
            Cells under `Held.COLUMNS`, one for each of `days`.

        Returns
        -------
        tuple or None
            Cells, sure if they are on both days; None where the holder or title changed.
        str
            What is to be noted.
        """
        first, last = rows[0], rows[-1]
        if any(first[k] != last[k] for k in _SAME):
            spans = [
                Said.fill(
                    "{holder} ({status}) on {day}",
                    holder=row[_CELL["holder"]] or "nobody",
                    status=row[_CELL["status"]],
                    day=day,
                )
                for row, day in zip((first, last), self.days, strict=True)
            ]
            return None, Said.fill(
                "{told} is more than a day: {spans}", told=self.told, spans=Said.of_names(spans)
            )
        cells = list(first)
        cells[_CELL["day"]] = self.told
        cells[_CELL["sure"]] = bool(first[_CELL["sure"]] and last[_CELL["sure"]])
        for name in ("passing", "passing_to"):
            cells[_CELL[name]] = first[_CELL[name]] or last[_CELL[name]]
        return tuple(cells), ""


def own_day(about: About, text: str) -> OwnDay:
    """Read the day of a row.

    Parameters
    ----------
    about : About
        Of the atlas.
    text : str
        As people write days: see `geo.files.days.said_days`.

    Examples
    --------
    >>> from geo import open_atlas
    >>> about = open_atlas().about
    >>> own_day(about, "17.09.1939").days, own_day(about, "June 1940").days
    (('1939-09-17',), ('1940-06-01', '1940-06-30'))
    >>> own_day(about, "1889-02-30").status, own_day(about, "1951").note
    ('unreadable', '1951 lies outside the atlas, which covers 1939-08-23 to 1941-06-22')
    """
    said = _MIDNIGHT.sub("", text.strip())
    if not said:
        return OwnDay((), status=UNREADABLE, note=Said.fill("no day"))
    try:
        first, last = said_days(said)
    except TwoDaysError as error:
        return OwnDay((), status=UNREADABLE, note=_either(said, *error.days))
    except (ValueError, OverflowError):
        return OwnDay((), status=UNREADABLE, note=Said.fill("'{said}' is no day", said=plain(said, 40)))
    days = (first.isoformat(), last.isoformat())
    # a month and a year are written in ISO 8601 as what their first and last day have in common
    told = days[0] if first == last else days[0][:7] if days[0][:7] == days[1][:7] else days[0][:4]
    if first < about.first or last > about.last:
        in_part = last >= about.first and first <= about.last
        words = (
            "part of {told} lies outside the atlas, which covers {first} to {last}"
            if in_part
            else "{told} lies outside the atlas, which covers {first} to {last}"
        )
        return OwnDay((), told, OUTSIDE, Said.fill(words, told=told, first=about.first, last=about.last))
    return OwnDay(tuple(dict.fromkeys(days)), told)


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
    read = {text: own_day(atlas.about, text) for own in days for text in own}
    which = [k for k, own in enumerate(days) for _ in own]
    asked = [read[text] for own in days for text in own]
    lon, lat = np.asarray(lonlat, float)[which].T
    found = held(atlas, lon, lat, own_days=[day.days for day in asked])
    told: defaultdict[int, list[int]] = defaultdict(list)
    for row, k in enumerate(found.which.tolist()):
        told[k].append(row)
    rows, at = [], []
    for k, day in enumerate(asked):
        cells, note = day.one([found.rows[row] for row in told[k]]) if day.days else (None, day.note)
        rows.append((*(cells or _blank(day)), note))
        at.append(told[k][0] if cells else -1)
    return OwnRows(tuple(which), tuple(rows), tuple(at), found)


def _blank(day: OwnDay) -> tuple[object, ...]:
    known = {"status": day.status or _CHANGED, "day": day.told, "sure": False}
    return tuple(known.get(name, "") for name in _CELL)
