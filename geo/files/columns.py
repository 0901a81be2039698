"""One kind of table for every result: its columns are declared once, every form is written from them.

A result says which columns it has (`Column`) and what its rows are; a frame, a
notebook's table, CSV, JSON, Markdown and the help of the commands follow from
that, so that they cannot differ.
"""

from __future__ import annotations

import datetime as dt
import json
import math
from dataclasses import dataclass, field, replace
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar, Final, TypeVar

from geo.files.names import plain
from geo.files.numbers import fixed
from geo.files.tables import table_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    import pandas as pd
    from shapely.geometry.base import BaseGeometry

__all__ = ["Column", "Result", "Results", "Table", "dates", "json_text"]

_UNITS: Final = {"km": "km", "km2": "km²", "m": "m", "deg": "°", "lat": "°", "lon": "°"}
_MOST_SHOWN: Final = 60
"""Rows that a notebook shows: more fill the screen."""
_MOST_CELL: Final = 800
_FIRST_YEAR: Final = 1900
"""Of a spreadsheet's calendar."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a result.

    Attributes
    ----------
    name : str
        With its unit: ``mean_km``.
    meaning : str
        What it holds, in words that the commands' help shows too.
    of : str or callable
        Where a row keeps it: a dotted name, or a function of the row; its own
        name if left out.
    digits : int
        Decimals that CSV and JSON keep of a number that is not whole. A frame
        keeps them all.
    shown : int or None
        Decimals for the eye; None for as many as it takes.
    title : str
        Its head for the eye; the name and the unit if left out.
    right : bool
        Whether it holds numbers, or text made of them, and stands to the right.
    is_day : bool
        Whether it holds days in ISO 8601, empty where they are open: dates in a
        frame, NaT where they are open.

    Examples
    --------
    >>> column = Column("border_km", "distance to the nearest border", right=True)
    >>> column.unit, column.head
    ('km', 'border km')
    """

    name: str
    meaning: str
    of: str | Callable[[Any], object] = ""
    digits: int = 6
    shown: int | None = 1
    title: str = ""
    right: bool = False
    is_day: bool = False

    @property
    def unit(self) -> str:
        """The unit that the end of the name tells, or empty."""
        return _UNITS.get(self.name.rpartition("_")[2], "")

    @property
    def head(self) -> str:
        """What stands above it for the eye."""
        if self.title:
            return self.title
        words = self.name.split("_")
        return " ".join([*words[:-1], self.unit] if self.unit and len(words) > 1 else words)

    def under(self, name: str) -> Column:
        """Return the same column of rows that keep what it is about under a name.

        Examples
        --------
        >>> Column("holder", "the state", of="tenure.holder").under("answer").of
        'answer.tenure.holder'
        """
        return replace(self, of=f"{name}.{self.of or self.name}")

    def reader(self) -> Callable[[Any], object]:
        """Return the function that takes its value from a row."""
        return self.of if callable(self.of) else attrgetter(self.of or self.name)

    def value(self, value: object) -> object:
        """Return a value as JSON holds it: rounded, and None where there is no number."""
        if isinstance(value, float) and not self.digits and math.isfinite(value):
            return round(value)
        if isinstance(value, float):  # NumPy's too
            return (
                round(float(value), self.digits) + 0.0 if math.isfinite(value) else None
            )  # no zero is negative
        return list(value) if isinstance(value, tuple) else value

    def cell(self, value: object) -> object:
        """Return a value as CSV holds it; what is not known is empty."""
        match self.value(value):
            case None:
                return ""
            case bool(said):
                return "yes" if said else "no"
            case list(parts):
                return ";".join(map(str, parts))
            case other:
                return other

    def cells(self, values: Sequence[object]) -> list[object]:
        """Return values as CSV holds them: each as `cell` does."""
        kinds = set(map(type, values))
        if kinds == {str}:  # text is its own cell
            return list(values)
        if kinds == {bool}:
            return ["yes" if said else "no" for said in values]
        if kinds == {float} and self.digits:
            finite, digits = math.isfinite, self.digits
            return [round(value, digits) + 0.0 if finite(value) else "" for value in values]  # type: ignore[call-overload, arg-type]
        return [self.cell(value) for value in values]

    def text(self, value: object) -> str:
        """Return a value as it is shown; what is not known is empty."""
        if isinstance(value, float):
            return fixed(value, self.shown)
        if isinstance(value, tuple):
            return plain(", ".join(map(str, value)), _MOST_CELL)
        return plain(str(self.cell(value)), _MOST_CELL)


def _day(cell: object) -> object:
    """Return a day in ISO 8601 as one; a spreadsheet has none before 1900, and no spans of days."""
    try:
        day = dt.date.fromisoformat(str(cell)) if cell else None
    except ValueError:
        return cell
    return day if day is None or day.year >= _FIRST_YEAR else cell


@dataclass(frozen=True, slots=True)
class Table:
    r"""Rows under declared columns.

    Attributes
    ----------
    columns : tuple of Column
    rows : sequence of sequence
        Values in the order of the columns.
    title : str
        What stands above it for the eye.
    shapes : sequence of shapely.Geometry, optional
        One for each row, in WGS 84.

    Examples
    --------
    >>> columns = (Column("place", "its name"), Column("net_km", "net shift", right=True))
    >>> table = Table(columns, [("Brest", 216.04), ("Husiatyn", float("nan"))])
    >>> table.csv()
    'place,net_km\nBrest,216.04\nHusiatyn,\n'
    >>> table.records()
    [{'place': 'Brest', 'net_km': 216.04}, {'place': 'Husiatyn', 'net_km': None}]
    >>> print(table.markdown(), end="")
    | place | net km |
    |---|---:|
    | Brest | 216.0 |
    | Husiatyn |  |
    """

    columns: tuple[Column, ...]
    rows: Sequence[Sequence[object]]
    title: str = ""
    shapes: Sequence[BaseGeometry] | None = field(default=None, repr=False)

    @classmethod
    def of(
        cls,
        columns: tuple[Column, ...],
        items: Iterable[object],
        *,
        title: str = "",
        shapes: Sequence[BaseGeometry] | None = None,
    ) -> Table:
        """Make a table of objects, each column taking its value from them."""
        readers = [column.reader() for column in columns]
        return cls(columns, [[read(item) for read in readers] for item in items], title, shapes)

    @property
    def names(self) -> list[str]:
        """The names of the columns."""
        return [column.name for column in self.columns]

    def only(self, *names: str) -> Table:
        """Return some of the columns, in the order they are named in."""
        places = [self.names.index(name) for name in names]
        chosen = tuple(self.columns[k] for k in places)
        return replace(self, columns=chosen, rows=[[row[k] for k in places] for row in self.rows])

    def rounded(self, digits: int) -> Table:
        """Return a table whose CSV and JSON keep as many decimals."""
        return replace(self, columns=tuple(replace(column, digits=digits) for column in self.columns))

    def known(self) -> Table:
        """Return the columns in which something is known."""
        texts = list(zip(*self.texts(), strict=True))
        return self.only(*(name for name, cells in zip(self.names, texts, strict=False) if any(cells)))

    def after(self, columns: tuple[Column, ...], values: Sequence[object]) -> Table:
        """Put columns in front that hold the same in every row."""
        rows = [[*values, *row] for row in self.rows]
        return replace(self, columns=(*columns, *self.columns), rows=rows)

    def frame(self) -> pd.DataFrame:
        """Return a frame of the values as they are, with the shapes if there are any.

        Returns
        -------
        pandas.DataFrame
            A `geopandas.GeoDataFrame` in WGS 84 if the table has shapes.
        """
        columns: dict[str, Any] = {name: [row[k] for row in self.rows] for k, name in enumerate(self.names)}
        for column in self.columns:
            if column.is_day:
                columns[column.name] = dates(columns[column.name])
        if self.shapes is None:
            import pandas as pd  # noqa: PLC0415  (half a second that measuring does not need)

            return pd.DataFrame(columns)
        import geopandas as gpd  # noqa: PLC0415  (the same)

        return gpd.GeoDataFrame(columns, geometry=list(self.shapes), crs="EPSG:4326")

    def records(self) -> list[dict[str, object]]:
        """Return the rows as JSON holds them, by the names of the columns."""
        return [
            {column.name: column.value(value) for column, value in zip(self.columns, row, strict=True)}
            for row in self.rows
        ]

    def json(self) -> str:
        """Write the rows as a list of records."""
        return json_text(self.records())

    def csv(self, *, head: bool = True) -> str:
        """Write the rows as CSV, with a header or without; no cell begins a formula, the unknown is empty."""
        return table_text(self.names, self.cells(), head=head)

    def workbook(self) -> bytes:
        """Write the rows as a workbook (.xlsx): numbers are numbers, days are days, the unknown is empty.

        Raises
        ------
        ExtraError
            If openpyxl is not installed.
        """
        from geo.files.workbook import workbook_bytes  # noqa: PLC0415  (only a workbook needs it)

        days = [column.is_day for column in self.columns]
        return workbook_bytes(
            self.names,
            (
                [_day(cell) if is_day else cell for cell, is_day in zip(row, days, strict=True)]
                for row in self.cells()
            ),
        )

    def cells(self) -> Iterator[Sequence[object]]:
        """Yield the rows as CSV holds them."""
        # column by column: what a column holds is mostly of one kind, or said many times over
        columns = zip(self.columns, zip(*self.rows, strict=True), strict=True) if self.rows else ()
        return zip(*(column.cells(values) for column, values in columns), strict=True)

    def texts(self) -> list[list[str]]:
        """Return the rows as they are shown."""
        return [
            [column.text(value) for column, value in zip(self.columns, row, strict=True)] for row in self.rows
        ]

    def markdown(self, *, total: bool = False) -> str:
        """Write the rows for the eye in Markdown; the last one bold if it is their total."""
        lines = [
            "| " + " | ".join(column.head for column in self.columns) + " |",
            "|" + "|".join("---:" if column.right else "---" for column in self.columns) + "|",
        ]
        rows = self.texts()
        for number, row in enumerate(rows, 1):
            bold = total and number == len(rows)
            lines.append(_markdown_row([f"**{cell}**" for cell in row] if bold else row))
        return "\n".join(lines) + "\n"

    def html(self, *, most: int | None = None) -> str:
        """Write the rows as a notebook shows them, with what a column means where the mouse points at its head.

        Parameters
        ----------
        most : int, optional
            Rows that are written; a line tells how many there are.
        """
        shown = self if most is None else replace(self, rows=list(islice(self.rows, most)))
        from html import escape  # noqa: PLC0415  (only a notebook needs it)

        heads = "".join(f'<th title="{escape(c.meaning)}">{escape(c.name)}</th>' for c in self.columns)
        # a notebook sets cells to the right
        sides = ["<td>" if column.right else '<td style="text-align:left">' for column in self.columns]
        body = "".join(
            "<tr>"
            + "".join(f"{side}{escape(cell)}</td>" for side, cell in zip(sides, row, strict=True))
            + "</tr>"
            for row in shown.texts()
        )
        more = "" if len(shown.rows) == len(self.rows) else f"<p>{most} of {len(self.rows)} rows</p>"
        return f'<table class="dataframe"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>{more}'


class Result:
    """A result that is a table of one row; others say what their rows are."""

    __slots__ = ()

    COLUMNS: ClassVar[tuple[Column, ...]]
    """What every form of the table is written from."""

    def table(self) -> Table:
        """Return the table that every form is written from: frame, HTML, CSV, JSON, Markdown."""
        return Table.of(self.COLUMNS, [self])

    def frame(self) -> pd.DataFrame:
        """Return the result as a frame, under the columns that `COLUMNS` declares."""
        return self.table().frame()

    def _repr_html_(self) -> str:
        """Show the table in a notebook."""
        return self.table().html(most=_MOST_SHOWN)


class Results(Result, tuple[T, ...]):
    """Results that are the rows of a table."""

    __slots__ = ()

    def table(self) -> Table:
        """Return the table that every form is written from: frame, HTML, CSV, JSON, Markdown."""
        return Table.of(self.COLUMNS, self)


def dates(days: Iterable[object]) -> Any:  # noqa: ANN401  (a column of a frame)
    """Return days in ISO 8601 as a column of dates; what is empty or None is NaT.

    Examples
    --------
    >>> dates(["1939-09-17", ""]).isna().tolist()
    [False, True]
    """
    import pandas as pd  # noqa: PLC0415  (half a second that measuring does not need)

    texts = [str(day) if day else None for day in days]
    return pd.to_datetime(pd.Series(texts, dtype=object), format="%Y-%m-%d").astype("datetime64[s]").array


def json_text(value: object) -> str:
    """Write JSON as the commands do: readable, in letters of every script.

    Raises
    ------
    ValueError
        If there is a number that JSON does not know.
    """
    return json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _markdown_row(cells: Iterable[str]) -> str:
    """Write cells that neither part nor break the row, and are no markup of their own."""
    safe = (plain(cell).replace("|", "\\|").replace("<", "&lt;") for cell in cells)
    return "| " + " | ".join(safe) + " |"
