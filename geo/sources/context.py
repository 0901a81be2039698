"""Who held what west of the window, coarsely: so that all of Poland can be seen.

Cut from borders of today, as OpenStreetMap has them, and three courses that no
border of today keeps, which ``context.csv`` gives by towns. Nothing of it is
measured, and nobody is asked about it: it is drawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import shapely

from geo.atlas.about import read_about
from geo.atlas.schema import read_checked
from geo.errors import DataError
from geo.files.geojson import Feature, read_geojson, write_geojson
from geo.sources.osm import national_rings
from geo.sources.packages import locate

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

    from geo.sources.packages import Source

__all__ = ["build_context"]

WEST_DEG: Final = 14.0
"""Where it begins."""
_TOLERANCE_DEG: Final = 0.05
_DECIMALS: Final = 3

_LANDS: Final[dict[str, tuple[str, ...]]] = {
    "hungary": ("Budapest",),
    "slovakia": ("Bratislava",),
    "yugoslavia": ("Ljubljana", "Zagreb", "Sarajevo", "Belgrade", "Podgorica"),
    "norway": ("Oslo",),
    "sweden": ("Stockholm",),
    "silesia": ("Berlin", "Prague", "Vienna", "Warsaw"),
}
"""The zone that a piece goes with, for it changed hands with it; and the time zones it is cut from."""


def _land(names: tuple[str, ...]) -> BaseGeometry:
    return shapely.union_all(
        [
            shapely.make_valid(shapely.Polygon(ring))
            for name in names
            for ring in national_rings(f"Europe/{name}")
        ]
    )


def _areas(shape: BaseGeometry) -> shapely.MultiPolygon:
    """Leave out lines and points that a cut has left."""
    return shapely.MultiPolygon([part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"])


def build_context(data: Path, sources: Mapping[str, Source]) -> None:
    """Write ``context/west.geojson``.

    Raises
    ------
    InputFileError, DataError
        If a package or a table is not what it should be.
    """
    window = read_about(data).window
    locate(sources["osm"])
    west, south, east, north = WEST_DEG, window[1], window[0], window[3]
    box = shapely.box(west, south, east, north)
    courses: dict[str, list[tuple[float, float]]] = {}
    sigma: dict[str, float] = {}
    for row in read_checked(data / "tables", "context")["context"]:
        courses.setdefault(row["course"], []).append((row["lon"], row["lat"]))
        sigma[row["course"]] = max(sigma.get(row["course"], 0.0), row["sigma_m"])
    lacking = {"poland_1919", "award_1938", "rapallo_1920"} - set(courses)
    if lacking:
        msg = f"context.csv has no course {min(lacking)}; restore its rows."
        raise DataError(msg)
    # 1. the lands of today, and what three courses of the time take from them
    lands = {zone: _land(names) for zone, names in _LANDS.items()}
    poland: BaseGeometry = shapely.Polygon(courses["poland_1919"])
    strip: BaseGeometry = shapely.Polygon([*courses["award_1938"], (18.0, 47.6), (17.1, 47.6)])
    italy = shapely.Polygon([*courses["rapallo_1920"], (13.0, 44.45), (13.0, 46.42)])
    strip = shapely.intersection(strip, lands["slovakia"])
    lands["hungary"] = shapely.union(lands["hungary"], strip)
    lands["slovakia"] = shapely.difference(lands["slovakia"], strip)
    lands["yugoslavia"] = shapely.difference(lands["yugoslavia"], italy)
    lands["silesia"] = shapely.difference(lands["silesia"], poland)
    lands["poland_annexed"] = poland
    # 2. without the sea, each in its place, simplified together so that neighbours still meet
    land = shapely.union_all([f.geometry for f in read_geojson(data / "land" / "around.geojson")])
    ground = shapely.intersection(shapely.make_valid(land), box)
    pieces: dict[str, BaseGeometry] = {}
    taken: BaseGeometry = shapely.Polygon()
    for zone, shape in lands.items():
        own = _areas(shapely.difference(shapely.intersection(shapely.make_valid(shape), box), taken))
        taken = shapely.union(taken, own)
        pieces[zone] = own
    simple = shapely.coverage_simplify(list(pieces.values()), _TOLERANCE_DEG, simplify_boundary=False)
    features = []
    for zone, shape in zip(pieces, simple, strict=True):
        dry = shapely.set_precision(shapely.intersection(shape, ground), 10.0**-_DECIMALS)
        for part in shapely.get_parts(dry):
            if part.geom_type == "Polygon" and part.area > _TOLERANCE_DEG**2:
                ring = shapely.Polygon(part.exterior)
                features.append(Feature(ring, {"zone": zone, "sigma_m": max(sigma.values())}))
    for (one, left), (other, right) in (
        (a, b)
        for k, a in enumerate(zip(pieces, simple, strict=True))
        for b in list(zip(pieces, simple, strict=True))[k + 1 :]
    ):
        shared = shapely.intersection(shapely.intersection(left.boundary, right.boundary), ground)
        for line in shapely.get_parts(shapely.line_merge(shared) if not shared.is_empty else shared):
            if line.geom_type == "LineString" and line.length > _TOLERANCE_DEG:
                cut = shapely.set_precision(line, 10.0**-_DECIMALS)
                features.append(Feature(cut, {"zone": one, "other": other, "sigma_m": max(sigma.values())}))
    path = data / "context" / "west.geojson"
    path.parent.mkdir(exist_ok=True)
    licence = "ODbL-1.0 AND LGPL-3.0-or-later"
    write_geojson(path, features, name="west", licence=licence)
