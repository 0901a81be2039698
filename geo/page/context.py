"""What the page draws beyond the atlas's window: coarse land of states, and the borders between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely

from geo.errors import DataError
from geo.files.geojson import read_geojson

if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray

    from geo.atlas.atlas import Atlas

__all__ = ["context_lines"]


def context_lines(atlas: Atlas) -> tuple[list[tuple[int, int]], list[NDArray[Any]], float]:
    """Take the context of an atlas that says it has one.

    Parameters
    ----------
    atlas : Atlas

    Returns
    -------
    rows : list of tuple of int
        The zone with which each piece changed hands, by number, and -1; or the
        zones on either side of a border.
    lines : list of ndarray, each (n, 2)
        Outlines and borders, in degrees.
    sigma_km : float
        One standard error of their position; 0 without any.

    Raises
    ------
    InputFileError, DataError
        If the file cannot be read, or names a zone that is none.
    """
    if "context" not in atlas.about.tables:
        return [], [], 0.0
    path = atlas.folder / "context" / "west.geojson"
    numbers = {zone.id: k for k, zone in enumerate(atlas.zones)}
    rows: list[tuple[int, int]] = []
    lines: list[NDArray[Any]] = []
    sigma_m = 0.0
    for feature in read_geojson(path):
        own = feature.properties
        zone, other = str(own["zone"]), str(own.get("other", ""))
        unknown = [name for name in (zone, other) if name and name not in numbers]
        if unknown:
            msg = f"{path} names the zone {unknown[0]!r}, which zones.csv does not have; make it anew."
            raise DataError(msg)
        shape = feature.geometry
        outline = shape.exterior if isinstance(shape, shapely.Polygon) else shape
        rows.append((numbers[zone], numbers[other] if other else -1))
        lines.append(shapely.get_coordinates(outline))
        sigma_m = max(sigma_m, float(own["sigma_m"] or 0.0))
    return rows, lines, sigma_m / 1000.0
