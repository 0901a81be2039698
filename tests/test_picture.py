"""Pictures to print: in SVG and PNG, from the command line, with no browser."""

from __future__ import annotations

import re
import struct
from itertools import pairwise
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import numpy as np
import pytest
import shapely
from asking import ask, one_sentence

import geo
from geo.atlas.views import views
from geo.export.drawing import Drawing, Shape, Text, svg, text_width
from geo.export.inks import inks, state_colours
from geo.measures.land import LandSweep, segments
from geo.measures.summary import summary_of
from geo.page.paper_arrows import arrows_of
from geo.page.paper_names import Taken, broken, region_names
from geo.page.picture import WIDTH, picture
from geo.page.sheet import Sheet
from geo.text.raster import PIXELS, png

if TYPE_CHECKING:
    from pathlib import Path

    from geo.atlas.atlas import Atlas, Snapshot

pytestmark = pytest.mark.usefixtures("open_already")

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def drawn(before: Snapshot, after: Snapshot) -> Drawing:
    return picture(before, after)


def texts(drawing: Drawing) -> list[Text]:
    return [mark for mark in drawing.marks if isinstance(mark, Text)]


def degree_and_lwow(drawing: Drawing) -> tuple[float, float]:
    """Tell how many units a degree of longitude is, by two towns, and where Lwów lies."""
    beside = {"start": -9.0, "middle": 0.0, "end": 9.0}
    at = {mark.text: mark.x + beside[mark.anchor] for mark in texts(drawing) if mark.text in {"Kiev", "Lwów"}}
    return (at["Kiev"] - at["Lwów"]) / (30.52 - 24.03), at["Lwów"]


def test_it_has_title_legend_scale_credit_and_the_largest_shift(
    drawn: Drawing, before: Snapshot, after: Snapshot
) -> None:
    said = [mark.text for mark in texts(drawn)]
    told = " ".join(said)
    most = geo.shift(before, after).total
    assert said[0] == "The western border of the USSR, 1939 to 1941"
    assert said.count(f"{most.max_km:.0f} km") == 2  # by its arrow and beside the map
    assert f"on {most.max_lat:.2f}° N, near {most.max_near}" in told
    assert "Tints and names of states: as on 23 August 1939" in told
    assert "edge of the atlas" in told
    assert {"Border of the USSR, 23 August 1939", "Gained by the USSR", "Leased to the USSR"} <= set(said) | {
        " ".join(pair) for pair in pairwise(said)
    }
    assert "day chosen" not in told  # nothing can be chosen on paper
    assert re.search(r"500 km on \d\d° N", told)
    assert before.atlas.about.credits.attribution in told


def test_its_scale_is_true_on_the_parallel_that_it_names(drawn: Drawing) -> None:
    (label,) = [mark for mark in texts(drawn) if re.fullmatch(r"500 km on \d\d° N", mark.text)]
    bar = next(
        mark.lines[0]
        for mark in drawn.marks
        if isinstance(mark, Shape) and len(mark.lines) == 1 and abs(mark.lines[0][0][1] - label.y - 12.0) < 1.0
    )
    lat = float(label.text.split()[3].rstrip("°"))
    unit, _ = degree_and_lwow(drawn)
    assert float(np.ptp(bar[:, 0])) == pytest.approx(
        500.0 / (111.32 * np.cos(np.radians(lat))) * unit, rel=0.03
    )


@pytest.mark.parametrize("name", ["index", "north", "bessarabia"])
def test_no_text_of_the_map_lies_on_another(atlas: Atlas, before: Snapshot, after: Snapshot, name: str) -> None:
    (view,) = [view for view in views(atlas) if view.id == name]
    drawing = picture(before, after, view=view)
    boxes = []
    for mark in texts(drawing):
        wide = text_width(mark.text, mark.size, bold=mark.bold, spacing=mark.spacing)
        left = mark.x - {"start": 0.0, "middle": wide / 2, "end": wide}[mark.anchor]
        assert left > 0
        assert left + wide < WIDTH
        boxes.append((left, mark.y - mark.size * 0.45, left + wide, mark.y + mark.size * 0.45, mark.text))
    for k, a in enumerate(boxes):
        for b in boxes[k + 1 :]:
            assert not (a[0] < b[2] and a[2] > b[0] and a[1] < b[3] and a[3] > b[1]), (a[4], b[4])


def test_only_a_capital_s_name_stands_over_an_arrow(drawn: Drawing) -> None:
    arrows = [
        mark.lines[0]
        for mark in drawn.marks
        if isinstance(mark, Shape) and [len(line) for line in mark.lines] == [2] and mark.stroke == "#ffffff"
    ]
    assert arrows
    for mark in texts(drawn):
        if mark.bold:
            continue
        wide = text_width(mark.text, mark.size, spacing=mark.spacing)
        left = mark.x - {"start": 0.0, "middle": wide / 2, "end": wide}[mark.anchor]
        for (x0, y), (x1, _) in arrows:
            over = min(x0, x1) < left + wide and max(x0, x1) > left
            assert not (over and abs(y - mark.y) < mark.size * 0.5), mark.text


def test_no_border_runs_through_the_name_of_a_state_and_regions_are_named(drawn: Drawing) -> None:
    strokes = {inks()[name]["color"] for name in ("still", "before", "after")}
    borders = [
        shapely.LineString(line)
        for mark in drawn.marks
        if isinstance(mark, Shape) and mark.stroke in strokes and not mark.closed
        for line in mark.lines
        if len(line) > 2  # those of two are samples in the legend
    ]
    assert borders
    names = [
        mark for mark in texts(drawn) if mark.spacing and mark.text in {"POLAND", "FINLAND", "ROMANIA", "USSR"}
    ]
    assert len(names) == 4
    for mark in names:
        wide = text_width(mark.text, mark.size, spacing=mark.spacing)
        box = shapely.box(mark.x - wide / 2, mark.y - mark.size / 2, mark.x + wide / 2, mark.y + mark.size / 2)
        assert not any(border.intersects(box) for border in borders), mark.text
    said = " ".join(mark.text for mark in texts(drawn) if mark.bold)
    assert all(name in said for name in ("Western Ukraine", "Western Belarus", "Baltic states", "Karelia"))
    # the name of all three leaves the room of none of them
    assert {"ESTONIA", "LATVIA", "LITHUANIA"} <= {mark.text for mark in texts(drawn) if mark.spacing}


def test_every_long_arrow_has_its_kilometres(drawn: Drawing) -> None:
    """Beside it, or where a town stands there above or below it."""
    arrows = [
        mark.lines[0]
        for mark in drawn.marks
        if isinstance(mark, Shape) and [len(line) for line in mark.lines] == [2] and mark.stroke == "#ffffff"
    ]
    km = [mark for mark in texts(drawn) if mark.text.endswith(" km") and mark.bold]
    long = [(x0, x1, y) for (x0, y), (x1, y1) in arrows if y == y1 and abs(x1 - x0) > 80]
    assert len(long) > 6
    for x0, x1, y in long:
        assert any(min(x0, x1) - 20 < mark.x < max(x0, x1) + 20 and abs(mark.y - y) < 14 for mark in km), y


def test_a_long_name_is_broken_rather_than_stand_on_the_land_of_others() -> None:
    assert broken("Northern Bukovina") == [["Northern", "Bukovina"]]
    assert broken("Länsi-Valko-Venäjä") == [["Länsi-Valko-Venäjä"], ["Länsi-", "Valko-", "Venäjä"]]
    sheet = Sheet((0.0, 0.0, 30.0, 10.0), width=600.0)
    own = shapely.box(3.0, 2.0, 4.5, 8.0)  # three quarters as wide as its name
    for about, stands in ((own, True), (shapely.box(0.0, 0.0, 30.0, 10.0), False)):
        taken = Taken(sheet)
        taken.land = shapely.transform(about, sheet.places)
        assert bool(region_names({"Land": own}, sheet, taken)["Land"]) == stands


def test_a_region_that_is_too_small_for_its_name_is_led_to(drawn: Drawing) -> None:
    beads = [
        shapely.Polygon(mark.lines[0])
        for mark in drawn.marks
        if isinstance(mark, Shape) and mark.closed and [len(line) for line in mark.lines] == [13]
    ]
    said = [mark.text for mark in texts(drawn) if mark.bold]
    assert {"Bessarabia", "Hanko", "Northern Bukovina"} <= set(said)
    ways = [
        shapely.LineString(mark.lines[0])
        for mark in drawn.marks
        if isinstance(mark, Shape) and mark.stroke == "#5a2406" and not mark.closed
    ]
    assert len(ways) >= 3
    assert all(any(bead.intersects(way) for bead in beads) for way in ways)


def test_all_of_poland_is_on_it(drawn: Drawing, before: Snapshot) -> None:
    tint = state_colours(before.atlas)["Poland"]
    shapes = [mark for mark in drawn.marks if isinstance(mark, Shape) and mark.fill == tint]
    land = max(shapes, key=lambda shape: sum(len(line) for line in shape.lines))
    degree, lwow = degree_and_lwow(drawn)
    at_18 = lwow - (24.03 - 18.0) * degree
    assert min(line[:, 0].min() for line in land.lines) < at_18 - degree


def test_what_a_state_lost_has_the_ink_of_loss(before: Snapshot, after: Snapshot) -> None:
    said = {mark.text for mark in texts(picture(before, after, state="Estonia"))}
    assert "Lost by Estonia" in said
    assert "Gained by Estonia" not in said


def test_a_state_of_which_nothing_is_left(before: Snapshot, after: Snapshot) -> None:
    lost = picture(before, after, state="Poland")
    assert lost.title == "The border of Poland (1939) and who held its land (1941)"
    said = " ".join(text.text for text in texts(lost))
    assert "Land beyond the edge of the atlas is not counted." in said
    assert {"Land of the General Government", "Suwałki corner"} <= {text.text for text in texts(lost)}
    assert "suwalki" not in said
    # what goes with it beyond the window is lost too
    ink = inks()["lost"]
    lands = [mark for mark in lost.marks if isinstance(mark, Shape) and mark.fill == ink["fill"]]
    wests = [min(float(line[:, 0].min()) for line in mark.lines) for mark in lands]
    assert wests[0] > wests[1] + 10.0


def test_kilometres_are_those_of_the_arrow_that_they_stand_on(atlas: Atlas) -> None:
    days = atlas.on("1940-06-27"), atlas.on("1940-10-31")
    said = {text.text for text in texts(picture(*days, state="Romania"))}
    total = geo.shift(*days, state="Romania").total
    assert f"\N{MINUS SIGN}{-total.max_km:.0f} km" in said  # beside the map
    pieces = [piece.km for piece in segments(geo.change(*days, state="Romania"), 10.0, also=[total.max_lat])]
    widest = min(pieces)
    assert sum(pieces) == pytest.approx(total.max_km, rel=0.01)
    assert f"\N{MINUS SIGN}{-widest:.0f} km; whole parallel: \N{MINUS SIGN}{-total.max_km:.0f} km" in said


def test_colours_of_a_state_that_lost_are_colours_and_those_of_the_state_that_gained(
    before: Snapshot, after: Snapshot, drawn: Drawing
) -> None:
    romania = picture(before, after, state="Romania").marks
    inked = {
        ink
        for mark in romania
        for ink in ((mark.colour,) if isinstance(mark, Text) else (mark.fill, mark.stroke))
    }
    assert all(re.fullmatch(r"(#[0-9a-f]{6})?", ink) for ink in inked), inked
    most = [
        {mark.colour for mark in marks if isinstance(mark, Text) and mark.size == 60.0}
        for marks in (romania, drawn.marks)
    ]
    assert most == [{inks()["ramp"][0]}] * 2


@pytest.mark.parametrize("name", ["ukraine", "bessarabia"])
def test_arrows_of_a_part_run_from_the_border_of_one_day_to_that_of_the_other(
    atlas: Atlas, before: Snapshot, after: Snapshot, name: str
) -> None:
    (view,) = [view for view in views(atlas) if view.id == name]
    whole = geo.change(before, after)
    shown = whole.within(*view.regions)
    total = summary_of(LandSweep(shown), "", "")
    arrows = arrows_of(whole, shown, Sheet((20.0, 44.0, 32.0, 53.0), width=900.0), total)
    borders = {"coast"} | {
        border.arc.id
        for snapshot in (before, after)
        for border in snapshot.borders
        if "USSR" in {border.left.holder, border.right.holder}
    }
    assert {arc for arrow in arrows for arc in (arrow.run.west_arc, arrow.run.east_arc)} <= borders
    assert not {arc for arrow in arrows for arc in (arrow.piece.west_arc, arrow.piece.east_arc)} <= borders
    assert all(arrow.run.west <= arrow.piece.west < arrow.piece.east <= arrow.run.east for arrow in arrows)
    # what is counted stays what the region's figures say
    most = sum(arrow.piece.km for arrow in arrows if arrow.most)
    assert most == pytest.approx(total.max_km, abs=0.1)


def test_its_legend_has_what_is_on_the_map(
    atlas: Atlas, before: Snapshot, after: Snapshot, drawn: Drawing
) -> None:
    (view,) = [view for view in views(atlas) if view.id == "ukraine"]
    whole, part = (
        " ".join(mark.text for mark in texts(each)) for each in (drawn, picture(before, after, view=view))
    )
    for sign in ("on both days", "Leased to"):
        assert sign in whole
        assert sign not in part
    assert "in other regions: not counted" in part
    assert "in other regions" not in whole


def test_nothing_changed_is_drawn_too(before: Snapshot) -> None:
    said = [mark.text for mark in texts(picture(before, before.atlas.on("1939-08-24")))]
    assert "Largest shift" not in said
    assert not any(text.endswith(" km") for text in said)


def test_markup_of_a_drawing_is_xml_whatever_it_says() -> None:
    hostile = '<img src=x> & "quoted" ]]>'
    square = np.array([[0.0, 0.0], [9.0, 0.0], [9.0, 9.0]])
    root = ET.fromstring(svg(Drawing(9, 9, (Shape([square], fill="#fff"), Text(1, 1, hostile, 2)), hostile)))  # noqa: S314
    assert root.get("aria-label") == hostile
    assert [text.text for text in root.iter(f"{SVG}text")] == [hostile]


def test_steps_of_a_path_add_up() -> None:
    turn = np.linspace(0.0, 6.0, 4000)
    line = np.column_stack([300 + 200 * np.cos(turn), 300 + 200 * np.sin(turn)])
    (path,) = ET.fromstring(svg(Drawing(600, 600, (Shape([line], stroke="#000"),), "a bow")))  # noqa: S314
    start, steps = (path.get("d") or "")[1:].split("l")
    numbers = [float(number) for number in re.findall(r"-?[\d.]+", f"{start} {steps}")]
    assert np.sum(np.reshape(numbers, (-1, 2)), axis=0) == pytest.approx(line[-1], abs=0.051)


def test_pixels_are_the_same_twice_and_as_many_as_said(drawn: Drawing) -> None:
    small = Drawing(drawn.width, drawn.height, drawn.marks[:60] + tuple(texts(drawn)), drawn.title)
    content = png(small, pixels=PIXELS)
    assert content == png(small, pixels=PIXELS)
    width, height = struct.unpack(">II", content[16:24])
    assert (width, height) == (3000, round(drawn.height * 2))


@pytest.mark.parametrize("ending", ["svg", "PNG"])
def test_the_command_line_writes_both(ending: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / f"map.{ending}"
    days = ("--from", "1940-06-27", "--to", "1940-07-04")
    status, out, err = ask(["map", *days, "--view", "bessarabia", "-o", str(path), "-q"], capsys)
    assert (status, out, err) == (0, "", "")
    content = path.read_bytes()
    assert content.startswith(b"<svg " if ending == "svg" else b"\x89PNG")
    assert len(content) > 20_000


def test_another_ending_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = ask(["map", "-o", str(tmp_path / "map.pdf")], capsys)
    assert (status, out) == (2, "")
    assert "map.pdf: a map is written as .html, .svg or .png; choose one of these endings." in one_sentence(err)
    assert list(tmp_path.iterdir()) == []
