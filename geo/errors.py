"""What can go wrong, said so that the reader knows what to do next.

Every error a user can cause is a `BordershiftError`, and each is also the
builtin a Python caller would expect. The command line turns them into one
sentence on standard error and exit status 2.
"""

__all__ = [
    "BordershiftError",
    "CRSError",
    "DataError",
    "DayError",
    "ExtraError",
    "GeometryError",
    "InputFileError",
    "OutsideError",
    "UnknownNameError",
]


class BordershiftError(Exception):
    """Base of every error that the user's input can cause.

    Examples
    --------
    >>> from geo import open_atlas
    >>> try:
    ...     open_atlas().on("23 Augst 1939")
    ... except BordershiftError as error:
    ...     print(error)
    '23 Augst 1939' is not a day of the form 1939-08-23; give a day from 1939-08-23 to 1941-06-22.
    """


class InputFileError(BordershiftError, OSError):
    """A file is missing, unreadable, or not what it should be."""


class CRSError(BordershiftError, ValueError):
    """Coordinates come without a reference system, or with one that cannot be right."""


class DayError(BordershiftError, ValueError):
    """A day is malformed, or outside the range the atlas covers."""


class GeometryError(BordershiftError, ValueError):
    """A geometry cannot be used: empty, broken, or outside the world."""


class UnknownNameError(BordershiftError, LookupError):
    """A state, region or column that was asked for does not exist."""


class OutsideError(BordershiftError, ValueError):
    """A page that asks nobody for anything holds what would have to be fetched."""


class ExtraError(BordershiftError, ImportError):
    """A package is not installed that only some results need."""


class DataError(BordershiftError, RuntimeError):
    """The bundled data contradict themselves; reinstalling is the remedy."""
