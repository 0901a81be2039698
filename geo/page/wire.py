"""What travels from the program to the page, declared once.

Tables travel as columns with their names, runs of lines with their names and
grids; the page reads both by the names that come with them, so nothing hangs
on the order in which they stand here. `VERSION` tells whether the page's
scripts, which have the number of the version they read, understand them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from geo.errors import DataError
from geo.page.packing import pack_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

__all__ = ["PIECE_STEPS", "SAID", "STEPS", "TABLES", "VERSION", "columns", "packed_lines"]

VERSION: Final = 7
"""Raised whenever a name below changes its meaning, is added or goes."""

STEPS: Final[dict[str, int]] = {
    "arcs": 100_000,
    "coast": 2_500,
    "lakes": 2_500,
    "rivers": 2_500,
    "around": 500,
    "corners": 100_000,
    "context": 1_000,
    "sea": 1_000,
}
"""Runs of lines, and steps of their grids to a degree: 100,000 for 1 m, 2,500 for 44 m, 1,000 for 110 m and
500 for 220 m, which is a fifth of what is left out of the lines, or less."""

PIECE_STEPS: Final = 100_000
"""Steps of the ends of pieces of parallels to a degree: 1 m."""

TABLES: Final[dict[str, tuple[str, ...]]] = {
    # one row an arc, in the order of the lines "arcs"; left and right are zones, -1 beyond the window
    "arcs": ("id", "kind", "sigma", "left", "right", "legal", "citation", "source"),
    # rings are numbers of arcs, ~number for one walked backward
    "zones": ("id", "name", "region", "rings"),
    # holders and events by number, -1 for none
    "tenure": ("zone", "holder", "status", "start", "end", "edtf", "event", "occupier", "entry"),
    # armies that came and went in part of a zone, within so many kilometres of a place: first and last day
    "armies": ("zone", "state", "places", "lon", "lat", "reach_km", "start", "last", "citation"),
    # the shore of a zone that reaches the sea, as runs along lines: a row a run, from one vertex to another
    "shores": ("zone", "part", "ring", "lines", "line", "first", "last"),
    # square kilometres of each zone that turns, without their sign
    "areas": ("zone", "area_km2", "lake_km2"),
    # how many rings of the lines "lakes" each has
    "lakes": ("name", "rings"),
    "rivers": ("name", "rank"),
    # beyond the window: a row a line, an outline with the zone it goes with and -1, or a border of two zones
    "context": ("zone", "other"),
    # the open sea: how far from land its edges run, and how many rings of the lines "sea" each part has
    "sea": ("off_km", "rings"),
    "places": ("name", "then", "lon", "lat", "rank", "founded"),
    "events": ("id", "date", "title", "changed", "lon", "lat", "citation", "known"),
    # what a lesson shows, in order; box is west, south, east and north in degrees
    "chapters": ("title", "says", "day", "view", "box", "note", "lon", "lat"),
    # what holds from a day on: a sentence that lacks only the day, and figures by number
    "epochs": ("day", "sentence", "total", "regions"),
    # pieces of parallels that changed hands, while the epochs from one to before another last;
    # parallels in steps of `every`, ends in steps of `PIECE_STEPS`, metres; -1 is the shore; and which way the
    # border went: 1 west, -1 east, 0 where it came or went
    "pieces": (
        "from",
        "until",
        "parallel",
        "west",
        "east",
        "metres",
        "sigma",
        "west_arc",
        "east_arc",
        "westward",
    ),
    # and what they come to on each parallel, in metres
    "parallels": ("from", "until", "parallel", "gain", "loss", "net", "sigma", "end"),
    "claims": ("claim", "low", "high", "regions", "start", "end", "latitudes"),
}
"""Columns of each table; ``figures`` has those of `geo.shift`."""

SAID: Final[dict[str, tuple[str, ...]]] = {
    "arcs": ("legal",),
    "zones": ("name",),
    "events": ("title", "changed"),
    "chapters": ("title", "says", "note"),
    "figures": ("name",),
}
"""Columns whose texts are said in the page's language; names of places, citations and their notes stay."""


def columns(name: str, rows: Iterable[Sequence[Any]], heads: Sequence[str] = ()) -> dict[str, list[Any]]:
    """Turn rows into the columns of a table.

    Parameters
    ----------
    name : str
        Of one of `TABLES`.
    rows : iterable of sequence
        With a value for each of its columns, in their order.
    heads : sequence of str, optional
        Columns of a table that is not declared above.

    Returns
    -------
    dict
        A list by the name of each column.

    Raises
    ------
    DataError
        If a row has more values than the table has columns, or fewer.

    Examples
    --------
    >>> columns("rivers", [("Bug", 1), ("San", 2)])
    {'name': ['Bug', 'San'], 'rank': [1, 2]}
    """
    names = tuple(heads) or TABLES[name]
    table: dict[str, list[Any]] = {head: [] for head in names}
    for row in rows:
        if len(row) != len(names):
            msg = f"a row of the page's table {name} has {len(row)} values; it needs {', '.join(names)}"
            raise DataError(msg)
        for head, value in zip(names, row, strict=True):
            table[head].append(value)
    return table


def packed_lines(
    lines: Mapping[str, Sequence[NDArray[Any]]], steps: Mapping[str, int] = STEPS
) -> tuple[dict[str, dict[str, int]], bytes]:
    """Pack every run of lines into one run of bytes.

    Parameters
    ----------
    lines : mapping of sequences of ndarray, each (n, 2)
        Degrees, by the names of `STEPS`.
    steps : mapping of int
        To a degree.

    Returns
    -------
    runs : dict
        ``count`` and ``steps`` by name, in the order of the bytes.
    blob : bytes
        As `geo.page.packing.pack_lines` makes them.

    Examples
    --------
    >>> import numpy as np
    >>> runs, blob = packed_lines({"rivers": [np.array([[24.0, 52.0], [24.5, 52.0]])]})
    >>> runs, len(blob)
    ({'rivers': {'count': 1, 'steps': 2500}}, 12)
    """
    runs = {name: {"count": len(run), "steps": steps[name]} for name, run in lines.items()}
    return runs, b"".join(pack_lines(run, steps[name]) for name, run in lines.items())
