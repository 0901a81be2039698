"""Builds killed at random moments, half of them about their end: every file whole, and all old or all new.

Not collected by pytest: ``make fuzz``, or ``python tests/fuzz/kill.py --kills 50``.
Half are killed outright (SIGKILL), half as by Ctrl-C (SIGINT). Then two builds
run at once into one folder.
"""

# ruff: noqa: S311, S603, T201  (nothing is secret here; our own program; a script speaks by printing)
from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def start(out: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "geo", "build", "--quiet", "--out", str(out)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def contents(out: Path) -> dict[str, bytes]:
    """Return every file that a user sees."""
    names = (path for path in out.rglob("*") if path.is_file())
    shown = (path for path in names if not any(part.startswith(".") for part in path.relative_to(out).parts))
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in shown}


def hidden(out: Path) -> list[str]:
    return [path.name for path in out.iterdir() if path.name.startswith(".")]


def written(out: Path, left: list[str]) -> int:
    """Return how many files lie in hidden folders, those left by builds that were killed apart."""
    return sum(len(files) for name in hidden(out) if name not in left for *_, files in os.walk(out / name))


def wait(build: subprocess.Popen[str], out: Path, moment: float, count: int, after: float) -> bool:
    """Wait until a moment, or until all files lie hidden, about to be moved; say whether it was through."""
    left = hidden(out)
    end = time.monotonic() + moment
    while time.monotonic() < end and build.poll() is None:
        if count and written(out, left) >= count:
            end, count = time.monotonic() + after, 0
        time.sleep(0.001)
    return build.poll() is not None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1939)
    asked = parser.parse_args()
    rng, faults, ends = random.Random(asked.seed), [], {"old": 0, "new": 0}
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        began = time.monotonic()
        start(out).wait()
        took, new = time.monotonic() - began, contents(out)
        old = {name: f"old {name}".encode() for name in new}
        killed = 0
        while killed < asked.kills:
            for name, content in old.items():
                (out / name).write_bytes(content)
            how = (signal.SIGKILL, signal.SIGINT)[killed % 2]
            at_the_end = rng.random() < 0.5  # where the files are moved into place
            moment = 10 * took if at_the_end else rng.uniform(0.02, 1.0) * took
            build = start(out)
            late = wait(build, out, moment, len(new) if at_the_end else 0, rng.uniform(0.0, 0.25))
            if not late:
                build.send_signal(how)
            said = build.communicate()[1]
            found = contents(out)
            state = "old" if found == old else "new" if found == new else ""
            label = f"kill {killed} ({how.name}{' at the end' if at_the_end else f' after {moment:.2f} s'})"
            if late:  # it was through before
                continue
            killed += 1
            if state:
                ends[state] += 1
            else:
                spoilt = [name for name in found if found[name] not in {old.get(name), new.get(name)}]
                faults.append(f"{label}: mixed, or spoilt: {spoilt}")
            if how == signal.SIGINT and (said.lstrip().count("\n") > 1 or "Traceback" in said or hidden(out)):
                faults.append(f"{label}: {said[-300:]!r}, left {hidden(out)}")
        pair = [start(out), start(out)]
        if [build.wait() for build in pair] != [0, 0] or contents(out) != new or hidden(out):
            faults.append(f"two builds at once: {sorted(contents(out))}, left {hidden(out)}")
    for fault in faults:
        print(fault)
    print(f"{asked.kills} running builds killed: {ends['old']} left the old, {ends['new']} the new")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
