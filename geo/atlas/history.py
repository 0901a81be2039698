"""The history of one place: every holder it had, since when, and by which act."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar

import shapely

from geo.atlas.answer import Answer
from geo.atlas.armies import Army, armies_about
from geo.atlas.atlas import Atlas
from geo.atlas.doubted import merged, too_near
from geo.atlas.languages import Said
from geo.files.columns import Column, Result, Table
from geo.files.numbers import latitude, longitude

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from geo.atlas.atlas import Snapshot
    from geo.atlas.tenure import Event, Tenure
    from geo.atlas.zones import Zone

__all__ = ["History", "Spell", "history"]

_ANSWER = {column.name: column.under("answer") for column in Answer.COLUMNS}


@dataclass(frozen=True, slots=True)
class Spell:
    """A span of days under one holder by one title.

    Attributes
    ----------
    answer : Answer
        What `Snapshot.who` says of the first of its days that the atlas covers.
    event : Event or None
        What began it; None where it is older than the atlas.
    islands : tuple of str
        In the open sea the states that held the islands thereabouts, in time.
    border_day : str
        That first day: how near a border was is told of it alone.

    Examples
    --------
    >>> from geo import history, open_atlas
    >>> last = history(open_atlas(), 25.28, 54.69).spells[-1]
    >>> last.tenure.holder, last.act
    ('USSR', 'The USSR annexes Lithuania')
    """

    answer: Answer
    event: Event | None
    islands: tuple[str, ...] = ()
    border_day: str = ""

    @property
    def tenure(self) -> Tenure:
        """Who held the place, by what title, from when to when."""
        return self.answer.tenure

    @property
    def act(self) -> str:
        """Title of the act that began it, or empty."""
        return self.event.title if self.event else ""

    @property
    def citation(self) -> str:
        """Where that act was read, or empty."""
        return self.event.citation if self.event else ""

    @property
    def sure(self) -> bool:
        """Whether the nearest border of the time was two standard errors away or more."""
        return self.answer.sure


@dataclass(frozen=True, slots=True, repr=False)
class History(Result):
    """What became of a place over all days of the atlas.

    Attributes
    ----------
    name : str
        As it was asked for; empty if by coordinates.
    lon, lat : float
        Degrees.
    zone : Zone
    spells : tuple of Spell
        In time; in the open sea one, of nobody.
    place_sigma_km : float
        One-sigma error of where the place lies.
    armies : tuple of Army
        Those of other states that were near at some time, and left the land to others.
    """

    name: str
    lon: float
    lat: float
    zone: Zone
    spells: tuple[Spell, ...]
    place_sigma_km: float = 0.0
    armies: tuple[Army, ...] = ()

    COLUMNS: ClassVar = (
        _ANSWER["zone"],
        _ANSWER["since"],
        _ANSWER["until"],
        Column("edtf", "the start, an interval where the transfer took days", of="tenure.start_edtf"),
        _ANSWER["holder"],
        _ANSWER["status"],
        _ANSWER["occupier"],
        Column("act", "what began it"),
        Column("citation", "where that was read"),
        _ANSWER["border_km"],
        _ANSWER["sigma_km"],
        Column(
            "islands",
            "in the open sea, who held the islands thereabouts, in time",
            of=lambda spell: ";".join(spell.islands),
        ),
        Column(
            "border_day", "the day that the border and its distance are of: the first that the atlas covers"
        ),
    )

    @property
    def title(self) -> str:
        """The place, where it lies, and the zone."""
        place = f"{self.name}, " if self.name else ""
        where: str = self.zone.name
        if self.islands:
            islands = Said.fill("islands hereabouts: {islands}", islands=Said.of_names(self.islands))
            where = Said.fill("{sea}; {islands}", sea=Said.fill("open sea"), islands=islands)
        at = f"{latitude(self.lat, 4)} {longitude(self.lon, 4)}"
        return Said.fill("{place}{at}: {where}", place=place, at=at, where=where)

    @property
    def islands(self) -> tuple[str, ...]:
        """In the open sea the states that held the islands thereabouts, in time."""
        return self.spells[0].islands

    @property
    def holders(self) -> tuple[str, ...]:
        """States that held it, in time; one that came back stands twice, a change of title alone is none."""
        return _turns(spell.tenure.holder for spell in self.spells if spell.tenure.holder)

    @property
    def sure(self) -> bool:
        """Whether no border was ever too close to be sure, by its own error and that of the place."""
        return all(spell.answer.sure_within(self.place_sigma_km) for spell in self.spells)

    @property
    def note(self) -> str:
        """Why it is not sure; empty where it is."""
        near = ((spell.answer, math.hypot(spell.answer.sigma_km, self.place_sigma_km)) for spell in self.spells)
        return merged(
            too_near(answer.border_km, error_km)
            for answer, error_km in near
            if not answer.sure_within(self.place_sigma_km)
        )

    def table(self) -> Table:
        """Return the spells as a table; its frame is a GeoDataFrame of the place.

        Examples
        --------
        >>> from geo import open_atlas
        >>> history(open_atlas(), 22.97, 59.82, name="Hanko").frame()["holder"].tolist()
        ['Finland', 'USSR']
        """
        place = shapely.Point(self.lon, self.lat)
        return Table.of(self.COLUMNS, self.spells, title=self.title, shapes=[place] * len(self.spells))

    def __repr__(self) -> str:
        """Say what it is in a line; its shapes would fill the screen."""
        place = self.name or f"{latitude(self.lat, 4)} {longitude(self.lon, 4)}"
        return f"<History of {place}: {', '.join(holder or 'nobody' for holder in self.holders)}>"


def history(atlas: Atlas, lon: float, lat: float, *, name: str = "", place_sigma_km: float = 0.0) -> History:
    """Tell who held a place over all days.

    Parameters
    ----------
    atlas : Atlas
    lon, lat : float
        Degrees on WGS 84, longitude first.
    name : str
        What the place is called, to be handed on.
    place_sigma_km : float
        One-sigma error of where it lies: a border within twice that is too close to be sure.

    Returns
    -------
    History

    Raises
    ------
    GeometryError
        If the place lies outside the atlas.

    Examples
    --------
    >>> from geo import open_atlas
    >>> history(open_atlas(), 25.28, 54.69, name="Vilnius").holders
    ('Poland', 'USSR', 'Lithuania', 'USSR')
    """
    events = {event.id: event for event in atlas.events}

    def on(day: dt.date) -> Snapshot:
        # a snapshot sorts its borders when first asked; kept, a thousand places cost little more than one
        return atlas.derive(f"snapshot of {day}", partial(Atlas.on, day=day))

    eve = atlas.about.first
    first = on(eve).who(lon, lat)
    zone = first.zone
    if first.islands:
        held = _turns(span.holder for span in atlas.history(zone))
        return History(name, lon, lat, zone, (Spell(first, None, held, eve.isoformat()),), place_sigma_km)
    days = [max(span.start or eve, eve) for span in atlas.history(zone)]
    # nearly every place has had a holder since the first day, of which it was asked already
    answers = [first if day == eve else on(day).who(lon, lat) for day in days]
    spells = tuple(
        Spell(answer, events.get(answer.tenure.event), border_day=day.isoformat())
        for day, answer in zip(days, answers, strict=True)
    )
    return History(name, lon, lat, zone, spells, place_sigma_km, armies_about(atlas.armies, zone, lon, lat))


def _turns(holders: Iterable[str]) -> tuple[str, ...]:
    """Holders in time, one that follows itself only once."""
    return tuple(holder for holder, _ in groupby(holders))
