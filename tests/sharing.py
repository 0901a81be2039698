"""What is made once for a whole run, though several workers may test side by side."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent


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
            fcntl.flock(lock, fcntl.LOCK_EX)
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

    @classmethod
    def of(cls, once: Once) -> Built:
        """Run ``bordershift build`` as a user does, in a process of its own."""
        folder = once("built with space", _build)
        return cls(folder, **json.loads((folder / "said.json").read_text(encoding="utf-8")))


def _build(folder: Path) -> None:
    run = subprocess.run(  # noqa: S603  (our own program)
        [sys.executable, "-m", "geo", "build", "--out", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    said = {"status": run.returncode, "out": run.stdout, "err": run.stderr}
    (folder / "said.json").write_text(json.dumps(said), encoding="utf-8")
