"""Who held each place of a table: read, answered and written piece by piece, so that any length will do."""

# ruff: noqa: PLC0415  (heavy modules are imported by the command that needs them)
from __future__ import annotations

import logging
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click
import numpy as np

from geo.atlas.answers import OUTSIDE, UNREADABLE
from geo.atlas.languages import Said
from geo.cli.group import say, working
from geo.cli.lists import Sheet, came_in, check_out, in_utf8, tell_renamed
from geo.cli.row_days import row_days, tell_unused
from geo.cli.speaking import SaidCells
from geo.errors import UnknownNameError
from geo.files.columns import Column, Table
from geo.files.lists import free_names
from geo.files.numbers import fixed
from geo.files.points import PointTable
from geo.files.sniffing import is_layer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from geo.atlas.atlas import Atlas
    from geo.atlas.held import Held
    from geo.atlas.languages import Language
    from geo.atlas.own_days import OwnDay, OwnRows
    from geo.cli.listing import Asked, Opened
    from geo.files.points import Points

__all__ = ["who_each"]

T = TypeVar("T")


def who_each(path: Path, asked: Asked, data: Path | None, *, quiet: bool) -> None:
    """Answer for every row of a table of places, and write it with the answers added.

    Parameters
    ----------
    path : Path
        The table, or a map layer of points; ``-`` for standard input.
    asked : Asked
        Which days, a row each, or headings of columns that hold each row's; without any, a row for each
        holder and title of the place. And in which form, where to, in which language.
    data : Path or None
        Data folder of another atlas.
    quiet : bool
        Whether to say nothing of rows that could not be answered, and of
        columns that are called otherwise.
    """
    from geo.atlas.held import OF_POINTS, held
    from geo.atlas.open_atlas import open_atlas
    from geo.atlas.own_days import held_on_own

    logging.getLogger("geo").setLevel(logging.ERROR if quiet else logging.WARNING)
    form, language = check_out(asked.out, path, asked.form, data), asked.language
    with came_in(path) as given, _as_table(given, asked.opened) as file:
        table = _points_of(file)
        atlas = open_atlas(data)
        when = row_days(atlas, table, asked.days)
        when.tell_counted(table, language, quiet=quiet)
        tell_unused(table, when, set(table.at), language, quiet=quiet)
        names = free_names(table.header, [column.name for column in OF_POINTS])
        tell_renamed(table.header, names, language, quiet=quiet)
        columns = (*(Column(name, "of the table itself") for name in names), *OF_POINTS)
        layer = is_layer(given)
        marked, sheet = _Marked(layer, language), Sheet(form, asked.out)
        cells = SaidCells(OF_POINTS, language)
        if form != "text":
            sheet.head(Table(columns, ()))
        with working("looking up places", table.count, quiet=quiet) as done:

            def answered() -> Iterator[tuple[Points, Held, OwnRows | None]]:
                for piece in table.pieces():
                    marked.add(piece, atlas)
                    if when.own:
                        own = held_on_own(atlas, piece.lonlat, [when.of(row) for row in piece.rows])
                        marked.add_days(own)
                        yield piece, own.held, own
                    else:
                        yield piece, held(atlas, *piece.lonlat.T, days=when.common), None

            for piece, found, own in _ahead(answered()):
                if form == "text":
                    _tell(piece, found, atlas, language, own, layer=layer)
                else:
                    whose = found.which.tolist() if own is None else own.which
                    there = atlas.zones_at(*piece.lonlat.T) >= 0
                    dry = (atlas.ground.on_land(*piece.lonlat.T) & there).tolist()
                    rows = found.rows if own is None else own.rows
                    full = [(*row, dry[k] if there[k] else "") for k, row in zip(whose, rows, strict=True)]
                    told = zip(whose, cells.of(full), strict=True)
                    sheet.add(Table(columns, [(*piece.rows[k], *said) for k, said in told]))
                done(len(piece.rows))
        if form != "text":
            sheet.end()
        marked.tell(quiet=quiet)
        cells.tell(quiet=quiet)


@contextmanager
def _as_table(path: Path, opened: Opened) -> Iterator[Path]:
    """Give a table as it is, and of a map layer one of its points, for as long as it is needed."""
    if not is_layer(path):
        if opened.layer or opened.crs:
            msg = (
                "--layer and --crs are for map layers, and this is a table: leave them out, or, if its "
                "places are of another reference system, save it as a layer of points (GeoPackage)."
            )
            raise click.UsageError(msg)
        with in_utf8(path, opened.encoding) as table:
            yield table
        return
    from geo.own.point_layer import write_point_table

    with tempfile.TemporaryDirectory(prefix="bordershift-") as folder:
        kept = Path(folder) / f"{path.stem}.csv"
        write_point_table(path, kept, **asdict(opened))
        yield kept


def _points_of(file: Path) -> PointTable:
    """Open a table of places; one without coordinates may be a list of names."""
    try:
        return PointTable(file)
    except UnknownNameError as error:
        msg = f"{str(error).rstrip('.')}; a list of names is asked for with --names."
        raise UnknownNameError(msg) from error


def _ahead(pieces: Iterator[T]) -> Iterator[T]:
    """Have the next piece made while this one is written: what measures it leaves Python to others."""
    with ThreadPoolExecutor(1) as beside:
        coming = beside.submit(next, pieces, None)
        while (piece := coming.result()) is not None:
            coming = beside.submit(next, pieces, None)
            yield piece


def _tell(
    piece: Points, found: Held, atlas: Atlas, language: Language, own: OwnRows | None, *, layer: bool
) -> None:
    """Write a sentence for each place and day; of a span of days one for each holder in turn."""
    from geo.text.answers import answer_sentence

    told = enumerate(found.which.tolist()) if own is None else zip(own.at, own.which, strict=True)
    for number, (row, k) in enumerate(told):
        day = None if own is None else own.days[number]
        if day is not None and not day.days:
            line = Said.fill("{line}: {note}.", line=Said.fill("line {n}", n=piece.lines[k]), note=day.note)
            click.echo(language.says(line))
        elif atlas.zones_at(*piece.lonlat[[k]].T)[0] < 0:
            on = found.day(row) if day is None else day.told
            click.echo(language.says(Said.fill("{day}: {why}.", day=on, why=_why(piece, k, layer=layer))))
        elif day is not None and not day.is_day:
            _tell_span(piece.lonlat[k], day, atlas, language)
        elif (one := found.answer(row)) is not None:
            click.echo(answer_sentence(one, found.day(row), atlas=atlas, language=language))


def _tell_span(lonlat: NDArray[np.float64], day: OwnDay, atlas: Atlas, language: Language) -> None:
    from geo.atlas.turns import over_days
    from geo.text.answers import span_sentences

    lon, lat = lonlat.tolist()
    for sentence in span_sentences(over_days(atlas, day, lon, lat), day.doubt, language=language):
        click.echo(sentence)


def _why(piece: Points, k: int, *, layer: bool) -> Said:
    """Say why a place has no answer."""
    (lon, lat), line = piece.lonlat[k], piece.lines[k]
    # the table made of a layer has a header, so its second line is the first feature
    where = Said.fill("feature {n}", n=line - 1) if layer else Said.fill("line {n}", n=line)
    if np.isfinite(lon):
        at = {"lat": f"{lat:g}", "lon": f"{lon:g}"}
        return Said.fill("{where}: lat {lat}, lon {lon} lies outside the atlas", where=where, **at)
    return Said.fill("{where}: its coordinates are unreadable, no degrees on the globe", where=where)


@dataclass
class _Marked:
    """Rows without an answer: how many, and the first."""

    layer: bool
    language: Language
    count: dict[str, int] = field(default_factory=lambda: {OUTSIDE: 0, UNREADABLE: 0})
    rows: int = 0
    turned: int = 0
    without_day: int = 0
    first: Said | None = None

    def add(self, piece: Points, atlas: Atlas) -> None:
        """Count those of a piece."""
        self.rows += len(piece.rows)
        lon, lat = piece.lonlat.T
        without = np.flatnonzero(atlas.zones_at(lon, lat) < 0)
        if not len(without):
            return
        known = without[np.isfinite(lon[without])]
        self.count[OUTSIDE] += len(known)
        self.count[UNREADABLE] += len(without) - len(known)
        self.turned += int((atlas.zones_at(lat[known], lon[known]) >= 0).sum())
        self.first = self.first or _why(piece, int(without[0]), layer=self.layer)

    def add_days(self, own: OwnRows) -> None:
        """Count rows that no one day was told of."""
        self.without_day += own.at.count(-1)

    def tell(self, *, quiet: bool) -> None:
        """Say on standard error how many there were, and what may be wrong with them."""
        kinds = [
            Said.fill("{n} {status}", n=count, status=status) for status, count in self.count.items() if count
        ]
        if kinds and self.first is not None:
            told = Said.fill(
                "Rows without an answer, marked in the column status: {told}; the first, {first}.",
                told=Said.of_names(kinds),
                first=self.first,
            )
            say(self.language.says(told), quiet=quiet)
        if 2 * self.count[UNREADABLE] > self.rows and not self.layer:
            told = Said.fill(
                "Coordinates of another reference system than degrees are read from a map layer, "
                "not from a table."
            )
            say(self.language.says(told), quiet=quiet)
        if self.without_day:
            told = Said.fill(
                "Rows without a day that can be asked about, or with several holders in its month or year, "
                "as the column note says: {n}.",
                n=fixed(self.without_day, 0),
            )
            say(self.language.says(told), quiet=quiet)
        if self.turned:
            told = Said.fill(
                "Of these {n} would lie in the atlas with latitude and longitude exchanged: "
                "see that the columns are named the right way round.",
                n=self.turned,
            )
            say(self.language.says(told), quiet=quiet)
