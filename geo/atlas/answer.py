"""Whose a place was on a day, and which border was nearest."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from geo.atlas.arrangement import Arc
    from geo.atlas.tenure import Tenure
    from geo.atlas.zones import Zone

__all__ = ["Answer", "Border"]


@dataclass(frozen=True, slots=True)
class Border:
    """An arc on a day when its two sides had different holders."""

    arc: Arc
    left: Tenure
    right: Tenure


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """Who held a place on a day.

    Attributes
    ----------
    zone : Zone
    tenure : Tenure
        In the open sea that of nobody, with the status ``sea``.
    border_km : float
        To the nearest border on land of that day.
    sigma_km : float
        One-sigma error of that border's position.
    border : Border
        The border meant.
    shore_km : float
        Distance to the nearest land in the open sea; NaN elsewhere.
    islands : Tenure or None
        In the open sea who holds the islands thereabouts; None elsewhere.

    Examples
    --------
    >>> from geo import open_atlas
    >>> answer = open_atlas().on("1940-06-27").who(28.86, 47.01)
    >>> answer.tenure.holder, answer.tenure.status, answer.border.arc.frontier
    ('Romania', 'sovereign', 'romania_ussr_1918')
    >>> sea = open_atlas().on("1941-06-21").who(20.5, 58.9)
    >>> sea.ground, sea.tenure.holder, round(sea.shore_km), sea.islands.holder
    ('sea', '', 89, 'USSR')
    """

    zone: Zone
    tenure: Tenure
    border_km: float
    sigma_km: float
    border: Border
    shore_km: float = math.nan
    islands: Tenure | None = None

    @property
    def ground(self) -> str:
        """Where the place lies: ``sea``, the open one; or ``land``, with lakes and the sea near a coast."""
        return "land" if self.islands is None else "sea"

    @property
    def sure(self) -> bool:
        """Whether the border is two standard errors away or more."""
        return self.border_km >= 2.0 * self.sigma_km

    def frame(self) -> pd.DataFrame:
        """Return the answer as a table of one row; `pandas.concat` joins those of several places.

        Returns
        -------
        pandas.DataFrame
            ``holder``, ``status``, ``zone``; ``since``, first day, and
            ``until``, first day no more, empty where that lies beyond the
            atlas; ``border_km``, ``sigma_km``; in the open sea ``shore_km``
            and ``islands``, who holds those thereabouts.

        Examples
        --------
        >>> from geo import open_atlas
        >>> open_atlas().on("1941-06-21").who(22.97, 59.82).frame()[["holder", "status"]].values.tolist()
        [['USSR', 'leased']]
        """
        import pandas as pd  # noqa: PLC0415  (half a second that asking does not need)

        row = {
            "holder": self.tenure.holder,
            "status": self.tenure.status,
            "zone": self.zone.id,
            "since": self.tenure.since,
            "until": self.tenure.until,
            "border_km": round(self.border_km, 3),
            "sigma_km": round(self.sigma_km, 3),
            "shore_km": round(self.shore_km, 1),
            "islands": self.islands.holder if self.islands else "",
        }
        return pd.DataFrame([row])

    def _repr_html_(self) -> str:
        """Show the table in a notebook."""
        return str(self.frame().to_html(index=False))

    def __repr__(self) -> str:
        """Say what it is in a line; its shapes would fill the screen."""
        held = "open sea" if self.islands else f"{self.tenure.who} ({self.tenure.status})"
        return f"<Answer: {held}, border at {self.border_km:.1f} ± {self.sigma_km:.1f} km>"
