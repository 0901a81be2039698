"""GeoJSON of the project's own, read and written.

It follows RFC 7946: longitude first, WGS 84, exterior rings counter-clockwise,
five decimals (about a metre), one feature a line so that differences can be
read.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np
import shapely
from shapely.geometry import mapping, shape

from geo.errors import InputFileError
from geo.files.names import plain
from geo.files.text import read_text
from geo.files.writing import write_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

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
