"""The command that writes places with their states for other programs: places."""

# ruff: noqa: PLC0415  (heavy modules are imported by the command that needs them)
from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from geo.cli.group import (
    answer,
    atlas_folder,
    completion,
    dumps_too,
    folder_of,
    keep_inputs,
    quiet,
    say,
    working,
)
from geo.files.numbers import fixed

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.atlas.atlas import Atlas
    from geo.export.dated_places import DatedPlaces

__all__ = ["places"]

_ENDINGS: Final = {
    ".gramps": "gramps", ".csv": "gramps-csv", ".ged": "gedcom7",
    ".jsonld": "lpf", ".json": "lpf", ".geojson": "lpf",
}  # fmt: skip
_FORMS: Final = tuple(dict.fromkeys(_ENDINGS.values()))


@click.command()
@click.option(
    "--region",
    metavar="R",
    shell_complete=completion("regions.csv", "region"),
    help="Only those of one region.",
)
@click.option("--settlements", is_flag=True, help="Those of the gazetteer too: with your own, every village.")
@click.option(
    "--names",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Those of a table or list of names instead; - for standard input.",
)
@click.option("--column", default="", metavar="NAME", help="Which column of --names holds the names.")
@click.option(
    "--in", "within", default="", metavar="WHERE", help="With --names: their region, district or country."
)
@click.option("--near", default="", metavar="PLACE", help="With --names: a place they are near to.")
@dumps_too
@click.option(
    "--as",
    "form",
    type=click.Choice(_FORMS),
    help="The form; as the ending of -o says: .gramps, .csv, .ged, .jsonld or .json.",
)
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write into a file; without it, to standard output.",
)
@atlas_folder
@quiet
def places(  # noqa: PLR0913  (each is an option)
    *,
    region: str | None,
    settlements: bool,
    names: Path | None,
    column: str,
    within: str,
    near: str,
    files: tuple[Path, ...],
    form: str | None,
    out: Path | None,
    data: Path | None,
    quiet: bool,
) -> None:
    """Write places with the state of each day for programs that keep family trees or gazetteers.

    Without --names they are the atlas's own table of places. Each place has its
    names, coordinates, the states that held it and from which day to which, how
    far the nearest border was, the error of its position and its source. Of days
    outside the atlas nothing is said.

    \b
    --as gramps      Gramps XML: a state encloses a place over its days, so that
                     Gramps shows with each event the state of its day.
    --as gramps-csv  the table of places that Gramps imports (in English, for its
                     dates): the same without notes, sources and other names.
    --as gedcom7     GEDCOM 7. It has no record of a place, so each state of a place
                     is an event of an individual that is no person; beside it the
                     shared places (_LOC) of GEDCOM-L, for programs that know them.
    --as lpf         Linked Places 1.2: JSON-LD, which is GeoJSON as well.

    A name of a list that several places bear, with other histories, or none, is
    left out and counted: bordershift who --names tells which.

    \b
    Examples:
      bordershift places -o places.gramps
      bordershift places --region west_ukraine --settlements -o galicia.gramps
      bordershift places --names parish.csv --in Poland -o parish.ged
      bordershift places --region karelia --as lpf
    """
    form = _form(form, out)
    if names is not None and (region or settlements):
        msg = "--region and --settlements go with the atlas's own places; --in says where those of --names lie."
        raise click.UsageError(msg)
    if names is None and (column or within or near):
        msg = "--column, --in and --near go with --names; --region says which of the atlas's own places."
        raise click.UsageError(msg)
    from geo.atlas.about import read_about
    from geo.errors import UnknownNameError

    if not read_about(folder_of(data)).dated:
        msg = "this atlas has no dates, so that no place of it has a state by day; choose another with --data."
        raise UnknownNameError(msg)
    if out is not None:
        from geo.files.writing import check_target

        keep_inputs(out, data=data)
        check_target(out, [path for path in (names, *files) if path is not None and str(path) != "-"])
    from geo.atlas.open_atlas import open_atlas
    from geo.cli.gazetteer import gazetteer_of
    from geo.export.dated_places import places_of_atlas

    atlas = open_atlas(data)
    if names is not None:
        found = _listed(atlas, names, column, within, near, files, quiet=quiet)
    else:
        with working("telling who held them", quiet=quiet):
            found = places_of_atlas(
                atlas, region=region or "", settlements=settlements, gazetteer=gazetteer_of(atlas, files)
            )
    text = _writer(form)(found)
    if out is None:
        answer(text)
    else:
        from geo.files.writing import write_text

        write_text(out, text)
    count = len(found.places)
    say(f"{fixed(count, 0)} place{'s' * (count != 1)} written as {form}.", quiet=quiet)


def _form(form: str | None, out: Path | None) -> str:
    """Return the form that was asked for, or that a file's ending says."""
    told = _ENDINGS.get(out.suffix.lower()) if out is not None else None
    if form is None and told is None:
        where = f"{out}: its ending says not in which form" if out is not None else "in which form"
        msg = f"{where}; give --as {', '.join(_FORMS[:-1])} or {_FORMS[-1]}."
        raise click.UsageError(msg)
    if form is not None and told not in {None, form}:
        msg = f"{out} ends otherwise than --as {form}; leave out the one or the other."
        raise click.UsageError(msg)
    return form or told or ""


def _writer(form: str) -> Callable[[DatedPlaces], str]:
    from geo.export.gedcom7 import gedcom7
    from geo.export.gramps import gramps_csv, gramps_xml
    from geo.export.linked_places import linked_places

    return {"gramps": gramps_xml, "gramps-csv": gramps_csv, "gedcom7": gedcom7, "lpf": linked_places}[form]


def _listed(
    atlas: Atlas, path: Path, column: str, within: str, near: str, files: tuple[Path, ...], *, quiet: bool
) -> DatedPlaces:
    """Look up the names of a list, and say how many were left out."""
    from geo.atlas.listed import Lookup
    from geo.cli.gazetteer import gazetteer_of
    from geo.cli.lists import came_in
    from geo.cli.names import HEADS
    from geo.cli.who import near_points
    from geo.export.dated_places import places_of_list
    from geo.files.lists import ListTable

    gazetteer = gazetteer_of(atlas, files)
    points = near_points(near, gazetteer) if near else ()
    with came_in(path) as file:
        table = ListTable(file)
        at = table.column(HEADS, "names of places", option="--column", named=column)
        wanted = [row[at] for _, row in table.rows()]
    with working("looking up names", quiet=quiet):
        found = Lookup(atlas, gazetteer=gazetteer, within=within, near=points).up(wanted)
    told = {row.which for row in found.rows if row.told}
    left = len(wanted) - len(told)
    if left:
        say(
            f"{fixed(left, 0)} of {fixed(len(wanted), 0)} names left out: not found, or borne by several "
            f"with other histories (bordershift who --names {path} tells which).",
            quiet=quiet,
        )
    places = places_of_list(atlas, wanted, found)
    if len(places.places) < len(told):
        say(
            f"{fixed(len(told), 0)} names that were found are {fixed(len(places.places), 0)} places: "
            "each is written once, with all names it was asked for by.",
            quiet=quiet,
        )
    return places
