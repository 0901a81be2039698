"""What the tables of figures hold that tell how good the lines are."""

from __future__ import annotations

from typing import Final

from geo.files.schema import Table, day, integer, names, number, text

__all__ = ["TEST_TABLES"]

_MOST: Final = 1e9

TEST_TABLES: Final[dict[str, Table]] = {
    "comparisons": Table(
        "Distances of digitised stretches to references that are not shipped",
        (
            text("stretch", "stretch, in words"),
            names("arcs", "arcs that it is made of"),
            text("reference", "line it was compared with"),
            text("licence", "of the reference"),
            number("mean_km", "mean distance of points every 500 m", 0, _MOST),
            number("p90_km", "90th percentile", 0, _MOST),
            number("max_km", "largest", 0, _MOST),
            number("rms_km", "root mean square", 0, _MOST),
            text("note", "where and why they differ"),
        ),
    ),
    "offsets": Table(
        "Distances of cut arcs to the lines they were cut from, and to lines made without them",
        (
            text("lines", "arcs"),
            text("against", "line they were compared with"),
            text("own", "yes: the line they were cut from", among=("yes", "no")),
            integer("points", "points, every 500 m along the arcs", 0, 10**9),
            number("mean_m", "mean distance", 0, _MOST),
            number("median_m", "median", 0, _MOST),
            number("p95_m", "95th percentile", 0, _MOST),
            number("max_m", "largest", 0, _MOST),
        ),
    ),
    "league": Table(
        "How other data sets draw the frontiers: figures of data that are not shipped",
        (
            text("data_set", "its name", required=True),
            text("licence", "of the data set", required=True),
            day("day", "the day", required=True),
            text("frontier", "the frontier; all for the whole of the border", required=True),
            number("within_km", "distance beyond which nothing is counted, of a drawing of parts", 0, _MOST),
            number("km", "length of the frontier here that is counted", 0, _MOST),
            number("mean_km", "mean distance from the frontier here to the data set's nearest line", 0, _MOST),
            number("p95_km", "95th percentile of it", 0, _MOST),
            number("back_mean_km", "mean distance of the data set's line that is nearest to it", 0, _MOST),
            number("back_p95_km", "95th percentile of it", 0, _MOST),
            number("hausdorff_km", "the farthest either way", 0, _MOST),
            integer("places", "places near to it whose state is known", 0, 10**9),
            integer("right", "of these on their side in the data set", 0, 10**9),
            number("area_km2", "land that the data set gives to another state there", 0, _MOST),
        ),
        key=("data_set", "day", "frontier"),
    ),
}
"""Tables of figures, by their name."""
