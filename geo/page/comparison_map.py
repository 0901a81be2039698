"""The border map for two files of the user's own."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

import shapely

from geo.errors import GeometryError
from geo.files.names import plain
from geo.own.gate import LINES, geometry_kind, read_layer
from geo.own.holdings import state_polygons
from geo.own.overlay import overlay_snapshots
from geo.page.border_map import BorderMap, border_map

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["comparison_map"]

_MOST_LETTERS: Final = 120


def comparison_map(before: Path, after: Path, *, name: str, state: str) -> BorderMap:
    """Make the map of how a state changed from one file to another.

    Parameters
    ----------
    before, after : Path
        Polygons of states, as `geo.own.gate.read_layer` reads them.
    name : str
        The field with the states' names.
    state : str
        As the files write it.

    Returns
    -------
    BorderMap
        About the part that changed.

    Raises
    ------
    InputFileError, CRSError, GeometryError, UnknownNameError
        As for `geo.own.comparison.compare_files`.
    """
    frames = [read_layer(path, [name]) for path in (before, after)]
    if geometry_kind(before, frames[0]) == LINES:
        msg = f"{before} holds lines; a map of the change needs polygons."
        raise GeometryError(msg)
    for frame in frames:  # names are only shown from here on
        frame[name] = [plain(text, _MOST_LETTERS) for text in frame[name]]
    state = plain(state, _MOST_LETTERS)
    old, new = (state_polygons(frame, name, state) for frame in frames)
    changed = shapely.symmetric_difference(old, new)
    if changed.is_empty:
        msg = f"{state} is the same in both files; there is no change to map."
        raise GeometryError(msg)
    west, south, east, north = changed.bounds
    margin = max((east - west) * 0.5, (north - south) * 0.35, 0.05)
    window = (
        max(west - margin, -180.0),
        max(south - margin, -85.0),
        min(east + margin, 180.0),
        min(north + margin, 85.0),
    )
    first, last = overlay_snapshots(
        *frames, name=name, state=state, labels=(before.stem, after.stem), window=window
    )
    labels = {"before": first.label, "after": last.label}
    words = {
        "days": {first.day.isoformat(): labels["before"], last.day.isoformat(): labels["after"]},
        "title": f"{state}: {labels['before']} and {labels['after']}",
        "before": "Before",
        "after": "After",
        **{f"{key}_long": text for key, text in labels.items()},
        **{f"legend_{key}": f"Border of {state}: {text}" for key, text in labels.items()},
        "legend_gained": f"Gained by {state}",
        "legend_leased": "",
        "legend_lost": f"Lost by {state}",
        "figures_note": "Shift: width on the parallel of the land that changed hands, on the WGS 84 ellipsoid.",
        "names_note": "",
        "credit": escape("bordershift; data: your files"),
    }
    return border_map(first, last, state=state, words=words)
