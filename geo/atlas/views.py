"""The parts of the border that have a page of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.atlas.schema import read_checked
from geo.errors import UnknownNameError
from geo.files.names import choices, plain

if TYPE_CHECKING:
    from geo.atlas.atlas import Atlas

__all__ = ["WHOLE", "View", "find_view", "views"]


@dataclass(frozen=True, slots=True)
class View:
    """What a page shows first.

    Attributes
    ----------
    id : str
        Name of its file, without the ending.
    title : str
        What the part is called; empty for the whole border.
    regions : tuple of str
        The regions it is about; none for the whole border.

    Examples
    --------
    >>> from geo import open_atlas, views
    >>> [view.id for view in views(open_atlas())][:2]
    ['index', 'north']
    """

    id: str
    title: str
    regions: tuple[str, ...]


WHOLE: Final = View("index", "", ())
"""The whole border."""


def views(atlas: Atlas) -> tuple[View, ...]:
    """Return the pages of an atlas: the whole border, then its parts.

    Raises
    ------
    DataError
        If ``views.csv`` names a region that ``regions.csv`` does not.

    Examples
    --------
    >>> from geo import open_atlas
    >>> [view.id for view in views(open_atlas())]
    ['index', 'north', 'baltics', 'belarus', 'ukraine', 'bessarabia']
    """
    rows = read_checked(atlas.folder / "tables", "views", has=atlas.about.tables)["views"]
    return (WHOLE, *(View(row["view"], row["title"], row["regions"]) for row in rows))


def find_view(atlas: Atlas, name: str) -> View:
    """Return a page by its name.

    Raises
    ------
    UnknownNameError
        If there is none of that name.
    """
    known = {view.id: view for view in views(atlas)}
    if name not in known:
        msg = f"no page is called '{plain(name, 60)}'; {choices(name, list(known), 'choose from')}"
        raise UnknownNameError(msg)
    return known[name]
