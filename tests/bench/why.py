"""Why a bar is missed: where the time goes, as far as profiles of the commands have told."""

from __future__ import annotations

from typing import Final

__all__ = ["reason"]

_WHY: Final = {
    "`bordershift --help`": "Python's own start and click",
    "`bordershift who LAT LON`": "loading numpy, shapely and pyproj, and opening the atlas",
    "`bordershift who NAME`": "loading numpy, shapely and pyproj, and reading the index of names",
    "`bordershift layers`": "it loads geopandas itself, which alone is 1×",
    "`bordershift measure --chart`": (
        "loading matplotlib is more than a third, drawing with it a sixth; the rest is `bordershift measure`"
    ),
    "`bordershift measure`": (
        "two fifths are loading numpy, shapely and pyproj, a fifth opening the atlas, an eighth cutting its"
        " zones out of the land"
    ),
    "`bordershift claims`": (
        "a third is loading numpy, shapely and pyproj, a sixth opening the atlas, two fifths the eight claims,"
        " mostly shifts between their days and distances to foreign land"
    ),
    "`bordershift map`": (
        "loading folium, and pandas with it, is a quarter, and more than half of the bar; coasts and rivers an"
        " eighth, the days on which land changed hands a sixth, the claims a ninth; a second process packs the"
        " settlements meanwhile"
    ),
    "`bordershift build`": (
        "loading folium is a seventh, what the six pages share a third; what each page has of its own - words"
        " in eleven languages, shores, a picture, compression - two fifths; a second process makes the layers"
        " and the settlements meanwhile"
    ),
    "`bordershift compare` of two files": (
        "a quarter is parsing numbers, a fifth loading geopandas, a sixth looking at every vertex, a fifth"
        " overlaying the states"
    ),
    "`bordershift accuracy`": "half is loading geopandas and reading the files, the other half measuring",
}
"""By how what was aimed at begins."""


def reason(what: str) -> str:
    """Tell why a bar is missed; what nobody has looked into is said to be unknown."""
    return next((why for begins, why in _WHY.items() if what.startswith(begins)), "not known: to be profiled")
