"""Why it is not sure who held a place, in words: what says nothing of this is sure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from geo.atlas.answers import OUTSIDE, UNREADABLE
from geo.atlas.languages import Said
from geo.files.numbers import error_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import ArrayLike, NDArray

    from geo.atlas.about import About
    from geo.atlas.answers import Answers
    from geo.atlas.armies import Army
    from geo.atlas.tenure import Tenure

__all__ = [
    "OF_ANOTHER",
    "TOO_NEAR",
    "joined",
    "merged",
    "parts_of",
    "too_near",
    "why_unsure",
]

TOO_NEAR: Final = "a border was {km} km away, too near to be sure (error ± {error} km)"
_PASSED: Final = "the land passed to {named} over {over}"
_ARMY_THERE: Final = "an army of {named} was in part of the land over {over}"
OF_ANOTHER: Final = "of another of that name: {note}"
_WITHOUT: Final = {
    OUTSIDE: "the coordinates lie outside the atlas",
    UNREADABLE: "the coordinates are unreadable, no degrees on the globe",
}


def joined(*notes: str) -> str:
    """Join what is noted; empty notes are none."""
    kept = [note for note in notes if note]
    return Said.of_names(kept, "; ") if len(kept) > 1 else kept[0] if kept else ""


def parts_of(note: object) -> list[str]:
    """Take apart what `joined` has joined.

    Examples
    --------
    >>> parts_of(joined("one", joined("two", "three")))
    ['one', 'two', 'three']
    """
    if isinstance(note, Said) and note.template.startswith("{n0}; "):
        return [part for value in note.values.values() for part in parts_of(value)]
    return [note] if isinstance(note, str) and note else []


def merged(notes: Iterable[object]) -> str:
    """Join the notes of several days: each is told once, and of borders that were too near the nearest.

    Examples
    --------
    >>> near, nearer = too_near(0.9, 0.5), too_near(0.25, 0.5)
    >>> merged([near, "passing", joined("passing", nearer)])
    'a border was 0.2 km away, too near to be sure (error ± 0.5 km); passing'
    """
    kept: dict[str, str] = {}
    for part in (part for note in notes for part in parts_of(note)):
        near = isinstance(part, Said) and part.template == TOO_NEAR
        before = kept.get(TOO_NEAR) if near else None
        if before is None or float(_value(part, "km")) < float(_value(before, "km")):
            kept[TOO_NEAR if near else part] = part
    return joined(*kept.values())


def _value(part: str, name: str) -> str:
    return part.values[name].replace(" ", "") if isinstance(part, Said) else ""


def too_near(border_km: float, error_km: float) -> Said:
    """Say that a border was too near to be sure.

    Parameters
    ----------
    border_km : float
        How far away it was.
    error_km : float
        One-sigma error of the distance: that of the border, and of where the place lies.
    """
    return Said.fill(TOO_NEAR, km=error_text(border_km), error=error_text(error_km))


def why_unsure(
    about: About,
    answers: Answers,
    moving: Mapping[int, tuple[str, str]],
    place_sigma_km: ArrayLike = 0.0,
    *,
    armies: bool = True,
) -> list[str]:
    """Say of each of many places why it is not sure who held it on a day; empty where it is.

    Parameters
    ----------
    about : About
        Of the atlas: how its states are called in a sentence.
    answers : Answers
        Of the day.
    moving : mapping
        By the number of a zone that was passing on the day: over which days, and to whom; see
        `geo.atlas.tenure.passing`.
    place_sigma_km : array_like of float
        One-sigma error of where each place lies.
    armies : bool
        Whether an army of another state that was near makes it unsure.

    Examples
    --------
    >>> from geo import open_atlas
    >>> atlas = open_atlas()
    >>> answers = atlas.on("1940-01-01").who_each([24.02, 25.7317, 0.0], [49.84, 48.641, 0.0])
    >>> for note in why_unsure(atlas.about, answers, {}, 0.5):
    ...     print(repr(str(note)))
    ''
    'a border was 0.5 km away, too near to be sure (error ± 0.5 km)'
    'the coordinates lie outside the atlas'
    """
    notes = [""] * len(answers)
    # 1. places without an answer
    for status, words in _WITHOUT.items():
        which = ~answers.there & (np.isfinite(answers.lon) == (status == OUTSIDE))
        for k in np.flatnonzero(which).tolist():
            notes[k] = Said.fill(words)
    # 2. land that was passing, or an army in it: the same for all of a zone that the same armies were near
    for places, note in _moved(about, answers, moving, armies=armies):
        for k in places:
            notes[k] = note
    # 3. a border within two standard errors
    error_km = np.hypot(answers.sigma_km, place_sigma_km)
    near = answers.there & (answers.border >= 0) & (answers.border_km < 2.0 * error_km)
    for k in np.flatnonzero(near).tolist():
        notes[k] = joined(too_near(float(answers.border_km[k]), float(error_km[k])), notes[k])
    return notes


def _moved(
    about: About, answers: Answers, moving: Mapping[int, tuple[str, str]], *, armies: bool
) -> Iterable[tuple[list[int], str]]:
    """Yield places of land that was passing, or that had an army in it, and what is noted of them."""
    dry = answers.there & ~np.isfinite(answers.shore_km)
    told = (dry & np.isin(answers.zone, list(moving))) | (armies & (answers.army >= 0))
    at = np.flatnonzero(told)
    if not len(at):
        return
    nearest = _nearest_of_each_state(answers, at)
    kinds = np.column_stack([answers.zone[at], dry[at], nearest])
    each, which = np.unique(kinds, axis=0, return_inverse=True)
    for k, (zone, on_land, *numbers) in enumerate(each.tolist()):
        near = [answers.armies[number] for number in numbers if number >= 0]
        note = _passing_note(about, answers.tenures[zone], moving.get(zone) if on_land else None, near)
        yield at[which.ravel() == k].tolist(), note


def _nearest_of_each_state(answers: Answers, at: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return for each of some places, and each state, the number of its nearest army that was near; or -1."""
    numbers = {zone.id: k for k, zone in enumerate(answers.zones)}
    states = list(dict.fromkeys(army.state for army in answers.armies))
    found = np.full((len(at), len(states)), -1)
    least = np.full(found.shape, np.inf)
    for k, army in enumerate(answers.armies):
        of_state = states.index(army.state)
        inside = np.flatnonzero(answers.zone[at] == numbers[army.zone])
        away = army.off_km(answers.lon[at][inside], answers.lat[at][inside])
        near = (away <= army.reach_km) & (away < least[inside, of_state])
        found[inside[near], of_state], least[inside[near], of_state] = k, away[near]
    return found


def _passing_note(about: About, held: Tenure, over_to: tuple[str, str] | None, near: Sequence[Army]) -> str:
    """Say to whom land was passing, or whose army was in it before, and whose else was near."""
    notes, told = [], {held.who}
    if over_to:
        over, state = over_to
        words = _PASSED if state == held.who else _ARMY_THERE
        notes.append(_told(about, words, state, over))
        told.add(state)
    notes += [_told(about, _ARMY_THERE, army.state, army.over) for army in near if army.state not in told]
    return joined(*notes)


def _told(about: About, words: str, state: str, over: str) -> Said:
    first, _, last = over.partition("/")
    return Said.fill(words, state=state, named=about.named(state), over=first if first == last else over)
