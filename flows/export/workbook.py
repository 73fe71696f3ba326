"""Tables as an Excel workbook: one sheet a table, and more where a table has more rows than a sheet."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from flows.errors import ExportError
from flows.export.frames import Rows
from flows.tables.cells import SHEET_ROWS, cell_value, text_cell

_WIDTH: Final = 18
_WIDE: Final = {
    "text": 60,
    "text_en": 60,
    "link_evidence": 60,
    "source_uri": 30,
    "title": 30,
    "detail": 60,
    "evidence": 60,
}
_TITLE: Final = 31
"""Characters of a sheet's name."""
_BYTES: Final = 4 << 30
"""A sheet is one file in a zip archive; none has more than this without extensions that Excel does not read."""


def write_workbook(tables: Iterable[Rows], path: Path) -> dict[str, int]:
    """Write tables to a workbook and return their numbers of rows. Texts are cells of type text, never formulas.

    Raises:
        OSError: the disk refused.
    """
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    counts = {rows.name: _write(book, rows) for rows in tables}
    if not counts:
        raise ExportError(f"{path}: no table to write")
    book.save(path)
    return counts


def _write(book: Any, rows: Rows) -> int:
    sheet, on_sheet, count = _sheet(book, rows, 1), 1, 0
    for row in rows:
        if on_sheet == SHEET_ROWS:
            sheet, on_sheet = _sheet(book, rows, count // (SHEET_ROWS - 1) + 1), 1
        values = (cell_value(value) for value in row)
        sheet.append([text_cell(sheet, value) if isinstance(value, str) else value for value in values])
        on_sheet += 1
        count += 1
    return count


def _sheet(book: Any, rows: Rows, number: int) -> Any:
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(rows.name[:_TITLE] if number == 1 else f"{rows.name[: _TITLE - 6]} ({number})")
    sheet.freeze_panes = "A2"
    for at, name in enumerate(rows.columns, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = _WIDE.get(name, _WIDTH)
    sheet.append([text_cell(sheet, cell_value(name)) for name in rows.columns])
    return sheet
