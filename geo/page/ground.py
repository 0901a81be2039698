"""Land and water as the page carries them: how much detail of them where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from geo.earth.generalise import generalise

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo.atlas.ground import Ground
    from geo.measures.change import Change

__all__ = ["COAST_TOLERANCE_M", "LEAST_ISLAND_KM2", "Detail", "ground_lines"]

COAST_TOLERANCE_M: Final = 200.0
"""Of coasts and lakes near land that changed hands."""
FAR_TOLERANCE_M: Final = 1000.0
"""Of coasts and lakes elsewhere."""
AROUND_TOLERANCE_M: Final = 4000.0
"""Of the land outside the atlas."""
FAR_ARC_TOLERANCE_M: Final = 80.0
"""Of frontiers that a page on a part of the border is not about."""
LEAST_ISLAND_KM2: Final = 2.0
"""Smaller islands without a name are left out, except about small zones."""
SMALL_KM2: Final = 1000.0
"""A zone smaller than this keeps all the detail of its coast: a cape cut off is a good part of it."""
NEAR_DEG: Final = 0.25
_SMALL_NEAR_DEG: Final = 0.02


class Detail:
    """Where coasts and lakes have how much detail.

    Parameters
    ----------
    shown : Change
        What the page is about.
    turning : Change
        Everything that the page's file of layers can hold.
    whole : bool
        Whether frontiers keep all their detail everywhere.
    """

    def __init__(self, shown: Change, turning: Change, *, whole: bool) -> None:
        self.centre, self.whole = shown.before.atlas.about.centre, whole
        small = [t.territory for t in turning.transfers if abs(t.area_km2) < SMALL_KM2]
        self.small = _boxes(small, _SMALL_NEAR_DEG)
        self.near = _boxes([t.zone.polygon for t in shown.transfers], NEAR_DEG)
        self._levels = (
            (0.0, self.small),
            (COAST_TOLERANCE_M, self.near),
            (FAR_TOLERANCE_M, shapely.box(-180.0, -90.0, 180.0, 90.0)),
        )

    def rings(self, geometry: BaseGeometry) -> Iterator[NDArray[np.float64]]:
        """Outlines with those of their vertices that the detail of some level about them has."""
        levels = [(metres, where) for metres, where in self._levels if shapely.intersects(where, geometry)]
        drawn = [(where, generalise(geometry, metres, centre=self.centre)) for metres, where in levels]
        kept = [(where, _vertices(outline)) for where, outline in drawn]
        for part in shapely.get_parts(drawn[0][1]):
            for ring in shapely.get_rings(part) if part.geom_type == "Polygon" else [part]:
                lonlat = shapely.get_coordinates(ring)
                keep = np.zeros(len(lonlat), dtype=bool)
                for where, vertices in kept:
                    chosen = np.array([tuple(vertex) in vertices for vertex in lonlat.tolist()])
                    keep |= chosen & shapely.contains_xy(where, lonlat)
                keep[[0, -1]] = True
                if keep.sum() >= 4 or part.geom_type != "Polygon":  # noqa: PLR2004  (a ring has three corners)
                    yield lonlat[keep]

    def arc(self, line: shapely.LineString) -> NDArray[np.float64]:
        """Vertices of a frontier; far from what the page is about it has less detail."""
        if self.whole or self.near.intersects(line) or self.small.intersects(line):
            return shapely.get_coordinates(line)
        return shapely.get_coordinates(generalise(line, FAR_ARC_TOLERANCE_M, centre=self.centre))


def _boxes(shapes: Sequence[BaseGeometry], margin_deg: float) -> BaseGeometry:
    boxes = [shapely.box(*shape.bounds) for shape in shapes]
    together = shapely.buffer(shapely.union_all(boxes), margin_deg)
    shapely.prepare(together)
    return together


def _outlines(geometry: BaseGeometry) -> list[NDArray[np.float64]]:
    return [shapely.get_coordinates(ring) for ring in shapely.get_rings(geometry)]


def _vertices(geometry: BaseGeometry) -> set[tuple[float, ...]]:
    return {tuple(vertex) for vertex in shapely.get_coordinates(geometry).tolist()}


def ground_lines(
    ground: Ground, detail: Detail
) -> tuple[dict[str, list[tuple[Any, ...]]], dict[str, list[NDArray[np.float64]]]]:
    """Take coast, lakes, rivers, the open sea and the land about the atlas.

    Parameters
    ----------
    ground : Ground
    detail : Detail

    Returns
    -------
    tables : dict
        Rows of the page's tables ``lakes``, ``rivers`` and ``sea``.
    lines : dict
        The page's runs of lines: ``coast``, ``lakes``, ``rivers``, ``sea``,
        ``around``.
    """
    coast = [
        ring
        for feature in ground.features("coast")
        if feature.properties["name"]
        or float(feature.properties["area_km2"] or 0) >= LEAST_ISLAND_KM2
        or shapely.intersects(detail.small, feature.geometry)
        for part in shapely.get_parts(feature.geometry)
        for ring in detail.rings(shapely.Polygon(part.exterior))
    ]
    lakes, outlines = [], []
    for feature in ground.features("lakes"):
        own = list(detail.rings(feature.geometry))
        lakes.append((feature.properties["name"], len(own)))
        outlines.extend(own)
    rivers = [
        (line, feature.properties)
        for feature in ground.features("rivers")
        for line in detail.rings(feature.geometry)
    ]
    sea = [(f.properties["off_km"], _outlines(f.geometry)) for f in ground.features("open_sea")]
    around = [
        shapely.get_coordinates(shapely.get_rings(part)[0])
        for feature in ground.features("around")
        for part in shapely.get_parts(generalise(feature.geometry, AROUND_TOLERANCE_M, centre=detail.centre))
        if part.geom_type == "Polygon"
    ]
    tables: dict[str, list[tuple[Any, ...]]] = {
        "lakes": lakes,
        "rivers": [(own["name"], own["rank"]) for _, own in rivers],
        "sea": [(off_km, len(rings)) for off_km, rings in sea],
    }
    return tables, {
        "coast": coast,
        "lakes": outlines,
        "rivers": [line for line, _ in rivers],
        "sea": [ring for _, rings in sea for ring in rings],
        "around": around,
    }
