"""Figures as text: tables for the eye, CSV and JSON for programs.

The fields of CSV and JSON are fixed; a program may rely on them. Kilometres
and degrees keep six decimals.
"""

from __future__ import annotations

import io
import math
import re
from itertools import pairwise
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table

from geo.files.names import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.atlas.answer import Answer
    from geo.atlas.atlas import Snapshot

__all__ = [
    "ANSWER_COLUMNS",
    "CHANGE_COLUMNS",
    "DECIMALS",
    "MOST_CELL",
    "WIDTH",
    "answer_row",
    "answer_sentence",
    "changes_rows",
    "finite",
    "fixed",
    "markdown_row",
    "plain_table",
    "rich_text",
    "rounded",
]

DECIMALS = 6
MOST_CELL = 800
"""Letters of a cell: a name that is longer is cut."""
WIDTH = 140
"""Columns of a table for the eye, unless the terminal is narrower."""
_NUMBER = re.compile(r"[-\u2212]?\d[\d.,\s]*( ± \d[\d.e+-]*)?|\u2013")
_WHOLE = re.compile(rf"(?=.{{1,24}}$)({_NUMBER.pattern}|[\d/-]+|before|after)")
"""Numbers and days, which are never broken."""
_MOST_WORD = 16
"""Letters of a word that is not broken."""
_GAP = 3
"""Columns between two columns."""
ANSWER_COLUMNS = (
    "holder", "status", "zone", "since", "until", "border_km", "sigma_km", "islands", "shore_km",
)  # fmt: skip


def rounded(value: float) -> float:
    """Round to as many decimals as CSV and JSON keep."""
    return round(value, DECIMALS) + 0.0  # which makes no zero negative


def fixed(value: float, digits: int = 1) -> str:
    """Write a number for the eye."""
    return f"{value:z,.{digits}f}".replace(",", " ")


def markdown_row(cells: Sequence[str]) -> str:
    """Write cells that neither part nor break the row, and are no markup of their own."""
    safe = (plain(cell).replace("|", "\\|").replace("<", "&lt;") for cell in cells)
    return "| " + " | ".join(safe) + " |"


def rich_text(tables: Sequence[Table], width: int) -> str:
    """Lay tables out in plain text."""
    out = io.StringIO()
    console = Console(file=out, width=width, color_system=None, highlight=False, emoji=False, markup=False)
    for table in tables:
        console.print(table)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def answer_row(answer: Answer) -> Mapping[str, str | float | None]:
    """Return who held a place, as the columns that `ANSWER_COLUMNS` names; an open start or end is empty."""
    span = answer.tenure
    values = (
        span.holder,
        span.status,
        answer.zone.id,
        span.since,
        span.until,
        round(answer.border_km, 3),
        round(answer.sigma_km, 3),
        answer.islands.holder if answer.islands else "",
        round(answer.shore_km, 1) if answer.islands else None,
    )
    return dict(zip(ANSWER_COLUMNS, values, strict=True))


def answer_sentence(answer: Answer, day: str) -> str:
    """Say who held a place in one or two sentences."""
    span = answer.islands or answer.tenure
    title = {
        "sovereign": "",
        "annexed": " (annexed)",
        "ceded": " (ceded by treaty)",
        "unheld": "",
        "leased": " (leased)",
        "occupied": f" (occupied by {span.occupier})" if span.occupier else " (occupied)",
    }[span.status]
    since = f" since {span.since}" if span.since else ""
    until = f" until {span.until}" if span.until else ""
    near = (
        f" The nearest border, {answer.border.left.who}\N{EN DASH}{answer.border.right.who}, "
        f"was {answer.border_km:.1f} km away (known to ± {answer.sigma_km:.2g} km)."
    )
    held = f"{span.who}{title}{since}{until}: {answer.zone.name}."
    if answer.islands:
        sea = f"open sea, held by nobody, {answer.shore_km:.0f} km from the nearest land"
        return plain(f"{day}: {sea}; islands hereabouts: {held}{near}")
    close = " That is too close to be sure." if not answer.sure else ""
    return plain(f"{day}: {held}{near}{close}")


def changes_rows(first: Snapshot, last: Snapshot) -> list[list[str]]:
    """List every change of holder or title after one day and up to another, in time.

    Returns
    -------
    list of list of str
        Day, EDTF, zone, region, from, to, title, act.
    """
    atlas = first.atlas
    events = {event.id: event.title for event in atlas.events}
    rows = []
    for zone in atlas.zones:
        for before, after in pairwise(atlas.history(zone)):
            if after.start is not None and first.day < after.start <= last.day:
                rows.append(
                    [
                        after.start.isoformat(),
                        after.start_edtf,
                        zone.name,
                        zone.region,
                        f"{before.who} ({before.status})",
                        f"{after.who} ({after.status})",
                        events.get(after.event, ""),
                    ]
                )
    return sorted(rows)


CHANGE_COLUMNS = ("day", "edtf", "zone", "region", "before", "after", "act")


def plain_table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], *, width: int = WIDTH) -> str:
    """Write rows as a table for the eye, in plain text; numbers stand to the right, no day is broken.

    Where its columns have no room, each row is written as a list of its own.

    Examples
    --------
    >>> print(plain_table("Towns", ["name", "km"], [["Husiatyn", "1.5"], ["Brest", "23.0"]]), end="")
    Towns
    <BLANKLINE>
     name         km
     ───────────────
     Husiatyn    1.5
     Brest      23.0
    <BLANKLINE>
    >>> print(plain_table("Towns", ["name", "km"], [["Husiatyn", "1.5"], ["Brest", ""]], width=12), end="")
    Towns
    <BLANKLINE>
     name  Husiatyn
     km    1.5
    <BLANKLINE>
     name  Brest
    <BLANKLINE>
    """
    title, rows = plain(title, WIDTH), [[plain(cell, MOST_CELL) for cell in row] for row in rows]
    columns = [[row[k] for row in rows if row[k]] for k in range(len(heads))]
    whole = [bool(cells) and all(_WHOLE.fullmatch(cell) for cell in cells) for cells in columns]
    least = sum(
        max(_longest(head), *(len(cell) if kept else _longest(cell) for cell in cells), 0)
        for head, cells, kept in zip(heads, columns, whole, strict=True)
    )
    if least + _GAP * len(heads) > width:
        across = max(map(len, heads))
        lists = [
            [f" {head:<{across}}  {cell}".rstrip() for head, cell in zip(heads, row, strict=True) if cell]
            for row in rows
        ]
        return "\n".join(line for part in ([title], *lists) for line in (*part, "")) + "\n"
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for head, cells, kept in zip(heads, columns, whole, strict=True):
        numbers = bool(rows) and all(_NUMBER.fullmatch(cell) for cell in cells)
        table.add_column(head, justify="right" if numbers else "left", overflow="fold", no_wrap=kept)
    for row in rows:
        table.add_row(*row)
    return rich_text([table], width)


def _longest(text: str) -> int:
    return min(max(map(len, text.split()), default=0), _MOST_WORD)


def finite(values: Mapping[str, object]) -> dict[str, object]:
    """Put null where there is no number: JSON knows no NaN."""
    return {
        name: None if isinstance(value, float) and not math.isfinite(value) else value
        for name, value in values.items()
    }
