"""The colours of states and borders, one set for the map, the pictures and QGIS."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

__all__ = ["inks"]


@lru_cache(maxsize=1)
def inks() -> dict[str, Any]:
    """Return the colours by what they are for, as ``inks.json`` has them; not to be changed.

    Examples
    --------
    >>> inks()["sea"].startswith("#")
    True
    """
    text = Path(__file__).with_suffix(".json").read_text(encoding="utf-8")
    colours: dict[str, Any] = json.loads(text)
    return colours
