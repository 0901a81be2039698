"""Which of the places that bear a name lie where it was said: in a region, district or country, or near by."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.atlas.candidates import may_lie_in
from geo.atlas.cognates import consonants_of
from geo.atlas.countries import is_elsewhere, same_country
from geo.atlas.hints import PROVINCE, bare_hint
from geo.atlas.places import fold
from geo.atlas.settlements import TOWN
from geo.atlas.spelling import skeletons
from geo.earth.geodesy import distance_m

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.atlas.atlas import Atlas
    from geo.atlas.candidates import Candidate
    from geo.atlas.gazetteer import Gazetteer
    from geo.atlas.places import Place

__all__ = [
    "ADJECTIVE",
    "FEMININE",
    "NEAR_KM",
    "is_called_after",
    "lies_in",
    "lies_perhaps",
    "pointed_to",
    "seats_of",
    "shows_another",
    "with_distance",
]

NEAR_KM: Final = 40.0
"""A place named beside another lies no farther from it: a Polish district was some 60 km across."""

_PROVINCE_KM: Final = 300.0
"""No place of a province lies farther from its seat."""

_OF_1939: Final = ("kie", PROVINCE.lower())
"""How the folded name of a province of 1939 ends, which is no place: an adjective, or a town with its kind."""

_LEAST_STEM: Final = 4
"""Letters of a district's name that its adjective must begin with."""

ADJECTIVE: Final = re.compile(r"^([a-zA-Z]{3,}?)(en)?([sc])k[aeiou]*(?:g[aeiou]+|m[aeiou]*)?$")
"""The skeleton of a Slavic adjective made of a town's name, ``lvovskaia``, and that name, with n or without."""

FEMININE: Final = re.compile("[sc]k(?:a|oi|ai|ui)")
"""In the skeleton of an adjective: an oblast or a gubernia is feminine, a district masculine."""


def pointed_to(
    atlas: Atlas, gazetteer: Gazetteer, candidates: Sequence[Candidate], where: str
) -> list[Candidate]:
    """Choose those that lie where it was said.

    Parameters
    ----------
    atlas : Atlas
    gazetteer : Gazetteer
        Where a place near by is looked for.
    candidates : sequence of Candidate
    where : str
        A region, a district, a province or a country, of today or of one of the
        days; if it is none, a place near by, and of a town that a province of
        then was called after that province too; if there is none and it is an
        adjective, as ``drohobycki`` is, what lies near the town it is made of;
        at last what lies in today's province of a town of that name.

    Examples
    --------
    >>> from geo import namesakes, open_atlas
    >>> atlas = open_atlas()
    >>> brody = namesakes(atlas, "Brody").candidates
    >>> [one.place.district for one in pointed_to(atlas, atlas.gazetteer, brody, "Львовская область")]
    ['Brodivskyi, Lvivska']
    """
    bare = bare_hint(where)
    found = [one for one in candidates if lies_in(atlas, one, bare)]
    if found or fold(bare) in atlas.bynames.land:
        return found
    town = bare.removesuffix(PROVINCE)
    near = [town, f"{town[:-3]}ów"] if town.endswith("owa") else [town]  # k. Lwowa
    places = [match.place for name in near for match in gazetteer.find(name).matches]
    found = _about_seats(atlas, candidates, places, near=town == bare)
    if not found:
        seats = seats_of(atlas, gazetteer, town)
        is_province = town != bare or any(map(FEMININE.search, skeletons(town)))
        found = _about_seats(atlas, candidates, seats) if is_province else _close(candidates, seats)
    return found or _in_province(candidates, places)


def shows_another(atlas: Atlas, where: str) -> bool:
    """Whether what was said of where a place lies, and points to none, shows that another is meant.

    So does a country, a region or a land that is known; a name that is not may be a district's or misspelt.

    Examples
    --------
    >>> from geo import open_atlas
    >>> [shows_another(open_atlas(), where) for where in ("France", "Bessarabia", "Xqzwvu")]
    [True, True, False]
    """
    bare = bare_hint(where)
    regions = {fold(name.replace("_", " ")) for item in atlas.regions.items() for name in item}
    known = fold(bare.replace("_", " ")) in regions or fold(bare) in atlas.bynames.land
    return known or is_elsewhere(bare)


def lies_perhaps(atlas: Atlas, one: Candidate, where: str) -> bool:
    """Whether a candidate lies in a land only beside where it is placed, or in a part of its district alone.

    Examples
    --------
    >>> from geo import namesakes, open_atlas
    >>> atlas = open_atlas()
    >>> one = namesakes(atlas, "Bolechów").taken
    >>> [lies_perhaps(atlas, one, where) for where in ("woj. stanisławowskie", "Poland")]
    [False, False]
    """
    bare = bare_hint(where)
    land = fold(bare)
    if land not in atlas.bynames.land or _lies_by_name(atlas, one, bare):
        return False
    return not atlas.bynames.has(land, one.zone.id, one.place.district, one.place.name, surely=True)


def with_distance(one: Candidate, points: Sequence[tuple[float, float]]) -> Candidate:
    """Add how far a candidate lies from the nearest of some points: longitude and latitude, degrees."""
    lons, lats = np.array(points, float).T
    return replace(one, near_km=float(np.min(distance_m(lons, lats, one.place.lon, one.place.lat))) / 1000.0)


def lies_in(atlas: Atlas, one: Candidate, where: str) -> bool:
    """Whether a candidate lies, or with the error of its position may lie, where it was said to."""
    land, bynames = fold(where), atlas.bynames
    if land in bynames.land and any(
        bynames.has(land, zone, one.place.district, one.place.name) for zone in may_lie_in(atlas, one)
    ):
        return True
    return _lies_by_name(atlas, one, where)


def _is_of_1939(atlas: Atlas, where: str) -> bool:
    """Whether a name is that of a province of 1939, which is neither a place nor a province of today."""
    land = fold(where)
    return land in atlas.bynames.land and land.endswith(_OF_1939)


def _lies_by_name(atlas: Atlas, one: Candidate, where: str) -> bool:
    """Whether a candidate lies in a region, district, province or country, of today or of its days."""
    folded, country = fold(where.replace("_", " ")), same_country(where)
    region = one.zone.region
    if folded in {fold(region.replace("_", " ")), fold(atlas.regions.get(region, region))}:
        return bool(folded)
    held = {span.holder for span in one.spans}
    if country:
        return country == one.country or country in held
    if any(folded == fold(holder) for holder in held if holder):
        return True
    called = is_called_after(one.place.district.split(","), where.removesuffix(PROVINCE))
    return called and not _is_of_1939(atlas, where)


def is_called_after(units: Sequence[str], town: str) -> bool:
    """Whether one of some districts or provinces of today bears a name, or is called after a town of that name.

    Examples
    --------
    >>> is_called_after(["Husiatynskyi"], "Husiatyn"), is_called_after(["Powiat grajewski"], "Brody")
    (True, False)
    """
    stems = skeletons(town)
    towns = frozenset[str]().union(*map(_towns_of, stems))
    words = [word for part in units for word in (part, *part.split())]
    return any(
        any(word == stem or (len(stem) >= _LEAST_STEM and word.startswith(stem)) for stem in stems)
        or (towns and not towns.isdisjoint(_towns_of(word) or {consonants_of(word)}))
        for spelt in words
        for word in skeletons(spelt)
    )


def _towns_of(skeleton: str) -> frozenset[str]:
    """Return the consonants that a town may have of which an adjective is made; vowels go with the tongue."""
    found = ADJECTIVE.match(skeleton)
    if not found:
        return frozenset()
    towns = {consonants_of(found[1]), consonants_of(found[1] + (found[2] or ""))}
    ends = ("",) if found[3] == "s" else ("", *"cCtk")
    return frozenset(town + end for town in towns for end in ends)


def seats_of(atlas: Atlas, gazetteer: Gazetteer, where: str) -> list[Place]:
    """Find the towns that an adjective may be made of.

    Examples
    --------
    >>> from geo import open_atlas
    >>> atlas = open_atlas()
    >>> {town.name for town in seats_of(atlas, atlas.gazetteer, "drohobycki")}
    {'Drohobych'}
    """
    towns = frozenset[str]().union(*map(_towns_of, skeletons(where)))
    if not towns:
        return []

    def read(_: Atlas) -> dict[str, list[Place]]:
        found: dict[str, list[Place]] = {}
        for table in gazetteer.tables:
            for row in np.flatnonzero(table.people >= TOWN).tolist():
                for bones in {consonants_of(skeleton) for skeleton in table.skeletons_of(row)}:
                    found.setdefault(bones, []).append(table.place(row))
        return found

    seats = atlas.derive(f"seats {' '.join(str(table.path) for table in gazetteer.tables)}", read)
    return [place for town in sorted(towns) for place in seats.get(town, [])]


def _about_seats(
    atlas: Atlas, candidates: Sequence[Candidate], places: Sequence[Place], *, near: bool = True
) -> list[Candidate]:
    """Choose those that lie near one of some places, or in the province that was called after one of them then.

    Of several places of one name only the seats of provinces count, if any is one.
    """
    bynames = atlas.bynames
    lands = {
        place: {
            land
            for name in (place.name, place.name_then, *place.other_names)
            if (land := fold(name + PROVINCE)) in bynames.land
        }
        for place in places
        if place.population >= TOWN
    }
    seats = {place: of for place, of in lands.items() if of}
    close = _close(candidates, list(seats) or places) if near else []
    return [
        one
        for one in candidates
        if one in close
        or any(
            with_distance(one, [(seat.lon, seat.lat)]).near_km <= _PROVINCE_KM
            for seat, of in seats.items()
            if any(
                bynames.has(land, zone, one.place.district, one.place.name)
                for land in of
                for zone in may_lie_in(atlas, one)
            )
        )
    ]


def _in_province(candidates: Sequence[Candidate], places: Sequence[Place]) -> list[Candidate]:
    """Choose those that lie in today's province of one of some towns: ``Buczacz, Tarnopol``."""

    def province(place: Place) -> tuple[str, str]:
        return place.country, place.district.rpartition(", ")[2]

    of = {province(place) for place in places if place.population >= TOWN and place.district}
    return [one for one in candidates if province(one.place) in of]


def _close(candidates: Sequence[Candidate], places: Sequence[Place]) -> list[Candidate]:
    """Choose those that lie near one of some places."""
    points = [(place.lon, place.lat) for place in places]
    return [one for one in candidates if points and with_distance(one, points).near_km <= NEAR_KM]
