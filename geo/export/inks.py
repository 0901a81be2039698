"""The colours of states and borders, one set for the map, the pictures and QGIS."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from geo.atlas.atlas import Atlas

__all__ = ["inks", "inks_of", "ramp_colour", "state_colours"]

_UNTOLD: Final = "#e7e6e3"
"""Of what may be land or sea: neither's colour."""


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


def inks_of(atlas: Atlas) -> dict[str, Any]:
    """Return the colours for an atlas: what the user's own files tell nothing of is not painted as sea.

    Examples
    --------
    >>> from geo import open_atlas
    >>> inks_of(open_atlas()) == inks()
    True
    """
    return {**inks(), "sea": _UNTOLD} if atlas.about.own else inks()


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


def ramp_colour(km: float, most_km: float) -> str:
    """Return the colour of a shift: the farther, the darker.

    Parameters
    ----------
    km : float
        Its sign does not matter.
    most_km : float
        The largest of the map. Its sign does not matter either: that of a state that lost has a minus.

    Examples
    --------
    >>> ramp_colour(449.0, 449.0), ramp_colour(-200.0, 400.0), ramp_colour(-84.5, -169.0)
    ('#440154', '#38598c', '#38598c')
    """
    ramp = [tuple(int(colour[k : k + 2], 16) for k in (1, 3, 5)) for colour in inks()["ramp"]]
    at = (1.0 - min(abs(km / most_km), 1.0)) * (len(ramp) - 1) if most_km else 0.0
    low = min(int(at), len(ramp) - 2)
    mixed = (a + (b - a) * (at - low) for a, b in zip(ramp[low], ramp[low + 1], strict=True))
    return "#" + "".join(f"{int(value + 0.5):02x}" for value in mixed)
