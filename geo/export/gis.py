"""The states and borders of a day as files for GIS: GeoJSON, GeoPackage, Shapefile, GeoParquet.

Each carries its licence, its citation and what its fields mean, by the means
its format has, and a style for QGIS. The same day gives the same bytes: where
a format wants to know when it was written, it is told `_WRITTEN`.
"""

from __future__ import annotations

import io
import sqlite3
import tempfile
import zipfile
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from geo.export.layers import FIELDS, border_features, credit_members, state_features, to_frame
from geo.export.qgis import styles, with_metadata
from geo.files.extras import needing
from geo.files.geojson import Feature, write_geojson
from geo.files.writing import write_bytes, write_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import geopandas as gpd

    from geo.atlas.atlas import Snapshot

__all__ = ["FORMATS", "write_layers"]

_WRITTEN: Final = (1980, 1, 1)
"""The first day that a zip file can name."""

_MOST_BYTES: Final = 254
"""Of a text in a Shapefile."""

_Writer: TypeAlias = "Callable[[dict[str, list[Feature]], Snapshot, Path], Iterator[Path]]"

_TITLES: Final = {"states": "States", "borders": "Borders"}

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


def _title(name: str, snapshot: Snapshot) -> str:
    return f"{_TITLES[name]} on {_day(snapshot)}, {snapshot.atlas.about.extent}"


def _day(snapshot: Snapshot) -> str:
    """Return what the day is called in files and titles: the date, where days are dates."""
    about = snapshot.atlas.about
    return snapshot.day.isoformat() if about.dated else about.stem(snapshot.day)


def _meanings(features: list[Feature]) -> dict[str, str]:
    return {field: FIELDS[field] for field in features[0].properties}


def _abstract(features: list[Feature], citation: str) -> str:
    fields = "\n".join(f"{field}: {meaning}" for field, meaning in _meanings(features).items())
    cite = f"\n\nCite as: {citation}" if citation else ""
    return f"WGS 84, longitude first.\n\n{fields}{cite}"


def _about(name: str, snapshot: Snapshot, features: list[Feature]) -> dict[str, str]:
    """Gather what a layer says of itself."""
    owed = credit_members(snapshot.atlas.about)
    return {
        "title": _title(name, snapshot),
        "abstract": _abstract(features, owed.get("citation", "")),
        **owed,
    }


def _geojson(layers: dict[str, list[Feature]], snapshot: Snapshot, folder: Path) -> Iterator[Path]:
    for name, features in layers.items():
        path = folder / f"{name}_{_day(snapshot)}.geojson"
        about = _about(name, snapshot, features)
        del about["abstract"]
        fields = {"fields": _meanings(features)}
        write_geojson(path, features, **{"name": path.stem, **about, **fields})
        yield path


def _terms(owed: dict[str, str]) -> list[str]:
    return [owed[name] for name in ("licence", "attribution") if name in owed]


@contextmanager
def _dated() -> Iterator[None]:
    """Have GDAL write one and the same day."""
    import pyogrio  # noqa: PLC0415  (GDAL is slow to load, and only these formats need it)

    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": "{}-{:02}-{:02}T00:00:00.000Z".format(*_WRITTEN)})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})


def _geopackage(layers: dict[str, list[Feature]], snapshot: Snapshot, folder: Path) -> Iterator[Path]:
    import pandas as pd  # noqa: PLC0415
    from pyogrio import write_dataframe  # noqa: PLC0415

    owed = credit_members(snapshot.atlas.about)
    path = folder / f"{snapshot.atlas.about.id}_{_day(snapshot)}.gpkg"
    with tempfile.TemporaryDirectory() as scratch:
        beside = Path(scratch) / path.name
        with _dated():
            for name, features in layers.items():
                about = _about(name, snapshot, features)
                write_dataframe(
                    to_frame(features),
                    beside,
                    layer=name,
                    driver="GPKG",
                    dataset_options={} if beside.exists() else {"VERSION": "1.2"},  # which older GDAL reads too
                    layer_options={"IDENTIFIER": about["title"], "DESCRIPTION": "; ".join(_terms(owed))},
                    layer_metadata=about,
                    dataset_metadata=owed,
                    append=beside.exists(),
                )
            write_dataframe(
                pd.DataFrame(
                    [
                        _style_row(snapshot.atlas.about.id, name, qml)
                        for name, qml in styles(snapshot.atlas).items()
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
                    for name, features in layers.items()
                    for field, meaning in _meanings(features).items()
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
        "update_time": "{}-{:02}-{:02}T00:00:00.000Z".format(*_WRITTEN),
    }


def _shortened(feature: Feature) -> Feature:
    """Cut texts to what a Shapefile holds, between two letters, and show that they were cut."""

    def cut(text: str) -> str:
        whole = text.encode()
        if len(whole) <= _MOST_BYTES:
            return text
        return whole[: _MOST_BYTES - 3].decode("utf-8", "ignore") + "\N{HORIZONTAL ELLIPSIS}"

    return Feature(
        feature.geometry,
        {name: cut(value) if isinstance(value, str) else value for name, value in feature.properties.items()},
    )


def _shapefiles(layers: dict[str, list[Feature]], snapshot: Snapshot, folder: Path) -> Iterator[Path]:
    from pyogrio import write_dataframe  # noqa: PLC0415

    written = "{}-{:02}-{:02}".format(*_WRITTEN)
    for name, features in layers.items():
        stem = f"{name}_{_day(snapshot)}"
        about = _about(name, snapshot, features)
        with tempfile.TemporaryDirectory() as scratch:
            write_dataframe(
                to_frame([_shortened(feature) for feature in features]),
                Path(scratch) / f"{stem}.shp",
                driver="ESRI Shapefile",
                encoding="UTF-8",
                layer_options={"DBF_DATE_LAST_UPDATE": written},
            )
            parts = {part.name: part.read_bytes() for part in sorted(Path(scratch).iterdir())}
        parts[f"{stem}.qml"] = styles(snapshot.atlas)[name].encode()
        parts[f"{stem}.qmd"] = _metadata(about).encode()
        parts[f"{stem}.txt"] = "\n\n".join(about.values()).encode() + b"\n"
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for part, content in parts.items():
                entry = zipfile.ZipInfo(part, (*_WRITTEN, 0, 0, 0))
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, content)
        path = folder / f"{stem}.shp.zip"
        write_bytes(path, packed.getvalue())
        yield path


def _geoparquet(layers: dict[str, list[Feature]], snapshot: Snapshot, folder: Path) -> Iterator[Path]:
    with needing("pyarrow", "GeoParquet"):
        import pyarrow as pa  # noqa: PLC0415  (an extra)
        from pyarrow import parquet  # noqa: PLC0415
    for name, features in layers.items():
        packed = io.BytesIO()
        _plain(to_frame(features)).to_parquet(packed, index=False, schema_version="1.1.0")
        packed.seek(0)
        table = parquet.read_table(packed)
        meanings = _meanings(features)
        fields = [field.with_metadata({"description": meanings.get(field.name, "")}) for field in table.schema]
        about = {**(table.schema.metadata or {}), **_about(name, snapshot, features)}
        out = io.BytesIO()
        parquet.write_table(table.cast(pa.schema(fields, metadata=about)), out)
        path = folder / f"{name}_{_day(snapshot)}.parquet"
        write_bytes(path, out.getvalue())
        yield path


def _plain(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Drop what pandas would note of itself."""
    frame.attrs.clear()
    return frame


def _metadata(about: dict[str, str]) -> str:
    return with_metadata(
        title=about["title"],
        abstract=about["abstract"],
        licence=about.get("licence", ""),
        rights=about["attribution"],
    )


FORMATS: Final[dict[str, _Writer]] = {
    "geojson": _geojson,
    "gpkg": _geopackage,
    "shp": _shapefiles,
    "geoparquet": _geoparquet,
}
"""What writes each format."""


def write_layers(snapshot: Snapshot, folder: Path, form: str) -> Iterator[Path]:
    """Write the states and borders of a day; on a day without borders, the states.

    Parameters
    ----------
    snapshot : Snapshot
    folder : Path
        Where the files go.
    form : str
        One of `FORMATS`: ``geojson``; ``gpkg``, both layers, their styles and
        metadata in one file; ``shp``, one zipped Shapefile a layer, its texts
        cut to the 254 bytes it holds; ``geoparquet``. Except with ``gpkg``,
        each layer's style and metadata for QGIS stand beside it.

    Yields
    ------
    Path
        Each file as it is written, whole or not at all.

    Raises
    ------
    InputFileError
        If a file cannot be written, or GeoParquet is wanted without pyarrow.

    Examples
    --------
    >>> from geo import open_atlas
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [path.name for path in write_layers(open_atlas().on("1940-01-01"), Path(folder), "gpkg")]
    ['bordershift_1940-01-01.gpkg']
    """
    found = {"states": state_features(snapshot), "borders": border_features(snapshot)}
    # where one state holds everything there is no border, and a layer of none would say nothing of its fields
    layers = {name: features for name, features in found.items() if features}
    yield from FORMATS[form](layers, snapshot, folder)
    if form == "gpkg":
        return
    for name, features in layers.items():
        stem = f"{name}_{_day(snapshot)}"
        for suffix, text in (
            (".qml", styles(snapshot.atlas)[name]),
            (".qmd", _metadata(_about(name, snapshot, features))),
        ):
            write_text(folder / f"{stem}{suffix}", text)
            yield folder / f"{stem}{suffix}"
