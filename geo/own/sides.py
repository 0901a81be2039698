"""The two sides of a comparison: layers whose features are states, or parts of one territory."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import geopandas as gpd
import numpy as np

from geo.errors import BordershiftError, CRSError, GeometryError, UnknownNameError
from geo.files.names import name_key, plain
from geo.own.cut_off import CLIPPED, say_cut_off, says_cut_off
from geo.own.gate import LINES, Entered, geometries, geometry_kind, let_in
from geo.own.reading import known_fields
from geo.own.saying import say
from geo.own.wrapping import free_meridian, turned

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo.own.layer import Given, Opening

__all__ = [
    "ALL",
    "Naming",
    "Side",
    "check_overlap",
    "check_pair",
    "held_by",
    "is_held",
    "no_names",
    "open_side",
    "side_of",
    "turned_sides",
]

ALL: Final = ""
"""The name, and its key, of what a side holds that names nothing: all of it is one territory."""

_NEAR_DEG: Final = 5.0
"""Borders that moved farther than this between two maps have not been seen."""


@dataclass(frozen=True, slots=True)
class Naming:
    """Where the states' names stand, and which of them matter.

    Attributes
    ----------
    field : str
        The field; empty where there is no need of one.
    wanted : collection of str or None
        Keys of the states that must be whole, from `geo.files.names.name_key`;
        None for all of them.
    edges : bool
        Whether to say which states the layer itself says are cut off.
    """

    field: str = ""
    wanted: Collection[str] | None = None
    edges: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """A layer of states.

    Attributes
    ----------
    label : str
        The file with its folder, or what a frame is called.
    name, stem : str
        The file's name, and that without its ending.
    kind : str
        `geo.own.gate.POLYGONS` or `geo.own.gate.LINES`.
    frame : geopandas.GeoDataFrame
        ``who``, a state's name as it is written; ``key``, the same folded, by
        which it is known; and the geometry.
    named : bool
        Whether features have names; otherwise all are one territory.
    left_out : frozenset of str
        Keys of features that cannot be used.
    """

    label: str
    name: str
    stem: str
    kind: str
    frame: gpd.GeoDataFrame
    named: bool
    left_out: frozenset[str]

    @property
    def names(self) -> dict[str, str]:
        """How each state is written, by its key; the first in alphabetical order where there are several."""
        written: dict[str, str] = {}
        for who in sorted(set(self.frame["who"])):
            written.setdefault(name_key(who), who)
        return written


def open_side(given: Given, naming: Naming, opening: Opening) -> Side:
    """Open a layer by the gate, and find the states in it.

    Raises
    ------
    InputFileError, CRSError, GeometryError, UnknownNameError
        As `geo.own.gate.let_in`; and if names are needed and no field is named.
    """
    field = naming.field
    try:
        columns = [field] if field else []
        if field and naming.edges and says_cut_off(given, field, opening):
            columns.append(CLIPPED)
        entered = let_in(given, columns, opening=opening, wanted=naming.wanted if field else None)
        if CLIPPED in columns[1:]:
            say_cut_off(entered, field)
    except UnknownNameError:
        # a field that is asked for of both may be wanting where there is but one territory
        alike = _alike(given, field, opening) if field else ""
        if alike:
            return open_side(given, replace(naming, field=alike), opening)
        lone = _one_territory(given, opening) if field else None
        if lone is None:
            raise
        entered, field = lone, ""
    path = Path(str(given)) if isinstance(given, str | Path) else None
    side = side_of(entered, field, path.name if path else entered.label)
    return replace(side, stem=path.stem) if path else side


def side_of(entered: Entered, field: str, name: str) -> Side:
    """Find the states in a layer that came in by the gate.

    Parameters
    ----------
    entered : Entered
    field : str
        The field with their names; empty if all is one territory.
    name : str
        What the layer is called in results.

    Raises
    ------
    UnknownNameError
        If names are needed and no field is named.
    """
    kind = geometry_kind(entered.label, entered.frame)
    if kind != LINES and not field and len(entered.frame) > 1 and entered.known:
        raise no_names(entered.label, len(entered.frame), entered.known)
    who = entered.frame[field].tolist() if field else [ALL] * len(entered.frame)
    frame = gpd.GeoDataFrame(
        {"who": who, "key": _keys(who)}, geometry=list(geometries(entered.frame)), crs="EPSG:4326"
    )
    return Side(
        label=entered.label,
        name=name,
        stem=name,
        kind=kind,
        frame=frame,
        named=bool(field),
        left_out=entered.left_out,
    )


def no_names(label: str, count: int, fields: Sequence[str]) -> UnknownNameError:
    """Ask for the field with the states' names, and say which there are.

    Examples
    --------
    >>> print(no_names("a.gpkg", 2, ["country", "note"]))  # doctest: +ELLIPSIS
    a.gpkg holds 2 polygons with fields: polygons need --name, ... (it has country, note), and --state, ...
    """
    shown = ", ".join(plain(one, 40) for one in fields[:20])
    msg = (
        f"{label} holds {count} polygons with fields: polygons need --name, the field "
        f"with the states' names (it has {shown}), and --state, the state to compare."
    )
    return UnknownNameError(msg)


def _alike(given: Given, field: str, opening: Opening) -> str:
    """Find the one field that differs from what was asked for in form, case, spaces or accents; or none."""
    try:
        known = known_fields(given, [], opening)
    except BordershiftError:  # there is more to say of the field
        return ""
    alike = [name for name in known if _bare(name) == _bare(field)]
    return alike[0] if len(alike) == 1 and alike[0] != field else ""


def _bare(name: str) -> str:
    return "".join(
        letter
        for letter in unicodedata.normalize("NFD", name_key(name))
        if unicodedata.category(letter) != "Mn"
    )


def _one_territory(given: Given, opening: Opening) -> Entered | None:
    """Open a layer of one feature without fields, and say that it is taken whole; None if it holds more."""
    try:
        entered = let_in(given, [], opening=opening)
    except BordershiftError:  # there is more to say of the field
        return None
    if len(entered.frame) > 1 or entered.known:
        return None
    say("{file} has no fields; all that it holds is taken as one territory", file=entered.label)
    return entered


def _keys(names: Sequence[str]) -> list[str]:
    """Fold each name once, however many features bear it."""
    folded = {name: name_key(name) for name in set(names)}
    return [folded[name] for name in names]


def check_pair(sides: tuple[Side, Side]) -> None:
    """Refuse two sides that are not of a kind, or lie in different parts of the world.

    Raises
    ------
    GeometryError, CRSError
    """
    first, second = sides
    if first.kind != second.kind:
        msg = f"{first.label} holds {first.kind} and {second.label} holds {second.kind}; give two of a kind."
        raise GeometryError(msg)
    check_overlap((first.label, second.label), (first.frame, second.frame))


def check_overlap(paths: tuple[object, object], frames: tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]) -> None:
    """Refuse two layers that lie in different parts of the world.

    Raises
    ------
    CRSError
        If they share no parallel or no meridian within some degrees of each
        other; with the axes of one swapped it may be clear why.
    """
    first, second = (frame.total_bounds for frame in frames)
    if _near(first, second):
        return
    swapped = _near(first[[1, 0, 3, 2]], second)
    remedy = (
        "in one of them latitude and longitude look swapped: swap them"
        if swapped
        else "check their reference systems, and that both show the same land"
    )
    msg = f"{paths[0]} and {paths[1]} lie apart ({_extent(first)} and {_extent(second)}); {remedy}."
    raise CRSError(msg)


def _near(a: NDArray[np.float64], b: NDArray[np.float64]) -> bool:
    return bool((a[:2] <= b[2:] + _NEAR_DEG).all() and (b[:2] <= a[2:] + _NEAR_DEG).all())


def _extent(bounds: NDArray[np.float64]) -> str:
    west, south, east, north = bounds
    return f"{west:g} to {east:g} E, {south:g} to {north:g} N"


def is_held(side: Side, keys: Collection[str]) -> NDArray[np.bool_]:
    """Say which features are held by some states."""
    return np.asarray(side.frame["key"].isin(list(keys)), dtype=bool)


def held_by(side: Side, keys: Collection[str]) -> NDArray[np.object_]:
    """Return the geometries that are held by some states."""
    return geometries(side.frame[is_held(side, keys)])


def turned_sides(sides: tuple[Side, Side], lands: Sequence[BaseGeometry]) -> tuple[tuple[Side, Side], bool]:
    """Cut the world elsewhere than at 180°, if some lands lie across it.

    Returns
    -------
    sides : tuple of Side
    turned : bool
        Whether they were.
    """
    meridian = free_meridian(lands)
    if meridian is None:
        return sides, False
    frames = [
        side.frame.set_geometry(list(turned(geometries(side.frame), meridian)), crs="EPSG:4326")
        for side in sides
    ]
    return (replace(sides[0], frame=frames[0]), replace(sides[1], frame=frames[1])), True
