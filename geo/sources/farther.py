"""Settlements that can be asked for wherever they lie: great cities, and those of ``places.csv``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.atlas.gazetteer import REACH_M
from geo.atlas.places import fold, folded_names
from geo.earth.geodesy import distance_m

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.atlas.atlas import Atlas

__all__ = ["Settlement", "farther"]

_GREAT: Final = 100_000
"""People of a city that one looks for wherever it lies in the window."""
_PART_M: Final = ((12_000.0, 1.01), (30_000.0, 4.0))
"""What lies so near a city of so many times its people is a part of it."""
_WHOLE: Final = "PL"
"""Of this country parts of cities are not listed."""


@dataclass(frozen=True, slots=True)
class Settlement:
    """A settlement that may be wanted."""

    name: str
    lon: float
    lat: float
    people: int = 0
    country: str = ""


def farther(atlas: Atlas, settlements: Sequence[Settlement]) -> list[bool]:
    """Tell of settlements whether they are great cities, or stand in ``places.csv``, wherever they lie."""
    great = [one for one in settlements if one.people >= _GREAT]
    lonlat = np.array([(one.lon, one.lat) for one in great]).reshape(-1, 2)
    people = np.array([one.people for one in great])
    named: dict[str, list[tuple[float, float]]] = {}
    for place in atlas.gazetteer.known or ():
        for name in set().union(*folded_names(place)):
            named.setdefault(name, []).append((place.lon, place.lat))

    def is_city(one: Settlement) -> bool:
        if one.people < _GREAT:
            return False
        off = distance_m(lonlat[:, 0], lonlat[:, 1], one.lon, one.lat)
        parts = () if one.country == _WHOLE else _PART_M
        return not any(bool(np.any((off < far) & (people >= times * one.people))) for far, times in parts)

    def is_known(one: Settlement) -> bool:
        at = named.get(fold(one.name), ())
        return any(float(distance_m(one.lon, one.lat, lon, lat)) <= REACH_M for lon, lat in at)

    return [is_city(one) or is_known(one) for one in settlements]
