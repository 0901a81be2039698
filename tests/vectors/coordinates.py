"""Latitude and longitude as people write them, or nothing."""

from __future__ import annotations

from typing import Any, Final

from geo.files.coordinates import read_coordinates

ANGLES: Final = [
    "53.61, 26.85", "53,61 26,85", "24°01'30\"E 49°50'N", "49°50'N 24°02'E", "Brest 2", "53.61", "N 53 E 26",
    "E26 N53", "26 E, 53", "53; E 26", "-5 -6", "5 S 6 W", "N5N 6", "53°60'N 26", "N 5 N 6",
    "53°5′6″ 26°7′8″", "1 2 3", "+53 +26", "53 N 26 N",
    "N 49 47 0 E 22 46 0", "49 47 0 N 22 46 0 E", "E 24 1 48 N 49 50 24", "49 50 24 24 1 48", "49 50,4 24 1,8",
    "49:50:24 24:01:48", "49 84 24 03", "49 50 24", "49,84,24,03", "49.84 / 24.03", "N49, E24", "n49e24",
    "49.84N24.03E", "49°50′ с. ш. 24°02′ в. д.", "49°50′ пн.\N{NO-BREAK SPACE}ш., 24°02′ сх. д.", "12 с. Шумск",
    "49,84° pohj. lev. 24,03° it. pit.", "49,84° p.-l. 24,03° i.-p.", "49,84° š. pl. 24,03° r. ilg.",
    "49,84° z. pl. 24,03° a. g.", "49,84° пн. ш. 24,03° у. д.",
    "52°13′56″N21°00′30″E", "49° 50′ N, 24° 2′ O", "49º50'24.5\" 24º1'", "49°50 24°1",
    "49°84' 24°3'", "53 61 26 85", "N53N E26", "E 5", "POINT(24.03 49.84)", " point Z (24.03 49.84 120)",
    "SRID=4326;POINT(24.03 49.84)", "SRID=3857;POINT(24.03 49.84)", "geo:49.84,24.03?z=12", "@49.84,24.03,12z",
    "https://www.google.com/maps/place/Lviv/@49.8,24.0,12z/data=!3d49.84!4d24.03", "?q=49.84%2C24.03",
    "https://www.openstreetmap.org/#map=12/49.84/24.03", "https://x.org/?mlat=49.84&mlon=24.03#map=9/49.8/24",
]  # fmt: skip


def made() -> list[Any]:
    read = ((text, read_coordinates(text)) for text in ANGLES)
    return [{"text": text, "found": found and [round(angle, 9) for angle in found]} for text, found in read]
