"""Run the benchmark and write what it found: RESULTS.md and growth.svg, beside this file."""

from __future__ import annotations

import os
import platform
import sys
from dataclasses import dataclass
from importlib.metadata import version
from itertools import pairwise
from math import log10
from pathlib import Path
from typing import Final

from commands import BUDGETS, SIDE, Peak, Start, Starts, drawn, opening, peaks, starts
from crossing import CONTESTANTS, Task, Timing, race
from mapping import MapFigures, map_figures
from matplotlib.figure import Figure
from partitions import partitions, section
from points import MANY, all_states, file_of_points, places
from why import reason

from geo.text.charts import save_chart

_HERE: Final = Path(__file__).resolve().parent
_SIZES: Final = (1_000, 10_000, 100_000, 1_000_000)
_BY_PARALLELS: Final = [Task(size, 5_000) for size in _SIZES]
_BY_VERTICES: Final = [Task(1_000, size) for size in _SIZES]
_PACKAGES: Final = ("numpy", "shapely", "geopandas", "pyproj", "pyogrio", "shoreline-surf", "opendsas")
_COLOURS: Final = ("#0072B2", "#666666", "#aaaaaa", "#56B4E9", "#009E73", "#E69F00", "#CC79A7", "#D55E00")

_HOW: Final = (
    "All cross the same two lines, which wander and turn back, so that a parallel meets each of them more"
    " than once. Contestants take turns; a time is the median of up to seven turns, fewer where they take"
    " longer than fifteen seconds together, after a run that does not count. What is too slow for a size is"
    " timed on fewer of its parallels and multiplied, and the cell says so. Not timed is what leads up to"
    " the search in each: making shapely lines, transects or Shapefiles of the input."
)
_COST: Final = (
    "The time of the sweep is that of the edges and that of the crossings added up; where the edges are"
    " more than the crossings, more parallels cost next to nothing, and the power is far below one."
)
_READ: Final = (
    "`compare` reads two GeoJSON files of {:.0f} MB each: forty states whose borders wave, one of them moved."
)
_TURNS: Final = (
    "Commands take turns, geopandas before each, the quick ones fifteen times, the others five or seven;"
    " medians of the times, and of the ratios to the import just before, all with their byte code at hand, as"
    " installing makes it. The first time nothing is kept; what a"
    " command made is given again when program, libraries and data are the same."
)
_VERDICT: Final = {True: "yes", False: "**no**", None: "–"}

_MAP: Final = (
    "Chromium without a graphics card, pages opened in turns, seven times; plain folium has Leaflet inside its"
    " page too, for its own addresses are not asked. Its page has no states, no days, no names on the map."
    " Either page is ready two frames after the scripts that draw it have run; the map not before nothing is"
    " due to be drawn any more."
)

Races = dict[Task, dict[str, Timing]]


@dataclass(frozen=True)
class Bar:
    """What was aimed at, and what came of it; `earlier` is the aim of an earlier run, if it was another."""

    what: str
    aim: str
    found: str
    met: bool | None
    earlier: str = ""


@dataclass(frozen=True)
class Many:
    """What many places and many states took."""

    own: float
    joined: float
    file: Peak
    states: dict[int, Peak]


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


def _machine() -> list[str]:
    info = Path("/proc/cpuinfo")
    names = [line.partition(":")[2].strip() for line in info.read_text().splitlines() if "model name" in line]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    packages = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    processor = names[0] if names else platform.processor()
    return [
        f"- {processor}, {os.cpu_count()} cores, {memory:.0f} GiB of memory, {platform.system()}",
        f"- Python {platform.python_version()}; {packages}",
        f"- load of the machine over 1, 5 and 15 minutes before the run: {load}",
    ]


def _time(seconds: float) -> str:
    for least, factor, unit in ((1.0, 1.0, "s"), (1e-3, 1e3, "ms"), (0.0, 1e6, "µs")):
        if seconds >= least:
            return f"{seconds * factor:,.{1 if seconds * factor < 100 else 0}f} {unit}"
    raise AssertionError


def _cell(timing: Timing) -> str:
    text = _time(timing.seconds)
    return text if timing.times == 1 else f"{text} (extrapolated: a {timing.times}th, times {timing.times})"


def _table(races: Races, head: str, sizes: tuple[int, ...]) -> list[str]:
    lines = [
        f"| {head} | " + " | ".join(f"{size:,}" for size in sizes) + " | crossings kept of the last |",
        "|---" + "|---:" * (len(sizes) + 1) + "|",
    ]
    for contestant in CONTESTANTS:
        timings = [timings[contestant.name] for timings in races.values()]
        kept = f"{timings[-1].kept * timings[-1].times:,}"
        lines.append("| " + " | ".join([contestant.name, *map(_cell, timings), kept]) + " |")
    return lines


def _growth(races: Races) -> list[float]:
    """Return by which power of the size the sweep's time grows, over each tenfold."""
    seconds = [timings["bordershift"].seconds for timings in races.values()]
    return [log10(later / earlier) for earlier, later in pairwise(seconds)]


def _bars(
    parallels: Races,
    vertices: Races,
    *,
    first: dict[str, Starts],
    opened: tuple[float, float],
    held: dict[str, Peak],
    many: Many,
    page: MapFigures,
) -> list[Bar]:
    top = parallels[_BY_PARALLELS[-1]]
    own = top["bordershift"].seconds
    bars = []
    for name, aim in (("SURF 0.1.0", 10_000), ("OpenDSAS 1.7", 300)):
        ratio = top[name].seconds / own
        bars.append(
            Bar(f"faster than {name}, 1,000,000 parallels", f"{aim:,}×", f"{ratio:,.0f}×", ratio >= aim)
        )
    search = (top["OpenDSAS 1.7"].seconds - top["OpenDSAS 1.7, files only"].seconds) / own
    bars.append(Bar("the same less the time for its files", "(none)", f"{search:,.0f}×", None))
    ratio = own / top["memory copy"].seconds
    bars.append(Bar("slower than a copy of the memory", "at most 15×", f"{ratio:.1f}×", ratio <= 15))
    for name, races in (("parallels", parallels), ("vertices", vertices)):
        powers = _growth(races)
        text = ", ".join(f"{power:.2f}" for power in powers)
        bars.append(
            Bar(
                f"power by which time grows with {name}",
                "at most 1, give or take 0.1",
                text,
                max(powers) <= 1.1,
            )
        )
    bars += _command_bars(first)
    ratio = top["bordershift, to the shift"].seconds / own
    bars.append(Bar("to the shift, over the crossings", "at most 6×", f"{ratio:.1f}×", ratio <= 6))
    ratio = many.own / many.joined
    what = "100,000 places over geopandas' `sjoin` and `sjoin_nearest`"
    bars.append(Bar(what, "at most 0.5×", f"{ratio:.2f}×", ratio <= 0.5))
    seconds = many.file.seconds
    bars.append(Bar(f"`who --points` of {MANY:,} places", "at most 30 s", _time(seconds), seconds <= 30))
    sizes, took = zip(*((count, peak.seconds) for count, peak in many.states.items()), strict=True)
    power = log10((took[-1] - took[0]) / max(took[1] - took[0], 1e-3)) / log10(sizes[-1] / sizes[1])
    what = "power by which `compare --all-states` grows with states, its start left out"
    bars.append(Bar(what, "at most 1, give or take 0.1", f"{power:.2f}", power <= 1.1))
    what = f"`compare --all-states` of {sizes[-1]:,} states"
    bars.append(Bar(what, "at most 60 s", _time(took[-1]), took[-1] <= 60))
    for what, limit, seconds in (("`open_atlas()`", 0.5, opened[0]), ("`atlas.on(day)`", 0.3, opened[1])):
        bars.append(Bar(f"{what}, after the imports", f"under {limit:g} s", _time(seconds), seconds < limit))
    for name, mebibytes, earlier in (("compare", 700, 2048), ("build", 350, 700)):
        peak = held[f"bordershift {name}"]
        found = f"{peak.mebibytes:.0f} MiB"
        what = f"memory of `bordershift {name}` at its most"
        met = peak.mebibytes <= mebibytes
        bars.append(Bar(what, f"at most {mebibytes} MiB", found, met, f"{earlier} MiB"))
    for name, limit, of in (
        ("compare", 6, "two files of 100 MB"),
        ("accuracy", 1, f"two drawings of {SIDE:,} vertices each"),
    ):
        seconds = held[f"bordershift {name}"].seconds
        what = f"`bordershift {name}` of {of}"
        bars.append(Bar(what, f"at most {limit} s", _time(seconds), seconds <= limit))
    share = page.own_bytes / page.plain_bytes
    bars.append(Bar("size of the map over plain folium's", "at most 0.5×", f"{share:.2f}×", share <= 0.5))
    script, slowed = page.at[1].own_script, page.at[4]
    bars.append(Bar("map ready after its text is read", "at most 350 ms", f"{script:.0f} ms", script <= 350.0))
    what = "map ready, over plain folium, processor slowed 4×"
    bars.append(Bar(what, "at most 0.5×", f"{slowed.ratio:.2f}×", slowed.ratio <= 0.5))
    what, ratio = "map ready, with all its languages over English alone", page.languages
    bars.append(Bar(what, "at most 1.1×", f"{ratio:.2f}×", ratio <= 1.1))
    for rate, most in ((1, 50.0), (4, 150.0)):
        p95, how = page.at[rate].slide_p95, "" if rate == 1 else f", processor slowed {rate}×"
        what = f"a day on the slider, 95th percentile{how}"
        bars.append(Bar(what, f"at most {most:.0f} ms", f"{p95:.0f} ms", p95 <= most))
    moves = {
        "panning": (slowed.own_frames, slowed.plain_frames),
        "zooming": (slowed.own_zooming, slowed.plain_zooming),
    }
    for move, ((_, own), (_, plain)) in moves.items():
        what = f"time between frames while {move}, 95th percentile, processor slowed 4×"
        met = own <= plain + 1.0  # a clock counts no finer
        bars.append(Bar(what, f"plain folium's, {plain:.1f} ms", f"{own:.1f} ms", met))
    return bars


def _command_bars(taken: dict[str, Starts]) -> list[Bar]:
    bars = []
    for name, budget in BUDGETS.items():
        first, again = taken[name].first, taken[name].again
        whens = {"": first} if again is None else {", first": first, ", again": again}
        for when, start in whens.items():
            what = f"`bordershift {name}` over importing geopandas{when}"
            bar = f"{budget.earlier:g}×" if budget.earlier else ""
            found = f"{start.ratio:.2f}×"
            bars.append(Bar(what, f"at most {budget.most:g}×", found, start.ratio <= budget.most, bar))
    return bars


def _row(bar: Bar) -> str:
    why = reason(bar.what) if bar.met is False else ""
    return f"| {bar.what} | {bar.aim} | {bar.found} | {_VERDICT[bar.met]} | {bar.earlier} | {why} |"


def _start(start: Start | None) -> str:
    return f"{_time(start.seconds)} | {start.ratio:.2f}×" if start else "– | –"


def _map_table(page: MapFigures) -> list[str]:
    lines = [
        "| | the map | plain folium, the same features |",
        "|---|---:|---:|",
        f"| size | {page.own_bytes / 1e3:,.0f} kB | {page.plain_bytes / 1e3:,.0f} kB |",
    ]
    for rate, found in page.at.items():
        how = "" if rate == 1 else f", processor slowed {rate}×"
        slide = f"{found.slide_median:.0f}, {found.slide_p95:.0f} ms"
        pan = [f"{median:.1f}, {p95:.1f} ms" for median, p95 in (found.own_frames, found.plain_frames)]
        zoom = [f"{median:.1f}, {p95:.1f} ms" for median, p95 in (found.own_zooming, found.plain_zooming)]
        lines += [
            f"| a sketch of the map shown after{how} | {found.own_sketched:.0f} ms | – |",
            f"| ready after{how} | {found.own_ready:.0f} ms | {found.plain_ready:.0f} ms |",
            f"| … of it after its text was read{how} | {found.own_script:.0f} ms | – |",
            f"| a day on the slider: median, 95th percentile{how} | {slide} | – |",
            f"| panning, time between frames: median, 95th percentile{how} | {pan[0]} | {pan[1]} |",
            f"| zooming, time between frames: median, 95th percentile{how} | {zoom[0]} | {zoom[1]} |",
        ]
    return lines


def _figure(parallels: Races, vertices: Races) -> Figure:
    figure = Figure(figsize=(10.0, 5.0), layout="constrained")
    both = figure.subplots(1, 2, sharey=True)
    series = (
        (both[0], parallels, "parallels across two lines of 5,000 vertices"),
        (both[1], vertices, "vertices to a line, 1,000 parallels"),
    )
    for axes, races, label in series:
        for contestant, colour in zip(CONTESTANTS, _COLOURS, strict=True):
            timings = [timings[contestant.name] for timings in races.values()]
            seconds = [timing.seconds for timing in timings]
            axes.plot(_SIZES, seconds, color=colour, lw=1.2, label=contestant.name)
            for size, timing in zip(_SIZES, timings, strict=True):
                whole = timing.times == 1
                face = colour if whole else "white"
                axes.plot([size], [timing.seconds], "o", color=colour, markerfacecolor=face, ms=5)
        start = races[next(iter(races))]["bordershift"].seconds
        line = [start * size / _SIZES[0] for size in _SIZES]
        axes.plot(_SIZES, line, color="black", lw=0.8, ls=":", label="in proportion")
        axes.set_xscale("log")
        axes.set_yscale("log")
        axes.set_xlabel(label)
        axes.grid(visible=True, lw=0.3)
    both[0].set_ylabel("seconds")
    figure.legend(
        *both[0].get_legend_handles_labels(), loc="outside lower center", ncols=4, fontsize=8, frameon=False
    )
    figure.suptitle(
        "Crossings of two lines by parallels: time against size (hollow: extrapolated)", fontsize=11
    )
    return figure


def main() -> None:
    """Run everything; the commands first, while the machine is quiet."""
    machine = _machine()
    _say("starting commands")
    first, opened = starts(), opening()
    _say("taking the commands' memory")
    held, megabytes = peaks()
    alone = drawn()
    _say("asking for many places, and of many states")
    many = Many(*places(), file_of_points(), all_states())
    _say("asking for ten million places, by partitions")
    parts = partitions()
    parallels: Races = {}
    vertices: Races = {}
    for races, tasks in ((parallels, _BY_PARALLELS), (vertices, _BY_VERTICES)):
        for task in tasks:
            _say(f"{task.parallels:,} parallels across two lines of {task.vertices:,} vertices")
            races[task] = race(task)
    _say("opening the map and plain folium's")
    page = map_figures()
    bars = _bars(parallels, vertices, first=first, opened=opened, held=held, many=many, page=page)
    what = f"`geo.accuracy` of two drawings of {SIDE:,} vertices each, processor time"
    bars.append(Bar(what, "under 1 s", _time(alone), alone < 1.0))
    lines = [
        "# Results of the benchmark",
        "",
        "Written by `make bench`; everything below was measured in one run of it.",
        "",
        *machine,
        "",
        "## What was aimed at",
        "",
        "| what | aim | found | met | aim of an earlier run | why |",
        "|---|---:|---:|---|---:|---|",
        *map(_row, bars),
        "",
        "## Crossings",
        "",
        "![Time against size](growth.svg)",
        "",
        "Seconds for all parallels across two lines of 5,000 vertices, by the number of parallels:",
        "",
        *_table(parallels, "parallels", _SIZES),
        "",
        "Seconds for 1,000 parallels across two lines, by the number of vertices to a line:",
        "",
        *_table(vertices, "vertices", _SIZES),
        "",
        _HOW,
        "",
        *(f"- **{contestant.name}**: {contestant.what}." for contestant in CONTESTANTS),
        "",
        _COST,
        "",
        "## Commands",
        "",
        "| command | the first time | over importing geopandas | again | over importing geopandas |",
        "|---|---:|---:|---:|---:|",
        *(f"| `{name}` | {_start(taken.first)} | {_start(taken.again)} |" for name, taken in first.items()),
        "",
        _TURNS,
        "",
        "| command | memory at its most | time |",
        "|---|---:|---:|",
        *(
            f"| `{name}` | {peak.mebibytes:.0f} MiB | {_time(peak.seconds)} |"
            for name, peak in {
                **held,
                f"bordershift who --points, {MANY:,} places": many.file,
                **{f"bordershift compare --all-states, {n:,} states": peak for n, peak in many.states.items()},
            }.items()
        ),
        "",
        _READ.format(megabytes),
        "",
        *section(parts),
        "## The map",
        "",
        *_map_table(page),
        "",
        _MAP,
        "",
    ]
    (_HERE / "RESULTS.md").write_text("\n".join(lines), encoding="utf-8")
    save_chart(_figure(parallels, vertices), _HERE / "growth.svg")
    _say(f"wrote {_HERE / 'RESULTS.md'} and growth.svg")


if __name__ == "__main__":
    main()
