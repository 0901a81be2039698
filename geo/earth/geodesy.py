r"""Lengths, areas and distances on the WGS 84 ellipsoid.

Nothing else in the package turns degrees into metres. Edges of polygons and
lines are taken as straight in longitude and latitude, as RFC 7946 draws them,
so that an east-west edge runs along its parallel; `area_m2` integrates such
edges exactly, and agrees with a geodesic polygon whose edges were densified
first.

Symbols: :math:`a` semi-major axis, :math:`e^2` squared eccentricity,
:math:`N = a/\sqrt{1-e^2\sin^2\varphi}` and
:math:`M = a(1-e^2)/(1-e^2\sin^2\varphi)^{3/2}` the radii of curvature in the
prime vertical and in the meridian.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pyproj
import shapely

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray
    from shapely.geometry.base import BaseGeometry

__all__ = [
    "GAUSS_W",
    "GAUSS_X",
    "GEOD",
    "area_density",
    "area_m2",
    "direction_deg",
    "distance_m",
    "edge_integrals_m2",
    "length_m",
    "meridian_arc_m",
    "meridian_arcs_m",
    "meridian_m_per_degree",
    "parallel_m_per_degree",
]

GEOD: Final = pyproj.Geod(ellps="WGS84")
"""Geodesics on WGS 84 (Karney 2013, as in PROJ)."""

_A: Final = GEOD.a
_E2: Final = GEOD.es

# Five-point Gauss-Legendre integrates polynomials of degree 9 exactly. M·N·cos φ
# over one degree of latitude is so nearly such a polynomial that an edge of that
# length is off by less than 1e-12 of its area.
GAUSS_X: Final = np.array([-0.906179845938664, -0.5384693101056831, 0.0, 0.5384693101056831, 0.906179845938664])
GAUSS_W: Final = np.array(
    [0.23692688505618928, 0.4786286704993663, 0.5688888888888887, 0.4786286704993663, 0.23692688505618928]
)
"""Points from -1 to 1 where an integrand is taken along an edge, and their weights: those of numpy's leggauss,
which need a part of numpy that nothing else does."""
_MAX_EDGE_DEG: Final = 2.0

_SHORT_X, _SHORT_W = np.polynomial.legendre.leggauss(2)
_SHORT: Final = 1e-3
"""Radians. Of shorter edges two points leave out 1e-14 of the area: the error goes with the fourth power."""

_EDGES: Final = 1 << 14
"""Edges whose integrals are taken at a time: what they make stays within a processor's cache."""

_POLYGON: Final = 3
"""GEOS's number of the type; collections have higher ones."""


def parallel_m_per_degree(lat: ArrayLike) -> NDArray[np.float64]:
    """Length of one degree of longitude on a parallel.

    Parameters
    ----------
    lat : array_like of float
        Geographic latitude in degrees.

    Returns
    -------
    ndarray of float
        Metres per degree: ``N cos φ · π/180``.

    Examples
    --------
    >>> round(float(parallel_m_per_degree(0.0)), 2)
    111319.49
    >>> round(float(parallel_m_per_degree(60.0)), 1)
    55800.0
    """
    phi = np.radians(np.asarray(lat, dtype=float))
    prime_vertical = _A / np.sqrt(1.0 - _E2 * np.sin(phi) ** 2)
    return np.asarray(np.radians(prime_vertical * np.cos(phi)))


def meridian_m_per_degree(lat: ArrayLike) -> NDArray[np.float64]:
    """Length of one degree of latitude about a latitude.

    Parameters
    ----------
    lat : array_like of float
        Geographic latitude in degrees.

    Returns
    -------
    ndarray of float
        Metres per degree: ``M · π/180``.

    Examples
    --------
    >>> round(float(meridian_m_per_degree(45.0)), 1)
    111131.8
    """
    phi = np.radians(np.asarray(lat, dtype=float))
    return np.asarray(np.radians(_A * (1.0 - _E2) / (1.0 - _E2 * np.sin(phi) ** 2) ** 1.5))


def area_density(phi: NDArray[np.float64]) -> NDArray[np.float64]:
    """Square metres to a radian of longitude and a radian of latitude: ``M N cos φ``.

    Parameters
    ----------
    phi : ndarray of float
        Latitude in radians.
    """
    w2 = 1.0 - _E2 * np.sin(phi) ** 2
    return np.asarray(_A**2 * (1.0 - _E2) * np.cos(phi) / w2**2)


def meridian_arc_m(lat_from: float, lat_to: float) -> float:
    """Length of the meridian between two latitudes, in metres, never negative.

    Parameters
    ----------
    lat_from, lat_to : float
        Geographic latitudes in degrees.

    Returns
    -------
    float
        Metres along the meridian: ``∫ M dφ``.

    Examples
    --------
    >>> round(meridian_arc_m(45, 46), 1)
    111141.5
    >>> meridian_arc_m(50, 50)
    0.0
    """
    return float(abs(GEOD.inv(0.0, lat_from, 0.0, lat_to)[2]))


def meridian_arcs_m(lats: NDArray[np.float64]) -> NDArray[np.float64]:
    """Lengths of the meridian between successive latitudes, in metres.

    Parameters
    ----------
    lats : ndarray of float
        Geographic latitudes in degrees, ascending.

    Examples
    --------
    >>> meridian_arcs_m(np.array([45.0, 46.0, 47.0])).round(1)
    array([111141.5, 111161.1])
    """
    zeros = np.zeros(len(lats) - 1)
    return np.asarray(GEOD.inv(zeros, lats[:-1], zeros, lats[1:])[2])


def distance_m(lon1: ArrayLike, lat1: ArrayLike, lon2: ArrayLike, lat2: ArrayLike) -> NDArray[np.float64]:
    """Geodesic distance between points, element by element.

    Parameters
    ----------
    lon1, lat1, lon2, lat2 : array_like of float
        Degrees on WGS 84, broadcast against each other.

    Returns
    -------
    ndarray of float
        Metres.

    Examples
    --------
    Wellington to Salamanca, which GeographicLib's manual gives as 19959679.267 m:

    >>> round(float(distance_m(174.81, -41.32, -5.50, 40.96)), 3)
    19959679.267
    """
    lons1, lats1, lons2, lats2 = np.broadcast_arrays(lon1, lat1, lon2, lat2)
    return np.asarray(GEOD.inv(lons1, lats1, lons2, lats2)[2])


def length_m(line: BaseGeometry) -> float:
    """Length of a line, its vertices joined by geodesics.

    Parameters
    ----------
    line : shapely.Geometry
        Lines of any kind, in degrees on WGS 84. Points count nothing; polygons
        count their rings.

    Returns
    -------
    float
        Metres.

    Examples
    --------
    >>> round(length_m(shapely.LineString([(24, 50), (25, 50)])), 1)
    71695.2
    """
    if line.geom_type == "LineString":  # quicker than coordinate by coordinate
        lon, lat = shapely.get_coordinates(line).T
        return float(GEOD.line_length(np.ascontiguousarray(lon), np.ascontiguousarray(lat)))
    return float(GEOD.geometry_length(line))


def edge_integrals_m2(
    lon0: NDArray[np.float64],
    lat0: NDArray[np.float64],
    lon1: NDArray[np.float64],
    lat1: NDArray[np.float64],
    origin: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Tell what each edge adds to its ring's integral, whose amount is the area that the ring goes round.

    Parameters
    ----------
    lon0, lat0, lon1, lat1 : ndarray of float
        Start and end of each edge, in degrees.
    origin : ndarray of float
        The longitude that its ring counts from.
    """
    steps = np.maximum(np.ceil(np.abs(lat1 - lat0) / _MAX_EDGE_DEG), 1.0)
    if (steps > 1.0).any():  # only the window's edge is so long
        times = steps.astype(np.int64)
        edge = np.repeat(np.arange(len(lon0)), times)
        part = (np.arange(len(edge)) - np.repeat(np.cumsum(times) - times, times))[None, :] + [[0], [1]]
        share = part / steps[edge]
        (lons0, lons1), (lats0, lats1) = (
            a[edge] + (b - a)[edge] * share for a, b in ((lon0, lon1), (lat0, lat1))
        )
        added = edge_integrals_m2(lons0, lats0, lons1, lats1, origin[edge])
        return np.add.reduceat(added, np.cumsum(times) - times)
    # 1. small numbers cancel better: hence the origin
    lam, phi = np.radians(lon0 - origin), np.radians(lat0)
    d_lam, d_phi = np.radians(lon1 - lon0), np.radians(lat1) - phi
    # 2. along an edge both run evenly, so the integrand is taken at five points of each; of short ones two do
    short = max(np.abs(d_lam).max(initial=0.0), np.abs(d_phi).max(initial=0.0)) < _SHORT
    points, weights = (_SHORT_X, _SHORT_W) if short else (GAUSS_X, GAUSS_W)
    t = (points + 1.0) / 2.0
    nodes = phi[:, None] + d_phi[:, None] * t
    lambdas = lam[:, None] + d_lam[:, None] * t
    return np.asarray((lambdas * area_density(nodes)) @ (weights / 2.0) * d_phi)


def area_m2(geometry: BaseGeometry) -> float:
    """Ellipsoidal area of polygons whose edges are straight in longitude and latitude.

    Parameters
    ----------
    geometry : shapely.Geometry
        Polygons, or a collection of them, in degrees on WGS 84. Holes are
        taken off; points and lines count nothing. Winding does not matter.

    Returns
    -------
    float
        Square metres, never negative.

    See Also
    --------
    pyproj.Geod.geometry_area_perimeter : the same for geodesic edges.

    Notes
    -----
    Joining the vertices of an undensified east-west edge by a geodesic moves
    the edge poleward; for one degree of longitude at 60°N that is 0.12 km.

    Examples
    --------
    The quadrangle between 50° and 51° N, one degree wide, in km²:

    >>> round(area_m2(shapely.box(24, 50, 25, 51)) / 1e6, 3)
    7892.219
    """
    parts = shapely.get_parts(geometry)
    while (shapely.get_type_id(parts) > _POLYGON).any():  # collections may hold collections
        parts = shapely.get_parts(parts)
    rings, owner = shapely.get_rings(parts, return_index=True)  # points and lines have none
    if not len(rings):
        return 0.0
    # 1. each ring's first vertex, and the edges from vertex to vertex
    counts = shapely.get_num_coordinates(rings)
    first = np.cumsum(counts) - counts
    lon, lat = shapely.get_coordinates(rings).T
    edge = np.delete(np.arange(len(lon)), first + counts - 1)
    origin = np.repeat(lon[first], counts)
    # 2. some thousand edges at a time, for each is taken at five points
    added = np.concatenate(
        [
            edge_integrals_m2(lon[some], lat[some], lon[some + 1], lat[some + 1], origin[some])
            for some in np.array_split(edge, len(edge) // _EDGES + 1)
        ]
    )
    # 3. the first ring of each polygon is its shell, the others are holes
    enclosed = np.abs(np.add.reduceat(added, first - np.arange(len(first))))
    shell = np.diff(owner, prepend=-1) != 0
    return float(enclosed[shell].sum() - enclosed[~shell].sum())


def direction_deg(lon1: ArrayLike, lat1: ArrayLike, lon2: ArrayLike, lat2: ArrayLike) -> NDArray[np.float64]:
    """Angle between a short line and the parallel, in degrees from 0 (east-west) to 90.

    Parameters
    ----------
    lon1, lat1, lon2, lat2 : array_like of float
        End points in degrees, at most a few tens of kilometres apart.

    Returns
    -------
    ndarray of float
        Degrees.

    Examples
    --------
    >>> float(direction_deg(24.0, 50.0, 24.0, 50.5))
    90.0
    >>> float(direction_deg(24.0, 50.0, 25.0, 50.0))
    0.0
    """
    lons1, lats1, lons2, lats2 = (np.asarray(v, dtype=float) for v in (lon1, lat1, lon2, lat2))
    middle = (lats1 + lats2) / 2.0
    east = (lons2 - lons1) * parallel_m_per_degree(middle)
    north = (lats2 - lats1) * meridian_m_per_degree(middle)
    return np.asarray(np.degrees(np.arctan2(np.abs(north), np.abs(east))))
