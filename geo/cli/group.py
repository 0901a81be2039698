"""The command group, and what its commands share."""

# ruff: noqa: PLC0415  (heavy modules are imported by the command that needs them)
from __future__ import annotations

import gc
import logging
import os
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from geo import __version__
from geo.errors import BordershiftError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from geo.atlas import Atlas, Snapshot

__all__ = ["FIRST", "LAST", "days", "main", "open_days", "paint", "quiet", "say", "working"]

FIRST, LAST = "1939-08-23", "1941-06-21"

C = TypeVar("C")


class _Group(click.Group):
    """A group whose commands answer a fault with one sentence and exit status 2."""

    def __call__(self, *args: Any, **extra: Any) -> NoReturn:  # noqa: ANN401  (click's own signature)
        """Run a command and exit; no traceback reaches the user."""
        gc.set_threshold(100_000)  # reading makes many small lists, and none of them in a cycle
        try:
            status = self.main(*args, **{**extra, "standalone_mode": False})
            sys.stdout.flush()
            gc.freeze()  # at exit nothing is looked through for cycles: the memory goes back as a whole
        except click.UsageError as error:
            command = error.ctx.command_path if error.ctx else "bordershift"
            _fail(f"{error.format_message()} (see: {command} --help)")
        except (BordershiftError, click.ClickException) as error:
            _fail(error.format_message() if isinstance(error, click.ClickException) else str(error))
        except click.Abort:
            click.echo("bordershift: stopped; nothing was changed.", err=True)
            sys.exit(130)
        except BrokenPipeError:  # the reader of a pipe has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)
        sys.exit(status if isinstance(status, int) else 0)


def _fail(sentence: str) -> NoReturn:
    click.echo(f"{paint('bordershift:', 'red', err=True)} {sentence}", err=True)
    sys.exit(2)


def paint(text: str, colour: str, *, err: bool = False) -> str:
    """Colour a text where it goes to a terminal and the user did not say NO_COLOR."""
    stream = sys.stderr if err else sys.stdout
    return click.style(text, fg=colour) if stream.isatty() and not os.environ.get("NO_COLOR") else text


@click.group(
    cls=_Group,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""Days run from 1939-08-23 to 1941-06-22.

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
def main() -> None:
    """Ask the western border of the USSR, 1939 to 1941: who held what, how far it moved, on a map."""


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
    from geo.atlas import data_folder

    logging.basicConfig(level=logging.INFO, format="bordershift: %(message)s")
    say(f"version {__version__}, data in {data_folder()}")
    started = time.perf_counter()
    context.call_on_close(lambda: say(f"took {time.perf_counter() - started:.1f} s"))


@contextmanager
def working(task: str, steps: int | None = None, *, quiet: bool = False) -> Iterator[Callable[[], None]]:
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
        To be called after each step.
    """
    if quiet or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True, redirect_stdout=False) as progress:
        bar = progress.add_task(task, total=steps)
        yield lambda: progress.advance(bar)


def days(command: Callable[..., C]) -> Callable[..., C]:
    """Give a command ``--from`` and ``--to``."""
    command = click.option(
        "--to", "end", default=LAST, show_default=True, metavar="DAY", help="The day after."
    )(command)
    return click.option(
        "--from", "start", default=FIRST, show_default=True, metavar="DAY", help="The day before."
    )(command)


def say(text: str, *, quiet: bool = False) -> None:
    """Speak on standard error, unless told to be quiet."""
    if not quiet:
        click.echo(text, err=True)


def open_days(start: str, end: str) -> tuple[Atlas, Snapshot, Snapshot]:
    """Open the atlas on two days; the days are checked first, for that is quick."""
    from geo.tenure import parse_day

    first, last = parse_day(start), parse_day(end)
    from geo.atlas import open_atlas

    atlas = open_atlas()
    return atlas, atlas.on(first), atlas.on(last)
