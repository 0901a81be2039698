"""The toy atlas and what changes hands in it, against what was worked out on paper."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import shapely
from toy import EVENTS, PLACES, TENURE, ZONES, area_km2, degree_km, write

import geo
import geo.atlas.bundled
from geo import open_atlas
from geo.atlas.atlas import Atlas, Tables
from geo.atlas.zones import Zone, zones_of
from geo.earth.geodesy import meridian_arcs_m
from geo.errors import BordershiftError, DataError, GeometryError, UnknownNameError
from geo.files.schema import Row
from geo.measures.change import change
from geo.text.answers import answer_sentence


class TestAtlas:
    def test_zones_holders_and_window(self, toy: Atlas) -> None:
        assert [zone.id for zone in toy.zones] == ["west", "middle", "east"]
        assert (toy.zones[0].name, toy.zones[0].region, toy.zones[1].region) == ("The West", "", "centre")
        assert toy.window == (20.0, 50.0, 26.0, 54.0)
        assert toy.holders == ("Eastland", "Westland")
        assert (toy.regions, toy.thin) == ({"centre": "The Centre"}, {})
        assert repr(toy) == "<Atlas: 3 zones between 7 arcs>"
        assert repr(toy.on("1939-12-31")) == "<Snapshot of 1939-12-31: 2 states>"
        assert toy.on("1939-12-31").holders == ("Eastland", "Westland")
        assert toy.on("1940-06-01").holders == ("Eastland",)
        assert [z.id for z in toy.on("1940-01-01").zones_of("Eastland")] == ["middle", "east"]
        assert [z.id for z in toy.on("1939-12-31").zones_of("Eastland")] == ["east"]
        assert [span.holder for span in toy.history(toy.zones[1])] == ["Westland", "Eastland"]
        assert [place.name for place in toy.places] == ["Shore", "Upton"]  # north to south, then west to east
        assert [event.title for event in toy.events] == ["The First", "The Second", "The Third"]

    def test_the_folder_is_known(self, tmp_path: Path) -> None:
        assert open_atlas(str(write(tmp_path))).folder == tmp_path

    def test_what_is_derived_is_kept_and_may_come_from_elsewhere(self, tmp_path: Path) -> None:
        atlas = open_atlas(write(tmp_path))
        kept = atlas.derive("here", lambda it: [it])
        assert kept == [atlas]
        assert atlas.derive("here", lambda it: [it]) is kept
        atlas.elsewhere = {"there": "far"}.get
        assert atlas.derive("there", lambda _: "here") == "far"
        assert atlas.derive("nowhere", lambda _: "here") == "here"

    @pytest.mark.parametrize(("folder", "found"), [("geo/_data", "geo/_data"), ("geo", "data")])
    def test_bundled_data_lie_in_the_package_or_beside_it(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, folder: str, found: str
    ) -> None:
        (tmp_path / folder).mkdir(parents=True)
        monkeypatch.setattr(geo.atlas.bundled, "__file__", str(tmp_path / "geo" / "atlas" / "bundled.py"))
        assert geo.atlas.bundled.data_folder() == tmp_path / found

    def test_names_in_any_case(self, toy: Atlas) -> None:
        assert toy.holder("EASTLAND") == "Eastland"
        assert toy.region("centre") == "centre"
        with pytest.raises(
            UnknownNameError, match=r"^no state is called 'Mars'; choose from Eastland, Westland\.$"
        ):
            toy.holder("Mars")
        with pytest.raises(UnknownNameError, match=r"^no region is called 'Mars'; choose from centre\.$"):
            toy.region("Mars")

    def test_long_names_are_cut_at_sixty_letters(self, toy: Atlas) -> None:
        for check in (toy.holder, toy.region):
            with pytest.raises(UnknownNameError, match=f" is called '{'x' * 60}'; choose"):
                check("x" * 60)
            with pytest.raises(UnknownNameError, match=f" is called '{'x' * 59}…'; choose"):
                check("x" * 61)

    def test_territory_is_less_the_sea(self, toy: Atlas) -> None:
        assert toy.territory(toy.zones[0]).equals(shapely.box(20.5, 50, 22, 53))
        assert toy.territory(toy.zones[0]) is toy.territory(toy.zones[0])  # made once
        westland = toy.on("1939-12-31").territory("westland")
        drawn = shapely.Polygon([(20.5, 50), (24, 50), (24.75, 53), (20.5, 53)])
        assert westland.symmetric_difference(drawn).area < 1e-9
        # one union for each set of zones, however it comes about
        assert toy.on("1941-06-22").territory("Westland").equals(toy.territory(toy.zones[2]))
        assert toy.on("1941-06-21").territory("Eastland").area > westland.area

    def test_borders_of_a_day(self, toy: Atlas) -> None:
        def borders(day: str) -> list[tuple[str, str, str]]:
            return [(b.arc.id, b.left.holder, b.right.holder) for b in toy.on(day).borders]

        assert borders("1939-12-31") == [("oblique", "Eastland", "Westland")]
        assert borders("1940-01-01") == [("upright", "Westland", "Eastland")]
        assert borders("1940-06-01") == []

    def test_who(self, toy: Atlas) -> None:
        answer = toy.on("1940-01-01").who(23.0, 52.0)
        assert (answer.zone.id, answer.tenure.holder, answer.tenure.status) == ("middle", "Eastland", "annexed")
        assert answer.border is not None
        assert (answer.border.arc.id, answer.sigma_km) == ("upright", 1.0)
        # a degree of longitude to the meridian: the geodesic is a little shorter than the parallel
        assert answer.border_km == pytest.approx(degree_km(52.0), rel=1e-4)
        assert answer.border_km < degree_km(52.0)
        assert toy.on("1940-01-01").who(22.0, 52.0).zone.id == "west"  # on the line: the first of the two
        assert toy.on("1940-01-01").who(24.5, 50.5).zone.id == "east"  # beyond a line that leans over it
        near, far = replace(answer, border_km=1.999), replace(answer, border_km=2.0)
        assert (near.sure, far.sure) == (False, True)
        assert repr(far) == "<Answer: Eastland (annexed), border at 2.0 ± 1.0 km>"
        assert repr(replace(far, sigma_km=0.05)) == "<Answer: Eastland (annexed), border at 2.0 ± 0.05 km>"
        assert far.table().records() == [
            {
                "holder": "Eastland",
                "status": "annexed",
                "zone": "middle",
                "since": "1940-01-01",
                "until": "",
                "border_km": 2.0,
                "sigma_km": 1.0,
                "islands": "",
                "shore_km": None,
                "occupier": "",
            }
        ]
        before = toy.on("1939-12-31").who(23.0, 52.0)
        assert before.border is not None
        assert (before.border.arc.id, before.sigma_km, before.tenure.holder) == ("oblique", 2.0, "Westland")
        assert (before.tenure.since, before.tenure.until) == ("", "1940-01-01")

    def test_at_sea(self, toy: Atlas) -> None:
        answer = toy.on("1940-01-01").who(23.0, 53.9)
        assert repr(answer).startswith("<Answer: open sea, border at ")
        assert (answer.tenure.holder, answer.tenure.zone) == ("", "middle")
        assert answer.islands
        assert answer.islands.holder == "Eastland"
        # nine tenths of a degree to the coast, which is a parallel
        assert answer.shore_km == pytest.approx(meridian_arcs_m(np.array([53.0, 53.9]))[0] / 1000, rel=1e-3)

    def test_a_place_that_is_not_known_well_is_less_sure(self, toy: Atlas) -> None:
        far = replace(toy.on("1940-01-01").who(23.0, 52.0), sigma_km=3.0, border_km=10.0)
        assert [far.sure_within(sigma) for sigma in (0.0, 3.999, 4.0, 4.001)] == [True, True, True, False]

    def test_many_at_once(self, toy: Atlas) -> None:
        nan = float("nan")
        lons, lats = [23, 21, 23, 25.5, 23, 21, 20, 100, nan], [52, 52, 53.9, 52, 51, 53.9, 50, 10, 1]
        answers = toy.on("1940-01-01").who_each(lons, lats)
        rows = answers.table().records()
        assert [(row["zone"], row["holder"], row["status"]) for row in rows] == [
            ("middle", "Eastland", "annexed"),
            ("west", "Westland", "sovereign"),
            ("middle", "", "sea"),
            ("east", "Eastland", "sovereign"),
            ("middle", "Eastland", "annexed"),
            ("west", "", "sea"),
            ("west", "", "sea"),  # in the window's corner, where the zone begins
            ("", "", "outside"),
            ("", "", "unreadable"),
        ]
        # the first zone of all is measured as every other
        assert answers.border_km[1] == pytest.approx(degree_km(52.0), rel=1e-4)
        for k, row in enumerate(rows[:7]):
            assert row == toy.on("1940-01-01").who(lons[k], lats[k]).table().records()[0]
            assert answers[k].islands == toy.on("1940-01-01").who(lons[k], lats[k]).islands
            assert answers[k].shore_km == pytest.approx(answers.shore_km[k], nan_ok=True)
        assert answers.border.tolist()[7:] == [-1, -1]
        assert repr(answers) == "<Answers for 9 places on 1940-01-01>"
        assert [answer.zone.id for answer in toy.on("1940-01-01").who_each([21, 23], [52, 52])] == [
            "west",
            "middle",
        ]

    def test_a_place_that_a_list_leaves_out(self, toy: Atlas) -> None:
        lons, lats = np.array([21, None], dtype=object), np.array([52, None], dtype=object)
        answers = toy.on("1940-01-01").who_each(lons, lats)
        assert [row["status"] for row in answers.table().records()] == ["sovereign", "unreadable"]

    def test_the_zone_at_every_corner_of_the_window(self, toy: Atlas) -> None:
        lons, lats = (
            np.array([20.0, 26.0, 26.0, 20.0, 23.0, 23.0]),
            np.array([50.0, 50.0, 54.0, 54.0, 54.0, 54.1]),
        )
        assert toy.zones_at(lons, lats).tolist() == [0, 2, 2, 0, 1, -1]

    def test_outside(self, toy: Atlas) -> None:
        sentence = (
            r"^lat 24, lon 52 lies outside the atlas; "
            r"it covers 50 to 54 N and 20 to 26 E \(latitude comes first\)\.$"
        )
        with pytest.raises(GeometryError, match=sentence):
            toy.on("1940-01-01").who(52.0, 24.0)
        with pytest.raises(GeometryError, match=r"^there is no latitude 91: they run from -90 to 90 "):
            toy.on("1940-01-01").who(20.0, 91.0)

    @pytest.mark.parametrize(
        ("table", "old", "new", "sentence"),
        [
            (
                "zones",
                "21,52",
                "23,52.5",
                r"zones\.csv, line 3: the point of middle lies in the zone of west \(line 2\)",
            ),
            (
                "zones",
                "21,52",
                "21,80",
                r"zones\.csv, line 2: the point of west lies between zones or outside",
            ),
            (
                "zones",
                "west,The West,,21,52\n",
                "",
                r"tenure\.csv, line 2: zone names 'west', which zones",
            ),
            ("zones", "21,52", "x,52", r"zones\.csv, line 2: lon 'x' is no number; write 52\.1\.$"),
            # sixty letters of what stands there, the last an ellipsis
            ("zones", "21,52", f"{'x' * 90},52", f": lon '{'x' * 59}…' is no number"),
            ("zones", "21,52", "21,95", r"zones\.csv, line 2: lat '95' does not lie between -90 and 90$"),
            ("zones", "21,52", "195,52", r"zones\.csv, line 2: lon '195' does not lie between -180 and 180$"),
            (
                "tenure",
                "east,E",
                "orient,E",
                r"tenure\.csv, line 6: zone names 'orient', which zones",
            ),
            (
                "tenure",
                "annexed",
                "bought",
                r"tenure\.csv, line 5: status 'bought' is none of sovereign, a",
            ),
            (
                "tenure",
                "west,Westland,sovereign,,",
                "west,Westland,sovereign,1939-09-01,",
                r"tenure\.csv, line 2: tenure of west: nobody holds it from 1939-08-23 to 1939-09-01$",
            ),
            (
                "tenure",
                "west,Eastland,occupied,1940-06-01,,1940-06-01",
                "west,Eastland,occupied,1940-05-01,,1940-05-01",
                r"tenure\.csv, line 3: tenure of west: Westland and Eastland overlap$",
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

    def test_a_face_that_no_zone_names(self, tmp_path: Path) -> None:
        texts = {"zones": ZONES, "tenure": TENURE}
        without = {
            name: "".join(line for line in text.splitlines(keepends=True) if not line.startswith("west,"))
            for name, text in texts.items()
        }
        sentence = r"names no zone at 52\.\d{3} N 21\.\d{3} E; add a row\.$"
        with pytest.raises(DataError, match=f"^{re.escape(str(tmp_path / 'tables' / 'zones.csv'))} {sentence}"):
            open_atlas(write(tmp_path, **without))

    def test_faces_and_one_point_or_none(self) -> None:
        faces = shapely.box(20, 50, 22, 54), shapely.box(22, 50, 24, 54)
        row = Row(
            Path("some.csv"), 2, {"zone": "west", "name": "The West", "region": "", "lon": 21.0, "lat": 52.0}
        )
        for rows, table, lon in (((row,), "some", "23"), ((), "zones", "21")):
            with pytest.raises(
                DataError, match=rf"^{table}\.csv names no zone at 52\.000 N {lon}\.000 E; add a row\.$"
            ):
                zones_of(rows, faces)
        assert zones_of((row,), faces[:1]) == (Zone("west", "The West", "", faces[0]),)

    def test_a_zone_that_nobody_holds(self, tmp_path: Path) -> None:
        held = "".join(f"{line}\n" for line in TENURE.splitlines() if not line.startswith(("middle", "west")))
        with pytest.raises(DataError, match=r"^tenure says nothing of middle, west$"):
            open_atlas(write(tmp_path, tenure=held))

    def test_a_holder_of_no_zone(self, toy: Atlas) -> None:
        with pytest.raises(DataError, match=r"^there is no zone east, middle to be held$"):
            Atlas(
                about=toy.about,
                arcs=toy.arcs,
                arrangement=toy.arrangement,
                zones=toy.zones[:1],
                tables=Tables(toy.tenure, toy.events, toy.places, toy.regions),
                ground=toy.ground,
                folder=toy.folder,
            )

    @pytest.mark.parametrize(
        ("key", "value", "sentence"),
        [
            ("border_of", "Nowhere", r"atlas\.json: no state is called 'Nowhere'; choose from E"),
            ("articles", ["Eastlan"], r"atlas\.json: no state is called 'Eastlan'; did you mean Eastland"),
            (
                "colours",
                {"x" * 70: "#aabbcc"},
                rf"atlas\.json: no state is called '{'x' * 59}…'; choose from E",
            ),
        ],
    )
    def test_a_state_that_holds_nothing(self, tmp_path: Path, key: str, value: object, sentence: str) -> None:
        about = write(tmp_path) / "atlas.json"
        told = json.loads(about.read_text(encoding="utf-8"))
        about.write_text(json.dumps({**told, key: value}), encoding="utf-8")
        with pytest.raises(DataError, match=sentence):
            open_atlas(tmp_path)

    def test_every_fault_of_tenure_is_told(self, tmp_path: Path) -> None:
        early = TENURE.replace(
            "west,Eastland,occupied,1940-06-01,,1940-06-01,second",
            "west,Eastland,occupied,1940-05-01,,1940-05-01,",
        ).replace("east,Westland,ceded,1941-06-22,,1941-06-22,third", "east,Westland,ceded,1941-06-21,,,")
        faults = ("7: tenure of east: Eastland and Westland", "3: tenure of west: Westland and Eastland")
        sentence = "; .*".join(f"line {fault} overlap" for fault in faults) + "$"
        with pytest.raises(DataError, match=sentence):
            open_atlas(write(tmp_path, tenure=early))


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
        assert (found.within("west").start, found.within("west").end) == (found.start, found.end)
        assert found.within("nowhere").transfers == ()
        assert found.within("nowhere").area_km2 == 0

    def test_regions_in_the_order_of_their_table(self, tmp_path: Path) -> None:
        zones = ZONES.replace("The West,,", "The West,zealand,")
        regions = "region,name\nzealand,Zealand\ncentre,The Centre\n"
        toy = open_atlas(write(tmp_path, zones=zones, regions=regions))
        found = change(toy.on("1939-08-23"), toy.on("1941-06-21"), state="Westland")
        assert found.regions == ("zealand", "centre")  # by the alphabet it would be the other way round

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


def test_a_day_without_any_border_on_land(tmp_path: Path) -> None:
    alone = "zone,holder,status,start_date,end_date,start_edtf,event,occupier\n" + "".join(
        f"{zone},Eastland,sovereign,,,,,\n" for zone in ("west", "middle", "east")
    )
    places = PLACES.replace("Westland", "Eastland")
    atlas = open_atlas(write(tmp_path, tenure=alone, events=EVENTS.splitlines()[0] + "\n", places=places))
    snapshot = atlas.on("1940-01-01")
    assert snapshot.borders == ()
    answer = snapshot.who(23.0, 51.2)
    assert (answer.tenure.holder, answer.border, answer.sure) == ("Eastland", None, True)
    assert repr(answer) == "<Answer: Eastland (sovereign), no border on land>"
    assert "No two states met on land that day." in answer_sentence(answer, "1940-01-01")
    assert json.loads(answer.table().json())[0]["border_km"] is None
    assert geo.history(atlas, 23.0, 51.2).sure
