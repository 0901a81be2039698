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

from geo.atlas.views import WHOLE
from geo.errors import UnknownNameError
from geo.export.inks import inks, inks_of
from geo.measures.change import change
from geo.measures.shift import measured
from geo.own.overlay import own_snapshots
from geo.page.border_map import border_map
from geo.page.mapdata import map_data
from geo.page.movement import epochs_of
from geo.page.wording import page_words, sentence

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


def test_of_land_towards_a_pole_the_map_says_where_its_figures_end() -> None:
    layers = [
        gpd.GeoDataFrame({"s": ["B"]}, geometry=[shapely.box(20, south, east, -60)], crs=4326)
        for south, east in ((-90, 22), (-90, 24))
    ]
    told = own_snapshots(*layers, name="s", state="B")[0].atlas.about.note
    assert told.startswith("The map and its figures end at 85° of latitude; the table of the comparison counts")


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


def test_the_legend_s_arrow_goes_where_those_of_the_map_go(seen: tuple[Visit, float | None]) -> None:
    visit = seen[0]
    visit.tab("legend")
    heads = visit.page.locator("[data-word=legend_shift] path[fill]").get_attribute("d")
    ways = visit.ask("return [...new Set(bs.scene.arrows().map(({westward}) => westward))]")
    assert heads == "M2 9L11 5V13Z" * (1 in ways) + "M38 9L29 5V13Z" * (-1 in ways) != ""


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


@pytest.fixture(scope="module")
def to_the_south(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("south")
    first, second = (
        layer(
            folder / f"{name}.geojson",
            {"Chaco": shapely.box(-62, south, -58, -20), "Sur": shapely.box(-62, -28, -58, south)},
        )
        for name, south in (("v", -24), ("n", -25))
    )
    return first, second


def test_in_other_languages_files_are_no_days(
    to_the_south: tuple[Path, Path], files: tuple[Path, Path]
) -> None:
    pages = {
        tag: border_map(*own_snapshots(*to_the_south, name="state", state="Chaco"), lang=tag)
        .get_root()
        .render()
        for tag in ("de", "lt")
    }
    german = pages["de"]
    assert "Chaco: v und n" in german
    assert "Von „v“ zu „n“ wuchs das Gebiet Chaco um" in german
    assert "Ihre Dateien" in german
    for english in ("v and n", "Vom v", "Am v", "your files", "edge of", "Küste", "Rand des Atlas"):
        assert english not in german, english
    assert "„v“ – „n“: Chaco teritorija" in pages["lt"]
    from_nobody = border_map(*own_snapshots(*files, name="state", state="B"), lang="de").get_root().render()
    assert ">A → B</button>" in from_nobody
    assert ">kein Staat in den Dateien → B</button>" in from_nobody


def test_of_what_the_files_name_no_state_it_says_no_sea(to_the_south: tuple[Path, Path]) -> None:
    """It may be land. Kilometres of what lies apart are no border's move; all that was cut is in view."""
    before, after = own_snapshots(*to_the_south, name="state", state="Chaco")
    found = change(before, after)
    words = page_words(found)
    told = (words["coast"], words["ends"]["coast"], words["nobody"], words["legend_coast"])
    assert told == (*("no state in the files",) * 3, "… beyond it: no state in the files")
    assert inks_of(before.atlas)["sea"] != inks()["sea"]
    page = border_map(before, after).get_root().render()
    assert "kilometres are the width of that land, not how far a border moved" in page
    head, _ = map_data(found, epochs_of(before, "Chaco", WHOLE), words, view=WHOLE)
    assert head["focus"] == pytest.approx(before.atlas.window, abs=1e-6)
    assert sentence(words, change(before, before), measured(found, "total", "")) == ["Borders in “v”."]
