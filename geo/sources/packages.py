"""The pinned packages that lines are cut from and towns are taken from: found, and checked by hash.

``data/tables/sources.csv`` names them. A file is read only if its SHA-256 is
the recorded one, so that a rebuilt arc has the same bytes everywhere.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields
from importlib import metadata
from pathlib import Path

from geo.atlas.schema import read_checked
from geo.errors import InputFileError

__all__ = ["Source", "locate", "read_sources"]


@dataclass(frozen=True, slots=True)
class Source:
    """One file of a pinned package, and what must be said when it is used."""

    source: str
    package: str
    version: str
    file: str
    sha256: str
    publisher: str
    licence: str
    attribution: str

    @property
    def label(self) -> str:
        """How an arc names where it was cut from."""
        return f"{self.package} {self.version} ({self.publisher})"


def read_sources(tables: Path) -> dict[str, Source]:
    """Read ``sources.csv``, keyed by its ``source`` column."""
    rows = read_checked(tables, "sources")["sources"]
    return {row["source"]: Source(**{field.name: row[field.name] for field in fields(Source)}) for row in rows}


def locate(source: Source) -> Path:
    """Find an installed package's file and check that it is the pinned one.

    Raises
    ------
    InputFileError
        If the package is not installed, or its file is another.
    """
    remedy = f"pip install '{source.package}=={source.version}'"
    try:
        files = metadata.files(source.package) or []
    except metadata.PackageNotFoundError as error:
        msg = f"{source.package} is not installed; run: {remedy}"
        raise InputFileError(msg) from error
    for entry in files:
        if entry.as_posix().endswith(f"/{source.file}"):
            path = Path(entry.locate()).resolve()
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            if digest == source.sha256:
                return path
            msg = f"{path} has SHA-256 {digest}, not the pinned {source.sha256}; run: {remedy}"
            raise InputFileError(msg)
    msg = f"{source.package} holds no file {source.file}; run: {remedy}"
    raise InputFileError(msg)
