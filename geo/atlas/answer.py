"""Whose a place was on a day, and which border was nearest."""

from __future__ import annotations

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
    border_km : float
        To the nearest border on land of that day.
    sigma_km : float
        One-sigma error of that border's position.
    border : Border
        The border meant.

    Examples
    --------
    >>> from geo import open_atlas
    >>> answer = open_atlas().on("1940-06-27").who(28.86, 47.01)
    >>> answer.tenure.holder, answer.tenure.status, answer.border.arc.frontier
    ('Romania', 'sovereign', 'romania_ussr_1918')
    """

    zone: Zone
    tenure: Tenure
    border_km: float
    sigma_km: float
    border: Border

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
            atlas; ``border_km``, ``sigma_km``.

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
        }
        return pd.DataFrame([row])

    def _repr_html_(self) -> str:
        """Show the table in a notebook."""
        return str(self.frame().to_html(index=False))

    def __repr__(self) -> str:
        """Say what it is in a line; its shapes would fill the screen."""
        held = f"{self.tenure.holder} ({self.tenure.status})"
        return f"<Answer: {held}, border at {self.border_km:.1f} ± {self.sigma_km:.1f} km>"
