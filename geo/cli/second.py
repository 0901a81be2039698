"""What a command makes in a second process, while it makes the rest itself.

The settlements beside a page and the layers take a third of a build, and need
nothing of what the pages are made with; the claims take as long as a page, and
are soon handed over. A process of its own opens the atlas again, which is soon
done, and hands over what it made when it is asked for. If it fails in any way,
or there is but one processor, all is made here: what is wrong is then said as
ever.
"""

# ruff: noqa: PLC0415  (heavy modules are imported by the command that needs them)
from __future__ import annotations

import contextlib
import os
import sys
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Self, TypeAlias

if TYPE_CHECKING:
    import datetime as dt
    import subprocess
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path
    from types import TracebackType

    from geo.atlas.atlas import Atlas, Snapshot
    from geo.claims.assessed import Claims

__all__ = ["CLAIMS", "LAYERS", "SETTLEMENTS", "Opened", "Second", "in_memory", "work"]

Opened: TypeAlias = "Callable[[], tuple[Atlas, Snapshot, Snapshot]]"

CLAIMS: Final = "claims"
"""Derived of the atlas under that name; see `geo.atlas.atlas.Atlas.derive`."""
LAYERS: Final = "layers"
SETTLEMENTS: Final = "settlements"

_PROCESSORS: Final = 2
_BEGIN: Final = "import sys; sys.path[:] = {path!r}; from geo.cli.second import work; work({asked!r})"


class Second:
    """A second process that makes some things of an atlas on two days; to be left as a context.

    Parameters
    ----------
    wanted : sequence of str
        What it makes, in that order: `CLAIMS`, `LAYERS`, `SETTLEMENTS`; if that
        is nothing, there is no process.
    days : tuple of datetime.date
    data : Path or None
        The atlas's folder; none for the bundled one.
    """

    def __init__(self, wanted: Sequence[str], days: tuple[dt.date, dt.date], data: Path | None) -> None:
        self._wanted, self._made = frozenset(wanted), dict[str, Any]()
        self._process: subprocess.Popen[bytes] | None = None
        if not wanted or (os.cpu_count() or 1) < _PROCESSORS or not sys.executable:
            return
        import subprocess

        asked = (*wanted,), (*(day.isoformat() for day in days),), data and str(data)
        code = _BEGIN.format(path=sys.path, asked=asked)
        with contextlib.suppress(OSError):
            self._process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-c", code],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )

    def __enter__(self) -> Self:
        """Begin what is made in this process."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the process, if it is not done."""
        if self._process is not None:
            with self._process:
                self._process.kill()

    def files(self, name: str, opened: Opened) -> Mapping[str, bytes]:
        """Return what the process made, by the names of files; or make it here."""
        found: Mapping[str, bytes] | None = self._found(name)
        return _MAKING[name](opened) if found is None else found

    def derived(self, name: str) -> object:
        """Return what the process derived of the atlas under a name; None if that is nothing."""
        return self._found(name) if name == CLAIMS else None

    def _found(self, name: str) -> Any:  # noqa: ANN401  (as different as what is made)
        """Wait for what the process makes; None if that is nothing."""
        import pickle

        process = self._process
        if process is None or process.stdout is None or name not in self._wanted:
            return None
        while name not in self._made and not process.stdout.closed:
            try:
                self._made |= pickle.load(process.stdout)  # noqa: S301  (our own)
            except (EOFError, pickle.UnpicklingError):  # it has ended, or was ended
                process.stdout.close()
        return self._made.get(name)


def work(asked: tuple[Sequence[str], tuple[str, str], str | None]) -> None:
    """Make what a `Second` asks for, and write it to standard output: the process's own beginning."""
    import datetime as dt
    import gc
    import pickle
    from functools import cache
    from pathlib import Path

    from geo.cli.group import open_days
    from geo.later import SELDOM_USED, later

    gc.disable()  # to look for circles, again and again, takes longer than all of them are worth...
    later(*SELDOM_USED)
    wanted, days, data = asked
    first, last = map(dt.date.fromisoformat, days)
    opened = cache(partial(open_days, first, last, Path(data) if data else None))
    out = sys.stdout.buffer
    files: dict[str, Any] = {}
    for name in wanted:
        if files:
            gc.collect()  # ...but what was large need not be held while the next is made
        made = _MAKING[name](opened)
        if name == CLAIMS:  # few bytes, for which a page waits
            pickle.dump({name: made}, out)
            out.flush()
        else:
            files[name] = made
    # all that is large at last: it is taken when it is wanted, and until then nothing more could be made
    pickle.dump(files, out)


def in_memory(write: Callable[[Path], Iterable[Path]]) -> dict[str, bytes]:
    """Return what is written into a folder, by name."""
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        return {path.name: path.read_bytes() for path in write(Path(folder))}


def _claims(opened: Opened) -> Claims:
    from geo.claims.assess import assess_claims

    return assess_claims(opened()[0])


def _layers(opened: Opened) -> dict[str, bytes]:
    from geo.export.layers import build_layers

    return in_memory(partial(build_layers, *opened()[1:]))


def _settlements(opened: Opened) -> dict[str, bytes]:
    """Make the file of settlements that lies beside a page; none without a gazetteer."""
    from geo.page.settlement_file import settlement_file

    beside = settlement_file(opened()[0])
    return {beside.name: beside.content()} if beside else {}


_MAKING: Final[dict[str, Callable[[Opened], Any]]] = {
    CLAIMS: _claims,
    LAYERS: _layers,
    SETTLEMENTS: _settlements,
}
