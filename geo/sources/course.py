"""Follow a line from one place to another.

A *track* is a line of some source: a border ring, or a network of rivers. Its
two questions are where on it a place lies, and how it runs from one place to
another: a ring the shorter way round, a network by the shortest path.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final, Protocol

import networkx as nx
import numpy as np
import shapely

from geo.earth.geodesy import distance_m, parallel_m_per_degree
from geo.errors import DataError
from geo.files.geojson import DECIMALS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


__all__ = ["Network", "Rings", "Track"]

_JOIN_M: Final = 600.0
"""River pieces whose ends come nearer than this are one river (GSHHG leaves gaps at confluences)."""

_METRES_PER_DEGREE: Final = 111_195.0


class Track(Protocol):
    """What can be followed."""

    def nearest(self, lon: float, lat: float) -> tuple[float, float]:
        """Nearest place on the track to a place given."""

    def between(self, start: tuple[float, float], end: tuple[float, float]) -> NDArray[np.float64]:
        """Coordinates from one place on the track to another, both included."""


def _plane(lonlat: NDArray[np.float64], lat: float) -> NDArray[np.float64]:
    """Degrees stretched so that distances near a parallel are true to scale (in degrees of latitude)."""
    return lonlat * [float(parallel_m_per_degree(lat)) / _METRES_PER_DEGREE, 1.0]


@dataclass(frozen=True)
class Rings:
    """Closed rings, such as the limits of a country: followed the shorter way round."""

    name: str
    rings: Sequence[NDArray[np.float64]]

    def _locate(self, lon: float, lat: float) -> tuple[int, float]:
        """Return the ring and the place along it, in vertices and parts of an edge."""
        best: tuple[float, int, float] = (np.inf, 0, 0.0)
        point = _plane(np.array([lon, lat]), lat)
        for number, ring in enumerate(self.rings):
            xy = _plane(ring, lat)
            edge, run = xy[:-1], np.diff(xy, axis=0)
            along = np.clip(((point - edge) * run).sum(1) / np.maximum((run**2).sum(1), 1e-30), 0.0, 1.0)
            gap = ((edge + along[:, None] * run - point) ** 2).sum(1)
            k = int(gap.argmin())
            if gap[k] < best[0]:
                best = (float(gap[k]), number, k + float(along[k]))
        return best[1], best[2]

    def _at(self, ring: int, place: float) -> tuple[float, float]:
        k = min(int(place), len(self.rings[ring]) - 2)
        a, b = self.rings[ring][k : k + 2]
        lon, lat = a + (b - a) * (place - k)
        return float(lon), float(lat)

    def nearest(self, lon: float, lat: float) -> tuple[float, float]:
        """Nearest place on the rings."""
        return self._at(*self._locate(lon, lat))

    def between(self, start: tuple[float, float], end: tuple[float, float]) -> NDArray[np.float64]:
        """Coordinates along the ring, the shorter way round."""
        (ring, a), (other, b) = self._locate(*start), self._locate(*end)
        if ring != other:
            msg = f"{self.name}: {start} and {end} lie on two different rings"
            raise DataError(msg)
        open_ring = self.rings[ring][:-1]
        n = len(open_ring)
        onward = np.arange(int(np.floor(a)) + 1, int(np.ceil(b)) + (n if b < a else 0)) % n
        backward = np.arange(int(np.ceil(a)) - 1, int(np.floor(b)) - (n if b > a else 0), -1) % n
        first, last = np.array(self._at(ring, a)), np.array(self._at(ring, b))
        ways = [np.vstack([first, open_ring[way], last]) for way in (onward, backward)]
        return min(ways, key=_length)


@dataclass(frozen=True)
class Network:
    """Polylines that meet, such as rivers: followed by the shortest path."""

    name: str
    lines: Sequence[NDArray[np.float64]]
    _graphs: dict[tuple[float, ...], nx.Graph] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        """Make vertices that lie within the files' precision one."""
        # or a path would stutter where pieces meet
        object.__setattr__(self, "lines", [np.round(line, DECIMALS) for line in self.lines])

    @cached_property
    def _tree(self) -> shapely.STRtree:
        return shapely.STRtree([shapely.LineString(line) for line in self.lines])

    def nearest(self, lon: float, lat: float) -> tuple[float, float]:
        """Nearest vertex of the network."""
        near = self._tree.query(shapely.Point(lon, lat).buffer(0.3))
        if not len(near):
            msg = f"{self.name}: nothing near {lon}, {lat}"
            raise DataError(msg)
        vertices = np.vstack([self.lines[k] for k in near])
        gap = distance_m(lon, lat, vertices[:, 0], vertices[:, 1])
        x, y = vertices[int(gap.argmin())]
        return float(x), float(y)

    def between(self, start: tuple[float, float], end: tuple[float, float]) -> NDArray[np.float64]:
        """Coordinates of the shortest path along the network."""
        graph = self._graph(start, end)
        try:
            path = nx.shortest_path(graph, start, end, weight="m")
        except nx.NetworkXNoPath as error:
            msg = f"{self.name}: no way from {start} to {end}"
            raise DataError(msg) from error
        return np.asarray(path)

    def _graph(self, start: tuple[float, float], end: tuple[float, float]) -> nx.Graph:
        """Build the network about the two places."""
        box = shapely.LineString([start, end]).buffer(0.4).bounds
        near = sorted(self._tree.query(shapely.box(*box)).tolist())
        graph = nx.Graph()
        for k in near:
            line = self.lines[k]
            runs = distance_m(*line[:-1].T, *line[1:].T)
            vertices = [tuple(v) for v in line.tolist()]
            graph.add_weighted_edges_from(zip(vertices, vertices[1:], runs.tolist(), strict=False), "m")
        everything = np.array(graph.nodes)
        tree = shapely.STRtree([shapely.Point(xy) for xy in _plane(everything, start[1])])
        for k in near:
            for tip in (self.lines[k][0], self.lines[k][-1]):
                close = tree.query(
                    shapely.Point(_plane(tip, start[1])), "dwithin", _JOIN_M / _METRES_PER_DEGREE
                )
                for other in everything[close]:
                    gap = float(distance_m(*tip, *other))
                    graph.add_edge(tuple(tip.tolist()), tuple(other.tolist()), m=3.0 * gap)
        return graph


def _length(lonlat: NDArray[np.float64]) -> float:
    return float(distance_m(*lonlat[:-1].T, *lonlat[1:].T).sum())
