"""Which army was near a place on a day, by its places; none where its own state held the land."""

from __future__ import annotations

from typing import Any

from geo.atlas.open_atlas import open_atlas


def made() -> dict[str, Any]:
    atlas = open_atlas()
    asked = []
    for lon, lat in (
        (31.17, 69.53),
        (30.0, 69.45),
        (30.5, 70.3),
        (24.94, 60.17),
        (28.9, 64.89),
        (23.7, 52.1),
        (22.93, 54.11),
    ):
        for day in (
            "1939-09-15",
            "1939-09-25",
            "1939-10-12",
            "1939-11-30",
            "1940-01-09",
            "1940-01-10",
            "1940-04-11",
        ):
            answer = atlas.on(day).who(lon, lat)
            number = atlas.zones.index(answer.zone)
            army = ", ".join(answer.army.places) if answer.army else ""
            asked.append({"lon": lon, "lat": lat, "day": day, "zone": number, "army": army})
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
         "start": span.since, "end": span.until}
        for span in atlas.tenure if numbers[span.zone] in {one["zone"] for one in asked}
    ]  # fmt: skip
    return {"holders": list(atlas.holders), "armies": near, "tenure": spans, "asked": asked}
