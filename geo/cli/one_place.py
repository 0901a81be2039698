"""What is told of one place: its history, or who held it on a day or over a span of days."""

# ruff: noqa: PLC0415  (heavy modules are imported by the command that needs them)
from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import click

from geo.cli.group import paint, room

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.atlas.atlas import Atlas
    from geo.atlas.languages import Language
    from geo.atlas.namesakes import Namesakes
    from geo.atlas.own_days import OwnDay
    from geo.atlas.turns import OverDays
    from geo.cli.told import Told
    from geo.files.columns import Table

__all__ = ["Place", "tell_place"]


@dataclass(frozen=True, slots=True)
class Place:
    """What is asked about: a place by its name, or bare coordinates.

    Attributes
    ----------
    name : str
        Empty for coordinates.
    lat, lon : float
        Degrees on WGS 84.
    sigma_km : float
        One-sigma error of where it lies.
    found : Namesakes or None
        What its name was taken for.
    """

    name: str
    lat: float
    lon: float
    sigma_km: float = 0.0
    found: Namesakes | None = None

    def doubts(self) -> tuple[str, ...]:
        """Say why another place may be meant; nothing where this one surely is."""
        from geo.atlas.list_notes import uncertain

        if self.found is None or self.found.taken is None or self.found.certain:
            return ()
        return tuple(uncertain(self.found, self.found.taken))

    def of_others(self, atlas: Atlas, day: OwnDay | None) -> str:
        """Say why another place that may be meant is less sure than this one; empty where none is."""
        import numpy as np

        from geo.atlas.doubted import OF_ANOTHER, merged
        from geo.atlas.held import CELL, held
        from geo.atlas.languages import Said

        taken = self.found and self.found.taken
        others = [one.place for one in self.found.alike if one is not taken] if self.found else []
        if not others:
            return ""
        lon, lat, sigma_km = np.array([(one.lon, one.lat, one.sigma_m / 1000.0) for one in others]).T
        own = None if day is None else [day.days] * len(others)
        beside = merged(
            row[CELL["note"]] for row in held(atlas, lon, lat, own_days=own, place_sigma_km=sigma_km).rows
        )
        return Said.fill(OF_ANOTHER, note=beside) if beside else ""

    def on(self, atlas: Atlas, day: OwnDay) -> Place:
        """Return the place less what another of that name does not change on a day."""
        from geo.atlas.whichever import less_idle

        if self.found is None or self.found.taken is None:
            return self
        holders = {self.found.taken.on(one).holder for one in day.days}
        return replace(self, found=less_idle(atlas, self.found, holders, day.days))

    def remarks(self) -> tuple[str, ...]:
        """Say what that was taken for which stood beside its name, and is no doubt."""
        from geo.atlas.list_notes import taken_for

        return tuple(taken_for(self.found, self.found.taken)) if self.found and self.found.taken else ()

    def on_land(self, atlas: Atlas) -> bool | None:
        """Whether coordinates lie on land; None of a name, of a place on land, or if no coast is known."""
        if self.found or not len(atlas.ground.coast):
            return None
        return bool(atlas.ground.on_land([self.lon], [self.lat])[0])

    def told_at_sea(self, atlas: Atlas, language: Language) -> str:
        """Say that coordinates lie in the sea near a coast, a line; empty where they do not."""
        import numpy as np

        from geo.atlas.languages import Said

        if self.on_land(atlas) is not False or np.isfinite(atlas.open_sea.off_km([self.lon], [self.lat])[0]):
            return ""
        return language.says(Said.fill("That is in the sea near a coast, or at it: told is of the land there."))

    def after(self, table: Table) -> Table:
        """Add to a table what is known of the place."""
        from geo.files.columns import Column

        if self.found is None or self.found.taken is None:
            return table
        one = self.found.taken
        told = {
            "asked": ("the name as it was asked for", self.found.asked),
            "match": ("how it matched: exact, folded, variant, near or sound", one.how),
            "district": ("today's district and province", one.place.district),
            "country": ("today's country", one.country),
            "place_sigma_km": ("one-sigma error of where the place lies", self.sigma_km),
        }
        columns = tuple(Column(name, meaning) for name, (meaning, _) in told.items())
        rows = [[*row, *(value for _, value in told.values())] for row in table.rows]
        return replace(table, columns=(*table.columns, *columns), rows=rows)


def tell_place(asked: Place, day: OwnDay | None, told: Told, atlas: Atlas, language: Language) -> None:
    """Tell who held a place.

    Parameters
    ----------
    asked : Place
    day : OwnDay or None
        A day or a span of days; None for all that the atlas covers, one holder and title after the other.
    told : Told
        How the answer is written.
    atlas : Atlas
    language : Language
        Of what is told as text.

    Raises
    ------
    GeometryError
        If the place lies outside the atlas.
    """
    if day is None:
        _tell_history(asked, told, atlas, language)
    elif told.form == "text":
        from geo.atlas.languages import Said

        others = asked.of_others(atlas, day)
        asked = asked.on(atlas, day)
        _tell_text(asked, (_day_text if day.is_day else _span_text)(asked, day, atlas, language), language)
        if at_sea := asked.told_at_sea(atlas, language):
            click.echo(at_sea)
        if others:
            click.echo(language.says(Said.fill("Not sure: {note}.", note=others)))
    else:
        _tell_cells(asked.on(atlas, day), day, told, atlas)


def _tell_history(asked: Place, told: Told, atlas: Atlas, language: Language) -> None:
    from geo.atlas.answer import ASKED
    from geo.atlas.doubted import joined
    from geo.atlas.history import history
    from geo.text.answers import history_json, history_text
    from geo.text.naming import besides_text, taken_record, taken_text
    from geo.text.terminal import WIDTH

    found = history(atlas, asked.lon, asked.lat, name=asked.name, place_sigma_km=asked.sigma_km)
    if told.form == "json":
        note = joined(*asked.doubts(), found.note) or asked.of_others(atlas, None)
        named = taken_record(asked.found) if asked.found else {}
        sure = {"sure": not note, "note": joined(note, *asked.remarks()), **_ground(asked, atlas)}
        told.answer(history_json(found, {**named, **sure}))
    elif told.form != "text":
        told.answer(told.written(asked.after(found.table().after(ASKED, (asked.name, asked.lat, asked.lon)))))
    else:
        text = history_text(found, atlas=atlas, width=room(WIDTH), language=language)
        if asked.found:
            taken = taken_text(asked.found, language=language)
            text = f"{taken}{text}{besides_text(asked.found, language=language)}"
        elif at_sea := asked.told_at_sea(atlas, language):
            text = f"{text}\n{at_sea}\n"
        told.answer(text)


def _day_text(asked: Place, day: OwnDay, atlas: Atlas, language: Language) -> list[str]:
    """Say who held a place on a day."""
    from geo.text.answers import answer_sentence

    (one,) = day.days
    found = atlas.on(one).who(asked.lon, asked.lat)
    sentence = answer_sentence(found, one, asked.sigma_km, atlas=atlas, language=language)
    return [_painted(sentence, language.cell((found.islands or found.tenure).who))]


def _span_text(asked: Place, day: OwnDay, atlas: Atlas, language: Language) -> list[str]:
    """Say who held a place over some days, in turn, and why it may have been on others."""
    from geo.text.answers import span_sentences

    over = _over_days(asked, day, atlas)
    told = span_sentences(over, day.doubt, language=language)
    holders = [language.cell(str(one.cell("holder"))) for one in over.turns]
    return [_painted(sentence, holder) for sentence, holder in zip(told, [*holders, ""], strict=False)]


def _painted(sentence: str, holder: str) -> str:
    return sentence.replace(holder, paint(holder, "cyan"), 1) if holder else sentence


def _tell_text(asked: Place, sentences: Sequence[str], language: Language) -> None:
    from geo.text.naming import besides_text, taken_text

    if asked.found is None:
        for sentence in sentences:
            click.echo(sentence)
        return
    first, *others = sentences
    click.echo(taken_text(asked.found, language=language), nl=False)
    click.echo(f"{asked.name}, {first[:1].lower()}{first[1:]}")
    for sentence in others:
        click.echo(sentence)
    click.echo(besides_text(asked.found, language=language), nl=False)


def _over_days(asked: Place, day: OwnDay, atlas: Atlas) -> OverDays:
    from geo.atlas.turns import over_days

    atlas.on(day.days[0]).who(asked.lon, asked.lat)  # of a place outside the atlas it says what this covers
    return over_days(atlas, day, asked.lon, asked.lat, place_sigma_km=asked.sigma_km)


def _tell_cells(asked: Place, day: OwnDay, told: Told, atlas: Atlas) -> None:
    """Write who held a place on a day or over some: a row, of several holders in turn one for each."""
    from geo.atlas.armies import armies_about
    from geo.files.columns import json_text
    from geo.text.answers import army_record
    from geo.text.naming import taken_record

    over, others = _over_days(asked, day, atlas), asked.of_others(atlas, day)
    if told.form != "json":
        told.answer(told.written(asked.after(_table(asked, (one.cells for one in over.turns), others))))
        return
    (whole,) = _table(asked, [over.cells], others).records()
    named = {} if asked.found is None else taken_record(asked.found)
    ((_, first), *_) = over.turns[0].answers
    if day.is_day:
        more: dict[str, object] = {"army": army_record(first.army) if first.army else None}
    else:
        near = armies_about(atlas.armies, first.zone, asked.lon, asked.lat)
        start, end = (dt.date.fromisoformat(day.days[k]) for k in (0, -1))
        armies = [army_record(army) for army in near if army.start <= end and army.last >= start]
        more = {"in_turn": _table(asked, (one.cells for one in over.turns), others).records(), "armies": armies}
    told.answer(json_text({**whole, **more, **named, **_ground(asked, atlas)}))


def _ground(asked: Place, atlas: Atlas) -> dict[str, bool]:
    """Tell of coordinates whether they lie on land."""
    on_land = asked.on_land(atlas)
    return {} if on_land is None else {"on_land": on_land}


def _table(asked: Place, rows: Iterable[Sequence[object]], others: str) -> Table:
    """Return rows of cells under `Held.COLUMNS` as a table; what speaks for another place is a doubt too."""
    from geo.atlas.answer import ASKED
    from geo.atlas.doubted import joined
    from geo.atlas.held import CELL, Held
    from geo.files.columns import Table

    told = []
    for row in rows:
        cells = list(row)
        note = joined(*asked.doubts(), str(cells[CELL["note"]])) or others
        cells[CELL["note"]], cells[CELL["sure"]] = joined(note, *asked.remarks()), not note
        told.append(cells)
    table = Table(Held.COLUMNS, told).after(ASKED, (asked.name, asked.lat, asked.lon))
    return table if asked.name else table.only(*table.names[1:])
