"""Which army was near a place on a day, by its places, and whose the place was, in words."""

from __future__ import annotations

from typing import Any

from geo.atlas.open_atlas import open_atlas
from geo.text.answers import held_in_turn


def made() -> dict[str, Any]:
    atlas = open_atlas()
    asked = []
    between = ("1939-10-05", "1939-10-27", "1939-10-28", "1940-03-12", "1940-03-14", "1940-06-29", "1940-07-01")
    for lon, lat in (
        (31.17, 69.53),
        (30.0, 69.45),
        (30.5, 70.3),
        (24.94, 60.17),
        (28.9, 64.89),
        (23.7, 52.1),
        (22.93, 54.11),
        (24.02, 49.84),  # Lwów
        (19.94, 50.06),  # Kraków
        (25.28, 54.69),  # Vilnius
        (28.86, 47.01),  # Chișinău
        (28.75, 60.71),  # Viipuri
    ):
        for day in (
            "1939-09-15",
            "1939-09-25",
            "1939-10-12",
            "1939-11-30",
            "1940-01-09",
            "1940-01-10",
            "1940-04-11",
            *between,
        ):
            answer = atlas.on(day).who(lon, lat)
            number = atlas.zones.index(answer.zone)
            army = ", ".join(answer.army.places) if answer.army else ""
            asked.append({"lon": lon, "lat": lat, "day": day, "zone": number, "army": army,
                          "held": held_in_turn(atlas, answer, day)})  # fmt: skip
    numbers = {zone.id: k for k, zone in enumerate(atlas.zones)}
    near = [
        {
            **{name: getattr(army, name) for name in ("state", "lon", "lat", "reach_km")},
            "zone": numbers[army.zone], "places": ", ".join(army.places),
            "start": str(army.start), "last": str(army.last),
        }
        for army in atlas.armies
    ]  # fmt: skip
    spans = [
        {"zone": numbers[span.zone], "holder": atlas.holders.index(span.holder), "occupier": span.occupier,
         "start": span.since, "end": span.until,
         "status": span.status, "edtf": span.start_edtf, "entry": str(span.entry or "")}
        for span in atlas.tenure if numbers[span.zone] in {one["zone"] for one in asked}
    ]  # fmt: skip
    named = [atlas.about.named(state) for state in atlas.holders]
    return {"holders": list(atlas.holders), "named": named, "armies": near, "tenure": spans, "asked": asked}
