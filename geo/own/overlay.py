"""An atlas made of two layers of states, so that the map shows them too.

The outlines of both layers are noded together; each face between them was held
by one state before and by one after, and that is its tenure; what only one of
them names is unheld on the other's day. Land that neither names is no zone.
"""

from __future__ import annotations

import datetime as dt
import math
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.atlas.about import About, Credits, UsualDay
from geo.atlas.arrangement import Arc, arrange
from geo.atlas.atlas import Atlas, Snapshot, Tables
from geo.atlas.ground import Ground
from geo.atlas.tenure import Tenure
from geo.atlas.zones import Zone
from geo.earth.geodesy import area_m2
from geo.errors import GeometryError
from geo.files.geojson import Feature
from geo.files.names import plain
from geo.own.gate import LINES, geometries
from geo.own.holdings import state_polygons
from geo.own.identity import choose
from geo.own.pair import Sources, open_sides
from geo.own.sides import turned_sides

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo.own.layer import Given
    from geo.own.sides import Side

__all__ = ["overlay_snapshots", "own_snapshots", "side_snapshots"]

_BEFORE: Final = dt.date(1, 1, 1)
_AFTER: Final = dt.date(1, 1, 2)
"""Two layers have no dates, only an order; what they are called is their labels."""
_MOST_LETTERS: Final = 120
_NOBODY: Final = ""
"""The holder of land that a layer gives to no state."""
_GRID_DEG: Final = 1e-6
_LEAST_KM2: Final = 0.5
"""Smaller pieces that changed hands are where two drawings of one border differ."""
_DETAIL: Final = 1 / 4000
"""Of the window's width: finer than a screen shows."""


class _Outlines(Ground):
    """Ground that is the states' own land, with nothing else on it."""

    def __init__(self, land: BaseGeometry) -> None:
        super().__init__(Path())
        parts = [part for part in shapely.get_parts(land) if part.geom_type == "Polygon"]
        self._kept.update(
            coast=[Feature(part, {"name": "", "area_km2": area_m2(part) / 1e6}) for part in parts],
            lakes=[],
            rivers=[],
            around=[],
            open_sea=[],
        )

    def land_of(self, area: shapely.Polygon) -> BaseGeometry:
        return area


def own_snapshots(
    before: Given,
    after: Given,
    *,
    name: str | None = None,
    name_after: str | None = None,
    state: str | Sequence[str] | None = None,
    sigma_m: float | None = None,
) -> tuple[Snapshot, Snapshot]:
    """Make an atlas of two files, about the part in which a state changed.

    Parameters
    ----------
    before, after, name, name_after, state
        As for `geo.own.comparison.compare_files`; polygons alone.
    sigma_m : float, optional
        One-sigma position error of both files' lines, in metres, if it is known.

    Returns
    -------
    before, after : Snapshot
        The days are called as the files are.

    Raises
    ------
    InputFileError, CRSError, GeometryError, UnknownNameError
        As for `geo.own.comparison.compare_files`.
    """
    sources = Sources.of((before, after), name=name, name_after=name_after, state=state or ())
    return side_snapshots(open_sides(sources), sources.states or (), sigma_m=sigma_m)


def side_snapshots(
    sides: tuple[Side, Side], states: Sequence[str], *, sigma_m: float | None = None
) -> tuple[Snapshot, Snapshot]:
    """Make an atlas of two layers that are open, about the part in which states changed; as `own_snapshots`."""
    if sides[0].kind == LINES:
        msg = f"{sides[0].label} holds lines; a map of the change needs polygons."
        raise GeometryError(msg)
    chosen = choose(states, sides)
    # 1. where the state changed; land across 180° in one piece
    old, new = (state_polygons(side, keys) for side, keys in zip(sides, chosen.keys, strict=True))
    sides, turned = turned_sides(sides, (old, new))
    if turned:
        old, new = (state_polygons(side, keys) for side, keys in zip(sides, chosen.keys, strict=True))
    label = plain(chosen.label, _MOST_LETTERS)
    changed = shapely.symmetric_difference(old, new)
    # 2. every name as it is shown, one for what is one state
    spelt: dict[str, str] = {}
    frames = []
    for side, keys in zip(sides, chosen.keys, strict=True):
        shown = [
            label if key in keys else spelt.setdefault(key, plain(who, _MOST_LETTERS))
            for who, key in zip(side.frame["who"], side.frame["key"], strict=True)
        ]
        frames.append(side.frame.assign(who=shown))
    # 3. a window about it, which may reach beyond 180°
    west, south, east, north = (old if changed.is_empty else changed).bounds
    margin = max((east - west) * 0.5, (north - south) * 0.35, 0.05)
    window = (
        west - margin if turned else max(west - margin, -180.0),
        max(south - margin, -85.0),
        east + margin if turned else min(east + margin, 180.0),
        min(north + margin, 85.0),
    )
    labels = sides[0].stem, sides[1].stem
    return overlay_snapshots(*frames, name="who", state=label, labels=labels, window=window, sigma_m=sigma_m)


def overlay_snapshots(
    before: gpd.GeoDataFrame,
    after: gpd.GeoDataFrame,
    *,
    name: str,
    state: str,
    labels: tuple[str, str],
    window: tuple[float, float, float, float],
    sigma_m: float | None = None,
) -> tuple[Snapshot, Snapshot]:
    """Make an atlas of two layers and return its two days.

    Parameters
    ----------
    before, after : GeoDataFrame
        Polygons of states, from `geo.own.gate.read_layer`.
    name : str
        The field that names the states.
    state : str
        Whose border the atlas is about, as the layers write it.
    labels : tuple of str
        What the two layers are called; made unlike if they are alike.
    window : tuple of float
        West, south, east and north of what is shown, in degrees.
    sigma_m : float, optional
        One-sigma position error of both layers' lines, in metres, if it is known.

    Returns
    -------
    before, after : Snapshot

    Raises
    ------
    GeometryError
        If no state lies in the window.
    """
    box = shapely.box(*window)
    layers = [_dissolved(frame, name, box) for frame in (before, after)]
    outlines = [shapely.boundary(polygon) for layer in layers for polygon in layer.values()]
    faces = shapely.get_parts(shapely.polygonize([shapely.union_all(outlines, grid_size=_GRID_DEG)]))
    held = [_holders(faces, layer) for layer in layers]
    known = np.flatnonzero((held[0] != _NOBODY) | (held[1] != _NOBODY))
    if not len(known):
        msg = "neither file has a state in the part that changed; check --name and --state."
        raise GeometryError(msg)
    held[0][known] = _without_specks(faces[known], held[0][known], held[1][known])
    groups = {
        pair: known[(held[0][known] == pair[0]) & (held[1][known] == pair[1])] for pair in _pairs(held, known)
    }
    coverage = [shapely.coverage_union_all(faces[members]) for members in groups.values()]
    coverage = list(shapely.coverage_simplify(coverage, (window[2] - window[0]) * _DETAIL))
    about = _about(state, labels, tuple(shapely.total_bounds(coverage).tolist()), sigma_m)
    return _atlas(about, coverage, list(groups))


def _about(
    state: str, labels: tuple[str, str], window: tuple[float, float, float, float], sigma_m: float | None
) -> About:
    """Say what two layers are as an atlas: their days are an order, and their names are the files'."""
    first, second = labels if labels[0] != labels[1] else (f"{labels[0]} (before)", f"{labels[1]} (after)")
    yours = "your files"
    return About(
        id="compared",
        title=f"{state}: {first} and {second}",
        note="",
        extent=f"from {first} to {second}",
        border_of=state,
        articles=(),
        colours={},
        window=window,
        dated=False,
        first=_BEFORE,
        last=_AFTER,
        before=UsualDay(_BEFORE, first),
        after=UsualDay(_AFTER, second),
        errors_known=sigma_m is not None,
        coast_sigma_m=math.nan if sigma_m is None else sigma_m,
        credits=Credits(licence="", attribution=yours, citation="", short=yours),
        tables=(),
    )


def _pairs(held: list[NDArray[np.object_]], known: NDArray[np.int64]) -> list[tuple[str, str]]:
    return sorted(set(zip(held[0][known].tolist(), held[1][known].tolist(), strict=True)))


def _dissolved(frame: gpd.GeoDataFrame, name: str, box: shapely.Polygon) -> dict[str, BaseGeometry]:
    """One polygon a state, cut to the window."""
    near = frame.iloc[sorted(frame.sindex.query(box, predicate="intersects"))]
    states: dict[str, list[BaseGeometry]] = {}
    for state, geometry in zip(near[name].astype(str), geometries(near), strict=True):
        states.setdefault(state, []).append(shapely.intersection(geometry, box))
    whole = {state: shapely.union_all(parts, grid_size=_GRID_DEG) for state, parts in states.items()}
    return {state: polygon for state, polygon in sorted(whole.items()) if not polygon.is_empty}


def _holders(faces: NDArray[np.object_], layer: dict[str, BaseGeometry]) -> NDArray[np.object_]:
    """Who holds each face in a layer."""
    inside = shapely.point_on_surface(faces)
    names = list(layer)
    found = np.full(len(faces), _NOBODY, dtype=object)
    face, state = shapely.STRtree(list(layer.values())).query(inside, predicate="intersects")
    found[face] = np.array(names, dtype=object)[state]
    return found


def _without_specks(
    faces: NDArray[np.object_], before: NDArray[np.object_], after: NDArray[np.object_]
) -> NDArray[np.object_]:
    """Let pieces too small to mean anything count as unchanged."""
    km2 = np.array([area_m2(face) / 1e6 for face in faces])
    return np.where((before != after) & (km2 < _LEAST_KM2) & (after != _NOBODY), after, before)


def _atlas(
    about: About, coverage: list[BaseGeometry], pairs: list[tuple[str, str]]
) -> tuple[Snapshot, Snapshot]:
    lines = shapely.line_merge(shapely.union_all([shapely.boundary(polygon) for polygon in coverage]))
    parts = enumerate(shapely.get_parts(lines))
    arcs = tuple(_arc(k, line, about.coast_sigma_m) for k, line in parts)
    arrangement = arrange(arcs)
    owner = _holders(
        np.array(arrangement.faces, dtype=object), {str(k): polygon for k, polygon in enumerate(coverage)}
    )
    zones, spans = [], list[Tenure]()
    for number, face in enumerate(arrangement.faces):
        zone = f"face_{number}"
        old, new = pairs[int(owner[number])] if owner[number] != _NOBODY else (_NOBODY, _NOBODY)
        if old == new:
            kept = [_span(zone, old, None, None)]
            zones.append(Zone(zone, kept[0].who, "", face))
        else:
            kept = [_span(zone, old, None, _AFTER), _span(zone, new, _AFTER, None)]
            first, second = (span.who for span in kept)
            zones.append(Zone(zone, f"{first} \N{RIGHTWARDS ARROW} {second}", f"{first} to {second}", face))
        spans.extend(kept)
    regions = {zone.region: zone.region for zone in zones if zone.region}
    atlas = Atlas(
        about=about,
        arcs=arcs,
        arrangement=arrangement,
        zones=tuple(zones),
        tables=Tables(tuple(spans), (), (), regions),
        ground=_Outlines(shapely.union_all(coverage)),
        folder=Path(),
    )
    return Snapshot(atlas, _BEFORE), Snapshot(atlas, _AFTER)


def _span(zone: str, holder: str, start: dt.date | None, end: dt.date | None) -> Tenure:
    return Tenure(zone, holder, "unheld" if holder == _NOBODY else "sovereign", start, end, "", "", "")


def _arc(number: int, line: shapely.LineString, sigma_m: float) -> Arc:
    own = "your files"
    return Arc(f"line_{number}", own, "land", own, "as given", sigma_m, "", "", "", "", line)
