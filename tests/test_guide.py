"""The guide's commands run as written (doctest runs its Python); the reference names what is public."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from asking import here

import geo

DOCS = Path(__file__).resolve().parent.parent / "docs"
COMMANDS = re.findall(r"```sh\n(.*?)```", (DOCS / "guide.md").read_text(encoding="utf-8"), re.DOTALL)


SHELL = re.compile(r"[|&;<>$`*]")
"""What only a shell understands."""


@pytest.mark.usefixtures("open_already")
@pytest.mark.parametrize("block", COMMANDS)
def test_commands_run(block: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each line runs: what is ours alone in this process, the rest in a shell."""
    monkeypatch.chdir(tmp_path)
    assert "bordershift" in block
    for line in block.replace("\\\n", " ").splitlines():
        words = shlex.split(line, comments=True)
        if not words:
            continue
        ours = words[0] == "bordershift" and not SHELL.search(line)
        run = here(*words[1:]) if ours else in_a_shell(line)
        assert run.returncode == 0, run.stderr
        assert "Traceback" not in run.stderr


def in_a_shell(line: str) -> subprocess.CompletedProcess[str]:
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(  # noqa: S603  (the guide's own line)
        ["bash", "-euc", line],  # noqa: S607
        env={**os.environ, "PATH": programs},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_installed_program_runs_too() -> None:
    assert "bordershift who Lwów\n" in "".join(COMMANDS)
    run = in_a_shell("bordershift who Lwów")
    assert (run.returncode, run.stderr) == (0, "")
    assert "Lviv, 49.8383° N" in run.stdout


def test_the_guide_shows_python_too() -> None:
    # doctest takes a fence for output unless a blank line stands before it
    blocks = re.findall(r"```pycon\n(.*?)```", (DOCS / "guide.md").read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) >= 5
    assert all(block.endswith("\n\n") for block in blocks)


def test_the_reference_names_everything_public() -> None:
    reference = (DOCS / "reference.md").read_text(encoding="utf-8")
    for name in geo.__all__:
        if name not in {"__version__", "BordershiftError"}:
            assert re.search(rf"^\.\. auto\w+:: bordershift\.{name}$", reference, re.MULTILINE), name
