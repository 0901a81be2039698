"""GeoJSON of many vertices, which GDAL is slow at, or will not parse at all.

GDAL holds every number of a feature as an object of its own and stops at
200 MB of them; raising its limit took 7 GB for a file of 100 MB. Here the
numbers are taken out of the text first, and the little that is left is read
as JSON. Editions of a layer have most of their shapes in common: each is read
and held once.
"""

from __future__ import annotations

import hashlib
import json
import re
import struct
import warnings
from dataclasses import dataclass
from functools import partial
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any, Final, NamedTuple, NoReturn, TypeAlias

import numpy as np
import shapely

from geo.errors import InputFileError
from geo.files.names import plain
from geo.files.sniffing import MOST_TABLE_BYTES
from geo.own.decimals import read_decimals

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

__all__ = ["LargeLayer", "Shape", "read_as_gdal", "read_large"]

Shape: TypeAlias = "BaseGeometry | bytes"
"""A geometry; or its well-known binary, where a ring is open or too short to make one."""

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
_DEPTH: Final = {"LineString": 1, "Polygon": 2, "MultiPolygon": 3}
"""Brackets about a run of positions."""

_DEGREES: Final = "EPSG:4326"
_CRS84: Final = "urn:ogc:def:crs:OGC:1.3:CRS84"

_WORD: Final = "NaN"
_MEMBER: Final = b'"coordinates"'
_OPENING: Final = re.compile(rb"\s*:\s*\[")
_NUMERIC: Final = b"0123456789.eE+- \t\r\n"
_UNBRACKETED: Final = bytes.maketrans(b"[]", b"  ")
_POSITION: Final = re.compile(rb"\[,+\]")
_LIKE_A_DAY: Final = re.compile(r"\d[-/:]\d")


class _Span(NamedTuple):
    """Where an array of numbers stands in a file's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class LargeLayer:
    """A FeatureCollection as read: a shape is none where a feature has no geometry."""

    shapes: tuple[Shape | None, ...]
    properties: tuple[dict[str, Any], ...]
    crs: str

    @property
    def fields(self) -> tuple[str, ...]:
        """Return every field that a feature has, in the order they come."""
        return tuple(dict.fromkeys(name for each in self.properties for name in each))


def read_large(path: Path, seen: dict[bytes, BaseGeometry] | None = None) -> LargeLayer:
    """Read a GeoJSON file, with about three bytes of memory for each of the file.

    Parameters
    ----------
    path : Path
        A FeatureCollection, a feature or a geometry in UTF-8, of at most
        `MOST_TABLE_BYTES`.
    seen : dict, optional
        Shapes of other files by their text, to which those of this are added.

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
        layer = _layer(path.read_bytes(), {} if seen is None else seen)
    except _SPOILT as error:
        reason = plain(str(error) or type(error).__name__, 120)
        msg = f"{path} cannot be read as GeoJSON ({reason}); check that it was saved whole."
        raise InputFileError(msg) from error
    assert layer is not None  # noqa: S101  (it is whatever it holds, if nothing is asked of it)
    return layer


def read_as_gdal(path: Path, columns: Sequence[str], seen: dict[bytes, BaseGeometry]) -> LargeLayer | None:
    """Read a GeoJSON file where it is plain that GDAL would find the same in it, only later.

    Parameters
    ----------
    path : Path
    columns : sequence of str
        The fields that are asked for.
    seen : dict
        As of `read_large`.

    Returns
    -------
    LargeLayer or None
        None if the file is GDAL's to read, or to refuse: it is damaged, not
        in degrees, lacks a field, or one holds anything but words.
    """
    if path.stat().st_size > MOST_TABLE_BYTES:
        return None
    try:
        return _layer(path.read_bytes(), seen, columns)
    except _SPOILT:
        return None


def _is_plain(properties: Sequence[Mapping[str, Any]], columns: Sequence[str], crs: str) -> bool:
    """Whether every field that is asked for is there and holds words, and the layer is in degrees."""
    values = [each.get(name) for name in columns for each in properties]
    # GDAL makes days and hours of what looks like them, and numbers of one kind of mixed ones
    words = all(one is None or (isinstance(one, str) and not _LIKE_A_DAY.search(one)) for one in values)
    known = {name for each in properties for name in each}
    return bool(columns) and set(columns) <= known and words and crs in {_DEGREES, _CRS84}


_SPOILT: Final = (
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    RecursionError,
    OverflowError,
    struct.error,
)


def _layer(
    text: bytes, seen: dict[bytes, BaseGeometry], plain: Sequence[str] | None = None
) -> LargeLayer | None:
    """Read a layer; none, before its numbers are read, if it is not plain in some fields."""
    # 1. what stands about the numbers, each array of them but a word that is no JSON
    spans = _spans(text)
    ends = [0, *(end for span in spans for end in span), len(text)]
    skeleton = _WORD.encode().join(text[start:end] for start, end in list(pairwise(ends))[::2])
    left = iter(spans)
    document = json.loads(skeleton, parse_constant=partial(_next_of, left))
    # 2. feature by feature, so that one at a time is held as numbers
    if document["type"] in _TYPES or document["type"] == "GeometryCollection":
        document = {"type": "Feature", "properties": None, "geometry": document}
    features = document["features"] if document["type"] == "FeatureCollection" else [document]
    properties = tuple(_properties(each["properties"], text) for each in features)
    crs = _crs(document.get("crs"))
    numbered = any("id" in each for each in features)  # which GDAL takes for a field
    if plain is not None and (not _is_plain(properties, plain, crs) or (numbered and "id" in plain)):
        return None
    return LargeLayer(tuple(_shape(each["geometry"], text, seen) for each in features), properties, crs)


def _spans(text: bytes) -> list[_Span]:
    """Find the arrays of numbers that members called coordinates hold."""
    found = []
    at = text.find(_MEMBER)
    while at >= 0:
        after = at + len(_MEMBER)
        opening = _OPENING.match(text, after)
        if opening and text[at - 1 : at] != b"\\":  # else it ends a longer name
            # an object's member is followed by its end, or by the name of the next
            brace = text.find(b"}", after)
            quote = text.find(b'"', after, brace if brace >= 0 else len(text))
            start, end = opening.end() - 1, quote if quote >= 0 else brace
            array = text[start:end].rstrip()
            if quote >= 0:
                array = array.removesuffix(b",").rstrip()
            if array.endswith(b"]"):
                found.append(_Span(start, start + len(array)))
                after = start + len(array)
        at = text.find(_MEMBER, after)
    return found


def _next_of(left: Iterator[_Span], word: str) -> _Span:
    """Return where the numbers are that a word stands for."""
    span = next(left, None)
    return _no_number(word) if word != _WORD or span is None else span


def _no_number(text: str) -> NoReturn:
    msg = f"{text} is no number"
    raise ValueError(msg)


def _shape(member: dict[str, Any] | None, text: bytes, seen: dict[bytes, BaseGeometry]) -> Shape | None:
    """Make a geometry of what a feature holds."""
    if member is None:
        return None
    span = member.get("coordinates")
    if member["type"] not in _TYPES or not isinstance(span, _Span):
        return _geometry(_packed(member, text))
    # one that another file has as well is not made again; every kind has a digest of its own
    mark = hashlib.blake2b(text[span.start : span.end], person=member["type"].encode()).digest()
    shape = seen[mark] if mark in seen else _geometry(_packed(member, text))
    if not isinstance(shape, bytes):
        seen[mark] = shape
    return shape


def _geometry(packed: bytes) -> Shape:
    made: BaseGeometry | None = shapely.from_wkb(packed, on_invalid="ignore")
    return packed if made is None else made


def _packed(member: dict[str, Any], text: bytes) -> bytes:
    """Turn a geometry into well-known binary."""
    kind = member["type"]
    if kind == "GeometryCollection":
        parts = [_packed(part, text) for part in member["geometries"]]
        return struct.pack("<BII", 1, _COLLECTION, len(parts)) + b"".join(parts)
    span = member["coordinates"]
    if kind not in _TYPES or not isinstance(span, _Span):
        msg = "a feature's geometry is of no known type, or has no numbers"
        raise ValueError(msg)
    numbers = text[span.start : span.end]
    regular = _regular(kind, numbers)
    return _nested(kind, json.loads(numbers, parse_constant=_no_number)) if regular is None else regular


def _regular(kind: str, numbers: bytes) -> bytes | None:
    """Turn lines or areas into well-known binary all at once; none if they are in any way out of order."""
    runs = _runs(kind, numbers)
    if runs is None:
        return None
    counts, dimension = runs
    total = sum(map(sum, counts))
    # 1. the numbers, all in one row; of a position its first two
    row = read_decimals(numbers)
    row = _read_any(numbers) if row is None else row
    if row is None or len(row) != total * dimension:
        return None
    lonlat = row.reshape(total, dimension)[:, :2].astype("<f8")
    # 2. run by run, each behind its length
    lengths = [count for part in counts for count in part]
    packed = iter(
        [struct.pack("<I", len(run)) + run.tobytes() for run in np.split(lonlat, np.cumsum(lengths)[:-1])]
    )
    if kind == "LineString":
        return _head(kind) + next(packed)
    areas = [
        _head("Polygon") + struct.pack("<I", len(part)) + b"".join(islice(packed, len(part))) for part in counts
    ]
    return areas[0] if kind == "Polygon" else _head(kind) + struct.pack("<I", len(areas)) + b"".join(areas)


def _read_any(numbers: bytes) -> NDArray[np.float64] | None:
    """Read numbers one by one; none if one of them is no number."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            return np.fromstring(numbers.translate(_UNBRACKETED), sep=",")
        except (ValueError, DeprecationWarning):
            return None


def _runs(kind: str, numbers: bytes) -> tuple[list[list[int]], int] | None:
    """Count the positions of each ring of each part, and the numbers of a position; none if out of order."""
    depth = _DEPTH.get(kind)
    brackets = numbers.translate(None, delete=_NUMERIC)
    position = _POSITION.search(brackets)
    if depth is None or position is None:
        return None
    # as many brackets as the kind has, about runs of positions that are all of one length
    one, edge = position.group(), b"[" * depth
    marked = brackets.replace(b"]]],[[[", b"]|[").replace(b"]],[[", b"]/[")[depth:-depth]
    counts = [[(len(run) + 1) // (len(one) + 1) for run in part.split(b"/")] for part in marked.split(b"|")]
    parts = [b"],[".join(b",".join([one] * count) for count in part) for part in counts]
    regular = edge + b"]],[[".join(parts) + edge.replace(b"[", b"]")
    fits = (kind == "MultiPolygon" or len(counts) == 1) and (kind != "LineString" or len(counts[0]) == 1)
    return (counts, len(one) - 1) if fits and brackets == regular else None


def _head(kind: str) -> bytes:
    """Begin a geometry: its numbers come with the lowest byte first."""
    return struct.pack("<BI", 1, _TYPES[kind])


def _nested(kind: str, coordinates: Any) -> bytes:  # noqa: ANN401  (whatever the file has there)
    if kind == "Point":
        return _head(kind) + _points([coordinates])
    if kind == "LineString":
        return _head(kind) + struct.pack("<I", len(coordinates)) + _points(coordinates)
    if kind == "Polygon":
        parts = [struct.pack("<I", len(ring)) + _points(ring) for ring in coordinates]
    else:
        parts = [_nested(_PARTS[kind], part) for part in coordinates]
    return _head(kind) + struct.pack("<I", len(parts)) + b"".join(parts)


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


def _properties(member: dict[str, Any] | None, text: bytes) -> dict[str, Any]:
    return {_letters(name): _value(value, text) for name, value in (member or {}).items()}


def _value(value: Any, text: bytes) -> Any:  # noqa: ANN401
    """Put numbers back where they were taken from a property."""
    if isinstance(value, _Span):
        return json.loads(text[value.start : value.end], parse_constant=_no_number)
    if isinstance(value, dict):
        return {name: _value(one, text) for name, one in value.items()}
    if isinstance(value, list):
        return [_value(one, text) for one in value]
    return _letters(value)


def _letters(value: Any) -> Any:  # noqa: ANN401
    """Put a replacement mark for half a surrogate pair, which is no letter and cannot be written."""
    return (
        value.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if isinstance(value, str) else value
    )


def _crs(member: Any) -> str:  # noqa: ANN401
    return _DEGREES if member is None else str(member["properties"]["name"])
