"""Many days of one state: its area, and where each of its borders stands, from day to day."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

import numpy as np
import shapely

from geo.atlas.languages import Said
from geo.earth.geodesy import area_m2, meridian_arc_m
from geo.errors import DayError, GeometryError, InputFileError, UnknownNameError
from geo.files.columns import Column, Result, Table
from geo.files.names import choices, name_key, plain
from geo.measures.summary import TOTAL, summary_of
from geo.own.dated_files import dated_files
from geo.own.dates import (
    Dating,
    date_fields,
    day_asked,
    only_years,
    rows_on,
    turning_days,
    undated,
    written_day,
)
from geo.own.gate import LINES, geometries, let_in
from geo.own.gathered import gathered
from geo.own.holdings import state_polygons
from geo.own.identity import Chosen
from geo.own.overlay import series_snapshots
from geo.own.pair import with_names
from geo.own.reading import known_fields
from geo.own.sides import ALL, Naming, no_names, open_side, side_of
from geo.own.sweeps import Outlines, PolygonSweep, bounds_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from geo.atlas.atlas import Snapshot
    from geo.own.pair import Sources
    from geo.own.sides import Side

__all__ = ["DayOfSeries", "Series", "series_of"]

_LOG = logging.getLogger("geo")

_NEW_YEAR: Final = "-01-01"

_FEWEST = 2


class DayOfSeries(NamedTuple):
    """A state on a day of a series.

    Attributes
    ----------
    day : str
    source : str
        The file, where each day has one.
    area_km2 : float
        Everything that its polygons hold.
    gained_km2, lost_km2 : float
        Since the day before.
    west_border_km, east_border_km, apart_km : float
        How far the western and the eastern border stand from where they were
        on the first day, both west positive, and what lies apart: means over
        all parallels that the state reaches in the series, so that the change
        of area is ``(west - east + apart)`` times the length of the meridian.

    Examples
    --------
    >>> DayOfSeries("1914-07-28", "", 100.0, 0.0, 0.0, 0.0, 0.0, 0.0).area_km2
    100.0
    """

    day: str
    source: str
    area_km2: float
    gained_km2: float
    lost_km2: float
    west_border_km: float
    east_border_km: float
    apart_km: float


@dataclass(frozen=True, slots=True, repr=False)
class Series(Result):
    """A state through time.

    Attributes
    ----------
    state : str
    meridian_km : float
        Length of the meridian between the southernmost and the northernmost
        parallel that the state reaches on any of the days.
    days : tuple of DayOfSeries
    notes : tuple of str
        What must be known to read it; said as warnings, too.
    """

    state: str
    meridian_km: float
    days: tuple[DayOfSeries, ...]
    notes: tuple[str, ...]
    _sides: tuple[Side, ...]
    _keys: tuple[frozenset[str], ...]

    COLUMNS: ClassVar = (
        Column("day", "from which on it is so; the year, where dates tell years alone"),
        Column("source", "the file, where each day has one"),
        Column("area_km2", "area of the state", shown=0, right=True),
        Column("gained_km2", "what it gained since the day before", shown=0, right=True),
        Column("lost_km2", "what it lost since", shown=0, right=True),
        Column(
            "west_border_km",
            "where its western border stands from the first day's, west positive",
            title="western border km",
            right=True,
        ),
        Column(
            "east_border_km",
            "where its eastern border stands, west positive",
            title="eastern border km",
            right=True,
        ),
        Column("apart_km", "what was gained apart from both, less what was lost", right=True),
    )

    def table(self) -> Table:
        """Return the days as a table."""
        return Table.of(self.COLUMNS, self.days)

    def snapshots(self) -> tuple[Snapshot, Snapshot]:
        """Make an atlas of all the days, for a map, and return its first and its last day."""
        told = [row.day for row in self.days]
        days = [_day(day) for day in told]
        return series_snapshots(self._sides, self._keys, self.state, days, years=days != told)

    def __repr__(self) -> str:
        """Say what it is in a line."""
        return f"<Series of {plain(self.state, 60)}: {len(self.days)} days>"


def series_of(sources: Sources) -> Series:
    """Measure a state on every day on which dated rows, or files, say that it changed.

    Parameters
    ----------
    sources : geo.own.pair.Sources
        A layer of dated rows, a folder or a list of files with dates in their
        names; the two days of its dating, if it has any, bound the series.

    Returns
    -------
    Series

    Raises
    ------
    InputFileError, CRSError, GeometryError, UnknownNameError, DayError
        As `geo.own.pair.open_sides`; if there are fewer than two days.

    Examples
    --------
    >>> import geopandas as gpd
    >>> from geo.own.pair import Sources
    >>> rows = gpd.GeoDataFrame(
    ...     {"name": ["A", "A"], "from": ["1900", "1919"], "to": ["1918", "1939"]},
    ...     geometry=[shapely.box(22, 50, 24, 52), shapely.box(21, 50, 24, 52)],
    ...     crs="EPSG:4326",
    ... )
    >>> found = series_of(Sources.of([rows], name="name", state="A"))
    >>> [(row.day, round(row.west_border_km, 1)) for row in found.days]
    [('1900', 0.0), ('1919', 70.2)]
    """
    sources = with_names(sources)
    opened, years = _files(sources) if _are_files(sources) else _rows(sources)
    if len(opened) < _FEWEST:
        what = opened[0][1].label if opened else "what is given"
        msg = (
            f"{what} tells of {'one day only' if opened else 'no day'}; a series needs two, see --on and --and."
        )
        raise DayError(msg)
    sides = tuple(side for _, side, _ in opened)
    if any(side.kind == LINES for side in sides):
        msg = "a series needs polygons of states; lines have no area."
        raise GeometryError(msg)
    keys, label = _keys(sides, sources.states or ())
    # 1. the parallels that the state reaches on any day, over which means are taken
    lands = [state_polygons(side, key) for side, key in zip(sides, keys, strict=True)]
    _, south, _, north = shapely.total_bounds(np.array(lands, dtype=object)).tolist()
    meridian_km = meridian_arc_m(south, north) / 1000.0
    # 2. from each day to the next
    notes: list[str] = []
    if years:
        opened = [(_year(day), side, source) for day, side, source in opened]
        told = "dates tell years alone: on which day of its year the state changed is not known"
        notes.append(Said.fill(told))
        _LOG.warning("%s", notes[0])
    days = [DayOfSeries(opened[0][0], opened[0][2], area_m2(lands[0]) / 1e6, 0.0, 0.0, 0.0, 0.0, 0.0)]
    for k, (before, after) in enumerate(pairwise(range(len(sides)))):
        chosen = Chosen((keys[before], keys[after]), (label, label), label)
        found = gathered((sides[before], sides[after]), chosen, None)
        notes += [note for note in found.notes if note not in notes]
        layers = [geometries(side.frame) for side in found.sides]
        outlines = Outlines(found.held, layers, bounds_of(found.changed.whole), None)
        total = summary_of(PolygonSweep(found.changed.whole, outlines), TOTAL, TOTAL)
        share = 0.0 if total.unchanged else total.meridian_km / meridian_km
        last = days[-1]
        moved = {
            name: getattr(last, name) + (getattr(total, name) * share if share else 0.0)
            for name in ("west_border_km", "east_border_km", "apart_km")
        }
        gained, lost = (
            sum(abs(land.area_km2) for land in found.changed.whole if land.sign == sign) for sign in (1, -1)
        )
        day, _, source = opened[k + 1]
        days.append(DayOfSeries(day, source, area_m2(lands[after]) / 1e6, gained, lost, **moved))
    return Series(label, meridian_km, tuple(days), tuple(notes), sides, keys)


def _are_files(sources: Sources) -> bool:
    one = sources.given[0]
    return len(sources.given) > 1 or (isinstance(one, str | Path) and Path(one).is_dir())


def _files(sources: Sources) -> tuple[list[tuple[str, Side, str]], bool]:
    """Open every file of a folder or a list, in the order of their dates; and tell whether those are years."""
    if not all(isinstance(one, str | Path) for one in sources.given):
        msg = "a series of several layers needs files with dates in their names; give one frame of dated rows."
        raise InputFileError(msg)
    dated, years = dated_files([Path(str(one)) for one in sources.given])
    bounds = [day_asked(text, years=True) for text in (sources.dating.days if sources.dating else ())]
    kept = {day: path for day, path in dated.items() if not bounds or min(bounds) <= day <= max(bounds)}
    naming = Naming(sources.names[0], None if sources.states is None else _wanted(sources.states))
    opened = [
        (written_day(day), open_side(path, naming, replace(sources.opening, label=str(path))), path.name)
        for day, path in kept.items()
    ]
    return opened, years


def _rows(sources: Sources) -> tuple[list[tuple[str, Side, str]], bool]:
    """Open a layer once, and take of it the rows of every day on which the state changed; as `_files`."""
    given, field = sources.given[0], sources.names[0]
    label = str(given) if isinstance(given, str | Path) else sources.opening.label
    known = known_fields(given, [field] if field else [], sources.opening)
    dating = sources.dating or Dating(())
    fields = date_fields(label, known, dating)
    columns = [field, *fields] if field else list(fields)
    wanted = _wanted(sources.states or ())
    entered = let_in(given, columns, opening=sources.opening, wanted=wanted, needed=bool(field))
    entered = replace(entered, known=undated(known, fields))
    frame = entered.frame
    if wanted and not field:
        raise no_names(label, len(frame), entered.known)
    names = frame[field].tolist() if field else [""] * len(frame)
    dates = frame[fields[0]].tolist(), frame[fields[1]].tolist()
    if field:
        _check_known({name_key(name): name for name in names}, sources.states or ())
    mine = np.array([not wanted or name_key(name) in wanted for name in names], dtype=bool)
    days = turning_days(label, names, dates, dating, mine)
    held = rows_on(label, names, dates, replace(dating, days=tuple(days))) if days else []
    opened = [
        (
            day,
            side_of(
                replace(entered, label=f"{label} on {day}", frame=frame[rows].reset_index(drop=True)),
                field,
                day,
            ),
            "",
        )
        for day, rows in zip(days, held, strict=True)
    ]
    return opened, only_years([text for column in dates for text in column])


def _day(told: str) -> str:
    """Write a year as its first day."""
    return told if told.count("-", 1) > 1 else told + _NEW_YEAR


def _year(day: str) -> str:
    """Write the first day of a year as the year."""
    return day.removesuffix(_NEW_YEAR)


def _wanted(states: Sequence[str]) -> frozenset[str] | None:
    """Return the keys of every name that states go by: ``A=B=C`` is one state of three names."""
    return frozenset(name_key(part) for state in states for part in state.split("=")) - {ALL} or None


def _keys(sides: Sequence[Side], states: Sequence[str]) -> tuple[tuple[frozenset[str], ...], str]:
    """Find what the state is known by on each day, and what it is called."""
    wanted = _wanted(states)
    known = {key: name for side in sides for key, name in side.names.items()}
    if wanted is None:
        if len(known) > 1:
            offer = choices("", sorted(known.values()), "there are")
            msg = f"{sides[0].label} holds several states; name the one to follow with --state: {offer}"
            raise UnknownNameError(msg)
        wanted = frozenset(known)
    _check_known(known, states)
    keys = tuple(_held(side, wanted) for side in sides)
    return keys, " + ".join(sorted({known[key] for key in wanted})) or "the territory"


def _check_known(known: Mapping[str, str], states: Sequence[str]) -> None:
    """Refuse a name that no day knows; states by their keys."""
    lacking = [part for state in states for part in state.split("=") if name_key(part) not in {*known, ALL}]
    if lacking:
        offer = choices(lacking[0], sorted(set(known.values())), "there are")
        msg = f"no day has a state '{plain(lacking[0].strip(), 60)}'; {offer}"
        raise UnknownNameError(msg)


def _held(side: Side, wanted: Collection[str]) -> frozenset[str]:
    return frozenset(key for key in side.names if key in wanted) if side.named else frozenset({ALL})
