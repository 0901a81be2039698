"""Which list the command is asked about, and which of its options go with it."""

# ruff: noqa: PLC0415  (heavy modules are imported by the command that needs them)
from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from geo.atlas.atlas import Atlas
    from geo.atlas.gazetteer import Gazetteer
    from geo.atlas.languages import Language
    from geo.atlas.listed import Lookup

__all__ = ["Asked", "only_for_lists", "who_listed"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What was said beside a list or a place; empty what was not."""

    days: tuple[str, ...]
    column: str
    every: bool
    form: str | None
    out: Path | None
    within: str
    near: str
    pick: int | str | None
    files: tuple[Path, ...]
    language: Language

    def refuse(self, said: str, *options: str) -> None:
        """Refuse options that were given and do not go with what is asked.

        Raises
        ------
        click.UsageError
            With what to do.
        """
        given = {
            "--on": bool(self.days), "several --on": len(self.days) > 1, "--column": bool(self.column),
            "--all": self.every, "--in": bool(self.within),
            "--near": bool(self.near), "--pick": self.pick is not None, "--gazetteer": bool(self.files),
        }  # fmt: skip
        for option in options:
            if given[option]:
                raise click.UsageError(said.format(option))


def only_for_lists(asked: Asked) -> None:
    """Refuse for one place what is meant for lists."""
    said = "{} goes with --points or --names; leave it out for one place."
    asked.refuse(said, "several --on", "--column", "--all")


def who_listed(
    asked: Asked,
    data: Path | None,
    *,
    points: Path | None,
    names: Path | None,
    gedcom: Path | None,
    near: Callable[[str, Gazetteer], list[tuple[float, float]]],
    quiet: bool,
) -> None:
    """Answer for all places of a table or of a tree.

    Parameters
    ----------
    asked : Asked
    data : Path or None
        Data folder of another atlas.
    points, names, gedcom : Path or None
        The one that is asked about.
    near : callable
        Returns the points of a place that the others are near to.
    quiet : bool
        Whether to say nothing while working.
    """
    if points is not None:
        said = "{} goes with names; --points says where each place lies."
        asked.refuse(said, "--column", "--all", "--in", "--near", "--pick", "--gazetteer")
        from geo.cli.points import who_each

        who_each(points, asked.days, asked.form, data, out=asked.out, language=asked.language, quiet=quiet)
    elif gedcom is not None:
        said = "{} does not go with --gedcom, whose events have places and dates of their own."
        asked.refuse(said, "--on", "--column", "--all", "--in", "--near", "--pick")
        from geo.cli.gedcom import who_gedcom

        who_gedcom(
            gedcom,
            asked.form,
            data,
            files=asked.files,
            out=asked.out,
            language=asked.language,
            quiet=quiet,
        )
    elif names is not None:
        asked.refuse("{} is for one name; --all lists the places that bear the names of a list.", "--pick")
        from geo.atlas.listed import Lookup
        from geo.cli.gazetteer import gazetteer_of
        from geo.cli.names import who_names

        def lookup(atlas: Atlas, days: Sequence[str]) -> Lookup:
            gazetteer = gazetteer_of(atlas, asked.files)
            points = near(asked.near, gazetteer) if asked.near else ()
            return Lookup(
                atlas, gazetteer=gazetteer, days=days, within=asked.within, near=points, every=asked.every
            )

        who_names(
            names,
            lookup,
            asked.days,
            column=asked.column,
            form=asked.form,
            data=data,
            out=asked.out,
            language=asked.language,
            quiet=quiet,
        )
