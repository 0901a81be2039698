"""The places of GeoNames' postal codes, each once, with an honest error of its position.

The postal file says of a place how good its coordinate is: 6 is a centroid, 4 a
located place, 3 and 1 the post office that delivers there, or an estimate. A
post office may stand for thirty villages, and an estimate may lie in another
province. So what is not located is held against its district: where the
located places of the district lie elsewhere, it is put in their midst, with an
error as wide as the district.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.atlas.places import fold
from geo.atlas.spelling import skeletons
from geo.earth.geodesy import distance_m
from geo.files.geojson import DECIMALS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

__all__ = ["AT_NAMESAKES", "Postal", "anywhere", "is_seat", "nominatives", "read_postal"]

_COUNTRY, _NAME, _PROVINCE, _DISTRICT, _COMMUNE = 0, 2, 3, 5, 7
_LAT, _LON, _ACCURACY = 9, 10, 11

_LOCATED: Final = frozenset("456")

_SIGMA_M: Final = {"6": 1_000.0, "5": 1_000.0, "4": 700.0, "3": 8_000.0, "1": 18_000.0, "": 15_000.0}
"""By what the last column says."""

_SIGMA_THERE_M: Final = {
    ("PL", "6"): 1_500.0,
    ("FI", "6"): 3_000.0,
    ("FI", "4"): 3_500.0,
    ("LT", "4"): 4_500.0,
    ("LV", "4"): 1_500.0,
    ("MD", ""): 1_500.0,
}
"""Where that is another in one country, set by comparison with the settlements of GeoNames."""

_FEWEST: Final = 3
"""Located places that make a district known."""
_LEAST_SPREAD_M: Final = 3_000.0
_PROVINCE_M: Final = 50_000.0
"""Least spread of a province: its located places may all be post offices of its capital."""
_DISTRICT_M: Final = 15_000.0
"""Spread of a district of which only the town is known that it is called after."""
_ADJECTIVES: Final = tuple(
    (re.compile(ending), name)
    for ending, name in (
        (r"$", ""), (r"s?ki$", ""), (r"[oei]v?ski$", ""), (r"ski$", "ka"), (r"ski$", "ki"), (r"ski$", "i"),
        (r"ski$", "a"), (r"n?ski$", ""), (r"ki$", "ka"), (r"ki$", "k"), (r"cki$", "ki"), (r"cki$", "C"),
        (r"zki$", "Z"), (r"ecki$", "ci"), (r"ecki$", "ici"), (r"ski$", "ia"),
    )
)  # fmt: skip
"""Endings of a district's adjective, and of the town's name that it is made of."""
_OV: Final = re.compile(r"[eiou]v(?=[kcs]|$)")
"""As skeletons merge it: Dunaivtsi and Dunaevtsy."""
_NOMINATIVES: Final = {
    "Raaseporin": "Raasepori", "Rodno": "Grodno", "Canul": "Cahul", "Cantrmir": "Cantemir",
    "Uhnheni": "Ungheni",
}  # fmt: skip
"""Districts that the file calls by a case in which their name does not stand alone, or misspells."""
AT_NAMESAKES: Final = frozenset({"BY", "RU", "UA"})
"""Countries of which many a located place lies at a village of its name in another province."""
_TOGETHER_M: Final = 25_000.0
_PROVINCE_TOGETHER_M: Final = 60_000.0
"""Within so much of one point lie the more part of a district's places, of a province's."""
_SEAT_REACH_M: Final = 40_000.0
"""How far a district reaches from the town that it is called after."""
_TURNS, _MOST_COUNTED, _M_PER_DEGREE = 4, 1_000, 111_200.0
_ESTIMATE: Final = "1"
_FAR: Final = 2.0
_FAR_M: Final = 10_000.0


@dataclass(frozen=True, slots=True)
class Postal:
    """A place of the postal file: its names, where it lies, and in which district."""

    name: str
    other_names: tuple[str, ...]
    lon: float
    lat: float
    sigma_m: float
    district: str
    country: str
    located: bool
    restored: bool = False


# Lithuanian post names its villages in the genitive: "Jankūnų k." is the village of Jankūnai or Jankūnos
_KINDS: Final = re.compile(r"\s+(?:k|vs|mstl|mst|m|vns|vll\s+k|aps|glž\.?\s*st)\.?$", re.IGNORECASE)
_GENITIVES: Final = (
    ("iaus", ("ius",)),
    ("aus", ("us",)),
    ("ių", ("iai", "ės", "ys")),
    ("ų", ("ai", "os")),
    ("io", ("is", "ys")),
    ("jo", ("jas", "jis")),
    ("o", ("as",)),
    ("ės", ("ė",)),
    ("ios", ("ia",)),
    ("os", ("a",)),
    ("ies", ("is",)),
)
_DEFINITE: Final = (("ųjų", ("ieji", "osios")), ("osios", ("oji",)), ("ojo", ("asis",)))


def is_seat(place: Postal) -> bool:
    """Whether a place bears the name of its district: then it is the town that this is called after."""
    return bool(_stems(place.district) & skeletons(place.name))


def _stems(district: str) -> set[str]:
    """Return the skeletons of the names that a district's adjective may be made of."""
    words = skeletons(district.partition(",")[0])
    return {_OV.sub("ov", ending.sub(name, word)) for word in words for ending, name in _ADJECTIVES}


def nominatives(name: str) -> tuple[str, ...]:
    """Return the names that a Lithuanian genitive may be of, the likeliest first.

    Examples
    --------
    >>> nominatives("Jankūnų k."), nominatives("Naujosios Vilnios k.")
    (('Jankūnai', 'Jankūnos'), ('Naujoji Vilnia',))
    """
    *first, last = _KINDS.sub("", name).split(" ")
    begun = " ".join(next(_endings(word, _DEFINITE), (word,))[0] for word in first)
    ends = next(_endings(last, (*_DEFINITE, *_GENITIVES)), (last,))
    return tuple(f"{begun} {end}".strip() for end in ends)


def _endings(word: str, rules: Iterable[tuple[str, tuple[str, ...]]]) -> Iterator[tuple[str, ...]]:
    for ending, others in rules:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            yield tuple(word[: -len(ending)] + other for other in others)


_BRACKET: Final = re.compile(r"\s*\(.*?\)")
_TITLE: Final = re.compile(r"[^\W\d_]+")


def _words(text: str) -> str:
    """Write capitals as a name has them."""
    return _TITLE.sub(lambda word: word[0].capitalize(), text) if text.isupper() else text


def _district(cells: list[str]) -> str:
    parts = [_words(part.strip()) for part in (cells[_DISTRICT], cells[_PROVINCE]) if part.strip()]
    return ", ".join(dict.fromkeys(_NOMINATIVES.get(part, part) for part in parts))


def anywhere(_country: str, _district: str, points: Iterable[tuple[float, float]]) -> NDArray[np.bool_]:
    """Tell of no point that it lies outside its province."""
    return np.ones(len(list(points)), bool)


def read_postal(
    path: Path,
    window: tuple[float, float, float, float],
    seats: Iterable[tuple[str, str, float, float]] = (),
    holds: Callable[[str, str, Iterable[Point]], NDArray[np.bool_]] = anywhere,
) -> list[Postal]:
    """Read the places in a window, each once, in the order of the file.

    Parameters
    ----------
    path : Path
        The postal file of GeoNames for all countries, of twelve columns parted by tabs.
    window : tuple of float
        West, south, east and north, degrees.
    seats : iterable of (str, str, float, float)
        Country, name, longitude and latitude of towns that districts may be
        called after, the largest first.
    holds : callable
        Tells of points whether they may lie in the province of a country's district: nobody located
        what the file puts outside.

    Returns
    -------
    list of Postal
    """
    west, south, east, north = window
    rows: dict[tuple[str, str, str, str], list[str]] = {}
    with path.open(encoding="utf-8") as file:
        for line in file:
            cells = line.rstrip("\n").split("\t")
            if not cells[_LAT] or not cells[_LON]:
                continue
            if west < float(cells[_LON]) < east and south < float(cells[_LAT]) < north:
                rows.setdefault((cells[_NAME], cells[_LAT], cells[_LON], _district(cells)), cells)
    read = [_place(cells) for cells in rows.values()]
    accuracy = {id(place): cells[_ACCURACY] for place, cells in zip(read, rows.values(), strict=True)}
    # a further code of a located place is that place: found before what is not located is put elsewhere
    places = _apart(read)
    return _apart(_held_to_districts(places, [accuracy[id(place)] for place in places], seats, holds))


def _place(cells: list[str]) -> Postal:
    country, accuracy = cells[_COUNTRY], cells[_ACCURACY]
    name = _words(_BRACKET.sub("", cells[_NAME]).strip())
    names = (*nominatives(name), _KINDS.sub("", name)) if country == "LT" and _KINDS.search(name) else (name,)
    return Postal(
        names[0],
        tuple(dict.fromkeys(names[1:])),
        round(float(cells[_LON]), DECIMALS),
        round(float(cells[_LAT]), DECIMALS),
        _SIGMA_THERE_M.get((country, accuracy), _SIGMA_M[accuracy]),
        _district(cells),
        country,
        accuracy in _LOCATED,
        restored=len(names) > 1,
    )


Point = tuple[float, float]
Points = set[Point]
Midst = tuple[float, float, float]


def _midst(points: Points, least: float) -> Midst:
    """Return where some points lie, and how far from there two thirds of them at most."""
    lon, lat = np.median(np.array(sorted(points)), axis=0).tolist()
    lons, lats = np.array(sorted(points)).T
    return lon, lat, max(float(np.quantile(distance_m(lon, lat, lons, lats), 0.68)), least)


def _together(points: Points, reach_m: float) -> Points:
    """Return those that lie where most do: others may have been located at a namesake far away.

    They are at first those within a reach of the point that has most of them there, then all that lie no
    farther from their midst than thrice what two thirds of them do.
    """
    lonlat = np.array(sorted(points))
    metres = lonlat * _M_PER_DEGREE * (np.cos(np.radians(lonlat[:, 1].mean())), 1.0)
    some = metres[:: -(-len(metres) // _MOST_COUNTED)]
    about = [int((np.hypot(*(metres - one).T) < reach_m).sum()) for one in some]
    kept = np.hypot(*(metres - some[int(np.argmax(about))]).T) < reach_m
    for _ in range(_TURNS):
        off = np.hypot(*(metres - np.median(metres[kept], axis=0)).T)
        kept = off < max(3.0 * float(np.quantile(off[kept], 0.68)), reach_m)
    return {(lon, lat) for lon, lat in lonlat[kept].tolist()}


def _districts(
    places: list[Postal],
    within: list[bool],
    seats: Iterable[tuple[str, str, float, float]],
    holds: Callable[[str, str, Iterable[Point]], NDArray[np.bool_]],
) -> dict[tuple[str, str], Midst]:
    """Where the districts lie: amid their located places, else at the town they are called after.

    What is not within its province is no located place of it.
    """
    located: dict[tuple[str, str], Points] = defaultdict(set)
    provinces: dict[tuple[str, str], Points] = defaultdict(set)
    for place, inside in zip(places, within, strict=True):
        if place.located and place.district and inside:
            located[place.country, place.district].add((place.lon, place.lat))
            provinces[place.country, place.district.rpartition(", ")[2]].add((place.lon, place.lat))
    towns = _towns(seats)
    known: dict[tuple[str, str], Midst] = {}
    midsts = {key: _province(key[0], points) for key, points in provinces.items() if len(points) >= _FEWEST}
    for country, district in dict.fromkeys(
        (place.country, place.district) for place in places if place.district
    ):
        points = there = located.get((country, district), set())
        if province := midsts.get((country, district.rpartition(", ")[2])):
            lon, lat, spread = province
            points = {point for point in points if float(distance_m(lon, lat, *point)) < _FAR * spread + _FAR_M}
        called = _seats(country, district, towns, province, holds)
        seat = called[0] if called else None
        if country in AT_NAMESAKES and "," in district and there:
            seat, points = _agreed(called, points, there)
        if len(points) >= _FEWEST:
            known[country, district] = _midst(points, _LEAST_SPREAD_M)
        elif seat:
            known[country, district] = (*seat, _DISTRICT_M)
        elif province:
            known[country, district] = province
    return known


def _province(country: str, points: Points) -> Midst:
    """Return where a province lies, and how widely its located places do."""
    return _midst(_together(points, _PROVINCE_TOGETHER_M) if country in AT_NAMESAKES else points, _PROVINCE_M)


def _towns(seats: Iterable[tuple[str, str, float, float]]) -> dict[tuple[str, str], list[Point]]:
    """Return where the towns of a country lie of which a name has a skeleton."""
    towns: dict[tuple[str, str], list[Point]] = defaultdict(list)
    for country, name, lon, lat in seats:
        for skeleton in skeletons(name):
            towns[country, skeleton].append((lon, lat))
    return towns


def _agreed(called: list[Point], points: Points, there: Points) -> tuple[Point | None, Points]:
    """Choose of the towns of a district's name the one by which most of its located places lie, and those.

    Without such a town they are those that lie together, if they are the more part of them.
    """
    about = [{point for point in there if float(distance_m(*one, *point)) < _SEAT_REACH_M} for one in called]
    most = max(range(len(called)), key=lambda k: len(about[k]), default=None)
    if most is not None and about[most]:
        return called[most], about[most]
    kept = _together(points, _TOGETHER_M) if len(points) >= _FEWEST else points
    small = len(points) >= _FEWEST and 2 * len(kept) <= len(there)
    return (called[0] if called else None), set() if small else kept


def _seats(
    country: str,
    district: str,
    towns: dict[tuple[str, str], list[tuple[float, float]]],
    province: Midst | None,
    holds: Callable[[str, str, Iterable[Point]], NDArray[np.bool_]],
) -> list[tuple[float, float]]:
    """Find the towns that a district may be called after, in its province as far as that is known."""
    stems = sorted(_stems(district))
    called = list(dict.fromkeys(point for stem in stems for point in towns.get((country, stem), ())))
    found = [point for point, inside in zip(called, holds(country, district, called), strict=True) if inside]
    if province is None:
        return found if len(found) == 1 else []
    lon, lat, spread = province
    return [point for point in found if float(distance_m(*point, lon, lat)) < 3.0 * spread]


def _within(
    places: list[Postal], holds: Callable[[str, str, Iterable[Point]], NDArray[np.bool_]]
) -> list[bool]:
    """Tell of each of some places whether it may lie in its province."""
    of: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, place in enumerate(places):
        of[place.country, place.district.rpartition(", ")[2]].append(number)
    within = [True] * len(places)
    for (country, province), numbers in of.items():
        told = holds(country, province, [(places[k].lon, places[k].lat) for k in numbers])
        for k, inside in zip(numbers, told.tolist(), strict=True):
            within[k] = inside
    return within


def _held_to_districts(
    places: list[Postal],
    accuracies: list[str],
    seats: Iterable[tuple[str, str, float, float]],
    holds: Callable[[str, str, Iterable[Point]], NDArray[np.bool_]],
) -> list[Postal]:
    """Put what lies far from the located places of its district in their midst, with an error as wide."""
    within = _within(places, holds)
    known = _districts(places, within, seats, holds)
    held = []
    for place, accuracy, inside in zip(places, accuracies, within, strict=True):
        kept = place
        if midst := known.get((place.country, place.district)):
            lon, lat, spread = midst
            far = float(distance_m(place.lon, place.lat, lon, lat)) > _FAR * spread + _FAR_M * place.located
            if far or not inside or (accuracy == _ESTIMATE and spread < place.sigma_m):
                lon, lat = round(lon, DECIMALS), round(lat, DECIMALS)
                kept = replace(place, lon=lon, lat=lat, sigma_m=round(spread, -2), located=False)
        held.append(kept)
    return held


def _apart(places: list[Postal]) -> list[Postal]:
    """Keep of those that share a name and a district, nearer than their errors, the best located."""
    kept: dict[tuple[str, str, str], list[Postal]] = defaultdict(list)
    for place in sorted(places, key=lambda place: (place.sigma_m, place.lon, place.lat)):
        named = kept[place.country, place.district, fold(place.name)]
        if all(
            float(distance_m(place.lon, place.lat, other.lon, other.lat)) > max(5_000.0, place.sigma_m)
            for other in named
        ):
            named.append(place)
    chosen = {id(place) for named in kept.values() for place in named}
    return [place for place in places if id(place) in chosen]
