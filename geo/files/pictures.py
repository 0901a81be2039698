"""What kind of picture a file's name asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.errors import InputFileError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["picture_kind"]


def picture_kind(path: Path, what: str) -> str:
    """Return ``svg`` or ``png``, by a file's ending.

    Parameters
    ----------
    path : Path
    what : str
        What is drawn, for the sentence.

    Raises
    ------
    InputFileError
        If the ending is another.

    Examples
    --------
    >>> from pathlib import Path
    >>> picture_kind(Path("shift.SVG"), "a chart")
    'svg'
    """
    kind = path.suffix.lower().removeprefix(".")
    if kind not in {"svg", "png"}:
        msg = f"{path}: {what} is written as .svg or .png; choose one of these endings."
        raise InputFileError(msg)
    return kind
