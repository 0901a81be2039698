"""The story of an atlas in a few chapters: what a lesson shows, one map after the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.atlas.schema import read_checked

if TYPE_CHECKING:
    import datetime as dt

    from geo.atlas.atlas import Atlas

__all__ = ["Chapter", "chapters"]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of the story.

    Attributes
    ----------
    title, says : str
        What it is called, and what there is to see, in a sentence.
    day : datetime.date
        The day that is shown.
    view : str
        ``single`` for the day alone, ``both`` for the land between it and the first day.
    box : tuple of float
        West, south, east and north of what is shown, in degrees.
    note : str
        What is written on the map.
    lon, lat : float
        Where, in degrees.

    Examples
    --------
    >>> from geo import open_atlas
    >>> [chapter.title for chapter in chapters(open_atlas())][1]
    'September 1939: two armies in Poland'
    """

    title: str
    says: str
    day: dt.date
    view: str
    box: tuple[float, float, float, float]
    note: str
    lon: float
    lat: float


def chapters(atlas: Atlas) -> tuple[Chapter, ...]:
    """Return the chapters of an atlas, in the order of its table; none where it has no such table.

    Raises
    ------
    DataError
        With file and line, if a row cannot be read.
    """
    rows = read_checked(atlas.folder / "tables", "chapters", has=atlas.about.tables)["chapters"]
    return tuple(
        Chapter(
            title=row["title"],
            says=row["says"],
            day=row["day"],
            view=row["view"],
            box=(row["west"], row["south"], row["east"], row["north"]),
            note=row["note"],
            lon=row["lon"],
            lat=row["lat"],
        )
        for row in rows
    )
