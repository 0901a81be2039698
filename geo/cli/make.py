"""Commands that write files: build, map, layers."""

# ruff: noqa: PLC0415  (heavy modules are imported by the command that needs them)
from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from geo.cli.group import (
    answer,
    atlas_folder,
    completion,
    days,
    keep_inputs,
    open_days,
    quiet,
    room,
    say,
    whose,
    working,
)
from geo.errors import InputFileError

if TYPE_CHECKING:
    from geo.atlas.atlas import Snapshot
    from geo.atlas.views import View

__all__ = ["build", "layers", "make_map"]


@click.command()
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    metavar="DIR",
    show_default="here",
    help="Folder that gets data/shapefiles and maps.",
)
@atlas_folder
@quiet
def build(out: Path, *, data: Path | None, quiet: bool) -> None:
    """Build everything: the layers, the figures and the maps."""
    from geo.atlas.views import views
    from geo.export.layers import LAYERS_BUILT, build_layers
    from geo.files.writing import together
    from geo.measures.shift import shift
    from geo.page.border_map import border_map
    from geo.text.figures import FIGURES_WIDTH, shift_tables

    keep_inputs(out / "data" / "shapefiles", out / "maps", data=data)
    atlas, before, after = open_days(None, None, data)
    pages = views(atlas)
    written: list[Path] = []
    with working("building", LAYERS_BUILT + len(pages), quiet=quiet) as done, together(out) as hidden:
        for path in build_layers(before, after, hidden / "data" / "shapefiles"):
            written.append(path)
            done()
        for view in pages:
            written.append(hidden / "maps" / f"{view.id}.html")
            border_map(before, after, view=view).save(written[-1])
            done()
        figures = shift_tables(shift(before, after), profile=False, width=room(FIGURES_WIDTH))
    for path in written:
        say(f"wrote {out / path.relative_to(hidden)}", quiet=quiet)
    answer(figures)


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
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("map.html"),
    show_default=True,
    metavar="F.html|F.svg|F.png",
    help="The page to write; or, by its ending, a picture to print, in SVG or 3000 pixels wide.",
)
@atlas_folder
@quiet
def make_map(
    *,
    start: str | None,
    end: str | None,
    state: str | None,
    name: str,
    output: Path,
    data: Path | None,
    quiet: bool,
) -> None:
    """Make the interactive map: one page that opens with no network. Or a picture of it, to print."""
    keep_inputs(output, data=data)
    kind = output.suffix.lower()
    if kind not in _MAP_ENDINGS:
        msg = f"{output}: a map is written as .html, .svg or .png; choose one of these endings."
        raise InputFileError(msg)
    atlas, before, after = open_days(start, end, data)
    from geo.atlas.views import find_view

    view = find_view(atlas, name)
    with working("drawing the map", quiet=quiet):
        if kind in {".svg", ".png"}:
            _write_picture(before, after, state, view, output)
        else:
            from geo.page.border_map import border_map

            border_map(before, after, state=state, view=view).save(output)
    say(f"wrote {output}", quiet=quiet)


_MAP_ENDINGS: Final = {".html", ".htm", ".svg", ".png"}


def _write_picture(before: Snapshot, after: Snapshot, state: str | None, view: View, output: Path) -> None:
    from geo.export.drawing import svg
    from geo.files.writing import write_bytes, write_text
    from geo.page.picture import picture

    drawn = picture(before, after, state=state, view=view)
    if output.suffix.lower() == ".svg":
        write_text(output, svg(drawn) + "\n")
    else:
        from geo.text.raster import png

        write_bytes(output, png(drawn))


@click.command()
@click.option("--on", "day", required=True, metavar="DAY", help="Which day.")
@click.option(
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
    type=click.Choice(["geojson", "gpkg", "shp", "geoparquet"]),
    default="geojson",
    show_default=True,
    help="GeoPackage holds both layers, their styles and descriptions in one file.",
)
@atlas_folder
@quiet
def layers(day: str, out: Path, form: str, *, data: Path | None, quiet: bool) -> None:
    """Write the states and borders of any day as layers for GIS.

    QGIS finds the style (.qml) and the metadata (.qmd) beside a layer by
    itself; a GeoPackage carries them inside. GeoParquet needs pyarrow:
    pip install pyarrow.
    """
    keep_inputs(out, data=data)
    _, snapshot, _ = open_days(day, day, data)
    from geo.export.gis import write_layers
    from geo.files.writing import together

    with working("writing the layers", quiet=quiet), together(out) as hidden:
        written = list(write_layers(snapshot, hidden, form))
    for path in written:
        say(f"wrote {out / path.relative_to(hidden)}", quiet=quiet)
