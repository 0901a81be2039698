"""Where an answer goes: to standard output, or into the file that ``-o`` names, as its ending tells."""

# ruff: noqa: PLC0415  (heavy modules are imported by the command that needs them)
from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

import click

from geo.cli.group import answer, keep_inputs, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.files.columns import Table
    from geo.files.kept import Kept

__all__ = ["Told", "out_file", "told_as", "told_in"]

C = TypeVar("C")

_ENDINGS: Final = {"csv": ".csv", "json": ".json", "geojson": ".geojson", "markdown": ".md", "xlsx": ".xlsx"}
"""What the file of each form ends in; a table for the eye is for the screen."""
_BOM: Final = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""What a CSV begins with, by which Excel knows UTF-8; on standard output it has none: programs read that."""


@dataclass(frozen=True, slots=True)
class Told:
    """How an answer is told, and where.

    Attributes
    ----------
    form : str
        Such as ``csv``.
    out : Path or None
        The file; None for standard output.
    quiet : bool
        Whether to say nothing of the file.
    """

    form: str
    out: Path | None
    quiet: bool

    def written(self, table: Table) -> str | bytes:
        """Write a table as CSV, as JSON, or as the workbook that a file is to be."""
        if self.form == "xlsx":
            return table.workbook()
        return table.csv() if self.form == "csv" else table.json()

    def remembered(self, made: Kept, asked: tuple[object, ...], make: Callable[[], str | bytes]) -> str | bytes:
        """Return what was told of a question before, or is told now."""
        if self.form == "xlsx":
            return made.files(asked, lambda: {"book": _bytes(make())})["book"]
        return made.text(asked, lambda: _bytes(make()).decode("utf-8", "surrogatepass"))

    def answer(self, told: str | bytes) -> None:
        """Give the answer; a workbook, as bytes, into a file alone."""
        if self.out is None:
            answer(told if isinstance(told, str) else told.decode())
            return
        from geo.files.writing import write_bytes

        mark = _BOM if self.form == "csv" else ""
        whole = told if isinstance(told, bytes) else (mark + told).encode("utf-8", "backslashreplace")
        write_bytes(self.out, whole)
        say(f"wrote {self.out}", quiet=self.quiet)


def _bytes(told: str | bytes) -> bytes:
    return told if isinstance(told, bytes) else told.encode("utf-8", "surrogatepass")


def out_file(*forms: str) -> Callable[[Callable[..., C]], Callable[..., C]]:
    """Give a command ``-o`` for its answer.

    Parameters
    ----------
    forms : str
        Those of its forms that a file may have.
    """
    endings = _listed(forms)
    return click.option(
        "-o",
        "--out",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help=f"Write the answer into a file, in the form that its ending tells: {endings}.",
    )


def told_as(out: Path | None, form: str | None, forms: tuple[str, ...], *, usual: str) -> str:
    """Return the form of an answer: that of its file, or as ``--format`` says.

    Parameters
    ----------
    out : Path or None
        The file; None for standard output.
    form : str or None
        What ``--format`` says; None if it says nothing.
    forms : tuple of str
        Those that a file may have.
    usual : str
        The form on standard output unless another is asked for.

    Raises
    ------
    click.UsageError
        If the ending is none that is written, or says something else than ``--format``.
    """
    if out is None:
        return form or usual
    told = next((one for one in forms if out.suffix.lower() == _ENDINGS[one]), None)
    if told is None:
        msg = f"{out}: an answer is written as {_listed(forms)}; end the name so."
        raise click.UsageError(msg)
    if form not in {None, told}:
        msg = f"{out} ends otherwise than --format {form}; leave out the one or the other."
        raise click.UsageError(msg)
    return told


def told_in(
    out: Path | None, form: str | None, data: Path | None, *, forms: tuple[str, ...], usual: str, quiet: bool
) -> Told:
    """Return how and where an answer is told, after seeing that it may be written there.

    Raises
    ------
    click.UsageError, InputFileError
        As `told_as`; or if the file lies among the data that are read.
    """
    form = told_as(out, form, forms, usual=usual)
    keep_inputs(out, data=data)
    return Told(form, out, quiet)


def _listed(forms: tuple[str, ...]) -> str:
    *others, last = (_ENDINGS[form] for form in forms)
    return f"{', '.join(others)} or {last}" if others else last
