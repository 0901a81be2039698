"""Names that other people gave: shown safely, and matched when mistyped.

A name out of a file may hold line ends, escape codes for a terminal, marks that
turn the direction of writing, or ten thousand letters. It stays as it is in
data; where it is shown it must not run over more than its own line.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["alike", "choices", "few", "name_key", "plain"]

_MOST: Final = 60
_SHOWN: Final = 20
_ALIKE: Final = 0.7
_TELLING: Final = 3
_UNSEEN: Final = frozenset({"Cc", "Cs", "Zl", "Zp"})
_TURNING: Final = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def plain(text: str, most: int = 0) -> str:
    r"""Write a text so that it stays on one line and steers nothing.

    Parameters
    ----------
    text : str
    most : int
        Cut what is longer; 0 for never.

    Examples
    --------
    >>> plain("Ruritania\n\x1b[31m")
    'Ruritania\\n\\x1b[31m'
    >>> plain("Ruritania", 6)
    'Rurit…'
    """
    if most and len(text) > most:
        text = text[: most - 1] + "\N{HORIZONTAL ELLIPSIS}"
    return "".join(
        letter.encode("unicode_escape").decode("ascii")
        if letter in _TURNING or unicodedata.category(letter) in _UNSEEN
        else letter
        for letter in text
    )


def name_key(text: str) -> str:
    r"""Return what names have in common that differ in form of letters, white space or case alone.

    Accents may stand in letters or beside them, letters be wide or narrow,
    spaces be of any kind and number, and marks that are not seen (a soft
    hyphen, a mark that joins or parts) be there or not. Letters with and
    without an accent are two.

    Examples
    --------
    >>> name_key("Mo\u0300rna\u0300") == name_key("M\u00d2RN\u00c0")
    True
    >>> name_key(" Nova\u00a0 Orla") == name_key("nova orla")
    True
    >>> name_key("Lodz") == name_key("\u0141\u00f3d\u017a")
    False
    """
    form = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return " ".join("".join(letter for letter in form if unicodedata.category(letter) != "Cf").split())


def choices(name: str, known: Sequence[str], otherwise: str) -> str:
    """Say which known names are like one that was not found, or which there are.

    Parameters
    ----------
    name : str
        What was asked for.
    known : sequence of str
        In the order to show them.
    otherwise : str
        What to put before the names where none is alike.

    Examples
    --------
    >>> choices("Finnland", ["Estonia", "Finland"], "choose from")
    'did you mean Finland?'
    >>> choices("Ruritania", ["Estonia", "Finland"], "choose from")
    'choose from Estonia, Finland.'
    """
    if close := alike(name, known):
        return f"did you mean {' or '.join(_cut(close))}?"
    return f"{otherwise} {', '.join(few(known)) or 'none'}."


def alike(name: str, known: Sequence[str], least: float = _ALIKE) -> list[str]:
    """Return of known names the three at most that may be meant by one that was not found, the likest first.

    Parameters
    ----------
    name : str
    known : sequence of str
    least : float
        How alike two spellings must be, from 0 to 1: more where there are names of many languages.

    Examples
    --------
    >>> alike("Finnland", ["Estonia", "Finland"])
    ['Finland']
    """
    from difflib import SequenceMatcher, get_close_matches  # noqa: PLC0415  (only a miss needs it)

    asked = name.strip().casefold()[:_MOST]
    if not asked:
        return []
    folded = {one: one.strip().casefold()[: 2 * _MOST] for one in known}
    near = set(get_close_matches(asked, folded.values(), n=3, cutoff=least))
    close = [
        one
        for one, text in folded.items()
        if text in near or asked in text or (len(text) >= _TELLING and text in asked)
    ]
    return sorted(close, key=lambda one: -SequenceMatcher(None, folded[one], asked).ratio())[:3]


def few(known: Sequence[str]) -> list[str]:
    """Return the first of many names to be shown, and how many more there are.

    Examples
    --------
    >>> few(list("abcdefghijklmnopqrstuvwxyz"))[-2:]
    ['s', 't and 6 more']
    """
    shown = _cut(known[:_SHOWN])
    if len(known) > _SHOWN:
        shown[-1] += f" and {len(known) - _SHOWN} more"
    return shown


def _cut(names: Iterable[str]) -> list[str]:
    return [plain(name, _MOST) for name in names]
