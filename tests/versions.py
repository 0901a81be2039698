"""Run a quick part of the tests with the oldest versions that pyproject.toml allows, or with the newest.

``python tests/versions.py oldest`` makes ``.venv-oldest`` with the Python it is
run by, installs every requirement of ours in its lowest version, and tests
there; ``newest`` takes what the package index has last. Both must build the same
bytes. ``bare`` installs the wheel without any extra into an empty environment,
asks there what a newcomer asks, and looks whether it tells of the package `geo`
that others have published.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import subprocess
import sys
import tempfile
import time
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
QUICK = (
    *("tests/test_toy.py", "tests/test_toy_shift.py", "tests/test_toy_frames.py", "tests/test_geodesy.py"),
    *("tests/test_charts.py", "tests/test_gis.py", "tests/test_lists.py", "tests/test_atlas.py"),
    *("tests/test_bad_commands.py", "tests/test_who_table.py"),
    *("tests/test_truth.py", "tests/test_writing.py", "bordershift", "geo/measures", "geo/atlas", "geo/page"),
)
TESTING = (
    "axe-playwright-python",
    "geographiclib",
    "hypothesis",
    "playwright",
    "pytest",
    "frictionless",
    "pytest-xdist",
    "hatchling",
    "ged4py",
)


def floors() -> list[str]:
    """Pin each requirement, and those of the extras for users, to the lowest version that is allowed."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    asked = [*project["dependencies"], *extras["charts"], *extras["geoparquet"], *extras["spreadsheets"]]
    return sorted({re.sub(r">=", "==", one) for one in asked})


ASKED = (
    ("who", "Husiatyn", "--in", "Poland", "--on", "1940-01-01"),
    ("measure", "--region", "bessarabia", "-o", "shift.csv"),
    ("map", "-o", "map.html"),
    ("layers", "--on", "1940-01-01", "--format", "gpkg"),
    ("build",),
)
"""What a newcomer asks of a wheel without extras."""


def bin_of(folder: Path, program: str) -> str:
    """Where a virtual environment has a program."""
    return str(folder / (f"Scripts/{program}.exe" if sys.platform == "win32" else f"bin/{program}"))


def tested(python: str, pins: list[str]) -> int:
    """Install requirements and test; return the exit status."""
    install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    for command in (
        [*install, "--editable", ".[charts,geoparquet,spreadsheets]", *TESTING, *pins],
        [python, "-m", "pip", "list", "--disable-pip-version-check"],
        # what one library says of another that is newer or older is no fault of ours
        [
            *(python, "-m", "pytest", "-q"),
            *("-W", "ignore::DeprecationWarning", "-W", "ignore::FutureWarning"),
            *QUICK,
        ],
    ):
        status = subprocess.run(command, cwd=ROOT, check=False).returncode  # noqa: S603
        if status:
            return status
    return 0


def built(folder: Path) -> str:
    """Build layers and maps, keep the checksums of all files in the environment's folder, and return them."""
    with tempfile.TemporaryDirectory() as scratch:
        subprocess.run(  # noqa: S603
            [bin_of(folder, "bordershift"), "build", "--quiet", "--out", scratch],
            env={**os.environ, "BORDERSHIFT_CACHE": ""},
            stdout=subprocess.DEVNULL,
            check=True,
        )
        files = sorted(path for path in Path(scratch).rglob("*") if path.is_file())
        sums = "".join(
            f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(scratch).as_posix()}\n"
            for path in files
        )
    (folder / "built.sha256").write_text(sums, encoding="utf-8")
    return sums


def same_as_others(folder: Path) -> bool:
    """Whether the versions that were tried before built the same bytes from these data."""
    sums, same = built(folder), True
    for other in ROOT.glob(".venv-*/built.sha256"):
        if other.parent != folder and other.read_text(encoding="utf-8") != sums:
            sys.stdout.write(
                f"{other.parent.name} built other files than {folder.name}; was it of these data?\n"
            )
            same = False
    return same


def bare(folder: Path) -> int:
    """Install the wheel alone, ask it, and install another's `geo` over it; return the exit status."""
    python, program = bin_of(folder, "python"), bin_of(folder, "bordershift")
    pip = [python, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    with tempfile.TemporaryDirectory() as scratch:
        elsewhere = Path(scratch) / "a bare folder"
        elsewhere.mkdir()
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        environment["BORDERSHIFT_CACHE"] = str(Path(scratch) / "kept")

        def run(*command: str) -> subprocess.CompletedProcess[str]:
            return subprocess.run(  # noqa: S603
                command, cwd=elsewhere, env=environment, stdout=subprocess.PIPE, text=True, check=False
            )

        if run(*pip, "wheel", "--no-deps", "--wheel-dir", scratch, str(ROOT)).returncode:
            return 1
        (wheel,) = Path(scratch).glob("*.whl")
        sys.stdout.write(f"{wheel.name}: {wheel.stat().st_size / 1e6:.1f} MB\n")
        if run(*pip, "install", str(wheel)).returncode:
            return 1
        for asked in ASKED:
            begun = time.perf_counter()
            answer = run(program, *asked)
            took = time.perf_counter() - begun
            sys.stdout.write(f"bordershift {' '.join(asked)}: status {answer.returncode}, {took:.1f} s\n")
            if answer.returncode:
                return 1
        if run(*pip, "install", "geo").returncode:
            return 1
        answer = subprocess.run(  # noqa: S603
            [program, "--version"], cwd=elsewhere, capture_output=True, text=True, check=False
        )
        sys.stdout.write(f"beside another's geo: status {answer.returncode}: {answer.stderr}")
        told = answer.stderr.startswith("bordershift: bordershift's own package geo in ")
        return 0 if told and answer.returncode == 2 and answer.stderr.count("\n") == 1 else 1


def main() -> int:
    """Test with one set of versions; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("which", choices=["oldest", "newest", "bare"])
    which: str = parser.parse_args().which
    folder = ROOT / f".venv-{which}"
    venv.create(folder, with_pip=True, clear=True)
    if which == "bare":
        return bare(folder)
    status = tested(bin_of(folder, "python"), floors() if which == "oldest" else [])
    return status or (0 if same_as_others(folder) else 1)


if __name__ == "__main__":
    sys.exit(main())
