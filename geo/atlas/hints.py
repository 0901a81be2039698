"""What a paper writes beside a name: ``Husiatyn, pow. Kopyczyńce``, ``gmina Trościaniec``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from geo.atlas.countries import COUNTRY_NAMES, same_country
from geo.atlas.places import fold

if TYPE_CHECKING:
    from collections.abc import Container

__all__ = [
    "PROVINCE",
    "Asked",
    "bare_hint",
    "hint_rules",
    "read_asked",
    "with_last_apart",
]

_BEFORE: Final = (
    r"gmina|gm\.|wies|wieś|osada|kolonia|kol\.|folwark|folw\.|miasto|miasteczko|m-ko|"
    r"village of|town of|parish of|"
    r"село|с\.|деревня|дер\.|д\.|город|г\.|гор\.|местечко|мест\.|м\.|місто|смт|посёлок|пос\.|хутор|х\.|"
    r"dorf|stadt|markt|satul|sat\.|comuna|orasul|orașul|küla|vald|kylä|pitäjä|kaimas|ciems"
)
_KIND: Final = re.compile(rf"^(?:(?:{_BEFORE})(?:\s+|(?<=\.)))+(?=\S)", re.IGNORECASE)
_OF_PROVINCE: Final = r"wojew[oó]dztw(?:o|a|ie|em)|wo[ij]e?wodschaft|во[єе]водств[оауіе]"
_WITHIN: Final = (
    r"(?:r[ée]gion|district|province|gouvernement|d[ée]partement|arrondissement|oblast) d(?:e la|e|u|es)|"
    rf"powia(?:t|tu|towi|tem)|powiecie|pow\.|pow|p-t|{_OF_PROVINCE}|woj\.|obw(?:ód|odu|odzie)|obw\.|"
    r"obl\.|oblast|област(?:ь|и|і)|обл\.|район(?:а|у|е|і)?|р-н(?:а|у|е|і)?|raion|rayon|rajon|uezd|уезд(?:а|е)?|"
    r"пов[іи]т(?:у|і|е|а)?|пов\.|district of|district|distr\.|county of|province of|region of|kreis|kr\.|"
    r"bezirk|bez\.|jude[tțţ]ul|jud\.|gmina|gminy|gminie|gm\.|maakond|губерни(?:я|и|ї)|губ\.|"
    r"near|bei|près d(?:e|u)|k\.|koło|kolo|k/|ok\.|okolice|obok|w pobliżu|под|возле|біля|близ|недалеко от"
)
"""What stands before the name of a district, a province or a place near by, as lists decline it."""
_WITHIN_D: Final = r"(?:r[ée]gion|district|province|gouvernement|d[ée]partement|arrondissement|oblast) d['’]"
"""The same in French before a vowel."""
_IN: Final = r"(?:(?:w|we|в|во|у|u)\s+)?"
_NOT_IN: Final = r"(?<!\s[wвуu])(?<!\swe)(?<!\sво)"
"""Not behind such a word, which stands with what comes."""
_KIND_AFTER: Final = (
    r"raion|rayon|rajon|район(?:а|у|е|і)?|р-н(?:а|у|е|і)?|oblast|област(?:ь|и|і)|обл\.?|powia(?:t|tu)|powiecie|"
    r"county|district|distr\.?|province|region|uezd|уезд(?:а|е)?|пов[іи]т(?:у|і|е|а)?|voivodeship|kreis|"
    rf"{_OF_PROVINCE}|gubernia|губерни(?:я|и|ї)|губ\.?|вол\.?"
)
_HINT: Final = re.compile(
    rf"{_NOT_IN}\s+(?={_IN}(?:(?:{_WITHIN})(?:\s|(?<=[./]))|{_WITHIN_D})\s*\S)|"
    rf"{_NOT_IN}\s+(?={_IN}[^\s,;]+[cszсцз]ь?[kк][^\s,;]*\s+(?:{_KIND_AFTER})$)",
    re.IGNORECASE,
)
_HINT_WORD: Final = re.compile(
    rf"^{_IN}(?:(?:{_WITHIN})(?:\s+|(?<=[./])\s*)|{_WITHIN_D})|^(?:w|we|в|во|на|na)\s+", re.IGNORECASE
)
_HINT_END: Final = re.compile(rf"\s+(?:{_KIND_AFTER})$", re.IGNORECASE)
PROVINCE: Final = " Voivodeship"
"""Stands behind the name of a province that is a town's, so that nothing is sought near that town."""
_LAST_WORD: Final = re.compile(r"(\S.*?)\s+([^\s,;]+)")
_VOIVODESHIP: Final = re.compile(
    rf"^{_IN}(?:(?:{_OF_PROVINCE})\s+|woj\.\s*)|\s+(?:voivodeship|{_OF_PROVINCE})$", re.IGNORECASE
)
_ADJECTIVE: Final = re.compile(r"k(?:ie|iego|im)$", re.IGNORECASE)
_GENITIVE: Final = re.compile(r"(?<=[csz]k)(?:iego|im|iemu)$", re.IGNORECASE)
"""The name of a district or a province, declined: in its first case that ends in i or in ie."""
_OF_DISTRICT: Final = re.compile(
    rf"^{_IN}(?:powia|powie|pow|p-t)|\s(?:powiat|powiatu|powiecie)$", re.IGNORECASE
)


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
    >>> read_asked("Ruda w powiecie rohatyńskim, województwa tarnopolskiego").hints
    ('rohatyński', 'tarnopolskie')
    >>> read_asked("с. Городниця, Гусятинський район")
    Asked(text='с. Городниця, Гусятинський район', name='Городниця', hints=('Гусятинський',))
    """
    inside = re.findall(r"[(\[]([^()\[\]]*)[)\]]", text)
    outside = re.sub(r"\s*[(\[][^()\[\]]*[)\]]", "", text)
    name, *parts = [part.strip() for part in re.split(r"\s*[,;]\s*", outside)]
    name, *more = _HINT.split(name)
    name = _KIND.sub("", name) or name
    hints = [bare_hint(part) for whole in (*more, *parts, *inside) for part in re.split(r"\s*[,;]\s*", whole)]
    return Asked(text, name.strip(), tuple(dict.fromkeys(filter(None, hints))))


def with_last_apart(name: str, lands: Container[str]) -> str:
    """Part from a name, by a comma, its last word if that is a land, a province's seat or a country.

    Parameters
    ----------
    name : str
        One that no place bears.
    lands : container of str
        See `geo.atlas.bynames.Bynames`.

    Returns
    -------
    str
        Empty if there is no such word.

    Examples
    --------
    >>> with_last_apart("Dolina Stanisławów", {"stanislawow voivodeship"})
    'Dolina, Stanisławów'
    >>> with_last_apart("Brody tarnopolskiego", {"tarnopolskie"}), with_last_apart("Zimna Woda", {})
    ('Brody, tarnopolskiego', '')
    """
    found = _LAST_WORD.fullmatch(name)
    if found is None:
        return ""
    bare = _GENITIVE.sub("ie", bare_hint(found[2]))
    is_land = fold(bare) in lands or fold(bare + PROVINCE) in lands or bool(same_country(bare))
    return f"{found[1]}, {found[2]}" if is_land else ""


def hint_rules() -> dict[str, Any]:
    """Return what `read_asked` and `same_country` go by, for the page, which does the same."""
    patterns = {"kind": _KIND, "hint": _HINT, "hint_word": _HINT_WORD, "hint_end": _HINT_END}
    patterns |= {"voivodeship": _VOIVODESHIP, "adjective": _ADJECTIVE, "genitive": _GENITIVE}
    patterns |= {"of_district": _OF_DISTRICT, "last_word": _LAST_WORD}
    return {**{name: pattern.pattern for name, pattern in patterns.items()}, "country": COUNTRY_NAMES}


def bare_hint(hint: str) -> str:
    """Return the name in what says of where to look, without its kind and in its first case.

    Examples
    --------
    >>> bare_hint("woj. wołyńskiego"), bare_hint("region de Lwów"), bare_hint("Тернопольской обл.")
    ('wołyńskie', 'Lwów', 'Тернопольской')
    """
    stripped = hint.strip()
    bare = _HINT_END.sub("", _HINT_WORD.sub("", stripped)) or stripped
    bare = _GENITIVE.sub("i" if _OF_DISTRICT.search(stripped) else "ie", bare)
    is_province = _VOIVODESHIP.search(stripped) and not _ADJECTIVE.search(bare)
    return f"{bare}{PROVINCE}" if is_province else bare
