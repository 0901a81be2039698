"""Settlements in a table, and an index beside it by which a name is found without reading the table.

The table is CSV (``gazetteer.csv``, and ``places.csv`` too), one settlement a
row. The index (``gazetteer.idx``) holds, in little-endian arrays, where each
row begins and where it lies, sorted hashes of all names, every skeleton of them
(`geo.atlas.spelling`) in order, and their sounds (`geo.atlas.sound`), each with
its rows. It bears the checksum of its table: of another it is no index. Where
none lies beside a table, as in an installation, one is made in a few seconds and
kept for the next time (`geo.files.kept`). A hash only says where to look: the
name is compared in full before it counts.
"""

from __future__ import annotations

import csv
import struct
import zlib
from bisect import bisect_left
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.atlas.places import Place, folded_names, places_of
from geo.atlas.schema import TABLES
from geo.atlas.sound import sounds
from geo.atlas.spelling import READINGS, readings_of, romanised, skeletons
from geo.errors import DataError
from geo.files.kept import Kept
from geo.files.tables import read_lines
from geo.files.writing import write_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

__all__ = ["RESTORED", "Settlements", "index_of", "index_path", "refresh_index", "sounds_of", "variants_of"]

_MOST_BYTES: Final = 1 << 32
_MAGIC: Final = b"BSNAMES2"
_HEADER: Final = struct.Struct("<8s9Q")
_SIGMA_M: Final = 500.0
"""Of a position in GeoNames: where in the town it lies, nobody says."""
_E5: Final = 1e5

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


def _key(text: str) -> int:
    return zlib.crc32(text.encode("utf-8", "replace"))


def variants_of(place: Place) -> frozenset[str]:
    """Return the skeletons of a place's names: its own read as its country writes, the others in every way."""
    found = set(skeletons(place.name, readings_of(place.country)))
    for name in place.other_names:
        found |= skeletons(name, READINGS)
    return frozenset(found)


def sounds_of(place: Place) -> frozenset[str]:
    """Return the codes of a place's names, those in Cyrillic letters by their romanisation."""
    return frozenset(
        code for name in (place.name, *place.other_names) for code in sounds(romanised(name, place.country))
    )


class _Index:
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


def _found(keys: tuple[NDArray[np.uint32], NDArray[np.uint32]], key: int) -> list[int]:
    """Rows that stand under a key."""
    sorted_keys, rows = keys
    first, last = np.searchsorted(sorted_keys, np.array([key, key + 1], sorted_keys.dtype))
    return rows[first:last].tolist()  # type: ignore[no-any-return]


class Settlements:
    """The rows of a table of settlements, found by name, by spelling and by sound.

    Parameters
    ----------
    path : Path
        The table; its index is looked for beside it.
    kind : str
        ``gazetteer``, or ``places`` for a table of places with their holders.

    Raises
    ------
    InputFileError, UnknownNameError, DataError
        When first asked, if the table cannot be read.
    """

    def __init__(self, path: Path, kind: str = "gazetteer") -> None:
        self.path = path
        self.kind = kind
        self._places: dict[int, Place] = {}

    @cached_property
    def _opened(self) -> tuple[bytes, _Index, list[str]]:
        beside = index_path(self.path)
        if beside.is_file() and self.path.is_file():
            table, kept = self.path.read_bytes(), beside.read_bytes()
            if _fits(kept, table):
                return table, _Index(kept), _header(table)
        content = Kept(self.path).files(
            ("index of", self.kind),
            lambda: {
                "index": index_of(self.path, self.kind)
            },  # which says in a sentence what is wrong with a table
        )["index"]
        table = self.path.read_bytes()
        return table, _Index(content), _header(table)

    @property
    def _index(self) -> _Index:
        return self._opened[1]

    def __len__(self) -> int:
        """Count the rows."""
        return len(self._index.people)

    def __iter__(self) -> Iterator[Place]:
        """Go through the settlements in the order of the table."""
        return map(self.place, range(len(self)))

    def place(self, row: int) -> Place:
        """Read the settlement of a row."""
        if row not in self._places:
            table, index, header = self._opened
            text = table[index.starts[row] : index.starts[row + 1]].decode("utf-8-sig")
            cells = next(csv.reader([text], strict=True))
            cells += [""] * (len(header) - len(cells))
            self._places[row] = _place(self.kind, self.path, row + 2, dict(zip(header, cells, strict=True)))
        return self._places[row]

    @cached_property
    def lonlat(self) -> NDArray[np.float64]:
        """Where the rows lie, in degrees, of shape (n, 2)."""
        return np.column_stack([self._index.lons, self._index.lats]) / _E5

    @property
    def people(self) -> NDArray[np.uint32]:
        """How many people live there today; 0 if that is not known."""
        return self._index.people

    @property
    def countries(self) -> dict[str, int]:
        """How many of the settlements lie in each country of today."""
        return self._index.countries

    @property
    def spellings(self) -> list[str]:
        """Every skeleton of a name, sorted; see `geo.atlas.spelling.skeletons`."""
        return self._index.spellings

    @cached_property
    def variants(self) -> NDArray[np.int64]:
        """Which skeletons the rows have: pairs of a number among `spellings` and a row, of shape (n, 2)."""
        return self._index.pairs

    def bearing(self, folded: str) -> list[int]:
        """Rows of which a name, folded, is this one."""
        rows = _found(self._index.names, _key(folded))
        return [row for row in rows if any(folded in names for names in folded_names(self.place(row)))]

    def spelt(self, wanted: Iterable[str]) -> list[int]:
        """Rows of which a name has one of these skeletons."""
        return sorted({row for skeleton in wanted for row in self._index.spelt(skeleton)})

    def beginning(self, folded: str) -> list[Place]:
        """Settlements that may have a name which begins so, folded, in the order of the table."""
        rows: set[int] = set()
        for skeleton in skeletons(folded):
            begun = skeleton[: max(1, len(skeleton) - 2)].rstrip("eiov")  # how it ends hangs on what follows
            first = bisect_left(self.spellings, begun)
            for at in range(first, bisect_left(self.spellings, begun + "~")):
                rows.update(self._index.at(at))
        return [self.place(row) for row in sorted(rows)]

    def sounding(self, codes: Iterable[str]) -> list[int]:
        """Rows of which a name has one of these sounds."""
        return sorted({row for code in codes for row in _found(self._index.codes, int(code))})


def _place(kind: str, path: Path, line: int, cells: Mapping[str, str]) -> Place:
    """Make a place of the cells of a row.

    Raises
    ------
    DataError
        With file and line, if a cell is not what it should be.
    """
    row = TABLES[kind].row(path, line, cells)
    if kind == "places":
        return places_of([row])[0]
    source = _SOURCES.get(row["source"], row["source"])
    return Place(
        name=row["place"],
        other_names=row["other_names"],
        name_then="",
        lon=row["lon"],
        lat=row["lat"],
        sigma_m=_SIGMA_M if row["sigma_m"] is None else row["sigma_m"],
        holder_before="",
        holder_after="",
        rank=0,
        confidence="",
        source=f"{source or 'GeoNames'} {row['geonames'] or ''}".strip(),
        district=row["district"],
        country=row["country"],
        population=row["population"] or 0,
    )


def _header(table: bytes) -> list[str]:
    return next(csv.reader([table[: table.find(b"\n")].decode("utf-8-sig").strip("\r")]))


def _fits(index: bytes, table: bytes) -> bool:
    """Whether an index is whole, and that of this table."""
    if len(index) < _HEADER.size or not index.startswith(_MAGIC):
        return False
    _, size, crc, rows, names, spelt, pairs, codes, letters, ends = _HEADER.unpack_from(index)
    length = _HEADER.size + 4 * (4 * rows + 1 + 2 * names + spelt + 1 + pairs + 2 * codes) + letters + ends
    return bool(size == len(table) and length == len(index) and crc == zlib.crc32(table))


def index_of(path: Path, kind: str = "gazetteer") -> bytes:
    """Make the index of a table.

    Parameters
    ----------
    path : Path
    kind : str
        ``gazetteer`` or ``places``.

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
    places = [_place(kind, path, line, cells) for line, cells in lines]
    names = _pairs(
        (_key(name), row) for row, one in enumerate(places) for some in folded_names(one) for name in some
    )
    codes = _pairs((int(code), row) for row, one in enumerate(places) for code in sounds_of(one))
    rows_of: dict[str, list[int]] = {}
    for row, one in enumerate(places):
        for skeleton in variants_of(one):
            rows_of.setdefault(skeleton, []).append(row)
    spelt = [rows_of[skeleton] for skeleton in sorted(rows_of)]
    letters = "\n".join(sorted(rows_of)).encode("ascii")
    lonlat = np.round(np.array([(one.lon, one.lat) for one in places]).reshape(-1, 2) * _E5)
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
    if not (beside.is_file() and _fits(beside.read_bytes(), path.read_bytes())):
        write_bytes(beside, index_of(path, kind))


def _pairs(found: Iterable[tuple[int, int]]) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Sort pairs of a key and a row."""
    both = np.array(sorted(set(found)), "<u4").reshape(-1, 2)
    return np.ascontiguousarray(both[:, 0]), np.ascontiguousarray(both[:, 1])
