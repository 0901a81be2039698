"""Describe every data file: ``datapackage.json`` (Frictionless Data Package 1).

``python -m geo.sources.datapackage`` writes it anew, with sizes and SHA-256 of
the files as they are, and ``TABLES.md`` for people; with ``--data FOLDER`` that of another atlas.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from geo.atlas.about import read_about
from geo.atlas.name_index import refresh_index
from geo.atlas.schema import POINTS, TABLES, read_checked
from geo.errors import DataError
from geo.files.shapes import refresh_shapes
from geo.files.text import read_text
from geo.files.writing import write_text
from geo.sources.tables import tables_text

if TYPE_CHECKING:
    from geo.files.schema import Table

__all__ = ["data_version", "describe", "main", "record"]

_ROOT: Final = Path(__file__).resolve().parents[2]

ODBL: Final = {"name": "ODbL-1.0", "path": "LICENSES/ODbL-1.0.txt", "title": "Open Database License 1.0"}
LGPL: Final = {
    "name": "LGPL-3.0-or-later",
    "path": "LICENSES/LGPL-3.0-or-later.txt",
    "title": "GNU Lesser General Public License 3 or later",
}
CC_BY: Final = {
    "name": "CC-BY-4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
    "title": "Creative Commons Attribution 4.0 International",
}

TITLES: Final = {
    "arcs": "Frontier arcs: {stem}",
    "land": "Land and water: {stem}",
    "context": "Coarse context beyond the window: {stem}",
    "shapefiles": "Built layer: {stem}",
}


ABOUT: Final = "What the atlas is: its title, days, window, whose border it shows, and whom it credits"


def _resource(path: Path, folder: Path) -> dict[str, Any]:
    content = path.read_bytes()
    common = {
        "path": path.relative_to(folder).as_posix(),
        "bytes": len(content),
        "hash": "sha256:" + hashlib.sha256(content).hexdigest(),
        "encoding": "utf-8",
    }
    kind, stem = path.parent.name, path.stem
    if path.parent == folder:
        return {
            "name": stem,
            "title": ABOUT,
            "format": "json",
            "mediatype": "application/json",
            "licenses": [ODBL],
            **common,
        }
    if kind in TITLES:
        licences = [LGPL] if kind == "land" or stem.endswith("_wdbii") else [ODBL]
        licences = [ODBL, LGPL] if kind in {"shapefiles", "context"} else licences
        title = TITLES[kind].format(stem=stem.replace("_", " "))
        return {
            "name": f"{kind}-{stem}".replace("_", "-"),
            "title": title,
            "format": "geojson",
            "mediatype": "application/geo+json",
            "licenses": licences,
            **common,
        }
    table = POINTS if kind == "points" else TABLES[stem]
    return {
        "name": f"points-{stem}".replace("_", "-") if kind == "points" else stem,
        "title": f"{table.title}: {stem.replace('_', ' ')}" if kind == "points" else table.title,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "licenses": [CC_BY] if stem == "gazetteer" else [ODBL],
        "schema": _schema(table),
        **common,
    }


def _schema(table: Table) -> dict[str, Any]:
    """Describe a table's columns, its key, and the tables it refers to, as far as Frictionless can say it.

    A cell of several names, or one that names rows of this table or that,
    is followed by `geo.measures.verify` alone.
    """
    fields, foreign = [], []
    for column in table.columns:
        constraints = {**({"required": True} if column.required else {}), **column.constraints}
        fields.append(
            {
                "name": column.name,
                "type": column.kind,
                "description": column.about,
                **({"constraints": constraints} if constraints else {}),
            }
        )
        foreign += [
            {"fields": column.name, "reference": {"resource": refers.table, "fields": refers.column}}
            for refers in column.refers
            if refers.when is None and not column.many
        ]
    return {
        "fields": fields,
        "missingValues": [""],
        **({"primaryKey": list(table.key)} if table.key else {}),
        **({"foreignKeys": foreign} if foreign else {}),
    }


def data_version() -> str:
    """Return the version of the project's own data, by their changelog.

    Raises
    ------
    DataError
        If none stands there.
    """
    path = _ROOT / "data" / "CHANGELOG.md"
    told = re.search(r"^## (\d+\.\d+\.\d+) ", read_text(path), re.MULTILINE)
    if told is None:
        msg = f"{path} names no version; begin its first entry with a line such as: ## 1.0.0 (unreleased)."
        raise DataError(msg)
    return told[1]


def _files(folder: Path) -> list[Path]:
    return [
        folder / "atlas.json",
        *sorted(path for path in folder.rglob("*") if path.suffix in {".csv", ".geojson"}),
    ]


def describe(folder: Path) -> dict[str, Any]:
    """Describe a data folder as a data package.

    Parameters
    ----------
    folder : Path
        The data folder; ``atlas.json`` and every CSV and GeoJSON file in it
        become resources.
    """
    about = read_about(folder)
    sources = {row["package"]: row for row in read_checked(folder / "tables", "sources")["sources"]}
    return {
        "profile": "data-package",
        "name": about.id,
        "title": about.title,
        "description": "Frontier arcs with their provenance and error, zones between them, "
        "who held each zone from which day to which, and the layers built from these.",
        "version": data_version(),
        "licenses": [ODBL, LGPL, CC_BY],
        "sources": [
            {"title": f"{row['package']} {row['version']} ({row['publisher']}; {row['licence']})"}
            for row in sources.values()
        ],
        "resources": [_resource(path, folder) for path in _files(folder)],
    }


def record(folder: Path) -> dict[str, Any]:
    """Describe another atlas's folder: its files with their checksums, under the licence of its credits.

    Parameters
    ----------
    folder : Path
        The data folder, as for `describe`.
    """
    about = read_about(folder)
    resources = [_resource(path, folder) for path in _files(folder)]
    for resource in resources:
        del resource["licenses"]  # which are those of our files
    return {
        "profile": "data-package",
        "name": about.id,
        "title": about.title,
        "licenses": [{"name": name} for name in about.credits.licence.split(" AND ")],
        "resources": resources,
    }


def main() -> None:
    """Write the descriptor of a data folder, and the indices of tables and shapes that have changed."""
    parser = argparse.ArgumentParser(prog="python -m geo.sources.datapackage", description=__doc__)
    parser.add_argument("--data", type=Path, help="the data folder of another atlas")
    own = _ROOT / "data"
    folder: Path = parser.parse_args().data or own
    for kind in ("gazetteer", "places"):
        table = folder / "tables" / f"{kind}.csv"
        if kind in read_about(folder).tables:
            refresh_index(table, kind)
    for kind in ("arcs", "land"):
        refresh_shapes(folder / kind)
    described = describe(folder) if folder.samefile(own) else record(folder)
    write_text(folder / "datapackage.json", json.dumps(described, ensure_ascii=False, indent=1) + "\n")
    if folder.samefile(own):
        write_text(folder / "TABLES.md", tables_text())


if __name__ == "__main__":
    main()
