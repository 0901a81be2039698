"""The shift on parallels of the toy atlas, against what was worked out on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from toy import degree_km, east_at, sine

from geo.profile import COAST_SIGMA_M, LandSweep, grid, segments
from geo.transfers import change

if TYPE_CHECKING:
    from geo.atlas import Atlas

LATS = np.array([50.5, 51.25, 52.75])


def test_profile_of_the_middle(toy: Atlas) -> None:
    found = change(toy.on("1939-08-23"), toy.on("1940-01-01"), state="Eastland")
    profile = LandSweep(found).profile(LATS)
    for k, lat in enumerate(LATS.tolist()):
        width = (east_at(lat) - 22) * degree_km(lat)
        assert profile.gain_km[k] == profile.net_km[k] == pytest.approx(width, rel=1e-12)
        assert profile.loss_km[k] == 0.0
        assert profile.normal_km[k] == pytest.approx(width * (1 + sine(lat)) / 2, rel=2e-5)
        assert profile.sigma_km[k] == pytest.approx(np.hypot(1.0, 2.0 / sine(lat)), rel=2e-5)
    assert profile.end == ("land",) * 3


def test_profile_to_the_coast(toy: Atlas) -> None:
    found = change(toy.on("1939-08-23"), toy.on("1941-06-21"), state="Westland")
    profile = LandSweep(found).profile(np.append(LATS, 53.5))
    for k, lat in enumerate(LATS.tolist()):
        width = (east_at(lat) - 20.5) * degree_km(lat)
        assert profile.loss_km[k] == pytest.approx(width, rel=1e-12)
        assert profile.net_km[k] == -profile.loss_km[k]
        assert profile.normal_km[k] == pytest.approx(-width * sine(lat), rel=2e-5)  # a shore is no border
        assert profile.sigma_km[k] == pytest.approx(np.hypot(COAST_SIGMA_M / 1000, 2 / sine(lat)), rel=2e-5)
    assert profile.end == ("coast", "coast", "coast", "")
    assert profile.net_km[3] == profile.sigma_km[3] == 0.0


def test_west_alone_between_coast_and_line(toy: Atlas) -> None:
    found = change(toy.on("1940-01-01"), toy.on("1941-06-21"), state="Eastland")
    profile = LandSweep(found).profile(LATS)
    assert profile.normal_km == pytest.approx(profile.net_km, rel=1e-9)
    assert profile.sigma_km == pytest.approx(np.hypot(0.2, 1.0))


def test_gained_and_lost_on_one_parallel(toy: Atlas) -> None:
    found = change(toy.on("1939-08-23"), toy.on("1941-06-22"), state="Eastland")
    profile = LandSweep(found).profile(LATS)
    for k, lat in enumerate(LATS.tolist()):
        gain, loss = (east_at(lat) - 20.5) * degree_km(lat), (26 - east_at(lat)) * degree_km(lat)
        assert profile.gain_km[k] == pytest.approx(gain, rel=1e-12)
        assert profile.loss_km[k] == pytest.approx(loss, rel=1e-12)
        assert profile.net_km[k] == pytest.approx(gain - loss, rel=1e-12)
        assert profile.normal_km[k] == pytest.approx(gain * sine(lat) - loss * (1 + sine(lat)) / 2, rel=1e-4)
        ends = np.hypot(2 / sine(lat), 0.2), 2 / sine(lat)  # the window's edge is where it is
        assert profile.sigma_km[k] == pytest.approx(np.hypot(*ends), rel=2e-5)
    assert profile.end == ("coast",) * 3


def test_a_lake_in_the_west(toy: Atlas) -> None:
    found = change(toy.on("1941-06-21"), toy.on("1941-06-22"), state="Eastland")
    profile = LandSweep(found).profile(LATS)
    assert (profile.net_km < 0).all()
    assert profile.end == ("lake",) * 3


def test_segments(toy: Atlas) -> None:
    found = change(toy.on("1939-08-23"), toy.on("1941-06-21"), state="Eastland")
    pieces = segments(found.within("centre"), 0.5)
    assert [piece.lat for piece in pieces] == [50.5, 51.0, 51.5, 52.0, 52.5, 53.0]
    piece = pieces[0]
    assert (piece.west_arc, piece.east_arc) == ("upright", "oblique")
    assert (piece.west, piece.east) == (22.0, 24.125)
    assert piece.km == pytest.approx(2.125 * degree_km(50.5), rel=1e-12)
    assert piece.west_sigma_km == pytest.approx(1.0, rel=1e-6)
    assert piece.east_sigma_km == pytest.approx(2.0 / sine(50.5), rel=2e-5)
    assert piece.sigma_km == pytest.approx(np.hypot(piece.west_sigma_km, piece.east_sigma_km))
    whole = segments(found, 1.0)
    assert [(p.lat, p.west, p.west_arc) for p in whole] == [(lat, 20.5, "coast") for lat in (51.0, 52.0, 53.0)]
    assert [p.west_sigma_km for p in whole] == pytest.approx([0.2] * 3)
    lost = segments(change(toy.on("1939-08-23"), toy.on("1941-06-21"), state="Westland"), 1.0)
    assert [piece.km for piece in lost] == [-piece.km for piece in whole]
    assert len(segments(found)) == 12


@pytest.mark.parametrize(
    ("south", "north", "every", "expected"),
    [
        (50.0, 51.0, 0.5, [50, 50.5, 51]),
        (50.01, 50.99, 0.5, [50.5]),
        (50.1, 50.2, 1.0, []),
        (-0.6, 0.6, 0.5, [-0.5, 0, 0.5]),
    ],
)
def test_grid(south: float, north: float, every: float, expected: list[float]) -> None:
    assert grid(south, north, every).tolist() == expected
