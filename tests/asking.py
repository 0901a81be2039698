"""The command line, asked within the test's own process or in one of its own."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from geo.cli import main

ROOT = Path(__file__).resolve().parent.parent


def ask(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[Any, str, str]:
    """Return how a command ends, what it writes, and what it says."""
    with pytest.raises(SystemExit) as ended:
        main(arguments, prog_name="bordershift")
    out, err = capsys.readouterr()
    return ended.value.code, out, err


def here(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command in this process, which has loaded everything, as if in one of its own."""
    streams = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2)]
    with redirect_stdout(streams[0]), redirect_stderr(streams[1]), pytest.raises(SystemExit) as ended:
        main(list(arguments), prog_name="bordershift")
    for stream in streams:
        stream.seek(0)
    status = ended.value.code or 0
    assert isinstance(status, int)
    return subprocess.CompletedProcess(list(arguments), status, *(stream.read() for stream in streams))


def apart(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command as a user does: in a process of its own."""
    return subprocess.run(  # noqa: S603  (our own program)
        [sys.executable, "-m", "geo", *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def one_sentence(err: str) -> str:
    """Check that what is said of a fault is short and in one line."""
    assert err.startswith("bordershift: ")
    assert err.count("\n") == 1
    assert len(err) < 700
    return err
