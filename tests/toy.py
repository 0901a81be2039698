"""A small atlas whose every figure can be worked out on paper.

    20    20.5        22          24 to 25      26 E
    +------+-----------+------------/-----------+ 54 N
    | sea  :    sea    :   sea     /   sea      |
    |......+-----------+----------/-------------| 53   the coast
    |      |  Westland |  middle /   Eastland   |
    | sea  |           | (lake) /               |
    +------+-----------+-------+----------------+ 50

On 1 January 1940 the middle passes from Westland to Eastland, on 1 June the west;
on 22 June 1941 the east passes to Westland.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from geo.sources.sea import write_open_sea

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

A, E2 = 6_378_137.0, 0.00669437999014
TEXTS = ("frontier", "source", "method", "legal_basis", "citation", "licence", "note")
LINES: dict[str, tuple[str, float, list[tuple[float, float]]]] = {
    "upright": ("land", 1_000.0, [(22, 50), (22, 54)]),
    "oblique": ("lake", 2_000.0, [(25 - k / 200, 54 - k / 50) for k in range(201)]),
    "s1": ("window", 0.0, [(20, 50), (22, 50)]),
    "s2": ("window", 0.0, [(22, 50), (24, 50)]),
    "s3": ("window", 0.0, [(24, 50), (26, 50), (26, 54), (25, 54)]),
    "n2": ("window", 0.0, [(25, 54), (22, 54)]),
    "n1": ("window", 0.0, [(22, 54), (20, 54), (20, 50)]),
}
LAND = shapely.box(20.5, 49, 27, 53)
LAKE = shapely.box(23, 51, 23.5, 51.5)
TENURE = """zone,holder,status,start_date,end_date,start_edtf,event,occupier
west,Westland,sovereign,,1940-06-01,,,
west,Eastland,occupied,1940-06-01,,1940-06-01,second,
middle,Westland,sovereign,,1940-01-01,,,
middle,Eastland,annexed,1940-01-01,,1940-01-01,first,
east,Eastland,sovereign,,1941-06-22,,,
east,Westland,ceded,1941-06-22,,1941-06-22,third,
"""
EVENTS = """event,date,edtf,title,changed,lon,lat,citation,known
first,1940-01-01,1940-01-01,The First,the middle,23,52,x,read
second,1940-06-01,1940-06-01,The Second,the west,21,52,x,read
third,1941-06-22,1941-06-22,The Third,the east,25,52,x,read
"""
ZONES = """zone,name,region,lon,lat
west,The West,,21,52
middle,The Middle,centre,23,52
east,The East,,25.5,52
"""
ABOUT: dict[str, Any] = {
    "id": "toy",
    "title": "The border of Eastland, 1939 to 1941",
    "note": "",
    "extent": "from the sea to the edge",
    "border_of": "Eastland",
    "articles": [],
    "colours": {},
    "window": [20, 50, 26, 54],
    "days": {
        "dated": True,
        "first": "1939-08-23",
        "last": "1941-06-22",
        "before": {"day": "1939-08-23", "label": "1939"},
        "after": {"day": "1941-06-21", "label": "1941"},
    },
    "position_errors": {"known": True, "coast_m": 200},
    "credits": {"licence": "MIT", "attribution": "the tests", "citation": "The tests: toy", "short": "tests"},
    "tables": ["events", "places", "regions"],
}
PLACES = """place,other_names,name_then,lon,lat,sigma_m,holder_before,holder_after,rank,confidence,source
Upton,,,22.05,52.9,100,Westland,Eastland,1,high,x
Shore,,,20.6,52.9,100,Westland,Eastland,1,high,x
"""


def collection(features: list[tuple[dict[str, Any], Any]]) -> str:
    return json.dumps(
        {
            "type": "FeatureCollection",
            "features": [
                {"type": "Feature", "properties": fields, "geometry": shapely.geometry.mapping(shape)}
                for fields, shape in features
            ],
        }
    )


def write(folder: Path, coast: Sequence[shapely.Polygon] = (LAND,), /, **tables: str) -> Path:
    for part in ("arcs", "land", "tables"):
        (folder / part).mkdir()
    (folder / "atlas.json").write_text(json.dumps(ABOUT), encoding="utf-8")
    arcs = [
        ({"id": name, "kind": kind, "sigma_m": sigma, **dict.fromkeys(TEXTS, "x")}, shapely.LineString(line))
        for name, (kind, sigma, line) in LINES.items()
    ]
    (folder / "arcs" / "all.geojson").write_text(collection(arcs), encoding="utf-8")
    (folder / "land" / "coast.geojson").write_text(
        collection([({"name": "", "area_km2": 200_000}, landmass) for landmass in coast]), encoding="utf-8"
    )
    (folder / "land" / "lakes.geojson").write_text(
        collection(
            [
                ({"name": "Lake", "divided": True}, LAKE),
                ({"name": "Pond", "divided": False}, shapely.box(22.5, 52, 22.6, 52.1)),
            ]
        ),
        encoding="utf-8",
    )
    for name in ("rivers", "around"):
        (folder / "land" / f"{name}.geojson").write_text(collection([]), encoding="utf-8")
    write_open_sea(folder)
    texts = {
        "tenure": TENURE,
        "zones": ZONES,
        "places": PLACES,
        "regions": "region,name\ncentre,The Centre\n",
        "events": EVENTS,
        **tables,
    }
    for name, text in texts.items():
        (folder / "tables" / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def east_at(lat: float) -> float:
    return 24 + (lat - 50) / 4


def degree_km(lat: float) -> float:
    phi = np.radians(lat)
    return float(A / np.sqrt(1 - E2 * np.sin(phi) ** 2) * np.cos(phi) * np.pi / 180 / 1000)


def sine(lat: float) -> float:
    """Of the angle of the oblique line with the parallel: four degrees north to one degree east."""
    phi = np.radians(lat)
    north = A * (1 - E2) / (1 - E2 * np.sin(phi) ** 2) ** 1.5 * 4
    east = A / np.sqrt(1 - E2 * np.sin(phi) ** 2) * np.cos(phi)
    return float(np.sin(np.arctan2(north, east)))


def area_km2(west: float, south: float, north: float) -> float:
    """Between a meridian and the oblique line, by strips of parallels."""
    lats = np.linspace(south, north, 200_001)
    middle = (lats[:-1] + lats[1:]) / 2
    phi = np.radians(middle)
    n = A / np.sqrt(1 - E2 * np.sin(phi) ** 2)
    m = A * (1 - E2) / (1 - E2 * np.sin(phi) ** 2) ** 1.5
    widths = np.radians(24 + (middle - 50) / 4 - west) * n * np.cos(phi)
    return float((widths * m).sum() * np.radians(lats[1] - lats[0]) / 1e6)
