"""How far northern and southern borders moved, along meridians.

The globe is laid on its side: what parallels are to the western and the
eastern border, meridians are to the northern and the southern one, and the
same sweep cuts them. Only kilometres are had otherwise, from the length of the
meridian between two latitudes. Two border lines have the state in the south.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, Final, TypeVar

import numpy as np
import shapely

from geo.earth.geodesy import GEOD, parallel_m_per_degree
from geo.errors import GeometryError
from geo.files.columns import Column, Result, Table
from geo.measures.profile import border_parts, grid, sigmas_km
from geo.measures.summary import BANDS, BLOCK_DEG, TOTAL, percentiles
from geo.own.comparison import check_asked, outline_distances, spacing_for
from geo.own.gate import LINES, geometries
from geo.own.gathered import by_holder, gathered, say_notes
from geo.own.identity import choose
from geo.own.remarks import as_rounded
from geo.own.sweeps import LineSweep, Outlines, PolygonSweep, bounds_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo.measures.distance import BorderDistances
    from geo.measures.pieces import Pieces
    from geo.own.compared import AreaChanges
    from geo.own.holdings import Passed
    from geo.own.sides import Side

__all__ = ["MeridianComparison", "MeridianProfile", "MeridianShift", "compare_along_meridians"]

_Shape = TypeVar("_Shape", bound="BaseGeometry")

_FLAT: Final = float(parallel_m_per_degree(0.0))
"""Metres to the degree in which stretches of meridians are told, whatever their longitude."""


@dataclass(frozen=True, slots=True, repr=False)
class MeridianProfile(Result):
    """Shift on meridians, from west to east.

    Attributes
    ----------
    lon : ndarray of float
        Degrees.
    gain_km, loss_km, net_km : ndarray of float
        Length gained, length lost, and the one less the other. NaN on a
        meridian that one of two border lines does not reach.
    north_border_km, south_border_km, apart_km : ndarray of float
        How far the northern and the southern border moved, both north
        positive, and what changed where nothing was held on both days: net is
        ``north_border_km - south_border_km + apart_km``.
    sigma_km : ndarray of float
        One-sigma error of the net shift; NaN where no position error is known.
    """

    lon: NDArray[np.float64]
    gain_km: NDArray[np.float64]
    loss_km: NDArray[np.float64]
    net_km: NDArray[np.float64]
    north_border_km: NDArray[np.float64]
    south_border_km: NDArray[np.float64]
    apart_km: NDArray[np.float64]
    sigma_km: NDArray[np.float64]

    COLUMNS: ClassVar = (
        Column("lon", "the meridian, degrees east", shown=None, title="meridian", right=True),
        Column("gain_km", "length of the land gained", title="gained km", right=True),
        Column("loss_km", "length of the land lost", title="lost km", right=True),
        Column("net_km", "the one less the other", right=True),
        Column("north_border_km", "how far the northern border moved", title="northern border km", right=True),
        Column(
            "south_border_km",
            "how far the southern one moved, north positive",
            title="southern border km",
            right=True,
        ),
        Column("apart_km", "what changed where nothing was held on both days", right=True),
        Column("sigma_km", "one-sigma error of net_km", title="± km", right=True),
    )

    def table(self) -> Table:
        """Return the profile as a table, one row a meridian."""
        values = [np.asarray(getattr(self, column.name)).tolist() for column in self.COLUMNS]
        return Table(self.COLUMNS, list(zip(*values, strict=True)), "On each meridian")


@dataclass(frozen=True, slots=True)
class MeridianShift(Result):
    """The shift of a sector along meridians in a few numbers.

    Attributes
    ----------
    region : str
        The other holder, or total.
    lon_from, lon_to : float
        The meridians it lies between, in degrees.
    area_km2 : float
        Net area.
    mean_km, median_km, p05_km, p95_km, max_km : float
        Of the net shift on its meridians.
    max_lon : float
        Where the largest is.
    north_border_km, south_border_km, apart_km : float
        Means; ``mean_km`` is ``north_border_km - south_border_km + apart_km``.
    sigma_mean_km : float
        One-sigma error of the mean from the position errors of the lines; NaN
        where none is known.

    Examples
    --------
    >>> MeridianShift("total", 20.0, 22.0, 0.0, *(1.0,) * 5, 21.0, 1.0, 0.0, 0.0, 0.1).north_border_km
    1.0
    """

    region: str
    lon_from: float
    lon_to: float
    area_km2: float
    mean_km: float
    median_km: float
    p05_km: float
    p95_km: float
    max_km: float
    max_lon: float
    north_border_km: float
    south_border_km: float
    apart_km: float
    sigma_mean_km: float

    COLUMNS: ClassVar = (
        Column("region", "the other holder, or total"),
        Column("lon_from", "western end, degrees east", shown=2, right=True),
        Column("lon_to", "eastern end, degrees east", shown=2, right=True),
        Column("area_km2", "net area", shown=0, right=True),
        Column("mean_km", "mean net shift", right=True),
        Column("median_km", "median net shift", right=True),
        Column("p05_km", "5 % of the meridians moved by less", right=True),
        Column("p95_km", "5 % of the meridians moved by more", right=True),
        Column("max_km", "the largest net shift", title="largest km", right=True),
        Column("max_lon", "its meridian, degrees east", shown=2, right=True),
        Column("north_border_km", "share of the northern border", title="northern border km", right=True),
        Column(
            "south_border_km",
            "share of the southern border, north positive",
            title="southern border km",
            right=True,
        ),
        Column("apart_km", "share of what lies apart: mean is north less south, and apart", right=True),
        Column(
            "sigma_mean_km",
            "one-sigma error of the mean, from the position errors",
            title="± km",
            right=True,
        ),
    )


@dataclass(frozen=True, slots=True, repr=False)
class MeridianComparison(Result):
    """How a state changed from one file to another, along meridians.

    Attributes
    ----------
    before, after, state, every_deg, areas, notes, distance
        As `geo.own.compared.Comparison` has them.
    profile : MeridianProfile
    regions : tuple of MeridianShift
    total : MeridianShift
    """

    before: str
    after: str
    state: str
    every_deg: float
    profile: MeridianProfile
    areas: AreaChanges | None
    regions: tuple[MeridianShift, ...]
    total: MeridianShift
    notes: tuple[str, ...]
    distance: tuple[BorderDistances, BorderDistances] | None = None

    COLUMNS: ClassVar = MeridianShift.COLUMNS

    def table(self) -> Table:
        """Return the regions as a table, the total last."""
        return Table.of(self.COLUMNS, (*self.regions, self.total))


def compare_along_meridians(
    sides: tuple[Side, Side],
    states: Sequence[str],
    *,
    every_deg: float | None = None,
    sigma_m: float | None = None,
    distance: bool = False,
) -> MeridianComparison:
    """Measure how far northern and southern borders moved.

    Parameters
    ----------
    sides : tuple of Side
    states : sequence of str
    every_deg : float, optional
        Degrees between the meridians of the profile.
    sigma_m : float, optional
        One-sigma position error of both files' lines, in metres.
    distance : bool
        Whether to measure, too, how far each outline lies from the other.

    Raises
    ------
    GeometryError, UnknownNameError
        As `geo.own.comparison.compare_sides`.

    Examples
    --------
    >>> import geopandas as gpd
    >>> from geo.own.pair import Sources, open_sides
    >>> lands = [gpd.GeoSeries([shapely.box(20, 50, 22, top)], crs="EPSG:4326") for top in (52, 53)]
    >>> found = compare_along_meridians(open_sides(Sources.of(lands)), ())
    >>> round(found.total.north_border_km, 1), found.total.south_border_km
    (111.3, 0.0)
    """
    check_asked(every_deg, sigma_m, None)
    if sides[0].kind == LINES:
        old, new = (
            shapely.line_merge(_on_its_side(shapely.union_all(geometries(side.frame)))) for side in sides
        )
        sweep: LineSweep | PolygonSweep = LineSweep(old, new, sigma_m, on_its_side=True)
        areas, label = None, ""
        notes: tuple[str, ...] = ()
        parts: list[MeridianShift] = []
        drawn = [shapely.union_all(geometries(side.frame)) for side in sides]
        reach = min(old.bounds[1], new.bounds[1]), max(old.bounds[3], new.bounds[3])
    else:
        chosen = choose(states, sides)
        found = gathered(sides, chosen, None)
        outlines = Outlines(
            (_on_its_side(found.held[0]), _on_its_side(found.held[1])),
            [np.array([], dtype=object)],
            bounds_of(_all_on_their_side(found.changed.whole)),
            sigma_m,
            on_its_side=True,
        )
        sweep = PolygonSweep(_all_on_their_side(found.changed.whole), outlines)
        rounded = as_rounded(found.land)
        say_notes(rounded)
        areas, notes, label = found.areas, (*found.notes, *rounded), chosen.label
        parts = [
            _summary(PolygonSweep(_all_on_their_side(lands), outlines), holder)
            for holder, lands in by_holder(found.changed.shares)
        ]
        drawn = [shapely.boundary(land) for land in found.held]
        reach = sweep.bounds
    step = every_deg or spacing_for(*(sweep.bounds if sweep.bounds[0] < sweep.bounds[1] else reach))
    total = _summary(sweep, TOTAL)
    if sides[0].kind == LINES and np.isnan(total.mean_km):
        msg = (
            "no meridian meets both lines once or thrice: along meridians a border must run from west to east."
        )
        raise GeometryError(msg)
    return MeridianComparison(
        before=sides[0].name,
        after=sides[1].name,
        state=label,
        every_deg=step,
        profile=_profile(sweep, grid(*reach, step) if reach[0] < reach[1] else np.zeros(0)),
        areas=areas,
        regions=tuple(parts),
        total=total,
        notes=notes,
        distance=outline_distances(sides, drawn, sigma_m) if distance else None,
    )


def _on_its_side(geometry: _Shape) -> _Shape:
    """Turn a quarter: north becomes west, and east becomes north."""
    return shapely.transform(geometry, lambda xy: np.column_stack([-xy[:, 1], xy[:, 0]]))


def _all_on_their_side(passed: Sequence[Passed]) -> list[Passed]:
    return [replace(land, parts=tuple(map(_on_its_side, land.parts))) for land in passed]


def _flat_deg(turned_lat: NDArray[np.float64]) -> NDArray[np.float64]:
    """Turn latitudes, north negative, into degrees of one length."""
    lat = np.abs(turned_lat)
    nothing = np.zeros(len(lat))
    metres = np.asarray(GEOD.inv(nothing, nothing, nothing, lat)[2])
    return np.asarray(np.copysign(metres / _FLAT, turned_lat))


def _cut(sweep: LineSweep | PolygonSweep, lons: NDArray[np.float64]) -> tuple[Pieces, NDArray[np.float64]]:
    """Cut meridians into the stretches that changed hands, told in degrees of one length."""
    # a meridian on the western edge is moved a hair inside, for what begins there would not be met
    inside = np.where(lons <= sweep.bounds[0], lons + 1e-8, lons)
    pieces, cores = sweep.pieces(inside), sweep.cores(inside)
    known = np.isfinite(cores)
    flat = np.full(len(cores), np.nan)
    flat[known] = _flat_deg(cores[known])
    lats = np.zeros(len(lons))
    return replace(pieces, lats=lats, west=_flat_deg(pieces.west), east=_flat_deg(pieces.east)), flat


def _profile(sweep: LineSweep | PolygonSweep, lons: NDArray[np.float64]) -> MeridianProfile:
    return _profile_of(lons, *_cut(sweep, lons))


def _profile_of(lons: NDArray[np.float64], pieces: Pieces, cores: NDArray[np.float64]) -> MeridianProfile:
    km = pieces.km
    gain = pieces.on_parallels(np.where(pieces.sign > 0, km, 0.0))
    loss = pieces.on_parallels(np.where(pieces.sign < 0, -km, 0.0))
    parts = border_parts(pieces, cores)
    sigma = sigmas_km(pieces)
    return MeridianProfile(lons, gain, loss, gain - loss, parts.west, parts.east, parts.apart, sigma)


def _summary(sweep: LineSweep | PolygonSweep, region: str) -> MeridianShift:
    """Measure on the middle meridians of bands of equal width."""
    west, east = sweep.bounds
    area = sweep.areas_km2[0]
    if not west < east:
        sigma = 0.0 if sweep.pieces(np.zeros(1)).errors_known else np.nan
        return MeridianShift(region, np.nan, np.nan, area, *(0.0,) * 5, np.nan, *(0.0,) * 3, sigma)
    limits = np.linspace(west, east, BANDS + 1)
    lons = (limits[:-1] + limits[1:]) / 2.0
    pieces, cores = _cut(sweep, lons)
    profile = _profile_of(lons, pieces, cores)
    known = np.flatnonzero(np.isfinite(profile.net_km))
    if not len(known):
        return MeridianShift(region, west, east, area, *(np.nan,) * 10)
    net = profile.net_km[known]
    p05, median, p95 = percentiles(net, 5.0, 50.0, 95.0)
    peak = int(np.argmax(np.abs(net)))
    north, south, apart = (
        float(part[known].mean()) + 0.0
        for part in (profile.north_border_km, profile.south_border_km, profile.apart_km)
    )
    # position errors go together within a block, which is as long as one of latitude
    lat = float(np.abs(pieces.west).mean()) if len(pieces.west) else 0.0
    wide = BLOCK_DEG * _FLAT / max(float(parallel_m_per_degree(lat)), 1.0)
    block = np.floor((lons[known] - lons[known[0]]) / wide).astype(int)
    together = np.bincount(block, weights=profile.sigma_km[known] / len(known))
    return MeridianShift(
        region, float(limits[known[0]]), float(limits[known[-1] + 1]), area, float(net.mean()),
        median, p05, p95, float(net[peak]), float(profile.lon[known][peak]), north, south, apart,
        float(np.sqrt((together**2).sum())),
    )  # fmt: skip
