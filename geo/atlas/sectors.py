"""Regions that are asked for together: by a name that they share, by whose land they were, or one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.atlas.bynames import folded, none_called
from geo.atlas.called import groups_called
from geo.atlas.lands import zones_called
from geo.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.atlas.atlas import Atlas

__all__ = ["TOGETHER", "Sectors", "sectors_called"]

TOGETHER: Final = "Total"
"""What several regions are called that have no name together."""


@dataclass(frozen=True, slots=True)
class Sectors:
    """Regions, and what they are called together.

    Attributes
    ----------
    regions : tuple of str
        In the atlas's order, from north to south.
    name : str
        What they are called together.

    Examples
    --------
    >>> from geo import open_atlas
    >>> sectors_called(open_atlas(), "Baltic states").regions
    ('estonia', 'latvia', 'lithuania')
    """

    regions: tuple[str, ...]
    name: str

    def __contains__(self, region: object) -> bool:
        """Whether a region is among them."""
        return region in self.regions


def sectors_called(atlas: Atlas, asked: str | Iterable[str]) -> Sectors:
    """Return the regions that a name stands for, or several names do.

    Parameters
    ----------
    atlas : Atlas
    asked : str or iterable of str
        A region, a name that several have together on the map ("Baltic
        states"), a state, for the regions that were its land alone when the
        atlas begins ("Finland"), or several of these; in a text parted by
        commas.

    Raises
    ------
    UnknownNameError
        If there is no such region.

    Examples
    --------
    >>> from geo import open_atlas
    >>> atlas = open_atlas()
    >>> sectors_called(atlas, "Finland").regions
    ('rybachy', 'salla', 'karelia', 'gulf_islands', 'hanko')
    >>> sectors_called(atlas, "Bessarabia, north_bukovina").regions
    ('north_bukovina', 'bessarabia')
    >>> sectors_called(atlas, "Poland")
    Traceback (most recent call last):
        ...
    geo.errors.UnknownNameError: no region is called 'Poland'; did you mean lithuania or west_belarus or ...
    """
    names = asked.split(",") if isinstance(asked, str) else list(asked)
    groups = [_called(atlas, name.strip()) for name in names]
    if len(groups) == 1:
        return groups[0]
    return _several(atlas, {region for group in groups for region in group.regions})


def _called(atlas: Atlas, name: str) -> Sectors:
    groups = groups_called(atlas.folder, atlas.about.tables)
    begun = [label for label, _ in groups.values() if folded(label).startswith(f"{folded(name)} ")]
    label, together = groups.get(folded(begun[0] if begun else name), ("", ()))  # "the Baltic" does
    if together:
        return Sectors(together, label)
    try:
        region = atlas.region(name)
    except UnknownNameError as unknown:
        return _held_by(atlas, name, unknown)
    return Sectors((region,), atlas.regions[region])


def _held_by(atlas: Atlas, name: str, unknown: UnknownNameError) -> Sectors:
    """Take a name for that of the state whose land some regions were; else say what may be meant."""
    try:
        state = atlas.holder(name)
    except UnknownNameError:
        state = ""
    held: dict[str, set[str]] = {region: set() for region in atlas.regions}
    for zone in atlas.zones:
        if zone.region:
            held[zone.region].add(atlas.history(zone)[0].holder)
    part = [region for region, states in held.items() if state and state in states]
    if part and all(held[region] == {state} for region in part):
        return _several(atlas, part)
    lands = zones_called(atlas, name)
    touched = {zone.region for zone in atlas.zones if zone.id in lands}
    near = part or [region for region in atlas.regions if region in touched]
    if near:
        raise UnknownNameError(none_called(name, atlas.regions, "region", near))
    raise unknown


def _several(atlas: Atlas, regions: Iterable[str]) -> Sectors:
    found = tuple(region for region in atlas.regions if region in regions)
    return Sectors(found, atlas.regions[found[0]] if len(found) == 1 else TOGETHER)
