"""How many bad inputs the tables hold: no two alike, each with the sentence that must be said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from test_bad_commands import COMMANDS, QUESTIONS
from test_bad_layers import LAYERS
from test_bad_tables import MARKED, TABLES
from test_dumps import BAD

if TYPE_CHECKING:
    from collections.abc import Sequence

INPUTS: dict[str, Sequence[tuple[Any, ...]]] = {
    "layers": LAYERS,
    "tables": TABLES,
    "rows": MARKED,
    "commands": COMMANDS,
    "questions": QUESTIONS,
    "dumps": BAD,
}


def test_bad_inputs_are_many() -> None:
    assert sum(map(len, INPUTS.values())) >= 120


@pytest.mark.parametrize("rows", INPUTS.values(), ids=INPUTS)
def test_no_two_are_alike_and_each_has_its_sentence(rows: Sequence[tuple[Any, ...]]) -> None:
    assert len({str(row[0]) for row in rows}) == len(rows)
    assert all(len(row[-1]) >= 10 for row in rows)
