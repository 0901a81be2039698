"""Who held each place of a list of names: read, looked up and written piece by piece."""

# ruff: noqa: PLC0415  (heavy modules are imported by the command that needs them)
from __future__ import annotations

import sys
from collections import Counter
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Final

import click

from geo.cli.group import say, working
from geo.cli.lists import Sheet, came_in, check_out, in_utf8, tell_renamed
from geo.cli.row_days import row_days, tell_unused
from geo.cli.speaking import SaidCells
from geo.files.columns import Column, Table
from geo.files.lists import ListTable, free_names
from geo.files.numbers import fixed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from geo.atlas.atlas import Atlas
    from geo.atlas.languages import Language
    from geo.atlas.listed import Listed, Lookup
    from geo.cli.row_days import RowDays

__all__ = ["HEADS", "who_names"]

_PIECE: Final = 5_000
_FOUND: Final = ("exact", "folded", "variant")

HEADS: Final = (
    "place", "place name", "placename", "place_name", "locality", "settlement", "village", "town",
    "birthplace", "birth place", "Ort", "Ortsname", "Ortschaft", "Dorf", "Geburtsort", "miejscowość",
    "miejscowosc", "miejsce",
    "nazwa miejscowości", "wieś", "miasto", "место", "населённый пункт", "населенный пункт", "нас. пункт",
    "место рождения", "деревня", "село", "місце", "населений пункт", "місцевість", "месца", "населены пункт",
    "вёска", "localitate", "localitatea", "loc", "sat", "vieta", "vietovė", "vietovardis", "gyvenvietė",
    "apdzīvota vieta", "koht", "asula", "küla", "paikka", "paikkakunta", "kylä", "helység", "település",
    "lieu", "localité", "אָרט", "מקום", "ישוב", "name", "asciiname", "Name des Ortes", "nazwa", "название",
    "назва", "denumire", "pavadinimas", "nosaukums", "nimi", "nom", "nume", "שם",
)  # fmt: skip
"""What the column of names is called, the first that is there: a word for a place before one for any name."""


def who_names(  # noqa: PLR0913  (a list, how it is read, and how it comes back)
    path: Path,
    lookup: Callable[[Atlas, Sequence[str]], Lookup],
    days: Sequence[str],
    *,
    column: str,
    form: str | None,
    data: Path | None,
    out: Path | None,
    language: Language,
    encoding: str = "",
    quiet: bool,
) -> None:
    """Answer for every name of a list, and write it with the answers added.

    Parameters
    ----------
    path : Path
        The list; ``-`` for standard input.
    lookup : callable
        Makes what looks names up in an atlas, on some days.
    days : sequence of str
        Days, and headings of columns that hold each row's.
    column : str
        Which column holds the names; found by its head if empty.
    form : str or None
        ``csv``, ``json``, ``xlsx`` or ``text``.
    data : Path or None
        Data folder of another atlas.
    out : Path or None
        Where it is written to; standard output if None.
    language : Language
        Of lines of text, of the words in cells, and of what is said of the list.
    encoding : str
        What the list is written in; UTF-8 if empty.
    quiet : bool
        Whether to say nothing of how many were found, and of columns that are
        called otherwise.
    """
    from geo.atlas.listed import Listed
    from geo.atlas.open_atlas import open_atlas

    form = check_out(out, path, form, data)
    with came_in(path) as given, in_utf8(given, encoding) as file:
        table = ListTable(file)
        at = table.column(HEADS, "names of places", option="--column", named=column)
        atlas = open_atlas(data)
        when = row_days(atlas, table, days)
        when.tell_counted(table, language, quiet=quiet)
        tell_unused(table, when, {at}, language, quiet=quiet)
        look = lookup(atlas, () if when.own else when.common)
        names = free_names(table.header, [one.name for one in Listed.COLUMNS])
        tell_renamed(table.header, names, language, quiet=quiet)
        columns = (*(Column(name, "of the table itself") for name in names), *Listed.COLUMNS)
        sheet, counted, made = Sheet(form, out), Counter[str](), 0
        cells = SaidCells(Listed.COLUMNS, language)
        if form != "text":
            sheet.head(Table(columns, ()))
        with working("looking up names", table.count, quiet=quiet) as done:
            for rows in _pieces(row for _, row in table.rows()):
                found = _looked_up(look, rows, at, when)
                _count(found, counted)
                if form == "text":
                    _tell([row[at] for row in rows], found, language)
                else:
                    told = zip(found.rows, cells.of(found.table().rows), strict=True)
                    sheet.add(Table(columns, [(*rows[one.which], *said) for one, said in told]))
                made += len(rows)
                done(len(rows))
                if len(rows) == _PIECE and not sys.stderr.isatty():
                    say(f"{fixed(made, 0)} of {fixed(table.count, 0)} names looked up", quiet=quiet)
        if form != "text":
            sheet.end()
    _say_count(made, counted, language, quiet=quiet)
    cells.tell(quiet=quiet)


def _looked_up(look: Lookup, rows: Sequence[Sequence[str]], at: int, when: RowDays) -> Listed:
    """Look up the names of some rows, each on its own days if it has any."""
    if not when.own:
        return look.up([row[at] for row in rows])
    days = [when.of(row) for row in rows]
    found = look.up([row[at] for row in rows for _ in when.words], days=[day for own in days for day in own])
    each = len(when.words)
    return replace(found, rows=tuple(replace(one, which=one.which // each) for one in found.rows))


def _pieces(rows: Iterator[list[str]]) -> Iterator[list[list[str]]]:
    while piece := list(islice(rows, _PIECE)):
        yield piece


def _count(found: Listed, counted: Counter[str]) -> None:
    """Count names by the doubtful most of their days."""
    by_name: dict[int, str] = {}
    for row in found.rows:
        kind = row.match
        if row.one is not None and row.match in _FOUND:
            kind = ("found" if row.sure else "found, not surely") if row.told else "no day"
        elif row.all_held is not None:
            kind = "one holder"
        if kind != "found" or row.which not in by_name:
            by_name[row.which] = kind
    counted.update(by_name.values())


def _say_count(made: int, counted: Counter[str], language: Language, *, quiet: bool) -> None:
    from geo.atlas.languages import Said

    told = {
        "found": "{n} found",
        "found, not surely": "{n} found near a border or in doubt (sure: no)",
        "no day": "{n} found, but not told of one day (see note)",
        "one holder": "{n} borne by several places that one state held on the day (all_holder)",
        "several": "{n} borne by several places with other histories (--all lists them)",
        "variant": "{n} found only in another spelling where few villages are known (--all lists them)",
        "near": "{n} only near in spelling",
        "sound": "{n} only near in sound",
        "none": "{n} not found",
    }
    parts = [Said.fill(words, n=fixed(counted[kind], 0)) for kind, words in told.items() if counted[kind]]
    said = Said.fill("{n} names: {parts}.", n=fixed(made, 0), parts=Said.of_names(parts or ["none"]))
    say(language.says(said), quiet=quiet)


def _tell(names: Sequence[str], found: Listed, language: Language) -> None:
    """Write a line for each row."""
    from geo.atlas.languages import Said
    from geo.atlas.titles import with_title
    from geo.files.names import plain

    for row in found.rows:
        asked = plain(names[row.which], 60) + (f", {row.day}" if row.day else "")
        place = f"{row.one.place.name}, {row.one.place.district}" if row.one else row.match
        held = with_title(row.held("holder"), row.held("status"), row.held("occupier"))
        since = row.held("since")
        held = Said.fill("{held} since {day}", held=held, day=since) if since else held
        sure = language.says("not sure") if row.told and not row.sure else ""
        told = (language.says(place), language.says(held) if row.told else "", sure, language.says(row.note))
        click.echo(f"{asked}: {'; '.join(filter(None, told))}")
