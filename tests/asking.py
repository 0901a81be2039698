"""The command line, asked within the test's own process."""

from __future__ import annotations

from typing import Any

import pytest

from geo.cli import main


def ask(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[Any, str, str]:
    """Return how a command ends, what it writes, and what it says."""
    with pytest.raises(SystemExit) as ended:
        main(arguments, prog_name="bordershift")
    out, err = capsys.readouterr()
    return ended.value.code, out, err


def one_sentence(err: str) -> str:
    """Check that what is said of a fault is short and in one line."""
    assert err.startswith("bordershift: ")
    assert err.count("\n") == 1
    assert len(err) < 700
    return err
