"""The gate that other people's files come in by.

A file is looked at before GDAL opens it, its reference system before a single
coordinate is. What can safely be mended is mended and said; what cannot is
refused in one sentence that names the file, the feature and the remedy.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.errors import CRSError, GeometryError, UnknownNameError
from geo.files.names import name_key, plain
from geo.own.layer import Opening, codes_for_none
from geo.own.reading import MOST_REASON, OTHER_CRS, known_fields, open_layer
from geo.own.saying import features, say
from geo.own.wrapping import brought_home, longest_step, strays

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo.own.layer import Given, Layer

__all__ = [
    "LINES",
    "POLYGONS",
    "Entered",
    "geometries",
    "geometry_kind",
    "let_in",
    "read_layer",
]

POLYGONS: Final = "polygons"
LINES: Final = "lines"
_LESS: Final = {
    (0, 2): "{file}: {features} left out, points beside areas",
    (0, 1): "{file}: {features} left out, points beside lines",
    (1, 2): "{file}: {features} left out, lines beside areas",
}
"""What is said of what is less than the rest of a layer, by the dimensions of both."""
_DIMENSION: Final = {1: LINES, 2: POLYGONS}
_WORLD: Final = (180.0, 90.0)
_FARTHEST_LON: Final = 540.0
"""Longitudes that go round the world once in either direction are brought home."""
_SLACK_DEG: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Entered:
    """What came in by the gate.

    Attributes
    ----------
    label : str
        The file, or what a frame is called.
    frame : geopandas.GeoDataFrame
        The fields that were asked for and the geometry, in EPSG:4326.
    known : tuple of str
        The names of all fields there are.
    left_out : frozenset of str
        What features that cannot be used have in the first field, folded by
        `geo.files.names.name_key`.
    """

    label: str
    frame: gpd.GeoDataFrame
    known: tuple[str, ...]
    left_out: frozenset[str]


def let_in(
    given: Given,
    columns: Sequence[str],
    *,
    opening: Opening | None = None,
    wanted: Collection[str] | None = None,
    needed: bool = True,
) -> Entered:
    """Read polygons or lines, in degrees on WGS 84.

    Parameters
    ----------
    given : path, geopandas.GeoDataFrame or geopandas.GeoSeries
        A file of GeoJSON, GeoPackage, Shapefile, FlatGeobuf, GeoParquet, KML, GML or
        TopoJSON, also in a zip; or what geopandas holds.
    columns : sequence of str
        Fields that must be there, read as text; no other is kept, nor is a
        feature without a value in the first.
    opening : Opening, optional
        How, where it does not say so itself.
    wanted : collection of str, optional
        What must be whole, by the first field, folded; other features that
        cannot be used are left out, and that is said. Everything must be
        whole unless it is given.
    needed : bool
        Whether a feature must have a value in the first field.

    Returns
    -------
    Entered
        Its frame is in EPSG:4326, longitude first, plane, valid, within -180
        to 180; it has features with a geometry only.

    Raises
    ------
    InputFileError
        If the file is missing, of no format that is read, or damaged.
    UnknownNameError
        If a field is missing, or empty in every feature.
    CRSError
        If there is no reference system, or the coordinates are not of it.
    GeometryError
        If there is nothing to use, or a geometry cannot be mended.
    """
    if "geometry" in columns:
        msg = "a field called 'geometry' cannot name states; rename it, or name another."
        raise UnknownNameError(msg)
    # 1. what there is, and what has a geometry and a name
    layer = open_layer(given, columns, opening)
    nothing = shapely.is_missing(layer.geometry) | shapely.is_empty(layer.geometry)
    layer = _without(layer, nothing & (layer.fault == ""), "{file}: {features} without a geometry left out")
    if columns and needed:
        layer = _named(layer, given, columns, opening or Opening())
    if not len(layer.geometry):
        named = " with a name" if columns else ""
        msg = f"{layer.path} holds no geometry{named}; give a file of polygons or border lines."
        raise GeometryError(msg)
    # 2. what can be used of it: numbers, of the system, on the globe, not round the world
    left_out: set[str] = set()
    for look in (lambda one: one, _numbers, _collected, _without_less, _in_degrees, _at_home):
        layer, lost = _sifted(look(layer), columns, wanted)
        left_out |= lost
    # 3. valid, and what is one polygon not several: some formats make no difference
    whole = gpd.GeoDataFrame(layer.fields, geometry=_alone(_mended(layer, layer.geometry)), crs="EPSG:4326")
    whole = whole[~whole.geometry.is_empty]
    if whole.empty:
        msg = (
            f"{layer.path}: its polygons enclose nothing, or its lines have no length; check how it was drawn."
        )
        raise GeometryError(msg)
    return Entered(layer.path, whole.reset_index(drop=True), layer.known, frozenset(left_out))


def read_layer(given: Given, columns: Sequence[str], *, opening: Opening | None = None) -> gpd.GeoDataFrame:
    """Read polygons or lines as `let_in` does, every one of them whole, and return the frame alone."""
    return let_in(given, columns, opening=opening).frame


def geometries(frame: gpd.GeoDataFrame) -> NDArray[np.object_]:
    """Return a frame's geometries as an array."""
    return np.asarray(frame.geometry.array, dtype=object)


def _named(layer: Layer, given: Given, columns: Sequence[str], opening: Opening) -> Layer:
    """Leave out features whose first field is empty, or says that they have no name; refuse if all are."""
    names, field = layer.fields[columns[0]], plain(columns[0], 60)
    unnamed = np.array([text == "" for text in names], dtype=bool)
    coded = codes_for_none(names)
    if len(unnamed) and (unnamed | coded).all():
        others = [plain(name, 40) for name in known_fields(given, columns, opening) if name != columns[0]]
        rest = f"it has also {', '.join(others[:20])}: name one" if others else "name another"
        what = "is a code for none" if coded.all() else "is empty"
        msg = f"{layer.path}: the field '{field}' {what} in every feature; {rest} with {opening.option}."
        raise UnknownNameError(msg)
    if coded.any():
        say(
            "{file}: {features} left out, of no state: in '{field}' stands {codes}, a code for none",
            file=layer.path,
            features=features(int(coded.sum())),
            field=field,
            codes=", ".join(sorted(set(names[coded]))),
        )
        layer, unnamed = layer.only(~coded), unnamed[~coded]
    return _without(layer, unnamed, "{file}: {features} without a '{field}' left out", field)


def _without(layer: Layer, lacking: NDArray[np.bool_], told: str, field: str = "") -> Layer:
    if not lacking.any():
        return layer
    if not lacking.all():  # then there is more to say
        say(told, file=layer.path, features=features(int(lacking.sum())), field=field)
    return layer.only(~lacking)


def _sifted(
    layer: Layer, columns: Sequence[str], wanted: Collection[str] | None
) -> tuple[Layer, frozenset[str]]:
    """Leave out features that cannot be used, and say so; refuse the layer if one of them is wanted."""
    broken = layer.fault != ""
    if not broken.any():
        return layer, frozenset()
    names = layer.fields[columns[0]] if columns else np.full(len(broken), "", dtype=object)
    keys = [name_key(name) for name in names[broken]]
    needed = [wanted is None or key in wanted for key in keys]
    if any(needed) or broken.all():
        first = int(np.flatnonzero(broken)[needed.index(True) if any(needed) else 0])
        error = CRSError if str(layer.fault[first]).startswith("its coordinates") else GeometryError
        msg = f"{layer.path}: {layer.fault[first]}."
        raise error(msg)
    say(
        "{file}: {features} that cannot be used left out, first '{name}': {fault}",
        file=layer.path,
        features=features(int(broken.sum())),
        name=plain(str(names[broken][0]), 60),
        fault=layer.fault[broken][0],
    )
    return layer.only(~broken), frozenset(keys)


def _numbers(layer: Layer) -> Layer:
    flat = layer.geometry.copy()
    high = shapely.get_coordinate_dimension(flat) > 2  # noqa: PLR2004
    flat[high] = shapely.force_2d(flat[high])  # what is plane is not copied
    if np.isfinite(_extremes(flat)).all():
        return replace(layer, geometry=flat)
    lonlat, feature = shapely.get_coordinates(flat, return_index=True)
    broken = np.flatnonzero(~np.isfinite(lonlat).all(axis=1))
    which, first = np.unique(feature[broken], return_index=True)
    vertices = broken[first] - np.searchsorted(feature, which) + 1
    mask = np.isin(np.arange(len(flat)), which)
    faults = [
        f"feature {layer.number[k]}, vertex {vertex} has a coordinate that is no number; mend or drop it"
        for k, vertex in zip(which.tolist(), vertices.tolist(), strict=True)
    ]
    return replace(layer, geometry=flat).with_faults(mask, faults)


def _in_degrees(layer: Layer) -> Layer:
    path, crs = layer.path, layer.crs
    if crs.is_geographic:
        layer = _on_the_globe(layer, layer.geometry, "degrees of its reference system", _FARTHEST_LON)
        layer = _at_home(layer)
    elif (np.abs(shapely.total_bounds(layer.geometry)) <= [*_WORLD, *_WORLD]).all():
        msg = f"{path}: its coordinates look like degrees, not like those of {crs.name}; {OTHER_CRS}."
        raise CRSError(msg)
    usable = layer.fault == ""
    try:
        degrees = gpd.GeoSeries(layer.geometry[usable], crs=crs).to_crs("EPSG:4326")
    except (ValueError, RuntimeError) as error:  # pyproj's errors are RuntimeErrors
        reason = plain(str(error), MOST_REASON)
        msg = f"{path} cannot be brought to WGS 84 ({reason}); check its reference system."
        raise CRSError(msg) from error
    geometry = layer.geometry.copy()
    geometry[usable] = np.asarray(degrees.array, dtype=object)
    layer = replace(layer, geometry=geometry)
    return (
        layer if crs.is_geographic else _on_the_globe(layer, geometry, f"coordinates of {crs.name}", _WORLD[0])
    )


def _extremes(geometry: NDArray[np.object_]) -> NDArray[np.float64]:
    """Return the least and the largest longitude and latitude of all vertices; NaN if any is none."""
    # in rows, which are looked through faster
    lonlat = np.ascontiguousarray(shapely.get_coordinates(geometry).T)
    return np.array([lonlat.min(axis=1), lonlat.max(axis=1)]) if lonlat.size else np.zeros((2, 2))


def _on_the_globe(layer: Layer, geometry: NDArray[np.object_], what: str, farthest_lon: float) -> Layer:
    """Look at every vertex: the bounds of a polygon know nothing of its holes."""
    limits = np.array([farthest_lon, _WORLD[1]]) + _SLACK_DEG
    if (np.abs(_extremes(geometry)) <= limits).all():
        return layer
    lonlat, feature = shapely.get_coordinates(geometry, return_index=True)
    outside = ~(np.abs(lonlat) <= limits).all(axis=1)  # so written, it catches NaN too
    lon, lat = _WORLD
    (west, south), (east, north) = lonlat.min(axis=0), lonlat.max(axis=0)
    remedy = OTHER_CRS
    if np.isfinite(lonlat).all() and -lat <= west and east <= lat and max(-south, north) <= lon:
        remedy = "latitude and longitude look swapped: swap them"
    which = np.unique(feature[outside])
    extent = f"{west:g} to {east:g}, {south:g} to {north:g}"
    faults = [
        f"its coordinates are not {what} ({extent}, first in feature {layer.number[k]}); {remedy}"
        for k in which
    ]
    return layer.with_faults(np.isin(np.arange(len(geometry)), which), faults)


def _at_home(layer: Layer) -> Layer:
    """Cut what leaves -180 to 180, or has an edge across the antimeridian, where it is plain what is meant."""
    astray = strays(layer.geometry) & (layer.fault == "")
    if not astray.any():
        return layer
    broken = np.zeros(len(astray), dtype=bool)
    faults = []
    geometry = layer.geometry.copy()
    for k in np.flatnonzero(astray).tolist():
        cut = brought_home(geometry[k])
        if cut is None or cut.is_empty:
            broken[k] = True
            start, end = longest_step(geometry[k])
            faults.append(
                f"feature {layer.number[k]} has an edge from longitude {start:g} to {end:g}; "
                "cut it at the antimeridian"
            )
        else:
            geometry[k] = cut
    count = int((astray & ~broken).sum())
    if count:
        told = "{file}: {features} across 180 degrees of longitude cut there"
        say(told, file=layer.path, features=features(count))
    return replace(layer, geometry=geometry).with_faults(broken, faults)


def _mended(layer: Layer, geometry: NDArray[np.object_]) -> NDArray[np.object_]:
    broken = ~shapely.is_valid(geometry)
    if broken.any():
        told = "{file}: rings that cross or touch themselves mended in {features}"
        say(told, file=layer.path, features=features(int(broken.sum())))
        dimension = shapely.get_dimensions(geometry)
        mended = shapely.make_valid(geometry[broken])
        geometry = geometry.copy()
        geometry[broken] = [_of_dimension(g, d) for g, d in zip(mended, dimension[broken], strict=True)]
    return geometry


def _alone(geometry: NDArray[np.object_]) -> NDArray[np.object_]:
    several = shapely.get_type_id(geometry) == shapely.GeometryType.MULTIPOLYGON
    several &= shapely.get_num_geometries(geometry) == 1
    if not several.any():
        return geometry
    geometry = geometry.copy()
    geometry[several] = shapely.get_geometry(geometry[several], 0)
    return geometry


def _collected(layer: Layer) -> Layer:
    """Take the areas, or else the lines, out of collections."""
    mixed = shapely.get_type_id(layer.geometry) == shapely.GeometryType.GEOMETRYCOLLECTION
    if not mixed.any():
        return layer
    geometry = layer.geometry.copy()
    geometry[mixed] = [_of_dimension(one, int(shapely.get_dimensions(one))) for one in geometry[mixed]]
    if any(len(set(shapely.get_dimensions(_leaves(one)).tolist())) > 1 for one in layer.geometry[mixed]):
        say("{file}: what is less than an area, or than a line, in collections was left out", file=layer.path)
    return replace(layer, geometry=geometry)


def _without_less(layer: Layer) -> Layer:
    """Leave out points, such as capitals, beside areas or lines, and lines, such as rivers, beside areas."""
    dimension = shapely.get_dimensions(layer.geometry)
    most = int(dimension.max(initial=0))
    for (less, more), told in _LESS.items():
        count = int((dimension == less).sum())
        if count and more == most:
            say(told, file=layer.path, features=features(count))
    return layer.only(dimension == most) if (dimension < most).any() else layer


def _leaves(geometry: BaseGeometry) -> list[BaseGeometry]:
    """Return the single geometries in collections of collections."""
    if not isinstance(geometry, shapely.GeometryCollection):
        return list(shapely.get_parts(geometry))
    return [leaf for part in shapely.get_parts(geometry) for leaf in _leaves(part)]


def _of_dimension(geometry: BaseGeometry, dimension: int) -> BaseGeometry:
    """Keep the parts that are areas, or lines, as the geometry was before it was mended."""
    kept = [shapely.make_valid(leaf) for leaf in _leaves(geometry) if shapely.get_dimensions(leaf) == dimension]
    parts = [part for one in kept for part in _leaves(one) if shapely.get_dimensions(part) == dimension]
    return shapely.union_all(parts)


def geometry_kind(path: object, frame: gpd.GeoDataFrame) -> str:
    """Say whether a layer holds polygons or lines.

    Returns
    -------
    str
        `POLYGONS` or `LINES`.

    Raises
    ------
    GeometryError
        If it holds points, or both.
    """
    kinds = pd.unique(shapely.get_dimensions(geometries(frame)))
    if len(kinds) == 1 and int(kinds[0]) in _DIMENSION:
        return _DIMENSION[int(kinds[0])]
    words = "both polygons and lines" if set(kinds) <= set(_DIMENSION) else "points or mixed collections"
    msg = f"{path} holds {words}; give polygons of states, or border lines."
    raise GeometryError(msg)
