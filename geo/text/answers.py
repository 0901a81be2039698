"""Who held a place, what became of it, and a choice among namesakes, as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.atlas.doubted import joined, parts_of
from geo.atlas.languages import ENGLISH, Language, Said
from geo.atlas.tenure import passing
from geo.files.columns import Column, Table, json_text
from geo.files.edtf import read_day, read_edtf
from geo.files.names import plain
from geo.files.numbers import error_text, fixed, with_error
from geo.text.phrases import one_stop, spoken
from geo.text.terminal import WIDTH, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.atlas.answer import Answer
    from geo.atlas.armies import Army
    from geo.atlas.atlas import Atlas
    from geo.atlas.history import History, Spell
    from geo.atlas.tenure import Tenure
    from geo.atlas.turns import OverDays, Turn

__all__ = [
    "answer_sentence",
    "army_record",
    "army_sentences",
    "held_in_turn",
    "history_json",
    "history_text",
    "span_sentences",
    "turn_sentence",
]

_TITLES: Final = {
    "sovereign": "",
    "annexed": "annexed",
    "ceded": "ceded by treaty",
    "leased": "leased",
    "occupied": "occupied",
    "unheld": "",
}
_TAKEN: Final = "{held} until {until}, then {then}, whose army was in part of the land from {day}"
_PASSING: Final = (
    "{held}; changing hands from {day} to {until} ({other} \N{RIGHTWARDS ARROW} {by}), "
    "perhaps not yet all of it"
)
_NEAR: Final = "{held}; an army of {named} here or near"


def _nearest(answer: Answer) -> Said:
    """Say how far the nearest border on land was, if there was any."""
    if answer.border is None:
        return Said.fill("No two states met on land that day.")
    error = error_text(answer.sigma_km)
    told = (
        "The nearest border, {left}\N{EN DASH}{right}, was {km} km away (known to ± {sigma} km)."
        if error
        else "The nearest border, {left}\N{EN DASH}{right}, was {km} km away."
    )
    return Said.fill(
        told,
        left=answer.border.left.who,
        right=answer.border.right.who,
        km=fixed(answer.border_km),
        sigma=error,
    )


def _titled(span: Tenure) -> Said:
    """Say who holds land, and by what title."""
    title = _TITLES[span.status]
    if span.occupier:
        return Said.fill("{holder} (occupied by {by})", holder=span.who, status="occupied", by=span.occupier)
    if title:
        return Said.fill("{holder} ({status})", holder=span.who, status=title)
    return Said.fill("{holder}", holder=span.who)


def _since(span: Tenure) -> Said:
    held = _titled(span)
    return Said.fill("{held} since {day}", held=held, day=span.since) if span.since else held


def _held(span: Tenure) -> Said:
    """Say who holds land, by what title, from when to when."""
    held = _since(span)
    return Said.fill("{held} until {day}", held=held, day=span.until) if span.until else held


def answer_sentence(
    answer: Answer,
    day: str,
    place_sigma_km: float = 0.0,
    *,
    atlas: Atlas | None = None,
    language: Language = ENGLISH,
) -> str:
    """Say who held a place in some sentences.

    Parameters
    ----------
    answer : Answer
    day : str
        ``YYYY-MM-DD``.
    place_sigma_km : float
        One-sigma error of where the place lies, kilometres.
    atlas : Atlas, optional
        That the answer is of: on a day between two holders the first words
        then say so.
    language : Language

    Examples
    --------
    >>> from geo import open_atlas
    >>> atlas = open_atlas()
    >>> answer = atlas.on("1939-09-25").who(24.02, 49.84)
    >>> answer_sentence(answer, "1939-09-25", atlas=atlas)[:60]
    '1939-09-25: Poland until 1939-09-28, then USSR (occupied), w'
    """
    held = _held(answer.islands or answer.tenure)
    if atlas and not answer.islands:
        held = held_in_turn(atlas, answer, day, held=held)
    sentences = [_where(answer, held), _nearest(answer)]
    if not answer.islands and not answer.sure_within(place_sigma_km):
        sentences.append(Said.fill("That is too close to be sure."))
    if answer.army:
        sentences += army_sentences(answer.army, atlas)
    return plain(f"{language.says(Said.fill('{day}: ', day=day))}{_together(sentences, language)}")


def _together(sentences: Iterable[Said], language: Language) -> str:
    """Say sentences; one that ends in an abbreviation has one full stop."""
    return " ".join(one_stop(language.says(sentence)) for sentence in sentences)


def _where(answer: Answer, held: Said) -> Said:
    """Say who holds which land, or whose islands lie about the open sea."""
    zone = answer.zone.name
    if not answer.islands:
        return Said.fill("{held}: {zone}.", held=held, zone=zone)
    # the holder's own land, which its name has told of
    own = answer.zone.id == answer.islands.holder.lower().replace(" ", "_")
    islands = held if own else Said.fill("{held} (with {zone})", held=held, zone=zone)
    km = fixed(answer.shore_km, 0)
    far = Said.fill("{km} km from the nearest land; islands hereabouts: {islands}.", km=km, islands=islands)
    return Said.fill("{sea}, {far}", sea=Said.fill("open sea, held by nobody"), far=far)


def turn_sentence(turn: Turn, *, doubt: str = "", language: Language = ENGLISH) -> str:
    """Say who held a place over some days, how near a border was, and why it is not sure.

    Parameters
    ----------
    turn : Turn
    doubt : str
        A doubt of all that is asked about, which is told elsewhere.
    language : Language

    Examples
    --------
    >>> from geo import open_atlas
    >>> from geo.atlas.own_days import day_asked
    >>> from geo.atlas.turns import over_days
    >>> atlas = open_atlas()
    >>> for turn in over_days(atlas, day_asked(atlas, "Oct 1939 - Dec 1939"), 24.02, 49.84).turns:
    ...     print(turn_sentence(turn)[:86])
    1939-10-01/1939-10-31: USSR (occupied) since 1939-09-28 until 1939-11-01: Western Ukra
    1939-11-01/1939-12-31: USSR (annexed) since 1939-11-01: Western Ukraine. The nearest b
    """
    first = turn.answers[0][1]
    sentences = [_where(first, _held(first.islands or first.tenure))]
    # the border is told of the day on which it was nearest, where it was not the same on all
    nearest = {_nearest(answer): day for day, answer in turn.answers}
    on, answer = min(turn.answers, key=lambda one: (one[1].border is None, one[1].border_km))
    near = _nearest(answer)
    sentences.append(near if len(nearest) == 1 else Said.fill("{day}: {near}", day=on, near=near))
    note = joined(*(part for part in parts_of(turn.cell("note")) if part != doubt))
    sentences += [_doubt(note)] if note else []
    return plain(f"{language.says(_over(turn.days))}{_together(sentences, language)}")


def _over(days: str) -> Said:
    """Say on which day, or from which to which."""
    day, _, until = days.partition("/")
    return Said.fill("{day}/{until}: ", day=day, until=until) if until else Said.fill("{day}: ", day=day)


def span_sentences(over: OverDays, doubt: str, *, language: Language = ENGLISH) -> list[str]:
    """Say who held a place over some days, in turn, and why it may have been on others.

    Parameters
    ----------
    over : OverDays
    doubt : str
        Why the day that is meant may not be among them; empty if it is.
    language : Language
    """
    told = [turn_sentence(turn, doubt=doubt, language=language) for turn in over.turns]
    return [*told, plain(language.says(_doubt(doubt)))] if doubt else told


def _doubt(note: str) -> Said:
    return Said.fill("Not sure: {note}.", note=note)


def _named(atlas: Atlas | None, state: str) -> str:
    return atlas.about.named(state) if atlas else state


def army_sentences(army: Army, atlas: Atlas | None = None) -> tuple[Said, Said]:
    """Say where an army was that moved no border, when, and from where that is known.

    Examples
    --------
    >>> from geo import open_atlas
    >>> atlas = open_atlas()
    >>> army = atlas.on("1939-12-20").who(28.91, 64.89).army
    >>> print(army_sentences(army, atlas)[0])
    From 1939-11-30 to 1940-01-09 at most an army of the USSR was in part of the land about Suomussalmi, \
Juntusranta, Raate, some 40 km around; where it stood on which of these days is not drawn.
    """
    told = (
        "From {day} to {until} at most an army of {named} was in part of the land about {places}, "
        "some {km} km around; where it stood on which of these days is not drawn."
    )
    days = {"day": army.start.isoformat(), "until": army.last.isoformat()}
    named = _named(atlas, army.state)
    names = {"by": army.state, "named": named, "places": Said.of_names(army.places)}
    names["km"] = fixed(army.reach_km, 0)
    return Said.fill(told, **days, **names), Said.fill("Known from: {source}.", source=army.citation)


def held_in_turn(atlas: Atlas, answer: Answer, day: str, *, held: Said | None = None) -> Said:
    """Say whose land it is on a day, and where that lies between two holders, whose before and whose after.

    Parameters
    ----------
    atlas : Atlas
    answer : Answer
        Of a place that is not in the open sea.
    day : str
        ``YYYY-MM-DD``.
    held : str, optional
        Who holds it, in words; holder and title alone if left out.

    Examples
    --------
    >>> from geo import open_atlas
    >>> atlas = open_atlas()
    >>> for day in "1939-09-20", "1939-10-01":
    ...     print(held_in_turn(atlas, atlas.on(day).who(24.02, 49.84), day))
    Poland until 1939-09-28, then USSR (occupied), whose army was in part of the land from 1939-09-17
    USSR (occupied); changing hands from 1939-09-28 to 1939-10-13 (Poland → USSR), perhaps not yet all of it
    """
    spans = atlas.history(answer.zone)
    number = spans.index(answer.tenure)
    found = passing(spans, read_day(day))
    if found and found[1] == answer.tenure.who:
        begun, ended = (one.isoformat() for one in read_edtf(found[0]))
        states = {"other": spans[number - 1].who, "by": answer.tenure.who}
        return Said.fill(_PASSING, held=held or _titled(answer.tenure), day=begun, until=ended, **states)
    if found:
        after = spans[number + 1]
        # its last day is told with the next holder
        now = _since(answer.tenure) if held else _titled(answer.tenure)
        entered = read_edtf(found[0])[0].isoformat()
        return Said.fill(_TAKEN, held=now, until=after.since, then=_titled(after), day=entered)
    if answer.army:
        named = _named(atlas, answer.army.state)
        return Said.fill(_NEAR, held=held or _titled(answer.tenure), by=answer.army.state, named=named)
    return held or _titled(answer.tenure)


def army_record(army: Army) -> dict[str, str]:
    """Return an army as a member of JSON: whose it was, where, over which days, known from where."""
    told = {"state": army.state, "places": ";".join(army.places), "from": army.start.isoformat()}
    return told | {"to": army.last.isoformat(), "citation": army.citation, "known": army.known}


def history_json(found: History, more: Mapping[str, object] | None = None) -> str:
    """Write a history as JSON: what `History` holds, its rows as ``history``, and what is known besides."""
    return json_text(
        {
            "place": found.name,
            "lat": found.lat,
            "lon": found.lon,
            "zone": found.zone.id,
            "region": found.zone.region,
            "sure": found.sure,
            "history": found.table().records(),
            "armies": [army_record(army) for army in found.armies],
            **(more or {}),
        }
    )


def _title(spell: Spell) -> str:
    span = spell.tenure
    if not span.occupier:
        return span.status
    return Said.fill("{status} by {state}", status=span.status, state=span.occupier)


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
        title="border km, first day",
        right=True,
    ),
)


def history_text(
    found: History, *, atlas: Atlas | None = None, width: int = WIDTH, language: Language = ENGLISH
) -> str:
    """Write a history as a table for the eye, and say how sure it is, and whose army was there besides."""
    sure = found.sure or found.islands
    doubt = "" if sure else language.says("A border within two standard errors is too close to be sure.") + "\n"
    told = (plain(" ".join(map(language.says, army_sentences(army, atlas)))) for army in found.armies)
    table = shown(spoken(Table.of(_SPELLS, found.spells, title=found.title), language), width=width)
    return table + doubt + "".join(f"{line}\n" for line in told)
