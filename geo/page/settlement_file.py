"""The settlements of the gazetteer in a file beside the page, which its search loads when it is first used.

A page is one file, and 84,000 settlements would make it four times as large.
So they lie beside it, as a script, for a page that was opened from a disk may
load nothing else. It holds a compressed block: JSON with the tables and the
code that searches them, names and skeletons one a line in the order in which
they are sought, and columns of numbers in base-128 (`geo.page.packing`).

A page and its file know each other by their build, which is made of all that
the file is made of: of another build the page takes none.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from geo.atlas.called import regions_called
from geo.atlas.cases import case_rules
from geo.atlas.cities import city_names
from geo.atlas.cognates import cognate_rules
from geo.atlas.countries import COUNTRIES, COUNTRY_NAMES, country_outside
from geo.atlas.hints import hint_rules
from geo.atlas.languages import languages, read_language
from geo.atlas.list_notes import BESIDE
from geo.atlas.name_index import RESTORED, SIGMA_M, STEPS, source_of
from geo.atlas.places import fold_all, lent
from geo.atlas.spelling import spelling_rules
from geo.atlas.whereabouts import ADJECTIVE, FEMININE
from geo.atlas.whichever import lands_alone
from geo.files.said_spans import span_patterns
from geo.files.seasons import season_patterns
from geo.files.writing import write_bytes
from geo.page.joining import join_modules
from geo.page.packing import base128, compressed, zigzag

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from geo.atlas.atlas import Atlas
    from geo.atlas.gazetteer import Gazetteer
    from geo.atlas.places import Place
    from geo.atlas.settlements import Settlements

__all__ = ["SettlementFile", "settlement_block", "settlement_file"]

_ASSETS: Final = Path(__file__).resolve().parent / "assets"
_BUILD_LETTERS: Final = 16
_DIGIT: Final = 10
"""The last digit of a position, 1 m, has a column of its own: few sources tell it."""
_LAYOUT: Final = 1
"""Raised when the columns change."""


@dataclass(frozen=True, slots=True)
class SettlementFile:
    """The file of settlements that belongs to a page.

    Attributes
    ----------
    atlas : Atlas
    name : str
        What it is called, beside the page.
    build : str
        What page and file know each other by.

    Examples
    --------
    >>> from geo import open_atlas
    >>> settlement_file(open_atlas()).name
    'bordershift-settlements.js'
    """

    atlas: Atlas
    name: str
    build: str

    def write(self, folder: Path) -> Path:
        """Write it into a folder, unless it lies there already; return where.

        Parameters
        ----------
        folder : Path
            That of the page.
        """
        path = folder / self.name
        if not self.lies_in(folder):
            write_bytes(path, self.content())
        return path

    def content(self) -> bytes:
        """Return what it holds; the same each time."""
        return (self._first_line() + self._rest()).encode()

    def lies_in(self, folder: Path) -> bool:
        """Tell whether it lies in a folder."""
        path, line = folder / self.name, self._first_line().encode()
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return file.read(len(line)) == line

    def _first_line(self) -> str:
        return f"// Settlements that the search of the map page finds, build {self.build}.\n"

    def _rest(self) -> str:
        head, blob = settlement_block(self.atlas)
        text = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
        # level 9 takes three times as long, for 0.4 % fewer bytes
        block = compressed(len(text).to_bytes(4, "little") + text + blob, level=6)
        credit = self.atlas.about.credits.attribution.replace("\n", " ")
        given = f'{{ build: "{self.build}", block: {json.dumps(block)} }}'
        return f"// {credit}\nwindow.bordershiftSettlements = {given};\n"


def settlement_file(atlas: Atlas) -> SettlementFile | None:
    """Return the file of settlements for the pages of an atlas; None if it has no gazetteer.

    Parameters
    ----------
    atlas : Atlas
        Settlements that a user has brought are none of its own, and stay out.
    """
    return atlas.derive("file of settlements", _file_of)


def _file_of(atlas: Atlas) -> SettlementFile | None:
    if not {"gazetteer", "places"} <= set(atlas.about.tables):
        return None
    build = hashlib.sha256(json.dumps([_LAYOUT, _rules(atlas), _code()]).encode())
    for kind in ("gazetteer", "places"):
        build.update((atlas.folder / "tables" / f"{kind}.csv").read_bytes())
    name = "".join(letter if letter.isalnum() else "-" for letter in atlas.about.id)
    return SettlementFile(atlas, f"{name}-settlements.js", build.hexdigest()[:_BUILD_LETTERS])


def _code() -> str:
    return f"{join_modules(_ASSETS, 'settlements')}\nreturn $settlements.openSettlements;"


def _rules(atlas: Atlas) -> dict[str, Any]:
    """Gather what the search goes by, in Python as in the page."""
    called = {**regions_called(atlas.folder, atlas.about.tables), **atlas.bynames.region}
    return {
        "spelling": spelling_rules(),
        "cognates": cognate_rules(),
        "cases": case_rules(),
        "hints": hint_rules(),
        "countries": COUNTRIES,
        "regions": dict(atlas.regions),
        "region_names": dict(sorted(called.items())),
        "told": _told(atlas),
        "seasons": [*season_patterns(), *span_patterns()],
        "land_names": lands_alone(atlas),
        "lands": {name: sorted(zones) for name, zones in atlas.bynames.land.items()},
        "provinces": _provinces(atlas.bynames.provinces),
        "in_part": _provinces(atlas.bynames.in_part),
        "adjective": ADJECTIVE.pattern,
        "feminine": FEMININE.pattern,
        "cities": sorted(city_names(atlas)),
        "abroad": sorted(set(filter(None, map(country_outside, COUNTRY_NAMES)))),
        "thin": [region for region in atlas.regions if atlas.thin.get(region)],
    }


def _told(atlas: Atlas) -> dict[str, dict[str, str]]:
    """Return in each language what is said of that which stands beside a name, in the words of the commands."""
    spoken = {tag: read_language(atlas.folder, tag).told for tag in languages(atlas.folder)}
    said = {tag: {key: told.get(text, text) for key, text in BESIDE.items()} for tag, told in spoken.items()}
    return {"en": BESIDE, **said}


def _provinces(of_land: Mapping[tuple[str, str], Iterable[str]]) -> dict[str, dict[str, list[str]]]:
    """Return of lands and their zones today's provinces that they are made of, or have a part in."""
    found: dict[str, dict[str, list[str]]] = {}
    for (land, zone), provinces in of_land.items():
        found.setdefault(land, {})[zone] = sorted(provinces)
    return found


def settlement_block(atlas: Atlas) -> tuple[dict[str, Any], bytes]:
    """Return the JSON of the block, and the bytes behind it.

    Parameters
    ----------
    atlas : Atlas
        With the tables of places and of settlements.
    """
    rows, variants, skeletons = _rows(atlas.gazetteer)
    # 1. the names in the order in which they are sought, each spelling once
    spelt = list(set(chain.from_iterable(rows.names)))
    keys = sorted(map("\0".join, zip(fold_all(spelt), spelt, strict=True)))  # no name has that sign
    names = [key.partition("\0")[2] for key in keys]
    number = dict(zip(names, range(len(names)), strict=True))
    borne = _ragged(list(map(len, rows.names)), list(map(number.__getitem__, chain.from_iterable(rows.names))))
    del spelt, keys, number  # a hundred thousand names each
    rows = replace(rows, names=[])
    # 2. settlements in the order of their own names: each number is near the one before
    order = np.lexsort((rows.steps[:, 1], rows.steps[:, 0], borne.values[borne.starts]))
    tables, columns = _columns(rows, borne, order)
    # 3. the skeletons of their names likewise
    first_row = np.empty(len(order), np.int64)
    first_row[order] = np.arange(len(order))
    columns |= _spelt(first_row[variants[:, 1]], variants[:, 0], len(order))
    texts = {"names": "\x01".join(names).encode(), "skeletons": "\n".join(skeletons).encode()}
    packed_columns = {name: base128(column) for name, column in columns.items()}
    parts = texts | packed_columns
    head = {
        "rows": len(order),
        "steps": STEPS // _DIGIT,
        **tables,
        "rules": _rules(atlas),
        "code": _code(),
        "parts": {name: len(part) for name, part in parts.items()},
    }
    return head, b"".join(parts.values())


@dataclass(frozen=True, slots=True)
class _Rows:
    """Columns of settlements: the places of ``places.csv``, then the settlements that are none of them.

    Of each the names come first those of its own, of today and of its day, no two alike.
    """

    names: list[tuple[str, ...]]
    steps: NDArray[np.int64]
    then: list[bool]
    sigmas: list[float]
    districts: list[str]
    lands: list[str]
    people: NDArray[np.int64]
    ranks: list[int]
    restored: list[bool]


class _Ragged(NamedTuple):
    """Lists of numbers of several lengths, one after the other."""

    counts: NDArray[np.int64]
    starts: NDArray[np.int64]
    values: NDArray[np.int64]

    def taken(self, order: NDArray[np.int64]) -> _Ragged:
        """Take the lists in another order."""
        counts = self.counts[order]
        starts = np.cumsum(counts) - counts
        where = np.arange(len(self.values)) + np.repeat(self.starts[order] - starts, counts)
        return _Ragged(counts, starts, self.values[where])


def _ragged(counts: list[int], values: list[int]) -> _Ragged:
    lengths = np.array(counts, np.int64)
    return _Ragged(lengths, np.cumsum(lengths) - lengths, np.array(values, np.int64))


def _rows(gazetteer: Gazetteer) -> tuple[_Rows, NDArray[np.int64], list[str]]:
    """Join the places of ``places.csv`` with the settlements that they are, as a search in Python does.

    Returns
    -------
    rows : _Rows
    variants : ndarray of int, shape (n, 2)
        Pairs of a skeleton's number and a row.
    skeletons : list of str
        Sorted.
    """
    (table,), known = gazetteer.tables, gazetteer.known
    assert known is not None  # noqa: S101  (for mypy: there is a file only where there are places)
    places = list(known)
    at = {place: k for k, place in enumerate(places)}
    same = {town: at[place] for town, place in gazetteer.towns_that_are_places().items()}
    # 1. what the places are called, by themselves and by the settlements that they are
    lenders: dict[int, list[Place]] = {}
    for town, one in same.items():
        lenders.setdefault(one, []).append(table.place(town))
    told = [
        lent(place, lenders[k][0]) if k in lenders else gazetteer.told(place) for k, place in enumerate(places)
    ]
    names = [
        tuple(
            dict.fromkeys(
                filter(None, (place.name, place.name_then, *place.other_names, *_names(lenders.get(k, ()))))
            )
        )
        for k, place in enumerate(told)
    ]
    # 2. the others follow, by whole columns
    rest = np.delete(np.arange(len(table)), list(same))
    others = _others(table, rest.tolist())
    rows = _Rows(
        names + others.names,
        np.vstack([known.steps, others.steps]),
        [bool(place.name_then) and place.name_then != place.name for place in told] + others.then,
        [place.sigma_m for place in told] + others.sigmas,
        [place.district for place in told] + others.districts,
        [place.country for place in told] + others.lands,
        np.concatenate([np.array([place.population for place in told], np.int64), others.people]),
        [place.rank for place in told] + others.ranks,
        # a place of the table has its name for certain, whatever a settlement lends it
        [False] * len(told) + others.restored,
    )
    row_of = np.empty(len(table), np.int64)
    row_of[list(same)] = list(same.values())
    row_of[rest] = np.arange(len(places), len(places) + len(rest))
    # 3. the skeletons of either table, in one list
    skeletons = sorted([*table.spellings, *(set(known.spellings) - set(table.spellings))])
    number = dict(zip(skeletons, range(len(skeletons)), strict=True))
    pairs = [
        np.array([number[text] for text in one.spellings], np.int64)[one.variants[:, 0]] * len(rows.names)
        + rows_of
        for one, rows_of in ((table, row_of[table.variants[:, 1]]), (known, known.variants[:, 1]))
    ]
    return rows, np.column_stack(np.divmod(np.unique(np.concatenate(pairs)), len(rows.names))), skeletons


def _names(towns: Iterable[Place]) -> tuple[str, ...]:
    return tuple(name for town in towns for name in (town.name, *town.other_names))


def _others(table: Settlements, rows: Sequence[int]) -> _Rows:
    """Take rows of the gazetteer."""
    read = table.columns("place", "other_names", "sigma_m", "district", "country", "geonames", "source")
    column = {name: list(map(values.__getitem__, rows)) for name, values in read.items()}
    restored = {source: source_of(source, None) == RESTORED for source in set(column["source"])}
    return _Rows(
        [
            tuple(dict.fromkeys((name, *others))) if others else (name,)
            for name, others in zip(column["place"], column["other_names"], strict=True)
        ],
        table.steps[rows],
        [False] * len(rows),
        [SIGMA_M if sigma is None else sigma for sigma in column["sigma_m"]],
        column["district"],
        column["country"],
        table.people[rows].astype(np.int64),
        [0] * len(rows),
        [
            restored[source] and not number
            for source, number in zip(column["source"], column["geonames"], strict=True)
        ],
    )


def _columns(
    rows: _Rows, borne: _Ragged, order: NDArray[np.int64]
) -> tuple[dict[str, list[Any]], dict[str, NDArray[np.int64]]]:
    """Write settlements as columns of numbers, in an order, and the tables that these point into."""
    listed: dict[str, tuple[list[Any], NDArray[np.int64]]] = {
        "districts": _numbered(rows.districts),
        "lands": _numbered(rows.lands),
        "sigmas": _numbered(rows.sigmas),
    }
    named = borne.taken(order)
    lon, lat = rows.steps[order].T
    is_other = np.ones(len(named.values), bool)
    is_other[named.starts] = False
    own = named.values[named.starts]
    columns = {
        "own": np.diff(own, prepend=0),
        "then": np.array(rows.then, np.int64)[order],
        "others": named.counts - 1,
        "other": named.values[is_other],
        "lon": zigzag(lon // _DIGIT),
        "lat": zigzag(lat // _DIGIT),
        "lon_digit": lon % _DIGIT,
        "lat_digit": lat % _DIGIT,
        "sigma": listed["sigmas"][1][order],
        "district": listed["districts"][1][order],
        "land": listed["lands"][1][order],
        "people": rows.people[order],
        "rank": np.array(rows.ranks, np.int64)[order],
        "restored": np.array(rows.restored, np.int64)[order],
    }
    return {name: table for name, (table, _) in listed.items()}, columns


def _numbered(values: Sequence[Any]) -> tuple[list[Any], NDArray[np.int64]]:
    """List what there is, sorted, and tell of each value its number in that list."""
    table = sorted(set(values))
    number = dict(zip(table, range(len(table)), strict=True))
    return table, np.array([number[value] for value in values], np.int64)


def _spelt(rows: NDArray[np.int64], skeletons: NDArray[np.int64], count: int) -> dict[str, NDArray[np.int64]]:
    """Write the skeletons of each row, the first from that of the row before, others from the one before."""
    order = np.lexsort((skeletons, rows))
    rows, skeletons = rows[order], skeletons[order]
    counts = np.bincount(rows, minlength=count)
    starts = (np.cumsum(counts) - counts)[counts > 0]
    steps = np.diff(skeletons, prepend=0)
    steps[starts] = np.diff(skeletons[starts], prepend=0)
    return {"spelt": counts, "spelling": zigzag(steps)}
