"""Days and spans."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from building import raw

from geo.atlas.about import read_about
from geo.atlas.bundled import data_folder
from geo.atlas.schema import TABLES
from geo.atlas.tenure import check_tenure
from geo.errors import DataError, DayError
from geo.files.edtf import read_edtf
from geo.files.schema import read_rows

if TYPE_CHECKING:
    from pathlib import Path

    from geo.atlas.atlas import Atlas
from geo.atlas.tenure import Tenure

ABOUT = read_about(data_folder())
EVERY_DAY = [ABOUT.first + dt.timedelta(days=k) for k in range((ABOUT.last - ABOUT.first).days + 1)]


@pytest.mark.parametrize("text", ["", "19390823x", "32.8.1939", "1939-13-01", "1940-02-30", "tomorrow"])
def test_what_is_no_day(text: str) -> None:
    said = r"is (not a day|a date that does not exist).* give a day from 1939-08-23 to 1941-06-22\.$"
    with pytest.raises(DayError, match=said):
        ABOUT.day(text)


@pytest.mark.parametrize("text", ["1939-08-22", "1941-06-23", "0001-01-01", "9999-12-31"])
def test_days_outside_the_atlas(text: str) -> None:
    with pytest.raises(DayError, match="lies outside the atlas; give a day from"):
        ABOUT.day(text)


def test_dates_and_datetimes_are_days() -> None:
    assert ABOUT.day(dt.date(1940, 6, 28)) == ABOUT.day(dt.datetime(1940, 6, 28, 12, tzinfo=dt.UTC))


def test_every_zone_has_one_holder_on_every_day(atlas: Atlas) -> None:
    assert check_tenure(atlas.tenure, ABOUT) == []
    for day in EVERY_DAY:
        for zone in atlas.zones:
            assert sum(span.covers(day) for span in atlas.history(zone)) == 1


def told(spans: list[Tenure]) -> list[str]:
    """Faults of spans that were read, less the file; each begins with it and a line."""
    faults = [re.fullmatch(r".*/tenure\.csv, line \d+: (.*)", fault) for fault in check_tenure(spans, ABOUT)]
    return [fault[1] for fault in faults if fault]


def test_a_gap_an_overlap_and_a_strange_status_are_found(atlas: Atlas) -> None:
    spans = list(atlas.tenure)
    k = next(n for n, span in enumerate(spans) if span.zone == "hanko" and span.end)
    end = spans[k].end
    assert end is not None
    gap = [*spans[:k], replace(spans[k], end=end - dt.timedelta(days=3)), *spans[k + 1 :]]
    assert told(gap) == ["tenure of hanko: nobody holds it from 1940-03-19 to 1940-03-22"]
    overlap = [*spans[:k], replace(spans[k], end=end + dt.timedelta(days=1)), *spans[k + 1 :]]
    assert told(overlap) == ["tenure of hanko: Finland and USSR overlap"]
    strange = [*spans[:k], replace(spans[k], status="liberated"), *spans[k + 1 :]]
    assert told(strange)[0].startswith("tenure of hanko: status 'liberated' is none of")


def test_a_span_that_contradicts_itself_is_found() -> None:
    def alone(start: str, end: str, entry: str = "") -> list[str]:
        first, last, entered = (dt.date.fromisoformat(day) if day else None for day in (start, end, entry))
        return check_tenure([Tenure("a", "A", "sovereign", first, last, "", "", "", entry=entered)], ABOUT)

    assert alone("", "") == alone("1939-08-23", "1941-06-23") == []
    assert alone("", "1941-06-22") == ["tenure of a: nobody holds it from 1941-06-22 to 1941-06-22"]
    for end in ("1939-08-23", "1939-08-22"):
        assert alone("1939-08-23", end)[0] == f"tenure of a: A ends on {end}, before it starts"
    assert alone("1939-08-23", "", "1939-08-22") == []
    for start in ("1939-08-23", ""):
        (fault,) = alone(start, "", "1939-08-23")
        assert fault == "tenure of a: A enters on 1939-08-23, when it holds the land"


MOVES: dict[str, tuple[str, dict[str, str]]] = {
    "pact": ("1939-08-23", {}),
    "germany_invades_poland": ("1939-09-01", {"danzig": "Germany annexed"}),
    "soviet_entry": ("1939-09-17", {}),
    "boundary_treaty": (
        "1939-09-28",
        {
            "vilnius": "USSR occupied",
            "west_belarus": "USSR occupied",
            "west_ukraine": "USSR occupied",
            "suwalki": "Germany occupied",
            "poland_annexed": "Germany occupied",
            "general_government": "Germany occupied",
            **dict.fromkeys(("orava", "spis", "lesnica", "kysuce"), "Germany occupied"),
        },
    ),
    "estonia_treaty": ("1939-09-28", {}),
    "border_protocol": ("1939-10-04", {}),
    "suwalki_left": ("1939-10-05", {}),
    "latvia_treaty": ("1939-10-05", {}),
    "lithuania_treaty": ("1939-10-10", {}),
    "finnish_talks": ("1939-10-12", {}),
    "germany_annexes": ("1939-10-26", {"suwalki": "Germany annexed", "poland_annexed": "Germany annexed"}),
    "lithuania_enters": ("1939-10-27", {}),
    "vilnius_transfer": ("1939-10-28", {"vilnius": "Lithuania ceded"}),
    "west_ukraine_incorporated": ("1939-11-01", {"west_ukraine": "USSR annexed"}),
    "west_belarus_incorporated": ("1939-11-02", {"west_belarus": "USSR annexed"}),
    "slovak_strips": ("1939-11-21", dict.fromkeys(("orava", "spis", "lesnica", "kysuce"), "Slovakia ceded")),
    "winter_war": ("1939-11-30", {}),
    "terijoki_treaty": ("1939-12-02", {}),
    "line_marked": ("1940-02-27", {}),
    "moscow_peace": (
        "1940-03-13",
        {
            "karelia": "USSR ceded",
            "salla": "USSR ceded",
            "rybachy": "USSR ceded",
            "gulf_islands": "USSR ceded",
        },
    ),
    "hanko_lease": ("1940-03-22", {"hanko": "USSR leased"}),
    "karelo_finnish_ssr": ("1940-03-31", {}),
    "norway_occupied": ("1940-06-10", {"norway": "Norway occupied by Germany"}),
    "lithuania_occupied": (
        "1940-06-15",
        {"lithuania": "Lithuania occupied by USSR", "vilnius": "Lithuania occupied by USSR"},
    ),
    "estonia_latvia_occupied": (
        "1940-06-17",
        {"estonia": "Estonia occupied by USSR", "latvia": "Latvia occupied by USSR"},
    ),
    "bessarabia_ultimatum": (
        "1940-06-28",
        {"bessarabia": "USSR occupied", "northern_bukovina": "USSR occupied", "hertsa": "USSR occupied"},
    ),
    "bessarabia_incorporated": (
        "1940-08-02",
        {"bessarabia": "USSR annexed", "northern_bukovina": "USSR annexed", "hertsa": "USSR annexed"},
    ),
    "lithuania_annexed": ("1940-08-03", {"lithuania": "USSR annexed", "vilnius": "USSR annexed"}),
    "latvia_annexed": ("1940-08-05", {"latvia": "USSR annexed"}),
    "estonia_annexed": ("1940-08-06", {"estonia": "USSR annexed"}),
    "enso": ("1940-07-01", {}),
    "vienna_award": ("1940-08-30", {"northern_transylvania": "Hungary ceded"}),
    "border_order_treaty": ("1940-08-17", {}),
    "craiova": ("1940-09-07", {"southern_dobruja": "Bulgaria ceded"}),
    "aland_agreement": ("1940-10-11", {}),
    "danube_islands": ("1940-10-26", {"danube_islands": "USSR occupied"}),
    "svencionys_strip": ("1940-11-06", {}),
    "molotov_berlin": ("1940-11-12", {}),
    "finnish_line_marked": ("1940-11-18", {}),
    "suwalki_sale": ("1941-01-10", {}),
    "frontier_treaty": ("1941-01-10", {}),
    "japan_neutrality": ("1941-04-13", {}),
    "croatia_proclaimed": ("1941-04-10", {}),
    "backa_occupied": ("1941-04-11", {}),
    "yugoslavia_occupied": ("1941-04-17", {"yugoslavia": "Yugoslavia occupied by Germany and its allies"}),
    "invasion": ("1941-06-22", {}),
}
"""Each event's day, and every zone that then changes holder or title, with what it changes to."""


def _title(span: Tenure) -> str:
    return f"{span.holder} {span.status}" + (f" by {span.occupier}" if span.occupier else "")


def test_events_move_their_zones_and_no_other(atlas: Atlas) -> None:
    assert {event.id: event.date.isoformat() for event in atlas.events} == {
        event: day for event, (day, _) in MOVES.items()
    }
    expected: dict[str, dict[str, str]] = {}
    for day, zones in MOVES.values():
        if zones:
            expected.setdefault(day, {}).update(zones)
    moved: dict[str, dict[str, str]] = {}
    for earlier, later in pairwise(EVERY_DAY):
        then, now = atlas.on(earlier).tenures, atlas.on(later).tenures
        zones = {b.zone: _title(b) for a, b in zip(then, now, strict=True) if _title(a) != _title(b)}
        if zones:
            moved[later.isoformat()] = zones
    assert moved == expected


def test_spans_name_the_event_that_began_them(atlas: Atlas) -> None:
    began: dict[str, dict[str, str]] = {event.id: {} for event in atlas.events}
    for span in atlas.tenure:
        if span.event:
            began[span.event][span.zone] = _title(span)
    assert began == {event: zones for event, (_, zones) in MOVES.items()}


def test_a_day_is_the_first_of_its_edtf_interval(atlas: Atlas) -> None:
    """For events and for spans alike: the interval runs on to the day when the last of the land was held."""
    for event in atlas.events:
        assert event.date == read_edtf(event.edtf)[0], event.id
    for span in atlas.tenure:
        first, last = read_edtf(span.start_edtf)
        assert (span.start or dt.date.min) == first, span
        assert last <= ABOUT.last


def test_armies_enter_on_days_of_events(atlas: Atlas) -> None:
    """So that what is known of those days stands in one place, with what it is cited from."""
    days = {event.date for event in atlas.events}
    assert {span.entry for span in atlas.tenure} - {None} <= days


def test_no_act_is_dated_from_memory(atlas: Atlas) -> None:
    assert [event.id for event in atlas.events if event.known == "general knowledge"] == []


def test_words_of_events_fit_the_map_panel(atlas: Atlas) -> None:
    for event in atlas.events:
        assert 0 < len(event.title) <= 90
        assert len(event.changed) <= 120  # empty where the title says it all
        assert event.citation
        assert event.known in {"read", "read in part", "read about", "general knowledge"}


def test_every_span_that_begins_in_the_atlas_names_its_event(atlas: Atlas) -> None:
    dates = {event.id: event.date for event in atlas.events}
    for span in atlas.tenure:
        assert (span.start is None) == (span.event == "")
        if span.start is not None:
            assert dates[span.event] == span.start


def test_titles(atlas: Atlas) -> None:
    by_zone = {span.zone: span for span in atlas.on("1941-06-21").tenures}
    assert by_zone["hanko"].status == "leased"
    assert by_zone["karelia"].status == "ceded"
    assert by_zone["estonia"].status == "annexed"
    assert (by_zone["general_government"].holder, by_zone["general_government"].status) == (
        "Germany",
        "occupied",
    )
    summer = {span.zone: span for span in atlas.on("1940-07-01").tenures}
    assert (summer["latvia"].holder, summer["latvia"].status, summer["latvia"].occupier) == (
        "Latvia",
        "occupied",
        "USSR",
    )


@pytest.mark.parametrize(
    ("date", "lon", "sentence"),
    [
        ("yesterday", "", "line 4: date 'yesterday' is no day of the form 1914-07-28$"),
        ("1939-09-01", "200", "line 4: lon '200' does not lie between -180 and 180$"),
    ],
)
def test_a_bad_event_is_told_with_its_line(tmp_path: Path, date: str, lon: str, sentence: str) -> None:
    table = raw(
        tmp_path / "events.csv",
        "event,date,edtf,title,changed,lon,lat,citation,known\n"
        'a,1939-09-01,,"a title\nof two lines",,,,,\n'
        f"b,{date},,b,,{lon},,,\n",
    )
    with pytest.raises(DataError, match=sentence):
        read_rows(table, TABLES["events"])
