"""Never the wrong namesake: all that bear a name, what tells them apart, and when one is taken unasked."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from asking import ask, one_sentence

import geo
from geo.text.naming import taken_text

if TYPE_CHECKING:
    from pathlib import Path

    from geo.atlas.atlas import Atlas

pytestmark = pytest.mark.usefixtures("open_already")


@pytest.mark.parametrize("name", ["Ruda", "Городниця", "Chełm", "Horodnica", "Dąbrowa", "Brody", "Nowosiółki"])
def test_namesakes_with_other_histories_are_all_listed_and_none_is_taken(atlas: Atlas, name: str) -> None:
    found = geo.namesakes(atlas, name)
    assert found.taken is None
    assert len({one.history for one in found.candidates}) > 1
    assert len({(one.place.lon, one.place.lat, one.place.name) for one in found.candidates}) == len(
        found.candidates
    )


def test_one_is_taken_if_all_had_the_same_holders(atlas: Atlas) -> None:
    taken = 0
    for town in list(atlas.gazetteer)[::211]:
        found = geo.namesakes(atlas, town.name)
        histories = {one.history for one in found.candidates}
        assert found.candidates, town.name
        if found.taken is not None:
            place = found.taken.place
            assert len(histories) == 1 or (found.why == "town" and (place.rank or place.population > 0)), (
                town.name
            )
            taken += 1
        else:
            unsure = found.only_like or found.another or any(one.else_told for one in found.candidates)
            assert len(histories) > 1 or unsure, town.name
    assert taken > 100


def test_one_holder_on_a_day_does_not_make_two_places_one(capsys: pytest.CaptureFixture[str]) -> None:
    """A town and hamlets of Poland called Sarny were all Polish in 1939: that names none of them."""
    status, out, _ = ask(["who", "Sarny", "--on", "1939-08-23"], capsys)
    assert status == 0
    assert out.splitlines()[0].startswith("  1  Sarny, Sarnenskyi, Rivnenska")  # the likelier comes first
    assert out.splitlines()[1].startswith("  2  Sarny, Powiat ")


def test_a_city_is_taken_before_villages_of_its_name_which_are_told(
    atlas: Atlas, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, city in (("Stanisławów", "Ivano-Frankivsk"), ("Moskwa", "Moscow"), ("Stryj", "Stryi")):
        found = geo.namesakes(atlas, name)
        assert found.taken is not None
        assert (found.taken.place.name, found.why, found.certain, bool(found.also)) == (
            city,
            "town",
            False,
            True,
        )
    # Bălți is called so in Yiddish, and the town near Sokal by everybody
    assert geo.namesakes(atlas, "Belz").taken is None
    out = ask(["who", "Stryj", "--on", "1940-01-01"], capsys)[1]
    assert "Perhaps called so too, and chosen with --pick:\n  2  Stryj, Powiat rycki, Lublin" in out
    for day, sure in (("1939-08-30", True), ("1940-01-01", False)):  # all of them were Poland's first
        told = json.loads(ask(["who", "Stryj", "--on", day, "--format", "json"], capsys)[1])
        assert (told["sure"], "Stryj (Powiat rycki, Lublin)" in told["note"]) == (sure, not sure)


def test_one_holder_of_all_is_told_though_none_of_them_is_taken(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Both places called Koniusza were Polish in August 1939; in 1940 one was Soviet, the other Germany's."""
    out = ask(["who", "Koniusza", "--on", "1939-08-30"], capsys)[1]
    assert out.splitlines()[-1] == "Whichever of the 2 is meant, on 1939-08-30: Poland (sovereign)."
    told = json.loads(ask(["who", "Koniusza", "--on", "1939-08-30", "--format", "json"], capsys)[1])
    held = {"holder": "Poland", "status": "sovereign", "sure": True, "occupier": "", "note": ""}
    assert told["held_by_all"] == held
    assert "held_by_all" not in json.loads(
        ask(["who", "Koniusza", "--on", "1940-01-01", "--format", "json"], capsys)[1]
    )
    path = tmp_path / "list.csv"
    asked = "Koniusza,1939-08-30\nKoniusza,1940-01-01\nKoniusza,1939-09-20\nFiodorówka,1941-01-01\n"
    path.write_text(f"place,day\n{asked}", encoding="utf-8")
    _, out, err = ask(["who", "--names", str(path), "--on", "day", "--format", "json"], capsys)
    rows = json.loads(out)
    assert [(row["match"], row["holder"], row["all_holder"], row["all_sure"]) for row in rows] == [
        ("several", "", "Poland", True),
        ("several", "", "", ""),
        ("several", "", "Poland", False),
        ("several", "", "USSR", False),  # Fedorivka, each of them: a place of the very name may be meant
    ]
    assert rows[0]["note"] == "whichever of the 2 is meant: Poland (sovereign)"
    assert "3 borne by several places that one state held on the day" in err


@pytest.mark.parametrize(
    ("name", "also"), [("Soroca", "Сорока"), ("Kybartai", "Kybartai"), ("Koniusza", None), ("Brody", None)]
)
def test_the_town_of_a_name_is_answered_first_and_who_may_be_called_so_too_is_told(
    atlas: Atlas, capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str, also: str | None
) -> None:
    """A hamlet that nobody can place, or of a guessed name, hides no town; of two of one name none is taken."""
    found = geo.namesakes(atlas, name)
    if also is None:
        assert found.taken is None
        assert len({one.history for one in found.candidates if one.how == "exact"}) > 1
        return
    assert found.taken is not None
    assert (found.taken.place.name, found.why) == (name, "town")
    assert [one.place.name for one in found.also] == [also]
    lines = ask(["who", name, "--on", "1940-01-01"], capsys)[1].splitlines()
    assert lines[1].startswith(f"{name}, 1940-01-01: ")
    assert lines[2].startswith("Perhaps called so too")
    assert f"  3  {also}, " in lines[3]
    path = tmp_path / "list.csv"
    path.write_text(f"place\n{name}\n", encoding="utf-8")
    (row,) = json.loads(ask(["who", "--names", str(path), "--on", "1940-01-01", "--format", "json"], capsys)[1])
    assert (row["found"], row["match"], row["sure"]) == (name, "exact", False)
    told = json.loads(ask(["who", name, "--on", "1940-01-01", "--format", "json"], capsys)[1])
    assert (told["sure"], geo.namesakes(atlas, name, pick=1).certain) == (False, True)
    assert f"perhaps called so too: {also}" in row["note"]


@pytest.mark.parametrize(
    ("name", "note"),
    [
        ("Lwów 3", "found without the number in 'Lwów 3'"),
        ("Oesiel", "found only by a likeness of spelling"),
        ("Drohiczyn", "of another of that name: a border was 0.8 km away"),
    ],
)
def test_one_place_is_as_unsure_as_in_a_list(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str, note: str
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"place\n{name}\n", encoding="utf-8")
    asked = ["--on", "1940-01-01"]
    (row,) = json.loads(ask(["who", "--names", str(path), *asked, "--format", "json"], capsys)[1])
    one = json.loads(ask(["who", name, *asked, "--format", "json"], capsys)[1])
    assert (row["sure"], one["sure"]) == (False, False)
    assert note in row["note"]
    assert note in one["note"]
    assert note in ask(["who", name, *asked], capsys)[1]


def test_what_lies_where_it_is_asked_for_is_counted_there(atlas: Atlas) -> None:
    everywhere, there = geo.namesakes(atlas, "Ruda"), geo.namesakes(atlas, "Ruda", within="Western Ukraine")
    assert len(there.candidates) == there.inside > 1
    assert there.inside + there.elsewhere == len(everywhere.candidates)
    assert f"all {there.inside} of that name there had the same holders; {there.elsewhere} of" in taken_text(
        there
    )


def test_nearest_to_what_is_asked_come_first(atlas: Atlas) -> None:
    near = [one.near_km for one in geo.namesakes(atlas, "Ruda", near=[(23.0, 53.0)]).candidates]
    assert near == sorted(near)
    first = geo.namesakes(atlas, "Ruda", within="west_belarus").candidates
    regions = [one.zone.region == "west_belarus" for one in first]
    assert regions == sorted(regions, reverse=True)
    assert any(regions)


@pytest.mark.parametrize(
    ("asked", "own", "sister"),
    [
        ("Nowosiółki", "Nowosiółki", {"Новосілки", "Новоселки"}),
        ("Новосёлки", "Новоселки", {"Новосілки"}),
        ("Підлипки", "Підлипки", {"Podlipki", "Подлипки"}),
        ("Wronów", "Wronów", {"Воронів"}),
        ("Zalasy", "Zalasy", {"Залісся"}),
    ],
)
def test_a_name_meets_what_its_neighbours_make_of_it_behind_those_that_are_spelt_so(
    atlas: Atlas, asked: str, own: str, sister: set[str]
) -> None:
    found = geo.namesakes(atlas, asked)
    cognates = [one.cognate for one in found.candidates]
    assert cognates == sorted(cognates)
    assert found.candidates[0].place.name == own
    assert sister <= {one.place.name for one in found.candidates if one.cognate}
    assert found.taken is None


def test_what_only_a_neighbour_calls_so_is_told_as_that_and_never_sure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "list.csv"
    path.write_text("place\nRzepińce\n", encoding="utf-8")
    (row,) = json.loads(ask(["who", "--names", str(path), "--on", "1940-01-01", "--format", "json"], capsys)[1])
    assert (row["found"], row["match"], row["sure"]) == ("Ріпинці", "variant", False)
    assert "also spelt Ріпинці, in a neighbouring language" in row["note"]


@pytest.mark.parametrize(
    ("asked", "town"),
    [("Tarnopl", "Ternopil"), ("Trembovle", "Terebovlia"), ("Suvalk", "Suwałki"), ("Zabludove", "Zabłudów")],
)
def test_yiddish_names_are_towns(atlas: Atlas, asked: str, town: str) -> None:
    assert town in {one.place.name for one in geo.namesakes(atlas, asked).candidates}


@pytest.mark.parametrize("asked", ["Husiatynx", "Xyzzyqwve", "Drahabic", "Klein Posemuckel"])
def test_no_other_ending_makes_a_town_of_a_slip(atlas: Atlas, asked: str) -> None:
    assert geo.namesakes(atlas, asked).candidates == ()


@pytest.mark.parametrize(
    ("asked", "found", "how"),
    [
        ("Drohobycz", "Drohobych", "exact"),
        ("DROHOBYCZ", "Drohobych", "folded"),
        ("Drohobitsch", "Drohobych", "variant"),
        ("Gussiatin", "Husiatyn", "variant"),
        ("Husiatynn", "Husiatyn", "variant"),
        ("Husiatynx", "Husiatyn", "near"),
        ("Drahabic", "Drohobych", "near"),
        ("Krzemieniec", "Kremenets", "exact"),
    ],
)
def test_how_a_name_matched_is_told(atlas: Atlas, asked: str, found: str, how: str) -> None:
    told = geo.namesakes(atlas, asked)
    matched = {(one.place.name, one.how) for one in (*told.candidates, *told.proposals)}
    assert (found, how) in matched


def test_what_is_only_near_is_proposed_and_never_taken(atlas: Atlas) -> None:
    for asked in ("Husiatynx", "Drahabic", "Zaleszczykki", "Trembowlia", "Atlantis", "Xqzw", "", "1939", ",,,"):
        found = geo.namesakes(atlas, asked)
        if not found.candidates:
            assert found.taken is None, asked
            assert {one.how for one in found.proposals} <= {"near", "sound"}, asked
    assert geo.namesakes(atlas, "Husiatynx", pick=1).why == "picked"


def test_every_answer_says_what_it_is_about(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = ask(["who", "Lwow", "--on", "1939-09-30"], capsys)
    assert status == 0
    first, second, *_ = out.splitlines()
    assert first.startswith("Lwow: Lviv, Lvivska, today Ukraine, 49.8383° N 24.0232° E ± 0.5 km; its name Lwów")
    assert second.startswith("Lviv, 1939-09-30: USSR (occupied) since 1939-09-28 until 1939-11-01; changing")
    status, out, err = ask(["who", "Ruda", "--format", "json"], capsys)
    told = json.loads(out)
    assert status == 0
    assert {one["history"] for one in told["candidates"]} >= {"Poland, Germany from 1939-09-28"}
    assert all(one["district"] and one["country"] and one["lat"] for one in told["candidates"])
    assert "holder" not in told
    assert "choose with --pick 1 to" in err


def test_an_id_holds_in_whatever_words(atlas: Atlas, capsys: pytest.CaptureFixture[str]) -> None:
    listed = geo.namesakes(atlas, "Rivne").candidates
    meant = geo.namesakes(atlas, "Rivne", within="Bessarabia").candidates[0]
    assert [one.place.id for one in listed].count(meant.place.id) == 1
    assert [one.place for one in listed].index(meant.place) > 0
    for words in ("Rivne", "Ровно", "Rowno, Bessarabia"):
        taken = geo.namesakes(atlas, words, pick=meant.place.id).taken
        assert taken is not None
        assert taken.place == meant.place
    status, _, err = ask(["who", "Rivne", "--pick", "00000000"], capsys)
    assert (status, "has the id 00000000" in one_sentence(err)) == (2, True)
    assert ask(["who", "Rivne", "--pick", "0"], capsys)[0] == 2


@pytest.mark.parametrize("asked", ["Xyzzyqwv", "Qqqq", "Zxcvbnm", "Asdfghjk", "Klein Posemuckel"])
def test_nothing_far_fetched_is_proposed(atlas: Atlas, asked: str) -> None:
    assert geo.namesakes(atlas, asked).proposals == ()


def test_an_estimate_of_a_place_is_no_other_place(atlas: Atlas) -> None:
    assert [one.place.sigma_m for one in geo.namesakes(atlas, "Hanko").candidates] == [1_500.0]


def test_a_position_that_tells_nothing_tells_no_history(capsys: pytest.CaptureFixture[str]) -> None:
    listed = ask(["who", "Abugaliai"], capsys)[1]
    assert "too coarse a position to tell (4 histories within twice its error)" in listed
    assert max(line.count("or else") for line in listed.splitlines()) <= 2


def test_what_is_only_like_is_not_taken_where_few_are_known(
    atlas: Atlas, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A village of Mazovia is not taken for one of western Belarus, where it may be missing."""
    found = geo.namesakes(atlas, "Travy")
    assert [(one.place.name, one.how) for one in found.candidates] == [("Trawy", "variant")]
    assert (found.taken, found.only_like, found.thin) == (None, True, ("Western Belarus",))
    assert geo.namesakes(atlas, "Trawy").taken is not None
    assert geo.namesakes(atlas, "Travy", within="Poland").taken is None  # it tells nothing apart
    path = tmp_path / "list.csv"
    path.write_text("place\nTravy\n", encoding="utf-8")
    status, out, err = ask(["who", "--names", str(path), "--on", "1940-01-01", "--format", "json"], capsys)
    (row,) = json.loads(out)
    assert (status, row["match"], row["holder"], row["sure"]) == (0, "variant", "", False)
    assert "1 found only in another spelling" in err
    assert "few villages are known of Western Belarus" in ask(["who", "Travy"], capsys)[2]


def test_where_few_villages_are_known_it_is_said(atlas: Atlas, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = ask(["who", "Городниця"], capsys)
    assert "Few villages are known of" in out
    assert "Western Belarus" in out
    assert "Karelia" not in out
    for day, told in (("1939-09-01", True), ("1940-10-01", False)):  # then one there was of the same state
        assert ("Few villages" in ask(["who", "Городниця", "--on", day], capsys)[1]) is told
    _, out, _ = ask(["who", "Husiatyn", "--in", "Poland"], capsys)
    assert "Few villages" not in out
    assert all(
        geo.namesakes(atlas, town).thin == () for town in ("Lwów", "Rawa Ruska", "Trakai", "Wilkowyszki")
    )


def test_a_place_of_wide_error_is_not_sure_near_a_border(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = ask(
        ["who", "Городниця", "--near", "Husiatyn", "--on", "1939-08-23", "--format", "json"], capsys
    )
    told = json.loads(out)
    assert told["place_sigma_km"] > 5.0
    assert told["border_km"] < 2.0 * told["place_sigma_km"]
    assert told["sure"] is False


def test_an_estimate_does_not_stand_beside_the_town_it_is_of() -> None:
    """What the postal file puts in the midst of a district is the town, 64 km off, that bears the name."""
    found = geo.namesakes(geo.open_atlas(), "Збараж, Тернопольская обл.")
    assert [(one.place.name, one.place.sigma_m) for one in found.candidates] == [("Zbarazh", 500.0)]
