"""Two drawings of a border, asked about as a user does; and what cannot be."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import geopandas as gpd
import pytest
import shapely
from asking import ask, here, one_sentence
from building import drawn

import geo
from geo.errors import BordershiftError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    for name, lon in (("ours", 24.0), ("theirs", 24.1)):
        frame = gpd.GeoDataFrame(
            {"part": ["x"]}, geometry=drawn((lon, 50), (lon, 51)).to_list(), crs="EPSG:4326"
        )
        frame.to_file(tmp_path / f"{name}.geojson")
    return [str(tmp_path / f"{name}.geojson") for name in ("ours", "theirs")]


def test_command(files: list[str], tmp_path: Path) -> None:
    told = json.loads(here("accuracy", *files, "--format", "json").stdout)
    assert set(told) == {"ours", "theirs", "within_km", "stretches", "total", "buffers", "farthest"}
    assert told["total"]["mean_km"] == pytest.approx(7.09, abs=0.01)
    assert told["farthest"]["there"]["to"] == "theirs.geojson"
    rows = here("accuracy", *files, "--format", "csv", "--name", "part").stdout.splitlines()
    assert [row.split(",")[0] for row in rows] == ["stretch", "x", "total"]
    bands = here(
        "accuracy", *files, "--format", "csv", "--rows", "buffers", "--buffer", "8"
    ).stdout.splitlines()
    assert bands[1].startswith("8.0,1,1,") or bands[1].startswith("8.0,1.0,1.0,")
    assert "left out: the farthest is where" not in here("accuracy", *files, "--within", "9").stdout
    assert "left out: the farthest is where" in here("accuracy", *files, "--within", "7.1").stdout
    out = tmp_path / "told.json"
    done = here("accuracy", *files, "-o", str(out))
    assert (done.returncode, done.stdout) == (0, "")
    assert json.loads(out.read_text()) == told


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["{0}"], "give two files"),
        (["{0}", "{1}", "--on", "1939-08-23"], "give one file"),
        (["{0}", "{1}", "--within", "0.1"], "give a larger --within"),
        (["{0}", "{1}", "--within", "nan"], "--within is nan km; give a number"),
        (["{0}", "{1}", "--buffer", "-1"], "--buffer is -1 km; give a number"),
        (["{0}", "{1}", "--name", "part", "--stretch", "y"], "no stretch 'y'"),
        (["{0}", "{1}", "--name", "nothing"], "nothing"),
        (["{0}", "{1}", "--name", "part", "--state", "y"], "holds no state 'y'"),
        (["{0}", "{1}", "-o", "{0}", "--name", "part"], "ours.geojson"),
        (["{0}", "none.geojson"], "none.geojson"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(
    arguments: list[str], says: str, files: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = ask(["accuracy", *(text.format(*files) for text in arguments)], capsys)
    assert (status, out) == (2, "")
    assert says in one_sentence(err)


def test_far_apart_files_are_refused() -> None:
    with pytest.raises(BordershiftError, match="lie apart"):
        geo.accuracy(drawn((24, 50), (24, 51)), drawn((124, 50), (124, 51)))
    with pytest.raises(BordershiftError, match="points"):
        geo.accuracy(gpd.GeoSeries([shapely.Point(24, 50)], crs=4326), drawn((24, 50), (24, 51)))
