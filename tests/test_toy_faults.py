"""What is wrong with an atlas is named: the toy atlas, spoilt in one place each time."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import shapely
from toy import ABOUT, LAND, LINES, write

from geo import open_atlas
from geo.errors import DataError
from geo.measures.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def faults(folder: Path) -> dict[str, tuple[str, ...]]:
    return {check.name: check.faults for check in verify(folder) if check.name != "checksums" and check.faults}


def edited(path: Path, edit: Callable[[dict[str, Any]], object]) -> None:
    told = json.loads(path.read_text(encoding="utf-8"))
    edit(told)
    path.write_text(json.dumps(told), encoding="utf-8")


def test_an_atlas_that_is_whole_has_no_fault(tmp_path: Path) -> None:
    assert faults(write(tmp_path)) == {}


def test_nothing_is_asked_of_an_atlas_that_does_not_say_what_it_is(tmp_path: Path) -> None:
    (write(tmp_path) / "atlas.json").write_text("{", encoding="utf-8")
    found = faults(tmp_path)
    assert list(found) == ["what the atlas says of itself", "all the rest"]
    assert found["all the rest"] == ("cannot be asked until atlas.json is whole",)


@pytest.mark.parametrize("path", ["../elsewhere.csv", "/etc/hosts", "tables/../../elsewhere.csv"])
def test_no_file_beyond_the_folder_is_read(tmp_path: Path, path: str) -> None:
    resources = [{"path": path, "hash": "sha256:0"}]
    (write(tmp_path) / "datapackage.json").write_text(json.dumps({"resources": resources}), encoding="utf-8")
    checksums = next(iter(verify(tmp_path)))
    assert checksums.faults[0] == f"{path} leads out of the folder"


def test_a_sliver_is_named(tmp_path: Path) -> None:
    islet = shapely.box(21, 53.5, 21.0005, 53.5005)  # 33 by 56 metres
    assert faults(write(tmp_path, (LAND, islet))) == {
        "no slivers": ("west has a sliver at 53.5003 N 21.0003 E",)
    }


def test_an_arc_that_crosses_itself_is_named(tmp_path: Path) -> None:
    def knot(arcs: dict[str, Any]) -> None:
        arcs["features"][list(LINES).index("upright")]["geometry"]["coordinates"] = [
            *((22, 50), (22, 52), (21.5, 51.5), (22.5, 51.5), (22, 53), (22, 54)),
        ]

    edited(write(tmp_path) / "arcs" / "all.geojson", knot)
    assert faults(tmp_path)["arcs noded and ending in nodes"] == ("upright crosses itself",)


def test_an_area_of_what_did_not_change_hands_is_named(tmp_path: Path) -> None:
    published = "figure,name,zones,km2,lakes,tolerance,source,known\na,An area,east,1000,,0.1,x,read\n"
    edited(
        write(tmp_path, published=published) / "atlas.json", lambda about: about["tables"].append("published")
    )
    ((name, (fault,)),) = faults(tmp_path).items()
    assert name == "areas against published figures"
    assert fault.endswith("published.csv, line 2: 'east' did not change hands")


@pytest.mark.parametrize(
    ("name", "number", "edit", "told"),
    [
        ("coast", 1, lambda one: one["properties"].pop("area_km2"), "lacks area_km2"),
        (
            "lakes",
            2,
            lambda one: [one["properties"].pop(field) for field in ("name", "divided")],
            "lacks name, divided",
        ),
        (
            "coast",
            1,
            lambda one: one.update(geometry={"type": "LineString", "coordinates": [[20, 50], [21, 51]]}),
            "has the wrong shape",
        ),
    ],
)
def test_a_feature_that_is_not_what_it_should_be_is_named(
    tmp_path: Path, name: str, number: int, edit: Callable[[dict[str, Any]], object], told: str
) -> None:
    path = write(tmp_path) / "land" / f"{name}.geojson"
    edited(path, lambda collection: edit(collection["features"][number - 1]))
    with pytest.raises(DataError) as error:
        open_atlas(tmp_path).ground.features(name)
    assert str(error.value) == f"{path}: feature {number} {told}"


def test_how_far_the_open_sea_lies_off_is_a_number(tmp_path: Path) -> None:
    assert ABOUT["window"] == [20, 50, 26, 54]  # of which a part is more than 20 km from the land
    edited(
        write(tmp_path) / "land" / "open_sea.geojson",
        lambda sea: sea["features"][0]["properties"].update(off_km="far"),
    )
    with pytest.raises(DataError, match=r"^open_sea\.geojson holds an off_km that is no number of kilometres$"):
        open_atlas(tmp_path).on("1940-01-01").who(23.0, 53.9)


UPRIGHT = list(LINES).index("upright")
OF_UPRIGHT = "all.geojson: the arc upright"


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (lambda arcs: arcs.append(arcs[UPRIGHT]), f"{OF_UPRIGHT} stands in all.geojson too; keep one."),
        (lambda arcs: arcs.clear(), "arcs holds no arcs; name a data folder with arcs, land and tables."),
        (
            lambda arcs: arcs[UPRIGHT]["properties"].update(colour="red"),
            "all.geojson: an arc has the wrong fields (",
        ),
        (
            lambda arcs: arcs[UPRIGHT]["properties"].update(note=3),
            f"{OF_UPRIGHT} has a field of the wrong kind",
        ),
        (
            lambda arcs: arcs[UPRIGHT]["properties"].update(sigma_m=None),
            f"{OF_UPRIGHT} has a field of the wrong kind",
        ),
        *(
            (
                lambda arcs, sigma=sigma: arcs[UPRIGHT]["properties"].update(sigma_m=sigma),
                f"{OF_UPRIGHT} has a position error that cannot be: {sigma} m",
            )
            for sigma in (-1, 1e9, True)
        ),
        *(
            (
                lambda arcs, shape=shape: arcs[UPRIGHT].update(geometry=shape),
                f"{OF_UPRIGHT} is no line of longitudes and latitudes",
            )
            for shape in (
                {"type": "Point", "coordinates": [22, 50]},
                {"type": "LineString", "coordinates": [[22, 50, 7], [22, 54, 7]]},
            )
        ),
    ],
)
def test_an_arc_that_is_not_what_it_should_be_is_named(
    tmp_path: Path, edit: Callable[[list[dict[str, Any]]], object], told: str
) -> None:
    edited(write(tmp_path) / "arcs" / "all.geojson", lambda collection: edit(collection["features"]))
    with pytest.raises(DataError) as error:
        open_atlas(tmp_path)
    assert told in str(error.value)


def test_an_error_where_none_is_known_is_named(tmp_path: Path) -> None:
    edited(write(tmp_path) / "atlas.json", lambda about: about.update(position_errors={"known": False}))
    with pytest.raises(
        DataError, match=r"an arc has a position error, but atlas\.json says that none is known$"
    ):
        open_atlas(tmp_path)
