"""The page's modules as one script.

A browser opens no module from a file on disk, so the page cannot carry its
modules as they are. Here they are put in the order of their imports, each
wrapped in a function of its own that returns what the module exports. So two
modules can use one name for different things, as they can when they are
loaded as modules; to write them all into one scope would make that an error
at best.

Of the ways to import and to export, two are understood: ``import { a, b }
from './other.js';`` and ``export`` before a ``const``, a ``function`` or a
``class``. Anything else is refused.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geo.errors import DataError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["bare", "join_modules"]

_IMPORT: Final = re.compile(r"^import\s*\{([\w\s,]*)\}\s*from\s*'\./(\w+)\.js';\n", re.MULTILINE)
_EXPORT: Final = re.compile(r"^export (?=(?:const|(?:async )?function|class) (\w+))", re.MULTILINE)
_NOT_UNDERSTOOD: Final = re.compile(r"^(?:import|export)\b.*|\$[a-z]\w*", re.MULTILINE)
_INDENT: Final = re.compile(r"^[ \t]+", re.MULTILINE)
_DOCUMENTATION: Final = re.compile(r"^[ \t]*(?:/\*\*(?:(?!\*/)(?s:.))*\*/|//.*)\n", re.MULTILINE)
_BLANK: Final = re.compile(r"^\n", re.MULTILINE)
_GOES_ON: Final = re.compile(r"(?<=[,;(\[{])\n")
"""The end of a line that means nothing; none of our strings holds one."""
_REMARK: Final = re.compile(r"(?<=[;,(){}\[\]>]) // (?:[^'\"`\n]|(?<=\w)'(?=s\b))*$", re.MULTILINE)
_TYPE: Final = re.compile(r"/\*\* @(?:type|param) (?:(?!\*/)(?s:.))*\*/ ?")
_STRING: Final = r"'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\""
_PATTERN: Final = r"(?:(?<=[(\[,!:])/(?![/*])|/(?![ /*=]))(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/"


def _template(depth: int) -> str:
    """Return a pattern of a text between backticks, with code in it that may have such texts in it."""
    code = r"[^{}`'\"]"
    for _ in range(depth):
        text = rf"`(?:[^`\\$]|\\.|\$(?!\{{)|\$\{{(?:{code})*\}})*`"
        code = rf"[^{{}}`'\"]|{_STRING}|{text}|\{{(?:{code})*\}}"
    return text


_GAPS: Final = re.compile(rf"{_STRING}|{_template(3)}|{_PATTERN}| ", re.DOTALL)
"""Spaces of code, and what a space may stand in that means something; a division has one to either side."""
_SIGNS: Final = frozenset("=+-*<>!&|?:,;(){}[]%^")


def join_modules(folder: Path, first: str) -> str:
    r"""Join a module and all that it imports into one script.

    Parameters
    ----------
    folder : Path
        Where they lie.
    first : str
        The module that the page calls, without ``.js``.

    Returns
    -------
    str
        Code that makes each module once, those that it imports before it;
        what the first one exports stands in ``$`` and its name. Comments,
        types, indents, spaces about signs and most ends of lines are left out.

    Raises
    ------
    DataError
        If a module is missing, imports what another does not export, imports
        itself by way of others, or imports or exports in another way.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from pathlib import Path
    >>> with TemporaryDirectory() as name:
    ...     folder = Path(name)
    ...     _ = (folder / "sizes.js").write_text("export const half = (x) => x / 2;\n")
    ...     _ = (folder / "main.js").write_text(
    ...         "import { half } from './sizes.js';\nexport const two = half(4);\n"
    ...     )
    ...     print(join_modules(folder, "main").replace(";const $", ";\nconst $"))
    const $sizes=(()=>{const half=(x)=>x / 2;return{half};})();
    const $main=(()=>{const{half}=$sizes;const two=half(4);return{two};})();
    """
    wrapped: dict[str, str] = {}
    exported: dict[str, list[str]] = {}

    def visit(name: str, way: tuple[str, ...]) -> None:
        if name in way:
            msg = f"modules of the page import each other in a circle: {' > '.join((*way, name))}"
            raise DataError(msg)
        if name in wrapped:
            return
        text = _read(folder, name, way)
        for names, other in _IMPORT.findall(text):
            visit(other, (*way, name))
            lacking = {one.strip() for one in names.split(",") if one.strip()} - set(exported[other])
            if lacking:
                msg = f"{name}.js imports {', '.join(sorted(lacking))}, which {other}.js does not export"
                raise DataError(msg)
        exported[name] = _EXPORT.findall(text)
        wrapped[name] = _wrap(name, text, exported[name])

    visit(first, ())
    return _squeezed(_GOES_ON.sub("", "\n".join(wrapped.values())))


def bare(text: str) -> str:
    r"""Leave out of a script what it has for those who read it: comments, types and indents.

    Examples
    --------
    >>> bare("if (wide) {\n  // there is room\n  open(); // at once\n}\n")
    'if (wide) {\nopen();\n}\n'
    """
    for told in (_DOCUMENTATION, _TYPE, _REMARK, _INDENT, _BLANK):
        text = told.sub("", text)
    return text


def _squeezed(code: str) -> str:
    """Leave out the spaces about signs, but for those that keep two signs apart."""

    def kept(found: re.Match[str]) -> str:
        if found[0] != " ":
            return found[0]
        sides = code[found.start() - 1], code[found.end()]
        apart = not _SIGNS.intersection(sides) or "/" in sides or set(sides) <= {"+", "-"}
        return " " if apart else ""

    return _GAPS.sub(kept, code)


def _read(folder: Path, name: str, way: tuple[str, ...]) -> str:
    path = folder / f"{name}.js"
    if not path.is_file():
        msg = f"the page's module {name}.js is missing, which {way[-1] + '.js' if way else 'the page'} needs"
        raise DataError(msg)
    return bare(path.read_text(encoding="utf-8"))


def _wrap(name: str, text: str, exported: list[str]) -> str:
    body = _EXPORT.sub("", _IMPORT.sub("", text))
    strange = _NOT_UNDERSTOOD.search(body)  # a name after $ would hide a module
    if strange:
        msg = f"{name}.js holds {strange[0]!r}, which cannot be joined into the page's script"
        raise DataError(msg)
    taken = [
        f"const {{ {' '.join(names.split()).strip(',')} }} = ${other};"
        for names, other in _IMPORT.findall(text)
    ]
    return "\n".join(
        [f"const ${name} = (() => {{", *taken, body.strip(), f"return {{ {', '.join(exported)} }};", "})();"]
    )
