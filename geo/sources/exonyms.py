"""Names that the packages lack, from ``exonyms.csv``, put beside the settlements they are of."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.atlas.places import fold
from geo.atlas.spelling import skeletons
from geo.earth.geodesy import distance_m

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.files.schema import Row

__all__ = ["OwnPlace", "own_places", "which_settlement"]

_REACH_M: Final = 10_000.0
"""How far from its row's position the settlement lies that a name is of."""


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """A place that no package has: a vanished village, a parish."""

    name: str
    other_names: tuple[str, ...]
    lon: float
    lat: float
    sigma_m: float
    district: str
    country: str


def which_settlement(row: Row, settlements: Sequence[tuple[str, Iterable[str], float, float]]) -> int | None:
    """Find the settlement that a name is of: the nearest that is called as the row's place.

    Parameters
    ----------
    row : Row
        Of ``exonyms.csv``.
    settlements : sequence of (str, iterable of str, float, float)
        Name, other names, longitude and latitude.
    """
    asked, spelt = fold(row["place"]), skeletons(row["place"])
    near = []
    for number, (name, others, lon, lat) in enumerate(settlements):
        if abs(lat - row["lat"]) > 0.1 or abs(lon - row["lon"]) > 0.3:
            continue
        off = float(distance_m(lon, lat, row["lon"], row["lat"]))
        called = asked in {fold(one) for one in (name, *others)} or bool(spelt & skeletons(name))
        if called and off < _REACH_M:
            near.append((fold(name) != asked, off, number))
    return min(near)[2] if near else None


def own_places(rows: Iterable[Row]) -> list[OwnPlace]:
    """Make places of the rows that are of no settlement, each with its other names."""
    others: dict[tuple[str, float, float], list[str]] = defaultdict(list)
    own = []
    for row in rows:
        if row["kind"] == "name":
            others[row["place"], row["lon"], row["lat"]].append(row["name"])
        else:
            own.append(row)
    return [
        OwnPlace(
            row["name"],
            tuple(others[row["name"], row["lon"], row["lat"]]),
            row["lon"],
            row["lat"],
            row["sigma_m"] or _REACH_M,
            row["district"],
            row["country"],
        )
        for row in own
    ]
