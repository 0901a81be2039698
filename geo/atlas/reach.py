"""What stands beside a name, a district or a place near by, and which places of the name it points to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.atlas.candidates import held_first, may_lie_in
from geo.atlas.countries import same_country
from geo.atlas.hints import PROVINCE, bare_hint, is_powiat, kind_of, seats_called, undeclined
from geo.atlas.places import fold
from geo.atlas.settlements import CITY, TOWN
from geo.atlas.spelling import skeletons, skeletons_of_each
from geo.atlas.weighing import is_town
from geo.atlas.whereabouts import (
    NEAR_KM,
    is_called_after,
    lies_in,
    pointed_to,
    seats_of,
    shows_another,
    with_distance,
)
from geo.earth.geodesy import distance_m

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.atlas.atlas import Atlas
    from geo.atlas.candidates import Candidate
    from geo.atlas.gazetteer import Gazetteer
    from geo.atlas.places import Place

__all__ = ["Beside", "excludes", "pointed_by"]

_REACH_KM: Final = {"near": 30.0, "raion": 60.0, "district": 60.0}
"""How far a place lies at most from the one that it is said to be near to, or from the seat of its district."""

_CHIEF: Final = 5
"""Of several towns of a name those are meant that have no less than this part of the people of the largest."""

_OBLASTS: Final = {"UA", "BY", "RU", "PL"}
"""Countries of today whose provinces are far larger than a district of then, and called after towns too."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What stood beside a name, and what was made of it.

    Attributes
    ----------
    where : str
        As it was written.
    towns : tuple of Place
        What it was taken for, where it names a place near by or a district's seat: all that it may be.
    reach_km : float
        How far from one of them a place may lie; 0 where it may be a land or a province too.
    understood : bool
        Whether it is known at all.
    known_from : str
        Where what a land is made of is known from; empty where it names none.

    Examples
    --------
    >>> from geo import namesakes, open_atlas
    >>> found = namesakes(open_atlas(), "Kolki, pow. Łuck")
    >>> (beside,) = found.beside
    >>> town, far_km = beside.nearest(found.taken.place)
    >>> town.name, round(far_km), beside.reach_km
    ('Lutsk', 44, 60.0)
    """

    where: str
    towns: tuple[Place, ...] = ()
    reach_km: float = 0.0
    understood: bool = True
    known_from: str = ""

    def nearest(self, place: Place) -> tuple[Place, float]:
        """Return that of the towns which is nearest to a place, and how far it is: kilometres."""
        far = [float(distance_m(town.lon, town.lat, place.lon, place.lat)) / 1000.0 for town in self.towns]
        at = int(np.argmin(far))
        return self.towns[at], far[at]


def pointed_by(
    atlas: Atlas, gazetteer: Gazetteer, candidates: Sequence[Candidate], where: str
) -> tuple[list[Candidate], Beside]:
    """Choose those places of a name to which what stands beside it points, and tell what that was taken for.

    Parameters
    ----------
    atlas : Atlas
    gazetteer : Gazetteer
        Where towns are looked for.
    candidates : sequence of Candidate
    where : str
        ``pow. Łuck``, ``near Lwów``, ``woj. wołyńskie``, or without such a word what
        `geo.atlas.whereabouts.pointed_to` takes.

    Examples
    --------
    >>> from geo import namesakes, open_atlas
    >>> atlas = open_atlas()
    >>> dolina = namesakes(atlas, "Dolina").candidates
    >>> kept, beside = pointed_by(atlas, atlas.gazetteer, dolina, "pow. Dolina")
    >>> [one.place.name for one in kept], beside.towns[0].name
    (['Dolyna'], 'Dolyna')
    """
    kind, bare = kind_of(where), bare_hint(where)
    if kind == "gubernia":  # not today's oblast of that name, and none of the empire's is known
        return [], Beside(where, understood=False)
    if kind in _REACH_KM:
        return _within_reach(atlas, gazetteer, candidates, where)
    kept = pointed_to(atlas, gazetteer, candidates, where)
    land = Beside(where, known_from=atlas.bynames.known_from.get(fold(bare), ""))
    if kept and (kind or any(lies_in(atlas, one, bare) for one in kept)):
        return kept, land
    places = next(_towns(atlas, gazetteer, bare.removesuffix(PROVINCE)), ())
    if kept:
        near = [one for one in kept if _near(one, places, NEAR_KM)]
        return kept, Beside(where, places, NEAR_KM) if len(near) == len(kept) else land
    return kept, replace(land, towns=places, understood=_is_known(atlas, gazetteer, where, places))


def excludes(atlas: Atlas, beside: Beside, *, village: bool) -> bool:
    """Whether that which stands beside a name, and points to no place of it, says that none of them is meant.

    Parameters
    ----------
    atlas : Atlas
    beside : Beside
    village : bool
        Whether villages alone bear the name: one far from the city beside it is hardly meant.

    Examples
    --------
    >>> from geo import namesakes, open_atlas
    >>> atlas = open_atlas()
    >>> for asked in ("Łuck, pow. Wilno", "Łuck, gub. wołyńska"):
    ...     print(excludes(atlas, *namesakes(atlas, asked).beside, village=False))
    True
    False
    """
    if not beside.understood:
        return False
    city = village and any(town.population >= CITY for town in beside.towns)
    return city or bool(beside.towns and beside.reach_km) or shows_another(atlas, beside.where)


def _is_known(atlas: Atlas, gazetteer: Gazetteer, where: str, places: Sequence[Place]) -> bool:
    """Whether a place, a country, a region, a land or a district of today is called so."""
    bare = bare_hint(where)
    if places or same_country(bare) or shows_another(atlas, where):
        return True
    tables = gazetteer.tables
    units = atlas.derive(
        f"districts {' '.join(str(table.path) for table in tables)}",
        lambda _: sorted(
            {
                unit
                for table in tables
                for cell in table.columns("district")["district"]
                for unit in cell.split(",")
            }
        ),
    )
    return is_called_after(units, bare.removesuffix(PROVINCE))


def _within_reach(
    atlas: Atlas, gazetteer: Gazetteer, candidates: Sequence[Candidate], where: str
) -> tuple[list[Candidate], Beside]:
    """Choose those that lie near a place, or about a district's seat, or in today's district of that name."""
    kind, bare = kind_of(where), bare_hint(where)
    reach_km = _REACH_KM[kind]
    named = (
        [] if kind == "near" else [one for one in candidates if is_called_after(_districts(one.place), bare)]
    )
    tiers = list(_towns(atlas, gazetteer, bare))
    large = [seats for tier in tiers if (seats := tuple(filter(_large, tier)))]
    # no village is the seat where a town, or today's district, is called so, nor one whose people nobody tells;
    # and nobody tells of a hamlet, near which something lay, where a town is called so
    if named or (kind == "near" and large):
        tiers = large
    elif kind == "district":
        peopled = [tier for tier in tiers if any(place.population for place in tier)]
        tiers = [tier for tier in tiers if any(map(_large, tier))] or peopled
    towns: tuple[Place, ...] = tiers[0] if tiers else ()
    near: list[Candidate] = []
    # today's districts are smaller than those of then, but for Polish ones and raions, which are today's
    if not named or not (kind == "raion" or all(one.place.country == "PL" for one in named)):
        for tier in tiers:
            near = [one for one in candidates if _near(one, tier, reach_km)]
            if is_powiat(where):  # it ends where its seat's state did
                near = [one for one in near if _in_state_of(atlas, one, tier, reach_km)]
            if near:
                towns = tier
                break
    kept = [one for one in candidates if any(one is other for other in (*named, *near))]
    if named and not any(_near(one, towns, reach_km) for one in kept):
        towns = ()  # the district, and no town elsewhere
    points = [(town.lon, town.lat) for town in towns]

    def likeliest(one: Candidate) -> tuple[bool, bool, bool, bool, float]:
        far = with_distance(one, points).near_km if points else 0.0
        return one.how == "variant", one.cognate, not is_town(one), not any(one is o for o in named), far

    known = bool(kept) or _is_known(atlas, gazetteer, where, towns)
    return sorted(kept, key=likeliest), Beside(where, tuple(towns), reach_km, known)


def _in_state_of(atlas: Atlas, one: Candidate, towns: Sequence[Place], reach_km: float) -> bool:
    """Whether a place may have lain in the state of one of some towns within reach, as the atlas begins."""
    states = {held_first(atlas, town) for town in towns if _near(one, [town], reach_km)}
    zones = {zone.id: zone for zone in atlas.zones}
    return any(atlas.history(zones[key])[0].holder in states for key in may_lie_in(atlas, one))


def _near(one: Candidate, towns: Sequence[Place], reach_km: float) -> bool:
    points = [(town.lon, town.lat) for town in towns]
    return bool(points) and with_distance(one, points).near_km <= reach_km


def _districts(place: Place) -> list[str]:
    """Return today's district of a place, with its province where that is no larger than one of then."""
    units = place.district.split(",")
    return units[:-1] if place.country in _OBLASTS else units


def _towns(atlas: Atlas, gazetteer: Gazetteer, name: str) -> Iterator[tuple[Place, ...]]:
    """Yield what a name beside another may be: the towns that bear it, whatever its case; then villages."""
    seats = seats_called(name)
    bearers = [match for one in seats or [name] for match in gazetteer.called(one)]
    own = [match.place for match in bearers if match.how != "variant"]
    cases = [
        match.place for case in undeclined(name) for match in gazetteer.called(case) if match.how != "variant"
    ]
    towns = list(filter(_large, own)) or (own if seats else list(filter(_large, cases)))
    towns = towns or _likest(seats_of(atlas, gazetteer, name), name)
    most = max((town.population for town in towns), default=0)
    chief = [town for town in towns if town.population * _CHIEF >= most]
    variants = [match.place for match in bearers if _large(match.place)]
    for places in (chief, towns, variants, own, cases, [match.place for match in bearers]):
        if places:
            yield tuple(dict.fromkeys(places))


def _likest(seats: Sequence[Place], name: str) -> list[Place]:
    """Choose those towns whose names begin most like an adjective: for grajewski Grajewo, and not Garliava."""
    asked = skeletons(name)

    def alike(seat: Place) -> int:
        own = skeletons_of_each([seat.name, seat.name_then, *seat.other_names])
        return max(_begin_alike(bones, other) for each in own for bones in each for other in asked)

    most = max(map(alike, seats), default=0)
    return [seat for seat in seats if alike(seat) == most]


def _begin_alike(one: str, other: str) -> int:
    return next(
        (k for k, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def _large(place: Place) -> bool:
    return bool(place.rank) or place.population >= TOWN
