"""Frames of places: whole, in pieces, in other reference systems, with rows that cannot be answered."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

import geo
from geo.errors import InputFileError

if TYPE_CHECKING:
    from geo.atlas.atlas import Atlas

DAY = "1939-10-05"


@pytest.fixture(scope="module")
def points() -> pd.DataFrame:
    rng = np.random.default_rng(7)
    frame = pd.DataFrame({"lat": rng.uniform(42, 72, 3_000), "lon": rng.uniform(17, 43, 3_000)})
    frame.loc[5, "lat"], frame.loc[6, "lon"] = np.nan, 400.0
    frame.index += 1_000
    return frame


def test_the_recipe_for_tables_larger_than_memory(
    points: pd.DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dask = pytest.importorskip("dask", reason="dask is not installed")
    guide = (Path(__file__).resolve().parent.parent / "docs" / "guide.md").read_text(encoding="utf-8")
    (recipe,) = re.findall(r"```python\n(import dask\n.*?)```", guide, re.DOTALL)
    (tmp_path / "points").mkdir()
    for number in range(3):
        points[number::3].to_parquet(tmp_path / "points" / f"part{number}.parquet")
    monkeypatch.chdir(tmp_path)
    with dask.config.set(num_workers=2):
        exec(recipe, {})  # noqa: S102  (what the guide says)
    geo.who_table(points, "1940-01-01").to_parquet(tmp_path / "whole.parquet")  # which has other units of time
    told, whole = pd.read_parquet(tmp_path / "held"), pd.read_parquet(tmp_path / "whole.parquet")
    pd.testing.assert_frame_equal(told.sort_index(), whole, check_names=False)


def test_it_says_what_each_answer_says(atlas: Atlas, points: pd.DataFrame) -> None:
    told = geo.who_table(points, DAY, atlas=atlas)
    assert told.index.equals(points.index)
    known = points["lat"].notna() & (points["lon"] < 180)
    answers = atlas.on(DAY).who_each(points["lon"].where(known), points["lat"].where(known))
    alone = answers.frame()
    for column in ("holder", "status", "zone", "since", "until", "border_km", "sigma_km"):
        pd.testing.assert_series_equal(
            told[column].reset_index(drop=True), alone[column], check_dtype=False, check_names=False
        )
    assert told["status"].iloc[[5, 6]].tolist() == ["unreadable", "unreadable"]
    assert {"outside", "sea"} <= set(told["status"])
    taken = told[told["passing_to"] != ""]
    assert not taken.empty  # Poland was still being taken
    assert not taken["sure"].any()


def test_the_sea_near_a_coast_is_told_from_land(atlas: Atlas, points: pd.DataFrame) -> None:
    """On land the holder is the state that a join with `states` finds; elsewhere that finds none."""
    some = points.iloc[10:1_000]
    told = geo.who_table(some, DAY, atlas=atlas)
    places = gpd.GeoDataFrame(geometry=gpd.points_from_xy(some["lon"], some["lat"]), index=some.index, crs=4326)
    joined = gpd.sjoin(places, geo.states(atlas.on(DAY))[["state", "geometry"]], how="left")
    assert told["holder"].where(told["on_land"], "").tolist() == joined["state"].fillna("").tolist()
    assert (~told["on_land"] & (told["holder"] != "")).sum() > 10
    assert not told["on_land"][told["status"].isin(["sea", "outside"])].any()


def test_pieces_are_as_the_whole(atlas: Atlas, points: pd.DataFrame) -> None:
    whole = geo.who_table(points, DAY, atlas=atlas)
    pieces = [geo.who_table(points.iloc[k : k + 700], DAY) for k in range(0, len(points), 700)]
    pd.testing.assert_frame_equal(pd.concat(pieces), whole)
    none = geo.who_table(points.iloc[:0], DAY)
    assert none.dtypes.equals(whole.dtypes)


def test_points_in_any_reference_system(atlas: Atlas, points: pd.DataFrame) -> None:
    some = points.iloc[10:200]
    shapes = gpd.GeoDataFrame(geometry=gpd.points_from_xy(some["lon"], some["lat"]), index=some.index, crs=4326)
    told = geo.who_table(shapes.to_crs(3035), DAY, atlas=atlas)
    assert isinstance(told, gpd.GeoDataFrame)
    assert told["holder"].tolist() == geo.who_table(some, DAY, atlas=atlas)["holder"].tolist()


def test_what_cannot_be_asked_is_said(atlas: Atlas, points: pd.DataFrame) -> None:
    with pytest.raises(InputFileError, match="neither points nor columns lat and lon"):
        geo.who_table(points[["lat"]], DAY, atlas=atlas)
    with pytest.raises(InputFileError, match="has a column holder already; rename it first, with"):
        geo.who_table(points.assign(holder=""), DAY, atlas=atlas)
    areas = gpd.GeoDataFrame(geometry=geo.states(atlas.on(DAY)).geometry)
    with pytest.raises(InputFileError, match="are not points; take their representative_point"):
        geo.who_table(areas, DAY, atlas=atlas)


def test_frames_are_drawn_and_written_as_any_other(atlas: Atlas, tmp_path: Path) -> None:
    before, after = atlas.on("1940-06-27"), atlas.on("1940-07-04")
    frames = {
        "change": geo.change(before, after).frame(),
        "history": geo.history(atlas, 28.86, 47.01).frame(),
        "tenure": geo.tenure(atlas),
        "zones": geo.zones(after),
        "segments": geo.segments(before, after),
        "places": geo.places(atlas),
    }
    for name, frame in frames.items():
        assert isinstance(frame, gpd.GeoDataFrame), name
        assert frame.crs == "EPSG:4326"
        path = f"{tmp_path}/{name}.gpkg"
        frame.to_file(path)
        assert len(gpd.read_file(path)) == len(frame)
    assert frames["segments"].plot().collections
