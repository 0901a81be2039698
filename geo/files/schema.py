"""What stands in a table: its columns, said once, for its reader and for its descriptor.

A `Table` names its columns; each says how its cells are read, whether one may
be empty, and which rows of another table it names. `scan` reads a file by it
and `reference_faults` follows the names. Every fault is a sentence that begins
with the file and the line on which the row begins.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from geo.errors import BordershiftError, DataError
from geo.files.edtf import read_day, read_edtf
from geo.files.names import choices, plain
from geo.files.tables import read_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

__all__ = [
    "Column",
    "Reference",
    "Row",
    "Table",
    "day",
    "edtf",
    "integer",
    "names",
    "number",
    "read_rows",
    "reference_faults",
    "scan",
    "text",
]

_SHOWN: Final = 60


@dataclass(frozen=True, slots=True)
class Reference:
    """A cell names a row of another table.

    Attributes
    ----------
    table, column : str
        Where the name must stand.
    when : tuple of str, optional
        Another column of the row and what it must say for this to count.
    also : tuple of str
        Columns that hold what else that row is called.
    """

    table: str
    column: str
    when: tuple[str, str] | None = None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes
    ----------
    name, about : str
        What it is called, and what it says.
    read : callable
        Makes a value of a cell's text; ValueError says what is wrong with it.
    kind : str
        Frictionless's type.
    empty : object
        What an empty cell reads as.
    required : bool
        Whether every row must fill it.
    may_lack : bool
        Whether a table without the column is read as if its cells were empty.
    constraints : mapping
        Frictionless's, besides ``required``.
    refers : tuple of Reference
    many : bool
        Whether a cell holds several names, parted by semicolons.
    around : str
        The column whose day must lie within this interval.
    """

    name: str
    about: str
    read: Callable[[str], object] = str
    kind: str = "string"
    empty: object = ""
    required: bool = False
    may_lack: bool = False
    constraints: Mapping[str, object] = field(default_factory=dict)
    refers: tuple[Reference, ...] = ()
    many: bool = False
    around: str = ""


def text(
    name: str,
    about: str,
    *,
    among: Sequence[str] = (),
    refers: str | tuple[Reference, ...] = (),
    **more: Any,  # noqa: ANN401
) -> Column:
    """Describe a column of text.

    Parameters
    ----------
    name, about : str
    among : sequence of str
        All that it may say.
    refers : str or tuple of Reference
        Table and column whose names it gives, with a point between.
    **more
        Other attributes of `Column`.
    """

    def read(cell: str) -> str:
        if cell not in among:
            msg = f"is none of {', '.join(among)}"
            raise ValueError(msg)
        return cell

    if among:
        more |= {"read": read, "constraints": {"enum": list(among)}}
    if isinstance(refers, str):
        table, _, column = refers.partition(".")
        refers = (Reference(table, column),)
    return Column(name, about, refers=refers, **more)


def names(name: str, about: str, **more: Any) -> Column:  # noqa: ANN401
    """Describe a column of several texts, parted by semicolons; they are read as a tuple."""

    def read(cell: str) -> tuple[str, ...]:
        return tuple(part for part in map(str.strip, cell.split(";")) if part)

    column = text(name, about, **more)
    return replace(column, read=read, empty=(), many=True)


def number(name: str, about: str, least: float, most: float, **more: Any) -> Column:  # noqa: ANN401
    """Describe a column of numbers between two others; an empty cell reads as None."""
    return Column(
        name,
        about,
        lambda cell: _within(cell, least, most),
        "number",
        empty=None,
        constraints={"minimum": least, "maximum": most},
        **more,
    )


def _within(cell: str, least: float, most: float) -> float:
    """Read a number; Python would also take ``5_2`` for one, and ``nan``."""
    try:
        found = float("" if "_" in cell else cell)
    except ValueError as error:
        msg = "is no number; write 52.1."
        raise ValueError(msg) from error
    if not least <= found <= most:
        msg = f"does not lie between {least:g} and {most:g}"
        raise ValueError(msg)
    return found


def integer(name: str, about: str, least: int, most: int, **more: Any) -> Column:  # noqa: ANN401
    """Describe a column of whole numbers between two others; an empty cell reads as None."""

    def read(cell: str) -> int:
        if not (cell.isascii() and cell.removeprefix("-").isdecimal()):
            msg = "is no whole number"
            raise ValueError(msg)
        return int(_within(cell, least, most))

    return Column(
        name, about, read, "integer", empty=None, constraints={"minimum": least, "maximum": most}, **more
    )


def day(name: str, about: str, **more: Any) -> Column:  # noqa: ANN401
    """Describe a column of days; an empty cell reads as None."""
    return Column(name, about, read_day, "date", empty=None, **more)


def edtf(name: str, about: str, around: str) -> Column:
    """Describe a column of dates in EDTF about the day of another column; they are read as they stand."""

    def read(cell: str) -> str:
        read_edtf(cell)
        return cell

    return Column(name, about, read, around=around)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, its cells read.

    Attributes
    ----------
    path : Path
    line : int
        Of the file, on which the row begins.
    cells : mapping
        Column name to value.
    """

    path: Path
    line: int
    cells: Mapping[str, Any]

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401  (the column's own type)
        """Return the value of a column."""
        return self.cells[name]

    @property
    def where(self) -> str:
        """File and line, to begin a sentence with."""
        return f"{self.path}, line {self.line}"


@dataclass(frozen=True, slots=True)
class Table:
    """What a table holds.

    Attributes
    ----------
    title : str
    columns : tuple of Column
    key : tuple of str
        Columns that together tell its rows apart; none if nothing does.
    """

    title: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()

    @property
    def needed(self) -> list[str]:
        """Columns that the header must name."""
        return [column.name for column in self.columns if not column.may_lack]

    def row(self, path: Path, line: int, cells: Mapping[str, str]) -> Row:
        """Read the cells of a row.

        Raises
        ------
        DataError
            For the first that is not what it should be.
        """
        # text is its own value, and most cells are text
        values = {
            column.name: cell
            if column.read is str and (cell := cells.get(column.name))
            else _value(column, cells, path, line)
            for column in self.columns
        }
        made = Row(path, line, values)
        for column in self.columns:
            about = made[column.around] if column.around else None
            if about is not None and made[column.name]:
                first, last = read_edtf(made[column.name])
                if not first <= about <= last:
                    says = f"{made.where}: {column.name} {made[column.name]!r}"
                    msg = f"{says} does not hold {column.around} {about}"
                    raise DataError(msg)
        return made


def _value(column: Column, cells: Mapping[str, str], path: Path, line: int) -> object:
    cell = cells.get(column.name, "")
    if not cell:
        if column.required:
            msg = f"{path}, line {line}: {column.name} is empty; fill it in."
            raise DataError(msg)
        return column.empty
    try:
        return column.read(cell)
    except ValueError as error:
        msg = f"{path}, line {line}: {column.name} {plain(cell, _SHOWN)!r} {error}"
        raise DataError(msg) from error


def read_rows(path: Path, table: Table) -> list[Row]:
    """Read a table of the atlas's own.

    Parameters
    ----------
    path : Path
    table : Table
        What it must hold.

    Returns
    -------
    list of Row
        In the file's order.

    Raises
    ------
    InputFileError, UnknownNameError
        If the file cannot be read as a table, or lacks a column.
    DataError
        With its line, for the first row that is not what it should be, or has
        the key of another.
    """
    rows, faults = scan(path, table)
    if faults:
        raise DataError(faults[0])
    return rows


def scan(path: Path, table: Table) -> tuple[list[Row], list[str]]:
    """Read a table as `read_rows` does, and return the good rows and a sentence for each of the others.

    Raises
    ------
    InputFileError, UnknownNameError
        As for `read_rows`.
    """
    rows: list[Row] = []
    faults: list[str] = []
    lines: dict[tuple[object, ...], int] = {}
    for line, cells in read_lines(path, table.needed):
        try:
            row = table.row(path, line, cells)
        except DataError as error:
            faults.append(str(error))
            continue
        key = tuple([row.cells[name] for name in table.key]) or (line,)
        if key in lines:
            shown = plain(", ".join(str(part) for part in key if part is not None), _SHOWN)
            which = " and ".join(table.key)
            faults.append(f"{row.where}: {which} {shown!r} stands on line {lines[key]} too; keep one.")
            continue
        lines[key] = line
        rows.append(row)
    return rows, faults


def reference_faults(
    tables: Mapping[str, Table], rows: Mapping[str, Sequence[Row]], look_up: Callable[[str], Sequence[Row]]
) -> Iterator[str]:
    """Find every name that no row of its table bears.

    Parameters
    ----------
    tables : mapping
        What each table holds, by its name.
    rows : mapping
        What was read of those that name others, by the same names.
    look_up : callable
        Gives the rows of a table that is named, by its name; what it cannot
        read is told once.

    Yields
    ------
    str
        A sentence a fault.
    """
    kept: dict[Reference, dict[str, None] | None] = {}
    for name, read in rows.items():
        for row, column, reference, one in _named(tables[name], read):
            if reference not in kept:
                try:
                    kept[reference] = dict.fromkeys(_called(reference, look_up(reference.table)))
                except BordershiftError as error:
                    kept[reference] = None
                    yield str(error)
            known = kept[reference]
            if known is not None and one not in known:
                yield (
                    f"{row.where}: {column} names {plain(one, _SHOWN)!r}, which {reference.table}.csv does not "
                    f"have; {choices(one, list(known), 'it has')}"
                )


def _called(reference: Reference, rows: Sequence[Row]) -> Iterator[str]:
    """By what names rows may be named, each one's own first."""
    yield from (str(row[reference.column]) for row in rows)
    for row in rows:
        for cell in map(row.__getitem__, reference.also):
            yield from filter(None, (cell,) if isinstance(cell, str) else cell)


def _named(table: Table, rows: Sequence[Row]) -> Iterator[tuple[Row, str, Reference, str]]:
    """Every name that rows give of others, with the column it stands in and where it must be found."""
    for column in table.columns:
        for reference in column.refers:
            for row in rows:
                cell = row[column.name]
                if cell and (reference.when is None or row[reference.when[0]] == reference.when[1]):
                    for one in cell if column.many else (cell,):
                        yield row, column.name, reference, one
