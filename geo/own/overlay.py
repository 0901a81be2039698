"""An atlas made of two layers of states, so that the map shows them too.

The outlines of both layers are noded together; each face between them was held
by one state before and by one after, and that is its tenure; what only one of
them names is unheld on the other's day. Land that neither names is no zone.
"""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.atlas.about import About, Credits, UsualDay
from geo.atlas.arrangement import Arc, arrange
from geo.atlas.atlas import Atlas, Snapshot, Tables
from geo.atlas.ground import Ground
from geo.atlas.languages import Said
from geo.atlas.tenure import Tenure
from geo.atlas.zones import Zone
from geo.earth.geodesy import area_m2
from geo.errors import DayError, GeometryError
from geo.files.geojson import Feature
from geo.files.names import plain
from geo.own.drawn import END_DEG, NOBODY, NOTHING, Detail, Without, changed_pieces
from geo.own.gate import LINES, geometries
from geo.own.holdings import state_polygons
from geo.own.identity import choose
from geo.own.pair import Sources, open_sides
from geo.own.sides import turned_sides
from geo.own.wrapping import free_meridian

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import geopandas as gpd
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo.own.layer import Given
    from geo.own.sides import Side

__all__ = ["overlay_snapshots", "own_snapshots", "series_snapshots", "side_snapshots"]

_BEFORE: Final = dt.date(1, 1, 1)
_AFTER: Final = dt.date(1, 1, 2)
"""Two layers have no dates, only an order; what they are called is their labels."""
_MOST_LETTERS: Final = 120
_GRID_DEG: Final = 1e-6


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
    # land across 180° in one piece
    old, new = (state_polygons(side, keys) for side, keys in zip(sides, chosen.keys, strict=True))
    sides, turned = turned_sides(sides, (old, new))
    label = plain(chosen.label, _MOST_LETTERS)
    frames, window, without = _framed(sides, chosen.keys, label, turned=turned)
    return _overlaid(frames, _about(label, (sides[0].stem, sides[1].stem), sigma_m), window, without=without)


def series_snapshots(
    sides: Sequence[Side],
    keys: Sequence[Collection[str]],
    label: str,
    days: Sequence[str],
    *,
    years: bool = False,
) -> tuple[Snapshot, Snapshot]:
    """Make an atlas of the layers of many days, about the part in which a state changed.

    Parameters
    ----------
    sides : sequence of Side
    keys : sequence of collection of str
        What the state is known by in each.
    label : str
        What it is called.
    days : sequence of str
        From which on each layer holds.
    years : bool
        Whether they stand for their years, which are all that is known.

    Returns
    -------
    first, last : Snapshot

    Raises
    ------
    DayError
        If a day is before the year 1 or after 9999, where the map's calendar ends.
    GeometryError
        If the state lies on both sides of 180 degrees.
    """
    try:
        dates = [dt.date.fromisoformat(day) for day in days]
    except ValueError as error:
        msg = (
            f"the map's calendar has the years 1 to 9999; {days[0]} to {days[-1]} goes beyond: leave out --map."
        )
        raise DayError(msg) from error
    lands = [state_polygons(side, key) for side, key in zip(sides, keys, strict=True)]
    if free_meridian(lands) is not None:
        msg = f"'{plain(label, 60)}' lies on both sides of 180°, where a series has no map; leave out --map."
        raise GeometryError(msg)
    frames, window, without = _framed(sides, keys, label, turned=False)
    first, last = (str(date.year) if years else date.isoformat() for date in (dates[0], dates[-1]))
    about = replace(
        _about(label, (first, last), None),
        dated=True,
        years=years,
        first=dates[0],
        last=dates[-1],
        before=UsualDay(dates[0], first),
        after=UsualDay(dates[-1], last),
    )
    return _overlaid(frames, about, window, dates, without=without)


def _framed(
    sides: Sequence[Side], keys: Sequence[Collection[str]], label: str, *, turned: bool
) -> tuple[list[gpd.GeoDataFrame], tuple[float, float, float, float], Without]:
    """Return layers with every name as it is shown, a window about where a state changed, and what it lacks."""
    # 1. one name for what is one state
    spelt: dict[str, str] = {}
    frames = []
    for side, mine in zip(sides, keys, strict=True):
        shown = [
            label if key in mine else spelt.setdefault(key, plain(who, _MOST_LETTERS))
            for who, key in zip(side.frame["who"], side.frame["key"], strict=True)
        ]
        frames.append(side.frame.assign(who=shown))
    # 2. a window about the change, which may reach beyond 180° where lands were turned
    lands = [state_polygons(side, mine) for side, mine in zip(sides, keys, strict=True)]
    changed, specks_km2 = changed_pieces(lands)
    west, south, east, north = shapely.total_bounds(changed if len(changed) else lands[0])
    margin = max((east - west) * 0.5, (north - south) * 0.35, 0.05)
    window = (
        west - margin if turned else max(west - margin, -180.0),
        max(south - margin, -END_DEG),
        east + margin if turned else min(east + margin, 180.0),
        min(north + margin, END_DEG),
    )
    return frames, window, Without(specks_km2, polar=max(-south, north) > END_DEG)


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
    about = _about(state, labels, sigma_m)
    first, second = _overlaid([before.assign(who=before[name]), after.assign(who=after[name])], about, window)
    return first, second


def _overlaid(
    frames: Sequence[gpd.GeoDataFrame],
    about: About,
    window: tuple[float, float, float, float],
    days: Sequence[dt.date] = (_BEFORE, _AFTER),
    *,
    without: Without = NOTHING,
) -> tuple[Snapshot, Snapshot]:
    """Make an atlas of layers, each of which holds from its day on, and return its first and its last day."""
    # 1. the faces between all outlines, and who held each in every layer
    box = shapely.box(*window)
    layers = [_dissolved(frame, "who", box, about.border_of) for frame in frames]
    outlines = [shapely.boundary(polygon) for layer in layers for polygon in layer.values()]
    faces = shapely.get_parts(shapely.polygonize([shapely.union_all(outlines, grid_size=_GRID_DEG)]))
    held = [_holders(faces, layer) for layer in layers]
    known = np.flatnonzero(np.any([one != NOBODY for one in held], axis=0))
    if not len(known):
        msg = "no layer has a state in the part that changed; check --name and --state."
        raise GeometryError(msg)
    # 2. what is smaller than the map can show counts as unchanged
    detail = Detail.of(faces[known], [one[known] for one in held], about.border_of, window)
    left_out_km2 = without.specks_km2
    for k in range(len(held) - 2, -1, -1):
        held[k][known], km2 = detail.without_specks(faces[known], held[k][known], held[k + 1][known])
        left_out_km2 += km2
    # 3. one polygon for all faces with the same holders
    holders = np.array(held, dtype=object).T[known].tolist()
    spans: dict[tuple[str, ...], list[int]] = {}
    for face, holder in zip(known.tolist(), map(tuple, holders), strict=True):
        if any(holder):
            spans.setdefault(holder, []).append(face)
    groups = dict(sorted(spans.items()))
    coverage = [shapely.coverage_union_all(faces[members]) for members in groups.values()]
    coverage = list(shapely.coverage_simplify(coverage, detail.tolerance_deg))
    note = without._replace(specks_km2=left_out_km2).told(detail)
    about = replace(about, window=tuple(shapely.total_bounds(coverage).tolist()), note=note)
    return _atlas(about, coverage, list(groups), days)


def _about(state: str, labels: tuple[str, str], sigma_m: float | None) -> About:
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
        window=(0.0, 0.0, 0.0, 0.0),
        dated=False,
        first=_BEFORE,
        last=_AFTER,
        before=UsualDay(_BEFORE, first),
        after=UsualDay(_AFTER, second),
        errors_known=sigma_m is not None,
        coast_sigma_m=math.nan if sigma_m is None else sigma_m,
        credits=Credits(licence="", attribution=yours, citation="", short=yours),
        tables=(),
        own=True,
    )


def _dissolved(frame: gpd.GeoDataFrame, name: str, box: shapely.Polygon, first: str) -> dict[str, BaseGeometry]:
    """One polygon a state, cut to the window: one state first, the others in the order of the file."""
    near = frame.iloc[sorted(frame.sindex.query(box, predicate="intersects"))]
    states: dict[str, list[BaseGeometry]] = {first: []}
    for state, geometry in zip(near[name].astype(str), geometries(near), strict=True):
        states.setdefault(state, []).append(shapely.intersection(geometry, box))
    whole = {state: shapely.union_all(parts, grid_size=_GRID_DEG) for state, parts in states.items()}
    return {state: polygon for state, polygon in whole.items() if not polygon.is_empty}


def _holders(faces: NDArray[np.object_], layer: dict[str, BaseGeometry]) -> NDArray[np.object_]:
    """Who holds each face in a layer: of several that claim it the first, as what changed hands is counted."""
    inside = shapely.point_on_surface(faces)
    names = list(layer)
    found = np.full(len(faces), NOBODY, dtype=object)
    # polygons are prepared where they are what is asked with; of many vertices that is a hundred times as quick
    state, face = shapely.STRtree(inside).query(list(layer.values()), predicate="intersects")
    found[face[::-1]] = np.array(names, dtype=object)[state[::-1]]
    return found


def _atlas(
    about: About, coverage: list[BaseGeometry], holders: list[tuple[str, ...]], days: Sequence[dt.date]
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
        told = holders[int(owner[number])] if owner[number] != NOBODY else (NOBODY,) * len(days)
        # a holder holds from the first layer that says so to the next that says otherwise
        turns = [k for k in range(len(told)) if k == 0 or told[k] != told[k - 1]]
        ends = [*(days[k] for k in turns[1:]), None]
        starts = [None, *(days[k] for k in turns[1:])]
        kept = [
            _span(zone, told[k], *span) for k, span in zip(turns, zip(starts, ends, strict=True), strict=True)
        ]
        who = [span.who for span in kept]
        region = " to ".join(who) if len(who) > 1 else ""
        zones.append(Zone(zone, Said.of_names(who, " \N{RIGHTWARDS ARROW} "), region, face))
        spans.extend(kept)
    regions = {zone.region: zone.name for zone in zones if zone.region}
    atlas = Atlas(
        about=about,
        arcs=arcs,
        arrangement=arrangement,
        zones=tuple(zones),
        tables=Tables(tuple(spans), (), (), regions),
        ground=_Outlines(shapely.union_all(coverage)),
        folder=Path(),
    )
    return Snapshot(atlas, days[0]), Snapshot(atlas, days[-1])


def _span(zone: str, holder: str, start: dt.date | None, end: dt.date | None) -> Tenure:
    return Tenure(zone, holder, "unheld" if holder == NOBODY else "sovereign", start, end, "", "", "")


def _arc(number: int, line: shapely.LineString, sigma_m: float) -> Arc:
    own = "your files"
    return Arc(f"line_{number}", own, "land", own, "as given", sigma_m, "", "", "", "", line)
