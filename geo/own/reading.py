"""A map layer as it stands in a file, before its geometry is judged.

GDAL reads it, or `geo.own.large_geojson` where GDAL will not.
"""

from __future__ import annotations

import logging
import math
import warnings
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np
import pyogrio.errors
import pyogrio.raw
import pyproj
import shapely

from geo.errors import BordershiftError, CRSError, GeometryError, InputFileError, UnknownNameError
from geo.files.names import choices, plain
from geo.files.sniffing import crs_named, gdal_path, is_one_large_feature, is_topojson
from geo.own.large_geojson import read_large

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

__all__ = ["MOST_REASON", "OTHER_CRS", "Layer", "features_text", "open_layer"]

_LOG = logging.getLogger("geo")

OTHER_CRS: Final = "set the reference system it really has"
MOST_REASON: Final = 120
"""Letters of another program's remark that are passed on."""


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer as GDAL hands it over; `number` is each feature's place in the file, from 1."""

    path: Path
    crs: pyproj.CRS
    geometry: NDArray[np.object_]
    fields: dict[str, NDArray[Any]]
    number: NDArray[np.int64]

    def only(self, keep: NDArray[np.bool_]) -> Layer:
        """Keep some of the features."""
        fields = {name: values[keep] for name, values in self.fields.items()}
        return replace(self, geometry=self.geometry[keep], fields=fields, number=self.number[keep])


def open_layer(path: Path, columns: list[str]) -> Layer:
    """Read a layer's geometries and the fields asked for, as text.

    Raises
    ------
    InputFileError
        If the file is missing, of no format that is read, damaged, or a table.
    UnknownNameError
        If a field is missing.
    CRSError
        If there is no reference system, or one that gives no place on the globe.
    GeometryError
        If a geometry has too few points.
    """
    source = gdal_path(path)
    with warnings.catch_warnings():
        # GDAL's remarks come as warnings; what matters in them is found in the features and said there
        warnings.simplefilter("ignore")
        try:
            crs, packed, fields = _found(path, source, columns)
        except BordershiftError:  # which are ValueErrors too
            raise
        except _READING as error:
            if _TOO_LARGE not in str(error) or source != str(path.absolute()):
                raise _unreadable(path, error) from error
            crs, packed, fields = _by_json(path, columns)
        geometry = _geometry(path, packed)
    number = np.arange(1, len(geometry) + 1)
    texts = {name: _texts(fields[name]) for name in columns}
    return Layer(path, _crs(path, crs), geometry, texts, number)


_Found: TypeAlias = "tuple[str | None, NDArray[np.object_], dict[str, list[object]]]"
"""The reference system's name, geometries as well-known binary, and the fields asked for."""


def _found(path: Path, source: str, columns: list[str]) -> _Found:
    if is_one_large_feature(path):
        return _by_json(path, columns)
    layer = _first_layer(path, source)
    meta, _, packed, values = pyogrio.raw.read(source, layer=layer, columns=columns)
    if packed is None:
        msg = f"{path} is a table without geometry; give a map layer."
        raise InputFileError(msg)
    fields = {name: column.tolist() for name, column in zip(meta["fields"].tolist(), values, strict=True)}
    if any(name not in fields for name in columns):
        raise _no_field(path, columns, pyogrio.read_info(source, layer=layer)["fields"].tolist())
    return meta["crs"], packed, fields


def _by_json(path: Path, columns: list[str]) -> _Found:
    layer = read_large(path)
    if any(name not in layer.fields for name in columns):
        raise _no_field(path, columns, list(layer.fields))
    packed = np.empty(len(layer.wkb), dtype=object)
    packed[:] = layer.wkb
    fields = {name: [each.get(name) for each in layer.properties] for name in columns}
    return layer.crs, packed, fields


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
        return InputFileError(f"{path} holds text that is not UTF-8; save it as UTF-8.")
    if _TOO_LARGE in str(error):
        return InputFileError(f"{path}: one feature is too large to be read in a zip; unpack it.")
    reason = plain(next(iter(str(error).splitlines()), type(error).__name__), MOST_REASON).rstrip(".")
    return InputFileError(f"{path} cannot be read as a map layer ({reason}); check that it was saved whole.")


def _no_field(path: Path, columns: list[str], fields: list[str]) -> UnknownNameError:
    missing = [name for name in columns if name not in fields]
    lacking = ", ".join(f"'{plain(name, 60)}'" for name in missing)
    remedy = choices(missing[0], fields, "it has") if fields else "it has none."
    return UnknownNameError(f"{path} has no field {lacking}; {remedy[:-1]}: name one with --name{remedy[-1]}")


def _first_layer(path: Path, source: str) -> str | None:
    """Return the first layer with geometry, and say so if it is not the only one."""
    layers = [(str(name), kind) for name, kind in pyogrio.list_layers(source).tolist()]
    drawn = [name for name, kind in layers if kind is not None]
    if not layers:
        msg = f"{path} holds no layer that can be read; check that it was saved whole."
        raise InputFileError(msg)
    if len(drawn) > 1:
        _LOG.warning("%s holds %d layers; %s, the first, is read", path, len(drawn), plain(drawn[0], 60))
    return (drawn or [layers[0][0]])[0]


def _geometry(path: Path, packed: NDArray[np.object_]) -> NDArray[np.object_]:
    """Make geometries, closing rings that were left open."""
    given = np.array([one is not None for one in packed], dtype=bool)
    whole = np.asarray(shapely.from_wkb(packed, on_invalid="ignore"), dtype=object)
    broken = given & shapely.is_missing(whole)
    if broken.any():
        whole[broken] = shapely.from_wkb(packed[broken], on_invalid="fix")
        beyond = given & shapely.is_missing(whole)
        if beyond.any():
            number = int(np.flatnonzero(beyond)[0]) + 1
            msg = (
                f"{path}: feature {number} cannot be used; give polygons with at least four points to a ring, "
                "or lines with two."
            )
            raise GeometryError(msg)
        _LOG.warning("%s: open rings of %s were closed", path, features_text(int(broken.sum())))
    return whole


def features_text(count: int) -> str:
    """Write a number of features.

    Examples
    --------
    >>> features_text(1), features_text(2)
    ('1 feature', '2 features')
    """
    return f"{count} feature" + ("" if count == 1 else "s")


def _texts(values: list[object]) -> NDArray[Any]:
    """Write a field's values as text; what is missing as none."""
    return np.array([_text(one) for one in values], dtype=object)


def _text(value: object) -> str:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, float) and value.is_integer():  # whole numbers with gaps come as floats
        return str(int(value))
    return str(value).strip()


def _crs(path: Path, named: str | None) -> pyproj.CRS:
    asked = crs_named(path)
    if named is None and is_topojson(path):
        _LOG.warning("%s names no reference system, as TopoJSON; taken as degrees on WGS 84", path)
        named = "EPSG:4326"
    if named is None:
        msg = f"{path} has no reference system; set the right one, EPSG:4326 for plain degrees."
        raise CRSError(msg)
    try:
        if asked is not None:
            pyproj.CRS.from_user_input(asked)
        crs = pyproj.CRS.from_user_input(named)
    except pyproj.exceptions.CRSError as error:
        msg = f"{path} names a reference system that is not known ({plain(asked or named, 60)}); {OTHER_CRS}."
        raise CRSError(msg) from error
    if not (crs.is_geographic or crs.is_projected):
        msg = f"{path}: {crs.name} gives no place on the globe; set a geographic or projected system."
        raise CRSError(msg)
    return crs
