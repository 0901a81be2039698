"""Reading and writing files: GeoJSON, tables, plain text.

Everything is written beside its place and then renamed, so that a file is
either the old one or the new one, whole. GeoJSON follows RFC 7946: longitude
first, WGS 84, exterior rings counter-clockwise, five decimals (about a metre),
one feature a line so that differences can be read.
"""

from __future__ import annotations

import csv
import io
import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np
import shapely
from shapely.geometry import mapping, shape

from geo.errors import InputFileError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

__all__ = [
    "DECIMALS",
    "Feature",
    "geojson_text",
    "read_geojson",
    "read_points",
    "read_table",
    "table_text",
    "write_bytes",
    "write_geojson",
    "write_text",
]

DECIMALS: Final = 5
"""Decimals of a degree kept in files: 1.1 m north-south."""

_GLOBE: Final = (180.0, 90.0)

JSONScalar: TypeAlias = "str | int | float | bool | None"


@dataclass(frozen=True, slots=True)
class Feature:
    """A geometry in degrees on WGS 84 with its properties."""

    geometry: BaseGeometry
    properties: Mapping[str, JSONScalar]


def write_text(path: Path, text: str) -> None:
    r"""Write a text file whole or not at all.

    Parameters
    ----------
    path : Path
        Where it goes; missing folders are made.
    text : str
        Written as UTF-8 with ``\n`` line ends.

    Raises
    ------
    InputFileError
        If the place cannot be written.
    """
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file whole or not at all.

    Parameters
    ----------
    path : Path
        Where it goes; missing folders are made.
    content : bytes

    Raises
    ------
    InputFileError
        If the place cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        msg = f"{path} cannot be written ({error.strerror}); choose another place with --out or -o."
        raise InputFileError(msg) from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(beside).chmod(0o666 & ~_umask())
        Path(beside).replace(path)
    except OSError as error:
        Path(beside).unlink(missing_ok=True)
        msg = f"{path} cannot be written ({error.strerror}); it was left as it was."
        raise InputFileError(msg) from error
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def _umask() -> int:
    """Return the process's file mode mask, which can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        msg = f"{path} does not exist; check the name."
        raise InputFileError(msg) from error
    except IsADirectoryError as error:
        msg = f"{path} is a folder; name a file."
        raise InputFileError(msg) from error
    except UnicodeDecodeError as error:
        msg = f"{path} is not UTF-8 text (byte {error.start}); save it as UTF-8."
        raise InputFileError(msg) from error
    except OSError as error:
        msg = f"{path} cannot be read ({error.strerror})."
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
    text = _read_text(path)
    if "\0" in text:
        msg = f"{path} holds binary data; give a CSV file."
        raise InputFileError(msg)
    reader = csv.DictReader(io.StringIO(text, newline=""), restval="", strict=True)
    try:
        header = reader.fieldnames or []
        missing = [name for name in columns if name not in header]
        if missing:
            msg = (
                f"{path} lacks the column {', '.join(missing)}; its header is: {', '.join(header) or 'empty'}."
            )
            raise UnknownNameError(msg)
        rows = list(reader)
    except csv.Error as error:
        msg = f"{path}, line {reader.line_num}: {error}; mend the quotes."
        raise InputFileError(msg) from error
    for row in rows:
        if None in row:
            msg = f"{path}: a row has more fields than the header ({', '.join(row[None])}); quote its commas."
            raise InputFileError(msg)
    return rows


def table_text(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    r"""Write rows as CSV text with a header and ``\n`` line ends.

    Examples
    --------
    >>> table_text(["name", "km"], [["Brest, Litovsk", 1.5], ["Minsk", None]])
    'name,km\n"Brest, Litovsk",1.5\nMinsk,\n'
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue()


def read_points(path: Path) -> tuple[list[dict[str, str]], NDArray[np.float64]]:
    """Read a table of places with the columns ``lat`` and ``lon``.

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
    rows = read_table(path, ["lat", "lon"])
    lonlat = np.empty((len(rows), 2))
    for number, row in enumerate(rows):
        try:
            lonlat[number] = float(row["lon"]), float(row["lat"])
        except ValueError as error:
            msg = (
                f"{path}, row {number + 1}: lat {row['lat']!r}, lon {row['lon']!r} are not numbers in degrees."
            )
            raise InputFileError(msg) from error
    outside = ~(np.abs(lonlat) <= _GLOBE).all(axis=1)  # so written, it catches NaN too
    for number in np.flatnonzero(outside).tolist():
        lon, lat = lonlat[number]
        msg = f"{path}, row {number + 1}: lat {lat:g}, lon {lon:g} is not on the globe; give degrees."
        raise InputFileError(msg)
    return rows, lonlat


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
    except (ValueError, KeyError, TypeError, AttributeError, shapely.errors.ShapelyError) as error:
        msg = f"{path} is not a GeoJSON FeatureCollection ({error})."
        raise InputFileError(msg) from error
    return [Feature(g, f["properties"]) for g, f in zip(geometries, features, strict=True)]


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
