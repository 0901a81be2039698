"""Days and spans."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from geo.errors import DayError
from geo.tenure import FIRST_DAY, LAST_DAY, check_tenure, parse_day

if TYPE_CHECKING:
    from geo.atlas import Atlas

EVERY_DAY = [FIRST_DAY + dt.timedelta(days=k) for k in range((LAST_DAY - FIRST_DAY).days + 1)]


@pytest.mark.parametrize("text", ["", "1939", "23.8.1939", "1939-13-01", "1940-02-30", "tomorrow"])
def test_what_is_no_day(text: str) -> None:
    with pytest.raises(DayError, match=r"is not a day .* give a day from 1939-08-23 to 1941-06-22\.$"):
        parse_day(text)


@pytest.mark.parametrize("text", ["1939-08-22", "1941-06-23", "0001-01-01", "9999-12-31"])
def test_days_outside_the_atlas(text: str) -> None:
    with pytest.raises(DayError, match="lies outside the atlas; give a day from"):
        parse_day(text)


def test_dates_and_datetimes_are_days() -> None:
    assert parse_day(dt.date(1940, 6, 28)) == parse_day(dt.datetime(1940, 6, 28, 12, tzinfo=dt.UTC))


def test_every_zone_has_one_holder_on_every_day(atlas: Atlas) -> None:
    assert check_tenure(atlas.tenure) == []
    for day in EVERY_DAY:
        for zone in atlas.zones:
            assert sum(span.covers(day) for span in atlas.history(zone)) == 1


def test_a_gap_an_overlap_and_a_strange_status_are_found(atlas: Atlas) -> None:
    spans = list(atlas.tenure)
    k = next(n for n, span in enumerate(spans) if span.zone == "hanko" and span.end)
    end = spans[k].end
    assert end is not None
    gap = [*spans[:k], replace(spans[k], end=end - dt.timedelta(days=3)), *spans[k + 1 :]]
    assert check_tenure(gap) == ["tenure of hanko: nobody holds it from 1940-03-19 to 1940-03-22"]
    overlap = [*spans[:k], replace(spans[k], end=end + dt.timedelta(days=1)), *spans[k + 1 :]]
    assert check_tenure(overlap) == ["tenure of hanko: Finland and USSR overlap"]
    strange = [*spans[:k], replace(spans[k], status="liberated"), *spans[k + 1 :]]
    assert check_tenure(strange)[0].startswith("tenure of hanko: status 'liberated' is none of")


def test_events_move_their_zones_and_no_other(atlas: Atlas) -> None:
    moved: dict[dt.date, set[str]] = {}
    for earlier, later in pairwise(EVERY_DAY):
        then, now = atlas.on(earlier).tenures, atlas.on(later).tenures
        zones = {a.zone for a, b in zip(then, now, strict=True) if a.holder != b.holder}
        if zones:
            moved[later] = zones
    assert {day.isoformat(): zones for day, zones in moved.items()} == {
        "1939-09-01": {"danzig"},
        "1939-09-28": {
            "vilnius",
            "west_belarus",
            "west_ukraine",
            "suwalki",
            "poland_annexed",
            "general_government",
        },
        "1939-10-28": {"vilnius"},
        "1940-03-13": {"karelia", "salla", "rybachy", "gulf_islands"},
        "1940-03-22": {"hanko"},
        "1940-06-28": {"bessarabia", "northern_bukovina", "hertsa"},
        "1940-08-03": {"lithuania", "vilnius"},
        "1940-08-05": {"latvia"},
        "1940-08-06": {"estonia"},
        "1940-08-30": {"northern_transylvania"},
        "1940-09-07": {"southern_dobruja"},
        "1940-10-26": {"danube_islands"},
    }


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
