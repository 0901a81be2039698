"""The land that a ring goes round, however often it crosses itself.

Along a ring the inside lies on one hand until the ring is crossed, and then on
the other: so the area is the integral along the ring, its sign turned at every
crossing. No faces need be found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.earth.geodesy import edge_integrals_m2

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["enclosed_m2"]

_SHAKEN_DEG: Final = 1e-10
"""A hundredth of a millimetre. So far vertices are moved at random before crossings are looked for: where
two lines run over each other, or one ends on the other, they then cross or do not."""


def enclosed_m2(lonlat: NDArray[np.float64]) -> float:
    """Measure the land that a ring goes round an odd number of times.

    Parameters
    ----------
    lonlat : ndarray of float, shape (n, 2)
        Vertices in degrees; the last is joined to the first.

    Returns
    -------
    float
        Square metres.

    Examples
    --------
    A figure of eight has two halves, whichever way either is gone round:

    >>> eight = np.array([[24.0, 0.0], [25.0, 1.0], [25.0, 0.0], [24.0, 1.0]])
    >>> round(enclosed_m2(eight) / 1e6)
    6154
    """
    ring = lonlat[(lonlat != np.roll(lonlat, 1, axis=0)).any(axis=1)]
    if len(ring) < 3:  # noqa: PLR2004  (there and back)
        return 0.0
    end = np.roll(ring, -1, axis=0)
    edge, share = _crossings(ring)
    # every edge, cut where it is crossed
    order = np.lexsort((share, edge))
    edge, share = edge[order], share[order]
    at = np.searchsorted(edge, np.arange(len(ring)), side="left") + np.arange(len(ring))
    whose = np.insert(edge, at - np.arange(len(ring)), np.arange(len(ring)))
    first = np.insert(share, at - np.arange(len(ring)), 0.0)
    last = np.append(first[1:], 0.0)
    last[last == 0.0] = 1.0
    # a piece that begins at a crossing has the inside on the other hand than the piece before it
    begins = np.ones(len(whose), dtype=np.int64)
    begins[at] = 0
    hand = 1.0 - 2.0 * (np.cumsum(begins) % 2)
    run = end[whose] - ring[whose]
    here, there = ring[whose] + first[:, None] * run, ring[whose] + last[:, None] * run
    origin = np.full(len(whose), ring[0, 0])
    added = edge_integrals_m2(here[:, 0], here[:, 1], there[:, 0], there[:, 1], origin)
    return float(abs((hand * added).sum()))


def _crossings(ring: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Find where edges are crossed: each crossing twice, by either edge and the share along it."""
    shaken = ring - ring.mean(axis=0) + np.random.default_rng(0).uniform(-_SHAKEN_DEG, _SHAKEN_DEG, ring.shape)
    (x, y), (u, v) = shaken.T, np.roll(shaken, -1, axis=0).T
    boxes = shapely.box(np.minimum(x, u), np.minimum(y, v), np.maximum(x, u), np.maximum(y, v))
    one, other = shapely.STRtree(boxes).query(boxes)
    # 1. neighbours meet where one ends and the next begins, and nowhere else
    apart = (one < other - 1) & ((one > 0) | (other < len(ring) - 1))
    one, other = one[apart], other[apart]
    # 2. two edges cross if the ends of either lie on both hands of the other
    dx, dy = u - x, v - y

    def on_hand(
        edge: NDArray[np.int64], px: NDArray[np.float64], py: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        return np.asarray(dx[edge] * (py - y[edge]) - dy[edge] * (px - x[edge]))

    starts, ends = on_hand(other, x[one], y[one]), on_hand(other, u[one], v[one])
    begins, stops = on_hand(one, x[other], y[other]), on_hand(one, u[other], v[other])
    cross = ((starts > 0.0) != (ends > 0.0)) & ((begins > 0.0) != (stops > 0.0))
    share, one, other = (starts / (starts - ends))[cross], one[cross], other[cross]
    # 3. the same place on the other edge: of edges that run over each other a share of its own is mere noise
    seen_x, seen_y = x[one] + share * dx[one] - x[other], y[one] + share * dy[one] - y[other]
    along = (seen_x * dx[other] + seen_y * dy[other]) / (dx[other] ** 2 + dy[other] ** 2)
    return np.concatenate([one, other]), np.concatenate([share, np.clip(along, 0.0, 1.0)])
