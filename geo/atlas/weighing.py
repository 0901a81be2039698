"""Which of those that bear a name are not meant beside a city or a town that bears it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.atlas.candidates import WIDE_M
from geo.atlas.name_index import RESTORED
from geo.atlas.places import fold, folded_names
from geo.atlas.settlements import CITY, TOWN

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from geo.atlas.candidates import Candidate

__all__ = ["CITY", "is_own_town", "is_town", "is_town_of", "only_like", "weighed", "well_known"]


def _heavy(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Leave out those that bear the name less closely than a city does."""
    cities = {one.how for one in candidates if one.place.population >= CITY}
    if "exact" in cities:
        return [one for one in candidates if one.how == "exact"]
    return [one for one in candidates if one.how != "variant" or "folded" not in cities]


def weighed(candidates: Sequence[Candidate], name: str) -> list[Candidate]:
    """Leave out who is not meant by a name beside a city that bears it, or beside the town of that name.

    Beside a city they bear it less closely than the city does. Beside a town
    they are hamlets that only may be called like it: otherwise spelt in the
    same script, by a guessed name or one of another tongue, or nobody knows
    quite where.

    Examples
    --------
    >>> from geo import namesakes, open_atlas
    >>> found = namesakes(open_atlas(), "Soroca")
    >>> [one.place.name for one in found.candidates]
    ['Soroca', 'Soroca', 'Сорока']
    >>> [one.place.district for one in weighed(found.candidates, "Soroca")]
    ['Soroca', 'Glodeni']
    """
    kept = _heavy(candidates)
    towns = filter(is_own_town, kept)
    if not any(fold(name) in folded_names(one.place)[0] for one in towns):
        return kept
    return [one for one in kept if not _doubtful_hamlet(one, name)]


def is_town(one: Candidate) -> bool:
    """Whether a place is a town: one of the table of places, or of many people."""
    return bool(one.place.rank) or one.place.population >= TOWN


def is_own_town(one: Candidate) -> bool:
    """Whether a place is a town that bears the very name, and not only one like it."""
    return one.how != "variant" and is_town(one)


def is_town_of(one: Candidate, name: str, zones: Collection[str]) -> bool:
    """Whether a place is a town that is meant rather than the land of its name: so called, or lying in it."""
    if not is_own_town(one):
        return False
    return fold(name) in folded_names(one.place)[0] or (one.zone.id in zones and not one.cognate)


def _doubtful_hamlet(one: Candidate, name: str) -> bool:
    """Whether a village bears but a like name: otherwise spelt, guessed, of another tongue, or far unsure."""
    place = one.place
    own = one.bears in {place.name, place.name_then}
    one_script = fold(one.bears).isascii() == fold(name).isascii()
    unsure = one.cognate or one_script or not own or place.source == RESTORED or place.sigma_m >= WIDE_M
    return one.how == "variant" and unsure and not is_town(one)


def only_like(competing: Sequence[Candidate]) -> bool:
    """Whether villages beside the regions bear only a like name: of one in them it may be the very name."""
    return all(one.how == "variant" and not (one.zone.region or is_town(one)) for one in competing)


def well_known(taken: Candidate | None) -> bool:
    """Whether a place stands in the table of places, or is a town of that very name: no village is meant."""
    return taken is not None and (bool(taken.place.rank) or is_own_town(taken))
