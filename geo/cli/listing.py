"""Which list the command is asked about, and which of its options go with it."""

# ruff: noqa: PLC0415  (heavy modules are imported by the command that needs them)
from __future__ import annotations

from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, Final

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from geo.atlas.atlas import Atlas
    from geo.atlas.gazetteer import Gazetteer
    from geo.atlas.languages import Language
    from geo.atlas.listed import Lookup

__all__ = ["Asked", "Opened", "layers_too", "only_for_lists", "who_listed"]

_OF_LAYERS: Final = "{} goes with --points and a map layer; leave it out."


@dataclass(frozen=True, slots=True)
class Opened:
    """How a map layer of places is opened; empty for what was not said."""

    layer: str = ""
    crs: str = ""
    encoding: str = ""


def layers_too(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of a file that is a map layer, and hand them over as ``opened``."""

    @click.option("--layer", default="", metavar="NAME", help="Which layer of --points, of several.")
    @click.option(
        "--crs", default="", metavar="NAME", help="The reference system of --points, if it names none."
    )
    @click.option(
        "--encoding",
        default="",
        metavar="NAME",
        help="What the text of a list, a table or a layer is written in, such as cp1250.",
    )
    @wraps(command)
    def with_layers(*, layer: str, crs: str, encoding: str, **given: Any) -> None:  # noqa: ANN401  (the command's)
        command(**given, opened=Opened(layer, crs, encoding))

    return with_layers


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
    opened: Opened
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
            "--layer": bool(self.opened.layer), "--crs": bool(self.opened.crs),
            "--encoding": bool(self.opened.encoding),
        }  # fmt: skip
        for option in options:
            if given[option]:
                raise click.UsageError(said.format(option))


def only_for_lists(asked: Asked) -> None:
    """Refuse for one place what is meant for lists."""
    said = "{} goes with --points or --names; leave it out for one place."
    asked.refuse(said, "several --on", "--column", "--all")
    asked.refuse(_OF_LAYERS, "--layer", "--crs")
    asked.refuse("{} goes with --points or --names; leave it out.", "--encoding")


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

        who_each(points, asked, data, quiet=quiet)
        return
    asked.refuse(_OF_LAYERS, "--layer", "--crs")
    if gedcom is not None:
        asked.refuse("{} is for lists; a tree says what it is written in.", "--encoding")
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
            encoding=asked.opened.encoding,
            quiet=quiet,
        )
