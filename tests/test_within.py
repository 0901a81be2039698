"""Towns named within a sentence: in another case, behind a word that says where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from asking import ask

import geo

if TYPE_CHECKING:
    from geo.atlas.atlas import Atlas

pytestmark = pytest.mark.usefixtures("open_already")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("we Lwowie", "Lviv"), ("w Grodnie", "Hrodna"), ("w Białymstoku", "Białystok"), ("w Równem", "Rivne"),
        ("w Kownie", "Kaunas"), ("w Zaleszczykach", "Zalishchyky"), ("do Lwowa", "Lviv"), ("ze Lwowa", "Lviv"),
        ("в Станиславе", "Ivano-Frankivsk"), ("из Бреста", "Brest"), ("в Кишиневе", "Chișinău"),
        ("во Львове", "Lviv"), ("у Львові", "Lviv"), ("у Тернополі", "Ternopil"), ("у Луцьку", "Lutsk"),
        ("Viipurissa", "Vyborg"), ("Sortavalassa", "Sortavala"), ("Vilniuje", "Vilnius"),
        ("in Lemberg", "Lviv"),
    ],
)  # fmt: skip
def test_a_town_within_a_sentence_is_that_town(atlas: Atlas, asked: str, found: str) -> None:
    told = geo.namesakes(atlas, asked)
    assert told.taken is not None
    assert (told.taken.place.name, told.certain) == (found, True)


@pytest.mark.parametrize("asked", ["w Brodach", "у Чернівцях"])
def test_none_of_two_towns_within_a_sentence_is_taken(atlas: Atlas, asked: str) -> None:
    told = geo.namesakes(atlas, asked)
    assert (told.taken, len(told.candidates)) == (None, 2)


@pytest.mark.parametrize("asked", ["w Zzyzxie", "w Rudzie Wielkiej Zzz", "lwowie"])
def test_no_hamlet_is_sought_in_another_case(atlas: Atlas, asked: str) -> None:
    assert geo.namesakes(atlas, asked).candidates == ()


def test_the_answer_says_for_which_name_it_was_taken(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = ask(["who", "we Lwowie", "--on", "1940-01-01"], capsys)
    assert out.splitlines()[0].endswith("'we Lwowie' was taken for Lwów.")
    assert "„we Lwowie“ gilt als Lwów" in ask(["--lang", "de", "who", "we Lwowie"], capsys)[1]


def test_of_a_village_put_amid_its_district_that_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    said = "where in its district it lies is not known"
    for asked in ("Вимушів", "Радковиця"):  # listed, for it may lie in Poland; and taken
        assert said in ask(["who", asked], capsys)[1]
    assert said not in ask(["who", "Кулівці"], capsys)[1]
