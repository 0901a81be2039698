"""The data as one archive to be cited: ``python -m geo.sources.release`` writes it into ``dist``.

Beside the data folder it holds the citation, descriptions for programs
(``datapackage.json``, ``croissant.json``), the places as Linked Places, and
the borders and states as OpenHistoricalMap keeps them. The same data give the
same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any, Final

from geo.atlas.open_atlas import open_atlas
from geo.atlas.schema import read_checked
from geo.export.dated_places import places_of_atlas
from geo.export.linked_places import linked_places
from geo.export.openhistoricalmap import openhistoricalmap
from geo.files.writing import write_bytes, write_text
from geo.sources.croissant import croissant
from geo.sources.datapackage import LGPL, ODBL, data_version, describe

__all__ = ["archive_name", "main", "release_archive"]

_ROOT: Final = Path(__file__).resolve().parents[2]
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_MADE: Final = {
    "places.jsonld": ("Places with the state of each day: Linked Places 1.2", "application/ld+json"),
    "openhistoricalmap.osm": (
        "Borders and the extents of states, with their days: OSM XML for OpenHistoricalMap",
        "application/vnd.openstreetmap.data+xml",
    ),
}


def archive_name() -> str:
    """Name the archive of the data as they are."""
    return f"bordershift-data-{data_version()}.zip"


def release_archive(root: Path) -> bytes:
    """Pack the data of a checkout.

    Parameters
    ----------
    root : Path
        With ``data`` and ``CITATION.cff``.

    Returns
    -------
    bytes
        A ZIP archive of one folder, with ``SHA256SUMS`` of all files in it.
    """
    folder = root / "data"
    atlas = open_atlas(folder)
    # 1. what is there, less the indices, which are made when they are needed
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".idx"
    }
    files["CITATION.cff"] = (root / "CITATION.cff").read_bytes()
    # 2. the same for others' programs
    rows = read_checked(folder / "tables", "wikidata", has=atlas.about.tables)["wikidata"]
    items = {row["key"]: row["item"] for row in rows if row["kind"] == "state"}
    files["places.jsonld"] = linked_places(places_of_atlas(atlas)).encode("utf-8")
    files["openhistoricalmap.osm"] = openhistoricalmap(atlas, items).encode("utf-8")
    # 3. descriptions of all of it
    package = describe(folder)
    package["resources"] += [_resource(name, files[name]) for name in _MADE]
    files["datapackage.json"] = _json(package)
    files["croissant.json"] = _json(croissant(package, atlas.about))
    sums = "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    files["SHA256SUMS"] = sums.encode("utf-8")
    whole = io.BytesIO()
    stem = archive_name().removesuffix(".zip")
    with zipfile.ZipFile(whole, "w") as packed:
        for name in sorted(files):
            packed.writestr(zipfile.ZipInfo(f"{stem}/{name}", _EPOCH), files[name], zipfile.ZIP_DEFLATED, 9)
    return whole.getvalue()


def _resource(name: str, content: bytes) -> dict[str, Any]:
    title, mediatype = _MADE[name]
    return {
        "name": f"made-{name.partition('.')[0]}",
        "title": title,
        "format": name.rpartition(".")[2],
        "mediatype": mediatype,
        "licenses": [ODBL, LGPL],
        "path": name,
        "bytes": len(content),
        "hash": "sha256:" + hashlib.sha256(content).hexdigest(),
        "encoding": "utf-8",
    }


def _json(told: dict[str, Any]) -> bytes:
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def main() -> None:
    """Write the archive and its checksum."""
    parser = argparse.ArgumentParser(prog="python -m geo.sources.release", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("dist"), help="the folder it is written into (dist)")
    out: Path = parser.parse_args().out
    name, content = archive_name(), release_archive(_ROOT)
    write_bytes(out / name, content)
    write_text(out / f"{name}.sha256", f"{hashlib.sha256(content).hexdigest()}  {name}\n")


if __name__ == "__main__":
    main()
