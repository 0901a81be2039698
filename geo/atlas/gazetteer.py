"""Places found by name: those of ``places.csv`` first, then the settlements of the gazetteer."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import replace
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.atlas.bearers import COGNATE, MATCHED, Bearer, Found, bearer, likeliest_first
from geo.atlas.cases import in_first_case
from geo.atlas.cognates import other_endings
from geo.atlas.hints import kind_of, read_asked, with_last_apart
from geo.atlas.name_index import RESTORED, variants_of
from geo.atlas.places import Place, fold, folded_names, lent
from geo.atlas.settlements import TOWN, Settlements
from geo.atlas.spelling import skeletons
from geo.earth.geodesy import distance_m

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from pathlib import Path

    from geo.atlas.likeness import Likeness

__all__ = ["REACH_M", "Gazetteer", "same_place"]

REACH_M: Final = 5_000.0
"""Two that share a name and lie nearer than this are one place."""

_MOST_REACH_M: Final = 15_000.0
"""Or, where the position of one is less sure than that, than twice its error, but never farther."""

_REACH_DEG, _WIDE = 0.05, 4.0
"""More than `REACH_M` along a meridian; times as many degrees of longitude are, along these parallels."""

_ESTIMATE_M, _SAME_SIGMAS = 15_000.0, 4.0
"""A position that is less sure than this is that of a district, and off by no more than so many errors."""

_WHOLE_COUNTRY: Final = 500
"""Settlements of a country that are more than its share of a neighbour's table."""

_AROUND: Final = 3
"""A place of no known district lies in that of the settlements next to it, if so many agree."""


class Gazetteer:
    """Settlements in and about the land that changed hands, read when first asked for.

    Their names are those of many languages, in Latin, Cyrillic and Hebrew
    script. Who held them is not written in it: `Atlas.history` of the place tells.

    Parameters
    ----------
    path : Path
        ``gazetteer.csv``; its index is looked for beside it.
    there : bool
        Whether the atlas has that table; if not, it holds no settlements.
    places : Path, optional
        ``places.csv``: a settlement that shares a name with one of its places and
        lies within 5 km of it is that place.
    more : sequence of Path
        Further tables of the same form, such as the user's own.
    lands : collection of str
        Historical provinces, folded: one may stand behind a name without a comma.

    Examples
    --------
    >>> from geo import open_atlas
    >>> gazetteer = open_atlas().gazetteer
    >>> [place.name for place in gazetteer.bearing("Дрогобыч")]
    ['Drohobych']
    >>> [(match.place.name, match.how) for match in gazetteer.find("Drohobitsch").matches]
    [('Drohobych', 'variant')]
    """

    def __init__(
        self,
        path: Path,
        *,
        there: bool = True,
        places: Path | None = None,
        more: Sequence[Path] = (),
        lands: Collection[str] = (),
    ) -> None:
        self.path = path
        self._there = there
        self._places = places
        self._lands = lands
        self.more = tuple(more)
        self.tables = tuple(Settlements(table) for table in (*more, *([path] if there else [])))
        self.known = Settlements(places, "places") if places else None
        self._kept: dict[str, Found] = {}
        self._called: dict[str, tuple[Bearer, ...]] = {}
        self._told: dict[Place, Place] = {}

    def adding(self, tables: Sequence[Path]) -> Gazetteer:
        """Return a gazetteer that looks into further tables too."""
        more = (*tables, *self.more)
        return Gazetteer(self.path, there=self._there, places=self._places, more=more, lands=self._lands)

    def __len__(self) -> int:
        """Count the settlements."""
        return sum(map(len, self.tables))

    def __iter__(self) -> Iterator[Place]:
        """Go through the settlements, table by table, in the order of names, the largest namesake first."""
        for table in self.tables:
            # to the last: namesakes stand in one order, whatever that of the table
            yield from sorted(
                table, key=lambda one: (one.name, -one.population, one.source, one.lon, one.lat, one.district)
            )

    @property
    def brought(self) -> frozenset[str]:
        """Countries of which the user brought the settlements, by their two letters."""
        counted = sum((Counter(table.countries) for table in self.tables[: len(self.more)]), Counter())
        return frozenset(name for name, count in counted.items() if count >= _WHOLE_COUNTRY)

    def bearing(self, name: str) -> tuple[Place, ...]:
        """Find the settlements that bear a name, of their own or in another language, however it is typed.

        Parameters
        ----------
        name : str

        Returns
        -------
        tuple of Place
            None if the name is empty.
        """
        asked = fold(name)
        return tuple(table.place(row) for table in self.tables for row in table.bearing(asked)) if asked else ()

    def larger(self, people: int) -> tuple[Place, ...]:
        """Choose the settlements of at least so many people, of today."""
        return tuple(
            table.place(int(row)) for table in self.tables for row in np.flatnonzero(table.people >= people)
        )

    def find(self, text: str) -> Found:
        """Find everything that bears a name, and else what is like it.

        Parameters
        ----------
        text : str
            A name, with what a paper writes beside it: ``Husiatyn, pow. Kopyczyńce``.

        Returns
        -------
        Found
            The same object when asked again.

        Examples
        --------
        >>> from geo import open_atlas
        >>> found = open_atlas().gazetteer.find("Husiatinx, Poland")
        >>> found.hints, found.matches, found.proposals[0].place.name, found.proposals[0].how
        (('Poland',), (), 'Husiatyn', 'near')
        """
        if text not in self._kept:
            found = self.borne(text)
            # what only says where a place lies is no name that may be misspelt
            if not found.matches and not kind_of(found.name):
                found = replace(found, proposals=self._proposals(found.name))
            self._kept[text] = found
        return self._kept[text]

    def called(self, name: str) -> tuple[Bearer, ...]:
        """Find everything that bears a name, in one spelling or another; nothing stands beside it."""
        if name not in self._called:
            self._called[name] = self._matches(name)
        return self._called[name]

    def borne(self, text: str) -> Found:
        """Find everything that bears a name, as `find` does, and propose nothing where nothing does.

        To look for what is like a name takes several times as long.

        Parameters
        ----------
        text : str
            As `find` takes it.

        Examples
        --------
        >>> from geo import open_atlas
        >>> open_atlas().gazetteer.borne("Husiatinx, Poland").proposals
        ()
        """
        asked = read_asked(text)
        whole = self._matches(text) if asked.name != text else ()
        if whole:  # a name that only looks like one with something beside it
            return Found(text, text, (), whole)
        matches = self._matches(asked.name)
        parted = "" if matches else with_last_apart(asked.name, self._lands)
        inner = self.borne(parted) if parted else None
        if inner and inner.matches:  # a paper that leaves out the comma
            return Found(text, inner.name, (*inner.hints, *asked.hints), inner.matches)
        plain, towns = ("", []) if matches else in_first_case(asked.name)
        named = self.borne(plain) if plain else None
        if named and named.matches:
            return Found(text, named.name, (*named.hints, *asked.hints), named.matches)
        matches = matches or self._ending_otherwise(asked.name) or self._declined(asked.name, towns)
        return Found(text, asked.name, asked.hints, matches)

    def _ending_otherwise(self, name: str) -> tuple[Bearer, ...]:
        """Find the towns that bear a name with an ending that Yiddish has not: a village has no such name."""
        found: dict[Place, Bearer] = {}
        for spelt in other_endings(name):
            for one in self._matches(spelt):
                if not one.cognate and (one.place.rank or one.place.population >= TOWN):
                    found.setdefault(one.place, replace(one, how="variant", cognate=True))
        return tuple(sorted(found.values(), key=likeliest_first))

    def _declined(self, name: str, towns: Iterable[str]) -> tuple[Bearer, ...]:
        """Find the towns that a name within a sentence may be of: *we Lwowie*."""
        found: dict[Place, Bearer] = {}
        for one in (match for town in towns for match in self._matches(town)):
            if one.how != "variant" and (one.place.rank or one.place.population >= TOWN):
                found.setdefault(one.place, replace(one, how="variant", declined=True))
        return tuple(sorted(found.values(), key=lambda one: likeliest_first(replace(one, name=name))))

    def _matches(self, name: str) -> tuple[Bearer, ...]:
        folded = fold(name)
        if not folded:
            return ()
        written = unicodedata.normalize("NFC", name.strip())
        hows: dict[Place, str] = {}

        def take(table: Settlements) -> list[Place]:
            bearing = [table.place(row) for row in table.bearing(folded)]
            for place in bearing:
                exact = written in {place.name, place.name_then, *place.other_names}
                hows[place] = "variant" if place.source == RESTORED else "exact" if exact else "folded"
            spelt = [table.place(row) for row in table.spelt(skeletons(name))]
            for place in spelt:
                hows.setdefault(place, "variant")
            sister = [place for place in table.cognates(name) if place not in hows]
            return list(dict.fromkeys((*bearing, *spelt, *sister)))

        # the user's own come first: each once, in however many tables, and it stands for the bundled one's
        mine = {row.source: row for table in self.tables[: len(self.more)] for row in take(table)}
        kept = list(mine.values())
        for table in self.tables[len(self.more) :]:
            kept += [row for row in take(table) if not any(_same(row, other) for other in mine.values())]
        known = dict.fromkeys(take(self.known) if self.known else ())
        apart: list[Place] = []
        for row in kept:
            place = self.place_of(row)
            if place is None:
                apart.append(row)
                continue
            hows[place] = min(hows.get(place, COGNATE), hows.get(row, COGNATE), key=MATCHED.index)
            known[place] = None
            self._told.setdefault(place, lent(place, row))
        found = [bearer(self.told(place), hows.get(place, COGNATE), name) for place in (*known, *apart)]
        located = [one.place for one in found if one.place.sigma_m < _ESTIMATE_M]
        return tuple(
            sorted((one for one in found if not _estimate_of(one.place, located)), key=likeliest_first)
        )

    def towns_that_are_places(self) -> dict[int, Place]:
        """Find all settlements of the last table that are places of ``places.csv``: by their rows.

        Examples
        --------
        >>> from geo import open_atlas
        >>> gazetteer = open_atlas().gazetteer
        >>> town, place = next(iter(gazetteer.towns_that_are_places().items()))
        >>> gazetteer.place_of(gazetteer.tables[-1].place(town)) == place
        True
        """
        if self.known is None or not len(self.known):
            return {}
        table = self.tables[-1]
        # only what may share a name with a place near by can be one
        rows, places = table.may_share(self.known)
        off = np.abs(table.lonlat[rows] - self.known.lonlat[places])
        near = np.unique(rows[(off[:, 1] < _REACH_DEG) & (off[:, 0] < _WIDE * _REACH_DEG)])
        found = {row: self.place_of(table.place(row)) for row in near.tolist()}
        return {row: place for row, place in found.items() if place is not None}

    def place_of(self, town: Place) -> Place | None:
        """Return the place of ``places.csv`` that a settlement is, or None."""
        if self.known is None or not len(self.known):
            return None
        rows = self.known.about(town, _WIDE * _REACH_DEG, _REACH_DEG).tolist()
        places = [self.known.place(row) for row in rows]
        return same_place(town, [(place, *folded_names(place)) for place in places])

    def told(self, place: Place) -> Place:
        """Return a place with its district and country; of those of ``places.csv`` the gazetteer tells it."""
        if place.country or not place.holder_before:
            return place
        if place not in self._told:
            self._told[place] = self._with_district(place)
        return self._told[place]

    def _skeletons_of(self, place: Place) -> frozenset[str]:
        at = self.known.about(place, _REACH_DEG, _REACH_DEG).tolist() if self.known else ()
        for row in at:  # its index has them
            if self.known and self.known.place(row) == place:
                return self.known.skeletons_of(row)
        return variants_of(place)

    def _with_district(self, place: Place) -> Place:
        names = self._skeletons_of(place)
        for table in self.tables:
            bearers = set(table.spelt(names))
            near = _about(table, place)
            for row in (row for off, row in near if off < REACH_M and row in bearers):
                if table.place(row).country:
                    return lent(place, table.place(row))
            towns = (table.place(row) for off, row in near if off < _MOST_REACH_M)
            around = list(islice((town for town in towns if town.country), _AROUND))
            if len(around) == _AROUND and len({town.country for town in around}) == 1:
                agreed = {town.district for town in around}
                return replace(
                    place, country=around[0].country, district=agreed.pop() if len(agreed) == 1 else ""
                )
        return place

    @cached_property
    def _likeness(self) -> Likeness:
        from geo.atlas.likeness import Likeness  # noqa: PLC0415  (a library that only a miss needs)

        return Likeness((*self.tables, *([self.known] if self.known else ())))

    def _proposals(self, name: str) -> tuple[Bearer, ...]:
        found: dict[Place, Bearer] = {}
        for place, how, like in self._likeness.like(name):
            meant = self.told((None if place.holder_before else self.place_of(place)) or place)
            found.setdefault(meant, Bearer(meant, how, like))
        return tuple(found.values())


def _about(table: Settlements, place: Place) -> list[tuple[float, int]]:
    """Rows of a table within a few kilometres, the nearest first, with how far they are."""
    if not len(table):
        return []
    rows = table.about(place, 9.0 * _REACH_DEG, 3.0 * _REACH_DEG)
    far = distance_m(table.lonlat[rows, 0], table.lonlat[rows, 1], place.lon, place.lat)
    order = np.argsort(far, kind="stable")
    return list(zip(far[order].tolist(), rows[order].tolist(), strict=True))


def _estimate_of(place: Place, located: Iterable[Place]) -> bool:
    """Whether a place is only an estimate of another: of its name and district, or a town of none."""
    if place.sigma_m < _ESTIMATE_M or "," not in place.district:
        return False
    return any(
        fold(place.name) in set().union(*folded_names(other))
        and (place.district == other.district or (not other.district and other.population >= TOWN))
        and place.country == other.country
        and float(distance_m(place.lon, place.lat, other.lon, other.lat)) <= _SAME_SIGMAS * place.sigma_m
        for other in located
    )


def _same(row: Place, other: Place) -> bool:
    """Whether a settlement of one table is that of another, which shares a name with it."""
    reach = min(max(REACH_M, 2.0 * row.sigma_m, 2.0 * other.sigma_m), _MOST_REACH_M)
    return float(distance_m(row.lon, row.lat, other.lon, other.lat)) <= reach


def same_place(town: Place, known: Iterable[tuple[Place, set[str], set[str]]]) -> Place | None:
    """Find the place that a town is: the nearest that shares a name and lies within 5 km.

    Parameters
    ----------
    town : Place
        Of the gazetteer.
    known : iterable of (Place, set of str, set of str)
        Each with its `folded_names`.
    """
    names = set().union(*folded_names(town))
    near = [
        (distance_m(town.lon, town.lat, place.lon, place.lat), number, place)
        for number, (place, own, other) in enumerate(known)
        if abs(place.lat - town.lat) < _REACH_DEG and not (names.isdisjoint(own) and names.isdisjoint(other))
    ]
    distance, _, place = min(near, default=(REACH_M + 1.0, 0, None))
    return place if distance <= REACH_M else None
