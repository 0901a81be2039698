"""What a page says of its state and its two days: title, legend, and how far the border moved by each day.

In a text ``<state>`` stands for something that holds for the whole page and is
filled in here; ``{km}`` for what changes, and is filled in where it is known,
often by the page's scripts. Nothing here knows a state or a day: the atlas
says what they are called.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from geo.atlas.languages import ENGLISH
from geo.atlas.schema import read_checked
from geo.page.words import area_words, day_words, fill, length_words, read_words, whole_words
from geo.page.words import sentence as said_sentence

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from geo.atlas.atlas import Atlas, Snapshot
    from geo.atlas.languages import Language
    from geo.atlas.views import View
    from geo.files.schema import Row
    from geo.measures.change import Change
    from geo.measures.summary import RegionShift
    from geo.page.movement import Epoch

__all__ = [
    "day_of",
    "lakes_share",
    "lead",
    "legend",
    "page_words",
    "region_labels",
    "sentence",
    "title",
]

_PLACE: Final = re.compile(r"<(\w+(?::\w+)?)>", re.ASCII)
"""A name that is filled in, of a state with the case it stands in: ``<state:gen>``."""
_MOST_SHARE: Final = 0.98
"""Of the mean shift that one side of a state must account for to be called its border's move."""


_MOSTLY: Final = 0.5
"""Of the mean shift: where more lies apart, kilometres along parallels tell of no border's move."""


def page_words(
    found: Change, words: Mapping[str, Any] | None = None, language: Language = ENGLISH
) -> dict[str, Any]:
    """Return the texts of a page about a change.

    Parameters
    ----------
    found : Change
    words : mapping, optional
        Texts in place of the page's own; see `geo.page.words.read_words`.
    language : Language
        In which the atlas's own texts are said, and its states are called.

    Returns
    -------
    dict
        Texts by name. ``days`` names the days where they are no dates.

    Examples
    --------
    >>> from geo import change, open_atlas
    >>> atlas = open_atlas()
    >>> words = page_words(change(atlas.on("1939-08-23"), atlas.on("1941-06-21")))
    >>> words["legend_before"], words["before"]
    ('Border of the USSR, 23 August 1939', '1939')
    >>> other = page_words(change(atlas.on("1939-08-23"), atlas.on("1939-10-20")))
    >>> other["title_plain"], other["before"], other["after"]
    ('The border of the USSR: 23 August 1939 and 20 October 1939', '1939-08-23', '1939-10-20')
    """
    texts, atlas = read_words(words, language.tag), found.before.atlas
    about = atlas.about
    if about.years:
        texts["day"] = "{y}"
    called_so = about.years or not about.dated  # a file or a year, in quotes: languages decline days
    called = {} if language is ENGLISH else {holder: language.state(holder) for holder in atlas.holders}
    if called:  # several may have occupied a land together
        together = {span.occupier for span in atlas.tenure} - {"", *called}
        called |= {states: language.says(states) for states in sorted(together)}
    texts["holders"] = {**called, **texts["holders"]}
    if called:
        whose = {army.state: language.state(army.state, "gen") for army in atlas.armies}
        texts["genitives"] = {**whose, **texts["genitives"]}
    lakes = _joined(texts, [language.says(lake) for lake in atlas.ground.divided_lakes])
    # one label beside one date would be of two kinds
    named = {usual.day for usual in (about.before, about.after) if usual.label != usual.day.isoformat()}
    labelled = not about.dated or {found.start, found.end} <= named
    sides = found.before, found.after
    then, now = (side.label if labelled else day_of(texts, side) for side in sides)
    short = [side.label if labelled else language.day(side.day.isoformat()) for side in sides]
    values = {
        "state": texts["holders"].get(found.state) or about.named(found.state),
        **{f"state:{case}": form for case, form in language.states.get(found.state, {}).items()},
        "before": day_of(texts, found.before),
        "after": day_of(texts, found.after),
        "then": then,
        "now": now,
        "short_then": short[0],  # on buttons, and below the names of states
        "short_now": short[1],
        "usual": about.before.label,
        "first": day_of(texts, atlas.on(about.first)),
        "last": day_of(texts, atlas.on(about.last)),
        "note": language.says(about.note),
        "credit": about.credits.short,
        "lake_names": lakes,
        "lakes": fill(texts["without_lakes"], {"lakes": lakes}) if lakes else "",
        "chosen": texts["chosen"] if about.dated else found.after.label,
        "or_chosen": texts["or_chosen"] if about.dated else "",
    }
    until = "{day}" if about.years else values["after"]  # of a series every year is told
    between = _filled(texts["between_in_order" if called_so else "between"], {**values, "after": until})
    said: dict[str, Any] = _filled(texts, {**values, "between": between})
    _say_otherwise(
        said, "_in_order", {*(words or ()), *(("before", "after") if about.dated else ())}, called_so
    )
    _say_otherwise(said, "_own", words or (), about.own)
    if called_so:
        said["figures_day"] = said["two_days"]
        said["days"] = _labels(atlas)
    if found.cut_off:
        said["ends"] = {**said["ends"], "edge": said["edge"]}
    if about.own:
        said["ends"] = {**said["ends"], "coast": said["coast"]}
        said["nobody"] = said["coast"]
    if not any(place.name_then for place in atlas.places):
        said["towns_note"] = said["picture_names"] = ""
    if not about.errors_known:
        said["errors_note"] = ""
    return said


def _say_otherwise(said: dict[str, Any], ending: str, kept: Collection[str], holds: bool) -> None:  # noqa: FBT001
    """Put the texts with an ending in place of those without, but for some, where that holds; and drop them."""
    for name in [name for name in said if name.endswith(ending)]:
        text, usual = said.pop(name), name.removesuffix(ending)
        if holds and usual not in kept:  # what the caller says stays
            said[usual] = text


def _labels(atlas: Atlas) -> dict[str, str]:
    """Say what days are called that stand for files or for years."""
    about = atlas.about
    if not about.years:
        return {usual.day.isoformat(): usual.label for usual in (about.before, about.after)}
    starts = {span.start for span in atlas.tenure if span.start} | {about.first}
    return {day.isoformat(): str(day.year) for day in sorted(starts)}


def title(words: Mapping[str, Any], found: Change, view: View, language: Language = ENGLISH) -> str:
    """Return the heading of a page."""
    about = found.before.atlas.about
    if not about.is_usual(found.start, found.end, found.state):
        return str(words["title_plain" if found.after.zones_of(found.state) else "title_ended"])
    if about.own:
        return str(words["title_plain"])
    said = language.says(view.title if view.regions else about.title)
    return fill(words["title_view"], {"view": said}) if view.regions else said


def legend(found: Change, epochs: Sequence[Epoch]) -> list[str]:
    """List the lines of the legend that a page needs, by the names of their texts.

    Examples
    --------
    >>> from geo import change, open_atlas
    >>> from geo.atlas.views import WHOLE
    >>> from geo.page.movement import epochs_of
    >>> atlas = open_atlas()
    >>> found = change(atlas.on("1939-08-23"), atlas.on("1941-06-21"), state="Finland")
    >>> legend(found, epochs_of(found.before, "Finland", WHOLE))[-3:]
    ['legend_lost', 'legend_leased_out', 'legend_shift']
    """
    turned = {(transfer.sign, transfer.after.status) for epoch in epochs for transfer in epoch.whole.transfers}
    signs, leased = {sign for sign, _ in turned}, {sign for sign, status in turned if status == "leased"}
    kinds = {
        border.arc.kind
        for snapshot in (found.before, found.after)
        for border in snapshot.borders
        if found.state in {border.left.holder, border.right.holder}
    }
    lines = {
        "before": True,
        "after": True,
        "river": bool(kinds & {"river", "lake"}),
        "coast": True,
        "sea": "sea" in kinds,
        "other": True,
        "gained": 1 in signs,
        "leased": 1 in leased,
        "lost": -1 in signs,
        "leased_out": -1 in leased,
        "shift": True,
    }
    return [f"legend_{name}" for name, there in lines.items() if there]


def lead(words: Mapping[str, Any], found: Change, total: RegionShift) -> str:
    """Say in a sentence what was found between a page's two days.

    Parameters
    ----------
    words : mapping
        From `page_words`.
    found : Change
        What the page is about.
    total : RegionShift
        Of the same.
    """
    values = {**_values(words, found, total), "day": day_of(words, found.after)}
    return fill(_told(words, "lead", found, total), values)


def sentence(words: Mapping[str, Any], found: Change, total: RegionShift) -> list[str]:
    """Say what had happened by a day.

    Returns
    -------
    list of str
        The parts of a sentence between which the day goes; one, where days are no dates.
    """
    about, kind = found.before.atlas.about, "by"
    if about.years or not about.dated:
        if found.start == found.end:
            return [said_sentence(words["before_long"])]
        kind = "lead"
    values = _values(words, found, total)
    return [fill(part, values) for part in _told(words, kind, found, total).split("{day}")]


def _told(words: Mapping[str, Any], when: str, found: Change, total: RegionShift) -> str:
    """Return the text of a kind, with what must be known to read its figures.

    Of what only lost they have a minus; of what reaches the edge of the atlas they lack what lies beyond.
    """
    kind = _kind(found, total)
    said = [str(words[f"{when}_{kind}"])]
    if kind in {"lost", "moved_lost"}:
        said.append(words["minus"])
    if found.cut_off:
        said.append(words["cut_off"])
    if abs(total.apart_km) > _MOSTLY * abs(total.mean_km) > 0.0 and "apart" in words:
        said.append(words["apart"])
    return " ".join(said)


def _kind(found: Change, total: RegionShift) -> str:
    """Tell a border that moved from land that was gained here and lost there."""
    signs = {transfer.sign for transfer in found.transfers}
    if not signs:
        return "none"
    if _side_km(total) is not None:
        return "moved" if total.mean_km >= 0.0 or len(signs) > 1 else "moved_lost"
    if _both_moved(total):
        return "sides"
    return "both" if len(signs) > 1 else "gained" if 1 in signs else "lost"


def _side_km(total: RegionShift) -> float | None:
    """Return how far west the western or the eastern border moved, if it alone makes up the mean."""
    sides = (total.west_border_km, total.east_border_km)
    rest = abs(total.apart_km) + min(abs(side) for side in sides)
    return max(sides, key=abs) if rest <= (1.0 - _MOST_SHARE) * abs(total.mean_km) else None


def _both_moved(total: RegionShift) -> bool:
    """Whether both borders moved the same way, so that what was gained less what was lost tells of neither."""
    west, east = total.west_border_km, total.east_border_km
    hidden = abs(total.mean_km) + abs(total.apart_km)
    return west * east > 0.0 and min(abs(west), abs(east)) > hidden


def _values(words: Mapping[str, Any], found: Change, total: RegionShift) -> dict[str, str]:
    gained, lost = (
        sum(abs(transfer.area_km2) for transfer in found.transfers if transfer.sign == sign) for sign in (1, -1)
    )
    values = {
        "way": words["east" if (_side_km(total) or 0.0) < 0.0 else "west"],
        "mean": length_words(words, abs(total.mean_km)),
        "balance": length_words(words, total.mean_km),
        "west_way": words["east" if total.west_border_km < 0.0 else "west"],
        "east_way": words["east" if total.east_border_km < 0.0 else "west"],
        "west_km": length_words(words, abs(total.west_border_km)),
        "east_km": length_words(words, abs(total.east_border_km)),
        "max": length_words(words, abs(total.max_km)),
        "near": total.max_near or "",
        "area": area_words(words, gained + lost),
        "gained": area_words(words, gained),
        "lost": area_words(words, lost),
    }
    return {**values, "far": fill(words["far_near" if total.max_near else "far"], values)}


def lakes_share(words: Mapping[str, Any], total: RegionShift) -> str:
    """Say how much of the lakes that treaties divided changed hands; nothing, if none did."""
    if not abs(total.lake_km2) > 0.0:  # nor is what is not known
        return ""
    figures = {"lake": total.lake_km2, "sum": total.area_km2 + total.lake_km2}
    return fill(words["lakes_share"], {name: whole_words(words, km2) for name, km2 in figures.items()})


def day_of(texts: Mapping[str, Any], snapshot: Snapshot) -> str:
    """Write a day in words: the date, or the label where days are only an order."""
    return day_words(texts, snapshot.day) if snapshot.atlas.about.dated else snapshot.label


def _joined(texts: Mapping[str, Any], names: Sequence[str]) -> str:
    if len(names) < 2:  # noqa: PLR2004  (the last two are joined by a word)
        return "".join(names)
    return fill(texts["two"], {"before": ", ".join(names[:-1]), "after": names[-1]})


def _filled(value: Any, values: Mapping[str, str]) -> Any:  # noqa: ANN401  (whatever JSON holds)
    if isinstance(value, dict):
        return {name: _filled(part, values) for name, part in value.items()}
    if isinstance(value, str):
        # a state without a form of its own for a case stands there by its name
        return _PLACE.sub(
            lambda name: values.get(name[1]) or values.get(name[1].partition(":")[0], name[0]), value
        )
    return value


def region_labels(atlas: Atlas) -> dict[str, tuple[str, str]]:
    """Say what regions are called on the map: each, and several together."""
    rows = atlas.derive("rows of regions", _region_rows)
    return {row["region"]: (row["label"], row["together"]) for row in rows}


def _region_rows(atlas: Atlas) -> list[Row]:
    return read_checked(atlas.folder / "tables", "regions", has=atlas.about.tables)["regions"]
