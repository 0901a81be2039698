"""The states of a family tree's events: a table of them, and the tree with a note under each place."""

# ruff: noqa: PLC0415  (heavy modules are imported by the command that needs them)
from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import click

from geo.cli.group import keep_inputs, say, working
from geo.cli.lists import Sheet, came_in, check_out
from geo.cli.speaking import SaidCells
from geo.files.columns import Table
from geo.files.numbers import fixed
from geo.files.writing import check_target, write_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from geo.atlas.languages import Language
    from geo.own.tree_states import EventState

_MOST_REASONS: Final = 8

__all__ = ["who_gedcom"]

_TREE: Final = ".ged"


def who_gedcom(
    path: Path,
    form: str | None,
    data: Path | None,
    *,
    files: tuple[Path, ...],
    out: Path | None,
    language: Language,
    quiet: bool,
) -> None:
    """Tell in which state each dated, placed event of a tree was.

    Parameters
    ----------
    path : Path
        The tree; ``-`` for standard input.
    form : str or None
        ``csv``, ``json`` or ``text``.
    data : Path or None
        Data folder of another atlas.
    files : tuple of Path
        Dumps of settlements to look into for this once.
    out : Path or None
        ``.ged``: the tree with a note under each place whose state is known,
        beside the table. Else the table. None for standard output.
    language : Language
        Of notes, of the words in cells, and of what is said of the tree.
    quiet : bool
        Whether to say nothing of how many were sure.
    """
    from geo.atlas.open_atlas import open_atlas
    from geo.cli.gazetteer import gazetteer_of
    from geo.own.gedcom import read_tree
    from geo.own.tree_states import EventState, tree_states

    is_tree = out is not None and out.suffix.lower() == _TREE
    if is_tree:
        keep_inputs(out, data=data)
        check_target(out, [path])  # type: ignore[arg-type]
    form = form or "csv" if is_tree else check_out(out, path, form, data)
    with came_in(path) as file:
        tree = read_tree(file)
    atlas = open_atlas(data)
    with working("looking up events", quiet=quiet):
        states = tree_states(atlas, tree, gazetteer=gazetteer_of(atlas, files))
    cells = SaidCells(EventState.COLUMNS, language)
    if is_tree and out is not None:
        told = {k: cells.says(one.told) for k, one in enumerate(states) if one.states}
        write_text(out, tree.noted(told))
    else:
        table = Table.of(EventState.COLUMNS, states)
        if form == "text":
            for one in states:
                click.echo(
                    f"{one.event.person}, {one.event.tag} {one.event.date}, {one.event.place}: "
                    f"{cells.says(one.told)}"
                )
        else:
            sheet = Sheet(form, out)
            sheet.head(Table(table.columns, ()))
            sheet.add(replace(table, rows=list(cells.of(table.rows))))
            sheet.end()
    _report(states, language, quiet=quiet)
    cells.tell(quiet=quiet)


def _report(states: Sequence[EventState], language: Language, *, quiet: bool) -> None:
    """Say how many were sure, unsure and unknown, and why: the reasons of each add up to it."""
    from geo.atlas.languages import Said

    kinds = {"sure": "{n} sure", "unsure": "{n} unsure", "unknown": "{n} unknown"}
    counts = Counter(one.verdict for one in states)
    parts = [Said.fill(words, n=fixed(counts[kind], 0)) for kind, words in kinds.items()]
    told = Said.fill("{n} dated, placed events: {parts}.", n=fixed(len(states), 0), parts=Said.of_names(parts))
    say(language.says(told), quiet=quiet)
    for kind in ("unsure", "unknown"):
        why = Counter(one.reason for one in states if one.verdict == kind)
        shown = why.most_common(_MOST_REASONS if len(why) > _MOST_REASONS + 1 else None)
        rest = counts[kind] - sum(count for _, count in shown)
        for reason, count in (*shown, *([(Said.fill("for other reasons"), rest)] if rest else [])):
            line = Said.fill("{n} {verdict}: {reason}", n=fixed(count, 0), verdict=kind, reason=reason)
            say(f"  {language.says(line)}", quiet=quiet)
