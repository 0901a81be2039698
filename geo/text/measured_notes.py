"""What must be known to read the figures of a shift: land that was changing hands, land beyond the atlas."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geo.atlas.languages import Said
from geo.earth.geodesy import length_m
from geo.files.numbers import fixed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.measures.shift import Shift

__all__ = ["coarse_members", "measured_notes", "passing_members"]

_COARSE_M: Final = 1_500.0
"""From which error on, of all of its line, a region's border is called coarse."""


def passing_members(moved: Shift) -> list[dict[str, str]]:
    """List land that was changing hands on either day, to the state or from it, of what was measured."""
    asked = moved.change.sectors
    lost = {transfer.zone.id for transfer in moved.change.transfers}
    return [
        {"day": side.day.isoformat(), "zone": zone.id, "holder": holder, "passing": over, "passing_to": to}
        for side in (moved.change.before, moved.change.after)
        for zone, holder, over, to in side.passing
        if (moved.state in {holder, to} or zone.id in lost) and (not asked or zone.region in asked)
    ]


def measured_notes(moved: Shift) -> Iterator[Said]:
    """Say of either day which land was changing hands, and whether it may go on beyond the atlas."""
    about = moved.change.before.atlas.about
    by_day: dict[str, dict[tuple[str, str], None]] = {}
    for land in passing_members(moved):
        by_day.setdefault(land["day"], {})[land["passing"], land["passing_to"]] = None
    words = (
        "On {day} land was changing hands ({lands}): the figures count it whole with the state that held it "
        "that day by the atlas."
    )
    for day, told in by_day.items():
        lands = [
            Said.fill("to {named}, {days}", named=about.named(to), state=to, days=Said.of_day(over))
            for over, to in told
        ]
        yield Said.fill(words, day=Said.of_day(day), lands=Said.of_names(lands, "; "))
    coarse = coarse_members(moved)
    if coarse:
        lands = [Said.fill("{name} {km} km", name=one["name"], km=fixed(one["sigma_km"])) for one in coarse]
        words = "Some of the borders are known to kilometres only (one standard error): {lands}."
        yield Said.fill(words, lands=Said.of_names(lands, "; "))
    if moved.change.cut_off:
        words = (
            "Land that changed hands reaches the edge of the atlas: what lies beyond is not counted, and what "
            "share it is of all of {named} cannot be told."
        )
        yield Said.fill(words, state=moved.state, named=about.named(moved.state))
        ends_at_edge = np.array(moved.profile.end) == "edge"
        if moved.change.core and np.any(moved.profile.apart_km[ends_at_edge]):
            words = (
                "On parallels that end at the edge of the atlas, land that {named} held before and after may "
                "lie beyond it: what is apart there may be a border that moved."
            )
            yield Said.fill(words, state=moved.state, named=about.named(moved.state))


def coarse_members(moved: Shift) -> list[dict[str, Any]]:
    """List the regions whose borders are known to kilometres only, with the error of all of each one's line.

    Examples
    --------
    >>> from geo import open_atlas, shift
    >>> atlas = open_atlas()
    >>> moved = shift(atlas.on("1940-06-27"), atlas.on("1940-09-30"), state="Romania", every_deg=1.0)
    >>> [one["region"] for one in coarse_members(moved)]
    ['northern_transylvania', 'southern_dobruja']
    """
    atlas = moved.change.before.atlas
    zones = {zone.id: number for number, zone in enumerate(atlas.zones)}
    sides = list(zip(atlas.arcs, atlas.arrangement.left, atlas.arrangement.right, strict=True))
    found: list[dict[str, Any]] = []
    for region in moved.regions:
        own = {zones[part.zone.id] for part in moved.change.transfers if part.region == region.region}
        lines = [arc for arc, left, right in sides if arc.on_land and (left in own) != (right in own)]
        metres = [length_m(arc.line) for arc in lines]
        squares = sum(long * arc.sigma_m**2 for long, arc in zip(metres, lines, strict=True))
        sigma_m = math.sqrt(squares / sum(metres)) if lines else 0.0
        if sigma_m >= _COARSE_M:
            found.append({"region": region.region, "name": region.name, "sigma_km": round(sigma_m / 1e3, 3)})
    return found
