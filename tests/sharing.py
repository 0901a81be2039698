"""What is made once for a whole run, though several workers may test side by side."""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import pytest
from asking import apart

import geo.atlas.open_atlas

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

    from geo.atlas.atlas import Atlas

_open, _folder = geo.atlas.open_atlas.open_atlas, geo.atlas.bundled.data_folder


if sys.platform == "win32":
    import msvcrt

    def _wait_for(handle: int) -> None:
        """Lock a file until it is closed."""
        while True:
            try:
                msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
            except OSError:  # another has held it for ten seconds
                time.sleep(0.1)
            else:
                return
else:
    import fcntl

    def _wait_for(handle: int) -> None:
        """Lock a file until it is closed."""
        fcntl.flock(handle, fcntl.LOCK_EX)


class Once:
    """Folders made by the worker that first asks for them; the others wait until they are whole."""

    def __init__(self, base: Path) -> None:
        # each worker of pytest-xdist has a folder of its own, within one of the whole run
        self._folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "once"
        self._folder.mkdir(exist_ok=True)

    def __call__(self, name: str, make: Callable[[Path], object]) -> Path:
        """Return the folder of that name, which ``make`` has filled."""
        whole = self._folder / name
        with (self._folder / f"{name}.lock").open("w", encoding="utf-8") as lock:
            _wait_for(lock.fileno())
            if not whole.exists():
                begun = self._folder / f"{name} begun"
                shutil.rmtree(begun, ignore_errors=True)  # of one that failed
                begun.mkdir()
                make(begun)
                begun.rename(whole)
        return whole


@dataclass(frozen=True)
class Built:
    """What a build has written into a folder, both its streams, and its exit status."""

    folder: Path
    status: int
    out: str
    err: str
    hash_seed: str

    @classmethod
    def of(cls, once: Once) -> Built:
        """Run ``bordershift build`` as a user does, in a process of its own."""
        folder = once("built with space", _build)
        return cls(folder, **json.loads((folder / "said.json").read_text(encoding="utf-8")))


def _build(folder: Path) -> None:
    # sets are in another order than here, whatever the seed is here
    seed = "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2"
    run = apart("build", "--out", str(folder), PYTHONHASHSEED=seed)
    said = {"status": run.returncode, "out": run.stdout, "err": run.stderr, "hash_seed": seed}
    (folder / "said.json").write_text(json.dumps(said), encoding="utf-8")


@cache
def bundled() -> Atlas:
    """Open the bundled atlas, once: what is measured on it is kept with it."""
    return _open()


def share_atlas(patch: pytest.MonkeyPatch) -> None:
    """Have the program take the one that is open already when it opens the bundled atlas."""

    def shared(folder: Path | str | None = None) -> Atlas:
        return bundled() if folder is None and geo.atlas.bundled.data_folder is _folder else _open(folder)

    patch.setattr(geo.atlas.open_atlas, "open_atlas", shared)
    patch.setattr(geo, "open_atlas", shared)


class Examples:
    """Examples in documents and modules open the atlas like everybody; here each gets the same one."""

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, object, object]:
        with pytest.MonkeyPatch.context() as patch:
            if isinstance(item, pytest.DoctestItem):
                share_atlas(patch)
            return (yield)
