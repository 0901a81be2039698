"""Whether the errors of the lines are as large as they are said to be.

A place at so many standard errors from a border falls on its wrong side by a
known chance, so that of many places a known number should. It is counted by
frontier how many do. Where villages guided the drawing, a line is right about
them whatever its error; so each place near a line drawn through located points
is asked a second time, of the line drawn without the point that decides there:
straight from the point before it to the one after.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import numpy as np
import shapely

from geo.earth.geodesy import length_m, meridian_m_per_degree, parallel_m_per_degree

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from geo.atlas.arrangement import Arc
    from geo.atlas.atlas import Atlas

__all__ = [
    "FEWEST",
    "NEAR",
    "ArcTest",
    "Asked",
    "Lines",
    "Tally",
    "arc_tests",
    "ask_places",
    "changes_sides",
    "likeliest_times",
    "tally",
]

Lines: TypeAlias = Literal["drawn", "without", "hardest"]

NEAR: Final = 2.0
"""Standard errors within which a place tests a line."""

FEWEST: Final = 20
"""Fewer places than these tell nothing of a frontier's error."""

_TIMES: Final = tuple(np.round(np.arange(0.2, 3.005, 0.01), 2))
"""Factors of a standard error among which the likeliest is looked for."""
_WITHIN_95: Final = 1.92
"""By how much a log-likelihood falls from its greatest to the ends of the 95 per cent interval."""

_DIGITISED: Final = "digitised"
_PIECE: Final = re.compile(r"_\d{1,2}$")
"""What `geo.sources.arcs` adds to the name of a stretch that makes several arcs; years have four digits."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A place that was asked about on a day when its holder is known from elsewhere.

    Attributes
    ----------
    name : str
        The place's.
    arc : Arc
        The border nearest to it on that day.
    border_km : float
    sigma_km : float
        One-sigma error of the border. The place's own comes on top, so that
        more places may be wrong than should by the border's alone.
    wrong : bool
        Whether the atlas says another holder.
    wrong_without : bool or None
        Whether it does when the line is drawn without the point that decides
        there; None where no such point can be left out.
    """

    name: str
    arc: Arc
    border_km: float
    sigma_km: float
    wrong: bool
    wrong_without: bool | None

    @property
    def sigmas(self) -> float:
        """How many standard errors the border is away."""
        return self.border_km / self.sigma_km if self.sigma_km else math.inf

    @property
    def chance(self) -> float:
        """Chance that the true border lies beyond the place, by the normal law."""
        return 0.5 * math.erfc(self.sigmas / math.sqrt(2.0))


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of some places should, and how many do, fall on the wrong side.

    Attributes
    ----------
    places : int
    expected : float
        The sum of their chances.
    spread : float
        One standard deviation of the number that fall on the wrong side.
    wrong : int

    Examples
    --------
    Four places on a line itself: two should be wrong, and one may be.

    >>> found = Tally(places=4, expected=2.0, spread=1.0, wrong=1)
    >>> found.within_chance
    True
    """

    places: int
    expected: float
    spread: float
    wrong: int

    @property
    def within_chance(self) -> bool:
        """Whether they differ by two standard deviations and half a place, or less."""
        return abs(self.wrong - self.expected) <= 2.0 * self.spread + 0.5


@dataclass(frozen=True, slots=True)
class ArcTest:
    """What tests a line that was drawn through located points.

    Attributes
    ----------
    arc : Arc
    km : float
        Its length.
    points : int
        Located points that it is drawn through, its ends with them.
    near : tuple of Asked
        Places that test it: within `NEAR` standard errors.
    """

    arc: Arc
    km: float
    points: int
    near: tuple[Asked, ...]


def ask_places(atlas: Atlas) -> tuple[Asked, ...]:
    """Ask for every place with a known holder on both of the atlas's usual days.

    Parameters
    ----------
    atlas : Atlas

    Returns
    -------
    tuple of Asked
        A place a day, but for those without a border on land.

    Examples
    --------
    >>> from geo import open_atlas
    >>> asked = ask_places(open_atlas())
    >>> sum(one.wrong for one in asked)
    0
    """
    lines, kept = _drawn(atlas.arcs)
    lon, lat = ([getattr(place, axis) for place in atlas.places] for axis in ("lon", "lat"))
    found = []
    for day, truth in (
        (atlas.about.before.day, "holder_before"),
        (atlas.about.after.day, "holder_after"),
    ):
        for place, answer in zip(atlas.places, atlas.on(day).who_each(lon, lat), strict=True):
            if answer.border is None:
                continue
            arc = answer.border.arc
            wrong = answer.tenure.holder != getattr(place, truth)
            passed = changes_sides(lines[arc.id], kept, place.lon, place.lat) if arc.id in lines else None
            found.append(
                Asked(
                    name=place.name,
                    arc=arc,
                    border_km=answer.border_km,
                    sigma_km=answer.sigma_km,
                    wrong=wrong,
                    wrong_without=None if passed is None else wrong != passed,
                )
            )
    return tuple(found)


def tally(asked: Iterable[Asked], *, within: float = NEAR, lines: Lines = "drawn") -> Tally:
    """Count those that should and those that do fall on the wrong side.

    Parameters
    ----------
    asked : iterable of Asked
    within : float
        Standard errors: places farther from a border are left out.
    lines : {"drawn", "without", "hardest"}
        Which answers count: of the lines as they are drawn; of those drawn
        without a point, where one can be left out; or the latter where there
        are, and else the former.

    Returns
    -------
    Tally

    Raises
    ------
    KeyError
        If there are no such lines.
    """
    verdicts: dict[str, Callable[[Asked], bool | None]] = {
        "drawn": lambda one: one.wrong,
        "without": lambda one: one.wrong_without,
        "hardest": lambda one: one.wrong if one.wrong_without is None else one.wrong_without,
    }
    verdict = verdicts[lines]
    some = [one for one in asked if one.sigmas < within and verdict(one) is not None]
    chances = np.array([one.chance for one in some])
    return Tally(
        places=len(some),
        expected=float(chances.sum()),
        spread=float(np.sqrt((chances * (1.0 - chances)).sum())),
        wrong=sum(bool(verdict(one)) for one in some),
    )


def likeliest_times(asked: Iterable[Asked]) -> tuple[float, float, float]:
    """Find the factor of all errors with which the answers of lines drawn without a point are likeliest.

    Parameters
    ----------
    asked : iterable of Asked
        Of any distance from the border; those that could not be asked again
        are left out.

    Returns
    -------
    tuple of float
        The likeliest factor and the ends of its 95 per cent interval, from 0.2
        to 3.

    Raises
    ------
    ValueError
        If none could be asked again.

    Examples
    --------
    Where places at half a kilometre and at two are wrong, a line said to be
    good to one is worse than that.

    >>> from geo import open_atlas
    >>> arc = open_atlas().arcs[0]
    >>> ones = [Asked("", arc, km, 1.0, False, wrong) for km, wrong in [(0.5, True), (1.0, False), (2.0, True)]]
    >>> likeliest_times(ones)[0] > 1.0
    True
    """
    some = [one for one in asked if one.wrong_without is not None]
    if not some:
        msg = "no place could be asked again of a line drawn without a point"
        raise ValueError(msg)
    likelihood = []
    for times in _TIMES:
        chances = [max(0.5 * math.erfc(one.sigmas / times / math.sqrt(2.0)), 1e-12) for one in some]
        likelihood.append(
            sum(math.log(p if one.wrong_without else 1.0 - p) for p, one in zip(chances, some, strict=True))
        )
    most = max(likelihood)
    near = [times for times, told in zip(_TIMES, likelihood, strict=True) if told > most - _WITHIN_95]
    return float(_TIMES[likelihood.index(most)]), float(near[0]), float(near[-1])


def arc_tests(atlas: Atlas, asked: Sequence[Asked]) -> Iterator[ArcTest]:
    """Say of each line on land that was drawn through located points which places test it.

    Parameters
    ----------
    atlas : Atlas
    asked : sequence of Asked
        From `ask_places`.

    Yields
    ------
    ArcTest
        In the order of the arcs.
    """
    near: dict[str, list[Asked]] = defaultdict(list)
    for one in asked:
        if one.sigmas < NEAR:
            near[one.arc.id].append(one)
    for arc in atlas.arcs:
        if arc.method == _DIGITISED and arc.on_land:
            yield ArcTest(arc, length_m(arc.line) / 1000.0, len(arc.line.coords), tuple(near[arc.id]))


_Line: TypeAlias = "tuple[tuple[float, float], ...]"


def _drawn(arcs: Sequence[Arc]) -> tuple[dict[str, _Line], frozenset[tuple[float, float]]]:
    """Lines through located points, whole stretches by the names of their arcs; and points that stay.

    A stretch is cut where its kind changes, which is no reason to keep a point;
    where lines meet, all of them would move.
    """
    places = {arc.id: tuple((float(lon), float(lat)) for lon, lat in arc.line.coords) for arc in arcs}
    ends = Counter(place for line in places.values() for place in (line[0], line[-1]))
    lines: dict[str, _Line] = {}
    run: list[str] = []
    for arc in arcs:
        if arc.method != _DIGITISED or not arc.on_land:
            run = []
            continue
        coords = places[arc.id]
        before = lines[run[-1]] if run else None
        if before and before[-1] == coords[0] and _PIECE.sub("", run[-1]) == _PIECE.sub("", arc.id):
            run.append(arc.id)
            coords = (*before, *coords[1:])
        else:
            run = [arc.id]
        lines.update(dict.fromkeys(run, coords))
    return lines, frozenset(place for place, number in ends.items() if number > 2)


def changes_sides(
    line: Sequence[tuple[float, float]], kept: Container[tuple[float, float]], lon: float, lat: float
) -> bool | None:
    """Say whether a place changes sides when a line is drawn without the point that decides about it.

    That is the nearer end of the edge that is nearest to the place.

    Parameters
    ----------
    line : sequence of (float, float)
        Longitude and latitude of the points it is drawn through.
    kept : container of (float, float)
        Points that may not be left out; the line's ends may not either.
    lon, lat : float
        The place, in degrees.

    Returns
    -------
    bool or None
        None where neither end of that edge may be left out.

    Examples
    --------
    A line with a corner to the north, and places below the corner and beside it.

    >>> corner = [(20.0, 50.0), (20.1, 50.1), (20.2, 50.0)]
    >>> changes_sides(corner, (), 20.1, 50.08), changes_sides(corner, (), 20.1, 50.12)
    (True, False)
    >>> changes_sides(corner, {(20.1, 50.1)}, 20.1, 50.08) is None
    True
    """
    flat = _plane(np.array([*line, (lon, lat)]), lat)
    points, here = flat[:-1], flat[-1]
    edge = int(_edge_gaps(points, here).argmin())
    middle = [k for k in (edge, edge + 1) if 0 < k < len(line) - 1 and line[k] not in kept]
    if not middle:
        return None
    left_out = min(middle, key=lambda k: float(np.hypot(*(points[k] - here))))
    return bool(shapely.Polygon(points[left_out - 1 : left_out + 2]).contains(shapely.Point(here)))


def _plane(lonlat: NDArray[np.float64], lat: float) -> NDArray[np.float64]:
    """Metres on a plane that is true near a parallel."""
    return lonlat * [float(parallel_m_per_degree(lat)), float(meridian_m_per_degree(lat))]


def _edge_gaps(flat: NDArray[np.float64], here: NDArray[np.float64]) -> NDArray[np.float64]:
    """How far a place is from each edge of a line, in the plane's units."""
    start, run = flat[:-1], np.diff(flat, axis=0)
    along = np.clip(((here - start) * run).sum(1) / np.maximum((run**2).sum(1), 1e-30), 0.0, 1.0)
    gaps: NDArray[np.float64] = np.hypot(*(start + along[:, None] * run - here).T)
    return gaps
