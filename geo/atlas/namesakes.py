"""Everything that bears a name, each with its history; and which of them is meant, if that is certain.

Half of the villages of this land share their name with another, and many of
those had another master. So one is taken only if all of them have the same
history, wherever within the error of their position they lie; or if what was
asked tells them apart: a region, a district, a country, a place near by, or the
number of the one that is meant.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from geo.atlas.candidates import candidate, picked, regions_about
from geo.atlas.cities import city_called, city_of
from geo.atlas.countries import same_country
from geo.atlas.lands import zones_called
from geo.atlas.reach import excludes, pointed_by
from geo.atlas.spelling import by_likeness
from geo.atlas.weighing import CITY, is_own_town, is_town, is_town_of, only_like, weighed, well_known
from geo.atlas.whereabouts import lies_perhaps, with_distance
from geo.files.columns import Column, Result, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.atlas.atlas import Atlas
    from geo.atlas.candidates import Candidate
    from geo.atlas.gazetteer import Gazetteer
    from geo.atlas.reach import Beside

__all__ = ["Namesakes", "namesakes"]

_AS_NEAR: Final = 1.5
_AS_NEAR_KM: Final = 5.0
"""Of two, the second is as near as the first if it is no more than so many times as far, or so far."""

_THIN_REACH_M: Final = 200_000.0
"""Villages of one name lie in one tongue's land: farther off, one that is not known is hardly meant."""


@dataclass(frozen=True, slots=True, repr=False)
class Namesakes(Result):
    """What bears a name.

    Attributes
    ----------
    asked, name : str
        All that was asked, and the name in it.
    candidates : tuple of Candidate
        Every place that bears it, numbered from 1 for ``pick``: those that what
        was asked points to first, and the nearest of them first. Other words
        may number them otherwise; their `Place.id` stays.
    proposals : tuple of Candidate
        Without any, places whose name is near in spelling or in sound. One of
        them is taken only if it is picked.
    taken : Candidate or None
        The one that is meant; None where that is not certain.
    why : str
        ``only``, ``same history``, ``town`` (a city, or a town of that very name, beside
        which others may be called like it), ``within``, ``near``, ``picked``, or empty.
    thin : tuple of str
        Regions of which the gazetteer knows few settlements, so that one of that name may be missing.
        A village beside the regions that bears only a like name is then not taken.
    heeded, unheeded : tuple of str
        What was asked beside the name and pointed to some of them, and what pointed to none.
    idle : tuple of str
        What of the former holds for all that were left, so that it tells none apart.
    beside : tuple of Beside
        All that was asked beside the name, and what it was taken for.
    inside, elsewhere : int
        How many places of the name lie where what was asked points to, and how
        many do not.
    city : str
        The great city outside the atlas that bears the name, where only villages here do and nothing
        points to one of them: then none is taken. Its English name, or empty.
    country, land : str
        The country that bears the name, or the region or historical province, likewise: then none is
        taken either.
    city_too : str
        The great city outside the atlas that bears the name of a town here, which is taken nevertheless.
    contradicts : str
        A country, a region or a land that was asked for and none of them lies in, a district or a place
        near by that excludes all, or of villages alone a city that none lies near: then none is taken.
    perhaps : str
        A land that was asked for, in which it is not known whether the one that is taken lay, or any of them.
    moot : bool
        Whether those that may be called so too had the same holder on the days that are asked for.

    Examples
    --------
    >>> from geo import namesakes, open_atlas
    >>> namesakes(open_atlas(), "Brody").frame()["history"].unique()[:2].tolist()
    ['Poland, USSR from 1939-09-28', 'Poland, Germany from 1939-09-28']
    """

    asked: str
    name: str
    candidates: tuple[Candidate, ...]
    proposals: tuple[Candidate, ...]
    taken: Candidate | None
    why: str
    thin: tuple[str, ...] = ()
    unheeded: tuple[str, ...] = ()
    inside: int = 0
    elsewhere: int = 0
    city: str = ""
    country: str = ""
    city_too: str = ""
    contradicts: str = ""
    heeded: tuple[str, ...] = ()
    idle: tuple[str, ...] = ()
    beside: tuple[Beside, ...] = ()
    land: str = ""
    perhaps: str = ""
    moot: bool = False

    COLUMNS: ClassVar = (
        Column(
            "pick", "its number in this list, for --pick with the same words", of=lambda row: row[0], right=True
        ),
        Column("place", "its name", of=lambda row: row[1].place.name),
        Column("match", "exact, folded, variant, near or sound", of=lambda row: row[1].how),
        Column("bears", "the name of it that matched", of=lambda row: row[1].bears),
        Column("district", "today's district and province", of=lambda row: row[1].place.district),
        Column("country", "today's", of=lambda row: row[1].country),
        Column("lat", "degrees north", of=lambda row: row[1].place.lat, digits=9, shown=4, right=True),
        Column("lon", "degrees east", of=lambda row: row[1].place.lon, digits=9, shown=4, right=True),
        Column(
            "place_sigma_km",
            "one-sigma error of where it lies",
            of=lambda row: row[1].place.sigma_m / 1000.0,
            digits=3,
            right=True,
        ),
        Column("zone", "the piece of land, as in data/tables/zones.csv", of=lambda row: row[1].zone.id),
        Column("region", "region it is counted in", of=lambda row: row[1].zone.region),
        Column("history", "who held it, in short", of=lambda row: row[1].told),
        Column(
            "or_else",
            "other histories of land within twice the error of where it lies",
            of=lambda row: row[1].else_told,
        ),
        Column("near_km", "how far from the place of --near", of=lambda row: row[1].near_km, right=True),
        Column("source", "where it is known from", of=lambda row: row[1].place.source),
        Column(
            "id", "what --pick takes too, in whatever words it is asked for", of=lambda row: row[1].place.id
        ),
        Column(
            "cognate",
            "yes where it bears only what a neighbouring language makes of the name: Новосілки for Nowosiółki",
            of=lambda row: row[1].cognate,
        ),
    )

    @property
    def alike(self) -> tuple[Candidate, ...]:
        """The places that may be meant where the one that is taken stands for all: they have its history."""
        one = self.taken
        if one is None or self.why not in {"same history", "town", "within"}:
            return (one,) if one else ()
        return tuple(
            other
            for other in self.candidates[: self.inside]
            if other.zone == one.zone or other.history == one.history
        )

    @property
    def also(self) -> tuple[Candidate, ...]:
        """Those that may have another history and be called so too, where a town of that name is taken.

        Beside a city those are villages that bear its name as it does.
        """
        one = self.taken
        if one is None or self.why != "town" or self.moot:
            return ()
        city = one.place.population >= CITY
        others = (o for o in self.candidates[: self.inside] if not city or o.how == one.how)
        return tuple(other for other in others if _other(other, one))

    @property
    def certain(self) -> bool:
        """Whether the place that is taken is surely meant: it was picked, or nothing speaks for another.

        So does what was asked beside the name in vain or holds but perhaps, another that may be called so
        too, here or outside the atlas, and that the place bears only what a neighbouring language makes of
        the name, or what was found only by a likeness of spelling.
        """
        one = self.taken
        if one is None or self.why == "picked":
            return one is not None
        beside = self.unheeded or self.perhaps
        return not (beside or self.also or self.city_too or one.cognate or self.only_a_likeness(one))

    def only_a_likeness(self, one: Candidate) -> bool:
        """Whether a place bears another spelling that may be another name: Osiel for Ösel."""
        other = one.cognate or one.declined
        return one.how == "variant" and not other and by_likeness(self.name, one.bears)

    @property
    def undecided(self) -> tuple[Candidate, ...]:
        """Those of which any may be meant, where none is taken and one of them surely is."""
        if self.taken is not None or self.another or self.contradicts or self.only_like:
            return ()
        # those that perhaps lie there may not be it
        return self.candidates if self.inside == 1 or self.perhaps else self.candidates[: self.inside]

    @property
    def another(self) -> str:
        """The city outside the atlas, the country or the land that is meant, and no place here; or empty."""
        return self.city or self.country or self.land

    @property
    def only_like(self) -> bool:
        """Whether none is taken for they bear only a like name, and few villages are known thereabouts."""
        return bool(self.taken is None and self.candidates and self.thin) and only_like(self.candidates)

    def table(self) -> Table:
        """Return the candidates as a table, or without any the proposals."""
        rows = list(enumerate(self.candidates or self.proposals, 1))
        return Table.of(self.COLUMNS, rows, title=self.asked)

    def __repr__(self) -> str:
        """Say what it is in a line."""
        taken = f"{self.taken.place.name}, {self.why}" if self.taken else "none taken"
        return f"<Namesakes of {self.name!r}: {len(self.candidates)}, {taken}>"


def namesakes(
    atlas: Atlas,
    name: str,
    *,
    gazetteer: Gazetteer | None = None,
    within: str = "",
    near: Sequence[tuple[float, float]] = (),
    pick: int | str | None = None,
) -> Namesakes:
    """Find everything that bears a name, and which of them is meant.

    Parameters
    ----------
    atlas : Atlas
    name : str
        With what a paper writes beside it: ``Husiatyn, pow. Kopyczyńce``.
    gazetteer : Gazetteer, optional
        Where to look; that of the atlas if left out.
    within : str
        A region, a district, a province or a country, of today or of one of the days.
    near : sequence of (float, float)
        Longitude and latitude of a place, or of all that bear a name: degrees.
    pick : int or str, optional
        Which of the candidates, or without any of the proposals, is meant: its
        number, from 1, which holds for the same words alone; or its `Place.id`.

    Returns
    -------
    Namesakes

    Raises
    ------
    UnknownNameError
        If there are fewer than ``pick``, or none has that identifier.

    Examples
    --------
    >>> from geo import open_atlas
    >>> atlas = open_atlas()
    >>> found = namesakes(atlas, "Lwów")
    >>> found.taken.place.name, found.taken.how, found.why
    ('Lviv', 'exact', 'only')
    >>> found = namesakes(atlas, "Ruda")
    >>> found.taken is None, len(found.candidates) > 10
    (True, True)
    """
    gazetteer = gazetteer or atlas.gazetteer
    found = gazetteer.find(name)
    candidates = [candidate(atlas, match) for match in found.matches]
    proposals = tuple(candidate(atlas, match) for match in found.proposals)
    kept, heeded, unheeded, idle, besides = candidates, [], [], [], []
    for where in (*((within,) if within else ()), *found.hints):
        pointed, beside = pointed_by(atlas, gazetteer, kept, where)
        besides.append(beside)
        if pointed:
            if len(pointed) == len(kept) > 1:
                idle.append(where)
            kept = pointed
            heeded.append(where)
        else:
            unheeded.append(where)
    if near:
        candidates = sorted((with_distance(one, near) for one in candidates), key=lambda one: one.near_km)
        kept = [one for one in candidates if any(one.place is other.place for other in kept)]
    others = [one for one in candidates if not any(one.place is other.place for other in kept)]
    # what was asked for in so many words lists nothing from elsewhere
    ordered = tuple(kept) if within and within not in unheeded else (*kept, *others)
    competing = city_of(atlas, kept, found.name) or weighed(kept, found.name)
    why = (
        "within"
        if len(kept) < len(candidates) and heeded
        else "only"
        if len(kept) == 1
        else "town"
        if any(_other(one, competing[0]) for one in kept if one not in competing)
        else "same history"
    )
    if near and kept:
        reach = max(_AS_NEAR * kept[0].near_km, _AS_NEAR_KM)
        competing = [one for one in competing if one.near_km <= reach]
        why = "near" if len(competing) < len(kept) else why
    village = not heeded and not any(map(is_town, kept))
    contradicts = next(
        (
            one.where
            for one in besides
            if one.where in unheeded and (one.where == within or excludes(atlas, one, village=village))
        ),
        "",
    )
    pointed_at, towns = heeded or near, [one.place.population for one in kept if is_own_town(one)]
    called = "" if pointed_at else city_called(atlas, found.name)
    city, city_too = ("", "" if max(towns) >= CITY else called) if towns else (called, "")
    country = "" if pointed_at or towns else same_country(found.name)
    # "gmina Wołyń" is a place
    no_land = pointed_at or city or country or not name.strip().startswith(found.name)
    zones = () if no_land else zones_called(atlas, found.name)
    towns_of = [one for one in kept if zones and is_town_of(one, found.name, zones)]
    land = found.name if zones and not towns_of else ""
    if len(towns_of) == 1 and len(competing) > 1:
        competing, why = towns_of, "town"
    if contradicts or city or country or land:
        competing, proposals = [], () if city or country or land else proposals
    unasked = why in {"only", "same history", "town"}
    # where all of them but perhaps lie there, one that lies elsewhere may be meant
    perhaps = [_perhaps(atlas, one, heeded) for one in competing]
    doubtful = (all(perhaps) and others) or any(unasked and one.else_told for one in competing)
    taken = competing[0] if _alike(competing) and not doubtful else None
    if pick is not None:
        taken, why, contradicts = picked(name, ordered or proposals, pick), "picked", ""
        city = city_too = country = land = ""
    thin = () if why in {"picked", "within"} or well_known(taken) else _thin(atlas, gazetteer, ordered)
    if unasked and thin and only_like(competing):
        taken = None
    return Namesakes(
        name,
        found.name,
        ordered,
        proposals,
        taken,
        why if taken else "",
        thin,
        tuple(unheeded),
        inside=len(kept),
        elsewhere=len(others),
        city=city,
        country=country,
        land=land,
        city_too=city_too,
        contradicts=contradicts,
        heeded=tuple(heeded),
        idle=tuple(idle),
        beside=tuple(besides),
        perhaps=perhaps[0] if why != "picked" and perhaps and (_alike(competing) or all(perhaps)) else "",
    )


def _perhaps(atlas: Atlas, one: Candidate, heeded: Sequence[str]) -> str:
    """Return the first of some lands in which it is not known that a place lay; empty if there is none."""
    return next((where for where in heeded if lies_perhaps(atlas, one, where)), "")


def _alike(competing: Sequence[Candidate]) -> bool:
    """Whether all of some places, of which there is one at least, have one history."""
    return len({one.history for one in competing}) == 1


def _other(one: Candidate, than: Candidate) -> bool:
    """Whether a place had, or may have had, another history."""
    return one.history != than.history or bool(one.else_told)


def _thin(atlas: Atlas, gazetteer: Gazetteer, bearers: Sequence[Candidate]) -> tuple[str, ...]:
    """Regions of few known settlements, unless the user brought them: those near what bears the name."""
    thin = [region for region in atlas.regions if atlas.thin.get(region, "") not in {"", *gazetteer.brought}]
    if thin and bearers:
        near = regions_about(atlas, [one.place for one in bearers], _THIN_REACH_M, thin)
        thin = [region for region in thin if region in near]
    return tuple(atlas.regions[region] for region in thin)
