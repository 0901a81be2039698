"""The territory of zones that reach the sea, as runs along lines that the page has anyway.

A zone runs out into the sea, so that islands fall to their holder; its
territory is what of it is land. The page draws land by painting the sea over
it, but in a file a territory must be a shape of its own. So that the page
need not cut polygons, each ring stands here as runs from one vertex to another
of an arc or a coast, and the corners where arcs and coasts cross.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.page.packing import on_grid
from geo.page.wire import STEPS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from geo.atlas.arrangement import Ring

__all__ = ["Shores"]

_FINE = STEPS["arcs"]
_EAST: Final = 1 << 32
"""A vertex is one number, its steps east times this and its steps north: many are looked up."""
_Run = tuple[str, int, int, int]


class Shores:
    """What is land of zones, told by the lines of a page.

    Parameters
    ----------
    arcs, coast : sequence of ndarray, each (n, 2)
        As the page carries them, in degrees. Rings of the coast are closed.
    steps : mapping of int
        To a degree, of both.
    """

    def __init__(
        self,
        arcs: Sequence[NDArray[np.float64]],
        coast: Sequence[NDArray[np.float64]],
        steps: Mapping[str, int] = STEPS,
    ) -> None:
        # 1. all lines on one grid, one after the other
        grids = {
            "arcs": on_grid(arcs, steps["arcs"]),
            "coast": on_grid(coast, steps["coast"]),
        }
        fine = [grid * (_FINE // steps[name]) for name, (grid, _) in grids.items()]
        self._arcs, shores = (
            np.split(lonlat / _FINE, starts[1:])
            for lonlat, (_, starts) in zip(fine, grids.values(), strict=True)
        )
        self._lines = [(name, k) for name, (_, starts) in grids.items() for k in range(len(starts))]
        # 2. every vertex, to be looked up: where it stands, and in which line
        self._vertices = _numbers(np.concatenate(fine))
        (_, arc_starts), (_, coast_starts) = grids.values()
        self._starts = np.concatenate([arc_starts, coast_starts + len(fine[0]), [len(self._vertices)]])
        self._order = np.argsort(self._vertices, kind="stable")
        self._sorted = self._vertices[self._order]
        self._corners: dict[int, int] = {}
        # 3. the landmasses, to be cut
        rings = [ring for ring in shores if len(ring) >= 4]  # noqa: PLR2004  (three corners, closed)
        self._land = [shapely.make_valid(shapely.Polygon(ring)) for ring in rings]
        self._tree = shapely.STRtree(self._land)

    @property
    def corners(self) -> NDArray[np.float64]:
        """Where the arcs and coasts of the zones asked for so far cross, in degrees, as one line."""
        east, north = _steps(np.array(list(self._corners), dtype=np.int64))
        return np.column_stack([east, north]) / _FINE

    def runs(self, rings: Sequence[Ring]) -> Iterator[tuple[int, int, str, int, int, int]]:
        """Cut the sea off a zone and follow the outlines of what is left.

        Parameters
        ----------
        rings : sequence of Ring
            The zone's arcs, shell first, as in `Arrangement.rings`.

        Yields
        ------
        tuple
            Number of the part, and of the ring in it, shell first; name of the
            run of lines, number of the line, first and last vertex. Shells run
            counter-clockwise.
        """
        shell, *holes = (self._walked(ring) for ring in rings)
        zone = shapely.make_valid(shapely.Polygon(shell, holes))
        near = [self._land[k] for k in sorted(self._tree.query(zone, "intersects").tolist())]
        # on the arcs' own grid, so that what is no vertex of a line is a corner that the page can be told
        land = shapely.intersection(zone, shapely.union_all(near), grid_size=1.0 / _FINE)
        parts = [part for part in shapely.get_parts(land) if part.geom_type == "Polygon"]
        for number, part in enumerate(parts):
            oriented = shapely.orient_polygons(part)
            for ring, outline in enumerate((oriented.exterior, *oriented.interiors)):
                steps = np.round(shapely.get_coordinates(outline)[:-1] * _FINE).astype(np.int64)
                for run in self._followed(_numbers(steps)):
                    yield (number, ring, *run)

    def _walked(self, ring: Ring) -> NDArray[np.float64]:
        return np.concatenate([self._arcs[k] if forward else self._arcs[k][::-1] for k, forward in ring])

    def _followed(self, ring: NDArray[np.int64]) -> Iterator[_Run]:
        """Follow from each vertex the line that goes along longest; a vertex of no line is a corner."""
        low, high = (np.searchsorted(self._sorted, ring, side=side).tolist() for side in ("left", "right"))
        k = 0
        while k < len(ring):
            places = self._order[low[k] : high[k]].tolist()
            runs = [self._run(ring, k, place, step) for place in places for step in (1, -1)]
            best = max(runs, key=_length) if runs else self._corner(int(ring[k]))
            yield best
            k += _length(best) + 1

    def _run(self, ring: NDArray[np.int64], k: int, place: int, step: int) -> _Run:
        """Follow a line from one of its vertices, one way, as far as the ring goes with it."""
        line = int(np.searchsorted(self._starts, place, side="right")) - 1
        start, end = self._starts[line : line + 2].tolist()
        most = min(len(ring) - k, end - place if step > 0 else place - start + 1)
        along = (
            self._vertices[place : place + most]
            if step > 0
            else self._vertices[place - most + 1 : place + 1][::-1]
        )
        apart = np.flatnonzero(along != ring[k : k + most])
        steps = (int(apart[0]) if len(apart) else most) - 1
        name, number = self._lines[line]
        return name, number, place - start, place - start + step * steps

    def _corner(self, vertex: int) -> _Run:
        number = self._corners.setdefault(vertex, len(self._corners))
        return "corners", 0, number, number


def _length(run: _Run) -> int:
    return abs(run[3] - run[2])


def _numbers(steps: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.asarray(steps[:, 0] * _EAST + steps[:, 1])


def _steps(numbers: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Take vertices apart into steps east and north; north may be less than nothing."""
    east = (numbers + _EAST // 2) // _EAST
    return east, numbers - east * _EAST
