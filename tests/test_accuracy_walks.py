"""A stretch is walked in one way, whatever else is asked."""

from __future__ import annotations

import math
from dataclasses import astuple
from typing import TYPE_CHECKING

import geopandas as gpd
import pytest
import shapely
from building import drawn

import geo

if TYPE_CHECKING:
    from pathlib import Path


def lands(east: float, *, turned: bool = False) -> gpd.GeoDataFrame:
    boxes = [shapely.box(17, 50, east, 53), shapely.box(east, 50, 22, 53)]
    return gpd.GeoDataFrame(
        {"who": ["Śląskia", "Wschodnia"]},
        geometry=[shapely.reverse(box) if turned else box for box in boxes],
        crs="EPSG:4326",
    )


@pytest.mark.parametrize("turned", [False, True])
def test_a_stretch_of_an_outline_alone_and_among_others(turned: bool) -> None:  # noqa: FBT001
    files = lands(19), lands(20, turned=turned)
    found = geo.accuracy(*files, name="who", state="Śląskia")
    assert [row.stretch for row in found.stretches] == ["Wschodnia", "nobody"]
    for row in found.stretches:
        assert row.frechet_km >= row.hausdorff_km
        alone = geo.accuracy(*files, name="who", state="Śląskia", stretches=[row.stretch])
        assert astuple(alone.stretches[0])[1:] == pytest.approx(astuple(row)[1:])
    east, _ = found.stretches
    assert (east.frechet_km, east.epsilon_km) == pytest.approx((71.69, 49.04), abs=0.01)


def test_at_a_node_the_border_itself_is_walked() -> None:
    """The old node lies on another line of the new drawing, round which there is a longer way."""
    border = geo.accuracy(lands(19), lands(20), name="who").stretches[0]
    assert border.stretch == "Śląskia - Wschodnia"
    assert border.frechet_km == pytest.approx(71.69, abs=0.01)


def test_several_lines_of_a_stretch_and_lines_drawn_the_other_way() -> None:
    ours = gpd.GeoDataFrame(
        {"part": ["x", "y", "x"]},
        geometry=[shapely.LineString([(24, lat), (24, lat + 1)]) for lat in (50, 51, 52)],
        crs="EPSG:4326",
    )
    theirs = drawn((24.1, 53), (24.1, 50))
    found = geo.accuracy(ours, theirs, name="part")
    turned = geo.accuracy(ours.set_geometry(ours.reverse()), theirs, name="part")
    for row, other in zip(found.stretches, turned.stretches, strict=True):
        assert 7.2 > row.frechet_km >= row.hausdorff_km > 6.6
        assert other.frechet_km == pytest.approx(row.frechet_km, abs=1e-4)
        (alone,) = geo.accuracy(ours, theirs, name="part", stretches=[row.stretch]).stretches
        assert (alone.frechet_km, alone.epsilon_km) == pytest.approx((row.frechet_km, row.epsilon_km))


def test_what_does_not_run_in_one_line_has_no_walk() -> None:
    """Half of the other drawing is a line of its own, farther off than what is walked."""
    theirs = gpd.GeoSeries(
        [shapely.LineString([(24.1, 50), (24.1, 52)]), shapely.LineString([(25, 51), (25, 52)])], crs=4326
    )
    total = geo.accuracy(drawn((24, 50), (24, 52)), theirs).total
    assert total.hausdorff_km > 60
    assert math.isnan(total.frechet_km)


def test_layers_of_two_files_may_have_other_names(tmp_path: Path) -> None:
    """Each file holds another layer before the one that is asked for."""
    files = [tmp_path / "a.gpkg", tmp_path / "b.gpkg"]
    for file, layer, east in zip(files, ("old", "new"), (19, 20), strict=True):
        lands(21).to_file(file, layer="another")
        lands(east).to_file(file, layer=layer)
    one = geo.accuracy(*files, name="who", state="Śląskia", layer="old", layer_theirs="new")
    assert one.total.hausdorff_km == pytest.approx(71.69, abs=0.01)
    two = geo.compare_files(*files, name="who", state="Śląskia", layer="old", layer_after="new")
    assert [(area.before, area.after) for area in two.areas] == [("Wschodnia", "Śląskia")]
    every = geo.compare_every_state(*files, name="who", layer="old", layer_after="new")
    assert max(one.gained_km2 for one in every.areas) == pytest.approx(two.areas[0].area_km2)
    areas = geo.compare_states(*files, name="who", layer="old", layer_after="new")
    assert areas.frame().equals(every.areas.frame())


def test_a_field_may_be_named_without_its_accents() -> None:
    files = [lands(east).rename(columns={"who": "Nazwa państwa"}) for east in (19, 20)]
    found = geo.accuracy(*files, name="nazwa panstwa", state="Śląskia")
    assert found.total.hausdorff_km == pytest.approx(71.69, abs=0.01)
