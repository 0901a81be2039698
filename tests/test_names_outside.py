"""Names that mean a place outside the atlas, or a land of then: what stands beside them decides."""

from __future__ import annotations

import pytest
from asking import ask, here

import geo

pytestmark = pytest.mark.usefixtures("open_already")


@pytest.mark.parametrize("asked", ["Berlin", "Paris", "Paris, France", "Berlin, Deutschland", "Париж"])
def test_a_hamlet_is_not_taken_for_the_great_city_whose_name_it_bears(asked: str) -> None:
    """Neither with the city's country beside it nor without; a list has no holder and says why."""
    (row,) = geo.Lookup(geo.open_atlas(), days=["1940-01-01"]).up([asked]).rows
    assert (row.match, row.told, row.sure) == ("none", (), False)
    assert "lies outside the atlas; here perhaps " in row.note


@pytest.mark.parametrize(
    ("asked", "note"),
    [
        ("Argentina", "the country of Argentina lies outside the atlas; here perhaps Argentyna (Powiat kaz"),
        ("Палестина", "the country of Palestine lies outside the atlas; here perhaps Palestyna ("),
        ("USA", "the country of United States lies outside the atlas; here no place is called so"),
        ("Litwa", "the country of Lithuania is called so; here perhaps Litva (Stolbtsy, Minsk)"),
    ],
)
def test_a_hamlet_is_not_taken_for_the_country_whose_name_it_bears(asked: str, note: str) -> None:
    (row,) = geo.Lookup(geo.open_atlas(), days=["1940-01-01"]).up([asked]).rows
    assert (row.match, row.told, row.sure) == ("none", (), False)
    assert row.note.startswith(note)


def test_a_hamlet_called_like_a_country_is_taken_where_it_is_pointed_to() -> None:
    for told in ({"within": "Podlasie"}, {"pick": 1}, {"near": [(23.3, 53.4)]}):
        found = geo.namesakes(geo.open_atlas(), "Palestyna", **told)
        assert found.taken is not None
        assert (found.taken.place.name, found.country) == ("Palestyna", "")


def test_a_town_called_like_a_city_outside_is_taken_and_the_city_is_named() -> None:
    (row,) = geo.Lookup(geo.open_atlas(), days=["1940-01-01"]).up(["Lipsk"]).rows
    assert (row.told[0], row.sure) == ("USSR", False)
    assert "the city of Leipzig, which is called so too, lies outside the atlas" in row.note
    assert "The city of Leipzig, which is called so too" in here("who", "Lipsk", "--on", "1940-01-01").stdout


def test_a_hamlet_called_like_a_city_is_taken_where_it_is_pointed_to() -> None:
    """The land of the hamlet beside the name tells that it is meant, and so does its number."""
    found = geo.namesakes(geo.open_atlas(), "Париж, Бессарабия")
    assert found.taken is not None
    assert (found.taken.place.name, found.city) == ("Veselyy Kut", "")
    assert geo.namesakes(geo.open_atlas(), "Berlin", pick=1).taken is not None


def test_a_country_that_holds_none_of_a_name_means_another_place() -> None:
    """But an empire of before the atlas, or a word that nobody knows, only makes it unsure."""
    rows = (
        geo.Lookup(geo.open_atlas(), days=["1940-01-01"])
        .up(["Lwów, France", "Lwów, Russia", "Lwów, Xqzwvu"])
        .rows
    )
    assert [row.told[:1] for row in rows] == [(), ("USSR",), ("USSR",)]
    assert not any(row.sure for row in rows)
    assert rows[0].note == "none of that name lies there: 'France'; elsewhere 1"


def test_a_seat_beside_a_name_is_its_province_of_then() -> None:
    """Brody lay in the province of Tarnopol, Dolina in that of Stanisławów, far from either town."""
    brody = geo.namesakes(geo.open_atlas(), "Brody, Tarnopol, Poland")
    assert brody.taken is not None
    assert (brody.taken.place.district, brody.unheeded) == ("Brodivskyi, Lvivska", ())
    dolina = geo.namesakes(geo.open_atlas(), "Dolina", within="Stanislawow")
    assert dolina.candidates[0].place.district == "Dolynskyi, Ivano-Frankivska"


def test_a_village_far_from_the_city_beside_its_name_is_not_taken() -> None:
    (row,) = geo.Lookup(geo.open_atlas(), days=["1940-01-01"]).up(["szpital, Lwów"]).rows
    assert (row.told, row.sure) == ((), False)
    assert row.note == "none of that name lies there: 'Lwów'; elsewhere 1"


@pytest.mark.parametrize(("asked", "city"), [("Moskwa", "Moscow"), ("Królewiec", "Kaliningrad")])
def test_a_hamlet_is_not_taken_for_the_city_of_the_atlas_whose_name_it_bears(asked: str, city: str) -> None:
    found = geo.namesakes(geo.open_atlas(), asked)
    assert found.taken is not None
    assert (found.taken.place.name, found.certain) == (city, False)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("Stockholm", "Stockholm"),
        ("Timişoara", "Timişoara"),
        ("Смоленск", "Smolensk"),
        ("Харьков", "Kharkiv"),
        ("Åland", "Åland"),
        ("Gotland", "Gotland"),
        ("Готланд", "Gotland"),
    ],
)
def test_great_cities_far_from_the_border_are_found(asked: str, found: str) -> None:
    told = geo.namesakes(geo.open_atlas(), asked).taken
    assert told is not None
    assert told.place.name == found


@pytest.mark.parametrize("asked", ["Stettin", "Szczecin", "Posen", "Breslau", "Göteborg"])
def test_cities_just_outside_the_atlas_are_told_to_lie_outside(
    capsys: pytest.CaptureFixture[str], asked: str
) -> None:
    found = geo.namesakes(geo.open_atlas(), asked)
    assert found.city
    assert found.taken is None
    assert "lies outside the atlas" in "".join(ask(["who", asked, "--on", "1940-01-01"], capsys)[1:])


def test_what_begins_with_jo_is_only_like_what_begins_with_o() -> None:
    found = geo.namesakes(geo.open_atlas(), "Jork")
    assert [one.place.name for one in found.candidates] == ["Orzk"]
    assert not found.certain


@pytest.mark.parametrize("land", ["Galizien", "Galicja", "Галичина"])
def test_galicia_has_but_the_edge_of_todays_lublin(land: str) -> None:
    """A Stryj by Ryki lay in Russia before 1914, the Bełżec by Tomaszów in Galicia."""
    stryj, belzec = (
        geo.namesakes(geo.open_atlas(), f"Stryj, {land}"),
        geo.namesakes(geo.open_atlas(), f"Bełżec, {land}"),
    )
    assert stryj.taken is not None
    assert belzec.taken is not None
    assert (stryj.taken.place.name, stryj.idle) == ("Stryi", ())
    assert belzec.taken.place.district == "Powiat tomaszowski, Lublin"
