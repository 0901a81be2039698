"""Family trees in GEDCOM: their dated, placed events, and the tree written anew with a note under their places.

A tree is a text of lines, each with its level, a tag and a value. What is not
understood is kept as it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from geo.errors import InputFileError
from geo.own.tree_letters import tree_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["Tree", "TreeEvent", "read_tree"]

_LINE: Final = re.compile(r"\s*(\d{1,2}) (?:(@[^@]+@) )?([A-Za-z0-9_]+)(?: (.*))?")
_DEGREES: Final = re.compile(r"([NSEW])(\d{1,3}(?:\.\d+)?)")
_MOST_NOTE: Final = 240
"""Letters of a note: GEDCOM 5.5.1 has 255 to a line."""


@dataclass(frozen=True, slots=True)
class TreeEvent:
    """Something that was somewhere at some time.

    Attributes
    ----------
    record, person : str
        Of whom or of which family.
    tag : str
        ``BIRT``, ``MARR`` and so on.
    date, place : str
        As they stand.
    lon, lat : float or None
        Degrees, where the tree has them.
    line : int
        Of the place in the file, from 1.
    end : int
        After how many lines of the file what belongs to the place is over.
    level : int
        Of the place.
    """

    record: str
    person: str
    tag: str
    date: str
    place: str
    lon: float | None
    lat: float | None
    line: int
    end: int
    level: int


@dataclass(slots=True)
class _Node:
    """A line of a tree and what stands under it."""

    level: int
    xref: str
    tag: str
    value: str
    line: int
    end: int
    under: list[_Node] = field(default_factory=list)

    def first(self, tag: str) -> _Node | None:
        return next((node for node in self.under if node.tag == tag), None)

    def said(self, tag: str) -> str:
        node = self.first(tag)
        return node.value.strip() if node else ""


@dataclass(frozen=True, slots=True)
class Tree:
    """A family tree.

    Attributes
    ----------
    lines : tuple of str
        As they stand.
    events : tuple of TreeEvent
        Those with a date and a place, in the order of the file.
    is_7 : bool
        Whether it is GEDCOM 7, in which a line is of any length.
    """

    lines: tuple[str, ...] = field(repr=False)
    events: tuple[TreeEvent, ...]
    is_7: bool = False

    def noted(self, notes: Mapping[int, str]) -> str:
        """Write the tree with notes under the places of some events, by their numbers; all else stays."""
        added: dict[int, list[str]] = {}
        for k, note in notes.items():
            event = self.events[k]
            new = _note_lines(note, event.level + 1, whole=self.is_7)
            old = "\n".join(line.strip() for line in self.lines[event.line : event.end])
            if "\n".join(new) not in old:  # of an earlier run
                added.setdefault(event.end, []).append("\n".join(new))
        out: list[str] = []
        for number, line in enumerate(self.lines, 1):
            out += [line, *added.get(number, ())]
        return "\n".join(out) + "\n"


def read_tree(path: Path) -> Tree:
    r"""Read a family tree.

    Parameters
    ----------
    path : Path
        GEDCOM 5.5, 5.5.1 or 7, in UTF-8, UTF-16, ANSEL or a code page that it names.

    Raises
    ------
    InputFileError
        If it is missing, is no GEDCOM, or does not say what its letters are.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> text = "0 HEAD\n0 @I1@ INDI\n1 NAME A /B/\n1 BIRT\n2 DATE 1 MAR 1940\n2 PLAC Brody\n0 TRLR\n"
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder) / "a.ged"
    ...     _ = path.write_text(text)
    ...     tree = read_tree(path)
    >>> [(one.person, one.tag, one.date, one.place) for one in tree.events]
    [('A B', 'BIRT', '1 MAR 1940', 'Brody')]
    >>> tree.noted({0: "USSR"}).splitlines()[5:7]
    ['2 PLAC Brody', '3 NOTE USSR']
    """
    text = tree_text(path)
    lines = re.split(r"\r\n|\n|\r", text)
    if lines and not lines[-1]:
        lines.pop()
    if not lines or lines[0].strip() != "0 HEAD":
        msg = f"{path} is no GEDCOM, which begins with the line '0 HEAD'; export the tree as GEDCOM."
        raise InputFileError(msg)
    if "\0" in text:
        msg = f"{path} holds binary data; export the tree as GEDCOM in UTF-8."
        raise InputFileError(msg)
    records = _records(lines)
    names = {node.xref: _name(node) for node in records if node.tag == "INDI"}
    events = []
    for record in records:
        if record.tag not in {"INDI", "FAM"}:
            continue
        person = names.get(record.xref) or " & ".join(
            filter(None, (names.get(record.said(role), "") for role in ("HUSB", "WIFE")))
        )
        for node in record.under:
            place, date = node.first("PLAC"), node.said("DATE")
            if place is not None and place.value.strip() and date:
                lon, lat = _degrees(place)
                told = (record.xref, person, node.tag, date, place.value.strip(), lon, lat)
                events.append(TreeEvent(*told, place.line, place.end, place.level))
    head = records[0].first("GEDC") if records else None
    return Tree(tuple(lines), tuple(events), is_7=head is not None and head.said("VERS").startswith("7"))


def _note_lines(note: str, level: int, *, whole: bool) -> list[str]:
    """Write a note in as many lines as it takes; none is parted at a blank, which readers drop, or in an @@."""
    rest, lines = (note if whole else note.replace("@", "@@")), []
    while not whole and len(rest) > _MOST_NOTE:
        at = _MOST_NOTE
        while rest[at - 1] in " @" or rest[at] in " @":
            at -= 1
        lines.append(rest[:at])
        rest = rest[at:]
    first, *more = (*lines, rest)
    return [f"{level} NOTE {first}", *(f"{level + 1} CONC {part}" for part in more)]


def _records(lines: list[str]) -> list[_Node]:
    """Put lines under lines; what is no line of GEDCOM goes on from the one before."""
    records: list[_Node] = []
    above: list[_Node] = []
    for number, line in enumerate(lines, 1):
        found = _LINE.fullmatch(line)
        if found is None:
            for node in above:
                node.end = number
            continue
        node = _Node(int(found[1]), found[2] or "", found[3].upper(), found[4] or "", number, number)
        while above and above[-1].level >= node.level:
            above.pop()
        for upper in above:
            upper.end = number
        (above[-1].under if above else records).append(node)
        above.append(node)
    return records


def _name(node: _Node) -> str:
    return " ".join(node.said("NAME").replace("/", " ").split())


def _degrees(place: _Node) -> tuple[float | None, float | None]:
    """Longitude and latitude of a place that has both."""
    marked = place.first("MAP")
    found = [_DEGREES.fullmatch(marked.said(tag).upper()) for tag in ("LONG", "LATI")] if marked else []
    if len(found) != 2 or None in found:  # noqa: PLR2004  (longitude and latitude)
        return None, None
    lon, lat = (float(one[2]) * (-1.0 if one[1] in "SW" else 1.0) for one in found if one)
    return lon, lat
