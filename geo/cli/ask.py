"""Commands that answer questions about the whole border: measure, claims, changes."""

# ruff: noqa: PLC0415  (heavy modules are imported by the command that needs them)
from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from geo.cli.group import (
    asked_days,
    atlas_folder,
    days,
    folder_of,
    keep_inputs,
    kept_of,
    only_region,
    open_days,
    quiet,
    room,
    say,
    screen,
    whose,
    working,
)
from geo.cli.speaking import language_of, language_too
from geo.cli.telling import Telling
from geo.cli.told import out_file, told_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.atlas.languages import Language
    from geo.claims.assessed import Claims
    from geo.cli.told import Told
    from geo.measures.shift import Shift

__all__ = ["changes", "claims", "measure"]

_MEASURED: Final = ("csv", "json", "geojson", "markdown", "xlsx")
_NOTED: Final = ("json", "table")
"""Forms that hold themselves what must be known to read the figures; of others it is said on standard error."""
_CLAIMED: Final = ("csv", "json", "markdown", "xlsx")
_CHANGED: Final = ("csv", "json", "xlsx")
"""Forms that a file of each answer may have."""
_CHART_DEG: Final = 0.05
"""Most degrees between the parallels of a chart: its curve looks broken with fewer."""


@click.command(
    cls=Telling,
    tells={
        "Columns of the profile": "geo.measures.profile:Profile",
        "Columns of the regions and the total": "geo.measures.summary:RegionShift",
    },
)
@days
@whose("Whose border is measured.")
@only_region(
    "Of one region only, or of several: salla,karelia; the Baltic states; Finland (what was its land)."
)
@click.option("--every", default=0.25, show_default=True, metavar="DEG", help="Degrees between the parallels.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json", "markdown", "geojson"]),
    show_default="table",
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
    "--distance",
    is_flag=True,
    help="Also measure how far each border on land lies from the other, for JSON and the table.",
)
@click.option(
    "--chart",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="F.svg|F.png",
    help="Also draw the shift by latitude, with the claims made about it.",
)
@out_file(*_MEASURED)
@language_too
@atlas_folder
@quiet
def measure(  # noqa: PLR0913  (each is an option)
    *,
    start: str | None,
    end: str | None,
    state: str | None,
    region: str | None,
    every: float,
    form: str | None,
    rows: str,
    distance: bool,
    chart: Path | None,
    out: Path | None,
    lang: str,
    data: Path | None,
    quiet: bool,
) -> None:
    """Measure how far a border moved between two days.

    Shift is the width, along the parallel, of the land gained less that of the
    land lost; lengths are kilometres on the WGS 84 ellipsoid. How far the western
    and the eastern border moved is told beside it, west positive for both.

    \b
    JSON: from, to, state, every_deg; profile, regions (north to south), total.
    Regions and total have people besides: who lived there (see bordershift
    people). passing, on days when land was changing hands: day, zone, holder,
    passing (over which days), passing_to; cut_off, true where land gained or lost
    reaches the edge of the atlas; coarse, borders that are known to kilometres
    only: region, name, sigma_km. CSV: the profile, or with --rows regions these
    and the total; what the figures leave out is said on standard error.
    With --distance also distance: there (from the border before to that after)
    and back, each with start, end, count, mean_km, median_km, p95_km, farthest
    (km, sigma_km, from_lon, from_lat, to_lon, to_lat, to).
    """
    told_to = told_in(out, form, data, forms=_MEASURED, usual="table", quiet=quiet)
    kind = None
    if chart is not None:
        from geo.files.pictures import picture_kind

        kind = picture_kind(chart, "a chart")
        keep_inputs(chart, data=data)
        if out is not None and out.resolve() == chart.resolve():
            msg = "--out and --chart name one file; name two."
            raise click.UsageError(msg)
    if distance and region is not None:
        msg = "--distance is that of the whole border; leave out --region."
        raise click.UsageError(msg)
    first, last = asked_days(start, end, data)
    language = language_of(lang, data)
    made, asked = kept_of(data), (first, last, state, region, every)

    @cache
    def measured() -> Shift:
        from geo.measures.shift import shift

        _, before, after = open_days(first, last, data)
        with working("measuring", quiet=quiet):
            return shift(before, after, state=state, region=region, every_deg=every)

    def drawn() -> dict[str, bytes]:
        return {"chart": _chart(measured(), every, kind or "", language.tag)}

    def told() -> str | bytes:
        with working("measuring", quiet=quiet):
            return _told(measured(), told_to, rows, region=region, distance=distance, language=language)

    picture = made.files(("chart", *asked, kind, language.tag), drawn)["chart"] if kind else None
    key = ("measure", *asked, told_to.form, rows, distance, screen(), language.tag)
    text = told_to.remembered(made, key, told)
    if chart is not None and picture is not None:
        from geo.files.writing import write_bytes

        write_bytes(chart, picture)
    told_to.answer(text)
    if told_to.form not in _NOTED:
        noted = made.text(("notes of measure", *asked, language.tag), lambda: _notes(measured(), language))
        for note in noted.splitlines():
            say(note, quiet=quiet)


def _notes(moved: Shift, language: Language) -> str:
    from geo.text.measured_notes import measured_notes

    return "".join(f"{language.says(note)}\n" for note in measured_notes(moved))


def _chart(moved: Shift, every: float, kind: str, lang: str) -> bytes:
    from geo.atlas.languages import Said
    from geo.claims.assess import assess_claims
    from geo.text.charts import chart_bytes

    fine, before = moved.at_spacing(min(every, _CHART_DEG)), moved.change.before
    about = before.atlas.about
    own = fine.state == about.border_of
    # a chart has kilometres along parallels: only claims about those can be drawn
    claimed = assess_claims(before.atlas, only="shift") if own else []
    note = ""
    if "claims" in about.tables and not own:
        told = "Published claims are not drawn: they are about {named}."
        note = Said.fill(told, state=about.border_of, named=about.named(about.border_of))
    return chart_bytes(fine, claimed, kind, note=note, lang=lang)


def _told(
    moved: Shift, told_to: Told, rows: str, *, region: str | None, distance: bool, language: Language
) -> str | bytes:
    found, form = moved.change, told_to.form
    before, after = found.before, found.after
    if form == "geojson":
        from geo.export.layers import credit_members, shift_features
        from geo.files.geojson import geojson_text

        pieces = shift_features(found, moved.every_deg)
        return geojson_text(pieces, name="shift", **credit_members(before.atlas.about))
    from geo.text import figures

    apart, counted = None, None
    if form == "json" and before.atlas.people:
        from geo.measures.people import people

        counted = people(before, after, state=moved.state, region=region)
    if distance:
        from geo.measures.distance import border_distances

        apart = border_distances(before, after, state=moved.state)
    forms: dict[str, Callable[[Shift], str]] = {
        "json": partial(figures.shift_json, distance=apart, counted=counted),
        "markdown": partial(figures.shift_markdown, language=language),
        "table": partial(
            figures.shift_tables, width=room(figures.FIGURES_WIDTH), distance=apart, language=language
        ),
    }
    return forms[form](moved) if form in forms else told_to.written(figures.measured_rows(moved, rows=rows))


@click.command(cls=Telling, tells={"Columns of CSV, members of JSON": "geo.claims.assessed:Claims"})
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json", "markdown"]),
    show_default="table",
)
@click.option(
    "--table",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Claims of your own, in the columns of data/tables/claims.csv, instead of the atlas's.",
)
@out_file(*_CLAIMED)
@language_too
@atlas_folder
@quiet
def claims(
    *,
    form: str | None,
    table: Path | None,
    out: Path | None,
    lang: str,
    data: Path | None,
    quiet: bool,
) -> None:
    """Put published claims to the test, or your own.

    What is measured for a claim, and when it counts as upheld, stands in
    data/tables/claims.csv, and of your own in a table with the same columns
    (CSV or .xlsx); those that may be empty may be missing.

    JSON has besides, of each, alternatives (definition, value, verdict): the
    verdict under other reasonable definitions.
    """
    from geo.atlas.about import read_about
    from geo.errors import UnknownNameError

    told_to = told_in(out, form, data, forms=_CLAIMED, usual="table", quiet=quiet)
    if table is None and "claims" not in read_about(folder_of(data)).tables:
        msg = f"the atlas in {data} has no claims; put claims.csv into its tables, and name it in atlas.json."
        raise UnknownNameError(msg)

    language = language_of(lang, data)

    def told() -> str | bytes:
        from geo.atlas.open_atlas import open_atlas
        from geo.claims.assess import assess_claims
        from geo.text.findings import claims_json, claims_markdown, claims_table
        from geo.text.terminal import WIDTH

        forms: dict[str, Callable[[Claims], str]] = {
            "json": claims_json,
            "markdown": partial(claims_markdown, language=language),
            "table": partial(
                claims_table, own=table.name if table else "", width=room(WIDTH), language=language
            ),
        }
        with working("measuring what is claimed", quiet=quiet):
            found = assess_claims(open_atlas(data), table=table)
            form = forms.get(told_to.form)
            return form(found) if form else told_to.written(found.table())

    key = ("claims", told_to.form, screen(), language.tag)
    told_to.answer(told() if table else told_to.remembered(kept_of(data), key, told))


@click.command(cls=Telling, tells={"Columns of CSV, members of JSON": "geo.atlas.changes:Changes"})
@days
@whose("List the changes of one state's land only.", usual="every state")
@only_region("List those of one region only, or of several.")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), show_default="table")
@out_file(*_CHANGED)
@language_too
@atlas_folder
@quiet
def changes(  # noqa: PLR0913  (each is an option)
    *,
    start: str | None,
    end: str | None,
    state: str | None,
    region: str | None,
    form: str | None,
    out: Path | None,
    lang: str,
    data: Path | None,
    quiet: bool,
) -> None:
    """List every change of holder or title between two days."""
    told_to = told_in(out, form, data, forms=_CHANGED, usual="table", quiet=quiet)
    language = language_of(lang, data)
    _, before, after = open_days(*asked_days(start, end, data), data)
    if before.day > after.day:
        msg = f"--from {before.day} lies after --to {after.day}; swap them."
        raise click.UsageError(msg)
    from geo.atlas.changes import changes as list_changes
    from geo.text.findings import changes_table
    from geo.text.terminal import WIDTH

    found = list_changes(before, after, state=state, region=region)
    if told_to.form == "table":
        told_to.answer(
            changes_table(
                found, before.day, after.day, regions=before.atlas.regions, width=room(WIDTH), language=language
            )
        )
    else:
        told_to.answer(told_to.written(found.table()))
