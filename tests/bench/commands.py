"""How soon the commands answer, and how much memory they take."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

from made_up import write_states

_BIN: Final = Path(sys.executable).parent
_ROUNDS: Final = 15
_YARDSTICK: Final = "python -c 'import geopandas'"
_STARTS: Final[dict[str, list[str]]] = {
    _YARDSTICK: [sys.executable, "-c", "import geopandas"],
    "bordershift measure": [str(_BIN / "bordershift"), "measure"],
    "bordershift who": [str(_BIN / "bordershift"), "who", "52.10", "23.70", "--on", "1939-08-23"],
    "bordershift --help": [str(_BIN / "bordershift"), "--help"],
}
_OPENING: Final = """
import time
import geo.atlas.open_atlas, geo.atlas.tenure
started = time.perf_counter()
atlas = geo.atlas.open_atlas.open_atlas()
opened = time.perf_counter()
atlas.on("1941-06-21")
print(opened - started, time.perf_counter() - opened)
"""
_WATCH: Final = """
import resource, subprocess, sys, time
started = time.perf_counter()
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
print(time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
"""Run from a small process of its own: a program inherits the peak of the one that started it."""
_VERTICES: Final = 4_250_000
"""So many make a GeoJSON file of 100 MB."""


@dataclass(frozen=True)
class Start:
    """How long a command takes, and that over what importing geopandas takes in the same round."""

    seconds: float
    ratio: float


@dataclass(frozen=True)
class Peak:
    """The most memory a command held, and how long it took."""

    mebibytes: float
    seconds: float


def starts() -> dict[str, Start]:
    """Start every command in turns; the first round, which fills the disk's cache, does not count."""
    runs: dict[str, list[float]] = {name: [] for name in _STARTS}
    for number in range(_ROUNDS + 1):
        for name, command in _STARTS.items():
            began = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
            if number:
                runs[name].append(time.perf_counter() - began)
    return {
        name: Start(
            median(seconds),
            median(own / yard for own, yard in zip(seconds, runs[_YARDSTICK], strict=True)),
        )
        for name, seconds in runs.items()
    }


def opening() -> tuple[float, float]:
    """Open the atlas, and go to a day of it, in fresh processes and after the imports."""
    times = []
    for _ in range(_ROUNDS):
        command = [sys.executable, "-c", _OPENING]
        done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
        times.append([float(part) for part in done.stdout.split()])
    opened, gone = (median(column) for column in zip(*times, strict=True))
    return opened, gone


def _peak(command: list[str], folder: Path) -> Peak:
    watched = [sys.executable, "-c", _WATCH, *command]
    done = subprocess.run(watched, check=True, cwd=folder, capture_output=True, text=True)  # noqa: S603
    seconds, most = (float(part) for part in done.stdout.split())
    return Peak(most / (2**20 if sys.platform == "darwin" else 2**10), seconds)


def peaks() -> tuple[dict[str, Peak], float]:
    """Compare two large files and build everything; also return the megabytes of one of the files."""
    program = str(_BIN / "bordershift")
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        write_states(folder / "before.geojson", _VERTICES, 0.0)
        write_states(folder / "after.geojson", _VERTICES, 0.6)
        megabytes = (folder / "before.geojson").stat().st_size / 1e6
        compare = [program, "compare", "before.geojson", "after.geojson", "--name", "state", "--state", "2.3"]
        found = {
            "bordershift compare": _peak(compare, folder),
            "bordershift build": _peak([program, "build", "--quiet"], folder),
        }
    return found, megabytes
