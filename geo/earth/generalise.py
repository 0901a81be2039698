"""Lines and outlines drawn with less detail.

One tolerance serves the whole window because the simplification is done on a
plane that is true to scale to 2 % everywhere in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pyproj
import shapely

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

__all__ = ["generalise"]

_PLANE: Final = pyproj.Transformer.from_crs(
    "EPSG:4326", "+proj=laea +lat_0=57 +lon_0=30 +ellps=WGS84", always_xy=True
)


def _to_plane(lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.column_stack(_PLANE.transform(lonlat[:, 0], lonlat[:, 1]))


def _to_degrees(xy: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.column_stack(_PLANE.transform(xy[:, 0], xy[:, 1], direction="INVERSE"))


def generalise(geometry: BaseGeometry, tolerance_m: float) -> BaseGeometry:
    """Drop the vertices that a line or an outline can do without.

    Parameters
    ----------
    geometry : shapely.Geometry
        In degrees on WGS 84.
    tolerance_m : float
        How far the result may lie from the original, in metres.

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
    >>> generalise(wiggle, 1000).wkt
    'LINESTRING (24 50, 25 50)'
    """
    # simplified where a metre is a metre in every direction, and taken back to degrees
    plane = shapely.transform(geometry, _to_plane)
    light = shapely.simplify(plane, tolerance_m)
    degrees = shapely.transform(light, _to_degrees)
    if degrees.geom_type == "LineString":  # there and back again moves an end by a nanodegree
        lonlat = shapely.get_coordinates(degrees)
        ends = shapely.get_coordinates(geometry)
        lonlat[0], lonlat[-1] = ends[0], ends[-1]
        degrees = shapely.LineString(lonlat)
    return degrees if shapely.is_valid(degrees) else shapely.make_valid(degrees)
