"""Every island of the coast lies with its country, by a table of known ones; no sea line cuts one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import shapely

from geo.files.geojson import read_geojson

if TYPE_CHECKING:
    from geo.atlas.atlas import Atlas

ISLANDS = {
    # Norway, Sweden
    "Vardøya": (31.08, 70.386, "Norway", "Norway"),
    "Sørøya": (22.49, 70.669, "Norway", "Norway"),
    "Magerøya": (25.7, 71.0, "Norway", "Norway"),
    "Skogerøya": (29.75, 69.87, "Norway", "Norway"),
    "Gotland": (18.54, 57.42, "Sweden", "Sweden"),
    "Gotska Sandön": (19.25, 58.37, "Sweden", "Sweden"),
    "Holmön": (20.87, 63.79, "Sweden", "Sweden"),
    "Seskarö": (23.75, 65.72, "Sweden", "Sweden"),
    # Finland, and what it ceded or leased
    "Heinäsaaret": (31.578, 69.835, "Finland", "Finland"),
    "Hailuoto": (24.72, 65.02, "Finland", "Finland"),
    "Replot": (21.4, 63.23, "Finland", "Finland"),
    "Åland": (19.85, 60.23, "Finland", "Finland"),
    "Kökar": (20.91, 59.93, "Finland", "Finland"),
    "Utö": (21.37, 59.78, "Finland", "Finland"),
    "Kaunissaari": (26.78, 60.35, "Finland", "Finland"),
    "Russarö": (22.944, 59.772, "Finland", "USSR"),
    "Suursaari": (26.986, 60.059, "Finland", "USSR"),
    "Tytärsaari": (27.203, 59.848, "Finland", "USSR"),
    "Lavansaari": (27.842, 60.01, "Finland", "USSR"),
    "Peninsaari": (28.004, 60.029, "Finland", "USSR"),
    "Seiskari": (28.378, 60.02, "Finland", "USSR"),
    "Säyvi": (26.913, 59.809, "Finland", "USSR"),
    "Koivisto, Koivusaari": (28.606, 60.309, "Finland", "USSR"),
    "Koivisto, Tiurinsaari": (28.494, 60.337, "Finland", "USSR"),
    "Koivisto, Piisaari": (28.496, 60.409, "Finland", "USSR"),
    "Uuraa": (28.583, 60.596, "Finland", "USSR"),
    # the USSR
    "Kildin": (34.144, 69.35, "USSR", "USSR"),
    "Kotlin": (29.754, 60.003, "USSR", "USSR"),
    "Solovetsky": (35.668, 65.067, "USSR", "USSR"),
    # Estonia, Latvia
    "Saaremaa": (22.3, 58.4, "Estonia", "USSR"),
    "Hiiumaa": (22.7, 58.89, "Estonia", "USSR"),
    "Muhu": (23.21, 58.6, "Estonia", "USSR"),
    "Vormsi": (23.244, 59.006, "Estonia", "USSR"),
    "Osmussaar": (23.388, 59.29, "Estonia", "USSR"),
    "Naissaar": (24.511, 59.572, "Estonia", "USSR"),
    "Prangli": (25.012, 59.629, "Estonia", "USSR"),
    "Kihnu": (23.982, 58.126, "Estonia", "USSR"),
    "Ruhnu": (23.247, 57.803, "Estonia", "USSR"),
    # the Danube and the Black Sea
    "Chilia delta": (29.769, 45.468, "Romania", "USSR"),
    "Sacalin": (29.576, 44.801, "Romania", "Romania"),
    "Snake Island": (30.209, 45.257, "Romania", "Romania"),
    "Tendra": (31.564, 46.272, "USSR", "USSR"),
}
"""Longitude, latitude, holder of 1939 and of 1941."""

_MAINLAND_KM2 = 100_000.0
_DIVIDED = {(24.165, 65.706)}
"""Kataja in the mouth of the Torne, which is Swedish and Finnish to this day."""


@pytest.mark.parametrize("name", ISLANDS)
def test_known_islands_lie_with_their_holder(atlas: Atlas, name: str) -> None:
    lon, lat, before, after = ISLANDS[name]
    found = [atlas.on(day).who(lon, lat).tenure.holder for day in ("1939-08-23", "1941-06-21")]
    assert found == [before, after]


def test_no_line_cuts_an_island_but_the_one_that_is_divided(atlas: Atlas) -> None:
    """Sea lines are stand-ins that give each island to its holder: none may run across one."""
    sea = shapely.union_all([arc.line for arc in atlas.arcs if arc.kind == "sea"])
    cut = set()
    for feature in read_geojson(atlas.folder / "land" / "coast.geojson"):
        if float(feature.properties["area_km2"] or 0.0) < _MAINLAND_KM2 and feature.geometry.intersects(sea):
            point = feature.geometry.representative_point()
            cut.add((round(point.x, 3), round(point.y, 3)))
    assert cut == _DIVIDED
