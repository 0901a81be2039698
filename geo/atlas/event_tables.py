"""What the tables of events hold: what moved borders, and armies that moved none."""

from __future__ import annotations

from typing import Final

from geo.atlas.toponyms import lonlat
from geo.files.schema import Table, day, edtf, names, number, text

__all__ = ["EVENT_TABLES", "KNOWN"]

KNOWN: Final = text(
    "known",
    "read, read in part, read about, or general knowledge",
    among=("read", "read in part", "read about", "general knowledge"),
)
"""The column that tells how well a citation is known."""

EVENT_TABLES: Final[dict[str, Table]] = {
    "events": Table(
        "Treaties, wars and decrees",
        (
            text("event", "name", required=True),
            day("date", "day it took effect", required=True),
            edtf("edtf", "the same in EDTF", around="date"),
            text("title", "what happened", required=True),
            text("changed", "what changed hands"),
            *lonlat(required=False),
            text("citation", "source"),
            KNOWN,
        ),
        key=("event",),
    ),
    "armies": Table(
        "Armies that were in part of a zone, and left it to the state that held it, or to another",
        (
            text("army", "name of the row", required=True),
            text("zone", "zone that it was in", required=True, refers="zones.zone"),
            text("state", "whose army", required=True, refers="tenure.holder"),
            names("places", "those it is known of, parted by semicolons"),
            *lonlat(),
            number("reach_km", "it was within so many kilometres, not everywhere", 0, 1000, required=True),
            day("start_date", "first day on which it may have been there", required=True),
            day("end_date", "first day on which it had left", required=True),
            text("citation", "source", required=True),
            KNOWN,
        ),
        key=("army",),
    ),
}
"""Tables of what happened, by their names."""
