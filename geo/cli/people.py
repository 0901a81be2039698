"""The command that counts people: people."""

# ruff: noqa: PLC0415  (heavy modules are imported by the command that needs them)
from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import click

from geo.cli.group import (
    asked_days,
    atlas_folder,
    days,
    only_region,
    open_days,
    quiet,
    room,
    whose,
    working,
)
from geo.cli.speaking import language_of, language_too
from geo.cli.telling import Telling
from geo.cli.told import out_file, told_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from geo.measures.people import People

__all__ = ["people"]

_FILES: Final = ("csv", "json", "xlsx")


@click.command(cls=Telling, tells={"Columns of CSV, members of JSON": "geo.measures.people:People"})
@days
@whose("Whose gains and losses are counted.")
@only_region("Count in one region only, or in several.")
@click.option(
    "--by",
    type=click.Choice(["religion", "language", "nationality"]),
    help="Tell people apart, as far as a census did.",
)
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), show_default="table")
@out_file(*_FILES)
@language_too
@atlas_folder
@quiet
def people(  # noqa: PLR0913  (each is an option)
    *,
    start: str | None,
    end: str | None,
    state: str | None,
    region: str | None,
    by: str | None,
    form: str | None,
    out: Path | None,
    lang: str,
    data: Path | None,
    quiet: bool,
) -> None:
    """Count the people on the land that changed hands between two days.

    They are counted as the censuses of the time counted them, on their day and
    in their categories; land lost counts negative. Where the land cuts a
    census unit, its people are shared out by area.

    \b
    JSON: from, to, state, by; regions (north to south), total; the rows have
    group with --by alone. With --by, total has groups, and people are those told
    apart. What is not known is null, and empty in CSV.
    """
    told_to = told_in(out, form, data, forms=_FILES, usual="table", quiet=quiet)
    language = language_of(lang, data)
    _, before, after = open_days(*asked_days(start, end, data), data)
    from geo.measures.people import people as count
    from geo.text import people as told
    from geo.text.terminal import WIDTH

    with working("counting", quiet=quiet):
        counted = count(before, after, state=state, region=region, by=by)
    forms: dict[str, Callable[[People], str]] = {
        "json": told.people_json,
        "table": partial(told.people_table, width=room(WIDTH), language=language),
    }
    if told_to.form in forms:
        told_to.answer(forms[told_to.form](counted))
    else:
        told_to.answer(told_to.written(counted.table()))
