"""What changed hands between two sides, and what must be known to read it."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import shapely

from geo.atlas.languages import Said
from geo.earth.geodesy import area_m2
from geo.files.names import name_key, plain
from geo.files.numbers import fixed
from geo.own.changed_land import changed_land
from geo.own.compared import NOBODY, AreaChange, AreaChanges, ChangedLand
from geo.own.holdings import changes, state_polygons
from geo.own.identity import lone_states, scattered
from geo.own.sides import turned_sides

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shapely.geometry.base import BaseGeometry

    from geo.own.holdings import Changed, Overlap, Passed
    from geo.own.identity import Chosen
    from geo.own.sides import Side

__all__ = ["Gathered", "by_holder", "gathered", "say_notes"]

_LOG = logging.getLogger("geo")

_LARGE: Final = 0.5
"""Of its land a state must have lost so much before one asks whether a file was drawn the wrong way about."""
_ALIKE: Final = 0.5
"""Of what is smaller, both hold so much where it is the same land."""
_ALL: Final = 0.9995
"""So much of a state's land is all of it, but for how its outline is drawn."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What changed hands.

    Attributes
    ----------
    sides : tuple of Side
        In longitudes that run on through the states' land.
    held : tuple of shapely.Geometry
        The states' land in either.
    changed : Changed
    areas : AreaChanges
    land : ChangedLand
    notes : tuple of str
        Said as warnings already.
    elsewhere : bool
        Whether the state holds nothing of what it held, or a file seems drawn the wrong way about.
    """

    sides: tuple[Side, Side]
    held: tuple[BaseGeometry, BaseGeometry]
    changed: Changed
    areas: AreaChanges
    land: ChangedLand
    notes: tuple[str, ...]
    elsewhere: bool


def gathered(sides: tuple[Side, Side], chosen: Chosen, tolerance_m: float | None) -> Gathered:
    """Find what changed hands between two sides, and say what must be known to read it."""
    alone = lone_states(chosen, sides)
    notes = list(alone)
    for side, keys in zip(sides, chosen.keys, strict=True):
        notes += scattered(side, keys)
    sides, held = _about_the_land(sides, chosen)
    # 1. what changed hands, and who had it or has it
    changed = changes(sides, chosen, held)
    notes += [_overlap_note(overlap, sides) for overlap in changed.overlaps]
    exchanged, elsewhere = (say(sides, chosen, held, changed) for say in (_exchanged, _elsewhere))
    notes += [*exchanged, *([] if alone else elsewhere)]
    say_notes(notes)
    # 2. the land itself, and what of it is no more than a border drawn anew
    areas = [_area_change(share, chosen) for share in changed.shares]
    land = changed_land(
        zip(areas, (share.parts for share in changed.shares), strict=True), tolerance_m=tolerance_m
    )
    if tolerance_m is not None:
        areas = [_with_tolerance(area, land) for area in areas]
    return Gathered(
        sides, held, changed, AreaChanges(areas), land, tuple(notes), elsewhere=bool(exchanged or elsewhere)
    )


def by_holder(shares: Iterable[Passed]) -> Iterator[tuple[str, list[Passed]]]:
    """Put what was gained from a holder and what was lost to it together, however its name is written."""
    lands: dict[str, list[Passed]] = {}
    for share in shares:
        lands.setdefault(name_key(share.holder), []).append(share)
    for mine in lands.values():
        yield mine[0].holder or NOBODY, mine


def _with_tolerance(area: AreaChange, land: ChangedLand) -> AreaChange:
    mine = [one for one in land if (one.before, one.after) == (area.before, area.after)]
    return replace(area, exceeds_tolerance=any(one.exceeds_tolerance for one in mine))


def say_notes(notes: Iterable[str]) -> None:
    """Say notes as warnings."""
    for note in notes:
        _LOG.warning("%s", note)


def _about_the_land(
    sides: tuple[Side, Side], chosen: Chosen
) -> tuple[tuple[Side, Side], tuple[BaseGeometry, BaseGeometry]]:
    """Return the states' land in either layer, in one piece where it lies across 180°."""
    held = _two(state_polygons(side, keys) for side, keys in zip(sides, chosen.keys, strict=True))
    sides, moved = turned_sides(sides, held)
    if moved:
        held = _two(state_polygons(side, keys) for side, keys in zip(sides, chosen.keys, strict=True))
    return sides, held


def _lost_share(held: tuple[BaseGeometry, BaseGeometry], changed: Changed) -> float:
    """Return how much of its land the state lost, from 0 to 1."""
    lost_km2 = -sum(min(land.area_km2, 0.0) for land in changed.whole)
    all_m2 = area_m2(held[0])
    return lost_km2 * 1e6 / all_m2 if all_m2 else 0.0


def _exchanged(
    sides: tuple[Side, Side], chosen: Chosen, held: tuple[BaseGeometry, BaseGeometry], changed: Changed
) -> list[str]:
    """Say that one file seems to have the latitude where the other has the longitude."""
    if any(land.is_empty for land in held) or _lost_share(held, changed) < _LARGE:
        return []
    # in square degrees, which do not change where the two are exchanged: what is asked is a share
    turned = shapely.transform(held[1], lambda lonlat: lonlat[:, ::-1])
    smaller = min(held[0].area, held[1].area)
    as_read, shared = (shapely.intersection(held[0], land).area / smaller for land in (held[1], turned))
    if shared < max(_ALIKE, 2.0 * as_read):
        return []
    return [
        Said.fill(
            "latitude and longitude look exchanged in one of the files: with those of {after} turned about, "
            "'{state}' lies where it lay in {before}",
            after=sides[1].label,
            state=plain(chosen.label, 60),
            before=sides[0].label,
        )
    ]


def _elsewhere(
    sides: tuple[Side, Side], chosen: Chosen, held: tuple[BaseGeometry, BaseGeometry], changed: Changed
) -> list[str]:
    """Say that a state stands on other land altogether: its borders did not move there from where they were."""
    if any(land.is_empty for land in held):
        return []
    if _lost_share(held, changed) < _ALL:
        return []
    before, after = (side.label for side in sides)
    return [
        Said.fill(
            "'{state}' holds nothing in {after} of what it held in {before}: what it gained and what it "
            "lost lie "
            "apart, and one less the other is no border's move",
            state=plain(chosen.label, 60),
            after=after,
            before=before,
        )
    ]


def _overlap_note(overlap: Overlap, sides: tuple[Side, Side]) -> str:
    counted, other = (plain(who, 60) for who in (overlap.counted, overlap.other))
    km2 = fixed(overlap.area_km2, 0 if overlap.area_km2 >= 1.0 else 2)
    return Said.fill(
        "'{counted}' and '{other}' overlap in {file} by {km2} km²; it counts once, with '{counted}'",
        counted=counted,
        other=other,
        file=sides[overlap.side].label,
        km2=km2,
    )


def _area_change(share: Passed, chosen: Chosen) -> AreaChange:
    """Say who gained the land from whom."""
    first, second = chosen.labels
    before, after = (share.holder, second) if share.sign > 0 else (first, share.holder)
    return AreaChange(before, after, share.area_km2)


def _two(made: Iterable[BaseGeometry]) -> tuple[BaseGeometry, BaseGeometry]:
    old, new = made
    return old, new
