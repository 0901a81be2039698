"""Spoil the measures, one small change at a time, and look whether a test notices each.

``make mutants`` runs this: mutmut makes the changes, which `[tool.mutmut]` in
pyproject.toml has for which modules and with which tests. What no test can
notice, for the program does the same with the change as without it, stands
with the reason in ``mutants.toml`` beside this file; everything else that went
unnoticed is listed, and wants a test. A run that was stopped goes on where it
was, and what went unnoticed is tried again with the tests of today; ``--anew``
begins again. ``--told`` runs nothing and tells of the last run.
"""

from __future__ import annotations

import argparse
import ast
import json
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

if sys.platform == "linux":
    import resource

ROOT = Path(__file__).resolve().parent.parent
MADE = ROOT / "mutants"
"""Where mutmut keeps the spoilt copies, and beside each what became of its changes."""

MOST_BYTES = 5 << 30
"""Of memory that a spoilt program may ask for."""

SURVIVED, NO_TESTS = 0, 33
"""What mutmut writes of a change that no test noticed, and of one that no test came to."""


@dataclass(frozen=True)
class Alike:
    """A change after which the program does the same.

    Attributes
    ----------
    module, function : str
        Where; ``*`` for anywhere.
    was : str
        What stands there, as the module has it.
    becomes : list of str
        What may be put in its place.
    why : str
        How one sees that nothing else comes of it.
    """

    module: str
    function: str
    was: str
    becomes: list[str]
    why: str

    def makes(self, mutant: Mutant) -> bool:
        """Whether this is what was changed."""
        there = self.module in {"*", mutant.module} and self.function in {"*", mutant.function}
        return there and any(
            mutant.source[:at] + new + mutant.source[at + len(self.was) :] == mutant.spoilt
            for at in places(mutant.source, self.was)
            for new in self.becomes
        )


@dataclass(frozen=True)
class Mutant:
    """A function with one small change, and what the tests said: whether noticed, None if not asked yet."""

    name: str
    module: str
    function: str
    source: str
    spoilt: str
    noticed: bool | None

    @property
    def change(self) -> str:
        """The lines that differ."""
        lines = unified_diff(self.source.splitlines(), self.spoilt.splitlines(), lineterm="", n=0)
        return "\n".join(f"    {line}" for line in lines if line[:1] in "+-" and line[:3] not in {"+++", "---"})


def places(text: str, part: str) -> list[int]:
    """Where a part stands in a text."""
    found, at = [], text.find(part)
    while at >= 0:
        found.append(at)
        at = text.find(part, at + 1)
    return found


def readable(mangled: str) -> str:
    """Name a function as its module does: ``x_area_m2`` is area_m2, ``xǁPiecesǁkm`` is Pieces.km."""
    return mangled[2:].replace("ǁ", ".") if mangled.startswith("xǁ") else mangled[2:]


def mutants_of(record: Path) -> list[Mutant]:
    """Read what became of a module's changes, and what they were."""
    copy = record.with_name(record.name.removesuffix(".meta"))
    module = copy.relative_to(MADE).as_posix()
    text = copy.read_text(encoding="utf-8")
    codes: dict[str, int | None] = json.loads(record.read_text(encoding="utf-8"))["exit_code_by_key"]
    lines = text.splitlines(keepends=True)
    functions = {
        node.name: "".join(lines[node.lineno - 1 : node.end_lineno]).replace(node.name, "", 1)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef) and "__mutmut_" in node.name
    }
    found = []
    for name, code in codes.items():
        own = name.rsplit(".", 1)[-1]
        mangled = own.rpartition("__mutmut_")[0]
        noticed = None if code is None else code not in {SURVIVED, NO_TESTS}
        whole = functions[f"{mangled}__mutmut_orig"]
        found.append(Mutant(name, module, readable(mangled), whole, functions[own], noticed))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description="Spoil the measures, and see whether the tests notice.")
    parser.add_argument("--anew", action="store_true", help="begin again, whatever an earlier run has found")
    parser.add_argument("--told", action="store_true", help="run nothing; tell what the last run has found")
    parser.add_argument("--at-once", type=int, default=1, metavar="N", help="changes tried side by side")
    parser.add_argument("names", nargs="*", help="these alone, as mutmut names them: 'geo.measures.land.*'")
    asked = parser.parse_args()
    listed = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))["alike"]
    alike = [Alike(**one) for one in listed]
    if asked.anew:
        shutil.rmtree(MADE, ignore_errors=True)
    if not asked.told:
        try_again(alike)
        try:
            run("--max-children", str(asked.at_once), *asked.names)
        except KeyboardInterrupt:
            sys.exit("Stopped. The same command goes on from here; --told tells what was found so far.")
    mutants = made()
    if not mutants:
        sys.exit("Nothing was tried yet: run this without --told.")
    sys.exit(tell(mutants, alike))


def made() -> list[Mutant]:
    """Read what became of every change."""
    return [mutant for record in sorted(MADE.glob("geo/**/*.py.meta")) for mutant in mutants_of(record)]


def try_again(alike: list[Alike]) -> None:
    """Have mutmut forget what went unnoticed, for there may be a test by now, and which tests come to what."""
    # a record that a stopped run has not written to its end is begun again, with the copy it belongs to
    for record in [path for path in MADE.glob("geo/**/*.py.meta") if not path.stat().st_size]:
        record.unlink()
        record.with_name(record.name.removesuffix(".meta")).unlink(missing_ok=True)
    left = {one.name for one in made() if one.noticed is False and not any(other.makes(one) for other in alike)}
    for record in MADE.glob("geo/**/*.py.meta"):
        told = json.loads(record.read_text(encoding="utf-8"))
        codes = told["exit_code_by_key"]
        told["exit_code_by_key"] = {name: None if name in left else code for name, code in codes.items()}
        record.write_text(json.dumps(told), encoding="utf-8")
    (MADE / "mutmut-stats.json").unlink(missing_ok=True)


def run(*options: str) -> None:
    """Run mutmut in this folder."""
    if sys.platform == "linux":  # a step that is spoilt to nothing makes arrays without end
        resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    subprocess.run([sys.executable, "-m", "mutmut", "run", *options], cwd=ROOT, check=True)  # noqa: S603  (our own)


def tell(mutants: list[Mutant], alike: list[Alike]) -> int:
    """Write what is left, then a table; return 1 if anything is, or if the list is out of step."""
    say = sys.stdout.write
    made = {mutant.name: [one for one in alike if one.makes(mutant)] for mutant in mutants}
    kind = {mutant.name: what_became(mutant, excused=bool(made[mutant.name])) for mutant in mutants}
    for mutant in mutants:
        if kind[mutant.name] == "left":
            say(f"{mutant.name}\n{mutant.change}\n")
    # nobody shall read reasons for changes that are made no more, or that a test has noticed after all
    idle = [one for one in alike if not any(one in made[name] for name in kind if kind[name] != "noticed")]
    for one in idle:
        say(f"mutants.toml excuses what needs no excuse: {one.module}, {one.function}: {one.was!r}\n")
    columns = ("noticed", "alike", "left", "not tried")
    say(f"{'module':32}{'tried':>7}" + "".join(f"{column:>11}" for column in columns) + "\n")
    for module in [*sorted({mutant.module for mutant in mutants}), "all"]:
        here = Counter(kind[mutant.name] for mutant in mutants if module in {"all", mutant.module})
        say(f"{module:32}{here.total() - here['not tried']:7}")
        say("".join(f"{here[column]:11}" for column in columns) + "\n")
    return int(bool(idle) or "left" in kind.values())


def what_became(mutant: Mutant, *, excused: bool) -> str:
    """Tell in which column of the table a change is counted."""
    if mutant.noticed is None:
        return "not tried"
    if mutant.noticed:
        return "noticed"
    return "alike" if excused else "left"


if __name__ == "__main__":
    main()
