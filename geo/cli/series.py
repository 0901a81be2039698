"""Many days of one state: ``compare --series``."""

# ruff: noqa: PLC0415  (heavy modules are imported by the command that needs them)
from __future__ import annotations

from typing import TYPE_CHECKING

from geo.cli.group import answer, room, say, working

if TYPE_CHECKING:
    from pathlib import Path

    from geo.atlas.languages import Language
    from geo.own.pair import Sources

__all__ = ["answer_series"]


def answer_series(
    sources: Sources, *, form: str, chart: Path | None, page: Path | None, language: Language, quiet: bool
) -> None:
    """Answer with a state's area and borders from day to day; draw them, and make a map of all days."""
    from geo.own.series import series_of
    from geo.text.series import series_json, series_table
    from geo.text.terminal import WIDTH

    with working("following", quiet=quiet):
        found = series_of(sources)
    if page is not None:
        from geo.page.border_map import border_map

        border_map(*found.snapshots(), lang=language.tag).save(page)
        say(f"wrote {page}", quiet=quiet)
    if chart is not None:
        from geo.text.charts import save_chart
        from geo.text.series_chart import series_chart

        save_chart(series_chart(found, language=language), chart)
        say(f"wrote {chart}", quiet=quiet)
    if form == "csv":
        answer(found.table().csv())
    else:
        answer(
            series_json(found) if form == "json" else series_table(found, width=room(WIDTH), language=language)
        )
