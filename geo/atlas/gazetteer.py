"""Places found by name: those of ``places.csv`` first, then the towns of the gazetteer."""

from __future__ import annotations

import difflib
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Final

from geo.atlas.places import Place, fold, folded_names
from geo.atlas.schema import TABLES
from geo.earth.geodesy import distance_m
from geo.errors import DataError, UnknownNameError
from geo.files.tables import read_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

__all__ = ["REACH_M", "Gazetteer", "find_places", "same_place"]

_TABLE: Final = TABLES["gazetteer"]

REACH_M: Final = 5_000.0
"""Two that share a name and lie nearer than this are one place."""

_REACH_DEG: Final = 0.05
"""More than `REACH_M` along a meridian."""

_SIGMA_M: Final = 500.0
"""Of a position in GeoNames: where in the town it lies, nobody says."""

_LIKE: Final = 0.75
"""How alike two spellings must be for one to be offered."""

_PART: Final = "|"


class Gazetteer:
    """Towns of GeoNames in and about the land that changed hands, read when first asked for.

    Their names are those of many languages, in Latin, Cyrillic and Hebrew
    script. Who held them is not written in it: `Atlas.history` of the place tells.

    Parameters
    ----------
    path : Path
        ``gazetteer.csv``.
    there : bool
        Whether the atlas has that table; if not, it holds no towns.

    Examples
    --------
    >>> from geo import open_atlas
    >>> gazetteer = open_atlas().gazetteer
    >>> [place.name for place in gazetteer.bearing("Дрогобыч")]
    ['Drohobych']
    """

    def __init__(self, path: Path, *, there: bool = True) -> None:
        self.path = path
        self._there = there

    @cached_property
    def _lines(self) -> list[tuple[int, dict[str, str]]]:
        """Rows as they stand, each with its line, in the order of names, of namesakes the largest first."""
        lines = read_lines(self.path, _TABLE.needed) if self._there else []
        return sorted(lines, key=_order)

    @cached_property
    def _folded(self) -> list[str]:
        """The names of each row, folded and each between semicolons; all at once, which is quick."""
        names = _PART.join(f";{row['place']};{row['other_names']};" for _, row in self._lines)
        folded = fold(names).split(_PART) if names else []
        if len(folded) != len(self._lines):
            msg = f"{self.path}: a name holds '{_PART}'; take it out."
            raise DataError(msg)
        return folded

    def __len__(self) -> int:
        """Count the towns."""
        return len(self._lines)

    def __iter__(self) -> Iterator[Place]:
        """Go through the towns in the order of their names."""
        return map(self._place, range(len(self._lines)))

    def _place(self, number: int) -> Place:
        row = _TABLE.row(self.path, *self._lines[number])
        return Place(
            name=row["place"],
            other_names=row["other_names"],
            name_then="",
            lon=row["lon"],
            lat=row["lat"],
            sigma_m=_SIGMA_M,
            holder_before="",
            holder_after="",
            rank=0,
            confidence="",
            source=f"GeoNames {row['geonames']}",
        )

    def bearing(self, name: str) -> tuple[Place, ...]:
        """Find the towns that bear a name, of their own or in another language, however it is typed.

        Parameters
        ----------
        name : str

        Returns
        -------
        tuple of Place
            None if the name is empty.
        """
        asked = f";{fold(name)};"
        if len(asked) <= len(";;"):
            return ()
        return tuple(self._place(number) for number, names in enumerate(self._folded) if asked in names)

    def larger(self, people: int) -> tuple[Place, ...]:
        """Choose the towns of at least so many people, of today."""
        return tuple(
            self._place(number)
            for number, (_, row) in enumerate(self._lines)
            if row["population"].isdigit() and int(row["population"]) >= people
        )

    def spellings(self, begun: str) -> dict[str, str]:
        """Every name, folded, that begins as asked, and the town's own name."""
        return {
            spelling: row["place"]
            for names, (_, row) in zip(self._folded, self._lines, strict=True)
            if f";{begun}" in names
            for spelling in names.split(";")
            if spelling.startswith(begun)
        }


def _order(line: tuple[int, dict[str, str]]) -> tuple[str, int, str]:
    """By name, size and number; a row that cannot be read is told when it is asked for, not before."""
    row = line[1]
    people = int(row["population"]) if row["population"].isdecimal() else 0
    return row["place"], -people, row["geonames"].zfill(12)


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
    asked, known = fold(name), [(place, *folded_names(place)) for place in places]
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
    spellings = gazetteer.spellings(asked[:1]) if gazetteer else {}
    spellings |= {spelling: place.name for place, *names in known for spelling in set().union(*names)}
    like = dict.fromkeys(
        spellings[near] for near in difflib.get_close_matches(asked, sorted(spellings), 5, _LIKE)
    )
    offer = f"near in spelling: {', '.join(like)}; or " if like else ""
    where = "places.csv or gazetteer.csv" if gazetteer else "places.csv"
    msg = f"no place is called {name!r} in {where}; {offer}give its latitude and longitude."
    raise UnknownNameError(msg)


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
