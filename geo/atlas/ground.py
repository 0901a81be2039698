"""Land and water about the lines."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

import shapely

from geo.errors import DataError
from geo.files.geojson import Feature, read_geojson

if TYPE_CHECKING:
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

__all__ = ["Ground"]

_FIELDS: Final = {
    "coast": ("area_km2",),
    "lakes": ("name", "divided"),
    "rivers": ("name", "rank"),
    "around": (),
}
_DIMENSION: Final = {"coast": 2, "lakes": 2, "rivers": 1, "around": 2}


class Ground:
    """Land and water about the lines, read from a folder when first asked for.

    Parameters
    ----------
    folder : Path
        With ``coast``, ``lakes``, ``rivers`` and ``around`` as GeoJSON.
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
            found = read_geojson(path)
            for number, feature in enumerate(found, 1):
                lacking = [field for field in _FIELDS[name] if field not in feature.properties]
                if lacking or shapely.get_dimensions(feature.geometry) != _DIMENSION[name]:
                    what = f"lacks {', '.join(lacking)}" if lacking else "has the wrong shape"
                    msg = f"{path}: feature {number} {what}"
                    raise DataError(msg)
            self._kept[name] = found
        return self._kept[name]

    @cached_property
    def _kept(self) -> dict[str, list[Feature]]:
        return {}

    @cached_property
    def coast(self) -> tuple[shapely.Polygon, ...]:
        """Land, lakes with it; the largest landmass first."""
        return tuple(feature.geometry for feature in self.features("coast"))  # type: ignore[misc]

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
        for landmass in self.coast:
            shapely.prepare(landmass)
        return shapely.STRtree(self.coast)

    def land_of(self, area: shapely.Polygon) -> BaseGeometry:
        """Cut the sea off an area."""
        boxes = (self.coast[k] for k in sorted(self._tree.query(area).tolist()))
        near = [landmass for landmass in boxes if landmass.intersects(area)]  # it is prepared, the area is not
        if any(landmass.contains(area) for landmass in near):
            return area
        return shapely.intersection(area, shapely.MultiPolygon(near))
