"""The land mask, the lakes and the rivers, from GSHHG.

They keep its licence, and files of their own. Coasts are simplified to
`TOLERANCE_M`; islets under `LEAST_KM2` go, unless they lie about an island that
``islands.csv`` names.
Reservoirs filled after 1941, listed in ``lakes.csv``, are left out: the map is
of their day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.atlas.about import read_about
from geo.atlas.schema import read_checked
from geo.earth.generalise import generalise
from geo.earth.geodesy import area_m2
from geo.files.geojson import DECIMALS, Feature, write_geojson
from geo.sources.course import Network
from geo.sources.gshhg import Polyline, read_polylines
from geo.sources.packages import locate
from geo.sources.sea import write_open_sea

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo.atlas.about import About
    from geo.files.schema import Row
    from geo.sources.packages import Source

__all__ = ["build_land"]

TOLERANCE_M: Final = 100.0
RIVER_TOLERANCE_M: Final = 150.0
LEAST_KM2: Final = 1.0
AROUND: Final = (-40.0, 12.0, 120.0, 82.0)
AROUND_TOLERANCE_DEG: Final = 0.08
AROUND_LEAST_KM2: Final = 1_500.0
LEAST_LAKE_KM2: Final = 150.0
LEAST_ISLET_KM2: Final = 0.05
ISLET_TOLERANCE_M: Final = 30.0
_NAMED_KM: Final = 2.0
"""A named island lies within this of its point in the table."""
_KM_PER_DEG: Final = 111.2

_ISLAND_KM2: Final = 10_000.0
"""Anything larger is no island that the table names."""


def build_land(data: Path, sources: dict[str, Source]) -> None:
    """Write ``coast``, ``lakes``, ``rivers``, ``around`` and ``open_sea`` into ``data/land``.

    Parameters
    ----------
    data : Path
        The data folder; its tables say which islands, lakes and rivers.
    sources : dict
        The pinned packages by name.
    """
    about = read_about(data)
    lines = list(read_polylines(locate(sources["gshhg_index"]), locate(sources["gshhg"]), about.window))
    owed = {"licence": sources["gshhg"].licence, "attribution": sources["gshhg"].attribution}
    tables = data / "tables"
    for name, features in (
        ("coast", _coast(lines, tables, about)),
        ("lakes", _lakes(lines, tables, about)),
        ("rivers", _rivers(sources, tables, about)),
        ("around", _around(sources, about)),
    ):
        write_geojson(data / "land" / f"{name}.geojson", features, name=name, **owed)
    write_open_sea(data)


def _simplify(polygon: BaseGeometry, about: About, tolerance_m: float = TOLERANCE_M) -> BaseGeometry:
    return shapely.set_precision(generalise(polygon, tolerance_m, centre=about.centre), 10.0**-DECIMALS)


def _polygons(geometry: BaseGeometry) -> list[shapely.Polygon]:
    return [part for part in shapely.get_parts(geometry) if part.geom_type == "Polygon" and not part.is_empty]


def _named(tables: Path, table: str) -> list[tuple[Row, shapely.Point]]:
    return [(row, shapely.Point(row["lon"], row["lat"])) for row in read_checked(tables, table)[table]]


def _coast(lines: Iterable[Polyline], tables: Path, about: About) -> list[Feature]:
    """Land as polygons that do not overlap, the largest first; named islands keep their names."""
    window = shapely.box(*about.window)
    islands = [
        (row["island"], point, row["reach_km"] / _KM_PER_DEG) for row, point in _named(tables, "islands")
    ]

    def stays(polygon: BaseGeometry, area_km2: float) -> bool:
        near = any(polygon.dwithin(point, reach) for _, point, reach in islands)
        return area_km2 >= (LEAST_ISLET_KM2 if near else LEAST_KM2)

    parts: list[BaseGeometry] = []
    for line in lines:
        if line.level != 1:
            continue
        outline = shapely.make_valid(shapely.Polygon(line.lonlat))
        if stays(outline, line.area_km2):
            tolerance_m = TOLERANCE_M if line.area_km2 >= LEAST_KM2 else ISLET_TOLERANCE_M
            cut = _polygons(shapely.intersection(outline, window))
            parts.extend(_simplify(part, about, tolerance_m) for part in cut)
    # simplified one by one, neighbours may come to overlap by some tens of metres
    land = _polygons(shapely.union_all(np.array(parts, dtype=object), grid_size=10.0**-DECIMALS))
    sized = [(area_m2(polygon) / 1e6, polygon) for polygon in land]
    sized = [(area_km2, polygon) for area_km2, polygon in sized if stays(polygon, area_km2)]
    sized.sort(key=lambda item: (-item[0], item[1].bounds))
    names: dict[int, str] = {}
    tree = shapely.STRtree([polygon for _, polygon in sized])
    for island, point, _ in islands:
        nearest = int(tree.nearest(point))
        if sized[nearest][0] < _ISLAND_KM2 and sized[nearest][1].dwithin(point, _NAMED_KM / _KM_PER_DEG):
            names[nearest] = island
    return [
        Feature(polygon, {"name": names.get(k, ""), "area_km2": round(area_km2, 2)})
        for k, (area_km2, polygon) in enumerate(sized)
    ]


def _lakes(lines: Iterable[Polyline], tables: Path, about: About) -> list[Feature]:
    """Lakes of their day, their larger islands cut out."""
    lines = list(lines)
    window = shapely.box(*about.window)
    named = _named(tables, "lakes")
    isles = [
        shapely.make_valid(shapely.Polygon(p.lonlat)) for p in lines if p.level == 3 and p.area_km2 >= LEAST_KM2
    ]
    tree = shapely.STRtree(isles)
    lakes: list[tuple[float, BaseGeometry, str, bool]] = []
    for line in lines:
        if line.level != 2:
            continue
        outline = shapely.make_valid(shapely.Polygon(line.lonlat))
        rows = [row for row, point in named if outline.dwithin(point, 0.001)]
        if any(row["drawn"] == "no" for row in rows) or (line.area_km2 < LEAST_LAKE_KM2 and not rows):
            continue
        water = shapely.difference(
            outline, shapely.union_all([isles[k] for k in tree.query(outline, "contains")])
        )
        light = shapely.intersection(_simplify(water, about), window)
        if not light.is_empty:
            name, divided = (rows[0]["lake"], rows[0]["divided"] == "yes") if rows else ("", False)
            lakes.append((area_m2(light) / 1e6, light, name, divided))
    lakes.sort(key=lambda item: (-item[0], item[1].bounds))
    return [
        Feature(g, {"name": name, "area_km2": round(area), "divided": divided})
        for area, g, name, divided in lakes
    ]


def _rivers(sources: dict[str, Source], tables: Path, about: About) -> list[Feature]:
    """Follow the rivers of ``rivers.csv`` through the network of GSHHG.

    A waypoint with ``~`` was placed by hand, where the network has a gap (the
    Dnieper of 1939 lies under today's reservoirs): the line goes straight to it.
    """
    lines = read_polylines(locate(sources["wdbii_index"]), locate(sources["wdbii"]), about.window)
    network = Network("wdbii", [line.lonlat for line in lines])
    features = []
    for row in read_checked(tables, "rivers")["rivers"]:
        course: list[NDArray[np.float64]] = []
        straight = True
        for waypoint in row["waypoints"]:
            by_hand = waypoint.startswith("~")
            lon, lat = map(float, waypoint.removeprefix("~").split())
            stop = (lon, lat) if by_hand else network.nearest(lon, lat)
            if by_hand or straight:
                course.append(np.array([stop]))
            else:
                course.append(network.between(tuple(course[-1][-1]), stop))
            straight = by_hand
        light = generalise(shapely.LineString(np.vstack(course)), RIVER_TOLERANCE_M, centre=about.centre)
        features.append(Feature(light, {"name": row["river"], "rank": row["rank"]}))
    return features


def _around(sources: dict[str, Source], about: About) -> list[Feature]:
    """Coarse land about the window, so that the map does not end where the atlas does."""
    lines = read_polylines(locate(sources["gshhg_index"]), locate(sources["gshhg"]), AROUND)
    frame = shapely.difference(shapely.box(*AROUND), shapely.box(*about.window))
    land: list[BaseGeometry] = []
    for line in lines:
        if line.level == 1 and line.area_km2 >= AROUND_LEAST_KM2:
            light = shapely.make_valid(shapely.simplify(shapely.Polygon(line.lonlat), AROUND_TOLERANCE_DEG))
            land.extend(_polygons(shapely.intersection(light, frame)))
    parts = [part for part in _polygons(shapely.union_all(land)) if area_m2(part) / 1e6 >= AROUND_LEAST_KM2]
    parts.sort(key=lambda part: (-area_m2(part), part.bounds))
    return [Feature(part, {}) for part in parts]
