"""What an atlas says, in other languages.

An atlas is written in English. ``languages/xx.json`` beside its tables holds
what it says in another language: texts by the English ones, and what its
states are called, in the cases that sentences need. A text that is not there
stays English. The bundled atlas's catalogues have the words of the map page
besides, by their names, and what the commands tell, by the English; those serve
any other atlas too.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, TypeVar

from geo.atlas.bundled import data_folder
from geo.errors import DataError, UnknownNameError
from geo.files.names import choices, plain
from geo.files.text import read_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

__all__ = ["ENGLISH", "Language", "Said", "language_of", "languages", "read_language"]

T = TypeVar("T")

_FOLDER: Final = "languages"
_PLACE: Final = re.compile(r"\{(\w+)(?::(\w+))?\}", re.ASCII)
"""What is filled in; of a state with the case it stands in: ``{state:gen}``."""
_LETTER: Final = re.compile(r"[^\W\d_]")
_GAP: Final = re.compile(r"(?<=\d)[ ,\u202f](?=\d)")
_PERCENT: Final = re.compile(r"(\S+)\s?%")
_DAY: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_DEGREES: Final = re.compile(r"([\d.]+)° ([NSEW])")
_MEMBERS: Final = frozenset({"language", "name", "decimal", "group", "page", "states", "texts"})
_MORE: Final = frozenset({"date", "percent", "told"})
"""Members that a catalogue may have besides."""


class Said(str):
    """A sentence that knows what it was filled from, so that it can be said in another language.

    Attributes
    ----------
    template : str
        In English, with names in braces.
    values : dict
        What stands in their place.

    Examples
    --------
    >>> said = Said.fill("{km} km from {town}", km=12.5, town="Brest")
    >>> said, said.template
    ('12.5 km from Brest', '{km} km from {town}')
    """

    __slots__ = ("template", "values")

    template: str
    values: dict[str, str]

    @classmethod
    def of_names(cls, names: Sequence[str], gap: str = ", ") -> Said:
        """Join names, each of which is said by itself.

        Examples
        --------
        >>> Said.of_names(["Estonia", "USSR"])
        'Estonia, USSR'
        """
        each = {f"n{number}": name for number, name in enumerate(names)}
        return cls.fill(gap.join(f"{{{name}}}" for name in each), **each)

    @classmethod
    def day(cls, english: str, iso: str) -> Said:
        """Tell a day, or a span of two parted by a slash, in English words, and in others' by its ISO 8601.

        Examples
        --------
        >>> Said.day("17 September 1939", "1939-09-17")
        '17 September 1939'
        """
        said = cls(english)
        said.template, said.values = "{day}", {"day": iso}
        return said

    @classmethod
    def of_day(cls, iso: str) -> Said:
        """Tell a day in ISO 8601, or a span of two parted by a slash, in words; anything else as it is.

        Examples
        --------
        >>> Said.of_day("1939-09-17"), Said.of_day("1939-09-17/1939-09-27")
        ('17 September 1939', '17 September 1939 – 27 September 1939')
        """
        days = (dt.date.fromisoformat(day) if _DAY.fullmatch(day) else day for day in iso.split("/"))
        told = (f"{day.day} {day:%B %Y}" if isinstance(day, dt.date) else day for day in days)
        return cls.day(" \N{EN DASH} ".join(told), iso)

    @classmethod
    def fill(cls, template: str, **values: object) -> Said:
        """Put values where their names stand in braces."""
        texts = {name: value if isinstance(value, str) else str(value) for name, value in values.items()}
        said = cls(_PLACE.sub(lambda found: texts[found[1]], template))
        said.template, said.values = template, texts
        return said


@dataclass(frozen=True, slots=True)
class Language:
    """What an atlas's texts, states and numbers are in a language.

    Attributes
    ----------
    tag, name : str
        As BCP 47 has it, and as its speakers call it.
    decimal, group : str
        What stands before the decimals of a number, and between its thousands.
    texts : mapping
        By the English ones.
    states : mapping
        By the English name: what a state is called by case, ``""`` for the
        name alone.
    page : mapping
        Words of the map page, by their names.
    told : mapping
        What commands tell, by the English.
    date : str
        How a day is written in a table, with ``{d}``, ``{dd}``, ``{mm}``, ``{y}``.
    percent : str
        How a share is written, with ``{n}``.

    Examples
    --------
    >>> states = {"Finland": {"": "Finlandia", "gen": "Finlandii"}}
    >>> polish = Language("pl", "polski", ",", texts={"The Baltic states": "Państwa bałtyckie"}, states=states)
    >>> polish.state("Finland", "gen"), polish.says("The Baltic states")
    ('Finlandii', 'Państwa bałtyckie')
    """

    tag: str
    name: str
    decimal: str = "."
    group: str = "\N{NARROW NO-BREAK SPACE}"
    texts: Mapping[str, str] = field(default_factory=dict, repr=False)
    states: Mapping[str, Mapping[str, str]] = field(default_factory=dict, repr=False)
    page: Mapping[str, Any] = field(default_factory=dict, repr=False)
    told: Mapping[str, str] = field(default_factory=dict, repr=False)
    date: str = "{y}-{mm}-{dd}"
    percent: str = "{n}%"

    def says(self, text: str) -> str:
        """Say a text; one that is not known stays as it is."""
        if not isinstance(text, Said):
            return self._known(text)
        if not (self.texts or self.told):
            return str(text)
        values = text.values

        def filled(found: re.Match[str]) -> str:
            value = values.get(found[1])
            if value is None:
                return found[0]
            # between quotes stands what somebody wrote, whose points part no decimals
            quoted = f"'{{{found[1]}}}'" in text.template and not isinstance(value, Said)
            return value if quoted else self._value(value, found[2] or "")

        return _PLACE.sub(filled, self._known(text.template))

    def knows(self, text: str) -> bool:
        """Whether a text, and each that it is filled from, is said in the language; names are not.

        Examples
        --------
        >>> polish = Language("pl", "polski", told={"no day": "brak dnia"})
        >>> polish.knows("no day"), polish.knows(Said.fill("{one}; {other}", one="no day", other="Lwów"))
        (True, True)
        >>> polish.knows(Said.fill("not {what}", what="no day"))
        False
        """
        if not isinstance(text, Said):
            return not _LETTER.search(text) or text in self.states or self._known(text) is not text
        words = _LETTER.search(_PLACE.sub("", text.template))
        known = not words or self._known(text.template) is not text.template
        return known and all(self.knows(one) for one in text.values.values() if isinstance(one, Said))

    def _known(self, text: str) -> str:
        return self.texts.get(text) or self.told.get(text) or text

    def state(self, name: str, case: str = "") -> str:
        """Return what a state is called; in a case that has no form of its own, by its name alone."""
        forms = self.states.get(name, {})
        return forms.get(case) or forms.get("") or name

    def number(self, text: str) -> str:
        """Write a number as the language does: it comes with a point, and its thousands are parted.

        Examples
        --------
        >>> german = Language("de", "Deutsch", ",", ".", percent="{n} %")
        >>> german.number("1,234.5"), german.number("27.5%")
        ('1.234,5', '27,5 %')
        """
        written = _GAP.sub("\0", text).replace(".", self.decimal).replace("\0", self.group)
        share = _PERCENT.fullmatch(written)
        return self.percent.replace("{n}", share[1]) if share else written

    def day(self, day: str) -> str:
        """Write a day in ISO 8601 as tables in the language have it.

        Examples
        --------
        >>> Language("fi", "suomi", ",", date="{d}.{mm}.{y}").day("1939-09-07")
        '7.09.1939'
        """
        found = _DAY.fullmatch(day)
        if found is None:
            return day
        year, month, of_month = found.groups()
        parts = {"y": year, "mm": month, "m": month.lstrip("0"), "dd": of_month, "d": of_month.lstrip("0")}
        return _PLACE.sub(lambda part: parts[part[1]], self.date)

    def day_in_words(self, day: str) -> str:
        """Write a day in ISO 8601, or a span of two parted by a slash, as sentences have it.

        Examples
        --------
        >>> finnish = Language("fi", "suomi", page={"day": "{d}. {month} {y}", "months": ["tammikuuta"] * 12})
        >>> finnish.day_in_words("1940-01-02/1940-01-02")
        '2. tammikuuta 1940'
        """
        begins, _, ends = day.partition("/")
        if ends and ends != begins:
            return f"{self.day_in_words(begins)} \N{EN DASH} {self.day_in_words(ends)}"
        found = _DAY.fullmatch(begins)
        if found is None or "months" not in self.page:
            return day
        year, month, of_month = found.groups()
        parts = {"y": year, "month": self.page["months"][int(month) - 1], "d": of_month.lstrip("0")}
        return _PLACE.sub(lambda part: parts[part[1]], self.page["day"])

    def cell(self, text: str) -> str:
        """Say what stands in a table: a state, a text, a day, a number, degrees; a name stays as it is."""
        return self.day(text) if _DAY.match(text) else self._value(text)

    def degrees(self, text: str) -> str:
        """Write a latitude or a longitude, ``52.1° N``, as the language does; anything else stays as it is.

        Examples
        --------
        >>> Language("de", "Deutsch", ",", page={"sides": {"e": "O"}}).degrees("23.7° E")
        '23,7° O'
        """
        return _DEGREES.sub(lambda at: f"{self.number(at[1])}° {self._side(at[2])}", text)

    def _side(self, side: str) -> str:
        sides: dict[str, str] = self.page.get("sides", {})
        return sides.get(side.lower(), side)

    def _value(self, value: str, case: str = "") -> str:
        if value in self.states:
            return self.state(value, case)
        if isinstance(value, Said) or value in self.texts or value in self.told:
            return self.says(value)
        if _DAY.match(value):
            return self.day_in_words(value)
        return self.degrees(value) if _LETTER.search(value) else self.number(value)


ENGLISH: Final = Language("en", "English", group=",")
"""What an atlas is written in."""


def languages(folder: Path) -> tuple[str, ...]:
    """List the languages that an atlas speaks, by their tags: English, then the others in order.

    Examples
    --------
    >>> from geo import open_atlas
    >>> languages(open_atlas().folder)[0]
    'en'
    """
    return ("en", *sorted(path.stem for path in (folder / _FOLDER).glob("*.json")))


def language_of(folder: Path, tag: str) -> Language:
    """Return what an atlas says in a language; one that it does not speak says what the program tells in it.

    Examples
    --------
    >>> from geo import open_atlas
    >>> language_of(open_atlas().folder, "cy").says("The Baltic states")
    'The Baltic states'
    >>> from pathlib import Path
    >>> polish = language_of(Path("elsewhere"), "pl")
    >>> polish.says("Nothing changed hands."), polish.state("Finland")
    ('Żadne ziemie nie zmieniły przynależności.', 'Finland')
    """
    if tag.lower().partition("-")[0] in languages(folder):
        return read_language(folder, tag)
    ours = data_folder()
    if tag.lower().partition("-")[0] in languages(ours):
        return replace(read_language(ours, tag), texts={}, states={})
    return replace(ENGLISH, tag=tag, name=tag)


def read_language(folder: Path, tag: str) -> Language:
    """Read what an atlas says in a language.

    Parameters
    ----------
    folder : Path
        The atlas's.
    tag : str
        Such as ``pl``; of ``pl-PL`` the first part.

    Raises
    ------
    UnknownNameError
        If the atlas does not speak it.
    DataError
        If its file is no catalogue.
    """
    known = languages(folder)
    chosen = tag.lower().partition("-")[0]
    if chosen not in known:
        msg = f"there are no texts in '{plain(tag, 40)}'; {choices(tag, known, 'choose from')}"
        raise UnknownNameError(msg)
    if chosen == "en":
        return ENGLISH
    path = folder / _FOLDER / f"{chosen}.json"
    try:
        told = json.loads(read_text(path))
        _check_members(told, chosen)
        states = {name: _words(forms) for name, forms in told["states"].items()}
        habits = {name: str(told[name]) for name in ("date", "percent") if name in told}
        return Language(
            chosen,
            told["name"],
            told["decimal"],
            told["group"],
            texts=_words(told["texts"]),
            states=states,
            page=dict(told["page"]),
            told=_words(told.get("told", {})),
            **habits,
        )
    except (ValueError, TypeError, AttributeError) as error:
        msg = f"{path} is no catalogue of a language ({plain(str(error), 120)}); restore the file."
        raise DataError(msg) from error


def _check_members(told: Any, tag: str) -> None:  # noqa: ANN401  (whatever JSON holds)
    wrong = sorted(_MEMBERS ^ (set(told) - _MORE))
    if wrong or told["language"] != tag:
        msg = (
            f"it has another member, or lacks one: {', '.join(wrong)}"
            if wrong
            else f"it is of {told['language']}"
        )
        raise ValueError(msg)


def _words(told: Any) -> dict[str, str]:  # noqa: ANN401  (whatever JSON holds)
    if not isinstance(told, dict) or not all(isinstance(text, str) for text in told.values()):
        msg = "texts are texts by names"
        raise ValueError(msg)
    return told
