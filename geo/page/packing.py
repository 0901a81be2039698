"""Coordinates in few bytes, and bytes in few letters.

Coordinates are counted in whole steps of a grid, each from the one before, in
as few bytes as the difference needs. Bytes that stand in a page are written
thirteen bits to two letters, an eighth more than the bits need: base64 takes a
third more than the bytes.
"""

from __future__ import annotations

import json
import zlib
from collections import Counter
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

__all__ = [
    "LETTERS",
    "base128",
    "byte_texts",
    "bytes_of",
    "compressed",
    "letters_of",
    "on_grid",
    "pack_lines",
    "unpack_lines",
    "zigzag",
]

LETTERS: Final = "".join(letter for letter in map(chr, range(33, 127)) if letter not in "-<\\")
"""The 91 letters: all of ASCII that is seen, less what could end a script or a comment, or be escaped."""
_BITS: Final = 13
_BASE: Final = len(LETTERS)
_GZIP: Final = 31
"""The largest window, with gzip's head and checksum, as zlib has it."""
_SHORT_BLOCKS: Final = 5
"""Of the memory levels of zlib, which by default takes 8."""
_BYTES: Final = 128
"""Bytes that are no letter of ASCII."""


def letters_of(content: bytes) -> str:
    """Write bytes in letters that can stand in a page's script.

    Returns
    -------
    str
        Two letters for every 13 bits, the lower digit first; one letter more
        where the bits that fill up the last 13 would make a byte.

    Examples
    --------
    >>> letters_of(b"north"), bytes_of(letters_of(b"north"))
    ('oIlwem!!!', b'north')
    """
    pairs = -(-8 * len(content) // _BITS)
    # 1. thirteen bytes are eight numbers of thirteen bits, each within three bytes
    blocks = np.zeros((-(-len(content) // _BITS), _BITS + 1), dtype=np.uint32)
    whole = np.zeros(len(blocks) * _BITS, dtype=np.uint8)
    whole[: len(content)] = np.frombuffer(content, dtype=np.uint8)
    blocks[:, :_BITS] = whole.reshape(-1, _BITS)
    numbers = np.empty((len(blocks), 8), dtype=np.uint32)
    for k in range(8):
        byte, bit = divmod(_BITS * k, 8)
        three = blocks[:, byte] << 16 | blocks[:, byte + 1] << 8 | blocks[:, byte + 2]
        numbers[:, k] = (three >> (24 - _BITS - bit)) & ((1 << _BITS) - 1)
    # 2. each is two letters
    high, low = np.divmod(numbers.ravel()[:pairs], _BASE)
    letters = np.frombuffer(LETTERS.encode("ascii"), dtype=np.uint8)
    text: str = letters[np.column_stack([low, high])].tobytes().decode("ascii")
    return text + "!" * (_BITS * pairs // 8 > len(content))


def bytes_of(letters: str) -> bytes:
    """Read what `letters_of` wrote; the page does the same."""
    pairs = len(letters) // 2
    digits = np.array([LETTERS.index(letter) for letter in letters[: 2 * pairs]], dtype=np.int64).reshape(-1, 2)
    values = digits @ np.array([1, _BASE])
    bits = (values[:, None] >> np.arange(_BITS)[::-1]) & 1
    count = _BITS * pairs // 8 - len(letters) % 2
    return np.packbits(bits.ravel()[: 8 * count].astype(np.uint8)).tobytes()


def compressed(content: bytes, *, level: int = 9, mixed: bool = False) -> str:
    """Compress with gzip and write in letters; the same content gives the same text.

    Parameters
    ----------
    content : bytes
    level : int
        How hard it tries.
    mixed : bool
        Whether it holds numbers of many kinds one after the other: short blocks
        suit them, as they make a map's data smaller by 1 or 2 %.
    """
    # numbers side by side repeat by chance only: short repeats of them are worth less than their letters
    how = (_SHORT_BLOCKS, zlib.Z_FILTERED) if mixed else (zlib.DEF_MEM_LEVEL, zlib.Z_DEFAULT_STRATEGY)
    packing = zlib.compressobj(level, zlib.DEFLATED, _GZIP, *how)
    packed = packing.compress(content) + packing.flush()
    # builds of zlib differ in the byte that names the system
    return letters_of(packed[:9] + b"\xff" + packed[10:])


def byte_texts(texts: Sequence[str]) -> tuple[str, list[bytes]]:
    r"""Write JSON in a byte a letter, whatever alphabets it has.

    UTF-8 takes two bytes for a letter that is not English, of which the first
    says next to nothing: compressed too they take a sixth more.

    Returns
    -------
    letters : str
        Those that the bytes from 128 on stand for: the most frequent ones.
    written : list of bytes
        The texts; any other letter is escaped, as JSON has it.

    Examples
    --------
    >>> byte_texts(['"Lwów"', '"Öötöö"'])
    ('öÖó', [b'"Lw\x82w"', b'"\x81\x80t\x80\x80"'])
    """
    counts = Counter("".join(texts))
    ordered = sorted(
        (letter for letter in counts if not letter.isascii()), key=lambda letter: (-counts[letter], letter)
    )
    letters, others = ordered[:_BYTES], ordered[_BYTES:]
    table = {ord(letter): chr(128 + k) for k, letter in enumerate(letters)}
    table |= {ord(letter): json.dumps(letter)[1:-1] for letter in others}
    return "".join(letters), [text.translate(table).encode("latin-1") for text in texts]


def pack_lines(lines: Iterable[NDArray[np.float64]], steps: int) -> bytes:
    """Pack lines into bytes.

    Parameters
    ----------
    lines : iterable of ndarray, each (n, 2)
        Degrees.
    steps : int
        Steps of the grid to a degree.

    Returns
    -------
    bytes
        How many vertices all lines have. Longitude and latitude of each in
        steps from the vertex before (of a line's first from zero), zigzag, so
        that small negative numbers stay small: first the lowest byte of every
        number, which hardly any compression makes smaller, then for each line
        its number of vertices and what its numbers have above their lowest
        byte, which is mostly little. Numbers are in base-128 with the high bit
        set on all but the last byte.
    """
    grid, starts = on_grid(lines, steps)
    # 1. each vertex from the one before; of a line the first from zero
    deltas = np.diff(grid, axis=0, prepend=np.zeros((1, 2), dtype=np.int64))
    deltas[starts] = grid[starts]
    # 2. before each line how many it has
    counts = np.diff(starts, append=len(grid))
    numbers = zigzag(deltas).ravel()
    rest = base128(np.insert(numbers >> 8, 2 * starts, counts))
    return base128(np.array([len(grid)])) + (numbers & 255).astype(np.uint8).tobytes() + rest


def on_grid(lines: Iterable[NDArray[np.float64]], steps: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Count the vertices of lines in steps of a grid, leaving out those that fall on the one before.

    Parameters
    ----------
    lines : iterable of ndarray, each (n, 2)
        Degrees.
    steps : int
        Steps of the grid to a degree.

    Returns
    -------
    grid : ndarray of int, shape (m, 2)
        The vertices of all lines, one line after the other.
    starts : ndarray of int
        Where each line begins.

    Examples
    --------
    >>> import numpy as np
    >>> grid, starts = on_grid([np.array([[24.5, 50.0], [24.50001, 50.0], [24.6, 50.0]])], 1000)
    >>> grid.tolist(), starts.tolist()
    ([[24500, 50000], [24600, 50000]], [0])
    """
    kept = [np.asarray(line) for line in lines]
    if not kept:
        return np.zeros((0, 2), dtype=np.int64), np.zeros(0, dtype=np.int64)
    counts = np.array([len(line) for line in kept])
    first = np.cumsum(counts) - counts
    grid = np.round(np.concatenate(kept) * steps).astype(np.int64)
    keep = np.append(True, (np.diff(grid, axis=0) != 0).any(axis=1))
    keep[first] = True
    return grid[keep], (np.cumsum(keep) - 1)[first]


def zigzag(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """Make numbers positive so that small negative ones stay small: 0, -1, 1, -2 become 0, 1, 2, 3."""
    return (numbers << 1) ^ (numbers >> 63)


def base128(values: NDArray[np.int64]) -> bytes:
    """Write numbers from 0 on in as many bytes as each needs; a high bit says that one more follows.

    Examples
    --------
    >>> import numpy as np
    >>> base128(np.array([1, 127, 128])).hex()
    '017f8001'
    """
    groups = np.stack([(values >> (7 * k)) & 127 for k in range(6)], axis=1)
    length = np.maximum(1, 6 - (groups[:, ::-1] != 0).argmax(axis=1))
    length[values == 0] = 1
    position = np.arange(6)
    used = position < length[:, None]
    groups[position < length[:, None] - 1] |= 128
    return bytes(groups[used].astype(np.uint8))


def unpack_lines(packed: bytes, steps: int) -> list[NDArray[np.float64]]:
    """Read lines back; the page's scripts do the same.

    Examples
    --------
    >>> import numpy as np
    >>> line = np.array([[24.5, 50.0], [24.49999, 50.00001], [30.0, 49.0]])
    >>> unpack_lines(pack_lines([line], 100_000), 100_000)[0]
    array([[24.5    , 50.     ],
           [24.49999, 50.00001],
           [30.     , 49.     ]])
    """
    # 1. how many vertices, and the lowest bytes of their numbers
    known = _numbers(packed)
    count = next(known)
    first = len(base128(np.array([count])))
    low = np.frombuffer(packed, dtype=np.uint8, count=2 * count, offset=first).astype(np.int64)
    # 2. line by line what stands above those
    rest = _numbers(packed[first + 2 * count :])
    lines, read = [], 0
    while read < len(low):
        own = 2 * next(rest)
        high = np.fromiter(rest, dtype=np.int64, count=own)
        numbers = (high << 8) | low[read : read + own]
        deltas = (numbers >> 1) ^ -(numbers & 1)
        lines.append(np.cumsum(deltas.reshape(-1, 2), axis=0) / steps)
        read += own
    return lines


def _numbers(packed: bytes) -> Iterator[int]:
    """Read numbers that `base128` wrote."""
    value = shift_by = 0
    for byte in packed:
        value |= (byte & 127) << shift_by
        shift_by += 7
        if not byte & 128:
            yield value
            value = shift_by = 0
