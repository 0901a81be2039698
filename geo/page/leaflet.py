"""Leaflet, carried beside this module with its licence; each file is checked by hash before it is used."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Final

from geo.errors import DataError

__all__ = ["FOLDER", "NOTICE", "leaflet", "slim_css"]

NOTICE: Final = (
    "<!-- Leaflet 1.9.4, https://leafletjs.com, (c) 2010-2023 Volodymyr Agafonkin, (c) 2010-2011 CloudMade; "
    "BSD 2-Clause -->"
)
FOLDER: Final = Path(__file__).resolve().parent / "leaflet-1.9.4"
"""Where the files lie, and their licence."""
_SHA256: Final = {
    # of the npm package leaflet 1.9.4, folder dist
    "leaflet.js": "db49d009c841f5ca34a888c96511ae936fd9f5533e90d8b2c4d57596f4e5641a",
    "leaflet.css": "a7837102824184820dfa198d1ebcd109ff6d0ff9a2672a074b9a1b4d147d04c6",
    "images/layers.png": "1dbbe9d028e292f36fcba8f8b3a28d5e8932754fc2215b9ac69e4cdecf5107c6",
    "images/layers-2x.png": "066daca850d8ffbef007af00b06eac0015728dee279c51f3cb6c716df7c42edf",
    "images/marker-icon.png": "574c3a5cca85f4114085b6841596d62f00d7c892c7b03f28cbfa301deb1dc437",
    "images/marker-icon-2x.png": "00179c4c1ee830d3a108412ae0d294f55776cfeb085c60129a39aa6fc4ae2528",
    "images/marker-shadow.png": "264f5c640339f042dd729062cfc04c17f8ea0f29882b538e3848ed8f10edb4da",
}


@lru_cache(maxsize=2)
def leaflet(*, pictures: bool = True) -> tuple[str, str]:
    """Leaflet's style sheet and code, images inside.

    Parameters
    ----------
    pictures : bool
        Whether those of markers and of the layer control are carried, which a
        map without such things does not show.

    Returns
    -------
    css, js : str

    Raises
    ------
    DataError
        If a file is not the one that was checked.
    """
    files = _checked()
    css = re.sub(r"behavior:\s*url\([^)]*\);?", "", slim_css(files["leaflet.css"].decode("utf-8")))
    for image in sorted(set(re.findall(r"images/[\w.-]+", css))):
        css = css.replace(image, _data_uri(image, files) if pictures else "data:,")
    js = re.sub(r"//# sourceMappingURL=.*", "", files["leaflet.js"].decode("utf-8")).strip()
    images = {"iconUrl": "marker-icon", "iconRetinaUrl": "marker-icon-2x", "shadowUrl": "marker-shadow"}
    icons = {option: _data_uri(f"images/{name}.png", files) for option, name in images.items()}
    if pictures:
        js += f"\nL.Icon.Default.imagePath='';L.Icon.Default.mergeOptions({json.dumps(icons)});"
    return css, js


def slim_css(css: str) -> str:
    """Leave out of a style sheet what only people read: comments, and space that parts nothing.

    Examples
    --------
    >>> slim_css("a :is(b, c) { color: red; /* why */ margin: 0; }")
    'a :is(b,c){color:red;margin:0}'
    """
    bare = re.sub(r"/\*.*?\*/", " ", css, flags=re.DOTALL)
    slim = re.sub(r"\s*([{};,])\s*|\s+", lambda found: found[1] or " ", bare)
    return slim.replace(": ", ":").replace(";}", "}")


def _checked() -> dict[str, bytes]:
    """Read the files that are used."""
    files = {}
    for name, sha256 in _SHA256.items():
        path = FOLDER / name
        files[name] = path.read_bytes() if path.is_file() else b""
        if hashlib.sha256(files[name]).hexdigest() != sha256:
            msg = f"{path} is not the file that was checked; install bordershift again."
            raise DataError(msg)
    return files


def _data_uri(name: str, files: dict[str, bytes]) -> str:
    return f"data:image/png;base64,{base64.b64encode(files[name]).decode('ascii')}"
