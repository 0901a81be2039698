"""Places with their states as GEDCOM 7.

GEDCOM 7 has no record of a place: one is told with each event that was there.
So a file of places is written twice over in one.

1. For every program: an individual that is no person carries an event for each
   place and state, with the days, the place as it was then called (place,
   state), its coordinates, its number in GeoNames and a note. A program that
   reads it has the places, and its user takes the individual away.
2. For programs that keep places: the shared places ``_LOC`` of GEDCOM-L, declared
   as an extension as GEDCOM 7 asks, each with its dated names and the dated
   states that it belonged to. Other programs pass over them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.export.dated_places import GEONAMES
from geo.files.names import plain

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from geo.export.dated_places import DatedPlace, DatedPlaces, HeldSpan

__all__ = ["gedcom7"]

_MARK: Final = "\N{ZERO WIDTH NO-BREAK SPACE}"
_MONTHS: Final = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_LOC: Final = "https://genealogy.net/GEDCOM/"
"""Where GEDCOM-L says what its extensions are."""
_NO_PERSON: Final = "No person: it carries places with their states, and may be taken away once they are read."


def gedcom7(found: DatedPlaces) -> str:
    """Write places as GEDCOM 7.

    Parameters
    ----------
    found : DatedPlaces

    Returns
    -------
    str
        Beginning with the byte-order mark that GEDCOM 7 recommends.

    Examples
    --------
    >>> from geo import open_atlas, places_of_atlas
    >>> text = gedcom7(places_of_atlas(open_atlas(), region="hanko"))
    >>> [line for line in text.splitlines() if line.startswith("2 PLAC Hanko")]
    ['2 PLAC Hanko, Finland', '2 PLAC Hanko, USSR']
    """
    lines = [
        "0 HEAD", "1 GEDC", "2 VERS 7.0", "1 SCHMA", f"2 TAG _LOC {_LOC}", "1 SOUR BORDERSHIFT",
        f"1 COPR {plain(found.attribution)}", "1 PLAC", "2 FORM Place, State",
        "0 @S1@ SOUR", f"1 TITL {plain(found.title)}", f"1 AUTH {plain(found.citation)}",
        *_text(1, "PUBL", f"{found.attribution}. Licence: {found.licence}"),
        "0 @I1@ INDI", "1 NAME Places and their states /bordershift/", f"1 NOTE {_NO_PERSON}",
    ]  # fmt: skip
    numbers = {state: k for k, state in enumerate(found.states, 1)}
    for number, one in enumerate(found.places, len(numbers) + 1):
        for span in one.spans:
            lines += _event(one, span, number)
    for state, number in numbers.items():
        lines += [f"0 @L{number}@ _LOC", f"1 NAME {plain(state)}", "1 TYPE state"]
        lines += [f"1 EXID {found.items[state]}", "2 TYPE http://www.wikidata.org/entity/"] * (
            state in found.items
        )
    for number, one in enumerate(found.places, len(numbers) + 1):
        lines += _record(one, number, numbers)
    return _MARK + "\n".join([*lines, "0 TRLR"]) + "\n"


def _event(one: DatedPlace, span: HeldSpan, number: int) -> Iterator[str]:
    """Write that a place was a state's, as an event there over its days."""
    # the name of the first day was that of its holder's time; of later ones none is known but today's
    of_then = bool(one.place.name_then and one.holders) and span.last <= one.holders[0][2]
    name = one.place.name_then if of_then else one.place.name
    where = ", ".join(plain(part).replace(",", " ") for part in (name, span.tenure.holder) if part)
    yield from _text(1, "EVEN", f"{span.tenure.who} ({span.tenure.status})")
    yield "2 TYPE state that held the place"
    yield f"2 DATE {_period(span.first, span.last)}"
    yield from _text(2, "PLAC", where)
    yield from _map(3, one)
    yield from _exid(3, one)
    yield from _text(3, "NOTE", "\n".join(one.notes))
    yield f"3 _LOC @L{number}@"
    yield "2 SOUR @S1@"
    yield "3 QUAY 2" if span.sure and not one.doubt else "3 QUAY 1"


def _record(one: DatedPlace, number: int, numbers: dict[str, int]) -> Iterator[str]:
    """Write a shared place: its names, where it lies, and the states that it belonged to."""
    yield f"0 @L{number}@ _LOC"
    yield from _text(1, "NAME", one.place.name)
    if one.place.name_then and one.place.name_then != one.place.name and one.holders:
        yield from _text(1, "NAME", one.place.name_then)
        yield f"2 DATE {_period(*one.holders[0][1:])}"
    for name in one.other_names:
        yield from _text(1, "NAME", name)
    yield from _map(1, one)
    yield from _exid(1, one)
    for state, first, last in one.holders:
        yield f"1 _LOC @L{numbers[state]}@"
        yield "2 TYPE POLI"
        yield f"2 DATE {_period(first, last)}"
    yield from _text(1, "NOTE", "\n".join(one.notes))
    yield "1 SOUR @S1@"


def _map(level: int, one: DatedPlace) -> Iterator[str]:
    lat, lon = one.place.lat, one.place.lon
    yield f"{level} MAP"
    yield f"{level + 1} LATI {'S' if lat < 0 else 'N'}{abs(lat):.5f}"
    yield f"{level + 1} LONG {'W' if lon < 0 else 'E'}{abs(lon):.5f}"


def _exid(level: int, one: DatedPlace) -> Iterator[str]:
    if one.geonames:
        yield f"{level} EXID {one.geonames}"
        yield f"{level + 1} TYPE {GEONAMES}"


def _text(level: int, tag: str, text: str) -> Iterator[str]:
    """Write a text, its further lines as CONT; a leading at sign is doubled."""
    for k, line in enumerate(text.split("\n")):
        shown = plain(line)
        shown = f"@{shown}" if shown.startswith("@") else shown
        yield f"{level} {tag} {shown}" if not k else f"{level + 1} CONT {shown}"


def _period(first: dt.date, last: dt.date) -> str:
    return f"FROM {_day(first)} TO {_day(last)}"


def _day(day: dt.date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
