"""What of the land that passed looks like two drawings of one border, and what that does to a mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import shapely

from geo.atlas.languages import Said
from geo.earth.geodesy import meridian_arc_m
from geo.files.names import plain
from geo.files.numbers import decimals, fixed
from geo.own.tolerance import exceeding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.own.compared import ChangedLand, LandPassed

__all__ = ["as_redrawn", "as_rounded", "thinned_mean"]

_MANY: Final = 10
"""Pieces to and fro between two states, as where two drawings of a border cross each other."""
_BOTH: Final = 0.2
"""Of what passed one way: so much passed the other."""
_NEARLY_ALL: Final = 0.99
_WIDER: Final = 1.25
"""Times the parallels on which nearly all of it lies that all of it lies on."""
_WHOLE_KM: Final = 10.0
"""From here on kilometres are told without decimals."""
_SHOWN: Final = 60
_ROUNDED_M: Final = 2.0
"""So far two drawings of one border may lie apart whose coordinates have five decimals of a degree."""


def as_redrawn(land: ChangedLand) -> list[Said]:
    """Say between which states land went to and fro in many pieces, as where a border was drawn anew.

    Examples
    --------
    >>> from geo.own.compared import ChangedLand, LandPassed
    >>> piece = shapely.box(20, 50, 20.1, 50.1)
    >>> pairs = [("A", "B"), ("B", "A")] * 5
    >>> as_redrawn(ChangedLand(LandPassed(*pair, 2.0, piece) for pair in pairs))[0].partition(" (")[0]
    "'A' and 'B' gained land from each other in 10 pieces"
    """
    passed: dict[tuple[str, str], list[float]] = {}
    for piece in land:
        passed.setdefault((piece.before, piece.after), []).append(piece.area_km2)
    told = []
    for (before, after), there in passed.items():
        back = passed.get((after, before), [])
        count, (less, more) = len(there) + len(back), sorted((sum(there), sum(back)))
        if before < after and count >= _MANY and less >= _BOTH * more:
            told.append(
                Said.fill(
                    "'{one}' and '{other}' gained land from each other in {n} pieces ({km2} km² and {less} km²)"
                    ": two "
                    "drawings of one border differ so; --tolerance tells them from a border that moved",
                    one=plain(before, _SHOWN),
                    other=plain(after, _SHOWN),
                    n=count,
                    km2=fixed(more, decimals(more)),
                    less=fixed(less, decimals(less)),
                )
            )
    return told


def as_rounded(land: ChangedLand) -> list[Said]:
    """Say if all that passed is as narrow as rounding: means over it may be of any size.

    Examples
    --------
    >>> from geo.own.compared import ChangedLand, LandPassed
    >>> as_rounded(ChangedLand([LandPassed("A", "B", 0.1, shapely.box(20, 50, 22, 50.00001))]))[0][:29]
    'None of it is wider than 2 m:'
    """
    # the largest comes first and is wide, or else all are few or narrow: more than one is seldom looked at
    if not land or any(exceeding([piece.shape], _ROUNDED_M)[0] for piece in land):
        return []
    template = "None of it is wider than {metres} m: the border was drawn anew, or moved by less."
    return [Said.fill(template, metres=fixed(_ROUNDED_M, 0))]


def thinned_mean(land: ChangedLand) -> list[Said]:
    """Say by how much the parallels are more on which anything passed than those on which nearly all of it did.

    Examples
    --------
    >>> from geo.own.compared import ChangedLand, LandPassed
    >>> large, speck = shapely.box(20, 50, 22, 51), shapely.box(20, 51, 20.001, 52)
    >>> pieces = [LandPassed("A", "B", 15_618.0, large), LandPassed("A", "B", 7.7, speck)]
    >>> thinned_mean(ChangedLand(pieces))[0][:54]
    '1 of the pieces that passed, 7.7 km² in all, lie where'
    >>> thinned_mean(ChangedLand(pieces[:1]))
    []
    """
    pieces = sorted(land, key=lambda piece: -piece.area_km2)
    whole, so_far, count = sum(piece.area_km2 for piece in pieces), 0.0, 0
    while count < len(pieces) and so_far < _NEARLY_ALL * whole:
        so_far += pieces[count].area_km2
        count += 1
    rest = pieces[count:]
    main_km, all_km = (_height_km(some) for some in (pieces[:count], pieces))
    if not rest or all_km < _WIDER * main_km:
        return []
    km2 = whole - so_far
    return [
        Said.fill(
            "{n} of the pieces that passed, {km2} km² in all, lie where the others do not reach: means are "
            "taken over "
            "{all} km from south to north, while 99% of the land lies on {main} km",
            n=len(rest),
            km2=fixed(km2, decimals(km2)),
            all=fixed(all_km, 0 if main_km >= _WHOLE_KM else 2),
            main=fixed(main_km, 0 if main_km >= _WHOLE_KM else 2),
        )
    ]


def _height_km(pieces: Sequence[LandPassed]) -> float:
    """Return how much of a meridian lies between the southernmost and the northernmost of pieces."""
    if not pieces:
        return 0.0
    _, south, _, north = shapely.total_bounds([piece.shape for piece in pieces]).tolist()
    return meridian_arc_m(south, north) / 1000.0
