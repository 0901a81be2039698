"""Seasons and decades as people write them: "summer 1940", "zimą 1939/40", "the 1940s"."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

__all__ = ["season_or_decade", "season_patterns"]

# texts are read less the marks on their letters, and so these are
_SEASONS: Final = (
    (
        r"spring|fruhling|fruhjahr|wiosn[aye]|весн[аыуіие]|веснои|навесні|вясн[аыуе]|вяснои|увесну|"
        r"pavasar(?:is|i|io|a)|kevad(?:el)?|kevat|kevaalla|primavar[ai]i?"
    ),
    (
        r"summer|sommer|lat[oa]|latem|летом?|лета|літ[оа]|влітку|улетку|летам|vasar(?:a|os)|suv(?:i|el)|"
        r"kesa(?:lla)?|var[ai]i?"
    ),
    (
        r"autumn|fall|herbst|jesien(?:i|ia)?|осень(?:ю)?|осени|осін(?:ь|ню)|осені|восень|восені|восени|"
        r"увосень|rude(?:ns|ni)|ruduo|sugis(?:el)?|syksy(?:lla)?|toamn(?:a|ei)"
    ),
    (
        r"winter|zim(?:a|y|ie)|зим[аыиу]|зимои|взимку|зім[аыу]|зімои|узімку|ziem(?:a|as)|talv(?:el|i|ella)?|"
        r"iarn(?:a|ii)"
    ),
)
_BEFORE: Final = r"(?:(?:in the|in|im|the|w|we|в|у|на)\s+)?"
_YEARS: Final = r"(?P<year>\d{4})(?:\s*[/–—-]\s*(?P<next>\d{4}|\d{2}))?"
_OF: Final = r"(?:\s*(?:r|roku|г|года?|р|року))?\.?"
_GADA: Final = r"\.?\s?(?:m|metu|gada|g|aasta|a)?\.?\s+"
_DECADE: Final = re.compile(
    r"(?:(?:in\s+)?(?:the|den|die)\s+)?(\d{3})0(?:'?s|er(?:n|\s+jahren?)?|-?(?:е|х|ті|ых|я))"
    r"(?:\s+(?:годы|годов|роки|років))?"
)


def _patterns(words: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    named = f"(?:{words})"
    before = rf"{_BEFORE}{named}(?:\s+(?:of|des jahres))?,?\s+{_YEARS}{_OF}"
    return re.compile(before), re.compile(rf"{_YEARS}{_GADA}{named}")


_PATTERNS: Final = tuple(map(_patterns, _SEASONS))
_LAST: Final = 3  # winter, of two years


def season_patterns() -> list[str]:
    """Return what `season_or_decade` goes by, for the page, which looks for the same words.

    Examples
    --------
    >>> any(re.fullmatch(pattern.replace("(?<", "(?P<"), "lato 1940") for pattern in season_patterns())
    True
    """
    patterns = [_DECADE, *(pattern for pair in _PATTERNS for pattern in pair)]
    return [pattern.pattern.replace("(?P<", "(?<") for pattern in patterns]


def season_or_decade(said: str) -> tuple[dt.date, dt.date] | None:
    """Read a season, of three whole months, or a decade.

    Parameters
    ----------
    said : str
        In small letters, less the marks on them.

    Returns
    -------
    tuple of (datetime.date, datetime.date), optional
        The first and the last day; None for anything else, and for the winter
        of one year, which may be either of two.

    Examples
    --------
    >>> [day.isoformat() for day in season_or_decade("summer 1940")]
    ['1940-06-01', '1940-08-31']
    >>> [day.isoformat() for day in season_or_decade("zima 1939/40")]
    ['1939-12-01', '1940-02-29']
    >>> [day.isoformat() for day in season_or_decade("the 1940s")], season_or_decade("winter 1940")
    (['1940-01-01', '1949-12-31'], None)
    """
    if found := _DECADE.fullmatch(said):
        first = int(found[1]) * 10
        return (dt.date(first, 1, 1), dt.date(first + 9, 12, 31)) if first else None
    for number, patterns in enumerate(_PATTERNS):
        matched = next(filter(None, (pattern.fullmatch(said) for pattern in patterns)), None)
        if matched is None:
            continue
        year, after = int(matched["year"]), matched["next"]
        whole = after and int(after if len(after) == len(matched["year"]) else matched["year"][:2] + after)
        if (
            not dt.MINYEAR <= year < dt.MAXYEAR
            or (number == _LAST) != (whole == year + 1)
            or (whole and number < _LAST)
        ):
            return None
        begun = dt.date(year, 3 * number + 3, 1)
        ended = dt.date(year + (number == _LAST), (3 * number + 5) % 12 + 1, 1)
        return begun, ended - dt.timedelta(days=1)
    return None
