"""Areas of many polygons at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.earth.geodesy import GAUSS_W, GAUSS_X, area_density

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["areas_km2"]

_TALL_DEG: Final = 1.0
"""Edges that reach farther north are cut before their area is taken."""


def areas_km2(land: NDArray[np.object_]) -> NDArray[np.float64]:
    """Measure the areas of many polygons at once, as `geo.earth.geodesy.area_m2` does of one.

    Examples
    --------
    >>> areas_km2(np.array([shapely.box(24, 50, 25, 51), shapely.Polygon()], dtype=object)).round(3)
    array([7892.219,    0.   ])
    """
    # 1. the edges of all rings, shells counter-clockwise and holes clockwise; tall ones cut
    parts, owner = shapely.get_parts(np.asarray(land, dtype=object), return_index=True)
    kinds = shapely.get_type_id(parts)
    deeper = np.isin(kinds, (shapely.GeometryType.MULTIPOLYGON, shapely.GeometryType.GEOMETRYCOLLECTION))
    if deeper.any():  # of a collection within
        leaves, of = shapely.get_parts(parts[deeper], return_index=True)
        parts, owner = np.concatenate([parts, leaves]), np.concatenate([owner, owner[deeper][of]])
        kinds = shapely.get_type_id(parts)
    areal = kinds == shapely.GeometryType.POLYGON
    parts, owner = parts[areal], owner[areal]
    rings, polygon = shapely.get_rings(shapely.orient_polygons(parts), return_index=True)
    lonlat, ring = shapely.get_coordinates(rings, return_index=True)
    if len(lonlat) and np.abs(np.diff(lonlat[:, 1])).max(initial=0.0) > _TALL_DEG:
        lonlat, ring = shapely.get_coordinates(shapely.segmentize(rings, _TALL_DEG), return_index=True)
    # 2. longitudes from the ring's first vertex: small numbers cancel better
    first = np.searchsorted(ring, np.arange(len(rings)))
    lam, phi = (
        np.radians(lonlat[:, 0] - lonlat[first[ring], 0] if len(lonlat) else lonlat[:, 0]),
        np.radians(lonlat[:, 1]),
    )
    same = ring[1:] == ring[:-1]
    lam0, phi0, d_lam, d_phi = lam[:-1][same], phi[:-1][same], np.diff(lam)[same], np.diff(phi)[same]
    # 3. the area between each edge and the meridian of its ring's first vertex, at five points
    t = (GAUSS_X + 1.0) / 2.0
    total = np.zeros(len(d_phi))
    for at, weight in zip(t.tolist(), (GAUSS_W / 2.0).tolist(), strict=True):
        total += weight * (lam0 + d_lam * at) * area_density(phi0 + d_phi * at)
    whose = owner[polygon[ring[:-1][same]]]
    return np.asarray(np.bincount(whose, weights=total * d_phi, minlength=len(land)) / 1e6)
