"""Layers as files for GIS: GeoJSON, GeoPackage, Shapefile, FlatGeobuf, GeoParquet.

Each carries its licence, its citation and what its fields mean, by the means
its format has, and a style for QGIS. The same day gives the same bytes: where
a format wants to know when it was written, it is told `WRITTEN`.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from geo.errors import CRSError
from geo.export.described import WRITTEN, Asked, about_layer, meanings, qgis_metadata, terms
from geo.export.geopackage import write_geopackage
from geo.export.layers import DATES, border_features, state_features, to_frame
from geo.export.ogr import SHORT, WGS84, check_crs, write_features
from geo.export.qgis import styles
from geo.export.spans import span_features
from geo.files.extras import needing
from geo.files.geojson import Feature, write_geojson
from geo.files.writing import write_bytes, write_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import geopandas as gpd

    from geo.atlas.atlas import Snapshot

__all__ = ["FORMATS", "write_layers"]

_MOST_BYTES: Final = 254
"""Of a text in a Shapefile."""

_Writer: TypeAlias = "Callable[[Asked, Path], Iterator[Path]]"


def _day(snapshot: Snapshot) -> str:
    about = snapshot.atlas.about
    return snapshot.day.isoformat() if about.dated else about.stem(snapshot.day)


def _geojson(asked: Asked, folder: Path) -> Iterator[Path]:
    for name, features in asked.layers.items():
        path = folder / f"{name}_{asked.stem}.geojson"
        about = about_layer(name, asked)
        del about["abstract"]
        fields = {"fields": meanings(features)}
        write_geojson(path, features, **{"name": path.stem, **about, **fields})
        yield path


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


def _shapefiles(asked: Asked, folder: Path) -> Iterator[Path]:
    written, known = "{}-{:02}-{:02}".format(*WRITTEN), styles(asked.atlas, SHORT)
    for name, features in asked.layers.items():
        stem = f"{name}_{asked.stem}"
        about = about_layer(name, asked)
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
        parts[f"{stem}.qmd"] = qgis_metadata(about).encode()
        parts[f"{stem}.txt"] = "\n\n".join(about.values()).encode() + b"\n"
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for part, content in parts.items():
                entry = zipfile.ZipInfo(part, (*WRITTEN, 0, 0, 0))
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, content)
        path = folder / f"{stem}.shp.zip"
        write_bytes(path, packed.getvalue())
        yield path


def _flatgeobuf(asked: Asked, folder: Path) -> Iterator[Path]:
    for name, features in asked.layers.items():
        about = about_layer(name, asked)
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
                    "DESCRIPTION": "; ".join(terms(about)),
                },
            )
            write_bytes(path, beside.read_bytes())
        yield path


def _geoparquet(asked: Asked, folder: Path) -> Iterator[Path]:
    with needing("pyarrow", "GeoParquet"):
        import pyarrow as pa  # noqa: PLC0415  (an extra)
        from pyarrow import parquet  # noqa: PLC0415
    for name, features in asked.layers.items():
        packed = io.BytesIO()
        _plain(to_frame(features).to_crs(asked.crs)).to_parquet(packed, index=False, schema_version="1.1.0")
        packed.seek(0)
        table = parquet.read_table(packed)
        told = meanings(features)
        fields = [
            pa.field(
                field.name,
                pa.date32() if field.name in DATES else field.type,
                metadata={"description": told.get(field.name, "")},
            )
            for field in table.schema
        ]
        about = {**(table.schema.metadata or {}), **about_layer(name, asked)}
        out = io.BytesIO()
        parquet.write_table(table.cast(pa.schema(fields, metadata=about)), out)
        path = folder / f"{name}_{asked.stem}.parquet"
        write_bytes(path, out.getvalue())
        yield path


def _plain(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Drop what pandas would note of itself."""
    frame.attrs.clear()
    return frame


FORMATS: Final[dict[str, _Writer]] = {
    "geojson": _geojson,
    "gpkg": write_geopackage,
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
        asked = Asked(snapshot.atlas, stem, f"on {when}", layers, named)
    else:
        first, last = _day(snapshot), _day(until)
        layers = span_features(snapshot, until)
        asked = Asked(snapshot.atlas, f"{first}_{last}", f"from {first} to {last}", layers, named)
    yield from FORMATS[form](asked, folder)
    if form == "gpkg":
        return
    known = styles(snapshot.atlas, SHORT if form == "shp" else None)
    for name in layers:
        told = {".qml": known.get(name, ""), ".qmd": qgis_metadata(about_layer(name, asked))}
        for suffix, text in told.items():
            if text:
                path = folder / f"{name}_{asked.stem}{suffix}"
                write_text(path, text)
                yield path
