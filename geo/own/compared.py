"""What a comparison of two files found, as tables."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from geo.files.columns import Column, Result, Results, Table
from geo.files.names import plain
from geo.measures.summary import RegionShift

if TYPE_CHECKING:
    import pandas as pd
    from shapely.geometry.base import BaseGeometry

    from geo.measures.distance import BorderDistances
    from geo.measures.profile import Profile

__all__ = [
    "NOBODY",
    "AllStates",
    "AreaChange",
    "AreaChanges",
    "ChangedLand",
    "Comparison",
    "Crosswalk",
    "LandPassed",
    "Match",
    "StateAreas",
]

NOBODY: Final = "nobody"
"""The other holder of land that no state of a file holds."""


@dataclass(frozen=True, slots=True)
class AreaChange:
    """Land that passed from one holder to another.

    Attributes
    ----------
    before, after : str
        The holders; empty for none.
    area_km2 : float
        Signed for the state that was asked about.
    exceeds_tolerance : bool or None
        Whether any of it is more than two drawings of one border are apart;
        None if no tolerance was named.

    Examples
    --------
    >>> AreaChange("Romania", "USSR", 50_000.0).after
    'USSR'
    """

    before: str
    after: str
    area_km2: float
    exceeds_tolerance: bool | None = None


class AreaChanges(Results[AreaChange]):
    """Who gained from whom, the largest first.

    Examples
    --------
    >>> AreaChanges([AreaChange("Romania", "USSR", 50_000.0)]).frame()["before"].tolist()
    ['Romania']
    """

    __slots__ = ()

    COLUMNS: ClassVar = (
        Column("before", "who held the land before; empty for nobody"),
        Column("after", "who held it after; empty for nobody"),
        Column("area_km2", "its area, negative if the state lost it", right=True),
        Column("exceeds_tolerance", "whether it is more than a border drawn anew; null without --tolerance"),
    )


@dataclass(frozen=True, slots=True)
class LandPassed:
    """A piece of land that passed from one holder to another.

    Attributes
    ----------
    before, after : str
        The holders; empty for none.
    area_km2 : float
    shape : shapely.Polygon
        In degrees.
    exceeds_tolerance : bool or None
        As of `AreaChange`, of this piece.

    Examples
    --------
    >>> import shapely
    >>> LandPassed("A", "B", 15_618.0, shapely.box(20, 50, 22, 52)).after
    'B'
    """

    before: str
    after: str
    area_km2: float
    shape: BaseGeometry = field(repr=False)
    exceeds_tolerance: bool | None = None


class ChangedLand(Results[LandPassed]):
    """The change itself: every piece of land that passed, the largest first.

    Its `frame` is a `geopandas.GeoDataFrame` in WGS 84.

    Examples
    --------
    >>> import shapely
    >>> piece = LandPassed("A", "B", 15_618.0, shapely.box(20, 50, 22, 52))
    >>> ChangedLand([piece]).frame().geometry.iloc[0].bounds
    (20.0, 50.0, 22.0, 52.0)
    """

    __slots__ = ()

    COLUMNS: ClassVar = (
        Column("from", "who held the land before; empty for nobody", of="before"),
        Column("to", "who held it after; empty for nobody", of="after"),
        Column("area_km2", "its area", right=True),
        Column("exceeds_tolerance", "whether it is more than a border drawn anew; null without --tolerance"),
    )

    def table(self) -> Table:
        """Return the table that every form is written from, with the land as its shapes."""
        return Table.of(self.COLUMNS, self, shapes=[piece.shape for piece in self])


@dataclass(frozen=True, slots=True, repr=False)
class Comparison(Result):
    """How a state changed from one file to another: what `geo.shift` tells of two days.

    Attributes
    ----------
    before, after : str
        The names of the files.
    state : str
        Empty for border lines.
    every_deg : float
        Spacing of the profile.
    profile : Profile
    areas : AreaChanges
        Who gained from whom, the largest first; empty for border lines.
    regions : tuple of RegionShift
        The land that passed between the state and each other holder, each
        measured on its own land, from north to south; ``nobody`` is one of
        them. None for border lines.
    total : RegionShift
        All of it. Its ``area_km2`` is that of everything the polygons hold:
        where they hold great lakes, what the atlas counts as ``area_km2`` and
        ``lake_km2`` together.
    distance : tuple of BorderDistances, optional
        From the outline before to that after, and back, if it was asked for.
    tolerance_m : float or None
        Metres up to which land that passed is taken for a border drawn anew;
        the figures count all of it.
    changed : ChangedLand
        The land itself, piece by piece; empty for border lines.
    notes : tuple of str
        What must be known to read the figures: a state that only one file
        knows, one name on places far apart, land that two hold. They were
        said as warnings, too.
    """

    before: str
    after: str
    state: str
    every_deg: float
    profile: Profile
    areas: AreaChanges
    regions: tuple[RegionShift, ...]
    total: RegionShift
    distance: tuple[BorderDistances, BorderDistances] | None = None
    tolerance_m: float | None = None
    changed: ChangedLand = field(default_factory=ChangedLand)
    notes: tuple[str, ...] = ()

    COLUMNS: ClassVar = RegionShift.COLUMNS

    def table(self) -> Table:
        """Return the regions from north to south as a table, the total last, as `geo.Shift.table` does.

        `Profile.table` does the same for the parallels, `AreaChanges.table`
        for who gained from whom.

        Examples
        --------
        >>> import tempfile
        >>> from pathlib import Path
        >>> import geo
        >>> atlas = geo.open_atlas()
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     files = Path(folder, "before.geojson"), Path(folder, "after.geojson")
        ...     for file, day in zip(files, ("1940-06-27", "1940-07-04"), strict=True):
        ...         geo.states(atlas.on(day)).to_file(file)
        ...     found = geo.compare_files(*files, name="state", state="USSR", every_deg=1.0)
        >>> found.frame()["region"].tolist()
        ['Romania', 'total']
        >>> found.areas.frame()[["before", "after"]].values.tolist()
        [['Romania', 'USSR']]
        """
        return Table.of(self.COLUMNS, (*self.regions, self.total))

    def areas_frame(self) -> pd.DataFrame:
        """Return who gained from whom as a frame."""
        return self.areas.frame()

    def __repr__(self) -> str:
        """Say what it is in a line; its arrays would fill the screen."""
        who = self.state or "a border line"
        return (
            f"<Comparison of {plain(who, 60)}, {plain(self.before, 60)} to {plain(self.after, 60)}:"
            f" mean {self.total.mean_km:.1f} km>"
        )

    def _repr_html_(self) -> str:
        """Show the tables in a notebook."""
        return self.table().html() + (self.areas.table().html() if self.areas else "")


class StateAreas(NamedTuple):
    """A state in two files.

    Attributes
    ----------
    state : str
    before_km2, after_km2 : float
        Its area in each.
    gained_km2, lost_km2 : float
    only_in : str
        ``before`` or ``after`` if only one of them knows it, else empty.
    partner : str
        Who holds most of its land in the other; empty unless only one knows
        it, and if nobody does.
    partner_share : float
        Of its land, from 0 to 1; NaN if there is no partner.

    Examples
    --------
    >>> StateAreas("A", 10.0, 12.0, 2.0, 0.0).gained_km2
    2.0
    """

    state: str
    before_km2: float
    after_km2: float
    gained_km2: float
    lost_km2: float
    only_in: str = ""
    partner: str = ""
    partner_share: float = math.nan


class AllStates(Results[StateAreas]):
    """Every state of two files, the largest change first.

    Examples
    --------
    >>> AllStates([StateAreas("A", 10.0, 12.0, 2.0, 0.0)]).frame()["gained_km2"].tolist()
    [2.0]
    """

    __slots__ = ()

    COLUMNS: ClassVar = (
        Column("state", "as the files write it"),
        Column("before_km2", "its area in the first file", right=True),
        Column("after_km2", "its area in the second", right=True),
        Column("gained_km2", "what it holds in the second alone", right=True),
        Column("lost_km2", "what it holds in the first alone", right=True),
        Column("only_in", "before or after, if only one file knows it"),
        Column("partner", "who holds most of its land in the other file then, if it is 1 % or more"),
        Column("partner_share", "which share of its land, from 0 to 1", shown=2, right=True),
    )

    def __repr__(self) -> str:
        """Say what it is in a line."""
        return f"<AllStates: {len(self)} states>"


class Match(NamedTuple):
    """Land that was one state's before and is one's after.

    Attributes
    ----------
    before, after : str
    area_km2 : float
    share_before, share_after : float
        Of all the land of the one, and of the other, from 0 to 1.

    Examples
    --------
    >>> Match("German Empire", "Germany", 356_000.0, 0.66, 0.99).share_after
    0.99
    """

    before: str
    after: str
    area_km2: float
    share_before: float
    share_after: float


class Crosswalk(Results[Match]):
    """Which state of one file is which of another, by the land that they share.

    Examples
    --------
    >>> Crosswalk([Match("German Empire", "Germany", 356_000.0, 0.66, 0.99)]).frame()["after"].tolist()
    ['Germany']
    """

    __slots__ = ()

    COLUMNS: ClassVar = (
        Column("before", "a state of the first file"),
        Column("after", "a state of the second that holds land of it"),
        Column("area_km2", "the land that they share", right=True),
        Column("share_before", "of the first state's land, from 0 to 1", shown=3, right=True),
        Column("share_after", "of the second state's land, from 0 to 1", shown=3, right=True),
    )

    def __repr__(self) -> str:
        """Say what it is in a line."""
        return f"<Crosswalk: {len(self)} pairs>"
