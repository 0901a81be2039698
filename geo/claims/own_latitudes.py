"""On which latitudes a profile tells of a claim's land, and of no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

__all__ = ["own_latitudes"]


def own_latitudes(
    spans: Mapping[str, tuple[float, float]], regions: Collection[str]
) -> list[tuple[float, float]]:
    """Find the latitudes of some regions on which no other region changed hands.

    A profile adds up all that changed hands on a parallel: what is said of some
    regions can be held against it only where these lie alone.

    Parameters
    ----------
    spans : mapping of str to (float, float)
        Southern and northern end of every region that changed hands, in
        degrees.
    regions : collection of str
        Those that something is said of.

    Returns
    -------
    list of (float, float)
        Southern and northern ends, from the south; none if not all of the
        regions changed hands.

    Examples
    --------
    >>> spans = {"west": (48.0, 53.0), "south": (45.0, 48.5), "north": (52.0, 56.0)}
    >>> own_latitudes(spans, ["west"]), own_latitudes(spans, ["west", "south"])
    ([(48.5, 52.0)], [(45.0, 52.0)])
    """
    if not regions or not set(regions) <= set(spans):
        return []
    others = sorted(span for region, span in spans.items() if region not in regions)
    ends = [spans[region] for region in regions]
    at, north = min(south for south, _ in ends), max(north for _, north in ends)
    free: list[tuple[float, float]] = []
    for low, high in [*others, (north, north)]:
        if at < min(low, north):
            free.append((at, min(low, north)))
        at = max(at, high)
    return free
