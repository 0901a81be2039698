"""The same measures on two files of your own.

Polygons of states, or border lines that part a state in the east from what
lies west of it. What is measured, and how, is what is measured on the atlas;
only the sweeps differ (`geo.own.sweeps`). What cannot be known of files is
NaN: position errors unless one is named, great lakes, places nearby.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import shapely

from geo.atlas.languages import Said
from geo.errors import GeometryError, UnknownNameError
from geo.files.names import plain
from geo.files.numbers import fixed
from geo.measures.distance import Side as Outline
from geo.measures.distance import line_distances
from geo.measures.profile import EVERY_DEG, check_spacing, grid, profile_on
from geo.measures.summary import TOTAL, summary_of
from geo.own.compared import AreaChanges, Comparison
from geo.own.gate import LINES, geometries
from geo.own.gathered import by_holder, gathered, say_notes
from geo.own.holdings import state_polygons
from geo.own.identity import choose
from geo.own.pair import Sources, open_sides
from geo.own.remarks import as_redrawn, as_rounded, thinned_mean
from geo.own.saying import say
from geo.own.sweeps import LineSweep, Outlines, PolygonSweep, bounds_of
from geo.own.tolerance import check_tolerance

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

    from geo.measures.distance import BorderDistances
    from geo.measures.pieces import Sweep
    from geo.measures.profile import Profile
    from geo.own.identity import Chosen
    from geo.own.layer import Given
    from geo.own.sides import Side

__all__ = ["check_asked", "compare_files", "compare_sides", "outline_distances", "spacing_for"]

_MOST_SIGMA_M: Final = 1_000_000.0

_TOTAL: Final = (TOTAL, "All of it")

_FEWEST: Final = 8
"""Parallels that a profile has at least, where its spacing is not given."""

_LEAST_STEP_DEG: Final = 1e-6


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked about two files, besides the states; no spacing is as fine as the change needs."""

    every_deg: float | None
    sigma_m: float | None
    distance: bool
    tolerance_m: float | None


def check_asked(every_deg: float | None, sigma_m: float | None, tolerance_m: float | None) -> None:
    """Refuse what no file can be asked, before one is opened.

    Raises
    ------
    GeometryError
        If a number is none, too small or too large.
    """
    if every_deg is not None:
        check_spacing(every_deg)
    check_tolerance(tolerance_m)
    if sigma_m is not None and not 0.0 <= sigma_m <= _MOST_SIGMA_M:
        msg = f"the position error is {sigma_m:g} m; give a number from 0 to {fixed(_MOST_SIGMA_M, 0)}."
        raise GeometryError(msg)


def compare_files(  # noqa: PLR0913  (each is a question of its own)
    before: Given | Sequence[Path | str],
    after: Given | None = None,
    *,
    name: str | None = None,
    name_after: str | None = None,
    state: str | Sequence[str] | None = None,
    every_deg: float | None = None,
    sigma_m: float | None = None,
    distance: bool = False,
    tolerance_m: float | None = None,
    layer: str | None = None,
    layer_after: str | None = None,
    encoding: str | None = None,
    crs: str | None = None,
    days: tuple[str, str] | None = None,
    dates: tuple[str, str] | None = None,
    ends: str | None = None,
) -> Comparison:
    """Compare states, or a border line, in two files.

    Parameters
    ----------
    before, after : path, geopandas.GeoDataFrame or geopandas.GeoSeries
        Polygons, or border lines with the state in the east: files in any
        format that ``bordershift compare`` reads and any reference system, or
        what geopandas holds. With two days `before` alone: a layer of dated
        rows, a folder or a list of files with dates in their names.
    name : str, optional
        The field that names the states; needed for polygons, unless all that
        a file holds is one territory.
    name_after : str, optional
        The same of the second, if it is another there.
    state : str or sequence of str, optional
        Which state; ``A=B`` for one that is called A in the first and B in
        the second. Several are taken together. Not needed where there is but
        one.
    every_deg : float, optional
        Degrees between the parallels of the profile; a quarter, or less where
        the change is small, unless it is given. Means and percentiles do not
        depend on it.
    sigma_m : float, optional
        One-sigma position error of both files' lines, in metres.
    distance : bool
        Whether to measure, too, how far each outline lies from the other.
    tolerance_m : float, optional
        Metres up to which a border that was drawn anew may lie off: what
        passed says whether it exceeds that.
    layer : str, optional
        Which layer of files that hold several.
    layer_after : str, optional
        The same of the second, if it is another there.
    encoding : str, optional
        What the files' text is written in, if they do not say so rightly.
    crs : str, optional
        The reference system of files that name none.
    days : tuple of str, optional
        The two days, of dated rows or files.
    dates : tuple of str, optional
        The fields with the first and the last date of a row; those that data
        sets usually have are found.
    ends : str, optional
        ``inclusive`` if a row still holds on its last date, ``exclusive`` if
        not; found where the rows tell.

    Returns
    -------
    Comparison

    Raises
    ------
    InputFileError, CRSError, GeometryError, UnknownNameError, DayError
        If a file or what is asked of it is at fault; the sentence says what
        to do.

    Examples
    --------
    >>> import geopandas as gpd, shapely
    >>> lands = [shapely.box(20, 50, 22, 52), shapely.box(22, 50, 24, 52)]
    >>> before = gpd.GeoDataFrame({"state": ["A", "B"]}, geometry=lands, crs="EPSG:4326")
    >>> after = before.assign(geometry=[shapely.box(20, 50, 21, 52), shapely.box(21, 50, 24, 52)])
    >>> found = compare_files(before, after, name="state", state="B")
    >>> [(gain.before, gain.after, round(gain.area_km2)) for gain in found.areas]
    [('A', 'B', 15618)]
    >>> round(found.total.west_border_km, 1)
    70.2
    """
    check_asked(every_deg, sigma_m, tolerance_m)
    given: tuple[Given, ...]
    if isinstance(before, list | tuple):
        given = tuple(before) if after is None else (*before, after)
    else:
        given = (before,) if after is None else (before, after)  # type: ignore[assignment]
    sources = Sources.of(
        given,
        name=name,
        name_after=name_after,
        state=state or (),
        layer=layer,
        layer_after=layer_after,
        encoding=encoding,
        crs=crs,
        days=days,
        dates=dates,
        ends=ends,
    )
    return compare_sides(
        open_sides(sources),
        sources.states or (),
        every_deg=every_deg,
        sigma_m=sigma_m,
        distance=distance,
        tolerance_m=tolerance_m,
    )


def compare_sides(
    sides: tuple[Side, Side],
    states: Sequence[str],
    *,
    every_deg: float | None = None,
    sigma_m: float | None = None,
    distance: bool = False,
    tolerance_m: float | None = None,
) -> Comparison:
    """Compare states, or a border line, in two layers that are open; as `compare_files`."""
    asked = _Asked(every_deg, sigma_m, distance, tolerance_m)
    if sides[0].kind != LINES:
        return _compare_polygons(sides, choose(states, sides), asked)
    return _compare_lines(sides, choose(states, sides) if states else None, asked)


def spacing_for(south: float, north: float) -> float:
    """Return a spacing of parallels that suits a change between two latitudes, in degrees.

    Examples
    --------
    >>> spacing_for(50.0, 52.0), spacing_for(46.05, 46.2), spacing_for(46.05, 46.0501)
    (0.25, 0.01, 1e-05)
    """
    if not south < north or (north - south) / EVERY_DEG >= _FEWEST / 2:
        return EVERY_DEG
    wanted = max((north - south) / _FEWEST, _LEAST_STEP_DEG)
    power = 10.0 ** math.floor(math.log10(wanted))
    return float(f"{max(k * power for k in (1, 2, 5) if k * power <= wanted * (1 + 1e-9)):.3g}")


_MOSTLY: Final = 0.9
"""Of the mean shift: where more lies apart, the border moved north or south rather than west or east."""
_SIDEWAYS: Final = Said.fill(
    "most of what changed lies on parallels that the state did not reach both before and after: "
    "--along meridians measures how far a border moved north or south"
)


def _compare_polygons(sides: tuple[Side, Side], chosen: Chosen, asked: _Asked) -> Comparison:
    found = gathered(sides, chosen, asked.tolerance_m)
    changed, held = found.changed, found.held
    layers = [geometries(side.frame) for side in found.sides]
    outlines = Outlines(held, layers, bounds_of(changed.whole), asked.sigma_m)
    # 1. the whole of it, on parallels and in a few numbers
    sweep = PolygonSweep(changed.whole, outlines)
    # 2. the same for each other holder, on the land that passed between the two
    # (what was gained from a holder and what was lost to it are one region, however its name is written)
    regions = [
        summary_of(PolygonSweep(lands, outlines), holder, holder) for holder, lands in by_holder(changed.shares)
    ]
    every_deg = asked.every_deg or spacing_for(*sweep.bounds)
    total = summary_of(sweep, *_TOTAL)
    moved = not found.elsewhere and not any(land.is_empty for land in held)
    aside = [_SIDEWAYS] if moved and abs(total.apart_km) > _MOSTLY * abs(total.mean_km) > 0.0 else []
    aside += (
        [*as_rounded(found.land), *as_redrawn(found.land), *thinned_mean(found.land)]
        if asked.tolerance_m is None
        else thinned_mean(found.land)
    )
    say_notes(aside)
    return Comparison(
        before=sides[0].name,
        after=sides[1].name,
        state=chosen.label,
        every_deg=every_deg,
        profile=_profile(sweep, sweep.bounds, every_deg),
        areas=found.areas,
        regions=tuple(sorted(regions, key=lambda part: (-(part.lat_from + part.lat_to), part.region))),
        total=total,
        distance=outline_distances(sides, [shapely.boundary(land) for land in held], asked.sigma_m)
        if asked.distance
        else None,
        tolerance_m=asked.tolerance_m,
        changed=found.land,
        notes=(*found.notes, *aside),
    )


def _compare_lines(sides: tuple[Side, Side], chosen: Chosen | None, asked: _Asked) -> Comparison:
    # 1. the lines of either file, end to end, so that directions are taken across their joints
    whole = [
        state_polygons(side, chosen.keys[k]) if chosen else shapely.union_all(geometries(side.frame))
        for k, side in enumerate(sides)
    ]
    if any(line.is_empty for line in whole):
        which, asked_for = sides[whole[1].is_empty].label, plain(chosen.label if chosen else "", 60)
        msg = f"no border line of {which} is named '{asked_for}'; check --name and --state."
        raise UnknownNameError(msg)
    old, new = lines = [shapely.line_merge(line) for line in whole]
    # 2. what lies between them
    sweep = LineSweep(old, new, asked.sigma_m)
    total = summary_of(sweep, *_TOTAL)
    notes = [_why_nothing(lines)] if math.isnan(total.mean_km) else []
    say_notes(notes)
    # 3. all parallels that either line reaches: where one does not, the profile says so
    south, north = (float(end(line.bounds[k] for line in lines)) for k, end in ((1, min), (3, max)))
    differing = sweep.bounds if sweep.bounds[0] < sweep.bounds[1] else (south, north)
    every_deg = asked.every_deg or spacing_for(*differing)
    return Comparison(
        before=sides[0].name,
        after=sides[1].name,
        state=chosen.label if chosen else "",
        every_deg=every_deg,
        profile=_profile(sweep, (south, north), every_deg),
        areas=AreaChanges(),
        regions=(),
        total=total,
        distance=outline_distances(sides, (old, new), asked.sigma_m) if asked.distance else None,
        notes=tuple(notes),
    )


def _why_nothing(lines: Sequence[BaseGeometry]) -> str:
    """Say why two lines that meet no parallel as borders do were not measured."""
    closed = any(part.is_closed for line in lines for part in shapely.get_parts(line))
    if closed:
        return Said.fill(
            "no parallel meets both lines once or thrice, so nothing was measured: a closed line must be made "
            "a polygon, which has an inside to gain and lose"
        )
    return Said.fill(
        "no parallel meets both lines once or thrice, so nothing was measured: the border must run from south "
        "to north; --along meridians measures one from west to east, --distance how far apart the two are"
    )


def _profile(sweep: Sweep, bounds: tuple[float, float], every_deg: float) -> Profile:
    lats = grid(*bounds, every_deg)
    if bounds[0] < bounds[1] and not len(lats):
        say(
            "no multiple of {deg} degrees lies between {south} and {north} N: no profile; give a smaller "
            "--every",
            deg=f"{every_deg:g}",
            south=f"{bounds[0]:.3f}",
            north=f"{bounds[1]:.3f}",
        )
    return profile_on(sweep, lats)


def outline_distances(
    sides: tuple[Side, Side], outlines: Sequence[BaseGeometry], sigma_m: float | None = None
) -> tuple[BorderDistances, BorderDistances]:
    """Measure from the outline before to that after, and back.

    Parameters
    ----------
    sides : tuple of Side
        What they are called.
    outlines : sequence of shapely.Geometry
        Lines, in degrees.
    sigma_m : float, optional
        One-sigma position error of both, in metres.
    """
    sigma_km = float("nan") if sigma_m is None else sigma_m / 1000.0
    drawn = []
    for side, outline in zip(sides, outlines, strict=True):
        lines = shapely.get_parts(outline).tolist()
        drawn.append(Outline(side.name, lines, [sigma_km] * len(lines), [side.name] * len(lines)))
    return line_distances(drawn[0], drawn[1]), line_distances(drawn[1], drawn[0])
