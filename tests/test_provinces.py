"""Provinces of 1939 beside a name: of which districts of today they were made, and which they shared."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from asking import ask

import geo

if TYPE_CHECKING:
    from geo.atlas.atlas import Atlas

pytestmark = pytest.mark.usefixtures("open_already")


@pytest.mark.parametrize(
    ("asked", "district"),
    [
        ("Podhajce, woj. tarnopolskie", "Pidhaietskyi, Ternopilska"),
        ("Turka, woj. lwowskie", "Turkivskyi, Lvivska"),
        ("Turka, woj. stanisławowskie", "Turkivskyi, Lvivska"),  # until 1931
        ("Krzemieniec, woj. wołyńskie", "Kremenetskyi, Ternopilska"),  # in today's province of Ternopil
        ("Olesko, Tarnopol Voivodeship", "Buskyi, Lvivska"),
        ("Stryj, woj. stanisławowskie", "Lvivska"),  # a town whose district nobody tells
        ("Wołożyn, woj. nowogródzkie", "Volojin, Minsk"),  # a town of a district that two provinces shared
        ("Grodno, woj. białostockie", "Grodno"),
        ("Lida, woj. nowogródzkie", "Lida, Grodno"),
    ],
)
def test_a_province_of_1939_is_made_of_todays_districts(atlas: Atlas, asked: str, district: str) -> None:
    told = geo.namesakes(atlas, asked)
    assert told.taken is not None
    assert (told.taken.place.district, told.certain) == (district, True)


@pytest.mark.parametrize(
    "asked",
    [
        "Buczacz, woj. wołyńskie",
        "Lida, woj. wileńskie",
        "Pińsk, woj. wołyńskie",
        "Krzemieniec, Galicja Wschodnia",
    ],
)
def test_what_lies_in_another_of_the_provinces_of_a_land_is_not_taken(atlas: Atlas, asked: str) -> None:
    told = geo.namesakes(atlas, asked)
    assert (told.taken, told.contradicts) == (None, asked.partition(", ")[2])


def test_where_a_province_had_but_a_part_in_a_district_is_told(
    atlas: Atlas, capsys: pytest.CaptureFixture[str]
) -> None:
    told = geo.namesakes(atlas, "Skole, woj. lwowskie")
    assert told.taken is not None
    assert (told.taken.place.name, told.certain, told.perhaps) == ("Skole", False, "woj. lwowskie")
    assert not geo.namesakes(atlas, "Bełżec, woj. lwowskie").certain
    asked = ["who", "Skole, woj. lwowskie", "--on", "1940-01-01", "--format", "json"]
    row = json.loads(ask(asked, capsys)[1])
    assert (row["holder"], row["sure"]) == ("USSR", False)
    assert "whether it lay in 'woj. lwowskie' is not known" in row["note"]
    assert [one["known_from"] for one in row["beside"]] == ["general knowledge"]


def test_what_provinces_are_made_of_is_there(atlas: Atlas) -> None:
    (table,) = atlas.gazetteer.tables
    columns = table.columns("place", "district")
    rows = set(zip(columns["place"], columns["district"], strict=True))
    provinces = {district.rpartition(", ")[2] for _, district in rows}
    units = {district for _, district in rows} | {f", {one}" for one in provinces} | provinces
    units |= {f"{name}, {district.rpartition(', ')[2]}" for name, district in rows}
    bynames = atlas.bynames
    told = {unit for parts in (bynames.provinces, bynames.in_part) for of in parts.values() for unit in of}
    assert told - units == set()
    assert set(bynames.known_from.values()) == {"general knowledge"}


def test_a_powiat_lay_in_the_state_of_its_seat(atlas: Atlas) -> None:
    found = geo.namesakes(atlas, "Husiatyn, pow. Kopyczyńce")  # the other was Soviet
    assert found.taken is not None
    assert (found.taken.told, found.inside, found.elsewhere) == ("Poland, USSR from 1939-09-28", 1, 1)


def test_a_hamlet_is_the_seat_of_no_powiat(atlas: Atlas) -> None:
    found = geo.namesakes(atlas, "Ujście, pow. Piła")  # a town that the atlas lacks, a hamlet by Stryi
    assert (found.taken, found.certain, [one.understood for one in found.beside]) == (None, False, [False])


@pytest.mark.parametrize(
    ("adjective", "seat"),
    [
        ("pow. wileński", "Vilnius"), ("pow. rówieński", "Rivne"), ("Ровенского уезда", "Rivne"),
        ("pow. dubieński", "Dubno"), ("pow. kałuski", "Kalush"), ("pow. rudecki", "Rudky"),
        ("powiat dziśnieński", "Dzisna"), ("pow. mołodecki", "Maladzyechna"), ("Острожский уезд", "Ostroh"),
        ("pow. turczański", "Turka"), ("pow. bobrecki", "Bibrka"), ("pow. koszyrski", "Kamin-Kashyrskyi"),
    ],
)  # fmt: skip
def test_the_seat_of_a_district_is_found_by_its_adjective(atlas: Atlas, adjective: str, seat: str) -> None:
    (beside,) = geo.namesakes(atlas, f"Lwów, {adjective}").beside
    assert seat in {name for town in beside.towns for name in (town.name, *town.other_names)}


def test_one_place_of_which_only_the_district_is_known_is_no_choice(
    atlas: Atlas, capsys: pytest.CaptureFixture[str]
) -> None:
    said = ask(["who", "Боложівка", "--on", "1940-01-01"], capsys)[1]
    assert said.splitlines()[-1] == "Wherever it lies, on 1940-01-01: USSR (annexed)."
    (row,) = geo.Lookup(atlas, days=["1940-01-01"]).up(["Боложівка"]).rows
    assert row.note == "wherever it lies: USSR (annexed)"


def test_polish_towns_are_found_as_they_were_spelt_before_1936_and_since(atlas: Atlas) -> None:
    both = [geo.namesakes(atlas, name).taken for name in ("Ujście Zielone", "Uście Zielone")]
    assert all(both)
    assert len({one.place.id for one in both if one}) == 1
