"""The commands by their names, none of them loaded before it is asked for."""

from __future__ import annotations

from collections.abc import MutableMapping
from importlib import import_module
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Commands"]


class Commands(MutableMapping[str, click.Command]):
    """Commands by their names, each loaded when it is first asked for.

    Parameters
    ----------
    **places : str
        Where each is found: ``module:command``.
    """

    def __init__(self, **places: str) -> None:
        self._places: dict[str, str] = places
        self._loaded: dict[str, click.Command] = {}

    def __getitem__(self, name: str) -> click.Command:
        """Return a command, after loading it."""
        if name not in self._loaded:
            module, _, command = self._places[name].partition(":")
            self._loaded[name] = getattr(import_module(module), command)
        return self._loaded[name]

    def __setitem__(self, name: str, command: click.Command) -> None:
        """Add a command that is loaded already."""
        self._places[name], self._loaded[name] = "", command

    def __delitem__(self, name: str) -> None:
        """Take a command away."""
        del self._places[name]
        self._loaded.pop(name, None)

    def __iter__(self) -> Iterator[str]:
        """Go through the names, without loading anything."""
        return iter(self._places)

    def __len__(self) -> int:
        """Count the commands."""
        return len(self._places)
