"""How Sphinx builds the pages: ``make docs``."""

from __future__ import annotations

import base64
import io
import os
import shlex
import shutil
import tempfile
from contextlib import chdir, redirect_stdout
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive, directives
from myst_parser.parsers.sphinx_ import MystParser

import geo
from geo import __version__
from geo.cli import main
from geo.sources.played import as_it_is, markdown_of, play

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "bordershift"
author = "The bordershift authors"
release = __version__
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build"]
html_static_path = ["_static"]
html_css_files = ["shown.css"]
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


def asked(arguments: str, folder: str) -> str:
    """Run a command in a folder; return what it prints."""
    told, columns = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline=""), os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = "100"
    try:
        with chdir(folder), redirect_stdout(told):
            main(shlex.split(arguments), prog_name="bordershift")
    except SystemExit as ended:
        if ended.code:
            raise
    finally:
        os.environ.pop("COLUMNS")
        if columns is not None:
            os.environ["COLUMNS"] = columns
    told.seek(0)
    return told.read()


class Picture(Directive):
    """The picture that a command writes (its last argument), and the command under it."""

    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, object]] = {"alt": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        """Write it into the page itself."""
        (command,) = self.arguments
        with tempfile.TemporaryDirectory() as folder:
            asked(command, folder)
            content = base64.b64encode(Path(folder, shlex.split(command)[-1]).read_bytes()).decode()
        image = (
            f'<img class="shown" alt="{escape(self.options["alt"])}" src="data:image/svg+xml;base64,{content}">'
        )
        return [
            nodes.raw("", image, format="html"),
            nodes.literal_block(text=f"bordershift {command}", language="sh"),
        ]


class Answered(Directive):
    """A command and what it prints."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Ask it."""
        (command,) = self.arguments
        with tempfile.TemporaryDirectory() as folder:
            told = asked(command, folder)
        return [nodes.literal_block(text=f"$ bordershift {command}\n{told.rstrip()}", language="text")]


class Notebook(MystParser):
    """A notebook, run unless ``-D played=0`` is given, as a page of Markdown."""

    supported = ("notebook",)

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Run it in a folder of its own, which `take_along` copies beside the pages."""
        source = Path(document["source"])
        folder = Path(document.settings.env.doctreedir, "played", source.stem)
        folder.mkdir(parents=True, exist_ok=True)
        if str(document.settings.env.config.played) not in {"0", "False"}:
            notebook = play(source, folder)
        else:
            notebook = as_it_is(inputstring)
        super().parse(markdown_of(notebook, folder, f"played/{source.stem}"), document)


def take_along(app: Sphinx, fault: Exception | None) -> None:
    """Copy the notebooks, and the pages of theirs that are linked to, beside the pages."""
    made = Path(app.doctreedir, "played")
    if fault is None and app.builder.format == "html":
        for notebook in Path(app.srcdir).glob("*.ipynb"):
            shutil.copy(notebook, app.outdir)
            for cell in as_it_is(notebook.read_text(encoding="utf-8")).cells:
                name = Path(notebook.stem, cell["metadata"].get("page", ""))
                if (made / name).is_file():
                    Path(app.outdir, "played", notebook.stem).mkdir(parents=True, exist_ok=True)
                    shutil.copy(made / name, Path(app.outdir, "played", name))


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
    '<div id="search-results">': '<h1>Search</h1>\n<div id="search-results">',
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
    app.add_directive("picture", Picture)
    app.add_directive("answered", Answered)
    app.add_config_value("played", default=True, rebuild="env", types=[bool, int, str])
    app.add_source_suffix(".ipynb", "notebook")
    app.add_source_parser(Notebook)
    app.connect("source-read", without_last_line)
    app.connect("build-finished", within_reach)
    app.connect("build-finished", take_along)
