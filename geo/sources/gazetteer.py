"""The towns that can be asked for by name, from GeoNames, in ``tables/gazetteer.csv``.

``python -m geo.sources.gazetteer`` chooses them anew, which needs the pinned
package: every place that lies in land which changed hands between any two
states, or within `BELT_KM` of the Soviet border of one of the two days; great
cities, and what ``places.csv`` has, wherever they lie. Who held it is not written
down: the atlas tells.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from geo.atlas.gazetteer import REACH_M
from geo.atlas.name_index import refresh_index
from geo.atlas.open_atlas import open_atlas
from geo.atlas.places import fold
from geo.atlas.schema import TABLES, read_checked
from geo.atlas.spelling import READINGS, skeletons
from geo.atlas.written import is_name, other_names
from geo.earth.geodesy import distance_m
from geo.earth.nearest import LineIndex
from geo.files.geojson import DECIMALS
from geo.files.tables import table_text
from geo.files.writing import write_text
from geo.sources.cities import cities_text
from geo.sources.exonyms import own_places, which_settlement
from geo.sources.farther import Settlement, farther
from geo.sources.packages import locate, read_sources
from geo.sources.postal import AT_NAMESAKES, anywhere, is_seat, read_postal
from geo.sources.provinces import Provinces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from geo.atlas.atlas import Atlas
    from geo.files.schema import Row
    from geo.sources.postal import Postal

__all__ = ["BELT_KM", "Town", "chosen", "gazetteer_text", "main", "read_towns"]

_ROOT: Final = Path(__file__).resolve().parents[2]

BELT_KM: Final = 60.0
_BELT_DEG: Final = 2.0
"""More than `BELT_KM` anywhere in the atlas, along the parallel too: nothing farther is measured."""
_SURELY_DEG: Final = 0.5
"""Less than `BELT_KM` along any line: nothing nearer is."""

_TOWN_SIGMA_M: Final = 500.0
"""Of a position in GeoNames: where in the town it lies, nobody says."""

_MOST_OFF_M: Final = 15_000.0
"""Farther off a place of the postal file is no town of that name, however wide its error."""

_CITY_M: Final = ((100_000, 20_000.0), (20_000, 10_000.0), (0, REACH_M))
"""How far the post offices of a town of so many people lie from its middle."""

_SEAT: Final = 2_000
_SEAT_M: Final = 120_000.0
"""How far off its province's middle may lie, where the postal file puts what it cannot locate."""

_DISTRICT_M: Final = 30_000.0
"""How far a town lies from its district's midst, where that file puts what it cannot locate."""

_LACKING_M: Final = 2_000.0

_ABOUT: Final = 3
_ABOUT_DEG: Final = 0.1
"""A town lies in the district of the located places next to it, if they agree."""


@dataclass(frozen=True, slots=True)
class Town:
    """A row of the table: names, place, district and people of today, and where that is known from."""

    name: str
    other_names: tuple[str, ...]
    lon: float
    lat: float
    sigma_m: float = _TOWN_SIGMA_M
    district: str = ""
    country: str = ""
    population: int = 0
    geonames: int | None = None
    source: str = "geonames"


def read_towns(records: Iterable[Mapping[str, Any]]) -> list[Town]:
    """Read the records of the package whose own name is one."""
    return [
        Town(
            record["name"],
            other_names(record["name"], record["alternatenames"]),
            round(float(record["longitude"]), DECIMALS),
            round(float(record["latitude"]), DECIMALS),
            country=record["countrycode"],
            population=int(record["population"]),
            geonames=int(record["geonameid"]),
        )
        for record in records
        if is_name(record["name"])
    ]


def chosen(atlas: Atlas, lonlat: Sequence[tuple[float, float]]) -> list[bool]:
    """Tell of points whether they lie in land which changed hands, or near the Soviet border."""
    points = list(map(shapely.Point, lonlat))
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
    inside = np.asarray(shapely.contains(changed, points))
    tree = shapely.STRtree(lines)
    belongs = inside.copy()
    belongs[tree.query(points, "dwithin", _SURELY_DEG)[0]] = True
    about = np.zeros(len(points), bool)
    about[tree.query(points, "dwithin", _BELT_DEG)[0]] = True
    unsure = np.flatnonzero(about & ~belongs)  # the few that must be measured
    if len(unsure):
        lons, lats = np.array(lonlat, float)[unsure].T
        belongs[unsure] = LineIndex(lines).nearest_places(lons, lats).metres < BELT_KM * 1000.0
    return belongs.tolist()  # type: ignore[no-any-return]


def _once(towns: Iterable[Town]) -> list[Town]:
    """Keep of neighbours with one name the largest: the others are its parts and its station."""
    kept: dict[str, list[Town]] = {}
    for town in sorted(towns, key=lambda town: (-town.population, town.geonames or 0)):
        named = kept.setdefault(fold(town.name), [])
        if all(distance_m(town.lon, town.lat, other.lon, other.lat) > REACH_M for other in named):
            named.append(town)
    return [town for named in kept.values() for town in named]


def _one_land(places: Sequence[Town | Postal]) -> Sequence[int]:
    return [0] * len(places)


def joined(
    towns: Iterable[Town],
    postal: Iterable[Postal],
    land_of: Callable[[Sequence[Town | Postal]], Sequence[int]] = _one_land,
    holds: Callable[[str, str, Iterable[tuple[float, float]]], NDArray[np.bool_]] = anywhere,
) -> list[Town]:
    """Put the places of the postal file among the towns; one that a town is already adds its name and district.

    Parameters
    ----------
    towns : iterable of Town
    postal : iterable of Postal
    land_of : callable
        Returns of each of some places the number of the piece of land that it lies in, which old frontiers
        part: districts do not reach across them, so that those of neighbours beyond tell nothing.
    holds : callable
        Tells of points whether they may lie in the province of a country's district: no town is
        a place of a district whose province lies elsewhere.

    Returns
    -------
    list of Town
    """
    places = list(postal)
    spelt: dict[str, list[int]] = defaultdict(list)
    for number, place in enumerate(places):
        for skeleton in skeletons(place.name, READINGS):
            spelt[skeleton].append(number)
    located = [place for place in places if place.sigma_m <= _MOST_OFF_M and place.district]
    tree = shapely.STRtree([shapely.Point(place.lon, place.lat) for place in located])
    lands = land_of(located)
    taken: set[int] = set()
    rows = []
    once = _once(towns)

    def may_be_in(town: Town, district: str) -> bool:
        return bool(holds(town.country, district, [(town.lon, town.lat)])[0])

    for town, land in zip(once, land_of(once), strict=True):
        own = set().union(*(skeletons(name, READINGS) for name in (town.name, *town.other_names)))
        near = [
            (float(distance_m(town.lon, town.lat, place.lon, place.lat)), number)
            for number in sorted({number for skeleton in own for number in spelt.get(skeleton, ())})
            if (place := places[number]).country == town.country and may_be_in(town, place.district)
        ]
        same = [number for off, number in sorted(near) if off <= _reach_m(town, places[number])]
        taken.update(same)
        names = [name for number in same for name in (places[number].name, *places[number].other_names)]
        district = places[same[0]].district if same else ""
        if not district and len(tree):
            around = tree.query(shapely.Point(town.lon, town.lat), "dwithin", _ABOUT_DEG)
            about = [
                (float(distance_m(town.lon, town.lat, place.lon, place.lat)), place.district)
                for place in (located[number] for number in around if lands[number] == land)
                if place.country == town.country and may_be_in(town, place.district)
            ]
            district = _common([name for _, name in sorted(about)[:_ABOUT]])
        rows.append(
            replace(town, other_names=other_names(town.name, (*town.other_names, *names)), district=district)
        )
    rows += [
        Town(
            place.name,
            other_names(place.name, place.other_names),
            place.lon,
            place.lat,
            place.sigma_m,
            place.district,
            place.country,
            source="genitive" if place.restored else "postal",
        )
        for number, place in enumerate(places)
        if number not in taken and is_name(place.name)
    ]
    return rows


def _reach_m(town: Town, place: Postal) -> float:
    """How far off a place of a town's name is the town itself, or one of the post offices of a city."""
    wide = next(reach for people, reach in _CITY_M if town.population >= people)
    if not place.located and town.population >= _SEAT:
        return _SEAT_M if is_seat(place) else max(wide, min(2.0 * place.sigma_m, _DISTRICT_M))
    return max(wide, min(2.0 * place.sigma_m, _MOST_OFF_M))


def _common(names: Sequence[str]) -> str:
    """Return the district that most of some name, else their province, or nothing where they do not agree."""
    for told in (names, [name.rpartition(", ")[2] for name in names]):
        counted = Counter(told).most_common(1)
        if counted and 2 * counted[0][1] > len(told):
            return counted[0][0]
    return ""


def gazetteer_text(towns: Iterable[Town]) -> str:
    """Write towns as a table, in the order of their names, whatever the order they come in."""
    rows = {
        (town.name, f"{town.lon:.{DECIMALS}f}", f"{town.lat:.{DECIMALS}f}"): (
            town.name,
            ";".join(town.other_names),
            f"{town.lon:.{DECIMALS}f}",
            f"{town.lat:.{DECIMALS}f}",
            "" if town.sigma_m == _TOWN_SIGMA_M else round(town.sigma_m),
            town.district,
            town.country,
            town.population or "",
            town.geonames or "",
            "" if town.source == "geonames" else town.source,
        )
        for town in sorted(towns, key=_order, reverse=True)  # of two at one point the first stays
    }
    columns = [column.name for column in TABLES["gazetteer"].columns]
    return table_text(columns, list(rows.values())[::-1])


def _order(town: Town) -> tuple[object, ...]:
    return fold(town.name), town.name, town.geonames or 0, town.lon, town.lat, town.source, town.sigma_m


def gathered(atlas: Atlas) -> list[Town]:
    """Gather every row of the table from the pinned packages and the tables of names."""
    tables = atlas.folder / "tables"
    sources = read_sources(tables)
    west, south, east, north = atlas.window
    records = [
        record
        for record in _records(tables)
        if west < record["longitude"] < east and south < record["latitude"] < north
    ]
    largest = sorted(records, key=lambda record: (-record["population"], record["geonameid"]))
    provinces = Provinces(locate(sources["omim"]))
    postal = read_postal(locate(sources["postal"]), atlas.window, _seats(largest), provinces.holds)
    there = [
        Settlement(r["name"], r["longitude"], r["latitude"], r["population"], r["countrycode"]) for r in records
    ]
    there += [Settlement(place.name, place.lon, place.lat) for place in postal]
    near = chosen(atlas, [(one.lon, one.lat) for one in there])
    wanted = iter(np.logical_or(near, farther(atlas, there)).tolist())
    towns = read_towns(record for record in records if next(wanted))
    places = [place for place in postal if next(wanted)]
    rows = joined(towns, places, partial(_zones_of, atlas), provinces.holds)
    return named(rows, read_checked(tables, "exonyms")["exonyms"])


def _seats(largest: Sequence[Mapping[str, Any]]) -> list[tuple[str, str, float, float]]:
    """Return the names of towns that districts may be called after, first their own, then the others."""
    own = [(r, r["name"]) for r in largest]
    others = [
        (r, name)
        for r in largest
        if r["countrycode"] in AT_NAMESAKES and r["population"] >= _SEAT
        for name in other_names(r["name"], r["alternatenames"])
    ]
    return [(r["countrycode"], name, r["longitude"], r["latitude"]) for r, name in (*own, *others)]


def _zones_of(atlas: Atlas, places: Sequence[Town | Postal]) -> Sequence[int]:
    lonlat = np.array([(place.lon, place.lat) for place in places]).reshape(-1, 2)
    zones: list[int] = atlas.zones_at(*lonlat.T).tolist()
    return zones


def _records(tables: Path) -> list[dict[str, Any]]:
    """Read every record of the pinned package, of all the world."""
    return list(json.loads(locate(read_sources(tables)["geonames"]).read_text(encoding="utf-8")).values())


def named(towns: Iterable[Town], rows: Sequence[Row]) -> list[Town]:
    """Give towns the names that ``exonyms.csv`` has for them, and add its own places.

    A name of a place that no package has, but ``places.csv`` does, makes a row
    that stands there, so that the place is found by it.
    """
    rows_of: dict[int, list[str]] = defaultdict(list)
    found = list(towns)
    own = {row["name"] for row in rows if row["kind"] != "name"}
    columns = [(town.name, town.other_names, town.lon, town.lat) for town in found]
    lacking: dict[tuple[str, float, float], list[str]] = defaultdict(list)
    for row in rows:
        if row["kind"] != "name" or row["place"] in own:
            continue
        number = which_settlement(row, columns)
        if number is None:
            lacking[row["place"], row["lon"], row["lat"]].append(row["name"])
        else:
            rows_of[number].append(row["name"])
    for number, names in rows_of.items():
        town = found[number]
        spelt = {fold(name): name for name in (*town.other_names, *names)}
        spelt.pop(fold(town.name), None)
        found[number] = replace(town, other_names=tuple(spelt[key] for key in sorted(spelt)))
    found += [
        Town(place, tuple(dict.fromkeys(names)), lon, lat, _LACKING_M, source="memory")
        for (place, lon, lat), names in lacking.items()
    ]
    return found + [
        Town(
            place.name,
            place.other_names,
            place.lon,
            place.lat,
            place.sigma_m,
            place.district,
            place.country,
            source="memory",
        )
        for place in own_places(rows)
    ]


def main() -> None:
    """Write the tables of settlements and of cities beyond them, and the indices of names."""
    atlas = open_atlas(_ROOT / "data")
    tables = atlas.folder / "tables"
    write_text(tables / "gazetteer.csv", gazetteer_text(gathered(atlas)))
    write_text(tables / "cities.csv", cities_text(_records(tables), atlas.window))
    for kind in ("gazetteer", "places"):
        refresh_index(tables / f"{kind}.csv", kind)


if __name__ == "__main__":
    main()
