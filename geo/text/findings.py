"""Comparisons of two files, and claims put to the test, as text.

The fields of CSV and JSON are fixed; a program may rely on them.
"""

from __future__ import annotations

import json
import math
from dataclasses import asdict, fields
from typing import TYPE_CHECKING

from geo.claims.assess import Assessment
from geo.files.tables import table_text
from geo.own.compared import TOTALS, StateAreas
from geo.text.report import (
    PROFILE_COLUMNS,
    WIDTH,
    finite,
    fixed,
    markdown_row,
    plain_table,
    profile_rows,
    rounded,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.own.compared import AllStates, Comparison

__all__ = [
    "claims_csv",
    "claims_json",
    "claims_markdown",
    "claims_table",
    "comparison_csv",
    "comparison_json",
    "comparison_table",
    "states_csv",
    "states_json",
    "states_table",
]


def claims_json(assessments: Sequence[Assessment]) -> str:
    """Write every claim with what was measured, the verdict, and the verdict under other definitions."""
    return json.dumps([finite(asdict(a)) for a in assessments], ensure_ascii=False, indent=1) + "\n"


def _claim_cells(assessment: Assessment) -> list[str]:
    others = sorted({other.verdict for other in assessment.alternatives} - {assessment.verdict})
    return [
        assessment.says,
        assessment.measured,
        assessment.verdict,
        f"otherwise defined: {', '.join(others)}" if others else "",
    ]


_CLAIM_HEADS = ("claim", "measured", "verdict", "but")


def claims_table(assessments: Sequence[Assessment], *, width: int = WIDTH) -> str:
    """Write the claims as a table for the eye, and where they are cited from."""
    rows = [_claim_cells(a) for a in assessments]
    text = plain_table("Published claims, measured", _CLAIM_HEADS, rows, width=width)
    cited = dict.fromkeys(a.cited_from for a in assessments)
    return f"{text}Cited from: {'; '.join(cited)}. Rules and reasons: --format csv or json.\n"


def claims_csv(assessments: Sequence[Assessment]) -> str:
    """Write every claim as CSV: the members of the JSON that are no lists; what is no number is empty."""
    told = [finite(asdict(a)) for a in assessments]
    rows = [["" if row[name] is None else row[name] for name in _CLAIM_COLUMNS] for row in told]
    return table_text(_CLAIM_COLUMNS, rows)


_LISTS = ("alternatives", "regions")
_CLAIM_COLUMNS = tuple(field.name for field in fields(Assessment) if field.name not in _LISTS)


def claims_markdown(assessments: Sequence[Assessment]) -> str:
    """Write the claims as a Markdown table."""
    lines = ["| " + " | ".join(_CLAIM_HEADS) + " |", "|---" * len(_CLAIM_HEADS) + "|"]
    lines += [markdown_row(_claim_cells(a)) for a in assessments]
    return "\n".join(lines) + "\n"


def comparison_json(found: Comparison) -> str:
    """Write a comparison of two files: ``state``, ``every_deg``, ``profile``, ``areas``, ``total``."""
    document = {
        "state": found.state,
        "every_deg": found.every_deg,
        "profile": [finite(row) for row in profile_rows(found.profile)],
        "areas": [{**asdict(area), "area_km2": rounded(area.area_km2)} for area in found.areas],
        "total": finite({name: rounded(float(getattr(found, name))) for name in TOTALS}),
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def comparison_csv(found: Comparison) -> str:
    """Write the profile of a comparison as CSV; what could not be measured is empty."""
    rows = [finite(row) for row in profile_rows(found.profile)]
    return table_text(PROFILE_COLUMNS, [["" if v is None else v for v in row.values()] for row in rows])


def _number(value: float, digits: int = 1) -> str:
    return "" if math.isnan(value) else fixed(value, digits)


def comparison_table(found: Comparison, *, width: int = WIDTH) -> str:
    """Write a comparison as tables for the eye; the error stands there where a position error was named."""
    total = [
        _number(found.area_km2, 0),
        *(_number(getattr(found, n)) for n in TOTALS[1:6]),
        _number(found.max_lat, 2),
    ]
    text = plain_table(
        f"{found.state or 'Border line'}: kilometres along the parallel, west positive",
        ("net area km²", "mean km", "median km", "5 % km", "95 % km", "largest km", "at ° N"),
        [total],
        width=width,
    )
    if found.areas:
        rows = [[a.before or "nobody", a.after or "nobody", _number(a.area_km2, 1)] for a in found.areas]
        text += plain_table("Who gained from whom", ("before", "after", "km²"), rows, width=width)
    profile = found.profile
    shown = {
        "gained km": profile.gain_km,
        "lost km": profile.loss_km,
        "net km": profile.net_km,
        "± km": profile.sigma_km,
        "across the border km": profile.normal_km,
    }
    if all(map(math.isnan, profile.sigma_km)):
        del shown["± km"]
    rows = [
        [f"{lat:g}", *(_number(float(values[k])) for values in shown.values()), profile.end[k]]
        for k, lat in enumerate(profile.lat)
    ]
    return text + plain_table("On each parallel", ("° N", *shown, "western end"), rows, width=width)


def states_table(rows: AllStates, *, width: int = WIDTH) -> str:
    """Write every state of two files as a table for the eye."""
    cells = [[row.state, *map(_number, row[1:])] for row in rows]
    return plain_table("Every state", STATE_COLUMNS, cells, width=width)


STATE_COLUMNS = StateAreas._fields


def _state_rows(rows: AllStates) -> list[list[object]]:
    return [[row[0], *(rounded(value) for value in row[1:])] for row in rows]


def states_csv(rows: AllStates) -> str:
    """Write every state of two files as CSV."""
    return table_text(STATE_COLUMNS, _state_rows(rows))


def states_json(rows: AllStates) -> str:
    """Write every state of two files as JSON."""
    records = [dict(zip(STATE_COLUMNS, row, strict=True)) for row in _state_rows(rows)]
    return json.dumps(records, ensure_ascii=False, indent=1) + "\n"
