"""What a reader takes along from the map: layers, figures, a picture."""

from __future__ import annotations

import json
import re
import struct
from functools import cache
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import numpy as np
import pandas as pd
import pyproj
import pytest
import shapely
from building import LATER_EAST, LATER_WEST, layer
from PIL import Image

import geo
from geo.export.drawing import Text
from geo.own.overlay import own_snapshots
from geo.page.picture import picture

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from browsing import Tabs, Visit

    from geo.atlas.atlas import Atlas, Snapshot
    from geo.measures.change import Change

pytestmark = pytest.mark.browser
SHARE_OFF = {"index": 0.001, "baltics": 0.002}
"""Of a region's area, by which its shape in the file may differ: coasts of the page have less detail."""


def read(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def changed(layers: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for one in layers["features"] if one["properties"]["layer"] == "change"]


def square_km(shape: shapely.Geometry) -> float:
    """Of the shape as it stands in the file, its vertices joined by geodesics."""
    return float(abs(pyproj.Geod(ellps="WGS84").geometry_area_perimeter(shape)[0])) / 1e6


def by_region(pairs: Iterable[tuple[str, float]]) -> dict[str, float]:
    sums: dict[str, float] = {}
    for region, km2 in pairs:
        sums[region] = sums.get(region, 0.0) + km2
    return sums


def check_territory(features: list[dict[str, Any]], found: Change, share_off: float) -> None:
    shapes = [shapely.geometry.shape(one["geometry"]) for one in features]
    assert all(shape.is_valid for shape in shapes)
    for polygon in shapely.get_parts(shapes):
        assert shapely.is_ccw(polygon.exterior)
        assert not any(shapely.is_ccw(hole) for hole in polygon.interiors)
    drawn = by_region(
        (one["properties"]["region"], square_km(shape)) for one, shape in zip(features, shapes, strict=True)
    )
    measured = by_region((t.region, abs(t.area_km2 + t.lake_km2)) for t in found.transfers)
    assert drawn == pytest.approx(measured, rel=share_off)
    said = {one["properties"]["zone"]: one["properties"] for one in features}
    assert set(said) == {transfer.zone.id for transfer in found.transfers}
    for transfer in found.transfers:
        own = said[transfer.zone.id]
        assert (own["from"], own["to"]) == (transfer.before.holder, transfer.after.holder)
        assert own["area_km2"] == pytest.approx(transfer.area_km2, abs=1e-6)
        assert own["lake_km2"] == pytest.approx(transfer.lake_km2, abs=1e-6)


@pytest.fixture(scope="module")
def until(atlas: Atlas) -> Callable[[str], Change]:
    """Measure what had changed until a day, once for every page."""
    return cache(lambda day: geo.change(atlas.on("1939-08-23"), atlas.on(day)))


@pytest.mark.parametrize("name", list(SHARE_OFF))
@pytest.mark.parametrize("day", ["1940-04-01", "1941-06-21"])
def test_land_that_changed_hands_is_territory_not_sea(
    tabs: Tabs, pages: Path, until: Callable[[str], Change], tmp_path: Path, name: str, day: str
) -> None:
    visit = tabs.share(pages / f"{name}.html")
    visit.ask("bs.set({day: given[0]}); await bs.settled();", day)
    layers = read(visit.take("layers", tmp_path))
    check_territory(changed(layers), until(day), SHARE_OFF[name])
    islands = next(one for one in changed(layers) if one["properties"]["zone"] == "gulf_islands")
    assert len(islands["geometry"]["coordinates"]) > 5


def test_land_that_was_lost_is_territory_too(
    tabs: Tabs, page_about: Callable[[str], Path], before: Snapshot, after: Snapshot, tmp_path: Path
) -> None:
    visit = tabs.open(page_about("Estonia"))
    features = changed(read(visit.take("layers", tmp_path)))
    check_territory(features, geo.change(before, after, state="Estonia"), 0.001)
    assert all(one["properties"]["area_km2"] < 0 for one in features)
    profile = pd.read_csv(visit.take("profile", tmp_path))
    assert profile["net_km"].dtype == np.float64
    assert profile["net_km"].max() <= 0
    moved = geo.shift(before, after, state="Estonia", every_deg=visit.ask("return bs.atlas.every")).profile
    assert profile["net_km"].tolist() == pytest.approx(moved.net_km[moved.loss_km > 0].tolist(), abs=0.001)
    figures = pd.read_csv(visit.take("figures", tmp_path))
    assert figures["area_km2"].iloc[-1] == pytest.approx(
        geo.change(before, after, state="Estonia").area_km2, abs=0.001
    )


def test_layers_name_borders_and_credits(
    visit: Visit, tmp_path: Path, before: Snapshot, after: Snapshot
) -> None:
    path = visit.take("layers", tmp_path)
    assert path.name == "bordershift-1941-06-21.geojson"
    layers = read(path)
    assert "ODbL" in layers["attribution"]
    lines = [one["properties"] for one in layers["features"] if one["properties"]["layer"] == "border"]
    for snapshot in (before, after):
        own = {b.arc.id for b in snapshot.borders if "USSR" in {b.left.holder, b.right.holder}}
        assert {line["arc"] for line in lines if line["day"] == snapshot.day.isoformat()} == own


def test_figures_are_numbers_and_their_total_is_called_so(
    visit: Visit, tmp_path: Path, before: Snapshot, after: Snapshot
) -> None:
    table = pd.read_csv(visit.take("figures", tmp_path))
    moved = geo.shift(before, after)
    assert table["region"].tolist() == [*(region.region for region in moved.regions), "total"]
    assert table["name"].tolist()[-1] == moved.total.name
    assert table["area_km2"].tolist() == pytest.approx([*moved.frame()["area_km2"]], abs=0.001)
    words = {"from", "to", "region", "name", "max_near"}
    assert all(pd.api.types.is_numeric_dtype(table[name]) for name in set(table) - words)
    profile = pd.read_csv(visit.take("profile", tmp_path))
    assert {"lat", "gain_km", "loss_km", "net_km", "sigma_km", "end"} <= set(profile.columns)


def test_a_picture_has_what_it_needs_to_stand_alone(visit: Visit, tmp_path: Path) -> None:
    drawing = visit.take("drawing", tmp_path)
    assert drawing.name == "bordershift-map-1941-06-21.svg"
    root = ET.parse(drawing).getroot()  # noqa: S314  (our own page made it)
    said = [text.text or "" for text in root.iter("{http://www.w3.org/2000/svg}text")]
    told = " ".join(said)
    assert said[0].startswith("The western border of the USSR")
    assert "Largest shift 449 km on 56.28° N, near Liepāja" in told
    assert "Gained by the USSR" in told
    assert not any(line.startswith("AbcL") for line in said)  # the legend's picture of a name is not its text
    assert {"FINLAND", "1939"} <= set(said)  # a name of two lines has two here as well
    assert re.search(r"\d+ km on \d\d° N", told)
    assert "© OpenStreetMap contributors (ODbL 1.0)" in told
    content = visit.take("picture", tmp_path).read_bytes()
    assert struct.unpack(">II", content[16:24])[0] == 3000
    # of the swipe, which day is on which side
    visit.ask("bs.set({view: 'swipe'})")
    root = ET.parse(visit.take("drawing", tmp_path)).getroot()  # noqa: S314  (our own page made it)
    dated = {
        text.get("text-anchor"): text.text
        for text in root.iter()
        if (text.text or "").endswith(("1939", "1941"))
    }
    assert (dated["end"], dated["start"]) == ("23 August 1939", "21 June 1941")
    visit.ask("bs.set({view: 'both'})")


def test_page_and_program_tell_the_same_in_a_picture(
    visit: Visit, tmp_path: Path, before: Snapshot, after: Snapshot
) -> None:
    """Both say title, sentence, regions and credit in the same words, and no name is cut at the map's edge."""
    of_program = picture(before, after)
    content = visit.take("drawing", tmp_path).read_text(encoding="utf-8")
    root = ET.fromstring(content)  # noqa: S314  (our own page made it)
    said = [text.text or "" for text in root.iter("{http://www.w3.org/2000/svg}text")]
    told = [mark.text for mark in of_program.marks if isinstance(mark, Text)]
    assert " ".join(said).startswith(f"{of_program.title} {of_program.description} ")
    assert "Names of towns are those of 1939." in said
    assert " ".join(said[said.index("Region") :]) == " ".join(told[told.index("Region") :])
    cut = visit.ask(
        """
      const holder = document.createElement('div');
      holder.innerHTML = given[0];
      document.body.append(holder);
      const names = holder.querySelector('g[clip-path]'), frame = names.nextElementSibling.getBBox();
      const beyond = [...names.querySelectorAll(':scope > text')].filter((text) => {
        const {x, y, width, height} = text.getBBox(), [right, low] = [x + width, y + height];
        return x < frame.x || y < frame.y || right > frame.x + frame.width || low > frame.y + frame.height;
      }).map((text) => text.textContent);
      holder.remove();
      return beyond;""",
        content,
    )
    assert cut == []


def test_a_picture_shows_the_place_that_is_asked_about(visit: Visit, tmp_path: Path) -> None:
    def pins(drawing: str) -> int:
        return drawing.count('fill="#ffd34d"')  # the pin's heart

    assert pins(visit.take("drawing", tmp_path).read_text(encoding="utf-8")) == 0
    visit.ask(  # above the card that a phone shows below
        "bs.map.setView([47.5, 24.03], 6, {animate: false}); bs.card.ask(49.842, 24.03);"
        "await bs.settled(); await bs.settled();"
    )
    drawing = visit.take("drawing", tmp_path).read_text(encoding="utf-8")
    assert pins(drawing) == 1
    assert len(re.findall(r">Lwów( \(Lviv\))?<", drawing)) == 1  # a town is not named twice


@pytest.mark.parametrize(
    "shown",
    [
        "bs.set({view: 'both'}); bs.map.setView([57, 26], 5, {animate: false});",
        "bs.set({view: 'single', day: '1939-08-23'}); bs.map.setView([47, 27], 7, {animate: false});",
        "bs.set({view: 'swipe', day: '1940-06-28'}); bs.map.setView([60, 27], 6, {animate: false});",
    ],
)
def test_a_picture_shows_what_the_map_shows(visit: Visit, tmp_path: Path, shown: str) -> None:
    """Two hands draw the map, one on canvases and one in lines: they have to draw the same."""
    visit.ask(f"{shown} bs.set({{names: false, shift: false}}); await bs.settled(); await bs.settled();")
    on_screen = visit.ask("""
      const { left, top, right, bottom } = bs.camera.room, own = bs.map.getContainer().getBoundingClientRect();
      const drawn = Object.assign(document.createElement('canvas'), { width: own.width, height: own.height });
      const pen = drawn.getContext('2d', { willReadFrequently: true });
      pen.fillStyle = bs.inks.sea;
      pen.fillRect(0, 0, own.width, own.height);
      for (const { canvas } of [bs.scene.ground, bs.scene.main]) {
        const box = canvas.getBoundingClientRect();
        pen.drawImage(canvas, box.left - own.left, box.top - own.top, box.width, box.height);
      }
      const colours = [];
      for (let j = 1; j < 40; j++) for (let k = 1; k < 30; k++) {
        const [x, y] = [left + (k * (right - left)) / 30, top + (j * (bottom - top)) / 40];
        colours.push([...pen.getImageData(x, y, 1, 1).data].slice(0, 3));
      }
      return colours;""")
    drawing = visit.take("drawing", tmp_path).read_text(encoding="utf-8")
    framed = r'd="M([\d.]+) ([\d.]+)H([\d.]+)V([\d.]+)H[\d.]+Z" fill="none" stroke="#8d887c"'
    left, top, right, bottom = (2 * float(side) for side in re.findall(framed, drawing)[0])
    pixels = np.asarray(Image.open(visit.take("picture", tmp_path)).convert("RGB"), dtype=float)
    there = np.array(
        [
            pixels[int(top + j * (bottom - top) / 40), int(left + k * (right - left) / 30)]
            for j in range(1, 40)
            for k in range(1, 30)
        ]
    )
    alike = np.abs(there - np.array(on_screen)).max(axis=1) < 40
    assert alike.mean() > 0.9  # edges fall otherwise, and a phone has few pixels


def test_two_files_are_called_as_they_are(tabs: Tabs, tmp_path: Path) -> None:
    files = (
        layer(
            tmp_path / "old map.geojson", {"A": shapely.box(20, 50, 24, 54), "B": shapely.box(24, 50, 30, 54)}
        ),
        layer(tmp_path / "new.geojson", {"A": LATER_WEST, "B": LATER_EAST}),
    )
    page = tmp_path / "own.html"
    geo.border_map(*own_snapshots(*files, name="state", state="B")).save(page)
    visit = tabs.open(page)
    taken = {what: visit.take(what, tmp_path) for what in ("layers", "figures", "profile", "picture")}
    assert [path.name for path in taken.values()] == [
        "compared-new.geojson", "compared-figures-new.csv", "compared-profile-new.csv", "compared-map-new.png",
    ]  # fmt: skip
    for what in ("layers", "figures", "profile"):
        text = taken[what].read_text(encoding="utf-8")
        assert "0001-01" not in text
        assert "old map" in text
    layers = read(taken["layers"])
    assert layers["attribution"] == "your files"
    (moved,) = changed(layers)
    assert square_km(shapely.geometry.shape(moved["geometry"])) == pytest.approx(
        moved["properties"]["area_km2"], rel=0.01
    )
    assert pd.read_csv(taken["profile"])["sigma_km"].isna().all()
    assert visit.said == []
