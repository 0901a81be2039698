"""Names like one that nobody bears: near in spelling, then near in sound."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rapidfuzz.distance import OSA, JaroWinkler

from geo.atlas.places import fold
from geo.atlas.sound import sounds
from geo.atlas.spelling import romanised, skeletons

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.atlas.places import Place
    from geo.atlas.settlements import Settlements

__all__ = ["Likeness"]

_LEAST: Final = 3
"""Letters of a skeleton: with fewer, one more or less makes another name."""
_MEDIUM: Final = 5
_LONG: Final = 9
_MOST: Final = 12
_MOST_PLACES: Final = 40
_ALIKE: Final = 0.78
"""Of two names that sound alike: six digits are the sound of many."""
_RELATED: Final = 0.7
"""Of two whose skeletons are near: a skeleton leaves out much."""
_SHARED: Final = 0.5
"""What two names must share of their letters, in order: what shares less is far-fetched."""
_END: Final = 3


def _edits(letters: int) -> int:
    """How many letters may be wrong in a name of so many."""
    return 0 if letters < _LEAST else 1 if letters <= _MEDIUM else 2 if letters <= _LONG else 3


class Likeness:
    """The skeletons of some tables, sorted by how they begin and end.

    A name is compared with those that begin with the same letter, or end with
    the same three: a name of which both are wrong is another one.

    Parameters
    ----------
    tables : sequence of Settlements
    """

    def __init__(self, tables: Sequence[Settlements]) -> None:
        self._tables = tuple(tables)
        self._begun: dict[tuple[str, int], list[str]] = {}
        self._ended: dict[tuple[str, int], list[str]] = {}
        for spelling in sorted({spelling for table in tables for spelling in table.spellings}):
            if len(spelling) >= _LEAST:
                self._begun.setdefault((spelling[0], len(spelling)), []).append(spelling)
                self._ended.setdefault((spelling[-_END:], len(spelling)), []).append(spelling)

    def like(self, name: str) -> list[tuple[Place, str, str]]:
        """Find what is like a name.

        Parameters
        ----------
        name : str

        Returns
        -------
        list of tuple
            Place, ``near`` or ``sound``, and the name of it that is like; the likest first.
        """
        found: dict[Place, tuple[float, str]] = {}
        for off, spelling in self._near(name):
            for place in self._spelt(spelling):
                found.setdefault(place, (off, "near"))
        if len(found) < _MOST:
            for place in self._sounding(name):
                found.setdefault(place, (float(_MOST), "sound"))
        told = []
        for place, (off, how) in found.items():
            like, bears = _likest(name, place)
            if like >= (_ALIKE if how == "sound" else _RELATED) and _shared(name, bears, place) >= _SHARED:
                told.append((off, -like, -place.population, place, how, bears))
        told.sort(key=lambda row: (*row[:3], row[3].name, row[3].lon, row[3].lat))
        return [row[3:] for row in told[:_MOST]]

    def _near(self, name: str) -> list[tuple[float, str]]:
        best: dict[str, float] = {}
        for skeleton in skeletons(name):
            most = _edits(len(skeleton))
            if not most:
                continue
            for length in range(len(skeleton) - most, len(skeleton) + most + 1):
                about = dict.fromkeys(
                    (
                        *self._begun.get((skeleton[0], length), ()),
                        *self._ended.get((skeleton[-_END:], length), ()),
                    )
                )
                for spelling in about:
                    off = OSA.distance(skeleton, spelling, score_cutoff=most)
                    if off <= most:
                        best[spelling] = min(off, best.get(spelling, off))
        return sorted((off, spelling) for spelling, off in best.items())[:_MOST_PLACES]

    def _spelt(self, spelling: str) -> Iterator[Place]:
        for table in self._tables:
            yield from map(table.place, table.spelt([spelling]))

    def _sounding(self, name: str) -> Iterator[Place]:
        codes = sounds(romanised(name, ""))
        for table in self._tables:
            yield from map(table.place, table.sounding(codes)[: 5 * _MOST_PLACES])


def _likest(name: str, place: Place) -> tuple[float, str]:
    """Return how like the likest name of a place is, and that name."""
    asked = fold(romanised(name, place.country))
    return max(
        (JaroWinkler.similarity(asked, fold(romanised(spelt, place.country))), spelt)
        for spelt in (place.name, *filter(None, (place.name_then,)), *place.other_names)
    )


def _shared(name: str, bears: str, place: Place) -> float:
    """Return how much of two names is the same, letter by letter: 1 for all."""
    return OSA.normalized_similarity(
        fold(romanised(name, place.country)), fold(romanised(bears, place.country))
    )
