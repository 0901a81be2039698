"""The open sea: what lies farther off than `OFF_KM` from any land.

``python -m geo.sources.sea`` derives ``land/open_sea.geojson`` from the coast
and the coarse land about the window, and needs no packages; ``--data`` names an
atlas of one's own. Whether a place lies at sea is then told without the coast,
which is a hundred times as long to read.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

import shapely

from geo.atlas.about import read_about
from geo.atlas.ground import Ground, sea_frame
from geo.earth.generalise import generalise, widen
from geo.earth.geodesy import area_m2
from geo.files.geojson import Feature, write_geojson
from geo.files.text import read_text

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["OFF_KM", "main", "open_sea", "write_open_sea"]

OFF_KM: Final = 20.0
"""A place nearer to land than this is answered with the holder of that land.

The coast leaves out islands under 1 km2, and people live on some of them. The
loneliest that ``places.csv`` knows, Narvi in the Gulf of Finland, lies 18.0 km
from what is drawn; of 215,000 settlements in gazetteers that were looked up, none
lies farther off. Two standard errors of the coast (0.4 km) and the rounding of
positions to a minute of arc (1 km) come on top."""

TOLERANCE_M: Final = 200.0
"""How far the edge may be simplified: the standard error of the coast."""

LEAST_KM2: Final = 10.0


def open_sea(land: Iterable[shapely.Polygon], window: tuple[float, float, float, float]) -> list[Feature]:
    """Derive the open sea in and about a window.

    Parameters
    ----------
    land : iterable of shapely.Polygon
        Within the window and about it.
    window : tuple of float
        West, south, east, north in degrees.

    Returns
    -------
    list of Feature
        Polygons, the largest first, each with ``off_km``: how far from land
        its edge runs, but for where `sea_frame` ends.
    """
    west, south, east, north = window
    centre = (west + east) / 2.0, (south + north) / 2.0
    # a coast in less detail is widened in a quarter of the time, to the same edge
    coarse = [generalise(part, TOLERANCE_M, centre=centre) for part in land]
    wide = shapely.union_all([widen(part, OFF_KM * 1000.0, centre=centre) for part in coarse])
    light = generalise(wide, TOLERANCE_M, centre=centre)
    sea = shapely.get_parts(shapely.difference(sea_frame(window), light))
    sized = [(area_m2(part) / 1e6, part) for part in sea if part.geom_type == "Polygon"]
    sized.sort(key=lambda item: (-item[0], item[1].bounds))
    return [
        Feature(part, {"off_km": OFF_KM, "area_km2": round(km2)}) for km2, part in sized if km2 >= LEAST_KM2
    ]


def write_open_sea(data: Path) -> None:
    """Derive the open sea of a data folder and write it, on the terms of its coast."""
    ground = Ground(data / "land")
    land = [feature.geometry for name in ("coast", "around") for feature in ground.features(name)]
    members = json.loads(read_text(data / "land" / "coast.geojson"))
    terms = {name: members[name] for name in ("licence", "attribution") if name in members}
    features = open_sea(shapely.get_parts(land), read_about(data).window)
    write_geojson(data / "land" / "open_sea.geojson", features, name="open_sea", **terms)


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(prog="python -m geo.sources.sea", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("data"), help="the data folder (data)")
    write_open_sea(parser.parse_args().data)


if __name__ == "__main__":
    main()
