"""What a name was found to mean: the places that bear it, how each does, and which comes first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.atlas.places import fold, folded_names
from geo.atlas.settlements import CITY, TOWN
from geo.atlas.spelling import READINGS, skeletons

if TYPE_CHECKING:
    from geo.atlas.places import Place

__all__ = ["COGNATE", "MATCHED", "Bearer", "Found", "bearer", "likeliest_first"]

MATCHED: Final = ("exact", "folded", "variant", "cognate")
"""How a name matched, the surest first; what is near or sounds alike is only proposed."""
COGNATE: Final = MATCHED[-1]
"""Its own name is what a sister language makes of the name: it is told as a variant."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """A place that a name may mean.

    Attributes
    ----------
    place : Place
    how : str
        ``exact``, ``folded``, ``variant``, ``near`` or ``sound``.
    name : str
        What it was found by: as asked, or where it is only near, that which is near.
    cognate : bool
        Whether it bears only what another language of the land makes of the name: `geo.atlas.cognates`.
    declined : bool
        Whether it bears only the first case of the name: `geo.atlas.cases`.

    Examples
    --------
    >>> from geo import open_atlas
    >>> match = open_atlas().gazetteer.find("lemberg").matches[0]
    >>> match.place.name, match.how, match.bears
    ('Lviv', 'folded', 'Lemberg')
    """

    place: Place
    how: str
    name: str
    cognate: bool = False
    declined: bool = False

    @property
    def bears(self) -> str:
        """The name of the place that matched, as the table spells it."""
        names = (self.place.name, self.place.name_then, *self.place.other_names)
        folded, spelt = fold(self.name), skeletons(self.name)
        for name in names:
            if name == self.name or (name and folded == fold(name)):
                return name
        return next((name for name in names if spelt & skeletons(name, READINGS)), self.place.name)


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for a name.

    Attributes
    ----------
    asked, name : str
        All that was asked, and the name in it.
    hints : tuple of str
        What else was said of where it lies; see `geo.atlas.hints.read_asked`.
    matches : tuple of Bearer
        Every place that bears the name, in one spelling or another: an exact
        name before another spelling, the larger before the smaller.
    proposals : tuple of Bearer
        Without any, those whose name is near in spelling or in sound, the nearest first.

    Examples
    --------
    >>> from geo import open_atlas
    >>> found = open_atlas().gazetteer.find("gmina Brody, Galizien")
    >>> found.name, found.hints, found.matches[0].place.name
    ('Brody', ('Galizien',), 'Brody')
    """

    asked: str
    name: str
    hints: tuple[str, ...]
    matches: tuple[Bearer, ...]
    proposals: tuple[Bearer, ...] = ()


def bearer(place: Place, how: str, name: str) -> Bearer:
    """Make a bearer; what has but a cognate of the name has it in another spelling."""
    return Bearer(place, "variant" if how == COGNATE else how, name, how == COGNATE)


def likeliest_first(match: Bearer) -> tuple[object, ...]:
    """Return by what those that bear a name are sorted."""
    place = match.place
    # a town that has the name among others is likelier meant than a hamlet whose own it is
    own = fold(match.name) in folded_names(place)[0] or place.population >= TOWN
    # nor does another spelling hide a city behind a hamlet; behind a town that has the very name it does
    town = place.rank > 0 or place.population >= TOWN
    tier = (3 - 2 * (place.population >= CITY)) if match.how == "variant" else (2 - 2 * town)
    rank = place.rank or 10
    return (tier, match.cognate, rank, not own, -place.population, place.name, -place.lat, place.lon)
