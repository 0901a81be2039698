"""Which layer of a file is read, where it holds several."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyogrio
import pyogrio.raw
import shapely

from geo.errors import InputFileError, UnknownNameError
from geo.files.names import choices, plain
from geo.files.sniffing import is_geojson, is_topojson
from geo.own.saying import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from geo.own.layer import Opening

__all__ = ["chosen_layer"]

_DRAWN: Final = ("Polygon", "LineString", "Curve", "Surface", "GeometryCollection", "Line", "TIN")
"""What the kind of a layer's geometry holds, if it can be states or borders."""
_LOOKED_AT: Final = 100
"""Features that tell what a layer holds, where it does not say so itself."""


def chosen_layer(path: Path, source: str, columns: Sequence[str], how: Opening) -> str | None:
    """Return the layer that was named, or the first that fits and has the fields; say which of several.

    Parameters
    ----------
    path : Path
        The file, and ``source`` what GDAL calls it.
    columns : sequence of str
        The fields.
    how : Opening

    Raises
    ------
    InputFileError
        If there is none, or none of points where points are wanted.
    UnknownNameError
        If there is none of that name, or with these fields.
    """
    if not how.layer and is_geojson(path) and not is_topojson(path):
        return None  # it has one, and GDAL would read it whole to say so
    layers = [(str(name), kind) for name, kind in pyogrio.list_layers(source).tolist()]
    if not layers:
        msg = f"{path} holds no layer that can be read; check that it was saved whole."
        raise InputFileError(msg)
    names = [name for name, _ in layers]
    if how.layer:
        if how.layer not in names:
            msg = f"{path} has no layer '{plain(how.layer, 60)}'; {choices(how.layer, names, 'it has')}"
            raise UnknownNameError(msg)
        return how.layer
    drawn = [(name, kind) for name, kind in layers if kind is not None]
    if len(drawn) > 1:  # a GPX has layers of all kinds, most of them empty
        drawn = [(name, kind) for name, kind in drawn if not _is_empty(source, name)] or drawn
    if len(drawn) <= 1:
        return (drawn or layers)[0][0]
    names = [name for name, kind in layers if kind is None or (name, kind) in drawn]
    fitting = [name for name, kind in drawn if _fits(source, name, kind, points=how.points)]
    if how.points and not fitting:
        held = ", ".join(plain(name, 40) for name in names[:4])
        wanted = "give one that does, or a table with the columns lat and lon"
        msg = f"no layer of {path} holds points ({held}); {wanted}."
        raise InputFileError(msg)
    asked = [name for name in fitting if _has_fields(source, name, columns)]
    chosen = (asked or fitting or [drawn[0][0]])[0]
    if columns and not asked:
        shown = {name: [plain(field, 30) for field in _fields(source, name)[:8]] for name, _ in drawn[:6]}
        held = "; ".join(f"{plain(name, 40)} has {', '.join(some) or 'none'}" for name, some in shown.items())
        lacks = f"no layer of {path} with areas or lines has a field '{plain(columns[0], 60)}'"
        msg = f"{lacks} ({held}): name one with {how.option}."
        raise UnknownNameError(msg)
    others = [name for name in names if name != chosen]
    say(
        "{file} holds {n} layers; '{layer}' is read, not {others}: {option} names another",
        file=path,
        n=len(names),
        layer=plain(chosen, 60),
        others=", ".join(plain(name, 40) for name in others[:4]) + (" …" if len(others) > 4 else ""),  # noqa: PLR2004
        option=how.layer_option,
    )
    return chosen


def _fields(source: str, layer: str) -> list[str]:
    fields: list[str] = pyogrio.read_info(source, layer=layer)["fields"].tolist()
    return fields


def _has_fields(source: str, layer: str, columns: Sequence[str]) -> bool:
    return not columns or set(columns) <= set(_fields(source, layer))


def _is_empty(source: str, layer: str) -> bool:
    count: int = pyogrio.read_info(source, layer=layer)["features"]
    if count >= 0:
        return count == 0
    # some formats do not tell before they are read
    _, _, packed, _ = pyogrio.raw.read(source, layer=layer, columns=[], max_features=1)
    return packed is not None and not len(packed)


def _fits(source: str, layer: str, kind: str, *, points: bool) -> bool:
    """Whether a layer holds lines or areas, or points; where its kind does not tell, its first features do."""
    if any(word in kind for word in _DRAWN):
        return not points
    if "Point" in kind:
        return points
    _, _, packed, _ = pyogrio.raw.read(source, layer=layer, columns=[], max_features=_LOOKED_AT)
    if packed is None:
        return False
    dimensions = shapely.get_dimensions(shapely.from_wkb(packed, on_invalid="ignore"))
    return bool(((dimensions == 0) if points else (dimensions > 0)).any())
