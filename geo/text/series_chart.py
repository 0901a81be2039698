"""A state through time, as a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from geo.atlas.languages import ENGLISH, Language
from geo.files.extras import needing
from geo.files.names import plain
from geo.text.terminal import MOST_CELL

with needing("matplotlib", "A chart"):
    from matplotlib.figure import Figure

if TYPE_CHECKING:
    from geo.own.series import Series

__all__ = ["series_chart"]

_BORDERS: Final = (
    ("west_border_km", "western border", "#0072B2"),
    ("east_border_km", "eastern border", "#D55E00"),
)
_INK: Final = "#22262b"
_YEAR_DAYS: Final = 365.2425
_CALENDAR: Final = (1.0, 9999.0)
"""Years that a calendar is drawn of; beyond them years are numbers."""


def series_chart(found: Series, *, language: Language = ENGLISH) -> Figure:
    """Draw the area, and where the western and the eastern border stand, from day to day.

    Parameters
    ----------
    found : Series
    language : Language
        Of its labels.

    Returns
    -------
    matplotlib.figure.Figure
        Steps: what is known of a day holds until the next. Above the area,
        below the borders, west upward.
    """
    figure = Figure(figsize=(8.4, 6.4), layout="constrained")
    above, below = figure.subplots(2, 1, sharex=True)
    days = [np.datetime64(row.day, "D") for row in found.days]
    numbers = np.array([1970.0 + day.astype(int) / _YEAR_DAYS for day in days])
    dated = bool(_CALENDAR[0] <= numbers.min() and numbers.max() <= _CALENDAR[1])
    x = np.array(days) if dated else numbers
    above.step(x, [row.area_km2 for row in found.days], where="post", color=_INK, marker="o", ms=4)
    above.set_ylabel(language.says("area, km²"))
    above.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}".replace(",", "\N{NO-BREAK SPACE}"))
    above.set_title(plain(language.state(found.state), MOST_CELL), loc="left", fontsize=11)
    for name, label, colour in _BORDERS:
        kilometres = [getattr(row, name) for row in found.days]
        below.step(x, kilometres, where="post", color=colour, marker="o", ms=4, label=language.says(label))
    below.axhline(0, color=_INK, lw=0.6)
    below.set_ylabel(language.says("moved west, km"))
    below.legend(loc="best", fontsize=8, frameon=False)
    for axes in (above, below):
        axes.spines[["top", "right"]].set_visible(False)
    return figure
