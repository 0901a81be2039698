"""What is meant by an option or a command that there is none of: one of another command, or by another word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["usage_fault"]

_OPTIONS: Final = (
    (
        (
            "date day days when at on since until from to and between start end before after "
            "datum tag am vom bis dzien dnia kiedy od do den data дата день"
        ),
        "on and from to",
    ),
    (
        "in where region district country land province area within place kreis gebiet powiat kraj obszar",
        "in region stretch",
    ),
    ("state states country holder whose nation power of staat land panstwo kraj", "state in"),
    ("file input list table places names points csv xlsx gpkg tree gedcom", "names points gedcom"),
    ("csv json xlsx markdown text as kind type fmt format", "format as"),
    ("output file save write target dest destination folder dir", "out"),
    ("html map", "map out"),
    ("language locale sprache jezyk język", "lang"),
    ("charset codepage codec", "encoding"),
    ("epsg srs proj projection", "crs"),
    ("field attribute col head header heading", "name column"),
    ("step spacing interval grid resolution", "every"),
    ("plot graph figure picture png svg", "chart out"),
    ("number choose choice id which", "pick"),
    ("noise snap epsilon", "tolerance"),
    ("error accuracy", "sigma"),
    ("show browser", "open"),
    ("atlas", "data"),
)
"""What people write for options, and those that may be meant: of them the ones that the command has."""
_COMMANDS: Final = (
    ("test tests check claim assess verdict", "claims verify"),
    ("distance shift length moved kilometres km area", "measure"),
    ("find where search lookup place holder history when", "who"),
    ("diff difference", "compare changes"),
    ("change events timeline", "changes"),
    ("export gis borders states geojson shapefile", "layers"),
    ("population inhabitants", "people"),
    ("draw plot picture page html open", "map"),
    ("make", "build"),
    ("village villages towns settlements", "places"),
)
_MOST: Final = 3
"""Options that are told: more is a help of its own."""
_NO_COMMAND: Final = re.compile(r"No such command '(.+?)'")


def usage_fault(error: click.UsageError) -> str:
    """Say what is wrong with a command line, and what is meant instead if that can be told.

    Parameters
    ----------
    error : click.UsageError
        What click found.

    Returns
    -------
    str
        Its own sentence where nothing is known to be meant.

    Examples
    --------
    >>> command = click.Command("who", params=[click.Option(["--on"], help="Which day, such as 1939-09-17.")])
    >>> usage_fault(click.NoSuchOption("--date", ctx=click.Context(command, info_name="who")))
    "No such option '--date'. Did you mean --on (which day, such as 1939-09-17)? (see: who --help)"
    """
    context = error.ctx
    if context is None:
        return f"{error.format_message()} (see: bordershift --help)"
    if isinstance(error, click.NoSuchOption):
        named = error.option_name.lstrip("-").partition("=")[0]
        options = [param for param in context.command.params if isinstance(param, click.Option)]
        meant = [f"--{name}" for name in _meant(_OPTIONS, named)]
        # of an option with two names, the first that may be meant
        named_so = {id(one): (name, one) for name in reversed(meant) for one in options if name in one.opts}
        told = [f"{name} ({_short(one)})" for name, one in reversed(named_so.values())][:_MOST]
    elif isinstance(context.command, click.Group) and (found := _NO_COMMAND.match(error.message)):
        told = [name for name in _meant(_COMMANDS, found[1]) if name in context.command.commands]
    elif context.command.name == "map" and "unexpected extra argument" in error.message:
        told = ["compare BEFORE AFTER --map F.html, which maps files of your own"]
    elif isinstance(error, click.BadParameter) and _day_as_folder(error):  # as "data" is a date in Polish
        told = [name for name in ("--on", "--from") if any(name in one.opts for one in context.command.params)]
    else:
        told = []
    if "'xlsx' is not one of" in error.message:
        told = ["-o FILE.xlsx"]
    fault = error.format_message() if isinstance(error, click.BadParameter) else error.message
    said = f"{fault.rstrip('.')}. Did you mean {' or '.join(told)}?" if told else error.format_message()
    return f"{said} (see: {context.command_path} --help)"


def _day_as_folder(error: click.BadParameter) -> bool:
    """Whether a day was given for the folder of data."""
    from geo.files.said_spans import said_span  # noqa: PLC0415  (of no other fault)

    quoted = re.search("'(.+)'", error.message)
    if quoted is None or error.param is None or "--data" not in error.param.opts:
        return False
    try:
        said_span(quoted[1])
    except ValueError:
        return False
    return True


def _meant(table: Iterable[tuple[str, str]], named: str) -> list[str]:
    groups = (meant.split() for said, meant in table if named.casefold() in said.split())
    return list(dict.fromkeys(name for group in groups for name in group))


def _short(option: click.Option) -> str:
    """Return what may be chosen, or the first sentence of an option's help, as a part of another."""
    if isinstance(option.type, click.Choice):
        return ", ".join(map(str, option.type.choices))
    first = re.split(r"[.;:](?:\s|$)", option.help or "", maxsplit=1)[0]
    return first[:1].lower() + first[1:]
