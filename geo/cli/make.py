"""Commands that write files: build, map, layers."""

# ruff: noqa: PLC0415  (heavy modules are imported by the command that needs them)
from __future__ import annotations

from pathlib import Path

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
    metavar="F.html",
    help="The page to write.",
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
    """Make the interactive map: one page that opens with no network."""
    keep_inputs(output, data=data)
    atlas, before, after = open_days(start, end, data)
    from geo.atlas.views import find_view
    from geo.page.border_map import border_map

    with working("drawing the map", quiet=quiet):
        border_map(before, after, state=state, view=find_view(atlas, name)).save(output)
    say(f"wrote {output}", quiet=quiet)


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
