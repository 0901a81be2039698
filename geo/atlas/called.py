"""What states and regions are called in the languages of an atlas, for whoever asks by such a name."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from geo.atlas.bundled import data_folder
from geo.atlas.bynames import folded
from geo.atlas.countries import COUNTRY_NAMES
from geo.atlas.languages import languages, read_language
from geo.atlas.schema import read_checked
from geo.files.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from geo.atlas.languages import Language

__all__ = ["bundled_names", "groups_called", "regions_called", "states_called"]


@cache
def bundled_names() -> dict[str, str]:
    """Return what the bundled atlas's states are called in all its languages, as `states_called` does.

    Examples
    --------
    >>> [bundled_names()[name] for name in ("zsrr", "udssr", "ussr")]
    ['USSR', 'USSR', 'USSR']
    """
    folder = data_folder()
    states = {state for language in _spoken(folder) for state in language.states}
    others = read_table(folder / "tables" / "other_names.csv", ["kind", "key", "name"])
    own = {folded(row["name"]): row["key"] for row in others if row["kind"] == "state"}
    return {**states_called(folder, states), **own, **{folded(state): state for state in states}}


def states_called(folder: Path, states: Collection[str]) -> dict[str, str]:
    """Gather what states are called in an atlas's languages, and their countries in many more.

    Parameters
    ----------
    folder : Path
        The atlas's.
    states : collection of str

    Returns
    -------
    dict of str to str
        Names, folded, and what they stand for.

    Examples
    --------
    >>> from geo import open_atlas
    >>> atlas = open_atlas()
    >>> states_called(atlas.folder, atlas.holders)["finnland"]
    'Finland'
    """
    called = [
        (form, state)
        for language in _spoken(folder)
        for state in states
        for form in language.states.get(state, {}).values()
    ]
    countries = [(name, state) for name, state in COUNTRY_NAMES.items() if state in states]
    return _of_one(called + countries)


def regions_called(folder: Path, tables: Collection[str]) -> dict[str, str]:
    """Gather what regions are called in an atlas's languages, in full and on its map.

    Parameters
    ----------
    folder : Path
        The atlas's.
    tables : collection of str
        Those that it has.

    Returns
    -------
    dict of str to str
        Names, folded, and what they stand for.

    Examples
    --------
    >>> from geo import open_atlas
    >>> atlas = open_atlas()
    >>> regions_called(atlas.folder, atlas.about.tables)["zachodnia ukraina"]
    'west_ukraine'
    """
    rows = read_checked(folder / "tables", "regions", has=tables)["regions"]
    return _of_one(
        (language.says(name), row["region"])
        for language in _spoken(folder)
        for row in rows
        for name in (row["name"], row["label"])
        if name
    )


def groups_called(folder: Path, tables: Collection[str]) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Gather what several regions are called together, in an atlas's languages.

    Parameters
    ----------
    folder : Path
        The atlas's.
    tables : collection of str
        Those that it has.

    Returns
    -------
    dict of str to tuple
        Names, folded: the name as the atlas has it, and the regions that it stands for.

    Examples
    --------
    >>> from geo import open_atlas
    >>> atlas = open_atlas()
    >>> groups_called(atlas.folder, atlas.about.tables)["panstwa baltyckie"]
    ('Baltic states', ('estonia', 'latvia', 'lithuania'))
    """
    rows = read_checked(folder / "tables", "regions", has=tables)["regions"]
    members = {
        name: tuple(row["region"] for row in rows if row["together"] == name)
        for name in dict.fromkeys(row["together"] for row in rows if row["together"])
    }
    called = _of_one((language.says(name), name) for language in _spoken(folder) for name in members)
    return {folded(said): (name, members[name]) for said, name in called.items()}


def _spoken(folder: Path) -> Iterator[Language]:
    return (read_language(folder, tag) for tag in languages(folder))


def _of_one(called: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Keep the names that stand for one thing alone."""
    meant: dict[str, set[str]] = {}
    for name, key in called:
        meant.setdefault(folded(name), set()).add(key)
    return {name: next(iter(keys)) for name, keys in meant.items() if len(keys) == 1}
