"""The map beside what plain folium makes of the same features: size, readiness, the slider, panning.

Plain folium gets Leaflet inside its page, as the map has it, for folium's own
addresses cannot be reached from here: so its page is smaller and sooner ready
than the one folium writes by itself.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any, Final

import folium
import shapely
from branca.element import Element
from playwright.sync_api import sync_playwright

import geo
from geo.earth.generalise import generalise
from geo.export.layers import to_frame
from geo.files.geojson import Feature
from geo.measures.land import segments
from geo.page.ground import COAST_TOLERANCE_M, LEAST_ISLAND_KM2
from geo.page.leaflet import leaflet
from geo.page.words import read_words

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from geo.atlas.atlas import Snapshot

_ROUNDS: Final = 7
_PAIRS: Final = 15
"""Times that pages which differ by little are opened in turns."""
_NOTCH_MS: Final = 500
"""From one notch of the wheel to the next: a zoom takes half of it, and what is drawn then the rest."""
RATES: Final = (1, 4)
"""How many times the processor is slowed: not, and as on a phone."""
_SIZE: Final = {"width": 1280, "height": 800}
_BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome")
_READY: Final = """async () => {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  await window.pageReady;
  const own = await window.bordershift;
  await frame();
  await frame();
  while (own && own.frame !== null) await frame();
  return performance.now();
}"""
"""Two frames after the scripts that draw a page have run: what they drew has been shown; of ours, if nothing
is still due to be drawn."""
_SKETCHED: Final = """() => {
  const look = () => {
    if (window.sketched) return;
    if (window.sketching) window.sketched = performance.now();
    window.sketching = Boolean(document.querySelector('.bs-first')?.getClientRects().length);
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""
"""When the sketch that our page opens with has been shown: one frame after the one that it was laid out for."""
_SLIDE: Final = """async () => {
  const slider = document.querySelector('#bs-time input'), took = [];
  for (let day = 0; day <= 668; day += 4) {
    const began = performance.now();
    slider.value = day;
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
    took.push(performance.now() - began);
  }
  return took;
}"""
_WATCH: Final = """() => {
  window.frames_ms = [];
  let last = performance.now();
  const watch = (now) => {
    window.frames_ms.push(now - last); last = now;
    window.watching = requestAnimationFrame(watch);
  };
  window.watching = requestAnimationFrame(watch);
}"""


@dataclass(frozen=True)
class AtRate:
    """What was measured with the processor slowed so many times; times in milliseconds.

    Frames are the time between frames while the map is dragged, or zoomed by a wheel: median, 95th percentile.
    """

    own_sketched: float
    own_ready: float
    own_script: float
    plain_ready: float
    ratio: float
    slide_median: float
    slide_p95: float
    own_frames: tuple[float, float]
    plain_frames: tuple[float, float]
    own_zooming: tuple[float, float]
    plain_zooming: tuple[float, float]


@dataclass(frozen=True)
class MapFigures:
    """What was measured, by how many times the processor was slowed.

    `languages` is when the page with all its languages is ready, over one that holds English alone.
    """

    own_bytes: int
    plain_bytes: int
    at: dict[int, AtRate]
    languages: float


class _PlainMap(folium.Map):
    """A folium map with Leaflet inside its page and nothing else changed."""

    default_js: list[tuple[str, str]] = []  # noqa: RUF012
    default_css: list[tuple[str, str]] = []  # noqa: RUF012


def plain_map(before: Snapshot, after: Snapshot, every_deg: float) -> folium.Map:
    """Give folium the features of the map: both borders, what changed, arrows, land, water, places."""
    made = _PlainMap([56.5, 28.0], zoom_start=5, tiles=None, prefer_canvas=True)
    page: Any = made.get_root()
    css, js = leaflet()
    page.header.add_child(Element(f"<style>{css}</style><script>{js}</script>"))
    ground, atlas = before.atlas.ground, before.atlas
    water = [feature.geometry for name in ("lakes", "rivers") for feature in ground.features(name)]
    coast = [
        feature.geometry
        for feature in ground.features("coast")
        if feature.properties["name"] or float(feature.properties["area_km2"] or 0) >= LEAST_ISLAND_KM2
    ]
    for geometries, colour in ((coast, "#8aa0ab"), (water, "#8fb3c4")):
        shapes = [
            Feature(generalise(geometry, COAST_TOLERANCE_M, centre=atlas.about.centre), {"name": ""})
            for geometry in geometries
        ]
        folium.GeoJson(to_frame(shapes), style_function=lambda _, colour=colour: {"color": colour}).add_to(made)
    found = geo.change(before, after)
    zones = [
        Feature(t.zone.polygon, {"zone": t.zone.name, "from": t.before.holder, "to": t.after.holder})
        for t in found.transfers
    ]
    folium.GeoJson(to_frame(zones), tooltip=folium.GeoJsonTooltip(["zone", "from", "to"])).add_to(made)
    for snapshot in (before, after):
        lines = [
            Feature(border.arc.line, {"legal": border.arc.legal_basis, "source": border.arc.source})
            for border in snapshot.borders
        ]
        folium.GeoJson(to_frame(lines), tooltip=folium.GeoJsonTooltip(["legal", "source"])).add_to(made)
    arrows = [
        Feature(
            shapely.LineString([(piece.east, piece.lat), (piece.west, piece.lat)]),
            {"lat": piece.lat, "km": round(piece.km, 2), "sigma_km": round(piece.sigma_km, 2)},
        )
        for piece in segments(found, every_deg)
    ]
    folium.GeoJson(to_frame(arrows), tooltip=folium.GeoJsonTooltip(["lat", "km", "sigma_km"])).add_to(made)
    places = [
        Feature(shapely.Point(place.lon, place.lat), {"name": place.name, "then": place.name_then})
        for place in atlas.places
    ]
    folium.GeoJson(
        to_frame(places),
        marker=folium.CircleMarker(radius=2),
        tooltip=folium.GeoJsonTooltip(["name", "then"]),
    ).add_to(made)
    return made


def _opened(browser: Browser, path: Path, rate: int) -> tuple[Page, float, float]:
    """Open a page on a slowed processor: when it is ready, and how long after its text was read."""
    page = browser.new_page(viewport=_SIZE)  # type: ignore[arg-type]
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": rate})
    page.goto(path.as_uri())
    ready = float(page.evaluate(_READY))
    read = float(page.evaluate("performance.getEntriesByType('navigation')[0].domInteractive"))
    return page, ready, ready - read


def _ready(browser: Browser, path: Path, rate: int) -> tuple[float, float]:
    page, ready, script = _opened(browser, path, rate)
    page.close()
    return ready, script


def _sketched(browser: Browser, path: Path, rate: int) -> float:
    page = browser.new_page(viewport=_SIZE)  # type: ignore[arg-type]
    page.add_init_script(f"({_SKETCHED})()")
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": rate})
    page.goto(path.as_uri())
    page.evaluate(_READY)
    shown = float(page.evaluate("window.sketched"))
    page.close()
    return shown


def _pan(page: Page) -> tuple[float, float]:
    """Drag the map about; median and 95th percentile of the time between frames."""
    page.mouse.move(700, 400)
    page.mouse.down()
    page.evaluate(_WATCH)
    for step in range(120):
        page.mouse.move(700 + 3 * (step % 60), 400 + 2 * (step % 40))
    frames = page.evaluate("() => { cancelAnimationFrame(window.watching); return window.frames_ms; }")
    page.mouse.up()
    return median(frames), quantiles(frames, n=20)[-1]


def _zoom(page: Page) -> tuple[float, float]:
    """Zoom by the wheel, in and out; median and 95th percentile of the time between frames."""
    page.mouse.move(700, 400)
    page.evaluate(_WATCH)
    for way in (-1, -1, -1, 1, 1, 1):
        page.mouse.wheel(0, way * 120)
        page.wait_for_timeout(_NOTCH_MS)
    frames = page.evaluate("() => { cancelAnimationFrame(window.watching); return window.frames_ms; }")
    return median(frames), quantiles(frames, n=20)[-1]


def _at_rate(browser: Browser, own: Path, plain: Path, rate: int) -> AtRate:
    """Open both in turns; then drag both, and move the day of ours."""
    turns = [(_ready(browser, own, rate), _ready(browser, plain, rate)[0]) for _ in range(_ROUNDS + 1)][1:]
    page, _, _ = _opened(browser, own, rate)
    slides = page.evaluate(_SLIDE)
    own_frames, own_zooming = _pan(page), _zoom(page)
    page.close()
    page, _, _ = _opened(browser, plain, rate)
    plain_frames, plain_zooming = _pan(page), _zoom(page)
    page.close()
    return AtRate(
        median(_sketched(browser, own, rate) for _ in range(_ROUNDS)),
        median(ready for (ready, _), _ in turns),
        median(script for (_, script), _ in turns),
        median(other for _, other in turns),
        median(ready / other for (ready, _), other in turns),
        median(slides),
        quantiles(slides, n=20)[-1],
        own_frames,
        plain_frames,
        own_zooming,
        plain_zooming,
    )


def _over_english_alone(browser: Browser, own: Path, alone: Path) -> float:
    """Open both in turns, in English: how much later the one that holds the other languages too is ready."""
    turns = [(_ready(browser, own, 1)[0], _ready(browser, alone, 1)[0]) for _ in range(_PAIRS + 1)][1:]
    return median(ready for ready, _ in turns) / median(other for _, other in turns)


def map_figures() -> MapFigures:
    """Measure the map and plain folium in turns, on the processor as it is and slowed four times."""
    atlas = geo.open_atlas()
    before, after = atlas.on("1939-08-23"), atlas.on("1941-06-21")
    browser_path = next(found for name in _BROWSERS if (found := shutil.which(name)))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        own, plain = Path(folder) / "own.html", Path(folder) / "plain.html"
        geo.border_map(before, after).save(own)
        alone = Path(folder) / "alone.html"
        # a page in words of its author's speaks no other language
        geo.border_map(before, after, words={"total": read_words()["total"]}).save(alone)
        plain_map(before, after, 0.1).save(str(plain))
        browser = playwright.chromium.launch(
            executable_path=browser_path, args=["--no-sandbox", "--disable-gpu"]
        )
        at = {rate: _at_rate(browser, own, plain, rate) for rate in RATES}
        languages = _over_english_alone(browser, own, alone)
        browser.close()
        return MapFigures(own.stat().st_size, plain.stat().st_size, at, languages)
