"""Settlements in a table, found by name without reading the table: an index lies beside it.

The table is CSV (``gazetteer.csv``, and ``places.csv`` too), one settlement a
row, and its index (``gazetteer.idx``) is that of `geo.atlas.name_index`. Where
none lies beside a table, as in an installation, one is made in a few seconds and
kept for the next time (`geo.files.kept`), the sounds when they are first needed.
A hash only says where to look: the name is compared in full before it counts.
"""

from __future__ import annotations

import csv
import io
from bisect import bisect_left
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geo.atlas.cognates import are_cognates, consonants_of, forms, tongue_of
from geo.atlas.name_index import (
    STEPS,
    NameIndex,
    codes_of_each,
    index_fits,
    index_of,
    index_path,
    key_of,
    read_settlement,
)
from geo.atlas.places import folded_names
from geo.atlas.schema import TABLES
from geo.atlas.spelling import skeletons
from geo.files.kept import Kept

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from geo.atlas.places import Place

__all__ = ["CITY", "TOWN", "Settlements"]

_AT_A_TIME: Final = 5_000
"""Rows of a whole table."""

TOWN: Final = 2_000
"""People of a town, of today: papers spell its name in many ways, and districts are called after it."""
CITY: Final = 50_000
"""People of a place that no hamlet hides whose name is only like its name."""


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
    def _opened(self) -> tuple[bytes, NameIndex, list[str]]:
        beside = index_path(self.path)
        if beside.is_file() and self.path.is_file():
            table, kept = self.path.read_bytes(), beside.read_bytes()
            if index_fits(kept, table):
                return table, NameIndex(kept), _header(table)
        # which says in a sentence what is wrong with a table; sounds are for names that nobody bears
        content = Kept(self.path).files(
            ("index of", self.kind), lambda: {"index": index_of(self.path, self.kind, sounding=False)}
        )["index"]
        table = self.path.read_bytes()
        return table, NameIndex(content), _header(table)

    @property
    def _index(self) -> NameIndex:
        return self._opened[1]

    @cached_property
    def _codes(self) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
        """Sounds of all names, sorted, each with its row."""
        index = self._index
        if index.codes[0].size or not len(self):
            return index.codes
        made = Kept(self.path).files(
            ("sounds of", self.kind),
            lambda: {
                part: codes.tobytes() for part, codes in zip(("code", "row"), codes_of_each(self), strict=True)
            },
        )
        return np.frombuffer(made["code"], "<u4"), np.frombuffer(made["row"], "<u4")

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
            self._places[row] = read_settlement(
                self.kind, self.path, row + 2, dict(zip(header, cells, strict=True))
            )
        return self._places[row]

    def columns(self, *names: str) -> dict[str, list[Any]]:
        """Read some columns of the whole table: so a settlement costs a tenth of what `place` takes for it."""
        table, _, header = self._opened
        width = len(header)
        lines = csv.reader(io.TextIOWrapper(io.BytesIO(table), "utf-8-sig", newline=""))
        rows = (row if len(row) == width else row + [""] * (width - len(row)) for row in lines if row)
        next(rows, None)
        asked = [column for column in TABLES[self.kind].columns if column.name in names]
        found: dict[str, list[Any]] = {column.name: [] for column in asked}
        values: dict[str, dict[str, Any]] = {column.name: {} for column in asked}
        # some rows at a time: what is said in many is read, and kept, once
        while some := list(islice(rows, _AT_A_TIME)):
            for column in asked:
                if column.name in header:
                    at, known = header.index(column.name), values[column.name]
                    text = [row[at] for row in some]
                    known |= {
                        cell: column.read(cell) if cell else column.empty for cell in set(text) - known.keys()
                    }
                    found[column.name] += map(known.__getitem__, text)
                else:
                    found[column.name] += [column.empty] * len(some)
        return found

    @cached_property
    def steps(self) -> NDArray[np.int64]:
        """Where the rows lie, in steps of which `STEPS` are a degree, of shape (n, 2)."""
        return np.column_stack([self._index.lons, self._index.lats]).astype(np.int64)

    @cached_property
    def lonlat(self) -> NDArray[np.float64]:
        """Where the rows lie, in degrees, of shape (n, 2)."""
        return self.steps / STEPS

    @cached_property
    def _from_south(self) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        order = np.argsort(self.lonlat[:, 1], kind="stable")
        return order, self.lonlat[order, 1]

    def about(self, place: Place, lon_deg: float, lat_deg: float) -> NDArray[np.int64]:
        """Rows that lie less than so many degrees from a place, in the order of the table."""
        order, lats = self._from_south
        rows = order[np.searchsorted(lats, place.lat - lat_deg) : np.searchsorted(lats, place.lat + lat_deg)]
        off = np.abs(self.lonlat[rows] - (place.lon, place.lat))
        return np.sort(rows[(off[:, 0] < lon_deg) & (off[:, 1] < lat_deg)])

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

    @cached_property
    def _by_row(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        order = np.argsort(self.variants[:, 1], kind="stable")
        return self.variants[order, 0], np.searchsorted(self.variants[order, 1], np.arange(len(self) + 1))

    def skeletons_of(self, row: int) -> frozenset[str]:
        """Return what `variants_of` says of a row's settlement, as the index has it."""
        numbers, starts = self._by_row
        return frozenset(self.spellings[k] for k in numbers[starts[row] : starts[row + 1]].tolist())

    def may_share(self, other: Settlements) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Rows, and rows of another table, of which some names may be one: pairs, as their hashes tell."""
        (keys, rows), (theirs, their_rows) = self._index.names, other._index.names
        first, last = np.searchsorted(keys, theirs), np.searchsorted(keys, theirs, "right")
        counts = last - first
        at = np.repeat(first - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())
        return rows[at].astype(np.int64), np.repeat(their_rows, counts).astype(np.int64)

    def bearing(self, folded: str) -> list[int]:
        """Rows of which a name, folded, is this one."""
        rows = _found(self._index.names, key_of(folded))
        return [row for row in rows if any(folded in names for names in folded_names(self.place(row)))]

    def spelt(self, wanted: Iterable[str]) -> list[int]:
        """Rows of which a name has one of these skeletons."""
        return sorted({row for skeleton in wanted for row in self._index.spelt(skeleton)})

    @cached_property
    def _by_consonants(self) -> dict[str, list[int]]:
        """Numbers of the skeletons that have the same consonants."""
        found: dict[str, list[int]] = {}
        for number, bones in enumerate(consonants_of("\n".join(self.spellings)).split("\n")):
            found.setdefault(bones, []).append(number)
        return found

    def cognates(self, name: str) -> list[Place]:
        """Settlements whose own name is what a sister language makes of a name; see `geo.atlas.cognates`."""
        tongue = tongue_of(name)
        bones = set(map(consonants_of, forms(name, tongue)))
        numbers = {number for one in bones for number in self._by_consonants.get(one, ())}
        near = map(self.place, sorted({row for number in numbers for row in self._index.at(number)}))
        return [
            place
            for place in near
            if are_cognates(name, tongue, place.name, tongue_of(place.name, place.country or "-"))
        ]

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
        return sorted({row for code in codes for row in _found(self._codes, int(code))})


def _found(keys: tuple[NDArray[np.uint32], NDArray[np.uint32]], key: int) -> list[int]:
    """Rows that stand under a key."""
    sorted_keys, rows = keys
    first, last = np.searchsorted(sorted_keys, np.array([key, key + 1], sorted_keys.dtype))
    return rows[first:last].tolist()  # type: ignore[no-any-return]


def _header(table: bytes) -> list[str]:
    return next(csv.reader([table[: table.find(b"\n")].decode("utf-8-sig").strip("\r")]))
