"""Ways between places on WGS 84, by PROJ: how long, and in which direction from the first."""

from __future__ import annotations

from typing import Any

import numpy as np

from geo.earth.geodesy import GEOD


def made() -> list[Any]:
    ends = [
        (174.81, -41.32, -5.50, 40.96), (0, 0, 179.7, 0), (0, 0, 180, 0), (0, 0, 179.39, 0),
        (0, 0, 179.4, 0), (0, 0, 179.5, 0.2), (0, 30, 180, -30), (0, 30, 179.9, -30),
        (0, 30, 179.5, -29.9), (0, 1e-9, 179.7, 0), (0, 90, 0, -90), (10, 90, 50, 20), (10, 20, 50, 90),
        (10, 20, 50, -90), (0, 50, 180, 60), (0, 0, 10, 1e-9), (30, 50, 30, 50), (30, 50, 30, 50.00001),
        (30, 50, 30.00001, 50), (30, 55, 35, 55), (30, 60, 30, -50), (-179, 10, 179, 11),
        (179, 10, -179, 11), (23.7, 52.1, 26.85, 53.61), (28.73, 60.71, 30.31, 59.94),
    ]  # fmt: skip
    random = np.random.default_rng(7)
    for _ in range(20):
        lon, lat = random.uniform(-180, 180), random.uniform(-89, 89)
        ends.append((lon, lat, random.uniform(-180, 180), random.uniform(-89, 89)))
        ends.append((lon, lat, lon + 180 + random.normal(0, 0.4), np.clip(random.normal(-lat, 0.4), -90, 90)))
        ends.append((lon, lat, lon + random.normal(0, 1), np.clip(random.normal(lat, 1), -90, 90)))
    cases = []
    for one in np.round(ends, 9).tolist():
        azimuth, _, metres = GEOD.inv(*one)
        lon, lat, _ = GEOD.fwd(one[0], one[1], azimuth, metres / 3)
        third = {"azimuth": round(azimuth, 9), "metres": round(metres / 3, 4)}
        cases.append(
            {
                "ends": one,
                "metres": round(metres, 4),
                "third": {**third, "lon": round(lon, 9), "lat": round(lat, 9)},
            }
        )
    return cases
