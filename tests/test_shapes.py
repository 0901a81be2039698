"""What is kept of a folder's shapes is what its files hold, or nothing."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
import shapely

from geo.errors import InputFileError
from geo.files.geojson import Feature, read_geojson, write_geojson
from geo.files.shapes import NAME, Shapes, refresh_shapes, shapes_of

if TYPE_CHECKING:
    from pathlib import Path

    from geo import Atlas


@pytest.mark.parametrize("name", ["arcs", "land"])
def test_it_is_that_of_the_files(atlas: Atlas, name: str) -> None:
    folder = atlas.folder / name
    assert (folder / NAME).read_bytes() == shapes_of(folder), "run make data"
    shapes = Shapes(folder)
    assert shapes.kept == {path.name for path in folder.glob("*.geojson")}
    for path in sorted(folder.glob("*.geojson")):
        kept, read = shapes.features(path), read_geojson(path)
        assert [one.properties for one in kept] == [one.properties for one in read]
        assert shapely.to_wkb([one.geometry for one in kept]).tolist() == (
            shapely.to_wkb([one.geometry for one in read]).tolist()
        )


def test_of_a_file_that_was_touched_it_is_not_believed(tmp_path: Path) -> None:
    path = tmp_path / "lines.geojson"
    write_geojson(path, [Feature(shapely.LineString([(24, 50), (25, 51)]), {"id": "old"})])
    refresh_shapes(tmp_path)
    kept = (tmp_path / NAME).read_bytes()
    path.write_text(path.read_text(encoding="utf-8").replace("old", "new"), encoding="utf-8")
    assert [one.properties for one in Shapes(tmp_path).features(path)] == [{"id": "new"}]
    path.unlink()
    with pytest.raises(InputFileError, match="does not exist"):
        Shapes(tmp_path).features(path)
    write_geojson(path, [Feature(shapely.LineString([(24, 50), (25, 51)]), {"id": "old"})])
    for spoilt in (b"", kept[:-1], kept.replace(b"old", b"odd"), b"\xff" * 200):
        (tmp_path / NAME).write_bytes(spoilt)
        assert [one.properties for one in Shapes(tmp_path).features(path)] == [{"id": "old"}]


def test_what_it_cannot_hold_is_read_from_the_file(atlas: Atlas, tmp_path: Path) -> None:
    """Finer vertices than the project writes, a height, or shapes of several kinds."""
    shutil.copy(atlas.folder / "land" / "lakes.geojson", tmp_path / "lakes.geojson")
    coordinates = {
        "fine": '"LineString", "coordinates": [[24.1234567, 50.0], [25.0, 51.0]]',
        "high": '"LineString", "coordinates": [[24.0, 50.0, 7.0], [25.0, 51.0, 7.0]]',
        "point": '"Point", "coordinates": [24.0, 50.0]',
    }
    for name, told in coordinates.items():
        feature = f'{{"type": "Feature", "properties": {{}}, "geometry": {{"type": {told}}}}}'
        text = f'{{"type": "FeatureCollection", "features": [{feature}]}}'
        (tmp_path / f"{name}.geojson").write_text(text, encoding="utf-8")
    refresh_shapes(tmp_path)
    shapes = Shapes(tmp_path)
    assert shapes.kept == {"lakes.geojson"}
    for name in coordinates:
        path = tmp_path / f"{name}.geojson"
        assert shapes.features(path) == read_geojson(path)
