"""The command that answers for one place, or for a table of them: who."""

# ruff: noqa: PLC0415  (heavy modules are imported by the command that needs them)
from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from geo.cli.group import answer, atlas_folder, folder_of, paint, quiet, room, say
from geo.cli.telling import Telling

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.atlas.places import Place

__all__ = ["who"]

_LEAST_BEGUN = 2
"""Letters before a name is completed: fewer begin hundreds."""


def _complete(context: click.Context, _option: click.Parameter, begun: str) -> list[str]:
    """Offer a shell the names that begin so, with or without diacritics, the table's before the gazetteer's."""
    from geo.atlas.places import fold
    from geo.files.tables import read_table

    if len(begun) < _LEAST_BEGUN:
        return []
    tables = folder_of(context.params.get("data")) / "tables"
    names = (
        row["place"]
        for table in ("places.csv", "gazetteer.csv")
        if (tables / table).is_file()
        for row in read_table(tables / table, ["place"])
    )
    wanted = fold(begun)
    return [name for name in dict.fromkeys(names) if fold(name).startswith(wanted)]


@click.command(
    cls=Telling,
    tells={
        "Columns of CSV and members of JSON with --on": "geo.atlas.answer:Answer",
        "Without it, one row a holder and title": "geo.atlas.history:History",
    },
)
@click.argument("place", nargs=-1, metavar="[NAME | LAT LON]", shell_complete=_complete)
@click.option("--on", "day", metavar="DAY", help="Which day, such as 1939-09-17; without it, all days.")
@click.option("--pick", type=click.IntRange(min=1), metavar="N", help="Which of several places of that name.")
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
@atlas_folder
@quiet
def who(
    place: tuple[str, ...],
    *,
    day: str | None,
    pick: int | None,
    points: Path | None,
    form: str | None,
    data: Path | None,
    quiet: bool,
) -> None:
    """Say which state held a place on a day, or on every day.

    NAME is that of today or of its day, in Latin, Cyrillic or Hebrew script, with
    or without diacritics: of a place in data/tables/places.csv, or else of a
    town in gazetteer.csv beside it. LAT and LON are degrees, latitude first, as
    in 53.61 26.85 or "49°50'N 24°02'E". Without --on the place's history is
    told: each holder, since when, by which act.
    With --points, the table comes back with the answer's columns added; its
    columns may be parted by commas, semicolons or tabs. A row that cannot be
    answered is kept, and its status says why: outside (the atlas) or unreadable.

    \b
    Examples:
      bordershift who Husiatyn
      bordershift who Lwów --on 1939-09-30
      bordershift who Дрогобыч
      bordershift who 49.78 22.77 --format csv
      bordershift who --points villages.csv --on 1940-01-01

    JSON of a history: place, lat, lon, zone, region, sure, and the rows as
    history.
    """
    from geo.atlas.about import read_about

    when = None if day is None else read_about(folder_of(data)).day(day).isoformat()
    if (points is None) == (not place):
        msg = "give a name, or a latitude and a longitude, or --points with a table."
        raise click.UsageError(msg)
    if points is not None:
        if when is None:
            msg = "Missing option '--on'."
            raise click.UsageError(msg)
        from geo.cli.points import who_each

        who_each(points, when, form or "csv", data, quiet=quiet)
        return
    name, lat, lon = _locate(place, pick, data, quiet=quiet)
    if when is None:
        _history(name, lat, lon, form or "text", data)
    else:
        _who_one(name, lat, lon, when, form or "text", data)


def _locate(
    words: tuple[str, ...], pick: int | None, data: Path | None, *, quiet: bool
) -> tuple[str, float, float]:
    """Find what is meant: a latitude and a longitude, or a place by its name."""
    try:
        numbers = [float(word) for word in words]
    except ValueError:
        numbers = []
    if numbers:
        if len(numbers) != 2:  # noqa: PLR2004  (latitude and longitude)
            msg = "give a latitude and a longitude, or --points with a table."
            raise click.UsageError(msg)
        return "", numbers[0], numbers[1]
    from geo.atlas.about import read_about
    from geo.atlas.gazetteer import Gazetteer, find_places
    from geo.atlas.places import places_of, read_coordinates
    from geo.atlas.schema import TABLES
    from geo.errors import UnknownNameError
    from geo.files.schema import read_rows

    name = " ".join(words)
    degrees = read_coordinates(name)
    if degrees is not None:
        return "", *degrees
    folder = folder_of(data)
    tables, has = folder / "tables", read_about(folder).tables
    places = places_of(read_rows(tables / "places.csv", TABLES["places"])) if "places" in has else ()
    towns = Gazetteer(tables / "gazetteer.csv", there="gazetteer" in has)
    meant, besides = find_places(places, name, towns)
    if pick is None and len(meant) > 1:
        say(_listed(meant, data))
        msg = (
            f"{len(meant)} places are called {name!r}; choose with --pick 1 to {len(meant)}, or by coordinates."
        )
        raise UnknownNameError(msg)
    if pick is not None and pick > len(meant):
        msg = f"there is no place {pick} of {len(meant)} called {name!r}; choose with --pick 1 to {len(meant)}."
        raise UnknownNameError(msg)
    if besides:
        say(f"Also called so, to be asked for by coordinates:\n{_listed(besides, data)}", quiet=quiet)
    place = meant[(pick or 1) - 1]
    return place.name, place.lat, place.lon


def _listed(places: Sequence[Place], data: Path | None) -> str:
    """List places of one name; what the gazetteer does not know, the atlas tells."""
    from dataclasses import replace

    from geo.atlas.about import read_about
    from geo.text.answers import namesakes_text

    about = read_about(folder_of(data))
    if not all(place.holder_before for place in places):
        from geo.atlas.open_atlas import open_atlas

        atlas = open_atlas(data)
        before, after = atlas.on(about.before.day), atlas.on(about.after.day)
        places = [
            place
            if place.holder_before
            else replace(
                place,
                holder_before=before.who(place.lon, place.lat).tenure.holder,
                holder_after=after.who(place.lon, place.lat).tenure.holder,
            )
            for place in places
        ]
    return namesakes_text(places, about).rstrip("\n")


def _history(name: str, lat: float, lon: float, form: str, data: Path | None) -> None:
    from geo.atlas.answer import ASKED
    from geo.atlas.history import history
    from geo.atlas.open_atlas import open_atlas
    from geo.text.answers import history_json, history_text
    from geo.text.terminal import WIDTH

    found = history(open_atlas(data), lon, lat, name=name)
    if form == "csv":
        answer(found.table().after(ASKED, (name, lat, lon)).csv())
    else:
        answer(history_json(found) if form == "json" else history_text(found, width=room(WIDTH)))


def _who_one(name: str, lat: float, lon: float, day: str, form: str, data: Path | None) -> None:
    import json

    from geo.atlas.answer import ASKED
    from geo.atlas.open_atlas import open_atlas
    from geo.text.answers import answer_sentence

    found = open_atlas(data).on(day).who(lon, lat)
    if form == "text":
        shown = (found.islands or found.tenure).who
        sentence = answer_sentence(found, day).replace(shown, paint(shown, "cyan"), 1)
        click.echo(f"{name}, {sentence}" if name else sentence)
        return
    table = found.table().after(ASKED, (name, lat, lon))
    if not name:
        table = table.only(*table.names[1:])
    if form == "json":
        click.echo(json.dumps(table.records()[0], ensure_ascii=False))
    else:
        answer(table.csv())
