"""How a name is spelt and how it sounds, and what a paper writes beside it: by letters alone."""

from __future__ import annotations

import pytest

from geo.atlas.hints import read_asked
from geo.atlas.sound import sounds
from geo.atlas.spelling import by_likeness, skeletons


@pytest.mark.parametrize(
    "spellings",
    [
        ("Husiatyn", "Gusyatin", "Husjatyn", "Гусятин", "Гусятін"),
        ("Horodnica", "Gorodnitsa", "Horodnytsia", "Horodnytsya", "Городница", "Городниця"),
        ("Baranowicze", "Baranovichi", "Барановичи", "Baranowitsche"),
        ("Szczuczyn", "Shchuchyn", "Щучин", "Ščučyn", "Schtschutschin"),
        ("Trościaniec", "Trostianets", "Тростянець", "Trostjanez"),
        ("Iwanówka", "Ivanivka", "Ivanovka", "Іванівка", "Iwanowka"),
        ("Wola Wyżna", "Volya Vyzhna", "Воля Вижна"),
    ],
)
def test_spellings_of_one_name_share_a_skeleton(spellings: tuple[str, ...]) -> None:
    for spelt in spellings[1:]:
        assert skeletons(spellings[0]) & skeletons(spelt), spelt


@pytest.mark.parametrize(
    ("one", "other"), [("Brody", "Bródki"), ("Sokal", "Sokol"), ("Kowel", "Kowal"), ("Luck", "Łuków")]
)
def test_other_names_do_not(one: str, other: str) -> None:
    assert not skeletons(one) & skeletons(other)


@pytest.mark.parametrize(
    ("asked", "bears", "is_so"),
    [
        ("Ösel", "Osiel", True), ("Oesel", "Osiel", True), ("Oesel", "Ösel", False), ("KO29", "Kõo", True),
        ("Lwów 3", "Lwów", True), ("Uhrynów", "Uhryniv", False), ("Drohobitsch", "Drohobych", False),
        ("Troeshchyna", "Troeščyna", False), ("Kołchoz 3", "Kolkhoz 3", False),
    ],
)  # fmt: skip
def test_an_umlaut_or_a_number_makes_another_name(asked: str, bears: str, is_so: bool) -> None:  # noqa: FBT001
    assert by_likeness(asked, bears) is is_so


PUBLISHED = {
    # as JewishGen, Avotaynu and the makers of other programs publish them
    "Ceniow": "467000 567000", "Tsenyuv": "467000", "Holubica": "587400 587500", "Golubitsa": "587400",
    "Przemysl": "746480 794648", "Pshemeshil": "746480", "Rosokhovatsets": "945744",
    "Rosochowaciec": "944744 944745 944754 944755 945744 945745 945754 945755",
    "Peters": "734000 739400", "Peterson": "734600 739460", "Moskowitz": "645740", "Moskovitz": "645740",
    "Auerbach": "097400 097500", "Ohrbach": "097400 097500", "Lipshitz": "874400", "Lippszyc": "874400 874500",
    "Lewinsky": "876450", "Levinski": "876450", "Szlamawicz": "486740", "Shlamovitz": "486740",
    "Golden": "583600", "Alpert": "087930", "Breuer": "791900", "Haber": "579000", "Mannheim": "665600",
    "Mintz": "664000", "Topf": "370000", "Kleinmann": "586660", "Ben Aron": "769600", "King-smith": "565463",
    "Jackson": "145460 154600 445460 454600", "Straßburg": "294795", "Éregon": "095600", "Akssol": "054800",
    "Gerschfeld": "547830 545783 594578 594783", "Țamas": "364000 464000", "O'Brien": "079600", "": "",
}  # fmt: skip


@pytest.mark.parametrize("name", PUBLISHED)
def test_sounds_are_the_published_ones(name: str) -> None:
    assert set(sounds(name)) == set(PUBLISHED[name].split())


@pytest.mark.parametrize(
    ("text", "name", "hints"),
    [
        ("Husiatyn, Poland", "Husiatyn", ("Poland",)),
        ("Husiatyn pow. Kopyczyńce", "Husiatyn", ("pow. Kopyczyńce",)),
        ("gmina Trościaniec, woj. wołyńskie", "Trościaniec", ("woj. wołyńskie",)),
        ("wieś Brody k. Lwowa", "Brody", ("k. Lwowa",)),
        ("с. Городниця, Гусятинський р-н", "Городниця", ("Гусятинський р-н",)),
        ("Nowy Dwór", "Nowy Dwór", ()),
        ("Stadt Brody (Galizien)", "Brody", ("Galizien",)),
        ("gmina", "gmina", ()),
        ("", "", ()),
    ],
)
def test_what_a_paper_writes_beside_a_name(text: str, name: str, hints: tuple[str, ...]) -> None:
    asked = read_asked(text)
    assert (asked.name, asked.hints) == (name, hints)
