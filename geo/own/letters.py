"""What the letters of a Shapefile's table are written in.

The format has no rule for it: a `.cpg` beside it may say, or a byte in the
table's head; often neither does, or it is wrong. Text that is UTF-8 is hardly
ever anything else, so that is tried first; then what the file says; and then
the user is asked, and shown what the letters would be.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Final

from geo.errors import InputFileError
from geo.files.names import plain
from geo.files.sniffing import beside
from geo.own.saying import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["BYTES", "check_encoding", "encoding_of", "offered", "read_letters"]

BYTES: Final = "ISO-8859-1"
"""Read so, each letter is one byte of the file, whatever it was written in."""

_UTF8: Final = "utf-8"
_ANSI: Final = 87
"""The head's byte for the code page of the machine that wrote it, which it does not name."""
_LANGUAGE_BYTE: Final = 29
_OFTEN: Final = ("cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1257", "cp852", "cp866", "gb18030")
"""Code pages that are offered when the user is asked."""
_OFFERED: Final = 5
"""How many of them at once."""

_CODE_PAGES: Final[dict[int, str]] = {
    **dict.fromkeys((1, 9, 11, 13, 15, 17, 21, 24, 25, 27), "cp437"),
    **dict.fromkeys((2, 10, 14, 16, 18, 20, 22, 26, 29, 37, 55), "cp850"),
    **dict.fromkeys((3, 88, 89, _ANSI), "cp1252"),
    **dict.fromkeys((31, 34, 35, 64, 100, 135), "cp852"),
    **dict.fromkeys((8, 23, 102), "cp865"),
    **dict.fromkeys((38, 101), "cp866"),
    **dict.fromkeys((28, 108), "cp863"),
    **dict.fromkeys((19, 123), "cp932"),
    **dict.fromkeys((77, 122), "gbk"),
    **dict.fromkeys((78, 121), "cp949"),
    **dict.fromkeys((79, 120), "cp950"),
    **dict.fromkeys((80, 124), "cp874"),
    **dict.fromkeys((106, 134), "cp737"),
    **dict.fromkeys((107, 136), "cp857"),
    4: "mac_roman",
    36: "cp860",
    103: "cp861",
    150: "mac_cyrillic",
    151: "mac_latin2",
    152: "mac_greek",
    200: "cp1250",
    201: "cp1251",
    202: "cp1254",
    203: "cp1253",
    204: "cp1257",
}
"""What the byte in the head of a dBASE table stands for."""


def check_encoding(name: str) -> str:
    """Return an encoding's name as Python knows it.

    Raises
    ------
    InputFileError
        If there is none of that name.

    Examples
    --------
    >>> check_encoding("Windows-1250")
    'cp1250'
    """
    try:
        return codecs.lookup(name).name if "a".encode(name) else name
    except (LookupError, ValueError, TypeError) as error:
        msg = f"no encoding is called '{plain(name, 40)}'; give one such as utf-8, cp1250, cp1251 or iso8859-2."
        raise InputFileError(msg) from error


def encoding_of(path: Path, words: Sequence[bytes]) -> str:
    """Tell what the letters of a Shapefile's table are written in.

    Parameters
    ----------
    path : Path
        The `.shp`, or a zip that holds it.
    words : sequence of bytes
        What is to be read: names of fields and their values.

    Returns
    -------
    str
        An encoding's name, as Python knows it.

    Raises
    ------
    InputFileError
        If the file does not say, and its letters do not show it.
    """
    strange = sorted({word for word in words if not word.isascii()}, key=len)
    # 1. nothing but ASCII: every code page has it; valid UTF-8: chance does not make it
    if all(_is_utf8(word) for word in strange):
        return _UTF8
    # 2. the file's own word
    says, sure = _own_word(path)
    if says is not None and all(_reads(word, says) for word in strange):
        if not sure:
            say(
                "{file}: its letters are taken for Western European (cp1252), as in '{word}'; if that is "
                "wrong, name the encoding with --encoding",
                file=path,
                word=plain(strange[0].decode(says), 40),
            )
        return says
    # 3. the user knows
    shown = (word for word in strange if not _is_utf8(word))
    msg = (
        f"{path} does not say what its letters are written in, and it is not UTF-8; name it with --encoding "
        f"({offered(next(shown))})."
    )
    raise InputFileError(msg)


def offered(word: bytes) -> str:
    """Show what a word would be in the code pages that are met most often.

    Examples
    --------
    >>> offered("Łuck".encode("cp1250")).split(", ")[::2]
    ["'Łuck' in cp1250", "'£uck' in cp1252", "'£uck' in cp1254"]
    """
    read = (f"'{plain(word.decode(page), 30)}' in {page}" for page in _OFTEN if _reads(word, page))
    return ", ".join(list(read)[:_OFFERED])


def _is_utf8(word: bytes) -> bool:
    """Whether a text is UTF-8; its last letter may be cut, where the field was too short for it."""
    try:
        word.decode(_UTF8)
    except UnicodeDecodeError as error:
        return error.reason == "unexpected end of data" and error.start > 0
    return True


def _reads(word: bytes, encoding: str) -> bool:
    try:
        text = word.decode(encoding)
    except UnicodeDecodeError:
        return False
    return text.isprintable()


def read_letters(word: bytes, encoding: str) -> str:
    """Read a text; what is no letter in that encoding becomes a replacement mark, half a letter nothing."""
    if encoding == _UTF8 and _is_utf8(word):
        return word.decode(_UTF8, "ignore")
    return word.decode(encoding, "replace")


def _own_word(path: Path) -> tuple[str | None, bool]:
    """Return what a Shapefile says its letters are written in, and whether that names a code page."""
    page = beside(path, ".cpg")
    if page is not None:
        named = _named(page.decode("ascii", "ignore").strip())
        if named is not None:
            return named
    head = beside(path, ".dbf") or b""
    byte = head[_LANGUAGE_BYTE] if len(head) > _LANGUAGE_BYTE else 0
    return _CODE_PAGES.get(byte), byte != _ANSI


def _named(word: str) -> tuple[str, bool] | None:
    """Find what a `.cpg` names: ``UTF-8``, ``1250``, ``ANSI 1251``, ``ISO 8859-2``, ``LDID/201``."""
    told = re.fullmatch(r"LDID/(\d+)", word, re.IGNORECASE)
    if told:
        number = int(told[1])
        return (_CODE_PAGES[number], number != _ANSI) if number in _CODE_PAGES else None
    digits = re.fullmatch(r"(?:ANSI|OEM|CP|Windows|MS)?[ _-]*(\d{3,5})", word, re.IGNORECASE)
    iso = re.fullmatch(r"(?:ISO)?[ _-]*8859[ _-]*(\d{1,2})", word, re.IGNORECASE)
    for name in (f"iso8859-{iso[1]}" if iso else "", f"cp{digits[1]}" if digits else "", word):
        try:
            return codecs.lookup(name).name, True
        except (LookupError, ValueError):
            continue
    return None
