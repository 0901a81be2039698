"""Text files of moderate size, read whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.errors import InputFileError
from geo.files.sniffing import MOST_TABLE_BYTES, check_regular

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["read_text"]


def read_text(path: Path) -> str:
    """Read UTF-8 text, with or without a byte-order mark.

    Raises
    ------
    InputFileError
        If the file is missing, is no file, is too large, or is not UTF-8 text.
    """
    check_regular(path, MOST_TABLE_BYTES)
    try:
        content = path.read_bytes()
    except OSError as error:
        msg = f"{path} cannot be read ({error.strerror}); check who may read it."
        raise InputFileError(msg) from error
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        msg = f"{path} is UTF-16 text; save it as UTF-8."
        raise InputFileError(msg)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        msg = f"{path} is not UTF-8 text (line {line}, byte {error.start}); save it as UTF-8."
        raise InputFileError(msg) from error
