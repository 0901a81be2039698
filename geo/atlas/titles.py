"""A holder and its title in words: who occupied land is told with it."""

from __future__ import annotations

from geo.atlas.languages import Said

__all__ = ["with_title"]


def with_title(holder: object, status: object, occupier: object = "") -> Said:
    """Say who holds land and by what title, or who has occupied it.

    Parameters
    ----------
    holder, status, occupier : str
        As in `Answer.COLUMNS`: the holder is empty for nobody, the status where it is not told.

    Examples
    --------
    >>> with_title("Lithuania", "occupied", "USSR"), with_title("", "unheld")
    ('Lithuania (occupied by USSR)', 'nobody (unheld)')
    """
    who = holder or "nobody"
    if occupier:
        return Said.fill("{holder} (occupied by {by})", holder=who, status=status, by=occupier)
    return Said.fill("{holder} ({status})" if status else "{holder}", holder=who, status=status)
