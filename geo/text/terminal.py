"""Tables for the eye, in plain text: as wide as there is room, as lists where there is little."""

from __future__ import annotations

import io
import re
import textwrap
from typing import TYPE_CHECKING, Final

from geo.files.names import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.table import Table as Grid

    from geo.files.columns import Table

__all__ = ["MOST_CELL", "WIDTH", "shown"]

WIDTH: Final = 140
"""Columns of a table for the eye where no terminal tells how many it has."""

MOST_CELL: Final = 800
"""Letters of a name that are shown."""

_NARROW: Final = re.compile("[ -~\\N{NO-BREAK SPACE}-\u02ff\u2010-\u2027]*")
"""What takes a column a letter: most of what is ever shown."""
_WHOLE: Final = re.compile(r"[\d./-]{1,24}|before|after")
"""Days, which are never broken; nor are numbers."""
_TOGETHER: Final = re.compile(r"(?<=°) (?=\w)|(?<=±) (?=\d)|(?<=\d) (?=±|km\b|\d\d\d\b)")
"""Blanks within a number and its unit, which no line ends at."""
_NO_END: Final = "\u02ff"
"""Stands for such a blank until lines are broken: a sign of one column that no text has."""
_MOST_WORD: Final = 16
"""Letters of a word that is not broken."""
_GAP: Final = 3
"""Columns between two columns."""
_LEAST_CELL: Final = 20
"""Columns of a cell in a list: narrower than that, it is no text."""


def shown(table: Table, *, width: int = WIDTH, total: bool = False) -> str:
    """Write a table for the eye, in plain text; numbers stand to the right, no day is broken.

    Where its columns have no room, each row is written as a list of its own.

    Parameters
    ----------
    table : Table
    width : int
        Columns of the screen.
    total : bool
        Whether the last row is the total of the others, to be set apart.

    Examples
    --------
    >>> from geo.files.columns import Column, Table
    >>> columns = Column("name", "what it is called"), Column("km", "how far", right=True)
    >>> towns = Table(columns, [("Husiatyn", 1.5), ("Brest", float("nan"))], "Towns")
    >>> print(shown(towns), end="")
    Towns
    <BLANKLINE>
     name        km
     ──────────────
     Husiatyn   1.5
     Brest
    <BLANKLINE>
    >>> print(shown(towns, width=12), end="")
    Towns
    <BLANKLINE>
     name  Husiatyn
     km    1.5
    <BLANKLINE>
     name  Brest
    <BLANKLINE>
    """
    title = plain(table.title)
    rows = [[_TOGETHER.sub(_NO_END, cell) for cell in row] for row in table.texts()]
    return _laid_out(table, title, rows, width, total=total).replace(_NO_END, " ")


def _laid_out(table: Table, title: str, rows: Sequence[Sequence[str]], width: int, *, total: bool) -> str:
    """Lay a table out by the room that there is."""
    heads = [column.head for column in table.columns]
    columns = [[row[k] for row in rows if row[k]] for k in range(len(heads))]
    whole = [
        column.right or (bool(cells) and all(_WHOLE.fullmatch(cell) for cell in cells))
        for column, cells in zip(table.columns, columns, strict=True)
    ]
    least = sum(
        max(_longest(head), *(cell_len(cell) if kept else _longest(cell) for cell in cells), 0)
        for head, cells, kept in zip(heads, columns, whole, strict=True)
    )
    if least + _GAP * len(heads) > width:
        return _lists(title, heads, rows, width)
    parts = [rows[:-1], rows[-1:]] if total and len(rows) > 1 else [rows]
    begun = f"{title}\n" if title else ""  # a grid would fold its title
    widths = [max(1, *map(cell_len, (head, *cells))) for head, cells in zip(heads, columns, strict=True)]
    if sum(widths) + _GAP * len(heads) <= width:
        return begun + _roomy(heads, parts, widths, [column.right for column in table.columns])
    return begun + _text(_grid(table, heads, columns, whole, parts), width)


def _roomy(
    heads: Sequence[str], parts: Sequence[Sequence[Sequence[str]]], widths: Sequence[int], right: Sequence[bool]
) -> str:
    """Lay out a table of which no cell has to be broken as rich would, which takes long to load."""
    gap = " " * _GAP

    def line(cells: Sequence[str]) -> str:
        placed = []
        for cell, wide, to_right in zip(cells, widths, right, strict=True):
            space = " " * (wide - cell_len(cell))
            placed.append(space + cell if to_right else cell + space)
        return f" {gap.join(placed)}".rstrip()

    rule = " " + "─" * (sum(widths) + _GAP * (len(widths) - 1))
    lines = ["", line(heads), rule]
    for part in parts:
        lines += [*map(line, part), ""]
    return "\n".join(lines) + "\n"


def _grid(
    table: Table,
    heads: Sequence[str],
    columns: Sequence[Sequence[str]],
    whole: Sequence[bool],
    parts: Sequence[Sequence[Sequence[str]]],
) -> Grid:
    from rich import box  # noqa: PLC0415  (slow to load, and seldom needed)
    from rich.table import Table as Grid  # noqa: PLC0415

    grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False)
    for column, head, cells, kept in zip(table.columns, heads, columns, whole, strict=True):
        # a column whose cells are never broken would not break its heading either, and be cut for want of room
        broken = textwrap.fill(head, max(_longest(head), *map(cell_len, cells), 1), break_long_words=False)
        justify = "right" if column.right else "left"
        grid.add_column(broken if kept else head, justify=justify, overflow="fold", no_wrap=kept)  # type: ignore[arg-type]
    for part in parts:
        for row in part:
            grid.add_row(*row)
        grid.add_section()
    return grid


def _apart(heads: Sequence[str]) -> list[str]:
    """Tell heads apart that stand twice in a row of a list: those behind "back: mean" begin as it does.

    Examples
    --------
    >>> _apart(["mean", "farthest", "back: mean", "farthest", "Fréchet"])
    ['mean', 'farthest', 'back: mean', 'back: farthest', 'Fréchet']
    """
    begun, apart = "", list[str]()
    for head in heads:
        begun = head.partition(": ")[0] if ": " in head else begun
        apart.append(f"{begun}: {head}" if begun and head in apart else head)
    return apart


def _lists(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> str:
    heads = _apart(heads)
    across = max(map(len, heads))
    least = across + _GAP + _LEAST_CELL

    def entry(head: str, cell: str) -> str:
        begun, on = f" {head:<{across}}  ", " " * (across + _GAP)
        broken = textwrap.wrap(
            cell, max(width, least), initial_indent=begun, subsequent_indent=on, break_on_hyphens=False
        )
        return "\n".join(broken) or begun.rstrip()

    lists = [[entry(head, cell) for head, cell in zip(heads, row, strict=True) if cell] for row in rows]
    return "\n".join(line for part in ([title], *lists) for line in (*part, "")) + "\n"


def _longest(text: str) -> int:
    return min(max(map(cell_len, text.split()), default=0), _MOST_WORD)


def _text(grid: Grid, width: int) -> str:
    from rich.console import Console  # noqa: PLC0415

    out = io.StringIO()
    console = Console(file=out, width=width, color_system=None, highlight=False, emoji=False, markup=False)
    console.print(grid)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def cell_len(text: str) -> int:
    """Return the columns that a text takes."""
    if _NARROW.fullmatch(text):
        return len(text)
    from rich.cells import cell_len as columns_of  # noqa: PLC0415  (slow to load, and seldom needed)

    return columns_of(text)
