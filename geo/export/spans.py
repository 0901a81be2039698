"""Layers of what holds over many days: zones, their tenure, land gained, parallels, places."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.earth.geodesy import area_m2
from geo.export.layers import gained_features, items_of, shift_features, to_frame
from geo.files.geojson import Feature
from geo.measures.change import change
from geo.measures.profile import EVERY_DEG

if TYPE_CHECKING:
    from collections.abc import Iterable

    import geopandas as gpd

    from geo.atlas.atlas import Atlas, Snapshot
    from geo.atlas.places import Place

__all__ = ["gazetteer", "places", "segments", "span_features", "tenure", "zones"]


def _tenure_features(atlas: Atlas, days: tuple[dt.date, dt.date] | None = None) -> list[Feature]:
    """Every holder and title of every zone, of all days or of these.

    One feature each, with its first day and the first day no more.
    """
    begin, until = days or (dt.date.min, dt.date.max)
    events, items = {event.id: event for event in atlas.events}, items_of(atlas)
    features = []
    for zone in atlas.zones:
        territory = atlas.territory(zone)
        for span in atlas.history(zone):
            if (span.start or begin) > until or (span.end or dt.date.max) <= begin:
                continue
            event = events.get(span.event)
            features.append(
                Feature(
                    territory,
                    {
                        "zone": zone.id,
                        "name": zone.name,
                        "region": zone.region,
                        "holder": span.holder,
                        "status": span.status,
                        "occupier": span.occupier,
                        "start_date": span.since or None,
                        "end_date": span.until or None,
                        "start_edtf": span.start_edtf,
                        "boundary": "administrative",
                        "admin_level": 2,
                        "wikidata": items.get(("state", span.holder), ""),
                        "act": event.title if event else "",
                        "citation": event.citation if event else "",
                        "act_item": items.get(("event", span.event), ""),
                    },
                )
            )
    return features


def _zone_features(atlas: Atlas) -> list[Feature]:
    items = items_of(atlas)
    return [
        Feature(
            atlas.territory(zone),
            {
                "zone": zone.id,
                "name": zone.name,
                "region": zone.region,
                "area_km2": round(area_m2(atlas.territory(zone)) / 1e6, 1),
                "wikidata": items.get(("zone", zone.id), ""),
            },
        )
        for zone in atlas.zones
    ]


def _held_on(before: Snapshot, after: Snapshot) -> list[Place]:
    """Places with who held them on two days; nobody held one outside the atlas."""
    known = before.atlas.places
    lon, lat = np.array([(place.lon, place.lat) for place in known]).reshape(-1, 2).T
    zones = before.atlas.zones_at(lon, lat).tolist()
    return [
        replace(place, holder_before=_holder(before, k), holder_after=_holder(after, k))
        for place, k in zip(known, zones, strict=True)
    ]


def _holder(snapshot: Snapshot, zone: int) -> str:
    return snapshot.tenures[zone].holder if zone >= 0 else ""


def _place_features(found: Iterable[Place]) -> list[Feature]:
    return [
        Feature(
            shapely.Point(place.lon, place.lat),
            {
                "name": place.name,
                "other_names": ";".join(place.other_names),
                "name_then": place.name_then,
                "holder_before": place.holder_before,
                "holder_after": place.holder_after,
                "sigma_m": place.sigma_m,
                "district": place.district,
                "country": place.country,
                "population": place.population,
                "source": place.source,
            },
        )
        for place in found
    ]


def span_features(before: Snapshot, after: Snapshot) -> dict[str, list[Feature]]:
    """Return the layers of two days and of all between, by name; those of which there is nothing are left out.

    Parameters
    ----------
    before, after : Snapshot
        Two days of one atlas.

    Returns
    -------
    dict
        ``tenure``, who held each zone from which day to which, as far as that
        was on one of these days; ``zones``; ``gained``, land that passed to or
        from the state that the atlas is about between the two days;
        ``parallels``, the pieces of parallels that did; ``places``, with who
        held each on the two days.

    Examples
    --------
    >>> from geo import open_atlas
    >>> atlas = open_atlas()
    >>> list(span_features(atlas.on("1940-06-27"), atlas.on("1940-07-04")))
    ['tenure', 'zones', 'gained', 'parallels', 'places']
    """
    atlas, found = before.atlas, change(before, after)
    layers = {
        "tenure": _tenure_features(atlas, (min(before.day, after.day), max(before.day, after.day))),
        "zones": _zone_features(atlas),
        "gained": gained_features(found),
        "parallels": shift_features(found) if found.transfers else [],
        "places": _place_features(_held_on(before, after)),
    }
    return {name: features for name, features in layers.items() if features}


def tenure(atlas: Atlas) -> gpd.GeoDataFrame:
    """Return who held each zone from which day to which, over all days of an atlas: polygons in WGS 84.

    Examples
    --------
    >>> from geo import open_atlas
    >>> spans = tenure(open_atlas())
    >>> spans.loc[spans["zone"] == "vilnius", ["holder", "status"]].values.tolist()[:2]
    [['Poland', 'sovereign'], ['USSR', 'occupied']]
    """
    return to_frame(_tenure_features(atlas))


def zones(snapshot: Snapshot) -> gpd.GeoDataFrame:
    """Return the pieces of land that never changed hands in parts, and who held each on a day.

    Returns
    -------
    geopandas.GeoDataFrame
        In WGS 84; ``zone``, ``name``, ``region``, ``area_km2``, ``wikidata``,
        ``holder`` and ``status``.

    Examples
    --------
    >>> from geo import open_atlas
    >>> layer = zones(open_atlas().on("1940-01-01")).set_index("zone")
    >>> layer.loc["vilnius", "holder"]
    'Lithuania'
    """
    frame = to_frame(_zone_features(snapshot.atlas))
    held = snapshot.tenures
    return frame.assign(holder=[span.holder for span in held], status=[span.status for span in held])


def segments(before: Snapshot, after: Snapshot, *, every_deg: float = EVERY_DEG) -> gpd.GeoDataFrame:
    """Return the pieces of parallels that passed to or from the state that the atlas is about.

    Parameters
    ----------
    before, after : Snapshot
    every_deg : float
        Degrees between parallels.

    Returns
    -------
    geopandas.GeoDataFrame
        Lines in WGS 84, from the old border westward; those of one parallel
        add up to its net shift.

    Examples
    --------
    >>> from geo import open_atlas
    >>> atlas = open_atlas()
    >>> pieces = segments(atlas.on("1940-06-27"), atlas.on("1940-07-04"), every_deg=0.5)
    >>> bool((pieces["km"] > 0).all())
    True
    """
    return to_frame(shift_features(change(before, after), every_deg))


def places(atlas: Atlas) -> gpd.GeoDataFrame:
    """Return the places whose holders are known from other sources than the lines, as points in WGS 84.

    Examples
    --------
    >>> from geo import open_atlas
    >>> set(places(open_atlas()).geom_type)
    {'Point'}
    """
    return to_frame(_place_features(atlas.places))


def gazetteer(atlas: Atlas) -> gpd.GeoDataFrame:
    """Return every settlement of the atlas's gazetteer, as points in WGS 84 with the error of each in metres.

    Examples
    --------
    >>> from geo import open_atlas
    >>> towns = gazetteer(open_atlas())
    >>> set(towns.loc[towns["name"] == "Hanko", "country"])
    {'FI'}
    """
    return to_frame(_place_features(atlas.gazetteer))
