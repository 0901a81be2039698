"""The colours of states and borders, one set for the map, the pictures and QGIS."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geo.atlas.atlas import Atlas

__all__ = ["inks", "state_colours"]


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


def state_colours(atlas: Atlas) -> dict[str, str]:
    """Return a colour for every state of an atlas: its own, where the atlas names one, or a quiet tint.

    The state that the atlas is about stands out.

    Examples
    --------
    >>> from geo import open_atlas
    >>> state_colours(open_atlas())["Finland"]
    '#d3d9ce'
    """
    colours, about = inks(), atlas.about
    tints = {state: colours["tints"][k % len(colours["tints"])] for k, state in enumerate(atlas.holders)}
    return {**about.colours, **tints, about.border_of: colours["state"], **about.colours}
