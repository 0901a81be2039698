"""Land and water about the lines."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.earth.nearest import LineIndex
from geo.errors import DataError
from geo.files.shapes import Shapes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import ArrayLike, NDArray
    from shapely.geometry.base import BaseGeometry

    from geo.files.geojson import Feature

__all__ = ["Ground", "OpenSea", "sea_frame"]

_BEYOND_DEG: Final = (6.0, 3.0)
"""How far the open sea is drawn beyond the window, for the land that is nearest may lie there."""

_FIELDS: Final = {
    "coast": ("area_km2",),
    "lakes": ("name", "divided"),
    "rivers": ("name", "rank"),
    "around": (),
    "open_sea": ("off_km",),
}
_DIMENSION: Final = {"coast": 2, "lakes": 2, "rivers": 1, "around": 2, "open_sea": 2}


class Ground:
    """Land and water about the lines, read from a folder when first asked for.

    Parameters
    ----------
    folder : Path
        With ``coast``, ``lakes``, ``rivers``, ``around`` and ``open_sea`` as
        GeoJSON.

    Examples
    --------
    >>> from geo import open_atlas
    >>> "Ladoga" in {str(lake.properties["name"]) for lake in open_atlas().ground.features("lakes")}
    True
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def features(self, name: str) -> list[Feature]:
        """Return the features of one of the files, in its order.

        Raises
        ------
        InputFileError, DataError
            If the file cannot be read, or a feature is not what it should be.
        """
        if name not in self._kept:
            path = self.folder / f"{name}.geojson"
            found = self._shapes.features(path)
            dimensions = shapely.get_dimensions([feature.geometry for feature in found]).tolist()
            for number, (feature, dimension) in enumerate(zip(found, dimensions, strict=True), 1):
                lacking = [field for field in _FIELDS[name] if field not in feature.properties]
                if lacking or dimension != _DIMENSION[name]:
                    what = f"lacks {', '.join(lacking)}" if lacking else "has the wrong shape"
                    msg = f"{path}: feature {number} {what}"
                    raise DataError(msg)
            self._kept[name] = found
        return self._kept[name]

    @cached_property
    def _shapes(self) -> Shapes:
        return Shapes(self.folder)

    @cached_property
    def _kept(self) -> dict[str, list[Feature]]:
        return {}

    @cached_property
    def coast(self) -> tuple[shapely.Polygon, ...]:
        """Land, lakes with it; the largest landmass first."""
        return tuple(feature.geometry for feature in self.features("coast"))  # type: ignore[misc]

    @property
    def goes_on(self) -> bool:
        """Whether land is known to lie about the atlas, so that what ends at its edge goes on there."""
        return bool(self.features("around"))

    @cached_property
    def treaty_lakes(self) -> BaseGeometry:
        """Ladoga and Peipus, which treaties divided, with their islands cut out."""
        lakes = self.features("lakes")
        return shapely.union_all([lake.geometry for lake in lakes if lake.properties["divided"]])

    @property
    def divided_lakes(self) -> tuple[str, ...]:
        """Names of the lakes that treaties divided, the largest first."""
        lakes = (lake.properties for lake in self.features("lakes"))
        return tuple(str(lake["name"]) for lake in lakes if lake["divided"])

    @cached_property
    def _tree(self) -> shapely.STRtree:
        return shapely.STRtree(self.coast)

    def on_land(self, lon: ArrayLike, lat: ArrayLike) -> NDArray[np.bool_]:
        """Tell which places lie on land or in a lake, and not in the sea, near or open; NaN is on none."""
        lons, lats = np.asarray(lon, dtype=float), np.asarray(lat, dtype=float)
        place, which = self._tree.query(shapely.points(lons, lats))
        shapely.prepare(self.coast)  # of the largest every vertex would be asked for each place
        found = np.zeros(len(lons), dtype=bool)
        found[place[shapely.intersects_xy(self._tree.geometries[which], lons[place], lats[place])]] = True
        return found

    def land_of(self, area: shapely.Polygon) -> BaseGeometry:
        """Cut the sea off an area."""
        shapely.prepare(self.coast[:1])  # the largest comes first: most inland areas lie within that
        if any(landmass.contains(area) for landmass in self.coast[:1]):
            return area
        shapely.prepare(area)  # most landmasses are islets, and looked up in it quickly
        near = [self.coast[k] for k in np.sort(self._tree.query(area, "intersects")).tolist()]
        if any(landmass.contains(area) for landmass in near):
            return area
        return shapely.intersection(area, shapely.MultiPolygon(near))


def sea_frame(window: tuple[float, float, float, float]) -> shapely.Polygon:
    """Return what the open sea of a window is drawn in; an edge along it is none of the sea's."""
    west, south, east, north = window
    along, up = _BEYOND_DEG
    return shapely.box(west - along, max(south - up, -90.0), east + along, min(north + up, 90.0))


class OpenSea:
    """The sea so far from any land that nobody holds it.

    Parameters
    ----------
    features : sequence of Feature
        Those of ``open_sea``: polygons whose edges run ``off_km`` from land.
    window : tuple of float
        West, south, east and north of the atlas, in degrees.

    Examples
    --------
    >>> from geo import open_atlas
    >>> open_atlas().open_sea.off_km([20.5, 26.0], [58.9, 53.0]).round()
    array([89., nan])
    """

    def __init__(self, features: Sequence[Feature], window: tuple[float, float, float, float]) -> None:
        self._tree = shapely.STRtree([feature.geometry for feature in features])
        off_km = [feature.properties["off_km"] for feature in features]
        if not all(isinstance(off, int | float) for off in off_km):
            msg = "open_sea.geojson holds an off_km that is no number of kilometres"
            raise DataError(msg)
        self._off_km = np.array(off_km, dtype=float)
        outlines = shapely.boundary([feature.geometry for feature in features])
        self._edges = shapely.get_parts(shapely.difference(outlines, shapely.boundary(sea_frame(window))))

    def off_km(self, lon: ArrayLike, lat: ArrayLike) -> NDArray[np.float64]:
        """Tell how far from land places in the open sea lie.

        Parameters
        ----------
        lon, lat : array_like of float
            Degrees on WGS 84.

        Returns
        -------
        ndarray of float
            Kilometres, to half a kilometre, or to ten where the nearest land
            lies outside the window; NaN for a place that is not in the open
            sea.
        """
        lonlat = np.column_stack([np.asarray(lon, dtype=float), np.asarray(lat, dtype=float)])
        found = np.full(len(lonlat), np.nan)
        place, which = self._tree.query(shapely.points(lonlat), "within")
        if len(place):
            found[place] = self._off_km[which] + self._edge.nearest_places(*lonlat[place].T).metres / 1000.0
        return found

    @cached_property
    def _edge(self) -> LineIndex:
        return LineIndex(self._edges.tolist())
