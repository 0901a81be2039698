"""What a paper writes beside a name: ``Husiatyn, pow. Kopyczyńce``, ``gmina Trościaniec``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from geo.atlas.places import fold

__all__ = ["COUNTRIES", "PROVINCE", "Asked", "hint_rules", "read_asked", "same_country"]

COUNTRIES: Final = {
    "BG": "Bulgaria", "BY": "Belarus", "CZ": "Czechia", "DE": "Germany", "EE": "Estonia", "FI": "Finland",
    "HR": "Croatia", "HU": "Hungary", "LT": "Lithuania", "LV": "Latvia", "MD": "Moldova", "NO": "Norway",
    "PL": "Poland", "RO": "Romania", "RS": "Serbia", "RU": "Russia", "SE": "Sweden", "SK": "Slovakia",
    "UA": "Ukraine",
}  # fmt: skip
"""Today's countries, by their two letters."""

_CALLED: Final = {
    "Belarus": "bialorus byelorussia belorussia bielarus weissrussland беларусь белоруссия",
    "Estonia": "eesti estland viro эстония",
    "Finland": "suomi finnland финляндия",
    "Germany": "deutschland niemcy германия reich",
    "Hungary": "magyarorszag ungarn wegry венгрия",
    "Latvia": "latvija lettland lotwa латвия",
    "Lithuania": "lietuva litauen litwa литва",
    "Moldova": "moldavia moldau молдова молдавия",
    "Poland": "polska polen pologne lengyelorszag польша польща",
    "Romania": "rumania roumania rumanien rumunia румыния",
    "Russia": "rossija russland rosja россия",
    "Ukraine": "ukraina украина україна",
}
_COUNTRY: Final = {name: country for country, names in _CALLED.items() for name in names.split()} | {
    fold(name): name for name in COUNTRIES.values()
}

_BEFORE: Final = (
    r"gmina|gm\.|wies|wieś|osada|kolonia|kol\.|folwark|folw\.|miasto|miasteczko|m-ko|"
    r"village of|town of|parish of|"
    r"село|с\.|деревня|дер\.|д\.|город|г\.|гор\.|местечко|мест\.|м\.|місто|смт|посёлок|пос\.|хутор|х\.|"
    r"dorf|stadt|markt|satul|sat\.|comuna|orasul|orașul|küla|vald|kylä|pitäjä|kaimas|ciems"
)
_KIND: Final = re.compile(rf"^(?:(?:{_BEFORE})(?:\s+|(?<=\.)))+(?=\S)", re.IGNORECASE)
_WITHIN: Final = (
    r"powiat|pow\.|pow|p-t|wojew[oó]dztwo|woj\.|obwód|obw\.|obl\.|oblast|область|обл\.|район|р-н|raion|rayon|"
    r"rajon|uezd|уезд|повіт|пов\.|district of|district|distr\.|county of|province of|kreis|kr\.|bezirk|bez\.|"
    r"jude[tțţ]ul|jud\.|gmina|gm\.|maakond|near|bei|k\.|koło|kolo|k/|obok|под|біля|возле"
)
_HINT: Final = re.compile(rf"\s+(?=(?:{_WITHIN})(?:\s|(?<=[./]))\s*\S)", re.IGNORECASE)
_HINT_WORD: Final = re.compile(rf"^(?:{_WITHIN})(?:\s+|(?<=[./])\s*)", re.IGNORECASE)
_HINT_END: Final = re.compile(
    r"\s+(?:raion|rayon|rajon|район|р-н|oblast|область|обл\.?|powiat|county|district|distr\.?|province|uezd|уезд|"
    r"voivodeship|kreis|gubernia|губерния|вол\.?)$",
    re.IGNORECASE,
)
PROVINCE: Final = " Voivodeship"
"""Stands behind the name of a province that is a town's, so that nothing is sought near that town."""
_VOIVODESHIP: Final = re.compile(r"^wojew[oó]dztwo\s+|^woj\.\s*|\s+voivodeship$", re.IGNORECASE)
_ADJECTIVE: Final = re.compile(r"k(?:ie|iego|im)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """A name as it was asked for, and what was said of where to look.

    Attributes
    ----------
    text : str
        All of it.
    name : str
        Without what says of what kind the place is, and where.
    hints : tuple of str
        Names of districts, provinces, countries or places near by.
    """

    text: str
    name: str
    hints: tuple[str, ...] = ()


def read_asked(text: str) -> Asked:
    """Part a name from what a paper writes beside it.

    Examples
    --------
    >>> read_asked("Husiatyn, pow. Kopyczyńce, Poland")
    Asked(text='Husiatyn, pow. Kopyczyńce, Poland', name='Husiatyn', hints=('Kopyczyńce', 'Poland'))
    >>> read_asked("gmina Trościaniec").name, read_asked("Brody (Galizien)").hints
    ('Trościaniec', ('Galizien',))
    >>> read_asked("с. Городниця, Гусятинський район")
    Asked(text='с. Городниця, Гусятинський район', name='Городниця', hints=('Гусятинський',))
    """
    inside = re.findall(r"[(\[]([^()\[\]]*)[)\]]", text)
    outside = re.sub(r"\s*[(\[][^()\[\]]*[)\]]", "", text)
    name, *parts = [part.strip() for part in re.split(r"\s*[,;]\s*", outside)]
    name, *more = _HINT.split(name)
    name = _KIND.sub("", name) or name
    hints = [_bare(part) for whole in (*more, *parts, *inside) for part in re.split(r"\s*[,;]\s*", whole)]
    return Asked(text, name.strip(), tuple(dict.fromkeys(filter(None, hints))))


def hint_rules() -> dict[str, Any]:
    """Return what `read_asked` and `same_country` go by, for the page, which does the same."""
    patterns = {"kind": _KIND, "hint": _HINT, "hint_word": _HINT_WORD, "hint_end": _HINT_END}
    patterns |= {"voivodeship": _VOIVODESHIP, "adjective": _ADJECTIVE}
    return {**{name: pattern.pattern for name, pattern in patterns.items()}, "country": _COUNTRY}


def _bare(hint: str) -> str:
    stripped = hint.strip()
    bare = _HINT_END.sub("", _HINT_WORD.sub("", stripped)) or stripped
    is_province = _VOIVODESHIP.search(stripped) and not _ADJECTIVE.search(bare)
    return f"{bare}{PROVINCE}" if is_province else bare


def same_country(name: str) -> str:
    """Return a country's English name, in whatever language it is given; empty if it is none.

    Examples
    --------
    >>> same_country("Polska"), same_country("Rumänien"), same_country("Husiatyn")
    ('Poland', 'Romania', '')
    """
    return _COUNTRY.get(fold(name), "")
