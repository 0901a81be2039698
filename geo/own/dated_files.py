"""Which of many files is of a day: by the date in its name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geo.errors import DayError, InputFileError
from geo.files.names import plain
from geo.own.dates import day_asked, span_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from geo.own.dates import Dating, Span

__all__ = ["dated_files", "files_on", "is_dated_name"]

_IN_NAME: Final = re.compile(
    r"(?<![0-9A-Za-z])(bc|bce)?[_-]?(\d{4})(\d{2})(\d{2})(?![0-9A-Za-z])"
    r"|(?<![0-9A-Za-z])(bc|bce)?[_-]?(\d{1,4})(?:[-_](\d{2})(?:[-_](\d{2}))?)?(?![0-9A-Za-z])",
    re.ASCII | re.IGNORECASE,
)
_LAYERS: Final = (".geojson", ".json", ".topojson", ".gpkg", ".shp", ".fgb", ".kml", ".gml", ".zip")


def is_dated_name(path: Path) -> bool:
    """Whether a file's name holds a date."""
    return _named(path) is not None


def _named(path: Path) -> Span | None:
    """Read the last date in a file's name, such as world_1914, borders-1914-07-28 or world_bc500."""
    spans = []
    for found in _IN_NAME.finditer(path.stem):
        era, year, month, day = (found[k] or found[k + 4] for k in (1, 2, 3, 4))
        try:
            spans.append(span_of(1 - int(year) if era else int(year), int(month or 0), int(day or 0)))
        except ValueError:
            continue
    return spans[-1] if spans else None


def dated_files(given: Sequence[Path]) -> tuple[dict[int, Path], bool]:
    """Find the day of each of some files, or of those in a folder.

    Returns
    -------
    dated : dict of int to Path
        The files by the first day that their names mean, in the order of the days.
    years : bool
        Whether all of them are years.

    Raises
    ------
    InputFileError
        If a file has no date, two have the same, or there is none.
    """
    folder = given[0] if len(given) == 1 and given[0].is_dir() else None
    files = (
        sorted(path for path in folder.iterdir() if path.suffix.lower() in _LAYERS) if folder else list(given)
    )
    dated: dict[int, Path] = {}
    years = True
    for path in files:
        span = _named(path)
        if span is None and folder is not None:
            continue
        if span is None:
            msg = f"{path} has no date in its name; call it such as world_1914.geojson."
            raise InputFileError(msg)
        if span.first in dated:
            msg = f"{dated[span.first]} and {path} are of one date; name the files of which each day has one."
            raise InputFileError(msg)
        dated[span.first] = path
        years &= span.last != span.first
    if not dated:
        msg = f"{folder} holds no map layer with a date in its name, such as world_1914.geojson."
        raise InputFileError(msg)
    return dict(sorted(dated.items())), years


def files_on(given: Sequence[Path], dating: Dating) -> tuple[Path, Path]:
    """Choose the files of two days: of each the latest that is no later.

    Parameters
    ----------
    given : sequence of Path
        Files with a date in their names, or one folder of such files.
    dating : Dating

    Raises
    ------
    InputFileError
        If no file has a date, or two have the same.
    DayError
        If none is of a day or before, or one file is of both.
    """
    dated, years = dated_files(given)
    chosen = []
    for text in dating.days:
        day = day_asked(text, years=years)
        before = [one for one in dated if one <= day]
        if not before:
            msg = f"no file is of {plain(text, 40)} or before; the first is {dated[min(dated)]}."
            raise DayError(msg)
        chosen.append(dated[max(before)])
    if chosen[0] == chosen[1]:
        msg = f"{chosen[0]} is the latest file on both days; there is nothing to compare."
        raise DayError(msg)
    return chosen[0], chosen[1]
