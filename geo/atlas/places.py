"""Places: what they are called, where they lie, and who held them on both days."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

    from geo.files.schema import Row

__all__ = ["Place", "fold", "fold_all", "folded_names", "lent", "places_of"]

_WHOLE: Final = {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe"}
"""Letters that Unicode does not take apart into a plain one and a mark."""

_APOSTROPHES: Final = "['\N{RIGHT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}]"


@dataclass(frozen=True, slots=True)
class Place:
    """A place whose holder is known from another source than the lines, or a town of the gazetteer.

    Attributes
    ----------
    name : str
        Today's.
    other_names : tuple of str
    name_then : str
        The official one on the first of the atlas's usual days; empty where
        it is not known.
    lon, lat : float
        Degrees.
    sigma_m : float
        One-sigma error of its position.
    holder_before, holder_after : str
        On the atlas's two usual days; empty for a town of the gazetteer: the atlas tells.
    rank : int
        Size of its label, 1 the largest; 0 for none.
    confidence : str
        ``high``, ``medium`` or ``low``.
    source : str
    note : str
        What the name does not tell, such as the parish; empty where the table says nothing.
    district : str
        Today's district and province; empty where nothing tells.
    country : str
        Today's, two letters of ISO 3166; empty where nothing tells.
    population : int
        Of today; 0 if it is not known.
    founded : int
        The year, about, where that is after the atlas; else 0.
    name_then_from : str
        Where `name_then` is known from; empty where nothing tells.

    Examples
    --------
    >>> from geo import find_places, open_atlas
    >>> (place,), _ = find_places(open_atlas().places, "Vilnius")
    >>> place.name, round(place.lat, 2)
    ('Vilnius', 54.69)
    """

    name: str
    other_names: tuple[str, ...]
    name_then: str
    lon: float
    lat: float
    sigma_m: float
    holder_before: str
    holder_after: str
    rank: int
    confidence: str
    source: str
    note: str = ""
    district: str = ""
    country: str = ""
    population: int = 0
    founded: int = 0
    name_then_from: str = ""

    def __hash__(self) -> int:
        """Of name and spot alone, which no two share: a name is looked up in every place of the atlas."""
        return hash((self.name, self.lon, self.lat))

    @property
    def uuid(self) -> UUID:
        """An identifier that is the same in every list, file and run, as long as name and position are."""
        from hashlib import sha1  # noqa: PLC0415  (slow to load, and seldom asked for)
        from uuid import UUID  # noqa: PLC0415

        told = f"bordershift/places|{self.name}|{self.lon:.5f}|{self.lat:.5f}"
        return UUID(bytes=sha1(told.encode(), usedforsecurity=False).digest()[:16], version=5)

    @property
    def id(self) -> str:
        """The first eight digits of `uuid`: enough to tell namesakes apart, and to type."""
        return self.uuid.hex[:8]


def places_of(rows: Iterable[Row]) -> tuple[Place, ...]:
    """Make places of the rows of ``places.csv``, from north to south."""
    places = [
        Place(
            name=row["place"],
            other_names=row["other_names"],
            name_then=row["name_then"],
            lon=row["lon"],
            lat=row["lat"],
            sigma_m=row["sigma_m"],
            holder_before=row["holder_before"],
            holder_after=row["holder_after"],
            rank=row["rank"] or 0,
            confidence=row["confidence"],
            source=row["source"],
            note=row["note"],
            founded=row["founded"] or 0,
            name_then_from=row["name_then_from"],
        )
        for row in rows
    ]
    return tuple(sorted(places, key=lambda place: (-place.lat, place.lon, place.name)))


_DROPPED: Final = re.compile(_APOSTROPHES)
_PARTED: Final = re.compile(r"[\s\-\N{EN DASH}]+")
_DASH: Final = re.compile(r"[\-\N{EN DASH}]")
_BRACKETS: Final = re.compile(r"\s*\(.*?\)")
_BETWEEN: Final = "\x01"
"""Stands between names that are folded at once: no blank, and nothing that an accent could belong to."""


def fold(name: str) -> str:
    """Write a name as people type it: small plain letters, single spaces.

    Examples
    --------
    >>> fold("Brześć-nad-Bugiem"), fold("Łódź"), fold("Säkylä")
    ('brzesc nad bugiem', 'lodz', 'sakyla')
    """
    plain = _unmarked(name)
    return _PARTED.sub(" ", plain.strip()) if _DASH.search(plain) else " ".join(plain.split())


def fold_all(names: Sequence[str]) -> list[str]:
    """Fold many names, in a fraction of the time that one by one would take.

    Examples
    --------
    >>> fold_all(["Brześć-nad-Bugiem", "Łódź"])
    ['brzesc nad bugiem', 'lodz']
    """
    folded = _unmarked(_BETWEEN.join(names)).split(_BETWEEN)
    if len(folded) != len(names):  # one holds the sign between them
        return list(map(fold, names))
    return _PARTED.sub(" ", _BETWEEN.join(map(str.strip, folded))).split(_BETWEEN)


def _unmarked(text: str) -> str:
    """Write text in small letters, without their marks and without apostrophes."""
    small = text.casefold()
    if not small.isascii():
        for letter, plain in _WHOLE.items():  # sooner done than a table of all letters, in one name as in many
            small = small.replace(letter, plain)
        small = unicodedata.normalize("NFKD", small)
        for mark in filter(unicodedata.combining, set(small)):
            small = small.replace(mark, "")
    return _DROPPED.sub("", small)


@cache
def folded_names(place: Place) -> tuple[set[str], set[str]]:
    """Names of a place, folded: its own of today and of its day; the others, and all less their brackets."""
    titles = {place.name, place.name_then} - {""}
    own = {fold(name) for name in titles}
    spelt = {part for name in place.other_names for part in (name, *name.split("/"))}
    bare = {_BRACKETS.sub("", name) for name in titles | spelt if "(" in name}
    return own, {fold(name) for name in spelt | bare if name.strip()} - own


def lent(place: Place, town: Place) -> Place:
    """Give a place the other names, district, country and people of the settlement that it is."""
    names = dict.fromkeys((*place.other_names, *town.other_names))
    return replace(
        place,
        other_names=tuple(name for name in names if name not in {place.name, place.name_then}),
        district=town.district,
        country=town.country,
        population=town.population,
    )
