"""What folium's elements on a page would fetch from elsewhere, and what stands in for it.

folium leans on addresses outside: a popup on jQuery, a coloured pin on
awesome-markers and an icon font, a plugin on scripts of its own, tiles on
their server. Popups and pins get a stand-in inside the page (`stand_ins`).
The rest is found here by what it would ask for (`asks_of`), so that a page
that asks nobody for anything can refuse it by name, and one that may go online
lets out just that much (`policy`).

Nothing in this module knows of borders.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import folium
from branca.element import CssLink, Element, Figure, IFrame, JavascriptLink
from folium.elements import JSCSSMixin
from folium.features import CustomIcon
from folium.folium import _default_css, _default_js
from folium.map import Icon, Popup
from folium.raster_layers import ImageOverlay, VideoOverlay, WmsTileLayer

from geo.errors import OutsideError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Ask", "asks_of", "elements_of", "has_frames", "policy", "refuse", "stand_ins"]

_PLAIN_ICON: Final = "info-sign"
"""The glyph of a pin for which none was asked."""
_PINS: Final = ("awesome", "glyphicons")
"""Of folium's own scripts and styles, those that draw a glyph on a pin."""
_SOURCE: Final = re.compile(r"""\b(?:src|srcset|poster)\s*=\s*\\?["'`]?\s*((?:https?:)?//[^\s"'`\\>]+)""")

_JQUERY: Final = """window.$ ??= Object.assign(
  (html) => Object.assign(document.createElement("template"), { innerHTML: html.trim() }).content.children,
  { ajax: (url) => ({ done: (take) => fetch(url).then((answer) => answer.json()).then(take) }) });"""

_PIN: Final = """L.AwesomeMarkers ??= { icon: ({ markerColor = "blue", iconColor = "#fff" }) => {
  const colors = { darkred: "#a23336", lightred: "#ff8e7f", beige: "#ffcb92", blue: "#38aadd",
    darkblue: "#0065a0", lightblue: "#8adaff", green: "#72b026", darkgreen: "#728224", lightgreen: "#bbf970",
    cadetblue: "#436978", purple: "#d252b9", darkpurple: "#5b396b", pink: "#ff91ea", red: "#d63e2a",
    orange: "#f69730", gray: "#575757", lightgray: "#a3a3a3", black: "#303030", white: "#fbfbfb" };
  const pin = document.createElement("span");
  pin.innerHTML = '<svg width="29" height="41" viewBox="-14.5 -14.5 29 41" aria-hidden="true">'
    + '<path stroke="#fff" d="M0 25C-3 14-13 9-13 0a13 13 0 0 1 26 0C13 9 3 14 0 25z"/><circle r="4.5"/></svg>';
  const [path, circle] = pin.firstChild.children;
  path.style.fill = colors[markerColor] ?? markerColor;
  circle.style.fill = colors[iconColor] ?? iconColor;
  return L.divIcon({ html: pin, className: "empty", iconSize: [29, 41], iconAnchor: [14, 40],
    popupAnchor: [0, -34], tooltipAnchor: [11, -26] });
} };"""


@dataclass(frozen=True, slots=True)
class Ask:
    """Something that would be fetched.

    Attributes
    ----------
    who : str
        What wants it, as its user knows it.
    url : str
        From where, with ``{s}``, ``{z}`` and such as they stand.
    kind : str
        ``script``, ``style``, ``img``, ``media`` or ``connect``, as a content
        security policy calls them.
    """

    who: str
    url: str
    kind: str


def elements_of(element: Element) -> Iterator[Element]:
    """Go through an element and all that it is made of, each once, in their order.

    Beside their children, elements hold others: a popup its text, a marker its
    icon, a figure its parts.
    """
    seen: set[int] = set()
    waiting = [element]
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        held = [part for name, part in vars(one).items() if isinstance(part, Element) and name != "_parent"]
        waiting.extend(reversed([*one._children.values(), *held]))  # noqa: SLF001


def asks_of(page: Figure, links: Sequence[Element], text: str) -> list[Ask]:
    """List what a page would fetch that has just been rendered.

    Parameters
    ----------
    page : Figure
    links : sequence of Element
        Those to scripts, which its header held.
    text : str
        Its markup and scripts.
    """
    found: dict[str, Ask] = {}
    for element in [*elements_of(page), *links]:
        for who, url, kind in _wants(element):
            if not url.startswith(("data:", "blob:")):
                found.setdefault(url, Ask(who, url, kind))
    for url in _SOURCE.findall(text):
        found.setdefault(url, Ask(f"a picture or a frame at {url}", url, "img"))
    return list(found.values())


def _wants(element: Any) -> Iterator[tuple[str, str, str]]:  # noqa: ANN401  (a case for each kind)
    who = _called(element)
    if isinstance(element, JSCSSMixin):
        yield from ((who, url, "script") for _, url in element.default_js)
        yield from ((who, url, "style") for _, url in element.default_css)
    if isinstance(element, JavascriptLink):
        yield f"the script {element.url}", element.url, "script"
    if isinstance(element, CssLink):
        yield f"the style sheet {element.url}", element.url, "style"
    if isinstance(element, folium.TileLayer):
        yield f"{who} '{element.tile_name}'", element.tiles, "img"
    if isinstance(element, (WmsTileLayer, ImageOverlay)):
        yield who, element.url, "img"
    if isinstance(element, VideoOverlay):
        yield who, element.video_url, "media"
    if isinstance(element, folium.GeoJson) and not element.embed:
        yield f"{who} with embed=False", str(element.embed_link), "connect"
    if isinstance(element, CustomIcon):
        yield from (
            (who, str(element.options[key]), "img")
            for key in ("icon_url", "shadow_url")
            if key in element.options
        )
    elif isinstance(element, Icon) and _has_glyph(element):
        name = f"{who}(icon='{element.options['icon']}'), whose sign is of a font,"
        yield from ((name, url, "script") for key, url in _default_js if key.startswith(_PINS))
        yield from ((name, url, "style") for key, url in _default_css if key.startswith(_PINS))


def _has_glyph(icon: Icon) -> bool:
    return str(icon.options.get("icon", _PLAIN_ICON)) != _PLAIN_ICON


def _called(element: Element) -> str:
    """Name an element as one imports it."""
    kind = type(element)
    module = kind.__module__
    home = "folium.plugins" if module.startswith("folium.plugins") else module.partition(".")[0]
    return f"{home}.{kind.__name__}"


def refuse(asks: Sequence[Ask]) -> None:
    """Say what has no place on a page that asks nobody for anything.

    Raises
    ------
    OutsideError
        If there is anything.
    """
    if asks:
        names = list(dict.fromkeys(ask.who for ask in asks))
        hosts = list(dict.fromkeys(_host(ask.url) for ask in asks))
        need = "needs" if len(names) == 1 else "need"
        msg = (
            f"{' and '.join(names)} {need} {', '.join(hosts)}, and this page asks nobody for anything; "
            "leave it out, or make the map with online=True."
        )
        raise OutsideError(msg)


def _host(url: str) -> str:
    return urlsplit(url).netloc.replace("{s}", "*") or f"the file {url}"


def policy(
    asks: Sequence[Ask], *, images: Sequence[str] = (), beside: bool = False, frames: bool = False
) -> str:
    """Write the content security policy that lets a page fetch this much and nothing else.

    Parameters
    ----------
    asks : sequence of Ask
        A script and a style sheet are let in by their whole address; pictures
        by their server, for there are many of them; a style sheet's server may
        send its pictures and its fonts too.
    images : sequence of str
        Further servers of pictures.
    beside : bool
        Whether a script that lies beside the page may be loaded.
    frames : bool
        Whether the page holds frames with a text of their own.
    """
    by_kind: dict[str, list[str]] = {
        "script": ["'unsafe-inline'", *(["'self'"] if beside else [])],
        "style": ["'unsafe-inline'"],
    }
    by_kind["img"] = ["data:", "blob:", *images]
    for ask in asks:
        whole = ask.url.partition("?")[0]
        by_kind.setdefault(ask.kind, []).append(whole if ask.kind in {"script", "style"} else _origin(ask.url))
        if ask.kind == "style":
            by_kind["img"].append(_origin(ask.url))
            by_kind.setdefault("font", []).append(_origin(ask.url))
    if frames:
        by_kind["frame"] = ["data:"]
    lines = [f"{kind}-src {' '.join(dict.fromkeys(sources))}" for kind, sources in by_kind.items()]
    return "; ".join(["default-src 'none'", *lines, "base-uri 'none'", "form-action 'none'"])


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme or 'https'}://{parts.netloc.replace('{s}', '*')}"


def stand_ins(root: Element, *, online: bool) -> str:
    """Return code in place of the scripts that folium's popups and pins call for.

    Parameters
    ----------
    root : Element
    online : bool
        Whether pins with a sign are drawn by awesome-markers itself.
    """
    elements = list(elements_of(root))
    popups = any(isinstance(one, Popup) for one in elements)
    linked = any(isinstance(one, folium.GeoJson) and not one.embed for one in elements)
    icons = [one for one in elements if isinstance(one, Icon) and not isinstance(one, CustomIcon)]
    pins = icons and not (online and any(_has_glyph(icon) for icon in icons))
    return "\n".join([*([_JQUERY] if popups or linked else []), *([_PIN] if pins else [])])


def has_frames(root: Element) -> bool:
    """Tell whether frames with a text of their own, as a popup can hold, are among the elements."""
    return any(isinstance(one, IFrame) for one in elements_of(root))
