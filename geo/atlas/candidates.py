"""A place that a name may mean, its history, and what else that may be where its position is unsure."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.atlas.countries import COUNTRIES
from geo.atlas.languages import Said
from geo.earth.geodesy import meridian_m_per_degree, parallel_m_per_degree
from geo.errors import UnknownNameError
from geo.files.names import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from geo.atlas.atlas import Atlas
    from geo.atlas.bearers import Bearer
    from geo.atlas.places import Place
    from geo.atlas.tenure import Tenure
    from geo.atlas.zones import Zone

__all__ = ["WIDE_M", "Candidate", "candidate", "held_first", "may_lie_in", "picked", "regions_about"]

WIDE_M: Final = 2_500.0
"""Of a place of wide error, all land is looked at that it may lie in."""
_CIRCLE: Final = shapely.get_coordinates(shapely.Point(0.0, 0.0).buffer(1.0))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that may be meant.

    Attributes
    ----------
    place : Place
        With its district and country of today.
    how : str
        ``exact``, ``folded``, ``variant``, ``near`` or ``sound``.
    bears : str
        The name of it that matched.
    zone : Zone
        Where it lies.
    spans : tuple of Tenure
        Who held it, in time.
    near_km : float
        How far from the place that it was asked near to; NaN if it was not.
    else_told : tuple of str
        Other histories, in short, of land no farther off than twice the error of
        where it lies: it may have had one of these.
    cognate : bool
        Whether it bears only what another language of the land makes of the name.
    declined : bool
        Whether it bears only the first case of the name.

    Examples
    --------
    >>> from geo import namesakes, open_atlas
    >>> one = namesakes(open_atlas(), "Kowno").taken
    >>> one.place.name, one.country, one.told, one.on("1940-01-01").holder
    ('Kaunas', 'Lithuania', 'Lithuania, USSR from 1940-08-03', 'Lithuania')
    """

    place: Place
    how: str
    bears: str
    zone: Zone = field(repr=False)
    spans: tuple[Tenure, ...] = field(repr=False)
    near_km: float = math.nan
    else_told: tuple[str, ...] = ()
    cognate: bool = False
    declined: bool = False

    @property
    def country(self) -> str:
        """Today's country in English, or empty."""
        return COUNTRIES.get(self.place.country, self.place.country)

    @property
    def history(self) -> tuple[tuple[str, str, str, str], ...]:
        """Holder, status, first day and first day no more, of each span."""
        return tuple((span.holder, span.status, span.since, span.until) for span in self.spans)

    @property
    def told(self) -> str:
        """Its history in short, which other languages can say: ``Poland, USSR from 1939-09-28``."""
        return _told(self.spans)

    def on(self, day: str) -> Tenure:
        """Who held it on a day."""
        on = dt.date.fromisoformat(day)
        return next(span for span in self.spans if span.covers(on))


def candidate(atlas: Atlas, match: Bearer) -> Candidate:
    """Tell the history of a place that bears a name."""
    zone = _zone(atlas, match.place)
    spans = atlas.history(zone)
    else_told = _else_told(atlas, match.place, spans)
    kinds = {"cognate": match.cognate, "declined": match.declined}
    return Candidate(match.place, match.how, match.bears, zone, spans, else_told=else_told, **kinds)


def picked(name: str, listed: Sequence[Candidate], pick: int | str) -> Candidate:
    """Return the one of some places called so that was picked, by its number or its id.

    Raises
    ------
    UnknownNameError
        If there is none.
    """
    called = f"called '{plain(name, 60)}'"
    if isinstance(pick, str):
        for one in listed:
            if one.place.id == pick:
                return one
        msg = f"none of {len(listed)} places {called} has the id {plain(pick, 20)}; leave out --pick."
        raise UnknownNameError(msg)
    if pick > len(listed):
        msg = f"there is no place {pick} of {len(listed)} {called}; choose with --pick 1 to {len(listed)}."
        raise UnknownNameError(msg)
    return listed[pick - 1]


def held_first(atlas: Atlas, place: Place) -> str:
    """Return who held the land of a place on the atlas's first day; empty for nobody."""
    return atlas.history(_zone(atlas, place))[0].holder


def may_lie_in(atlas: Atlas, one: Candidate) -> frozenset[str]:
    """Return the zones, by their keys, that a place may lie in: its own, and of wide error others about it."""
    if one.place.sigma_m < WIDE_M:
        return frozenset({one.zone.id})
    kept = atlas.derive("zones about places", lambda _: dict[tuple[float, float, float], frozenset[str]]())
    key = one.place.lon, one.place.lat, one.place.sigma_m
    if key not in kept:
        kept[key] = frozenset(zone.id for zone in _zones_about(atlas, one.place, 2.0 * one.place.sigma_m))
    return kept[key]


def _told(spans: Sequence[Tenure]) -> Said:
    """Tell a history in short: a change of title alone is none."""
    turns: list[tuple[str, str]] = []
    for span in spans:
        name = span.holder or "nobody"
        if not turns or turns[-1][0] != name:
            turns.append((name, span.since if turns else ""))
    if len(turns) == 1:
        return Said.fill("{holder} throughout", holder=turns[0][0])
    return Said.of_names(
        [Said.fill("{holder} from {day}", holder=name, day=day) if day else name for name, day in turns]
    )


def _else_told(atlas: Atlas, place: Place, spans: Sequence[Tenure]) -> tuple[Said, ...]:
    """Tell the other histories of the land in which a place of wide error may lie too."""
    if place.sigma_m < WIDE_M:
        return ()
    kept = atlas.derive(
        "histories about places", lambda _: dict[tuple[float, float, float], tuple[Said, ...]]()
    )
    key = place.lon, place.lat, place.sigma_m
    if key not in kept:
        zones = _zones_about(atlas, place, 2.0 * place.sigma_m)
        kept[key] = tuple(dict.fromkeys(_told(atlas.history(zone)) for zone in zones))
    told = _told(spans)
    return tuple(one for one in kept[key] if one != told)


def _zone(atlas: Atlas, place: Place) -> Zone:
    """Find the zone of a place as `Snapshot.who` does."""
    kept = atlas.derive("zones of places", lambda _: dict[tuple[float, float], "Zone"]())
    at = place.lon, place.lat
    if at not in kept:
        kept[at] = atlas.zones[int(min(_tree(atlas).query(shapely.Point(at), "intersects")))]
    return kept[at]


def _tree(atlas: Atlas) -> shapely.STRtree:
    return atlas.derive("tree of zones", lambda one: shapely.STRtree([zone.polygon for zone in one.zones]))


def _zones_about(atlas: Atlas, place: Place, reach_m: float) -> list[Zone]:
    """Find the zones that some land within a distance of a place belongs to."""
    (about,) = _about([place], reach_m)
    return [atlas.zones[k] for k in sorted(_tree(atlas).query(about, "intersects").tolist())]


def regions_about(atlas: Atlas, places: Sequence[Place], reach_m: float, among: Iterable[str]) -> set[str]:
    """Return which of some regions, by their keys, have land within a distance of one of some places."""
    about = _about(places, reach_m)
    polygons: dict[str, list[shapely.Polygon]] = {region: [] for region in among}
    for zone in atlas.zones:
        if zone.region in polygons:
            shapely.prepare(zone.polygon)  # asked again and again: at once if it was prepared before
            polygons[zone.region].append(zone.polygon)
    return {
        region
        for region, parts in polygons.items()
        if any(shapely.intersects(polygon, about).any() for polygon in parts)
    }


def _about(places: Sequence[Place], reach_m: float) -> NDArray[np.object_]:
    """Draw about each place what lies within a distance of it, in degrees."""
    lon, lat = np.array([(place.lon, place.lat) for place in places]).T
    wide, high = reach_m / parallel_m_per_degree(lat), reach_m / meridian_m_per_degree(lat)
    ring = np.stack(
        [lon[:, None] + wide[:, None] * _CIRCLE[:, 0], lat[:, None] + high[:, None] * _CIRCLE[:, 1]], axis=-1
    )
    return np.asarray(shapely.polygons(ring))
