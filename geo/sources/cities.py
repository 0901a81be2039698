"""The table of great cities outside the atlas, from the package that the gazetteer is of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from geo.atlas.schema import TABLES
from geo.atlas.written import is_name, other_names
from geo.files.geojson import DECIMALS
from geo.files.tables import table_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["cities_text"]

_GREAT: Final = 500_000
"""People of a city that is known in every language of these lands."""
_NEAR, _NEAR_DEG = 100_000, 8.0
"""People of a European city that is known there where it lies no farther than so many degrees beyond."""


def cities_text(records: Iterable[Mapping[str, Any]], window: tuple[float, float, float, float]) -> str:
    """Write the cities beyond a window as a table, the largest first.

    Those of Europe have names in the languages of these lands. Of the others
    the English name alone is taken: their names in languages of the other end
    of the world are by chance those of villages here.
    """
    about = (*(edge - _NEAR_DEG for edge in window[:2]), *(edge + _NEAR_DEG for edge in window[2:]))
    great = [
        record
        for record in records
        if int(record["population"]) >= (_NEAR if _european(record) and _lies_in(record, about) else _GREAT)
        and is_name(record["name"])
        and not _lies_in(record, window)
    ]
    great.sort(key=lambda record: (-int(record["population"]), record["geonameid"]))
    rows = [
        (
            record["name"],
            ";".join(other_names(record["name"], record["alternatenames"] if _european(record) else ())),
            f"{float(record['longitude']):.{DECIMALS}f}",
            f"{float(record['latitude']):.{DECIMALS}f}",
            record["countrycode"],
            record["population"],
            record["geonameid"],
        )
        for record in great
    ]
    return table_text([column.name for column in TABLES["cities"].columns], rows)


def _lies_in(record: Mapping[str, Any], box: Sequence[float]) -> bool:
    west, south, east, north = box
    return bool(west < record["longitude"] < east and south < record["latitude"] < north)


def _european(record: Mapping[str, Any]) -> bool:
    return str(record["timezone"]).startswith("Europe/") and record["countrycode"] != "TR"
