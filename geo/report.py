"""Figures as text: tables for the eye, CSV and JSON for programs.

The fields of CSV and JSON are fixed; a program may rely on them. Kilometres
and degrees keep six decimals.
"""

from __future__ import annotations

import io
import json
import math
from dataclasses import asdict, fields
from itertools import pairwise
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table

from geo.compared import TOTALS, StateAreas
from geo.displacement import RegionShift
from geo.exchange import table_text
from geo.names import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.atlas import Answer, Snapshot
    from geo.claims import Assessment
    from geo.compared import AllStates, ComparedProfile, Comparison
    from geo.displacement import Shift
    from geo.profile import Profile

__all__ = [
    "ANSWER_COLUMNS",
    "answer_row",
    "answer_sentence",
    "shift_csv",
    "shift_json",
    "shift_markdown",
    "shift_tables",
]

DECIMALS = 6
_MOST_CELL = 400
PROFILE_COLUMNS = ("lat", "gain_km", "loss_km", "net_km", "normal_km", "sigma_km", "end")
ANSWER_COLUMNS = ("holder", "status", "zone", "since", "until", "border_km", "sigma_km")


def _profile_rows(profile: Profile | ComparedProfile) -> list[dict[str, object]]:
    columns = [getattr(profile, name) for name in PROFILE_COLUMNS]
    return [
        {
            name: value if isinstance(value, str) else round(float(value), DECIMALS)
            for name, value in zip(PROFILE_COLUMNS, row, strict=True)
        }
        for row in zip(*columns, strict=True)
    ]


def _region_row(region: RegionShift) -> dict[str, object]:
    return {
        name: round(value, DECIMALS) if isinstance(value, float) else value
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
        "profile": _profile_rows(moved.profile),
        "regions": [_region_row(region) for region in moved.regions],
        "total": _region_row(moved.total),
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def shift_csv(moved: Shift, *, rows: str = "profile") -> str:
    """Write the profile, or the regions with the total last, as CSV."""
    if rows == "profile":
        return table_text(PROFILE_COLUMNS, [list(row.values()) for row in _profile_rows(moved.profile)])
    names = [field.name for field in fields(RegionShift)]
    return table_text(names, [list(_region_row(region).values()) for region in (*moved.regions, moved.total)])


def _figure_cells(region: RegionShift) -> list[str]:
    def number(value: float, digits: int = 1) -> str:
        return f"{value:,.{digits}f}".replace(",", " ").replace("-", "\N{MINUS SIGN}")

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


def shift_markdown(moved: Shift) -> str:
    """Write the regions' figures as a Markdown table."""
    lines = ["| " + " | ".join(_FIGURE_HEADS) + " |", "|---" + "|---:" * (len(_FIGURE_HEADS) - 2) + "|---|"]
    lines += [_markdown_row(_figure_cells(region)) for region in moved.regions]
    lines.append(_markdown_row([f"**{cell}**" for cell in _figure_cells(moved.total)]))
    return "\n".join(lines) + "\n"


def _markdown_row(cells: Sequence[str]) -> str:
    """Write cells that neither part nor break the row, and are no markup of their own."""
    safe = (plain(cell).replace("|", "\\|").replace("<", "&lt;") for cell in cells)
    return "| " + " | ".join(safe) + " |"


def _rich_text(tables: Sequence[Table], width: int) -> str:
    out = io.StringIO()
    console = Console(file=out, width=width, color_system=None, highlight=False, emoji=False, markup=False)
    for table in tables:
        console.print(table)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def shift_tables(moved: Shift, *, profile: bool = True, width: int = 120) -> str:
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
                *(f"{row[name]:.1f}" for name in ("gain_km", "loss_km", "net_km", "sigma_km", "normal_km")),
                str(row["end"]),
            )
            for row in _profile_rows(moved.profile)
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


def plain_table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], *, width: int = 140) -> str:
    """Write rows as a table for the eye, in plain text; columns of numbers stand to the right."""
    title, rows = plain(title, width), [[plain(cell, _MOST_CELL) for cell in row] for row in rows]
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for k, head in enumerate(heads):
        numeric = all(row[k][:1] in "-0123456789\N{MINUS SIGN}\N{EN DASH}" for row in rows if row[k])
        table.add_column(head, justify="right" if numeric and rows else "left", overflow="fold")
    for row in rows:
        table.add_row(*row)
    return _rich_text([table], width)


def claims_json(assessments: Sequence[Assessment]) -> str:
    """Write every claim with what was measured, the verdict, and the verdict under other definitions."""
    return json.dumps([_finite(asdict(a)) for a in assessments], ensure_ascii=False, indent=1) + "\n"


def _finite(values: Mapping[str, object]) -> dict[str, object]:
    """Put null where there is no number: JSON knows no NaN."""
    return {
        name: None if isinstance(value, float) and not math.isfinite(value) else value
        for name, value in values.items()
    }


def _claim_cells(assessment: Assessment) -> list[str]:
    others = sorted({other.verdict for other in assessment.alternatives} - {assessment.verdict})
    return [
        assessment.says,
        assessment.measured,
        assessment.verdict,
        f"otherwise defined: {', '.join(others)}" if others else "",
    ]


_CLAIM_HEADS = ("claim", "measured", "verdict", "but")


def claims_table(assessments: Sequence[Assessment]) -> str:
    """Write the claims as a table for the eye."""
    return plain_table("Published claims, measured", _CLAIM_HEADS, [_claim_cells(a) for a in assessments])


def claims_markdown(assessments: Sequence[Assessment]) -> str:
    """Write the claims as a Markdown table."""
    lines = ["| " + " | ".join(_CLAIM_HEADS) + " |", "|---" * len(_CLAIM_HEADS) + "|"]
    lines += [_markdown_row(_claim_cells(a)) for a in assessments]
    return "\n".join(lines) + "\n"


def comparison_json(found: Comparison) -> str:
    """Write a comparison of two files: ``state``, ``every_deg``, ``profile``, ``areas``, ``total``."""
    document = {
        "state": found.state,
        "every_deg": found.every_deg,
        "profile": [_finite(row) for row in _profile_rows(found.profile)],
        "areas": [{**asdict(area), "area_km2": round(area.area_km2, DECIMALS)} for area in found.areas],
        "total": _finite({name: round(float(getattr(found, name)), DECIMALS) for name in TOTALS}),
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def comparison_csv(found: Comparison) -> str:
    """Write the profile of a comparison as CSV; what could not be measured is empty."""
    rows = [_finite(row) for row in _profile_rows(found.profile)]
    return table_text(PROFILE_COLUMNS, [["" if v is None else v for v in row.values()] for row in rows])


def comparison_table(found: Comparison) -> str:
    """Write a comparison as tables for the eye."""

    def number(value: float, digits: int = 1) -> str:
        return "" if math.isnan(value) else f"{value:,.{digits}f}".replace(",", " ")

    total = [
        number(found.area_km2, 0),
        *(number(getattr(found, n)) for n in TOTALS[1:6]),
        number(found.max_lat, 2),
    ]
    text = plain_table(
        f"{found.state or 'Border line'}: kilometres along the parallel, west positive",
        ("net area km²", "mean km", "median km", "5 % km", "95 % km", "largest km", "at ° N"),
        [total],
    )
    if found.areas:
        rows = [[a.before or "nobody", a.after or "nobody", number(a.area_km2, 1)] for a in found.areas]
        text += plain_table("Who gained from whom", ("before", "after", "km²"), rows)
    profile = found.profile
    rows = [
        [
            f"{lat:g}",
            *(
                number(float(v[k]))
                for v in (profile.gain_km, profile.loss_km, profile.net_km, profile.normal_km)
            ),
            profile.end[k],
        ]
        for k, lat in enumerate(profile.lat)
    ]
    heads = ("° N", "gained km", "lost km", "net km", "across the border km", "western end")
    return text + plain_table("On each parallel", heads, rows)


def states_table(rows: AllStates) -> str:
    """Write every state of two files as a table for the eye."""
    cells = [[row[0], *(f"{value:,.1f}".replace(",", " ") for value in row[1:])] for row in rows]
    return plain_table("Every state", STATE_COLUMNS, cells)


STATE_COLUMNS = StateAreas._fields


def _state_rows(rows: AllStates) -> list[list[object]]:
    return [[row[0], *(round(value, DECIMALS) for value in row[1:])] for row in rows]


def states_csv(rows: AllStates) -> str:
    """Write every state of two files as CSV."""
    return table_text(STATE_COLUMNS, _state_rows(rows))


def states_json(rows: AllStates) -> str:
    """Write every state of two files as JSON."""
    records = [dict(zip(STATE_COLUMNS, row, strict=True)) for row in _state_rows(rows)]
    return json.dumps(records, ensure_ascii=False, indent=1) + "\n"
