"""A folium map that opens with no network.

folium writes a page that fetches Leaflet, Bootstrap and jQuery from elsewhere;
offline it stays blank. `OfflineMap` carries Leaflet inside the page, taken
from an installed package and checked by hash, and forbids every request by a
content security policy.

Two ways from data to code that folium leaves open are closed here: text that
looks like a template is never compiled as one (`Verbatim`), and data travels
as JSON that cannot end its script tag (`DataBlock`).

Nothing in this module knows of borders.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import folium
from branca.element import CssLink, Element, Figure, JavascriptLink, MacroElement
from folium.template import Template

from geo.errors import DataError
from geo.page.leaflet import NOTICE, leaflet
from geo.page.loader import loader
from geo.page.outside import asks_of, elements_of, has_frames, policy, refuse, stand_ins
from geo.page.packing import compressed

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["DataBlock", "Markup", "OfflineMap", "Script", "Style", "Verbatim"]

_RANDOM_ID: Final = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")
"""What branca draws for an element's name."""
_LACKING: Final = "This page needs {url}, which could not be reached."


class Verbatim(Element):
    """Text that goes into the page as it is; branca would compile it as a template."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._name = "Verbatim"
        self._text = text

    def render(self, **_kwargs: object) -> str:
        """Return the text."""
        return self._text


class _Part(MacroElement):
    """Something that adds text to a part of the page when the page is rendered."""

    part = "header"

    def text(self) -> str:
        raise NotImplementedError

    def render(self, **_kwargs: object) -> str:
        """Put the text into the page; nothing is left to write in place."""
        page = self.get_root()
        getattr(page, self.part).add_child(Verbatim(self.text()), name=self.get_name())
        return ""


class Style(_Part):
    """A style sheet inside the page."""

    def __init__(self, css: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Style"
        self._css = css

    def text(self) -> str:
        """Return the style element."""
        return f"<style>\n{_closed(self._css, 'style')}\n</style>"


class Script(_Part):
    """A script that runs after the map was made; its first parameter is the map."""

    part = "script"

    def __init__(self, code: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Script"
        self._code = code

    def text(self) -> str:
        """Return a function applied to the map's variable."""
        if self._parent is None:
            msg = "a script needs a map: add it to one"
            raise DataError(msg)
        return f"(function (map) {{\n{_closed(self._code, 'script')}\n}})({self._parent.get_name()});"


class Markup(_Part):
    """Body text of the page, after the map; the caller has escaped it."""

    part = "html"

    def __init__(self, html: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Markup"
        self._html = html

    def text(self) -> str:
        """Return the markup."""
        return self._html


class DataBlock(_Part):
    """Data for the page's scripts, compressed: a JSON value and a run of bytes.

    In the page it stands as `geo.page.packing.compressed` has ``length of JSON (4 bytes,
    little-endian) + JSON + bytes``. The same data give the same text.

    Parameters
    ----------
    name : str
        Id of its element.
    value : object
        Anything JSON can hold.
    blob : bytes
        Such as packed coordinates.
    soon : bool
        Whether the page unpacks them while it makes itself ready; otherwise
        that waits until they are asked for.
    mixed : bool
        Whether the bytes are numbers of many kinds, as `geo.page.packing.compressed`
        wants to know.
    """

    part = "html"

    def __init__(
        self, name: str, value: object, blob: bytes = b"", *, soon: bool = False, mixed: bool = False
    ) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "DataBlock"
        self._id = name
        self._value = value
        self._blob = blob
        self._soon = " data-soon" if soon else ""
        self._mixed = mixed

    def text(self) -> str:
        """Return the script element that holds the data and is not run."""
        head = json.dumps(self._value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
        text = compressed(len(head).to_bytes(4, "little") + head + self._blob, mixed=self._mixed)
        return f'<script type="application/octet-stream" id="{self._id}"{self._soon}>{text}</script>'


@lru_cache(maxsize=1)
def _packed_code(code: str) -> str:
    """Compress what all pages of a build have in common."""
    return compressed(code.encode())


def _counted(text: str, page: Figure) -> str:
    """Put numbers for the random ids of a page's elements."""
    numbers: dict[str, int] = {}
    for element in elements_of(page):
        numbers.setdefault(element._id, len(numbers))  # noqa: SLF001
    return _RANDOM_ID.sub(lambda found: str(numbers.get(found[0], found[0])), text)


def _closed(text: str, tag: str) -> str:
    """Refuse text that would end its own element."""
    if f"</{tag}" in text.lower():
        msg = f"a {tag} of the page holds '</{tag}'"
        raise DataError(msg)
    return text


def has_guests(page: Figure) -> bool:
    """Tell whether anything was added to a page's map beside what this package has for it."""
    added = [child for each in page._children.values() for child in each._children.values()]  # noqa: SLF001
    own = (page.script, page.html, page.header)
    foreign = [child for part in own for child in part._children.values() if not isinstance(child, Verbatim)]  # noqa: SLF001
    # parts of the page, and layers that it draws itself, say which part they are
    return bool(foreign) or any(not getattr(child, "part", "") for child in added)


class Page(Figure):
    """A page with a language, a title and a policy that lets nothing out, or only what it says.

    branca draws its elements' ids at random. In the page they are counted, in
    the elements' order, those in the user's code too: one map, the same bytes.
    """

    _template = Template("""<!DOCTYPE html>
<html lang="{{ this.lang|e }}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{{ policy }}">
<meta name="referrer" content="{{ 'strict-origin' if this.online else 'no-referrer' }}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ this.title|e }}</title>
<meta name="description" content="{{ this.description|e }}">
<meta property="og:type" content="website">
<meta property="og:title" content="{{ this.title|e }}">
<meta property="og:description" content="{{ this.description|e }}">
<meta name="twitter:card" content="summary">
<link rel="icon" href="data:,">
{{ header }}
</head>
<body>
<main>
{{ html }}
</main>
<script type="application/octet-stream" id="page-code">{{ code }}</script>
<script>
{{ loader }}
</script>
</body>
</html>
""")

    def __init__(
        self,
        title: str,
        *,
        description: str = "",
        lang: str = "en",
        images: Sequence[str] = (),
        beside: bool = False,
        online: bool = False,
        lacking: str = _LACKING,
    ) -> None:
        super().__init__(title=title)
        self.description = description
        self.lang = lang
        self.images = tuple(images)
        self.beside = beside
        self.online = online
        self.lacking = lacking
        self.pictures = True
        self.header._children.clear()  # noqa: SLF001  (branca's own charset line; ours comes first)

    def render(self, **kwargs: object) -> str:
        """Return the page; rendered twice, it is the same.

        Raises
        ------
        OutsideError
            If something on it has to be fetched and it is not to go online.
        """
        kept = [(element, dict(element._children)) for element in elements_of(self)]  # noqa: SLF001
        self.pictures = has_guests(self)
        try:
            for child in self._children.values():
                child.render(**kwargs)
            return self._written(**kwargs)
        finally:  # folium adds its scripts and the icons of its markers anew at each rendering
            for element, children in kept:
                element._children.clear()  # noqa: SLF001
                element._children.update(children)  # noqa: SLF001

    def _written(self, **kwargs: object) -> str:
        html, script = self.html.render(**kwargs), self.script.render(**kwargs)
        linked = list(self.header._children.items())  # noqa: SLF001
        for name, element in linked:  # the loader fetches scripts, in their order
            if isinstance(element, JavascriptLink):
                del self.header._children[name]  # noqa: SLF001
        header = self.header.render(**kwargs)
        links = [element for _, element in linked if isinstance(element, JavascriptLink)]
        asks = asks_of(self, links, f"{header}\n{html}\n{script}")
        if not self.online:
            refuse(asks)
        styles = [CssLink(ask.url) for ask in asks if ask.kind == "style" and ask.url not in header]
        header = "\n".join([header, *(style.render() for style in styles)])
        code = "\n".join([stand_ins(self, online=self.online), _counted(script, self)])
        css, js = leaflet(pictures=self.pictures)
        text = self._template.render(
            this=self,
            policy=policy(asks, images=self.images, beside=self.beside, frames=has_frames(self)),
            header=header,
            html=html,
            code=_packed_code("\0".join([css, _closed(js, "script"), code])),
            loader=loader(
                [(ask.url, self.lacking.replace("{url}", ask.url)) for ask in asks if ask.kind == "script"]
            ),
        )
        return _counted(text, self)


class OfflineMap(folium.Map):
    """A `folium.Map` whose page needs nothing from outside.

    Folium's markers, popups, tooltips, vector layers, groups and layer
    controls can be added to it. What has to be fetched - tiles, plugins,
    pictures from elsewhere - is refused when the page is made, unless
    `online`.

    Parameters
    ----------
    title, description : str
        Of the page.
    label : str
        What the map is, for those who do not see it; the title by default.
    lang : str
        Language of its texts.
    images : sequence of str
        Origins that pictures may come from; nothing else comes from anywhere.
    beside : bool
        Whether a script that lies beside the page may be loaded.
    online : bool
        Whether the page may fetch what is added to the map: its policy then
        names the addresses, and lets out to no other.
    lacking : str
        What is said where a script at ``{url}`` cannot be reached.
    **options
        As for `folium.Map`; there are no tiles.

    Attributes
    ----------
    described_by : str
        Id of an element that tells what the map shows, for those who do not
        see it.
    skip : tuple of str or None
        Id of an element that a first link leads to, past the map, and the
        link's text.
    """

    default_js: list[tuple[str, str]] = []  # noqa: RUF012  (folium's own way to say it)
    default_css: list[tuple[str, str]] = []  # noqa: RUF012
    _template = Template("""
{% macro html(this, kwargs) %}
{%- if this.skip %}
<a class="bs-skip" href="#{{ this.skip[0]|e }}">{{ this.skip[1]|e }}</a>
{%- endif %}
<div class="folium-map" id="{{ this.get_name() }}" role="application" aria-label="{{ this.label|e }}"
{%- if this.described_by %} aria-describedby="{{ this.described_by|e }}"{% endif %}></div>
{% endmacro %}
{% macro script(this, kwargs) %}
var {{ this.get_name() }} = L.map("{{ this.get_name() }}", {
  center: {{ this.location|tojson }}, crs: L.CRS.{{ this.crs }}, ...{{ this.options|tojavascript }}
});
{% endmacro %}
""")

    def __init__(  # noqa: PLR0913  (a page's own options beside folium's)
        self,
        location: Sequence[float] | None = None,
        *,
        title: str = "Map",
        label: str = "",
        description: str = "",
        lang: str = "en",
        images: Sequence[str] = (),
        beside: bool = False,
        online: bool = False,
        lacking: str = _LACKING,
        **options: Any,  # noqa: ANN401  (folium's own options, handed through)
    ) -> None:
        super().__init__(location, tiles=None, **options)
        # folium hands these two to its tiles only, and there are none
        limits = {"min_zoom": options.get("min_zoom"), "max_zoom": options.get("max_zoom")}
        self.options.update({name: zoom for name, zoom in limits.items() if zoom is not None})
        self.label = label or title
        self.described_by = ""
        self.skip: tuple[str, str] | None = None
        self.default_js, self.default_css = [], []  # of this map, for links that its user adds
        page = Page(
            title,
            description=description,
            lang=lang,
            images=images,
            beside=beside,
            online=online,
            lacking=lacking,
        )
        page.add_child(self)

    def render(self, **kwargs: Any) -> str:  # noqa: ANN401
        """Put Leaflet, the map and its children into the page; nothing is left to write in place."""
        page: Any = self.get_root()
        page.header.add_child(Verbatim(NOTICE), name="leaflet_notice")
        for part in ("html", "script"):
            macro = getattr(self._template.module, part)
            getattr(page, part).add_child(Verbatim(macro(self, kwargs)), name=f"{self.get_name()}_{part}")
        for name, url in self.default_js:
            page.header.add_child(JavascriptLink(url), name=name)
        for name, url in self.default_css:
            page.header.add_child(CssLink(url), name=name)
        for child in list(self._children.values()):
            child.render(**kwargs)
        return ""
