"""The days of a frame's rows: each row's own, as a column holds them in whatever form."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geo.atlas.answers import OUTSIDE, UNREADABLE
from geo.atlas.languages import Said
from geo.atlas.own_days import own_day
from geo.errors import DayError, InputFileError
from geo.files.names import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd
    from numpy.typing import NDArray

    from geo.atlas.atlas import Atlas

__all__ = ["frame_days"]

_DIGIT: Final = re.compile(r"\d")


def frame_days(
    atlas: Atlas, points: pd.DataFrame, on: object
) -> Iterator[tuple[dt.date | None, NDArray[np.int64], str, str]]:
    """Part the rows of a frame by the days that they are asked about.

    Parameters
    ----------
    atlas : Atlas
    points : pandas.DataFrame
    on : object
        A day that all rows have; the name of a column; or a column as long as the frame: dates, moments,
        or texts, also one beside the other.

    Yields
    ------
    datetime.date or None
        None where a row has no day, or one outside the atlas.
    ndarray of int
        The rows, by their places in the frame.
    str
        The status of rows that have none: ``unreadable`` or ``outside``; else empty.
    str
        Why they have none; else empty.

    Raises
    ------
    DayError
        If a text is no day, may be two, or is more than a day: with the row.
    InputFileError
        If the column is not as long as the frame.
    """
    column = _column(points, on)
    if column is None:
        if isinstance(on, str) and not _DIGIT.search(on):
            msg = (
                f"'{plain(on, 40)}' is neither a day of the form {atlas.about.first} nor a column of the frame."
            )
            raise DayError(msg)
        yield atlas.about.day(on), np.arange(len(points)), "", ""  # type: ignore[arg-type]
        return
    import pandas as pd  # noqa: PLC0415  (half a second that other questions do not need)

    which, cells = pd.factorize(pd.Series(column, dtype=object), use_na_sentinel=True)
    first = np.zeros(len(cells), dtype=np.int64)
    known = np.flatnonzero(which >= 0)[::-1]
    first[which[known]] = known  # the first row of each is written last
    read = [_read(atlas, cell, points.index[row]) for row, cell in zip(first.tolist(), cells, strict=True)]
    read.append((None, UNREADABLE, Said.fill("no day")))  # of the number -1, which stands for an empty cell
    # what is written in several ways may be one day
    days = list(dict.fromkeys(read))
    number = np.array([days.index(one) for one in read])[which]
    order = np.argsort(number, kind="stable")
    parts = np.split(order, np.flatnonzero(np.diff(number[order])) + 1)
    for rows in parts:
        day, status, note = days[number[rows[0]]] if len(rows) else days[-1]
        yield day, rows, status, note


def _column(points: pd.DataFrame, on: object) -> Any:  # noqa: ANN401  (whatever a frame holds)
    """Return the column that holds the days; None where all rows have one."""
    if isinstance(on, str) and on in points.columns:
        return points[on].to_numpy()
    if isinstance(on, str | dt.date | np.datetime64) or np.ndim(on) == 0:  # type: ignore[arg-type]
        return None
    column = np.asarray(on)
    if len(column) != len(points):
        msg = f"there are {len(column)} days for {len(points)} rows of the frame; give each row one."
        raise InputFileError(msg)
    return column


def _read(atlas: Atlas, cell: object, row: object) -> tuple[dt.date | None, str, str]:
    """Read a cell: a day, or why there is none."""
    day = own_day(atlas, _text(cell))
    if day.status == OUTSIDE or not str(cell).strip():
        return None, day.status, str(day.note)
    if len(day.days) == 1 and not day.doubt:
        return dt.date.fromisoformat(day.days[0]), "", ""
    where = f"the row of index {plain(str(row), 40)}"
    if day.days:
        msg = (
            f"{where}: '{plain(_text(cell), 40)}' is more than a day; give one of its days, or ask for spans "
            "with bordershift who --points FILE --on COLUMN."
        )
        raise DayError(msg)
    told = plain(str(day.note), 160)
    msg = f"{where}: {told}." if ";" in told else f"{where}: {told}; give one of the form {atlas.about.first}."
    raise DayError(msg)


def _text(cell: object) -> str:
    """Write a date or a moment as its day, in the zone of time that it has."""
    if isinstance(cell, np.datetime64):
        return str(cell.astype("datetime64[D]"))
    if isinstance(cell, dt.datetime):  # that of pandas is one
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, dt.date) else str(cell)
