"""The sweeps of two files of the user's own: polygons of states, and border lines.

They only say where stretches of parallels begin and end, and at what angle;
what follows from that is measured as for the atlas (`geo.measures.profile`,
`geo.measures.summary`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.earth.edges import Edges, border_sines, join_edges, line_edges, polygon_edges, tagged_edges
from geo.earth.intervals import FAR_EAST, between_lines, inside, inside_both
from geo.earth.sweep import band_areas_m2, crossings, widths_deg
from geo.measures.pieces import Pieces, joined_pieces, widest_from
from geo.own.grazing import Level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo.own.holdings import Passed

__all__ = ["LineSweep", "Outlines", "PolygonSweep", "bounds_of"]

_NEAR_DEG: Final = 1e-4
"""How far beyond an end one looks for a neighbour: some metres."""

_SAME_DEG: Final = 1e-6
"""An end this near to a crossing of an outline lies on it: a tenth of a metre."""

_HAIR_DEG: Final = 1e-5
"""A metre, as far as five decimals of a degree put a point off..."""
_HAIR_SHARE: Final = 1e-5
"""...or of how wide a piece is on average, if that is less."""
_LEAST_HEIGHT_DEG: Final = 1e-12
_LOOKED_AT: Final = 500
"""Parallels on which a piece is looked at for hairs."""

_REACH_DEG: Final = 0.1
"""Twice as far as the direction of a border at a place is taken from."""

_PARALLEL_DEG: Final = 1_000.0
"""Between the longitudes of one parallel and of the next, when all are put in one row."""


class Outlines:
    """The outlines of a state in two layers, about the land that changed hands.

    Parameters
    ----------
    held : tuple of shapely.Geometry
        Its land in either layer.
    layers : sequence of ndarray
        Everyone's land, its own with it, in each layer.
    bounds : tuple of float
        Between which latitudes the land changed hands, in degrees.
    sigma_m : float or None
        One-sigma position error of every line, if it is known.
    on_its_side : bool
        Whether the globe was laid on its side.
    """

    def __init__(
        self,
        held: tuple[BaseGeometry, BaseGeometry],
        layers: Sequence[NDArray[np.object_]],
        bounds: tuple[float, float],
        sigma_m: float | None,
        *,
        on_its_side: bool = False,
    ) -> None:
        self.old, self.new = (_between(polygon_edges(land), *bounds) for land in held)
        # each outline's directions are taken along itself, whatever pieces an overlay cuts it into
        self.on_its_side = on_its_side
        drawn = (self.old, self.new)
        self._sines = np.concatenate([border_sines(part, on_its_side=on_its_side) for part in drawn])
        self._both = join_edges([self.old, self.new])
        self._everyone = np.concatenate(list(layers))
        self.sigma_km = np.nan if sigma_m is None else sigma_m / 1000.0
        self._level = Level(self._both, bounds[1] - bounds[0])

    def clear_of_edges(self, lats: NDArray[np.float64], south: float) -> NDArray[np.float64]:
        """Move ascending parallels that graze an edge off it; `south` is where the land that passed begins."""
        return self._level.clear(lats, south)

    def sines(
        self,
        lats: NDArray[np.float64],
        parallel: NDArray[np.int64],
        lon: NDArray[np.float64],
        otherwise: NDArray[np.float64],
    ) -> NDArray[np.float64]:
        """Find at what angle outlines meet parallels at some places.

        Parameters
        ----------
        lats : ndarray of float
        parallel, lon : ndarray
            The places: numbers of parallels, degrees.
        otherwise : ndarray of float
            What holds where no outline of the state runs, but a border between
            two others.
        """
        # 1. every crossing of either outline, all parallels in one row
        found = crossings(self._both, lats)
        row = found.parallel * _PARALLEL_DEG + found.lon
        order = np.argsort(row)
        row, sines = row[order], self._sines[found.edge[order]]
        # 2. those at each place; where both outlines run through it, the mean of the two
        place = parallel * _PARALLEL_DEG + lon
        first = np.searchsorted(row, place - _SAME_DEG)
        count = np.searchsorted(row, place + _SAME_DEG, side="right") - first
        sums = np.append(0.0, np.cumsum(sines))
        # 3. none there: no outline runs through it
        return np.where(count > 0, (sums[first + count] - sums[first]) / np.maximum(count, 1), otherwise)

    def held_by_anyone(self, lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Say whether places lie in a state of either layer."""
        held = np.zeros(len(lon), dtype=bool)
        # 1. boxes tell which polygons come into question for which places
        place, number = shapely.STRtree(self._everyone).query(shapely.points(lon, lat))
        # 2. one polygon after the other, made ready for many places at once
        for polygon in np.unique(number).tolist():
            mine = place[number == polygon]
            mine = mine[~held[mine]]  # one holder is enough
            land = self._everyone[polygon]
            shapely.prepare(land)
            held[mine] = shapely.intersects_xy(land, lon[mine], lat[mine])
            shapely.destroy_prepared(land)  # which takes more memory than the land itself
        return held


def _between(edges: Edges, south: float, north: float) -> Edges:
    """Leave out the edges that no parallel through the changed land meets, nor their neighbours."""
    low, high = np.minimum(edges.lat0, edges.lat1), np.maximum(edges.lat0, edges.lat1)
    return edges.chosen(np.flatnonzero((low <= north + _REACH_DEG) & (high >= south - _REACH_DEG)))


def bounds_of(passed: Sequence[Passed]) -> tuple[float, float]:
    """Return the southern and the northern end of some land, in degrees.

    Where there is none, the first is the larger. Hairs do not count, by
    themselves or on a piece: a border that was written with other digits, or
    went through another reference system, leaves them along all of itself.
    """
    parts = [part for land in passed for part in land.parts]
    if not parts:
        return 0.0, -1.0
    edges = tagged_edges(parts, list(range(len(parts))))
    _, south, _, north = shapely.bounds(np.array(parts, dtype=object)).T
    # how wide each is on average, from its area in degrees
    areas = np.bincount(edges.tag, (edges.lon0 + edges.lon1) * (edges.lat1 - edges.lat0) / 2.0)
    hair = min(_HAIR_DEG, _HAIR_SHARE * float((areas / np.maximum(north - south, _LEAST_HEIGHT_DEG)).max()))
    found = np.inf, -np.inf
    for which, outward in ((0, -south), (1, north)):
        for k in np.argsort(-outward, kind="stable").tolist():
            if outward[k] <= (found[1] if which else -found[0]):  # nor does any other reach farther
                break
            ends = float(south[k]), float(north[k])
            first, last = _wider_than(hair, edges.chosen(np.flatnonzero(edges.tag == k)), ends)
            found = min(found[0], first), max(found[1], last)
    return found if found[0] < found[1] else (float(south.min()), float(north.max()))


def _wider_than(hair: float, edges: Edges, ends: tuple[float, float]) -> tuple[float, float]:
    """Return between which latitudes a piece is wider than a hair: its own ends, unless it ends in one."""
    # 1. how wide it is on parallels, as in the middle of as many bands
    step = (ends[1] - ends[0]) / _LOOKED_AT
    lats = np.linspace(ends[0] + step / 2.0, ends[1] - step / 2.0, _LOOKED_AT)
    wide = lats[widths_deg(edges, lats) > hair]
    if not len(wide):
        return np.inf, -np.inf
    # 2. where a hair ends, between the last parallel that it meets and the first of the land
    found = []
    for end, first, outward in ((ends[0], wide[0], -1), (ends[1], wide[-1], 1)):
        if abs(end - first) < step:
            found.append(float(end))
            continue
        finer = np.linspace(first - step, first + step, 2 * _LOOKED_AT + 1)
        reached = np.flatnonzero(widths_deg(edges, finer) > hair)[0 if outward < 0 else -1]
        found.append(float(finer[min(max(reached + outward, 0), 2 * _LOOKED_AT)]))
    return found[0], found[1]


class PolygonSweep:
    """Land that a state gained and lost between two layers.

    Parameters
    ----------
    passed : sequence of Passed
        All of it, or what passed between it and one other.
    outlines : Outlines
        Of the whole state, so that parts add up.
    """

    def __init__(self, passed: Sequence[Passed], outlines: Outlines) -> None:
        self._passed = [land for land in passed if land.parts]
        self._outlines = outlines
        self._edges = [(land.sign, tagged_edges(land.parts, [0] * len(land.parts))) for land in self._passed]
        self.bounds = bounds_of(self._passed)
        """Southern and northern end of the land, in degrees."""

    @property
    def areas_km2(self) -> tuple[float, float]:
        """Net area; files do not tell great lakes from other land."""
        return sum(land.area_km2 for land in self._passed), np.nan

    def pieces(self, lats: NDArray[np.float64]) -> Pieces:
        """Cut parallels into the stretches of land that changed hands."""
        parts, cut = [], self._outlines.clear_of_edges(lats, self.bounds[0])
        for sign, edges in self._edges:
            # 1. where the land begins and ends
            found = inside(edges, cut)
            # 2. at what angle: its own rings turn a corner where old and new outline meet, outlines do not
            own = border_sines(edges, on_its_side=self._outlines.on_its_side)
            ends = ((found.west, found.west_edge), (found.east, found.east_edge))
            sines = [self._outlines.sines(cut, found.parallel, lon, own[edge]) for lon, edge in ends]
            # 3. every line of a file is as well known as another
            sigma = np.full(len(found.west), self._outlines.sigma_km)
            parts.append((sign, found, sines, (sigma, sigma)))
        errors_known = bool(np.isfinite(self._outlines.sigma_km))
        return joined_pieces(lats, np.zeros(len(lats), dtype=bool), parts, errors_known=errors_known)

    def cores(self, lats: NDArray[np.float64]) -> NDArray[np.float64]:
        """Find the widest stretch that the state held in both layers, as its western end."""
        cut = self._outlines.clear_of_edges(lats, self.bounds[0])
        return widest_from(inside_both(self._outlines.old, self._outlines.new, cut), len(lats))

    def kinds(self, pieces: Pieces) -> tuple[NDArray[np.str_], NDArray[np.str_]]:
        """Say what ends are: ``land`` where a state of either layer lies beyond, ``coast`` where none does."""
        lat = self._outlines.clear_of_edges(pieces.lats, self.bounds[0])[pieces.parallel]
        west, east = (
            np.where(self._outlines.held_by_anyone(lon, lat), "land", "coast")
            for lon in (pieces.west - _NEAR_DEG, pieces.east + _NEAR_DEG)
        )
        return west, east

    def band_areas_m2(self, limits: NDArray[np.float64]) -> NDArray[np.float64]:
        """Net area between successive parallels."""
        total = np.zeros(len(limits) - 1)
        around = np.concatenate([[-np.inf], limits, [np.inf]])  # hairs go on beyond
        for sign, edges in self._edges:
            total += sign * band_areas_m2(edges, around)[1:-1]
        return total

    def place_near(self, lat: float, west: float) -> None:
        """Files name states, and no places."""
        del lat, west


class LineSweep:
    """Two drawings of a border line that has the state in its east.

    Parameters
    ----------
    old, new : shapely.Geometry
        Lines.
    sigma_m : float or None
        One-sigma position error of both, if it is known.
    on_its_side : bool
        Whether the globe was laid on its side.
    """

    def __init__(
        self, old: BaseGeometry, new: BaseGeometry, sigma_m: float | None, *, on_its_side: bool = False
    ) -> None:
        self._edges = line_edges(old), line_edges(new)
        self._sines = np.concatenate([border_sines(part, on_its_side=on_its_side) for part in self._edges])
        self._sigma_km = np.nan if sigma_m is None else sigma_m / 1000.0
        # what is measured lies where both lines reach, however little of it differs
        self._south, north = max(old.bounds[1], new.bounds[1]), min(old.bounds[3], new.bounds[3])
        self._level = Level(join_edges(self._edges), north - self._south)
        self.bounds = _differing(old, new)
        """Southern and northern end of where the lines differ, in degrees."""

    @property
    def areas_km2(self) -> tuple[float, float]:
        """Lines enclose no area."""
        return np.nan, np.nan

    def pieces(self, lats: NDArray[np.float64]) -> Pieces:
        """Cut parallels into what lies between the lines."""
        # 1. crossed an even number of times, a line has an end there: what is between is not known
        gap, cut = np.zeros(len(lats), dtype=bool), self._level.clear(lats, self._south)
        for edges in self._edges:
            gap |= np.bincount(crossings(edges, cut).parallel, minlength=len(lats)) % 2 == 0
        # 2. east of the new line and not of the old it was gained, the other way about lost
        parts = []
        for sign, found in zip((1, -1), between_lines(*self._edges, cut), strict=True):
            # both lines are closed in the far east, so a piece that reaches it is no land
            real = found.chosen(np.flatnonzero((found.east < FAR_EAST) & ~gap[found.parallel]))
            sigma = np.full(len(real.west), self._sigma_km)
            sines = [self._sines[edge] for edge in (real.west_edge, real.east_edge)]
            parts.append((sign, real, sines, (sigma, sigma)))
        return joined_pieces(lats, gap, parts, errors_known=bool(np.isfinite(self._sigma_km)))

    def cores(self, lats: NDArray[np.float64]) -> NDArray[np.float64]:
        """East of the last crossing of either line the state goes on without end: that is its core."""
        # whatever lies between the lines lies west of their last crossings
        cores, cut = np.full(len(lats), -np.inf), self._level.clear(lats, self._south)
        for edges in self._edges:
            hits = crossings(edges, cut)
            np.maximum.at(cores, hits.parallel, hits.lon)
        return np.where(np.isfinite(cores), cores, np.nan)

    def kinds(self, pieces: Pieces) -> tuple[NDArray[np.str_], NDArray[np.str_]]:
        """Every end is a border."""
        kinds = np.full(len(pieces.west), "land")
        return kinds, kinds

    def band_areas_m2(self, limits: NDArray[np.float64]) -> None:
        """Lines enclose no area."""
        del limits

    def place_near(self, lat: float, west: float) -> None:
        """Files name no places."""
        del lat, west


def _differing(old: BaseGeometry, new: BaseGeometry) -> tuple[float, float]:
    """Find between which latitudes two lines are not the same."""
    apart = shapely.symmetric_difference(old, new)
    if apart.is_empty:
        return 0.0, -1.0
    _, south, _, north = apart.bounds
    return float(south), float(north)
