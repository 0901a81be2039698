"""How many examples a property is tried on: few in every run, many in ``make fuzz``."""

from __future__ import annotations

import os

from hypothesis import settings

LONG = bool(os.environ.get("BORDERSHIFT_LONG"))
"""Whether there is all the time in the world."""
EXAMPLES = 30
"""Of each property that names no other number."""


def examples(number: int) -> settings:
    """Try a property on so many examples; on eighty times as many in a long run."""
    return settings(max_examples=number * (80 if LONG else 1))
