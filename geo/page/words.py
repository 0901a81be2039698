"""The page's words: every text it shows, with numbers and names filled in.

All texts stand in ``assets/texts.en.json``, those of other languages in the
bundled atlas's ``languages``; a translation is a mapping of the same names to
other texts. Texts hold names in braces, such as ``{day}``, that
values are put in for, here or by the page's own ``words.js``, which does the
same.
"""

from __future__ import annotations

import json
import math
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from geo.atlas import bundled
from geo.atlas.languages import ENGLISH, languages, read_language
from geo.errors import UnknownNameError
from geo.files.names import choices, plain
from geo.files.numbers import NARROW, fixed

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

__all__ = [
    "area_text",
    "area_words",
    "day_words",
    "fill",
    "lat_words",
    "length_words",
    "number_words",
    "read_words",
    "sentence",
    "tag",
    "whole_words",
]

_TEXTS: Final = Path(__file__).resolve().parent / "assets" / "texts.en.json"
_PLACE: Final = re.compile(r"\{(\w+)\}", re.ASCII)
_TAG: Final = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}", re.IGNORECASE)
_OPEN: Final = ("holders", "genitives")
"""Texts by names that are not the page's own: states."""


@lru_cache(maxsize=1)
def _texts() -> dict[str, Any]:
    texts: dict[str, Any] = json.loads(_TEXTS.read_text(encoding="utf-8"))
    return texts


def read_words(words: Mapping[str, Any] | None = None, lang: str = "en") -> dict[str, Any]:
    """Return the page's texts, some of them replaced.

    Parameters
    ----------
    words : mapping, optional
        Texts by their names in ``texts.en.json``. Where a name stands for
        several texts, those that are not given stay.
    lang : str
        The language; one that there is no catalogue of has the English words.

    Returns
    -------
    dict

    Raises
    ------
    UnknownNameError
        If the page has no text of some name, or one of another kind.

    Examples
    --------
    >>> read_words({"total": "Yhteensä"})["total"]
    'Yhteensä'
    >>> read_words({"totl": "Yhteensä"})
    Traceback (most recent call last):
        ...
    geo.errors.UnknownNameError: the page has no text called 'totl'; did you mean total?
    """
    texts = dict(_texts())
    # a reader's own words come last
    for name, given in (*_translated(lang).items(), *(words or {}).items()):
        if name not in texts:
            known = choices(str(name), list(texts), "choose from")
            msg = f"the page has no text called '{plain(str(name), 60)}'; {known}"
            raise UnknownNameError(msg)
        texts[name] = _replaced(name, texts[name], given)
    return texts


@lru_cache(maxsize=16)
def _translated(lang: str) -> dict[str, Any]:
    folder = bundled.data_folder()
    if lang.lower().partition("-")[0] not in languages(folder):
        return {}
    language = read_language(folder, lang)
    numbers = {} if language is ENGLISH else {"decimal": language.decimal, "group": language.group}
    return {**language.page, **numbers}


def _replaced(name: str, own: object, given: object) -> object:
    """Put one text, or several of one name, in place of the page's own."""
    if isinstance(own, str) and isinstance(given, str):
        return given
    if isinstance(own, dict) and isinstance(given, dict):
        unknown = [key for key in given if key not in own and name not in _OPEN]
        if not unknown and all(isinstance(text, str) for text in given.values()):
            return {**own, **given}
    if isinstance(own, list) and isinstance(given, list | tuple):
        texts = [text for text in given if isinstance(text, str)]
        if len(texts) == len(given) == len(own):
            return texts
    kind = "a text" if isinstance(own, str) else f"texts as in {json.dumps(own, ensure_ascii=False)[:80]}"
    msg = f"the page's text '{name}' cannot be {plain(repr(given), 60)}; give {kind}."
    raise UnknownNameError(msg)


def tag(lang: str) -> str:
    """Check the tag of a language, such as ``fi`` or ``pt-BR``.

    Raises
    ------
    UnknownNameError
        If it is none (BCP 47).

    Examples
    --------
    >>> tag("pt-BR")
    'pt-BR'
    """
    if _TAG.fullmatch(lang):
        return lang
    msg = f"'{plain(lang, 40)}' is not the tag of a language; give one such as en, fi or pt-BR."
    raise UnknownNameError(msg)


def fill(text: str, values: Mapping[str, object]) -> str:
    """Put values where their names stand in braces.

    A name that has no value stays as it is, and so does any other brace: a
    translation with a brace too many is shown so, and found, but the page is
    made.

    Examples
    --------
    >>> fill("{km} km from {place} {}", {"km": 3})
    '3 km from {place} {}'
    """
    return _PLACE.sub(lambda found: str(values.get(found[1], found[0])), text)


def sentence(text: str) -> str:
    """Write a sentence as it is written: one capital, one full stop.

    Examples
    --------
    >>> sentence("no border moves"), sentence("Why?"), sentence(" ")
    ('No border moves.', 'Why?', '')
    """
    said = text.strip()
    said = said[:1].upper() + said[1:] if said[:1].islower() and len(said[:1].upper()) == 1 else said
    return said if not said or said[-1] in ".!?…" else f"{said}."


def day_words(texts: Mapping[str, Any], day: dt.date) -> str:
    """Write a day in words.

    Examples
    --------
    >>> import datetime as dt
    >>> day_words(read_words(), dt.date(1940, 6, 28))
    '28 June 1940'
    """
    return fill(texts["day"], {"d": day.day, "month": texts["months"][day.month - 1], "y": day.year})


def number_words(texts: Mapping[str, Any], number: str) -> str:
    """Write a number as the page's language does; it comes with a point and narrow gaps.

    Examples
    --------
    >>> number_words({**read_words(), "decimal": ","}, "1.5")
    '1,5'
    """
    return number.translate({ord("."): texts["decimal"], ord(NARROW): texts["group"]})


def lat_words(texts: Mapping[str, Any], lat: float, digits: int) -> str:
    """Write a latitude as the page's language does.

    Examples
    --------
    >>> lat_words({**read_words(), "decimal": ","}, 56.28, 2)
    '56,28° N'
    """
    side = texts["sides"]["s" if lat < 0 else "n"]
    return f"{number_words(texts, fixed(abs(lat), digits, gap=NARROW))}° {side}"


def whole_words(texts: Mapping[str, Any], number: float) -> str:
    """Write a number without decimals, as the page's language does.

    Examples
    --------
    >>> whole_words({**read_words(), "group": "."}, 451_350.2)
    '451.350'
    """
    return number_words(texts, fixed(number, 0, gap=NARROW))


def area_words(texts: Mapping[str, Any], km2: float) -> str:
    """Write square kilometres without decimals, but two digits of less than one, which would read as none.

    Examples
    --------
    >>> area_words(read_words(), 451_350.2), area_words(read_words(), 0.00159), area_words(read_words(), 0.0)
    ('451\u202f350', '0.0016', '0')
    """
    return number_words(texts, area_text(km2))


def area_text(km2: float) -> str:
    """Write square kilometres as `area_words`, with a point and narrow gaps.

    Examples
    --------
    >>> area_text(0.5), area_text(12.34)
    ('0.50', '12')
    """
    small = 0.0 < abs(km2) < 1.0
    return fixed(km2, 1 - math.floor(math.log10(abs(km2))) if small else 0, gap=NARROW)


def length_words(texts: Mapping[str, Any], km: float) -> str:
    """Write kilometres without decimals, but with two where less than one would read as none or as one.

    Examples
    --------
    >>> length_words(read_words(), 129.6), length_words(read_words(), 0.486), length_words(read_words(), 0.0)
    ('130', '0.49', '0')
    """
    digits = 2 if round(abs(km), 2) and round(abs(km), 2) < 1.0 else 0
    return number_words(texts, fixed(km, digits, gap=NARROW))
