"""Who held a place, what became of it, and a choice among namesakes, as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.files.columns import Column, Table, json_text
from geo.files.names import plain
from geo.files.numbers import error_text, fixed, with_error
from geo.text.terminal import WIDTH, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.atlas.about import About
    from geo.atlas.answer import Answer
    from geo.atlas.history import History, Spell
    from geo.atlas.places import Place

__all__ = ["answer_sentence", "history_json", "history_text", "namesakes_text"]

_MOST_NAMES: Final = 6
"""Other names shown of a place: some have dozens."""

_TITLES: Final = {
    "sovereign": "",
    "annexed": " (annexed)",
    "ceded": " (ceded by treaty)",
    "leased": " (leased)",
    "occupied": " (occupied)",
    "unheld": "",
}


def _nearest(answer: Answer) -> str:
    """Say how far the nearest border on land was, if there was any."""
    if answer.border is None:
        return " No two states met on land that day."
    error = error_text(answer.sigma_km)
    known = f" (known to ± {error} km)" if error else ""
    parted = f"{answer.border.left.who}\N{EN DASH}{answer.border.right.who}"
    return f" The nearest border, {parted}, was {fixed(answer.border_km)} km away{known}."


def answer_sentence(answer: Answer, day: str) -> str:
    """Say who held a place in one or two sentences."""
    span = answer.islands or answer.tenure
    title = f" (occupied by {span.occupier})" if span.occupier else _TITLES[span.status]
    since = f" since {span.since}" if span.since else ""
    until = f" until {span.until}" if span.until else ""
    near = _nearest(answer)
    held = f"{span.who}{title}{since}{until}: {answer.zone.name}."
    if answer.islands:
        sea = f"open sea, held by nobody, {fixed(answer.shore_km, 0)} km from the nearest land"
        islands = f"{span.who}{title}{since}{until} (with {answer.zone.name})"
        return plain(f"{day}: {sea}; islands hereabouts: {islands}.{near}")
    close = " That is too close to be sure." if not answer.sure else ""
    return plain(f"{day}: {held}{near}{close}")


def history_json(found: History) -> str:
    """Write a history as JSON: ``place``, ``lat``, ``lon``, ``zone``, ``region``, ``sure``, ``history``."""
    return json_text(
        {
            "place": found.name,
            "lat": found.lat,
            "lon": found.lon,
            "zone": found.zone.id,
            "region": found.zone.region,
            "sure": found.sure,
            "history": found.table().records(),
        }
    )


def _title(spell: Spell) -> str:
    span = spell.tenure
    return f"{span.status} by {span.occupier}" if span.occupier else span.status


_SPELLS: Final = (
    Column("from", "first day", of=lambda spell: spell.tenure.since or "before"),
    Column("until", "first day no more", of=lambda spell: spell.tenure.until or "after"),
    Column("held by", "the state", of="tenure.who"),
    Column("title", "by which it was held", of=_title),
    Column("act", "what began it"),
    Column(
        "edtf",
        "when that took place",
        of=lambda spell: spell.tenure.start_edtf if spell.tenure.start else "",
        title="took place (EDTF)",
    ),
    Column(
        "border",
        "how far the nearest border was",
        of=lambda spell: with_error(spell.answer.border_km, spell.answer.sigma_km, least=0.0),
        title="border km",
        right=True,
    ),
)


def history_text(found: History, *, width: int = WIDTH) -> str:
    """Write a history as a table for the eye, and say how sure it is."""
    sure = found.sure or found.islands
    doubt = "" if sure else "A border within two of its standard errors is too close to be sure.\n"
    return shown(Table.of(_SPELLS, found.spells, title=found.title), width=width) + doubt


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
    shown_names = told if len(told) <= _MOST_NAMES else [*told[:_MOST_NAMES], "…"]
    return f" ({', '.join(shown_names)})" if shown_names else ""
