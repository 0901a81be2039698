"""The example notebook runs, shows what it promises, and is kept without its outputs; results are frames."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import nbclient
import nbformat
import pytest

import geo

if TYPE_CHECKING:
    from geo.atlas.atlas import Snapshot

NOTEBOOK = Path(__file__).resolve().parent.parent / "docs" / "changed_twice.ipynb"


def notebook() -> nbformat.NotebookNode:
    return nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-any-return, no-untyped-call]


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


def test_it_is_kept_without_outputs() -> None:
    for cell in notebook().cells:
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of the kernel's own libraries
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_it_goes_from_a_question_to_a_map_and_a_chart(tmp_path: Path) -> None:
    played = notebook()
    client = nbclient.NotebookClient(
        played, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    )
    client.execute()
    shown = [output for cell in played.cells for output in cell.get("outputs", [])]
    assert not [output for output in shown if output["output_type"] == "error"]
    pictures = [output for output in shown if "image/png" in output.get("data", {})]
    assert len(pictures) == 2
    tables = [output["data"]["text/html"] for output in shown if "text/html" in output.get("data", {})]
    assert "Poland → USSR → Lithuania → USSR" in tables[0]
    assert "The USSR cedes Vilnius to Lithuania" in tables[-1]
    assert (tmp_path / "vilnius.html").stat().st_size > 300_000


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
