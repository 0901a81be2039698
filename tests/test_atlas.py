"""The lines against what is known without them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely

from geo.atlas.arrangement import arrange
from geo.atlas.chapters import chapters
from geo.atlas.schema import TABLES
from geo.earth.geodesy import area_m2
from geo.errors import DataError, DayError, GeometryError, UnknownNameError
from geo.files.schema import read_rows

if TYPE_CHECKING:
    from geo.atlas.answer import Answer
    from geo.atlas.atlas import Atlas, Snapshot
    from geo.atlas.places import Place


def holder(snapshot: Snapshot, lat: float, lon: float) -> str:
    return snapshot.who(lon, lat).tenure.holder


def wrong(snapshot: Snapshot, places: list[Place], truth: str) -> list[str]:
    answers = snapshot.who_each([place.lon for place in places], [place.lat for place in places])
    return [
        f"{place.name}: {getattr(place, truth)}, not {found.tenure.holder}"
        for place, found in zip(places, answers, strict=True)
        if found.tenure.holder != getattr(place, truth)
    ]


@pytest.mark.parametrize(("day", "truth"), [("before", "holder_before"), ("after", "holder_after")])
def test_places_lie_in_their_states(atlas: Atlas, request: pytest.FixtureRequest, day: str, truth: str) -> None:
    sure = [place for place in atlas.places if place.confidence == "high"]
    assert len(sure) > 300
    assert wrong(request.getfixturevalue(day), sure, truth) == []


class TestTraps:
    """Errors that other data sets make."""

    def test_petsamo_stays_finnish(self, before: Snapshot, after: Snapshot) -> None:
        for lat, lon in ((69.55, 31.23), (69.41, 30.22), (68.66, 29.10)):  # Pechenga, Nikel, upper Lotta
            assert {holder(before, lat, lon), holder(after, lat, lon)} == {"Finland"}

    def test_memel_is_german_on_both_days(self, before: Snapshot, after: Snapshot) -> None:
        for lat, lon in (
            (55.711, 21.135),
            (55.343, 21.464),
            (55.075, 22.57),
        ):  # Memel, Heydekrug, Schmalleningken
            assert {holder(before, lat, lon), holder(after, lat, lon)} == {"Germany"}

    def test_vilnius_changes_four_times(self, atlas: Atlas) -> None:
        days = [
            "1939-08-23",
            "1939-09-27",
            "1939-09-28",
            "1939-10-27",
            "1939-10-28",
            "1940-08-02",
            "1940-08-03",
        ]
        held = [holder(atlas.on(day), 54.689, 25.28) for day in days]
        assert held == ["Poland", "Poland", "USSR", "USSR", "Lithuania", "Lithuania", "USSR"]

    def test_bialystok_goes_to_the_soviet_side(self, before: Snapshot, after: Snapshot) -> None:
        assert (holder(before, 53.133, 23.164), holder(after, 53.133, 23.164)) == ("Poland", "USSR")
        assert (holder(before, 54.1, 22.93), holder(after, 54.1, 22.93)) == ("Poland", "Germany")  # Suwałki

    def test_snake_island_stays_romanian(self, before: Snapshot, after: Snapshot) -> None:
        for snapshot in (before, after):
            assert holder(snapshot, 45.255, 30.204) == "Romania"
            assert shapely.distance(snapshot.territory("Romania"), shapely.Point(30.204, 45.255)) < 0.01  # noqa: TID251

    def test_hanko_is_leased(self, after: Snapshot) -> None:
        answer = after.who(22.97, 59.83)
        assert (answer.tenure.holder, answer.tenure.status) == ("USSR", "leased")

    def test_the_danube_line_runs_south_of_tataru(self, atlas: Atlas) -> None:
        assert holder(atlas.on("1940-10-25"), 45.395, 29.205) == "Romania"
        assert holder(atlas.on("1940-10-26"), 45.395, 29.205) == "USSR"


def test_borders_that_did_not_move_are_the_same_arcs(before: Snapshot, after: Snapshot) -> None:
    def ours(snapshot: Snapshot, *others: str) -> set[str]:
        return {
            border.arc.id
            for border in snapshot.borders
            if {border.left.holder, border.right.holder} & {"USSR"}
            and {border.left.holder, border.right.holder} & set(others)
        }

    kept = ours(before, "Finland") & ours(after, "Finland")
    assert {"korvatunturi_salla", "kuusamo_virmajarvi", "petsamo_east_1920"} <= kept


def test_zones_cover_the_window_once(atlas: Atlas) -> None:
    total = sum(area_m2(zone.polygon) for zone in atlas.zones)
    assert total == pytest.approx(area_m2(shapely.box(*atlas.about.window)), rel=1e-9)


def test_states_do_not_overlap(before: Snapshot) -> None:
    alone = sum(area_m2(before.territory(state)) for state in before.holders)
    together = area_m2(shapely.union_all([before.territory(state) for state in before.holders]))
    assert alone == pytest.approx(together, rel=1e-9)


def test_arcs_meet_only_at_their_ends(atlas: Atlas) -> None:
    lines = [arc.line for arc in atlas.arcs]
    tree = shapely.STRtree(lines)
    for a, b in zip(*tree.query(lines, predicate="intersects"), strict=True):
        if a < b:
            ends = {lines[a].coords[0], lines[a].coords[-1]} & {lines[b].coords[0], lines[b].coords[-1]}
            meeting = {tuple(xy) for xy in shapely.get_coordinates(lines[a].intersection(lines[b])).tolist()}
            assert meeting <= ends, f"{atlas.arcs[a].id} and {atlas.arcs[b].id}"


def test_every_arc_says_where_it_is_from(atlas: Atlas) -> None:
    for arc in atlas.arcs:
        assert arc.source
        assert arc.method
        assert arc.licence
        assert arc.legal_basis
        assert arc.kind == "window" or 1.0 <= arc.sigma_m <= 20_000.0
        assert arc.line.is_simple


def test_no_land_frontier_is_a_stroke_across_a_country(atlas: Atlas) -> None:
    for arc in atlas.arcs:
        if arc.kind in {"land", "river"}:
            steps = shapely.get_coordinates(arc.line)
            longest = max(
                shapely.LineString(pair).length for pair in pairwise(steps)
            )  # degrees, only to compare
            assert longest < 0.75, arc.id


def test_a_loose_arc_is_named(atlas: Atlas) -> None:
    with pytest.raises(DataError, match=r"arcs do not close: a line near \d"):
        arrange([arc for arc in atlas.arcs if arc.id != "prut"])


def test_outside(atlas: Atlas, before: Snapshot) -> None:
    with pytest.raises(GeometryError, match="outside the atlas; it covers 43 to 71 N and 18 to 42 E"):
        before.who(52.0, 24.0)
    with pytest.raises(DayError):
        atlas.on("1938-01-01")
    with pytest.raises(UnknownNameError, match="choose from Bulgaria, Danzig, Estonia"):
        before.territory("Prussia")


def test_many_places_are_answered_as_each_of_them(atlas: Atlas) -> None:
    west, south, east, north = atlas.window
    rng = np.random.default_rng(1941)
    lon, lat = rng.uniform(west - 1.0, east, 150), rng.uniform(south, north, 150)
    lon[-1] = np.nan
    winter = atlas.on("1940-01-01")
    answers = winter.who_each(lon, lat)
    rows = answers.table().records()
    assert len(answers) == len(rows) == 150
    assert 0 < (~answers.there).sum() < 30
    for k, row in enumerate(rows):
        if answers.there[k]:
            assert row == winter.who(lon[k], lat[k]).table().records()[0]
        else:
            assert (row["status"], row["holder"]) == ("outside" if k < 149 else "unreadable", "")
    with pytest.raises(GeometryError, match="outside the atlas"):
        answers[int(np.flatnonzero(~answers.there)[0])]


def test_places_need_numbers(tmp_path: object, atlas: Atlas) -> None:
    text = (atlas.folder / "tables" / "places.csv").read_text(encoding="utf-8").replace("28.61949", "east", 1)
    path = type(atlas.folder)(str(tmp_path)) / "places.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"line \d+: lon 'east' is no number; write 52\.1\.$"):
        read_rows(path, TABLES["places"])


def test_a_note_of_the_story_stands_at_what_it_names(atlas: Atlas) -> None:
    lines: dict[str, Answer] = {}
    lands: dict[str, Answer] = {}
    for one in chapters(atlas):
        found = atlas.on(one.day).who(one.lon, one.lat)
        (lines if re.search("[Bb]order|[Ll]ine", one.note) else lands)[one.note] = found
    assert len(lines) == 4
    assert max(found.border_km for found in lines.values()) < 2.0
    zones = [found.zone.id for found in lands.values()]
    assert zones == ["west_belarus", "vilnius", "karelia", "latvia"]
