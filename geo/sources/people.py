"""Rebuild ``tables/people.csv``: people by zone, from counts by census unit.

``people_counts.csv`` holds what a census counted in each of its units,
``people_units.csv`` what share of a unit lies in which zone, and
``people_censuses.csv`` when and by whom it was counted. Here the three are put
together: ``python -m geo.sources.people``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from geo.atlas.census import ALL, KINDS
from geo.atlas.schema import TABLES, read_checked
from geo.errors import DataError
from geo.files.tables import table_text
from geo.files.writing import write_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.files.schema import Row

__all__ = ["INTERPOLATION_SIGMA", "build_people", "main"]

INTERPOLATION_SIGMA: Final = 0.2
"""How unsure a share of people is that was taken from the share of area.

A unit of people P of which the share s lies in a zone gives P·s, to a sigma of
this times P·√(s(1 - s)): as if it were made of some fourteen communes, the
density of which varies by three quarters.
"""

_ROOT: Final = Path(__file__).resolve().parents[2]
_KINDS: Final = (ALL, *KINDS)


@dataclass(slots=True)
class _Sum:
    """What is put together for one group in one zone by one census."""

    people: float = 0.0
    interpolated: float = 0.0
    variance: float = 0.0
    sources: set[str] = field(default_factory=set)
    units: set[str] = field(default_factory=set)
    notes: dict[str, str] = field(default_factory=dict)


def _by_unit(rows: Iterable[Row]) -> dict[tuple[str, str], list[Row]]:
    units: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        units.setdefault((row["census"], row["unit"]), []).append(row)
    return units


def build_people(tables: Path) -> str:
    """Put the people of each zone together.

    Parameters
    ----------
    tables : Path
        The folder of the three tables.

    Returns
    -------
    str
        ``people.csv``: zones by name, their censuses in time, groups by size.

    Raises
    ------
    DataError
        If the tables do not fit each other.
    """
    read = read_checked(tables, "people_censuses", "people_units", "people_counts")
    censuses = {row["census"]: row for row in read["people_censuses"]}
    units, counted = _by_unit(read["people_units"]), _by_unit(read["people_counts"])
    odd = sorted(set(counted) ^ set(units))
    if odd:
        told = "; ".join(f"{census}, {unit}" for census, unit in odd[:5])
        msg = f"{tables}: people_units.csv and people_counts.csv differ: {told}"
        raise DataError(msg)

    # each unit gives each of its zones the share that lies there, group by group
    sums: dict[tuple[str, str, str, str], _Sum] = {}
    for (census, unit), parts in sorted(units.items()):
        for part in parts:
            for count in counted[census, unit]:
                key = (part["zone"], census, count["kind"], count["group"])
                _add(sums.setdefault(key, _Sum()), part, count, censuses[census]["source"])

    def place(item: tuple[tuple[str, str, str, str], _Sum]) -> tuple[object, ...]:
        (zone, census, kind, group), total = item
        return zone, censuses[census]["date"], census, _KINDS.index(kind), -total.people, group

    rows = []
    for (zone, census, kind, group), total in sorted(sums.items(), key=place):
        about = censuses[census]
        notes = [f"{unit}: {note}" if len(total.units) > 1 else note for unit, note in total.notes.items()]
        rows.append(
            [
                zone,
                census,
                about["date"],
                about["what"],
                kind,
                group,
                round(total.people),
                f"{total.interpolated / total.people if total.people else 0.0:.4f}",
                round(math.sqrt(total.variance)),
                "; ".join([about["title"], *sorted(total.sources)]),
                "; ".join(filter(None, [about["note"], *notes])) if kind == ALL else "",
            ]
        )
    return table_text([column.name for column in TABLES["people"].columns], rows)


def _add(total: _Sum, part: Row, count: Row, usual: str) -> None:
    """Add the part of one unit that lies in the zone."""
    people, share = count["people"], part["share"]
    total.people += people * share
    if part["how"] == "area":
        total.interpolated += people * share
        total.variance += (INTERPOLATION_SIGMA * people) ** 2 * share * (1.0 - share)
    total.variance += (part["sigma"] or 0.0) ** 2 + ((count["sigma"] or 0.0) * share) ** 2
    total.sources.add(count["source"] or usual)
    total.units.add(part["unit"])
    if part["note"]:
        total.notes[part["unit"]] = part["note"]


def main() -> None:
    """Rebuild the table of the project's own data folder."""
    tables = _ROOT / "data" / "tables"
    write_text(tables / "people.csv", build_people(tables))


if __name__ == "__main__":
    main()
