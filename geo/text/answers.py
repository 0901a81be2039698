"""The history of a place, and a choice among namesakes, as text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from geo.files.tables import table_text
from geo.text.report import WIDTH, plain_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.atlas.about import About
    from geo.atlas.history import History, Spell
    from geo.atlas.places import Place

__all__ = ["HISTORY_COLUMNS", "history_csv", "history_json", "history_text", "namesakes_text"]

HISTORY_COLUMNS: Final = (
    "since", "until", "edtf", "holder", "status", "occupier", "act", "border_km", "sigma_km",
    "islands",
)  # fmt: skip

_MOST_NAMES: Final = 6
"""Other names shown of a place: some have dozens."""


def _row(spell: Spell, islands: tuple[str, ...]) -> list[str | float]:
    span = spell.tenure
    return [
        span.since,
        span.until,
        span.start_edtf,
        span.holder,
        span.status,
        span.occupier,
        spell.act,
        round(spell.answer.border_km, 3),
        round(spell.answer.sigma_km, 3),
        ";".join(islands),
    ]


def history_json(found: History) -> str:
    """Write a history as JSON: ``place``, ``lat``, ``lon``, ``zone``, ``region``, ``sure``, ``history``."""
    document = {
        "place": found.name,
        "lat": found.lat,
        "lon": found.lon,
        "zone": found.zone.id,
        "region": found.zone.region,
        "sure": found.sure,
        "history": [
            dict(zip(HISTORY_COLUMNS, _row(spell, found.islands), strict=True)) for spell in found.spells
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def history_csv(found: History) -> str:
    """Write a history as CSV, one row a spell, the place in every row."""
    rows = [
        [found.name, found.lat, found.lon, found.zone.id, *_row(spell, found.islands)] for spell in found.spells
    ]
    return table_text(["place", "lat", "lon", "zone", *HISTORY_COLUMNS], rows)


def history_text(found: History, *, width: int = WIDTH) -> str:
    """Write a history as a table for the eye, and say how sure it is."""
    rows = [
        [
            span.since or "before",
            span.until or "after",
            span.who,
            f"{span.status} by {span.occupier}" if span.occupier else span.status,
            spell.act,
            span.start_edtf if span.start else "",
            f"{spell.answer.border_km:.1f} ± {spell.answer.sigma_km:.2g}",
        ]
        for spell in found.spells
        for span in (spell.tenure,)
    ]
    heads = ("from", "until", "held by", "title", "act", "took place (EDTF)", "border km")
    place = f"{found.name}, " if found.name else ""
    where = f"open sea; islands hereabouts: {', '.join(found.islands)}" if found.islands else found.zone.name
    title = f"{place}{found.lat:.4f}° N {found.lon:.4f}° E: {where}"
    doubt = (
        ""
        if found.sure or found.islands
        else "A border within two of its standard errors is too close to be sure.\n"
    )
    return plain_table(title, heads, rows, width=width) + doubt


def namesakes_text(places: Sequence[Place], about: About) -> str:
    """List places of one name, numbered from 1, so that one can be picked."""
    return "".join(
        f"  {number}  {place.name}{_brackets(place)}: {place.lat:.4f} {place.lon:.4f}, "
        f"{place.holder_before} in {about.before.label}, {place.holder_after} in {about.after.label}"
        f"{place.note and f' – {place.note}'}\n"
        for number, place in enumerate(places, 1)
    )


def _brackets(place: Place) -> str:
    names = dict.fromkeys((place.name_then, *place.other_names))
    told = [name for name in names if name not in {"", place.name}]
    shown = told if len(told) <= _MOST_NAMES else [*told[:_MOST_NAMES], "…"]
    return f" ({', '.join(shown)})" if shown else ""
