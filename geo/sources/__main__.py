"""Rebuild ``data/arcs`` and ``data/land`` from the pinned packages: ``python -m geo.sources``."""

from __future__ import annotations

import argparse
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from geo.atlas.about import read_about
from geo.errors import BordershiftError
from geo.files.geojson import write_geojson
from geo.sources.arcs import build_arcs, place_nodes, window_arcs
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


def main() -> int:
    """Rebuild the lines; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m geo.sources", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("data"), help="the data folder (data)")
    parser.add_argument("--only", choices=("arcs", "land"), help="rebuild one of the two")
    options = parser.parse_args()
    data: Path = options.data
    try:
        sources = read_sources(data / "tables")
        if options.only != "land":
            about = read_about(data)
            track = track_opener(sources, about)
            nodes = place_nodes(data / "tables", track)
            files = build_arcs(data / "points", data / "tables", nodes, track, sources, about.centre)
            files["window"] = window_arcs(nodes, about.window)
            for stem, arcs in sorted(files.items()):
                path = data / "arcs" / f"{stem}.geojson"
                licences = sorted({str(arc.properties["licence"]) for arc in arcs})
                write_geojson(path, arcs, name=stem, licence=" AND ".join(licences))
                print(f"{path}: {len(arcs)} arcs", file=sys.stderr)
        if options.only != "arcs":
            build_land(data, sources)
            build_context(data, sources)
    except BordershiftError as error:
        print(f"bordershift: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
