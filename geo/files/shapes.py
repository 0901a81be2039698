"""What a folder of GeoJSON files holds once more, in a form that is read at once.

Most of the time that GeoJSON takes goes into its digits. So the data build
keeps beside the files what they hold: vertices as steps of a hundred-thousandth
of a degree, each as how far it is from the one before. It is made of the files
and of nothing else, and stands in for one only as long as that has the size and
the checksum of what it was made of: a file that was touched is read itself.
"""

from __future__ import annotations

import json
import zlib
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from geo.files.geojson import DECIMALS, Feature, read_geojson
from geo.files.sniffing import MOST_TABLE_BYTES, check_regular
from geo.files.writing import write_bytes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

__all__ = ["NAME", "Shapes", "refresh_shapes", "shapes_of"]

NAME: Final = "shapes.idx"
"""What it is called in its folder."""

_MAGIC: Final = b"bordershift shapes 1 "
_STEPS: Final = 10**DECIMALS


class Shapes:
    """The GeoJSON files of a folder, read with the help of what is kept of them.

    Parameters
    ----------
    folder : Path

    Examples
    --------
    >>> from geo.atlas.bundled import data_folder
    >>> folder = data_folder() / "land"
    >>> kept, read = Shapes(folder).features(folder / "lakes.geojson"), read_geojson(folder / "lakes.geojson")
    >>> kept == read
    True
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def _kept(self) -> tuple[dict[str, dict[str, Any]], bytes]:
        """What is kept of each file, by its name, and all vertices; nothing unless it is whole."""
        path = self._folder / NAME
        try:
            content = path.read_bytes() if path.is_file() else b""
        except OSError:  # it only saves time
            content = b""
        head, _, rest = content.partition(b"\n")
        if head != _MAGIC + b"%08x" % zlib.crc32(rest):
            return {}, b""
        told, _, vertices = rest.partition(b"\n")
        return json.loads(told), vertices

    @property
    def kept(self) -> frozenset[str]:
        """Names of the files that something is kept of."""
        return frozenset(self._kept[0])

    def features(self, path: Path) -> list[Feature]:
        """Return what `read_geojson` does of a file of the folder.

        Raises
        ------
        InputFileError
            As `read_geojson` does.
        """
        files, vertices = self._kept
        told = files.get(path.name)
        if told is None or not _fits(told, path):
            return read_geojson(path)
        lengths = told["lengths"]
        steps = np.frombuffer(vertices, "<i4", 2 * sum(lengths), told["begin"]).reshape(-1, 2)
        # a whole number over a power of ten is the very number that its digits are read as
        lonlat = np.cumsum(steps, axis=0, dtype=np.int64) / _STEPS
        which = _owners(lengths)
        if told["rings"] is None:
            return _features(np.asarray(shapely.linestrings(lonlat, indices=which)), told)
        rings = np.asarray(shapely.linearrings(lonlat, indices=which))
        return _features(np.asarray(shapely.polygons(rings, indices=_owners(told["rings"]))), told)


def _owners(counts: Sequence[int]) -> NDArray[np.int64]:
    """Say of each part which thing it belongs to."""
    return np.repeat(np.arange(len(counts)), counts)


def _features(parts: NDArray[Any], told: dict[str, Any]) -> list[Feature]:
    """Make features of one part each, or of several."""
    shapes = iter(parts.tolist())
    return [
        Feature(shapely.multipolygons(list(islice(shapes, several))) if several else next(shapes), properties)
        for several, properties in zip(told["several"], told["properties"], strict=True)
    ]


def _fits(told: dict[str, Any], path: Path) -> bool:
    """Whether a file is the one that was kept; what stands in its place must be no pipe, which would wait."""
    check_regular(path, MOST_TABLE_BYTES)
    return bool(path.stat().st_size == told["size"] and zlib.crc32(path.read_bytes()) == told["crc"])


def shapes_of(folder: Path) -> bytes:
    """Make what is kept of those files of a folder that hold lines alone, or polygons of one part or several.

    Returns
    -------
    bytes
        The same for the same files on every machine.

    Raises
    ------
    InputFileError
        If a file cannot be read.
    """
    told: dict[str, dict[str, Any]] = {}
    parts: list[bytes] = []
    for path in sorted(folder.glob("*.geojson")):
        found, content = read_geojson(path), path.read_bytes()
        shapes = [feature.geometry for feature in found]
        lonlat = shapely.get_coordinates(shapes)
        steps = np.rint(lonlat * _STEPS).astype(np.int64)
        kinds = {shape.geom_type for shape in shapes}
        flat = not shapely.has_z(shapes).any() and np.array_equal(steps / _STEPS, lonlat)
        if flat and (kinds == {"LineString"} or kinds <= {"Polygon", "MultiPolygon"}):
            alone = shapely.get_parts(shapes)
            rings = None if kinds == {"LineString"} else shapely.get_num_interior_rings(alone) + 1
            lines = alone if rings is None else shapely.get_rings(alone)
            told[path.name] = {
                "size": len(content),
                "crc": zlib.crc32(content),
                "begin": sum(map(len, parts)),
                "lengths": shapely.get_num_coordinates(lines).tolist(),
                "rings": None if rings is None else rings.tolist(),
                "several": [
                    int(shapely.get_num_geometries(shape)) if shape.geom_type == "MultiPolygon" else 0
                    for shape in shapes
                ],
                "properties": [dict(feature.properties) for feature in found],
            }
            parts.append(_differences(steps))
    rest = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode() + b"\n" + b"".join(parts)
    return _MAGIC + b"%08x\n" % zlib.crc32(rest) + rest


def _differences(steps: NDArray[np.int64]) -> bytes:
    """Write each vertex as how far it is from the one before, which packs well."""
    return np.diff(steps, axis=0, prepend=np.zeros((1, 2), np.int64)).astype("<i4").tobytes()


def refresh_shapes(folder: Path) -> None:
    """Write what is kept of a folder's files beside them, unless it stands there already."""
    made, path = shapes_of(folder), folder / NAME
    if not path.is_file() or path.read_bytes() != made:
        write_bytes(path, made)
