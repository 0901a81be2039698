"""What must be known to read the figures of a shift: land that was changing hands, land beyond the atlas."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely

from geo.atlas.languages import Said
from geo.measures.summary import TOTAL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.measures.shift import Shift

__all__ = ["cut_off", "measured_notes", "passing_members"]


def passing_members(moved: Shift) -> list[dict[str, str]]:
    """List land that was changing hands on either day, to the state or from it, of what was measured."""
    asked = moved.total.region
    return [
        {"day": side.day.isoformat(), "zone": zone.id, "holder": holder, "passing": over, "passing_to": to}
        for side in (moved.change.before, moved.change.after)
        for zone, holder, over, to in side.passing
        if moved.state in {holder, to} and asked in {TOTAL, zone.region}
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
            Said.fill("to {named}, {days}", named=about.named(to), state=to, days=over) for over, to in told
        ]
        yield Said.fill(words, day=day, lands=Said.of_names(lands, "; "))
    if cut_off(moved):
        words = (
            "Land that changed hands reaches the edge of the atlas: what lies beyond is not counted, and what "
            "share it is of all of {named} cannot be told."
        )
        yield Said.fill(words, state=moved.state, named=about.named(moved.state))


def cut_off(moved: Shift) -> bool:
    """Whether land that the state gained or lost, of what was measured, reaches the edge of the atlas.

    Examples
    --------
    >>> from geo import open_atlas, shift
    >>> atlas = open_atlas()
    >>> before, after = atlas.on("1939-08-23"), atlas.on("1939-12-01")
    >>> [cut_off(shift(before, after, state=state, every_deg=1.0)) for state in ("USSR", "Poland")]
    [False, True]
    """
    frame = shapely.box(*moved.change.before.atlas.window).exterior
    return any(shapely.intersects(transfer.territory, frame) for transfer in moved.change.transfers)
