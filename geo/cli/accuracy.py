"""The command for two drawings of one border: accuracy."""

# ruff: noqa: PLC0415  (heavy modules are imported by the command that needs them)
from __future__ import annotations

import logging
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from geo.cli.group import atlas_folder, quiet, room, working
from geo.cli.speaking import language_of, language_too
from geo.cli.telling import Telling
from geo.cli.told import out_file, told_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.atlas.atlas import Snapshot
    from geo.measures.drawings import Accuracy

__all__ = ["accuracy"]

_PAIR = 2
_FORMS = ("csv", "json")
_FILES = (*_FORMS, "xlsx")


@click.command(
    cls=Telling,
    tells={
        "Columns of CSV, members of stretches and total in JSON": "geo.measures.drawings:StretchAccuracy",
        "With --rows buffers, and of buffers": "geo.measures.drawings:BufferOverlay",
    },
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="[OURS] THEIRS")
@click.option("--on", "day", metavar="DAY", help="Take the atlas's own border of this day for OURS.")
@click.option(
    "--state",
    "states",
    multiple=True,
    metavar="NAME",
    help="Whose borders, of areas; A=B if it is called A in OURS and B in THEIRS.",
)
@click.option("--name", metavar="FIELD", help="The field that names stretches of lines, or states of areas.")
@click.option("--name-theirs", metavar="FIELD", help="The same of THEIRS, if it is another there.")
@click.option("--stretch", "stretches", multiple=True, metavar="NAME", help="Only this stretch of OURS.")
@click.option("--within", type=float, metavar="KM", help="Leave out what lies farther from the other drawing.")
@click.option(
    "--buffer",
    "widths",
    type=float,
    multiple=True,
    metavar="KM",
    show_default="round widths, with areas of one of them",
    help="Width of a band about either drawing.",
)
@click.option("--layer", metavar="NAME", help="Which layer of a file that holds several.")
@click.option("--layer-theirs", metavar="NAME", help="The same of THEIRS, if it is another there.")
@click.option("--encoding", metavar="NAME", help="What the text of a file is in that does not say so: cp1250.")
@click.option("--crs", metavar="NAME", help="The reference system of a file that names none: EPSG:4326.")
@click.option("--format", "form", type=click.Choice(["table", *_FORMS]), show_default="table")
@click.option(
    "--rows",
    type=click.Choice(["stretches", "buffers"]),
    default="stretches",
    show_default=True,
    help="What a CSV lists.",
)
@out_file(*_FILES)
@atlas_folder
@language_too
@quiet
def accuracy(  # noqa: PLR0913  (each is an option)
    *,
    files: tuple[Path, ...],
    day: str | None,
    states: tuple[str, ...],
    name: str | None,
    name_theirs: str | None,
    stretches: tuple[str, ...],
    within: float | None,
    widths: tuple[float, ...],
    layer: str | None,
    layer_theirs: str | None,
    encoding: str | None,
    crs: str | None,
    form: str | None,
    rows: str,
    out: Path | None,
    data: Path | None,
    lang: str,
    quiet: bool,
) -> None:
    """Measure how far apart two drawings of one border are.

    OURS and THEIRS hold lines, or areas whose outlines are the lines, in any
    format and reference system that compare reads. With --on DAY and one file
    OURS is the border on land of the atlas's state on that day, in stretches by
    frontier; coasts are no borders then, nor where areas are set against lines.
    Distances are known all along both, not at points of them: mean, quantiles
    and the farthest place are exact, and lengths are those on the ellipsoid.
    What of THEIRS is nearest to a stretch of OURS belongs to it.

    \b
    JSON: ours, theirs, within_km, stretches, total, buffers, farthest: there and
    back (km, from_lon, from_lat, to_lon, to_lat, to). Buffers: Goodchild and
    Hunter's shares for every width; areas, as Tveite and Langaas overlay them,
    for one width or each --buffer.

    \b
    Examples:
      bordershift accuracy mine.shp theirs.gpkg
      bordershift accuracy theirs.geojson --on 1939-08-23 --stretch riga_1921
      bordershift accuracy a.gpkg b.gpkg --name country --state "Czechia=Czech Republic"
    """
    logging.getLogger("geo").setLevel(logging.ERROR if quiet else logging.WARNING)
    language = language_of(lang, data)
    wanted = _PAIR if day is None else 1
    if len(files) != wanted:
        one = "one file, THEIRS, with --on DAY" if day is not None else "two files, or one with --on DAY"
        msg = f"give {one}; {len(files)} were given."
        raise click.UsageError(msg)
    told_to = told_in(out, form, data, forms=_FILES, usual="table", quiet=quiet)
    if out is not None:
        from geo.files.writing import check_target

        check_target(out, files)
    from geo.own.accuracy import accuracy as measured

    with working("measuring", quiet=quiet):
        ours: Path | Snapshot = files[0]
        if day is not None:
            from geo.atlas.open_atlas import open_atlas

            ours = open_atlas(data).on(day)
        found = measured(
            ours,
            files[-1],
            name=name,
            name_theirs=name_theirs,
            state=states,
            stretches=stretches,
            within_km=within,
            widths_km=widths,
            layer=layer,
            layer_theirs=layer_theirs,
            encoding=encoding,
            crs=crs,
        )
    from geo.text.drawings import accuracy_json, accuracy_rows, accuracy_table
    from geo.text.terminal import WIDTH

    forms: dict[str, Callable[[Accuracy], str]] = {
        "json": accuracy_json,
        "table": partial(accuracy_table, width=room(WIDTH), language=language),
    }
    if told_to.form in forms:
        told_to.answer(forms[told_to.form](found))
    else:
        told_to.answer(told_to.written(accuracy_rows(found, rows=rows)))
