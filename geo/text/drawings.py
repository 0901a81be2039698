"""How far apart two drawings of a border are, as text."""

from __future__ import annotations

import textwrap
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.atlas.languages import ENGLISH, Said
from geo.files.columns import Column, Table, json_text
from geo.files.names import plain
from geo.files.numbers import fixed, latitude, longitude
from geo.text.phrases import spoken
from geo.text.terminal import MOST_CELL, WIDTH, shown

if TYPE_CHECKING:
    from geo.atlas.languages import Language
    from geo.measures.distance import Nearest
    from geo.measures.drawings import Accuracy

__all__ = ["accuracy_json", "accuracy_rows", "accuracy_table"]

_LEFT_OUT: Final = ("ours_left_out_km", "theirs_left_out_km")
_TITLES: Final = {
    "ours_km": "km",
    "mean_km": "mean",
    "median_km": "median",
    "p95_km": "95 %",
    "max_km": "farthest",
    "back_mean_km": "back: mean",
    "back_median_km": "median",
    "back_p95_km": "95 %",
    "back_max_km": "farthest",
    "frechet_km": "Fréchet",
    "hausdorff_km": "Hausdorff",
    "epsilon_km": "epsilon",
}
_AT_THE_CUT: Final = 0.999
"""Of the distance beyond which all is left out."""
_SMALL_KM: Final = 1.0
"""Below it, kilometres of two decimals are too coarse."""

_OVERLAID: Final = (
    "Displacement: Tveite's estimate of the mean distance, for a width well above it, by the land that is near "
    "to the first alone. Pieces: the parts of that land, many where the two often cross, few where one runs "
    "beside the other."
)
_WRAPPED: Final = 100
"""Columns of text that is read as such."""


def accuracy_json(found: Accuracy) -> str:
    """Write how far apart two drawings are as JSON.

    Its members: ``ours``, ``theirs``, ``within_km``, ``stretches``, ``total``,
    ``buffers``, and ``farthest`` with ``there`` and ``back``.
    """
    total = Table.of(found.COLUMNS, [found.total]).records()[0]
    there, back = (near.table().records()[0] for near in found.farthest)
    return json_text(
        {
            "ours": found.ours,
            "theirs": found.theirs,
            "within_km": found.within_km,
            "stretches": Table.of(found.COLUMNS, found.stretches).records(),
            "total": total,
            "buffers": found.buffers.table().records(),
            "farthest": {"there": there, "back": back},
        }
    )


def accuracy_rows(found: Accuracy, *, rows: str = "stretches") -> Table:
    """Return the stretches with the total last, or the bands."""
    return found.table() if rows == "stretches" else found.buffers.table()


def accuracy_table(found: Accuracy, *, width: int = WIDTH, language: Language = ENGLISH) -> str:
    """Write how far apart two drawings are as tables for the eye."""
    # the atlas's own border is called in the language, a file as it is
    ours, theirs = (
        one if isinstance(one, Said) else plain(one, MOST_CELL) for one in (found.ours, found.theirs)
    )
    table = found.table().known()
    gone = {*_LEFT_OUT} if found.within_km is None else set[str]()
    table = table.only(*(name for name in table.names if name not in {*gone, "theirs_km"}))
    digits = 3 if found.total.hausdorff_km < _SMALL_KM else 2
    columns = tuple(_for_the_eye(column, digits) for column in table.columns)
    title = Said.fill(
        "{ours} and {theirs}: kilometres from the first to the second, and back", ours=ours, theirs=theirs
    )
    drawn = spoken(replace(table, columns=columns, title=title), language)
    text = shown(drawn, width=width, total=bool(found.stretches))
    ways = _way(ours, theirs, found.farthest[0]), _way(theirs, ours, found.farthest[1])
    notes = [language.says(way) for way in ways]
    if _is_cut(found):
        cut = Said.fill(
            "What lies farther than {km} km was left out: the farthest is where it was cut off, not the "
            "farthest that there is.",
            km=f"{found.within_km:g}",
        )
        notes.append(language.says(cut))
    if not fixed(found.total.frechet_km):
        notes.append(
            language.says(
                "The Fréchet distance and the epsilon band are told where THEIRS leads in one line from end to "
                "end of a stretch of OURS."
            )
        )
    text += "".join(f"{note}\n" for note in notes)
    bands = replace(found.buffers.table().known(), title="Within a width of each other")
    text += "\n" + shown(spoken(bands, language), width=width)
    if "displacement_km" in bands.names:
        text += textwrap.fill(language.says(_OVERLAID), _WRAPPED) + "\n"
    return text


def _is_cut(found: Accuracy) -> bool:
    """Whether the farthest of either lies where what is farther was left out."""
    within_km = found.within_km
    return within_km is not None and any(near.km >= within_km * _AT_THE_CUT for near in found.farthest)


def _for_the_eye(column: Column, digits: int) -> Column:
    shown_digits = digits if column.name in _TITLES and column.name != "ours_km" else column.shown
    return replace(column, title=_TITLES.get(column.name, column.title), shown=shown_digits)


def _way(start: str, end: str, near: Nearest) -> Said:
    here, there = (
        f"{latitude(lat, 3)} {longitude(lon, 3)}"
        for lat, lon in ((near.from_lat, near.from_lon), (near.to_lat, near.to_lon))
    )
    return Said.fill(
        "Farthest of {start} from {end}: {km} km, from {here} to {there}.",
        start=start,
        end=end,
        km=fixed(near.km, 2),
        here=here,
        there=there,
    )
