"""Published claims about the border, put to the test.

A claim says something; ``claims.csv`` says beforehand what is measured for it
and when it is upheld, partly upheld, or not. This module measures and applies
the rule; it holds no threshold of its own.

A rule has a name and numbers of its own; see `geo.claims.rules`. Alternatives
repeat the verdict under other reasonable definitions.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from geo.atlas.languages import Said
from geo.atlas.schema import read_checked
from geo.atlas.search import find_places
from geo.claims.assessed import VERDICTS, Alternative, Alternatives, Assessment, Claims
from geo.claims.own_claims import as_the_atlas_has_it, own_claims
from geo.claims.rules import SIGMAS, Grade, rule_of
from geo.errors import DataError
from geo.files.names import plain
from geo.files.numbers import NARROW, fixed, with_error
from geo.measures.change import change
from geo.measures.foreign_land import foreign_land
from geo.measures.lengths import border_lengths, coast_length_km, share_near
from geo.measures.shift import parallels
from geo.measures.summary import mean_over

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from geo.atlas.atlas import Atlas, Snapshot
    from geo.atlas.places import Place
    from geo.files.schema import Row
    from geo.measures.distance import Nearest

__all__ = ["MEASURED", "assess_claims"]


@dataclass(frozen=True, slots=True)
class _Measured:
    """Numbers a rule may name, and words for them."""

    numbers: Mapping[str, float]
    words: str
    variants: Mapping[str, Mapping[str, float]]


def assess_claims(atlas: Atlas, *, only: str | None = None, table: Path | None = None) -> Claims:
    """Measure every claim of ``claims.csv`` and give its verdict, in the table's order.

    Parameters
    ----------
    atlas : Atlas
    only : str, optional
        Only the claims about one measure: ``shift``, ``area``, ``foreign_land``,
        ``land_border``, ``coast`` or ``along_rivers``.
    table : Path, optional
        Claims of one's own in place of the atlas's: CSV or .xlsx with the columns of ``claims.csv``,
        of which those may be missing that may be empty.

    Returns
    -------
    Claims
        A tuple of `Assessment`; empty for an atlas without the table.

    Raises
    ------
    DataError
        With file and line, if a row cannot be read, or what it names cannot be measured.

    Examples
    --------
    >>> from geo import open_atlas
    >>> [claim.verdict for claim in assess_claims(open_atlas()) if claim.claim == "north_west"]
    ['upheld']
    """
    has, known = set(atlas.about.tables), dict(atlas.rows)
    if table is not None:
        has.add("claims")
        known["claims"] = [as_the_atlas_has_it(atlas, row) for row in own_claims(table)]
    elif "claims" not in has:
        return Claims()
    rows = read_checked(atlas.folder / "tables", "claims", has=has, known=known)["claims"]
    return Claims(_claim(atlas, row) for row in rows if only in {None, row["measure"]})


def _claim(atlas: Atlas, row: Row) -> Assessment:
    """Assess a claim; say which one it is that cannot be."""
    try:
        return _assess(atlas, row)
    except (ValueError, KeyError, IndexError, ArithmeticError) as error:
        msg = f"{row.where}: {plain(row['claim'], 60)} cannot be measured ({plain(str(error), 120)})"
        raise DataError(msg) from error


_UNITS: Final = {"area": "km²", "along_rivers": "share"}
"""Units of the measures that are not in kilometres."""


def _check_unit(row: Row) -> None:
    """Refuse a claim in another unit than what is measured for it.

    Raises
    ------
    DataError
        With file and line.
    """
    unit = _UNITS.get(row["measure"], "km")
    if row["unit"] != unit:
        msg = (
            f"{row.where}: {plain(row['claim'], 60)} is in '{plain(row['unit'], 20)}', and {row['measure']} is "
            f"measured in {unit}; a share of a whole state cannot be measured, for the atlas need not hold it."
        )
        raise DataError(msg)


def _assess(atlas: Atlas, row: Row) -> Assessment:
    _check_unit(row)
    rule = rule_of(row)
    measured = MEASURED[row["measure"]](atlas, row)
    numbers = measured.numbers
    named = [(name, measured.variants[name]) for name in row["alternatives"]]
    alternatives = Alternatives(
        Alternative(
            row["claim"],
            name.replace("_", " "),
            round(told["value"], 3),
            VERDICTS[rule.grade({**numbers, **told})],
        )
        for name, told in named
    )
    sigma, graded = numbers.get("sigma", math.nan), rule.grade(numbers)
    # each is told where one turns the verdict over, or where they stand for an error that is not known
    turned = any(other.verdict != VERDICTS[graded] for other in alternatives)
    others = [_otherwise(rule.grade({**numbers, **told}), told, name, row) for name, told in named]
    if others and (turned or not math.isfinite(sigma)):
        words, told = "{measured}. {note} Otherwise defined: {others}.", {"others": Said.of_names(others, "; ")}
    else:
        words = (
            "{measured}. {note} Otherwise defined, the verdict is the same." if others else "{measured}. {note}"
        )
        told = {}
    if not row["note"]:  # as somebody's own claims need none
        words = words.replace(" {note}", "")
    value = numbers["value"]
    return Assessment(
        claim=row["claim"],
        says=row["says"],
        measured=measured.words,
        value=round(value, 3),
        low=round(value - SIGMAS * sigma, 3),
        high=round(value + SIGMAS * sigma, 3),
        unit=row["unit"],
        verdict=VERDICTS[graded],
        why=Said.fill(words, measured=measured.words, note=row["note"], **told),
        rule=rule.said(),
        alternatives=alternatives,
        regions=row["scope"] if row["measure"] == "shift" else (),
        stated_low=float("nan") if row["low"] is None else row["low"],
        stated_high=float("nan") if row["high"] is None else row["high"],
        cited_from=row["cited_from"],
        start=str(row["from"]),
        end=str(row["to"]),
    )


_DEFINED: Final = {
    "median": Said.fill("median"),
    "normal": Said.fill("at right angles to the border"),
    "land_ends": Said.fill("on parallels that end at a border on land"),
    "middle": Said.fill("on the middle half of the parallels"),
    "gained": Said.fill("gained alone, no loss taken off"),
    "with_great_lakes": Said.fill("with the shares of lakes"),
    "as_kept": Said.fill("with every bend that is kept"),
    **{f"at_{n}_km": Said.fill("at a generalisation of {n} km", n=n) for n in (1, 5, 20)},
}
"""Other definitions in words, by the names that ``claims.csv`` has for them."""


def _otherwise(grade: Grade, told: Mapping[str, float], name: str, row: Row) -> Said:
    """Say what another definition comes to, and the verdict that follows."""
    value, verdict = fixed(told["value"], 0, gap=NARROW), VERDICTS[grade]
    if "before" in told:
        return Said.fill(
            "{definition} {before} km before, {after} km after, {verdict}",
            definition=_DEFINED[name],
            before=fixed(told["before"], 0, gap=NARROW),
            after=value,
            verdict=verdict,
        )
    words = "{definition} {value} {unit}, {verdict}"
    return Said.fill(words, definition=_DEFINED[name], value=value, unit=row["unit"], verdict=verdict)


def _shift(atlas: Atlas, row: Row) -> _Measured:
    """Net shift on the parallels of some regions together, each measured on its own land."""
    found = change(atlas.on(row["from"]), atlas.on(row["to"]))
    profile, mean = parallels(found.within(*row["scope"]) if row["scope"] else found)
    net, low, high = profile.net_km, row["low"], row["high"]
    if not len(net):
        msg = f"{row.where}: nothing changed hands there between the days of {row['claim']}; name other regions"
        raise DataError(msg)

    def numbers(values: NDArray[np.float64], value: float) -> dict[str, float]:
        return {"value": float(value), "share": float(((values >= low) & (values <= high)).mean())}

    def among(values: NDArray[np.float64], which: NDArray[np.bool_]) -> dict[str, float]:
        return numbers(values[which], mean_over(profile.lat[which], values[which]))

    # the bands of the summary, all of them or some: of one width, so that a share is a count of bands
    number, quarter = np.arange(len(net)), len(net) // 4
    variants = {
        "median": {"value": mean.median_km},
        "normal": among(profile.normal_km, number >= 0),
        "land_ends": among(net, np.array(profile.end) == "land"),
        "middle": among(net, (number >= quarter) & (number < len(net) - quarter)),
    }
    main = {**numbers(net, mean.mean_km), "sigma": mean.sigma_mean_km}
    words = Said.fill(
        "mean net shift {mean} km (5 % to 95 % of the parallels: {p05} to {p95} km); "
        "{share} of the parallels lie between {low} and {high} km",
        mean=with_error(mean.mean_km, mean.sigma_mean_km),
        p05=f"{mean.p05_km:.0f}",
        p95=f"{mean.p95_km:.0f}",
        share=f"{main['share']:.0%}",
        low=f"{low:g}",
        high=f"{high:g}",
    )
    return _Measured(main, words, variants)


def _area(atlas: Atlas, row: Row) -> _Measured:
    """Land that some regions together, or all, came to: with its own inland water, less what was lost."""
    found = change(atlas.on(row["from"]), atlas.on(row["to"]))
    within = found.within(*row["scope"]) if row["scope"] else found
    if not within.transfers:
        msg = f"{row.where}: nothing changed hands there between the days of {row['claim']}; name other regions"
        raise DataError(msg)
    _, mean = parallels(within)
    sigma = mean.sigma_area_km2
    gained = sum(max(transfer.area_km2, 0.0) for transfer in within.transfers)
    variants = {
        "with_great_lakes": {"value": mean.area_km2 + mean.lake_km2},
        "gained": {"value": gained},
    }
    words = Said.fill(
        "{area} ± {sigma} km² of land were gained, with their own inland water",
        area=fixed(mean.area_km2, 0, gap=NARROW),
        sigma=fixed(sigma, 0, gap=NARROW),
    )
    return _Measured({"value": mean.area_km2, "sigma": sigma}, words, variants)


def _foreign_land(atlas: Atlas, row: Row) -> _Measured:
    """Distance of cities to the nearest land that another state held."""
    before, after = atlas.on(row["from"]), atlas.on(row["to"])
    words, first = [], None
    for name in row["scope"]:
        city = _city(atlas, row, name)
        near = [foreign_land(day, city.lon, city.lat) for day in (before, after)]
        first = first or near
        label = city.name_then or city.name
        words.append(_distance_words(label, near, same_day=before.day == after.day))
    if first is None:
        msg = f"{row.where}: {row['claim']} names no place"
        raise DataError(msg)
    numbers = {"value": first[1].km, "sigma": first[1].sigma_km, "before": first[0].km}
    return _Measured(numbers, _in_a_row(words), {})


def _city(atlas: Atlas, row: Row, name: str) -> Place:
    """Return the place of a name, of today or of its time.

    Raises
    ------
    DataError
        If several places bear it.
    """
    meant, _ = find_places(atlas.places, name)
    if len(meant) > 1:
        others = ", ".join(sorted({place.name for place in meant}))
        called = f"scope names {plain(name, 60)!r}, as several places are called"
        msg = f"{row.where}: {called}; name one of {others}."
        raise DataError(msg)
    return meant[0]


def _distance_words(label: str, near: list[Nearest], *, same_day: bool) -> Said:
    values = {"city": label, "km": with_error(near[0].km, near[0].sigma_km), "state": near[0].to}
    if same_day:
        return Said.fill("{city} to the nearest foreign land: {km} km ({state})", **values)
    return Said.fill(
        "{city} to the nearest foreign land: {km} km ({state}) before, {later_km} km ({later_state}) after",
        **values,
        later_km=with_error(near[1].km, near[1].sigma_km),
        later_state=near[1].to,
    )


def _ratio(atlas: Atlas, row: Row, measure: Callable[[Snapshot, float], float]) -> _Measured:
    """Set a length on two days side by side, at 5 km and at other generalisations."""
    days = atlas.on(row["from"]), atlas.on(row["to"])
    at = {
        name: [measure(day, tolerance) for day in days]
        for name, tolerance in (("as_kept", 0.0), ("at_1_km", 1e3), ("at_5_km", 5e3), ("at_20_km", 2e4))
    }
    before, after = at["at_5_km"]
    times = [later / first for first, later in at.values()]
    variants = {name: {"before": pair[0], "value": pair[1]} for name, pair in at.items()}
    words = Said.fill(
        "{what}: {before} km before, {after} km after, at a generalisation of 5 km",
        what=row["what"],
        before=fixed(before, 0, gap=NARROW),
        after=fixed(after, 0, gap=NARROW),
    )
    ends = {"least_times": min(times), "most_times": max(times)}
    return _Measured({"value": after, "before": before, **ends}, words, variants)


def _land_border(atlas: Atlas, row: Row) -> _Measured:
    def measure(day: Snapshot, tolerance: float) -> float:
        return sum(part.km for part in border_lengths(day, tolerance_m=tolerance))

    return _ratio(atlas, row, measure)


def _coast(atlas: Atlas, row: Row) -> _Measured:
    west, south, east, north = map(float, " ".join(row["scope"]).split())

    def measure(day: Snapshot, tolerance: float) -> float:
        return coast_length_km(day, (west, south, east, north), tolerance_m=tolerance)

    return _ratio(atlas, row, measure)


def _along_rivers(atlas: Atlas, row: Row) -> _Measured:
    """Share of the border between a region and a neighbour that lies along some rivers."""
    names = row["scope"]
    kept = atlas.ground.features("rivers")
    rivers = [river.geometry for river in kept if river.properties["name"] in names]
    snapshot = atlas.on(row["to"])
    region, neighbour = atlas.region(row["region"]), atlas.holder(row["neighbour"])
    within = {k for k, zone in enumerate(atlas.zones) if zone.region == region}
    sides = zip(atlas.arcs, atlas.arrangement.left, atlas.arrangement.right, strict=True)
    touching = {arc.id for arc, left, right in sides if {left, right} & within}
    lines = [
        border.arc.line
        for border in snapshot.borders
        if border.arc.id in touching
        and {border.left.holder, border.right.holder} == {atlas.about.border_of, neighbour}
        and border.arc.kind != "sea"
    ]
    share = share_near(lines, rivers, 1_000.0)
    words = Said.fill(
        "{share} of the {what} lies within 1 km of the {rivers}",
        share=f"{share:.0%}",
        what=row["what"],
        rivers=_either(names),
    )
    return _Measured({"value": share}, words, {})


def _in_a_row(sentences: Sequence[Said]) -> Said:
    first, *others = sentences
    for other in others:
        first = Said.fill("{first}; {then}", first=first, then=other)
    return first


def _either(rivers: Sequence[str]) -> str:
    first, *others = rivers
    for other in others:
        first = Said.fill("{one} or the {other}", one=first, other=other)
    return first


MEASURED: Final[dict[str, Callable[[Atlas, Row], _Measured]]] = {
    "shift": _shift,
    "area": _area,
    "foreign_land": _foreign_land,
    "land_border": _land_border,
    "coast": _coast,
    "along_rivers": _along_rivers,
}
"""What is measured for a claim, by the name that ``claims.csv`` gives it."""
