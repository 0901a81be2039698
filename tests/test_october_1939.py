"""The line between Vilnius and western Belarus, October 1939 to August 1940: on neither usual day a border."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geo import Lookup

if TYPE_CHECKING:
    from geo.atlas.atlas import Atlas

GIVEN = (
    "Vilnius", "Trakai", "Nemenčinė", "Pabradė", "Švenčionėliai", "Ignalina", "Dūkštas", "Turmantas",
    "Eišiškės", "Turgeliai", "Valkininkai", "Varėna",
)  # fmt: skip
KEPT = ("Marcinkonys", "Druskininkai", "Šalčininkai", "Medininkai", "Švenčionys")


@pytest.mark.parametrize(
    ("day", "given", "kept"),
    [
        ("1939-08-23", "Poland", "Poland"),
        ("1939-10-27", "USSR", "USSR"),
        ("1939-10-28", "Lithuania", "USSR"),
        ("1940-08-02", "Lithuania", "USSR"),
        ("1940-08-03", "USSR", "USSR"),
    ],
)
def test_towns_that_passed_to_lithuania_and_those_that_did_not(
    atlas: Atlas, day: str, given: str, kept: str
) -> None:
    places = {place.name: place for place in atlas.places}
    held = {
        name: atlas.on(day).who(places[name].lon, places[name].lat).tenure.holder for name in (*GIVEN, *KEPT)
    }
    assert held == {**dict.fromkeys(GIVEN, given), **dict.fromkeys(KEPT, kept)}


def test_on_the_day_before_it_was_lithuania_s_its_troops_were_in_part_of_it(atlas: Atlas) -> None:
    (row,) = Lookup(atlas, days=["1939-10-27"]).up(["Landwarów"]).rows
    assert (row.held("holder"), row.sure, row.held("passing_to")) == ("USSR", False, "Lithuania")
    assert "an army of Lithuania was in part of the land over 1939-10-27" in row.note
    assert Lookup(atlas, days=["1939-10-26"]).up(["Landwarów"]).rows[0].sure


@pytest.mark.parametrize(
    ("lat", "lon", "holder"),
    [
        (54.196, 25.624, "USSR"),  # Dieveniškės
        (55.36889, 26.29694, "USSR"),  # Naujasis Daugėliškis, with Belarus from October 1939
        (55.33, 26.20, "Lithuania"),  # east of Ignalina, where divisions crossed farther on
        (54.155, 25.0, "Lithuania"),  # south of Eišiškės, within today's line
        (54.12, 25.0, "USSR"),  # beyond it: no land passed to Belarus in 1940
        (54.75, 25.70, "Lithuania"),  # east of Lavoriškės, as today
    ],
)
def test_the_line_is_not_beyond_today_s(atlas: Atlas, lat: float, lon: float, holder: str) -> None:
    assert atlas.on("1940-01-01").who(lon, lat).tenure.holder == holder
