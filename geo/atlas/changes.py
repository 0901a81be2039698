"""Every change of holder or title between two days, wherever it was."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

from geo.atlas.sectors import sectors_called
from geo.errors import DayError
from geo.files.columns import Column, Results

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.atlas.atlas import Snapshot
    from geo.atlas.tenure import Event, Tenure
    from geo.atlas.zones import Zone

__all__ = ["Changes", "Turn", "changes"]


@dataclass(frozen=True, slots=True)
class Turn:
    """A zone's change of holder or title.

    Attributes
    ----------
    zone : Zone
    before, after : Tenure
        Who held it until then, and from then on.
    event : Event or None
        What brought it about.

    Examples
    --------
    >>> from geo import changes, open_atlas
    >>> atlas = open_atlas()
    >>> turn = changes(atlas.on("1940-06-27"), atlas.on("1940-07-04"))[0]
    >>> turn.before.holder, turn.after.holder, turn.after.since
    ('Romania', 'USSR', '1940-06-28')
    """

    zone: Zone
    before: Tenure
    after: Tenure
    event: Event | None

    @property
    def act(self) -> str:
        """Title of the act, or empty."""
        return self.event.title if self.event else ""

    @property
    def citation(self) -> str:
        """Where that act was read, or empty."""
        return self.event.citation if self.event else ""


class Changes(Results[Turn]):
    """Changes of holder or title, in time.

    Examples
    --------
    >>> from geo import changes, open_atlas
    >>> atlas = open_atlas()
    >>> changes(atlas.on("1940-06-27"), atlas.on("1940-07-04"))
    <Changes: 3 of holder or title>
    """

    __slots__ = ()

    COLUMNS: ClassVar = (
        Column("day", "first day of the new holder or title", of="after.since", is_day=True),
        Column("edtf", "the same, an interval where the transfer took days", of="after.start_edtf"),
        Column("zone", "name of the piece of land", of="zone.name"),
        Column("region", "where it is counted; empty for none", of="zone.region"),
        Column("before", "holder and title until then", of=lambda turn: _held(turn.before)),
        Column("after", "holder and title from then on", of=lambda turn: _held(turn.after)),
        Column("act", "what brought it about"),
        Column("holder_before", "the state until then; empty for nobody", of="before.holder"),
        Column("holder_after", "the state from then on; empty for nobody", of="after.holder"),
        Column("status_before", "the title until then", of="before.status"),
        Column("status_after", "the title from then on", of="after.status"),
        Column("zone_id", "the piece of land, as in data/tables/zones.csv", of="zone.id"),
        Column("citation", "where the act was read"),
    )

    def __repr__(self) -> str:
        """Say what it is in a line."""
        return f"<Changes: {len(self)} of holder or title>"


def _held(span: Tenure) -> str:
    return f"{span.who} ({span.status})"


def changes(
    before: Snapshot,
    after: Snapshot,
    *,
    state: str | None = None,
    region: str | Sequence[str] | None = None,
) -> Changes:
    """List every change of holder or title after one day and up to another.

    Parameters
    ----------
    before, after : Snapshot
        Two days of one atlas, in time.
    state : str, optional
        Only what this state gained, lost or holds by another title.
    region : str or sequence of str, optional
        Only what lies in this region, or in these, as
        `geo.atlas.sectors.sectors_called` reads them.

    Returns
    -------
    Changes
        A tuple of `Turn`, in time; of one day, by the names of the zones.

    Raises
    ------
    DayError
        If the second day lies before the first.
    UnknownNameError
        If there is no such state or region.

    Examples
    --------
    >>> from geo import open_atlas
    >>> atlas = open_atlas()
    >>> changes(atlas.on("1940-06-27"), atlas.on("1940-07-04")).frame()["day"].dt.date.unique().tolist()
    [datetime.date(1940, 6, 28)]
    """
    if before.day > after.day:
        msg = f"{before.day} lies after {after.day}; swap them."
        raise DayError(msg)
    atlas = before.atlas
    whose = None if state is None else atlas.holder(state)
    where = None if region is None else sectors_called(atlas, region)
    events = {event.id: event for event in atlas.events}
    turns = [
        Turn(zone, old, new, events.get(new.event))
        for zone in atlas.zones
        for old, new in pairwise(atlas.history(zone))
        if new.start is not None
        and before.day < new.start <= after.day
        and (where is None or zone.region in where)
        and (whose is None or whose in {old.holder, new.holder})
    ]
    return Changes(sorted(turns, key=lambda turn: (turn.after.since, turn.after.start_edtf, turn.zone.name)))
