"""What RFC 7946 asks of a file, and this project besides: five decimals, within the window."""

from __future__ import annotations

import json
import math
from itertools import pairwise
from typing import Any

DEPTH = {
    "Point": 0,
    "MultiPoint": 1,
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}


def faults(text: str) -> list[str]:
    """Say what is wrong with a FeatureCollection, sections of the RFC in brackets."""
    collection = json.loads(text)
    found = []
    if collection.get("type") != "FeatureCollection":
        found.append("no FeatureCollection (3.3)")
    found += [
        f"member {name!r} (4, 7.1)"
        for name in ("crs", "geometry", "properties", "coordinates")
        if name in collection
    ]
    for number, feature in enumerate(collection["features"]):
        where = f"feature {number}"
        if feature.get("type") != "Feature" or not {"geometry", "properties"} <= set(feature):
            found.append(f"{where}: no Feature (3.2)")
        geometry = feature["geometry"]
        if geometry["type"] not in DEPTH or set(geometry) != {"type", "coordinates"}:
            found.append(f"{where}: no geometry (3.1)")
            continue
        found += [f"{where}: {fault}" for fault in shape_faults(geometry["type"], geometry["coordinates"])]
    return found


def shape_faults(kind: str, coordinates: list[Any]) -> list[str]:
    """Say what is wrong with one geometry."""
    found = []
    paths = [coordinates]
    for _ in range(max(DEPTH[kind] - 1, 0)):
        paths = [path for group in paths for path in group]
    if not paths or not all(paths):
        return ["empty (3.1)"]
    for path in paths:
        positions = path if DEPTH[kind] else [path]
        for lon, lat in positions:
            if not (18 <= lon <= 42 and 43 <= lat <= 71):
                found.append(f"{lon} {lat} is out of bounds; longitude comes first (3.1.1)")
            if round(lon, 5) != lon or round(lat, 5) != lat:
                found.append(f"{lon} {lat} has more decimals than its precision (11.2)")
        if kind.endswith("LineString") and len(positions) < 2:
            found.append("a line of one position (3.1.4)")
    polygons = {"Polygon": [coordinates], "MultiPolygon": coordinates}.get(kind, [])
    return found + [fault for rings in polygons for fault in ring_faults(rings)]


def ring_faults(rings: list[Any]) -> list[str]:
    """Say what is wrong with the rings of one polygon, the outer one first."""
    found = []
    for number, ring in enumerate(rings):
        if len(ring) < 4 or ring[0] != ring[-1]:
            found.append("a ring that is not closed (3.1.6)")
        elif (twice_area(ring) > 0) != (number == 0):
            found.append("a ring wound against the right-hand rule (3.1.6)")
    return found


def twice_area(ring: list[list[float]]) -> float:
    """Signed, positive for counter-clockwise; in squared degrees, from the ring's first corner."""
    (x0, y0), *rest = ring
    return math.fsum((x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0) for (x1, y1), (x2, y2) in pairwise(rest))
