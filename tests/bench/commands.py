"""How soon the commands answer, and how much memory they take."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

from made_up import write_border, write_states

_BIN: Final = Path(sys.executable).parent
_OPENINGS: Final = 15
YARDSTICK: Final = "python -c 'import geopandas'"


@dataclass(frozen=True)
class Budget:
    """What a command may take, over what importing geopandas takes; and what it might at an earlier run.

    Attributes
    ----------
    arguments : tuple of str
    most : float
    earlier : float or None
        None where there was no bar.
    rounds : int
        How often it is run: the quick ones more often.
    kept : bool
        Whether what it made is kept, so that the first time takes longer than the next.
    """

    arguments: tuple[str, ...]
    most: float
    earlier: float | None = None
    rounds: int = 15
    kept: bool = False


BUDGETS: Final[dict[str, Budget]] = {
    "--help": Budget(("--help",), 0.15, 0.3),
    "who LAT LON": Budget(("who", "52.10", "23.70", "--on", "1939-08-23"), 0.6, 1.5),
    "who NAME": Budget(("who", "Drohobych"), 1.0),
    "measure": Budget(("measure",), 1.2, 1.5, kept=True),
    "measure --chart": Budget(("measure", "--chart", "chart.svg"), 2.5, rounds=7, kept=True),
    "layers": Budget(("layers", "--on", "1940-01-01", "--out", "layers", "-q"), 2.5, rounds=7, kept=True),
    "claims": Budget(("claims",), 1.5, rounds=7, kept=True),
    "verify": Budget(("verify", "-q"), 5.0, rounds=7),
    "map": Budget(("map", "-o", "map.html", "-q"), 3.0, rounds=5, kept=True),
    "build": Budget(("build", "-q"), 8.0, rounds=5, kept=True),
}
"""By what the command is called."""
_OPENING: Final = """
import time
import geo.atlas.open_atlas, geo.atlas.tenure
started = time.perf_counter()
atlas = geo.atlas.open_atlas.open_atlas()
opened = time.perf_counter()
atlas.on("1941-06-21")
print(opened - started, time.perf_counter() - opened)
"""
_DRAWN: Final = """
import statistics, sys, time
import geopandas
import geo
ours, theirs = (geopandas.read_file(path) for path in sys.argv[1:])
taken = []
for _ in range(5):
    began = time.process_time()
    geo.accuracy(ours, theirs)
    taken.append(time.process_time() - began)
print(statistics.median(taken))
"""
_WATCH: Final = """
import contextlib, resource, subprocess, sys, time
from pathlib import Path

def together(pid):
    held = 0
    with contextlib.suppress(OSError):  # it may have ended just now
        parts = Path(f"/proc/{pid}/smaps_rollup").read_text().split("Pss:")
        held = int(parts[1].split()[0]) if len(parts) > 1 else 0
        for begun in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            held += together(begun)
    return held

started, most = time.perf_counter(), 0
running = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
while running.poll() is None:
    most = max(most, together(running.pid))
    time.sleep(0.02)
if running.returncode:
    sys.exit(running.returncode)
seconds = time.perf_counter() - started
largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(seconds, max(most, largest))
"""
"""Run from a small process of its own: a program inherits the peak of the one that started it. Of several
processes at a time the memory is added up, what they share once; without Linux the largest alone is known."""
_VERTICES: Final = 4_250_000
"""So many make a GeoJSON file of 100 MB."""
SIDE: Final = 10_000
"""Vertices of each of two drawings of one border."""


@dataclass(frozen=True)
class Start:
    """How long a command takes, and that over what importing geopandas takes in the same round."""

    seconds: float
    ratio: float


@dataclass(frozen=True)
class Starts:
    """What a command takes when nothing is kept of it, and what once it was asked the same before.

    Attributes
    ----------
    first : Start
    again : Start or None
        None for a command that keeps nothing.
    """

    first: Start
    again: Start | None = None


@dataclass(frozen=True)
class Peak:
    """The most memory a command held, and how long it took."""

    mebibytes: float
    seconds: float


def starts() -> dict[str, Starts]:
    """Start every command in turns, geopandas before each; the first round does not count."""
    asked = {
        (name, kept): budget
        for name, budget in BUDGETS.items()
        for kept in ((False, True) if budget.kept else (False,))
    }
    runs: dict[tuple[str, bool], list[tuple[float, float]]] = {which: [] for which in asked}
    program = str(_BIN / "bordershift")
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        for number in range(max(budget.rounds for budget in BUDGETS.values()) + 1):
            for (name, kept), budget in asked.items():
                if number <= budget.rounds:
                    yard = _seconds([sys.executable, "-c", "import geopandas"], folder)
                    cache = f"{folder}/kept" if kept else ""
                    own = _seconds([program, *budget.arguments], folder, BORDERSHIFT_CACHE=cache)
                    runs[name, kept].append((own, yard))
    found = {which: _start(taken[1:]) for which, taken in runs.items()}
    yards = [yard for taken in runs.values() for _, yard in taken[1:]]
    return {
        YARDSTICK: Starts(Start(median(yards), 1.0)),
        **{name: Starts(found[name, False], found.get((name, True))) for name in BUDGETS},
    }


def _start(runs: list[tuple[float, float]]) -> Start:
    return Start(median(own for own, _ in runs), median(own / yard for own, yard in runs))


def _seconds(command: list[str], folder: str, **environment: str) -> float:
    began = time.perf_counter()
    nowhere = subprocess.DEVNULL
    # byte code is kept as pip makes it when it installs: that of the peers is too
    env = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", **environment}
    subprocess.run(command, check=True, cwd=folder, env=env, stdout=nowhere, stderr=nowhere)  # noqa: S603
    return time.perf_counter() - began


def opening() -> tuple[float, float]:
    """Open the atlas, and go to a day of it, in fresh processes and after the imports."""
    times = []
    for _ in range(_OPENINGS):
        command = [sys.executable, "-c", _OPENING]
        done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
        times.append([float(part) for part in done.stdout.split()])
    opened, gone = (median(column) for column in zip(*times, strict=True))
    return opened, gone


def peak(command: list[str], folder: Path) -> Peak:
    watched = [sys.executable, "-c", _WATCH, *command]
    env = {**os.environ, "BORDERSHIFT_CACHE": ""}  # what is made, and not what is only given again
    done = subprocess.run(watched, check=True, cwd=folder, env=env, capture_output=True, text=True)  # noqa: S603
    seconds, most = (float(part) for part in done.stdout.split())
    return Peak(most / (2**20 if sys.platform == "darwin" else 2**10), seconds)


def drawn() -> float:
    """Measure how far apart two drawings of one border are: processor time of the function alone."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        paths = _drawings(Path(folder))
        command = [sys.executable, "-c", _DRAWN, *map(str, paths)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    return float(done.stdout)


def _drawings(folder: Path) -> tuple[Path, Path]:
    """Write one border as two have drawn it, two hundred metres apart."""
    paths = folder / "ours.geojson", folder / "theirs.geojson"
    for path, off_deg in zip(paths, (0.0, 0.002), strict=True):
        write_border(path, SIDE, seed=1, off_deg=off_deg)
    return paths


def peaks() -> tuple[dict[str, Peak], float]:
    """Watch large files compared, drawings measured and everything built; and tell how large a file is."""
    program = str(_BIN / "bordershift")
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        write_states(folder / "before.geojson", _VERTICES, 0.0)
        write_states(folder / "after.geojson", _VERTICES, 0.6)
        megabytes = (folder / "before.geojson").stat().st_size / 1e6
        compare = [program, "compare", "before.geojson", "after.geojson", "--name", "state", "--state", "2.3"]
        drawings = [str(path) for path in _drawings(folder)]
        found = {
            "bordershift accuracy": peak([program, "accuracy", *drawings, "-q"], folder),
            "bordershift compare": peak(compare, folder),
            "bordershift build": peak([program, "build", "--quiet"], folder),
        }
    return found, megabytes
