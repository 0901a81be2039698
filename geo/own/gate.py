"""The gate that other people's files come in by.

A file is looked at before GDAL opens it, its reference system before a single
coordinate is. What can safely be mended is mended and said; what cannot is
refused in one sentence that names the file, the feature and the remedy.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.errors import CRSError, GeometryError, UnknownNameError
from geo.files.names import plain
from geo.own.reading import MOST_REASON, OTHER_CRS, Layer, features_text, open_layer

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

__all__ = ["LINES", "POLYGONS", "check_overlap", "geometries", "geometry_kind", "read_layer"]

_LOG = logging.getLogger("geo")

POLYGONS: Final = "polygons"
LINES: Final = "lines"
_DIMENSION: Final = {1: LINES, 2: POLYGONS}
_WORLD: Final = (180.0, 90.0)
_SLACK_DEG: Final = 1e-6


def read_layer(path: Path, columns: list[str]) -> gpd.GeoDataFrame:
    """Read polygons or lines from a file, in degrees on WGS 84.

    Parameters
    ----------
    path : Path
        GeoJSON, GeoPackage, Shapefile, FlatGeobuf, KML, GML or TopoJSON, also
        in a zip.
    columns : list of str
        Fields that must be there, read as text; no other is kept, nor is a
        feature without a value.

    Returns
    -------
    geopandas.GeoDataFrame
        In EPSG:4326, longitude first, plane, valid; only features with a
        geometry; the fields asked for and the geometry.

    Raises
    ------
    InputFileError
        If the file is missing, of no format that is read, or damaged.
    UnknownNameError
        If a field is missing.
    CRSError
        If there is no reference system, or the coordinates are not of it.
    GeometryError
        If there is nothing to use, or a geometry cannot be mended.
    """
    if "geometry" in columns:
        msg = f"{path}: a field called 'geometry' cannot name states; rename it, or name another with --name."
        raise UnknownNameError(msg)
    layer = open_layer(path, columns)
    layer = _without(layer, shapely.is_missing(layer.geometry) | shapely.is_empty(layer.geometry), "geometry")
    for name in columns:
        layer = _without(layer, np.array([text == "" for text in layer.fields[name]], dtype=bool), repr(name))
    if not len(layer.geometry):
        named = " with a name" if columns else ""
        msg = f"{path} holds no geometry{named}; give a file of polygons or border lines."
        raise GeometryError(msg)
    _numbers(layer)
    layer = _collected(layer)
    geometry = _mended(layer, _in_degrees(layer))
    whole = gpd.GeoDataFrame(layer.fields, geometry=geometry, crs="EPSG:4326")
    whole = whole[~whole.geometry.is_empty]
    if whole.empty:
        msg = f"{path}: its polygons enclose nothing, or its lines have no length; check how it was drawn."
        raise GeometryError(msg)
    return whole.reset_index(drop=True)


def geometries(frame: gpd.GeoDataFrame) -> NDArray[np.object_]:
    """Return a frame's geometries as an array."""
    return np.asarray(frame.geometry.array, dtype=object)


def _without(layer: Layer, lacking: NDArray[np.bool_], what: str) -> Layer:
    if not lacking.any():
        return layer
    if not lacking.all():  # then there is more to say
        _LOG.warning("%s: %s without a %s left out", layer.path, features_text(int(lacking.sum())), what)
    return layer.only(~lacking)


def _numbers(layer: Layer) -> None:
    flat = shapely.force_2d(layer.geometry)
    lonlat, feature = shapely.get_coordinates(flat, return_index=True)
    broken = np.flatnonzero(~np.isfinite(lonlat).all(axis=1))
    if len(broken):
        which = int(feature[broken[0]])
        vertex = int(broken[0] - np.searchsorted(feature, which)) + 1
        msg = (
            f"{layer.path}: feature {int(layer.number[which])}, vertex {vertex} has a coordinate "
            "that is no number; mend or drop it."
        )
        raise GeometryError(msg)


def _in_degrees(layer: Layer) -> NDArray[np.object_]:
    path, crs = layer.path, layer.crs
    series = gpd.GeoSeries(shapely.force_2d(layer.geometry), crs=crs)
    if crs.is_geographic:
        _on_the_globe(layer, series, "degrees of its reference system")
    try:
        degrees = series.to_crs("EPSG:4326")
    except (ValueError, RuntimeError) as error:  # pyproj's errors are RuntimeErrors
        reason = plain(str(error), MOST_REASON)
        msg = f"{path} cannot be brought to WGS 84 ({reason}); check its reference system."
        raise CRSError(msg) from error
    if not crs.is_geographic:
        _on_the_globe(layer, degrees, f"coordinates of {crs.name}")
    geometry = np.asarray(degrees.array, dtype=object)
    _no_wrap(layer, geometry)
    return geometry


def _on_the_globe(layer: Layer, series: gpd.GeoSeries, what: str) -> None:
    """Look at every vertex: the bounds of a polygon know nothing of its holes."""
    lonlat, feature = shapely.get_coordinates(np.asarray(series.array, dtype=object), return_index=True)
    outside = ~(np.abs(lonlat) <= np.array(_WORLD) + _SLACK_DEG).all(axis=1)  # so written, it catches NaN too
    if not outside.any():
        return
    lon, lat = _WORLD
    (west, south), (east, north) = lonlat.min(axis=0), lonlat.max(axis=0)
    remedy = OTHER_CRS
    if np.isfinite(lonlat).all():
        upright = max(-south, north) <= lat + _SLACK_DEG
        if upright and max(-west, east) <= 2 * lon:
            remedy = "bring longitudes into -180 to 180 and cut what crosses the antimeridian"
        elif -lat <= west and east <= lat and max(-south, north) <= lon:
            remedy = "latitude and longitude look swapped: swap them"
    number = int(layer.number[feature[int(np.flatnonzero(outside)[0])]])
    extent = f"{west:g} to {east:g}, {south:g} to {north:g}, first in feature {number}"
    msg = f"{layer.path}: its coordinates are not {what} ({extent}); {remedy}."
    raise CRSError(msg)


def _no_wrap(layer: Layer, geometry: NDArray[np.object_]) -> None:
    """Refuse an edge that runs more than half round the world: it was meant to cross the antimeridian."""
    parts, owner = shapely.get_parts(geometry, return_index=True)
    areas, lines = (shapely.get_dimensions(parts) == dimension for dimension in (2, 1))
    rings, of_area = shapely.get_rings(parts[areas], return_index=True)
    owners = np.concatenate([owner[areas][of_area], owner[lines]])
    lonlat, line = shapely.get_coordinates(np.concatenate([rings, parts[lines]]), return_index=True)
    lon = lonlat[:, 0]
    far = (np.abs(np.diff(lon)) > _WORLD[0]) & (line[1:] == line[:-1])
    far &= np.minimum(np.abs(lon[1:]), np.abs(lon[:-1])) < _WORLD[0] - _SLACK_DEG  # not the world's own frame
    if far.any():
        k = int(np.flatnonzero(far)[0])
        msg = (
            f"{layer.path}: feature {int(layer.number[owners[line[k]]])} has an edge from longitude {lon[k]:g} "
            f"to {lon[k + 1]:g}; cut it at the antimeridian."
        )
        raise GeometryError(msg)


def _mended(layer: Layer, geometry: NDArray[np.object_]) -> NDArray[np.object_]:
    broken = ~shapely.is_valid(geometry)
    if broken.any():
        count = int(broken.sum())
        own = "itself" if count == 1 else "themselves"
        _LOG.warning("%s: %s mended that crossed or touched %s", layer.path, features_text(count), own)
        dimension = shapely.get_dimensions(geometry)
        mended = shapely.make_valid(geometry[broken])
        geometry = geometry.copy()
        geometry[broken] = [_of_dimension(g, d) for g, d in zip(mended, dimension[broken], strict=True)]
    return geometry


def _collected(layer: Layer) -> Layer:
    """Take the areas, or else the lines, out of collections."""
    mixed = shapely.get_type_id(layer.geometry) == shapely.GeometryType.GEOMETRYCOLLECTION
    if not mixed.any():
        return layer
    geometry = layer.geometry.copy()
    geometry[mixed] = [_of_dimension(one, int(shapely.get_dimensions(one))) for one in geometry[mixed]]
    if any(len(set(shapely.get_dimensions(_leaves(one)).tolist())) > 1 for one in layer.geometry[mixed]):
        _LOG.warning("%s: what is less than an area, or than a line, in collections was left out", layer.path)
    return replace(layer, geometry=geometry)


def _leaves(geometry: BaseGeometry) -> list[BaseGeometry]:
    """Return the single geometries in collections of collections."""
    if not isinstance(geometry, shapely.GeometryCollection):
        return list(shapely.get_parts(geometry))
    return [leaf for part in shapely.get_parts(geometry) for leaf in _leaves(part)]


def _of_dimension(geometry: BaseGeometry, dimension: int) -> BaseGeometry:
    """Keep the parts that are areas, or lines, as the geometry was before it was mended."""
    kept = [shapely.make_valid(leaf) for leaf in _leaves(geometry) if shapely.get_dimensions(leaf) == dimension]
    parts = [part for one in kept for part in _leaves(one) if shapely.get_dimensions(part) == dimension]
    return shapely.union_all(parts)


def geometry_kind(path: Path, frame: gpd.GeoDataFrame) -> str:
    """Say whether a layer holds polygons or lines.

    Returns
    -------
    str
        `POLYGONS` or `LINES`.

    Raises
    ------
    GeometryError
        If it holds points, or both.
    """
    kinds = pd.unique(shapely.get_dimensions(geometries(frame)))
    if len(kinds) == 1 and int(kinds[0]) in _DIMENSION:
        return _DIMENSION[int(kinds[0])]
    words = "both polygons and lines" if set(kinds) <= set(_DIMENSION) else "points or mixed collections"
    msg = f"{path} holds {words}; give polygons of states, or border lines."
    raise GeometryError(msg)


def check_overlap(paths: tuple[Path, Path], frames: tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]) -> None:
    """Refuse two layers that lie in different parts of the world.

    Raises
    ------
    CRSError
        If they share no parallel or no meridian within some degrees of each
        other; with the axes of one swapped it may be clear why.
    """
    first, second = (frame.total_bounds for frame in frames)
    if _near(first, second):
        return
    swapped = _near(first[[1, 0, 3, 2]], second)
    remedy = (
        "in one of them latitude and longitude look swapped: swap them"
        if swapped
        else "check their reference systems, and that both show the same land"
    )
    msg = f"{paths[0]} and {paths[1]} lie apart ({_extent(first)} and {_extent(second)}); {remedy}."
    raise CRSError(msg)


_NEAR_DEG: Final = 5.0
"""Borders that moved farther than this between two maps have not been seen."""


def _near(a: NDArray[np.float64], b: NDArray[np.float64]) -> bool:
    return bool((a[:2] <= b[2:] + _NEAR_DEG).all() and (b[:2] <= a[2:] + _NEAR_DEG).all())


def _extent(bounds: NDArray[np.float64]) -> str:
    west, south, east, north = bounds
    return f"{west:g} to {east:g} E, {south:g} to {north:g} N"
