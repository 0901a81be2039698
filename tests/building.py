"""Small builders of map files, good and bad."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import shapely

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

WEST, EAST = shapely.box(20, 50, 24, 54), shapely.box(24, 50, 30, 54)
LATER_WEST, LATER_EAST = shapely.box(20, 50, 23, 54), shapely.box(23, 50, 30, 54)
HOSTILE = (
    "{{7*7}}{% x %}<img src=x onerror=alert(1)></script>",
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "two\nlines",
    "quote\"quote'quote",
    "\u202eright to left",
    "\x1b[31mred\x1b]0;title\x07",
    "\u05e2\u05d1\u05e8\u05d9\u05ea \u0420\u0443\u0441\u044c \u6f22",
    "long " * 2_000,
    "| a | b |",
    "[link](javascript:alert(1))",
)


def layer(path: Path, states: dict[str, Any], crs: str | None = "EPSG:4326") -> Path:
    """Write states in any format that geopandas writes."""
    frame = gpd.GeoDataFrame({"state": list(states)}, geometry=list(states.values()), crs=crs)
    frame.to_file(path)
    return path


def drawn(*lonlat: tuple[float, float]) -> gpd.GeoSeries:
    """Draw a border through places of longitude and latitude."""
    return gpd.GeoSeries([shapely.LineString(lonlat)], crs="EPSG:4326")


def shortened(table: Path, rows: int = 40) -> Path:
    """Leave a table its first rows: all settlements take longer to read than all else that is asked."""
    head = table.read_text(encoding="utf-8").splitlines(keepends=True)[: rows + 1]
    table.write_text("".join(head), encoding="utf-8", newline="")
    return table


def raw(path: Path, content: bytes | str) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def polygon(*corners: tuple[float, ...]) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": [[list(corner) for corner in corners]]}


TRIANGLE = polygon((20, 50), (24, 50), (24, 54), (20, 50))


def feature(geometry: object, state: object = "B") -> dict[str, Any]:
    return {"type": "Feature", "properties": {"state": state}, "geometry": geometry}


def collection(*features: object, **members: object) -> str:
    return json.dumps({"type": "FeatureCollection", **members, "features": list(features)})


GOOD = collection(
    *(feature(shapely.geometry.mapping(land), state) for state, land in (("A", WEST), ("B", EAST)))
)


def archive(path: Path, members: dict[str, bytes | str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return path


def text(name: str, content: bytes | str) -> Callable[[Path], Path]:
    """Say what a file holds; it is written where the test wants it."""
    return lambda folder: raw(folder / name, content)


def shapes(*features: object, name: str = "bad.geojson", **members: object) -> Callable[[Path], Path]:
    return text(name, collection(*features, **members))
