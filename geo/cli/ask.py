"""Commands that answer questions: measure, who, claims, changes."""

# ruff: noqa: PLC0415  (heavy modules are imported by the command that needs them)
from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from geo.cli.group import (
    FIRST,
    LAST,
    answer,
    completion,
    days,
    keep_inputs,
    open_days,
    paint,
    quiet,
    room,
    say,
    working,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.claims import Claims
    from geo.displacement import Shift

__all__ = ["changes", "claims", "measure", "who"]


@click.command()
@days
@click.option(
    "--state",
    default="USSR",
    show_default=True,
    shell_complete=completion("tenure.csv", "holder"),
    help="Whose border is measured.",
)
@click.option(
    "--region",
    metavar="R",
    shell_complete=completion("regions.csv", "region"),
    help="Measure the land of one region only.",
)
@click.option("--every", default=0.25, show_default=True, metavar="DEG", help="Degrees between the parallels.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json", "markdown", "geojson"]),
    default="table",
    show_default=True,
    help="GeoJSON holds the pieces of the parallels.",
)
@click.option(
    "--rows",
    type=click.Choice(["profile", "regions"]),
    default="profile",
    show_default=True,
    help="What a CSV lists: the parallels or the regions.",
)
@click.option(
    "--chart",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="F.svg|F.png",
    help="Also draw the shift by latitude, with the claims made about it.",
)
@quiet
def measure(  # noqa: PLR0913  (each is an option)
    *,
    start: str,
    end: str,
    state: str,
    region: str | None,
    every: float,
    form: str,
    rows: str,
    chart: Path | None,
    quiet: bool,
) -> None:
    """Measure how far a border moved between two days.

    Shift is the width, along the parallel, of the land gained less that of the
    land lost; lengths are kilometres on the WGS 84 ellipsoid, west positive.

    \b
    JSON: from, to, state, every_deg; profile, regions (north to south), total.
    Profile rows (also the CSV's columns):
      lat        parallel, degrees
      gain_km    width of the land gained, loss_km of that lost
      net_km     the one less the other
      normal_km  the same across the border instead of along the parallel
      sigma_km   one-sigma error of net_km
      end        what the western end is: land, coast, lake, or empty
    Rows of regions and total (CSV: --rows regions):
      region, name, lat_from, lat_to
      meridian_km              length of the meridian between them
      area_km2, lake_km2       net land; net share of Ladoga and Peipus
      mean_km                  times meridian_km it is the whole net area
      median_km, p05_km, p95_km, max_km, max_lat, max_near
      sigma_mean_km            one-sigma error of the mean
      mean_low_km, mean_high_km   95 % interval by block bootstrap
    """
    if chart is not None:
        from geo.charts import chart_kind

        chart_kind(chart)
        keep_inputs(chart)
    _, before, after = open_days(start, end)
    from geo.displacement import shift

    with working("measuring", quiet=quiet):
        moved = shift(before, after, state=state, region=region, every_deg=every)
    if chart is not None:
        from geo.charts import profile_chart, save_chart
        from geo.claims import assess_claims

        fine = shift(before, after, state=state, region=region, every_deg=min(every, 0.05))
        told = assess_claims(before.atlas) if state == "USSR" and (start, end) == (FIRST, LAST) else []
        save_chart(profile_chart(fine, told), chart)
    if form == "geojson":
        from geo.exchange import geojson_text
        from geo.layers import ATTRIBUTION, LICENCE, shift_features
        from geo.transfers import change

        found = change(before, after, state=state)
        pieces = shift_features(found.within(region) if region else found, every)
        text = geojson_text(pieces, name="shift", licence=LICENCE, attribution=ATTRIBUTION)
    else:
        from geo import report

        wide = room(report.FIGURES_WIDTH)
        forms: dict[str, Callable[[Shift], str]] = {
            "json": report.shift_json,
            "csv": partial(report.shift_csv, rows=rows),
            "markdown": report.shift_markdown,
            "table": partial(report.shift_tables, width=wide),
        }
        text = forms[form](moved)
    answer(text)


@click.command()
@click.argument("place", nargs=-1, metavar="[NAME | LAT LON]")
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
@quiet
def who(
    place: tuple[str, ...],
    *,
    day: str | None,
    pick: int | None,
    points: Path | None,
    form: str | None,
    quiet: bool,
) -> None:
    """Say which state held a place on a day, or on every day.

    NAME is that of today or of 1939, with or without diacritics, of a place in
    data/tables/places.csv; LAT and LON are degrees, latitude first, as in
    53.61 26.85 or "49°50'N 24°02'E". Without --on the place's history is told:
    each holder, since when, by which act.
    With --points, the table comes back with the answer's columns added; its
    columns may be parted by commas, semicolons or tabs.

    \b
    Examples:
      bordershift who Husiatyn
      bordershift who Lwów --on 1939-09-30
      bordershift who 49.78 22.77 --format csv
      bordershift who --points villages.csv --on 1940-01-01

    \b
    Columns of CSV, members of JSON:
      holder     the state
      status     sovereign, annexed, occupied, leased or ceded
      zone       the piece of land, as in data/tables/zones.csv
      since      first day of it, until the first day no more; empty where
                 that lies beyond the atlas
      border_km  distance to the nearest border of the day
      sigma_km   one-sigma error of that border: nearer than two of them,
                 the answer is not sure
    Of a history, one row a holder and title, besides:
      place, lat, lon
      edtf       the start, an interval where the transfer took days
      occupier   who occupied the holder's own land
      act        what began it
    JSON: place, lat, lon, zone, region, sure, and the rows as history.
    """
    from geo.tenure import parse_day

    when = None if day is None else parse_day(day).isoformat()
    if (points is None) == (not place):
        msg = "give a name, or a latitude and a longitude, or --points with a table."
        raise click.UsageError(msg)
    if points is not None:
        if when is None:
            msg = "Missing option '--on'."
            raise click.UsageError(msg)
        _who_many(points, when, form or "csv")
        return
    name, lat, lon = _locate(place, pick, quiet=quiet)
    if when is None:
        _history(name, lat, lon, form or "text")
    else:
        _who_one(name, lat, lon, when, form or "text")


def _locate(words: tuple[str, ...], pick: int | None, *, quiet: bool) -> tuple[str, float, float]:
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
    from geo.answers import namesakes_text
    from geo.atlas import data_folder
    from geo.errors import UnknownNameError
    from geo.places import find_places, read_coordinates, read_places

    name = " ".join(words)
    degrees = read_coordinates(name)
    if degrees is not None:
        return "", *degrees
    meant, besides = find_places(read_places(data_folder() / "tables" / "places.csv"), name)
    if pick is None and len(meant) > 1:
        say(namesakes_text(meant).rstrip("\n"))
        msg = (
            f"{len(meant)} places are called {name!r}; choose with --pick 1 to {len(meant)}, or by coordinates."
        )
        raise UnknownNameError(msg)
    if pick is not None and pick > len(meant):
        msg = f"there is no place {pick} of {len(meant)} called {name!r}; choose with --pick 1 to {len(meant)}."
        raise UnknownNameError(msg)
    if besides:
        say(f"Also called so, to be asked for by coordinates:\n{namesakes_text(besides)[:-1]}", quiet=quiet)
    place = meant[(pick or 1) - 1]
    return place.name, place.lat, place.lon


def _history(name: str, lat: float, lon: float, form: str) -> None:
    from geo import answers
    from geo.atlas import open_atlas
    from geo.chronicle import history
    from geo.report import WIDTH

    found = history(open_atlas(), lon, lat, name=name)
    text = {"json": answers.history_json, "csv": answers.history_csv}
    answer(text[form](found) if form in text else answers.history_text(found, width=room(WIDTH)))


def _who_one(name: str, lat: float, lon: float, day: str, form: str) -> None:
    import json

    from geo.atlas import open_atlas
    from geo.exchange import table_text
    from geo.report import answer_row, answer_sentence

    found = open_atlas().on(day).who(lon, lat)
    if form == "text":
        sentence = answer_sentence(found, day).replace(
            found.tenure.holder, paint(found.tenure.holder, "cyan"), 1
        )
        click.echo(f"{name}, {sentence}" if name else sentence)
        return
    row = {**({"place": name} if name else {}), "lat": lat, "lon": lon, **answer_row(found)}
    if form == "json":
        click.echo(json.dumps(row, ensure_ascii=False))
    else:
        answer(table_text(list(row), [list(row.values())]))


def _who_many(points: Path, day: str, form: str) -> None:
    import json

    from geo.atlas import open_atlas
    from geo.errors import GeometryError
    from geo.exchange import read_points, table_text
    from geo.names import plain
    from geo.report import ANSWER_COLUMNS, answer_row, answer_sentence

    rows, lonlat = read_points(points)
    snapshot = open_atlas().on(day)
    answers = []
    for (lon, lat), row in zip(lonlat.tolist(), rows, strict=True):
        try:
            answers.append(snapshot.who(lon, lat))
        except GeometryError as error:
            msg = f"{points}: row {len(answers) + 1} ({plain(', '.join(row.values()), 60)}): {error}"
            raise GeometryError(msg) from error
    replaced = [name for name in ANSWER_COLUMNS if rows and name in rows[0]]
    if replaced:
        say(f"the table's own {', '.join(replaced)} gives way to the answer's.")
    if form == "text":
        for found in answers:
            click.echo(answer_sentence(found, day))
        return
    full = [{**row, **answer_row(found)} for row, found in zip(rows, answers, strict=True)]
    if form == "json":
        click.echo(json.dumps(full, ensure_ascii=False, indent=1))
    else:
        columns = list(full[0]) if full else ["lat", "lon", *ANSWER_COLUMNS]
        answer(table_text(columns, [[row[name] for name in columns] for row in full]))


@click.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json", "markdown"]),
    default="table",
    show_default=True,
)
@quiet
def claims(form: str, *, quiet: bool) -> None:
    """Put published claims to the test.

    What is measured for a claim, and when it counts as upheld, stands in
    data/tables/claims.csv.

    \b
    JSON, for each: claim, says, measured, value with its interval low to high,
    unit, verdict, why, rule, stated_low, stated_high, cited_from, regions, and
    alternatives (definition, value, verdict): the verdict under other
    reasonable definitions. CSV: the same without the last two.
    """
    from geo import findings
    from geo.atlas import open_atlas
    from geo.claims import assess_claims
    from geo.report import WIDTH

    with working("measuring what is claimed", quiet=quiet):
        assessed = assess_claims(open_atlas())
    forms: dict[str, Callable[[Claims], str]] = {
        "json": findings.claims_json,
        "csv": findings.claims_csv,
        "markdown": findings.claims_markdown,
        "table": partial(findings.claims_table, width=room(WIDTH)),
    }
    answer(forms[form](assessed))


@click.command()
@days
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True
)
@quiet
def changes(start: str, end: str, form: str, *, quiet: bool) -> None:
    """List every change of holder or title between two days."""
    del quiet  # nothing is said here: -q is taken by every command all the same
    import json

    _, before, after = open_days(start, end)
    if before.day > after.day:
        msg = f"--from {before.day} lies after --to {after.day}; swap them."
        raise click.UsageError(msg)
    from geo.exchange import table_text
    from geo.report import CHANGE_COLUMNS, WIDTH, changes_rows, plain_table

    rows = changes_rows(before, after)
    if form == "csv":
        text = table_text(CHANGE_COLUMNS, rows)
    elif form == "json":
        records = [dict(zip(CHANGE_COLUMNS, row, strict=True)) for row in rows]
        text = json.dumps(records, ensure_ascii=False, indent=1) + "\n"
    else:
        title = f"Changes after {start} and up to {end}"
        text = plain_table(title, CHANGE_COLUMNS, rows, width=room(WIDTH))
    answer(text)
