"""Many decimal numbers read at once, as exactly as one by one.

A number of at most sixteen digits is a whole number over a power of ten. Where
both are held exactly, which is up to 2⁵³ and 10²², their quotient is rounded
once, and so is the double that is nearest to what is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["read_decimals"]

_MOST_DIGITS: Final = 16
_EXACT: Final = 1 << 53
_TEN: Final = 10.0 ** np.arange(_MOST_DIGITS + 1)
_DOT, _COMMA, _MINUS = b".,-"
_EXPONENTS: Final = (b"e", b"E", b"+")
_SPACES: Final = (b" ", b"\t", b"\r", b"\n")

# eight digits at a time, each a byte, the first of them the lowest
_LAST: Final = np.array([0, *((1 << 64) - (1 << 8 * (8 - count)) for count in range(1, 9))], dtype=np.uint64)
"""The bytes of the last digits, by how many there are."""
_ZEROS: Final = np.uint64(int.from_bytes(b"00000000", "little"))
_PAIRS: Final = np.uint64(0x000000FF000000FF)
_HUNDREDS: Final = np.uint64(100 + (1_000_000 << 32))
_ONES: Final = np.uint64(1 + (10_000 << 32))


def read_decimals(numbers: bytes) -> NDArray[np.float64] | None:
    """Read numbers that stand between commas and square brackets.

    Parameters
    ----------
    numbers : bytes
        Digits, signs, commas and spaces of JSON.

    Returns
    -------
    ndarray of float or None
        None where one of them has no decimal point, an exponent, or more
        digits than can be read so.

    Examples
    --------
    >>> read_decimals(b"[[20.0000941, -45.5], [0.1, 0.30000000000000004]]") is None
    True
    >>> read_decimals(b"[[20.0000941, -45.5], [0.1, 0.3]]").tolist()
    [20.0000941, -45.5, 0.1, 0.3]
    """
    # 1. nothing but numbers and commas: a space within a number would be lost, one beside it may be
    tight = numbers.replace(b"[ ", b"[").replace(b" ]", b"]").replace(b", ", b",")
    plain = tight.translate(None, delete=b"[]") + b","
    if any(sign in plain for sign in (*_EXPONENTS, *_SPACES)):
        return None
    # 2. each number: a minus or none, digits, one point, digits
    letters = np.frombuffer(plain, dtype=np.uint8)
    end, dot = np.flatnonzero(letters == _COMMA), np.flatnonzero(letters == _DOT)
    begin = np.append(0, end[:-1] + 1)
    negative = letters[begin] == _MINUS
    if len(dot) != len(end) or not ((begin + negative < dot) & (dot < end - 1)).all():
        return None
    digits = plain.translate(None, delete=b".-")
    count = end - begin - negative - 1
    if len(plain) - len(digits) != len(dot) + int(negative.sum()) or count.max() > _MOST_DIGITS:
        return None
    # 3. the whole number that its digits are, sixteen of them before where it ends
    padded = np.frombuffer(b"0" * _MOST_DIGITS + digits + b"0" * 8, dtype=np.uint8)
    eights = np.ndarray((len(padded) - 7,), dtype="<u8", buffer=padded, strides=(1,))
    stop = np.cumsum(count + 1) - 1
    high, low = (
        _eight_digits(eights[stop + back], np.clip(count - fewer, 0, 8)) for back, fewer in ((0, 8), (8, 0))
    )
    whole = high * np.uint64(10**8) + low
    if int(whole.max()) >= _EXACT:
        return None
    # 4. over its power of ten
    size = whole.astype(np.float64) / _TEN[end - dot - 1]
    return np.asarray(np.where(negative, -size, size))


def _eight_digits(letters: NDArray[np.uint64], count: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Read the last digits of eight letters: neighbours are put together, then pairs, then fours."""
    last = _LAST[count]
    ones = (letters & last) - (_ZEROS & last)
    tens = ones * np.uint64(10) + (ones >> np.uint64(8))
    return ((tens & _PAIRS) * _HUNDREDS + (tens >> np.uint64(16) & _PAIRS) * _ONES) >> np.uint64(32)
