"""How long a border or a coast is, at a stated generalisation.

A line loses a third of its length when it is drawn with less detail, so a
length without its generalisation means nothing, and two lengths compare only
at the same one. Every function here takes the tolerance and its result keeps
it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

import numpy as np
import shapely

from geo.earth.generalise import kept_vertices
from geo.earth.geodesy import length_m
from geo.earth.nearest import LineIndex
from geo.files.columns import Column, Results

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from shapely.geometry.base import BaseGeometry

    from geo.atlas.answer import Border
    from geo.atlas.atlas import Atlas, Snapshot
    from geo.atlas.zones import Zone

__all__ = ["BorderLength", "BorderLengths", "border_lengths", "coast_length_km", "length_curve", "share_near"]


_STEP_M: Final = 200.0
"""Between the points at which a share of a line is told."""


@dataclass(frozen=True, slots=True)
class BorderLength:
    """Length of a state's border with a neighbour.

    Attributes
    ----------
    neighbour : str
    km : float
    tolerance_m : float
        The generalisation: how far the drawn line may lie from the kept one.
    """

    neighbour: str
    km: float
    tolerance_m: float


class BorderLengths(Results[BorderLength]):
    """Lengths of borders, each with its generalisation.

    Examples
    --------
    >>> BorderLengths([BorderLength("Finland", 1200.0, 5000.0)]).frame()["km"].tolist()
    [1200.0]
    """

    __slots__ = ()

    COLUMNS: ClassVar = (
        Column("neighbour", "the state on the other side; empty for all"),
        Column("km", "length on the ellipsoid, at that generalisation", right=True),
        Column("tolerance_m", "how far the drawn line may lie from the kept one", shown=0, right=True),
    )


def _merged(borders: Iterable[Border]) -> BaseGeometry:
    """Join arcs end to end: generalised one by one, each node would be kept."""
    return shapely.line_merge(shapely.MultiLineString([border.arc.line for border in borders]))


def _length_km(lines: BaseGeometry, tolerance_m: float, centre: tuple[float, float]) -> float:
    return sum(map(length_m, _generalised(list(shapely.get_parts(lines)), tolerance_m, centre))) / 1000.0


def _generalised(
    lines: Sequence[BaseGeometry], tolerance_m: float, centre: tuple[float, float]
) -> Sequence[BaseGeometry]:
    """Generalise lines; for a tolerance of 0 return them as they are."""
    if not tolerance_m or not lines:
        return lines
    kept = kept_vertices(lines, tolerance_m, centre=centre)
    lonlat, which = shapely.get_coordinates(lines, return_index=True)
    light: Sequence[BaseGeometry] = shapely.linestrings(lonlat[kept], indices=which[kept])  # type: ignore[assignment]
    return light


def border_lengths(
    snapshot: Snapshot, *, state: str | None = None, tolerance_m: float = 5_000.0
) -> BorderLengths:
    """Measure a state's borders on land, neighbour by neighbour.

    Parameters
    ----------
    snapshot : Snapshot
    state : str, optional
        That whose border the atlas is about, unless another is named.
    tolerance_m : float
        Generalisation, in metres; 0 for the lines as they are kept.

    Returns
    -------
    BorderLengths
        A tuple of `BorderLength`, the longest first. Rivers and lakes count, lines at sea do not.

    Raises
    ------
    UnknownNameError
        If the atlas does not know the state.
    """
    state = snapshot.atlas.holder(state)
    centre = snapshot.atlas.about.centre
    by_neighbour: dict[str, list[Border]] = defaultdict(list)
    for border in snapshot.borders:
        holders = {border.left.holder, border.right.holder}
        if state in holders and border.arc.on_land:
            by_neighbour[(holders - {state}).pop()].append(border)
    lengths = [
        BorderLength(neighbour, _length_km(_merged(borders), tolerance_m, centre), tolerance_m)
        for neighbour, borders in by_neighbour.items()
    ]
    return BorderLengths(sorted(lengths, key=lambda length: (-length.km, length.neighbour)))


def length_curve(
    snapshot: Snapshot, tolerances_m: Sequence[float], *, state: str | None = None
) -> BorderLengths:
    """Measure a state's whole border on land at several generalisations.

    Parameters
    ----------
    snapshot : Snapshot
    tolerances_m : sequence of float
        In metres.
    state : str, optional
        That whose border the atlas is about, unless another is named.

    Returns
    -------
    BorderLengths
        One for each tolerance; the neighbour is empty.
    """
    return BorderLengths(
        BorderLength(
            "", sum(part.km for part in border_lengths(snapshot, state=state, tolerance_m=tolerance)), tolerance
        )
        for tolerance in tolerances_m
    )


def coast_length_km(
    snapshot: Snapshot,
    bounds: tuple[float, float, float, float],
    *,
    state: str | None = None,
    tolerance_m: float = 5_000.0,
) -> float:
    """Measure a state's sea coast within a box, its islands included.

    Parameters
    ----------
    snapshot : Snapshot
    bounds : tuple of float
        West, south, east, north, in degrees.
    state : str, optional
        That whose border the atlas is about, unless another is named.
    tolerance_m : float
        Generalisation, in metres. Islands that it would draw to nothing are
        left out.

    Returns
    -------
    float
        Kilometres.
    """
    state = snapshot.atlas.holder(state)
    where = ", ".join(map(repr, bounds))
    shores = snapshot.atlas.derive(
        f"shores of {' '.join(zone.id for zone in snapshot.zones_of(state))} within {where}",
        lambda atlas: _shores(atlas, snapshot.zones_of(state), bounds),
    )
    light = _generalised(shores, tolerance_m, snapshot.atlas.about.centre)
    return (
        sum(
            length_m(drawn)
            for shore, drawn in zip(shores, light, strict=True)
            if not shore.is_closed or len(drawn.coords) > 3  # noqa: PLR2004  (a ring drawn to a stroke)
        )
        / 1000.0
    )


def _shores(
    atlas: Atlas, zones: Sequence[Zone], bounds: tuple[float, float, float, float]
) -> list[BaseGeometry]:
    """Shores of zones within a box, landmass by landmass."""
    # zones share their arcs to the last bit, which makes their union quick
    within = shapely.intersection(
        shapely.coverage_union_all([zone.polygon for zone in zones]), shapely.box(*bounds)
    )
    shapely.prepare(within)
    met = [landmass for landmass in atlas.ground.coast if within.intersects(landmass)]
    return [
        part
        for landmass in met
        for part in shapely.get_parts(shapely.line_merge(shapely.intersection(landmass.exterior, within)))
    ]


def share_near(lines: Sequence[BaseGeometry], others: Sequence[BaseGeometry], within_m: float) -> float:
    """Measure which share of lines lies within a distance of others.

    Parameters
    ----------
    lines, others : sequence of shapely.LineString
        In degrees.
    within_m : float
        Distance in metres.

    Returns
    -------
    float
        From 0 to 1, by points every 200 m along the lines.
    """
    index = LineIndex(others)
    near, total = 0, 0
    for line in lines:
        count = max(1, round(length_m(line) / _STEP_M))
        lon, lat = shapely.get_coordinates(line).T
        along = np.append(0.0, np.cumsum(np.hypot(np.diff(lon), np.diff(lat))))
        stops = np.linspace(0.0, along[-1], count + 1)
        places = (np.interp(stops, along, axis) for axis in (lon, lat))
        near += int((index.nearest_places(*places).metres <= within_m).sum())
        total += count + 1
    return near / total
