"""Places with their states in the Linked Places Format (LPF 1.2): GeoJSON that is linked data as well.

A state is a place's ``gvp:broaderPartitive`` over its days; of a transfer that
took days start and end have an earliest and a latest day.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Final

from geo.export.dated_places import GEONAMES
from geo.files.names import plain

if TYPE_CHECKING:
    from geo.export.dated_places import DatedPlace, DatedPlaces, HeldSpan

__all__ = ["linked_places"]

_CONTEXT: Final = (
    "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/linkedplaces-context-v1.1.jsonld"
)
_ITEM: Final = "http://www.wikidata.org/entity/"
_DAY: Final = dt.timedelta(days=1)


def linked_places(found: DatedPlaces) -> str:
    """Write places as Linked Places, a feature a line.

    Parameters
    ----------
    found : DatedPlaces

    Returns
    -------
    str
        A place is named by a UUID made of its name and position, for it has no
        page of its own; its number in GeoNames is a link. The error of its
        position stands among its descriptions.

    Examples
    --------
    >>> import json
    >>> from geo import open_atlas, places_of_atlas
    >>> told = json.loads(linked_places(places_of_atlas(open_atlas(), region="hanko")))
    >>> relation = told["features"][-1]["relations"][-1]
    >>> relation["label"], relation["when"]["timespans"]
    ('USSR (leased)', [{'start': {'in': '1940-03-22'}, 'end': {'in': '1941-06-22'}}])
    """
    features = ",\n".join(
        json.dumps(_feature(found, one), ensure_ascii=False, separators=(",", ":")) for one in found.places
    )
    head = {
        "type": "FeatureCollection",
        "@context": _CONTEXT,
        "title": found.title,
        "citation": found.citation,
        "attribution": found.attribution,
        "license": found.licence,
    }
    return f'{json.dumps(head, ensure_ascii=False)[:-1]}, "features": [\n{features}\n]}}\n'


def _feature(found: DatedPlaces, one: DatedPlace) -> dict[str, object]:
    place = one.place
    source = [{"label": plain(place.source) or plain(found.title)}]
    names: list[dict[str, object]] = [{"toponym": plain(place.name), "citations": source}]
    if place.name_then and one.holders:
        _, first, last = one.holders[0]
        known = {"citations": [{"label": plain(place.name_then_from)}]} if place.name_then_from else {}
        names.append({"toponym": plain(place.name_then), "when": _when(first, last), **known})
    names += [{"toponym": plain(name)} for name in one.other_names]
    told: dict[str, object] = {
        "@id": one.id.urn,
        "type": "Feature",
        "properties": {
            "title": plain(one.title),
            **({"ccodes": [place.country]} if place.country else {}),
            "sigma_m": place.sigma_m,
            "zone": one.zone,
            "region": one.region,
        },
        "names": names,
        "geometry": {
            "type": "GeometryCollection",
            "geometries": [
                {
                    "type": "Point",
                    "coordinates": [round(place.lon, 5), round(place.lat, 5)],
                    "citations": source,
                    "certainty": "uncertain" if one.doubt else "certain",
                }
            ],
        },
        "descriptions": [{"value": line, "lang": "en"} for line in one.notes],
    }
    if one.geonames:
        told["links"] = [{"type": "exactMatch", "identifier": f"{GEONAMES}{one.geonames}/"}]
    if one.spans:
        told["relations"] = [
            _relation(found, span, after, one.doubt)
            for span, after in zip(one.spans, [*one.spans[1:], None], strict=True)
            if span.tenure.holder
        ]
    return told


def _relation(found: DatedPlaces, span: HeldSpan, after: HeldSpan | None, doubt: str) -> dict[str, object]:
    """Say that a place belonged to a state; when that ended is as long in doubt as what followed took."""
    state = span.tenure.holder
    item = found.items.get(state, "")
    title = f"{span.tenure.status} by {span.tenure.occupier}" if span.tenure.occupier else span.tenure.status
    act = {"citations": [{"label": plain(span.act)}]} if span.act else {}
    settled = after.settled - _DAY if after else span.last
    return {
        "relationType": "gvp:broaderPartitive",
        "relationTo": f"{_ITEM}{item}" if item else found.state_id(state).urn,
        "label": f"{state} ({title})",
        "when": {"timespans": [{"start": _about(span.first, span.settled), "end": _about(span.last, settled)}]},
        **act,
        "certainty": "certain" if span.sure and not doubt else "uncertain",
    }


def _about(earliest: dt.date, latest: dt.date) -> dict[str, str]:
    if latest <= earliest:
        return {"in": earliest.isoformat()}
    return {"earliest": earliest.isoformat(), "latest": latest.isoformat()}


def _when(first: dt.date, last: dt.date) -> dict[str, object]:
    return {"timespans": [{"start": {"in": first.isoformat()}, "end": {"in": last.isoformat()}}]}
