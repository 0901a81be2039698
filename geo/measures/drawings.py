"""What is told of two drawings of one border."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from geo.files.columns import Column, Result, Results, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    import shapely

    from geo.measures.distance import Nearest

__all__ = ["Accuracy", "BufferOverlay", "BufferOverlays", "Drawing", "StretchAccuracy"]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A border as somebody drew it.

    Attributes
    ----------
    label : str
        What it is called in results: its file, or its day.
    lines : sequence of shapely.LineString
        In degrees on WGS 84.
    stretches : sequence of str
        Which stretch of the border each line is of.
    """

    label: str
    lines: Sequence[shapely.LineString] = field(repr=False)
    stretches: Sequence[str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class StretchAccuracy(Result):
    """How far apart two drawings of a stretch are.

    Attributes
    ----------
    stretch : str
        Its name in the first drawing, or total.
    ours_km, theirs_km : float
        Lengths that were measured: of the first drawing, and of what of the
        second is nearest to it.
    mean_km, median_km, p95_km, max_km : float
        Distance from the first drawing to the nearest of the second, over all
        its length.
    back_mean_km, back_median_km, back_p95_km, back_max_km : float
        The same from the second to the first.
    hausdorff_km : float
        The larger of the two greatest distances.
    frechet_km : float
        The Fréchet distance, of each line of the stretch and what of the second
        drawing is nearest to it, both in the same direction; of several lines
        the greatest. NaN where that of the second is not one line from end to
        end of the first.
    epsilon_km : float
        Width of the epsilon band: the land between the two over the length of
        the second, of several lines that of all; NaN as before.
    ours_left_out_km, theirs_left_out_km : float
        Lengths farther off than what was asked to be counted.

    Examples
    --------
    >>> StretchAccuracy("total", 10.0, 11.0, *(0.5,) * 8, 0.9, 1.0, 0.4, 0.0, 0.0).hausdorff_km
    0.9
    """

    stretch: str
    ours_km: float
    theirs_km: float
    mean_km: float
    median_km: float
    p95_km: float
    max_km: float
    back_mean_km: float
    back_median_km: float
    back_p95_km: float
    back_max_km: float
    hausdorff_km: float
    frechet_km: float
    epsilon_km: float
    ours_left_out_km: float
    theirs_left_out_km: float

    COLUMNS: ClassVar = (
        Column("stretch", "its name in OURS, or total"),
        Column("ours_km", "length of OURS that was measured", right=True),
        Column("theirs_km", "length of THEIRS that is nearest to it", right=True),
        Column("mean_km", "mean distance from OURS to THEIRS, all along", shown=2, right=True),
        Column("median_km", "median of it", shown=2, right=True),
        Column("p95_km", "5 % of the length is farther off", shown=2, right=True),
        Column("max_km", "the farthest that OURS lies from THEIRS", shown=2, right=True),
        Column("back_mean_km", "mean distance from THEIRS to OURS", shown=2, right=True),
        Column("back_median_km", "median of it", shown=2, right=True),
        Column("back_p95_km", "5 % of the length is farther off", shown=2, right=True),
        Column("back_max_km", "the farthest that THEIRS lies from OURS", shown=2, right=True),
        Column("hausdorff_km", "Hausdorff distance: the larger of the farthest", shown=2, right=True),
        Column(
            "frechet_km",
            "Fréchet distance, where both run from end to end; of several lines the greatest",
            shown=2,
            right=True,
        ),
        Column("epsilon_km", "epsilon band: land between them by length of THEIRS", shown=2, right=True),
        Column("ours_left_out_km", "length of OURS that --within leaves out", right=True),
        Column("theirs_left_out_km", "length of THEIRS that --within leaves out", right=True),
    )


@dataclass(frozen=True, slots=True)
class BufferOverlay(Result):
    """What two drawings share within a width.

    Attributes
    ----------
    width_km : float
        To either side of a line.
    ours_within, theirs_within : float
        The share of each that lies within that of the other, from 0 to 1:
        Goodchild and Hunter's curve, and its counterpart.
    both_km2, ours_only_km2, theirs_only_km2 : float
        Land within the width of both, and of one alone; NaN where bands were
        not drawn.
    displacement_km : float
        Tveite and Langaas's average displacement: π times the width times the
        share of the first drawing's band that is no part of the other's.
    pieces : int or None
        Parts of the first drawing's band that are no part of the other's.

    Examples
    --------
    >>> BufferOverlay(1.0, 0.9, 0.8, 180.0, 20.0, 40.0, 0.314, 7).pieces
    7
    """

    width_km: float
    ours_within: float
    theirs_within: float
    both_km2: float
    ours_only_km2: float
    theirs_only_km2: float
    displacement_km: float
    pieces: int | None

    COLUMNS: ClassVar = (
        Column("width_km", "width to either side", shown=None, right=True),
        Column("ours_within", "share of OURS so near to THEIRS, 0 to 1", shown=3, right=True),
        Column("theirs_within", "share of THEIRS so near to OURS", shown=3, right=True),
        Column("both_km2", "land that is so near to both", right=True),
        Column("ours_only_km2", "to OURS alone", right=True),
        Column("theirs_only_km2", "to THEIRS alone", right=True),
        Column(
            "displacement_km",
            "Tveite's estimate of the mean distance, for a width well above it: pi times the width "
            "times the share of OURS's band that is near to it alone",
            shown=2,
            right=True,
        ),
        Column(
            "pieces",
            "parts of that land: many where the two often cross, few where one runs beside the other",
            right=True,
        ),
    )


class BufferOverlays(Results[BufferOverlay]):
    """What two drawings share within several widths, the narrowest first.

    Examples
    --------
    >>> BufferOverlays([BufferOverlay(1.0, 0.9, 0.8, 180.0, 20.0, 40.0, 0.314, 7)]).frame()["pieces"].tolist()
    [7]
    """

    __slots__ = ()

    COLUMNS: ClassVar = BufferOverlay.COLUMNS


@dataclass(frozen=True, slots=True, repr=False)
class Accuracy(Result):
    """How far apart two drawings of a border are.

    Attributes
    ----------
    ours, theirs : str
        What the drawings are called.
    within_km : float or None
        Distance beyond which nothing was counted, if there was one.
    stretches : tuple of StretchAccuracy
        In the order of the first drawing.
    total : StretchAccuracy
    buffers : BufferOverlays
        Of the whole.
    farthest : tuple of Nearest
        The place of the first drawing that is farthest from the second, and
        the other way about.

    Examples
    --------
    >>> import geopandas as gpd, shapely
    >>> import geo
    >>> ours, theirs = (
    ...     gpd.GeoSeries([shapely.LineString([(lon, 50), (lon, 51)])], crs="EPSG:4326") for lon in (24, 24.1)
    ... )
    >>> found = geo.accuracy(ours, theirs)
    >>> found.frame()["stretch"].tolist(), found.farthest[0].to
    (['total'], 'theirs')
    """

    ours: str
    theirs: str
    within_km: float | None
    stretches: tuple[StretchAccuracy, ...]
    total: StretchAccuracy
    buffers: BufferOverlays
    farthest: tuple[Nearest, Nearest]

    COLUMNS: ClassVar = StretchAccuracy.COLUMNS

    def table(self) -> Table:
        """Return the stretches as a table, the total last."""
        return Table.of(self.COLUMNS, (*self.stretches, self.total))

    def __repr__(self) -> str:
        """Say what it is in a line."""
        return f"<Accuracy of {self.ours} by {self.theirs}: mean {self.total.mean_km:.2f} km>"
