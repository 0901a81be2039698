"""A small picture of two borders: what a page shows first, and all it shows where no script may run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from geo.earth.generalise import generalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo.measures.change import Change

__all__ = ["sketch"]

_WIDTH: Final = 480.0
_LEAST_KM2: Final = 400.0


def sketch(found: Change, focus: Sequence[float], inks: Mapping[str, Any], label: str) -> str:
    """Draw land, the land that changed hands, and the border of both days.

    Parameters
    ----------
    found : Change
    focus : sequence of float
        West, south, east and north of what the map first looks at, in degrees;
        the picture goes on some way around.
    inks : mapping
        Colours, as the map has them.
    label : str
        What it shows, escaped.

    Returns
    -------
    str
        An SVG element, on a Mercator map.
    """
    bounds = west, south, east, north = _about(focus)
    scale = _WIDTH / (east - west)
    top = _mercator(np.array([north]))[0]
    height = round((top - _mercator(np.array([south]))[0]) * scale)
    tolerance_m = 111_000.0 * (east - west) * float(np.cos(np.radians((south + north) / 2))) / _WIDTH
    box, centre = shapely.box(*bounds), found.before.atlas.about.centre

    def path(geometries: Iterable[BaseGeometry], *, close: bool) -> str:
        parts = []
        for geometry in geometries:
            cut = shapely.intersection(generalise(geometry, tolerance_m, centre=centre), box)
            for piece in shapely.get_parts(cut):
                rings = shapely.get_rings(piece) if piece.geom_type == "Polygon" else [piece]
                parts += [
                    _pen(shapely.get_coordinates(ring), west, top, scale, close=close)
                    for ring in rings
                    if not ring.is_empty and ring.geom_type != "Point"
                ]
        return "".join(parts)

    ground = found.before.atlas.ground
    coast = [
        feature.geometry
        for feature in ground.features("coast")
        if float(feature.properties["area_km2"] or 0) >= _LEAST_KM2
    ]
    borders = []
    for name, snapshot in (("before", found.before), ("after", found.after)):
        lines = (
            border.arc.line
            for border in snapshot.borders
            if found.state in {border.left.holder, border.right.holder} and border.arc.kind != "sea"
        )
        ink = inks[name]
        dash = " ".join(str(length) for length in ink["dash"])
        borders.append(
            f'<path fill="none" stroke="{ink["color"]}" stroke-width="{ink["width"]}" '
            f'stroke-dasharray="{dash}" d="{path(lines, close=False)}"/>'
        )
    left, right = ((lon - west) * scale for lon in (focus[0], focus[2]))
    upper, lower = (float(top - _mercator(np.array([lat]))[0]) * scale for lat in (focus[3], focus[1]))
    gained, turned = inks["gained"], path((t.territory for t in found.transfers), close=True)
    return (
        f'<svg class="bs-sketch" role="img" aria-label="{label}" '
        f'viewBox="{left:.0f} {upper:.0f} {right - left:.0f} {lower - upper:.0f}">'
        f'<rect width="{_WIDTH:.0f}" height="{height}" fill="{inks["sea"]}"/>'
        f'<path fill="{inks["land"]}" stroke="{inks["shore"]}" d="{path(coast, close=True)}"/>'
        f'<path fill="{gained["fill"]}" fill-opacity="{gained["alpha"]}" d="{turned}"/>{"".join(borders)}</svg>'
    )


def _about(focus: Sequence[float]) -> tuple[float, float, float, float]:
    west, south, east, north = focus
    wide, tall = (east - west) / 8, (north - south) / 12
    return max(west - wide, -180.0), max(south - tall, -85.0), min(east + wide, 180.0), min(north + tall, 85.0)


def _mercator(lat: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the ordinate in degrees of the equator."""
    return np.degrees(np.log(np.tan(np.pi / 4 + np.radians(lat) / 2)))


def _pen(lonlat: NDArray[np.float64], west: float, top: float, scale: float, *, close: bool) -> str:
    x = np.round((lonlat[:, 0] - west) * scale).astype(int)
    y = np.round((top - _mercator(lonlat[:, 1])) * scale).astype(int)
    dx, dy = np.diff(x), np.diff(y)
    moved = (dx != 0) | (dy != 0)
    steps = " ".join(f"{a} {b}" for a, b in zip(dx[moved].tolist(), dy[moved].tolist(), strict=True))
    return f"M{x[0]} {y[0]}l{steps}{'z' if close else ''}".replace(" -", "-") if steps else ""
