"""What the letters of a family tree are written in: UTF-8 or UTF-16, ANSEL, or a code page that it names.

Old programs wrote ANSEL, in which an accent comes before its letter, or "ANSI",
which means whatever the machine was set to. The first is read; of the second a
tree must say which, for a guess would put wrong letters into names.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Final

from geo.errors import InputFileError
from geo.files.names import plain
from geo.files.sniffing import MOST_TABLE_BYTES, check_regular

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["tree_text"]

_CHAR: Final = re.compile(rb"^[ \t]*1 CHAR ([^\r\n]{1,40})", re.MULTILINE)
_SAYS: Final = re.compile(r"^([ \t]*1 CHAR )[^\r\n]*", re.MULTILINE)
_HEAD: Final = 1 << 16
_UTF16: Final = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"0\x00": "utf-16-le", b"\x000": "utf-16-be"}
_OFTEN: Final = ("cp1250", "cp1251", "cp1252", "cp1257")
_SHOWN: Final = 24


def tree_text(path: Path) -> str:
    """Read the text of a family tree; what is written anew is UTF-8, and its CHAR line says so then.

    Parameters
    ----------
    path : Path

    Raises
    ------
    InputFileError
        If it is missing, too large, or does not say what its letters are.
    """
    check_regular(path, MOST_TABLE_BYTES)
    try:
        content = path.read_bytes()
    except OSError as error:
        msg = f"{path} cannot be read ({error.strerror}); check who may read it."
        raise InputFileError(msg) from error
    encoding = _UTF16.get(content[:2], "utf-8-sig")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8-sig":
            msg = f"{path} begins as UTF-16 text and does not go on so (byte {error.start}); save it as UTF-8."
            raise InputFileError(msg) from error
        text = _of_old(path, content, error)
        encoding = ""
    text = text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    return text if encoding == "utf-8-sig" else _SAYS.sub(r"\1UTF-8", text, count=1)


def _of_old(path: Path, content: bytes, fault: UnicodeDecodeError) -> str:
    """Read what is not UTF-8 as its CHAR line says."""
    found = _CHAR.search(content[:_HEAD])
    said = found[1].decode("ascii", "replace").strip() if found else ""
    name = re.sub(r"(?i)^windows[ -]?(?=\d{4}$)", "cp", said).casefold()
    line = content.count(b"\n", 0, fault.start) + 1
    if name == "ansel":
        import ansel  # noqa: PLC0415  (only old trees need it)

        ansel.register()
        name = "gedcom"
    elif name in {"utf-8", "utf8", "unicode", ""} or not _is_page(name):
        if name.startswith(("ansi", "windows", "ibm", "ascii", "macintosh", "oem", "latin")):
            number = content.count(b"\n", 0, found.start()) + 1 if found else 0
            word = re.search(rb"[^\s/,;]*[\x80-\xff][^\s/,;]*", content)
            strange = word[0][:_SHOWN] if word else b""
            shown = ", ".join(f"'{plain(strange.decode(page, 'replace'))}' in {page}" for page in _OFTEN)
            msg = (
                f"{path} says '1 CHAR {plain(said, 20)}', which is no one set of letters ({shown}); "
                f"export it as UTF-8, or name the right one in that line ({number}): 1 CHAR cp1250."
            )
        else:
            msg = f"{path} is not UTF-8 text (line {line}, byte {fault.start}); save it as UTF-8."
        raise InputFileError(msg) from fault
    try:
        return content.decode(name)
    except (UnicodeError, ValueError, LookupError) as error:
        msg = f"{path} says '1 CHAR {plain(said, 20)}', and its letters are none of it; export it as UTF-8."
        raise InputFileError(msg) from error


def _is_page(name: str) -> bool:
    """Whether a name is that of one code page, whose letters are bytes."""
    try:
        return codecs.lookup(name).name.startswith(("cp", "iso8859", "koi8", "mac")) and name not in {
            "latin",
            "latin1",
        }
    except (LookupError, ValueError):
        return False
