"""What a state held in a layer, and what it gained and lost from one layer to another.

Areas are taken strip by strip along parallels: an overlay of two borders of
millions of points needs a kilobyte for each, and more where they are the same.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.earth.edges import polygon_edges
from geo.earth.geodesy import area_m2
from geo.own.gate import geometries
from geo.own.sides import held_by, is_held

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    import geopandas as gpd
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo.own.identity import Chosen
    from geo.own.sides import Side

__all__ = ["Changed", "Overlap", "Passed", "changes", "gained_and_lost_km2", "state_polygons"]

_MOST_VERTICES: Final = 500_000
"""Of two polygons that are overlaid at once."""

_FEW_VERTICES: Final = 20_000
"""Of two polygons that are overlaid before one has looked what they have in common."""
_MOST_WITHIN: Final = 0.75
"""Of their vertices: cutting out more than that saves nothing."""
_MARGIN_DEG: Final = 0.01
"""So far from what differs they are cut."""
_MIXED: Final = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93], dtype=np.uint64
)
"""Odd numbers that an edge's four are mixed by."""

_LEAST_KM2: Final = 0.005
"""Half a hectare: less is the noise of two drawings of one border..."""
_LEAST_SHARE: Final = 1e-6
"""...or a millionth of a state's land, if that is less."""


def state_polygons(side: Side, keys: Collection[str]) -> BaseGeometry:
    """Return the land, or the lines, of one state or of several together."""
    parts = held_by(side, keys)
    # to unite one with itself costs as much as many; a line may run over itself, and then it counts
    alone = len(parts) == 1 and "Polygon" in parts[0].geom_type
    return parts[0] if alone else shapely.union_all(parts)


def gained_and_lost_km2(old: BaseGeometry, new: BaseGeometry) -> tuple[float, float]:
    """Measure the land that is only in the second of two polygons, and only in the first.

    Examples
    --------
    >>> gained_and_lost_km2(shapely.box(24, 50, 25, 51), shapely.box(23, 50, 25, 51))
    (7892.2..., 0.0)
    """
    km2 = [0.0, 0.0]
    for strip in _strips(old, new):
        for k, land in enumerate(_gained_and_lost(strip)):
            km2[k] += area_m2(land) / 1e6
    return km2[0], km2[1]


@dataclass(frozen=True, slots=True)
class Passed:
    """Land that passed between the state that is asked about and others.

    Attributes
    ----------
    holder : str
        The other holder; empty for none.
    sign : int
        +1 gained by the state that is asked about, -1 lost by it.
    parts : tuple of shapely.Polygon
    area_km2 : float
        Signed.
    """

    holder: str
    sign: int
    parts: tuple[shapely.Polygon, ...]
    area_km2: float


@dataclass(frozen=True, slots=True)
class Overlap:
    """Land that two hold in one layer.

    Attributes
    ----------
    side : int
        0 for the earlier layer, 1 for the later.
    counted, other : str
        With whom it counts, and who holds it as well.
    area_km2 : float
    """

    side: int
    counted: str
    other: str
    area_km2: float


@dataclass(frozen=True, slots=True)
class Changed:
    """What a state gained and lost.

    Attributes
    ----------
    whole : tuple of Passed
        What was gained, whoever held it, and what was lost; either may lack.
    shares : tuple of Passed
        The same by the other holder, the largest first.
    overlaps : tuple of Overlap
        Land that counts with one holder, and another holds as well.
    """

    whole: tuple[Passed, ...]
    shares: tuple[Passed, ...]
    overlaps: tuple[Overlap, ...]


def changes(sides: tuple[Side, Side], chosen: Chosen, held: tuple[BaseGeometry, BaseGeometry]) -> Changed:
    """Find what states gained and lost, and from and to whom.

    Parts of less than half a hectare are the noise of two drawings of one
    border and left out, of small states less. Where the land of two others overlaps, it counts with
    the one that comes first in the file.

    Parameters
    ----------
    sides : tuple of Side
        The earlier and the later layer.
    chosen : Chosen
        The states that are asked about.
    held : tuple of shapely.Geometry
        Their land in either.
    """
    whole: dict[int, list[shapely.Polygon]] = {1: [], -1: []}
    shares: dict[tuple[str, int], list[shapely.Polygon]] = {}
    names: dict[tuple[str, int], str] = {}
    twice: dict[tuple[int, str, str], float] = {}
    least_km2 = least_area_km2(*held)
    others = [side.frame[~is_held(side, keys)] for side, keys in zip(sides, chosen.keys, strict=True)]
    # strip by strip, so that no more than one strip's overlay is in memory; what is kept is the changed land
    for strip in _strips(*held):
        for number, (sign, land) in enumerate(zip((1, -1), _gained_and_lost(strip), strict=True)):
            # 1. what was gained, or lost, as a whole
            parts = _larger(land, strip, least_km2)
            whole[sign] += parts
            # 2. the same by who had it in the earlier layer, or has it in the later
            for share in _shares(parts, others[number]):
                names.setdefault((share.key, sign), share.who)
                shares.setdefault((share.key, sign), []).extend(_larger(share.land, strip, least_km2))
                for first, km2 in share.overlaps.items():
                    pair = (number, first, share.who)
                    twice[pair] = twice.get(pair, 0.0) + km2
        # 3. what others hold in a layer as well as the states themselves
        for number, land in enumerate((strip.before, strip.after)):
            for who, km2 in _also_held(land, others[number]):
                pair = (number, chosen.labels[number], who)
                twice[pair] = twice.get(pair, 0.0) + km2
    # 4. all strips together: areas, and holders of next to nothing left out
    found = [_passed(names[key, sign], sign, parts) for (key, sign), parts in shares.items()]
    kept = [share for share in found if abs(share.area_km2) >= least_km2]
    overlaps = [Overlap(*pair, km2) for pair, km2 in twice.items() if km2 >= _LEAST_KM2]
    return Changed(
        tuple(_passed("", sign, parts) for sign, parts in whole.items() if parts),
        tuple(sorted(kept, key=lambda share: -abs(share.area_km2))),
        tuple(sorted(overlaps, key=lambda overlap: -overlap.area_km2)),
    )


def _passed(holder: str, sign: int, parts: list[shapely.Polygon]) -> Passed:
    return Passed(holder, sign, tuple(parts), sign * sum(map(area_m2, parts)) / 1e6)


@dataclass(frozen=True, slots=True)
class _Strip:
    """Two polygons between two parallels.

    Attributes
    ----------
    before, after : shapely.Geometry
    cuts : tuple of float
        The parallels along which they were cut; none if they are whole.
    """

    before: BaseGeometry
    after: BaseGeometry
    cuts: tuple[float, ...]


def _gained_and_lost(strip: _Strip) -> tuple[BaseGeometry, BaseGeometry]:
    """Overlay what a strip holds: what is only in the later polygon, and what only in the earlier."""
    if shapely.equals_identical(strip.before, strip.after):  # by far the slowest to overlay
        return shapely.Polygon(), shapely.Polygon()
    before, after = _where_unlike(strip.before, strip.after)
    return shapely.difference(after, before), shapely.difference(before, after)


def _where_unlike(old: BaseGeometry, new: BaseGeometry) -> tuple[BaseGeometry, BaseGeometry]:
    """Cut two polygons to where they may differ, if they have most of many edges in common.

    Edges that both have, the inside on the same side, bound nothing that is in
    one of them alone: what is lies within the box about all other edges.
    """
    if int(shapely.get_num_coordinates([old, new]).sum()) <= _FEW_VERTICES:
        return old, new
    # 1. the edges of either that the other has not
    edges = [_edge_rows(land) for land in (old, new)]
    unlike = [mine[~_also_among(mine, other)] for mine, other in (edges, edges[::-1])]
    ends = np.concatenate(unlike).reshape(-1, 2)
    if not len(ends):
        return shapely.Polygon(), shapely.Polygon()
    # 2. what lies about them, if that is much less than the whole
    low, high = ends.min(axis=0) - _MARGIN_DEG, ends.max(axis=0) + _MARGIN_DEG
    starts = np.concatenate(edges)[:, :2]
    within = ((starts >= low) & (starts <= high)).all(axis=1).mean()
    if within > _MOST_WITHIN:
        return old, new
    box = shapely.box(*low, *high)
    before, after = (_areas(shapely.intersection(land, box)) for land in (old, new))
    return before, after


def _edge_rows(land: BaseGeometry) -> NDArray[np.float64]:
    """Return the edges of polygons, the inside on the left: from where to where, in degrees."""
    edges = polygon_edges(land)
    return np.column_stack([edges.lon0, edges.lat0, edges.lon1, edges.lat1])


def _also_among(edges: NDArray[np.float64], others: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Tell which edges are among others: found by a mixture of their numbers, which then are compared."""
    if not len(others):
        return np.zeros(len(edges), dtype=bool)
    mine, theirs = ((rows.view(np.uint64) * _MIXED).sum(axis=1) for rows in (edges + 0.0, others + 0.0))
    order = np.argsort(theirs)
    first = np.minimum(np.searchsorted(theirs, mine, sorter=order), len(others) - 1)
    return np.asarray((others[order[first]] == edges).all(axis=1))


def _strips(old: BaseGeometry, new: BaseGeometry) -> Iterator[_Strip]:
    """Cut two polygons along parallels so that each pair has few vertices, from the south."""
    count = int(shapely.get_num_coordinates([old, new]).sum())
    if count <= _MOST_VERTICES:
        yield _Strip(old, new, ())
        return
    # 1. as many vertices in each strip: the quantiles of their latitudes
    shares = np.linspace(0.0, 1.0, -(-count // _MOST_VERTICES) + 1)
    cuts = np.unique(np.quantile(shapely.get_coordinates([old, new])[:, 1], shares)).tolist()
    west, _, east, _ = shapely.total_bounds([old, new])
    # 2. what lies in each
    for south, north in itertools.pairwise(cuts):
        box = shapely.box(west, south, east, north)
        before, after = (_areas(shapely.intersection(land, box)) for land in (old, new))
        yield _Strip(before, after, tuple(cut for cut in (south, north) if cuts[0] < cut < cuts[-1]))


def _polygons(geometry: BaseGeometry) -> list[shapely.Polygon]:
    """Leave out the points and lines in which two polygons only touch."""
    return [part for part in shapely.get_parts(geometry) if part.geom_type == "Polygon" and not part.is_empty]


def _areas(geometry: BaseGeometry) -> BaseGeometry:
    return _united(_polygons(geometry))


def _united(lands: Sequence[BaseGeometry]) -> BaseGeometry:
    """Unite polygons; to unite one with itself costs as much as many."""
    return lands[0] if len(lands) == 1 else shapely.union_all(lands)


def least_area_km2(*lands: BaseGeometry) -> float:
    """Return the area below which a piece is the noise of two drawings of a state."""
    return min(_LEAST_KM2, _LEAST_SHARE * max(map(area_m2, lands)) / 1e6)


def _larger(land: BaseGeometry, strip: _Strip, least_km2: float) -> list[shapely.Polygon]:
    """Leave out what is too small to mean anything, unless it goes on in the next strip."""
    return [
        part
        for part in _polygons(land)
        if area_m2(part) / 1e6 >= least_km2 or {part.bounds[1], part.bounds[3]} & set(strip.cuts)
    ]


@dataclass(frozen=True, slots=True)
class _Share:
    """A holder's share of some land, and what of it counts with others: kilometres² by their names."""

    key: str
    who: str
    land: BaseGeometry
    overlaps: dict[str, float]


def _shares(parts: list[shapely.Polygon], others: gpd.GeoDataFrame) -> Iterator[_Share]:
    """Split land by who held it in a layer; what nobody held comes last, under an empty name."""
    whole: BaseGeometry = shapely.MultiPolygon(parts)
    rest = whole
    if whole.is_empty:
        return
    near = others.iloc[sorted(others.sindex.query(whole, predicate="intersects"))]
    # holders in the order of the file; each takes of what those before it have left
    earlier: list[tuple[str, BaseGeometry]] = []
    for key in dict.fromkeys(near["key"]):
        mine = near[(near["key"] == key).to_numpy()]
        lands = [_areas(shapely.intersection(whole, land)) for land in geometries(mine)]
        taken = _areas(_united([land for land in lands if not land.is_empty]))
        if taken.is_empty:  # they only touch
            continue
        share = shapely.intersection(taken, rest)
        overlaps = {}
        if (area_m2(taken) - area_m2(share)) / 1e6 >= _LEAST_KM2:
            overlaps = {who: area_m2(shapely.intersection(taken, land)) / 1e6 for who, land in earlier}
        who = str(mine["who"].iloc[0])
        earlier.append((who, taken))
        yield _Share(key, who, share, overlaps)
        rest = shapely.difference(rest, taken)
    yield _Share("", "", rest, {})


def _also_held(land: BaseGeometry, others: gpd.GeoDataFrame) -> Iterator[tuple[str, float]]:
    """Find who holds land that is a state's in the same layer, and how much; not of very fine outlines."""
    if land.is_empty:
        return
    near = others.iloc[sorted(others.sindex.query(land, predicate="intersects"))]
    for who, other in zip(near["who"], geometries(near), strict=True):
        few = int(shapely.get_num_coordinates([land, other]).sum()) <= _MOST_VERTICES // 2
        if few and not shapely.touches(land, other):
            yield who, area_m2(shapely.intersection(land, other)) / 1e6
