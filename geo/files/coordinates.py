"""Latitudes and longitudes as people write and paste them: of maps, gazetteers, links and other programs."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["grid_of", "is_plain", "lon_comes_first", "looks_like_angles", "read_angle", "read_coordinates"]

_PRIMES: Final = (
    "'\N{RIGHT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}\N{PRIME}\N{ACUTE ACCENT}"  # of minutes
)
_SECONDS: Final = f'"\N{DOUBLE PRIME}\N{RIGHT DOUBLE QUOTATION MARK}{_PRIMES}'
_DEGREE: Final = "°\N{MASCULINE ORDINAL INDICATOR}\N{RING ABOVE}"
_NUMBER: Final = r"[0-9]+(?:[.,][0-9]+)?"
_LETTER: Final = "([NSEWO]?)"
_BLANK: Final = r"\s*[\s:]\s*"
_MINUTES: Final = rf"(?:({_NUMBER})\s*[{_PRIMES}]?)?\s*(?:({_NUMBER})\s*[{_SECONDS}]{{0,2}})?"
_PARTS: Final = (
    rf"(?:\s*[{_DEGREE}]\s*{_MINUTES})?",
    rf"{_BLANK}({_NUMBER})()",
    rf"{_BLANK}({_NUMBER}){_BLANK}({_NUMBER})",
)
"""Minutes and seconds: marked, or both angles with as many of them, parted by blanks or colons."""
_ANGLES: Final = [rf"{_LETTER}\s*([-+]?{_NUMBER}){parts}\s*{_LETTER}" for parts in _PARTS]
_BETWEEN: Final = r"(?:\s*[,;/]\s*|\s+)"
_PAIRS: Final = [re.compile(rf"{angle}{_BETWEEN}{angle}", re.IGNORECASE) for angle in _ANGLES]
_SINGLE: Final = [re.compile(rf"\s*{angle}\s*", re.IGNORECASE) for angle in _ANGLES]

_FLOAT: Final = r"(-?[0-9]+(?:\.[0-9]+)?)"
_LINK: Final = re.compile(
    r"(?:.*(?:mlat=|!3d)|.*?(?:\bgeo:|@|[?&]q=|map=[0-9.]+/)|\s*(?:SRID=4326;\s*)?(POINT)\s*Z?\s*\(\s*)"
    rf"{_FLOAT}(?:,|%2C|/|&mlon=|!4d|\s+){_FLOAT}",
    re.IGNORECASE,
)
"""Links of map sites, the pin before the middle of the view; a geo: address; a point as databases write it."""
_LED: Final = re.compile(r"([NSEWO])\s*([^NSEWO]*[^NSEWO,;/\s])", re.IGNORECASE)
"""An angle whose letter stands before it."""
_NORTH: Final = re.compile(r"(?:пн|паўн|с)\.?\s?ш\.?|p\.-l\.|pohj\.\s?lev\.|[šz]\.\s?pl\.", re.IGNORECASE)
_EAST: Final = re.compile(r"(?:сх|усх|у|в)\.?\s?д\.?|i\.-p\.|it\.\s?pit\.|r\.\s?ilg\.|a\.\s?g\.", re.IGNORECASE)
"""North and east as the other languages of this land have them, and as this program writes them in these."""
_STUCK: Final = re.compile(rf"([A-Z{_SECONDS}])(?=[0-9])", re.IGNORECASE)
_PLAIN: Final = re.compile(rf"\s*[-+]?{_NUMBER}(?:\s*[,;]\s*|\s+)[-+]?{_NUMBER}\s*")
_LIKE: Final = re.compile(rf"(?=.*[0-9].*[\s,;].*[0-9])[-+0-9NSEWO{_DEGREE}{_SECONDS}.,;:/\s]+", re.IGNORECASE)


def read_coordinates(text: str) -> tuple[float, float] | None:
    r"""Read a latitude and a longitude as maps and gazetteers write them.

    Parameters
    ----------
    text : str
        Two decimal numbers, or degrees with minutes and seconds, marked or
        parted by blanks, the latitude first unless letters say otherwise;
        ``POINT(24.03 49.84)``, the longitude first; a geo: address; a link to
        a place on a map, else to the middle of its view.

    Returns
    -------
    tuple of float, optional
        Latitude and longitude in degrees; None if the text is no such thing,
        or may be several.

    Examples
    --------
    >>> read_coordinates("53.61, 26.85"), read_coordinates("53,61 26,85")
    ((53.61, 26.85), (53.61, 26.85))
    >>> read_coordinates("24°01'30\"E 49°50'N") == (49 + 50 / 60, 24.025)
    True
    >>> read_coordinates("N 49 30 0 E 22 45 0"), read_coordinates("49 30 22 45")
    ((49.5, 22.75), (49.5, 22.75))
    >>> read_coordinates("POINT(24.03 49.84)"), read_coordinates("geo:49.84,24.03?z=12")
    ((49.84, 24.03), (49.84, 24.03))
    >>> read_coordinates("Brest 2") is None, read_coordinates("49 84 24 03") is None
    (True, True)
    """
    if link := _LINK.match(text):
        return (float(link[3]), float(link[2])) if link[1] else (float(link[2]), float(link[3]))
    text = _sided(text)
    angles = _STUCK.sub(r"\1 ", _LED.sub(r"\2 \1", text) if _LED.match(text) else text)
    for pattern in _PAIRS:
        found = pattern.fullmatch(angles)
        if found is None:
            continue
        (one, first), (two, second) = _angle(found.groups()[:5]), _angle(found.groups()[5:])
        if one is None or two is None or (first and first == second):
            continue
        return (two, one) if first == "EW" or second == "NS" else (one, two)
    return None


def _sided(text: str) -> str:
    """Write north and east by their letters."""
    return _EAST.sub("E", _NORTH.sub("N", text)).strip()


def _angle(groups: tuple[str | None, ...]) -> tuple[float | None, str]:
    """Return an angle in degrees, none where it is none, and of which axis its letter says that it is."""
    before, degrees, minutes, seconds, after = (group or "" for group in groups)
    letter = (before or after).upper()
    number, *parts = (float((part or "0").replace(",", ".")) for part in (degrees, minutes, seconds))
    if (before and after) or max(parts) >= 60.0:  # noqa: PLR2004  (minutes to a degree)
        return None, ""
    size = abs(number) + parts[0] / 60.0 + parts[1] / 3600.0
    turned = letter in {"S", "W"} or degrees.startswith("-")
    return -size if turned else size, "" if not letter else "NS" if letter in "NS" else "EW"


def read_angle(text: str, axis: str) -> float | None:
    """Read a latitude or a longitude that stands by itself, as in the cell of a table.

    Parameters
    ----------
    text : str
    axis : str
        ``NS`` for a latitude, ``EW`` for a longitude: letters of the other are refused.

    Returns
    -------
    float, optional
        Degrees; None if it is no angle.

    Examples
    --------
    >>> read_angle("49 30 N", "NS"), read_angle("22°45'", "EW"), read_angle("49,5", "NS")
    (49.5, 22.75, 49.5)
    >>> read_angle("22 E", "NS") is None
    True
    """
    angle = _STUCK.sub(r"\1 ", _sided(text))
    for pattern in _SINGLE:
        if found := pattern.fullmatch(angle):
            size, own = _angle(found.groups())
            if size is not None and own in {"", axis}:
                return size
    return None


def is_plain(text: str) -> bool:
    """Whether coordinates are two bare numbers, so that nobody needs to be told how they were read."""
    return _PLAIN.fullmatch(text) is not None


def lon_comes_first(text: str) -> bool:
    """Whether the form itself has the longitude first."""
    link = _LINK.match(text)
    return link is not None and link[1] is not None


def looks_like_angles(text: str) -> bool:
    """Whether a text is made of numbers and the marks of angles, so that no name is meant.

    Examples
    --------
    >>> looks_like_angles("49 84 24 03"), looks_like_angles("Stalin 2")
    (True, False)
    """
    return _LIKE.fullmatch(text) is not None


_MGRS: Final = re.compile(
    r"\s*\d{1,2}\s*[C-HJ-NP-X]\s*[A-HJ-NP-Z][A-HJ-NP-V]\s*(?:\d{2}|\d{4}|\d{6}|\d{8}|\d{10}|\d{1,5}\s+\d{1,5})\s*",
    re.IGNORECASE,
)
_METRES: Final = re.compile(r"(?<![\d.,])\d{5,8}(?:[.,]\d+)?(?!\d)")
_ABOUT_METRES: Final = re.compile(
    r"(?:[\s,;:=()]|utm|zone|easting|northing|east|north|[xyenmrh]|\b\d{1,2}\s?[c-hj-np-x]?\b)*", re.IGNORECASE
)


def grid_of(text: str) -> str:
    """Say which grid a text is a reference of, or metres in; empty if it is none.

    Examples
    --------
    >>> grid_of("34U FE 12345 67890"), grid_of("34UFE1267")
    ('the military grid (MGRS)', 'the military grid (MGRS)')
    >>> grid_of("34U 612345 5512345")
    'a grid in metres (UTM, Gauß-Krüger, a national one)'
    >>> grid_of("49.84 24.03"), grid_of("12 Hut")
    ('', '')
    """
    if _MGRS.fullmatch(text):
        return "the military grid (MGRS)"
    if len(_METRES.findall(text)) == 2 and _ABOUT_METRES.fullmatch(_METRES.sub(" ", text)):  # noqa: PLR2004
        return "a grid in metres (UTM, Gauß-Krüger, a national one)"
    return ""
