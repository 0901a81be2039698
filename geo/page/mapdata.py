"""The atlas as the map page carries it: tables as JSON, lines as bytes.

Every arc stands once; the page puts zones, borders and states of any day
together from arcs and tenure, as this package does. What is measured is
measured here, for every day on which it changes. What each table holds is
declared in `geo.page.wire`.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from geo.atlas.ground import sea_frame
from geo.claims.own_latitudes import own_latitudes
from geo.page.context import context_lines
from geo.page.ground import Detail, ground_lines
from geo.page.movement import focus, moved_tables, spacing, turning
from geo.page.settlement_file import settlement_file
from geo.page.shores import Shores
from geo.page.wire import PIECE_STEPS, SAID, STEPS, VERSION, columns, packed_lines
from geo.page.wording import legend, region_labels, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geo.atlas.atlas import Atlas
    from geo.atlas.chapters import Chapter
    from geo.atlas.views import View
    from geo.claims.assessed import Assessment
    from geo.measures.change import Change
    from geo.page.movement import Epoch

__all__ = ["map_data"]

_FAR_RANKS: Final = (1, 2)
"""Ranks of places that every page names, however far they lie."""


def map_data(
    found: Change,
    epochs: tuple[Epoch, ...],
    words: Mapping[str, Any],
    *,
    view: View,
    claims: Sequence[Assessment] = (),
    story: Sequence[Chapter] = (),
) -> tuple[dict[str, object], bytes]:
    """Gather everything the page knows.

    Parameters
    ----------
    found : Change
        Between the two days that are set against each other, for the state
        that the page is about.
    epochs : tuple of Epoch
        From `geo.page.movement.epochs_of`.
    words : mapping
        The page's texts.
    view : View
        The part that is shown first; frontiers far from it have less detail.
    claims : sequence of Assessment
        Those that name kilometres are drawn into the profile, where it tells of their land alone.
    story : sequence of Chapter

    Returns
    -------
    head : dict
        JSON, as `geo.page.wire` declares it.
    blob : bytes
        The lines.
    """
    atlas = found.before.atlas
    shown = found.within(*view.regions) if view.regions else found
    turns = turning(epochs)
    about = shown if view.regions else turns
    every_deg = spacing(found)
    detail = Detail(about, turns, whole=not view.regions)
    rows, lines = ground_lines(atlas, detail)
    lines["arcs"] = detail.arcs(atlas)
    rows["context"], lines["context"], sigma_km = context_lines(atlas)
    # the outlines of states in files are their lines, and as fine
    steps = {**STEPS, "coast": STEPS["arcs"]} if atlas.about.own else STEPS
    shores = Shores(lines["arcs"], lines["coast"], steps)
    rows["shores"] = list(_shore_rows(shores, turns))
    lines["corners"] = [shores.corners] if len(shores.corners) else []
    rows |= _atlas_rows(atlas) | _place_rows(atlas, detail, whole=not view.regions)
    spans = {region: turns.within(region).latitudes for region in turns.regions}
    rows["claims"] = [
        (
            *(claim.claim, claim.stated_low, claim.stated_high, list(claim.regions), claim.start, claim.end),
            own_latitudes(spans, claim.regions),
        )
        for claim in claims
        if claim.regions and np.isfinite(claim.stated_low) and claim.unit == "km"
    ]
    rows["chapters"] = [
        (told.title, told.says, told.day.isoformat(), told.view, told.box, told.note, told.lon, told.lat)
        for told in story
    ]
    runs, blob = packed_lines(lines, steps)
    sentences = [sentence(words, epoch.shown, epoch.total) for epoch in epochs]
    tables = {
        **{name: columns(name, table) for name, table in rows.items()},
        **moved_tables(epochs, sentences, every_deg),
    }
    return {
        "version": VERSION,
        "id": atlas.about.id,
        "state": atlas.holders.index(found.state),
        "holders": list(atlas.holders),
        "named": [atlas.about.named(holder) for holder in atlas.holders],
        "days": {
            "dated": atlas.about.dated,
            "first": atlas.about.first.isoformat(),
            # where the slider begins: a page tells how far the border had moved since its first day
            "from": min(found.start, found.end).isoformat(),
            "last": atlas.about.last.isoformat(),
            "before": found.start.isoformat(),
            "after": found.end.isoformat(),
        },
        "view": asdict(view),
        "labels": _labels(atlas),
        "settlements": _settlements(atlas),
        "window": atlas.window,
        "context_km": sigma_km,
        "sea_frame": sea_frame(atlas.window).bounds,
        "focus": _opening(shown),
        "every": every_deg,
        "piece_steps": PIECE_STEPS,
        "errors_known": atlas.about.errors_known,
        "legend": legend(found, epochs),
        "attribution": words["credit"] if atlas.about.own else atlas.about.credits.attribution,
        "tables": tables,
        "said": SAID,
        "lines": runs,
    }, blob


def _opening(shown: Change) -> list[float]:
    """West, south, east and north of what the page opens on: of files, all that was cut about their change."""
    about = shown.before.atlas.about
    return [round(edge, 6) for edge in about.window] if about.own else focus(shown)


def _labels(atlas: Atlas) -> dict[str, tuple[str, ...]]:
    """Say what regions are called on the map; of what has no label there, its name: the search tells of it."""
    return {
        region: both if both[0] else (*both, atlas.regions[region])
        for region, both in region_labels(atlas).items()
    }


def _settlements(atlas: Atlas) -> dict[str, str] | None:
    """Say which file beside the page has the settlements."""
    beside = settlement_file(atlas)
    return {"file": beside.name, "build": beside.build} if beside else None


def _atlas_rows(atlas: Atlas) -> dict[str, list[tuple[Any, ...]]]:
    """Arcs, zones, tenure, armies and events."""
    numbers = {zone.id: k for k, zone in enumerate(atlas.zones)}
    holders = {holder: k for k, holder in enumerate(atlas.holders)}
    events = {event.id: k for k, event in enumerate(atlas.events)}
    sides = zip(atlas.arcs, atlas.arrangement.left, atlas.arrangement.right, strict=True)
    return {
        "arcs": [
            (
                arc.id,
                arc.kind,
                arc.sigma_m if np.isfinite(arc.sigma_m) else None,
                left,
                right,
                arc.legal_basis,
                arc.citation,
                arc.source,
            )
            for arc, left, right in sides
        ],
        "zones": [
            (
                zone.id,
                zone.name,
                zone.region or zone.id,
                [[number if forward else ~number for number, forward in ring] for ring in rings],
            )
            for zone, rings in zip(atlas.zones, atlas.arrangement.rings, strict=True)
        ],
        "tenure": [
            (
                number,
                holders[span.holder] if span.held else -1,
                span.status,
                span.start.isoformat() if span.start else "",
                span.end.isoformat() if span.end else "",
                span.start_edtf,
                events.get(span.event, -1),
                span.occupier,
                span.entry.isoformat() if span.entry else "",
            )
            for number, zone in enumerate(atlas.zones)
            for span in atlas.history(zone)
        ],
        "armies": [
            (
                numbers[army.zone],
                army.state,
                ", ".join(army.places),
                army.lon,
                army.lat,
                army.reach_km,
                army.start.isoformat(),
                army.last.isoformat(),
                army.citation,
            )
            for army in atlas.armies
        ],
        "events": [
            (e.id, e.date.isoformat(), e.title, e.changed, e.lon, e.lat, e.citation, e.known)
            for e in atlas.events
        ],
    }


def _shore_rows(shores: Shores, turns: Change) -> Iterator[tuple[Any, ...]]:
    """Follow the territory of each zone that turns and is not all land."""
    atlas = turns.before.atlas
    numbers = {zone.id: k for k, zone in enumerate(atlas.zones)}
    for transfer in turns.transfers:
        if not shapely.equals_exact(transfer.territory, transfer.zone.polygon):
            number = numbers[transfer.zone.id]
            for run in shores.runs(atlas.arrangement.rings[number]):
                yield (number, *run)


def _place_rows(atlas: Atlas, detail: Detail, *, whole: bool) -> dict[str, list[tuple[Any, ...]]]:
    """Places with a name on the map."""
    places = list(atlas.places)
    lonlat = np.array([(place.lon, place.lat) for place in places]).reshape(-1, 2)
    near = shapely.contains_xy(detail.near, lonlat[:, 0], lonlat[:, 1])
    return {
        "places": [
            (place.name, place.name_then, round(place.lon, 5), round(place.lat, 5), place.rank, place.founded)
            for place, is_near in zip(places, near, strict=True)
            if whole or place.rank in _FAR_RANKS or is_near
        ],
    }
