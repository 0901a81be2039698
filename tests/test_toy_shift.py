"""The shift of the toy atlas's sectors, against what was worked out on paper."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from itertools import permutations
from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely
from toy import PLACES, area_km2, degree_km, east_at, sine, write

from geo import open_atlas
from geo.earth.geodesy import GEOD, meridian_arcs_m
from geo.measures.change import change
from geo.measures.land import LandSweep
from geo.measures.profile import BorderParts, profile_on
from geo.measures.shift import measured, parallels, shift
from geo.measures.summary import _bootstrap, _shared_out, cut_bands, mean_over, percentiles, summary_of
from geo.own.sweeps import LineSweep

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from geo.atlas.atlas import Atlas


def test_what_was_measured_before_is_told_again_only_of_the_same(tmp_path: Path) -> None:
    days, folder = ("1939-08-23", "1940-01-01", "1940-06-01"), write(tmp_path)
    asked = [(*pair, state) for pair in permutations(days, 2) for state in ("Eastland", "Westland")]
    atlas = open_atlas(folder)

    def told(atlas: Atlas, before: str, after: str, state: str) -> tuple[str, str]:
        moved = shift(atlas.on(before), atlas.on(after), state=state)
        return repr(moved.regions), repr(moved.total)  # NaN is not itself

    assert [told(atlas, *one) for one in asked] == [told(open_atlas(folder), *one) for one in asked]
    assert len({told(atlas, *one) for one in asked}) == len(asked)
    moved = change(atlas.on(days[0]), atlas.on(days[1]), state="Eastland")
    assert measured(moved, "a", "b") is measured(moved, "a", "b", sweep=LandSweep(moved))
    assert [(one.region, one.name) for one in (measured(moved, "c", "b"), measured(moved, "a", "d"))] == [
        ("c", "b"),
        ("a", "d"),
    ]


def test_summary(toy: Atlas) -> None:
    days = toy.on("1939-08-23"), toy.on("1940-01-01")
    moved = shift(*days, state="eastland", every_deg=0.5)
    total, (centre,) = moved.total, moved.regions
    assert (moved.state, moved.every_deg) == ("Eastland", 0.5)
    assert (moved.start.isoformat(), moved.end.isoformat()) == ("1939-08-23", "1940-01-01")
    assert moved.profile.lat.tolist() == [50.0, 50.5, 51.0, 51.5, 52.0, 52.5, 53.0]
    assert repr(moved.profile) == "<Profile on 7 parallels>"
    told = "Eastland, 1939-08-23 to 1940-01-01"
    assert repr(moved) == f"<Shift of {told}: mean {total.mean_km:.1f} km over 1 regions>"
    area = sum(transfer.area_km2 for transfer in moved.change.transfers)
    assert repr(moved.change) == f"<Change of {told}: {area:.0f} km² in 1 zones>"
    assert (total.region, total.name) == ("total", "All regions")
    assert (centre.region, centre.name) == ("centre", "The Centre")
    assert (total.lat_from, total.lat_to) == (50.0, 53.0)
    assert total.meridian_km == pytest.approx(GEOD.inv(0, 50, 0, 53)[2] / 1000, rel=1e-9)
    area = area_km2(22, 50, 53)
    assert total.area_km2 + total.lake_km2 == pytest.approx(area, rel=1e-8)
    assert total.mean_km == pytest.approx(area / total.meridian_km, rel=1e-8)
    lats = np.linspace(50, 53, 100_001)
    widths = np.array([(east_at(lat) - 22) * degree_km(lat) for lat in lats.tolist()])
    for name, share in (("p05_km", 5), ("median_km", 50), ("p95_km", 95)):
        assert getattr(total, name) == pytest.approx(np.percentile(widths, share), abs=0.03), name
    assert total.max_km == pytest.approx(widths.max(), abs=0.02)
    assert total.max_lat == pytest.approx(53.0, abs=0.001)
    assert total.max_near == "Upton"
    # thirty blocks of a tenth of a degree, each as wrong as its lines
    sigma = np.mean([np.hypot(1.0, 2.0 / sine(lat)) for lat in (50.5, 51.5, 52.5)])
    assert total.sigma_mean_km == pytest.approx(sigma / np.sqrt(30), rel=0.01)
    assert widths.min() < total.mean_low_km < total.mean_km < total.mean_high_km < widths.max()


def test_a_region_alone(toy: Atlas) -> None:
    days = toy.on("1939-08-23"), toy.on("1941-06-21")
    moved = shift(*days, state="Eastland", region="centre")
    assert (moved.total.region, moved.total.name) == ("centre", "The Centre")
    assert len(moved.regions) == 1
    whole = shift(*days, state="Eastland")
    assert [region.name for region in whole.regions] == ["The Centre", "The West"]
    assert whole.total.max_near == "Shore"
    assert whole.regions[0].mean_km == moved.total.mean_km
    for part, area in ((whole.regions[0], area_km2(22, 50, 53)), (whole.total, area_km2(20.5, 50, 53))):
        assert part.mean_km * part.meridian_km == pytest.approx(area, rel=1e-8)
        assert part.area_km2 + part.lake_km2 == pytest.approx(area, rel=1e-8)
    assert whole.every_deg == 0.25


def test_nothing_moved(toy: Atlas) -> None:
    moved = shift(toy.on("1940-01-01"), toy.on("1940-01-02"), state="Eastland")
    assert (moved.regions, len(moved.profile.lat), moved.profile.end) == ((), 0, ())
    told = asdict(moved.total)
    nowhere = {name for name, value in told.items() if value is None or value != value}  # noqa: PLR0124
    assert nowhere == {"lat_from", "lat_to", "max_lat", "max_near"}  # no place is made up
    assert [name for name in nowhere if told[name] is None] == ["max_near"]
    assert [value for name, value in told.items() if name not in nowhere and value != 0.0] == [
        "total",
        "All regions",
    ]
    nothing, _ = parallels(change(toy.on("1940-01-01"), toy.on("1940-01-02"), state="Eastland"))
    assert (len(nothing.lat), len(nothing.net_km), nothing.end) == (0, 0, ())


def test_with_errors_that_are_not_known(tmp_path: Path) -> None:
    folder = write(tmp_path)
    about, arcs = folder / "atlas.json", folder / "arcs" / "all.geojson"
    told = json.loads(about.read_text(encoding="utf-8"))
    about.write_text(json.dumps({**told, "position_errors": {"known": False}}), encoding="utf-8")
    unsure = arcs.read_text(encoding="utf-8")
    arcs.write_text(re.sub(r'"sigma_m": [\d.]+', '"sigma_m": null', unsure), encoding="utf-8")
    toy = open_atlas(folder)
    for after in ("1940-01-01", "1939-08-24"):  # with and without a change
        moved = shift(toy.on("1939-08-23"), toy.on(after), state="Eastland")
        assert np.isnan(moved.total.sigma_mean_km), after
        assert np.isnan(moved.profile.sigma_km).all(), after


def test_another_spacing_is_another_profile_of_the_same_shift(toy: Atlas) -> None:
    moved = shift(toy.on("1939-08-23"), toy.on("1940-01-01"), state="Eastland", every_deg=0.5)
    wide = moved.at_spacing(1.0)
    assert (wide.every_deg, wide.profile.lat.tolist()) == (1.0, [50.0, 51.0, 52.0, 53.0])
    assert wide.profile.net_km.tolist() == moved.profile.net_km[::2].tolist()
    assert (wide.total, wide.regions, wide.change) == (moved.total, moved.regions, moved.change)
    assert [transfer.zone.id for transfer in moved.change.transfers] == ["middle"]


def test_lines_that_no_parallel_meets_both() -> None:
    south, north = (shapely.LineString([(22, lat), (22, lat + 1)]) for lat in (50, 52))
    sweep = LineSweep(south, north, 100.0)
    told = asdict(summary_of(sweep, "a", "b"))
    known = {name: value for name, value in told.items() if value == value and value is not None}  # noqa: PLR0124
    assert known == {"region": "a", "name": "b", "lat_from": 50.0, "lat_to": 53.0, "meridian_km": 0.0}
    assert summary_of(sweep).region == summary_of(sweep).name == ""
    profile = profile_on(sweep, np.array([50.5, 52.5]))
    assert profile.end == ("gap", "gap")
    assert np.isnan(profile.net_km).all()


def test_lines_that_differ_on_one_parallel_alone_make_no_band() -> None:
    west, east = (shapely.LineString([(lon, 50), (lon + 1, 50)]) for lon in (20, 22))
    assert len(cut_bands(LineSweep(west, east, None)).net_km) == 0


def test_a_mean_over_parallels_weighs_them_by_their_meridian() -> None:
    lats, values = np.array([0.0, 60.0]), np.array([0.0, 1.0])
    equator, north = GEOD.inv(0, -0.05, 0, 0.05)[2], GEOD.inv(0, 59.95, 0, 60.05)[2]
    assert mean_over(lats, values) == pytest.approx(north / (equator + north), rel=1e-6)
    assert mean_over(lats, values) > 0.5 + 1e-3


def test_a_band_whose_middle_met_nothing_is_parted_as_the_nearest_that_did() -> None:
    nothing = np.zeros(8)
    # half a metre is something too; a middle parallel misses a part of its band, which is shared out
    west = np.array([0.0, 3.0, 0.0, 0.0, 0.0, 0.0, 0.0005, 0.0])
    east = np.array([0.0, 0.0, 0.0, -2.0, 0.0, 0.0, 0.0, 0.0])
    net = np.array([1.0, 3.5, 1.0, 2.0, 1.0, 1.0, 0.0005, 1.0])
    shared = _shared_out(BorderParts(west, east, nothing), net)
    # the southern of two that are equally near
    assert shared.west.tolist() == [1.0, 3.5, 1.0, 0.0, 0.0, 1.0, 0.0005, 1.0]
    assert shared.east.tolist() == [0.0, 0.0, 0.0, -2.0, -1.0, 0.0, 0.0, 0.0]
    assert not shared.apart.any()
    apart = _shared_out(BorderParts(nothing, nothing, nothing), net)
    assert (apart.west.tolist(), apart.east.tolist(), apart.apart.tolist()) == (
        [0.0] * 8,
        [0.0] * 8,
        net.tolist(),
    )


def test_parallels_by_themselves(toy: Atlas) -> None:
    found = change(toy.on("1939-08-23"), toy.on("1940-01-01"), state="Eastland")
    profile, summary = parallels(found, "a", "b", bands=6)
    assert profile.lat == pytest.approx([50.25, 50.75, 51.25, 51.75, 52.25, 52.75])
    for k, lat in enumerate(profile.lat.tolist()):
        strip = area_km2(22, lat - 0.25, lat + 0.25)
        band = float(meridian_arcs_m(np.array([lat - 0.25, lat + 0.25]))[0]) / 1000
        assert profile.net_km[k] == pytest.approx(strip / band, rel=1e-8)
    assert (summary.region, summary.name) == ("a", "b")
    assert parallels(found)[1].region == parallels(found)[1].name == ""
    assert len(parallels(found)[0].lat) == 2_000
    assert summary_of(LandSweep(found), "a", "b", bands=6) == summary


def test_percentiles_are_those_of_numpy_to_the_last_digit() -> None:
    # of very different sizes, for which it matters from which of two one reckons
    values, shares = (
        10.0 ** np.random.default_rng(2).uniform(-9.0, 9.0, 38),
        np.linspace(0.0, 100.0, 101).tolist(),
    )
    assert percentiles(values, *shares) == np.percentile(values, shares).tolist()
    assert percentiles(np.array([0.1, 0.5]), 50.0) == [0.3]  # not 0.30000000000000004
    assert percentiles(values[:1], 0.0, 50.0, 100.0) == values[[0, 0, 0]].tolist()


def test_the_place_is_near_where_the_largest_shift_ends_in_the_west(tmp_path: Path) -> None:
    # what was lost in the east is widest in the south, where its western end is more than a third of a degree
    # farther west than in the north
    rows = [f"{name},,,{lon},50.75,100,Eastland,Eastland,1,high,x" for name, lon in (("A", 24.2), ("B", 24.6))]
    toy = open_atlas(write(tmp_path, places="\n".join([PLACES.split("\n", 1)[0], *rows, ""])))
    lost = change(toy.on("1941-06-21"), toy.on("1941-06-22"), state="Eastland")
    summary = summary_of(LandSweep(lost), bands=2)
    assert (summary.max_lat, summary.max_near) == (50.75, "A")


def test_no_place_is_near_a_band_whose_middle_meets_nothing(tmp_path: Path) -> None:
    islands = shapely.box(22.5, 50, 22.6, 50.2), shapely.box(22.5, 52.8, 22.6, 53)
    toy = open_atlas(write(tmp_path, islands))
    gained = change(toy.on("1939-08-23"), toy.on("1940-01-01"), state="Eastland")
    summary = summary_of(LandSweep(gained), bands=1)
    assert summary.mean_km * summary.meridian_km == pytest.approx(summary.area_km2, rel=1e-9)
    assert (summary.max_lat, summary.max_near) == (51.5, "")


def drawn_one_by_one(values: NDArray[np.float64], weight: NDArray[np.float64], block: int) -> list[float]:
    """The 95 % interval of the mean, each block laid out neighbour by neighbour."""
    n = len(values)
    means = []
    for starts in np.random.default_rng(23).integers(0, n, (1_000, -(-n // block))):
        at = np.concatenate([(start + np.arange(block)) % n for start in starts])
        means.append(np.average(values[at], weights=weight[at]))
    return [float(end) for end in np.percentile(means, (2.5, 97.5))]


@pytest.mark.parametrize("block", [1, 3, 7, 23])
def test_bootstrap_against_drawing_one_by_one(block: int) -> None:
    rng = np.random.default_rng(5)
    values, weight = rng.normal(100, 20, 24), rng.uniform(0.5, 1.5, 24)
    ends = drawn_one_by_one(values, weight, block)
    assert list(_bootstrap(values, weight, block)) == pytest.approx(ends, rel=1e-9)
    assert np.isnan(_bootstrap(values, weight, block + 24)).all()  # one block is the sector itself


@pytest.mark.parametrize(("bands", "block"), [(2, 1), (6, 1), (12, 2), (30, 5)])
def test_blocks_of_half_a_degree(toy: Atlas, bands: int, block: int) -> None:
    # the middle reaches over three degrees; a block is never shorter than a band
    found = change(toy.on("1939-08-23"), toy.on("1940-01-01"), state="Eastland")
    profile, summary = parallels(found, bands=bands)
    meridian_m = meridian_arcs_m(np.linspace(50, 53, bands + 1))
    ends = drawn_one_by_one(profile.net_km, meridian_m, block)
    assert [summary.mean_low_km, summary.mean_high_km] == pytest.approx(ends, rel=1e-9)


def test_errors_hang_together_over_a_tenth_of_a_degree_from_the_southern_end(tmp_path: Path) -> None:
    toy = open_atlas(write(tmp_path, [shapely.box(20.5, 50.03, 27, 50.23)]))
    found = change(toy.on("1940-01-01"), toy.on("1941-06-21"), state="Eastland")
    _, summary = parallels(found, bands=4)
    assert (summary.lat_from, summary.lat_to) == (50.03, 50.23)
    # two bands to a block, two blocks: the error of every parallel over the root of two
    assert summary.sigma_mean_km == pytest.approx(np.hypot(0.2, 1.0) / np.sqrt(2), rel=1e-6)
