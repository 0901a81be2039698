"""A state through time, as text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.atlas.languages import ENGLISH, Language, Said
from geo.files.columns import json_text
from geo.files.names import plain
from geo.files.numbers import fixed
from geo.text.phrases import spoken
from geo.text.terminal import MOST_CELL, WIDTH, shown

if TYPE_CHECKING:
    from geo.own.series import Series

__all__ = ["series_json", "series_table"]


def series_json(found: Series) -> str:
    """Write a state through time as JSON: ``state``, ``meridian_km``, ``series``, ``notes``."""
    return json_text(
        {
            "state": found.state,
            "meridian_km": round(found.meridian_km, 6),
            "series": found.table().records(),
            "notes": list(found.notes),
        }
    )


def series_table(found: Series, *, width: int = WIDTH, language: Language = ENGLISH) -> str:
    """Write a state through time as a table for the eye."""
    state, day = plain(found.state, MOST_CELL), found.days[0].day
    template = (
        "{state}: kilometres from where its borders stood on {day}, west positive"
        if "-" in day[1:]
        else "{state}: kilometres from where its borders stood in {year}, west positive"
    )
    title = Said.fill(template, state=state, day=day, year=day)
    told = spoken(replace(found.table().known(), title=title), language)
    means = Said.fill(
        "Means over {km} km of the meridian, which the state reaches in all.", km=fixed(found.meridian_km, 0)
    )
    return f"{shown(told, width=width)}{language.says(means)}\n"
