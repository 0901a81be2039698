"""Land and water as the page carries them: how much detail of them where."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from geo.earth.generalise import generalise, kept_at_each, kept_vertices

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo.atlas.atlas import Atlas
    from geo.measures.change import Change

__all__ = ["COAST_TOLERANCE_M", "LEAST_ISLAND_KM2", "Detail", "ground_lines"]

COAST_TOLERANCE_M: Final = 200.0
"""Of coasts and lakes near land that changed hands."""
FAR_TOLERANCE_M: Final = 1250.0
"""Of coasts and lakes elsewhere."""
AROUND_TOLERANCE_M: Final = 4000.0
"""Of the land outside the atlas."""
FAR_ARC_TOLERANCE_M: Final = 900.0
"""Of frontiers that a page on a part of the border is not about."""
LEAST_ISLAND_KM2: Final = 2.0
"""Smaller islands without a name are left out, except about small zones."""
SMALL_KM2: Final = 1000.0
"""A zone smaller than this keeps all the detail of its coast: a cape cut off is a good part of it."""
NEAR_DEG: Final = 0.25
_SMALL_NEAR_DEG: Final = 0.02
ONE_RIVER_DEG: Final = 0.018
"""A river as near as this to a frontier that runs in a river is that river: two kilometres."""
_AT_EDGE_DEG: Final = 1e-6
_EDGES: Final = 20
"""Of a piece of a frontier that is looked at by itself."""

_TOLERANCES_M: Final = (0.0, COAST_TOLERANCE_M, FAR_TOLERANCE_M)
_CORNERS: Final = 3
"""Of the smallest ring."""


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
        self.whole = whole
        small = [t.territory for t in turning.transfers if abs(t.area_km2) < SMALL_KM2]
        self.small = _boxes(small, _SMALL_NEAR_DEG)
        self.near = _boxes([t.zone.polygon for t in shown.transfers], NEAR_DEG)
        everywhere = shapely.box(-180.0, -90.0, 180.0, 90.0)
        self._levels = tuple(zip(_TOLERANCES_M, (self.small, self.near, everywhere), strict=True))

    def kept(self, lines: _Lines) -> NDArray[np.bool_]:
        """Tell which vertices the page has: those that the detail of some level about them has."""
        # 1. each shape at the finest level that it comes near
        finest = np.zeros(len(lines.shapes), dtype=np.int64)
        for level in reversed(range(len(self._levels) - 1)):
            finest[shapely.intersects(self._levels[level][1], lines.shapes)] = level
        kept = [lines.kept[metres] for metres, _ in self._levels]
        at_finest = np.choose(finest[lines.shape], kept)
        # 2. of its vertices those that a level keeps where that level holds
        held = kept[-1].copy()
        for (_, where), vertices in zip(self._levels[:-1], kept[:-1], strict=True):
            held |= vertices & shapely.contains_xy(where, lines.lonlat)
        # 3. a ring's last vertex is its first
        keep = held & at_finest
        if not lines.open_ended:
            last = lines.starts + lines.counts - 1
            keep[lines.starts] |= keep[last]
            keep[last] = False
        return keep

    def rings(self, lines: _Lines) -> list[NDArray[np.float64] | None]:
        """Lines and closed outlines with the page's vertices; none for a ring that has too few of them."""
        keep = self.kept(lines)
        spans = zip(lines.starts.tolist(), (lines.starts + lines.counts).tolist(), strict=True)
        chosen = [lines.lonlat[start:end][keep[start:end]] for start, end in spans]
        if lines.open_ended:
            return [*chosen]
        return [np.append(ring, ring[:1], axis=0) if len(ring) >= _CORNERS else None for ring in chosen]

    def arcs(self, atlas: Atlas) -> list[NDArray[np.float64]]:
        """Frontiers; far from what the page is about they have less detail."""
        lines = [arc.line for arc in atlas.arcs]
        if self.whole:
            return [shapely.get_coordinates(line) for line in lines]
        light = atlas.derive("frontiers far off", lambda atlas: _far_arcs(atlas, lines))
        near = shapely.intersects(self.near, lines) | shapely.intersects(self.small, lines)
        return [
            shapely.get_coordinates(line) if k else far for line, far, k in zip(lines, light, near, strict=True)
        ]


def _apart_from(river: BaseGeometry, frontiers: BaseGeometry) -> list[BaseGeometry]:
    """Take out of a river the course that a frontier has, and lead what is left up to it.

    Parameters
    ----------
    river : LineString or MultiLineString
        As the ground has it, in degrees.
    frontiers : MultiLineString
        Frontiers that run in rivers, better known; in short pieces.

    Returns
    -------
    list of geometry
        LineStrings.

    Examples
    --------
    >>> river = shapely.LineString([(20.0, 50.0), (21.0, 50.0), (22.0, 50.0)])
    >>> frontier = shapely.MultiLineString([[(21.0, 50.005), (22.0, 50.005)]])
    >>> [line.coords[-1] for line in _apart_from(river, frontier)]
    [(21.0, 50.005)]
    """
    south, north = river.bounds[1::2]
    wide = float(np.cos(np.radians((south + north) / 2.0)))  # a degree of longitude in degrees of latitude

    def scaled(geometry: BaseGeometry, by: float) -> BaseGeometry:
        return shapely.transform(geometry, lambda lonlat: lonlat * (by, 1.0))

    own, theirs = scaled(river, wide), scaled(frontiers, wide)
    # what lies farther off takes nothing out, and to buffer all of it takes longer than all else
    pieces = shapely.get_parts(theirs)
    shapely.prepare(own)
    near = pieces[shapely.dwithin(own, pieces, 3.0 * ONE_RIVER_DEG)]
    if not len(near):
        return [*shapely.get_parts(river)]
    theirs = shapely.MultiLineString(near.tolist())
    reach = shapely.union_all(shapely.buffer(near, ONE_RIVER_DEG))
    kept: list[BaseGeometry] = []
    left = shapely.difference(own, reach)
    for part in () if left.is_empty else shapely.get_parts(left):
        lonlat = shapely.get_coordinates(part)
        led = [
            shapely.get_coordinates(shapely.shortest_line(end, theirs))[1:]
            if shapely.dwithin(end, reach, _AT_EDGE_DEG)
            else np.empty((0, 2))
            for end in (shapely.Point(lonlat[0]), shapely.Point(lonlat[-1]))
        ]
        if len(led[0]) and len(led[1]) and part.length < 2.0 * ONE_RIVER_DEG:
            continue  # a bend that left the frontier's reach for a moment
        kept.append(scaled(shapely.LineString(np.concatenate([led[0], lonlat, led[1]])), 1.0 / wide))
    return kept


def _in_pieces(lines: Sequence[BaseGeometry]) -> BaseGeometry:
    """Cut lines short: the buffer of a long one that winds is made of all its crossings of itself."""
    cut = [
        lonlat[first : first + _EDGES + 1]
        for lonlat in map(shapely.get_coordinates, lines)
        for first in range(0, len(lonlat) - 1, _EDGES)
    ]
    return shapely.MultiLineString(cut)


def _boxes(shapes: Sequence[BaseGeometry], margin_deg: float) -> BaseGeometry:
    boxes = [shapely.box(*shape.bounds) for shape in shapes]
    together = shapely.buffer(shapely.union_all(boxes), margin_deg)
    shapely.prepare(together)
    return together


@dataclass(frozen=True, slots=True)
class _Lines:
    """Lines, or outlines of shapes, and which of their vertices each level of detail keeps.

    Attributes
    ----------
    shapes : ndarray of shapely.Geometry
    owner : ndarray of int
        Each line's feature, by its number in the file.
    shape : ndarray of int
        Each vertex's shape.
    lonlat : ndarray of float
        The vertices of all lines, one line after the other.
    starts, counts : ndarray of int
        Each line's first vertex, and how many it has.
    kept : dict of ndarray of bool
        By tolerance in metres.
    open_ended : bool
        Whether they are lines, not rings.
    """

    shapes: NDArray[np.object_]
    owner: NDArray[np.int64]
    shape: NDArray[np.int64]
    lonlat: NDArray[np.float64]
    starts: NDArray[np.int64]
    counts: NDArray[np.int64]
    kept: dict[float, NDArray[np.bool_]]
    open_ended: bool

    @classmethod
    def of(cls, shapes: Sequence[BaseGeometry], owner: Sequence[int], centre: tuple[float, float]) -> _Lines:
        """Take shapes apart; all of them polygons, or all of them lines."""
        array = np.array(shapes, dtype=object)
        open_ended = not len(array) or shapely.get_dimensions(array[0]) == 1
        parts, of_shape = shapely.get_parts(array, return_index=True)
        rings, of_part = (
            (parts, np.arange(len(parts))) if open_ended else shapely.get_rings(parts, return_index=True)
        )
        counts = shapely.get_num_coordinates(rings).astype(np.int64)
        of_ring = of_shape[of_part]
        return cls(
            array,
            np.asarray(owner, dtype=np.int64)[of_ring],
            np.repeat(of_ring, counts),
            shapely.get_coordinates(rings),
            np.cumsum(counts) - counts,
            counts,
            kept_at_each(shapes, _TOLERANCES_M, centre=centre),
            open_ended,
        )


def _far_arcs(atlas: Atlas, lines: Sequence[shapely.LineString]) -> list[NDArray[np.float64]]:
    kept = kept_vertices(lines, FAR_ARC_TOLERANCE_M, centre=atlas.about.centre)
    cuts = np.cumsum(shapely.get_num_coordinates(lines))[:-1]
    pairs = zip(np.split(shapely.get_coordinates(lines), cuts), np.split(kept, cuts), strict=True)
    return [lonlat[chosen] for lonlat, chosen in pairs]


def _outlines(geometry: BaseGeometry) -> list[NDArray[np.float64]]:
    return [shapely.get_coordinates(ring) for ring in shapely.get_rings(geometry)]


def _lines(atlas: Atlas, name: str) -> _Lines:
    """Take the lines of one of the ground's files, once for all pages."""

    def take(atlas: Atlas) -> _Lines:
        numbered = list(enumerate(feature.geometry for feature in atlas.ground.features(name)))
        if name == "coast":  # a landmass without its lakes; all turn one way, as the page expects
            numbered = [
                (k, shapely.orient_polygons(shapely.Polygon(part.exterior)))
                for k, shape in numbered
                for part in shapely.get_parts(shape)
            ]
        if name == "rivers":
            frontiers = _in_pieces([arc.line for arc in atlas.arcs if arc.kind == "river"])
            numbered = [(k, part) for k, shape in numbered for part in _apart_from(shape, frontiers)]
        return _Lines.of([shape for _, shape in numbered], [k for k, _ in numbered], atlas.about.centre)

    return atlas.derive(f"lines of {name}", take)


def _around(atlas: Atlas) -> list[NDArray[np.float64]]:
    return [
        shapely.get_coordinates(shapely.get_rings(shapely.orient_polygons(part))[0])
        for feature in atlas.ground.features("around")
        for part in shapely.get_parts(
            generalise(feature.geometry, AROUND_TOLERANCE_M, centre=atlas.about.centre)
        )
        if part.geom_type == "Polygon"
    ]


def ground_lines(
    atlas: Atlas, detail: Detail
) -> tuple[dict[str, list[tuple[Any, ...]]], dict[str, list[NDArray[np.float64]]]]:
    """Take coast, lakes, rivers, the open sea and the land about the atlas.

    Parameters
    ----------
    atlas : Atlas
    detail : Detail

    Returns
    -------
    tables : dict
        Rows of the page's tables ``lakes``, ``rivers`` and ``sea``.
    lines : dict
        The page's runs of lines: ``coast``, ``lakes``, ``rivers``, ``sea``,
        ``around``.
    """
    ground, of = atlas.ground, {name: _lines(atlas, name) for name in ("coast", "lakes", "rivers")}
    drawn = {
        name: [
            (k, ring)
            for k, ring in zip(lines.owner.tolist(), detail.rings(lines), strict=True)
            if ring is not None
        ]
        for name, lines in of.items()
    }
    landmasses = ground.features("coast")
    seen = shapely.intersects(detail.small, [landmass.geometry for landmass in landmasses])
    for k, landmass in enumerate(landmasses):
        own = landmass.properties
        seen[k] |= bool(own["name"]) or float(own["area_km2"] or 0) >= LEAST_ISLAND_KM2
    rivers = [ground.features("rivers")[k].properties for k, _ in drawn["rivers"]]
    rings = Counter(k for k, _ in drawn["lakes"])
    sea = [(f.properties["off_km"], _outlines(f.geometry)) for f in ground.features("open_sea")]
    tables: dict[str, list[tuple[Any, ...]]] = {
        "lakes": [(lake.properties["name"], rings[k]) for k, lake in enumerate(ground.features("lakes"))],
        "rivers": [(own["name"], own["rank"]) for own in rivers],
        "sea": [(off_km, len(rings)) for off_km, rings in sea],
    }
    return tables, {
        "coast": [ring for k, ring in drawn["coast"] if seen[k]],
        "lakes": [ring for _, ring in drawn["lakes"]],
        "rivers": [line for _, line in drawn["rivers"]],
        "sea": [ring for _, rings in sea for ring in rings],
        "around": atlas.derive("land around", _around),
    }
