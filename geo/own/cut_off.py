"""States that a layer itself says it does not show whole: cut off at the window's edge."""

from __future__ import annotations

import mmap
from pathlib import Path
from typing import TYPE_CHECKING, Final

from geo.atlas.languages import Said
from geo.files.names import name_key, plain
from geo.files.sniffing import is_geojson
from geo.own.reading import known_fields
from geo.own.saying import say

if TYPE_CHECKING:
    from geo.own.gate import Entered
    from geo.own.layer import Given, Opening

__all__ = ["CLIPPED", "say_cut_off", "says_cut_off"]

CLIPPED: Final = "clipped"
"""The field that says so, as the layers of an atlas have it."""
_YES: Final = frozenset({"true", "1"})
_SHOWN: Final = 10


def says_cut_off(given: Given, field: str, opening: Opening) -> bool:
    """Whether a layer has a field that says which states are cut off.

    Parameters
    ----------
    given, opening
        As for `geo.own.gate.let_in`.
    field : str
        The field with the states' names.
    """
    if isinstance(given, str | Path) and is_geojson(Path(given)):
        # GDAL would go through all of a GeoJSON file for the names of its fields
        with Path(given).open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            if data.find(f'"{CLIPPED}"'.encode()) < 0:
                return False
    return field != CLIPPED and CLIPPED in known_fields(given, [field], opening)


def say_cut_off(entered: Entered, field: str) -> None:
    """Say which states a layer has cut off, if it tells."""
    rows = zip(entered.frame[field], entered.frame[CLIPPED], strict=True)
    cut = sorted({name_key(who): who for who, told in rows if told.casefold() in _YES}.values())
    if not cut:
        return
    names = [plain(who, 60) for who in cut[:_SHOWN]] + (["…"] if len(cut) > _SHOWN else [])
    say(
        "cut off at the window's edge in {file}: {names}; areas and shares are of what is shown",
        file=entered.label,
        names=Said.of_names(names),
    )
