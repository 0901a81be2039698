"""How many people were counted in each zone, by which census."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.errors import DataError
from geo.files.tables import number_within, read_rows

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["ALL", "COLUMNS", "KINDS", "Count", "read_people"]

COLUMNS: Final = (
    "zone", "census", "date", "what", "kind", "group", "people", "interpolated_share", "sigma", "source",
    "note",
)  # fmt: skip

KINDS: Final = ("religion", "language", "nationality")
"""What people may be told apart by; a census asked for some of these, in its own words."""

ALL: Final = "all"
"""The kind, and the one group, of a count of everybody."""

_WHAT: Final = ("census", "register", "estimate")
_DATE: Final = re.compile(r"\d{4}(-\d\d-\d\d)?")
_MOST: Final = 1e10
_ROUNDING: Final = 0.001


@dataclass(frozen=True, slots=True)
class Count:
    """People of one group in one zone, as one census counted them.

    Attributes
    ----------
    zone : str
    census : str
        Its short name.
    date : str
        The day it counted, or the year, as EDTF writes it.
    what : str
        ``census``, ``register`` (of churches or the state) or ``estimate``.
    kind : str
        ``all``, ``religion``, ``language`` (mother tongue) or ``nationality``.
    group : str
        The census's own category, in English; ``all`` of the kind ``all``.
    people : int
    interpolated_share : float
        What share of them lived in census units that the zone cuts, and was
        taken from the share of area.
    sigma : float
        One-sigma error of carrying the count over to the zone, and of what
        was not read in the census itself; that of the count is not known.
    source, note : str
    """

    zone: str
    census: str
    date: str
    what: str
    kind: str
    group: str
    people: int
    interpolated_share: float
    sigma: float
    source: str
    note: str


def _choice(text: str, choices: tuple[str, ...]) -> str:
    if text not in choices:
        msg = f"{text!r} is none of {', '.join(choices)}"
        raise ValueError(msg)
    return text


def _count(row: dict[str, str]) -> Count:
    people = number_within(row["people"], 0.0, _MOST)
    if not people.is_integer() or not row["zone"] or not row["group"] or not _DATE.fullmatch(row["date"]):
        msg = "a count needs a zone, a group, a date such as 1931-12-09, and whole people"
        raise ValueError(msg)
    return Count(
        zone=row["zone"],
        census=row["census"],
        date=row["date"],
        what=_choice(row["what"], _WHAT),
        kind=_choice(row["kind"], (ALL, *KINDS)),
        group=row["group"],
        people=int(people),
        interpolated_share=number_within(row["interpolated_share"], 0.0, 1.0),
        sigma=number_within(row["sigma"], 0.0, _MOST),
        source=row["source"],
        note=row["note"],
    )


def read_people(path: Path) -> tuple[Count, ...]:
    """Read the counts of an atlas.

    Parameters
    ----------
    path : Path
        ``people.csv``.

    Raises
    ------
    InputFileError, UnknownNameError
        As for `geo.files.tables.read_table`.
    DataError
        If a row is no count, if one is given twice, or if the groups of a kind
        are more than all people together.
    """
    counts = read_rows(path, COLUMNS, _count)
    all_of: dict[tuple[str, str], int] = {}
    seen: set[tuple[str, str, str, str]] = set()
    for count in counts:
        key = (count.zone, count.census, count.kind, count.group)
        if key in seen:
            msg = f"{path}: {', '.join(key)} stands twice"
            raise DataError(msg)
        seen.add(key)
        if count.kind == ALL:
            all_of[count.zone, count.census] = count.people
    groups: dict[tuple[str, str, str], int] = {}
    for count in counts:
        if count.kind != ALL:
            part = (count.zone, count.census, count.kind)
            groups[part] = groups.get(part, 0) + count.people
    for (zone, census, kind), people in groups.items():
        most = all_of.get((zone, census))
        if most is None or people > most * (1 + _ROUNDING) + 1:
            msg = f"{path}: {zone}, {census}: {people} by {kind}, but {most} people in all"
            raise DataError(msg)
    return counts
