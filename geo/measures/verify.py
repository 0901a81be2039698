"""Is the data what it should be? One check after the other, each answered in a line.

A check that cannot be made because an earlier one failed says so; so a spoilt
file is named, not stumbled over.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections import Counter
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, ClassVar, Final

import shapely

from geo.atlas.about import OPTIONAL_TABLES, About, read_about
from geo.atlas.arrangement import Arc, read_arcs
from geo.atlas.bundled import data_folder
from geo.atlas.open_atlas import open_atlas
from geo.atlas.schema import POINTS, TABLES, read_checked
from geo.atlas.tenure import check_tenure, spans_of
from geo.earth.geodesy import area_m2
from geo.errors import BordershiftError, DataError
from geo.files.columns import Column, Results
from geo.files.names import plain
from geo.files.numbers import fixed
from geo.files.schema import Row, Table, read_rows, reference_faults, scan
from geo.measures.change import change

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from geo.atlas.atlas import Atlas

__all__ = ["Check", "Checks", "Published", "PublishedAreas", "compare_published", "verify"]

SLIVER_KM2: Final = 0.05
SIGMAS: Final = 2.0
"""A place may lie on the wrong side of a border by as many standard errors, and no more."""


@dataclass(frozen=True, slots=True)
class Check:
    """A question put to the data.

    Attributes
    ----------
    name : str
    faults : tuple of str
        What is wrong, each in a sentence; empty if nothing is.
    found : str
        What was looked at, in a few words.
    """

    name: str
    faults: tuple[str, ...]
    found: str

    @property
    def passed(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults

    def __str__(self) -> str:
        """Write one line: the verdict, the name, what was found or what is wrong."""
        verdict = "ok    " if self.passed else "FAILED"
        return plain(f"{verdict} {self.name}: {self.found if self.passed else '; '.join(self.faults)}")


class Checks(Results[Check]):
    """Questions put to the data, in the order they were asked."""

    __slots__ = ()

    COLUMNS: ClassVar = (
        Column("name", "what was asked"),
        Column("passed", "whether nothing is wrong"),
        Column("found", "what was looked at"),
        Column("faults", "what is wrong, each in a sentence"),
    )


@dataclass(frozen=True, slots=True)
class Published:
    """A published area beside the measured one.

    Attributes
    ----------
    figure, name : str
    published_km2, measured_km2 : float
    tolerance : float
        The relative difference that is let pass.
    lakes : str
        The zones whose shares of Ladoga and Peipus the figure includes,
        parted by semicolons.
    source, known : str

    Examples
    --------
    >>> Published("lwow", "Voivodeship of Lwów", 100.0, 101.0, 0.02, "", "a yearbook", "read").difference
    0.01
    """

    figure: str
    name: str
    published_km2: float
    measured_km2: float
    tolerance: float
    lakes: str
    source: str
    known: str

    @property
    def difference(self) -> float:
        """Relative difference, measured less published."""
        return self.measured_km2 / self.published_km2 - 1.0


class PublishedAreas(Results[Published]):
    """Published areas beside the measured ones, in the order of ``published.csv``."""

    __slots__ = ()

    COLUMNS: ClassVar = (
        Column("figure", "its key in data/tables/published.csv"),
        Column("name", "what land it is the area of"),
        Column("published_km2", "as it was published", shown=0, right=True),
        Column("measured_km2", "as it is measured here", shown=0, right=True),
        Column("difference", "measured less published, as a share of it", shown=4, right=True),
        Column("tolerance", "the share that is let pass", shown=3, right=True),
        Column("lakes", "zones whose shares of Ladoga and Peipus are counted in"),
        Column("source", "who published it"),
        Column("known", "read, read in part, read about or general knowledge"),
    )


def verify(folder: Path) -> Iterator[Check]:
    """Put every check to a data folder.

    Parameters
    ----------
    folder : Path
        Such as `geo.atlas.bundled.data_folder` names.

    Yields
    ------
    Check
        One after the other, as each is done.
    """
    yield _checksums(folder)
    told = _attempt("what the atlas says of itself", lambda: read_about(folder))
    if told[0]:
        yield told[0]
        yield Check("all the rest", ("cannot be asked until atlas.json is whole",), "")
        return
    about: About = told[1]
    yield Check("what the atlas says of itself", (), f"{about.border_of}, {about.first} to {about.last}")
    yield _tables(folder, about)
    arcs = _attempt("arcs", lambda: read_arcs(folder / "arcs", errors_known=about.errors_known))
    yield arcs[0] or _noded(arcs[1])
    tenure = _attempt("tenure", lambda: spans_of(read_rows(folder / "tables" / "tenure.csv", TABLES["tenure"])))
    yield tenure[0] or Check(
        "tenure without gap or overlap",
        tuple(fault.removeprefix(f"{folder}{os.sep}") for fault in check_tenure(tenure[1], about)),
        f"{len(tenure[1])} spans",
    )
    atlas = _attempt("zones", lambda: open_atlas(folder))
    if atlas[0]:
        yield atlas[0]
        for name in ("no slivers", "places on their side", "areas against published figures"):
            yield Check(name, ("cannot be asked until the zones are whole",), "")
        return
    yield _zones(atlas[1])
    for name, ask in (
        ("no slivers", _slivers),
        ("places on their side", _places),
        ("areas against published figures", _areas),
    ):
        failed, check = _attempt(name, partial(ask, atlas[1]))
        yield failed or check


def _attempt(name: str, make: Callable[[], object]):  # type: ignore[no-untyped-def]  # noqa: ANN202
    """Make something, or return the check that failed with why."""
    try:
        return None, make()
    except (BordershiftError, ValueError, KeyError) as error:
        return Check(name, (str(error),), ""), None


def _checksums(folder: Path) -> Check:
    name = "checksums"
    try:
        package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
        recorded = {str(resource["path"]): str(resource["hash"]) for resource in package["resources"]}
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        return Check(name, (f"datapackage.json cannot be read ({error})",), "")
    faults = []
    for path, digest in recorded.items():
        if PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts:
            faults.append(f"{path} leads out of the folder")
            continue
        try:
            actual = "sha256:" + hashlib.sha256((folder / path).read_bytes()).hexdigest()
        except (OSError, ValueError):
            faults.append(f"{path} is missing")
            continue
        if actual != digest:
            faults.append(f"{path} is not the file that was recorded")
    kept = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.suffix in {".csv", ".geojson"}}
    kept.add("atlas.json")
    faults += [f"{path} is not recorded" for path in sorted(kept - set(recorded))]
    if faults:
        record = "python -m geo.sources.datapackage"
        # make builds the atlas of this checkout alone, which a copy must not be recorded into
        how = f"make data, or {record}" if folder.samefile(data_folder()) else f"{record} --data {folder}"
        faults.append(f"what was changed on purpose is recorded by {how}")
    return Check(name, tuple(faults), f"{len(recorded)} files")


def _tables(folder: Path, about: About) -> Check:
    """Every cell can be read, no key stands twice, and every name is that of something."""
    tables: dict[str, Table] = {}
    rows: dict[str, list[Row]] = {}
    faults: list[str] = []
    for path in (*sorted(folder.glob("tables/*.csv")), *sorted(folder.glob("points/*.csv"))):
        table = POINTS if path.parent.name == "points" else TABLES.get(path.stem)
        if table is not None:
            name = path.stem if path.parent.name == "tables" else f"points/{path.stem}"
            tables[name] = table
            try:
                rows[name], more = scan(path, table)
                faults += more
            except BordershiftError as error:
                faults.append(str(error))
    read = partial(_rows_of, folder, about, rows)
    faults += reference_faults(tables, rows, read)
    if "stretches" in rows:
        faults += _stretch_faults(folder, about, rows["stretches"])
    short = dict.fromkeys(fault.replace(f"{folder}{os.sep}", "") for fault in faults)
    return Check("tables name what there is", tuple(short), f"{fixed(sum(map(len, rows.values())), 0)} rows")


def _rows_of(folder: Path, about: About, rows: dict[str, list[Row]], name: str) -> list[Row]:
    """Rows that were read, or the error that says why they could not be."""
    if name in rows or (name in OPTIONAL_TABLES and name not in about.tables):
        return rows.get(name, [])
    return read_rows(folder / "tables" / f"{name}.csv", TABLES[name])


def _stretch_faults(folder: Path, about: About, stretches: list[Row]) -> Iterator[str]:
    """Arcs that no stretch accounts for, and stretches without arcs."""
    try:
        arcs = read_arcs(folder / "arcs", errors_known=about.errors_known)
    except BordershiftError:
        return  # which has a line of its own
    frontiers = {row["stretch"]: row["frontier"] for row in stretches}
    drawn = set()
    for arc in arcs:
        stretch = arc.id if arc.id in frontiers else re.sub(r"_\d+$", "", arc.id)
        drawn.add(stretch)
        if arc.kind != "window" and frontiers.get(stretch) != arc.frontier:
            yield f"the arc {arc.id} of {arc.frontier} belongs to no stretch of that frontier in stretches.csv"
    for row in stretches:
        if row["stretch"] not in drawn:
            yield f"{row.where}: no arc is drawn for {row['stretch']}"


def _noded(arcs: tuple[Arc, ...]) -> Check:
    faults = []
    lines = [arc.line for arc in arcs]
    for arc in arcs:
        if arc.line.geom_type != "LineString" or len(arc.line.coords) < 2:  # noqa: PLR2004
            faults.append(f"{arc.id} is no line")
        elif not arc.line.is_simple:
            faults.append(f"{arc.id} crosses itself")
    ends = Counter(end for line in lines for end in (line.coords[0], line.coords[-1]))
    for arc in arcs:
        for lon, lat in (arc.line.coords[0], arc.line.coords[-1]):
            if ends[lon, lat] == 1:
                faults.append(f"{arc.id} ends in nothing at {lat:.5f} N {lon:.5f} E")
    tree = shapely.STRtree(lines)
    for a, b in sorted(zip(*(k.tolist() for k in tree.query(lines, predicate="intersects")), strict=True)):
        if a < b:
            shared = {*_ends(lines[a])} & {*_ends(lines[b])}
            meeting = shapely.get_coordinates(shapely.intersection(lines[a], lines[b])).tolist()
            stray = next((xy for xy in meeting if tuple(xy) not in shared), None)
            if stray is not None:
                faults.append(
                    f"{arcs[a].id} and {arcs[b].id} meet at {stray[1]:.5f} N {stray[0]:.5f} E, no node"
                )
    return Check("arcs noded and ending in nodes", tuple(faults), f"{len(arcs)} arcs, {len(ends)} nodes")


def _ends(line: shapely.LineString) -> tuple[tuple[float, ...], tuple[float, ...]]:
    return line.coords[0], line.coords[-1]


def _zones(atlas: Atlas) -> Check:
    window = area_m2(shapely.box(*atlas.about.window)) / 1e6
    covered = sum(area_m2(zone.polygon) for zone in atlas.zones) / 1e6
    off = abs(covered - window)
    faults = () if off < SLIVER_KM2 else (f"{off:.2f} km² of the window are covered twice or not at all",)
    return Check("zones cover the window once", faults, f"{len(atlas.zones)} zones, {fixed(window, 0)} km²")


def _slivers(atlas: Atlas) -> Check:
    faults, parts = [], 0
    for zone in atlas.zones:
        for part in shapely.get_parts(atlas.territory(zone)):
            parts += 1
            if area_m2(part) / 1e6 < SLIVER_KM2:
                lon, lat = part.representative_point().coords[0]
                faults.append(f"{zone.id} has a sliver at {lat:.4f} N {lon:.4f} E")
    return Check("no slivers", tuple(faults), f"{parts} pieces of land of {SLIVER_KM2} km² and more")


def _places(atlas: Atlas) -> Check:
    """Sure places lie in their states; of the others none is wrong by more than the errors allow."""
    faults = []
    first, second = atlas.about.before.day, atlas.about.after.day
    lon, lat = ([getattr(place, axis) for place in atlas.places] for axis in ("lon", "lat"))
    for day in (first, second):
        for place, answer in zip(atlas.places, atlas.on(day).who_each(lon, lat), strict=True):
            truth = place.holder_before if day == first else place.holder_after
            if answer.tenure.holder == truth:
                continue
            allowed_km = SIGMAS * (answer.sigma_km**2 + (place.sigma_m / 1000.0) ** 2) ** 0.5
            if place.confidence == "high" or answer.border_km > allowed_km:
                near = f" ({answer.border_km:.1f} km from {answer.border.arc.id})" if answer.border else ""
                faults.append(f"{place.name} was in {truth} on {day}, not in {answer.tenure.who}{near}")
    return Check("places on their side", tuple(faults), f"{len(atlas.places)} places on both days")


def compare_published(atlas: Atlas) -> PublishedAreas:
    """Set the measured areas beside those of ``published.csv``."""
    found = change(atlas.on(atlas.about.before.day), atlas.on(atlas.about.after.day))
    land = {t.zone.id: t.area_km2 for t in found.transfers}
    lake = {t.zone.id: t.lake_km2 for t in found.transfers}
    rows = []
    for row in read_checked(atlas.folder / "tables", "published", has=atlas.about.tables)["published"]:
        try:
            measured = sum(land[zone] for zone in row["zones"]) + sum(lake[zone] for zone in row["lakes"])
        except KeyError as error:
            msg = f"{row.where}: {error} did not change hands"
            raise DataError(msg) from error
        rows.append(
            Published(
                figure=row["figure"],
                name=row["name"],
                published_km2=row["km2"],
                measured_km2=measured,
                tolerance=row["tolerance"],
                lakes=";".join(row["lakes"]),
                source=row["source"],
                known=row["known"],
            )
        )
    return PublishedAreas(rows)


def _areas(atlas: Atlas) -> Check:
    rows = compare_published(atlas)
    faults = [
        f"{row.name}: {fixed(row.measured_km2, 0)} km² measured, {fixed(row.published_km2, 0)} published "
        f"({row.difference:+.2%}, {row.tolerance:.1%} let pass)"
        for row in rows
        if abs(row.difference) > row.tolerance
    ]
    return Check("areas against published figures", tuple(faults), f"{len(rows)} figures")
