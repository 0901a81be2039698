"""One engine: files of the atlas's own states give the atlas's own figures, region by region."""

from __future__ import annotations

import math
from dataclasses import asdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import geopandas as gpd
import pytest

from geo.files.geojson import Feature, write_geojson
from geo.measures.shift import shift
from geo.own.comparison import compare_files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

    from geo.atlas.atlas import Atlas, Snapshot
    from geo.measures.shift import Shift
    from geo.own.compared import Comparison

REGIONS = (
    "rybachy", "salla", "karelia", "gulf_islands", "hanko", "estonia", "latvia", "lithuania",
    "west_belarus", "west_ukraine", "north_bukovina", "bessarabia",
)  # fmt: skip
UNKNOWN = {"lake_km2", "max_near", "sigma_mean_km"}
"""What files cannot tell."""


class Both(NamedTuple):
    """The same change, measured on the atlas and on two files, or on what files of one region would hold."""

    atlas: Shift
    files: Callable[[str], Comparison]


def turned(atlas: Atlas, first: Snapshot, last: Snapshot, region: str) -> Snapshot:
    """The first day, with nothing but a region's zones as on the last."""
    day = atlas.on(first.day)
    held = zip(atlas.zones, first.tenures, last.tenures, strict=True)
    day.tenures = tuple(new if zone.region == region else old for zone, old, new in held)
    return day


@pytest.fixture(scope="module")
def both(atlas: Atlas, before: Snapshot, after: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Both:
    folder = tmp_path_factory.mktemp("states")
    territories: dict[tuple[str, frozenset[str]], BaseGeometry] = {}

    def drawn(day: Snapshot, turning: set[str]) -> dict[str, BaseGeometry]:
        found = {}
        for state in sorted(turning & set(day.holders)):
            held = state, frozenset(zone.id for zone in day.zones_of(state))
            if held not in territories:
                territories[held] = day.territory(state)
            found[state] = territories[held]
        return found

    @cache
    def files(name: str) -> Comparison:
        day = after if name == "total" else turned(atlas, before, after, name)
        # those that neither gained nor lost take no part, and Norway's coast takes long to read
        turning = {
            span.holder
            for pair in zip(before.tenures, day.tenures, strict=True)
            for span in pair
            if pair[0].holder != pair[1].holder
        }
        sides: list[Path | gpd.GeoDataFrame] = []
        for number, one in enumerate((before, day)):
            states = drawn(one, turning)
            if name == "total":
                path = folder / f"{number}.geojson"
                write_geojson(path, [Feature(land, {"state": state}) for state, land in states.items()])
                sides.append(path)
            else:
                lands = list(states.values())
                sides.append(gpd.GeoDataFrame({"state": list(states)}, geometry=lands, crs="EPSG:4326"))
        return compare_files(*sides, name="state", state="USSR", every_deg=0.5)

    return Both(shift(before, after, every_deg=0.5), files)


def test_every_region_of_the_atlas_is_among_those_tried(both: Both) -> None:
    assert [region.region for region in both.atlas.regions] == list(REGIONS)


@pytest.mark.parametrize("name", [*REGIONS, "total"])
def test_figures_of_files_are_those_of_the_atlas(both: Both, name: str) -> None:
    expected = next(part for part in (*both.atlas.regions, both.atlas.total) if part.region == name)
    found = asdict(both.files(name).total)
    for figure, value in asdict(expected).items():
        match figure:
            case "region" | "name":
                continue
            case "area_km2":  # files do not tell great lakes from other land
                assert found[figure] == pytest.approx(expected.area_km2 + expected.lake_km2, abs=0.1)
            case _ if figure in UNKNOWN:
                assert found[figure] is None or math.isnan(found[figure]), figure
            case _:
                assert found[figure] == pytest.approx(value, abs=0.1, nan_ok=True), figure


def test_parallels_of_files_are_those_of_the_atlas(both: Both) -> None:
    ours, theirs = both.atlas.profile, both.files("total").profile
    assert theirs.lat.tolist() == ours.lat.tolist()
    for column in ("gain_km", "loss_km", "net_km", "west_border_km", "east_border_km", "apart_km"):
        assert getattr(theirs, column) == pytest.approx(getattr(ours, column), abs=0.01), column


def test_each_counterpart_is_measured_on_its_own_land(both: Both) -> None:
    found = both.files("total")
    assert {"Poland", "Finland", "Romania", "Estonia", "Latvia", "Lithuania"} <= {
        r.region for r in found.regions
    }
    assert sum(part.area_km2 for part in found.regions) == pytest.approx(found.total.area_km2, abs=0.05)
    ends = [part.lat_from + part.lat_to for part in found.regions]
    assert ends == sorted(ends, reverse=True)  # from north to south
    baltic = {part.region: part for part in both.atlas.regions}
    estonia = next(region for region in found.regions if region.region == "Estonia")
    assert estonia.mean_km == pytest.approx(baltic["estonia"].mean_km, abs=0.1)


def test_the_window_ends_inside_the_ussr(both: Both) -> None:
    """Nothing is known of its eastern border, and nothing is said to have moved there."""
    assert not both.atlas.profile.east_border_km.any()
    assert [part.east_border_km for part in (*both.atlas.regions, both.atlas.total)] == [0.0] * 13
