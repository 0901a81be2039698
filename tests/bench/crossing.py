"""Two lines crossed by parallels: this program, what others would pick, and a copy of the memory."""

from __future__ import annotations

import contextlib
import importlib.util
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final, Protocol

import geopandas as gpd
import numpy as np
import shapely
from made_up import NORTH, SOUTH, border
from surf.transects import Transect, intersect_transects_shorelines

from geo.earth.edges import line_edges
from geo.earth.intervals import between_lines
from geo.earth.sweep import Crossings, crossings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

PLANE: Final = 10_000.0
"""Units to a degree for programs that want a plane."""

WEST, EAST = 0.0, 60.0
_PATIENCE_S: Final = 15.0
_MOST_REPEATS: Final = 7
_SHORT_S: Final = 0.1
"""What takes less is run once untimed before each turn, for the others have emptied the caches."""


@dataclass(frozen=True)
class Task:
    """Two lines and the parallels that cross them."""

    parallels: int
    vertices: int

    @property
    def lines(self) -> tuple[shapely.LineString, shapely.LineString]:
        first, second = (shapely.LineString(border(self.vertices, seed)) for seed in (1, 2))
        return first, second

    @property
    def lats(self) -> NDArray[np.float64]:
        return np.linspace(SOUTH, NORTH, self.parallels)


@dataclass
class Timing:
    """Seconds for a task; `times` is what a smaller task was multiplied by, 1 where it was not."""

    times: int
    kept: int
    runs: list[float] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        return median(self.runs) * self.times


class Contestant(Protocol):
    """Something that finds crossings."""

    name: str
    what: str

    def largest(self, task: Task) -> int:
        """Return how many of a task's parallels it is timed on; the time is then multiplied."""

    def ready(self, task: Task) -> Callable[[], object]:
        """Do what is not timed, and return what is."""

    def kept(self, result: object) -> int:
        """Count the crossings of a result."""


def _count(result: object) -> int:
    assert isinstance(result, list)
    return sum(len(hits.lon) for hits in result if isinstance(hits, Crossings))


class Sweep:
    name = "bordershift"
    what = "`geo.earth.sweep.crossings` of both lines, from the shapely lines on: every crossing"

    def largest(self, task: Task) -> int:
        return task.parallels

    def ready(self, task: Task) -> Callable[[], object]:
        lines, lats = task.lines, task.lats
        return lambda: [crossings(line_edges(line), lats) for line in lines]

    def kept(self, result: object) -> int:
        return _count(result)


class Shift(Sweep):
    name = "bordershift, to the shift"
    what = (
        "`geo.earth.intervals.between_lines`: along each parallel from the west, what was gained and lost there"
    )

    def ready(self, task: Task) -> Callable[[], object]:
        lines, lats = task.lines, task.lats
        old, new = lines
        return lambda: between_lines(line_edges(old), line_edges(new), lats)

    def kept(self, result: object) -> int:
        assert isinstance(result, tuple)
        return sum(2 * len(pieces.west) for pieces in result)


class Copy:
    name = "memory copy"
    what = "`numpy.copyto` of the arrays that bordershift returns, into memory that is at hand"

    def largest(self, task: Task) -> int:
        return task.parallels

    def ready(self, task: Task) -> Callable[[], object]:
        lats = task.lats
        found = [crossings(line_edges(line), lats) for line in task.lines]
        arrays = [part for hits in found for part in (hits.parallel, hits.lon, hits.leaving, hits.edge)]
        targets = [np.zeros_like(array) for array in arrays]

        def run() -> object:
            for target, array in zip(targets, arrays, strict=True):
                np.copyto(target, array)
            return found

        return run

    def kept(self, result: object) -> int:
        return _count(result)


class FreshCopy(Copy):
    name = "memory copy, fresh"
    what = "`ndarray.copy` of the same, into new arrays"

    def ready(self, task: Task) -> Callable[[], object]:
        lats = task.lats
        found = [crossings(line_edges(line), lats) for line in task.lines]
        arrays = [part for hits in found for part in (hits.parallel, hits.lon, hits.leaving, hits.edge)]

        def run() -> object:
            _ = [array.copy() for array in arrays]
            return found

        return run


class Tree:
    name = "shapely STRtree"
    what = (
        "a tree of each line's edges, asked for all parallels at once, and `shapely.intersection` of"
        " the pairs, 100,000 parallels at a time; the parallels are lines already"
    )

    def largest(self, task: Task) -> int:
        return task.parallels

    def ready(self, task: Task) -> Callable[[], object]:
        lines, lats = task.lines, task.lats
        ends = np.stack([np.full((len(lats), 2), (WEST, EAST)), np.column_stack([lats, lats])], axis=-1)
        parallels = np.asarray(shapely.linestrings(ends), dtype=object)

        def run() -> object:
            found = []
            for line in lines:
                lonlat = shapely.get_coordinates(line)
                pairs = np.stack([lonlat[:-1], lonlat[1:]], axis=1)
                edges = np.asarray(shapely.linestrings(pairs), dtype=object)
                tree = shapely.STRtree(edges)
                for start in range(0, len(parallels), 100_000):
                    some = parallels[start : start + 100_000]
                    which, edge = tree.query(some, predicate="intersects")
                    found.append(shapely.get_x(shapely.intersection(some[which], edges[edge])))
            return found

        return run

    def kept(self, result: object) -> int:
        assert isinstance(result, list)
        return sum(len(lons) for lons in result)


class Surf:
    name = "SURF 0.1.0"
    what = (
        "`surf.transects.intersect_transects_shorelines`, without its progress bar, on transects that are"
        " made already: the first crossing of each line"
    )

    def largest(self, task: Task) -> int:
        return min(task.parallels, 10_000_000 // task.vertices)

    def ready(self, task: Task) -> Callable[[], object]:
        shorelines = dict(zip((1939, 1941), task.lines, strict=True))
        transects = [
            Transect(k, shapely.LineString([(WEST, lat), (EAST, lat)]), (WEST, lat))
            for k, lat in enumerate(task.lats.tolist())
        ]
        return lambda: intersect_transects_shorelines(transects, shorelines, progress=False)

    def kept(self, result: object) -> int:
        return len(result)  # type: ignore[arg-type]


class OpenDsas:
    name = "OpenDSAS 1.7"
    what = (
        "the command `dsas` with its spatial index, Shapefiles in and out: it makes the transects, finds the"
        " nearest crossing of each line, and writes both"
    )

    def __init__(self) -> None:
        found = importlib.util.find_spec("opendsas")
        assert found is not None
        assert found.origin is not None
        self.program = Path(found.origin).parent / "bin" / "dsas"

    def lines(self, task: Task) -> tuple[shapely.LineString, shapely.LineString]:
        return task.lines

    def largest(self, task: Task) -> int:
        return task.parallels

    def ready(self, task: Task) -> Callable[[], object]:
        folder = Path(tempfile.mkdtemp(prefix="bench-dsas-"))
        dates = ["1939/08/23", "1941/06/21"]
        plane = [shapely.LineString(shapely.get_coordinates(line) * PLANE) for line in self.lines(task)]
        gpd.GeoDataFrame({"Date": dates}, geometry=plane, crs="EPSG:3857").to_file(folder / "lines.shp")
        axis = shapely.LineString([(WEST * PLANE, SOUTH * PLANE), (WEST * PLANE, NORTH * PLANE)])
        gpd.GeoDataFrame({"Id": [1]}, geometry=[axis], crs="EPSG:3857").to_file(folder / "axis.shp")
        command: list[str] = [
            str(self.program),
            *("--baseline", "axis.shp", "--shoreline", "lines.shp", "--transect-orientation", "right"),
            *("--transect-length", str(EAST * PLANE)),
            *("--transect-spacing", repr((NORTH - SOUTH) * PLANE / task.parallels)),
            "--build_index",
        ]

        def run() -> object:
            subprocess.run(command, cwd=folder, check=True, capture_output=True)  # noqa: S603
            return folder

        return run

    def kept(self, result: object) -> int:
        header, record = 100, 8
        assert isinstance(result, Path)
        return ((result / "intersects.shx").stat().st_size - header) // record


class OpenDsasFiles(OpenDsas):
    name = "OpenDSAS 1.7, files only"
    what = (
        "the same command on lines of two vertices: reading, transects and writing, with next to nothing to"
        " search; what lies above it is the search"
    )

    def lines(self, task: Task) -> tuple[shapely.LineString, shapely.LineString]:
        del task
        first, second = (shapely.LineString([(lon, SOUTH - 1), (lon, NORTH + 1)]) for lon in (25.0, 28.0))
        return first, second


CONTESTANTS: Final[tuple[Contestant, ...]] = (
    Sweep(),
    Copy(),
    FreshCopy(),
    Shift(),
    Tree(),
    OpenDsas(),
    OpenDsasFiles(),
    Surf(),
)


def race(task: Task) -> dict[str, Timing]:
    """Time every contestant on a task, in turns, each as often as patience allows."""
    with _scratch():
        runners, timings = {}, {}
        for contestant in CONTESTANTS:
            parallels = contestant.largest(task)
            runners[contestant.name] = contestant.ready(Task(parallels, task.vertices))
            kept = contestant.kept(runners[contestant.name]())  # this run is not timed
            timings[contestant.name] = Timing(task.parallels // parallels, kept)
        for _ in range(_MOST_REPEATS):
            for name, run in runners.items():
                runs = timings[name].runs
                if runs and sum(runs) + runs[-1] > _PATIENCE_S:
                    continue
                if runs and runs[-1] < _SHORT_S:
                    run()
                began = time.perf_counter()
                run()
                runs.append(time.perf_counter() - began)
    _agree(timings)
    return timings


def _agree(timings: dict[str, Timing]) -> None:
    """Check that those who keep every crossing found the same ones; a vertex on a parallel may count twice."""
    ours, theirs = timings["bordershift"].kept, timings["shapely STRtree"].kept
    assert abs(ours - theirs) <= 4 + ours // 100_000, (ours, theirs)


@contextlib.contextmanager
def _scratch() -> Iterator[None]:
    """Let temporary files be made where they are cleared away."""
    before = tempfile.tempdir
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        tempfile.tempdir = folder
        try:
            yield
        finally:
            tempfile.tempdir = before
