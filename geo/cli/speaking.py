"""Which language a command speaks: ``--lang``, before the command or behind it."""

# ruff: noqa: PLC0415  (heavy modules are imported by the command that needs them)
from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

import click

from geo.cli.group import folder_of, say
from geo.cli.noted import speak_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from geo.atlas.languages import Language
    from geo.files.columns import Column

__all__ = ["SaidCells", "language_of", "language_too"]

C = TypeVar("C")

_SAID: Final = frozenset(
    {
        "holder", "all_holder", "status", "occupier", "islands", "act", "passing_to", "country", "note",
        "states", "verdict",
    }
)  # fmt: skip
"""Columns of lists whose cells are words for a reader; what others hold, programs go by."""


def language_too(command: Callable[..., C]) -> Callable[..., C]:
    """Give a command ``--lang``; before the command it is named for whichever comes."""

    def chosen(context: click.Context, _option: click.Parameter, tag: str | None) -> str:
        return tag or context.find_object(str) or "en"

    return click.option(
        "--lang",
        callback=chosen,
        metavar="LANGUAGE",
        show_default="en",
        help="Language of what is told, such as pl or uk.",
    )(command)


def language_of(lang: str, data: Path | None) -> Language:
    """Return what commands tell in a language.

    Raises
    ------
    UnknownNameError
        If the atlas does not speak it: at once, before anything is measured.
    """
    from geo.text.phrases import speaking

    language = speaking(folder_of(data), lang)
    speak_in(language.says)
    return language


class SaidCells:
    """Says the words in the cells of a list in a language, and whether any had to stay English.

    Heads, days, numbers, names of places, and by what sort of match they were
    found are the same in every language.

    Parameters
    ----------
    columns : sequence of Column
    language : Language

    Examples
    --------
    >>> from geo.atlas.languages import Language
    >>> from geo.files.columns import Column
    >>> polish = Language("pl", "polski", ",", told={"annexed": "aneksja"})
    >>> cells = SaidCells([Column("status", ""), Column("found", "")], polish)
    >>> list(cells.of([("annexed", "annexed")]))
    [['aneksja', 'annexed']]
    """

    def __init__(self, columns: Sequence[Column], language: Language) -> None:
        self._at = [k for k, column in enumerate(columns) if column.name in _SAID]
        self._language = language
        self._untold = False

    def of(self, rows: Iterable[Sequence[object]]) -> Iterator[Sequence[object]]:
        """Yield rows with their words said."""
        if self._language.tag == "en":
            yield from rows
            return
        for row in rows:
            said = list(row)
            for k in self._at:
                said[k] = self._cell(row[k])
            yield said

    def _cell(self, value: object) -> object:
        if isinstance(value, tuple):
            return tuple(map(self._cell, value))
        return self.says(value) if isinstance(value, str) and value else value

    def says(self, text: str) -> str:
        """Say a text, a state or a sentence, and remember whether there was none for it."""
        self._untold = self._untold or not self._language.knows(text)
        return self._language.state(text) if text in self._language.states else self._language.says(text)

    def tell(self, *, quiet: bool) -> None:
        """Say on standard error that some words stand in English, if there are any."""
        if self._untold and self._language.tag != "en":
            say(
                f"Some words of the answer are not yet known in {self._language.name} and stand in English.",
                quiet=quiet,
            )
