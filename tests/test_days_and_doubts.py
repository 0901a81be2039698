"""Days and doubts of `who`: spans of days, and that whatever is not sure says why."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from asking import ask

import geo
from geo.atlas.doubted import parts_of
from geo.atlas.held import CELL
from geo.atlas.own_days import own_day
from geo.errors import DayError, InputFileError

if TYPE_CHECKING:
    from pathlib import Path

    from geo.atlas.atlas import Atlas


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("maaliskuun 13. päivänä 1940", "1940-03-13"),
        ("13. märtsil 1940", "1940-03-13"),
        ("w nocy z 17 na 18 września 1939", "1939-09-17/1939-09-18"),
        ("наприкінці жовтня 1939", "1939-10"),
        ("in der Nacht vom 30. September auf den 1. Oktober 1939", "1939-09-30/1939-10-01"),
        ("17. ja 18. syyskuuta 1939 välisenä yönä", "1939-09-17/1939-09-18"),
        ("w nocy z 17 na 28 września 1939", ""),  # no night is as long
        ("początek października 1939", "1939-10"),
        ("oktoobri lõpus 1939", "1939-10"),
        ("1939 m. spalio pradžioje", "1939-10"),
        ("vuoden 1939 lopussa", "1939"),
        ("koniec drogi 1939", ""),
    ],
)
def test_nights_and_parts_of_months_are_read_in_every_language(atlas: Atlas, said: str, told: str) -> None:
    assert own_day(atlas, said).told == told


class TestSpans:
    """Of a span of days: one answer where there is one, else who held the place in turn."""

    def test_one_holder_all_the_while(self, capsys: pytest.CaptureFixture[str]) -> None:
        for span in ("Mai 1940", "1940", "1.12.1939 - 3.5.1940"):
            _, out, err = ask(["who", "49.84", "24.03", "--on", span], capsys)
            (line,) = out.splitlines()
            assert "USSR (annexed) since 1939-11-01: Western Ukraine." in line
            assert err == ""
        told = json.loads(ask(["who", "Lwów", "--on", "1940", "--format", "json"], capsys)[1])
        assert (told["holder"], told["sure"], told["day"], told["note"]) == ("USSR", True, "1940", "")
        assert [one["day"] for one in told["in_turn"]] == ["1940-01-01/1940-12-31"]

    def test_several_in_turn(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        asked = ["who", "Lwów", "--on", "between 1 Sep 1939 and 1 Jan 1940"]
        lines = ask(asked, capsys)[1].splitlines()[1:]
        days = ["1939-09-01/1939-09-27", "1939-09-28/1939-10-31", "1939-11-01/1940-01-01"]
        assert [line.removeprefix("Lviv, ").partition(": ")[0] for line in lines] == days
        assert "Not sure: an army of Germany was in part of the land over 1939-09-09/" in lines[0]
        assert "Not sure: the land passed to the USSR over 1939-09-28/1939-10-13;" in lines[1]
        assert "Not sure" not in lines[2]
        told = json.loads(ask([*asked, "--format", "json"], capsys)[1])
        assert (told["holder"], told["status"], told["sure"]) == ("", "changed", False)
        assert told["note"].startswith("1939-09-01/1940-01-01 is more than a day: Poland (sovereign) on 1939-")
        assert [(one["day"], one["sure"]) for one in told["in_turn"]] == [
            *zip(days, (False, False, True), strict=True)
        ]
        assert {army["state"] for army in told["armies"]} == {"Germany"}
        rows = list(csv.DictReader(io.StringIO(ask([*asked, "--format", "csv"], capsys)[1])))
        assert [(row["day"], row["holder"]) for row in rows] == [
            *zip(days, ("Poland", "USSR", "USSR"), strict=True)
        ]
        assert ask([*asked, "-o", str(tmp_path / "a.xlsx")], capsys)[0] == 0

    def test_what_is_only_about_right_is_never_sure(self, capsys: pytest.CaptureFixture[str]) -> None:
        about = "the date is only about right, and taken as a year off at the most"
        out = ask(["who", "48.0", "39.0", "--on", "ca. 1940"], capsys)[1].splitlines()
        assert out[1:] == [f"Not sure: {about}."]
        told = json.loads(ask(["who", "48.0", "39.0", "--on", "ca. 1940", "--format", "json"], capsys)[1])
        assert (told["holder"], told["sure"], told["note"]) == ("USSR", False, about)

    def test_of_a_list_as_of_one_place(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        path = tmp_path / "list.csv"
        path.write_text("place,lat,lon\nLwów,49.84,24.03\n", encoding="utf-8")
        for kind in ("--names", "--points"):
            out = ask(["who", kind, str(path), "--on", "1940", "--on", "1.9.1939"], capsys)[1]
            rows = list(csv.DictReader(io.StringIO(out)))
            assert [(row["day"], row["holder"]) for row in rows] == [("1940", "USSR"), ("1939-09-01", "Poland")]
        lines = ask(["who", "--points", str(path), "--on", "1939-10/1939-11", "--format", "text"], capsys)[1]
        assert [line[:10] for line in lines.splitlines()] == ["1939-10-01", "1939-11-01"]


DAYS = ("1939-08-23", "1939-09-20", "1939-10-05", "1939-12-12", "1940-06-16", "1941-06-21")
"""With and without armies and land that was passing."""


@pytest.fixture(scope="module")
def scattered(atlas: Atlas) -> np.ndarray:
    """Places all over the atlas and beyond it, many of them near a border; and some that are none."""
    rng = np.random.default_rng(19)
    west, south, east, north = atlas.window
    wide = np.column_stack([rng.uniform(west - 1, east + 1, 400), rng.uniform(south - 1, north + 1, 400)])
    lines = [border.arc.line for border in atlas.on("1939-10-05").borders]
    near = np.vstack([np.asarray(line.coords)[:: max(1, len(line.coords) // 12)] for line in lines])
    near = near[:: max(1, len(near) // 400)] + rng.normal(0, 0.02, (len(near[:: max(1, len(near) // 400)]), 2))
    return np.vstack([wide, near, [[np.nan, np.nan]]])


class TestDoubts:
    """What is not sure says why, in every form; what says nothing is sure."""

    def test_of_places(self, atlas: Atlas, scattered: np.ndarray) -> None:
        lon, lat = scattered.T
        found = geo.held(atlas, lon, lat, days=DAYS).frame()
        spans = geo.held(atlas, lon, lat).frame()
        for frame in (found, spans):
            assert (frame["sure"] == (frame["note"] == "")).all()
            assert 0.1 < frame["sure"].mean() < 0.95
        points = pd.DataFrame({"lon": lon, "lat": lat})
        told = pd.concat([geo.who_table(points, day, atlas=atlas) for day in DAYS])
        wanted = found.sort_values(["day"], kind="stable")
        assert told["note"].tolist() == [str(note) for note in wanted["note"]]
        assert told["sure"].tolist() == wanted["sure"].tolist()
        for kind in ("a border was", "an army of", "the land passed to", "lie outside", "unreadable"):
            assert told["note"].str.contains(kind).any()

    def test_each_reason_is_told_once(self, atlas: Atlas, scattered: np.ndarray) -> None:
        rows = geo.held(atlas, *scattered.T, days=["1939-09-20"]).rows
        told = [list(map(str, parts_of(row[CELL["note"]]))) for row in rows]
        assert max(map(len, told)) > 1  # a border, and an army or two
        assert all(len(set(parts)) == len(parts) for parts in told)

    def test_of_names(self, atlas: Atlas) -> None:
        """Some settlements by their names and by others, with a hint in vain, and misspelt."""
        names = [one.name for one in list(atlas.gazetteer)[::900]]
        names += [name for one in list(atlas.gazetteer)[100::2000] for name in one.other_names[:2]]
        names += [f"{name}, Xqz" for name in names[:15]] + [f"{name}x" for name in names[:4]] + ["", "Lipsk"]
        for lookup in (
            geo.Lookup(atlas, days=["1939-09-20", "1940-01-01"]),
            geo.Lookup(atlas, days=["1940-01-01"], every=True),
            geo.Lookup(atlas),
        ):
            rows = lookup.up(names).rows
            assert all(row.sure or row.note for row in rows)
            assert all(row.all_held.sure or row.all_held.note for row in rows if row.all_held)
        days = ["1939", "ca. 1940", "1940", "1939-09-01/1939-12-31", "?"]
        rows = geo.Lookup(atlas).up(names[:100], days=[days[k % 5] for k in range(100)]).rows
        assert all(row.sure or row.note for row in rows)

    def test_of_one_place(self, capsys: pytest.CaptureFixture[str]) -> None:
        for more in ([], ["--on", "1940-01-01"], ["--on", "1940"]):
            told = json.loads(ask(["who", "Zalishchyky", *more, "--format", "json"], capsys)[1])
            assert not told["sure"]
            assert "a border was 0.5 km away, too near to be sure (error ± 0.5 km)" in told["note"]
        polish = ask(["--lang", "pl", "who", "Zalishchyky", "--pick", "1", "--on", "1940"], capsys)[1]
        assert "Niepewne: granica była w odległości 0,5 km, zbyt blisko, by mieć pewność" in polish

    def test_who_occupied_is_told_of_several_places_too(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """Each village of the name lies in Lithuania, which the USSR occupied in June 1940."""
        path = tmp_path / "list.csv"
        path.write_text("place\nNaujasodžiai\n", encoding="utf-8")
        out = ask(["who", "--names", str(path), "--on", "1940-07-01"], capsys)[1]
        (row,) = csv.DictReader(io.StringIO(out))
        assert (row["all_holder"], row["all_status"], row["all_occupier"]) == ("Lithuania", "occupied", "USSR")
        assert "Lithuania (occupied by USSR)" in row["note"]


class TestFrameDays:
    """Each row of a frame on its own day."""

    def test_in_whatever_form(self, atlas: Atlas) -> None:
        vilnius = {"lat": 54.69, "lon": 25.28}
        cells = [
            "1.9.1939", "17.09.1939", pd.Timestamp("1940-07-01 13:00"), np.datetime64("1941-01-01"),
            None, pd.NaT, "1889", "", pd.Timestamp("1940-01-01").date(),
        ]  # fmt: skip
        frame = pd.DataFrame({**vilnius, "born": pd.Series(cells, dtype=object)})
        told = geo.who_table(frame, "born", atlas=atlas)
        held = ["Poland", "Poland", "Lithuania", "USSR", "", "", "", "", "Lithuania"]
        assert told["holder"].tolist() == held
        assert told["note"].tolist()[4:8] == [
            "no day", "no day", "1889 lies outside the atlas, which covers 1939-08-23 to 1941-06-22", "no day",
        ]  # fmt: skip
        assert told["sure"].tolist() == [True, False, True, True, *[False] * 4, True]
        one = geo.who_table(frame.iloc[[8]], "1940-01-01", atlas=atlas)
        pd.testing.assert_frame_equal(told.iloc[[8]], one)
        moments = frame.iloc[[0, 2]].assign(born=pd.to_datetime(["1939-09-01", "1940-07-01"]))
        told = geo.who_table(moments, moments["born"], atlas=atlas)
        assert told["holder"].tolist() == ["Poland", "Lithuania"]
        assert geo.who_table(moments.iloc[:0], "born", atlas=atlas).dtypes.equals(told.dtypes)

    @pytest.mark.parametrize(
        ("cell", "sentence"),
        [
            ("03/04/1940", "the row of index b: '03/04/1940' may be either of two days; write 1940-04-03 or"),
            ("1940", "the row of index b: '1940' is more than a day; give one of its days, or ask for spans"),
            ("30.2.1940", "the row of index b: the date does not exist; give one of the form 1939-08-23."),
            (14611, "the row of index b: '14611' is no day; a spreadsheet has this number for 1940-01-01."),
        ],
    )
    def test_what_is_no_day_names_its_row(self, atlas: Atlas, cell: object, sentence: str) -> None:
        frame = pd.DataFrame(
            {"lat": [54.0, 54.0], "lon": [25.0, 25.0], "d": ["1.1.1940", cell]}, index=["a", "b"]
        )
        with pytest.raises(DayError, match=sentence.replace("'", ".")):
            geo.who_table(frame, "d", atlas=atlas)

    def test_what_is_no_column(self, atlas: Atlas) -> None:
        frame = pd.DataFrame({"lat": [54.0], "lon": [25.0]})
        with pytest.raises(DayError, match="is neither a day of the form 1939-08-23 nor a column of the frame"):
            geo.who_table(frame, "born", atlas=atlas)
        with pytest.raises(InputFileError, match="there are 2 days for 1 rows of the frame; give each row one"):
            geo.who_table(frame, ["1940-01-01"] * 2, atlas=atlas)
