"""Places with their states for Gramps: as Gramps XML, and as the table of places that it imports.

A state encloses a place over the days on which it held it, so that Gramps shows
with each event the state of its day. Of days outside the atlas nothing is said.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

from geo.files.names import plain
from geo.files.tables import table_text

if TYPE_CHECKING:
    import datetime as dt

    from geo.export.dated_places import DatedPlace, DatedPlaces

__all__ = ["gramps_csv", "gramps_xml"]

_HEAD: Final = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE database PUBLIC "-//Gramps//DTD Gramps XML 1.7.1//EN"
"http://gramps-project.org/xml/1.7.1/grampsxml.dtd">
<database xmlns="http://gramps-project.org/xml/1.7.1/">
"""
"""Of Gramps 5.0: what it reads, every later one reads."""

_LIKELY: Final = 2
"""Confidence of a citation, of 0 to 4: a secondary source."""


def gramps_xml(found: DatedPlaces) -> str:
    """Write places as Gramps XML.

    Parameters
    ----------
    found : DatedPlaces

    Returns
    -------
    str
        A family tree without persons: the states, the places that they enclose,
        a note with each and the atlas as their source.

    Examples
    --------
    >>> from geo import open_atlas, places_of_atlas
    >>> text = gramps_xml(places_of_atlas(open_atlas(), region="hanko"))
    >>> '<datespan start="1940-03-22" stop="1941-06-22"/>' in text
    True
    """
    source = found.state_id("source")
    lines = [
        f'<header><created date="{found.last}" version="5.0.0"/><researcher/></header>',
        "<citations>",
        f'<citation handle="_c{source.hex}" change="0"><confidence>{_LIKELY}</confidence>',
        f'<sourceref hlink="_s{source.hex}"/></citation>',
        "</citations>",
        "<sources>",
        f'<source handle="_s{source.hex}" change="0"><stitle>{_text(found.title)}</stitle>',
        f"<sauthor>{_text(found.citation)}</sauthor>",
        f"<spubinfo>{_text(f'{found.attribution}. Licence: {found.licence}')}</spubinfo></source>",
        "</sources>",
        "<places>",
        *(
            f'<placeobj handle="_{found.state_id(state).hex}" change="0" type="Country">'
            f"<pname value={_value(state)}/></placeobj>"
            for state in found.states
        ),
        *(_placed(found, one, source.hex) for one in found.places),
        "</places>",
        "<notes>",
        *(
            f'<note handle="_n{one.id.hex}" change="0" type="General"><text>{_text(line)}</text></note>'
            for one in found.places
            for line in ["\n".join(one.notes)]
        ),
        "</notes>",
        "</database>",
    ]
    return _HEAD + "\n".join(lines) + "\n"


def _placed(found: DatedPlaces, one: DatedPlace, source: str) -> str:
    """Write a place: its title, names, coordinates, and the states that enclose it."""
    place = one.place
    then = place.name_then if place.name_then != place.name else ""
    # the name of the day stands first: of names that fit a day Gramps shows the first
    dated = (
        [f"<pname value={_value(then)}>{_span(*one.holders[0][1:])}</pname>"] if then and one.holders else []
    )
    names = [*dated, *(f"<pname value={_value(name)}/>" for name in (place.name, *one.other_names))]
    enclosed = (
        f'<placeref hlink="_{found.state_id(state).hex}">{_span(first, last)}</placeref>'
        for state, first, last in one.holders
    )
    return "".join(
        [
            f'<placeobj handle="_{one.id.hex}" change="0" type="Locality"><ptitle>{_text(one.title)}</ptitle>',
            *names,
            f'<coord long="{place.lon:.5f}" lat="{place.lat:.5f}"/>',
            *enclosed,
            f'<noteref hlink="_n{one.id.hex}"/><citationref hlink="_c{source}"/></placeobj>',
        ]
    )


def _span(first: dt.date, last: dt.date) -> str:
    return f'<datespan start="{first}" stop="{last}"/>' if first < last else f'<dateval val="{first}"/>'


def _text(text: str) -> str:
    return escape("\n".join(map(plain, text.split("\n"))))


def _value(text: str) -> str:
    return quoteattr(plain(text))


_COLUMNS: Final = (
    "Place", "Title", "Name", "Type", "Latitude", "Longitude", "Code", "Enclosed_by", "Date",
)  # fmt: skip


def gramps_csv(found: DatedPlaces) -> str:
    """Write places as the table of places that Gramps imports: a row for each state that held one.

    Parameters
    ----------
    found : DatedPlaces

    Returns
    -------
    str
        Its dates are in English, and so is Gramps to be when it reads them. Gramps
        keeps one date for a place and what encloses it: a state that came back to a
        place is written as another one of the same name. Names but today's, the
        errors and the sources have no column there.

    Examples
    --------
    >>> from geo import open_atlas, places_of_atlas
    >>> rows = gramps_csv(places_of_atlas(open_atlas(), region="hanko")).splitlines()
    >>> [row.rpartition(",")[2] for row in rows[-2:]]
    ['from 1939-08-23 to 1940-03-21', 'from 1940-03-22 to 1941-06-22']
    """
    rows: list[list[str]] = []
    states: dict[str, str] = {}
    for one in found.places:
        held = [("", "")]
        stays: Counter[str] = Counter()
        for state, first, last in one.holders:
            key = f"S{found.state_id(state, stays[state]).hex[:12]}"
            states[key] = state
            stays[state] += 1
            held.append((key, f"from {first} to {last}"))
        place = one.place
        lies = f"{place.lat:.5f}", f"{place.lon:.5f}"
        about = [f"P{one.id.hex[:12]}", plain(one.title), plain(place.name), "Locality", *lies, one.geonames]
        rows += [[*about, key, date] for key, date in held[1:] or held]
    enclosing = [[key, state, state, "Country", "", "", "", "", ""] for key, state in states.items()]
    return table_text(_COLUMNS, [*enclosing, *rows])
