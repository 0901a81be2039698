"""Who holds a zone on a day, by the number of the span; none where no span holds it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from geo.atlas.tenure import Tenure


def _tenure(spans: list[tuple[str, str]]) -> list[Tenure]:
    day = dt.date.fromisoformat
    return [
        Tenure("z", f"holder {k}", "sovereign", day(a) if a else None, day(b) if b else None, "", "", "")
        for k, (a, b) in enumerate(spans)
    ]


def made() -> list[Any]:
    cases = []
    for spans in (
        [("", "")],
        [("", "1939-09-17"), ("1939-09-17", "1940-06-15"), ("1940-06-15", "")],
        [("1939-09-28", "1939-10-10"), ("1939-10-11", "1941-06-22")],
    ):
        history = _tenure(spans)
        days = ["1939-08-23", "1941-06-22"]
        for day in sorted({day for span in spans for day in span if day}):
            days += [str(dt.date.fromisoformat(day) + dt.timedelta(k)) for k in (-1, 0, 1)]
        for text in dict.fromkeys(days):
            holds = [k for k, span in enumerate(history) if span.covers(dt.date.fromisoformat(text))]
            cases.append({"spans": spans, "day": text, "holds": holds[0] if holds else None})
    return cases
