"""A map layer of points as a table of places: its fields, and where each lies in degrees."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely

from geo.errors import GeometryError
from geo.own.layer import Opening
from geo.own.reading import known_fields, open_layer

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["write_point_table"]

_LONLAT = ("lon", "lat")


def write_point_table(file: Path, target: Path, *, layer: str = "", crs: str = "", encoding: str = "") -> None:
    """Write a layer's points as a CSV with the columns ``lat`` and ``lon``.

    Fields of the layer that are called so are left out: its points say where
    they lie. A feature without a point has none of either.

    Parameters
    ----------
    file : Path
        GeoJSON, GeoPackage, Shapefile, FlatGeobuf, GeoParquet, KML, GML or TopoJSON, in any
        reference system; of several layers the first that holds points, and which is said.
    target : Path
    layer : str
        Which of several.
    crs, encoding : str
        The reference system of a file that names none, and what its text is written in.

    Raises
    ------
    InputFileError, CRSError
        As `geo.own.reading.open_layer`.
    GeometryError
        If it holds anything but points.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> town = gpd.GeoDataFrame({"town": ["Brest"]}, geometry=[shapely.Point(23.7, 52.1)], crs="EPSG:4326")
    >>> with TemporaryDirectory() as folder:
    ...     town.to_file(Path(folder) / "towns.geojson")
    ...     write_point_table(Path(folder) / "towns.geojson", Path(folder) / "towns.csv")
    ...     print((Path(folder) / "towns.csv").read_text(encoding="utf-8"))
    town,lat,lon
    Brest,52.1,23.7
    <BLANKLINE>
    """
    how = Opening(points=True, layer=layer, crs=crs, encoding=encoding)
    fields = [name for name in known_fields(file, (), how) if name.strip().casefold() not in _LONLAT]
    found = open_layer(file, fields, how)
    points = found.geometry
    there = np.flatnonzero(~(shapely.is_missing(points) | shapely.is_empty(points)))
    kinds = shapely.get_type_id(points[there])
    if not (kinds == shapely.GeometryType.POINT).all():
        other = there[kinds != shapely.GeometryType.POINT][0]
        msg = (
            f"{found.path}: feature {found.number[other]} is a {points[other].geom_type}, and places are "
            "points; give a layer of points, or a table with the columns lat and lon."
        )
        raise GeometryError(msg)
    lonlat = np.full((len(points), 2), "", dtype=object)
    degrees = gpd.GeoSeries(points[there], crs=found.crs).to_crs("EPSG:4326")
    lonlat[there, 0] = [repr(value) for value in degrees.x.round(9).tolist()]
    lonlat[there, 1] = [repr(value) for value in degrees.y.round(9).tolist()]
    with target.open("w", encoding="utf-8", newline="") as written:
        table = csv.writer(written, lineterminator="\n")
        table.writerow([*fields, *_LONLAT[::-1]])
        columns = [found.fields[name] for name in fields]
        table.writerows(zip(*columns, lonlat[:, 1], lonlat[:, 0], strict=True))
