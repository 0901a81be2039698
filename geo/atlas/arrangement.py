"""Arcs that meet at nodes part the window into faces.

The lines are stored once. What lies between them - the faces, and which face
is to the left and to the right of an arc - is derived here, and so can never
disagree with the lines.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
import shapely

from geo.errors import DataError
from geo.files.names import plain
from geo.files.shapes import Shapes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from geo.files.geojson import Feature

__all__ = ["Arc", "Arrangement", "arrange", "read_arcs"]

_MOST_SIGMA_M: Final = 1_000_000.0

Ring: TypeAlias = "tuple[tuple[int, bool], ...]"


@dataclass(frozen=True, slots=True)
class Arc:
    """A piece of a frontier between two nodes, with where it is known from.

    Attributes
    ----------
    id, frontier : str
        Stable name, and the frontier it belongs to.
    kind : str
        ``land``, ``river``, ``lake``, ``sea`` (a stand-in that gives islands
        to their holder) or ``window`` (the atlas's edge).
    source, method : str
        Where its geometry comes from, and how.
    sigma_m : float
        One-sigma error of its position, in metres.
    legal_basis, citation, licence, note : str
        What drew it, where that was read, on what terms it is given.
    line : shapely.LineString
        Degrees on WGS 84, longitude first.

    Examples
    --------
    >>> from geo import open_atlas
    >>> open_atlas().on("1940-01-01").who(22.77, 49.78).border.arc.kind
    'river'
    """

    id: str
    frontier: str
    kind: str
    source: str
    method: str
    sigma_m: float
    legal_basis: str
    citation: str
    licence: str
    note: str
    line: shapely.LineString

    @property
    def on_land(self) -> bool:
        """Whether it runs on land, in a river or in a lake, and not at sea or along the atlas's edge."""
        return self.kind in {"land", "river", "lake"}


def read_arcs(folder: Path, *, errors_known: bool = True) -> tuple[Arc, ...]:
    """Read every arc of a folder of GeoJSON files, in the files' order.

    Parameters
    ----------
    folder : Path
    errors_known : bool
        Whether each arc has a position error; if not, none may have one: their
        ``sigma_m`` is null in the files, and NaN in what is returned.

    Raises
    ------
    DataError
        If a file lacks a property, or an id stands twice.
    """
    arcs: list[Arc] = []
    read_from: dict[str, Path] = {}
    shapes = Shapes(folder)
    for path in sorted(folder.glob("*.geojson")):
        for feature in shapes.features(path):
            arc = _arc(path, feature, errors_known=errors_known)
            if arc.id in read_from:
                msg = f"{path}: the arc {plain(arc.id, 60)} stands in {read_from[arc.id].name} too; keep one."
                raise DataError(msg)
            read_from[arc.id] = path
            arcs.append(arc)
    if not arcs:
        msg = f"{folder} holds no arcs; name a data folder with arcs, land and tables."
        raise DataError(msg)
    return tuple(arcs)


def _arc(path: Path, feature: Feature, *, errors_known: bool) -> Arc:
    """Make an arc of a feature; its fields are text, but for the error of position."""
    told = feature.properties
    if not errors_known:
        if told.get("sigma_m") is not None:
            msg = f"{path}: an arc has a position error, but atlas.json says that none is known"
            raise DataError(msg)
        told = {**told, "sigma_m": math.nan}
    try:
        arc = Arc(**told, line=feature.geometry)  # type: ignore[arg-type]
    except TypeError as error:
        msg = f"{path}: an arc has the wrong fields ({plain(str(error), 120)})"
        raise DataError(msg) from error
    texts = [getattr(arc, field.name) for field in fields(Arc) if field.name not in {"sigma_m", "line"}]
    sigma = arc.sigma_m
    if not all(isinstance(text, str) for text in texts) or not isinstance(sigma, int | float):
        msg = f"{path}: the arc {plain(str(arc.id), 60)} has a field of the wrong kind"
        raise DataError(msg)
    if isinstance(sigma, bool) or (errors_known and not 0.0 <= sigma < _MOST_SIGMA_M):
        msg = f"{path}: the arc {plain(arc.id, 60)} has a position error that cannot be: {sigma} m"
        raise DataError(msg)
    if not isinstance(arc.line, shapely.LineString) or arc.line.is_empty or arc.line.has_z:
        msg = f"{path}: the arc {plain(arc.id, 60)} is no line of longitudes and latitudes"
        raise DataError(msg)
    return arc


@dataclass(frozen=True)
class Arrangement:
    """The faces between arcs.

    Attributes
    ----------
    faces : tuple of shapely.Polygon
        They cover the window once.
    rings : tuple
        For each face, its rings - the shell first, counter-clockwise - as arcs
        in order: the arc's number, and whether it is walked forward.
    left, right : tuple of int
        For each arc, the face on either side of it; -1 is outside the window.

    Examples
    --------
    >>> from geo import open_atlas
    >>> atlas = open_atlas()
    >>> len(atlas.arrangement.rings) == len(atlas.zones)
    True
    """

    faces: tuple[shapely.Polygon, ...]
    rings: tuple[tuple[Ring, ...], ...]
    left: tuple[int, ...]
    right: tuple[int, ...]


def arrange(arcs: Sequence[Arc]) -> Arrangement:
    """Build the faces and find the two sides of each arc.

    Parameters
    ----------
    arcs : sequence of Arc
        Noded: they meet only in their end points, which are exactly equal.

    Returns
    -------
    Arrangement

    Raises
    ------
    DataError
        If an arc ends in nothing, or crosses another.

    Notes
    -----
    An arc has a face on its left when the face's boundary, walked with the
    face on the left, runs along it::

            face L
        A ---------> B     walked counter-clockwise, L runs A -> B
            face R         and R runs B -> A
    """
    # 1. the faces; what bounds none is a fault of the data
    faces, cuts, dangles, invalid = shapely.polygonize_full([arc.line for arc in arcs])
    for loose in (cuts, dangles, invalid):
        if len(loose.geoms):
            lon, lat = loose.geoms[0].coords[0]
            msg = f"arcs do not close: a line near {lat:.4f} N {lon:.4f} E bounds nothing, or crosses another"
            raise DataError(msg)
    # 2. in an order that does not hang on the library's
    polygons = sorted(shapely.get_parts(faces), key=lambda face: face.bounds)
    # 3. an arc is known by its first step, from either end
    first_step: dict[tuple[float, ...], tuple[int, bool]] = {}
    for k, arc in enumerate(arcs):
        (x0, y0), (x1, y1) = arc.line.coords[:2]
        first_step[x0, y0, x1, y1] = (k, True)
        (x0, y0), (x1, y1) = arc.line.coords[-2:]
        first_step[x1, y1, x0, y0] = (k, False)
    nodes = np.sort([key[0] for key in first_step])
    # 4. walk round each face with it on the left, and note for every arc on which side it has it
    left, right = [-1] * len(arcs), [-1] * len(arcs)
    rings = []
    for number, face in enumerate(polygons):
        oriented = shapely.orient_polygons(face)  # shell counter-clockwise, holes clockwise: face on the left
        walks = [_walk(ring, first_step, nodes) for ring in (oriented.exterior, *oriented.interiors)]
        for which, forward in (step for walk in walks for step in walk):
            (left if forward else right)[which] = number
        rings.append(tuple(walks))
    return Arrangement(tuple(polygons), tuple(rings), tuple(left), tuple(right))


def _walk(
    ring: shapely.LinearRing, first_step: dict[tuple[float, ...], tuple[int, bool]], nodes: NDArray[np.float64]
) -> Ring:
    """Name the arcs along a ring, which may begin in the middle of one."""
    lonlat = shapely.get_coordinates(ring)
    # an arc's first step begins at a node, and few of a ring's vertices are nodes
    lon = lonlat[:-1, 0]
    near = nodes[np.searchsorted(nodes, lon).clip(max=len(nodes) - 1)] == lon
    steps = np.column_stack([lonlat[:-1], lonlat[1:]])[near]
    return tuple(first_step[key] for key in map(tuple, steps.tolist()) if key in first_step)
