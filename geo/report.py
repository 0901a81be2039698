"""Figures as text: tables for the eye, CSV and JSON for programs.

The fields of CSV and JSON are fixed; a program may rely on them. Kilometres
keep three decimals, degrees what the profile was asked for.
"""

from __future__ import annotations

import io
import json
from dataclasses import asdict, fields
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table

from geo.displacement import RegionShift
from geo.exchange import table_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.atlas import Answer
    from geo.displacement import Shift

__all__ = [
    "ANSWER_COLUMNS",
    "answer_row",
    "answer_sentence",
    "shift_csv",
    "shift_json",
    "shift_markdown",
    "shift_tables",
]

PROFILE_COLUMNS = ("lat", "gain_km", "loss_km", "net_km", "normal_km", "sigma_km", "end")
ANSWER_COLUMNS = ("holder", "status", "zone", "since", "until", "border_km", "sigma_km")


def _profile_rows(moved: Shift) -> list[dict[str, object]]:
    profile = moved.profile
    columns = [getattr(profile, name) for name in PROFILE_COLUMNS]
    return [
        {
            name: value if isinstance(value, str) else round(float(value), 6 if name == "lat" else 3)
            for name, value in zip(PROFILE_COLUMNS, row, strict=True)
        }
        for row in zip(*columns, strict=True)
    ]


def _region_row(region: RegionShift) -> dict[str, object]:
    return {
        name: round(value, 6 if name.startswith(("lat", "max_lat")) else 3)
        if isinstance(value, float)
        else value
        for name, value in asdict(region).items()
    }


def shift_json(moved: Shift) -> str:
    """Write everything measured as JSON.

    Its members: ``from``, ``to``, ``state``, ``every_deg``, ``profile``, ``regions``, ``total``.
    """
    document = {
        "from": moved.start.isoformat(),
        "to": moved.end.isoformat(),
        "state": moved.state,
        "every_deg": moved.every_deg,
        "profile": _profile_rows(moved),
        "regions": [_region_row(region) for region in moved.regions],
        "total": _region_row(moved.total),
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def shift_csv(moved: Shift, *, rows: str = "profile") -> str:
    """Write the profile, or the regions with the total last, as CSV."""
    if rows == "profile":
        return table_text(PROFILE_COLUMNS, [list(row.values()) for row in _profile_rows(moved)])
    names = [field.name for field in fields(RegionShift)]
    return table_text(names, [list(_region_row(region).values()) for region in (*moved.regions, moved.total)])


def _figure_cells(region: RegionShift) -> list[str]:
    def number(value: float, digits: int = 1) -> str:
        return f"{value:,.{digits}f}".replace(",", " ").replace("-", "\N{MINUS SIGN}")

    lakes = number(region.lake_km2, 0) if round(region.lake_km2) else "\N{EN DASH}"
    return [
        region.name,
        number(region.area_km2, 0),
        lakes,
        f"{number(region.mean_km)} ± {max(region.sigma_mean_km, 0.1):.1f}",
        number(region.median_km),
        f"{number(region.p05_km)} to {number(region.p95_km)}",
        number(region.max_km),
        f"{region.max_lat:.2f}° N, {region.max_near}",
    ]


_FIGURE_HEADS = (
    "region", "area km²", "great lakes km²", "mean km", "median km", "5 % to 95 % km", "largest km", "where",
)  # fmt: skip


def shift_markdown(moved: Shift) -> str:
    """Write the regions' figures as a Markdown table."""
    lines = ["| " + " | ".join(_FIGURE_HEADS) + " |", "|---" + "|---:" * (len(_FIGURE_HEADS) - 2) + "|---|"]
    lines += ["| " + " | ".join(_figure_cells(region)) + " |" for region in moved.regions]
    lines.append("| " + " | ".join(f"**{cell}**" for cell in _figure_cells(moved.total)) + " |")
    return "\n".join(lines) + "\n"


def _rich_text(tables: Sequence[Table], width: int) -> str:
    out = io.StringIO()
    console = Console(file=out, width=width, color_system=None, highlight=False, emoji=False, markup=False)
    for table in tables:
        console.print(table)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def shift_tables(moved: Shift, *, profile: bool = True, width: int = 120) -> str:
    """Write the figures as tables for the eye, in plain text."""
    title = f"{moved.state}: {moved.start} to {moved.end}; kilometres along the parallel, west positive"
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
        for row in _profile_rows(moved):
            by_parallel.add_row(
                f"{row['lat']:g}° N",
                *(f"{row[name]:.1f}" for name in ("gain_km", "loss_km", "net_km", "sigma_km", "normal_km")),
                str(row["end"]),
            )
        tables.append(by_parallel)
    return _rich_text(tables, width)


def answer_row(answer: Answer) -> Mapping[str, str | float]:
    """Return who held a place, as the columns that `ANSWER_COLUMNS` names; an open start or end is empty."""
    span = answer.tenure
    values = (
        span.holder,
        span.status,
        answer.zone.id,
        span.start.isoformat() if span.start else "",
        span.end.isoformat() if span.end else "",
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
    since = f" since {span.start:%Y-%m-%d}" if span.start else ""
    until = f" until {span.end:%Y-%m-%d}" if span.end else ""
    near = (
        f" The nearest border, {answer.border.left.holder}\N{EN DASH}{answer.border.right.holder}, "
        f"was {answer.border_km:.1f} km away (known to ± {answer.sigma_km:.2g} km)."
    )
    close = " That is too close to be sure." if answer.border_km < 2.0 * answer.sigma_km else ""
    return f"{day}: {span.holder}{title}{since}{until}: {answer.zone.name}.{near}{close}"
