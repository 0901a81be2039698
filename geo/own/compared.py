"""What a comparison of two files found, as tables."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from geo.files.names import plain

if TYPE_CHECKING:
    import pandas as pd

    from geo.measures.distance import BorderDistances
    from geo.measures.profile import Profile
    from geo.measures.summary import RegionShift

__all__ = ["NOBODY", "AllStates", "AreaChange", "Comparison", "StateAreas"]

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
    """

    before: str
    after: str
    area_km2: float


@dataclass(frozen=True, slots=True, repr=False)
class Comparison:
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
    areas : tuple of AreaChange
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
    areas: tuple[AreaChange, ...]
    regions: tuple[RegionShift, ...]
    total: RegionShift
    distance: tuple[BorderDistances, BorderDistances] | None = None

    def frame(self) -> pd.DataFrame:
        """Return the regions from north to south as a table, the total last, as `geo.Shift.frame` does.

        `Profile.frame` does the same for the parallels, `areas_frame`
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
        >>> found.areas_frame()[["before", "after"]].values.tolist()
        [['Romania', 'USSR']]
        """
        import pandas as pd  # noqa: PLC0415  (the command line writes its own tables)

        return pd.DataFrame([asdict(region) for region in (*self.regions, self.total)])

    def areas_frame(self) -> pd.DataFrame:
        """Return who gained from whom as a table: ``before``, ``after``, ``area_km2``; empty for lines.

        Examples
        --------
        >>> gained = AreaChange("Romania", "USSR", 50_000.0)
        >>> found = Comparison("a.gpkg", "b.gpkg", "USSR", 0.25, None, (gained,), (), None)
        >>> found.areas_frame().values.tolist()
        [['Romania', 'USSR', 50000.0]]
        """
        import pandas as pd  # noqa: PLC0415  (the command line writes its own tables)

        return pd.DataFrame([asdict(area) for area in self.areas], columns=["before", "after", "area_km2"])

    def __repr__(self) -> str:
        """Say what it is in a line; its arrays would fill the screen."""
        who = self.state or "a border line"
        return (
            f"<Comparison of {plain(who, 60)}, {plain(self.before, 60)} to {plain(self.after, 60)}:"
            f" mean {self.total.mean_km:.1f} km>"
        )

    def _repr_html_(self) -> str:
        """Show the tables in a notebook."""
        parts = [self.frame(), *([self.areas_frame()] if self.areas else [])]
        return "".join(
            str(part.to_html(index=False, float_format="{:.1f}".format, na_rep="")) for part in parts
        )


class StateAreas(NamedTuple):
    """A state in two files.

    Attributes
    ----------
    state : str
    before_km2, after_km2 : float
        Its area in each.
    gained_km2, lost_km2 : float
    """

    state: str
    before_km2: float
    after_km2: float
    gained_km2: float
    lost_km2: float


class AllStates(tuple[StateAreas, ...]):
    """Every state of two files, the largest change first."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Say what it is in a line."""
        return f"<AllStates: {len(self)} states>"

    def frame(self) -> pd.DataFrame:
        """Return the states as a table, the attributes of `StateAreas` as columns.

        Examples
        --------
        >>> AllStates([StateAreas("A", 10.0, 12.0, 2.0, 0.0)]).frame()["gained_km2"].tolist()
        [2.0]
        """
        import pandas as pd  # noqa: PLC0415  (the command line writes its own tables)

        return pd.DataFrame(list(self), columns=list(StateAreas._fields))

    def _repr_html_(self) -> str:
        """Show the table in a notebook."""
        return str(self.frame().to_html(index=False, float_format="{:.1f}".format))
