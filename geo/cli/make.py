"""Commands that write files: build, map, layers."""

# ruff: noqa: PLC0415  (heavy modules are imported by the command that needs them)
from __future__ import annotations

import time
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

import click

from geo.cli.group import (
    answer,
    asked_days,
    atlas_folder,
    completion,
    days,
    folder_of,
    keep_inputs,
    kept_of,
    open_days,
    quiet,
    room,
    say,
    screen,
    whose,
    working,
)
from geo.cli.second import CLAIMS, LAYERS, SETTLEMENTS, Opened, Second, in_memory
from geo.cli.speaking import language_of, language_too
from geo.errors import InputFileError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from geo.atlas.atlas import Atlas, Snapshot
    from geo.atlas.languages import Language
    from geo.atlas.tenure import Tenure
    from geo.files.kept import Kept

__all__ = ["build", "layers", "make_map"]

_opening = click.option("--open", "show", is_flag=True, help="Then open the map in your browser.")


@click.command()
@click.option(
    "-o",
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    metavar="DIR",
    show_default="here",
    help="Folder that gets data/shapefiles and maps.",
)
@_opening
@language_too
@atlas_folder
@quiet
def build(out: Path, *, show: bool, lang: str, data: Path | None, quiet: bool) -> None:
    """Build everything: the layers, the figures and the maps.

    The first time that takes about ten seconds; what was made of the same
    program and data is given again in one. The maps speak every language of the
    atlas; --lang is that of the figures.
    """
    from geo.files.writing import together, write_bytes

    started = time.perf_counter()
    folders = Path("data", "shapefiles"), Path("maps")
    keep_inputs(*(out / folder for folder in folders), data=data)
    language = language_of(lang, data)
    made = kept_of(data)
    days = asked_days(None, None, data)

    def pages() -> str:
        from geo.atlas.views import views

        return "\n".join(view.id for view in views(opened()[0]))

    def figures() -> str:
        from geo.measures.shift import shift
        from geo.text.figures import FIGURES_WIDTH, shift_tables

        return shift_tables(shift(*opened()[1:]), profile=False, width=room(FIGURES_WIDTH), language=language)

    # what a page waits for first; then the settlements: they take the most memory
    beside = _to_make(made, data, SETTLEMENTS, LAYERS)
    if LAYERS in beside:
        say("making the layers and the maps: about ten seconds", quiet=quiet)
        beside.insert(0, CLAIMS)
    with Second(beside, days, data) as second:
        opened = _opening_with(second, days, data)
        names = made.text(("pages",), pages).split("\n")
        with working("building", 1 + len(names), quiet=quiet) as done, together(out) as hidden:
            for name in names:
                page = _page(made, opened, (*days, None, name, "en"), linked=True)
                write_bytes(hidden / folders[1] / f"{name}.html", page)
                done()
            told = made.text(("figures", screen(), language.tag), figures)
            gis, settlements = (
                made.files((what,), partial(second.files, what, opened)) for what in (LAYERS, SETTLEMENTS)
            )
            for folder, files in ((folders[0], gis), (folders[1], settlements)):
                for name, content in files.items():
                    write_bytes(hidden / folder / name, content)
            done()
    written = [
        *(folders[0] / name for name in gis),
        *(folders[1] / name for name in (*(f"{name}.html" for name in names), *settlements)),
    ]
    for path in written:
        say(f"wrote {out / path}", quiet=quiet)
    say(f"built in {time.perf_counter() - started:.1f} s", quiet=quiet)
    answer(told)
    if show:
        _show(out / folders[1] / f"{names[0]}.html")


def _show(page: Path) -> None:
    """Open a page in the user's browser."""
    import webbrowser

    if not webbrowser.open(page.resolve().as_uri()):
        say(f"no browser could be started here; open {page} yourself.")


_Asked: TypeAlias = "tuple[dt.date, dt.date, str | None, str, str]"
"""The two days, the state, the view and the language of a map."""


def _opening_with(second: Second, days: tuple[dt.date, dt.date], data: Path | None) -> Opened:
    """Open an atlas of which a second process assesses the claims, once."""

    @cache
    def opened() -> tuple[Atlas, Snapshot, Snapshot]:
        atlas, before, after = open_days(*days, data)
        atlas.elsewhere = second.derived
        return atlas, before, after

    return opened


def _beside_page(made: Kept, asked: _Asked, data: Path | None) -> list[str]:
    """Return what a second process makes for a page: the claims too, if it is not kept and has any."""
    from geo.atlas.about import read_about

    first, last, state, *_ = asked
    about = read_about(folder_of(data))
    has_claims = "claims" in about.tables and about.is_usual(first, last, state or about.border_of)
    to_come = has_claims and not made.has(_asked_page(asked))
    return [*([CLAIMS] if to_come else []), *_to_make(made, data, SETTLEMENTS)]


def _asked_page(asked: _Asked, *, linked: bool = False) -> tuple[object, ...]:
    return ("page", *asked, linked)


def _page(made: Kept, opened: Opened, asked: _Asked, *, linked: bool = False) -> bytes:
    *_, state, name, lang = asked

    def drawn() -> dict[str, bytes]:
        from geo.atlas.views import find_view
        from geo.page.alone import load_folium

        load_folium()
        from geo.page.border_map import border_map

        atlas, before, after = opened()
        view = find_view(atlas, name)
        page = border_map(before, after, state=state, view=view, lang=lang, linked=linked)
        return {"page": page.get_root().render().encode("utf-8", "backslashreplace")}

    return made.files(_asked_page(asked, linked=linked), drawn)["page"]


def _to_make(made: Kept, data: Path | None, *names: str) -> list[str]:
    """Return what of some things is not kept, and takes time to make: an atlas may have no settlements."""
    from geo.atlas.about import read_about

    has_none = not {"gazetteer", "places"} <= set(read_about(folder_of(data)).tables)
    return [name for name in names if not (made.has((name,)) or (has_none and name == SETTLEMENTS))]


@click.command(name="map")
@days
@whose("Whose border it is about.")
@click.option(
    "--view",
    "name",
    default="index",
    show_default=True,
    metavar="NAME",
    shell_complete=completion("views.csv", "view", "index"),
    help="What it shows first: index, the whole border, or a part, such as north of the bundled atlas.",
)
@click.option(
    "-o",
    "--out",
    "--output",
    "output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("map.html"),
    show_default=True,
    metavar="F.html|F.svg|F.png",
    help="The page to write; or, by its ending, a picture to print, in SVG or 3000 pixels wide.",
)
@_opening
@language_too
@atlas_folder
@quiet
def make_map(  # noqa: PLR0913  (each is an option)
    *,
    start: str | None,
    end: str | None,
    state: str | None,
    name: str,
    output: Path,
    lang: str,
    show: bool,
    data: Path | None,
    quiet: bool,
) -> None:
    """Make the interactive map: one page that opens with no network. Or a picture of it, to print.

    \b
    A map of two files of your own is made where they are compared:
    bordershift compare BEFORE AFTER --name FIELD --state NAME --map F.html
    """
    from geo.files.writing import write_bytes

    keep_inputs(output, data=data)
    kind = output.suffix.lower()
    if kind not in _MAP_ENDINGS:
        msg = f"{output}: a map is written as .html, .svg or .png; choose one of these endings."
        raise InputFileError(msg)
    language_of(lang, data)  # it is refused at once if there is none
    days = asked_days(start, end, data)
    made, asked = kept_of(data), (*days, state, name, lang)
    beside: Mapping[str, bytes] = {}
    with working("drawing the map", quiet=quiet):
        if kind in {".svg", ".png"}:
            drawn = partial(_picture, cache(partial(open_days, *days, data)), asked, kind)
            content = made.files(("picture", *asked, kind), drawn)["picture"]
        else:
            with Second(_beside_page(made, asked, data), days, data) as second:
                opened = _opening_with(second, days, data)
                content = _page(made, opened, asked)
                beside = made.files((SETTLEMENTS,), partial(second.files, SETTLEMENTS, opened))
    write_bytes(output, content)
    say(f"wrote {output}", quiet=quiet)
    for file, found in beside.items():
        write_bytes(output.parent / file, found)
        say(f"wrote {output.parent / file}", quiet=quiet)
    if show:
        _show(output)


_MAP_ENDINGS: Final = {".html", ".htm", ".svg", ".png"}


def _picture(opened: Opened, asked: _Asked, kind: str) -> dict[str, bytes]:
    from geo.atlas.views import find_view
    from geo.export.drawing import svg
    from geo.page.picture import picture

    (atlas, before, after), (_, _, state, name, lang) = opened(), asked
    drawn = picture(before, after, state=state, view=find_view(atlas, name), lang=lang)
    if kind == ".svg":
        return {"picture": (svg(drawn) + "\n").encode("utf-8", "backslashreplace")}
    from geo.text.raster import png

    return {"picture": png(drawn)}


@click.command()
@click.option("--on", "day", metavar="DAY", help="Which day: its states and borders.")
@click.option("--from", "start", metavar="DAY", help="Or the first of two days: what lies between them.")
@click.option("--to", "end", metavar="DAY", help="The second.")
@click.option(
    "-o",
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    metavar="DIR",
    show_default="here",
    help="Folder for the files.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["geojson", "gpkg", "shp", "flatgeobuf", "geoparquet"]),
    default="geojson",
    show_default=True,
    help="GeoPackage holds all layers, their styles and descriptions in one file.",
)
@click.option(
    "--crs",
    default="EPSG:4326",
    show_default=True,
    metavar="NAME",
    help="Reference system of the layers; GeoJSON has that one alone.",
)
@language_too
@atlas_folder
@quiet
def layers(  # noqa: PLR0913  (each is an option)
    *,
    day: str | None,
    start: str | None,
    end: str | None,
    out: Path,
    form: str,
    crs: str,
    lang: str,
    data: Path | None,
    quiet: bool,
) -> None:
    """Write layers for GIS: the states and borders of a day, or what lies between two.

    With --from and --to these are tenure, who held each zone from which day to
    which, for QGIS's temporal controller; zones; gained, the land that changed
    hands; parallels, its width; places. QGIS finds the style (.qml) and the
    metadata (.qmd) beside a layer by itself; a GeoPackage carries them inside.
    GeoParquet needs pyarrow: pip install pyarrow.
    """
    from geo.files.writing import together, write_bytes

    keep_inputs(out, data=data)
    if (day is None) == (start is None and end is None):
        msg = "give --on with a day, or --from and --to with two."
        raise click.UsageError(msg)
    days = asked_days(start or day, end or day, data)
    language = language_of(lang, data)

    def made() -> dict[str, bytes]:
        from geo.export.gis import write_layers

        _, first, last = open_days(*days, data)
        until = last if day is None else None
        return in_memory(lambda folder: write_layers(first, folder, form, until=until, crs=crs))

    with working("writing the layers", quiet=quiet), together(out) as hidden:
        written = kept_of(data).files(("layers of", *days, day is None, form, crs), made)
        for name, content in written.items():
            write_bytes(hidden / name, content)
    for name in written:
        say(f"wrote {out / name}", quiet=quiet)
    if day is not None:
        _tell_passing(days[0], data, language, quiet=quiet)


def _tell_passing(day: dt.date, data: Path | None, language: Language, *, quiet: bool) -> None:
    """Say that land was changing hands on the day of a layer, which shows one holder of it all the same."""
    from geo.atlas.about import read_about
    from geo.atlas.languages import Said
    from geo.atlas.schema import read_checked
    from geo.atlas.tenure import passing, spans_of

    folder = folder_of(data)
    about = read_about(folder)
    by_zone: dict[str, list[Tenure]] = {}
    for span in spans_of(read_checked(folder / "tables", "tenure", has=about.tables)["tenure"]):
        by_zone.setdefault(span.zone, []).append(span)
    told = dict.fromkeys(over for spans in by_zone.values() if (over := passing(spans, day)))
    if told:
        lands = [
            Said.fill("to {named}, {days}", named=about.named(to), state=to, days=Said.of_day(over))
            for over, to in told
        ]
        words = "On {day} land was changing hands ({lands}): see the field passing."
        say(
            language.says(Said.fill(words, day=Said.of_day(day.isoformat()), lands=Said.of_names(lands, "; "))),
            quiet=quiet,
        )
