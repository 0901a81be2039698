"""Figures as text: tables for the eye, CSV and JSON for programs.

The fields of CSV and JSON are fixed; a program may rely on them. Kilometres
and degrees keep six decimals.
"""

from __future__ import annotations

import io
import json
import math
import re
from dataclasses import asdict, fields
from itertools import pairwise
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table

from geo.files.names import plain
from geo.files.tables import table_text
from geo.measures.shift import RegionShift

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.atlas.answer import Answer
    from geo.atlas.atlas import Snapshot
    from geo.measures.people import People
    from geo.measures.profile import Profile
    from geo.measures.shift import Shift

__all__ = [
    "ANSWER_COLUMNS",
    "CHANGE_COLUMNS",
    "DECIMALS",
    "FIGURES_WIDTH",
    "PROFILE_COLUMNS",
    "WIDTH",
    "answer_row",
    "answer_sentence",
    "changes_rows",
    "finite",
    "fixed",
    "markdown_row",
    "plain_table",
    "profile_rows",
    "rounded",
    "shift_csv",
    "shift_json",
    "shift_markdown",
    "shift_sentence",
    "shift_tables",
]

DECIMALS = 6
_MOST_CELL = 800
FIGURES_WIDTH = 120
WIDTH = 140
"""Columns of a table for the eye, unless the terminal is narrower."""
_NUMBER = re.compile(r"[-\u2212]?\d[\d.,\s]*( ± \d[\d.e+-]*)?|\u2013")
_WHOLE = re.compile(rf"(?=.{{1,24}}$)({_NUMBER.pattern}|[\d/-]+|before|after)")
"""Numbers and days, which are never broken."""
_MOST_WORD = 16
"""Letters of a word that is not broken."""
_GAP = 3
"""Columns between two columns."""
PROFILE_COLUMNS = ("lat", "gain_km", "loss_km", "net_km", "normal_km", "sigma_km", "end")
ANSWER_COLUMNS = ("holder", "status", "zone", "since", "until", "border_km", "sigma_km")


def rounded(value: float) -> float:
    """Round to as many decimals as CSV and JSON keep."""
    return round(value, DECIMALS) + 0.0  # which makes no zero negative


def fixed(value: float, digits: int = 1) -> str:
    """Write a number for the eye."""
    return f"{value:z,.{digits}f}".replace(",", " ")


def profile_rows(profile: Profile) -> list[dict[str, object]]:
    """Return a profile's parallels as the columns that `PROFILE_COLUMNS` names."""
    columns = [getattr(profile, name) for name in PROFILE_COLUMNS]
    return [
        {
            name: value if isinstance(value, str) else rounded(float(value))
            for name, value in zip(PROFILE_COLUMNS, row, strict=True)
        }
        for row in zip(*columns, strict=True)
    ]


def _region_row(region: RegionShift) -> dict[str, object]:
    return {
        name: rounded(value) if isinstance(value, float) else value for name, value in asdict(region).items()
    }


def shift_json(moved: Shift, counted: People | None = None) -> str:
    """Write everything measured as JSON.

    Its members: ``from``, ``to``, ``state``, ``every_deg``, ``profile``, ``regions``, ``total``.
    Regions and total have ``people`` where they were counted.
    """
    people = {row.region: row.people for row in (*counted.regions, *counted.groups)} if counted else {}
    rows = [_region_row(region) for region in (*moved.regions, moved.total)]
    if counted:
        rows = [{**row, "people": people.get(str(row["region"]))} for row in rows]
    document = {
        "from": moved.start.isoformat(),
        "to": moved.end.isoformat(),
        "state": moved.state,
        "every_deg": moved.every_deg,
        "profile": profile_rows(moved.profile),
        "regions": rows[:-1],
        "total": rows[-1],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def shift_csv(moved: Shift, *, rows: str = "profile") -> str:
    """Write the profile, or the regions with the total last, as CSV."""
    if rows == "profile":
        return table_text(PROFILE_COLUMNS, [list(row.values()) for row in profile_rows(moved.profile)])
    names = [field.name for field in fields(RegionShift)]
    return table_text(names, [list(_region_row(region).values()) for region in (*moved.regions, moved.total)])


def _figure_cells(region: RegionShift) -> list[str]:
    def number(value: float, digits: int = 1) -> str:
        return fixed(value, digits).replace("-", "\N{MINUS SIGN}")

    lakes = number(region.lake_km2, 0) if round(region.lake_km2) else "\N{EN DASH}"
    return [
        plain(region.name, _MOST_CELL),
        number(region.area_km2, 0),
        lakes,
        f"{number(region.mean_km)} ± {max(region.sigma_mean_km, 0.1):.1f}",
        number(region.median_km),
        f"{number(region.p05_km)} to {number(region.p95_km)}",
        number(region.max_km),
        f"{region.max_lat:.2f}° N, {plain(region.max_near, _MOST_CELL)}",
    ]


_FIGURE_HEADS = (
    "region", "area km²", "great lakes km²", "mean km", "median km", "5 % to 95 % km", "largest km", "where",
)  # fmt: skip


def shift_sentence(moved: Shift) -> str:
    """Write what was measured in one sentence."""
    total = moved.total
    mean, largest, area = (fixed(value, 0) for value in (total.mean_km, total.max_km, total.area_km2))
    start, end = (f"{day.day} {day:%B %Y}" for day in (moved.start, moved.end))
    return (
        f"From {start} to {end} the border of the {moved.state} moved west by {mean} km on average, and by "
        f"{largest} km at {total.max_lat:.2f}° N, near {plain(total.max_near, _MOST_CELL)}; {area} km² of land "
        "passed to it."
    )


def shift_markdown(moved: Shift) -> str:
    """Write the regions' figures as a Markdown table."""
    lines = ["| " + " | ".join(_FIGURE_HEADS) + " |", "|---" + "|---:" * (len(_FIGURE_HEADS) - 2) + "|---|"]
    lines += [markdown_row(_figure_cells(region)) for region in moved.regions]
    lines.append(markdown_row([f"**{cell}**" for cell in _figure_cells(moved.total)]))
    return "\n".join(lines) + "\n"


def markdown_row(cells: Sequence[str]) -> str:
    """Write cells that neither part nor break the row, and are no markup of their own."""
    safe = (plain(cell).replace("|", "\\|").replace("<", "&lt;") for cell in cells)
    return "| " + " | ".join(safe) + " |"


def _rich_text(tables: Sequence[Table], width: int) -> str:
    out = io.StringIO()
    console = Console(file=out, width=width, color_system=None, highlight=False, emoji=False, markup=False)
    for table in tables:
        console.print(table)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def shift_tables(moved: Shift, *, profile: bool = True, width: int = FIGURES_WIDTH) -> str:
    """Write the figures as tables for the eye, in plain text."""
    state = plain(moved.state, _MOST_CELL)
    title = f"{state}: {moved.start} to {moved.end}; kilometres along the parallel, west positive"
    figures = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for k, head in enumerate(_FIGURE_HEADS):
        figures.add_column(
            head, justify="left" if k in {0, len(_FIGURE_HEADS) - 1} else "right", overflow="fold"
        )
    if moved.total.region == "total":
        for region in moved.regions:
            figures.add_row(*_figure_cells(region))
        figures.add_section()
    figures.add_row(*_figure_cells(moved.total))
    tables = [figures]
    if profile:
        by_parallel = Table(title="On each parallel", title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
        for head in (
            "parallel",
            "gained km",
            "lost km",
            "net km",
            "± km",
            "across the border km",
            "western end",
        ):
            by_parallel.add_column(head, justify="left" if head == "western end" else "right")
        rows = [
            (
                f"{row['lat']:g}° N",
                *(f"{row[name]:z.1f}" for name in ("gain_km", "loss_km", "net_km", "sigma_km", "normal_km")),
                str(row["end"]),
            )
            for row in profile_rows(moved.profile)
        ]
        # one row of tall cells looks the same, and is laid out in a quarter of the time
        if rows:
            by_parallel.add_row(*("\n".join(column) for column in zip(*rows, strict=True)))
        tables.append(by_parallel)
    return _rich_text(tables, width)


def answer_row(answer: Answer) -> Mapping[str, str | float]:
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
    )
    return dict(zip(ANSWER_COLUMNS, values, strict=True))


def answer_sentence(answer: Answer, day: str) -> str:
    """Say who held a place in one or two sentences."""
    span = answer.tenure
    title = {
        "sovereign": "",
        "annexed": " (annexed)",
        "ceded": " (ceded by treaty)",
        "leased": " (leased)",
        "occupied": f" (occupied by {span.occupier})" if span.occupier else " (occupied)",
    }[span.status]
    since = f" since {span.since}" if span.since else ""
    until = f" until {span.until}" if span.until else ""
    near = (
        f" The nearest border, {answer.border.left.holder}\N{EN DASH}{answer.border.right.holder}, "
        f"was {answer.border_km:.1f} km away (known to ± {answer.sigma_km:.2g} km)."
    )
    close = " That is too close to be sure." if not answer.sure else ""
    return plain(f"{day}: {span.holder}{title}{since}{until}: {answer.zone.name}.{near}{close}")


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
                        f"{before.holder} ({before.status})",
                        f"{after.holder} ({after.status})",
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
    title, rows = plain(title, WIDTH), [[plain(cell, _MOST_CELL) for cell in row] for row in rows]
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
    return _rich_text([table], width)


def _longest(text: str) -> int:
    return min(max(map(len, text.split()), default=0), _MOST_WORD)


def finite(values: Mapping[str, object]) -> dict[str, object]:
    """Put null where there is no number: JSON knows no NaN."""
    return {
        name: None if isinstance(value, float) and not math.isfinite(value) else value
        for name, value in values.items()
    }
