"""Many names looked up at once: a row a name and day, and whatever is doubtful marked as such."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, Final

import numpy as np

from geo.atlas.doubted import OF_ANOTHER, joined, merged, parts_of
from geo.atlas.held import CELL, PASSING, held
from geo.atlas.languages import Said
from geo.atlas.list_notes import (
    choice,
    doubts,
    few_known,
    hints,
    left_out,
    like,
    taken_for,
    why_none,
)
from geo.atlas.namesakes import namesakes
from geo.atlas.own_days import OwnDay, own_day
from geo.atlas.whichever import held_otherwise, land_held, less_moot, one_holder, unsure_among, whichever
from geo.errors import DayError
from geo.files.columns import Column, Result, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import TypeAlias

    from geo.atlas.atlas import Atlas
    from geo.atlas.candidates import Candidate
    from geo.atlas.gazetteer import Gazetteer
    from geo.atlas.namesakes import Namesakes
    from geo.atlas.places import Place
    from geo.atlas.whichever import HeldByAll

    _Asked: TypeAlias = tuple[float, float, float, tuple[str, ...]]

__all__ = ["Listed", "ListedName", "Lookup"]

_ALL_DAYS: Final = OwnDay(())
_HELD: Final = (
    "holder", "status", "zone", "since", "until", "border_km", "sigma_km",
    "passing", "passing_to", "border_day", "occupier",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ListedName:
    """What is said of a name on a day, or of one of the places that bear it.

    Attributes
    ----------
    which : int
        The name, by its number in the list.
    day : str
        The day that is asked about; empty where all are.
    match : str
        ``exact``, ``folded``, ``variant``, ``near``, ``sound``, ``several`` or ``none``.
    candidates : int
        How many places bear the name, or without any, have one that is near it.
    one : Candidate or None
        The place that is told of.
    pick : int
        Its number among them, from 1; 0 if none is told of.
    told : tuple
        Holder, status, zone, first day, first day no more, distance to the nearest border in kilometres and
        its error, over which days the land was passing and to whom, the day that the border is of, and who
        occupied the holder's own land; empty where no holder is told.
    sure : bool
    act, note : str
    all_held : HeldByAll or None
        Of several places that bear the name, the one holder that all of them had.

    Examples
    --------
    >>> from geo import Lookup, open_atlas
    >>> (row,) = Lookup(open_atlas(), days=["1940-01-01"]).up(["Lwów"]).rows
    >>> row.match, row.one.place.name, row.sure
    ('exact', 'Lviv', True)
    """

    which: int
    day: str
    match: str
    candidates: int
    one: Candidate | None
    pick: int
    told: tuple[object, ...]
    sure: bool
    act: str
    note: str
    all_held: HeldByAll | None = None

    def held(self, name: str) -> object:
        """Return what is told under one of `Held.COLUMNS`; empty where no holder is told."""
        return self.told[_HELD.index(name)] if self.told else ""


def _place(name: str) -> Callable[[ListedName], object]:
    return lambda row: getattr(row.one.place, name) if row.one else ""


def _told(name: str) -> Callable[[ListedName], object]:
    return lambda row: row.held(name)


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Listed(Result):
    """What is said of a list of names.

    Attributes
    ----------
    rows : tuple of ListedName
        In the order of the names, and of the days.

    Examples
    --------
    >>> from geo import Lookup, open_atlas
    >>> Lookup(open_atlas(), days=["1940-01-01"]).up(["Lwów", "Xqzwvu"])
    <Listed: 2 rows, 1 without a place>
    """

    rows: tuple[ListedName, ...]

    COLUMNS: ClassVar = (
        Column("day", "the day that is asked about, or a span in EDTF; empty where all are, or none is told"),
        Column(
            "match",
            "exact, folded, variant, near, sound, several (with other histories) or none (called so, or there)",
        ),
        Column("candidates", "how many places bear the name, or one near it", right=True),
        Column("found", "the place's name", of=_place("name")),
        Column("district", "today's district and province", of=_place("district")),
        Column("lat", "degrees north", of=_place("lat"), digits=9, shown=4, right=True),
        Column("lon", "degrees east", of=_place("lon"), digits=9, shown=4, right=True),
        Column(
            "sigma_km",
            "one-sigma error of where it lies",
            of=lambda row: row.one.place.sigma_m / 1000.0 if row.one else "",
            digits=3,
            right=True,
        ),
        Column("holder", "the state; empty for nobody, and where it is not certain", of=_told("holder")),
        Column("status", "sovereign, annexed, occupied, leased, ceded or unheld", of=_told("status")),
        Column("zone", "the piece of land, as in data/tables/zones.csv", of=_told("zone")),
        Column(
            "since",
            "first day of this holder under this title; empty where that lies before the atlas",
            of=_told("since"),
        ),
        Column("until", "first day no more; empty where that lies beyond the atlas", of=_told("until")),
        Column(
            "border_km",
            "distance to the nearest border of the day",
            of=_told("border_km"),
            digits=3,
            right=True,
        ),
        Column("border_sigma_km", "one-sigma error of that border", of=_told("sigma_km"), digits=3, right=True),
        Column(
            "sure",
            "whether the holder is certain, with the errors of the place and of the border, "
            "and the land was not passing on the day",
        ),
        Column("act", "what began it"),
        Column("country", "today's country", of=lambda row: row.one.country if row.one else ""),
        Column("pick", "the place's number among those of its name", of=lambda row: row.pick or "", right=True),
        Column("note", "what is doubtful, and what may help"),
        *(replace(column, of=_told(column.name)) for column in PASSING),
        Column("border_day", "the day that the border and its distance are of", of=_told("border_day")),
        Column("id", "the place's, which --pick takes", of=lambda row: row.one.place.id if row.one else ""),
        Column(
            "all_holder",
            "of several places of the name, the state that held each on the day; empty where they differ",
            of=lambda row: row.all_held.holder if row.all_held else "",
        ),
        Column("all_sure", "whether that is sure", of=lambda row: row.all_held.sure if row.all_held else ""),
        Column("occupier", "who occupied the holder's own land", of=_told("occupier")),
        Column(
            "all_status",
            "the title of all_holder; empty where it had several",
            of=lambda row: row.all_held.status if row.all_held else "",
        ),
        Column(
            "all_occupier",
            "who occupied the land of all_holder",
            of=lambda row: row.all_held.occupier if row.all_held else "",
        ),
    )

    def table(self) -> Table:
        """Return the rows as a table."""
        return Table.of(self.COLUMNS, self.rows)

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.rows)

    def __repr__(self) -> str:
        """Say what it is in a line."""
        return f"<Listed: {len(self)} rows, {sum(row.match == 'none' for row in self.rows)} without a place>"


class Lookup:
    """Looks up names, and remembers what it found: lists repeat themselves.

    Parameters
    ----------
    atlas : Atlas
    gazetteer : Gazetteer, optional
        Where to look; that of the atlas if left out.
    days : sequence of str
        ``YYYY-MM-DD``: a row a name and day. Without any, a row for each
        holder and title of the place.
    within : str
        Region, district, province or country that all lie in.
    near : sequence of (float, float)
        Longitude and latitude of a place that all are near to: degrees.
    every : bool
        Whether each place that bears a name has a row of its own.

    Examples
    --------
    >>> from geo import Lookup, open_atlas
    >>> look = Lookup(open_atlas(), days=["1940-01-01"])
    >>> found = look.up(["Lwów", "", "Brody", "Xqzwvu"])
    >>> found.frame()[["match", "found", "holder", "sure"]].values.tolist()[:2]
    [['exact', 'Lviv', 'USSR', True], ['none', '', '', False]]
    >>> found.frame()[["match", "holder", "note"]].values.tolist()[2:]
    [['several', '', 'USSR or Germany or Latvia'], ['none', '', 'no place is called so']]
    """

    def __init__(
        self,
        atlas: Atlas,
        *,
        gazetteer: Gazetteer | None = None,
        days: Sequence[str] = (),
        within: str = "",
        near: Sequence[tuple[float, float]] = (),
        every: bool = False,
    ) -> None:
        self._atlas, self._gazetteer = atlas, gazetteer or atlas.gazetteer
        told = dict.fromkeys(atlas.about.day(day).isoformat() for day in days)
        self._days = tuple(OwnDay((day,), day) for day in told) or (_ALL_DAYS,)
        self._within, self._near, self._every = within, near, every
        self._found: dict[str, Namesakes] = {}
        self._held: dict[_Asked, list[tuple[object, ...]]] = {}

    def up(self, names: Sequence[str], *, days: Sequence[str] | None = None) -> Listed:
        """Look up some names.

        Parameters
        ----------
        names : sequence of str
            As papers write them, with what stands beside them: ``Husiatyn, pow. Kopyczyńce``.
        days : sequence of str, optional
            For each name its own day instead of those of the lookup, as people write it; of a month or
            a year the holder is told if it was one. A name without a day that can be asked about
            has no holder, and `ListedName.note` says why.

        Raises
        ------
        DayError
            If there are not as many days as names.

        Examples
        --------
        >>> from geo import Lookup, open_atlas
        >>> rows = Lookup(open_atlas()).up(["Lwów", "Lwów", "Wilno"], days=["1 IX 1939", "1940", "?"]).rows
        >>> [(row.day, row.told[:1], row.note) for row in rows]
        [('1939-09-01', ('Poland',), ''), ('1940', ('USSR',), ''), ('', (), "'?' is no day")]
        """
        if days is not None and len(days) != len(names):
            msg = f"there are {len(days)} days for {len(names)} names; give each name one."
            raise DayError(msg)
        for name in dict.fromkeys(names):
            if name not in self._found and why_none(name) == "":
                self._found[name] = self._namesakes(name)
        asked = [self._days] * len(names) if days is None else [(own_day(self._atlas, d),) for d in days]
        self._hold(
            {
                (*_key(place), day.days)
                for name, own in zip(names, asked, strict=True)
                if name in self._found
                for place in self._asked(self._found[name])
                for day in own
                if day.days or day is _ALL_DAYS
            }
        )
        told = zip(names, asked, strict=True)
        return Listed(tuple(row for k, (name, own) in enumerate(told) for row in self._rows(k, name, own)))

    def _namesakes(self, name: str) -> Namesakes:
        told = {"gazetteer": self._gazetteer, "within": self._within, "near": self._near}
        return namesakes(self._atlas, name, **told)  # type: ignore[arg-type]

    def _asked(self, found: Namesakes) -> Iterable[Place]:
        ones = found.candidates if self._every else found.alike or found.undecided
        return (one.place for one in ones)

    def _hold(self, wanted: set[_Asked]) -> None:
        """Ask who held some places, all at once."""
        for all_days in (True, False):
            keys = sorted(key for key in wanted - self._held.keys() if bool(key[-1]) is not all_days)
            if not keys:
                continue
            lon, lat, sigma_km = np.array([key[:-1] for key in keys]).T
            own = None if all_days else [key[-1] for key in keys]
            found = held(self._atlas, lon, lat, own_days=own, place_sigma_km=sigma_km)
            for which, row in zip(found.which.tolist(), found.rows, strict=True):
                self._held.setdefault(keys[which], []).append(row)

    def _rows(self, which: int, name: str, days: Sequence[OwnDay]) -> Iterator[ListedName]:
        """Yield the rows of a name."""
        for day in days:
            blank = ListedName(which, day.told, "none", 0, None, 0, (), sure=False, act="", note="")
            found = self._found.get(name)
            if found is None:
                yield replace(blank, note=why_none(name))
                continue
            listed, found = found.candidates or found.proposals, less_moot(found, day.days)
            blank = replace(blank, candidates=len(listed))
            if self._every and listed:
                for pick, one in enumerate(listed, 1):
                    row = replace(blank, match=one.how, one=one, pick=pick, note=doubts(found, one))
                    if found.candidates:
                        yield from self._with_holders(row, [one], day)
                    else:
                        yield replace(row, note=joined(row.note, like([one]), day.note))
            elif found.taken is not None:
                pick = next(k for k, one in enumerate(listed, 1) if one is found.taken)
                note = doubts(found, found.taken)
                row = replace(blank, match=found.taken.how, one=found.taken, pick=pick, note=note)
                for told in self._with_holders(row, found.alike, day):
                    yield replace(told, sure=told.sure and found.certain)
            else:
                undecided = self._undecided(blank, found, day)
                yield replace(undecided, note=joined(undecided.note, day.note))

    def _undecided(self, blank: ListedName, found: Namesakes, day: OwnDay) -> ListedName:
        """Say why a name has no place."""
        if found.land and day.days:
            whole, said = land_held(self._atlas, found, day)
            return replace(blank, note=said, all_held=whole)
        left = left_out(found)
        if left is not None:
            match, why = left
            return replace(blank, match=match, note=why)
        all_held = self._by_all(found, day)
        said = choice(found, day.days) if all_held is None else whichever(all_held)
        # one that is missing may have been another state's
        missing = all_held and held_otherwise(self._atlas, found.thin, all_held.holder, day.days)
        told = parts_of(all_held.note) if all_held else ()
        besides = (hint for hint in hints(found) if hint not in told)
        note = joined(said, few_known(found) if missing else "", *besides, *taken_for(found, None))
        return replace(blank, match="several", note=note, all_held=all_held)

    def _by_all(self, found: Namesakes, day: OwnDay) -> HeldByAll | None:
        if not day.days:
            return None
        held_each = (self._held[*_key(one.place), day.days] for one in found.undecided)
        return one_holder([day.one(rows)[0] for rows in held_each], why_not=unsure_among(found))

    def _with_holders(self, row: ListedName, alike: Sequence[Candidate], day: OwnDay) -> Iterator[ListedName]:
        """Add to a row who held its place: on its day, or one after the other."""
        assert row.one is not None  # noqa: S101  (for mypy)
        if day.note:
            yield replace(row, note=joined(row.note, day.note))
            return
        rows = self._held[*_key(row.one.place), day.days]
        others = [self._held[*_key(one.place), day.days] for one in alike if one is not row.one]
        if day.days:
            whole, noted = day.one(rows, row.one.spans)
            if whole is None:
                yield replace(row, note=joined(row.note, noted))
                return
            rows = [whole]
        for k, cells in enumerate(rows):
            told = tuple(cells[CELL[name]] for name in _HELD)
            note = joined(*parts_of(cells[CELL["note"]]))
            # another that may be meant may be less sure; of a span it has a row a day, else one a holder
            beside = merged(
                one[CELL["note"]] for rest in others for one in (rest if day.days else rest[k : k + 1])
            )
            if beside and not note:
                note = Said.fill(OF_ANOTHER, note=beside)
            yield replace(
                row, told=told, sure=not note, act=str(cells[CELL["act"]]), note=joined(row.note, note)
            )


def _key(place: Place) -> tuple[float, float, float]:
    return place.lon, place.lat, place.sigma_m / 1000.0
