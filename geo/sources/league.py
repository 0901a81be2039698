"""How other data sets draw the frontiers, in ``tables/league.csv``: figures, nothing of theirs.

``python -m geo.sources.league SETS.csv`` measures copies that you have, and
writes the figures anew. A row of ``SETS.csv`` is a data set on a day:

* ``data_set``, ``licence``, ``day``: what it is called, on what terms it is given, the day;
* ``file``: its file, from the folder of ``SETS.csv``: areas of states, or lines;
* ``name``: the field of areas with the states' names;
* ``states``: what it calls states, where that is not what the atlas calls them: ``czech=Czechoslovakia``,
  parted by semicolons;
* ``frontiers``: which of the atlas's frontiers it draws, parted by semicolons; all if it is empty;
* ``within_km``: for a drawing of parts of them, the distance beyond which nothing is counted.
"""

from __future__ import annotations

import math
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.atlas.open_atlas import open_atlas
from geo.atlas.schema import TABLES
from geo.earth.geodesy import area_m2
from geo.earth.nearest import LineIndex
from geo.errors import BordershiftError
from geo.files.names import name_key
from geo.files.tables import read_table, table_text
from geo.files.writing import write_text
from geo.measures.distance import borders_of
from geo.own.accuracy import accuracy
from geo.own.gate import POLYGONS, geometries, geometry_kind, let_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import geopandas as gpd
    from numpy.typing import NDArray

    from geo.atlas.atlas import Snapshot

__all__ = ["league_rows", "main"]

_ROOT: Final = Path(__file__).resolve().parents[2]
_COLUMNS: Final = ("data_set", "licence", "day", "file", "name", "states", "frontiers", "within_km")
ALL: Final = "all"
_MEASURED: Final = {
    "ours_km": 1, "mean_km": 2, "p95_km": 2, "back_mean_km": 2, "back_p95_km": 2, "hausdorff_km": 2,
}  # fmt: skip
"""What is told of distances, with as many decimals."""


class _Areas:
    """A data set of areas on a day."""

    def __init__(
        self, snapshot: Snapshot, frame: gpd.GeoDataFrame, field: str, told: Mapping[str, str]
    ) -> None:
        known = {name_key(holder): holder for holder in snapshot.atlas.holders}
        self.holder = [told.get(name_key(name)) or known.get(name_key(name), name) for name in frame[field]]
        self.shapes = geometries(frame)
        self.snapshot = snapshot
        borders = borders_of(snapshot, snapshot.atlas.about.border_of)
        self._frontiers = [arc.frontier for arc in borders]
        self._index = LineIndex([arc.line for arc in borders])

    def places(self) -> dict[str, tuple[int, int]]:
        """Count by frontier the places whose state is known, and those that lie in it here."""
        atlas = self.snapshot.atlas
        first = self.snapshot.day == atlas.about.before.day
        truth = [place.holder_before if first else place.holder_after for place in atlas.places]
        lon, lat = (np.array([getattr(place, axis) for place in atlas.places]) for axis in ("lon", "lat"))
        count: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        inside = [self.holder[k] if k >= 0 else "" for k in self._at(lon, lat)]
        answers = self.snapshot.who_each(lon, lat)
        for answer, holder, here in zip(answers, truth, inside, strict=True):
            if answer.border is not None and answer.border.arc.frontier in self._frontiers:
                row = count[answer.border.arc.frontier]
                row[0] += 1
                row[1] += here == holder
        return {name: (asked, right) for name, (asked, right) in count.items()}

    def _at(self, lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.int64]:
        found = np.full(len(lon), -1)
        place, shape = shapely.STRtree(self.shapes).query(shapely.points(lon, lat), predicate="intersects")
        found[place] = shape
        return found

    def area_km2(self) -> dict[str, float]:
        """Measure by the nearest frontier the land that is the state's in one and another's in the other."""
        state = self.snapshot.atlas.about.border_of
        ours = self.snapshot.territory(state)
        others = shapely.union_all(
            [self.snapshot.territory(one) for one in self.snapshot.holders if one != state]
        )
        mine = np.array([holder == state for holder in self.holder])
        theirs, rest = (shapely.union_all(self.shapes[which]) for which in (mine, ~mine))
        wrong = shapely.union(shapely.intersection(ours, rest), shapely.intersection(others, theirs))
        km2: dict[str, float] = defaultdict(float)
        parts = [part for part in shapely.get_parts(wrong) if part.geom_type == "Polygon"]
        if parts:
            inside = shapely.point_on_surface(parts)
            near = self._index.nearest_places(shapely.get_x(inside), shapely.get_y(inside))
            for part, which in zip(parts, near.which.tolist(), strict=True):
                km2[self._frontiers[which]] += area_m2(part) / 1e6
        return km2


def league_rows(sets: Path, snapshots: Mapping[str, Snapshot]) -> Iterator[list[object]]:
    """Measure every data set that a table names, frontier by frontier and as a whole.

    Parameters
    ----------
    sets : Path
        The table.
    snapshots : mapping of str to Snapshot
        The atlas by day.

    Yields
    ------
    list
        Rows of ``tables/league.csv``; empty cells for what the data set cannot tell.
    """
    for row in read_table(sets, _COLUMNS):
        snapshot, file = snapshots[row["day"]], sets.parent / row["file"]
        border = {arc.frontier for arc in borders_of(snapshot, snapshot.atlas.about.border_of)}
        drawn = [name for name in row["frontiers"].split(";") if name] or sorted(border)
        frame = let_in(file, [row["name"]] if row["name"] else []).frame
        areas, state = None, None
        within = float(row["within_km"]) if row["within_km"] else None
        if geometry_kind(file, frame) == POLYGONS and row["name"]:
            told = dict(pair.split("=") for pair in row["states"].split(";") if pair)
            told = {name_key(name): holder for name, holder in told.items()}
            areas = _Areas(snapshot, frame, row["name"], told)
            mine = [
                name
                for name, holder in zip(frame[row["name"]], areas.holder, strict=True)
                if holder == snapshot.atlas.about.border_of
            ]
            state = f"{snapshot.atlas.about.border_of}={mine[0]}"
        found = accuracy(
            snapshot, file, name_theirs=row["name"] or None, state=state, stretches=drawn, within_km=within
        )
        places, km2 = (areas.places(), areas.area_km2()) if areas else ({}, {})
        whole = [] if len(drawn) < len(border) else [(ALL, found.total)]
        for name, told_of in [*((one.stretch, one) for one in found.stretches), *whole]:
            asked = [places[one] for one in places if name in {one, ALL}]
            land = sum(km2[one] for one in km2 if name in {one, ALL})
            yield [
                *(row["data_set"], row["licence"], row["day"], name, row["within_km"]),
                *(_cell(getattr(told_of, column), digits) for column, digits in _MEASURED.items()),
                *([sum(pair[k] for pair in asked) for k in (0, 1)] if areas else ["", ""]),
                round(land, 1) if areas else "",
            ]


def _cell(value: float, digits: int) -> object:
    return round(value, digits) if math.isfinite(value) else ""


def main() -> int:
    """Measure the data sets of the table that is named; return the exit status."""
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    atlas = open_atlas(_ROOT / "data")
    days = (atlas.about.before.day, atlas.about.after.day)
    try:
        rows = list(league_rows(Path(sys.argv[1]), {day.isoformat(): atlas.on(day) for day in days}))
    except BordershiftError as error:
        print(f"bordershift: {error}", file=sys.stderr)
        return 2
    write_text(atlas.folder / "tables" / "league.csv", table_text(TABLES["league"].needed, rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
