"""The pinned packages' files are checked by hash before they are used."""

from __future__ import annotations

import hashlib
from importlib import metadata
from pathlib import Path

import pytest

from geo.errors import InputFileError
from geo.sources.packages import Source, locate


def source(package: str, file: str, sha256: str) -> Source:
    return Source("x", package, "1.0", file, sha256, "", "", "")


def test_the_pinned_file_is_found() -> None:
    path = next(Path(str(f.locate())) for f in metadata.files("click") or [] if f.name == "core.py")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert locate(source("click", "core.py", digest)) == path.resolve()


@pytest.mark.parametrize(
    ("package", "file", "sentence"),
    [
        ("click", "core.py", r"has SHA-256 [0-9a-f]{64}, not the pinned 00; run: pip install 'click==1.0'"),
        ("click", "no.bin", "click holds no file no.bin; run: pip install"),
        ("no-such-package-here", "a", "no-such-package-here is not installed; run: pip install"),
    ],
)
def test_another_file_is_refused(package: str, file: str, sentence: str) -> None:
    with pytest.raises(InputFileError, match=sentence):
        locate(source(package, file, "00"))
