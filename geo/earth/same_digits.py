"""Sines, cosines and angles that are the same to the last digit on every machine.

Those of NumPy differ there from version to version, and from processor to
processor. Sums, products, quotients and square roots do not: they are rounded
as IEEE 754 says. These are made of nothing else.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["angle_of", "polynomial", "sin_cos"]

_SINE: Final = tuple((-1) ** k / math.factorial(2 * k + 1) for k in range(10))
_COSINE: Final = tuple((-1) ** k / math.factorial(2 * k) for k in range(10))
"""Taylor's, of the square of an angle: within an eighth of a turn what is left out is below the last digit."""
_ANGLE: Final = tuple((-1) ** k / (2 * k + 1) for k in range(13))
"""The same of the angle whose tangent is small."""
_RADIAN: Final = math.pi / 180.0
_QUARTER_DEG: Final = 90.0


def polynomial(of: Sequence[float], x: NDArray[np.float64]) -> NDArray[np.float64]:
    """Work out a polynomial by its coefficients, the constant one first.

    Examples
    --------
    >>> polynomial([1.0, 2.0, 3.0], np.array([0.0, 2.0])).tolist()
    [1.0, 17.0]
    """
    value = np.full_like(x, of[-1])
    for one in reversed(of[:-1]):
        value = value * x + one
    return value


def sin_cos(deg: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return sine and cosine of degrees.

    Examples
    --------
    >>> [part.round(15).tolist() for part in sin_cos(np.array([-90.0, 0.0, 30.0, 180.0]))]
    [[-1.0, 0.0, 0.5, 0.0], [0.0, 1.0, 0.866025403784439, -1.0]]
    """
    quarters = np.rint(deg / _QUARTER_DEG)
    rest = (deg - _QUARTER_DEG * quarters) * _RADIAN
    square = rest * rest
    sin, cos = rest * polynomial(_SINE, square), polynomial(_COSINE, square)
    turned = (quarters % 4.0).astype(np.int64)  # each quarter's sine is the one before's cosine
    fours = np.stack([sin, cos, -sin, -cos])
    each = np.arange(len(turned))
    return fours[turned, each], fours[(turned + 1) % 4, each]


def angle_of(up: NDArray[np.float64], along: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the angles of directions, in radians: what `numpy.arctan2` does.

    Examples
    --------
    >>> np.degrees(angle_of(np.array([0.0, 1.0, 1.0, -1.0]), np.array([1.0, 1.0, 0.0, -1.0]))).tolist()
    [0.0, 45.0, 90.0, -135.0]
    """
    high, wide = np.abs(up), np.abs(along)
    longer = np.maximum(high, wide)
    tangent = np.minimum(high, wide) / np.where(longer > 0.0, longer, 1.0)
    for _ in range(2):  # of a quarter of the angle
        tangent = tangent / (1.0 + np.sqrt(1.0 + tangent * tangent))
    angle = 4.0 * tangent * polynomial(_ANGLE, tangent * tangent)
    angle = np.where(high > wide, math.pi / 2.0 - angle, angle)
    angle = np.where(along < 0.0, math.pi - angle, angle)
    return np.where(up < 0.0, -angle, angle)
