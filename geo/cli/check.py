"""The command that checks data: verify."""

# ruff: noqa: PLC0415  (heavy modules are imported by the command that needs them)
from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

import click

from geo.cli.group import atlas_folder, paint, quiet, working
from geo.cli.telling import Telling
from geo.cli.told import out_file, told_in

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["check_data"]

_FILES: Final = ("csv", "json", "xlsx")


@click.command(
    name="verify", cls=Telling, tells={"Columns of CSV, members of JSON": "geo.measures.verify:Checks"}
)
@click.option("--format", "form", type=click.Choice(["text", "csv", "json"]), show_default="text")
@out_file(*_FILES)
@atlas_folder
@quiet
def check_data(data: Path | None, form: str | None, *, out: Path | None, quiet: bool) -> None:
    """Check the data: checksums, lines, zones, tenure, places, areas.

    One line a check; the exit status is 1 if any failed.
    """
    from geo.atlas.bundled import data_folder
    from geo.measures.verify import Checks, verify

    told_to = told_in(out, form, data, forms=_FILES, usual="text", quiet=quiet)
    asked = []
    with working("checking", quiet=quiet) as done:
        for check in verify(data or data_folder()):
            asked.append(check)
            if told_to.form == "text":
                state, said = str(check).split(maxsplit=1)
                click.echo(f"{paint(f'{state:<6}', 'green' if check.passed else 'red')} {said}")
            done()
    if told_to.form != "text":
        told_to.answer(told_to.written(Checks(asked).table()))
    if not all(check.passed for check in asked):
        sys.exit(1)
