"""GeoNames dumps that a user brings: read line by line, checked, kept as a table of settlements with its index.

A dump of a country (``BY.zip`` or ``BY.txt``) has nineteen columns parted by
tabs; ``alternateNamesV2`` has names of the same places, by their numbers, in
eight to ten. Only what lies in the atlas's window is kept, and of it only
populated places; the rest serves to name their districts.
"""

from __future__ import annotations

import io
import math
import zipfile
import zlib
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from geo.atlas.toponyms import NAME_TABLES
from geo.atlas.written import is_name, other_names
from geo.errors import InputFileError
from geo.files.names import plain
from geo.files.numbers import fixed
from geo.files.sniffing import MOST_BYTES, check_archive, check_regular
from geo.files.tables import table_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import IO

__all__ = ["Dump", "dump_text", "read_dumps"]

_COLUMNS: Final = 19
_POSTAL: Final = 12
_ID, _NAME, _ASCII, _ALTERNATE, _LAT, _LON, _CLASS, _CODE, _COUNTRY = range(9)
_ADMIN1, _ADMIN2, _PEOPLE = 10, 11, 14
_MOST_LINE: Final = 1 << 18
_MOST_NAMES: Final = 60
"""Of one place: capitals have hundreds, villages a dozen."""
_MOST_NAME: Final = 200
_DIGITS: Final = 10
"""Of a number, which is less than that of GeoNames."""
_SECTIONS: Final = frozenset({"PPLX"})
"""Populated places that are only parts of another."""

_NO_LANGUAGE: Final = frozenset(
    {"link", "wkdt", "post", "iata", "icao", "faac", "unlc", "abbr", "phon", "piny", "tcid", "fr_1793"}
)
_ALTERNATE_COLUMNS: Final = range(4, 11)

_SIGMA_M: Final = 300.0
_MINUTE_SIGMA_M: Final = 900.0
"""Where both degrees are whole minutes, as the maps were read that it comes from."""

Window = tuple[float, float, float, float]


@dataclass(slots=True)
class _Place:
    """A settlement as it is gathered."""

    geonames: int
    name: str
    names: list[str]
    lon: float
    lat: float
    country: str
    admin: tuple[str, str]
    people: int
    added: int = 0


@dataclass(frozen=True, slots=True)
class Dump:
    """What was taken from a file.

    Attributes
    ----------
    file : str
        Its name.
    text : str
        The table, as ``gazetteer.csv``.
    countries : dict
        How many settlements lie in each country.
    names : int
        Names that ``alternateNamesV2`` added.
    """

    file: str
    text: str = field(repr=False)
    countries: dict[str, int]
    names: int

    @property
    def settlements(self) -> int:
        """How many were taken."""
        return sum(self.countries.values())


def read_dumps(paths: Iterable[Path], window: Window) -> list[Dump]:
    """Read dumps of countries, and of alternate names if they are among them.

    Parameters
    ----------
    paths : iterable of Path
        Zip archives or text.
    window : tuple of float
        West, south, east and north, degrees.

    Returns
    -------
    list of Dump
        One for each country; names go to the settlements of all.

    Raises
    ------
    InputFileError
        If one is damaged, cut off, of another shape, or holds nothing there.
    """
    gathered: dict[Path, tuple[dict[int, _Place], dict[tuple[str, str, str], str]]] = {}
    named: list[Path] = []
    for path in dict.fromkeys(paths):
        with _opened(path) as file:
            lines = _lines(path, file)
            first = next(lines, None)
            if first is None:
                msg = f"{path} holds no line; download it anew."
                raise InputFileError(msg)
            if _is_alternate(first[1]):
                named.append(path)
            else:
                gathered[path] = _gather(path, _chain(first, lines), window)
    if not gathered:
        msg = f"{', '.join(map(str, named))}: names alone; give the dump of a country with them."
        raise InputFileError(msg)
    known: dict[int, list[_Place]] = {}
    for places, _ in gathered.values():
        for number, place in places.items():
            known.setdefault(number, []).append(place)
    for path in named:
        _add_names(path, known)
    dumps = []
    for path, (places, districts) in gathered.items():
        countries = Counter(place.country for place in places.values())
        added = sum(place.added for place in places.values())
        dumps.append(
            Dump(path.name, dump_text(places.values(), districts), dict(sorted(countries.items())), added)
        )
    return dumps


def _gather(
    path: Path, lines: Iterable[tuple[int, list[str]]], window: Window
) -> tuple[dict[int, _Place], dict[tuple[str, str, str], str]]:
    """Take the settlements of a dump that lie in the window, and the names of its districts."""
    places: dict[int, _Place] = {}
    districts: dict[tuple[str, str, str], str] = {}
    for number, cells in lines:
        _take(path, number, cells, window, places, districts)
    if not places:
        west, south, east, north = window
        msg = (
            f"{path} holds no settlement between {south:g} and {north:g} N, {west:g} and {east:g} E; "
            "give the dump of another country."
        )
        raise InputFileError(msg)
    return places, districts


def _chain(
    first: tuple[int, list[str]], lines: Iterator[tuple[int, list[str]]]
) -> Iterator[tuple[int, list[str]]]:
    yield first
    yield from lines


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    """Open a dump, or the one text in a zip archive that bears its name."""
    check_regular(path, MOST_BYTES)
    with path.open("rb") as file:
        head = file.read(4)
    if not head.startswith(b"PK"):
        with path.open("rb") as file:
            yield file
        return
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            check_archive(path, entries)
            names = [entry.filename for entry in entries if _is_dump(entry.filename)]
            if len(names) != 1:
                shown = plain(", ".join(entry.filename for entry in entries[:4]), 120)
                msg = f"{path} holds {shown or 'nothing'}; give an archive with the dump of one country."
                raise InputFileError(msg)
            with archive.open(names[0]) as file:
                yield file
    except (
        zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OverflowError,
        OSError,
    ) as error:  # fmt: skip  # what zipfile lets through from a damaged archive
        if isinstance(error, InputFileError):
            raise
        msg = f"{path} is a damaged zip archive ({plain(str(error), 80)}); download it anew."
        raise InputFileError(msg) from error


def _is_dump(name: str) -> bool:
    stem = PurePosixPath(name).name.lower()
    return stem.endswith(".txt") and stem not in {"readme.txt", "iso-languagecodes.txt"}


def _lines(path: Path, file: IO[bytes]) -> Iterator[tuple[int, list[str]]]:
    """Part a dump into lines and cells; what is no such text is told with its line."""
    reader = io.BufferedReader(file) if isinstance(file, io.RawIOBase) else file
    number = 0
    while line := reader.readline(_MOST_LINE + 1):
        number += 1
        if len(line) > _MOST_LINE:
            most = fixed(_MOST_LINE, 0)
            msg = f"{path}, line {number}: it has more than {most} letters; that is no dump of GeoNames."
            raise InputFileError(msg)
        try:
            text = line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
        except UnicodeDecodeError as error:
            msg = f"{path}, line {number}: it is not UTF-8 text; download the dump anew."
            raise InputFileError(msg) from error
        if "\0" in text:
            msg = f"{path}, line {number}: it holds binary data; that is no dump of GeoNames."
            raise InputFileError(msg)
        if text:
            yield number, text.split("\t")


def _is_alternate(cells: list[str]) -> bool:
    return len(cells) in _ALTERNATE_COLUMNS and cells[0].isdecimal() and cells[1].isdecimal()


def _take(
    path: Path,
    number: int,
    cells: list[str],
    window: Window,
    places: dict[int, _Place],
    districts: dict[tuple[str, str, str], str],
) -> None:
    """Take a line of a dump, if it is a settlement in the window or names a district."""
    where = f"{path}, line {number}"
    if len(cells) != _COLUMNS:
        kind = "a postal file" if len(cells) == _POSTAL else f"{len(cells)} columns"
        remedy = "give a country of download.geonames.org/export/dump" if number == 1 else "download it anew"
        msg = f"{where}: {kind}, where a dump of GeoNames has {_COLUMNS} columns parted by tabs; {remedy}."
        raise InputFileError(msg)
    country, code = cells[_COUNTRY], cells[_CODE]
    if code in {"ADM1", "ADM2"}:
        second = cells[_ADMIN2] if code == "ADM2" else ""
        districts[country, cells[_ADMIN1], second] = cells[_NAME]
    if cells[_CLASS] != "P" or code in _SECTIONS:
        return
    lat, lon = _degrees(where, cells[_LAT], 90.0), _degrees(where, cells[_LON], 180.0)
    if not cells[_ID].isascii() or not cells[_ID].isdecimal() or not 0 < int(cells[_ID]) < 10**9:
        msg = f"{where}: '{plain(cells[_ID], 40)}' is no number of GeoNames; download the dump anew."
        raise InputFileError(msg)
    west, south, east, north = window
    name = cells[_NAME].strip()
    if not (west < lon < east and south < lat < north) or not _may_be_called(name):
        return
    people = int(cells[_PEOPLE]) if cells[_PEOPLE].isascii() and cells[_PEOPLE].isdecimal() else 0
    places[int(cells[_ID])] = _Place(
        int(cells[_ID]),
        name,
        [cells[_ASCII], *cells[_ALTERNATE].split(",")],
        lon,
        lat,
        country if len(country) == 2 and country.isascii() and country.isalpha() else "",  # noqa: PLR2004
        (cells[_ADMIN1], cells[_ADMIN2]),
        min(people, 10**9),
    )


def _may_be_called(name: str) -> bool:
    """Whether a settlement may bear this name: any that is short and of letters, and no formula."""
    return (
        0 < len(name) <= _MOST_NAME
        and name.isprintable()
        and any(map(str.isalpha, name))
        and not name.startswith(tuple("=+-@"))
    )


def _degrees(where: str, cell: str, most: float) -> float:
    try:
        found = float("" if "_" in cell else cell)
    except ValueError:
        found = math.nan
    if not abs(found) <= most:
        msg = f"{where}: '{plain(cell, 40)}' are no degrees; download the dump anew."
        raise InputFileError(msg)
    return found


def _add_names(path: Path, known: dict[int, list[_Place]]) -> None:
    """Add the names of a file of alternate names to the places that it has."""
    with _opened(path) as file:
        for number, cells in _lines(path, file):
            if not _is_alternate(cells):
                msg = f"{path}, line {number}: it is cut off, or of another shape; download it anew."
                raise InputFileError(msg)
            places = known.get(int(cells[1]), []) if len(cells[1]) < _DIGITS else []
            if places and cells[2] not in _NO_LANGUAGE and is_name(cells[3]):
                for place in places:
                    place.names.append(cells[3])
                    place.added += 1


def _sigma_m(place: _Place) -> float:
    minutes = (place.lon * 60.0, place.lat * 60.0)
    whole = all(abs(minute - round(minute)) < 1e-3 for minute in minutes)  # noqa: PLR2004  (five decimals)
    return _MINUTE_SIGMA_M if whole else _SIGMA_M


def dump_text(places: Iterable[_Place], districts: dict[tuple[str, str, str], str]) -> str:
    """Write settlements as a table like ``gazetteer.csv``, in the order of their names."""
    rows = []
    for place in sorted(places, key=lambda place: (place.name, place.geonames)):
        parts = [
            districts.get((place.country, *place.admin), ""),
            districts.get((place.country, place.admin[0], ""), ""),
        ]
        district = ", ".join(dict.fromkeys(plain(part, 60) for part in parts if part))
        names = other_names(place.name, place.names[: 4 * _MOST_NAMES])[:_MOST_NAMES]
        rows.append(
            (
                place.name,
                ";".join(names),
                f"{place.lon:.5f}",
                f"{place.lat:.5f}",
                round(_sigma_m(place)),
                district.replace(";", " "),
                place.country,
                place.people or "",
                place.geonames,
                "dump",
            )
        )
    return table_text([column.name for column in NAME_TABLES["gazetteer"].columns], rows)
