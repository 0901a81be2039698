"""Commands for files of one's own: compare, verify."""

# ruff: noqa: PLC0415  (heavy modules are imported by the command that needs them)
from __future__ import annotations

import logging
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from geo.cli.group import answer, atlas_folder, keep_inputs, paint, quiet, room, say, working
from geo.cli.telling import Telling

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.own.compared import Comparison

__all__ = ["check_data", "compare"]


@click.command(
    cls=Telling,
    tells={
        "Columns of CSV and members of JSON with --all-states": "geo.own.compared:AllStates",
        "Otherwise of the profile": "geo.measures.profile:Profile",
        "And of regions and total": "geo.measures.summary:RegionShift",
    },
)
@click.argument("before", type=click.Path(path_type=Path))
@click.argument("after", type=click.Path(path_type=Path))
@click.option("--name", metavar="FIELD", help="The field with the states' names.")
@click.option("--state", metavar="NAME", help="The state to compare.")
@click.option("--all-states", is_flag=True, help="Compare the areas of every state instead.")
@click.option("--every", default=0.25, show_default=True, metavar="DEG", help="Degrees between parallels.")
@click.option("--sigma", type=float, metavar="M", help="One-sigma position error of the lines, metres.")
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True
)
@click.option(
    "--rows",
    type=click.Choice(["profile", "regions"]),
    default="profile",
    show_default=True,
    help="What a CSV lists: the parallels or the regions.",
)
@click.option("--distance", is_flag=True, help="Also measure how far each outline lies from the other.")
@click.option(
    "--map",
    "page",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="F.html",
    help="Also make a map of the change.",
)
@atlas_folder
@quiet
def compare(  # noqa: PLR0913  (each is an option)
    *,
    before: Path,
    after: Path,
    name: str | None,
    state: str | None,
    all_states: bool,
    every: float,
    sigma: float | None,
    form: str,
    rows: str,
    distance: bool,
    page: Path | None,
    data: Path | None,
    quiet: bool,
) -> None:
    """Take the same measures on two files of your own.

    BEFORE and AFTER hold polygons of states, or border lines with the state in
    the east: GeoJSON, GeoPackage, Shapefile, FlatGeobuf, KML, GML or TopoJSON,
    also in a zip, in any reference system. On a parallel that one of two lines
    does not reach nothing is measured, which is not zero.

    \b
    JSON: from, to (the files), state, every_deg, profile, regions, total with
    the same members as for measure; areas (before, after, area_km2: who gained
    from whom); distance with --distance. What cannot be known is null: errors
    without --sigma, places, lakes. Regions are the land that passed between the
    state and each other holder, "nobody" among them. area_km2 is everything the
    polygons hold: with great lakes in them, area_km2 + lake_km2 of measure.
    CSV: the profile, or with --rows regions these.
    """
    logging.getLogger("geo").setLevel(logging.ERROR if quiet else logging.WARNING)
    from geo.files.writing import check_target
    from geo.own.comparison import compare_files, compare_states
    from geo.text import findings
    from geo.text.figures import measured_csv
    from geo.text.terminal import WIDTH

    if page is not None:
        check_target(page, [before, after])
        keep_inputs(page, data=data)
        if all_states or not name:
            msg = "--map needs polygons: give --name and --state, without --all-states."
            raise click.UsageError(msg)

    if all_states:
        if not name:
            msg = "--all-states needs --name, the field with the states' names."
            raise click.UsageError(msg)
        states = compare_states(before, after, name=name)
        if form == "table":
            answer(findings.states_table(states, width=room(WIDTH)))
        else:
            answer(states.table().csv() if form == "csv" else states.table().json())
        return
    with working("comparing", quiet=quiet):
        found = compare_files(
            before, after, name=name, state=state, every_deg=every, sigma_m=sigma, distance=distance
        )
    if page is not None and name:
        from geo.own.overlay import own_snapshots
        from geo.page.border_map import border_map

        border_map(*own_snapshots(before, after, name=name, state=found.state, sigma_m=sigma)).save(page)
        say(f"wrote {page}", quiet=quiet)
    forms: dict[str, Callable[[Comparison], str]] = {
        "csv": partial(measured_csv, rows=rows),
        "json": findings.comparison_json,
        "table": partial(findings.comparison_table, width=room(WIDTH)),
    }
    answer(forms[form](found))


@click.command(
    name="verify", cls=Telling, tells={"Columns of CSV, members of JSON": "geo.measures.verify:Checks"}
)
@click.option("--format", "form", type=click.Choice(["text", "csv", "json"]), default="text", show_default=True)
@atlas_folder
@quiet
def check_data(data: Path | None, form: str, *, quiet: bool) -> None:
    """Check the data: checksums, lines, zones, tenure, places, areas.

    One line a check; the exit status is 1 if any failed.
    """
    from geo.atlas.open_atlas import data_folder
    from geo.measures.verify import Checks, verify

    asked = []
    with working("checking", quiet=quiet) as done:
        for check in verify(data or data_folder()):
            asked.append(check)
            if form == "text":
                state, said = str(check).split(maxsplit=1)
                click.echo(f"{paint(f'{state:<6}', 'green' if check.passed else 'red')} {said}")
            done()
    if form != "text":
        table = Checks(asked).table()
        answer(table.csv() if form == "csv" else table.json())
    if not all(check.passed for check in asked):
        sys.exit(1)
