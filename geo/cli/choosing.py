"""What a name is answered with that may mean several places, or none: who bears it, and how to choose."""

# ruff: noqa: PLC0415  (heavy modules are imported by the command that needs them)
from __future__ import annotations

from typing import TYPE_CHECKING, Final, NoReturn

from geo.cli.group import say
from geo.files.names import plain

if TYPE_CHECKING:
    from geo.atlas.atlas import Atlas
    from geo.atlas.languages import Language
    from geo.atlas.namesakes import Namesakes
    from geo.atlas.own_days import OwnDay
    from geo.cli.told import Told

__all__ = ["tell_choice"]

_MOST_NAMES: Final = 12
"""That somebody asks for at once."""


def tell_choice(found: Namesakes, told: Told, language: Language, *, atlas: Atlas, day: OwnDay | None) -> None:
    """List what bears a name, or what is like it; and who held all of them on a day, if it was one state.

    Parameters
    ----------
    found : Namesakes
    told : Told
        How the answer is written.
    language : Language
    atlas : Atlas
    day : OwnDay or None
        A day, or a span of days.

    Raises
    ------
    UnknownNameError
        If nothing bears the name.
    """
    from geo.atlas.whichever import held_by_all, land_held, less_idle
    from geo.files.columns import json_text
    from geo.text.naming import (
        choice_sentence,
        listed_text,
        missing_sentence,
        sentence,
        taken_record,
        whichever_sentence,
    )

    listed = listed_text(found, language=language)
    whole, land = land_held(atlas, found, day) if found.land and day else (None, "")
    if whole is not None and not found.candidates:
        if told.form == "text":
            told.answer(f"{sentence(land, language)}\n")
        else:
            record = json_text(taken_record(found, whole)) if told.form == "json" else ""
            told.answer(record or told.written(found.table()))
            say(sentence(land, language), quiet=told.quiet)
        return
    if not found.candidates:
        _tell_none(found, listed, str(land), told, language, atlas=atlas, dated=day is not None)
    all_held = whole if found.land else held_by_all(atlas, found, day) if day else None
    if told.form == "json":
        told.answer(json_text(taken_record(found, all_held)))
    elif told.form != "text":
        told.answer(told.written(found.table()))
    else:
        if all_held and day:
            found = less_idle(atlas, found, [all_held.holder], day.days)
        listed += missing_sentence(found, language=language)
        whose = whichever_sentence(None if land else all_held, day.told if day else "", language=language)
        told.answer(listed + (f"{sentence(land, language)}\n" if land else whose))
    say(choice_sentence(found, language=language), quiet=told.quiet)


def _tell_none(
    found: Namesakes, listed: str, land: str, told: Told, language: Language, *, atlas: Atlas, dated: bool
) -> NoReturn:
    """Say that nothing bears a name, and what is like it.

    Raises
    ------
    UnknownNameError
        Always.
    """
    from geo.atlas.hints import kind_of
    from geo.atlas.list_notes import BESIDE, no_place, with_another
    from geo.errors import UnknownNameError
    from geo.text.naming import missing_sentence

    words = [] if kind_of(found.name) else found.name.split()
    if 1 < len(words) <= _MOST_NAMES and all(atlas.gazetteer.borne(word).matches for word in words):
        msg = (
            f"no place is called '{plain(found.name, 60)}', but places are called {' and '.join(words)}; ask "
            "for one at a time, or for a list with --names."
        )
        raise UnknownNameError(msg)
    # a fault has no result: what is like the name is told beside it
    many = len(found.proposals)
    if many:
        missing = missing_sentence(found, language=language)
        say((listed + missing).rstrip("\n"), quiet=told.quiet)
    if found.land:
        land = land or BESIDE["land"].format(name=plain(found.land, 60))
        msg = f"{land}; give a place in it{'' if dated else ', or a day with --on'}."
        raise UnknownNameError(msg)
    if found.city or found.country:
        like = with_another(found, "").removesuffix("; here ")
        msg = f"no place here is called '{plain(found.name, 60)}': {like}; give a place in it."
        raise UnknownNameError(msg)
    if kind_of(found.name) and not many:
        # in its own words, for a fault is told in English
        msg = f"{no_place(found)}, as in 'Brody, {plain(found.name, 60)}'."
        raise UnknownNameError(msg)
    like = (
        f"{many} {'is' if many == 1 else 'are'} near in spelling or sound (--pick takes one); or "
        if many
        else ""
    )
    msg = f"no place is called '{plain(found.name, 60)}'; {like}give its latitude and longitude."
    raise UnknownNameError(msg)
