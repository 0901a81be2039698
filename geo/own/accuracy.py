"""How far apart two drawings of a border are, in files of the user's own or against the atlas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely

from geo.atlas.atlas import Snapshot
from geo.atlas.languages import Said
from geo.errors import GeometryError, UnknownNameError
from geo.files.names import choices, name_key, plain
from geo.measures.accuracy import accuracy_of
from geo.measures.distance import borders_of
from geo.measures.drawings import Drawing
from geo.own.gate import LINES, geometries, geometry_kind, let_in
from geo.own.identity import asked_keys, choose, lone_states
from geo.own.layer import Opening
from geo.own.outlines import outlines
from geo.own.pair import say_if_same
from geo.own.reading import known_fields
from geo.own.sides import Naming, Side, check_overlap, held_by, open_side
from geo.own.wrapping import free_meridian, turned

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from geo.measures.drawings import Accuracy
    from geo.own.layer import Given

__all__ = ["accuracy"]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked of a layer: its field of names, the states, and how it is opened."""

    name: str
    states: tuple[str, ...]
    opening: Opening


def accuracy(  # noqa: PLR0913  (each is a question of its own)
    ours: Given | Snapshot,
    theirs: Given,
    *,
    name: str | None = None,
    name_theirs: str | None = None,
    state: str | Sequence[str] | None = None,
    stretches: Sequence[str] = (),
    within_km: float | None = None,
    widths_km: Sequence[float] = (),
    layer: str | None = None,
    layer_theirs: str | None = None,
    encoding: str | None = None,
    crs: str | None = None,
) -> Accuracy:
    """Measure how far apart two drawings of a border are.

    Parameters
    ----------
    ours : path, geopandas.GeoDataFrame, geopandas.GeoSeries or Snapshot
        Lines, or areas whose outlines are the lines; of an atlas on a day the
        borders on land of a state.
    theirs : path, geopandas.GeoDataFrame or geopandas.GeoSeries
        The other drawing. Of areas that are set against lines, coasts are no
        borders.
    name : str, optional
        The field that names stretches of lines, or the states of areas.
    name_theirs : str, optional
        The same of the second, if it is another there.
    state : str or sequence of str, optional
        Whose borders; ``A=B`` if it is called A in the first and B in the
        second. Stretches are then the neighbours.
    stretches : sequence of str, optional
        Only these stretches of the first.
    within_km : float, optional
        Count only what lies within so many kilometres of the other drawing:
        for drawings of which one shows more than the other.
    widths_km : sequence of float, optional
        Widths of the bands about either.
    layer, encoding, crs : str, optional
        As for `geo.compare_files`.
    layer_theirs : str, optional
        The layer of the second, if it is another there.

    Returns
    -------
    Accuracy
        Lengths and distances on the ellipsoid, in kilometres.

    Raises
    ------
    InputFileError, CRSError, GeometryError, UnknownNameError
        If a file or what is asked of it is at fault; the sentence says what
        to do.

    Examples
    --------
    >>> import geopandas as gpd, shapely
    >>> lines = [gpd.GeoSeries([shapely.LineString([(lon, 50), (lon, 51)])], crs=4326) for lon in (24, 24.1)]
    >>> found = accuracy(*lines)
    >>> round(found.total.mean_km, 2), round(found.total.hausdorff_km, 2)
    (7.09, 7.17)
    """
    states = (state,) if isinstance(state, str) else tuple(state or ())
    openings = [
        Opening(label=label, layer=of or "", encoding=encoding or "", crs=crs or "", layer_option=option)
        for label, of, option in (
            ("ours", layer, "--layer"),
            ("theirs", layer_theirs or layer, "--layer-theirs"),
        )
    ]
    if not (isinstance(ours, Snapshot) or layer_theirs):
        say_if_same(ours, theirs)
    second = _open(theirs, _Asked(name_theirs or name or "", states, openings[1]), lenient=name_theirs is None)
    if isinstance(ours, Snapshot):
        drawn = _of_day(ours, states)
        other = _drawing(second, _one_side_keys(second, states, 1), coasts=False)
    else:
        first = _open(ours, _Asked(name or "", states, openings[0]), lenient=False)
        coasts = first.kind == second.kind
        chosen: tuple[Collection[str], Collection[str]]
        if LINES not in {first.kind, second.kind}:
            chosen = _both_keys((first, second), states)
        else:
            chosen = (_one_side_keys(first, states, 0), _one_side_keys(second, states, 1))
        drawn, other = (
            _drawing(side, keys, coasts=coasts) for side, keys in zip((first, second), chosen, strict=True)
        )
    labels = [one.label for one in (drawn, other)]
    drawn, other = _in_one_piece(drawn, other)
    frames = [gpd.GeoDataFrame(geometry=list(one.lines), crs="EPSG:4326") for one in (drawn, other)]
    check_overlap((labels[0], labels[1]), (frames[0], frames[1]))
    return accuracy_of(drawn, other, stretches=stretches, widths_km=widths_km, within_km=within_km)


def _of_day(snapshot: Snapshot, states: Sequence[str]) -> Drawing:
    """Take the borders on land of a state of an atlas, in stretches by frontier."""
    if len(states) > 1:
        msg = "an atlas's border is that of one state; give one --state."
        raise UnknownNameError(msg)
    state = snapshot.atlas.holder(states[0].partition("=")[0].strip() if states else None)
    day = snapshot.day.isoformat() if snapshot.atlas.about.dated else snapshot.label
    arcs = borders_of(snapshot, state)
    if not arcs:
        msg = f"{state} has no border on land on {day}; choose another day."
        raise GeometryError(msg)
    return Drawing(
        Said.fill("{held} on {day}", held=state, day=day),
        [arc.line for arc in arcs],
        [arc.frontier for arc in arcs],
    )


def _open(given: Given, asked: _Asked, *, lenient: bool) -> Side:
    """Open a layer of lines or of areas; lines need no names, nor have those of the second a field of them."""
    known = known_fields(given, [], asked.opening) if asked.name and lenient else ()
    entered = None
    if asked.name and lenient and asked.name not in known:
        entered = let_in(given, [], opening=asked.opening)
        if geometry_kind(entered.label, entered.frame) == LINES:
            asked = _Asked("", (), asked.opening)
    wanted = asked_keys(asked.states) or None
    return open_side(given, Naming(asked.name, wanted), asked.opening)


def _both_keys(sides: tuple[Side, Side], states: Sequence[str]) -> tuple[Collection[str], Collection[str]]:
    """Find the states that are asked for in two layers of areas, each of which must show some of their land."""
    if not states:
        return frozenset(), frozenset()
    chosen = choose(states, sides)
    known = tuple(
        frozenset(key for key in keys if key in side.names)
        for keys, side in zip(chosen.keys, sides, strict=True)
    )
    for keys, side, other in zip(known, sides, sides[::-1], strict=True):
        if side.named and not keys:
            told = lone_states(chosen, sides)
            msg = f"{told[0]}." if told else f"{side.label} shows nothing of {chosen.label} in {other.label}."
            raise UnknownNameError(msg)
    return known[0] or chosen.keys[0], known[1] or chosen.keys[1]


def _one_side_keys(side: Side, states: Sequence[str], which: int) -> Collection[str]:
    """Find the states that are asked for in one layer, whose names may be those of the other."""
    if not side.named:
        return frozenset()
    keys = set()
    for state in states:
        whole, parts = name_key(state), state.split("=")
        key = whole if whole in side.names else name_key(parts[which] if len(parts) > which else parts[0])
        if key not in side.names:
            known = sorted(side.names.values())
            msg = f"{side.label} holds no state '{plain(state, 60)}'; {choices(state, known, 'it holds')}"
            raise UnknownNameError(msg)
        keys.add(key)
    return frozenset(keys)


def _drawing(side: Side, keys: Collection[str], *, coasts: bool) -> Drawing:
    """Take the lines of a layer."""
    if side.kind != LINES:
        lines, stretches = outlines(side, keys, coasts=coasts)
        if not lines:
            msg = f"{side.label} shows no border on land that was asked for; coasts are none beside lines."
            raise GeometryError(msg)
        return Drawing(side.name, lines, stretches)
    shapes = held_by(side, keys) if keys else geometries(side.frame)
    names = side.frame["who"][side.frame["key"].isin(list(keys))] if keys else side.frame["who"]
    parts, whose = shapely.get_parts(shapes, return_index=True)
    told = names.tolist()
    return Drawing(side.name, list(parts), [told[k] for k in whose])


def _in_one_piece(*drawn: Drawing) -> tuple[Drawing, ...]:
    """Let longitudes run on where lines lie on both sides of 180°."""
    meridian = free_meridian([line for one in drawn for line in one.lines])
    if meridian is None:
        return drawn
    moved = []
    for one in drawn:
        lines, whose = shapely.get_parts(turned(np.array(one.lines, dtype=object), meridian), return_index=True)
        moved.append(Drawing(one.label, list(lines), [one.stretches[k] for k in whose]))
    return tuple(moved)
