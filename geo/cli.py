"""The command line: ``bordershift``.

Heavy modules are imported by the command that needs them, so that help is
quick. Results go to standard output, everything else to standard error. Exit
status: 0 done, 1 a check failed, 2 the input is at fault.
"""

# ruff: noqa: PLC0415
from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from geo import __version__
from geo.errors import BordershiftError

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.atlas import Atlas, Snapshot

__all__ = ["main"]

_FIRST, _LAST = "1939-08-23", "1941-06-21"


class _Group(click.Group):
    """A group whose commands answer a fault with one sentence and exit status 2."""

    def __call__(self, *args: Any, **extra: Any) -> NoReturn:  # noqa: ANN401  (click's own signature)
        """Run a command and exit; no traceback reaches the user."""
        try:
            status = self.main(*args, **{**extra, "standalone_mode": False})
            sys.stdout.flush()
        except click.UsageError as error:
            command = error.ctx.command_path if error.ctx else "bordershift"
            _fail(f"{error.format_message()} (see: {command} --help)")
        except (BordershiftError, click.ClickException) as error:
            _fail(error.format_message() if isinstance(error, click.ClickException) else str(error))
        except click.Abort:
            click.echo("bordershift: stopped; nothing was changed.", err=True)
            sys.exit(130)
        except BrokenPipeError:  # the reader of a pipe has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)
        sys.exit(status if isinstance(status, int) else 0)


def _fail(sentence: str) -> NoReturn:
    click.echo(f"bordershift: {sentence}", err=True)
    sys.exit(2)


@click.group(
    cls=_Group,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Days run from 1939-08-23 to 1941-06-22. Examples: bordershift measure --region bessarabia;"
    " bordershift who 52.10 23.70 --on 1939-08-23; bordershift build.",
)
@click.version_option(__version__, "-V", "--version", prog_name="bordershift")
def main() -> None:
    """Ask the western border of the USSR, 1939 to 1941: who held what, how far it moved, on a map."""


def _quiet(command: Callable[..., None]) -> Callable[..., None]:
    return click.option("-q", "--quiet", is_flag=True, help="Say nothing while working.")(command)


def _days(command: Callable[..., None]) -> Callable[..., None]:
    command = click.option(
        "--to", "end", default=_LAST, show_default=True, metavar="DAY", help="The day after."
    )(command)
    return click.option(
        "--from", "start", default=_FIRST, show_default=True, metavar="DAY", help="The day before."
    )(command)


def _say(text: str, *, quiet: bool = False) -> None:
    if not quiet:
        click.echo(text, err=True)


def _open(start: str, end: str) -> tuple[Atlas, Snapshot, Snapshot]:
    """Open the atlas on two days; the days are checked first, for that is quick."""
    from geo.tenure import parse_day

    days = parse_day(start), parse_day(end)
    from geo.atlas import open_atlas

    atlas = open_atlas()
    return atlas, atlas.on(days[0]), atlas.on(days[1])


@main.command()
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    metavar="DIR",
    show_default="here",
    help="Folder that gets data/shapefiles and maps.",
)
@_quiet
def build(out: Path, *, quiet: bool) -> None:
    """Build everything: the layers, the figures and the map."""
    from geo.displacement import shift
    from geo.layers import build_layers
    from geo.report import shift_tables
    from geo.webmap import border_map

    atlas, before, after = _open(_FIRST, _LAST)
    for path in build_layers(atlas, (_FIRST, _LAST), out / "data" / "shapefiles"):
        _say(f"wrote {path}", quiet=quiet)
    page = out / "maps" / "index.html"
    border_map(before, after).save(page)
    _say(f"wrote {page}", quiet=quiet)
    click.echo(shift_tables(shift(before, after), profile=False), nl=False)


@main.command()
@_days
@click.option("--state", default="USSR", show_default=True, help="Whose border is measured.")
@click.option("--region", metavar="R", help="Measure the land of one region only.")
@click.option(
    "--every", default=0.25, show_default=True, metavar="DEG", help="Degrees between the parallels listed."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json", "markdown"]),
    default="table",
    show_default=True,
)
@click.option(
    "--rows", type=click.Choice(["profile", "regions"]), default="profile", show_default=True,
    help="What a CSV lists: the parallels or the regions.",
)  # fmt: skip
def measure(
    *, start: str, end: str, state: str, region: str | None, every: float, form: str, rows: str
) -> None:
    """Measure how far a border moved between two days.

    Shift is the width, along the parallel, of the land gained less that of the
    land lost. JSON holds the profile, every region and the total; all lengths
    are kilometres on the WGS 84 ellipsoid.
    """
    _, before, after = _open(start, end)
    from geo.displacement import shift
    from geo.report import shift_csv, shift_json, shift_markdown, shift_tables

    moved = shift(before, after, state=state, region=region, every_deg=every)
    if form == "json":
        text = shift_json(moved)
    elif form == "csv":
        text = shift_csv(moved, rows=rows)
    elif form == "markdown":
        text = shift_markdown(moved)
    else:
        text = shift_tables(moved)
    click.echo(text, nl=False)


@main.command()
@click.argument("lat", type=float, required=False)
@click.argument("lon", type=float, required=False)
@click.option("--on", "day", required=True, metavar="DAY", help="Which day, such as 1939-09-17.")
@click.option(
    "--points",
    type=click.Path(path_type=Path),
    metavar="F.csv",
    help="Ask for every row of a table with lat and lon.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "csv", "json"]),
    default=None,
    help="Default: text for a place, csv for a table.",
)
def who(lat: float | None, lon: float | None, day: str, points: Path | None, form: str | None) -> None:
    """Say which state held a place on a day.

    LAT and LON are degrees, latitude first. With --points, the table comes back
    as CSV with the columns holder, status, zone, since, until, border_km and
    sigma_km added; since and until are empty where the span runs beyond the
    atlas.
    """
    from geo.tenure import parse_day

    when = parse_day(day)
    if (points is None) == (lat is None or lon is None):
        msg = "give a latitude and a longitude, or --points with a table."
        raise click.UsageError(msg)
    if points is None and lat is not None and lon is not None:
        _who_one(lat, lon, when.isoformat(), form or "text")
    elif points is not None:
        _who_many(points, when.isoformat(), form or "csv")


def _who_one(lat: float, lon: float, day: str, form: str) -> None:
    import json

    from geo.atlas import open_atlas
    from geo.exchange import table_text
    from geo.report import ANSWER_COLUMNS, answer_row, answer_sentence

    answer = open_atlas().on(day).who(lon, lat)
    if form == "text":
        click.echo(answer_sentence(answer, day))
        return
    row = {"lat": lat, "lon": lon, **answer_row(answer)}
    if form == "json":
        click.echo(json.dumps(row, ensure_ascii=False))
    else:
        click.echo(table_text(["lat", "lon", *ANSWER_COLUMNS], [list(row.values())]), nl=False)


def _who_many(points: Path, day: str, form: str) -> None:
    import json

    from geo.atlas import open_atlas
    from geo.exchange import read_points, table_text
    from geo.report import ANSWER_COLUMNS, answer_row, answer_sentence

    rows, lonlat = read_points(points)
    snapshot = open_atlas().on(day)
    answers = [snapshot.who(float(lon), float(lat)) for lon, lat in lonlat]
    if form == "text":
        for answer in answers:
            click.echo(answer_sentence(answer, day))
        return
    full = [{**row, **answer_row(answer)} for row, answer in zip(rows, answers, strict=True)]
    if form == "json":
        click.echo(json.dumps(full, ensure_ascii=False, indent=1))
    else:
        columns = list(full[0]) if full else ["lat", "lon", *ANSWER_COLUMNS]
        click.echo(table_text(columns, [[row[name] for name in columns] for row in full]), nl=False)


@main.command(name="map")
@_days
@click.option("--state", default="USSR", show_default=True, help="Whose border it is about.")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("map.html"),
    show_default=True,
    metavar="F.html",
    help="The page to write.",
)
@_quiet
def make_map(start: str, end: str, state: str, output: Path, *, quiet: bool) -> None:
    """Make the interactive map: one page that opens with no network."""
    _, before, after = _open(start, end)
    from geo.webmap import border_map

    border_map(before, after, state=state).save(output)
    _say(f"wrote {output}", quiet=quiet)


@main.command(name="verify")
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    show_default="the bundled data",
    help="The data folder to check.",
)
def check_data(data: Path | None) -> None:
    """Check the data: checksums, lines, zones, tenure, places, areas.

    One line a check; the exit status is 1 if any failed.
    """
    from geo.atlas import data_folder
    from geo.verify import verify

    failed = False
    for check in verify(data or data_folder()):
        click.echo(str(check))
        failed = failed or not check.passed
    if failed:
        sys.exit(1)


if __name__ == "__main__":
    main()
