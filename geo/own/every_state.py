"""Every state of two layers at once: what each gained and lost, and who holds what of whose land.

A state that is drawn alike in both costs next to nothing; every other is set
against those alone that lie about it. So the time grows as the number of
states does, and not as its square.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.errors import GeometryError
from geo.own.areas import areas_km2
from geo.own.changed_land import changed_land
from geo.own.compared import AllStates, AreaChange, ChangedLand, Crosswalk, Match, StateAreas
from geo.own.gate import LINES
from geo.own.identity import TELLING
from geo.own.pair import Sources, open_sides
from geo.own.states_of_layer import StatesOfLayer, counted_once, warn_of_names

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo.own.layer import Given
    from geo.own.sides import Side

__all__ = ["EveryState", "compare_every_state", "compare_states", "every_state_of"]

_LOG = logging.getLogger("geo")

_AT_ONCE: Final = 256
"""States that are set against their neighbours at a time."""
_LEAST_KM2: Final = 0.005
"""Half a hectare: less is the noise of two drawings of one border."""


@dataclass(frozen=True, slots=True)
class EveryState:
    """What became of every state.

    Attributes
    ----------
    areas : AllStates
    crosswalk : Crosswalk
        Who holds what of whose land, in the order of the earlier states.
    changed : ChangedLand
        What passed from one to another.

    Examples
    --------
    >>> EveryState(AllStates(), Crosswalk(), ChangedLand()).areas
    <AllStates: 0 states>
    """

    areas: AllStates
    crosswalk: Crosswalk
    changed: ChangedLand


def compare_states(  # noqa: PLR0913  (as `compare_files`)
    before: Given,
    after: Given,
    *,
    name: str,
    name_after: str | None = None,
    layer: str | None = None,
    layer_after: str | None = None,
    encoding: str | None = None,
    crs: str | None = None,
) -> AllStates:
    """Compare every state of two files.

    Parameters
    ----------
    before, after : path, geopandas.GeoDataFrame or geopandas.GeoSeries
        Polygons.
    name : str
        The field with the states' names.
    name_after : str, optional
        The same of the second, if it is another there.
    layer, layer_after, encoding, crs : str, optional
        As for `compare_files`.

    Returns
    -------
    AllStates
        Areas in km² before and after, gained and lost; the largest change
        first.

    Raises
    ------
    InputFileError, CRSError, GeometryError, UnknownNameError
        As for `compare_files`.

    Examples
    --------
    >>> import geopandas as gpd
    >>> lands = [shapely.box(20, 50, 22, 52), shapely.box(22, 50, 24, 52)]
    >>> before = gpd.GeoDataFrame({"state": ["A", "B"]}, geometry=lands, crs="EPSG:4326")
    >>> after = before.assign(geometry=[shapely.box(20, 50, 21, 52), shapely.box(21, 50, 24, 52)])
    >>> compare_states(before, after, name="state").frame()["gained_km2"].round().tolist()
    [0.0, 15618.0]
    """
    found = compare_every_state(
        before,
        after,
        name=name,
        name_after=name_after,
        layer=layer,
        layer_after=layer_after,
        encoding=encoding,
        crs=crs,
    )
    return found.areas


def compare_every_state(  # noqa: PLR0913  (as `compare_files`)
    before: Given,
    after: Given,
    *,
    name: str,
    name_after: str | None = None,
    layer: str | None = None,
    layer_after: str | None = None,
    encoding: str | None = None,
    crs: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> EveryState:
    """Compare every state as `compare_states` does, and say who holds what of whose land.

    Parameters
    ----------
    before, after, name, name_after, layer, layer_after, encoding, crs
        As for `compare_states`.
    progress : callable, optional
        Told from time to time how many states are done, of how many.

    Returns
    -------
    EveryState

    Examples
    --------
    >>> import geopandas as gpd
    >>> lands = [shapely.box(20, 50, 22, 52), shapely.box(22, 50, 24, 52)]
    >>> before = gpd.GeoDataFrame({"state": ["A", "B"]}, geometry=lands, crs="EPSG:4326")
    >>> after = before.assign(state=["A", "New B"])
    >>> [(match.before, match.after) for match in compare_every_state(before, after, name="state").crosswalk]
    [('A', 'A'), ('B', 'New B')]
    """
    sources = Sources.of(
        (before, after),
        name=name,
        name_after=name_after,
        state=None,
        layer=layer,
        layer_after=layer_after,
        encoding=encoding,
        crs=crs,
    )
    return every_state_of(open_sides(sources), progress)


def every_state_of(sides: tuple[Side, Side], progress: Callable[[int, int], None] | None = None) -> EveryState:
    """Compare every state of two layers that are open; as `compare_every_state`."""
    for side in sides:
        if side.kind == LINES:
            msg = f"{side.label} holds lines; comparing every state needs polygons."
            raise GeometryError(msg)
    for side in sides:
        warn_of_names(side)
    layers = counted_once(sides[0]), counted_once(sides[1])
    # what one layer holds broken cannot be set against the other
    lost = sides[0].left_out | sides[1].left_out
    keys = sorted((set(layers[0].number) | set(layers[1].number)) - lost)
    return _Overlay(layers, keys, progress or (lambda *_: None)).told()


def _drawn_alike(old: NDArray[np.object_], new: NDArray[np.object_]) -> NDArray[np.bool_]:
    """Tell which states are the same in both, wherever their rings begin and whichever way they run."""
    same = np.asarray(shapely.equals_identical(old, new), dtype=bool)
    alike = ~same & (shapely.get_num_coordinates(old) == shapely.get_num_coordinates(new))
    alike &= (shapely.bounds(old) == shapely.bounds(new)).all(axis=1)
    same[alike] = shapely.equals_identical(shapely.normalize(old[alike]), shapely.normalize(new[alike]))
    return same


class _Overlay:
    """Two layers, state against state."""

    def __init__(
        self,
        layers: tuple[StatesOfLayer, StatesOfLayer],
        keys: Sequence[str],
        progress: Callable[[int, int], None],
    ) -> None:
        self.before, self.after = layers
        self.keys = keys
        self.progress = progress
        self.rows: list[StateAreas] = []
        self.matches: list[Match] = []
        self.passed: list[tuple[AreaChange, list[BaseGeometry]]] = []
        self._tree = shapely.STRtree(self.after.land)

    def told(self) -> EveryState:
        """Go through all states."""
        old, new = (
            np.array([layer.number.get(key, -1) for key in self.keys], dtype=np.int64)
            for layer in (self.before, self.after)
        )
        both = (old >= 0) & (new >= 0)
        same = np.zeros(len(self.keys), dtype=bool)
        same[both] = _drawn_alike(self.before.land[old[both]], self.after.land[new[both]])
        # 1. those that are drawn alike
        for k in np.flatnonzero(same).tolist():
            self._unchanged(self.keys[k], int(old[k]), int(new[k]))
        # 2. the others, some at a time
        rest = np.flatnonzero(~same)
        done = int(same.sum())
        self.progress(done, len(self.keys))
        for start in range(0, len(rest), _AT_ONCE):
            some = rest[start : start + _AT_ONCE]
            self._changed([self.keys[k] for k in some.tolist()], old[some], new[some])
            self.progress(done + start + len(some), len(self.keys))
        # 3. to the square metre: what one gained and another lost is the same, but for rounding
        rows = sorted(self.rows, key=lambda row: (-round(row.gained_km2 + row.lost_km2, 6), row.state))
        return EveryState(
            AllStates(rows),
            Crosswalk(sorted(self.matches, key=lambda match: (match.before, -match.area_km2))),
            changed_land(self.passed),
        )

    def _unchanged(self, key: str, old: int, new: int) -> None:
        area = float(self.before.area_km2[old])
        self.rows.append(StateAreas(self._name(key), area, area, 0.0, 0.0))
        self.matches.append(Match(self.before.names[key], self.after.names[key], area, 1.0, 1.0))
        del new

    def _name(self, key: str) -> str:
        written = [layer.names[key] for layer in (self.before, self.after) if key in layer.names]
        return min(written)

    def _changed(self, keys: list[str], old: NDArray[np.int64], new: NDArray[np.int64]) -> None:
        nothing = shapely.Polygon()
        before = np.array([self.before.land[k] if k >= 0 else nothing for k in old.tolist()], dtype=object)
        after = np.array([self.after.land[k] if k >= 0 else nothing for k in new.tolist()], dtype=object)
        # 1. what each gained and lost
        gained, lost = (
            np.asarray(shapely.difference(a, b), dtype=object) for a, b in ((after, before), (before, after))
        )
        km2 = [areas_km2(land) for land in (before, after, gained, lost)]
        # 2. who holds in the later layer what each held in the earlier
        shares = self._shares(keys, old, before)
        # 3. what nobody held before: of what was gained, the rest of what anyone held
        self._from_nobody(keys, gained)
        for k, key in enumerate(keys):
            only, partner, share = "", "", np.nan
            if old[k] < 0 or new[k] < 0:
                only = "before" if new[k] < 0 else "after"
                partner, share = self._partner(shares[k], int(new[k]))
                if not share >= TELLING:  # nor is nan
                    partner, share = "", np.nan
            self.rows.append(
                StateAreas(
                    self._name(key),
                    float(km2[0][k]),
                    float(km2[1][k]),
                    float(km2[2][k]),
                    float(km2[3][k]),
                    only,
                    partner,
                    float(share),
                )
            )

    def _shares(
        self, keys: list[str], old: NDArray[np.int64], before: NDArray[np.object_]
    ) -> list[list[tuple[str, float]]]:
        """Set states against those that hold their land in the later layer, and note what passed."""
        which, later = self._tree.query(before, predicate="intersects")
        common = np.asarray(shapely.intersection(before[which], self.after.land[later]), dtype=object)
        km2 = areas_km2(common)
        names, after_keys = list(self.after.names.values()), list(self.after.names)
        shares: list[list[tuple[str, float]]] = [[] for _ in keys]
        taken: list[list[BaseGeometry]] = [[] for _ in keys]
        for k, other, land, area in zip(which.tolist(), later.tolist(), common, km2.tolist(), strict=True):
            if area <= 0.0:
                continue
            taken[k].append(land)
            share = area / max(float(self.before.area_km2[old[k]]), _LEAST_KM2 / 1e6)
            shares[k].append((names[other], share))
            if area < _LEAST_KM2:
                continue
            name = self.before.names[keys[k]]
            part = area / max(float(self.after.area_km2[other]), _LEAST_KM2 / 1e6)
            self.matches.append(Match(name, names[other], area, min(share, 1.0), min(part, 1.0)))
            if after_keys[other] != keys[k]:
                self._pass(name, names[other], land)
        covered = np.bincount(which, weights=km2, minlength=len(keys))
        for k, lands in enumerate(taken):
            if old[k] < 0 or self.before.area_km2[old[k]] - covered[k] < _LEAST_KM2:
                continue
            rest = shapely.difference(before[k], shapely.union_all(lands)) if lands else before[k]
            self._pass(self.before.names[keys[k]], "", rest)
        return shares

    def _from_nobody(self, keys: list[str], gained: NDArray[np.object_]) -> None:
        tree = self._tree_before()
        which, earlier = tree.query(gained, predicate="intersects")
        enough = areas_km2(gained) >= _LEAST_KM2
        for k, key in enumerate(keys):
            if not enough[k]:
                continue
            holders = self.before.land[earlier[which == k]]
            rest = shapely.difference(gained[k], shapely.union_all(holders)) if len(holders) else gained[k]
            if key in self.after.names:
                self._pass("", self.after.names[key], rest)

    def _tree_before(self) -> shapely.STRtree:
        if not hasattr(self, "_earlier"):
            self._earlier = shapely.STRtree(self.before.land)
        return self._earlier

    def _pass(self, before: str, after: str, land: BaseGeometry) -> None:
        parts = [part for part in shapely.get_parts(land) if part.geom_type == "Polygon" and not part.is_empty]
        large = [
            part
            for part, km2 in zip(parts, areas_km2(np.array(parts, dtype=object)), strict=True)
            if km2 >= _LEAST_KM2
        ]
        if large:
            self.passed.append((AreaChange(before, after, 0.0), large))

    def _partner(self, shares: list[tuple[str, float]], new: int) -> tuple[str, float]:
        """Name who holds most of the land of a state that only one layer knows, in the other."""
        if new < 0:
            return max(shares, key=lambda one: one[1], default=("", np.nan))
        land = self.after.land[new]
        near = self._tree_before().query(land, predicate="intersects")
        if not len(near):
            return "", np.nan
        km2 = areas_km2(np.asarray(shapely.intersection(self.before.land[near], land), dtype=object))
        best = int(np.argmax(km2))
        name = list(self.before.names.values())[int(near[best])]
        return (name, float(km2[best] / self.after.area_km2[new])) if km2[best] > 0.0 else ("", np.nan)
