"""The atlas's sweep: where land that changed hands begins and ends on parallels.

Land is what zones and the land mask both cover, so on a parallel it is found
from crossings of arcs and of coasts; no polygon is overlaid. Each end knows
which line it is, and so its error, its direction, and whether it is a coast.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.earth.edges import Edges, border_sines, join_edges, polygon_edges, tagged_edges
from geo.earth.geodesy import distance_m
from geo.earth.intervals import inside_both
from geo.earth.sweep import band_areas_m2
from geo.measures.pieces import Pieces, joined_pieces, widest_from
from geo.measures.profile import EVERY_DEG, grid, just_inside, sides_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geo.atlas.atlas import Atlas
    from geo.measures.change import Change

__all__ = ["LandSweep", "Segment", "segments", "segments_of"]

_HAIR_DEG: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Segment:
    """One piece of a parallel that changed hands.

    Attributes
    ----------
    lat, west, east : float
        Degrees.
    km : float
        Its width, positive where it was gained and negative where it was
        lost.
    west_sigma_km, east_sigma_km : float
        One-sigma errors of its two ends, along the parallel.
    west_arc, east_arc : str
        The arcs that end it; ``coast`` for the shore.
    westward : int
        Which way the border went over it: 1 west, -1 east; 0 where the state
        held nothing on the parallel both before and after, so that no border
        moved but came or went.
    """

    lat: float
    west: float
    east: float
    km: float
    west_sigma_km: float
    east_sigma_km: float
    west_arc: str
    east_arc: str
    westward: int

    @property
    def sigma_km(self) -> float:
        """One-sigma error of the width."""
        return float(np.hypot(self.west_sigma_km, self.east_sigma_km))


def segments(change: Change, every_deg: float = EVERY_DEG, *, also: Sequence[float] = ()) -> list[Segment]:
    """List the pieces of parallels that changed hands, from south to north.

    Parameters
    ----------
    change : Change
    every_deg : float
        Degrees between parallels.
    also : sequence of float
        Latitudes of further parallels, in degrees.

    Returns
    -------
    list of Segment
        Those of one parallel add up to its net shift.
    """
    sweep = LandSweep(change)
    lats = np.union1d(grid(*sweep.bounds, every_deg), also)
    pieces = sweep.pieces(just_inside(sweep, lats))
    return segments_of(sweep.atlas, lats, pieces, sweep.cores(pieces.lats))


def segments_of(
    atlas: Atlas, lats: NDArray[np.float64], pieces: Pieces, cores: NDArray[np.float64]
) -> list[Segment]:
    """List the pieces of parallels that a sweep has cut already, as `segments` does.

    Parameters
    ----------
    atlas : Atlas
    lats : ndarray of float
        The parallels as they are called, in degrees.
    pieces : Pieces
    cores : ndarray of float
        From `LandSweep.cores`, for the same parallels.
    """
    west_km, east_km = pieces.sigmas_along_km
    tags = np.unique(np.append(pieces.west_tag, pieces.east_tag)).tolist()
    names = {tag: "coast" if tag < 0 else atlas.arcs[tag].id for tag in tags}
    # gained in the west and lost in the east, the border went west; the other way about, east
    westward = -sides_of(pieces, cores) * pieces.sign
    found = [
        Segment(
            float(lats[parallel]),
            float(pieces.west[k]),
            float(pieces.east[k]),
            float(km),
            float(west_km[k]),
            float(east_km[k]),
            names[pieces.west_tag[k]],
            names[pieces.east_tag[k]],
            int(westward[k]),
        )
        for k, (parallel, km) in enumerate(zip(pieces.parallel, pieces.km, strict=True))
    ]
    return sorted(found, key=lambda piece: (piece.lat, piece.west))


class LandSweep:
    """The edges of what a state gained and lost, ready for parallels.

    An edge's tag is its arc's number, or ``-1 - k`` for landmass k's shore.

    Parameters
    ----------
    change : Change
        What is swept; a part of it, from `Change.within`, has the core of the
        whole state all the same, so that parts add up.
    """

    def __init__(self, change: Change) -> None:
        self.change = change
        self.atlas: Atlas = change.before.atlas
        # gained land and lost land are swept apart: on one parallel both may lie, even side by side
        number = {zone.id: k for k, zone in enumerate(self.atlas.zones)}
        self.areas: list[tuple[int, Edges]] = []
        for sign in (1, -1):
            zones = {number[t.zone.id] for t in change.transfers if t.sign == sign}
            if zones:
                self.areas.append((sign, self._zone_edges(zones)))
        self.coast, self._coast_sines = self._near_shores()

    @property
    def bounds(self) -> tuple[float, float]:
        """Southernmost and northernmost latitude of the land that changed hands."""
        if not self.change.transfers:
            return 0.0, -1.0
        bounds = shapely.bounds([t.territory for t in self.change.transfers])
        return float(bounds[:, 1].min()), float(bounds[:, 3].max())

    @property
    def areas_km2(self) -> tuple[float, float]:
        """Net area of land with its own inland water, and of Ladoga and Peipus."""
        return self.change.area_km2, self.change.lake_km2

    @cached_property
    def _every_shore(self) -> _Shores:
        return self.atlas.derive("shores", _shores)

    def _near_shores(self) -> tuple[Edges, NDArray[np.float64]]:
        """Return the shores that a parallel through the land can meet, and their sines."""
        # 1. the box about the land, a hair wider, for parallels are rounded
        shores = self._every_shore
        land = shapely.bounds([t.territory for t in self.change.transfers])
        west, south = land[:, :2].min(axis=0, initial=np.inf) - _HAIR_DEG
        east, north = land[:, 2:].max(axis=0, initial=-np.inf) + _HAIR_DEG
        # 2. by landmass from west to east: of one in the box both shores are needed to tell land from sea
        landmass = (shores.west <= east) & (shores.east >= west)
        # 3. by edge from south to north: no parallel through the land crosses the others
        met = (shores.low <= north) & (shores.high >= south) & landmass[-1 - shores.edges.tag]
        near = np.flatnonzero(met)
        return shores.edges.chosen(near), shores.sines[near]

    def _zone_edges(self, zones: set[int]) -> Edges:
        """Return the arcs round a set of zones, the set on their left."""
        parts = []
        sides = zip(self.atlas.arrangement.left, self.atlas.arrangement.right, strict=True)
        for number, (left, right) in enumerate(sides):
            # an arc with the set on both sides is inside it; with it on neither, elsewhere
            if (left in zones) != (right in zones):
                lonlat = shapely.get_coordinates(self.atlas.arcs[number].line)
                if right in zones:
                    lonlat = lonlat[::-1]
                lon, lat = lonlat.T
                parts.append(Edges(lon[:-1], lat[:-1], lon[1:], lat[1:], np.full(len(lon) - 1, number)))
        return join_edges(parts)

    def pieces(self, lats: NDArray[np.float64]) -> Pieces:
        """Cut parallels into the stretches of land that changed hands."""
        gap = np.zeros(len(lats), dtype=bool)
        sigma_km = np.array([arc.sigma_m for arc in self.atlas.arcs]) / 1000.0
        coast_km = self.atlas.about.coast_sigma_m / 1000.0
        parts = []
        for sign, area in self.areas:
            # 1. land is inside the zones and inside a shore
            found = inside_both(area, self.coast, lats)
            # 2. at what angle the edge at either end meets the parallel
            of_edges = np.concatenate([border_sines(area), self._coast_sines])
            sines = [of_edges[edge] for edge in (found.west_edge, found.east_edge)]
            # 3. how well that edge is known: an arc says so itself, every shore is as good as another
            sigmas = [
                np.where(tag < 0, coast_km, sigma_km[np.maximum(tag, 0)])
                for tag in (found.west_tag, found.east_tag)
            ]
            parts.append((sign, found, sines, sigmas))
        return joined_pieces(lats, gap, parts, errors_known=self.atlas.about.errors_known)

    def cores(self, lats: NDArray[np.float64]) -> NDArray[np.float64]:
        """Find the widest stretch of land that the state held on both days, as its western end."""
        zones, coast = self._held
        return widest_from(inside_both(zones, coast, lats), len(lats))

    @cached_property
    def _held(self) -> tuple[Edges, Edges]:
        """The zones that the state held on both days, and the shores on their parallels."""
        # 1. of the whole state, though only a part of its change may be swept
        shores = self._every_shore
        south, north = self.bounds
        # 2. the core may lie on another landmass than the change: every shore on these parallels counts
        south, north = south - _HAIR_DEG, north + _HAIR_DEG
        near = (shores.low <= north) & (shores.high >= south)
        zones = self._zone_edges(set(self.change.core))
        met = (np.minimum(zones.lat0, zones.lat1) <= north) & (np.maximum(zones.lat0, zones.lat1) >= south)
        return zones.chosen(np.flatnonzero(met)), shores.edges.chosen(np.flatnonzero(near))

    def kinds(self, pieces: Pieces) -> tuple[NDArray[np.str_], NDArray[np.str_]]:
        """Say what ends are: an arc over land, one over a lake, the shore, or the edge of the atlas."""
        kinds = np.array(["lake" if arc.kind == "lake" else "land" for arc in self.atlas.arcs])
        west, east = (
            np.where(tag < 0, "coast", kinds[np.maximum(tag, 0)]) for tag in (pieces.west_tag, pieces.east_tag)
        )
        if self.atlas.ground.goes_on:  # its land is cut there, and ends at nothing
            first, _, last, _ = self.atlas.window
            west = np.where(pieces.west <= first + _HAIR_DEG, "edge", west)
            east = np.where(pieces.east >= last - _HAIR_DEG, "edge", east)
        return west, east

    def band_areas_m2(self, limits: NDArray[np.float64]) -> NDArray[np.float64]:
        """Net area between successive parallels."""
        total = np.zeros(len(limits) - 1)
        for transfer in self.change.transfers:
            total += transfer.sign * band_areas_m2(polygon_edges(transfer.territory), limits)
        return total

    def place_near(self, lat: float, west: float) -> str:
        """Return the place nearest to where what changed on a parallel ends in the west, if it does."""
        if not np.isfinite(west) or not self.atlas.places:
            return ""
        lons, lats = self.atlas.derive("where places lie", _where_places_lie)
        # a plane tells which few come into question, geodesics which it is
        about = np.hypot((lons - west) * np.cos(np.radians((lats + lat) / 2.0)), lats - lat)
        near = np.flatnonzero(about <= 1.1 * about.min())
        return self.atlas.places[int(near[np.argmin(distance_m(lons[near], lats[near], west, lat))])].name


def _where_places_lie(atlas: Atlas) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    return np.array([place.lon for place in atlas.places]), np.array([place.lat for place in atlas.places])


@dataclass(frozen=True, slots=True)
class _Shores:
    """Every shore of an atlas: its edges, their latitudes and sines, and how far each landmass reaches."""

    edges: Edges
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    sines: NDArray[np.float64]
    west: NDArray[np.float64]
    east: NDArray[np.float64]


def _shores(atlas: Atlas) -> _Shores:
    edges = tagged_edges(atlas.ground.coast, [-1 - k for k in range(len(atlas.ground.coast))])
    low, high = np.minimum(edges.lat0, edges.lat1), np.maximum(edges.lat0, edges.lat1)
    bounds = shapely.bounds(atlas.ground.coast)
    return _Shores(edges, low, high, border_sines(edges), bounds[:, 0], bounds[:, 2])
