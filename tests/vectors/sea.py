"""Whether a place lies in the open sea, also on its edge and just beside it, and how far from land."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import shapely

from geo.atlas.ground import sea_frame
from vectors.small import small_atlas


def made() -> dict[str, Any]:
    with small_atlas() as atlas:
        features = atlas.ground.features("open_sea")
        frame = sea_frame(atlas.window).bounds
    rings = [shapely.get_coordinates(ring).round(5) for f in features for ring in shapely.get_rings(f.geometry)]
    west, south, east, north = atlas.window
    corners = [(x, y) for x, y in np.vstack(rings).tolist() if west < x < east and south < y < north]
    points = [
        (x + dx, y + dy) for (x, y), dx, dy in product(corners[::3], (-1e-5, 0.0, 1e-5), (-1e-5, 0.0, 1e-5))
    ]
    points += np.random.default_rng(8).uniform((20.0, 50.0), (26.0, 54.0), (60, 2)).round(6).tolist()
    off_km = atlas.open_sea.off_km(*np.array(points).T)
    return {
        "off_km": features[0].properties["off_km"],
        "frame": frame,
        "rings": [ring.tolist() for ring in rings],
        "cases": [
            {"lon": lon, "lat": lat, "shore_km": None if np.isnan(km) else round(float(km), 3)}
            for (lon, lat), km in zip(points, off_km, strict=True)
        ],
    }
