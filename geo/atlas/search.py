"""The places and towns that bear a name, as the page's search finds them: an own name before another."""

from __future__ import annotations

import difflib
from itertools import chain
from typing import TYPE_CHECKING, Final

from geo.atlas.gazetteer import same_place
from geo.atlas.places import Place, fold, folded_names
from geo.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.atlas.gazetteer import Gazetteer

__all__ = ["find_places"]

_LIKE: Final = 0.75
"""How alike two spellings must be for one to be offered."""


class _Folded:
    """The names of the places that were asked about last, folded: many names are asked of the same places."""

    def __init__(self) -> None:
        self._last: tuple[tuple[Place, ...], list[tuple[Place, set[str], set[str]]]] = ((), [])

    def of(self, places: tuple[Place, ...]) -> list[tuple[Place, set[str], set[str]]]:
        last, known = self._last  # both at once, for another thread may ask about other places
        if last is not places:
            known = [(place, *folded_names(place)) for place in places]
            self._last = places, known
        return known


_FOLDED: Final = _Folded()


def find_places(
    places: Iterable[Place], name: str, gazetteer: Gazetteer | None = None
) -> tuple[tuple[Place, ...], tuple[Place, ...]]:
    """Find the places that bear a name, of today or of its day, with or without its diacritics.

    Parameters
    ----------
    places : iterable of Place
        Such as `Atlas.places`.
    name : str
    gazetteer : Gazetteer, optional
        Such as `Atlas.gazetteer`: towns that come after those places. A town
        that shares a name with one of them and lies within 5 km of it is that
        place, and adds only its other names, in other scripts too.

    Returns
    -------
    meant : tuple of Place
        Those whose own name it is; without any, those that it is another name
        of, with the towns whose own name it is; without any, the towns that it
        is another name of. More than one are namesakes.
    besides : tuple of Place
        The others that bear it, in the same order.

    Raises
    ------
    UnknownNameError
        If no place bears it; names of like spelling are offered.

    Examples
    --------
    >>> from geo import open_atlas
    >>> atlas = open_atlas()
    >>> meant, besides = find_places(atlas.places, "lwow")
    >>> [place.name for place in meant]
    ['Lviv']
    >>> meant, besides = find_places(atlas.places, "Дрогобыч", atlas.gazetteer)
    >>> [(place.name, place.source) for place in meant]
    [('Drohobych', 'GeoNames 709611')]
    """
    asked, known = fold(name), _FOLDED.of(tuple(places))
    own = [place for place, names, _ in known if asked in names]
    other = [place for place, _, names in known if asked in names]
    town_own: list[Place] = []
    town_other: list[Place] = []
    for town in gazetteer.bearing(name) if gazetteer else ():
        same = same_place(town, known)
        if same is None:
            (town_own if fold(town.name) == asked else town_other).append(town)
        elif same not in own and same not in other:
            other.append(same)
    found = [tuple(some) for some in (own, other + town_own, town_other) if some]
    if found:
        return found[0], tuple(chain(*found[1:]))
    spellings = {spelling: place.name for place, *names in known for spelling in set().union(*names)}
    like = dict.fromkeys(
        spellings[near] for near in difflib.get_close_matches(asked, sorted(spellings), 5, _LIKE)
    )
    if gazetteer:
        told = gazetteer.find(name)
        like |= dict.fromkeys(match.place.name for match in (*told.matches, *told.proposals)[:5])
    offer = f"near in spelling: {', '.join(like)}; or " if like else ""
    where = "places.csv or gazetteer.csv" if gazetteer else "places.csv"
    msg = f"no place is called {name!r} in {where}; {offer}give its latitude and longitude."
    raise UnknownNameError(msg)
