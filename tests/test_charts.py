"""The picture of the shift."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pytest
from asking import ask
from matplotlib.patches import Rectangle
from test_colours import EYES, ciede2000, lab

import geo
from geo.claims.assess import assess_claims
from geo.errors import InputFileError
from geo.text.charts import profile_chart, save_chart

if TYPE_CHECKING:
    from pathlib import Path

    from matplotlib.axes import Axes

    from geo.atlas.atlas import Atlas, Snapshot
    from geo.claims.assessed import Claims
    from geo.measures.shift import Shift


@pytest.fixture(scope="module")
def moved(before: Snapshot, after: Snapshot) -> Shift:
    return geo.shift(before, after)


@pytest.fixture(scope="module")
def claims(atlas: Atlas) -> Claims:
    return assess_claims(atlas)


@pytest.mark.parametrize("ending", ["svg", "png"])
def test_same_bytes_twice(moved: Shift, claims: Claims, tmp_path: Path, ending: str) -> None:
    paths = [tmp_path / f"{n}.{ending}" for n in "ab"]
    for path in paths:
        save_chart(profile_chart(moved, claims), path)
    assert paths[0].read_bytes() == paths[1].read_bytes()
    assert paths[0].stat().st_size > 20_000


def test_it_names_regions_and_claims(moved: Shift, claims: Claims, tmp_path: Path) -> None:
    path = tmp_path / "chart.svg"
    save_chart(profile_chart(moved, claims), path)
    text = path.read_text(encoding="utf-8")
    for words in ("Bessarabia", "Western Belarus", "250 to 300 km", "(partly upheld)", "net shift"):
        assert words in text


def test_it_stands_alone(moved: Shift, claims: Claims, atlas: Atlas) -> None:
    """With its credit, with what is left out of it, and with no room for what is not there."""
    axes = profile_chart(moved, claims).axes[0]
    assert moved.profile.loss_km.max() == 0.0
    assert -20.0 < axes.get_xlim()[0] <= 0.0 <= axes.get_xticks().min()
    figure = profile_chart(moved, note="No claim is drawn.")
    figure.draw_without_rendering()
    width = figure.bbox.width
    credit, note = figure.texts
    assert (credit.get_text(), note.get_text()) == (atlas.about.credits.attribution, "No claim is drawn.")
    legend = figure.axes[0].get_legend()
    assert legend is not None
    lowest = legend.get_window_extent().y0
    for text in (credit, note):
        assert text.get_window_extent().x1 <= width
        assert text.get_window_extent().y1 <= lowest


def _boxes(axes: Axes) -> list[tuple[float, ...]]:
    boxes = [patch for patch in axes.patches if isinstance(patch, Rectangle)]
    ends = ((box.get_x(), box.get_y(), box.get_y() + box.get_height()) for box in boxes)
    return sorted(tuple(round(float(end), 1) for end in three) for three in ends)


def test_what_is_claimed_is_said_where_no_curve_runs(moved: Shift, claims: Claims) -> None:
    figure = profile_chart(moved, claims)
    figure.draw_without_rendering()
    axes = figure.axes[0]
    curve = axes.transData.transform(np.column_stack([moved.profile.net_km, moved.profile.lat]))
    labels = [text for text in axes.texts if text.get_text().startswith("claimed")]
    assert len(labels) == 2
    days = {label.get_text().replace("\n", " ").rpartition("(")[2].rstrip(")") for label in labels}
    assert days == {"23 August 1939 – 1 December 1939", "27 June 1940 – 4 July 1940"}
    # on the latitudes where the curve tells of their land alone
    assert _boxes(axes) == [(180.0, 45.2, 47.7), (250.0, 48.7, 53.9)]
    for label in labels:
        (left, low), (_, top) = label.get_window_extent().get_points()
        beside = curve[(curve[:, 1] >= low) & (curve[:, 1] <= top)]
        assert (beside[:, 0] < left).all(), label.get_text()


def test_no_two_regions_share_a_colour_for_any_eye(moved: Shift) -> None:
    axes = profile_chart(moved).axes[0]
    names = {region.name for region in moved.regions}
    colours = [str(text.get_color()) for text in axes.texts if text.get_text() in names]
    assert len(colours) == len(moved.regions) == 12
    for eye in (EYES["all cones"], EYES["deuteranopia"]):
        seen = [lab(colour, eye) for colour in colours]
        assert min(ciede2000(one, other) for one, other in combinations(seen, 2)) > 9.0


def test_other_endings_are_refused(before: Snapshot, tmp_path: Path) -> None:
    with pytest.raises(InputFileError, match=r"written as \.svg or \.png"):
        save_chart(profile_chart(geo.shift(before, before)), tmp_path / "chart.bmp")


@pytest.mark.usefixtures("open_already")
def test_a_state_in_small_letters_has_its_claims_drawn_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "chart.svg"
    status, _, err = ask(["measure", "--state", "ussr", "--every", "1", "--chart", str(path), "-q"], capsys)
    assert (status, err) == (0, "")
    assert "250 to 300 km" in path.read_text(encoding="utf-8")
    asked = ["measure", "--state", "Rumunia", "--every", "1", "--chart", str(path), "-q"]
    assert ask(asked, capsys)[0] == 0
    assert "Published claims are not drawn: they are about the USSR" in path.read_text(encoding="utf-8")
