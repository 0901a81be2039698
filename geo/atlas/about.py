"""What an atlas is: what it is called, whose border it shows, over which days, whom it credits.

Nothing of this stands in code. It is written once, in ``atlas.json`` beside the
tables; two files of the user's own are an atlas as well and say it themselves.
"""

from __future__ import annotations

import datetime as dt
import logging
import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geo.errors import DataError, DayError
from geo.files.days import NoSuchDayError, ShortYearError, TwoDaysError, said_days
from geo.files.members import read_members
from geo.files.names import plain

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from geo.files.members import Members

__all__ = ["OPTIONAL_TABLES", "About", "Credits", "UsualDay", "read_about"]

OPTIONAL_TABLES: Final = (
    "armies", "chapters", "cities", "claims", "context", "events", "gazetteer", "other_names", "people",
    "places", "published", "regions", "views", "wikidata",
)  # fmt: skip
"""Tables an atlas may do without; which of them it has, it says."""

_LOG: Final = logging.getLogger("geo")
_ID: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_COLOUR: Final = re.compile("#[0-9a-f]{6}")
_MOST_SIGMA_M: Final = 1_000_000.0


@dataclass(frozen=True, slots=True)
class UsualDay:
    """One of the two days that an atlas is about, unless others are asked for.

    Attributes
    ----------
    day : datetime.date
    label : str
        What the day, or the file that it stands for, is called.

    Examples
    --------
    >>> from geo import open_atlas
    >>> usual = open_atlas().about.before
    >>> usual.label, usual.day.isoformat()
    ('1939', '1939-08-23')
    """

    day: dt.date
    label: str


@dataclass(frozen=True, slots=True)
class Credits:
    """Whose work an atlas is, and on what terms its layers are given.

    Attributes
    ----------
    licence : str
        SPDX expression of a built layer; empty where none is given.
    attribution : str
        What must be said of the sources.
    citation : str
        How to cite it; empty where there is nothing to cite.
    short : str
        The attribution in the few words that a map has room for.

    Examples
    --------
    >>> from geo import open_atlas
    >>> open_atlas().about.credits.licence
    'ODbL-1.0 AND LGPL-3.0-or-later'
    """

    licence: str
    attribution: str
    citation: str
    short: str


@dataclass(frozen=True, slots=True)
class About:
    """What an atlas says of itself.

    Attributes
    ----------
    id : str
        Short name, for those of files.
    title : str
    note : str
        What a reader of its maps should know; may be empty.
    extent : str
        Where it lies, in words that can follow a comma.
    border_of : str
        The state whose border it is about.
    articles : tuple of str
        States whose names take "the" in a sentence; see `named`.
    colours : mapping
        State to colour, ``#rrggbb``; states it does not name get a tint.
    window : tuple of float
        West, south, east and north of what it covers, in degrees.
    dated : bool
        Whether its days are dates; if not, they are only an order, and it is
        their labels that may be shown.
    first, last : datetime.date
        The first and the last day that can be asked for.
    before, after : UsualDay
        The two days that are compared unless others are asked for.
    errors_known : bool
        Whether its lines say how far off they may lie. Where they do not,
        their ``sigma_m`` and every error that follows from it are NaN.
    coast_sigma_m : float
        One-sigma position error of the coast, in metres.
    credits : Credits
    tables : tuple of str
        Those of `OPTIONAL_TABLES` that it has.
    own : bool
        Whether it is made of files of the user's own: what no state of theirs holds may be land or sea.
    years : bool
        Whether its days stand for years, of which no day is known.

    Examples
    --------
    >>> from geo import open_atlas
    >>> about = open_atlas().about
    >>> about.named(about.border_of), about.before.label, about.label(about.after.day)
    ('the USSR', '1939', '1941')
    """

    id: str
    title: str
    note: str
    extent: str
    border_of: str
    articles: tuple[str, ...]
    colours: Mapping[str, str]
    window: tuple[float, float, float, float]
    dated: bool
    first: dt.date
    last: dt.date
    before: UsualDay
    after: UsualDay
    errors_known: bool
    coast_sigma_m: float
    credits: Credits
    tables: tuple[str, ...]
    own: bool = False
    years: bool = False

    @property
    def centre(self) -> tuple[float, float]:
        """Longitude and latitude of the window's middle, in degrees."""
        west, south, east, north = self.window
        return (west + east) / 2.0, (south + north) / 2.0

    def named(self, state: str) -> str:
        """Return a state's name as it stands within a sentence: "the USSR", "Finland"."""
        return f"the {state}" if state in self.articles else state

    def is_usual(self, before: dt.date, after: dt.date, state: str) -> bool:
        """Say whether two days and a state are those that the atlas is about."""
        return (before, after, state) == (self.before.day, self.after.day, self.border_of)

    def label(self, day: dt.date) -> str:
        """Return what a day is called: its label if it is one of the usual two, else the date.

        Examples
        --------
        >>> from geo import open_atlas
        >>> open_atlas().about.label(dt.date(1940, 6, 28))
        '1940-06-28'
        """
        labels = {usual.day: usual.label for usual in (self.before, self.after)}
        return labels.get(day, day.isoformat())

    def stem(self, day: dt.date) -> str:
        """Return the label of a day as it can stand in the name of a file.

        Examples
        --------
        >>> from geo import open_atlas
        >>> open_atlas().about.stem(dt.date(1941, 6, 21))
        '1941'
        """
        return re.sub(r"[^\w.-]+", "_", self.label(day))

    def day(self, day: str | dt.date) -> dt.date:
        """Read a day that the atlas covers, as people write it.

        Parameters
        ----------
        day : str or datetime.date
            ``1939-09-17``, ``17.09.1939`` or ``17 September 1939`` (see
            `geo.files.days.said_days`); what one of the usual days is called;
            or a month or a year, of which the first day that the atlas covers
            is taken, and that is said as a warning of the logger ``geo``.

        Returns
        -------
        datetime.date

        Raises
        ------
        DayError
            If it is no day, may be two, or lies outside the atlas.

        Examples
        --------
        >>> from geo import open_atlas
        >>> about = open_atlas().about
        >>> about.day("1940-06-28") == about.day("28.06.1940") == about.day("28 June 1940")
        True
        >>> about.day("1939")  # the first of the usual days is called so
        datetime.date(1939, 8, 23)
        >>> about.day("1945-05-09")
        Traceback (most recent call last):
            ...
        geo.errors.DayError: 1945-05-09 lies outside the atlas; give a day from 1939-08-23 to 1941-06-22.
        """
        if isinstance(day, dt.datetime):
            day = day.date()
        first, last = (day, day) if isinstance(day, dt.date) else self._said(day)
        remedy = f"give a day from {self.first} to {self.last}."
        if last < self.first or first > self.last:
            msg = f"{plain(str(day), 60)} lies outside the atlas; {remedy}"
            raise DayError(msg)
        taken = max(first, self.first)
        if first != last:
            _LOG.warning("%s is read as %s; name another day of it if you mean that.", plain(str(day)), taken)
        return taken

    def usual_day(self, text: str) -> dt.date | None:
        """Return the one of the usual days that is called so, if it is called otherwise than by its date."""
        for usual in (self.before, self.after):
            if self.dated and text == usual.label and text != usual.day.isoformat():
                return usual.day
        return None

    def _said(self, text: str) -> tuple[dt.date, dt.date]:
        """Read the first and the last day that a text may mean."""
        usual = self.usual_day(text)
        if usual is not None:
            _LOG.warning("%s is read as %s, the day that this atlas calls so.", plain(text), usual)
            return usual, usual
        try:
            return said_days(text)
        except TwoDaysError as error:
            msg = f"{plain(str(error), 160)}."
            raise DayError(msg) from error
        except (ValueError, TypeError, AttributeError) as error:
            remedy = f"give a day from {self.first} to {self.last}."
            msg = f"'{plain(str(text), 60)}' {_fault(text, error, self.first)}; {remedy}"
            raise DayError(msg) from error


def _fault(text: str, error: Exception, day: dt.date) -> str:
    """Say what is wrong with a text that was to be a day."""
    if isinstance(error, NoSuchDayError):
        return "is a date that does not exist"
    if isinstance(error, ShortYearError):
        return "has a year of two digits, which may be of any century; write all four"
    from geo.files.said_spans import said_span  # noqa: PLC0415  (slow to load, and seldom asked for)

    try:
        told = said_span(text).told
    except (ValueError, OverflowError, AttributeError):
        return f"is not a day of the form {day}"
    return f"is a span of days ({told}), of which only the command who tells"


def read_about(folder: Path) -> About:
    """Read ``atlas.json`` of a data folder.

    Parameters
    ----------
    folder : Path
        Such as `geo.atlas.bundled.data_folder` names.

    Returns
    -------
    About

    Raises
    ------
    InputFileError
        If the file is missing or is no JSON.
    DataError
        If it lacks a member, has one too many, or one that cannot be.

    Examples
    --------
    >>> from geo.atlas.bundled import data_folder
    >>> read_about(data_folder()).border_of
    'USSR'
    """
    path = folder / "atlas.json"
    try:
        return _about(read_members(path))
    except ValueError as error:
        msg = f"{path}: {plain(str(error), 160)}."
        raise DataError(msg) from error


def _about(members: Members) -> About:
    days, errors = members.part("days"), members.part("position_errors")
    errors_known = errors.yes("known")
    about = About(
        id=members.text("id"),
        title=members.text("title"),
        note=members.text("note", may_be_empty=True),
        extent=members.text("extent"),
        border_of=members.text("border_of"),
        articles=members.texts("articles"),
        colours=_colours(members),
        window=_window(members),
        dated=days.yes("dated"),
        first=days.day("first"),
        last=days.day("last"),
        before=_usual(days.part("before")),
        after=_usual(days.part("after")),
        errors_known=errors_known,
        coast_sigma_m=errors.numbers("coast_m", 0.0, _MOST_SIGMA_M, 1)[0] if errors_known else math.nan,
        credits=_credits(members.part("credits")),
        tables=members.texts("tables"),
    )
    for part in (days, errors, members):
        part.end()
    if not _ID.fullmatch(about.id):
        msg = f"id is {about.id[:40]!r}; use small letters, digits, - and _"
        raise ValueError(msg)
    unknown = [table for table in about.tables if table not in OPTIONAL_TABLES]
    if unknown:
        msg = f"tables holds {unknown[0][:40]!r}; choose from {', '.join(OPTIONAL_TABLES)}"
        raise ValueError(msg)
    _check_days(about)
    return about


def _colours(members: Members) -> dict[str, str]:
    colours = members.pairs("colours")
    for state, colour in colours.items():
        if not _COLOUR.fullmatch(colour):
            msg = f"the colour of {state[:40]!r} is {colour[:40]!r}; write it as #rrggbb"
            raise ValueError(msg)
    return colours


def _window(members: Members) -> tuple[float, float, float, float]:
    west, south, east, north = members.numbers("window", -180.0, 180.0, 4)
    if not (west < east and -90.0 <= south < north <= 90.0):  # noqa: PLR2004  (the poles)
        msg = f"window is {west:g}, {south:g}, {east:g}, {north:g}; give west, south, east, north in degrees"
        raise ValueError(msg)
    return west, south, east, north


def _usual(members: Members) -> UsualDay:
    usual = UsualDay(members.day("day"), members.text("label"))
    members.end()
    return usual


def _credits(members: Members) -> Credits:
    owed = Credits(
        licence=members.text("licence", may_be_empty=True),
        attribution=members.text("attribution"),
        citation=members.text("citation", may_be_empty=True),
        short=members.text("short"),
    )
    members.end()
    return owed


def _check_days(about: About) -> None:
    days = (about.first, about.before.day, about.after.day, about.last)
    if not days[0] <= days[1] < days[2] <= days[3]:
        told = ", ".join(map(str, days))
        msg = f"days.first, before, after and last are {told}; give them in time, before and after apart"
        raise ValueError(msg)
    if about.stem(about.before.day) == about.stem(about.after.day):
        msg = f"both usual days are called {about.before.label[:40]!r}; give each a label of its own"
        raise ValueError(msg)
