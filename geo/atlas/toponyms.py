"""What the tables of names hold: the gazetteer, and names that its sources lack."""

from __future__ import annotations

from typing import Final

from geo.files.schema import Column, Table, integer, names, number, text

__all__ = ["ALSO_CALLED", "NAME_TABLES", "lonlat"]

ALSO_CALLED: Final = ("name_then", "other_names")
"""Columns of a table of places that hold what else they are called."""


def lonlat(*, required: bool = True) -> tuple[Column, Column]:
    """Describe the two columns of a position."""
    return (
        number("lon", "longitude, degrees on WGS 84", -180, 180, required=required),
        number("lat", "latitude, degrees on WGS 84", -90, 90, required=required),
    )


NAME_TABLES: Final[dict[str, Table]] = {
    "gazetteer": Table(
        "Settlements to be found by name, from GeoNames: in land that changed hands, and near the border",
        (
            text("place", "today's name", required=True),
            names("other_names", "others, in Latin, Cyrillic and Hebrew script, parted by semicolons"),
            *lonlat(),
            number("sigma_m", "one-sigma error of the position, metres; empty: 500", 0, 1e6, may_lack=True),
            text("district", "today's district and province, as the source calls them", may_lack=True),
            text("country", "today's, two letters of ISO 3166", may_lack=True),
            integer("population", "of today; empty: not known", 0, 10**9),
            integer("geonames", "number in GeoNames; empty: it has none", 1, 10**9),
            text(
                "source",
                "geonames (the default), postal, genitive (postal, its name made of that), memory or dump",
                may_lack=True,
            ),
        ),
        key=("place", "lon", "lat"),
    ),
    "cities": Table(
        "Great cities outside the atlas, from GeoNames: a village called like one is hardly meant",
        (
            text("city", "its name in English", required=True),
            names("other_names", "others, as in the gazetteer; of a city outside Europe none"),
            *lonlat(),
            text("country", "today's, two letters of ISO 3166", required=True),
            integer("population", "of today", 0, 10**9),
            integer("geonames", "number in GeoNames", 1, 10**9),
        ),
        key=("city", "lon", "lat"),
    ),
    "exonyms": Table(
        "Names that the gazetteer's sources lack: of the time, of other languages, of vanished villages",
        (
            text("name", "as it was spelt", required=True),
            text("language", "whose name it is, if it is not the place's own"),
            text(
                "kind",
                "name: of the place in the next column; vanished, parish or standing: a place of its own",
                required=True,
                among=("name", "vanished", "parish", "standing"),
            ),
            text("place", "today's name, or the row's own", required=True),
            *lonlat(),
            number("sigma_m", "one-sigma error of the position, metres; of a place of its own", 0, 1e6),
            text("district", "today's district and province"),
            text("country", "today's, two letters of ISO 3166"),
            text("known_from", "where the name is known from", required=True),
            text("note", "what became of it"),
        ),
        key=("name", "place", "language"),
    ),
}
"""Tables of names, by their name."""
