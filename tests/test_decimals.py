"""Numbers read at once are those that Python reads one by one, to the last bit."""

from __future__ import annotations

import numpy as np
import pytest
from budgets import examples
from hypothesis import given
from hypothesis import strategies as st

from geo.own.decimals import read_decimals

WRITTEN = st.from_regex(r"-?(0|[1-9][0-9]{0,6})\.[0-9]{1,9}", fullmatch=True)


@given(st.lists(WRITTEN, min_size=1))
@examples(25)
def test_they_are_what_python_reads(written: list[str]) -> None:
    found = read_decimals(f"[{', '.join(written)}]".encode())
    assert found is not None
    assert found.tobytes() == np.array([float(one) for one in written]).tobytes()


@pytest.mark.parametrize(
    "numbers",
    [
        "1",
        "1.5,2",
        "1.5,2.",
        ".5",
        "-.5",
        "1.5e3",
        "1.5E3",
        "+1.5",
        "1 .5",
        "1.5 2",
        "1.5\n,2.5",
        "--1.5",
        "1-.5",
        "1.2.3,4",
        "1.5,,2.5",
        "",
        "1.0000000000000000",
        "9007199254740993.5",
        "9999999999999.999",
    ],
)
def test_what_is_otherwise_is_left_to_others(numbers: str) -> None:
    assert read_decimals(numbers.encode()) is None
