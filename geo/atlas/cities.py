"""Great cities outside the atlas: whoever writes their name hardly means a village that is called so too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.atlas.places import fold
from geo.atlas.schema import read_checked

if TYPE_CHECKING:
    from geo.atlas.atlas import Atlas

__all__ = ["city_called", "city_names"]


def city_names(atlas: Atlas) -> dict[str, str]:
    """Return all names of the cities of ``cities.csv``, folded, each with the largest city's English name."""

    def read(one: Atlas) -> dict[str, str]:
        rows = read_checked(one.folder / "tables", "cities", has=one.about.tables)["cities"]
        found: dict[str, str] = {}
        for row in sorted(rows, key=lambda row: -row["population"]):
            for name in (row["city"], *row["other_names"]):
                found.setdefault(fold(name), row["city"])
        return found

    return atlas.derive("names of cities", read)


def city_called(atlas: Atlas, name: str) -> str:
    """Return the English name of the city outside the atlas that a name is of; empty if it is of none.

    Examples
    --------
    >>> from geo import open_atlas
    >>> city_called(open_atlas(), "Wien"), city_called(open_atlas(), "Lwów")
    ('Vienna', '')
    """
    return city_names(atlas).get(fold(name), "")
