"""Why a bar is missed: where the time goes, as far as profiles of the commands have told."""

from __future__ import annotations

from typing import Final

__all__ = ["reason"]

_WHY: Final = {
    "`bordershift --help`": "Python's own start and click",
    "`bordershift who LAT LON`": "loading numpy, shapely and pyproj, and opening the atlas",
    "`bordershift who NAME`": "loading numpy, shapely and pyproj, and reading the index of names",
    "`bordershift layers`": "it loads geopandas itself, which alone is 1×",
    "`bordershift map`": (
        "loading folium and shapely takes half of the bar; then packing 84,000 settlements, generalising coasts"
        " and rivers, and measuring the days on which land changed hands"
    ),
    "`bordershift build`": "the index, five more pages, layers and figures are made one after the other",
    "`bordershift accuracy`": "half is loading geopandas and reading the files, the other half measuring",
}
"""By how what was aimed at begins."""


def reason(what: str) -> str:
    """Tell why a bar is missed; what nobody has looked into is said to be unknown."""
    return next((why for begins, why in _WHY.items() if what.startswith(begins)), "not known: to be profiled")
