"""Days that are known only about, or between two: "ca. 1940", "1939-1941", "before 17.9.1939", ``1940~``.

The words are those of papers and lists in this land's languages, of GEDCOM
(``ABT``, ``BET … AND …``) and the signs of EDTF (``1940~``, ``1939/1941``,
``../1940``). What cannot be read is refused, never guessed.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

from geo.files.days import NoSuchDayError, ShortYearError, TwoDaysError, said_days
from geo.files.months import unmarked
from geo.files.seasons import season_or_decade

__all__ = ["EITHER_WAY", "SaidSpan", "said_span", "span_patterns"]

_THEN: Final = r"(?:\.\s*|\s+|(?=\d))"
"""Between a word and the day that it is about."""
# texts are read less the marks on their letters, and so these are
_ABOUT: Final = re.compile(
    r"(?:(?:c|ca|cca|circa|about|abt|approx|around|cal|est|um|etwa|gegen|ok|okolo|"
    r"ок|около|приблизительно|прибл|примерно|близько|бл|біля|приблизно|каля|прыкладна|"
    rf"apie|ap|aptuveni|umbes|noin|n|cirka|aproximativ|pe la){_THEN}|[~≈]\s*)(.+)"
)
_READ: Final = re.compile(rf"int{_THEN}(.+?)\s*\(.*\)")
"""GEDCOM: a day that was made of the phrase in brackets."""
_PARTS: Final = (
    r"(?:early|mid|late|(?:(?:at|in)\s+)?(?:the\s+)?(?:beginning|middle|end) of|anfang|mitte|ende|"
    r"(?:na\s+)?poczat(?:ek|ku)|(?:w\s+)?polowie|polowa|(?:pod\s+)?koniec|"
    r"(?:в\s+)?начал[ое]|(?:[ву]\s+)?середин[аеіи]|(?:в\s+)?кон(?:ец|це)|"
    r"(?:на\s+)?почат(?:ок|ку)|(?:в\s+)?кін(?:ець|ці)|наприкінці|(?:на\s+)?пачат(?:ак|ку)|"
    r"(?:у\s+)?(?:канцы|канец|сярэдзін[аеу])|(?:la\s+)?(?:inceputul|mijlocul|sfarsitul)(?:\s+lui)?"
    r"(?:\s+(?:lunii|anului))?)"
)
_PARTS_AFTER: Final = (
    r"(?:pradzi(?:a|oje)|pabaig(?:a|oje)|vidury(?:s|je)|sakum[as]s?|beigas|vidus?|algus(?:es)?|algul|lopp|lopus|"
    r"keskel|alku|alussa|loppu|lopussa|puolivali|puolivalissa)"
)
"""As Lithuanian, Latvian, Estonian and Finnish have it."""
_OF_YEAR: Final = r"(?:\s*(?:r|roku|г|года?|р|року)\.?)?"
_WHEN: Final = rf"(?:[^\W\d_]+\.?\s+)?\d{{4}}{_OF_YEAR}"
"""A month and its year, or a year."""
_LED_BY_YEAR: Final = r"\d{4}\.?\s?(?:m\.|metu|gada|g\.|aasta|a\.)(?:\s*[^\W\d_]+)?|vuoden\s+\d{4}"
_PART: Final = re.compile(rf"{_PARTS}[\s-]+({_WHEN})")
_PART_AFTER: Final = (
    re.compile(rf"([^\W\d_]+)\s+{_PARTS_AFTER}\s+(\d{{4}})"),
    re.compile(rf"({_LED_BY_YEAR})\s+{_PARTS_AFTER}()"),
)
"""Of a month or a year: how long that is nobody says, but that it lies within."""
_NIGHTS: Final = (
    (
        r"(?:(?:in|on|w|we|в|во|у|ў)\s+)?(?:(?:the|der)\s+)?(?:nocy|noc|ночь|ночи|ніч|ночі|ноч|nacht|night|nakti|noaptea)\s+"
        r"(?:(?:z|с|со|з|із|vom|von|of|from|between|no|is|din|de)\s+)?(?:the\s+)?(\d{1,2}[^\s/–-]*(?:\s+[^\W\d_]+)?)"
        r"(?:\s*[/–-]\s*|\s+(?:na|на|auf(?:\s+den)?|zum|to|and|und|uz|i|spre)\s+)(?:the\s+)?"
        rf"(\d{{1,2}}[^\s/–-]*(?:\s+[^\W\d_]+\.?\s+|\.\s?\d{{1,2}}\.\s?)\d{{4}}{_OF_YEAR})"
    ),
    r"(\d{1,2}\.?)\s+ja\s+(\d{1,2}\.\s+[^\W\d_]+\s+\d{4})\s+valisena\s+yona",
)
"""A night between two days, as papers tell of it."""
_NIGHT: Final = tuple(map(re.compile, _NIGHTS))
_ARTICLE: Final = re.compile(r"(?<=\s)(?:dem|den|the)\s+|\b(?P<to>bis\s+)zum\s+|\b(?P<from>vo)m\s+")
_DOUBTED: Final = re.compile(r"(.+?)\s*[?~%]")
_AND: Final = (
    (
        r"(?:between|bet\.?|zwischen|miedzy|pomiedzy|между|між|паміж|tarp|starp|intre)\s+(.+?)\s+"
        r"(?:and|und|a|и|і|та|ir|un|si)\s+(.+)"
    ),
    r"(.+?)\s+ja\s+(.+?)\s+(?:vahel|valilla)",
    (
        r"(?:(?:from|von|od|с|з|від|от|ад|nuo|no|alates|din|de la)\s+)?(.+?)\s+"
        r"(?:to|until|till|through|bis|do|до|по|да|iki|lidz|kuni|(?:pana )?(?:in|la))\s+(.+)"
    ),
    r"(\d{4})\s*[-–—]\s*(\d{4})",
    r"(.+?)\s+(?:or|oder|lub|albo|или|або|ці|arba|vai|voi|tai|sau)\s+(.+)",
    r"(.+?)\s*/\s*(.+)",
    r"(.+?)\s+[-–—]\s+(.+)",
    r"(.+?\d{4})\s*[–—]\s*(.+)",
    r"(\d+\..+?\d{4})\s*-\s*(\d+\..+)",
    r"([^\W\d]+\.?)\s*[-–—]\s*([^\W\d]+\.?\s+\d{4}.*)",
    # the day alone, or with its month: 17.-28. September 1939, 17.9.–28.9.1939, September 17-28, 1939
    r"((?:[^\W\d]+\s+)?\d{1,2}\.?(?:\s?\d{1,2}\.)?)\s*[-–—]\s*(\d{1,2}\b.*\d{4}.*)",
)
_BETWEEN: Final = tuple(map(re.compile, _AND))
_DATE: Final = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\s?-?go|\s?-?го|\.|\s?d\.)?", re.ASCII)
"""A day of a month that is told elsewhere."""
_YEAR_LED: Final = re.compile(r"(\d{4})(?:\.\s?(?:gada|aasta|g\.|a\.))\s*(\d{1,2}\.?)", re.ASCII)
"""A year before a day whose month is told with the other day, as Latvian and Estonian have it."""
_YEAR_BEHIND: Final = re.compile(r"(\d{1,2}),?\s+(\d{4})", re.ASCII)
"""A day and a year whose month is told with the other day, as English has it."""
_WORD: Final = re.compile(r"[^\W\d]+")
_SHORT: Final = re.compile(r"(\d\d)(\d\d)\s*[-–—/]\s*(\d\d)", re.ASCII)
"""1939-41: no month has such a number."""
_MONTHS: Final = 12
_BEFORE: Final = re.compile(
    rf"(?:(?:before|bef|vor|przed|до|перед|перад|prior to|pries|pirms|enne|ennen|inainte de){_THEN}|<\s*)(.+)"
)
_UP_TO: Final = re.compile(
    rf"(?:(?:until|till|to|by|bis|do|по|да|iki|lidz|kuni|pana (?:in|la)){_THEN}|\.\./|/)\s*(.+)"
)
_AFTER: Final = re.compile(
    rf"(?:(?:after|aft|nach|po|после|після|пасля|pec|parast|dupa){_THEN}|>\s*)(.+)|(.+?)\s+jalkeen"
)
_SINCE: Final = re.compile(
    rf"(?:from|since|von|ab|seit|od|с|з|від|от|ад|nuo|no|kops|alates|din|de la){_THEN}(.+)|"
    r"(.+?)\s*/\s*(?:\.\.)?"
)

EITHER_WAY: Final = dt.timedelta(days=366)
"""How far off a day is taken to be at the most that is only about right: nothing tells."""
_DAY: Final = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SaidSpan:
    """Days of which one is meant.

    Attributes
    ----------
    first, last : datetime.date
        Both with it; the first or the last that Python knows where that is open.
    told : str
        The same in EDTF.
    loose : str
        ``about``, ``open``, or empty where it does lie between the two.
    """

    first: dt.date
    last: dt.date
    told: str
    loose: str = ""


def said_span(text: str) -> SaidSpan:
    """Read a day, a month, a year or a span of days as people write it.

    Parameters
    ----------
    text : str
        As `geo.files.days.said_days` reads it; or with a word or a sign for
        about, before or after, or for a part of it, which is read as the whole; or two of them; or a
        season or a decade.

    Raises
    ------
    TwoDaysError
        If it may be two days.
    NoSuchDayError, ShortYearError
        As `geo.files.days.said_days`.
    ValueError
        If it is none of these, or ends before it begins.

    Examples
    --------
    >>> said_span("1939-1941").told, said_span("bet. 1 Sep 1939 and Oct 1939").told
    ('1939/1941', '1939-09-01/1939-10')
    >>> said_span("vom 17. bis 28. September 1939").told
    '1939-09-17/1939-09-28'
    >>> said_span("autumn 1939").told, said_span("w nocy z 17 na 18 września 1939").told
    ('1939-09/1939-11', '1939-09-17/1939-09-18')
    >>> one = said_span("um 1940")
    >>> one.told, one.loose, one.first.isoformat()
    ('1940~', 'about', '1938-12-31')
    >>> said_span("Ende 1939").told, said_span("nach dem 1.1.1940").told
    ('1939', '1940-01-02/..')
    >>> said_span("bef. 1940").last.isoformat(), said_span("after 17.9.1939").told
    ('1939-12-31', '1939-09-18/..')
    """
    said = _ARTICLE.sub(_without_article, " ".join(unmarked(text).split()))
    if whole := season_or_decade(said):
        cut = len("1940-01") if (whole[1] - whole[0]).days < EITHER_WAY.days else len("1940")
        return SaidSpan(*whole, "/".join(day.isoformat()[:cut] for day in whole))
    try:
        first, last = said_days(said)
    except TwoDaysError:
        raise
    except (NoSuchDayError, ShortYearError) as error:
        # the end of 1939-41 is no month, but may be a year
        try:
            return _span(said)
        except ValueError:
            raise error from None
    except ValueError:
        return _span(said)
    return SaidSpan(first, last, _edtf(first, last))


def _without_article(found: re.Match[str]) -> str:
    return found["to"] or (found["from"] and "von ") or ""


def _span(said: str) -> SaidSpan:
    """Read what is more than a day, a month or a year."""
    if found := _READ.fullmatch(said):
        return said_span(found[1])
    if span := _part_or_night(said):
        return span
    if found := _ABOUT.fullmatch(said) or _DOUBTED.fullmatch(said):
        first, last = said_days(found[1])
        return SaidSpan(first - EITHER_WAY, last + EITHER_WAY, f"{_edtf(first, last)}~", "about")
    if (found := _SHORT.fullmatch(said)) and int(found[3]) > max(_MONTHS, int(found[2])):
        return _between(found[1] + found[2], found[1] + found[3])
    for pattern in _BETWEEN:
        if (found := pattern.fullmatch(said)) and not {"..", ""} & set(found.groups()):
            return _between(found[1], found[2], slash=said[found.end(1) : found.start(2)].strip() == "/")
    return _open(said)


def _part_or_night(said: str) -> SaidSpan | None:
    """Read a part of a month or of a year, which is read as the whole, or a night between two days."""
    for pattern in (_PART, *_PART_AFTER):
        if found := pattern.fullmatch(said):
            first, last = said_days(" ".join(filter(None, found.groups())))
            return SaidSpan(first, last, _edtf(first, last))
    for pattern in _NIGHT:
        if found := pattern.fullmatch(said):
            night = _between(found[1], found[2])
            if night.last - night.first != _DAY:
                raise ValueError
            return night
    return None


def span_patterns() -> list[str]:
    r"""Return how parts of months and nights are written, for the page, which looks for the same.

    Examples
    --------
    >>> said = "w nocy z 17 na 18 wrzesnia 1939"
    >>> any(re.fullmatch(pattern.replace(r"\p{L}", r"[^\W\d_]"), said) for pattern in span_patterns())
    True
    """
    return [pattern.pattern.replace(r"[^\W\d_]", r"\p{L}") for pattern in (_PART, *_PART_AFTER, *_NIGHT)]


def _between(one: str, other: str, *, slash: bool = False) -> SaidSpan:
    (first, end), (begin, last), shared = _both(one, other)
    # 17/18 September is a night, 17/30 September one day in two calendars
    apart = begin == last and (last - first).days != 1
    if first > last or (slash and shared and apart):
        raise ValueError
    return SaidSpan(first, last, f"{_edtf(first, end)}/{_edtf(begin, last)}")


def _both(one: str, other: str) -> tuple[tuple[dt.date, dt.date], tuple[dt.date, dt.date], bool]:
    """Read two days, and whether one of them has its month or its year from the other."""
    if led := _YEAR_LED.fullmatch(one):
        one, other = led[2], f"{other} {led[1]}"
    elif (behind := _YEAR_BEHIND.fullmatch(other)) and (month := _WORD.match(one)):
        other = f"{behind[1]} {month[0]} {behind[2]}"
    try:
        known = said_days(one)
    except TwoDaysError:
        raise
    except ValueError:
        known = said_days(other)
        return _as_told(one, known[0]), known, True
    try:
        return known, said_days(other), False
    except ValueError:
        if not _DATE.fullmatch(other):
            raise
        return known, _as_told(other, known[0]), True


def _as_told(said: str, beside: dt.date) -> tuple[dt.date, dt.date]:
    """Read a day that lacks its year, or its month too, which another has."""
    if date := _DATE.fullmatch(said):
        return said_days(f"{beside.year}-{beside.month}-{date[1]}")
    return said_days(f"{said}{'' if said.endswith('.') else ' '}{beside.year}")


def _open(said: str) -> SaidSpan:
    """Read a span that is open to one side."""
    if found := _BEFORE.fullmatch(said):
        last = said_days(found[1])[0] - _DAY
        return SaidSpan(dt.date.min, last, f"../{last}", "open")
    if found := _UP_TO.fullmatch(said):
        begin, last = said_days(found[1])
        return SaidSpan(dt.date.min, last, f"../{_edtf(begin, last)}", "open")
    if found := _AFTER.fullmatch(said):
        first = said_days(found[1] or found[2])[1] + _DAY
        return SaidSpan(first, dt.date.max, f"{first}/..", "open")
    if found := _SINCE.fullmatch(said):
        first, end = said_days(found[1] or found[2])
        return SaidSpan(first, dt.date.max, f"{_edtf(first, end)}/..", "open")
    raise ValueError


def _edtf(first: dt.date, last: dt.date) -> str:
    """Write a day, a month or a year as what its first and its last day have in common."""
    one, other = first.isoformat(), last.isoformat()
    return one if one == other else one[:7] if one[:7] == other[:7] else one[:4]
