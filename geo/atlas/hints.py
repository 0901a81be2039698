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
    "is_powiat",
    "kind_of",
    "read_asked",
    "seats_called",
    "undeclined",
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
_NEAR: Final = (
    r"near|nearby|under|bei|nahe|unweit|près d(?:e|u)|k\.|koło|kolo|k/|ok\.|okolice|obok|w pobliżu|blisko|"
    r"niedaleko|nieopodal|pod|под|возле|около|вблизи|біля|поблизу|коло|під|каля|пад|близ|неподалік|"
    r"недалеко от|недалеко від|недалёка ад|prie|netoli|šalia|pie|netālu no|lângă|lîngă|aproape de"
)
_COMMUNE: Final = (
    r"gmina|gminy|gminie|gm\.|comuna|commune of|parish of|valsčius|valsč\.|pagasts|pag\.|vald|волост(?:ь|и|і)"
)
_RAION: Final = (
    r"район(?:а|у|е|і)?|раён(?:а|у|е)?|р-н(?:а|у|е|і)?|raion(?:ul)?|rayon|rajon(?:u|ie)?|raj\.|r-n(?:u|ie)?"
)
_DISTRICT: Final = (
    rf"powia(?:t|tu|towi|tem)|powiecie|pow\.|pow|p-t|{_RAION}|uezd|уезд(?:а|е)?|"
    r"пов[іи]т(?:у|і|е|а)?|павет(?:а|у|е)?|пов\.|пав\.|district of|district|distr\.|county of|kreis|kr\.|"
    r"landkreis|bezirk|bez\.|jude[tțţ](?:ul)?|jud\.|maakond|apskrit(?:is|ies)|apskr\.|apriņķ(?:is|a)|apr\."
)
_IN: Final = r"(?:(?:w|we|в|во|у|u)\s+)?"
_GUBERNIA: Final = (
    r"(?:губерн|gubern|guberņ|gouvernement|governorate|kubermang|kuvernement|guvernement|guvern[ăa]m[âa]nt)"
    r"[^\s,;.]*|(?:губ|gub|gouv|kub|kuv|guv)\."
)
_GUBERNIA_AFTER: Final = rf"{_GUBERNIA}|губ|gub|gouv|government"
_NOT_GENERAL: Final = r"(?!.*(?:g[eé]n[eé]ral|генерал|генэрал|ģenerāl|kindral|kenraal))"
"""The General Government of those years is no guberniya of the empire."""
_WITHIN: Final = (
    r"(?:r[ée]gion|district|province|gouvernement|d[ée]partement|arrondissement|oblast) d(?:e la|e|u|es)|"
    rf"{_OF_PROVINCE}|woj\.|obw(?:ód|odu|odzie)|obw\.|obl\.|oblast|област(?:ь|и|і)|обл\.|"
    rf"province of|region of|{_NOT_GENERAL}(?:{_GUBERNIA}|government of)|{_DISTRICT}|{_COMMUNE}|{_NEAR}"
)
"""What stands before the name of a district, a province or a place near by, as lists decline it."""
_WITHIN_D: Final = r"(?:r[ée]gion|district|province|gouvernement|d[ée]partement|arrondissement|oblast) d['’]"
"""The same in French before a vowel."""
_NOT_IN: Final = r"(?<!\s[wвуu])(?<!\swe)(?<!\sво)"
"""Not behind such a word, which stands with what comes."""
_DISTRICT_AFTER: Final = (
    rf"{_RAION}|powia(?:t|tu)|powiecie|pow\.?|p-t|пов\.?|пав\.?|county|district|distr\.?|uezd|уезд(?:а|е)?|у\.|пов[іи]т(?:у|і|е|а)?|"
    r"павет(?:а|у|е)?|kreis|maakond|apskrit(?:is|ies)|apskr\.|apriņķ(?:is|a)|apr\."
)
_COMMUNE_AFTER: Final = r"вол\.?|волост(?:ь|и|і)|valsčius|valsč\.|pagasts|pag\.|vald"
_KIND_AFTER: Final = (
    rf"{_DISTRICT_AFTER}|{_COMMUNE_AFTER}|oblast|област(?:ь|и|і)|обл\.?|province|region|voivodeship|"
    rf"{_OF_PROVINCE}"
)
_HINT: Final = re.compile(
    rf"{_NOT_IN}\s+(?={_IN}(?:(?:{_WITHIN})(?:\s|(?<=[./]))|{_WITHIN_D})\s*\S)|"
    rf"{_NOT_IN}\s+(?={_IN}[^\s,;]+[cszсцз]ь?[kк][^\s,;]*\s+(?:{_KIND_AFTER})$)|"
    rf"{_NOT_IN}\s+(?={_NOT_GENERAL}{_IN}[^\s,;]+\s+(?:{_GUBERNIA_AFTER})$)",
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
_KINDS: Final = {
    "gubernia": re.compile(
        rf"^{_NOT_GENERAL}(?:{_IN}(?:{_GUBERNIA}|government of)(?:\s|(?<=\.))\s*\S|"
        rf".*\S\s+(?:{_GUBERNIA_AFTER})$)",
        re.IGNORECASE,
    ),
    "near": re.compile(
        rf"^{_IN}(?:{_NEAR}|{_COMMUNE})(?:\s|(?<=[./]))\s*\S|\S\s+(?:{_COMMUNE_AFTER})$", re.IGNORECASE
    ),
    "raion": re.compile(rf"^{_IN}(?:{_RAION})\s+\S|\S\s+(?:{_RAION})$", re.IGNORECASE),
    "district": re.compile(
        rf"^{_IN}(?:{_DISTRICT}|(?:district|arrondissement) d(?:e la|e|u|es))(?:\s|(?<=\.))\s*\S|"
        rf"^{_IN}(?:district|arrondissement) d['’]|\S\s+(?:{_DISTRICT_AFTER})$",
        re.IGNORECASE,
    ),
    "province": re.compile(
        rf"^{_IN}(?:(?:{_WITHIN})(?:\s|(?<=[./]))\s*\S|{_WITHIN_D})|\S\s+(?:{_KIND_AFTER})$", re.IGNORECASE
    ),
}
"""What says of which kind that is which stands beside a name: the first of these that holds."""
_LEAST_STEM: Final = 2
"""Letters that stay before an ending."""
_DECLINED: Final = {
    # Polish
    "owa": ["ów"], "owem": ["ów", "owo"], "ego": ["e", "y"], "cia": ["ć"], "ciem": ["ć"], "nia": ["ń"],
    "niem": ["ń"], "kiem": ["k", "ek"], "ka": ["ek"], "ca": ["ec"], "cem": ["ec"], "la": ["el"], "lem": ["el"],
    "a": ["", "o"], "em": ["", "o", "e"], "y": ["a"], "i": ["a"], "yi": ["yja"], "ów": ["y", "i"],
    "ami": ["y", "i", "e"], "ą": ["a"], "u": [""], "ic": ["ice"], "cz": ["cze"], "ki": ["k", "ko"],
    "kiego": ["k"], "ski": [""], "skiego": [""], "uski": ["usz"], "iański": ["a"], "czański": ["ka"],
    "ieński": ["a"], "eski": ["eż"], "decki": ["deczno", "dki"], "brecki": ["brka"], "jski": ["jka"],
    "ólski": ["ółka"], "owski": ["ów"], "yski": ["yśl"], "ierski": ["ierz"],
    # Lithuanian, Latvian, Finnish
    "iaus": ["ius"], "aus": ["us"], "o": ["as"], "ų": ["ai"], "ės": ["ė"], "os": ["a"], "as": ["a"],
    "es": ["e"], "n": [""],
    # Russian, Ukrainian, Belarusian
    "а": ["", "о"], "ом": ["", "о"], "ам": [""], "ы": ["а"], "ой": ["а"], "ою": ["а"], "и": ["я", "а"],
    "я": ["ь"], "ем": ["ь"], "ов": ["ы"], "ами": ["ы", "и"], "ова": ["ів"], "овом": ["ів"], "ого": ["е"],
    "им": ["е"], "ів": ["и", "і"], "ї": ["я"], "єю": ["я"], "і": ["я"], "яй": ["я"], "кий": ["к"],
    "кого": ["к"], "кі": ["к"], "ькага": ["ьк"], "кага": ["к"], "ский": [""], "ского": [""],
    "ський": [""], "ського": [""], "скі": [""], "скага": [""],
}  # fmt: skip
"""Endings of a town's name beside another's, and its own: *koło Lwowa*, *под Ковелем*."""

_OF_GENITIVE: Final = re.compile(r"(?<=ск)(?:ого|аго|ом|ому|им)$")
_SEATS: Final = {
    "wileński": ["Wilno"], "wileńsko-trocki": ["Wilno"], "kowieński": ["Kowno"],
    "brzeski": ["Brześć", "Brzesko"], "suwalski": ["Suwałki"], "lubelski": ["Lublin"],
    "zamojski": ["Zamość"], "jarosławski": ["Jarosław"],
    "tarnobrzeski": ["Tarnobrzeg"], "włodzimierski": ["Włodzimierz Wołyński"], "dziśnieński": ["Dzisna"],
    "koszyrski": ["Kamień Koszyrski"], "cieszanowski": ["Cieszanów"], "skałacki": ["Skałat"],
    "kamionecki": ["Kamionka Strumiłowa"], "gródecki": ["Gródek Jagielloński"], "sejneński": ["Sejny"],
    "augustowski": ["Augustów"], "bielski": ["Bielsk", "Bielsk Podlaski"], "bialski": ["Biała Podlaska"],
    "sokólski": ["Sokółka"], "janowski": ["Janów Lubelski"], "radzyński": ["Radzyń", "Radzyń Podlaski"],
    "виленский": ["Вильно"], "ковенский": ["Ковно"], "брестский": ["Брест"], "острожский": ["Острог"],
    "дисненский": ["Дисна"], "вилейский": ["Вилейка"], "сокольский": ["Sokółka"],
    "бельский": ["Bielsk Podlaski"],
    "новогрудский": ["Новогрудок"], "трокский": ["Троки"], "каменецкий": ["Каменец-Подольский"],
    "двинский": ["Двинск"], "динабургский": ["Двинск"], "режицкий": ["Режица"], "люцинский": ["Люцин"],
    "владимир-волынский": ["Владимир-Волынский"], "августовский": ["Августов"], "сувалкский": ["Сувалки"],
    "володимирський": ["Володимир-Волинський"], "острозький": ["Острог"],
}  # fmt: skip
"""Districts of then whose adjective no rule leads back to their seat, or to another town too."""


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
        Districts, provinces, countries or places near by, as they were written; see `bare_hint`, `kind_of`.
    """

    text: str
    name: str
    hints: tuple[str, ...] = ()


def read_asked(text: str) -> Asked:
    """Part a name from what a paper writes beside it.

    Examples
    --------
    >>> read_asked("Husiatyn, pow. Kopyczyńce, Poland")
    Asked(text='Husiatyn, pow. Kopyczyńce, Poland', name='Husiatyn', hints=('pow. Kopyczyńce', 'Poland'))
    >>> read_asked("gmina Trościaniec").name, read_asked("Brody (Galizien)").hints
    ('Trościaniec', ('Galizien',))
    >>> read_asked("Ruda w powiecie rohatyńskim, województwa tarnopolskiego").hints
    ('w powiecie rohatyńskim', 'województwa tarnopolskiego')
    >>> read_asked("с. Городниця, Гусятинський район")
    Asked(text='с. Городниця, Гусятинський район', name='Городниця', hints=('Гусятинський район',))
    """
    inside = re.findall(r"[(\[]([^()\[\]]*)[)\]]", text)
    outside = re.sub(r"\s*[(\[][^()\[\]]*[)\]]", "", text)
    name, *parts = [part.strip() for part in re.split(r"\s*[,;]\s*", outside)]
    name, *more = _HINT.split(name)
    name = _KIND.sub("", name) or name
    hints = [part.strip() for whole in (*more, *parts, *inside) for part in re.split(r"\s*[,;]\s*", whole)]
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


def kind_of(hint: str) -> str:
    """Return of which kind that is which stands beside a name, or empty.

    Returns
    -------
    str
        ``gubernia``, of which none is known; ``near``, ``raion``, ``district`` or ``province``.

    Examples
    --------
    >>> [kind_of(one) for one in ("Волынская губ.", "Gouvernement Kowno", "General Gouvernement")]
    ['gubernia', 'gubernia', '']
    >>> [kind_of(one) for one in ("k. Lwowa", "pow. Łuck", "Гусятинський р-н", "woj. wołyńskie")]
    ['near', 'district', 'raion', 'province']
    >>> kind_of("Łuck"), kind_of("w Galicji"), kind_of("pow.")
    ('', '', '')
    """
    stripped = hint.strip()
    return next((kind for kind, pattern in _KINDS.items() if pattern.search(stripped)), "")


def is_powiat(hint: str) -> bool:
    """Tell whether what stands beside a name says in Polish that it is a district.

    Examples
    --------
    >>> is_powiat("pow. Kopyczyńce"), is_powiat("Kreis Lyck")
    (True, False)
    """
    return _OF_DISTRICT.search(hint.strip()) is not None


def seats_called(adjective: str) -> list[str]:
    """Return the towns of which a district had its adjective where rules lead elsewhere; none of others.

    Examples
    --------
    >>> seats_called("wileński"), seats_called("Виленского"), seats_called("drohobycki")
    (['Wilno'], ['Вильно'], [])
    """
    return list(_SEATS.get(_OF_GENITIVE.sub("ий", adjective.casefold()), ()))


def undeclined(name: str) -> list[str]:
    """Return what a town may be called of whose name another case, or an adjective, stands beside a place's.

    Examples
    --------
    >>> [undeclined(name)[0] for name in ("Lwowa", "łucki", "Vilniaus", "Ковелем")]
    ['Lwów', 'łuck', 'Vilnius', 'Ковель']
    """
    ends = sorted(_DECLINED, key=len, reverse=True)
    cases = [end for end in ends if name.endswith(end) and len(name) - len(end) >= _LEAST_STEM]
    return [name.removesuffix(end) + own for end in cases for own in _DECLINED[end]]


def hint_rules() -> dict[str, Any]:
    """Return what `read_asked` and `same_country` go by, for the page, which does the same."""
    patterns = {"kind": _KIND, "hint": _HINT, "hint_word": _HINT_WORD, "hint_end": _HINT_END}
    patterns |= {"voivodeship": _VOIVODESHIP, "adjective": _ADJECTIVE, "genitive": _GENITIVE}
    patterns |= {"of_district": _OF_DISTRICT, "last_word": _LAST_WORD}
    kinds = {kind: pattern.pattern for kind, pattern in _KINDS.items()}
    told = {name: pattern.pattern for name, pattern in patterns.items()}
    told |= {"of_genitive": _OF_GENITIVE.pattern}
    return {**told, "country": COUNTRY_NAMES, "kinds": kinds, "declined": _DECLINED, "seats": _SEATS}


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
