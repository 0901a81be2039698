"""The same measures on two files of your own.

Polygons of states, or border lines that part a state in the east from what
lies west of it. What is measured, and how, is what is measured on the atlas;
only the sweeps differ (`geo.own.sweeps`). What cannot be known of files is
NaN: position errors unless one is named, great lakes, places nearby.
"""

from __future__ import annotations

import logging
import math
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import shapely

from geo.earth.geodesy import area_m2
from geo.errors import GeometryError, UnknownNameError
from geo.files.names import choices, plain
from geo.measures.distance import Side, line_distances
from geo.measures.profile import EVERY_DEG, check_spacing, grid, profile_on
from geo.measures.summary import TOTAL, summary_of
from geo.own.compared import NOBODY, AllStates, AreaChange, AreaChanges, Comparison, StateAreas
from geo.own.gate import LINES, check_overlap, geometries, geometry_kind, read_layer
from geo.own.holdings import changes, gained_and_lost_km2, state_names, state_polygons
from geo.own.sweeps import LineSweep, Outlines, PolygonSweep, bounds_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    import geopandas as gpd
    from shapely.geometry.base import BaseGeometry

    from geo.measures.distance import BorderDistances
    from geo.measures.pieces import Sweep
    from geo.measures.profile import Profile
    from geo.own.holdings import Passed

__all__ = ["compare_files", "compare_states"]

_LOG = logging.getLogger("geo")

_MOST_SIGMA_M: Final = 1_000_000.0

_TOTAL: Final = (TOTAL, "All of it")


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked about two files; no name or state is empty."""

    name: str
    state: str
    every_deg: float
    sigma_m: float | None
    distance: bool


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
    distance: bool = False,
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
        Degrees between the parallels of the profile. Means and percentiles do
        not depend on it.
    sigma_m : float, optional
        One-sigma position error of both files' lines, in metres.
    distance : bool
        Whether to measure, too, how far each outline lies from the other.

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
    paths = Path(before), Path(after)
    check_spacing(every_deg)
    _check_sigma(sigma_m)
    frames = _read_two(*paths, [name] if name else [])
    kinds = [geometry_kind(path, frame) for path, frame in zip(paths, frames, strict=True)]
    if kinds[0] != kinds[1]:
        msg = f"{paths[0]} holds {kinds[0]} and {paths[1]} holds {kinds[1]}; give two of a kind."
        raise GeometryError(msg)
    asked = _Asked(name or "", state or "", every_deg, sigma_m, distance)
    if kinds[0] == LINES:
        return _compare_lines(paths, frames, asked)
    if not name or not state:
        msg = "polygons need --name, the field with the states' names, and --state, the state to compare."
        raise UnknownNameError(msg)
    known = [(path, state_names(frame, name)) for path, frame in zip(paths, frames, strict=True)]
    return _compare_polygons(paths, frames, replace(asked, state=_check_state(state, *known)))


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
    # to the square metre: what one gained and another lost is the same, but for rounding
    return AllStates(sorted(rows, key=lambda row: (-round(row.gained_km2 + row.lost_km2, 6), row.state)))


def _compare_polygons(
    paths: tuple[Path, Path],
    frames: tuple[gpd.GeoDataFrame, gpd.GeoDataFrame],
    asked: _Asked,
) -> Comparison:
    held = _two(state_polygons(frame, asked.name, asked.state) for frame in frames)
    # 1. what changed hands, and who had it or has it
    changed = changes(frames, asked.name, asked.state, held)
    layers = [geometries(frame) for frame in frames]
    outlines = Outlines(held, layers, bounds_of(changed.whole), asked.sigma_m)
    # 2. the whole of it, on parallels and in a few numbers
    sweep = PolygonSweep(changed.whole, outlines)
    # 3. the same for each other holder, on the land that passed between the two
    # (what was gained from a holder and what was lost to it are one region, whatever the case of its name)
    shares: dict[str, list[Passed]] = {}
    for share in changed.shares:
        shares.setdefault(share.holder.casefold(), []).append(share)
    regions = []
    for lands in shares.values():
        holder = lands[0].holder or NOBODY
        regions.append(summary_of(PolygonSweep(lands, outlines), holder, holder))
    return Comparison(
        before=paths[0].name,
        after=paths[1].name,
        state=asked.state,
        every_deg=asked.every_deg,
        profile=_profile(sweep, sweep.bounds, asked),
        areas=AreaChanges(_area_change(share, asked.state) for share in changed.shares),
        regions=tuple(sorted(regions, key=lambda part: (-(part.lat_from + part.lat_to), part.region))),
        total=summary_of(sweep, *_TOTAL),
        distance=_distances(paths, _two(map(shapely.boundary, held)), asked),
    )


def _area_change(share: Passed, state: str) -> AreaChange:
    """Say who gained the land from whom."""
    before, after = (share.holder, state) if share.sign > 0 else (state, share.holder)
    return AreaChange(before, after, share.area_km2)


def _compare_lines(
    paths: tuple[Path, Path],
    frames: tuple[gpd.GeoDataFrame, gpd.GeoDataFrame],
    asked: _Asked,
) -> Comparison:
    chosen = bool(asked.name and asked.state)
    # 1. the lines of either file, end to end, so that directions are taken across their joints
    lines = []
    for frame in frames:
        line = (
            state_polygons(frame, asked.name, asked.state) if chosen else shapely.union_all(geometries(frame))
        )
        if line.is_empty:
            msg = f"no border line is named {asked.state!r}; check --name and --state."
            raise UnknownNameError(msg)
        lines.append(shapely.line_merge(line))
    old, new = lines
    # 2. what lies between them
    sweep = LineSweep(old, new, asked.sigma_m)
    total = summary_of(sweep, *_TOTAL)
    if math.isnan(total.mean_km):
        _LOG.warning(
            "no parallel meets both lines once or thrice, so nothing was measured: the border must run from "
            "south to north, and a closed line be made a polygon"
        )
    # 3. all parallels that either line reaches: where one does not, the profile says so
    south, north = (float(end(line.bounds[k] for line in lines)) for k, end in ((1, min), (3, max)))
    return Comparison(
        before=paths[0].name,
        after=paths[1].name,
        state=asked.state,
        every_deg=asked.every_deg,
        profile=_profile(sweep, (south, north), asked),
        areas=AreaChanges(),
        regions=(),
        total=total,
        distance=_distances(paths, (old, new), asked),
    )


def _profile(sweep: Sweep, bounds: tuple[float, float], asked: _Asked) -> Profile:
    lats = grid(*bounds, asked.every_deg)
    if bounds[0] < bounds[1] and not len(lats):
        _LOG.warning(
            "no multiple of %g degrees lies between %.3f and %.3f N: no profile; give a smaller --every",
            asked.every_deg,
            *bounds,
        )
    return profile_on(sweep, lats)


def _distances(
    paths: tuple[Path, Path], outlines: tuple[BaseGeometry, BaseGeometry], asked: _Asked
) -> tuple[BorderDistances, BorderDistances] | None:
    if not asked.distance:
        return None
    sigma_km = float("nan") if asked.sigma_m is None else asked.sigma_m / 1000.0
    sides = []
    for path, outline in zip(paths, outlines, strict=True):
        lines = shapely.get_parts(outline).tolist()
        sides.append(Side(path.name, lines, [sigma_km] * len(lines), [path.name] * len(lines)))
    return line_distances(sides[0], sides[1]), line_distances(sides[1], sides[0])


def _two(made: Iterable[BaseGeometry]) -> tuple[BaseGeometry, BaseGeometry]:
    old, new = made
    return old, new
