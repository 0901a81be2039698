"""The command for files of one's own: compare."""

# ruff: noqa: PLC0415  (heavy modules are imported by the command that needs them)
from __future__ import annotations

import logging
from contextlib import ExitStack
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from geo.cli.group import answer, atlas_folder, keep_inputs, quiet, room, say, working
from geo.cli.speaking import language_of, language_too
from geo.cli.telling import Telling

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.own.compared import AllStates, ChangedLand, Comparison, Crosswalk
    from geo.own.every_state import EveryState
    from geo.own.meridians import MeridianComparison

__all__ = ["compare"]

C = TypeVar("C")


_DASH: Final = Path("-")

_ASIDE: Final = {
    "series": "{option} says nothing of a --series; leave it out.",
    "chart": "{option} draws a --series; give both.",
    "every_state": "{option} shows one state; leave out --all-states.",
    "meridians": "--along meridians tells nothing of {option}; leave it out.",
}
"""What is said of an option that does not go with what else is asked."""


def _from_standard_input(command: Callable[..., C]) -> Callable[..., C]:
    """Give a command a file in place of standard input, for as long as it runs."""

    @wraps(command)
    def reading(*, files: tuple[Path, ...], **asked: Any) -> C:  # noqa: ANN401  (the command's own options)
        if files.count(_DASH) > 1:
            msg = "standard input holds one file; name the other."
            raise click.UsageError(msg)
        with ExitStack() as open_files:
            from geo.cli.lists import came_in

            return command(files=tuple(open_files.enter_context(came_in(path)) for path in files), **asked)

    return reading


@click.command(
    cls=Telling,
    tells={
        "Columns of CSV and members of JSON with --all-states": "geo.own.compared:AllStates",
        "The same with --all-states --rows crosswalk": "geo.own.compared:Crosswalk",
        "Otherwise of the profile": "geo.measures.profile:Profile",
        "And of regions and total": "geo.measures.summary:RegionShift",
        "With --along meridians of the profile": "geo.own.meridians:MeridianProfile",
        "And of regions and total then": "geo.own.meridians:MeridianShift",
        "Fields of --out": "geo.own.compared:ChangedLand",
        "With --series, a row a day": "geo.own.series:Series",
    },
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="BEFORE AFTER")
@click.option(
    "--on",
    "--from",
    "first",
    metavar="DAY",
    help="The first day, of one file with dated rows, of a folder or of several dated files.",
)
@click.option("--and", "--to", "second", metavar="DAY", help="The second day.")
@click.option("--dates", metavar="FIRST,LAST", help="The fields with a row's first and last date.")
@click.option(
    "--ends",
    type=click.Choice(["inclusive", "exclusive"]),
    show_default="as the rows tell",
    help="Whether a row still holds on its last date.",
)
@click.option("--name", metavar="FIELD", help="The field with the states' names.")
@click.option("--name-after", metavar="FIELD", help="The same of AFTER, if it is another there.")
@click.option(
    "--state",
    "states",
    multiple=True,
    metavar="NAME",
    help="The state to compare; A=B if it is called A in BEFORE and B in AFTER; several are taken together.",
)
@click.option(
    "--series",
    is_flag=True,
    help="Follow the state over all dates of dated rows, a folder or dated files; --on and --and bound them.",
)
@click.option(
    "--chart",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="F.svg|F.png",
    help="With --series, also draw area and borders through time.",
)
@click.option("--all-states", is_flag=True, help="Compare the areas of every state instead.")
@click.option("--layer", metavar="NAME", help="Which layer of a file that holds several.")
@click.option("--layer-after", metavar="NAME", help="The same of AFTER, if it is another there.")
@click.option("--encoding", metavar="NAME", help="What the text of a file is in that does not say so: cp1250.")
@click.option("--crs", metavar="NAME", help="The reference system of a file that names none: EPSG:4326.")
@click.option(
    "--every",
    type=float,
    metavar="DEG",
    show_default="0.25, or less where the change is small",
    help="Degrees between parallels.",
)
@click.option(
    "--along",
    type=click.Choice(["parallels", "meridians"]),
    default="parallels",
    show_default=True,
    help="Measure western and eastern borders, or northern and southern ones.",
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
    "--tolerance",
    type=float,
    metavar="M",
    help="Tell land that passed from a border drawn anew that lies off by no more, metres.",
)
@click.option(
    "-o",
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="F",
    help="Also write the land that passed, a feature a piece with who held it, for a GIS; the ending says as "
    "what: .geojson, .gpkg or .parquet.",
)
@click.option(
    "--map",
    "page",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="F.html",
    help="Also make a map of the change.",
)
@language_too
@atlas_folder
@quiet
@_from_standard_input
def compare(  # noqa: PLR0913  (each is an option)
    *,
    files: tuple[Path, ...],
    first: str | None,
    second: str | None,
    dates: str | None,
    ends: str | None,
    name: str | None,
    name_after: str | None,
    states: tuple[str, ...],
    series: bool,
    chart: Path | None,
    all_states: bool,
    layer: str | None,
    layer_after: str | None,
    encoding: str | None,
    crs: str | None,
    every: float | None,
    along: str,
    sigma: float | None,
    form: str,
    rows: str,
    distance: bool,
    tolerance: float | None,
    out: Path | None,
    page: Path | None,
    lang: str,
    data: Path | None,
    quiet: bool,
) -> None:
    """Take the same measures on two files of your own.

    BEFORE and AFTER hold polygons of states, or border lines with the state in
    the east: GeoJSON, GeoPackage, Shapefile, FlatGeobuf, GeoParquet, KML, GML, TopoJSON or CSV
    with a column WKT, also in a zip, in any reference system; - is what comes in by standard
    input. On a parallel that one of two lines does not reach nothing is
    measured, which is not zero. An end is coast where the files give the land
    beyond to nobody. Names that differ in form of letters, spaces or
    case are one; files that hold one territory need no names. One file whose
    rows are dated, a folder, or a list of files with dates in their names is
    asked about two days: --on DAY --and DAY, or --from DAY --to DAY.

    \b
    JSON: from, to (the files), state, every_deg, profile, regions, total with
    the same members as for measure; areas (before, after, area_km2: who gained
    from whom, exceeds_tolerance); tolerance_m; notes, what must be known to read them; distance with
    --distance. What cannot be known is null: errors without --sigma, places,
    lakes. Regions are the land that passed between the state and each other
    holder, "nobody" among them. area_km2 is everything the polygons hold: with
    great lakes in them, area_km2 + lake_km2 of measure.
    With --along meridians a row of the profile has lon, gain_km, loss_km,
    net_km, north_border_km, south_border_km, apart_km, sigma_km, and two lines
    have the state in the south.
    With --series a state is followed through all dates: state, meridian_km,
    series, notes; --map shows them all, one after another.
    CSV: the profile, or with --rows regions these.
    """
    logging.getLogger("geo").setLevel(logging.ERROR if quiet else logging.WARNING)

    language = language_of(lang, data)
    _check_targets(out, page, files, data)
    if chart is not None:
        from geo.files.pictures import picture_kind

        picture_kind(chart, "a chart")
        _check_targets(None, chart, files, data)
    sideways = along == "meridians"
    _check_together(
        series={
            "--all-states": all_states, "--every": every is not None, "--along": along != "parallels",
            "--sigma": sigma is not None, "--rows": rows != "profile", "--distance": distance,
            "--tolerance": tolerance is not None, "--out": out is not None,
            "--name-after": name_after is not None, "--layer-after": layer_after is not None,
        } if series else {},
        chart={"--chart": chart is not None and not series},
        every_state={"--map": page is not None and all_states},
        meridians={
            "--out": sideways and out is not None, "--tolerance": sideways and tolerance is not None,
        },
    )  # fmt: skip
    from geo.own.pair import Sources, open_sides
    from geo.text import findings
    from geo.text.terminal import WIDTH

    sources = Sources.of(
        files,
        name=name,
        name_after=name_after,
        state=None if all_states else states,
        layer=layer,
        layer_after=layer_after,
        encoding=encoding,
        crs=crs,
        days=_days(first, second),
        dates=_date_fields(dates),
        ends=ends,
    )
    if series:
        from geo.cli.series import answer_series

        answer_series(sources, form=form, chart=chart, page=page, language=language, quiet=quiet)
        return
    if all_states:
        from geo.own.every_state import every_state_of
        from geo.own.pair import named

        _every_state(
            lambda told: every_state_of(open_sides(named(sources)), told),
            partial(findings.states_table, width=room(WIDTH), language=language),
            form=form, rows=rows, out=out, quiet=quiet,
        )  # fmt: skip
        return
    if sideways:
        from geo.cli.meridians import answer_along_meridians

        written: dict[str, Callable[[MeridianComparison], str]] = {
            "csv": lambda told: (told.profile if rows == "profile" else told).table().csv(),
            "json": findings.meridians_json,
            "table": partial(findings.meridians_table, width=room(WIDTH), language=language),
        }
        answer_along_meridians(
            sources,
            every,
            written[form],
            distance=distance,
            sigma=sigma,
            page=page,
            lang=language.tag,
            quiet=quiet,
        )
        return
    from geo.own.comparison import check_asked, compare_sides
    from geo.text.figures import measured_csv

    check_asked(every, sigma, tolerance)
    with working("comparing", quiet=quiet):
        sides = open_sides(sources)
        found = compare_sides(
            sides, states, every_deg=every, sigma_m=sigma, distance=distance, tolerance_m=tolerance
        )
    if page is not None:
        from geo.own.overlay import side_snapshots
        from geo.page.border_map import border_map

        border_map(*side_snapshots(sides, states, sigma_m=sigma), lang=language.tag).save(page)
        say(f"wrote {page}", quiet=quiet)
    _write(found.changed, out, quiet=quiet)
    forms: dict[str, Callable[[Comparison], str]] = {
        "csv": partial(measured_csv, rows=rows),
        "json": findings.comparison_json,
        "table": partial(findings.comparison_table, width=room(WIDTH), language=language),
    }
    answer(forms[form](found))


def _check_together(**asked: dict[str, bool]) -> None:
    """Refuse options that say nothing of what is asked, rather than leave them out in silence."""
    for what, options in asked.items():
        for option, is_given in options.items():
            if is_given:
                raise click.UsageError(_ASIDE[what].format(option=option))


def _check_targets(out: Path | None, page: Path | None, files: tuple[Path, ...], data: Path | None) -> None:
    """Refuse what cannot be written, before anything is read."""
    from geo.files.writing import check_target

    if out is not None:
        from geo.own.changed_files import check_ending

        check_ending(out)
    for target in (out, page):
        if target is not None:
            check_target(target, files)
            keep_inputs(target, data=data)


def _days(first: str | None, second: str | None) -> tuple[str, str] | None:
    """Take the two days, or none."""
    if first is not None and second is not None:
        return first, second
    if first is None and second is None:
        return None
    msg = "two days are compared: give both --on and --and."
    raise click.UsageError(msg)


def _date_fields(dates: str | None) -> tuple[str, str] | None:
    """Take the fields of a row's first and last date, if they are named."""
    if dates is None:
        return None
    fields = [part.strip() for part in dates.split(",")]
    if len(fields) != 2:  # noqa: PLR2004
        msg = "--dates names two fields, parted by a comma: --dates from,to."
        raise click.UsageError(msg)
    return fields[0], fields[1]


def _every_state(
    measured: Callable[[Callable[[int, int], None]], EveryState],
    shown: Callable[[AllStates | Crosswalk], str],
    *,
    form: str,
    rows: str,
    out: Path | None,
    quiet: bool,
) -> None:
    done = 0
    with working("comparing", 100, quiet=quiet) as step:

        def progress(now: int, count: int) -> None:
            nonlocal done
            while done * count < now * 100:
                done += 1
                step()

        found = measured(progress)
    _write(found.changed, out, quiet=quiet)
    told = found.crosswalk if rows == "crosswalk" else found.areas
    if form == "table":
        answer(shown(told))
    else:
        answer(told.table().csv() if form == "csv" else told.table().json())


def _write(changed: ChangedLand, out: Path | None, *, quiet: bool) -> None:
    if out is None:
        return
    from geo.own.changed_files import write_changed

    write_changed(changed, out)
    say(f"wrote {out}", quiet=quiet)
