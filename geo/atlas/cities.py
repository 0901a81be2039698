"""Great cities: whoever writes their name hardly means a village that is called so too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.atlas.places import fold, folded_names
from geo.atlas.schema import read_checked
from geo.atlas.weighing import CITY, is_own_town

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.atlas.atlas import Atlas
    from geo.atlas.candidates import Candidate

__all__ = ["city_called", "city_names", "city_of"]

_SMALL: Final = 20
"""A town of a city's name is as little as a village beside it if it has less than such a part of its people."""


def city_names(atlas: Atlas) -> dict[str, str]:
    """Return all names of the cities of ``cities.csv``, folded, each with the largest city's English name."""

    def read(one: Atlas) -> dict[str, str]:
        rows = read_checked(one.folder / "tables", "cities", has=one.about.tables)["cities"]
        found: dict[str, str] = {}
        for row in sorted(rows, key=lambda row: -row["population"]):
            for name in (row["city"], *row["other_names"]):
                found.setdefault(fold(name), row["city"])
        return found

    return atlas.derive("names of cities", read)


def city_called(atlas: Atlas, name: str) -> str:
    """Return the English name of the city outside the atlas that a name is of; empty if it is of none.

    Examples
    --------
    >>> from geo import open_atlas
    >>> city_called(open_atlas(), "Wien"), city_called(open_atlas(), "Lwów")
    ('Vienna', '')
    """
    return city_names(atlas).get(fold(name), "")


def city_of(atlas: Atlas, candidates: Sequence[Candidate], name: str) -> list[Candidate]:
    """Choose the city that is meant beside villages and little towns that bear its name no more closely.

    It is its name of today or of its day, or one that ``exonyms.csv`` has: that a city has been called so
    by somebody, as Ruda Śląska was Ruda, says little of who means it.

    Examples
    --------
    >>> from geo import namesakes, open_atlas
    >>> atlas = open_atlas()
    >>> for name in ("Stanisławów", "Moskwa", "Ruda"):
    ...     print([one.place.name for one in city_of(atlas, namesakes(atlas, name).candidates, name)])
    ['Ivano-Frankivsk']
    ['Moscow']
    []
    """
    city = max(filter(is_own_town, candidates), key=lambda one: one.place.population, default=None)
    if city is None or city.place.population < CITY or len(candidates) == 1:
        return []
    own = {id(one) for one in candidates if fold(name) in folded_names(one.place)[0]}
    # nor is a town little whose own name it is, where the city has another
    rivals = any(
        one.place.rank
        or one.place.population * _SMALL > city.place.population
        or (id(one) in own and id(city) not in own)
        for one in candidates
        if is_own_town(one) and one is not city
    )
    closer = city.how != "exact" and any(one.how == "exact" for one in candidates)
    called = id(city) in own or (fold(name), city.place.name) in _exonyms(atlas)
    return [city] if called and not (rivals or closer) else []


def _exonyms(atlas: Atlas) -> frozenset[tuple[str, str]]:
    """Return the names, folded, that ``exonyms.csv`` has for places, each with that of today."""

    def read(one: Atlas) -> frozenset[tuple[str, str]]:
        tables = one.folder / "tables"
        rows = read_checked(tables, "exonyms")["exonyms"] if (tables / "exonyms.csv").is_file() else ()
        return frozenset((fold(row["name"]), row["place"]) for row in rows if row["kind"] == "name")

    return atlas.derive("exonyms", read)
