"""Northern and southern borders, along meridians: worked out by hand, and what must hold for any land."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pytest
import shapely
from asking import ask, one_sentence
from budgets import examples
from hypothesis import given
from hypothesis import strategies as st

from geo.earth.geodesy import GEOD, meridian_arc_m, meridian_m_per_degree, parallel_m_per_degree
from geo.errors import GeometryError
from geo.own.meridians import MeridianComparison, compare_along_meridians
from geo.own.pair import Sources, open_sides

if TYPE_CHECKING:
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry


def along(before: BaseGeometry, after: BaseGeometry, every_deg: float | None = None) -> MeridianComparison:
    lands = [gpd.GeoSeries([land], crs="EPSG:4326") for land in (before, after)]
    return compare_along_meridians(open_sides(Sources.of(lands)), (), every_deg=every_deg)


LAND = shapely.box(20, 50, 22, 52)


@pytest.mark.parametrize(
    ("after", "north", "south"),
    [
        (shapely.box(20, 50, 22, 53), (52, 53), None),
        (shapely.box(20, 50, 22, 51.5), (52, 51.5), None),
        (shapely.box(20, 49, 22, 52), None, (50, 49)),
        (shapely.box(20, 51, 22, 53), (52, 53), (50, 51)),
        (shapely.union(LAND, shapely.box(20, 53, 22, 54)), (53, 54), None),
    ],
)
@pytest.mark.parametrize("lon", [0.0, -21.0, 100.0, 150.0])
def test_rectangles(
    after: BaseGeometry, north: tuple[float, float] | None, south: tuple[float, float] | None, lon: float
) -> None:
    found = along(shapely.affinity.translate(LAND, lon), shapely.affinity.translate(after, lon))
    for name, ends in (("north_border_km", north), ("south_border_km", south)):
        km = 0.0 if ends is None else np.sign(ends[1] - ends[0]) * meridian_arc_m(*ends) / 1000
        assert getattr(found.total, name) == pytest.approx(km, abs=1e-6)
        assert getattr(found.profile, name)[:-1] == pytest.approx(km, abs=1e-6)
    assert found.total.apart_km == 0.0


def test_land_south_of_the_equator_and_across_it() -> None:
    found = along(shapely.box(20, -3, 22, -1), shapely.box(20, -4, 22, 1)).total
    assert found.north_border_km == pytest.approx(GEOD.inv(0, -1, 0, 1)[2] / 1000, abs=1e-6)
    assert found.south_border_km == pytest.approx(-GEOD.inv(0, -4, 0, -3)[2] / 1000, abs=1e-6)


@given(
    corners=st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=6, max_size=6, unique=True),
)
@examples(20)
def test_parts_add_up_and_swapping_turns_every_sign(corners: list[tuple[int, int]]) -> None:
    before, after = (
        shapely.MultiPoint([(20 + x / 10, 50 + y / 10) for x, y in some]).convex_hull
        for some in (corners[:3], corners[3:])
    )
    if not (before.area and after.area):  # three in a line
        return
    there, back = along(before, after, 0.1), along(after, before, 0.1)
    for part in (there.profile, there.total):
        net = part.net_km if part is there.profile else part.mean_km  # type: ignore[union-attr]
        assert part.north_border_km - part.south_border_km + part.apart_km == pytest.approx(net, abs=1e-9)
    assert back.profile.north_border_km == pytest.approx(-there.profile.north_border_km, abs=1e-9)
    assert back.total.south_border_km == pytest.approx(-there.total.south_border_km, abs=1e-9)


def test_a_line_from_west_to_east() -> None:
    lines = shapely.LineString([(20, 50), (24, 50.02)]), shapely.LineString([(20, 50.5), (24, 50.52)])
    found = along(*lines)
    assert found.total.north_border_km == pytest.approx(0.5 * 111.24, abs=0.02)
    assert found.profile.north_border_km[1:-1] == pytest.approx(found.total.mean_km, abs=0.01)
    with pytest.raises(GeometryError, match="along meridians a border must run from west to east"):
        along(shapely.LineString([(20, 50), (20, 52)]), shapely.LineString([(21, 50), (21, 52)]))


def test_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths = []
    for name, top in (("before", 52), ("after", 53)):
        lands = {"Orla": shapely.box(20, 50, 22, top), "Sova": shapely.box(20, top, 22, 55)}
        frame = gpd.GeoDataFrame({"land": list(lands)}, geometry=list(lands.values()), crs="EPSG:4326")
        frame.to_file(tmp_path / f"{name}.geojson")
        paths.append(str(tmp_path / f"{name}.geojson"))
    asked = ["compare", *paths, "--name", "land", "--state", "Orla", "--along", "meridians"]
    status, out, _ = ask([*asked, "--format", "json"], capsys)
    told = json.loads(out)
    assert (status, told["along"], [part["region"] for part in told["regions"]]) == (0, "meridians", ["Sova"])
    assert told["total"]["north_border_km"] == pytest.approx(111.27, abs=0.05)
    assert {"lon", "net_km", "north_border_km", "south_border_km", "apart_km"} <= set(told["profile"][0])
    status, out, _ = ask(asked, capsys)
    assert (status, "northern border km" in out) == (0, True)
    page = tmp_path / "x.html"
    status, out, _ = ask([*asked, "--map", str(page), "--distance", "--format", "json"], capsys)
    assert (status, page.is_file()) == (0, True)
    assert json.loads(out)["distance"]["back"]["farthest"]["km"] == pytest.approx(111.27, abs=0.05)
    status, out, _ = ask([*asked, "--sigma", "100", "--format", "json"], capsys)
    assert status == 0
    assert {round(row["sigma_km"], 3) for row in json.loads(out)["profile"][1:-1]} == {round(2**0.5 / 10, 3)}
    status, out, err = ask([*asked, "--tolerance", "100"], capsys)
    assert (status, out) == (2, "")
    assert "--along meridians tells nothing of --tolerance" in one_sentence(err)


@pytest.mark.parametrize("lat", [0.0, 50.0, 65.0])
@pytest.mark.parametrize("aslant", [0.0, 30.0, 60.0])
def test_an_error_grows_where_the_border_runs_oblique_to_the_meridian(lat: float, aslant: float) -> None:
    """A border that climbs by so many degrees: both days' errors, over the sine of its angle with meridians."""
    rise = math.tan(math.radians(aslant)) * float(parallel_m_per_degree(lat) / meridian_m_per_degree(lat))
    lines = [shapely.LineString([(20, lat + off), (20.5, lat + off + rise / 2)]) for off in (0.0, 0.1)]
    sides = open_sides(Sources.of([gpd.GeoSeries([line], crs="EPSG:4326") for line in lines]))
    found = compare_along_meridians(sides, (), sigma_m=100.0)
    wanted = 0.1 * math.sqrt(2.0) / math.cos(math.radians(aslant))
    assert found.profile.sigma_km[1:-1] == pytest.approx(wanted, rel=0.02)
    assert 0.0 < found.total.sigma_mean_km < wanted
    assert math.isnan(compare_along_meridians(sides, ()).total.sigma_mean_km)
