"""What the map shows of a day: names, borders, legend, and the armies of September 1939."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geo.export.inks import inks

if TYPE_CHECKING:
    from pathlib import Path

    from browsing import Tabs, Visit
    from playwright.sync_api import ViewportSize

pytestmark = pytest.mark.browser

WIDE: ViewportSize = {"width": 1280, "height": 800}
SMALL: tuple[ViewportSize, ...] = ({"width": 360, "height": 640}, {"width": 1920, "height": 1080})
PINNED = {"Tallinn", "Rīga", "Kaunas", "Wilno", "Minsk", "Lwów", "Chișinău", "Helsinki", "Leningrad"}
REGIONS = {"Western Ukraine", "Western Belarus", "Karelia", "Bessarabia", "Northern Bukovina"}
STATES = {"Estonia", "Finland", "Germany", "Latvia", "Lithuania", "Poland", "Romania", "Slovakia", "USSR"}
PHONE = 600
NAMED = "return bs.scene.named.map(({ text, kind }) => [text.replaceAll('\\n', ' '), kind]);"
LEGEND = "return [...document.querySelectorAll('#bs-legend li')].map((li) => li.lastChild.textContent);"
HUES = """
const seen = {}, canvas = document.querySelector('.leaflet-bs-sheet-pane canvas');
const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
for (let k = 0; k < data.length; k += 4) {
  const hex = '#' + [0, 1, 2].map((i) => data[k + i].toString(16).padStart(2, '0')).join('');
  if (data[k + 3] === 255) seen[hex] = (seen[hex] ?? 0) + 1;
}
return seen;
"""


@pytest.fixture
def visit(tabs: Tabs, pages: Path) -> Visit:
    return tabs.share(pages / "index.html")


def show(visit: Visit, view: str, day: str, lat: float = 56.5, lon: float = 26.0, zoom: float = 5.0) -> None:
    visit.ask(
        "bs.card.close(); bs.map.setView(given.slice(2, 4), given[4], {animate: false});"
        "bs.set({view: given[0], day: given[1], change: true, shift: true, names: true});"
        "await bs.settled(); await bs.settled();",
        view,
        day,
        lat,
        lon,
        zoom,
    )


def named(visit: Visit) -> set[str]:
    return {text for text, _ in visit.ask(NAMED)}


def test_1939_and_1941_are_plain_maps_of_one_kind(visit: Visit) -> None:
    told = {}
    for view, day in (("single", "1939-08-23"), ("single", "1941-06-21"), ("both", "1941-06-21")):
        show(visit, view, day)
        told[view, day] = visit.ask(LEGEND)
    before, after, both = told.values()
    assert before[0] == "Border of the USSR, 23 August 1939"
    assert after[0] == "Border of the USSR, 21 June 1941"
    bands = {
        line for line in (*before, *after) if line.startswith("… and its error")
    }  # of the lines then in view
    assert [line for line in before[1:] if line not in bands] == after[1:]
    assert both[:4] == [
        "Tints and names of states: as on 23 August 1939",
        "Border of the USSR on both days",
        *(f"Border of the USSR, {day}" for day in ("23 August 1939", "21 June 1941")),
    ]
    assert {"Gained by the USSR", "Shift along the parallel: darker is farther"} <= set(both)


def test_a_border_that_did_not_move_has_its_own_ink(visit: Visit) -> None:
    show(visit, "both", "1941-06-21", 64.4, 29.8, 8.0)
    hues = visit.ask(HUES)
    assert hues.get(inks()["still"]["color"], 0) > 500
    assert hues.get(inks()["before"]["color"], 0) < 20
    assert "Gained by the USSR" not in visit.ask(LEGEND)


def test_names_of_states_say_of_which_day_they_are(visit: Visit) -> None:
    show(visit, "both", "1941-06-21", 53.5, 24.0, 6.0)
    assert {"Poland 1939", "Lithuania 1939"} <= named(visit)
    show(visit, "single", "1939-08-23", 53.5, 24.0, 6.0)
    assert "Poland" in named(visit)


@pytest.mark.parametrize("view", ["both", "single"])
def test_capitals_regions_and_the_largest_shift_are_named(visit: Visit, view: str) -> None:
    show(visit, view, "1941-06-21", 49.3, 25.0, 6.0)
    assert {"Western Ukraine", "Northern Bukovina"} <= named(visit)
    show(visit, view, "1941-06-21", 56.0, 25.0, 5.0)
    assert {"Baltic states", "Western Belarus", "Karelia"} <= named(visit)
    for size in (WIDE, *SMALL):
        visit.page.set_viewport_size(size)
        visit.ask("bs.camera.goHome(); await bs.settled(); await bs.settled();")
        free = visit.ask(
            "const covered = (p) => { const { x, y } = bs.map.latLngToContainerPoint([p.lat, p.lon]);"
            "  const over = ([l, t, r, b]) => x > l - 6 && x < r + 6 && y > t - 6 && y < b + 6;"
            "  return bs.scene.covered().some(over); };"
            "return bs.scene.named.map(({ text }) => text.split('\\n')[0])"
            ".concat(bs.atlas.places.filter((p) => covered(p)).map((p) => p.then));"
        )
        assert set(free) >= PINNED, size
        if view == "both" and size["width"] > PHONE:
            assert {f"{state} 1939" for state in STATES} <= named(visit), size
        assert any(text.startswith("449 km") for text in named(visit)) == (view == "both"), size


def test_names_of_today_are_told_from_those_of_the_time(visit: Visit) -> None:
    show(visit, "single", "1939-08-23", 54.79, 24.66, 10.0)
    kinds = dict(visit.ask(NAMED))
    assert "Elektrėnai" not in kinds
    assert not kinds["Vievis"].endswith("bs-today")
    told = "that of 1939 is not on record"
    assert not any(told in line for line in visit.ask(LEGEND))
    # as if no document of the time gave its name
    visit.ask("window.vievis = bs.atlas.places.find((place) => place.name === 'Vievis'); vievis.then = '';")
    show(visit, "single", "1939-08-24", 54.79, 24.66, 10.0)
    assert dict(visit.ask(NAMED))["Vievis"].endswith("bs-today")
    assert any(told in line for line in visit.ask(LEGEND))
    visit.ask("vievis.then = 'Vievis'")
    show(visit, "single", "1939-08-23", 54.69, 25.28, 8.0)
    assert not dict(visit.ask(NAMED))["Wilno (Vilnius)"].endswith("bs-today")


def test_the_kilometres_of_an_arrow_stand_where_it_is_in_view(visit: Visit) -> None:
    show(visit, "both", "1941-06-21", 56.0, 25.5, 9.0)  # both ends of each arrow lie far outside
    assert [text for text, kind in visit.ask(NAMED) if kind == "km"]


def test_the_band_of_an_error_shows_when_near(visit: Visit) -> None:
    band = "… and its error: one standard error to either side"
    show(visit, "single", "1939-08-23", 50.6, 26.9, 5.5)
    assert band not in visit.ask(LEGEND)
    show(visit, "single", "1939-08-23", 53.6, 26.9, 9.0)
    assert band in visit.ask(LEGEND)


def test_the_sea_stays_the_sea_where_armies_are_hatched(visit: Visit) -> None:
    show(visit, "single", "1939-09-20", 56.0, 20.0, 6.0)
    off_courland = """
      const { x, y } = bs.map.latLngToContainerPoint(given);
      const canvas = document.querySelector('.leaflet-bs-sheet-pane canvas');
      const own = canvas.getBoundingClientRect();
      const by = canvas.width / own.width, at = [x - own.left, y - own.top].map((v) => Math.round(v * by) - 10);
      const { data } = canvas.getContext('2d').getImageData(...at, 20, 20);
      return data.filter((v, k) => k % 4 === 3).reduce((a, b) => a + b);"""
    assert visit.ask(off_courland, 56.2, 20.2) == 0
    assert visit.ask(off_courland, 56.8, 22.5) > 0


def test_armies_of_september_are_hatched_with_their_days(visit: Visit) -> None:
    army = "Army of the USSR in all or part of this land, not (yet) its own"
    for day, there in (("1939-09-16", 0), ("1939-09-17", 1), ("1939-09-27", 1), ("1939-10-20", 0)):
        show(visit, "single", day, 53.0, 25.0, 6.0)
        assert visit.ask(LEGEND).count(army) == there, day
    show(visit, "single", "1939-09-20", 53.0, 25.0, 6.0)
    lines = visit.ask("return bs.scene.at(L.latLng(53, 26), L.point(0, 0)).lines.map(([text]) => text);")
    assert "An army of the USSR was in part of this land." in lines
    # the card's days, too, are those on which armies came; what is at its foot is seen however long it is
    visit.ask("bs.card.ask(49.84, 24.03); await bs.settled();")
    days = ["Before", "9 September 1939", "17 September 1939", "28 September 1939", "1 November 1939"]
    assert visit.page.locator("#bs-card tbody th").all_inner_texts() == days
    assert visit.page.locator("#bs-card .bs-now th").inner_text() == days[2]
    card, foot = (visit.page.locator(name).bounding_box() for name in ("#bs-card", ".bs-card-foot"))
    assert card is not None
    assert foot is not None
    assert foot["y"] + foot["height"] <= card["y"] + card["height"]
    visit.ask("bs.card.close();")
    assert visit.said == []


def test_an_army_that_came_and_went_is_hatched_where_it_may_have_been(visit: Visit) -> None:
    """Map, legend and tip say the same on every day of September 1939 about Brest."""
    army = "Army of another state (Germany) in all or part of this land, not (yet) its own"
    tip = "return bs.scene.at(L.latLng({}), L.point(0, 0)).lines.map(([text]) => text);"
    hatched = """
      const { x, y } = bs.map.latLngToContainerPoint(given),
        canvas = document.querySelector('.leaflet-bs-sheet-pane canvas'),
        own = canvas.getBoundingClientRect(), by = canvas.width / own.width;
      const at = [x - own.left, y - own.top].map((v) => Math.round(v * by) - 10);
      const { data } = canvas.getContext('2d').getImageData(...at, 20, 20);
      return new Set(Array.from({ length: 400 }, (_, k) => data.slice(4 * k, 4 * k + 3).join())).size > 1;"""
    for day in range(1, 31):
        there = 13 <= day < 27
        show(visit, "single", f"1939-09-{day:02}", 52.3, 24.4, 10.6)
        assert visit.ask(LEGEND).count(army) == there, day
        told = visit.ask(tip.format("52.3, 24.2"))
        assert ("An army of Germany was in part of this land." in told) == there, day
        assert ("An army of the USSR was in part of this land." in told) == (17 <= day < 28), day
        if day in {12, 14}:
            assert visit.ask(hatched, 52.33, 24.3) == there, day
    # of both days at once the chosen day's armies are those of its plain map
    show(visit, "both", "1939-09-14", 52.3, 24.4, 10.6)
    assert army in visit.ask(LEGEND)
    assert visit.ask(hatched, 52.33, 24.3)
    assert visit.said == []


def test_land_that_is_handed_over_is_not_said_to_be_its_holders_not_yet(visit: Visit) -> None:
    army, passing = (
        "Army of the USSR in all or part",
        "Changing hands on this day (Finland → USSR), perhaps not yet all of it",
    )
    edges = ("Edge of the atlas", "Context, ± 5 km")
    for day, told in (
        ("1940-03-12", army),
        ("1940-03-13", passing),
        ("1940-03-26", passing),
        ("1940-03-30", ""),
    ):
        show(visit, "both", day, 60.9, 29.3, 7.5)
        said = visit.ask(LEGEND)
        assert [text for text in (army, passing) if any(line.startswith(text) for line in said)] == [told][
            : len(told)
        ], day
        assert not set(edges) & set(said)
    show(visit, "both", "1940-03-20", 57.0, 28.0, 4.5)
    assert set(edges) <= set(visit.ask(LEGEND))


def test_where_an_army_stood_is_not_taken_for_a_lease(visit: Visit) -> None:
    show(visit, "both", "1940-03-22", 62.5, 26.5, 6.0)
    strokes = """
      const lines = (word) => document.querySelector(`#bs-legend [data-word=${word}] path`).getAttribute('d');
      return ['legend_leased', 'legend_army'].map((word) => {
        const [x0, y0, x1, y1] = lines(word).match(/[\\d.]+/g).map(Number);
        return Math.sign((x1 - x0) * (y1 - y0));
      });"""
    assert visit.ask(strokes) == [-1, 1]
    slopes = """
      const { painter, main } = bs.scene, pen = document.createElement('canvas').getContext('2d');
      return [0, 1, 2, 3].map((way) => {
        pen.setTransform(1, 0, 0, 1, 0, 0); pen.clearRect(0, 0, 50, 50);
        pen.fillStyle = painter.hatches.of(pen, { ...main.view, k: 1, dpr: 1 }, '#000', way);
        pen.fillRect(0, 0, 50, 50);
        const { data } = pen.getImageData(0, 0, 50, 50), dark = (x, y) => data[4 * (50 * y + x) + 3];
        let along = 0;
        for (let y = 10; y < 40; y++)
          for (let x = 10; x < 40; x++) along += dark(x, y) * (dark(x + 3, y + 3) - dark(x - 3, y + 3));
        const seven = [0, 1, 2, 3, 4, 5, 6];
        const seen = seven.map((y) => seven.some((x) => dark(14 + x, 14 + y) > 99));
        return [Math.abs(along) < 1e3 ? 0 : Math.sign(along), seen.every(Boolean)];
      });"""
    # without a colour: what is leased rises unbroken; an army's lines are broken, own ones fall, others stand
    leased, own, other, passing = visit.ask(slopes)
    assert [leased[0], own[0], other[0], passing[0]] == [-1, 1, 0, 0]
    assert not passing[1]
    assert leased[1]
    assert not own[1]
    assert not other[1]


def test_a_round_edge_is_said_to_be_no_front(visit: Visit) -> None:
    edge = (
        "Hatching: all of that land or, with a round edge, about as far from known places as an army was; "
        "fronts are not drawn"
    )
    for day, there in (("1939-10-10", 1), ("1939-10-20", 0)):
        show(visit, "both", day, 51.4, 22.6, 7.0)
        assert visit.ask(LEGEND).count(edge) == there, day


@pytest.mark.parametrize("size", [(560, 315), (640, 400), (390, 844), (1280, 800)])
def test_regions_are_named_where_their_land_has_no_room(visit: Visit, size: tuple[int, int]) -> None:
    """Then a line leads to the name, from its own land, and through no other name."""
    visit.page.set_viewport_size({"width": size[0], "height": size[1]})
    visit.ask("bs.set({view: 'both', day: bs.atlas.days.after}); bs.camera.goHome();")
    visit.settle()
    assert {*REGIONS - {"Northern Bukovina"}, "Baltic states"} <= named(visit), size
    # the states that the page is about come before those far off
    assert {"USSR 1939", "Finland 1939"} <= named(visit), size
    assert {"Poland", "Poland 1939"} & named(visit), size
    led = visit.ask("""
      const boxes = bs.scene.named.map(({ text, x, y, width, height }) => ({ text, x, y, width, height }));
      return bs.scene.named.filter(({ line }) => line).map(({ text, line: [[x, y], [a, b]] }) => {
        const { lat, lng } = bs.map.containerPointToLatLng([x, y]);
        const here = ({ box: [w, s, e, n] }) => lng >= w && lng <= e && lat >= s && lat <= n;
        const labels = bs.atlas.zones.filter(here).flatMap(({ region, tenure }) =>
          [...(bs.atlas.labels[region] ?? []), `${bs.atlas.holders[tenure[0].holder]} 1939`]);
        const through = boxes.filter((box) => box.text !== text).filter((box) =>
          [...Array(50).keys()].some((k) => {
            const [p, q] = [x + ((a - x) * k) / 50, y + ((b - y) * k) / 50];
            return Math.abs(p - box.x) < box.width / 2 && Math.abs(q - box.y) < box.height / 2;
          }));
        return [text.replaceAll('\\n', ' '), labels, through.map((box) => box.text)];
      });""")
    assert led, size
    for text, labels, through in led:
        assert text in labels, (text, labels)
        assert through == [], text
    visit.page.set_viewport_size(WIDE)


def test_a_name_that_is_wider_than_its_land_lies_across_no_border(visit: Visit) -> None:
    """Where a long name finds no room on its state's land, it stands beside it, with a line."""
    visit.page.set_viewport_size({"width": 320, "height": 568})
    visit.ask("""
      bs.words.holders = {...bs.words.holders, USSR: 'Neuvostoliitto'};
      bs.set({view: 'both', day: bs.atlas.days.after}); bs.camera.goHome();""")
    visit.settle()
    wide = visit.ask("""
      const wide = bs.scene.named.filter(({ text }) => text.startsWith('Neuvosto'));
      return wide.map(({ line }) => Boolean(line));""")
    visit.ask("delete bs.words.holders.USSR;")
    visit.page.set_viewport_size(WIDE)
    assert wide == [True]


@pytest.mark.parametrize("view", ["both", "swipe", "fade"])
def test_what_is_drawn_in_parts_is_whole_at_rest(visit: Visit, view: str) -> None:
    """A line that the edge of a part cuts has dots of other strength than where the whole is drawn."""
    show(visit, view, "1939-10-05", zoom=4.25)
    visit.idle("return bs.scene.main.stands(bs.map) && bs.scene.main.view.width > bs.map.getSize().x")
    # the sheets that swipe and fade lay together are looked at where they are shown
    shown = "[bs.scene.main]" if view == "both" else "[bs.scene.main, ...bs.scene.sheets]"
    parted = f"{shown}.some(({{canvas}}) => bs.scene.painter.parted.has(canvas))"
    # asked in the same turn as the last day is drawn: a moment later the map may be at rest
    days = ("1940-08-06", "1939-11-20", "1940-03-13")
    turned = f"for (const day of given) {{ bs.set({{day}}); await bs.settled(); }} return {parted};"
    assert visit.ask(turned, *days)
    visit.idle(f"return !{parted}")
    assert (
        visit.ask("""
      const { main, painter, sheets, now } = bs.scene, fresh = document.createElement('canvas');
      painter.sheet(fresh, main.view, now);
      const drawn = bs.state.view === 'both' ? main.canvas : sheets[1].canvas;
      const [a, b] = [drawn, fresh].map((canvas) =>
        canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data);
      return a.length === b.length && a.reduce((sum, value, k) => sum + Number(value !== b[k]), 0);""")
        == 0
    )
