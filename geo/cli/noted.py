"""What must be known to read a result: kept until it is there, and said in the language of the command."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from geo.atlas.languages import Said

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["Notes", "in_language", "speak_in"]


class Notes(logging.Handler):
    """Keep what was mended until the command is through: a fault is told in one sentence alone."""

    def __init__(self, speak: Callable[[str], None]) -> None:
        super().__init__()
        self.sentences: list[str] = []
        self.said = 0
        self.says: Callable[[str], str] = str
        self._speak = speak

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a sentence, with what it is filled from if it knows that; the same twice is one."""
        sentence, parts = record.getMessage(), record.args
        if isinstance(parts, tuple) and len(parts) == 1 and isinstance(parts[0], str) and parts[0] == sentence:
            sentence = parts[0]
        if sentence not in self.sentences:
            self.sentences.append(sentence)

    def speak(self) -> None:
        """Say what is kept and was not said yet."""
        for sentence in _together(self.sentences[self.said :]):
            self._speak(self.says(sentence))
        self.said = len(self.sentences)


def _together(sentences: Sequence[str]) -> list[str]:
    """Make one of sentences that begin with a file each and say the same of it."""
    files: dict[tuple[object, ...], list[str]] = {}
    first: dict[tuple[object, ...], str] = {}
    for sentence in sentences:
        key: tuple[object, ...] = (sentence,)
        if isinstance(sentence, Said) and sentence.template.startswith("{file}: "):
            others = ((name, value) for name, value in sentence.values.items() if name != "file")
            key = (sentence.template, *others)
            files.setdefault(key, []).append(sentence.values["file"])
        first.setdefault(key, sentence)
    return [
        Said.fill(one.template, **{**one.values, "file": ", ".join(files[key])})
        if isinstance(one, Said) and key in files
        else one
        for key, one in first.items()
    ]


def speak_in(says: Callable[[str], str]) -> None:
    """Say notes in a language, as far as they are known in it."""
    for handler in logging.getLogger("geo").handlers:
        if isinstance(handler, Notes):
            handler.says = says


def in_language(sentence: str) -> str:
    """Say a sentence in the language of the command, as far as it is known in it."""
    for handler in logging.getLogger("geo").handlers:
        if isinstance(handler, Notes):
            return handler.says(sentence)
    return sentence
