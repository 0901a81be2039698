"""How far the cut lines lie from the packages, in ``tables/offsets.csv``.

``python -m geo.sources.offsets`` measures anew, which needs the pinned packages:
once against the very line each arc was cut from, which tells what thinning and
joining cost, and once against lines that others made, which tells the error of
the class.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.atlas.open_atlas import open_atlas
from geo.atlas.schema import POINTS, TABLES
from geo.earth.geodesy import length_m
from geo.earth.nearest import LineIndex
from geo.files.schema import read_rows
from geo.files.tables import table_text
from geo.files.writing import write_text
from geo.sources.__main__ import track_opener
from geo.sources.course import Rings
from geo.sources.gshhg import read_polylines
from geo.sources.packages import locate, read_sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from geo.atlas.atlas import Atlas
    from geo.sources.course import Track

__all__ = ["Offsets", "main", "offsets"]

_ROOT: Final = Path(__file__).resolve().parents[2]
STEP_M: Final = 500.0


@dataclass(frozen=True, slots=True)
class Offsets:
    """Distances of points along a line to another line, in metres."""

    count: int
    mean_m: float
    median_m: float
    p95_m: float
    max_m: float


def offsets(lines: Iterable[shapely.LineString], reference: Sequence[shapely.LineString]) -> Offsets:
    """Measure how far lines lie from a reference, at points every `STEP_M` along them."""
    index = LineIndex(reference)
    distances = []
    for line in lines:
        count = max(1, round(length_m(line) / STEP_M))
        along = shapely.line_interpolate_point([line], np.linspace(0.0, 1.0, count + 1), normalized=True)
        distances.append(index.nearest_places(*shapely.get_coordinates(along).T).metres)
    d = np.concatenate(distances)
    return Offsets(len(d), float(d.mean()), float(np.median(d)), float(np.percentile(d, 95)), float(d.max()))


def _measured(arcs: Iterable[shapely.LineString], reference: Sequence[shapely.LineString]) -> list[int]:
    return [round(value) for value in astuple(offsets(arcs, reference))]


def _own(atlas: Atlas) -> list[list[str | int]]:
    """Cut arcs against the very pieces of the packages they were cut from."""
    track = track_opener(read_sources(atlas.folder / "tables"), atlas.about)
    followed = {
        row["follow"]
        for table in (atlas.folder / "points").glob("*.csv")
        for row in read_rows(table, POINTS)
        if row["follow"]
    }
    rows: list[list[str | int]] = []
    for package in ("osm", "omim", "wdbii"):
        pieces = [
            shapely.LineString(piece)
            for name in sorted(followed)
            if name.partition(":")[0] == package
            for piece in _pieces(track(name))
        ]
        arcs = [arc.line for arc in atlas.arcs if arc.method == f"cut from {package}"]
        rows.append([f"all {len(arcs)} arcs cut from {package}", package, "yes", *_measured(arcs, pieces)])
    return rows


def _pieces(track: Track) -> Sequence[NDArray[np.float64]]:
    return track.rings if isinstance(track, Rings) else track.lines  # type: ignore[attr-defined]


def _others(atlas: Atlas) -> list[list[str | int]]:
    """Cut arcs against lines that were made without them."""
    sources = read_sources(atlas.folder / "tables")
    borders, rivers = (
        [
            shapely.LineString(line.lonlat)
            for line in read_polylines(locate(sources[index]), locate(sources[data]), atlas.window)
        ]
        for index, data in (("wdbii_countries_index", "wdbii_countries"), ("wdbii_index", "wdbii"))
    )
    arcs = {arc.id: arc.line for arc in atlas.arcs}
    national = "national borders of WDBII (GSHHG)"
    trials = (
        (("kuusamo_virmajarvi", "karelia_1940", "norway_petsamo"), borders, national),
        (("prut", "danube"), rivers, "rivers of WDBII (GSHHG)"),
    )
    return [
        [", ".join(names).replace("_", " "), against, "no", *_measured([arcs[n] for n in names], reference)]
        for names, reference, against in trials
    ]


def main() -> None:
    """Write the table."""
    atlas = open_atlas(_ROOT / "data")
    rows = [*_own(atlas), *_others(atlas)]
    write_text(atlas.folder / "tables" / "offsets.csv", table_text(TABLES["offsets"].needed, rows))


if __name__ == "__main__":
    main()
