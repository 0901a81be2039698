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

import base64
import gzip
import json
import re
from typing import TYPE_CHECKING, Any, Final

import folium
from branca.element import Element, Figure, MacroElement
from folium.template import Template

from geo.errors import DataError
from geo.page.leaflet import NOTICE, leaflet

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["DataBlock", "Markup", "OfflineMap", "Script", "Style", "Verbatim"]

_RANDOM_ID: Final = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")
"""What branca draws for an element's name."""


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

    In the page it stands as base64 of gzip of ``length of JSON (4 bytes,
    little-endian) + JSON + bytes``. The same data give the same text.

    Parameters
    ----------
    name : str
        Id of its element.
    value : object
        Anything JSON can hold.
    blob : bytes
        Such as packed coordinates.
    """

    part = "html"

    def __init__(self, name: str, value: object, blob: bytes = b"") -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "DataBlock"
        self._id = name
        self._value = value
        self._blob = blob

    def text(self) -> str:
        """Return the script element that holds the data and is not run."""
        head = json.dumps(self._value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
        text = _packed(len(head).to_bytes(4, "little") + head + self._blob)
        return f'<script type="application/octet-stream" id="{self._id}">{text}</script>'


def _packed(content: bytes) -> str:
    """Compress with gzip and write in base64; the same content gives the same text."""
    packed = gzip.compress(content, 9, mtime=0)
    # Python versions differ in the byte that names the system
    return base64.b64encode(packed[:9] + b"\xff" + packed[10:]).decode("ascii")


def _counted(text: str, page: Figure) -> str:
    """Put numbers for the random ids of a page's elements."""
    numbers: dict[str, int] = {}
    waiting: list[Element] = [page.script, page.html, page.header, page]
    while waiting:
        element = waiting.pop()
        numbers.setdefault(element._id, len(numbers))  # noqa: SLF001
        waiting.extend(reversed(element._children.values()))  # noqa: SLF001
    return _RANDOM_ID.sub(lambda found: str(numbers.get(found[0], found[0])), text)


def _closed(text: str, tag: str) -> str:
    """Refuse text that would end its own element."""
    if f"</{tag}" in text.lower():
        msg = f"a {tag} of the page holds '</{tag}'"
        raise DataError(msg)
    return text


class Page(Figure):
    """A page with a language, a title and a policy that lets nothing out.

    branca draws its elements' ids at random. In the page they are counted
    instead, in the elements' order, so the same map gives the same bytes;
    ids that stand in code of the user's own are counted along.
    """

    _template = Template("""<!DOCTYPE html>
<html lang="{{ this.lang|e }}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{{ this.policy }}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ this.title|e }}</title>
<meta name="description" content="{{ this.description|e }}">
<link rel="icon" href="data:,">
{{ this.header.render(**kwargs) }}
</head>
<body>
<main>
{{ this.html.render(**kwargs) }}
</main>
<script type="application/octet-stream" id="page-code">{{ this.packed(**kwargs) }}</script>
<script>
{{ this.loader }}
</script>
</body>
</html>
""")

    loader = """window.fromBase64 = (text) => {
  const letters = atob(text), bytes = new Uint8Array(letters.length);
  for (let k = 0; k < letters.length; k++) bytes[k] = letters.charCodeAt(k);
  return bytes;
};
window.pageReady = (async () => {
  const packed = document.getElementById("page-code").textContent;
  const zipped = new Blob([window.fromBase64(packed)]);
  const code = document.createElement("script");
  code.textContent = await new Response(zipped.stream().pipeThrough(new DecompressionStream("gzip"))).text();
  document.body.append(code);
})();"""

    def __init__(
        self, title: str, *, description: str = "", lang: str = "en", images: Sequence[str] = ()
    ) -> None:
        super().__init__(title=title)
        self.description = description
        self.lang = lang
        sources = " ".join(["data:", "blob:", *images])
        self.policy = (
            f"default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src {sources}; "
            "base-uri 'none'; form-action 'none'"
        )
        self.header._children.clear()  # noqa: SLF001  (branca's own charset line; ours comes first)

    def packed(self, **kwargs: object) -> str:
        """Return the page's scripts, Leaflet first, compressed."""
        code = _counted(self.script.render(**kwargs), self)
        return _packed(f"{_closed(leaflet()[1], 'script')}\n{code}".encode())

    def render(self, **kwargs: object) -> str:
        """Return the page; rendered twice, it is the same."""
        parts = (self.header, self.html, self.script)
        kept = [dict(part._children) for part in parts]  # noqa: SLF001
        try:
            return _counted(super().render(**kwargs), self)
        finally:  # folium adds its scripts anew at each rendering
            for part, children in zip(parts, kept, strict=True):
                part._children.clear()  # noqa: SLF001
                part._children.update(children)  # noqa: SLF001


class OfflineMap(folium.Map):
    """A `folium.Map` whose page needs nothing from outside.

    Folium's vector layers can be added to it. Those that need jQuery or
    Bootstrap (popups, awesome markers) cannot: their scripts are not there.

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

    def __init__(
        self,
        location: Sequence[float] | None = None,
        *,
        title: str = "Map",
        label: str = "",
        description: str = "",
        lang: str = "en",
        images: Sequence[str] = (),
        **options: Any,  # noqa: ANN401  (folium's own options, handed through)
    ) -> None:
        super().__init__(location, tiles=None, **options)
        # folium hands these two to its tiles only, and there are none
        limits = {"min_zoom": options.get("min_zoom"), "max_zoom": options.get("max_zoom")}
        self.options.update({name: zoom for name, zoom in limits.items() if zoom is not None})
        self.label = label or title
        self.described_by = ""
        self.skip: tuple[str, str] | None = None
        Page(title, description=description, lang=lang, images=images).add_child(self)

    def render(self, **kwargs: Any) -> str:  # noqa: ANN401
        """Put Leaflet, the map and its children into the page; nothing is left to write in place."""
        page: Any = self.get_root()
        css, _ = leaflet()
        page.header.add_child(Verbatim(f"<style>\n{_closed(css, 'style')}\n</style>"), name="leaflet_css")
        page.header.add_child(Verbatim(NOTICE), name="leaflet_notice")
        for part in ("html", "script"):
            macro = getattr(self._template.module, part)
            getattr(page, part).add_child(Verbatim(macro(self, kwargs)), name=f"{self.get_name()}_{part}")
        for child in list(self._children.values()):
            child.render(**kwargs)
        return ""
