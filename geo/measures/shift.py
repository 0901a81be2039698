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
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.earth.geodesy import meridian_arcs_m
from geo.measures.change import change as find_change
from geo.measures.profile import EVERY_DEG, LandSweep, Profile, check_spacing, grid

if TYPE_CHECKING:
    import datetime as dt

    import pandas as pd
    from numpy.typing import NDArray

    from geo.atlas.atlas import Snapshot
    from geo.measures.change import Change

__all__ = ["BANDS", "RegionShift", "Shift", "parallels", "shift"]

BANDS: Final = 2_000
"""Bands to a sector when its mean and percentiles are taken."""

_RESAMPLED_DEG: Final = 0.5
"""Length of the bootstrap's blocks: 55 km, beyond which neighbouring parallels tell of other land."""

_RESAMPLES: Final = 1_000

_SEED: Final = 1939
"""Of the draws, so that every run makes the same; any number would do."""

_BLOCK_DEG: Final = 0.1
"""Position errors are taken as one within this span of latitude (11 km, the spacing of located
points) and as independent beyond it."""


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
        One-sigma error of the mean from the position errors of the lines,
        which are taken as one within a block of 0.1° and as independent
        beyond it.
    mean_low_km, mean_high_km : float
        95 % interval of the mean by block bootstrap along the line: how much
        it hangs on which stretches the sector holds.
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
    mean_low_km: float
    mean_high_km: float


@dataclass(frozen=True, slots=True, repr=False)
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

    def frame(self) -> pd.DataFrame:
        """Return the regions from north to south as a table, the total last, the attributes as columns.

        `Profile.frame` does the same for the parallels.

        Examples
        --------
        >>> from geo import open_atlas
        >>> atlas = open_atlas()
        >>> moved = shift(atlas.on("1940-06-27"), atlas.on("1940-07-04"))
        >>> moved.frame()["region"].tolist()
        ['north_bukovina', 'bessarabia', 'total']
        """
        import pandas as pd  # noqa: PLC0415  (half a second that measuring does not need)

        return pd.DataFrame([asdict(region) for region in (*self.regions, self.total)])

    def __repr__(self) -> str:
        """Say what it is in a line; its arrays would fill the screen."""
        return (
            f"<Shift of {self.state}, {self.start} to {self.end}: mean {self.total.mean_km:.1f} km"
            f" over {len(self.regions)} regions>"
        )

    def _repr_html_(self) -> str:
        """Show the table in a notebook."""
        return str(self.frame().to_html(index=False, float_format="{:.1f}".format))


def shift(
    before: Snapshot,
    after: Snapshot,
    *,
    state: str | None = None,
    every_deg: float = EVERY_DEG,
    region: str | None = None,
) -> Shift:
    """Measure how far a state's border moved.

    Parameters
    ----------
    before, after : Snapshot
        Two days of one atlas, in either order; swapped, every sign turns.
    state : str, optional
        The state whose land is measured: that whose border the atlas is
        about, unless another is named.
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
        If `every_deg` does not lie between 0.001 and 10.

    Examples
    --------
    >>> from geo import open_atlas
    >>> atlas = open_atlas()
    >>> moved = shift(atlas.on("1939-08-23"), atlas.on("1941-06-21"), region="bessarabia")
    >>> 100 < moved.total.mean_km < 130
    True
    """
    check_spacing(every_deg)
    atlas = before.atlas
    whole = find_change(before, after, state=state)
    if region is not None:
        whole = whole.within(atlas.region(region))
    sweep = LandSweep(whole)
    regions = tuple(
        parallels(whole.within(name), name, atlas.regions.get(name, name))[1] for name in whole.regions
    )
    label = ("total", "All regions") if region is None else (region, atlas.regions[region])
    return Shift(
        start=before.day,
        end=after.day,
        state=whole.state,
        every_deg=every_deg,
        profile=sweep.profile(grid(*sweep.bounds, every_deg)),
        regions=regions,
        total=parallels(whole, *label)[1],
    )


def _bootstrap(values: NDArray[np.float64], weight: NDArray[np.float64], block: int) -> tuple[float, float]:
    """95 % interval of a weighted mean by the circular block bootstrap.

    Politis and Romano (1992): blocks of neighbours are drawn with
    replacement, so that what hangs together stays together. The draws are
    the same in every run.
    """
    n = len(values)
    block = min(block, n)
    ring = np.concatenate([[0.0], np.cumsum(np.tile(values * weight, 2))])
    load = np.concatenate([[0.0], np.cumsum(np.tile(weight, 2))])
    starts = np.random.default_rng(_SEED).integers(0, n, (_RESAMPLES, -(-n // block)))
    total = (ring[starts + block] - ring[starts]).sum(axis=1)
    means = total / (load[starts + block] - load[starts]).sum(axis=1)
    low, high = _percentiles(means, 2.5, 97.5)
    return low, high


def _percentiles(values: NDArray[np.float64], *percent: float) -> list[float]:
    """Percentiles, between neighbours in proportion; NumPy's own need a module that is slow to import.

    Examples
    --------
    >>> _percentiles(np.array([3.0, 1.0, 2.0]), 50.0, 75.0, 100.0)
    [2.0, 2.5, 3.0]
    """
    places = np.array(percent) / 100.0 * (len(values) - 1)
    return [float(value) for value in np.interp(places, np.arange(len(values)), np.sort(values))]


def parallels(
    change: Change, region: str = "", name: str = "", *, bands: int = BANDS
) -> tuple[Profile, RegionShift]:
    """Measure a change in bands of latitude from its southern to its northern end.

    The net shift of a band is its area over the length of its meridian: a mean
    over every parallel in it, not a sample. So the sector's mean times its
    meridian is its area for any number of bands.

    Parameters
    ----------
    change : Change
        Measured as one sector, on its own land.
    region, name : str
        What the summary is called.
    bands : int
        How many, of equal width in degrees.

    Returns
    -------
    profile : Profile
        The bands; all but the net shift is taken on their middle parallels.
    summary : RegionShift
        Means, and percentiles over the bands.
    """
    sweep = LandSweep(change)
    south, north = sweep.bounds
    if not change.transfers:
        nothing = sweep.profile(np.zeros(0))
        return nothing, RegionShift(region, name, *(0.0,) * 11, "", 0.0, 0.0, 0.0)
    limits = np.linspace(south, north, bands + 1)
    lats = (limits[:-1] + limits[1:]) / 2.0
    step = (north - south) / bands
    meridian_m = meridian_arcs_m(limits)
    profile = replace(sweep.profile(lats), net_km=sweep.band_areas_m2(limits) / meridian_m / 1000.0)
    weight = meridian_m / meridian_m.sum()
    block = np.floor((lats - south) / _BLOCK_DEG).astype(int)
    together = np.bincount(block, weights=weight * profile.sigma_km)
    peak = int(np.argmax(np.abs(profile.net_km)))
    mean_low, mean_high = _bootstrap(profile.net_km, weight, max(1, round(_RESAMPLED_DEG / step)))
    p05, median, p95 = _percentiles(profile.net_km, 5.0, 50.0, 95.0)
    return profile, RegionShift(
        region=region,
        name=name,
        lat_from=south,
        lat_to=north,
        meridian_km=float(meridian_m.sum()) / 1000.0,
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
        mean_low_km=mean_low,
        mean_high_km=mean_high,
    )
