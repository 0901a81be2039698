"""What a page says, in one language or another: its words, its panel, and the texts of its tables.

The page carries its own language and, in a block that is only read when it is
asked for, what is different in each of the others. All of it is made here from
what was measured, so every language tells the same figures.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from html import unescape
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final

from geo.page.mappage import Contents, page_text, panel_text
from geo.page.packing import byte_texts
from geo.page.wire import SAID
from geo.page.wording import lead, page_words, sentence, title

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.atlas.languages import Language
    from geo.atlas.views import View
    from geo.claims.assessed import Assessment
    from geo.measures.change import Change
    from geo.measures.summary import RegionShift
    from geo.page.movement import Epoch

_SAID_IN: Final = ("aria-label", "title", "placeholder", "data-text")
"""Attributes that hold text."""
_TAG: Final = re.compile(r"(<[^>]*>)")
_SAID: Final = re.compile(rf'\s({"|".join(_SAID_IN)})="([^"]*)"')

__all__ = ["Speech", "Subject", "pack_speeches", "scripted", "speech"]


_HERE_ALONE: Final = ("lead_", "by_", "title_", "between", "apart", "minus", "cut_off", "far")
"""How the names of texts begin that sentences are made of here; the page's scripts have the sentences."""


def scripted(words: Mapping[str, Any]) -> dict[str, Any]:
    """Return the words that the page's scripts use.

    Examples
    --------
    >>> scripted({"lead_none": "…", "total": "All"})
    {'total': 'All'}
    """
    return {name: text for name, text in words.items() if not name.startswith(_HERE_ALONE)}


@dataclass(frozen=True, slots=True)
class Subject:
    """What a page is about, whatever its language.

    Attributes
    ----------
    found : Change
        Between its two days.
    epochs : tuple of Epoch
        From `geo.page.movement.epochs_of`.
    view : View
        The part that it shows first.
    views : sequence of View
        The pages there are; none where it stands alone.
    claims : sequence of Assessment
    chapters : bool
        Whether its story is told in chapters too.
    languages : mapping
        What each language that it speaks calls itself, by its tag; none if it
        speaks but one.
    """

    found: Change
    epochs: tuple[Epoch, ...]
    view: View
    views: Sequence[View]
    claims: Sequence[Assessment]
    chapters: bool
    languages: Mapping[str, str]

    @property
    def now(self) -> Epoch:
        """What had been measured by its second day."""
        last = self.found.after.day
        return max((epoch for epoch in self.epochs if epoch.day <= last), key=lambda epoch: epoch.day)


@dataclass(frozen=True, slots=True)
class Speech:
    """What a page says in a language.

    Attributes
    ----------
    language : Language
    words : dict
        From `geo.page.wording.page_words`.
    contents : Contents
        Of its panel.
    """

    language: Language
    words: dict[str, Any]
    contents: Contents

    def body(self, sketch: str) -> str:
        """Return the markup of the page that is in this language, with its first picture."""
        return page_text(self.words, self.contents, sketch)

    def sentences(self, subject: Subject) -> list[list[str]]:
        """Say what had happened by each epoch, in the parts between which the day goes."""
        return [sentence(self.words, epoch.shown, epoch.total) for epoch in subject.epochs]

    def said(self, subject: Subject, head: Mapping[str, Any]) -> dict[str, Any]:
        """Put what is said in this language in place of the English texts of a page's data.

        Parameters
        ----------
        subject : Subject
        head : mapping
            From `geo.page.mapdata.map_data`.
        """
        says = self.language.says
        tables = {
            name: {
                column: list(map(says, values)) if column in SAID.get(name, ()) else values
                for column, values in columns.items()
            }
            for name, columns in head["tables"].items()
        }
        tables["epochs"] = {**tables["epochs"], "sentence": self.sentences(subject)}
        labels = {region: list(map(says, both)) for region, both in head["labels"].items()}
        view = {**head["view"], "title": self.contents.view.title}
        return {**head, "tables": tables, "labels": labels, "view": view}

    def panel(self) -> list[str]:
        """List the texts of the page's panel in their order."""
        return _slots(panel_text(self.words, self.contents))

    def packed(
        self, own: Speech, panel: Sequence[str], subject: Subject, head: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Return all that is different from the page's own language, as ``speech.js`` reads it.

        Parameters
        ----------
        own : Speech
            That of the page, and...
        panel : sequence of str
            ...its panel.
        subject : Subject
        head : mapping
            From `geo.page.mapdata.map_data`.
        """
        words = [self.words[name] for name in scripted(own.words)]
        # what is the same is not said again, and what is one of the words is told by its number
        number = {text: k for k, text in enumerate(words, 1) if isinstance(text, str)}
        return {
            "words": words,
            "title": self.contents.title,
            "lead": self.contents.lead,
            "panel": [
                number.get(there, there) if there != here else 0
                for here, there in zip(panel, self.panel(), strict=True)
            ],
            "texts": [self.language.says(text) for text in _texts(head)],
            "sentences": self.sentences(subject),
            "view": self.contents.view.title,
        }


def _texts(head: Mapping[str, Any]) -> list[str]:
    """List the English texts of a page's data, each once, in an order that the page finds them in too."""
    found = [text for name, heads in SAID.items() for column in heads for text in head["tables"][name][column]]
    return list(dict.fromkeys([*found, *(text for both in head["labels"].values() for text in both)]))


def pack_speeches(spoken: Mapping[str, Mapping[str, Any]]) -> tuple[dict[str, Any], bytes]:
    """Pack what `Speech.packed` returns of each language, as ``speech.js`` reads it.

    Parameters
    ----------
    spoken : mapping
        By the languages' tags.

    Returns
    -------
    head : dict
        Where in the bytes each language lies, and what letters these stand for.
    blob : bytes
    """
    # those in one alphabet lie together, where compression finds what they have in common
    spoken = dict(sorted(spoken.items(), key=lambda item: -_foreign(item[1])))
    texts = [json.dumps(said, ensure_ascii=False, separators=(",", ":")) for said in spoken.values()]
    letters, written = byte_texts(texts)
    ends = list(accumulate(map(len, written)))
    spans = zip(spoken, [0, *ends], ends, strict=False)
    return {"letters": letters, "spans": {tag: [start, end] for tag, start, end in spans}}, b"".join(written)


def _foreign(said: Mapping[str, Any]) -> float:
    """Return the share of letters that English has not."""
    text = json.dumps(said, ensure_ascii=False)
    return (len(text) - len(text.encode("ascii", "ignore"))) / len(text)


def _slots(markup: str) -> list[str]:
    """List the texts of markup in its order; the page walks through its own in the same way.

    Those are the values of some attributes, and what stands between tags. It is
    markup of the page: values stand in double quotes, and no text holds a bracket.

    Examples
    --------
    >>> _slots('<p title="How far">Kilometres <b>west</b></p>')
    ['How far', 'Kilometres ', 'west']
    """
    found: list[str] = []
    for number, piece in enumerate(_TAG.split(markup)):
        if number % 2:
            given = dict(_SAID.findall(piece))
            found += [unescape(given[name]) for name in _SAID_IN if name in given]
        else:
            found.append(unescape(piece))
    return [text for text in found if text.strip()]


def speech(
    subject: Subject,
    language: Language,
    layers: Mapping[str, str],
    words: Mapping[str, Any] | None = None,
) -> Speech:
    """Say what a page has to say in a language.

    Parameters
    ----------
    subject : Subject
    language : Language
    layers : mapping
        The names of its layers' words, by the part of the page each is.
    words : mapping, optional
        Texts in place of those of the language.
    """
    found, now, says = subject.found, subject.now, language.says
    about = found.before.atlas.about
    texts = page_words(found, words, language)
    if about.own:  # who held land that no state of the files did
        language = replace(language, told={**language.told, "nobody": texts["nobody"]})
        says = language.says
    contents = Contents(
        title=title(texts, found, subject.view, language),
        lead=lead(texts, now.shown, now.total),
        regions={name: (says(told), sums) for name, (told, sums) in _regions(subject).items()},
        total=now.total,
        claims=[_said(claim, language) for claim in subject.claims],
        layers={part: texts[name] for part, name in layers.items()},
        views=[replace(one, title=says(one.title)) for one in subject.views],
        view=replace(subject.view, title=says(subject.view.title)),
        days=about.dated,
        story=bool(found.before.atlas.events),
        chapters=subject.chapters,
        errors=about.errors_known,
        attribution=texts["credit"] if about.own else about.credits.attribution,
        own=about.own,
        languages=subject.languages,
        language=language.tag,
    )
    return Speech(language, texts, contents)


def _said(claim: Assessment, language: Language) -> Assessment:
    """Say a claim, what was measured for it and the rule in a language; its verdict stays a name."""
    # verdicts are among the page's words
    says = replace(language, told={**language.told, **language.page.get("verdicts", {})}).says
    return replace(claim, says=says(claim.says), why=says(claim.why), rule=says(claim.rule))


def _regions(subject: Subject) -> dict[str, tuple[str, RegionShift | None]]:
    """Name every region that changed hands on some day, with its figures of the page's second day."""
    names = {region.region: region.name for epoch in subject.epochs for region in epoch.regions}
    atlas = subject.found.before.atlas
    known = {region.region: region for region in subject.now.regions}
    order = [
        *(name for name in atlas.regions if name in names),
        *(name for name in names if name not in atlas.regions),
    ]
    return {name: (names[name], known.get(name)) for name in order}
