"""The history of one place: every holder it had, since when, and by which act."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Final

from geo.atlas.atlas import Atlas

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    import pandas as pd

    from geo.atlas.answer import Answer
    from geo.atlas.atlas import Snapshot
    from geo.atlas.tenure import Event, Tenure
    from geo.atlas.zones import Zone

__all__ = ["History", "Spell", "history"]

_COLUMNS: Final = [
    "since", "until", "edtf", "holder", "status", "occupier", "act", "citation", "border_km", "sigma_km",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spell:
    """A span of days under one holder by one title.

    Attributes
    ----------
    answer : Answer
        What `Snapshot.who` says of the first of its days that the atlas covers.
    event : Event or None
        What began it; None where it is older than the atlas.
    """

    answer: Answer
    event: Event | None

    @property
    def tenure(self) -> Tenure:
        """Who held the place, by what title, from when to when."""
        return self.answer.tenure

    @property
    def act(self) -> str:
        """Title of the act that began it, or empty."""
        return self.event.title if self.event else ""

    @property
    def sure(self) -> bool:
        """Whether the nearest border of the time was two standard errors away or more."""
        return self.answer.sure


@dataclass(frozen=True, slots=True, repr=False)
class History:
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
    islands : tuple of str
        In the open sea the states that held the islands thereabouts, in time.
    """

    name: str
    lon: float
    lat: float
    zone: Zone
    spells: tuple[Spell, ...]
    islands: tuple[str, ...] = ()

    @property
    def holders(self) -> tuple[str, ...]:
        """States that held it, in time; one that came back stands twice, a change of title alone is none."""
        return _turns(spell.tenure.holder for spell in self.spells if spell.tenure.holder)

    @property
    def sure(self) -> bool:
        """Whether no border was ever too close to be sure."""
        return all(spell.sure for spell in self.spells)

    def frame(self) -> pd.DataFrame:
        """Return the spells as a table.

        Returns
        -------
        pandas.DataFrame
            ``since``, first day, and ``until``, first day no more, empty where
            that lies beyond the atlas; ``edtf`` of the start; ``holder``,
            ``status``, ``occupier``; ``act`` and ``citation`` of what began it;
            ``border_km`` to the nearest border of the first day, and its
            one-sigma error ``sigma_km``.

        Examples
        --------
        >>> from geo import open_atlas
        >>> history(open_atlas(), 22.97, 59.82, name="Hanko").frame()["holder"].tolist()
        ['Finland', 'USSR']
        """
        import pandas as pd  # noqa: PLC0415  (the command line writes its own tables)

        return pd.DataFrame(
            [
                (
                    spell.tenure.since,
                    spell.tenure.until,
                    spell.tenure.start_edtf,
                    spell.tenure.holder,
                    spell.tenure.status,
                    spell.tenure.occupier,
                    spell.act,
                    spell.event.citation if spell.event else "",
                    round(spell.answer.border_km, 3),
                    round(spell.answer.sigma_km, 3),
                )
                for spell in self.spells
            ],
            columns=_COLUMNS,
        )

    def __repr__(self) -> str:
        """Say what it is in a line; its shapes would fill the screen."""
        place = self.name or f"{self.lat:.4f} N {self.lon:.4f} E"
        return f"<History of {place}: {', '.join(holder or 'nobody' for holder in self.holders)}>"

    def _repr_html_(self) -> str:
        """Show the table in a notebook."""
        return str(self.frame().to_html(index=False))


def history(atlas: Atlas, lon: float, lat: float, *, name: str = "") -> History:
    """Tell who held a place over all days.

    Parameters
    ----------
    atlas : Atlas
    lon, lat : float
        Degrees on WGS 84, longitude first.
    name : str
        What the place is called, to be handed on.

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
        return History(name, lon, lat, zone, (Spell(first, None),), held)
    days = [max(span.start or eve, eve) for span in atlas.history(zone)]
    answers = [on(day).who(lon, lat) for day in days]
    return History(
        name, lon, lat, zone, tuple(Spell(answer, events.get(answer.tenure.event)) for answer in answers)
    )


def _turns(holders: Iterable[str]) -> tuple[str, ...]:
    """Holders in time, one that follows itself only once."""
    return tuple(holder for holder, _ in groupby(holders))
