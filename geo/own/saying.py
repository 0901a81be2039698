"""What was mended or left out of a file, said as a warning that another language can say too."""

from __future__ import annotations

import logging
from typing import Final

from geo.atlas.languages import Said

__all__ = ["features", "say"]

_LOG: Final = logging.getLogger("geo")


def say(template: str, **values: object) -> None:
    """Say a sentence, filled as `geo.atlas.languages.Said.fill` does."""
    _LOG.warning("%s", Said.fill(template, **values))


def features(count: int) -> Said:
    """Write a number of features.

    Examples
    --------
    >>> features(1), features(2)
    ('1 feature', '2 features')
    """
    return Said.fill("{n} feature" if count == 1 else "{n} features", n=count)
