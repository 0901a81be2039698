"""Packages that only some results need: extras of the installation."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from geo.errors import ExtraError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["needing"]


@contextmanager
def needing(package: str, what: str) -> Iterator[None]:
    """Import an extra in this block; where it is not installed, a sentence says how to install it.

    Parameters
    ----------
    package : str
        As ``pip install`` names it.
    what : str
        What cannot be made without it, as a sentence begins.

    Raises
    ------
    ExtraError
        If it, or something that it needs, is not there.

    Examples
    --------
    >>> with needing("a-package", "A globe"):
    ...     import a_package
    Traceback (most recent call last):
    ...
    geo.errors.ExtraError: A globe needs a-package; install it with: pip install a-package.
    """
    try:
        yield
    except ImportError as error:
        msg = f"{what} needs {package}; install it with: pip install {package}."
        raise ExtraError(msg) from error
