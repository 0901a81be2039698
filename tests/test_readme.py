"""What the README says is what the program says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import geo
from geo.atlas.schema import TABLES
from geo.claims.assess import assess_claims
from geo.sources.readme import citation_markdown, lakes_markdown
from geo.sources.tables import tables_text
from geo.sources.validation import validation_text
from geo.text.figures import shift_markdown, shift_sentence
from geo.text.findings import claims_markdown

if TYPE_CHECKING:
    from geo.atlas.atlas import Atlas, Snapshot

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_figures_are_fresh(before: Snapshot, after: Snapshot) -> None:
    block = re.findall(r"<!-- figures -->\n(.*?)<!-- /figures -->", README, re.DOTALL)
    assert block == [shift_markdown(geo.shift(before, after))], "run `make readme`"


def test_the_lakes_are_fresh(before: Snapshot, after: Snapshot) -> None:
    block = re.findall(r"<!-- lakes -->\n(.*?)<!-- /lakes -->", README, re.DOTALL)
    assert block == [lakes_markdown(geo.shift(before, after))], "run `make readme`"


def test_the_headline_is_fresh(before: Snapshot, after: Snapshot) -> None:
    block = re.findall(r"<!-- headline -->\n(.*?)<!-- /headline -->", README, re.DOTALL)
    assert block == [f"**{shift_sentence(geo.shift(before, after), before.atlas.about)}**\n"], (
        "run `make readme`"
    )


def test_verdicts_are_fresh(atlas: Atlas) -> None:
    block = re.findall(r"<!-- claims -->\n(.*?)<!-- /claims -->", README, re.DOTALL)
    assert block == [claims_markdown(assess_claims(atlas))], "run `make readme`"


def test_the_citation_is_that_of_the_layers_and_of_this_version(atlas: Atlas) -> None:
    block = re.findall(r"<!-- citation -->\n(.*?)<!-- /citation -->", README, re.DOTALL)
    assert block == [citation_markdown(atlas.about)], "run `make readme`"


def test_what_cells_may_hold_is_fresh() -> None:
    told = (ROOT / "data" / "TABLES.md").read_text(encoding="utf-8")
    assert told == tables_text(), "run `make data`"
    for name, table in TABLES.items():
        assert f"## `tables/{name}.csv`" in told
        assert all(f"| `{column.name}` |" in told for column in table.columns)
    assert "a `region` of `regions.csv` where `measure` is `shift`" in told


def test_the_validation_report_is_fresh(atlas: Atlas) -> None:
    report = (ROOT / "data" / "VALIDATION.md").read_text(encoding="utf-8")
    assert report == validation_text(atlas), "run `make data`"


def test_files_it_points_to_are_there() -> None:
    for target, heading in re.findall(r"\]\(([^)#:]*)(#[^)]+)?\)", README):
        path = ROOT / (target or "README.md")
        assert path.exists(), target
        if heading:
            titles = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
            assert heading[1:] in {title.lower().replace(" ", "-") for title in titles}, heading


@pytest.mark.usefixtures("open_already")
def test_python_example_runs(tmp_path: Path) -> None:
    code = re.findall(r"```python\n(.*?)```", README, re.DOTALL)[0].replace(
        "map.html", str(tmp_path / "map.html")
    )
    exec(compile(code, "README.md", "exec"), {})  # noqa: S102  (the README's own lines)
    assert (tmp_path / "map.html").stat().st_size > 300_000
