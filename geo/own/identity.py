"""Which state of one layer is which of the other.

Names that differ in form of letters, white space or case are one. A state that
only one of two layers knows is no state that came or went: most often it is
called otherwise in the other. Its land tells how.
"""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from geo.atlas.bynames import folded
from geo.atlas.called import bundled_names
from geo.atlas.languages import Said
from geo.earth.geodesy import area_m2, distance_m
from geo.earth.nearest import ellipsoid_xyz_m
from geo.errors import UnknownNameError
from geo.files.names import choices, name_key, plain
from geo.files.numbers import fixed, latitude, longitude
from geo.own.gate import geometries
from geo.own.sides import ALL, held_by, is_held

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from shapely.geometry.base import BaseGeometry

    from geo.own.sides import Side

__all__ = [
    "TELLING",
    "TERRITORY",
    "Chosen",
    "Partner",
    "asked_keys",
    "choose",
    "lone_states",
    "partners",
    "scattered",
]

TERRITORY: Final = "the territory"
"""What land is called that has no name."""

_SHOWN: Final = 60
_MOST: Final = 0.5
"""Of a state's land: another that holds more is likely to be the same."""
TELLING: Final = 0.01
"""Of a state's land: who holds less of it is no partner."""
_APART: Final = 2.0
"""Times its own size that a place must lie off to be another's of the same name."""
_APART_KM: Final = 100.0
_MOST_PLACES: Final = 3


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which states are compared.

    Attributes
    ----------
    keys : tuple of frozenset of str
        Their keys in the earlier and in the later layer.
    labels : tuple of str
        What they are called in either.
    label : str
        What they are called in both.
    """

    keys: tuple[frozenset[str], frozenset[str]]
    labels: tuple[str, str]
    label: str


@dataclass(frozen=True, slots=True)
class Partner:
    """A state of the other layer that holds a share of a state's land.

    Attributes
    ----------
    key, name : str
    share : float
        Of the land, from 0 to 1.
    """

    key: str
    name: str
    share: float


def asked_keys(states: Iterable[str]) -> frozenset[str]:
    """Return the keys that states may be known by, before it is known which there are.

    Examples
    --------
    >>> sorted(asked_keys(["German Empire=Germany"]))
    ['german empire', 'german empire=germany', 'germany']
    """
    keys = set()
    for state in states:
        keys |= {name_key(state)} | {name_key(part) for pair in _splits(state) for part in pair}
    return frozenset(keys - {ALL})


def _splits(state: str) -> list[tuple[str, str]]:
    """Split at every sign of equality: a name may hold one itself."""
    parts = state.split("=")
    return [("=".join(parts[:k]), "=".join(parts[k:])) for k in range(1, len(parts))]


def choose(states: Sequence[str], sides: tuple[Side, Side]) -> Chosen:
    """Find the states that are asked for.

    Parameters
    ----------
    states : sequence of str
        Names, or ``A=B`` for A in the earlier layer and B in the later;
        either may be empty. Several are taken together. None at all for what
        layers hold that name nothing.
    sides : tuple of Side

    Raises
    ------
    UnknownNameError
        If neither layer holds a state, or no state is named where there are
        several.
    """
    named = [side.names if side.named else {} for side in sides]
    if not states and any(side.named for side in sides):
        states = _only_state(sides, named)
    keys: tuple[set[str], set[str]] = (set(), set())
    texts: list[tuple[str, str]] = []
    for state in states:
        pair = _found(state, sides, named)
        for k, key in enumerate(pair):
            if key:
                keys[k].add(key)
        first, second = (known.get(key, "") for known, key in zip(named, pair, strict=True))
        if pair[0] == pair[1]:
            first = second = min(filter(None, (first, second)))
        texts.append((first, second))
    found = tuple(
        frozenset({ALL}) if not side.named else frozenset(k) for side, k in zip(sides, keys, strict=True)
    )
    before, after = (" + ".join(dict.fromkeys(filter(None, (text[k] for text in texts)))) for k in (0, 1))
    before, after = before or after or TERRITORY, after or before or TERRITORY
    return Chosen((found[0], found[1]), (before, after), before if before == after else f"{before} = {after}")


def _only_state(sides: tuple[Side, Side], named: Sequence[dict[str, str]]) -> list[str]:
    """Take the one state that there is, or ask which."""
    known = {key: name for names in named for key, name in names.items()}
    if len(known) == 1:
        return list(known.values())
    held = next(side.label for side, names in zip(sides, named, strict=True) if names)
    shown = choices("", sorted(known.values()), "it holds")
    msg = f"{held} holds several states; name the one to compare with --state: {shown}"
    raise UnknownNameError(msg)


def _found(state: str, sides: tuple[Side, Side], named: Sequence[dict[str, str]]) -> tuple[str, str]:
    """Find a state's key in either layer; empty where it is none of its states."""
    key = name_key(state)
    if any(key in known for known in named):
        return key, key
    pairs = [(name_key(first), name_key(second)) for first, second in _splits(state)]
    for pair in pairs:
        if any(pair) and all(
            not one or one in known or not side.named
            for one, known, side in zip(pair, named, sides, strict=True)
        ):
            return pair
    for pair in _splits(state):
        parts = [[part.strip() for part in text.split("+")] for text in pair]
        if sum(map(len, parts)) > len(pair) and all(
            name_key(part) in known or not side.named
            for some, known, side in zip(parts, named, sides, strict=True)
            for part in some
        ):
            each = [f"--state {_quoted(f'{first}={second}')}" for first in parts[0] for second in parts[1]]
            msg = f"states that are taken together are named one by one: {' '.join(each)}."
            raise UnknownNameError(msg)
    if pairs:
        for one, text, known, side in zip(pairs[0], _splits(state)[0], named, sides, strict=True):
            if one and one not in known:
                offer = choices(text, sorted(known.values()), "it holds")
                msg = f"{side.label} holds no state '{plain(text.strip(), _SHOWN)}'; {offer}"
                raise UnknownNameError(msg)
    first, second = sides
    every = sorted({name for names in named for name in names.values()})
    which = f"neither {first.label} nor {second.label}"
    offer = _in_other_words(state, named) or choices(state, every, "they hold")
    msg = f"{which} holds a state '{plain(state, _SHOWN)}'; {offer}"
    raise UnknownNameError(msg)


def _in_other_words(state: str, named: Sequence[dict[str, str]]) -> str:
    """Say what a state is called in two layers, of which the user gave the name in another language."""
    called = bundled_names()
    meant = called.get(folded(state))
    same = [
        sorted({name for name in known.values() if meant and called.get(folded(name)) == meant})
        for known in named
    ]
    if any(len(names) != 1 for names in same):
        return ""
    (one,), (other,) = same
    if one == other:
        return f"there it is '{plain(one, _SHOWN)}': --state {_quoted(plain(one))}."
    pair = _quoted(plain(f"{one}={other}"))
    return f"there it is '{plain(one, _SHOWN)}' and '{plain(other, _SHOWN)}': --state {pair}."


def partners(land: BaseGeometry, other: Side) -> list[Partner]:
    """Find who holds some land in another layer, the largest share first."""
    whole = area_m2(land)
    near = other.frame.iloc[sorted(other.frame.sindex.query(land, predicate="intersects"))]
    shares: dict[str, float] = {}
    for key, geometry in zip(near["key"], geometries(near), strict=True):
        shares[key] = shares.get(key, 0.0) + area_m2(shapely.intersection(land, geometry)) / whole
    names = dict(zip(near["key"], near["who"], strict=True))
    told = [Partner(key, names[key], min(share, 1.0)) for key, share in shares.items() if share >= TELLING]
    return sorted(told, key=lambda one: (-one.share, one.key))


def lone_states(chosen: Chosen, sides: tuple[Side, Side]) -> list[str]:
    """Say which of the chosen states only one layer knows, and which of the other is likely to be the same."""
    told = []
    for k, (own, other) in enumerate((sides, sides[::-1])):
        if not (own.named and other.named):
            continue
        mine, theirs = chosen.keys[k], chosen.keys[1 - k]
        for key in sorted(mine - set(other.names)):
            land = shapely.union_all(held_by(own, [key]))
            found = partners(land, other)
            # what it became is among the chosen: the user has said so
            if sum(one.share for one in found if one.key in theirs) >= _MOST:
                continue
            told.append(_lone_sentence(own.names[key], found, own, other, later=k == 1))
    return told


def _lone_sentence(name: str, found: Sequence[Partner], own: Side, other: Side, *, later: bool) -> str:
    only = {"state": plain(name, _SHOWN), "file": own.label, "other": other.label}
    if not found:
        return Said.fill("'{state}' is only in {file}; nobody holds its land in {other}", **only)
    share = "{share} of it was '{who}'" if later else "{share} of it is '{who}'"
    held = [
        Said.fill(share, share=_percent(one.share), who=plain(one.name, _SHOWN))
        for one in (found[:2] if found[0].share < _MOST else found[:1])
    ]
    told = Said.of_names(held)
    if found[0].share < _MOST:
        return Said.fill("'{state}' is only in {file}; {held} in {other}", **only, held=told)
    first = found[0]
    if first.key in own.names:
        return Said.fill(
            "'{state}' is only in {file}; {held} in {other}, which {file} knows as well", **only, held=told
        )
    pair = (plain(first.name), plain(name)) if later else (plain(name), plain(first.name))
    return Said.fill(
        "'{state}' is only in {file}; {held} in {other}: {option}",
        **only,
        held=told,
        option=f"--state {_quoted('='.join(pair))}",
    )


def _quoted(text: str) -> str:
    """Quote a name for a shell, with or without an apostrophe in it."""
    quoted = shlex.quote(text)
    return quoted if quoted.startswith("'") else f"'{text}'"


def _percent(share: float) -> str:
    """Write a share that is not the whole as less than the whole."""
    return f"{fixed(min(share * 100.0, 99.0) if share < 0.9995 else 100.0, 0)} %"  # noqa: PLR2004


def scattered(side: Side, keys: Iterable[str]) -> list[str]:
    """Say which names stand for places far apart, each a feature of its own."""
    told: list[str] = []
    for key in sorted(keys):
        mine = side.frame[is_held(side, [key])]
        places = _places(list(geometries(mine))) if len(mine) > 1 and key != ALL else []
        if len(places) > 1:
            shown = "; ".join(f"{latitude(lat)} {longitude(lon)}" for lon, lat in places[:_MOST_PLACES])
            more = "; …" if len(places) > _MOST_PLACES else ""
            told.append(
                Said.fill(
                    "'{state}' names {n} places far apart in {file} ({places}), taken as one; if they are "
                    "several, "
                    "give --name a field that parts them",
                    state=plain(mine["who"].iloc[0], _SHOWN),
                    n=len(places),
                    file=side.label,
                    places=f"{shown}{more}",
                )
            )
    return told


def _places(lands: Sequence[BaseGeometry]) -> list[tuple[float, float]]:
    """Gather features into places, and return the middle of each: whatever lies near goes together."""
    bounds = shapely.bounds(np.array(lands, dtype=object))
    middle = (bounds[:, :2] + bounds[:, 2:]) / 2.0
    size_km = distance_m(bounds[:, 0], bounds[:, 1], bounds[:, 2], bounds[:, 3]) / 1000.0
    place, xyz_m = np.arange(len(lands)), ellipsoid_xyz_m(middle)
    for k in range(len(lands)):
        away = np.sqrt(((xyz_m - xyz_m[k]) ** 2).sum(axis=1)) / 1000.0  # along a chord, which is near enough
        gap = away - (size_km[k] + size_km) / 2.0
        near = gap <= np.maximum(_APART * np.maximum(size_km[k], size_km), _APART_KM)
        place[np.isin(place, place[near])] = place[near].min()
    return [tuple(middle[place == one].mean(axis=0).tolist()) for one in np.unique(place)]
