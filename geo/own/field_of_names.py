"""The field that names states, found by a state that stands in it, where none is named."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from geo.errors import UnknownNameError
from geo.files.names import name_key, plain
from geo.own.identity import asked_keys
from geo.own.reading import known_fields, open_layer
from geo.own.saying import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.own.layer import Given, Opening

__all__ = ["field_of_names"]

_LOG = logging.getLogger("geo")


def field_of_names(
    given: Sequence[Given], states: Sequence[str], opening: Opening, layers: Sequence[str]
) -> tuple[str, str]:
    """Find the one field of each layer in which a state stands that is asked for, and say which.

    Parameters
    ----------
    given : sequence of path, geopandas.GeoDataFrame or geopandas.GeoSeries
    states : sequence of str
    opening : Opening
    layers : sequence of str
        Which layer of each is read.

    Returns
    -------
    str, str
        Of the first and of the last; empty if there is none.

    Raises
    ------
    UnknownNameError
        If it stands in several: it says in which.

    Examples
    --------
    >>> import geopandas as gpd, shapely
    >>> from geo.own.layer import Opening
    >>> towns = gpd.GeoDataFrame({"id": ["1"], "who": ["B"]}, geometry=[shapely.box(0, 0, 1, 1)], crs=4326)
    >>> field_of_names([towns, towns], ["B"], Opening(), ["", ""])
    ('who', 'who')
    """
    keys = asked_keys(states)
    with _silent():
        held = [
            _fields_with(one, keys, replace(opening, layer=name))
            for one, name in zip(given, layers, strict=True)
        ]
    bare = [not known for known, _ in held]
    found = [fields for (_, fields), none in zip(held, bare, strict=True) if not none]
    if not found or not all(found):
        return "", ""
    common = [field for field in found[0] if field in found[-1]]
    pair = (common[0], common[0]) if len(common) == 1 else (found[0][0], found[-1][0])
    if len(common) != 1 and max(len(found[0]), len(found[-1])) > 1:
        several = ", ".join(plain(field, 40) for field in (common or max(found, key=len))[:20])
        named = "--name" if common else "--name and --name-after"
        msg = f"'{plain(states[0], 60)}' stands in several fields ({several}); name one with {named}."
        raise UnknownNameError(msg)
    fields = ", ".join(plain(one, 60) for one in dict.fromkeys(pair))
    state = plain(states[0].partition("=")[0], 60)
    say("'{state}' stands in '{field}', which is taken for --name", state=state, field=fields)
    return pair


def _fields_with(given: Given, keys: frozenset[str], opening: Opening) -> tuple[tuple[str, ...], list[str]]:
    """Return all fields of a layer, and those in which a state stands."""
    known = tuple(name for name in known_fields(given, [], opening) if name != "geometry")
    layer = open_layer(given, known, opening)
    return known, [name for name in known if keys & {name_key(text) for text in set(layer.fields[name])}]


@contextmanager
def _silent() -> Iterator[None]:
    """Let what is said of a layer be said once, when it is opened to be used."""
    before = _LOG.disabled
    _LOG.disabled = True
    try:
        yield
    finally:
        _LOG.disabled = before
