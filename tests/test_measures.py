"""Areas and shifts: published figures, identities, symmetries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

import geo
from geo.atlas.about import read_about
from geo.atlas.bundled import data_folder
from geo.earth.geodesy import GEOD, parallel_m_per_degree
from geo.errors import BordershiftError, GeometryError, UnknownNameError
from geo.measures.change import change
from geo.measures.land import segments
from geo.measures.shift import parallels, shift
from geo.measures.verify import compare_published
from geo.page.wording import page_words
from geo.text.measured_notes import measured_notes

if TYPE_CHECKING:
    from geo.atlas.atlas import Atlas, Snapshot
    from geo.measures.change import Change
    from geo.measures.shift import Shift

ABOUT = read_about(data_folder())
DAYS = st.dates(ABOUT.first, ABOUT.last)


@pytest.fixture(scope="module")
def moved(before: Snapshot, after: Snapshot) -> Shift:
    return shift(before, after)


def test_areas_against_published_figures(atlas: Atlas) -> None:
    assert {"poland", "finland", "estonia", "latvia", "lithuania", "romania", "total"} <= {
        row.figure for row in compare_published(atlas)
    }
    for row in compare_published(atlas):
        assert row.measured_km2 == pytest.approx(row.published_km2, rel=row.tolerance), row.figure


def test_area_identity(moved: Shift) -> None:
    """Mean shift times the meridian is the net area, which is measured another way."""
    for region in (*moved.regions, moved.total):
        swept = region.mean_km * region.meridian_km
        assert swept == pytest.approx(region.area_km2 + region.lake_km2, rel=1e-4), region.region


@pytest.fixture(scope="module")
def geodesic_km2(before: Snapshot, after: Snapshot) -> dict[str, float]:
    """Return the area of each zone that changed hands, from a polygon with a corner every 20 m."""
    areas = {}
    for transfer in change(before, after).transfers:
        dense = shapely.segmentize(shapely.orient_polygons(transfer.territory), 2e-4)
        areas[transfer.zone.id] = GEOD.geometry_area_perimeter(dense)[0] / 1e6
    return areas


def check_area_identity(part: Change, bands: int, geodesic_km2: dict[str, float]) -> None:
    _, sector = parallels(part, bands=bands)
    area = sum(geodesic_km2[transfer.zone.id] for transfer in part.transfers)
    assert sector.mean_km * sector.meridian_km == pytest.approx(area, rel=1e-9), part.regions


@pytest.mark.parametrize("bands", [1, 2_000])
def test_area_identity_of_each_region_at_any_number_of_parallels(
    before: Snapshot, after: Snapshot, geodesic_km2: dict[str, float], bands: int
) -> None:
    found = change(before, after)
    for region in found.regions:
        check_area_identity(found.within(region), bands, geodesic_km2)


@pytest.mark.parametrize("bands", [1, 2_000, 200_000])
def test_area_identity_of_the_whole_at_any_number_of_parallels(
    before: Snapshot, after: Snapshot, geodesic_km2: dict[str, float], bands: int
) -> None:
    check_area_identity(change(before, after), bands, geodesic_km2)


def test_areas_are_those_of_densified_geodesic_polygons(before: Snapshot, after: Snapshot) -> None:
    for transfer in change(before, after).transfers:
        dense = shapely.segmentize(shapely.orient_polygons(transfer.territory), 0.005)
        geodesic = abs(GEOD.geometry_area_perimeter(dense)[0]) / 1e6
        assert transfer.area_km2 + transfer.lake_km2 == pytest.approx(geodesic, rel=1e-6), transfer.zone.id


def test_regions_add_up_to_the_total(moved: Shift) -> None:
    for name in ("area_km2", "lake_km2"):
        assert sum(getattr(r, name) for r in moved.regions) == pytest.approx(
            getattr(moved.total, name), rel=1e-12
        )


def test_swapped_days_turn_every_sign(before: Snapshot, after: Snapshot, moved: Shift) -> None:
    back = shift(after, before)
    assert back.profile.net_km == pytest.approx(-moved.profile.net_km)
    assert back.profile.gain_km == pytest.approx(moved.profile.loss_km)
    assert back.profile.normal_km == pytest.approx(-moved.profile.normal_km)
    assert back.profile.sigma_km == pytest.approx(moved.profile.sigma_km)
    for there, again in zip(moved.regions, back.regions, strict=True):
        assert again.region == there.region
        for name in ("area_km2", "lake_km2", "mean_km", "median_km", "max_km"):
            assert getattr(again, name) == pytest.approx(-getattr(there, name)), (there.region, name)
        assert again.p05_km == pytest.approx(-there.p95_km)


def test_equal_days_give_exact_zero(before: Snapshot) -> None:
    still = shift(before, before)
    assert still.regions == ()
    assert len(still.profile.lat) == 0
    assert (still.total.mean_km, still.total.area_km2, still.total.max_km) == (0.0, 0.0, 0.0)


@given(first=DAYS, second=DAYS, third=DAYS)
def test_changes_add_up_over_days(atlas: Atlas, first: object, second: object, third: object) -> None:
    a, b, c = (atlas.on(day) for day in (first, second, third))  # type: ignore[arg-type]

    def net(x: Snapshot, y: Snapshot) -> float:
        return change(x, y).area_km2 + change(x, y).lake_km2

    assert net(a, b) + net(b, c) == pytest.approx(net(a, c), abs=1e-6)
    assert net(a, b) == pytest.approx(-net(b, a), abs=1e-9)


def test_profile_against_shapely(before: Snapshot, after: Snapshot, moved: Shift) -> None:
    gained = shapely.union_all([t.territory for t in change(before, after).transfers])
    for lat, net in list(zip(moved.profile.lat, moved.profile.net_km, strict=True))[::5]:
        cut = shapely.intersection(gained, shapely.LineString([(18, lat), (42, lat)]))
        degrees = sum(part.bounds[2] - part.bounds[0] for part in shapely.get_parts(cut) if not part.is_empty)
        assert net == pytest.approx(degrees * float(parallel_m_per_degree(lat)) / 1000, abs=1e-6), lat


def test_zero_shift_where_the_border_stayed(moved: Shift) -> None:
    lat, net = moved.profile.lat, moved.profile.net_km
    assert (net[(lat > 62.95) & (lat < 65.5)] == 0.0).all()
    assert (net[(lat > 67.7) & (lat < 69.5)] == 0.0).all()  # Petsamo


def test_borders_that_stayed_are_the_same_lines(before: Snapshot, after: Snapshot) -> None:
    """Norway's border: not two lines near each other, but the very same arcs."""
    assert change(before, after, state="Norway").transfers == ()
    norwegian = [
        {border.arc.id for border in day.borders if "Norway" in {border.left.holder, border.right.holder}}
        for day in (before, after)
    ]
    assert norwegian[0] == norwegian[1]
    assert "norway_petsamo" in norwegian[0]


def test_lines_that_stand_today_come_from_the_map_of_today(before: Snapshot) -> None:
    """Southern Latvia's border with the USSR, and Finland's where nothing was ceded."""
    drawn = {arc.id: arc for arc in before.atlas.arcs}
    for name in ("kuusamo_virmajarvi", "korvatunturi_salla", "latvia_russia_south", "latvia_belarus"):
        assert drawn[name].method == "cut from osm", name
        assert drawn[name].sigma_m <= 150, name


def test_segments_of_a_parallel_add_up_to_its_net_shift(
    before: Snapshot, after: Snapshot, moved: Shift
) -> None:
    total: dict[float, float] = {}
    for piece in segments(change(before, after), 0.25):
        total[piece.lat] = total.get(piece.lat, 0.0) + piece.km
    for lat, net in zip(moved.profile.lat, moved.profile.net_km, strict=True):
        assert total.get(float(lat), 0.0) == pytest.approx(net, abs=1e-9)


def test_the_window_does_not_matter(moved: Shift) -> None:
    """Only land that changed hands is measured, and none of it comes near the eastern edge."""
    assert max(piece for piece in (moved.profile.lat.max(), 0)) < 71
    assert moved.total.max_km < 600


@pytest.mark.parametrize(
    ("asked", "regions", "name"),
    [
        ("the Baltic states", ("estonia", "latvia", "lithuania"), "Baltic states"),
        ("Państwa bałtyckie", ("estonia", "latvia", "lithuania"), "Baltic states"),
        ("Finnland", ("rybachy", "salla", "karelia", "gulf_islands", "hanko"), "Total"),
        ("bessarabia, north_bukovina", ("north_bukovina", "bessarabia"), "Total"),
        (["hanko", "Rumänien"], ("hanko", "north_bukovina", "bessarabia"), "Total"),
    ],
)
def test_several_regions_are_measured_together(
    before: Snapshot, after: Snapshot, moved: Shift, asked: str | list[str], regions: tuple[str, ...], name: str
) -> None:
    found = shift(before, after, region=asked)
    alone = {part.region: part for part in moved.regions}
    assert [part.region for part in found.regions] == list(regions)
    assert all(part == alone[part.region] for part in found.regions)
    assert (found.total.region, found.total.name) == ("total", name)
    assert found.total.area_km2 == pytest.approx(sum(alone[region].area_km2 for region in regions))
    taken = found.total.area_km2 + found.total.lake_km2
    assert found.total.mean_km * found.total.meridian_km == pytest.approx(taken, rel=1e-3)
    counted = geo.people(before, after, region=asked)
    assert [row.region for row in counted.regions] == list(regions)
    assert {turn.zone.region for turn in geo.changes(before, after, region=asked)} == set(regions)


def test_a_region_is_measured_on_its_own_land(before: Snapshot, after: Snapshot, moved: Shift) -> None:
    bukovina = shift(before, after, region="north_bukovina")
    assert bukovina.total.mean_km == pytest.approx(
        next(r for r in moved.regions if r.region == "north_bukovina").mean_km
    )
    assert bukovina.profile.net_km.max() < 150  # not out to Galicia's western end


def test_other_states_and_days(atlas: Atlas) -> None:
    award = change(atlas.on("1940-08-01"), atlas.on("1940-10-01"), state="Hungary")
    assert [t.zone.id for t in award.transfers] == ["northern_transylvania"]
    lost = change(atlas.on("1940-08-01"), atlas.on("1940-10-01"), state="Romania")
    assert lost.area_km2 < -50_000
    assert change(atlas.on("1940-08-01"), atlas.on("1940-10-01"), state="romania").state == "Romania"


def test_ends_of_the_displacement(moved: Shift) -> None:
    end = dict(zip(moved.profile.lat.tolist(), moved.profile.end, strict=True))
    assert end[57.0] == "coast"
    assert end[53.0] == "land"
    assert end[64.0] == ""


def test_land_that_goes_on_beyond_the_atlas_ends_at_its_edge(before: Snapshot, after: Snapshot) -> None:
    ends, apart = {}, "land that {named} held before and after may lie beyond it"
    for state in ("Germany", "Poland"):
        found = shift(before, after, state=state, every_deg=1.0)
        ends[state] = dict(zip(found.profile.lat.tolist(), found.profile.end, strict=True))
        told = [note.template for note in measured_notes(found)]
        # of Poland nothing was left, here or beyond
        assert any(apart in note for note in told) == (state == "Germany")
        assert page_words(found.change)["ends"]["edge"] == "edge of the atlas"
    assert [ends["Germany"][lat] for lat in (51.0, 52.0, 53.0, 54.0)] == ["land", *["edge"] * 3]
    assert [ends["Poland"][lat] for lat in (51.0, 52.0, 55.0)] == ["land", "edge", "land"]


def test_shift_across_the_border_is_never_more_than_along_the_parallel(moved: Shift) -> None:
    assert (np.abs(moved.profile.normal_km) <= np.abs(moved.profile.net_km) + 1e-9).all()


def test_faults(atlas: Atlas, before: Snapshot, after: Snapshot) -> None:
    with pytest.raises(UnknownNameError, match="did you mean lithuania or west_belarus or west_ukraine"):
        shift(before, after, region="Poland")  # Vilnius was its land too, but not all of its region
    with pytest.raises(UnknownNameError, match="no region is called 'crimea'; choose from rybachy, salla"):
        shift(before, after, region="crimea")
    with pytest.raises(UnknownNameError, match="no state is called 'Ruritania'"):
        change(before, after, state="Ruritania")
    for spacing in (0.0, -1.0, float("nan"), 90.0):
        with pytest.raises(GeometryError, match="spacing of parallels"):
            shift(before, after, every_deg=spacing)
    with pytest.raises(BordershiftError, match="different atlases"):
        change(before, geo.open_atlas(atlas.folder).on("1941-06-21"))


@pytest.mark.parametrize(
    ("state", "parallel", "westward"),
    [
        ("USSR", 52.0, {1}),  # its western border moved west
        ("Finland", 61.0, {1}),  # its eastern border moved west, too
        ("Romania", 47.0, {1, -1}),  # its eastern border west, its western one east
        ("Estonia", 58.5, {0}),  # no border moved: it had none left
    ],
)
def test_which_way_a_border_went(
    before: Snapshot, after: Snapshot, state: str, parallel: float, westward: set[int]
) -> None:
    for there, back, sign in ((before, after, 1), (after, before, -1)):
        found = segments(change(there, back, state=state), 0.5)
        assert {piece.westward for piece in found if piece.lat == parallel} == {sign * way for way in westward}


def test_another_spacing_moves_the_profile_alone(before: Snapshot, after: Snapshot) -> None:
    coarse = geo.shift(before, after, every_deg=1.0, region="bessarabia")
    fine = coarse.at_spacing(0.25)
    assert (fine.total, fine.regions, fine.every_deg) == (coarse.total, coarse.regions, 0.25)
    assert (
        fine.profile.table().rows
        == geo.shift(before, after, every_deg=0.25, region="bessarabia").profile.table().rows
    )
    with pytest.raises(GeometryError):
        coarse.at_spacing(0.0)
