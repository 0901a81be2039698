"""JSON objects whose every member must be there, once, and of its kind."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

from geo.errors import InputFileError
from geo.files.names import plain
from geo.files.text import read_text

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Members", "iso_day", "read_members"]


def iso_day(text: str) -> dt.date:
    """Read a day as ISO 8601 writes it; Python would also take the digits of other scripts.

    Raises
    ------
    ValueError
        If it is no day.

    Examples
    --------
    >>> iso_day("1914-07-28")
    datetime.date(1914, 7, 28)
    """
    if not text.isascii():
        raise ValueError(text)
    return dt.datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=dt.UTC).date()


def read_members(path: Path) -> Members:
    """Read a file that holds one JSON object.

    Raises
    ------
    InputFileError
        If it is missing, or is no JSON.
    ValueError
        If it holds something else than an object.
    """
    text = read_text(path)
    try:
        document = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        msg = f"{path} is not JSON ({plain(str(error), 80)}); restore the file."
        raise InputFileError(msg) from error
    return Members(document)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse a name that stands twice, of which Python would keep the last."""
    names = [name for name, _ in pairs]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        msg = f"{twice!r} stands twice"
        raise ValueError(msg)
    return dict(pairs)


def _no_number(text: str) -> float:
    msg = f"{text} is no number"
    raise ValueError(msg)


class Members:
    """The members of a JSON object, each taken once and of the kind that it must be.

    Every method but `end` takes the member of a name, and raises a ValueError
    that names it where it is missing or of another kind.

    Parameters
    ----------
    value : object
        What `json` made of it.
    name : str
        What the object is called in a sentence; empty for a whole file.
    """

    def __init__(self, value: object, name: str = "") -> None:
        if not isinstance(value, dict):
            msg = f"{name or 'what it holds'} is no object"
            raise ValueError(msg)  # noqa: TRY004  (it becomes a sentence about the file)
        self._values = dict(value)
        self._prefix = f"{name}." if name else ""

    def _take(self, name: str) -> tuple[Any, str]:
        if name not in self._values:
            msg = f"it lacks {self._prefix}{name}"
            raise ValueError(msg)
        return self._values.pop(name), f"{self._prefix}{name}"

    def part(self, name: str) -> Members:
        """Take an object."""
        return Members(*self._take(name))

    def text(self, name: str, *, may_be_empty: bool = False) -> str:
        """Take a text, which must say something unless it may be empty."""
        value, full = self._take(name)
        if not isinstance(value, str) or not (value.strip() or may_be_empty):
            msg = f"{full} is no text"
            raise ValueError(msg)
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """Take a list of texts, none of them empty."""
        value, full = self._take(name)
        if not isinstance(value, list) or not all(isinstance(text, str) and text for text in value):
            msg = f"{full} is no list of texts"
            raise ValueError(msg)
        return tuple(value)

    def pairs(self, name: str) -> dict[str, str]:
        """Take an object whose members are all texts."""
        value, full = self._take(name)
        if not isinstance(value, dict) or not all(isinstance(text, str) and text for text in value.values()):
            msg = f"{full} is no object of texts"
            raise ValueError(msg)
        return value

    def yes(self, name: str) -> bool:
        """Take what is true or false."""
        value, full = self._take(name)
        if not isinstance(value, bool):
            msg = f"{full} is neither true nor false"
            raise ValueError(msg)  # noqa: TRY004  (it becomes a sentence about the file)
        return value

    def numbers(self, name: str, least: float, most: float, count: int) -> tuple[float, ...]:
        """Take so many numbers between two others: a list, or for one the number itself."""
        value, full = self._take(name)
        listed = value if count > 1 else [value]
        if not isinstance(listed, list) or len(listed) != count:
            msg = f"{full} is no list of {count} numbers"
            raise ValueError(msg)
        for one in listed:
            if isinstance(one, bool) or not isinstance(one, int | float) or not least <= one <= most:
                msg = f"{full} holds {str(one)[:40]}, which is no number from {least:g} to {most:g}"
                raise ValueError(msg)
        return tuple(float(one) for one in listed)

    def day(self, name: str) -> dt.date:
        """Take a day."""
        text, full = self.text(name), f"{self._prefix}{name}"
        try:
            return iso_day(text)
        except ValueError as error:
            msg = f"{full} is {text[:40]!r}, which is no day of the form 1914-07-28"
            raise ValueError(msg) from error

    def end(self) -> None:
        """Refuse members that nobody took."""
        if self._values:
            names = ", ".join(self._prefix + str(name) for name in self._values)
            msg = f"it has {names[:80]}, which nothing reads"
            raise ValueError(msg)
