"""Lines and outlines drawn with less detail, and areas made wider.

One tolerance serves a whole atlas because the simplification is done on a plane
about its middle, true to scale to 2 % within 1,500 km of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.earth.equal_area import EqualAreaPlane

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

__all__ = ["generalise", "kept_at_each", "kept_vertices", "widen"]


def generalise(geometry: BaseGeometry, tolerance_m: float, *, centre: tuple[float, float]) -> BaseGeometry:
    """Drop the vertices that a line or an outline can do without.

    Parameters
    ----------
    geometry : shapely.Geometry
        In degrees on WGS 84.
    tolerance_m : float
        How far the result may lie from the original, in metres.
    centre : tuple of float
        Longitude and latitude of the middle of the plane, in degrees: that of
        the atlas (`About.centre`), for what neighbours have in common must be
        drawn on one plane.

    Returns
    -------
    shapely.Geometry
        In degrees. Ends of lines stay where they are; polygons stay valid.

    Notes
    -----
    Douglas and Peucker (1973), in the variant of GEOS that keeps a polygon's
    rings from crossing themselves, on a Lambert azimuthal equal-area plane.

    Examples
    --------
    >>> wiggle = shapely.LineString([(24, 50), (24.5, 50.0001), (25, 50)])
    >>> generalise(wiggle, 1000, centre=(24.5, 50.0)).wkt
    'LINESTRING (24 50, 25 50)'
    """
    degrees = _on_plane(geometry, centre, lambda plane: shapely.simplify(plane, tolerance_m))
    if degrees.geom_type == "LineString":  # there and back again moves an end by its last digits
        lonlat = shapely.get_coordinates(degrees)
        ends = shapely.get_coordinates(geometry)
        lonlat[0], lonlat[-1] = ends[0], ends[-1]
        degrees = shapely.LineString(lonlat)
    return degrees if shapely.is_valid(degrees) else shapely.make_valid(degrees)


def kept_vertices(
    geometries: Sequence[BaseGeometry], tolerance_m: float, *, centre: tuple[float, float]
) -> NDArray[np.bool_]:
    """Tell which vertices of many lines and outlines `generalise` keeps.

    Parameters
    ----------
    geometries : sequence of shapely.Geometry
        In degrees on WGS 84.
    tolerance_m : float
        How far the result may lie from the original, in metres; where that is
        nothing all are kept.
    centre : tuple of float
        Longitude and latitude of the middle of the plane; see `generalise`.

    Returns
    -------
    ndarray of bool
        For each of ``shapely.get_coordinates(geometries)``. Of the vertex where
        a ring begins and ends, one of the two may be told to be kept.

    Examples
    --------
    >>> wiggle = shapely.LineString([(24, 50), (24.5, 50.0001), (25, 50)])
    >>> kept_vertices([wiggle], 1000, centre=(24.5, 50.0)).tolist()
    [True, False, True]
    """
    return kept_at_each(geometries, [tolerance_m], centre=centre)[tolerance_m]


def kept_at_each(
    geometries: Sequence[BaseGeometry], tolerances_m: Sequence[float], *, centre: tuple[float, float]
) -> dict[float, NDArray[np.bool_]]:
    """Tell which vertices are kept at each of some tolerances, as `kept_vertices` does at one."""
    flat = shapely.force_2d(np.array(geometries, dtype=object))
    lonlat = shapely.get_coordinates(flat)
    # each vertex carries its number as a height, which simplifying leaves as it is
    numbered = np.column_stack([EqualAreaPlane(*centre).forward(lonlat), np.arange(len(lonlat))])
    plane = shapely.set_coordinates(shapely.force_3d(flat), numbered)

    def kept_at(tolerance_m: float) -> NDArray[np.bool_]:
        if tolerance_m == 0.0:
            return np.ones(len(lonlat), dtype=bool)
        kept = np.zeros(len(lonlat), dtype=bool)
        light = shapely.get_coordinates(shapely.simplify(plane, tolerance_m), include_z=True)
        kept[light[:, 2].astype(np.int64)] = True
        return kept

    return {tolerance_m: kept_at(tolerance_m) for tolerance_m in tolerances_m}


def widen(areas: BaseGeometry, metres: float, *, centre: tuple[float, float]) -> BaseGeometry:
    """Widen areas on all sides, as far as everything within so many metres of them.

    Parameters
    ----------
    areas : shapely.Geometry
        In degrees on WGS 84.
    metres : float
    centre : tuple of float
        Longitude and latitude of the middle of the plane; see `generalise`.

    Returns
    -------
    shapely.Geometry
        In degrees; round corners are of eight pieces to a quarter.

    Examples
    --------
    >>> island = shapely.box(24.0, 50.0, 24.1, 50.1)
    >>> west, south, east, north = widen(island, 10_000, centre=(24, 50)).bounds
    >>> round((north - 50.1) * 111.2), round((24.0 - west) * 71.5)
    (10, 10)
    """
    return _on_plane(areas, centre, lambda plane: shapely.buffer(plane, metres))


def _on_plane(
    geometry: BaseGeometry, centre: tuple[float, float], change: Callable[[BaseGeometry], BaseGeometry]
) -> BaseGeometry:
    """Change something where a metre is a metre in every direction, and take it back to degrees."""
    plane = EqualAreaPlane(*centre)
    return shapely.transform(change(shapely.transform(geometry, plane.forward)), plane.inverse)
