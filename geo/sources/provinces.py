"""Today's provinces as the pinned package draws them: whether a place of the postal file lies in its own."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.sources.osm import provincial_rings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

__all__ = ["Provinces"]

_REACH_DEG: Final = 0.04
"""How far a village may lie outside: the limits are drawn with fewer vertices than they have."""
_CALLED: Final = {
    "UA": (
        "Ukraine_{} Oblast",
        {
            "Volynska": "Volyn", "Rivnenska": "Rivne", "Lvivska": "Lviv", "Ternopilska": "Ternopil",
            "Ivano-Frankivska": "Ivano-Frankivsk", "Chernivetska": "Chernivtsi", "Zakarpatska": "Zakarpattia",
            "Khmelnytska": "Khmelnytskyi", "Vinnytska": "Vinnytsia", "Zhytomyrska": "Zhytomyr",
            "Odeska": "Odessa", "Mykolaivska": "Mykolaiv", "Kyivska": "Kyiv", "Kirovohradska": "Kirovohrad",
            "Cherkaska": "Cherkasy",
        },
    ),
    "BY": (
        "Belarus_{} Region",
        {
            "Brest": "Brest", "Grodno": "Hrodna", "Minsk": "Minsk", "Vitebsk": "Vitebsk", "Gomel": "Homiel",
            "Mogilev": "Maglieu",
        },
    ),
}  # fmt: skip
"""What the package and the postal file call the provinces of countries whose villages it puts at namesakes."""


def _about(rings: Sequence[NDArray[np.float64]]) -> shapely.Geometry:
    """Return what lies within some rings, or just outside."""
    drawn = shapely.build_area(shapely.MultiLineString(list(rings)))
    return shapely.union_all([shapely.buffer(drawn, _REACH_DEG)])


class Provinces:
    """Today's provinces of some countries.

    Parameters
    ----------
    archive : Path
        That of the package; None if nothing is known of any province.
    """

    def __init__(self, archive: Path | None) -> None:
        self._archive = archive

    @cached_property
    def _areas(self) -> dict[tuple[str, str], shapely.Geometry]:
        if self._archive is None:
            return {}
        return {
            (country, province): _about(provincial_rings(self._archive, called.format(name)))
            for country, (called, names) in _CALLED.items()
            for province, name in names.items()
        }

    def holds(self, country: str, district: str, points: Iterable[tuple[float, float]]) -> NDArray[np.bool_]:
        """Tell of some points whether they may lie in the province of a district; of one not drawn all may."""
        lonlat = np.array(list(points), float).reshape(-1, 2)
        area = self._areas.get((country, district.rpartition(", ")[2]))
        if area is None:
            return np.ones(len(lonlat), bool)
        shapely.prepare(area)
        return np.asarray(shapely.contains_xy(area, *lonlat.T))
