"""What a catalogue of a language has to hold: texts of the atlas, its states, words of page and commands.

``python -m geo.sources.catalogue xx`` brings ``data/languages/xx.json`` up to
date: what is new comes in English, to be translated; what nothing needs any
more goes; the order is always the same. ``--check`` changes nothing and tells
what is missing.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from typing import TYPE_CHECKING, Any, Final

from geo.atlas.bundled import data_folder
from geo.atlas.chapters import chapters
from geo.atlas.languages import ENGLISH, Said, languages, read_language
from geo.atlas.open_atlas import open_atlas
from geo.atlas.schema import read_checked
from geo.atlas.views import views
from geo.claims.assess import assess_claims
from geo.claims.assessed import VERDICTS
from geo.files.writing import write_text
from geo.measures.shift import ALL_REGIONS
from geo.page.words import read_words
from geo.text.phrases import TOLD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from geo.atlas.atlas import Atlas
    from geo.atlas.languages import Language

_PLACE: Final = re.compile(r"[{<](\w+)(?::\w+)?[}>]", re.ASCII)
_SHARE: Final = re.compile(r"(\d+)\s?%")
_LETTER: Final = re.compile(r"[^\W\d_]")
_SENTENCE: Final = re.compile(r"[^\W\d_]{2}[,;:]? [^\W\d_]{2}")

__all__ = ["atlas_texts", "brought_up", "missing", "page_texts"]

_HABITS: Final = ("decimal", "group", "holders", "genitives")
"""Words of the page that a catalogue has elsewhere."""
_NAMES: Final = ("tiles_url", "tiles_credit", "credit", "names_note", "before", "after")
"""Words of the page that are the same in every language: addresses, names, what is filled in whole."""


def page_texts() -> dict[str, Any]:
    """Return the words of the page that a language has to have, in English."""
    return {name: text for name, text in read_words().items() if name not in (*_HABITS, *_NAMES)}


def atlas_texts(atlas: Atlas) -> tuple[str, ...]:
    """Return every text of an atlas that its readers see, in English, each once."""
    return tuple(dict.fromkeys(text for text in _texts(atlas) if text))


def _texts(atlas: Atlas) -> Iterator[str]:
    about = atlas.about
    yield from (about.title, about.note, ALL_REGIONS)
    yield from (view.title for view in views(atlas))
    for row in read_checked(atlas.folder / "tables", "regions", has=about.tables)["regions"]:
        yield from (row["name"], row["label"], row["together"])
    yield from (zone.name for zone in atlas.zones)
    yield from (span.occupier for span in atlas.tenure if span.occupier not in {"", *atlas.holders})
    for event in atlas.events:
        yield from (event.title, event.changed)
    for chapter in chapters(atlas):
        yield from (chapter.title, chapter.says, chapter.note)
    for claim in assess_claims(atlas):
        for text in (claim.says, claim.why, claim.rule):
            yield from (said for said in _said(text) if said not in {*atlas.holders, *VERDICTS})
    yield from atlas.ground.divided_lakes
    for arc in atlas.arcs:
        yield from (
            arc.legal_basis,
            arc.method,
        )  # notes on how it was drawn go with its sources, which are cited


def _said(text: str) -> Iterator[str]:
    """Yield what a sentence is filled from; a value that is another text as well."""
    if not isinstance(text, Said):
        yield text
        return
    yield text.template
    for name in _names(text.template):
        if _LETTER.search(text.values[name]):
            yield from _said(text.values[name])


def brought_up(atlas: Atlas, tag: str) -> dict[str, Any]:
    """Return a catalogue with all that is needed and nothing else; what is new is in English."""
    old = read_language(atlas.folder, tag) if tag in languages(atlas.folder) else ENGLISH
    return {
        "language": tag,
        "name": old.name,
        "decimal": old.decimal,
        "group": old.group,
        "date": old.date,
        "percent": old.percent,
        "page": {name: old.page.get(name, text) for name, text in page_texts().items()},
        "told": {text: old.told.get(text, text) for text in TOLD},
        "states": {name: dict(old.states.get(name, {"": name})) for name in atlas.holders},
        "texts": {text: old.texts.get(text, text) for text in atlas_texts(atlas)},
    }


def missing(atlas: Atlas, tag: str) -> list[str]:
    """Tell what a catalogue lacks, has without need, or has in another form than its English."""
    told = read_language(atlas.folder, tag)
    page, texts, commands = page_texts(), _by_itself(atlas_texts(atlas)), _by_itself(TOLD)
    return [
        *([f"name is {told.name!r}, which is another language's"] if told.name == ENGLISH.name else []),
        *_unlike("page", page, told.page),
        *_unlike("texts", texts, told.texts),
        *_unlike("told", commands, told.told),
        *_unlike("states", atlas.holders, told.states),
        *_misfilled("page", page, told.page),
        *_misfilled("texts", texts, told.texts),
        *_misfilled("told", commands, told.told),
        *_untold("page", page, told.page),
        *_untold("texts", texts, told.texts),
        *_untold("told", commands, told.told),
        *_of_another_habit("page", told, told.page),
        *_of_another_habit("texts", told, told.texts),
        *_of_another_habit("told", told, told.told),
    ]


def _by_itself(texts: Iterable[str]) -> dict[str, str]:
    return {text: text for text in texts}


def _of_another_habit(part: str, told: Language, texts: Mapping[str, Any]) -> Iterator[str]:
    """Name texts with a share that is not written as the language writes shares."""
    for name, text in texts.items():
        for share in _SHARE.finditer(text if isinstance(text, str) else ""):
            if share[0] != told.percent.replace("{n}", share[1]):
                yield f"{part} has {name!r} with {share[0]!r}, not as in {told.percent!r}"


def _unlike(part: str, wanted: Iterable[str], had: Iterable[str]) -> list[str]:
    want, have = list(wanted), set(had)
    return [
        *(f"{part} lacks {name!r}" for name in want if name not in have),
        *(f"{part} has {name!r}, which nothing needs" for name in had if name not in set(want)),
    ]


def _misfilled(part: str, english: Mapping[str, Any], told: Mapping[str, Any]) -> Iterator[str]:
    """Compare the names that are filled in; a state may stand in another case, or be understood."""
    for name, text in english.items():
        if name not in told:
            continue
        if type(told[name]) is not type(text):
            yield f"{part} has {name!r} in another form"
        elif isinstance(text, dict):
            yield from _misfilled(f"{part} {name!r}", text, told[name])
        elif isinstance(text, str):
            strange = _names(told[name]).keys() - _names(text)
            if "named" in _names(text):  # a state with its article, which other languages call in a case
                strange -= {"state"}
            lost = {one for one in _names(text).keys() - _names(told[name]) if one not in {"state", "named"}}
            yield from (f"{part} {name!r} has {{{one}}}, which its English has not" for one in sorted(strange))
            yield from (f"{part} {name!r} lacks {{{one}}}" for one in sorted(lost))


def _untold(part: str, english: Mapping[str, Any], told: Mapping[str, Any]) -> Iterator[str]:
    """Name what is still in English: a name alone may be the same in another language, two words are not."""
    for name, text in english.items():
        if isinstance(text, str) and told.get(name) == text and _SENTENCE.search(_PLACE.sub("", text)):
            yield f"{part} has {name!r} in English"


def _names(text: str) -> dict[str, None]:
    return dict.fromkeys(found[1] for found in _PLACE.finditer(text))


def write(path: Path, catalogue: dict[str, Any]) -> None:
    """Write a catalogue: a line a text, so that differences can be read."""
    write_text(path, json.dumps(catalogue, ensure_ascii=False, indent=1) + "\n")


def main() -> None:
    """Bring catalogues up to date, or tell what they lack."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("tags", nargs="*", help="languages; all that there are, if none is named")
    parser.add_argument("--check", action="store_true", help="change nothing, and tell what is missing")
    asked = parser.parse_args()
    atlas = open_atlas()
    faults = []
    for tag in asked.tags or languages(data_folder())[1:]:
        if asked.check:
            faults += [f"{tag}: {fault}" for fault in missing(atlas, tag)]
        else:
            path = data_folder() / "languages" / f"{tag}.json"
            write(path, brought_up(atlas, tag))
            sys.stderr.write(f"wrote {path}\n")
    sys.stdout.write("".join(f"{fault}\n" for fault in faults))
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
