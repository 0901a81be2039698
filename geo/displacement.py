r"""How far a border moved.

The headline is the net shift on a parallel: the width of the land gained less
that of the land lost, in kilometres on the ellipsoid, west or not; every
crossing counts, lakes count as land, the sea does not. It needs no baseline
and survives salients and islands. Its mean over a sector,
:math:`S = \int s\,M\,d\varphi / \int M\,d\varphi`, times the length of the
meridian is the net area, which tests the whole machinery without outside data.

A shift on a parallel overstates how far an obliquely running border moved;
`Profile.normal_km` is the shift across the border, :math:`s\,|\sin\alpha|` with
α the angle at which the two borders, before and after, meet the parallel: the
mean of their sines.

Errors: a border with a one-sigma position error σ that meets the parallel at α
moves its crossing by σ/sin α; the ends of a piece add in squares.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.errors import GeometryError
from geo.geodesy import direction_deg, distance_m, meridian_arc_m, meridian_m_per_degree, parallel_m_per_degree
from geo.sweep import Edges, Intervals, inside_both, join_edges, polygon_edges
from geo.transfers import change as find_change

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from geo.atlas import Atlas, Snapshot
    from geo.transfers import Change

__all__ = ["EVERY_DEG", "Profile", "RegionShift", "Segment", "Shift", "segments", "shift"]

EVERY_DEG: Final = 0.25
"""Degrees between the parallels of a profile, unless told otherwise."""

SAMPLES: Final = 20_000
"""Parallels to a sector when its mean and percentiles are taken."""

COAST_SIGMA_M: Final = 200.0
"""One-sigma error of the coast: GSHHG's own, and a simplification of 100 m."""

_MOST_DEG: Final = 10.0

_REACH_M: Final = 5_000.0
"""A border's direction is that of its chord over this far to either side: a meander is not a turn."""

_LEAST_SIN: Final = 0.05
"""Below 3° a border runs along the parallel, and where they meet is not a measure of anything."""

_BLOCK_DEG: Final = 0.1
"""Position errors are taken as one within this span of latitude (11 km, the spacing of located
points) and as independent beyond it."""


@dataclass(frozen=True, slots=True)
class Profile:
    """Shift on parallels, from south to north.

    Attributes
    ----------
    lat : ndarray of float
        Degrees.
    gain_km, loss_km, net_km : ndarray of float
        Width gained, width lost, and the one less the other.
    normal_km : ndarray of float
        The net shift across the border instead of along the parallel.
    sigma_km : ndarray of float
        One-sigma error of the net shift.
    end : tuple of str
        What the western end of the displacement is: ``land``, ``coast``,
        ``lake``, or empty where nothing changed.
    """

    lat: NDArray[np.float64]
    gain_km: NDArray[np.float64]
    loss_km: NDArray[np.float64]
    net_km: NDArray[np.float64]
    normal_km: NDArray[np.float64]
    sigma_km: NDArray[np.float64]
    end: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RegionShift:
    """The shift of a sector in a few numbers.

    Attributes
    ----------
    region, name : str
    lat_from, lat_to : float
        The parallels the sector lies between, in degrees.
    meridian_km : float
        Length of the meridian between them; times the mean it is the area.
    area_km2 : float
        Net area of land with its own inland water.
    lake_km2 : float
        Net share of Ladoga and Peipus beside it.
    mean_km, median_km, p05_km, p95_km : float
        Of the net shift on the sector's parallels.
    max_km, max_lat, max_near : float, float, str
        The largest shift, where, and the place nearest to its western end.
    sigma_mean_km : float
        One-sigma error of the mean, from the position errors of the lines.
    """

    region: str
    name: str
    lat_from: float
    lat_to: float
    meridian_km: float
    area_km2: float
    lake_km2: float
    mean_km: float
    median_km: float
    p05_km: float
    p95_km: float
    max_km: float
    max_lat: float
    max_near: str
    sigma_mean_km: float


@dataclass(frozen=True, slots=True)
class Shift:
    """A border's shift between two days.

    Attributes
    ----------
    start, end : datetime.date
    state : str
    every_deg : float
        Spacing of the profile.
    profile : Profile
    regions : tuple of RegionShift
        From north to south.
    total : RegionShift
    """

    start: dt.date
    end: dt.date
    state: str
    every_deg: float
    profile: Profile
    regions: tuple[RegionShift, ...]
    total: RegionShift


@dataclass(frozen=True, slots=True)
class Segment:
    """One piece of a parallel that changed hands.

    Attributes
    ----------
    lat, west, east : float
        Degrees.
    km, sigma_km : float
        Its width, positive where it was gained and negative where it was
        lost, and the one-sigma error of that.
    west_arc, east_arc : str
        The arcs that end it; ``coast`` for the shore.
    """

    lat: float
    west: float
    east: float
    km: float
    sigma_km: float
    west_arc: str
    east_arc: str


def shift(
    before: Snapshot,
    after: Snapshot,
    *,
    state: str = "USSR",
    every_deg: float = EVERY_DEG,
    region: str | None = None,
) -> Shift:
    """Measure how far a state's border moved.

    Parameters
    ----------
    before, after : Snapshot
        Two days of one atlas, in either order; swapped, every sign turns.
    state : str
        The state whose land is measured.
    every_deg : float
        Degrees of latitude between the parallels of the profile. Means and
        percentiles do not depend on it.
    region : str, optional
        Measure the land of one region only.

    Returns
    -------
    Shift

    Raises
    ------
    UnknownNameError
        If the state or the region does not exist.
    GeometryError
        If `every_deg` is no positive number.

    Examples
    --------
    >>> from geo import open_atlas
    >>> atlas = open_atlas()
    >>> moved = shift(atlas.on("1939-08-23"), atlas.on("1941-06-21"), region="bessarabia")
    >>> 100 < moved.total.mean_km < 130
    True
    """
    if not 0.0 < every_deg <= _MOST_DEG:
        msg = (
            f"the spacing of parallels is {every_deg:g} degrees; give a number above 0 and up to {_MOST_DEG:g}."
        )
        raise GeometryError(msg)
    atlas = before.atlas
    whole = find_change(before, after, state=state)
    if region is not None:
        whole = whole.within(atlas.region(region))
    sweep = _Sweep(whole)
    regions = tuple(
        _summary(_Sweep(whole.within(name)), name, atlas.regions.get(name, name)) for name in whole.regions
    )
    label = ("total", "All regions") if region is None else (region, atlas.regions[region])
    return Shift(
        start=before.day,
        end=after.day,
        state=whole.state,
        every_deg=every_deg,
        profile=sweep.profile(_grid(*sweep.bounds, every_deg)),
        regions=regions,
        total=_summary(sweep, *label),
    )


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
    sweep = _Sweep(change)
    found = list(sweep.pieces(_grid(*sweep.bounds, every_deg)))
    return sorted(found, key=lambda piece: (piece.lat, piece.west))


def _grid(south: float, north: float, every_deg: float) -> NDArray[np.float64]:
    """Return the multiples of a spacing between two latitudes."""
    first, last = np.ceil(south / every_deg - 1e-9), np.floor(north / every_deg + 1e-9)
    return np.round(np.arange(first, last + 1) * every_deg, 9)


def _summary(sweep: _Sweep, region: str, name: str) -> RegionShift:
    """Take a sector's mean, percentiles and extremes over `SAMPLES` parallels."""
    change = sweep.change
    south, north = sweep.bounds
    if not change.transfers:
        return RegionShift(region, name, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, "", 0.0)
    step = (north - south) / SAMPLES
    lats = np.asarray(south + (np.arange(SAMPLES) + 0.5) * step, dtype=np.float64)
    profile = sweep.profile(lats)
    weight = meridian_m_per_degree(lats)
    weight = weight / weight.sum()
    block = np.floor((lats - south) / _BLOCK_DEG).astype(int)
    together = np.bincount(block, weights=weight * profile.sigma_km)
    peak = int(np.argmax(np.abs(profile.net_km)))
    p05, median, p95 = (float(v) for v in np.percentile(profile.net_km, (5.0, 50.0, 95.0)))
    return RegionShift(
        region=region,
        name=name,
        lat_from=south,
        lat_to=north,
        meridian_km=meridian_arc_m(south, north) / 1000.0,
        area_km2=change.area_km2,
        lake_km2=change.lake_km2,
        mean_km=float(weight @ profile.net_km),
        median_km=median,
        p05_km=p05,
        p95_km=p95,
        max_km=float(profile.net_km[peak]),
        max_lat=float(lats[peak]),
        max_near=sweep.place_near_western_end(float(lats[peak])),
        sigma_mean_km=float(np.sqrt((together**2).sum())),
    )


class _Sweep:
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
        self.coast: Edges = self.atlas.derive("coast edges", _coast_edges)

    @property
    def bounds(self) -> tuple[float, float]:
        """Southernmost and northernmost latitude of the land that changed hands."""
        if not self.change.transfers:
            return 0.0, -1.0
        bounds = shapely.bounds(np.array([t.territory for t in self.change.transfers], dtype=object))
        return float(bounds[:, 1].min()), float(bounds[:, 3].max())

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

            km[sign] += add(width)
            normal += sign * add(width * self._across(found, sines))
            variance += add(self._variance_km2(found, sines))
            parallel, first = np.unique(found.parallel, return_index=True)  # pieces run from west to east
            farther = found.west[first] < westmost[parallel]
            parallel, first = parallel[farther], first[farther]
            westmost[parallel] = found.west[first]
            ends[parallel] = [self._kind(tag) for tag in found.west_tag[first].tolist()]
        net = km[1] - km[-1]
        return Profile(lats, km[1], km[-1], net, normal, np.sqrt(variance), tuple(ends))

    def pieces(self, lats: NDArray[np.float64]) -> Iterator[Segment]:
        """Yield the pieces of parallels one by one."""
        for sign, area in self.areas:
            found = inside_both(area, self.coast, lats)
            km = sign * self.kilometres(found, lats)
            sigma_km = np.sqrt(self._variance_km2(found, self._sines(found, area)))
            for k, parallel in enumerate(found.parallel):
                west_arc, east_arc = (
                    "coast" if tag < 0 else self.atlas.arcs[tag].id
                    for tag in (found.west_tag[k], found.east_tag[k])
                )
                ends = float(found.west[k]), float(found.east[k])
                yield Segment(
                    float(lats[parallel]), *ends, float(km[k]), float(sigma_km[k]), west_arc, east_arc
                )

    def kilometres(self, found: Intervals, lats: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the lengths of the pieces."""
        return (found.east - found.west) * parallel_m_per_degree(lats[found.parallel]) / 1000.0

    def _sines(self, found: Intervals, area: Edges) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """|sin α| at the western and the eastern end of each piece."""
        of_area = _run_sines(area)
        shores = self.atlas.derive(
            "coast sines", lambda atlas: _run_sines(atlas.derive("coast edges", _coast_edges))
        )
        sines = np.concatenate([of_area, shores])
        return sines[found.west_edge], sines[found.east_edge]

    def _variance_km2(
        self, found: Intervals, sines: tuple[NDArray[np.float64], NDArray[np.float64]]
    ) -> NDArray[np.float64]:
        """Return the variances of the pieces' lengths."""
        sigma_km = np.array([arc.sigma_m for arc in self.atlas.arcs]) / 1000.0
        total = np.zeros(len(found.parallel))
        for tag, sine in zip((found.west_tag, found.east_tag), sines, strict=True):
            total += (np.where(tag < 0, COAST_SIGMA_M / 1000.0, sigma_km[np.maximum(tag, 0)]) / sine) ** 2
        return total

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

    def _kind(self, tag: int) -> str:
        if tag < 0:
            return "coast"
        return "lake" if self.atlas.arcs[tag].kind == "lake" else "land"

    def place_near_western_end(self, lat: float) -> str:
        """Return the place nearest to where the displacement on a parallel ends in the west."""
        wests = [
            inside_both(area, self.coast, np.array([lat])).west.min(initial=np.inf) for _, area in self.areas
        ]
        west = min(wests, default=np.inf)
        if not np.isfinite(west) or not self.atlas.places:
            return ""
        lons, lats = np.array([(place.lon, place.lat) for place in self.atlas.places]).T
        return self.atlas.places[int(np.argmin(distance_m(lons, lats, west, lat)))].name


def _coast_edges(atlas: Atlas) -> Edges:
    return join_edges([polygon_edges(landmass, -1 - k) for k, landmass in enumerate(atlas.coast)])


def _run_sines(edges: Edges) -> NDArray[np.float64]:
    """|sin α| of each edge's border, α taken over `_REACH_M` to either side along it."""
    sines = np.ones(len(edges))
    breaks = np.flatnonzero((edges.lon1[:-1] != edges.lon0[1:]) | (edges.lat1[:-1] != edges.lat0[1:])) + 1
    for run in np.split(np.arange(len(edges)), breaks):
        if len(run):
            sines[run] = _chord_sines(
                np.append(edges.lon0[run], edges.lon1[run[-1]]), np.append(edges.lat0[run], edges.lat1[run[-1]])
            )
    return np.maximum(sines, _LEAST_SIN)


def _chord_sines(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.float64]:
    steps = distance_m(lon[:-1], lat[:-1], lon[1:], lat[1:])
    along = np.append(0.0, np.cumsum(steps))
    middle = (along[:-1] + along[1:]) / 2.0
    back, ahead = (np.clip(middle + reach, 0.0, along[-1]) for reach in (-_REACH_M, _REACH_M))
    alpha = direction_deg(
        np.interp(back, along, lon),
        np.interp(back, along, lat),
        np.interp(ahead, along, lon),
        np.interp(ahead, along, lat),
    )
    return np.sin(np.radians(alpha))
