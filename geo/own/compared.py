"""What a comparison of two files found, as tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from geo.files.columns import Column, Result, Results, Table
from geo.files.names import plain
from geo.measures.summary import RegionShift

if TYPE_CHECKING:
    import pandas as pd

    from geo.measures.distance import BorderDistances
    from geo.measures.profile import Profile

__all__ = ["NOBODY", "AllStates", "AreaChange", "AreaChanges", "Comparison", "StateAreas"]

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

    Examples
    --------
    >>> AreaChange("Romania", "USSR", 50_000.0).after
    'USSR'
    """

    before: str
    after: str
    area_km2: float


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
    )


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
    )

    def __repr__(self) -> str:
        """Say what it is in a line."""
        return f"<AllStates: {len(self)} states>"
