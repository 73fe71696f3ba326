"""Texts in the cells of spreadsheets: shown as they are, never run as a formula, never longer than a cell can be."""

from datetime import UTC, datetime
from typing import Any, Final

SHEET_ROWS: Final = 1_048_576
"""Rows of a sheet, headings included (Excel's specification and limits)."""
CELL_CHARS: Final = 32_767
"""Characters of a cell (the same)."""
_ACTIVE: Final = ("=", "+", "-", "@", "\t", "\r")
"""What begins a formula when a spreadsheet opens a text file (OWASP, CSV injection)."""
_CUT: Final = " … [cut: {} characters]"


def harmless(value: Any) -> Any:
    """A text that a spreadsheet would run as a formula, with an apostrophe before it; other values as they are."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_ACTIVE) else value


def printable(text: str) -> str:
    """A text without the control characters that a workbook cannot hold."""
    if text.isprintable():
        return text
    return "".join(sign for sign in text if sign.isprintable() or sign in "\n\t")


def cell_value(value: Any) -> Any:
    """A value as a workbook holds it: long texts cut and said so, times in UTC without a zone, nested values as text."""
    if isinstance(value, datetime):
        value = value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value
        return value if value.year >= 1900 else value.isoformat()
    if value is None or isinstance(value, bool | int | float):
        return value
    text = printable(value if isinstance(value, str) else str(value))
    if _utf16(text) <= CELL_CHARS:
        return text
    note = _CUT.format(f"{len(text):,}")
    return _first(text, CELL_CHARS - len(note)) + note


def text_cell(sheet: Any, value: str) -> Any:
    """A cell of type text for a sheet that is written row by row: a text that begins with = is no formula."""
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, value)
    cell.data_type = "s"
    return cell


def _utf16(text: str) -> int:
    """Characters as Excel counts them: those outside the basic plane are two."""
    return len(text) + sum(sign > "\uffff" for sign in text) if not text.isascii() else len(text)


def _first(text: str, units: int) -> str:
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore")
