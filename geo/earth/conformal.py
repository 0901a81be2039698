"""A plane that is true in every direction, with the scale of each place known.

Mercator's, from the sphere on which conformal latitudes stand, turned so that
its equator runs along what is to be drawn: near it the scale hardly changes,
however far it runs. To the plane and back it goes in closed form, at the poles
and across 180° too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.earth.geodesy import GEOD, parallel_m_per_degree

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["ConformalPlane"]

_A: Final = GEOD.a
_E2: Final = GEOD.es
_E: Final = _E2**0.5
_TO_GEOGRAPHIC: Final = (
    _E2 / 2 + 5 * _E2**2 / 24 + _E2**3 / 12 + 13 * _E2**4 / 360,
    7 * _E2**2 / 48 + 29 * _E2**3 / 240 + 811 * _E2**4 / 11520,
    7 * _E2**3 / 120 + 81 * _E2**4 / 1120,
)
"""Of the sines of two, four and six times the conformal latitude; what is left out is not a millimetre."""

_POLE_DEG: Final = 89.9999
"""At the very pole a parallel has no length to be compared."""


@dataclass(frozen=True, slots=True)
class ConformalPlane:
    """A plane that was laid along something.

    Attributes
    ----------
    lon : float
        A longitude within, in degrees.
    axes : ndarray of float, shape (3, 3)
        Towards the middle, from there along the plane's equator, and to its pole.

    Examples
    --------
    >>> meridian = np.array([[24.0, 50.0], [24.0, 60.0]])
    >>> plane = ConformalPlane.along(meridian)
    >>> plane.inverse(plane.forward(meridian)).round(8).tolist()
    [[24.0, 50.0], [24.0, 60.0]]
    >>> plane.scale(meridian).round(3).tolist()
    [1.002, 1.003]
    """

    lon: float
    axes: NDArray[np.float64]

    @classmethod
    def along(cls, lonlat: NDArray[np.float64]) -> ConformalPlane:
        """Lay a plane along places, given in degrees."""
        seen = _on_sphere(lonlat)
        # of the places' own axes the longest leads to their middle, the next the way they run
        _, axes = np.linalg.eigh(seen.T @ seen)
        middle = axes[:, 2] * np.sign(seen.sum(axis=0) @ axes[:, 2] or 1.0)
        along = axes[:, 1]
        low, high = lonlat[:, 0].min(), lonlat[:, 0].max()
        return cls(float(low + high) / 2.0, np.stack([middle, along, np.cross(middle, along)]))

    def forward(self, lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return places in the plane, from degrees."""
        ahead, aside, up = self.axes @ _on_sphere(lonlat).T
        return _A * np.column_stack([np.arctan2(aside, ahead), np.arctanh(up)])

    def inverse(self, xy: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return degrees, longitudes within half a turn of the plane's own."""
        x, y = xy.T / _A
        level = 1.0 / np.cosh(y)
        east, west, north = self.axes.T @ np.stack([level * np.cos(x), level * np.sin(x), np.tanh(y)])
        lon = np.degrees(np.arctan2(west, east))
        sin = np.clip(north, -1.0, 1.0)
        s2, c2 = 2.0 * sin * np.sqrt(1.0 - sin * sin), 1.0 - 2.0 * sin * sin
        s4, c4 = 2.0 * s2 * c2, 1.0 - 2.0 * s2 * s2
        more = sum(by * s for by, s in zip(_TO_GEOGRAPHIC, (s2, s4, s4 * c2 + c4 * s2), strict=True))
        lat = np.degrees(np.arcsin(sin) + more)
        return np.column_stack([self.lon + (lon - self.lon + 180.0) % 360.0 - 180.0, lat])

    def scale(self, lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return how many times as large as on the ground small things are in the plane."""
        lat = np.clip(lonlat[:, 1], -_POLE_DEG, _POLE_DEG)
        up = _on_sphere(lonlat) @ self.axes[2]
        on_sphere = np.radians(_A) * _conformal(lat)[1] / parallel_m_per_degree(lat)
        return np.asarray(on_sphere / np.sqrt(1.0 - up * up))


def _on_sphere(lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return directions from the middle of the sphere of conformal latitudes."""
    sin, cos = _conformal(lonlat[:, 1])
    lam = np.radians(lonlat[:, 0])
    return np.column_stack([cos * np.cos(lam), cos * np.sin(lam), sin])


def _conformal(lat: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return sine and cosine of the conformal latitude."""
    phi = np.radians(lat)
    isometric = np.arcsinh(np.tan(phi)) - _E * np.arctanh(_E * np.sin(phi))
    return np.tanh(isometric), 1.0 / np.cosh(isometric)
