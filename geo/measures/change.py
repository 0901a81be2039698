"""What changed hands between two days.

Whole zones change hands, never parts of them, so this is read off tenure:
nothing is overlaid. A change counts for a state with its sign: land gained is
positive, land lost negative, and with the days swapped every sign turns.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, cast

import shapely

from geo.earth.geodesy import area_m2
from geo.errors import BordershiftError
from geo.files.columns import Column, Result, Table

if TYPE_CHECKING:
    import datetime as dt

    import geopandas as gpd
    from shapely.geometry.base import BaseGeometry

    from geo.atlas.atlas import Atlas, Snapshot
    from geo.atlas.tenure import Tenure
    from geo.atlas.zones import Zone

__all__ = ["Change", "Transfer", "change"]


@dataclass(frozen=True, slots=True)
class Transfer:
    """A zone that one holder had before and another after.

    Attributes
    ----------
    zone : Zone
    before, after : Tenure
    region : str
        Where it is counted; the zone itself where it belongs to no region.
    sign : int
        +1 gained by the state that was asked about, -1 lost by it.
    territory : shapely.Geometry
        Land and lakes.
    area_km2 : float
        Land with its own inland water, signed.
    lake_km2 : float
        The share of Ladoga and Peipus beside it, signed.

    Examples
    --------
    >>> from geo import change, open_atlas
    >>> atlas = open_atlas()
    >>> part = change(atlas.on("1940-06-27"), atlas.on("1940-07-04")).transfers[0]
    >>> part.zone.id, part.sign
    ('northern_bukovina', 1)
    """

    zone: Zone
    before: Tenure
    after: Tenure
    region: str
    sign: int
    territory: BaseGeometry
    area_km2: float
    lake_km2: float


@dataclass(frozen=True, slots=True, repr=False)
class Change(Result):
    """Everything a state gained and lost between two days.

    Attributes
    ----------
    before, after : Snapshot
    state : str
    transfers : tuple of Transfer
        Regions from north to south; within one, the larger first.
    sectors : tuple of str
        The regions that it is of; none for all.
    """

    before: Snapshot
    after: Snapshot
    state: str
    transfers: tuple[Transfer, ...]
    sectors: tuple[str, ...] = ()

    COLUMNS: ClassVar = (
        Column("zone", "the piece of land, as in data/tables/zones.csv", of="zone.id"),
        Column("region", "where it is counted; the zone itself where it belongs to no region"),
        Column("name", "name of the piece of land", of="zone.name"),
        Column("holder_before", "who held it before", of="before.holder"),
        Column("holder_after", "who held it after", of="after.holder"),
        Column("status", "by what title it is held after", of="after.status"),
        Column(
            "since", "first day of that; empty where it lies before the atlas", of="after.since", is_day=True
        ),
        Column("area_km2", "land with its own inland water, negative if lost", right=True),
        Column("lake_km2", "share of lakes that treaties divided, beside it, negative if lost", right=True),
    )

    @property
    def start(self) -> dt.date:
        """The first of the two days."""
        return self.before.day

    @property
    def end(self) -> dt.date:
        """The second of the two days."""
        return self.after.day

    @property
    def regions(self) -> tuple[str, ...]:
        """The regions touched, from north to south."""
        return tuple(dict.fromkeys(transfer.region for transfer in self.transfers))

    @property
    def region_names(self) -> dict[str, str]:
        """What the regions touched are called; land of no region has the name of its zone."""
        zones = {transfer.region: transfer.zone.name for transfer in reversed(self.transfers)}
        known = self.before.atlas.regions
        return {region: known.get(region, zones[region]) for region in self.regions}

    @property
    def area_km2(self) -> float:
        """Net area of land with its own inland water."""
        return sum(transfer.area_km2 for transfer in self.transfers)

    @property
    def lake_km2(self) -> float:
        """Net share of Ladoga and Peipus."""
        return sum(transfer.lake_km2 for transfer in self.transfers)

    @property
    def cut_off(self) -> bool:
        """Whether land that was gained or lost reaches the edge of the atlas, and may go on there.

        An atlas of files of one's own ends where they do: it has no land around.

        Examples
        --------
        >>> from geo import open_atlas
        >>> atlas = open_atlas()
        >>> before, after = atlas.on("1939-08-23"), atlas.on("1939-12-01")
        >>> [change(before, after, state=state).cut_off for state in ("USSR", "Poland")]
        [False, True]
        """
        atlas = self.before.atlas
        frame = shapely.box(*atlas.window).exterior
        return atlas.ground.goes_on and any(
            shapely.intersects(transfer.territory, frame) for transfer in self.transfers
        )

    @property
    def core(self) -> tuple[int, ...]:
        """Numbers of the zones that the state held on both days, of all regions."""
        tenures = zip(self.before.tenures, self.after.tenures, strict=True)
        return tuple(k for k, (old, new) in enumerate(tenures) if old.holder == new.holder == self.state)

    @property
    def latitudes(self) -> tuple[float, float]:
        """Southern and northern end of what changed hands, in degrees; infinite if nothing did."""
        bounds = shapely.total_bounds([transfer.territory for transfer in self.transfers])
        return round(float(bounds[1]), 4), round(float(bounds[3]), 4)

    def within(self, *regions: str) -> Change:
        """Return the part of the change that lies in some regions."""
        part = tuple(transfer for transfer in self.transfers if transfer.region in regions)
        return Change(self.before, self.after, self.state, part, regions)

    def table(self) -> Table:
        """Return what changed hands as a table with its shapes, one row a zone."""
        return Table.of(self.COLUMNS, self.transfers, shapes=[part.territory for part in self.transfers])

    def frame(self) -> gpd.GeoDataFrame:
        """Return what changed hands as a frame with its shapes, one row a zone.

        Returns
        -------
        geopandas.GeoDataFrame
            Under the columns that `COLUMNS` declares; ``geometry`` in WGS 84.

        Examples
        --------
        >>> from geo import open_atlas
        >>> atlas = open_atlas()
        >>> summer = change(atlas.on("1940-06-27"), atlas.on("1940-07-04"))
        >>> summer.frame()["zone"].tolist()
        ['northern_bukovina', 'hertsa', 'bessarabia']
        """
        return cast("gpd.GeoDataFrame", self.table().frame())

    def __repr__(self) -> str:
        """Say what it is in a line; its shapes would fill the screen."""
        return (
            f"<Change of {self.state}, {self.start} to {self.end}: {self.area_km2:.0f} km²"
            f" in {len(self.transfers)} zones>"
        )


def change(before: Snapshot, after: Snapshot, *, state: str | None = None) -> Change:
    """Find what a state gained and lost.

    Parameters
    ----------
    before, after : Snapshot
        Two days of one atlas, in either order.
    state : str, optional
        The state that is asked about: that whose border the atlas is about,
        unless another is named.

    Returns
    -------
    Change

    Raises
    ------
    UnknownNameError
        If the atlas does not know the state.
    BordershiftError
        If the two days come from different atlases.

    Examples
    --------
    >>> from geo import open_atlas
    >>> atlas = open_atlas()
    >>> winter = change(atlas.on("1939-11-30"), atlas.on("1940-03-31"))
    >>> winter.regions
    ('rybachy', 'salla', 'karelia', 'gulf_islands', 'hanko')
    """
    atlas = before.atlas
    if after.atlas is not atlas:
        msg = "the two days come from different atlases; open one and take both from it."
        raise BordershiftError(msg)
    state = atlas.holder(state)
    transfers = []
    for zone, old, new in zip(atlas.zones, before.tenures, after.tenures, strict=True):
        if old.holder == new.holder or state not in {old.holder, new.holder}:
            continue
        sign = 1 if new.holder == state else -1
        territory = atlas.territory(zone)
        area_km2, lake_km2 = _areas_km2(atlas, zone)
        transfers.append(
            Transfer(
                zone, old, new, zone.region or zone.id, sign, territory, sign * area_km2, sign * lake_km2 + 0.0
            )
        )
    order = {region: number for number, region in enumerate(atlas.regions)}
    transfers.sort(key=lambda t: (order.get(t.region, len(order)), t.region, -abs(t.area_km2)))
    return Change(before, after, state, tuple(transfers))


def _areas_km2(atlas: Atlas, zone: Zone) -> tuple[float, float]:
    """Areas of a zone's land with its own inland water, and of its share of the treaty lakes; taken once."""

    def measure(atlas: Atlas) -> tuple[float, float]:
        territory, lakes = atlas.territory(zone), atlas.ground.treaty_lakes
        shared = shapely.intersects(lakes, territory)  # seldom: cutting is dear
        lake_km2 = area_m2(shapely.intersection(territory, lakes)) / 1e6 if shared else 0.0
        return area_m2(territory) / 1e6 - lake_km2, lake_km2

    return atlas.derive(f"areas of {zone.id}", measure)
