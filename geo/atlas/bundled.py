"""Where the bundled atlas lies."""

from __future__ import annotations

from pathlib import Path

__all__ = ["data_folder"]


def data_folder() -> Path:
    """Return the folder of the bundled data: inside the package, or beside it in a checkout."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "_data"
    return inside if inside.is_dir() else package.parent / "data"
