"""The page's words: those of ``texts.en.json``, with what the atlas says of itself filled in.

In a text ``<state>`` stands for something that holds for the whole page and is
filled in here; ``{km}`` for what the page's scripts fill in, again and again.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from geo.files.numbers import NARROW, fixed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.atlas.atlas import Snapshot
    from geo.atlas.views import View
    from geo.measures.change import Change
    from geo.measures.summary import RegionShift

__all__ = ["lead", "page_words", "title"]

_ASSETS: Final = Path(__file__).resolve().parent / "assets"


@lru_cache(maxsize=1)
def _texts() -> dict[str, Any]:
    """Return the page's texts; a translation is one file."""
    texts: dict[str, Any] = json.loads((_ASSETS / "texts.en.json").read_text(encoding="utf-8"))
    return texts


def page_words(found: Change) -> dict[str, Any]:
    """Return the texts of a page about a change.

    Parameters
    ----------
    found : Change

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
    """
    texts, atlas = _texts(), found.before.atlas
    about = atlas.about
    lakes = _joined(texts, atlas.ground.divided_lakes)
    values = {
        "state": about.named(found.state),
        "before": _day(texts, found.before),
        "after": _day(texts, found.after),
        "then": found.before.label,
        "now": found.after.label,
        "first": _day(texts, atlas.on(about.first)),
        "last": _day(texts, atlas.on(about.last)),
        "note": about.note,
        "credit": about.credits.short,
        "lakes": texts["without_lakes"].format(lakes=lakes) if lakes else "",
        "chosen": texts["chosen"] if about.dated else found.after.label,
        "or_chosen": texts["or_chosen"] if about.dated else "",
    }
    words: dict[str, Any] = _filled(texts, values)
    if not about.dated:
        words |= {name: words[f"{name}_in_order"] for name in ("before", "after", "unchanged")}
        words["days"] = {usual.day.isoformat(): usual.label for usual in (about.before, about.after)}
    if not any(place.name_then for place in atlas.places):
        words["towns_note"] = ""
    return words


def title(words: Mapping[str, Any], found: Change, view: View) -> str:
    """Return the heading of a page."""
    about = found.before.atlas.about
    if not about.is_usual(found.start, found.end, found.state):
        return str(words["title_plain"])
    return _fill(words["title_view"], view=view.title) if view.regions else about.title


def lead(words: Mapping[str, Any], found: Change, total: RegionShift, view: View) -> str:
    """Return what was found, in a sentence."""
    about, signs = found.before.atlas.about, {transfer.sign for transfer in found.transfers}
    told = about.is_usual(found.start, found.end, found.state) and about.dated and len(signs) == 1
    name = ("lead_view" if view.regions else "lead") if told else "lead_plain"
    near = " " + _fill(words["near"], place=total.max_near) if total.max_near else ""
    return _fill(
        words[name],
        way=words["east" if total.mean_km < 0 else "west"],
        turn=words["lost" if total.area_km2 < 0 else "won"],
        mean=fixed(abs(total.mean_km), 0, gap=NARROW),
        max=fixed(abs(total.max_km), 0, gap=NARROW),
        near=near,
        area=fixed(abs(total.area_km2), 0, gap=NARROW),
    )


def _day(texts: Mapping[str, Any], snapshot: Snapshot) -> str:
    """Write a day in words: the date, or the label where days are only an order."""
    if not snapshot.atlas.about.dated:
        return snapshot.label
    day = snapshot.day
    return str(texts["day"]).format(d=day.day, month=texts["months"][day.month - 1], y=day.year)


def _joined(texts: Mapping[str, Any], names: Sequence[str]) -> str:
    if len(names) < 2:  # noqa: PLR2004  (the last two are joined by a word)
        return "".join(names)
    return str(texts["two"]).format(before=", ".join(names[:-1]), after=names[-1])


def _fill(text: str, **values: str) -> str:
    """Fill in what stands in braces; what a name holds is never read as a text of the page."""
    return re.sub(r"\{(\w+)\}", lambda name: values.get(name[1], name[0]), text)


def _filled(value: Any, values: Mapping[str, str]) -> Any:  # noqa: ANN401  (whatever JSON holds)
    if isinstance(value, dict):
        return {name: _filled(part, values) for name, part in value.items()}
    if isinstance(value, str):
        return re.sub(r"<(\w+)>", lambda name: values.get(name[1], name[0]), value)
    return value
