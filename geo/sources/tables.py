"""What each cell of the data's tables may hold, for people: ``data/TABLES.md``, written from the schema.

``python -m geo.sources.datapackage`` writes it beside the descriptor.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geo.atlas.schema import POINTS, TABLES
from geo.claims.rules import RULES, SIGMAS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.files.schema import Column, Reference, Table

__all__ = ["tables_text"]

_KINDS: Final = {
    "string": "text",
    "number": "number",
    "integer": "whole number",
    "date": "day, as 1939-09-17",
}
_PLACE: Final = re.compile(r"\{(\w+?)(?:_share)?\}", re.ASCII)

_HEAD: Final = """# What the cells of the tables may hold

Written by `make data` from the schema that the program reads the tables by, `geo/atlas/schema.py`;
`datapackage.json` says the same for programs. A cell that holds anything else is told with its file and line.

"""


def tables_text() -> str:
    """Write what every column of every table may hold, and what the rules of claims ask for.

    Examples
    --------
    >>> "| `node` | node the place is, if it is one | a `node` of `nodes.csv`; may be empty |" in tables_text()
    True
    """
    named = {"points/*.csv": POINTS, **{f"tables/{name}.csv": TABLES[name] for name in sorted(TABLES)}}
    parts = [_part(name, table) for name, table in named.items()]
    rules = [
        "## Rules of claims",
        "",
        "`rule` of `tables/claims.csv`; where `upheld_at` and `partly_at` are shares, 0.5 is 50 %.",
        "",
        "| rule | when the claim is upheld | must be filled |",
        "|---|---|---|",
        *(
            f"| `{name}` | {_rule(kind.words)} | {', '.join(f'`{one}`' for one in kind.needs) or 'nothing'} |"
            for name, kind in RULES.items()
        ),
    ]
    return _HEAD + "\n".join([*parts, *rules]) + "\n"


def _part(name: str, table: Table) -> str:
    key = f" No two rows have the same {' and '.join(f'`{one}`' for one in table.key)}." if table.key else ""
    lines = [
        f"## `{name}`",
        "",
        f"{table.title}.{key}",
        "",
        "| column | what it says | may hold |",
        "|---|---|---|",
    ]
    lines += [f"| `{column.name}` | {column.about} | {'; '.join(_held(column))} |" for column in table.columns]
    return "\n".join([*lines, ""])


def _held(column: Column) -> Iterator[str]:
    limits = column.constraints
    if "enum" in limits:
        yield ", ".join(f"`{one}`" for one in limits["enum"])  # type: ignore[attr-defined]
    elif "minimum" in limits:
        yield f"{_KINDS[column.kind]} from {_plain(limits['minimum'])} to {_plain(limits['maximum'])}"
    elif column.around:
        yield f"EDTF, about the day in `{column.around}`"
    elif column.refers:
        yield " or ".join(_referred(one) for one in column.refers)
    else:
        yield _KINDS[column.kind]
    if column.many:
        yield "several are parted by semicolons"
    yield "must be filled" if column.required else "may be empty"


def _plain(limit: object) -> str:
    return f"{limit:.10g}" if isinstance(limit, float) else str(limit)


def _referred(one: Reference) -> str:
    columns = " or ".join(f"`{column}`" for column in (one.column, *one.also))
    named = f"a {columns} of `{one.table}.csv`"
    return f"{named} where `{one.when[0]}` is `{one.when[1]}`" if one.when else named


def _rule(words: str) -> str:
    return _PLACE.sub(lambda found: f"{SIGMAS:g}" if found[1] == "sigmas" else f"`{found[1]}`", words)
