"""What travels to the page: the block of a small atlas, and what must be read from it."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any, Final

import numpy as np

import geo
from geo.atlas.views import WHOLE
from geo.measures.change import change
from geo.measures.land import segments
from geo.page.mapdata import map_data
from geo.page.movement import epochs_of, spacing
from geo.page.wording import page_words
from vectors.small import small_atlas

if TYPE_CHECKING:
    from geo.atlas.atlas import Snapshot

_SHOWN: Final = 40


def _rounded(**values: Any) -> dict[str, float]:  # noqa: ANN401  (as pandas has them)
    return {name: round(float(value), 6) for name, value in values.items()}


def _shift_on(before: Snapshot, after: Snapshot, state: str, every: float) -> dict[str, object]:
    """Every so many pieces and parallels, and how many there are."""
    rows = geo.shift(before, after, state=state, every_deg=every).profile.frame().query("end != ''")
    pieces = segments(change(before, after, state=state), every)
    return {
        "day": str(after.day),
        "counts": [len(pieces), len(rows)],
        "segments": [
            {"at": at, **_rounded(lat=one.lat, west=one.west, east=one.east, km=one.km, sigma=one.sigma_km)}
            | {"westward": one.westward}
            for at, one in list(enumerate(pieces))[::_SHOWN]
        ],
        "profile": [
            {
                "at": at,
                **_rounded(lat=row.lat, gain=row.gain_km, loss=row.loss_km, net=row.net_km, sigma=row.sigma_km),
                "end": row.end,
            }
            for at, row in list(enumerate(rows.itertuples()))[::_SHOWN]
        ],
    }


def made() -> dict[str, Any]:
    with small_atlas() as atlas:
        found = change(atlas.on("1939-08-23"), atlas.on("1941-06-21"), state="Eastland")
        epochs = epochs_of(found.before, found.state, WHOLE)
        head, blob = map_data(found, epochs, page_words(found), view=WHOLE)
        figures = head["tables"]["figures"]  # type: ignore[index]
        for name in set(figures) - {"region", "name", "area_km2", "mean_km"}:
            del figures[name]  # how they are estimated may change; that they travel does not
        every = spacing(found)
        days = ("1939-08-23", "1940-01-15", "1940-06-15", "1941-06-22")
        return {
            "head": head,
            "bytes": base64.b64encode(blob).decode("ascii"),
            "arcs": [{"id": arc.id, "line": np.array(arc.line.coords).tolist()} for arc in atlas.arcs[:6]],
            "tenure": [
                {"zone": span.zone, "holder": span.holder, "start": str(span.start or ""), "event": span.event}
                for span in atlas.tenure
            ],
            "shift": [_shift_on(found.before, atlas.on(day), found.state, every) for day in days],
            "territory": [
                {"zone": zone.id, "square_degrees": round(float(atlas.territory(zone).area), 6)}
                for zone in atlas.zones
            ],
        }
