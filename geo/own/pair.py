"""Two layers opened, to be compared."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.own.identity import asked_keys
from geo.own.sides import Naming, check_pair, open_side

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.own.layer import Given, Opening
    from geo.own.sides import Side

__all__ = ["open_sides"]


def open_sides(
    given: tuple[Given, Given], *, names: tuple[str, str], states: Sequence[str] | None, opening: Opening
) -> tuple[Side, Side]:
    """Open two layers that are to be compared.

    Parameters
    ----------
    given : tuple of path, geopandas.GeoDataFrame or geopandas.GeoSeries
    names : tuple of str
        The fields with the states' names; empty for none.
    states : sequence of str or None
        Which states must be whole; None for as many as are.
    opening : Opening

    Raises
    ------
    InputFileError, CRSError, GeometryError, UnknownNameError
        As `geo.own.sides.open_side` and `geo.own.sides.check_pair`.
    """
    wanted = frozenset[str]() if states is None else asked_keys(states) or None
    first, second = (
        open_side(one, Naming(field, wanted), replace(opening, label=label))
        for one, field, label in zip(given, names, ("before", "after"), strict=True)
    )
    check_pair((first, second))
    return first, second
