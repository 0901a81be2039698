"""Workbooks of a spreadsheet (.xlsx): their first sheet read as rows of text, and a table written as one.

A workbook from outside is an archive of XML: it is let in only if it unpacks
to a bearable size and declares no entities, and what stands in it is taken as
text, the values that formulas had and no formula.
"""

from __future__ import annotations

import datetime as dt
import io
import logging
import warnings
import zipfile
import zlib
from typing import TYPE_CHECKING, Any, Final

from geo.errors import InputFileError
from geo.files.extras import needing
from geo.files.names import plain
from geo.files.sniffing import check_archive

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Sequence
    from pathlib import Path

__all__ = ["is_workbook", "sheet_rows", "workbook_bytes"]

_MOST_ROWS: Final = 1 << 20
"""Of a sheet, as the format has it; a row may claim a number far beyond."""
_MOST_CELLS: Final = 1 << 25
_MOST_LETTERS: Final = 32_767
"""Of a cell, as the format has it."""
_SHEET: Final = "xl/workbook.xml"
_HEAD: Final = 4096
_ARCHIVE: Final = b"PK\x03\x04"
_OLD: Final = b"\xd0\xcf\x11\xe0"
_DAMAGED: Final = (
    zipfile.BadZipFile,
    zlib.error,
    SyntaxError,  # of XML
    OSError,
    EOFError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RuntimeError,
)
"""What openpyxl raises on a workbook it cannot read."""
_WHAT: Final = "A workbook (.xlsx)"
_LOG: Final = logging.getLogger(__name__)


def is_workbook(path: Path) -> bool:
    """Tell from the first bytes whether a file is a workbook; one of another format is refused.

    Raises
    ------
    InputFileError
        If it is a workbook of a format that is not read.
    """
    with path.open("rb") as file:
        head = file.read(4)
    if head == _OLD:
        msg = (
            f"{path} is a workbook of the old kind (.xls), or locked with a password; save it as .xlsx or CSV."
        )
        raise InputFileError(msg)
    return head == _ARCHIVE


def sheet_rows(path: Path) -> Generator[tuple[int, list[str]], None, None]:
    """Yield the rows of the first sheet as text, each with its number; empty rows are passed over.

    Parameters
    ----------
    path : Path
        A workbook as `is_workbook` tells one.

    Raises
    ------
    InputFileError
        If it is damaged, unpacks to more than it should, or is no workbook.
    """
    cells = 0
    for number, row in _cells(path):
        cells += len(row)
        if number > _MOST_ROWS or cells > _MOST_CELLS:
            msg = f"{path} has more cells than a sheet holds; cut out the part you need."
            raise InputFileError(msg)
        texts = [_text(value) for value in row]
        if any(texts):
            while not texts[-1]:
                texts.pop()
            yield number, texts


def _check(path: Path) -> None:
    """Refuse an archive that is no workbook, or would fill the memory."""
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
        check_archive(path, entries)
        names = {entry.filename for entry in entries}
        if _SHEET not in names:
            msg = f"{path} is an archive, but no workbook (.xlsx); save the table as .xlsx or CSV."
            raise InputFileError(msg)
        for entry in entries:
            if not entry.filename.lower().endswith((".xml", ".rels")):
                continue
            with archive.open(entry) as file:
                if b"<!" in file.read(_HEAD).replace(b"<!--", b""):
                    msg = f"{path} declares entities of its own, as no spreadsheet does; save it anew."
                    raise InputFileError(msg)


def _cells(path: Path) -> Iterator[tuple[int, tuple[object, ...]]]:
    """Yield the rows of the first sheet that is shown, as openpyxl reads them."""
    with needing("openpyxl", _WHAT):
        import openpyxl  # noqa: PLC0415  (a quarter of a second that only a workbook needs)

    try:
        _check(path)
        with path.open("rb") as file, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and parts that are not read
            book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
            sheet = _first(path, book)
            sheet.reset_dimensions()  # what a sheet says of its size may be wrong
            yield from enumerate(sheet.iter_rows(values_only=True), 1)
    except InputFileError:  # which is a ValueError too
        raise
    except _DAMAGED as error:
        msg = f"{path} is a damaged workbook ({plain(str(error), 80)}); save it anew as .xlsx or CSV."
        raise InputFileError(msg) from error


def _first(path: Path, book: Any) -> Any:  # noqa: ANN401  (openpyxl has no types)
    """Return the first sheet that is shown, and say so if there are others."""
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not sheets:
        msg = f"{path} has no sheet that is shown; save the table as one."
        raise InputFileError(msg)
    if len(sheets) > 1:
        told = plain(sheets[0].title, 40)
        _LOG.warning("%s has %d sheets; the first, '%s', was read.", path, len(sheets), told)
    return sheets[0]


def _text(value: object) -> str:
    """Write a cell as text: a day in ISO 8601, a whole number without its decimals."""
    match value:
        case None:
            return ""
        case bool(said):
            return "yes" if said else "no"
        case float(number) if number.is_integer():
            return str(int(number))
        case dt.datetime(hour=0, minute=0, second=0):
            return value.date().isoformat()
        case dt.datetime() | dt.date() | dt.time():
            return value.isoformat()
        case _:
            return str(value)


def workbook_bytes(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    r"""Write a table as a workbook of one sheet, whose header stays while rows roll; no text is a formula.

    Control codes, which a workbook cannot hold, are left out, and a text of
    more letters than a cell holds is cut there and ends in an ellipsis.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder) / "a.xlsx"
    ...     _ = path.write_bytes(workbook_bytes(["name", "km"], [["=1+1", 2.5], ["Łuck\x1b", None]]))
    ...     print(list(sheet_rows(path)))
    [(1, ['name', 'km']), (2, ['=1+1', '2.5']), (3, ['Łuck'])]
    """
    with needing("openpyxl", _WHAT):
        from openpyxl import Workbook  # noqa: PLC0415  (as above)
        from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
        from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415

    book = Workbook(write_only=True)
    sheet = book.create_sheet("bordershift")
    sheet.freeze_panes = "A2"

    def cell(value: object) -> Any:  # noqa: ANN401  (openpyxl has no types)
        if not isinstance(value, str):
            return value
        text = ILLEGAL_CHARACTERS_RE.sub("", value)
        if len(text) > _MOST_LETTERS:
            text = text[: _MOST_LETTERS - 1] + "\N{HORIZONTAL ELLIPSIS}"
        if not text.startswith("="):
            return text or None
        kept = WriteOnlyCell(sheet, value="")
        kept.value = text
        kept.data_type = "s"
        return kept

    for row in ([*columns], *rows):
        sheet.append([cell(value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
