"""The towns that can be asked for by name, from GeoNames, in ``tables/gazetteer.csv``.

``python -m geo.sources.gazetteer`` chooses them anew, which needs the pinned
package: every place that lies in land which changed hands between any two
states, or within `BELT_KM` of the Soviet border of one of the two days. Who held
it is not written down: the atlas tells.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import shapely

from geo.atlas.gazetteer import REACH_M
from geo.atlas.open_atlas import open_atlas
from geo.atlas.places import fold
from geo.atlas.schema import TABLES
from geo.earth.geodesy import distance_m
from geo.earth.nearest import LineIndex
from geo.files.geojson import DECIMALS
from geo.files.tables import table_text
from geo.files.writing import write_text
from geo.sources.packages import locate, read_sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.atlas.atlas import Atlas

__all__ = ["BELT_KM", "Town", "chosen", "gazetteer_text", "main", "other_names", "read_towns"]

_ROOT: Final = Path(__file__).resolve().parents[2]

BELT_KM: Final = 60.0
_BELT_DEG: Final = 2.0
"""More than `BELT_KM` anywhere in the atlas, along the parallel too: nothing farther is measured."""

SCRIPTS: Final = ("LATIN", "CYRILLIC", "HEBREW")
_SIGNS: Final = re.compile(r"[\w .'\-\N{RIGHT SINGLE QUOTATION MARK}\N{HEBREW PUNCTUATION MAQAF}]+")


@dataclass(frozen=True, slots=True)
class Town:
    """A place of GeoNames: its number there, names, place and people of today."""

    geonames: int
    name: str
    other_names: tuple[str, ...]
    lon: float
    lat: float
    population: int


def _script(name: str) -> str:
    """Return the one script a name is written in, or nothing."""
    letters = (letter for letter in name if unicodedata.category(letter) in {"Lu", "Ll", "Lt", "Lo"})
    scripts = {unicodedata.name(letter, "").partition(" ")[0] for letter in letters}
    return scripts.pop() if len(scripts) == 1 else ""


def _is_name(name: str) -> bool:
    """Tell a name from codes, addresses and what was transliterated by a machine, which is written small."""
    script = _script(name)
    if script not in SCRIPTS or not _SIGNS.fullmatch(name) or re.search(r"[\d_]", name):
        return False
    return script == "HEBREW" or (name[0].isupper() and not name.isupper())


def other_names(name: str, alternates: Iterable[str]) -> tuple[str, ...]:
    """Choose the names a person may type that are not yet found by another, those with diacritics first.

    Parameters
    ----------
    name : str
        The place's own.
    alternates : iterable of str

    Returns
    -------
    tuple of str
        In Latin, Cyrillic and Hebrew script, in the order of their folding.

    Examples
    --------
    >>> other_names("Lviv", ["LWO", "Lwow", "Lwów", "l wif", "Lemberg", "Львов", "לבוב", "https://x"])
    ('Lemberg', 'Lwów', 'Львов', 'לבוב')
    """
    found: dict[str, str] = {}
    plain_last = sorted(set(alternates), key=lambda text: (-sum(ord(sign) > 127 for sign in text), text))
    for spelt in filter(_is_name, plain_last):
        found.setdefault(fold(spelt), spelt)
    found.pop(fold(name), None)
    return tuple(found[key] for key in sorted(found))


def read_towns(records: Iterable[Mapping[str, Any]]) -> list[Town]:
    """Read the records of the package whose own name is one."""
    return [
        Town(
            int(record["geonameid"]),
            record["name"],
            other_names(record["name"], record["alternatenames"]),
            round(float(record["longitude"]), DECIMALS),
            round(float(record["latitude"]), DECIMALS),
            int(record["population"]),
        )
        for record in records
        if _is_name(record["name"])
    ]


def chosen(atlas: Atlas, records: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Choose the records that lie in land which changed hands, or near the Soviet border."""
    west, south, east, north = atlas.window
    about = [
        record for record in records if west < record["longitude"] < east and south < record["latitude"] < north
    ]
    points = shapely.points([(record["longitude"], record["latitude"]) for record in about])
    holders: dict[str, set[str]] = {}
    for span in atlas.tenure:
        holders.setdefault(span.zone, set()).add(span.holder)
    changed = shapely.union_all([zone.polygon for zone in atlas.zones if len(holders[zone.id]) > 1])
    lines = [
        border.arc.line
        for day in (atlas.about.first, atlas.about.last)
        for border in atlas.on(day).borders
        if atlas.about.border_of in {border.left.holder, border.right.holder}
    ]
    shapely.prepare(changed)
    inside = shapely.contains(changed, points)
    near = shapely.dwithin(shapely.union_all(lines), points, _BELT_DEG)
    border = LineIndex(lines)

    def belongs(record: Mapping[str, Any]) -> bool:
        return border.nearest(record["longitude"], record["latitude"])[0] < BELT_KM * 1000.0

    return [
        record
        for record, within, close in zip(about, inside.tolist(), near.tolist(), strict=True)
        if within or (close and belongs(record))
    ]


def _once(towns: Iterable[Town]) -> list[Town]:
    """Keep of neighbours with one name the largest: the others are its parts and its station."""
    kept: dict[str, list[Town]] = {}
    for town in sorted(towns, key=lambda town: (-town.population, town.geonames)):
        named = kept.setdefault(fold(town.name), [])
        if all(distance_m(town.lon, town.lat, other.lon, other.lat) > REACH_M for other in named):
            named.append(town)
    return [town for named in kept.values() for town in named]


def gazetteer_text(towns: Iterable[Town]) -> str:
    """Write towns as a table, in the order of their names, whatever the order they come in."""
    rows = [
        (
            town.name,
            ";".join(town.other_names),
            f"{town.lon:.{DECIMALS}f}",
            f"{town.lat:.{DECIMALS}f}",
            town.population or "",
            town.geonames,
        )
        for town in sorted(_once(towns), key=lambda town: (fold(town.name), town.geonames))
    ]
    return table_text(TABLES["gazetteer"].needed, rows)


def main() -> None:
    """Write the table."""
    atlas = open_atlas(_ROOT / "data")
    tables = atlas.folder / "tables"
    source = locate(read_sources(tables)["geonames"])
    records = json.loads(source.read_text(encoding="utf-8")).values()
    write_text(tables / "gazetteer.csv", gazetteer_text(read_towns(chosen(atlas, records))))


if __name__ == "__main__":
    main()
