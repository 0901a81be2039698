"""Who held many places, beside geopandas with the same states and borders; and many states set side by side."""

from __future__ import annotations

import math
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

import geopandas as gpd
import numpy as np
import shapely
from commands import Peak, peak

import geo
from geo.export.layers import borders, states

__all__ = ["MANY", "STATES", "all_states", "file_of_points", "places"]

_FEW: Final = 100_000
MANY: Final = 1_000_000
STATES: Final = (400, 4_000, 40_000)
_CHANGED: Final = 500
_DAY: Final = "1940-01-01"


def _places(count: int) -> tuple[np.ndarray, np.ndarray]:
    west, south, east, north = geo.open_atlas().window
    rng = np.random.default_rng(1940)
    return rng.uniform(west, east, count), rng.uniform(south, north, count)


def places() -> tuple[float, float]:
    """Return the seconds of `Snapshot.who_each` and of geopandas' two joins, for a hundred thousand places."""
    snapshot = geo.open_atlas().on(_DAY)
    lon, lat = _places(_FEW)
    layer = states(snapshot)[["state", "geometry"]]
    lines = borders(snapshot)
    lines = lines.loc[lines["kind"] != "sea", ["id", "geometry"]]
    frame = gpd.GeoDataFrame(geometry=gpd.points_from_xy(lon, lat), crs="EPSG:4326")
    plane = "+proj=laea +lat_0=57 +lon_0=30"  # a distance needs a plane there
    own, joined = [], []
    for _ in range(3):
        started = time.perf_counter()
        snapshot.who_each(lon, lat).table()
        own.append(time.perf_counter() - started)
        started = time.perf_counter()
        gpd.sjoin(frame, layer, how="left")
        gpd.sjoin_nearest(frame.to_crs(plane), lines.to_crs(plane), how="left", distance_col="metres")
        joined.append(time.perf_counter() - started)
    return sorted(own)[1], sorted(joined)[1]


def file_of_points() -> Peak:
    """Answer for a file of a million places."""
    lon, lat = _places(MANY)
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        path = Path(name) / "places.csv"
        rows = (
            f"{k},{y:.5f},{x:.5f}\n" for k, (x, y) in enumerate(zip(lon.tolist(), lat.tolist(), strict=True))
        )
        path.write_text("id,lat,lon\n" + "".join(rows), encoding="utf-8")
        return peak([sys.executable, "-m", "geo", "who", "--points", str(path), "--on", _DAY, "-q"], Path(name))


def all_states() -> dict[int, Peak]:
    """Set two layers of many states side by side; in the second some have another owner."""
    found = {}
    for count in STATES:
        side = math.isqrt(count)
        column, row = np.divmod(np.arange(side * side), side)
        step = 20.0 / side
        boxes = shapely.box(
            20 + column * step, 45 + row * step, 20 + (column + 1) * step, 45 + (row + 1) * step
        )
        names = np.arange(side * side).astype(str)
        moved = names.copy()
        some = np.random.default_rng(7).choice(len(names), min(_CHANGED, len(names) // 8), replace=False)
        moved[some] = names[(some + 1) % len(names)]
        with tempfile.TemporaryDirectory(prefix="bench-") as name:
            folder = Path(name)
            for stem, labels in (("before", names), ("after", moved)):
                frame = gpd.GeoDataFrame({"state": labels}, geometry=boxes, crs="EPSG:4326")
                frame.to_file(folder / f"{stem}.gpkg")
            command = [sys.executable, "-m", "geo", "compare", "before.gpkg", "after.gpkg"]
            found[side * side] = peak([*command, "--name", "state", "--all-states", "-q"], folder)
    return found
