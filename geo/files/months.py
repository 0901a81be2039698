"""Months by their names, in the languages of this land: in a date, by themselves, and within a sentence."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

__all__ = ["month_of", "unmarked"]

_USUAL: Final = (
    "january february march april may june july august september october november december",
    "januar februar märz april mai juni juli august september oktober november dezember",
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "січень лютий березень квітень травень червень липень серпень вересень жовтень листопад грудень",
)
"""In English, German, Polish, Russian and Ukrainian: in a date, and by itself."""
_OTHER: Final = (
    "студзеня лютага сакавіка красавіка мая чэрвеня ліпеня жніўня верасня кастрычніка лістапада снежня",
    "студзень люты сакавік красавік май чэрвень ліпень жнівень верасень кастрычнік лістапад снежань",
    "sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio lapkričio gruodžio",
    "sausis vasaris kovas balandis gegužė birželis liepa rugpjūtis rugsėjis spalis lapkritis gruodis",
    "janvāris februāris marts aprīlis maijs jūnijs jūlijs augusts septembris oktobris novembris decembris",
    "janvāra februāra marta aprīļa maija jūnija jūlija augusta septembra oktobra novembra decembra",
    "jaanuar veebruar märts aprill mai juuni juuli august september oktoober november detsember",
    "jaanuari veebruari märtsi aprilli mai juuni juuli augusti septembri oktoobri novembri detsembri",
    (
        "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta "
        "heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta"
    ),
    "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
)
"""In Belarusian, Lithuanian, Latvian, Estonian, Finnish, Romanian; a cut name that `_USUAL` has too is that."""
_ROMAN: Final = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_LEAST: Final = 3
"""Letters that a month's name is cut to at the most."""
_SAID: Final = (
    # w grudniu, w listopadzie, w lutym; в декабре; у грудні, у лютому; у кастрычніку, у лістападзе
    "a>u da>dzie ego>ym я>е а>е я>і а>і ого>ому а>у да>дзе ага>ым",
    # joulukuun, joulukuussa; detsembris, jaanuaris, aprillis, märtsis, augustis, juunis; decembrī, martā
    "ta>n ta>ssa er>ris r>ris l>lis s>sis t>tis i>is is>i s>a is>im s>am",
    # märtsil, aprillil, augustil, juunil
    "er>ril r>ril l>lil s>sil t>til i>il",
    # gruodį, gruodyje; rugsėjį, rugsėjyje; kovą, kove; liepą, liepoje; gegužę, gegužėje
    "dzio>di dzio>dyje cio>ti cio>tyje jo>ji jo>jyje io>i io>yje o>a o>e os>a os>oje es>e es>eje",
    # między wrześniem a październikiem; между декабрём и мартом; між лютим; паміж лістападам
    "a>em ka>kiem я>ем а>ом а>ам ого>им",
)
"""Endings of a month's name in a date, and those it has within a sentence, less their marks.

What they make of a name of another language is no word, and matches nothing. The map's page has them too.
"""


def month_of(word: str) -> int:
    """Return the number of a month by its name, whole, cut or inflected, with or without its marks.

    Parameters
    ----------
    word : str
        In small letters; or its number in Roman ones.

    Raises
    ------
    ValueError
        If it names none, or may name two.

    Examples
    --------
    >>> [month_of(word) for word in ("wrzesnia", "grudniu", "марте", "joulukuussa", "sept", "ix")]
    [9, 12, 3, 12, 9, 9]
    """
    if word in _ROMAN:
        return _ROMAN.index(word) + 1
    whole, usual, other = _known()
    key = unmarked(word)
    for names, least in ((whole, 0), (usual, _LEAST), (other, _LEAST)):
        numbers = {
            number
            for name, number in names
            if name == key or (least and len(key) >= least and name.startswith(key))
        }
        if len(numbers) == 1:
            return numbers.pop()
        if numbers:
            break
    raise ValueError


@cache
def _known() -> tuple[frozenset[tuple[str, int]], ...]:
    """Return names with their numbers: all of them, also within a sentence; those that may be cut; others."""
    usual, other = (
        frozenset((unmarked(name), number) for names in group for number, name in enumerate(names.split(), 1))
        for group in (_USUAL, _OTHER)
    )
    rules = [rule.split(">") for rules in _SAID for rule in rules.split()]
    said = {
        (re.sub(f"{ending}$", new, name), number) for name, number in usual | other for ending, new in rules
    }
    return usual | other | said, usual, other


def unmarked(word: str) -> str:
    """Write words in small letters, less the marks on them.

    Examples
    --------
    >>> unmarked("Około Września")
    'okolo wrzesnia'
    """
    parted = unicodedata.normalize("NFKD", word.casefold().replace("ł", "l"))
    return "".join(letter for letter in parted if not unicodedata.combining(letter))
