r"""The shift of a sector in a few numbers, whatever was swept.

One definition serves the atlas, files of the user's own, the claims and the
map. Step by step:

1. the latitudes between the southern and the northern end of what changed
   hands are cut into bands of equal width, whatever spacing a profile has;
2. the net shift of a band is its net area over the length of its meridian: a
   mean over every parallel in it, not a sample (border lines enclose no area:
   for them it is the shift on the middle parallel, and a band that one line
   does not reach is left out);
3. the mean weighs bands by the length of their meridian,
   :math:`S = \int s\,M\,d\varphi / \int M\,d\varphi`, so that the mean times
   the meridian is the net area, which tests the whole machinery without
   outside data;
4. percentiles are those of the bands;
5. the error of the mean adds up the bands' errors as one within a tenth of a
   degree, and in squares beyond;
6. the interval of the mean is had by drawing blocks of half a degree.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

import numpy as np

from geo.earth.geodesy import meridian_arcs_m, meridian_m_per_degree
from geo.files.columns import Column, Result
from geo.measures.profile import BorderParts, border_parts, sigmas_km

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.measures.pieces import Pieces, Sweep

__all__ = [
    "BANDS",
    "BLOCK_DEG",
    "TOTAL",
    "Bands",
    "RegionShift",
    "cut_bands",
    "mean_over",
    "percentiles",
    "summary_of",
    "summary_of_bands",
]

TOTAL: Final = "total"
"""The region of the summary that all others make up."""

BANDS: Final = 2_000
"""Bands to a sector when its mean and percentiles are taken."""

_RESAMPLED_DEG: Final = 0.5
"""Length of the bootstrap's blocks: 55 km, beyond which neighbouring parallels tell of other land."""

_RESAMPLES: Final = 1_000

_SEED: Final = 23
"""Of the draws, so that every run makes the same; any number would do."""

BLOCK_DEG: Final = 0.1
"""Position errors are taken as one within this span of latitude (11 km, the spacing of located
points) and as independent beyond it."""


@dataclass(frozen=True, slots=True)
class RegionShift(Result):
    """The shift of a sector in a few numbers.

    A number that cannot be known is NaN: a place for what did not move, lakes
    and errors for files of your own.

    Attributes
    ----------
    region, name : str
        In files of your own the other holder.
    lat_from, lat_to : float
        The parallels the sector lies between, in degrees.
    meridian_km : float
        Length of the meridian between them; times the mean it is the area.
    area_km2 : float
        Net area of land with its own inland water; in files of your own with
        everything that their polygons hold.
    lake_km2 : float
        Net share of Ladoga and Peipus beside it.
    mean_km, median_km, p05_km, p95_km : float
        Of the net shift on the sector's parallels.
    max_km, max_lat, max_near : float, float, str or None
        The largest shift, where, and the place nearest to its western end.
    sigma_mean_km : float
        One-sigma error of the mean from the position errors of the lines,
        which are taken as one within a block of 0.1° and as independent
        beyond it.
    mean_low_km, mean_high_km : float
        95 % interval of the mean by block bootstrap along the line: how much
        it hangs on which stretches the sector holds.
    west_border_km, east_border_km, apart_km : float
        Means of how far the western and the eastern border moved, both west
        positive, and of what changed where the state held nothing before and
        after: ``mean_km`` is ``west_border_km - east_border_km + apart_km``.

    Examples
    --------
    >>> from geo import open_atlas, shift
    >>> atlas = open_atlas()
    >>> moved = shift(atlas.on("1940-06-27"), atlas.on("1940-07-04")).total
    >>> bool(abs(moved.mean_km * moved.meridian_km - moved.area_km2 - moved.lake_km2) < 0.01)
    True
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
    max_near: str | None
    sigma_mean_km: float
    mean_low_km: float
    mean_high_km: float
    west_border_km: float
    east_border_km: float
    apart_km: float

    COLUMNS: ClassVar = (
        Column("region", "the sector: a region, in files of your own the other holder, or total"),
        Column("name", "what it is called"),
        Column("lat_from", "southern end, degrees north", shown=2, right=True),
        Column("lat_to", "northern end, degrees north", shown=2, right=True),
        Column("meridian_km", "length of the meridian between them", right=True),
        Column("area_km2", "net area of land with its own inland water", shown=0, right=True),
        Column("lake_km2", "net share of lakes that treaties divided, beside it", shown=0, right=True),
        Column("mean_km", "mean net shift; times meridian_km it is the whole net area", right=True),
        Column("median_km", "median net shift", right=True),
        Column("p05_km", "5 % of the parallels moved by less", right=True),
        Column("p95_km", "5 % of the parallels moved by more", right=True),
        Column("max_km", "the largest net shift", title="largest km", right=True),
        Column("max_lat", "its parallel, degrees north", shown=2, right=True),
        Column("max_near", "the place nearest to its western end"),
        Column("sigma_mean_km", "one-sigma error of the mean, from the position errors", right=True),
        Column(
            "mean_low_km",
            "95 % interval of the mean by block bootstrap, from; empty where the sector is too short for one",
            right=True,
        ),
        Column("mean_high_km", "and to", right=True),
        Column("west_border_km", "share of the western border", title="western border km", right=True),
        Column(
            "east_border_km",
            "share of the eastern border, west positive",
            title="eastern border km",
            right=True,
        ),
        Column("apart_km", "share of what lies apart: mean is west less east, and apart", right=True),
        Column("sigma_area_km2", "one-sigma error of the area, from the position errors", shown=0, right=True),
    )

    @property
    def sigma_area_km2(self) -> float:
        """One-sigma error of the net area: that of the mean, times the meridian that it is taken over."""
        return self.sigma_mean_km * self.meridian_km

    @property
    def unchanged(self) -> bool:
        """Whether nothing changed hands, which is not the same as that nothing could be measured."""
        return self.meridian_km == 0.0 and self.mean_km == 0.0


@dataclass(frozen=True, slots=True)
class Bands:
    """Bands of equal width between the ends of what changed hands.

    Attributes
    ----------
    limits : ndarray of float
        Their ends, in degrees: one more than there are bands.
    meridian_m : ndarray of float
        Length of the meridian in each.
    pieces : Pieces
        The stretches on their middle parallels.
    cores : ndarray of float
        Where the state's core begins on them, from `Sweep.cores`.
    net_km : ndarray of float
        Net shift of each; NaN where a line does not reach its middle.
    """

    limits: NDArray[np.float64]
    meridian_m: NDArray[np.float64]
    pieces: Pieces
    cores: NDArray[np.float64]
    net_km: NDArray[np.float64]

    @property
    def lats(self) -> NDArray[np.float64]:
        """The middle parallels, in degrees."""
        return self.pieces.lats


def cut_bands(sweep: Sweep, bands: int = BANDS) -> Bands:
    """Cut what changed hands into bands of equal width; into none if nothing did."""
    south, north = sweep.bounds
    # 1. limits of equal spacing in degrees, and the length of the meridian between them
    limits = np.linspace(south, north, bands + 1) if south < north else np.zeros(1)
    meridian_m = meridian_arcs_m(limits)
    # 2. what can only be had on a parallel, ends and errors, is taken on the middle one
    pieces = sweep.pieces((limits[:-1] + limits[1:]) / 2.0)
    # 3. the net shift is an area over a length, where there is an area
    areas = sweep.band_areas_m2(limits)
    net = pieces.on_parallels(pieces.km) if areas is None else areas / meridian_m / 1000.0
    return Bands(limits, meridian_m, pieces, sweep.cores(pieces.lats), net)


def summary_of(sweep: Sweep, region: str = "", name: str = "", *, bands: int = BANDS) -> RegionShift:
    """Measure what changed hands as one sector.

    Parameters
    ----------
    sweep : Sweep
    region, name : str
        What the summary is called.
    bands : int
        How many, of equal width in degrees.
    """
    return summary_of_bands(sweep, cut_bands(sweep, bands), region, name)


def summary_of_bands(sweep: Sweep, cut: Bands, region: str, name: str) -> RegionShift:
    """Measure a sector that was cut into bands already."""
    area_km2, lake_km2 = sweep.areas_km2
    if not len(cut.net_km):
        return _unmoved(region, name, area_km2, lake_km2, 0.0 if cut.pieces.errors_known else _NO)
    # 1. the bands that both of two lines reach; every band of an area
    known = np.flatnonzero(np.isfinite(cut.net_km))
    if not len(known):
        return _unknown(region, name, cut)
    net, lats, meridian_m = cut.net_km[known], cut.lats[known], cut.meridian_m[known]
    step = float(cut.limits[1] - cut.limits[0])
    # 2. mean and percentiles
    # (a degree of latitude grows towards the pole, by half a per cent from 45° to 70°: hence the weights)
    weight = meridian_m / meridian_m.sum()
    p05, median, p95 = percentiles(net, 5.0, 50.0, 95.0)
    peak = int(np.argmax(np.abs(net)))
    west_end = cut.pieces.west[cut.pieces.parallel == known[peak]].min(initial=np.inf)
    # 3. which border moved
    parts = _shared_out(border_parts(cut.pieces, cut.cores), cut.net_km)
    west, east, apart = (float(weight @ part[known]) for part in (parts.west, parts.east, parts.apart))
    # 4. how sure: position errors, which go together within a block, and the choice of stretches
    block = np.floor((lats - cut.limits[0]) / BLOCK_DEG).astype(int)
    together = np.bincount(block, weights=weight * sigmas_km(cut.pieces)[known])
    low, high = _bootstrap(net, weight, max(1, round(_RESAMPLED_DEG / step)))
    return RegionShift(
        region=region,
        name=name,
        lat_from=float(cut.limits[known[0]]),
        lat_to=float(cut.limits[known[-1] + 1]),
        meridian_km=float(meridian_m.sum()) / 1000.0,
        area_km2=area_km2,
        lake_km2=lake_km2,
        mean_km=float(weight @ net),
        median_km=median,
        p05_km=p05,
        p95_km=p95,
        max_km=float(net[peak]),
        max_lat=float(lats[peak]),
        max_near=sweep.place_near(float(lats[peak]), float(west_end)),
        sigma_mean_km=float(np.sqrt((together**2).sum())),
        mean_low_km=low,
        mean_high_km=high,
        west_border_km=west,
        east_border_km=east,
        apart_km=apart,
    )


_NO = float("nan")


def _unmoved(region: str, name: str, area_km2: float, lake_km2: float, sigma_km: float) -> RegionShift:
    """Nothing changed hands: the border moved by nothing, and nowhere."""
    moved = (0.0,) * 4
    interval_and_parts = (0.0,) * 5
    areas = area_km2, lake_km2
    return RegionShift(
        region, name, _NO, _NO, 0.0, *areas, *moved, 0.0, _NO, None, sigma_km, *interval_and_parts
    )


def _unknown(region: str, name: str, cut: Bands) -> RegionShift:
    """Two lines that no parallel meets both: how far they are apart is not known."""
    ends = float(cut.limits[0]), float(cut.limits[-1])
    return RegionShift(region, name, *ends, 0.0, *(_NO,) * 8, None, *(_NO,) * 6)


def mean_over(lats: NDArray[np.float64], values: NDArray[np.float64]) -> float:
    """Mean over bands of equal width about some parallels, by the length of their meridian.

    Examples
    --------
    >>> mean_over(np.array([50.0, 51.0]), np.array([100.0, 110.0]))
    105.000...
    """
    return float(np.average(values, weights=meridian_m_per_degree(lats)))


def percentiles(values: NDArray[np.float64], *shares: float) -> list[float]:
    """Return what so many per cent of some numbers do not exceed, between two of them in proportion.

    To the last digit that is `numpy.percentile`, which would load numpy's
    masked arrays, a fifth of numpy, to leave out what is asked for twice.

    Examples
    --------
    >>> percentiles(np.array([1.0, 2.0, 4.0]), 50.0, 75.0)
    [2.0, 3.0]
    """
    ordered = np.sort(values).tolist()
    found = []
    for share in shares:
        place = (len(ordered) - 1) * (share / 100.0)
        low = int(place)
        before, after, along = ordered[low], ordered[min(low + 1, len(ordered) - 1)], place - low
        step = after - before
        # reckoned from the nearer of the two
        found.append(before + step * along if along < 0.5 else after - step * (1.0 - along))  # noqa: PLR2004
    return found


def _shared_out(parts: BorderParts, net_km: NDArray[np.float64]) -> BorderParts:
    """Part the bands' net shifts as their middle parallels are parted.

    A band's net shift is a mean over all of it and differs a little from the
    one on its middle parallel. The difference is shared out in proportion, so
    that the parts add up to the net shift; a band whose middle parallel met
    nothing, a cape or an islet that is smaller than a band, is parted as the
    nearest one that did.
    """
    # 1. how much of each band's middle parallel every border is answerable for
    sampled = parts.west - parts.east + parts.apart
    sizes = np.abs([parts.west, parts.east, parts.apart])
    whole = sizes.sum(axis=0)
    met = np.flatnonzero(whole > 0.0)
    if not len(met):
        return BorderParts(np.zeros(len(net_km)), np.zeros(len(net_km)), net_km)
    # 2. for a band whose middle met nothing: the nearest that met something, the southern of two
    numbers = np.arange(len(net_km))
    right = np.minimum(np.searchsorted(met, numbers), len(met) - 1)
    left = np.maximum(right - 1, 0)
    nearest = np.where(numbers - met[left] <= met[right] - numbers, met[left], met[right])
    # 3. what the middle parallel misses of the band, in those proportions
    west, east, apart = (net_km - sampled) * (sizes[:, nearest] / whole[nearest])
    return BorderParts(parts.west + west, parts.east - east, parts.apart + apart)


def _bootstrap(values: NDArray[np.float64], weight: NDArray[np.float64], block: int) -> tuple[float, float]:
    """95 % interval of a weighted mean by the circular block bootstrap.

    Politis and Romano (1992): blocks of neighbours are drawn with
    replacement, so that what hangs together stays together. The draws are
    the same in every run. A sector that is no longer than a block has none.
    """
    n = len(values)
    # one block is the sector itself: drawn a thousand times, it tells of no other
    if n <= block:
        return _NO, _NO
    # 1. running sums round the ring, twice, give the sum of any block by one subtraction
    ring = np.concatenate([[0.0], np.cumsum(np.tile(values * weight, 2))])
    load = np.concatenate([[0.0], np.cumsum(np.tile(weight, 2))])
    # 2. as many blocks as fill the sector, a thousand times
    starts = np.random.default_rng(_SEED).integers(0, n, (_RESAMPLES, -(-n // block)))
    total = (ring[starts + block] - ring[starts]).sum(axis=1)
    means = total / (load[starts + block] - load[starts]).sum(axis=1)
    # 3. the middle 95 % of the means
    low, high = percentiles(means, 2.5, 97.5)
    return low, high
