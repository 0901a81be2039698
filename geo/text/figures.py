"""The figures of a shift as text: tables for the eye, CSV, JSON, Markdown, a sentence.

The atlas's and those of two files are written alike.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np

from geo.atlas.languages import ENGLISH, Language, Said
from geo.files.columns import Column, Table, json_text
from geo.files.names import plain
from geo.files.numbers import decimals, fixed, latitude, with_error
from geo.measures.summary import TOTAL, RegionShift
from geo.text.distances import Distances, distance_lines, distance_members
from geo.text.measured_notes import coarse_members, measured_notes, passing_members
from geo.text.phrases import spoken
from geo.text.terminal import MOST_CELL, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.atlas.about import About
    from geo.measures.people import People
    from geo.measures.profile import Profile
    from geo.measures.shift import Shift

__all__ = [
    "FIGURES_WIDTH",
    "Measured",
    "measured_csv",
    "measured_members",
    "measured_rows",
    "measured_tables",
    "profile_table",
    "shift_json",
    "shift_markdown",
    "shift_sentence",
    "shift_tables",
]

FIGURES_WIDTH: Final = 120
_SHOWN_KM: Final = 0.05
"""Kilometres that are shown as more than nothing."""


class Measured(Protocol):
    """What was measured between two days, or in two files."""

    @property
    def state(self) -> str:
        """Whose border it is."""
        ...

    @property
    def every_deg(self) -> float:
        """Spacing of the profile."""
        ...

    @property
    def profile(self) -> Profile:
        """The shift on parallels."""
        ...

    @property
    def regions(self) -> tuple[RegionShift, ...]:
        """Parts of the whole, from north to south."""
        ...

    @property
    def total(self) -> RegionShift:
        """The whole."""
        ...

    def table(self) -> Table:
        """Return the parts, the whole last."""
        ...


def measured_members(moved: Measured) -> dict[str, object]:
    """Return what JSON tells of anything measured, by the names of `Measured`."""
    *regions, total = moved.table().records()
    return {
        "state": moved.state,
        "every_deg": moved.every_deg,
        "profile": moved.profile.table().records(),
        "regions": regions,
        "total": total,
    }


def shift_json(moved: Shift, *, distance: Distances | None = None, counted: People | None = None) -> str:
    """Write everything measured as JSON.

    Its members: ``from``, ``to``, those of `measured_members`, ``passing`` if land of the state's was
    changing hands on either day, ``cut_off`` if what it gained or lost reaches the edge of the atlas,
    ``coarse`` if some of the borders are known to kilometres only, and ``distance`` if it was measured.
    Regions and total have ``people`` if they were counted.
    """
    days = {"from": moved.start.isoformat(), "to": moved.end.isoformat()}
    noted = {
        "passing": passing_members(moved),
        "cut_off": moved.change.cut_off,
        "coarse": coarse_members(moved),
    }
    document: dict[str, Any] = {**days, **measured_members(moved)}
    document |= {name: told for name, told in noted.items() if told}
    if counted is not None:
        people = {row.region: row.people for row in (*counted.regions, counted.total)}
        for row in (*document["regions"], document["total"]):
            row["people"] = people.get(row["region"])
    if distance is not None:
        document["distance"] = distance_members(distance)
    return json_text(document)


def measured_rows(moved: Measured, *, rows: str = "profile") -> Table:
    """Return the profile, or the regions with the total last."""
    return moved.profile.table() if rows == "profile" else Table.of(RegionShift.COLUMNS, _parts(moved))


def measured_csv(moved: Measured, *, rows: str = "profile") -> str:
    """Write the profile, or the regions with the total last, as CSV; what is not known is empty."""
    return measured_rows(moved, rows=rows).csv()


def _parts(moved: Measured) -> list[RegionShift]:
    """Return the parts and the whole; once where the only part is the whole."""
    return [*(part for part in moved.regions if part.region != moved.total.region), moved.total]


def _lakes(region: RegionShift) -> str:
    told = fixed(region.lake_km2, 0)
    return "\N{EN DASH}" if told == "0" else told


def _range(region: RegionShift) -> str:
    low, high = fixed(region.p05_km), fixed(region.p95_km)
    return Said.fill("{low} to {high}", low=low, high=high) if low and high else ""


def _where(region: RegionShift) -> str:
    at = "" if np.isnan(region.max_lat) else latitude(region.max_lat, 2)
    return ", ".join(part for part in (at, plain(region.max_near or "", MOST_CELL)) if part)


def _mean(region: RegionShift) -> str:
    """Write a mean with its error; where nothing changed hands it is exact."""
    return fixed(region.mean_km) if region.unchanged else with_error(region.mean_km, region.sigma_mean_km)


def _area(region: RegionShift) -> str:
    """Write an area with its error, both to the square kilometre; where nothing changed hands it is exact."""
    area, sigma = fixed(region.area_km2, 0), region.sigma_area_km2
    return area if region.unchanged or not np.isfinite(sigma) else f"{area} ± {fixed(max(sigma, 1.0), 0)}"


_DECLARED: Final = {column.name: column for column in RegionShift.COLUMNS}
_FIGURES: Final = (
    replace(_DECLARED["name"], title="region"),
    replace(_DECLARED["area_km2"], of=_area),
    replace(_DECLARED["lake_km2"], title="great lakes km²", of=_lakes),
    replace(_DECLARED["mean_km"], of=_mean),
    _DECLARED["median_km"],
    Column("range", "from the 5th to the 95th percentile", of=_range, title="5 % to 95 % km", right=True),
    _DECLARED["max_km"],
    Column("where", "where that is", of=_where),
)
"""The figures as they are shown: a number with its error, the ends of a range together."""
_BORDERS: Final = ("west_border_km", "east_border_km", "apart_km")
"""Columns that tell which border moved: shown where it was not the western one alone."""


def shift_sentence(moved: Shift, about: About) -> str:
    """Write what was measured in one sentence, the state called as its atlas calls it."""
    total = moved.total
    mean, largest, area = (fixed(value, 0) for value in (total.mean_km, total.max_km, total.area_km2))
    start, end = (f"{day.day} {day:%B %Y}" for day in (moved.start, moved.end))
    near, whose = plain(total.max_near or "", MOST_CELL), about.named(moved.state)
    return (
        f"From {start} to {end} the border of {whose} moved west by {mean} km on average, and by "
        f"{largest} km at {latitude(total.max_lat, 2)}, near {near}; {area} km² of land "
        "passed to it."
    )


def shift_markdown(moved: Shift, *, language: Language = ENGLISH) -> str:
    """Write the regions' figures as a Markdown table."""
    return spoken(Table.of(_FIGURES, _parts(moved)), language).markdown(total=True)


def shift_tables(
    moved: Shift,
    *,
    profile: bool = True,
    distance: Distances | None = None,
    width: int = FIGURES_WIDTH,
    language: Language = ENGLISH,
) -> str:
    """Write the figures as tables for the eye, in plain text."""
    title = Said.fill(
        "{state}: {start} to {end}",
        state=plain(moved.state, MOST_CELL),
        start=Said.of_day(moved.start.isoformat()),
        end=Said.of_day(moved.end.isoformat()),
    )
    text = measured_tables(moved, title, whole=moved.total.region == TOTAL, width=width, language=language)
    text += "".join(f"{language.says(note)}\n" for note in measured_notes(moved))
    text += distance_lines(distance, language=language) if distance is not None else ""
    return text + (profile_table(moved.profile, width=width, language=language) if profile else "")


def measured_tables(
    moved: Measured,
    title: str,
    *,
    whole: bool = True,
    width: int = FIGURES_WIDTH,
    language: Language = ENGLISH,
) -> str:
    """Write the figures of sectors as a table for the eye.

    Parameters
    ----------
    moved : Measured
    title : str
        Whose border, and from what to what.
    whole : bool
        Whether the parts are shown beside the whole.
    width : int
        Columns of the screen.
    language : Language
    """
    parts = _parts(moved) if whole else [moved.total]
    others = any(
        abs(km) >= _least_shown(moved) for part in parts for km in (part.east_border_km, part.apart_km)
    )
    columns = (*_FIGURES, *(_DECLARED[name] for name in _BORDERS)) if others else _FIGURES
    metres = _in_metres(moved)
    if metres:
        parts, columns = [_thousandfold(part) for part in parts], _of_metres(columns, language)
    digits = decimals(max(abs(part.area_km2) for part in parts), least=0) if metres else 0
    if metres:
        columns = tuple(
            replace(_DECLARED["area_km2"], shown=digits) if c.name == "area_km2" else c for c in columns
        )
    heading = Said.fill("{title}; {signs}", title=title, signs=_signs(others=others, metres=metres))
    told = spoken(Table.of(columns, parts, title=heading).known(), language)
    means = [abs(part.mean_km) for part in parts]
    beyond = len(parts) > 1 and means[-1] > max(means[:-1]) + _SHOWN_KM  # the whole is the last
    # of several the mean may be far below any of theirs
    apart = len(parts) > 1 and _idle_share(moved.profile) > _MUCH_IDLE
    notes = (
        *(_BESIDE if beyond else ()),
        *(_IDLE if apart else ()),
        *(_APART if others else ()),
        *(_NOTHING if moved.total.unchanged else ()),
    )
    return shown(told, width=width, total=whole) + "".join(f"{language.says(note)}\n" for note in notes)


_APART: Final = (
    "Apart: what changed hands on parallels of which the state held no stretch both before and after.",
    "The mean is the western border less the eastern one, and what lies apart.",
)
_BESIDE: Final = (
    "Where several lie side by side, their widths add up: so the mean of all is larger than that of each.",
)
_IDLE: Final = ("Parallels between the ends on which nothing changed hands count in the mean as 0.",)
_MUCH_IDLE: Final = 0.2
_NOTHING: Final = ("Nothing changed hands.",)


def _idle_share(profile: Profile) -> float:
    """Return on what share of the parallels nothing changed hands."""
    still = (profile.gain_km == 0.0) & (profile.loss_km == 0.0)
    return float(np.mean(still)) if len(still) else 0.0


def _least_shown(moved: Measured) -> float:
    return _SHOWN_KM / 1000.0 if _in_metres(moved) else _SHOWN_KM


def _in_metres(moved: Measured) -> bool:
    """Whether kilometres are too coarse to tell how far a border moved."""
    total = moved.total
    widths = [*moved.profile.gain_km.tolist(), *moved.profile.loss_km.tolist(), abs(total.max_km)]
    return not total.unchanged and 0.0 < max((km for km in widths if km == km), default=0.0) < 1.0  # noqa: PLR0124  (NaN)


_KILOMETRES: Final = tuple(
    column.name
    for column in RegionShift.COLUMNS
    if column.name.endswith("_km") and column.name != "meridian_km"
)


def _thousandfold(part: RegionShift) -> RegionShift:
    """Return the figures of a sector with metres for kilometres."""
    return replace(part, **{name: getattr(part, name) * 1000.0 for name in _KILOMETRES})


def _of_metres(columns: Sequence[Column], language: Language) -> tuple[Column, ...]:
    """Head columns with metres for kilometres, in the language that they are shown in."""
    units = {language.says("km"): language.says("m")}
    return tuple(
        replace(column, title=" ".join(units.get(word, word) for word in language.says(column.head).split(" ")))
        for column in columns
    )


def _signs(*, others: bool, metres: bool = False) -> Said:
    """Say what is positive: which borders moved is told where it was not the western one alone."""
    kilometres = "kilometres along the parallel, gained less lost"
    signs = Said.fill("metres along the parallel, gained less lost" if metres else kilometres)
    return Said.fill("{signs}; of borders, west positive", signs=signs) if others else signs


def profile_table(
    profile: Profile, *, width: int = FIGURES_WIDTH, language: Language = ENGLISH, own: bool = False
) -> str:
    """Write the shift on each parallel as a table for the eye; nothing if there is none.

    What files of the user's own give to nobody need be no sea.
    """
    if not len(profile.lat):
        return ""
    largest = float(np.nan_to_num([profile.gain_km, profile.loss_km]).max(initial=0.0))
    metres = 0.0 < largest < 1.0
    least = _SHOWN_KM / 1000.0 if metres else _SHOWN_KM
    others = np.abs(np.nan_to_num([profile.east_border_km, profile.apart_km])).max(initial=0.0) >= least
    names = (
        "lat",
        "gain_km",
        "loss_km",
        "net_km",
        "sigma_km",
        "normal_km",
        *(_BORDERS if others else ()),
        "end",
    )
    table = profile.table().only(*names)
    if metres:
        heads = [c.name.endswith("_km") for c in table.columns]
        grown = [
            [
                value * 1000.0 if km and isinstance(value, float) else value
                for km, value in zip(heads, row, strict=True)
            ]
            for row in table.rows
        ]
        table = replace(table, columns=_of_metres(table.columns, language), rows=grown)
    table = table.known()
    if own and table.columns[-1].name == "end":
        nowhere = Said.fill("no state in the files")
        table = replace(table, rows=[[*row, nowhere if end == "coast" else end] for *row, end in table.rows])
    rows = [
        [latitude(lat, None), *row] for lat, (_, *row) in zip(profile.lat.tolist(), table.rows, strict=True)
    ]
    return shown(spoken(replace(table, rows=rows), language), width=width)
