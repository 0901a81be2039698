"""The atlas as the map page carries it: names and numbers as JSON, coordinates as bytes.

Every arc stands once; the page puts zones, borders and states of any day
together from arcs and tenure, as this package does. Coordinates are counted in
whole steps of a grid, each from the one before, in as few bytes as the
difference needs.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.displacement import shift
from geo.generalise import generalise
from geo.layers import ATTRIBUTION
from geo.profile import segments
from geo.tenure import FIRST_DAY, LAST_DAY
from geo.transfers import change

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from geo.atlas import Atlas, Snapshot
    from geo.transfers import Change

__all__ = ["map_data", "pack_lines", "unpack_lines"]

FRONTIER_STEPS: Final = 100_000
"""Steps of the frontiers' grid to a degree: 1 m."""
LAND_STEPS: Final = 10_000
"""Steps of the coasts' grid to a degree: 11 m."""
COAST_TOLERANCE_M: Final = 200.0
LEAST_ISLAND_KM2: Final = 2.0
PARALLELS: Final = 250
"""Parallels that the map keeps arrows for, at least."""


def pack_lines(lines: Iterable[NDArray[np.float64]], steps: int) -> bytes:
    """Pack lines into bytes.

    Parameters
    ----------
    lines : iterable of ndarray, each (n, 2)
        Degrees.
    steps : int
        Steps of the grid to a degree.

    Returns
    -------
    bytes
        For each line its number of vertices, then longitude and latitude of
        each in steps from the vertex before (the first from zero): zigzag, so
        that small negative numbers stay small, in base-128 with the high bit
        set on all but the last byte.
    """
    numbers = []
    for line in lines:
        grid = np.round(np.asarray(line) * steps).astype(np.int64)
        keep = np.append(True, (np.diff(grid, axis=0) != 0).any(axis=1))
        grid = grid[keep]
        deltas = np.diff(grid, axis=0, prepend=np.zeros((1, 2), dtype=np.int64)).ravel()
        numbers.append(np.append(len(grid), (deltas << 1) ^ (deltas >> 63)))
    return _base128(np.concatenate(numbers) if numbers else np.empty(0, dtype=np.int64))


def _base128(values: NDArray[np.int64]) -> bytes:
    groups = np.stack([(values >> (7 * k)) & 127 for k in range(6)], axis=1)
    length = np.maximum(1, 6 - (groups[:, ::-1] != 0).argmax(axis=1))
    length[values == 0] = 1
    position = np.arange(6)
    used = position < length[:, None]
    groups[position < length[:, None] - 1] |= 128
    return bytes(groups[used].astype(np.uint8))


def unpack_lines(packed: bytes, steps: int) -> list[NDArray[np.float64]]:
    """Read lines back; the page's scripts do the same.

    Examples
    --------
    >>> line = np.array([[24.5, 50.0], [24.49999, 50.00001], [30.0, 49.0]])
    >>> unpack_lines(pack_lines([line], 100_000), 100_000)[0]
    array([[24.5    , 50.     ],
           [24.49999, 50.00001],
           [30.     , 49.     ]])
    """
    numbers, value, shift_by = [], 0, 0
    for byte in packed:
        value |= (byte & 127) << shift_by
        shift_by += 7
        if not byte & 128:
            numbers.append(value)
            value, shift_by = 0, 0
    lines, k = [], 0
    while k < len(numbers):
        count = 2 * numbers[k]
        zigzag = np.array(numbers[k + 1 : k + 1 + count], dtype=np.int64)
        deltas = (zigzag >> 1) ^ -(zigzag & 1)
        lines.append(np.cumsum(deltas.reshape(-1, 2), axis=0) / steps)
        k += 1 + count
    return lines


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


def map_data(before: Snapshot, after: Snapshot, *, state: str) -> tuple[dict[str, object], bytes]:
    """Everything the page knows.

    Parameters
    ----------
    before, after : Snapshot
        The two days that are set against each other.
    state : str
        Whose border it is about.

    Returns
    -------
    head : dict
        JSON: what each line is, tenure, events, places, figures.
    blob : bytes
        The lines: arcs, then coast, lakes, rivers and the land about.
    """
    atlas = before.atlas
    found = change(before, after, state=state)
    every_deg = _spacing(found)
    moved = shift(before, after, state=state, every_deg=every_deg)
    profile = moved.profile
    strings = _Strings()
    holders = list(atlas.holders)
    event_number = {event.id: k for k, event in enumerate(atlas.events)}
    ground, blob = _ground(atlas)
    head: dict[str, object] = {
        "state": holders.index(found.state),
        "days": {
            "first": FIRST_DAY.isoformat(),
            "last": LAST_DAY.isoformat(),
            "before": before.day.isoformat(),
            "after": after.day.isoformat(),
        },
        "window": atlas.window,
        "focus": _focus(found),
        "every": every_deg,
        "steps": {"arcs": FRONTIER_STEPS, "land": LAND_STEPS},
        "holders": holders,
        "arcs": [
            [
                arc.id,
                arc.kind,
                arc.sigma_m,
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
                        holders.index(span.holder),
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
            [place.name, place.name_1939, place.lon, place.lat, place.rank]
            for place in atlas.places
            if place.rank
        ],
        "events": [
            [e.id, e.date.isoformat(), e.edtf, e.title, e.changed, e.lon, e.lat, e.citation, e.known]
            for e in atlas.events
        ],
        "regions": [_rounded(asdict(region)) for region in moved.regions],
        "total": _rounded(asdict(moved.total)),
        "segments": [
            [round(s.lat, 4), round(s.west, 5), round(s.east, 5), round(s.km, 2), s.west_arc, s.east_arc]
            for s in segments(found, every_deg)
        ],
        "profile": [
            [round(float(lat), 4), round(float(net), 2), round(float(sigma), 2), end]
            for lat, net, sigma, end in zip(
                profile.lat, profile.net_km, profile.sigma_km, profile.end, strict=True
            )
        ],
        "attribution": ATTRIBUTION,
    }
    head["strings"] = strings.texts
    return head, blob


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


def _rounded(values: dict[str, object]) -> dict[str, object]:
    return {name: round(value, 3) if isinstance(value, float) else value for name, value in values.items()}


def _ground(atlas: Atlas) -> tuple[dict[str, object], bytes]:
    """Pack the frontiers and the land, in the order the page reads them."""
    ground = atlas.ground
    arcs = [shapely.get_coordinates(arc.line) for arc in atlas.arcs]
    coast = [
        shapely.get_coordinates(part.exterior)
        for feature in ground.features("coast")
        if feature.properties["name"] or float(feature.properties["area_km2"] or 0) >= LEAST_ISLAND_KM2
        for part in shapely.get_parts(generalise(feature.geometry, COAST_TOLERANCE_M))
        if part.geom_type == "Polygon"
    ]
    lakes, rings = [], []
    for feature in ground.features("lakes"):
        parts = [
            p
            for p in shapely.get_parts(generalise(feature.geometry, COAST_TOLERANCE_M))
            if p.geom_type == "Polygon"
        ]
        outlines = [shapely.get_coordinates(r) for r in shapely.get_rings(np.array(parts, dtype=object))]
        lakes.append([feature.properties["name"], len(outlines), feature.properties["divided"]])
        rings.extend(outlines)
    rivers = ground.features("rivers")
    around = [shapely.get_coordinates(f.geometry) for f in ground.features("around")]
    blob = pack_lines(arcs, FRONTIER_STEPS) + pack_lines(
        [*coast, *rings, *(shapely.get_coordinates(r.geometry) for r in rivers), *around], LAND_STEPS
    )
    return {
        "coast": len(coast),
        "lakes": lakes,
        "rivers": [[river.properties["name"], river.properties["rank"]] for river in rivers],
        "around": len(around),
    }, blob
