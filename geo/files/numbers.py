"""Numbers for the eye: the same in tables, in sentences and on the map's page.

Programs read CSV and JSON, where a number is a number; here it gets its
thousands parted, a true minus sign, and its error beside it.
"""

from __future__ import annotations

import math
from typing import Final

__all__ = ["LEAST_ERROR", "NARROW", "decimals", "error_text", "fixed", "latitude", "longitude", "with_error"]

NARROW: Final = "\N{NARROW NO-BREAK SPACE}"
"""Between thousands where a line may break, as on a page; elsewhere a space does."""

LEAST_ERROR: Final = 0.1
"""Kilometres that the error of a mean is told with at least: it may come out smaller, but is not known so."""


def fixed(value: float | None, digits: int | None = 1, *, gap: str = " ") -> str:
    r"""Write a number with its thousands parted; what is not known is empty.

    Parameters
    ----------
    value : float or None
        None and NaN are not known.
    digits : int or None
        Decimals; a tie goes to the even one, as the binary number has it. None
        for no more than it has, and six digits at the most.
    gap : str
        What stands between thousands.

    Examples
    --------
    >>> fixed(1234.56), fixed(-0.04), fixed(1234.5, 0), fixed(float("nan"))
    ('1 234.6', '0.0', '1 234', '')
    >>> fixed(52.25, None), fixed(52.0, None)
    ('52.25', '52')
    >>> fixed(-1.0) == "\N{MINUS SIGN}1.0"
    True
    """
    if value is None or not math.isfinite(value):
        return ""
    text = f"{value + 0.0:,g}" if digits is None else f"{value:z,.{digits}f}"
    return text.replace(",", gap).replace("-", "\N{MINUS SIGN}")


def decimals(largest: float, least: int = 1) -> int:
    """Return with how many decimals numbers are told: as many as leave the largest two digits.

    Parameters
    ----------
    largest : float
        The largest of them, without its sign.
    least : int
        Decimals of large numbers.

    Examples
    --------
    >>> decimals(1234.5), decimals(0.0397), decimals(0.0), decimals(0.0000123)
    (1, 3, 1, 6)
    """
    if not 0.0 < largest < 1.0:
        return least
    return max(least, 1 - math.floor(math.log10(largest)))


def with_error(
    value: float | None, sigma: float | None, digits: int = 1, *, least: float = LEAST_ERROR, gap: str = " "
) -> str:
    """Write a number and its one-sigma error; without one where the error is not known.

    Parameters
    ----------
    value, sigma : float or None
        None and NaN are not known.
    digits : int
        Decimals of the number.
    least : float
        No error is told as smaller; 0 for how far off a line lies, which may
        be known to metres.
    gap : str
        What stands between thousands.

    Examples
    --------
    >>> with_error(173.84, 0.52), with_error(173.84, 0.01, 0), with_error(173.84, float("nan"))
    ('173.8 ± 0.5', '174 ± 0.1', '173.8')
    >>> with_error(1.53, 0.03, least=0.0)
    '1.5 ± 0.03'
    """
    text, error = fixed(value, digits, gap=gap), error_text(sigma, least=least)
    return f"{text} ± {error}" if text and error else text


def error_text(sigma: float | None, *, least: float = 0.0) -> str:
    """Write an error in kilometres, one below a tenth with two decimals; empty where it is not known.

    Examples
    --------
    >>> error_text(1.0), error_text(0.03), error_text(0.03, least=0.1), error_text(float("nan"))
    ('1.0', '0.03', '0.1', '')
    """
    if sigma is None or not math.isfinite(sigma):
        return ""
    sigma = max(sigma, least)
    return fixed(sigma, 1 if sigma >= LEAST_ERROR else 2)


def latitude(lat: float, digits: int | None = 1) -> str:
    """Write a latitude.

    Examples
    --------
    >>> latitude(52.25, 2), latitude(-52.25)
    ('52.25° N', '52.2° S')
    """
    return f"{fixed(abs(lat), digits)}° {'S' if lat < 0 else 'N'}"


def longitude(lon: float, digits: int | None = 1) -> str:
    """Write a longitude.

    Examples
    --------
    >>> longitude(23.7), longitude(-174.81, 2)
    ('23.7° E', '174.81° W')
    """
    return f"{fixed(abs(lon), digits)}° {'W' if lon < 0 else 'E'}"
