"""Known values, and two ways to the same number."""

from __future__ import annotations

import math

import numpy as np
import pytest
import shapely
from geographiclib.test.test_geodesic import GeodesicTest
from hypothesis import given
from hypothesis import strategies as st
from toy import sine

from geo.earth import geodesy
from geo.earth.equal_area import EqualAreaPlane
from geo.earth.nearest import LineIndex
from geo.earth.same_digits import angle_of, sin_cos

LAT = st.floats(43.0, 70.0)
LON = st.floats(18.0, 41.0)


CASES = GeodesicTest.testcases
"""Geodesics on WGS 84 by Karney, computed with more digits than a double holds:
lat1, lon1, azi1, lat2, lon2, azi2, s12 and more."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[6]:.0f} m")
def test_karneys_geodesics(case: list[float]) -> None:
    lat1, lon1, _, lat2, lon2, _, metres, *_ = case
    assert float(geodesy.distance_m(lon1, lat1, lon2, lat2)) == pytest.approx(metres, rel=0, abs=1e-8)
    assert float(geodesy.distance_m(lon2, lat2, lon1, lat1)) == pytest.approx(metres, rel=0, abs=1e-8)


def test_karneys_geodesics_all_at_once() -> None:
    lat1, lon1, _, lat2, lon2, _, metres, *_ = np.array(CASES).T
    assert len(metres) >= 20
    assert geodesy.distance_m(lon1, lat1, lon2, lat2) == pytest.approx(metres, rel=0, abs=1e-8)


@pytest.mark.parametrize(
    ("start", "end", "metres", "within"),
    [  # longitude, latitude; by number in GeographicLib's list, each a fault that some program had
        pytest.param((0, 0), (179, 0), 19_926_189, 0.5, id="33: along the equator"),
        pytest.param((0, 0), (180, 0), 20_003_931, 0.5, id="33: over the pole"),
        pytest.param((539, 0), (181, 0), 222_639, 0.5, id="29: beyond the date line"),
        pytest.param((15.3872, 54.1589), (15.3877, 54.1591), 39.527686385, 5e-9, id="74: short"),
        pytest.param((174 + 49 / 60, -41 - 19 / 60), (-5.5, 40 + 58 / 60), 19_960_543.857179, 5e-7, id="76"),
        pytest.param((0, 27.2), (179.5, -27.1), 19_974_354.765767, 5e-7, id="78: nearly antipodal"),
        pytest.param((0, 20.001), (0, 20.001), 0.0, 1e-8, id="80: no length"),
        pytest.param((0, 90), (180, 90), 0.0, 1e-8, id="80: at the pole"),
    ],
)
def test_geodesics_that_other_programs_got_wrong(
    start: tuple[float, float], end: tuple[float, float], metres: float, within: float
) -> None:
    assert float(geodesy.distance_m(*start, *end)) == pytest.approx(metres, rel=0, abs=within)


@pytest.mark.parametrize(
    "case", [case for case in CASES if abs(case[4] - case[1]) < 180], ids=lambda case: f"{case[6]:.0f} m"
)
def test_lengths_of_karneys_geodesics(case: list[float]) -> None:
    lat1, lon1, _, lat2, lon2, _, metres, *_ = case
    line = shapely.LineString([(lon1, lat1), (lon2, lat2)])
    assert geodesy.length_m(line) == pytest.approx(metres, rel=0, abs=1e-8)


def test_a_degree_on_the_equator_and_at_the_pole() -> None:
    assert geodesy.parallel_m_per_degree(0.0) == pytest.approx(111_319.490_793, abs=1e-6)
    assert geodesy.parallel_m_per_degree(90.0) == pytest.approx(0.0, abs=1e-9)


def test_meridian_quadrant_is_the_one_that_defines_the_metre() -> None:
    # Karney 2011: the quarter meridian of WGS 84
    assert geodesy.meridian_arc_m(0.0, 90.0) == pytest.approx(10_001_965.729_3, abs=1e-3)


def test_meridian_degrees_add_up_to_the_arc() -> None:
    lats = 50.0 + (np.arange(10_000) + 0.5) / 10_000
    mean = geodesy.meridian_m_per_degree(lats).mean()
    assert mean == pytest.approx(geodesy.meridian_arc_m(50.0, 51.0), rel=1e-9)


def test_whole_ellipsoid() -> None:
    # the area of WGS 84, m², from GeographicLib's documentation
    assert geodesy.area_m2(shapely.box(-180, -90, 180, 90)) == pytest.approx(510_065_621_724_088.4, rel=1e-10)


@given(west=LON, south=LAT, width=st.floats(0.01, 1.0), height=st.floats(0.01, 1.0))
def test_area_agrees_with_a_densified_geodesic_polygon(
    west: float, south: float, width: float, height: float
) -> None:
    corner = shapely.Polygon([(west, south), (west + width, south), (west + width / 3, south + height)])
    dense = shapely.segmentize(corner, max(width, height) / 1000)
    geodesic = abs(geodesy.GEOD.geometry_area_perimeter(dense)[0])
    assert geodesy.area_m2(corner) == pytest.approx(geodesic, rel=2e-7)


def test_an_undensified_east_west_edge_is_wrong() -> None:
    strip = shapely.box(18, 60, 42, 61)
    geodesic = abs(geodesy.GEOD.geometry_area_perimeter(strip)[0])
    assert abs(geodesic / geodesy.area_m2(strip) - 1) < 0.05
    assert geodesic != pytest.approx(geodesy.area_m2(strip), rel=1e-3)


def test_parts_holes_and_collections() -> None:
    whole = geodesy.area_m2(shapely.box(24, 50, 26, 52))
    ring = shapely.box(24, 50, 26, 52).difference(shapely.box(24.5, 50.5, 25.5, 51.5))
    hole = shapely.box(24.5, 50.5, 25.5, 51.5)
    together = shapely.GeometryCollection([ring, shapely.Point(0, 0), shapely.MultiPolygon([hole])])
    assert geodesy.area_m2(ring) + geodesy.area_m2(hole) == pytest.approx(whole, rel=1e-14)
    assert geodesy.area_m2(together) == pytest.approx(whole, rel=1e-14)


def test_collections_in_collections() -> None:
    boxes = [shapely.box(24 + 2 * k, 50, 25 + 2 * k, 51) for k in range(4)]
    inner = shapely.GeometryCollection([boxes[1], shapely.GeometryCollection([boxes[2], boxes[3]])])
    outer = shapely.GeometryCollection([boxes[0], inner])
    assert geodesy.area_m2(outer) == pytest.approx(4 * geodesy.area_m2(boxes[0]), rel=1e-14)
    assert geodesy.area_m2(shapely.MultiPolygon(boxes)) == geodesy.area_m2(outer)
    nothing = shapely.Polygon()
    assert geodesy.area_m2(shapely.GeometryCollection([nothing, *boxes, nothing])) == geodesy.area_m2(outer)


@pytest.mark.parametrize("first", range(4))
def test_a_leaning_quadrangle_from_any_of_its_corners(first: int) -> None:
    # ten degrees wide on every parallel; the zone's area in closed form: Snyder 1987, equation 3-12
    corners = [(20, 45), (30, 45), (36, 57), (26, 57)]
    e2 = geodesy.GEOD.es
    s = np.sin(np.radians([45.0, 57.0]))
    q = (1 - e2) * (s / (1 - e2 * s**2) + np.arctanh(np.sqrt(e2) * s) / np.sqrt(e2))
    zone = geodesy.GEOD.a**2 * (q[1] - q[0]) / 2.0
    leaning = shapely.Polygon(corners[first:] + corners[:first])
    assert geodesy.area_m2(leaning) == pytest.approx(zone * np.radians(10.0), rel=1e-12)


def test_no_edge_adds_nothing() -> None:
    assert geodesy.edge_integrals_m2(*[np.zeros(0)] * 5).tolist() == []


def test_winding_does_not_matter() -> None:
    ccw = shapely.box(24, 50, 26, 52, ccw=True)
    assert geodesy.area_m2(ccw) == pytest.approx(geodesy.area_m2(ccw.reverse()), rel=1e-14)
    assert geodesy.area_m2(ccw) > 0


@given(lon=LON, lat=LAT, dx=st.floats(-0.2, 0.2), dy=st.floats(-0.2, 0.2))
def test_nearest_place_is_never_farther_than_any_vertex(lon: float, lat: float, dx: float, dy: float) -> None:
    rng = np.random.default_rng(7)
    lines = [shapely.LineString(rng.normal((lon + dx, lat + dy), 0.4, (70, 2))) for _ in range(3)]
    metres, which, place = LineIndex(lines).nearest(lon, lat)
    vertices = shapely.get_coordinates(lines)
    to_vertices = geodesy.distance_m(lon, lat, vertices[:, 0], vertices[:, 1])
    assert metres <= to_vertices.min() + 1e-6
    assert geodesy.distance_m(lon, lat, *place) == pytest.approx(metres)
    dense = shapely.get_coordinates(shapely.segmentize(lines[which], 0.0005))
    off = np.hypot(dense[:, 0] - lon, dense[:, 1] - lat)  # in degrees: the nearest by far is among these
    close = dense[off <= 2.0 * off.min() / math.cos(math.radians(lat)) + 0.001]
    to_line = geodesy.distance_m(lon, lat, close[:, 0], close[:, 1]).min()
    assert metres == pytest.approx(to_line, abs=35.0)


def test_angle_with_the_parallel() -> None:
    # a degree of latitude at 60° is twice a degree of longitude
    assert geodesy.direction_deg(24, 59.95, 24.2, 60.05) == pytest.approx(45.0, abs=0.2)


def test_nearest_among_long_lines() -> None:
    lats = np.linspace(48, 56, 400)
    lines = [shapely.LineString(np.column_stack([np.full(400, lon), lats])) for lon in (20.0, 24.0, 28.0)]
    index = LineIndex(lines)
    for lon, which in ((20.9, 0), (24.9, 1), (26.1, 2), (23.0, 1)):
        metres, found, place = index.nearest(lon, 52.0)
        assert found == which
        target = (20.0, 24.0, 28.0)[which]
        # the foot on a meridian: the geodesic meets it at a right angle, a little to the north
        feet = np.linspace(51.9, 52.1, 20_001)
        best = geodesy.distance_m(lon, 52.0, np.full(20_001, target), feet)
        assert metres == pytest.approx(float(best.min()), abs=0.02)
        assert place[0] == pytest.approx(target, abs=1e-7)
        assert place[1] == pytest.approx(float(feet[best.argmin()]), abs=2e-4)


def test_nearest_at_an_end_and_on_the_line() -> None:
    index = LineIndex([shapely.LineString([(20, 50), (20, 51)]), shapely.LineString([(25, 50), (26, 50)])])
    metres, which, place = index.nearest(20.0, 51.5)
    assert which == 0
    assert place == pytest.approx((20.0, 51.0), abs=1e-9)
    assert metres == pytest.approx(geodesy.GEOD.inv(20, 51, 20, 51.5)[2], abs=1e-4)
    assert index.nearest(20.0, 50.5)[0] == pytest.approx(0.0, abs=1e-4)
    # an edge is straight in longitude and latitude: it keeps to its parallel
    metres, which, place = index.nearest(25.5, 50.0)
    assert which == 1
    assert place[1] == pytest.approx(50.0, abs=1e-5)
    assert metres == pytest.approx(0.0, abs=1e-6)


def test_nearest_far_in_the_north_and_south() -> None:
    for lat in (89.5, -75.0):
        line = shapely.LineString([(10, lat), (11, lat)])
        metres, _, place = LineIndex([line]).nearest(10.5, lat - 0.2)
        assert metres == pytest.approx(float(geodesy.distance_m(10.5, lat - 0.2, *place)), rel=1e-9)
        assert metres < geodesy.GEOD.inv(10.5, lat - 0.2, 10.5, lat)[2] + 5


def test_nearest_over_the_pole() -> None:
    for pole in (1, -1):
        over = shapely.LineString([(-170, pole * 89.6), (-170, pole * 89.7)])
        nearer_in_degrees = shapely.LineString([(10, pole * 88.3), (10, pole * 88.4)])
        metres, which, place = LineIndex([nearer_in_degrees, over]).nearest(10.0, pole * 89.5)
        assert which == 1
        assert place == pytest.approx((-170.0, pole * 89.7), abs=1e-9)
        way = geodesy.meridian_arc_m(89.5, 90.0) + geodesy.meridian_arc_m(89.7, 90.0)
        assert metres == pytest.approx(way, rel=1e-9)


@pytest.mark.parametrize("metres", [500.0, 20_000.0, 400_000.0])
@pytest.mark.parametrize("lat", [-62.0, -10.0, 10.0, 62.0])
@pytest.mark.parametrize(("meridian", "parallel"), [(0.0, 90.0), (180.0, 90.0), (0.0, 270.0), (180.0, 270.0)])
def test_what_is_nearer_in_metres_may_be_farther_in_degrees(
    meridian: float, parallel: float, lat: float, metres: float
) -> None:
    # two strokes that run away from the place, one along its meridian and one across, hardly nearer
    ends = [geodesy.GEOD.fwd(24.0, lat, az, m)[:2] for az, m in ((meridian, metres), (parallel, metres - 0.3))]
    strokes = [
        shapely.LineString([end, geodesy.GEOD.fwd(24.0, lat, az, metres + 2_000.0)[:2]])
        for end, az in zip(ends, (meridian, parallel), strict=True)
    ]
    found, which, place = LineIndex(strokes).nearest(24.0, lat)
    assert which == 1
    assert found == pytest.approx(metres - 0.3, abs=1e-6)
    assert place == pytest.approx(ends[1], abs=1e-9)


@pytest.mark.parametrize("edges", [1, 2, 31, 32, 33, 64, 65])
def test_every_edge_of_a_line_is_found(edges: int) -> None:
    lats = 50.0 + 0.01 * np.arange(edges + 1)
    index = LineIndex([shapely.LineString(np.column_stack([np.full(edges + 1, 24.0), lats]))])
    for lat in ((lats[:-1] + lats[1:]) / 2.0).tolist():
        assert index.nearest(24.0, lat)[0] == pytest.approx(0.0, abs=1e-6)


def test_directions() -> None:
    assert float(geodesy.direction_deg(24, 50, 25, 54)) == pytest.approx(
        np.degrees(np.arcsin(sine(52.0))), abs=1e-9
    )
    assert float(geodesy.direction_deg(25, 50, 24, 54)) == float(geodesy.direction_deg(24, 54, 25, 50))
    assert geodesy.length_m(shapely.Point(1, 2)) == 0.0
    one, other = shapely.LineString([(24, 50), (24, 51)]), shapely.LineString([(30, 50), (30, 51)])
    assert geodesy.length_m(shapely.MultiLineString([one, other])) == 2 * geodesy.length_m(one)
    assert geodesy.area_m2(shapely.Polygon()) == geodesy.area_m2(shapely.LineString([(1, 2), (3, 4)])) == 0.0


def test_numbers_of_eight_bits_are_reckoned_in_full() -> None:
    lons, lats = np.array([-100, 100], dtype=np.int8), np.array([60, 70], dtype=np.int8)
    for measure in (geodesy.parallel_m_per_degree, geodesy.meridian_m_per_degree):
        assert measure(lats).tolist() == measure([60.0, 70.0]).tolist()
    for between in (geodesy.direction_deg, geodesy.distance_m):
        assert float(between(lons[0], lats[0], lons[1], lats[1])) == float(between(-100.0, 60.0, 100.0, 70.0))


def test_many_points_are_answered_as_one_by_one() -> None:
    rng = np.random.default_rng(11)
    lines = [
        shapely.LineString(np.cumsum(rng.normal(0, 0.3, (400, 2)), axis=0) + at) for at in ((20, 50), (178, 10))
    ]
    index = LineIndex(lines)
    lon, lat = rng.uniform(-180, 180, 6_000), rng.uniform(-89, 89, 6_000)
    lon[:3_000], lat[:3_000] = rng.uniform(15, 25, 3_000), rng.uniform(45, 55, 3_000)
    found = index.nearest_places(lon, lat)
    for k in range(0, 6_000, 40):
        metres, which, place = index.nearest(lon[k], lat[k])
        assert (metres, which, place) == (found.metres[k], found.which[k], (found.lon[k], found.lat[k]))
    # no vertex of any line is nearer than the place that was found
    vertices = shapely.get_coordinates(lines)
    for k in range(0, 6_000, 200):
        least = geodesy.distance_m(lon[k], lat[k], *vertices.T).min()
        assert found.metres[k] <= least + 1e-6 * least
    assert len(index.nearest_places([], []).metres) == 0


def test_the_nodes_of_an_integral_are_those_of_gauss() -> None:
    """They are written down, for the part of numpy that knows them is loaded for nothing else."""
    nodes, weights = np.polynomial.legendre.leggauss(5)
    assert np.allclose(geodesy.GAUSS_X, nodes, rtol=0.0, atol=1e-15)
    assert np.allclose(geodesy.GAUSS_W, weights, rtol=0.0, atol=1e-15)


def test_sines_and_angles_of_which_every_digit_is_the_same_everywhere() -> None:
    deg = np.linspace(-360.0, 360.0, 4_321)
    sin, cos = sin_cos(deg)
    assert np.allclose(sin, np.sin(np.radians(deg)), rtol=0.0, atol=2e-15)
    assert np.allclose(cos, np.cos(np.radians(deg)), rtol=0.0, atol=2e-15)
    assert np.allclose(np.abs(angle_of(sin, cos)), np.abs(np.arctan2(sin, cos)), rtol=0.0, atol=2e-15)
    assert angle_of(np.zeros(2), np.array([0.0, -1.0])).tolist() == [0.0, math.pi]


PLANE = [
    ["-0x1.a44259977355ap+18", "-0x1.73286b416d857p+19"],
    ["-0x1.2029ad88880e0p+20", "0x1.b8b87eb266353p+20"],
    ["0x1.b55a8427a6f69p+19", "-0x1.639d7ed3fe956p+20"],
]
DEGREES = [
    ["0x1.800005659aa34p+4", "0x1.900001d0f16aep+5"],
    ["-0x1.8000278a38ff0p+1", "0x1.19fffffd7a8dap+6"],
    ["0x1.47ffff1bd22e2p+5", "0x1.59ffffc05ca49p+5"],
]
"""What comes of three places, to the last bit."""


def test_the_plane_of_pages_asks_numpy_for_nothing_whose_last_digits_differ(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("sin", "cos", "tan", "arcsin", "arctan", "arctan2", "arctanh", "hypot", "exp", "log", "power"):
        monkeypatch.setattr(np, name, None)
    plane = EqualAreaPlane(30.0, 57.0)
    xy = plane.forward(np.array([[24.0, 50.0], [-3.0, 70.5], [41.0, 43.25]]))
    lonlat = plane.inverse(np.round(xy))
    assert [[float(one).hex() for one in row] for row in xy] == PLANE
    assert [[float(one).hex() for one in row] for row in lonlat] == DEGREES
