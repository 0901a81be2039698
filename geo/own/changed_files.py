"""The land that changed hands as a file: GeoJSON, GeoPackage, GeoParquet."""

from __future__ import annotations

import io
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.errors import InputFileError
from geo.files.extras import needing
from geo.files.writing import write_bytes

if TYPE_CHECKING:
    from geo.own.compared import ChangedLand

__all__ = ["check_ending", "write_changed"]

_DECIMALS: Final = 8
"""Of a degree: a millimetre, for the user's lines may be as fine."""
_ENDINGS: Final = (".geojson", ".json", ".gpkg", ".parquet")


def check_ending(path: Path) -> str:
    """Return a file's ending, if it is one that is written.

    Raises
    ------
    InputFileError
        If it is not.
    """
    ending = path.suffix.lower()
    if ending not in _ENDINGS:
        msg = f"{path}: land that passed is written as .geojson, .gpkg or .parquet; choose such an ending."
        raise InputFileError(msg)
    return ending


def write_changed(changed: ChangedLand, path: Path) -> None:
    """Write every piece of land that passed, with ``from``, ``to``, ``area_km2``.

    Parameters
    ----------
    changed : ChangedLand
    path : Path
        Its ending tells the format.

    Raises
    ------
    InputFileError
        If the ending is none of these, the place cannot be written, or
        GeoParquet is wanted without pyarrow.

    Examples
    --------
    >>> from geo.own.compared import LandPassed, ChangedLand
    >>> piece = LandPassed("A", "B", 15_618.0, shapely.box(20, 50, 22, 52))
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "passed.geojson")
    ...     write_changed(ChangedLand([piece]), path)
    ...     json.loads(path.read_text(encoding="utf-8"))["features"][0]["properties"]
    {'from': 'A', 'to': 'B', 'area_km2': 15618.0, 'exceeds_tolerance': None}
    """
    ending = check_ending(path)
    if ending == ".parquet":
        write_bytes(path, _parquet(changed))
    elif ending == ".gpkg":
        write_bytes(path, _geopackage(changed))
    else:
        write_bytes(path, _geojson(changed))


def _geojson(changed: ChangedLand) -> bytes:
    table = changed.table()
    lines = []
    for record, shape in zip(table.records(), table.shapes or (), strict=True):
        rounded = shapely.transform(shapely.orient_polygons(shape), lambda xy: np.round(xy, _DECIMALS) + 0.0)
        geometry = dict(shapely.geometry.mapping(rounded))
        feature = {"type": "Feature", "properties": record, "geometry": geometry}
        lines.append(json.dumps(feature, ensure_ascii=False))
    text = '{"type": "FeatureCollection", "features": [\n' + ",\n".join(lines) + "\n]}\n"
    return text.encode("utf-8", "backslashreplace")


def _geopackage(changed: ChangedLand) -> bytes:
    from pyogrio import write_dataframe  # noqa: PLC0415  (GDAL is slow to load, and only this format needs it)

    with tempfile.TemporaryDirectory() as scratch:
        beside = Path(scratch) / "passed.gpkg"
        write_dataframe(changed.frame(), beside, layer="passed", driver="GPKG", geometry_type="Polygon")
        return beside.read_bytes()


def _parquet(changed: ChangedLand) -> bytes:
    with needing("pyarrow", "GeoParquet"):
        import pyarrow as pa  # noqa: F401, PLC0415  (an extra)
    out = io.BytesIO()
    changed.frame().to_parquet(out, index=False, schema_version="1.1.0")
    return out.getvalue()
