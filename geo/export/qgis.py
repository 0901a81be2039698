"""Styles (``.qml``) and metadata (``.qmd``) as QGIS reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree as ET

from geo.export.inks import inks, state_colours

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.atlas.about import About
    from geo.atlas.atlas import Atlas

__all__ = ["styles", "with_metadata"]

_DOCTYPE: Final = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
_LAND: Final = "\"kind\" <> 'sea'"


def _text(root: ET.Element) -> str:
    ET.indent(root, " ")
    return _DOCTYPE + ET.tostring(root, encoding="unicode") + "\n"


def _rgb(colour: str) -> str:
    """Turn ``#rrggbb`` into the red,green,blue,alpha that QGIS writes."""
    return ",".join(str(int(colour[k : k + 2], 16)) for k in (1, 3, 5)) + ",255"


def _symbol(parent: ET.Element, name: str, kind: str, look: dict[str, str]) -> None:
    """Add a symbol of one layer; both ways of writing it, so that older versions read it too."""
    symbol = ET.SubElement(parent, "symbol", type=kind, name=name, alpha="1", clip_to_extent="1")
    shape = {"fill": "SimpleFill", "line": "SimpleLine"}[kind]
    layer = ET.SubElement(symbol, "layer", {"class": shape, "enabled": "1", "locked": "0", "pass": "0"})
    options = ET.SubElement(layer, "Option", type="Map")
    for key, value in look.items():
        ET.SubElement(options, "Option", type="QString", name=key, value=value)
    for key, value in look.items():
        ET.SubElement(layer, "prop", k=key, v=value)


def _root(geometry: str) -> ET.Element:
    return ET.Element(
        "qgis",
        version="3.22.0",
        styleCategories="Symbology|Labeling|Temporal",
        labelsEnabled=str(int(geometry == "2")),
    )


_BY_FIELDS: Final = "2"
"""How QGIS calls features that are shown from the day in one field to that in another."""
_WITHOUT_LAST: Final = "0"
"""And that the last day is the first on which they are not."""


def _filled(colours: dict[str, Any], states: Mapping[str, str], field: str, *, timed: bool = False) -> str:
    """Fill land in the colours of the states that a field names; with ``timed``, on the days it was so."""
    root = _root("2")
    if timed:
        ET.SubElement(
            root,
            "temporal",
            enabled="1",
            mode=_BY_FIELDS,
            startField="start_date",
            endField="end_date",
            limitMode=_WITHOUT_LAST,
            accumulate="0",
            fixedDuration="0",
            durationUnit="days",
        )
    renderer = ET.SubElement(root, "renderer-v2", type="categorizedSymbol", attr=field, symbollevels="0")
    categories = ET.SubElement(renderer, "categories")
    symbols = ET.SubElement(renderer, "symbols")
    for number, (state, colour) in enumerate(states.items()):
        ET.SubElement(
            categories, "category", symbol=str(number), value=state, label=state, render="true", type="string"
        )
        look = {
            "color": _rgb(colour),
            "style": "solid",
            "outline_color": _rgb(colours["shore"]),
            "outline_style": "solid",
            "outline_width": "0.1",
            "outline_width_unit": "MM",
        }
        _symbol(symbols, str(number), "fill", look)
    labels = ET.SubElement(ET.SubElement(root, "labeling", type="simple"), "settings", calloutType="simple")
    ET.SubElement(labels, "text-style", fieldName=field, fontSize="9", textColor="60,60,60,255")
    ET.SubElement(labels, "placement", placement="1")
    ET.SubElement(root, "layerGeometryType").text = "2"
    return _text(root)


def _borders(colours: dict[str, Any], about: About) -> str:
    root = _root("1")
    renderer = ET.SubElement(root, "renderer-v2", type="RuleRenderer", symbollevels="0")
    rules = ET.SubElement(renderer, "rules", key="borders")
    symbols = ET.SubElement(renderer, "symbols")
    quoted = about.border_of.replace("'", "''")
    its = f'\'{quoted}\' IN ("left", "right")'
    looks = (
        (
            f"Border of {about.named(about.border_of)}",
            f"{its} AND {_LAND}",
            colours["after"]["color"],
            "0.7",
            "solid",
        ),
        ("Other borders", f"NOT {its} AND {_LAND}", colours["other"]["color"], "0.3", "dash"),
        ("At sea, no boundary of law", f"NOT {_LAND}", colours["other"]["color"], "0.2", "dot"),
    )
    for number, (label, rule, colour, width, style) in enumerate(looks):
        ET.SubElement(rules, "rule", key=f"rule{number}", symbol=str(number), label=label, filter=rule)
        look = {
            "line_color": _rgb(colour),
            "line_width": width,
            "line_width_unit": "MM",
            "line_style": style,
            "joinstyle": "round",
            "capstyle": "round",
        }
        _symbol(symbols, str(number), "line", look)
    ET.SubElement(root, "layerGeometryType").text = "1"
    return _text(root)


def styles(atlas: Atlas) -> dict[str, str]:
    """Return the styles of an atlas's states, borders and tenure, in the inks of the map.

    That of the tenure has QGIS's temporal controller show each holder on its days.

    Examples
    --------
    >>> from geo import open_atlas
    >>> "Border of the USSR" in styles(open_atlas())["borders"]
    True
    """
    colours = state_colours(atlas)
    return {
        "states": _filled(inks(), colours, "state"),
        "borders": _borders(inks(), atlas.about),
        "tenure": _filled(inks(), colours, "holder", timed=True),
    }


def with_metadata(*, title: str, abstract: str, licence: str, rights: str) -> str:
    """Write a layer's metadata for QGIS.

    Parameters
    ----------
    title, abstract : str
        What the layer is, and what its fields say.
    licence, rights : str
        The licence's name, and what must be said of the sources.
    """
    root = ET.Element("qgis", version="3.22.0")
    for tag, text in (
        ("identifier", title),
        ("parentidentifier", ""),
        ("language", "en"),
        ("type", "dataset"),
        ("title", title),
        ("abstract", abstract),
        ("fees", ""),
        ("license", licence),
        ("rights", rights),
        ("encoding", "UTF-8"),
    ):
        ET.SubElement(root, tag).text = text
    return _text(root)
