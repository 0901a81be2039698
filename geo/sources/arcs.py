"""Tables of located points become frontier arcs.

A *stretch* is a list of rows in ``data/points/<frontier>.csv``. Each row is a
place, and says how the line comes to it from the row before:

``follow`` empty
    straight; the place was located by hand, and ``sigma_m`` is its error;
``follow`` naming a track
    along that track (``osm:Europe/Minsk`` the limit of a country,
    ``omim:Ukraine_Ternopil Oblast`` of a province, ``wdbii`` the rivers); the
    place itself moves to its nearest point on the track.

The error of a line through located points is that of its points as they were
judged, times ``sigma_times`` of its stretch in ``stretches.csv``, where places
that test it found the judgement too wide.

A row may instead name a ``node`` of ``data/tables/nodes.csv``, a place where
stretches meet: all of them then end in exactly the same coordinates. A
stretch is cut into arcs at its nodes and wherever the track or the kind
changes, so that each arc has one source, one method and one error.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.atlas.schema import POINTS, read_checked
from geo.earth.generalise import generalise
from geo.earth.geodesy import distance_m
from geo.errors import DataError
from geo.files.geojson import DECIMALS, Feature, read_geojson
from geo.files.schema import read_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from geo.files.schema import Row
    from geo.sources.course import Track
    from geo.sources.packages import Source

__all__ = ["build_arcs", "check_ends", "place_nodes", "window_arcs"]

_TOLERANCE_M: Final = {"osm": 10.0, "omim": 10.0, "wdbii": 40.0}
_REACH_M: Final = 2_000.0
"""A row this far from the track it follows was located badly."""
_FARTHEST_M: Final = 500_000.0
"""A point this far from the one before it is a slip: longitude and latitude in each other's place."""
_LEAST_M: Final = 300.0
"""Villages are located no better: no point's error is narrowed below this."""


@dataclass(frozen=True, slots=True)
class _Row:
    stretch: str
    node: str
    place: tuple[float, float]
    follow: str
    kind: str
    sigma_m: float


def place_nodes(
    tables: Path, track: Callable[[str], Track], *, of: Path | None = None
) -> dict[str, tuple[float, float]]:
    """Coordinates of the nodes of ``nodes.csv``.

    The column ``on`` names the tracks a node lies on. With one, the node is
    the nearest place on it; with several, their nearest common vertex.

    Parameters
    ----------
    tables : Path
        Folder of the table.
    track : callable
        Opens a track by its name.
    of : Path, optional
        A point table: only the nodes that it names.

    Returns
    -------
    dict
        Node to longitude and latitude, rounded to the file's precision.
    """
    nodes: dict[str, tuple[float, float]] = {}
    wanted = {row["node"] for row in read_rows(of, POINTS)} if of else None
    for row in read_checked(tables, "nodes")["nodes"]:
        if wanted is not None and row["node"] not in wanted:
            continue
        lon, lat, names = row["lon"], row["lat"], row["on"]
        if len(names) == 1:
            lon, lat = track(names[0]).nearest(lon, lat)
        elif names:
            lon, lat = _junction(row, [track(name) for name in names])
        nodes[row["node"]] = (round(lon, DECIMALS), round(lat, DECIMALS))
    return nodes


def _junction(node: Row, tracks: list[Track]) -> tuple[float, float]:
    vertex_sets = [{tuple(v) for ring in track.rings for v in ring.tolist()} for track in tracks]  # type: ignore[attr-defined]
    common = np.array(sorted(set.intersection(*vertex_sets)))
    if not len(common):
        msg = f"{node.where}: the tracks of {node['node']} share no vertex"
        raise DataError(msg)
    gap = distance_m(node["lon"], node["lat"], common[:, 0], common[:, 1])
    if gap.min() > _REACH_M:
        msg = f"{node.where}: {node['node']} lies {gap.min():.0f} m from where its tracks meet"
        raise DataError(msg)
    lon, lat = common[int(gap.argmin())]
    return float(lon), float(lat)


def build_arcs(
    points: Path,
    tables: Path,
    nodes: Mapping[str, tuple[float, float]],
    track: Callable[[str], Track],
    sources: Mapping[str, Source],
    centre: tuple[float, float],
) -> dict[str, list[Feature]]:
    """Turn every stretch into arcs.

    Parameters
    ----------
    points : Path
        Folder of the point tables, or one of them.
    tables : Path
        Folder of ``stretches.csv``.
    nodes : mapping
        From `place_nodes`.
    track : callable
        Opens a track by the name that ``follow`` uses.
    sources : mapping
        The pinned packages by name.
    centre : tuple of float
        Longitude and latitude of the atlas's middle: see `generalise`.

    Returns
    -------
    dict
        File stem to arcs; lines from GSHHG rivers, which have a licence of
        their own, go to ``<frontier>_wdbii``.

    Raises
    ------
    DataError
        If a table contradicts itself.
    """
    stretches = {row["stretch"]: row for row in read_checked(tables, "stretches")["stretches"]}
    found = sorted(points.glob("*.csv"))
    if points.is_file():
        found = [points]
        stretches = {name: row for name, row in stretches.items() if row["frontier"] == points.stem}
    files: dict[str, list[Feature]] = {}
    for table in found:
        entries = read_rows(table, POINTS)
        rows = [_row(entry, nodes) for entry in entries]
        _check_steps(entries, rows)
        for stretch, members in groupby(rows, key=lambda row: row.stretch):
            about = stretches.pop(stretch, None)
            if about is None:
                msg = f"{table.name}: {stretch} is not in stretches.csv, or stands in two places"
                raise DataError(msg)
            if about["frontier"] != table.stem:
                msg = f"{stretch} belongs to {about['frontier']}, but stands in {table.name}"
                raise DataError(msg)
            for arc in _arcs(stretch, list(members), about, nodes, track, sources, centre=centre):
                suffix = "_wdbii" if arc.properties["method"] == "cut from wdbii" else ""
                files.setdefault(table.stem + suffix, []).append(arc)
    if stretches:
        msg = f"stretches.csv names stretches without points: {', '.join(sorted(stretches))}"
        raise DataError(msg)
    return files


def check_ends(
    arcs: Path, files: Mapping[str, list[Feature]], nodes: Mapping[str, tuple[float, float]]
) -> None:
    """Check that arcs of one frontier, cut alone, end where the others do.

    Parameters
    ----------
    arcs : Path
        Folder of the arcs as they are.
    files : mapping
        From `build_arcs`, of one frontier.
    nodes : mapping
        Those of its nodes.

    Raises
    ------
    DataError
        If a node has moved, or is new: then the other frontiers that meet it
        must be cut too.
    """
    known = {end for path in arcs.glob("*.geojson") for feature in read_geojson(path) for end in _ends(feature)}
    ends = {end for some in files.values() for arc in some for end in _ends(arc)}
    for node, place in nodes.items():
        if place in ends and place not in known:
            msg = f"the node {node} was moved, and other frontiers may end there; run make data for all."
            raise DataError(msg)


def _ends(arc: Feature) -> tuple[tuple[float, ...], tuple[float, ...]]:
    return arc.geometry.coords[0], arc.geometry.coords[-1]


def _row(entry: Row, nodes: Mapping[str, tuple[float, float]]) -> _Row:
    node, lon, lat = entry["node"], entry["lon"], entry["lat"]
    if node not in nodes and (node or lon is None or lat is None):
        msg = f"{entry.where}: {f'nodes.csv has no {node}' if node else 'no node and no lon and lat'}"
        raise DataError(msg)
    place = nodes[node] if node else (lon, lat)
    return _Row(entry["stretch"], node, place, entry["follow"], entry["kind"], entry["sigma_m"])


def _check_steps(entries: Sequence[Row], rows: Sequence[_Row]) -> None:
    """Refuse a point that lies far from the one before it on its stretch."""
    for (_, before), (entry, row) in pairwise(zip(entries, rows, strict=True)):
        if before.stretch != row.stretch:
            continue
        gap = float(distance_m(*before.place, *row.place))
        if gap > _FARTHEST_M:
            msg = (
                f"{entry.where}: {row.stretch} comes {gap / 1000.0:.0f} km from the row before; "
                "see that lon and lat of both are not in each other's place."
            )
            raise DataError(msg)


def _arcs(
    stretch: str,
    rows: list[_Row],
    about: Row,
    nodes: Mapping[str, tuple[float, float]],
    track: Callable[[str], Track],
    sources: Mapping[str, Source],
    *,
    centre: tuple[float, float],
) -> Iterator[Feature]:
    if len(rows) < 2 or rows[0].node not in nodes or rows[-1].node not in nodes:
        msg = f"{stretch} does not run from a node to a node"
        raise DataError(msg)
    runs = list(_runs(stretch, rows, track))
    pieces: list[list[tuple[_Row, _Row, NDArray[np.float64]]]] = []
    for run in runs:
        before = pieces[-1][-1] if pieces else None
        same = (
            before is not None
            and not before[1].node
            and (before[1].follow, before[1].kind) == (run[1].follow, run[1].kind)
        )
        if same:
            pieces[-1].append(run)
        else:
            pieces.append([run])
    for number, piece in enumerate(pieces, 1):
        yield _arc(stretch if len(pieces) == 1 else f"{stretch}_{number}", piece, about, sources, centre)


def _runs(
    stretch: str, rows: list[_Row], track: Callable[[str], Track]
) -> Iterator[tuple[_Row, _Row, NDArray[np.float64]]]:
    """Yield the rows by pairs, with the line from the one to the other."""
    here = rows[0].place
    for k, (start, end) in enumerate(pairwise(rows), 1):
        if not end.kind:
            msg = f"{stretch}, row {k + 1}: says no kind"
            raise DataError(msg)
        there = end.place
        if not end.node:  # a free place moves onto the track it comes by, or leaves by
            following = end.follow or (rows[k + 1].follow if k + 1 < len(rows) else "")
            if following:
                there = _onto(stretch, k + 1, there, track(following))
        line = [np.array([here])]
        if end.follow:
            guide = track(end.follow)
            line.append(guide.between(_onto(stretch, k, here, guide), _onto(stretch, k + 1, there, guide)))
        line.append(np.array([there]))
        yield start, end, np.vstack(line)
        here = there


def _onto(stretch: str, row: int, place: tuple[float, float], guide: Track) -> tuple[float, float]:
    near = guide.nearest(*place)
    gap = float(distance_m(*place, *near))
    if gap > _REACH_M:
        msg = f"{stretch}, row {row}: lies {gap:.0f} m from the track it follows"
        raise DataError(msg)
    return near


def _arc(
    arc: str,
    piece: list[tuple[_Row, _Row, NDArray[np.float64]]],
    about: Row,
    sources: Mapping[str, Source],
    centre: tuple[float, float],
) -> Feature:
    _, end, _ = piece[0]
    package = end.follow.partition(":")[0]
    lines, lengths, variances = [], [], []
    for start, stop, line in piece:
        run = line
        if package:
            run = shapely.get_coordinates(
                generalise(shapely.LineString(line), _TOLERANCE_M[package], centre=centre)
            )
        lines.append(run)
        lengths.append(float(distance_m(*line[:-1].T, *line[1:].T).sum()))
        if package:
            variances.append(stop.sigma_m**2)
        else:
            ends = (_narrowed(row.sigma_m, about["sigma_times"]) for row in (start, stop))
            variances.append(sum(sigma_m**2 for sigma_m in ends) / 2.0)
    lonlat = np.round(np.vstack(lines), DECIMALS)
    lonlat = lonlat[np.append(True, (np.diff(lonlat, axis=0) != 0).any(axis=1))]
    sigma_m = float(np.sqrt(np.average(variances, weights=lengths)))
    properties: dict[str, str | float] = {
        "id": arc,
        "frontier": about["frontier"],
        "kind": end.kind,
        "source": sources[package].label if package else "located points",
        "method": f"cut from {package}" if package else "digitised",
        "sigma_m": float(f"{sigma_m:.2g}"),
        "legal_basis": about["legal_basis"],
        "citation": about["citation"],
        "licence": sources[package].licence if package else "ODbL-1.0",
        "note": about["note"],
    }
    return Feature(shapely.LineString(lonlat), properties)


def _narrowed(sigma_m: float, times: float | None) -> float:
    """Apply to the error of a located point what tests of its stretch found, as far as places are known."""
    return sigma_m if times is None else max(min(sigma_m, _LEAST_M), sigma_m * times)


def window_arcs(
    nodes: Mapping[str, tuple[float, float]], bounds: tuple[float, float, float, float]
) -> list[Feature]:
    """Close the atlas: arcs along the window's edge, from node to node, counter-clockwise.

    Parameters
    ----------
    nodes : mapping
        From `place_nodes`; those on the edge are joined.
    bounds : tuple of float
        West, south, east, north.
    """
    west, south, east, north = bounds
    frame = shapely.LinearRing([(west, south), (east, south), (east, north), (west, north)])
    corners = [(west, south), (east, south), (east, north), (west, north)]
    on_edge = {place for place in nodes.values() if shapely.Point(place).distance(frame) == 0.0}
    places = sorted({*on_edge, *corners}, key=lambda place: frame.project(shapely.Point(place)))
    return [
        Feature(
            shapely.LineString([start, end]),
            {
                "id": f"window_{number}",
                "frontier": "window",
                "kind": "window",
                "source": "definition",
                "method": "digitised",
                "sigma_m": 0.0,
                "legal_basis": "edge of the atlas",
                "citation": "",
                "licence": "ODbL-1.0",
                "note": "",
            },
        )
        for number, (start, end) in enumerate(pairwise([*places, places[0]]), 1)
    ]
