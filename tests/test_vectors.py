"""What Python and the page must both say: the files that bind both are what Python says today."""

from __future__ import annotations

import pytest
from write_vectors import FOLDER, SUBJECTS, written


@pytest.mark.parametrize("subject", SUBJECTS)
def test_vectors_are_what_python_says(subject: str) -> None:
    kept = (FOLDER / f"{subject}.json").read_text(encoding="utf-8")
    assert kept == written(subject), "run: python tests/write_vectors.py"


def test_every_file_has_its_subject() -> None:
    assert {path.stem for path in FOLDER.glob("*.json")} == set(SUBJECTS)
