"""Styles (``.qml``) and metadata (``.qmd``) as QGIS reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree as ET

from geo.export.inks import inks, state_colours

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.atlas.about import About
    from geo.atlas.atlas import Atlas

__all__ = ["styles", "with_metadata"]

_DOCTYPE: Final = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
_LAND: Final = "\"kind\" <> 'sea'"
_GEOMETRY: Final = {"marker": "0", "line": "1", "fill": "2"}
"""How QGIS numbers what symbols are for."""
_OVER: Final = "1"
"""How it calls labels that lie over the middle of land."""


def _text(root: ET.Element) -> str:
    ET.indent(root, " ")
    return _DOCTYPE + ET.tostring(root, encoding="unicode") + "\n"


def _rgb(colour: str) -> str:
    """Turn ``#rrggbb`` into the red,green,blue,alpha that QGIS writes."""
    return ",".join(str(int(colour[k : k + 2], 16)) for k in (1, 3, 5)) + ",255"


def _symbol(parent: ET.Element, name: str, kind: str, look: dict[str, str]) -> None:
    """Add a symbol of one layer; both ways of writing it, so that older versions read it too."""
    symbol = ET.SubElement(parent, "symbol", type=kind, name=name, alpha="1", clip_to_extent="1")
    shape = {"fill": "SimpleFill", "line": "SimpleLine", "marker": "SimpleMarker"}[kind]
    layer = ET.SubElement(symbol, "layer", {"class": shape, "enabled": "1", "locked": "0", "pass": "0"})
    options = ET.SubElement(layer, "Option", type="Map")
    for key, value in look.items():
        ET.SubElement(options, "Option", type="QString", name=key, value=value)
    for key, value in look.items():
        ET.SubElement(layer, "prop", k=key, v=value)


def _root(*, labelled: bool) -> ET.Element:
    return ET.Element(
        "qgis",
        version="3.22.0",
        styleCategories="Symbology|Labeling|Temporal",
        labelsEnabled=str(int(labelled)),
    )


def _land(colours: dict[str, Any], colour: str, edge: str = "") -> dict[str, str]:
    """Look of land: a colour within a thin edge, by default that of the shore."""
    return {
        "color": _rgb(colour),
        "style": "solid",
        "outline_color": _rgb(edge or colours["shore"]),
        "outline_style": "solid",
        "outline_width": "0.1",
        "outline_width_unit": "MM",
    }


def _line(colour: str, width: str, style: str = "solid") -> dict[str, str]:
    return {
        "line_color": _rgb(colour),
        "line_width": width,
        "line_width_unit": "MM",
        "line_style": style,
        "joinstyle": "round",
        "capstyle": "round",
    }


def _dot(colour: str, edge: str) -> dict[str, str]:
    return {
        "name": "circle",
        "color": _rgb(colour),
        "size": "1.6",
        "size_unit": "MM",
        "outline_color": _rgb(edge),
        "outline_width": "0.2",
        "outline_width_unit": "MM",
    }


def _labelled(root: ET.Element, field: str, placement: str, size: str = "9") -> None:
    """Have each feature bear what a field says of it."""
    labels = ET.SubElement(ET.SubElement(root, "labeling", type="simple"), "settings", calloutType="simple")
    ET.SubElement(labels, "text-style", fieldName=field, fontSize=size, textColor="60,60,60,255")
    ET.SubElement(labels, "placement", placement=placement)


_BY_FIELDS: Final = "2"
"""How QGIS calls features that are shown from the day in one field to that in another."""
_WITHOUT_LAST: Final = "0"
"""And that the last day is the first on which they are not."""


def _filled(colours: dict[str, Any], states: Mapping[str, str], field: str, *, timed: bool = False) -> str:
    """Fill land in the colours of the states that a field names; with ``timed``, on the days it was so."""
    root = _root(labelled=True)
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
        _symbol(symbols, str(number), "fill", _land(colours, colour))
    _labelled(root, field, _OVER)
    ET.SubElement(root, "layerGeometryType").text = "2"
    return _text(root)


def _by_rules(
    kind: str, looks: Sequence[tuple[str, str, dict[str, str]]], *, label: str = "", placement: str = "0"
) -> str:
    """Show features by rules: what each is called, whom it is for, and the look; with a field to label by."""
    root = _root(labelled=bool(label))
    renderer = ET.SubElement(root, "renderer-v2", type="RuleRenderer", symbollevels="0")
    rules = ET.SubElement(renderer, "rules", key="rules")
    symbols = ET.SubElement(renderer, "symbols")
    for number, (called, rule, look) in enumerate(looks):
        ET.SubElement(rules, "rule", key=f"rule{number}", symbol=str(number), label=called, filter=rule)
        _symbol(symbols, str(number), kind, look)
    if label:
        _labelled(root, label, placement, "8")
    ET.SubElement(root, "layerGeometryType").text = _GEOMETRY[kind]
    return _text(root)


def _borders(colours: dict[str, Any], about: About) -> str:
    quoted = about.border_of.replace("'", "''")
    its = f'\'{quoted}\' IN ("left", "right")'
    other = colours["other"]["color"]
    return _by_rules(
        "line",
        (
            (
                f"Border of {about.named(about.border_of)}",
                f"{its} AND {_LAND}",
                _line(colours["after"]["color"], "0.7"),
            ),
            ("Other borders", f"NOT {its} AND {_LAND}", _line(other, "0.3", "dash")),
            ("At sea, no boundary of law", f"NOT {_LAND}", _line(other, "0.2", "dot")),
        ),
    )


def _zones(colours: dict[str, Any]) -> str:
    counted = _land(colours, colours["state"])
    return _by_rules(
        "fill",
        (
            ("Counted in a region", "\"region\" <> ''", counted),
            ("Other land", '"region" IS NULL OR "region" = \'\'', _land(colours, colours["land"])),
        ),
        label="name",
        placement=_OVER,
    )


def _gained(colours: dict[str, Any], about: About) -> str:
    by = about.named(about.border_of)
    looks = [
        (f"{word} by {by}", rule, _land(colours, colours[key]["fill"], colours[key]["edge"]))
        for word, key, rule in (("Gained", "gained", '"area_km2" >= 0'), ("Lost", "lost", '"area_km2" < 0'))
    ]
    return _by_rules("fill", looks, label="name", placement=_OVER)


def _parallels(colours: dict[str, Any], about: About) -> str:
    by = about.named(about.border_of)
    looks = [
        (f"{word} by {by}", rule, _line(colours[key]["edge"], "0.3"))
        for word, key, rule in (("Gained", "gained", '"km" >= 0'), ("Lost", "lost", '"km" < 0'))
    ]
    return _by_rules("line", looks)


def _places(colours: dict[str, Any], names: Mapping[str, str]) -> str:
    before, after = (f'"{names.get(field, field)}"' for field in ("holder_before", "holder_after"))
    changed = f"coalesce({before}, '') <> coalesce({after}, '')"
    return _by_rules(
        "marker",
        (
            ("Changed hands", changed, _dot(colours["gained"]["fill"], colours["gained"]["edge"])),
            ("Did not", f"NOT ({changed})", _dot(colours["land"], colours["other"]["color"])),
        ),
        label="name",
    )


def styles(atlas: Atlas, names: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the style of each layer that there may be of an atlas, in the inks of the map.

    That of the tenure has QGIS's temporal controller show each holder on its days.

    Parameters
    ----------
    atlas : Atlas
    names : mapping, optional
        What fields are called in the file, where that is not their name.

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
        "zones": _zones(inks()),
        "gained": _gained(inks(), atlas.about),
        "parallels": _parallels(inks(), atlas.about),
        "places": _places(inks(), names or {}),
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
