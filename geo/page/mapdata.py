"""The atlas as the map page carries it: names and numbers as JSON, coordinates as bytes.

Every arc stands once; the page puts zones, borders and states of any day
together from arcs and tenure, as this package does. What land lies on each
parallel stands zone by zone, so the page also has the shift of any day.
"""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.atlas.gazetteer import REACH_M, same_place
from geo.atlas.places import folded_names
from geo.atlas.views import WHOLE
from geo.earth.generalise import generalise
from geo.earth.geodesy import distance_m
from geo.measures.change import change
from geo.measures.land import LandSweep, segments
from geo.measures.summary import TOTAL, summary_of
from geo.page.packing import pack_lines

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo.atlas.atlas import Atlas, Snapshot
    from geo.atlas.places import Place
    from geo.atlas.views import View
    from geo.claims.assessed import Assessment
    from geo.measures.change import Change

__all__ = ["map_data"]

FRONTIER_STEPS: Final = 100_000
"""Steps of the frontiers' grid to a degree: 1 m."""
LAND_STEPS: Final = 5_000
"""Steps of the coasts' grid to a degree: 22 m."""
PIECE_STEPS: Final = 1_000_000
"""Steps of the ends of pieces of parallels to a degree: 0.1 m."""
COAST_TOLERANCE_M: Final = 200.0
"""Of coasts and lakes near land that changed hands."""
FAR_TOLERANCE_M: Final = 1000.0
"""Of coasts and lakes elsewhere."""
AROUND_TOLERANCE_M: Final = 4000.0
"""Of the land outside the atlas."""
FAR_ARC_TOLERANCE_M: Final = 80.0
"""Of frontiers that a page on a part of the border is not about."""
NEAR_DEG: Final = 0.25
LEAST_ISLAND_KM2: Final = 2.0
_CYRILLIC: Final = re.compile("[\u0400-\u045f]")
_NOT_HEBREW: Final = re.compile("[^\u0590-\u05ff]")
_FAR_RANKS: Final = (1, 2)
"""Ranks of places that every page names, however far they lie."""
TOWN_PEOPLE: Final = 20_000
"""People of today in a town that the page finds though no other source tells who held it."""
_TOWN_DECIMALS: Final = 3
"""Of a degree: a hundred metres, nearer than a town's middle is known."""
PARALLELS: Final = 250
"""Parallels that the map keeps arrows for, about."""


class _Strings:
    """Texts that stand once and are named by number."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._number: dict[str, int] = {}

    def __call__(self, text: str) -> int:
        if text not in self._number:
            self._number[text] = len(self.texts)
            self.texts.append(text)
        return self._number[text]


def map_data(
    before: Snapshot,
    after: Snapshot,
    *,
    state: str,
    view: View = WHOLE,
    claims: Sequence[Assessment] = (),
) -> tuple[dict[str, object], bytes]:
    """Everything the page knows.

    Parameters
    ----------
    before, after : Snapshot
        The two days that are set against each other.
    state : str
        Whose border it is about.
    view : View
        The part that is shown first; frontiers far from it have less detail.
    claims : sequence of Assessment
        Those that name kilometres are drawn into the profile.

    Returns
    -------
    head : dict
        JSON: what each line is, tenure, events, places, figures.
    blob : bytes
        The lines: arcs, then coast, lakes, rivers and the land about.
    """
    atlas = before.atlas
    found = change(before, after, state=state)
    turning = _turning(found)
    shown = found.within(*view.regions) if view.regions else found
    every_deg = _spacing(found)
    strings = _Strings()
    event_number = {event.id: k for k, event in enumerate(atlas.events)}
    holders = list(atlas.holders)
    about = shown if view.regions else turning
    near = _near(about)
    ground, blob = _ground(atlas, near)
    figures, epochs = _epochs(before, found.state, view)
    towns, lent = atlas.derive("towns", _towns)
    land = shapely.union_all([transfer.zone.polygon for transfer in about.transfers])
    shapely.prepare(land)
    lent = {lonlat: names for lonlat, names in lent.items() if land.contains(shapely.Point(lonlat))}
    head: dict[str, object] = {
        "state": holders.index(found.state),
        "days": {
            "first": atlas.about.first.isoformat(),
            "last": atlas.about.last.isoformat(),
            "before": before.day.isoformat(),
            "after": after.day.isoformat(),
        },
        "view": asdict(view),
        "window": atlas.window,
        "focus": _focus(shown),
        "every": every_deg,
        "steps": {"arcs": FRONTIER_STEPS, "land": LAND_STEPS, "pieces": PIECE_STEPS},
        "holders": holders,
        "arcs": [
            [
                arc.id,
                arc.kind,
                arc.sigma_m if atlas.about.errors_known else None,
                left,
                right,
                *(strings(text) for text in (arc.legal_basis, arc.citation, arc.source, arc.method, arc.note)),
            ]
            for arc, left, right in zip(
                atlas.arcs, atlas.arrangement.left, atlas.arrangement.right, strict=True
            )
        ],
        "zones": [
            {
                "id": zone.id,
                "name": zone.name,
                "region": zone.region,
                "rings": [[number if forward else ~number for number, forward in ring] for ring in rings],
                "tenure": [
                    [
                        holders.index(span.holder) if span.held else -1,
                        span.status,
                        span.start.isoformat() if span.start else "",
                        span.end.isoformat() if span.end else "",
                        span.start_edtf,
                        event_number.get(span.event, -1),
                        span.occupier,
                    ]
                    for span in atlas.history(zone)
                ],
            }
            for zone, rings in zip(atlas.zones, atlas.arrangement.rings, strict=True)
        ],
        **ground,
        "places": [
            [p.name, p.name_then, round(p.lon, 5), round(p.lat, 5), p.rank, *lent.get((p.lon, p.lat), ())]
            for p in atlas.places
            if p.rank in _FAR_RANKS or not view.regions or near.contains(shapely.Point(p.lon, p.lat))
        ],
        "towns": [
            [
                t.name,
                "",
                round(t.lon, _TOWN_DECIMALS),
                round(t.lat, _TOWN_DECIMALS),
                0,
                *filter(_NOT_HEBREW.match, t.other_names),
            ]
            for t in towns
            if land.contains(shapely.Point(t.lon, t.lat))
        ],
        "events": [
            [e.id, e.date.isoformat(), e.edtf, e.title, e.changed, e.lon, e.lat, e.citation, e.known]
            for e in atlas.events
        ],
        "regions": dict(atlas.regions),
        "figures": figures,
        "epochs": epochs,
        "pieces": _pieces(turning, every_deg),
        "claims": [
            [claim.claim, claim.stated_low, claim.stated_high, list(claim.regions)]
            for claim in claims
            if claim.regions and np.isfinite(claim.stated_low) and claim.unit == "km"
        ],
        "attribution": atlas.about.credits.attribution,
    }
    head["strings"] = strings.texts
    far = 0.0 if not view.regions else FAR_ARC_TOLERANCE_M
    arcs = (_arc_line(atlas, arc.line, near, far) for arc in atlas.arcs)
    return head, pack_lines(arcs, FRONTIER_STEPS) + blob


def _towns(atlas: Atlas) -> tuple[list[Place], dict[tuple[float, float], list[str]]]:
    """Larger towns apart from every place; and the Cyrillic names of those that are one, by where it lies."""
    known = [(place, *folded_names(place)) for place in atlas.places]
    lons, lats = [place.lon for place in atlas.places], [place.lat for place in atlas.places]
    apart: list[Place] = []
    lent: dict[tuple[float, float], list[str]] = {}
    for town in atlas.gazetteer.larger(TOWN_PEOPLE) if known else ():
        place = same_place(town, known)
        if place is not None:
            lent[place.lon, place.lat] = [name for name in town.other_names if _CYRILLIC.match(name)]
        elif distance_m(lons, lats, town.lon, town.lat).min() > REACH_M:
            apart.append(town)
    return apart, lent


def _turning(found: Change) -> Change:
    """Everything the state has held on some days of the atlas and not on others, as if gained."""
    atlas = found.before.atlas
    turns = {span.start for span in atlas.tenure if span.start is not None} | {found.start, found.end}
    transfers = {}
    for day in sorted(turns):
        if day == found.start or not (atlas.about.first <= day <= atlas.about.last):
            continue
        later = change(found.before, _on(found.before, day), state=found.state)
        transfers.update({transfer.zone.id: transfer for transfer in later.transfers})
    return type(found)(found.before, found.after, found.state, tuple(transfers.values()))


def _on(snapshot: Snapshot, day: dt.date) -> Snapshot:
    """Take the same atlas on another day; an atlas of two files has days of its own."""
    return type(snapshot)(snapshot.atlas, day)


def _focus(found: Change) -> list[float]:
    """West, south, east and north of the land that changed hands, or of everything."""
    if not found.transfers:
        return list(found.before.atlas.window)
    bounds = shapely.total_bounds([transfer.territory for transfer in found.transfers])
    return [round(float(value), 3) for value in bounds]


def _spacing(found: Change) -> float:
    """Round spacing of parallels, 1, 2 or 5 of a power of ten, that comes nearest to giving `PARALLELS`."""
    _, south, _, north = _focus(found)
    wanted = max(north - south, 1e-3) / PARALLELS
    power = 10.0 ** np.floor(np.log10(wanted))
    step = min((1, 2, 5, 10), key=lambda step: abs(np.log(step * power / wanted)))
    return float(f"{power * step:.3g}")


def _epochs(before: Snapshot, state: str, view: View) -> tuple[list[dict[str, object]], list[list[object]]]:
    """Return the figures of a view for every day on which what the state holds changed.

    Returns
    -------
    figures : list of dict
        Each once.
    epochs : list of [day, number of the total, numbers of the regions]
        From that day on.
    """

    def make(atlas: Atlas) -> tuple[list[dict[str, object]], list[list[object]]]:
        figures: list[dict[str, object]] = []
        number: dict[object, int] = {}

        def figure(found: Change, *label: str) -> int:
            key = (label, tuple((t.zone.id, t.sign) for t in found.transfers))
            if key not in number:
                number[key] = len(figures)
                figures.extend(summary_of(LandSweep(found), *label).table().rounded(3).records())
            return number[key]

        epochs: list[list[object]] = []
        held: object = None
        turns = {span.start for span in atlas.tenure if span.start is not None}
        for day in sorted(turns | {atlas.about.first, before.day}):
            snapshot = _on(before, day)
            if snapshot.zones_of(state) == held:
                continue
            held = snapshot.zones_of(state)
            found = change(before, snapshot, state=state)
            found = found.within(*view.regions) if view.regions else found
            regions = [
                figure(found.within(name), name, atlas.regions.get(name, name)) for name in found.regions
            ]
            epochs.append([day.isoformat(), figure(found, TOTAL, view.title), regions])
        return figures, epochs

    return before.atlas.derive(f"epochs of {state} in {view.id} from {before.day}", make)


def _pieces(turning: Change, every_deg: float) -> dict[str, list[int | None]]:
    """Where each zone that turns lies on each parallel, in columns; degrees in whole steps.

    An arc stands as its number and the shore as -1; errors are in metres.
    """
    atlas = turning.before.atlas
    zone_number = {zone.id: k for k, zone in enumerate(atlas.zones)}
    arc_number = {arc.id: k for k, arc in enumerate(atlas.arcs)} | {"coast": -1}
    names = ("zone", "parallel", "west", "east", "west_arc", "east_arc", "west_sigma", "east_sigma")
    columns: dict[str, list[int | None]] = {name: [] for name in names}
    for transfer in sorted(turning.transfers, key=lambda t: zone_number[t.zone.id]):
        alone = type(turning)(turning.before, turning.after, turning.state, (transfer,))
        for piece in segments(alone, every_deg):
            row = (
                zone_number[transfer.zone.id],
                round(piece.lat / every_deg),
                round(piece.west * PIECE_STEPS),
                round(piece.east * PIECE_STEPS),
                arc_number[piece.west_arc],
                arc_number[piece.east_arc],
                *(
                    round(km * 1000.0) if atlas.about.errors_known else None
                    for km in (piece.west_sigma_km, piece.east_sigma_km)
                ),
            )
            for name, value in zip(names, row, strict=True):
                columns[name].append(value)
    return columns


def _near(found: Change) -> BaseGeometry:
    """Land that changed hands, and what lies about it."""
    boxes = [shapely.box(*t.zone.polygon.bounds) for t in found.transfers]
    near = shapely.buffer(shapely.union_all(boxes), NEAR_DEG)
    shapely.prepare(near)
    return near


def _arc_line(
    atlas: Atlas, line: shapely.LineString, near: BaseGeometry, tolerance_m: float
) -> NDArray[np.float64]:
    whole = tolerance_m == 0.0 or near.intersects(line)
    return shapely.get_coordinates(line if whole else generalise(line, tolerance_m, centre=atlas.about.centre))


def _rings(
    geometry: BaseGeometry, near: BaseGeometry, centre: tuple[float, float]
) -> Iterator[NDArray[np.float64]]:
    """Outlines with all their detail near, and less elsewhere."""
    tolerances = (COAST_TOLERANCE_M, FAR_TOLERANCE_M)
    fine, coarse = (generalise(geometry, metres, centre=centre) for metres in tolerances)
    kept = {tuple(vertex) for vertex in shapely.get_coordinates(coarse).tolist()}
    for part in shapely.get_parts(fine):
        for ring in shapely.get_rings(part) if part.geom_type == "Polygon" else [part]:
            lonlat = shapely.get_coordinates(ring)
            keep = shapely.contains_xy(near, lonlat) | [tuple(v) in kept for v in lonlat.tolist()]
            keep[[0, -1]] = True
            if keep.sum() >= 4 or part.geom_type != "Polygon":  # noqa: PLR2004  (a ring has three corners)
                yield lonlat[keep]


def _ground(atlas: Atlas, near: BaseGeometry) -> tuple[dict[str, object], bytes]:
    """Pack the land and the water, in the order the page reads them."""
    ground, centre = atlas.ground, atlas.about.centre
    coast = [
        ring
        for feature in ground.features("coast")
        if feature.properties["name"] or float(feature.properties["area_km2"] or 0) >= LEAST_ISLAND_KM2
        for part in shapely.get_parts(feature.geometry)
        for ring in _rings(shapely.Polygon(part.exterior), near, centre)
    ]
    lakes, rings = [], []
    for feature in ground.features("lakes"):
        outlines = list(_rings(feature.geometry, near, centre))
        lakes.append([feature.properties["name"], len(outlines), feature.properties["divided"]])
        rings.extend(outlines)
    rivers = [
        (line, feature.properties)
        for feature in ground.features("rivers")
        for line in _rings(feature.geometry, near, centre)
    ]
    around = [
        shapely.get_coordinates(shapely.get_rings(part)[0])
        for feature in ground.features("around")
        for part in shapely.get_parts(generalise(feature.geometry, AROUND_TOLERANCE_M, centre=centre))
        if part.geom_type == "Polygon"
    ]
    return {
        "coast": len(coast),
        "lakes": lakes,
        "rivers": [[properties["name"], properties["rank"]] for _, properties in rivers],
        "around": len(around),
    }, pack_lines([*coast, *rings, *(line for line, _ in rivers), *around], LAND_STEPS)
