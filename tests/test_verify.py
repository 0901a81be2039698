"""The data, checked; and each kind of spoiling, named."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from asking import here
from building import shortened

from geo.atlas.bundled import data_folder
from geo.measures.verify import Check, Checks, verify

if TYPE_CHECKING:
    from geo.atlas.atlas import Atlas


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    return Path(shutil.copytree(data_folder(), tmp_path / "data"))


@pytest.fixture
def copy(whole: Path) -> Path:
    shortened(whole / "tables" / "gazetteer.csv")
    return whole


def failures(folder: Path) -> dict[str, tuple[str, ...]]:
    return {check.name: check.faults for check in verify(folder) if not check.passed}


def faults_of(folder: Path, name: str) -> tuple[str, ...]:
    """Run the checks up to the one that is asked for."""
    return next(check.faults for check in verify(folder) if check.name == name)


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_bundled_data_pass() -> None:
    run = here("verify", "--format", "csv")
    assert run.returncode == 0, run.stdout
    rows = list(csv.DictReader(io.StringIO(run.stdout)))
    assert list(rows[0]) == [column.name for column in Checks.COLUMNS]
    assert [row["passed"] for row in rows] == ["yes"] * 9
    assert all(str(Check(row["name"], (), row["found"])).startswith("ok ") for row in rows)


def test_a_spoilt_checksum_is_named(whole: Path) -> None:
    path = whole / "land" / "rivers.geojson"
    path.write_bytes(path.read_bytes() + b"\n")
    found = failures(whole)
    fault, remedy = found["checksums"]
    assert set(found) == {"checksums"}
    assert fault == "land/rivers.geojson is not the file that was recorded"
    record = "python -m geo.sources.datapackage"
    assert remedy == f"what was changed on purpose is recorded by {record} --data {whole}"
    path.unlink()
    (whole / "tables" / "more.csv").write_text("a\n", encoding="utf-8")
    assert faults_of(whole, "checksums") == (
        "land/rivers.geojson is missing",
        "tables/more.csv is not recorded",
        remedy,
    )


def test_a_spoilt_arc_is_named(copy: Path) -> None:
    path = copy / "arcs" / "moscow_1940.geojson"
    collection = json.loads(path.read_text(encoding="utf-8"))
    arc = next(f for f in collection["features"] if f["properties"]["id"] == "karelia_1940")
    arc["geometry"]["coordinates"][-1] = [29.0, 60.9]
    path.write_text(json.dumps(collection), encoding="utf-8")
    found = failures(copy)
    assert "arcs/moscow_1940.geojson is not the file that was recorded" in found["checksums"]
    assert "karelia_1940 ends in nothing at 60.90000 N 29.00000 E" in found["arcs noded and ending in nodes"]
    assert "zones" in found


def test_a_spoilt_tenure_row_is_named(copy: Path) -> None:
    replace(
        copy / "tables" / "tenure.csv",
        "hanko,Finland,sovereign,,1940-03-22",
        "hanko,Finland,sovereign,,1940-03-20",
    )
    assert faults_of(copy, "tenure without gap or overlap") == (
        "tables/tenure.csv, line 16: tenure of hanko: nobody holds it from 1940-03-20 to 1940-03-22",
    )


def test_a_spoilt_place_is_named(copy: Path) -> None:
    path = copy / "tables" / "places.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    k = next(n for n, line in enumerate(lines) if line.startswith("Brest,"))
    lines[k] = lines[k].replace("Poland,USSR", "USSR,USSR")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    (fault,) = faults_of(copy, "places on their side")
    assert fault.startswith("Brest was in USSR on 1939-08-23, not in Poland")


def test_a_spoilt_figure_is_named(copy: Path) -> None:
    replace(copy / "tables" / "published.csv", "65791", "60000")
    faults = faults_of(copy, "areas against published figures")
    assert any(fault.startswith("Latvia of 1939: 65 ") for fault in faults)


def test_errors_are_calibrated(atlas: Atlas) -> None:
    """Of the places nearer to a border than its error, no more are on the wrong side than chance allows."""
    expected, spread, wrong = 0.0, 0.0, 0
    first, second = atlas.about.before.day, atlas.about.after.day
    for day in (first, second):
        answers = atlas.on(day).who_each(
            [place.lon for place in atlas.places], [place.lat for place in atlas.places]
        )
        for place, answer in zip(atlas.places, answers, strict=True):
            sigma_km = np.hypot(answer.sigma_km, place.sigma_m / 1000.0)
            truth = place.holder_before if day == first else place.holder_after
            off = answer.tenure.holder != truth
            assert not (off and answer.border_km > 2.0 * sigma_km), place.name
            if answer.border_km < answer.sigma_km:
                z = answer.border_km / sigma_km
                chance = 0.5 * float(
                    np.exp(-0.717 * z - 0.416 * z * z)
                )  # normal tail (Karagiannidis and Lioumpas)
                expected += chance
                spread += chance * (1.0 - chance)
                wrong += off
    assert wrong <= expected + 2.0 * np.sqrt(spread)


def test_the_data_package_validates() -> None:
    import frictionless  # noqa: PLC0415  (half a second that no other test needs)

    report = frictionless.validate(str(data_folder() / "datapackage.json"))
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "note"])[:5]


def test_the_data_are_small_enough_to_carry() -> None:
    # half of it are the settlements and the index they are found by
    assert sum(path.stat().st_size for path in data_folder().rglob("*") if path.is_file()) < 30_000_000
