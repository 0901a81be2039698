"""The small atlas of the tests, with tables of its own."""

from __future__ import annotations

import json
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import toy

from geo.atlas.open_atlas import open_atlas

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.atlas.atlas import Atlas


@contextmanager
def small_atlas(**tables: str) -> Iterator[Atlas]:
    with tempfile.TemporaryDirectory() as name:
        folder = toy.write(Path(name), **tables)
        about = {**toy.ABOUT, "tables": sorted({*toy.ABOUT["tables"], *tables})}
        (folder / "atlas.json").write_text(json.dumps(about), encoding="utf-8")
        atlas = open_atlas(folder)
        assert atlas.open_sea  # read while its folder is there
        yield atlas
