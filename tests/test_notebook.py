"""The example notebook runs, shows what it promises, and is kept without its outputs; results are frames."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import pytest

import geo
from geo.errors import DataError
from geo.sources.played import markdown_of, play

if TYPE_CHECKING:
    from browsing import Tabs

    from geo.atlas.atlas import Snapshot

DOCS = Path(__file__).resolve().parent.parent / "docs"
NOTEBOOKS = ("changed_twice", "own_map")


def notebook(name: str) -> nbformat.NotebookNode:
    return nbformat.read(DOCS / f"{name}.ipynb", as_version=4)  # type: ignore[no-any-return, no-untyped-call]


@dataclass(frozen=True)
class Played:
    """What a notebook shows, and the folder where it ran."""

    shown: list[nbformat.NotebookNode]
    folder: Path


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Played]:
    """Run the notebooks one after another, each with no names of the other: starting a kernel is dear."""
    base = tmp_path_factory.mktemp("played")
    cells, ends = [], []
    for name in NOTEBOOKS:
        (base / name).mkdir()
        begin = f"%reset -f\nimport os\nos.chdir({str(base / name)!r})\ndel os"
        own = notebook(name).cells
        for cell in own:
            cell["id"] = f"{name}-{cell['id']}"
        cells += [nbformat.v4.new_code_cell(begin), *own]  # type: ignore[no-untyped-call]
        ends.append(len(cells))
    whole = nbformat.v4.new_notebook(cells=cells)  # type: ignore[no-untyped-call]
    nbformat.write(whole, base / "all.ipynb")  # type: ignore[no-untyped-call]
    done = play(base / "all.ipynb", base).cells
    return {
        name: Played(shown_by(done[start + 1 : end], base / name), base / name)
        for name, start, end in zip(NOTEBOOKS, [0, *ends], ends, strict=False)
    }


def shown_by(cells: list[nbformat.NotebookNode], folder: Path) -> list[nbformat.NotebookNode]:
    """Return what cells show, which their page in the docs shows too."""
    told = markdown_of(nbformat.from_dict({"cells": cells}), folder, "beside")  # type: ignore[no-untyped-call]
    for page in (cell["metadata"].get("page") for cell in cells):
        assert page is None or f'<a href="beside/{page}">' in told
    shown = [output for cell in cells for output in cell.get("outputs", [])]
    pictures = [output for output in shown if "image/png" in output.get("data", {})]
    assert told.count('<img class="shown" alt="') == len(pictures)
    assert not [output for output in shown if output["output_type"] == "error"]
    return shown


def test_results_say_what_they_are_in_a_line(before: Snapshot, after: Snapshot) -> None:
    atlas = before.atlas
    results = (
        geo.shift(before, after),
        geo.change(before, after),
        geo.history(atlas, 25.28, 54.69, name="Vilnius"),
        geo.assess_claims(atlas),
        atlas,
        before,
        before.who(28.86, 47.01),
    )
    for result in results:
        assert repr(result).startswith(f"<{type(result).__name__}")
        assert len(repr(result)) < 120
    assert repr(results[2]) == "<History of Vilnius: Poland, USSR, Lithuania, USSR>"
    assert repr(before).startswith("<Snapshot of 1939-08-23: ")
    assert repr(results[-1]).startswith("<Answer: Romania (sovereign), border at ")


def test_a_picture_without_words_is_refused(tmp_path: Path) -> None:
    data = {"image/png": "iVBORw0KGgo="}
    cell = {"cell_type": "code", "source": "draw()", "metadata": {}, "outputs": [{"data": data}]}
    with pytest.raises(DataError, match="shows a picture; say in its metadata"):
        markdown_of(nbformat.from_dict({"cells": [cell]}), tmp_path, "")  # type: ignore[no-untyped-call]


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_it_is_kept_without_outputs(name: str) -> None:
    for cell in notebook(name).cells:
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of the kernel's own libraries
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_it_goes_from_a_question_to_a_map_and_a_chart(played: dict[str, Played]) -> None:
    shown, folder = played["changed_twice"].shown, played["changed_twice"].folder
    pictures = [output for output in shown if "image/png" in output.get("data", {})]
    assert len(pictures) == 2
    tables = [output["data"]["text/html"] for output in shown if "text/html" in output.get("data", {})]
    assert "Poland → USSR → Lithuania → USSR" in tables[0]
    assert "The USSR cedes Vilnius to Lithuania" in tables[-1]
    assert (folder / "vilnius.html").stat().st_size > 300_000


@pytest.mark.browser
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of the kernel's own libraries
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_own_things_on_the_map_open_with_no_network(tabs: Tabs, played: dict[str, Played]) -> None:
    shown, folder = played["own_map"].shown, played["own_map"].folder
    (told,) = [" ".join(output["text"].split()) for output in shown]
    assert told.startswith("folium.plugins.MarkerCluster needs cdnjs.cloudflare.com, and this page")
    assert not (folder / "clustered.html").exists()
    assert {path.name for path in folder.glob("*.html")} == {"mine.html", "online.html", "plain.html"}
    visit = tabs.open(folder / "mine.html")
    assert visit.page.locator(".leaflet-marker-icon").count() == 3
    visit.page.locator(".leaflet-marker-icon").first.click()
    assert "pretext for the Winter War" in visit.page.locator(".leaflet-popup-content").inner_text()
    assert visit.page.locator("#bs-card").is_hidden()
    visit.page.locator(".leaflet-control-layers").hover()
    visit.page.locator(".leaflet-control-layers").get_by_label("My places").uncheck()
    assert visit.page.locator(".leaflet-marker-icon").count() == 0
    assert visit.ask("return bs.state.sea;") is False
    assert visit.asked == [(folder / "mine.html").as_uri()]
    assert visit.said == []


def test_results_are_frames_with_units_in_their_names(before: Snapshot, after: Snapshot) -> None:
    moved, found = geo.shift(before, after), geo.change(before, after)
    profile = moved.profile.frame()
    assert list(profile.columns)[:7] == ["lat", "gain_km", "loss_km", "net_km", "normal_km", "sigma_km", "end"]
    assert profile["net_km"].tolist() == moved.profile.net_km.tolist()
    regions = moved.frame()
    assert regions["region"].tolist() == [*found.regions, "total"]
    assert regions["area_km2"].iloc[-1] == moved.total.area_km2
    changes = found.frame()
    assert changes.crs == "EPSG:4326"
    assert changes["area_km2"].sum() == pytest.approx(found.area_km2)
    assert set(geo.states(after)["state"]) == set(after.holders)
    assert len(geo.borders(before)) == len(before.borders)
    nothing = geo.change(before, before)
    assert list(nothing.frame().columns) == list(changes.columns)
    answer = before.who(26, 53)
    (told,) = answer.frame().to_dict("records")
    assert told["border_km"] == answer.border_km  # a frame rounds nothing
    for result in (moved, moved.profile, found, nothing, geo.history(before.atlas, 26, 53), answer):
        assert result._repr_html_().startswith("<table")
