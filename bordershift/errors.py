"""What can go wrong: the errors of ``geo.errors``, by the same names."""

from __future__ import annotations

from geo import errors as _errors
from geo.errors import *  # noqa: F403

__all__ = [*_errors.__all__]  # noqa: PLE0604  (names, every one)
