"""Latitude and longitude as people write them, or nothing."""

from __future__ import annotations

from typing import Any, Final

from geo.atlas.places import read_coordinates

ANGLES: Final = [
    "53.61, 26.85", "53,61 26,85", "24°01'30\"E 49°50'N", "49°50'N 24°02'E", "Brest 2", "53.61", "N 53 E 26",
    "E26 N53", "26 E, 53", "53; E 26", "-5 -6", "5 S 6 W", "N5N 6", "53°60'N 26", "N 5 N 6",
    "53°5′6″ 26°7′8″", "1 2 3", "+53 +26", "53 N 26 N",
]  # fmt: skip


def made() -> list[Any]:
    read = ((text, read_coordinates(text)) for text in ANGLES)
    return [{"text": text, "found": found and [round(angle, 9) for angle in found]} for text, found in read]
