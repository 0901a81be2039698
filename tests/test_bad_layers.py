"""Bad map layers through the real command line: one sentence, exit status 2, nothing written."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import shapely
from asking import ask, one_sentence
from building import EAST, GOOD, TRIANGLE, WEST, archive, collection, feature, layer, polygon, raw, shapes, text

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent
UNPACKED = 1 << 27


def shapefile_without(ending: str) -> Callable[[Path], Path]:
    def build(folder: Path) -> Path:
        path = layer(folder / "bad.shp", {"A": WEST, "B": EAST})
        path.with_suffix(ending).unlink()
        return path

    return build


def shapefile_with(ending: str, content: bytes) -> Callable[[Path], Path]:
    def build(folder: Path) -> Path:
        path = layer(folder / "bad.shp", {"A": WEST, "B": EAST})
        path.with_suffix(ending).write_bytes(content)
        return path

    return build


def cut_short(name: str, keep: int) -> Callable[[Path], Path]:
    def build(folder: Path) -> Path:
        path = layer(folder / name, {"A": WEST, "B": EAST})
        return raw(path, path.read_bytes()[:keep])

    return build


def in_system(crs: str | None) -> Callable[[Path], Path]:
    return lambda folder: layer(folder / "bad.gpkg", {"A": WEST, "B": EAST}, crs)


def packed(members: dict[str, bytes | str]) -> Callable[[Path], Path]:
    return lambda folder: archive(folder / "bad.zip", members)


def locked_archive(folder: Path) -> Path:
    path = archive(folder / "bad.zip", {"a.geojson": GOOD})
    content = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):  # the flag that says "encrypted"
        content[content.index(mark) + at] |= 1
    return raw(path, bytes(content))


def crowded_archive(folder: Path) -> Path:
    path = folder / "bad.zip"
    with zipfile.ZipFile(path, "w") as file:
        for k in range(10_001):
            file.writestr(f"{k}.txt", "")
    return path


def spoilt_archive(folder: Path) -> Path:
    path = archive(folder / "bad.zip", {"a.geojson": GOOD})
    content = bytearray(path.read_bytes())
    content[60:90] = b"\xff" * 30
    return raw(path, bytes(content))


def sparse(folder: Path) -> Path:
    path = raw(folder / "bad.geojson", GOOD)
    os.truncate(path, (1 << 30) + 1)
    return path


def pipe(folder: Path) -> Path:
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no pipes in folders")
    os.mkfifo(folder / "pipe.geojson")
    return folder / "pipe.geojson"


def circle(folder: Path) -> Path:
    (folder / "loop.geojson").symlink_to(folder / "loop.geojson")
    return folder / "loop.geojson"


def made(folder: Path) -> Path:
    (folder / "sub").mkdir()
    return folder / "sub"


def two_kinds(folder: Path) -> Path:
    return layer(folder / "bad.geojson", {"B": shapely.LineString([(24, 50), (24, 54)])})


OGR = "<OGRVRTDataSource><OGRVRTLayer name='a'><SrcDataSource>/vsicurl/http://127.0.0.1/a</SrcDataSource>"
WITH_NAN = collection(feature(TRIANGLE)).replace("54", "NaN")
WITH_INF = collection(feature(TRIANGLE)).replace("54", "Infinity")

LAYERS: list[tuple[str, Callable[[Path], Path], str]] = [
    ("missing", lambda folder: folder / "no.geojson", "no.geojson does not exist; check the name."),
    ("address", lambda _: Path("http://127.0.0.1/a.geojson"), "does not exist; check the name."),
    ("network path", lambda _: Path("/vsicurl/http://127.0.0.1/a.geojson"), "does not exist; check the name."),
    ("name too long", lambda folder: folder / ("x" * 300), "File name too long"),
    ("circular link", circle, "symbolic links); check the name."),
    ("folder", made, "is a folder; name a file."),
    ("device", lambda _: Path("/dev/zero"), "is a device or a pipe; save it to a file first."),
    ("pipe", pipe, "is a device or a pipe; save it to a file first."),
    ("mark in the name", text("a!b.geojson", GOOD), "has a '!' in its name or folder; rename it."),
    ("too large", sparse, "1 074 MB, more than the 1 074 MB that are read; cut out the part you need."),
    ("empty", text("bad.geojson", ""), "is empty; check that it was saved whole."),
    ("blank", text("bad.geojson", " \n\n"), "its first bytes are of no such format"),
    (
        "truncated",
        text("bad.geojson", GOOD[:150]),
        "cannot be read as a map layer (Failed to read GeoJSON data",
    ),
    ("binary", text("bad.geojson", bytes(range(256))), "its first bytes are of no such format"),
    ("picture", text("bad.png", b"\x89PNG\r\n\x1a\n" + bytes(50)), "its first bytes are of no such format"),
    ("UTF-16", text("bad.geojson", GOOD.encode("utf-16")), "is UTF-16 text; save it as UTF-8."),
    (
        "Latin-1",
        text("bad.geojson", GOOD.replace('"A"', '"A\xe9"').encode("latin-1")),
        "holds text that is not UTF-8; save it as UTF-8, or name what it is with --encoding.",
    ),
    ("gzip", text("bad.geojson.gz", b"\x1f\x8b\x08" + bytes(50)), "is packed with gzip; unpack it first."),
    ("too deep", text("bad.geojson", "[" * 100_000), "cannot be read as a map layer"),
    ("JSON of something else", text("bad.json", '{"a": 1}'), "cannot be read as a map layer"),
    ("features are no list", text("bad.geojson", '{"type": "FeatureCollection", "features": 5}'), "(Failed to"),
    ("number too large", text("bad.geojson", GOOD.replace("54.0", "1e400")), "Unrecognized number: 1e400"),
    ("layer of another source", text("bad.vrt", OGR), "XML of the kind 'OGRVRTDataSource' points elsewhere"),
    (
        "layer of a service",
        text("a.xml", "<OGRWFSDataSource>"),
        "of the kind 'OGRWFSDataSource' points elsewhere",
    ),
    (
        "commands to GDAL",
        text("bad.json", '{"type": "gdal_streamed_alg", "command_line": "gdal vector pipeline"}'),
        "it is a chain of GDAL commands, not data",
    ),
    (
        "entities",
        text("bad.kml", "<?xml version='1.0'?><!DOCTYPE k [<!ENTITY a 'b'>]><kml/>"),
        "defines entities",
    ),
    ("broken KML", text("bad.kml", "<?xml version='1.0'?><kml><Document>"), "ERROR parsing kml"),
    ("web page", text("bad.html", "<html></html>"), "it is a web page; download the file that it shows"),
    (
        "table without geometry",
        text("bad.csv", "state,x\nB,1\n"),
        "is a table without geometry; give a map layer, or in a CSV shapes as text, POLYGON((20 50, …)), in",
    ),
    (
        "table with geometry",
        text("bad.csv", 'state,WKT\nB,"POLYGON((20 50,24 50,24 54,20 50))"\n'),
        "has no reference system; name it with --crs, EPSG:4326 for plain degrees",
    ),
    ("no .shx", shapefile_without(".shx"), "bad.shp lacks its .shx file; put it beside the .shp."),
    ("no .dbf", shapefile_without(".dbf"), "bad.shp lacks its .dbf file; put it beside the .shp."),
    ("no .prj", shapefile_without(".prj"), "has no reference system; name it with --crs"),
    ("nonsense in .prj", shapefile_with(".prj", b"nonsense"), "has no reference system; name it with --crs"),
    ("nonsense in .dbf", shapefile_with(".dbf", b"x" * 20), "has no field 'state'; it has none"),
    ("Shapefile cut short", cut_short("bad.shp", 120), "holds no geometry with a name"),
    ("GeoPackage cut short", cut_short("bad.gpkg", 5_000), "cannot be read as a map layer"),
    ("FlatGeobuf cut short", cut_short("bad.fgb", 600), "bad.fgb holds no layer that can be read; check that"),
    ("zip of no layer", packed({"a.txt": "x"}), "bad.zip holds no map layer; pack GeoJSON"),
    ("zip of nothing", packed({}), "bad.zip holds no map layer"),
    (
        "zip of two",
        packed({"a.shp": "", "b.shp": ""}),
        "holds 2 layers (a.shp, b.shp); unpack it and name the one",
    ),
    (
        "zip that climbs",
        packed({"../../a.geojson": GOOD}),
        "leads out of its folder (../../a.geojson); pack it anew.",
    ),
    ("zip from the root", packed({"/etc/a.geojson": GOOD}), "leads out of its folder (/etc/a.geojson)"),
    ("zip bomb", packed({"a.geojson": bytes(UNPACKED)}), "unpacks to 134 MB from 0.13 MB; unpack it yourself"),
    ("zip of thousands", crowded_archive, "holds 10001 files; pack the one layer you need."),
    ("zip with a password", locked_archive, "is locked with a password; unpack it first."),
    ("zip of another source", packed({"a.geojson": OGR}), "of the kind 'OGRVRTDataSource' points elsewhere"),
    ("zip cut short", text("bad.zip", b"PK\x03\x04" + bytes(40)), "is a damaged zip archive"),
    ("zip spoilt", spoilt_archive, "is a damaged zip archive"),
    ("no features", shapes(), "holds no features; check that it was saved whole"),
    ("null geometry", shapes(feature(None)), "holds no geometry with a name"),
    ("empty polygon", shapes(feature({"type": "Polygon", "coordinates": []})), "holds no geometry with a name"),
    (
        "unknown geometry",
        shapes(feature({"type": "Circle", "coordinates": [1]})),
        "holds no geometry with a name",
    ),
    ("words for numbers", shapes(feature(polygon(("a", "b"), ("c", "d")))), "holds no geometry with a name"),  # type: ignore[arg-type]
    (
        "names missing",
        shapes(feature(TRIANGLE, None)),
        "the field 'state' is empty in every feature; name another",
    ),
    (
        "NaN",
        text("bad.geojson", WITH_NAN),
        "feature 1, vertex 3 has a coordinate that is no number; mend or drop",
    ),
    ("infinite", text("bad.geojson", WITH_INF), "feature 1, vertex 3 has a coordinate that is no number"),
    (
        "NaN in the second",
        text("bad.geojson", collection(feature(None), feature(TRIANGLE)).replace("54", "NaN")),
        "feature 2, vertex 3 has a coordinate",
    ),
    (
        "east of 180",
        shapes(feature(polygon((590, 50), (600, 50), (600, 54), (590, 50)))),
        "(590 to 600, 50 to 54, first in feature 1); set the reference system it really has",
    ),
    (
        "a hole off the globe",
        shapes(
            feature(
                {
                    "type": "Polygon",
                    "coordinates": [
                        [*TRIANGLE["coordinates"][0]],
                        [[21, 50.2], [22, 1e300], [22, 50.4], [21, 50.2]],
                    ],
                }
            )
        ),
        "its coordinates are not degrees of its reference system (20 to 24, 50 to 1e+300, first in feature 1)",
    ),
    (
        "perhaps across the antimeridian",
        shapes(feature(polygon((119, 50), (-119, 50), (-119, 54), (119, 54), (119, 50)))),
        "feature 1 has an edge from longitude 119 to -119; cut it at the antimeridian.",
    ),
    (
        "axes swapped, off the globe",
        shapes(feature(polygon((50, 120), (54, 120), (54, 130), (50, 120)))),
        "latitude and longitude look swapped: swap them.",
    ),
    (
        "axes swapped, on the globe",
        shapes(feature(polygon((50, 20), (54, 20), (54, 30), (50, 30), (50, 20)))),
        "lie apart (50 to 54 E, 20 to 30 N and 20 to 30 E, 50 to 54 N); in one of them latitude and longitude",
    ),
    (
        "another part of the world",
        shapes(feature(polygon((100, 10), (104, 10), (104, 14), (100, 10)))),
        "lie apart (100 to 104 E, 10 to 14 N and 20 to 30 E, 50 to 54 N); check their reference systems",
    ),
    (
        "metres said to be degrees",
        shapes(feature(polygon((3e5, 5e6), (4e5, 5e6), (4e5, 6e6), (3e5, 5e6)))),
        "set the reference system it really has (--crs, where the file names none).",
    ),
    (
        "degrees said to be metres",
        in_system("EPSG:3857"),
        "its coordinates look like degrees, not like those of WGS 84 / Pseudo-Mercator",
    ),
    ("no system", in_system(None), "has no reference system; name it with --crs"),
    ("system of a workshop", in_system('LOCAL_CS["x",UNIT["m",1]]'), "x gives no place on the globe"),
    ("system of the Earth's centre", in_system("EPSG:4978"), "gives no place on the globe; set a geographic"),
    ("system of the Moon", in_system("+proj=longlat +R=1737400"), "cannot be brought to WGS 84"),
    (
        "system unknown",
        shapes(feature(TRIANGLE), crs={"type": "name", "properties": {"name": "EPSG:99999"}}),
        "names a reference system that is not known (EPSG:99999)",
    ),
    (
        "system of heights",
        shapes(feature(TRIANGLE), crs={"type": "name", "properties": {"name": "EPSG:5711"}}),
        "AHD height gives no place on the globe",
    ),
    (
        "ring of one point",
        shapes(feature(polygon((20, 50)))),
        "feature 1 cannot be used; give polygons with at",
    ),
    (
        "line of one point",
        shapes(feature({"type": "LineString", "coordinates": [[20, 50]]})),
        "feature 1 cannot be used",
    ),
    (
        "ring of no area",
        shapes(feature(polygon((20, 50), (24, 50), (20, 50), (20, 50)))),
        "polygons enclose nothing",
    ),
    (
        "line of no length",
        shapes(feature({"type": "LineString", "coordinates": [[20, 50], [20, 50]]})),
        "or its lines have no length",
    ),
    (
        "points",
        shapes(feature({"type": "Point", "coordinates": [24, 52]})),
        "holds points or mixed collections",
    ),
    ("lines against polygons", two_kinds, "holds polygons; give two of a kind."),
]
"""What is wrong, a file that is, and what must be said of it."""


@pytest.mark.filterwarnings("ignore:'crs' was not provided")  # that is the fault to be made
@pytest.mark.parametrize(("build", "sentence"), [row[1:] for row in LAYERS], ids=[row[0] for row in LAYERS])
def test_layers(
    build: Callable[[Path], Path],
    sentence: str,
    later: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = tmp_path / "given"
    folder.mkdir()
    page = raw(tmp_path / "page.html", "the old page")
    given = str(build(folder))
    kept = {path: path.stat().st_mtime_ns for path in folder.iterdir() if not path.is_symlink()}
    arguments = ["--name", "state", "--state", "B", "--map", str(page)]
    status, out, err = ask(["compare", given, str(later), *arguments], capsys)
    assert (status, out) == (2, "")
    assert sentence in one_sentence(err)
    assert page.read_text(encoding="utf-8") == "the old page"
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir() if not path.is_symlink()} == kept
    assert sorted(path.name for path in tmp_path.iterdir()) == ["given", "later.geojson", "page.html"]


@pytest.mark.parametrize("bad", [0, 5, 33], ids=lambda k: LAYERS[k][0])
def test_in_a_process_of_its_own(bad: int, later: Path, tmp_path: Path) -> None:
    folder = tmp_path / "given"
    folder.mkdir()
    _, build, sentence = LAYERS[bad]
    found = subprocess.run(  # noqa: S603  (our own program)
        [
            sys.executable,
            "-m",
            "geo",
            "compare",
            str(build(folder)),
            str(later),
            "--name",
            "state",
            "--state",
            "B",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (found.returncode, found.stdout) == (2, "")
    assert sentence in one_sentence(found.stderr)
