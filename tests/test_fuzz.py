"""A few hundred of the spoilt files that ``make fuzz`` makes by the hundred thousand."""

from __future__ import annotations

import logging
import sys
import warnings
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent / "fuzz"))
import mutate


@pytest.mark.parametrize(("target", "runs"), [("layers", 300), ("tables", 600)])
def test_spoilt_files_are_read_or_refused(target: str, runs: int, tmp_path: Path) -> None:
    logging.disable()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = list(mutate.run(target, range(runs), tmp_path))
    finally:
        logging.disable(logging.NOTSET)
    outcomes = [outcome for *_, outcome in found]
    assert [case for case in found if case[2] not in {"read", "refused"}] == []
    assert min(outcomes.count("read"), outcomes.count("refused")) > runs / 20  # neither all junk nor all whole
