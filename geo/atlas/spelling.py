"""One name in many spellings: a skeleton that every romanisation of it shares, and a romanisation to read.

The names of this land were written by six states in four alphabets, and each
wrote those of the others by its own rules: Гусятин is Husiatyn, Gusyatin,
Husjatyn and Husiatin. So a name is read by the rules of each language that may
have written it, and what is left of it is its *skeleton*: ``sh``, ``sz``,
``sch``, ``š`` and ``ш`` are one letter there, as are h and g, w and v, i, j and y.
Two names that share a skeleton by any reading are spellings of one name.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache, partial
from itertools import filterfalse
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = [
    "READINGS",
    "by_likeness",
    "readings_of",
    "romanised",
    "skeletons",
    "skeletons_of_each",
    "spelling_rules",
]

READINGS: Final = ("polish", "soft", "english", "german", "romanian")
"""By whose rules Latin letters are read; Polish stands for all that write č, š and ž, or could.

Soft is Polish that takes ci, ści and dzi for the ti, sti and di of its eastern neighbours."""

# what an accent says is kept before the accents go; capitals are letters of the skeleton
_ACCENTED: Final = str.maketrans(
    {
        "š": "S", "ş": "S", "ș": "S", "č": "C", "ž": "Z", "ż": "Z", "ţ": "\x01", "ț": "\x01", "ć": "\x01",
        "ł": "l",
        "ø": "o", "đ": "d", "ð": "d", "æ": "e", "œ": "e", "ß": "s", "ı": "i", "ў": "в", "ё": "о", "ґ": "г",
        "ŝ": "SC", "û": "iu", "â": "A", "î": "I",
    }
)  # fmt: skip

_CYRILLIC: Final = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "є": "e", "э": "e", "ж": "Z", "з": "z",
        "и": "i", "і": "i", "ї": "i", "й": "i", "ы": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o",
        "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "x", "ц": "c", "ч": "C", "ш": "S",
        "щ": "SC", "ъ": "", "ь": "", "ю": "iu", "я": "ia", "ѣ": "e", "ѳ": "f", "ѵ": "i",
    }
)  # fmt: skip

_DIGRAPHS: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "polish": (
        ("ujsc", "usc"), ("szcz", "SC"), ("sz", "S"), ("cz", "C"), ("rz", "r"), ("ch", "x"), ("w", "v"),
        ("q", "k"), ("A", "a"), ("I", "i"),
    ),
    "soft": (
        ("ujsc", "usc"), ("szcz", "SC"), ("sz", "S"), ("cz", "C"), ("rz", "r"), ("ch", "x"), ("dzi", "di"),
        ("ci", "ti"), ("\x01", "t"), ("w", "v"), ("q", "k"), ("A", "a"), ("I", "i"),
    ),
    "english": (
        ("shch", "SC"), ("tsh", "C"), ("tch", "C"), ("sh", "S"), ("ch", "C"), ("zh", "Z"), ("kh", "x"),
        ("ts", "c"), ("tz", "c"), ("ck", "k"), ("c", "k"), ("w", "v"), ("q", "k"), ("A", "a"), ("I", "i"),
    ),
    "german": (
        ("schtsch", "SC"), ("tsch", "C"), ("sch", "S"), ("ch", "x"), ("tz", "c"), ("z", "c"), ("ck", "k"),
        ("ph", "f"), ("th", "t"), ("ae", "a"), ("oe", "o"), ("ue", "u"), ("c", "k"), ("w", "v"), ("q", "k"),
        ("A", "a"), ("I", "i"),
    ),
    "romanian": (
        ("che", "ke"), ("chi", "ki"), ("ghe", "ge"), ("ghi", "gi"), ("ce", "Ce"), ("ci", "Ci"), ("ch", "x"),
        ("c", "k"), ("j", "Z"), ("w", "v"), ("q", "k"), ("A", "i"), ("I", "i"),
    ),
}  # fmt: skip

_CERTAIN: Final = "\x01"
"""The letter ts where an accent makes it certain: no reading may take it for k."""

_BY_COUNTRY: Final = {
    **dict.fromkeys(("LT", "LV", "EE", "FI", "SK", "CZ", "SE", "NO"), ("polish",)),
    "PL": ("polish", "soft"),
    **dict.fromkeys(("UA", "BY", "RU"), ("english", "polish")),
    **dict.fromkeys(("RO", "MD"), ("romanian",)),
    **dict.fromkeys(("DE",), ("german",)),
}


def readings_of(country: str) -> tuple[str, ...]:
    """By whose rules a country writes its own names; all of them if it is not known.

    Parameters
    ----------
    country : str
        Two letters, as in ISO 3166.
    """
    return _BY_COUNTRY.get(country, READINGS)


def skeletons(name: str, readings: Iterable[str] = READINGS) -> frozenset[str]:
    """Return what is left of a name whoever spelt it.

    Parameters
    ----------
    name : str
        In Latin or Cyrillic letters; of other scripts there is no skeleton.
    readings : iterable of str
        Of `READINGS`.

    Returns
    -------
    frozenset of str
        ASCII letters, one skeleton for each way of reading it.

    Examples
    --------
    >>> for spelt in ("Husiatyn", "Gusyatin", "Husjatyn", "Hussiatyn", "Гусятин"):
    ...     assert "gusiatin" in skeletons(spelt)
    >>> bool(skeletons("Drohobycz") & skeletons("Дрогобыч") & skeletons("Drohobytsch"))
    True
    >>> skeletons("דרוהוביץ")
    frozenset()
    """
    return _skeletons(name, tuple(readings))


@lru_cache(maxsize=1 << 16)
def _skeletons(name: str, readings: tuple[str, ...]) -> frozenset[str]:
    return skeletons_of_each([name], readings)[0]


def skeletons_of_each(names: Sequence[str], readings: Iterable[str] = READINGS) -> list[frozenset[str]]:
    """Return the `skeletons` of each of many names: all are read together, line by line.

    Parameters
    ----------
    names : sequence of str
    readings : iterable of str
        Of `READINGS`.

    Examples
    --------
    >>> [sorted(each) for each in skeletons_of_each(["Łódź", "Лодзь"], ["polish"])]
    [['lodz'], ['lod', 'lodz']]
    """
    # 1. a name a line, what an accent says kept, the other accents gone
    text = "\n".join(name.replace("\n", " ") for name in names)
    kept = unicodedata.normalize("NFC", text.casefold()).translate(_ACCENTED)
    apart = "".join(filterfalse(unicodedata.combining, unicodedata.normalize("NFKD", _unaccented(kept))))
    # 2. each script by its own rules
    lines = apart.split("\n")
    cyrillic = [_CYRILLIC_LETTER.search(line) is not None for line in kept.split("\n")]
    found: list[set[str]] = [set() for _ in names]
    for own, rules in (
        (True, (_letter_by_letter, _with_soft_t)),
        (False, [partial(_read, reading=reading) for reading in readings]),
    ):
        rows = [row for row, is_cyrillic in enumerate(cyrillic) if is_cyrillic == own]
        part = "\n".join(lines[row] for row in rows)
        for read in rules if rows else ():
            for row, skeleton in zip(rows, _merged(read(part)).split("\n"), strict=True):
                found[row].add(skeleton)
    return [frozenset(each - {""}) for each in found]


_UMLAUT: Final = re.compile("[äöüõåøæœ]")
_UMLAUT_OR_TWO: Final = re.compile("[äöüõåøæœ]|[aou]e")
_KEPT_APART: Final = {"ae": "aqe", "ä": "aqe", "æ": "aqe", "ue": "uqe", "ü": "uqe"}
"""What no reading merges with a plain vowel; of the others, which are all read as ö."""
_DIGITS: Final = re.compile(r"\d+")
_ROUND: Final = re.compile("[oо]")
_SOFT_ROUND: Final = re.compile("[ijyйі][oо]|ё")
"""How two names may begin of which a skeleton is the same: Orsk and Jorsk."""


def by_likeness(name: str, bears: str) -> bool:
    """Tell whether two names that share a skeleton are only like each other, and may be two names.

    So it is where one has an umlaut, or the two letters that stand for it, and the other has neither,
    where one begins with jo and the other with o, or where the name has a number that the other lacks: the
    skeleton leaves all of that out.

    Parameters
    ----------
    name : str
        As it was asked for.
    bears : str
        Another spelling of it.

    Examples
    --------
    >>> by_likeness("Ösel", "Osiel"), by_likeness("Oesel", "Osiel"), by_likeness("Oesel", "Ösel")
    (True, True, False)
    >>> by_likeness("Lwów 3", "Lviv"), by_likeness("Uhrynów", "Uhryniv"), by_likeness("Jork", "Orzk")
    (True, False, True)
    """
    if not set(_DIGITS.findall(name)) <= set(_DIGITS.findall(bears)):
        return True
    small = [unicodedata.normalize("NFC", one.casefold()) for one in (name, bears)]
    if any(_SOFT_ROUND.match(one) and _ROUND.match(other) for one, other in (small, small[::-1])):
        return True
    if not any(map(_UMLAUT_OR_TWO.search, small)):
        return False
    apart = [_UMLAUT_OR_TWO.sub(_kept_apart, one) for one in small]
    if skeletons(apart[0]) & skeletons(apart[1]):
        return False
    # the two letters may be two sounds, but for a German
    apart = [_UMLAUT.sub(_kept_apart, one) for one in small]
    others = [reading for reading in READINGS if reading != "german"]
    return not skeletons(apart[0], others) & skeletons(apart[1], others)


def _kept_apart(found: re.Match[str]) -> str:
    return _KEPT_APART.get(found[0], "oqe")


def _letter_by_letter(text: str) -> str:
    return text.translate(_CYRILLIC)


def _with_soft_t(text: str) -> str:
    return _SOFT_T.sub("т", text.replace("дз", "д")).translate(_CYRILLIC)


_CYRILLIC_LETTER: Final = re.compile("[\u0400-\u04ff]")
_SOFT_T: Final = re.compile(r"ц(?=[іеюяь])")
"""Belarusian writes дз and ц where its neighbours have a soft д and т."""


def _unaccented(text: str) -> str:
    """Keep й and ї, whose marks would be taken for accents; both are i."""
    return text.replace("й", "и").replace("ї", "и")


def _read(text: str, reading: str) -> str:
    for digraph, letter in _DIGRAPHS[reading]:
        text = text.replace(digraph, _CERTAIN if letter == "c" else letter)
    return text.replace(_CERTAIN, "c")


_NO_LETTER: Final = re.compile(r"[^A-Za-z\n]+")
_TWICE: Final = re.compile(r"(.)\1+")
_OV: Final = re.compile(r"[eiou]v(?=[kcs]|\b)")
_PALATAL: Final = re.compile(r"i(?=[eo])|(?<=[lcCSZ])i(?=[au])")
_PLURAL: Final = re.compile(r"[ei]+\b")
_ALIKE: Final = str.maketrans("hyj", "gii")


def _merged(text: str) -> str:
    """Merge what languages tell apart: h and g, i and y and j, -iv and -ów and -ov, -e and -i at the end."""
    text = _TWICE.sub(r"\1", text.translate(_ALIKE).replace("'", ""))
    text = _OV.sub("ov", _PALATAL.sub("", text))
    return _NO_LETTER.sub("", _PLURAL.sub("i", text))


_UKRAINIAN: Final = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh", "з": "z",
    "и": "y", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p",
    "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch",
    "ь": "", "ю": "iu", "я": "ia", "ы": "y", "э": "e", "ё": "io", "ъ": "",
}  # fmt: skip
_RUSSIAN: Final = {
    **_UKRAINIAN, "г": "g", "е": "e", "и": "i", "й": "y", "ю": "yu", "я": "ya", "ё": "yo",
}  # fmt: skip
_BELARUSIAN: Final = {
    **_UKRAINIAN, "е": "ie", "ё": "io", "ж": "ž", "х": "ch", "ц": "c", "ч": "č", "ш": "š", "ў": "ŭ", "і": "i",
    "й": "j", "и": "i", "щ": "šč",
}  # fmt: skip
_TABLES: Final = {"UA": _UKRAINIAN, "BY": _BELARUSIAN, "RU": _RUSSIAN}
_AT_START: Final = {"UA": {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}}
_WORD: Final = re.compile(r"\w+")


def spelling_rules() -> dict[str, Any]:
    """Return what `skeletons` and `romanised` go by, for the page, which does the same."""
    letters: dict[str, dict[int, Any]] = {"accented": _ACCENTED, "cyrillic": _CYRILLIC, "alike": _ALIKE}
    patterns = {
        "soft_t": _SOFT_T, "no_letter": _NO_LETTER, "twice": _TWICE, "ov": _OV, "palatal": _PALATAL,
        "plural": _PLURAL,
    }  # fmt: skip
    return {
        **{
            name: {chr(sign): chr(to) if isinstance(to, int) else to for sign, to in table.items()}
            for name, table in letters.items()
        },
        **{name: pattern.pattern for name, pattern in patterns.items()},
        "certain": _CERTAIN,
        "umlaut": _UMLAUT.pattern,
        "umlaut_or_two": _UMLAUT_OR_TWO.pattern,
        "apart": _KEPT_APART,
        "round": _ROUND.pattern,
        "soft_round": _SOFT_ROUND.pattern,
        "digraphs": _DIGRAPHS,
        "romanised": _TABLES,
        "at_start": _AT_START,
    }


def romanised(name: str, country: str) -> str:
    """Write a Cyrillic name in Latin letters as its country does today, to be read and sounded.

    Parameters
    ----------
    name : str
        One without Cyrillic letters comes back as it is.
    country : str
        Two letters: ``UA`` (the national system of 2010), ``BY`` (the national
        one), ``RU`` and any other (that of most English maps).

    Examples
    --------
    >>> romanised("Городниця", "UA"), romanised("Ягодин", "UA"), romanised("Баранавічы", "BY")
    ('Horodnytsia', 'Yahodyn', 'Baranavičy')
    >>> romanised("Выборг", "RU")
    'Vyborg'
    """
    if not any("\u0400" <= letter <= "\u04ff" for letter in name):
        return name
    table = _TABLES.get(country, _RUSSIAN)
    first = _AT_START.get(country, {})

    def word(found: re.Match[str]) -> str:
        letters = found[0]
        small = letters.casefold()
        if country == "UA":
            small = small.replace("зг", "з\x00")
        spelt = first.get(small[0], table.get(small[0], small[0])) + "".join(
            table.get(letter, "gh" if letter == "\x00" else letter) for letter in small[1:]
        )
        return spelt[:1].upper() + spelt[1:] if letters[0].isupper() else spelt

    plain = re.sub("['\N{RIGHT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}]", "", name)
    return _WORD.sub(word, plain)
