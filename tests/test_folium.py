"""The atlas's layers on any folium map, and folium's own on the atlas's page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import folium
import pytest
from browsing import SIZES
from folium import plugins

import geo
from geo.page.leaflet import FOLDER
from geo.page.offline import OfflineMap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from browsing import Tabs, Visit
    from playwright.sync_api import Browser, Page, Route

    from geo.atlas.atlas import Atlas, Snapshot

SQUARE = {"type": "Polygon", "coordinates": [[[26, 53], [29, 53], [29, 55], [26, 55], [26, 53]]]}
MINE = {"type": "Feature", "properties": {"name": "mine"}, "geometry": SQUARE}
LIMIT_BYTES = 2_200_000
"""Of a map with every layer; the atlas's own lines are twice that."""


def own_layers(before: Snapshot, after: Snapshot) -> list[geo.AtlasLayer]:
    return [
        geo.GroundLayer(before.atlas),
        geo.StatesLayer(before),
        geo.StatesLayer(after, show=False),
        geo.ChangeLayer(before, after),
        geo.BorderLayer(before),
        geo.BorderLayer(after),
        geo.SeaLinesLayer(after, show=False),
        geo.ShiftLayer(before, after),
        geo.NamesLayer(before),
    ]


def with_guests(page: geo.BorderMap) -> geo.BorderMap:
    """Add one of each kind that people add to a folium map."""
    folium.Marker([54.69, 25.28], popup="<b>Vilnius</b>", tooltip="a town").add_to(page)
    lazy = folium.Popup("Brest", lazy=True)
    folium.Marker([52.1, 23.7], popup=lazy, icon=folium.Icon(color="red")).add_to(page)
    group = folium.FeatureGroup(name="My towns").add_to(page)
    folium.CircleMarker([56.95, 24.1], radius=12, popup="Riga", fill=True).add_to(group)
    folium.GeoJson(
        MINE,
        name="My land",
        style_function=lambda _: {"color": "purple"},
        tooltip=folium.GeoJsonTooltip(["name"]),
        popup=folium.GeoJsonPopup(["name"]),
    ).add_to(page)
    folium.Marker([47.0, 28.9], popup=folium.Popup(folium.IFrame("<p>framed</p>", "200", "90"))).add_to(page)
    folium.LayerControl(collapsed=False).add_to(page)
    return page


@pytest.fixture(scope="module")
def guests(
    browser: Browser, before: Snapshot, after: Snapshot, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    del browser  # without one the page need not be made
    path = tmp_path_factory.mktemp("guests") / "guests.html"
    made = with_guests(geo.border_map(before, after))
    made.parts["shift"].show = False
    made.save(path)
    return path


@pytest.fixture(params=list(SIZES))
def hosting(request: pytest.FixtureRequest, tabs: Tabs, guests: Path) -> Visit:
    return tabs.open(guests, request.param)


@pytest.fixture(scope="module")
def bare(
    browser: Browser, before: Snapshot, after: Snapshot, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Page]:
    """Open a plain folium map with every layer; Leaflet is ours."""
    made = folium.Map([56, 26], zoom_start=5, tiles=None)
    for layer in own_layers(before, after):
        layer.add_to(made)
    folium.LayerControl(collapsed=False).add_to(made)
    path = tmp_path_factory.mktemp("bare") / "bare.html"
    made.save(path)
    assert path.stat().st_size < LIMIT_BYTES

    def answer(route: Route) -> None:
        name = route.request.url.rpartition("/")[2]
        if route.request.url == path.as_uri():
            route.continue_()
        elif (FOLDER / name).is_file():
            route.fulfill(path=FOLDER / name)
        else:
            route.abort()

    page = browser.new_page(viewport=SIZES["desktop"])
    page.route("**/*", answer)
    page.goto(path.as_uri())
    yield page
    page.close()


@pytest.mark.browser
def test_popups_open_and_leave_the_page_alone(hosting: Visit) -> None:
    assert hosting.asked == [hosting.page.url.partition("#")[0]]
    assert hosting.said == []
    opened = hosting.ask("""
      const near = async () => { await new Promise((done) => setTimeout(done, 350)); };
      const said = [];
      bs.map.setView([54, 26], 7, {animate: false});
      await bs.settled();
      for (const own of document.querySelectorAll('.leaflet-marker-icon, path.leaflet-interactive')) {
        const { left, top, width, height } = own.getBoundingClientRect();
        const click = { bubbles: true, clientX: left + width / 2, clientY: top + height / 2 };
        own.dispatchEvent(new MouseEvent('mouseover', click));
        own.dispatchEvent(new MouseEvent('click', click));
        await near();
        const [frame] = document.querySelectorAll('.leaflet-popup iframe');
        said.push(frame ? 'framed' : document.querySelector('.leaflet-popup-content')?.textContent.trim());
        if (!bs.card.box.hidden) said.push('card');
        bs.map.closePopup();
        await near();
      }
      return said.sort();""")
    assert [re.sub(r"\s+", " ", text) for text in opened] == ["Brest", "Riga", "Vilnius", "framed", "name mine"]
    assert hosting.said == []


@pytest.mark.browser
def test_controls_and_popups_keep_clear_of_the_panels(hosting: Visit) -> None:
    hidden = hosting.ask("""
      const control = document.querySelector('.leaflet-control-layers'),
        { left, top, right, bottom } = control.getBoundingClientRect();
      const covers = [];
      for (let x = left + 3; x < right; x += 12)
        for (let y = top + 3; y < bottom; y += 12)
          if (!control.contains(document.elementFromPoint(x, y))) covers.push([x, y]);
      return covers;""")
    assert hidden == []
    under = hosting.ask("""
      const { room, middle } = bs.camera;
      const at = bs.map.containerPointToLatLng([room.left + 6, room.top + 6]);
      L.popup().setLatLng(at).setContent('near the edge').openOn(bs.map);
      await new Promise((done) => setTimeout(done, 700));
      const box = document.querySelector('.leaflet-popup-content-wrapper').getBoundingClientRect();
      return [box.left >= bs.camera.room.left - 1, box.top >= bs.camera.room.top - 1, Boolean(middle)];""")
    assert under == [True, True, True]


@pytest.mark.browser
def test_layers_are_ticked_in_a_layer_control_and_in_the_panel_alike(hosting: Visit) -> None:
    control = hosting.page.locator(".leaflet-control-layers")
    listed = control.locator("label").all_inner_texts()
    assert [text.strip() for text in listed] == [
        "Land and water", "States, 1939", "States, 1941 or the day chosen", "Land that changed hands",
        "Border, 1939", "Border, 1941 or the day chosen", "Lines at sea", "Shift, km", "Names",
        "My towns", "My land",
    ]  # fmt: skip
    parts = "return ['ground', 'change', 'shift', 'names'].map((name) => bs.state[name]);"
    assert hosting.ask(parts) == [True, True, False, True]  # one was made not to be shown at first

    control.get_by_label("Land that changed hands").uncheck()
    hosting.settle()
    assert hosting.ask("return [bs.state.change, document.querySelector('[value=change]').checked];") == [
        False,
        False,
    ]
    assert "change" not in hosting.ask("return location.hash;")
    hosting.ask("bs.set({change: true, sea: false}); await bs.settled();")
    assert control.get_by_label("Land that changed hands").is_checked()
    assert not control.get_by_label("Lines at sea").is_checked()


@pytest.mark.browser
@pytest.mark.parametrize("part", ["ground", "states_before", "change", "borders_before", "borders_after"])
def test_a_layer_that_is_taken_off_is_not_drawn(visit: Visit, part: str) -> None:
    drawn = """
      bs.set({[given[0]]: given[1]});
      await bs.settled();
      const layer = given[0] === 'ground' ? bs.scene.ground : bs.scene.main, { canvas } = layer;
      layer.reset(bs.map); // what is to be seen, without what lies about it
      bs.scene.makeWhole(); // as at rest
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      return data.reduce((sum, v) => sum + v, 0);"""
    there, gone, back = (visit.ask(drawn, part, on) for on in (True, False, True))
    assert gone != there == back


@pytest.mark.browser
def test_every_layer_works_on_a_plain_map(bare: Page) -> None:
    control = bare.locator(".leaflet-control-layers")
    boxes = control.locator("input")
    assert [box.is_checked() for box in boxes.all()] == [True, True, False, True, True, True, False, True, True]
    names = [name.strip() for name in control.locator("label").all_inner_texts()]
    assert names[1:3] == ["States, 23 August 1939", "States, 21 June 1941"]
    things = (
        "() => document.querySelectorAll('.leaflet-pane path, .leaflet-pane > .leaflet-marker-icon').length"
    )
    for number in range(boxes.count()):
        boxes.nth(number).set_checked(checked=False)
        without = bare.evaluate(things)
        boxes.nth(number).set_checked(checked=True)
        assert bare.evaluate(things) > without, names[number]
    assert "OpenStreetMap" in bare.locator(".leaflet-control-attribution").inner_text()
    spot = bare.evaluate("""() => {
      for (let x = 500; x < 750; x += 5) for (let y = 200; y < 700; y += 5)
        if (document.elementFromPoint(x, y)?.closest('.leaflet-bs-own-layer_change-pane')) return [x, y];
    }""")
    bare.mouse.move(*spot)
    assert "→" in bare.locator(".leaflet-tooltip").inner_text()


def test_the_largest_shift_is_named_as_it_is_measured(before: Snapshot, after: Snapshot) -> None:
    made = folium.Map(tiles=None)
    geo.ShiftLayer(before, after).add_to(made)
    most = geo.shift(before, after).total.max_km
    assert f"{most:.0f} km" in made.get_root().render()


REFUSED: dict[str, Callable[[], Any]] = {
    "folium.TileLayer 'openstreetmap' needs tile.openstreetmap.org,": lambda: folium.TileLayer("OpenStreetMap"),
    "folium.plugins.MarkerCluster needs cdnjs.cloudflare.com,": plugins.MarkerCluster,
    "folium.plugins.HeatMap needs cdn.jsdelivr.net,": lambda: plugins.HeatMap([[55, 28]]),  # type: ignore[no-untyped-call]
    "folium.Icon(icon='home'), whose sign is of a font, needs": lambda: folium.Marker(
        [55, 28], icon=folium.Icon(icon="home")
    ),
    "folium.ImageOverlay needs x.org,": lambda: folium.raster_layers.ImageOverlay(
        "https://x.org/a.png", [[1, 2], [3, 4]]
    ),
    "a picture or a frame at https://x.org/a.png needs x.org,": lambda: folium.Marker(
        [55, 28], popup='<img src="https://x.org/a.png">'
    ),
    "folium.WmsTileLayer needs w.org,": lambda: folium.WmsTileLayer("https://w.org/wms", layers="a"),
    "folium.CustomIcon needs x.org,": lambda: folium.Marker(
        [55, 28], icon=folium.CustomIcon("https://x.org/a.png")
    ),
}


@pytest.mark.parametrize("sentence", list(REFUSED))
@pytest.mark.parametrize("grouped", [False, True])
def test_what_would_be_fetched_is_refused_by_name(sentence: str, *, grouped: bool) -> None:
    made = OfflineMap([55.0, 28.0])
    home = folium.FeatureGroup("group").add_to(made) if grouped else made
    REFUSED[sentence]().add_to(home)
    with pytest.raises(geo.BordershiftError, match=re.escape(sentence)) as refused:
        made.get_root().render()
    assert str(refused.value).endswith("; leave it out, or make the map with online=True.")
    assert str(refused.value).count(". ") == 0


def test_a_refused_map_leaves_the_file_that_was_there(toy: Atlas, tmp_path: Path) -> None:
    path = tmp_path / "map.html"
    path.write_text("mine", encoding="utf-8")
    made = geo.border_map(toy.on("1939-08-23"), toy.on("1941-06-21"))
    made.add_js_link("own", "https://x.org/own.js")
    with pytest.raises(geo.BordershiftError, match=re.escape("needs x.org")):
        made.save(path)
    assert path.read_text(encoding="utf-8") == "mine"
    assert OfflineMap.default_js == []


def online(made: OfflineMap) -> OfflineMap:
    folium.TileLayer("OpenStreetMap").add_to(made)
    folium.TileLayer("https://{s}.tiles.org/{z}/{x}/{y}.png", attr="tiles").add_to(made)
    cluster = plugins.MarkerCluster(name="Cluster").add_to(made)  # type: ignore[no-untyped-call]
    folium.Marker([54.69, 25.28], popup="Vilnius", icon=folium.Icon(icon="home")).add_to(cluster)
    return made


def test_a_page_that_may_go_online_is_let_out_to_what_it_holds_and_no_farther() -> None:
    html = online(OfflineMap([55.0, 28.0], online=True)).get_root().render()
    (policy,) = re.findall(r'Security-Policy" content="([^"]*)"', html)
    rules = {rule.split()[0]: rule.split()[1:] for rule in policy.split("; ")}
    assert rules["default-src"] == ["'none'"]
    assert {"https://tile.openstreetmap.org", "https://*.tiles.org"} < set(rules["img-src"])
    addresses = [source for source in rules["script-src"] if source.startswith("https:")]
    assert [address.rpartition("/")[2] for address in addresses] == [
        "leaflet.markercluster.js",
        "leaflet.awesome-markers.js",
    ]
    assert "https:" not in {source for sources in rules.values() for source in sources}
    assert rules == {**rules, "base-uri": ["'none'"], "form-action": ["'none'"]}
    assert "connect-src" not in rules


@pytest.mark.browser
def test_online_it_asks_for_what_it_says_and_says_what_it_could_not_reach(
    tabs: Tabs, toy: Atlas, tmp_path: Path
) -> None:
    path = tmp_path / "online.html"
    online(geo.border_map(toy.on("1939-08-23"), toy.on("1941-06-21"), online=True)).save(path)
    visit = tabs.open(path)
    visit.settle()
    hosts = {address.split("/")[2] for address in visit.asked if address.startswith("http")}
    assert hosts <= {
        "tile.openstreetmap.org", "a.tiles.org", "b.tiles.org", "c.tiles.org", "cdnjs.cloudflare.com",
        "cdn.jsdelivr.net", "netdna.bootstrapcdn.com",
    }  # fmt: skip
    assert {"tile.openstreetmap.org", "cdnjs.cloudflare.com"} <= hosts
    lacking = visit.page.get_by_role("alert").first.inner_text()
    assert "leaflet.markercluster.js, which could not be reached" in lacking
    assert visit.ask("return [bs.state.tiles, bs.state.day];") == [
        True,
        "1941-06-21",
    ]  # tiles take the ground's place


def test_names_of_a_file_stay_text_in_layers(toy: Atlas) -> None:
    hostile = "{{7*7}}{% x %}<img src=x onerror=alert(1)>"
    made = folium.Map(tiles=None)
    snapshot = toy.on(toy.about.before.day)
    geo.BorderLayer(snapshot, name=hostile).add_to(made)
    geo.StatesLayer(snapshot).add_to(made)
    folium.LayerControl(collapsed=False).add_to(made)
    html = made.get_root().render()
    assert "49" not in re.findall(r"overlays :(.*?)}", html, re.DOTALL)[0]
    assert r"\u0026#123;\u0026#123;7*7}}" in html
    assert "<img src=x" not in html
