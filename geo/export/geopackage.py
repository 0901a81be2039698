"""Layers as one GeoPackage: with styles for QGIS, metadata, and what each column means."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from geo.export.described import WRITTEN, about_layer, meanings, terms
from geo.export.layers import credit_members
from geo.export.ogr import write_features
from geo.export.qgis import styles
from geo.files.writing import write_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.export.described import Asked

__all__ = ["write_geopackage"]

_SCHEMA: Final = """
CREATE TABLE gpkg_data_columns (
 table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, description TEXT, mime_type TEXT,
 constraint_name TEXT,
 CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name), CONSTRAINT gdc_tn UNIQUE (table_name, name));
CREATE TABLE gpkg_data_column_constraints (
 constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL, value TEXT,
 min NUMERIC, min_is_inclusive BOOLEAN, max NUMERIC, max_is_inclusive BOOLEAN, description TEXT,
 CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value));
INSERT INTO gpkg_extensions (table_name, column_name, extension_name, definition, scope) VALUES
 ('gpkg_data_columns', NULL, 'gpkg_schema', 'http://www.geopackage.org/spec121/#extension_schema',
  'read-write'),
 ('gpkg_data_column_constraints', NULL, 'gpkg_schema', 'http://www.geopackage.org/spec121/#extension_schema',
  'read-write');
"""
"""The schema extension of GeoPackage 1.2.1: what each column means."""


@contextmanager
def _dated() -> Iterator[None]:
    """Have GDAL write one and the same day."""
    import pyogrio  # noqa: PLC0415  (GDAL is slow to load, and only these formats need it)

    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": "{}-{:02}-{:02}T00:00:00.000Z".format(*WRITTEN)})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})


def write_geopackage(asked: Asked, folder: Path) -> Iterator[Path]:
    """Write layers into one GeoPackage; yield where it lies."""
    import pandas as pd  # noqa: PLC0415
    from pyogrio import write_dataframe  # noqa: PLC0415

    owed, known = credit_members(asked.atlas.about), styles(asked.atlas)
    path = folder / f"{asked.atlas.about.id}_{asked.stem}.gpkg"
    with tempfile.TemporaryDirectory() as scratch:
        beside = Path(scratch) / path.name
        with _dated():
            for name, features in asked.layers.items():
                about = about_layer(name, asked)
                write_features(
                    features,
                    beside,
                    layer=name,
                    driver="GPKG",
                    crs=asked.crs,
                    dataset_options={} if beside.exists() else {"VERSION": "1.2"},  # which older GDAL reads too
                    layer_options={"IDENTIFIER": about["title"], "DESCRIPTION": "; ".join(terms(owed))},
                    layer_metadata=about,
                    dataset_metadata=owed,
                    append=beside.exists(),
                )
            write_dataframe(
                pd.DataFrame(
                    [
                        _style_row(asked.atlas.about.id, name, known[name])
                        for name in asked.layers
                        if name in known
                    ]
                ),
                beside,
                layer="layer_styles",
                driver="GPKG",
                layer_options={"FID": "id"},
                append=True,
            )
        with closing(sqlite3.connect(beside)) as database, database:
            database.executescript(_SCHEMA)
            database.executemany(
                "INSERT INTO gpkg_data_columns (table_name, column_name, description) VALUES (?, ?, ?)",
                [
                    (name, field, meaning)
                    for name, features in asked.layers.items()
                    for field, meaning in meanings(features).items()
                ],
            )
        write_bytes(path, beside.read_bytes())
    yield path


def _style_row(atlas: str, name: str, qml: str) -> dict[str, object]:
    """Write a row of the table that QGIS looks for in a GeoPackage."""
    return {
        "f_table_catalog": "",
        "f_table_schema": "",
        "f_table_name": name,
        "f_geometry_column": "geom",
        "styleName": name,
        "styleQML": qml,
        "styleSLD": "",
        "useAsDefault": True,
        "description": f"{atlas}: {name}",
        "owner": "",
        "ui": "",
        "update_time": "{}-{:02}-{:02}T00:00:00.000Z".format(*WRITTEN),
    }
