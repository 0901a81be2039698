"""The land that changed hands, piece by piece."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.earth.geodesy import area_m2
from geo.own.compared import AreaChange, ChangedLand, LandPassed
from geo.own.tolerance import exceeding
from geo.own.wrapping import brought_home, strays

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from shapely.geometry.base import BaseGeometry

__all__ = ["changed_land"]


def changed_land(
    shares: Iterable[tuple[AreaChange, Sequence[BaseGeometry]]],
    *,
    tolerance_m: float | None = None,
) -> ChangedLand:
    """Gather the land that passed between holders, each piece in one and within -180 to 180.

    Parameters
    ----------
    shares : iterable of (AreaChange, sequence of shapely.Polygon)
        Who had it and who has it, and the land, which may be cut into strips.
    tolerance_m : float, optional
        Up to which width, in metres, a piece is taken for a border drawn anew.

    Examples
    --------
    >>> halves = shapely.box(20, 50, 21, 52), shapely.box(21, 50, 22, 52)
    >>> [round(piece.area_km2) for piece in changed_land([(AreaChange("A", "B", 0.0), halves)])]
    [31236]
    """
    pieces = []
    for change, parts in shares:
        whole = np.asarray(shapely.get_parts(shapely.union_all(list(parts))), dtype=object)
        beyond = [None] * len(whole) if tolerance_m is None else exceeding(list(whole), tolerance_m).tolist()
        for part, astray, more in zip(whole, strays(whole), beyond, strict=True):
            shape = (brought_home(part) or part) if astray else part
            pieces.append(LandPassed(change.before, change.after, area_m2(part) / 1e6, shape, more))
    return ChangedLand(sorted(pieces, key=lambda piece: -piece.area_km2))
