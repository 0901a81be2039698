"""What a file is, told from its first bytes, before GDAL opens it.

GDAL knows formats that fetch from the network, read other files, or run a
chain of commands (VRT, WFS, GDALG and more). Only those are let in that hold
their own data, and archives only if they unpack to something of a bearable
size under names that stay where they are.
"""

from __future__ import annotations

import re
import stat
import struct
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import Final

from geo.errors import InputFileError
from geo.files.names import plain
from geo.files.numbers import fixed

__all__ = [
    "MOST_BYTES",
    "MOST_TABLE_BYTES",
    "SMALL",
    "beside",
    "check_archive",
    "check_regular",
    "crs_named",
    "gdal_path",
    "is_geojson",
    "is_large_geojson",
    "is_layer",
    "is_one_large_feature",
    "is_parquet",
    "is_topojson",
]

MOST_BYTES: Final = 1 << 30
"""Of a map layer, also when unpacked: reading takes up to twelve times as much memory."""

MOST_TABLE_BYTES: Final = 1 << 28
"""Of a text file."""

SMALL: Final = 1 << 24
"""Of a file that is no burden whatever is in it."""

LARGE: Final = 1 << 20
"""Of one that takes time to read."""

_HEAD: Final = 1 << 16
_MOST_RATIO: Final = 200
_SHOWN: Final = 8
"""Names of an archive's layers that are told."""
_MOST_ENTRIES: Final = 10_000
_FORMATS: Final = "GeoJSON, GeoPackage, Shapefile, FlatGeobuf, GeoParquet, KML, GML or TopoJSON"
_LAYERS: Final = (".shp", ".gpkg", ".fgb", ".geojson", ".topojson", ".json", ".kml", ".gml", ".parquet")
_ROOTS: Final = frozenset({"kml", "FeatureCollection", "gpx"})
_BY_NAME: Final = frozenset({".csv", ".tab", ".mif", ".dxf"})
_MAGIC: Final = (b"SQLite format 3\0", b"\x00\x00\x27\x0a", b"fgb")
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
_POINTERS: Final = {
    b"version https://git-lfs.github.com/spec/": "Git LFS, which `git lfs pull` fetches",
    b"/annex/objects/": "git-annex, which `git annex get` fetches",
}
"""How the few lines begin that stand in a repository for a file which is kept elsewhere."""
_UTF8_BOM: Final = b"\xef\xbb\xbf"
_ONE: Final = re.compile(
    rb'"type"\s*:\s*"(?:Feature|(?:Multi)?(?:Point|LineString|Polygon)|GeometryCollection)"'
)
_MANY: Final = re.compile(rb'"features"\s*:|"type"\s*:\s*"(FeatureCollection|Topology)"')


def check_regular(path: Path, most_bytes: int) -> None:
    """Refuse what is no file, is empty, or is too large.

    Raises
    ------
    InputFileError
        With what to do.
    """
    try:
        found = path.stat()
    except FileNotFoundError as error:
        msg = f"{path} does not exist; check the name."
        raise InputFileError(msg) from error
    except (OSError, ValueError) as error:  # ValueError for a name no file can have
        msg = f"{path} cannot be read ({getattr(error, 'strerror', None) or error}); check the name."
        raise InputFileError(msg) from error
    if stat.S_ISDIR(found.st_mode):
        msg = f"{path} is a folder; name a file."
        raise InputFileError(msg)
    if not stat.S_ISREG(found.st_mode):
        msg = f"{path} is a device or a pipe; save it to a file first."
        raise InputFileError(msg)
    if found.st_size == 0:
        msg = f"{path} is empty; check that it was saved whole."
        raise InputFileError(msg)
    if found.st_size > most_bytes:
        msg = (
            f"{path} has {fixed(found.st_size / 1e6, 0)} MB, more than the {fixed(most_bytes / 1e6, 0)} MB "
            "that are read; cut out the part you need."
        )
        raise InputFileError(msg)


def gdal_path(path: Path) -> str:
    """Check a map layer from outside, and name it so that GDAL opens that and nothing else.

    Raises
    ------
    InputFileError
        If it is missing, too large, or of no format that is read.
    """
    if path.suffix.lower() == ".gdb" and path.is_dir():
        return str(path.absolute())
    check_regular(path, MOST_BYTES)
    head = _head(path)
    if head.startswith(b"PK") or path.suffix.lower() in {".zip", ".kmz"}:
        return _inside_zip(path)
    if "!" in str(path.absolute()):  # which GDAL's readers take for the end of an archive's name
        msg = f"{path} has a '!' in its name or folder; rename it."
        raise InputFileError(msg)
    _check_head(str(path), path.suffix.lower(), head)
    if head.startswith(_MAGIC[1]):
        _check_shapefile(path)
    return str(path.absolute())


def crs_named(path: Path) -> str | None:
    """Return the reference system that a GeoJSON file names, which GDAL ignores where it does not know it."""
    if not path.is_file():
        return None
    found = re.search(
        rb'"crs"\s*:\s*\{[^{}]*"properties"\s*:\s*\{[^{}]*"name"\s*:\s*"([^"]+)"', _head(path), re.DOTALL
    )
    return found[1].decode("utf-8", "replace") if found else None


def is_layer(path: Path) -> bool:
    """Whether a file is a map layer and no table: by its ending, or because it is JSON."""
    return path.suffix.lower() in _LAYERS or is_geojson(path)


def is_geojson(path: Path) -> bool:
    """Whether a file is JSON, which GDAL takes for degrees where it names no reference system."""
    return path.is_file() and _head(path).removeprefix(_UTF8_BOM).lstrip(b" \t\r\n\x1e").startswith(
        (b"{", b"[")
    )


def is_topojson(path: Path) -> bool:
    """Whether a file is TopoJSON, which names no reference system."""
    return path.is_file() and re.search(rb'"type"\s*:\s*"Topology"', _head(path)) is not None


def is_parquet(path: Path) -> bool:
    """Whether a file is Parquet, which GDAL seldom reads."""
    return path.is_file() and _head(path).startswith(b"PAR1")


def is_large_geojson(path: Path) -> bool:
    """Whether a file is GeoJSON, plain and not in an archive, of such a size that how it is read matters."""
    return path.is_file() and path.stat().st_size > LARGE and is_geojson(path) and not is_topojson(path)


def is_one_large_feature(path: Path) -> bool:
    """Whether a file is one GeoJSON feature, or a bare geometry, which GDAL takes in whole at any size."""
    if not path.is_file() or path.stat().st_size <= SMALL:
        return False
    head = _head(path)
    bare = head.removeprefix(_UTF8_BOM).lstrip().startswith(b"{")
    if not bare or _MANY.search(head) or not _ONE.search(head):
        return False
    with path.open("rb") as file:
        first, then = file.readline(MOST_TABLE_BYTES), file.read(_HEAD)
    on_lines = first.rstrip().endswith(b"}") and then.lstrip().startswith(b"{")
    return not on_lines  # features on lines of their own are taken one by one


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD)
    except OSError as error:
        msg = f"{path} cannot be read ({error.strerror}); check who may read it."
        raise InputFileError(msg) from error


def _refuse(label: str, reason: str) -> InputFileError:
    return InputFileError(f"{label} cannot be read as a map layer ({reason}); give {_FORMATS}.")


def _check_pointer(label: str, head: bytes) -> None:
    """Refuse what only says where a file is kept."""
    for beginning, where in _POINTERS.items():
        if head.startswith(beginning):
            msg = f"{label} is not the file itself but a pointer to it in {where}; fetch it first."
            raise InputFileError(msg)


def _check_head(label: str, suffix: str, head: bytes) -> None:
    """Refuse a file whose beginning is of no format that is read."""
    if head.startswith(_MAGIC):
        return
    _check_pointer(label, head)
    if head.startswith(_UTF16):
        msg = f"{label} is UTF-16 text; save it as UTF-8."
        raise InputFileError(msg)
    if head.startswith(b"\x1f\x8b"):
        msg = f"{label} is packed with gzip; unpack it first."
        raise InputFileError(msg)
    text = head.removeprefix(_UTF8_BOM).lstrip(b" \t\r\n\x1e")
    if text.startswith((b"{", b"[")):
        if b"gdal_streamed_alg" in text:
            raise _refuse(label, "it is a chain of GDAL commands, not data")
        return
    if text.startswith(b"<"):
        _check_xml(label, text)
    elif suffix not in _BY_NAME:
        raise _refuse(label, "its first bytes are of no such format")


def _check_xml(label: str, text: bytes) -> None:
    if re.match(rb"<!DOCTYPE\s+html|<html[\s>]", text, re.IGNORECASE):
        raise _refuse(label, "it is a web page; download the file that it shows")
    if b"<!ENTITY" in text or b"<!DOCTYPE" in text:
        raise _refuse(label, "XML that defines entities is not read")
    root = re.search(rb"<(?:\w+:)?(\w+)[\s>/]", re.sub(rb"<!--.*?-->|<\?.*?\?>", b"", text, flags=re.DOTALL))
    name = root[1].decode("ascii", "replace") if root else ""
    if name not in _ROOTS:
        raise _refuse(label, f"XML of the kind {plain(name, 40)!r} points elsewhere or is no layer")


def _check_shapefile(path: Path) -> None:
    """Refuse a Shapefile without the files it needs beside it."""
    for ending in (".shx", ".dbf"):
        parts = [part for e in (ending, ending.upper()) if (part := path.with_suffix(e)).is_file()]
        if not parts:
            msg = f"{path} lacks its {ending} file; put it beside the .shp."
            raise InputFileError(msg)
        _check_pointer(str(parts[0]), _head(parts[0]))


def beside(path: Path, ending: str) -> bytes | None:
    """Read what stands beside a Shapefile under another ending, in its archive too; None if nothing does."""
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                names = archive.namelist()
                layer = PurePosixPath(_layer_of(path, [name for name in names if not name.endswith("/")]))
                wanted = str(layer.with_suffix(ending)).lower()
                found = [name for name in names if name.lower() == wanted]
                return archive.open(found[0]).read(_HEAD) if found else None
        parts = (path.with_suffix(one) for one in (ending, ending.upper()))
        return next((_head(part) for part in parts if part.is_file()), None)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return None  # what is damaged was refused before, or will be where it is read


def _inside_zip(path: Path) -> str:
    """Check an archive, and name the layer in it."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            check_archive(path, entries)
            member = _layer_of(path, [entry.filename for entry in entries])
            with archive.open(member) as file:
                head = file.read(_HEAD)
            _check_head(f"{path}, {plain(member, 80)}", PurePosixPath(member).suffix.lower(), head)
    except (
        zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, ValueError, KeyError, IndexError,
        OverflowError, NotImplementedError, RuntimeError,
    ) as error:  # fmt: skip  # what zipfile lets through from a damaged archive
        if isinstance(error, InputFileError):
            raise
        msg = f"{path} is a damaged zip archive ({plain(str(error), 80)}); pack it anew."
        raise InputFileError(msg) from error
    return f"/vsizip/{{{path.absolute().as_posix()}}}/{member}"


def check_archive(path: Path, entries: list[zipfile.ZipInfo]) -> None:
    """Refuse an archive whose names lead out of it, or that unpacks to more than it should.

    Raises
    ------
    InputFileError
        With what to do.
    """
    for entry in entries:
        name = entry.filename.replace("\\", "/")
        if name.startswith("/") or ".." in name.split("/") or ":" in name.split("/")[0]:
            msg = f"{path} holds a name that leads out of its folder ({plain(name, 80)}); pack it anew."
            raise InputFileError(msg)
        if entry.flag_bits & 1:
            msg = f"{path} is locked with a password; unpack it first."
            raise InputFileError(msg)
    if len(entries) > _MOST_ENTRIES:
        msg = f"{path} holds {len(entries)} files; pack the one layer you need."
        raise InputFileError(msg)
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MOST_BYTES or unpacked > max(SMALL, _MOST_RATIO * path.stat().st_size):
        msg = (
            f"{path} unpacks to {fixed(unpacked / 1e6, 0)} MB from {fixed(path.stat().st_size / 1e6, 2)} MB; "
            "unpack it yourself if you trust it."
        )
        raise InputFileError(msg)


def _layer_of(path: Path, names: list[str]) -> str:
    """Return the one layer in an archive: of the first of the formats that is there."""
    real = [name for name in names if not any(part.startswith(("__MACOSX", ".")) for part in name.split("/"))]
    for ending in _LAYERS:
        found = [name for name in real if name.lower().endswith(ending)]
        if len(found) > 1:
            shown = ", ".join(plain(name, 40) for name in found[:_SHOWN]) + (
                ", …" if len(found) > _SHOWN else ""
            )
            msg = (
                f"{path} holds {len(found)} layers ({shown}); unpack it and name the one you need, "
                "or, if dates are in their names, the folder."
            )
            raise InputFileError(msg)
        if found:
            return found[0]
    msg = f"{path} holds no map layer; pack {_FORMATS} in it."
    raise InputFileError(msg)
