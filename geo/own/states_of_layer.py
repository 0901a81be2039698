"""The states of a layer of one's own: each in one piece, and land that two of them hold counted once."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.atlas.languages import Said
from geo.files.names import plain
from geo.files.numbers import fixed
from geo.own.areas import areas_km2
from geo.own.gate import geometries
from geo.own.identity import scattered
from geo.own.overlaps import overlapping
from geo.own.saying import say

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.own.sides import Side

__all__ = ["StatesOfLayer", "counted_once", "warn_of_names"]

_LOG = logging.getLogger("geo")

_SHOWN: Final = 3
"""Names, or pairs of states, that are told of."""


@dataclass(frozen=True, slots=True)
class StatesOfLayer:
    """States of a layer, each in one piece.

    Attributes
    ----------
    names : dict
        By key, in the order of the keys.
    number : dict
        By key: which of `land` and `area_km2` is the state's.
    land : ndarray of shapely.Geometry
    area_km2 : ndarray of float
    """

    names: dict[str, str]
    number: dict[str, int]
    land: NDArray[np.object_]
    area_km2: NDArray[np.float64]

    @classmethod
    def of(cls, side: Side) -> StatesOfLayer:
        """Take the states of a layer that is open."""
        keys, number = np.unique(side.frame["key"].to_numpy(dtype=str), return_inverse=True)
        whole = geometries(side.frame)
        land = np.empty(len(keys), dtype=object)
        land[number] = whole
        for k in np.flatnonzero(np.bincount(number) > 1).tolist():
            land[k] = shapely.union_all(whole[number == k])
        names = side.names
        return cls(
            {key: names[key] for key in keys.tolist()},
            {key: k for k, key in enumerate(keys.tolist())},
            land,
            areas_km2(land),
        )


def warn_of_names(side: Side) -> None:
    """Say which names stand on several places."""
    counts = side.frame["key"].value_counts()
    told = scattered(side, counts[counts > 1].index)
    for sentence in told[:_SHOWN]:
        _LOG.warning("%s", sentence)
    if len(told) > _SHOWN:
        say("{file} has {n} more such names", file=side.label, n=len(told) - _SHOWN)


def counted_once(side: Side) -> StatesOfLayer:
    """Take the states of a layer; land that two hold counts with the one that comes first, and that is said."""
    layer = StatesOfLayer.of(side)
    names = list(layer.names.values())
    place = {key: k for k, key in enumerate(dict.fromkeys(side.frame["key"]))}
    rank = [place[key] for key in layer.names]
    land = layer.land.copy()
    twice = overlapping(layer.land)
    for number, (one, other, km2) in enumerate(twice):
        first, second = (one, other) if rank[one] < rank[other] else (other, one)
        land[second] = shapely.difference(land[second], layer.land[first])
        if number < _SHOWN:
            told = Said.fill(
                "'{counted}' and '{other}' overlap in {file} by {km2} km²; it counts once, with '{counted}'",
                counted=plain(names[first], 60),
                other=plain(names[second], 60),
                file=side.label,
                km2=fixed(km2, 0 if km2 >= 1.0 else 2),
            )
            _LOG.warning("%s", told)
    if len(twice) > _SHOWN:
        more = "{file} has {n} more pairs that overlap; each counts with the first in it"
        say(more, file=side.label, n=len(twice) - _SHOWN)
    return replace(layer, land=land, area_km2=areas_km2(land)) if twice else layer
