"""Claims that somebody wrote down for themselves, to be put to the test as those of the atlas are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.atlas.bynames import folded
from geo.atlas.languages import Said
from geo.atlas.schema import TABLES
from geo.atlas.search import find_places
from geo.atlas.sectors import sectors_called
from geo.errors import DataError, InputFileError, UnknownNameError
from geo.files.days import TwoDaysError, said_days
from geo.files.lists import ListTable
from geo.files.names import plain
from geo.files.tables import check_header

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from geo.atlas.atlas import Atlas
    from geo.files.schema import Row

__all__ = ["as_the_atlas_has_it", "own_claims"]


def own_claims(path: Path) -> list[Row]:
    r"""Read a table of claims: the columns of ``claims.csv``, without those that may be empty.

    Parameters
    ----------
    path : Path
        CSV, its columns parted in any way, or .xlsx.

    Raises
    ------
    InputFileError
        If it is no table, or has no row.
    UnknownNameError
        If a column is missing that must be filled.
    DataError
        With file and line, for the first cell that is not what it should be, or a claim's second name.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder) / "mine.csv"
    ...     heads = "claim;says;measure;scope;from;to;low;high;unit;rule;partly_at"
    ...     cells = "a;Large;area;estonia;1940-06-15;1940-08-06;40000;50000;km²;within_errors;0.1"
    ...     _ = path.write_text(f"{heads}\n{cells}\n", encoding="utf-8")
    ...     [(row["claim"], row["high"], row["note"]) for row in own_claims(path)]
    [('a', 50000.0, '')]
    """
    of_claims, found = TABLES["claims"], ListTable(path)
    check_header(path, found.header, [column.name for column in of_claims.columns if column.required])
    rows: dict[str, Row] = {}
    days = [column.name for column in of_claims.columns if column.kind == "date"]
    for line, cells in found.rows():
        named = dict(zip(found.header, map(str.strip, cells), strict=True))
        try:
            named |= {name: _iso(named[name]) for name in days}
        except TwoDaysError as error:
            msg = f"{path}, line {line}: a day is unclear: {plain(str(error), 160)}."
            raise DataError(msg) from error
        row = of_claims.row(path, line, named)
        if row["claim"] in rows:
            msg = f"{row.where}: a claim is called '{plain(row['claim'], 60)}' above; name it otherwise."
            raise DataError(msg)
        rows[row["claim"]] = row
    if not rows:
        msg = f"{path} holds no claim; give it a row."
        raise InputFileError(msg)
    return list(rows.values())


def _iso(text: str) -> str:
    """Write a day in ISO 8601; what is no single day stays as it is, to be refused where it is read."""
    try:
        first, last = said_days(text)
    except TwoDaysError:
        raise
    except ValueError:
        return text
    return first.isoformat() if first == last else text


def as_the_atlas_has_it(atlas: Atlas, row: Row) -> Row:
    """Put for what a claim names what the atlas calls it: regions, places, rivers, a neighbour.

    Raises
    ------
    DataError
        With file and line, if the atlas has nothing of a name; what may be meant is offered.
    """
    of_scope = _SCOPE.get(row["measure"], _as_it_is)
    named = {"region": _region, "neighbour": _neighbour}
    cells = dict(row.cells)
    for column in ("scope", *named):
        cell = row[column]
        try:
            if column == "scope":
                cells[column] = tuple(dict.fromkeys(known for name in cell for known in of_scope(atlas, name)))
            elif cell:
                cells[column] = named[column](atlas, cell)
        except UnknownNameError as error:
            told = Said.fill("{where}: {column}: {fault}", where=row.where, column=column, fault=error.args[0])
            raise DataError(told) from error
    return replace(row, cells=cells)


def _region(atlas: Atlas, name: str) -> str:
    return atlas.region(name)


def _as_it_is(_: Atlas, name: str) -> tuple[str, ...]:
    return (name,)


def _regions(atlas: Atlas, name: str) -> tuple[str, ...]:
    return sectors_called(atlas, name).regions


def _neighbour(atlas: Atlas, name: str) -> str:
    return atlas.holder(name)


def _place(atlas: Atlas, name: str) -> tuple[str]:
    """Return the name of the only place that is meant; of none or several the name stays, to be told of."""
    try:
        meant, _ = find_places(atlas.places, name)
    except UnknownNameError:
        return (name,)
    return (meant[0].name if len(meant) == 1 else name,)


def _river(atlas: Atlas, name: str) -> tuple[str]:
    """Return a river's name as the atlas writes it; any other stays, to be told of."""
    rivers = (str(river.properties["name"]) for river in atlas.ground.features("rivers"))
    return (next((river for river in rivers if folded(river) == folded(name)), name),)


_SCOPE: Final[dict[str, Callable[[Atlas, str], tuple[str, ...]]]] = {
    "shift": _regions,
    "area": _regions,
    "foreign_land": _place,
    "along_rivers": _river,
}
"""What a claim's scope names, by what is measured."""
