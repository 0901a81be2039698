"""Results of the toy atlas as tables, and as a notebook shows them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from toy import area_km2, degree_km, east_at

from geo.files.numbers import fixed
from geo.measures.change import change
from geo.measures.shift import shift

if TYPE_CHECKING:
    from geo.atlas.atlas import Atlas

COLUMNS = [
    "zone", "region", "name", "holder_before", "holder_after", "status", "since", "area_km2", "lake_km2",
]  # fmt: skip


def cells(html: str) -> list[list[str]]:
    """What stands in a table's rows, the header first."""
    assert html.startswith("<table")
    return [re.findall(r"<t[dh].*?>(.*?)</t[dh]>", row) for row in re.findall(r"(?s)<tr.*?>(.*?)</tr>", html)]


def test_what_changed_hands(toy: Atlas) -> None:
    found = change(toy.on("1939-08-23"), toy.on("1941-06-21"), state="Eastland")
    frame = found.frame()
    assert frame.columns.tolist() == [*COLUMNS, "geometry"]
    texts = [
        ["middle", "centre", "The Middle", "Westland", "Eastland", "annexed", "1940-01-01"],
        ["west", "west", "The West", "Westland", "Eastland", "occupied", "1940-06-01"],
    ]
    assert frame.assign(since=frame["since"].astype(str))[COLUMNS[:7]].to_numpy().tolist() == texts
    assert frame["area_km2"].tolist() == [transfer.area_km2 for transfer in found.transfers]
    assert frame["lake_km2"].tolist() == [transfer.lake_km2 for transfer in found.transfers]
    assert frame.crs == "EPSG:4326"
    assert frame.geometry.tolist() == [transfer.territory for transfer in found.transfers]
    lake = area_km2(23, 51, 51.5) - area_km2(23.5, 51, 51.5)
    areas = [area_km2(22, 50, 53) - lake, area_km2(20.5, 50, 53) - area_km2(22, 50, 53)]
    assert cells(found._repr_html_()) == [
        COLUMNS,
        [*texts[0], fixed(areas[0]), fixed(lake)],
        [*texts[1], fixed(areas[1]), "0.0"],
    ]


def test_a_title_without_a_beginning(toy: Atlas) -> None:
    back = change(toy.on("1941-06-21"), toy.on("1939-08-23"), state="Eastland").frame()
    assert back["since"].isna().all()
    assert back["status"].tolist() == ["sovereign", "sovereign"]


def test_sectors_and_parallels(toy: Atlas) -> None:
    moved = shift(toy.on("1939-08-23"), toy.on("1941-06-21"), state="Eastland", every_deg=1.0)
    frame = moved.frame()
    assert frame.columns.tolist() == [*moved.total.__slots__, "sigma_area_km2"]
    assert frame["name"].tolist() == ["The Centre", "The West", "All regions"]
    assert frame["mean_km"].tolist() == [part.mean_km for part in (*moved.regions, moved.total)]
    header, *rows = cells(moved._repr_html_())
    assert header == frame.columns.tolist()
    assert [row[:4] for row in rows] == [
        [*names, "50.00", "53.00"] for names in frame[["region", "name"]].to_numpy()
    ]
    assert all(re.fullmatch(r"[\d ]+(\.\d+)?", cell) for row in rows for cell in (*row[2:13], *row[14:]))
    whole = area_km2(20.5, 50, 53)
    assert sum(float(cell.replace(" ", "")) for cell in rows[2][5:7]) == pytest.approx(whole, abs=1.0)
    assert moved.profile.table().title == "On each parallel"
    header, *rows = cells(moved.profile._repr_html_())
    assert header == moved.profile.frame().columns.tolist()
    assert [(row[0], row[3], row[6]) for row in rows[1:]] == [
        (f"{lat:.0f}", fixed((east_at(lat) - 20.5) * degree_km(lat)), "coast") for lat in (51.0, 52.0, 53.0)
    ]
