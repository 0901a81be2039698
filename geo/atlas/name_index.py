"""The index by which a settlement is found by its name: how it is made of a table, and read.

It holds, in little-endian arrays, where each row of the table begins and where
it lies, sorted hashes of all names, every skeleton of them (`geo.atlas.spelling`)
in order, and their sounds (`geo.atlas.sound`), each with its rows. It bears the
checksum of its table: of another it is no index.
"""

from __future__ import annotations

import gc
import struct
import zlib
from bisect import bisect_left
from collections import Counter
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.atlas.places import Place, folded_names, places_of
from geo.atlas.schema import TABLES
from geo.atlas.sound import sounds
from geo.atlas.spelling import READINGS, readings_of, romanised, skeletons, skeletons_of_each
from geo.errors import DataError
from geo.files.tables import read_lines
from geo.files.writing import write_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

__all__ = [
    "RESTORED",
    "SIGMA_M",
    "STEPS",
    "NameIndex",
    "codes_of_each",
    "index_fits",
    "index_of",
    "index_path",
    "key_of",
    "read_settlement",
    "refresh_index",
    "sounds_of",
    "source_of",
    "variants_of",
]

_MOST_BYTES: Final = 1 << 32
_MAGIC: Final = b"BSNAMES2"
_HEADER: Final = struct.Struct("<8s9Q")
SIGMA_M: Final = 500.0
"""Of a position in GeoNames: where in the town it lies, nobody says."""
STEPS: Final = 100_000
"""Of a degree, in which an index tells where a row lies."""

_SOURCES: Final = {
    "geonames": "GeoNames",
    "postal": "GeoNames postal codes",
    "genitive": "GeoNames postal codes, the name made of its genitive",
    "memory": "general knowledge",
    "dump": "GeoNames",
}


RESTORED: Final = _SOURCES["genitive"]
"""Source of a settlement whose own name is only one that it may have."""


def index_path(table: Path) -> Path:
    """Where the index of a table is kept."""
    return table.with_suffix(".idx")


def key_of(text: str) -> int:
    """Hash a folded name."""
    return zlib.crc32(text.encode("utf-8", "replace"))


def variants_of(place: Place) -> frozenset[str]:
    """Return the skeletons of a place's names: its own read as its country writes, the others in every way."""
    found = set(skeletons(place.name, readings_of(place.country)))
    for name in place.other_names:
        found |= skeletons(name, READINGS)
    return frozenset(found)


def _variants_of_each(places: Sequence[Place]) -> list[set[str]]:
    """Return what `variants_of` does of each of many places, which are read together."""
    found: list[set[str]] = [set() for _ in places]
    named: dict[tuple[str, ...], list[tuple[int, str]]] = {}
    for row, place in enumerate(places):
        named.setdefault(readings_of(place.country), []).append((row, place.name))
        if place.other_names:
            named.setdefault(READINGS, []).extend((row, name) for name in place.other_names)
    for readings, some in named.items():
        each = skeletons_of_each([name for _, name in some], readings)
        for (row, _), variants in zip(some, each, strict=True):
            found[row] |= variants
    return found


def sounds_of(place: Place) -> frozenset[str]:
    """Return the codes of a place's names, those in Cyrillic letters by their romanisation."""
    return frozenset(
        code for name in (place.name, *place.other_names) for code in sounds(romanised(name, place.country))
    )


class NameIndex:
    """Arrays over the rows of one table, as `index_of` wrote them."""

    def __init__(self, content: bytes) -> None:
        _, self.size, self.crc, rows, names, spelt, pairs, codes, letters, ends = _HEADER.unpack_from(content)
        place = _HEADER.size

        def take(count: int, kind: str = "<u4") -> NDArray[np.uint32]:
            nonlocal place
            part: NDArray[np.uint32] = np.frombuffer(content, kind, count, place)
            place += part.nbytes
            return part

        self.starts = take(rows + 1)
        self.lons, self.lats = take(rows, "<i4"), take(rows, "<i4")
        self.people = take(rows)
        self.names = take(names), take(names)
        self._first, self._spelt = take(spelt + 1), take(pairs)
        self.codes = take(codes), take(codes)
        self._letters = content[place : place + letters]
        self._countries = content[place + letters : place + letters + ends]

    @cached_property
    def countries(self) -> dict[str, int]:
        """How many rows each country has."""
        parts = [part.split("=") for part in self._countries.decode("ascii").split(";") if part]
        return {name: int(count) for name, count in parts}

    @cached_property
    def spellings(self) -> list[str]:
        """Every skeleton, sorted."""
        return self._letters.decode("ascii").split("\n") if self._letters else []

    @property
    def pairs(self) -> NDArray[np.int64]:
        """Each skeleton's number, with each row that has it."""
        numbers = np.repeat(np.arange(len(self._first) - 1), self._first[1:] - self._first[:-1])
        return np.column_stack([numbers, self._spelt]).astype(np.int64)

    def spelt(self, skeleton: str) -> list[int]:
        """Rows of which a name has this skeleton."""
        at = bisect_left(self.spellings, skeleton)
        if at == len(self.spellings) or self.spellings[at] != skeleton:
            return []
        return self.at(at)

    def at(self, number: int) -> list[int]:
        """Rows of which a name has the skeleton of this number."""
        return self._spelt[self._first[number] : self._first[number + 1]].tolist()  # type: ignore[no-any-return]


def read_settlement(kind: str, path: Path, line: int, cells: Mapping[str, str]) -> Place:
    """Make a place of the cells of a row.

    Raises
    ------
    DataError
        With file and line, if a cell is not what it should be.
    """
    row = TABLES[kind].row(path, line, cells)
    if kind == "places":
        return places_of([row])[0]
    return Place(
        name=row["place"],
        other_names=row["other_names"],
        name_then="",
        lon=row["lon"],
        lat=row["lat"],
        sigma_m=SIGMA_M if row["sigma_m"] is None else row["sigma_m"],
        holder_before="",
        holder_after="",
        rank=0,
        confidence="",
        source=source_of(row["source"], row["geonames"]),
        district=row["district"],
        country=row["country"],
        population=row["population"] or 0,
    )


def source_of(source: str, geonames: int | None) -> str:
    """Say where a settlement is known from, and its number there."""
    return f"{_SOURCES.get(source, source) or 'GeoNames'} {geonames or ''}".strip()


def index_fits(index: bytes, table: bytes) -> bool:
    """Whether an index is whole, and that of this table."""
    if len(index) < _HEADER.size or not index.startswith(_MAGIC):
        return False
    _, size, crc, rows, names, spelt, pairs, codes, letters, ends = _HEADER.unpack_from(index)
    length = _HEADER.size + 4 * (4 * rows + 1 + 2 * names + spelt + 1 + pairs + 2 * codes) + letters + ends
    return bool(size == len(table) and length == len(index) and crc == zlib.crc32(table))


@contextmanager
def _without_collection() -> Iterator[None]:
    """Let millions of small things be made without looking, again and again, which of them form rings."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@_without_collection()
def index_of(path: Path, kind: str = "gazetteer", *, sounding: bool = True) -> bytes:
    """Make the index of a table.

    Parameters
    ----------
    path : Path
    kind : str
        ``gazetteer`` or ``places``.
    sounding : bool
        With the sounds of its names, which take as long as half of the rest.

    Returns
    -------
    bytes
        The same for the same table on every machine.

    Raises
    ------
    InputFileError, UnknownNameError, DataError
        If it is no such table.
    """
    lines = read_lines(path, TABLES[kind].needed)
    table = path.read_bytes()
    if len(table) >= _MOST_BYTES:
        msg = f"{path} has {len(table) / 1e9:.1f} GB, more than an index reaches; cut out the part you need."
        raise DataError(msg)
    begun = np.concatenate([[0], np.flatnonzero(np.frombuffer(table, np.uint8) == ord("\n")) + 1])
    places = [read_settlement(kind, path, line, cells) for line, cells in lines]
    names = _pairs(
        (key_of(name), row) for row, one in enumerate(places) for some in folded_names(one) for name in some
    )
    codes = codes_of_each(places if sounding else [])
    rows_of: dict[str, list[int]] = {}
    for row, variants in enumerate(_variants_of_each(places)):
        for skeleton in variants:
            rows_of.setdefault(skeleton, []).append(row)
    spelt = [rows_of[skeleton] for skeleton in sorted(rows_of)]
    letters = "\n".join(sorted(rows_of)).encode("ascii")
    lonlat = np.round(np.array([(one.lon, one.lat) for one in places]).reshape(-1, 2) * STEPS)
    pairs = sum(map(len, spelt))
    counted = Counter(one.country for one in places if one.country.isascii())
    countries = ";".join(f"{name}={count}" for name, count in sorted(counted.items()) if name).encode()
    counts = len(places), len(names[0]), len(spelt), pairs, len(codes[0]), len(letters), len(countries)
    arrays = [
        np.array([*(begun[line - 1] for line, _ in lines), len(table)], "<u4"),
        lonlat[:, 0].astype("<i4"),
        lonlat[:, 1].astype("<i4"),
        np.array([one.population for one in places], "<u4"),
        *names,
        np.cumsum([0, *map(len, spelt)]).astype("<u4"),
        np.array([row for rows in spelt for row in rows], "<u4"),
        *codes,
    ]
    header = _HEADER.pack(_MAGIC, len(table), zlib.crc32(table), *counts)
    return b"".join([header, *(array.tobytes() for array in arrays), letters, countries])


def refresh_index(path: Path, kind: str = "gazetteer") -> None:
    """Write the index of a table, unless it has one already."""
    beside = index_path(path)
    if not (beside.is_file() and index_fits(beside.read_bytes(), path.read_bytes())):
        write_bytes(beside, index_of(path, kind))


def codes_of_each(places: Iterable[Place]) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Return the sounds of all names, sorted, and beside each the row that has it."""
    return _pairs((int(code), row) for row, place in enumerate(places) for code in sounds_of(place))


def _pairs(found: Iterable[tuple[int, int]]) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Sort pairs of a key and a row."""
    whole = np.unique(np.fromiter((key << 32 | row for key, row in found), np.uint64))
    return (whole >> np.uint64(32)).astype("<u4"), whole.astype("<u4")
