"""The data described for machine learning: Croissant 1.0, a vocabulary of schema.org."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.atlas.about import About

__all__ = ["croissant"]

_CONTEXT: Final[dict[str, Any]] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataBiases": "cr:dataBiases",
    "dataCollection": "cr:dataCollection",
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "personalSensitiveInformation": "cr:personalSensitiveInformation",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
"""As the specification gives it."""

_TYPES: Final = {"integer": "sc:Integer", "number": "sc:Float", "date": "sc:Date", "boolean": "sc:Boolean"}
_BIASES: Final = (
    "States and titles are those of who held the land, recognised or not. "
    "The gazetteer has few villages of western Belarus and of the land that Finland ceded."
)


def croissant(package: Mapping[str, Any], about: About) -> dict[str, Any]:
    """Describe files and the columns of tables.

    Parameters
    ----------
    package : mapping
        A descriptor, as `geo.sources.datapackage.describe` gives it.
    about : About

    Returns
    -------
    dict
        JSON-LD. Addresses of files are relative to it.
    """
    resources = package["resources"]
    return {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": package["name"],
        "description": package["description"],
        "version": package["version"],
        "license": [_address(licence["path"]) for licence in package["licenses"]],
        "creator": {"@type": "sc:Organization", "name": about.credits.citation.partition(":")[0]},
        "creditText": about.credits.attribution,
        "citeAs": f"{about.credits.citation}, version {package['version']}",
        "temporalCoverage": f"{about.first}/{about.last}",
        "spatialCoverage": {
            "@type": "sc:Place",
            "name": about.extent,
            "geo": {"@type": "sc:GeoShape", "box": "{1} {0} {3} {2}".format(*about.window)},
        },
        "dataBiases": _BIASES,
        "distribution": [
            {
                "@type": "cr:FileObject",
                "@id": row["name"],
                "name": row["path"],
                "description": row["title"],
                "contentUrl": row["path"],
                "contentSize": f"{row['bytes']} B",
                "encodingFormat": row["mediatype"],
                "sha256": row["hash"].removeprefix("sha256:"),
            }
            for row in resources
        ],
        "recordSet": [_records(row) for row in resources if "schema" in row],
    }


def _address(path: str) -> str:
    """Return a licence's address; of those whose text lies in the folder, that of its short name."""
    name = path.rpartition("/")[2].removesuffix(".txt")
    return path if "://" in path else f"https://spdx.org/licenses/{name}.html"


def _records(row: Mapping[str, Any]) -> dict[str, Any]:
    name = f"rows-of-{row['name']}"
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "description": row["title"],
        "field": [
            {
                "@type": "cr:Field",
                "@id": f"{name}/{field['name']}",
                "name": field["name"],
                "description": field["description"],
                "dataType": _TYPES.get(field["type"], "sc:Text"),
                "source": {"fileObject": {"@id": row["name"]}, "extract": {"column": field["name"]}},
            }
            for field in row["schema"]["fields"]
        ],
    }
