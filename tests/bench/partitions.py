"""Who held each of ten million places: `who_table` on the partitions of dask, as the guide's recipe has it.

Alone, it prints its part of the results: ``python tests/bench/partitions.py``, with another number of places
behind it if so many are too many.
"""

from __future__ import annotations

import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
from commands import Peak, peak

import geo

__all__ = ["Partitions", "partitions", "section"]

_PLACES: Final = 10_000_000
_PARTS: Final = 20
_WORKERS: Final = 2

_RECIPE: Final = f"""
import dask
import dask.dataframe

import bordershift

if __name__ == "__main__":
    with dask.config.set(scheduler="processes", num_workers={_WORKERS}):
        points = dask.dataframe.read_parquet("points")
        held = points.map_partitions(bordershift.who_table, "1940-01-01")
        held.to_parquet("held")
"""


_TOLD: Final = (
    f"`who_table` on dask's partitions, as the guide's recipe has it: {{:,}} places in {_PARTS} Parquet files,"
    f" {_WORKERS} processes, reading and writing included; none of it is extrapolated."
)


@dataclass(frozen=True)
class Partitions:
    """What answering a table by its partitions took, and the same table in one process, by part of it.

    Attributes
    ----------
    places : int
    whole : Peak
        Of all its partitions, with reading and writing; the memory is that of
        the largest of the processes.
    one_s : float
        Seconds of `who_table` alone for a partition, in a process that has
        the atlas open.
    """

    places: int
    whole: Peak
    one_s: float

    @property
    def per_second(self) -> float:
        """Places answered in a second, from the start of the script to its end."""
        return self.places / self.whole.seconds


def partitions(places: int = _PLACES) -> Partitions:
    """Answer for so many places in a folder of Parquet files, a partition each, with two processes."""
    west, south, east, north = geo.open_atlas().window
    rng = np.random.default_rng(1940)
    each = places // _PARTS
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        (folder / "points").mkdir()
        for number in range(_PARTS):
            frame = pd.DataFrame({"lat": rng.uniform(south, north, each), "lon": rng.uniform(west, east, each)})
            frame.to_parquet(folder / "points" / f"part{number:02d}.parquet")
        (folder / "recipe.py").write_text(_RECIPE, encoding="utf-8")
        whole = peak([sys.executable, "recipe.py"], folder)
        written = sum(len(pd.read_parquet(part, columns=["holder"])) for part in (folder / "held").iterdir())
    if written != each * _PARTS:
        msg = f"{written} rows came back of {each * _PARTS}"
        raise AssertionError(msg)
    geo.who_table(frame.iloc[:1], "1940-01-01")
    began = time.perf_counter()
    geo.who_table(frame, "1940-01-01")
    return Partitions(each * _PARTS, whole, time.perf_counter() - began)


def section(found: Partitions) -> list[str]:
    """Return the lines of the results that tell of it."""
    cells = (
        f"{found.places:,}",
        f"{found.whole.seconds:,.1f} s",
        f"{found.per_second:,.0f}",
        f"{found.whole.mebibytes:,.0f} MiB",
        f"{found.one_s:.2f} s",
    )
    return [
        "## Tables larger than memory",
        "",
        _TOLD.format(found.places),
        "",
        "| places | time | places a second | memory of the largest process | a partition alone, in memory |",
        "|---:|---:|---:|---:|---:|",
        f"| {' | '.join(cells)} |",
        "",
    ]


if __name__ == "__main__":
    sys.stdout.write("\n".join(section(partitions(*map(int, sys.argv[1:])))))
