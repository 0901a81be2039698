"""What of the data a wheel carries, and what a package index shows of the README.

A wheel has what is read, and neither what builds are made of nor what they make:
`shapefiles` is written by ``bordershift build`` in seconds, and an index of
names (``.idx``) is made and kept when a name is first asked for, one of shapes
only saves a fifth of a second; `points` is what the lines are cut from. The
descriptor of the data tells of what is there.
"""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

DATA = "geo/_data"
LEFT_OUT = ("shapefiles/", "points/")


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Choose the data files of a wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Say which file goes where; an editable installation reads the checkout."""
        if version == "editable":
            return
        data = Path(self.root) / "data"
        wanted = build_data["force_include"]
        for path in sorted(data.rglob("*")):
            name = path.relative_to(data).as_posix()
            if path.is_file() and path.suffix != ".idx" and not name.startswith(LEFT_OUT):
                wanted[str(path)] = f"{DATA}/{name}"
        package = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
        package["resources"] = [row for row in package["resources"] if not row["path"].startswith(LEFT_OUT)]
        self._scratch = tempfile.TemporaryDirectory()
        told = Path(self._scratch.name, "datapackage.json")
        told.write_text(
            json.dumps(package, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n"
        )
        del wanted[str(data / "datapackage.json")]
        wanted[str(told)] = f"{DATA}/datapackage.json"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Take the descriptor away again."""
        del build_data, artifact_path
        if version != "editable":
            self._scratch.cleanup()


class CustomMetadataHook(MetadataHookInterface):
    """Show the README where no file lies beside it."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Give the README as text."""
        text = (Path(self.root) / "README.md").read_text(encoding="utf-8")
        metadata["readme"] = {"content-type": "text/markdown", "text": in_words(text)}


def in_words(text: str) -> str:
    """Name the files that a text links to, and leave out pictures: there is no address that would hold."""
    text = re.sub(r"!\[[^\]]*\]\((?!\w+:)[^)]*\)\n*", "", text)
    return re.sub(
        r"\[([^\]]+)\]\((?!\w+:|#)([^)#]+)[^)]*\)",
        lambda link: (
            f"`{link[2]}`" if link[1] in {link[2], link[2].rpartition("/")[2]} else f"{link[1]} (`{link[2]}`)"
        ),
        text,
    )
