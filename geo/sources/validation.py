"""How good the lines are, in numbers: ``data/VALIDATION.md``.

``python -m geo.sources.validation`` writes it anew. Offsets of the cut lines
were measured by `geo.sources.offsets` and stand in ``tables/offsets.csv``;
distances to references that may not be shipped stand in
``tables/comparisons.csv`` as they were measured.
"""

from __future__ import annotations

import math
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

from geo.atlas.open_atlas import open_atlas
from geo.atlas.schema import read_checked
from geo.earth.generalise import generalise
from geo.earth.geodesy import length_m
from geo.files.columns import Column, Table
from geo.files.tables import read_table
from geo.files.writing import write_text
from geo.measures.verify import compare_published
from geo.sources.reliability import FEWEST, NEAR, arc_tests, ask_places, likeliest_times, tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geo.atlas.atlas import Atlas
    from geo.sources.reliability import Asked

__all__ = ["main", "validation_text"]

_ROOT: Final = Path(__file__).resolve().parents[2]
TOLERANCES_M: Final = (0.0, 1_000.0, 5_000.0)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return Table(tuple(Column(head, head) for head in heads), [list(row) for row in rows]).markdown()


def _places(atlas: Atlas) -> str:
    """Count the places right and wrong, by the frontier that is nearest to them."""
    count: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    days = (atlas.about.before.day, atlas.about.after.day)
    lon, lat = ([getattr(place, axis) for place in atlas.places] for axis in ("lon", "lat"))
    for day in days:
        for place, answer in zip(atlas.places, atlas.on(day).who_each(lon, lat), strict=True):
            truth = place.holder_before if day == days[0] else place.holder_after
            if answer.border is None:  # no two states meet on land
                continue
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


def _verdict(asked: Sequence[Asked]) -> str:
    """Say whether as many places are wrong as the errors let expect, if there are enough to tell."""
    found = tally(asked, lines="hardest")
    if not found.places:
        return "untested"
    if found.places < FEWEST:
        return "too few to tell"
    if found.within_chance:
        return "within chance"
    return "more: σ too narrow" if found.wrong > found.expected else "fewer: σ too wide"


def _reliability(asked: Sequence[Asked]) -> str:
    """Count by frontier the places that should and those that do fall on the wrong side."""
    by_frontier: dict[str, list[Asked]] = defaultdict(list)
    for one in asked:
        by_frontier[one.arc.frontier].append(one)
    rows = []
    for name, ones in [*sorted(by_frontier.items()), ("all", list(asked))]:
        cells = [name.replace("_", " ")]
        for found in (tally(ones, within=1.0), tally(ones), tally(ones, lines="without")):
            cells += [str(found.places), f"{found.expected:.1f} ± {found.spread:.1f}", str(found.wrong)]
        rows.append([*cells, _verdict(ones)])
    rows[-1][:-1] = [f"**{cell}**" for cell in rows[-1][:-1]]
    heads = ["nearest frontier"]
    for near in ("within 1 σ", f"within {NEAR:.0f} σ", "asked again"):
        heads += [near, f"{near}: should be wrong", f"{near}: wrong"]
    return _table([*heads, "verdict"], rows)


def _fit(asked: Sequence[Asked]) -> str:
    """Say by what σ would have to be multiplied for the answers to be likeliest."""
    likeliest, low, high = likeliest_times(asked)
    return f"the answers are likeliest with σ times {likeliest:.2f}, and well borne by {low:.2f} to {high:.2f}"


def _arcs(atlas: Atlas, asked: Sequence[Asked]) -> str:
    """List what tests each line that was drawn through located points."""
    rows = []
    for test in arc_tests(atlas, asked):
        drawn, without = tally(test.near), tally(test.near, lines="without")
        rows.append(
            [
                test.arc.id,
                f"{test.km:.0f}",
                str(test.points),
                f"{test.arc.sigma_m:.0f}",
                *([str(drawn.places), str(without.wrong)] if drawn.places else ["untested", ""]),
            ]
        )
    return _table(("arc", "km", "points", "σ m", f"places within {NEAR:.0f} σ", "wrong without a point"), rows)


def _references(atlas: Atlas) -> str:
    """Set distances to references beside the errors that the lines are given."""
    arcs = {arc.id: arc for arc in atlas.arcs}
    rows = []
    for row in read_checked(atlas.folder / "tables", "comparisons")["comparisons"]:
        lines = [arcs[name] for name in row["arcs"]]
        km = [length_m(arc.line) for arc in lines]
        square = sum(part * arc.sigma_m**2 for part, arc in zip(km, lines, strict=True)) / sum(km)
        distances = [f"{row[name]:.2f}" for name in ("mean_km", "p90_km", "max_km", "rms_km")]
        told = (row["stretch"], row["reference"], row["licence"])
        rows.append([*told, *distances, f"{math.sqrt(square) / 1000.0:.2f}", row["note"]])
    heads = ("mean km", "p90 km", "worst km", "rms km", "σ km", "note")
    return _table(("stretch", "reference", "licence", *heads), rows)


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


def _from_table(atlas: Atlas, table: str, columns: Mapping[str, str], **only: str) -> str:
    """Copy rows of a table of the data folder under readable heads."""
    rows = read_table(atlas.folder / "tables" / f"{table}.csv", [*columns, *only])
    kept = [row for row in rows if all(row[name] == value for name, value in only.items())]
    return _table(list(columns.values()), [[row[name] for name in columns] for row in kept])


_OFFSETS: Final = {
    "lines": "lines", "against": "against", "points": "points",
    "mean_m": "mean m", "median_m": "median m", "p95_m": "p95 m", "max_m": "worst m",
}  # fmt: skip

_LEAGUE: Final = {
    "data_set": "data set", "licence": "licence", "day": "day", "frontier": "frontier", "within_km": "(within)",
    "km": "km", "mean_km": "mean", "p95_km": "95 %", "back_mean_km": "back: mean", "back_p95_km": "95 %",
    "hausdorff_km": "Hausdorff", "places": "places", "right": "right", "area_km2": "km² otherwise",
}  # fmt: skip


def _lengths(atlas: Atlas) -> str:
    """Length by stretch at stated generalisations; a stretch is what stands in one frontier under one name."""
    by_frontier: dict[str, list[float]] = defaultdict(lambda: [0.0] * len(TOLERANCES_M))
    for arc in atlas.arcs:
        if arc.kind not in {"sea", "window"}:
            for k, tolerance in enumerate(TOLERANCES_M):
                line = (
                    arc.line if tolerance == 0.0 else generalise(arc.line, tolerance, centre=atlas.about.centre)
                )
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


def validation_text(atlas: Atlas) -> str:
    """Write how good the lines of an atlas are, as Markdown."""
    asked = ask_places(atlas)
    return f"""# How good the lines are

Written by the program (`make data`).

## Places on their side

Places whose state on 23 August 1939 and 21 June 1941 is known from other sources than the
lines, counted once a day, by the frontier nearest to them. Villages that a treaty names also
guided the drawing, so for them this tests the drawing, not the treaty. Of places nearer to a
border than its own error, some may fall on the wrong side.

{_places(atlas)}
## Are the errors as large as they are said to be?

Of places at a known number of standard errors from a border a known number should fall on its
wrong side: half of those on the line itself, one in forty of those two errors away. As many do,
give or take two standard deviations, if σ is right. σ is here the border's alone, as `who` tells
it; the places' own errors, of half a kilometre to a kilometre and a half, come on top.

Villages that a treaty names guided the drawing, and a line through them is right about them
whatever its error. So each place near a line through located points is asked again of the line
drawn without the point that decides there, straight from the one before it to the one after. The
verdict counts that answer where there is one, and else the first; it is given from
{FEWEST} places on. Lines cut from packages are so narrow that hardly a place lies within their
error; they are tested further down.

{_reliability(asked)}
Of all places that are asked again together, near and far, {_fit(asked)} (95 %).

The drawers had judged their points too unsure: so asked, the answers were likeliest with 0.64 of
their σ, and well borne by 0.50 to 0.82; of the German-Soviet line with 0.53, by 0.32 to 0.95.
Column `sigma_times` of `stretches.csv` narrows by that, by one rule: times 0.65 where a place within
{NEAR:.0f} σ or a sharp reference tests the stretch; times as much as brings σ to the root mean square from
a sharp reference, less the 300 m that it is itself off, where that is more; not at all where nothing
tests it, or where a reference, though of chords, lies farther off than σ (Salla, Ladoga Karelia,
Trans-Narva). No point goes below 300 m, for villages are located no better. Rivers keep the σ of their
package: that a town on the bank is on its side tells nothing of it.

By arc, for all lines on land that were drawn through located points: those that no place tests on
either of the two days are untested, and their σ is an estimate.

{_arcs(atlas, asked)}
## Areas against published figures

{_areas(atlas)}
## Cut lines against the lines they were cut from

Where a line of the time still stands, it is cut from a pinned package, thinned, and joined to
its neighbours. Distance of points every 500 m from the package's own line.

{_from_table(atlas, "offsets", _OFFSETS, own="yes")}
## Cut lines against lines made without them

{_from_table(atlas, "offsets", _OFFSETS, own="no")}
## Digitised lines against references

Measured against lines that others made and that are not part of this project, at points every
500 m along ours; they were compared with, never copied. Where σ is right, the root mean square is
as large, less what the reference is itself off: Poland's districts are good to some 300 m, chords
to several kilometres.

{_references(atlas)}
## How other data sets draw the frontiers

Figures of data that others made and that are not part of this project, measured by `python -m
geo.sources.league` on copies of them. Distances in kilometres, all along the lines: from the
frontier here to the nearest line of the data set, and back from what of its lines is nearest to
the frontier; where a data set draws parts only, nothing beyond the distance in brackets is
counted. Places whose state is known from other sources, by the frontier nearest to them, and
how many of them lie in the right state; land between states that it gives to another, lakes with
it, without what differs along coasts.

{_from_table(atlas, "league", _LEAGUE)}
## Length by frontier

A line loses length when it is drawn with less detail, so a length means nothing without its
generalisation (here by Douglas and Peucker). Published lengths, such as 1,407 or 1,412 km for
the Polish-Soviet border, are at the detail of the boundary commissions' maps: the stretch that
is drawn here by located villages lacks its small bends.

{_lengths(atlas)}
## Still weak

The arcs on land whose error matters most.

{_weak(atlas)}"""


def main() -> None:
    """Write the report into the data folder."""
    atlas = open_atlas(_ROOT / "data")
    write_text(atlas.folder / "VALIDATION.md", validation_text(atlas))


if __name__ == "__main__":
    main()
