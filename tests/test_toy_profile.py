"""The shift on parallels of the toy atlas, against what was worked out on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely
from toy import PLACES, degree_km, east_at, sine, write

from geo import open_atlas
from geo.errors import GeometryError
from geo.measures.change import change
from geo.measures.foreign_land import foreign_land
from geo.measures.land import LandSweep, _shores, segments
from geo.measures.profile import check_spacing, grid, just_inside, profile_on
from geo.measures.summary import summary_of

if TYPE_CHECKING:
    from pathlib import Path

    from geo.atlas.atlas import Atlas, Snapshot

LATS = np.array([50.5, 51.25, 52.75])


def test_profile_of_the_middle(toy: Atlas) -> None:
    found = change(toy.on("1939-08-23"), toy.on("1940-01-01"), state="Eastland")
    profile = profile_on(LandSweep(found), LATS)
    for k, lat in enumerate(LATS.tolist()):
        width = (east_at(lat) - 22) * degree_km(lat)
        assert profile.gain_km[k] == profile.net_km[k] == pytest.approx(width, rel=1e-12)
        assert profile.loss_km[k] == 0.0
        assert profile.normal_km[k] == pytest.approx(width * (1 + sine(lat)) / 2, rel=2e-5)
        assert profile.sigma_km[k] == pytest.approx(np.hypot(1.0, 2.0 / sine(lat)), rel=2e-5)
    assert profile.end == ("land",) * 3


def test_profile_to_the_coast(toy: Atlas) -> None:
    found = change(toy.on("1939-08-23"), toy.on("1941-06-21"), state="Westland")
    profile = profile_on(LandSweep(found), np.append(LATS, 53.5))
    for k, lat in enumerate(LATS.tolist()):
        width = (east_at(lat) - 20.5) * degree_km(lat)
        assert profile.loss_km[k] == pytest.approx(width, rel=1e-12)
        assert profile.net_km[k] == -profile.loss_km[k]
        assert profile.normal_km[k] == pytest.approx(-width * sine(lat), rel=2e-5)  # a shore is no border
        assert profile.sigma_km[k] == pytest.approx(
            np.hypot(toy.about.coast_sigma_m / 1000, 2 / sine(lat)), rel=2e-5
        )
    assert profile.end == ("coast", "coast", "coast", "")
    assert profile.net_km[3] == profile.sigma_km[3] == 0.0


def test_west_alone_between_coast_and_line(toy: Atlas) -> None:
    found = change(toy.on("1940-01-01"), toy.on("1941-06-21"), state="Eastland")
    profile = profile_on(LandSweep(found), LATS)
    assert profile.normal_km == pytest.approx(profile.net_km, rel=1e-9)
    assert profile.sigma_km == pytest.approx(np.hypot(0.2, 1.0))


def test_gained_and_lost_on_one_parallel(toy: Atlas) -> None:
    found = change(toy.on("1939-08-23"), toy.on("1941-06-22"), state="Eastland")
    profile = profile_on(LandSweep(found), LATS)
    for k, lat in enumerate(LATS.tolist()):
        gain, loss = (east_at(lat) - 20.5) * degree_km(lat), (26 - east_at(lat)) * degree_km(lat)
        assert profile.gain_km[k] == pytest.approx(gain, rel=1e-12)
        assert profile.loss_km[k] == pytest.approx(loss, rel=1e-12)
        assert profile.net_km[k] == pytest.approx(gain - loss, rel=1e-12)
        assert profile.normal_km[k] == pytest.approx(gain * sine(lat) - loss * (1 + sine(lat)) / 2, rel=1e-4)
        ends = np.hypot(2 / sine(lat), 0.2), 2 / sine(lat)  # the window's edge is where it is
        assert profile.sigma_km[k] == pytest.approx(np.hypot(*ends), rel=2e-5)
    assert profile.end == ("coast",) * 3


def test_the_western_end_is_the_farther_of_gain_and_loss(toy: Atlas) -> None:
    back = change(toy.on("1941-06-22"), toy.on("1939-08-23"), state="Eastland")
    profile = profile_on(LandSweep(back), LATS)
    assert (profile.gain_km > 0).all()  # from the lake eastward
    assert (profile.loss_km > 0).all()  # from the coast to the lake
    assert profile.end == ("coast",) * 3


def test_a_first_parallel_without_land(toy: Atlas) -> None:
    found = change(toy.on("1939-08-23"), toy.on("1940-01-01"), state="Eastland")
    profile = profile_on(LandSweep(found), np.array([49.5, 50.5, 51.25]))
    assert profile.gain_km[0] == 0.0
    assert profile.end == ("", "land", "land")


def test_an_island_from_shore_to_shore(tmp_path: Path) -> None:
    islands = shapely.box(20.5, 49, 21.5, 53), shapely.box(22.5, 50.25, 23.5, 52.8)
    toy = open_atlas(write(tmp_path, islands))
    found = change(toy.on("1939-08-23"), toy.on("1940-01-01"), state="Eastland")
    profile = profile_on(LandSweep(found), LATS)
    assert profile.gain_km == pytest.approx([degree_km(lat) for lat in LATS.tolist()], rel=1e-12)
    assert profile.normal_km == pytest.approx(profile.net_km, rel=1e-12)  # no border gives another direction
    assert profile.sigma_km == pytest.approx(np.hypot(0.2, 0.2))
    assert profile.end == ("coast",) * 3
    assert {(piece.west_arc, piece.east_arc) for piece in segments(found)} == {("coast", "coast")}
    shores = toy.derive("shores", _shores)
    assert (shores.west.tolist(), shores.east.tolist()) == ([20.5, 22.5], [21.5, 23.5])


HAIR = 4e-10
"""Degrees by which the grid puts a parallel on the end of the land that it lies beyond."""


@pytest.mark.parametrize(
    ("coast", "at", "lat"),
    [
        (
            [(20.5, 49), (27, 49), (27, 53 - HAIR), (21.9, 53 - HAIR), (21.9, 54.5), (20.5, 54.5)],
            -1,
            53.0,
        ),
        (
            [(20.5, 49), (21.9, 49), (21.9, 50.5 + HAIR), (27, 50.5 + HAIR), (27, 53), (20.5, 53)],
            0,
            50.5,
        ),
    ],
)
def test_a_parallel_a_hair_beyond_the_land(
    tmp_path: Path, coast: list[tuple[float, float]], at: int, lat: float
) -> None:
    # a peninsula beside it crosses that parallel, and both its shores must be known for it to end
    toy = open_atlas(write(tmp_path, [shapely.Polygon(coast)]))
    sweep = LandSweep(change(toy.on("1939-08-23"), toy.on("1940-01-01"), state="Eastland"))
    lats = grid(*sweep.bounds, 0.5)
    assert lats[at] == lat
    gained = profile_on(sweep, lats).gain_km
    assert gained[at] > 100.0
    assert np.count_nonzero(gained) == len(lats)


def test_a_shore_that_turns_a_hair_within_either_end_of_the_land(tmp_path: Path) -> None:
    # the parallels at the ends cross what lies beyond the turns
    shore = [(20.5, 49), (20.5, 50 + 5e-7), (20.5, 53 - 5e-7), (20.5, 53), (27, 53), (27, 49)]
    toy = open_atlas(write(tmp_path, [shapely.Polygon(shore)]))
    sweep = LandSweep(change(toy.on("1939-08-23"), toy.on("1941-06-21"), state="Eastland"))
    gained = profile_on(sweep, np.array([50.0, 51.0, 53.0])).gain_km
    assert gained == pytest.approx([(east_at(lat) - 20.5) * degree_km(lat) for lat in (50, 51, 53)], rel=1e-6)


def test_what_lies_a_hair_beyond_is_moved_into_the_land_and_nothing_else(toy: Atlas) -> None:
    sweep = LandSweep(change(toy.on("1939-08-23"), toy.on("1940-01-01"), state="Eastland"))
    hair = 1e-8
    lats = [50 - hair, 50 - hair / 2, 50, 50 + hair / 2, 51, 53 - hair / 2, 53, 53 + hair / 2, 53 + hair]
    moved = [50 - hair, 50 + hair, 50 + hair, 50 + hair / 2, 51, 53 - hair / 2, 53, 53 - hair, 53 + hair]
    assert just_inside(sweep, np.array(lats)).tolist() == moved


@pytest.mark.parametrize(
    ("places", "nearest"),
    [
        # the land begins at 22 E: a degree of longitude is 69 km there, seven tenths of latitude 78 km
        ({"North": (22.0, 52.7), "East": (23.0, 52.0)}, "East"),
        ({"North": (22.0, 52.5), "East": (23.0, 52.0)}, "North"),
        # 70 km to the north, nearly the same, and first in the table
        ({"North": (22.0, 52.63), "East": (23.0, 52.0)}, "East"),
        ({"Far west": (5.0, 52.0), "East": (23.0, 52.0)}, "East"),
        ({"Far south": (22.0, 40.0), "East": (23.0, 52.0)}, "East"),
        ({"North": (22.0, 52.01), "Just there": (22.0, 52.0)}, "Just there"),
    ],
)
def test_the_place_near_the_western_end(
    tmp_path: Path, places: dict[str, tuple[float, float]], nearest: str
) -> None:
    rows = [f"{name},,,{lon},{lat},100,Westland,Eastland,1,high,x" for name, (lon, lat) in places.items()]
    toy = open_atlas(write(tmp_path, places="\n".join([PLACES.split("\n", 1)[0], *rows, ""])))
    found = change(toy.on("1939-08-23"), toy.on("1940-01-01"), state="Eastland")
    assert LandSweep(found).place_near(52.0, 22.0) == nearest


def test_no_place_where_nothing_moved(toy: Atlas) -> None:
    gained = change(toy.on("1939-08-23"), toy.on("1940-01-01"), state="Eastland")
    assert LandSweep(gained).place_near(53.5, np.inf) == ""  # at sea
    assert summary_of(LandSweep(gained.within("nowhere"))).max_near is None


def test_a_lake_in_the_west(toy: Atlas) -> None:
    found = change(toy.on("1941-06-21"), toy.on("1941-06-22"), state="Eastland")
    profile = profile_on(LandSweep(found), LATS)
    assert (profile.net_km < 0).all()
    assert profile.end == ("lake",) * 3


def test_segments(toy: Atlas) -> None:
    found = change(toy.on("1939-08-23"), toy.on("1941-06-21"), state="Eastland")
    pieces = segments(found.within("centre"), 0.5)
    assert [piece.lat for piece in pieces] == [50.0, 50.5, 51.0, 51.5, 52.0, 52.5, 53.0]
    piece = pieces[1]
    assert (piece.west_arc, piece.east_arc) == ("upright", "oblique")
    assert (piece.west, piece.east) == (22.0, 24.125)
    assert piece.km == pytest.approx(2.125 * degree_km(50.5), rel=1e-12)
    assert piece.west_sigma_km == pytest.approx(1.0, rel=1e-6)
    assert piece.east_sigma_km == pytest.approx(2.0 / sine(50.5), rel=2e-5)
    assert piece.sigma_km == pytest.approx(np.hypot(piece.west_sigma_km, piece.east_sigma_km))
    whole = segments(found, 1.0)
    assert [(p.lat, p.west, p.west_arc) for p in whole] == [
        (lat, 20.5, "coast") for lat in (50.0, 51.0, 52.0, 53.0)
    ]
    assert [p.west_sigma_km for p in whole] == pytest.approx([0.2] * 4)
    lost = segments(change(toy.on("1939-08-23"), toy.on("1941-06-21"), state="Westland"), 1.0)
    assert [piece.km for piece in lost] == [-piece.km for piece in whole]
    assert len(segments(found)) == 13
    assert [p.lat for p in segments(found, 1.0, also=(51.25, 52))] == [50.0, 51.0, 51.25, 52.0, 53.0]


def test_the_way_a_border_went_by_a_piece_of_a_parallel(toy: Atlas) -> None:
    first, last, back = (toy.on(day) for day in ("1939-08-23", "1940-01-01", "1941-06-22"))

    def ways(before: Snapshot, after: Snapshot, state: str) -> set[int]:
        return {piece.westward for piece in segments(change(before, after, state=state), 1.0)}

    # one border, told as the western one of the east and as the eastern one of the west
    assert ways(first, last, "Eastland") == ways(first, last, "Westland") == {1}
    assert ways(last, first, "Eastland") == ways(last, first, "Westland") == {-1}
    assert ways(first, back, "Eastland") == {0}  # all of it changed hands: neither border's


@pytest.mark.parametrize(
    ("south", "north", "every", "expected"),
    [
        (50.0, 51.0, 0.5, [50, 50.5, 51]),
        (50.01, 50.99, 0.5, [50.5]),
        (50.1, 50.2, 1.0, []),
        (0.0, 1.0, 1 / 3, [0, 0.333333333, 0.666666667, 1]),  # a tenth of a millimetre is enough
        (-0.6, 0.6, 0.5, [-0.5, 0, 0.5]),
    ],
)
def test_grid(south: float, north: float, every: float, expected: list[float]) -> None:
    assert grid(south, north, every).tolist() == expected


@pytest.mark.parametrize("every", [0.001, 0.25, 10.0])
def test_spacings_that_make_a_profile(every: float) -> None:
    check_spacing(every)


@pytest.mark.parametrize(
    ("every", "shown"), [(0.0009, "0.0009"), (10.5, "10.5"), (-1.0, "-1"), (float("nan"), "nan")]
)
def test_spacings_that_make_none(every: float, shown: str) -> None:
    sentence = f"^the spacing of parallels is {shown} degrees; give a number from 0.001 to 10\\.$"
    with pytest.raises(GeometryError, match=sentence):
        check_spacing(every)


def test_which_border_moved(toy: Atlas) -> None:
    days = toy.on("1939-08-23"), toy.on("1940-01-01")
    east, west = (profile_on(LandSweep(change(*days, state=f"{side}land")), LATS) for side in ("East", "West"))
    # Eastland's western border moved west, and so did Westland's eastern one, by the same land
    assert east.west_border_km.tolist() == east.gain_km.tolist()
    assert west.east_border_km.tolist() == west.loss_km.tolist() == east.gain_km.tolist()
    assert not np.any([east.east_border_km, east.apart_km, west.west_border_km, west.apart_km])


def test_a_state_that_is_gone_has_no_core(toy: Atlas) -> None:
    found = change(toy.on("1939-08-23"), toy.on("1940-06-01"), state="Westland")
    profile = profile_on(LandSweep(found), LATS)
    assert profile.apart_km.tolist() == profile.net_km.tolist()
    assert not np.any([profile.west_border_km, profile.east_border_km])


def test_a_part_is_parted_by_the_core_of_the_whole_state(toy: Atlas) -> None:
    whole = change(toy.on("1939-08-23"), toy.on("1941-06-21"), state="Eastland")
    parts = [profile_on(LandSweep(whole.within(region)), LATS) for region in whole.regions]
    together = profile_on(LandSweep(whole), LATS)
    assert sum(part.west_border_km for part in parts) == pytest.approx(together.west_border_km, rel=1e-12)
    back = change(toy.on("1939-08-23"), toy.on("1941-06-22"), state="Eastland")  # all of it changed hands
    assert np.isfinite(together.net_km).all()
    assert profile_on(LandSweep(back.within("centre")), LATS).apart_km.all()


def test_where_there_is_no_foreign_land(toy: Atlas) -> None:
    with pytest.raises(GeometryError, match=r"^no other state than Eastland holds land on 1940-06-01; choose"):
        foreign_land(toy.on("1940-06-01"), 25.0, 52.0)
    with pytest.raises(GeometryError, match=r"^lat 10, lon 25 lies outside the atlas; it covers"):
        foreign_land(toy.on("1940-01-01"), 25.0, 10.0)
