"""GeoJSON with features so large that GDAL will not parse them.

GDAL holds every number of a feature as an object of its own and stops at
200 MB of them; raising its limit took 7 GB for a file of 100 MB. Here each
geometry becomes well-known binary, which is what GDAL hands over too, as soon
as it has been read.
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NoReturn

import numpy as np

from geo.errors import InputFileError
from geo.files.names import plain
from geo.files.sniffing import MOST_TABLE_BYTES

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["LargeLayer", "read_large"]

_TYPES: Final = {
    "Point": 1,
    "LineString": 2,
    "Polygon": 3,
    "MultiPoint": 4,
    "MultiLineString": 5,
    "MultiPolygon": 6,
}
_PARTS: Final = {"MultiPoint": "Point", "MultiLineString": "LineString", "MultiPolygon": "Polygon"}
_COLLECTION: Final = 7


@dataclass(frozen=True, slots=True)
class LargeLayer:
    """A FeatureCollection as read: `wkb` is none where a feature has no geometry."""

    wkb: tuple[bytes | None, ...]
    properties: tuple[dict[str, Any], ...]
    crs: str

    @property
    def fields(self) -> tuple[str, ...]:
        """Return every field that a feature has, in the order they come."""
        return tuple(dict.fromkeys(name for each in self.properties for name in each))


def read_large(path: Path) -> LargeLayer:
    """Read a GeoJSON file, with about seven bytes of memory for each of the file.

    Parameters
    ----------
    path : Path
        A FeatureCollection, a feature or a geometry in UTF-8, of at most
        `MOST_TABLE_BYTES`.

    Returns
    -------
    LargeLayer
        Geometries in the plane as they stand in the file, open rings left
        open; the reference system that is named, else EPSG:4326.

    Raises
    ------
    InputFileError
        If it is too large even so, damaged, or of another kind.
    """
    if path.stat().st_size > MOST_TABLE_BYTES:
        msg = f"{path}: one feature is too large for GeoJSON; save the layer as GeoPackage."
        raise InputFileError(msg)
    try:
        document = json.loads(path.read_bytes(), object_hook=_packed, parse_constant=_no_number)
        if isinstance(document, bytes):  # a bare geometry
            document = {"type": "Feature", "properties": None, "geometry": document}
        features = document["features"] if document["type"] == "FeatureCollection" else [document]
        return LargeLayer(
            wkb=tuple(_of_feature(each["geometry"]) for each in features),
            properties=tuple(_properties(each["properties"]) for each in features),
            crs=_crs(document.get("crs")),
        )
    except (
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        RecursionError,
        OverflowError,
        struct.error,
    ) as error:
        reason = plain(str(error) or type(error).__name__, 120)
        msg = f"{path} cannot be read as GeoJSON ({reason}); check that it was saved whole."
        raise InputFileError(msg) from error


def _packed(member: dict[str, Any]) -> dict[str, Any] | bytes:
    """Turn a geometry into bytes as soon as it has been parsed, so that one at a time is held as numbers."""
    kind = member.get("type")
    if kind in _TYPES and "coordinates" in member:
        return _wkb(kind, member["coordinates"])
    if kind == "GeometryCollection" and "geometries" in member:
        parts = member["geometries"]
        return struct.pack("<BII", 1, _COLLECTION, len(parts)) + b"".join(parts)
    return member


def _wkb(kind: str, coordinates: Any) -> bytes:  # noqa: ANN401  (whatever the file has there)
    head = struct.pack("<BI", 1, _TYPES[kind])
    if kind == "Point":
        return head + _points([coordinates])
    if kind == "LineString":
        return head + struct.pack("<I", len(coordinates)) + _points(coordinates)
    if kind == "Polygon":
        parts = [struct.pack("<I", len(ring)) + _points(ring) for ring in coordinates]
    else:
        parts = [_wkb(_PARTS[kind], part) for part in coordinates]
    return head + struct.pack("<I", len(parts)) + b"".join(parts)


def _points(positions: list[list[float]]) -> bytes:
    """Longitudes and latitudes as little-endian doubles; heights are dropped."""
    if not positions:
        return b""
    try:
        lonlat = np.array(positions)
    except ValueError:  # some have a height, some have not
        lonlat = np.array([position[:2] for position in positions])
    if lonlat.ndim != 2 or lonlat.shape[1] < 2 or lonlat.dtype.kind not in "if":  # noqa: PLR2004
        msg = "a position is not two numbers"
        raise ValueError(msg)
    return lonlat[:, :2].astype("<f8").tobytes()


def _no_number(text: str) -> NoReturn:
    msg = f"{text} is no number"
    raise ValueError(msg)


def _properties(member: dict[str, Any] | None) -> dict[str, Any]:
    return {_text(name): _text(value) for name, value in (member or {}).items()}


def _text(value: Any) -> Any:  # noqa: ANN401
    """Put a replacement mark for half a surrogate pair, which is no letter and cannot be written."""
    return (
        value.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if isinstance(value, str) else value
    )


def _of_feature(geometry: object) -> bytes | None:
    if geometry is None or isinstance(geometry, bytes):
        return geometry
    msg = "a feature's geometry is of no known type"
    raise ValueError(msg)


def _crs(member: Any) -> str:  # noqa: ANN401
    return "EPSG:4326" if member is None else str(member["properties"]["name"])
