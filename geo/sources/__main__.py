"""Rebuild ``data/arcs`` and ``data/land`` from the pinned packages: ``python -m geo.sources``.

``--only riga_1921`` cuts one frontier anew, in seconds.
"""

from __future__ import annotations

import argparse
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from geo.atlas.about import read_about
from geo.errors import BordershiftError, UnknownNameError
from geo.files.geojson import write_geojson
from geo.files.names import choices, plain
from geo.sources.arcs import build_arcs, check_ends, place_nodes, window_arcs
from geo.sources.context import build_context
from geo.sources.course import Network, Rings
from geo.sources.gshhg import read_polylines
from geo.sources.land import build_land
from geo.sources.osm import national_rings, provincial_rings
from geo.sources.packages import Source, locate, read_sources

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.atlas.about import About
    from geo.sources.course import Track


def track_opener(sources: dict[str, Source], about: About) -> Callable[[str], Track]:
    """Return the function that opens a track by its name in the point tables."""

    @cache
    def rivers() -> Network:
        lines = read_polylines(locate(sources["wdbii_index"]), locate(sources["wdbii"]), about.window)
        return Network("wdbii", [line.lonlat for line in lines])

    @cache
    def open_track(name: str) -> Track:
        package, _, feature = name.partition(":")
        if package == "osm":
            locate(sources["osm"])
            return Rings(name, national_rings(feature))
        if package == "omim":
            return Rings(name, provincial_rings(locate(sources["omim"]), feature))
        return rivers()

    return open_track


def _wanted(points: Path, only: str | None) -> Path | None:
    """Return the point tables that arcs are cut from: the folder, one of them, or none.

    Raises
    ------
    UnknownNameError
        If no table is called so.
    """
    if only == "land":
        return None
    if only in {None, "arcs"}:
        return points
    known = sorted(path.stem for path in points.glob("*.csv"))
    if only not in known:
        msg = f"no frontier is called '{plain(str(only), 60)}'; {choices(str(only), known, 'choose from')}"
        raise UnknownNameError(msg)
    return points / f"{only}.csv"


def main() -> int:
    """Rebuild the lines; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m geo.sources", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("data"), help="the data folder (data)")
    parser.add_argument("--only", metavar="WHAT", help="arcs, land, or a frontier by its file in points")
    options = parser.parse_args()
    data: Path = options.data
    try:
        points = _wanted(data / "points", options.only)
        sources = read_sources(data / "tables")
        if points:
            about = read_about(data)
            track = track_opener(sources, about)
            alone = points if points.is_file() else None
            nodes = place_nodes(data / "tables", track, of=alone)
            files = build_arcs(points, data / "tables", nodes, track, sources, about.centre)
            if alone:
                check_ends(data / "arcs", files, nodes)
            else:
                files["window"] = window_arcs(nodes, about.window)
            for stem, arcs in sorted(files.items()):
                path = data / "arcs" / f"{stem}.geojson"
                licences = sorted({str(arc.properties["licence"]) for arc in arcs})
                write_geojson(path, arcs, name=stem, licence=" AND ".join(licences))
                print(f"{path}: {len(arcs)} arcs", file=sys.stderr)
        if options.only in {None, "land"}:
            build_land(data, sources)
            build_context(data, sources)
    except BordershiftError as error:
        print(f"bordershift: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
