"""Who held one place over some days: one state all the while, or several in turn."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from geo.atlas.held import CELL, held
from geo.atlas.own_days import SAME, OwnDay, without_holder

if TYPE_CHECKING:
    from geo.atlas.answer import Answer
    from geo.atlas.atlas import Atlas

__all__ = ["OverDays", "Turn", "over_days"]

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Turn:
    """Some days that follow on one another, on which a place had one holder and title.

    Attributes
    ----------
    first, last : str
        ``YYYY-MM-DD``, both with it.
    answers : tuple of (str, Answer)
        What is said of some of the days: of the first, the last, and those between on which an army
        came, or a border that was none on these.
    cells : tuple
        Under `Held.COLUMNS`: sure, if it is on each of these days, and one of them is meant for certain;
        the border is that of the first.
    """

    first: str
    last: str
    answers: tuple[tuple[str, Answer], ...]
    cells: tuple[object, ...]

    def cell(self, name: str) -> object:
        """Return what is told under one of `Held.COLUMNS`."""
        return self.cells[CELL[name]]

    @property
    def days(self) -> str:
        """The days in EDTF."""
        return _interval(self.first, self.last)


@dataclass(frozen=True, slots=True)
class OverDays:
    """Who held a place over some days.

    Attributes
    ----------
    cells : tuple
        Under `Held.COLUMNS`, of all of the days: as a row of a list that is asked about them.
    turns : tuple of Turn
        In time: one, where the place had one holder and title all the while.
    """

    cells: tuple[object, ...]
    turns: tuple[Turn, ...]


def over_days(atlas: Atlas, day: OwnDay, lon: float, lat: float, *, place_sigma_km: float = 0.0) -> OverDays:
    """Tell who held a place over some days, in turn.

    Parameters
    ----------
    atlas : Atlas
    day : OwnDay
        The days, as `geo.atlas.own_days.day_asked` reads them.
    lon, lat : float
        Degrees on WGS 84, longitude first.
    place_sigma_km : float
        One-sigma error of where the place lies.

    Returns
    -------
    OverDays

    Raises
    ------
    GeometryError
        If the place lies outside the atlas.

    Examples
    --------
    >>> from geo import open_atlas
    >>> from geo.atlas.own_days import day_asked
    >>> atlas = open_atlas()
    >>> for turn in over_days(atlas, day_asked(atlas, "Oct 1939 - Dec 1939"), 24.02, 49.84).turns:
    ...     print(turn.days, turn.cell("holder"), turn.cell("status"))
    1939-10-01/1939-10-31 USSR occupied
    1939-11-01/1939-12-31 USSR annexed
    """
    # 1. on which of the days another holder or title began
    whole = held(atlas, [lon], [lat], own_days=[day.days], place_sigma_km=place_sigma_km)
    spans = atlas.history(whole.answers[0][0].zone)
    cells, note = day.one(whole.rows, spans)
    began = (span.since for span in spans if day.days[0] < span.since <= day.days[-1])
    asked = sorted({*day.days, *began})
    rows = held(atlas, [lon], [lat], own_days=[asked], place_sigma_km=place_sigma_km).rows
    begins = [0] + [
        k for k, (one, other) in enumerate(pairwise(rows), 1) if any(one[at] != other[at] for at in SAME)
    ]
    # 2. each span of one: with its last day, on which the next may already have been there
    found = []
    for begin, end in zip(begins, [*begins[1:], len(rows)], strict=True):
        last = asked[end - 1] if end == len(rows) else _before(asked[end])
        days = tuple(dict.fromkeys((*asked[begin:end], last)))
        over = held(atlas, [lon], [lat], own_days=[days], place_sigma_km=place_sigma_km)
        own, _ = OwnDay(days, _interval(days[0], last), doubt=day.doubt).one(over.rows)
        assert own is not None  # noqa: S101  (for mypy: these days are those of one holder)
        answers = (over.answers[block][k] for block, k in over.at)
        found.append(Turn(days[0], last, tuple(zip(days, answers, strict=True)), own))
    return OverDays(cells or without_holder(day, note), tuple(found))


def _before(day: str) -> str:
    return (dt.date.fromisoformat(day) - _DAY).isoformat()


def _interval(first: str, last: str) -> str:
    return first if first == last else f"{first}/{last}"
