"""The layers people open: states, borders, what changed hands, the shift.

Each is a list of features derived from the atlas; `to_frame` makes a
GeoDataFrame of them, `build_layers` the files. Dates are ISO 8601, open ones
null; in a frame they are dates.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

import shapely

from geo.atlas.schema import read_checked
from geo.earth.geodesy import area_m2, length_m
from geo.files.columns import dates
from geo.files.geojson import Feature, write_geojson
from geo.measures.change import change
from geo.measures.land import segments
from geo.measures.profile import EVERY_DEG

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import geopandas as gpd

    from geo.atlas.about import About
    from geo.atlas.atlas import Atlas, Snapshot
    from geo.atlas.tenure import Event, Tenure
    from geo.measures.change import Change

__all__ = [
    "DATES",
    "FIELDS",
    "border_features",
    "borders",
    "build_layers",
    "credit_members",
    "gained_features",
    "items_of",
    "shift_features",
    "state_features",
    "states",
    "to_frame",
]

DATES: Final = frozenset({"day", "start_date", "end_date"})
"""Fields that hold a day."""

FIELDS: Final[dict[str, str]] = {
    "state": "holder, in English",
    "day": "day of the layer",
    "start_date": "first day on which this state had this extent, this border parted these two or this holder "
    "had this title; of land that changed hands the day it did, under whatever title; empty: before the atlas",
    "end_date": "first day on which it no longer did; empty: beyond the atlas",
    "boundary": "OpenHistoricalMap's tag boundary",
    "admin_level": "OpenHistoricalMap's tag admin_level: 2 is a state",
    "wikidata": "item of Wikidata, where it is known",
    "area_km2": "square kilometres on the WGS 84 ellipsoid, within the window",
    "status": "titles by which the land is held; of land that changed hands the title on the second day",
    "passing": "lands that were passing to or from the state on that day, over which days and to whom",
    "clipped": "whether the state runs on beyond the window",
    "id": "the arc, as in data/arcs",
    "frontier": "the frontier it belongs to",
    "kind": "land, river, lake, or sea: a stand-in that gives islands to their holder",
    "left": "holder on the left of the line's direction",
    "right": "holder on the right of the line's direction",
    "length_km": "kilometres on the ellipsoid, at the detail of the source",
    "sigma_m": "one-sigma error of the line's position, metres",
    "source": "what the line was cut from",
    "method": "how it was made",
    "legal_basis": "treaty, award or act that drew it",
    "citation": "where that was read",
    "licence": "licence of this line",
    "note": "what a user should know",
    "zone": "the piece of land, as in data/tables/zones.csv",
    "region": "region it is counted in; empty for none",
    "name": "what it is called",
    "holder": "who held it; empty for nobody",
    "occupier": "who occupied the holder's own land",
    "holder_before": "who held it on the first day",
    "holder_after": "who held it on the second day",
    "start_edtf": "the start in EDTF, an interval where the transfer took days",
    "lake_km2": "share of lakes that treaties divided, beside it; negative if lost",
    "act": "what brought it about",
    "act_item": "the act's item of Wikidata, where it is known",
    "lat": "degrees north",
    "km": "width of the piece on the ellipsoid; negative if lost",
    "sigma_km": "its one-sigma error, kilometres",
    "from_arc": "what ends it in the east",
    "to_arc": "what ends it in the west",
    "other_names": "other names, parted by semicolons",
    "name_then": "official name on the first of the usual days; empty: not known",
    "district": "today's district and province; empty where nothing tells",
    "country": "today's country, two letters",
    "population": "of today; 0 if it is not known",
}
"""What each field of a layer says."""


def credit_members(about: About) -> dict[str, str]:
    """Return what a layer says of its terms: ``licence``, ``attribution``, ``citation``, as far as there are.

    Examples
    --------
    >>> from geo import open_atlas
    >>> credit_members(open_atlas().about)["licence"]
    'ODbL-1.0 AND LGPL-3.0-or-later'
    """
    owed = about.credits
    members = {"licence": owed.licence, "attribution": owed.attribution, "citation": owed.citation}
    return {name: text for name, text in members.items() if text}


def state_features(snapshot: Snapshot) -> list[Feature]:
    """States of a day: land and lakes, cut at the window's edge.

    Fields: ``state``; ``day``; ``start_date`` and ``end_date`` of the extent it
    has on the day; ``boundary``, ``admin_level``, ``wikidata``; ``area_km2``
    within the window; ``status``, every title the state holds land by;
    ``passing``, its lands that were changing hands; ``clipped``, whether the state runs on beyond the window.
    """
    items = items_of(snapshot.atlas)
    frame = shapely.LinearRing(shapely.box(*snapshot.atlas.window).exterior)
    features = []
    for state in snapshot.holders:
        territory = snapshot.territory(state)
        titles = sorted({span.status for span in snapshot.tenures if span.holder == state})
        features.append(
            Feature(
                territory,
                {
                    "state": state,
                    "day": snapshot.day.isoformat(),
                    **_dates(snapshot, _turns(snapshot.atlas, {state})),
                    "boundary": "administrative",
                    "admin_level": 2,
                    "wikidata": items.get(("state", state), ""),
                    "area_km2": round(area_m2(territory) / 1e6, 1),
                    "status": ", ".join(titles),
                    "passing": "; ".join(_passing(snapshot, state)),
                    "clipped": bool(shapely.intersects(territory, frame)),
                },
            )
        )
    return features


def _passing(snapshot: Snapshot, state: str) -> list[str]:
    """Lands that the state was gaining or losing on the day."""
    about = snapshot.atlas.about
    return [
        f"{zone.name} to {about.named(to)} ({over})"
        for zone, holder, over, to in snapshot.passing
        if state in {holder, to}
    ]


def items_of(atlas: Atlas) -> dict[tuple[str, str], str]:
    """Items by kind and key; none for an atlas without the table."""
    rows = read_checked(atlas.folder / "tables", "wikidata", has=atlas.about.tables)["wikidata"]
    return {(row["kind"], row["key"]): row["item"] for row in rows}


def _turns(atlas: Atlas, holders: set[str], zones: Iterable[str] = ()) -> set[dt.date]:
    """Days on which one of some states gained or lost one of some zones, all by default."""
    only = set(zones)
    return {
        after.start
        for zone, spans in atlas.spans.items()
        if not only or zone in only
        for before, after in pairwise(spans)
        if after.start is not None and before.holder != after.holder and holders & {before.holder, after.holder}
    }


def _dates(snapshot: Snapshot, turns: set[dt.date]) -> dict[str, str | None]:
    """OpenHistoricalMap's two days: the last turn up to the day, and the first one after it."""
    return {
        "start_date": max((turn.isoformat() for turn in turns if turn <= snapshot.day), default=None),
        "end_date": min((turn.isoformat() for turn in turns if turn > snapshot.day), default=None),
    }


def _parted(snapshot: Snapshot, left: Tenure, right: Tenure) -> dict[str, str | None]:
    """From when to when a border parts these two holders; a change of title alone does not end it."""
    return _dates(snapshot, _turns(snapshot.atlas, {left.holder, right.holder}, (left.zone, right.zone)))


def border_features(snapshot: Snapshot) -> list[Feature]:
    """Borders of a day, arc by arc, with the provenance of each.

    Fields: ``id``, ``frontier``, ``kind``; ``left`` and ``right``, the holders
    on either side of the line's direction; ``start_date`` and ``end_date``,
    null where the border is older than the atlas or outlasts it; ``length_km``, at the detail of the source;
    ``sigma_m``, one-sigma error; ``source``, ``method``, ``legal_basis``,
    ``citation``, ``licence``, ``note``.
    """
    return [
        Feature(
            border.arc.line,
            {
                "id": border.arc.id,
                "frontier": border.arc.frontier,
                "kind": border.arc.kind,
                "left": border.left.holder,
                "right": border.right.holder,
                **_parted(snapshot, border.left, border.right),
                "length_km": round(length_m(border.arc.line) / 1000.0, 2),
                "sigma_m": border.arc.sigma_m,
                "source": border.arc.source,
                "method": border.arc.method,
                "legal_basis": border.arc.legal_basis,
                "citation": border.arc.citation,
                "licence": border.arc.licence,
                "note": border.arc.note,
            },
        )
        for border in snapshot.borders
    ]


def gained_features(found: Change) -> list[Feature]:
    """Land that changed hands, one feature a zone.

    Fields: ``zone``, ``region``, ``name``; ``holder_before`` and ``holder_after``;
    ``status`` on the second day; ``start_date`` and ``start_edtf`` of the transfer, which
    may have been under an earlier title (occupied, and later annexed); ``area_km2``
    with its own inland water and ``lake_km2`` beside it, both negative for
    land lost; ``act``, ``citation``; ``wikidata`` and ``act_item``, the items of
    the zone and of the act, where they are known.
    """
    events = {event.id: event for event in found.before.atlas.events}
    items = items_of(found.before.atlas)
    return [
        Feature(
            transfer.territory,
            {
                "zone": transfer.zone.id,
                "region": transfer.region,
                "name": transfer.zone.name,
                "holder_before": transfer.before.holder,
                "holder_after": transfer.after.holder,
                "status": transfer.after.status,
                **_act(found, transfer.zone.id, events, items),
                "area_km2": round(transfer.area_km2, 1),
                "lake_km2": round(transfer.lake_km2, 1),
                "wikidata": items.get(("zone", transfer.zone.id), ""),
            },
        )
        for transfer in found.transfers
    ]


def _act(
    found: Change, zone: str, events: dict[str, Event], items: dict[tuple[str, str], str]
) -> dict[str, str | None]:
    """When and by what the state's tenure of a zone began or ended between the two days."""
    first, last = sorted((found.start, found.end))
    spans = found.before.atlas.spans[zone]
    for before, after in reversed(list(pairwise(spans))):  # the last turn is the one that led here
        turned = (before.holder == found.state) != (after.holder == found.state)
        if turned and after.start is not None and first < after.start <= last:
            event = events.get(after.event)
            return {
                "start_date": after.start.isoformat(),
                "start_edtf": after.start_edtf,
                "act": event.title if event else "",
                "citation": event.citation if event else "",
                "act_item": items.get(("event", after.event), ""),
            }
    return {"start_date": None, "start_edtf": "", "act": "", "citation": "", "act_item": ""}


def shift_features(found: Change, every_deg: float = EVERY_DEG) -> list[Feature]:
    """Pieces of parallels that changed hands, drawn from the old border westward.

    Fields: ``lat``; ``km`` of the piece, negative for land lost, and
    ``sigma_km``; ``from_arc`` and ``to_arc``, what ends it in the east and in
    the west. The pieces of one parallel add up to its net shift.
    """
    return [
        Feature(
            shapely.LineString([(piece.east, piece.lat), (piece.west, piece.lat)]),
            {
                "lat": round(piece.lat, 4),
                "km": round(piece.km, 2),
                "sigma_km": round(piece.sigma_km, 2),
                "from_arc": piece.east_arc,
                "to_arc": piece.west_arc,
            },
        )
        for piece in segments(found, every_deg)
    ]


def to_frame(features: Iterable[Feature]) -> gpd.GeoDataFrame:
    """Turn features into a GeoDataFrame in WGS 84; its dates are dates, NaT where they are open.

    Examples
    --------
    >>> from geo import open_atlas
    >>> frame = to_frame(state_features(open_atlas().on("1940-08-10")))
    >>> "Estonia" in set(frame["state"])
    False
    """
    import geopandas as gpd  # noqa: PLC0415  (half a second that measuring does not need)

    features = list(features)
    frame = gpd.GeoDataFrame(
        [dict(feature.properties) for feature in features],
        geometry=[feature.geometry for feature in features],
        crs="EPSG:4326",
    )
    for name in DATES.intersection(frame.columns):
        frame[name] = dates(frame[name])
    return frame


def states(snapshot: Snapshot) -> gpd.GeoDataFrame:
    """Return the states of a day as a GeoDataFrame in WGS 84.

    Parameters
    ----------
    snapshot : Snapshot

    Returns
    -------
    geopandas.GeoDataFrame
        What its fields mean is told by `geo.export.layers.FIELDS`.

    Examples
    --------
    >>> from geo import open_atlas
    >>> layer = states(open_atlas().on("1940-01-01"))
    >>> layer.loc[layer["state"] == "Lithuania", "start_date"].dt.date.tolist()
    [datetime.date(1939, 10, 28)]
    """
    return to_frame(state_features(snapshot))


def borders(snapshot: Snapshot) -> gpd.GeoDataFrame:
    """Return the borders of a day as a GeoDataFrame in WGS 84.

    Parameters
    ----------
    snapshot : Snapshot

    Returns
    -------
    geopandas.GeoDataFrame
        What its fields mean is told by `geo.export.layers.FIELDS`.

    Examples
    --------
    >>> from geo import open_atlas
    >>> layer = borders(open_atlas().on("1940-01-01"))
    >>> sorted(layer["kind"].unique())
    ['lake', 'land', 'river', 'sea']
    """
    return to_frame(border_features(snapshot))


def build_layers(before: Snapshot, after: Snapshot, folder: Path) -> Iterator[Path]:
    """Write the layers of two days and of what lies between them.

    Parameters
    ----------
    before, after : Snapshot
        The two days; the files are named for what they are called.
    folder : Path
        Where the files go.

    Yields
    ------
    Path
        Each file as it is written.
    """
    about = before.atlas.about
    found = change(before, after)
    first, last = (about.stem(snapshot.day) for snapshot in (before, after))
    for name, features in (
        (f"borders_{first}", border_features(before)),
        (f"borders_{last}", border_features(after)),
        (f"states_{first}", state_features(before)),
        (f"states_{last}", state_features(after)),
        (f"gained_{first}_{last}", gained_features(found)),
        (f"shift_{first}_{last}", shift_features(found)),
    ):
        path = folder / f"{name}.geojson"
        write_geojson(path, features, **{"name": name, **credit_members(about)})
        yield path
