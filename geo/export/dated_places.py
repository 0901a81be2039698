"""Places with the state that held them, span by span: what every format for other programs is written from."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.atlas.countries import COUNTRIES
from geo.atlas.held import CELL, held
from geo.atlas.hints import read_asked
from geo.atlas.schema import read_checked
from geo.atlas.sectors import sectors_called
from geo.files.edtf import read_edtf
from geo.files.names import plain
from geo.files.numbers import with_error

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.atlas.atlas import Atlas
    from geo.atlas.gazetteer import Gazetteer
    from geo.atlas.listed import Listed
    from geo.atlas.places import Place
    from geo.atlas.sectors import Sectors
    from geo.atlas.tenure import Tenure

__all__ = [
    "GEONAMES",
    "DatedPlace",
    "DatedPlaces",
    "HeldSpan",
    "dated_places",
    "places_of_atlas",
    "places_of_list",
]

GEONAMES: Final = "https://sws.geonames.org/"
"""Where GeoNames tells of a place, before its number."""
_IDS: Final = uuid.uuid5(uuid.NAMESPACE_URL, "bordershift/places")
_DAY: Final = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class HeldSpan:
    """Days of the atlas on which one state held a place by one title.

    Attributes
    ----------
    tenure : Tenure
    first, last : datetime.date
        Both within the span, and within the atlas: of earlier and later days nothing is said.
    settled : datetime.date
        The last day of the transfer that began it: `first` where that took no longer than a day.
    act : str
        What began it; empty where that lies before the atlas.
    border_km, border_sigma_km : float
        To the nearest border on the first of the days, and its error; NaN where there was none on land.
    sure : bool
        Whether that border is two standard errors away or more, with the error of the place.

    Examples
    --------
    >>> from geo import open_atlas, places_of_atlas
    >>> before, after = places_of_atlas(open_atlas(), region="hanko").places[0].spans
    >>> before.last.isoformat(), after.told
    ('1940-03-21', '1940-03-22 to 1941-06-22 USSR (leased): Finland leases Hanko to the USSR for thirty years')
    """

    tenure: Tenure
    first: dt.date
    last: dt.date
    settled: dt.date
    act: str
    border_km: float
    border_sigma_km: float
    sure: bool

    @property
    def told(self) -> str:
        """Who, by what title, over which days, and what began it."""
        title = (
            f"{self.tenure.status} by {self.tenure.occupier}" if self.tenure.occupier else self.tenure.status
        )
        over = f", transfer until {self.settled}" if self.settled > self.first else ""
        act = f": {self.act}" if self.act else ""
        doubt = "" if self.sure else "; a border was too near to be sure"
        return f"{self.first} to {self.last} {self.tenure.who} ({title}{over}{doubt}){act}"


@dataclass(frozen=True, slots=True)
class DatedPlace:
    """A place and who held it over the days of the atlas.

    Attributes
    ----------
    place : Place
    spans : tuple of HeldSpan
        In time; none in the open sea.
    zone, region : str
        The piece of land, and the region it is counted in; empty for none.
    asked : tuple of str
        What it was asked for by, in a list of names.
    doubt : str
        Why it may be another place; empty if it is certain.

    Examples
    --------
    >>> from geo import open_atlas, places_of_atlas
    >>> one = places_of_atlas(open_atlas(), region="hanko").places[0]
    >>> one.title, [holder for holder, first, last in one.holders]
    ('Täktom, Raasepori, Uusimaa, Finland', ['Finland', 'USSR'])
    """

    place: Place
    spans: tuple[HeldSpan, ...]
    zone: str
    region: str
    asked: tuple[str, ...] = ()
    doubt: str = ""

    @property
    def id(self) -> uuid.UUID:
        """`Place.uuid`: the same in every format and every run."""
        return self.place.uuid

    @property
    def other_names(self) -> tuple[str, ...]:
        """Names but that of today and that of the first day, with those that it was asked for by."""
        own = {self.place.name, self.place.name_then, ""}
        return tuple(name for name in dict.fromkeys((*self.place.other_names, *self.asked)) if name not in own)

    @property
    def title(self) -> str:
        """Its name with today's district and country, which tell namesakes apart."""
        country = COUNTRIES.get(self.place.country, self.place.country)
        return ", ".join(filter(None, (self.place.name, self.place.district, country)))

    @property
    def geonames(self) -> str:
        """Its number in GeoNames, where it is known; else empty."""
        words = self.place.source.replace(":", " ").replace(";", " ").split()
        numbers = [after for word, after in pairwise(words) if word == "GeoNames"]
        return next((number for number in numbers if number.isdecimal()), "")

    @property
    def holders(self) -> tuple[tuple[str, dt.date, dt.date], ...]:
        """Each holder with its first and its last day: of two titles in a row one span is made."""
        runs = [list(run) for _, run in groupby(self.spans, key=lambda span: span.tenure.holder)]
        return tuple((run[0].tenure.holder, run[0].first, run[-1].last) for run in runs if run[0].tenure.holder)

    @property
    def notes(self) -> tuple[str, ...]:
        """What is known of it: state by day, how far a border was, where it lies and who says so."""
        states = [f"{span.told}." for span in self.spans] or ["In the open sea, which nobody holds."]
        near = min(
            self.spans, key=lambda span: (span.border_km != span.border_km, span.border_km), default=None
        )
        border = []
        if near is not None and near.border_km == near.border_km:
            known = with_error(near.border_km, near.border_sigma_km, least=0.0)
            border = [f"The nearest border lay {known} km away, on {near.first}."]
        place = self.place
        lies = f"Position: one-sigma error {place.sigma_m / 1000.0:g} km; {place.source or 'source not told'}."
        doubt = [f"Not certain to be this place: {self.doubt}."] if self.doubt else []
        note = [f"Of the place: {place.note}."] if place.note else []
        known = f" (known from: {place.name_then_from})" if place.name_then_from else ""
        then = [f"Official name then: {place.name_then}{known}."] if place.name_then else []
        today = f"Today: {self.title}."
        return tuple(plain(one) for one in (*states, *then, *border, lies, *doubt, *note, today))


@dataclass(frozen=True, slots=True)
class DatedPlaces:
    """Places with their states, and what is said of the atlas that they are taken from.

    Attributes
    ----------
    places : tuple of DatedPlace
        From north to south.
    title, citation, licence, attribution : str
        Of the atlas.
    first, last : datetime.date
        Its first and last day.
    items : dict of str to str
        Items of Wikidata for its states, where they are known.

    Examples
    --------
    >>> from geo import open_atlas, places_of_atlas
    >>> found = places_of_atlas(open_atlas(), region="hanko")
    >>> [(one.place.name, [span.tenure.holder for span in one.spans]) for one in found.places][0]
    ('Täktom', ['Finland', 'USSR'])
    """

    places: tuple[DatedPlace, ...]
    title: str
    citation: str
    licence: str
    attribution: str
    first: dt.date
    last: dt.date
    items: dict[str, str]

    @property
    def states(self) -> tuple[str, ...]:
        """Every state that held one of the places, by name."""
        return tuple(sorted({name for one in self.places for name, *_ in one.holders}))

    def state_id(self, state: str, turn: int = 0) -> uuid.UUID:
        """Return an identifier of a state, or of its next stay where it came back."""
        return uuid.uuid5(_IDS, f"state|{state}" + (f"|{turn}" if turn else ""))


def dated_places(
    atlas: Atlas, places: Sequence[Place], *, asked: Sequence[tuple[tuple[str, ...], str]] = ()
) -> DatedPlaces:
    """Tell who held some places over the days of an atlas.

    Parameters
    ----------
    atlas : Atlas
    places : sequence of Place
    asked : sequence of (tuple of str, str)
        For each place what it was asked for by, and why it may be another; none if left out.
    """
    about, zones = atlas.about, {zone.id: zone for zone in atlas.zones}
    sigma = [place.sigma_m / 1000.0 for place in places]
    lon, lat = [place.lon for place in places], [place.lat for place in places]
    found = held(atlas, lon, lat, place_sigma_km=sigma) if places else None
    rows: dict[int, list[tuple[object, ...]]] = {}
    for which, row in zip(found.which.tolist(), found.rows, strict=True) if found else ():
        rows.setdefault(which, []).append(row)
    made = []
    for k, place in enumerate(places):
        zone = zones.get(str(rows[k][0][CELL["zone"]]))
        if zone is None:  # outside the atlas
            continue
        at_sea = rows[k][0][CELL["status"]] == "sea"
        spans = () if at_sea else tuple(_spans(about.first, about.last, atlas.history(zone), rows[k]))
        names, doubt = asked[k] if asked else ((), "")
        made.append(DatedPlace(place, spans, zone.id, zone.region, names, doubt))
    made.sort(key=lambda one: (-one.place.lat, one.place.lon, one.place.name))
    items = read_checked(atlas.folder / "tables", "wikidata", has=about.tables)["wikidata"]
    credit = about.credits
    return DatedPlaces(
        tuple(made),
        about.title,
        credit.citation,
        credit.licence,
        credit.attribution,
        about.first,
        about.last,
        {row["key"]: row["item"] for row in items if row["kind"] == "state"},
    )


def _spans(
    first: dt.date, last: dt.date, tenures: Iterable[Tenure], rows: Iterable[tuple[object, ...]]
) -> Iterable[HeldSpan]:
    """Join each holder's span to what `held` says of its first day: both stand in time."""
    for tenure, row in zip(tenures, rows, strict=True):
        begun = max(tenure.start or first, first)
        ended = min(tenure.end - _DAY if tenure.end else last, last)
        settled = read_edtf(tenure.start_edtf)[1] if tenure.start and tenure.start_edtf else begun
        border_km, sigma_km = row[CELL["border_km"]], row[CELL["sigma_km"]]
        yield HeldSpan(
            tenure,
            begun,
            ended,
            min(max(settled, begun), ended),
            str(row[CELL["act"]]),
            float(border_km),  # type: ignore[arg-type]
            float(sigma_km),  # type: ignore[arg-type]
            bool(row[CELL["sure"]]),
        )


def places_of_atlas(
    atlas: Atlas, *, region: str = "", settlements: bool = False, gazetteer: Gazetteer | None = None
) -> DatedPlaces:
    """Tell who held the places of an atlas's own table.

    Parameters
    ----------
    atlas : Atlas
    region : str
        Only those of a region, or of several, as
        `geo.atlas.sectors.sectors_called` reads it; all if empty.
    settlements : bool
        Whether those of the gazetteer are told too.
    gazetteer : Gazetteer, optional
        Where districts, countries and settlements are known from; that of the atlas if left out.

    Raises
    ------
    UnknownNameError
        If there is no such region.

    Examples
    --------
    >>> from geo import open_atlas, places_of_atlas
    >>> len(places_of_atlas(open_atlas()).places) > 1500
    True
    """
    known = gazetteer or atlas.gazetteer
    wanted = [*atlas.places, *(known if settlements else ())]
    if region:
        wanted = _inside(atlas, sectors_called(atlas, region), wanted)
    # a settlement that stands in the table of places is that place, which is told of already
    wanted = [place for place in wanted if place.holder_before or known.place_of(place) is None]
    return dated_places(atlas, [known.told(place) for place in wanted])


def _inside(atlas: Atlas, sectors: Sectors, places: Sequence[Place]) -> list[Place]:
    """Choose the places that lie in some regions."""
    lon, lat = np.array([(place.lon, place.lat) for place in places]).reshape(-1, 2).T
    found = atlas.on(atlas.about.first).who_each(lon, lat)
    inside = np.array([zone.region in sectors for zone in found.zones] + [False])  # the last: outside the atlas
    return [places[k] for k in np.flatnonzero(inside[found.zone]).tolist()]


def places_of_list(atlas: Atlas, names: Sequence[str], found: Listed) -> DatedPlaces:
    """Tell who held the places of a list that were found, each once, with all names it was asked for by.

    Parameters
    ----------
    atlas : Atlas
    names : sequence of str
        What was looked up.
    found : Listed
        What `Lookup.up` said of them.

    Examples
    --------
    >>> from geo import Lookup, open_atlas, places_of_list
    >>> names = ["Lwów", "Lemberg", "Brody"]
    >>> found = Lookup(open_atlas()).up(names)
    >>> [(one.place.name, one.asked) for one in places_of_list(open_atlas(), names, found).places]
    [('Lviv', ('Lwów', 'Lemberg'))]
    """
    asked: dict[Place, tuple[tuple[str, ...], str]] = {}
    for row in found.rows:
        if row.one is not None and row.told:
            before, doubt = asked.get(row.one.place, ((), row.note))
            asked[row.one.place] = (
                tuple(dict.fromkeys((*before, read_asked(names[row.which]).name))),
                doubt or row.note,
            )
    return dated_places(atlas, list(asked), asked=list(asked.values()))
