"""Which border moved, and how far: worked out by hand, and what must hold for any land."""

from __future__ import annotations

import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely
from budgets import examples
from building import collection, feature, raw
from hypothesis import given
from hypothesis import strategies as st

from geo.earth.geodesy import GEOD, area_m2, meridian_arc_m, parallel_m_per_degree
from geo.measures.shift import shift
from geo.own.comparison import compare_files

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shapely.geometry.base import BaseGeometry

    from geo.atlas.atlas import Atlas
    from geo.own.compared import Comparison

LAND = shapely.box(20, 50, 22, 52)
WIDE = shapely.box(20, 50, 26, 52)


def compared(
    before: Mapping[str, BaseGeometry], after: Mapping[str, BaseGeometry], every_deg: float = 0.25
) -> Comparison:
    """Compare the state B of two layers."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [
            raw(
                Path(folder) / f"{name}.geojson",
                collection(*(feature(shapely.geometry.mapping(land), who) for who, land in layer.items())),
            )
            for name, layer in (("before", before), ("after", after))
        ]
        return compare_files(paths[0], paths[1], name="state", state="B", every_deg=every_deg)


def degree_km(south: float, north: float) -> float:
    """Width of a degree of longitude, as a mean over latitudes: an area over a meridian."""
    return area_m2(shapely.box(20, south, 21, north)) / meridian_arc_m(south, north) / 1000.0


@pytest.mark.parametrize(
    ("before", "after", "west", "east", "net"),
    [
        (LAND, shapely.box(19, 50, 21, 52), 1, 1, 0),
        (LAND, shapely.box(20, 50, 23, 52), 0, -1, 1),
        (LAND, shapely.box(20, 50, 21, 52), 0, 1, -1),
        (LAND, shapely.box(19, 50, 22, 52), 1, 0, 1),
        (LAND, shapely.box(21, 50, 22, 52), -1, 0, -1),
        (LAND, shapely.box(18.5, 50, 22.5, 52), 1.5, -0.5, 2),
        # the core is the wider part of what is left, the gap between lies on its western side
        (WIDE, shapely.union(shapely.box(20, 50, 21, 52), shapely.box(22, 50, 26, 52)), -1, 0, -1),
        (WIDE, shapely.union(shapely.box(20, 50, 24, 52), shapely.box(25, 50, 26, 52)), 0, 1, -1),
        # islands gained on either side
        (WIDE, shapely.union(WIDE, shapely.box(18, 50, 19, 52)), 1, 0, 1),
        (WIDE, shapely.union(WIDE, shapely.box(27, 50, 28.5, 52)), 0, -1.5, 1.5),
    ],
)
def test_rectangles(before: BaseGeometry, after: BaseGeometry, west: float, east: float, net: float) -> None:
    found = compared({"B": before}, {"B": after})
    wide, total = degree_km(50, 52), found.total
    assert total.mean_km == pytest.approx(net * wide, abs=1e-6)
    assert total.west_border_km == pytest.approx(west * wide, abs=1e-3)
    assert total.east_border_km == pytest.approx(east * wide, abs=1e-3)
    assert total.apart_km == 0.0
    for lat, *row in zip(
        found.profile.lat.tolist(),
        found.profile.west_border_km.tolist(),
        found.profile.east_border_km.tolist(),
        strict=True,
    ):
        km = float(parallel_m_per_degree(lat)) / 1000
        assert row == pytest.approx([west * km, east * km], abs=1e-7), lat


def test_land_beyond_either_end_of_the_state_is_no_border_s_doing() -> None:
    found = compared({"B": LAND}, {"B": shapely.box(20, 50, 22, 53)})
    assert found.total.apart_km == pytest.approx(found.total.mean_km) == pytest.approx(2 * degree_km(52, 53))
    assert (found.total.west_border_km, found.total.east_border_km) == (0.0, 0.0)
    assert (found.total.lat_from, found.total.lat_to) == (52.0, 53.0)


def test_a_mean_is_that_of_the_land_whatever_parallels_are_shown() -> None:
    """A rectangle with its southern edge on a parallel: no zero is averaged in."""
    # geodesic areas, of edges cut fine: what the package does not compute with
    gained = shapely.segmentize(shapely.orient_polygons(shapely.box(22, 50, 23.7, 52)), 0.001)
    mean = GEOD.geometry_area_perimeter(gained)[0] / GEOD.inv(0, 50, 0, 52)[2] / 1000
    assert mean == pytest.approx(119.3, abs=0.1)
    for every in (0.05, 0.25, 0.5, 1.0, 10.0):
        total = compared({"B": LAND}, {"B": shapely.box(20, 50, 23.7, 52)}, every).total
        assert total.mean_km == pytest.approx(mean, abs=1e-3)
        assert (total.lat_from, total.lat_to) == (50.0, 52.0)


QUARTER = st.integers(0, 12).map(lambda k: k / 4)
"""Edges on the parallels that are sampled, and on one another."""


@st.composite
def lands(draw: st.DrawFn) -> BaseGeometry:
    """Draw a state of boxes and slanting stretches, with edges along parallels."""
    parts: list[BaseGeometry] = [shapely.box(23, 50, 24, 53)] if draw(st.booleans()) else []
    for _ in range(draw(st.integers(1, 3))):
        west, south = 22 + draw(QUARTER), 50 + draw(QUARTER)
        wide, tall, lean = (draw(st.integers(1, 6)) / 4 for _ in range(3))
        corners = [
            (west, south),
            (west + wide, south),
            (west + wide + lean, south + tall),
            (west, south + tall),
        ]
        parts.append(shapely.Polygon(corners))
    return shapely.union_all(parts)


def layer(state: BaseGeometry, split: float) -> dict[str, BaseGeometry]:
    """Everything else about the state, parted between two neighbours and nobody."""
    rest = shapely.difference(shapely.box(21, 49, 28, 54.5), state)
    halves = {"A": shapely.box(0, 0, split, 80), "C": shapely.box(split, 0, 27, 80)}
    others = {who: shapely.intersection(rest, half) for who, half in halves.items()}
    return {"B": state} | {
        who: shapely.union_all([part for part in shapely.get_parts(land) if part.geom_type == "Polygon"])
        for who, land in others.items()
    }


@given(before=lands(), after=lands(), split=st.sampled_from([22.5, 23.25, 24.1]))
@examples(15)
def test_whatever_the_land(before: BaseGeometry, after: BaseGeometry, split: float) -> None:
    layers = layer(before, split), layer(after, split)
    found, coarse = compared(*layers), compared(*layers, 1.0)
    # the figures do not hang on the parallels shown
    assert asdict(found.total) == pytest.approx(asdict(coarse.total), nan_ok=True)
    # the mean times the meridian is the net area, measured another way, for the whole and for each part
    net = (area_m2(after) - area_m2(before)) / 1e6
    assert found.total.area_km2 == pytest.approx(net, abs=1e-6)
    for part in (*found.regions, found.total):
        assert part.mean_km * part.meridian_km == pytest.approx(part.area_km2, abs=1e-6)
        assert part.west_border_km - part.east_border_km + part.apart_km == pytest.approx(
            part.mean_km, abs=1e-9
        )
    # the parts are the whole
    assert sum(part.area_km2 for part in found.regions) == pytest.approx(net, abs=1e-6)
    assert sum(area.area_km2 for area in found.areas) == pytest.approx(net, abs=1e-6)
    for name in ("west_border_km", "east_border_km", "apart_km"):
        parts = sum(getattr(part, name) * part.meridian_km for part in found.regions)
        # which border moved is told from the middle of each band: a band cannot be parted finer
        whole = getattr(found.total, name) * found.total.meridian_km
        assert parts == pytest.approx(whole, abs=1e-3 * (1 + sum(abs(area.area_km2) for area in found.areas)))
    profile = found.profile
    assert profile.west_border_km - profile.east_border_km + profile.apart_km == pytest.approx(
        profile.net_km, abs=1e-9
    )


@given(before=lands(), after=lands())
@examples(10)
def test_swapped_files_turn_both_borders(before: BaseGeometry, after: BaseGeometry) -> None:
    there, back = compared({"B": before}, {"B": after}), compared({"B": after}, {"B": before})
    for name in ("west_border_km", "east_border_km", "apart_km", "mean_km", "area_km2", "mean_low_km"):
        other = {"mean_low_km": "mean_high_km"}.get(name, name)
        assert getattr(back.total, other) == pytest.approx(-getattr(there.total, name), abs=1e-9), name
    for name in ("west_border_km", "east_border_km", "apart_km", "net_km", "normal_km"):
        assert getattr(back.profile, name) == pytest.approx(-getattr(there.profile, name), abs=1e-9), name


def lines(*courses: list[tuple[float, float]]) -> shapely.MultiLineString:
    return shapely.MultiLineString([shapely.LineString(course) for course in courses])


@given(
    old=st.lists(st.integers(-6, 6), min_size=5, max_size=5),
    new=st.lists(st.integers(-6, 6), min_size=5, max_size=5),
    every=st.sampled_from([0.1, 0.25, 0.5]),
)
@examples(10)
def test_lines_are_measured_as_the_land_east_of_them(old: list[int], new: list[int], every: float) -> None:
    courses = [[(24 + k / 4, 50.0 + row / 2) for row, k in enumerate(course)] for course in (old, new)]
    found = compared({"B": lines(courses[0])}, {"B": lines(courses[1])}, every)
    east = [shapely.Polygon([*course, (30, 52), (30, 50)]) for course in courses]
    land = compared({"B": east[0]}, {"B": east[1]}, every)
    net = dict(zip(land.profile.lat.tolist(), land.profile.net_km.tolist(), strict=True))
    for lat, km in zip(found.profile.lat.tolist(), found.profile.net_km.tolist(), strict=True):
        if lat > 50:  # where both lines begin
            # along its northern edge land is cut two metres to the south, at most 4 degrees of longitude to one
            assert km == pytest.approx(net.get(lat, 0.0), abs=1e-6 if lat < 52 else 0.01), lat
    assert found.total.mean_km == pytest.approx(land.total.mean_km, abs=0.02)
    assert found.total.west_border_km == pytest.approx(found.total.mean_km, abs=1e-9)
    assert (found.total.east_border_km, found.total.apart_km) == (0.0, 0.0)
    assert (found.regions, found.areas) == ((), ())
    assert np.isnan(found.total.area_km2) or old == new


def test_a_line_is_measured_where_both_reach() -> None:
    old, new = lines([(24, 50), (24, 54)]), lines([(23, 51), (23, 53)])
    found = compared({"B": old}, {"B": new}).total
    assert (found.lat_from, found.lat_to) == pytest.approx((51, 53), abs=0.003)  # a band
    assert found.mean_km == pytest.approx(degree_km(51, 53), abs=0.01)
    assert found.meridian_km == pytest.approx(GEOD.inv(0, 51, 0, 53)[2] / 1000, abs=0.3)


@pytest.mark.parametrize(
    ("courses", "said"),
    [
        (([(20, 50), (24, 50)], [(20, 50.5), (24, 50.5)]), "the border must run from south to north; --along"),
        (
            ([(20, 50), (24, 50), (24, 52), (20, 50)], [(20, 50), (24, 51), (24, 52), (20, 50)]),
            "a closed line must be made a polygon",
        ),
    ],
)
def test_lines_that_no_parallel_can_measure(
    courses: tuple[list[tuple[float, float]], ...], said: str, caplog: pytest.LogCaptureFixture
) -> None:
    found = compared({"B": lines(courses[0])}, {"B": lines(courses[1])})
    assert np.isnan([found.total.mean_km, found.total.west_border_km, found.total.max_lat]).all()
    assert said in caplog.text


def test_land_between_two_parallels_of_the_profile(caplog: pytest.LogCaptureFixture) -> None:
    found = compared({"B": shapely.box(20, 46.05, 22, 46.2)}, {"B": shapely.box(19.95, 46.05, 22, 46.2)})
    assert len(found.profile.lat) == 0
    assert "give a smaller --every" in caplog.text
    assert found.total.mean_km == pytest.approx(degree_km(46.05, 46.2) / 20, abs=1e-6)


def test_land_that_two_others_hold_counts_once(caplog: pytest.LogCaptureFixture) -> None:
    others = {"A": shapely.box(22, 50, 24, 52), "C": shapely.box(23, 50, 25, 52)}
    found = compared({"B": LAND, **others}, {"B": shapely.box(20, 50, 25, 52)})
    areas = {area.before: area.area_km2 for area in found.areas}
    assert areas["A"] == pytest.approx(2 * areas["C"], rel=1e-9)
    assert sum(areas.values()) == pytest.approx(found.total.area_km2, rel=1e-12)
    assert "'A' and 'C' overlap in " in caplog.text


def test_nobody_is_a_counterpart_and_case_is_none() -> None:
    found = compared(
        {"B": LAND, "Sova": shapely.box(22, 50, 23, 51)},
        {"B": shapely.box(21, 50, 23, 52), "SOVA": shapely.box(20, 50, 21, 51)},
    )
    assert {part.region for part in found.regions} == {"Sova", "nobody"}
    assert {(area.before, area.after) for area in found.areas} == {
        ("Sova", "B"), ("", "B"), ("B", "SOVA"), ("B", ""),
    }  # fmt: skip


def test_mirrored_east_and_west_change_places() -> None:
    def mirrored(land: BaseGeometry) -> BaseGeometry:
        return shapely.transform(land, lambda xy: np.column_stack([50 - xy[:, 0], xy[:, 1]]))

    before, after = shapely.box(22, 50, 25, 52), shapely.box(21, 50, 27, 52)
    found = compared({"B": before}, {"B": after}).total
    turned = compared({"B": mirrored(before)}, {"B": mirrored(after)}).total
    assert turned.west_border_km == pytest.approx(-found.east_border_km)
    assert turned.east_border_km == pytest.approx(-found.west_border_km)


def test_a_state_of_the_atlas_with_land_on_both_sides(atlas: Atlas) -> None:
    """Romania in 1940: Bessarabia lost in the east, Northern Transylvania in the west, each on its own side."""
    moved = shift(atlas.on("1940-06-01"), atlas.on("1940-10-01"), state="Romania")
    parts = {part.region: part for part in moved.regions}
    assert parts["bessarabia"].east_border_km > 100  # to the west
    assert abs(parts["bessarabia"].west_border_km) < 1  # but for parallels through the Danube's delta
    assert parts["northern_transylvania"].west_border_km < -50
    profile = moved.profile
    assert profile.west_border_km - profile.east_border_km + profile.apart_km == pytest.approx(
        profile.net_km, abs=1e-9
    )
    for part in (*moved.regions, moved.total):
        assert part.west_border_km - part.east_border_km + part.apart_km == pytest.approx(
            part.mean_km, abs=1e-9
        )


def test_a_state_that_stands_on_other_land_altogether_is_told_of() -> None:
    """Swapped, or moved away as a whole: the balance is nothing, and says nothing of borders."""
    east = shapely.box(22, 50, 24, 52)
    for after in ({"A": LAND, "B": east}, {"A": east, "B": shapely.box(30, 50, 32, 52)}):
        found = compared({"A": east, "B": LAND}, after)
        assert found.total.mean_km == pytest.approx(0.0, abs=1e-6)
        (note,) = found.notes
        assert note.startswith("'B' holds nothing in ")
        assert note.endswith("one less the other is no border's move")
    assert compared({"A": east, "B": LAND}, {"B": shapely.box(21.9, 50, 24, 52)}).notes == ()
