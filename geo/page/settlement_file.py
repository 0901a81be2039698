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
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geo.atlas.gazetteer import lent
from geo.atlas.hints import COUNTRIES, hint_rules
from geo.atlas.name_index import RESTORED
from geo.atlas.places import fold, folded_names
from geo.atlas.spelling import spelling_rules
from geo.files.writing import write_bytes
from geo.page.joining import join_modules
from geo.page.offline import packed
from geo.page.packing import base128, zigzag

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from geo.atlas.atlas import Atlas
    from geo.atlas.gazetteer import Gazetteer
    from geo.atlas.places import Place

__all__ = ["SettlementFile", "settlement_block", "settlement_file"]

_ASSETS: Final = Path(__file__).resolve().parent / "assets"
_BUILD_LETTERS: Final = 16
_STEPS: Final = 10_000
"""Of a degree: 11 m. Few sources tell the next digit, which has a column of its own."""
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
        block = packed(len(text).to_bytes(4, "little") + text + blob)
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
    return {
        "spelling": spelling_rules(),
        "hints": hint_rules(),
        "countries": COUNTRIES,
        "regions": dict(atlas.regions),
        "thin": [region for region in atlas.regions if atlas.thin.get(region)],
    }


def settlement_block(atlas: Atlas) -> tuple[dict[str, Any], bytes]:
    """Return the JSON of the block, and the bytes behind it.

    Parameters
    ----------
    atlas : Atlas
        With the tables of places and of settlements.
    """
    rows, variants, skeletons = _rows(atlas.gazetteer)
    # 1. the names in the order in which they are sought, each spelling once
    spelt = {name for row in rows for name in row.names}
    names = sorted(spelt, key=lambda name: (fold(name), name))
    number = {name: k for k, name in enumerate(names)}
    # 2. settlements in the order of their own names: each number is near the one before
    order = sorted(
        range(len(rows)), key=lambda k: (number[rows[k].place.name], rows[k].place.lon, rows[k].place.lat)
    )
    tables, columns = _columns([rows[k] for k in order], number)
    # 3. the skeletons of their names likewise
    first_row = np.empty(len(rows), np.int64)
    first_row[order] = np.arange(len(rows))
    columns |= _spelt(first_row[variants[:, 1]], variants[:, 0], len(rows))
    texts = {"names": "\x01".join(names).encode(), "skeletons": "\n".join(skeletons).encode()}
    packed_columns = {name: base128(np.asarray(column, np.int64)) for name, column in columns.items()}
    parts = texts | packed_columns
    head = {
        "rows": len(rows),
        "steps": _STEPS,
        **tables,
        "rules": _rules(atlas),
        "code": _code(),
        "parts": {name: len(part) for name, part in parts.items()},
    }
    return head, b"".join(parts.values())


@dataclass(frozen=True, slots=True)
class _Row:
    """A settlement, or a place of ``places.csv`` with what the settlements lend it that it is."""

    place: Place
    lent: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Its own of today and of its day first, no two alike."""
        own = (self.place.name, *filter(None, (self.place.name_then,)))
        return tuple(dict.fromkeys((*own, *self.place.other_names, *self.lent)))


def _rows(gazetteer: Gazetteer) -> tuple[list[_Row], NDArray[np.int64], list[str]]:
    """Join the places of ``places.csv`` with the settlements that they are, as a search in Python does.

    Returns
    -------
    rows : list of _Row
        The places, then the settlements that are none of them.
    variants : ndarray of int, shape (n, 2)
        Pairs of a skeleton's number and a row.
    skeletons : list of str
        Sorted.
    """
    (table,), known = gazetteer.tables, gazetteer.known
    assert known is not None  # noqa: S101  (for mypy: there is a file only where there are places)
    places, towns = list(known), [table.place(k) for k in range(len(table))]
    at = {place: k for k, place in enumerate(places)}
    # 1. only what shares a name with a place can be one
    borne = {name for place in places for name in chain(*folded_names(place))}
    same: dict[int, int] = {}
    for k, town in enumerate(towns):
        if not borne.isdisjoint(chain(*folded_names(town))):
            place = gazetteer.place_of(town)
            if place is not None:
                same[k] = at[place]
    # 2. what they are called, each of themselves and by all that they are
    lenders: dict[int, list[Place]] = {}
    for k, one in same.items():
        lenders.setdefault(one, []).append(towns[k])
    rows = [
        _Row(lent(place, lenders[k][0]) if k in lenders else gazetteer.told(place), _names(lenders.get(k, ())))
        for k, place in enumerate(places)
    ]
    row_of = np.empty(len(towns), np.int64)
    for k, town in enumerate(towns):
        if k in same:
            row_of[k] = same[k]
        else:
            row_of[k] = len(rows)
            rows.append(_Row(town))
    # 3. the skeletons of either table, in one list
    skeletons = sorted({*table.spellings, *known.spellings})
    number = {skeleton: k for k, skeleton in enumerate(skeletons)}
    pairs = [
        np.column_stack([np.array([number[text] for text in one.spellings])[one.variants[:, 0]], rows_of])
        for one, rows_of in ((table, row_of[table.variants[:, 1]]), (known, known.variants[:, 1]))
    ]
    return rows, np.unique(np.vstack(pairs), axis=0), skeletons


def _names(towns: Iterable[Place]) -> tuple[str, ...]:
    return tuple(name for town in towns for name in (town.name, *town.other_names))


def _columns(rows: Sequence[_Row], number: dict[str, int]) -> tuple[dict[str, list[Any]], dict[str, Any]]:
    """Write settlements as columns of numbers, and the tables that these point into."""
    places = [row.place for row in rows]
    names = [[number[name] for name in row.names] for row in rows]
    tables: dict[str, list[Any]] = {
        "districts": sorted({place.district for place in places}),
        "lands": sorted({place.country for place in places}),
        "sigmas": sorted({place.sigma_m for place in places}),
    }
    kept = {name: {value: k for k, value in enumerate(table)} for name, table in tables.items()}
    lon, lat = (np.round(np.array(axis) * 10 * _STEPS).astype(np.int64) for axis in (
        [place.lon for place in places], [place.lat for place in places],
    ))  # fmt: skip
    own = np.array([some[0] for some in names], np.int64)
    return tables, {
        "own": np.diff(own, prepend=0),
        "then": [int(bool(place.name_then) and place.name_then != place.name) for place in places],
        "others": [len(some) - 1 for some in names],
        "other": [k for some in names for k in some[1:]],
        "lon": zigzag(lon // 10),
        "lat": zigzag(lat // 10),
        "lon_digit": lon % 10,
        "lat_digit": lat % 10,
        "sigma": [kept["sigmas"][place.sigma_m] for place in places],
        "district": [kept["districts"][place.district] for place in places],
        "land": [kept["lands"][place.country] for place in places],
        "people": [place.population for place in places],
        "rank": [place.rank for place in places],
        # a place of the table has its name for certain, whatever a settlement lends it
        "restored": [int(place.source == RESTORED) for place in places],
    }


def _spelt(rows: NDArray[np.int64], skeletons: NDArray[np.int64], count: int) -> dict[str, NDArray[np.int64]]:
    """Write the skeletons of each row, the first from that of the row before, others from the one before."""
    order = np.lexsort((skeletons, rows))
    rows, skeletons = rows[order], skeletons[order]
    counts = np.bincount(rows, minlength=count)
    starts = (np.cumsum(counts) - counts)[counts > 0]
    steps = np.diff(skeletons, prepend=0)
    steps[starts] = np.diff(skeletons[starts], prepend=0)
    return {"spelt": counts, "spelling": zigzag(steps)}
