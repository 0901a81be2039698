"""Comparisons of two files, and claims put to the test, as text.

The fields of CSV and JSON are fixed; a program may rely on them.
"""

from __future__ import annotations

import json
import math
from dataclasses import asdict, fields
from typing import TYPE_CHECKING

from geo.claims.assess import Assessment
from geo.files.names import plain
from geo.files.tables import table_text
from geo.own.compared import NOBODY, StateAreas
from geo.text.figures import distance_lines, distance_members, measured_members, measured_tables, profile_table
from geo.text.report import MOST_CELL, WIDTH, finite, fixed, markdown_row, plain_table, rounded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.own.compared import AllStates, Comparison

__all__ = [
    "claims_csv",
    "claims_json",
    "claims_markdown",
    "claims_table",
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
    """Write a comparison of two files as JSON.

    Its members: ``from``, ``to``, what `measured_members` tells, ``areas``, and
    ``distance`` if it was measured.
    """
    document: dict[str, object] = {"from": found.before, "to": found.after, **measured_members(found)}
    document["areas"] = [{**asdict(area), "area_km2": rounded(area.area_km2)} for area in found.areas]
    if found.distance is not None:
        document["distance"] = distance_members(found.distance)
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _number(value: float, digits: int = 1) -> str:
    return "" if math.isnan(value) else fixed(value, digits)


def comparison_table(found: Comparison, *, width: int = WIDTH) -> str:
    """Write a comparison as tables for the eye; the error stands there where a position error was named."""
    before, after = plain(found.before, MOST_CELL), plain(found.after, MOST_CELL)
    title = f"{plain(found.state, MOST_CELL) or 'Border line'}: {before} to {after}"
    text = measured_tables(found, title, width=width)
    if found.areas:
        rows = [[a.before or NOBODY, a.after or NOBODY, _number(a.area_km2, 1)] for a in found.areas]
        text += plain_table("Who gained from whom", ("before", "after", "km²"), rows, width=width)
    if found.distance is not None:
        text += distance_lines(found.distance)
    return text + profile_table(found.profile, width=width)


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
