"""How Sphinx builds the pages: ``make docs``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.parsers.rst import Directive

import geo
from geo import __version__
from geo.cli import main

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "bordershift"
author = "The bordershift authors"
release = __version__
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_show_copyright = False
html_title = f"bordershift {release}"
html_show_sourcelink = False
html_theme_options = {"top_of_page_buttons": []}
suppress_warnings = ["ref.python"]  # attributes of one name in several classes
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
napoleon_google_docstring = False
napoleon_use_ivar = True
myst_heading_anchors = 3
# pages, and the notebook as a file to take along
html_extra_path = ["changed_twice.ipynb", "own_map.ipynb"]


class Commands(Directive):
    """The help of every command, as the command line writes it."""

    def run(self) -> list[nodes.Node]:
        """Write a section for each command."""
        context = main.make_context("bordershift", [], resilient_parsing=True)
        sections: list[nodes.Node] = []
        for name, command in sorted(main.commands.items()):
            told = command.get_help(command.make_context(name, [], context, resilient_parsing=True))
            section = nodes.section(ids=[f"bordershift-{name}"], names=[name])
            section += nodes.title(text=name)
            section += nodes.literal_block(text=told, language="text")
            sections.append(section)
        return sections


class Columns(Directive):
    """The columns of a result, as it declares them."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Write a list of names and meanings."""
        told = nodes.definition_list()
        for column in getattr(geo, self.arguments[0]).COLUMNS:
            item = nodes.definition_list_item()
            item += nodes.term("", "", nodes.literal(text=column.name))
            item += nodes.definition("", nodes.paragraph(text=column.meaning))
            told += item
        return [told]


def without_last_line(_app: Sphinx, _name: str, source: list[str]) -> None:
    """Drop the blank line that doctest needs before the end of a block."""
    source[0] = source[0].replace("\n\n```\n", "\n```\n")


NAMED = {
    '<aside class="sidebar-drawer">': '<aside class="sidebar-drawer" aria-label="Pages">',
    '<aside class="toc-drawer': '<aside aria-label="On this page" class="toc-drawer',
    "<pre>": '<pre tabindex="0">',
}
"""What the theme leaves unsaid to those who do not see, and out of reach of the keyboard."""


def within_reach(app: Sphinx, fault: Exception | None) -> None:
    """Name the parts of every page, and let the keyboard roll what is wide."""
    if fault is None and app.builder.format == "html":
        for path in Path(app.outdir).rglob("*.html"):
            text = path.read_text(encoding="utf-8")
            for old, new in NAMED.items():
                text = text.replace(old, new)
            path.write_text(text, encoding="utf-8", newline="\n")


def setup(app: Sphinx) -> None:
    """Register them with Sphinx."""
    app.add_directive("commands", Commands)
    app.add_directive("columns", Columns)
    app.connect("source-read", without_last_line)
    app.connect("build-finished", within_reach)
