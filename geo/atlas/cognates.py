"""One name in sister languages: Nowosiółki is Новосілки in Ukrainian and Новоселки in Russian.

Polish, Ukrainian, Belarusian and Russian have most names of this land in common, and
each gave them its own vowels: where Polish has ó or ie, Ukrainian has i (Wólka,
Вілька; Zalesie, Залісся), where it has ro, its neighbours have oro (Gródek, Городок).
So two names are *cognates* if their consonants are the same (`geo.atlas.spelling`), and
each vowel of one stands where the other's language has it for the same old vowel.

Within one language nothing is a cognate: there another vowel makes another name.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, Any, Final

from geo.atlas.spelling import skeletons

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = [
    "TONGUES",
    "are_cognates",
    "cognate_rules",
    "consonants_of",
    "forms",
    "other_endings",
    "tongue_of",
]

TONGUES: Final = {"P": "Polish", "U": "Ukrainian", "B": "Belarusian", "R": "Russian"}
"""Languages, by a letter."""

_VOWELS: Final = re.compile("[aeiouw]+")
_CYRILLIC: Final = re.compile("[\u0400-\u04ff]")
_BELARUSIAN: Final = re.compile("ў|і.*[ыэё]|[ыэё].*і")
_UKRAINIAN: Final = re.compile("[іїєґ]")
_BY_COUNTRY: Final = {"PL": "P", "UA": "U", "BY": "B", "RU": "R"}

_WRITTEN: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "P": (("ek(?![a-z])", "ok"),),
    "U": (
        ("shch", "щ"), ("ch", "ч"), ("sh", "ш"), ("zh", "ж"), ("kh", "х"), ("ts", "c"), ("y([aeiu])", r"i\1"),
        ("y(?=[a-z])", "w"),
        ("(?<=[а-я])[’ʼ']я(?![а-яіїєґ])", "е"), ("([а-яіїєґ])\\1я(?![а-яіїєґ])", r"\1е"),
        ("стя(?![а-яіїєґ])", "сте"), ("и(?=[а-яіїєґ])", "w"), ("ц", "c"), ("$", "ь"),
    ),
    "B": (("ая(?![а-яіўё])", "а"), ("[оае]е(?![а-яіўё])", "е"), ("[ыі]я(?![а-яіўё])", "ы")),
    "R": (("ая(?![а-яё])", "а"), ("[ое]е(?![а-яё])", "е"), ("ц", "c")),
}  # fmt: skip
"""Endings, made those that the languages share; w stands for the Ukrainian и, which was never another vowel.

Of Ukrainian names in Latin letters its own first, and a mute sign behind: what is half Cyrillic is read so."""
_ALSO: Final = ((r"i[oó]", "e"), ("ą", "u"))
"""Polish io was e, and ą is u with its neighbours."""

_FOR: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "PU": {"any": ("e i", "ia i", "e ia"), "closed": ("o i",), "l": ("a i",)},
    "PR": {"any": ("ia e", "e ia"), "closed": (), "l": ("a e",)},
    "RU": {"any": ("e i", "e ia"), "closed": ("o i",), "l": ()},
    "PB": {"any": ("o a", "e a", "e ia", "ia e"), "closed": (), "l": ("a e",)},
    "RB": {"any": ("o a", "e a", "e ia"), "closed": (), "l": ()},
    "UB": {"any": ("i e", "i a", "i ia", "o a", "e a", "e ia", "ia e"), "closed": ("i o",), "l": ()},
}
"""A vowel, and what the other language has for it: anywhere, in a closed syllable, or behind l."""

_IN_E: Final = re.compile("[A-Za-z]{3}e$")
_IN_NONE: Final = re.compile("[A-Za-z]{4}[bcdfghjklmnprstvz]$")
"""Names in -e, and without an ending, that are long enough for another ending to be theirs."""


def tongue_of(name: str, country: str = "") -> str:
    """Return in which language a name is, by a letter of `TONGUES`; empty if it is none of them.

    Parameters
    ----------
    name : str
    country : str
        Whose place it is, two letters; empty of a name that is asked for: in
        Latin letters it is taken for Polish.

    Examples
    --------
    >>> [tongue_of(name) for name in ("Nowosiółki", "Новосілки", "Навасёлкі", "Новоселки")]
    ['P', 'U', 'B', 'R']
    >>> tongue_of("Новоселки", "BY"), tongue_of("Naujasėdžiai", "LT")
    ('R', '')
    """
    small = name.casefold()
    if not _CYRILLIC.search(small):
        return _BY_COUNTRY.get(country, "") if country else "P"
    if country == "UA":
        return "U"
    if _BELARUSIAN.search(small) or (country == "BY" and "і" in small):
        return "B"
    return "U" if _UKRAINIAN.search(small) and not country else "R"


@lru_cache(maxsize=1 << 14)
def forms(name: str, tongue: str) -> frozenset[str]:
    """Return the skeletons of a name, its endings made those that the languages share.

    Examples
    --------
    >>> sorted(forms("Nowosiółki", "P")), sorted(forms("Залісся", "U")), sorted(forms("Белая", "R"))
    (['novoselki', 'novosolki'], ['zalisi'], ['bela'])
    """
    small = unicodedata.normalize("NFC", name.casefold())
    for pattern, to in _WRITTEN[tongue]:
        small = re.sub(pattern, to, small)
    spelt = {small}
    if tongue == "P":
        for pattern, to in _ALSO:
            spelt |= {re.sub(pattern, to, one) for one in spelt}
    latin = ("polish", "soft") if tongue == "P" else ("english",)
    return frozenset(bones for one in spelt for bones in skeletons(one, latin))


def consonants_of(skeleton: str) -> str:
    """Return a skeleton without its vowels."""
    return _VOWELS.sub("", skeleton)


def are_cognates(name: str, tongue: str, other: str, other_tongue: str) -> bool:
    """Tell whether two names are one, each in its own language.

    Parameters
    ----------
    name, other : str
    tongue, other_tongue : str
        See `tongue_of`.

    Examples
    --------
    >>> are_cognates("Nowosiółki", "P", "Новосілки", "U"), are_cognates("Gródek", "P", "Городок", "U")
    (True, True)
    >>> are_cognates("Nowa", "P", "Нива", "U"), are_cognates("Nowosiółki", "P", "Nowosiółka", "P")
    (False, False)
    """
    if other_tongue + tongue in _FOR:
        name, tongue, other, other_tongue = other, other_tongue, name, tongue
    rules = _FOR.get(tongue + other_tongue)
    if rules is None:
        return False
    pairs = product(forms(name, tongue), forms(other, other_tongue))
    return any(_one_name(one, two, rules, fuller=tongue == "P") for one, two in pairs)


def _one_name(one: str, two: str, rules: Mapping[str, Sequence[str]], *, fuller: bool) -> bool:
    """Whether two skeletons have the same consonants, and vowels that stand for each other."""
    bones = consonants_of(one)
    if bones != consonants_of(two):
        return False
    ours, theirs = _between(one, bones), _between(two, bones)
    # the last vowel makes the number and the gender of a name, which its languages share
    if ours[-1] != theirs[-1]:
        return False
    for k, (vowel, other) in enumerate(zip(ours[:-1], theirs[:-1], strict=True)):
        pair = f"{vowel} {other}"
        closed = k + 1 == len(bones) or not (ours[k + 1] or theirs[k + 1])
        full = (
            fuller
            and not vowel
            and other in {"o", "e"}
            and k > 0
            and bones[k] in "rl"
            and ours[k + 1] in {"o", "e"}
        )
        if not (
            vowel == other.replace("w", "i")
            or pair in rules["any"]
            or (closed and pair in rules["closed"])
            or (bones[k - 1 : k] == "l" and pair in rules["l"])
            or full
        ):
            return False
    return True


def _between(skeleton: str, bones: str) -> list[str]:
    """Return the vowels before, between and behind the consonants."""
    found, at = [], 0
    for bone in bones:
        to = skeleton.index(bone, at)
        found.append(skeleton[at:to])
        at = to + 1
    return [*found, skeleton[at:]]


def other_endings(name: str) -> tuple[str, ...]:
    """Return a name in Latin letters with the endings that Yiddish leaves out, or has -e for.

    Parameters
    ----------
    name : str
        One that no place bears.

    Examples
    --------
    >>> other_endings("Trembovle"), other_endings("Mikulinits"), other_endings("Lwów"), other_endings("Bar")
    (('Trembovla', 'Trembovlo'), ('Mikulinitsy', 'Mikulinitsa'), (), ())
    """
    if _IN_E.search(name):
        return name[:-1] + "a", name[:-1] + "o"
    return (name + "y", name + "a") if _IN_NONE.search(name) else ()


def cognate_rules() -> dict[str, Any]:
    """Return what `tongue_of` and `are_cognates` go by, for the page, which does the same."""
    return {
        "belarusian": _BELARUSIAN.pattern,
        "ukrainian": _UKRAINIAN.pattern,
        "by_country": _BY_COUNTRY,
        "written": _WRITTEN,
        "also": _ALSO,
        "vowels": _FOR,
        "in_e": _IN_E.pattern,
        "in_none": _IN_NONE.pattern,
    }
