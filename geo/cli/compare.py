"""The command for files of one's own: compare."""

# ruff: noqa: PLC0415  (heavy modules are imported by the command that needs them)
from __future__ import annotations

import logging
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from geo.cli.group import answer, atlas_folder, keep_inputs, quiet, room, say, working
from geo.cli.telling import Telling

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.own.compared import ChangedLand, Comparison
    from geo.own.every_state import EveryState

__all__ = ["compare"]


@click.command(
    cls=Telling,
    tells={
        "Columns of CSV and members of JSON with --all-states": "geo.own.compared:AllStates",
        "The same with --all-states --rows crosswalk": "geo.own.compared:Crosswalk",
        "Otherwise of the profile": "geo.measures.profile:Profile",
        "And of regions and total": "geo.measures.summary:RegionShift",
        "Fields of --out": "geo.own.compared:ChangedLand",
    },
)
@click.argument("before", type=click.Path(path_type=Path))
@click.argument("after", type=click.Path(path_type=Path))
@click.option("--name", metavar="FIELD", help="The field with the states' names.")
@click.option("--name-after", metavar="FIELD", help="The same of AFTER, if it is another there.")
@click.option(
    "--state",
    "states",
    multiple=True,
    metavar="NAME",
    help="The state to compare; A=B if it is called A in BEFORE and B in AFTER; several are taken together.",
)
@click.option("--all-states", is_flag=True, help="Compare the areas of every state instead.")
@click.option("--layer", metavar="NAME", help="Which layer of a file that holds several.")
@click.option("--encoding", metavar="NAME", help="What the files' text is written in, such as cp1250.")
@click.option("--crs", metavar="NAME", help="The reference system of a file that names none: EPSG:4326.")
@click.option(
    "--every",
    type=float,
    metavar="DEG",
    show_default="0.25, or less where the change is small",
    help="Degrees between parallels.",
)
@click.option("--sigma", type=float, metavar="M", help="One-sigma position error of the lines, metres.")
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True
)
@click.option(
    "--rows",
    type=click.Choice(["profile", "regions", "crosswalk"]),
    default="profile",
    show_default=True,
    help="What is listed: in a CSV the parallels or the regions; with --all-states who is who.",
)
@click.option("--distance", is_flag=True, help="Also measure how far each outline lies from the other.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="F",
    help="Also write the land that passed: .geojson, .gpkg or .parquet.",
)
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
    name_after: str | None,
    states: tuple[str, ...],
    all_states: bool,
    layer: str | None,
    encoding: str | None,
    crs: str | None,
    every: float | None,
    sigma: float | None,
    form: str,
    rows: str,
    distance: bool,
    out: Path | None,
    page: Path | None,
    data: Path | None,
    quiet: bool,
) -> None:
    """Take the same measures on two files of your own.

    BEFORE and AFTER hold polygons of states, or border lines with the state in
    the east: GeoJSON, GeoPackage, Shapefile, FlatGeobuf, KML, GML or TopoJSON,
    also in a zip, in any reference system. On a parallel that one of two lines
    does not reach nothing is measured, which is not zero. Names that differ in
    form of letters, spaces or case are one; files that hold one territory need
    no names.

    \b
    JSON: from, to (the files), state, every_deg, profile, regions, total with
    the same members as for measure; areas (before, after, area_km2: who gained
    from whom); notes, what must be known to read them; distance with
    --distance. What cannot be known is null: errors without --sigma, places,
    lakes. Regions are the land that passed between the state and each other
    holder, "nobody" among them. area_km2 is everything the polygons hold: with
    great lakes in them, area_km2 + lake_km2 of measure.
    CSV: the profile, or with --rows regions these.
    """
    logging.getLogger("geo").setLevel(logging.ERROR if quiet else logging.WARNING)
    from geo.files.writing import check_target
    from geo.own.layer import Opening

    if out is not None:
        from geo.own.changed_files import check_ending

        check_ending(out)
    for target in (out, page):
        if target is not None:
            check_target(target, [before, after])
            keep_inputs(target, data=data)
    if page is not None and all_states:
        msg = "--map shows one state; leave out --all-states."
        raise click.UsageError(msg)
    if all_states:
        if not name:
            msg = "--all-states needs --name, the field with the states' names."
            raise click.UsageError(msg)
        from geo.own.every_state import compare_every_state

        every_state = partial(
            compare_every_state,
            before,
            after,
            name=name,
            name_after=name_after,
            layer=layer,
            encoding=encoding,
            crs=crs,
        )
        _every_state(every_state, form=form, rows=rows, out=out, quiet=quiet)
        return
    from geo.own.comparison import compare_files
    from geo.text import findings
    from geo.text.figures import measured_csv
    from geo.text.terminal import WIDTH

    with working("comparing", quiet=quiet):
        found = compare_files(
            before,
            after,
            name=name,
            name_after=name_after,
            state=states,
            every_deg=every,
            sigma_m=sigma,
            distance=distance,
            layer=layer,
            encoding=encoding,
            crs=crs,
        )
    if page is not None:
        from geo.own.layer import Opening
        from geo.own.overlay import own_snapshots
        from geo.page.border_map import border_map

        opening = Opening(layer=layer or "", encoding=encoding or "", crs=crs or "")
        snapshots = own_snapshots(
            before, after, name=name, name_after=name_after, state=states, sigma_m=sigma, opening=opening
        )
        border_map(*snapshots).save(page)
        say(f"wrote {page}", quiet=quiet)
    _write(found.changed, out, quiet=quiet)
    forms: dict[str, Callable[[Comparison], str]] = {
        "csv": partial(measured_csv, rows=rows),
        "json": findings.comparison_json,
        "table": partial(findings.comparison_table, width=room(WIDTH)),
    }
    answer(forms[form](found))


def _every_state(
    measured: Callable[..., EveryState], *, form: str, rows: str, out: Path | None, quiet: bool
) -> None:
    from geo.text import findings
    from geo.text.terminal import WIDTH

    done = 0
    with working("comparing", 100, quiet=quiet) as step:

        def progress(now: int, count: int) -> None:
            nonlocal done
            while done * count < now * 100:
                done += 1
                step()

        found = measured(progress=progress)
    _write(found.changed, out, quiet=quiet)
    told = found.crosswalk if rows == "crosswalk" else found.areas
    if form == "table":
        answer(findings.states_table(told, width=room(WIDTH)))
    else:
        answer(told.table().csv() if form == "csv" else told.table().json())


def _write(changed: ChangedLand, out: Path | None, *, quiet: bool) -> None:
    if out is None:
        return
    from geo.own.changed_files import write_changed

    write_changed(changed, out)
    say(f"wrote {out}", quiet=quiet)
