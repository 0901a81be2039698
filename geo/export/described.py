"""Layers that go into files together, and what each says of itself: title, fields, licence, citation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.export.layers import FIELDS, credit_members
from geo.export.ogr import WGS84
from geo.export.qgis import with_metadata

if TYPE_CHECKING:
    from geo.atlas.atlas import Atlas
    from geo.files.geojson import Feature

__all__ = ["WRITTEN", "Asked", "about_layer", "meanings", "qgis_metadata", "terms"]

WRITTEN: Final = (1980, 1, 1)
"""The first day that a zip file can name."""

_TITLES: Final = {
    "states": "States",
    "borders": "Borders",
    "tenure": "Who held which land from which day to which",
    "zones": "Pieces of land that never changed hands in parts",
    "gained": "Land that changed hands",
    "parallels": "Pieces of parallels that changed hands",
    "places": "Places with their holder on either day",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """Layers that go into files together.

    Attributes
    ----------
    atlas : Atlas
    stem : str
        What the files are called after the layer: the day, or the two.
    when : str
        The same in words.
    layers : dict
        Features by the layer's name.
    crs : str
        The reference system they are wanted in.
    """

    atlas: Atlas
    stem: str
    when: str
    layers: dict[str, list[Feature]]
    crs: str


def _title(name: str, asked: Asked) -> str:
    return f"{_TITLES[name]} {asked.when}, {asked.atlas.about.extent}"


def meanings(features: list[Feature]) -> dict[str, str]:
    """Return what each field of a layer means."""
    return {field: FIELDS[field] for field in features[0].properties}


def _abstract(features: list[Feature], citation: str, crs: str) -> str:
    fields = "\n".join(f"{field}: {meaning}" for field, meaning in meanings(features).items())
    cite = f"\n\nCite as: {citation}" if citation else ""
    system = "WGS 84, longitude first" if crs == WGS84 else f"Reference system: {crs}"
    return f"{system}.\n\n{fields}{cite}"


def about_layer(name: str, asked: Asked) -> dict[str, str]:
    """Gather what a layer says of itself."""
    owed = credit_members(asked.atlas.about)
    return {
        "title": _title(name, asked),
        "abstract": _abstract(asked.layers[name], owed.get("citation", ""), asked.crs),
        **owed,
    }


def terms(owed: dict[str, str]) -> list[str]:
    """Return licence and notice, those that there are."""
    return [owed[name] for name in ("licence", "attribution") if name in owed]


def qgis_metadata(about: dict[str, str]) -> str:
    """Write what a layer says of itself as QGIS reads it."""
    return with_metadata(
        title=about["title"],
        abstract=about["abstract"],
        licence=about.get("licence", ""),
        rights=about["attribution"],
    )
