"""The places that bear a name, in the order of who is meant first."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any, Final

from geo.atlas.places import places_of
from geo.atlas.schema import TABLES
from geo.atlas.search import find_places
from geo.errors import UnknownNameError
from geo.files.schema import read_rows

PLACES: Final = """place,other_names,name_then,lon,lat,sigma_m,holder_before,holder_after,rank,confidence,source
Łomża,,,22.07,53.18,100,a,b,2,high,x
Lutsk,,Łuck,25.33,50.75,100,a,b,1,high,x
Brest (Bug),,Brześć Litewski,23.66,52.1,100,a,b,1,high,x
Brest (Kujawy),,,18.9,52.6,100,a,b,3,high,x
Brisk,,,30,55,100,a,b,0,high,x
Brestovets,,,24.1,44,100,a,b,0,high,x
Stary Brest,,,33,50,100,a,b,0,high,x
Volodymyr,,Włodzimierz,24.32,50.85,100,a,b,2,high,x
"""


def made() -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as name:
        places_file = Path(name) / "places.csv"
        places_file.write_text(PLACES, encoding="utf-8")
        places = places_of(read_rows(places_file, TABLES["places"]))
        cases = []
        for asked in (
            "lomza",
            "luck",
            "Łuck",
            "brest",
            "Brześć",
            "brisk",
            "brest bug",
            "xyz",
        ):
            try:
                meant, besides = find_places(places, asked)
            except UnknownNameError:
                meant, besides = (), ()
            cases.append(
                {"asked": asked, "meant": [p.name for p in meant], "besides": [p.name for p in besides]}
            )
        return {
            "places": [{"name": p.name, "then": p.name_then, "rank": p.rank} for p in places],
            "cases": cases,
        }
