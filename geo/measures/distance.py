"""How near one border is to another, there and back.

Distances from the old border to the new one and back are two different
things: a salient of the new border lies near to none of the old, and only the
way back shows it. The farthest place is sought anywhere along a line, not at
its vertices alone, which may all lie near while the middle of an edge does not.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from heapq import heapify, heappop, heappush
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar, Final

import numpy as np
import shapely

from geo.earth.geodesy import distance_m
from geo.earth.nearest import LineIndex
from geo.errors import GeometryError
from geo.files.columns import Column, Result
from geo.measures.summary import percentiles

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from geo.atlas.arrangement import Arc
    from geo.atlas.atlas import Snapshot

__all__ = [
    "BorderDistances",
    "Nearest",
    "Side",
    "border_distances",
    "borders_of",
    "farthest_km",
    "line_distances",
]

_CUT_DEG: Final = 0.05
"""An edge no longer than this is as long as its geodesic, whichever scale it is drawn on."""

_AT_ONCE: Final = 64
"""Stretches halved at a time: more are quicker, but some in vain that the first would have ruled out."""

_SLACK: Final = 1.01
"""Metres to a degree of longitude vary along an edge that long by less than a hundredth."""


@dataclass(frozen=True, slots=True)
class Nearest(Result):
    """The shortest way from a place to a line.

    Attributes
    ----------
    km, sigma_km : float
        Geodesic distance, and its one-sigma error; NaN where none is known.
    from_lon, from_lat, to_lon, to_lat : float
        Its two ends, in degrees.
    to : str
        What it leads to: an arc, a state, or a file.

    Examples
    --------
    >>> Nearest(31.9, 0.1, 30.3, 59.9, 30.0, 60.2, "Finland").frame()["km"].tolist()
    [31.9]
    """

    km: float
    sigma_km: float
    from_lon: float
    from_lat: float
    to_lon: float
    to_lat: float
    to: str

    COLUMNS: ClassVar = (
        Column("km", "length of the geodesic", right=True),
        Column("sigma_km", "its one-sigma error", right=True),
        Column("from_lon", "where it begins, degrees east", shown=3, right=True),
        Column("from_lat", "degrees north", shown=3, right=True),
        Column("to_lon", "where it ends, degrees east", shown=3, right=True),
        Column("to_lat", "degrees north", shown=3, right=True),
        Column("to", "what it leads to: an arc, a state, or a file"),
    )


@dataclass(frozen=True, slots=True)
class BorderDistances(Result):
    """Distances from points along one border to the nearest of another.

    Attributes
    ----------
    start, end : str
        The days, or the files, of the one and of the other.
    count : int
        How many points.
    mean_km, median_km, p95_km : float
        Over the points.
    farthest : Nearest
        Anywhere along the border, to within ten metres.

    Examples
    --------
    >>> far = Nearest(31.9, 0.1, 30.3, 59.9, 30.0, 60.2, "Finland")
    >>> BorderDistances("1939-08-23", "1941-06-21", 3, 20.0, 25.0, 30.0, far).frame()["farthest_km"].tolist()
    [31.9]
    """

    start: str
    end: str
    count: int
    mean_km: float
    median_km: float
    p95_km: float
    farthest: Nearest

    COLUMNS: ClassVar = (
        Column("start", "from which border: its day, or its file"),
        Column("end", "to which"),
        Column("count", "how many points along the first were measured from", right=True),
        Column("mean_km", "mean over the points", right=True),
        Column("median_km", "median over the points", right=True),
        Column("p95_km", "5 % of the points are farther off", right=True),
        *(replace(c.under("farthest"), name=f"farthest_{c.name}") for c in Nearest.COLUMNS),
    )


def borders_of(snapshot: Snapshot, state: str) -> list[Arc]:
    """List the arcs of a state's borders on land."""
    return [
        border.arc
        for border in snapshot.borders
        if state in {border.left.holder, border.right.holder} and border.arc.on_land
    ]


def border_distances(
    before: Snapshot, after: Snapshot, *, state: str | None = None, step_km: float = 5.0
) -> tuple[BorderDistances, BorderDistances]:
    """Measure from the border of before to that of after, and back.

    Parameters
    ----------
    before, after : Snapshot
    state : str, optional
        Whose borders on land; coasts are no borders. That whose border the
        atlas is about, unless another is named.
    step_km : float
        Kilometres between the points along a border.

    Returns
    -------
    there, back : BorderDistances
        From before to after, and from after to before.

    Raises
    ------
    UnknownNameError
        If the atlas does not know the state.
    GeometryError
        If the state has no border on land on one of the days.
    """
    state = before.atlas.holder(state)
    sides = []
    for snapshot in (before, after):
        arcs = borders_of(snapshot, state)
        if not arcs:
            msg = f"{state} has no border on land on {before.day} or {after.day}; choose other days."
            raise GeometryError(msg)
        # each arc has an error of its own, which its part of the answer takes
        lines, sigmas = [arc.line for arc in arcs], [arc.sigma_m / 1000.0 for arc in arcs]
        sides.append(Side(snapshot.day.isoformat(), lines, sigmas, [arc.id for arc in arcs]))
    return line_distances(*sides, step_km=step_km), line_distances(*reversed(sides), step_km=step_km)


@dataclass(frozen=True, slots=True)
class Side:
    """A border whose distance to another is measured.

    Attributes
    ----------
    label : str
        The day, or the file, that it is of.
    lines : sequence of shapely.LineString
    sigmas_km : sequence of float
        One-sigma position error of each line; NaN where it is not known.
    names : sequence of str
        What each line is called.
    """

    label: str
    lines: Sequence[shapely.LineString]
    sigmas_km: Sequence[float]
    names: Sequence[str]


def line_distances(origin: Side, target: Side, *, step_km: float = 5.0) -> BorderDistances:
    """Measure from points along one border to the nearest of another.

    Parameters
    ----------
    origin, target : Side
    step_km : float
        Kilometres between the points along the border.
    """
    # 1. points along every line, and the nearest of the other border to each
    way = _Way(origin.lines, target.lines)
    stretches = way.stretches(step_km * 1000.0)
    stops = [(which, along) for which, ends in enumerate(stretches) for along in ends]
    way.look_up(stops)
    metres_at = [way.metres(*at) for at in stops]
    km = np.array(metres_at) / 1000.0
    # 2. between the points, where it is farthest
    which, along = way.farthest(stretches, within_m=10.0)
    lon, lat = way.place(which, along)
    metres = way.metres(which, along)
    _, goal, (to_lon, to_lat) = way.nearest(which, along)
    sigma_km = float(np.hypot(origin.sigmas_km[which], target.sigmas_km[goal])) if metres else 0.0
    median, p95 = percentiles(km, 50.0, 95.0)
    return BorderDistances(
        origin.label,
        target.label,
        len(km),
        float(km.mean()),
        median,
        p95,
        Nearest(metres / 1000.0, sigma_km, lon, lat, to_lon, to_lat, target.names[goal]),
    )


def farthest_km(
    lines: Sequence[shapely.LineString], goals: Sequence[shapely.LineString], *, within_m: float = 1.0
) -> float:
    """Measure how far from the nearest of some lines others come: the Hausdorff distance one way.

    Parameters
    ----------
    lines, goals : sequence of shapely.LineString
        In degrees; at least one of each.
    within_m : float
        How near to the true value, in metres.

    Returns
    -------
    float
        Kilometres; at vertices and between them.

    Examples
    --------
    Both ends of a parallel lie on a border that makes a detour between them; its middle does not:

    >>> parallel = shapely.LineString([(24, 50), (25, 50)])
    >>> detour = shapely.LineString([(24, 50), (24, 51), (25, 51), (25, 50)])
    >>> round(farthest_km([parallel], [detour]), 1), round(farthest_km([detour], [parallel]), 1)
    (35.8, 111.2)
    """
    way = _Way(lines, goals)
    which, along = way.farthest(way.stretches(np.inf), within_m=within_m)
    return way.metres(which, along) / 1000.0


class _Way:
    """Points along lines, each with the nearest place on other lines."""

    def __init__(self, lines: Sequence[shapely.LineString], goals: Sequence[shapely.LineString]) -> None:
        self.goals = LineIndex(goals)
        # a border that stayed is the very same line on both days: nothing is looked up along it
        kept = set(goals)
        self._shared = [line in kept for line in lines]
        self._known: dict[tuple[int, float], tuple[float, int, tuple[float, float]]] = {}
        self._lonlat: list[tuple[NDArray[np.float64], NDArray[np.float64]]] = []
        self._along: list[NDArray[np.float64]] = []
        for line in lines:
            # metres along the line to each of its vertices; between them in proportion, for edges are short
            lonlat = shapely.get_coordinates(shapely.segmentize(line, _CUT_DEG))
            (lon0, lat0), (lon1, lat1) = lonlat[:-1].T, lonlat[1:].T
            lon, lat = lonlat.T.copy()  # each in one piece: a view of the pairs is copied at every look-up
            self._lonlat.append((lon, lat))
            self._along.append(np.append(0.0, np.cumsum(distance_m(lon0, lat0, lon1, lat1))))

    def stretches(self, step_m: float) -> list[list[float]]:
        """Divide each line into equal stretches of about so many metres, at least one."""
        lengths = [float(along[-1]) for along in self._along]
        return [np.linspace(0.0, m, max(1, round(m / step_m)) + 1).tolist() for m in lengths]

    def place(self, which: int, along: float) -> tuple[float, float]:
        """Return where a line is after so many metres."""
        lon, lat = (float(np.interp(along, self._along[which], part)) for part in self._lonlat[which])
        return lon, lat

    def look_up(self, places: Iterable[tuple[int, float]]) -> None:
        """Find the nearest goal to many places at once, and keep them: that is much quicker than one by one."""
        asked = [at for at in places if not self._shared[at[0]] and at not in self._known]
        found = self.goals.nearest_places(*np.array([self.place(*at) for at in asked]).reshape(-1, 2).T)
        columns = (found.metres, found.which, found.lon, found.lat)
        for at, metres, which, lon, lat in zip(asked, *(column.tolist() for column in columns), strict=True):
            self._known[at] = metres, which, (lon, lat)

    def nearest(self, which: int, along: float) -> tuple[float, int, tuple[float, float]]:
        """Return the way from there to the nearest goal: metres, which, and where."""
        if (which, along) not in self._known:
            self._known[which, along] = self.goals.nearest(*self.place(which, along))
        return self._known[which, along]

    def metres(self, which: int, along: float) -> float:
        """Return the distance from there to the nearest goal: none if the line is a goal itself."""
        return 0.0 if self._shared[which] else self.nearest(which, along)[0]

    def farthest(self, stretches: list[list[float]], within_m: float) -> tuple[int, float]:
        """Find the place that is farthest from every goal.

        Whoever goes a metre comes at most a metre nearer to a goal. So on a
        stretch of length l between places d0 and d1 metres away no place is
        farther than (d0 + d1 + l) / 2. And where a stretch is straight, none is
        farther from a goal than one of its ends is from the same place on it.
        The stretches that promise most are halved, until none promises more
        than what was found.
        """
        # 1. the ends of all stretches, and what each stretch promises
        stops = [(which, along) for which, ends in enumerate(stretches) for along in ends]
        self.look_up(stops)
        best = max(stops, key=lambda at: self.metres(*at))
        waiting = [
            (-self._promise(which, start, stop), which, start, stop)
            for which, ends in enumerate(stretches)
            for start, stop in pairwise(ends)
            if not self._shared[which]
        ]
        heapify(waiting)
        # 2. those that promise most, a few at a time, are halved
        while chosen := self._most_promising(waiting, self.metres(*best) + within_m):
            middles = [(which, (start + stop) / 2.0) for which, start, stop in chosen]
            self.look_up(middles)
            best = max(best, *middles, key=lambda at: self.metres(*at))
            for (which, start, stop), (_, middle) in zip(chosen, middles, strict=True):
                most = self._most_if_straight(which, start, middle, stop)
                for part in ((start, middle), (middle, stop)):
                    promise = min(self._promise(which, *part), most)
                    if promise > self.metres(*best) + within_m:
                        heappush(waiting, (-promise, which, *part))
        return best

    @staticmethod
    def _most_promising(
        waiting: list[tuple[float, int, float, float]], at_least: float
    ) -> list[tuple[int, float, float]]:
        """Take from the heap a few stretches that promise more than so many metres."""
        chosen: list[tuple[int, float, float]] = []
        while waiting and -waiting[0][0] > at_least and len(chosen) < _AT_ONCE:
            chosen.append(heappop(waiting)[1:])
        return chosen

    def _promise(self, which: int, start: float, stop: float) -> float:
        return (self.metres(which, start) + self.metres(which, stop) + (stop - start) * _SLACK) / 2.0

    def _most_if_straight(self, which: int, start: float, middle: float, stop: float) -> float:
        along = self._along[which]
        if np.searchsorted(along, start, side="right") != np.searchsorted(along, stop, side="left"):
            return np.inf
        lon, lat = np.array([self.place(which, end) for end in (start, stop)]).T
        return float(distance_m(lon, lat, *self.nearest(which, middle)[2]).max())
