"""Run a quick part of the tests with the oldest versions that pyproject.toml allows, or with the newest.

``python tests/versions.py oldest`` makes ``.venv-oldest`` with the Python it is
run by, installs every requirement of ours in its lowest version, and tests
there; ``newest`` takes what the package index has last.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
QUICK = (
    *("tests/test_toy.py", "tests/test_toy_shift.py", "tests/test_toy_frames.py", "tests/test_geodesy.py"),
    *("tests/test_charts.py", "tests/test_gis.py", "tests/test_lists.py", "tests/test_atlas.py"),
    *("tests/test_truth.py", "tests/test_writing.py", "bordershift", "geo/measures", "geo/atlas", "geo/page"),
)
TESTING = (
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


def main() -> int:
    """Test with one set of versions; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("which", choices=["oldest", "newest"])
    which: str = parser.parse_args().which
    folder = ROOT / f".venv-{which}"
    venv.create(folder, with_pip=True, clear=True)
    python = str(folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python"))
    pins = floors() if which == "oldest" else []
    install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    wanted = [".[charts,geoparquet,spreadsheets]", *TESTING, *pins]
    for command in (
        [*install, "--editable", *wanted],
        [python, "-m", "pip", "list", "--disable-pip-version-check"],
        # what one library says of another that is newer or older is no fault of ours
        [
            python,
            "-m",
            "pytest",
            "-q",
            "-W",
            "ignore::DeprecationWarning",
            "-W",
            "ignore::FutureWarning",
            *QUICK,
        ],
    ):
        status = subprocess.run(command, cwd=ROOT, check=False).returncode  # noqa: S603
        if status:
            return status
    return 0


if __name__ == "__main__":
    sys.exit(main())
