"""A command whose help tells the columns of what it writes, from where they are declared."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.files.columns import Column

__all__ = ["Telling"]


class Telling(click.Command):
    """A command that writes tables.

    Parameters
    ----------
    tells : mapping of str to str
        What stands above the columns, and ``module:Result`` that declares
        them, or is them; it is imported when help is asked for.
    """

    def __init__(self, *args: Any, tells: Mapping[str, str], **kwargs: Any) -> None:  # noqa: ANN401  (click's own)
        super().__init__(*args, **kwargs)
        self._tells = tells

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help, and after it the columns; those that were told already are named alone."""
        super().format_help_text(ctx, formatter)
        told: dict[str, str] = {}
        for heading, place in self._tells.items():
            with formatter.section(heading):
                formatter.write_dl([(column.name, _once(told, column)) for column in _declared(place)])

    def columns(self) -> list[Column]:
        """Return the columns that the help tells."""
        return [column for place in self._tells.values() for column in _declared(place)]


def _declared(place: str) -> tuple[Column, ...]:
    module, _, result = place.partition(":")
    found = getattr(import_module(module), result)
    columns: tuple[Column, ...] = getattr(found, "COLUMNS", found)
    return columns


def _once(told: dict[str, str], column: Column) -> str:
    if told.get(column.name) == column.meaning:
        return "the same"
    told[column.name] = column.meaning
    return column.meaning
