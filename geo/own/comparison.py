"""The same measures on two files of your own.

Polygons of states, or border lines that part a state in the east from what
lies west of it. Everything is swept along parallels as for the atlas; the
position errors of other people's lines are not known, so none are given
unless you name one.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.earth.edges import Edges, border_sines, line_edges, polygon_edges
from geo.earth.geodesy import area_m2, parallel_m_per_degree
from geo.earth.sweep import FAR_EAST, Crossings, Intervals, crossings, line_crossings, only_in_second
from geo.errors import GeometryError, UnknownNameError
from geo.files.names import choices, plain
from geo.measures.profile import EVERY_DEG, Profile, check_spacing, grid
from geo.own.compared import AllStates, Comparison, StateAreas
from geo.own.gate import LINES, check_overlap, geometries, geometry_kind, read_layer
from geo.own.holdings import changes, gained_and_lost_km2, is_state, state_names, state_polygons

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    from geo.own.compared import AreaChange

__all__ = ["compare_files", "compare_states"]

_MOST_SIGMA_M: Final = 1_000_000.0

_NEAR_DEG: Final = 1e-4
"""How far west of a displacement's end one looks for a neighbour: some metres."""


def _check_state(state: str, *layers: tuple[Path, list[str]]) -> str:
    """Find a state's name as the files write it, whatever its case."""
    known = sorted({name for _, names in layers for name in names})
    for name in known:
        if name.casefold() == state.strip().casefold():
            return name
    which = f"{layers[0][0]} nor {layers[1][0]}"
    msg = f"neither {which} holds a state '{plain(state, 60)}'; {choices(state, known, 'they hold')}"
    raise UnknownNameError(msg)


def _check_sigma(sigma_m: float | None) -> None:
    if sigma_m is not None and not 0.0 <= sigma_m <= _MOST_SIGMA_M:
        msg = f"the position error is {sigma_m:g} m; give a number from 0 to {_MOST_SIGMA_M:,.0f}."
        raise GeometryError(msg)


def _read_two(before: Path, after: Path, columns: list[str]) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    frames = read_layer(before, columns), read_layer(after, columns)
    check_overlap((before, after), frames)
    return frames


def compare_files(
    before: Path | str,
    after: Path | str,
    *,
    name: str | None = None,
    state: str | None = None,
    every_deg: float = EVERY_DEG,
    sigma_m: float | None = None,
) -> Comparison:
    """Compare a state, or a border line, in two files.

    Parameters
    ----------
    before, after : path
        Files of polygons, or of border lines with the state in the east, in
        any format that ``bordershift compare`` reads and any reference system.
    name : str, optional
        The field that names the states; needed for polygons.
    state : str, optional
        Which state; needed for polygons.
    every_deg : float
        Degrees between parallels.
    sigma_m : float, optional
        One-sigma position error of both files' lines, in metres.

    Returns
    -------
    Comparison

    Raises
    ------
    InputFileError, CRSError, GeometryError, UnknownNameError
        If a file or what is asked of it is at fault; the sentence says what
        to do.

    Examples
    --------
    >>> import tempfile
    >>> import geo
    >>> atlas = geo.open_atlas()
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     files = Path(folder, "before.geojson"), Path(folder, "after.geojson")
    ...     for file, day in zip(files, ("1940-06-27", "1940-07-04"), strict=True):
    ...         geo.states(atlas.on(day)).to_file(file)
    ...     found = compare_files(*files, name="state", state="USSR", every_deg=1.0)
    >>> [(gain.before, gain.after) for gain in found.areas]
    [('Romania', 'USSR')]
    >>> bool(found.profile.frame()["net_km"].max() > 100)
    True
    """
    before, after = Path(before), Path(after)
    check_spacing(every_deg)
    _check_sigma(sigma_m)
    frames = _read_two(before, after, [name] if name else [])
    kinds = [geometry_kind(path, frame) for path, frame in zip((before, after), frames, strict=True)]
    if kinds[0] != kinds[1]:
        msg = f"{before} holds {kinds[0]} and {after} holds {kinds[1]}; give two of a kind."
        raise GeometryError(msg)
    if kinds[0] == LINES:
        return _compare_lines(frames, name, state, every_deg, sigma_m)
    if not name or not state:
        msg = "polygons need --name, the field with the states' names, and --state, the state to compare."
        raise UnknownNameError(msg)
    known = [(path, state_names(frame, name)) for path, frame in zip((before, after), frames, strict=True)]
    return _compare_polygons(frames, name, _check_state(state, *known), every_deg, sigma_m)


def compare_states(before: Path | str, after: Path | str, *, name: str) -> AllStates:
    """Compare every state of two files.

    Parameters
    ----------
    before, after : path
        Files of polygons.
    name : str
        The field with the states' names.

    Returns
    -------
    AllStates
        Areas in km² before and after, gained and lost; the largest change
        first.

    Raises
    ------
    InputFileError, CRSError, GeometryError, UnknownNameError
        As for `compare_files`.

    Examples
    --------
    >>> import tempfile
    >>> import geo
    >>> atlas = geo.open_atlas()
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     files = Path(folder, "before.geojson"), Path(folder, "after.geojson")
    ...     for file, day in zip(files, ("1940-06-27", "1940-07-04"), strict=True):
    ...         geo.states(atlas.on(day)).to_file(file)
    ...     compare_states(*files, name="state").frame()["state"].tolist()[:2]
    ['Romania', 'USSR']
    """
    before, after = Path(before), Path(after)
    frames = _read_two(before, after, [name])
    for path, frame in zip((before, after), frames, strict=True):
        if geometry_kind(path, frame) == LINES:
            msg = f"{path} holds lines; comparing every state needs polygons."
            raise GeometryError(msg)
    # names that differ in case only are one state, as for `compare_files`
    known = {state.casefold(): state for frame in frames for state in state_names(frame, name)}
    states = sorted(known.values())
    rows = []
    for state in states:
        old, new = (state_polygons(frame, name, state) for frame in frames)
        gained, lost = gained_and_lost_km2(old, new)
        rows.append(StateAreas(state, area_m2(old) / 1e6, area_m2(new) / 1e6, gained, lost))
    return AllStates(sorted(rows, key=lambda row: (-(row.gained_km2 + row.lost_km2), row.state)))


def _compare_polygons(
    frames: tuple[gpd.GeoDataFrame, gpd.GeoDataFrame],
    name: str,
    state: str,
    every_deg: float,
    sigma_m: float | None,
) -> Comparison:
    old, new = (state_polygons(frame, name, state) for frame in frames)
    areas, (south, north) = changes(frames, name, state, (old, new))
    lats = grid(south, north, every_deg)
    edges = polygon_edges(old), polygon_edges(new)
    profile, wests = _profile(edges, (crossings(edges[0], lats), crossings(edges[1], lats)), lats, sigma_m)
    others = frames[1][~is_state(frames[1], name, state)]
    profile = replace(profile, end=_ends(lats, wests, geometries(others)))
    return _summary(state, every_deg, profile, areas, (area_m2(new) - area_m2(old)) / 1e6)


def _compare_lines(
    frames: tuple[gpd.GeoDataFrame, gpd.GeoDataFrame],
    name: str | None,
    state: str | None,
    every_deg: float,
    sigma_m: float | None,
) -> Comparison:
    lines = []
    for frame in frames:
        chosen = state_polygons(frame, name, state) if name and state else shapely.union_all(geometries(frame))
        if chosen.is_empty:
            msg = f"no border line is named {state!r}; check --name and --state."
            raise UnknownNameError(msg)
        lines.append(shapely.line_merge(chosen))
    south = min(line.bounds[1] for line in lines)
    north = max(line.bounds[3] for line in lines)
    lats = grid(south, north, every_deg)
    edges = line_edges(lines[0]), line_edges(lines[1])
    hits = line_crossings(edges[0], lats), line_crossings(edges[1], lats)
    profile, wests = _profile(edges, hits, lats, sigma_m)
    reached = np.ones(len(lats), dtype=bool)
    for found in hits:
        count = np.bincount(found.parallel[found.edge >= 0], minlength=len(lats))
        reached &= count % 2 == 1  # crossed an even number of times, a line has an end there
    gap = ~reached
    ends = tuple("gap" if g else ("land" if np.isfinite(w) else "") for g, w in zip(gap, wests, strict=True))
    profile = replace(
        profile,
        gain_km=np.where(gap, np.nan, profile.gain_km),
        loss_km=np.where(gap, np.nan, profile.loss_km),
        net_km=np.where(gap, np.nan, profile.net_km),
        normal_km=np.where(gap, np.nan, profile.normal_km),
        sigma_km=np.where(gap, np.nan, profile.sigma_km),
        end=ends,
    )
    return _summary(state or "", every_deg, profile, (), float("nan"))


def _profile(
    edges: tuple[Edges, Edges],
    hits: tuple[Crossings, Crossings],
    lats: NDArray[np.float64],
    sigma_m: float | None,
) -> tuple[Profile, NDArray[np.float64]]:
    """Sweep gain and loss; also return where the westernmost piece of each parallel ends in the west."""
    n = len(lats)
    sines = np.concatenate([border_sines(part) for part in edges])
    totals = {1: np.zeros(n), -1: np.zeros(n)}
    normal, variance, wests = np.zeros(n), np.zeros(n), np.full(n, np.inf)
    old, new = hits[0], _shifted(hits[1], len(edges[0]))
    for sign, first, second in ((1, old, new), (-1, new, old)):
        found: Intervals = only_in_second(first, second)
        real = found.east < FAR_EAST  # both lines are closed there, so a piece that reaches it is no land
        parallel, west, east = found.parallel[real], found.west[real], found.east[real]
        width = (east - west) * parallel_m_per_degree(lats[parallel]) / 1000.0
        ends = [sines[edge[real]] for edge in (found.west_edge, found.east_edge)]
        totals[sign] += np.bincount(parallel, weights=width, minlength=n)
        normal += sign * np.bincount(parallel, weights=width * (ends[0] + ends[1]) / 2.0, minlength=n)
        variance += np.bincount(parallel, weights=ends[0] ** -2 + ends[1] ** -2, minlength=n)
        np.minimum.at(wests, parallel, west)
    sigma_km = np.sqrt(variance) * (sigma_m / 1000.0) if sigma_m is not None else np.full(n, np.nan)
    net = totals[1] - totals[-1]
    empty = ("",) * n
    return Profile(lats, totals[1], totals[-1], net, normal, sigma_km, empty), wests


def _shifted(hits: Crossings, by: int) -> Crossings:
    """Count the edges of a second set on from those of the first."""
    edge = np.where(hits.edge >= 0, hits.edge + by, hits.edge)
    return Crossings(hits.parallel, hits.lon, hits.leaving, edge)


def _ends(
    lats: NDArray[np.float64], wests: NDArray[np.float64], others: NDArray[np.object_]
) -> tuple[str, ...]:
    """Say what lies west of each displacement: another state, or none."""
    at = np.flatnonzero(np.isfinite(wests))
    points = shapely.points(wests[at] - _NEAR_DEG, lats[at])
    held = np.zeros(len(lats), dtype=bool)
    held[at[np.unique(shapely.STRtree(others).query(points, predicate="intersects")[0])]] = True
    return tuple(("land" if h else "coast") if np.isfinite(w) else "" for h, w in zip(held, wests, strict=True))


def _summary(
    state: str, every_deg: float, profile: Profile, areas: tuple[AreaChange, ...], area_km2: float
) -> Comparison:
    known = np.isfinite(profile.net_km)
    net, lat = profile.net_km[known], profile.lat[known]
    if not len(net):
        return Comparison(state, every_deg, profile, areas, *(float("nan"),) * 6, area_km2)
    peak = int(np.argmax(np.abs(net)))
    p05, median, p95 = (float(v) for v in np.percentile(net, (5.0, 50.0, 95.0)))
    return Comparison(
        state,
        every_deg,
        profile,
        areas,
        float(net.mean()),
        median,
        p05,
        p95,
        float(net[peak]),
        float(lat[peak]),
        area_km2,
    )
