"""The gate that other people's files come in by.

Anything GDAL reads; any reference system, which is looked at before a single
coordinate is. What can safely be mended is mended and said; what cannot is
refused in one sentence that names the file, the feature and the remedy.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio.errors
import shapely

from geo.errors import CRSError, GeometryError, InputFileError, UnknownNameError

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

__all__ = ["LINES", "POLYGONS", "geometries", "geometry_kind", "read_layer"]

_LOG = logging.getLogger("geo")

POLYGONS: Final = "polygons"
LINES: Final = "lines"
_DIMENSION: Final = {1: LINES, 2: POLYGONS}
_WORLD: Final = (180.0, 90.0)
_SLACK_DEG: Final = 1e-6
_OTHER_CRS: Final = "set the reference system it really has"


def read_layer(path: Path, columns: list[str]) -> gpd.GeoDataFrame:
    """Read polygons or lines from a file, in degrees on WGS 84.

    Parameters
    ----------
    path : Path
        GeoJSON, GeoPackage, Shapefile (also in a zip), KML, TopoJSON, and
        whatever else GDAL knows.
    columns : list of str
        Fields that must be there; no other is kept.

    Returns
    -------
    geopandas.GeoDataFrame
        In EPSG:4326, longitude first, plane, valid; only features with a
        geometry; the fields asked for and the geometry.

    Raises
    ------
    InputFileError
        If the file is missing, or GDAL cannot read it.
    UnknownNameError
        If a field is missing.
    CRSError
        If there is no reference system, or the coordinates are not of it.
    GeometryError
        If there is nothing to use, or a coordinate is no number.
    """
    frame = _opened(path)
    missing = [name for name in columns if name not in frame.columns]
    if missing:
        fields = ", ".join(str(name) for name in frame.columns if name != frame.geometry.name)
        lacking = ", ".join(map(repr, missing))
        msg = f"{path} has no field {lacking}; it has {fields or 'none'}: name one with --name."
        raise UnknownNameError(msg)
    frame = frame[[*columns, frame.geometry.name]]
    empty = frame.geometry.isna() | frame.geometry.is_empty
    if empty.any():
        _LOG.warning("%s: %d features without a geometry are left out", path, int(empty.sum()))
        frame = frame[~empty]
    if frame.empty:
        msg = f"{path} holds no geometry; give a file of polygons or border lines."
        raise GeometryError(msg)
    geometry = shapely.force_2d(geometries(frame))
    _numbers(path, geometry)
    degrees = _in_degrees(path, gpd.GeoSeries(geometry, crs=frame.crs, index=frame.index))
    whole = gpd.GeoDataFrame(frame[columns], geometry=_mended(path, degrees), crs="EPSG:4326")
    return whole.reset_index(drop=True)


def geometries(frame: gpd.GeoDataFrame) -> NDArray[np.object_]:
    """Return a frame's geometries as an array."""
    return np.asarray(frame.geometry.array, dtype=object)


def _opened(path: Path) -> gpd.GeoDataFrame:
    if not path.exists():
        msg = f"{path} does not exist; check the name."
        raise InputFileError(msg)
    try:
        frame = gpd.read_file(path)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, ValueError, RuntimeError) as error:
        reason = str(error).splitlines()[0]
        formats = "GeoJSON, GeoPackage, Shapefile, KML or TopoJSON"
        msg = f"{path} cannot be read as a map layer ({reason}); give {formats}."
        raise InputFileError(msg) from error
    if not isinstance(frame, gpd.GeoDataFrame) or "geometry" not in frame:
        msg = f"{path} is a table without geometry; give a map layer."
        raise InputFileError(msg)
    return frame


def _numbers(path: Path, geometry: NDArray[np.object_]) -> None:
    coordinates, feature = shapely.get_coordinates(geometry, return_index=True)
    broken = ~np.isfinite(coordinates).all(axis=1)
    if broken.any():
        number = int(feature[broken][0]) + 1
        msg = f"{path}: feature {number} has a coordinate that is no number; mend or drop it."
        raise GeometryError(msg)


def _in_degrees(path: Path, series: gpd.GeoSeries) -> gpd.GeoSeries:
    if series.crs is None:
        msg = f"{path} has no reference system; set the right one, EPSG:4326 for plain degrees."
        raise CRSError(msg)
    geographic = series.crs.is_geographic
    if geographic:
        _on_the_globe(path, series, "degrees of its reference system")
    try:
        degrees = series.to_crs("EPSG:4326")
    except (ValueError, RuntimeError) as error:  # pyproj's errors are RuntimeErrors
        msg = f"{path} cannot be brought to WGS 84 ({error}); check its reference system."
        raise CRSError(msg) from error
    if not geographic:
        _on_the_globe(path, degrees, f"coordinates of {series.crs.name}")
    return degrees


def _on_the_globe(path: Path, series: gpd.GeoSeries, what: str) -> None:
    west, south, east, north = series.total_bounds
    lon, lat = _WORLD
    if np.isfinite((west, south, east, north)).all():
        if max(-west, east) <= lon + _SLACK_DEG and max(-south, north) <= lat + _SLACK_DEG:
            return
        swapped = -lat <= west and east <= lat and (south < -lat or north > lat)
        remedy = (
            "latitude and longitude look swapped: swap them"
            if swapped
            else "set the reference system it really has"
        )
    else:
        remedy = _OTHER_CRS
    extent = f"{west:g} to {east:g}, {south:g} to {north:g}"
    msg = f"{path}: its coordinates are not {what} ({extent}); {remedy}."
    raise CRSError(msg)


def _mended(path: Path, series: gpd.GeoSeries) -> NDArray[np.object_]:
    geometry = np.asarray(series.array, dtype=object)
    broken = ~shapely.is_valid(geometry)
    if broken.any():
        _LOG.warning("%s: %d features cross or touch themselves and were mended", path, int(broken.sum()))
        dimension = shapely.get_dimensions(geometry)
        mended = shapely.make_valid(geometry[broken])
        geometry = geometry.copy()
        geometry[broken] = [_of_dimension(g, d) for g, d in zip(mended, dimension[broken], strict=True)]
    return geometry


def _of_dimension(geometry: BaseGeometry, dimension: int) -> BaseGeometry:
    """Keep the parts that are areas, or lines, as the geometry was before it was mended."""
    parts = [part for part in shapely.get_parts(geometry) if shapely.get_dimensions(part) == dimension]
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
