"""The map of two files of the user's own: an atlas like another, with names, credits and errors of its own."""

from __future__ import annotations

import json
import math
import re
from typing import TYPE_CHECKING

import geopandas as gpd
import pytest
import shapely
from building import EAST, LATER_EAST, LATER_WEST, WEST, layer

from geo.errors import UnknownNameError
from geo.own.overlay import own_snapshots
from geo.page.border_map import border_map

if TYPE_CHECKING:
    from pathlib import Path

    from browsing import Tabs, Visit

NOT_THEIRS = re.compile(r"GSHHG|GeoNames|© OpenStreetMap ·|ODbL|0001-01-0\d|\u2014\s*→|1939|USSR")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """In the second, B is written otherwise and also has land that the first gives to nobody."""
    folder = tmp_path_factory.mktemp("own")
    more = shapely.union(LATER_EAST, shapely.box(30, 51, 31, 53))
    return (
        layer(folder / "old border.geojson", {"A": WEST, "B": EAST}),
        layer(folder / "new.geojson", {"A": LATER_WEST, "b": more}),
    )


def test_it_says_what_it_is(files: tuple[Path, Path]) -> None:
    before, after = own_snapshots(*files, name="state", state="b")
    about = before.atlas.about
    assert (before.label, after.label, about.border_of, about.dated) == ("old border", "new", "B", False)
    assert (about.credits.attribution, about.credits.licence) == ("your files", "")
    assert not about.errors_known
    assert math.isnan(about.coast_sigma_m)
    assert all(math.isnan(arc.sigma_m) for arc in before.atlas.arcs)
    assert before.atlas.holders == after.holders == ("A", "B")
    nobody = [span for span in before.atlas.tenure if not span.held]
    assert [(span.status, span.holder) for span in nobody] == [("unheld", "")]


def test_a_known_error_is_that_of_every_line(files: tuple[Path, Path]) -> None:
    before, _ = own_snapshots(*files, name="state", state="B", sigma_m=250.0)
    assert before.atlas.about.errors_known
    assert {arc.sigma_m for arc in before.atlas.arcs} == {before.atlas.about.coast_sigma_m} == {250.0}


def test_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    paths = []
    for folder, states in (("a", {"A": WEST, "B": EAST}), ("b", {"A": LATER_WEST, "B": LATER_EAST})):
        (tmp_path / folder).mkdir()
        paths.append(layer(tmp_path / folder / "states.geojson", states))
    before, after = own_snapshots(*paths, name="state", state="B")
    assert before.label != after.label


def test_a_state_that_neither_holds(files: tuple[Path, Path]) -> None:
    with pytest.raises(UnknownNameError, match=r"neither .* holds a state 'Ruritania'; they hold A, B"):
        own_snapshots(*files, name="state", state="Ruritania")


def test_what_is_too_small_for_the_map_is_told() -> None:
    specks = [shapely.box(22.2 + k / 10, 50.5, 22.204 + k / 10, 50.504) for k in range(10)]
    passed = shapely.union_all([shapely.box(22, 50, 22.5, 50.3), *specks])
    west, east = shapely.box(20, 50, 22, 52), shapely.box(22, 50, 24, 52)

    def told(passing: shapely.Geometry) -> str:
        held = [[west, east], [shapely.union(west, passing), shapely.difference(east, passing)]]
        layers = [gpd.GeoDataFrame({"s": ["A", "B"]}, geometry=lands, crs=4326) for lands in held]
        return own_snapshots(*layers, name="s", state="B")[0].atlas.about.note

    assert told(passed) == (
        "The map leaves out pieces of land under 0.5 km² that changed hands; "
        "the table of the comparison counts them."
    )
    assert told(shapely.box(22, 50, 22.5, 50.3)) == ""


@pytest.fixture(scope="module", params=[None, 250.0], ids=["no error known", "error of 250 m"])
def seen(
    request: pytest.FixtureRequest,
    tabs: Tabs,
    files: tuple[Path, Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Visit, float | None]:
    path = tmp_path_factory.mktemp("page") / "own.html"
    border_map(*own_snapshots(*files, name="state", state="B", sigma_m=request.param)).save(path)
    return tabs.open(path), request.param


def test_the_page_shows_errors_only_where_they_are_known(seen: tuple[Visit, float | None]) -> None:
    visit, sigma_m = seen
    visit.tab("figures")
    text = visit.page.locator("body").inner_text()
    assert ("±" in visit.page.locator(".bs-figures").inner_text()) == (sigma_m is not None)
    assert not NOT_THEIRS.search(text)
    assert "B: old border and new" in text
    assert "your files" in text
    assert visit.said == []


def test_states_and_what_passed_are_tinted(seen: tuple[Visit, float | None]) -> None:
    inks = """
      const { main } = bs.scene, { k, tx, ty, dpr, plane } = main.view, pen = main.canvas.getContext('2d');
      return [22, 23.5, 27].map((lon) =>
        pen.getImageData((plane.x(lon) * k + tx) * dpr, (plane.y(51.3) * k + ty) * dpr, 1, 1).data.join());"""
    tints = seen[0].ask(inks)
    assert len(set(tints)) == len(tints)
    assert not any(tint.endswith(",0") for tint in tints)


@pytest.mark.parametrize("what", ["layers", "figures", "profile"])
def test_what_is_taken_along_bears_the_files_names(
    seen: tuple[Visit, float | None], what: str, tmp_path: Path
) -> None:
    visit, sigma_m = seen
    visit.tab("share")
    with visit.page.expect_download() as waiting:
        visit.page.locator(f"[data-share={what}]").click()
    waiting.value.save_as(tmp_path / "taken")
    text = (tmp_path / "taken").read_text(encoding="utf-8")
    assert not NOT_THEIRS.search(waiting.value.suggested_filename + text)
    assert "NaN" not in text
    assert "new" in waiting.value.suggested_filename
    if what == "layers":
        collection = json.loads(text)
        assert collection["attribution"] == "your files"
        errors = {feature["properties"].get("sigma_m") for feature in collection["features"]}
        assert (250 in errors) == (sigma_m is not None)
