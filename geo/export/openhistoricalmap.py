"""The whole span as OpenHistoricalMap keeps it: OSM XML, ready to be opened in JOSM and looked over.

A border is a way, with the days from which and to which it parted states. A
state is a boundary relation for each extent that it had, of the ways about it;
ways that meet share their nodes. Ids are negative, as those of objects that no
server knows yet.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Generic, TypeVar
from xml.sax.saxutils import quoteattr

import shapely

from geo.files.names import plain

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping

    from geo.atlas.arrangement import Arc
    from geo.atlas.atlas import Atlas, Snapshot

__all__ = ["openhistoricalmap"]

_MOST_LETTERS: Final = 255
"""Of a tag's value, as the servers of OSM have it."""
_CUT: Final = "runs on beyond this file: join the ways of its other neighbours to close it"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Run(Generic[T]):
    """What was the same from one day on, up to another on which it was no more."""

    what: T
    start: dt.date
    end: dt.date | None

    def covers(self, day: dt.date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)


@dataclass(slots=True)
class _File:
    """Elements, and the ids given to them."""

    nodes: dict[tuple[float, ...], int] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    last: int = 0

    def new(self) -> int:
        self.last -= 1
        return self.last

    def node(self, lonlat: tuple[float, ...]) -> int:
        if lonlat not in self.nodes:
            self.nodes[lonlat] = self.new()
        return self.nodes[lonlat]

    def add(self, kind: str, parts: Iterable[str], tags: Mapping[str, str]) -> int:
        number = self.new()
        told = (f"<tag k={quoteattr(key)} v={quoteattr(_short(text))}/>" for key, text in tags.items() if text)
        self.lines.append(f'<{kind} id="{number}">{"".join(parts)}{"".join(told)}</{kind}>')
        return number

    def text(self) -> str:
        nodes = (
            f'<node id="{number}" lat="{lat:.5f}" lon="{lon:.5f}"/>'
            for (lon, lat), number in self.nodes.items()
        )
        head = ('<?xml version="1.0" encoding="UTF-8"?>', '<osm version="0.6" generator="bordershift">')
        return "\n".join([*head, *nodes, *self.lines, "</osm>\n"])


def openhistoricalmap(atlas: Atlas, items: Mapping[str, str] | None = None) -> str:
    """Write every border and every extent of a state as OSM XML.

    Parameters
    ----------
    atlas : Atlas
    items : mapping, optional
        State to its item of Wikidata.

    Returns
    -------
    str
        ``end_date`` is the day on which it was no more, and the ``start_date``
        of what followed. What is older than the atlas has no ``start_date``,
        but ``start_date:edtf`` with the atlas's first day as the latest.

    Examples
    --------
    >>> import geo
    >>> told = openhistoricalmap(geo.open_atlas())
    >>> told.count('<tag k="name" v="Lithuania"/>')  # as it was, and with the land of Vilnius
    2
    """
    first = atlas.about.first
    turns = {span.start for span in atlas.tenure if span.start is not None and span.start > first}
    snapshots = [atlas.on(day) for day in sorted({first, *turns})]
    owed = atlas.about.credits
    common = {"attribution": owed.attribution, "license": owed.licence}
    file = _File()
    # 1. ways: an arc as long as it parts two states, whichever they are
    borders = [{border.arc.id for border in snapshot.borders} for snapshot in snapshots]
    ways: dict[str, list[_Run[int]]] = {}
    for arc in atlas.arcs:
        for run in _runs(snapshots, [arc.id in ids for ids in borders]):
            if run.what:
                parts = [f'<nd ref="{file.node(at)}"/>' for at in arc.line.coords]
                number = file.add("way", parts, {**_way_tags(arc), **_dates(run, first), **common})
                ways.setdefault(arc.id, []).append(_Run(number, run.start, run.end))
    # 2. relations: a state as long as it has one extent
    for state in atlas.holders:
        for held in _runs(snapshots, [_held(snapshot, state) for snapshot in snapshots]):
            if held.what:
                told = _relation_tags(state, (items or {}).get(state, ""))
                parts, whole = _members(atlas, held, ways)
                file.add(
                    "relation", parts, {**told, **_dates(held, first), "note": "" if whole else _CUT, **common}
                )
    return file.text()


def _runs(snapshots: list[Snapshot], values: list[T]) -> Iterator[_Run[T]]:
    """Join days that follow each other and have the same value."""
    begun = [0, *(at for at, (old, new) in enumerate(pairwise(values), 1) if old != new)]
    for at, after in zip(begun, [*begun[1:], None], strict=True):
        yield _Run(values[at], snapshots[at].day, None if after is None else snapshots[after].day)


def _held(snapshot: Snapshot, state: str) -> frozenset[int]:
    """Return the faces that a state holds."""
    return frozenset(at for at, span in enumerate(snapshot.tenures) if span.held and span.holder == state)


def _members(
    atlas: Atlas, run: _Run[frozenset[int]], ways: Mapping[str, list[_Run[int]]]
) -> tuple[list[str], bool]:
    """Name the ways about some faces, each with its role, and say whether they are all that there is."""
    land = shapely.union_all([atlas.arrangement.faces[at] for at in sorted(run.what)])
    holes = {
        step for part in shapely.get_parts(land) for ring in part.interiors for step in pairwise(ring.coords)
    }
    members, whole = [], True
    sides = zip(atlas.arcs, atlas.arrangement.left, atlas.arrangement.right, strict=True)
    for arc, left, right in sides:
        if (left in run.what) == (right in run.what):
            continue
        way = next((way.what for way in ways.get(arc.id, ()) if way.covers(run.start)), None)
        whole &= way is not None
        if way is not None:
            a, b = arc.line.coords[:2]
            role = "inner" if (a, b) in holes or (b, a) in holes else "outer"
            members.append(f'<member type="way" ref="{way}" role="{role}"/>')
    return members, whole


def _way_tags(arc: Arc) -> dict[str, str]:
    return {
        "boundary": "administrative",
        "admin_level": "2",
        "maritime": "yes" if arc.kind == "sea" else "",
        "source": arc.legal_basis,
        "source:geometry": f"{arc.source}, {arc.method}",
        "source:sigma_m": "" if arc.sigma_m != arc.sigma_m else f"{arc.sigma_m:.0f}",
        "bordershift:arc": arc.id,
    }


def _relation_tags(state: str, item: str) -> dict[str, str]:
    return {
        "type": "boundary",
        "boundary": "administrative",
        "admin_level": "2",
        "name": state,
        "name:en": state,
        "wikidata": item,
    }


def _dates(run: _Run[T], first: dt.date) -> dict[str, str]:
    began = run.start.isoformat()
    older = run.start <= first
    return {
        "start_date": "" if older else began,
        "start_date:edtf": f"[..{began}]" if older else "",
        "end_date": run.end.isoformat() if run.end else "",
    }


def _short(text: str) -> str:
    told = plain(text)
    return told if len(told) <= _MOST_LETTERS else told[: _MOST_LETTERS - 1] + "\N{HORIZONTAL ELLIPSIS}"
