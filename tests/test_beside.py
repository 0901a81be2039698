"""What stands beside a name: a district, a place near by, a province, and to which namesakes that points."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import pytest
from asking import ask, one_sentence

import geo
from geo.atlas.list_notes import left_out
from geo.earth.geodesy import distance_m
from geo.errors import UnknownNameError

if TYPE_CHECKING:
    from pathlib import Path

    from geo.atlas.atlas import Atlas

pytestmark = pytest.mark.usefixtures("open_already")


@pytest.mark.parametrize(
    ("asked", "told", "lies"),
    [
        ("Husiatyn", {"within": "Poland"}, (26.20, 49.07)),
        ("Husiatyn, Polska", {}, (26.20, 49.07)),
        ("Husiatyn", {"within": "west_ukraine"}, (26.20, 49.07)),
        ("Rivne", {"within": "Bessarabia"}, (29.14, 46.02)),
        ("Brody", {"near": [(25.0, 50.0)]}, (25.15, 50.09)),
        ("Городниця, Гусятинський район", {}, (26.20, 49.07)),
        ("Horodnica (Husiatyn)", {}, (26.20, 49.07)),
        ("Ruda, powiat grajewski", {}, (22.53, 53.60)),
    ],
)
def test_what_is_said_of_where_it_lies_tells_them_apart(
    atlas: Atlas, asked: str, told: dict[str, object], lies: tuple[float, float]
) -> None:
    found = geo.namesakes(atlas, asked, **told)  # type: ignore[arg-type]
    assert found.taken is not None
    assert found.why in {"within", "near"}
    assert distance_m(found.taken.place.lon, found.taken.place.lat, *lies) < 5_000.0


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("Trembowla, tarnopolskie", "Terebovlia"),
        ("Brody, woj. tarnopolskie", "Brody"),
        ("Kołomyja, województwo stanisławowskie", "Kolomyia"),
        ("Łuck (wołyńskie)", "Lutsk"),
        ("Brody, Tarnopol Voivodeship", "Brody"),
        ("Nowogródek, nowogródzkie", "Novogrudok"),
        ("Ejszyszki, nowogródzkie", "Eišiškės"),  # of the district of Lida, and in the Vilnius land
        ("Brody, województwa tarnopolskiego", "Brody"),
        ("Trembowla w województwie tarnopolskim", "Terebovlia"),
        ("Броды, Львовская обл.", "Brody"),
        ("Броди Львівської області", "Brody"),
        ("Brody, région de Lwów", "Brody"),
        ("Brody, district de Zolotchiv", "Brody"),
        ("Ruda, powiatu rohatyńskiego", "Руда"),
        ("Buczacz, Tarnopol", "Buchach"),  # 60 km from it, in its province
        ("Руда Жидачевского района", "Руда"),
        ("Ruda, pow. doliński", "Руда"),  # near Dolyna, which is no district of today's Ruda
        ("Soroca, Basarabia", "Soroca"),
        ("Siret, Bukowina", "Siret"),  # in its south, which changed no hands
        ("Dolina, Stanisławów", "Dolyna"),  # the province, and no hamlet of that name
        ("Dolina, Stanislau", "Dolyna"),
        ("Dolina Stanisławów", "Dolyna"),
        ("Dolina stanisławowskiego", "Dolyna"),
        ("Долина, Станиславская обл.", "Dolyna"),
        ("Долина, Станіславівське воєводство", "Dolyna"),
        ("Dolina, Woiwodschaft Stanislau", "Dolyna"),
        ("Brody tarnopolskie", "Brody"),
        ("Głębokie, pow. Dzisna", "Hlybokaye"),  # the seat has 1,500 people today
    ],
)
def test_provinces_of_the_day_tell_them_apart(atlas: Atlas, asked: str, found: str) -> None:
    told = geo.namesakes(atlas, asked)
    assert told.taken is not None
    assert (told.taken.place.name, told.unheeded) == (found, ())


@pytest.mark.parametrize("asked", ["Białystok, woj. lwowskie", "Augustów, woj. nowogródzkie"])
def test_what_lies_beyond_or_at_the_edge_of_a_province_is_not_taken(atlas: Atlas, asked: str) -> None:
    told = geo.namesakes(atlas, asked)
    assert (told.taken, told.certain) == (None, False)
    assert {one.told for one in told.undecided} == {one.told for one in told.candidates} or told.contradicts


def test_nothing_is_sought_near_a_town_that_names_a_province(atlas: Atlas) -> None:
    told = geo.namesakes(atlas, "Ruda, woj. Tarnopol")  # a village Tarnopol lies near a Ruda of Podlasie
    zones = {one.zone.id for one in told.candidates[: told.inside]}
    assert "west_ukraine" in zones
    assert "west_belarus" not in zones


def test_a_land_that_is_wider_than_a_region_loses_none_that_lies_in_it(atlas: Atlas) -> None:
    kept = geo.namesakes(atlas, "Brody, Galicia")
    zones = {one.zone.id for one in kept.candidates[: kept.inside]}
    assert kept.taken is None
    assert {"west_ukraine", "general_government"} <= zones
    assert "latvia" not in zones


def test_provinces_lie_where_their_districts_were_counted(atlas: Atlas) -> None:
    lida = {"vilnius", "west_belarus"}
    with (atlas.folder / "tables" / "people_units.csv").open(encoding="utf-8", newline="") as file:
        counted = {row["zone"] for row in csv.DictReader(file) if row["unit"] == "lidzki"}
    assert counted == lida == atlas.bynames.land["nowogrodzkie"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("Husiatyn, Ternopilska", "'Ternopilska' tells none of the 2 places apart."),
        ("Stryj, Galicja", ""),  # which decides: of Lublin's districts Galicia has three
        (
            "Brody, Galizien",
            "In or near 'Galizien' lie 2, listed first if others are; of that name elsewhere: 12.",
        ),
        ("Brody, Narnia", "'Narnia' was not understood, so all places of that name count."),
        ("Pinsk, Polesie", ""),  # the only one is there
        ("Brody, woj. tarnopolskie", ""),  # which decides
    ],
)
def test_what_a_qualifier_came_to_is_never_passed_over_in_silence(
    capsys: pytest.CaptureFixture[str], asked: str, said: str
) -> None:
    err = ask(["who", asked], capsys)[2]
    assert err.splitlines()[:1] == ([said] if said else [])


def test_what_is_said_of_a_qualifier_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    said = ask(["--lang", "ru", "who", "Wołczyn, woj. lwowskie.", "--on", "1940-01-01"], capsys)[2]
    assert "поблизости: woj. lwowskie.\n" in said
    assert "\nЕдинственное место" in said
    said = ask(
        ["--lang", "de", "who", "Trochenbrod, Kreis Lemberg, bei Lemberg", "--on", "1940-01-01"], capsys
    )[2]
    assert "bei bei" not in said
    assert "\nDer eine Ort" in said


def test_what_points_to_none_decides_nothing(atlas: Atlas) -> None:
    found = geo.namesakes(atlas, "Ruda", within="Atlantis")
    assert (found.taken, found.unheeded) == (None, ("Atlantis",))
    with pytest.raises(UnknownNameError, match=r"there is no place 9 of 1 called 'Lviv'"):
        geo.namesakes(atlas, "Lviv", pick=9)


@pytest.mark.parametrize(
    ("asked", "found", "town", "far_km"),
    [
        ("Kolki, pow. Łuck", "Kolky", "Lutsk", 44),
        ("Kolki, powiatu łuckiego", "Kolky", "Lutsk", 44),
        ("Dolina, pow. Łuck", "Долина", "Lutsk", 25),  # and no Dolina of another land
        ("Dolina, pow. Dolina", "Dolyna", "Dolyna", 0),
        ("Brody, Kreis Brody", "Brody", "Brody", 0),
        ("Подгайцы, Луцкого уезда", "Pidhaytsi", "Lutsk", 6),
        ("Merkinė, Alytaus apskritis", "Merkinė", "Alytus", 28),
        ("Soroca, jud. Soroca", "Soroca", "Soroca", 0),
        ("Zimna Woda, near Lwów", "Zymna Voda", "Lviv", 10),
        ("Zimna Woda bei Lemberg", "Zymna Voda", "Lviv", 10),
        ("Zimna Woda koło Lwowa", "Zymna Voda", "Lviv", 10),
        ("Zimna Woda pod Lwowem", "Zymna Voda", "Lviv", 10),
        ("Ruda, near Brody", "Руда", "Brody", 15),  # the town, and not a village of that name
    ],
)
def test_a_district_or_a_nearness_tells_what_town_it_was_taken_for_and_how_far_that_is(
    atlas: Atlas, asked: str, found: str, town: str, far_km: int
) -> None:
    told = geo.namesakes(atlas, asked)
    assert told.taken is not None
    assert (told.taken.place.name, told.unheeded) == (found, ())
    (beside,) = told.beside
    meant, km = beside.nearest(told.taken.place)
    assert (meant.name, round(km)) == (town, far_km)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("Kuressaare, Saare maakond", "Saaremaa vald, Saare maakond"),  # and not near a hamlet called Sääre
        ("Городниця, Гусятинский р-н", "Husiatynskyi, Ternopilska"),
        ("Городниця, р-н Гусятин", "Husiatynskyi, Ternopilska"),
        ("Horodnica, raj. Husiatyn", "Husiatynskyi, Ternopilska"),
        ("Подгайцы, Луцкий пов.", "Lutskyi, Volynska"),
        ("Kolki, łucki pow.", "Manevytskyi, Volynska"),
        ("Rowno, Wolhynien", "Rivnenska"),  # the city, and not a hamlet called Równo
    ],
)
def test_districts_are_understood_as_papers_shorten_them(atlas: Atlas, asked: str, found: str) -> None:
    told = geo.namesakes(atlas, asked)
    assert told.taken is not None
    assert told.taken.place.district == found
    assert all(town.rank or town.population for one in told.beside for town in one.towns)


@pytest.mark.parametrize(
    ("asked", "taken"),
    [
        ("Дубно, Волынская губ.", None),
        ("Ровно, Волынская губерния", "Rivne"),
        ("Ровно Волынской губернии", "Rivne"),
        ("Рівне, Волинська губернія", None),
        ("Острог, Волынская губ.", "Ostroh"),
        ("Брест, Гродненская губ.", "Brest"),
        ("Двинск, Витебская губ.", "Daugavpils"),
        ("Вильна, Виленская губ.", "Vilnius"),
        ("Хотин, Бессарабская губ.", None),
        ("Kowel, gubernia wołyńska", "Kovel"),
        ("Kowno, gub. kowieńska", "Kaunas"),
        ("Kowno, Gouvernement Kowno", "Kaunas"),
        ("Daugavpils, Vitebskas guberņa", "Daugavpils"),
        ("Kaunas, Kauno gubernija", "Kaunas"),
        ("Soroca, gubernia Basarabia", "Soroca"),
        ("Viljandi, Liivimaa kubermang", "Viljandi"),
        ("Kaunas, Kaunasin kuvernementti", "Kaunas"),
        ("Дубна, Валынская губерня", None),
        ("Kaunas Kovno Governorate", "Kaunas"),
    ],
)
def test_a_guberniya_is_not_todays_oblast_of_its_name(atlas: Atlas, asked: str, taken: str | None) -> None:
    told = geo.namesakes(atlas, asked)
    (beside,) = told.beside
    assert (beside.understood, told.certain, told.contradicts) == (False, False, "")
    assert told.inside == len(told.candidates) > 0
    assert (told.taken and told.taken.place.name) == taken


def test_the_note_says_what_a_district_was_taken_for_in_the_readers_language(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    asked = "Kolki, pow. Łuck"
    note = "'pow. Łuck' was taken for Lutsk (Volynska), 44 km off"
    assert note in ask(["who", asked, "--on", "1939-09-01"], capsys)[1]
    assert "„pow. Łuck“ gilt als Lutsk" in ask(["--lang", "de", "who", asked], capsys)[1]
    for on in ([], ["--on", "1939-09-01"]):
        told = json.loads(ask(["who", asked, *on, "--format", "json"], capsys)[1])
        assert (told["sure"], told["note"]) == (True, note)
    assert told["beside"] == [
        {
            "where": "pow. Łuck", "understood": True, "town": "Lutsk", "district": "Volynska",
            "far_km": 44.2, "reach_km": 60.0,
        }
    ]  # fmt: skip
    path = tmp_path / "list.csv"
    path.write_text(f'place\n"{asked}"\npow. Łuck\n"Brody, near Lwów"\n', encoding="utf-8")
    _, out, _ = ask(["who", "--names", str(path), "--on", "1939-09-01", "--format", "json"], capsys)
    rows = json.loads(out)
    assert [(row["found"], row["sure"]) for row in rows] == [("Kolky", True), ("", False), ("", False)]
    assert rows[0]["note"] == note
    assert "names none" in rows[1]["note"]
    assert "none of that name lies within 30 km of Lviv (Lvivska)" in rows[2]["note"]


@pytest.mark.parametrize("asked", ["Wola koło Brodów", "Poręba koło Zborowa", "Ponikwa bei Brody"])
def test_a_town_is_meant_and_no_hamlet_of_its_name_near_which_another_lies(atlas: Atlas, asked: str) -> None:
    found = geo.namesakes(atlas, asked)
    assert found.taken is None
    assert found.beside[0].towns[0].country == "UA"


@pytest.mark.parametrize("asked", ["Terebovlia, pow. Łuck", "Terebovlia near Lwów", "Terebovlia, pow. Zzyzx"])
def test_what_lies_out_of_reach_is_said_and_never_sure(atlas: Atlas, asked: str) -> None:
    found = geo.namesakes(atlas, asked)
    assert len(found.unheeded) == 1
    assert not found.certain


@pytest.mark.parametrize(
    "asked", ["Neudorf, Bezirk Drohobycz", "Łuck, pow. Wilno", "Trochenbrod, Kreis Lemberg"]
)
def test_a_place_that_its_district_excludes_is_listed_and_not_taken(atlas: Atlas, asked: str) -> None:
    found = geo.namesakes(atlas, asked)
    assert (found.taken, found.contradicts) == (None, asked.partition(", ")[2])
    assert found.candidates
    assert "which" in str(left_out(found))


def test_what_is_not_understood_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    _, _, err = ask(["who", "Terebovlia, pow. Zzyzx", "--on", "1940-01-01"], capsys)
    assert err == "'pow. Zzyzx' was not understood, so all places of that name count.\n"


@pytest.mark.parametrize(
    "asked",
    ["pow. Łuck", "powiat łucki", "near Lwów", "bei Lemberg", "koło Lwowa", "under Wilno", "Kreis Lemberg"],
)
def test_what_only_says_where_a_place_lies_is_no_name(
    atlas: Atlas, capsys: pytest.CaptureFixture[str], asked: str
) -> None:
    found = geo.namesakes(atlas, asked)
    assert (found.candidates, found.proposals) == ((), ())
    status, out, err = ask(["who", asked, "--on", "1939-09-01"], capsys)
    assert (status, out) == (2, "")
    assert f"'{asked}' says where a place lies, and names none" in one_sentence(err)


@pytest.mark.parametrize(
    ("asked", "day", "says"),
    [
        ("woj. wołyńskie", "1939-08-23", "all of it: Poland (sovereign)"),
        ("Bessarabia", "1941-01-01", "all of it: USSR"),
        ("Galizien", "1939-08-23", "all of it: Poland (sovereign)"),
        ("Galizien", "1939-09-05", "not sure: an army of Germany was in part of the land"),
        ("Wołyń", "1939-08-23", "its parts: Poland or USSR"),  # and not a hamlet of that name near Łódź
        ("Bukowina", "1939-08-23", "all of it: Romania"),  # and none of six hamlets in Poland
    ],
)
def test_a_province_alone_is_a_land_and_no_place(
    atlas: Atlas, capsys: pytest.CaptureFixture[str], asked: str, day: str, says: str
) -> None:
    found = geo.namesakes(atlas, asked)
    assert (found.taken, found.undecided, found.land) == (None, (), asked)
    status, out, _ = ask(["who", asked, "--on", day], capsys)
    assert status == 0
    assert f"'{asked}' is a land and no place" in out
    assert says in out


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("Hangö", "Hanko, 1940-01-01: Finland until 1940-03-22"),
        ("Odensholm", "Osmussaar, 1940-01-01: Estonia"),
        ("Ormsö", "Hullo, 1940-01-01: Estonia"), ("Bengtskär", "Bengtskär, 1940-01-01: Finland"),
        ("Saaremaa", "'Saaremaa' is a land and no place; all of it: Estonia"),
        ("Ösel", "'Ösel' is a land and no place; all of it: Estonia"),
        ("Эзель", "'Эзель' is a land and no place; all of it: Estonia"),
        ("Saare maakond", "'Saare maakond' is a land and no place; all of it: Estonia"),
        ("Dagö", "'Dagö' is a land and no place; all of it: Estonia"),
    ],
)  # fmt: skip
def test_islands_are_answered_and_a_town_before_the_land_about_it(
    capsys: pytest.CaptureFixture[str], asked: str, says: str
) -> None:
    assert says in ask(["who", asked, "--on", "1940-01-01"], capsys)[1]


def test_a_land_is_no_place_in_lists_and_without_a_day(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert "is a land and no place; give a place in it" in one_sentence(ask(["who", "Bessarabia"], capsys)[2])
    status, out, err = ask(["who", "Galizien", "--on", "1940-01-01"], capsys)
    assert (status, out) == (2, "")
    assert "its parts: Germany or USSR" in err
    told = json.loads(ask(["who", "woj. wołyńskie", "--on", "1939-08-23", "--format", "json"], capsys)[1])
    assert (told["land_meant"], told["held_by_all"]["holder"], told["candidates"]) == (
        "woj. wołyńskie",
        "Poland",
        [],
    )
    path = tmp_path / "list.csv"
    path.write_text("place\nWołyń\nwoj. wołyńskie\ngmina Wołyń\n", encoding="utf-8")
    _, out, _ = ask(["who", "--names", str(path), "--on", "1939-08-23", "--format", "json"], capsys)
    rows = json.loads(out)
    assert [(row["found"], row["holder"], row["sure"], row["all_holder"]) for row in rows] == [
        ("", "", False, ""),
        ("", "", False, "Poland"),
        ("Wołyń", "Poland", True, ""),
    ]
