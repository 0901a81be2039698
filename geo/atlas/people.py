"""How many people were counted in each zone, by which census."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.atlas.census import ALL
from geo.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.files.schema import Row

__all__ = ["Count", "counts_of"]

_ROUNDING: Final = 0.001


@dataclass(frozen=True, slots=True)
class Count:
    """People of one group in one zone, as one census counted them.

    Attributes
    ----------
    zone : str
    census : str
        Its short name.
    date : str
        The day it counted, or the year, as EDTF writes it.
    what : str
        ``census``, ``register`` (of churches or the state) or ``estimate``.
    kind : str
        ``all``, ``religion``, ``language`` (mother tongue) or ``nationality``.
    group : str
        The census's own category, in English; ``all`` of the kind ``all``.
    people : int
    interpolated_share : float
        What share of them lived in census units that the zone cuts, and was
        taken from the share of area.
    sigma : float
        One-sigma error of carrying the count over to the zone, and of what
        was not read in the census itself; that of the count is not known.
    source, note : str

    Examples
    --------
    >>> from geo import open_atlas
    >>> count = open_atlas().people[0]
    >>> count.people > 0, count.what in {"census", "register", "estimate"}
    (True, True)
    """

    zone: str
    census: str
    date: str
    what: str
    kind: str
    group: str
    people: int
    interpolated_share: float
    sigma: float
    source: str
    note: str


def counts_of(rows: Iterable[Row]) -> tuple[Count, ...]:
    """Make counts of the rows of ``people.csv``, in their order.

    Raises
    ------
    DataError
        If the groups of a kind are more than all people together, or if there
        is no count of these.
    """
    made = []
    whole: dict[tuple[str, str], int] = {}
    groups: dict[tuple[str, str, str], tuple[int, str]] = {}
    for row in rows:
        count = Count(**row.cells)
        made.append(count)
        if count.kind == ALL:
            whole[count.zone, count.census] = count.people
        else:
            part = (count.zone, count.census, count.kind)
            groups[part] = (groups.get(part, (0, ""))[0] + count.people, row.where)
    for (zone, census, kind), (people, where) in groups.items():
        most = whole.get((zone, census))
        if most is None or people > most * (1 + _ROUNDING) + 1:
            told = "no count of all" if most is None else f"{most} people in all"
            msg = f"{where}: {zone}, {census}: {people} people by {kind}, but {told}"
            raise DataError(msg)
    return tuple(made)
