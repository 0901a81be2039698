"""A page for each frontier: its arcs, where they are known from, what tests them, how to better them."""

from __future__ import annotations

import math
from collections import defaultdict
from html import escape
from typing import TYPE_CHECKING, Final

from geo.earth.geodesy import length_m
from geo.files.tables import read_table
from geo.sources.reliability import ask_places
from geo.sources.web import page, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from geo.atlas.arrangement import Arc
    from geo.atlas.atlas import Atlas
    from geo.sources.reliability import Asked

__all__ = ["frontier_pages"]

_MOST_TESTS: Final = 25
"""Places that are listed of a frontier: those that test it most sharply."""
_ZOOM: Final = 8


def frontier_pages(atlas: Atlas) -> Iterator[tuple[str, str]]:
    """Write the index of frontiers, and a page for each.

    Yields
    ------
    path, text : str
    """
    arcs: dict[str, list[Arc]] = defaultdict(list)
    for arc in atlas.arcs:
        if arc.kind != "window":
            arcs[arc.frontier].append(arc)
    tests: dict[str, list[Asked]] = defaultdict(list)
    for asked in ask_places(atlas):
        tests[asked.arc.frontier].append(asked)
    credit = atlas.about.credits.attribution
    parted = _parted(atlas)
    rows = [
        (
            f'<a href="{name}.html">{escape(_title(name))}</a>',
            escape("; ".join(sorted(parted[name]))) or "at sea, or within one state",
            round(sum(_km(arc) for arc in found)),
            _sigmas(found),
            len(tests[name]),
        )
        for name, found in sorted(arcs.items())
    ]
    intro = (
        f"<p>{len(rows)} frontiers make every border of the atlas. Each is a chain of arcs, and each arc says where it is "
        "known from and how far it may be off: σ, one standard error, in metres. Choose one to see its arcs, the "
        "places that test it, and how to better it.</p>"
    )
    heads = ("frontier", "parted, in these years", "km", "σ, m", "test places")
    yield (
        "frontiers/index.html",
        page("frontiers/index.html", "Frontiers", intro + table("Frontiers", heads, rows), credit=credit),
    )
    for name, found in sorted(arcs.items()):
        path = f"frontiers/{name}.html"
        body = _body(atlas, name, found, tests[name], parted[name])
        yield path, page(path, f"Frontier: {_title(name)}", body, credit=credit)


def _title(frontier: str) -> str:
    return frontier.replace("_", " ").title().replace("Ussr", "USSR")


def _km(arc: Arc) -> float:
    return length_m(arc.line) / 1000.0


def _sigmas(arcs: Sequence[Arc]) -> str:
    known = [arc.sigma_m for arc in arcs if not math.isnan(arc.sigma_m)]
    if not known:
        return "not known"
    low, high = min(known), max(known)
    return f"{low:,.0f}" if low == high else f"{low:,.0f} to {high:,.0f}"


def _parted(atlas: Atlas) -> Mapping[str, set[str]]:
    """Pairs of states that a frontier parted on some day."""
    found: dict[str, set[str]] = defaultdict(set)
    turns = {span.start for span in atlas.tenure if span.start is not None}
    for day in sorted({atlas.about.first, *(turn for turn in turns if turn > atlas.about.first)}):
        for border in atlas.on(day).borders:
            pair = sorted((border.left.who, border.right.who))
            found[border.arc.frontier].add(" and ".join(map(atlas.about.named, pair)))
    return found


def _body(atlas: Atlas, name: str, arcs: Sequence[Arc], tests: Sequence[Asked], parted: set[str]) -> str:
    middle = arcs[len(arcs) // 2].line.interpolate(0.5, normalized=True)
    parts = [
        f"<p>Between {escape('; '.join(sorted(parted)))}.</p>" if parted else "",
        f'<p><a href="../maps/index.html#m={_ZOOM}/{middle.y:.3f}/{middle.x:.3f}">See it on the map</a></p>',
        _list("What drew it", (arc.legal_basis for arc in arcs)),
        _list("Where that was read", (arc.citation for arc in arcs)),
        _list("How the line was drawn", (arc.note for arc in arcs)),
        "<h2>Its arcs</h2>",
        table(
            f"Arcs of {_title(name)}",
            ("arc", "kind", "km", "σ, m", "line from"),
            (
                (
                    f'<code id="{escape(arc.id)}">{escape(arc.id).replace("_", "_<wbr>")}</code>',
                    arc.kind,
                    round(_km(arc), 1),
                    "not known" if math.isnan(arc.sigma_m) else round(arc.sigma_m),
                    escape(f"{arc.source}, {arc.method}"),
                )
                for arc in arcs
            ),
        ),
        "<h2>Places that test it</h2>",
        _tests(name, tests),
        "<h2>To better it</h2>",
        _bettering(atlas, name),
    ]
    return "\n".join(part for part in parts if part)


def _list(title: str, told: Iterable[str]) -> str:
    """Say each thing once, in the order in which it comes first."""
    once = dict.fromkeys(one for one in told if one)
    items = "".join(f"<li>{escape(one)}</li>" for one in once)
    return f"<h2>{title}</h2><ul>{items}</ul>" if once else ""


def _tests(name: str, tests: Sequence[Asked]) -> str:
    if not tests:
        return (
            "<p>None: no place whose holder is known from elsewhere has this line as its nearest border. A village "
            "with a source for its state is worth a row in <code>data/tables/places.csv</code>.</p>"
        )
    sharpest = sorted(tests, key=lambda asked: asked.sigmas)[:_MOST_TESTS]
    told = (
        f"<p>The state of {len(tests):,} places and days is known from elsewhere, and this is their nearest border"
        f"{'' if len(tests) == len(sharpest) else f'; the {len(sharpest)} that test it most sharply'}:</p>"
    )
    rows = (
        (
            escape(asked.name),
            round(asked.border_km, 2),
            round(asked.sigma_km, 2),
            "on the wrong side" if asked.wrong else "on its side",
        )
        for asked in sharpest
    )
    return told + table(
        f"Places that test {_title(name)}", ("place", "to the border, km", "σ of the border, km", "drawn"), rows
    )


def _bettering(atlas: Atlas, name: str) -> str:
    points = atlas.folder / "points" / f"{name}.csv"
    if not points.is_file():
        return "<p>It is made with the frontiers that it meets; better those.</p>"
    rows = read_table(points, ["sigma_m", "what", "known_from"])
    unread = sum("general knowledge" in row["known_from"] for row in rows)
    return (
        f"<p>It is made from <code>data/points/{points.name}</code>, {len(rows)} rows, of which {unread} are from "
        "general knowledge: to read one of those in a source betters it most. Change or add a row, then "
        f"<code>make data FRONTIER={name}</code> cuts this frontier anew in seconds; "
        '<a href="../guide/contributing.html">how, step by step</a>.</p>'
    )
