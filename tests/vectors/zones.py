"""The zone of a place, also of one on an edge, on a vertex, and just beside them."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np

from geo.errors import GeometryError
from vectors.small import small_atlas


def made() -> dict[str, Any]:
    with small_atlas() as atlas:
        on_day = atlas.on("1939-08-23")
    arcs = [np.asarray(arc.line.coords).round(5).tolist() for arc in atlas.arcs]
    corners = {tuple(vertex) for arc in arcs for vertex in (arc[0], arc[len(arc) // 2], arc[-1])}
    points = sorted(corners)
    points += [(x + dx, y + dy) for (x, y), dx, dy in product(points, (-1e-9, 0.0, 1e-9), (-1e-9, 0.0, 1e-9))]
    points += [(22.0, 52.345), (21.1, 50.0), (21.1, 54.0), (26.0, 51.3), (24.5, 52.0), (24.49999, 52.0)]
    points += np.random.default_rng(7).uniform((19.8, 49.8), (26.2, 54.2), (60, 2)).round(6).tolist()
    cases = []
    for lon, lat in points:
        try:
            zone = on_day.who(lon, lat).zone.id
        except GeometryError:
            zone = None
        cases.append({"lon": lon, "lat": lat, "zone": zone})
    return {
        "arcs": arcs,
        "zones": [
            {"id": zone.id, "rings": [[k if forward else ~k for k, forward in ring] for ring in rings]}
            for zone, rings in zip(atlas.zones, atlas.arrangement.rings, strict=True)
        ],
        "cases": cases,
    }
