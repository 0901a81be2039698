"""Tables of places, of any length, read piece by piece."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.files.coordinates import read_angle, read_coordinates
from geo.files.lists import ListTable
from geo.files.tables import check_header

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

__all__ = ["PointTable", "Points"]

_GLOBE: Final = (180.0, 90.0)
_ROWS: Final = 1 << 15
"""Rows to a piece: what is made of them stays within some fifty megabytes."""

_LAT: Final = (
    "lat", "latitude", "lat.", "breite", "breitengrad", "geogr. breite", "geographische breite", "szerokość",
    "szerokosc", "szerokość geograficzna", "szer. geogr.", "широта", "шырата", "platuma", "laius",
    "leveysaste", "leveys", "latitudine", "latitud", "szélesség", "רוחב", "lat_dd", "latitude_deg",
    "decimallatitude", "y",
)  # fmt: skip
_LON: Final = (
    "lon", "lng", "longitude", "long", "long.", "lon.", "länge", "laenge", "längengrad", "geogr. länge",
    "geographische länge", "długość", "dlugosc", "długość geograficzna", "dł. geogr.", "долгота", "довгота",
    "даўгата", "ilguma", "garums", "pikkus", "pituusaste", "pituus", "longitudine", "longitud", "hosszúság",
    "אורך", "lon_dd", "longitude_deg", "decimallongitude", "x",
)  # fmt: skip
"""What the columns are called, the first that is there; X and Y last, for they may be of another system."""
_BOTH: Final = (
    "coordinates", "coordinate", "coords", "coord", "lat lon", "lat, lon", "lat/lon", "lat,lon", "lat_lon",
    "latlon", "latlong", "lat long", "latitude, longitude", "gps", "point", "wkt", "geom", "geometry",
    "koordinaten", "geokoordinaten", "współrzędne", "wspolrzedne", "współrzędne geograficzne",
    "координаты", "координати", "каардынаты", "koordinatės", "koordinātas", "koordinaadid", "koordinaatit",
    "coordonate", "koordináták",
)  # fmt: skip
"""What a column is called that holds both, the latitude first unless what stands there says otherwise."""
_BESIDE: Final = frozenset({"point", "coord", "coords", "coordinate", "wgs", "epsg", "dd", "deg", "degrees"})
"""What a program adds to such a head: ``POINT_X``, ``Lat (WGS84)``, ``latitude_wgs84``."""
_WORD: Final = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Points:
    """Some rows of a table of places.

    Attributes
    ----------
    rows : list of list of str
        As they stand, in the order of the header.
    lines : list of int
        On which line of the file each begins.
    lonlat : ndarray of float, shape (n, 2)
        Degrees, longitude first; NaN where there are none that lie on the
        globe.
    """

    rows: list[list[str]]
    lines: list[int]
    lonlat: NDArray[np.float64]


class PointTable(ListTable):
    r"""A table with columns for latitude and longitude, under the heads that people give them.

    ``lat`` and ``lon``, ``Latitude`` and ``Longitude``, ``Y`` and ``X``,
    ``Breite`` and ``Länge``, ``szerokość`` and ``długość``, ``широта`` and
    ``долгота``, with what programs add to them, as in ``POINT_X`` or
    ``Lat (WGS84)``. A number may have a decimal comma, or be degrees with
    minutes and seconds (``49 50 24``, ``24°02'E``). Or one column for both
    (``coordinates``, ``Koordinaten``, ``wkt``), read as `read_coordinates` does.

    Parameters
    ----------
    path : Path
        As for `ListTable`.

    Attributes
    ----------
    header : list of str
    count : int
        How many rows there are.
    at : tuple of int
        Which columns hold longitude and latitude; twice the same where one holds both.

    Raises
    ------
    InputFileError
        If it is missing, is not UTF-8 text, or is no table.
    UnknownNameError
        If a column is missing.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from pathlib import Path
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder) / "places.csv"
    ...     _ = path.write_text("place;Breite;Länge\nBrest;52,1;23,7\nnowhere;;\n", encoding="utf-8")
    ...     for piece in PointTable(path).pieces():
    ...         print(piece.rows, piece.lines, piece.lonlat.tolist())
    [['Brest', '52,1', '23,7'], ['nowhere', '', '']] [2, 3] [[23.7, 52.1], [nan, nan]]
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        whole = keys = [name.strip().casefold() for name in self.header]
        if not all(set(heads) & set(keys) for heads in (_LON, _LAT)):
            keys = [" ".join(word for word in _WORD.findall(key) if word not in _BESIDE) for key in keys]
        found = [next((head for head in heads if head in keys), heads[0]) for heads in (_LON, _LAT)]
        if set(found) - set(keys):
            both = next((head for head in _BOTH if head in {*whole, *keys}), None)
            if both is None:
                check_header(path, self.header, found[::-1])
            keys = whole if both in whole else keys
            found = [both or head for head in found]
        self.at = (keys.index(found[0]), keys.index(found[1]))

    def pieces(self, rows: int = _ROWS) -> Iterator[Points]:
        """Yield the table piece by piece, in its order.

        Parameters
        ----------
        rows : int
            How many to a piece.
        """
        lines: list[int] = []
        kept: list[list[str]] = []
        for line, cells in self.rows():
            lines.append(line)
            kept.append(cells)
            if len(kept) == rows:
                yield Points(kept, lines, self._lonlat(kept))
                lines, kept = [], []
        if kept:
            yield Points(kept, lines, self._lonlat(kept))

    def _lonlat(self, rows: Sequence[Sequence[str]]) -> NDArray[np.float64]:
        lon, lat = self.at
        if lon == lat:
            both = (read_coordinates(row[lat]) or (np.nan, np.nan) for row in rows)
            lonlat = np.array([pair[::-1] for pair in both])
        else:
            lonlat = np.array([[_number(row[lon], "EW"), _number(row[lat], "NS")] for row in rows])
        lonlat[~(np.abs(lonlat) <= _GLOBE).all(axis=1)] = np.nan  # so written, it catches NaN too
        return lonlat


def _number(text: str, axis: str) -> float:
    """Read degrees with a point or a comma, or with minutes; NaN if there are none.

    Python would also take ``5_2`` for a number.
    """
    try:
        return np.nan if "_" in text else float(text.replace(",", "."))
    except ValueError:
        angle = read_angle(text, axis)
        return np.nan if angle is None else angle
