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

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, ClassVar, Final

from geo.atlas.sectors import sectors_called
from geo.files.columns import Result, Table
from geo.measures.change import change as find_change
from geo.measures.land import LandSweep
from geo.measures.profile import EVERY_DEG, Profile, check_spacing, grid, profile_of, profile_on
from geo.measures.summary import BANDS, TOTAL, RegionShift, cut_bands, summary_of, summary_of_bands

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from geo.atlas.atlas import Snapshot
    from geo.measures.change import Change

__all__ = ["ALL_REGIONS", "RegionShift", "Shift", "measured", "parallels", "shift"]

ALL_REGIONS: Final = "All regions"
"""What the sum over every region is called."""


@dataclass(frozen=True, slots=True, repr=False)
class Shift(Result):
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
    change : Change
        What was measured: the land itself.
    """

    start: dt.date
    end: dt.date
    state: str
    every_deg: float
    profile: Profile
    regions: tuple[RegionShift, ...]
    total: RegionShift
    change: Change = field(repr=False, compare=False)

    COLUMNS: ClassVar = RegionShift.COLUMNS

    def at_spacing(self, every_deg: float) -> Shift:
        """Return the same with a profile of another spacing; no mean or percentile depends on it.

        Raises
        ------
        GeometryError
            If `every_deg` does not lie between 0.001 and 10.
        """
        check_spacing(every_deg)
        sweep = LandSweep(self.change)
        profile = profile_on(sweep, grid(*sweep.bounds, every_deg))
        return replace(self, every_deg=every_deg, profile=profile)

    def table(self) -> Table:
        """Return the regions from north to south as a table, the total last.

        `Profile.table` does the same for the parallels.

        Examples
        --------
        >>> from geo import open_atlas
        >>> atlas = open_atlas()
        >>> moved = shift(atlas.on("1940-06-27"), atlas.on("1940-07-04"))
        >>> moved.frame()["region"].tolist()
        ['north_bukovina', 'bessarabia', 'total']
        """
        return Table.of(self.COLUMNS, (*self.regions, self.total))

    def __repr__(self) -> str:
        """Say what it is in a line; its arrays would fill the screen."""
        return (
            f"<Shift of {self.state}, {self.start} to {self.end}: mean {self.total.mean_km:.1f} km"
            f" over {len(self.regions)} regions>"
        )


def shift(
    before: Snapshot,
    after: Snapshot,
    *,
    state: str | None = None,
    every_deg: float = EVERY_DEG,
    region: str | Sequence[str] | None = None,
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
    region : str or sequence of str, optional
        Measure the land of one region only, or of several together, as
        `geo.atlas.sectors.sectors_called` reads them.

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
    label = (TOTAL, ALL_REGIONS)
    if region is not None:
        asked = sectors_called(atlas, region)
        whole = whole.within(*asked.regions)
        label = (asked.regions[0] if len(asked.regions) == 1 else TOTAL, asked.name)
    sweep = LandSweep(whole)
    regions = tuple(measured(whole.within(one), one, name) for one, name in whole.region_names.items())
    return Shift(
        start=before.day,
        end=after.day,
        state=whole.state,
        every_deg=every_deg,
        profile=profile_on(sweep, grid(*sweep.bounds, every_deg)),
        regions=regions,
        total=measured(whole, *label, sweep=sweep),
        change=whole,
    )


def measured(part: Change, region: str, name: str, *, sweep: LandSweep | None = None) -> RegionShift:
    """Measure a change, or a part of one, as one sector: once, however many ask for it.

    Parameters
    ----------
    part : Change
    region, name : str
        What the summary is called.
    sweep : LandSweep, optional
        That of the part, if there is one already.
    """
    # what makes the figures: the land with its signs, and the core, that of the whole state
    land = ", ".join(f"{transfer.sign:+} {transfer.zone.id}" for transfer in part.transfers)
    return part.before.atlas.derive(
        f"figures of {region}, {name}: {land}; {part.state} holds {part.core}",
        lambda _: summary_of(sweep or LandSweep(part), region, name),
    )


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
    cut = cut_bands(sweep, bands)
    profile = replace(profile_of(sweep, cut.pieces, cut.cores), net_km=cut.net_km)
    return profile, summary_of_bands(sweep, cut, region, name)
