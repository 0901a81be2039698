"""Claims that somebody wrote down for themselves, to be put to the test as those of the atlas are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.atlas.schema import TABLES
from geo.errors import DataError, InputFileError
from geo.files.days import TwoDaysError, said_days
from geo.files.lists import ListTable
from geo.files.names import plain
from geo.files.tables import check_header

if TYPE_CHECKING:
    from pathlib import Path

    from geo.files.schema import Row

__all__ = ["own_claims"]


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
