"""What is drawn beyond the window: coarse, with its error, and on the right side of towns."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
import shapely

from geo.errors import DataError
from geo.page.context import context_lines

if TYPE_CHECKING:
    from geo.atlas.atlas import Atlas

# longitude, latitude, and the zone with which the place changed hands
TOWNS = {
    "Poznań": (16.93, 52.41, "poland_annexed"),
    "Chojnice": (17.56, 53.70, "poland_annexed"),
    "Leszno": (16.57, 51.84, "poland_annexed"),
    "Kępno": (17.99, 51.28, "poland_annexed"),
    "Schneidemühl": (16.74, 53.15, "silesia"),
    "Schlochau": (17.36, 53.67, "silesia"),
    "Fraustadt": (16.31, 51.81, "silesia"),
    "Breslau": (17.03, 51.11, "silesia"),
    "Brno": (16.61, 49.20, "silesia"),
    "Bratislava": (17.11, 48.15, "slovakia"),
    "Galanta": (17.73, 48.19, "hungary"),
    "Győr": (17.63, 47.69, "hungary"),
    "Zagreb": (15.98, 45.81, "yugoslavia"),
    "Östersund": (14.64, 63.18, "sweden"),
    "Bodø": (14.41, 67.28, "norway"),
}


def test_towns_beyond_the_window_are_on_their_side(atlas: Atlas) -> None:
    rows, lines, sigma_km = context_lines(atlas)
    assert sigma_km == 5.0
    lands = [(atlas.zones[zone].id, line) for (zone, other), line in zip(rows, lines, strict=True) if other < 0]
    for town, (lon, lat, zone) in TOWNS.items():
        found = [name for name, line in lands if shapely.Polygon(line).contains(shapely.Point(lon, lat))]
        assert found == [zone], town
    west = min(line[:, 0].min() for line in lines)
    assert west == 14.0
    assert max(line[:, 0].max() for line in lines) == atlas.about.window[0]


def test_its_pieces_do_not_overlap_and_its_borders_lie_between_two(atlas: Atlas) -> None:
    rows, lines, _ = context_lines(atlas)
    pieces = zip(rows, lines, strict=True)
    lands = [(zone, shapely.make_valid(shapely.Polygon(line))) for (zone, other), line in pieces if other < 0]
    for (_, one), (_, another) in combinations(lands, 2):
        assert not shapely.overlaps(shapely.buffer(one, -0.01), another)
    for (zone, other), line in zip(rows, lines, strict=True):
        if other >= 0:
            middle = shapely.Point(line[len(line) // 2]).buffer(0.02)
            beside = {number for number, land in lands if land.intersects(middle)}
            assert {zone, other} <= beside


def test_a_zone_that_is_none_is_told(atlas: Atlas) -> None:
    zones = tuple(replace(zone, id=f"{zone.id}s") if zone.id == "sweden" else zone for zone in atlas.zones)

    class Other:
        about, folder = atlas.about, atlas.folder

    other = Other()
    other.zones = zones  # type: ignore[attr-defined]
    with pytest.raises(DataError, match=r"names the zone 'sweden', which zones\.csv does not have"):
        context_lines(other)  # type: ignore[arg-type]


def test_nobody_answers_for_it(atlas: Atlas) -> None:
    with pytest.raises(ValueError, match="outside"):
        atlas.on("1939-08-23").who(16.93, 52.41)
