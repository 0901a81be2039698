"""The states of a family tree's events: a table of them, and the tree with a note under each place."""

# ruff: noqa: PLC0415  (heavy modules are imported by the command that needs them)
from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

import click

from geo.cli.group import keep_inputs, say, working
from geo.cli.lists import Sheet, came_in, check_out
from geo.files.columns import Table
from geo.files.numbers import fixed
from geo.files.writing import check_target, write_text

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["who_gedcom"]

_TREE: Final = ".ged"


def who_gedcom(
    path: Path, form: str | None, data: Path | None, *, files: tuple[Path, ...], out: Path | None, quiet: bool
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
    if is_tree and out is not None:
        write_text(out, tree.noted({k: one.told for k, one in enumerate(states) if one.states}))
    else:
        table = Table.of(EventState.COLUMNS, states)
        if form == "text":
            for one in states:
                click.echo(
                    f"{one.event.person}, {one.event.tag} {one.event.date}, {one.event.place}: {one.told}"
                )
        else:
            sheet = Sheet(form, out)
            sheet.head(Table(table.columns, ()))
            sheet.add(table)
            sheet.end()
    _report(Counter(one.verdict for one in states), Counter(_why(one) for one in states), quiet=quiet)


def _why(one: object) -> str:
    verdict, note = getattr(one, "verdict", ""), getattr(one, "note", "")
    return f"{verdict}: {note.partition(':')[0].partition(';')[0]}" if verdict != "sure" else ""


def _report(verdicts: Counter[str], why: Counter[str], *, quiet: bool) -> None:
    """Say how many were sure, unsure and unknown, and why."""
    total = sum(verdicts.values())
    told = ", ".join(f"{fixed(verdicts[kind], 0)} {kind}" for kind in ("sure", "unsure", "unknown"))
    say(f"{fixed(total, 0)} dated, placed events: {told}.", quiet=quiet)
    for reason, count in why.most_common(6):
        if reason:
            say(f"  {fixed(count, 0)} {reason}", quiet=quiet)
