"""The figures of a shift as text: tables for the eye, CSV, JSON, Markdown, a sentence.

The atlas's and those of two files are written alike. The fields of CSV and
JSON are fixed; a program may rely on them.
"""

from __future__ import annotations

import json
import math
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from rich import box
from rich.table import Table

from geo.files.names import plain
from geo.files.tables import table_text
from geo.measures.summary import RegionShift
from geo.text.report import MOST_CELL, finite, fixed, markdown_row, rich_text, rounded

if TYPE_CHECKING:
    from geo.atlas.about import About
    from geo.measures.distance import BorderDistances
    from geo.measures.people import People
    from geo.measures.profile import Profile
    from geo.measures.shift import Shift

    Distances = tuple[BorderDistances, BorderDistances]

__all__ = [
    "FIGURES_WIDTH",
    "PROFILE_COLUMNS",
    "Measured",
    "distance_lines",
    "distance_members",
    "measured_csv",
    "measured_members",
    "measured_tables",
    "profile_rows",
    "profile_table",
    "region_row",
    "shift_json",
    "shift_markdown",
    "shift_sentence",
    "shift_tables",
]

FIGURES_WIDTH = 120
PROFILE_COLUMNS = (
    "lat", "gain_km", "loss_km", "net_km", "normal_km", "sigma_km", "end",
    "west_border_km", "east_border_km", "apart_km",
)  # fmt: skip


def profile_rows(profile: Profile) -> list[dict[str, object]]:
    """Return a profile's parallels as the columns that `PROFILE_COLUMNS` names."""
    columns = [getattr(profile, name) for name in PROFILE_COLUMNS]
    return [
        finite(
            {
                name: value if isinstance(value, str) else rounded(float(value))
                for name, value in zip(PROFILE_COLUMNS, row, strict=True)
            }
        )
        for row in zip(*columns, strict=True)
    ]


def region_row(region: RegionShift) -> dict[str, object]:
    """Return a sector's figures by the names of `RegionShift`; what is not known is None."""
    return _finite_row(asdict(region))


def _finite_row(told: dict[str, object]) -> dict[str, object]:
    return finite({name: rounded(value) if isinstance(value, float) else value for name, value in told.items()})


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


def measured_members(moved: Measured) -> dict[str, object]:
    """Return what JSON tells of anything measured, by the names of `Measured`."""
    return {
        "state": moved.state,
        "every_deg": moved.every_deg,
        "profile": profile_rows(moved.profile),
        "regions": [region_row(region) for region in moved.regions],
        "total": region_row(moved.total),
    }


def shift_json(moved: Shift, *, distance: Distances | None = None, counted: People | None = None) -> str:
    """Write everything measured as JSON.

    Its members: ``from``, ``to``, those of `measured_members`, and ``distance`` if it was measured.
    Regions and total have ``people`` if they were counted.
    """
    days = {"from": moved.start.isoformat(), "to": moved.end.isoformat()}
    document: dict[str, Any] = {**days, **measured_members(moved)}
    if counted is not None:
        people = {row.region: row.people for row in (*counted.regions, counted.total)}
        for row in (*document["regions"], document["total"]):
            row["people"] = people.get(row["region"])
    if distance is not None:
        document["distance"] = distance_members(distance)
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def measured_csv(moved: Measured, *, rows: str = "profile") -> str:
    """Write the profile, or the regions with the total last, as CSV; what is not known is empty."""
    if rows == "profile":
        names: tuple[str, ...] = PROFILE_COLUMNS
        told = profile_rows(moved.profile)
    else:
        names = tuple(field.name for field in fields(RegionShift))
        told = [region_row(region) for region in (*moved.regions, moved.total)]
    return table_text(names, [["" if value is None else value for value in row.values()] for row in told])


def _signed(value: float, digits: int = 1) -> str:
    return "" if math.isnan(value) else fixed(value, digits).replace("-", "\N{MINUS SIGN}")


def _figure_cells(region: RegionShift) -> list[str]:
    lakes = _signed(region.lake_km2, 0) if round(finite_or(region.lake_km2, 0.0)) else "\N{EN DASH}"
    known = not math.isnan(region.mean_km)
    error = "" if math.isnan(region.sigma_mean_km) else f" ± {max(region.sigma_mean_km, 0.1):.1f}"
    at = "" if math.isnan(region.max_lat) else f"{region.max_lat:.2f}° N"
    return [
        plain(region.name, MOST_CELL),
        _signed(region.area_km2, 0),
        "" if math.isnan(region.lake_km2) else lakes,
        f"{_signed(region.mean_km)}{error}",
        _signed(region.median_km),
        f"{_signed(region.p05_km)} to {_signed(region.p95_km)}" if known else "",
        _signed(region.max_km),
        ", ".join(part for part in (at, plain(region.max_near or "", MOST_CELL)) if part),
        _signed(region.west_border_km),
        _signed(region.east_border_km),
        _signed(region.apart_km),
    ]


_FIGURE_HEADS = (
    "region", "area km²", "great lakes km²", "mean km", "median km", "5 % to 95 % km", "largest km", "where",
    "western border km", "eastern border km", "apart km",
)  # fmt: skip
_BORDERS = slice(8, 11)
"""Columns that tell which border moved: shown where it was not the western one alone."""

_SHOWN_KM = 0.05


def _more_than_the_west(region: RegionShift) -> bool:
    return max(abs(region.east_border_km), abs(region.apart_km)) >= _SHOWN_KM


def finite_or(value: float, other: float) -> float:
    """Put a number where there is none."""
    return value if math.isfinite(value) else other


def shift_sentence(moved: Shift, about: About) -> str:
    """Write what was measured in one sentence, the state called as its atlas calls it."""
    total = moved.total
    mean, largest, area = (fixed(value, 0) for value in (total.mean_km, total.max_km, total.area_km2))
    start, end = (f"{day.day} {day:%B %Y}" for day in (moved.start, moved.end))
    near, whose = plain(total.max_near or "", MOST_CELL), about.named(moved.state)
    return (
        f"From {start} to {end} the border of {whose} moved west by {mean} km on average, and by "
        f"{largest} km at {total.max_lat:.2f}° N, near {near}; {area} km² of land "
        "passed to it."
    )


def shift_markdown(moved: Shift) -> str:
    """Write the regions' figures as a Markdown table."""
    heads = _FIGURE_HEADS[: _BORDERS.start]
    lines = ["| " + " | ".join(heads) + " |", "|---" + "|---:" * (len(heads) - 2) + "|---|"]
    lines += [markdown_row(_figure_cells(region)[: _BORDERS.start]) for region in moved.regions]
    lines.append(markdown_row([f"**{cell}**" for cell in _figure_cells(moved.total)[: _BORDERS.start]]))
    return "\n".join(lines) + "\n"


def shift_tables(
    moved: Shift, *, profile: bool = True, distance: Distances | None = None, width: int = FIGURES_WIDTH
) -> str:
    """Write the figures as tables for the eye, in plain text."""
    title = f"{plain(moved.state, MOST_CELL)}: {moved.start} to {moved.end}"
    text = measured_tables(moved, title, whole=moved.total.region == "total", width=width)
    text += distance_lines(distance) if distance is not None else ""
    return text + (profile_table(moved.profile, width=width) if profile else "")


def measured_tables(moved: Measured, title: str, *, whole: bool = True, width: int = FIGURES_WIDTH) -> str:
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
    """
    parts = [*moved.regions, moved.total] if whole else [moved.total]
    rows = [_figure_cells(part) for part in parts]
    several = any(map(_more_than_the_west, parts))
    hidden = () if several else range(*_BORDERS.indices(len(_FIGURE_HEADS)))
    # a column in which nothing is known is left out
    shown = [k for k in range(len(_FIGURE_HEADS)) if k not in hidden and any(row[k] for row in rows)]
    figures = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for k in shown:
        left = _FIGURE_HEADS[k] in {"region", "where"}
        figures.add_column(_FIGURE_HEADS[k], justify="left" if left else "right", overflow="fold")
    for number, row in enumerate(rows, 1):
        figures.add_row(*(row[k] for k in shown), end_section=number == len(rows) - 1)
    return f"{title}; kilometres along the parallel, west positive\n{rich_text([figures], width)}"


def profile_table(profile: Profile, *, width: int = FIGURES_WIDTH) -> str:
    """Write the shift on each parallel as a table for the eye."""
    several = np.nan_to_num([profile.east_border_km, profile.apart_km])
    columns = {
        "gained km": profile.gain_km,
        "lost km": profile.loss_km,
        "net km": profile.net_km,
        "± km": profile.sigma_km,
        "across the border km": profile.normal_km,
    }
    if np.abs(several).max(initial=0.0) >= _SHOWN_KM:
        columns["western border km"] = profile.west_border_km
        columns["eastern border km"] = profile.east_border_km
        columns["apart km"] = profile.apart_km
    shown = {head: values for head, values in columns.items() if np.isfinite(values).any()}
    table = Table(title="On each parallel", title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for head in ("parallel", *shown, "western end"):
        table.add_column(head, justify="left" if head == "western end" else "right")
    # one row of tall cells looks the same, and is laid out in a quarter of the time
    cells = [[f"{lat:g}° N" for lat in profile.lat.tolist()]]
    cells += [["" if math.isnan(km) else f"{km:z.1f}" for km in values.tolist()] for values in shown.values()]
    if len(profile.lat):
        table.add_row(*("\n".join(column) for column in (*cells, profile.end)))
    return rich_text([table], width)


def distance_members(distance: Distances) -> dict[str, object]:
    """Return what JSON tells of the distances between two borders: ``there`` and ``back``."""
    told: dict[str, object] = {}
    for way, found in zip(("there", "back"), distance, strict=True):
        row = {**asdict(found), "farthest": _finite_row(asdict(found.farthest))}
        told[way] = _finite_row(row)
    return told


def distance_lines(distance: Distances) -> str:
    """Write the distances between two borders in two lines."""
    lines = []
    for found in distance:
        start, end = plain(found.start, MOST_CELL), plain(found.end, MOST_CELL)
        mean, median, p95, farthest = map(
            fixed, (found.mean_km, found.median_km, found.p95_km, found.farthest.km)
        )
        place = _place(found.farthest.from_lat, found.farthest.from_lon)
        other = _place(found.farthest.to_lat, found.farthest.to_lon)
        lines.append(
            f"From the border of {start} to that of {end}: mean {mean} km, median {median} km, 95 % within "
            f"{p95} km; farthest {farthest} km, from {place} to {other}.\n"
        )
    return "".join(lines)


def _place(lat: float, lon: float) -> str:
    return f"{fixed(lat, 3)}° N {fixed(lon, 3)}° E"
