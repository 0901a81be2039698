"""Layers as files for GIS: GeoJSON, GeoPackage, Shapefile, FlatGeobuf, GeoParquet.

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
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from geo.errors import CRSError
from geo.export.layers import DATES, FIELDS, border_features, credit_members, state_features, to_frame
from geo.export.ogr import SHORT, WGS84, check_crs, write_features
from geo.export.qgis import styles, with_metadata
from geo.export.spans import span_features
from geo.files.extras import needing
from geo.files.geojson import Feature, write_geojson
from geo.files.writing import write_bytes, write_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import geopandas as gpd

    from geo.atlas.atlas import Atlas, Snapshot

__all__ = ["FORMATS", "write_layers"]

_WRITTEN: Final = (1980, 1, 1)
"""The first day that a zip file can name."""

_MOST_BYTES: Final = 254
"""Of a text in a Shapefile."""

_Writer: TypeAlias = "Callable[[_Asked, Path], Iterator[Path]]"

_TITLES: Final = {
    "states": "States",
    "borders": "Borders",
    "tenure": "Who held which land from which day to which",
    "zones": "Pieces of land that never changed hands in parts",
    "gained": "Land that changed hands",
    "parallels": "Pieces of parallels that changed hands",
    "places": "Places with their holder on the usual days",
}

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


@dataclass(frozen=True, slots=True)
class _Asked:
    """Layers that go into files together.

    Attributes
    ----------
    atlas : Atlas
    stem : str
        What the files are called after the layer: the day, or the two.
    when : str
        The same in words.
    layers : dict
        Features by the layer's name.
    crs : str
        The reference system they are wanted in.
    """

    atlas: Atlas
    stem: str
    when: str
    layers: dict[str, list[Feature]]
    crs: str


def _title(name: str, asked: _Asked) -> str:
    return f"{_TITLES[name]} {asked.when}, {asked.atlas.about.extent}"


def _day(snapshot: Snapshot) -> str:
    about = snapshot.atlas.about
    return snapshot.day.isoformat() if about.dated else about.stem(snapshot.day)


def _meanings(features: list[Feature]) -> dict[str, str]:
    return {field: FIELDS[field] for field in features[0].properties}


def _abstract(features: list[Feature], citation: str, crs: str) -> str:
    fields = "\n".join(f"{field}: {meaning}" for field, meaning in _meanings(features).items())
    cite = f"\n\nCite as: {citation}" if citation else ""
    system = "WGS 84, longitude first" if crs == WGS84 else f"Reference system: {crs}"
    return f"{system}.\n\n{fields}{cite}"


def _about(name: str, asked: _Asked) -> dict[str, str]:
    """Gather what a layer says of itself."""
    owed = credit_members(asked.atlas.about)
    return {
        "title": _title(name, asked),
        "abstract": _abstract(asked.layers[name], owed.get("citation", ""), asked.crs),
        **owed,
    }


def _geojson(asked: _Asked, folder: Path) -> Iterator[Path]:
    for name, features in asked.layers.items():
        path = folder / f"{name}_{asked.stem}.geojson"
        about = _about(name, asked)
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


def _geopackage(asked: _Asked, folder: Path) -> Iterator[Path]:
    import pandas as pd  # noqa: PLC0415
    from pyogrio import write_dataframe  # noqa: PLC0415

    owed, known = credit_members(asked.atlas.about), styles(asked.atlas)
    path = folder / f"{asked.atlas.about.id}_{asked.stem}.gpkg"
    with tempfile.TemporaryDirectory() as scratch:
        beside = Path(scratch) / path.name
        with _dated():
            for name, features in asked.layers.items():
                about = _about(name, asked)
                write_features(
                    features,
                    beside,
                    layer=name,
                    driver="GPKG",
                    crs=asked.crs,
                    dataset_options={} if beside.exists() else {"VERSION": "1.2"},  # which older GDAL reads too
                    layer_options={"IDENTIFIER": about["title"], "DESCRIPTION": "; ".join(_terms(owed))},
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


def _shapefiles(asked: _Asked, folder: Path) -> Iterator[Path]:
    written, known = "{}-{:02}-{:02}".format(*_WRITTEN), styles(asked.atlas)
    for name, features in asked.layers.items():
        stem = f"{name}_{asked.stem}"
        about = _about(name, asked)
        with tempfile.TemporaryDirectory() as scratch:
            write_features(
                [_shortened(feature) for feature in features],
                Path(scratch) / f"{stem}.shp",
                layer=stem,
                driver="ESRI Shapefile",
                crs=asked.crs,
                names=SHORT,
                layer_options={"DBF_DATE_LAST_UPDATE": written},
            )
            parts = {part.name: part.read_bytes() for part in sorted(Path(scratch).iterdir())}
        if name in known:
            parts[f"{stem}.qml"] = known[name].encode()
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


def _flatgeobuf(asked: _Asked, folder: Path) -> Iterator[Path]:
    for name, features in asked.layers.items():
        about = _about(name, asked)
        path = folder / f"{name}_{asked.stem}.fgb"
        with tempfile.TemporaryDirectory() as scratch:
            beside = Path(scratch) / path.name
            write_features(
                features,
                beside,
                layer=path.stem,
                driver="FlatGeobuf",
                crs=asked.crs,
                # an index would put them into another order
                layer_options={
                    "SPATIAL_INDEX": "NO",
                    "TITLE": about["title"],
                    "DESCRIPTION": "; ".join(_terms(about)),
                },
            )
            write_bytes(path, beside.read_bytes())
        yield path


def _geoparquet(asked: _Asked, folder: Path) -> Iterator[Path]:
    with needing("pyarrow", "GeoParquet"):
        import pyarrow as pa  # noqa: PLC0415  (an extra)
        from pyarrow import parquet  # noqa: PLC0415
    for name, features in asked.layers.items():
        packed = io.BytesIO()
        _plain(to_frame(features).to_crs(asked.crs)).to_parquet(packed, index=False, schema_version="1.1.0")
        packed.seek(0)
        table = parquet.read_table(packed)
        meanings = _meanings(features)
        fields = [
            pa.field(
                field.name,
                pa.date32() if field.name in DATES else field.type,
                metadata={"description": meanings.get(field.name, "")},
            )
            for field in table.schema
        ]
        about = {**(table.schema.metadata or {}), **_about(name, asked)}
        out = io.BytesIO()
        parquet.write_table(table.cast(pa.schema(fields, metadata=about)), out)
        path = folder / f"{name}_{asked.stem}.parquet"
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
    "flatgeobuf": _flatgeobuf,
    "geoparquet": _geoparquet,
}
"""What writes each format."""


def write_layers(
    snapshot: Snapshot, folder: Path, form: str, *, until: Snapshot | None = None, crs: str = WGS84
) -> Iterator[Path]:
    """Write the states and borders of a day; or, of two days, what lies between them.

    Parameters
    ----------
    snapshot : Snapshot
        The day, or the first of two.
    folder : Path
        Where the files go.
    form : str
        One of `FORMATS`: ``geojson``; ``gpkg``, all layers, their styles and
        metadata in one file; ``shp``, one zipped Shapefile a layer, its texts
        cut to the 254 bytes it holds and its names of fields to ten letters;
        ``flatgeobuf``; ``geoparquet``. Except with ``gpkg``, each layer's
        style and metadata for QGIS stand beside it.
    until : Snapshot, optional
        The second day: then the layers are those of
        `geo.export.spans.span_features`.
    crs : str
        Their reference system, as PROJ names it; GeoJSON has WGS 84 alone.

    Yields
    ------
    Path
        Each file as it is written, whole or not at all.

    Raises
    ------
    InputFileError
        If a file cannot be written, or GeoParquet is wanted without pyarrow.
    CRSError
        If there is no such reference system, or the format has only WGS 84.

    Examples
    --------
    >>> from geo import open_atlas
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [path.name for path in write_layers(open_atlas().on("1940-01-01"), Path(folder), "gpkg")]
    ['bordershift_1940-01-01.gpkg']
    """
    named = check_crs(crs)
    if form == "geojson" and named != WGS84:
        msg = "GeoJSON is in WGS 84 (RFC 7946); leave out --crs, or choose another format."
        raise CRSError(msg)
    if until is None:
        stem = when = _day(snapshot)
        found = {"states": state_features(snapshot), "borders": border_features(snapshot)}
        # where one state holds everything there is no border, and an empty layer says nothing of its fields
        layers = {name: features for name, features in found.items() if features}
        asked = _Asked(snapshot.atlas, stem, f"on {when}", layers, named)
    else:
        first, last = _day(snapshot), _day(until)
        layers = span_features(snapshot, until)
        asked = _Asked(snapshot.atlas, f"{first}_{last}", f"from {first} to {last}", layers, named)
    yield from FORMATS[form](asked, folder)
    if form == "gpkg":
        return
    known = styles(snapshot.atlas)
    for name in layers:
        told = {".qml": known.get(name, ""), ".qmd": _metadata(_about(name, asked))}
        for suffix, text in told.items():
            if text:
                path = folder / f"{name}_{asked.stem}{suffix}"
                write_text(path, text)
                yield path
