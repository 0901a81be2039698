"""Write what Python and the page must both say: `python tests/write_vectors.py`.

Each file of ``tests/vectors`` is made by the module beside it; `test_vectors.py` and the tests in
``tests/page`` read them.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from vectors import (
    armies,
    cells,
    coordinates,
    days,
    fold,
    geodesics,
    lines,
    numbers,
    sea,
    search,
    sentences,
    settlements,
    tenure,
    wire,
    zones,
)

if TYPE_CHECKING:
    from collections.abc import Callable

FOLDER: Final = Path(__file__).parent / "vectors"
SUBJECTS: Final[dict[str, Callable[[], Any]]] = {
    "fold": fold.made,
    "search": search.made,
    "coordinates": coordinates.made,
    "days": days.made,
    "settlements": settlements.made,
    "tenure": tenure.made,
    "armies": armies.made,
    "zones": zones.made,
    "sea": sea.made,
    "geodesics": geodesics.made,
    "numbers": numbers.made,
    "sentences": sentences.made,
    "cells": cells.made,
    "lines": lines.made,
    "wire": wire.made,
}


def written(subject: str) -> str:
    """Return the text of a subject's file: one case a line, so that a change of one can be read."""
    made = SUBJECTS[subject]()

    def line(value: object) -> str:
        return json.dumps(value, ensure_ascii=False)

    def listed(values: list[Any]) -> str:
        return "[\n" + ",\n".join(line(value) for value in values) + "\n]"

    if isinstance(made, list):
        return listed(made) + "\n"
    parts = (
        f"{line(name)}: {listed(part) if isinstance(part, list) else line(part)}" for name, part in made.items()
    )
    return "{\n" + ",\n".join(parts) + "\n}\n"


if __name__ == "__main__":
    for name in SUBJECTS:
        (FOLDER / f"{name}.json").write_text(written(name), encoding="utf-8")
