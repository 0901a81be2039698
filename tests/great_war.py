"""A small made-up atlas of other times: a republic between two empires, 1914 to 1923.

    10 E      12        14        16        18        20 E
    +---------+---------+---------+---------+---------+ 49 N
    | sea   : Occident  | March   | Heath   | Orient  |
    |       :           |         |         |         |
    +-------+-+---------+---------+---------+---------+ 46 N
            11 E, the coast

On 3 March 1918 the heath passes from the Orient to nobody, on 11 November 1918 the
march from the Occident to the Republic, on 18 March 1921 the heath to the Republic.
No table that an atlas may do without is here but regions, and no lake and no river.
``python tests/great_war.py FOLDER`` writes it.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import shapely
from toy import TEXTS, collection

ABOUT: dict[str, Any] = {
    "id": "great-war",
    "title": "The border of the Orient, 1914 to 1923",
    "note": "All of it is made up.",
    "extent": "from the sea to the steppe",
    "border_of": "Republic",
    "articles": ["Republic"],
    "colours": {"Orient": "#ddccbb"},
    "window": [10, 46, 20, 49],
    "days": {
        "dated": True,
        "first": "1914-07-28",
        "last": "1923-07-24",
        "before": {"day": "1914-07-28", "label": "1914"},
        "after": {"day": "1923-07-24", "label": "1923"},
    },
    "position_errors": {"known": True, "coast_m": 300},
    "credits": {
        "licence": "CC0-1.0",
        "attribution": "made up for the tests <1914>",
        "citation": "",
        "short": "made up",
    },
    "tables": ["regions"],
}
MERIDIANS = (10, 13, 15, 17, 20)
LINES: dict[str, tuple[str, float, list[tuple[float, float]]]] = {
    **{f"at_{lon}": ("land", 400.0, [(lon, 46), (lon, 49)]) for lon in MERIDIANS[1:-1]},
    **{f"west_{lat}": ("window", 0.0, [(10, lat), (13, lat)]) for lat in (46, 49)},
    **{f"march_{lat}": ("window", 0.0, [(13, lat), (15, lat)]) for lat in (46, 49)},
    **{f"heath_{lat}": ("window", 0.0, [(15, lat), (17, lat)]) for lat in (46, 49)},
    **{f"east_{lat}": ("window", 0.0, [(17, lat), (20, lat)]) for lat in (46, 49)},
    "edge_10": ("window", 0.0, [(10, 46), (10, 49)]),
    "edge_20": ("window", 0.0, [(20, 46), (20, 49)]),
}
TABLES = {
    "zones": """zone,name,region,lon,lat
occident,Old Occident,,12,47
march,The March,march,14,47
heath,The Heath,heath,16,47
orient,Old Orient,,18,47
""",
    "tenure": """zone,holder,status,start_date,end_date,start_edtf,event,occupier
occident,Occident,sovereign,,,,,
march,Occident,sovereign,,1918-11-11,,,
march,Republic,ceded,1918-11-11,,1918-11-11,,
heath,Orient,sovereign,,1918-03-03,,,
heath,,unheld,1918-03-03,1921-03-18,1918-03-03,,
heath,Republic,ceded,1921-03-18,,1921-03-18,,
orient,Orient,sovereign,,,,,
""",
    "regions": "region,name\nmarch,The March\nheath,The Heath\n",
}


def write(folder: Path, **about: Any) -> Path:  # noqa: ANN401  (whatever JSON holds)
    """Write the atlas; what it says of itself may be changed."""
    for part in ("arcs", "land", "tables"):
        (folder / part).mkdir(parents=True)
    (folder / "atlas.json").write_text(json.dumps({**ABOUT, **about}), encoding="utf-8")
    arcs = [
        ({"id": name, "kind": kind, "sigma_m": sigma, **dict.fromkeys(TEXTS, "x")}, shapely.LineString(line))
        for name, (kind, sigma, line) in LINES.items()
    ]
    (folder / "arcs" / "all.geojson").write_text(collection(arcs), encoding="utf-8")
    land = {
        "coast": [({"name": "", "area_km2": 99_999}, shapely.box(11, 45, 21, 50))],
        "lakes": [],
        "rivers": [],
        "around": [],
        "open_sea": [],
    }
    for name, features in land.items():
        (folder / "land" / f"{name}.geojson").write_text(collection(features), encoding="utf-8")
    for name, text in TABLES.items():
        (folder / "tables" / f"{name}.csv").write_text(text, encoding="utf-8")
    record(folder)
    return folder


def record(folder: Path) -> None:
    """Record the checksums of what is there."""
    files = [folder / "atlas.json", *sorted(folder.rglob("*.csv")), *sorted(folder.rglob("*.geojson"))]
    resources = [
        {
            "path": path.relative_to(folder).as_posix(),
            "hash": f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}",
        }
        for path in files
    ]
    (folder / "datapackage.json").write_text(json.dumps({"resources": resources}), encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
