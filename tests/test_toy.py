"""A small atlas whose every figure can be worked out on paper.

    20    20.5        22          24 to 25      26 E
    +------+-----------+------------/-----------+ 54 N
    | sea  :    sea    :   sea     /   sea      |
    |......+-----------+----------/-------------| 53   the coast
    |      |  Westland |  middle /   Eastland   |
    | sea  |           | (lake) /               |
    +------+-----------+-------+----------------+ 50

On 1 January 1940 the middle passes from Westland to Eastland, on 1 June the west;
on 22 June 1941 the east passes to Westland.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import shapely

from geo import open_atlas
from geo.displacement import _bootstrap, parallels, shift
from geo.errors import BordershiftError, DataError, GeometryError, UnknownNameError
from geo.geodesy import GEOD, LineIndex, direction_deg, distance_m, length_m, meridian_arcs_m
from geo.profile import COAST_SIGMA_M, LandSweep, grid, segments
from geo.transfers import change

if TYPE_CHECKING:
    from pathlib import Path

    from geo.atlas import Atlas

A, E2 = 6_378_137.0, 0.00669437999014
TEXTS = ("frontier", "source", "method", "legal_basis", "citation", "licence", "note")
LINES: dict[str, tuple[str, float, list[tuple[float, float]]]] = {
    "s1": ("window", 0.0, [(20, 50), (22, 50)]),
    "s2": ("window", 0.0, [(22, 50), (24, 50)]),
    "s3": ("window", 0.0, [(24, 50), (26, 50), (26, 54), (25, 54)]),
    "n2": ("window", 0.0, [(25, 54), (22, 54)]),
    "n1": ("window", 0.0, [(22, 54), (20, 54), (20, 50)]),
    "upright": ("land", 1_000.0, [(22, 50), (22, 54)]),
    "oblique": ("lake", 2_000.0, [(25 - k / 200, 54 - k / 50) for k in range(201)]),
}
LAND = shapely.box(20.5, 49, 27, 53)
LAKE = shapely.box(23, 51, 23.5, 51.5)
TENURE = """zone,holder,status,start_date,end_date,start_edtf,event,occupier
west,Westland,sovereign,,1940-06-01,,,
west,Eastland,occupied,1940-06-01,,1940-06-01,second,
middle,Westland,sovereign,,1940-01-01,,,
middle,Eastland,annexed,1940-01-01,,1940-01-01,first,
east,Eastland,sovereign,,1941-06-22,,,
east,Westland,ceded,1941-06-22,,1941-06-22,third,
"""
ZONES = """zone,name,region,lon,lat
west,The West,,21,52
middle,The Middle,centre,23,52
east,The East,,25.5,52
"""
PLACES = """place,other_names,name_1939,lon,lat,sigma_m,holder_1939,holder_1941,rank,confidence,source
Upton,,,22.05,52.9,100,Westland,Eastland,1,high,x
Shore,,,20.6,52.9,100,Westland,Eastland,1,high,x
"""


def collection(features: list[tuple[dict[str, Any], Any]]) -> str:
    return json.dumps(
        {
            "type": "FeatureCollection",
            "features": [
                {"type": "Feature", "properties": fields, "geometry": shapely.geometry.mapping(shape)}
                for fields, shape in features
            ],
        }
    )


def write(folder: Path, **tables: str) -> Path:
    for part in ("arcs", "land", "tables"):
        (folder / part).mkdir()
    arcs = [
        ({"id": name, "kind": kind, "sigma_m": sigma, **dict.fromkeys(TEXTS, "x")}, shapely.LineString(line))
        for name, (kind, sigma, line) in LINES.items()
    ]
    (folder / "arcs" / "all.geojson").write_text(collection(arcs), encoding="utf-8")
    (folder / "land" / "coast.geojson").write_text(
        collection([({"name": "", "area_km2": 1}, LAND)]), encoding="utf-8"
    )
    (folder / "land" / "lakes.geojson").write_text(
        collection(
            [
                ({"name": "Lake", "divided": True}, LAKE),
                ({"name": "Pond", "divided": False}, shapely.box(22.5, 52, 22.6, 52.1)),
            ]
        ),
        encoding="utf-8",
    )
    texts = {
        "tenure": TENURE,
        "zones": ZONES,
        "places": PLACES,
        "regions": "region,name\ncentre,The Centre\n",
        "events": "event,date,edtf,title,changed,lon,lat,citation,known\n",
        **tables,
    }
    for name, text in texts.items():
        (folder / "tables" / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    return open_atlas(write(tmp_path_factory.mktemp("toy")))


def east_at(lat: float) -> float:
    return 24 + (lat - 50) / 4


def degree_km(lat: float) -> float:
    phi = np.radians(lat)
    return float(A / np.sqrt(1 - E2 * np.sin(phi) ** 2) * np.cos(phi) * np.pi / 180 / 1000)


def sine(lat: float) -> float:
    """Of the angle of the oblique line with the parallel: four degrees north to one degree east."""
    phi = np.radians(lat)
    north = A * (1 - E2) / (1 - E2 * np.sin(phi) ** 2) ** 1.5 * 4
    east = A / np.sqrt(1 - E2 * np.sin(phi) ** 2) * np.cos(phi)
    return float(np.sin(np.arctan2(north, east)))


def area_km2(west: float, south: float, north: float) -> float:
    """Between a meridian and the oblique line, by strips of parallels."""
    lats = np.linspace(south, north, 200_001)
    middle = (lats[:-1] + lats[1:]) / 2
    phi = np.radians(middle)
    n = A / np.sqrt(1 - E2 * np.sin(phi) ** 2)
    m = A * (1 - E2) / (1 - E2 * np.sin(phi) ** 2) ** 1.5
    widths = np.radians(24 + (middle - 50) / 4 - west) * n * np.cos(phi)
    return float((widths * m).sum() * np.radians(lats[1] - lats[0]) / 1e6)


class TestAtlas:
    def test_zones_holders_and_window(self, toy: Atlas) -> None:
        assert [zone.id for zone in toy.zones] == ["west", "middle", "east"]
        assert (toy.zones[0].name, toy.zones[0].region, toy.zones[1].region) == ("The West", "", "centre")
        assert toy.window == (20.0, 50.0, 26.0, 54.0)
        assert toy.holders == ("Eastland", "Westland")
        assert toy.regions == {"centre": "The Centre"}
        assert toy.on("1939-12-31").holders == ("Eastland", "Westland")
        assert toy.on("1940-06-01").holders == ("Eastland",)
        assert [z.id for z in toy.on("1940-01-01").zones_of("Eastland")] == ["middle", "east"]
        assert [z.id for z in toy.on("1939-12-31").zones_of("Eastland")] == ["east"]
        assert [span.holder for span in toy.history(toy.zones[1])] == ["Westland", "Eastland"]
        assert toy.places[0].name == "Upton"

    def test_names_in_any_case(self, toy: Atlas) -> None:
        assert toy.holder("EASTLAND") == "Eastland"
        assert toy.region("centre") == "centre"
        with pytest.raises(
            UnknownNameError, match=r"^no state is called 'Mars'; choose from Eastland, Westland\.$"
        ):
            toy.holder("Mars")
        with pytest.raises(UnknownNameError, match=r"^no region is called 'Mars'; choose from centre\.$"):
            toy.region("Mars")

    def test_territory_is_less_the_sea(self, toy: Atlas) -> None:
        assert toy.territory(toy.zones[0]).equals(shapely.box(20.5, 50, 22, 53))
        assert toy.territory(toy.zones[0]) is toy.territory(toy.zones[0])  # made once
        westland = toy.on("1939-12-31").territory("westland")
        drawn = shapely.Polygon([(20.5, 50), (24, 50), (24.75, 53), (20.5, 53)])
        assert westland.symmetric_difference(drawn).area < 1e-9

    def test_borders_of_a_day(self, toy: Atlas) -> None:
        def borders(day: str) -> list[tuple[str, str, str]]:
            return [(b.arc.id, b.left.holder, b.right.holder) for b in toy.on(day).borders]

        assert borders("1939-12-31") == [("oblique", "Eastland", "Westland")]
        assert borders("1940-01-01") == [("upright", "Westland", "Eastland")]
        assert borders("1940-06-01") == []

    def test_who(self, toy: Atlas) -> None:
        answer = toy.on("1940-01-01").who(23.0, 52.0)
        assert (answer.zone.id, answer.tenure.holder, answer.tenure.status) == ("middle", "Eastland", "annexed")
        assert (answer.border.arc.id, answer.sigma_km) == ("upright", 1.0)
        # a degree of longitude to the meridian: the geodesic is a little shorter than the parallel
        assert answer.border_km == pytest.approx(degree_km(52.0), rel=1e-4)
        assert answer.border_km < degree_km(52.0)
        assert toy.on("1940-01-01").who(22.0, 52.0).zone.id == "west"  # on the line: the first of the two
        before = toy.on("1939-12-31").who(23.0, 52.0)
        assert (before.border.arc.id, before.sigma_km, before.tenure.holder) == ("oblique", 2.0, "Westland")

    def test_outside(self, toy: Atlas) -> None:
        sentence = (
            r"^lat 24, lon 52 lies outside the atlas; "
            r"it covers 50 to 54 N and 20 to 26 E \(latitude comes first\)\.$"
        )
        with pytest.raises(GeometryError, match=sentence):
            toy.on("1940-01-01").who(52.0, 24.0)

    @pytest.mark.parametrize(
        ("table", "old", "new", "sentence"),
        [
            (
                "zones",
                "21,52",
                "23,52.5",
                r"^zones\.csv: the point of middle does not name one face of its own$",
            ),
            ("zones", "21,52", "21,80", r"^zones\.csv: the point of west does not name one face of its own$"),
            ("zones", "west,The West,,21,52\n", "", r"^zones\.csv names no zone at 52\.\d{3} N 21\.\d{3} E$"),
            ("zones", "21,52", "x,52", r"^zones\.csv, line 2: could not convert"),
            ("zones", "21,52", "21,95", r"^zones\.csv, line 2: 95 does not lie between -90 and 90$"),
            ("zones", "21,52", "195,52", r"^zones\.csv, line 2: 195 does not lie between -180 and 180$"),
            ("tenure", "east,", "orient,", r"^zones and tenure differ: east, orient$"),
            ("tenure", "annexed", "bought", r"^tenure of middle: status 'bought' is none of"),
            (
                "tenure",
                "west,Eastland,occupied,1940-06-01",
                "west,Eastland,occupied,1940-05-01",
                "^tenure of west: Westland and Eastland overlap$",
            ),
        ],
    )
    def test_tables_that_contradict(
        self, tmp_path: Path, table: str, old: str, new: str, sentence: str
    ) -> None:
        text = {"zones": ZONES, "tenure": TENURE}[table]
        assert old in text
        with pytest.raises(DataError, match=sentence):
            open_atlas(write(tmp_path, **{table: text.replace(old, new)}))


class TestChange:
    def test_gained(self, toy: Atlas) -> None:
        found = change(toy.on("1939-08-23"), toy.on("1940-01-01"), state="eastland")
        assert (found.state, found.regions) == ("Eastland", ("centre",))
        assert (found.start.isoformat(), found.end.isoformat()) == ("1939-08-23", "1940-01-01")
        (transfer,) = found.transfers
        assert (transfer.zone.id, transfer.sign, transfer.region) == ("middle", 1, "centre")
        assert (transfer.before.holder, transfer.after.holder) == ("Westland", "Eastland")
        lake = area_km2(23, 51, 51.5) - area_km2(23.5, 51, 51.5)
        assert transfer.lake_km2 == pytest.approx(lake, rel=1e-8)
        assert transfer.area_km2 == pytest.approx(area_km2(22, 50, 53) - lake, rel=1e-8)
        assert (found.area_km2, found.lake_km2) == (transfer.area_km2, transfer.lake_km2)

    def test_lost_and_swapped(self, toy: Atlas) -> None:
        days = toy.on("1939-08-23"), toy.on("1941-06-21")
        found, back = change(*days, state="Westland"), change(*reversed(days), state="Westland")
        ours = change(*days, state="Eastland")
        # what has a place among the regions first, then by name
        assert found.regions == back.regions == ours.regions == ("centre", "west")
        assert [t.sign for t in found.transfers] == [-1, -1]
        assert [t.sign for t in back.transfers] == [1, 1]
        assert ours.area_km2 == back.area_km2 == -found.area_km2 > 0
        assert ours.lake_km2 == back.lake_km2 == -found.lake_km2 > 0
        assert ours.area_km2 == pytest.approx(sum(t.area_km2 for t in ours.transfers))
        assert str(found.transfers[1].lake_km2) == "0.0"  # not minus nothing

    def test_within(self, toy: Atlas) -> None:
        found = change(toy.on("1939-08-23"), toy.on("1941-06-21"), state="Eastland")
        assert found.within("west").regions == ("west",)
        assert found.within("west", "centre").transfers == found.transfers
        assert found.within("west").state == "Eastland"
        assert found.within("nowhere").transfers == ()
        assert found.within("nowhere").area_km2 == 0

    def test_the_larger_first_within_a_region(self, tmp_path: Path) -> None:
        zones = ZONES.replace("The West,,", "The West,centre,")
        days = [open_atlas(write(tmp_path, zones=zones)).on("1939-08-23")]
        days.append(days[0].atlas.on("1941-06-21"))
        found = change(*days, state="Westland")
        assert [t.zone.id for t in found.transfers] == ["middle", "west"]
        assert abs(found.transfers[0].area_km2) > abs(found.transfers[1].area_km2)

    def test_a_third_state_takes_no_part(self, toy: Atlas) -> None:
        assert change(toy.on("1939-08-23"), toy.on("1939-12-31"), state="Eastland").transfers == ()

    def test_two_atlases(self, toy: Atlas) -> None:
        other = open_atlas(toy.folder)
        message = "^the two days come from different atlases; open one and take both from it\\.$"
        with pytest.raises(BordershiftError, match=message):
            change(toy.on("1939-08-23"), other.on("1941-06-21"), state="Eastland")


class TestShift:
    LATS = np.array([50.5, 51.25, 52.75])

    def test_profile_of_the_middle(self, toy: Atlas) -> None:
        found = change(toy.on("1939-08-23"), toy.on("1940-01-01"), state="Eastland")
        profile = LandSweep(found).profile(self.LATS)
        for k, lat in enumerate(self.LATS.tolist()):
            width = (east_at(lat) - 22) * degree_km(lat)
            assert profile.gain_km[k] == profile.net_km[k] == pytest.approx(width, rel=1e-12)
            assert profile.loss_km[k] == 0.0
            assert profile.normal_km[k] == pytest.approx(width * (1 + sine(lat)) / 2, rel=2e-5)
            assert profile.sigma_km[k] == pytest.approx(np.hypot(1.0, 2.0 / sine(lat)), rel=2e-5)
        assert profile.end == ("land",) * 3

    def test_profile_to_the_coast(self, toy: Atlas) -> None:
        found = change(toy.on("1939-08-23"), toy.on("1941-06-21"), state="Westland")
        profile = LandSweep(found).profile(np.append(self.LATS, 53.5))
        for k, lat in enumerate(self.LATS.tolist()):
            width = (east_at(lat) - 20.5) * degree_km(lat)
            assert profile.loss_km[k] == pytest.approx(width, rel=1e-12)
            assert profile.net_km[k] == -profile.loss_km[k]
            assert profile.normal_km[k] == pytest.approx(-width * sine(lat), rel=2e-5)  # a shore is no border
            assert profile.sigma_km[k] == pytest.approx(np.hypot(COAST_SIGMA_M / 1000, 2 / sine(lat)), rel=2e-5)
        assert profile.end == ("coast", "coast", "coast", "")
        assert profile.net_km[3] == profile.sigma_km[3] == 0.0

    def test_west_alone_between_coast_and_line(self, toy: Atlas) -> None:
        found = change(toy.on("1940-01-01"), toy.on("1941-06-21"), state="Eastland")
        profile = LandSweep(found).profile(self.LATS)
        assert profile.normal_km == pytest.approx(profile.net_km, rel=1e-9)
        assert profile.sigma_km == pytest.approx(np.hypot(0.2, 1.0))

    def test_gained_and_lost_on_one_parallel(self, toy: Atlas) -> None:
        found = change(toy.on("1939-08-23"), toy.on("1941-06-22"), state="Eastland")
        profile = LandSweep(found).profile(self.LATS)
        for k, lat in enumerate(self.LATS.tolist()):
            gain, loss = (east_at(lat) - 20.5) * degree_km(lat), (26 - east_at(lat)) * degree_km(lat)
            assert profile.gain_km[k] == pytest.approx(gain, rel=1e-12)
            assert profile.loss_km[k] == pytest.approx(loss, rel=1e-12)
            assert profile.net_km[k] == pytest.approx(gain - loss, rel=1e-12)
            assert profile.normal_km[k] == pytest.approx(
                gain * sine(lat) - loss * (1 + sine(lat)) / 2, rel=1e-4
            )
            ends = np.hypot(2 / sine(lat), 0.2), 2 / sine(lat)  # the window's edge is where it is
            assert profile.sigma_km[k] == pytest.approx(np.hypot(*ends), rel=2e-5)
        assert profile.end == ("coast",) * 3

    def test_a_lake_in_the_west(self, toy: Atlas) -> None:
        found = change(toy.on("1941-06-21"), toy.on("1941-06-22"), state="Eastland")
        profile = LandSweep(found).profile(self.LATS)
        assert (profile.net_km < 0).all()
        assert profile.end == ("lake",) * 3

    def test_segments(self, toy: Atlas) -> None:
        found = change(toy.on("1939-08-23"), toy.on("1941-06-21"), state="Eastland")
        pieces = segments(found.within("centre"), 0.5)
        assert [piece.lat for piece in pieces] == [50.5, 51.0, 51.5, 52.0, 52.5, 53.0]
        piece = pieces[0]
        assert (piece.west_arc, piece.east_arc) == ("upright", "oblique")
        assert (piece.west, piece.east) == (22.0, 24.125)
        assert piece.km == pytest.approx(2.125 * degree_km(50.5), rel=1e-12)
        assert piece.west_sigma_km == pytest.approx(1.0, rel=1e-6)
        assert piece.east_sigma_km == pytest.approx(2.0 / sine(50.5), rel=2e-5)
        assert piece.sigma_km == pytest.approx(np.hypot(piece.west_sigma_km, piece.east_sigma_km))
        whole = segments(found, 1.0)
        assert [(p.lat, p.west, p.west_arc) for p in whole] == [
            (lat, 20.5, "coast") for lat in (51.0, 52.0, 53.0)
        ]
        assert [p.west_sigma_km for p in whole] == pytest.approx([0.2] * 3)
        lost = segments(change(toy.on("1939-08-23"), toy.on("1941-06-21"), state="Westland"), 1.0)
        assert [piece.km for piece in lost] == [-piece.km for piece in whole]
        assert len(segments(found)) == 12

    def test_summary(self, toy: Atlas) -> None:
        days = toy.on("1939-08-23"), toy.on("1940-01-01")
        moved = shift(*days, state="eastland", every_deg=0.5)
        total, (centre,) = moved.total, moved.regions
        assert (moved.state, moved.every_deg) == ("Eastland", 0.5)
        assert (moved.start.isoformat(), moved.end.isoformat()) == ("1939-08-23", "1940-01-01")
        assert moved.profile.lat.tolist() == [50.0, 50.5, 51.0, 51.5, 52.0, 52.5, 53.0]
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

    def test_a_region_alone(self, toy: Atlas) -> None:
        days = toy.on("1939-08-23"), toy.on("1941-06-21")
        moved = shift(*days, state="Eastland", region="centre")
        assert (moved.total.region, moved.total.name) == ("centre", "The Centre")
        assert len(moved.regions) == 1
        whole = shift(*days, state="Eastland")
        assert [region.name for region in whole.regions] == ["The Centre", "west"]
        assert whole.total.max_near == "Shore"
        assert whole.every_deg == 0.25

    def test_nothing_moved(self, toy: Atlas) -> None:
        moved = shift(toy.on("1940-01-01"), toy.on("1940-01-02"), state="Eastland")
        assert (moved.regions, len(moved.profile.lat), moved.profile.end) == ((), 0, ())
        numbers = [value for value in (getattr(moved.total, n) for n in moved.total.__slots__) if value != 0.0]
        assert numbers == ["total", "All regions", ""]

    def test_parallels_by_themselves(self, toy: Atlas) -> None:
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

    @pytest.mark.parametrize("block", [1, 3, 7, 50])
    def test_bootstrap_against_drawing_one_by_one(self, block: int) -> None:
        rng = np.random.default_rng(5)
        values, weight = rng.normal(100, 20, 24), rng.uniform(0.5, 1.5, 24)
        length = min(block, 24)
        draws = np.random.default_rng(1939).integers(0, 24, (1_000, -(-24 // length)))
        means = []
        for starts in draws:
            at = np.concatenate([(start + np.arange(length)) % 24 for start in starts])
            means.append(np.average(values[at], weights=weight[at]))
        assert _bootstrap(values, weight, block) == pytest.approx(
            tuple(np.percentile(means, (2.5, 97.5))), rel=1e-9
        )

    @pytest.mark.parametrize(
        ("south", "north", "every", "expected"),
        [
            (50.0, 51.0, 0.5, [50, 50.5, 51]),
            (50.01, 50.99, 0.5, [50.5]),
            (50.1, 50.2, 1.0, []),
            (-0.6, 0.6, 0.5, [-0.5, 0, 0.5]),
        ],
    )
    def test_grid(self, south: float, north: float, every: float, expected: list[float]) -> None:
        assert grid(south, north, every).tolist() == expected


class TestNearest:
    def test_among_long_lines(self) -> None:
        lats = np.linspace(48, 56, 400)
        lines = [shapely.LineString(np.column_stack([np.full(400, lon), lats])) for lon in (20.0, 24.0, 28.0)]
        index = LineIndex(lines)
        for lon, which in ((20.9, 0), (24.9, 1), (26.1, 2), (23.0, 1)):
            metres, found, place = index.nearest(lon, 52.0)
            assert found == which
            target = (20.0, 24.0, 28.0)[which]
            # the foot on a meridian: the geodesic meets it at a right angle, a little to the north
            feet = np.linspace(51.9, 52.1, 20_001)
            best = distance_m(lon, 52.0, np.full(20_001, target), feet)
            assert metres == pytest.approx(float(best.min()), abs=0.02)
            assert place[0] == pytest.approx(target, abs=1e-7)
            assert place[1] == pytest.approx(float(feet[best.argmin()]), abs=2e-4)

    def test_at_an_end_and_on_the_line(self) -> None:
        index = LineIndex([shapely.LineString([(20, 50), (20, 51)]), shapely.LineString([(25, 50), (26, 50)])])
        metres, which, place = index.nearest(20.0, 51.5)
        assert which == 0
        assert place == pytest.approx((20.0, 51.0), abs=1e-9)
        assert metres == pytest.approx(GEOD.inv(20, 51, 20, 51.5)[2], abs=1e-4)
        assert index.nearest(20.0, 50.5)[0] == pytest.approx(0.0, abs=1e-4)
        # an edge is straight in longitude and latitude: it keeps to its parallel
        metres, which, place = index.nearest(25.5, 50.0)
        assert which == 1
        assert place[1] == pytest.approx(50.0, abs=1e-5)

    def test_far_in_the_north_and_south(self) -> None:
        for lat in (89.5, -75.0):
            line = shapely.LineString([(10, lat), (11, lat)])
            metres, _, place = LineIndex([line]).nearest(10.5, lat - 0.2)
            assert metres == pytest.approx(float(distance_m(10.5, lat - 0.2, *place)), rel=1e-9)
            assert metres < GEOD.inv(10.5, lat - 0.2, 10.5, lat)[2] + 5

    def test_directions(self) -> None:
        assert float(direction_deg(24, 50, 25, 54)) == pytest.approx(
            np.degrees(np.arcsin(sine(52.0))), abs=1e-9
        )
        assert float(direction_deg(25, 50, 24, 54)) == float(direction_deg(24, 54, 25, 50))
        assert length_m(shapely.Point(1, 2)) == 0.0
