"""Lines packed into bytes; what is read back stands in whole steps."""

from __future__ import annotations

import base64
from typing import Any

import numpy as np

from geo.page.packing import pack_lines, unpack_lines


def made() -> list[Any]:
    random = np.random.default_rng(7)
    cases = []
    for steps, made in (
        (100_000, [[[24.5, 50.0], [24.49999, 50.00001], [30.0, 49.0]], [[-180.0, -90.0], [180.0, 90.0]]]),
        (5_000, [np.add(random.normal(0, 0.01, (40, 2)).cumsum(axis=0), (25, 55)).tolist(), [[0.0, 0.0]]]),
        (1_000_000, [[[179.999999, 0.000001], [179.999999, 0.000001], [-179.999999, 0.0]]]),
    ):
        packed = pack_lines([np.array(line) for line in made], steps)
        read = [np.round(line * steps).astype(int).tolist() for line in unpack_lines(packed, steps)]
        cases.append({"steps": steps, "packed": base64.b64encode(packed).decode("ascii"), "lines": read})
    return cases
