"""The command group, and what its commands share."""

# ruff: noqa: PLC0415  (heavy modules are imported by the command that needs them)
from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from geo import __version__
from geo.errors import BordershiftError

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.atlas import Atlas, Snapshot

__all__ = ["FIRST", "LAST", "days", "main", "open_days", "quiet", "say"]

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
    click.echo(f"bordershift: {sentence}", err=True)
    sys.exit(2)


@click.group(
    cls=_Group,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Days run from 1939-08-23 to 1941-06-22. Examples: bordershift measure --region bessarabia;"
    " bordershift who 52.10 23.70 --on 1939-08-23; bordershift build.",
)
@click.version_option(__version__, "-V", "--version", prog_name="bordershift")
def main() -> None:
    """Ask the western border of the USSR, 1939 to 1941: who held what, how far it moved, on a map."""


def quiet(command: Callable[..., C]) -> Callable[..., C]:
    """Give a command ``-q``."""
    return click.option("-q", "--quiet", is_flag=True, help="Say nothing while working.")(command)


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
