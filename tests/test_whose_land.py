"""States of other people's files: which is the same, which is there only once, which claims overlap."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import geopandas as gpd
import pytest
import shapely

from geo.errors import UnknownNameError
from geo.own.comparison import compare_files
from geo.own.every_state import compare_every_state, compare_states

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shapely.geometry.base import BaseGeometry

OLD, NEW = shapely.box(20, 50, 22, 52), shapely.box(19.5, 50, 22, 52)
GAINED = 7808.959
"""Square kilometres between them."""


def frame(states: Mapping[str, BaseGeometry], field: str = "state") -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({field: list(states)}, geometry=list(states.values()), crs="EPSG:4326")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("M\u00f2rn\u00e0", "Mo\u0300rna\u0300"),
        ("Nova Orla", "NOVA\u00a0\u2003orla "),
        ("Stra\u00dfe", "STRASSE"),
        ("Orla", "O\u00adr\u200bl\uff41"),
    ],
)
def test_names_that_look_alike_are_one(first: str, second: str, caplog: pytest.LogCaptureFixture) -> None:
    found = compare_files(frame({first: OLD}), frame({second: NEW}), name="state", state=second)
    assert found.total.area_km2 == pytest.approx(GAINED, abs=0.001)
    assert not caplog.text
    (row,) = compare_states(frame({first: OLD}), frame({second: NEW}), name="state")
    assert (round(row.gained_km2, 3), row.only_in) == (GAINED, "")


def test_letters_with_and_without_an_accent_are_two() -> None:
    rows = compare_states(frame({"Lodz": OLD}), frame({"\u0141\u00f3d\u017a": OLD}), name="state")
    assert {(row.only_in, row.partner) for row in rows} == {
        ("before", "\u0141\u00f3d\u017a"),
        ("after", "Lodz"),
    }


def test_who_holds_next_to_nothing_of_a_state_is_no_partner_and_none_is_no_state(
    caplog: pytest.LogCaptureFixture,
) -> None:
    before = frame({"Isle": OLD, "Neighbour": shapely.box(22, 50, 24, 52), "-99": shapely.box(30, 50, 31, 51)})
    after = frame({"Neighbour": shapely.box(21.99, 50, 24, 52)})
    rows = {row.state: row for row in compare_states(before, after, name="state")}
    assert set(rows) == {"Isle", "Neighbour"}
    assert (rows["Isle"].only_in, rows["Isle"].partner) == ("before", "")
    assert math.isnan(rows["Isle"].partner_share)
    assert "before: 1 feature left out, of no state: in 'state' stands -99, a code for none" in caplog.text


def test_a_state_in_one_file_only_is_named_its_likely_partner(caplog: pytest.LogCaptureFixture) -> None:
    before = frame({"Old Empire": OLD, "Sova": shapely.box(22, 50, 24, 52)})
    after = frame({"Empire": shapely.box(20, 50, 21.9, 52), "Sova": shapely.box(21.9, 50, 24, 52)})
    for state, said in (
        ("Old Empire", "'Old Empire' is only in before; 95 % of it is 'Empire' in after"),
        ("Empire", "'Empire' is only in after; 100 % of it was 'Old Empire' in before"),
    ):
        caplog.clear()
        found = compare_files(before, after, name="state", state=state)
        assert found.notes == (f"{said}: --state 'Old Empire=Empire'",)
        assert found.notes[0] in caplog.text
    found = compare_files(before, after, name="state", state="old empire=EMPIRE")
    assert (found.state, found.notes) == ("Old Empire = Empire", ())
    assert [(area.before, area.after) for area in found.areas] == [("Old Empire", "Sova")]


@pytest.mark.parametrize(
    ("before", "after", "asked", "told"),
    [
        ("USSR", "ZSRR", "Sowjetunion", "there it is 'USSR' and 'ZSRR': --state 'USSR=ZSRR'."),
        (
            "Finland",
            "Finlandia",
            "Финляндия",
            "there it is 'Finland' and 'Finlandia': --state 'Finland=Finlandia'.",
        ),
        ("Polska", "Polska", "Poland", "there it is 'Polska': --state 'Polska'."),
        ("Orla", "Sova", "Poland", "they hold Orla, Sova."),
    ],
)
def test_a_state_asked_for_in_another_language_is_named_as_the_files_do(
    before: str, after: str, asked: str, told: str
) -> None:
    with pytest.raises(UnknownNameError, match=rf"holds a state '{asked}'; ") as caught:
        compare_files(frame({before: OLD}), frame({after: NEW}), name="state", state=asked)
    assert str(caught.value).endswith(told)


def test_what_a_lone_state_became_is_not_always_another_name() -> None:
    before = frame({"West": OLD, "East": shapely.box(22, 50, 24, 52), "Isle": shapely.box(30, 50, 31, 51)})
    after = frame({"West": shapely.box(20, 50, 24, 52)})
    assert compare_files(before, after, name="state", state="East").notes == (
        "'East' is only in before; 100 % of it is 'West' in after, which before knows as well",
    )
    assert compare_files(before, after, name="state", state="Isle").notes == (
        "'Isle' is only in before; nobody holds its land in after",
    )
    both = compare_files(before, after, name="state", state=["West", "East"])
    assert (both.state, both.notes, both.areas) == ("West + East", (), ())
    split = compare_files(after, before, name="state", state=["West", "=East"])
    assert (split.notes, split.total.area_km2) == ((), 0.0)


def test_a_name_with_a_sign_of_equality_and_parts_that_no_file_holds() -> None:
    sides = frame({"A=B": OLD}), frame({"A=B": NEW})
    assert compare_files(*sides, name="state", state="a=b").total.area_km2 == pytest.approx(GAINED, abs=0.001)
    with pytest.raises(UnknownNameError, match="before holds no state 'X'; it holds A=B"):
        compare_files(*sides, name="state", state="X=A=B")
    with pytest.raises(UnknownNameError, match="neither before nor after holds a state 'Y'"):
        compare_files(*sides, name="state", state="Y")


def test_one_name_on_places_far_apart_is_told() -> None:
    def places(west: float) -> gpd.GeoDataFrame:
        lands = [shapely.box(west, 50, 20.5, 50.5), shapely.box(30, 50, 30.5, 50.5)]
        return gpd.GeoDataFrame({"state": ["Brod", "Brod"]}, geometry=lands, crs="EPSG:4326")

    (note, _) = compare_files(places(20), places(19.9), name="state", state="Brod").notes
    assert "'Brod' names 2 places far apart in before (50.2° N 20.2° E; 50.2° N 30.2° E)" in note
    # islands of one state, each a feature, are one place
    isles = gpd.GeoDataFrame(
        {"state": ["Isles"] * 3},
        geometry=[shapely.box(k, 0, k + 0.3, 0.3) for k in (0, 1, 1.6)],
        crs="EPSG:4326",
    )
    assert compare_files(isles, isles, name="state", state="Isles").notes == ()


def test_claims_that_overlap_are_told_and_count_once() -> None:
    claims = {"Orla": OLD, "Sova": shapely.box(22, 50, 24, 52), "Vrana": shapely.box(23, 50, 25, 52)}
    found = compare_files(
        frame(claims), frame({"Orla": shapely.box(20, 50, 25, 52)}), name="state", state="Orla"
    )
    assert sum(area.area_km2 for area in found.areas) == pytest.approx(found.total.area_km2)
    assert found.notes == ("'Sova' and 'Vrana' overlap in before by 15 618 km²; it counts once, with 'Sova'",)
    # its own claim counts before another's
    own = compare_files(
        frame({"Orla": OLD, "Sova": shapely.box(21, 50, 24, 52)}),
        frame({"Orla": OLD}),
        name="state",
        state="Orla",
    )
    assert own.areas == ()
    assert own.notes[0].startswith("'Orla' and 'Sova' overlap in before by 15 618 km²")


def test_the_crosswalk_tells_who_is_who() -> None:
    before = frame(
        {"Old Empire": OLD, "Sova": shapely.box(22, 50, 24, 52), "Same": shapely.box(30, 50, 31, 51)}
    )
    after = frame(
        {
            "Empire": shapely.box(20, 50, 21.5, 52),
            "Sova": shapely.box(21.5, 50, 24, 52),
            "Same": shapely.box(30, 50, 31, 51),
        }
    )
    found = compare_every_state(before, after, name="state")
    told = {
        (match.before, match.after): (round(match.share_before, 3), round(match.share_after, 3))
        for match in found.crosswalk
    }
    assert told == {
        ("Old Empire", "Empire"): (0.75, 1.0),
        ("Old Empire", "Sova"): (0.25, 0.2),
        ("Sova", "Sova"): (1.0, 0.8),
        ("Same", "Same"): (1.0, 1.0),
    }
    rows = {row.state: row for row in found.areas}
    assert (rows["Empire"].only_in, rows["Empire"].partner, rows["Empire"].partner_share) == (
        "after",
        "Old Empire",
        1.0,
    )
    assert [(piece.before, piece.after) for piece in found.changed] == [
        ("Old Empire", "Empire"),
        ("Old Empire", "Sova"),
    ]
