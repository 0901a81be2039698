"""Rebuild ``tables/people.csv``: people by zone, from counts by census unit.

``people_counts.csv`` holds what a census counted in each of its units,
``people_units.csv`` what share of a unit lies in which zone, and
``people_censuses.csv`` when and by whom it was counted. Here the three are put
together: ``python -m geo.sources.people``.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from geo.atlas.people import COLUMNS
from geo.errors import DataError
from geo.files.tables import number_within, read_table, table_text
from geo.files.writing import write_text

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["INTERPOLATION_SIGMA", "build_people", "main"]

INTERPOLATION_SIGMA: Final = 0.2
"""How unsure a share of people is that was taken from the share of area.

A unit of people P of which the share s lies in a zone gives P·s, to a sigma of
this times P·√(s(1 - s)): as if it were made of some fourteen communes, the
density of which varies by three quarters.
"""

_ROOT: Final = Path(__file__).resolve().parents[2]
_MOST_PEOPLE: Final = 1e9
_KINDS: Final = ("all", "religion", "language", "nationality")


@dataclass(slots=True)
class _Sum:
    """What is put together for one group in one zone by one census."""

    people: float = 0.0
    interpolated: float = 0.0
    variance: float = 0.0
    sources: dict[str, None] = field(default_factory=dict)
    notes: dict[str, None] = field(default_factory=dict)


def _number(row: dict[str, str], name: str, most: float, path: str) -> float:
    try:
        return number_within(row[name], 0.0, most)
    except ValueError as error:
        msg = f"{path}: {name} of {row['unit']}: {error}"
        raise DataError(msg) from error


def _by_unit(rows: Iterable[dict[str, str]]) -> dict[tuple[str, str], list[dict[str, str]]]:
    units: dict[tuple[str, str], list[dict[str, str]]] = {}
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
        ``people.csv``, in the order of the zones' table.

    Raises
    ------
    DataError
        If the tables do not fit each other.
    """
    names = ["census", "date", "what", "title", "note", "source"]
    censuses = {row["census"]: row for row in read_table(tables / "people_censuses.csv", names)}
    units = read_table(tables / "people_units.csv", ["census", "unit", "zone", "share", "how", "sigma", "note"])
    counts = read_table(
        tables / "people_counts.csv", ["census", "unit", "kind", "group", "people", "sigma", "source"]
    )
    counted = _by_unit(counts)
    if set(counted) != set(_by_unit(units)) or not {census for census, _ in counted} <= set(censuses):
        odd = sorted(f"{census}, {unit}" for census, unit in set(counted) ^ set(_by_unit(units)))
        told = "; ".join(odd[:5]) or "a census that people_censuses.csv does not have"
        msg = f"{tables}: people_units.csv and people_counts.csv differ: {told}"
        raise DataError(msg)
    sums: dict[tuple[str, str, str, str], _Sum] = {}
    made_of = Counter((unit["zone"], unit["census"]) for unit in units)
    for unit in units:
        if unit["note"] and made_of[unit["zone"], unit["census"]] > 1:
            unit["note"] = f"{unit['unit']}: {unit['note']}"
        for count in counted[unit["census"], unit["unit"]]:
            key = (unit["zone"], unit["census"], count["kind"], count["group"])
            _add(sums.setdefault(key, _Sum()), unit, count, censuses[unit["census"]]["source"])
    zones = [row["zone"] for row in read_table(tables / "zones.csv", ["zone"])]
    order = {zone: k for k, zone in enumerate(zones)}
    rank = {census: k for k, census in enumerate(censuses)}
    kinds = {kind: k for k, kind in enumerate(_KINDS)}

    def place(item: tuple[tuple[str, str, str, str], _Sum]) -> tuple[int, int, int, float]:
        (zone, census, kind, _), total = item
        return order[zone], rank[census], kinds[kind], -total.people

    rows = []
    for (zone, census, kind, group), total in sorted(sums.items(), key=place):
        about = censuses[census]
        share = total.interpolated / total.people if total.people else 0.0
        source = "; ".join([about["title"], *total.sources])
        note = "; ".join(filter(None, [about["note"], *total.notes])) if kind == "all" else ""
        rows.append(
            [
                zone, census, about["date"], about["what"], kind, group,
                round(total.people), f"{share:.4f}", round(math.sqrt(total.variance)), source, note,
            ]
        )  # fmt: skip
    return table_text(COLUMNS, rows)


def _add(total: _Sum, unit: dict[str, str], count: dict[str, str], usual: str) -> None:
    """Add the part of one unit that lies in the zone."""
    share = _number(unit, "share", 1.0, "people_units.csv")
    people = _number(count, "people", _MOST_PEOPLE, "people_counts.csv")
    total.people += people * share
    if unit["how"] == "area":
        total.interpolated += people * share
        total.variance += (INTERPOLATION_SIGMA * people) ** 2 * share * (1.0 - share)
    for row, part in ((unit, 1.0), (count, share)):
        if row["sigma"]:
            total.variance += (_number(row, "sigma", _MOST_PEOPLE, "people tables") * part) ** 2
    total.sources.setdefault(count["source"] or usual)
    if unit["note"]:
        total.notes.setdefault(unit["note"])


def main() -> None:
    """Rebuild the table of the project's own data folder."""
    tables = _ROOT / "data" / "tables"
    write_text(tables / "people.csv", build_people(tables))


if __name__ == "__main__":
    main()
