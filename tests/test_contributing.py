"""What CONTRIBUTING tells people to type finds what it says."""

from __future__ import annotations

import re
import shlex

from asking import ROOT, here

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"`([^`\n]+)`", TEXT)


def test_grep_finds_a_village_that_a_row_names() -> None:
    (command,) = (one for one in COMMANDS if one.startswith("grep "))
    _, _, village, pattern = shlex.split(command)
    assert any(village in path.read_text(encoding="utf-8") for path in ROOT.glob(pattern))


def test_its_question_is_answered() -> None:
    (command,) = (one for one in COMMANDS if one.startswith(".venv/bin/bordershift who"))
    run = here(*shlex.split(command)[1:])
    assert run.returncode == 0
    assert "nearest border" in run.stdout


def test_every_target_of_make_is_there() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    named = {word for one in COMMANDS if one.startswith("make ") for word in one.split()[1:] if "=" not in word}
    assert named
    assert named <= targets
    quick = re.search(r"^quick:.*\n\t(.*)$", makefile, re.MULTILINE)
    assert quick is not None
    for path in re.findall(r"tests/\S+\.py", quick[1]):
        assert (ROOT / path).is_file(), path
