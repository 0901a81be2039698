"""Numbers for the eye, and latitudes and longitudes in words."""

from __future__ import annotations

from itertools import product
from typing import Any

from geo.files.numbers import NARROW, fixed, latitude, longitude
from geo.page.words import area_text


def made() -> dict[str, Any]:
    values = [
        0, 0.04, -0.04, -0.0, 0.05, 0.15, 0.25, 0.35, 0.5, 1.5, 2.5, -2.5, 12.5, 12.45, 99.95, 999.5,
        1000, 1234.5, -1234.5, 202145.4, 1234567.891, -98765.4321, 0.125, 52.25, 1.005,
    ]  # fmt: skip
    angles = [0, 52.25, -52.25, 23.1234, -0.04, 5.5, -174.81, 179.95]
    return {
        "numbers": [
            {"value": value, "digits": digits, "text": fixed(value, digits, gap=NARROW)}
            for value, digits in product(values, (0, 1, 2, 3))
        ],
        "areas": [
            {"value": value, "text": area_text(value)}
            for value in (0, 0.00159, -0.00159, 0.0134, 0.05, 0.999, 1, 12.5, 451350.2)
        ],
        "angles": [
            {
                "angle": angle,
                "digits": digits,
                "lat": latitude(angle, digits),
                "lon": longitude(angle, digits),
            }
            for angle, digits in product(angles, (1, 4))
        ],
    }
