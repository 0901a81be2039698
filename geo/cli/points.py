"""Who held each place of a table: read, answered and written piece by piece, so that any length will do."""

# ruff: noqa: PLC0415  (heavy modules are imported by the command that needs them)
from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import click
import numpy as np

from geo.atlas.answers import OUTSIDE, UNREADABLE
from geo.cli.group import answer, say, working
from geo.files.columns import Column, Table, json_text
from geo.files.points import PointTable

if TYPE_CHECKING:
    from pathlib import Path

    from geo.atlas.answers import Answers
    from geo.atlas.atlas import Atlas
    from geo.files.points import Points

__all__ = ["who_each"]


def who_each(path: Path, day: str, form: str, data: Path | None, *, quiet: bool) -> None:
    """Answer for every row of a table of places, and write it with the answers added.

    Parameters
    ----------
    path : Path
        The table.
    day : str
        Which day.
    form : str
        ``csv``, ``json`` or ``text``.
    data : Path or None
        Data folder of another atlas.
    quiet : bool
        Whether to say nothing of rows that could not be answered, and of
        columns that gave way.
    """
    from geo.atlas.open_atlas import open_atlas

    table = PointTable(path)
    snapshot = open_atlas(data).on(day)
    nobody = snapshot.who_each([], [])
    kept = [k for k, name in enumerate(table.header) if name not in nobody.table().names]
    given_way = [name for k, name in enumerate(table.header) if k not in kept]
    if given_way:
        say(f"the table's own {', '.join(given_way)} gives way to the answer's.", quiet=quiet)
    own = tuple(Column(table.header[k], "of the table itself") for k in kept)
    marked = _Marked()
    if form == "csv":
        answer(replace(nobody.table(), columns=(*own, *nobody.COLUMNS)).csv())
    begun = "[\n"
    with working("looking up places", table.count, quiet=quiet) as done:
        for piece in table.pieces():
            answers = snapshot.who_each(*piece.lonlat.T)
            marked.add(piece, answers, snapshot.atlas)
            if form == "text":
                _tell(piece, answers, day)
            else:
                found = answers.table().rows
                rows = [(*(row[k] for k in kept), *told) for row, told in zip(piece.rows, found, strict=True)]
                joined = Table((*own, *answers.COLUMNS), rows)
                # what stands about the rows is written before the first piece and after the last
                answer(joined.csv(head=False) if form == "csv" else begun + json_text(joined.records())[2:-3])
            begun = ",\n"
            done(len(piece.rows))
    if form == "json":
        answer("\n]\n" if table.count else "[]\n")
    marked.tell(quiet=quiet)


def _tell(piece: Points, answers: Answers, day: str) -> None:
    """Write a sentence for each place."""
    from geo.text.answers import answer_sentence

    for k, line in enumerate(piece.lines):
        click.echo(answer_sentence(answers[k], day) if answers.there[k] else f"{day}: {_why(piece, k, line)}.")


def _why(piece: Points, k: int, line: int) -> str:
    """Say why a place has no answer."""
    lon, lat = piece.lonlat[k]
    if np.isfinite(lon):
        return f"line {line}: lat {lat:g}, lon {lon:g} lies {OUTSIDE} the atlas"
    return f"line {line}: its coordinates are {UNREADABLE}, no degrees on the globe"


@dataclass
class _Marked:
    """Rows without an answer: how many, and the first."""

    count: dict[str, int] = field(default_factory=lambda: {OUTSIDE: 0, UNREADABLE: 0})
    turned: int = 0
    first: str = ""

    def add(self, piece: Points, answers: Answers, atlas: Atlas) -> None:
        """Count those of a piece."""
        without = np.flatnonzero(~answers.there)
        if not len(without):
            return
        known = without[np.isfinite(answers.lon[without])]
        self.count[OUTSIDE] += len(known)
        self.count[UNREADABLE] += len(without) - len(known)
        self.turned += int((atlas.zones_at(answers.lat[known], answers.lon[known]) >= 0).sum())
        k = int(without[0])
        self.first = self.first or _why(piece, k, piece.lines[k])

    def tell(self, *, quiet: bool) -> None:
        """Say on standard error how many there were, and what may be wrong with them."""
        told = ", ".join(f"{count} {status}" for status, count in self.count.items() if count)
        if told:
            say(
                f"Rows without an answer, marked in the column status: {told}; the first, {self.first}.",
                quiet=quiet,
            )
        if self.turned:
            say(
                f"Of these {self.turned} would lie in the atlas with latitude and longitude exchanged: "
                "see that the columns are named the right way round.",
                quiet=quiet,
            )
