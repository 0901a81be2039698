"""What can safely be mended in a layer is mended and said; what is no fault changes nothing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import shapely
from asking import ask
from building import EAST, GOOD, TRIANGLE, collection, feature, polygon, raw, shapes, text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

REPAIRS: list[tuple[str, Callable[[Path], Path], str]] = [
    (
        "open ring",
        shapes(feature(polygon((20, 50), (24, 50), (24, 54)))),
        "open rings of 1 feature were closed",
    ),
    (
        "self-crossing",
        shapes(feature(polygon((20, 50), (24, 54), (24, 50), (20, 54), (20, 50)))),
        "rings that cross or touch themselves mended in 1 feature",
    ),
    ("no geometry", shapes(feature(None), feature(TRIANGLE)), "1 feature without a geometry left out"),
    ("no name", shapes(feature(TRIANGLE, None), feature(TRIANGLE)), "1 feature without a 'state' left out"),
    (
        "a code for none",
        shapes(feature(TRIANGLE, "-99"), feature(TRIANGLE, "-099"), feature(TRIANGLE)),
        "2 features left out, of no state: in 'state' stands -099, -99, a code for none",
    ),
    (
        "collection",
        shapes(
            feature(
                {
                    "type": "GeometryCollection",
                    "geometries": [TRIANGLE, {"type": "Point", "coordinates": [1, 2]}],
                }
            )
        ),
        "what is less than an area, or than a line, in collections was left out",
    ),
    (
        "TopoJSON",
        text(
            "bad.topojson",
            json.dumps(
                {
                    "type": "Topology",
                    "arcs": [[[20, 50], [24, 50], [24, 54], [20, 50]]],
                    "objects": {
                        "x": {
                            "type": "GeometryCollection",
                            "geometries": [{"type": "Polygon", "arcs": [[0]], "properties": {"state": "B"}}],
                        }
                    },
                }
            ),
        ),
        "taken as degrees on WGS 84",
    ),
]
"""What is wrong, a file that is, and what is said of its repair."""


@pytest.mark.parametrize(("build", "said"), [row[1:] for row in REPAIRS], ids=[row[0] for row in REPAIRS])
def test_repairs_are_made_and_said(
    build: Callable[[Path], Path],
    said: str,
    later: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    arguments = ["compare", str(build(tmp_path)), str(later), "--name", "state", "--state", "B"]
    status, out, err = ask([*arguments, "--format", "json"], capsys)
    assert (status, err.count("\n")) == (0, 1)
    assert said in err
    assert json.loads(out)["total"]["area_km2"] > 0
    assert ask([*arguments, "--quiet"], capsys)[2] == ""
    german = ask([*arguments, "--format", "json", "--lang", "de"], capsys)[2]
    assert german.count("\n") == 1
    assert not {"the", "of", "left", "that", "feature", "features"} & set(german.split())


def test_what_is_said_of_both_files_is_said_once(later: Path, capsys: pytest.CaptureFixture[str]) -> None:
    again = later.with_name("again.geojson")
    again.write_bytes(later.read_bytes() + b"\n")
    asked = ["compare", str(later), str(again), "--name", "state", "--state", "B", "--encoding", "cp1250"]
    status, _, err = ask(asked, capsys)
    assert (status, err.count("--encoding is for files")) == (0, 1)
    assert f"{later}, {again}: in UTF-8, or in what the file says" in err


@pytest.mark.parametrize(
    "content",
    ["\ufeff" + GOOD, GOOD.replace(", ", ",\r\n"), GOOD.replace("54.0]", "54.0, 7.5]")],
    ids=["byte-order mark", "CRLF", "heights"],
)
def test_what_is_no_fault_changes_nothing(
    content: str, later: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder in ("plain", "odd"):
        (tmp_path / folder).mkdir()
    plain, odd = raw(tmp_path / "plain" / "a.geojson", GOOD), raw(tmp_path / "odd" / "a.geojson", content)
    asked = [str(later), "--name", "state", "--state", "B", "--format", "json"]
    results = [ask(["compare", str(path), *asked], capsys) for path in (plain, odd)]
    assert results[0] == results[1]
    assert results[0][0] == 0


def test_collections_of_collections_count_whole(
    later: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nested = {"type": "GeometryCollection", "geometries": [shapely.geometry.mapping(EAST)]}
    twice = {"type": "GeometryCollection", "geometries": [nested]}
    asked = [str(later), "--name", "state", "--state", "B", "--format", "json"]
    found = []
    for geometry in (shapely.geometry.mapping(EAST), nested, twice):
        path = raw(tmp_path / "one.geojson", collection(feature(geometry)))
        found.append(ask(["compare", str(path), *asked], capsys)[1])
    assert found[0] == found[1] == found[2]
