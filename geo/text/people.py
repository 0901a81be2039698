"""People on the land that changed hands, as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.atlas.languages import ENGLISH, Language, Said
from geo.files.columns import Column, Table, json_text
from geo.files.numbers import fixed
from geo.measures.people import RegionPeople
from geo.text.phrases import spoken
from geo.text.terminal import WIDTH, shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.measures.people import People

__all__ = ["people_json", "people_table"]

_WHAT: Final = (
    "People are those that a census counted, on its day and in its categories; ± is the error of carrying them "
    "over to the land that changed hands."
)
_UNGROUPED: Final = tuple(column.name for column in RegionPeople.COLUMNS if column.name != "group")


def people_json(counted: People) -> str:
    """Write everything counted as JSON.

    Its members: ``from``, ``to``, ``state``, ``by``, ``regions``, ``total``;
    where groups were asked for, ``regions`` has a member for each group of a
    region, and ``total`` has ``groups``.
    """

    def told(rows: Iterable[RegionPeople], *, groups: bool) -> list[dict[str, object]]:
        table = Table.of(RegionPeople.COLUMNS, rows)
        return (table if groups else table.only(*_UNGROUPED)).records()

    groups = counted.by is not None
    (total,) = told([counted.total], groups=False)
    if groups:
        total["groups"] = told(counted.groups, groups=True)
    return json_text(
        {
            "from": counted.start.isoformat(),
            "to": counted.end.isoformat(),
            "state": counted.state,
            "by": counted.by,
            "regions": told(counted.regions, groups=groups),
            "total": total,
        }
    )


def _name(row: RegionPeople) -> str:
    """Name a region; one of whose zones some have no figure is counted in part."""
    in_part = row.people is not None and row.without_figure
    return Said.fill("{region} (in part)", region=row.name) if in_part else row.name


def _people(row: RegionPeople) -> str:
    return "no figure" if row.people is None else fixed(row.people, 0)


def _sigma(row: RegionPeople) -> str:
    return fixed(row.sigma, 0) if row.people is not None and round(row.sigma) else ""


def _interpolated(row: RegionPeople) -> str:
    percent = 100.0 * row.interpolated_share
    return fixed(percent, 0) if row.people is not None and round(percent) else ""


def _of_region(row: RegionPeople, text: str) -> str:
    """Tell when and how people were counted of a region, but not of all together."""
    if row.people is None or row.region == "total":
        return ""
    several = text.split("; ")
    return Said.of_names(several, "; ") if len(several) > 1 else text


_COUNTED: Final = Column("counted", "when", of=lambda row: _of_region(row, row.date))
_FIGURES: Final = (
    Column("name", "where", of=_name, title="region"),
    Column("people", "how many", of=_people, right=True),
    Column("sigma", "one-sigma error", of=_sigma, title="±", right=True),
)


def people_table(counted: People, *, width: int = WIDTH, language: Language = ENGLISH) -> str:
    """Write the figures as a table for the eye, then what it counts, who is missing and the sources."""
    title = Said.fill(
        "{state}: people on the land that changed hands, {start} to {end}",
        state=counted.state,
        start=Said.of_day(counted.start.isoformat()),
        end=Said.of_day(counted.end.isoformat()),
    )
    rows = (*counted.regions, *(counted.groups if len(counted.names) > 1 else ()))
    if counted.by is None:
        columns = (
            *_FIGURES,
            _COUNTED,
            Column("by", "in what way", of=lambda row: _of_region(row, row.what)),
            Column("share", "shared out by area", of=_interpolated, title="interpolated %", right=True),
        )
    else:
        title = Said.fill("{title}; by {kind}", title=title, kind=counted.by)
        sums: dict[str, int] = {}
        for row in rows:
            sums[row.region] = sums.get(row.region, 0) + (row.people or 0)

        def share(row: RegionPeople) -> str:
            whole = sums[row.region]
            return fixed(100.0 * row.people / whole) if row.people is not None and whole else ""

        group = Column("group", "which", of=lambda row: "" if row.people is None else row.group)
        percent = Column("percent", "share", of=share, title="% of those counted", right=True)
        columns = (_FIGURES[0], group, *_FIGURES[1:], percent, _COUNTED)
    text = shown(spoken(Table.of(columns, rows, title=title), language), width=width)
    notes: list[str] = [_WHAT]
    if counted.without_figure:
        names = Said.of_names([name for _, _, name in counted.without_figure])
        notes.append(Said.fill("Not counted, for there is no figure: {names}.", names=names))
    of: dict[str, dict[str, None]] = {}
    for zone in counted.zones:
        if zone.note:
            of.setdefault(zone.note, {})[zone.name] = None
    # a note is cited, and stays in its language
    notes += [
        Said.fill("{names}: {note}.", names=Said.of_names(list(names)), note=note) for note, names in of.items()
    ]
    notes.append("Sources: --format csv or json.")
    return text + "\n".join(map(language.says, notes)) + "\n"
