"""A plane on which areas are true, about a middle.

Lambert's azimuthal one, from the sphere on which authalic latitudes stand. It
is worked out here, and not by PROJ, whose last digits differ from version to
version, as NumPy's sines do: which of two vertices is left out would hang on
them, and with it the bytes of every page.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.earth.geodesy import GEOD
from geo.earth.same_digits import angle_of, polynomial, sin_cos

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["EqualAreaPlane"]

_A: Final = GEOD.a
_E2: Final = GEOD.es
_N: Final = (GEOD.a - GEOD.b) / (GEOD.a + GEOD.b)
_N2: Final = _N * _N
_N3: Final = _N2 * _N
_N4: Final = _N2 * _N2
_TO_GEOGRAPHIC: Final = (
    4 * _N / 3 + 4 * _N2 / 45 - 16 * _N3 / 35 - 2582 * _N4 / 14175,
    46 * _N2 / 45 + 152 * _N3 / 945 - 11966 * _N4 / 14175,
    3044 * _N3 / 2835 + 3802 * _N4 / 14175,
    6059 * _N4 / 4725,
)
"""Of the sines of two, four, six and eight times the authalic latitude (Karney 2023), to a micrometre."""

_AREA: Final = tuple(1.0 / (2 * k + 1) for k in range(9))
"""Of the inverse hyperbolic tangent over its argument, by powers of the argument's square, which is small."""
_DEGREE: Final = 180.0 / math.pi
_OPPOSITE: Final = 1e-12


@dataclass(frozen=True, slots=True)
class EqualAreaPlane:
    """A plane that touches the earth in one place.

    Attributes
    ----------
    lon, lat : float
        That place, in degrees.

    Examples
    --------
    >>> plane = EqualAreaPlane(24.0, 56.0)
    >>> places = np.array([[24.0, 56.0], [30.0, 70.0]])
    >>> plane.forward(places).round(3).tolist()
    [[0.0, 0.0], [230539.566, 1566749.853]]
    >>> plane.inverse(plane.forward(places)).round(9).tolist()
    [[24.0, 56.0], [30.0, 70.0]]
    """

    lon: float
    lat: float

    def forward(self, lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return places in the plane, in metres, from degrees."""
        middle, radius, stretch = self._middle()
        sin, cos = _authalic(lonlat[:, 1])
        east = sin_cos(lonlat[:, 0] - self.lon)
        across, along = cos * east[0], cos * east[1]
        # the place opposite is a whole circle, far out
        away = radius * np.sqrt(2.0 / np.maximum(1.0 + middle[0] * sin + middle[1] * along, _OPPOSITE))
        up = middle[1] * sin - middle[0] * along
        return np.column_stack([away * stretch * across, away / stretch * up])

    def inverse(self, xy: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return degrees, from metres in the plane."""
        middle, radius, stretch = self._middle()
        # 1. directions on the sphere: half the chord to a place is what the plane shows of it
        across, up = xy.T / radius / np.array([[stretch], [1.0 / stretch]])
        half = (across * across + up * up) / 4.0
        chord = np.sqrt(np.maximum(1.0 - half, 0.0))
        ahead, across, up = 1.0 - 2.0 * half, chord * across, chord * up
        along, north = middle[1] * ahead - middle[0] * up, middle[0] * ahead + middle[1] * up
        # 2. the latitude whose authalic one that is: sines of its multiples, each from the one before
        level = np.sqrt(across * across + along * along)
        sin, cos = 2.0 * north * level, level * level - north * north
        more, multiple, beside = np.zeros_like(sin), sin, cos
        for by in _TO_GEOGRAPHIC:
            more = more + by * multiple
            multiple, beside = multiple * cos + beside * sin, beside * cos - multiple * sin
        lon = self.lon + _DEGREE * angle_of(across, along)
        return np.column_stack([lon, _DEGREE * (angle_of(north, level) + more)])

    def _middle(self) -> tuple[tuple[float, float], float, float]:
        """Return sine and cosine of the middle's authalic latitude, the sphere's radius, and the stretch."""
        lat = np.array([self.lat])
        sin, cos = (float(one[0]) for one in _authalic(lat))
        radius = _A * math.sqrt(float(_authalic_area(np.ones(1))[0]) / 2.0)
        up, level = (float(one[0]) for one in sin_cos(lat))
        parallel = _A * level / math.sqrt(1.0 - _E2 * up * up)
        return (sin, cos), radius, parallel / (radius * cos)


def _authalic(lat: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return sine and cosine of the authalic latitude."""
    sin = np.clip(_authalic_area(sin_cos(lat)[0]) / _authalic_area(np.ones(1)), -1.0, 1.0)
    return sin, np.sqrt(1.0 - sin * sin)


def _authalic_area(sin: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the area from the equator to a latitude, by its sine, over that of a circle of the larger axis."""
    square = _E2 * sin * sin
    return np.asarray((1.0 - _E2) * sin * (1.0 / (1.0 - square) + polynomial(_AREA, square)))
