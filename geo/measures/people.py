"""How many people lived on the land that changed hands.

Zones change hands as a whole, so nothing is overlaid here either: the counts of
``people.csv`` are added up. People are counted as a census counted them, on its
day and in its categories, not as they were on the day of the change; of several
counts of a zone the latest is taken. A zone without a count is named, and is
never taken for empty.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Final

from geo.atlas.census import ALL, KINDS
from geo.atlas.sectors import sectors_called
from geo.errors import BordershiftError, UnknownNameError
from geo.files.columns import Column, Result, Table
from geo.files.edtf import read_edtf
from geo.files.names import choices, plain
from geo.files.numbers import fixed
from geo.measures.change import change

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    import pandas as pd

    from geo.atlas.atlas import Atlas, Snapshot
    from geo.atlas.people import Count

__all__ = ["REST", "People", "RegionPeople", "ZonePeople", "people"]

REST: Final = "other or not told"
"""The group of those whom a census counted, but whose group is not in the table."""


@dataclass(frozen=True, slots=True)
class ZonePeople:
    """People of one group in one zone.

    Attributes
    ----------
    zone, name, region : str
    group : str
        The census's own category; ``all`` where none is asked for.
    people : int
        Negative where the land was lost.
    date : str
        When they were counted, in EDTF.
    what : str
        ``census``, ``register`` or ``estimate``.
    source, note : str
    interpolated_share : float
        What share of them was taken from the share of a census unit's area.
    sigma : float
        One-sigma error of carrying the count over to the zone.

    Examples
    --------
    >>> from geo import open_atlas
    >>> atlas = open_atlas()
    >>> people(atlas.on("1940-06-27"), atlas.on("1940-07-04")).zones[-1].what
    'census'
    """

    zone: str
    name: str
    region: str
    group: str
    people: int
    date: str
    what: str
    source: str
    note: str
    interpolated_share: float
    sigma: float


@dataclass(frozen=True, slots=True)
class RegionPeople(Result):
    """People of one group in one region, or in all.

    Attributes
    ----------
    region, name : str
    group : str
        ``all`` where no groups are asked for.
    people : int or None
        Land gained less land lost; None where no zone of it has a count.
    date, what, source : str
        Of its zones' counts, parted by semicolons where they differ.
    interpolated_share, sigma : float
        Of its zones together. Parts of one census unit that fell to two zones
        are taken as independent, so ``sigma`` is rather too large.
    without_figure : tuple of str
        Zones that changed hands but are not counted here.

    Examples
    --------
    >>> from geo import open_atlas
    >>> atlas = open_atlas()
    >>> people(atlas.on("1940-06-27"), atlas.on("1940-07-04")).regions[-1].people
    2864402
    """

    region: str
    name: str
    group: str
    people: int | None
    date: str
    what: str
    source: str
    interpolated_share: float
    sigma: float
    without_figure: tuple[str, ...]

    COLUMNS: ClassVar = (
        Column("region", "where they lived, or total"),
        Column("name", "what that is called"),
        Column("group", "the census's own category, or all"),
        Column("people", "how many, negative if lost; empty where no figure is known", right=True),
        Column("date", "when they were counted, in EDTF"),
        Column("what", "census, register or estimate"),
        Column("source", "where the count was published"),
        Column("interpolated_share", "the share shared out by area", digits=4, shown=2, right=True),
        Column("sigma", "one-sigma error of carrying the count over", digits=0, shown=0, right=True),
        Column("without_figure", "zones that changed hands but are not counted"),
    )


@dataclass(frozen=True, repr=False)
class People(Result):
    """People on the land that a state gained and lost between two days.

    Attributes
    ----------
    start, end : datetime.date
    state : str
    by : str or None
        What they are told apart by: religion, language, nationality, or nothing.
    zones : tuple of ZonePeople
        Regions from north to south; within a zone, the largest group first.
    without_figure : tuple of (str, str, str)
        Region, zone and its name of the land that changed hands without a count.
    names : dict
        Regions touched, from north to south, and their names.
    """

    start: dt.date
    end: dt.date
    state: str
    by: str | None
    zones: tuple[ZonePeople, ...]
    without_figure: tuple[tuple[str, str, str], ...]
    names: dict[str, str]

    @cached_property
    def regions(self) -> tuple[RegionPeople, ...]:
        """The regions from north to south; where groups are asked for, a row a group, the largest first."""
        rows: list[RegionPeople] = []
        for region, name in self.names.items():
            rows += self._rows([row for row in self.zones if row.region == region], region, name)
        return tuple(rows)

    @cached_property
    def groups(self) -> tuple[RegionPeople, ...]:
        """All regions together; where groups are asked for, a row a group, the largest first."""
        return tuple(self._rows(self.zones, "total", "Total"))

    @cached_property
    def total(self) -> RegionPeople:
        """All regions and groups together."""
        return self._sum(self.zones, "total", "Total", ALL)

    def _rows(self, zones: Sequence[ZonePeople], region: str, name: str) -> list[RegionPeople]:
        groups = dict.fromkeys(row.group for row in zones) or {ALL: None}
        sums = [
            self._sum([row for row in zones if row.group == group], region, name, group) for group in groups
        ]
        # what is not told stands last, whatever its number
        return sorted(sums, key=lambda row: (row.group == REST, -abs(row.people or 0), row.group))

    def _sum(self, zones: Sequence[ZonePeople], region: str, name: str, group: str) -> RegionPeople:
        weight = sum(abs(row.people) for row in zones)
        return RegionPeople(
            region=region,
            name=name,
            group=group,
            people=sum(row.people for row in zones) if zones else None,
            date=_joined(row.date for row in zones),
            what=_joined(row.what for row in zones),
            source=_joined(row.source for row in zones),
            interpolated_share=(
                sum(abs(row.people) * row.interpolated_share for row in zones) / weight if weight else 0.0
            ),
            sigma=math.hypot(*(row.sigma for row in zones)),
            without_figure=tuple(zone for of, zone, _ in self.without_figure if region in {of, "total"}),
        )

    COLUMNS: ClassVar = RegionPeople.COLUMNS

    def table(self) -> Table:
        """Return the regions from north to south as a table, the total last.

        Examples
        --------
        >>> from geo import open_atlas
        >>> atlas = open_atlas()
        >>> counted = people(atlas.on("1940-06-27"), atlas.on("1940-07-04"))
        >>> counted.frame()[["region", "people", "date"]].values.tolist()[1]
        ['bessarabia', 2864402, '1930-12-29']
        """
        return Table.of(self.COLUMNS, (*self.regions, *self.groups))

    def frame(self) -> pd.DataFrame:
        """Return the table as a frame; where no figure is known, people are `pandas.NA`."""
        return super().frame().astype({"people": "Int64"})

    def __repr__(self) -> str:
        """Say what it is in a line."""
        known = "no" if self.total.people is None else fixed(self.total.people, 0)
        lacking = f", {len(self.without_figure)} without a figure" if self.without_figure else ""
        return f"<People of {self.state}, {self.start} to {self.end}: {known} people{lacking}>"


def _joined(texts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(texts))


def _latest(counts: Iterable[Count]) -> str | None:
    """Name the latest of some counts' censuses; a year alone stands for its last day."""
    last = max(counts, key=lambda count: (read_edtf(count.date)[1], count.census), default=None)
    return last.census if last else None


def _parts(atlas: Atlas, zone: str, by: str | None) -> list[Count]:
    """Take a zone's latest count, or the groups of the latest that tells them and who is left over."""
    kind = by or ALL
    counts = [count for count in atlas.people if count.zone == zone]
    census = _latest(count for count in counts if count.kind == kind)
    parts = [count for count in counts if count.kind == kind and count.census == census]
    parts.sort(key=lambda count: (-count.people, count.group))
    if by is None or not parts:
        return parts
    whole = next(count for count in counts if count.kind == ALL and count.census == census)
    left = whole.people - sum(count.people for count in parts)
    if left > 0:
        sigma = min(math.hypot(*(count.sigma for count in parts)), float(left))
        parts.append(replace(whole, kind=kind, group=REST, people=left, sigma=sigma))
    return parts


def people(
    before: Snapshot,
    after: Snapshot,
    *,
    state: str | None = None,
    region: str | Sequence[str] | None = None,
    by: str | None = None,
) -> People:
    """Count the people on the land that a state gained and lost.

    Parameters
    ----------
    before, after : Snapshot
        Two days of one atlas, in either order; with the days swapped every
        sign turns.
    state : str, optional
        The state that is asked about; by default the one whose border the
        atlas shows.
    region : str or sequence of str, optional
        Count in one region only, or in several, as
        `geo.atlas.sectors.sectors_called` reads them.
    by : str, optional
        ``religion``, ``language`` (mother tongue) or ``nationality``, as far as
        a census asked for it; those it counted but whose group is not known
        here are `REST`.

    Returns
    -------
    People

    Raises
    ------
    BordershiftError
        If the atlas has no table of people, or the days come from different
        atlases.
    UnknownNameError
        If the atlas does not know the state or the region, or ``by`` is none
        of these.

    Examples
    --------
    >>> from geo import open_atlas
    >>> atlas = open_atlas()
    >>> counted = people(atlas.on("1939-08-23"), atlas.on("1941-06-21"), region="estonia")
    >>> counted.total.people, counted.total.date
    (1126413, '1934-03-01')
    """
    if by is not None and by not in KINDS:
        msg = f"people are not counted by '{plain(by, 60)}'; {choices(by, KINDS, 'choose from')}"
        raise UnknownNameError(msg)
    atlas = before.atlas
    found = change(before, after, state=state)
    if region is not None:
        found = found.within(*sectors_called(atlas, region).regions)
    if not atlas.people:
        msg = "this atlas has no counts of people; give it tables/people.csv, and name it in atlas.json."
        raise BordershiftError(msg)
    rows: list[ZonePeople] = []
    lacking: list[tuple[str, str, str]] = []
    for transfer in found.transfers:
        parts = _parts(atlas, transfer.zone.id, by)
        if not parts:
            lacking.append((transfer.region, transfer.zone.id, transfer.zone.name))
        rows += [
            ZonePeople(
                zone=transfer.zone.id,
                name=transfer.zone.name,
                region=transfer.region,
                group=count.group,
                people=transfer.sign * count.people,
                date=count.date,
                what=count.what,
                source=count.source,
                note=count.note,
                interpolated_share=count.interpolated_share,
                sigma=count.sigma,
            )
            for count in parts
        ]
    return People(found.start, found.end, found.state, by, tuple(rows), tuple(lacking), found.region_names)
