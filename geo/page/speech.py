"""What a page says, in one language or another: its words, its panel, and the texts of its tables.

The page carries its own language and, in a block that is only read when it is
asked for, what is different in each of the others. All of it is made here from
what was measured, so every language tells the same figures.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from geo.page.mappage import Contents, page_text, panel_text
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

__all__ = ["Speech", "Subject", "speech"]


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

    def texts(self, subject: Subject, head: Mapping[str, Any]) -> dict[str, Any]:
        """Return what stands in place of the English texts of a page's data.

        Parameters
        ----------
        subject : Subject
        head : mapping
            From `geo.page.mapdata.map_data`.

        Returns
        -------
        dict
            ``tables``, columns by table; ``labels`` of regions; ``view``.
        """
        says, tables = self.language.says, head["tables"]
        columns: dict[str, dict[str, list[Any]]] = {
            name: {column: list(map(says, tables[name][column])) for column in heads}
            for name, heads in SAID.items()
        }
        columns["epochs"] = {
            "sentence": [sentence(self.words, epoch.shown, epoch.total) for epoch in subject.epochs]
        }
        labels = {region: list(map(says, both)) for region, both in head["labels"].items()}
        return {"tables": columns, "labels": labels, "view": self.contents.view.title}

    def packed(self, subject: Subject, head: Mapping[str, Any]) -> dict[str, Any]:
        """Return all that is different in this language, as ``speech.js`` reads it."""
        return {
            "words": self.words,
            "title": self.contents.title,
            "lead": self.contents.lead,
            "panel": panel_text(self.words, self.contents),
            **self.texts(subject, head),
        }


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
        attribution=about.credits.attribution,
        languages=subject.languages,
        language=language.tag,
    )
    return Speech(language, texts, contents)


def _said(claim: Assessment, language: Language) -> Assessment:
    """Say a claim, what was measured for it and the rule in a language; its verdict stays a name."""
    says = language.says
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
