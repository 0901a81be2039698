"""Lines and layers made up for the benchmark: the same in every run."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

SOUTH, NORTH = 45.0, 69.0


def border(vertices: int, seed: int) -> NDArray[np.float64]:
    """A border from south to north that wanders, and turns back south at every third vertex or so.

    Its vertices are as uneven at any number of them, so it is crossed about as
    often: finer, not longer.
    """
    rng = np.random.default_rng(seed)
    share = np.linspace(0.0, 1.0, vertices)
    lat = SOUTH + (NORTH - SOUTH) * share + rng.normal(0.0, (NORTH - SOUTH) / vertices, vertices)
    wander = np.cumsum(rng.normal(0.0, 0.8 / np.sqrt(vertices), vertices))
    return np.column_stack([25.0 + 3.0 * np.sin(6.0 * share + seed) + wander, lat])


def write_border(path: Path, vertices: int, seed: int, *, off_deg: float = 0.0) -> None:
    """Write one of the borders of `border`, so far to the east, as a layer of a line."""
    drawn = border(vertices, seed) + np.array([off_deg, 0.0])
    line = json.dumps(np.round(drawn, 7).tolist(), separators=(",", ":"))
    path.write_text(
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},'
        f'"geometry":{{"type":"LineString","coordinates":{line}}}}}]}}',
        encoding="utf-8",
    )


def write_states(path: Path, vertices: int, moved: float) -> None:
    """Write forty states whose borders wave, five rows of eight; one border lies further west.

    Neighbours share every vertex of the border between them.
    """
    rows, columns = 5, 8
    share = np.linspace(0.0, 1.0, vertices // (rows * columns * 4) + 1)
    fine = 0.01 * np.sin(2 * np.pi * 400 * share) * np.sin(np.pi * share) ** 2  # none at the corners
    wave = 0.2 * np.sin(2 * np.pi * share) + fine

    def upright(row: int, column: int) -> NDArray[np.float64]:
        west = moved * np.sin(np.pi * share) if (row, column) == (2, 3) else 0.0
        return np.column_stack([20.0 + 2.5 * column - west + wave, 45.0 + 4.0 * (row + share)])

    def level(row: int, column: int) -> NDArray[np.float64]:
        return np.column_stack([20.0 + 2.5 * (column + share), 45.0 + 4.0 * row + wave])

    features = []
    for row in range(rows):
        for column in range(columns):
            sides = (
                level(row, column)[:-1],
                upright(row, column + 1)[:-1],
                level(row + 1, column)[::-1][:-1],
                upright(row, column)[::-1],
            )
            ring = json.dumps(np.round(np.vstack(sides), 7).tolist(), separators=(",", ":"))
            features.append(
                f'{{"type":"Feature","properties":{{"state":"{row}.{column}"}},'
                f'"geometry":{{"type":"Polygon","coordinates":[{ring}]}}}}'
            )
    text = ",\n".join(features)
    path.write_text(f'{{"type":"FeatureCollection","features":[\n{text}\n]}}\n', encoding="utf-8")
