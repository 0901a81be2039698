"""A map on a sheet of paper, in marks: ground, states, land that changed hands, borders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from geo.earth.generalise import generalise
from geo.export.drawing import Shape
from geo.export.inks import inks, inks_of, state_colours
from geo.page.context import context_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo.atlas.answer import Border
    from geo.atlas.atlas import Atlas, Snapshot
    from geo.measures.change import Change

__all__ = [
    "Sheet",
    "border_marks",
    "change_marks",
    "edge",
    "edge_marks",
    "ground_marks",
    "state_lands",
    "state_marks",
    "water_marks",
]

_LEAST_ACROSS: Final = 3.0
"""Units that an island or a lake is across at least, to be drawn."""
_HATCH: Final = 9.0
"""Units between the lines of a hatching."""
_CASING: Final = "#ffffff"


class Sheet:
    """A Mercator map on a part of a sheet.

    Parameters
    ----------
    bounds : tuple of float
        West, south, east and north of what has to lie on it, in degrees.
    left, top, width : float
        Where it stands, and how wide.
    height : float, optional
        If given, the map shows as much more of the land about as fills it;
        without, it is as high as the bounds make it.
    finest : float
        Units that a line may pass what it leaves out.
    """

    def __init__(
        self,
        bounds: tuple[float, float, float, float],
        *,
        left: float = 0.0,
        top: float = 0.0,
        width: float,
        height: float | None = None,
        finest: float = 1.0,
    ) -> None:
        self.finest = finest
        west, south, east, north = bounds
        low, high = mercator(np.array([south, north])).tolist()
        self.scale = width / (east - west)
        if height is not None:
            self.scale = min(self.scale, height / (high - low))
        self.left, self.top, self.width = left, top, width
        self.height = round((high - low) * self.scale) if height is None else height
        wide, tall = width / self.scale, self.height / self.scale
        self.west, self.north = (west + east - wide) / 2.0, (low + high + tall) / 2.0
        edges = parallel(np.array([self.north - tall, self.north])).tolist()
        self.bounds = (self.west, edges[0], self.west + wide, edges[1])
        self.middle_lat = float(parallel(np.array([self.north - tall / 2.0]))[0])
        self.unit_m = 111_320.0 * float(np.cos(np.radians(self.middle_lat))) / self.scale
        """Metres to a unit of the sheet, at the map's middle."""

    def places(self, lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return where places lie on the sheet."""
        x = self.left + (lonlat[:, 0] - self.west) * self.scale
        y = self.top + (self.north - mercator(lonlat[:, 1])) * self.scale
        return np.column_stack([x, y])

    def lonlat(self, x: float, y: float) -> tuple[float, float]:
        """Return which place lies there."""
        ordinate = np.array([self.north - (y - self.top) / self.scale])
        return self.west + (x - self.left) / self.scale, float(parallel(ordinate)[0])

    def across(self, land: BaseGeometry) -> float:
        """Return how wide an area is on the sheet, from west to east."""
        if land.is_empty:
            return 0.0
        west, _, east, _ = land.bounds
        return float(east - west) * self.scale

    def cut(
        self, geometries: Iterable[BaseGeometry], centre: tuple[float, float], *, least: float = 0.0
    ) -> list[BaseGeometry]:
        """Return the lines and areas that lie on the map, with the detail that it has room for, in degrees.

        Parameters
        ----------
        geometries : iterable of shapely.Geometry
        centre : tuple of float
            Of the plane on which they are generalised.
        least : float
            Units across, below which a piece is left out.
        """
        pieces = shapely.get_parts(np.array(list(geometries), dtype=object))
        west, south, east, north = self.bounds
        x0, y0, x1, y1 = shapely.bounds(pieces).T
        near = (x1 > west) & (x0 < east) & (y1 > south) & (y0 < north)
        stretch = 1.0 / np.cos(np.radians(self.middle_lat))
        large = np.maximum(x1 - x0, (y1 - y0) * stretch) * self.scale >= least
        drawn = [generalise(piece, self.finest * self.unit_m, centre=centre) for piece in pieces[near & large]]
        parts = shapely.get_parts(
            shapely.intersection(np.array(drawn, dtype=object), shapely.box(*self.bounds))
        )
        return [part for part in parts if part.geom_type in {"Polygon", "LineString"} and not part.is_empty]

    def drawn(self, pieces: Iterable[BaseGeometry]) -> list[NDArray[np.float64]]:
        """Return where lines and the outlines of areas lie on the sheet."""
        return [
            self.places(shapely.get_coordinates(line))
            for piece in pieces
            for line in (shapely.get_rings(piece) if piece.geom_type == "Polygon" else [piece])
        ]

    def lines(
        self, geometries: Iterable[BaseGeometry], centre: tuple[float, float], *, least: float = 0.0
    ) -> list[NDArray[np.float64]]:
        """Return where lines and areas lie on the sheet, as far as they do."""
        return self.drawn(self.cut(geometries, centre, least=least))


def mercator(lat: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the ordinate in degrees of the equator."""
    return np.degrees(np.log(np.tan(np.pi / 4 + np.radians(lat) / 2)))


def parallel(ordinate: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the latitude of an ordinate."""
    return np.degrees(2.0 * np.arctan(np.exp(np.radians(ordinate))) - np.pi / 2)


def ground_marks(found: Change, sheet: Sheet, *, least: float = _LEAST_ACROSS) -> Iterator[Shape]:
    """Draw the sea, and the land of the atlas and about it."""
    atlas = found.before.atlas
    colours = inks_of(atlas)
    left, top, right, low = sheet.left, sheet.top, sheet.left + sheet.width, sheet.top + sheet.height
    frame = np.array([[left, top], [right, top], [right, low], [left, low]])
    yield Shape([frame], closed=True, fill=colours["sea"])
    for name in ("around", "coast"):
        land = (feature.geometry for feature in atlas.ground.features(name))
        lines = sheet.lines(land, atlas.about.centre, least=least)
        rim = colours["shore"] if name == "coast" else ""
        yield Shape(lines, closed=True, fill=colours["land"], stroke=rim, width=0.8)


def state_lands(snapshot: Snapshot, sheet: Sheet) -> dict[str, list[shapely.Polygon]]:
    """Return the land of each state on the map, in degrees, as fine as it is drawn, its widest piece first.

    What goes with a zone beyond the atlas's window is its holder's too.
    """
    atlas = snapshot.atlas
    ground = (feature.geometry for name in ("coast", "around") for feature in atlas.ground.features(name))
    land = np.array(sheet.cut(ground, atlas.about.centre, least=_LEAST_ACROSS), dtype=object)
    context = _beyond(atlas)
    lands = {}
    for state in snapshot.holders:
        own = snapshot.zones_of(state)
        zones = shapely.coverage_union_all([zone.polygon for zone in own])
        named = {zone.id for zone in own}
        beyond = [area for name, area in context if name in named]
        parts = [
            part
            for area in sheet.cut([zones, *beyond], atlas.about.centre)
            for part in shapely.get_parts(shapely.intersection(area, land))
            if part.geom_type == "Polygon" and not part.is_empty
        ]
        lands[state] = sorted(parts, key=sheet.across, reverse=True)
    return lands


def _beyond(atlas: Atlas) -> list[tuple[str, shapely.Polygon]]:
    """Return what goes with zones beyond the window."""
    rows, lines, _ = context_lines(atlas)
    return [
        (atlas.zones[zone].id, shapely.Polygon(line))
        for (zone, other), line in zip(rows, lines, strict=True)
        if other < 0
    ]


def state_marks(lands: Mapping[str, list[shapely.Polygon]], atlas: Atlas, sheet: Sheet) -> Iterator[Shape]:
    """Tint the land of each state."""
    colours = state_colours(atlas)
    for state, land in lands.items():
        yield Shape(sheet.drawn(land), closed=True, fill=colours[state])


def water_marks(found: Change, sheet: Sheet) -> Iterator[Shape]:
    """Draw lakes and the greatest rivers."""
    atlas, colours = found.before.atlas, inks()
    lakes = (feature.geometry for feature in atlas.ground.features("lakes"))
    lines = sheet.lines(lakes, atlas.about.centre, least=_LEAST_ACROSS)
    yield Shape(lines, closed=True, fill=colours["lake"], stroke=colours["shore"], width=0.5)
    rivers = (
        feature.geometry
        for feature in atlas.ground.features("rivers")
        if int(feature.properties["rank"] or 9) == 1
    )
    yield Shape(sheet.lines(rivers, atlas.about.centre), stroke=colours["river"], width=1.2)


def change_marks(found: Change, sheet: Sheet, *, least: float = 0.0) -> Iterator[Shape]:
    """Colour the land that changed hands, gained and lost apart; what is only leased is hatched."""
    centre = found.before.atlas.about.centre
    for sign, name in ((1, "gained"), (-1, "lost")):
        ink = inks()[name]
        own = [transfer for transfer in found.transfers if transfer.sign == sign]
        lines = sheet.lines((transfer.territory for transfer in own), centre, least=least)
        if lines:
            look = {"fill": ink["fill"], "alpha": ink["alpha"], "stroke": ink["edge"]}
            yield Shape(lines, closed=True, width=0.8, **look)
            zones = {transfer.zone.id for transfer in own}
            coarse = sheet.lines((area for zone, area in _beyond(found.before.atlas) if zone in zones), centre)
            yield Shape(coarse, closed=True, fill=ink["fill"], alpha=ink["alpha"])
        leased = [transfer.territory for transfer in own if transfer.after.status == "leased"]
        if leased:
            yield Shape(hatching(sheet.lines(leased, centre)), stroke=ink["edge"], width=1.2)


def hatching(outlines: Iterable[NDArray[np.float64]]) -> list[NDArray[np.float64]]:
    """Draw slanting lines across areas."""
    lines: list[NDArray[np.float64]] = []
    for outline in outlines:
        area = shapely.make_valid(shapely.Polygon(outline))
        left, top, right, low = area.bounds
        starts = np.arange(np.floor((left + top) / _HATCH) * _HATCH, right + low, _HATCH)
        slants = shapely.linestrings([[(at - top, top), (at - low, low)] for at in starts])
        pieces = shapely.get_parts(shapely.intersection(slants, area))
        lines += [shapely.get_coordinates(piece) for piece in pieces if piece.geom_type == "LineString"]
    return lines


def border_marks(found: Change, sheet: Sheet, *, others: bool) -> Iterator[Shape]:
    """Draw the borders of both days, the state's own above the others."""
    colours, centre = inks(), found.before.atlas.about.centre

    def lines(borders: Iterable[Border]) -> list[NDArray[np.float64]]:
        return sheet.lines((border.arc.line for border in borders if border.arc.kind != "sea"), centre)

    def own(border: Border) -> bool:
        return found.state in {border.left.holder, border.right.holder}

    if others:
        yield stroked(lines(border for border in found.before.borders if not own(border)), colours["other"])
    old, young = ([each for each in snapshot.borders if own(each)] for snapshot in (found.before, found.after))
    both = {border.arc.id for border in old} & {border.arc.id for border in young}
    for name, borders in (("still", old), ("before", old), ("after", young)):
        drawn = lines(border for border in borders if (border.arc.id in both) == (name == "still"))
        if others:
            yield Shape(drawn, stroke=_CASING, width=colours[name]["casing"])
        yield stroked(drawn, colours[name])


def edge(atlas: Atlas) -> tuple[float, float, float, float]:
    """Return the bounds of the atlas's window and of what is drawn beyond it, in degrees."""
    _, lines, _ = context_lines(atlas)
    drawn = [shapely.box(*atlas.window), *(shapely.LineString(line) for line in lines)]
    west, south, east, north = shapely.total_bounds(drawn).tolist()
    return west, south, east, north


def edge_marks(found: Change, sheet: Sheet) -> Iterator[Shape]:
    """Draw where the atlas ends, and borders beyond its window, which are only context."""
    atlas, colours = found.before.atlas, inks()
    rows, lines, _ = context_lines(atlas)
    holders = [span.holder for span in found.before.tenures]
    apart = [
        shapely.LineString(line)
        for (zone, other), line in zip(rows, lines, strict=True)
        if other >= 0 and holders[zone] != holders[other]
    ]
    yield stroked(sheet.lines(apart, atlas.about.centre), colours["other"])
    ink = colours["frame"]
    for bounds, dash in ((atlas.window, (1.0, 5.0)), (edge(atlas), ())):
        drawn = sheet.lines([shapely.get_exterior_ring(shapely.box(*bounds))], atlas.about.centre)
        yield Shape(drawn, stroke=ink["color"], width=ink["width"], dash=dash)


def stroked(lines: list[NDArray[np.float64]], ink: Mapping[str, Any]) -> Shape:
    """Draw lines in an ink."""
    return Shape(lines, stroke=ink["color"], width=ink["width"], dash=tuple(ink["dash"]))
