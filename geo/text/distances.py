"""How far two borders lie apart, as text: a line each way, and the members of JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.atlas.languages import ENGLISH, Language, Said
from geo.files.names import plain
from geo.files.numbers import fixed, latitude, longitude
from geo.text.terminal import MOST_CELL

if TYPE_CHECKING:
    from geo.measures.distance import BorderDistances

__all__ = ["Distances", "distance_lines", "distance_members"]

Distances = tuple["BorderDistances", "BorderDistances"]
"""From the border before to that after, and back."""


def distance_members(distance: Distances) -> dict[str, object]:
    """Return what JSON tells of the distances between two borders: ``there`` and ``back``."""
    told: dict[str, object] = {}
    for way, found in zip(("there", "back"), distance, strict=True):
        (row,) = found.table().only("start", "end", "count", "mean_km", "median_km", "p95_km").records()
        told[way] = {**row, "farthest": found.farthest.table().records()[0]}
    return told


def distance_lines(distance: Distances, *, language: Language = ENGLISH) -> str:
    """Write the distances between two borders in two lines."""
    lines = []
    for found in distance:
        start, end = plain(found.start, MOST_CELL), plain(found.end, MOST_CELL)
        mean, median, p95, farthest = map(
            fixed, (found.mean_km, found.median_km, found.p95_km, found.farthest.km)
        )
        place = _place(found.farthest.from_lat, found.farthest.from_lon)
        other = _place(found.farthest.to_lat, found.farthest.to_lon)
        told = Said.fill(
            "From the border of {start} to that of {end}: mean {mean} km, median {median} km, 95 % within "
            "{p95} km; farthest {farthest} km, from {place} to {other}.",
            start=start,
            end=end,
            mean=mean,
            median=median,
            p95=p95,
            farthest=farthest,
            place=place,
            other=other,
        )
        lines.append(f"{language.says(told)}\n")
    return "".join(lines)


def _place(lat: float, lon: float) -> str:
    return f"{latitude(lat, 3)} {longitude(lon, 3)}"
