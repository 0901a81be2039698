"""Many names looked up at once: a row a name and day, and whatever is doubtful marked as such."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, Final

import numpy as np

from geo.atlas.held import PASSING, Held, held
from geo.atlas.namesakes import namesakes
from geo.files.columns import Column, Result, Table
from geo.files.names import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from geo.atlas.atlas import Atlas
    from geo.atlas.candidates import Candidate
    from geo.atlas.gazetteer import Gazetteer
    from geo.atlas.namesakes import Namesakes
    from geo.atlas.places import Place

__all__ = ["Listed", "ListedName", "Lookup"]

_MOST_NAME: Final = 300
"""Letters of a name with what stands beside it: more is a cell of something else."""
_MOST_TOLD: Final = 3
_OF = {name: k for k, name in enumerate(column.name for column in Held.COLUMNS)}
_HELD: Final = (
    "holder", "status", "zone", "since", "until", "border_km", "sigma_km",
    "passing", "passing_to", "border_day",
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
        Holder, status, zone, first day, first day no more, distance to the
        nearest border in kilometres and its error, over which days the land was
        passing and to whom, and the day that the border is of; empty where no
        holder is told.
    sure : bool
    act, note : str

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

    @property
    def passing(self) -> tuple[object, object]:
        """Over which days the land was passing on the day, and to whom; empty where it was not."""
        return (
            (self.told[_HELD.index("passing")], self.told[_HELD.index("passing_to")]) if self.told else ("", "")
        )


def _place(name: str) -> Callable[[ListedName], object]:
    return lambda row: getattr(row.one.place, name) if row.one else ""


def _told(name: str) -> Callable[[ListedName], object]:
    k = _HELD.index(name)
    return lambda row: row.told[k] if row.told else ""


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
        Column("day", "the day that is asked about; empty where all are"),
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
        Column("sure", "whether the holder is certain, with the errors of the place and of the border"),
        Column("act", "what began it"),
        Column("country", "today's country", of=lambda row: row.one.country if row.one else ""),
        Column("pick", "the place's number among those of its name", of=lambda row: row.pick or "", right=True),
        Column("note", "what is doubtful, and what may help"),
        *(replace(column, of=_told(column.name)) for column in PASSING),
        Column("border_day", "the day that the border and its distance are of", of=_told("border_day")),
        Column("id", "the place's, which --pick takes", of=lambda row: row.one.place.id if row.one else ""),
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
        self._days = tuple(dict.fromkeys(atlas.about.day(day).isoformat() for day in days))
        self._within, self._near, self._every = within, near, every
        self._found: dict[str, tuple[Namesakes, ...]] = {}
        self._held: dict[tuple[float, float, float], list[tuple[object, ...]]] = {}

    def up(self, names: Sequence[str]) -> Listed:
        """Look up some names.

        Parameters
        ----------
        names : sequence of str
            As papers write them, with what stands beside them: ``Husiatyn, pow. Kopyczyńce``.
        """
        for name in dict.fromkeys(names):
            if name not in self._found and _why_none(name) == "":
                self._found[name] = (self._namesakes(name),) * max(1, len(self._days))
        self._hold(
            {place for name in names for found in self._found.get(name, ()) for place in self._asked(found)}
        )
        return Listed(tuple(row for k, name in enumerate(names) for row in self._rows(k, name)))

    def _namesakes(self, name: str) -> Namesakes:
        told = {"gazetteer": self._gazetteer, "within": self._within, "near": self._near}
        return namesakes(self._atlas, name, **told)  # type: ignore[arg-type]

    def _alike(self, found: Namesakes) -> list[Candidate]:
        """Return the places that may be meant where one stands for all: the holder is sure if it is of each."""
        if found.taken is None:
            return []
        if found.why != "same history":
            return [found.taken]
        return [
            one
            for one in found.candidates
            if one.zone == found.taken.zone or one.history == found.taken.history
        ]

    def _asked(self, found: Namesakes) -> Iterable[Place]:
        ones = found.candidates if self._every else self._alike(found)
        return (one.place for one in ones)

    def _hold(self, places: set[Place]) -> None:
        """Ask who held some places, all at once."""
        keys = sorted({_key(place) for place in places} - self._held.keys())
        if not keys:
            return
        lon, lat, sigma_km = np.array(keys).T
        found = held(self._atlas, lon, lat, days=self._days, place_sigma_km=sigma_km)
        for which, row in zip(found.which.tolist(), found.rows, strict=True):
            self._held.setdefault(keys[which], []).append(row)

    def _rows(self, which: int, name: str) -> Iterator[ListedName]:
        """Yield the rows of a name."""
        for day, found in zip(self._days or ("",), self._found.get(name, ()), strict=False):
            listed = found.candidates or found.proposals
            blank = ListedName(which, day, "none", len(listed), None, 0, (), sure=False, act="", note="")
            if self._every and listed:
                for pick, one in enumerate(listed, 1):
                    row = replace(blank, match=one.how, one=one, pick=pick, note=_doubts(found))
                    yield from self._with_holders(row, [one]) if found.candidates else [row]
            elif found.taken is not None:
                pick = next(k for k, one in enumerate(listed, 1) if one is found.taken)
                row = replace(blank, match=found.taken.how, one=found.taken, pick=pick, note=_doubts(found))
                for told in self._with_holders(row, self._alike(found)):
                    yield replace(told, sure=told.sure and not found.unheeded)
            else:
                yield self._undecided(blank, found)
        if name not in self._found:
            for day in self._days or ("",):
                why = _why_none(name)
                yield ListedName(which, day, "none", 0, None, 0, (), sure=False, act="", note=why)

    def _undecided(self, blank: ListedName, found: Namesakes) -> ListedName:
        """Say why a name has no place."""
        if found.only_like:
            few = f"few villages are known in {', '.join(found.thin)}"
            return replace(blank, match="variant", note=f"{_like(found.candidates)}; {few}")
        if found.candidates and self._within in found.unheeded:
            return replace(blank, note=_elsewhere(found, self._within))
        if found.candidates:
            choice = _choice(found, blank.day)
            return replace(blank, match="several", note="; ".join([choice, *_hints(found)]))
        how = found.proposals[0].how if found.proposals else "none"
        return replace(blank, match=how, note=_like(found.proposals))

    def _with_holders(self, row: ListedName, alike: Sequence[Candidate]) -> Iterator[ListedName]:
        """Add to a row who held its place: on its day, or one after the other."""
        assert row.one is not None  # noqa: S101  (for mypy)
        spells = [self._held[_key(one.place)] for one in alike]
        for k, cells in enumerate(self._held[_key(row.one.place)]):
            if row.day and cells[_OF["day"]] != row.day:
                continue
            told = tuple(cells[_OF[name]] for name in _HELD)
            sure = all(bool(others[k][_OF["sure"]]) for others in spells)
            yield replace(row, told=told, sure=sure, act=str(cells[_OF["act"]]), note=_moving(row, told))


def _moving(row: ListedName, told: tuple[object, ...]) -> str:
    """Add to what is doubtful that the land was passing on the day."""
    over, state = replace(row, told=told).passing
    if not (row.day and over):
        return row.note
    under_way = state == told[0]
    moved = (
        f"the land passed to {state} over {over}"
        if under_way
        else f"an army of {state} was in part of the land"
    )
    return "; ".join(filter(None, (row.note, moved)))


def _key(place: Place) -> tuple[float, float, float]:
    return place.lon, place.lat, place.sigma_m / 1000.0


def _why_none(name: str) -> str:
    """Say why a text is not looked up; empty if it is."""
    if not name.strip():
        return "no name"
    return f"more than {_MOST_NAME} letters: no name" if len(name) > _MOST_NAME else ""


def _choice(found: Namesakes, day: str) -> str:
    """Say between what is not decided."""
    if not day:
        return _some(dict.fromkeys(one.told for one in found.candidates), " / ")
    spans = [one.on(day) for one in found.candidates]
    who = dict.fromkeys(span.who for span in spans)
    titles = dict.fromkeys(f"{span.who} ({span.status})" for span in spans)
    return _some(who if len(who) > 1 else titles, " or ")


def _elsewhere(found: Namesakes, within: str) -> str:
    """Say that none lies where all were to lie, and how many do elsewhere."""
    where = plain(within, 60)
    return f"none of that name lies in or near '{where}'; elsewhere {len(found.candidates)}"


def _like(proposals: Sequence[Candidate]) -> str:
    """Say which names are near."""
    if not proposals:
        return "no place is called so"
    return "perhaps " + _some(dict.fromkeys(_where(one) for one in proposals), " or ")


def _where(one: Candidate) -> str:
    return f"{one.place.name} ({one.place.district})" if one.place.district else one.place.name


def _some(texts: Iterable[str], between: str) -> str:
    listed = list(texts)
    return between.join(listed[:_MOST_TOLD]) + f" and {len(listed) - _MOST_TOLD} more" * (
        len(listed) > _MOST_TOLD
    )


def _hints(found: Namesakes) -> list[str]:
    return [f"'{plain(where, 60)}' points to none" for where in found.unheeded]


def _doubts(found: Namesakes) -> str:
    """Say what is doubtful of a place that is told of."""
    doubts = _hints(found)
    if found.why == "same history" and len(found.candidates) > 1:
        doubts.insert(0, f"one of {len(found.candidates)}, all with the same history")
    if found.thin:
        doubts.append(f"few villages are known in {', '.join(found.thin)}")
    return "; ".join(doubts)
