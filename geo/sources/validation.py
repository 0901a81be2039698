"""How good the lines are, in numbers: ``data/VALIDATION.md``.

``python -m geo.sources.validation`` writes it anew. What can be asked of the
data alone is asked of them; the offsets of the cut lines are taken from the
pinned packages; distances to references that may not be shipped are kept in
``tables/comparisons.csv`` as they were measured.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.atlas import Atlas, open_atlas
from geo.exchange import read_table, write_text
from geo.generalise import generalise
from geo.geodesy import LineIndex, length_m
from geo.sources.__main__ import track_opener
from geo.sources.gshhg import read_polylines
from geo.sources.packages import locate, read_sources
from geo.tenure import DAY_1939, DAY_1941
from geo.verify import compare_published

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Offsets", "main", "offsets"]

_ROOT: Final = Path(__file__).resolve().parents[2]
STEP_M: Final = 500.0
TOLERANCES_M: Final = (0.0, 1_000.0, 5_000.0)


@dataclass(frozen=True, slots=True)
class Offsets:
    """Distances of points along a line to another line, in metres."""

    count: int
    mean_m: float
    median_m: float
    p95_m: float
    max_m: float


def offsets(lines: Iterable[shapely.LineString], reference: Sequence[shapely.LineString]) -> Offsets:
    """Measure how far lines lie from a reference, at points every `STEP_M` along them."""
    index = LineIndex(reference)
    distances = []
    for line in lines:
        count = max(1, round(length_m(line) / STEP_M))
        for k in range(count + 1):
            point = line.interpolate(k / count, normalized=True)
            distances.append(index.nearest(point.x, point.y)[0])
    d = np.array(distances)
    return Offsets(len(d), float(d.mean()), float(np.median(d)), float(np.percentile(d, 95)), float(d.max()))


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(heads) + " |", "|---" * len(heads) + "|"]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def _places(atlas: Atlas) -> str:
    """Count the places right and wrong, by the frontier that is nearest to them."""
    count: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for day in (DAY_1939, DAY_1941):
        snapshot = atlas.on(day)
        for place in atlas.places:
            truth = place.holder_1939 if day == DAY_1939 else place.holder_1941
            answer = snapshot.who(place.lon, place.lat)
            row = count[answer.border.arc.frontier]
            wrong = answer.tenure.holder != truth
            close = answer.border_km < answer.sigma_km
            row[0] += not wrong
            row[1] += wrong
            row[2] += close
            row[3] += close and wrong
    total = [sum(row[k] for row in count.values()) for k in range(4)]
    rows = [[name.replace("_", " "), *map(str, row)] for name, row in sorted(count.items())]
    rows.append(["**all**", *(f"**{n}**" for n in total)])
    heads = ("nearest frontier", "right", "wrong", "nearer than σ", "of these wrong")
    return _table(heads, rows)


def _areas(atlas: Atlas) -> str:
    rows = [
        [
            row.name,
            f"{row.published_km2:,.0f}",
            f"{row.measured_km2:,.0f}",
            f"{row.difference:+.2%}",
            "with" if row.lakes else "without",
            f"{row.source} ({row.known})",
        ]
        for row in compare_published(atlas)
    ]
    return _table(("figure", "published km²", "measured km²", "difference", "lake shares", "source"), rows)


def _classes(atlas: Atlas) -> str:
    """Offset of each class of cut arcs from a line that was made without it."""
    tables = atlas.folder / "tables"
    sources = read_sources(tables)
    bounds = (18.0, 43.0, 42.0, 71.0)
    wdbii = [
        shapely.LineString(line.lonlat)
        for line in read_polylines(
            locate(sources["wdbii_countries_index"]), locate(sources["wdbii_countries"]), bounds
        )
    ]
    rivers = [
        shapely.LineString(line.lonlat)
        for line in read_polylines(locate(sources["wdbii_index"]), locate(sources["wdbii"]), bounds)
    ]
    track = track_opener(sources)
    omim = [
        shapely.LineString(ring)
        for name in (
            "Belarus_Brest Region",
            "Belarus_Hrodna Region",
            "Moldova",
            "Romania_North_East",
            "Lithuania_West",
        )
        for ring in track(f"omim:{name}").rings  # type: ignore[attr-defined]
    ]
    arcs = {arc.id: arc.line for arc in atlas.arcs}
    national = ["kuusamo_virmajarvi", "karelia_1940", "norway_petsamo", "salla_kuusamo_1940"]
    trials = [
        ("cut from osm, Finland and Norway", national, wdbii, "national borders of WDBII (GSHHG)"),
        ("cut from osm, the Prut and Suwałki", ["prut", "lithuania_suwalki"], omim, "omim-data-borders"),
        ("cut from osm along rivers", ["prut", "danube"], rivers, "rivers of WDBII: the error of the rivers"),
    ]
    rows = []
    for what, names, reference, against in trials:
        found = offsets([arcs[name] for name in names if name in arcs], reference)
        rows.append(
            [
                what,
                against,
                str(found.count),
                *(f"{v:,.0f}" for v in (found.mean_m, found.median_m, found.p95_m)),
            ]
        )
    return _table(("class", "against", "points", "mean m", "median m", "p95 m"), rows)


def _comparisons(atlas: Atlas) -> str:
    columns = ["stretch", "reference", "licence", "mean_km", "p90_km", "max_km", "note"]
    rows = read_table(atlas.folder / "tables" / "comparisons.csv", columns)
    return _table(
        ("stretch", "reference", "licence", "mean km", "p90 km", "worst km", "note"),
        [[row[name] for name in columns] for row in rows],
    )


def _lengths(atlas: Atlas) -> str:
    """Length by stretch at stated generalisations; a stretch is what stands in one frontier under one name."""
    by_frontier: dict[str, list[float]] = defaultdict(lambda: [0.0] * len(TOLERANCES_M))
    for arc in atlas.arcs:
        if arc.kind not in {"sea", "window"}:
            for k, tolerance in enumerate(TOLERANCES_M):
                line = arc.line if tolerance == 0.0 else generalise(arc.line, tolerance)
                by_frontier[arc.frontier][k] += length_m(line) / 1000.0
    rows = [
        [name.replace("_", " "), *(f"{km:,.0f}" for km in row)] for name, row in sorted(by_frontier.items())
    ]
    heads = ("frontier", "as kept, km", "at 1 km, km", "at 5 km, km")
    return _table(heads, rows)


def _weak(atlas: Atlas) -> str:
    """List the arcs on land whose error weighs most: the widest bands of doubt, in km²."""
    rows = []
    for arc in atlas.arcs:
        if arc.kind in {"land", "river"}:
            km = length_m(arc.line) / 1000.0
            rows.append((arc.sigma_m / 1000.0 * km, arc, km))
    rows.sort(key=lambda row: -row[0])
    return _table(
        ("arc", "frontier", "km", "σ m", "σ times length, km²", "note"),
        [
            [
                arc.id,
                arc.frontier.replace("_", " "),
                f"{km:.0f}",
                f"{arc.sigma_m:.0f}",
                f"{doubt:.0f}",
                arc.note,
            ]
            for doubt, arc, km in rows[:15]
        ],
    )


def main() -> None:
    """Write the table."""
    atlas = open_atlas(_ROOT / "data")
    text = f"""# How good the lines are

Written by the program (`make data`).

## Places on their side

Places whose state on 23 August 1939 and 21 June 1941 is known from other sources than the
lines, counted once a day, by the frontier nearest to them. Villages that a treaty names also
guided the drawing, so for them this tests the drawing, not the treaty. Of places nearer to a
border than its own error, some may fall on the wrong side.

{_places(atlas)}
## Areas against published figures

{_areas(atlas)}
## Cut lines against lines made without them

Distance of points every {STEP_M:.0f} m.

{_classes(atlas)}
## Digitised lines against references

Measured against lines that others made and that are not part of this project; they were
compared with, never copied.

{_comparisons(atlas)}
## Length by frontier

A line loses length when it is drawn with less detail, so a length means nothing without its
generalisation (here by Douglas and Peucker). Published lengths, such as 1,407 or 1,412 km for
the Polish-Soviet border, are at the detail of the boundary commissions' maps: the stretch that
is drawn here by located villages lacks its small bends.

{_lengths(atlas)}
## Still weak

The arcs on land whose error matters most.

{_weak(atlas)}"""
    write_text(atlas.folder / "VALIDATION.md", text)


if __name__ == "__main__":
    main()
