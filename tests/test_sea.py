"""The open sea is nobody's; near a coast, on islets and on lakes the holder answers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely
from asking import ask
from toy import write

import geo
from geo.earth.nearest import LineIndex
from geo.sources.sea import OFF_KM

if TYPE_CHECKING:
    from pathlib import Path

    from geo.atlas.atlas import Atlas, Snapshot

pytestmark = pytest.mark.usefixtures("open_already")

AT_SEA = [
    # latitude, longitude, zone, who held its islands first and last
    (58.9, 20.5, "estonia", "Estonia", "USSR"),
    (57.6, 23.6, "latvia", "Latvia", "USSR"),
    (59.95, 25.5, "finland", "Finland", "Finland"),
    (70.5, 34.0, "ussr", "USSR", "USSR"),
    (44.0, 30.5, "romania", "Romania", "Romania"),
    (55.5, 18.6, "poland_annexed", "Poland", "Germany"),
]
HELD = [
    # what lies there, latitude, longitude, holder in 1939 and in 1941
    ("Ladoga, Finnish until 1940", 61.0, 31.0, "Finland", "USSR"),
    ("Ladoga, Soviet", 60.5, 31.6, "USSR", "USSR"),
    ("Peipus, Estonian", 58.9, 27.2, "Estonia", "USSR"),
    ("Peipus, Soviet", 58.6, 27.75, "USSR", "USSR"),
    ("Suursaari", 60.05, 26.985, "Finland", "USSR"),
    ("Narvi, an islet that the coast leaves out", 60.247, 27.97, "Finland", "USSR"),
    ("Rybachy's western half", 69.8, 31.85, "Finland", "USSR"),
    ("off Rybachy's western coast", 69.97, 31.95, "Finland", "USSR"),
    ("Ruhnu", 57.79, 23.25, "Estonia", "USSR"),
    ("the pier of Liepāja", 56.53, 20.96, "Latvia", "USSR"),
    ("Hanko's headland", 59.80, 22.91, "Finland", "USSR"),
    ("the Vistula lagoon", 54.4, 19.7, "Germany", "Germany"),
    ("Snake Island", 45.255, 30.204, "Romania", "Romania"),
]


@pytest.mark.parametrize(("lat", "lon", "zone", "first", "last"), AT_SEA)
def test_nobody_holds_the_open_sea(
    lat: float, lon: float, zone: str, first: str, last: str, atlas: Atlas
) -> None:
    before, after = atlas.on("1939-08-23"), atlas.on("1941-06-21")
    for snapshot, islands in ((before, first), (after, last)):
        answer = snapshot.who(lon, lat)
        assert (answer.ground, answer.zone.id) == ("sea", zone)
        assert answer.islands
        assert answer.islands.holder == islands
        assert (answer.tenure.holder, answer.tenure.status) == ("", "sea")
        assert (answer.tenure.since, answer.tenure.until, answer.tenure.event) == ("", "", "")
        assert answer.shore_km > OFF_KM


@pytest.mark.parametrize(
    ("lat", "lon", "first", "last"), [row[1:] for row in HELD], ids=[row[0] for row in HELD]
)
def test_lakes_islands_and_coasts_are_held(
    lat: float, lon: float, first: str, last: str, before: Snapshot, after: Snapshot
) -> None:
    for snapshot, holder in ((before, first), (after, last)):
        answer = snapshot.who(lon, lat)
        assert (answer.ground, answer.tenure.holder, answer.islands) == ("land", holder, None)
        assert np.isnan(answer.shore_km)


def test_no_place_that_the_atlas_knows_lies_at_sea(atlas: Atlas) -> None:
    places = [*atlas.places, *atlas.gazetteer]
    assert len(places) > 9_000
    off_km = atlas.open_sea.off_km([place.lon for place in places], [place.lat for place in places])
    assert [place.name for place, off in zip(places, off_km, strict=True) if not np.isnan(off)] == []


def test_the_edge_of_the_open_sea_runs_as_far_from_land_as_it_says(atlas: Atlas) -> None:
    coast = atlas.ground.coast
    around = [feature.geometry for feature in atlas.ground.features("around")]
    shore = LineIndex(shapely.get_parts(shapely.boundary([*coast, *around])).tolist())
    west, south, east, north = atlas.window
    chance = np.random.default_rng(1939)
    lon, lat = chance.uniform(west, east, 40_000), chance.uniform(south, north, 40_000)
    tree = shapely.STRtree(np.asarray(shapely.points(lon, lat)))
    on_land = np.zeros(len(lon), dtype=bool)
    on_land[tree.query(coast, "contains")[1]] = True
    lon, lat = lon[~on_land], lat[~on_land]
    true_km = shore.nearest_places(lon, lat).metres / 1000.0
    told_km = atlas.open_sea.off_km(lon, lat)
    assert not np.isnan(told_km[true_km > OFF_KM + 2.0]).any()  # of small patches of sea none is kept
    assert np.isnan(told_km[true_km < OFF_KM - 0.5]).all()
    told = ~np.isnan(told_km)
    assert told.sum() > 3_000
    assert (np.abs(told_km - true_km)[told] < 0.5).all()


def test_what_is_said_of_the_open_sea(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    _, out, _ = ask(["who", "58.9", "20.5", "--on", "1941-06-21"], capsys)
    assert out.startswith(
        "1941-06-21: open sea, held by nobody, 89 km from the nearest land; "
        "islands hereabouts: USSR (annexed) since 1940-08-06 (with Estonia). The nearest border, "
    )
    _, out, _ = ask(["who", "70.9", "20.5", "--on", "1940-01-01"], capsys)
    assert "hereabouts: Norway until 1940-06-10. The" in out  # and not "(with Norway)"
    _, out, _ = ask(["who", "58.9", "20.5", "--on", "1941-06-21", "--format", "json"], capsys)
    told = json.loads(out)
    assert [told[name] for name in ("holder", "status", "zone", "since", "until", "islands")] == [
        "", "sea", "estonia", "", "", "USSR",
    ]  # fmt: skip
    assert told["shore_km"] == pytest.approx(88.6, abs=0.5)
    points = tmp_path / "points.csv"
    points.write_text("lat,lon\n58.9,20.5\n53,26\n", encoding="utf-8")
    _, out, _ = ask(["who", "--points", str(points), "--on", "1940-01-01"], capsys)
    head, sea, land = (line.split(",") for line in out.splitlines())
    assert dict(zip(head, sea, strict=True))["status"] == "sea"
    assert dict(zip(head, sea, strict=True))["islands"] == "Estonia"
    assert [dict(zip(head, land, strict=True))[name] for name in ("holder", "islands", "shore_km")] == [
        "USSR",
        "",
        "",
    ]


def test_the_sea_near_a_coast_is_told_as_sea(capsys: pytest.CaptureFixture[str]) -> None:
    said = "That is in the sea near a coast, or at it: told is of the land there."

    def on_land(*words: str) -> object:
        return json.loads(ask(["who", *words, "--format", "json"], capsys)[1])["on_land"]

    off, ashore = ["54.80", "18.95"], ["52.0", "20.0"]  # the bight of Danzig
    for on in ([], ["--on", "1940-01-01"], ["--on", "1940"]):
        assert ask(["who", *off, *on], capsys)[1].splitlines()[-1] == said
        assert said not in ask(["who", *ashore, *on], capsys)[1]
        assert [on_land(*at, *on) for at in (off, ashore)] == [False, True]
    assert said not in ask(["who", "57.5", "20.0", "--on", "1940-01-01"], capsys)[1]  # the open sea


def test_the_history_of_the_open_sea(atlas: Atlas, capsys: pytest.CaptureFixture[str]) -> None:
    found = geo.history(atlas, 20.5, 58.9)
    assert (found.holders, found.islands, len(found.spells)) == ((), ("Estonia", "USSR"), 1)
    assert found.zone.id == "estonia"
    _, out, _ = ask(["who", "58.9", "20.5"], capsys)
    assert "open sea; islands hereabouts: Estonia, USSR" in out
    assert "nobody" in out
    _, out, _ = ask(["who", "58.9", "20.5", "--format", "json"], capsys)
    (row,) = json.loads(out)["history"]
    assert [row[name] for name in ("since", "until", "holder", "status", "islands")] == [
        "", "", "", "sea", "Estonia;USSR",
    ]  # fmt: skip


def test_the_sea_of_a_small_atlas(tmp_path: Path) -> None:
    toy = geo.open_atlas(write(tmp_path)).on("1940-01-01")
    degree_km = 111.3  # of latitude, at 53.5 degrees north
    answer = toy.who(23.0, 53.5)
    assert (answer.ground, answer.zone.id, answer.islands and answer.islands.holder) == (
        "sea",
        "middle",
        "Eastland",
    )
    assert answer.shore_km == pytest.approx(degree_km / 2, rel=0.02)
    assert toy.who(23.0, 53.0 + 19.5 / degree_km).ground == "land"
    assert toy.who(23.0, 53.0 + 20.5 / degree_km).ground == "sea"
