"""The guide's commands run as written (doctest runs its Python); the reference names what is public."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import geo

DOCS = Path(__file__).resolve().parent.parent / "docs"
COMMANDS = re.findall(r"```sh\n(.*?)```", (DOCS / "guide.md").read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize("block", COMMANDS)
def test_commands_run(block: str, tmp_path: Path) -> None:
    assert "bordershift" in block
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    run = subprocess.run(  # noqa: S603  (the guide's own lines)
        ["bash", "-euc", block],  # noqa: S607
        cwd=tmp_path,
        env={**os.environ, "PATH": programs},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert "Traceback" not in run.stderr


def test_the_guide_shows_python_too() -> None:
    # doctest takes a fence for output unless a blank line stands before it
    blocks = re.findall(r"```pycon\n(.*?)```", (DOCS / "guide.md").read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) >= 5
    assert all(block.endswith("\n\n") for block in blocks)


def test_the_reference_names_everything_public() -> None:
    reference = (DOCS / "reference.md").read_text(encoding="utf-8")
    for name in geo.__all__:
        if name not in {"__version__", "BordershiftError"}:
            assert re.search(rf"^\.\. auto\w+:: geo\.{name}$", reference, re.MULTILINE), name
