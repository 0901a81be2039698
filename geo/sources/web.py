"""Plain pages of the site: one look, no script, nothing from elsewhere; and whether their links hold."""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

__all__ = ["broken_links", "page", "table"]

_STYLE: Final = """
:root { color-scheme: light dark; --ink: #22262b; --soft: #545a63; --paper: #fffdf8; --line: #d8d2c4; --link: #0a4a85; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e9e6df; --soft: #b9b5ab; --paper: #1d2024; --line: #474b52; --link: #8fc3f5; }
}
body { margin: 0; font: 17px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif;
  color: var(--ink); background: var(--paper); }
nav, main, footer { max-width: 62rem; margin: 0 auto; padding: 0 1rem; }
nav { padding-top: .8rem; display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; }
nav a, footer a { display: inline-block; padding: .25rem 0; }
nav [aria-current] { font-weight: 700; color: var(--ink); text-decoration: none; }
footer { margin: 3rem auto 2rem; color: var(--soft); font-size: .9rem; }
a { color: var(--link); }
a:focus-visible, [tabindex]:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
h1 { line-height: 1.2; text-wrap: balance; }
img { max-width: 100%; height: auto; background: #fff; }
figure { margin: 1.5rem 0; }
figcaption, .soft { color: var(--soft); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: .92rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid var(--line); }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
code { font-size: .92em; overflow-wrap: anywhere; }
td code[id] { overflow-wrap: normal; }
.first { display: inline-block; padding: .7rem 1.3rem; border: 2px solid var(--link); border-radius: .5rem; font-weight: 700; }
"""
_PARTS: Final = (
    ("index.html", "Start"),
    ("maps/index.html", "Map"),
    ("gallery.html", "Gallery"),
    ("data.html", "Data"),
    ("frontiers/index.html", "Frontiers"),
    ("guide/guide.html", "Guide"),
    ("guide/reference.html", "Reference"),
)


def page(path: str, title: str, body: str, *, credit: str) -> str:
    """Write a page.

    Parameters
    ----------
    path : str
        Where it will stand in the site, with slashes.
    title : str
    body : str
        HTML below the heading.
    credit : str
        What must be said of the sources.

    Returns
    -------
    str
        All its links are relative, so the site may stand in any folder of a host.
    """
    up = "../" * path.count("/")
    links = "".join(
        f'<a href="{up}{target}"{" aria-current=page" if target == path else ""}>{name}</a>'
        for target, name in _PARTS
    )
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<link rel="icon" href="data:,">\n'
        f"<title>{escape(title)} – bordershift</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f'<nav aria-label="Site">{links}</nav>\n<main>\n<h1>{escape(title)}</h1>\n{body}\n</main>\n'
        f"<footer><p>{escape(credit)}</p></footer>\n</body>\n</html>\n"
    )


def table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str | float]]) -> str:
    """Write a table; texts are HTML already, numbers are set to the right."""
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in heads)
    cells = (
        "".join(
            f"<td>{one}</td>" if isinstance(one, str) else f'<td class="number">{one:g}</td>' for one in row
        )
        for row in rows
    )
    body = "\n".join(f"<tr>{row}</tr>" for row in cells)
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{escape(caption)}"><table>'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table></div>"
    )


class _Links(HTMLParser):
    """Addresses that a page names, and the names that can be pointed to in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.names: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        for key, value in attrs:
            if key in {"id", "name"} and value:
                self.names.add(value)
            if value and (key == "src" or (key == "href" and tag != "base")):
                self.targets.append(value)


def broken_links(folder: Path) -> Iterator[str]:
    """Follow every link of every page of a folder, as far as it stays in it.

    Yields
    ------
    str
        A sentence for each that leads to no file, or to no place on its page.
        What follows ``#`` is the page's own business on the maps, which keep
        there what they show.
    """
    folder = folder.resolve()
    pages = {path: _Links(path.read_text(encoding="utf-8")) for path in sorted(folder.rglob("*.html"))}
    maps = folder / "maps"
    for path, found in pages.items():
        for target in found.targets:
            parts = urlsplit(target)
            if parts.scheme or parts.netloc:
                continue
            name = path.relative_to(folder).as_posix()
            aim = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if aim.is_dir():
                aim /= "index.html"
            if not aim.is_file() or not aim.is_relative_to(folder):
                yield f"{name}: {target} leads to no file."
            elif parts.fragment and aim.suffix == ".html" and aim.parent != maps:
                names = pages[aim].names
                if unquote(parts.fragment) not in names:
                    yield f"{name}: {target} leads to no place on that page."
