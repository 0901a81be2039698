"""Places: what they are called, where they lie, and who held them on both days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.errors import DataError
from geo.exchange import number_within, read_table

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Place", "read_places"]


@dataclass(frozen=True, slots=True)
class Place:
    """A place whose holder is known from another source than the lines.

    Attributes
    ----------
    name : str
        Today's.
    other_names : tuple of str
    name_1939 : str
        The official one of 1939, where it differs and the place is labelled.
    lon, lat : float
        Degrees.
    sigma_m : float
        One-sigma error of its position.
    holder_1939, holder_1941 : str
        On 23 August 1939 and 21 June 1941.
    rank : int
        Size of its label, 1 the largest; 0 for none.
    confidence : str
        ``high``, ``medium`` or ``low``.
    source : str
    """

    name: str
    other_names: tuple[str, ...]
    name_1939: str
    lon: float
    lat: float
    sigma_m: float
    holder_1939: str
    holder_1941: str
    rank: int
    confidence: str
    source: str


def read_places(path: Path) -> tuple[Place, ...]:
    """Read ``places.csv`` in its order.

    Raises
    ------
    DataError
        If a row cannot be read.
    """
    columns = [
        "place", "other_names", "name_1939", "lon", "lat", "sigma_m",
        "holder_1939", "holder_1941", "rank", "confidence", "source",
    ]  # fmt: skip
    places = []
    for number, row in enumerate(read_table(path, columns), 2):
        try:
            places.append(
                Place(
                    name=row["place"],
                    other_names=tuple(name for name in row["other_names"].split(";") if name),
                    name_1939=row["name_1939"],
                    lon=number_within(row["lon"], -180.0, 180.0),
                    lat=number_within(row["lat"], -90.0, 90.0),
                    sigma_m=number_within(row["sigma_m"], 0.0, 1e6),
                    holder_1939=row["holder_1939"],
                    holder_1941=row["holder_1941"],
                    rank=int(row["rank"] or 0),
                    confidence=row["confidence"],
                    source=row["source"],
                )
            )
        except ValueError as error:
            msg = f"{path}, line {number}: {error}"
            raise DataError(msg) from error
    return tuple(places)
