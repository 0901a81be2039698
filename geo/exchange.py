"""GeoJSON and tables, read and written.

GeoJSON follows RFC 7946: longitude first, WGS 84, exterior rings
counter-clockwise, five decimals (about a metre), one feature a line so that
differences can be read. A table's cells never begin a formula.
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeVar

import numpy as np
import shapely
from shapely.geometry import mapping, shape

from geo.errors import DataError, InputFileError, UnknownNameError
from geo.formats import MOST_TABLE_BYTES, check_regular
from geo.names import plain
from geo.writing import write_bytes, write_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

__all__ = [
    "DECIMALS",
    "Feature",
    "geojson_text",
    "number_within",
    "read_geojson",
    "read_lines",
    "read_points",
    "read_rows",
    "read_table",
    "table_text",
    "write_bytes",
    "write_geojson",
    "write_text",
]

DECIMALS: Final = 5
"""Decimals of a degree kept in files: 1.1 m north-south."""

_GLOBE: Final = (180.0, 90.0)
_MOST_LETTERS: Final = 1 << 17
"""Of a cell: more is an open quote that ran through the file."""

_FORMULA: Final = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet may take for the beginning of a formula."""

T = TypeVar("T")
JSONScalar: TypeAlias = "str | int | float | bool | None"


@dataclass(frozen=True, slots=True)
class Feature:
    """A geometry in degrees on WGS 84 with its properties."""

    geometry: BaseGeometry
    properties: Mapping[str, JSONScalar]


def _read_text(path: Path) -> str:
    check_regular(path, MOST_TABLE_BYTES)
    try:
        content = path.read_bytes()
    except OSError as error:
        msg = f"{path} cannot be read ({error.strerror}); check who may read it."
        raise InputFileError(msg) from error
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        msg = f"{path} is UTF-16 text; save it as UTF-8."
        raise InputFileError(msg)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        msg = f"{path} is not UTF-8 text (line {line}, byte {error.start}); save it as UTF-8."
        raise InputFileError(msg) from error


def read_table(path: Path, columns: Sequence[str]) -> list[dict[str, str]]:
    """Read a CSV file with a header into a list of rows.

    Parameters
    ----------
    path : Path
        UTF-8, with or without a byte-order mark, any line ends.
    columns : sequence of str
        Columns that must be there; others are kept too.

    Returns
    -------
    list of dict
        Column name to text. Short rows are filled with empty text.

    Raises
    ------
    InputFileError
        If the file is missing, is not UTF-8 text, or is no table.
    UnknownNameError
        If a column is missing.
    """
    return [row for _, row in read_lines(path, columns)]


def read_lines(path: Path, columns: Sequence[str], *, delimiter: str = ",") -> list[tuple[int, dict[str, str]]]:
    """Read a CSV file as `read_table` does, each row with the line it ends on.

    Raises
    ------
    InputFileError, UnknownNameError
        As for `read_table`.
    """
    text = _read_text(path)
    if "\0" in text:
        msg = f"{path} holds binary data; give a CSV file."
        raise InputFileError(msg)
    csv.field_size_limit(_MOST_LETTERS)  # which other libraries change for the whole process
    reader = csv.DictReader(io.StringIO(text, newline=""), restval="", strict=True, delimiter=delimiter)
    rows = []
    try:
        header = [name or "" for name in reader.fieldnames or []]
        _check_header(path, header, columns)
        for row in reader:
            if None in row:
                extra = plain(", ".join(row[None]), 60)
                where = f"{path}, line {reader.line_num}"
                msg = f"{where}: more fields than the header has ({extra}); quote its commas."
                raise InputFileError(msg)
            rows.append((reader.line_num, row))
    except csv.Error as error:
        msg = f"{path}, line {reader.reader.line_num}: {error}; mend the quotes."
        raise InputFileError(msg) from error
    return rows


def read_rows(path: Path, columns: Sequence[str], make: Callable[[dict[str, str]], T]) -> tuple[T, ...]:
    """Read a table of the atlas's own as `read_table` does, and make something of each row.

    Raises
    ------
    InputFileError, UnknownNameError
        As for `read_table`.
    DataError
        With its line, if a row makes a ValueError.
    """
    made = []
    for line, row in read_lines(path, columns):
        try:
            made.append(make(row))
        except ValueError as error:
            msg = f"{path}, line {line}: {plain(str(error), 80)}"
            raise DataError(msg) from error
    return tuple(made)


def _check_header(path: Path, header: list[str], columns: Sequence[str]) -> None:
    missing = [name for name in columns if name not in header]
    if missing:
        shown = plain(", ".join(header), 160) or "empty"
        lacks = f"{path} lacks the column {', '.join(missing)}"
        msg = f"{lacks}; its header is: {shown}; name them so, parted by commas."
        raise UnknownNameError(msg)
    twice = [name for name in dict.fromkeys(header) if header.count(name) > 1]
    if twice:
        msg = f"{path}: the column {plain(twice[0], 60)!r} stands twice in the header; rename one."
        raise InputFileError(msg)


def table_text(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    r"""Write rows as CSV text with a header and ``\n`` line ends.

    Text that a spreadsheet would run as a formula is given an apostrophe in
    front; numbers stay as they are.

    Examples
    --------
    >>> table_text(["name", "km"], [["Brest, Litovsk", 1.5], ["Minsk", None], ["=cmd()", "-2"]])
    'name,km\n"Brest, Litovsk",1.5\nMinsk,\n\'=cmd(),-2\n'
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([_no_formula(name) for name in columns])
    writer.writerows([_no_formula(cell) for cell in row] for row in rows)
    return out.getvalue()


def _no_formula(cell: object) -> object:
    if not isinstance(cell, str) or not cell.lstrip().startswith(_FORMULA):
        return cell
    try:
        float(cell)
    except ValueError:
        return f"'{cell}"
    return cell


def read_points(path: Path) -> tuple[list[dict[str, str]], NDArray[np.float64]]:
    """Read a table of places with the columns ``lat`` and ``lon``, or ``latitude`` and ``longitude``.

    As spreadsheets write it in many countries, the columns may be parted by
    semicolons or tabs, and a number may have a decimal comma.

    Returns
    -------
    rows : list of dict
        The rows as they stand.
    lonlat : ndarray of float, shape (n, 2)
        Degrees, longitude first.

    Raises
    ------
    InputFileError
        If a coordinate is no number or lies outside the world.
    """
    first = next(iter(_read_text(path).splitlines()), "")
    delimiter = "," if "," in first else max(",;\t", key=first.count)
    header = [name.strip('"') for name in first.split(delimiter)]
    named = {name.strip().casefold(): name for name in reversed(header)}
    lat_name, lon_name = (
        next((named[name] for name in names if name in named), names[0])
        for names in (("lat", "latitude"), ("lon", "lng", "longitude"))
    )
    lines = read_lines(path, [lat_name, lon_name], delimiter=delimiter)
    lonlat = np.empty((len(lines), 2))
    for k, (number, row) in enumerate(lines):
        try:
            lonlat[k] = [_number(row[name].replace(",", ".")) for name in (lon_name, lat_name)]
        except ValueError as error:
            lat, lon = (plain(row[name], 40) for name in (lat_name, lon_name))
            msg = f"{path}, line {number}: lat '{lat}', lon '{lon}' are not numbers in degrees; write 52.1."
            raise InputFileError(msg) from error
        if not (np.abs(lonlat[k]) <= _GLOBE).all():  # so written, it catches NaN too
            lon, lat = lonlat[k]
            msg = f"{path}, line {number}: lat {lat:g}, lon {lon:g} is not on the globe; give degrees."
            raise InputFileError(msg)
    return [row for _, row in lines], lonlat


def _number(text: str) -> float:
    """Read a number; Python would also take ``5_2`` for one."""
    if "_" in text:
        raise ValueError(text)
    return float(text)


def number_within(text: str, least: float, most: float) -> float:
    """Read a number that must lie between two others.

    Raises
    ------
    ValueError
        If it is none, or does not.

    Examples
    --------
    >>> number_within("52.1", -90, 90)
    52.1
    >>> number_within("1,000", 0, 9999)  # a thousand, or one?
    Traceback (most recent call last):
        ...
    ValueError: could not convert string to float: '1,000'
    """
    number = _number(text)
    if not least <= number <= most:
        msg = f"{number:g} does not lie between {least:g} and {most:g}"
        raise ValueError(msg)
    return number


def read_geojson(path: Path) -> list[Feature]:
    """Read a FeatureCollection of the atlas's own, without further checks.

    Raises
    ------
    InputFileError
        If it is missing or is not GeoJSON.
    """
    try:
        features = json.loads(_read_text(path))["features"]
        geometries = [_geometry(f["geometry"]) for f in features]
        found = [Feature(g, dict(f["properties"])) for g, f in zip(geometries, features, strict=True)]
    except (
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        RecursionError,
        shapely.errors.ShapelyError,
    ) as error:
        reason = plain(str(error) or type(error).__name__, 120)
        msg = f"{path} is not a GeoJSON FeatureCollection ({reason}); restore the file."
        raise InputFileError(msg) from error
    for number, feature in enumerate(found, 1):
        if feature.geometry is None or not np.isfinite(shapely.get_coordinates(feature.geometry)).all():
            msg = f"{path}: feature {number} has no geometry, or one that holds no number; restore the file."
            raise InputFileError(msg)
    return found


def _geometry(member: dict[str, Any]) -> BaseGeometry:
    """Build a geometry; lines and polygons, which have the many vertices, without a call for each."""
    kind, coordinates = member["type"], member["coordinates"]
    if kind == "LineString":
        return shapely.LineString(np.array(coordinates))
    if kind == "Polygon":
        shell, *holes = (np.array(ring) for ring in coordinates)
        return shapely.Polygon(shell, holes)
    return shape(member)


def geojson_text(features: Iterable[Feature], **members: object) -> str:
    """Write features as RFC 7946 text, one feature a line.

    Parameters
    ----------
    features : iterable of Feature
        Written in the order given. Geometries are rounded to `DECIMALS`,
        kept valid, and wound counter-clockwise.
    **members
        Further members of the collection, such as ``name`` or ``licence``.

    Examples
    --------
    >>> print(geojson_text([Feature(shapely.Point(24, 50.1234567), {})], name="places"), end="")
    {"type": "FeatureCollection", "name": "places", "features": [
    {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [24.0, 50.12346]}}
    ]}
    """
    head = json.dumps({"type": "FeatureCollection", **members}, ensure_ascii=False)
    lines = [
        json.dumps(
            {
                "type": "Feature",
                "properties": dict(feature.properties),
                "geometry": _mapping(feature.geometry),
            },
            ensure_ascii=False,
        )
        for feature in features
    ]
    return f'{head[:-1]}, "features": [\n' + ",\n".join(lines) + "\n]}\n"


def _mapping(geometry: BaseGeometry) -> dict[str, object]:
    rounded = shapely.transform(geometry, lambda xy: np.round(xy, DECIMALS) + 0.0)
    if not shapely.is_valid(rounded):
        rounded = shapely.set_precision(geometry, 10.0**-DECIMALS)
    return dict(mapping(shapely.orient_polygons(rounded)))


def write_geojson(path: Path, features: Iterable[Feature], **members: object) -> None:
    """Write `geojson_text` to a file, whole or not at all."""
    write_text(path, geojson_text(features, **members))
