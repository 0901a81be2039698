"""Write the program's figures and a fresh picture of the map into the README.

``python -m geo.sources.readme``. Between ``<!-- headline -->`` and
``<!-- /headline -->`` stands the whole shift in a sentence, between ``<!-- figures -->`` and
``<!-- /figures -->`` the table of ``bordershift measure --format markdown``, between
``<!-- lakes -->`` and ``<!-- /lakes -->`` what the lakes come to, between ``<!-- claims -->`` and
``<!-- /claims -->`` the table of ``bordershift claims --format markdown``, between
``<!-- citation -->`` and ``<!-- /citation -->`` the citation that every layer
carries. The picture is taken in Chromium, where there is one.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import geo
from geo.claims.assess import assess_claims
from geo.files.numbers import fixed
from geo.files.writing import write_text
from geo.sources.datapackage import data_version
from geo.text.figures import shift_markdown, shift_sentence
from geo.text.findings import claims_markdown

if TYPE_CHECKING:
    from geo.atlas.about import About
    from geo.measures.shift import Shift

__all__ = ["citation_markdown", "lakes_markdown", "main", "with_figures"]

_ROOT = Path(__file__).resolve().parents[2]
_PICTURE = _ROOT / "maps" / "screenshot.png"


def citation_markdown(about: About) -> str:
    """Write how to cite the data, for people and as BibTeX."""
    author, _, title = about.credits.citation.partition(": ")
    entry = f"""@misc{{{about.id},
  author = {{{{{author}}}}},
  title = {{{title.partition(" (")[0]}}},
  note = {{Data set, version {data_version()}}}
}}
"""
    return f"> {about.credits.citation}, version {data_version()}.\n\n```bibtex\n{entry}```\n"


def lakes_markdown(moved: Shift) -> str:
    """Say what the lakes that treaties divided come to, and the areas with them."""
    lakes, total = moved.change.before.atlas.ground.divided_lakes, moved.total
    share, whole = fixed(total.lake_km2, 0), fixed(total.area_km2 + total.lake_km2, 0)
    return f"With the shares of {' and '.join(lakes)}, {share} km², they come to {whole} km².\n"


def with_figures(text: str) -> str:
    """Return the README with its tables measured anew, and its citation."""
    atlas = geo.open_atlas()
    moved = geo.shift(atlas.on(atlas.about.before.day), atlas.on(atlas.about.after.day))
    tables = {
        "headline": f"**{shift_sentence(moved, atlas.about)}**\n",
        "figures": shift_markdown(moved),
        "lakes": lakes_markdown(moved),
        "claims": claims_markdown(assess_claims(atlas)),
        "citation": citation_markdown(atlas.about),
    }
    for name, table in tables.items():
        before, start, rest = text.partition(f"<!-- {name} -->\n")
        _, end, after = rest.partition(f"<!-- /{name} -->")
        text = before + start + table + end + after
    return text


def _picture() -> None:
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        print("no Chromium: the picture stays as it is", file=sys.stderr)
        return
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  (the dev extra)

    atlas = geo.open_atlas()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = Path(folder) / "index.html"
        geo.border_map(atlas.on(atlas.about.before.day), atlas.on(atlas.about.after.day)).save(page_file)
        chromium = playwright.chromium.launch(
            executable_path=browser, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        page = chromium.new_page(viewport={"width": 1280, "height": 800})
        page.goto(page_file.as_uri())
        page.evaluate("window.bordershift.then(() => true)")
        page.wait_for_timeout(500)
        page.screenshot(path=_PICTURE)
        chromium.close()


def main() -> None:
    """Bring the README up to date."""
    readme = _ROOT / "README.md"
    write_text(readme, with_figures(readme.read_text(encoding="utf-8")))
    _picture()


if __name__ == "__main__":
    main()
