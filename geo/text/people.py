"""People on the land that changed hands, as text.

The fields of CSV and JSON are fixed; a program may rely on them.
"""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from typing import TYPE_CHECKING

from geo.files.tables import table_text
from geo.measures.people import RegionPeople
from geo.text.report import WIDTH, fixed, plain_table

if TYPE_CHECKING:
    from geo.measures.people import People

__all__ = ["PEOPLE_COLUMNS", "people_csv", "people_json", "people_table", "region_people"]

PEOPLE_COLUMNS = tuple(field.name for field in fields(RegionPeople))

_SHARES = 4
"""Decimals of a share."""

_WHAT = (
    "People are those that a census counted, on its day and in its categories; ± is the error of carrying them "
    "over to the land that changed hands."
)
_HEADS = ("region", "people", "±", "counted", "by", "interpolated %")
_GROUP_HEADS = ("region", "group", "people", "±", "% of those told apart", "counted")


def region_people(row: RegionPeople, *, groups: bool) -> dict[str, object]:
    """Return a row as the members of the JSON; its group only where groups were asked for."""
    told: dict[str, object] = {
        **asdict(row),
        "interpolated_share": round(row.interpolated_share, _SHARES),
        "sigma": round(row.sigma),
        "without_figure": list(row.without_figure),
    }
    if not groups:
        del told["group"]
    return told


def people_json(counted: People) -> str:
    """Write everything counted as JSON.

    Its members: ``from``, ``to``, ``state``, ``by``, ``regions``, ``total``;
    where groups were asked for, ``regions`` has a member for each group of a
    region, and ``total`` has ``groups``.
    """
    groups = counted.by is not None
    total = region_people(counted.total, groups=False)
    if groups:
        total["groups"] = [region_people(row, groups=True) for row in counted.groups]
    document = {
        "from": counted.start.isoformat(),
        "to": counted.end.isoformat(),
        "state": counted.state,
        "by": counted.by,
        "regions": [region_people(row, groups=groups) for row in counted.regions],
        "total": total,
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def people_csv(counted: People) -> str:
    """Write the regions as CSV, the total last; where nobody was counted, ``people`` is empty."""
    rows = [region_people(row, groups=True) for row in (*counted.regions, *counted.groups)]
    return table_text(
        PEOPLE_COLUMNS,
        [
            [
                "; ".join(row["without_figure"]) if name == "without_figure" else row[name]  # type: ignore[arg-type]
                for name in PEOPLE_COLUMNS
            ]
            for row in rows
        ],
    )


def _cells(row: RegionPeople) -> list[str]:
    if row.people is None:
        return [row.name, "no figure", "", "", "", ""]
    return [
        row.name,
        _signed(row.people),
        _sigma(row),
        row.date if row.region != "total" else "",
        row.what if row.region != "total" else "",
        fixed(100.0 * row.interpolated_share, 0) if round(100.0 * row.interpolated_share) else "",
    ]


def _group_cells(row: RegionPeople, of: int) -> list[str]:
    if row.people is None:
        return [row.name, "no figure", "", "", "", ""]
    share = fixed(100.0 * row.people / of) if of else ""
    return [
        row.name, row.group, _signed(row.people), _sigma(row), share, row.date if row.region != "total" else "",
    ]  # fmt: skip


def _signed(people: int) -> str:
    return fixed(people, 0).replace("-", "\N{MINUS SIGN}")


def _sigma(row: RegionPeople) -> str:
    return fixed(row.sigma, 0) if round(row.sigma) else ""


def people_table(counted: People, *, width: int = WIDTH) -> str:
    """Write the figures as a table for the eye, then what it counts, who is missing and the sources."""
    title = f"{counted.state}: people on the land that changed hands, {counted.start} to {counted.end}"
    rows = (*counted.regions, *(counted.groups if len(counted.names) > 1 else ()))
    if counted.by is None:
        text = plain_table(title, _HEADS, [_cells(row) for row in rows], width=width)
    else:
        sums: dict[str, int] = {}
        for row in rows:
            sums[row.region] = sums.get(row.region, 0) + (row.people or 0)
        cells = [_group_cells(row, sums[row.region]) for row in rows]
        text = plain_table(f"{title}; by {counted.by}", _GROUP_HEADS, cells, width=width)
    notes = [_WHAT]
    if counted.without_figure:
        names = ", ".join(name for _, _, name in counted.without_figure)
        notes.append(f"Not counted, for there is no figure: {names}.")
    of: dict[str, dict[str, None]] = {}
    for zone in counted.zones:
        if zone.note:
            of.setdefault(zone.note, {})[zone.name] = None
    notes += [f"{', '.join(names)}: {note}." for note, names in of.items()]
    notes.append("Sources: --format csv or json.")
    return text + "\n".join(notes) + "\n"
