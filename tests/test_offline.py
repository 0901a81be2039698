"""The map without a network, and without a way from data to code."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import folium
import pytest
from branca.element import Element

import geo.page.leaflet
from geo.errors import DataError
from geo.page.border_map import border_map
from geo.page.leaflet import FOLDER, leaflet
from geo.page.offline import DataBlock, OfflineMap, Script, Style, Verbatim
from geo.page.packing import bytes_of, pack_lines, unpack_lines

if TYPE_CHECKING:
    from pathlib import Path

    from sharing import Built

    from geo.atlas.atlas import Snapshot

HOSTILE = "{{7*7}}{% x %}<img src=x onerror=alert(1)></script>"


def page(**options: Any) -> OfflineMap:  # noqa: ANN401
    made = OfflineMap([55.0, 28.0], **options)
    made.add_child(DataBlock("data", {"name": HOSTILE}, b"\x00\x01"))
    made.add_child(Style("body { margin: 0 }"))
    made.add_child(Script("window.done = true;"))
    return made


def with_layers(word: str) -> OfflineMap:
    """A map with layers of folium's own, and code of the user's that names one."""
    made = page(title=word)
    group = folium.FeatureGroup(name="group").add_to(made)
    folium.GeoJson({"type": "Point", "coordinates": [28.0, 55.0]}, name=word).add_to(group)
    folium.Circle([55.0, 28.0], radius=9.0, tooltip=word).add_to(group)
    folium.LayerControl().add_to(made)
    made.get_root().script.add_child(  # type: ignore[attr-defined]
        Verbatim(f"window.kept = {group.get_name()};")
    )
    return made


def script_of(html: str) -> str:
    packed = re.findall(r'id="page-code">([^<]*)</script>', html)[0]
    return gzip.decompress(bytes_of(packed)).decode()


def test_no_outside_address_is_fetched() -> None:
    html = page(title="A map").get_root().render()
    assert not re.search(r"<(script|link|img|iframe)[^>]+(src|href)=[\"']?https?:", html)
    assert not re.search(r"url\([\"']?(?!data:|#)[\w./]", leaflet()[0])
    assert "default-src 'none'" in html


def test_hostile_text_stays_text() -> None:
    html = page(title=HOSTILE, description=HOSTILE).get_root().render()
    assert "49" not in re.findall(r"<title>(.*?)</title>", html)[0]
    assert "<img src=x" not in html
    assert "&lt;img src=x onerror=alert(1)&gt;" in html


def test_data_come_back_whole() -> None:
    html = page(title="A map").get_root().render()
    text = re.findall(r'id="data">([^<]*)</script>', html)[0]
    raw = gzip.decompress(bytes_of(text))
    length = int.from_bytes(raw[:4], "little")
    assert json.loads(raw[4 : 4 + length]) == {"name": HOSTILE}
    assert raw[4 + length :] == b"\x00\x01"


def test_rendered_twice_it_is_the_same() -> None:
    made = page(title="A map")
    assert made.get_root().render() == made.get_root().render()
    assert made.get_root().render() == page(title="A map").get_root().render()


def test_the_same_layers_of_folium_are_the_same_bytes() -> None:
    assert with_layers("a").get_root().render() == with_layers("a").get_root().render()
    code = script_of(with_layers("a").get_root().render())
    assert not re.search(r"[0-9a-f]{32}", code.partition("window.kept")[0].rpartition("L.map(")[2])
    kept = re.findall(r"window\.kept = (\w+);", code)[0]
    assert f"var {kept} = L.featureGroup" in code


def test_maps_drawn_in_many_threads_are_each_what_they_are_alone() -> None:
    words = [f"map {k}" for k in range(12)]
    alone = [with_layers(word).get_root().render() for word in words]
    drawn = Element.__dict__["_generate_id"]
    together = threading.Barrier(len(words))

    def draw(word: str) -> str:
        together.wait()
        made = with_layers(word)
        together.wait()
        return str(made.get_root().render())

    with ThreadPoolExecutor(len(words)) as pool:
        assert list(pool.map(draw, words)) == alone
    assert Element.__dict__["_generate_id"] is drawn
    assert folium.Map(tiles=None).get_name() != folium.Map(tiles=None).get_name()


@pytest.mark.parametrize(
    ("part", "text"), [(Script, "x = '</script>'"), (Style, "a::after { content: '</style>' }")]
)
def test_a_part_that_ends_its_element_is_refused(part: type[Script | Style], text: str) -> None:
    made = OfflineMap([55.0, 28.0])
    made.add_child(part(text))
    with pytest.raises(DataError, match="holds '</"):
        made.get_root().render()


def test_leaflet_is_the_one_that_was_checked() -> None:
    css, js = leaflet()
    assert "1.9.4" in js[:400]
    assert "leaflet-pane" in css
    assert "@import" not in css


@pytest.mark.parametrize("name", ["leaflet.js", "leaflet.css", "images/layers.png", "images/marker-shadow.png"])
def test_another_leaflet_is_refused(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    own = tmp_path / "leaflet"
    shutil.copytree(FOLDER, own)
    (own / name).write_bytes((own / name).read_bytes() + b" ")
    monkeypatch.setattr(geo.page.leaflet, "FOLDER", own)
    leaflet.cache_clear()
    with pytest.raises(DataError, match=f"{name} is not the file that was checked; install bordershift again"):
        leaflet()


def test_two_processes_write_the_same_bytes(
    built: Built, before: Snapshot, after: Snapshot, pages: Path
) -> None:
    assert built.hash_seed != os.environ.get("PYTHONHASHSEED")
    made = border_map(before, after, linked=True)
    assert made.get_root().render() == (pages / "index.html").read_text(encoding="utf-8")


def test_packed_lines_of_every_sort() -> None:
    import numpy as np  # noqa: PLC0415

    rng = np.random.default_rng(3)
    lines = [np.round(rng.uniform((-180, -90), (180, 90), (n, 2)), 5) for n in (2, 3, 50, 700)]
    for there, back in zip(lines, unpack_lines(pack_lines(lines, 100_000), 100_000), strict=True):
        assert back == pytest.approx(there, abs=1e-9)
