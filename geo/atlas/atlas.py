"""The atlas: arcs, zones and tenure; on any day they make a `Snapshot`.

A map on a day is derived, never drawn. Who holds a zone comes from tenure; a
border runs along every arc whose two sides have different holders; a state's
territory is its zones less the sea, the great lakes with it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import shapely

from geo.atlas.answer import Answer, Border
from geo.atlas.answers import Answers
from geo.atlas.armies import Army, armies_at, armies_on
from geo.atlas.bynames import Bynames, bynames_of, known_as
from geo.atlas.called import regions_called, states_called
from geo.atlas.ground import Ground, OpenSea
from geo.atlas.people import Count, counts_of
from geo.atlas.schema import read_checked
from geo.atlas.tenure import Event, Tenure, check_tenure, passing
from geo.atlas.zones import zones_at
from geo.earth.nearest import LineIndex
from geo.errors import DataError
from geo.files.names import choices, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from numpy.typing import ArrayLike, NDArray
    from shapely.geometry.base import BaseGeometry

    from geo.atlas.about import About
    from geo.atlas.arrangement import Arc, Arrangement
    from geo.atlas.gazetteer import Gazetteer
    from geo.atlas.places import Place
    from geo.atlas.zones import Zone
    from geo.files.schema import Row

__all__ = [
    "Atlas",
    "Snapshot",
    "Tables",
]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Tables:
    """What an atlas knows besides its lines.

    Attributes
    ----------
    tenure, events, places, armies : tuple of Tenure, of Event, of Place, of Army
    regions : dict
        Regions from north to south, and their names.
    thin : dict
        Regions of which the gazetteer knows few settlements, and the others' country of today.
    bynames : Bynames
        Other names of states and of regions, and lands.
    rows : mapping
        The tables as they were read, by their names, for those that refer to them.
    """

    tenure: tuple[Tenure, ...]
    events: tuple[Event, ...]
    places: tuple[Place, ...]
    regions: dict[str, str]
    thin: dict[str, str] = field(default_factory=dict)
    bynames: Bynames = field(default_factory=lambda: bynames_of(()))
    rows: Mapping[str, list[Row]] = field(default_factory=dict)
    armies: tuple[Army, ...] = ()


class Atlas:
    """Borders over a span of days.

    Parameters
    ----------
    about : About
        What it says of itself.
    arcs : tuple of Arc
    arrangement : Arrangement
        The faces between them.
    zones : tuple of Zone
        In the order of the faces.
    tables : Tables
    ground : Ground
    folder : Path
        Where its data are kept.

    Raises
    ------
    DataError
        If tenure has a gap or an overlap, or speaks of other zones, or if what
        it says of itself names a state that holds nothing.

    Examples
    --------
    >>> from geo import open_atlas
    >>> atlas = open_atlas()
    >>> atlas.holders[:3], list(atlas.regions)[0]
    (('Bulgaria', 'Danzig', 'Estonia'), 'rybachy')
    >>> [span.holder for span in atlas.spans["hanko"]]
    ['Finland', 'USSR']
    """

    def __init__(
        self,
        *,
        about: About,
        arcs: tuple[Arc, ...],
        arrangement: Arrangement,
        zones: tuple[Zone, ...],
        tables: Tables,
        ground: Ground,
        folder: Path,
    ) -> None:
        self.about = about
        self.arcs, self.arrangement = arcs, arrangement
        self.zones, self.tenure = zones, tables.tenure
        self.events, self.armies = tables.events, tables.armies
        self.places, self.bynames = tables.places, tables.bynames
        self.regions, self.thin, self.rows = tables.regions, tables.thin, tables.rows
        self.ground, self.folder = ground, folder
        self._derived: dict[str, object] = {}
        self.elsewhere: Callable[[str], object] = lambda _: None
        """Gives by its name what is computed of the atlas elsewhere, if it is; see `derive`."""
        faults = check_tenure(self.tenure, about)
        if faults:
            raise DataError("; ".join(faults))
        known, held = {zone.id for zone in zones}, {span.zone for span in self.tenure}
        if known != held:
            unheld, missing = (", ".join(sorted(names)) for names in (known - held, held - known))
            msg = f"tenure says nothing of {unheld}" if unheld else f"there is no zone {missing} to be held"
            raise DataError(msg)
        unknown = [
            state for state in (about.border_of, *about.articles, *about.colours) if state not in self.holders
        ]
        if unknown:
            msg = f"{folder / 'atlas.json'}: no state is called '{plain(unknown[0], 60)}'; "
            raise DataError(msg + choices(unknown[0], self.holders, "choose from"))

    def __repr__(self) -> str:
        """Say what it is in a line."""
        return f"<Atlas: {len(self.zones)} zones between {len(self.arcs)} arcs>"

    def territory(self, zone: Zone) -> BaseGeometry:
        """Land and lakes of a zone: the zone less the sea.

        Returns
        -------
        shapely.Geometry
            Polygons in degrees; computed once a zone.
        """
        return self.derive(f"territory of {zone.id}", lambda atlas: atlas.ground.land_of(zone.polygon))

    def zones_at(self, lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.int64]:
        """Find the zone that each of some places lies in.

        Parameters
        ----------
        lon, lat : ndarray of float
            Degrees on WGS 84.

        Returns
        -------
        ndarray of int
            As `geo.atlas.zones.zones_at`.
        """
        return zones_at(self.zones, lon, lat)

    @cached_property
    def window(self) -> tuple[float, float, float, float]:
        """West, south, east and north of what the atlas covers, in degrees."""
        west, south, east, north = shapely.total_bounds([zone.polygon for zone in self.zones]).tolist()
        return west, south, east, north

    @cached_property
    def open_sea(self) -> OpenSea:
        """What lies so far off that nobody holds it."""
        return OpenSea(self.ground.features("open_sea"), self.window)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Settlements by their names in many languages, read when first asked for; see `geo.namesakes`."""
        from geo.atlas.gazetteer import Gazetteer  # noqa: PLC0415  (only names need it)

        tables, has = self.folder / "tables", self.about.tables
        known = tables / "places.csv" if "places" in has else None
        lands = self.bynames.land
        return Gazetteer(tables / "gazetteer.csv", there="gazetteer" in has, places=known, lands=lands)

    @cached_property
    def people(self) -> tuple[Count, ...]:
        """People by zone, as censuses counted them, read when first asked for; see `geo.people`."""
        return counts_of(read_checked(self.folder / "tables", "people", has=self.about.tables)["people"])

    @cached_property
    def holders(self) -> tuple[str, ...]:
        """Every state the atlas knows, in alphabetical order."""
        return tuple(sorted({span.holder for span in self.tenure if span.held}))

    def holder(self, name: str | None = None) -> str:
        """Return a state's name for one that people use (`geo.atlas.bynames`); without, `about.border_of`."""
        if name is None:
            return self.about.border_of
        called = partial(states_called, self.folder, self.holders)
        return known_as(name, dict.fromkeys(self.holders, ""), self.bynames.state, "state", called)

    def region(self, name: str) -> str:
        """Return a region's name for one that people use; see `geo.atlas.bynames.known_as` for the error."""
        called = partial(regions_called, self.folder, self.about.tables)
        return known_as(name, self.regions, self.bynames.region, "region", called)

    def on(self, day: str | dt.date) -> Snapshot:
        """Return the borders and states of a day.

        Parameters
        ----------
        day : str or datetime.date
            From `About.first` to `About.last`.

        Raises
        ------
        DayError
            If it is no day, or lies outside the atlas.
        """
        return Snapshot(self, self.about.day(day))

    def derive(self, name: str, make: Callable[[Atlas], T]) -> T:
        """Compute something from the atlas once, under a name, and keep it; see `elsewhere` too."""
        if name not in self._derived:
            found = self.elsewhere(name)
            self._derived[name] = make(self) if found is None else found
        return self._derived[name]  # type: ignore[return-value]

    def history(self, zone: Zone) -> tuple[Tenure, ...]:
        """Every holder of a zone, in time."""
        return self.spans[zone.id]

    @cached_property
    def spans(self) -> dict[str, tuple[Tenure, ...]]:
        """Every holder of every zone, in time, by the zone's name."""
        held: dict[str, list[Tenure]] = {zone.id: [] for zone in self.zones}
        for span in sorted(self.tenure, key=lambda span: span.start or dt.date.min):
            held.setdefault(span.zone, []).append(span)
        return {zone: tuple(spans) for zone, spans in held.items()}


class Snapshot:
    """The atlas on one day.

    Attributes
    ----------
    atlas : Atlas
    day : datetime.date
    tenures : tuple of Tenure
        Who holds each zone, in the order of `Atlas.zones`.

    Examples
    --------
    >>> from geo import open_atlas
    >>> winter = open_atlas().on("1940-01-01")
    >>> "Lithuania" in winter.holders, "Poland" in winter.holders
    (True, False)
    >>> [zone.name for zone in winter.zones_of("Lithuania")]
    ['Lithuania without Vilnius and Memel', 'Vilnius land']
    """

    def __init__(self, atlas: Atlas, day: dt.date) -> None:
        self.atlas = atlas
        self.day = day
        current = {span.zone: span for span in atlas.tenure if span.covers(day)}
        self.tenures: tuple[Tenure, ...] = tuple(current[zone.id] for zone in atlas.zones)

    def __repr__(self) -> str:
        """Say what it is in a line."""
        return f"<Snapshot of {self.day}: {len(self.holders)} states>"

    @property
    def label(self) -> str:
        """What the day is called: see `About.label`."""
        return self.atlas.about.label(self.day)

    @property
    def holders(self) -> tuple[str, ...]:
        """The states that hold land on the day, in alphabetical order."""
        return tuple(sorted({span.holder for span in self.tenures if span.held}))

    def zones_of(self, state: str) -> tuple[Zone, ...]:
        """Return the zones a state holds."""
        return tuple(
            zone for zone, span in zip(self.atlas.zones, self.tenures, strict=True) if span.holder == state
        )

    def territory(self, state: str) -> BaseGeometry:
        """Land and lakes that a state holds within the window.

        Raises
        ------
        UnknownNameError
            If the atlas does not know the state.
        """
        zones = self.zones_of(self.atlas.holder(state))
        # most states hold the same zones on most days
        return self.atlas.derive(
            f"union of {' '.join(zone.id for zone in zones)}",
            lambda atlas: shapely.union_all([atlas.territory(zone) for zone in zones]),
        )

    @cached_property
    def passing(self) -> tuple[tuple[Zone, str, str, str], ...]:
        """Land that was changing hands: zone, the day's holder, over which days (EDTF), to whom."""
        held = zip(self.atlas.zones, self.tenures, strict=True)
        told = ((zone, span.who, passing(self.atlas.history(zone), self.day)) for zone, span in held)
        return tuple((zone, who, *over) for zone, who, over in told if over)

    @cached_property
    def borders(self) -> tuple[Border, ...]:
        """Every arc between two holders, in the arcs' order; the window's edge is none."""
        sides = zip(self.atlas.arcs, self.atlas.arrangement.left, self.atlas.arrangement.right, strict=True)
        return tuple(
            Border(arc, self.tenures[left], self.tenures[right])
            for arc, left, right in sides
            if min(left, right) >= 0 and self.tenures[left].holder != self.tenures[right].holder
        )

    @cached_property
    def _on_land(self) -> NDArray[np.int64]:
        return np.array([k for k, border in enumerate(self.borders) if border.arc.on_land], dtype=np.int64)

    @cached_property
    def _index(self) -> LineIndex:
        lines = [self.borders[k].arc.line for k in self._on_land.tolist()]
        # days between two transfers have the same borders: they are sorted once
        held = "|".join(f"{span.holder}" for span in self.tenures)
        return self.atlas.derive(f"borders on land where zones are held by {held}", lambda _: LineIndex(lines))

    def who(self, lon: float, lat: float) -> Answer:
        """Say who held a place.

        Parameters
        ----------
        lon, lat : float
            Degrees on WGS 84, longitude first.

        Returns
        -------
        Answer
            In the open sea nobody's, with who holds the islands thereabouts.

        Raises
        ------
        GeometryError
            If the place lies outside the atlas.
        """
        return self.who_each([lon], [lat])[0]

    def who_each(self, lon: ArrayLike, lat: ArrayLike) -> Answers:
        """Say who held each of many places.

        Parameters
        ----------
        lon, lat : array_like of float
            Degrees on WGS 84; NaN for a place that is not known.

        Returns
        -------
        Answers
            In the order of the places; those outside the atlas are marked.
        """
        lons, lats = (np.atleast_1d(np.asarray(axis, dtype=float)) for axis in (lon, lat))
        zone = self.atlas.zones_at(lons, lats)
        there, border = np.flatnonzero(zone >= 0), np.full(len(zone), -1)
        border_km, sigma_km, shore_km = (np.full(len(zone), np.nan) for _ in range(3))
        if len(there):
            shore_km[there] = self.atlas.open_sea.off_km(lons[there], lats[there])
        if len(there) and len(self._on_land):
            near = self._index.nearest_places(lons[there], lats[there])
            border[there] = self._on_land[near.which]
            border_km[there] = near.metres / 1000.0
            sigma_m = np.array([found.arc.sigma_m for found in self.borders])
            sigma_km[there] = sigma_m[border[there]] / 1000.0
        armies = armies_on(self.atlas.armies, self.day, self.tenures)
        army = armies_at(armies, self.atlas.zones, lons, lats, np.where(np.isfinite(shore_km), -1, zone))
        told = (self.day, self.atlas.window, self.atlas.zones, self.tenures, self.borders)
        return Answers(*told, armies, lons, lats, zone, border, border_km, sigma_km, shore_km, army)
