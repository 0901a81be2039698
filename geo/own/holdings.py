"""What a state held in a layer, and what it gained and lost from one layer to another.

Areas are taken strip by strip along parallels: an overlay of two borders of
millions of points needs a kilobyte for each, and more where they are the same.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.earth.geodesy import area_m2
from geo.own.compared import AreaChange
from geo.own.gate import geometries

if TYPE_CHECKING:
    from collections.abc import Iterator

    import geopandas as gpd
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

__all__ = ["changes", "gained_and_lost_km2", "is_state", "state_names", "state_polygons"]

_MOST_VERTICES: Final = 500_000
"""Of two polygons that are overlaid at once."""

_LEAST_KM2: Final = 0.005
"""Half a hectare: less is the noise of two drawings of one border."""


def state_names(frame: gpd.GeoDataFrame, name: str) -> list[str]:
    """Return the states of a layer, in alphabetical order."""
    return sorted(set(frame[name]))


def state_polygons(frame: gpd.GeoDataFrame, name: str, state: str) -> BaseGeometry:
    """Return a state's land, or its lines, whatever the case of its name."""
    return shapely.union_all(geometries(frame[is_state(frame, name, state)]))


def is_state(frame: gpd.GeoDataFrame, name: str, state: str) -> NDArray[np.bool_]:
    """Say which features are a state's, whatever the case of its name."""
    return np.array([who.casefold() == state.casefold() for who in frame[name]], dtype=bool)


def gained_and_lost_km2(old: BaseGeometry, new: BaseGeometry) -> tuple[float, float]:
    """Measure the land that is only in the second of two polygons, and only in the first.

    Examples
    --------
    >>> gained_and_lost_km2(shapely.box(24, 50, 25, 51), shapely.box(23, 50, 25, 51))
    (7892.2..., 0.0)
    """
    pieces = list(_pieces(old, new))
    gained, lost = (sum(area_m2(piece[k]) for piece in pieces) / 1e6 for k in (0, 1))
    return gained, lost


def changes(
    frames: tuple[gpd.GeoDataFrame, gpd.GeoDataFrame],
    name: str,
    state: str,
    held: tuple[BaseGeometry, BaseGeometry],
) -> tuple[tuple[AreaChange, ...], tuple[float, float]]:
    """Say who gained what from whom, and between which latitudes.

    Parameters
    ----------
    frames : tuple of geopandas.GeoDataFrame
        The earlier and the later layer.
    name : str
        The field that names the states.
    state : str
        The state that is asked about.
    held : tuple of shapely.Geometry
        Its land in either.

    Returns
    -------
    areas : tuple of AreaChange
        The largest first.
    latitudes : tuple of float
        Southern and northern end of what changed hands; of all that it held
        where nothing did.
    """
    km2: dict[tuple[str, str], float] = {}
    touched = []
    for gained, lost in _pieces(*held):
        touched += [piece for piece in (gained, lost) if not piece.is_empty]
        for who, area in _shares(gained, frames[0], name, state).items():
            km2[who, state] = km2.get((who, state), 0.0) + area
        for who, area in _shares(lost, frames[1], name, state).items():
            km2[state, who] = km2.get((state, who), 0.0) - area
    areas = [AreaChange(*pair, area) for pair, area in km2.items() if abs(area) >= _LEAST_KM2]
    _, south, _, north = shapely.total_bounds(touched or list(held))
    return tuple(sorted(areas, key=lambda change: -abs(change.area_km2))), (float(south), float(north))


def _pieces(old: BaseGeometry, new: BaseGeometry) -> Iterator[tuple[BaseGeometry, BaseGeometry]]:
    """Yield what was gained and what was lost, strip by strip from the south."""
    for before, after in _strips(old, new):
        if shapely.equals_identical(before, after):  # by far the slowest to overlay
            continue
        yield shapely.difference(after, before), shapely.difference(before, after)


def _strips(old: BaseGeometry, new: BaseGeometry) -> Iterator[tuple[BaseGeometry, BaseGeometry]]:
    """Cut two polygons along parallels so that each pair has few vertices."""
    count = int(shapely.get_num_coordinates([old, new]).sum())
    if count <= _MOST_VERTICES:
        yield old, new
        return
    parts = np.linspace(0.0, 1.0, -(-count // _MOST_VERTICES) + 1)
    cuts = np.unique(np.quantile(shapely.get_coordinates([old, new])[:, 1], parts))
    west, _, east, _ = shapely.total_bounds([old, new])
    for south, north in itertools.pairwise(cuts):
        strip = shapely.box(west, south, east, north)
        yield _areas(shapely.intersection(old, strip)), _areas(shapely.intersection(new, strip))


def _areas(geometry: BaseGeometry) -> BaseGeometry:
    """Leave out the points and lines in which a strip only touches a polygon."""
    parts = shapely.get_parts(geometry)
    return shapely.union_all(parts[shapely.get_dimensions(parts) == 2])  # noqa: PLR2004


def _shares(land: BaseGeometry, frame: gpd.GeoDataFrame, name: str, state: str) -> dict[str, float]:
    """Split land by who held it in a layer, in km²; what nobody held comes under an empty name."""
    if land.is_empty:
        return {}
    others = frame[~is_state(frame, name, state)]
    near = others.iloc[sorted(others.sindex.query(land, predicate="intersects"))]
    shares: dict[str, float] = {}
    for who, geometry in zip(near[name], near.geometry, strict=True):
        shares[who] = shares.get(who, 0.0) + area_m2(shapely.intersection(land, geometry)) / 1e6
    rest = area_m2(land) / 1e6 - sum(shares.values())
    shares[""] = max(rest, 0.0)
    return shares
