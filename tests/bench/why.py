"""Why a bar is missed: where the time goes, as far as profiles of the commands have told."""

from __future__ import annotations

from typing import Final

__all__ = ["reason"]

_WHY: Final = {
    "`bordershift --help`": "two thirds are Python's own start and click",
    "`bordershift who LAT LON`": (
        "half is loading numpy, shapely and pyproj, a fifth opening the atlas, a tenth click"
    ),
    "`bordershift who NAME`": "half is loading numpy, shapely and pyproj, and a seventh opening the atlas",
    "`bordershift measure`": (
        "a third is loading numpy, shapely and pyproj, a third sweeping thirteen sectors of 2,000 bands each,"
        " a tenth opening the atlas, a fifteenth loading rich, which breaks the words of one table"
    ),
    "`bordershift measure --chart`": (
        "four tenths are loading matplotlib, an eighth is drawing with it; the rest is what `measure` does"
    ),
    "`bordershift layers`": (
        "four tenths are putting together what each state holds (Finland and its islands a third of that),"
        " half as much is writing digits"
    ),
    "`bordershift claims`": (
        "a fourth is loading numpy, shapely and pyproj; half is measuring: cutting the sea off fifteen zones,"
        " generalising lines three ways, and the nearest foreign land of seven cities"
    ),
    "`bordershift map`": (
        "two processes, which take equally long: one packs 84,000 settlements (six tenths of it) and"
        " assesses the claims (a fifth), the other makes the page: a third is the days on which land changed"
        " hands, a fifth coasts and rivers, a sixth loading folium, numpy, shapely and pyproj, a tenth"
        " shores, a tenth writing and compression; on two processors neither can be taken off the other"
    ),
    "`bordershift build`": (
        "two processes, which take equally long: one packs the settlements (four tenths of it), makes the"
        " layers (a third; most of that is joining what each state holds) and assesses the claims, the other"
        " makes the pages: half of that the first one, with all that they share, a tenth each of the others,"
        " of which a fourth is following shores, a sixth drawing a picture, a sixth compression"
    ),
    "memory of `bordershift build`": (
        "two processes work side by side, and what they hold is added up; the larger holds two thirds"
    ),
    "`who --points` of 1,000,000 places": (
        "four tenths are finding zones and nearest borders, as much is writing rows, and a tenth reading them"
    ),
    "`bordershift compare` of two files": (
        "a quarter is parsing numbers, a fifth loading geopandas, a sixth looking at every vertex, a fifth"
        " overlaying the states"
    ),
    "`bordershift accuracy`": "half is loading geopandas and reading the files, the other half measuring",
    "map ready after its text is read": (
        "a quarter is drawing ground, states and shift, a fifth placing names, a sixth compiling scripts and"
        " Leaflet's own start, a tenth decoding the atlas; the rest is Chromium's: laying out, showing canvases"
    ),
    "map ready, over plain folium": (
        "what comes before anything of ours is drawn - reading the page, its first layout, compiling, Leaflet's"
        " own start - takes four tenths of folium's time already; the rest is as in the line above"
    ),
    "time between frames while zooming": (
        "each zoom ends in one long frame, in which everything is drawn anew; and begins with one in which"
        " Chromium copies three canvases, where it has no graphics processor"
    ),
}
"""By how what was aimed at begins."""


def reason(what: str) -> str:
    """Tell why a bar is missed; what nobody has looked into is said to be unknown."""
    return next((why for begins, why in _WHY.items() if what.startswith(begins)), "not known: to be profiled")
