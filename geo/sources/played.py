"""Notebooks as pages of the docs: run when these are built, and written as Markdown with what they show."""

from __future__ import annotations

import base64
import re
from html import escape
from typing import TYPE_CHECKING, Any, Final

from geo.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["as_it_is", "markdown_of", "play"]

_MOST_SECONDS: Final = 300


def play(notebook: Path, folder: Path) -> Any:  # noqa: ANN401  (nbformat has no types)
    """Run a notebook.

    Parameters
    ----------
    notebook : Path
    folder : Path
        Where it runs; what it saves lies there.

    Returns
    -------
    nbformat.NotebookNode
        With its outputs.
    """
    import nbclient  # noqa: PLC0415  (the docs extra)
    import nbformat  # noqa: PLC0415

    played = nbformat.read(notebook, as_version=4)  # type: ignore[no-untyped-call]
    nbclient.NotebookClient(
        played,
        timeout=_MOST_SECONDS,
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
    ).execute()
    return played


def as_it_is(text: str) -> Any:  # noqa: ANN401  (as above)
    """Read the text of a notebook that is not run."""
    import nbformat  # noqa: PLC0415

    return nbformat.reads(text, as_version=4)  # type: ignore[no-untyped-call]


def markdown_of(played: Any, folder: Path, beside: str) -> str:  # noqa: ANN401  (as above)
    """Write a notebook that was run as Markdown.

    Parameters
    ----------
    played : nbformat.NotebookNode
        From `play`. A cell that shows a picture says in its metadata, as `alt`, what is to be seen; one that
        makes a page which the docs link to, as `page`, what it is called.
    folder : Path
        Where it ran.
    beside : str
        Where the pages that it saved will lie, as its page links to them.

    Raises
    ------
    DataError
        If a picture has no words.
    """
    parts = []
    for cell in played.cells:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            parts.append(source)
            continue
        parts.append(f"```python\n{source}\n```")
        for output in cell.get("outputs", []):
            parts += _shown(output, cell["metadata"].get("alt", ""), source)
        kept = cell["metadata"].get("page")
        if kept and (folder / kept).is_file():
            parts.append(f'<p>The page that it made: <a href="{beside}/{kept}">{kept}</a>.</p>')
    return "\n\n".join(parts) + "\n"


def _shown(output: Any, alt: str, source: str) -> Iterator[str]:  # noqa: ANN401  (as above)
    data = output.get("data", {})
    if "image/png" in data:
        if not alt:
            msg = f'the cell that begins {source[:60]!r} shows a picture; say in its metadata, as "alt", what.'
            raise DataError(msg)
        content = "".join(data["image/png"].split())
        base64.b64decode(content, validate=True)
        yield f'<img class="shown" alt="{escape(alt)}" src="data:image/png;base64,{content}">'
    elif "text/html" in data:
        table = re.sub(r"<style.*?</style>", "", "".join(data["text/html"]), flags=re.DOTALL)
        table = table.replace("<th></th>", "<td></td>")  # a heading that says nothing is none
        table = re.sub(r"\n\s*\n", "\n", table).strip()  # an empty line would end the block
        yield f'<div class="shown" tabindex="0">\n{table}\n</div>'
    elif "text/plain" in data:
        yield f"```text\n{''.join(data['text/plain'])}\n```"
    elif "text" in output:
        yield f"```text\n{''.join(output['text']).rstrip()}\n```"
