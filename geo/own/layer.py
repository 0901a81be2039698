"""A map layer before its geometry is judged, and how it is opened."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np

from geo.errors import UnknownNameError
from geo.files.names import choices, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    import geopandas as gpd
    import pyproj
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

__all__ = ["Given", "Layer", "Opening", "codes_for_none", "no_field"]

Given: TypeAlias = "Path | str | gpd.GeoDataFrame | gpd.GeoSeries"
"""What a layer is given as: the path of a file, or what geopandas holds."""

_NO_CODE: Final = re.compile(r"-0*9+")
"""What stands in a field of codes for none: ``-99`` in Natural Earth, elsewhere ``-9``, ``-999``, ``-9999``."""


@dataclass(frozen=True, slots=True)
class Opening:
    """How a layer is opened, where it does not say so itself; empty for what need not be said.

    Attributes
    ----------
    label : str
        What a frame is called in a sentence.
    layer : str
        The layer of a file that holds several.
    encoding : str
        What the text of a file is written in.
    crs : str
        The reference system of a file that names none.
    option : str
        What a user names its field with.
    layer_option : str
        What a user names its layer with.
    points : bool
        Whether points are wanted of a file that holds several layers, not lines or areas.
    seen : dict
        Shapes that were read already, for layers that are opened together (`geo.own.large_geojson`).
    """

    label: str = "the frame"
    layer: str = ""
    encoding: str = ""
    crs: str = ""
    option: str = "--name"
    layer_option: str = "--layer"
    points: bool = False
    seen: dict[bytes, BaseGeometry] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer as it is handed over.

    Attributes
    ----------
    path : str
        The file, or what a frame is called.
    crs : pyproj.CRS
    geometry : ndarray of shapely.Geometry
    fields : dict
        Those that were asked for, as text.
    number : ndarray of int
        Each feature's place in the file, from 1.
    fault : ndarray of str
        Why a feature cannot be used; empty where it can.
    known : tuple of str
        The names of its fields: all of them, if none was asked for.
    """

    path: str
    crs: pyproj.CRS
    geometry: NDArray[np.object_]
    fields: dict[str, NDArray[Any]]
    number: NDArray[np.int64]
    fault: NDArray[np.object_]
    known: tuple[str, ...]

    def only(self, keep: NDArray[np.bool_]) -> Layer:
        """Keep some of the features."""
        return replace(
            self,
            geometry=self.geometry[keep],
            fields={name: values[keep] for name, values in self.fields.items()},
            number=self.number[keep],
            fault=self.fault[keep],
        )

    def with_faults(self, broken: NDArray[np.bool_], faults: Sequence[str]) -> Layer:
        """Say what is wrong with some features; what was said before stands."""
        fault = self.fault.copy()
        for k, sentence in zip(np.flatnonzero(broken).tolist(), faults, strict=True):
            fault[k] = fault[k] or sentence
        return replace(self, fault=fault)


def codes_for_none(names: Iterable[str]) -> NDArray[np.bool_]:
    """Tell which names are none, but the code that says so.

    Examples
    --------
    >>> codes_for_none(["-99", "643", "-9999", "9", "Ruritania-99"]).tolist()
    [True, False, True, False, False]
    """
    return np.array([_NO_CODE.fullmatch(name) is not None for name in names], dtype=bool)


def no_field(path: str, columns: Sequence[str], fields: Sequence[str], how: Opening) -> UnknownNameError:
    """Say which of the fields asked for a layer has not, which there are, and how one is named.

    Examples
    --------
    >>> print(no_field("b.geojson", ["name"], ["id"], Opening(option="--name-after")))
    b.geojson has no field 'name'; it has id: name one with --name-after.
    """
    missing = [name for name in columns if name not in fields]
    lacking = ", ".join(f"'{plain(name, 60)}'" for name in missing)
    remedy = choices(missing[0], fields, "it has") if fields else "it has none."
    return UnknownNameError(
        f"{path} has no field {lacking}; {remedy[:-1]}: name one with {how.option}{remedy[-1]}"
    )
