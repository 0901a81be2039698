"""The state that each event of a family tree was in, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, ClassVar, Final

from geo.atlas.armies import armies_besides
from geo.atlas.doubted import OF_ANOTHER, TOO_NEAR, joined, merged, parts_of
from geo.atlas.held import CELL, held
from geo.atlas.languages import Said
from geo.atlas.list_notes import BESIDE, OUT_OF_REACH, uncertain
from geo.atlas.listed import Lookup
from geo.atlas.namesakes import namesakes
from geo.atlas.own_days import LOOSE
from geo.atlas.titles import with_title
from geo.atlas.whichever import less_moot
from geo.files.columns import Column, Result
from geo.files.edtf import read_day, read_edtf
from geo.own.gedcom_dates import read_gedcom_date

if TYPE_CHECKING:
    import datetime as dt

    from geo.atlas.atlas import Atlas
    from geo.atlas.gazetteer import Gazetteer
    from geo.atlas.places import Place
    from geo.own.gedcom import Tree, TreeEvent

__all__ = ["EventState", "tree_states"]

_SEVERAL: Final = "several places bear the name: {note}"
_UNTIL: Final = "{held} until {until}, then {then}, whose army was in part of the land from {day}"
_GENERAL: Final = {
    _SEVERAL: "several places bear the name",
    "perhaps {places}": "only places of a like name are known",
    **dict.fromkeys(
        (
            "'{where}' points to none",
            OUT_OF_REACH,
            BESIDE["unknown"],
        ),
        "what is written beside the name points to none",
    ),
    "the land passed over {over}, perhaps not yet all of it": "the land was passing",
    "an army of {named} was in part of the land over {over}": "an army was in part of the land",
    _UNTIL: "an army was in part of the land",
    "an army of {named} was near, {days}": "an army was near",
    TOO_NEAR: "a border was too near to be sure",
    "also spelt {name}, in a neighbouring language": "only a neighbouring language spells the name so",
    "the town of that name; perhaps called so too: {others}": "another place may be called so too",
}
"""What a note says of any event, by the template of the one."""


@dataclass(frozen=True, slots=True)
class EventState(Result):
    """The state of an event.

    Attributes
    ----------
    event : TreeEvent
    states : tuple of str
        Holder and title, in time: several where the date leaves several, none
        where it is not known.
    verdict : str
        ``sure``, ``unsure`` or ``unknown``.
    match : str
        How the place was found, as for a list of names; ``map`` by the tree's
        own coordinates; empty where it was not looked for.
    place : Place or None
    first, last : str
        The days of the atlas that it may have been on.
    note : str
        Why it is not sure, or not known.
    reason : str
        The first of that in general words, by which events are counted; empty of
        one that is sure.
    """

    event: TreeEvent
    states: tuple[str, ...]
    verdict: str
    match: str
    place: Place | None
    first: str
    last: str
    note: str
    reason: str

    COLUMNS: ClassVar = (
        # as programs show it: the signs about a pointer belong to the file's own grammar
        Column(
            "record", "person or family in the tree, such as I1", of=lambda row: row.event.record.strip("@")
        ),
        Column("person", "whose it is", of="event.person"),
        Column("event", "its tag, such as BIRT or MARR", of="event.tag"),
        Column("date", "as the tree has it", of="event.date"),
        Column("place", "as the tree has it", of="event.place"),
        Column("line", "of the place in the file", of="event.line", right=True),
        Column("first", "first day of the atlas that it may have been on"),
        Column("last", "last such day"),
        Column("states", "holder and title, in time; several where the date leaves several"),
        Column("verdict", "sure, unsure or unknown"),
        Column("match", "as of a list of names; map: by the tree's own coordinates"),
        Column("found", "the place's name", of=lambda row: row.place.name if row.place else ""),
        Column("district", "today's", of=lambda row: row.place.district if row.place else ""),
        Column("lat", "degrees north", of=lambda row: row.degrees[0], digits=9, shown=4, right=True),
        Column("lon", "degrees east", of=lambda row: row.degrees[1], digits=9, shown=4, right=True),
        Column(
            "sigma_km",
            "one-sigma error of where it lies",
            of=lambda row: row.place.sigma_m / 1000.0 if row.place else "",
            digits=3,
            right=True,
        ),
        Column("note", "why it is not sure, or not known"),
    )

    @property
    def told(self) -> Said:
        """The state in a line, for a note in the tree."""
        found = (
            Said.fill(
                "; taken for {place} ± {km} km",
                place=self.place.name,
                km=f"{self.place.sigma_m / 1000.0:g}",
            )
            if self.place
            else ""
        )
        states = Said.of_names(self.states[:1] or ("not known",))
        for other in self.states[1:]:
            states = Said.fill("{one} or {other}", one=states, other=other)
        why = (
            Said.fill("{verdict}: {note}", verdict=self.verdict, note=self.note) if self.note else self.verdict
        )
        return Said.fill(
            "State then: {states} ({why}){found}. [bordershift]", states=states, why=why, found=found
        )

    @property
    def degrees(self) -> tuple[float, float] | tuple[str, str]:
        """Latitude and longitude of the place that was taken, or of the tree itself; empty without."""
        if self.place is not None:
            return self.place.lat, self.place.lon
        if self.event.lat is not None and self.event.lon is not None:
            return self.event.lat, self.event.lon
        return "", ""


def tree_states(atlas: Atlas, tree: Tree, *, gazetteer: Gazetteer | None = None) -> list[EventState]:
    """Tell in which state each dated, placed event of a tree was.

    An event is sure if on every day that its date leaves, the place was held
    by one state by one title, was not passing to another, and no border lay
    within two standard errors.

    Parameters
    ----------
    atlas : Atlas
    tree : Tree
    gazetteer : Gazetteer, optional
        Where to look for places; that of the atlas if left out.
    """
    kept: dict[tuple[object, ...], EventState] = {}
    states = []
    for event in tree.events:
        key = event.date, event.place, event.lon, event.lat
        if key not in kept:
            kept[key] = _state(atlas, event, gazetteer or atlas.gazetteer)
        one = kept[key]
        told = (one.states, one.verdict, one.match, one.place, one.first, one.last, one.note, one.reason)
        states.append(EventState(event, *told))
    return states


def _unknown(event: TreeEvent, note: str, match: str = "", days: tuple[str, str] = ("", "")) -> EventState:
    return EventState(event, (), "unknown", match, None, *days, note, _general(note))


def _state(atlas: Atlas, event: TreeEvent, gazetteer: Gazetteer) -> EventState:
    try:
        dated = read_gedcom_date(event.date)
    except (ValueError, OverflowError) as error:
        (told,) = error.args[:1]
        return _unknown(event, told if isinstance(told, Said) else Said.fill("the date does not exist"))
    about = atlas.about
    if dated.last < about.first or dated.first > about.last:
        return _unknown(
            event, Said.fill("the atlas covers {first} to {last}", first=about.first, last=about.last)
        )
    first, last = max(dated.first, about.first), min(dated.last, about.last)
    within = first.isoformat(), last.isoformat()
    doubts: list[str] = [LOOSE[dated.loose]] if dated.loose else []
    if not dated.loose and (first, last) != (dated.first, dated.last):
        doubts.append("part of the date lies beyond the atlas")
    # 1. who held the place, on the first of the days and on each on which that changed
    place: Place | None = None
    if event.lon is not None and event.lat is not None:
        days = _turns(atlas, first, last)
        found = held(atlas, [event.lon], [event.lat], days=days)
        match = "map"
        told = [
            (
                with_title(row[CELL["holder"]], row[CELL["status"]], row[CELL["occupier"]]),
                row[CELL["holder"]],
                row[CELL["note"]],
                row[CELL["until"]],
                row[CELL["passing"]],
                row[CELL["passing_to"]],
            )
            for row in found.rows
        ]
        if not all(_covered(str(row[CELL["status"]])) for row in found.rows):
            return _unknown(event, "the coordinates lie outside the atlas", match, within)
        at = str(found.rows[0][CELL["zone"]]), event.lon, event.lat
    else:
        bearers = namesakes(atlas, event.place[:300], gazetteer=gazetteer)
        days = _turns(atlas, first, last)
        rows = Lookup(atlas, gazetteer=gazetteer, days=days).up([event.place]).rows
        match = rows[0].match
        doubtful = next((row for row in rows if not row.told), None)
        if doubtful is not None:
            several = doubtful.match == "several"
            note = Said.fill(_SEVERAL, note=doubtful.note) if several else doubtful.note
            return _unknown(event, note, doubtful.match, within)
        one = rows[0].one
        assert one is not None  # noqa: S101  (for mypy: a place is told of)
        place = one.place
        at = one.zone.id, place.lon, place.lat
        told = [
            (
                with_title(row.held("holder"), row.held("status"), row.held("occupier")),
                row.held("holder"),
                row.note,
                row.held("until"),
                row.held("passing"),
                row.held("passing_to"),
            )
            for row in rows
        ]
        bearers = less_moot(bearers, days)
        doubts += uncertain(bearers, bearers.taken) if bearers.taken and not bearers.certain else ()
    # 2. what that leaves, and whether it is sure
    states = tuple(dict.fromkeys(state for state, *_ in told))
    if len(states) > 1:
        doubts.append("it changed hands within the date")
    doubts += dict.fromkeys(
        _moving(atlas, holder, until if len(states) == 1 else "", over, state)
        for _, holder, _, until, over, state in told
        if over
    )
    # an army besides that of the state that was taking the land
    asked, than = (
        map(read_day, days),
        [state for _, holder, *_, passing_to in told for state in (holder, passing_to)],
    )
    for army in armies_besides(atlas.armies, *at, asked, than=than):
        doubts.append(_near(atlas, army.state, army.over))
    near = (part for _, _, note, *_ in told for part in parts_of(note))
    doubts += parts_of(merged(part for part in near if _template(part) in {TOO_NEAR, OF_ANOTHER}))
    verdict = "unsure" if doubts else "sure"
    return EventState(event, states, verdict, match, place, *within, joined(*doubts), _general(*doubts))


def _template(note: str) -> str:
    return note.template if isinstance(note, Said) else note


def _general(*notes: str) -> str:
    """Say the first of some notes in general words: without the places and days of the one event."""
    first = next((part for note in notes for part in parts_of(note)), "")
    return _GENERAL.get(_template(first), first)


def _moving(atlas: Atlas, holder: object, until: object, over: object, state: object) -> str:
    """Say over which days the land was passing to its holder, or another's army was in it."""
    if state == holder:
        return Said.fill("the land passed over {over}, perhaps not yet all of it", over=over)
    if any(army.state == state and army.over == over for army in atlas.armies):
        return _near(atlas, str(state), str(over))
    if not until:
        days = Said.day(_days(*read_edtf(str(over))), str(over))
        told = "an army of {named} was in part of the land over {over}"
        return Said.fill(told, state=state, named=atlas.about.named(str(state)), over=days)
    entered = read_edtf(str(over))[0]
    turn = {"until": Said.of_day(str(until)), "day": Said.of_day(entered.isoformat())}
    return Said.fill(_UNTIL, held=holder or "nobody", then=state, **turn)


def _near(atlas: Atlas, state: str, over: str) -> Said:
    """Say that an army was near, and over which days."""
    days = Said.day(_days(*read_edtf(over)), over)
    told = "an army of {named} was near, {days}"
    return Said.fill(told, state=state, named=atlas.about.named(state), days=days)


def _days(first: dt.date, last: dt.date) -> str:
    if first == last:
        return _day(last)
    begun = _day(first).removesuffix(f"{last: %Y}") if first.year == last.year else _day(first)
    return f"{begun.removesuffix(f'{last: %B}')} to {_day(last)}"


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def _turns(atlas: Atlas, first: dt.date, last: dt.date) -> list[str]:
    """Return a first day, and each after it up to the last on which land changed hands or an army entered."""
    turns = {day for span in chain(*atlas.spans.values()) for day in (span.start, span.entry) if day}
    turns |= {army.start for army in atlas.armies}
    return [day.isoformat() for day in (first, *sorted(day for day in turns if first < day <= last))]


def _covered(status: str) -> bool:
    return status not in {"outside", "unreadable"}
