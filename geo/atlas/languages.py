"""What an atlas says, in other languages.

An atlas is written in English. ``languages/xx.json`` beside its tables holds
what it says in another language: texts by the English ones, and what its
states are called, in the cases that sentences need. A text that is not there
stays English. The bundled atlas's catalogues have the words of the map page
besides, by their names; those serve any other atlas too.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, TypeVar

from geo.errors import DataError, UnknownNameError
from geo.files.names import choices, plain
from geo.files.text import read_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["ENGLISH", "Language", "Said", "language_of", "languages", "read_language"]

T = TypeVar("T")

_FOLDER: Final = "languages"
_PLACE: Final = re.compile(r"\{(\w+)\}", re.ASCII)
_LETTER: Final = re.compile(r"[^\W\d_]")
_MEMBERS: Final = frozenset({"language", "name", "decimal", "group", "page", "states", "texts"})


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

    def says(self, text: str) -> str:
        """Say a text; one that is not known stays as it is."""
        if not isinstance(text, Said):
            return self.texts.get(text, text)
        values = {name: self._value(value) for name, value in text.values.items()}
        template = self.texts.get(text.template, text.template)
        return _PLACE.sub(lambda found: values.get(found[1], found[0]), template)

    def state(self, name: str, case: str = "") -> str:
        """Return what a state is called; in a case that has no form of its own, by its name alone."""
        forms = self.states.get(name, {})
        return forms.get(case) or forms.get("") or name

    def number(self, text: str) -> str:
        """Write a number as the language does: it comes with a point, and commas between thousands.

        Examples
        --------
        >>> Language("de", "Deutsch", ",", ".").number("1,234.5")
        '1.234,5'
        """
        return text.translate({ord(","): self.group, ord("."): self.decimal})

    def _value(self, value: str) -> str:
        if value in self.states:
            return self.state(value)
        return self.says(value) if _LETTER.search(value) else self.number(value)


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
    """Return what an atlas says in a language, and the language alone if it does not speak it.

    Examples
    --------
    >>> from geo import open_atlas
    >>> language_of(open_atlas().folder, "cy").says("The Baltic states")
    'The Baltic states'
    """
    speaks = tag.lower().partition("-")[0] in languages(folder)
    return read_language(folder, tag) if speaks else replace(ENGLISH, tag=tag, name=tag)


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
        return Language(
            chosen,
            told["name"],
            told["decimal"],
            told["group"],
            texts=_words(told["texts"]),
            states=states,
            page=dict(told["page"]),
        )
    except (ValueError, TypeError, AttributeError) as error:
        msg = f"{path} is no catalogue of a language ({plain(str(error), 120)}); restore the file."
        raise DataError(msg) from error


def _check_members(told: Any, tag: str) -> None:  # noqa: ANN401  (whatever JSON holds)
    wrong = sorted(_MEMBERS ^ set(told))
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
