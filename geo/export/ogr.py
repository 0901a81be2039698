"""Features through GDAL with the types they have: dates as dates, open ones null."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyproj
import shapely

from geo.errors import CRSError
from geo.export.layers import DATES
from geo.files.names import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from geo.files.geojson import Feature

__all__ = ["SHORT", "WGS84", "check_crs", "write_features"]

WGS84: Final = "EPSG:4326"
SHORT: Final = {
    "admin_level": "admin_lvl",
    "legal_basis": "legal",
    "holder_before": "holder_a",
    "holder_after": "holder_b",
    "other_names": "also",
}
"""What fields are called in a Shapefile, which holds ten letters, where their first ten would not tell."""
_STEP_DEG: Final = 0.05
"""Longest piece of a straight line of degrees that stays straight in another system."""


def check_crs(name: str) -> str:
    """Return a reference system by its short name.

    Raises
    ------
    CRSError
        If PROJ knows none of that name.

    Examples
    --------
    >>> check_crs("epsg:3035"), check_crs("WGS84")
    ('EPSG:3035', 'EPSG:4326')
    """
    if name == WGS84:  # looking it up would take as long as writing a layer
        return name
    try:
        crs = pyproj.CRS.from_user_input(name)
    except pyproj.exceptions.CRSError as error:
        msg = f"no reference system is called '{plain(name, 60)}'; name one such as EPSG:3035."
        raise CRSError(msg) from error
    code = crs.to_authority()
    return ":".join(code) if code else str(crs.to_wkt())


def write_features(
    features: Sequence[Feature],
    path: Path,
    *,
    driver: str,
    layer: str,
    crs: str,
    names: Mapping[str, str] | None = None,
    **options: Any,  # noqa: ANN401  (what pyogrio.raw.write takes)
) -> None:
    """Write features as a layer.

    Parameters
    ----------
    features : sequence of Feature
        In WGS 84, all with the same fields; at least one.
    path : Path
    driver, layer : str
        As GDAL calls them.
    crs : str
        The reference system they are written in.
    names : mapping of str to str, optional
        What fields are called in the file.
    **options
        Further ones of `pyogrio.raw.write`.
    """
    from pyogrio import raw  # noqa: PLC0415  (GDAL is slow to load, and only these formats need it)

    shapes = np.array([feature.geometry for feature in features], dtype=object)
    if crs != WGS84:
        turn = pyproj.Transformer.from_crs(WGS84, crs, always_xy=True)
        # a parallel is bent there
        shapes = shapely.transform(
            shapely.segmentize(shapes, _STEP_DEG), lambda xy: np.column_stack(turn.transform(*xy.T))
        )
    kinds = {shape.geom_type for shape in shapes}
    multi = any(kind.startswith("Multi") for kind in kinds)
    (kind,) = {one.removeprefix("Multi") for one in kinds}
    fields = list(features[0].properties)
    raw.write(
        path,
        shapely.to_wkb(shapes, flavor="iso"),
        [_column(field, [feature.properties[field] for feature in features]) for field in fields],
        np.array([(names or {}).get(field, field) for field in fields], dtype=object),
        layer=layer,
        driver=driver,
        crs=crs,
        encoding="UTF-8",
        geometry_type=f"Multi{kind}" if multi else kind,
        promote_to_multi=multi,
        **options,
    )


def _column(field: str, values: list[Any]) -> NDArray[Any]:
    if field in DATES:
        return np.array([value or "NaT" for value in values], dtype="datetime64[D]")
    return np.array(values, dtype=object if isinstance(values[0], str) else None)
