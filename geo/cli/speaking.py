"""Which language a command speaks: ``--lang``, before the command or behind it."""

# ruff: noqa: PLC0415  (heavy modules are imported by the command that needs them)
from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import click

from geo.cli.group import folder_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from geo.atlas.languages import Language

__all__ = ["language_of", "language_too"]

C = TypeVar("C")


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

    return speaking(folder_of(data), lang)
