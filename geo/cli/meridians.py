"""Northern and southern borders: ``compare --along meridians``."""

# ruff: noqa: PLC0415  (heavy modules are imported by the command that needs them)
from __future__ import annotations

from typing import TYPE_CHECKING

from geo.cli.group import answer, say, working

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from geo.own.meridians import MeridianComparison
    from geo.own.pair import Sources

__all__ = ["answer_along_meridians"]


def answer_along_meridians(  # noqa: PLR0913  (each is an option)
    sources: Sources,
    every: float | None,
    written: Callable[[MeridianComparison], str],
    *,
    distance: bool,
    sigma: float | None,
    page: Path | None,
    lang: str,
    quiet: bool,
) -> None:
    """Answer with how far northern and southern borders moved; make a map of the change."""
    from geo.own.meridians import compare_along_meridians
    from geo.own.pair import open_sides

    with working("comparing", quiet=quiet):
        sides = open_sides(sources)
        found = compare_along_meridians(
            sides, sources.states or (), every_deg=every, sigma_m=sigma, distance=distance
        )
    if page is not None:
        from geo.own.overlay import side_snapshots
        from geo.page.border_map import border_map

        border_map(*side_snapshots(sides, sources.states or (), sigma_m=sigma), lang=lang).save(page)
        say(f"wrote {page}", quiet=quiet)
    answer(written(found))
