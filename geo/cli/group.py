"""The command group, and what its commands share."""

# ruff: noqa: PLC0415  (heavy modules are imported by the command that needs them)
from __future__ import annotations

import logging
import os
import shutil
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from geo import __version__
from geo.cli.near_words import usage_fault
from geo.cli.noted import Notes, in_language
from geo.errors import BordershiftError
from geo.files.names import plain

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from geo.atlas.atlas import Atlas, Snapshot
    from geo.files.kept import Kept

__all__ = [
    "answer",
    "asked_days",
    "atlas_folder",
    "completion",
    "days",
    "dumps_too",
    "folder_of",
    "keep_inputs",
    "kept_of",
    "main",
    "only_region",
    "open_days",
    "paint",
    "quiet",
    "room",
    "say",
    "screen",
    "whose",
    "working",
]

_LEAST_COLUMNS = 60
"""Narrower than that, a table is no table."""

_MOST_FAULT = 200

C = TypeVar("C")


class _Group(click.Group):
    """A group whose commands answer a fault with one sentence and exit status 2."""

    def __call__(self, *args: Any, **extra: Any) -> NoReturn:  # noqa: ANN401  (click's own signature)
        """Run a command and exit; no traceback reaches the user."""
        try:
            notes = _streams()
            status = self.main(*args, **{**extra, "standalone_mode": False})
            notes.speak()
            if sys.stdout is not None:
                sys.stdout.flush()
        except (Exception, KeyboardInterrupt) as error:
            if _is_bug(error) and logging.getLogger().isEnabledFor(logging.INFO):  # -v
                raise
            _end(error)
        sys.exit(status if isinstance(status, int) else 0)


def _is_bug(error: BaseException) -> bool:
    ours = (BordershiftError, click.ClickException, click.Abort, KeyboardInterrupt, MemoryError, OSError)
    return not isinstance(error, ours)


def _end(error: BaseException) -> NoReturn:
    """Answer what went wrong in one sentence, and exit."""
    match error:
        case click.exceptions.NoArgsIsHelpError():
            click.echo(error.format_message(), err=True)
            sys.exit(2)
        case click.UsageError():
            _fail(usage_fault(error))
        case click.ClickException():
            _fail(error.format_message())
        case BordershiftError():
            _fail(in_language(error.args[0] if len(error.args) == 1 else str(error)))
        case click.Abort() | KeyboardInterrupt():
            _give_up_output()
            _speak("stopped; every file is whole, the old one or the new one.")
            sys.exit(130)
        case BrokenPipeError():  # the reader of a pipe has seen enough
            _give_up_output()
            sys.exit(0)
        case MemoryError():
            _fail("there is not memory enough for this; cut out the part you need, or widen --every.")
        case OSError():  # what is not about one file: a full disk behind standard output, say
            _give_up_output()
            where = f" {error.filename}" if error.filename else ""
            _fail(f"cannot read or write{where} ({error.strerror or error}); see what is full or missing.")
    _give_up_output()
    said = plain(f"{type(error).__name__}: {error}", _MOST_FAULT)
    _speak(f"a fault of the program itself ({said}); say -v to see where, and report it. No file was spoilt.")
    sys.exit(70)  # EX_SOFTWARE of sysexits.h


def _streams() -> Notes:
    """Write UTF-8 whatever the system's own encoding; programs read it, and names are of every script."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
            if not stream.isatty():  # the same bytes on every system
                stream.reconfigure(encoding="utf-8", newline="\n")
    logging.getLogger("matplotlib").setLevel(logging.ERROR)  # its caches and fonts are no one's concern
    log = logging.getLogger("geo")
    notes = Notes(_speak)
    log.handlers = [notes]
    log.setLevel(logging.WARNING)
    return notes


def _give_up_output() -> None:
    """Send what is still unwritten nowhere, so that nothing is said about it when the program ends."""
    if sys.stdout is not None and hasattr(sys.stdout, "fileno"):
        try:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except OSError:  # no real file stands behind it
            return


def _speak(sentence: str) -> None:
    click.echo(f"{paint('bordershift:', 'red', err=True)} {plain(sentence)}", err=True)


def _fail(sentence: str) -> NoReturn:
    _speak(sentence)
    sys.exit(2)


def paint(text: str, colour: str, *, err: bool = False) -> str:
    """Colour a text where it goes to a terminal and the user did not say NO_COLOR."""
    stream = sys.stderr if err else sys.stdout
    return click.style(text, fg=colour) if stream.isatty() and not os.environ.get("NO_COLOR") else text


@click.group(
    cls=_Group,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""In the bundled atlas days run from 1939-08-23 to 1941-06-22; --data opens another.

\b
Examples:
  bordershift build --out x               the layers, the figures and the maps
  bordershift measure --region bessarabia kilometres on every parallel
  bordershift who Husiatyn                every holder of a place, since when
  bordershift who 52.10 23.70 --on 1939-08-23

\b
Completion, for bash (or zsh, fish):
  eval "$(_BORDERSHIFT_COMPLETE=bash_source bordershift)"
""",
)
@click.version_option(__version__, "-V", "--version", prog_name="bordershift")
@click.option(
    "--lang",
    metavar="LANGUAGE",
    show_default="en",
    help="Language of what is told of results, such as pl or uk; faults are told in English, as is what "
    "gazetteer, places and verify say.",
)
@click.pass_context
def main(context: click.Context, *, lang: str | None) -> None:
    """Ask the western border of the USSR, 1939 to 1941: who held what, how far it moved, on a map."""
    name = context.invoked_subcommand or ""
    command = main.get_command(context, name)
    if lang not in {None, "en"} and command and not any(one.name == "lang" for one in command.params):
        msg = f"{name} speaks English alone; leave out --lang."
        raise click.UsageError(msg)
    context.obj = lang


def quiet(command: Callable[..., C]) -> Callable[..., C]:
    """Give a command ``-q``, which it is told of, and ``-v``, which is seen to here."""
    command = click.option(
        "-v",
        "--verbose",
        is_flag=True,
        expose_value=False,
        callback=_speak_up,
        help="Say what is read, and how long it took.",
    )(command)
    return click.option("-q", "--quiet", is_flag=True, help="Say nothing while working.")(command)


def _speak_up(context: click.Context, _option: click.Parameter, wanted: bool) -> None:  # noqa: FBT001  (click's)
    if not wanted:
        return
    logging.basicConfig(level=logging.INFO, format="bordershift: %(message)s")
    say(f"version {__version__}, data in {folder_of(context.params.get('data'))}")
    started = time.perf_counter()
    context.call_on_close(lambda: say(f"took {time.perf_counter() - started:.1f} s"))


@contextmanager
def working(task: str, steps: int | None = None, *, quiet: bool = False) -> Iterator[Callable[..., None]]:
    """Show on a terminal that work is under way, on standard error; elsewhere show nothing.

    Parameters
    ----------
    task : str
        What is done, in a few words.
    steps : int, optional
        How many there are, if that is known.
    quiet : bool
        Show nothing at all.

    Yields
    ------
    callable
        To be called after each step, or with how many were made.
    """
    if quiet or not sys.stderr.isatty():
        yield lambda _made=1: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True, redirect_stdout=False) as progress:
        bar = progress.add_task(task, total=steps)
        yield lambda made=1: progress.advance(bar, made)


def days(command: Callable[..., C]) -> Callable[..., C]:
    """Give a command ``--from`` and ``--to``."""
    command = click.option("--to", "end", show_default="the atlas's own", metavar="DAY", help="The day after.")(
        command
    )
    return click.option(
        "--from",
        "start",
        show_default="the atlas's own",
        metavar="DAY",
        help="The day before, as 1939-09-17 or 17.9.1939.",
    )(command)


def only_region(words: str) -> Callable[[Callable[..., C]], Callable[..., C]]:
    """Give a command ``--region``, and say in its help what for."""
    return click.option("--region", metavar="R", shell_complete=completion("regions.csv", "region"), help=words)


def whose(words: str, usual: str = "whose border the atlas is about") -> Callable[..., Callable[..., C]]:
    """Give a command ``--state``, and say in its help what for, and which is meant unless one is named."""
    return click.option(
        "--state",
        show_default=usual,
        shell_complete=completion("tenure.csv", "holder"),
        help=words,
    )


def atlas_folder(command: Callable[..., C]) -> Callable[..., C]:
    """Give a command ``--data``, which is read before its other options: they may depend on it."""
    from pathlib import Path

    return click.option(
        "--data",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        is_eager=True,
        metavar="DIR",
        show_default="the bundled data",
        help="Data folder of another atlas.",
    )(command)


def dumps_too(command: Callable[..., C]) -> Callable[..., C]:
    """Give a command ``--gazetteer``: settlements that are looked into besides."""
    from pathlib import Path

    return click.option(
        "--gazetteer",
        "files",
        type=click.Path(path_type=Path),
        multiple=True,
        metavar="FILE",
        help="A GeoNames dump to look into too, this once.",
    )(command)


def folder_of(data: Path | None) -> Path:
    """Return the folder that was named, or the bundled one."""
    from geo.atlas.bundled import data_folder

    return data or data_folder()


def kept_of(data: Path | None) -> Kept:
    """Return what was made before of an atlas's folder, by this program and for the same question."""
    from geo.files.kept import Kept

    return Kept(folder_of(data))


def screen() -> int | None:
    """Return the columns of the screen that is written to; none where it is no screen."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def answer(text: str) -> None:
    """Write a result as it is, below what must be known to read it; click would take out colour."""
    for handler in logging.getLogger("geo").handlers:
        if isinstance(handler, Notes):
            handler.speak()
    click.echo(text, nl=False, color=True)


def completion(table: str, column: str, *more: str) -> Callable[..., list[str]]:
    """Offer a shell what stands in a column of a table, and more."""

    def complete(context: click.Context, _option: click.Parameter, begun: str) -> list[str]:
        from geo.files.tables import read_table

        file = folder_of(context.params.get("data")) / "tables" / table
        rows = read_table(file, [column]) if file.is_file() else []
        return [
            name for name in dict.fromkeys((*more, *(row[column] for row in rows))) if name.startswith(begun)
        ]

    return complete


def room(elsewhere: int) -> int:
    """Return the columns of a table: as many as a terminal has, elsewhere always the same."""
    columns = screen()
    return elsewhere if columns is None else max(columns, _LEAST_COLUMNS)


def say(text: str, *, quiet: bool = False) -> None:
    """Speak on standard error, unless told to be quiet."""
    if not quiet:
        click.echo(text, err=True)


def keep_inputs(*targets: Path | None, data: Path | None = None) -> None:
    """Refuse targets that lie among the data an atlas is read from, the bundled one or another."""
    from geo.files.writing import check_target

    parts = ("arcs", "land", "points", "tables", "LICENSES", "datapackage.json", "atlas.json")
    for target in targets:
        for folder in dict.fromkeys((folder_of(data), folder_of(None))):
            if target is not None:
                check_target(target, [folder / part for part in parts])


def asked_days(start: str | None, end: str | None, data: Path | None) -> tuple[dt.date, dt.date]:
    """Read the two days that are asked about, or take an atlas's own: first of all, for that is quick."""
    from geo.atlas.about import read_about

    about = read_about(folder_of(data))
    first = about.before.day if start is None else about.day(start)
    last = about.after.day if end is None else about.day(end)
    if first > last:
        logging.getLogger("geo").warning(
            "--from %s lies after --to %s: what is told runs back in time", first, last
        )
    return first, last


def open_days(start: dt.date, end: dt.date, data: Path | None) -> tuple[Atlas, Snapshot, Snapshot]:
    """Open an atlas on two days."""
    from geo.atlas.open_atlas import open_atlas

    atlas = open_atlas(data)
    return atlas, atlas.on(start), atlas.on(end)
