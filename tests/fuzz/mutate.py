"""Files spoilt at random, and the readers they are put to.

Not collected by pytest: ``make fuzz``, or

    python tests/fuzz/mutate.py layers --runs 100000
    python tests/fuzz/mutate.py tables --runs 100000 --first 0

Every case hangs on its number alone, so one that failed can be run again with
``--first NUMBER --runs 1``. A reader may accept a file or raise a
BordershiftError; anything else, ten seconds without an answer, or 2 GB of
memory is a failure. ``tests/test_fuzz.py`` runs a few hundred cases.
"""

# ruff: noqa: S311, T201  (nothing is secret here; a script speaks by printing)
from __future__ import annotations

import argparse
import json
import logging
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
import warnings
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pyogrio
import shapely

from geo.atlas.about import read_about
from geo.atlas.arrangement import arrange, read_arcs
from geo.atlas.bundled import data_folder
from geo.atlas.ground import Ground, OpenSea
from geo.atlas.open_atlas import open_atlas
from geo.atlas.schema import TABLES
from geo.atlas.tenure import check_tenure, spans_of
from geo.atlas.views import views
from geo.claims.rules import rule_of
from geo.errors import BordershiftError
from geo.files.points import PointTable
from geo.files.schema import read_rows
from geo.measures.change import change
from geo.measures.verify import verify
from geo.own.comparison import compare_files
from geo.own.gate import geometry_kind, read_layer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ABOUT = read_about(data_folder())
SECONDS = 10
MOST_MB = 2_000
WHOLE_EVERY = 400
"""One case in so many is put to everything that hangs on the file, not to its reader alone."""

NUMBERS = (
    "NaN", "Infinity", "-Infinity", "1e308", "-1e308", "1e400", "5e-324", "-0", "180", "-180.0000001", "90",
    "99999999999999999999", "0x10", "1_0", "", "null", "true", '"50"', "[]", "{}", "[50]", "\u0665\u0660",
    "50,5",
)  # fmt: skip
PIECES = (
    b"\x00", b"\xff", b"\xef\xbb\xbf", b"\xff\xfe", b"\r\n", b"\r", b'"', b'""', b",", b";", b"\\", b"{", b"}",
    b"[", b"]", b"null", b"=cmd()", b"\xe2\x80\xae", b"<!ENTITY a 'b'>", b"]]>", b"PK\x03\x04", b"\x80",
    b"..", b"/",
)  # fmt: skip


class Hang(Exception):  # noqa: N818
    """No answer in time."""


def mutated(rng: random.Random, content: bytes, others: list[bytes]) -> bytes:
    """Spoil a file in one to three places."""
    for _ in range(rng.choice((1, 1, 1, 1, 2, 3))):
        content = rng.choice(_WAYS)(rng, content, others)
    return content


def _cut(rng: random.Random, content: bytes, _: list[bytes]) -> bytes:
    return content[: rng.randrange(len(content) + 1)]


def _flip(rng: random.Random, content: bytes, _: list[bytes]) -> bytes:
    if not content:
        return content
    spoilt = bytearray(content)
    for _k in range(rng.choice((1, 1, 2, 8, 32))):
        spoilt[rng.randrange(len(spoilt))] = rng.choice((0, 1, 0x7F, 0x80, 0xFF, rng.randrange(256)))
    return bytes(spoilt)


def _insert(rng: random.Random, content: bytes, _: list[bytes]) -> bytes:
    at = rng.randrange(len(content) + 1)
    return content[:at] + rng.choice(PIECES) * rng.choice((1, 1, 1, 2, 500)) + content[at:]


def _drop(rng: random.Random, content: bytes, _: list[bytes]) -> bytes:
    at = rng.randrange(len(content) + 1)
    return content[:at] + content[at + rng.choice((1, 2, 8, 64, 512)) :]


def _double(rng: random.Random, content: bytes, _: list[bytes]) -> bytes:
    at = rng.randrange(len(content) + 1)
    return content[:at] + content[at : at + rng.choice((1, 8, 64, 512))] * 2 + content[at:]


def _splice(rng: random.Random, content: bytes, others: list[bytes]) -> bytes:
    other = rng.choice(others)
    return content[: rng.randrange(len(content) + 1)] + other[rng.randrange(len(other) + 1) :]


def _number(rng: random.Random, content: bytes, _: list[bytes]) -> bytes:
    """Put an odd number in the place of one."""
    digits = b"0123456789.-"
    places = [k for k in range(len(content)) if content[k : k + 1] in digits][:4_000]
    if not places:
        return content
    start = end = rng.choice(places)
    while start and content[start - 1 : start] in digits:
        start -= 1
    while end < len(content) and content[end : end + 1] in digits:
        end += 1
    return content[:start] + rng.choice(NUMBERS).encode() + content[end:]


def _tree(rng: random.Random, content: bytes, others: list[bytes]) -> bytes:
    """Put something of another kind in a JSON value, or a cell elsewhere in a table."""
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        return _cell(rng, content, others)
    node: Any = document
    while isinstance(node, dict | list) and node:
        key = rng.choice(list(node) if isinstance(node, dict) else range(len(node)))
        if rng.random() < 0.25 or not isinstance(node[key], dict | list):
            node[key] = rng.choice((
                None, True, 0, -1, 1e300, "", "x", [], {}, [[]], [None], "\ud800", "\0", 10**30, [1, 2], node,
            ))  # fmt: skip
            break
        node = node[key]
    try:
        return json.dumps(document).encode()
    except (ValueError, RecursionError):  # a node put into itself
        return content


def _cell(rng: random.Random, content: bytes, _: list[bytes]) -> bytes:
    lines = content.split(b"\n")
    row, cells = rng.randrange(len(lines)), []
    cells = lines[row].split(b",")
    cells[rng.randrange(len(cells))] = rng.choice(
        (b"", b"x", b"=1", b"1940-13-45", b"0000-00-00", b"a;b;;c", b'"')
    )
    lines[row] = b",".join(cells)
    return b"\n".join(lines)


_WAYS = (_cut, _flip, _flip, _insert, _drop, _double, _splice, *(_number,) * 4, *(_tree,) * 4)


def layer_seeds(folder: Path) -> dict[str, bytes]:
    """Return one small file of each format, as GDAL writes it, and some by hand."""
    west, east = (
        shapely.box(20, 50, 24, 54),
        shapely.box(24, 50, 30, 54).difference(shapely.box(26, 51, 27, 52)),
    )
    frame = gpd.GeoDataFrame({"state": ["A", "B"]}, geometry=[west, east], crs="EPSG:4326")
    seeds = {}
    drivers = {".kml": "KML", ".gml": "GML"}
    for name in ("a.geojson", "a.gpkg", "a.shp.zip", "a.fgb", "a.kml", "a.gml", "b.gpkg"):
        given = frame.to_crs("EPSG:3035") if name.startswith("b") else frame
        given.to_file(folder / name, driver=drivers.get(Path(name).suffix))
        seeds[name] = (folder / name).read_bytes()
    lines = {
        "type": "FeatureCollection",
        "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}},
        "features": [
            {
                "type": "Feature",
                "properties": {"state": None, "n": 1.5},
                "geometry": {
                    "type": "MultiLineString",
                    "coordinates": [[[24, 50], [24, 54, 9]], [[3, 5], [3, 6]]],
                },
            },
            {
                "type": "Feature",
                "properties": {"state": "B"},
                "geometry": {
                    "type": "GeometryCollection",
                    "geometries": [{"type": "LineString", "coordinates": [[24, 50], [24, 54]]}],
                },
            },
        ],
    }
    seeds["lines.geojson"] = json.dumps(lines).encode()
    topology = {
        "type": "Topology",
        "arcs": [[[20, 50], [24, 50], [24, 54], [20, 50]]],
        "objects": {
            "x": {
                "type": "GeometryCollection",
                "geometries": [{"type": "Polygon", "arcs": [[0]], "properties": {"state": "B"}}],
            }
        },
    }
    seeds["a.topojson"] = json.dumps(topology).encode()
    # a GeoPackage is mostly zeros: JSON is where there is something to spoil
    return {
        **seeds,
        "c.geojson": seeds["a.geojson"],
        "d.json": seeds["lines.geojson"],
        "large.geojson": seeds["a.geojson"],
        "large_lines.geojson": seeds["lines.geojson"],
    }


def read_one_layer(path: Path, folder: Path, number: int) -> None:
    frame = read_layer(path, ["state"] if number % 3 else [])
    geometry_kind(path, frame)
    if number % 10 == 0:
        compare_files(path, folder / "a.geojson", name="state", state="B", every_deg=1.0)


def table_seeds(data: Path) -> dict[str, bytes]:
    """Return the atlas's tables and the beginnings of its lines."""
    seeds = {
        name: b"\n".join((data / "tables" / name).read_bytes().split(b"\n")[:25])
        for name in (
            "tenure.csv",
            "events.csv",
            "places.csv",
            "regions.csv",
            "views.csv",
            "zones.csv",
            "claims.csv",
        )
    }
    seeds["points.csv"] = b'name,lat,lon\r\n"Brest, fortress",52.08,23.65\r\nVyborg,60.71,28.75\r\n'
    window = (data / "arcs" / "window.geojson").read_bytes()
    seeds["arcs.geojson"] = window if len(window) < 20_000 else window[:20_000]
    for name in ("coast", "lakes", "rivers", "open_sea"):
        document = json.loads((data / "land" / f"{name}.geojson").read_text(encoding="utf-8"))
        document["features"] = sorted(document["features"], key=lambda f: len(json.dumps(f)))[:2]
        seeds[f"{name}.geojson"] = json.dumps(document).encode()
    package = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    package["resources"] = [{"path": "a.csv", "hash": "sha256:0"}]
    seeds["datapackage.json"] = json.dumps(package).encode()[:4_000] + b"" or b"{}"
    return seeds


def read_one_table(path: Path, folder: Path, number: int) -> None:
    """Put a table to what reads it, and now and then the whole atlas to it."""
    name = path.name
    readers: dict[str, Callable[[], object]] = {
        "tenure.csv": lambda: check_tenure(spans_of(read_rows(path, TABLES["tenure"])), ABOUT),
        "events.csv": lambda: read_rows(path, TABLES["events"]),
        "places.csv": lambda: read_rows(path, TABLES["places"]),
        "regions.csv": lambda: read_rows(path, TABLES["regions"]),
        "views.csv": lambda: views(SimpleNamespace(folder=folder, regions={"latvia": ""}, about=ABOUT)),  # type: ignore[arg-type]
        "zones.csv": lambda: read_rows(path, TABLES["zones"]),
        "claims.csv": lambda: _rules(path),
        "points.csv": lambda: list(PointTable(path).pieces()),
        "arcs.geojson": lambda: arrange(read_arcs(path.parent)),
        "coast.geojson": lambda: Ground(path.parent).coast,
        "lakes.geojson": lambda: Ground(path.parent).treaty_lakes,
        "rivers.geojson": lambda: Ground(path.parent).features("rivers"),
        "open_sea.geojson": lambda: _sea(path.parent),
        "datapackage.json": lambda: next(verify(path.parent)),
    }
    readers[name]()
    if number % WHOLE_EVERY == 0 and name.endswith(".csv") and name != "points.csv":
        _whole_atlas(path, folder)


def _sea(folder: Path) -> None:
    OpenSea(Ground(folder).features("open_sea"), (18.0, 43.0, 42.0, 71.0)).off_km([20.5, 26.0], [58.9, 53.0])


def _rules(path: Path) -> None:
    for row in read_rows(path, TABLES["claims"]):
        rule_of(row).grade({"value": 1.0, "share": 0.5, "sigma": 0.1, "before": 1.0})


def _whole_atlas(path: Path, folder: Path) -> None:
    own = folder / "atlas"
    shutil.rmtree(own, ignore_errors=True)
    (own / "tables").mkdir(parents=True)
    (own / "atlas.json").symlink_to(data_folder() / "atlas.json")
    for part in ("arcs", "land"):
        (own / part).symlink_to(data_folder() / part)
    for table in (data_folder() / "tables").iterdir():
        (own / "tables" / table.name).symlink_to(path if table.name == path.name else table)
    atlas = open_atlas(own)
    before, after = atlas.on("1939-08-23"), atlas.on("1941-06-21")
    before.who(24.0, 53.0)
    change(before, after, state=before.holders[-1])


def run(target: str, numbers: range, folder: Path) -> Iterator[tuple[int, str, str]]:
    """Put cases to their reader; yield number, file and what happened for each."""
    if target == "layers":
        seeds, read = layer_seeds(folder), read_one_layer
    else:
        seeds, read = table_seeds(data_folder()), read_one_table
    names, others = list(seeds), list(seeds.values())
    signal.signal(signal.SIGALRM, _too_long)
    for number in numbers:
        rng = random.Random(f"{target} {number}")
        name = rng.choice(names)
        place = folder / (name if target == "layers" else f"tables/{name}")
        if target == "layers":
            place = folder / f"case{Path(name).suffix}"
        elif name.endswith("json"):
            place = folder / name.split(".")[0] / name
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(mutated(rng, seeds[name], others))
        # what is called large GDAL shall find too large, so that it comes to the other reader
        pyogrio.set_gdal_config_options(
            {"OGR_GEOJSON_MAX_OBJ_SIZE": "0.00001" if name.startswith("large") else None}
        )
        signal.alarm(SECONDS)
        try:
            read(place, folder, number)
            outcome = "read"
        except BordershiftError:
            outcome = "refused"
        except Hang:
            outcome = f"no answer in {SECONDS} s"
        except Exception as error:  # noqa: BLE001  (what a fuzzer is for)
            outcome = f"{type(error).__name__}: {error}"
        finally:
            signal.alarm(0)
        yield number, name, outcome


def _too_long(*_: object) -> None:
    raise Hang


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", choices=["layers", "tables"])
    parser.add_argument("--runs", type=int, default=100_000)
    parser.add_argument("--first", type=int, default=0)
    asked = parser.parse_args()
    logging.disable()
    warnings.simplefilter("ignore")
    counts, failures, slowest = {"read": 0, "refused": 0}, 0, 0.0
    with tempfile.TemporaryDirectory() as folder:
        last = time.monotonic()
        for number, name, outcome in run(
            asked.target, range(asked.first, asked.first + asked.runs), Path(folder)
        ):
            now = time.monotonic()
            slowest, last = max(slowest, now - last), now
            if outcome in counts:
                counts[outcome] += 1
            else:
                failures += 1
                print(f"{asked.target} {number} ({name}): {outcome[:300]}", flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(
        f"{asked.target}: {asked.runs} files, {counts['read']} read, {counts['refused']} refused, "
        f"{failures} failures; slowest {slowest:.1f} s, peak {peak:.0f} MB"
    )
    sys.exit(1 if failures or peak > MOST_MB else 0)


if __name__ == "__main__":
    main()
