"""Comparisons of two files, changes of hand, and claims put to the test, as text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geo.atlas.changes import Changes
from geo.atlas.languages import ENGLISH, Language, Said
from geo.files.columns import Column, Table, json_text
from geo.files.names import plain
from geo.files.numbers import decimals, fixed
from geo.text.distances import distance_lines, distance_members
from geo.text.figures import measured_members, measured_tables, profile_table
from geo.text.phrases import spoken
from geo.text.terminal import MOST_CELL, WIDTH, shown

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from geo.atlas.tenure import Tenure
    from geo.claims.assessed import Assessment, Claims
    from geo.own.compared import AllStates, Comparison, Crosswalk
    from geo.own.meridians import MeridianComparison

__all__ = [
    "changes_table",
    "claims_json",
    "claims_markdown",
    "claims_table",
    "comparison_json",
    "comparison_table",
    "meridians_json",
    "meridians_table",
    "states_table",
]


def claims_json(told: Claims) -> str:
    """Write every claim with what was measured, the verdict, and the verdict under other definitions."""
    return json_text(told.records())


def _otherwise(claim: Assessment) -> str:
    others = sorted({other.verdict for other in claim.alternatives} - {claim.verdict})
    return Said.fill("otherwise defined: {verdicts}", verdicts=Said.of_names(others)) if others else ""


_CLAIMS: Final = (
    Column("claim", "what is claimed", of="says"),
    Column("measured", "what the value is, in words"),
    Column("verdict", "what follows"),
    Column("but", "what would follow otherwise", of=_otherwise),
)


def claims_table(told: Claims, *, own: str = "", width: int = WIDTH, language: Language = ENGLISH) -> str:
    """Write the claims as a table for the eye, and where they are cited from; somebody's own by their file."""
    published = Said.fill("Published claims, measured")
    title = Said.fill("Claims of {file}, measured", file=plain(own, MOST_CELL)) if own else published
    table = spoken(Table.of(_CLAIMS, told, title=title), language)
    cited = "; ".join(dict.fromkeys(claim.cited_from for claim in told if claim.cited_from))
    rules = Said.fill("Rules and reasons: --format csv or json.")
    where = (
        Said.fill("Cited from: {cited}; the words in quotation marks stand there.", cited=cited)
        if any(claim.quotes for claim in told)
        else Said.fill("Cited from: {cited}.", cited=cited)
    )
    told_below = " ".join(map(language.says, (where, rules) if cited else (rules,)))
    return f"{shown(table, width=width)}{told_below}\n"


def claims_markdown(told: Claims, *, language: Language = ENGLISH) -> str:
    """Write the claims as a Markdown table."""
    return spoken(Table.of(_CLAIMS, told), language).markdown()


def _held(span: Tenure) -> Said:
    return Said.fill("{holder} ({status})", holder=span.who, status=span.status)


_TURNS: Final = (
    *(column for column in Changes.COLUMNS if column.name in {"day", "edtf", "zone", "region"}),
    Column("before", "holder and title until then", of=lambda turn: _held(turn.before)),
    Column("after", "holder and title from then on", of=lambda turn: _held(turn.after)),
    Column("act", "what brought it about"),
)


def changes_table(
    found: Changes,
    start: dt.date,
    end: dt.date,
    *,
    regions: Mapping[str, str],
    width: int = WIDTH,
    language: Language = ENGLISH,
) -> str:
    """Write changes of holder and title between two days as a table for the eye, regions by their names."""
    columns = tuple(
        replace(column, of=lambda turn: regions.get(turn.zone.region, ""))
        if column.name == "region"
        else column
        for column in _TURNS
    )
    title = Said.fill(
        "Changes after {start} and up to {end}",
        start=Said.of_day(start.isoformat()),
        end=Said.of_day(end.isoformat()),
    )
    return shown(spoken(Table.of(columns, found, title=title), language), width=width)


def comparison_json(found: Comparison) -> str:
    """Write a comparison of two files as JSON.

    Its members: ``from``, ``to``, what `measured_members` tells, ``areas``,
    ``tolerance_m``, ``notes``, and ``distance`` if it was measured.
    """
    document: dict[str, object] = {"from": found.before, "to": found.after, **measured_members(found)}
    document["areas"] = found.areas.table().records()
    document["tolerance_m"] = found.tolerance_m
    document["notes"] = list(found.notes)
    if found.distance is not None:
        document["distance"] = distance_members(found.distance)
    return json_text(document)


def _named(state: str) -> str:
    from geo.own.compared import NOBODY  # noqa: PLC0415  (only of the user's own files)

    return state or NOBODY


_AREAS: Final = (
    Column("before", "who held it before", of=lambda area: _named(area.before)),
    Column("after", "who held it after", of=lambda area: _named(area.after)),
    Column("area_km2", "its area", title="km²", right=True),
    Column("exceeds_tolerance", "whether it is more than a border drawn anew", title="exceeds tolerance"),
)


def _title(found: Comparison | MeridianComparison) -> Said:
    return Said.fill(
        "{state}: {start} to {end}",
        state=plain(found.state, MOST_CELL) or "Border line",
        start=plain(found.before, MOST_CELL),
        end=plain(found.after, MOST_CELL),
    )


def comparison_table(found: Comparison, *, width: int = WIDTH, language: Language = ENGLISH) -> str:
    """Write a comparison as tables for the eye; the error stands there where a position error was named."""
    text = measured_tables(found, _title(found), width=width, language=language)
    if found.areas:
        text += shown(spoken(_areas(found), language), width=width)
    if found.tolerance_m is not None and (redrawn := _redrawn(found)):
        text += f"{language.says(redrawn)}\n"
    if found.distance is not None:
        text += distance_lines(found.distance, language=language)
    return text + profile_table(found.profile, width=width, language=language, own=True)


def _areas(found: Comparison) -> Table:
    """Write who gained from whom, small areas with as many decimals as tell them."""
    largest = max((abs(area.area_km2) for area in found.areas), default=0.0)
    columns = tuple(
        replace(column, shown=decimals(largest)) if column.name == "area_km2" else column for column in _AREAS
    )
    # what is negative to the state is land all the same: who held it before and after says which way it went
    passed = [replace(area, area_km2=abs(area.area_km2)) for area in found.areas]
    table = Table.of(columns, passed, title="Who gained from whom")
    return table if found.tolerance_m is not None else table.only("before", "after", "area_km2")


def _redrawn(found: Comparison) -> Said | None:
    """Say what of the land that passed is more than a border drawn anew."""
    beyond = [piece.area_km2 for piece in found.changed if piece.exceeds_tolerance]
    whole, metres = sum(piece.area_km2 for piece in found.changed), fixed(found.tolerance_m, None)
    if not whole:
        return None
    if not beyond:
        return Said.fill(
            "None of it is wider than {metres} m: the border was drawn anew, or moved by less.", metres=metres
        )
    more, less = (fixed(km2, decimals(km2)) for km2 in (sum(beyond), whole - sum(beyond)))
    return Said.fill(
        "Pieces wider than {metres} m have {more} km²; the rest, {less} km², is where the border was drawn "
        "anew or moved by less.",
        metres=metres,
        more=more,
        less=less,
    )


def meridians_json(found: MeridianComparison) -> str:
    """Write a comparison along meridians as JSON, in the members of `comparison_json` and ``along``."""
    *regions, total = found.table().records()
    distance = {} if found.distance is None else {"distance": distance_members(found.distance)}
    return json_text(
        {
            "from": found.before,
            "to": found.after,
            "state": found.state,
            "along": "meridians",
            "every_deg": found.every_deg,
            "profile": found.profile.table().records(),
            "regions": regions,
            "total": total,
            "areas": found.areas.table().records() if found.areas is not None else [],
            "notes": list(found.notes),
            **distance,
        }
    )


def meridians_table(found: MeridianComparison, *, width: int = WIDTH, language: Language = ENGLISH) -> str:
    """Write a comparison along meridians as tables for the eye."""
    title = Said.fill("{title}; kilometres along the meridian; north positive", title=_title(found))
    told = spoken(replace(found.table().known(), title=title), language)
    text = shown(told, width=width, total=True)
    if found.distance is not None:
        text += distance_lines(found.distance, language=language)
    if len(found.profile.lon):
        text += shown(spoken(found.profile.table().known(), language), width=width)
    return text


def states_table(rows: AllStates | Crosswalk, *, width: int = WIDTH, language: Language = ENGLISH) -> str:
    """Write every state of two files, or which of one is which of the other, as a table for the eye."""
    return shown(spoken(replace(rows.table().known(), title="Every state"), language), width=width)
