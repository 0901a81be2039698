"""The shift on parallels: where land that changed hands begins and ends on each.

Land is what zones and the land mask both cover, so on a parallel it is found
from crossings of arcs and of coasts; no polygon is overlaid. Each end knows
which line it is, and so its error, its direction, and whether it is a coast.

Errors: a border with a one-sigma position error σ that meets the parallel at α
moves its crossing by σ/sin α; the ends of a piece add in squares.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.earth.edges import Edges, border_sines, join_edges, polygon_edges, tagged_edges
from geo.earth.geodesy import distance_m, parallel_m_per_degree
from geo.earth.sweep import Intervals, band_areas_m2, inside_both
from geo.errors import GeometryError

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd
    from numpy.typing import NDArray

    from geo.atlas.atlas import Atlas
    from geo.measures.change import Change

__all__ = ["EVERY_DEG", "LandSweep", "Profile", "Segment", "check_spacing", "grid", "segments"]

EVERY_DEG: Final = 0.25
"""Degrees between the parallels of a profile, unless told otherwise."""

_LEAST_DEG: Final = 0.001
"""A hundred metres: finer than any line here, and as many parallels as memory holds for the whole world."""

_MOST_DEG: Final = 10.0

_HAIR_DEG: Final = 1e-6


@dataclass(frozen=True, slots=True, repr=False)
class Profile:
    """Shift on parallels, from south to north.

    Attributes
    ----------
    lat : ndarray of float
        Degrees.
    gain_km, loss_km, net_km : ndarray of float
        Width gained, width lost, and the one less the other. NaN on a parallel
        that one of two border lines of your own does not reach, which is not
        the same as no change.
    normal_km : ndarray of float
        The net shift across the border instead of along the parallel.
    sigma_km : ndarray of float
        One-sigma error of the net shift, or NaN where no position error is
        known.
    end : tuple of str
        What the western end of the displacement is: ``land``, ``coast``,
        ``lake``, or empty where nothing changed. In files of your own it is
        ``land`` where it lies against another state of the later file,
        ``coast`` where it does not, ``gap`` where a line is missing.
    """

    lat: NDArray[np.float64]
    gain_km: NDArray[np.float64]
    loss_km: NDArray[np.float64]
    net_km: NDArray[np.float64]
    normal_km: NDArray[np.float64]
    sigma_km: NDArray[np.float64]
    end: tuple[str, ...]

    def frame(self) -> pd.DataFrame:
        """Return the profile as a table, one row a parallel, the attributes as columns.

        Examples
        --------
        >>> from geo import open_atlas, shift
        >>> atlas = open_atlas()
        >>> moved = shift(atlas.on("1939-08-23"), atlas.on("1941-06-21"), region="bessarabia")
        >>> bool(moved.profile.frame()["net_km"].max() > 150)
        True
        """
        import pandas as pd  # noqa: PLC0415  (half a second that measuring does not need)

        return pd.DataFrame({field.name: getattr(self, field.name) for field in fields(self)})

    def __repr__(self) -> str:
        """Say what it is in a line; its arrays would fill the screen."""
        return f"<Profile on {len(self.lat)} parallels>"

    def _repr_html_(self) -> str:
        """Show the table in a notebook."""
        return str(self.frame().to_html(index=False, float_format="{:.2f}".format, na_rep=""))


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
    """

    lat: float
    west: float
    east: float
    km: float
    west_sigma_km: float
    east_sigma_km: float
    west_arc: str
    east_arc: str

    @property
    def sigma_km(self) -> float:
        """One-sigma error of the width."""
        return float(np.hypot(self.west_sigma_km, self.east_sigma_km))


def segments(change: Change, every_deg: float = EVERY_DEG) -> list[Segment]:
    """List the pieces of parallels that changed hands, from south to north.

    Parameters
    ----------
    change : Change
    every_deg : float
        Degrees between parallels.

    Returns
    -------
    list of Segment
        Those of one parallel add up to its net shift.
    """
    sweep = LandSweep(change)
    found = list(sweep.pieces(grid(*sweep.bounds, every_deg)))
    return sorted(found, key=lambda piece: (piece.lat, piece.west))


def check_spacing(every_deg: float) -> None:
    """Refuse a spacing of parallels that makes no profile.

    Raises
    ------
    GeometryError
        If it is no number, too small, or too large.
    """
    if not _LEAST_DEG <= every_deg <= _MOST_DEG:
        msg = (
            f"the spacing of parallels is {every_deg:g} degrees; "
            f"give a number from {_LEAST_DEG:g} to {_MOST_DEG:g}."
        )
        raise GeometryError(msg)


def grid(south: float, north: float, every_deg: float) -> NDArray[np.float64]:
    """Return the multiples of a spacing between two latitudes.

    Examples
    --------
    >>> grid(50.1, 51.2, 0.5)
    array([50.5, 51. ])
    """
    first, last = np.ceil(south / every_deg - 1e-9), np.floor(north / every_deg + 1e-9)
    return np.round(np.arange(first, last + 1) * every_deg, 9)


class LandSweep:
    """The edges of what a state gained and lost, ready for parallels.

    An edge's tag is its arc's number, or ``-1 - k`` for landmass k's shore.
    """

    def __init__(self, change: Change) -> None:
        self.change = change
        self.atlas: Atlas = change.before.atlas
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

    def _near_shores(self) -> tuple[Edges, NDArray[np.float64]]:
        """Return the shores that a parallel through the land can meet, and their sines."""
        shores = self.atlas.derive("shores", _shores)
        land = shapely.bounds([t.territory for t in self.change.transfers])
        # a hair more, for parallels are rounded
        west, south = land[:, :2].min(axis=0, initial=np.inf) - _HAIR_DEG
        east, north = land[:, 2:].max(axis=0, initial=-np.inf) + _HAIR_DEG
        landmass = (shores.west <= east) & (shores.east >= west)
        met = (shores.low <= north) & (shores.high >= south) & landmass[-1 - shores.edges.tag]
        near = np.flatnonzero(met)
        return shores.edges.chosen(near), shores.sines[near]

    def _zone_edges(self, zones: set[int]) -> Edges:
        """Return the arcs round a set of zones, the set on their left."""
        parts = []
        sides = zip(self.atlas.arrangement.left, self.atlas.arrangement.right, strict=True)
        for number, (left, right) in enumerate(sides):
            if (left in zones) != (right in zones):
                lonlat = shapely.get_coordinates(self.atlas.arcs[number].line)
                if right in zones:
                    lonlat = lonlat[::-1]
                lon, lat = lonlat.T
                parts.append(Edges(lon[:-1], lat[:-1], lon[1:], lat[1:], np.full(len(lon) - 1, number)))
        return join_edges(parts)

    def profile(self, lats: NDArray[np.float64]) -> Profile:
        """Measure the shift on parallels, given in degrees and ascending."""
        n = len(lats)
        km: dict[int, NDArray[np.float64]] = {1: np.zeros(n), -1: np.zeros(n)}
        normal, variance, westmost = np.zeros(n), np.zeros(n), np.full(n, np.inf)
        ends = np.full(n, "", dtype=object)
        for sign, area in self.areas:
            found = inside_both(area, self.coast, lats)
            width, sines = self.kilometres(found, lats), self._sines(found, area)

            def add(
                values: NDArray[np.float64], where: NDArray[np.int64] = found.parallel
            ) -> NDArray[np.float64]:
                return np.bincount(where, weights=values, minlength=n).astype(np.float64)

            km[sign] = add(width)
            normal += sign * add(width * self._across(found, sines))
            west_km, east_km = self._end_sigmas_km(found, sines)
            variance += add(west_km**2 + east_km**2)
            first = np.flatnonzero(np.diff(found.parallel, prepend=-1))  # pieces run from west to east
            parallel = found.parallel[first]
            farther = found.west[first] < westmost[parallel]
            parallel, first = parallel[farther], first[farther]
            westmost[parallel] = found.west[first]
            ends[parallel] = self._kinds(found.west_tag[first])
        net = km[1] - km[-1]
        return Profile(lats, km[1], km[-1], net, normal, np.sqrt(variance), tuple(ends))

    def band_areas_m2(self, limits: NDArray[np.float64]) -> NDArray[np.float64]:
        """Net area between successive parallels."""
        total = np.zeros(len(limits) - 1)
        for transfer in self.change.transfers:
            total += transfer.sign * band_areas_m2(polygon_edges(transfer.territory), limits)
        return total

    def pieces(self, lats: NDArray[np.float64]) -> Iterator[Segment]:
        """Yield the pieces of parallels one by one."""
        for sign, area in self.areas:
            found = inside_both(area, self.coast, lats)
            km = sign * self.kilometres(found, lats)
            west_km, east_km = self._end_sigmas_km(found, self._sines(found, area))
            for k, parallel in enumerate(found.parallel):
                west_arc, east_arc = (
                    "coast" if tag < 0 else self.atlas.arcs[tag].id
                    for tag in (found.west_tag[k], found.east_tag[k])
                )
                ends = float(found.west[k]), float(found.east[k])
                sigmas = float(west_km[k]), float(east_km[k])
                yield Segment(float(lats[parallel]), *ends, float(km[k]), *sigmas, west_arc, east_arc)

    def kilometres(self, found: Intervals, lats: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the lengths of the pieces."""
        return (found.east - found.west) * parallel_m_per_degree(lats[found.parallel]) / 1000.0

    def _sines(self, found: Intervals, area: Edges) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """|sin α| at the western and the eastern end of each piece."""
        sines = np.concatenate([border_sines(area), self._coast_sines])
        return sines[found.west_edge], sines[found.east_edge]

    def _end_sigmas_km(
        self, found: Intervals, sines: tuple[NDArray[np.float64], NDArray[np.float64]]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the errors of the pieces' western and eastern ends along the parallel."""
        sigma_km = np.array([arc.sigma_m for arc in self.atlas.arcs]) / 1000.0
        coast_km = self.atlas.about.coast_sigma_m / 1000.0

        def along(tag: NDArray[np.int64], sine: NDArray[np.float64]) -> NDArray[np.float64]:
            return np.where(tag < 0, coast_km, sigma_km[np.maximum(tag, 0)]) / sine

        return along(found.west_tag, sines[0]), along(found.east_tag, sines[1])

    def _across(
        self, found: Intervals, sines: tuple[NDArray[np.float64], NDArray[np.float64]]
    ) -> NDArray[np.float64]:
        """Sine that turns a shift along the parallel into one across the borders.

        The mean of the two ends; a shore is no border and does not count, and
        between two shores the parallel stays the measure.
        """
        total, count = np.zeros(len(found.parallel)), np.zeros(len(found.parallel))
        for tag, sine in zip((found.west_tag, found.east_tag), sines, strict=True):
            border = tag >= 0
            total[border] += sine[border]
            count[border] += 1
        return np.where(count > 0, total / np.maximum(count, 1), 1.0)

    def _kinds(self, tags: NDArray[np.int64]) -> NDArray[np.str_]:
        """Say what edges are."""
        kinds = np.array(["lake" if arc.kind == "lake" else "land" for arc in self.atlas.arcs])
        return np.where(tags < 0, "coast", kinds[np.maximum(tags, 0)])

    def place_near_western_end(self, lat: float) -> str:
        """Return the place nearest to where the displacement on a parallel ends in the west."""
        wests = [
            inside_both(area, self.coast, np.array([lat])).west.min(initial=np.inf) for _, area in self.areas
        ]
        west = min(wests, default=np.inf)
        if not np.isfinite(west) or not self.atlas.places:
            return ""
        lons, lats = np.array([(place.lon, place.lat) for place in self.atlas.places]).T
        about = np.hypot((lons - west) * np.cos(np.radians((lats + lat) / 2.0)), lats - lat)
        near = np.flatnonzero(about <= 1.1 * about.min())  # a geodesic costs more than all of these
        return self.atlas.places[int(near[np.argmin(distance_m(lons[near], lats[near], west, lat))])].name


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
