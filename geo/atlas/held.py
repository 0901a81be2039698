"""Whose many places were: on some days, or over all of them, a row a place and day or a place and span."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar, Final

import numpy as np

from geo.atlas.answer import Answer
from geo.atlas.atlas import Atlas
from geo.atlas.doubted import why_unsure
from geo.atlas.tenure import passing
from geo.files.columns import Column, Result, Table

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from geo.atlas.answers import Answers
    from geo.atlas.atlas import Snapshot
    from geo.atlas.tenure import Tenure

__all__ = ["CELL", "OF_POINTS", "PASSING", "Held", "held", "under_way"]

PASSING: Final = (
    Column(
        "passing",
        "days over which the land was passing, or an army of another state was near, if this is one of them; "
        "of a span, the transfer that began it",
    ),
    Column(
        "passing_to",
        "to whom: to the holder, a transfer under way; to another, whose army was in part of it",
    ),
)
"""What is told of land that was passing from one state to another."""


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Held(Result):
    """Who held each of many places.

    Attributes
    ----------
    which : ndarray of int
        The place, by its number, that each row is about; rows of one place
        stand together, in time.
    answers : tuple of Answers
        What the rows are taken from.
    at : tuple of (int, int)
        Which of them, and which place of that one, each row is taken from.
    rows : tuple of tuple
        The cells, under `COLUMNS`.
    """

    COLUMNS: ClassVar = (
        *Answer.COLUMNS,
        Column("day", "the day that is asked about; empty where all are", is_day=True),
        Column(
            "sure",
            "whether the border is two standard errors away or more, with the error of the place, "
            "the land was not passing from one state to another on the day, nor an army of another near",
        ),
        Column("act", "what began it"),
        *PASSING,
        Column("border_day", "the day that the border and its distance are of"),
        Column("note", "why it is not sure, or why there is no answer"),
    )

    which: NDArray[np.int64]
    rows: tuple[tuple[object, ...], ...]
    answers: tuple[Answers, ...]
    at: tuple[tuple[int, int], ...]

    def table(self) -> Table:
        """Return the rows as a table; a place without an answer has its reason for a status.

        Examples
        --------
        >>> from geo import held, open_atlas
        >>> found = held(open_atlas(), [25.28, 100.0], [54.69, 10.0])
        >>> found.which.tolist(), [row[0] for row in found.table().rows]
        ([0, 0, 0, 0, 0, 1], ['Poland', 'USSR', 'Lithuania', 'Lithuania', 'USSR', ''])
        """
        return Table(self.COLUMNS, self.rows)

    def answer(self, row: int) -> Answer | None:
        """Return what a row is taken from; None for a place that the atlas does not cover."""
        block, k = self.at[row]
        return self.answers[block][k] if self.answers[block].there[k] else None

    def day(self, row: int) -> str:
        """Return the day on which a row is as it says: that asked about, or the first of its span."""
        return self.answers[self.at[row][0]].day.isoformat()

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.which)

    def __repr__(self) -> str:
        """Say what it is in a line."""
        return f"<Held: {len(self)} rows on {len(set(self.which.tolist()))} places>"


CELL: Final = {column.name: k for k, column in enumerate(Held.COLUMNS)}
"""Where in a row of `Held` each cell stands."""

OF_POINTS: Final = (
    *Held.COLUMNS,
    Column(
        "on_land",
        "no in the sea, also near a coast, where the holder is that of the zone's land; empty for no answer",
    ),
)
"""What a list of points is told: `Held.COLUMNS`, and whether each lies on land or in a lake."""


def held(
    atlas: Atlas,
    lon: ArrayLike,
    lat: ArrayLike,
    *,
    days: Sequence[str] = (),
    own_days: Sequence[Sequence[str]] | None = None,
    place_sigma_km: ArrayLike = 0.0,
) -> Held:
    """Say who held each of many places, on some days, each on its own, or over all of them.

    Parameters
    ----------
    atlas : Atlas
    lon, lat : array_like of float
        Degrees on WGS 84; NaN for a place that is not known.
    days : sequence of str
        ``YYYY-MM-DD``: a row a place and day. Without any, a row a place,
        holder and title, as `history` has it.
    own_days : sequence of sequence of str, optional
        For each place the days on which it is asked about, instead of ``days``:
        a row each, in time; none for a place without any.
    place_sigma_km : array_like of float
        One-sigma error of where each place lies.

    Returns
    -------
    Held

    Raises
    ------
    DayError
        If a day is malformed, or outside the atlas.

    Examples
    --------
    >>> from geo import open_atlas
    >>> found = held(open_atlas(), [24.03], [49.84], days=["1939-08-23", "1940-01-01"])
    >>> found.frame()[["holder", "sure"]].values.tolist(), found.frame()["day"].dt.year.tolist()
    ([['Poland', True], ['USSR', True]], [1939, 1940])
    >>> own = held(open_atlas(), [24.03, 25.28], [49.84, 54.69], own_days=[["1940-01-01"], ["1939-09-01"]])
    >>> own.frame()["holder"].tolist()
    ['USSR', 'Poland']
    """
    lons, lats = (np.atleast_1d(np.asarray(axis, dtype=float)) for axis in (lon, lat))
    sigma = np.broadcast_to(np.asarray(place_sigma_km, dtype=float), lons.shape)
    about = atlas.about
    # 1. which places are asked about on which day
    asked: dict[dt.date, list[int]]
    all_days = own_days is None and not days
    if own_days is not None:
        asked = _each(atlas, own_days)
    elif all_days:
        asked = _spans(atlas, lons, lats)
    else:
        asked = {day: list(range(len(lons))) for day in dict.fromkeys(about.day(day) for day in days)}
    # 2. the answers, all of one day at once
    blocks: list[Answers] = []
    rows: list[tuple[int, int, int, tuple[object, ...]]] = []
    for day, places in asked.items():
        answers = _on(atlas, day).who_each(lons[places], lats[places])
        told = ["" if all_days else day.isoformat()] * len(places)
        cells = _cells(atlas, answers, told, sigma[places], all_days=all_days)
        for k, (place, row) in enumerate(zip(places, cells, strict=True)):
            rows.append((place, len(blocks), k, row))
        blocks.append(answers)
    # 3. in the order of the places, and in time; days in the order they were given in
    rows.sort(key=lambda row: row[0])
    return Held(
        np.array([row[0] for row in rows], dtype=np.int64),
        tuple(row[3] for row in rows),
        tuple(blocks),
        tuple((row[1], row[2]) for row in rows),
    )


def under_way(atlas: Atlas, answer: Answer, day: dt.date) -> tuple[str, str]:
    """Return the cells under `PASSING` of one answer: over which days, to whom or whose army; or empty."""
    if answer.islands:
        return "", ""
    near = (answer.army.over, answer.army.state) if answer.army else ("", "")
    return passing(atlas.history(answer.zone), day) or near


def _on(atlas: Atlas, day: dt.date) -> Snapshot:
    # a snapshot sorts its borders when first asked; kept, many questions cost little more than one
    return atlas.derive(f"snapshot of {day}", partial(Atlas.on, day=day))


def _each(atlas: Atlas, own_days: Sequence[Sequence[str]]) -> dict[dt.date, list[int]]:
    """Return for each day, in time, the places whose own it is."""
    asked: dict[dt.date, list[int]] = {}
    read: dict[str, dt.date] = {}
    for place, days in enumerate(own_days):
        for day in dict.fromkeys(days):
            if day not in read:
                read[day] = atlas.about.day(day)
            asked.setdefault(read[day], []).append(place)
    return dict(sorted(asked.items()))


def _spans(atlas: Atlas, lons: NDArray[np.float64], lats: NDArray[np.float64]) -> dict[dt.date, list[int]]:
    """Return for each day, in time, the places that began to have another holder or title on it."""
    eve = atlas.about.first
    first = _on(atlas, eve).who_each(lons, lats)
    alone = ~first.there | np.isfinite(first.shore_km)
    asked: dict[dt.date, list[int]] = {eve: np.flatnonzero(alone).tolist()}
    for zone in sorted(set(first.zone[~alone].tolist())):  # numpy's own would load masked arrays
        places = np.flatnonzero((first.zone == zone) & ~alone).tolist()
        for span in atlas.history(atlas.zones[zone]):
            asked.setdefault(max(span.start or eve, eve), []).extend(places)
    return dict(sorted(asked.items()))


def _cells(
    atlas: Atlas, answers: Answers, days: Sequence[str], sigma: NDArray[np.float64], *, all_days: bool
) -> list[tuple[object, ...]]:
    """Return what `Answers` says of its places, with what began it, and whether it is sure."""
    events = {event.id: event for event in atlas.events}
    at_sea = np.isfinite(answers.shore_km).tolist()
    zones = answers.zone.tolist()
    table = answers.table()
    islands = table.names.index("islands")
    # what a zone was passing through is the same at all its places
    moving = {
        zone: over_to
        for zone in set(zones)
        if zone >= 0 and (over_to := passing(atlas.history(atlas.zones[zone]), answers.day))
    }
    near_by = [(army.over, army.state) for army in answers.armies]
    armies = answers.army.tolist()
    day = answers.day.isoformat()
    # over a span of days land that passed on its first is no doubt, but told
    notes = why_unsure(atlas.about, answers, {} if all_days else moving, sigma, armies=not all_days)
    rows: list[tuple[object, ...]] = []
    for k, row in enumerate(table.rows):
        held: Tenure | None = answers.tenures[zones[k]] if zones[k] >= 0 and not at_sea[k] else None
        event = events.get(held.event) if held else None
        told = list(row)
        if at_sea[k] and all_days:
            spans = atlas.history(atlas.zones[zones[k]])
            told[islands] = ";".join(holder for holder, _ in groupby(span.holder for span in spans))
        over, state = moving.get(zones[k], ("", "")) if held else ("", "")
        if not over and armies[k] >= 0:
            over, state = near_by[armies[k]]
        under_way = bool(held and over and state == held.who)
        if all_days and not under_way:
            over, state = "", ""
        act = event.title if event else ""
        rows.append((*told, days[k], not notes[k], act, over, state, day if zones[k] >= 0 else "", notes[k]))
    return rows
