"""Which of the many names that GeoNames has of a place are names that a person may type."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from geo.atlas.places import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["is_name", "other_names"]

SCRIPTS: Final = ("LATIN", "CYRILLIC", "HEBREW")
_SIGNS: Final = re.compile(r"[\w .'\-\N{RIGHT SINGLE QUOTATION MARK}\N{HEBREW PUNCTUATION MAQAF}]+")


def _script(name: str) -> str:
    """Return the one script a name is written in, or nothing."""
    letters = (letter for letter in name if unicodedata.category(letter) in {"Lu", "Ll", "Lt", "Lo"})
    scripts = {unicodedata.name(letter, "").partition(" ")[0] for letter in letters}
    return scripts.pop() if len(scripts) == 1 else ""


def is_name(name: str) -> bool:
    """Tell a name from codes, addresses and what was transliterated by a machine, which is written small.

    Parameters
    ----------
    name : str

    Examples
    --------
    >>> is_name("Lwów"), is_name("LWO"), is_name("l wif"), is_name("=1+1"), is_name("Brody 2")
    (True, False, False, False, False)
    """
    script = _script(name)
    if script not in SCRIPTS or not _SIGNS.fullmatch(name) or re.search(r"[\d_]", name):
        return False
    return script == "HEBREW" or (name[0].isupper() and not name.isupper())


def other_names(name: str, alternates: Iterable[str]) -> tuple[str, ...]:
    """Choose the names a person may type that are not yet found by another, those with diacritics first.

    Parameters
    ----------
    name : str
        The place's own.
    alternates : iterable of str

    Returns
    -------
    tuple of str
        In Latin, Cyrillic and Hebrew script, in the order of their folding.

    Examples
    --------
    >>> other_names("Lviv", ["LWO", "Lwow", "Lwów", "l wif", "Lemberg", "Львов", "לבוב", "https://x"])
    ('Lemberg', 'Lwów', 'Львов', 'לבוב')
    """
    found: dict[str, str] = {}
    plain_last = sorted(set(alternates), key=lambda text: (-sum(not sign.isascii() for sign in text), text))
    for spelt in filter(is_name, plain_last):
        found.setdefault(fold(spelt), spelt)
    found.pop(fold(name), None)
    return tuple(found[key] for key in sorted(found))
