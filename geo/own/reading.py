"""A map layer as it stands in a file or a frame, before its geometry is judged.

GDAL reads it, or `geo.own.large_geojson` where GDAL will not, or is slow.
"""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import numpy as np
import pyogrio.errors
import pyogrio.raw
import pyproj
import shapely

from geo.errors import BordershiftError, CRSError, InputFileError
from geo.files.extras import needing
from geo.files.names import plain
from geo.files.sniffing import (
    crs_named,
    gdal_path,
    is_geojson,
    is_large_geojson,
    is_one_large_feature,
    is_parquet,
    is_topojson,
)
from geo.own.chosen_layer import chosen_layer
from geo.own.large_geojson import LargeLayer, read_as_gdal, read_large
from geo.own.layer import Given, Layer, Opening, no_field
from geo.own.letters import BYTES, check_encoding, encoding_of, read_letters
from geo.own.saying import features, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = [
    "MOST_REASON",
    "OTHER_CRS",
    "known_fields",
    "open_layer",
]

_GIVE_SHAPES: Final = (
    "give a map layer, or in a CSV shapes as text, POLYGON((20 50, …)), in a column called WKT"
)
OTHER_CRS: Final = "set the reference system it really has (--crs, where the file names none)"
MOST_REASON: Final = 120
"""Letters of another program's remark that are passed on."""


def open_layer(given: Given, columns: Sequence[str], opening: Opening | None = None) -> Layer:
    """Read a layer's geometries and the fields asked for, as text.

    Parameters
    ----------
    given : path, geopandas.GeoDataFrame or geopandas.GeoSeries
    columns : sequence of str
        The fields.
    opening : Opening, optional
        How, where it does not say so itself.

    Raises
    ------
    InputFileError
        If the file is missing, of no format that is read, damaged, or a table.
    UnknownNameError
        If a field or a layer is missing.
    CRSError
        If there is no reference system, or one that gives no place on the globe.
    """
    how = opening or Opening()
    if isinstance(given, gpd.GeoDataFrame | gpd.GeoSeries):
        return _of_frame(given, columns, how)
    try:
        path = Path(given)
    except TypeError as error:
        msg = f"{type(given).__name__} is no layer; give a path, a GeoDataFrame or a GeoSeries."
        raise InputFileError(msg) from error
    if is_parquet(path):
        _keeps_its_own(path, how)
        return _of_frame(_parquet(path), columns, replace(how, label=str(path)))
    source = gdal_path(path)
    with warnings.catch_warnings():
        # GDAL's remarks come as warnings; what matters in them is found in the features and said there
        warnings.simplefilter("ignore")
        try:
            found = _found(path, source, columns, how)
        except BordershiftError:  # which are ValueErrors too
            raise
        except _READING as error:
            if _TOO_LARGE not in str(error) or source != str(path.absolute()):
                raise _unreadable(path, error) from error
            found = _by_json(path, columns, how)
        geometry, fault = _geometry(str(path), found.packed)
    crs = _crs(path, found.crs, how.crs, geometry)
    texts = {name: _texts(found.fields[name]) for name in columns}
    number = np.arange(1, len(geometry) + 1)
    return Layer(str(path), crs, geometry, texts, number, fault, found.known)


def known_fields(given: Given, columns: Sequence[str], opening: Opening) -> tuple[str, ...]:
    """Return the names of a layer's fields; of a file of several layers, the first that fits and has some.

    Raises
    ------
    InputFileError, UnknownNameError
        As `open_layer`.
    """
    if isinstance(given, gpd.GeoSeries):
        return ()
    if isinstance(given, gpd.GeoDataFrame):
        return tuple(str(column) for column in given.columns if column != given.active_geometry_name)
    path = Path(given)
    if is_parquet(path):
        return known_fields(_parquet(path), columns, opening)
    source = gdal_path(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            layer = chosen_layer(path, source, columns, opening)
            if source.lower().endswith(".shp"):
                return _table(path, source, layer, [], opening).known
            return tuple(pyogrio.read_info(source, layer=layer)["fields"].tolist())
        except BordershiftError:
            raise
        except _READING as error:
            raise _unreadable(path, error) from error


def _parquet(path: Path) -> gpd.GeoDataFrame:
    """Read GeoParquet."""
    with needing("pyarrow", "GeoParquet"):
        import pyarrow as pa  # noqa: F401, PLC0415  (geopandas would say it at greater length)
    try:
        return gpd.read_parquet(path)
    except (ValueError, OSError) as error:
        reason = plain(str(error).partition("\n")[0], MOST_REASON).rstrip(".")
        msg = f"{path} cannot be read as GeoParquet ({reason}); save it anew as GeoParquet or GeoPackage."
        raise InputFileError(msg) from error


def _of_frame(frame: gpd.GeoDataFrame | gpd.GeoSeries, columns: Sequence[str], how: Opening) -> Layer:
    """Take what geopandas holds."""
    try:
        series = frame if isinstance(frame, gpd.GeoSeries) else frame.geometry
    except AttributeError as error:
        msg = f"{how.label} has no geometry set; call its set_geometry."
        raise InputFileError(msg) from error
    table = None if isinstance(frame, gpd.GeoSeries) else frame
    known = known_fields(frame, columns, how)
    missing = [name for name in columns if name not in known]
    if missing:
        raise no_field(how.label, missing, known, how)
    named = series.crs or (how.crs or None)
    if named is None:
        msg = f"{how.label} has no reference system; call its set_crs, EPSG:4326 for plain degrees."
        raise CRSError(msg)
    crs = _checked_crs(how.label, named, str(named))
    geometry = np.array(series.array, dtype=object)
    geometry[shapely.is_missing(geometry)] = None
    texts = {name: _texts(table[name].tolist()) for name in columns} if table is not None else {}
    nothing = np.full(len(geometry), "", dtype=object)
    return Layer(how.label, crs, geometry, texts, np.arange(1, len(geometry) + 1), nothing, known)


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found: the system, shapes or well-known binary, the fields asked for, all names or those."""

    crs: str | None
    packed: NDArray[np.object_]
    fields: dict[str, list[object]]
    known: tuple[str, ...]


def _found(path: Path, source: str, columns: Sequence[str], how: Opening) -> _Found:
    if is_one_large_feature(path):
        return _by_json(path, columns, how)
    layer = chosen_layer(path, source, columns, how)
    if source.lower().endswith(".shp"):
        return _shapefile(path, source, layer, columns, how)
    if is_large_geojson(path) and not (how.layer or how.encoding):
        large = read_as_gdal(path, columns, how.seen)
        if large is not None:
            return _of_json(large, columns)
    (meta, _, packed, values), encoding = _in_its_own(path, source, layer, columns, how)
    if packed is None:
        msg = f"{path} is a table without geometry; {_GIVE_SHAPES}."
        raise InputFileError(msg)
    if not len(packed) and not meta["fields"].size:
        msg = f"{path} holds no features; check that it was saved whole."
        raise InputFileError(msg)
    fields = {name: column.tolist() for name, column in zip(meta["fields"].tolist(), values, strict=True)}
    if columns and set(columns) <= set(fields):  # what else there is would have to be looked up
        return _Found(meta["crs"], packed, fields, tuple(columns))
    known = tuple(pyogrio.read_info(source, layer=layer, encoding=encoding)["fields"].tolist())
    if columns:
        raise no_field(str(path), columns, known, how)
    return _Found(meta["crs"], packed, fields, known)


def _in_its_own(
    path: Path, source: str, layer: str | None, columns: Sequence[str], how: Opening
) -> tuple[Any, str | None]:
    """Read a layer in what its format says; where it is not, in what was named, which is returned too."""
    try:
        found = pyogrio.raw.read(source, layer=layer, columns=list(columns))
    except UnicodeDecodeError:
        if not how.encoding:
            raise
        named = check_encoding(how.encoding)
        return pyogrio.raw.read(source, layer=layer, columns=list(columns), encoding=named), named
    _keeps_its_own(path, how)
    return found, None


def _keeps_its_own(path: Path, how: Opening) -> None:
    """Say so if an encoding was named and the file's own holds, as --crs does of a reference system."""
    if how.encoding and not check_encoding(how.encoding).startswith("utf"):
        say(
            "{file}: in UTF-8, or in what the file says, which holds; --encoding is for files that do not",
            file=path,
        )


def _shapefile(path: Path, source: str, layer: str | None, columns: Sequence[str], how: Opening) -> _Found:
    """Read a Shapefile, the letters of its table as bytes first."""
    found = _table(path, source, layer, columns, how, geometry=True)
    if any(name not in found.fields for name in columns):
        raise no_field(str(path), columns, found.known, how)
    return found


def _table(
    path: Path, source: str, layer: str | None, columns: Sequence[str], how: Opening, *, geometry: bool = False
) -> _Found:
    """Read the fields of a Shapefile that are asked for, and tell the names of all."""
    names = pyogrio.read_info(source, layer=layer, encoding=BYTES)["fields"].tolist()
    wanted = [_bytes(name) for name in columns]
    picked = [name for name in names if not name.isascii() or _bytes(name) in wanted]
    meta, _, packed, values = pyogrio.raw.read(
        source, layer=layer, columns=picked, encoding=BYTES, read_geometry=geometry, return_fids=not geometry
    )
    columns_read = {name: column.tolist() for name, column in zip(meta["fields"].tolist(), values, strict=True)}
    words = [_bytes(name) for name in names]
    for column in columns_read.values():
        words += {_bytes(one) for one in column if isinstance(one, str)}
    encoding = check_encoding(how.encoding) if how.encoding else encoding_of(path, words)
    fields = {
        read_letters(_bytes(name), encoding): [
            read_letters(_bytes(one), encoding) if isinstance(one, str) else one for one in column
        ]
        for name, column in columns_read.items()
    }
    known = tuple(read_letters(_bytes(name), encoding) for name in names)
    if geometry and packed is None:
        msg = f"{path} is a table without geometry; {_GIVE_SHAPES}."
        raise InputFileError(msg)
    return _Found(meta["crs"], packed, fields, known)


def _bytes(text: str) -> bytes:
    return text.encode(BYTES, "replace")


def _by_json(path: Path, columns: Sequence[str], how: Opening) -> _Found:
    layer = read_large(path, how.seen)
    if any(name not in layer.fields for name in columns):
        raise no_field(str(path), columns, layer.fields, how)
    return _of_json(layer, columns)


def _of_json(layer: LargeLayer, columns: Sequence[str]) -> _Found:
    packed = np.empty(len(layer.shapes), dtype=object)
    packed[:] = layer.shapes
    fields = {name: [each.get(name) for each in layer.properties] for name in columns}
    return _Found(layer.crs, packed, fields, layer.fields)


_TOO_LARGE: Final = "object too complex/large"
"""What GDAL says of a GeoJSON feature beyond its limit."""

_READING: Final = (
    pyogrio.errors.DataSourceError,
    pyogrio.errors.DataLayerError,
    pyogrio.errors.FeatureError,
    pyogrio.errors.FieldError,
    pyogrio.errors.GeometryError,
    OSError,
    ValueError,
    RuntimeError,
    OverflowError,
)
"""What pyogrio raises on a file it cannot read."""


def _unreadable(path: Path, error: Exception) -> InputFileError:
    if isinstance(error, UnicodeDecodeError):
        return InputFileError(
            f"{path} holds text that is not UTF-8; save it as UTF-8, or name what it is with --encoding."
        )
    if _TOO_LARGE in str(error):
        return InputFileError(f"{path}: one feature is too large to be read in a zip; unpack it.")
    reason = plain(next(iter(str(error).splitlines()), type(error).__name__), MOST_REASON).rstrip(".")
    return InputFileError(f"{path} cannot be read as a map layer ({reason}); check that it was saved whole.")


def _geometry(path: str, packed: NDArray[np.object_]) -> tuple[NDArray[np.object_], NDArray[np.object_]]:
    """Make geometries, closing rings that were left open; and say which cannot be made."""
    fault = np.full(len(packed), "", dtype=object)
    given = np.array([one is not None for one in packed], dtype=bool)
    binary = np.array([isinstance(one, bytes) for one in packed], dtype=bool)
    whole = packed.copy()
    whole[binary] = shapely.from_wkb(packed[binary], on_invalid="ignore")
    broken = given & shapely.is_missing(whole)
    if broken.any():
        whole[broken] = shapely.from_wkb(packed[broken], on_invalid="fix")
        beyond = given & shapely.is_missing(whole)
        needs = "give polygons with at least four points to a ring, or lines with two"
        fault[beyond] = [f"feature {k + 1} cannot be used; {needs}" for k in np.flatnonzero(beyond).tolist()]
        whole[beyond] = shapely.Point()  # not a missing one: there was something
        closed = int((broken & ~beyond).sum())
        if closed:
            say("{file}: open rings of {features} were closed", file=path, features=features(closed))
    return whole, fault


def _texts(values: list[object]) -> NDArray[Any]:
    """Write a field's values as text; what is missing as none."""
    return np.array([_text(one) for one in values], dtype=object)


def _text(value: object) -> str:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, float) and value.is_integer():  # whole numbers with gaps come as floats
        return str(int(value))
    return str(value).strip()


def _crs(path: Path, named: str | None, given: str, geometry: NDArray[np.object_]) -> pyproj.CRS:
    """Return a file's reference system: the one it names, or the one that was given for want of it."""
    asked = crs_named(path)
    own = asked if is_geojson(path) else named  # GDAL takes GeoJSON for degrees, whatever is in it
    if given and own is None:
        return _given_crs(given)
    if given:
        say(
            "{file}: the file names its reference system, which holds; --crs is for files that name none",
            file=path,
        )
    if named is None and is_topojson(path):
        say("{file}: no reference system is named, as in TopoJSON; taken as degrees on WGS 84", file=path)
        named = "EPSG:4326"
    if named is None:
        msg = f"{path} has no reference system; {_likely(geometry)}."
        raise CRSError(msg)
    if asked is not None:
        _checked_crs(str(path), asked, asked)
    return _checked_crs(str(path), named, asked or named)


def _given_crs(given: str) -> pyproj.CRS:
    try:
        return _checked_crs("--crs", given, given)
    except CRSError as error:
        msg = f"no reference system is called '{plain(given, 60)}'; give one such as EPSG:4326."
        raise CRSError(msg) from error


def _likely(geometry: NDArray[np.object_]) -> str:
    """Say what to do about a missing reference system, by what the coordinates look like."""
    west, south, east, north = shapely.total_bounds(geometry)
    extent = f"from {west:g} to {east:g} and from {south:g} to {north:g}"
    told = f"name it with --crs, EPSG:4326 for plain degrees: its coordinates run {extent}"
    if not np.isfinite([west, south, east, north]).all():
        return "name it with --crs, EPSG:4326 for plain degrees"
    degrees = max(-west, east) <= 360.0 and max(-south, north) <= 90.0  # noqa: PLR2004
    return f"{told}, which {'look' if degrees else 'do not look'} like degrees"


def _checked_crs(label: str, named: object, told: str) -> pyproj.CRS:
    try:
        crs = pyproj.CRS.from_user_input(named)
    except pyproj.exceptions.CRSError as error:
        msg = f"{label} names a reference system that is not known ({plain(told, 60)}); {OTHER_CRS}."
        raise CRSError(msg) from error
    if not (crs.is_geographic or crs.is_projected):
        msg = f"{label}: {crs.name} gives no place on the globe; set a geographic or projected system."
        raise CRSError(msg)
    return crs
