"""Bands about two drawings of a border: how much of each lies within."""

from __future__ import annotations

import math

import pytest
import shapely
from building import drawn

import geo
from geo.earth.bands import band
from geo.earth.geodesy import (
    area_m2,
    length_m,
)


@pytest.mark.parametrize("width_m", [500.0, 5_000.0])
@pytest.mark.parametrize("lat", [0.0, 50.0, 69.0])
def test_a_band_has_the_area_of_its_length_and_two_half_rounds(width_m: float, lat: float) -> None:
    straight = shapely.LineString([(24, lat), (24, lat + 1)])
    round_ends = math.pi * width_m**2
    assert area_m2(band([straight], width_m)) == pytest.approx(
        2 * width_m * length_m(straight) + round_ends, rel=1e-3
    )


def test_bands_of_two_meridians_overlap_by_what_they_are_apart() -> None:
    """Two of a width of 10 km whose lines are 7.16 km apart."""
    found = geo.accuracy(drawn((24, 50), (24, 54)), drawn((24.1, 50), (24.1, 54)), widths_km=[10, 5])
    assert [row.width_km for row in found.buffers] == [5, 10]
    narrow, wide = found.buffers
    assert (narrow.ours_within, narrow.theirs_within, wide.ours_within, wide.theirs_within) == (0, 0, 1, 1)
    ours = wide.both_km2 + wide.ours_only_km2
    alone = area_m2(shapely.box(24, 50, 24.1, 54)) / 1e6  # a band moved over by as much leaves as much free
    assert wide.ours_only_km2 == pytest.approx(alone, rel=0.05)
    assert wide.displacement_km == pytest.approx(math.pi * 10 * wide.ours_only_km2 / ours)
    assert (narrow.pieces, wide.pieces) == (1, 1)
