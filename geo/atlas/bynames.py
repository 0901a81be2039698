"""Names by which people ask for a state or a region: as the atlas has it, or another that is usual."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.atlas.places import fold
from geo.errors import UnknownNameError
from geo.files.names import choices, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.files.schema import Row

__all__ = ["bynames_of", "known_as"]


def bynames_of(rows: Iterable[Row]) -> dict[str, dict[str, str]]:
    """Gather the rows of ``other_names.csv``: for a kind of thing what each name stands for.

    Returns
    -------
    dict
        ``state`` and ``region``; each has names, folded, and what they name.
    """
    found: dict[str, dict[str, str]] = {"state": {}, "region": {}}
    for row in rows:
        found[row["kind"]][_folded(row["name"])] = row["key"]
    return found


def known_as(name: str, known: Mapping[str, str], bynames: Mapping[str, str], kind: str) -> str:
    """Return what the atlas calls a state or a region.

    Parameters
    ----------
    name : str
        As it was asked for: in any case, with or without accents, "the" and
        what parts its words.
    known : mapping of str to str
        What there is, in the order to show it, and its name in words.
    bynames : mapping of str to str
        Other names, folded.
    kind : str
        What it is, for a sentence.

    Raises
    ------
    UnknownNameError
        If there is no such thing.

    Examples
    --------
    >>> from geo import open_atlas
    >>> atlas = open_atlas()
    >>> atlas.holder("the Soviet Union"), atlas.region("Northern Bukovina"), atlas.region("BESSARABIEN")
    ('USSR', 'north_bukovina', 'bessarabia')
    >>> atlas.region("Crimea")
    Traceback (most recent call last):
        ...
    geo.errors.UnknownNameError: no region is called 'Crimea'; choose from rybachy, salla, karelia, ...
    """
    if name in known:
        return name
    asked = _folded(name)
    # its key, then its name in words, then what else it is called
    for names in (
        {_folded(key): key for key in known},
        {_folded(text): key for key, text in known.items() if text},
    ):
        if asked in names:
            return names[asked]
    if bynames.get(asked) in known:
        return bynames[asked]
    msg = f"no {kind} is called '{plain(name, 60)}'; {choices(name, list(known), 'choose from')}"
    raise UnknownNameError(msg)


def _folded(name: str) -> str:
    words = fold(name.replace("_", " ").replace("-", " ").replace(".", "")).split()
    return " ".join(words[1:] if words[:1] == ["the"] else words)
