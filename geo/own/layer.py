"""A map layer before its geometry is judged, and how it is opened."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import geopandas as gpd
    import pyproj
    from numpy.typing import NDArray

__all__ = ["Given", "Layer", "Opening", "features_text"]

Given: TypeAlias = "Path | str | gpd.GeoDataFrame | gpd.GeoSeries"
"""What a layer is given as: the path of a file, or what geopandas holds."""


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
    """

    label: str = "the frame"
    layer: str = ""
    encoding: str = ""
    crs: str = ""


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


def features_text(count: int) -> str:
    """Write a number of features.

    Examples
    --------
    >>> features_text(1), features_text(2)
    ('1 feature', '2 features')
    """
    return f"{count} feature" + ("" if count == 1 else "s")
