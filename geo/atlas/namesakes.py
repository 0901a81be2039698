"""Everything that bears a name, each with its history; and which of them is meant, if that is certain.

Half of the villages of this land share their name with another, and many of
those had another master. So one is taken only if all of them have the same
history, wherever within the error of their position they lie; or if what was
asked tells them apart: a region, a district, a country, a place near by, or the
number of the one that is meant.
"""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, ClassVar, Final

import numpy as np
import shapely
import shapely.affinity

from geo.atlas.hints import COUNTRIES, same_country
from geo.atlas.places import fold
from geo.atlas.spelling import skeletons
from geo.earth.geodesy import distance_m, meridian_m_per_degree, parallel_m_per_degree
from geo.errors import UnknownNameError
from geo.files.columns import Column, Result, Table
from geo.files.names import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.atlas.atlas import Atlas
    from geo.atlas.gazetteer import Bearer, Gazetteer
    from geo.atlas.places import Place
    from geo.atlas.tenure import Tenure
    from geo.atlas.zones import Zone

__all__ = ["Candidate", "Namesakes", "namesakes"]

_NEAR_KM: Final = 40.0
"""A place named beside another lies no farther from it: a Polish district was some 60 km across."""

_AS_NEAR: Final = 1.5
_AS_NEAR_KM: Final = 5.0
"""Of two, the second is as near as the first if it is no more than so many times as far, or so far."""

_CITY: Final = 50_000
"""People of a place that no hamlet hides whose name only another spelling of its name is."""

_WIDE_M: Final = 2_500.0
"""Of a place of wide error, all land is looked at that it may lie in."""

_LEAST_STEM: Final = 4
"""Letters of a district's name that its adjective must begin with."""


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
        """Its history in short: ``Poland, USSR from 1939-09-28``."""
        return _told(self.spans)

    def on(self, day: str) -> Tenure:
        """Who held it on a day."""
        on = dt.date.fromisoformat(day)
        return next(span for span in self.spans if span.covers(on))


@dataclass(frozen=True, slots=True, repr=False)
class Namesakes(Result):
    """What bears a name.

    Attributes
    ----------
    asked, name : str
        All that was asked, and the name in it.
    candidates : tuple of Candidate
        Every place that bears it, numbered from 1 for ``pick``: those that what
        was asked points to first, and the nearest of them first.
    proposals : tuple of Candidate
        Without any, places whose name is near in spelling or in sound. One of
        them is taken only if it is picked.
    taken : Candidate or None
        The one that is meant; None where that is not certain.
    why : str
        ``only``, ``same history``, ``within``, ``near``, ``picked``, or empty.
    thin : tuple of str
        Regions of which the gazetteer knows few settlements, so that one of that name may be missing.
    unheeded : tuple of str
        What was asked beside the name and pointed to none.
    inside, elsewhere : int
        How many places of the name lie where what was asked points to, and how
        many do not.

    Examples
    --------
    >>> from geo import namesakes, open_atlas
    >>> namesakes(open_atlas(), "Brody").frame()["history"].unique()[:2].tolist()
    ['Poland, USSR from 1939-09-28', 'Poland, Germany from 1939-09-28']
    """

    asked: str
    name: str
    candidates: tuple[Candidate, ...]
    proposals: tuple[Candidate, ...]
    taken: Candidate | None
    why: str
    thin: tuple[str, ...] = ()
    unheeded: tuple[str, ...] = ()
    inside: int = 0
    elsewhere: int = 0

    COLUMNS: ClassVar = (
        Column("pick", "its number, for --pick", of=lambda row: row[0], right=True),
        Column("place", "its name", of=lambda row: row[1].place.name),
        Column("match", "exact, folded, variant, near or sound", of=lambda row: row[1].how),
        Column("bears", "the name of it that matched", of=lambda row: row[1].bears),
        Column("district", "today's district and province", of=lambda row: row[1].place.district),
        Column("country", "today's", of=lambda row: row[1].country),
        Column("lat", "degrees north", of=lambda row: row[1].place.lat, digits=9, shown=4, right=True),
        Column("lon", "degrees east", of=lambda row: row[1].place.lon, digits=9, shown=4, right=True),
        Column(
            "place_sigma_km",
            "one-sigma error of where it lies",
            of=lambda row: row[1].place.sigma_m / 1000.0,
            digits=3,
            right=True,
        ),
        Column("zone", "the piece of land, as in data/tables/zones.csv", of=lambda row: row[1].zone.id),
        Column("region", "region it is counted in", of=lambda row: row[1].zone.region),
        Column("history", "who held it, in short", of=lambda row: row[1].told),
        Column(
            "or_else",
            "other histories of land within twice the error of where it lies",
            of=lambda row: row[1].else_told,
        ),
        Column("near_km", "how far from the place of --near", of=lambda row: row[1].near_km, right=True),
        Column("source", "where it is known from", of=lambda row: row[1].place.source),
    )

    def table(self) -> Table:
        """Return the candidates as a table, or without any the proposals."""
        rows = list(enumerate(self.candidates or self.proposals, 1))
        return Table.of(self.COLUMNS, rows, title=self.asked)

    def __repr__(self) -> str:
        """Say what it is in a line."""
        taken = f"{self.taken.place.name}, {self.why}" if self.taken else "none taken"
        return f"<Namesakes of {self.name!r}: {len(self.candidates)}, {taken}>"


def namesakes(
    atlas: Atlas,
    name: str,
    *,
    gazetteer: Gazetteer | None = None,
    within: str = "",
    near: Sequence[tuple[float, float]] = (),
    pick: int | None = None,
) -> Namesakes:
    """Find everything that bears a name, and which of them is meant.

    Parameters
    ----------
    atlas : Atlas
    name : str
        With what a paper writes beside it: ``Husiatyn, pow. Kopyczyńce``.
    gazetteer : Gazetteer, optional
        Where to look; that of the atlas if left out.
    within : str
        A region, a district, a province or a country, of today or of one of the days.
    near : sequence of (float, float)
        Longitude and latitude of a place, or of all that bear a name: degrees.
    pick : int, optional
        Which of the candidates, or without any of the proposals, is meant, from 1.

    Returns
    -------
    Namesakes

    Raises
    ------
    UnknownNameError
        If there are fewer than ``pick``.

    Examples
    --------
    >>> from geo import open_atlas
    >>> atlas = open_atlas()
    >>> found = namesakes(atlas, "Lwów")
    >>> found.taken.place.name, found.taken.how, found.why
    ('Lviv', 'exact', 'only')
    >>> found = namesakes(atlas, "Ruda")
    >>> found.taken is None, len(found.candidates) > 10
    (True, True)
    """
    gazetteer = gazetteer or atlas.gazetteer
    found = gazetteer.find(name)
    candidates = [_candidate(atlas, match) for match in found.matches]
    proposals = tuple(_candidate(atlas, match) for match in found.proposals)
    kept, unheeded, told_apart = candidates, [], False
    for where in (*((within,) if within else ()), *found.hints):
        pointed = [one for one in kept if _lies(atlas, one, where)]
        pointed = pointed or _close(kept, [(m.place.lon, m.place.lat) for m in gazetteer.find(where).matches])
        if pointed:
            told_apart = told_apart or len(pointed) < len(kept)
            kept = pointed
        else:
            unheeded.append(where)
    if near:
        candidates = sorted((_with_distance(one, near) for one in candidates), key=lambda one: one.near_km)
        kept = [one for one in candidates if any(one.place is other.place for other in kept)]
    others = [one for one in candidates if not any(one.place is other.place for other in kept)]
    # what was asked for in so many words lists nothing from elsewhere
    ordered = tuple(kept) if within and within not in unheeded else (*kept, *others)
    competing = _heavy(kept)
    why = "within" if told_apart else "only" if len(kept) == 1 else "same history"
    if near and kept:
        reach = max(_AS_NEAR * kept[0].near_km, _AS_NEAR_KM)
        competing = [one for one in competing if one.near_km <= reach]
        why = "near" if len(competing) < len(kept) else why
    if within in unheeded and within:
        competing = []
    unasked = why in {"only", "same history"}
    doubtful = unasked and any(one.else_told for one in competing)
    alike = len({one.history for one in competing}) == 1
    taken = competing[0] if alike and not doubtful else None
    if pick is not None:
        taken, why = _picked(name, ordered or proposals, pick), "picked"
    thin = () if _well_known(taken) or why in {"picked", "within"} else _thin(atlas, gazetteer)
    return Namesakes(
        name,
        found.name,
        ordered,
        proposals,
        taken,
        why if taken else "",
        thin,
        tuple(unheeded),
        inside=len(kept),
        elsewhere=len(others),
    )


def _heavy(candidates: list[Candidate]) -> list[Candidate]:
    """Leave out those that only another spelling of the name is the name of, where a city bears it as asked."""
    cities = [one for one in candidates if one.how != "variant" and one.place.population >= _CITY]
    return [one for one in candidates if one.how != "variant"] if cities else candidates


def _picked(name: str, listed: Sequence[Candidate], pick: int) -> Candidate:
    if pick > len(listed):
        msg = (
            f"there is no place {pick} of {len(listed)} called '{plain(name, 60)}'; "
            f"choose with --pick 1 to {len(listed)}."
        )
        raise UnknownNameError(msg)
    return listed[pick - 1]


def _candidate(atlas: Atlas, match: Bearer) -> Candidate:
    zone = _zone(atlas, match.place)
    spans = atlas.history(zone)
    return Candidate(
        match.place, match.how, match.bears, zone, spans, else_told=_else_told(atlas, match.place, _told(spans))
    )


def _told(spans: Sequence[Tenure]) -> str:
    """Tell a history in short: a change of title alone is none."""
    parts: list[str] = []
    for span in spans:
        name = span.holder or "nobody"
        if not parts or parts[-1].partition(" from ")[0] != name:
            parts.append(f"{name} from {span.since}" if span.since and parts else name)
    return ", ".join(parts) if len(parts) > 1 else f"{parts[0]} throughout"


def _else_told(atlas: Atlas, place: Place, told: str) -> tuple[str, ...]:
    """Tell the other histories of the land in which a place of wide error may lie too."""
    if place.sigma_m < _WIDE_M:
        return ()
    kept = atlas.derive("histories about places", lambda _: dict[tuple[float, float, float], tuple[str, ...]]())
    key = place.lon, place.lat, place.sigma_m
    if key not in kept:
        high = float(2.0 * place.sigma_m / meridian_m_per_degree(place.lat))
        wide = float(2.0 * place.sigma_m / parallel_m_per_degree(place.lat))
        about = shapely.affinity.scale(shapely.Point(place.lon, place.lat).buffer(1.0), wide, high)
        found = _tree(atlas).query(about, "intersects")
        kept[key] = tuple(dict.fromkeys(_told(atlas.history(atlas.zones[k])) for k in sorted(found.tolist())))
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


def _lies(atlas: Atlas, one: Candidate, where: str) -> bool:
    """Whether a candidate lies in a region, district, province or country, of today or of its days."""
    folded, country = fold(where.replace("_", " ")), same_country(where)
    region = one.zone.region
    if folded in {fold(region.replace("_", " ")), fold(atlas.regions.get(region, region))}:
        return bool(folded)
    held = {span.holder for span in one.spans}
    if country:
        return country == one.country or country in held
    if any(folded == fold(holder) for holder in held if holder):
        return True
    stems = skeletons(where)
    words = [word for part in one.place.district.split(",") for word in (part, *part.split())]
    return any(
        word == stem or (len(stem) >= _LEAST_STEM and word.startswith(stem))
        for spelt in words
        for word in skeletons(spelt)
        for stem in stems
    )


def _close(candidates: Sequence[Candidate], points: Sequence[tuple[float, float]]) -> list[Candidate]:
    """Choose those that lie near one of some points."""
    if not points:
        return []
    return [one for one in candidates if _with_distance(one, points).near_km <= _NEAR_KM]


def _with_distance(one: Candidate, points: Sequence[tuple[float, float]]) -> Candidate:
    lons, lats = np.array(points, float).T
    return replace(one, near_km=float(np.min(distance_m(lons, lats, one.place.lon, one.place.lat))) / 1000.0)


def _well_known(taken: Candidate | None) -> bool:
    """Whether a place stands in the table of places, by a name of its own: no village is meant."""
    return taken is not None and bool(taken.place.rank)


def _thin(atlas: Atlas, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Regions of which the gazetteer knows few settlements, unless the user brought them."""
    return tuple(
        name
        for region, name in atlas.regions.items()
        if atlas.thin.get(region, "") not in {"", *gazetteer.brought}
    )
