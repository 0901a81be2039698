"""GeoJSON of the project's own, read and written.

It follows RFC 7946: longitude first, WGS 84, exterior rings counter-clockwise,
five decimals (about a metre), one feature a line so that differences can be
read.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np
import shapely
from shapely.geometry import mapping, shape

from geo.errors import InputFileError
from geo.files.names import plain
from geo.files.text import read_text
from geo.files.writing import write_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

__all__ = ["DECIMALS", "Feature", "geojson_text", "read_geojson", "write_geojson"]

DECIMALS: Final = 5
"""Decimals of a degree kept in files: 1.1 m north-south."""

JSONScalar: TypeAlias = "str | int | float | bool | None"


@dataclass(frozen=True, slots=True)
class Feature:
    """A geometry in degrees on WGS 84 with its properties.

    Examples
    --------
    >>> import shapely
    >>> Feature(shapely.Point(23.7, 52.1), {"name": "Brest"}).properties["name"]
    'Brest'
    """

    geometry: BaseGeometry
    properties: Mapping[str, JSONScalar]


def read_geojson(path: Path) -> list[Feature]:
    """Read a FeatureCollection of the atlas's own, without further checks.

    Raises
    ------
    InputFileError
        If it is missing or is not GeoJSON.
    """
    try:
        features = json.loads(read_text(path))["features"]
        geometries = _geometries([f["geometry"] for f in features])
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
    lonlat, which = shapely.get_coordinates(geometries, return_index=True)
    faulty = shapely.is_missing(geometries)
    faulty[which[~np.isfinite(lonlat).all(axis=1)]] = True
    if faulty.any():
        number = int(np.argmax(faulty)) + 1
        msg = f"{path}: feature {number} has no geometry, or one that holds no number; restore the file."
        raise InputFileError(msg)
    return found


def _geometries(members: Sequence[dict[str, Any]]) -> list[BaseGeometry]:
    """Build geometries; lines alone, or polygons alone, which have the many vertices, all at once."""
    kinds = {member["type"] for member in members}
    if kinds == {"LineString"}:
        lines = _at_once([member["coordinates"] for member in members], shapely.linestrings)
        if lines is not None:
            return lines.tolist()  # type: ignore[no-any-return]
    if kinds == {"Polygon"}:
        polygons = [member["coordinates"] for member in members]
        rings = _at_once(list(chain.from_iterable(polygons)), shapely.linearrings) if all(polygons) else None
        if rings is not None:
            owner = np.repeat(np.arange(len(polygons)), list(map(len, polygons)))
            return np.asarray(shapely.polygons(rings, indices=owner)).tolist()  # type: ignore[no-any-return]
    return [shape(member) for member in members]


def _at_once(lines: Sequence[list[list[float]]], build: Callable[..., NDArray[Any]]) -> NDArray[Any] | None:
    """Build lines or rings with one call; none if a vertex is anything but a longitude and a latitude."""
    vertices = list(chain.from_iterable(lines))
    numbers = np.array(list(chain.from_iterable(vertices)))
    if set(map(len, vertices)) != {2} or numbers.dtype != float or not all(lines):
        return None
    owner = np.repeat(np.arange(len(lines)), list(map(len, lines)))
    return build(numbers.reshape(-1, 2), indices=owner)


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
    wound = shapely.orient_polygons(rounded)
    coordinates = _COORDINATES.get(wound.geom_type)
    return {"type": wound.geom_type, "coordinates": coordinates(wound)} if coordinates else dict(mapping(wound))


def _lines(line: BaseGeometry) -> list[list[float]]:
    return shapely.get_coordinates(line).tolist()  # type: ignore[no-any-return]


def _rings(polygon: BaseGeometry) -> list[list[list[float]]]:
    return [_lines(ring) for ring in shapely.get_rings(polygon)]


_COORDINATES: Final[dict[str, Callable[[BaseGeometry], list[Any]]]] = {
    "LineString": _lines,
    "Polygon": _rings,
    "MultiPolygon": lambda polygons: [_rings(part) for part in shapely.get_parts(polygons)],
}
"""Shapes with many vertices, which are taken together; the others one by one."""


def write_geojson(path: Path, features: Iterable[Feature], **members: object) -> None:
    """Write `geojson_text` to a file, whole or not at all."""
    write_text(path, geojson_text(features, **members))
